//! The runs of a scenario: made here, or made elsewhere and taken in, to the result that one ensemble would give.
//!
//! A worker makes consecutive runs for another and keeps nothing of them: they travel whole. The other one takes them in the
//! order of their numbers, whatever the order in which they come, and tallies them.

use std::collections::BTreeMap;

use crate::ensemble::made::{pack, unpack};
use crate::ensemble::{Ensemble, Failed, Pairs, batch};
use crate::outcome::RunSummary;
use crate::packed::{Damaged, Reader, Writer};

use super::Opened;

/// What came out of runs that follow one another.
type Results = Vec<Result<RunSummary, Failed>>;

/// A scenario and its runs so far.
#[derive(Debug)]
pub struct Gathered {
    /// The scenario.
    pub opened: Opened,
    /// All runs before some number.
    whole: Pairs,
    /// Runs that wait for those before them, by the first of them.
    waiting: BTreeMap<u64, Results>,
}

impl Gathered {
    /// No runs yet.
    pub fn new(opened: Opened) -> Self {
        let whole = opened.with_request(|request| Pairs::none(std::slice::from_ref(request)));
        Gathered { opened, whole, waiting: BTreeMap::new() }
    }

    /// Makes the next runs, up to the one before `to`.
    ///
    /// # Errors
    /// If they are not the next ones, or some of them are there.
    pub fn extend(&mut self, from: u64, to: u64) -> Result<(), String> {
        if from != self.next() {
            return Err(format!("the next run is {}, not {from}", self.next()));
        }
        if let Some((first, _)) = self.waiting.first_key_value().filter(|(first, _)| **first < to) {
            return Err(format!("the runs from {first} on are there"));
        }
        let Gathered { opened, whole, .. } = self;
        opened.with_request(|request| whole.extend(std::slice::from_ref(request), to));
        self.join();
        Ok(())
    }

    /// Makes runs for somebody who [takes](Self::take) them: the number of the first, and what came out.
    pub fn make(&self, from: u64, to: u64) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(from);
        self.opened.with_request(|request| {
            let size = request.engine.batch();
            let results = (from..to).step_by(size as usize).flat_map(|from| batch(request, from..to.min(from + size)));
            pack(&results.collect::<Results>(), &mut writer);
        });
        writer.bytes
    }

    /// Takes runs that somebody [made](Self::make), in any order.
    ///
    /// # Errors
    /// If they are damaged, were taken before, or are of another scenario.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), String> {
        let (first, results) = self.read(bytes).map_err(|Damaged(why)| format!("the runs are damaged: {why}"))?;
        let end = first.saturating_add(results.len() as u64);
        let before = self.waiting.range(..end).next_back();
        let taken = before.is_some_and(|(before, results)| before + results.len() as u64 > first);
        if first < self.next() || end > self.opened.runs || taken {
            return Err(format!("the runs from {first} on do not fit"));
        }
        self.waiting.insert(first, results);
        self.join();
        Ok(())
    }

    fn read(&self, bytes: &[u8]) -> Result<(u64, Results), Damaged> {
        let mut reader = Reader::new(bytes);
        let first = reader.number()?;
        if first >= self.opened.runs {
            return Err(Damaged(format!("there is no run {first}")));
        }
        let results = unpack(&self.opened.prepared, first, &mut reader)?;
        reader.end()?;
        if results.is_empty() {
            return Err(Damaged("there is none".to_owned()));
        }
        Ok((first, results))
    }

    /// Joins all runs whose turn it is.
    fn join(&mut self) {
        while let Some(results) = self.waiting.remove(&self.whole.next()) {
            let Gathered { opened, whole, .. } = self;
            opened.with_request(|request| whole.take_made(request, results));
        }
    }

    /// The first run that is not in the result.
    pub fn next(&self) -> u64 {
        self.whole.next()
    }

    /// What came out so far.
    pub fn ensemble(&self) -> &Ensemble {
        &self.whole.members[0]
    }
}
