//! Many runs: waves of fixed batches, tallied in order; progress; interruption; failures kept as data.
//!
//! Runs are numbered from 0. A batch of consecutive runs ([`Engine::batch`]) is one piece of work for a thread. While a wave of
//! batches is simulated, the wave before it is tallied: no thread waits for another but at the end of a wave, and there
//! the small pieces of the tally fill the gaps that long batches leave. Tallies are integers, so neither the number of
//! threads nor the order in which they finish can change a bit of the result. The first [`PILOT`] runs fix the bins of
//! the histograms, from the scenario and the seed alone.

mod block;
pub mod made;
mod marks;
mod parts;
mod quantiles;
mod size;
mod state;
mod tally;
mod totals;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::engine::{Engine, Prepared};
use crate::outcome::{Audit, Check, RunSummary};
use crate::plan::{Deadline, Job};
use crate::rng::Streams;

pub use marks::{MARKED, Marks};
pub use parts::part;
pub use size::{memory, state};
use tally::Piece;
pub use tally::{KEPT_RUNS, SAMPLES, Tally};
pub use totals::{Totals, totals};

/// Runs whose values fix the bins of the histograms.
pub const PILOT: u64 = 128;

/// Batches that each thread gets in a wave: few, so that two waves take little memory and an interruption ends soon.
const BATCHES_PER_THREAD: u64 = 2;

/// Somebody who watches: told of progress, asked whether to go on.
pub trait Watch: Sync {
    /// So many more runs were made.
    fn advanced(&self, runs: u64);
    /// Should the ensemble end after the batches in hand?
    fn interrupted(&self) -> bool;
}

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn advanced(&self, _runs: u64) {}

    fn interrupted(&self) -> bool {
        false
    }
}

/// Somebody who writes down what was made, so that it can go on in another process: pairs, or what a study keeps of its runs
/// (`study::each::Made`).
pub trait Keep<T = Pairs>: Sync {
    /// Is it time to?
    fn is_due(&self) -> bool;
    /// Writes it down, see [`Pairs::pack`].
    fn keep(&mut self, made: &T);
    /// Hears of the runs of a wave that count, in the order of their numbers: `[plan][run]`.
    fn hear(&mut self, _runs: &[Vec<RunSummary>]) {}
}

/// Nobody writes anything down.
#[derive(Clone, Copy, Debug)]
pub struct Unkept;

impl<T> Keep<T> for Unkept {
    fn is_due(&self) -> bool {
        false
    }

    fn keep(&mut self, _made: &T) {}
}

/// A run that did not end well. The others go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// Run number.
    pub run: u64,
    /// What happened, in words.
    pub reason: String,
    /// The simulated day, if it is known.
    pub day: Option<usize>,
    /// The numbers of the run: `[quantity]`.
    pub numbers: Vec<f64>,
}

impl Failed {
    /// A run that broke a check on a day.
    pub(crate) fn by_check(run: u64, check: Check, day: usize, numbers: Vec<f64>) -> Self {
        let reason = format!("the check {} failed: {}", check.name(), check.meaning());
        Failed { run, reason, day: Some(day), numbers }
    }
}

/// What to simulate.
pub struct Request<'a> {
    /// The plan.
    pub prepared: &'a Prepared,
    /// How to draw.
    pub engine: &'a dyn Engine,
    /// The seed.
    pub streams: Streams,
    /// Which runs, by number.
    pub runs: Range<u64>,
    /// The numbers of each run.
    pub job: &'a (dyn Fn(u64) -> Job + Sync),
    /// Who watches.
    pub watch: &'a dyn Watch,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Ensemble {
    /// The tally of all completed runs.
    pub tally: Tally,
    /// Runs that panicked or broke a check, in order.
    pub failed: Vec<Failed>,
    /// Checks over all runs, failed ones included.
    pub audit: Audit,
    /// By which the completed runs are known again.
    pub marks: Marks,
    /// Did somebody interrupt? Then fewer runs were made than asked.
    pub interrupted: bool,
}

/// Simulates an ensemble. When interrupted it keeps the runs up to the first that was not made, so that what is there
/// is what a shorter request would have given.
pub fn run(request: &Request) -> Ensemble {
    pairs(std::slice::from_ref(request)).members.pop().expect("one request has one member")
}

/// The same runs of several plans, and how each differs from the first.
#[derive(Clone, Debug)]
pub struct Pairs {
    /// What came out of each plan: `[plan]`. A run that failed in one of them counts in none.
    pub members: Vec<Ensemble>,
    /// The tallies of the differences to the first plan, run by run: `[plan after the first]`. Exact, since results are
    /// integers; the checks of each run are those of the members.
    pub differences: Vec<Tally>,
    /// The first run that was not made yet.
    next: u64,
}

/// Simulates the same runs under several plans and tallies their differences, run by run. Otherwise as [`run`].
///
/// # Panics
/// If there is no request, if the requests ask for different runs, or if their plans have different series.
pub fn pairs(requests: &[Request]) -> Pairs {
    let mut pairs = Pairs::none(requests);
    pairs.extend(requests, requests[0].runs.end);
    pairs
}

/// The results of a batch; nothing if somebody interrupted before it began.
type Made = Option<Vec<Result<RunSummary, Failed>>>;

/// A piece of work for a thread.
enum Work<'w> {
    Simulate { request: &'w Request<'w>, runs: Range<u64>, made: &'w mut Made },
    Tally(Piece<'w>),
}

/// Simulates a wave of runs of every plan and tallies the wave before it. Gives the batches of each plan in the order of
/// their runs: `[plan][batch]`.
fn wave(requests: &[Request], runs: Range<u64>, pairs: &mut Pairs) -> Vec<Vec<Made>> {
    let size = requests[0].engine.batch();
    let batches = (runs.end - runs.start).div_ceil(size) as usize;
    let mut made: Vec<Vec<Made>> = requests.iter().map(|_| (0..batches).map(|_| None).collect()).collect();
    let simulate = requests.iter().zip(&mut made).flat_map(|(request, made)| {
        runs.clone().step_by(size as usize).zip(made).map(|(start, made)| {
            let runs = start..runs.end.min(start + size);
            Work::Simulate { request, runs, made }
        })
    });
    // A queue, from which threads take one piece after the other: the long pieces first.
    let work: Vec<Work> = simulate.chain(pairs.pieces().map(Work::Tally)).collect();
    work.into_iter().par_bridge().for_each(|work| match work {
        Work::Simulate { request, runs, made } => {
            *made = (!request.watch.interrupted()).then(|| batch(request, runs));
        }
        Work::Tally(piece) => piece.work(),
    });
    pairs.settle();
    made
}

impl Pairs {
    /// No runs yet.
    ///
    /// # Panics
    /// As [`pairs`].
    pub fn none(requests: &[Request]) -> Self {
        let first = requests.first().expect("somebody asks for something");
        for other in requests {
            assert_eq!(other.runs, first.runs, "pairs are made of the same runs");
            assert!(other.prepared.catalogue == first.prepared.catalogue, "pairs have the same series");
        }
        let tally = |request: &Request| Tally::new(request.prepared, first.runs.start + PILOT);
        Pairs {
            members: requests.iter().map(|request| Ensemble::of(tally(request))).collect(),
            differences: requests[1..].iter().map(tally).collect(),
            next: first.runs.start,
        }
    }

    /// Makes the runs up to, but not including, `end` that were not made yet. In one step or in several, the result is the
    /// same to the bit.
    pub fn extend(&mut self, requests: &[Request], end: u64) {
        self.extend_kept(requests, end, &mut Unkept);
    }

    /// The same, and what is done is written down between two waves whenever it is due.
    pub fn extend_kept(&mut self, requests: &[Request], end: u64, keep: &mut dyn Keep) {
        // Bounded, so that memory does not grow with the number of threads; no result depends on it.
        let step = (requests[0].engine.batch() * BATCHES_PER_THREAD * rayon::current_num_threads() as u64).min(PILOT);
        while self.next < end && !self.interrupted() && !self.members.iter().any(Ensemble::hopeless) {
            let wanted = self.next..end.min(self.next + step);
            let made = wave(requests, wanted, self);
            self.take(requests, made, keep);
            if keep.is_due() {
                self.catch_up();
                keep.keep(self);
            }
        }
        self.catch_up();
    }

    /// Tallies the runs that were taken last.
    fn catch_up(&mut self) {
        self.pieces().par_bridge().for_each(Piece::work);
        self.settle();
    }

    /// Did somebody interrupt?
    pub fn interrupted(&self) -> bool {
        self.members.iter().any(|member| member.interrupted)
    }

    fn tallies(&mut self) -> impl Iterator<Item = &mut Tally> {
        self.members.iter_mut().map(|member| &mut member.tally).chain(&mut self.differences)
    }

    /// The work on the runs that were taken last.
    fn pieces(&mut self) -> impl Iterator<Item = Piece<'_>> + Send {
        let tallies: Vec<&mut Tally> = self.tallies().collect();
        tallies.into_iter().flat_map(Tally::pieces)
    }

    /// All that work is done.
    fn settle(&mut self) {
        self.tallies().for_each(Tally::settle);
    }

    /// Gives the runs that went well under every plan to the tallies and sets the others aside.
    fn take(&mut self, requests: &[Request], made: Vec<Vec<Made>>, keep: &mut dyn Keep) {
        let mut results: Vec<_> = Vec::new();
        for (member, made) in self.members.iter_mut().zip(made) {
            member.interrupted = made.iter().any(Option::is_none);
            results.push(made.into_iter().map_while(|batch| batch).flatten());
        }
        let mut good: Vec<Vec<RunSummary>> = requests.iter().map(|_| Vec::new()).collect();
        // A run counts when every plan has made it.
        while let Some(run) = results.iter_mut().map(Iterator::next).collect::<Option<Vec<_>>>() {
            self.next += 1;
            let checked = self.members.iter_mut().zip(requests).zip(run);
            let summaries: Vec<RunSummary> =
                checked.filter_map(|((member, request), run)| member.check(request, run)).collect();
            if summaries.len() == requests.len() {
                good.iter_mut().zip(summaries).for_each(|(good, summary)| good.push(summary));
            }
        }
        keep.hear(&good);
        for (tally, other) in self.differences.iter_mut().zip(&good[1..]) {
            tally.take(good[0].iter().zip(other).map(|(first, other)| other.less(first)).collect());
        }
        for (member, good) in self.members.iter_mut().zip(good) {
            good.iter().for_each(|run| member.marks.add(run));
            member.tally.take(good);
        }
    }
}

impl Ensemble {
    fn of(tally: Tally) -> Self {
        Ensemble { tally, failed: Vec::new(), audit: Audit::default(), marks: Marks::default(), interrupted: false }
    }

    /// The summary of a run if it is good; otherwise the run is set aside.
    fn check(&mut self, request: &Request, result: Result<RunSummary, Failed>) -> Option<RunSummary> {
        if let Ok(summary) = &result {
            self.audit.add(&summary.audit);
        }
        judged(request, result).map_err(|failed| self.failed.push(failed)).ok()
    }

    /// Did every run of the pilot fail? Then so will the others.
    pub fn hopeless(&self) -> bool {
        self.tally.runs() == 0 && self.failed.len() as u64 >= PILOT
    }
}

/// The run, or why it does not count: it panicked or broke a check.
fn judged(request: &Request, result: Result<RunSummary, Failed>) -> Result<RunSummary, Failed> {
    let summary = result?;
    let Some((check, day)) = summary.audit.first else { return Ok(summary) };
    Err(Failed::by_check(summary.run, check, day, (request.job)(summary.run).numbers))
}

/// Simulates a batch; if it panics, run by run, so that only the run at fault is lost.
pub fn batch(request: &Request, runs: Range<u64>) -> Vec<Result<RunSummary, Failed>> {
    let simulate =
        |jobs: &[Job]| catch_unwind(AssertUnwindSafe(|| request.engine.run(request.prepared, jobs, &request.streams)));
    let jobs: Vec<Job> = runs.clone().map(|run| (request.job)(run)).collect();
    let results = match simulate(&jobs) {
        Ok(summaries) => summaries.into_iter().map(Ok).collect(),
        Err(_) => jobs
            .into_iter()
            .map(|job| match simulate(std::slice::from_ref(&job)) {
                Ok(mut summaries) => Ok(summaries.pop().expect("one job gives one summary")),
                Err(panic) => {
                    Err(Failed { run: job.run, reason: words(panic.as_ref()), day: None, numbers: job.numbers })
                }
            })
            .collect(),
    };
    request.watch.advanced(runs.end - runs.start);
    results
}

/// The message of a panic.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let message = panic
        .downcast_ref::<&str>()
        .map(|message| (*message).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned());
    format!("the run panicked: {message}")
}

/// Does a lever that does nothing change nothing, to the bit? Runs the first few runs with a deadline added that nobody
/// believes and compares every figure. Returns how many runs were compared, and how many differed.
pub fn null_policy(request: &Request, runs: u64) -> (u64, u64) {
    let jobs: Vec<Job> = request.runs.clone().take(runs as usize).map(|run| (request.job)(run)).collect();
    let mut plan = request.prepared.plan.clone();
    let nobody = crate::plan::Quantity(plan.numbers.laws.len() as u32);
    plan.numbers.keys.push("null_policy".to_owned());
    plan.numbers.laws.push(crate::law::Law::Fixed(0.0));
    let (statuses, provinces) = (plan.statuses(), plan.provinces());
    plan.policy.deadlines.push(Deadline {
        announced: 0,
        enforced_from: plan.days as i32 / 2,
        ends: i32::MAX,
        credibility: nobody,
        broken_before: 0,
        addresses: vec![true; statuses],
        provinces: vec![true; provinces],
    });
    let with_nothing = Prepared::new(plan);
    let mut same = jobs.clone();
    same.iter_mut().for_each(|job| job.numbers.push(0.0));
    let simulate = |prepared: &Prepared, jobs: &[Job]| request.engine.run(prepared, jobs, &request.streams);
    let (plain, nothing) = rayon::join(|| simulate(request.prepared, &jobs), || simulate(&with_nothing, &same));
    let differed = plain.iter().zip(&nothing).filter(|(plain, nothing)| plain != nothing).count();
    (jobs.len() as u64, differed as u64)
}
