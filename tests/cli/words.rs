//! What the command says, to people and to machines, on a terminal and elsewhere.

use std::io::Read;
use std::process::Stdio;

use crate::{Desk, Ended};

const RUN: [&str; 5] = ["run", "history", "--runs", "40", "--no-figures"];

#[test]
fn the_answer_is_a_sentence_a_table_and_what_is_not_in_it() {
    let desk = Desk::new();
    let out = desk.done(&RUN).out;
    for words in [
        "In 9 of 10 simulated histories between ",
        "9 in 10 runs",
        "Not in the range: ",
        "Parameters: hindsight",
        "Monte Carlo error",
        "0 broken (assurance.json)",
        "crossings 0.1.0 · lanes (same law",
        "seed 1 · 40 runs",
    ] {
        assert!(out.contains(words), "`{words}` is missing in:\n{out}");
    }
    let folder = out.trim_end().lines().last().unwrap().strip_prefix("Files: ").unwrap();
    assert!(std::path::Path::new(folder).ends_with("output/history"), "{folder}");
    for word in ["illegal", "forecast", "voluntar"] {
        assert!(!out.contains(word), "`{word}` in:\n{out}");
    }
}

#[test]
fn one_run_is_told_as_one_run() {
    let desk = Desk::new();
    let out = desk.done(&["run", "history", "--only-run", "3", "--no-figures"]).out;
    assert!(out.contains("In the one simulated history "), "{out}");
    assert!(out.contains("seed 1 · 1 run ·"), "{out}");
    for nonsense in ["between ", "9 in 10", "1 runs", "300.00 %", "Monte Carlo error of the mean"] {
        assert!(!out.contains(nonsense), "`{nonsense}` in:\n{out}");
    }
}

#[test]
fn json_is_for_machines_and_quiet_is_one_line() {
    let desk = Desk::new();
    let ended = desk.done(&[&RUN[..], &["--json", "-o", "a"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(answer["scenario"], "history");
    assert_eq!(answer["parameters"], "hindsight");
    assert_eq!(answer["identity"], desk.json("a/manifest.json")["identity"]);
    let totals = answer["totals"].as_array().unwrap();
    assert_eq!(totals.len(), desk.table("a/totals.csv").rows.len());
    let departures = totals.iter().find(|total| total["outcome"] == "departures_total").unwrap();
    assert!(departures["q05"].as_f64().unwrap() < departures["q95"].as_f64().unwrap());
    assert_eq!(ended.err, "");

    let ended = desk.done(&[&RUN[..], &["--quiet", "-o", "b"]].concat());
    assert_eq!(ended.out.lines().count(), 1, "{}", ended.out);
    assert_eq!(ended.out.trim_end(), desk.json("b/manifest.json")["card"]);
    assert_eq!(ended.err, "");
}

/// An escape code begins with this.
const ESCAPE: char = '\u{1b}';

#[test]
fn no_escape_codes_where_there_is_no_terminal() {
    let desk = Desk::new();
    let mistake = ["check", "history", "--set", "policy.protection.por=7"];
    for arguments in [&RUN[..], &mistake, &["list"], &["--help"], &["run", "--runs", "x"]] {
        let Ended { out, err, .. } = desk.crossings(arguments);
        assert!(!out.contains(ESCAPE) && !err.contains(ESCAPE), "{arguments:?}: {out}{err}");
    }
    // Asked for, colour comes even so; NO_COLOR wins over the terminal.
    let coloured = |name: &str| {
        let output = desk.command(&mistake).env(name, "1").output().unwrap();
        String::from_utf8(output.stderr).unwrap().contains(ESCAPE)
    };
    assert!(coloured("CLICOLOR_FORCE"));
    assert!(!coloured("NO_COLOR"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::new();
    for arguments in [&["schema"][..], &["completions", "bash"], &["list"], &RUN] {
        let mut child = desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        // Here the reading end is closed, as by `| head -1`.
        let ended = Ended::from(child.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{arguments:?}");
    }
    assert_eq!(desk.json("output/history/manifest.json")["complete"], true);
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_is_an_error() {
    let desk = Desk::new();
    for arguments in [&["schema"][..], &["list"], &["check", "history"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let ended = Ended::from(desk.command(arguments).stdout(full).output().unwrap());
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.err);
        assert_eq!(ended.err.matches("cannot write to standard output").count(), 1, "{arguments:?}: {}", ended.err);
    }
}

#[test]
fn the_scenarios_are_listed_with_their_questions() {
    let desk = Desk::new();
    let ended = desk.done(&["list"]);
    for name in shipped() {
        assert!(ended.out.lines().any(|line| line.starts_with(&name)), "{name} is missing in:\n{}", ended.out);
    }
    assert_eq!(ended.err, "");
    desk.write("scenarios/mine.toml", "extends = \"history.toml\"\ntitle = \"Of my own\"\n");
    desk.write("scenarios/broken.toml", "extends = \"history.toml\"\ntitel = \"Oh\"\n");
    let ended = desk.done(&["list"]);
    assert!(ended.out.contains("Of my own"), "{}", ended.out);
    assert_eq!(ended.err, "scenarios/broken.toml has problems: `crossings check scenarios/broken.toml` tells them\n");
}

/// Names of the scenarios that come with the program.
fn shipped() -> Vec<String> {
    let name = |path: &str| Some(path.strip_prefix("scenarios/")?.strip_suffix(".toml")?.to_owned());
    let names = crossings::scenario::shipped().iter().filter_map(|(path, _)| name(path));
    names.filter(|name| !name.contains('/')).collect()
}

#[test]
fn every_shipped_scenario_is_fine_by_name_and_by_path() {
    let desk = Desk::new();
    assert!(shipped().len() >= 11);
    for name in shipped() {
        let by_name = desk.done(&["check", &name]);
        assert!(by_name.out.contains(&format!("scenarios/{name}.toml: fine")), "{}", by_name.out);
        let by_path = desk.done(&["check", &format!("scenarios/{name}.toml")]);
        assert_eq!(by_name.out, by_path.out);
    }
    assert!(desk.listing().is_empty(), "check writes nothing: {:?}", desk.listing());
}

#[test]
fn schema_and_completions_are_printed() {
    let desk = Desk::new();
    let schema: serde_json::Value = serde_json::from_str(&desk.done(&["schema"]).out).unwrap();
    assert!(schema["properties"]["policy"].is_object());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.done(&["completions", shell]).out;
        assert!(script.contains("only-run") && script.contains("completions"), "{shell}");
    }
    let help = desk.done(&["--help"]).out;
    for command in ["run", "check", "list", "new", "schema", "completions"] {
        assert!(help.contains(&format!("  {command}")), "{help}");
    }
}

#[test]
fn a_new_scenario_is_fine_from_the_first_moment() {
    let desk = Desk::new();
    desk.done(&["new", "mine"]);
    desk.done(&["check", "scenarios/mine.toml"]);
    assert!(desk.done(&["check", "mine"]).out.starts_with("scenarios/mine.toml: fine"));
    let text = desk.read("scenarios/mine.toml");
    for line in text.lines().filter(|line| line.starts_with("# [") || line.contains(" = ") && line.starts_with("# ")) {
        assert!(line.is_ascii(), "an example can be typed: {line}");
    }
    // The examples in it work when they are uncommented.
    let (head, examples) = text.split_once("# Examples").unwrap();
    let examples: String = examples
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or_default())
        .filter(|line| line.starts_with('[') || line.contains(" = "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(examples.lines().count() >= 5, "{examples}");
    desk.write("scenarios/uncommented.toml", format!("{head}\n{examples}"));
    desk.done(&["check", "scenarios/uncommented.toml"]);

    let again = desk.refused(&["new", "mine"]);
    assert!(again.err.contains("exists already"), "{}", again.err);
    assert_eq!(desk.read("scenarios/mine.toml"), text);
    for name in ["../x", "a/b", "", ".", "history", "a b"] {
        desk.refused(&["new", name]);
    }
    assert_eq!(desk.listing(), ["scenarios/", "scenarios/mine.toml", "scenarios/uncommented.toml"]);
}

#[test]
fn a_new_scenario_may_extend_any_file() {
    let desk = Desk::new();
    desk.write("elsewhere/far off.toml", "extends = \"history.toml\"\ntitle = \"Far\"\n");
    desk.done(&["new", "a", "--extends", "elsewhere/far off.toml"]);
    desk.done(&["new", "b", "--extends", "a"]);
    desk.done(&["new", "c", "--extends", desk.path("elsewhere/far off.toml").to_str().unwrap()]);
    desk.done(&["new", "d", "--extends", "winter-moratorium"]);
    for name in ["a", "b", "c", "d"] {
        desk.done(&["check", name]);
    }
    let wrong = desk.refused(&["new", "e", "--extends", "hystory"]);
    assert!(wrong.err.contains("did you mean `history`"), "{}", wrong.err);
}
