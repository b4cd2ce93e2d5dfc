//! `crossings compare`: what it writes, what it says, what it refuses.

use super::Desk;

/// A short horizon, so that the tests are quick.
const SHORT: [&str; 4] = ["--set", "time.last_day=2023-12-20", "--runs", "40"];

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["compare"], more, &SHORT].concat()
}

#[test]
fn policies_are_compared_in_pairs() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["history", "winter-moratorium", "protect-documented", "--no-figures"]));
    assert!(
        ended.out.contains("history and winter-moratorium share every figure to the bit until 30 November 2023."),
        "{}",
        ended.out
    );
    assert!(ended.out.contains("Under winter-moratorium"), "{}", ended.out);
    assert!(
        ended.out.contains("Under protect-documented fewer documented people are deported in all 40 paired futures"),
        "{}",
        ended.out
    );
    assert!(ended.out.contains("unpaired it would be"), "{}", ended.out);
    let folder = "output/compare-history-winter-moratorium-protect-documented";
    let files = [
        "answer.md",
        "comparison.csv",
        "daily_differences.csv",
        "datapackage.json",
        "manifest.json",
        "pairs.csv",
        "robustness.csv",
        "scenarios/",
        "scenarios/history.toml",
        "scenarios/protect-documented.toml",
        "scenarios/winter-moratorium.toml",
        "state.bin",
    ];
    assert_eq!(desk.listing_of(folder), files);
    desk.assert_described(folder, &["comparison.csv", "daily_differences.csv", "pairs.csv", "robustness.csv"]);
    // A pair is a run under every policy, and the comparison is that of the pairs.
    let pairs = desk.table(&format!("{folder}/pairs.csv"));
    assert_eq!(pairs.rows.len(), 3 * 40);
    let column = pairs.header.iter().position(|name| name == "documented_deported_total").unwrap();
    let of = |policy: &str| -> Vec<f64> {
        pairs.rows.iter().filter(|row| row[1] == policy).map(|row| row[column].parse().unwrap()).collect()
    };
    let (history, protected) = (of("history"), of("protect-documented"));
    let mean = protected.iter().zip(&history).map(|(b, a)| b - a).sum::<f64>() / 40.0;
    let comparison = desk.table(&format!("{folder}/comparison.csv"));
    let row = comparison
        .rows
        .iter()
        .find(|row| row[0] == "protect-documented" && row[2] == "documented_deported_total")
        .unwrap();
    let at = comparison.header.iter().position(|name| name == "mean").unwrap();
    assert!((row[at].parse::<f64>().unwrap() / mean - 1.0).abs() < 1e-4, "{} is not {mean}", row[at]);
}

#[test]
fn a_comparison_is_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new();
    let card = |threads: &str| {
        let more = ["history", "border-shut", "--quiet", "--no-figures", "--force", "--threads", threads];
        desk.done(&arguments(&more)).out
    };
    assert_eq!(card("1"), card("3"));
}

#[test]
fn a_policy_that_changes_nothing_says_why() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&["history", "history", "--no-figures"]));
    assert!(ended.out.contains("history-2 differs from history by exactly zero"), "{}", ended.out);
    assert!(ended.out.contains("say the same about the world"), "{}", ended.out);
    // A lever that acts on nobody, in a file of its own.
    desk.write("late.toml", "title = \"Late\"\nextends = \"scenarios/history.toml\"\n[policy]\nmoratorium = [{ from = 2025-01-01, value = 1.0 }]\n");
    desk.write("wide.toml", "title = \"Wide\"\nextends = \"scenarios/history.toml\"\n[places.crossings.angoor_adda]\ncapacity_per_day = 9000\n");
    for (file, reason) in [
        ("late.toml", "`policy.moratorium` changes nothing: its dates lie outside the horizon"),
        (
            "wide.toml",
            "`places.crossings.angoor_adda.capacity_per_day` changes nothing: nobody ever waits at `angoor_adda`",
        ),
    ] {
        let ended = desk.done(&arguments(&["history", file, "--no-figures", "--force"]));
        assert!(ended.out.contains("by exactly zero"), "{}", ended.out);
        assert!(ended.out.contains(reason), "{}", ended.out);
    }
}

#[test]
fn requirements_are_counted() {
    let desk = Desk::new();
    let more = ["history", "protect-documented", "--no-figures", "--require", "documented_deported_total <= 0"];
    let ended = desk.done(&arguments(&more));
    let sentence = "documented_deported_total at most 0: history: in none of 40 runs (below 7.50 %); protect-documented: in all of 40 runs";
    assert!(ended.out.contains(sentence), "{}", ended.out);
    let table = desk.table("output/compare-history-protect-documented/requirements.csv");
    assert_eq!(table.rows[1][2], "40");
}

#[test]
fn runs_and_comparisons_point_at_rare_events_too() {
    let desk = Desk::new();
    let threshold = "outcomes.thresholds=[{ outcome = \"queue\", at_least = 900_000, by = 2023-11-10 }]";
    let ended = desk.done(&[&["run", "history", "--no-figures", "--set", threshold], &SHORT[..]].concat());
    assert!(
        ended.out.contains("Never seen in these runs; how rare it is, `crossings rare history --set "),
        "{}",
        ended.out
    );
    assert!(ended.out.contains("--event 'queue_max >= 900000 by 2023-11-10'` estimates."), "{}", ended.out);
    let require = ["compare", "history", "border-shut", "--no-figures", "--require", "peak_daily_crossings <= 900000"];
    let ended = desk.done(&[&require, &SHORT[..]].concat());
    for name in ["history", "border-shut"] {
        let command =
            format!("`crossings rare {name} --set time.last_day=2023-12-20 --event 'peak_daily_crossings >= 900001'`");
        assert!(ended.out.contains(&command), "{}", ended.out);
    }
}

#[test]
fn bad_questions_name_the_choices() {
    let desk = Desk::new();
    for (more, expected) in [
        (&["history", "phase-2"][..], "their horizons differ"),
        (&["history", "border-shut", "--require", "queu_max <= 3"], "did you mean `queue_max`?"),
        (&["history", "border-shut", "--require", "queue_max < 3"], "a requirement reads OUTCOME <= LEVEL"),
        (&["history", "border-shut", "--require", "queue_max <= many"], "`many` in `queue_max <= many` is no number"),
        (&["history", "border-shut", "--require", "arrests_total >= 9"], "asks for more removals"),
        (&["history", "bordershut"], "did you mean `border-shut`?"),
    ] {
        let ended = desk.refused(&[&["compare"], more].concat());
        assert!(ended.err.contains(expected), "{more:?}: {}", ended.err);
    }
    assert!(desk.listing().is_empty(), "nothing is left: {:?}", desk.listing());
    let ended = desk.crossings(&["compare", "history"]);
    assert_eq!(ended.code, 1);
}

#[test]
fn scenarios_with_other_strata_are_refused_with_both_lists() {
    let desk = Desk::new();
    desk.write("renamed.toml", "title = \"R\"\nextends = \"scenarios/history.toml\"\n[names]\ndestinations = [\"nangarhar\", \"kabul\", \"kandahar\", \"kunduz\", \"laghman\", \"kunar\", \"helmand\", \"loya_paktia\", \"other\", \"herat\"]\n[reception.beds]\nherat = 10\n");
    let ended = desk.crossings(&["compare", "history", "renamed.toml"]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.err.contains("error"), "{}", ended.err);
}
