//! What the tests share: a laboratory in which nothing happens unless asked, many runs in parallel, and statistics.
//!
//! Every stochastic assertion states its error rate `alpha`; seeds are fixed, so a test that passes once passes always,
//! and `alpha` is the chance that a correct model would have failed when the test was written.
#![allow(dead_code, reason = "every test file uses its own part")]

pub mod lab;
pub mod statistics;
pub mod town;

use crossings::engine::{Engine, EngineKind, Prepared};
use crossings::outcome::{Dimensions, Outcome, RunSummary, from_steps};
use crossings::plan::Job;
use crossings::rng::Streams;
use rayon::prelude::*;

pub use lab::{Lab, Size};

/// Engines that claim the same law; a test sees to it that none is missing.
pub const SAME_LAW: [EngineKind; 5] =
    [EngineKind::Reference, EngineKind::Events, EngineKind::Cohort, EngineKind::Lanes, EngineKind::Plain];

/// The chance that a closed-form test fails although the model is right.
pub const ALPHA: f64 = 1e-4;

/// The job of a run whose numbers are all fixed.
pub fn job(prepared: &Prepared, run: u64) -> Job {
    Job::new(run, prepared.plan.numbers.laws.iter().map(crossings::law::Law::centre).collect())
}

/// Runs 0 to n - 1, in order.
pub fn run_many(engine: &dyn Engine, prepared: &Prepared, n: u64, seed: u64) -> Vec<RunSummary> {
    let streams = Streams::new(seed);
    let starts: Vec<u64> = (0..n).step_by(16).collect();
    let runs: Vec<Vec<RunSummary>> = starts
        .into_par_iter()
        .map(|start| {
            let jobs: Vec<Job> = (start..n.min(start + 16)).map(|run| job(prepared, run)).collect();
            engine.run(prepared, &jobs, &streams)
        })
        .collect();
    let runs: Vec<RunSummary> = runs.into_iter().flatten().collect();
    for run in &runs {
        assert_eq!(run.audit.first, None, "run {} breaks a check", run.run);
    }
    runs
}

/// Run 0 of the mean-field engine.
pub fn mean_field(prepared: &Prepared) -> RunSummary {
    run_many(EngineKind::MeanField.engine(), prepared, 1, 0).pop().expect("one run was asked for")
}

/// A total of a run, in its unit.
pub fn total(prepared: &Prepared, run: &RunSummary, outcome: &Outcome, dimensions: Dimensions) -> f64 {
    let index = prepared.catalogue.total_index(outcome, dimensions).expect("the total exists");
    from_steps(run.totals[index])
}

/// A total of every run, in its unit.
pub fn totals(prepared: &Prepared, runs: &[RunSummary], outcome: &Outcome, dimensions: Dimensions) -> Vec<f64> {
    runs.iter().map(|run| total(prepared, run, outcome, dimensions)).collect()
}

/// The days of a series of a run, in its unit.
pub fn days(prepared: &Prepared, run: &RunSummary, outcome: &Outcome, dimensions: Dimensions) -> Vec<f64> {
    let index = prepared.catalogue.daily_index(outcome, dimensions).expect("the series exists");
    let days = prepared.plan.days;
    run.daily[index * days..(index + 1) * days].iter().map(|&steps| from_steps(steps)).collect()
}

/// One day of a series of every run, in its unit.
pub fn on_day(
    prepared: &Prepared,
    runs: &[RunSummary],
    day: usize,
    outcome: &Outcome,
    dimensions: Dimensions,
) -> Vec<f64> {
    runs.iter().map(|run| days(prepared, run, outcome, dimensions)[day]).collect()
}
