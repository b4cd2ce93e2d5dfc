//! `--as-of`: nothing that came to be known later is used or shown.

use std::fs;

use crate::Desk;

const PRIOR: &str = "parameters=\"parameters/prior.toml\"";

fn manifest(desk: &Desk, folder: &str) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(desk.path(folder).join("manifest.json")).unwrap()).unwrap()
}

#[test]
fn later_counts_are_hidden_and_the_manifest_says_as_of_when() {
    let desk = Desk::new();
    let run = ["run", "history", "--set", PRIOR, "--runs", "2"];
    let told = desk.done(&[&run[..], &["--as-of", "2023-11-18", "-o", "then"]].concat()).out;
    assert!(told.contains("As of 18 November 2023: later counts are hidden."), "{told}");
    desk.done(&[&run[..], &["-o", "now"]].concat());
    let twin = |folder: &str| fs::read_to_string(desk.path(folder).join("figures/cumulative.svg")).unwrap();
    // The count of 18 November is there, that of 15 January is not.
    assert!(twin("then").contains("374,600") && twin("now").contains("374,600"));
    assert!(!twin("then").contains("501,242") && twin("now").contains("501,242"));
    assert_eq!(manifest(&desk, "then")["as_of"], "2023-11-18");
    assert!(manifest(&desk, "now")["as_of"].is_null());
    // What is known changes no simulated figure.
    let daily = |folder: &str| fs::read(desk.path(folder).join("daily.csv")).unwrap();
    assert_eq!(daily("then"), daily("now"));
}

#[test]
fn numbers_fitted_to_later_days_are_refused_by_every_command() {
    let desk = Desk::new();
    let commands: [&[&str]; 9] = [
        &["run", "history"],
        &["check", "history"],
        &["rare", "history", "--event", "queue_max >= 60000"],
        &["guess", "history", "--template", "sheet.toml"],
        &["sensitivity", "history"],
        &["discover", "history", "--bad", "queue_max >= 20000"],
        &["bench", "history"],
        &["compare", "history", "no-deadline"],
        &["why", "history", "no-deadline"],
    ];
    for command in commands {
        let ended = desk.refused(&[command, &["--as-of", "2024-10-30"]].concat());
        for words in
            ["fitted to the record until 2024-10-31", "known on 2024-10-30", "allowed:", "`foresight` or `prior`"]
        {
            assert!(ended.err.contains(words), "{command:?}: `{words}` is missing in:\n{}", ended.err);
        }
    }
    assert!(desk.listing().is_empty(), "{:?}", desk.listing());
    desk.done(&["check", "history", "--as-of", "2024-10-31"]);
    desk.done(&["check", "history", "--as-of", "2023-10-02", "--set", PRIOR]);
}

#[test]
fn a_study_says_as_of_when_too() {
    let desk = Desk::new();
    let compare = ["compare", "history", "no-deadline", "--set", PRIOR, "--runs", "4", "--no-figures", "-o", "then"];
    desk.done(&[&compare[..], &["--as-of", "2023-11-18"]].concat());
    assert_eq!(manifest(&desk, "then")["as_of"], "2023-11-18");
}

#[test]
fn a_date_that_is_none_is_refused() {
    let desk = Desk::new();
    for wrong in ["2023-11-31", "yesterday", "18.11.2023", ""] {
        let ended = desk.refused(&["run", "history", "--as-of", wrong]);
        assert!(ended.err.contains("--as-of") && ended.err.contains("2023-11-18"), "{wrong}: {}", ended.err);
    }
    assert!(desk.listing().is_empty());
}
