//! What is wrong with a scenario, and where: file, line, column, key, value, what is allowed, the nearest guess.
//!
//! Problems are gathered, never thrown: a reader of five mistakes gets five messages. Each is a [`Problem`] with a
//! [`Place`] that knows its text, so that it can be shown with carets long after the file was read.
//!
//! What is quoted may come from anybody, so messages are tame: a word of a thousand letters is cut, and characters that
//! a terminal would obey, or that turn the direction of writing, are shown as `\u{1b}`. No text gives more than
//! [`MOST_PROBLEMS`] of them.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

pub use crate::units::nearest;

/// A text that was read: a file or a `--set` argument.
#[derive(PartialEq, Eq)]
pub struct Text {
    /// Name as shown: a path, or `--set`.
    pub name: String,
    /// Contents.
    pub text: String,
}

/// A stretch of a text.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub text: Arc<Text>,
    /// Bytes.
    pub span: Range<usize>,
}

impl fmt::Debug for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_and_column();
        write!(out, "{}:{line}:{column}", self.text.name)
    }
}

impl Place {
    /// Line and column of the beginning, both from 1; columns count characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let text = &self.text.text;
        let begin = (0..=self.span.start).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let before = &text[..begin];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The lines that the place lies in, with the number of the first and the place in them. Only these are shown, so
    /// that a problem of a long text costs no more than one of a short text.
    fn lines(&self) -> (usize, &str, Range<usize>) {
        let text = &self.text.text;
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let (begin, end) = (boundary(self.span.start), boundary(self.span.end.max(self.span.start)));
        let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |further| at + further);
        let first = match line_start(begin) {
            // At the end of the file: behind its last line.
            start if start == text.len() && start > 0 => line_start(start - 1),
            start => start,
        };
        // The end of a long list is out of sight.
        let seen = text[begin..end].matches('\n').count() < MOST_LINES;
        let stop = if seen { line_end(end) } else { line_end(begin) };
        let number = text[..first].matches('\n').count() + 1;
        (number, &text[first..stop], begin - first..end.min(stop) - first)
    }

    /// The words at the place.
    pub fn excerpt(&self) -> &str {
        self.text.text.get(self.span.clone()).unwrap_or("")
    }
}

/// Characters of the longest label at the carets.
const LONGEST_LABEL: usize = 90;

/// So many problems of a scenario are told; the others are counted.
pub const MOST_PROBLEMS: usize = 100;

/// Characters of the longest word in a message: longer than any path that people type.
const LONGEST_WORD: usize = 300;

/// Characters of the longest message: a list of all keys that a scenario must have.
const LONGEST_MESSAGE: usize = 4_000;

/// Lines of a long value that are looked at to show it.
const MOST_LINES: usize = 20;

/// Does it stop the run?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Wrong: nothing is run and nothing is written.
    Error,
    /// Legal but odd.
    Warning,
}

/// Something wrong or odd in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// Where; a problem with a whole file has the name of the file and an empty text.
    pub place: Place,
    /// The key, for example `policy.protection.por`; may be empty.
    pub key: String,
    /// What is wrong, in one sentence, with the value.
    pub message: String,
    /// What is allowed, or what was expected; shown at the carets.
    pub allowed: String,
    /// The reason behind the rule, or a comparison; may be empty.
    pub reason: String,
    /// What to do, for example the nearest name; may be empty.
    pub help: String,
}

impl Problem {
    /// Stands for the key where a text cannot be read: then what is missing may stand there.
    pub(super) const UNREADABLE: &str = "(unreadable)";

    /// An error at a place.
    pub fn error(place: &Place, key: &str, message: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Error,
            place: place.clone(),
            key: key.to_owned(),
            message: tame(message.into()),
            allowed: String::new(),
            reason: String::new(),
            help: String::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(place: &Place, key: &str, message: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(place, key, message) }
    }

    /// An error about a file as a whole.
    pub fn file(name: &str, message: impl Into<String>) -> Problem {
        let text = Arc::new(Text { name: name.to_owned(), text: String::new() });
        Problem::error(&Place { text, span: 0..0 }, "", message)
    }

    /// With the key that it is about.
    #[must_use]
    pub fn key(self, key: &str) -> Problem {
        Problem { key: key.to_owned(), ..self }
    }

    /// With what is allowed.
    #[must_use]
    pub fn allowed(self, allowed: impl Into<String>) -> Problem {
        Problem { allowed: tame(allowed.into()), ..self }
    }

    /// With a reason or comparison.
    #[must_use]
    pub fn reason(self, reason: impl Into<String>) -> Problem {
        Problem { reason: tame(reason.into()), ..self }
    }

    /// With advice.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Problem {
        Problem { help: tame(help.into()), ..self }
    }

    /// With the nearest of several names as advice, if one is near.
    #[must_use]
    pub fn nearest<'n>(self, word: &str, names: impl IntoIterator<Item = &'n str>) -> Problem {
        match nearest(word, names) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Name of the file.
    pub fn file_name(&self) -> &str {
        &self.place.text.name
    }

    /// Line, from 1.
    pub fn line(&self) -> usize {
        self.place.line_and_column().0
    }

    /// Column in characters, from 1.
    pub fn column(&self) -> usize {
        self.place.line_and_column().1
    }

    /// The value or key at the place, as written.
    pub fn value(&self) -> &str {
        self.place.excerpt()
    }

    /// The problem with its line and carets; `colour` adds terminal escapes.
    pub fn render(&self, colour: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str());
        let whole_file = self.place.text.text.is_empty();
        // Long lists do not fit at the carets.
        let long = whole_file || self.allowed.chars().count() > LONGEST_LABEL;
        let label = if long { &self.help } else { &self.allowed };
        let name = tame(self.place.text.name.clone());
        let mut group = if whole_file {
            title.element(annotate_snippets::Origin::path(name))
        } else {
            let (first_line, lines, span) = self.place.lines();
            let annotation = AnnotationKind::Primary.span(span);
            let annotation = if label.is_empty() { annotation } else { annotation.label(label.as_str()) };
            let snippet = Snippet::source(lines).path(name).line_start(first_line);
            title.element(snippet.annotation(annotation))
        };
        for note in [if long { &self.allowed } else { "" }, &self.reason] {
            if !note.is_empty() {
                group = group.element(Level::NOTE.message(note));
            }
        }
        if !self.help.is_empty() && (whole_file || !long) {
            group = group.element(Level::HELP.message(self.help.as_str()));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// A text that anybody may have written, fit to be shown: long words and long texts are cut, and characters that are
/// not for reading are written as their numbers.
fn tame(text: String) -> String {
    let obeyed = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.len() <= LONGEST_WORD && !text.contains(obeyed) {
        return text;
    }
    let mut out = String::new();
    let (mut of_word, mut of_text) = (0, 0);
    for letter in text.chars() {
        of_word = if letter.is_whitespace() { 0 } else { of_word + 1 };
        match of_word {
            ..=LONGEST_WORD if obeyed(letter) => out.extend(letter.escape_unicode()),
            ..=LONGEST_WORD => out.push(letter),
            _ if of_word == LONGEST_WORD + 1 => out.push('…'),
            _ => continue,
        }
        of_text += 1;
        if of_text == LONGEST_MESSAGE {
            out.push_str(" …");
            break;
        }
    }
    out
}

/// All problems of a scenario, in the order of files and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Sorts by file, line and column, and drops repetitions. Beyond [`MOST_PROBLEMS`] the last one counts the others.
    pub fn sorted(mut problems: Vec<Problem>) -> Problems {
        fn position(problem: &Problem) -> (&str, usize, &str) {
            (&problem.place.text.name, problem.place.span.start, &problem.message)
        }
        problems.sort_by(|a, b| position(a).cmp(&position(b)));
        problems.dedup();
        if problems.len() > MOST_PROBLEMS {
            let more = problems.len() - MOST_PROBLEMS + 1;
            problems.truncate(MOST_PROBLEMS - 1);
            let file = problems.last().map_or(String::new(), |last| last.place.text.name.clone());
            problems.push(Problem::file(&file, format!("there are {more} problems more")).help("mend these first"));
        }
        Problems(problems)
    }

    /// All problems, one after the other; `colour` adds terminal escapes.
    pub fn render(&self, colour: bool) -> String {
        self.0.iter().map(|problem| problem.render(colour)).collect::<Vec<_>>().join("\n\n")
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.render(false))
    }
}

impl std::error::Error for Problems {}
