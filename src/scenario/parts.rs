//! The parts of a plan, each from its section of the scenario.

use super::build::{Builder, plural};
use super::keys::{self, Group};
use super::problem::Problem;
use super::value::{Setting, Value};
use crate::plan::{
    Behaviour, Crossing, Measure, People, Policy, Quantity, Questions, Reception, Season, Threshold, Travel,
};
use crate::units;

/// Longest horizon, days: a hundred years.
const LONGEST_HORIZON_DAYS: i64 = 36_525;

impl Builder<'_, '_> {
    /// Names and horizon, on which all else depends.
    pub(super) fn frame(&mut self) {
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

    pub(super) fn people(&mut self) -> People {
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
                if people.household_size.contains(&(*size as u32)) {
                    let message = format!("`population.household` lists the size {size} twice");
                    let place = &record["size"].at;
                    self.problems.push(
                        Problem::error(place, "population.household", message).allowed("one share for each size"),
                    );
                }
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

    pub(super) fn whole(&self, path: &str, default: usize) -> usize {
        match self.get(path).map(|setting| &setting.value) {
            Some(Value::Whole(value)) => *value as usize,
            _ => default,
        }
    }

    pub(super) fn behaviour(&mut self) -> Behaviour {
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
            fear_slow_share: number("fear_slow_share"),
            fear_slow_memory_days: number("fear_slow_memory_days"),
            pressure_threshold_per_day: number("pressure_threshold_per_day"),
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

    pub(super) fn policy(&mut self) -> Policy {
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
            arrest_share: self.arrest_shares(&provinces),
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

    pub(super) fn season(&mut self) -> Season {
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

    pub(super) fn travel(&mut self) -> Travel {
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

    pub(super) fn crossings(&mut self) -> Vec<Crossing> {
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

    pub(super) fn reception(&mut self) -> Reception {
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

    pub(super) fn questions(&mut self) -> Questions {
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

/// W(t): a bell around the coldest day of the year, 1 at its top.
fn winter_shape(day: i32, peak_day_of_year: f64, sd_days: f64) -> f64 {
    let of_year = f64::from(units::date_of(day).day_of_year());
    let apart = (of_year - peak_day_of_year).rem_euclid(365.25);
    let apart = apart.min(365.25 - apart);
    libm::exp(-0.5 * (apart / sd_days) * (apart / sd_days))
}
