//! Parts of the work that processes make apart go together to the bytes that one process makes.

use std::fs;

use crate::Desk;
use crate::resume::SHORT;

fn run<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&["run", "history", "--quiet", "--runs", "500"], words, &SHORT[..]].concat()
}

impl Desk {
    /// Makes the shards of a run in this order.
    fn shards(&self, numbers: &[u64], of: u64, folder: &str) {
        for number in numbers {
            self.done(&run(&["--shard", &format!("{number}/{of}"), "-o", folder]));
        }
    }
}

#[test]
fn any_number_of_shards_in_any_order_gives_the_same_bytes() {
    let desk = Desk::new();
    desk.done(&run(&["-o", "whole"]));
    desk.shards(&[2, 3, 1], 3, "three");
    desk.shards(&[1], 1, "one");
    // Made twice, a shard counts once.
    fs::copy(desk.path("three/2-of-3.shard"), desk.path("three/again.shard")).unwrap();
    for (folder, said) in [("three", "counts once"), ("one", "")] {
        let ended = desk.done(&["merge", folder, "-o", "merged", "--quiet"]);
        assert!(ended.err.contains(said), "{}", ended.err);
        desk.assert_same("merged", "whole");
        fs::remove_dir_all(desk.path("merged")).unwrap();
    }
    // A shard that is there is not made again.
    let ended = desk.done(&run(&["--shard", "2/3", "-o", "three"]));
    assert!(ended.err.contains("is there already"), "{}", ended.err);
    // Merged without pictures, it says so, and comes out the same when it is made again.
    let plain = [&["run", "history", "--runs", "200", "--shard", "1/1", "-o", "plain"], &SHORT[1..]].concat();
    desk.done(&plain);
    desk.done(&["merge", "plain", "--no-figures", "-o", "of-plain", "--quiet"]);
    desk.done(&["verify", "of-plain", "--whole"]);
    // The merged result can be extended like any other.
    desk.done(&["merge", "three", "-o", "merged", "--quiet"]);
    let more = |folder| [&["run", "history", "--quiet", "--runs", "600", "-o", folder], &SHORT[..]].concat();
    desk.done(&more("merged"));
    desk.done(&more("more"));
    desk.assert_same("merged", "more");
}

#[test]
fn what_is_missing_damaged_foreign_or_contradicts_is_named_at_once() {
    let desk = Desk::new();
    desk.shards(&[1, 2, 5], 5, "s");
    desk.done(&run(&["--shard", "3/5", "--seed", "2", "-o", "other"]));
    fs::copy(desk.path("other/3-of-5.shard"), desk.path("s/3-of-5.shard")).unwrap();
    let mut bytes = fs::read(desk.path("s/2-of-5.shard")).unwrap();
    let at = bytes.len() - 100;
    bytes[at] ^= 1;
    desk.write("s/2-of-5.shard", bytes);
    let ended = desk.refused(&["merge", "s", "-o", "merged"]);
    for said in [
        "2-of-5.shard` is damaged",
        "3-of-5.shard` is a shard of something else",
        "the seed was 2 and is 1",
        "3 of 5 shards are missing: 2-4; make them, for example with: crossings run history",
        "--shard 2/5",
        "nothing was merged or written",
    ] {
        assert!(ended.err.contains(said), "{said}: {}", ended.err);
    }
    assert!(!desk.path("merged").exists());
    // What is behind a whole shard does not belong to it.
    desk.shards(&[1], 1, "behind");
    let mut bytes = fs::read(desk.path("behind/1-of-1.shard")).unwrap();
    bytes.extend([7; 100]);
    desk.write("behind/1-of-1.shard", bytes);
    let ended = desk.refused(&["merge", "behind", "-o", "merged"]);
    assert!(ended.err.contains("the last 100 bytes are not whole"), "{}", ended.err);
    // A damaged shard is made again by force only, so that nobody loses one by mistake.
    desk.refused(&run(&["--shard", "2/5", "-o", "s"]));
    desk.done(&run(&["--shard", "2/5", "-o", "s", "--force"]));
    let ended = desk.refused(&["merge", "nowhere", "-o", "merged"]);
    assert!(ended.err.contains("nowhere"), "{}", ended.err);
}

#[test]
fn a_shard_that_was_interrupted_goes_on_when_it_is_started_again() {
    let desk = Desk::new();
    let words = |folder: &'static str| {
        [&["run", "history", "--quiet", "--runs", "3000", "--shard", "2/2", "-o", folder], &SHORT[..]].concat()
    };
    desk.done(&words("whole"));
    let mut child = desk.started(&words("s"));
    desk.wait_for(&mut child, "s/2-of-2.shard", 1);
    assert!(std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    let ended = crate::Ended::from(child.wait_with_output().unwrap());
    assert_eq!(ended.code, 130, "{}", ended.err);
    assert!(ended.err.contains("runs of the shard are done"), "{}", ended.err);
    let ended = desk.done(&["resume", "s/2-of-2.shard"]);
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    assert_eq!(desk.listing_of("s"), ["2-of-2.shard"]);
    // The rest is the same, so the shards count as the same.
    fs::copy(desk.path("whole/2-of-2.shard"), desk.path("s/other.shard")).unwrap();
    let ended = desk.refused(&["merge", "s", "-o", "merged"]);
    assert!(ended.err.contains("counts once") && ended.err.contains("missing: 1"), "{}", ended.err);
}

/// With nothing but a shell, as docs/reliability.md has it.
#[test]
fn a_shell_spreads_shards_over_processes() {
    let desk = Desk::new();
    desk.done(&run(&["-o", "whole"]));
    let pipeline = "seq 4 | xargs -P 4 -I{} \"$0\" \"$@\" --threads 1 --shard {}/4 -o parts";
    let program = assert_cmd::cargo::cargo_bin!("crossings");
    let mut shell = std::process::Command::new("sh");
    let spread = shell.args(["-c", pipeline]).arg(program).args(run(&[])).current_dir(desk.path("")).output().unwrap();
    assert!(spread.status.success(), "{}", String::from_utf8_lossy(&spread.stderr));
    desk.done(&["merge", "parts", "-o", "merged", "--quiet"]);
    desk.assert_same("merged", "whole");
}

/// A scheduler that has lost sight of a process starts another: the second waits, and goes on if the first dies.
#[test]
fn a_shard_that_another_process_makes_is_waited_for() {
    let desk = Desk::new();
    let words = |folder: &'static str| {
        [&["run", "history", "--quiet", "--runs", "12000", "--shard", "2/2", "-o", folder], &SHORT[..]].concat()
    };
    let mut first = desk.started(&words("s"));
    desk.wait_for(&mut first, "s/2-of-2.shard", 1);
    let (second, killed) = std::thread::scope(|threads| {
        let second = threads.spawn(|| desk.crossings(&words("s")));
        // Long enough for it to come to the lock.
        std::thread::sleep(std::time::Duration::from_millis(700));
        first.kill().unwrap();
        (second.join().unwrap(), first.wait().unwrap())
    });
    assert_eq!((second.code, killed.code()), (0, None), "{}", second.err);
    assert!(second.err.contains("waits for another process"), "{}", second.err);
    assert!(second.err.contains("goes on from"), "{}", second.err);
    desk.done(&words("whole"));
    let shard = |folder: &str| fs::read(desk.path(&format!("{folder}/2-of-2.shard"))).unwrap();
    let content = |folder: &str| crossings::output::read_log(&shard(folder)).unwrap().checkpoints;
    assert_eq!(content("s"), content("whole"));
}

#[test]
fn comparisons_come_in_shards_too_and_launchers_say_which() {
    let desk = Desk::new();
    let words = |more: &[&'static str]| {
        [&["compare", "history", "winter-moratorium", "--quiet", "--runs", "200"], more, &SHORT[..]].concat()
    };
    desk.done(&words(&["-o", "whole"]));
    for number in ["1", "2"] {
        let mut command = desk.command(&words(&["--shard", "auto", "-o", "s"]));
        command.env("SLURM_ARRAY_TASK_ID", number).env("SLURM_ARRAY_TASK_COUNT", "2");
        let ended = crate::Ended::from(command.output().unwrap());
        assert_eq!(ended.code, 0, "{}", ended.err);
    }
    desk.done(&["merge", "s", "-o", "merged", "--quiet"]);
    desk.assert_same("merged", "whole");
}

/// What `.ci/slurm` does not ask of a real Slurm: what is refused, and what is written.
#[test]
fn a_study_for_a_cluster_is_checked_before_it_is_submitted() {
    let desk = Desk::new();
    let submit = |more: &[&'static str]| [&["cluster", "submit", "--shards", "4", "-o", "study"], more].concat();
    for (words, said) in [
        (&["--", "why", "history", "winter-moratorium"][..], "only `run` and `compare` can be made in shards"),
        (&["--", "run", "history", "-o", "x"], "give -o before `--`"),
        (&["--", "run", "history", "--shard", "1/4"], "every task gets its own"),
        (&["--", "run", "history", "--runz", "4"], "the command after `--` is not understood"),
    ] {
        let ended = desk.refused(&submit(words));
        assert!(ended.err.contains(said), "{words:?}: {}", ended.err);
        assert!(desk.listing().is_empty(), "{words:?}: {:?}", desk.listing());
    }
    desk.done(&submit(&[
        "--dry-run",
        "--sbatch=--time=2:00:00",
        "--",
        "run",
        "history",
        "--set",
        "title=\"It's mine\"",
    ]));
    assert_eq!(desk.listing(), ["study-shards/", "study-shards/array.sh", "study-shards/merge.sh"]);
    let script = desk.read("study-shards/array.sh");
    for line in ["#SBATCH --requeue", "#SBATCH --time=2:00:00", "#SBATCH --array=1-4", "#SBATCH --signal=B:TERM@60"] {
        assert!(script.contains(line), "{line}: {script}");
    }
    // Words come through the shell as they were typed.
    assert!(script.contains(r#"--set 'title="It'\''s mine"' --shard auto/4"#), "{script}");
    let status = desk.refused(&["cluster", "status", "study"]);
    assert!(status.err.contains("nothing was submitted for `study`"), "{}", status.err);
    let mut without = desk.command(&submit(&["--", "run", "history"]));
    let ended = crate::Ended::from(without.env("PATH", "").output().unwrap());
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.err.contains("cannot start sbatch") && ended.err.contains("a machine with Slurm?"), "{}", ended.err);
}
