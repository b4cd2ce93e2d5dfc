//! `crossings calibrate`: learn the numbers of a scenario from published counts.

use std::path::PathBuf;

use super::common::{Clock, CommonArguments, Study, quietly, wrong};
use super::progress::Progress;
use super::{Ending, ScenarioArguments, print};
use crate::output::RunFolder;
use crate::study::calibrate::Settings;

pub(super) mod checkpoint;
pub(super) mod fit;
mod parameters;
pub(super) mod pictures;
mod simulated;
mod tables;
mod variants;
mod words;

use fit::{Fitted, Question};

/// Arguments of `calibrate`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// Published counts to learn from: a file such as data/observed/pakistan-returns.csv [default: the shipped one]
    #[arg(long, value_name = "FILE")]
    observed: Option<PathBuf>,
    /// What was thought possible before: a parameter set, named as in a scenario
    #[arg(long, value_name = "SET", default_value = fit::PRIOR)]
    prior: String,
    /// Learn this number too, by key; may be given several times [default: the numbers of the prior, and behaviour]
    #[arg(long, value_name = "KEY")]
    learn: Vec<String>,
    /// Draws of the posterior
    #[arg(long, value_name = "N", default_value_t = 512, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u32).range(32..=65_536))]
    particles: u32,
    #[command(flatten)]
    effort: fit::Effort,
    /// Inflation: the record counts for 1/K of what it says
    #[arg(long, value_name = "K", default_value_t = fit::INFLATION)]
    inflation: f64,
    /// Let counts that the model cannot explain be moved, and name them
    #[arg(long)]
    robust: bool,
    /// Learn from the same counts under these scenarios too, and compare the evidence
    #[arg(long, value_name = "SCENARIO", num_args = 1..)]
    against: Vec<String>,
    /// Instead: test the calibrator on so many simulated records, whose numbers are known
    #[arg(long, value_name = "N", allow_negative_numbers = true, conflicts_with_all = ["against", "robust"])]
    #[arg(value_parser = clap::value_parser!(u32).range(2..=10_000))]
    simulated: Option<u32>,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

pub(super) fn calibrate(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

impl Arguments {
    fn settings(&self, seed: u64) -> Settings {
        Settings {
            inflation: self.inflation,
            robust: self.robust,
            must_explain: !self.robust && self.simulated.is_none(),
            ..self.effort.settings(self.particles, seed)
        }
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    if !(1.0..=100.0).contains(&arguments.inflation) {
        return Err(wrong(format!("--inflation {} is not between 1 and 100", arguments.inflation)));
    }
    let observed = arguments.observed.as_deref();
    let question = |scenario: &String| {
        let scenario = ScenarioArguments { scenario: scenario.clone(), ..arguments.scenario.clone() };
        Question::new(&scenario, observed, &arguments.prior, &arguments.learn)
    };
    let named = std::iter::once(&arguments.scenario.scenario).chain(&arguments.against);
    // Every one is read, so that the problems of all are told at once.
    let questions: Vec<Result<Question, Ending>> = named.map(question).collect();
    let mut questions: Vec<Question> = questions.into_iter().collect::<Result<_, _>>()?;
    super::common::tell_apart(&mut questions, |question| &mut question.scenario.name);
    let engine = common.engine(&questions[0].scenario)?;
    common.start_threads()?;
    let kind = if arguments.simulated.is_some() { "calibrator" } else { "calibrate" };
    let folder = common.folder(&format!("{kind}-{}", questions[0].scenario.name))?;
    let settings = arguments.settings(common.seed.unwrap_or(questions[0].scenario.run.seed));
    let clock = Clock::start(arguments.scenario.known);
    match arguments.simulated {
        Some(records) => simulated::test(&questions[0], &settings, records, common, engine, folder, &clock),
        None => learn(questions, &settings, common, engine, folder, &clock),
    }
}

/// Learns from the same counts under every scenario, and writes what was learned under the first.
fn learn(
    questions: Vec<Question>,
    settings: &Settings,
    common: &CommonArguments,
    engine: crate::engine::EngineKind,
    folder: RunFolder,
    clock: &Clock,
) -> Result<Ending, Ending> {
    if !common.silent() {
        print(&words::question(&questions[0], settings));
    }
    let progress = Progress::new(fit::expected_runs(settings) * questions.len() as u64, common.silent());
    let (mut fitted, mut files): (Vec<Fitted>, Vec<checkpoint::File>) = (Vec::new(), Vec::new());
    for (place, question) in questions.iter().enumerate() {
        let file = checkpoint::File::new(folder.target(), place, &question.identity(settings, engine));
        let made = quietly(|| fit::fit(question, common.on_path(engine), settings, &progress, &file));
        match made {
            Ok(made) => fitted.push(made),
            Err(stopped) => {
                progress.finish();
                return Err(words::stopped(&stopped, question, &file));
            }
        }
        files.push(file);
    }
    progress.finish();
    let scenarios: Vec<_> = questions.into_iter().map(|question| question.scenario).collect();
    let mut answer = words::answer(&fitted[0], settings);
    let mut tables = tables::all(&fitted[0]);
    if fitted.len() > 1 {
        answer.extend(variants::words(&scenarios, &fitted));
        tables.push(variants::table(&scenarios, &fitted));
    }
    let study = Study {
        kind: "calibrate",
        engine,
        seed: settings.seed,
        runs: fitted.iter().map(|fitted| fitted.runs).sum(),
        title: format!("{}: what the record says about its numbers", scenarios[0].card.title),
        answer,
        others: std::iter::once(parameters::set(&scenarios[0], &fitted[0]))
            .chain(parameters::columnar(&fitted[0], &tables[0]))
            .collect(),
        tables,
        json: tables::json(&fitted[0]),
        interrupted: false,
        scenarios: &scenarios,
    };
    let ending = study.finish(common, folder, clock, |card| pictures::all(&scenarios, &fitted, engine, card));
    if matches!(ending, Ending::Done) {
        files.iter().for_each(checkpoint::File::remove);
    }
    Ok(ending)
}
