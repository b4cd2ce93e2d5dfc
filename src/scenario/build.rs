//! From merged settings to a plan: names become indices, dates become days, calendars become schedules.
//!
//! What is missing or does not fit together is reported with its place; the plan of a scenario with problems is never
//! shown to anybody.

use std::collections::BTreeMap;

use super::files::Merged;
use super::keys::{self, Absence, Group};
use super::problem::{Place, Problem};
use super::value::{Calendar, Number, Setting, Value};
use crate::law::Law;
use crate::plan::{JointDraws, Names, Numbers, Plan, Quantity, Schedule};
use crate::units;

/// How numbers get their place in the table of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// One place for each key: for runs, where a number is known by its key.
    Key,
    /// One place for each value: two plans are equal if and only if they say the same on every day.
    Value,
}

/// A plan, and the defaults that it took for keys that no file gives.
pub(super) struct Built {
    pub plan: Plan,
    pub defaults: BTreeMap<String, f64>,
}

/// What a plan is built from.
#[derive(Clone, Copy)]
pub(super) struct Input<'s> {
    pub merged: &'s Merged,
    /// Names of the files, parents first.
    pub files: &'s [String],
    /// Joint draws by key.
    pub joint: &'s BTreeMap<String, Vec<f64>>,
    /// Could every text be read? If not, what is missing may stand in the one that could not.
    pub complete: bool,
}

/// Builds the plan of merged settings.
pub(super) fn build(input: Input<'_>, identity: Identity, problems: &mut Vec<Problem>) -> Built {
    let Input { merged, files, joint, complete } = input;
    let mut builder = Builder {
        merged,
        files,
        joint,
        identity,
        problems,
        numbers: Numbers::default(),
        by_key: BTreeMap::new(),
        missing: Vec::new(),
        defaults: BTreeMap::new(),
        names: Names::default(),
        first_day: 0,
        days: 1,
    };
    builder.frame();
    let fits = builder.fits();
    let known = builder.problems.len();
    if !fits {
        // Nobody sees the plan of a scenario with problems: it may as well be small.
        (builder.names, builder.days) = (Names::default(), 1);
    }
    let mut plan = Plan {
        first_day: builder.first_day,
        days: builder.days,
        names: builder.names.clone(),
        people: builder.people(),
        behaviour: builder.behaviour(),
        policy: builder.policy(),
        season: builder.season(),
        travel: builder.travel(),
        crossings: builder.crossings(),
        reception: builder.reception(),
        questions: builder.questions(),
        numbers: Numbers::default(),
    };
    if fits {
        builder.people_fit();
        builder.check_names();
        if complete {
            builder.report_missing();
        }
    } else {
        builder.problems.truncate(known);
    }
    plan.numbers = builder.numbers;
    let defaults = builder.defaults;
    let mut draws = JointDraws { quantities: Vec::new(), rows: Vec::new() };
    for (key, column) in joint {
        // A column that the scenario has replaced is in the file but not in the plan.
        let Some(&quantity) = builder.by_key.get(key) else { continue };
        if !merged.get(key).is_some_and(|setting| setting.numbers().iter().any(|number| number.joint)) {
            continue;
        }
        draws.quantities.push(quantity);
        draws.rows.resize(column.len(), Vec::new());
        for (row, value) in draws.rows.iter_mut().zip(column) {
            row.push(*value);
        }
    }
    if !draws.quantities.is_empty() {
        plan.numbers.joint.push(draws);
    }
    Built { plan, defaults }
}

pub(super) struct Builder<'s, 'p> {
    pub merged: &'s Merged,
    files: &'s [String],
    pub joint: &'s BTreeMap<String, Vec<f64>>,
    identity: Identity,
    pub problems: &'p mut Vec<Problem>,
    numbers: Numbers,
    by_key: BTreeMap<String, Quantity>,
    missing: Vec<String>,
    defaults: BTreeMap<String, f64>,
    pub names: Names,
    pub first_day: i32,
    pub days: usize,
}

impl Builder<'_, '_> {
    // ---- settings ----

    pub(super) fn get(&self, path: &str) -> Option<&Setting> {
        self.merged.get(path)
    }

    /// The setting of a required key; absence is remembered.
    pub(super) fn need(&mut self, path: &str) -> Option<&Setting> {
        if !self.merged.contains_key(path) && !self.missing.iter().any(|missing| missing == path) {
            self.missing.push(path.to_owned());
        }
        self.merged.get(path)
    }

    pub(super) fn date(&mut self, path: &str) -> Option<i32> {
        match self.need(path)?.value {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }

    pub(super) fn date_if_given(&self, path: &str) -> Option<i32> {
        match self.get(path)?.value {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }

    pub(super) fn flag(&self, path: &str) -> Option<bool> {
        match self.get(path)?.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    pub(super) fn plain(&mut self, path: &str) -> f64 {
        let default = match keys::find(path).map(|key| key.default) {
            Some(Absence::Number(value)) => Some(value),
            _ => None,
        };
        let given = if default.is_some() { self.get(path) } else { self.need(path) };
        match given.map(|setting| &setting.value) {
            Some(Value::Plain(value)) => *value,
            _ => default.unwrap_or(0.0),
        }
    }

    pub(super) fn texts(&mut self, path: &str) -> Vec<(String, Place)> {
        match self.need(path).map(|setting| &setting.value) {
            Some(Value::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    /// The names that have settings under a prefix, such as all deadlines.
    pub(super) fn names_under(&self, prefix: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for setting in self.merged.values().filter(|setting| setting.path.starts_with(prefix)) {
            let name = setting.names.first().map_or("", |(_, name, _)| name.as_str());
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// Indices of the names that a list gives; unknown ones are reported.
    pub(super) fn chosen(&mut self, path: &str, group: Group) -> Vec<bool> {
        let texts = self.texts(path);
        let known = self.group(group).to_vec();
        let mut chosen = vec![false; known.len()];
        for (text, place) in texts {
            if text == "all" {
                chosen.fill(true);
            } else if let Some(at) = known.iter().position(|name| *name == text) {
                chosen[at] = true;
            } else if !self.was_a_name(group, &place) {
                self.unknown_name(&place, path, &text, group);
            }
        }
        chosen
    }

    pub(super) fn group(&self, group: Group) -> &[String] {
        match group {
            Group::Status => &self.names.statuses,
            Group::Province => &self.names.provinces,
            Group::Crossing => &self.names.crossings,
            Group::Destination => &self.names.destinations,
            _ => &[],
        }
    }

    fn unknown_name(&mut self, place: &Place, path: &str, name: &str, group: Group) {
        let known = self.group(group).to_vec();
        let problem = Problem::error(place, path, format!("unknown {} `{name}`", group.word()))
            .allowed(format!("known: `{}`", known.join("`, `")))
            .nearest(name, known.iter().map(String::as_str));
        self.problems.push(problem);
    }

    /// Reports required keys that no file gives, unless they are missing because they could not be read.
    fn report_missing(&mut self) {
        let mut missing = std::mem::take(&mut self.missing);
        if self.problems.iter().any(|problem| problem.key.starts_with("names.")) {
            return;
        }
        missing.retain(|path| !self.problems.iter().any(|problem| problem.key == *path));
        let (misnamed, plain): (Vec<String>, Vec<String>) =
            missing.into_iter().partition(|path| self.written_near(path).is_some());
        let mut misnamed = misnamed.as_slice();
        while let [first, ..] = misnamed {
            let prefix = first.rsplit_once('.').map_or("", |(prefix, _)| prefix);
            let same =
                misnamed.iter().take_while(|path| path.rsplit_once('.').is_some_and(|(other, _)| other == prefix));
            let (lacking, rest) = misnamed.split_at(same.count());
            misnamed = rest;
            // A name that was mistyped shows itself by what it lacks.
            let (group, name) = prefix.rsplit_once('.').unwrap_or(("", prefix));
            let fields: Vec<&str> = lacking.iter().filter_map(|path| path.rsplit('.').next()).collect();
            let others = self.names_under(&format!("{group}."));
            let others = others.iter().map(String::as_str).filter(|other| *other != name);
            if let Some(place) = self.written_near(first) {
                let message = format!("`{prefix}` lacks `{}`", fields.join("`, `"));
                let allowed = "a new one must have these keys";
                self.problems.push(Problem::error(&place, first, message).allowed(allowed).nearest(name, others));
            }
        }
        let file = self.files.last().map_or("", String::as_str);
        let chain = format!("no file gives it: {}", self.files.join(", "));
        match plain.as_slice() {
            [] => {}
            [path] => {
                let key = keys::find(path);
                let unit = key.map(|key| key.unit).filter(|unit| !unit.is_empty());
                let unit = unit.map_or(String::new(), |unit| format!(" Unit: {unit}."));
                let meaning = format!("{}{unit}", key.map_or("", |key| key.meaning));
                let problem = Problem::file(file, format!("`{path}` is missing")).key(path);
                self.problems.push(problem.allowed(meaning).reason(chain));
            }
            paths => {
                let message = format!("{} keys are missing: `{}`", paths.len(), paths.join("`, `"));
                let chain = chain.replace("gives it", "gives them");
                let no_set = !paths.iter().any(|path| path.starts_with("names."));
                let help = if no_set && paths.iter().any(|path| path == "behaviour.fear_per_arrest") {
                    "a parameter set gives most of them: `parameters = \"parameters/hindsight.toml\"`"
                } else {
                    "scenarios usually begin with `extends = \"history.toml\"`, which gives all of them"
                };
                let help = if paths.len() > 10 { help } else { "" };
                self.problems.push(Problem::file(file, message).key(&paths[0]).reason(chain).help(help));
            }
        }
    }

    /// Where the file writes something about the deadline, court order or column that lacks a key.
    fn written_near(&self, path: &str) -> Option<Place> {
        let key = keys::find(path)?;
        let defined = |step| matches!(Group::of_step(step), Some(Group::Deadline | Group::CourtOrder));
        if !key.steps().any(defined) {
            return None;
        }
        let (prefix, _) = path.rsplit_once('.')?;
        let setting = self.merged.values().find(|setting| setting.path.starts_with(&format!("{prefix}.")))?;
        setting.names.first().map(|(_, _, place)| place.clone())
    }

    /// Names in paths must be names of the scenario; names that an inherited file had are no longer read.
    fn check_names(&mut self) {
        let merged = self.merged;
        for setting in merged.values() {
            for (group, name, place) in &setting.names {
                let known = match group {
                    Group::Weekday => {
                        if !units::WEEKDAYS.contains(&name.as_str()) && name != "all" {
                            let problem = Problem::error(place, &setting.path, format!("unknown weekday `{name}`"))
                                .allowed(format!("known: `{}`, `all`", units::WEEKDAYS.join("`, `")))
                                .nearest(name, units::WEEKDAYS);
                            self.problems.push(problem);
                        }
                        continue;
                    }
                    Group::Deadline | Group::CourtOrder | Group::Column | Group::Key | Group::Claim => continue,
                    group => self.group(*group),
                };
                let last = setting.path.ends_with(&format!(".{name}"));
                if known.iter().any(|known| known == name) || (name == "all" && last) {
                    continue;
                }
                if !self.was_a_name(*group, place) {
                    self.unknown_name(place, &setting.path, name, *group);
                }
            }
        }
    }

    /// Does a later file say the one key than the other? What the command line says comes last.
    pub(super) fn is_after(&self, one: &str, other: &str) -> bool {
        let position = |key: &str| {
            let said_in = self.get(key).map(|setting| &setting.at.text.name);
            self.files.iter().position(|file| Some(file) == said_in).unwrap_or(usize::MAX)
        };
        position(one) > position(other)
    }

    /// Did the file at the place come before the file that lists the names? Then its name was one when it was written.
    fn was_a_name(&self, group: Group, place: &Place) -> bool {
        let position = |name: &str| self.files.iter().position(|file| file == name);
        let listed = self.get(&format!("names.{}", plural(group))).and_then(|names| position(&names.at.text.name));
        match (position(&place.text.name), listed) {
            (Some(used), Some(listed)) => used < listed,
            _ => false,
        }
    }

    // ---- numbers ----

    fn known(&mut self, key: &str, value: f64) -> Quantity {
        match self.identity {
            Identity::Key => self.quantity(key, &Law::Fixed(value)),
            Identity::Value => self.quantity(&format!("{value}"), &Law::Fixed(value)),
        }
    }

    fn stated(&mut self, key: &str, number: &Number) -> Quantity {
        match number.law {
            // The law of joint draws is their median: it says nothing about the value.
            Law::Fixed(value) if !number.joint => self.known(key, value),
            ref law => self.quantity(key, law),
        }
    }

    fn quantity(&mut self, key: &str, law: &Law) -> Quantity {
        let key = key.to_owned();
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let quantity = Quantity(self.numbers.keys.len() as u32);
        self.numbers.keys.push(key.clone());
        self.numbers.laws.push(law.clone());
        self.by_key.insert(key, quantity);
        quantity
    }

    pub(super) fn constant(&mut self, value: f64) -> Quantity {
        self.known(&format!("constant.{value}"), value)
    }

    pub(super) fn number(&mut self, path: &str) -> Quantity {
        let merged = self.merged;
        match merged.get(path).map(|setting| &setting.value) {
            Some(Value::Number(number)) => self.stated(path, number),
            _ => self.default_of(path),
        }
    }

    fn default_of(&mut self, path: &str) -> Quantity {
        let value = match keys::find(path).map(|key| key.default) {
            Some(Absence::Number(value)) => value,
            _ => {
                self.need(path);
                0.0
            }
        };
        if !self.merged.contains_key(path) {
            self.defaults.insert(path.to_owned(), value);
        }
        self.known(path, value)
    }

    /// The path of a name's setting, or of the setting for all names.
    pub(super) fn path_of(&self, prefix: &str, name: &str) -> String {
        let path = format!("{prefix}.{name}");
        let all = format!("{prefix}.all");
        if !self.merged.contains_key(&path) && self.merged.contains_key(&all) { all } else { path }
    }

    pub(super) fn number_of(&mut self, prefix: &str, name: &str) -> Quantity {
        let path = self.path_of(prefix, name);
        self.number(&path)
    }

    pub(super) fn numbers_of(&mut self, prefix: &str, names: &[String]) -> Vec<Quantity> {
        names.iter().map(|name| self.number_of(prefix, name)).collect()
    }

    pub(super) fn schedule(&mut self, path: &str) -> Schedule {
        self.schedule_or(path, |builder| builder.default_of(path))
    }

    /// A schedule; on days that the calendar leaves out, the default.
    fn schedule_or(&mut self, path: &str, default: impl Fn(&mut Self) -> Quantity) -> Schedule {
        let merged = self.merged;
        let Some(Setting { value: Value::Calendar(calendar), .. }) = merged.get(path) else {
            let quantity = default(self);
            return Schedule(vec![quantity; self.days]);
        };
        // Each entry and the default have one place in the table of numbers, taken on the first day that needs it.
        let mut of_entry: Vec<Option<Quantity>> = vec![None; calendar.entries.len()];
        let (mut of_otherwise, mut of_default) = (None, None);
        let days = calendar.by_day(self.first_day, self.days).into_iter().map(|on| match on {
            Some((None, number)) => *of_otherwise.get_or_insert_with(|| self.stated(path, number)),
            Some((Some(entry), number)) => {
                *of_entry[entry].get_or_insert_with(|| self.stated(&entry_key(path, calendar, entry), number))
            }
            None => *of_default.get_or_insert_with(|| default(self)),
        });
        Schedule(days.collect())
    }

    pub(super) fn schedules_of(&mut self, prefix: &str, names: &[String]) -> Vec<Schedule> {
        names
            .iter()
            .map(|name| {
                let path = self.path_of(prefix, name);
                self.schedule(&path)
            })
            .collect()
    }

    pub(super) fn schedule_of_or(
        &mut self,
        prefix: &str,
        name: &str,
        default: impl Fn(&mut Self) -> Quantity,
    ) -> Schedule {
        let path = self.path_of(prefix, name);
        self.schedule_or(&path, default)
    }

    /// The place of the last word on the values of several names.
    pub(super) fn last_place(&self, prefix: &str, names: &[String]) -> Option<Place> {
        let settings = names.iter().filter_map(|name| self.get(&self.path_of(prefix, name)));
        let file = |setting: &&Setting| self.files.iter().position(|file| *file == setting.at.text.name);
        // An argument is in no file and comes last.
        settings
            .max_by_key(|setting| (file(setting).unwrap_or(usize::MAX), setting.at.span.start))
            .map(|s| s.at.clone())
    }

    /// The middle of a number's law, in the plan that is being built.
    pub(super) fn centre(&self, quantity: Quantity) -> f64 {
        self.numbers.laws[quantity.0 as usize].centre()
    }
}

/// The key of a calendar's entry in the table of numbers.
pub(super) fn entry_key(path: &str, calendar: &Calendar, entry: usize) -> String {
    let from = calendar.entries[entry].from;
    let date = from.map_or_else(|| "start".to_owned(), units::iso);
    match calendar.entries[..entry].iter().filter(|other| other.from == from).count() {
        0 => format!("{path}@{date}"),
        earlier => format!("{path}@{date}#{}", earlier + 1),
    }
}

/// The key of a group's names under `[names]`.
pub(super) fn plural(group: Group) -> &'static str {
    match group {
        Group::Status => "statuses",
        Group::Province => "provinces",
        Group::Crossing => "crossings",
        _ => "destinations",
    }
}
