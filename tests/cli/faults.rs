//! Faults, tried for real: processes are killed, disks are full, folders vanish. Nothing is lost, nothing half-written.
//!
//! The same small study every time: a week, a few hundred runs, a checkpoint after every wave of batches.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Desk, Ended};

/// Kills in all, and of a study that writes a row of every run besides.
const KILLS: u32 = 200;
const KILLS_WITH_ROWS: u32 = 100;

const STUDY: [&str; 10] = [
    "run",
    "history",
    "--quiet",
    "--no-figures",
    "--set",
    "time.last_day=2023-09-21",
    "--set",
    "outcomes.thresholds=[]",
    "--checkpoint",
    "0",
];

fn study<'a>(runs: &'a str, folder: &'a str) -> Vec<&'a str> {
    [&STUDY[..], &["--runs", runs, "-o", folder]].concat()
}

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / (1u64 << 24) as f64
    }
}

/// At each of so many moments between start and end the process is killed; what it leaves is absent or whole, and the next goes
/// on from there. Whenever a study is done, it is the one that was never killed, to the byte.
fn killed_again_and_again(wanted: u32, more: &[&str]) {
    let desk = Desk::new();
    let study = |runs, folder| [&study(runs, folder)[..], more].concat();
    let began = Instant::now();
    desk.done(&study("800", "whole"));
    let whole = began.elapsed().as_secs_f64();
    let mut dice = Dice(1);
    let (mut kills, mut finished, mut went_on) = (0, 0, 0);
    while kills < wanted {
        let mut child = desk.started(&study("800", "a"));
        std::thread::sleep(Duration::from_secs_f64(dice.share() * whole));
        child.kill().unwrap();
        let ended = Ended::from(child.wait_with_output().unwrap());
        went_on += u32::from(ended.err.contains("goes on from"));
        assert!(!ended.err.contains("warning"), "nothing is damaged by a kill: {}", ended.err);
        kills += u32::from(ended.code == -1);
        if ended.code == 0 || desk.path("a").exists() {
            desk.assert_same("a", "whole");
            fs::remove_dir_all(desk.path("a")).unwrap();
            finished += 1;
        }
    }
    desk.done(&study("800", "a"));
    desk.assert_same("a", "whole");
    assert!(went_on > 0, "{kills} kills, {finished} studies finished");
    assert!(desk.listing().iter().all(|name| !name.starts_with(".a")), "{:?}", desk.listing());
}

#[test]
fn two_hundred_kills_lose_nothing() {
    killed_again_and_again(KILLS, &[]);
}

#[test]
fn a_hundred_kills_lose_no_row() {
    killed_again_and_again(KILLS_WITH_ROWS, &["--every-run"]);
}

/// A small disk, if this user may mount one.
struct Disk<'d>(&'d Path);

impl<'d> Disk<'d> {
    fn mount(place: &'d Path, kilobytes: u64) -> Option<Self> {
        fs::create_dir_all(place).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"]).arg(place);
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then_some(Disk(place))
    }

    fn remount(&self, option: &str) {
        let status = Command::new("mount").args(["-o", &format!("remount,{option}")]).arg(self.0).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

/// Rows are a part of the result: where there is no room for them, the work ends, and goes on when there is.
#[test]
fn a_full_disk_ends_work_that_writes_rows_and_costs_no_run() {
    let desk = Desk::new();
    let rows = |folder| [&study("4000", folder)[..], &["--every-run"]].concat();
    desk.done(&rows("whole"));
    let place = desk.path("disk");
    let Some(disk) = Disk::mount(&place, 65_536) else { return eprintln!("no disk could be mounted") };
    let mut child = desk.started(&rows("disk/a"));
    desk.wait_for(&mut child, "disk/a", 1);
    let other = place.join("other");
    let _ = fs::write(&other, vec![0; 80_000_000]);
    let ended = Ended::from(child.wait_with_output().unwrap());
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("the disk is full; the work ends here"), "{}", ended.err);
    assert!(!desk.path("disk/a").exists());
    fs::remove_file(&other).unwrap();
    let ended = desk.done(&["resume", "disk/a"]);
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    desk.assert_same("disk/a", "whole");
    // What cannot fit is refused before it begins, and what fits is not.
    disk.remount("size=30m");
    let ended = desk.refused(&[&study("60000", "disk/b")[..], &["--every-run"]].concat());
    assert!(ended.err.contains("of the disk and"), "{}", ended.err);
    assert!(!desk.path("disk/b").exists());
}

#[test]
fn a_full_disk_costs_no_run_and_a_read_only_one_is_told_at_once() {
    let desk = Desk::new();
    desk.done(&study("4000", "whole"));
    let place = desk.path("disk");
    let Some(disk) = Disk::mount(&place, 16_384) else {
        return eprintln!("no disk could be mounted; a limit on the size of files is tried by another test");
    };
    // There is room enough when it begins; somebody else takes it after the first checkpoints.
    let mut child = desk.started(&study("4000", "disk/a"));
    desk.wait_for(&mut child, "disk/a", 1);
    let other = place.join("other");
    let _ = fs::write(&other, vec![0; 20_000_000]);
    let ended = Ended::from(child.wait_with_output().unwrap());
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("the disk is full"), "{}", ended.err);
    assert!(!desk.path("disk/a").exists());
    fs::remove_file(&other).unwrap();
    disk.remount("size=100m");
    let ended = desk.done(&["resume", "disk/a"]);
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    desk.assert_same("disk/a", "whole");
    disk.remount("ro");
    let ended = desk.refused(&study("4000", "disk/b"));
    assert!(ended.err.contains("read-only"), "{}", ended.err);
}

/// The command with limits of a shell; what it leaves is absent or whole.
fn limited(desk: &Desk, limit: &str, arguments: &[&str]) -> Ended {
    let words = format!("trap '' XFSZ; {limit}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &words, "sh"]).arg(assert_cmd::cargo::cargo_bin!("crossings")).args(arguments);
    let ended = Ended::from(command.current_dir(desk.path("")).output().unwrap());
    assert!(!ended.err.contains("panicked"), "{limit}: {}", ended.err);
    ended
}

/// A clock that is set back by ten years while the work rests, and files that are dated long after it. Without `faketime` on the
/// machine the clock stays as it is.
#[test]
fn a_clock_that_is_set_back_changes_nothing() {
    let desk = Desk::new();
    desk.done(&study("800", "whole"));
    let mut child = desk.started(&study("800", "a"));
    desk.wait_for(&mut child, "a", 1);
    child.kill().unwrap();
    child.wait().unwrap();
    for name in ["", "/run.log", "/lock", "/files"] {
        let mut touch = Command::new("touch");
        let dated = touch.args(["-d", "2099-01-01"]).arg(desk.path(&format!(".a.unfinished{name}"))).status();
        assert!(dated.unwrap().success());
    }
    let there = Command::new("faketime").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let words: &[&str] = if there { &["faketime", "-f", "-10y"] } else { &[] };
    let ended = limited(&desk, &format!("set -- {} \"$@\"", words.join(" ")), &["resume", "a"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    desk.assert_same("a", "whole");
    let started = desk.json("a/manifest.json")["started"].as_str().unwrap().to_owned();
    let before = desk.json("whole/manifest.json")["started"].as_str().unwrap().to_owned();
    assert_eq!(started < before, there, "{started} and {before}");
}

/// The numbers of "217 MiB of memory and 48 MiB of disk".
fn told_needs(err: &str) -> [f64; 2] {
    let told = |what: &str| {
        let before = err.split_once(&format!(" MiB of {what}")).unwrap_or_else(|| panic!("no {what}: {err}")).0;
        before.rsplit(' ').next().unwrap().replace(',', "").parse().unwrap()
    };
    [told("memory"), told("disk")]
}

#[test]
fn what_it_will_take_is_told_and_is_enough() {
    let desk = Desk::new();
    let run = ["run", "history", "--set", "time.last_day=2023-10-20", "--runs", "20000"];
    let rows = ["run", "history", "--set", "time.last_day=2023-09-21", "--runs", "24000", "--every-run"];
    let compare = ["compare", "history", "winter-moratorium", "--set", "time.last_day=2023-10-20", "--runs", "10000"];
    for (folder, study) in [("a", &run[..]), ("b", &compare), ("rows", &rows)] {
        let ended = desk.done(&[study, &["--no-figures", "-o", folder]].concat());
        let [memory, disk] = told_needs(&ended.err);
        let peak = desk.json(&format!("{folder}/manifest.json"))["peak_memory_mib"].as_f64().unwrap();
        assert!(peak < memory && memory < 4.0 * peak, "{memory} MiB were told and {peak} MiB taken");
        let files = desk.listing_of(folder).into_iter().filter(|name| !name.ends_with('/'));
        let taken: u64 = files.map(|name| fs::metadata(desk.path(&format!("{folder}/{name}"))).unwrap().len()).sum();
        let taken = taken as f64 / 1_048_576.0;
        assert!(taken < disk && disk < 6.0 * taken, "{disk} MiB were told and {taken} MiB taken");
    }
    // Of a study that keeps rows, what it takes at most: its log is gone in the end.
    let sensitivity = ["sensitivity", "history", "--set", "time.last_day=2023-09-25", "--base", "1024", "--no-figures"];
    let ended = desk.done(&[&sensitivity[..], &["-o", "c"]].concat());
    let peak = desk.json("c/manifest.json")["peak_memory_mib"].as_f64().unwrap();
    assert!(peak < told_needs(&ended.err)[0], "{} and {peak} MiB taken", ended.err);
}

#[test]
fn what_cannot_fit_is_refused_before_it_begins() {
    let desk = Desk::new();
    let large = ["compare", "history", "winter-moratorium", "protect-documented", "--runs", "20000", "-o"];
    let ended = limited(&desk, "ulimit -v 900000", &[&large[..], &["a"]].concat());
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.err.contains("of memory and 879 MiB are there"), "{}", ended.err);
    let place = desk.path("disk");
    if let Some(_disk) = Disk::mount(&place, 4_096) {
        let ended = desk.refused(&[&large[..], &["disk/a"]].concat());
        assert!(ended.err.contains("of the disk and 4 MiB are free there"), "{}", ended.err);
        let ended = desk.refused(&["sensitivity", "history", "--base", "8192", "-o", "disk/b"]);
        assert!(ended.err.contains("of the disk and 4 MiB are free there"), "{}", ended.err);
        assert!(fs::read_dir(&place).unwrap().next().is_none(), "nothing is left behind");
    }
}

#[test]
fn files_that_may_not_grow_and_no_handles_left_are_told() {
    let desk = Desk::new();
    desk.done(&study("300", "whole"));
    // Too small for the header of a log, for a table, for a second checkpoint.
    let mut codes = std::collections::BTreeSet::new();
    for blocks in ["0", "16", "100", "150", "200", "250", "300", "400", "600"] {
        let ended = limited(&desk, &format!("ulimit -f {blocks}"), &study("300", "a"));
        codes.insert(ended.code);
        match ended.code {
            0 => {
                desk.assert_same("a", "whole");
                fs::remove_dir_all(desk.path("a")).unwrap();
            }
            code => {
                assert!([1, 2].contains(&code), "{blocks}: {code} {}", ended.err);
                assert!(ended.err.contains("error: cannot write"), "{blocks}: {}", ended.err);
                assert!(ended.err.contains("larger than is allowed"), "{blocks}: {}", ended.err);
                assert!(!desk.path("a").exists());
                let _ = fs::remove_dir_all(desk.path(".a.unfinished"));
            }
        }
    }
    assert!(codes.len() > 1, "some were enough and some were not: {codes:?}");
    for handles in 3..20 {
        let ended = limited(&desk, &format!("ulimit -n {handles}"), &study("300", "b"));
        match ended.code {
            0 => {
                desk.assert_same("b", "whole");
                fs::remove_dir_all(desk.path("b")).unwrap();
            }
            code => {
                assert!([1, 2, 127].contains(&code), "{handles}: {code} {}", ended.err);
                assert!(!ended.err.is_empty(), "{handles}");
                assert!(!desk.path("b").exists());
            }
        }
    }
    let ended = desk.done(&study("300", "b"));
    desk.assert_same("b", "whole");
    assert!(!ended.err.contains("warning"), "{}", ended.err);
}

#[test]
fn folders_that_vanish_do_not_take_the_work_with_them() {
    let desk = Desk::new();
    desk.done(&study("3000", "whole"));
    for vanishing in ["deep/.a.unfinished", "deep"] {
        let mut child = desk.started(&study("3000", "deep/a"));
        desk.wait_for(&mut child, "deep/a", 1);
        // The log may be renamed while the folder is emptied.
        while fs::remove_dir_all(desk.path(vanishing)).is_err() {}
        let ended = Ended::from(child.wait_with_output().unwrap());
        assert_eq!(ended.code, 0, "{vanishing}: {}", ended.err);
        desk.assert_same("deep/a", "whole");
        assert_eq!(fs::read_dir(desk.path("deep")).unwrap().count(), 1, "nothing is left beside it");
        fs::remove_dir_all(desk.path("deep")).unwrap();
    }
}

#[test]
fn any_name_will_do_and_nobody_need_listen() {
    let desk = Desk::new();
    desk.done(&study("800", "whole"));
    for name in ["two words", "پشاور", "Кабул -o ''", "難民/二〇二三"] {
        let mut child = desk.started(&study("800", name));
        std::thread::sleep(Duration::from_millis(200));
        child.kill().unwrap();
        let _ = child.wait_with_output();
        match desk.path(name).exists() {
            true => {}
            false => drop(desk.done(&study("800", name))),
        }
        desk.assert_same(name, "whole");
    }
    let ended = limited(&desk, "exec >&-", &study("800", "closed"));
    assert_eq!(ended.code, 0, "{}", ended.err);
    desk.assert_same("closed", "whole");
    let ended = limited(&desk, "exec >&- 2>&-", &study("800", "silent"));
    assert_eq!(ended.code, 0);
    desk.assert_same("silent", "whole");
}
