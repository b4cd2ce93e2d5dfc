//! Parameter sets: where the numbers of behaviour come from, and joint draws of several of them.
//!
//! A set is a file of numbers that says of itself whether it is `foresight`, `prior` or `hindsight`. Numbers that were
//! fitted together come as joint draws: a CSV file, one row a draw, whose columns are mapped to keys. Rows are used
//! whole, because fitted parameters are strongly correlated.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keys::{self, Key, Kind};
use super::problem::{Place, Problem, Text};
use super::value::{Calendar, Number, Setting, Value};
use crate::law::Law;

/// Where the numbers of a scenario's behaviour come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParameterSet {
    /// `foresight`, `prior` or `hindsight`; `own` when the scenario states all its numbers itself.
    pub kind: String,
    /// Name of the set.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Where its numbers come from.
    pub source: String,
    /// Last day of the record that it was fitted to, days since 1970-01-01.
    pub fitted_until: Option<i32>,
}

impl ParameterSet {
    /// Kind and name: "hindsight: fit to the record until 31 October 2024".
    pub fn in_words(&self) -> String {
        format!("{}: {}", self.kind, self.name)
    }
}

/// A parameter set with its joint draws.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    pub about: ParameterSet,
    /// Draws by key, all lists of one length.
    pub joint: BTreeMap<String, Vec<f64>>,
}

/// A column that is mapped to a key.
struct Column {
    name: String,
    key: String,
    key_at: Place,
    scale: f64,
}

/// Makes a set of the settings of a file and the CSV file of its draws.
pub(super) fn read(
    file: &str,
    settings: Vec<Setting>,
    csv: Option<Arc<Text>>,
    problems: &mut Vec<Problem>,
) -> (Set, Vec<Setting>) {
    let mut set = Set::default();
    let mut numbers = Vec::new();
    let mut columns: BTreeMap<String, Column> = BTreeMap::new();
    for setting in settings {
        let text = match &setting.value {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        match setting.path.as_str() {
            "parameter_set.kind" => set.about.kind = text,
            "parameter_set.name" => set.about.name = text,
            "parameter_set.description" => set.about.description = text,
            "parameter_set.source" => set.about.source = text,
            "parameter_set.fitted_until" => {
                if let Value::Date(day) = setting.value {
                    set.about.fitted_until = Some(day);
                }
            }
            "parameter_set.draws" => {}
            _ if setting.path.starts_with("parameter_set.columns.") => {
                let column = columns.entry(setting.name().to_owned()).or_insert_with(|| Column {
                    name: setting.name().to_owned(),
                    key: String::new(),
                    key_at: setting.key_at.clone(),
                    scale: 1.0,
                });
                match &setting.value {
                    Value::Text(key) => {
                        column.key.clone_from(key);
                        column.key_at = setting.at;
                    }
                    Value::Plain(scale) => column.scale = *scale,
                    _ => {}
                }
            }
            _ if setting.path.starts_with("parameter_set.joint.") => {
                if let Value::Plains(draws) = &setting.value {
                    let path = setting.name();
                    let Some(key) = quantity(path, &setting.key_at, problems) else { continue };
                    if let Some(draw) = draws.iter().find(|draw| !in_range(key, **draw)) {
                        let message = format!("a draw of `{path}` is {}, outside its range", keys::plain(*draw));
                        let allowed = format!("allowed: {}", key.range_in_words());
                        problems.push(Problem::error(&setting.at, path, message).allowed(allowed));
                        continue;
                    }
                    numbers.extend(joint_setting(key, path, draws, &setting.at));
                    set.joint.insert(path.to_owned(), draws.clone());
                }
            }
            _ if setting.key.is_quantity() => numbers.push(setting),
            path => {
                let message = format!("`{path}` stands in a parameter set");
                problems.push(
                    Problem::error(&setting.key_at, path, message)
                        .allowed("a parameter set holds numbers and `[parameter_set]`; this belongs into a scenario"),
                );
            }
        }
    }
    if let Some(csv) = csv {
        draws(&csv, columns.into_values().collect(), &mut set, &mut numbers, problems);
    }
    check(file, &set, problems);
    for number in numbers.iter_mut().flat_map(Setting::numbers_mut) {
        if number.source.is_none() && !set.about.source.is_empty() {
            number.source = Some(set.about.source.clone());
        }
    }
    (set, numbers)
}

fn check(file: &str, set: &Set, problems: &mut Vec<Problem>) {
    let lengths: Vec<usize> = set.joint.values().map(Vec::len).collect();
    if lengths.windows(2).any(|pair| pair[0] != pair[1]) || lengths.first() == Some(&0) {
        let message = "the lists of `parameter_set.joint` differ in length or are empty";
        problems.push(Problem::file(file, message).allowed("one number a draw in every list"));
    }
    for (name, text) in [("kind", &set.about.kind), ("name", &set.about.name), ("source", &set.about.source)] {
        let key = format!("parameter_set.{name}");
        // A word that could not be read has been reported.
        if text.is_empty() && !problems.iter().any(|problem| problem.key == key) {
            let allowed = keys::find(&key).map_or("", |key| key.meaning);
            problems.push(Problem::file(file, format!("`{key}` is missing")).allowed(allowed));
        }
    }
}

/// The key of a number at a path; what else stands there is reported.
fn quantity(path: &str, at: &Place, problems: &mut Vec<Problem>) -> Option<&'static Key> {
    let known = keys::find(path).filter(|key| key.is_quantity());
    if known.is_none() {
        let candidates = keys::KEYS.iter().filter(|key| key.is_quantity()).map(|key| key.path);
        problems.push(
            Problem::error(at, path, format!("`{path}` is not the key of a number"))
                .allowed("a key such as `behaviour.fear_per_arrest`")
                .nearest(path, candidates),
        );
    }
    known
}

fn in_range(key: &Key, value: f64) -> bool {
    (key.range.0..=key.range.1).contains(&value)
}

/// Reads the CSV file; every column must be mapped to a key.
fn draws(
    csv: &Arc<Text>,
    columns: Vec<Column>,
    set: &mut Set,
    numbers: &mut Vec<Setting>,
    problems: &mut Vec<Problem>,
) {
    let whole = |span| Place { text: Arc::clone(csv), span };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv.text.as_bytes());
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(str::to_owned).collect(),
        Err(error) => {
            problems.push(Problem::file(&csv.name, format!("cannot read the draws: {error}")).key(Problem::UNREADABLE));
            return;
        }
    };
    let header_line = csv.text.lines().next().unwrap_or("").len();
    for (at, header) in headers.iter().enumerate() {
        if headers[..at].contains(header) {
            let message = format!("two columns are called `{header}`");
            problems.push(Problem::error(&whole(0..header_line), header, message).allowed("one column of each name"));
        }
        if !columns.iter().any(|column| column.name == *header) {
            let begin = csv.text[..header_line].find(header.as_str()).unwrap_or(0);
            problems.push(
                Problem::error(
                    &whole(begin..begin + header.len()),
                    header,
                    format!("no key for the column `{header}`"),
                )
                .allowed("`parameter_set.columns` must name a key for every column")
                .nearest(header, columns.iter().map(|column| column.name.as_str())),
            );
        }
    }
    let mut places = Vec::new();
    for column in &columns {
        match headers.iter().position(|header| *header == column.name) {
            Some(_) if columns.iter().any(|other| other.key == column.key && other.name < column.name) => {
                let message = format!("two columns are for `{}`", column.key);
                problems.push(Problem::error(&column.key_at, &column.key, message).allowed("one column for a key"));
            }
            Some(at) => {
                let key = match column.key.as_str() {
                    "" => {
                        let message = format!("the column `{}` has no `key`", column.name);
                        problems.push(Problem::error(&column.key_at, "parameter_set.columns", message));
                        None
                    }
                    path => quantity(path, &column.key_at, problems),
                };
                places.extend(key.map(|key| (at, key, column, Vec::new())));
            }
            None => problems.push(
                Problem::error(
                    &column.key_at,
                    "parameter_set.columns",
                    format!("{} has no column `{}`", csv.name, column.name),
                )
                .allowed(match headers.as_slice() {
                    [] => "it is empty".to_owned(),
                    headers => format!("columns: `{}`", headers.join("`, `")),
                })
                .nearest(&column.name, headers.iter().map(String::as_str)),
            ),
        }
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(not_a_row(csv, &error));
                return;
            }
        };
        let begin = record.position().map_or(0, |at| at.byte() as usize);
        let line = whole(begin..begin + csv.text[begin..].lines().next().unwrap_or("").len());
        for (at, key, column, draws) in &mut places {
            let cell = record.get(*at).unwrap_or("");
            match cell.parse::<f64>() {
                Ok(number) if in_range(key, number * column.scale) => draws.push(number * column.scale),
                number => {
                    let wrong = match number {
                        Ok(number) if number.is_finite() => {
                            let value = keys::plain(super::value::rounded(number * column.scale));
                            format!("gives {value} for `{}`, outside its range", column.key)
                        }
                        _ => "is not a number".to_owned(),
                    };
                    let allowed = format!("allowed: {}", key.range_in_words());
                    let message = format!("column `{}`: \"{cell}\" {wrong}", column.name);
                    problems.push(Problem::error(&line, &column.key, message).allowed(allowed));
                    return;
                }
            }
        }
    }
    for (_, key, column, draws) in places {
        if draws.is_empty() {
            problems.push(Problem::file(&csv.name, "there are no draws"));
            return;
        }
        numbers.extend(joint_setting(key, &column.key, &draws, &column.key_at));
        set.joint.insert(column.key.clone(), draws);
    }
}

/// What the reader of CSV says of a row, with its place.
fn not_a_row(csv: &Arc<Text>, error: &csv::Error) -> Problem {
    let begin = error.position().map_or(0, |at| at.byte() as usize);
    let line = csv.text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let place = Place { text: Arc::clone(csv), span: begin..begin + line.len() };
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this row has {len} cells, and the first has {expected_len}")
        }
        _ => format!("cannot read the draws: {error}"),
    };
    Problem::error(&place, Problem::UNREADABLE, message).allowed("one cell for each column")
}

/// The setting of a number that is drawn jointly; its law is the median of the draws, for messages.
fn joint_setting(key: &'static Key, path: &str, draws: &[f64], at: &Place) -> Option<Setting> {
    let mut sorted = draws.to_vec();
    sorted.sort_by(f64::total_cmp);
    let number = Number {
        law: Law::Fixed(*sorted.get(sorted.len() / 2)?),
        labels: Vec::new(),
        source: None,
        note: None,
        joint: true,
        at: at.clone(),
    };
    let names = key
        .steps()
        .zip(path.split('.'))
        .filter_map(|(pattern, step)| keys::Group::of_step(pattern).map(|group| (group, step.to_owned(), at.clone())));
    let value = match key.kind {
        Kind::Calendar => Value::Calendar(Calendar { entries: Vec::new(), otherwise: Some(number), append: false }),
        _ => Value::Number(number),
    };
    let path = path.to_owned();
    Some(Setting { key, path, names: names.collect(), value, source: None, at: at.clone(), key_at: at.clone() })
}
