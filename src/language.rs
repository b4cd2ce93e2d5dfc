//! Languages: texts by key, and numbers, days and names as a reader of the language writes them.
//!
//! Everything that pictures, answers and reports say in words is a message in `assets/language/CODE/*.ftl` (Fluent syntax,
//! projectfluent.org: messages on one line or several, comments, variables as `{ $name }`; no selectors, so sentences hold for
//! any number). Every language has the keys and the variables of the English; tests see to it, and that a Fluent
//! implementation reads the files in the same way.
//!
//! Texts that run from right to left keep what is put into them together, with the marks of Unicode's bidirectional algorithm
//! (UAX 9): each number runs from left to right, a range of two from right to left. Local digits and dates are a choice: the
//! digits of Urdu, Dari and Pashto (U+06F0 to U+06F9), and for Dari and Pashto the solar Hijri calendar of Afghanistan.
//!
//! Left out: plural forms and cases; messages about mistakes in files, and the console, which are in English.

mod calendar;
mod catalogue;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::OnceLock;

use crate::units::{capital, date_of};
use calendar::solar;
pub use catalogue::Catalogue;

/// The files of a language.
macro_rules! files {
    ($code:literal) => {
        &[
            #[cfg(feature = "cli")]
            include_str!(concat!("../assets/language/", $code, "/page.ftl")),
            include_str!(concat!("../assets/language/", $code, "/core.ftl")),
            include_str!(concat!("../assets/language/", $code, "/scenarios.ftl")),
            include_str!(concat!("../assets/language/", $code, "/figures.ftl")),
            include_str!(concat!("../assets/language/", $code, "/answer.ftl")),
            include_str!(concat!("../assets/language/", $code, "/comparison.ftl")),
            include_str!(concat!("../assets/language/", $code, "/card.ftl")),
        ]
    };
}
/// A language of pictures, reports and the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English, which counts where translations differ.
    #[default]
    English,
    /// Urdu.
    Urdu,
    /// Dari, the Persian of Afghanistan.
    Dari,
    /// Pashto.
    Pashto,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 4] = [Language::English, Language::Urdu, Language::Dari, Language::Pashto];

    /// Code of the language in commands and folders (ISO 639).
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Urdu => "ur",
            Language::Dari => "prs",
            Language::Pashto => "ps",
        }
    }

    /// The tag that browsers and screen readers know (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Dari => "fa-AF",
            _ => self.code(),
        }
    }

    /// What English calls it.
    pub const fn english_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Urdu => "Urdu",
            Language::Dari => "Dari",
            Language::Pashto => "Pashto",
        }
    }

    /// What it calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Urdu => "اردو",
            Language::Dari => "دری",
            Language::Pashto => "پښتو",
        }
    }

    /// Does it run from right to left?
    pub const fn is_right_to_left(self) -> bool {
        !matches!(self, Language::English)
    }

    /// Its messages, file by file.
    const fn files(self) -> &'static [&'static str] {
        match self {
            Language::English => files!("en"),
            Language::Urdu => files!("ur"),
            Language::Dari => files!("prs"),
            Language::Pashto => files!("ps"),
        }
    }

    /// The files that a page reads by itself: its own messages, those that all share, and the words of shipped scenarios.
    #[cfg(feature = "cli")]
    pub const fn page(self) -> [&'static str; 3] {
        let [page, core, scenarios, ..] = self.files() else { unreachable!() };
        [page, core, scenarios]
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Language::ALL.into_iter().find(|language| language.code() == text);
        known.ok_or_else(|| {
            let all = Language::ALL.map(|language| format!("{} ({})", language.code(), language.english_name()));
            format!("there is no language `{text}`; there are {}", crate::units::listed(&all))
        })
    }
}

/// The messages of a language, and how it writes numbers and days.
#[derive(Debug)]
pub struct Texts {
    language: Language,
    local: bool,
    catalogue: Catalogue,
}

/// A message with its variables filled in: `say!(texts, "date-axis", day = 15, month = "Sep")`.
macro_rules! say {
    ($texts:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $texts.say($key, &[$((stringify!($name), &$value as &dyn std::fmt::Display)),*])
    };
}
pub(crate) use say;

/// Marks of UAX 9: what follows runs from left to right; from right to left; the end of either.
const LEFT_TO_RIGHT: char = '\u{2066}';
const RIGHT_TO_LEFT: char = '\u{2067}';
const END_OF_DIRECTION: char = '\u{2069}';

/// Is it a mark that is never seen?
pub(crate) const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{2066}'..='\u{2069}' | '\u{200c}'..='\u{200f}')
}

/// Is it of the Arabic script: a letter, a digit, a mark of punctuation?
pub(crate) const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}')
}

/// A text that runs from right to left among texts that run otherwise.
fn from_right(text: &str) -> String {
    format!("{RIGHT_TO_LEFT}{text}{END_OF_DIRECTION}")
}

/// What is put into a text that runs from right to left: with the direction that most of its letters have. A range of numbers, 5–7, is read
/// from right to left, too, each number from left to right.
fn isolated(text: &str) -> String {
    let from_left = |text: &str| format!("{LEFT_TO_RIGHT}{text}{END_OF_DIRECTION}");
    let (arabic, others): (Vec<char>, Vec<char>) =
        text.chars().filter(|letter| letter.is_alphabetic()).partition(|&letter| is_arabic(letter));
    match arabic.len().cmp(&others.len()) {
        Ordering::Greater => from_right(text),
        _ if !others.is_empty() => from_left(text),
        _ => {
            let dash = ["–", " - "].into_iter().find(|dash| text.contains(dash));
            let ends = dash.map(|dash| text.split(dash).map(from_left).collect::<Vec<_>>().join(dash));
            ends.map_or_else(|| from_left(text), |ends| from_right(&ends))
        }
    }
}

/// Lines of one text, each whole in itself: what a line leaves open is closed at its end and opened again in the next.
pub(crate) fn whole_lines(lines: Vec<String>) -> Vec<String> {
    let mut open: Vec<char> = Vec::new();
    let whole = |line: String| {
        let before: String = open.iter().collect();
        for letter in line.chars() {
            match letter {
                LEFT_TO_RIGHT | RIGHT_TO_LEFT => open.push(letter),
                END_OF_DIRECTION => _ = open.pop(),
                _ => {}
            }
        }
        format!("{before}{line}{}", END_OF_DIRECTION.to_string().repeat(open.len()))
    };
    lines.into_iter().map(whole).collect()
}

impl Texts {
    /// English.
    pub fn english() -> &'static Texts {
        Texts::of(Language::English, false)
    }

    /// The texts of a language, with local digits and dates if they are wanted.
    pub fn of(language: Language, local: bool) -> &'static Texts {
        static READ: [OnceLock<Texts>; 2 * Language::ALL.len()] = [const { OnceLock::new() }; 2 * Language::ALL.len()];
        let local = local && language.is_right_to_left();
        READ[2 * language as usize + usize::from(local)].get_or_init(|| {
            let catalogue = Catalogue::read(language.files());
            Texts { language, local, catalogue: if local { catalogue.map(local_digits) } else { catalogue } }
        })
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Does it run from right to left?
    pub fn is_right_to_left(&self) -> bool {
        self.language.is_right_to_left()
    }

    /// A message without variables. Tests find keys that are missing; a user would see the English, or nothing.
    pub fn word(&self, key: &str) -> &str {
        let word = self.known(key);
        debug_assert!(word.is_some(), "no message `{key}` without variables in {}", self.language.code());
        word.or_else(|| Texts::english().known(key)).unwrap_or_default()
    }

    /// A message without variables, if there is one of this key.
    pub fn known(&self, key: &str) -> Option<&str> {
        self.catalogue.plain(key)
    }

    /// The title or question of a shipped scenario in the language; other words stay as they are in the file of their scenario.
    pub fn of_scenario<'t>(&'t self, words: &'t str) -> &'t str {
        static KEYS: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
        let keys = KEYS.get_or_init(|| Texts::english().catalogue.by_text("shipped-"));
        keys.get(words).and_then(|key| self.known(key)).unwrap_or(words)
    }

    /// A message with its variables filled in; the macro `say` names them. Where it is missing, as [`Texts::word`].
    pub fn say(&self, key: &str, variables: &[(&str, &dyn Display)]) -> String {
        let filled = |name: &str| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            let value = self.digits(&value.to_string()).into_owned();
            Some(if self.is_right_to_left() { isolated(&value) } else { value })
        };
        let said = self.catalogue.filled(key, filled);
        debug_assert!(said.is_some(), "no message `{key}` in {}", self.language.code());
        said.or_else(|| Texts::english().catalogue.filled(key, filled)).unwrap_or_default()
    }

    /// Numbers in a text with the digits that are wanted. Those that stand with Latin letters stay: names of files and versions.
    pub fn digits<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let some = self.local && text.bytes().any(|byte| byte.is_ascii_digit());
        if some { Cow::Owned(local_digits(text)) } else { Cow::Borrowed(text) }
    }

    /// A text that stays as somebody wrote it, in its own language and with its own digits: kept together where it is put into
    /// a text that runs from right to left.
    pub fn quoted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_right_to_left() { isolated(text).into() } else { text.into() }
    }

    /// A line of a picture: where it has letters that run from right to left, all of it does.
    pub(crate) fn line<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = self.digits(text);
        if !self.is_right_to_left() {
            return text;
        }
        match text.chars().any(|letter| letter.is_alphabetic() && is_arabic(letter)) {
            true => Cow::Owned(from_right(&text)),
            false if text.chars().any(char::is_alphabetic) => text,
            false => Cow::Owned(isolated(&text)),
        }
    }

    /// Year, month and day of a day, in days since 1970-01-01, in the calendar that is wanted.
    pub(crate) fn date(&self, day: i32) -> (i32, i32, i32) {
        if self.has_solar_dates() {
            return solar(day);
        }
        let date = date_of(day);
        (date.year().into(), date.month().into(), date.day().into())
    }

    fn has_solar_dates(&self) -> bool {
        self.local && matches!(self.language, Language::Dari | Language::Pashto)
    }

    /// The name of a month, 1 to 12, in the calendar that is wanted; short where the language has short names.
    pub(crate) fn month(&self, month: i32, short: bool) -> &str {
        let kind = match (self.has_solar_dates(), short) {
            (true, _) => "solar-month",
            (false, true) => "month-short",
            (false, false) => "month-long",
        };
        self.word(&format!("{kind}-{month}"))
    }

    /// "18 Nov 2023"
    pub fn day(&self, day: i32) -> String {
        self.dated("date-short", day, true)
    }

    /// "1 November 2023"
    pub fn long_day(&self, day: i32) -> String {
        self.dated("date-long", day, false)
    }

    fn dated(&self, key: &str, day: i32, short: bool) -> String {
        let (year, month, day) = self.date(day);
        say!(self, key, day = day, month = self.month(month, short), year = year)
    }

    /// "a, b, c"
    pub fn one_by_one(&self, things: &[String]) -> String {
        let more = |all: String, next: String| say!(self, "list-more", first = all, next = next);
        things.iter().cloned().reduce(more).unwrap_or_default()
    }

    /// A text with a full stop, unless it ends a sentence already: that of the language, or that of the text where it stayed in
    /// another one.
    pub(crate) fn ended(&self, text: &str) -> String {
        let text = text.trim();
        let ours =
            text.chars().rev().find(|letter| letter.is_alphabetic()).is_none_or(is_arabic) == self.is_right_to_left();
        match text.ends_with(['.', '!', '?', '۔', '؟']) {
            true => text.to_owned(),
            false => format!("{text}{}", if ours { self.word("full-stop") } else { "." }),
        }
    }

    /// "a, b and c"
    pub fn listed(&self, things: &[String]) -> String {
        let Some((last, first)) = things.split_last() else { return String::new() };
        match first {
            [] => last.clone(),
            first => say!(self, "list-last", first = self.one_by_one(first), last = last),
        }
    }

    /// A name of the model as a label: known ones as they are called, others with spaces and capitals.
    pub fn label(&self, name: &str) -> String {
        let key = format!("label-{}", name.to_ascii_lowercase().replace('_', "-"));
        match self.known(&key) {
            Some(known) => known.to_owned(),
            None => name.replace('_', " ").split(' ').map(capital).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The text with local digits and signs in its numbers, but for those that stand among Latin letters.
fn local_digits(text: &str) -> String {
    // Cells of a table are texts of their own.
    text.split_inclusive(['|', '\n']).map(local_digits_of_a_piece).collect()
}

fn local_digits_of_a_piece(text: &str) -> String {
    let mut local = String::with_capacity(text.len());
    let mut before = None;
    let bytes = text.as_bytes();
    let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    for (at, letter) in text.char_indices() {
        if letter.is_alphabetic() {
            before = Some(is_arabic(letter));
        }
        let between_digits = at > 0 && digit_at(at - 1) && digit_at(at + 1);
        let changed = match letter {
            '0'..='9' => char::from_u32(0x6f0 + (letter as u32 - '0' as u32)).unwrap_or(letter),
            ',' if between_digits => '\u{66c}',
            '.' if between_digits => '\u{66b}',
            '%' => '\u{66a}',
            _ => letter,
        };
        if changed == letter {
            local.push(letter);
            continue;
        }
        // Among Latin letters: with some before or after, and none of the Arabic script between.
        let after = text[at..].chars().find(|letter| letter.is_alphabetic()).map(is_arabic);
        let is_latin = matches!((before, after), (Some(false), Some(false) | None) | (None, Some(false)));
        local.push(if is_latin { letter } else { changed });
    }
    local
}
