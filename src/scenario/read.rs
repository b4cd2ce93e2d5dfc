//! From one TOML text to settings: every value read by the kind that the list of keys gives it.
//!
//! The reader never stops at a mistake. What it cannot read it reports and leaves out.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{self, Group, Key, Kind};
use super::limits::MOST_LISTED;
use super::problem::{Place, Problem, Text};
use super::value::{Number, Record, Setting, Value};
use crate::law::Law;
use crate::units;

/// Reads one text.
pub(super) struct Reader<'p> {
    text: Arc<Text>,
    pub(super) problems: &'p mut Vec<Problem>,
    pub(super) settings: Vec<Setting>,
    /// Problems of this text, remembered or not.
    pub(super) found: usize,
}

/// Where the reader is: the concrete path, its pattern, the names met, the source that the table states.
#[derive(Clone, Default)]
pub(super) struct Here {
    pub(super) path: String,
    pattern: String,
    names: Vec<(Group, String, Place)>,
    source: Option<String>,
}

/// Reads a text into settings; problems are added to the list.
pub(super) fn read(text: Arc<Text>, problems: &mut Vec<Problem>) -> Vec<Setting> {
    let owned = Arc::clone(&text);
    let (document, errors) = super::syntax::parse(&owned.text);
    let first_own = problems.len();
    let mut reader = Reader { text, problems, settings: Vec::new(), found: 0 };
    reader.table(document.get_ref(), &Here::default());
    let settings = reader.settings;
    super::syntax::report(&owned, errors, first_own, problems);
    settings
}

/// The path of a step below a path. A key that stands in a key is quoted, so that its steps are no steps of the path.
fn join(path: &str, step: &str) -> String {
    let step = if step.contains('.') { format!("\"{step}\"") } else { step.to_owned() };
    if path.is_empty() { step } else { format!("{path}.{step}") }
}

/// May something be called that? A path with the name in it must have the steps that it seems to have.
fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains(['.', '"', '\\']) && !name.contains(char::is_control)
}

impl Reader<'_> {
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place { text: Arc::clone(&self.text), span }
    }

    fn table(&mut self, table: &DeTable<'_>, here: &Here) {
        let mut here = here.clone();
        let steps = keys::steps_after(&here.pattern);
        if self.crowded(table, &steps, &here) {
            return;
        }
        if let Some((_, value)) = table.iter().find(|(key, _)| key.get_ref() == "source" && !here.pattern.is_empty()) {
            match value.get_ref() {
                DeValue::String(text) => here.source = Some(text.to_string()),
                other => {
                    let message = format!("`source` is {}, where a text in quotes is expected", article(other));
                    let place = self.place(value.span());
                    self.push(Problem::error(&place, &join(&here.path, "source"), message));
                }
            }
        }
        for (key, value) in table {
            let step: &str = key.get_ref();
            let key_at = self.place(key.span());
            let mut below = here.clone();
            below.path = join(&here.path, step);
            if steps.contains(&step) && Group::of_step(step).is_none() {
                below.pattern = pattern_step(&here.pattern, step);
            } else if step == "source" && !here.pattern.is_empty() {
                continue;
            } else if let Some((group_step, group)) =
                steps.iter().find_map(|step| Group::of_step(step).map(|group| (step, group)))
            {
                if group != Group::Key && !is_name(step) {
                    let message = format!("`{}` cannot be a name", step.escape_debug());
                    let allowed = "a name with no full stop, quotation mark, backslash or line break in it";
                    self.push(Problem::error(&key_at, &here.path, message).allowed(allowed));
                    continue;
                }
                below.pattern = pattern_step(&here.pattern, group_step);
                below.names.push((group, step.to_owned(), key_at.clone()));
            } else {
                self.unknown_key(&key_at, &below.path, step, &steps, &here.path);
                continue;
            }
            match keys::leaf(&below.pattern) {
                Some(key) => {
                    if let Some(value) = self.value(key, value, &below) {
                        self.settings.push(value.into_setting(key, &below, key_at));
                    }
                }
                None => match value.get_ref() {
                    DeValue::Table(table) => self.table(table, &below),
                    other => {
                        let names = keys::steps_after(&below.pattern).join("`, `");
                        let place = self.place(value.span());
                        let message = format!("`{}` is {}, where a table is expected", below.path, article(other));
                        self.push(
                            Problem::error(&place, &below.path, message)
                                .allowed(format!("a table with keys `{names}`")),
                        );
                    }
                },
            }
        }
    }

    fn unknown_key(&mut self, at: &Place, path: &str, step: &str, known: &[&str], table: &str) {
        let of = if table.is_empty() { "a scenario file".to_owned() } else { format!("`{table}`") };
        let mut names: Vec<&str> = known.iter().copied().filter(|step| Group::of_step(step).is_none()).collect();
        if !table.is_empty() && !names.contains(&"source") {
            names.push("source");
        }
        let mut problem = Problem::error(at, path, format!("unknown key `{step}` in {of}"))
            .allowed(format!("known keys: `{}`", names.join("`, `")))
            .nearest(step, names.iter().copied());
        let elsewhere = keys::KEYS.iter().find(|key| key.path.rsplit('.').next() == Some(step));
        if let (true, Some(key)) = (problem.help.is_empty(), elsewhere) {
            problem = problem.help(format!("did you mean `{}`?", key.path));
        }
        self.push(problem);
    }

    pub(super) fn wrong_kind(&mut self, key: &Key, path: &str, value: &Spanned<DeValue<'_>>) {
        let place = self.place(value.span());
        let message =
            format!("`{path}` is {}, where {} is expected", article(value.get_ref()), kind_in_words(key.kind));
        let mut problem = Problem::error(&place, path, message).allowed(expected(key));
        if let (DeValue::String(text), Kind::Number | Kind::Calendar | Kind::Plain | Kind::Whole) =
            (value.get_ref(), key.kind)
            && text.replace(',', ".").trim().parse::<f64>().is_ok()
        {
            problem = problem.help("numbers are written without quotes and with a decimal point");
        }
        if let (DeValue::String(text), Kind::Date) = (value.get_ref(), key.kind)
            && units::is_written_as_date(text)
        {
            problem = match text.parse::<jiff::civil::Date>() {
                Ok(_) => problem.help("dates are written without quotes"),
                Err(_) => Problem { message: format!("`{path}` is {text}: there is no such day"), ..problem },
            };
        }
        self.push(problem);
    }

    fn value(&mut self, key: &'static Key, value: &Spanned<DeValue<'_>>, here: &Here) -> Option<Read> {
        let at = self.place(value.span());
        let path = &here.path;
        if let (Kind::Text | Kind::Name(_) | Kind::Names(_), DeValue::String(text)) = (key.kind, value.get_ref())
            && let Some(unseen) =
                text.chars().find(|letter| letter.is_control() && !['\n', '\r', '\t'].contains(letter))
        {
            let message = format!("`{path}` holds the character U+{:04X}, which nobody can see", u32::from(unseen));
            self.push(Problem::error(&at, path, message).allowed("letters, marks, spaces and line breaks"));
            return None;
        }
        let read = match (key.kind, value.get_ref()) {
            (Kind::Text, DeValue::String(text)) => Value::Text(text.to_string()),
            (Kind::Texts | Kind::Names(_), DeValue::String(text)) => Value::Texts(vec![(text.to_string(), at.clone())]),
            (Kind::Texts | Kind::Names(_), DeValue::Array(_)) => Value::Texts(self.texts(key, value, path)?),
            (Kind::Name(_), DeValue::String(text)) => Value::Texts(vec![(text.to_string(), at.clone())]),
            (Kind::Word(words), DeValue::String(text)) => {
                if !words.contains(&text.as_ref()) {
                    let problem = Problem::error(&at, path, format!("`{path}` is \"{text}\""))
                        .allowed(format!("one of `{}`", words.join("`, `")))
                        .nearest(text, words.iter().copied());
                    self.push(problem);
                    return None;
                }
                Value::Text(text.to_string())
            }
            (Kind::Date, DeValue::Datetime(_)) => Value::Date(self.date(value, path)?),
            (Kind::Flag, DeValue::Boolean(flag)) => Value::Flag(*flag),
            (Kind::Whole, DeValue::Integer(_) | DeValue::Float(_)) => Value::Whole(self.whole(key, value, path)?),
            (Kind::Plain, DeValue::Integer(_) | DeValue::Float(_)) => Value::Plain(self.plain(key, value, path)?),
            (Kind::Plains, DeValue::Array(list)) => {
                let mut numbers = Vec::with_capacity(list.len());
                for item in list.iter() {
                    numbers.push(self.plain(key, item, path)?);
                }
                Value::Plains(numbers)
            }
            (Kind::Number, DeValue::Integer(_) | DeValue::Float(_) | DeValue::Table(_)) => {
                Value::Number(self.number(key, value, path, here.source.as_ref())?)
            }
            (Kind::Calendar, DeValue::Integer(_) | DeValue::Float(_) | DeValue::Table(_) | DeValue::Array(_)) => {
                Value::Calendar(self.calendar(key, value, path, here.source.as_ref())?)
            }
            (Kind::Records(_), DeValue::Array(list))
                if self.too_many(value, path, list.len(), MOST_LISTED, "tables") =>
            {
                return None;
            }
            (Kind::Records(fields), DeValue::Array(list)) => {
                let mut records = Vec::with_capacity(list.len());
                for item in list.iter() {
                    records.extend(self.record(fields, item, path));
                }
                if records.len() < list.len() {
                    return None;
                }
                Value::Records(records)
            }
            _ => {
                self.wrong_kind(key, path, value);
                return None;
            }
        };
        Some(Read { value: read, at })
    }

    fn texts(&mut self, key: &Key, value: &Spanned<DeValue<'_>>, path: &str) -> Option<Vec<(String, Place)>> {
        let mut texts = Vec::new();
        let list = value.get_ref().as_array()?;
        if self.too_many(value, path, list.len(), MOST_LISTED, "texts") {
            return None;
        }
        if list.is_empty() && (matches!(key.kind, Kind::Names(_)) || path.starts_with("names.")) {
            let place = self.place(value.span());
            self.push(Problem::error(&place, path, format!("`{path}` lists nothing")).allowed(key.meaning));
            return None;
        }
        for item in list.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), self.place(item.span()))),
                _ => {
                    self.wrong_kind(key, path, item);
                    return None;
                }
            }
        }
        Some(texts)
    }

    pub(super) fn date(&mut self, value: &Spanned<DeValue<'_>>, path: &str) -> Option<i32> {
        let at = self.place(value.span());
        let datetime = value.get_ref().as_datetime()?;
        let (Some(date), None) = (datetime.date, datetime.time) else {
            let message = format!("`{path}` has a time of day: {datetime}");
            self.push(Problem::error(&at, path, message).allowed("a date alone, for example 2023-11-01"));
            return None;
        };
        let day = units::day(i16::try_from(date.year).ok()?, date.month as i8, date.day as i8);
        if day.is_some() && !units::YEARS.contains(&date.year) {
            let message = format!("`{path}` is {date}, outside the years that are simulated");
            let allowed = format!("a date in the years {} to {}", units::YEARS.start(), units::YEARS.end());
            self.push(Problem::error(&at, path, message).allowed(allowed));
            return None;
        }
        if day.is_none() {
            let message = format!("`{path}` is {date}: there is no such day");
            self.push(Problem::error(&at, path, message).allowed("a date, for example 2023-11-01"));
        }
        day
    }

    /// A finite number.
    pub(super) fn float(&mut self, value: &Spanned<DeValue<'_>>, path: &str) -> Option<f64> {
        let number = match value.get_ref() {
            // More digits than an integer has are out of every range, and told so.
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| number.as_str().parse::<f64>().ok(), |whole| Some(whole as f64)),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            other => {
                let message = format!("`{path}` holds {}, where a number is expected", article(other));
                let place = self.place(value.span());
                self.push(Problem::error(&place, path, message).allowed("a number without quotes"));
                return None;
            }
        };
        match number {
            Some(number) if number.is_finite() => Some(number),
            _ => {
                let place = self.place(value.span());
                let message = format!("`{path}` is {}, which is not a finite number", place.excerpt());
                self.push(Problem::error(&place, path, message).allowed("a finite number"));
                None
            }
        }
    }

    fn plain(&mut self, key: &Key, value: &Spanned<DeValue<'_>>, path: &str) -> Option<f64> {
        let number = self.float(value, path)?;
        let at = self.place(value.span());
        self.in_range(key, path, number, &at).then_some(number)
    }

    fn whole(&mut self, key: &Key, value: &Spanned<DeValue<'_>>, path: &str) -> Option<u64> {
        let number = self.plain(key, value, path)?;
        if number.fract() != 0.0 || number < 0.0 {
            let at = self.place(value.span());
            let message = format!("`{path}` is {}, where a whole number is expected", keys::plain(number));
            self.push(Problem::error(&at, path, message).allowed(key.range_in_words()));
            return None;
        }
        Some(number as u64)
    }

    fn in_range(&mut self, key: &Key, path: &str, number: f64, at: &Place) -> bool {
        let (low, high) = key.range;
        let inside = (low..=high).contains(&number);
        if !inside {
            let unit = if key.unit.is_empty() { String::new() } else { format!(" ({})", key.unit) };
            let problem = Problem::error(at, path, format!("`{path}` is {}, outside its range", keys::plain(number)))
                .allowed(format!("allowed: {}{unit}", key.range_in_words()))
                .reason(key.reason);
            self.push(if key.unit == "share" && (2.0..=100.0).contains(&number) {
                problem.help(format!("{} % is written {}", keys::plain(number), keys::plain(number / 100.0)))
            } else {
                problem
            });
        }
        inside
    }

    pub(super) fn number(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue<'_>>,
        path: &str,
        source: Option<&String>,
    ) -> Option<Number> {
        let at = self.place(value.span());
        let number = match value.get_ref() {
            DeValue::Table(table) => {
                let mut number = super::laws::read(self, key, table, path, &at, &[])?;
                number.source = number.source.or_else(|| source.cloned());
                number
            }
            DeValue::Integer(_) | DeValue::Float(_) => Number {
                law: Law::Fixed(self.plain(key, value, path)?),
                labels: Vec::new(),
                source: source.cloned(),
                note: None,
                joint: false,
                at,
            },
            _ => {
                self.wrong_kind(key, path, value);
                return None;
            }
        };
        Some(number)
    }

    fn record(&mut self, fields: &'static [Key], item: &Spanned<DeValue<'_>>, path: &str) -> Option<Record> {
        let at = self.place(item.span());
        let DeValue::Table(table) = item.get_ref() else {
            let message = format!("`{path}` lists {}, where a table is expected", article(item.get_ref()));
            let allowed = format!("a table with keys `{}`", keys::names(fields));
            self.push(Problem::error(&at, path, message).allowed(allowed));
            return None;
        };
        let mut record = Record::new();
        let mut sound = true;
        for (field, value) in table {
            let name: &str = field.get_ref();
            let key_at = self.place(field.span());
            let below = Here { path: format!("{path}.{name}"), ..Here::default() };
            let Some(key) = fields.iter().find(|key| key.path == name) else {
                self.push(
                    Problem::error(&key_at, &below.path, format!("unknown key `{name}` in `{path}`"))
                        .allowed(format!("known keys: `{}`", keys::names(fields)))
                        .nearest(name, fields.iter().map(|key| key.path)),
                );
                sound = false;
                continue;
            };
            match self.value(key, value, &below) {
                Some(value) => {
                    record.insert(key.path, value.into_setting(key, &below, key_at));
                }
                None => sound = false,
            }
        }
        for key in fields {
            let given = table.keys().any(|given| given.get_ref() == key.path);
            if key.default == keys::Absence::Required && !given {
                let message = format!("an entry of `{path}` has no `{}`", key.path);
                self.push(Problem::error(&at, path, message).allowed(expected(key)));
                sound = false;
            }
        }
        sound.then_some(record)
    }
}

/// A value that was read, and where.
struct Read {
    value: Value,
    at: Place,
}

impl Read {
    fn into_setting(self, key: &'static Key, here: &Here, key_at: Place) -> Setting {
        Setting {
            key,
            path: here.path.clone(),
            names: here.names.clone(),
            value: self.value,
            source: here.source.clone(),
            at: self.at,
            key_at,
        }
    }
}

fn pattern_step(pattern: &str, step: &str) -> String {
    if pattern.is_empty() { step.to_owned() } else { format!("{pattern}.{step}") }
}

/// The value with its kind, for messages: `the text "x"`.
pub(super) fn article(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text \"{}\"", units::beginning(text)),
        DeValue::Integer(number) => format!("the number {number}"),
        DeValue::Float(number) => format!("the number {number}"),
        DeValue::Boolean(flag) => format!("`{flag}`"),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word(_) | Kind::Name(_) => "a text in quotes",
        Kind::Texts | Kind::Names(_) => "a text or a list of texts in quotes",
        Kind::Date => "a date without quotes",
        Kind::Flag => "`true` or `false`",
        Kind::Whole => "a whole number",
        Kind::Plain => "a number",
        Kind::Plains => "a list of numbers",
        Kind::Number => "a number or a law",
        Kind::Calendar => "a number, a law or a calendar",
        Kind::Records(_) => "a list of tables",
    }
}

fn expected(key: &Key) -> String {
    match key.kind {
        Kind::Number | Kind::Whole | Kind::Plain => format!("allowed: {} {}", key.range_in_words(), key.unit),
        Kind::Calendar => format!("allowed: {} {}, or a list of entries", key.range_in_words(), key.unit),
        Kind::Date => "a date, for example 2023-11-01".to_owned(),
        Kind::Word(words) => format!("one of `{}`", words.join("`, `")),
        Kind::Records(fields) => format!("tables with keys `{}`", keys::names(fields)),
        Kind::Name(group) | Kind::Names(group) => format!("the name of a {}", group.word()),
        _ => key.meaning.to_owned(),
    }
}
