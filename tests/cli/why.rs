//! `crossings why`: a difference divided between edits, in words and in a table.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::Desk;

/// A month and a half, so that a run takes milliseconds.
const SHORT: [&str; 2] = ["--set", "time.last_day=2023-11-05"];

fn asked(arguments: &[&str]) -> Vec<&'static str> {
    let words = [&["why"], arguments, &SHORT].concat();
    words.into_iter().map(|word| &*word.to_owned().leak()).collect()
}

/// Two edits that act, one that comes too late.
const MINE: &str = r#"extends = "history.toml"
title = "Mine"

[policy.protection]
acc = 1.0
por = [{ from = 2024-05-01, value = 1.0 }]

[places.crossings.torkham]
open = 0.3
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("mine.toml", MINE);
    desk
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

#[test]
fn the_answer_is_divided_between_the_edits_and_adds_up() {
    let desk = desk();
    let out = desk.done(&asked(&["history", "mine.toml", "--runs", "32", "-o", "a"])).out;
    for words in [
        "3 edits or groups of edits lead from one to the other; 8 combinations of them, 32 paired futures each.",
        "- `policy.protection.acc`: nothing -> 1.0",
        "documented people deported: ",
        "fewer under mine than under history, on average. Of these",
        "(100 %) are due to `policy.protection.acc`",
        "`policy.protection.por` contributes exactly 0 to all of this: its dates lie outside the horizon",
        "Contributions add up to the difference in every run.",
        "no estimate of what such measures caused in the world",
        "why of history and mine",
        "256 runs",
    ] {
        assert!(out.contains(words), "`{words}` is missing in:\n{out}");
    }
    let table = desk.table("a/why.csv");
    let [outcome, lever, contribution, share] =
        ["outcome", "lever", "contribution", "share"].map(|name| table.column(name));
    let mut outcomes: Vec<&str> = table.rows.iter().map(|row| row[outcome].as_str()).collect();
    outcomes.dedup();
    assert_eq!(outcomes.len(), 9);
    for name in outcomes {
        let rows: Vec<_> = table.rows.iter().filter(|row| row[outcome] == name).collect();
        assert_eq!(rows.len(), 4, "the whole and three edits");
        assert_eq!(rows[0][lever], "", "an empty lever is the whole");
        let whole = number(&rows[0][contribution]);
        let sum: f64 = rows[1..].iter().map(|row| number(&row[contribution])).sum();
        // The file has six digits of every number.
        let size: f64 = rows.iter().map(|row| number(&row[contribution]).abs()).fold(0.0, f64::max);
        assert!((sum - whole).abs() <= 3e-5 * size, "{name}: {sum} is not {whole}");
        let late = rows.iter().find(|row| row[lever] == "policy.protection.por").unwrap();
        assert_eq!(late[contribution], "0", "{name}");
        let shares: Vec<f64> =
            rows[1..].iter().filter(|row| !row[share].is_empty()).map(|row| number(&row[share])).collect();
        assert!(shares.is_empty() || (shares.iter().sum::<f64>() - 1.0).abs() < 1e-4, "{name}: {shares:?}");
    }
    let package = desk.json("a/datapackage.json");
    let table_of_package = &package["resources"][0];
    assert_eq!(table_of_package["path"], "why.csv");
    assert_eq!(table_of_package["schema"]["fields"][5]["name"], "contribution");
    assert_eq!(desk.json("a/manifest.json")["kind"], "why");
    assert!(desk.read("a/answer.md").contains("Shapley values"));
    assert_eq!(desk.listing_of("a/scenarios"), ["history.toml", "mine.toml"]);
    let pictures = desk.listing_of("a/figures");
    assert_eq!(pictures.len(), 8, "four outcomes, as SVG and PNG: {pictures:?}");
    assert!(pictures.contains(&"waterfall-departures_total.svg".to_owned()), "{pictures:?}");
    let svg = desk.read("a/figures/waterfall-departures_total.svg");
    assert!(svg.contains("why of history and mine"), "the card is inside");
}

#[test]
fn there_and_back_differ_in_the_sign_only() {
    let desk = desk();
    let contributions = |a: &str, b: &str, folder: &str| -> Vec<f64> {
        desk.done(&asked(&[a, b, "--runs", "16", "--quiet", "-o", folder]));
        let table = desk.table(&format!("{folder}/why.csv"));
        let at = table.column("contribution");
        table.rows.iter().map(|row| number(&row[at])).collect()
    };
    let (there, back) = (contributions("history", "mine.toml", "a"), contributions("mine.toml", "history", "b"));
    assert!(there.iter().any(|value| *value != 0.0));
    for (there, back) in there.iter().zip(&back) {
        assert!((there + back).abs() <= 1e-5 * there.abs(), "{there} and {back}");
    }
}

#[test]
fn nothing_differs_and_that_is_said() {
    let desk = desk();
    desk.write("same.toml", "extends = \"history.toml\"\ntitle = \"Other words\"\n[run]\nruns = 7\n");
    let out = desk.done(&asked(&["history", "same.toml"])).out;
    assert!(out.contains("say the same about the world"), "{out}");
    let json: serde_json::Value =
        serde_json::from_str(&desk.done(&asked(&["history", "same.toml", "--json"])).out).unwrap();
    assert_eq!(json["edits"], serde_json::json!([]));
    assert!(!desk.path("output").exists());
}

#[test]
fn edits_are_put_together_as_asked() {
    let desk = desk();
    let ended = desk.done(&asked(&[
        "history",
        "mine.toml",
        "--group",
        "policy.protection",
        "--runs",
        "8",
        "--outcome",
        "queue_max:torkham",
        "--json",
    ]));
    let json: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    let outcomes = json["answer"]["outcomes"].as_array().unwrap();
    assert_eq!((outcomes.len(), &outcomes[0]["outcome"]), (1, &serde_json::json!("queue_max:torkham")));
    let edits: Vec<&str> =
        outcomes[0]["edits"].as_array().unwrap().iter().map(|edit| edit["lever"].as_str().unwrap()).collect();
    assert_eq!(edits, ["places.crossings.torkham.open", "policy.protection.*"]);
    assert_eq!(outcomes[0]["edits"][1]["after"], "acc = 1.0; por = [{ from = 2024-05-01, value = 1.0 }]");
}

#[test]
fn what_is_asked_wrongly_is_refused_with_the_choices() {
    let desk = desk();
    let ended = desk.refused(&asked(&["history", "mine.toml", "--outcome", "queue_mx", "--outcome", "nothing"]));
    for words in ["no outcome `queue_mx`; did you mean `queue_max`?", "no outcome `nothing`", "departures_total"] {
        assert!(ended.err.contains(words), "`{words}` is missing in:\n{}", ended.err);
    }
    let ended = desk.refused(&asked(&["history", "mine.toml", "--group", "policy.protecton"]));
    assert!(ended.err.contains("did you mean `policy.protection`?"), "{}", ended.err);
    desk.write("longer.toml", "extends = \"history.toml\"\ntitle = \"Longer\"\n[time]\nlast_day = 2024-01-31\n");
    let ended = desk.refused(&["why", "history", "longer.toml"]);
    assert!(ended.err.contains("their horizons differ"), "{}", ended.err);
    assert!(desk.refused(&["why", "history"]).err.contains("<B>"));
    assert!(desk.refused(&asked(&["history", "mine.toml", "--each", "--group", "policy"])).err.contains("--each"));
    desk.refused(&asked(&["history", "nowhere"]));
    desk.refused(&asked(&["history", "mine.toml", "--runs", "0"]));
    assert_eq!(desk.listing(), ["longer.toml", "mine.toml"]);
}

#[test]
fn interrupted_it_leaves_nothing_or_whole_runs_of_every_combination() {
    let desk = desk();
    let arguments = ["why", "history", "mine.toml", "--engine", "reference", "--runs", "20000", "-o", "a"];
    let mut child = desk.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    let sent = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    std::io::copy(&mut out, &mut std::io::sink()).unwrap();
    let ended = crate::Ended::from(child.wait_with_output().unwrap());
    assert_eq!(ended.code, 130, "{}", ended.err);
    assert!(ended.err.contains("nothing was written"), "{}", ended.err);
    assert_eq!(desk.listing(), ["mine.toml"]);
}
