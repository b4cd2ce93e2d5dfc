//! Totals of a run, from its days.

use super::ledger::Ledger;
use super::{Dimensions, Outcome, cause_daily, cause_total, daily};
use crate::plan::{Cause, Measure};

/// The totals of a finished ledger, in the order of the catalogue.
pub(super) fn of(ledger: &Ledger) -> Vec<f64> {
    let targets = Targets::of(ledger);
    ledger.catalogue.totals.iter().map(|series| value(ledger, &targets, series.outcome, series.dimensions)).collect()
}

/// Days until the announced target, under three definitions.
struct Targets {
    people: f64,
    undocumented: Option<usize>,
    all: Option<usize>,
    net: Option<usize>,
    population: f64,
}

impl Targets {
    fn of(ledger: &Ledger) -> Self {
        let people = ledger.number(ledger.plan.questions.target_people);
        let undocumented: Vec<usize> =
            (0..ledger.plan.statuses()).filter(|&status| !ledger.plan.people.documented[status]).collect();
        let gross: Vec<f64> = (0..ledger.plan.days)
            .map(|day| {
                let of = |&status: &usize| ledger.row(&daily::DEPARTURES_CUMULATIVE, Dimensions::status(status))[day];
                undocumented.iter().map(of).sum()
            })
            .collect();
        let back = ledger.row(&daily::REENTERED_CUMULATIVE, Dimensions::ALL);
        let net = gross.iter().zip(back).map(|(&out, &back)| out - back);
        Targets {
            people,
            undocumented: gross.iter().position(|&left| left >= people),
            all: ledger.row(&daily::DEPARTURES_CUMULATIVE, Dimensions::ALL).iter().position(|&left| left >= people),
            net: net.into_iter().position(|left| left >= people),
            population: undocumented.iter().map(|&status| ledger.sums.start[status]).sum(),
        }
    }
}

fn value(ledger: &Ledger, targets: &Targets, outcome: &Outcome, dimensions: Dimensions) -> f64 {
    let last = ledger.plan.days - 1;
    let end = |outcome: &Outcome| ledger.row(outcome, dimensions)[last];
    let sum = |outcome: &Outcome| ledger.row(outcome, dimensions).iter().sum::<f64>();
    let most = |outcome: &Outcome| ledger.row(outcome, dimensions).iter().copied().fold(0.0, f64::max);
    let days = |reached: Option<usize>| reached.unwrap_or(ledger.plan.days) as f64;
    let share = |holds: bool| f64::from(u8::from(holds));
    if let Some(cause) = Cause::ALL.into_iter().find(|&cause| cause_total(cause) == outcome) {
        return sum(cause_daily(cause));
    }
    match outcome.name {
        "departures_total" => end(&daily::DEPARTURES_CUMULATIVE),
        "departures_net_total" => end(&daily::DEPARTURES_NET_CUMULATIVE),
        "peak_daily_crossings" => most(&daily::DEPARTURES),
        "peak_day" => peak_day(ledger.row(&daily::DEPARTURES, Dimensions::ALL)) as f64,
        "peak_7_day_mean" => peak_mean(ledger.row(&daily::DEPARTURES, Dimensions::ALL), 7),
        "queue_max" => most(&daily::QUEUE),
        "queue_person_days" => sum(&daily::QUEUE),
        "wait_mean_days" => mean_wait(ledger, dimensions.crossing),
        "wait_p95_days" => wait_quantile(&ledger.sums.waits, 0.95),
        "wait_max_days" => wait_quantile(&ledger.sums.waits, 1.0),
        "winter_exposure" => sum(&daily::WINTER_EXPOSURE_DAILY),
        "reception_shortfall_max" => most(&daily::RECEPTION_SHORTFALL),
        "reception_shortfall_person_days" => sum(&daily::RECEPTION_SHORTFALL),
        "reception_people_max" => most(&daily::RECEPTION_PEOPLE),
        "documented_deported_total" => end(&daily::DOCUMENTED_DEPORTED_CUMULATIVE),
        "documented_deported_card_valid_total" => end(&daily::DOCUMENTED_DEPORTED_VALID_CUMULATIVE),
        "documented_deported_court_covered_total" => end(&daily::DOCUMENTED_DEPORTED_COURT_CUMULATIVE),
        "remaining_end" => end(&daily::REMAINING),
        "hidden_end" => end(&daily::HIDDEN),
        "population_start" => match dimensions.status {
            Some(status) => ledger.sums.start[status],
            None => ledger.sums.start.iter().sum(),
        },
        "target_days_undocumented" => days(targets.undocumented),
        "target_days_all" => days(targets.all),
        "target_days_net" => days(targets.net),
        "target_reached_undocumented" => share(targets.undocumented.is_some()),
        "target_reached_all" => share(targets.all.is_some()),
        "target_reached_net" => share(targets.net.is_some()),
        "target_exceeds_population" => share(targets.people > targets.population),
        "threshold" => share(threshold(ledger, dimensions.threshold.expect("a threshold series names its threshold"))),
        "humanitarian_cost" => cost(ledger),
        "arrests_total" => sum(&daily::ARRESTS),
        "released_total" => ledger.sums.released,
        "detained_person_days" => sum(&daily::DETAINED),
        "regularised_total" => end(&daily::REGULARISED_CUMULATIVE),
        "resettled_total" => end(&daily::RESETTLED_CUMULATIVE),
        "gave_up_total" => end(&daily::GAVE_UP_CUMULATIVE),
        "reentered_total" => end(&daily::REENTERED_CUMULATIVE),
        other => unreachable!("the catalogue lists a total that nobody computes: {other}"),
    }
}

/// The first of the days with the highest value.
fn peak_day(row: &[f64]) -> usize {
    (0..row.len()).fold(0, |best, day| if row[day] > row[best] { day } else { best })
}

/// Highest mean over `window` days in a row; over all days if there are fewer.
fn peak_mean(row: &[f64], window: usize) -> f64 {
    let window = window.min(row.len());
    row.windows(window).map(|days| days.iter().sum::<f64>() / window as f64).fold(0.0, f64::max)
}

fn mean_wait(ledger: &Ledger, crossing: Option<usize>) -> f64 {
    let waited = &ledger.sums.waited;
    let (person_days, people) = match crossing {
        Some(crossing) => waited[crossing],
        None => waited.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1)),
    };
    if people > 0.0 { person_days / people } else { 0.0 }
}

/// The shortest wait that a share of those who crossed did not exceed, from people by days waited `[days]`.
fn wait_quantile(waits: &[f64], share: f64) -> f64 {
    let all: f64 = waits.iter().sum();
    let mut so_far = 0.0;
    for (days, &people) in waits.iter().enumerate() {
        so_far += people;
        if people > 0.0 && so_far >= share * all * (1.0 - 1e-12) {
            return days as f64;
        }
    }
    0.0
}

fn threshold(ledger: &Ledger, index: usize) -> bool {
    let threshold = &ledger.plan.questions.thresholds[index];
    let outcome = match threshold.measure {
        Measure::DeparturesCumulative => &daily::DEPARTURES_CUMULATIVE,
        Measure::Departures => &daily::DEPARTURES,
        Measure::DocumentedDeportedCumulative => &daily::DOCUMENTED_DEPORTED_CUMULATIVE,
        Measure::Queue => &daily::QUEUE,
        Measure::ReceptionShortfall => &daily::RECEPTION_SHORTFALL,
    };
    ledger.row(outcome, Dimensions::ALL)[..=threshold.by].iter().any(|&value| value >= threshold.at_least)
}

fn cost(ledger: &Ledger) -> f64 {
    let reception = &ledger.plan.reception;
    let crossed = ledger.row(&daily::DEPARTURES_CUMULATIVE, Dimensions::ALL)[ledger.plan.days - 1];
    let nights: f64 = ledger.row(&daily::RECEPTION_PEOPLE, Dimensions::ALL).iter().sum();
    crossed * ledger.number(reception.cost_usd_per_person) + nights * ledger.number(reception.cost_usd_per_night)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_and_waits() {
        assert_eq!(peak_day(&[1.0, 5.0, 5.0, 2.0]), 1);
        assert_eq!(peak_mean(&[0.0, 4.0, 6.0, 0.0], 2), 5.0);
        assert_eq!(peak_mean(&[3.0], 7), 3.0);
        assert_eq!(wait_quantile(&[90.0, 0.0, 10.0], 0.9), 0.0);
        assert_eq!(wait_quantile(&[90.0, 0.0, 10.0], 0.95), 2.0);
        assert_eq!(wait_quantile(&[90.0, 0.0, 10.0], 1.0), 2.0);
        assert_eq!(wait_quantile(&[], 0.95), 0.0);
    }
}
