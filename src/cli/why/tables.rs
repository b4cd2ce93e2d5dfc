//! The answer of `why` as a table and for machines.

use serde_json::json;

use super::Asked;
use crate::output::columns::{Column, Kind, column};
use crate::output::{Table, number};
use crate::study::shapley::Contribution;
use crate::study::why::{Answer, Explained, Player};

const SIMULATED: &str = "simulated by crossings over all combinations of edits; not observed";
const SCENARIO: &str = "the scenario files";
const CATALOGUE: &str = "catalogue of outcomes of crossings";
const UNIT: &str = "as in column `unit`";

fn columns() -> Vec<Column> {
    use Kind::{Number, Text};
    let at = |name, meaning| column(name, Number, UNIT, meaning, SIMULATED);
    vec![
        column("outcome", Text, "", "What is measured; parts of an outcome follow a colon.", CATALOGUE),
        column("unit", Text, "", "What the numbers of the row count.", CATALOGUE),
        column(
            "lever",
            Text,
            "",
            "The edit, or several of one table; empty for all edits: the whole difference.",
            SCENARIO,
        ),
        column("before", Text, "", "What the first scenario says; empty if nothing.", SCENARIO),
        column("after", Text, "", "What the second scenario says; empty if nothing.", SCENARIO),
        at(
            "contribution",
            "Shapley value: mean over runs of what the edit adds, averaged over all orders of making the edits. Those of an \
             outcome add up to its whole difference, second scenario less first (but for the rounding to six digits). A \
             property of the model and the two files, not a causal estimate.",
        ),
        at("error", "Standard error of the contribution from having made so many runs and no more."),
        at("order_error", "Standard error from having tried some orders of the edits only; 0 where all were tried."),
        column(
            "share",
            Number,
            "share",
            "Contribution over whole difference, negative where an edit works against it; empty if the difference is not to \
             be told from zero.",
            SIMULATED,
        ),
        at("alone", "What the edit changes alone, made in the first scenario."),
        at("alone_error", "Standard error of `alone`."),
        at("last", "What the edit changes as the last one, when all others are made."),
        at("last_error", "Standard error of `last`."),
    ]
}

/// `why.csv`
pub(super) fn table(asked: &Asked<'_>, answer: &Answer) -> Table {
    let meaning = "How much each edit contributes to the difference of each outcome between two scenarios.";
    let mut table = Table::new("why.csv", meaning, columns());
    for explained in &answer.explained {
        let series = &asked.first.catalogue.totals[explained.total];
        let outcome = [series.label(&asked.first.plan.names), series.outcome.unit.name().to_owned()];
        let mut row = |levers: [String; 3], contribution: &Contribution, share, rest: [String; 4]| {
            let mut cells = [outcome.to_vec(), levers.to_vec()].concat();
            cells.extend([contribution.value, contribution.error, contribution.order_error].map(number));
            cells.push(share);
            cells.extend(rest);
            table.push(cells);
        };
        let whole = &explained.shapley.difference;
        let share = if can_be_told(whole) { "1" } else { "" };
        row(Default::default(), whole, share.to_owned(), Default::default());
        for (at, player) in asked.players.players.iter().enumerate() {
            let levers = [&player.name, &player.before, &player.after].map(String::clone);
            let (alone, last) = (explained.alone[at], explained.last[at]);
            let share = share_of(explained, at).map_or(String::new(), number);
            row(
                levers,
                &explained.shapley.edits[at],
                share,
                [alone.value, alone.error, last.value, last.error].map(number),
            );
        }
    }
    table
}

/// Half the width of a 95 % range, of runs and of orders.
pub(super) fn half_width(contribution: &Contribution) -> f64 {
    crate::study::estimate::Z_95 * libm::hypot(contribution.error, contribution.order_error)
}

/// Is it further from zero than chance explains?
pub(super) fn can_be_told(contribution: &Contribution) -> bool {
    contribution.value.abs() > half_width(contribution)
}

/// Which part of the difference an edit contributes, where there is a difference.
pub(super) fn share_of(explained: &Explained, player: usize) -> Option<f64> {
    let whole = &explained.shapley.difference;
    can_be_told(whole).then(|| explained.shapley.edits[player].value / whole.value)
}

/// The answer for machines.
pub(super) fn json(asked: &Asked<'_>, answer: &Answer) -> serde_json::Value {
    let contribution = |c: &Contribution| json!({ "value": c.value, "error": c.error, "order_error": c.order_error });
    let outcome = |explained: &Explained| {
        let series = &asked.first.catalogue.totals[explained.total];
        let edit = |(at, player): (usize, &Player)| {
            json!({
                "lever": player.name,
                "before": player.before,
                "after": player.after,
                "contribution": contribution(&explained.shapley.edits[at]),
                "share": share_of(explained, at),
                "alone": contribution(&explained.alone[at]),
                "last": contribution(&explained.last[at]),
                "exactly_nothing": explained.nothing[at],
            })
        };
        json!({
            "outcome": series.label(&asked.first.plan.names),
            "unit": series.outcome.unit.name(),
            "mean_before": explained.before.value,
            "mean_after": explained.after.value,
            "difference": contribution(&explained.shapley.difference),
            "edits": asked.players.players.iter().enumerate().map(edit).collect::<Vec<_>>(),
        })
    };
    json!({
        "from": asked.from().name,
        "to": asked.to().name,
        "runs": answer.runs,
        "notes": asked.players.notes,
        "outcomes": answer.explained.iter().map(outcome).collect::<Vec<_>>(),
        "not_causal": super::words::NOT_CAUSAL,
    })
}
