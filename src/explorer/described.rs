//! What a page knows before anything is run: the shipped scenarios and the questions of a guess.

use serde_json::{Value, json};

use crate::scenario;
use crate::study::guess::QUESTIONS;

/// The shipped scenarios, each with its path, title and question.
pub fn scenarios() -> Vec<Value> {
    let is_scenario = |path: &&str| {
        let name = path.strip_prefix("scenarios/").and_then(|path| path.strip_suffix(".toml"));
        name.is_some_and(|name| !name.contains('/'))
    };
    let card = |path: &str| {
        let scenario = scenario::load(path, &[], &scenario::read_shipped).ok()?.scenario;
        let card = scenario.card;
        Some(json!({ "path": path, "name": scenario.name, "title": card.title, "question": card.question }))
    };
    scenario::shipped().iter().map(|(path, _)| *path).filter(is_scenario).filter_map(card).collect()
}

/// What somebody may guess before the runs are shown; the page has the words, in its languages.
pub fn questions() -> Vec<Value> {
    QUESTIONS.iter().map(|question| json!({ "outcome": question.outcome.name })).collect()
}
