//! Changes of a text, token by token.

use proptest::prelude::*;

/// A change: what, where, and with what. Numbers are taken modulo what there is.
pub type Change = (u8, usize, usize);

/// One to four changes.
pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec((0..10u8, any::<u32>(), any::<u32>()), 1..5)
        .prop_map(|changes| changes.into_iter().map(|(what, at, with)| (what, at as usize, with as usize)).collect())
}

/// Words that are trouble somewhere.
pub const TROUBLE: &[&str] = &[
    "0",
    "1",
    "-1",
    "0.5",
    "2",
    "1e-320",
    "1e-12",
    "1e12",
    "1e30",
    "1e999",
    "-0.0",
    "nan",
    "inf",
    "-inf",
    "9007199254740993",
    "100",
    "50",
    "0.95",
    "0.1",
    "3650",
    "100000000",
    "99999999999999999999",
    "0x10",
    "1_000",
    "true",
    "false",
    "\"\"",
    "\"x\"",
    "\"all\"",
    "\"por\"",
    "\"torkham\"",
    "\"punjab\"",
    "\"undocumented\"",
    "\"\\u001b[31m\"",
    "\"0,3\"",
    "2023-11-01",
    "2024-02-29",
    "2023-02-30",
    "1900-01-01",
    "2199-12-31",
    "0001-01-01",
    "9999-12-31",
    "2023-09-15",
    "2025-04-01",
    "12:00:00",
    "[]",
    "{}",
    "[0]",
    "[1, 0]",
    "[0.1, 0.9]",
    "[\"all\"]",
    "{ value = 0 }",
    "{ uniform = [0, 1] }",
    "{ choice = { a = 0, b = 1 } }",
    "{ beta = [0.01, 1e6] }",
    "{ normal = [0.5, 0.01] }",
    "[{ value = 1 }]",
    "[{ from = 2023-11-01, value = 0 }]",
    "[{ to = 2023-11-01, value = 1 }, { from = 2023-11-02, value = { uniform = [0, 1] } }]",
    "all",
    "por",
    "torkham",
    "value",
    "from",
    "to",
    "source",
    "people",
    "remove",
    "append",
    "otherwise",
    "uniform",
    "choice",
    "extends",
    "parameters",
    "names",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "=",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "#",
    "\"",
    "\n",
    "\r",
];

/// Words, texts in quotes, numbers, signs, spaces: together the text.
fn tokens(text: &str) -> Vec<&str> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | ':');
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first == '"' {
            rest[1..].find(['"', '\n']).map_or(rest.len(), |end| end + 2)
        } else if word(first) {
            // Points belong to numbers, and part keys.
            let number = first.is_ascii_digit() || first == '-';
            rest.find(|c| !(word(c) || (number && c == '.'))).unwrap_or(rest.len())
        } else if first == ' ' {
            rest.find(|c| c != ' ').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length.min(rest.len()));
        all.push(token);
        rest = after;
    }
    all
}

/// The text with the changes, one after the other.
pub fn mutate(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for &(what, at, with) in changes {
        text = change(&text, what, at, with);
    }
    text
}

fn change(text: &str, what: u8, at: usize, with: usize) -> String {
    if what < 6 {
        let mut all = tokens(text);
        // Of a comment nothing depends on anything: most changes are to what is read.
        let told: Vec<usize> = (0..all.len()).filter(|&at| !all[at].trim().is_empty()).collect();
        let Some(&at) = told.get(at % told.len().max(1)) else { return TROUBLE[with % TROUBLE.len()].to_owned() };
        match what {
            0..=2 => all[at] = TROUBLE[with % TROUBLE.len()],
            3 => all[at] = all[told[with % told.len()]],
            4 => {
                all.remove(at);
            }
            _ => all.insert(at, TROUBLE[with % TROUBLE.len()]),
        }
        return all.concat();
    }
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return TROUBLE[with % TROUBLE.len()].to_owned();
    }
    let (at, with) = (at % lines.len(), with % lines.len());
    match what {
        6 => {
            lines.remove(at);
        }
        7 => lines.insert(at, lines[with]),
        8 => lines.swap(at, with),
        _ => lines.truncate(at),
    }
    lines.concat()
}

#[test]
fn tokens_together_are_the_text() {
    for (_, text) in crossings::scenario::shipped() {
        assert_eq!(tokens(text).concat(), *text);
    }
    assert_eq!(
        tokens("a.b = [-1.5, \"x y\"]\n"),
        ["a", ".", "b", " ", "=", " ", "[", "-1.5", ",", " ", "\"x y\"", "]", "\n"]
    );
}
