//! Totals of runs, as the days pass.

use super::catalogue::{Catalogue, Dimensions, Outcome, Series, cause_daily, cause_total, daily};
use crate::plan::{Cause, Measure, Plan, Quantity};
use crate::real::Real;

/// How a total is made: from which daily series, given by index.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Recipe {
    /// The last day of a series.
    End(usize),
    /// The sum of a series over all days.
    Sum(usize),
    /// The highest day of a series.
    Most(usize),
    /// The first of the days with the highest value of a series.
    PeakDay(usize),
    /// The highest mean of a series over seven days in a row.
    PeakWeek(usize),
    /// The mean wait, at one crossing or at all.
    MeanWait(Option<usize>),
    /// The shortest wait that a share of those who crossed did not exceed.
    WaitQuantile(f64),
    /// People on the first day, of one status or of all.
    Start(Option<usize>),
    /// Days until the announced target is reached, and whether it is.
    TargetDays(Target),
    /// Whether the announced target is reached: 1 or 0.
    TargetReached(Target),
    /// Whether the announced target is larger than the undocumented population: 1 or 0.
    TargetExceedsPopulation,
    /// Whether a series reaches the level of a threshold by its day: 1 or 0.
    Threshold {
        /// Which of the scenario's thresholds.
        index: usize,
        /// The series that it asks about.
        series: usize,
    },
    /// So much for each who crossed, so much for each night in reception.
    Cost {
        /// Crossings since the first day.
        crossed: usize,
        /// People in reception.
        reception: usize,
    },
    /// People released from detention.
    Released,
}

/// A definition of reaching the announced target: whose crossings are counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    /// Series of crossings since the first day, to be added up.
    departures: Vec<usize>,
    /// A series that is taken off.
    less: Option<usize>,
}

impl Recipe {
    /// How a series of totals is made.
    ///
    /// # Panics
    /// If the catalogue lists a total that nobody makes.
    pub fn of(series: &Series, catalogue: &Catalogue, plan: &Plan) -> Recipe {
        let Series { outcome, dimensions } = *series;
        let at = |outcome: &Outcome, dimensions: Dimensions| {
            catalogue.daily_index(outcome, dimensions).expect("the series is in the catalogue")
        };
        let here = |outcome: &Outcome| at(outcome, dimensions);
        let everybody = || at(&daily::DEPARTURES_CUMULATIVE, Dimensions::ALL);
        let undocumented = |less: Option<usize>| {
            let statuses = (0..plan.statuses()).filter(|&status| !plan.people.documented[status]);
            let of_status = |status| at(&daily::DEPARTURES_CUMULATIVE, Dimensions::status(status));
            Target { departures: statuses.map(of_status).collect(), less }
        };
        let all = || Target { departures: vec![everybody()], less: None };
        let net = || undocumented(Some(at(&daily::REENTERED_CUMULATIVE, Dimensions::ALL)));
        if let Some(cause) = Cause::ALL.into_iter().find(|&cause| cause_total(cause) == outcome) {
            return Recipe::Sum(here(cause_daily(cause)));
        }
        match outcome.name {
            "departures_total" => Recipe::End(here(&daily::DEPARTURES_CUMULATIVE)),
            "departures_net_total" => Recipe::End(here(&daily::DEPARTURES_NET_CUMULATIVE)),
            "peak_daily_crossings" => Recipe::Most(here(&daily::DEPARTURES)),
            "peak_day" => Recipe::PeakDay(here(&daily::DEPARTURES)),
            "peak_7_day_mean" => Recipe::PeakWeek(here(&daily::DEPARTURES)),
            "queue_max" => Recipe::Most(here(&daily::QUEUE)),
            "queue_person_days" => Recipe::Sum(here(&daily::QUEUE)),
            "wait_mean_days" => Recipe::MeanWait(dimensions.crossing),
            "wait_p95_days" => Recipe::WaitQuantile(0.95),
            "wait_max_days" => Recipe::WaitQuantile(1.0),
            "winter_exposure" => Recipe::Sum(here(&daily::WINTER_EXPOSURE_DAILY)),
            "reception_shortfall_max" => Recipe::Most(here(&daily::RECEPTION_SHORTFALL)),
            "reception_shortfall_person_days" => Recipe::Sum(here(&daily::RECEPTION_SHORTFALL)),
            "reception_people_max" => Recipe::Most(here(&daily::RECEPTION_PEOPLE)),
            "documented_deported_total" => Recipe::End(here(&daily::DOCUMENTED_DEPORTED_CUMULATIVE)),
            "documented_deported_card_valid_total" => Recipe::End(here(&daily::DOCUMENTED_DEPORTED_VALID_CUMULATIVE)),
            "documented_deported_court_covered_total" => {
                Recipe::End(here(&daily::DOCUMENTED_DEPORTED_COURT_CUMULATIVE))
            }
            "remaining_end" => Recipe::End(here(&daily::REMAINING)),
            "hidden_end" => Recipe::End(here(&daily::HIDDEN)),
            "population_start" => Recipe::Start(dimensions.status),
            "target_days_undocumented" => Recipe::TargetDays(undocumented(None)),
            "target_days_all" => Recipe::TargetDays(all()),
            "target_days_net" => Recipe::TargetDays(net()),
            "target_reached_undocumented" => Recipe::TargetReached(undocumented(None)),
            "target_reached_all" => Recipe::TargetReached(all()),
            "target_reached_net" => Recipe::TargetReached(net()),
            "target_exceeds_population" => Recipe::TargetExceedsPopulation,
            "threshold" => {
                let index = dimensions.threshold.expect("a threshold series names its threshold");
                let series = at(measured(plan.questions.thresholds[index].measure), Dimensions::ALL);
                Recipe::Threshold { index, series }
            }
            "humanitarian_cost" => {
                Recipe::Cost { crossed: everybody(), reception: at(&daily::RECEPTION_PEOPLE, Dimensions::ALL) }
            }
            "arrests_total" => Recipe::Sum(here(&daily::ARRESTS)),
            "released_total" => Recipe::Released,
            "detained_person_days" => Recipe::Sum(here(&daily::DETAINED)),
            "regularised_total" => Recipe::End(here(&daily::REGULARISED_CUMULATIVE)),
            "resettled_total" => Recipe::End(here(&daily::RESETTLED_CUMULATIVE)),
            "gave_up_total" => Recipe::End(here(&daily::GAVE_UP_CUMULATIVE)),
            "reentered_total" => Recipe::End(here(&daily::REENTERED_CUMULATIVE)),
            other => unreachable!("the catalogue lists a total that nobody makes: {other}"),
        }
    }
}

/// The daily outcome that a threshold asks about.
fn measured(measure: Measure) -> &'static Outcome {
    match measure {
        Measure::DeparturesCumulative => &daily::DEPARTURES_CUMULATIVE,
        Measure::Departures => &daily::DEPARTURES,
        Measure::DocumentedDeportedCumulative => &daily::DOCUMENTED_DEPORTED_CUMULATIVE,
        Measure::Queue => &daily::QUEUE,
        Measure::ReceptionShortfall => &daily::RECEPTION_SHORTFALL,
    }
}

/// What totals need that no daily series shows, of some runs side by side.
#[derive(Clone, Debug)]
pub(super) struct Ends<R> {
    /// People by days waited, over all crossings: `[days]`.
    pub waits: Vec<R>,
    /// Person-days waited by those who crossed: `[crossing]`.
    pub waited: Vec<R>,
    /// How many crossed: `[crossing]`.
    pub crossed: Vec<R>,
    /// People released from detention.
    pub released: R,
    /// People at home on the first day: `[status]`.
    pub start: Vec<R>,
}

/// Days of the window of [`Recipe::PeakWeek`].
const WEEK: usize = 7;

/// The totals of some runs side by side, as the days pass.
#[derive(Clone, Debug)]
pub(super) struct Totals<'a, R> {
    plan: &'a Plan,
    recipes: &'a [Recipe],
    numbers: &'a [R],
    /// `[total]`
    so_far: Vec<R>,
    /// The highest day so far of a series whose peak day is asked for: `[total]`.
    highest: Vec<R>,
    /// The last days of a series whose highest mean is asked for: `[total][day of the window]`.
    window: Vec<[R; WEEK]>,
}

impl<'a, R: Real> Totals<'a, R> {
    pub fn new(plan: &'a Plan, recipes: &'a [Recipe], numbers: &'a [R]) -> Self {
        let zero = R::of(0.0);
        let start = |recipe: &Recipe| match recipe {
            Recipe::TargetDays(_) => R::of(plan.days as f64),
            _ => zero,
        };
        Totals {
            plan,
            recipes,
            numbers,
            so_far: recipes.iter().map(start).collect(),
            highest: vec![zero; recipes.len()],
            window: vec![[zero; WEEK]; recipes.len()],
        }
    }

    /// Takes down a day: `[daily series]`.
    #[inline(always)]
    pub fn add(&mut self, day: usize, today: &[R]) {
        let date = R::of(day as f64);
        for index in 0..self.recipes.len() {
            let so_far = self.so_far[index];
            self.so_far[index] = match &self.recipes[index] {
                Recipe::Sum(series) => so_far + today[*series],
                Recipe::Most(series) => so_far.max(today[*series]),
                Recipe::PeakDay(series) => {
                    let higher = higher(today[*series], self.highest[index]);
                    self.highest[index] = today[*series].max(self.highest[index]);
                    choose(higher, date, so_far)
                }
                Recipe::PeakWeek(series) => so_far.max(self.mean_of_window(index, day, today[*series])),
                Recipe::TargetDays(target) => {
                    let already = higher(R::of(self.plan.days as f64), so_far);
                    let now = reaches(target.reached(today), self.target());
                    choose(now * (R::of(1.0) - already), date, so_far)
                }
                Recipe::TargetReached(target) => so_far.max(reaches(target.reached(today), self.target())),
                Recipe::Threshold { index, series } => {
                    let threshold = &self.plan.questions.thresholds[*index];
                    let reached = reaches(today[*series], R::of(threshold.at_least));
                    if day <= threshold.by { so_far.max(reached) } else { so_far }
                }
                Recipe::Cost { reception, .. } => so_far + today[*reception],
                _ => so_far,
            };
        }
    }

    /// The mean over the window that ends today; nothing until the window is full.
    #[inline(always)]
    fn mean_of_window(&mut self, index: usize, day: usize, value: R) -> R {
        let length = WEEK.min(self.plan.days);
        let window = &mut self.window[index];
        window[day % length] = value;
        let mut sum = R::of(0.0);
        for day in 0..length {
            sum += window[day];
        }
        if day + 1 >= length { sum / R::of(length as f64) } else { R::of(0.0) }
    }

    /// The finished totals `[total]`. `last`: the last day `[daily series]`.
    pub fn finish(&self, last: &[R], ends: &Ends<R>) -> Vec<R> {
        let per_person = self.number(self.plan.reception.cost_usd_per_person);
        let per_night = self.number(self.plan.reception.cost_usd_per_night);
        let total = |(recipe, so_far): (&Recipe, &R)| match recipe {
            Recipe::End(series) => last[*series],
            Recipe::MeanWait(Some(crossing)) => ends.waited[*crossing].ratio(ends.crossed[*crossing]),
            Recipe::MeanWait(None) => sum(&ends.waited).ratio(sum(&ends.crossed)),
            Recipe::WaitQuantile(share) => wait_quantile(&ends.waits, *share),
            Recipe::Start(Some(status)) => ends.start[*status],
            Recipe::Start(None) => sum(&ends.start),
            Recipe::TargetExceedsPopulation => higher(self.target(), self.undocumented(ends)),
            Recipe::Cost { crossed, .. } => last[*crossed] * per_person + *so_far * per_night,
            Recipe::Released => ends.released,
            _ => *so_far,
        };
        self.recipes.iter().zip(&self.so_far).map(total).collect()
    }

    #[inline(always)]
    fn number(&self, quantity: Quantity) -> R {
        self.numbers[quantity.0 as usize]
    }

    /// The announced target, people.
    #[inline(always)]
    fn target(&self) -> R {
        self.number(self.plan.questions.target_people)
    }

    /// Undocumented people on the first day.
    fn undocumented(&self, ends: &Ends<R>) -> R {
        let mut people = R::of(0.0);
        for (status, &card) in self.plan.people.documented.iter().enumerate() {
            if !card {
                people += ends.start[status];
            }
        }
        people
    }
}

impl Target {
    /// How many have crossed: `today` is `[daily series]`.
    #[inline(always)]
    fn reached<R: Real>(&self, today: &[R]) -> R {
        let mut left = R::of(0.0);
        for &series in &self.departures {
            left += today[series];
        }
        self.less.map_or(left, |series| left - today[series])
    }
}

fn sum<R: Real>(values: &[R]) -> R {
    values.iter().fold(R::of(0.0), |sum, &value| sum + value)
}

/// 1 where a is more than b, else 0.
#[inline(always)]
fn higher<R: Real>(a: R, b: R) -> R {
    a.zip(b, |a, b| if a > b { 1.0 } else { 0.0 })
}

/// 1 where a level is reached, else 0.
#[inline(always)]
fn reaches<R: Real>(value: R, level: R) -> R {
    value.zip(level, |value, level| if value >= level { 1.0 } else { 0.0 })
}

/// `a` where `condition` is 1, `b` where it is 0.
#[inline(always)]
fn choose<R: Real>(condition: R, a: R, b: R) -> R {
    b + condition * (a - b)
}

/// The shortest wait that a share of those who crossed did not exceed, from people by days waited `[days]`.
fn wait_quantile<R: Real>(waits: &[R], share: f64) -> R {
    let mut quantile = R::of(0.0);
    for lane in 0..R::LANES {
        let all: f64 = waits.iter().map(|people| people.lane(lane)).sum();
        let mut so_far = 0.0;
        for (days, people) in waits.iter().enumerate() {
            so_far += people.lane(lane);
            if people.lane(lane) > 0.0 && so_far >= share * all * (1.0 - 1e-12) {
                *quantile.lane_mut(lane) = days as f64;
                break;
            }
        }
    }
    quantile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_have_quantiles() {
        assert_eq!(wait_quantile(&[90.0, 0.0, 10.0], 0.9), 0.0);
        assert_eq!(wait_quantile(&[90.0, 0.0, 10.0], 0.95), 2.0);
        assert_eq!(wait_quantile(&[90.0, 0.0, 10.0], 1.0), 2.0);
        assert_eq!(wait_quantile::<f64>(&[], 0.95), 0.0);
    }
}
