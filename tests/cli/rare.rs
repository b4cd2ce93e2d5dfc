//! `crossings rare`: what it says and leaves, and what it refuses.

use super::Desk;

/// A short horizon and little effort, so that the tests are quick.
const SHORT: [&str; 6] = ["--set", "time.last_day=2023-11-10", "--effort", "32", "--repetitions", "2"];

fn arguments<'a>(event: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["rare", "history", "--event", event], more, &SHORT].concat()
}

#[test]
fn odds_come_with_their_interval_and_the_levels_on_the_way() {
    let desk = Desk::new();
    let ended = desk.done(&arguments("queue_max >= 50_000", &["--no-figures"]));
    assert!(ended.out.contains("How likely is it that queue_max reaches 50,000 by 10 November 2023?"), "{}", ended.out);
    assert!(ended.out.contains("95 % interval"), "{}", ended.out);
    let levels = desk.table("output/rare-history/levels.csv");
    assert_eq!(levels.rows.last().unwrap()[0], "50000");
    let repetitions = desk.table("output/rare-history/repetitions.csv");
    assert_eq!(repetitions.rows.len(), 2);
    // An event that anything may be: more deportations too, and by a date.
    let dated = "documented_deported_total >= 1 by 2023-11-05";
    let card = |threads: &str| desk.done(&arguments(dated, &["--quiet", "--force", "--threads", threads])).out;
    assert_eq!(card("1"), card("3"), "the same on any number of threads");
}

#[test]
fn bad_events_name_the_choices() {
    let desk = Desk::new();
    for (event, expected) in [
        ("queu_max >= 3", "did you mean `queue_max`?"),
        ("queue_max <= 3", "`queue_max <= 3` is no event: it reads OUTCOME >= LEVEL"),
        ("queue_max >= many", "`many` in `queue_max >= many` is no number"),
        ("queue_max >= 3 by tomorrow", "`tomorrow` is no date such as 2023-12-31"),
        ("queue_max >= 3 by 2025-01-01", "2025-01-01 lies outside the horizon"),
        ("winter_exposure >= 3 by 2023-11-01", "`winter_exposure` is known at the end only"),
    ] {
        let ended = desk.refused(&arguments(event, &[]));
        assert!(ended.err.contains(expected), "{event}: {}", ended.err);
    }
    assert!(desk.listing().is_empty(), "nothing is left: {:?}", desk.listing());
}

#[test]
fn what_is_out_of_reach_is_no_answer() {
    let desk = Desk::new();
    let ended = desk.crossings(&arguments("queue_max >= 1_000_000_000", &[]));
    assert_eq!(ended.code, 2, "{}", ended.out);
    assert!(ended.err.contains("no history gets near: the highest level seen is"), "{}", ended.err);
    assert!(desk.listing().is_empty() || desk.listing() == ["output/"], "{:?}", desk.listing());
}
