//! About how long a run takes, without ever starting one that takes for ever.
//!
//! An engine that follows households is slower with more of them. So it begins with a small town and climbs to the size
//! asked for, each step [`STEP`] times as many people, and stops where the next step would take too long. The time of
//! what is not reached is extrapolated in proportion to people, which no engine exceeds.

use std::time::Instant;

use super::{Candidate, Interrupted, SMALL_HOUSEHOLDS, Settings, Watch, go_on, same_numbers, scale};
use crate::design::Design;
use crate::engine::BATCH;
use crate::engine::Prepared;
use crate::plan::{Job, Plan};
use crate::rng::Streams;

/// How many times as many people the next step has.
const STEP: f64 = 8.0;

/// Rounds that a measurement must have, at least.
pub(super) const FEWEST_ROUNDS: f64 = 3.0;

/// What takes less than this, seconds, may always be tried.
const ALWAYS_SECONDS: f64 = 0.3;

/// How long a run takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Cost {
    /// So many seconds a run.
    Seconds(f64),
    /// Too long to be tried: some so many seconds, as extrapolated from a run with so many households.
    TooLong {
        /// Seconds.
        seconds: f64,
        /// Households of the largest run that was made.
        households: u64,
    },
}

impl Cost {
    /// Seconds a run, if it can be tried.
    pub fn seconds(&self) -> Option<f64> {
        match *self {
            Cost::Seconds(seconds) => Some(seconds),
            Cost::TooLong { .. } => None,
        }
    }

    /// How many runs fit into a time; none if it cannot be tried, else at least one.
    pub fn runs_within(&self, seconds: f64) -> usize {
        self.seconds().map_or(0, |cost| ((seconds / cost) as usize).max(1))
    }

    /// Why it is left out, if it is.
    pub fn reason(&self, limit_seconds: f64) -> Option<String> {
        match *self {
            Cost::Seconds(_) => None,
            Cost::TooLong { seconds, households } => Some(format!(
                "a run would take some {}, more than the {} that fit (from a run with {} households)",
                duration(seconds),
                duration(limit_seconds),
                crate::units::grouped(households as f64)
            )),
        }
    }
}

/// The longest that a run may take, seconds: some rounds must fit into the time for an engine.
pub(super) fn limit_seconds(settings: &Settings) -> f64 {
    (settings.seconds / FEWEST_ROUNDS).max(ALWAYS_SECONDS)
}

/// How long a run of a candidate takes.
pub(super) fn cost(
    candidate: Candidate,
    plan: &Plan,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Cost, Interrupted> {
    let limit = limit_seconds(settings);
    let whole = scale::households(plan, &Design::new(&plan.numbers, settings.seed).job(0)) as f64;
    let mut factor = (SMALL_HOUSEHOLDS / whole.max(1.0)).min(1.0);
    let mut before: Option<(f64, f64)> = None;
    loop {
        go_on(watch)?;
        let prepared = Prepared::new(scale::people(plan, factor));
        let job = Design::new(&prepared.plan.numbers, settings.seed).job(0);
        let seconds = seconds_per_run(candidate, &prepared, &job, settings.seed, limit);
        if factor >= 1.0 {
            let households = whole as u64;
            return Ok(if seconds <= limit { Cost::Seconds(seconds) } else { Cost::TooLong { seconds, households } });
        }
        let next = (factor * STEP).min(1.0);
        // With which power of people the time grew, and a little more, because fixed costs hide some of it.
        let power = before.map_or(1.0, |(factor_before, seconds_before)| {
            (libm::log(seconds / seconds_before) / libm::log(factor / factor_before) + 0.3).clamp(0.0, 1.0)
        });
        if seconds * libm::pow(next / factor, power) > limit {
            let households = (whole * factor) as u64;
            return Ok(Cost::TooLong { seconds: seconds / factor, households });
        }
        before = Some((factor, seconds));
        factor = next;
    }
}

/// One run; if it is short, also a batch, because some engines make several runs at once.
fn seconds_per_run(candidate: Candidate, prepared: &Prepared, job: &Job, seed: u64, limit: f64) -> f64 {
    let streams = Streams::new(seed);
    let time = |runs: u64| {
        let jobs: Vec<Job> = (0..runs).map(|run| same_numbers(job, run)).collect();
        let clock = Instant::now();
        std::hint::black_box(candidate.engine().run(prepared, &jobs, &streams));
        clock.elapsed().as_secs_f64().max(1e-9) / runs as f64
    };
    let alone = time(1);
    if alone * BATCH as f64 <= limit { time(BATCH).min(alone) } else { alone }
}

/// A time in words: "0.4 ms", "3.2 s", "2.1 hours".
pub(super) fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.0} µs", s * 1e6),
        s if s < 1.0 => format!("{} ms", super::short(s * 1e3)),
        s if s < 100.0 => format!("{s:.1} s"),
        s if s < 6000.0 => format!("{:.0} minutes", s / 60.0),
        s if s < 200_000.0 => format!("{:.1} hours", s / 3600.0),
        s => format!("{:.0} days", s / 86_400.0),
    }
}
