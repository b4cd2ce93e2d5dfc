//! The tables of a benchmark: one row for each engine and size, one for each test, one for each point of a curve.

use super::growth::Curve;
use super::{Candidate, Found, Row};
use crate::agreement::{Pair, Property};
use crate::outcome::Series;
use crate::plan::{Mode, Names};

/// Columns of `engines.csv`.
const ENGINES: [&str; 23] = [
    "size",
    "engine",
    "instructions",
    "fidelity",
    "households",
    "days",
    "cells",
    "rounds",
    "runs_timed",
    "runs_per_second",
    "runs_per_second_q25",
    "runs_per_second_q75",
    "seconds_per_run",
    "ns_per_household_day",
    "binomial_draws_per_run",
    "ns_per_binomial_draw",
    "peak_memory_mib",
    "times_as_fast_as_plain",
    "times_as_fast_error",
    "judge",
    "verdict",
    "verdict_in_words",
    "left_out_because",
];

/// Columns of `agreement.csv`.
const AGREEMENT: [&str; 19] = [
    "size",
    "engine",
    "instructions",
    "judge",
    "outcome",
    "status",
    "mode",
    "crossing",
    "province",
    "destination",
    "test",
    "p",
    "p_adjusted",
    "asked",
    "shown",
    "judge_mean",
    "engine_mean",
    "judge_sd",
    "engine_sd",
];

/// Columns of `growth.csv`.
const GROWTH: [&str; 13] = [
    "axis",
    "engine",
    "amount",
    "amount_unit",
    "rounds",
    "seconds_per_run",
    "seconds_per_run_q25",
    "seconds_per_run_q75",
    "cpu_seconds_per_run",
    "peak_memory_mib",
    "power",
    "power_error",
    "ended_early_because",
];

/// Six digits, enough for any figure of a benchmark.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let digits = format!("{value:.5e}");
    let value: f64 = digits.parse().expect("it was a number");
    if value == 0.0 || (1e-4..1e9).contains(&value.abs()) { value.to_string() } else { format!("{value:e}") }
}

fn optional(value: Option<f64>) -> String {
    value.map_or(String::new(), number)
}

/// A table with a header.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new<const COLUMNS: usize>(header: [&str; COLUMNS]) -> Self {
        let mut table = Table(csv::Writer::from_writer(Vec::new()));
        table.row(header);
        table
    }

    fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<[u8]>>) {
        self.0.write_record(cells).expect("memory takes every row of the length of the header");
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every byte")
    }
}

/// `engines.csv`.
pub fn engines_csv(found: &[Found]) -> Vec<u8> {
    let mut table = Table::new(ENGINES);
    for found in found {
        for row in &found.rows {
            table.row(engine_cells(found, row));
        }
    }
    table.bytes()
}

fn engine_cells(found: &Found, row: &Row) -> Vec<String> {
    let plan = &found.prepared.plan;
    let speed = row.speed.as_ref().ok();
    let seconds = speed.map(super::Speed::seconds);
    let per_second = speed.map(super::Speed::runs_per_second);
    let draws = found.draws_of(row.candidate.kind);
    vec![
        found.size.name().to_owned(),
        row.candidate.kind.name().to_owned(),
        row.candidate.path_name().to_owned(),
        row.candidate.kind.fidelity().words().to_owned(),
        number(found.households),
        plan.days.to_string(),
        found.prepared.network.shape.cells().to_string(),
        speed.map_or(String::new(), |speed| speed.seconds_per_run.len().to_string()),
        speed.map_or(String::new(), |speed| speed.runs.to_string()),
        optional(per_second.map(|[_, median, _]| median)),
        optional(per_second.map(|[low, ..]| low)),
        optional(per_second.map(|[.., high]| high)),
        optional(seconds),
        optional(seconds.map(|seconds| ns_per_household_day(found, seconds))),
        optional(draws),
        optional(seconds.zip(draws).map(|(seconds, draws)| seconds * 1e9 / draws)),
        optional(row.memory_mib.as_ref().ok().copied()),
        optional(speed.and_then(|speed| speed.ratio).map(|ratio| ratio.0)),
        optional(speed.and_then(|speed| speed.ratio).map(|ratio| ratio.1)),
        found.judge.map_or(String::new(), |judge| judge.to_string()),
        row.verdict.word().to_owned(),
        row.verdict.sentence(&plan.names),
        row.speed.as_ref().err().cloned().unwrap_or_default(),
    ]
}

/// The time for a household and a day, nanoseconds.
pub(super) fn ns_per_household_day(found: &Found, seconds_per_run: f64) -> f64 {
    seconds_per_run * 1e9 / (found.households * found.prepared.plan.days as f64)
}

/// `agreement.csv`: every test, and every question whether something is equal.
pub fn agreement_csv(found: &[Found]) -> Vec<u8> {
    let mut table = Table::new(AGREEMENT);
    for found in found {
        for row in &found.rows {
            let Some(report) = &row.report else { continue };
            let begin = |series: Option<&Series>| begin(found, row.candidate, series);
            let moments = |series: Option<&Series>| {
                let pair = series.and_then(|series| report.pairs.iter().find(|pair| pair.series == *series));
                pair.map_or(vec![String::new(); 4], moments)
            };
            for tested in &report.tests {
                let series = tested.series.as_ref();
                let middle = [tested.test.name().to_owned(), number(tested.p), number(tested.adjusted)];
                let empty = [String::new(), String::new()];
                let cells = [begin(series), middle.to_vec(), empty.to_vec(), moments(series)];
                table.row(cells.concat());
            }
            for asked in &report.equivalences {
                let series = Some(&asked.series);
                let test = match asked.property {
                    Property::Means => "means_equal_within_1_percent",
                    Property::Spreads => "spreads_equal_within_5_percent",
                };
                let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
                let p = if asked.asked { number(asked.p) } else { String::new() };
                let middle = [test.to_owned(), p, String::new(), yes(asked.asked), yes(asked.shown())];
                table.row([begin(series), middle.to_vec(), moments(series)].concat());
            }
        }
    }
    table.bytes()
}

/// Size, engine, judge, outcome and dimensions.
fn begin(found: &Found, candidate: Candidate, series: Option<&Series>) -> Vec<String> {
    let mut cells = vec![
        found.size.name().to_owned(),
        candidate.kind.name().to_owned(),
        candidate.path_name().to_owned(),
        found.judge.map_or(String::new(), |judge| judge.to_string()),
    ];
    cells.extend(series.map_or(vec![String::new(); 6], |series| dimensions(series, &found.prepared.plan.names)));
    cells
}

/// Outcome and dimensions as in `totals.csv`; empty means all.
fn dimensions(series: &Series, names: &Names) -> Vec<String> {
    let d = series.dimensions;
    let name = |list: &[String], index: Option<usize>| index.map_or(String::new(), |index| list[index].clone());
    let number = d.threshold.map_or(String::new(), |index| format!("_{}", index + 1));
    vec![
        format!("{}{number}", series.outcome.name),
        name(&names.statuses, d.status),
        d.mode.map_or(String::new(), |mode| Mode::name(mode).to_owned()),
        name(&names.crossings, d.crossing),
        name(&names.provinces, d.province),
        name(&names.destinations, d.destination),
    ]
}

fn moments(pair: &Pair) -> Vec<String> {
    use crate::statistics::{mean, variance};
    let sd = |values: &[f64]| variance(values).sqrt();
    [mean(&pair.judge), mean(&pair.other), sd(&pair.judge), sd(&pair.other)].map(number).to_vec()
}

/// `growth.csv`.
pub fn growth_csv(curves: &[Curve]) -> Vec<u8> {
    let mut table = Table::new(GROWTH);
    for curve in curves {
        for point in &curve.points {
            table.row([
                curve.axis.name().to_owned(),
                curve.engine.name().to_owned(),
                number(point.amount),
                curve.axis.unit().to_owned(),
                point.seconds_per_run.len().to_string(),
                number(point.quantile(0.5)),
                number(point.quantile(0.25)),
                number(point.quantile(0.75)),
                optional(point.cpu_seconds_per_run),
                optional(point.peak_memory_mib),
                optional(curve.power().map(|power| power.0)),
                optional(curve.power().map(|power| power.1)),
                curve.ended_early.clone().unwrap_or_default(),
            ]);
        }
    }
    table.bytes()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_six_digits_and_no_tail() {
        assert_eq!(number(1234.56789), "1234.57");
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(1.5e-9), "1.5e-9");
        assert_eq!(number(641_837_000_000.0), "6.41837e11");
        assert_eq!((number(0.0), number(f64::NAN)), ("0".to_owned(), String::new()));
    }
}
