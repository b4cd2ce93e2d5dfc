//! A scenario as one file that needs no other: everything resolved, sources kept.
//!
//! Loading the text again gives an equal plan. Joint draws of a parameter set are written out under
//! `[parameter_set.joint]`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::files::Merged;
use super::keys::{self, Group, Kind};
use super::sets::ParameterSet;
use super::value::{Calendar, Entry, Number, Record, Setting, Value};
use crate::law::Law;
use crate::plan::Names;
use crate::units;

/// How much is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything.
    Whole,
    /// Only what the plan depends on: no words, no sources, no run settings.
    Plan,
}

/// A line of the file: a setting, or a default that no file gives.
#[derive(Clone, Copy)]
enum Line<'s> {
    Setting(&'s Setting),
    Default(&'s str, f64),
}

impl<'s> Line<'s> {
    fn path(self) -> &'s str {
        match self {
            Line::Setting(setting) => &setting.path,
            Line::Default(path, _) => path,
        }
    }

    fn table_and_name(self) -> (&'s str, &'s str) {
        self.path().rsplit_once('.').unwrap_or(("", self.path()))
    }

    /// Place in the list of keys.
    fn order(self) -> Option<usize> {
        let key = match self {
            Line::Setting(setting) => setting.key,
            Line::Default(path, _) => keys::find(path)?,
        };
        keys::KEYS.iter().position(|other| std::ptr::eq(other, key))
    }
}

/// The text of a resolved scenario.
pub(super) fn toml(
    merged: &Merged,
    defaults: &BTreeMap<String, f64>,
    names: &Names,
    about: &ParameterSet,
    joint: &BTreeMap<String, Vec<f64>>,
    detail: Detail,
) -> String {
    let merged: Merged =
        merged.iter().filter_map(|(path, setting)| Some((path.clone(), still(setting, names)?))).collect();
    let settings = merged.values().filter(|setting| detail == Detail::Whole || matters(setting)).map(Line::Setting);
    let mut lines: Vec<Line<'_>> =
        settings.chain(defaults.iter().map(|(path, value)| Line::Default(path, *value))).collect();
    lines.sort_by_cached_key(|line| (line.order(), line.path()));
    let mut tables: Vec<(&str, Vec<Line<'_>>)> = Vec::new();
    for line in lines {
        let (table, _) = line.table_and_name();
        match tables.iter_mut().find(|(known, _)| *known == table) {
            Some((_, lines)) => lines.push(line),
            None => tables.push((table, vec![line])),
        }
    }
    let mut out = String::new();
    for (table, lines) in tables {
        write_table(&mut out, table, &lines, detail);
    }
    write_set(&mut out, &merged, about, joint, detail);
    out
}

/// The setting without names that the scenario has no more; nothing if it is about one of them. A file below may speak of them.
fn still(setting: &Setting, names: &Names) -> Option<Setting> {
    let is_one = |group: Group, name: &str| match group {
        Group::Status => names.statuses.iter().any(|known| known == name),
        Group::Province => names.provinces.iter().any(|known| known == name),
        Group::Crossing => names.crossings.iter().any(|known| known == name),
        Group::Destination => names.destinations.iter().any(|known| known == name),
        _ => true,
    };
    if !setting.names.iter().all(|(group, name, _)| is_one(*group, name) || (group.has_all() && name == "all")) {
        return None;
    }
    let mut setting = setting.clone();
    if let (Kind::Names(group), Value::Texts(texts)) = (setting.key.kind, &mut setting.value) {
        texts.retain(|(name, _)| is_one(group, name) || name == "all");
    }
    Some(setting)
}

/// Does the plan depend on the setting?
pub(super) fn matters(setting: &Setting) -> bool {
    setting.path.contains('.') && !["run.", "claims."].iter().any(|table| setting.path.starts_with(table))
}

fn write_table(out: &mut String, table: &str, lines: &[Line<'_>], detail: Detail) {
    let mut text = String::new();
    // A source that values other than numbers share is said once, for the table.
    let mut sources: Vec<&String> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Setting(setting) if setting.numbers().is_empty() => setting.source.as_ref(),
            _ => None,
        })
        .collect();
    sources.dedup();
    if let ([source], Detail::Whole, false) = (sources.as_slice(), detail, table.is_empty()) {
        let _ = writeln!(text, "source = {}", quoted(source));
    }
    for line in lines {
        let (_, name) = line.table_and_name();
        let value = match (line, detail) {
            (Line::Setting(setting), _) => value(setting, detail),
            (Line::Default(_, value), Detail::Whole) => {
                Some(format!("{{ value = {value:?}, source = \"default: no file says otherwise\" }}"))
            }
            (Line::Default(_, value), Detail::Plan) => Some(format!("{value:?}")),
        };
        if let Some(value) = value {
            let _ = writeln!(text, "{} = {value}", written(name));
        }
    }
    if !text.is_empty() {
        if !table.is_empty() {
            let _ = writeln!(out, "\n[{}]", written(table));
        }
        out.push_str(&text);
    }
}

fn write_set(
    out: &mut String,
    merged: &Merged,
    about: &ParameterSet,
    joint: &BTreeMap<String, Vec<f64>>,
    detail: Detail,
) {
    if detail == Detail::Whole && about.kind != super::OWN_NUMBERS {
        let _ = writeln!(out, "\n[parameter_set]");
        let texts = [
            ("kind", &about.kind),
            ("name", &about.name),
            ("description", &about.description),
            ("source", &about.source),
        ];
        for (name, text) in texts {
            if !text.is_empty() {
                let _ = writeln!(out, "{name} = {}", quoted(text));
            }
        }
        if let Some(day) = about.fitted_until {
            let _ = writeln!(out, "fitted_until = {}", crate::units::iso(day));
        }
    }
    let still_joint = |key: &String| merged.get(key).is_some_and(|s| s.numbers().iter().any(|number| number.joint));
    let columns: Vec<_> = joint.iter().filter(|(key, _)| still_joint(key)).collect();
    if !columns.is_empty() {
        let _ = writeln!(out, "\n[parameter_set.joint]");
        for (key, draws) in columns {
            let _ = writeln!(out, "{} = {draws:?}", in_one_line(key));
        }
    }
}

/// A path as a key of TOML: names with other letters than those of bare keys in quotes.
fn written(path: &str) -> String {
    let bare = |step: &str| step.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    // Every other part between quotation marks is a key that stands in a key.
    let parts = path.split('"').enumerate().map(|(at, part)| match at % 2 {
        1 => in_one_line(part),
        _ => {
            let steps = part.split('.').map(|step| if bare(step) { step.to_owned() } else { in_one_line(step) });
            steps.collect::<Vec<_>>().join(".")
        }
    });
    parts.collect()
}

/// A text in quotes as a key may have it: on one line.
fn in_one_line(text: &str) -> String {
    let escaped: String = text.chars().fold(String::new(), |mut escaped, letter| {
        match letter {
            '"' | '\\' => escaped.extend(['\\', letter]),
            _ if letter.is_control() => {
                let _ = write!(escaped, "\\u{:04X}", u32::from(letter));
            }
            _ => escaped.push(letter),
        }
        escaped
    });
    format!("\"{escaped}\"")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The value as TOML; nothing if the parameter set gives it.
pub(super) fn value(setting: &Setting, detail: Detail) -> Option<String> {
    Some(match &setting.value {
        Value::Text(text) => quoted(text),
        Value::Texts(texts) if matches!(setting.key.kind, Kind::Name(_)) => quoted(&texts.first()?.0),
        Value::Texts(texts) => {
            format!("[{}]", texts.iter().map(|(text, _)| quoted(text)).collect::<Vec<_>>().join(", "))
        }
        Value::Date(day) => units::iso(*day),
        Value::Flag(flag) => flag.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Plain(number) => format!("{number:?}"),
        Value::Plains(numbers) => format!("{numbers:?}"),
        Value::Number(number) if number.joint => return None,
        Value::Number(number) => plain_or_table(number, detail),
        Value::Calendar(calendar) => return calendar_text(calendar, detail),
        Value::Records(records) => list(records.iter().map(|record| record_text(record, detail))),
    })
}

fn list(items: impl Iterator<Item = String>) -> String {
    let lines: String = items.map(|item| format!("  {item},\n")).collect();
    format!("[\n{lines}]")
}

fn record_text(record: &Record, detail: Detail) -> String {
    let fields: Vec<String> = record
        .iter()
        .filter(|(name, _)| detail == Detail::Whole || **name != "source")
        .filter_map(|(name, setting)| Some(format!("{name} = {}", value(setting, detail)?)))
        .collect();
    format!("{{ {} }}", fields.join(", "))
}

fn plain_or_table(number: &Number, detail: Detail) -> String {
    match (&number.law, detail, &number.source, &number.note) {
        (Law::Fixed(value), Detail::Plan, ..) | (Law::Fixed(value), _, None, None) => format!("{value:?}"),
        _ => format!("{{ {} }}", number_fields(number, detail).join(", ")),
    }
}

fn number_fields(number: &Number, detail: Detail) -> Vec<String> {
    let law = match &number.law {
        Law::Fixed(value) => format!("value = {value:?}"),
        Law::Uniform { low, high } => format!("uniform = [{low:?}, {high:?}]"),
        Law::LogUniform { low, high } => format!("log_uniform = [{low:?}, {high:?}]"),
        Law::Normal { mean, sd } => format!("normal = [{mean:?}, {sd:?}]"),
        Law::LogNormal { median, sd_log } => format!("lognormal = [{median:?}, {sd_log:?}]"),
        Law::Beta { a, b } => format!("beta = [{a:?}, {b:?}]"),
        Law::Triangular { low, mode, high } => format!("triangular = [{low:?}, {mode:?}, {high:?}]"),
        Law::Choice(values) => {
            let named = |(label, value): (&String, &f64)| format!("{} = {value:?}", in_one_line(label));
            let named: Vec<String> = number.labels.iter().zip(values).map(named).collect();
            format!("choice = {{ {} }}", named.join(", "))
        }
    };
    let mut fields = vec![law];
    if detail == Detail::Whole {
        fields.extend(number.source.as_ref().map(|source| format!("source = {}", quoted(source))));
        fields.extend(number.note.as_ref().map(|note| format!("note = {}", quoted(note))));
    }
    fields
}

fn calendar_text(calendar: &Calendar, detail: Detail) -> Option<String> {
    let joint = calendar.otherwise.as_ref().is_some_and(|number| number.joint);
    if calendar.entries.is_empty() && calendar.otherwise.is_none() {
        // It takes the place of an inherited one, so that the default holds on all days.
        return Some("[]".to_owned());
    }
    if calendar.entries.is_empty() {
        return calendar.otherwise.as_ref().filter(|_| !joint).map(|number| plain_or_table(number, detail));
    }
    let entry = |entry: &Entry| {
        let mut fields: Vec<String> = Vec::new();
        fields.extend(entry.from.map(|day| format!("from = {}", units::iso(day))));
        fields.extend(entry.to.map(|day| format!("to = {}", units::iso(day))));
        fields.extend(number_fields(&entry.value, detail));
        format!("{{ {} }}", fields.join(", "))
    };
    if !overlapping(&calendar.entries) {
        let mut sorted: Vec<&Entry> = calendar.entries.iter().collect();
        sorted.sort_by_key(|entry| entry.from);
        let entries = list(sorted.into_iter().map(entry));
        return Some(match &calendar.otherwise {
            None => entries,
            Some(_) if joint => format!("{{ append = true, entries = {entries} }}"),
            Some(number) => format!("{{ otherwise = {}, entries = {entries} }}", plain_or_table(number, detail)),
        });
    }
    let entries = list(calendar.entries.iter().map(entry));
    let below = match &calendar.otherwise {
        Some(number) if !number.joint => format!("otherwise = {}, ", plain_or_table(number, detail)),
        Some(_) => "append = true, ".to_owned(),
        None => String::new(),
    };
    Some(format!("{{ {below}later_wins = true, entries = {entries} }}"))
}

fn overlapping(entries: &[Entry]) -> bool {
    let days = |entry: &Entry| (entry.from.unwrap_or(i32::MIN), entry.to.unwrap_or(i32::MAX));
    let mut periods: Vec<(i32, i32)> = entries.iter().map(days).collect();
    periods.sort_unstable();
    periods.windows(2).any(|pair| pair[0].1 >= pair[1].0)
}
