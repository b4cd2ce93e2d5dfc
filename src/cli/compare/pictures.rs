//! The pictures of a comparison.

use crate::engine::EngineKind;
use crate::language::Texts;
use crate::output::limits;
use crate::plot::{self, ComparisonStory, Figure};
use crate::scenario::Scenario;
use crate::study::compare::Comparison;

/// All of them, in a language, with the card of the result inside.
pub(in crate::cli) fn all(
    texts: &'static Texts,
    comparison: &Comparison,
    scenarios: &[Scenario],
    engine: EngineKind,
    provenance: &str,
) -> Vec<Figure> {
    plot::comparison(&ComparisonStory {
        comparison,
        not_in_range: limits::largest(texts),
        parameter_set: &parameter_sets(scenarios),
        engine: &engine.in_words(texts),
        provenance,
        texts,
    })
}

/// One set for all, or the set of each.
fn parameter_sets(scenarios: &[Scenario]) -> String {
    let set = |scenario: &Scenario| scenario.parameter_set.in_words();
    let first = set(&scenarios[0]);
    if scenarios.iter().all(|scenario| set(scenario) == first) {
        return first;
    }
    let each: Vec<String> =
        scenarios.iter().map(|scenario| format!("{} has {}", scenario.name, set(scenario))).collect();
    each.join("; ")
}
