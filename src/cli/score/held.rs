//! Which windows are held out at an origin, and which counts cannot be scored.

use super::simulate::Track;
use crate::engine::Prepared;
use crate::observed::{Bound, ObservedQuantity, Window, Windows};
use crate::plan::Mode;
use crate::study::calibrate::Targets;

/// A count that is not scored, or not against rivals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// At this origin, days since 1970-01-01; nothing if at none.
    pub origin: Option<i32>,
    /// The window.
    pub label: String,
    /// Why.
    pub reason: String,
}

/// The windows that begin after an origin and can be scored with the runs of a plan. What cannot be is told, with the
/// reason; what was known by the origin is not.
pub fn held_out(all: &Windows, origin: i32, prepared: &Prepared, left: &mut Vec<Left>) -> Vec<Window> {
    let mut held = Vec::new();
    for window in all.used.iter().filter(|window| window.to > origin) {
        match reason(window, origin, prepared) {
            None => held.push(window.clone()),
            Some(reason) => left.push(Left { origin: Some(origin), label: window.label.clone(), reason }),
        }
    }
    held
}

fn reason(window: &Window, origin: i32, prepared: &Prepared) -> Option<String> {
    if window.from <= origin {
        return Some("it begins before the origin, so that a part of it was known".to_owned());
    }
    if window.quantity == ObservedQuantity::DeparturesShare {
        return Some("a share: what is scored is flows".to_owned());
    }
    if window.bound != Bound::Exact {
        return Some("a bound: no proper score takes one".to_owned());
    }
    Targets::of(std::slice::from_ref(window), prepared).err()
}

/// Without what a track is given: whoever knows the arrests a day of the later policy is told the deportations, because
/// both come from the same reports. What is left out is told.
pub fn not_given(held: &[Window], origin: i32, track: Track, left: &mut Vec<Left>) -> Vec<Window> {
    let given = |window: &&Window| track == Track::Known && window.mode.as_deref() == Some(Mode::Deported.name());
    left.extend(
        held.iter().filter(given).map(|window| Left {
            origin: Some(origin),
            label: window.label.clone(),
            reason: "not scored where the policy is known: arrests a day are an input and come from the same reports"
                .to_owned(),
        }),
    );
    held.iter().filter(|window| !given(window)).cloned().collect()
}

/// Rows that make no window at any origin.
pub fn rows(all: &Windows) -> impl Iterator<Item = Left> + '_ {
    all.unused.iter().map(|unused| Left {
        origin: None,
        label: unused.label.clone(),
        reason: format!("line {}: {}", unused.line, unused.reason),
    })
}
