//! Scenarios that were frozen before they are held against a record: their meaning may not change unsaid.
//!
//! `scenarios/FROZEN.md` lists each with the digest of what it says about the world. What a parameter set that was fitted
//! to a record gives is left out, so that a posterior can take the place of another; a foresight set is part of what is
//! frozen. A number that repeats the default of its key counts as not stated, so new keys that are off change nothing;
//! words, sources and claims are not part of it either.

use std::collections::BTreeMap;
use std::fs;

use crossings::output::digest;
use crossings::scenario::{self, Scenario, keys};

fn load(path: &str, overrides: &[String]) -> Scenario {
    scenario::load(path, overrides, &scenario::read_shipped).unwrap_or_else(|problems| panic!("{problems}")).scenario
}

/// Every value of a text in TOML by its path.
fn leaves(text: &str) -> BTreeMap<String, toml::Value> {
    fn walk(value: toml::Value, path: String, out: &mut BTreeMap<String, toml::Value>) {
        match value {
            toml::Value::Table(table) if keys::find(&path).is_none() => {
                for (name, inner) in table {
                    let inner_path = if path.is_empty() { name } else { format!("{path}.{name}") };
                    walk(inner, inner_path, out);
                }
            }
            leaf => _ = out.insert(path, leaf),
        }
    }
    let mut out = BTreeMap::new();
    walk(toml::Value::Table(text.parse().expect("a resolved scenario is TOML")), String::new(), &mut out);
    out
}

/// The file of ranges that takes the place of a fitted set here.
const RANGES: &str = "parameters/prior.toml";

/// What a scenario says about the world, one value a line.
fn meaning(path: &str, more: &[&str]) -> String {
    let mut overrides: Vec<String> = more.iter().map(|text| (*text).to_owned()).collect();
    let is_fitted = load(path, &overrides).parameter_set.kind == "hindsight";
    if is_fitted {
        overrides.push(format!("parameters = \"{RANGES}\""));
    }
    let loaded = load(path, &overrides);
    let of_set = |key: &str| {
        is_fitted && loaded.sources.iter().any(|row| row.key == key && row.file == format!("scenarios/{RANGES}"))
    };
    let mut lines = String::new();
    for (key, value) in leaves(&loaded.digest_text()) {
        let number = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
        let is_default = keys::find(&key)
            .is_some_and(|known| number.is_some_and(|number| known.default == keys::Absence::Number(number)));
        if !is_default && !of_set(&key) {
            lines += &format!("{key} = {value}\n");
        }
    }
    lines
}

/// Rows of the table of `scenarios/FROZEN.md`: file and digest.
fn frozen() -> Vec<(String, String)> {
    let page = fs::read_to_string("scenarios/FROZEN.md").unwrap();
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let name = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?;
        Some((format!("scenarios/{name}"), cells.get(3)?.trim_matches('`').to_owned()))
    });
    rows.collect()
}

#[test]
fn frozen_scenarios_mean_what_they_meant() {
    let rows = frozen();
    assert_eq!(rows.len(), 3, "{rows:?}");
    let changed: Vec<String> = rows
        .iter()
        .map(|(path, stated)| (path, stated, digest(meaning(path, &[]).as_bytes())))
        .filter(|(_, stated, found)| *stated != found)
        .map(|(path, stated, found)| format!("{path}: {stated} when it was frozen, {found} now"))
        .collect();
    assert!(
        changed.is_empty(),
        "no longer what scenarios/FROZEN.md says was frozen:\n{}\n\
         Take the change back, or say on that page what changed, when and why, with the new digest.",
        changed.join("\n")
    );
}

#[test]
fn the_digest_sees_policy_and_stocks_and_neither_words_nor_fitted_numbers() {
    let path = "scenarios/phase-2.toml";
    let frozen = meaning(path, &[]);
    for other in [
        "policy.deadlines.phase_2.enforced_from = 2025-04-02",
        "policy.deadlines.phase_2.credibility = 0.9",
        "population.por.people = 1_300_001",
        "policy.moratorium = 0.1",
        "places.crossings.torkham.open = 0.5",
        "behaviour.media_share = 0.2",
        "time.last_day = 2025-07-29",
    ] {
        assert!(meaning(path, &[other]) != frozen, "{other} is seen");
    }
    for same in ["title = \"Another\"", "run.runs = 200", "policy.moratorium = 0", "behaviour.fear_slow_share = 0"] {
        assert!(meaning(path, &[same]) == frozen, "{same} is no change");
    }
    assert!(!frozen.contains("deadline_leave_per_day"), "fitted numbers are left out");
    let wave = meaning("scenarios/return-wave-2016.toml", &[]);
    assert!(wave.contains("behaviour.deadline_leave_per_day"), "foresight is part of what is frozen");
}
