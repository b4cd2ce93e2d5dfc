//! What a scenario says about itself, for the model card and the data package.

use crate::language::Texts;
use crate::scenario::{Card, ParameterSet, SourceRow};

/// What a scenario says about itself.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Name of the scenario, as on the command line.
    pub name: &'a str,
    /// Title, question, levers, surprise, caveat.
    pub card: &'a Card,
    /// Where the numbers of behaviour come from.
    pub parameters: &'a ParameterSet,
    /// Every number with its source.
    pub sources: &'a [SourceRow],
    /// The thresholds that are asked about, in words and in order: `departures_cumulative at least 374,600 by ...`.
    pub thresholds: &'a [String],
    /// How good the model was on counts that it had not seen, in a sentence; nothing if nobody knows.
    pub track_record: Option<&'a str>,
}

/// What a kind of parameter set means for a reader of the results.
pub(super) fn parameters_meaning<'t>(texts: &'t Texts, kind: &str) -> &'t str {
    texts.word(match kind {
        "foresight" => "model-card-set-foresight",
        "prior" => "model-card-set-prior",
        "hindsight" => "model-card-set-hindsight",
        _ => "model-card-set-own",
    })
}

/// The source of a number, for people.
pub(super) fn source<'t>(texts: &'t Texts, row: &'t SourceRow) -> &'t str {
    if row.source.is_empty() { texts.word("model-card-not-stated") } else { &row.source }
}
