//! `crossings score`: be scored on counts that were not seen.
//!
//! Two ways. From *rolling origins* the numbers are learned anew from what had been counted by each origin, and the
//! windows that begin later are held out; once with the policy that came to pass, once with the policy as it stood. With
//! `--observed` and no origin the scenario is simulated with its own parameter set, and every window of the file within
//! its horizon is scored: for counts that did not exist when the scenario was frozen.

use std::path::PathBuf;

use jiff::civil::Date;

use super::calibrate::fit;
use super::common::{Clock, CommonArguments, Study, all_or_told};
use super::progress::Progress;
use super::{Ending, ScenarioArguments, print, source};
use crate::engine::EngineKind;
use crate::observed::{self, Observation};
use crate::output::{OtherFile, StudyIdentity, TableFile, TrackRecord};
use crate::scenario::Scenario;
use crate::study::calibrate::Settings;
use crate::study::held_out::{Flow, Shape};
use crate::units;

mod held;
mod pictures;
mod rolling;
mod simulate;
mod tables;
mod whole;
mod words;

use simulate::Scored;

/// Where nothing else is said: before the deadline, a week and three weeks after it, the new year, the summer after.
const ORIGINS: [&str; 5] = ["2023-10-22", "2023-11-07", "2023-11-19", "2024-01-01", "2024-06-16"];

/// What was thought possible before any count: written from what was known before October 2023, so that no origin is told
/// anything about its future.
const PRIOR: &str = "parameters/foresight.toml";

/// Simulated histories for each draw, on each track.
const RUNS_PER_DRAW: u64 = 4;

/// Arguments of `score`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// Score these counts; without --origin the scenario keeps its own numbers, and rows marked `shown` count too
    #[arg(long, value_name = "FILE")]
    observed: Option<PathBuf>,
    /// Learn from what was counted by this day, and score what begins later; may be given several times [default:
    /// 2023-10-22, 2023-11-07, 2023-11-19, 2024-01-01 and 2024-06-16]
    #[arg(long, value_name = "DATE")]
    origin: Vec<String>,
    /// What was thought possible before any count: a parameter set, named as in a scenario
    #[arg(long, value_name = "SET", default_value = PRIOR)]
    prior: String,
    /// Draws of the posterior at each origin
    #[arg(long, value_name = "N", default_value_t = 256, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u32).range(32..=65_536))]
    particles: u32,
    #[command(flatten)]
    effort: fit::Effort,
    /// Simulated histories of a scenario that keeps its own numbers [default: those of the scenario]
    #[arg(long, value_name = "N", allow_negative_numbers = true, requires = "observed", conflicts_with = "origin")]
    #[arg(value_parser = clap::value_parser!(u64).range(2..=1_000_000))]
    runs: Option<u64>,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

pub(super) fn score(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

/// What both ways of scoring are given.
struct Asked<'a> {
    arguments: &'a Arguments,
    engine: EngineKind,
    seed: u64,
    /// How the wave of 2016 fell.
    shape: Shape,
    /// All rows that were read.
    observations: Vec<Observation>,
}

/// What both ways of scoring make.
struct Made {
    /// For each origin and track.
    scored: Vec<Scored>,
    /// What could not be scored.
    left: Vec<held::Left>,
    /// What is said about how it was done.
    notes: Vec<String>,
    /// Simulated histories.
    runs: u64,
}

impl Arguments {
    /// A score is owed where the model fits badly, too: an unexplained record is no reason to stop.
    fn settings(&self, seed: u64) -> Settings {
        self.effort.settings(self.particles, seed)
    }

    /// Does the scenario keep its own numbers?
    fn whole(&self) -> bool {
        self.observed.is_some() && self.origin.is_empty()
    }

    fn origins(&self) -> Result<Vec<i32>, Ending> {
        let day = |text: &str| match text.trim().parse::<Date>() {
            Ok(date) => Ok(units::day_of(date)),
            Err(_) => Err(format!("--origin {text} is no date such as 2023-11-07")),
        };
        let default = || ORIGINS.map(str::to_owned).to_vec();
        let texts = if self.origin.is_empty() { default() } else { self.origin.clone() };
        let mut origins = all_or_told(&texts, day)?;
        origins.sort_unstable();
        origins.dedup();
        Ok(origins)
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    let origins = arguments.origins()?;
    let named = match arguments.whole() {
        true => arguments.scenario.clone(),
        false => fit::under(&arguments.scenario, &arguments.prior),
    };
    let scenario = source::load(&named).ok_or(Ending::WrongInput)?.scenario;
    let asked = Asked {
        arguments,
        engine: common.engine(&scenario)?,
        seed: common.seed.unwrap_or(scenario.run.seed),
        shape: wave_of_2016(),
        observations: fit::observations(arguments.observed.as_deref(), &scenario, arguments.scenario.known)?,
    };
    if arguments.whole() {
        let question = whole::Question::new(&asked, scenario)?;
        finish(&asked, |progress, _| question.score(&asked, progress), question.runs(), &question.scenario)
    } else {
        let question = rolling::Question::new(&asked, scenario, &origins)?;
        let score = |progress: &Progress, folder: &std::path::Path| question.score(&asked, progress, folder);
        finish(&asked, score, question.runs(&asked), &question.scenario)
    }
}

/// How undocumented people came in 2016 since the peak.
fn wave_of_2016() -> Shape {
    let windows = observed::windows(&observed::with_shown(&observed::wave_of_2016()));
    let undocumented = windows.iter().filter(|w| w.status.as_deref() == Some("undocumented") && w.to - w.from > 7);
    Shape::of(&undocumented.map(Flow::of).collect::<Vec<Flow>>())
}

/// Scores, and writes what came out.
fn finish(
    asked: &Asked,
    score: impl FnOnce(&Progress, &std::path::Path) -> Result<Made, Ending>,
    expected_runs: u64,
    scenario: &Scenario,
) -> Result<Ending, Ending> {
    let common = &asked.arguments.common;
    common.start_threads()?;
    let folder = common.folder(&format!("score-{}", scenario.name))?;
    let clock = Clock::start(asked.arguments.scenario.known);
    if !common.silent() {
        print(&format!("{}\nHow good is it on counts that it has not seen?\n", scenario.card.title));
    }
    let progress = Progress::new(expected_runs, common.silent());
    let made = score(&progress, folder.target());
    progress.finish();
    let made = made?;
    let tables = tables::all(&made);
    let mut others = Vec::new();
    if asked.arguments.observed.is_none() {
        let files: Vec<TableFile> = tables.iter().cloned().map(TableFile::from).collect();
        let record = track_record(asked, scenario, &made.scored, StudyIdentity::results(&files));
        let meaning = "What is said beside simulated ranges about how good they were on counts that had not been seen.";
        others.push(OtherFile { name: "track-record.json", meaning, content: record.json().into_bytes() });
    }
    let study = Study {
        kind: "score",
        engine: asked.engine,
        seed: asked.seed,
        runs: made.runs,
        title: format!("{}: scored on counts that were not seen", scenario.card.title),
        answer: words::answer(&made),
        others,
        tables,
        json: tables::json(&made),
        interrupted: false,
        scenarios: std::slice::from_ref(scenario),
    };
    Ok(study.finish(common, folder, &clock, |card| pictures::all(asked, scenario, &made, card)))
}

/// The known-policy result in a few counts.
fn track_record(asked: &Asked, scenario: &Scenario, scored: &[Scored], results_digest: String) -> TrackRecord {
    let known: Vec<&Scored> = scored.iter().filter(|scored| scored.track == simulate::Track::Known).collect();
    let [windows, in_half, in_nine_in_ten] = tables::held(known.iter().copied());
    let pairs = || known.iter().flat_map(|scored| &scored.pairs);
    TrackRecord {
        scenario: scenario.name.clone(),
        first_day: units::iso(scenario.first_day),
        population: TrackRecord::population(scenario),
        prior: scenario.parameter_set.kind.clone(),
        origins: known.iter().map(|scored| units::iso(scored.origin)).collect(),
        windows,
        in_half,
        in_nine_in_ten,
        pairs: pairs().count(),
        pairs_with_skill: pairs().filter(|pair| pair.skill > 0.0).count(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        engine: asked.engine.name().to_owned(),
        seed: asked.seed,
        particles: asked.arguments.particles,
        results_digest,
    }
}
