//! Faults, tried for real: processes are killed, disks are full, folders vanish. Nothing is lost, nothing half-written.
//!
//! The same small study every time: a week, a few hundred runs, a checkpoint after every wave of batches.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Desk, Ended};

/// Kills in all.
const KILLS: u32 = 200;

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

/// At each of 200 moments between start and end the process is killed; what it leaves is absent or whole, and the next goes on
/// from there. Whenever a study is done, it is the one that was never killed, to the byte.
#[test]
fn two_hundred_kills_lose_nothing() {
    let desk = Desk::new();
    let began = Instant::now();
    desk.done(&study("800", "whole"));
    let whole = began.elapsed().as_secs_f64();
    let mut dice = Dice(1);
    let (mut kills, mut finished, mut went_on) = (0, 0, 0);
    while kills < KILLS {
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

#[test]
fn a_full_disk_costs_no_run_and_a_read_only_one_is_told_at_once() {
    let desk = Desk::new();
    desk.done(&study("4000", "whole"));
    let place = desk.path("disk");
    let Some(disk) = Disk::mount(&place, 16_384) else {
        return eprintln!("no disk could be mounted; a limit on the size of files is tried by another test");
    };
    // There is room enough when it begins; somebody else takes it after the first checkpoints.
    let child = desk.started(&study("4000", "disk/a"));
    let log = place.join(".a.unfinished/run.log");
    while fs::metadata(&log).map_or(0, |log| log.len()) < 1_000_000 {
        std::thread::yield_now();
    }
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
        let child = desk.started(&study("3000", "deep/a"));
        let log = desk.path("deep/.a.unfinished/run.log");
        while fs::metadata(&log).map_or(0, |log| log.len()) < 300_000 {
            std::thread::yield_now();
        }
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
