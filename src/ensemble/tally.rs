//! The running tally of an ensemble: exact sums, extremes and histograms of every series on every day.

use rayon::prelude::*;

use super::quantiles::{BINS, Bins, sorted_quantile};
use crate::engine::Prepared;
use crate::outcome::{Audit, Catalogue, Findings, Range, RunSummary, STEPS_PER_UNIT, Sample, from_steps};
use crate::plan::Names;

/// Runs of which all totals are kept, for `runs.csv`, dot plots and exact quantiles.
pub const KEPT_RUNS: usize = 20_000;

/// Runs that are kept whole, for the thin lines in figures.
pub const SAMPLES: usize = 30;

/// Cells that one thread tallies at a time: their histograms fit its cache.
const CHUNK: usize = 64;

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

/// Exact sums of a cell, in steps: they add up in any order to the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sums {
    sum: i128,
    squares: i128,
    least: i64,
    most: i64,
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

/// The tally. Cells are `[daily series][day]`, then `[total]`.
#[derive(Clone, Debug)]
pub struct Tally {
    catalogue: Catalogue,
    names: Names,
    first_day: i32,
    days: usize,
    runs: u64,
    pilot_end: u64,
    cells: usize,
    sums: Vec<Sums>,
    /// Values of all runs while there are no more than the pilot: `[run][cell]`.
    pilot: Vec<Vec<i64>>,
    /// Set once there are more runs than the pilot: `[cell]`.
    bins: Vec<Bins>,
    /// `[cell][bin]`
    counts: Vec<u32>,
    totals_by_run: Vec<(u64, Vec<i64>)>,
    samples: Vec<(u64, Vec<i64>)>,
}

impl Tally {
    /// An empty tally. Runs numbered below `pilot_end` fix the bins of the histograms.
    pub fn new(prepared: &Prepared, pilot_end: u64) -> Self {
        let cells = prepared.catalogue.daily.len() * prepared.plan.days + prepared.catalogue.totals.len();
        Tally {
            catalogue: prepared.catalogue.clone(),
            names: prepared.plan.names.clone(),
            first_day: prepared.plan.first_day,
            days: prepared.plan.days,
            runs: 0,
            pilot_end,
            cells,
            sums: vec![NOTHING; cells],
            pilot: Vec::new(),
            bins: Vec::new(),
            counts: Vec::new(),
            totals_by_run: Vec::new(),
            samples: Vec::new(),
        }
    }

    /// Number of runs tallied.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// Adds a wave of runs, in the order of their numbers.
    pub fn add(&mut self, wave: &[RunSummary]) {
        for summary in wave {
            if self.samples.len() < SAMPLES {
                self.samples.push((summary.run, summary.daily.clone()));
            }
            if self.totals_by_run.len() < KEPT_RUNS {
                self.totals_by_run.push((summary.run, summary.totals.clone()));
            }
        }
        self.runs += wave.len() as u64;
        self.add_sums(wave);
        let (pilot, beyond) = wave.split_at(wave.partition_point(|run| run.run < self.pilot_end));
        if self.bins.is_empty() {
            self.pilot.extend(pilot.iter().map(|run| run.daily.iter().chain(&run.totals).copied().collect()));
        }
        if self.bins.is_empty() && !beyond.is_empty() {
            self.fix_bins();
        }
        count(&self.bins, &mut self.counts, beyond.len(), |run, cell| value(&beyond[run], cell));
    }

    fn add_sums(&mut self, wave: &[RunSummary]) {
        self.sums.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, sums)| {
            for run in wave {
                for (offset, sums) in sums.iter_mut().enumerate() {
                    sums.add(value(run, chunk * CHUNK + offset));
                }
            }
        });
    }

    /// The pilot is over: its values fix the bins and are counted.
    fn fix_bins(&mut self) {
        let pilot = std::mem::take(&mut self.pilot);
        self.bins = (0..self.cells)
            .into_par_iter()
            .map(|cell| Bins::from_pilot(pilot.iter().map(move |run| run[cell])))
            .collect();
        self.counts = vec![0; self.cells * BINS];
        count(&self.bins, &mut self.counts, pilot.len(), |run, cell| pilot[run][cell]);
    }

    /// What the runs say; nothing if there is no run.
    pub fn findings(&self) -> Option<Findings> {
        if self.runs == 0 {
            return None;
        }
        let mut ranges: Vec<Range> = (0..self.cells).into_par_iter().map(|cell| self.range(cell)).collect();
        let first_total = self.catalogue.daily.len() * self.days;
        let mut totals = ranges.split_off(first_total);
        if self.totals_by_run.len() as u64 == self.runs {
            for (total, range) in totals.iter_mut().enumerate() {
                let values: Vec<i64> = self.totals_by_run.iter().map(|(_, totals)| totals[total]).collect();
                set_quantiles(range, &exact_quantiles(values));
            }
        }
        let keep_runs = self.totals_by_run.len() as u64 == self.runs;
        let units = |values: &[i64]| values.iter().map(|&value| from_steps(value)).collect::<Vec<f64>>();
        Some(Findings {
            catalogue: self.catalogue.clone(),
            names: self.names.clone(),
            first_day: self.first_day,
            days: self.days,
            runs: self.runs,
            daily: ranges.chunks(self.days).map(<[Range]>::to_vec).collect(),
            totals,
            totals_by_run: if keep_runs {
                self.totals_by_run.iter().map(|(run, totals)| (*run, units(totals))).collect()
            } else {
                Vec::new()
            },
            samples: self.samples.iter().map(|(run, daily)| Sample { run: *run, daily: units(daily) }).collect(),
        })
    }

    fn range(&self, cell: usize) -> Range {
        let sums = &self.sums[cell];
        let n = self.runs as f64;
        let mean = sums.sum as f64 / n;
        // n sum of squares minus square of the sum, in integers: no cancellation.
        let spread = i128::from(self.runs) * sums.squares - sums.sum * sums.sum;
        let variance = if self.runs > 1 { spread as f64 / (n * (n - 1.0)) } else { 0.0 };
        let sd = libm::sqrt(variance);
        let quantiles = if self.bins.is_empty() {
            exact_quantiles(self.pilot.iter().map(|run| run[cell]).collect())
        } else {
            let counts = &self.counts[cell * BINS..(cell + 1) * BINS];
            SHARES.map(|share| self.bins[cell].quantile(counts, self.runs, share, sums.least, sums.most))
        };
        let mut range = Range {
            mean: mean / STEPS_PER_UNIT,
            sd: sd / STEPS_PER_UNIT,
            min: from_steps(sums.least),
            max: from_steps(sums.most),
            mc_error: sd / libm::sqrt(n) / STEPS_PER_UNIT,
            ..Range::default()
        };
        set_quantiles(&mut range, &quantiles);
        range
    }
}

/// The quantiles that every output shows.
const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

fn exact_quantiles(mut values: Vec<i64>) -> [f64; 5] {
    values.sort_unstable();
    SHARES.map(|share| sorted_quantile(&values, share))
}

fn set_quantiles(range: &mut Range, steps: &[f64; 5]) {
    [range.q05, range.q25, range.q50, range.q75, range.q95] = steps.map(|steps| steps / STEPS_PER_UNIT);
}

#[inline]
fn value(run: &RunSummary, cell: usize) -> i64 {
    match run.daily.get(cell) {
        Some(&value) => value,
        None => run.totals[cell - run.daily.len()],
    }
}

/// Counts the values of some runs into the histograms, a cache-sized chunk of cells at a time.
fn count(bins: &[Bins], counts: &mut [u32], runs: usize, value: impl Fn(usize, usize) -> i64 + Sync) {
    counts.par_chunks_mut(CHUNK * BINS).enumerate().for_each(|(chunk, counts)| {
        for run in 0..runs {
            for (offset, counts) in counts.chunks_mut(BINS).enumerate() {
                let cell = chunk * CHUNK + offset;
                counts[bins[cell].index(value(run, cell))] += 1;
            }
        }
    });
}
