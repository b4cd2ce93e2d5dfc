//! What somebody asks of a page: a scenario, levers turned, a seed and a number of runs, checked and opened.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::json as read_json;
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{Request, Unwatched};
use crate::plan::Job;
use crate::rng::Streams;
use crate::scenario::{self, Problem, Problems, Scenario, Severity};
use crate::units::iso;

/// What a page may ask: no more than a reader of a link can wait for.
#[derive(Clone, Copy, Debug)]
pub struct Limits;

impl Limits {
    /// Most runs.
    pub const RUNS: u64 = 20_000;
    /// Most simulated days.
    pub const DAYS: usize = 1_500;
    /// Most bytes of all files and texts together.
    pub const BYTES: usize = 1_000_000;
    /// Most levers turned.
    pub const OVERRIDES: usize = 200;
}

/// A question, as JSON:
/// `{"scenario": "scenarios/history.toml", "overrides": ["policy.protection.por=1.0"], "seed": 1, "runs": 1000, "files": {}}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Path of the scenario: in `files`, or shipped.
    pub scenario: String,
    /// Levers, as after `--set`.
    #[serde(default)]
    pub overrides: Vec<String>,
    /// The seed; as the scenario says if it is left out.
    pub seed: Option<u64>,
    /// Number of runs; likewise.
    pub runs: Option<u64>,
    /// Files that are not shipped: path and text.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

impl Asked {
    /// Reads a question.
    ///
    /// # Errors
    /// In words, with what is allowed.
    pub fn read(input: &[u8]) -> Result<Self, String> {
        if input.len() > 2 * Limits::BYTES {
            return Err(format!("the question is longer than {} bytes", 2 * Limits::BYTES));
        }
        let asked: Asked = read_json(input)?;
        if asked.overrides.len() > Limits::OVERRIDES {
            return Err(format!("{} levers are turned; at most {} can be", asked.overrides.len(), Limits::OVERRIDES));
        }
        let texts = asked.files.iter().map(|(path, text)| path.len() + text.len());
        let bytes: usize = texts.chain(asked.overrides.iter().map(String::len)).sum();
        if bytes > Limits::BYTES {
            return Err(format!("the texts have {bytes} bytes; at most {} are read", Limits::BYTES));
        }
        if let Some(runs) = asked.runs.filter(|runs| !(1..=Limits::RUNS).contains(runs)) {
            return Err(format!("{runs} runs are asked for; a page makes 1 to {}, the command more", Limits::RUNS));
        }
        if let Some(seed) = asked.seed.filter(|&seed| seed >= 1 << 53) {
            return Err(format!("the seed {seed} is too large: at most 2^53 - 1"));
        }
        Ok(asked)
    }

    /// The text of a file: one of those that came along, or a shipped one.
    fn file(&self, path: &str) -> Result<String, String> {
        self.files.get(path).cloned().map_or_else(|| scenario::read_shipped(path), Ok)
    }
}

/// A scenario that is ready to run.
#[derive(Debug)]
pub struct Opened {
    /// The scenario.
    pub scenario: Scenario,
    /// Its plan, prepared.
    pub prepared: Prepared,
    /// How to draw.
    pub engine: EngineKind,
    /// The seed.
    pub seed: u64,
    /// Number of runs.
    pub runs: u64,
    warnings: Problems,
}

impl Opened {
    /// Opens what is asked; otherwise all problems, for the page.
    ///
    /// # Errors
    /// All problems of the scenario, as JSON.
    pub fn of(asked: &Asked) -> Result<Self, Value> {
        let loaded = scenario::load(&asked.scenario, &asked.overrides, &|path| asked.file(path))
            .map_err(|problems| json!({ "problems": list(&problems) }))?;
        let scenario = loaded.scenario;
        let plan = scenario.plan();
        let refuse = |what: String| json!({ "problems": [{ "error": true, "message": what }] });
        if plan.days > Limits::DAYS {
            return Err(refuse(format!("{} days are asked for; a page simulates {} at most", plan.days, Limits::DAYS)));
        }
        let engine: EngineKind = scenario.run.engine.parse().map_err(refuse)?;
        if matches!(engine, EngineKind::Reference | EngineKind::Events) {
            return Err(refuse(format!("the engine `{engine}` is too slow for a page; use the command, or `lanes`")));
        }
        let seed = asked.seed.unwrap_or(scenario.run.seed);
        let runs = asked.runs.unwrap_or(scenario.run.runs).min(Limits::RUNS);
        Ok(Opened { prepared: Prepared::new(plan), scenario, engine, seed, runs, warnings: loaded.warnings })
    }

    /// Gives the request for all runs to somebody.
    pub fn with_request<T>(&self, work: impl FnOnce(&Request) -> T) -> T {
        let design = Design::new(&self.prepared.plan.numbers, self.seed);
        let job = |run: u64| -> Job { design.job(run) };
        work(&Request {
            prepared: &self.prepared,
            engine: self.engine.engine(),
            streams: Streams::new(self.seed),
            runs: 0..self.runs,
            job: &job,
            watch: &Unwatched,
        })
    }

    /// What the scenario says about itself, with its controls.
    pub(super) fn about(&self) -> Value {
        let Opened { scenario, prepared, .. } = self;
        let card = &scenario.card;
        json!({
            "name": scenario.name,
            "path": scenario.path,
            "title": card.title,
            "question": card.question,
            "levers": card.levers,
            "surprise": card.surprise,
            "caveat": card.caveat,
            "first_day": iso(scenario.first_day),
            "last_day": iso(scenario.last_day),
            "days": prepared.plan.days,
            "runs": self.runs,
            "seed": self.seed,
            "engine": self.engine.name(),
            "batch": self.engine.engine().batch(),
            "idle": scenario.idle_levers(),
            "warnings": list(&self.warnings),
            "names": {
                "statuses": prepared.plan.names.statuses,
                "provinces": prepared.plan.names.provinces,
                "crossings": prepared.plan.names.crossings,
                "destinations": prepared.plan.names.destinations,
            },
            "controls": scenario.controls(&["policy.", "places.crossings.", "reception.beds."]),
        })
    }
}

/// Problems for a page: the words of the command, and the parts of each.
fn list(problems: &Problems) -> Vec<Value> {
    let problem = |problem: &Problem| {
        let whole_file = problem.place.text.text.is_empty();
        json!({
            "error": problem.severity == Severity::Error,
            "file": problem.file_name(),
            "line": (!whole_file).then(|| problem.line()),
            "column": (!whole_file).then(|| problem.column()),
            "key": problem.key,
            "message": problem.message,
            "allowed": problem.allowed,
            "reason": problem.reason,
            "help": problem.help,
            "text": problem.render(false),
        })
    };
    problems.0.iter().map(problem).collect()
}
