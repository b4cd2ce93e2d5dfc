//! What is wrong with a scenario, and where: file, line, column, key, value, what is allowed, the nearest guess.
//!
//! Problems are gathered, never thrown: a reader of five mistakes gets five messages. Each is a [`Problem`] with a
//! [`Place`] that knows its text, so that it can be shown with carets long after the file was read.

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

    /// The words at the place.
    pub fn excerpt(&self) -> &str {
        self.text.text.get(self.span.clone()).unwrap_or("")
    }
}

/// Characters of the longest label at the carets.
const LONGEST_LABEL: usize = 90;

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
            message: message.into(),
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
        Problem { allowed: allowed.into(), ..self }
    }

    /// With a reason or comparison.
    #[must_use]
    pub fn reason(self, reason: impl Into<String>) -> Problem {
        Problem { reason: reason.into(), ..self }
    }

    /// With advice.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Problem {
        Problem { help: help.into(), ..self }
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
        let mut group = if whole_file {
            title.element(annotate_snippets::Origin::path(self.place.text.name.as_str()))
        } else {
            let end = self.place.text.text.len();
            let span = self.place.span.start.min(end)..self.place.span.end.min(end);
            let annotation = AnnotationKind::Primary.span(span);
            let annotation = if label.is_empty() { annotation } else { annotation.label(label.as_str()) };
            let snippet = Snippet::source(self.place.text.text.as_str()).path(self.place.text.name.as_str());
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

/// All problems of a scenario, in the order of files and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Sorts by file, line and column, and drops repetitions.
    pub fn sorted(mut problems: Vec<Problem>) -> Problems {
        problems.sort_by(|a, b| {
            let position = |p: &Problem| (p.place.text.name.clone(), p.place.span.start, p.message.clone());
            position(a).cmp(&position(b))
        });
        problems.dedup();
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
