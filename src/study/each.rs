//! Many jobs through an engine, each run reduced at once to what a study keeps of it.
//!
//! For studies whose runs are points of a design or futures with numbers of their own, where a tally would mix what must
//! stay apart. Batches are handed out in order and put back in order, so neither the number of threads nor an
//! interruption changes what a run gives; a run is forgotten as soon as it has been reduced, so memory holds what is kept
//! and the batches in hand.

use rayon::prelude::*;

use crate::ensemble::{Failed, Request, batch};
use crate::outcome::RunSummary;

/// What is kept of each job.
#[derive(Clone, Debug)]
pub struct Made<T> {
    /// In the order of the jobs, up to the first that was not made. Nothing for a job whose run failed.
    pub kept: Vec<Option<T>>,
    /// Runs that panicked or broke a check.
    pub failed: Vec<Failed>,
    /// Did somebody interrupt? Then fewer jobs were made than asked.
    pub interrupted: bool,
}

/// Simulates the jobs of a request and keeps of each what `keep` makes of its run. The `runs` of the request number its
/// jobs; a job may have the number of another run and any numbers.
pub fn each<T: Send>(request: &Request, keep: impl Fn(&RunSummary) -> T + Sync) -> Made<T> {
    let size = request.engine.batch();
    let starts: Vec<u64> = request.runs.clone().step_by(size as usize).collect();
    let mut batches: Vec<Option<Vec<Result<T, Failed>>>> = starts.iter().map(|_| None).collect();
    let reduced = |run: Result<RunSummary, Failed>| run.and_then(checked).map(|run| keep(&run));
    // A queue: batches begin in order, so that an interruption leaves no gaps before the last few.
    starts.iter().zip(&mut batches).par_bridge().for_each(|(&start, made)| {
        if !request.watch.interrupted() {
            let jobs = start..request.runs.end.min(start + size);
            *made = Some(batch(request, jobs).into_iter().map(reduced).collect());
        }
    });
    let (mut kept, mut failed) = (Vec::new(), Vec::new());
    let asked = batches.len();
    let whole: Vec<_> = batches.into_iter().map_while(|batch| batch).collect();
    let interrupted = whole.len() < asked;
    for run in whole.into_iter().flatten() {
        match run {
            Ok(value) => kept.push(Some(value)),
            Err(run) => {
                kept.push(None);
                failed.push(run);
            }
        }
    }
    Made { kept, failed, interrupted }
}

/// A run that broke no check.
fn checked(run: RunSummary) -> Result<RunSummary, Failed> {
    match run.audit.first {
        None => Ok(run),
        Some((check, day)) => Err(Failed {
            run: run.run,
            reason: format!("the check {} failed: {}", check.name(), check.meaning()),
            day: Some(day),
            numbers: Vec::new(),
        }),
    }
}
