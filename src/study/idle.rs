//! Levers that change nothing although they could: what the runs tell about them.

use crate::outcome::{Dimensions, Outcome, total};
use crate::plan::Names;
use crate::scenario::Edit;

/// Why levers changed nothing in some runs, one sentence for each whose reason is seen: places that nobody was short of.
/// `never` says that a total was zero in every run.
pub fn reasons(edits: &[Edit], names: &Names, never: impl Fn(&Outcome, Dimensions) -> bool) -> Vec<String> {
    let sentence =
        |edit: &Edit| Some(format!("`{}` changes nothing: {}", edit.lever, reason(&edit.lever, names, &never)?));
    edits.iter().filter_map(sentence).collect()
}

/// Why one lever changed nothing, if that is seen.
pub fn reason(lever: &str, names: &Names, never: &impl Fn(&Outcome, Dimensions) -> bool) -> Option<String> {
    let steps: Vec<&str> = lever.split('.').collect();
    let all = |outcome| never(outcome, Dimensions::ALL);
    match steps[..] {
        ["places", "crossings", name, "capacity_per_day"] => {
            let crossing = names.crossings.iter().position(|crossing| crossing == name)?;
            never(&total::QUEUE_MAX, Dimensions::crossing(crossing))
                .then(|| format!("nobody ever waits at `{name}`: the capacity is never reached"))
        }
        ["reception", "beds", name] => {
            let destination = names.destinations.iter().position(|destination| destination == name);
            match destination {
                None => all(&total::RECEPTION_SHORTFALL_MAX).then(|| "nobody ever lacks a bed".to_owned()),
                Some(destination) => never(&total::RECEPTION_SHORTFALL_MAX, Dimensions::destination(destination))
                    .then(|| format!("nobody ever lacks a bed in `{name}`")),
            }
        }
        ["behaviour", "give_up_per_day" | "give_up_after_days"]
        | ["places", "travel", "diversion" | "diversion_wait_days"] => {
            all(&total::QUEUE_MAX).then(|| "nobody ever waits at a crossing".to_owned())
        }
        _ => None,
    }
}
