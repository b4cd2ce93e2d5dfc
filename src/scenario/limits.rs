//! How large a scenario may be: what is larger than any that can be meant is refused before it costs memory or time.
//!
//! Limits on texts are kept by the reader, limits on the plan here. Three of them keep what engines and tallies count with
//! exact: values are thousandths in 51 bits ([`MOST_COUNTED`]), named draws at crossings have 20 bits for a class and a
//! crossing ([`MOST_WAITING`]), and household sizes and people are whole numbers below 2^32. How much memory and time a study
//! takes depends on its runs and engine, and is not asked here.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::build::Builder;
use super::keys::{self, Group};
use super::problem::Problem;
use super::read::{Here, Reader};
use super::value::{Value, rounded};

/// Bytes of the longest text: ten thousand joint draws of twenty numbers.
pub const LONGEST_TEXT: usize = 4 << 20;

/// Files that a scenario may be made of.
pub const MOST_FILES: usize = 32;

/// Keys in one table, and numbers of one choice.
pub(super) const MOST_KEYS: usize = 1_000;

/// Deadlines, court orders, contested numbers, and claims about one.
pub(super) const MOST_NAMES: usize = 100;

/// Entries in a list that is no calendar.
pub(super) const MOST_LISTED: usize = 200;

/// Entries of a calendar: one a day for more than ten years.
pub(super) const MOST_ENTRIES: usize = 4_000;

/// Settings in one text.
pub(super) const MOST_SETTINGS: usize = 20_000;

/// Problems of one text that are remembered.
pub(super) const MOST_REMEMBERED: usize = 1_000;

/// People of all statuses together.
const MOST_PEOPLE: f64 = 1e8;

/// The largest value that is counted in thousandths: 2^51 of them.
const MOST_COUNTED: f64 = 2.25e12;

/// Groups of households, by status, province, size and frailty.
const MOST_CELLS: usize = 50_000;

/// Classes of travellers times crossings.
const MOST_WAITING: usize = 1 << 20;

/// Values of a run: series times days.
const MOST_VALUES: usize = 20_000_000;

impl Builder<'_, '_> {
    /// Is the plan of a size that engines can take? If not, it is reported.
    pub(super) fn fits(&mut self) -> bool {
        let listed = |path| match self.get(path).map(|setting| &setting.value) {
            Some(Value::Records(records)) => records.len(),
            _ => 0,
        };
        let (sizes, thresholds) = (listed("population.household").max(1), listed("outcomes.thresholds"));
        let frailty_nodes = self.whole("population.frailty_nodes", 3);
        let names = &self.names;
        let (statuses, provinces) = (names.statuses.len(), names.provinces.len());
        let (crossings, destinations) = (names.crossings.len(), names.destinations.len());
        let groups = statuses * provinces * sizes;
        let series = 60 + 12 * statuses + 4 * (provinces + crossings + destinations) + thresholds;
        let found = [
            (groups * frailty_nodes, MOST_CELLS, "statuses x provinces x household sizes x frailty nodes"),
            (3 * groups * crossings, MOST_WAITING, "3 modes x statuses x provinces x household sizes x crossings"),
            (crossings, 200, "crossings"),
            (series * self.days, MOST_VALUES, "series x days"),
        ];
        let place = self.get("names.statuses").map(|setting| setting.at.clone());
        let Some(place) = place else { return true };
        let before = self.problems.len();
        for (number, most, what) in found {
            if number > most {
                let message = format!("the scenario is too large: {} {what}", keys::plain(number as f64));
                let allowed = format!("at most {}", keys::plain(most as f64));
                self.problems.push(Problem::error(&place, "names.statuses", message).allowed(allowed));
            }
        }
        self.problems.len() == before
    }

    /// People, person-days and dollars must stay below what is counted exactly.
    pub(super) fn people_fit(&mut self) {
        let paths: Vec<String> =
            self.names.statuses.iter().map(|status| format!("population.{status}.people")).collect();
        let people: f64 = paths.iter().map(|path| self.most(path)).sum();
        let Some(place) = paths.iter().rev().find_map(|path| self.get(path)).map(|setting| setting.at.clone()) else {
            return;
        };
        if people > MOST_PEOPLE {
            let message = format!("the statuses have {} people in all", keys::plain(rounded(people)));
            self.problems.push(
                Problem::error(&place, &paths[0], message)
                    .allowed("at most 100,000,000 people of all statuses together"),
            );
            return;
        }
        let days = self.days as f64;
        // Who comes back may leave again, at most as often as there are two days.
        let crossings = people * (1.0 + (self.most("behaviour.reentry_per_day") * days).min(days / 2.0));
        let nights = crossings * (1.0 + self.most("reception.stay_days"));
        let dollars =
            crossings * self.most("reception.cost_usd_per_person") + nights * self.most("reception.cost_usd_per_night");
        let counted =
            [(people * days, "person-days", "time.last_day"), (dollars, "US dollars", "reception.cost_usd_per_person")];
        for (most, unit, path) in counted {
            if most > MOST_COUNTED {
                let place = self.get(path).map_or_else(|| place.clone(), |setting| setting.at.clone());
                let message = format!(
                    "a run could count {} {unit}, more than can be counted exactly",
                    keys::plain(rounded(most))
                );
                let allowed = format!("at most {} {unit}", keys::plain(MOST_COUNTED));
                self.problems.push(Problem::error(&place, path, message).allowed(allowed));
            }
        }
    }

    /// The greatest value that a number can have; 0 if it is absent.
    fn most(&self, path: &str) -> f64 {
        match self.get(path).map(|setting| &setting.value) {
            Some(Value::Number(number)) => self.extent(path, number).1,
            _ => 0.0,
        }
    }
}

impl Reader<'_> {
    /// Has the table more keys than any that can be meant? It is then reported, and not read.
    pub(super) fn crowded(&mut self, table: &DeTable<'_>, steps: &[&str], here: &Here) -> bool {
        let named = steps.iter().find_map(|step| Group::of_step(step));
        let free =
            matches!(named, Some(Group::Deadline | Group::CourtOrder | Group::Column | Group::Key | Group::Claim));
        let most = if free && here.path != "parameter_set.joint" { MOST_NAMES } else { MOST_KEYS };
        let full = self.settings.len() + table.len() > MOST_SETTINGS;
        if table.len() <= most && !full {
            return false;
        }
        let Some(place) = table.keys().map(|key| key.span()).min_by_key(|span| span.start).map(|span| self.place(span))
        else {
            return false;
        };
        let number = keys::plain(table.len() as f64);
        let (of, most) = match here.path.as_str() {
            _ if table.len() <= most => ("this text states too many numbers".to_owned(), MOST_SETTINGS),
            "" => (format!("the file has {number} keys outside tables"), most),
            path => (format!("`{path}` has {number} keys"), most),
        };
        // Whatever is missing may stand in what is not read.
        let problem = Problem::error(&place, Problem::UNREADABLE, of);
        self.push(problem.allowed(format!("at most {}", keys::plain(most as f64))));
        true
    }

    /// Is a list longer than any that can be meant? It is then reported.
    pub(super) fn too_many(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        path: &str,
        number: usize,
        most: usize,
        what: &str,
    ) -> bool {
        if number > most {
            let place = self.place(value.span());
            let message = format!("`{path}` lists {} {what}", keys::plain(number as f64));
            self.push(Problem::error(&place, path, message).allowed(format!("at most {}", keys::plain(most as f64))));
        }
        number > most
    }

    /// Adds a problem to the list, unless it is full.
    pub(super) fn push(&mut self, problem: Problem) {
        self.found += 1;
        if self.found <= MOST_REMEMBERED {
            self.problems.push(problem);
        }
    }

    /// How many problems of the text there are by now.
    pub(super) fn problem_count(&self) -> usize {
        self.found
    }
}
