//! A result is what it claims to be, or the command says where it is not.

use std::fs;

use crate::Desk;

const SHORT: [&str; 7] =
    ["--no-figures", "--quiet", "--set", "time.last_day=2023-09-21", "--set", "outcomes.thresholds=[]", "-o"];

/// A run in the folder `a`.
fn with_run() -> Desk {
    let desk = Desk::new();
    desk.done(&[&["run", "history", "--runs", "200"], &SHORT[..], &["a"]].concat());
    desk
}

/// Writes the size and digest of a file into the manifest, as somebody would who wants to deceive.
fn forge(desk: &Desk, name: &str) {
    let mut manifest = desk.json("a/manifest.json");
    let content = fs::read(desk.path(&format!("a/{name}"))).unwrap();
    for file in manifest["files"].as_array_mut().unwrap().iter_mut().filter(|file| file["path"] == name) {
        file["bytes"] = content.len().into();
        file["sha256"] = crossings::output::digest(&content).into();
    }
    let tables = [desk.read("a/daily.csv"), desk.read("a/totals.csv")].concat();
    manifest["identity"]["results_digest"] = crossings::output::digest(tables.as_bytes()).into();
    desk.write("a/manifest.json", manifest.to_string());
}

#[test]
fn a_result_as_it_was_written_holds() {
    let desk = with_run();
    let said = desk.done(&["verify", "a", "--whole"]).out;
    for words in [
        "9 files have the sizes and SHA-256 digests",
        "the plan digest of the card is that of scenario.toml",
        "follow from the sums and histograms of 200 runs",
        "64 runs, picked at random, come out the same",
        "the whole result comes out the same, file by file",
        "`a` is what it claims to be",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(desk.listing().iter().filter(|name| name.starts_with('.')).count(), 0, "{:?}", desk.listing());
    desk.write("a/notes.txt", "mine");
    assert!(desk.done(&["verify", "a"]).out.contains("does not list: notes.txt"));
    let ended = desk.refused(&["verify", "nothing"]);
    assert!(ended.err.contains("holds no finished result"), "{}", ended.err);
}

#[test]
fn whatever_is_changed_is_found_however_deep_the_forgery_goes() {
    let changes: [(&str, &str, &str, bool, &str); 5] = [
        ("model_card.md", "model", "modle", false, "model_card.md has other content than was written"),
        ("daily.csv", "1", "2", true, "daily.csv and totals.csv do not follow from state.bin"),
        ("runs.csv", "\n1,", "\n1,1", true, "runs.csv does not follow from state.bin"),
        ("scenario.toml", "media_share = ", "media_share = 0.123456 # ", true, "is not that of scenario.toml"),
        ("totals.csv", "departures_total", "departures_totals", false, "is not that of the tables"),
    ];
    for (name, from, to, forged, said) in changes {
        let desk = with_run();
        let file = format!("a/{name}");
        let text = desk.read(&file);
        assert!(text.contains(from), "{name}");
        desk.write(&file, text.replacen(from, to, 1));
        if forged {
            forge(&desk, name);
        }
        let ended = desk.crossings(&["verify", "a"]);
        assert_eq!(ended.code, 2, "{name}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(said), "{name}: {}", ended.err);
    }
    // All of it made with another seed, and the card says otherwise: only runs that are made again show it.
    let desk = Desk::new();
    desk.done(&[&["run", "history", "--runs", "200", "--seed", "2"], &SHORT[..], &["a"]].concat());
    let mut manifest = desk.json("a/manifest.json");
    manifest["identity"]["seed"] = 1.into();
    desk.write("a/manifest.json", manifest.to_string());
    let ended = desk.crossings(&["verify", "a"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("64 of 64 runs come out differently"), "{}", ended.err);
}

#[test]
fn other_studies_are_verified_by_their_files_and_by_making_them_again() {
    let desk = Desk::new();
    desk.done(&[&["compare", "history", "winter-moratorium", "--runs", "64"], &SHORT[..], &["a"]].concat());
    let said = desk.done(&["verify", "a"]).out;
    assert!(said.contains("--whole makes this study again"), "{said}");
    assert!(desk.done(&["verify", "a", "--whole"]).out.contains("comes out the same, file by file"));
    let pairs = desk.read("a/pairs.csv");
    desk.write("a/pairs.csv", pairs.replacen('1', "2", 1));
    let ended = desk.crossings(&["verify", "a"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("pairs.csv has other content"), "{}", ended.err);
}
