//! The format: one list of keys makes reader, schema and reference, and a resolved scenario means the same as its parts.

use std::fs;
use std::path::Path;

use crossings::scenario::{self, keys};
use serde_json::Value as Json;

fn load(path: &str, overrides: &[&str]) -> scenario::Loaded {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    scenario::load(path, &overrides, &scenario::read_shipped).unwrap_or_else(|problems| panic!("{path}:\n{problems}"))
}

fn scenarios() -> impl Iterator<Item = &'static str> {
    scenario::shipped()
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| path.ends_with(".toml") && !path.contains("/base/") && !path.contains("/parameters/"))
}

/// The file must hold this text; with `CROSSINGS_UPDATE=1` it is written instead.
fn is_current(path: &str, text: &str) {
    if std::env::var_os("CROSSINGS_UPDATE").is_some() {
        fs::write(path, text).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "{path} is not current: run CROSSINGS_UPDATE=1 cargo test --test scenario_format");
}

#[test]
fn the_schema_on_disk_is_current() {
    let text = serde_json::to_string_pretty(&scenario::schema()).unwrap() + "\n";
    is_current("scenarios/scenario.schema.json", &text);
}

#[test]
fn the_reference_is_current() {
    let path = "docs/scenario-format.md";
    let marker = "cargo test --test scenario_format -->\n";
    let page = fs::read_to_string(path).unwrap();
    let (head, _) = page.split_once(marker).unwrap();
    is_current(path, &format!("{head}{marker}{}", scenario::reference()));
}

#[test]
fn a_resolved_scenario_gives_an_equal_plan() {
    for path in scenarios() {
        let loaded = load(path, &[]);
        let text = loaded.scenario.resolved_toml();
        let again = scenario::load("resolved.toml", &[], &|_| Ok(text.clone()))
            .unwrap_or_else(|problems| panic!("{path} resolved:\n{problems}"));
        // Not `assert_eq`: a megabyte of draws would be printed.
        assert!(again.scenario.plan() == loaded.scenario.plan(), "{path}: another plan");
        assert!(again.scenario.digest_text() == loaded.scenario.digest_text(), "{path}: another digest");
        assert_eq!(again.scenario.parameter_set, loaded.scenario.parameter_set, "{path}");
        assert_eq!(again.scenario.card, loaded.scenario.card, "{path}");
        assert_eq!(again.scenario.run, loaded.scenario.run, "{path}");
        let contested = loaded.scenario.contested();
        assert!(contested.len() >= 2, "{path}");
        assert_eq!(again.scenario.contested(), contested, "{path}: claims are kept");
    }
}

/// A scenario of one's own, by its text.
fn of_ones_own(text: &str) -> Result<scenario::Loaded, String> {
    let read = |path: &str| match path {
        "scenarios/mine.toml" => Ok(text.to_owned()),
        shipped => scenario::read_shipped(shipped),
    };
    scenario::load("scenarios/mine.toml", &[], &read).map_err(|problems| problems.to_string())
}

const FEWER_AND_ODD_NAMES: &str = r#"
extends = "history.toml"
title = "x"
[names]
provinces = ["punjab"]
[population]
undocumented.province_share.punjab = 1
acc.province_share.punjab = 1
por.province_share.punjab = 1
por.people = { choice = { "line\none" = 1_000_000, "it's 2" = 1_300_000 }, source = "two letters" }
[policy.court_orders."Peshawar HC"]
from = 2023-12-01
statuses = ["por"]
compliance = 0.5
[policy.deadlines."مهلت"]
announced = 2023-12-01
enforced_from = 2024-02-01
statuses = ["por"]
[claims."population.por.people"]
"a council, of elders" = { value = 1_300_000, source = "a letter" }
"#;

#[test]
fn a_resolved_scenario_with_fewer_and_odd_names_can_be_read() {
    let loaded = of_ones_own(FEWER_AND_ODD_NAMES).unwrap();
    assert_eq!(loaded.scenario.plan().policy.deadlines.len(), 2, "one of the base, one with a name in Persian");
    let text = loaded.scenario.resolved_toml();
    let again = of_ones_own(&text).unwrap_or_else(|problems| panic!("resolved:\n{problems}"));
    assert!(again.scenario.plan() == loaded.scenario.plan(), "another plan");
    assert!(again.scenario.digest_text() == loaded.scenario.digest_text(), "another digest");
    assert_eq!(again.scenario.contested(), loaded.scenario.contested());
}

#[test]
fn names_that_would_break_a_path_and_letters_that_nobody_sees_are_refused() {
    for (text, said) in [
        ("[policy.deadlines.\"a.b\"]\nenforced_from = 2024-01-01", "`a.b` cannot be a name"),
        ("[policy.court_orders.\"\"]\nfrom = 2024-01-01", "`` cannot be a name"),
        ("[claims.\"population.por.people\"]\n\"a\\nb\" = { value = 1e6, source = \"x\" }", "`a\\nb` cannot be a name"),
        ("title = \"a\\u0007b\"", "`title` holds the character U+0007"),
        ("behaviour.fear_memory_days = 0.4", "1 to 3650"),
        ("behaviour.contagion_memory_days = 0.9", "1 to 3650"),
    ] {
        let problems = of_ones_own(&format!("extends = \"history.toml\"\n{text}\n")).expect_err(text);
        assert!(problems.contains(said), "{text}:\n{problems}");
    }
}

/// The schema with every part in its place that is stated once and referred to.
fn spelled_out() -> Json {
    fn spell(part: &mut Json, definitions: &Json) {
        let part_name = part["$ref"].as_str().and_then(|path| path.strip_prefix("#/definitions/"));
        if let Some(name) = part_name.filter(|name| name.starts_with("part_")) {
            *part = definitions[name].clone();
        }
        match part {
            Json::Object(fields) => fields.values_mut().for_each(|field| spell(field, definitions)),
            Json::Array(items) => items.iter_mut().for_each(|item| spell(item, definitions)),
            _ => {}
        }
    }
    let mut schema = scenario::schema();
    let definitions = schema["definitions"].clone();
    spell(&mut schema["properties"], &definitions);
    schema
}

/// Follows the steps of a concrete path through the schema.
fn in_schema<'s>(schema: &'s Json, path: &str) -> Option<&'s Json> {
    path.split('.').try_fold(schema, |at, step| {
        let properties = at.get("properties")?;
        properties.get(step).or_else(|| at.get("additionalProperties").filter(|more| more.is_object()))
    })
}

fn concrete(path: &str) -> String {
    path.replace(['<', '>'], "x").replace(' ', "_")
}

#[test]
fn the_schema_has_every_key_of_the_reader() {
    let schema = spelled_out();
    for key in keys::KEYS {
        let found =
            in_schema(&schema, &concrete(key.path)).unwrap_or_else(|| panic!("{} is not in the schema", key.path));
        let description = found["description"].as_str().unwrap();
        assert!(description.starts_with(key.meaning), "{}: {description}", key.path);
    }
}

/// All leaves of the schema that are not named by a placeholder or a shipped name.
fn leaves(schema: &Json, path: &str, out: &mut Vec<String>) {
    let Some(properties) = schema.get("properties").and_then(Json::as_object) else {
        out.push(path.to_owned());
        return;
    };
    for (name, inner) in properties {
        leaves(inner, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, out);
    }
}

#[test]
fn the_reader_knows_every_key_of_the_schema() {
    let mut paths = Vec::new();
    leaves(&spelled_out(), "", &mut paths);
    assert!(paths.len() > keys::KEYS.len(), "shipped names are listed for completion");
    for path in paths {
        let known = keys::find(&path).is_some() || path.ends_with(".source");
        assert!(known, "the schema has `{path}`, which the reader refuses");
    }
}

#[test]
fn every_value_of_the_shipped_files_is_in_the_schema() {
    // Reads every shipped scenario through the schema's eyes: keys must exist, numbers must lie in the stated range.
    let schema = spelled_out();
    for (path, text) in scenario::shipped().iter().filter(|(path, _)| path.ends_with(".toml")) {
        let table: toml::Table = text.parse().unwrap();
        let json = serde_json::to_value(&table).unwrap();
        agrees(&schema, &schema, &json, path);
    }
}

fn agrees(root: &Json, schema: &Json, value: &Json, at: &str) {
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        let name = reference.rsplit('/').next().unwrap();
        return agrees(root, &root["definitions"][name], value, at);
    }
    if let Some(options) = schema.get("anyOf").and_then(Json::as_array) {
        let kind = |option: &Json| {
            let option = option
                .get("$ref")
                .and_then(Json::as_str)
                .map_or(option, |reference| &root["definitions"][reference.rsplit('/').next().unwrap()]);
            option["type"].as_str().unwrap().to_owned()
        };
        let fits = |option: &&Json| match kind(option).as_str() {
            "number" => value.is_number(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            _ => value.as_object().is_some_and(|table| {
                let properties = option.get("properties").or(root["definitions"]["law"].get("properties")).unwrap();
                table.keys().all(|key| properties.get(key).is_some())
            }),
        };
        let option = options.iter().find(fits).unwrap_or_else(|| panic!("{at}: nothing in the schema fits {value}"));
        return agrees(root, option, value, at);
    }
    match value {
        Json::Object(table) if schema["type"] == "object" => {
            // A date of TOML becomes a table with one odd key.
            for (key, inner) in table {
                let at = format!("{at}: {key}");
                let below = schema.get("properties").and_then(|properties| properties.get(key));
                let below = below.or_else(|| schema.get("additionalProperties").filter(|more| more.is_object()));
                agrees(root, below.unwrap_or_else(|| panic!("{at}: not in the schema")), inner, &at);
            }
        }
        Json::Object(table) => {
            assert!(schema["format"] == "date" && table.len() == 1, "{at}: {value} for {schema}");
        }
        Json::Array(items) => {
            assert_eq!(schema["type"], "array", "{at}");
            for item in items {
                agrees(root, &schema["items"], item, at);
            }
        }
        Json::Number(number) => {
            let number = number.as_f64().unwrap();
            assert!(schema["type"] == "number" || schema["type"] == "integer", "{at}: {schema}");
            assert!(schema.get("minimum").is_none_or(|low| low.as_f64().unwrap() <= number), "{at}");
            assert!(schema.get("maximum").is_none_or(|high| number <= high.as_f64().unwrap()), "{at}");
        }
        Json::String(text) => {
            assert_eq!(schema["type"], "string", "{at}");
            let words = schema.get("enum").and_then(Json::as_array);
            assert!(words.is_none_or(|words| words.iter().any(|word| word == text)), "{at}: {text}");
        }
        Json::Bool(_) => assert_eq!(schema["type"], "boolean", "{at}"),
        Json::Null => panic!("{at}: null"),
    }
}

#[test]
fn the_program_holds_every_file_of_the_directory() {
    let mut found = Vec::new();
    files(Path::new("scenarios"), &mut found);
    found.retain(|path| !path.ends_with(".json") && !path.ends_with(".md"));
    found.sort();
    let shipped: Vec<String> = scenario::shipped().iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(shipped, found);
    for (path, text) in scenario::shipped() {
        assert!(fs::read_to_string(path).unwrap() == *text, "{path}");
    }
}

fn files(folder: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path.to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn every_number_of_the_base_files_and_sets_names_its_source() {
    for set in ["", "parameters=\"parameters/prior.toml\""] {
        let overrides: Vec<&str> = if set.is_empty() { Vec::new() } else { vec![set] };
        let loaded = load("scenarios/history.toml", &overrides);
        let base = |file: &str| file.contains("/base/") || file.contains("/parameters/");
        let rows: Vec<_> = loaded.scenario.sources.iter().filter(|row| base(&row.file)).collect();
        assert!(rows.len() > 100);
        for row in rows {
            assert!(row.source.len() >= 10, "{}: `{}` has no source", row.file, row.key);
        }
    }
}
