//! Reads a table of observations; finds all problems at once.

use jiff::civil::Date;
use thiserror::Error;

use super::columns::{COLUMNS, place};
use super::{Exactness, Observation, ObservedQuantity, Reliability, Use, checks};
use crate::plan::Mode;
use crate::units::{self, nearest};

/// Rows of the longest table: every row is held against every other.
const MOST_ROWS: usize = 5_000;

/// So many problems are told; the others are counted.
pub const MOST_ERRORS: usize = 100;

/// What a table may say: names of a scenario, and its horizon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Names of crossings.
    pub crossings: Vec<String>,
    /// Names of statuses.
    pub statuses: Vec<String>,
    /// First and last day that a window may touch, in days since 1970-01-01; `None` allows every date.
    pub horizon: Option<(i32, i32)>,
}

/// A line of a table of observations that cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: {what}")]
pub struct ObservationError {
    /// Line of the file, the header being line 1.
    pub line: u64,
    /// What is wrong, with the column, the value given, what is allowed and the nearest guess.
    pub what: String,
}

/// Reads a table of observations: UTF-8, commas, a header of [`COLUMNS`] in any order.
///
/// # Errors
/// All problems, up to [`MOST_ERRORS`], by line: words and names that are not known, dates and numbers that are none,
/// windows that end before they begin or lie outside the horizon, rows that repeat or contradict one another.
pub fn parse(text: &str, allowed: &Allowed) -> Result<Vec<Observation>, Vec<ObservationError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| vec![unreadable(&error)])?.clone();
    let columns = header_columns(&header)?;
    let (mut observations, mut errors) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) if record.len() != header.len() => {
                let what = format!("it has {} fields, the header has {}", record.len(), header.len());
                errors.push(ObservationError { line: line_of(&record), what });
            }
            Ok(record) => {
                let row = Row { line: line_of(&record), record: &record, columns: &columns, allowed };
                observations.extend(row.observation(&mut errors));
            }
            Err(error) => errors.push(unreadable(&error)),
        }
    }
    if observations.len() > MOST_ROWS {
        let what =
            format!("the table has {} rows; at most {MOST_ROWS} are compared with one another", observations.len());
        return Err(vec![ObservationError { line: 1, what }]);
    }
    checks::whole(&observations, allowed, &mut errors);
    if errors.is_empty() {
        return Ok(observations);
    }
    errors.sort_by_key(|error| error.line);
    if errors.len() > MOST_ERRORS {
        let what =
            format!("there are {} problems more, from here on; mend these first", errors.len() - MOST_ERRORS + 1);
        errors.truncate(MOST_ERRORS);
        errors[MOST_ERRORS - 1].what = what;
    }
    Err(errors)
}

/// The beginning of a cell, for messages; what a terminal would obey is written as numbers.
fn quoted(cell: &str) -> String {
    let mut out = String::new();
    for letter in units::beginning(cell).chars() {
        if letter.is_control() { out.extend(letter.escape_unicode()) } else { out.push(letter) }
    }
    out
}

fn unreadable(error: &csv::Error) -> ObservationError {
    ObservationError { line: error.position().map_or(1, csv::Position::line), what: error.to_string() }
}

fn line_of(record: &csv::StringRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

/// Where in a record each of [`COLUMNS`] stands.
type Places = [Option<usize>; COLUMNS.len()];

fn header_columns(header: &csv::StringRecord) -> Result<Places, Vec<ObservationError>> {
    let mut errors = Vec::new();
    let mut complain = |what: String| errors.push(ObservationError { line: 1, what });
    let mut places: Places = [None; COLUMNS.len()];
    for (at, name) in header.iter().enumerate() {
        match COLUMNS.iter().position(|column| column.name == name) {
            Some(column) if places[column].is_some() => {
                complain(format!("column `{}` stands there twice", quoted(name)))
            }
            Some(column) => places[column] = Some(at),
            None => complain(not_one_of("column", name, &COLUMNS.map(|column| column.name))),
        }
    }
    for (column, at) in COLUMNS.iter().zip(&places) {
        if column.required && at.is_none() {
            complain(format!("column `{}` is missing: {}", column.name, column.meaning));
        }
    }
    if errors.is_empty() { Ok(places) } else { Err(errors) }
}

/// "`use` is `fitt`, not one of fit, shown, conflict; did you mean `fit`?"
fn not_one_of(what: &str, given: &str, allowed: &[&str]) -> String {
    let guess =
        nearest(given, allowed.iter().copied()).map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    if allowed.is_empty() {
        return format!("{what} `{}` is not known: there is none", quoted(given));
    }
    format!("{what} `{}` is not one of {}{guess}", quoted(given), allowed.join(", "))
}

/// A record, being read.
struct Row<'a> {
    line: u64,
    record: &'a csv::StringRecord,
    columns: &'a Places,
    allowed: &'a Allowed,
}

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        self.columns[place(column)].map_or("", |at| &self.record[at])
    }

    fn observation(&self, errors: &mut Vec<ObservationError>) -> Option<Observation> {
        let mut found = Vec::new();
        let quantity = self.word("quantity", &ObservedQuantity::ALL, ObservedQuantity::name, &mut found);
        let kind = self.word("kind", &Exactness::ALL, Exactness::name, &mut found);
        let reliability = self.word("reliability", &Reliability::ALL, Reliability::name, &mut found);
        let use_ = self.word("use", &Use::ALL, Use::name, &mut found);
        let names = |names: &[String]| names.iter().map(String::clone).collect::<Vec<_>>();
        let crossing = self.name("crossing", &names(&self.allowed.crossings), &mut found);
        let status = self.name("status", &names(&self.allowed.statuses), &mut found);
        let mode = self.name("mode", &Mode::ALL.map(|mode| mode.name().to_owned()), &mut found);
        let window = self.window(&mut found);
        let values = match (quantity, kind) {
            (Some(quantity), Some(kind)) => self.values(quantity, kind, &mut found),
            _ => None,
        };
        if self.text("source").is_empty() {
            found.push("source is empty: every count names who counted".to_owned());
        }
        if quantity == Some(ObservedQuantity::DeparturesShare) && status.is_none() && mode.is_none() {
            found.push("a departures_share needs a status or a mode, whose share it is".to_owned());
        }
        let series = self.text("series").to_owned();
        if let Some((None, _)) = window
            && use_ == Some(Use::Fit)
            && series.is_empty()
        {
            let what = "from is empty in a single figure with use `fit`: without a first day or a series, in which it \
                        can be taken from another count, nothing can be fitted to it";
            found.push(what.to_owned());
        }
        let complete = found.is_empty();
        errors.extend(found.into_iter().map(|what| ObservationError { line: self.line, what }));
        let ((from, to), (value, range)) = complete.then_some((window?, values?))?;
        Some(Observation {
            line: self.line,
            quantity: quantity?,
            crossing,
            status,
            mode,
            from,
            to,
            value,
            range,
            kind: kind?,
            series,
            source: self.text("source").to_owned(),
            reliability: reliability?,
            use_: use_?,
            url: self.text("url").to_owned(),
            note: self.text("note").to_owned(),
        })
    }

    fn word<T: Copy>(
        &self,
        column: &str,
        all: &[T],
        name: fn(T) -> &'static str,
        found: &mut Vec<String>,
    ) -> Option<T> {
        let given = self.text(column);
        let word = all.iter().copied().find(|&word| name(word) == given);
        if word.is_none() {
            let allowed: Vec<&str> = all.iter().map(|&word| name(word)).collect();
            found.push(not_one_of(column, given, &allowed));
        }
        word
    }

    fn name(&self, column: &str, allowed: &[String], found: &mut Vec<String>) -> Option<String> {
        let given = self.text(column);
        if !given.is_empty() && !allowed.iter().any(|name| name == given) {
            let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
            found.push(format!("{}; empty means all", not_one_of(column, given, &allowed)));
        }
        (!given.is_empty()).then(|| given.to_owned())
    }

    fn date(&self, column: &str, found: &mut Vec<String>) -> Option<i32> {
        let given = self.text(column);
        let date: Option<Date> = given.parse().ok().filter(|_| units::is_written_as_date(given));
        let Some(date) = date else {
            found.push(format!("{column} `{}` is not a date like 2023-11-18", quoted(given)));
            return None;
        };
        if !units::YEARS.contains(&date.year().unsigned_abs()) {
            let (first, last) = (units::YEARS.start(), units::YEARS.end());
            found.push(format!("{column} `{given}` lies outside the years {first} to {last}"));
            return None;
        }
        Some(units::day_of(date))
    }

    /// First day, if the source says, and last day.
    fn window(&self, found: &mut Vec<String>) -> Option<(Option<i32>, i32)> {
        let to = self.date("to", found);
        let from = if self.text("from").is_empty() { Some(None) } else { self.date("from", found).map(Some) };
        let (from, to) = (from?, to?);
        let before = found.len();
        if from.is_some_and(|from| from > to) {
            found.push(format!("from `{}` lies after to `{}`", self.text("from"), self.text("to")));
        } else if let Some((first, last)) = self.allowed.horizon {
            for (column, day) in [("from", from), ("to", Some(to))] {
                let Some(day) = day.filter(|day| !(first..=last).contains(day)) else { continue };
                let [day, first, last] = [day, first, last].map(units::iso);
                found.push(format!("{column} `{day}` lies outside the horizon, {first} to {last}"));
            }
        }
        (found.len() == before).then_some((from, to))
    }

    /// The value and the ends of its range.
    fn values(
        &self,
        quantity: ObservedQuantity,
        kind: Exactness,
        found: &mut Vec<String>,
    ) -> Option<(f64, (f64, f64))> {
        let [low, high] = ["low", "high"].map(|column| self.number(column, quantity, found));
        let value = self.number("value", quantity, found);
        if kind == Exactness::Range {
            let (Some(low), Some(high)) = (low?, high?) else {
                found.push("a range needs low and high".to_owned());
                return None;
            };
            let value = value?.unwrap_or(f64::midpoint(low, high));
            if low >= high || !(low..=high).contains(&value) {
                found.push(format!("the range {low} to {high} must rise, and hold its value, {value}"));
                return None;
            }
            return Some((value, (low, high)));
        }
        if low?.is_some() || high?.is_some() {
            found.push(format!("low and high belong to the kind range, not to {}", kind.name()));
        }
        let value = value?;
        if value.is_none() {
            found.push("value is empty; only a range may do without".to_owned());
        }
        value.map(|value| (value, (value, value)))
    }

    /// A number of people or a share; `Some(None)` for an empty field.
    fn number(&self, column: &str, quantity: ObservedQuantity, found: &mut Vec<String>) -> Option<Option<f64>> {
        let given = self.text(column);
        if given.is_empty() {
            return Some(None);
        }
        let (most, allowed) = match quantity {
            ObservedQuantity::Departures => (1e9, "a number of people (0 or more)"),
            ObservedQuantity::DeparturesShare => (1.0, "a share (0 to 1)"),
        };
        let number = given.parse().ok().filter(|number| (0.0..=most).contains(number));
        if number.is_none() {
            found.push(format!("{column} `{}` is not {allowed}", quoted(given)));
        }
        number.map(Some)
    }
}
