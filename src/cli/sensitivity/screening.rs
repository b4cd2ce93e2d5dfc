//! What a screening found, in words and in a table.

use serde_json::json;

use super::{Asked, Named};
use crate::language::Texts;
use crate::output::columns::{Kind, column};
use crate::output::{Table, limits, number};
use crate::study::morris::{Effects, STEP};
use crate::study::sensitivity::Study;
use crate::units::{listed, rounded};

const SIMULATED: &str = "simulated by crossings at the points of the design; not observed";
const CATALOGUE: &str = "catalogue of outcomes of crossings";
const SCENARIO: &str = "keys of the scenario";
const UNIT: &str = "as in column `unit`";

/// Inputs that the sentence about an outcome names.
const MOST_NAMED: usize = 4;

/// An input whose effect is surely below this share of the largest can be left alone.
const NEGLIGIBLE: f64 = 0.05;

/// What came out, in words.
pub(super) fn words(asked: &Asked, study: &Study<Vec<Effects>>) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(asked.outcomes.iter().zip(&study.outcomes).map(|(named, effects)| sentence(asked, named, effects)));
    lines.extend(negligible(asked, study));
    lines.push(String::new());
    lines.push(
        "Changes are those when one input moves by half of its range while the others stay, with the same luck; their mean \
         size over many such moves. A screening ranks inputs, under the ranges that were assumed; shares of the spread with \
         chance beside them come without --morris, for the few inputs that matter with --inputs."
            .to_owned(),
    );
    lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
    lines
}

/// Inputs by the size of their effects, the largest first.
fn ranked(effects: &[Effects]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..effects.len()).collect();
    order.sort_by(|&a, &b| effects[b].mu_star.value.total_cmp(&effects[a].mu_star.value));
    order
}

/// "longest queue: most changed by the capacity at Chaman, by 6,100 people; ..."
fn sentence(asked: &Asked, named: &Named, effects: &[Effects]) -> String {
    let order = ranked(effects);
    let largest = effects[order[0]].mu_star.value;
    if largest == 0.0 {
        return format!("{}: no input changes it.", named.heading);
    }
    let part = |&input: &usize| {
        let Effects { mu_star, sigma, .. } = effects[input];
        let error = STEP * (mu_star.high - mu_star.low) / 2.0;
        let bends = if sigma > mu_star.value { ", depending on the others" } else { "" };
        format!("{} ({}{bends})", asked.phrase(input), rounded(STEP * mu_star.value, error))
    };
    let named_inputs = order.iter().filter(|&&input| effects[input].mu_star.value >= NEGLIGIBLE * largest);
    let parts: Vec<String> = named_inputs.take(MOST_NAMED).map(part).collect();
    format!("{}, {}: changed most by {}.", named.heading, named.unit, listed(&parts))
}

/// Inputs that matter for no outcome.
fn negligible(asked: &Asked, study: &Study<Vec<Effects>>) -> Option<String> {
    let matters = |input: usize| {
        study.outcomes.iter().any(|effects| {
            let largest = effects[ranked(effects)[0]].mu_star.value;
            effects[input].mu_star.high > NEGLIGIBLE * largest
        })
    };
    let idle: Vec<String> =
        (0..asked.inputs.list.len()).filter(|&input| !matters(input)).map(|input| asked.phrase(input)).collect();
    (!idle.is_empty())
        .then(|| format!("Can be left alone (effects below a twentieth of the largest): {}.", listed(&idle)))
}

/// `morris.csv`: every outcome and input.
pub(super) fn table(asked: &Asked, study: &Study<Vec<Effects>>) -> Table {
    let at = |name, meaning| column(name, Kind::Number, UNIT, meaning, SIMULATED);
    let columns = vec![
        column("outcome", Kind::Text, "", "What is measured.", CATALOGUE),
        column(
            "unit",
            Kind::Text,
            "",
            "What the numbers of the row count, for the whole range of the input.",
            CATALOGUE,
        ),
        column(
            "input",
            Kind::Text,
            "",
            "Key of the uncertain input; `parameters`: the fitted numbers, which come in rows and are one input; `others`: all that were not asked for.",
            SCENARIO,
        ),
        column("input_in_words", Kind::Text, "", "What it is.", "crossings"),
        at(
            "mu",
            "Mean elementary effect, with its sign: where the outcome goes as the input rises. Says nothing for inputs that are not one number.",
        ),
        at("mu_star", "Mean size of elementary effects: how much the input matters."),
        at("mu_star_low", "Lower end of its 95 % range."),
        at("mu_star_high", "Upper end."),
        at(
            "sigma",
            "Standard deviation of elementary effects: large where the effect depends on the other inputs or bends.",
        ),
    ];
    let meaning = "Elementary effects of every uncertain input on every outcome (Morris screening).";
    let mut table = Table::new("morris.csv", meaning, columns);
    for (named, effects) in asked.outcomes.iter().zip(&study.outcomes) {
        for (place, effects) in effects.iter().enumerate() {
            let mut row = vec![
                named.label.clone(),
                named.unit.to_owned(),
                asked.inputs.list[place].key.clone(),
                asked.phrase(place),
            ];
            let Effects { mu, mu_star, sigma } = *effects;
            row.extend([mu, mu_star.value, mu_star.low, mu_star.high, sigma].map(number));
            table.push(row);
        }
    }
    table
}

/// The answer for machines.
pub(super) fn json(asked: &Asked, study: &Study<Vec<Effects>>) -> serde_json::Value {
    let outcome = |(named, effects): (&Named, &Vec<Effects>)| {
        let input = |(place, effects): (usize, &Effects)| {
            let Effects { mu, mu_star, sigma } = *effects;
            json!({
                "input": asked.inputs.list[place].key,
                "in_words": asked.phrase(place),
                "mu": mu,
                "mu_star": { "value": mu_star.value, "low": mu_star.low, "high": mu_star.high },
                "sigma": sigma,
            })
        };
        json!({
            "outcome": named.label,
            "unit": named.unit,
            "in_words": sentence(asked, named, effects),
            "inputs": effects.iter().enumerate().map(input).collect::<Vec<_>>(),
        })
    };
    json!({
        "stars": study.rows,
        "runs_at_each_point": asked.arguments.inner,
        "failed_runs": study.failed.len(),
        "outcomes": asked.outcomes.iter().zip(&study.outcomes).map(outcome).collect::<Vec<_>>(),
    })
}
