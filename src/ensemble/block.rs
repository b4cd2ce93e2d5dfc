//! A block of neighbouring cells: exact sums, extremes and histograms, few enough for a thread's cache.
//!
//! A wave goes through a block [`COLUMNS`] cells at a time, side by side with the instructions of a [`Path`], so that their
//! sums stay in registers. Histograms are the largest thing that an ensemble holds, and to read and write them all for a few
//! runs is to wait for memory. So a block notes the bin of each value, two bytes, and counts only when it has [`RECENT`] of
//! them for every cell; and it counts in two bytes, with two more for each bin once there are so many runs that they could be
//! needed.

mod state;

use std::ops::{AddAssign, Range};

use super::quantiles::{BINS, Bins, Finder};
use crate::outcome::{RunSummary, STEPS_PER_UNIT};
use crate::real::elementary::{nearest, signed_integer};
use crate::sample::{Kernel, Path};

/// Cells of a block; the last of all [daily values, and of all totals](Block::all), may have fewer.
pub(super) const CELLS: usize = 64;

/// Runs whose bins are noted before they are counted.
pub(super) const RECENT: usize = 256;

/// Cells that are worked on side by side; a divisor of [`CELLS`].
const COLUMNS: usize = 8;

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
    fn add(&mut self, other: Sums) {
        self.sum += other.sum;
        self.squares += other.squares;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }
}

/// The values of some runs in neighbouring cells, at most [`RECENT`] and [`CELLS`]: `[run][cell]`.
#[derive(Clone, Copy)]
struct Rows<'r>(&'r [&'r [i64]]);

impl Rows<'_> {
    /// The values of a run in some cells from `first` on; zero beyond the last cell.
    #[inline(always)]
    fn columns(&self, run: usize, first: usize) -> [i64; COLUMNS] {
        let row = &self.0[run][first..];
        if let Some(columns) = row.first_chunk() {
            return *columns;
        }
        let mut columns = [0; COLUMNS];
        columns[..row.len()].copy_from_slice(row);
        columns
    }
}

/// Sums of some rows, added to those of their cells.
struct AddUp<'a> {
    rows: Rows<'a>,
    sums: &'a mut [Sums],
}

impl Kernel for AddUp<'_> {
    type Output = ();

    /// A value is below 2^51 in size. Its square is put together of products of its halves, because vectors multiply no
    /// longer integers; [`RECENT`] of each fit into 64 bits.
    #[inline(always)]
    fn work(self) {
        const HALF: u32 = 26;
        for first in (0..self.sums.len()).step_by(COLUMNS) {
            let mut sum = [0; COLUMNS];
            let (mut low, mut middle, mut high) = ([0; COLUMNS], [0; COLUMNS], [0; COLUMNS]);
            let (mut least, mut most) = ([f64::INFINITY; COLUMNS], [f64::NEG_INFINITY; COLUMNS]);
            for run in 0..self.rows.0.len() {
                let values = self.rows.columns(run, first);
                for i in 0..COLUMNS {
                    sum[i] += values[i];
                    let size = values[i].unsigned_abs();
                    let (lower, upper) = (size & ((1 << HALF) - 1), size >> HALF & ((1 << HALF) - 1));
                    low[i] += lower * lower;
                    middle[i] += lower * upper;
                    high[i] += upper * upper;
                    let value = signed_integer(values[i]);
                    least[i] = if value < least[i] { value } else { least[i] };
                    most[i] = if value > most[i] { value } else { most[i] };
                }
            }
            for (i, sums) in self.sums[first..].iter_mut().take(COLUMNS).enumerate() {
                sums.add(Sums {
                    sum: i128::from(sum[i]),
                    squares: i128::from(low[i])
                        + (i128::from(middle[i]) << (HALF + 1))
                        + (i128::from(high[i]) << (2 * HALF)),
                    least: least[i] as i64,
                    most: most[i] as i64,
                });
            }
        }
    }
}

/// What the values of some rows have beyond whole units, in size, added to that of their cells: zero where all are whole.
struct AddFractions<'a> {
    rows: Rows<'a>,
    fractions: &'a mut [f64; CELLS],
}

impl Kernel for AddFractions<'_> {
    type Output = ();

    #[inline(always)]
    fn work(self) {
        let cells = self.rows.0.first().map_or(0, |row| row.len());
        for first in (0..cells).step_by(COLUMNS) {
            let fractions = &mut self.fractions[first..first + COLUMNS];
            for run in 0..self.rows.0.len() {
                let values = self.rows.columns(run, first);
                for i in 0..COLUMNS {
                    // Numbers below 2^51 in size, and their products here are exact if they are whole.
                    let value = signed_integer(values[i]);
                    fractions[i] += (value - nearest(value * (1.0 / STEPS_PER_UNIT)) * STEPS_PER_UNIT).abs();
                }
            }
        }
    }
}

/// The bins of some rows, noted: `[run][cell]`.
struct Note<'a> {
    rows: Rows<'a>,
    finders: &'a [Finder; CELLS],
    recent: &'a mut [[u16; CELLS]],
}

impl Kernel for Note<'_> {
    type Output = ();

    #[inline(always)]
    fn work(self) {
        let cells = self.rows.0.first().map_or(0, |row| row.len());
        for first in (0..cells).step_by(COLUMNS) {
            let (mut low, mut last) = ([0.0; COLUMNS], [0.0; COLUMNS]);
            let (mut bins_per_step, mut middle) = ([0.0; COLUMNS], [0.0; COLUMNS]);
            for i in 0..COLUMNS {
                Finder { low: low[i], last: last[i], bins_per_step: bins_per_step[i], middle: middle[i] } =
                    self.finders[first + i];
            }
            for run in 0..self.rows.0.len() {
                let values = self.rows.columns(run, first);
                let bins = &mut self.recent[run][first..first + COLUMNS];
                for i in 0..COLUMNS {
                    let (low, last) = (low[i], last[i]);
                    let finder = Finder { low, last, bins_per_step: bins_per_step[i], middle: middle[i] };
                    bins[i] = finder.index(values[i]) as u16;
                }
            }
        }
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
    /// What finds them: `[cell]`, some more than there are.
    finders: [Finder; CELLS],
    /// How many values lie in each bin, without multiples of 65,536: `[cell][bin]`; empty until they are counted first.
    counts: Vec<u16>,
    /// Those multiples; empty while there are none.
    carries: Vec<u16>,
    /// Bins of values that are not in `counts` yet: `[recent run][cell]`.
    recent: Vec<[u16; CELLS]>,
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
                    finders: [Finder::default(); CELLS],
                    counts: Vec::new(),
                    carries: Vec::new(),
                    recent: Vec::new(),
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

    /// Adds runs to the sums.
    pub fn sum(&mut self, runs: &[RunSummary]) {
        let rows: Vec<&[i64]> = runs.iter().map(|run| self.values(run)).collect();
        for rows in rows.chunks(RECENT) {
            Path::fastest().work(AddUp { rows: Rows(rows), sums: &mut self.sums });
        }
    }

    /// Fixes the bins by the values of the pilot, which are in the sums and nothing else is, and counts these.
    pub fn fix_bins(&mut self, pilot: &[RunSummary]) {
        let rows: Vec<&[i64]> = pilot.iter().map(|run| self.values(run)).collect();
        let mut fractions = [0.0; CELLS];
        for rows in rows.chunks(RECENT) {
            Path::fastest().work(AddFractions { rows: Rows(rows), fractions: &mut fractions });
        }
        let bins = self.sums.iter().zip(fractions);
        self.set_bins(bins.map(|(sums, fraction)| Bins::from_pilot(sums.least, sums.most, fraction == 0.0)).collect());
        self.note_all(&rows);
    }

    fn set_bins(&mut self, bins: Vec<Bins>) {
        self.finders.iter_mut().zip(&bins).for_each(|(finder, bins)| *finder = bins.finder());
        self.bins = bins;
        self.recent.reserve_exact(RECENT);
    }

    /// Adds runs beyond the pilot to sums and histograms.
    pub fn count(&mut self, runs: &[RunSummary]) {
        self.sum(runs);
        let rows: Vec<&[i64]> = runs.iter().map(|run| self.values(run)).collect();
        self.note_all(&rows);
    }

    /// Notes the bins of some values, and counts whenever there are enough.
    fn note_all(&mut self, mut rows: &[&[i64]]) {
        while !rows.is_empty() {
            let from = self.recent.len();
            let (now, later) = rows.split_at(rows.len().min(RECENT - from));
            self.recent.resize(from + now.len(), [0; CELLS]);
            Path::fastest().work(Note { rows: Rows(now), finders: &self.finders, recent: &mut self.recent[from..] });
            if self.recent.len() == RECENT {
                self.empty_recent();
            }
            rows = later;
        }
    }

    /// Makes room for counts, if there is none yet.
    fn provide_counts(&mut self) {
        if self.counts.is_empty() {
            self.counts = vec![0; self.sums.len() * BINS];
        }
    }

    /// Counts the recent runs.
    fn empty_recent(&mut self) {
        self.provide_counts();
        self.counted_runs += self.recent.len();
        if self.carries.is_empty() && self.counted_runs > usize::from(u16::MAX) {
            self.carries = vec![0; self.counts.len()];
        }
        for (cell, counts) in self.counts.as_chunks_mut().0.iter_mut().enumerate() {
            let bins = self.recent.iter().map(|bins| bins[cell]);
            match self.carries.as_chunks_mut().0.get_mut(cell) {
                None => count(bins, counts),
                Some(carries) => carry(bins, counts, carries),
            }
        }
        self.recent.clear();
    }

    /// Quantiles of a cell at some shares, as exact as the bins allow.
    ///
    /// # Panics
    /// If the bins have not been fixed.
    pub fn quantiles<const N: usize>(&self, cell: usize, shares: [f64; N]) -> [f64; N] {
        let Sums { least, most, .. } = self.sums[cell];
        self.bins[cell].quantiles(&self.counts_of(cell), shares, least, most)
    }

    /// How many values lie in each bin of a cell.
    fn counts_of(&self, cell: usize) -> [u32; BINS] {
        let mut counts = self.counts.as_chunks().0.get(cell).map_or([0; BINS], |counts| counts.map(u32::from));
        count(self.recent.iter().map(|bins| bins[cell]), &mut counts);
        if let Some(carries) = self.carries.as_chunks::<BINS>().0.get(cell) {
            counts.iter_mut().zip(carries).for_each(|(count, &carry)| *count += u32::from(carry) << 16);
        }
        counts
    }
}

/// Counts bins. The remainder changes no bin: it tells the compiler that none is out of bounds.
fn count<N: AddAssign + From<u8>>(bins: impl Iterator<Item = u16>, counts: &mut [N; BINS]) {
    bins.for_each(|bin| counts[usize::from(bin) % BINS] += N::from(1));
}

/// Counts bins whose counts may go beyond two bytes.
fn carry(bins: impl Iterator<Item = u16>, counts: &mut [u16; BINS], carries: &mut [u16; BINS]) {
    for bin in bins {
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

    #[test]
    fn one_value_between_units_makes_fractions() {
        let whole = [999, -1000, 1 << 50, 1 - (1 << 50)].map(|units| units / 1000 * 1000);
        let fractions = |values: &[i64]| {
            let rows: Vec<&[i64]> = values.iter().map(std::slice::from_ref).collect();
            let mut fractions = [0.0; CELLS];
            Path::fastest().work(AddFractions { rows: Rows(&rows), fractions: &mut fractions });
            fractions[0]
        };
        assert_eq!(fractions(&whole), 0.0);
        for value in whole {
            for beyond in [-1, 1, 500, 999] {
                assert!(fractions(&[whole[1], value + beyond]) > 0.0, "{value} and {beyond}");
            }
        }
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
                values().for_each(|value| counts[block.bins[cell].finder().index(value) as usize] += 1);
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
        assert_eq!(block.counted_runs + block.recent.len(), 70_002);
    }
}
