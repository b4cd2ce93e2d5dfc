//! `crossings score`: what it holds out, what it leaves, and what it refuses.

use super::{Desk, Table};

/// Little work, so that the tests are quick: what is learned is poor, how it is scored is not.
const SMALL: [&str; 9] = ["--particles", "32", "--wave", "64", "--moves", "1", "--last-moves", "1", "--no-figures"];

const TABLES: [&str; 5] = ["scores.csv", "skill.csv", "coverage.csv", "energy.csv", "unused.csv"];

const HEADER: &str = "quantity,status,from,to,value,kind,series,source,reliability,use\n";

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["score", "history"], more, &SMALL].concat()
}

fn numbers(table: &Table, row: &[String], columns: &[&str]) -> Vec<f64> {
    columns.iter().map(|name| row[table.column(name)].parse().unwrap()).collect()
}

/// From 1 January 2024: only what begins later is scored, bands and means agree with the windows, and the record of the
/// track counts what the table counts.
#[test]
fn an_origin_is_scored_on_what_came_later() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["--origin", "2024-01-01"]));
    let folder = "output/score-history";
    desk.assert_described(folder, &TABLES);
    let scores = desk.table(&format!("{folder}/scores.csv"));
    let [track, from, horizon, best] = ["track", "from", "horizon", "best_rival"].map(|name| scores.column(name));
    assert!(scores.rows.iter().all(|row| row[from].as_str() > "2024-01-01"));
    let known: Vec<&Vec<String>> = scores.rows.iter().filter(|row| row[track] == "policy_known").collect();
    let deported = |row: &[String]| row[2].starts_with("deported");
    assert!(!known.iter().any(|row| deported(row)), "whoever knows the arrests knows the deported");
    let others = scores.rows.iter().filter(|row| !deported(row)).count();
    assert_eq!(others, 2 * known.len(), "otherwise both tracks have the same windows");
    assert!(others < scores.rows.len());
    assert!(known.len() > 5 && known.iter().all(|row| !row[best].is_empty()), "{}", ended.out);
    let held = |column: &str| known.iter().filter(|row| row[scores.column(column)] == "1").count();
    for row in &known {
        let [published, low, high] = numbers(&scores, row, &["published", "q05", "q95"])[..] else { unreachable!() };
        assert_eq!(row[scores.column("in_nine_in_ten")] == "1", low <= published && published <= high, "{row:?}");
    }
    let skill = desk.table(&format!("{folder}/skill.csv"));
    for pair in skill.rows.iter().filter(|row| row[1] == "policy_known") {
        let here = || known.iter().filter(|row| row[horizon] == pair[2]);
        let n = here().count() as f64;
        let mean = |column: &str| here().map(|row| numbers(&scores, row, &[column])[0]).sum::<f64>() / n;
        let best = ["persistence", "decay", "trend", "analogue"].map(mean).into_iter().fold(f64::INFINITY, f64::min);
        let expected = 1.0 - mean("crps") / best;
        let told = numbers(&skill, pair, &["skill"])[0];
        assert!((told - expected).abs() < 1e-3 * (1.0 + expected.abs()), "{pair:?}: {expected}");
    }
    let record = desk.json(&format!("{folder}/track-record.json"));
    assert_eq!(record["windows"], known.len());
    assert_eq!(record["in_nine_in_ten"], held("in_nine_in_ten"));
    assert_eq!(record["in_half"], held("in_half"));
    let unused = desk.table(&format!("{folder}/unused.csv"));
    for reason in
        ["a share: what is scored is flows", "not scored where the policy is known", "it begins before the origin"]
    {
        assert!(unused.rows.iter().any(|row| row[0] == "2024-01-01" && row[2].starts_with(reason)), "{reason}");
    }
    let first = format!("on {} held-out windows: the nine-in-ten band held {} ", known.len(), held("in_nine_in_ten"));
    assert!(ended.out.contains(&first), "{}", ended.out);
    assert!(!ended.out.contains("forecast"), "{}", ended.out);
}

/// Before anything was counted that is good enough to learn from, the prior is scored, and it is said. Crossings that no
/// count of anything tells of have no rival.
#[test]
fn before_any_count_it_is_the_prior_that_is_scored() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["--origin", "2023-10-02"]));
    let expected =
        "By 2 October 2023 nothing had been counted that can be learned from: the numbers are those of the prior.";
    assert!(ended.out.contains(expected), "{}", ended.out);
    let unused = desk.table("output/score-history/unused.csv");
    assert!(
        unused.rows.iter().any(|row| row[1].contains("Torkham") && row[2].starts_with("scored, but without skill"))
    );
    assert!(unused.rows.iter().any(|row| row[2].starts_with("a bound: no proper score takes one")));
    // Nobody knew of the deadline on 2 October: as it stood, hardly anybody leaves.
    let scores = desk.table("output/score-history/scores.csv");
    let highest = |track: &str| {
        let rows = scores.rows.iter().filter(|row| row[1] == track && row[2].starts_with("Torkham"));
        rows.map(|row| numbers(&scores, row, &["q50"])[0]).fold(0.0, f64::max)
    };
    assert!(highest("policy_known") > 5.0 * highest("policy_as_it_stood"));
}

#[test]
fn scores_are_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new();
    let card = |threads: &str| {
        desk.done(&arguments(&["--origin", "2023-11-07", "--quiet", "--force", "--threads", threads])).out
    };
    assert_eq!(card("1"), card("3"));
    let left = desk.listing();
    assert!(left.iter().all(|name| !name.contains("checkpoint")), "{left:?}");
}

/// A frozen scenario on counts that came later: its own numbers, every window of the file, rows marked `shown` too.
#[test]
fn a_scenario_with_its_own_numbers_is_scored_on_a_file() {
    let desk = Desk::new();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/observed/return-wave-2016.csv");
    let ended = desk.done(&["score", "return-wave-2016", "--observed", file, "--runs", "32", "--no-figures"]);
    assert!(ended.out.contains("With the policy of the scenario, on "), "{}", ended.out);
    assert!(ended.out.contains("No rival"), "nothing was counted before 2016: {}", ended.out);
    let scores = desk.table("output/score-return-wave-2016/scores.csv");
    assert!(scores.rows.iter().any(|row| row[2] == "undocumented, Aug 2016"), "{:?}", scores.rows);
    assert!(!desk.listing().iter().any(|name| name.contains("track-record")));
    // Its rivals know what the file and the record tell of the days before.
    let count = |days: &str, value: &str| format!("departures,,{days},{value},exact,made_up,me,high,shown\n");
    let made_up =
        [("2023-08-01,2023-08-31", "8000"), ("2023-09-16,2023-09-30", "4000")].map(|(days, value)| count(days, value));
    desk.write("later.csv", format!("{HEADER}{}", made_up.concat()));
    let ended =
        desk.done(&["score", "history", "--observed", "later.csv", "--runs", "32", "--no-figures", "-o", "later"]);
    assert!(ended.out.contains("windows that begin before then are no test of foresight"), "{}", ended.out);
    let scores = desk.table("later/scores.csv");
    assert_eq!(scores.rows.len(), 1);
    assert!(!scores.rows[0][scores.column("persistence")].is_empty());
}

#[test]
fn bad_files_and_days_are_refused_with_all_their_problems() {
    let desk = Desk::new();
    let row = |days: &str, value: &str| format!("departures,,{days},{value},exact,,me,high,fit\n");
    desk.write(
        "bad.csv",
        format!("{HEADER}{}{}", row("2023-10-40,2023-11-01", "5"), row("2023-11-01,2023-11-02", "many")),
    );
    let ended = desk.refused(&["score", "history", "--observed", "bad.csv"]);
    assert!(
        ended.err.contains("line 2") && ended.err.contains("line 3") && ended.err.contains("many"),
        "{}",
        ended.err
    );
    desk.write("far.csv", format!("{HEADER}{}", row("2033-11-01,2033-11-02", "5")));
    let ended = desk.refused(&["score", "history", "--observed", "far.csv"]);
    assert!(ended.err.contains("lies within the horizon, 2023-09-15 to 2024-06-30"), "{}", ended.err);
    let ended = desk.refused(&["score", "history", "--origin", "yesterday", "--origin", "2023-13-01"]);
    assert!(ended.err.contains("yesterday") && ended.err.contains("2023-13-01"), "{}", ended.err);
    let ended = desk.refused(&["score", "history", "--origin", "2030-01-01"]);
    assert!(
        ended.err.contains("no flow begins after any origin, and the last count is of 2024-10-31"),
        "{}",
        ended.err
    );
    let ended = desk.refused(&["score", "history", "--observed", "none.csv"]);
    assert!(ended.err.contains("cannot read `none.csv`"), "{}", ended.err);
    let left: Vec<String> = desk.listing().into_iter().filter(|name| !name.ends_with(".csv")).collect();
    assert!(left.is_empty(), "nothing is left: {left:?}");
}

/// What was scored stands beside ranges of fitted numbers, for the people and the days that were scored; beside others it
/// would mislead.
#[test]
fn the_track_record_stands_beside_what_it_is_about() {
    let desk = Desk::new();
    let run = |name: &str, more: &[&str]| {
        let short = ["run", name, "--runs", "4", "--no-figures", "--force", "--set", "time.last_day=2023-10-05"];
        let ended = desk.done(&[&short, more].concat());
        (ended.out, desk.read(&format!("output/{name}/model_card.md")))
    };
    let record =
        "On held-out windows, with numbers learned from earlier counts and the policy known, the nine-in-ten band";
    let (out, card) = run("history", &[]);
    assert!(out.contains(record) && card.contains(record), "{out}");
    assert!(card.contains("The form of the model was chosen by people who knew that record"));
    for other in [["--set", "parameters=\"parameters/prior.toml\""], ["--set", "population.por.people=1_000_000"]] {
        let (out, card) = run("history", &other);
        assert!(!out.contains(record) && !card.contains(record), "{other:?}: {out}");
        assert!(card.contains("Not a forecast: it has no score on events that it has not seen."));
    }
}
