//! Wrong input: exit code 1, everything said at once, nothing written.

use crate::Desk;

/// Places of the form `name:line:column`.
fn places(text: &str, name: &str) -> usize {
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let at = format!("{name}:");
    text.match_indices(&at)
        .filter(|(start, _)| {
            let rest = &text[start + at.len()..];
            let line = number(rest);
            line > 0 && rest[line..].starts_with(':') && number(&rest[line + 1..]) > 0
        })
        .count()
}

const FIVE_MISTAKES: &str = r#"extends = "history.toml"
title = "Five mistakes"

[time]
last_day = 2023-02-27

[policy.protecton]
por = 1.0

[policy.protection]
por = 1.4
poor = 0.5

[behaviour]
media_share = "0,3"
"#;

#[test]
fn five_mistakes_are_told_at_once_with_their_places() {
    let desk = Desk::new();
    desk.write("five.toml", FIVE_MISTAKES);
    for command in ["check", "run"] {
        let ended = desk.refused(&[command, "five.toml"]);
        assert_eq!(places(&ended.err, "five.toml"), 5, "{}", ended.err);
        assert!(ended.err.contains("5 problems in `five.toml`; nothing was run or written"), "{}", ended.err);
        for words in ["protecton", "protection", "1.4", "poor", "0,3", "2023-02-27"] {
            assert!(ended.err.contains(words), "`{words}` is missing in:\n{}", ended.err);
        }
        assert_eq!(ended.out, "");
    }
    assert_eq!(desk.listing(), ["five.toml"]);
}

#[test]
fn what_is_typed_wrong_is_refused_with_code_1() {
    let desk = Desk::new();
    let cases: [(&[&str], &str); 20] = [
        (&["run", "--engine", "cohrt"], "cohrt"),
        (&["run", "--runs", "0"], "--runs"),
        (&["run", "--runs", "-5"], "--runs"),
        (&["run", "--runs", "99999999999"], "--runs"),
        (&["run", "--runs", "many"], "many"),
        (&["run", "--seed", "-1"], "--seed"),
        (&["run", "--seed", "9007199254740992"], "--seed"),
        (&["run", "--threads", "0"], "--threads"),
        (&["run", "--threads", "65535"], "--threads"),
        (&["run", "--only-run", "3", "--runs", "5"], "--only-run"),
        (&["run", "--set", "policy.protection.por"], "gives no value"),
        (&["run", "--set", "policy.protection.por=2"], "policy.protection.por"),
        (&["run", "--set", "policy.protecton.por=1"], "did you mean `protection`"),
        (&["run", "--set", "="], "--set"),
        (&["run", "--set", "run.engine=cohrt"], "cohrt"),
        (&["run", "a", "b"], "b"),
        (&["run", "--frobnicate"], "--frobnicate"),
        (&["frobnicate"], "frobnicate"),
        (&["completions", "tcsh"], "tcsh"),
        (&["check", "--runs", "5"], "--runs"),
    ];
    for (arguments, words) in cases {
        let ended = desk.refused(arguments);
        assert!(ended.err.contains(words), "{arguments:?}: `{words}` is missing in:\n{}", ended.err);
        assert_eq!(ended.out, "", "{arguments:?}");
    }
    assert_eq!(desk.crossings(&[]).code, 1, "no command");
    assert!(desk.listing().is_empty(), "{:?}", desk.listing());
}

#[test]
fn what_is_no_scenario_is_refused_by_name() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder")).unwrap();
    desk.write("empty.toml", "");
    desk.write("binary.toml", [0xff, 0xfe, 0, 1, 2, 0x80]);
    desk.write("orphan.toml", "extends = \"missing.toml\"\ntitle = \"Orphan\"\n");
    desk.write("picture.svg", "<svg/>");
    for name in ["folder", "empty.toml", "binary.toml", "orphan.toml", "picture.svg", "nowhere.toml"] {
        for command in ["check", "run"] {
            let ended = desk.refused(&[command, name]);
            assert!(ended.err.contains(name), "{}", ended.err);
            assert!(!ended.err.contains("os error"), "{}", ended.err);
        }
    }
    assert!(desk.refused(&["check", "orphan.toml"]).err.contains("missing.toml"));
    assert_eq!(places(&desk.refused(&["check", "orphan.toml"]).err, "orphan.toml"), 1);
    assert!(!desk.path("output").exists());
}

#[test]
fn a_wrong_folder_does_not_give_the_shipped_scenario() {
    let desk = Desk::new();
    for path in ["typo/history.toml", "/nowhere/scenarios/history.toml", "scenarios/histry.toml"] {
        let ended = desk.refused(&["run", path]);
        assert!(ended.err.contains(path) && ended.err.contains("did you mean `history`"), "{}", ended.err);
    }
    // Nor does a wrong folder in a file, while a file anywhere may extend a shipped one as if it lay beside it.
    desk.write("a/wrong.toml", "extends = \"typo/history.toml\"\ntitle = \"Wrong\"\n");
    let ended = desk.refused(&["check", "a/wrong.toml"]);
    assert!(ended.err.contains("cannot read `a/typo/history.toml`"), "{}", ended.err);
    desk.write("a/right.toml", "extends = \"history.toml\"\ntitle = \"Right\"\n");
    desk.done(&["check", "a/right.toml"]);
    desk.done(&["check", desk.path("a/right.toml").to_str().unwrap()]);
    // A folder of the same name, perhaps an earlier result, does not hide it.
    std::fs::create_dir(desk.path("history")).unwrap();
    assert!(desk.done(&["check", "history"]).out.starts_with("scenarios/history.toml: fine"));
    // A file on disk comes before the shipped one.
    desk.write("scenarios/history.toml", "title = \"Mine\"\n");
    desk.refused(&["check", "history"]);
}

#[test]
fn a_place_that_cannot_hold_the_result_is_named_before_the_work() {
    let desk = Desk::new();
    desk.write("letter.txt", "dear");
    desk.write("full/letter.txt", "dear");
    for (folder, words) in [("letter.txt", "not a folder"), ("letter.txt/a", "letter.txt"), ("full", "left alone")] {
        for force in [&[][..], &["--force"]] {
            let ended = desk.refused(&[&["run", "history", "--runs", "8", "-o", folder], force].concat());
            assert!(
                ended.err.contains(words) && ended.err.contains("letter.txt") == (folder != "full"),
                "{}",
                ended.err
            );
            assert_eq!(ended.out, "", "nothing is simulated first");
        }
    }
    for folder in ["", ".", "..", "/"] {
        desk.refused(&["run", "history", "--runs", "8", "-o", folder, "--force"]);
    }
    // `/proc` takes no folder, not even from the superuser, whom permissions do not stop.
    if cfg!(target_os = "linux") {
        let ended = desk.refused(&["run", "history", "--runs", "8", "-o", "/proc/nowhere/a"]);
        assert!(ended.err.contains("/proc/nowhere"), "{}", ended.err);
    }
    assert_eq!(desk.listing(), ["full/", "full/letter.txt", "letter.txt"]);
}
