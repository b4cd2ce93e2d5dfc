//! Every shipped scenario loads without a problem, a warning or an idle lever, and tells its story.

use crossings::scenario;

#[test]
fn every_shipped_scenario_loads_without_problems_or_warnings() {
    for (path, _) in scenario::shipped() {
        if !path.ends_with(".toml") || path.matches('/').count() != 1 {
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
