//! The shipped history scenario against the published record.
//!
//! The parameters were learned in hindsight, by `crossings calibrate history`, from this very record: 44 windows of
//! counts until 31 October 2024. That the ranges hold the counts is therefore no forecast that came true. It is a check of
//! the machinery: scenario files, design, dynamics, engine and tally, put together, still say about 2023 what they said
//! when they were fitted. A deadline off by a week, a capacity in the wrong unit, households counted as people or a
//! parameter column mixed up with another all move the ranges off the record.
//!
//! Tolerances, and why:
//! - *The 9-in-10 range from 300 runs.* Sources differ by 1 to 15 % for the same day, so nothing narrower than the range
//!   is meant to be hit. With 300 runs an end of it is known to some 0.12 standard deviations of the runs; every count
//!   here lies at least 0.5 inside, so that the choice of the seed does not decide.
//! - *No wider than half again.* A range that holds everything says nothing: its upper end may be at most 1.6 times the
//!   lower. On 18 November 2023 it may be 1.8 times: the calibration learned how large chance events in the country are
//!   (0.11 to 0.42 on the log of the hazards), and two weeks after the rush they have not averaged out. With 1,000 runs
//!   it is 1.60 on that day, 1.46 on 31 December and 1.26 in September 2024.
//! - *The busiest day within a day of 1 November* in the median run; published: 31 October to 2 November.
//! - *18,000 to 38,000 people on that day in 9 runs of 10*: published are more than 25,000 in all, and 24,000 to 28,000 at
//!   Torkham with some 6,000 at Chaman; 18,000 is a quarter below the least of these, 38,000 an eighth above the most. It
//!   is met by 277 of 300 runs, 92 % of 1,000: the record says little about capacities, so that both crossings together can
//!   serve up to 42,000 in some runs.
//! - *Shares*: the UN found 10 % holders of Proof of Registration and 2 % of the Afghan Citizen Card among the returned,
//!   in surveys of months that differ: 7 to 13 % and 1 to 4 % at the median.

use crossings::design::Design;
use crossings::engine::{EngineKind, Prepared};
use crossings::ensemble::{self, Request, Unwatched};
use crossings::observed::{self, Observation, ObservedQuantity, Use};
use crossings::outcome::{Dimensions, Findings, Outcome, daily, total};
use crossings::rng::Streams;
use crossings::units::day;

const RUNS: u64 = 300;

/// The shipped scenario of this name, with its own seed and engine.
fn findings(name: &str) -> Findings {
    let path = format!("scenarios/{name}.toml");
    let loaded = crossings::scenario::load(&path, &[], &crossings::scenario::read_shipped).unwrap();
    let (scenario, seed) = (&loaded.scenario, loaded.scenario.run.seed);
    assert_eq!(scenario.run.engine, "lanes");
    assert_eq!(scenario.parameter_set.kind, "hindsight");
    let prepared = Prepared::new(scenario.plan());
    let numbers = prepared.plan.numbers.clone();
    let design = Design::new(&numbers, seed);
    let ensemble = ensemble::run(&Request {
        prepared: &prepared,
        engine: EngineKind::Lanes.engine(),
        streams: Streams::new(seed),
        runs: 0..RUNS,
        job: &|run| design.job(run),
        watch: &Unwatched,
    });
    assert!(ensemble.failed.is_empty(), "{:?}", ensemble.failed);
    ensemble.tally.findings().unwrap()
}

/// The best published count of all who crossed since 15 September 2023: one to fit to, if there is one.
fn published(date: i32) -> f64 {
    let counts: Vec<Observation> = observed::shipped()
        .into_iter()
        .filter(|count| count.to == date && count.quantity == ObservedQuantity::Departures)
        .filter(|count| count.use_ != Use::Conflict && count.from == day(2023, 9, 15))
        .filter(|count| count.crossing.is_none() && count.status.is_none() && count.mode.is_none())
        .collect();
    let fitted = counts.iter().filter(|count| count.use_ == Use::Fit).count();
    let best: Vec<f64> =
        counts.iter().filter(|count| fitted == 0 || count.use_ == Use::Fit).map(|count| count.value).collect();
    assert_eq!(best.len(), 1, "one best count on day {date}: {counts:?}");
    best[0]
}

/// How many times the lower end of a range its upper end may be.
const WIDEST: f64 = 1.6;
/// The same on 18 November 2023, two weeks after the rush.
const WIDEST_AFTER_THE_RUSH: f64 = 1.8;

/// The 9-in-10 range of a day holds the published count with room to spare, and says something: it is at most so wide.
fn covers(findings: &Findings, (year, month, of_month): (i16, i8, i8), expected: f64, widest: f64) {
    let date = day(year, month, of_month).unwrap();
    let count = published(date);
    assert_eq!(count, expected, "the published count of {year}-{month}-{of_month}");
    let series = findings.catalogue.daily_index(&daily::DEPARTURES_CUMULATIVE, Dimensions::ALL).unwrap();
    let range = &findings.daily[series][(date - findings.first_day) as usize];
    let room = 0.5 * range.sd;
    assert!(
        range.q05 + room < count && count < range.q95 - room,
        "{year}-{month}-{of_month}: {count} published, {} to {} simulated (standard deviation {})",
        range.q05,
        range.q95,
        range.sd
    );
    assert!(range.q95 / range.q05 < widest, "{year}-{month}-{of_month}: {} to {} says little", range.q05, range.q95);
}

/// Values of a total in all runs, sorted.
fn sorted(findings: &Findings, value: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let mut values: Vec<f64> = findings.totals_by_run.iter().map(|(_, totals)| value(totals)).collect();
    assert_eq!(values.len() as u64, RUNS);
    values.sort_by(f64::total_cmp);
    values
}

fn total(findings: &Findings, outcome: &Outcome, dimensions: Dimensions) -> usize {
    findings.catalogue.total_index(outcome, dimensions).unwrap()
}

#[test]
fn the_history_scenario_covers_the_published_counts() {
    let findings = findings("history");
    covers(&findings, (2023, 11, 18), 374_600.0, WIDEST_AFTER_THE_RUSH);
    covers(&findings, (2023, 12, 31), 491_260.0, WIDEST);
    covers(&findings, (2024, 1, 15), 501_242.0, WIDEST);
    covers(&findings, (2024, 6, 15), 632_000.0, WIDEST);

    let peak_day = total(&findings, &total::PEAK_DAY, Dimensions::ALL);
    let median = findings.totals[peak_day].q50 + f64::from(findings.first_day);
    let deadline = f64::from(day(2023, 11, 1).unwrap());
    assert!((median - deadline).abs() <= 1.0, "the busiest day is {} days after 1 November", median - deadline);

    let peak = total(&findings, &total::PEAK_DAILY_CROSSINGS, Dimensions::ALL);
    let peaks = sorted(&findings, |totals| totals[peak]);
    let plausible = peaks.iter().filter(|&&people| (18_000.0..=38_000.0).contains(&people)).count() as u64;
    assert!(plausible * 10 >= RUNS * 9, "{plausible} of {RUNS} busiest days have 18,000 to 38,000 people");

    let all = total(&findings, &total::DEPARTURES_TOTAL, Dimensions::ALL);
    for (name, least, most) in [("por", 0.07, 0.13), ("acc", 0.01, 0.04)] {
        let status = findings.names.statuses.iter().position(|status| status == name).unwrap();
        let of_status = total(&findings, &total::DEPARTURES_TOTAL, Dimensions::status(status));
        let shares = sorted(&findings, |totals| totals[of_status] / totals[all]);
        let median = shares[shares.len() / 2];
        assert!((least..=most).contains(&median), "{name}: {median} of those who crossed, at the median");
    }
}

#[test]
fn run_on_to_september_2024_it_covers_that_count_too() {
    let findings = findings("history-to-september-2024");
    covers(&findings, (2023, 11, 18), 374_600.0, WIDEST_AFTER_THE_RUSH);
    covers(&findings, (2024, 9, 16), 722_000.0, WIDEST);
    // Of the 722,000, the UN counts 33,400 deported, the rest of the documented record being thin: within a fifth.
    let deported = total(&findings, &total::DEPARTURES_TOTAL, Dimensions::mode(crossings::plan::Mode::Deported));
    let median = findings.totals[deported].q50;
    assert!((median / 33_400.0 - 1.0).abs() < 0.2, "{median} deported at the median, 33,400 published");
}

#[test]
fn without_the_deadline_the_record_is_missed() {
    // What is asked above can fail: history without its deadline does not hold the counts of November.
    let findings = findings("no-deadline");
    let series = findings.catalogue.daily_index(&daily::DEPARTURES_CUMULATIVE, Dimensions::ALL).unwrap();
    let date = day(2023, 11, 18).unwrap();
    let range = &findings.daily[series][(date - findings.first_day) as usize];
    assert!(range.q95 < published(date), "{} to {}", range.q05, range.q95);
}
