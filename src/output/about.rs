//! What a scenario says about itself, for the model card and the data package.

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
pub(super) fn parameters_meaning(kind: &str) -> &'static str {
    match kind {
        "foresight" => {
            "The numbers of behaviour come only from what was known before the events. Agreement with the record is a \
             test."
        }
        "prior" => {
            "The numbers of behaviour come from weak ranges that were fitted to nothing. The simulated range is wide \
             and says what the assumptions allow, no more."
        }
        "hindsight" => {
            "The numbers of behaviour were fitted to the published record of the same events. Agreement with that \
             record shows that the fit worked; it is no proof of foresight, and the range does not tell how wrong the \
             model would be about events that it has not seen."
        }
        _ => {
            "The scenario states its own numbers of behaviour. Nothing says how well they agree with any record; see \
             the sources below."
        }
    }
}

/// The source of a number, for people.
pub(super) fn source(row: &SourceRow) -> &str {
    if row.source.is_empty() { "not stated" } else { &row.source }
}
