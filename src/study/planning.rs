//! How many arrive a day, and how likely: the planning matrix of relief agencies.
//!
//! For each period and crossing every run gives two numbers: people on the busiest day, and people on the seventh busiest,
//! which is what is reached on seven days or more. Over runs they give the level that is reached with each likelihood.
//! Likelihoods are cut into the six classes that contingency plans use (IASC 2015, "Emergency response preparedness",
//! has five from very unlikely to very likely; here the extremes are split, since certainty deserves a word of its own).
//!
//! Assumes that arrivals at the border on the Afghan side are departures from Pakistan of the same day. Levels are of
//! single periods: the busiest month of a future need not be that of another, so no column of months is a future.

use std::ops::Range;

use crate::outcome::{Catalogue, Dimensions, RunSummary, daily, from_steps};
use crate::plan::Plan;
use crate::units::{date_of, day};

/// A class of likelihood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihood {
    /// In words.
    pub name: &'static str,
    /// Least share of futures of the class.
    pub at_least: f64,
    /// What it means, in words.
    pub meaning: &'static str,
}

/// The classes from the most likely. The last has no level of its own: all that lies beyond the others is in it.
pub static LIKELIHOODS: [Likelihood; 6] = [
    Likelihood { name: "almost certain", at_least: 0.95, meaning: "at least 95 of 100 futures" },
    Likelihood { name: "very likely", at_least: 0.80, meaning: "80 to 95 of 100 futures" },
    Likelihood { name: "likely", at_least: 0.50, meaning: "50 to 80 of 100 futures" },
    Likelihood { name: "possible", at_least: 0.20, meaning: "20 to 50 of 100 futures" },
    Likelihood { name: "unlikely", at_least: 0.05, meaning: "5 to 20 of 100 futures" },
    Likelihood { name: "rare", at_least: 0.0, meaning: "fewer than 5 of 100 futures" },
];

/// The class of a share of futures.
pub fn likelihood(share: f64) -> &'static Likelihood {
    LIKELIHOODS.iter().find(|class| share >= class.at_least).unwrap_or(&LIKELIHOODS[5])
}

/// Days on which a level must be reached to last.
pub const LASTING_DAYS: usize = 7;

/// For how long a level is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// On the busiest day.
    OneDay,
    /// On [`LASTING_DAYS`] days or more, in a row or not.
    Week,
}

impl Lasting {
    /// Both.
    pub const ALL: [Lasting; 2] = [Lasting::OneDay, Lasting::Week];

    /// How many days that is.
    pub const fn days(self) -> usize {
        match self {
            Lasting::OneDay => 1,
            Lasting::Week => LASTING_DAYS,
        }
    }
}

/// A part of the horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// `2023-11`; nothing for the whole horizon.
    pub month: Option<String>,
    /// Days, counted from the first.
    pub days: Range<usize>,
}

/// The whole horizon and its calendar months, the first and the last of which may be cut.
pub fn periods(first_day: i32, days: usize) -> Vec<Period> {
    let mut periods = vec![Period { month: None, days: 0..days }];
    let mut from = 0;
    while from < days {
        let date = date_of(first_day + from as i32);
        let (year, month) = if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
        let next = day(year, month, 1).map_or(days, |next| ((next - first_day) as usize).min(days));
        periods.push(Period { month: Some(format!("{:04}-{:02}", date.year(), date.month())), days: from..next });
        from = next;
    }
    periods
}

/// What is planned for: periods, and places with their daily departures.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Periods.
    pub periods: Vec<Period>,
    /// Where the daily departures stand among the series: of all crossings, then of each.
    series: Vec<usize>,
    days: usize,
}

impl Frame {
    /// The frame of a plan.
    ///
    /// # Panics
    /// If the catalogue is not that of the plan.
    pub fn of(plan: &Plan, catalogue: &Catalogue) -> Self {
        let at = |dimensions| catalogue.daily_index(&daily::DEPARTURES, dimensions).expect("every plan has departures");
        let each = (0..plan.crossings.len()).map(Dimensions::crossing);
        let series = std::iter::once(Dimensions::ALL).chain(each).map(at).collect();
        Frame { periods: periods(plan.first_day, plan.days), series, days: plan.days }
    }

    /// All crossings together and each of them.
    pub fn places(&self) -> usize {
        self.series.len()
    }

    /// The two numbers of a run for each period and place, people a day: `[period][place][lasting]`, row after row. Nothing
    /// lasts seven days in a period that is shorter.
    pub fn peaks(&self, run: &RunSummary) -> Vec<f64> {
        let mut peaks = Vec::with_capacity(self.periods.len() * self.places() * Lasting::ALL.len());
        for period in &self.periods {
            for &series in &self.series {
                let mut days = run.daily[series * self.days..][period.days.clone()].to_vec();
                days.sort_unstable_by(|a, b| b.cmp(a));
                peaks.extend(Lasting::ALL.map(|lasting| days.get(lasting.days() - 1).map_or(0.0, |&v| from_steps(v))));
            }
        }
        peaks
    }

    /// Where a number stands in [`Frame::peaks`].
    fn at(&self, period: usize, place: usize, lasting: Lasting) -> usize {
        (period * self.places() + place) * Lasting::ALL.len() + lasting as usize
    }

    /// What is reached with each likelihood, from the peaks of some runs.
    ///
    /// # Panics
    /// If there are no runs.
    pub fn levels(&self, peaks: &[Vec<f64>], period: usize, place: usize, lasting: Lasting) -> Levels {
        let at = self.at(period, place, lasting);
        let mut values: Vec<f64> = peaks.iter().map(|run| run[at]).collect();
        values.sort_by(f64::total_cmp);
        Levels { values }
    }
}

/// What is reached in a period, at a place, for so long: the number of every run, sorted.
#[derive(Clone, Debug)]
pub struct Levels {
    values: Vec<f64>,
}

impl Levels {
    /// The highest level that at least a share of the runs reach.
    pub fn reached_by(&self, share: f64) -> f64 {
        let n = self.values.len();
        // The share times n is not always a whole number; a little less must not ask for one run more.
        let runs = (libm::ceil(share * n as f64 - 1e-9) as usize).clamp(1, n);
        self.values[n - runs]
    }

    /// The share of runs that reach a level.
    pub fn share(&self, level: f64) -> f64 {
        let below = self.values.partition_point(|value| *value < level);
        (self.values.len() - below) as f64 / self.values.len() as f64
    }

    /// The levels of all classes but the last.
    pub fn of_classes(&self) -> Vec<f64> {
        LIKELIHOODS[..LIKELIHOODS.len() - 1].iter().map(|class| self.reached_by(class.at_least)).collect()
    }
}

/// Some five round levels that span what is reached: 1, 2 or 5 times a power of ten apart.
pub fn round_levels(most: f64) -> Vec<f64> {
    if most <= 0.0 {
        return Vec::new();
    }
    let mut step = 1.0;
    while most / step > 6.0 {
        let leading = step / libm::pow(10.0, libm::floor(libm::log10(step) + 1e-9));
        step *= if (leading - 2.0).abs() < 0.1 { 2.5 } else { 2.0 };
    }
    (1..=6).map(|times| step * f64::from(times)).take_while(|level| *level <= most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Audit;
    use crate::scenario::{load, read_shipped};

    fn frame() -> Frame {
        let overrides = ["time.first_day=2023-10-28".to_owned(), "time.last_day=2023-12-02".to_owned()];
        let plan = load("scenarios/history.toml", &overrides, &read_shipped).unwrap().scenario.plan();
        let catalogue = Catalogue::of(&plan);
        Frame::of(&plan, &catalogue)
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let names: Vec<_> = frame().periods.iter().map(|p| (p.month.clone(), p.days.clone())).collect();
        let month = |name: &str| Some(name.to_owned());
        let expected = [(None, 0..36), (month("2023-10"), 0..4), (month("2023-11"), 4..34), (month("2023-12"), 34..36)];
        assert_eq!(names, expected);
    }

    /// Departures of 100 d people on day d, at the first place.
    #[test]
    fn a_level_lasts_when_seven_days_reach_it() {
        let frame = frame();
        let all = frame.series[0];
        let mut daily = vec![0; (frame.series.iter().max().unwrap() + 1) * frame.days];
        for day in 0..frame.days {
            daily[all * frame.days + day] = 100_000 * day as i64;
        }
        let run = RunSummary { run: 0, daily, totals: Vec::new(), audit: Audit::default() };
        let peaks = frame.peaks(&run);
        let of = |period, lasting| peaks[frame.at(period, 0, lasting)];
        assert_eq!((of(0, Lasting::OneDay), of(0, Lasting::Week)), (3_500.0, 2_900.0));
        assert_eq!((of(2, Lasting::OneDay), of(2, Lasting::Week)), (3_300.0, 2_700.0));
        assert_eq!((of(3, Lasting::OneDay), of(3, Lasting::Week)), (3_500.0, 0.0), "two days last no week");
        assert_eq!(peaks[frame.at(0, 1, Lasting::OneDay)], 0.0);
        let levels = frame.levels(&[peaks], 0, 0, Lasting::OneDay);
        assert_eq!(levels.of_classes(), [3_500.0; 5]);
    }

    #[test]
    fn a_level_is_reached_by_as_many_as_its_class_asks() {
        let levels = Levels { values: (1..=100).map(f64::from).collect() };
        assert_eq!(levels.of_classes(), [6.0, 21.0, 51.0, 81.0, 96.0]);
        for (class, level) in LIKELIHOODS.iter().zip(levels.of_classes()) {
            assert!(levels.share(level) >= class.at_least && levels.share(level + 1.0) < class.at_least);
        }
        assert_eq!(levels.reached_by(0.0), 100.0);
        let classes = [1.0, 0.95, 0.949, 0.8, 0.5, 0.2, 0.05, 0.049, 0.0].map(|share| likelihood(share).name);
        let expected = [
            "almost certain",
            "almost certain",
            "very likely",
            "very likely",
            "likely",
            "possible",
            "unlikely",
            "rare",
            "rare",
        ];
        assert_eq!(classes, expected);
    }

    #[test]
    fn round_levels_are_round() {
        assert_eq!(round_levels(36_400.0), [10_000.0, 20_000.0, 30_000.0]);
        assert_eq!(round_levels(59_000.0), [10_000.0, 20_000.0, 30_000.0, 40_000.0, 50_000.0]);
        assert_eq!(round_levels(28_000.0), [5_000.0, 10_000.0, 15_000.0, 20_000.0, 25_000.0]);
        assert_eq!(round_levels(4.0), [1.0, 2.0, 3.0, 4.0]);
        assert!(round_levels(0.0).is_empty());
    }
}
