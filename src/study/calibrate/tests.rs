//! A calibration of the shipped model on short horizons, with records whose numbers are known.

use super::*;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::Unwatched;
use crate::observed::{self, Bound, ObservedQuantity};
use crate::outcome::{Dimensions, daily, from_steps};
use crate::units::day;

const SEED: u64 = 11;

fn prepared(last_day: &str) -> (Prepared, Vec<Unknown>) {
    let overrides = [
        format!("time.last_day={last_day}"),
        "parameters=parameters/prior.toml".into(),
        "outcomes.thresholds=[]".into(),
    ];
    let scenario = crate::scenario::load("scenarios/history.toml", &overrides, &crate::scenario::read_shipped);
    let scenario = scenario.unwrap().scenario;
    let prepared = Prepared::new(scenario.plan());
    let unknowns = unknowns(&prepared.plan.numbers, &scenario.set_keys(), &[]).unwrap();
    (prepared, unknowns)
}

fn windows(last: (i16, i8, i8)) -> Vec<observed::Window> {
    let (first, last) = (day(2023, 9, 15).unwrap(), day(last.0, last.1, last.2).unwrap());
    observed::within(&observed::windows(&observed::shipped()), first, last)
}

#[test]
fn what_can_be_learned_is_what_the_prior_leaves_open() {
    let (prepared, found) = prepared("2023-11-12");
    assert_eq!(found.len(), 17);
    assert!(found.iter().all(|unknown| unknown.law.is_continuous()));
    let numbers = &prepared.plan.numbers;
    let one_more = unknowns(numbers, &[], &["reception.need_share".to_owned()]).unwrap();
    assert!(one_more.iter().any(|unknown| unknown.key == "reception.need_share"));
    assert!(!one_more.iter().any(|unknown| unknown.key.starts_with("population.")), "only behaviour and what is asked");
    let wrong = unknowns(numbers, &[], &["behaviour.fear_per_arest".to_owned()]).unwrap_err();
    assert!(wrong.contains("did you mean `behaviour.fear_per_arrest`?"), "{wrong}");
    let fixed = unknowns(numbers, &[], &["behaviour.media_share".to_owned()]).unwrap_err();
    assert!(fixed.contains("cannot be learned"), "{fixed}");
}

/// A summary is the log of the difference of two evenings of the series that the window is about.
#[test]
fn summaries_are_logs_of_increments() {
    let (prepared, found) = prepared("2023-11-12");
    let windows = windows((2023, 11, 12));
    let targets = Targets::of(&windows, &prepared).unwrap();
    let model = Model::new(&prepared, EngineKind::Lanes.engine(), SEED, 1, &found, &targets, &Unwatched);
    let job = model.job(&vec![0.5; found.len()], 3, 3);
    let run = &EngineKind::Cohort.engine().run(&prepared, &[job], &crate::rng::Streams::new(SEED))[0];
    let summaries = targets.summaries(run);
    assert_eq!(summaries.len(), windows.len());
    let torkham = prepared.plan.names.crossings.iter().position(|name| name == "torkham").unwrap();
    let series = prepared.catalogue.daily_index(&daily::DEPARTURES_CUMULATIVE, Dimensions::crossing(torkham)).unwrap();
    let level = |date: i32| run.daily[series * prepared.plan.days + (date - prepared.plan.first_day) as usize];
    let at = windows.iter().position(|window| window.label == "Torkham, 8-11 Nov 2023").unwrap();
    let people = from_steps(level(day(2023, 11, 11).unwrap()) - level(day(2023, 11, 7).unwrap()));
    assert!((libm::exp(summaries[at]) - people).abs() < 1e-6 * people);
    // A horizon that ends before the window is told.
    let (short, _) = self::prepared("2023-11-01");
    let wrong = Targets::of(&windows, &short).unwrap_err();
    assert!(wrong.contains("lies outside the horizon"), "{wrong}");
}

/// Windows of a series share its bias; shares do not, and no other window does. What the model has wrong is each window's own.
#[test]
fn errors_are_shared_within_a_series() {
    let (prepared, _) = prepared("2024-06-30");
    let windows = windows((2024, 6, 30));
    let targets = Targets::of(&windows, &prepared).unwrap();
    let record = targets.record();
    let n = record.len();
    for (a, first) in windows.iter().enumerate() {
        for (b, second) in windows.iter().enumerate() {
            let share = |w: &observed::Window| w.quantity == ObservedQuantity::DeparturesShare;
            let together = first.series == second.series && !share(first) && !share(second);
            let expected = f64::from(u8::from(a == b)) * (first.error_sd.powi(2) + targets::DISCREPANCY_SD.powi(2))
                + f64::from(u8::from(together)) * first.bias_sd * second.bias_sd;
            assert!((record.covariance[a * n + b] - expected).abs() < 1e-15, "{} {}", first.label, second.label);
        }
        assert_eq!(matches!(first.bound, Bound::Exact), matches!(record.said[a], Said::Exact(_)));
    }
    assert!(record.said.iter().any(|said| matches!(said, Said::AtLeast(_))));
}

/// A record that the model made with known numbers: what it tells about, it tells rightly. The truth lies inside the central
/// 98 % of the draws of every number (seventeen numbers, fixed seed), and those that this record tells much about move
/// from the prior towards the truth.
#[test]
fn known_numbers_are_recovered() {
    let (prepared, found) = prepared("2023-11-12");
    let windows = windows((2023, 11, 12));
    let targets = Targets::of(&windows, &prepared).unwrap();
    let model = Model::new(&prepared, EngineKind::Lanes.engine(), SEED, 1, &found, &targets, &Unwatched);
    let truth: Vec<f64> = (0..found.len()).map(|i| if i % 2 == 0 { 0.25 } else { 0.75 }).collect();
    let mut errors = crate::rng::Streams::new(SEED).stream(0, crate::rng::Purpose::Study, 0, 0);
    let record = simulated::record(&model, &targets.record(), &truth, 1 << 30, &mut errors).unwrap().unwrap();
    let settings = Settings {
        particles: 96,
        wave: 512,
        moves: 3,
        last_moves: 6,
        spreads: 64,
        inflation: 1.3,
        robust: false,
        must_explain: true,
        seed: SEED,
    };
    let state = Sampler::new(&record, &model, settings).run().unwrap();
    let learned = posterior::learned(&model, &state);
    let places = state.places();
    let mut told = 0;
    for (i, learned) in learned.iter().enumerate() {
        let draws = &places[i];
        let at = |share| crate::statistics::quantile(draws, share);
        assert!((at(0.01)..=at(0.99)).contains(&truth[i]), "{}: {} in {draws:?}", learned.key, truth[i]);
        if learned.says() >= posterior::Says::Something && learned.width < 0.6 {
            told += 1;
            assert!((at(0.5) - truth[i]).abs() < 0.25 + 0.12, "{}: median {}", learned.key, at(0.5));
        }
    }
    assert!(told >= 2, "the record says much about {told} numbers");
}
