//! What had been counted of somebody by the origin, as daily flows: what rivals are made from.
//!
//! Flows are the exact windows with the same crossing, status and mode, of all sources, as they end; of two that end on
//! the same day the shorter one is the later news. Where nothing of these people was counted yet, the flow of all is
//! multiplied by the last share that was published of them; of a crossing, by what the other crossings leave.

use crate::observed::{Bound, ObservedQuantity, Window};

/// A counted flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// First day, days since 1970-01-01.
    pub from: i32,
    /// Last day.
    pub to: i32,
    /// People a day.
    pub per_day: f64,
}

impl Flow {
    /// That of a window that counts people.
    pub fn of(window: &Window) -> Self {
        let Window { from, to, value, .. } = *window;
        Flow { from, to, per_day: value / f64::from(to - from + 1) }
    }

    /// The middle of the window, days since 1970-01-01; whole for a single day.
    pub fn middle(&self) -> f64 {
        0.5 * (f64::from(self.from) + f64::from(self.to))
    }
}

/// The flows that were known of the people of a window, among `known` windows that all end by the origin; empty if nothing
/// was known. In the order of their last days.
pub fn history(of: &Window, known: &[Window]) -> Vec<Flow> {
    let own = flows(of.crossing.as_deref(), of.status.as_deref(), of.mode.as_deref(), known);
    if !own.is_empty() {
        return own;
    }
    let all = flows(None, None, None, known);
    match share(of, &all, known) {
        Some(share) => all.iter().map(|flow| Flow { per_day: share * flow.per_day, ..*flow }).collect(),
        None => Vec::new(),
    }
}

fn flows(crossing: Option<&str>, status: Option<&str>, mode: Option<&str>, known: &[Window]) -> Vec<Flow> {
    let alike = |w: &&Window| {
        w.quantity == ObservedQuantity::Departures
            && w.bound == Bound::Exact
            && (w.crossing.as_deref(), w.status.as_deref(), w.mode.as_deref()) == (crossing, status, mode)
    };
    let mut flows: Vec<Flow> = known.iter().filter(alike).map(Flow::of).collect();
    flows.sort_by_key(|flow| (flow.to, flow.from));
    flows
}

/// The share in all that was last known; nothing if none was.
fn share(of: &Window, all: &[Flow], known: &[Window]) -> Option<f64> {
    let published = |w: &&Window| {
        w.quantity == ObservedQuantity::DeparturesShare
            && w.bound == Bound::Exact
            && (&w.crossing, &w.status, &w.mode) == (&of.crossing, &of.status, &of.mode)
    };
    if let Some(last) = known.iter().filter(published).max_by_key(|w| (w.to, w.from)) {
        return Some(last.value);
    }
    let (Some(own), None, None) = (&of.crossing, &of.status, &of.mode) else { return None };
    let mut others: Vec<&str> = known.iter().filter_map(|w| w.crossing.as_deref()).filter(|c| c != own).collect();
    others.sort_unstable();
    others.dedup();
    let elsewhere: f64 =
        others.iter().filter_map(|other| flows(Some(other), None, None, known).last().map(|flow| flow.per_day)).sum();
    let left = 1.0 - elsewhere / all.last()?.per_day;
    (elsewhere > 0.0 && left > 0.0).then_some(left)
}
