//! In which futures does it go badly? An ensemble with the numbers of every run, and the boxes of [`super::prim`].
//!
//! Futures are the runs that `crossings run` makes, with the same numbers and the same luck. Columns are all numbers that
//! differ from run to run; those of joint rows stand side by side with the others, since boxes need no independence. What
//! a box says then holds for numbers as they come together: a limit on one may stand in for another that goes with it.

use super::each::Made;
use super::planning::Frame;
use super::prim::{self, Discovery, Found};
use super::robust::Requirement;
use crate::ensemble::{Failed, Keep, Request};
use crate::outcome::{RunSummary, from_steps};
use crate::plan::Quantity;

/// A future: what a run drew, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Future {
    /// Run number.
    pub run: u64,
    /// `[column]`, in the unit of each number.
    pub numbers: Vec<f64>,
    /// The outcome that was asked about, in its unit.
    pub outcome: f64,
    /// Is it a bad one?
    pub bad: bool,
}

/// Futures and where the bad ones lie.
#[derive(Clone, Debug)]
pub struct Discovered {
    /// The numbers that boxes may limit.
    pub columns: Vec<Quantity>,
    /// In the order of runs; those that failed are left out.
    pub futures: Vec<Future>,
    /// Busiest days of every future, see [`Frame::peaks`].
    pub peaks: Vec<Vec<f64>>,
    /// What was found.
    pub discovery: Discovery,
    /// Runs that failed.
    pub failed: Vec<Failed>,
    /// Did somebody interrupt?
    pub interrupted: bool,
}

/// What is asked of futures.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Numbers that boxes may limit.
    pub columns: &'a [Quantity],
    /// When a future is a bad one.
    pub bad: &'a Requirement,
    /// For what to plan.
    pub frame: &'a Frame,
    /// Names the resampling.
    pub seed: u64,
}

/// Makes the runs of a request that were not made yet and looks for boxes in which the level is met.
pub fn discover(request: &Request, question: &Question, mut made: Made, journal: &mut dyn Keep<Made>) -> Discovered {
    let Question { columns, bad, frame, seed } = *question;
    let keep = |run: &RunSummary| {
        let mut values = vec![from_steps(run.totals[bad.total])];
        values.extend(frame.peaks(run));
        values
    };
    made.extend(request, keep, journal);
    let (mut futures, mut peaks) = (Vec::new(), Vec::new());
    for (run, values) in request.runs.clone().zip(made.kept) {
        let Some(mut of_run) = values else { continue };
        let outcome = of_run.remove(0);
        let numbers = (request.job)(run).numbers;
        let numbers = columns.iter().map(|quantity| numbers[quantity.0 as usize]).collect();
        futures.push(Future { run, numbers, outcome, bad: bad.holds(outcome) });
        peaks.push(of_run);
    }
    let rows: Vec<Vec<f64>> = futures.iter().map(|future| future.numbers.clone()).collect();
    let cases: Vec<bool> = futures.iter().map(|future| future.bad).collect();
    let discovery = prim::discover(&rows, &cases, &prim::Settings::default(), seed);
    let (failed, interrupted) = (made.failed, made.interrupted);
    Discovered { columns: columns.to_vec(), futures, peaks, discovery, failed, interrupted }
}

/// A box in which bad futures are less than one and a half times as frequent as in all may be better than chance and still
/// tells hardly anything.
pub fn is_weak(density: f64, rate: f64) -> bool {
    density < 1.5 * rate
}

impl Discovered {
    /// Bad futures.
    pub fn bad(&self) -> usize {
        self.futures.iter().filter(|future| future.bad).count()
    }

    /// The first box that a future lies in, counted from 0.
    pub fn box_of(&self, future: &Future) -> Option<usize> {
        self.discovery.boxes.iter().position(|found| holds(found, &future.numbers))
    }

    /// Share of the held-back futures outside all boxes that are bad.
    pub fn outside(&self) -> f64 {
        let boxes = &self.discovery.boxes;
        let support: f64 = boxes.iter().map(|found| found.held_back.support).sum();
        let bad: f64 = boxes.iter().map(|found| found.held_back.support * found.held_back.density).sum();
        if support < 1.0 { ((self.discovery.rate - bad) / (1.0 - support)).max(0.0) } else { 0.0 }
    }
}

/// Does a row lie inside the limits of a box?
fn holds(found: &Found, row: &[f64]) -> bool {
    found.limits.iter().all(|limit| {
        let value = row[limit.column];
        limit.low.is_none_or(|low| low <= value) && limit.high.is_none_or(|high| value <= high)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Prepared};
    use crate::ensemble::{Unkept, Unwatched};
    use crate::outcome::Audit;
    use crate::plan::Job;
    use crate::rng::{Purpose, Streams};
    use crate::scenario::{load, read_shipped};
    use crate::study::robust::Side;

    /// The longest queue is long where the first number is above 0.7 and the second below 0.4, with dice.
    struct Queue;

    impl Engine for Queue {
        fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
            let run = |job: &Job| {
                let die = streams.stream(job.run, Purpose::Study, 90, 0).uniform();
                let long = if job.numbers[0] > 0.7 && job.numbers[1] < 0.4 { 0.9 } else { 0.1 };
                let totals = vec![if die < long { 25_000_000 } else { 1_000_000 }];
                let daily = vec![0; prepared.catalogue.daily.len() * prepared.plan.days];
                RunSummary { run: job.run, daily, totals, audit: Audit::default() }
            };
            jobs.iter().map(run).collect()
        }
    }

    #[test]
    fn a_planted_box_is_found_and_marked() {
        let prepared = Prepared::new(load("scenarios/history.toml", &[], &read_shipped).unwrap().scenario.plan());
        let frame = Frame::of(&prepared.plan, &prepared.catalogue);
        let job = |run: u64| {
            let mut stream = Streams::new(5).stream(run, Purpose::Study, 89, 0);
            Job::new(run, (0..4).map(|_| stream.uniform()).collect())
        };
        let request = Request {
            prepared: &prepared,
            engine: &Queue,
            streams: Streams::new(1),
            runs: 0..3_000,
            job: &job,
            watch: &Unwatched,
        };
        let bad = Requirement { label: "queue_max".into(), total: 0, side: Side::AtLeast, level: 20_000.0 };
        let question = Question { columns: &[0, 1, 3].map(Quantity), bad: &bad, frame: &frame, seed: 1 };
        let found = discover(&request, &question, Made::default(), &mut Unkept);
        assert_eq!((found.futures.len(), found.peaks.len()), (3_000, 3_000));
        let [first] = &found.discovery.boxes[..] else { panic!("{:?}", found.discovery.boxes) };
        let limited: Vec<usize> = first.limits.iter().map(|limit| limit.column).collect();
        assert_eq!(limited, [0, 1]);
        assert!(
            (first.limits[0].low.unwrap() - 0.7).abs() < 0.05 && (first.limits[1].high.unwrap() - 0.4).abs() < 0.05
        );
        // One in ten elsewhere: some 1,300 held back, five standard errors.
        assert!((found.outside() - 0.1).abs() < 0.045, "{}", found.outside());
        let inside: Vec<&Future> = found.futures.iter().filter(|future| found.box_of(future) == Some(0)).collect();
        assert!((inside.len() as f64 / 3_000.0 - 0.12).abs() < 0.03);
        assert!(inside.iter().filter(|future| future.bad).count() * 10 > inside.len() * 8);
    }
}
