//! The tables: `daily.csv`, `totals.csv`, `runs.csv`, `failed.csv`.
//!
//! Comma-separated as in RFC 4180 but with a bare line feed, UTF-8, one header line, rows in the order of the
//! catalogue. A cell without a value is empty. The same findings give the same bytes.
//!
//! A table is made in memory: the large one in parallel, and what is hashed and what is written are the same bytes.

use rayon::prelude::*;

use super::columns;
use super::words::{decimals, error_decimals, push_decimal};
use crate::outcome::{Catalogue, Findings, Range, Series, from_steps};
use crate::plan::{Mode, Names};
use crate::units::iso;

/// A run that did not end well, as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct FailedRun<'a> {
    /// Number of the run.
    pub run: u64,
    /// What went wrong, in words.
    pub reason: &'a str,
    /// The simulated day, counted from the first, if it is known.
    pub day: Option<usize>,
    /// What the run drew: keys of the scenario and values, in their units.
    pub numbers: Vec<(&'a str, f64)>,
    /// A command that makes the run alone.
    pub replay: String,
}

/// The tables of which the digest of a result is made.
#[derive(Clone, Debug)]
pub struct Tables {
    /// `daily.csv`
    pub daily: Vec<u8>,
    /// `totals.csv`
    pub totals: Vec<u8>,
}

impl Tables {
    /// The tables of some findings.
    pub fn of(findings: &Findings) -> Self {
        Tables { daily: daily_csv(findings), totals: totals_csv(findings) }
    }
}

/// `daily.csv`: a row for every series and day.
pub fn daily_csv(findings: &Findings) -> Vec<u8> {
    let dates: Vec<String> = (0..findings.days as i32).map(|day| iso(findings.first_day + day)).collect();
    let series: Vec<Vec<u8>> = findings
        .catalogue
        .daily
        .par_iter()
        .zip(&findings.daily)
        .map(|(series, days)| {
            let names = record(series_cells(series, &findings.names).iter().map(AsRef::as_ref));
            let mut rows = Vec::with_capacity(days.len() * (names.len() + 80));
            for (date, range) in dates.iter().zip(days) {
                rows.extend_from_slice(date.as_bytes());
                rows.push(b',');
                rows.extend_from_slice(&names);
                push_range(&mut rows, series, range, findings.runs);
                rows.push(b'\n');
            }
            rows
        })
        .collect();
    let mut table = header(columns::daily().iter().map(|column| &*column.name));
    table.reserve_exact(series.iter().map(Vec::len).sum());
    series.iter().for_each(|rows| table.extend_from_slice(rows));
    table
}

/// `totals.csv`: a row for every series with one value in a run.
pub fn totals_csv(findings: &Findings) -> Vec<u8> {
    let mut table = header(columns::totals().iter().map(|column| &*column.name));
    for (series, range) in findings.catalogue.totals.iter().zip(&findings.totals) {
        table.extend(record(series_cells(series, &findings.names).iter().map(AsRef::as_ref)));
        push_range(&mut table, series, range, findings.runs);
        table.push(b'\n');
    }
    table
}

/// `runs.csv`: a row for every run that was kept, see [`RunRows`].
pub fn runs_csv(findings: &Findings) -> Vec<u8> {
    let rows = RunRows::of(&findings.catalogue, &findings.names);
    let mut table = rows.header.clone();
    for (run, values) in &findings.totals_by_run {
        rows.push(&mut table, *run, values.iter().copied());
    }
    table
}

/// How a run becomes a row of `runs.csv`: its number, and a column for every total, named by [`Series::label`].
#[derive(Clone, Debug)]
pub struct RunRows {
    /// The first line, with its line feed.
    pub header: Vec<u8>,
    /// `[total]`
    decimals: Vec<usize>,
}

impl RunRows {
    /// Rows of runs with these totals.
    pub fn of(catalogue: &Catalogue, names: &Names) -> Self {
        let labels: Vec<String> = catalogue.totals.iter().map(|series| series.label(names)).collect();
        let run = columns::RUN.name;
        RunRows {
            header: header(std::iter::once(&*run).chain(labels.iter().map(String::as_str))),
            decimals: catalogue.totals.iter().map(|series| decimals(series.outcome.unit)).collect(),
        }
    }

    /// Appends the row of a run, with its line feed; `[total]` in the unit of each outcome.
    pub fn push(&self, table: &mut Vec<u8>, run: u64, values: impl Iterator<Item = f64>) {
        table.extend_from_slice(run.to_string().as_bytes());
        for (value, &decimals) in values.zip(&self.decimals) {
            table.push(b',');
            push_decimal(table, value, decimals);
        }
        table.push(b'\n');
    }

    /// The row of a run whose totals are in steps.
    pub fn row(&self, run: u64, totals: &[i64]) -> Vec<u8> {
        let mut row = Vec::with_capacity(8 * (totals.len() + 1));
        self.push(&mut row, run, totals.iter().map(|&steps| from_steps(steps)));
        row
    }
}

/// `failed.csv`: a row for every run that failed.
pub fn failed_csv(failed: &[FailedRun], first_day: i32) -> Vec<u8> {
    let mut table = header(columns::failed().iter().map(|column| &*column.name));
    for run in failed {
        // In full, so that the run can be made again from the row.
        let numbers: Vec<String> = run.numbers.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let date = run.day.map_or(String::new(), |day| iso(first_day + day as i32));
        table.extend(record([&run.run.to_string(), run.reason, &date, &numbers.join("; "), &run.replay].into_iter()));
        table.push(b'\n');
    }
    table
}

/// The cells of the columns from `outcome` to `unit`, see [`columns::of_series`].
pub fn series_cells<'a>(series: &Series, names: &'a Names) -> [std::borrow::Cow<'a, str>; 7] {
    let name = |index: Option<usize>, names: &'a [String]| index.map_or("", |i| names[i].as_str()).into();
    let d = &series.dimensions;
    [
        outcome_name(series).into(),
        name(d.status, &names.statuses),
        d.mode.map_or("", Mode::name).into(),
        name(d.crossing, &names.crossings),
        name(d.province, &names.provinces),
        name(d.destination, &names.destinations),
        series.outcome.unit.name().into(),
    ]
}

/// What stands in the column `outcome`: thresholds are numbered from 1, as in [`Series::label`].
pub(super) fn outcome_name(series: &Series) -> String {
    match series.dimensions.threshold {
        Some(index) => format!("{}_{}", series.outcome.name, index + 1),
        None => series.outcome.name.to_owned(),
    }
}

/// The first line of a table.
fn header<'c>(names: impl Iterator<Item = &'c str>) -> Vec<u8> {
    let mut line = record(names);
    line.push(b'\n');
    line
}

/// Some texts as cells, with quotes where they are needed, without the line feed.
fn record<'c>(texts: impl Iterator<Item = &'c str>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(256).from_writer(Vec::new());
    writer.write_record(texts).expect("a vector takes every byte");
    let mut line = writer.into_inner().expect("a vector takes every byte");
    line.pop();
    line
}

/// Appends the columns from `mean` to `mc_error`, a comma before each. One run tells nothing about the error: the cell
/// is empty.
fn push_range(row: &mut Vec<u8>, series: &Series, range: &Range, runs: u64) {
    let unit = series.outcome.unit;
    for value in [range.mean, range.q05, range.q25, range.q50, range.q75, range.q95] {
        row.push(b',');
        push_decimal(row, value, decimals(unit));
    }
    row.push(b',');
    if runs != 1 {
        push_decimal(row, range.mc_error, error_decimals(unit, range.mc_error));
    }
}
