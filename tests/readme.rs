//! Every command in the README works, as it is printed there.
//!
//! Commands are the lines of its `sh` blocks. They are run in an empty folder, one after the other, so that what one
//! makes the next may use. Commands for the developer of this program are named below and left out.

#[path = "support/pages.rs"]
#[allow(dead_code, reason = "every test file uses its own part")]
mod pages;

use std::fs;
use std::process::Command;

use pages::{commands, words};

/// What a reader may type before the arguments of this program, and gets this program.
const PROGRAM: [&str; 2] = ["crossings ", "cargo run --release -- "];

/// Commands that are not this program: they build, test or measure it.
const NOT_OURS: [&str; 4] = ["cargo test", "cargo install --path .", "cargo build --release", "cargo bench"];

#[test]
fn every_command_of_the_readme_works() {
    let page = fs::read_to_string("README.md").unwrap();
    let desk = tempfile::tempdir().unwrap();
    let mut ran = 0;
    for line in commands(&page) {
        let ours = PROGRAM.iter().find_map(|program| line.strip_prefix(program));
        let Some(arguments) = ours else {
            let known = NOT_OURS.iter().any(|known| words(line).join(" ") == *known);
            assert!(known, "this test does not know what to do with `{line}`");
            continue;
        };
        let output = Command::new(assert_cmd::cargo::cargo_bin!("crossings"))
            .args(words(arguments))
            .current_dir(desk.path())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "`{line}` ends with {}:\n{told}", output.status);
        assert!(!told.contains("warning"), "`{line}` warns:\n{told}");
        ran += 1;
    }
    assert!(ran >= 5, "the README has {ran} commands of this program: its blocks are not found");
    // What it promises: the first command leaves tables and pictures.
    for file in ["daily.csv", "totals.csv", "manifest.json", "figures/cumulative.svg", "figures/cumulative.png"] {
        assert!(desk.path().join("output/history").join(file).exists(), "output/history/{file} is missing");
    }
}

#[test]
fn scenario_files_shown_in_the_readme_are_right() {
    let page = fs::read_to_string("README.md").unwrap();
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("\n```")).map(|(text, _)| text).collect();
    assert!(!examples.is_empty());
    for text in examples {
        let loaded = crossings::scenario::load("scenarios/example.toml", &[], &|path| match path {
            "scenarios/example.toml" => Ok(text.to_owned()),
            _ => crossings::scenario::read_shipped(path),
        });
        if let Err(problems) = loaded {
            panic!("{text}\n{problems}");
        }
    }
}
