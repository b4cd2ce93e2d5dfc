//! A page's way of working, in one process: pieces made apart, gathered in any order.

use super::*;
use crate::design::Design;
use crate::engine::Prepared;
use crate::ensemble::{self, Request, Unwatched};
use crate::output::{Identity, Tables};
use crate::rng::Streams;

const RUNS: u64 = 256;

fn question(overrides: &[&str], runs: u64) -> Vec<u8> {
    let days = "time.last_day=2023-11-30";
    let overrides: Vec<&str> = std::iter::once(days).chain(overrides.iter().copied()).collect();
    text(&serde_json::json!({ "scenario": "scenarios/history.toml", "overrides": overrides, "runs": runs }))
}

fn opened(question: &[u8]) -> Explorer {
    let mut explorer = Explorer::default();
    let about = explorer.open(question).unwrap();
    assert_eq!(about["problems"], serde_json::Value::Null, "{about:#}");
    explorer
}

fn make(explorer: &mut Explorer, from: u64, to: u64) {
    explorer.answer(Method::Simulate, format!("{{\"from\":{from},\"to\":{to}}}").as_bytes()).unwrap();
}

fn part(explorer: &mut Explorer, from: u64, to: u64) -> Vec<u8> {
    explorer.answer(Method::Make, format!("{{\"from\":{from},\"to\":{to}}}").as_bytes()).unwrap()
}

/// A worker that takes all parts, and one that makes them; the first makes what nobody else does.
fn gathered(question: &[u8], parts: &[(u64, u64)], until: u64) -> Explorer {
    let (mut first, mut second) = (opened(question), opened(question));
    fill(&mut first, 16);
    for &(from, to) in parts {
        let part = part(&mut second, from, to);
        first.gather(&part).unwrap();
    }
    fill(&mut first, until);
    first
}

/// Makes the runs that are missing before a number.
fn fill(explorer: &mut Explorer, until: u64) {
    loop {
        let next = explorer.current().unwrap().next();
        if next >= until {
            return;
        }
        make(explorer, next, until.min(next + 4));
    }
}

/// In an order that no clock would give; in between are runs that the first worker makes.
const PARTS: [(u64, u64); 7] = [(132, 140), (80, 96), (16, 32), (32, 36), (208, 240), (160, 176), (144, 160)];

fn told(explorer: &Explorer, wanted: &str) -> serde_json::Value {
    explorer.tell(wanted.as_bytes()).unwrap()
}

#[test]
fn pieces_in_any_order_give_the_bits_of_one_ensemble() {
    let loaded = crate::scenario::load(
        "scenarios/history.toml",
        &["time.last_day=2023-11-30".to_owned()],
        &crate::scenario::read_shipped,
    );
    let scenario = loaded.unwrap().scenario;
    let prepared = Prepared::new(scenario.plan());
    let design = Design::new(&prepared.plan.numbers, 1);
    let job = |run: u64| design.job(run);
    let engine = crate::engine::EngineKind::Lanes;
    let request = Request {
        prepared: &prepared,
        engine: engine.engine(),
        streams: Streams::new(1),
        runs: 0..RUNS,
        job: &job,
        watch: &Unwatched,
    };
    let findings = ensemble::run(&request).tally.findings().unwrap();
    let tables = Tables::of(&findings);
    let identity =
        Identity::of(&findings, &tables, engine.name(), engine.fidelity().words(), 1, &scenario.digest_text());
    let explorer = gathered(&question(&[], RUNS), &PARTS, RUNS);
    let told = told(&explorer, r#"{"card": true, "tables": true}"#);
    assert_eq!(told["card"], identity.to_string());
    assert_eq!(told["daily_csv"].as_str().unwrap().as_bytes(), tables.daily);
    assert_eq!(told["runs"], RUNS);
}

#[test]
fn runs_that_do_not_fit_are_refused() {
    let mut explorer = opened(&question(&[], 32));
    let made = part(&mut opened(&question(&[], 32)), 8, 16);
    assert!(explorer.tell(b"{}").unwrap_err().contains("no run is made yet"));
    fill(&mut explorer, 8);
    explorer.gather(&made).unwrap();
    assert!(explorer.gather(&made).unwrap_err().contains("do not fit"), "taken twice");
    let mut longer = opened(&text(&serde_json::json!({ "scenario": "scenarios/history.toml", "runs": 32 })));
    let other = part(&mut longer, 16, 32);
    assert!(explorer.gather(&other).unwrap_err().contains("damaged"), "of another scenario");
    assert!(explorer.gather(&other[1..]).unwrap_err().contains("damaged"));
    let later = part(&mut opened(&question(&[], 32)), 24, 32);
    explorer.gather(&later).unwrap();
    let across = part(&mut opened(&question(&[], 32)), 20, 28);
    assert!(explorer.gather(&across).unwrap_err().contains("do not fit"), "some of them wait");
    assert!(explorer.simulate(br#"{"from":16,"to":28}"#).unwrap_err().contains("from 24 on are there"));
    assert!(explorer.simulate(br#"{"from":17,"to":18}"#).unwrap_err().contains("the next run is 16"));
    assert!(explorer.simulate(br#"{"from":16,"to":33}"#).unwrap_err().contains("no runs 16 to 33"));
}

/// The same sentences as `crossings compare` has.
#[test]
fn a_pinned_result_is_compared_run_by_run() {
    let mut explorer = gathered(&question(&[], 96), &[(32, 64)], 96);
    explorer.pin(br#"{"place":1}"#).unwrap();
    assert!(explorer.pin(br#"{"place":3}"#).unwrap_err().contains("there are 3"));
    explorer.open(&question(&["policy.protection.acc=1.0", "policy.protection.por=1.0"], 96)).unwrap();
    fill(&mut explorer, 96);
    let verdict = &told(&explorer, "{}")["verdicts"][1];
    let sentences = verdict["sentences"].to_string();
    assert_eq!(verdict["runs"], 96);
    assert!(
        sentences.contains("Under this policy fewer documented people are deported in all 96 paired"),
        "{sentences}"
    );
    // Of other days there is no pair.
    explorer.open(&text(&serde_json::json!({ "scenario": "scenarios/history.toml", "runs": 16 }))).unwrap();
    fill(&mut explorer, 16);
    assert!(told(&explorer, "{}")["verdicts"][1]["why_not"].to_string().contains("other days"));
    explorer.unpin(br#"{"place":1}"#).unwrap();
    assert_eq!(told(&explorer, "{}")["verdicts"][1], serde_json::Value::Null);
}

/// The first look works out one daily series only; it says what the whole says.
#[test]
fn the_first_look_is_a_part_of_the_whole() {
    let explorer = gathered(&question(&[], 16), &[], 16);
    let first = told(&explorer, r#"{"figures":["cumulative"]}"#);
    let mut whole = told(&explorer, r#"{"figures":["cumulative"],"days":true}"#);
    assert!(first["figures"][0]["svg"].as_str().is_some_and(|svg| svg.contains("<path")));
    whole["days"] = serde_json::Value::Null;
    assert!(first == whole, "another first look");
}

/// Whatever a link holds, the answer is a message, and what was open stays open.
#[test]
fn bad_questions_are_refused_in_words() {
    let mut explorer = opened(&question(&[], 16));
    for (asked, words) in [
        (r#"{"#, "not what is asked for"),
        (r#"{"scenario": "x", "cheat": 1}"#, "unknown field"),
        (r#"{"scenario": "scenarios/history.toml", "runs": 1000000000}"#, "a page makes 1 to 20000"),
        (r#"{"scenario": "scenarios/history.toml", "seed": 9007199254740993}"#, "too large"),
    ] {
        let error = explorer.open(asked.as_bytes()).unwrap_err();
        assert!(error.contains(words), "{asked}: {error}");
    }
    let problems = |asked: &serde_json::Value| {
        let mut other = Explorer::default();
        other.open(&text(asked)).unwrap()["problems"].to_string()
    };
    let typo = serde_json::json!({ "scenario": "scenarios/history.toml", "overrides": ["policy.protecton.por=1.0"] });
    assert!(problems(&typo).contains("did you mean `protection`?"), "{}", problems(&typo));
    let nowhere = serde_json::json!({ "scenario": "../../etc/passwd" });
    assert!(problems(&nowhere).contains("there is no such file"));
    let ages = serde_json::json!({ "scenario": "scenarios/history.toml", "overrides": ["time.last_day=2033-01-01"] });
    assert!(problems(&ages).contains("a page simulates 1500 at most"), "{}", problems(&ages));
    let files = serde_json::json!({ "scenario": "x", "files": { "x": "a".repeat(1_000_001) } });
    assert!(explorer.open(&text(&files)).unwrap_err().contains("at most 1000000"));
    assert!(explorer.simulate(br#"{"from":0,"to":16}"#).is_ok(), "the first scenario is still open");
}

#[test]
fn a_file_of_ones_own_is_read_beside_the_shipped_ones() {
    let own = "extends = \"history.toml\"\ntitle = \"<script>alert(1)</script>\"\n";
    let asked = serde_json::json!({ "scenario": "scenarios/mine.toml", "files": { "scenarios/mine.toml": own } });
    let about = Explorer::default().open(&text(&asked)).unwrap();
    assert_eq!((about["name"].as_str(), about["title"].as_str()), (Some("mine"), Some("<script>alert(1)</script>")));
    assert!(about["controls"].as_array().unwrap().len() > 30);
}

#[test]
fn all_shipped_scenarios_are_described() {
    let described = scenarios();
    let names: Vec<&str> = described.iter().filter_map(|card| card["name"].as_str()).collect();
    assert!(names.contains(&"history") && names.contains(&"winter-moratorium") && names.len() >= 12, "{names:?}");
    assert_eq!(questions().len(), 6);
}

/// Somebody who guesses the simulated ranges gets full marks; "9-in-10" inside "half" is refused in words.
#[test]
fn guesses_are_scored_as_the_command_does() {
    let explorer = gathered(&question(&[], 48), &[], 48);
    let guessed = |half: &str, all: &str| {
        let wanted = serde_json::json!({ "guesses": { "departures_total": [half, all] } });
        told(&explorer, &wanted.to_string())["marks"].clone()
    };
    let far = guessed("5M to 6M", "4M to 7M");
    let [low, high] = [0, 1].map(|end| far["rows"][0]["simulated"][end].as_str().unwrap());
    let near = guessed(&format!("{low} to {high}"), &format!("{low} to {high}"));
    let points = |marks: &serde_json::Value| marks["rows"][0]["points"].as_f64().unwrap();
    assert!(points(&near) > 90.0 && points(&far) < 20.0, "{near:#} {far:#}");
    assert_eq!(far["rows"][0]["verdict"], "too-high");
    assert_eq!(near["rows"][1]["points"], serde_json::Value::Null, "it was not guessed");
    let wrong = guessed("1 to 9", "3 to 4");
    assert!(wrong["problems"]["departures_total"].as_str().unwrap().contains("must hold the half range"), "{wrong}");
}
