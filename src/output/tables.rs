//! The tables: `daily.csv`, `totals.csv`, `runs.csv`, `failed.csv`.
//!
//! Comma-separated as in RFC 4180 but with a bare line feed, UTF-8, one header line, rows in the order of the
//! catalogue. A cell without a value is empty. The same findings give the same bytes.

use std::io::{self, Write};

use super::columns;
use super::words::{decimals, error_decimals, push_decimal};
use crate::outcome::{Findings, Range, Series};
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

/// Writes `daily.csv`: a row for every series and day.
///
/// # Errors
/// Those of `to`.
pub fn daily_csv(findings: &Findings, to: impl Write) -> io::Result<()> {
    let mut table = Table::new(to, columns::daily().iter().map(|column| column.name))?;
    let dates: Vec<String> = (0..findings.days as i32).map(|day| iso(findings.first_day + day)).collect();
    for (series, days) in findings.catalogue.daily.iter().zip(&findings.daily) {
        let names = cells(series, &findings.names);
        for (date, range) in dates.iter().zip(days) {
            table.text(date)?;
            names.iter().try_for_each(|name| table.text(name))?;
            table.range(series, range, findings.runs)?;
            table.end_row()?;
        }
    }
    table.finish()
}

/// Writes `totals.csv`: a row for every series with one value in a run.
///
/// # Errors
/// Those of `to`.
pub fn totals_csv(findings: &Findings, to: impl Write) -> io::Result<()> {
    let mut table = Table::new(to, columns::totals().iter().map(|column| column.name))?;
    for (series, range) in findings.catalogue.totals.iter().zip(&findings.totals) {
        cells(series, &findings.names).iter().try_for_each(|name| table.text(name))?;
        table.range(series, range, findings.runs)?;
        table.end_row()?;
    }
    table.finish()
}

/// Writes `runs.csv`: a row for every run that was kept, a column for every total, named by [`Series::label`].
///
/// # Errors
/// Those of `to`.
pub fn runs_csv(findings: &Findings, to: impl Write) -> io::Result<()> {
    let labels = findings.catalogue.totals.iter().map(|series| series.label(&findings.names));
    let mut table = Table::new(to, std::iter::once(columns::RUN.name.to_owned()).chain(labels))?;
    for (run, values) in &findings.totals_by_run {
        table.text(&run.to_string())?;
        for (series, &value) in findings.catalogue.totals.iter().zip(values) {
            table.number(value, decimals(series.outcome.unit))?;
        }
        table.end_row()?;
    }
    table.finish()
}

/// Writes `failed.csv`: a row for every run that failed.
///
/// # Errors
/// Those of `to`.
pub fn failed_csv(failed: &[FailedRun], first_day: i32, to: impl Write) -> io::Result<()> {
    let mut table = Table::new(to, columns::failed().iter().map(|column| column.name))?;
    for run in failed {
        table.text(&run.run.to_string())?;
        table.text(run.reason)?;
        table.text(&run.day.map_or(String::new(), |day| iso(first_day + day as i32)))?;
        // In full, so that the run can be made again from the row.
        let numbers: Vec<String> = run.numbers.iter().map(|(key, value)| format!("{key}={value}")).collect();
        table.text(&numbers.join("; "))?;
        table.text(&run.replay)?;
        table.end_row()?;
    }
    table.finish()
}

/// The cells of the columns from `outcome` to `unit`.
fn cells<'a>(series: &Series, names: &'a Names) -> [std::borrow::Cow<'a, str>; 7] {
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

/// A table in the making.
struct Table<W: Write> {
    to: csv::Writer<W>,
    cell: Vec<u8>,
}

impl<W: Write> Table<W> {
    fn new<N: AsRef<[u8]>>(to: W, header: impl IntoIterator<Item = N>) -> io::Result<Self> {
        let mut to = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(to);
        to.write_record(header)?;
        Ok(Table { to, cell: Vec::new() })
    }

    fn text(&mut self, cell: &str) -> io::Result<()> {
        Ok(self.to.write_field(cell)?)
    }

    fn number(&mut self, value: f64, decimals: usize) -> io::Result<()> {
        self.cell.clear();
        push_decimal(&mut self.cell, value, decimals);
        Ok(self.to.write_field(&self.cell)?)
    }

    /// The columns from `mean` to `mc_error`. One run tells nothing about the error: the cell is empty.
    fn range(&mut self, series: &Series, range: &Range, runs: u64) -> io::Result<()> {
        let unit = series.outcome.unit;
        for value in [range.mean, range.q05, range.q25, range.q50, range.q75, range.q95] {
            self.number(value, decimals(unit))?;
        }
        match runs {
            1 => self.text(""),
            _ => self.number(range.mc_error, error_decimals(unit, range.mc_error)),
        }
    }

    fn end_row(&mut self) -> io::Result<()> {
        Ok(self.to.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}
