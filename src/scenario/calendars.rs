//! Calendars as scenario files write them: a number, a list of entries, or a table with entries and more.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{self, Key};
use super::laws;
use super::limits::MOST_ENTRIES;
use super::problem::{Place, Problem};
use super::read::{Reader, article};
use super::value::{Calendar, Entry, Number};
use crate::units;

const ENTRY_EXAMPLE: &str = "for example `{ from = 2023-11-01, to = 2023-11-20, value = 950 }`";

impl Reader<'_> {
    pub(super) fn calendar(
        &mut self,
        key: &'static Key,
        value: &Spanned<DeValue<'_>>,
        path: &str,
        source: Option<&String>,
    ) -> Option<Calendar> {
        let constant = |number| Calendar { entries: Vec::new(), otherwise: Some(number), append: false };
        match value.get_ref() {
            DeValue::Array(_) => {
                let entries = self.entries(key, value, path, source, false)?;
                Some(Calendar { entries, otherwise: None, append: false })
            }
            DeValue::Table(table) if table.keys().any(|key| is_calendar_key(key.get_ref())) => {
                let mut calendar = Calendar { entries: Vec::new(), otherwise: None, append: false };
                let flag = |name: &str| {
                    let found = table.iter().find(|(key, _)| key.get_ref() == name);
                    matches!(found.map(|(_, value)| value.get_ref()), Some(DeValue::Boolean(true)))
                };
                calendar.append = flag("append");
                let own = table.iter().find(|(key, _)| key.get_ref() == "source").map(|(_, value)| value.get_ref());
                let own = own.and_then(DeValue::as_str).map(str::to_owned);
                let source = own.as_ref().or(source);
                for (field, value) in table {
                    match (field.get_ref().as_ref(), value.get_ref()) {
                        ("entries", DeValue::Array(_)) => {
                            calendar.entries = self.entries(key, value, path, source, flag("later_wins"))?;
                        }
                        ("otherwise", _) => calendar.otherwise = Some(self.number(key, value, path, source)?),
                        ("append" | "later_wins", DeValue::Boolean(_)) | ("source", DeValue::String(_)) => {}
                        (name, other) => {
                            let at = self.place(field.span());
                            let known = || keys::CALENDAR.iter().map(|key| key.path);
                            self.push(if known().any(|key| key == name) {
                                let expected =
                                    if name == "entries" { "a list of entries" } else { "`true` or `false`" };
                                Problem::error(&at, path, format!("`{name}` of `{path}` is {}", article(other)))
                                    .allowed(expected)
                            } else {
                                Problem::error(&at, path, format!("unknown key `{name}` in the calendar `{path}`"))
                                    .allowed(format!("known keys: `{}`", keys::names(keys::CALENDAR)))
                                    .nearest(name, known())
                            });
                            return None;
                        }
                    }
                }
                Some(calendar)
            }
            _ => self.number(key, value, path, source).map(constant),
        }
    }

    fn entries(
        &mut self,
        key: &'static Key,
        value: &Spanned<DeValue<'_>>,
        path: &str,
        source: Option<&String>,
        later_wins: bool,
    ) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        let before = self.problem_count();
        let list = value.get_ref().as_array()?;
        if self.too_many(value, path, list.len(), MOST_ENTRIES, "entries") {
            return None;
        }
        for item in list.iter() {
            if let Some((from, to, number)) = self.entry(key, item, path, source) {
                entries.push((Dates { from, to }, number, self.place(item.span())));
            }
        }
        if !later_wins {
            entries.sort_by_key(|(dates, ..)| dates.from);
            for at in 1..entries.len() {
                let begins = entries[at].0.from;
                let (earlier, ..) = &mut entries[at - 1];
                if earlier.to.is_none() && earlier.from < begins {
                    earlier.to = begins.map(|day| day - 1);
                }
                let (earlier, (later, _, place)) = (entries[at - 1].0, &entries[at]);
                if earlier.to.is_none_or(|to| later.from.is_none_or(|from| from <= to)) {
                    let message = format!("`{path}`: {} overlaps {}", period(*later), period(earlier));
                    let problem = Problem::error(place, path, message)
                        .allowed("entries of one calendar may not overlap")
                        .reason("a gap between entries takes the default; `append = true` puts entries on top of inherited ones");
                    self.push(problem);
                }
            }
        }
        let sound = self.problem_count() == before;
        let entry =
            |(Dates { from, to }, number, _): (Dates, Option<Number>, Place)| Some(Entry { from, to, value: number? });
        if sound { entries.into_iter().map(entry).collect() } else { None }
    }

    fn entry(
        &mut self,
        key: &'static Key,
        item: &Spanned<DeValue<'_>>,
        path: &str,
        source: Option<&String>,
    ) -> Option<(Option<i32>, Option<i32>, Option<Number>)> {
        let at = self.place(item.span());
        let DeValue::Table(table) = item.get_ref() else {
            let message = format!("`{path}` lists {}, where an entry is expected", article(item.get_ref()));
            self.push(Problem::error(&at, path, message).allowed(ENTRY_EXAMPLE));
            return None;
        };
        let mut dates = [None, None];
        let mut rest = DeTable::new();
        let mut sound = true;
        for (field, value) in table {
            match field.get_ref().as_ref() {
                name @ ("from" | "to") => {
                    let name = format!("{path}.{name}");
                    let day = match value.get_ref() {
                        DeValue::Datetime(_) => self.date(value, &name),
                        _ => {
                            self.wrong_kind(&keys::ENTRY[0], &name, value);
                            None
                        }
                    };
                    sound &= day.is_some();
                    dates[usize::from(field.get_ref() == "to")] = day;
                }
                "value" if matches!(value.get_ref(), DeValue::Table(_)) => {
                    let DeValue::Table(law) = value.get_ref() else { continue };
                    rest.extend(law.iter().map(|(key, value)| (key.clone(), value.clone())));
                }
                _ => {
                    rest.insert(field.clone(), value.clone());
                }
            }
        }
        let number = laws::read(self, key, &rest, path, &at, &["from", "to"]);
        let number = number.map(|number| Number { source: number.source.or_else(|| source.cloned()), ..number });
        let [from, to] = dates;
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            let message =
                format!("`{path}`: an entry ends ({}) before it begins ({})", units::iso(to), units::iso(from));
            self.push(Problem::error(&at, path, message).allowed("`from` may not be later than `to`"));
            sound = false;
        }
        sound.then_some((from, to, number))
    }
}

fn is_calendar_key(name: &str) -> bool {
    name != "source" && keys::CALENDAR.iter().any(|key| key.path == name)
}

/// First and last day of an entry.
#[derive(Clone, Copy)]
struct Dates {
    from: Option<i32>,
    to: Option<i32>,
}

fn period(dates: Dates) -> String {
    match (dates.from, dates.to) {
        (Some(from), Some(to)) if from == to => format!("the entry of {}", units::iso(from)),
        (Some(from), Some(to)) => format!("the entry from {} to {}", units::iso(from), units::iso(to)),
        (Some(from), None) => format!("the entry from {} on", units::iso(from)),
        (None, Some(to)) => format!("the entry up to {}", units::iso(to)),
        (None, None) => "an entry without dates".to_owned(),
    }
}
