//! Values as scenario files state them: typed, checked one by one, each with its place and its source.

use std::collections::BTreeMap;

use super::keys::{Group, Key};
use super::problem::Place;
use crate::law::Law;

/// A number or a law, with its source.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub law: Law,
    /// Names of the sources of a choice, in the order of its values; empty for other laws.
    pub labels: Vec<String>,
    pub source: Option<String>,
    pub note: Option<String>,
    /// Drawn jointly with others by a parameter set; the law is then the median of its draws.
    pub joint: bool,
    pub at: Place,
}

/// A value for some days.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// First day, in days since 1970-01-01; none: since ever.
    pub from: Option<i32>,
    /// Last day; none: for good.
    pub to: Option<i32>,
    pub value: Number,
}

/// A calendar. A constant is a calendar without entries.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Calendar {
    /// Where several entries cover a day, the last one in the list holds.
    pub entries: Vec<Entry>,
    /// What holds on other days; none: the default of the key.
    pub otherwise: Option<Number>,
    /// Still to be put on top of what the file extends.
    pub append: bool,
}

impl Calendar {
    /// What holds on so many days, with the number of the entry; none: the default of the key.
    pub fn by_day(&self, first_day: i32, days: usize) -> Vec<Option<(Option<usize>, &Number)>> {
        let mut of_day = vec![self.otherwise.as_ref().map(|number| (None, number)); days];
        let end = first_day + days as i32 - 1;
        for (at, entry) in self.entries.iter().enumerate() {
            let from = entry.from.unwrap_or(first_day).clamp(first_day, end + 1);
            let to = entry.to.unwrap_or(end).clamp(first_day - 1, end);
            if from <= to {
                of_day[(from - first_day) as usize..=(to - first_day) as usize].fill(Some((Some(at), &entry.value)));
            }
        }
        of_day
    }

    /// All its numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.otherwise.iter().chain(self.entries.iter().map(|entry| &entry.value))
    }

    /// All its numbers.
    pub fn numbers_mut(&mut self) -> impl Iterator<Item = &mut Number> {
        self.otherwise.iter_mut().chain(self.entries.iter_mut().map(|entry| &mut entry.value))
    }

    /// Puts another calendar on top of this one.
    pub fn append(&mut self, other: Calendar) {
        self.entries.extend(other.entries);
        if other.otherwise.is_some() {
            self.otherwise = other.otherwise;
        }
    }
}

/// One table of a list.
pub(super) type Record = BTreeMap<&'static str, Setting>;

/// A value of any kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Texts(Vec<(String, Place)>),
    Date(i32),
    Flag(bool),
    Whole(u64),
    Plain(f64),
    Plains(Vec<f64>),
    Number(Number),
    Calendar(Calendar),
    Records(Vec<Record>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    /// What the format says about the key.
    pub key: &'static Key,
    /// Its path with names filled in.
    pub path: String,
    /// The names in the path.
    pub names: Vec<(Group, String, Place)>,
    pub value: Value,
    /// Source of a value that is not a number: that of its table.
    pub source: Option<String>,
    /// Place of the value.
    pub at: Place,
    /// Place of the key.
    pub key_at: Place,
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.path == other.path
    }
}

impl Setting {
    /// The last name in the path.
    pub fn name(&self) -> &str {
        self.names.last().map_or("", |(_, name, _)| name)
    }

    /// All numbers in the value.
    pub fn numbers(&self) -> Vec<&Number> {
        match &self.value {
            Value::Number(number) => vec![number],
            Value::Calendar(calendar) => calendar.numbers().collect(),
            _ => Vec::new(),
        }
    }

    /// All numbers in the value.
    pub fn numbers_mut(&mut self) -> Vec<&mut Number> {
        match &mut self.value {
            Value::Number(number) => vec![number],
            Value::Calendar(calendar) => calendar.numbers_mut().collect(),
            _ => Vec::new(),
        }
    }
}

/// The law in words: `anything from 0.1 to 0.2`.
pub(super) fn in_words(number: &Number) -> String {
    use super::keys::plain;
    if number.joint {
        return format!("joint draws, median {}", plain(rounded(number.law.centre())));
    }
    match &number.law {
        Law::Fixed(value) => plain(*value),
        Law::Uniform { low, high } => format!("uniform {} to {}", plain(*low), plain(*high)),
        Law::LogUniform { low, high } => format!("log-uniform {} to {}", plain(*low), plain(*high)),
        Law::Normal { mean, sd } => format!("normal, mean {}, standard deviation {}", plain(*mean), plain(*sd)),
        Law::LogNormal { median, sd_log } => {
            format!("log-normal, median {}, standard deviation of the log {}", plain(*median), plain(*sd_log))
        }
        Law::Beta { a, b } => format!("beta {}, {}", plain(*a), plain(*b)),
        Law::Triangular { low, mode, high } => {
            format!("triangular {} to {}, most likely {}", plain(*low), plain(*high), plain(*mode))
        }
        Law::Choice(values) => {
            let named = |(label, value): (&String, &f64)| format!("{label} {}", plain(*value));
            format!("one of: {}", number.labels.iter().zip(values).map(named).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Three significant digits, for messages.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
