//! What is no TOML: where, and what may have been meant.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::limits::MOST_REMEMBERED;
use super::problem::{Place, Problem, Text};

/// Bytes of the longest text that somebody may have written by hand.
const LONGEST_WRITTEN: usize = 1 << 17;

/// The document and all errors of a text that people write; of a long one, the first error and then nothing else: it was
/// written by a program, and a million errors help nobody.
pub(super) fn parse(text: &str) -> (Spanned<DeTable<'_>>, Vec<toml::de::Error>) {
    if text.len() <= LONGEST_WRITTEN {
        return DeTable::parse_recoverable(text);
    }
    match DeTable::parse(text) {
        Ok(document) => (document, Vec::new()),
        Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
    }
}

/// Adds what the parser says of a text to the problems, of which those from `first_own` on are about this text.
pub(super) fn report(owned: &Arc<Text>, errors: Vec<toml::de::Error>, first_own: usize, problems: &mut Vec<Problem>) {
    let lines: Vec<usize> = owned.text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |at: usize| lines.partition_point(|end| *end < at);
    let mut broken_lines = BTreeSet::new();
    let mut syntax = Vec::new();
    for error in errors {
        let span = error.span().unwrap_or_else(|| deepest(&owned.text));
        if broken_lines.insert(line_of(span.start)) && syntax.len() < MOST_REMEMBERED {
            let place = Place { text: Arc::clone(owned), span };
            syntax.push(not_toml(&place, error.message()));
        }
    }
    // Below a broken header nobody knows what the keys belong to.
    let bytes = owned.text.as_bytes();
    let begins = |line: usize| if line == 0 { 0 } else { lines[line - 1] + 1 };
    let is_header = |line: usize| bytes.get(begins(line)) == Some(&b'[');
    for line in broken_lines.clone().into_iter().filter(|line| is_header(*line)) {
        broken_lines.extend((line + 1..=lines.len()).take_while(|line| !is_header(*line)));
    }
    // What is read from a broken line is a guess: only the syntax error is reported there.
    let mut at = 0;
    problems.retain(|problem| {
        at += 1;
        at <= first_own || !broken_lines.contains(&line_of(problem.place.span.start))
    });
    problems.extend(syntax);
}

/// What the parser of TOML says of a place, with advice on what it cannot know.
fn not_toml(place: &Place, message: &str) -> Problem {
    let error = |message: String| Problem::error(place, Problem::UNREADABLE, message);
    if message.contains("recursion limit") {
        return error("this is nested too deeply".to_owned()).allowed("no key of a scenario has more than six steps");
    }
    let problem = error(format!("this is not TOML: {message}"));
    let problem = match message {
        _ if message.contains("must be quoted") => {
            problem.help("words need quotes; dates are written 2023-11-01, numbers 1_300_000 or 0.3, without a unit")
        }
        _ if message.contains("duplicate key") => problem.allowed("a key stands there once"),
        _ => problem,
    };
    match place.text.text[..].get(place.span.start..).and_then(|rest| rest.chars().next()) {
        Some('\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}') => {
            problem.help("write straight quotes, `\"`: some programs bend them")
        }
        _ => problem,
    }
}

/// The first line that nests more than any sound one, for the parser does not say where.
fn deepest(text: &str) -> Range<usize> {
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        if line.bytes().filter(|byte| matches!(byte, b'.' | b'[' | b'{')).count() >= 80 {
            return begin..begin + 1;
        }
        begin += line.len();
    }
    0..0
}
