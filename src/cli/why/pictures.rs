//! The pictures of `why`: the way from one scenario to the other, one for each of the first outcomes that differ.

use super::tables::{can_be_told, half_width};
use super::{Asked, words};
use crate::language::Texts;
use crate::outcome::Unit;
use crate::output::limits;
use crate::plot::{Caption, Extent, Figure, WaterfallStep, WaterfallStory, waterfall};
use crate::study::shapley::Contribution;
use crate::study::why::{Answer, Explained};
use crate::units::grouped;

/// Outcomes that are drawn; the table has all.
const MOST: usize = 4;

/// Waterfalls of the outcomes that differ and count people, days of people or money.
pub(super) fn all(asked: &Asked<'_>, answer: &Answer, provenance: &str) -> Vec<Figure> {
    let drawn = |explained: &&Explained| {
        let unit = words::series(asked, explained).outcome.unit;
        can_be_told(&explained.shapley.difference) && !matches!(unit, Unit::Share | Unit::Days)
    };
    answer
        .explained
        .iter()
        .filter(drawn)
        .take(MOST)
        .map(|explained| one(asked, answer, explained, provenance))
        .collect()
}

fn extent(number: &Contribution) -> Extent {
    let half = half_width(number);
    Extent { value: number.value, low: number.value - half, high: number.value + half }
}

fn one(asked: &Asked<'_>, answer: &Answer, explained: &Explained, provenance: &str) -> Figure {
    let series = words::series(asked, explained);
    let (from, to) = (asked.from(), asked.to());
    // The largest first, as in words; what does nothing has no step.
    let mut order: Vec<usize> = (0..asked.players.players.len()).filter(|&player| !explained.nothing[player]).collect();
    let size = |player: &usize| explained.shapley.edits[*player].value.abs();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let step = |player: usize| WaterfallStep {
        edit: asked.players.players[player].name.clone(),
        contribution: extent(&explained.shapley.edits[player]),
    };
    let kicker = format!("Simulated: {} beside {}", to.name, from.name);
    let notes = vec![
        words::NOT_CAUSAL.to_owned(),
        format!(
            "Ranges: {} standard errors, from {} paired futures of every combination of edits. Engine: {}, {}.",
            crate::study::estimate::Z_95,
            grouped(answer.runs as f64),
            asked.engine.name(),
            asked.engine.fidelity().words()
        ),
        format!("Not in the range: {}.", limits::largest(Texts::english())),
    ];
    let mut figure = waterfall(&WaterfallStory {
        caption: Caption { kicker: &kicker, notes, provenance },
        outcome: &words::name(asked, explained),
        unit: series.outcome.unit.name(),
        from: (&from.name, extent(&explained.before)),
        to: (&to.name, extent(&explained.after)),
        steps: order.into_iter().map(step).collect(),
    });
    figure.name = format!("waterfall-{}", series.label(&asked.first.plan.names).replace(':', "-")).into();
    figure
}
