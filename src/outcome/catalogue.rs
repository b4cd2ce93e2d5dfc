//! Names, units and meanings of all outcomes, and the series of a plan.

use crate::plan::{Cause, Mode, Names, Plan};

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// People.
    People,
    /// People a day.
    PeoplePerDay,
    /// Days.
    Days,
    /// People times days.
    PersonDays,
    /// US dollars.
    UsDollars,
    /// A share between 0 and 1; over runs, a probability.
    Share,
}

impl Unit {
    /// The unit as written in CSV files.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::People => "people",
            Unit::PeoplePerDay => "people/day",
            Unit::Days => "days",
            Unit::PersonDays => "person-days",
            Unit::UsDollars => "USD",
            Unit::Share => "share",
        }
    }
}

/// Something that is measured: a name, a unit and what it means.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Name in CSV files, in `[outcomes]` and on the command line.
    pub name: &'static str,
    /// What its values count.
    pub unit: Unit,
    /// One sentence for the data dictionary.
    pub meaning: &'static str,
}

/// One entry of the list of outcomes, by its constant.
macro_rules! outcomes {
    ($list:ident: $($id:ident = $name:literal, $unit:ident, $meaning:literal;)+) => {
        $(#[doc = $meaning] pub static $id: Outcome = Outcome { name: $name, unit: Unit::$unit, meaning: $meaning };)+
        /// Every outcome of this kind, in the order of the files.
        pub static $list: &[&Outcome] = &[$(&$id),+];
    };
}

/// Outcomes that have a value on every day.
pub mod daily {
    use super::{Outcome, Unit};
    outcomes! { ALL:
        DEPARTURES = "departures", PeoplePerDay, "People who cross into Afghanistan on the day.";
        DEPARTURES_CUMULATIVE = "departures_cumulative", People, "People who have crossed into Afghanistan since the first day.";
        DEPARTURES_NET_CUMULATIVE = "departures_net_cumulative", People, "Crossings into Afghanistan since the first day, less those who came back.";
        CAUSE_BASELINE = "cause_baseline", PeoplePerDay, "Self-organised: people who set out that day for the reasons of the time before the plan (model-dependent share, not a causal estimate).";
        CAUSE_HOSTILE_ENVIRONMENT = "cause_hostile_environment", PeoplePerDay, "Self-organised: people who set out that day because of evictions, job loss and rent bans under the plan (model-dependent share, not a causal estimate).";
        CAUSE_DEADLINE = "cause_deadline", PeoplePerDay, "Self-organised: people who set out that day because of a deadline (model-dependent share, not a causal estimate).";
        CAUSE_FEAR = "cause_fear", PeoplePerDay, "Self-organised: people who set out that day for fear of arrest (model-dependent share, not a causal estimate).";
        CAUSE_SOCIAL = "cause_social", PeoplePerDay, "Self-organised: people who set out that day because others left (model-dependent share, not a causal estimate).";
        QUEUE = "queue", People, "People who wait at a crossing at the end of the day.";
        IN_TRANSIT = "in_transit", People, "People on the way to a crossing at the end of the day.";
        WAIT = "wait_days", Days, "Mean wait at the crossing of those who cross that day; 0 when nobody crosses.";
        ARRESTS = "arrests", PeoplePerDay, "People arrested on the day, with the members of their households.";
        DETAINED = "detained", People, "People in detention at the end of the day.";
        REMAINING = "remaining", People, "People still in Pakistan without leave to remain, at home or hidden, at the end of the day.";
        HIDDEN = "hidden", People, "People in hiding at the end of the day.";
        DOCUMENTED_DEPORTED_CUMULATIVE = "documented_deported_cumulative", People, "People deported since the first day although they hold a card.";
        DOCUMENTED_DEPORTED_VALID_CUMULATIVE = "documented_deported_card_valid_cumulative", People, "People deported since the first day while their card was valid or tolerated under the government's own rules.";
        DOCUMENTED_DEPORTED_COURT_CUMULATIVE = "documented_deported_court_covered_cumulative", People, "Card holders deported since the first day while a court order covered them.";
        RECEPTION_PEOPLE = "reception_people", People, "People who need a bed in reception at the end of the day.";
        RECEPTION_SHORTFALL = "reception_shortfall", People, "People in reception beyond the beds of the province.";
        WINTER_EXPOSURE_DAILY = "winter_exposure_daily", PersonDays, "People in a queue, on the way or without a bed that day, if it lies between 1 December and 28 February.";
        REGULARISED_CUMULATIVE = "regularised_cumulative", People, "People given leave to remain since the first day.";
        RESETTLED_CUMULATIVE = "resettled_cumulative", People, "People resettled to third countries since the first day.";
        GAVE_UP_CUMULATIVE = "gave_up_cumulative", People, "People who left a queue for home since the first day.";
        REENTERED_CUMULATIVE = "reentered_cumulative", People, "People who came back across the border since the first day.";
    }
}

/// Outcomes that have one value in a run.
pub mod total {
    use super::{Outcome, Unit};
    outcomes! { ALL:
        DEPARTURES_TOTAL = "departures_total", People, "People who crossed into Afghanistan in the whole run.";
        DEPARTURES_NET_TOTAL = "departures_net_total", People, "Crossings into Afghanistan in the whole run, less those who came back.";
        PEAK_DAILY_CROSSINGS = "peak_daily_crossings", PeoplePerDay, "Highest number of people who crossed on one day.";
        PEAK_DAY = "peak_day", Days, "Day of the highest daily crossings, counted from the first day (0).";
        PEAK_7_DAY_MEAN = "peak_7_day_mean", PeoplePerDay, "Highest mean of daily crossings over seven days in a row.";
        QUEUE_MAX = "queue_max", People, "Highest number of people waiting at the end of a day.";
        QUEUE_PERSON_DAYS = "queue_person_days", PersonDays, "Nights spent waiting at crossings.";
        WAIT_MEAN = "wait_mean_days", Days, "Mean wait of all who crossed.";
        WAIT_P95 = "wait_p95_days", Days, "Wait that 95 in 100 of those who crossed did not exceed.";
        WAIT_MAX = "wait_max_days", Days, "Longest wait of any who crossed.";
        WINTER_EXPOSURE = "winter_exposure", PersonDays, "Days that people spent in a queue, on the way or without a bed between 1 December and 28 February.";
        RECEPTION_SHORTFALL_MAX = "reception_shortfall_max", People, "Highest number of people in reception beyond the beds.";
        RECEPTION_SHORTFALL_PERSON_DAYS = "reception_shortfall_person_days", PersonDays, "Nights in reception without a bed.";
        RECEPTION_PEOPLE_MAX = "reception_people_max", People, "Highest number of people who needed a bed in reception at once.";
        DOCUMENTED_DEPORTED_TOTAL = "documented_deported_total", People, "People deported although they hold a card.";
        DOCUMENTED_DEPORTED_VALID_TOTAL = "documented_deported_card_valid_total", People, "People deported while their card was valid or tolerated under the government's own rules.";
        DOCUMENTED_DEPORTED_COURT_TOTAL = "documented_deported_court_covered_total", People, "Card holders deported while a court order covered them.";
        REMAINING_END = "remaining_end", People, "People still in Pakistan without leave to remain, at home or hidden, at the end of the last day.";
        HIDDEN_END = "hidden_end", People, "People in hiding at the end of the last day.";
        POPULATION_START = "population_start", People, "People in Pakistan on the first day, as assumed in the run.";
        TARGET_DAYS_UNDOCUMENTED = "target_days_undocumented", Days, "Days until as many undocumented people have crossed as the announced target; the whole horizon if never (see target_reached_undocumented).";
        TARGET_DAYS_ALL = "target_days_all", Days, "Days until as many people of any status have crossed as the announced target; the whole horizon if never.";
        TARGET_DAYS_NET = "target_days_net", Days, "Days until undocumented crossings less returns to Pakistan equal the announced target; the whole horizon if never.";
        TARGET_REACHED_UNDOCUMENTED = "target_reached_undocumented", Share, "Share of runs in which undocumented crossings reach the announced target within the horizon.";
        TARGET_REACHED_ALL = "target_reached_all", Share, "Share of runs in which crossings of all statuses reach the announced target within the horizon.";
        TARGET_REACHED_NET = "target_reached_net", Share, "Share of runs in which undocumented crossings less returns reach the announced target within the horizon.";
        TARGET_EXCEEDS_POPULATION = "target_exceeds_population", Share, "Share of runs in which the announced target is larger than the undocumented population assumed.";
        THRESHOLD = "threshold", Share, "Share of runs in which a level asked for in the scenario is reached by its date.";
        COST = "humanitarian_cost", UsDollars, "Humanitarian cost of those who crossed: a sum a person and the nights in reception.";
        ARRESTS_TOTAL = "arrests_total", People, "People arrested, with the members of their households.";
        RELEASED_TOTAL = "released_total", People, "People released from detention.";
        DETAINED_PERSON_DAYS = "detained_person_days", PersonDays, "Nights in detention.";
        CAUSE_BASELINE_TOTAL = "cause_baseline_total", People, "Self-organised: set out for the reasons of the time before the plan (model-dependent, not a causal estimate).";
        CAUSE_HOSTILE_ENVIRONMENT_TOTAL = "cause_hostile_environment_total", People, "Self-organised: set out because of evictions, job loss and rent bans under the plan (model-dependent, not a causal estimate).";
        CAUSE_DEADLINE_TOTAL = "cause_deadline_total", People, "Self-organised: set out because of a deadline (model-dependent, not a causal estimate).";
        CAUSE_FEAR_TOTAL = "cause_fear_total", People, "Self-organised: set out for fear of arrest (model-dependent, not a causal estimate).";
        CAUSE_SOCIAL_TOTAL = "cause_social_total", People, "Self-organised: set out because others left (model-dependent, not a causal estimate).";
        REGULARISED_TOTAL = "regularised_total", People, "People given leave to remain.";
        RESETTLED_TOTAL = "resettled_total", People, "People resettled to third countries.";
        GAVE_UP_TOTAL = "gave_up_total", People, "People who left a queue for home.";
        REENTERED_TOTAL = "reentered_total", People, "People who came back across the border.";
    }
}

/// Which part of an outcome: an empty dimension means all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dimensions {
    /// Index of the status.
    pub status: Option<usize>,
    /// Mode of departure.
    pub mode: Option<Mode>,
    /// Index of the crossing.
    pub crossing: Option<usize>,
    /// Index of the province of origin.
    pub province: Option<usize>,
    /// Index of the destination.
    pub destination: Option<usize>,
    /// Index of the threshold, for [`total::THRESHOLD`].
    pub threshold: Option<usize>,
}

impl Dimensions {
    /// All of it.
    pub const ALL: Dimensions =
        Dimensions { status: None, mode: None, crossing: None, province: None, destination: None, threshold: None };

    /// One status.
    pub fn status(index: usize) -> Self {
        Dimensions { status: Some(index), ..Self::ALL }
    }

    /// One mode.
    pub fn mode(mode: Mode) -> Self {
        Dimensions { mode: Some(mode), ..Self::ALL }
    }

    /// One crossing.
    pub fn crossing(index: usize) -> Self {
        Dimensions { crossing: Some(index), ..Self::ALL }
    }

    /// One province of origin.
    pub fn province(index: usize) -> Self {
        Dimensions { province: Some(index), ..Self::ALL }
    }

    /// One destination.
    pub fn destination(index: usize) -> Self {
        Dimensions { destination: Some(index), ..Self::ALL }
    }
}

/// An outcome with its dimensions filled in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Series {
    /// What is measured.
    pub outcome: &'static Outcome,
    /// Of whom, where, how.
    pub dimensions: Dimensions,
}

impl Series {
    /// Name as one word, for `runs.csv` and messages: the outcome and its dimensions joined by colons.
    pub fn label(&self, names: &Names) -> String {
        let d = &self.dimensions;
        let mut label = self.outcome.name.to_owned();
        let parts = [
            d.status.map(|i| names.statuses[i].as_str()),
            d.mode.map(Mode::name),
            d.crossing.map(|i| names.crossings[i].as_str()),
            d.province.map(|i| names.provinces[i].as_str()),
            d.destination.map(|i| names.destinations[i].as_str()),
        ];
        for part in parts.into_iter().flatten() {
            label.push(':');
            label.push_str(part);
        }
        if let Some(index) = d.threshold {
            label.push_str(&format!("_{}", index + 1));
        }
        label
    }
}

/// All series of a plan, in the order of all result arrays.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// Series with a value on every day.
    pub daily: Vec<Series>,
    /// Series with one value in a run.
    pub totals: Vec<Series>,
}

impl Catalogue {
    /// The series of a plan.
    pub fn of(plan: &Plan) -> Self {
        let sizes = Sizes {
            statuses: plan.statuses(),
            provinces: plan.provinces(),
            crossings: plan.crossings.len(),
            destinations: plan.destinations(),
            thresholds: plan.questions.thresholds.len(),
        };
        Catalogue { daily: daily_series(&sizes), totals: total_series(&sizes) }
    }

    /// Where a daily series stands, if the plan has it.
    pub fn daily_index(&self, outcome: &Outcome, dimensions: Dimensions) -> Option<usize> {
        position(&self.daily, outcome, dimensions)
    }

    /// Where a total stands, if the plan has it.
    pub fn total_index(&self, outcome: &Outcome, dimensions: Dimensions) -> Option<usize> {
        position(&self.totals, outcome, dimensions)
    }
}

fn position(series: &[Series], outcome: &Outcome, dimensions: Dimensions) -> Option<usize> {
    series.iter().position(|s| s.outcome.name == outcome.name && s.dimensions == dimensions)
}

struct Sizes {
    statuses: usize,
    provinces: usize,
    crossings: usize,
    destinations: usize,
    thresholds: usize,
}

impl Sizes {
    fn by_status(&self) -> Vec<Dimensions> {
        (0..self.statuses).map(Dimensions::status).collect()
    }

    fn by_crossing(&self) -> Vec<Dimensions> {
        (0..self.crossings).map(Dimensions::crossing).collect()
    }

    fn by_destination(&self) -> Vec<Dimensions> {
        (0..self.destinations).map(Dimensions::destination).collect()
    }

    fn by_status_and_mode(&self) -> Vec<Dimensions> {
        let of =
            |status| Mode::ALL.map(|mode| Dimensions { status: Some(status), mode: Some(mode), ..Dimensions::ALL });
        (0..self.statuses).flat_map(of).collect()
    }

    /// All splits of the departures: status, mode, crossing, province of origin, destination, status and mode.
    fn of_departures(&self) -> Vec<Dimensions> {
        let mut splits = self.by_status();
        splits.extend(Mode::ALL.map(Dimensions::mode));
        splits.extend(self.by_crossing());
        splits.extend((0..self.provinces).map(Dimensions::province));
        splits.extend(self.by_destination());
        splits.extend(self.by_status_and_mode());
        splits
    }
}

fn daily_series(sizes: &Sizes) -> Vec<Series> {
    use daily::*;
    let mut list = Vec::new();
    for &outcome in ALL {
        let mut dimensions = vec![Dimensions::ALL];
        match outcome.name {
            "departures" | "departures_cumulative" => dimensions.extend(sizes.of_departures()),
            "queue" | "wait_days" => dimensions.extend(sizes.by_crossing()),
            "arrests" | "remaining" | "hidden" => dimensions.extend(sizes.by_status()),
            "reception_people" | "reception_shortfall" => dimensions.extend(sizes.by_destination()),
            _ => {}
        }
        list.extend(dimensions.into_iter().map(|dimensions| Series { outcome, dimensions }));
    }
    list
}

fn total_series(sizes: &Sizes) -> Vec<Series> {
    use total::*;
    let mut list = Vec::new();
    for &outcome in ALL {
        let mut dimensions = vec![Dimensions::ALL];
        match outcome.name {
            "departures_total" => dimensions.extend(sizes.of_departures()),
            "queue_max" | "queue_person_days" | "wait_mean_days" => dimensions.extend(sizes.by_crossing()),
            "remaining_end" | "hidden_end" | "population_start" | "arrests_total" => {
                dimensions.extend(sizes.by_status());
            }
            "reception_shortfall_max" => dimensions.extend(sizes.by_destination()),
            "threshold" => {
                dimensions = (0..sizes.thresholds)
                    .map(|index| Dimensions { threshold: Some(index), ..Dimensions::ALL })
                    .collect();
            }
            _ => {}
        }
        list.extend(dimensions.into_iter().map(|dimensions| Series { outcome, dimensions }));
    }
    list
}

/// The daily outcome that belongs to a cause of departure.
pub fn cause_daily(cause: Cause) -> &'static Outcome {
    match cause {
        Cause::Baseline => &daily::CAUSE_BASELINE,
        Cause::HostileEnvironment => &daily::CAUSE_HOSTILE_ENVIRONMENT,
        Cause::Deadline => &daily::CAUSE_DEADLINE,
        Cause::Fear => &daily::CAUSE_FEAR,
        Cause::Social => &daily::CAUSE_SOCIAL,
    }
}

/// The total that belongs to a cause of departure.
pub fn cause_total(cause: Cause) -> &'static Outcome {
    match cause {
        Cause::Baseline => &total::CAUSE_BASELINE_TOTAL,
        Cause::HostileEnvironment => &total::CAUSE_HOSTILE_ENVIRONMENT_TOTAL,
        Cause::Deadline => &total::CAUSE_DEADLINE_TOTAL,
        Cause::Fear => &total::CAUSE_FEAR_TOTAL,
        Cause::Social => &total::CAUSE_SOCIAL_TOTAL,
    }
}
