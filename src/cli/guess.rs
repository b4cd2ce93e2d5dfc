//! `crossings guess`: guess first, then simulate, then score.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::as_of::AsOf;
use super::common::{
    Clock, CommonArguments, Study, no_run, quietly, quoted, tell_apart, tell_failed, write_new, write_over, wrong,
};
use super::progress::Progress;
use super::{Ending, ScenarioArguments, colour, print, source, tell};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{self, KEPT_RUNS, Request};
use crate::output::RunFolder;
use crate::rng::Streams;
use crate::scenario::Scenario;
use crate::study::guess::{self, Sheet, read, template};
use crate::units::{grouped, in_words};

mod ask;
mod tables;
mod words;

/// Fewest histories: the ends of a nine-in-ten range of fewer are one history each.
const FEWEST_RUNS: u64 = 20;

/// Most histories: each is kept.
const MOST_RUNS: u64 = KEPT_RUNS as u64;

/// Arguments of `guess`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// A guess file; may be given several times, for a class. Without it you are asked
    #[arg(long = "from", value_name = "FILE")]
    from: Vec<String>,
    /// Ask although standard input is no terminal: the answers come from a pipe
    #[arg(long, conflicts_with = "from")]
    ask: bool,
    /// Write an empty guess file to fill in, and do nothing else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["from", "ask"])]
    template: Option<PathBuf>,
    /// Number of simulated histories [default: as the scenario says]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(FEWEST_RUNS..=MOST_RUNS))]
    runs: Option<u64>,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

pub(super) fn guess(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    let loaded = source::load(&arguments.scenario).ok_or(Ending::WrongInput)?;
    let scenario = loaded.scenario;
    if let Some(file) = &arguments.template {
        return write_template(file, &scenario, common.force);
    }
    let prepared = Prepared::new(scenario.plan());
    let engine = common.engine(&scenario)?;
    let name = format!("guess-{}", scenario.name);
    // Before anybody is asked: nobody likes to answer six questions and then hear that there is no place for the result.
    common.check_folder(&name)?;
    let sheets = sheets(arguments, &scenario)?;
    common.start_threads()?;
    let asked = Asked {
        known: arguments.scenario.known,
        seed: common.seed.unwrap_or(scenario.run.seed),
        runs: arguments.runs.unwrap_or(scenario.run.runs).clamp(FEWEST_RUNS, MOST_RUNS),
        scenarios: [scenario],
        prepared,
        engine,
        sheets,
    };
    Ok(asked.simulate(common, common.folder(&name)?))
}

/// Writes an empty guess file; an existing one may hold somebody's guess.
fn write_template(path: &Path, scenario: &Scenario, force: bool) -> Result<Ending, Ending> {
    let text = template(&scenario.name, &scenario.card.title, [scenario.first_day, scenario.last_day].map(in_words));
    let written = if force { write_over(path, &text) } else { write_new(path, &text) };
    match written {
        Ok(()) => {
            let (scenario, path) = (quoted(&scenario.path), quoted(&path.display().to_string()));
            print(&format!("{path} is yours to fill in. Then:\n  crossings guess {scenario} --from {path}"));
            Ok(Ending::Done)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(wrong(format!(
            "`{}` exists already and may hold a guess; add --force to replace it, or choose another name",
            path.display()
        ))),
        Err(error) => {
            tell(&format!("error: `{}` cannot be written: {error}", path.display()));
            Err(Ending::Failed)
        }
    }
}

/// The guesses, from files or from somebody who is asked. All problems have been told.
fn sheets(arguments: &Arguments, scenario: &Scenario) -> Result<Vec<Sheet>, Ending> {
    if !arguments.from.is_empty() {
        return from_files(&arguments.from, &scenario.name);
    }
    let input = std::io::stdin();
    if !input.is_terminal() && !arguments.ask {
        return Err(wrong(format!(
            "there is nobody to ask, because standard input is no terminal. Give guesses in files, with --from FILE \
             (`crossings guess {} --template my-guess.toml` writes one to fill in), or pipe answers in with --ask",
            quoted(&arguments.scenario.scenario)
        )));
    }
    let mut say = |text: &str| {
        let mut out = anstream::stderr();
        // Whoever does not see the question can still end the input.
        let _ = write!(out, "{text}").and_then(|()| out.flush());
    };
    let days = [scenario.first_day, scenario.last_day].map(in_words);
    say(&ask::introduction(&scenario.card.title, &scenario.card.question, days));
    match ask::ask(&mut input.lock(), &mut say) {
        Some(sheet) if sheet.guesses.iter().any(Option::is_some) => Ok(vec![sheet]),
        Some(_) => Err(wrong("no outcome was guessed, so there is nothing to score; nothing was simulated or written")),
        None => {
            tell("\nthe answers ended before the last question; nothing was simulated or written");
            Err(Ending::Interrupted)
        }
    }
}

/// Reads guess files; the problems of all are told at once.
fn from_files(paths: &[String], scenario: &str) -> Result<Vec<Sheet>, Ending> {
    let mut sheets: Vec<Sheet> = Vec::with_capacity(paths.len());
    let mut problems = 0;
    for path in paths {
        let sheet = source::read(path).map_err(|error| {
            tell(&format!("error: `{path}` cannot be read: {error}"));
            1
        });
        let sheet = sheet.and_then(|text| {
            read(path, &text, scenario).map_err(|problems| {
                tell(&problems.render(colour()));
                problems.0.len()
            })
        });
        match sheet {
            Ok(sheet) => sheets.push(sheet),
            Err(number) => problems += number,
        }
    }
    if problems > 0 {
        tell(&format!("{}; nothing was simulated or written", source::count(problems, "problem")));
        return Err(Ending::WrongInput);
    }
    tell_apart(&mut sheets, |sheet| &mut sheet.name);
    Ok(sheets)
}

/// Guesses, and what they are about.
struct Asked {
    scenarios: [Scenario; 1],
    prepared: Prepared,
    engine: EngineKind,
    seed: u64,
    runs: u64,
    sheets: Vec<Sheet>,
    known: AsOf,
}

impl Asked {
    fn simulate(&self, common: &CommonArguments, folder: RunFolder) -> Ending {
        let clock = Clock::start(self.known);
        let design = Design::new(&self.prepared.plan.numbers, self.seed);
        let progress = Progress::new(self.runs, common.silent());
        let request = Request {
            prepared: &self.prepared,
            engine: common.on_path(self.engine),
            streams: Streams::new(self.seed),
            runs: 0..self.runs,
            job: &|run| design.job(run),
            watch: &progress,
        };
        let ensemble = quietly(|| ensemble::run(&request));
        progress.finish();
        let Some(findings) = ensemble.tally.findings() else { return no_run(&ensemble.failed) };
        let simulated = guess::simulated(&findings);
        let marks: Vec<_> = self.sheets.iter().map(|sheet| guess::marks(sheet, &simulated)).collect();
        let class = guess::of_class(&self.sheets);
        let scored = Scored {
            scenario: &self.scenarios[0],
            runs: findings.runs,
            sheets: &self.sheets,
            marks: &marks,
            ranks: &guess::ranks(&marks),
            class_points: class.and_then(|class| guess::marks(&class, &simulated).points),
            simulated: &simulated,
        };
        let study = Study {
            kind: "guess",
            scenarios: &self.scenarios,
            engine: self.engine,
            seed: self.seed,
            runs: findings.runs,
            title: format!("{}: guessed first, then simulated", scored.scenario.card.title),
            answer: words::answer(&scored),
            others: Vec::new(),
            tables: tables::all(&scored),
            json: tables::json(&scored),
            interrupted: ensemble.interrupted,
        };
        let ending = study.finish(common, folder, &clock, |_| Vec::new());
        tell_failed(&ensemble.failed, "failed and do not count");
        if ensemble.interrupted {
            let [made, asked] = [findings.runs, self.runs].map(|runs| grouped(runs as f64));
            tell(&format!("interrupted: {made} of {asked} runs are complete and were scored against"));
        }
        ending
    }
}

/// Everything that the answer tells.
struct Scored<'a> {
    scenario: &'a Scenario,
    /// Histories that were completed.
    runs: u64,
    sheets: &'a [Sheet],
    /// `[sheet]`
    marks: &'a [guess::Marks],
    /// `[sheet]`
    ranks: &'a [usize],
    /// Points of the medians of the class, if it is one.
    class_points: Option<f64>,
    simulated: &'a [guess::Simulated; guess::NUMBER],
}
