//! Questions of a page, as a link brings them: `explorer::Asked`, `explorer::Opened` and the answers of a worker.

use crossings::explorer::{Asked, Explorer, Limits, Method, Opened};
use crossings::scenario::MOST_PROBLEMS;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::mutate::{changes, mutate};
use crate::settings;

const WORLD: &str = include_str!("world.toml");

/// Days beyond which nothing is run here.
const FEW_DAYS: u64 = 62;

const ALL: &[u8] =
    br#"{"figures":["cumulative","daily_crossings","total_dots","status","mode","documented_deported","remaining",
    "reception"],"card":true,"days":true,"tables":true,"scenario":true}"#;

/// A question is refused in words, or bounded; what is asked is refused with problems, or can be run and told.
fn holds(question: &[u8]) -> Result<(), TestCaseError> {
    let mut explorer = Explorer::default();
    let answer = explorer.open(question);
    let asked = match Asked::read(question) {
        Ok(asked) => asked,
        Err(words) => {
            prop_assert!(!words.is_empty() && words.len() < 4 * question.len() + 1_000, "{words}");
            prop_assert_eq!(answer, Err(words));
            return Ok(());
        }
    };
    prop_assert!(asked.overrides.len() <= Limits::OVERRIDES);
    let answer = answer.expect("it was read");
    match Opened::of(&asked) {
        Err(problems) => {
            prop_assert_eq!(&problems, &answer);
            told_as_problems(&problems)
        }
        Ok(opened) => {
            let days = opened.prepared.plan.days;
            prop_assert!((1..=Limits::DAYS).contains(&days), "{days} days");
            prop_assert!((1..=Limits::RUNS).contains(&opened.runs), "{} runs", opened.runs);
            prop_assert!(opened.seed < 1 << 53, "seed {}", opened.seed);
            prop_assert_eq!(&answer["runs"], &json!(opened.runs));
            if answer["days"].as_u64().is_some_and(|days| days <= FEW_DAYS) {
                let runs = explorer.answer(Method::Simulate, br#"{"from":0,"to":1}"#);
                prop_assert_eq!(runs, Ok(br#"{"runs":1}"#.to_vec()));
                let told = explorer.answer(Method::Tell, ALL);
                let told: Value = serde_json::from_slice(&told.expect("the run keeps all checks")).expect("JSON");
                prop_assert_eq!(&told["failed"], &json!(0), "{}", told["first_failure"]);
            }
            Ok(())
        }
    }
}

/// Problems for a page: few, short, and one of them at least is an error.
fn told_as_problems(answer: &Value) -> Result<(), TestCaseError> {
    let problems = answer["problems"].as_array().expect("a list");
    prop_assert!((1..=MOST_PROBLEMS).contains(&problems.len()), "{} problems", problems.len());
    prop_assert!(problems.iter().any(|problem| problem["error"] == true), "{answer}");
    for problem in problems {
        let message = problem["message"].as_str().expect("words");
        prop_assert!(!message.is_empty() && message.chars().count() < 4_100, "{message}");
    }
    Ok(())
}

/// A question about the small world, which comes along.
fn about_the_world(overrides: &[&str], seed: &Value, runs: &Value, world: &str) -> String {
    json!({ "scenario": "world.toml", "overrides": overrides, "seed": seed, "runs": runs, "files": { "world.toml": world } })
        .to_string()
}

/// Levers as a page turns them.
const LEVERS: [&str; 12] = [
    "policy.protection.a = 1.0",
    "time.last_day = 2023-10-20",
    "time.last_day = 2028-01-01",
    "policy.moratorium = [{ from = 2023-10-10, value = 1 }]",
    "behaviour.media_share = { uniform = [0.1, 0.5] }",
    "run.engine = \"mean_field\"",
    "run.engine = \"reference\"",
    "run.runs = 10_000_000",
    "places.crossings.east.open = 0",
    "population.a.people = 0",
    "title = \"<b>&amp;\\u202e\"",
    "outcomes.thresholds = [{ outcome = \"queue\", at_least = 1, by = 2023-10-12 }]",
];

proptest! {
    #![proptest_config(settings(160))]

    #[test]
    fn a_changed_question_is_answered_or_refused(lever in 0..LEVERS.len(), runs in 0..20u64, in_front in any::<bool>(), changes in changes()) {
        let question = about_the_world(&[LEVERS[lever]], &json!(1), &json!(runs), WORLD);
        // Most of the text is the world that comes along: half of the changes are to the question before it.
        let (front, world) = question.split_at(if in_front { question.find("\"files\"").unwrap() } else { question.len() });
        holds(format!("{}{world}", mutate(front, &changes)).as_bytes())?;
    }

    #[test]
    fn turned_levers_are_run_or_refused(
        levers in prop::collection::vec((0..LEVERS.len(), changes(), any::<bool>()), 0..4),
        seed in prop::option::of(prop_oneof![0..u64::MAX, 0..10u64]),
        runs in prop::option::of(0..30_000u64),
        changed in prop::option::of(changes()),
    ) {
        let turned: Vec<String> =
            levers.iter().map(|(lever, changes, as_it_is)| if *as_it_is { LEVERS[*lever].to_owned() } else { mutate(LEVERS[*lever], changes) }).collect();
        let turned: Vec<&str> = turned.iter().map(String::as_str).collect();
        let world = changed.map_or(WORLD.to_owned(), |changes| mutate(WORLD, &changes));
        holds(about_the_world(&turned, &json!(seed), &json!(runs), &world).as_bytes())?;
    }

    #[test]
    fn any_bytes_are_refused_as_a_question(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Asked::read(&bytes).is_err());
        holds(&bytes)?;
    }
}
