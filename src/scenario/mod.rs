//! Scenarios: from TOML files that students write to a [`Plan`] that engines run.
//!
//! A scenario file states only what differs from the files that it extends. [`load`] reads all of them, checks every
//! value against the one list of keys ([`keys`]), and reports everything that is wrong at once, each problem with
//! its file, line and column ([`Problems`]). What comes out needs no further checks: [`Scenario::plan`] cannot fail.
//!
//! The way down: text -> settings with places (`read`, `laws`, `calendars`) -> layers and merged settings (`files`,
//! `sets`) -> plan (`build`, `parts`, `levers`). Beside it: warnings for legal but odd values (`odd`), levers that
//! change nothing (`idle`), numbers that several sources contradict one another about ([`Scenario::contested`]), in what two scenarios differ ([`Scenario::edits`]) and what lies between them ([`Between`]), the
//! resolved scenario as one file ([`Scenario::resolved_toml`]), the JSON Schema ([`schema()`]), the reference of all keys
//! ([`reference()`]) and the shipped files ([`shipped()`]), and what controls on a screen show ([`Scenario::controls`]).
//!
//! No file is opened here: [`load`] is handed a function that reads a file by its name. How large a scenario may be is
//! said in one place (`limits`): whatever a text says, reading it takes bounded time and memory.

mod build;
mod calendars;
mod contested;
mod controls;
mod differ;
mod files;
mod idle;
pub mod keys;
mod laws;
mod levers;
mod limits;
mod mixture;
mod odd;
mod parts;
mod problem;
mod read;
mod reference;
mod schema;
mod sets;
mod shares;
mod shipped;
mod syntax;
mod value;
mod write;

pub use contested::{Claim, Contested};
pub use controls::{Amount, Control, Period, Said};
pub use differ::{Edit, PARAMETERS};
pub use files::ReadFile;
pub use limits::{LONGEST_TEXT, MOST_FILES};
pub use mixture::Between;
pub use problem::{MOST_PROBLEMS, Place, Problem, Problems, Severity, Text, nearest};
pub use reference::reference;
pub use schema::schema;
pub use sets::ParameterSet;
pub use shipped::{read_shipped, shipped};

use std::collections::BTreeMap;

use crate::plan::Plan;
use build::{Identity, Input};
use files::Merged;
use value::{Setting, Value};

/// What a scenario is about, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Its name, as in figures.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// What is different from history.
    pub levers: Vec<String>,
    /// What most people would not have guessed.
    pub surprise: String,
    /// What it cannot tell.
    pub caveat: String,
}

/// How to run it, unless the command line says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSettings {
    /// Simulated histories.
    pub runs: u64,
    /// Names the random draws.
    pub seed: u64,
    /// One of [`keys::ENGINES`].
    pub engine: String,
}

/// A number of the scenario with its source, for the model card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// The key; an entry of a calendar has its first day after `@`.
    pub key: String,
    /// The number or law in words.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Who says so, or `assumption`; empty if the file does not say.
    pub source: String,
    /// The file that states it.
    pub file: String,
}

/// A scenario with everything resolved and checked.
#[derive(Debug)]
pub struct Scenario {
    /// The file, as it was named.
    pub path: String,
    /// Its name: the file without folder and extension.
    pub name: String,
    /// In words.
    pub card: Card,
    /// How to run it.
    pub run: RunSettings,
    /// Where the numbers of behaviour come from.
    pub parameter_set: ParameterSet,
    /// First simulated day, days since 1970-01-01.
    pub first_day: i32,
    /// Last simulated day.
    pub last_day: i32,
    /// Every number with its source, by key.
    pub sources: Vec<SourceRow>,
    /// All files that it is made of, parents first.
    pub files: Vec<String>,
    plan: Plan,
    merged: Merged,
    defaults: BTreeMap<String, f64>,
    joint: BTreeMap<String, Vec<f64>>,
    /// What the parameter set says, whatever has replaced it since.
    set: Merged,
    idle: Vec<String>,
}

/// The kind of the parameter set of a scenario that states all its numbers itself.
const OWN_NUMBERS: &str = "own";

/// A scenario, and what is odd about it.
#[derive(Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Legal but odd.
    pub warnings: Problems,
}

/// Reads and checks a scenario.
///
/// `overrides` are `key=value` texts that win over the file; `read` gives the text of a file by its name (paths in
/// files are joined to the folder of the file that names them).
///
/// # Errors
/// All problems of all files at once, if there is any.
pub fn load(path: &str, overrides: &[String], read: ReadFile<'_>) -> Result<Loaded, Problems> {
    let mut problems = Vec::new();
    let layers = files::load(path, overrides, read, &mut problems);
    if layers.files.is_empty() {
        return Err(Problems::sorted(problems));
    }
    let merged = files::merge(&layers.layers);
    // What is missing may stand in what could not be read.
    let unread = [Problem::UNREADABLE, "extends", "parameters"];
    let complete = layers.complete && !problems.iter().any(|problem| unread.contains(&problem.key.as_str()));
    let input = Input { merged: &merged, files: &layers.files, joint: &layers.set.joint, complete };
    let built = build::build(input, Identity::Key, &mut problems);
    let card = card(&merged, &layers.files, complete, &mut problems);
    contested::check(&merged, complete, &mut problems);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Problems::sorted(problems));
    }
    let plan = built.plan;
    let horizon = (plan.first_day, plan.first_day + plan.days as i32 - 1);
    problems.extend(odd::warnings(&merged, &layers.layers, &layers.set.joint, horizon));
    let idle = idle::levers(&layers.layers, input, &plan);
    let set = files::merge_where(&layers.layers, |role, _| role == files::Role::Set);
    let mut parameter_set = layers.set.about;
    if parameter_set.kind.is_empty() {
        parameter_set.kind = OWN_NUMBERS.to_owned();
        parameter_set.name = "the scenario's own numbers".to_owned();
    }
    let scenario = Scenario {
        path: path.to_owned(),
        name: stem(path),
        card,
        run: run_settings(&merged),
        parameter_set,
        first_day: horizon.0,
        last_day: horizon.1,
        sources: sources(&merged, &built.defaults),
        files: layers.files,
        plan,
        merged,
        defaults: built.defaults,
        joint: layers.set.joint,
        set,
        idle,
    };
    Ok(Loaded { scenario, warnings: Problems::sorted(problems) })
}

impl Scenario {
    /// What an engine needs.
    pub fn plan(&self) -> Plan {
        self.plan.clone()
    }

    /// The keys of the numbers that the parameter set gives.
    pub fn set_keys(&self) -> Vec<&str> {
        self.set.keys().map(String::as_str).collect()
    }

    /// The levers of the scenario file that change nothing, one sentence each with the reason.
    pub fn idle_levers(&self) -> &[String] {
        &self.idle
    }

    /// The scenario as one file that needs no other, with all sources; loading it gives an equal plan.
    pub fn resolved_toml(&self) -> String {
        let head = format!("# Resolved from {}; made of {}.\n\n", self.path, self.files.join(", "));
        head + &self.written(write::Detail::Whole)
    }

    /// A text that is equal for two scenarios that say the same about the world, whatever their words, sources and
    /// run settings: for the digest of the plan.
    pub fn digest_text(&self) -> String {
        self.written(write::Detail::Plan)
    }

    fn written(&self, detail: write::Detail) -> String {
        let Scenario { merged, defaults, parameter_set, joint, .. } = self;
        write::toml(merged, defaults, &self.plan.names, parameter_set, joint, detail)
    }
}

fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".toml").unwrap_or(file).to_owned()
}

fn text(merged: &Merged, path: &str) -> String {
    match merged.get(path).map(|setting| &setting.value) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

fn card(merged: &Merged, files: &[String], complete: bool, problems: &mut Vec<Problem>) -> Card {
    if complete && !merged.contains_key("title") && !problems.iter().any(|problem| problem.key == "title") {
        let file = files.last().map_or("", String::as_str);
        problems.push(Problem::file(file, "`title` is missing").allowed("title = \"...\""));
    }
    if let Some(title) = merged.get("title").filter(|_| text(merged, "title").trim().is_empty()) {
        problems.push(Problem::error(&title.at, "title", "`title` is empty").allowed("a name, as in figures"));
    }
    Card {
        title: text(merged, "title"),
        question: text(merged, "question"),
        levers: match merged.get("levers").map(|setting| &setting.value) {
            Some(Value::Texts(texts)) => texts.iter().map(|(text, _)| text.clone()).collect(),
            _ => Vec::new(),
        },
        surprise: text(merged, "surprise"),
        caveat: text(merged, "caveat"),
    }
}

fn run_settings(merged: &Merged) -> RunSettings {
    let whole = |path: &str, default| match merged.get(path).map(|setting| &setting.value) {
        Some(Value::Whole(value)) => *value,
        _ => default,
    };
    let engine = text(merged, "run.engine");
    RunSettings {
        runs: whole("run.runs", 1_000),
        seed: whole("run.seed", 1),
        engine: if engine.is_empty() { "lanes".to_owned() } else { engine },
    }
}

fn sources(merged: &Merged, defaults: &BTreeMap<String, f64>) -> Vec<SourceRow> {
    let row = |setting: &Setting, key: String, number: &value::Number| SourceRow {
        key,
        value: value::in_words(number),
        unit: setting.key.unit.to_owned(),
        source: number.source.clone().unwrap_or_default(),
        file: number.at.text.name.clone(),
    };
    let mut rows = Vec::new();
    for setting in merged.values().filter(|setting| setting.key.is_quantity()) {
        match &setting.value {
            Value::Number(number) => rows.push(row(setting, setting.path.clone(), number)),
            Value::Calendar(calendar) => {
                rows.extend(calendar.otherwise.iter().map(|number| row(setting, setting.path.clone(), number)));
                rows.extend(calendar.entries.iter().map(|entry| {
                    let from = entry.from.map_or_else(|| "start".to_owned(), crate::units::iso);
                    row(setting, format!("{}@{from}", setting.path), &entry.value)
                }));
            }
            _ => {}
        }
    }
    rows.extend(defaults.iter().map(|(path, value)| SourceRow {
        key: path.clone(),
        value: keys::plain(*value),
        unit: keys::find(path).map_or_else(String::new, |key| key.unit.to_owned()),
        source: "default: no file says otherwise".to_owned(),
        file: String::new(),
    }));
    rows.sort_by(|a, b| a.key.cmp(&b.key));
    rows
}
