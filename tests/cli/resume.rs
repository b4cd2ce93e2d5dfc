//! Work that was killed, interrupted or is not enough goes on, to the same bytes as if nothing had happened.

use std::fs;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::{Desk, Ended};

/// A horizon of three weeks, and a checkpoint after every wave of batches.
pub(crate) const SHORT: [&str; 5] = ["--no-figures", "--set", "time.last_day=2023-10-05", "--checkpoint", "0"];

/// Longer than any machine needs for a checkpoint.
const SOON: Duration = Duration::from_secs(60);

impl Desk {
    /// Both folders have the same files, and all but the manifest are the same to the byte.
    pub(crate) fn assert_same(&self, one: &str, other: &str) {
        let names = self.listing_of(one);
        assert_eq!(names, self.listing_of(other), "{one} and {other}");
        for name in names.iter().filter(|name| *name != "manifest.json" && !name.ends_with('/')) {
            let bytes = |folder: &str| fs::read(self.path(&format!("{folder}/{name}"))).unwrap();
            assert!(bytes(one) == bytes(other), "{name} of {one} and {other} differ");
        }
    }

    /// Starts the command.
    pub(crate) fn started(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    }

    /// Waits until a command that fills a folder has written so many checkpoints down, whole.
    pub(crate) fn wait_for(&self, child: &mut Child, folder: &str, checkpoints: usize) {
        let (place, name) = folder.rsplit_once('/').unwrap_or((".", folder));
        let log = self.path(&format!("{place}/.{name}.unfinished/run.log"));
        let began = Instant::now();
        let there = || {
            let bytes = fs::read(&log).ok()?;
            Some(crossings::output::read_log(&bytes).ok()?.checkpoints.len())
        };
        while there().is_none_or(|there| there < checkpoints) {
            assert!(child.try_wait().unwrap().is_none(), "it ended before it had written anything down");
            assert!(began.elapsed() < SOON, "it wrote nothing down");
            std::thread::yield_now();
        }
    }

    /// Starts the command and kills it as soon as it has written so many checkpoints down.
    fn killed(&self, arguments: &[&str], folder: &str, checkpoints: usize) {
        let mut child = self.started(arguments);
        self.wait_for(&mut child, folder, checkpoints);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!self.path(folder).exists(), "there is never half a run under its name");
    }
}

fn run<'a>(runs: &'a str, folder: &'a str) -> Vec<&'a str> {
    [&["run", "history", "--quiet", "--runs", runs, "-o", folder], &SHORT[..]].concat()
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let desk = Desk::new();
    desk.done(&run("1000", "whole"));
    desk.killed(&run("1000", "a"), "a", 1);
    let ended = desk.done(&["resume", "a"]);
    assert!(ended.err.contains("works on: crossings run history"), "{}", ended.err);
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    desk.assert_same("a", "whole");
    assert_eq!(
        desk.json("a/manifest.json")["command"],
        desk.json("whole/manifest.json")["command"].as_str().unwrap().replace("whole", "a")
    );
    // So does the same command.
    desk.killed(&run("1000", "b"), "b", 1);
    let ended = desk.done(&run("1000", "b"));
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    desk.assert_same("b", "whole");
    assert!(desk.listing().iter().all(|name| !name.starts_with('.')), "{:?}", desk.listing());
}

#[test]
fn a_damaged_end_is_done_again_and_a_damaged_middle_is_told() {
    let desk = Desk::new();
    desk.done(&run("1000", "whole"));
    let log = ".a.unfinished/run.log";
    for (what, told) in [("end", "is dropped"), ("middle", "in the middle of what was written")] {
        desk.killed(&run("1000", "a"), "a", 2);
        let mut bytes = fs::read(desk.path(log)).unwrap();
        match what {
            "end" => bytes.extend(&bytes[..1000].to_vec()),
            _ => {
                let second = bytes.windows(8).skip(1).position(|window| window == &bytes[..8]).unwrap() + 1;
                let copy = bytes[second..].to_vec();
                bytes[second + 100] ^= 1;
                bytes.extend(copy);
            }
        }
        desk.write(log, bytes);
        let ended = desk.done(&["resume", "a"]);
        assert!(ended.err.contains(told), "{what}: {}", ended.err);
        desk.assert_same("a", "whole");
        fs::remove_dir_all(desk.path("a")).unwrap();
    }
    desk.killed(&run("1000", "a"), "a", 1);
    let mut bytes = fs::read(desk.path(log)).unwrap();
    bytes[30] ^= 1;
    desk.write(log, bytes);
    let refused = desk.refused(&["resume", "a"]);
    assert!(refused.err.contains("its beginning is damaged"), "{}", refused.err);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    desk.refused(&run("1000", "a"));
    desk.done(&[&run("1000", "a")[..], &["--force"]].concat());
    desk.assert_same("a", "whole");
}

#[test]
fn a_changed_scenario_is_refused_with_the_difference() {
    let desk = Desk::new();
    let scenario = |credibility: &str| {
        let text = format!("title = \"Mine\"\nextends = \"history.toml\"\n[behaviour]\nmedia_share = {credibility}\n");
        desk.write("mine.toml", text);
    };
    let mine = |seed: &'static str| {
        [&["run", "mine.toml", "--quiet", "--runs", "1000", "-o", "a", "--seed", seed], &SHORT[..]].concat()
    };
    scenario("0.25");
    desk.killed(&mine("1"), "a", 1);
    scenario("0.5");
    for arguments in [vec!["resume", "a"], mine("1")] {
        let ended = desk.refused(&arguments);
        assert!(ended.err.contains("`") && ended.err.contains("unfinished work of something else"), "{}", ended.err);
        assert!(ended.err.contains("had: media_share = 0.25"), "{}", ended.err);
        assert!(ended.err.contains("has: media_share = 0.5"), "{}", ended.err);
    }
    scenario("0.25");
    let ended = desk.refused(&mine("2"));
    assert!(ended.err.contains("the seed was 1 and is 2"), "{}", ended.err);
    assert!(ended.err.contains("crossings resume a"), "{}", ended.err);
    // Another command does not throw it away, either.
    let ended = desk.refused(&["why", "history", "winter-moratorium", "--runs", "16", "-o", "a"]);
    assert!(ended.err.contains("unfinished work"), "{}", ended.err);
    desk.done(&["resume", "a"]);
}

#[test]
fn more_runs_of_the_same_are_added_to_those_that_are_there() {
    let desk = Desk::new();
    desk.done(&run("1000", "whole"));
    desk.done(&run("200", "a"));
    let ended = desk.done(&run("1000", "a"));
    assert!(ended.err.contains("200 runs are there"), "{}", ended.err);
    desk.assert_same("a", "whole");
    // What is not more of the same is not touched.
    for other in [vec!["--runs", "1000"], vec!["--runs", "900"], vec!["--runs", "2000", "--seed", "2"]] {
        let ended = desk.refused(&[&["run", "history", "-o", "a"], &other[..], &SHORT].concat());
        assert!(ended.err.contains("already holds a finished run"), "{}", ended.err);
    }
    // Without its state it is a finished run like any other; by force it is made anew.
    fs::remove_file(desk.path("a/state.bin")).unwrap();
    desk.refused(&run("1200", "a"));
    let ended = desk.done(&[&run("1000", "a")[..], &["--force"]].concat());
    assert!(!ended.err.contains("goes on"), "{}", ended.err);
    desk.assert_same("a", "whole");
}

#[test]
fn an_extension_that_was_killed_goes_on_and_the_old_result_stays_until_then() {
    let desk = Desk::new();
    desk.done(&run("1000", "whole"));
    desk.done(&run("200", "a"));
    let before = desk.read("a/daily.csv");
    let mut child = desk.started(&run("1000", "a"));
    desk.wait_for(&mut child, "a", 1);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(desk.read("a/daily.csv"), before);
    desk.done(&["resume", "a"]);
    desk.assert_same("a", "whole");
}

/// Sends a signal as soon as so many checkpoints are written down, and waits for the end.
fn signalled(desk: &Desk, arguments: &[&str], folder: &str, signal: &str, checkpoints: usize) -> Ended {
    let mut child = desk.started(arguments);
    desk.wait_for(&mut child, folder, checkpoints);
    let sent = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    Ended::from(child.wait_with_output().unwrap())
}

#[test]
fn an_interrupted_run_goes_on_to_the_same_bytes() {
    let desk = Desk::new();
    desk.done(&run("2000", "whole"));
    for signal in ["INT", "TERM"] {
        let ended = signalled(&desk, &run("2000", "a"), "a", signal, 1);
        assert_eq!(ended.code, 130, "{}", ended.err);
        assert_eq!(desk.json("a/manifest.json")["complete"], "interrupted");
        let ended = desk.done(&["resume", "a", "--threads", "1"]);
        assert!(ended.err.contains("goes on from"), "{}", ended.err);
        desk.assert_same("a", "whole");
        let ended = desk.done(&["resume", "a"]);
        assert!(ended.out.contains("is finished: nothing is left to do"), "{}", ended.out);
        fs::remove_dir_all(desk.path("a")).unwrap();
    }
    let ended = desk.refused(&["resume", "nowhere"]);
    assert!(ended.err.contains("there is no unfinished work for"), "{}", ended.err);
}

#[test]
fn comparisons_go_on_too() {
    let desk = Desk::new();
    let compare = |folder| {
        let words = ["compare", "history", "winter-moratorium", "--runs", "1000", "--quiet", "-o", folder];
        [&words, &SHORT[..]].concat()
    };
    desk.done(&compare("whole"));
    desk.killed(&compare("a"), "a", 1);
    let ended = desk.done(&["resume", "a"]);
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    desk.assert_same("a", "whole");
}

#[test]
fn tolerances_hold_at_the_same_doubling_after_a_kill() {
    let desk = Desk::new();
    let until = |folder| {
        let words = ["run", "history", "--quiet", "--until", "1% departures_total", "-o", folder];
        [&words, &SHORT[..]].concat()
    };
    let whole = desk.done(&until("whole"));
    desk.killed(&until("a"), "a", 2);
    let again = desk.done(&["resume", "a"]);
    assert_eq!(whole.out, again.out);
    desk.assert_same("a", "whole");
}

/// Studies that keep numbers of every run apart, instead of sums: killed, and interrupted.
#[test]
fn studies_of_points_and_of_futures_go_on_too() {
    let studies: [&[&str]; 3] = [
        &["discover", "history", "--bad", "queue_max >= 20000", "--runs", "3000"],
        &["sensitivity", "history", "--base", "128"],
        &["sensitivity", "history", "--morris", "--base", "128"],
    ];
    let desk = Desk::new();
    for study in studies {
        let study = |folder| [study, &["--quiet", "--set", "outcomes.thresholds=[]", "-o", folder], &SHORT].concat();
        desk.done(&study("whole"));
        desk.killed(&study("a"), "a", 1);
        let ended = desk.done(&["resume", "a", "--threads", "1"]);
        assert!(ended.err.contains("goes on from"), "{}", ended.err);
        desk.assert_same("a", "whole");

        let ended = signalled(&desk, &study("b"), "b", "INT", 1);
        assert_eq!(ended.code, 130, "{}", ended.err);
        // A design may not have had two rows yet: then there is nothing to show, but what was made is kept all the same.
        match desk.path("b").exists() {
            true => assert_eq!(desk.json("b/manifest.json")["complete"], "interrupted"),
            false => assert!(ended.err.contains("nothing was written"), "{}", ended.err),
        }
        let ended = desk.done(&["resume", "b"]);
        assert!(ended.err.contains("goes on from"), "{}", ended.err);
        desk.assert_same("b", "whole");

        // Another question is not the same work.
        desk.killed(&study("c"), "c", 1);
        let ended = desk.refused(&[&study("c")[..], &["--seed", "2"]].concat());
        assert!(ended.err.contains("the seed was 1 and is 2"), "{}", ended.err);
        ["a", "b", "whole"].iter().for_each(|folder| fs::remove_dir_all(desk.path(folder)).unwrap());
        desk.done(&[&study("c")[..], &["--force"]].concat());
        fs::remove_dir_all(desk.path("c")).unwrap();
    }
    let bad = |level| {
        let study = ["discover", "history", "--runs", "3000", "--quiet", "-o", "d", "--bad", level];
        [&study[..], &SHORT].concat()
    };
    desk.killed(&bad("queue_max >= 20000"), "d", 1);
    let ended = desk.refused(&bad("queue_max >= 10000"));
    assert!(ended.err.contains("a bad future has queue_max >= 20000 and is"), "{}", ended.err);
}

/// Work without checkpoints begins anew, to the same result.
#[test]
fn every_command_that_simulates_can_be_resumed() {
    let desk = Desk::new();
    let why = |folder| {
        let words = ["why", "history", "winter-moratorium", "--quiet", "--runs", "256", "-o", folder];
        [&words, &SHORT[..]].concat()
    };
    desk.done(&why("whole"));
    desk.killed(&why("a"), "a", 0);
    desk.done(&["resume", "a"]);
    desk.assert_same("a", "whole");
}

#[test]
fn two_processes_never_fill_the_same_folder() {
    let desk = Desk::new();
    let mut first = desk.started(&run("1000000", "a"));
    desk.wait_for(&mut first, "a", 0);
    for arguments in [run("10", "a"), [&run("10", "a")[..], &["--force"]].concat(), vec!["resume", "a"]] {
        let ended = desk.refused(&arguments);
        assert!(ended.err.contains("is being worked on by another process"), "{}", ended.err);
        assert!(ended.err.contains(&first.id().to_string()), "{}", ended.err);
    }
    first.kill().unwrap();
    first.wait().unwrap();
    desk.done(&[&run("10", "a")[..], &["--force"]].concat());
}
