//! The runs of a scenario: made here, or made elsewhere in parts and joined, to the result that one ensemble would give.
//!
//! A worker makes a part of consecutive runs. Runs of the pilot travel whole, because together they fix the bins of the
//! histograms; then whoever has the whole pilot gives its bins to the others, and what travels is tallies.

use std::collections::BTreeMap;

use crate::engine::EngineKind;
use crate::ensemble::{Ensemble, PILOT, Pairs, Request};
use crate::packed::{Damaged, Reader, Writer};

use super::Opened;

/// A scenario and its runs so far.
#[derive(Debug)]
pub struct Gathered {
    /// The scenario.
    pub opened: Opened,
    /// All runs before some number.
    whole: Pairs,
    /// Runs that somebody else will join.
    part: Option<Part>,
    /// The bins that the pilot of another one fixed, and no runs.
    bins: Option<Pairs>,
    /// Parts that wait for the runs before them, by their first run.
    waiting: BTreeMap<u64, Pairs>,
}

/// Consecutive runs.
#[derive(Debug)]
struct Part {
    first: u64,
    runs: Pairs,
    /// Are they tallied in bins that were given? Otherwise they travel whole.
    has_bins: bool,
}

impl Gathered {
    /// No runs yet.
    pub fn new(opened: Opened) -> Self {
        let whole = opened.with_request(|request| Pairs::none(std::slice::from_ref(request)));
        Gathered { opened, whole, part: None, bins: None, waiting: BTreeMap::new() }
    }

    /// Makes runs: the next ones of the whole, or of the part in hand, or the first of a new part.
    ///
    /// # Errors
    /// If a part is in hand that ends elsewhere.
    pub fn make(&mut self, from: u64, to: u64) -> Result<(), String> {
        if self.part.is_none() && from == self.whole.next() {
            if let Some((first, _)) = self.waiting.first_key_value().filter(|(first, _)| **first < to) {
                return Err(format!("the runs from {first} on are there"));
            }
            extend(&self.opened, &mut self.whole, from, to);
            self.join();
            return Ok(());
        }
        let mut part = self.part.take().unwrap_or_else(|| self.beginning(from));
        let follows = part.runs.next() == from;
        if follows {
            extend(&self.opened, &mut part.runs, from, to);
        }
        self.part = Some(part);
        follows.then_some(()).ok_or_else(|| format!("the part in hand does not go on at run {from}"))
    }

    /// No runs of a part yet. Whole runs take room, so without bins a part should have few.
    fn beginning(&mut self, first: u64) -> Part {
        let bins = if first < PILOT { None } else { self.bins.take() };
        let has_bins = bins.is_some();
        let runs = bins.map_or_else(
            || {
                self.opened.with_request(|request| {
                    Pairs::none(std::slice::from_ref(&Request { runs: first..request.runs.end, ..*request }))
                })
            },
            |mut bins| {
                bins.go_beyond(first);
                bins
            },
        );
        Part { first, runs, has_bins }
    }

    /// The part in hand as bytes: its first run, and what came out. Another one may begin.
    ///
    /// # Errors
    /// If there is none.
    pub fn give(&mut self) -> Result<Vec<u8>, String> {
        let Part { first, runs, has_bins } = self.part.take().ok_or("there is no part")?;
        let mut writer = Writer::default();
        writer.number(first);
        runs.pack(&mut writer);
        if has_bins {
            self.bins = Some(runs);
        }
        Ok(writer.bytes)
    }

    /// Joins a part that some worker gave. Parts may come in any order.
    ///
    /// # Errors
    /// If it is damaged, was joined before, or is of another scenario.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), String> {
        let part = self.read(bytes);
        let (first, part) = part.map_err(|Damaged(why)| format!("the runs are damaged: {why}"))?;
        if first < self.whole.next() || part.next() > self.opened.runs || self.waiting.contains_key(&first) {
            return Err(format!("the runs from {first} on do not fit"));
        }
        self.waiting.insert(first, part);
        self.join();
        Ok(())
    }

    fn read(&self, bytes: &[u8]) -> Result<(u64, Pairs), Damaged> {
        let mut reader = Reader::new(bytes);
        let first = reader.number()?;
        let part = self.opened.with_request(|request| Pairs::unpack(std::slice::from_ref(request), reader.rest()))?;
        Ok((first, part))
    }

    /// Joins all parts whose turn it is.
    fn join(&mut self) {
        while let Some(part) = self.waiting.remove(&self.whole.next()) {
            // A part of other bins is of another scenario: what is there stays as it is.
            if self.whole.join(&part).is_err() {
                break;
            }
        }
    }

    /// The bins that the pilot fixed, for other workers.
    ///
    /// # Errors
    /// If the pilot is not complete.
    pub fn bins(&self) -> Result<Vec<u8>, String> {
        if self.next() < PILOT.min(self.opened.runs) {
            return Err("the pilot is not complete".to_owned());
        }
        let mut bins = self.whole.clone();
        bins.go_beyond(PILOT);
        Ok(bins.packed())
    }

    /// Takes the [bins](Self::bins) that another worker gives.
    ///
    /// # Errors
    /// If they are damaged or of another scenario.
    pub fn take_bins(&mut self, bytes: &[u8]) -> Result<(), String> {
        let bins = self.opened.with_request(|request| Pairs::unpack(std::slice::from_ref(request), bytes));
        self.bins = Some(bins.map_err(|Damaged(why)| format!("the bins are damaged: {why}"))?);
        Ok(())
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

fn extend(opened: &Opened, pairs: &mut Pairs, from: u64, to: u64) {
    opened.with_request(|request| {
        // For a few runs the engine that makes one at a time is faster; its draws are the same, to the bit.
        let few = to - from < request.engine.batch() / 2 && opened.engine == EngineKind::Lanes;
        let engine = if few { EngineKind::Cohort.engine() } else { request.engine };
        pairs.extend(std::slice::from_ref(&Request { engine, runs: request.runs.clone(), ..*request }), to);
    });
}
