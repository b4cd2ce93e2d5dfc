//! Rare events by multilevel splitting: how likely is what hardly any run shows?
//!
//! *Generalised splitting* (Botev and Kroese 2012, "Efficient Monte Carlo simulation via the generalized splitting method";
//! subset simulation in Au and Beck 2001): levels rise from what is common to what is asked. A stage has N histories; those
//! that reach its level are the parents of the next, where each has about as many children, which then move about *within*
//! what reaches the level. The probability is the product of the shares that got through. With levels that were fixed
//! before, the estimate is unbiased for any levels, any N and any number of moves (Del Moral 2004, chapter 7); how good they
//! are only sets its error. The levels are fixed by a pilot with runs of its own.
//!
//! A *move* draws part of a history anew and is kept if the history still reaches the level: the luck of a stretch of days,
//! of all days from one on, or some of the numbers of the run. What is drawn anew does not depend on the history, so the
//! law given the level stays what it is (the rule of Metropolis and Hastings for draws from the law itself). Draws are named
//! by run and day, so a history is a list of run numbers, one a day ([`crate::plan::Branch`]), and no state is stored.
//!
//! The error comes from independent repetitions, so it needs no theory about how alike the children of one parent are. If
//! moves are seldom kept, repetitions differ, and the error says so.

use std::ops::Range;

use rayon::prelude::*;

use super::earned::mean_error;
use crate::engine::{Engine, Prepared};
use crate::ensemble::Watch;
use crate::outcome::{Dimensions, Outcome, RunSummary, Series, daily, from_steps, total};
use crate::plan::{Branch, Job, Numbers};
use crate::rng::{Purpose, Stream, Streams};
use crate::statistics::{mean, shuffle};

/// Share of the histories of a pilot stage that pass its level.
const PASS: f64 = 0.2;

/// Moves of each history between two levels.
const MOVES: u64 = 6;

/// Chance that a move of numbers draws one of them anew.
const RENEW: f64 = 0.3;

/// Most stages: five orders of magnitude for each seven.
const MOST_STAGES: usize = 24;

/// What is to reach a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A total, by its place.
    Total(usize),
    /// The highest value of a daily series on the first so many days.
    Highest {
        /// Where the series stands among the daily ones.
        daily: usize,
        /// Days that count, from the first.
        days: usize,
    },
}

/// "The measure reaches `level`."
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// What is measured.
    pub measure: Measure,
    /// Level, in the unit of the measure.
    pub level: f64,
}

impl Event {
    fn value(&self, run: &RunSummary, horizon: usize) -> f64 {
        match self.measure {
            Measure::Total(total) => from_steps(run.totals[total]),
            Measure::Highest { daily, days } => {
                from_steps(run.daily[daily * horizon..][..days].iter().copied().max().expect("a plan has days"))
            }
        }
    }
}

/// The daily series whose highest value, up to any day, a total is at the end.
pub fn series_of(series: &Series) -> Option<(&'static Outcome, Dimensions)> {
    let pairs = [
        (&total::QUEUE_MAX, &daily::QUEUE),
        (&total::PEAK_DAILY_CROSSINGS, &daily::DEPARTURES),
        (&total::RECEPTION_SHORTFALL_MAX, &daily::RECEPTION_SHORTFALL),
        (&total::RECEPTION_PEOPLE_MAX, &daily::RECEPTION_PEOPLE),
        (&total::DEPARTURES_TOTAL, &daily::DEPARTURES_CUMULATIVE),
        (&total::DOCUMENTED_DEPORTED_TOTAL, &daily::DOCUMENTED_DEPORTED_CUMULATIVE),
    ];
    let (_, daily) = pairs.into_iter().find(|(total, _)| total.name == series.outcome.name)?;
    Some((daily, series.dimensions))
}

/// What to estimate, and with how much work.
pub struct Request<'a> {
    /// The plan.
    pub prepared: &'a Prepared,
    /// How to draw.
    pub engine: &'a dyn Engine,
    /// The seed.
    pub streams: Streams,
    /// The numbers of each run.
    pub job: &'a (dyn Fn(u64) -> Job + Sync),
    /// The event.
    pub event: Event,
    /// Histories of a stage.
    pub effort: u64,
    /// Independent repetitions, two or more.
    pub repetitions: u64,
    /// Who watches: told of runs, asked whether to go on.
    pub watch: &'a dyn Watch,
}

/// How likely the event is.
#[derive(Clone, Debug, PartialEq)]
pub struct Rare {
    /// The levels, the last is that of the event.
    pub levels: Vec<f64>,
    /// Mean over repetitions of the share that got through: `[level]`.
    pub passed: Vec<f64>,
    /// The probability: mean over repetitions.
    pub probability: f64,
    /// Its standard error, from the spread of the repetitions.
    pub error: f64,
    /// The probability of each repetition.
    pub repetitions: Vec<f64>,
    /// Share of the moves that were kept.
    pub kept: f64,
    /// Histories simulated, those of the pilot included.
    pub runs: u64,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Somebody interrupted.
    Interrupted,
    /// The pilot no longer got higher: the event may be impossible.
    Stuck {
        /// The highest level that was seen, rounded down to whole units.
        highest: i64,
    },
}

/// A history: whose luck it has on each day, its numbers, and how high it got.
#[derive(Clone, Debug)]
struct History {
    /// Numbers, and the run that names what is drawn once in a run.
    job: Job,
    /// Run number of each day.
    luck: Vec<u64>,
    value: f64,
}

impl History {
    /// The job that makes it: branches where the luck changes hands.
    fn job(&self, first_day: i32) -> Job {
        let changes = (0..self.luck.len())
            .filter(|&day| self.luck[day] != if day == 0 { self.job.run } else { self.luck[day - 1] });
        let branches = changes.map(|day| Branch { from: first_day + day as i32, run: self.luck[day] }).collect();
        Job { branches, ..self.job.clone() }
    }
}

/// What is drawn together: the places in the table of numbers that are drawn anew at once.
fn groups(numbers: &Numbers) -> Vec<Vec<usize>> {
    let joint: Vec<Vec<usize>> =
        numbers.joint.iter().map(|set| set.quantities.iter().map(|quantity| quantity.0 as usize).collect()).collect();
    let alone = |place: &usize| numbers.laws[*place].is_uncertain() && !joint.iter().any(|set| set.contains(place));
    let singles: Vec<Vec<usize>> = (0..numbers.laws.len()).filter(alone).map(|place| vec![place]).collect();
    [joint, singles].concat()
}

/// Estimates the probability of a rare event.
///
/// # Errors
/// If somebody interrupts, or no history gets anywhere near.
pub fn estimate(request: &Request) -> Result<Rare, Stopped> {
    let mut work =
        Work { request, groups: groups(&request.prepared.plan.numbers), next: 0, runs: 0, tried: 0, kept: 0 };
    let levels = work.pilot()?;
    let mut passed = vec![0.0; levels.len()];
    let mut repetitions = Vec::new();
    for _ in 0..request.repetitions {
        let mut probability = 1.0;
        let mut histories = work.begin()?;
        for (stage, &level) in levels.iter().enumerate() {
            let parents: Vec<History> = histories.iter().filter(|history| history.value >= level).cloned().collect();
            let share = parents.len() as f64 / histories.len() as f64;
            passed[stage] += share / request.repetitions as f64;
            probability *= share;
            if parents.is_empty() || stage + 1 == levels.len() {
                break;
            }
            histories = work.children(&parents, level)?;
        }
        repetitions.push(probability);
    }
    let (probability, error) = (mean(&repetitions), mean_error(&repetitions));
    let kept = if work.tried > 0 { work.kept as f64 / work.tried as f64 } else { 1.0 };
    Ok(Rare { levels, passed, probability, error, repetitions, kept, runs: work.runs })
}

/// The work in progress.
struct Work<'a> {
    request: &'a Request<'a>,
    groups: Vec<Vec<usize>>,
    /// The first run number that no history has used.
    next: u64,
    runs: u64,
    tried: u64,
    kept: u64,
}

impl Work<'_> {
    /// Run numbers that no history has used.
    fn fresh(&mut self) -> Range<u64> {
        let from = self.next;
        self.next += self.request.effort;
        from..self.next
    }

    /// New histories, from nothing.
    fn begin(&mut self) -> Result<Vec<History>, Stopped> {
        let days = self.request.prepared.plan.days;
        let new = |run| History { job: (self.request.job)(run), luck: vec![run; days], value: 0.0 };
        let histories = self.fresh().map(new).collect();
        self.simulate(histories)
    }

    /// Children of parents that reach a level, each moved about within what reaches it. Every parent has as many as any
    /// other, or one more, chosen by chance.
    fn children(&mut self, parents: &[History], level: f64) -> Result<Vec<History>, Stopped> {
        let effort = self.request.effort as usize;
        let mut order: Vec<usize> = (0..parents.len()).collect();
        let mut stream = self.request.streams.stream(self.next, Purpose::Study, 0, 0);
        shuffle(&mut order, &mut stream);
        let mut children: Vec<History> =
            order.iter().cycle().take(effort).map(|&parent| parents[parent].clone()).collect();
        for _ in 0..MOVES {
            let fresh = self.fresh();
            let moved = children.iter().zip(fresh).map(|(child, run)| self.moved(child, run)).collect();
            for (child, moved) in children.iter_mut().zip(self.simulate(moved)?) {
                self.tried += 1;
                if moved.value >= level {
                    self.kept += 1;
                    *child = moved;
                }
            }
        }
        Ok(children)
    }

    /// A history with part of it drawn anew, under a run number of its own.
    fn moved(&self, history: &History, run: u64) -> History {
        let mut stream = self.request.streams.stream(run, Purpose::Study, 1, 0);
        let days = history.luck.len();
        let mut moved = history.clone();
        let kinds = if self.groups.is_empty() { 2 } else { 3 };
        match stream.below(kinds) {
            // A stretch of days, as likely short as long.
            0 => {
                let length = libm::ceil(libm::pow(days as f64, stream.uniform())) as usize;
                let from = stream.below(days as u32) as usize;
                moved.luck[from..days.min(from + length)].fill(run);
            }
            // All days from one on.
            1 => moved.luck[stream.below(days as u32) as usize..].fill(run),
            _ => self.renew(&mut moved, run, &mut stream),
        }
        moved
    }

    /// Draws some of the numbers anew, at least one set; and what is drawn once in a run.
    fn renew(&self, history: &mut History, run: u64, stream: &mut Stream) {
        let numbers = (self.request.job)(run).numbers;
        let sure = stream.below(self.groups.len() as u32) as usize;
        for (at, group) in self.groups.iter().enumerate() {
            if stream.uniform() < RENEW || at == sure {
                group.iter().for_each(|&place| history.job.numbers[place] = numbers[place]);
            }
        }
        history.job.run = run;
    }

    /// Simulates histories and notes how high they get.
    fn simulate(&mut self, mut histories: Vec<History>) -> Result<Vec<History>, Stopped> {
        let Request { prepared, engine, event, streams, watch, .. } = *self.request;
        let simulate = |histories: &mut [History]| {
            if watch.interrupted() {
                return Err(Stopped::Interrupted);
            }
            let jobs: Vec<Job> = histories.iter().map(|history| history.job(prepared.plan.first_day)).collect();
            let runs = engine.run(prepared, &jobs, &streams);
            for (history, run) in histories.iter_mut().zip(&runs) {
                history.value = event.value(run, prepared.plan.days);
            }
            watch.advanced(jobs.len() as u64);
            Ok(())
        };
        histories.par_chunks_mut(engine.batch() as usize).try_for_each(simulate)?;
        self.runs += histories.len() as u64;
        Ok(histories)
    }

    /// Finds levels between what is common and the event; the last is that of the event.
    fn pilot(&mut self) -> Result<Vec<f64>, Stopped> {
        let mut levels: Vec<f64> = Vec::new();
        let mut histories = self.begin()?;
        loop {
            histories.sort_by(|a, b| a.value.total_cmp(&b.value));
            let passes = ((histories.len() as f64 * PASS) as usize).max(1);
            let highest = histories[histories.len() - 1].value;
            // Higher than the level before, although many histories may lie just there (at zero, say).
            let last = levels.last().copied().unwrap_or(0.0);
            let level =
                histories[histories.len() - passes..].iter().map(|history| history.value).find(|value| *value > last);
            match level {
                Some(level) if level >= self.request.event.level => {
                    levels.push(self.request.event.level);
                    return Ok(levels);
                }
                Some(level) if levels.len() < MOST_STAGES => levels.push(level),
                _ => return Err(Stopped::Stuck { highest: libm::floor(highest) as i64 }),
            }
            let level = levels[levels.len() - 1];
            let parents: Vec<History> = histories.iter().filter(|history| history.value >= level).cloned().collect();
            histories = self.children(&parents, level)?;
        }
    }
}
