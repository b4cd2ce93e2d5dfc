//! A row of every run, written while the runs are made: the same bytes whatever happens meanwhile.

use std::fs;

use crossings::output::{log_of, read_log};

use crate::{Desk, Ended};

/// A horizon of four days, and a checkpoint after every wave of batches.
const SHORT: [&str; 8] = [
    "--no-figures",
    "--quiet",
    "--set",
    "time.last_day=2023-09-18",
    "--set",
    "outcomes.thresholds=[]",
    "--checkpoint",
    "0",
];

/// More runs than are kept in memory one by one.
const MANY: &str = "20100";

fn run<'a>(runs: &'a str, folder: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["run", "history", "--every-run", "--runs", runs, "-o", folder], &SHORT[..], more].concat()
}

/// The same without checkpoints in between.
fn quick<'a>(runs: &'a str, folder: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut words = run(runs, folder, more);
    let at = words.iter().position(|word| *word == "--checkpoint").unwrap() + 1;
    words[at] = "1000";
    words
}

impl Desk {
    /// A copy of a result.
    fn copy(&self, from: &str, to: &str) {
        fs::create_dir(self.path(to)).unwrap();
        for name in self.listing_of(from) {
            fs::copy(self.path(&format!("{from}/{name}")), self.path(&format!("{to}/{name}"))).unwrap();
        }
    }
}

#[test]
fn rows_are_those_that_are_made_in_memory_and_go_on_beyond_what_is_kept() {
    let desk = Desk::new();
    desk.done(&run("500", "rows", &[]));
    desk.done(&[&["run", "history", "--runs", "500", "-o", "kept"], &SHORT[..]].concat());
    for file in ["runs.csv", "daily.csv", "totals.csv", "failed.csv"] {
        assert_eq!(desk.read(&format!("rows/{file}")), desk.read(&format!("kept/{file}")), "{file}");
    }
    let described = |folder: &str| desk.json(&format!("{folder}/datapackage.json"))["resources"].clone();
    let of = |resources: serde_json::Value| {
        resources.as_array().unwrap().iter().find(|resource| resource["path"] == "runs.csv").unwrap().clone()
    };
    assert_eq!(of(described("rows")), of(described("kept")), "the data dictionary has the same columns");
    // Beyond, there is a row of every run still, and the first are the same; on one thread, too.
    desk.done(&quick(MANY, "many", &[]));
    let rows = desk.read("many/runs.csv");
    assert!(rows.starts_with(&desk.read("kept/runs.csv")));
    assert_eq!(rows.lines().count(), 20_101);
    assert!(rows.lines().last().unwrap().starts_with("20099,"));
    desk.done(&quick(MANY, "one", &["--threads", "1"]));
    desk.assert_same("one", "many");
    let said = desk.done(&["verify", "many"]).out;
    assert!(said.contains("runs.csv has a row of each of the 20,100 runs that count"), "{said}");
    // Without being asked for there are none.
    let words: Vec<&str> = quick(MANY, "none", &[]).into_iter().filter(|word| *word != "--every-run").collect();
    desk.done(&words);
    assert!(!desk.path("none/runs.csv").exists());
    // What has no rows is not extended to what has; what has is not extended to what has none.
    desk.refused(&quick("20200", "none", &[]));
    let words: Vec<&str> = quick("20200", "many", &[]).into_iter().filter(|word| *word != "--every-run").collect();
    let ended = desk.refused(&words);
    assert!(ended.err.contains("already holds a finished run"), "{}", ended.err);
    // What has few runs has rows of all, and is extended.
    desk.done(&[&["run", "history", "--runs", "300", "-o", "few"], &SHORT[..]].concat());
    let ended = desk.done(&quick(MANY, "few", &[]));
    assert!(ended.err.contains("300 runs are there"), "{}", ended.err);
    desk.assert_same("few", "many");
    // An extension of what has more than memory keeps goes on from its rows.
    desk.done(&quick("20200", "whole", &[]));
    let ended = desk.done(&quick("20200", "many", &[]));
    assert!(ended.err.contains("20,100 runs are there"), "{}", ended.err);
    desk.assert_same("many", "whole");
    // A file that was changed is not gone on with; there is no other place from which these rows could come.
    let changed = desk.read("many/runs.csv").replacen("\n7,", "\n8,", 1);
    desk.write("many/runs.csv", changed);
    let ended = desk.done(&quick("20300", "many", &[]));
    assert!(ended.err.contains("the rows of its runs are not there any more"), "{}", ended.err);
    desk.done(&quick("20300", "anew", &[]));
    desk.assert_same("many", "anew");
    assert!(desk.listing().iter().all(|name| !name.starts_with('.')), "{:?}", desk.listing());
}

#[test]
fn a_run_that_was_killed_or_interrupted_goes_on_to_the_same_rows() {
    let desk = Desk::new();
    desk.done(&run("2000", "whole", &[]));
    for signal in ["KILL", "INT", "TERM"] {
        let mut child = desk.started(&run("2000", "a", &[]));
        desk.wait_for(&mut child, "a", 2);
        let sent = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let ended = Ended::from(child.wait_with_output().unwrap());
        assert_eq!(ended.code, if signal == "KILL" { -1 } else { 130 }, "{}", ended.err);
        let ended = desk.done(&["resume", "a", "--threads", "1"]);
        assert!(ended.err.contains("goes on from") && !ended.err.contains("warning"), "{signal}: {}", ended.err);
        desk.assert_same("a", "whole");
        fs::remove_dir_all(desk.path("a")).unwrap();
    }
    // Rows behind the last checkpoint are cut off; rows that are missing, or are not those that it knows, are made again.
    for (what, told) in [("more", "goes on from"), ("less", "goes on from"), ("other", "goes on from")] {
        let mut child = desk.started(&run("2000", "a", &[]));
        desk.wait_for(&mut child, "a", 2);
        child.kill().unwrap();
        child.wait().unwrap();
        let rows = ".a.unfinished/runs.csv";
        let mut bytes = fs::read(desk.path(rows)).unwrap();
        match what {
            "more" => bytes.extend([b'9'; 1_000_000]),
            "less" => bytes.truncate(bytes.len() / 3),
            _ => *bytes.last_mut().unwrap() ^= 1,
        }
        if what == "other" {
            let middle = bytes.len() / 3;
            bytes[middle] ^= 1;
        }
        desk.write(rows, bytes);
        let ended = desk.done(&["resume", "a"]);
        assert!(ended.err.contains(told), "{what}: {}", ended.err);
        desk.assert_same("a", "whole");
        fs::remove_dir_all(desk.path("a")).unwrap();
    }
}

/// Beyond what is kept in memory nothing but the file has the rows.
#[test]
fn an_extension_that_was_killed_goes_on_from_its_rows_wherever_they_are() {
    let desk = Desk::new();
    desk.done(&quick("21000", "whole", &[]));
    desk.done(&quick(MANY, "few", &[]));
    let (rows, moved) = (".a.unfinished/runs.csv", ".a.unfinished/files/runs.csv");
    for what in ["as it is", "moved", "more", "less"] {
        desk.copy("few", "a");
        let mut child = desk.started(&run("21000", "a", &[]));
        desk.wait_for(&mut child, "a", 2);
        child.kill().unwrap();
        child.wait().unwrap();
        let bytes = fs::read(desk.path(rows)).unwrap();
        match what {
            // Killed when they are among the files of the result already, but that is not in its place.
            "moved" => fs::rename(desk.path(rows), desk.path(moved)).unwrap(),
            "more" => desk.write(rows, [bytes, vec![b'9'; 1_000_000]].concat()),
            "less" => desk.write(rows, &bytes[..bytes.len() / 2]),
            _ => {}
        }
        let ended = desk.done(&["resume", "a"]);
        // What is cut fits no checkpoint: that is told, and work goes on from the result that is there.
        let lost = ended.err.contains("the rows of its runs are not there any more");
        let from = if what == "less" { "a/state.bin: 20,100 runs" } else { ".a.unfinished/run.log: 20," };
        assert!(ended.err.contains(from) && lost == (what == "less"), "{what}: {}", ended.err);
        desk.assert_same("a", "whole");
        fs::remove_dir_all(desk.path("a")).unwrap();
    }
}

#[test]
fn rows_of_more_runs_than_are_kept_are_not_made_up() {
    let desk = Desk::new();
    let words = |folder| quick("20400", folder, &["--threads", "1"]);
    desk.done(&words("whole"));
    // Interrupted where no run is kept any more: what is there has its rows, and goes on.
    let interrupted = |folder: &str| {
        desk.done(&quick("20200", folder, &[]));
        let mut manifest = desk.json(&format!("{folder}/manifest.json"));
        manifest["complete"] = "interrupted".into();
        let arguments = words("a").into_iter().map(serde_json::Value::from).collect::<Vec<_>>();
        manifest["arguments"] = arguments.into();
        desk.write(&format!("{folder}/manifest.json"), manifest.to_string());
    };
    interrupted("a");
    let ended = desk.done(&["resume", "a"]);
    assert!(ended.err.contains("20,200 runs are there"), "{}", ended.err);
    desk.assert_same("a", "whole");
    // Its rows are gone: told, and all runs are made again.
    fs::remove_dir_all(desk.path("a")).unwrap();
    interrupted("a");
    fs::remove_file(desk.path("a/runs.csv")).unwrap();
    let ended = desk.done(&["resume", "a"]);
    assert!(ended.err.contains("the rows of its runs are not there any more"), "{}", ended.err);
    desk.assert_same("a", "whole");
}

#[test]
fn shards_leave_rows_beside_and_go_together_to_those_of_one_process() {
    let desk = Desk::new();
    let shard = |number: &'static str, folder: &'static str| quick("500", folder, &["--shard", number]);
    desk.done(&quick("500", "whole", &[]));
    for number in ["2/3", "3/3", "1/3", "3/3"] {
        desk.done(&shard(number, "s"));
    }
    let all = ["1-of-3.csv", "1-of-3.shard", "2-of-3.csv", "2-of-3.shard", "3-of-3.csv", "3-of-3.shard"];
    assert_eq!(desk.listing_of("s"), all);
    desk.done(&["merge", "s", "-o", "merged", "--quiet"]);
    desk.assert_same("merged", "whole");
    // A shard without its rows, with rows that are cut, and with others.
    let whole = desk.read("s/2-of-3.csv");
    fs::remove_file(desk.path("s/1-of-3.csv")).unwrap();
    desk.write("s/2-of-3.csv", &whole[..100]);
    let ended = desk.refused(&["merge", "s", "-o", "again"]);
    for said in ["1-of-3.csv` cannot be read", "2-of-3.csv` has 100 bytes of rows, not"] {
        assert!(ended.err.contains(said), "{said}: {}", ended.err);
    }
    let ended = desk.refused(&shard("1/3", "s"));
    assert!(ended.err.contains("--force makes both again"), "{}", ended.err);
    desk.done(&[&shard("1/3", "s")[..], &["--force"]].concat());
    let at = whole.rfind(',').unwrap();
    let other = if whole.as_bytes()[at + 1] == b'1' { "2" } else { "1" };
    desk.write("s/2-of-3.csv", [&whole[..=at], other, &whole[at + 2..]].concat());
    let ended = desk.refused(&["merge", "s", "-o", "again"]);
    assert!(ended.err.contains("do not have the rows that their shards know of"), "{}", ended.err);
    assert!(ended.err.contains("2-of-3.csv;") && !ended.err.contains("1-of-3.csv"), "{}", ended.err);
    assert!(!desk.path("again").exists());
    // One with rows and one without do not go together.
    desk.write("s/2-of-3.csv", &whole);
    let words: Vec<&str> = shard("2/3", "s").into_iter().filter(|word| *word != "--every-run").collect();
    desk.done(&[&words[..], &["--force"]].concat());
    let ended = desk.refused(&["merge", "s", "-o", "again"]);
    assert!(ended.err.contains("2-of-3.shard` is a shard of something else"), "{}", ended.err);
    assert!(ended.err.contains("has rows of its runs and the other has none"), "{}", ended.err);
    // A cluster is given the option, too.
    let words =
        ["cluster", "submit", "--shards", "4", "-o", "study", "--dry-run", "--", "run", "history", "--every-run"];
    desk.done(&words);
    assert!(desk.read("study-shards/array.sh").contains(" run history --every-run --shard auto/4"));
}

#[test]
fn a_shard_that_was_killed_goes_on_to_the_same_rows() {
    let desk = Desk::new();
    let words = |folder: &'static str| run("4000", folder, &["--shard", "2/2"]);
    desk.done(&words("whole"));
    let mut child = desk.started(&words("s"));
    desk.wait_for(&mut child, "s/2-of-2.shard", 2);
    child.kill().unwrap();
    child.wait().unwrap();
    // Killed between the two names that it gives: that of the rows is there already.
    fs::rename(desk.path("s/.2-of-2.shard.unfinished/runs.csv"), desk.path("s/2-of-2.csv")).unwrap();
    let ended = desk.done(&words("s"));
    assert!(ended.err.contains("goes on from"), "{}", ended.err);
    assert_eq!(desk.listing_of("s"), ["2-of-2.csv", "2-of-2.shard"]);
    assert!(desk.read("s/2-of-2.csv") == desk.read("whole/2-of-2.csv"));
    let content =
        |folder: &str| read_log(&fs::read(desk.path(&format!("{folder}/2-of-2.shard"))).unwrap()).unwrap().checkpoints;
    assert_eq!(content("s"), content("whole"));
}

#[test]
fn forged_rows_are_found_however_deep_the_forgery_goes() {
    let desk = Desk::new();
    desk.done(&run("200", "a", &[]));
    desk.done(&["verify", "a", "--whole"]);
    let good = desk.read("a/runs.csv");
    let state = read_log(&fs::read(desk.path("a/state.bin")).unwrap()).unwrap();
    let known = crossings::output::digest(good.as_bytes());
    let bytes_of = |digest: &str| -> Vec<u8> {
        (0..32).map(|at| u8::from_str_radix(&digest[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    // A total, the number of a run, a row that is missing, a row too many, a name.
    let row = |number: usize| good.lines().nth(number + 1).unwrap();
    let forgeries = [
        (good.replacen(&format!("\n{},", 7), "\n7,1", 1), "run 7 came to something else"),
        (good.replacen(&format!("\n{},", 7), "\n8,", 1), "where run 7 should be is another"),
        (good.replacen(&format!("{}\n", row(199)), "", 1), "it ends before run 199"),
        (format!("{good}{}\n", row(199)), "there are more"),
        (good.replacen("departures_total", "departures_totals", 1), "its first line is another"),
    ];
    for (forged, said) in forgeries {
        desk.write("a/runs.csv", &forged);
        let mut manifest = desk.json("a/manifest.json");
        for file in manifest["files"].as_array_mut().unwrap().iter_mut().filter(|file| file["path"] == "runs.csv") {
            file["bytes"] = forged.len().into();
            file["sha256"] = crossings::output::digest(forged.as_bytes()).into();
        }
        desk.write("a/manifest.json", manifest.to_string());
        let ended = desk.crossings(&["verify", "a"]);
        assert_eq!(ended.code, 2, "{said}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains("the length or the digest that state.bin notes"), "{said}: {}", ended.err);
        assert!(ended.err.contains(said), "{said}: {}", ended.err);
    }
    // The digest in the state is forged, too: the rows of runs that are made again show it.
    let forged = good.replacen("\n7,", "\n7,1", 1);
    desk.write("a/runs.csv", &forged);
    let checkpoint = &state.checkpoints[0];
    let at = checkpoint.windows(32).position(|window| window == bytes_of(&known)).unwrap();
    let mut changed = checkpoint.clone();
    changed[at..at + 32].copy_from_slice(&bytes_of(&crossings::output::digest(forged.as_bytes())));
    desk.write("a/state.bin", log_of(&state.header, |writer| writer.bytes.extend(&changed)));
    let ended = desk.crossings(&["verify", "a"]);
    assert_eq!(ended.code, 2, "{}{}", ended.out, ended.err);
    assert!(ended.err.contains("run 7 came to something else when it was made again"), "{}", ended.err);
}

#[test]
fn a_comparison_has_every_pair_and_one_run_alone_has_its_row() {
    let desk = Desk::new();
    let ended = desk.refused(&["compare", "history", "winter-moratorium", "--every-run", "-o", "a"]);
    assert!(ended.err.contains("pairs.csv"), "{}", ended.err);
    desk.done(&run("20", "all", &[]));
    let one: Vec<&str> = ["run", "history", "--every-run", "--only-run", "7", "-o", "one"].into();
    desk.done(&[&one[..], &SHORT].concat());
    let row = desk.read("all/runs.csv").lines().nth(8).unwrap().to_owned();
    assert_eq!(desk.read("one/runs.csv").lines().nth(1).unwrap(), row);
    // As many runs as it takes: the rows of all of them.
    let until = ["run", "history", "--every-run", "--until", "2% departures_total", "-o", "until"];
    desk.done(&[&until[..], &SHORT].concat());
    let words: Vec<&str> = until.into_iter().map(|word| if word == "until" { "kept" } else { word }).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| *word != "--every-run").collect();
    desk.done(&[&words[..], &SHORT].concat());
    assert_eq!(desk.read("until/runs.csv"), desk.read("kept/runs.csv"));
}
