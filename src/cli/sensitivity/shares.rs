//! What inputs and chance explain, in words and tables.

use std::cmp::Ordering;

use serde_json::json;

use super::Asked;
use crate::language::Texts;
use crate::output::columns::{Kind, column};
use crate::output::{Table, limits, number};
use crate::study::estimate::Estimate;
use crate::study::indices::Index;
use crate::study::sensitivity::{Direction, Explained, Study};
use crate::units::listed;

const SIMULATED: &str = "simulated by crossings at the points of the design; not observed";
const CATALOGUE: &str = "catalogue of outcomes of crossings";
const SCENARIO: &str = "keys of the scenario";
const UNIT: &str = "as in column `unit`";
const INPUT_UNIT: &str = "as in column `input_unit`";

/// Inputs that the sentence about an outcome names.
const MOST_NAMED: usize = 4;

/// A part of the spread below this is not worth a name.
const LEAST_SHARE: f64 = 0.01;

/// An input whose total index is surely below this for every outcome can be left alone.
const NEGLIGIBLE: f64 = 0.05;

/// Standard deviations of the outcome between its means at the ends of an input that make a direction worth a word.
const CLEAR: f64 = 0.1;

/// What came out, in words.
pub(super) fn words(asked: &Asked, study: &Study<Explained>) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(most(asked, study));
    lines.extend(mostly_chance(asked, study));
    lines.extend(negligible(asked, study));
    lines.push(String::new());
    lines.extend(asked.outcomes.iter().zip(&study.outcomes).map(|(named, outcome)| sentence(asked, named, outcome)));
    lines.push(String::new());
    lines.push(
        "Shares of the variance between runs of this model, under the ranges that were assumed: an input with a wider range \
         takes a larger share, what is not uncertain here (policy, the model itself) takes none. \"The more, the more\": the \
         outcome is higher in the highest fifth of the input than in its lowest. In parentheses, 95 % ranges of the estimates."
            .to_owned(),
    );
    lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
    lines
}

/// Inputs by what they explain alone, the largest first.
fn ranked(inputs: &[Index]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order
        .sort_by(|&a, &b| inputs[b].of_spread.value.partial_cmp(&inputs[a].of_spread.value).unwrap_or(Ordering::Equal));
    order
}

/// "What matters most: the capacity at Chaman (for the longest queue), ..."
fn most(asked: &Asked, study: &Study<Explained>) -> Option<String> {
    let mut first_of: Vec<Vec<&str>> = vec![Vec::new(); asked.inputs.list.len()];
    for (named, outcome) in asked.outcomes.iter().zip(&study.outcomes) {
        let Some(inputs) = &outcome.indices.inputs else { continue };
        let Some(&largest) = ranked(inputs).first() else { continue };
        if inputs[largest].of_spread.low > 0.0 {
            first_of[largest].push(&named.words);
        }
    }
    let mut order: Vec<usize> = (0..first_of.len()).filter(|&input| !first_of[input].is_empty()).collect();
    order.sort_by_key(|&input| std::cmp::Reverse(first_of[input].len()));
    let part = |&input: &usize| {
        let outcomes: Vec<String> = first_of[input].iter().map(|words| (*words).to_owned()).collect();
        format!("{} (for {})", asked.phrase(input), listed(&outcomes))
    };
    let parts: Vec<String> = order.iter().map(part).collect();
    (!parts.is_empty()).then(|| format!("What matters most: {}.", parts.join("; ")))
}

/// Outcomes of which inputs tell less than chance.
fn mostly_chance(asked: &Asked, study: &Study<Explained>) -> Option<String> {
    let is = |outcome: &Explained| outcome.sd > 0.0 && outcome.indices.chance.low > 0.5;
    let outcomes = asked.outcomes.iter().zip(&study.outcomes).filter(|(_, outcome)| is(outcome));
    let names: Vec<String> = outcomes.map(|(named, _)| named.words.clone()).collect();
    (!names.is_empty()).then(|| format!("Mostly chance, whatever the inputs: {}.", listed(&names)))
}

/// Inputs that matter for no outcome, not even together with others.
fn negligible(asked: &Asked, study: &Study<Explained>) -> Option<String> {
    let known: Vec<&Vec<Index>> = study.outcomes.iter().filter_map(|outcome| outcome.indices.inputs.as_ref()).collect();
    let matters = |input: usize| known.iter().any(|inputs| inputs[input].total.high >= NEGLIGIBLE);
    let idle: Vec<String> =
        (0..asked.inputs.list.len()).filter(|&input| !matters(input)).map(|input| asked.phrase(input)).collect();
    (!known.is_empty() && !idle.is_empty())
        .then(|| format!("Hardly matter for any of them, even together with others: {}.", listed(&idle)))
}

/// "The spread of days in the cold: 61 % (55-67) is the fitted numbers together, 9 % (6-12) the number of ACC people (the
/// more, the more), 12 % (10-14) chance. Each other input: about 0, at most 3 %."
fn sentence(asked: &Asked, named: &super::Named, outcome: &Explained) -> String {
    let words = &named.words;
    if outcome.sd == 0.0 {
        return format!("The spread of {words}: none, it is the same in every run.");
    }
    let Some(inputs) = &outcome.indices.inputs else {
        return format!(
            "The spread of {words}: it hardly varies with the inputs; what differs between runs is chance, as far as these \
             runs can tell, so there is nothing to share out."
        );
    };
    let (mut parts, mut others) = (Vec::new(), Vec::new());
    for input in ranked(inputs) {
        let share = inputs[input].of_spread;
        if share.low > 0.0 && share.value >= LEAST_SHARE && parts.len() < MOST_NAMED {
            let way = outcome.directions[input].map_or("", |direction| way(&direction, outcome.sd));
            parts.push((percent(share), format!("{}{way}", asked.phrase(input))));
        } else {
            others.push(share.high.max(0.0));
        }
    }
    if let Some(together) = outcome.indices.together.filter(|together| together.low > 0.0) {
        parts.push((percent(together), "what inputs do together".to_owned()));
    }
    parts.push((percent(outcome.indices.chance), "chance".to_owned()));
    let verb = |place: usize| if place == 0 { " is" } else { "" };
    let parts: Vec<String> =
        parts.iter().enumerate().map(|(place, (share, what))| format!("{share}{} {what}", verb(place))).collect();
    let mut text = format!("The spread of {words}: {}.", parts.join(", "));
    let most = others.iter().copied().fold(0.0, f64::max);
    let bound = if most < LEAST_SHARE { "below 1 %".to_owned() } else { format!("at most {:.0} %", ceil(most)) };
    match others.len() {
        0 => {}
        1 => text.push_str(&format!(" The one other input: {bound}.")),
        n => text.push_str(&format!(" Each of the {n} other inputs: {bound}.")),
    }
    text.push_str(&with_others(asked, inputs));
    text
}

/// " Together with others the capacity at Chaman makes 41 % (20-64) of what inputs explain, ...": those that do far more
/// together with others than alone.
fn with_others(asked: &Asked, inputs: &[Index]) -> String {
    let more = |input: &usize| inputs[*input].total.low > inputs[*input].first.high.max(0.0) + NEGLIGIBLE;
    let mut order: Vec<usize> = (0..inputs.len()).filter(more).collect();
    order.sort_by(|&a, &b| inputs[b].total.value.total_cmp(&inputs[a].total.value));
    let part = |&input: &usize| format!("{} {}", asked.phrase(input), percent(inputs[input].total));
    let parts: Vec<String> = order.iter().take(MOST_NAMED).map(part).collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" Of what inputs explain, alone and together with others: {}.", listed(&parts)),
    }
}

fn way(direction: &Direction, sd: f64) -> &'static str {
    let [low, high] = direction.outcome;
    if high - low > CLEAR * sd {
        " (the more, the more)"
    } else if low - high > CLEAR * sd {
        " (the more, the less)"
    } else {
        ""
    }
}

/// The next whole per cent; never minus zero.
fn ceil(share: f64) -> f64 {
    libm::ceil(100.0 * share - 1e-9) + 0.0
}

/// "61 % (55-67)"; what may be nothing is never printed as a number below nothing: "about 0 % (at most 4)".
pub(super) fn percent(share: Estimate) -> String {
    let high = ceil(share.high.clamp(0.0, 1.0));
    if share.low <= 0.0 || share.value <= 0.0 {
        return match share.value >= 0.005 {
            true => format!("{:.0} % (at most {high:.0})", 100.0 * share.value),
            false => format!("about 0 % (at most {high:.0})"),
        };
    }
    let low = libm::floor(100.0 * share.low + 1e-9);
    format!("{:.0} % ({low:.0}-{high:.0})", 100.0 * share.value.min(1.0))
}

/// `sensitivity.csv`: every outcome and input.
pub(super) fn table(asked: &Asked, study: &Study<Explained>) -> Table {
    let share = |name, meaning| column(name, Kind::Number, "share", meaning, SIMULATED);
    let columns = vec![
        column("outcome", Kind::Text, "", "What is measured.", CATALOGUE),
        column("unit", Kind::Text, "", "What the outcome counts.", CATALOGUE),
        column(
            "input",
            Kind::Text,
            "",
            "Key of the uncertain input; `parameters`: the fitted numbers, which come in rows and are one input; `others`: all that were not asked for.",
            SCENARIO,
        ),
        column("input_in_words", Kind::Text, "", "What it is.", "crossings"),
        share(
            "first",
            "First-order index: share of the variance of the conditional mean that would go if this input alone were known. Below 0 by chance where it is about 0. Empty where the outcome hardly varies with inputs.",
        ),
        share("first_low", "Lower end of its 95 % range."),
        share("first_high", "Upper end."),
        share(
            "total",
            "Total index: share that would stay if all other inputs were known; what the input does alone and together with others.",
        ),
        share("total_low", "Lower end of its 95 % range."),
        share("total_high", "Upper end."),
        share(
            "of_spread",
            "What the input explains alone as a share of the variance of a single run, chance included.",
        ),
        share("of_spread_low", "Lower end of its 95 % range."),
        share("of_spread_high", "Upper end."),
        column("input_unit", Kind::Text, "", "Unit of the input; empty where it is not one number.", SCENARIO),
        column(
            "input_low",
            Kind::Number,
            INPUT_UNIT,
            "A fifth of the points have a lower value of the input.",
            SIMULATED,
        ),
        column("input_high", Kind::Number, INPUT_UNIT, "A fifth of the points have a higher value.", SIMULATED),
        column(
            "outcome_if_low",
            Kind::Number,
            UNIT,
            "Mean outcome at points where the input lies in its lowest fifth.",
            SIMULATED,
        ),
        column(
            "outcome_if_high",
            Kind::Number,
            UNIT,
            "Mean outcome at points where it lies in its highest fifth.",
            SIMULATED,
        ),
    ];
    let meaning =
        "How much of each outcome's spread each uncertain input explains (Sobol indices), and in which direction.";
    let mut table = Table::new("sensitivity.csv", meaning, columns);
    for (named, outcome) in asked.outcomes.iter().zip(&study.outcomes) {
        for (place, input) in asked.inputs.list.iter().enumerate() {
            let index = outcome.indices.inputs.as_ref().map(|inputs| inputs[place]);
            let mut row = vec![named.label.clone(), named.unit.to_owned(), input.key.clone(), asked.phrase(place)];
            row.extend(cells(index.map(|index| index.first)));
            row.extend(cells(index.map(|index| index.total)));
            row.extend(cells(index.map(|index| index.of_spread)));
            row.push(asked.input_unit(place).to_owned());
            match outcome.directions[place] {
                Some(Direction { input, outcome }) => row.extend(input.into_iter().chain(outcome).map(number)),
                None => row.extend(std::iter::repeat_n(String::new(), 4)),
            }
            table.push(row);
        }
    }
    table
}

/// An estimate and its range as cells; empty where there is none.
fn cells(estimate: Option<Estimate>) -> [String; 3] {
    estimate.map_or_else(Default::default, |Estimate { value, low, high }| [value, low, high].map(number))
}

/// `chance.csv`: every outcome, and what is not an input's alone.
pub(super) fn chance(asked: &Asked, study: &Study<Explained>) -> Table {
    let share = |name, meaning| column(name, Kind::Number, "share", meaning, SIMULATED);
    let columns = vec![
        column("outcome", Kind::Text, "", "What is measured.", CATALOGUE),
        column("unit", Kind::Text, "", "What it counts.", CATALOGUE),
        column("mean", Kind::Number, UNIT, "Mean over runs.", SIMULATED),
        column("sd", Kind::Number, UNIT, "Standard deviation of single runs: inputs and chance.", SIMULATED),
        share("chance", "Share of the variance of a single run that is chance: what stays if every input is known."),
        share("chance_low", "Lower end of its 95 % range."),
        share("chance_high", "Upper end."),
        share(
            "together",
            "Share of the variance of a single run that inputs make together and none makes alone. Below 0 by chance where it is about 0; empty where inputs are not shown to do anything.",
        ),
        share("together_low", "Lower end of its 95 % range."),
        share("together_high", "Upper end."),
    ];
    let meaning = "How much of each outcome's spread is chance, and how much inputs do together.";
    let mut table = Table::new("chance.csv", meaning, columns);
    for (named, outcome) in asked.outcomes.iter().zip(&study.outcomes) {
        let mut row = vec![named.label.clone(), named.unit.to_owned()];
        row.extend([outcome.mean, outcome.sd].map(number));
        row.extend(cells(Some(outcome.indices.chance)));
        row.extend(cells(outcome.indices.together));
        table.push(row);
    }
    table
}

fn estimate(estimate: Estimate) -> serde_json::Value {
    json!({ "value": estimate.value, "low": estimate.low, "high": estimate.high })
}

/// The answer for machines.
pub(super) fn json(asked: &Asked, study: &Study<Explained>) -> serde_json::Value {
    let outcome = |(named, outcome): (&super::Named, &Explained)| {
        let input = |place: usize| {
            let index = outcome.indices.inputs.as_ref().map(|inputs| inputs[place]);
            let direction = outcome.directions[place].map(
                |Direction { input, outcome }| json!({ "input_low": input[0], "input_high": input[1], "outcome_if_low": outcome[0], "outcome_if_high": outcome[1] }),
            );
            json!({
                "input": asked.inputs.list[place].key,
                "in_words": asked.phrase(place),
                "first": index.map(|index| estimate(index.first)),
                "total": index.map(|index| estimate(index.total)),
                "of_spread": index.map(|index| estimate(index.of_spread)),
                "direction": direction,
            })
        };
        json!({
            "outcome": named.label,
            "unit": named.unit,
            "mean": outcome.mean,
            "sd": outcome.sd,
            "chance": estimate(outcome.indices.chance),
            "together": outcome.indices.together.map(estimate),
            "in_words": sentence(asked, named, outcome),
            "inputs": (0..asked.inputs.list.len()).map(input).collect::<Vec<_>>(),
        })
    };
    json!({
        "rows": study.rows,
        "runs_at_each_point": asked.arguments.inner,
        "failed_runs": study.failed.len(),
        "outcomes": asked.outcomes.iter().zip(&study.outcomes).map(outcome).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_nothing_is_never_less_than_nothing() {
        let print = |value, low, high| percent(Estimate { value, low, high });
        assert_eq!(print(0.612, 0.553, 0.668), "61 % (55-67)");
        assert_eq!(print(-0.012, -0.05, 0.037), "about 0 % (at most 4)");
        assert_eq!(print(0.021, -0.01, 0.05), "2 % (at most 5)");
        assert_eq!(print(1.02, 0.97, 1.07), "100 % (97-100)");
        assert_eq!(print(0.0, 0.0, 0.0), "about 0 % (at most 0)");
    }
}
