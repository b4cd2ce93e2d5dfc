//! What a page knows before anything is run: the shipped scenarios and the questions of a guess.

use serde_json::{Value, json};

use crate::scenario::{self, Scenario};
use crate::study::guess::QUESTIONS;

/// The shipped scenarios, each with its path, title and question.
pub fn scenarios() -> Vec<Value> {
    let is_scenario = |path: &&str| {
        let name = path.strip_prefix("scenarios/").and_then(|path| path.strip_suffix(".toml"));
        name.is_some_and(|name| !name.contains('/'))
    };
    let loaded = |path: &str| {
        let loaded = scenario::load(path, &[], &scenario::read_shipped).ok()?;
        Some(introduced(path, &loaded.scenario))
    };
    scenario::shipped().iter().map(|(path, _)| *path).filter(is_scenario).filter_map(loaded).collect()
}

/// What a list of scenarios says of one: the path that asks for it, its name, title and question.
pub fn introduced(path: &str, scenario: &Scenario) -> Value {
    let card = &scenario.card;
    json!({ "path": path, "name": scenario.name, "title": card.title, "question": card.question })
}

/// What somebody may guess before the runs are shown; the page has the words, in its languages.
pub fn questions() -> Vec<Value> {
    QUESTIONS.iter().map(|question| json!({ "outcome": question.outcome.name })).collect()
}
