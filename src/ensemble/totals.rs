//! The totals of runs and nothing else: for studies that ask many plans a little each, where days, ranges and histograms
//! of every plan would take most of the time and all of the memory.

use std::ops::Range;

use rayon::prelude::*;

use super::{Failed, Request, batch, judged};
use crate::outcome::from_steps;

/// The totals of the runs of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// `[run in the order asked][total]`, in the unit of each outcome; nothing for a run that failed.
    pub by_run: Vec<Option<Vec<f64>>>,
    /// Runs that panicked or broke a check, in order.
    pub failed: Vec<Failed>,
}

/// Simulates the runs of several plans, side by side. Nothing if somebody interrupted.
pub fn totals(requests: &[Request]) -> Option<Vec<Totals>> {
    let pieces = |request: &Request| {
        let (size, Range { start, end }) = (request.engine.batch(), request.runs.clone());
        (start..end).step_by(size as usize).map(move |start| start..end.min(start + size))
    };
    let work: Vec<(&Request, Range<u64>)> =
        requests.iter().flat_map(|request| pieces(request).map(move |runs| (request, runs))).collect();
    // What a batch leaves of its days is thrown away where it was made.
    let made: Vec<Option<Totals>> = work
        .into_par_iter()
        .map(|(request, runs)| (!request.watch.interrupted()).then(|| Totals::of(request, runs)))
        .collect();
    let mut made = made.into_iter().collect::<Option<Vec<_>>>()?.into_iter();
    let whole = |request: &Request| made.by_ref().take(pieces(request).count()).fold(Totals::default(), Totals::then);
    Some(requests.iter().map(whole).collect())
}

impl Totals {
    fn of(request: &Request, runs: Range<u64>) -> Self {
        let mut totals = Totals::default();
        for result in batch(request, runs) {
            totals.by_run.push(match judged(request, result) {
                Ok(summary) => Some(summary.totals.iter().map(|&steps| from_steps(steps)).collect()),
                Err(failed) => {
                    totals.failed.push(failed);
                    None
                }
            });
        }
        totals
    }

    fn then(mut self, later: Totals) -> Totals {
        self.by_run.extend(later.by_run);
        self.failed.extend(later.failed);
        self
    }
}
