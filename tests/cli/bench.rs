//! `crossings bench`: what it measures, what it says of agreement, what it leaves.

use std::fs;
use std::process::Stdio;

use crossings::engine::EngineKind;
use crossings::sample::Path;

use crate::{Desk, Ended, Table};

/// Three weeks, so that every engine is done in an instant. The thresholds of the shipped scenario lie later.
const TINY: &str =
    "extends = \"history.toml\"\ntitle = \"Tiny\"\n[time]\nlast_day = 2023-10-05\n[outcomes]\nthresholds = []\n";

/// A benchmark of a tiny scenario.
const BENCH: [&str; 8] = ["bench", "tiny.toml", "--seconds", "0.1", "--runs", "120", "-o", "a"];

/// The rows of a size: an engine, or an engine on one of its paths.
fn rows() -> Vec<&'static str> {
    let paths = |kind: EngineKind| if kind.has_paths() { Path::available().len() } else { 1 };
    EngineKind::ALL.into_iter().flat_map(|kind| std::iter::repeat_n(kind.name(), paths(kind))).collect()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("tiny.toml", TINY);
    desk
}

fn column<'t>(table: &'t Table, name: &str) -> Vec<&'t str> {
    let column = table.column(name);
    table.rows.iter().map(|row| row[column].as_str()).collect()
}

fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
    let number = |cell: &str| cell.parse().unwrap_or_else(|error| panic!("{name}: `{cell}`: {error}"));
    column(table, name).into_iter().map(|cell| (!cell.is_empty()).then(|| number(cell))).collect()
}

#[test]
fn engines_are_timed_and_judged_at_every_size() {
    let desk = desk();
    let ended = desk.done(&BENCH);
    let files = ["agreement.csv", "engines.csv", "figures/", "figures/engines.png", "figures/engines.svg"];
    assert_eq!(desk.listing_of("a"), [&files[..], &["manifest.json", "scenario.toml"]].concat());
    let page = fs::read_to_string("docs/output.md").unwrap();
    let engines = desk.table("a/engines.csv");
    let agreement = desk.table("a/agreement.csv");
    for name in engines.header.iter().chain(&agreement.header) {
        assert!(page.contains(&format!("`{name}`")), "docs/output.md does not tell of the column {name}");
    }
    let by_size = |size: &str| column(&engines, "size").iter().filter(|cell| **cell == size).count();
    assert_eq!(["small", "real", "large"].map(by_size), [rows().len(); 3]);
    assert_eq!(column(&engines, "engine"), rows().repeat(3));
    every_speed_is_a_speed(&engines);
    verdicts_are_what_the_engines_promise(&engines, &ended);
    for p in ["p", "p_adjusted"].iter().flat_map(|name| numbers(&agreement, name)).flatten() {
        assert!((0.0..=1.0).contains(&p), "{p}");
    }
    let tests = column(&agreement, "test");
    for test in ["means", "spreads", "law", "kolmogorov_smirnov", "energy_distance", "means_equal_within_1_percent"] {
        assert!(tests.contains(&test), "{test} is missing");
        assert!(page.contains(&format!("`{test}`")), "docs/output.md does not tell of the test {test}");
    }
    assert_eq!(desk.json("a/manifest.json")["complete"], true);
    let svg = desk.read("a/figures/engines.svg");
    for engine in EngineKind::ALL.map(EngineKind::name) {
        assert!(svg.contains(&format!(">{engine}")), "{engine} is not in the picture");
    }
    assert_eq!(desk.listing().iter().filter(|name| name.starts_with('.')).count(), 0, "nothing is left beside it");
}

fn every_speed_is_a_speed(engines: &Table) {
    let left_out = column(engines, "left_out_because");
    let medians = numbers(engines, "runs_per_second");
    for (row, (reason, median)) in left_out.iter().zip(&medians).enumerate() {
        assert_eq!(reason.is_empty(), median.is_some_and(|median| median > 0.0), "{:?}", engines.rows[row]);
    }
    for (low, high) in numbers(engines, "runs_per_second_q25").iter().zip(numbers(engines, "runs_per_second_q75")) {
        assert!(*low <= high);
    }
    // Household by household, 500 million of them do not fit into a tenth of a second.
    let reference = engines.rows.iter().position(|row| row[0] == "large" && row[1] == "reference").unwrap();
    assert!(left_out[reference].starts_with("a run would take some "), "{}", left_out[reference]);
    let ratios = numbers(engines, "times_as_fast_as_plain");
    for (engine, ratio) in column(engines, "engine").iter().zip(ratios) {
        assert!(*engine != "plain" || ratio == Some(1.0), "{engine}: {ratio:?}");
    }
    if cfg!(target_os = "linux") {
        let known =
            numbers(engines, "peak_memory_mib").into_iter().zip(&left_out).filter(|(_, reason)| reason.is_empty());
        known.for_each(|(mib, _)| assert!(mib.is_some_and(|mib| (1.0..4000.0).contains(&mib)), "{mib:?}"));
    }
}

fn verdicts_are_what_the_engines_promise(engines: &Table, ended: &Ended) {
    for row in &engines.rows {
        let cell = |name: &str| row[engines.column(name)].as_str();
        let allowed: &[&str] = match cell("engine") {
            "reference" | "events" | "cohort" | "lanes" | "plain" => &["judge", "same bits", "agrees", "not judged"],
            _ => &["agrees", "differs", "not judged"],
        };
        assert!(allowed.contains(&cell("verdict")), "{row:?}");
        if cell("size") == "small" {
            assert_eq!(cell("judge"), "reference");
            assert_ne!(cell("verdict"), "not judged", "{row:?}");
        }
        if cell("engine") == "mean_field" {
            assert!(cell("verdict_in_words").contains("tests of means, which is all that it promises"), "{row:?}");
        }
    }
    for words in
        ["the judge, with 120 runs", "Holm-adjusted p", "means shown equal within 1 % for", "times as fast as plain"]
    {
        assert!(ended.out.contains(words), "`{words}` is missing in:\n{}", ended.out);
    }
}

#[test]
fn a_finished_benchmark_is_replaced_only_by_force() {
    let desk = desk();
    let small = [&BENCH[..], &["--sizes", "small", "--engines", "cohort", "--no-figures"]].concat();
    desk.done(&small);
    let before = desk.read("a/engines.csv");
    assert_eq!(column(&desk.table("a/engines.csv"), "engine"), ["cohort", "plain"], "the baseline is always there");
    assert!(!desk.path("a/figures").exists());
    let again = desk.refused(&small);
    assert!(again.err.contains("add --force"), "{}", again.err);
    assert_eq!(desk.read("a/engines.csv"), before);
    let quiet = desk.done(&[&small[..], &["--force", "--quiet"]].concat());
    assert_eq!((quiet.out.lines().count(), quiet.err.as_str()), (1, ""), "{}", quiet.out);
    let told = desk.done(&[&small[..], &["--force", "--json"]].concat());
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(told["results"][0]["judge"], "reference");
    assert_eq!(told["results"][0]["engines"][0]["engine"], "cohort");
}

#[test]
fn growth_is_told_in_words_and_leaves_its_table() {
    let desk = desk();
    let ended = desk.done(&["bench", "tiny.toml", "--growth", "--seconds", "0.1"]);
    assert_eq!(desk.listing_of("output/bench-tiny/figures"), ["growth.png", "growth.svg"]);
    let table = desk.table("output/bench-tiny/growth.csv");
    let page = fs::read_to_string("docs/output.md").unwrap();
    for name in &table.header {
        assert!(page.contains(&format!("`{name}`")), "docs/output.md does not tell of the column {name}");
    }
    let axes = column(&table, "axis");
    for axis in ["runs", "days", "cells", "population", "threads"] {
        assert!(axes.contains(&axis), "{axis} is missing");
    }
    assert!(numbers(&table, "seconds_per_run").iter().all(|seconds| seconds.is_some_and(|seconds| seconds > 0.0)));
    assert!(ended.out.contains("cohort: time per run"), "{}", ended.out);
    assert!(ended.out.contains("ended early: "), "a million runs do not fit into a tenth of a second: {}", ended.out);
}

#[test]
fn what_is_asked_wrong_is_refused_with_a_guess() {
    let desk = desk();
    let cases: [(&[&str], &str); 9] = [
        (&["--engines", "cohrt"], "unknown engine `cohrt`; did you mean `cohort`?"),
        (&["--engines", "cohort,,plain"], "unknown engine ``"),
        (&["--sizes", "smal"], "unknown size `smal`; did you mean `small`?"),
        (&["--sizes", "huge"], "sizes are small, real, large"),
        (&["--seconds", "0"], "--seconds"),
        (&["--seconds", "soon"], "no number of seconds"),
        (&["--runs", "3"], "--runs"),
        (&["--growth", "--sizes", "small"], "--growth"),
        (&["--set", "policy.protection.por=2"], "policy.protection.por"),
    ];
    for (arguments, words) in cases {
        let ended = desk.refused(&[&["bench", "tiny.toml"], arguments].concat());
        assert!(ended.err.contains(words), "{arguments:?}: `{words}` is missing in:\n{}", ended.err);
        assert_eq!(ended.out, "", "{arguments:?}");
    }
    assert_eq!(desk.listing(), ["tiny.toml"], "nothing was written");
    assert!(!desk.done(&["--help"]).out.contains("bench-memory"), "what is not for people is not shown");
}

#[test]
#[cfg(unix)]
fn interrupted_it_leaves_nothing() {
    let desk = desk();
    let mut child = desk
        .command(&["bench", "tiny.toml", "--seconds", "600"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The hidden folder is there when the work begins, and Ctrl-C is listened to at once after.
    while !desk.path("output").exists() || fs::read_dir(desk.path("output")).unwrap().next().is_none() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let sent = std::process::Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let began = std::time::Instant::now();
    let ended = Ended::from(child.wait_with_output().unwrap());
    // A turn of an engine would take 40 seconds.
    assert!(began.elapsed().as_secs() < 20, "it ends soon: {:?}", began.elapsed());
    assert_eq!(ended.code, 130, "{}", ended.err);
    assert!(ended.err.contains("interrupted; nothing was written"), "{}", ended.err);
    assert!(desk.listing_of("output").is_empty(), "{:?}", desk.listing());
}
