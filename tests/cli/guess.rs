//! `crossings guess`: guess first, then simulate, then score.

use std::io::Write;
use std::process::Stdio;

use super::{Desk, Ended};

/// A short horizon and few runs, so that the tests are quick.
const SHORT: [&str; 4] = ["--set", "time.last_day=2023-11-10", "--runs", "40"];

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["guess", "history"], more, &SHORT].concat()
}

/// Runs the command with answers on its standard input.
fn answered(desk: &Desk, arguments: &[&str], answers: &str) -> Ended {
    let pipes = || desk.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = pipes().unwrap();
    // Whoever refuses before reading closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(answers.as_bytes());
    Ended::from(child.wait_with_output().unwrap())
}

// Households have seven members, so that no queue has one to three people.
const ANNA: &str = "name = \"Anna\"\nscenario = \"history\"\n\
    [departures_total]\nhalf = [\"200k\", \"300k\"]\nnine_in_ten = [100_000, 500_000]\n\
    [queue_max]\nhalf = [1, 2]\nnine_in_ten = [1, 3]\n";
const BELAL: &str = "name = \"Anna\"\n[departures_total]\nhalf = [5, 6]\nnine_in_ten = [4, 7]\n\
    [documented_deported_total]\nhalf = [400_000, 500_000]\nnine_in_ten = [300_000, 600_000]\n";
const CHAMAN: &str = "[remaining_end]\nhalf = [\"2M\", \"4M\"]\nnine_in_ten = [\"1M\", \"4.5M\"]\nmedian = \"3M\"\n";

#[test]
fn a_guess_is_scored_beside_what_was_simulated() {
    let desk = Desk::new();
    desk.write("anna.toml", ANNA);
    let out = desk.done(&arguments(&["--from", "anna.toml"])).out;
    for words in [
        "People who cross: your 9-in-10 range held all 40 simulated histories: safe, and more than twice as wide as it had to be.",
        "Longest queue: your 9-in-10 range held none of 40 simulated histories: too low, and too narrow to make up for it.",
        "     200,000 - 300,000 ",
        "The simulation is no truth.",
        "Not in the range: ",
        "guess of history",
    ] {
        assert!(out.contains(words), "`{words}` is missing in:\n{out}");
    }
    for word in ["illegal", "forecast", "voluntar", "stupid", "NaN"] {
        assert!(!out.contains(word), "`{word}` in:\n{out}");
    }
    let folder = "output/guess-history";
    let files = [
        "answer.md",
        "datapackage.json",
        "guesses.csv",
        "manifest.json",
        "ranking.csv",
        "scenarios/",
        "scenarios/history.toml",
        "simulated.csv",
    ];
    assert_eq!(desk.listing_of(folder), files);
    desk.assert_described(folder, &["guesses.csv", "ranking.csv", "simulated.csv"]);
    let guesses = desk.table(&format!("{folder}/guesses.csv"));
    assert_eq!(guesses.rows.len(), 6);
    let (points, verdict) = (guesses.column("points"), guesses.column("verdict"));
    assert!(guesses.rows[0][points].parse::<f64>().unwrap() > 50.0, "{:?}", guesses.rows[0]);
    assert_eq!(guesses.rows[3][verdict], "too low");
    assert_eq!((guesses.rows[1][points].as_str(), guesses.rows[1][verdict].as_str()), ("0", "left out"));
    // The shares are those of the runs: a run of the scenario has the same ranges.
    desk.done(&[&["run", "history", "--no-figures"], &SHORT[..]].concat());
    let totals = desk.table("output/history/totals.csv");
    let simulated = desk.table(&format!("{folder}/simulated.csv"));
    let row = totals.rows.iter().find(|row| row[0] == "departures_total").unwrap();
    for name in ["q05", "q50", "q95"] {
        let [a, b]: [f64; 2] =
            [&row[totals.column(name)], &simulated.rows[0][simulated.column(name)]].map(|cell| cell.parse().unwrap());
        assert!((a / b - 1.0).abs() < 1e-4, "{name}: {a} {b}");
    }
}

#[test]
fn a_class_is_ranked_and_equal_names_are_told_apart() {
    let desk = Desk::new();
    desk.write("a.toml", ANNA);
    desk.write("b.toml", BELAL);
    desk.write("class/chaman.toml", CHAMAN);
    let files = ["--from", "b.toml", "--from", "a.toml", "--from", "class/chaman.toml"];
    let ended = desk.done(&arguments(&files));
    for words in
        ["\nrank  points", "   1  ", "Anna-2", "chaman", "medians of the class", "1 too high", "nobody guessed"]
    {
        assert!(ended.out.contains(words), "`{words}` is missing in:\n{}", ended.out);
    }
    let ranking = desk.table("output/guess-history/ranking.csv");
    let points: Vec<f64> = ranking.rows.iter().map(|row| row[ranking.column("points")].parse().unwrap()).collect();
    assert!(points[0] >= points[1] && points[1] > points[2], "{points:?}");
    assert_eq!(ranking.rows[2][ranking.column("name")], "Anna", "the first file, and the worst guess");
    assert!(desk.read("output/guess-history/answer.md").contains("medians of the class"));
    let more = [&files[..], &["--json", "--force"]].concat();
    let answer: serde_json::Value = serde_json::from_str(&desk.done(&arguments(&more)).out).unwrap();
    assert_eq!(answer["study"], "guess");
    assert_eq!(answer["answer"]["histories"], 40);
    assert_eq!(answer["answer"]["guesses"][1]["name"], "Anna-2");
    assert_eq!(answer["answer"]["guesses"][1]["outcomes"].as_array().unwrap().len(), 2);
}

#[test]
fn somebody_is_asked_before_anything_is_simulated() {
    let desk = Desk::new();
    let answers = "lots\n20k 30k\n10k 50k\n\n\n1 to 2\n0 to 3\n2\n\n\n\n";
    let ended = answered(&desk, &arguments(&["--ask"]), answers);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for words in ["1 of 6  People who cross (people)", "6 of 6", "Once more, please: `lots`", "middle [25,000]: "] {
        assert!(ended.err.contains(words), "`{words}` is missing in:\n{}", ended.err);
    }
    // Nothing of the result is on the screen while questions are asked.
    assert!(!ended.err.contains("simulated histories"), "{}", ended.err);
    assert!(ended.out.contains("People who cross: your 9-in-10 range held"), "{}", ended.out);
    let ended = answered(&desk, &arguments(&["--ask", "--force", "--quiet"]), answers);
    assert_eq!(ended.out.lines().count(), 1, "{}", ended.out);
    // A finished result is seen before the first question.
    let ended = answered(&desk, &arguments(&["--ask"]), answers);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("--force") && !ended.err.contains("1 of 6"), "{}", ended.err);
}

#[test]
fn answers_that_end_early_leave_nothing() {
    let desk = Desk::new();
    let ended = answered(&desk, &arguments(&["--ask"]), "20k 30k\n10k 50k\n");
    assert_eq!(ended.code, 130, "{}", ended.err);
    assert!(ended.err.contains("nothing was simulated or written"), "{}", ended.err);
    let ended = answered(&desk, &arguments(&["--ask"]), "\n\n\n\n\n\n");
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.err.contains("no outcome was guessed"), "{}", ended.err);
    let ended = answered(&desk, &arguments(&[]), "20k 30k\n");
    assert_eq!(ended.code, 1);
    for words in ["no terminal", "--from FILE", "--template", "--ask"] {
        assert!(ended.err.contains(words), "{words}: {}", ended.err);
    }
    assert!(desk.listing().is_empty(), "{:?}", desk.listing());
}

#[test]
fn a_template_is_filled_in_and_never_overwritten() {
    let desk = Desk::new();
    let ended = desk.done(&["guess", "history", "--template", "mine.toml"]);
    assert!(ended.out.contains("--from mine.toml"), "{}", ended.out);
    let text = desk.read("mine.toml");
    assert!(text.contains("[departures_total]") && text.contains("15 September 2023 to 30 June 2024"), "{text}");
    assert!(desk.refused(&arguments(&["--from", "mine.toml"])).err.contains("no outcome is guessed"));
    desk.write("mine.toml", "precious");
    assert!(desk.refused(&["guess", "history", "--template", "mine.toml"]).err.contains("--force"));
    assert_eq!(desk.read("mine.toml"), "precious");
    desk.done(&["guess", "history", "--template", "mine.toml", "--force"]);
    assert_eq!(desk.read("mine.toml"), text);
    let ended = desk.crossings(&["guess", "history", "--template", "no/folder/mine.toml"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("cannot be written"), "{}", ended.err);
}

#[test]
fn problems_of_all_files_are_told_with_their_places() {
    let desk = Desk::new();
    desk.write("a.toml", "[queue_mx]\nhalf = [1, 2]\n[queue_max]\nhalf = [3, 2]\nnine_in_ten = [1, 4]\n");
    desk.write("b.toml", "scenario = \"no-deadline\"\n[queue_max\n");
    desk.write("c.toml", b"\xff\xfe");
    let files = ["--from", "a.toml", "--from", "b.toml", "--from", "c.toml", "--from", "d.toml"];
    let ended = desk.refused(&arguments(&files));
    for words in [
        "a.toml:1:2",
        "did you mean `queue_max`?",
        "a.toml:4:8",
        "the smaller end comes first",
        "this guess is about `no-deadline`, and `history` is asked for",
        "this is not TOML",
        "`c.toml` cannot be read: it is a text in UTF-16",
        "`d.toml` cannot be read: there is no such file",
        "6 problems; nothing was simulated or written",
    ] {
        assert!(ended.err.contains(words), "`{words}` is missing in:\n{}", ended.err);
    }
    for (more, expected) in [
        (&["--from", "a.toml", "--ask"][..], "cannot be used with"),
        (&["--template", "t.toml", "--ask"], "cannot be used with"),
    ] {
        assert!(desk.refused(&[&["guess", "history"], more].concat()).err.contains(expected));
    }
    let few = desk.crossings(&["guess", "history", "--from", "a.toml", "--runs", "3"]);
    assert!(few.code == 1 && few.err.contains("20.."), "{}", few.err);
    let left = ["a.toml", "b.toml", "c.toml"];
    assert_eq!(desk.listing(), left);
}

#[test]
fn guesses_are_scored_alike_on_any_number_of_threads() {
    let desk = Desk::new();
    desk.write("anna.toml", ANNA);
    let card =
        |threads: &str| desk.done(&arguments(&["--from", "anna.toml", "-q", "--force", "--threads", threads])).out;
    assert_eq!(card("1"), card("3"));
}
