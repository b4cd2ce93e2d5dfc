//! The runs of a scenario, gathered from pieces that come in any order, to the result that one ensemble would give.

use std::collections::BTreeMap;

use crate::ensemble::carried::Made;
use crate::ensemble::{Ensemble, Pairs};

use super::Opened;

/// A scenario and its runs so far.
#[derive(Debug)]
pub struct Gathered {
    /// The scenario.
    pub opened: Opened,
    pairs: Pairs,
    /// Pieces that wait for the runs before them, by their first run.
    waiting: BTreeMap<u64, Vec<Made>>,
    /// The totals of each run that went well, in steps: `[run in order]`.
    pub(super) totals: Vec<(u64, Vec<i64>)>,
}

/// The number of a run.
fn number(made: &Made) -> u64 {
    match made {
        Ok(summary) => summary.run,
        Err(failed) => failed.run,
    }
}

impl Gathered {
    /// No runs yet.
    pub fn new(opened: Opened) -> Self {
        let pairs = opened.with_request(|request| Pairs::none(std::slice::from_ref(request)));
        Gathered { opened, pairs, waiting: BTreeMap::new(), totals: Vec::new() }
    }

    /// Takes a piece: consecutive runs.
    ///
    /// # Errors
    /// If they are not consecutive, were taken before, or do not belong to this scenario.
    pub fn gather(&mut self, piece: Vec<Made>) -> Result<(), String> {
        let Some(first) = piece.first().map(number) else { return Ok(()) };
        let consecutive = piece.iter().zip(first..).all(|(made, expected)| number(made) == expected);
        let (daily, totals) = {
            let catalogue = &self.opened.prepared.catalogue;
            (catalogue.daily.len() * self.opened.prepared.plan.days, catalogue.totals.len())
        };
        let fits = piece.iter().flatten().all(|run| run.daily.len() == daily && run.totals.len() == totals);
        if !consecutive || !fits || first < self.next() || self.waiting.contains_key(&first) {
            return Err(format!("the runs from {first} on do not fit"));
        }
        self.waiting.insert(first, piece);
        while let Some(piece) = self.waiting.remove(&self.pairs.next()) {
            let good = piece.iter().flatten().filter(|run| run.audit.first.is_none());
            self.totals.extend(good.map(|run| (run.run, run.totals.clone())));
            let Gathered { opened, pairs, .. } = self;
            opened.with_request(|request| pairs.gather(std::slice::from_ref(request), vec![piece]));
        }
        Ok(())
    }

    /// The first run that is not in the result.
    pub fn next(&self) -> u64 {
        self.pairs.next()
    }

    /// What came out so far.
    pub fn ensemble(&self) -> &Ensemble {
        &self.pairs.members[0]
    }
}
