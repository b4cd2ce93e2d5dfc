//! Any question of a page, as a link brings it: refused in words, or opened, run and told within the bounds of a page.
#![no_main]
mod common;

use crossings::explorer::{Asked, Explorer, Limits, Method, Opened};
use crossings::scenario::MOST_PROBLEMS;

/// Days beyond which an execution would take too long: nothing is run.
const FEW_DAYS: usize = 62;

const ALL: &[u8] =
    br#"{"figures":["cumulative","daily_crossings","total_dots","status","mode","documented_deported","remaining",
    "reception"],"card":true,"days":true,"tables":true,"scenario":true}"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut asked = match Asked::read(bytes) {
        Ok(asked) => asked,
        Err(words) => {
            assert!(!words.is_empty() && words.len() < 4 * bytes.len() + 1_000);
            assert!(Explorer::default().open(bytes).is_err());
            return;
        }
    };
    assert!(asked.overrides.len() <= Limits::OVERRIDES);
    assert!(asked.runs.is_none_or(|runs| (1..=Limits::RUNS).contains(&runs)));
    assert!(asked.seed.is_none_or(|seed| seed < 1 << 53));
    // The worker is told the same: what it answers is an answer, and what it opened can be run and told.
    let mut explorer = Explorer::default();
    let answer = explorer.open(bytes).expect("it was read");
    assert!(answer["problems"].is_array() != answer["days"].is_u64(), "{answer}");
    if answer["days"].as_u64().is_some_and(|days| days <= FEW_DAYS as u64) {
        explorer.answer(Method::Simulate, br#"{"from":0,"to":1}"#).expect("there is a run");
        explorer.answer(Method::Tell, ALL).expect("the run went well");
    }
    // A page hands over files that did not come with the link, too; here it is the small world.
    asked.files.entry("world.toml".to_owned()).or_insert_with(|| common::WORLD.to_owned());
    match Opened::of(&asked) {
        Ok(opened) => {
            assert!((1..=Limits::DAYS).contains(&opened.prepared.plan.days));
            assert!((1..=Limits::RUNS).contains(&opened.runs) && opened.seed < 1 << 53);
            let design = crossings::design::Design::new(&opened.prepared.plan.numbers, opened.seed);
            assert!(design.job(0).numbers.iter().all(|number| number.is_finite()));
        }
        Err(answer) => {
            let problems = answer["problems"].as_array().expect("a list");
            assert!((1..=MOST_PROBLEMS).contains(&problems.len()));
            assert!(problems.iter().any(|problem| problem["error"] == true), "{answer}");
            for problem in problems {
                let message = problem["message"].as_str().expect("words");
                assert!(!message.is_empty() && message.chars().count() < 4_100);
            }
        }
    }
});
