//! A block of neighbouring cells: exact sums, extremes and histograms, few enough for a thread's cache.
//!
//! A wave goes through a block cell by cell, so that the sums of a cell stay in registers. Histograms are the largest
//! thing that an ensemble holds, and to read and write them all for a few runs is to wait for memory. So a block notes
//! the bin of each value, two bytes, and counts only when it has [`RECENT`] of them for every cell; and it counts in
//! two bytes, with two more for each bin once there are so many runs that they could be needed.

use std::ops::{AddAssign, Range};

use super::quantiles::{BINS, Bins};
use crate::outcome::RunSummary;

/// Most cells of a block.
const CELLS: usize = 64;

/// Runs whose bins are noted before they are counted.
const RECENT: usize = 256;

/// Exact sums of a cell, in steps: they add up in any order to the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sums {
    /// Of the values.
    pub sum: i128,
    /// Of their squares.
    pub squares: i128,
    /// The smallest.
    pub least: i64,
    /// The largest.
    pub most: i64,
}

const NOTHING: Sums = Sums { sum: 0, squares: 0, least: i64::MAX, most: i64::MIN };

impl Sums {
    #[inline]
    fn add(&mut self, value: i64) {
        self.sum += i128::from(value);
        self.squares += i128::from(value) * i128::from(value);
        self.least = self.least.min(value);
        self.most = self.most.max(value);
    }
}

/// Which values of a run a block is about.
#[derive(Clone, Copy, Debug)]
enum Part {
    Daily,
    Totals,
}

/// The block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    part: Part,
    /// Places in that part.
    places: Range<usize>,
    /// `[cell]`
    pub sums: Vec<Sums>,
    /// `[cell]`; empty until the pilot has fixed them.
    bins: Vec<Bins>,
    /// How many values lie in each bin, without multiples of 65,536: `[cell][bin]`.
    counts: Vec<u16>,
    /// Those multiples; empty while there are none.
    carries: Vec<u16>,
    /// Bins of values that are not in `counts` yet: `[cell][recent run]`.
    recent: Vec<u16>,
    recent_runs: usize,
    /// Runs in `counts`.
    counted_runs: usize,
}

impl Block {
    /// Blocks for all cells of runs with so many daily values and totals, in that order.
    pub fn all(daily: usize, totals: usize) -> Vec<Block> {
        let of = |part, cells: usize| {
            (0..cells).step_by(CELLS).map(move |first| {
                let places = first..cells.min(first + CELLS);
                Block {
                    part,
                    sums: vec![NOTHING; places.len()],
                    places,
                    bins: Vec::new(),
                    counts: Vec::new(),
                    carries: Vec::new(),
                    recent: Vec::new(),
                    recent_runs: 0,
                    counted_runs: 0,
                }
            })
        };
        of(Part::Daily, daily).chain(of(Part::Totals, totals)).collect()
    }

    /// The block's values of a run: `[cell]`.
    pub fn values<'r>(&self, run: &'r RunSummary) -> &'r [i64] {
        match self.part {
            Part::Daily => &run.daily[self.places.clone()],
            Part::Totals => &run.totals[self.places.clone()],
        }
    }

    /// Have the bins been fixed?
    pub fn has_bins(&self) -> bool {
        !self.bins.is_empty()
    }

    /// Adds runs of the pilot to the sums.
    pub fn sum(&mut self, pilot: &[RunSummary]) {
        let rows: Vec<&[i64]> = pilot.iter().map(|run| self.values(run)).collect();
        for (cell, sums) in self.sums.iter_mut().enumerate() {
            // A copy, which the compiler keeps in registers.
            let mut sum = *sums;
            rows.iter().for_each(|row| sum.add(row[cell]));
            *sums = sum;
        }
    }

    /// Fixes the bins by the values of the pilot, and counts these.
    pub fn fix_bins(&mut self, pilot: &[RunSummary]) {
        let rows: Vec<&[i64]> = pilot.iter().map(|run| self.values(run)).collect();
        let cells = self.sums.len();
        self.bins = (0..cells).map(|cell| Bins::from_pilot(rows.iter().map(|row| row[cell]))).collect();
        self.counts = vec![0; cells * BINS];
        self.recent = vec![0; cells * RECENT];
        for rows in rows.chunks(RECENT) {
            for (cell, (bins, recent)) in self.bins.iter().zip(self.recent.as_chunks_mut::<RECENT>().0).enumerate() {
                rows.iter().zip(recent).for_each(|(row, bin)| *bin = bins.index(row[cell]) as u16);
            }
            self.recent_runs = rows.len();
            self.empty_recent();
        }
    }

    /// Adds runs beyond the pilot to sums and histograms.
    pub fn count(&mut self, runs: &[RunSummary]) {
        let rows: Vec<&[i64]> = runs.iter().map(|run| self.values(run)).collect();
        let mut rows = rows.as_slice();
        while !rows.is_empty() {
            let (now, later) = rows.split_at(rows.len().min(RECENT - self.recent_runs));
            self.note(now);
            if self.recent_runs == RECENT {
                self.empty_recent();
            }
            rows = later;
        }
    }

    fn note(&mut self, rows: &[&[i64]]) {
        let from = self.recent_runs;
        let cells = self.sums.iter_mut().zip(&self.bins).zip(self.recent.as_chunks_mut::<RECENT>().0);
        for (cell, ((sums, bins), recent)) in cells.enumerate() {
            let mut sum = *sums;
            for (row, bin) in rows.iter().zip(&mut recent[from..]) {
                sum.add(row[cell]);
                *bin = bins.index(row[cell]) as u16;
            }
            *sums = sum;
        }
        self.recent_runs += rows.len();
    }

    /// Counts the recent runs.
    fn empty_recent(&mut self) {
        self.counted_runs += self.recent_runs;
        if self.carries.is_empty() && self.counted_runs > usize::from(u16::MAX) {
            self.carries = vec![0; self.counts.len()];
        }
        let recent = self.recent.as_chunks::<RECENT>().0.iter().map(|recent| &recent[..self.recent_runs]);
        let counts = self.counts.as_chunks_mut().0;
        if self.carries.is_empty() {
            recent.zip(counts).for_each(|(bins, counts)| count(bins, counts));
        } else {
            let carries = self.carries.as_chunks_mut().0;
            recent.zip(counts).zip(carries).for_each(|((bins, counts), carries)| carry(bins, counts, carries));
        }
        self.recent_runs = 0;
    }

    /// Quantiles of a cell at some shares, as exact as the bins allow.
    ///
    /// # Panics
    /// If the bins have not been fixed.
    pub fn quantiles<const N: usize>(&self, cell: usize, shares: [f64; N]) -> [f64; N] {
        let mut counts: [u32; BINS] = self.counts.as_chunks().0[cell].map(u32::from);
        count(&self.recent[cell * RECENT..][..self.recent_runs], &mut counts);
        if let Some(carries) = self.carries.as_chunks::<BINS>().0.get(cell) {
            counts.iter_mut().zip(carries).for_each(|(count, &carry)| *count += u32::from(carry) << 16);
        }
        let Sums { least, most, .. } = self.sums[cell];
        self.bins[cell].quantiles(&counts, shares, least, most)
    }
}

/// Counts bins. The remainder changes no bin: it tells the compiler that none is out of bounds.
fn count<N: AddAssign + From<u8>>(bins: &[u16], counts: &mut [N; BINS]) {
    bins.iter().for_each(|&bin| counts[usize::from(bin) % BINS] += N::from(1));
}

/// Counts bins whose counts may go beyond two bytes.
fn carry(bins: &[u16], counts: &mut [u16; BINS], carries: &mut [u16; BINS]) {
    for &bin in bins {
        let bin = usize::from(bin) % BINS;
        counts[bin] = counts[bin].wrapping_add(1);
        if counts[bin] == 0 {
            carries[bin] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Audit;

    /// Some run with 70 daily values and 3 totals, small and large, of either sign.
    fn run(run: u64) -> RunSummary {
        let value = |place: u64| {
            let noise = (run * 73 + place).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            (noise as i64 - (1 << 22)) * [0, 1, 1000, 1_000_000][place as usize % 4]
        };
        let daily = (0..70).map(value).collect();
        RunSummary { run, daily, totals: (70..73).map(value).collect(), audit: Audit::default() }
    }

    #[test]
    fn blocks_hold_every_cell_once() {
        let blocks = Block::all(70, 3);
        let some = run(5);
        let values: Vec<i64> = blocks.iter().flat_map(|block| block.values(&some)).copied().collect();
        assert_eq!(values, [some.daily, some.totals].concat());
    }

    /// Counted one by one, and against the definitions of sum and count.
    #[test]
    fn runs_count_the_same_however_they_come() {
        let runs: Vec<RunSummary> = (0..1_000).map(run).collect();
        let (pilot, beyond) = runs.split_at(100);
        let counted = |wave: usize| {
            let mut blocks = Block::all(70, 3);
            for block in &mut blocks {
                block.sum(pilot);
                block.fix_bins(pilot);
                beyond.chunks(wave).for_each(|wave| block.count(wave));
            }
            blocks
        };
        let shares = [0.0, 0.05, 0.5, 0.501, 1.0];
        let one_by_one = counted(1);
        for wave in [7, RECENT - 1, RECENT, 10_000] {
            for (expected, found) in one_by_one.iter().zip(counted(wave)) {
                assert_eq!(expected.sums, found.sums, "waves of {wave}");
                for cell in 0..expected.sums.len() {
                    assert_eq!(expected.quantiles(cell, shares), found.quantiles(cell, shares), "waves of {wave}");
                }
            }
        }
        for block in &one_by_one {
            assert!(block.carries.is_empty());
            for (cell, sums) in block.sums.iter().enumerate() {
                let values = || runs.iter().map(|run| block.values(run)[cell]);
                let mut counts = [0; BINS];
                values().for_each(|value| counts[block.bins[cell].index(value)] += 1);
                let expected = Sums {
                    sum: values().map(i128::from).sum(),
                    squares: values().map(|value| i128::from(value) * i128::from(value)).sum(),
                    least: values().min().unwrap(),
                    most: values().max().unwrap(),
                };
                assert_eq!(*sums, expected);
                let quantiles = block.bins[cell].quantiles(&counts, shares, sums.least, sums.most);
                assert_eq!(block.quantiles(cell, shares), quantiles);
            }
        }
    }
    /// All runs give the same values, so that a bin would overflow.
    #[test]
    fn a_bin_holds_more_runs_than_two_bytes_count() {
        let pilot = [run(1), run(2)];
        let mut block = Block::all(0, 3).remove(0);
        block.sum(&pilot);
        block.fix_bins(&pilot);
        let wave: Vec<RunSummary> = std::iter::repeat_n(run(2), 1_000).collect();
        for thousands in 1..=70 {
            block.count(&wave);
            let value = run(2).totals[2];
            assert_eq!(block.sums[2].sum, i128::from(value) * (1_000 * thousands + 1) + i128::from(run(1).totals[2]));
            let [low, high] = block.quantiles(2, [0.4, 0.6]);
            let bin = (run(1).totals[2] - value).abs() as f64 * 2.0 / BINS as f64;
            assert!((low - value as f64).abs() <= bin, "{low} after {thousands},000 runs");
            assert!((high - value as f64).abs() <= bin, "{high} after {thousands},000 runs");
        }
        assert_eq!(block.carries.iter().sum::<u16>(), 3, "one in each cell");
        assert_eq!(block.counted_runs + block.recent_runs, 70_002);
    }
}
