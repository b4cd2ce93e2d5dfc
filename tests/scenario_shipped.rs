//! Every shipped scenario loads without a problem, a warning or an idle lever, and tells its story.

use crossings::scenario;

#[test]
fn every_shipped_scenario_loads_without_problems_or_warnings() {
    for (path, _) in scenario::shipped() {
        let is_part = path.contains("/base/") || path.contains("/parameters/");
        if !path.ends_with(".toml") || is_part {
            continue;
        }
        match scenario::load(path, &[], &scenario::read_shipped) {
            Ok(loaded) => {
                assert_eq!(loaded.warnings.render(false), "", "{path}");
                assert_eq!(loaded.scenario.idle_levers(), &[] as &[String], "{path}");
                let card = &loaded.scenario.card;
                for words in [&card.title, &card.question, &card.surprise, &card.caveat] {
                    assert!(!words.is_empty(), "{path} lacks a part of its card");
                }
                assert!(!card.levers.is_empty(), "{path} names no levers");
            }
            Err(problems) => panic!("{path}:\n{problems}"),
        }
    }
}

#[test]
fn every_file_tells_editors_where_the_schema_is() {
    for (path, text) in scenario::shipped().iter().filter(|(path, _)| path.ends_with(".toml")) {
        let up = "../".repeat(path.matches('/').count() - 1);
        assert!(text.starts_with(&format!("#:schema {up}scenario.schema.json\n")), "{path}");
    }
}

#[test]
fn the_first_example_of_the_manual_is_a_scenario() {
    let manual = std::fs::read_to_string("docs/scenario-format.md").unwrap();
    let example = manual.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap().to_owned();
    let read = |path: &str| {
        if path == "scenarios/example.toml" { Ok(example.clone()) } else { scenario::read_shipped(path) }
    };
    let loaded = scenario::load("scenarios/example.toml", &[], &read).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(loaded.warnings.render(false), "");
    assert_eq!(loaded.scenario.idle_levers(), &[] as &[String]);
}
