//! Further questions to a comparison: whose number is right, and where the spread comes from.

use crate::Desk;

/// Few runs of a month and a half.
fn asked(arguments: &[&str]) -> Vec<&'static str> {
    let short = ["--runs", "32", "--set", "time.last_day=2023-11-05"];
    let words = [&["compare"], arguments, &short].concat();
    words.into_iter().map(|word| &*word.to_owned().leak()).collect()
}

const SHUT: &str = "extends = \"history.toml\"\ntitle = \"Shut\"\n[places.crossings.torkham]\nopen = 0.2\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("shut.toml", SHUT);
    desk
}

#[test]
fn every_source_of_every_contested_number_is_right_in_turn() {
    let desk = desk();
    let out = desk.done(&asked(&["history", "shut.toml", "protect-documented", "--whose-number", "-o", "a"])).out;
    for words in [
        "Whose number is right? Each source in turn, in 32 paired futures.",
        "`population.undocumented.people`, 775,000 to 1,730,000 people: ",
        "`population.acc.people`, 690,778 to 880,000 people: whoever is right, no direction and no ranking turns round.",
        "- Whoever is right, under shut fewer people cross into Afghanistan",
        "the longest queue is longer",
        "- This number is part of joint draws",
        "- The ranking is the same whoever is right",
    ] {
        assert!(out.contains(words), "`{words}` is missing in:\n{out}");
    }
    let table = desk.table("a/whose_number.csv");
    let [key, source, value, outcome, scenario, difference] =
        ["key", "source", "value", "outcome", "scenario", "paired_median_difference"].map(|name| table.column(name));
    let mut sources: Vec<(&str, &str)> =
        table.rows.iter().map(|row| (row[key].as_str(), row[source].as_str())).collect();
    sources.dedup();
    assert_eq!(sources.len(), 3 + 4 + 3);
    let people = |source_name: &str| {
        let mut rows = table.rows.iter().filter(|row| row[source] == source_name);
        let row = rows.find(|row| row[outcome] == "remaining_end" && row[scenario] == "history").unwrap();
        (row[value].parse::<f64>().unwrap(), row[table.column("median")].parse::<f64>().unwrap())
    };
    let (few, many) = (people("unhcr_table_june_2023"), people("government_october_2023"));
    assert_eq!((few.0, many.0), (775_000.0, 1_730_000.0));
    assert!(many.1 > few.1 + 300_000.0, "{few:?} {many:?}");
    assert!(table.rows.iter().all(|row| row[difference].is_empty() == (row[scenario] == "history")));
    let said = table.column("said_by");
    assert!(table.rows.iter().all(|row| !row[said].is_empty()), "every claim names its source");
    // The comparison itself is what it is without the further question.
    desk.done(&asked(&["history", "shut.toml", "protect-documented", "--quiet", "-o", "b"]));
    assert_eq!(desk.read("a/comparison.csv"), desk.read("b/comparison.csv"));
}

#[test]
fn without_a_contested_number_that_is_said() {
    let desk = desk();
    // A scenario of its own, whose numbers nobody contests.
    desk.done(&["run", "history", "--runs", "1", "--no-figures", "--quiet", "-o", "r"]);
    let text = desk.read("r/scenario.toml");
    let mut claims = false;
    let kept = text.lines().filter(|line| {
        if line.starts_with('[') {
            claims = line.starts_with("[claims");
        }
        !claims
    });
    let agreed: Vec<String> = kept
        .map(|line| if line.contains("choice = ") { "people = 1_000_000".to_owned() } else { line.to_owned() })
        .collect();
    assert!(agreed.len() < text.lines().count(), "the claims are in the resolved scenario");
    desk.write("agreed.toml", agreed.join("\n"));
    desk.write("moratorium.toml", "extends = \"agreed.toml\"\ntitle = \"M\"\n[policy]\nmoratorium = 1\n");
    let ended = desk.done(&asked(&["agreed.toml", "moratorium.toml", "--whose-number", "-o", "a"]));
    assert!(ended.err.contains("no number of these scenarios is contested"), "{}", ended.err);
    assert!(!desk.path("a/whose_number.csv").exists());
    assert!(desk.path("a/comparison.csv").exists());
}

#[test]
fn the_spread_is_taken_apart_into_policy_inputs_and_chance() {
    let desk = desk();
    let arguments = ["history", "shut.toml", "--spread", "--draws", "16", "--repeats", "2"];
    let out = desk.done(&asked(&[&arguments[..], &["-o", "a"]].concat())).out;
    for words in [
        "Chance, inputs or policy? 16 draws of the inputs, 2 runs of each, under 2 policies:",
        "Of the spread of people who cross, ",
        "is what is not known about the inputs",
        "128 runs",
    ] {
        assert!(out.contains(words), "`{words}` is missing in:\n{out}");
    }
    let table = desk.table("a/spread.csv");
    let [outcome, component, share] = ["outcome", "component", "share"].map(|name| table.column(name));
    assert_eq!(table.rows.len(), 9 * 4);
    for rows in table.rows.chunks(4) {
        assert_eq!(
            rows.iter().map(|row| row[component].as_str()).collect::<Vec<_>>(),
            ["policy", "inputs", "interaction", "chance"]
        );
        let shares: Vec<f64> = rows.iter().map(|row| row[share].parse().unwrap()).collect();
        let sum = shares[0] + shares[1] + shares[3];
        assert!((sum - 1.0).abs() < 1e-4 || sum == 0.0, "{}: {shares:?}", rows[0][outcome]);
    }
    let json: serde_json::Value =
        serde_json::from_str(&desk.done(&asked(&[&arguments[..], &["--json", "-o", "b"]].concat())).out).unwrap();
    assert_eq!(json["answer"]["spread"]["draws"], 16);
    assert!(desk.read("a/figures/spread.svg").contains("Simulated: history and shut"));
    assert_eq!(desk.read("a/spread.csv"), desk.read("b/spread.csv"));
}

#[test]
fn what_is_asked_wrongly_is_refused() {
    let desk = desk();
    for (arguments, words) in [
        (&["history", "shut.toml", "--draws", "16"][..], "--spread"),
        (&["history", "shut.toml", "--spread", "--draws", "1"], "--draws"),
        (&["history", "shut.toml", "--spread", "--repeats", "1"], "--repeats"),
    ] {
        let ended = desk.refused(&asked(arguments));
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    for (claims, words) in [
        ("[claims.\"population.undocumentd.people\"]\na = 1", "did you mean `population.undocumented.people`"),
        ("[claims.\"policy.moratorium.por\"]\na = 1", "is not the key of a number"),
        ("[claims.\"population.acc.people\"]\na = -5", "outside the range"),
        ("[claims.\"population.acc.people\"]\na = { uniform = [1, 2] }", "not one number"),
        ("[claims.\"policy.arrests_per_day\"]\na = 5", "changes with the days"),
    ] {
        desk.write("claims.toml", format!("extends = \"history.toml\"\ntitle = \"C\"\n{claims}\n"));
        let ended = desk.refused(&["check", "claims.toml"]);
        assert!(ended.err.contains(words) && ended.err.contains("claims.toml:"), "{claims}: {}", ended.err);
    }
}
