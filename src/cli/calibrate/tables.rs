//! The tables of a calibration.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::fit::Fitted;
use super::parameters;
use crate::cli::inputs::unit;
use crate::output::columns::{Column, Kind, column};
use crate::output::{Table, number};
use crate::study::calibrate::Said;
use crate::units::iso;

const SCENARIO: &str = "keys of the scenario";
const LEARNED: &str = "learned by crossings from published counts";
const RECORD: &str = "published counts, see data/observed";
const PREDICTIVE: &str = "simulated by crossings with draws of the posterior; not observed";
const UNIT: &str = "as in column `unit`";
const OF_WINDOW: &str = "people, or a share of all";

/// All tables, in the order of the folder.
pub fn all(fitted: &Fitted) -> Vec<Table> {
    let mut tables = vec![draws(fitted), numbers(fitted), windows(fitted), stages(fitted)];
    if fitted.state.shifts().iter().any(|shift| !shift.is_empty()) {
        tables.push(shifts(fitted));
    }
    tables
}

/// One row a draw, one column a number: what a parameter set names.
fn draws(fitted: &Fitted) -> Table {
    let named = |key: &String| Column {
        name: Cow::Owned(parameters::column(key)),
        kind: Kind::Number,
        unit: unit(key),
        meaning: "A number of the model, see the key of the same name in docs/scenario-format.md.",
        source: LEARNED,
    };
    let meaning = "Draws of the posterior: numbers that explain the record together. A row is used whole.";
    let mut table = Table::new(parameters::DRAWS, meaning, fitted.keys.iter().map(named).collect());
    fitted.draws.iter().for_each(|draw| table.push(draw.iter().map(|&value| number(value)).collect()));
    table
}

fn numbers(fitted: &Fitted) -> Table {
    let quantile = |name, meaning| column(name, Kind::Number, UNIT, meaning, LEARNED);
    let columns = vec![
        column("key", Kind::Text, "", "The number, by its key.", SCENARIO),
        column("unit", Kind::Text, "", "Its unit.", SCENARIO),
        quantile("prior_q05", "One in twenty below, before."),
        quantile("prior_q50", "Median before."),
        quantile("prior_q95", "One in twenty above, before."),
        quantile("q05", "One in twenty below, after."),
        quantile("q25", "One in four below, after."),
        quantile("q50", "Median after."),
        quantile("q75", "One in four above, after."),
        quantile("q95", "One in twenty above, after."),
        column(
            "width",
            Kind::Number,
            "share",
            "Standard deviation after in that before, of the place in the prior law.",
            LEARNED,
        ),
        column("record_says", Kind::Text, "", "How much the record says about it.", LEARNED),
        column("goes_with", Kind::Text, "", "The number with which it goes together most.", LEARNED),
        column("correlation", Kind::Number, "", "Rank correlation with that number.", LEARNED),
    ];
    let mut table = Table::new("numbers.csv", "What the record says about each number, and what not.", columns);
    for learned in &fitted.learned {
        let [q05, _, q50, _, q95] = learned.prior;
        let mut row = vec![learned.key.clone(), unit(&learned.key).to_owned()];
        row.extend([q05, q50, q95].into_iter().chain(learned.posterior).chain([learned.width]).map(number));
        row.push(learned.says().words().to_owned());
        row.extend(match learned.partner {
            Some((other, correlation)) => [fitted.keys[other].clone(), number(correlation)],
            None => [String::new(), String::new()],
        });
        table.push(row);
    }
    table
}

/// How a published count binds, in a word.
fn kind(said: Said) -> &'static str {
    match said {
        Said::Exact(_) => "exact",
        Said::AtLeast(_) => "at_least",
        Said::AtMost(_) => "at_most",
        Said::Between { .. } => "between",
    }
}

fn windows(fitted: &Fitted) -> Table {
    let quantile = |name, meaning| column(name, Kind::Number, OF_WINDOW, meaning, PREDICTIVE);
    let columns = vec![
        column("window", Kind::Text, "", "Whom, where and when.", RECORD),
        column("from", Kind::Date, "", "First day.", RECORD),
        column("to", Kind::Date, "", "Last day.", RECORD),
        column("source", Kind::Text, "", "Who counted.", RECORD),
        column("kind", Kind::Text, "", "exact, at_least, at_most or between.", RECORD),
        column(
            "published",
            Kind::Number,
            OF_WINDOW,
            "What was published; of a range, its middle on the scale of logs.",
            RECORD,
        ),
        column("error", Kind::Number, "share", "Standard error of the count, relative.", RECORD),
        quantile("q05", "One run in twenty below."),
        quantile("q25", "One run in four below."),
        quantile("q50", "Median."),
        quantile("q75", "One run in four above."),
        quantile("q95", "One run in twenty above."),
        column("in_half", Kind::Whole, "", "1 if the half-of-runs band holds the count, else 0.", PREDICTIVE),
        column("in_nine_in_ten", Kind::Whole, "", "1 if the nine-in-ten band holds it, else 0.", PREDICTIVE),
    ];
    let meaning = "Each window of the record beside what the draws say of it (posterior predictive, errors of counting and of the model included).";
    let mut table = Table::new("windows.csv", meaning, columns);
    for (target, predicted) in fitted.targets.all.iter().zip(&fitted.predicted) {
        let mut row = vec![
            target.label.clone(),
            iso(target.days[0]),
            iso(target.days[1]),
            target.source.clone(),
            kind(target.said).to_owned(),
            number(libm::exp(target.said.value())),
            number(libm::hypot(target.error_sd, target.bias_sd)),
        ];
        row.extend(predicted.range.map(number));
        row.extend([predicted.in_half, predicted.in_nine_in_ten].map(|inside| u8::from(inside).to_string()));
        table.push(row);
    }
    table
}

fn stages(fitted: &Fitted) -> Table {
    let columns = vec![
        column("stage", Kind::Whole, "", "Its number.", LEARNED),
        column("power", Kind::Number, "", "Power to which the likelihood is raised.", LEARNED),
        column("effective", Kind::Number, "draws", "How many draws counted before they were resampled.", LEARNED),
        column("accepted", Kind::Number, "share", "Share of moves that were accepted.", LEARNED),
        column("log_evidence", Kind::Number, "", "Log of the evidence so far.", LEARNED),
    ];
    let mut table = Table::new("stages.csv", "How the draws were found: tempered sequential Monte Carlo.", columns);
    for (stage, place) in fitted.state.stages.iter().zip(1..) {
        let mut row = vec![i32::to_string(&place)];
        row.extend([stage.power, stage.effective, stage.accepted, stage.log_evidence].map(number));
        table.push(row);
    }
    table
}

/// By how much each window's mean was moved, in the robust variant.
fn shifts(fitted: &Fitted) -> Table {
    let columns = vec![
        column("window", Kind::Text, "", "Whom, where and when.", RECORD),
        column("q05", Kind::Number, "standard deviations", "One draw in twenty below.", LEARNED),
        column("q50", Kind::Number, "standard deviations", "Median.", LEARNED),
        column("q95", Kind::Number, "standard deviations", "One draw in twenty above.", LEARNED),
    ];
    let mut table = Table::new("shifts.csv", "By how much what the model says of a window had to be moved.", columns);
    let moves = fitted.state.shifts();
    for (j, target) in fitted.targets.all.iter().enumerate() {
        let all: Vec<f64> = moves.iter().map(|moved| moved[j]).collect();
        let mut row = vec![target.label.clone()];
        row.extend([0.05, 0.5, 0.95].map(|share| number(crate::statistics::quantile(&all, share))));
        table.push(row);
    }
    table
}

/// The answer for machines.
pub fn json(fitted: &Fitted) -> Value {
    json!({
        "draws": fitted.draws.len(),
        "log_evidence": fitted.state.log_evidence(),
        "points_explained": fitted.state.explained,
        "windows": fitted.predicted.len(),
        "windows_in_nine_in_ten": fitted.held(),
        "parameters": parameters::FILE,
        "numbers": fitted.learned.iter().map(|learned| json!({
            "key": learned.key,
            "q05": learned.posterior[0],
            "q50": learned.posterior[2],
            "q95": learned.posterior[4],
            "width": learned.width,
            "record_says": learned.says().words(),
        })).collect::<Vec<_>>(),
    })
}
