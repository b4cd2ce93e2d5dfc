//! Every column of every table: name, type, unit, meaning, source. Headers and the data package come from here.

use std::borrow::Cow;

use crate::plan::Mode;

/// What a column holds, in the words of Frictionless Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `string`
    Text,
    /// `date`: `2023-11-01`.
    Date,
    /// `integer`
    Whole,
    /// `number`
    Number,
}

impl Kind {
    /// The name of the type in Table Schema.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Date => "date",
            Kind::Whole => "integer",
            Kind::Number => "number",
        }
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its header.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub kind: Kind,
    /// Unit of its numbers; empty for anything else.
    pub unit: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

const SCENARIO: &str = "names of the scenario, see scenario.toml";
const CATALOGUE: &str = "catalogue of outcomes of crossings";
const SIMULATED: &str = "simulated by crossings over all runs; not observed";
const PROGRAM: &str = "crossings";

/// A column.
pub const fn column(
    name: &'static str,
    kind: Kind,
    unit: &'static str,
    meaning: &'static str,
    source: &'static str,
) -> Column {
    Column { name: Cow::Borrowed(name), kind, unit, meaning, source }
}

/// The first column of `daily.csv`.
const DATE: Column = column("date", Kind::Date, "", "Simulated day.", SCENARIO);

/// The columns that `daily.csv` and `totals.csv` share.
const SERIES: [Column; 14] = {
    use Kind::{Number, Text};
    let unit = "as in column `unit`";
    [
        column("outcome", Text, "", "What is measured.", CATALOGUE),
        column("status", Text, "", "Status of the people; empty for all.", SCENARIO),
        column("mode", Text, "", "How they left Pakistan; empty for all.", CATALOGUE),
        column("crossing", Text, "", "Border crossing; empty for all.", SCENARIO),
        column("province", Text, "", "Province of Pakistan that people lived in; empty for all.", SCENARIO),
        column("destination", Text, "", "Place in Afghanistan that people went to; empty for all.", SCENARIO),
        column("unit", Text, "", "What the numbers of the row count.", CATALOGUE),
        column("mean", Number, unit, "Mean over runs.", SIMULATED),
        column("q05", Number, unit, "1 run in 20 lies below; from q05 to q95 lie 9 runs in 10.", SIMULATED),
        column("q25", Number, unit, "1 run in 4 lies below; from q25 to q75 lies half of the runs.", SIMULATED),
        column("q50", Number, unit, "Median: half of the runs lie below.", SIMULATED),
        column("q75", Number, unit, "1 run in 4 lies above.", SIMULATED),
        column("q95", Number, unit, "1 run in 20 lies above.", SIMULATED),
        column(
            "mc_error",
            Number,
            unit,
            "Standard error of the mean from having made so many runs and no more, empty for one run; it says nothing about how well the model fits the world.",
            SIMULATED,
        ),
    ]
};

/// The columns that say which series a row is about, from `outcome` to `unit`.
pub fn of_series() -> Vec<Column> {
    SERIES[..7].to_vec()
}

/// Columns of `daily.csv`.
pub fn daily() -> Vec<Column> {
    std::iter::once(DATE).chain(SERIES).collect()
}

/// Columns of `totals.csv`.
pub fn totals() -> Vec<Column> {
    SERIES.to_vec()
}

/// The first column of `runs.csv` and `failed.csv`.
pub const RUN: Column =
    column("run", Kind::Whole, "", "Number of the run; with the seed it names every random draw of the run.", PROGRAM);

/// Columns of `failed.csv`.
pub fn failed() -> Vec<Column> {
    use Kind::{Date, Text};
    vec![
        RUN,
        column("reason", Text, "", "What went wrong.", PROGRAM),
        column("date", Date, "", "Simulated day on which it went wrong; empty if not known.", PROGRAM),
        column(
            "numbers",
            Text,
            "",
            "The numbers that the run drew, as key=value, with semicolons between them; units as in the keys.",
            "laws in scenario.toml",
        ),
        column("replay", Text, "", "A command that makes this run alone.", PROGRAM),
    ]
}

/// What the words of column `mode` mean.
pub const fn mode_meaning(mode: Mode) -> &'static str {
    match mode {
        Mode::SelfOrganised => {
            "On their own; UN tables say \"spontaneous\". Most surveyed people cite fear of arrest, so this does not mean of their own free will."
        }
        Mode::Assisted => "With the repatriation programme of UNHCR.",
        Mode::Deported => "Deported after arrest.",
    }
}
