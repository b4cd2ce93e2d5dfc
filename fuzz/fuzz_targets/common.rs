//! What every target asks of a scenario: refused in words that lead into the text, or sound.
//!
//! A small world stands in for the shipped files, so that an execution takes a fraction of a millisecond.

use crossings::scenario::{self, Loaded, MOST_PROBLEMS, Problems};

pub const WORLD: &str = include_str!("../../tests/properties/world.toml");

/// Loads a text that extends the small world.
pub fn load(text: &str, overrides: &[String]) -> Result<Loaded, Problems> {
    scenario::load("mine.toml", overrides, &|path| match path {
        "mine.toml" => Ok(text.to_owned()),
        "world.toml" => Ok(WORLD.to_owned()),
        _ => Err("there is no such file".to_owned()),
    })
}

/// Panics unless it is as promised.
pub fn holds(loaded: Result<Loaded, Problems>) {
    match loaded {
        Err(problems) => {
            assert!(!problems.0.is_empty() && problems.0.len() <= MOST_PROBLEMS);
            for problem in &problems.0 {
                assert!(problem.place.span.start <= problem.place.text.text.len());
                assert!(problem.message.chars().count() < 4_100);
                assert!(!problem.render(false).is_empty());
            }
        }
        Ok(loaded) => {
            let resolved = loaded.scenario.resolved_toml();
            let again = scenario::load("resolved.toml", &[], &|_| Ok(resolved.clone()));
            let again = again.unwrap_or_else(|problems| panic!("its resolved file is refused: {problems}\n{resolved}"));
            assert_eq!(again.scenario.digest_text(), loaded.scenario.digest_text());
            for law in &loaded.scenario.plan().numbers.laws {
                for u in [1e-12, 0.3, 0.5, 1.0 - 1e-12] {
                    assert!(law.quantile(u).is_finite(), "{law:?}");
                }
            }
        }
    }
}
