//! `crossings calibrate`: what it says and leaves, what it refuses, and that it goes on after being killed.

use super::Desk;

/// Few points of a short record, so that the tests are quick; robust, since so few points may all be far off.
const SMALL: [&str; 12] = [
    "--as-of",
    "2023-11-12",
    "--wave",
    "64",
    "--particles",
    "32",
    "--moves",
    "1",
    "--last-moves",
    "2",
    "--no-figures",
    "--robust",
];

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["calibrate", "history"], more, &SMALL].concat()
}

const TABLES: [&str; 5] = ["posterior.csv", "numbers.csv", "windows.csv", "stages.csv", "shifts.csv"];

#[test]
fn a_posterior_is_a_parameter_set_that_scenarios_can_name() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["--threads", "1"]));
    assert!(ended.out.contains("until 11 November 2023, say about 17 of its numbers?"), "{}", ended.out);
    assert!(ended.out.contains("The record says"), "{}", ended.out);
    assert!(ended.out.contains("they are no measurement"), "{}", ended.out);
    let folder = "output/calibrate-history";
    desk.assert_described(folder, &TABLES);
    assert_eq!(desk.table(&format!("{folder}/posterior.csv")).rows.len(), 32);
    assert_eq!(desk.table(&format!("{folder}/numbers.csv")).rows.len(), 17);
    // The same on any number of threads.
    desk.done(&arguments(&["--threads", "3", "-o", "again"]));
    for table in TABLES {
        assert_eq!(desk.read(&format!("{folder}/{table}")), desk.read(&format!("again/{table}")), "{table}");
    }
    // A scenario uses it by name, and says so in all that it leaves.
    desk.write(
        "mine.toml",
        "title = \"Mine\"\nextends = \"scenarios/history.toml\"\nparameters = \"output/calibrate-history/posterior\"\n",
    );
    let used = desk.done(&["run", "mine.toml", "--runs", "20", "--no-figures", "--set", "time.last_day=2023-11-20"]);
    assert!(used.out.contains("hindsight: fit to the record until 11 November 2023"), "{}", used.out);
    assert!(desk.read("output/mine/model_card.md").contains("32 joint draws of 17 numbers"));
    let refused = desk.refused(&["run", "mine.toml", "--runs", "20", "--as-of", "2023-11-01", "-o", "other"]);
    assert!(refused.err.contains("was fitted to the record until 2023-11-11"), "{}", refused.err);
}

#[test]
fn other_models_are_compared_by_their_evidence() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["--against", "scenarios/variants/no-contagion.toml", "--quiet"]));
    assert!(ended.out.contains("calibrate of history and no-contagion"), "{}", ended.out);
    desk.assert_described("output/calibrate-history", &["evidence.csv"]);
    let evidence = desk.table("output/calibrate-history/evidence.csv");
    assert_eq!(evidence.rows.len(), 2);
    assert_eq!(evidence.rows[0][2], "0");
    assert_eq!(
        (evidence.rows[0][3].as_str(), evidence.rows[1][3].as_str()),
        ("17", "16"),
        "one number less is learned"
    );
}

#[test]
fn the_calibrator_is_tested_on_records_whose_numbers_are_known() {
    let desk = Desk::new();
    let small: Vec<&str> = SMALL[..SMALL.len() - 1].to_vec();
    let ended = desk.done(&[&["calibrate", "history", "--simulated", "3"], small.as_slice()].concat());
    assert!(ended.out.contains("3 simulated records, 31 of 32 draws each, inflation 1.3"), "{}", ended.out);
    let folder = "output/calibrator-history";
    desk.assert_described(folder, &["calibrator.csv", "curves.csv", "ranks.csv"]);
    assert_eq!(desk.table(&format!("{folder}/ranks.csv")).rows.len(), 3 * 17);
    assert_eq!(desk.table(&format!("{folder}/curves.csv")).rows.len(), 31 * 17);
}

#[test]
fn bad_questions_are_told() {
    let desk = Desk::new();
    for (more, expected) in [
        (&["--learn", "behaviour.fear_per_arest"][..], "did you mean `behaviour.fear_per_arrest`?"),
        (&["--prior", "parameters/hindsight.toml"], "was fitted to the record until"),
        (&["--prior", "parameters/priors.toml"], "cannot read `scenarios/parameters/priors.toml`"),
        (&["--inflation", "0.5"], "--inflation 0.5 is not between 1 and 100"),
        (&["--observed", "none.csv"], "cannot read `none.csv`: there is no such file"),
        (
            &["--set", "time.first_day=2024-12-01", "--set", "time.last_day=2024-12-31"],
            "there is nothing to learn from",
        ),
    ] {
        let ended = desk.refused(&arguments(more));
        assert!(ended.err.contains(expected), "{more:?}: {}", ended.err);
    }
    let header = "quantity,crossing,status,mode,from,to,value,low,high,kind,series,source,reliability,use,url,note\n";
    let rows = "departures,torkam,,,2023-10-05,2023-10-12,5000,,,exact,,Somebody,high,fit,https://example.org,\n\
                departures,,,,2023-10-12,2023-10-05,5000,,,exact,,Somebody,high,fit,https://example.org,\n";
    desk.write("bad.csv", format!("{header}{rows}"));
    let ended = desk.refused(&arguments(&["--observed", "bad.csv"]));
    assert!(ended.err.contains("bad.csv: line 2") && ended.err.contains("bad.csv: line 3"), "{}", ended.err);
    assert!(ended.err.contains("torkham"), "the nearest guess: {}", ended.err);
    assert_eq!(desk.listing(), ["bad.csv"], "nothing is left");
}

/// The page on outputs tells of every table and column.
#[test]
fn the_page_on_outputs_tells_of_every_column() {
    let desk = Desk::new();
    desk.done(&arguments(&["--quiet"]));
    let page = std::fs::read_to_string("docs/output.md").unwrap();
    // Of the quantiles the first stands for all; columns of draws are named by the scenario.
    for table in ["numbers.csv", "windows.csv", "stages.csv"] {
        for column in desk.table(&format!("output/calibrate-history/{table}")).header {
            let quantile = column.starts_with('q') || (column.starts_with("prior_q") && column != "prior_q05");
            assert!(
                quantile || page.contains(&format!("`{column}`")),
                "docs/output.md does not tell of {column}, {table}"
            );
        }
    }
}

/// A scenario is read more than once, and what is odd about it is told once.
#[test]
fn odd_numbers_are_told_once() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["--set", "population.acc.people=20000000", "--quiet"]));
    assert_eq!(ended.err.matches("`population.acc.people` is 20,000,000, which is odd").count(), 1, "{}", ended.err);
}

/// Three million people at one crossing in a week: no numbers explain that, and the answer says so.
#[test]
fn a_record_that_the_model_cannot_explain_is_an_answer() {
    let desk = Desk::new();
    let header = "quantity,crossing,status,mode,from,to,value,low,high,kind,series,source,reliability,use,url,note\n";
    let row = "departures,torkham,,,2023-10-05,2023-10-12,3000000,,,exact,,Somebody,high,fit,https://example.org,\n";
    desk.write("wild.csv", format!("{header}{row}"));
    let small: Vec<&str> = SMALL[..SMALL.len() - 1].to_vec();
    let ended = desk.crossings(&[&["calibrate", "history", "--observed", "wild.csv"], small.as_slice()].concat());
    assert_eq!(ended.code, 2, "{}{}", ended.out, ended.err);
    assert!(ended.err.contains("the model cannot explain these data"), "{}", ended.err);
    assert!(ended.err.contains("Torkham, 5-12 Oct 2023"), "{}", ended.err);
    assert!(!desk.listing().iter().any(|name| name.ends_with(".csv") && name != "wild.csv"), "{:?}", desk.listing());
}

/// Killed without warning, the same command goes on from the last step, to the same draws.
#[cfg(unix)]
#[test]
fn a_killed_calibration_goes_on_to_the_same_draws() {
    let desk = Desk::new();
    let longer = [
        "calibrate",
        "history",
        "--as-of",
        "2023-11-12",
        "--wave",
        "64",
        "--particles",
        "64",
        "--robust",
        "--no-figures",
        "--threads",
        "1",
    ];
    desk.done(&[&longer[..], &["-o", "whole"]].concat());
    let checkpoint = desk.path(".killed.checkpoint-0.json");
    let mut child = desk.command(&[&longer[..], &["-o", "killed", "--quiet"]].concat()).spawn().unwrap();
    // As soon as a step is done the state is there; the process is killed wherever it is then.
    while !checkpoint.exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be killed");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!desk.path("killed").exists(), "nothing half-written");
    let ended = desk.done(&[&longer[..], &["-o", "killed"]].concat());
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    for table in TABLES {
        assert_eq!(desk.read(&format!("whole/{table}")), desk.read(&format!("killed/{table}")), "{table}");
    }
    assert!(!checkpoint.exists(), "it is no longer needed");
}
