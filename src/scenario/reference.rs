//! The reference of all keys as text, for `docs/scenario-format.md`: made from the list of keys, like the schema.

use std::fmt::Write as _;

use super::keys::{self, Absence, Key, Kind};
use super::laws::FORMS;

/// Every key with kind, unit, range, default and meaning, as Markdown.
pub fn reference() -> String {
    let mut out = String::new();
    let mut section = "";
    for key in keys::KEYS {
        let of_key = key.path.split_once('.').map_or("", |(section, _)| section);
        if of_key != section || out.is_empty() {
            section = of_key;
            let title = if section.is_empty() { "At the top".to_owned() } else { format!("`[{section}]`") };
            let _ = writeln!(
                out,
                "\n### {title}\n\n| key | holds | unit | range | default | meaning |\n|---|---|---|---|---|---|"
            );
        }
        let name = key.path.strip_prefix(section).unwrap_or(key.path).trim_start_matches('.');
        let _ = writeln!(
            out,
            "| `{name}` | {} | {} | {} | {} | {} |",
            holds(key.kind),
            key.unit,
            range(key),
            default(key),
            key.meaning
        );
    }
    out.push_str("\n### Ways to write a number\n\n| key | parameters | meaning |\n|---|---|---|\n");
    for form in FORMS {
        let parameters = match form.key {
            "value" => "a number".to_owned(),
            "choice" => "a table of named numbers".to_owned(),
            _ => format!("[{}]", form.parameters.join(", ")),
        };
        let _ = writeln!(out, "| `{}` | {parameters} | {} |", form.key, form.meaning);
    }
    fields(&mut out, "A calendar as a table", keys::CALENDAR);
    fields(&mut out, "An entry of a calendar", keys::ENTRY);
    for key in keys::KEYS {
        if let Kind::Records(records) = key.kind {
            fields(&mut out, &format!("A table in `{}`", key.path), records);
        }
    }
    out
}

fn fields(out: &mut String, title: &str, fields: &[Key]) {
    let _ = writeln!(out, "\n### {title}\n\n| key | holds | needed | meaning |\n|---|---|---|---|");
    for key in fields {
        let needed = if key.default == Absence::Required { "yes" } else { "no" };
        let _ = writeln!(out, "| `{}` | {} | {needed} | {} |", key.path, holds(key.kind), key.meaning);
    }
}

fn holds(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Texts => "text or list of texts".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::Whole => "whole number".to_owned(),
        Kind::Plain => "number".to_owned(),
        Kind::Plains => "list of numbers".to_owned(),
        Kind::Number => "number or law".to_owned(),
        Kind::Calendar => "number, law or calendar".to_owned(),
        Kind::Word(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
        Kind::Name(group) => format!("name of a {}", group.word()),
        Kind::Names(group) => format!("names of {}", super::build::plural(group)),
        Kind::Records(_) => "list of tables, see below".to_owned(),
    }
}

fn range(key: &Key) -> String {
    if key.range.0.is_finite() { format!("{} ({})", key.range_in_words(), key.reason) } else { String::new() }
}

fn default(key: &Key) -> String {
    match key.default {
        Absence::Required => "must be given".to_owned(),
        Absence::Nothing => String::new(),
        Absence::Number(value) => keys::plain(value),
        Absence::Described(words) => words.to_owned(),
    }
}
