//! Benchmarks: how fast each engine is on a scenario, how its cost grows, and whether it still has the same law.
//!
//! A speed without a proof that the answers agree is worth nothing, so the two are measured together. For each [`Size`] of
//! the scenario every engine is timed on one thread, in rounds that take turns, so that a machine that slows down slows all
//! alike (`race`); its memory is that of a process of its own (`memory`); and it is judged by the slowest engine of the
//! same law that fits the time (`judged`). An engine that would take too long is found out by runs with fewer people
//! (`cost`) and left out, with the reason. [`growth`] varies one thing at a time.
//!
//! Assumptions: the clock is monotonic and the machine otherwise idle; what disturbs it shows as spread. Left out: reading
//! the scenario, drawing the numbers of runs, tallies and files (but for the growth with runs and threads, which has the
//! tallies).
//!
//! Literature: the manner is that of hyperfine (Peter): medians of rounds, and ratios with their error.

mod cost;
mod files;
pub mod growth;
mod judged;
pub mod memory;
mod race;
pub mod scale;
mod words;

use std::fmt;
use std::str::FromStr;

use crate::agreement::{Report, Verdict};
use crate::design::Design;
use crate::engine::{Engine, EngineKind, Prepared};
use crate::plan::{Job, Plan};
use crate::sample::Path;
use crate::scenario::nearest;

pub use cost::Cost;
pub use files::{agreement_csv, engines_csv, growth_csv};
pub use race::Speed;
pub use words::{growth_in_brief, growth_sentences, short, speed_sentences, table, with_error};

/// The engine that speeds are compared with: the same loop, with the draws of a library.
pub const BASELINE: EngineKind = EngineKind::Plain;

/// Households that a small town has, about: every household is a record with the reference engine, which is then quick.
pub const SMALL_HOUSEHOLDS: f64 = 400.0;

/// Days of a small town, at most.
pub const SMALL_DAYS: usize = 365;

/// How many times the people of the scenario a large country has.
pub const LARGE_FACTOR: f64 = 1000.0;

/// How large the scenario is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// With so few people that the reference engine can judge: some [`SMALL_HOUSEHOLDS`], at most [`SMALL_DAYS`].
    Small,
    /// As it is.
    Real,
    /// With [`LARGE_FACTOR`] times as many people.
    Large,
}

impl Size {
    /// All sizes.
    pub const ALL: [Size; 3] = [Size::Small, Size::Real, Size::Large];

    /// The name on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Size::Small => "small",
            Size::Real => "real",
            Size::Large => "large",
        }
    }

    /// The plan at this size. `small` is never larger than `real`.
    pub fn plan(self, plan: &Plan, seed: u64) -> Plan {
        match self {
            Size::Small => {
                let households = scale::households(plan, &Design::new(&plan.numbers, seed).job(0)) as f64;
                let small = scale::people(plan, (SMALL_HOUSEHOLDS / households.max(1.0)).min(1.0));
                scale::horizon(&small, plan.days.min(SMALL_DAYS))
            }
            Size::Real => plan.clone(),
            Size::Large => scale::people(plan, LARGE_FACTOR),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        named(name, "size", &Size::ALL, |size| size.name())
    }
}

/// The one of several things that has this name.
///
/// # Errors
/// With the nearest name, and all names, if none has it.
fn named<T: Copy>(name: &str, what: &str, all: &[T], name_of: impl Fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|&thing| name_of(thing) == name).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|&thing| name_of(thing)).collect();
        let guess =
            nearest(name, names.iter().copied()).map_or(String::new(), |near| format!("did you mean `{near}`? "));
        format!("unknown {what} `{name}`; {guess}{what}s are {}", names.join(", "))
    })
}

/// The engine with a name.
///
/// # Errors
/// With the nearest name, and all names, if there is no such engine.
pub fn engine_named(name: &str) -> Result<EngineKind, String> {
    named(name, "engine", &EngineKind::ALL, EngineKind::name)
}

/// An engine that is measured, with the instructions that it uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which engine.
    pub kind: EngineKind,
    /// Which instructions; none where the engine has no choice, or takes the fastest.
    pub path: Option<Path>,
}

impl Candidate {
    /// An engine as it is used.
    pub fn as_used(kind: EngineKind) -> Self {
        Candidate { kind, path: None }
    }

    /// Every way in which an engine can be used on this processor.
    pub fn all_of(kind: EngineKind) -> Vec<Candidate> {
        if kind.has_paths() {
            Path::available().into_iter().map(|path| Candidate { kind, path: Some(path) }).collect()
        } else {
            vec![Candidate::as_used(kind)]
        }
    }

    /// The engine itself.
    pub fn engine(self) -> &'static dyn Engine {
        self.path.map_or_else(|| self.kind.engine(), |path| self.kind.engine_on(path))
    }

    /// The name of the instructions, or nothing.
    pub fn path_name(self) -> &'static str {
        self.path.map_or("", Path::name)
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path {
            Some(path) => f.pad(&format!("{} ({path})", self.kind)),
            None => f.pad(self.kind.name()),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Engines to measure.
    pub candidates: Vec<Candidate>,
    /// Seconds for each engine and size (or point of a curve).
    pub seconds: f64,
    /// Runs of each engine for the verdict.
    pub runs: usize,
    /// Seed.
    pub seed: u64,
}

/// Somebody who watches: told what is being done, asked whether to go on.
pub trait Watch: Sync {
    /// This is being done now.
    fn doing(&self, what: &str);
    /// Should everything end?
    fn interrupted(&self) -> bool;
}

/// Somebody interrupted: there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// Goes on unless somebody interrupted.
fn go_on(watch: &dyn Watch) -> Result<(), Interrupted> {
    if watch.interrupted() { Err(Interrupted) } else { Ok(()) }
}

/// What was found at one size.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which size.
    pub size: Size,
    /// The plan at that size, prepared.
    pub prepared: Prepared,
    /// Households on the first day, mean over the runs that were timed.
    pub households: f64,
    /// Binomial draws of a run where stocks are divided.
    pub draws_per_run: f64,
    /// Who judged; none if nobody could.
    pub judge: Option<Candidate>,
    /// One for each engine.
    pub rows: Vec<Row>,
}

/// What was found about an engine.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which engine.
    pub candidate: Candidate,
    /// How fast it is, or why it was left out.
    pub speed: Result<Speed, String>,
    /// Peak of the resident memory of a process that runs only this engine, MiB, or why it is not known.
    pub memory_mib: Result<f64, String>,
    /// Whether it agrees with the judge.
    pub verdict: Verdict,
    /// All tests, if there were any.
    pub report: Option<Report>,
}

impl Found {
    /// Binomial draws of a run, for engines that make them: all that divide stocks by chance.
    pub fn draws_of(&self, kind: EngineKind) -> Option<f64> {
        let draws = !matches!(kind, EngineKind::Reference | EngineKind::Events | EngineKind::MeanField);
        draws.then_some(self.draws_per_run)
    }
}

/// How the memory of an engine is found: at a size, with so many runs.
pub type AskMemory<'a> = &'a dyn Fn(Candidate, Size, usize) -> Result<f64, String>;

/// Measures and judges all engines at one size.
///
/// # Errors
/// If somebody interrupts.
pub fn measure(
    plan: &Plan,
    size: Size,
    settings: &Settings,
    memory: AskMemory,
    watch: &dyn Watch,
) -> Result<Found, Interrupted> {
    let prepared = Prepared::new(size.plan(plan, settings.seed));
    let mut costs = Vec::new();
    for candidate in settings.candidates.iter().copied().chain(judged::possible_judges(&settings.candidates)) {
        watch.doing(&format!("{size}: how long {candidate} takes"));
        costs.push((candidate, cost::cost(candidate, &prepared.plan, settings, watch)?));
    }
    let jobs = race::jobs(&prepared, settings.seed);
    let asked = &costs[..settings.candidates.len()];
    let speeds = race::race(&prepared, &jobs, asked, size, settings, watch)?;
    let mut memories = Vec::new();
    for (candidate, cost) in asked {
        watch.doing(&format!("{size}: memory of {candidate}"));
        memories.push(match cost.runs_within(settings.seconds) {
            0 => Err("it was left out".to_owned()),
            runs => memory(*candidate, size, runs.min(crate::engine::BATCH as usize)),
        });
        go_on(watch)?;
    }
    let judged = judged::judge(&prepared, size, &costs, settings, watch)?;
    let households =
        jobs.iter().map(|job| scale::households(&prepared.plan, job) as f64).sum::<f64>() / jobs.len() as f64;
    let draws_per_run = race::draws_per_run(&prepared, &jobs, settings.seed);
    let rows = asked
        .iter()
        .zip(speeds)
        .zip(memories)
        .zip(judged.verdicts)
        .map(|(((&(candidate, _), speed), memory_mib), (verdict, report))| Row {
            candidate,
            speed,
            memory_mib,
            verdict,
            report,
        })
        .collect();
    Ok(Found { size, prepared, households, draws_per_run, judge: judged.judge, rows })
}

/// A job whose run is named so, with the numbers of another.
fn same_numbers(job: &Job, run: u64) -> Job {
    Job::new(run, job.numbers.clone())
}
