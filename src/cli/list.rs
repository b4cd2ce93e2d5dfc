//! `crossings list`: the scenarios that there are, each with its question.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ending, print, source, tell};
use crate::scenario;

pub(super) fn list() -> Ending {
    let mut cards = BTreeMap::new();
    let on_disk = std::fs::read_dir("scenarios").into_iter().flatten().flatten().filter_map(|entry| {
        entry.path().to_str().filter(|path| path.ends_with(".toml")).map(|path| path.replace('\\', "/"))
    });
    let shipped = scenario::shipped().iter().map(|(path, _)| (*path).to_owned());
    // A shipped file may also lie on disk: each path once.
    let paths: BTreeSet<String> = shipped.chain(on_disk).collect();
    for path in paths {
        let is_scenario =
            path.strip_prefix("scenarios/").is_some_and(|name| name.ends_with(".toml") && !name.contains('/'));
        if !is_scenario {
            continue;
        }
        match source::read_all(&path, &[]) {
            Ok(loaded) => _ = cards.insert(loaded.scenario.name.clone(), loaded.scenario.card.clone()),
            Err(_) => tell(&format!("{path} has problems: `crossings check {path}` tells them")),
        }
    }
    let width = cards.keys().map(String::len).max().unwrap_or(0);
    for (name, card) in &cards {
        print(&format!("{name:<width$}  {}", card.title));
        if !card.question.is_empty() {
            print(&format!("{:<width$}  {}", "", card.question));
        }
    }
    print("\nRun one with `crossings run NAME`; start your own with `crossings new my-scenario --extends NAME`.");
    Ending::Done
}
