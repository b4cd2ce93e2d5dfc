//! A calibration from scenario and counts to draws: what `calibrate` and `score` have in common.

use std::path::Path;

use super::checkpoint;
use crate::cli::as_of::AsOf;
use crate::cli::{Ending, ScenarioArguments, common::wrong, source, tell};
use crate::engine::{Engine, EngineKind, Prepared};
use crate::ensemble::Watch;
use crate::observed::{self, Allowed, Observation, Window};
use crate::scenario::Scenario;
use crate::study::calibrate::model::TRIAL_RUNS;
use crate::study::calibrate::posterior::{Learned, Predicted, learned, predictive};
use crate::study::calibrate::{Model, Record, Sampler, Settings, State, Stopped, Targets, Unknown, unknowns};
use crate::units;

/// What was thought possible before, unless said otherwise.
pub const PRIOR: &str = "parameters/prior.toml";

/// Inflation: set once, by simulation-based calibration (docs/evidence.md).
pub const INFLATION: f64 = 1.3;

/// Pairs of runs behind each mean.
pub const PAIRS: u32 = 2;

/// Points from which the spread is estimated.
pub const SPREADS: usize = 256;

/// Arguments of every command that learns: how much work it is.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Effort {
    /// Points at which history is matched first
    #[arg(long, value_name = "N", default_value_t = 4_096, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u32).range(64..=1_048_576))]
    wave: u32,
    /// Moves of every draw in a stage
    #[arg(long, value_name = "N", default_value_t = 3, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000))]
    moves: u32,
    /// Moves of every draw at the end
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=10_000))]
    last_moves: u32,
}

impl Effort {
    /// So many draws, with the inflation that was set; an unexplained record is no reason to stop.
    pub fn settings(self, particles: u32, seed: u64) -> Settings {
        let particles = particles as usize;
        Settings {
            particles,
            wave: self.wave as usize,
            moves: self.moves as usize,
            last_moves: self.last_moves as usize,
            spreads: SPREADS.min(particles),
            inflation: INFLATION,
            robust: false,
            must_explain: false,
            seed,
        }
    }
}

/// Stages that a calibration takes, about: for the estimate of the time.
const STAGES: u64 = 14;

/// Runs of the predictive for each draw.
const RUNS_PER_DRAW: u64 = 4;

/// A scenario and what is to be learned from what.
pub struct Question {
    /// Under the prior, to the last day that was counted.
    pub scenario: Scenario,
    /// The same.
    pub prepared: Prepared,
    /// What is learned.
    pub unknowns: Vec<Unknown>,
    /// From what.
    pub targets: Targets,
    /// What was published.
    pub record: Record,
    /// The last day that was counted, days since 1970-01-01.
    pub last_day: i32,
}

/// What was learned.
pub struct Fitted {
    pub state: State,
    /// `[number]`
    pub learned: Vec<Learned>,
    /// `[number]`, keys.
    pub keys: Vec<String>,
    /// `[draw][number]`
    pub draws: Vec<Vec<f64>>,
    /// `[window]`
    pub predicted: Vec<Predicted>,
    pub targets: Targets,
    /// The last day that was counted.
    pub last_day: i32,
    /// Simulated histories.
    pub runs: u64,
}

impl Question {
    /// Reads a scenario under a prior, and the counts to learn from: those of a file, or the shipped ones. All problems have
    /// been told.
    pub fn new(
        arguments: &ScenarioArguments,
        observed: Option<&Path>,
        prior: &str,
        learn: &[String],
    ) -> Result<Self, Ending> {
        let scenario = source::load(&under(arguments, prior)).ok_or(Ending::WrongInput)?.scenario;
        let windows = observed::windows(&observations(observed, &scenario, arguments.known)?);
        Self::of_windows(arguments, &scenario, &windows, prior, learn)?.ok_or_else(|| {
            wrong("there is nothing to learn from: no count lies between the first day of the scenario and then")
        })
    }

    /// The same from windows that have been read, for a scenario under the prior. Nothing if none of them can be learned
    /// from.
    pub fn of_windows(
        arguments: &ScenarioArguments,
        scenario: &Scenario,
        windows: &[Window],
        prior: &str,
        learn: &[String],
    ) -> Result<Option<Self>, Ending> {
        let windows: Vec<Window> = windows.iter().filter(|window| window.from >= scenario.first_day).cloned().collect();
        let Some(last_day) = windows.iter().map(|window| window.to).max() else { return Ok(None) };
        let mut arguments = under(arguments, prior);
        arguments.overrides.push(format!("time.last_day={}", units::iso(last_day)));
        arguments.overrides.push("outcomes.thresholds=[]".to_owned());
        let scenario = source::load_again(&arguments).ok_or(Ending::WrongInput)?.scenario;
        let prepared = Prepared::new(scenario.plan());
        let unknowns = unknowns(&prepared.plan.numbers, &scenario.set_keys(), learn).map_err(wrong)?;
        if unknowns.is_empty() {
            return Err(wrong(format!(
                "nothing is to be learned: no number of `{prior}` is uncertain in this scenario"
            )));
        }
        let targets = Targets::of(&windows, &prepared).map_err(wrong)?;
        let record = targets.record();
        Ok(Some(Question { scenario, prepared, unknowns, targets, record, last_day }))
    }

    /// The simulator of it.
    pub fn model<'a>(&'a self, engine: &'a dyn Engine, seed: u64, watch: &'a dyn Watch) -> Model<'a> {
        Model::new(&self.prepared, engine, seed, PAIRS, &self.unknowns, &self.targets, watch)
    }

    /// What decides the draws, as a text: a checkpoint of another text is of another calibration.
    pub fn identity(&self, settings: &Settings, engine: EngineKind) -> String {
        format!(
            "{} {} {settings:?} {:?} {:?} {}",
            env!("CARGO_PKG_VERSION"),
            engine.name(),
            self.targets,
            self.unknowns,
            self.scenario.digest_text()
        )
    }
}

impl Fitted {
    /// Windows whose nine-in-ten band holds what was published.
    pub fn held(&self) -> usize {
        self.predicted.iter().filter(|predicted| predicted.in_nine_in_ten).count()
    }
}

/// The arguments with a prior in place of the scenario's parameter set.
pub fn under(arguments: &ScenarioArguments, prior: &str) -> ScenarioArguments {
    let mut arguments = arguments.clone();
    arguments.overrides.push(format!("parameters={}", toml::Value::from(prior)));
    arguments
}

/// Simulated histories that a calibration takes, about.
pub fn expected_runs(settings: &Settings) -> u64 {
    let [particles, wave, moves, last, spreads] =
        [settings.particles, settings.wave, settings.moves, settings.last_moves, settings.spreads].map(|n| n as u64);
    let means = wave + particles * (STAGES * moves + last);
    2 * u64::from(PAIRS) * means + 4 * TRIAL_RUNS * spreads + RUNS_PER_DRAW * particles
}

/// The counts of a file, or the shipped ones, as far as they were known. All problems have been told.
pub fn observations(file: Option<&Path>, scenario: &Scenario, known: AsOf) -> Result<Vec<Observation>, Ending> {
    let Some(path) = file else { return Ok(known.observed()) };
    let name = path.display().to_string();
    let text = source::read(&name).map_err(|reason| wrong(format!("cannot read `{name}`: {reason}")))?;
    let names = scenario.plan().names;
    let allowed = Allowed { crossings: names.crossings, statuses: names.statuses, horizon: None };
    let all = observed::parse(&text, &allowed).map_err(|errors| {
        errors.iter().for_each(|error| tell(&format!("error: {name}: {error}")));
        Ending::WrongInput
    })?;
    Ok(known.of(all))
}

/// Learns. The state is written down after every step.
pub fn fit(
    question: &Question,
    engine: &dyn Engine,
    settings: &Settings,
    watch: &dyn Watch,
    checkpoint: &checkpoint::File,
) -> Result<Fitted, Stopped> {
    let model = question.model(engine, settings.seed, watch);
    let sampler = Sampler::new(&question.record, &model, *settings);
    let mut state = checkpoint.read().unwrap_or_default();
    while !state.is_done() {
        sampler.step(&mut state)?;
        checkpoint.write(&state);
    }
    let predicted =
        predictive(&model, &question.record, &state, RUNS_PER_DRAW, settings.seed).ok_or(Stopped::Interrupted)?;
    let runs = model.runs(state.simulated) + RUNS_PER_DRAW * state.particles.len() as u64;
    Ok(Fitted {
        learned: learned(&model, &state),
        keys: question.unknowns.iter().map(|unknown| unknown.key.clone()).collect(),
        draws: state.points().iter().map(|point| model.values(point)).collect(),
        predicted,
        targets: question.targets.clone(),
        last_day: question.last_day,
        runs,
        state,
    })
}
