//! `crossings discover`: what it writes, what it says, what it refuses.

use super::Desk;

/// A short horizon, so that the tests are quick.
const SHORT: [&str; 3] = ["--no-figures", "--set", "time.last_day=2023-11-15"];

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["discover", "history"], more, &SHORT].concat()
}

#[test]
fn a_box_is_found_and_told_in_words() {
    let desk = Desk::new();
    // Independent ranges: how many leave at a deadline is far from known, and decides.
    let prior = ["--set", "parameters=\"parameters/prior.toml\""];
    let ended = desk.done(&arguments(&[&["--bad", "queue_max >= 20000", "--runs", "640"][..], &prior].concat()));
    assert!(ended.out.contains("That the longest queue is at least 20,000 people: in "), "{}", ended.out);
    assert!(ended.out.contains("the hazard of leaving at a deadline is at least 0.0"), "{}", ended.out);
    assert!(ended.out.contains("Outside this box: ") || ended.out.contains("Outside these boxes: "), "{}", ended.out);
    assert!(ended.out.contains("As good a box by luck: less than 1 in "), "{}", ended.out);
    assert!(ended.out.contains("almost certain"), "{}", ended.out);
    let folder = "output/discover-history";
    let files = [
        "answer.md",
        "boxes.csv",
        "datapackage.json",
        "futures.csv",
        "manifest.json",
        "planning.csv",
        "scenarios/",
        "scenarios/history.toml",
    ];
    assert_eq!(desk.listing_of(folder), files);
    desk.assert_described(folder, &["boxes.csv", "futures.csv", "planning.csv"]);
    // What is said of boxes is what futures.csv shows: the first limit holds for every future marked with the first box.
    let futures = desk.table(&format!("{folder}/futures.csv"));
    assert_eq!(futures.rows.len(), 640);
    let boxes = desk.table(&format!("{folder}/boxes.csv"));
    let (bad, in_box) = (futures.column("bad"), futures.column("box"));
    for row in boxes.rows.iter().filter(|row| row[boxes.column("box")] == "1") {
        let column = futures.column(&row[boxes.column("input")]);
        let end = |name: &str, none: f64| row[boxes.column(name)].parse().unwrap_or(none);
        let (low, high) = (end("low", f64::NEG_INFINITY), end("high", f64::INFINITY));
        // Cells are rounded to six digits.
        let inside = |value: f64| low - low.abs() * 1e-5 <= value && value <= high + high.abs() * 1e-5;
        let marked = futures.rows.iter().filter(|row| row[in_box] == "1");
        assert!(marked.clone().all(|row| inside(row[column].parse().unwrap())), "{row:?}");
        let all = marked.clone().count() as f64;
        let density = marked.filter(|row| row[bad] == "1").count() as f64 / all;
        let held_back: f64 = row[boxes.column("density")].parse().unwrap();
        assert!((density - held_back).abs() < 0.15, "{density} in all, {held_back} held back");
    }
    let value = futures.column("queue_max");
    assert!(futures.rows.iter().all(|row| (row[value].parse::<f64>().unwrap() >= 20_000.0) == (row[bad] == "1")));
}

#[test]
fn futures_are_the_runs_of_the_scenario_and_planning_is_theirs() {
    let desk = Desk::new();
    desk.done(&arguments(&["--bad", "peak_daily_crossings >= 25000", "--runs", "200"]));
    desk.done(&[&["run", "history", "--runs", "200"], &SHORT[..]].concat());
    let futures = desk.table("output/discover-history/futures.csv");
    let runs = desk.table("output/history/runs.csv");
    let column = "peak_daily_crossings";
    let of = |table: &super::Table| -> Vec<f64> {
        table.rows.iter().map(|row| row[table.column(column)].parse::<f64>().unwrap().round()).collect()
    };
    let peaks = of(&runs);
    assert_eq!(of(&futures), peaks);
    // The level that at least 95, 80, 50, 20, 5 of 100 runs reach on the busiest day of all.
    let planning = desk.table("output/discover-history/planning.csv");
    let months: std::collections::BTreeSet<&str> = planning.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(months.into_iter().collect::<Vec<_>>(), ["", "2023-09", "2023-10", "2023-11"]);
    let whole = &planning.rows[0];
    assert_eq!((whole[0].as_str(), whole[1].as_str(), whole[2].as_str()), ("", "", "1"));
    let shares =
        [("almost_certain", 0.95), ("very_likely", 0.8), ("likely", 0.5), ("possible", 0.2), ("unlikely", 0.05)];
    for (name, share) in shares {
        let level: f64 = whole[planning.column(name)].parse().unwrap();
        let reached = peaks.iter().filter(|peak| **peak >= level - 0.5).count() as f64 / 200.0;
        assert!(reached >= share && reached < share + 0.02, "{name}: {level} is reached in {reached}");
    }
    // A week is never busier than its busiest day.
    let likely = planning.column("likely");
    for pair in planning.rows.chunks(2) {
        let [day, week] = [0, 1].map(|at| pair[at][likely].parse::<f64>().unwrap());
        assert!(week <= day, "{pair:?}");
    }
}

#[test]
fn a_search_is_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new();
    let card = |threads: &str| {
        let more = ["--bad", "queue_max >= 20000", "--runs", "100", "--quiet", "--force", "--threads", threads];
        desk.done(&arguments(&more)).out
    };
    assert_eq!(card("1"), card("3"));
}

#[test]
fn what_is_rare_is_pointed_at_and_what_is_chance_is_called_so() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["--bad", "queue_max>=500_000", "--runs", "64"]));
    assert!(ended.out.contains("in none of 64 runs"), "{}", ended.out);
    assert!(
        ended.out.contains("crossings rare history --set time.last_day=2023-11-15 --event 'queue_max >= 500_000'"),
        "{}",
        ended.out
    );
    // Always so: nothing to tell apart.
    let ended = desk.done(&arguments(&["--bad", "departures_total >= 1", "--runs", "64", "--force"]));
    assert!(ended.out.contains("All futures are bad, so nothing tells them apart"), "{}", ended.out);
    // Removals may be asked about as a harm.
    let ended =
        desk.done(&arguments(&["--bad", "documented_deported_total >= 300", "--runs", "64", "--force", "--json"]));
    let answer: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(answer["answer"]["futures"], 64);
}

#[test]
fn bad_questions_name_the_choices() {
    let desk = Desk::new();
    for (bad, expected) in [
        ("queu_max >= 3", "did you mean `queue_max`?"),
        ("queue_max > 3", "a bad outcome reads OUTCOME <= LEVEL or OUTCOME >= LEVEL"),
        ("queue_max >= many", "`many` in `queue_max >= many` is no number"),
        ("arrests_total <= 9", "calls it bad that few people are removed"),
        ("target_reached_all >= 3", "is a share"),
    ] {
        let ended = desk.refused(&["discover", "history", "--bad", bad]);
        assert!(ended.err.contains(expected), "{bad}: {}", ended.err);
    }
    assert_eq!(desk.crossings(&["discover", "history"]).code, 1);
    assert!(desk.listing().is_empty(), "nothing is left: {:?}", desk.listing());
}
