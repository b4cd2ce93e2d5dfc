//! The running tally of an ensemble: exact sums, extremes and histograms of every series on every day.

mod state;

pub(super) use state::LARGEST;

use rayon::prelude::*;

use super::block::{Block, CELLS, Sums};
use super::quantiles::sorted_quantile;
use crate::engine::Prepared;
use crate::outcome::{Audit, Catalogue, Findings, Range, RunSummary, STEPS_PER_UNIT, Sample, Series, from_steps};
use crate::plan::Names;
use crate::statistics::SHARES;

/// Runs of which all totals are kept, for `runs.csv`, dot plots and exact quantiles.
pub const KEPT_RUNS: usize = 20_000;

/// Runs that are kept whole, for the thin lines in figures.
pub const SAMPLES: usize = 30;

impl Audit {
    /// Adds the checks of another run.
    pub fn add(&mut self, other: &Audit) {
        for check in 0..self.checked.len() {
            self.checked[check] += other.checked[check];
            self.broken[check] += other.broken[check];
        }
        self.first = self.first.or(other.first);
    }
}

/// The tally. Cells are `[daily series][day]`, then `[total]`.
#[derive(Clone, Debug)]
pub struct Tally {
    catalogue: Catalogue,
    names: Names,
    first_day: i32,
    days: usize,
    runs: u64,
    pilot_end: u64,
    blocks: Vec<Block>,
    /// All runs while there are no more than the pilot.
    pilot: Vec<RunSummary>,
    /// Runs of the pilot that are in the sums of the blocks.
    summed: usize,
    /// Runs beyond the pilot that no block has counted yet.
    beyond: Vec<RunSummary>,
    totals_by_run: Vec<(u64, Vec<i64>)>,
    /// The first runs, whole: number and daily values.
    samples: Vec<(u64, Vec<i64>)>,
    /// How many of them there may be.
    room: usize,
}

/// What a block has to do for the runs that were taken last. Pieces may be done in any order and at the same time.
pub(super) struct Piece<'t> {
    block: &'t mut Block,
    pilot: &'t [RunSummary],
    summed: usize,
    beyond: &'t [RunSummary],
}

impl Piece<'_> {
    pub fn work(self) {
        self.block.sum(&self.pilot[self.summed..]);
        if self.beyond.is_empty() {
            return;
        }
        // The pilot is over: its values fix the bins.
        if !self.block.has_bins() {
            self.block.fix_bins(self.pilot);
        }
        self.block.count(self.beyond);
    }
}

impl Tally {
    /// An empty tally. Runs numbered below `pilot_end` fix the bins of the histograms.
    pub fn new(prepared: &Prepared, pilot_end: u64) -> Self {
        Tally {
            catalogue: prepared.catalogue.clone(),
            names: prepared.plan.names.clone(),
            first_day: prepared.plan.first_day,
            days: prepared.plan.days,
            runs: 0,
            pilot_end,
            blocks: Block::all(prepared.catalogue.daily.len() * prepared.plan.days, prepared.catalogue.totals.len()),
            pilot: Vec::new(),
            summed: 0,
            beyond: Vec::new(),
            totals_by_run: Vec::new(),
            samples: Vec::new(),
            room: SAMPLES,
        }
    }

    /// The tally of runs that were made before, in the order of their numbers.
    pub fn of(prepared: &Prepared, pilot_end: u64, runs: Vec<RunSummary>) -> Self {
        let mut tally = Tally::new(prepared, pilot_end);
        tally.take(runs);
        tally.pieces().for_each(Piece::work);
        tally.settle();
        tally
    }

    /// Number of runs tallied.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// The totals of each run in steps, in the order of their numbers: of all, or of none if there are more than
    /// [`KEPT_RUNS`].
    pub fn totals_by_run(&self) -> &[(u64, Vec<i64>)] {
        &self.totals_by_run
    }

    /// Takes a wave of runs, in the order of their numbers. They are tallied when all [pieces](Self::pieces) of that
    /// work are done and [settled](Self::settle), which must be before the next wave.
    pub(super) fn take(&mut self, wave: Vec<RunSummary>) {
        for summary in &wave {
            if self.samples.len() < self.room {
                self.samples.push((summary.run, summary.daily.clone()));
            }
            self.runs += 1;
            if self.runs <= KEPT_RUNS as u64 {
                self.totals_by_run.push((summary.run, summary.totals.clone()));
            } else {
                // They are kept of all runs or of none.
                self.totals_by_run = Vec::new();
            }
        }
        let mut pilot = wave;
        self.beyond = pilot.split_off(pilot.partition_point(|run| run.run < self.pilot_end));
        self.pilot.extend(pilot);
    }

    /// The work on the runs that were taken last.
    pub(super) fn pieces(&mut self) -> impl Iterator<Item = Piece<'_>> + Send {
        let Tally { blocks, pilot, summed, beyond, .. } = self;
        let news = pilot.len() > *summed || !beyond.is_empty();
        blocks.iter_mut().filter(move |_| news).map(|block| Piece { block, pilot, summed: *summed, beyond })
    }

    /// All pieces of work are done.
    pub(super) fn settle(&mut self) {
        if !self.beyond.is_empty() {
            // It is in the histograms now.
            self.pilot = Vec::new();
        }
        self.beyond = Vec::new();
        self.summed = self.pilot.len();
    }

    /// What the runs say; nothing if there is no run.
    pub fn findings(&self) -> Option<Findings> {
        self.findings_of(&|_| true)
    }

    /// The same, without the days of daily series that are not wanted: they are empty.
    pub fn findings_of(&self, wanted: &dyn Fn(&Series) -> bool) -> Option<Findings> {
        if self.runs == 0 {
            return None;
        }
        let daily_values = self.catalogue.daily.len() * self.days;
        let (daily_blocks, total_blocks) = self.blocks.split_at(daily_values.div_ceil(CELLS));
        let range = |blocks: &[Block], place: usize| self.range(&blocks[place / CELLS], place % CELLS);
        let days = |series| (0..self.days).map(|day| range(daily_blocks, series * self.days + day)).collect();
        let wanted: Vec<bool> = self.catalogue.daily.iter().map(wanted).collect();
        let daily = wanted.par_iter().enumerate();
        let daily = daily.map(|(series, &wanted)| if wanted { days(series) } else { Vec::new() }).collect();
        let mut totals: Vec<Range> = (0..self.catalogue.totals.len()).map(|total| range(total_blocks, total)).collect();
        if self.totals_by_run.len() as u64 == self.runs {
            totals.par_iter_mut().enumerate().for_each(|(total, range)| {
                let values: Vec<i64> = self.totals_by_run.iter().map(|(_, totals)| totals[total]).collect();
                set_quantiles(range, &exact_quantiles(values));
            });
        }
        let keep_runs = self.totals_by_run.len() as u64 == self.runs;
        Some(Findings {
            daily,
            totals,
            totals_by_run: if keep_runs {
                self.totals_by_run.iter().map(|(run, totals)| (*run, units(totals))).collect()
            } else {
                Vec::new()
            },
            catalogue: self.catalogue.clone(),
            names: self.names.clone(),
            first_day: self.first_day,
            days: self.days,
            runs: self.runs,
            samples: self.samples.iter().map(|(run, daily)| Sample { run: *run, daily: units(daily) }).collect(),
        })
    }

    fn range(&self, block: &Block, cell: usize) -> Range {
        let Sums { sum, squares, least, most } = block.sums[cell];
        let n = self.runs as f64;
        let mean = sum as f64 / n;
        // n sum of squares minus square of the sum, in integers: no cancellation.
        let spread = i128::from(self.runs) * squares - sum * sum;
        let variance = if self.runs > 1 { spread as f64 / (n * (n - 1.0)) } else { 0.0 };
        let sd = variance.sqrt();
        let quantiles = if block.has_bins() {
            block.quantiles(cell, SHARES)
        } else {
            exact_quantiles(self.pilot.iter().map(|run| block.values(run)[cell]).collect())
        };
        let mut range = Range {
            mean: mean / STEPS_PER_UNIT,
            sd: sd / STEPS_PER_UNIT,
            min: from_steps(least),
            max: from_steps(most),
            mc_error: sd / n.sqrt() / STEPS_PER_UNIT,
            ..Range::default()
        };
        set_quantiles(&mut range, &quantiles);
        range
    }
}

fn units(steps: &[i64]) -> Vec<f64> {
    steps.iter().map(|&steps| from_steps(steps)).collect()
}

fn exact_quantiles(mut values: Vec<i64>) -> [f64; 5] {
    values.sort_unstable();
    SHARES.map(|share| sorted_quantile(&values, share))
}

fn set_quantiles(range: &mut Range, steps: &[f64; 5]) {
    [range.q05, range.q25, range.q50, range.q75, range.q95] = steps.map(|steps| steps / STEPS_PER_UNIT);
}
