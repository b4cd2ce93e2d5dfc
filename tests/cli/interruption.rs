//! Ctrl-C: the runs that are complete are kept and are what a shorter request would have given.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Desk, Ended, FILES};

/// Longer than any machine needs for the batches in hand; far less than the work that was asked for.
const SOON: Duration = Duration::from_secs(60);

/// Presses Ctrl-C.
fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// A horizon of three weeks, so that the judge among the engines is done with a batch in a second or two.
const SHORT: [&str; 2] = ["--set", "time.last_day=2023-10-05"];

/// Starts a run that would take hours, lets it work for a while, presses Ctrl-C and waits for the end.
fn interrupted(desk: &Desk, engine: &str, folder: &str, after: Duration) -> Ended {
    let arguments = ["run", "history", "--engine", engine, "--runs", "1000000", "--no-figures", "-o", folder];
    let mut child =
        desk.command(&[&arguments[..], &SHORT].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The title is printed when the work begins, and not before Ctrl-C is listened to.
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut title = String::new();
    out.read_line(&mut title).unwrap();
    assert!(title.starts_with("History"), "{title}");
    std::thread::sleep(after);
    interrupt(&child);
    let pressed = Instant::now();
    std::io::copy(&mut out, &mut std::io::sink()).unwrap();
    let ended = Ended::from(child.wait_with_output().unwrap());
    assert!(pressed.elapsed() < SOON, "it took {:?} to end", pressed.elapsed());
    ended
}

/// Interrupts later and later, until at least one run was complete. Returns how many were.
fn interrupted_after_some_runs(desk: &Desk, engine: &str, folder: &str) -> u64 {
    for attempt in 0..10 {
        let ended = interrupted(desk, engine, folder, Duration::from_millis(200 << attempt));
        assert_eq!(ended.code, 130, "{}", ended.err);
        if ended.err.contains("runs are complete and were written") {
            let manifest = desk.json(&format!("{folder}/manifest.json"));
            assert_eq!(manifest["complete"], "interrupted");
            assert_eq!(manifest["runs_asked"], 1_000_000);
            return manifest["runs_completed"].as_u64().unwrap();
        }
        assert!(ended.err.contains("nothing was written"), "{}", ended.err);
        assert!(desk.listing().is_empty(), "{:?}", desk.listing());
    }
    panic!("no run was complete after minutes");
}

#[test]
fn an_interrupted_run_is_whole_and_equals_a_shorter_one() {
    for engine in ["cohort", "reference"] {
        let desk = Desk::new();
        let runs = interrupted_after_some_runs(&desk, engine, "a");
        assert!(runs > 0);
        assert_eq!(desk.listing_of("a"), FILES);
        assert_eq!(desk.listing().len(), FILES.len() + 1, "no leftovers: {:?}", desk.listing());
        let runs = runs.to_string();
        let again = ["run", "history", "--engine", engine, "--runs", &runs, "--no-figures", "--quiet", "-o", "b"];
        desk.done(&[&again[..], &SHORT].concat());
        for file in ["daily.csv", "totals.csv", "runs.csv", "failed.csv", "scenario.toml"] {
            assert_eq!(
                desk.read(&format!("a/{file}")),
                desk.read(&format!("b/{file}")),
                "{engine}, {runs} runs: {file}"
            );
        }
        // It may be replaced, like any finished run, only by force.
        desk.refused(&["run", "history", "--runs", "8", "--no-figures", "-o", "a"]);
        desk.done(&["run", "history", "--runs", "8", "--no-figures", "--quiet", "--force", "-o", "a"]);
    }
}

#[test]
fn interrupted_at_once_it_leaves_nothing_or_a_whole_result() {
    let desk = Desk::new();
    let ended = interrupted(&desk, "reference", "a", Duration::ZERO);
    assert_eq!(ended.code, 130, "{}", ended.err);
    let last = ended.err.lines().last().unwrap_or_default();
    assert!(last.starts_with("interrupted"), "{}", ended.err);
    match ended.err.contains("nothing was written") {
        true => assert!(desk.listing().is_empty(), "{:?}", desk.listing()),
        false => assert_eq!(desk.listing_of("a"), FILES),
    }
}

#[test]
fn pressed_twice_it_ends_at_once() {
    let desk = Desk::new();
    let arguments = ["run", "history", "--engine", "reference", "--runs", "1000000", "--no-figures"];
    let mut child = desk.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    interrupt(&child);
    // The system may fold two signals into one that come too fast: press until it is gone.
    while child.try_wait().unwrap().is_none() {
        interrupt(&child);
        std::thread::yield_now();
    }
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let left = desk.listing();
    assert!(left.iter().all(|name| !name.contains("partial")), "{left:?}");
}
