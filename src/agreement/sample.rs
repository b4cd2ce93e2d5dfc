//! What is kept of many runs to compare them: their totals, and a print of everything else.
//!
//! A run has some hundred kilobytes of daily series; thousands of runs of several engines would not fit. The print (64
//! bits over every figure of the run) still tells equal runs from others.

use crate::outcome::{RunSummary, from_steps};

/// Runs of one engine, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// In steps: `[total][run]`.
    totals: Vec<Vec<i64>>,
    /// `[run]`
    prints: Vec<u64>,
}

impl Sample {
    /// The sample of some runs.
    pub fn of(runs: &[RunSummary]) -> Self {
        let mut sample = Sample::default();
        sample.add(runs);
        sample
    }

    /// Takes more runs.
    pub fn add(&mut self, runs: &[RunSummary]) {
        for run in runs {
            self.totals.resize(run.totals.len(), Vec::new());
            for (column, &value) in self.totals.iter_mut().zip(&run.totals) {
                column.push(value);
            }
            self.prints.push(print(run));
        }
    }

    /// Number of runs.
    pub fn runs(&self) -> usize {
        self.prints.len()
    }

    /// A total of every run, in its unit, by its index in the catalogue.
    pub fn values(&self, total: usize) -> Vec<f64> {
        self.totals[total].iter().map(|&steps| from_steps(steps)).collect()
    }

    /// Are the runs that both samples have the same in every figure, to the bit? No if they have none in common.
    pub fn same_bits(&self, other: &Sample) -> bool {
        let common = self.runs().min(other.runs());
        common > 0 && self.prints[..common] == other.prints[..common]
    }
}

/// A hash of every figure of a run (FNV-1a of Fowler, Noll and Vo, by words). Two different runs have the same one with a
/// chance of one in 10^19.
fn print(run: &RunSummary) -> u64 {
    let figures = run.daily.iter().chain(&run.totals).map(|&steps| steps as u64);
    std::iter::once(run.run)
        .chain(figures)
        .fold(0xcbf2_9ce4_8422_2325, |hash, word| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29))
}
