//! Engines take turns on one thread.
//!
//! Every round gives each engine the same part of its time; all work through the same runs, so that a ratio compares like
//! with like. Runs go to an engine in the batches of an ensemble.

use std::time::Instant;

use super::cost::{FEWEST_ROUNDS, limit_seconds};
use super::{BASELINE, Candidate, Cost, Interrupted, Settings, Size, Watch, go_on};
use crate::design::Design;
use crate::engine::BATCH;
use crate::engine::{Cohort, Prepared};
use crate::plan::Job;
use crate::rng::Streams;
use crate::statistics::quantile;

/// Rounds, unless an engine is slow.
const ROUNDS: usize = 15;

/// Different runs that are timed, in batches.
const BATCHES: usize = 8;

/// How fast an engine is.
#[derive(Clone, Debug, PartialEq)]
pub struct Speed {
    /// Seconds for a run, in every round: `[round]`.
    pub seconds_per_run: Vec<f64>,
    /// Runs in all.
    pub runs: u64,
    /// How many times as fast as the baseline, and the standard error of that.
    pub ratio: Option<(f64, f64)>,
}

impl Speed {
    /// Median over rounds.
    pub fn seconds(&self) -> f64 {
        quantile(&self.seconds_per_run, 0.5)
    }

    /// Runs a second: lower quartile, median, upper quartile over rounds.
    pub fn runs_per_second(&self) -> [f64; 3] {
        [0.75, 0.5, 0.25].map(|q| 1.0 / quantile(&self.seconds_per_run, q))
    }
}

/// The runs that are timed, each with its own numbers.
pub(super) fn jobs(prepared: &Prepared, seed: u64) -> Vec<Job> {
    let design = Design::new(&prepared.plan.numbers, seed);
    (0..BATCHES as u64 * BATCH).map(|run| design.job(run)).collect()
}

/// Binomial draws of a run, mean over some runs: the unit in which engines that divide stocks are compared.
pub(super) fn draws_per_run(prepared: &Prepared, jobs: &[Job], seed: u64) -> f64 {
    let some = &jobs[..4];
    some.iter().map(|job| Cohort::draws(prepared, job, &Streams::new(seed)) as f64).sum::<f64>() / some.len() as f64
}

/// An engine in the race.
struct Runner {
    candidate: Candidate,
    seconds_per_run: f64,
    /// Runs in a round.
    turn: usize,
    next: usize,
    used_seconds: f64,
    /// Seconds for a run, by round; nothing where it sat out.
    rounds: Vec<Option<f64>>,
    runs: u64,
}

impl Runner {
    fn new(candidate: Candidate, seconds_per_run: f64, settings: &Settings) -> Self {
        let part = settings.seconds / ROUNDS as f64;
        let batch = BATCH as usize;
        let whole_batches = seconds_per_run * batch as f64 <= settings.seconds / FEWEST_ROUNDS;
        let turn = if whole_batches {
            batch * ((part / (seconds_per_run * batch as f64)) as usize).max(1)
        } else {
            ((part / seconds_per_run) as usize).max(1)
        };
        Runner { candidate, seconds_per_run, turn, next: 0, used_seconds: 0.0, rounds: Vec::new(), runs: 0 }
    }

    /// Runs its turn, unless its time is used up or somebody interrupts.
    fn run(
        &mut self,
        prepared: &Prepared,
        jobs: &[Job],
        settings: &Settings,
        watch: &dyn Watch,
    ) -> Result<(), Interrupted> {
        let streams = Streams::new(settings.seed);
        let made = self.rounds.iter().flatten().count() as f64;
        if made >= FEWEST_ROUNDS && self.used_seconds + self.turn as f64 * self.seconds_per_run > settings.seconds {
            self.rounds.push(None);
            return Ok(());
        }
        let clock = Instant::now();
        let mut left = self.turn;
        while left > 0 {
            go_on(watch)?;
            // To the end of the list at most; turns shorter than a batch walk through it.
            let here = left.min(BATCH as usize).min(jobs.len() - self.next);
            std::hint::black_box(self.candidate.engine().run(prepared, &jobs[self.next..self.next + here], &streams));
            self.next = (self.next + here) % jobs.len();
            left -= here;
        }
        let elapsed = clock.elapsed().as_secs_f64();
        self.used_seconds += elapsed;
        self.runs += self.turn as u64;
        self.rounds.push(Some(elapsed / self.turn as f64));
        Ok(())
    }
}

/// Lets all engines that can be tried take turns. Gives back their speeds, or why they were left out.
pub(super) fn race(
    prepared: &Prepared,
    jobs: &[Job],
    costs: &[(Candidate, Cost)],
    size: Size,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Vec<Result<Speed, String>>, Interrupted> {
    let mut runners: Vec<Result<Runner, String>> = costs
        .iter()
        .map(|(candidate, cost)| match cost.seconds() {
            Some(seconds) => Ok(Runner::new(*candidate, seconds, settings)),
            None => Err(cost.reason(limit_seconds(settings)).unwrap_or_default()),
        })
        .collect();
    for round in 0..ROUNDS {
        for runner in runners.iter_mut().flatten() {
            watch.doing(&format!("{size}: round {} of {ROUNDS}, {}", round + 1, runner.candidate));
            runner.run(prepared, jobs, settings, watch)?;
        }
    }
    let baseline = runners.iter().flatten().find(|runner| runner.candidate.kind == BASELINE);
    let baseline = baseline.map(|runner| runner.rounds.clone()).unwrap_or_default();
    Ok(runners
        .into_iter()
        .map(|runner| {
            runner.map(|runner| Speed {
                ratio: ratio(&baseline, &runner.rounds),
                runs: runner.runs,
                seconds_per_run: runner.rounds.into_iter().flatten().collect(),
            })
        })
        .collect())
}

/// The median over common rounds of how many times as fast as the baseline, and its standard error: that of a median,
/// 1.2533 times the spread by the square root of the number, the spread from the quartiles because a disturbed round is
/// no error of the others.
fn ratio(baseline: &[Option<f64>], rounds: &[Option<f64>]) -> Option<(f64, f64)> {
    let ratios: Vec<f64> = baseline.iter().zip(rounds).filter_map(|(b, r)| Some((*b)? / (*r)?)).collect();
    if ratios.len() < 2 {
        return None;
    }
    let spread = (quantile(&ratios, 0.75) - quantile(&ratios, 0.25)) / 1.349;
    Some((quantile(&ratios, 0.5), 1.2533 * spread / (ratios.len() as f64).sqrt()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_ratio_is_of_common_rounds_and_has_an_error() {
        let baseline = [Some(10.0), Some(12.0), Some(11.0), Some(10.0)];
        let (ratio, error) = super::ratio(&baseline, &[Some(2.0), None, Some(2.2), Some(2.0)]).unwrap();
        assert!((ratio - 5.0).abs() < 1e-12 && error.abs() < 1e-12, "a machine that slows down slows both");
        let (_, error) = super::ratio(&baseline, &[Some(2.0), Some(2.0), Some(3.0), Some(2.0)]).unwrap();
        assert!(error > 0.1);
        assert_eq!(super::ratio(&[], &[Some(1.0)]), None);
    }
}
