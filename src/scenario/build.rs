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
use crate::plan::{
    Behaviour, Crossing, JointDraws, Measure, Names, Numbers, People, Plan, Policy, Quantity, Questions, Reception,
    Schedule, Season, Threshold, Travel,
};
use crate::units;

/// Longest horizon, days: a hundred years.
const LONGEST_HORIZON_DAYS: i64 = 36_525;

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

/// Builds the plan of merged settings.
pub(super) fn build(
    merged: &Merged,
    files: &[String],
    joint: &BTreeMap<String, Vec<f64>>,
    identity: Identity,
    problems: &mut Vec<Problem>,
) -> Built {
    let mut builder = Builder {
        merged,
        files,
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
    builder.check_names();
    builder.report_missing();
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

    pub fn get(&self, path: &str) -> Option<&Setting> {
        self.merged.get(path)
    }

    /// The setting of a required key; absence is remembered.
    fn need(&mut self, path: &str) -> Option<&Setting> {
        if !self.merged.contains_key(path) && !self.missing.iter().any(|missing| missing == path) {
            self.missing.push(path.to_owned());
        }
        self.merged.get(path)
    }

    pub fn date(&mut self, path: &str) -> Option<i32> {
        match self.need(path)?.value {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }

    pub fn date_if_given(&self, path: &str) -> Option<i32> {
        match self.get(path)?.value {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }

    pub fn flag(&self, path: &str) -> Option<bool> {
        match self.get(path)?.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    fn plain(&mut self, path: &str) -> f64 {
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

    fn texts(&mut self, path: &str) -> Vec<(String, Place)> {
        match self.need(path).map(|setting| &setting.value) {
            Some(Value::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    /// The names that have settings under a prefix, such as all deadlines.
    pub fn names_under(&self, prefix: &str) -> Vec<String> {
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
    pub fn chosen(&mut self, path: &str, group: Group) -> Vec<bool> {
        let texts = self.texts(path);
        let known = self.group(group).to_vec();
        let mut chosen = vec![false; known.len()];
        for (text, place) in texts {
            if text == "all" {
                chosen.fill(true);
            } else if let Some(at) = known.iter().position(|name| *name == text) {
                chosen[at] = true;
            } else {
                self.unknown_name(&place, path, &text, group);
            }
        }
        chosen
    }

    fn group(&self, group: Group) -> &[String] {
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
        if self.problems.iter().any(|problem| problem.key == Problem::UNREADABLE) {
            return;
        }
        missing.retain(|path| !self.problems.iter().any(|problem| problem.key == *path));
        let (misnamed, plain): (Vec<String>, Vec<String>) =
            missing.into_iter().partition(|path| self.written_near(path).is_some());
        for path in misnamed {
            if let (Some(place), Some(key)) = (self.written_near(&path), keys::find(&path)) {
                // A name that was mistyped shows itself by what it lacks.
                let prefix = path.rsplit_once('.').map_or("", |(prefix, _)| prefix);
                let (group, name) = prefix.rsplit_once('.').unwrap_or(("", prefix));
                let others = self.names_under(&format!("{group}."));
                let others = others.iter().map(String::as_str).filter(|other| *other != name);
                let problem = Problem::error(&place, &path, format!("`{path}` is missing"));
                let problem = problem.allowed(key.meaning).nearest(name, others);
                self.problems.push(problem);
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
                let help = "scenarios usually begin with `extends = \"history.toml\"`, which gives all of them";
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
                    Group::Deadline | Group::CourtOrder | Group::Column | Group::Key => continue,
                    group => self.group(*group),
                };
                let last = setting.path.ends_with(&format!(".{name}"));
                if known.iter().any(|known| known == name) || (name == "all" && last) {
                    continue;
                }
                let names_at = self.get(&format!("names.{}", plural(*group))).map(|names| names.at.text.name.clone());
                let inherited = names_at.as_ref() != Some(&place.text.name) && self.was_a_name(*group, place);
                if !inherited {
                    self.unknown_name(place, &setting.path, name, *group);
                }
            }
        }
    }

    /// Did the file at the place come before the file that lists the names?
    fn was_a_name(&self, group: Group, place: &Place) -> bool {
        let position = |name: &str| self.files.iter().position(|file| file == name);
        let listed = self.get(&format!("names.{}", plural(group))).and_then(|names| position(&names.at.text.name));
        match (position(&place.text.name), listed) {
            (Some(used), Some(listed)) => used < listed,
            _ => false,
        }
    }

    // ---- numbers ----

    fn quantity(&mut self, key: &str, law: &Law) -> Quantity {
        let key = match (self.identity, law) {
            (Identity::Value, Law::Fixed(value)) => format!("{value}"),
            _ => key.to_owned(),
        };
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let quantity = Quantity(self.numbers.keys.len() as u32);
        self.numbers.keys.push(key.clone());
        self.numbers.laws.push(law.clone());
        self.by_key.insert(key, quantity);
        quantity
    }

    pub fn constant(&mut self, value: f64) -> Quantity {
        self.quantity(&format!("constant.{value}"), &Law::Fixed(value))
    }

    pub fn number(&mut self, path: &str) -> Quantity {
        match self.law_of(path) {
            Some(law) => self.quantity(path, &law),
            None => self.default_of(path),
        }
    }

    fn law_of(&self, path: &str) -> Option<Law> {
        match &self.get(path)?.value {
            Value::Number(Number { law, .. }) => Some(law.clone()),
            _ => None,
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
        self.quantity(path, &Law::Fixed(value))
    }

    /// The path of a name's setting, or of the setting for all names.
    fn path_of(&self, prefix: &str, name: &str) -> String {
        let path = format!("{prefix}.{name}");
        let all = format!("{prefix}.all");
        if !self.merged.contains_key(&path) && self.merged.contains_key(&all) { all } else { path }
    }

    pub fn number_of(&mut self, prefix: &str, name: &str) -> Quantity {
        let path = self.path_of(prefix, name);
        self.number(&path)
    }

    fn numbers_of(&mut self, prefix: &str, names: &[String]) -> Vec<Quantity> {
        names.iter().map(|name| self.number_of(prefix, name)).collect()
    }

    pub fn schedule(&mut self, path: &str) -> Schedule {
        self.schedule_or(path, |builder| builder.default_of(path))
    }

    /// A schedule; on days that the calendar leaves out, the default.
    fn schedule_or(&mut self, path: &str, default: impl Fn(&mut Self) -> Quantity) -> Schedule {
        let merged = self.merged;
        let Some(Setting { value: Value::Calendar(calendar), .. }) = merged.get(path) else {
            let quantity = default(self);
            return Schedule(vec![quantity; self.days]);
        };
        let mut days = Vec::with_capacity(self.days);
        for day in 0..self.days {
            let quantity = match calendar.on(self.first_day + day as i32) {
                Some((None, number)) => self.quantity(path, &number.law),
                Some((Some(entry), number)) => self.quantity(&entry_key(path, calendar, entry), &number.law),
                None => default(self),
            };
            days.push(quantity);
        }
        Schedule(days)
    }

    pub fn schedules_of(&mut self, prefix: &str, names: &[String]) -> Vec<Schedule> {
        names
            .iter()
            .map(|name| {
                let path = self.path_of(prefix, name);
                self.schedule(&path)
            })
            .collect()
    }

    pub fn schedule_of_or(&mut self, prefix: &str, name: &str, default: impl Fn(&mut Self) -> Quantity) -> Schedule {
        let path = self.path_of(prefix, name);
        self.schedule_or(&path, default)
    }

    /// Shares under a prefix must add up to one, as far as they are known numbers.
    fn adds_up(&mut self, prefix: &str, names: &[String]) {
        let merged = self.merged;
        let paths: Vec<String> = names.iter().map(|name| self.path_of(prefix, name)).collect();
        let mut given: Vec<&Setting> = paths.iter().filter_map(|path| merged.get(path)).collect();
        if paths.iter().any(|path| matches!(self.law_of(path), Some(law) if law.is_uncertain())) {
            return;
        }
        let sum: f64 = paths.iter().filter_map(|path| self.law_of(path)).map(|law| law.centre()).sum();
        if (sum - 1.0).abs() < 0.01 {
            return;
        }
        given.sort_by_key(|setting| self.files.iter().position(|file| *file == setting.at.text.name));
        match given.last() {
            Some(setting) => {
                let message = format!("the shares of `{prefix}` add up to {}", keys::plain(super::value::rounded(sum)));
                let problem = Problem::error(&setting.at, prefix, message).allowed("they must add up to 1");
                self.problems.push(problem);
            }
            None => {
                self.need(&format!("{prefix}.{}", names.first().map_or("all", String::as_str)));
            }
        }
    }

    // ---- parts of the plan ----

    /// Names and horizon, on which all else depends.
    fn frame(&mut self) {
        for group in [Group::Status, Group::Province, Group::Crossing, Group::Destination] {
            let path = format!("names.{}", plural(group));
            let mut names: Vec<String> = Vec::new();
            for (name, place) in self.texts(&path) {
                let sound = !name.is_empty()
                    && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
                    && name != "all";
                if !sound || names.contains(&name) {
                    let message =
                        if sound { format!("`{name}` is listed twice") } else { format!("\"{name}\" is not a name") };
                    let problem = Problem::error(&place, &path, message)
                        .allowed("names are different words of small letters, digits and `_`; `all` is taken");
                    self.problems.push(problem);
                }
                names.push(name);
            }
            let slot = match group {
                Group::Status => &mut self.names.statuses,
                Group::Province => &mut self.names.provinces,
                Group::Crossing => &mut self.names.crossings,
                _ => &mut self.names.destinations,
            };
            *slot = names;
        }
        let (Some(first), Some(last)) = (self.date("time.first_day"), self.date("time.last_day")) else { return };
        self.first_day = first;
        let days = i64::from(last) - i64::from(first) + 1;
        let Some(place) = self.get("time.last_day").map(|setting| setting.at.clone()) else { return };
        if days < 1 {
            let message = format!("the last day ({}) lies before the first ({})", units::iso(last), units::iso(first));
            self.problems
                .push(Problem::error(&place, "time.last_day", message).allowed("a day after `time.first_day`"));
        } else if days > LONGEST_HORIZON_DAYS {
            let message = format!("the horizon is {} days", keys::plain(days as f64));
            let allowed = format!("at most {LONGEST_HORIZON_DAYS} days, a hundred years");
            self.problems.push(Problem::error(&place, "time.last_day", message).allowed(allowed));
        } else {
            self.days = days as usize;
        }
    }

    fn people(&mut self) -> People {
        let (statuses, provinces) = (self.names.statuses.clone(), self.names.provinces.clone());
        let mut people = People {
            stock: Vec::new(),
            province_share: Vec::new(),
            household_size: Vec::new(),
            household_share: Vec::new(),
            frailty_nodes: self.whole("population.frailty_nodes", 3),
            documented: Vec::new(),
            reentry_status: 0,
        };
        for status in &statuses {
            people.stock.push(self.number(&format!("population.{status}.people")));
            let shares = format!("population.{status}.province_share");
            people.province_share.push(self.numbers_of(&shares, &provinces));
            self.adds_up(&shares, &provinces);
            let documented = format!("population.{status}.documented");
            self.need(&documented);
            people.documented.push(self.flag(&documented).unwrap_or(false));
        }
        let reentry = self.chosen("population.reentry_status", Group::Status);
        people.reentry_status = reentry.iter().position(|chosen| *chosen).unwrap_or(0);
        self.households(&mut people);
        people
    }

    fn households(&mut self, people: &mut People) {
        let merged = self.merged;
        self.need("population.household");
        let Some(Setting { value: Value::Records(records), at, .. }) = merged.get("population.household") else {
            return;
        };
        for record in records {
            if let (Some(Value::Whole(size)), Some(Value::Plain(share))) =
                (record.get("size").map(|s| &s.value), record.get("share").map(|s| &s.value))
            {
                people.household_size.push(*size as u32);
                people.household_share.push(*share);
            }
        }
        let sum: f64 = people.household_share.iter().sum();
        if (sum - 1.0).abs() > 1e-6 {
            let message = format!("the shares of `population.household` add up to {}", keys::plain(sum));
            let problem = Problem::error(at, "population.household", message).allowed("they must add up to 1");
            self.problems.push(problem);
        }
    }

    fn whole(&self, path: &str, default: usize) -> usize {
        match self.get(path).map(|setting| &setting.value) {
            Some(Value::Whole(value)) => *value as usize,
            _ => default,
        }
    }

    fn behaviour(&mut self) -> Behaviour {
        let mut number = |name: &str| self.number(&format!("behaviour.{name}"));
        Behaviour {
            baseline_leave_per_day: number("baseline_leave_per_day"),
            hostile_leave_per_day: number("hostile_leave_per_day"),
            deadline_leave_per_day: number("deadline_leave_per_day"),
            anticipation_days: number("anticipation_days"),
            aftermath_days: number("aftermath_days"),
            credibility_loss: number("credibility_loss"),
            fear_per_arrest: number("fear_per_arrest"),
            fear_memory_days: number("fear_memory_days"),
            media_share: number("media_share"),
            contagion_branching: number("contagion_branching"),
            contagion_memory_days: number("contagion_memory_days"),
            frailty_cv: number("frailty_cv"),
            hiding_share: number("hiding_share"),
            hidden_leave_factor: number("hidden_leave_factor"),
            hidden_arrest_factor: number("hidden_arrest_factor"),
            surfacing_per_day: number("surfacing_per_day"),
            protection_pass_through: number("protection_pass_through"),
            arrest_ceiling_per_day: number("arrest_ceiling_per_day"),
            companion_factor: number("companion_factor"),
            detention_exit_per_day: number("detention_exit_per_day"),
            environment_sd: number("environment_sd"),
            environment_province_sd: number("environment_province_sd"),
            environment_correlation: number("environment_correlation"),
            give_up_per_day: number("give_up_per_day"),
            give_up_after_days: number("give_up_after_days"),
            reentry_per_day: number("reentry_per_day"),
            scheme_ceiling_per_day: number("scheme_ceiling_per_day"),
        }
    }

    fn policy(&mut self) -> Policy {
        let (statuses, provinces) = (self.names.statuses.clone(), self.names.provinces.clone());
        let (court_order, court_covers) = self.court_orders();
        let felt_targeting = statuses
            .iter()
            .map(|status| {
                self.schedule_of_or("policy.felt_targeting", status, |b| b.number_of("behaviour.spillover", status))
            })
            .collect();
        let card_valid = statuses
            .iter()
            .map(|status| {
                let documented = self.flag(&format!("population.{status}.documented")) == Some(true);
                self.schedule_of_or("policy.card_valid", status, |b| b.constant(f64::from(u8::from(documented))))
            })
            .collect();
        Policy {
            deadlines: self.deadlines(),
            plan_in_force: self.schedules_of("policy.plan_in_force", &provinces),
            felt_targeting,
            arrests_per_day: self.schedule("policy.arrests_per_day"),
            arrest_share: self.schedules_of("policy.arrest_share", &provinces),
            arrest_weight: self.schedules_of("policy.arrest_weight", &statuses),
            protection: self.schedules_of("policy.protection", &statuses),
            court_order,
            court_covers,
            deported_share: self.schedules_of("policy.deported_share", &statuses),
            card_valid,
            moratorium: self.schedule("policy.moratorium"),
            departure_cost_factor: self.schedule("policy.departure_cost_factor"),
            assisted_leave_per_day: self.numbers_of("policy.assisted_leave_per_day", &statuses),
            grant: self.schedules_of("policy.grant", &statuses),
            assistance_open: self.schedule("policy.assistance_open"),
            regularised_per_day: self.schedules_of("policy.regularised_per_day", &statuses),
            regularisation_places: self.numbers_of("policy.regularisation_places", &statuses),
            resettled_per_day: self.schedules_of("policy.resettled_per_day", &statuses),
            exit_fee_factor: self.schedule("policy.exit_fee_factor"),
        }
    }

    fn season(&mut self) -> Season {
        let (peak, sd) = (self.plain("season.winter_peak_day_of_year"), self.plain("season.winter_sd_days"));
        let weekdays: Vec<Quantity> =
            units::WEEKDAYS.iter().map(|weekday| self.number_of("season.weekday", weekday)).collect();
        let ramadan = self.periods("season.ramadan");
        let days = || (0..self.days as i32).map(|day| self.first_day + day);
        Season {
            winter_shape: days().map(|day| winter_shape(day, peak, sd)).collect(),
            ramadan: days()
                .map(|day| f64::from(u8::from(ramadan.iter().any(|&(from, to)| (from..=to).contains(&day)))))
                .collect(),
            weekday: days().map(|day| weekdays[units::weekday(day)]).collect(),
            winter_exposure: days()
                .map(|day| {
                    let date = units::date_of(day);
                    matches!((date.month(), date.day()), (12 | 1, _) | (2, ..=28))
                })
                .collect(),
            winter_reduction: self.number("season.winter_reduction"),
            ramadan_reduction: self.number("season.ramadan_reduction"),
        }
    }

    fn periods(&mut self, path: &str) -> Vec<(i32, i32)> {
        let merged = self.merged;
        let Some(Setting { value: Value::Records(records), .. }) = merged.get(path) else { return Vec::new() };
        let mut periods = Vec::new();
        for record in records {
            let (Some(from), Some(to)) = (record.get("from"), record.get("to")) else { continue };
            if let (Value::Date(first), Value::Date(last)) = (&from.value, &to.value) {
                if first > last {
                    let message = format!("`{path}`: a period ends ({}) before it begins", units::iso(*last));
                    self.problems
                        .push(Problem::error(&to.at, path, message).allowed("`from` may not be later than `to`"));
                }
                periods.push((*first, *last));
            }
        }
        periods
    }

    fn travel(&mut self) -> Travel {
        let (provinces, crossings) = (self.names.provinces.clone(), self.names.crossings.clone());
        let mut travel = Travel {
            mean_days: Vec::new(),
            lead_days: Vec::new(),
            crossing_share: Vec::new(),
            diversion: self.number("places.travel.diversion"),
            diversion_wait_days: self.number("places.travel.diversion_wait_days"),
        };
        for province in &provinces {
            travel.mean_days.push(self.number(&format!("places.travel.{province}.mean_days")));
            travel.lead_days.push(self.number(&format!("places.travel.{province}.lead_days")));
            let shares = format!("places.travel.{province}.crossing_share");
            travel.crossing_share.push(self.numbers_of(&shares, &crossings));
            self.adds_up(&shares, &crossings);
        }
        travel
    }

    fn crossings(&mut self) -> Vec<Crossing> {
        let crossings = self.names.crossings.clone();
        crossings
            .iter()
            .map(|crossing| Crossing {
                capacity_per_day: self.schedule(&format!("places.crossings.{crossing}.capacity_per_day")),
                open: self.schedule(&format!("places.crossings.{crossing}.open")),
                latitude: self.plain(&format!("places.crossings.{crossing}.latitude")),
                longitude: self.plain(&format!("places.crossings.{crossing}.longitude")),
            })
            .collect()
    }

    fn reception(&mut self) -> Reception {
        let (crossings, destinations) = (self.names.crossings.clone(), self.names.destinations.clone());
        let mut destination_share = Vec::new();
        for crossing in &crossings {
            let shares = format!("places.crossings.{crossing}.destination_share");
            destination_share.push(self.numbers_of(&shares, &destinations));
            self.adds_up(&shares, &destinations);
        }
        Reception {
            destination_share,
            concentration: self.number("reception.concentration"),
            beds: self.schedules_of("reception.beds", &destinations),
            stay_days: self.number("reception.stay_days"),
            need_share: self.number("reception.need_share"),
            cost_usd_per_person: self.number("reception.cost_usd_per_person"),
            cost_usd_per_night: self.number("reception.cost_usd_per_night"),
            places: destinations
                .iter()
                .map(|destination| {
                    let place = format!("places.destinations.{destination}");
                    (self.plain(&format!("{place}.latitude")), self.plain(&format!("{place}.longitude")))
                })
                .collect(),
        }
    }

    fn questions(&mut self) -> Questions {
        let merged = self.merged;
        let target_people = self.number("outcomes.target_people");
        let mut thresholds = Vec::new();
        if let Some(Setting { value: Value::Records(records), .. }) = merged.get("outcomes.thresholds") {
            for record in records {
                let (Some(outcome), Some(at_least), Some(by)) =
                    (record.get("outcome"), record.get("at_least"), record.get("by"))
                else {
                    continue;
                };
                if let (Value::Text(outcome), Value::Plain(at_least), Value::Date(by)) =
                    (&outcome.value, &at_least.value, &by.value)
                    && let Some(measure) = Measure::ALL.into_iter().find(|measure| measure.name() == outcome)
                    && let Ok(by) = usize::try_from(by - self.first_day)
                    && by < self.days
                {
                    thresholds.push(Threshold { measure, at_least: *at_least, by });
                }
            }
        }
        Questions { target_people, thresholds }
    }
}

/// The key of a calendar's entry in the table of numbers.
fn entry_key(path: &str, calendar: &Calendar, entry: usize) -> String {
    let from = calendar.entries[entry].from;
    let date = from.map_or_else(|| "start".to_owned(), units::iso);
    match calendar.entries[..entry].iter().filter(|other| other.from == from).count() {
        0 => format!("{path}@{date}"),
        earlier => format!("{path}@{date}#{}", earlier + 1),
    }
}

/// W(t): a bell around the coldest day of the year, 1 at its top.
fn winter_shape(day: i32, peak_day_of_year: f64, sd_days: f64) -> f64 {
    let of_year = f64::from(units::date_of(day).day_of_year());
    let apart = (of_year - peak_day_of_year).rem_euclid(365.25);
    let apart = apart.min(365.25 - apart);
    libm::exp(-0.5 * (apart / sd_days) * (apart / sd_days))
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
