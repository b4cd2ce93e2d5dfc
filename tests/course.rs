//! The course works as it is printed: every command runs, and what the answers quote is what the commands print.
//!
//! The commands of a lesson are the lines of its `sh` blocks, run one after the other in an empty folder. Whoever is asked
//! for a guess answers; an empty guess file is filled in. The `text` blocks of the answers are lines of what the commands
//! of the lesson print, and blocks marked `csv FILE` are lines of a file that they write, but for `...` where lines are left out.

#[path = "support/pages.rs"]
mod pages;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use pages::{blocks, commands, words};

/// Two ranges for the first question, and no answer to the others.
const ANSWERS: &str = "12k 34k\n10k 56k\n\n\n\n\n\n\n";

/// Runs a command of a page and gives what it prints.
fn run(desk: &Path, line: &str) -> String {
    let arguments = line.strip_prefix("crossings ").unwrap_or_else(|| panic!("`{line}` is no command of this program"));
    let mut words = words(arguments);
    let says = |word: &str| words.iter().any(|other| other == word);
    let asks = says("guess") && !says("--from") && !says("--template");
    let template = words.iter().position(|word| word == "--template").map(|at| words[at + 1].clone());
    if asks {
        words.push("--ask".to_owned());
    }
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("crossings"));
    command.args(&words).current_dir(desk).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // What does not ask does not read.
    let _ = child.stdin.take().unwrap().write_all(ANSWERS.as_bytes());
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`{line}` ends with {}:\n{told}", output.status);
    if let Some(file) = template {
        let path = desk.join(file);
        let filled = fs::read_to_string(&path).unwrap();
        let filled = filled.replace("half = []", "half = [12_000, 34_000]");
        fs::write(path, filled.replace("nine_in_ten = []", "nine_in_ten = [10_000, 56_000]")).unwrap();
    }
    String::from_utf8(output.stdout).unwrap() + &told
}

/// A line without what only aligns it.
fn plain(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lesson(name: &str) {
    let page = fs::read_to_string(format!("docs/course/{name}")).unwrap();
    let desk = tempfile::tempdir().unwrap();
    let printed: String = commands(&page).into_iter().map(|line| run(desk.path(), line)).collect();
    let answers = fs::read_to_string(format!("docs/course/answers/{name}")).unwrap();
    let mut checked = 0;
    for (kind, lines) in blocks(&answers) {
        let file = kind.strip_prefix("csv ");
        let source = match file {
            Some(file) => fs::read_to_string(desk.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}")),
            None => printed.clone(),
        };
        assert!(file.is_some() || kind == "text", "answers/{name} has a block `{kind}`, which nothing checks");
        let source: Vec<String> = source.lines().map(plain).collect();
        for line in lines.into_iter().map(plain).filter(|line| line != "...") {
            // A part of a line, from its beginning, is enough: some end with the time that they took.
            let found = source.iter().any(|printed| printed == &line || printed.contains(&line));
            assert!(found, "answers/{name} quotes a line that no command of the lesson prints:\n{line}\n\n{printed}");
            checked += 1;
        }
    }
    assert!(checked > 2, "answers/{name} quotes nothing");
}

#[test]
fn lesson_1_what_a_range_is() {
    lesson("1-what-a-range-is.md");
}

#[test]
fn lesson_2_the_deadline() {
    lesson("2-the-deadline.md");
}

#[test]
fn lesson_3_trade_offs() {
    lesson("3-trade-offs.md");
}

#[test]
fn lesson_4_whose_number() {
    lesson("4-whose-number.md");
}

#[test]
fn lesson_5_trust_a_model() {
    lesson("5-trust-a-model.md");
}

/// No lesson is without a test and answers, and every link of the course leads somewhere.
#[test]
fn the_course_is_whole() {
    let mut pages = Vec::new();
    for folder in ["docs/course", "docs/course/answers"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            pages.extend(path.extension().is_some_and(|extension| extension == "md").then_some(path));
        }
    }
    pages.sort();
    assert_eq!(pages.len(), 11, "{pages:?}");
    let desk = tempfile::tempdir().unwrap();
    for path in &pages {
        let page = fs::read_to_string(path).unwrap();
        let folder = path.parent().unwrap();
        for link in page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap();
            assert!(link.starts_with("https:") || folder.join(file).exists(), "{}: {link}", path.display());
        }
        for word in ["illegal", "voluntar", "predicts"] {
            assert!(!page.contains(word), "`{word}` in {}", path.display());
        }
        if path.ends_with("docs/course/README.md") {
            commands(&page).into_iter().for_each(|line| _ = run(desk.path(), line));
        } else if !path.starts_with("docs/course/answers") {
            assert!(page.contains(&format!("answers/{}", path.file_name().unwrap().to_str().unwrap())));
        } else {
            assert!(commands(&page).is_empty(), "commands belong into lessons: {}", path.display());
        }
    }
}
