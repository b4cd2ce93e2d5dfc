//! By hand, by closed forms, and on what a rival must be perfect at.

use super::*;
use crate::observed::{Bound, ObservedQuantity, Window};
use crate::rng::{Purpose, Streams};
use crate::statistics::variance;

fn flow(from: i32, to: i32, per_day: f64) -> Flow {
    Flow { from, to, per_day }
}

fn shape() -> Shape {
    // A peak of 1,000 a day on day 0, half of it on day 10, a tenth on day 20.
    Shape::of(&[flow(-5, -5, 300.0), flow(0, 0, 1_000.0), flow(10, 10, 500.0), flow(20, 20, 100.0)])
}

/// What a rival says of one day, people.
fn says(baseline: Baseline, flows: &[Flow], day: i32) -> f64 {
    libm::exp(baseline.law(flows, day, day, &shape()).unwrap().mean)
}

fn near(a: f64, b: f64) -> bool {
    (a / b - 1.0).abs() < 1e-9
}

#[test]
fn each_rival_is_right_about_its_own_world() {
    let level: Vec<Flow> = (0..6).map(|day| flow(day, day, 800.0)).collect();
    assert!(near(says(Baseline::Persistence, &level, 30), 800.0));
    let falling: Vec<Flow> = (0..6).map(|day| flow(day, day, 9_000.0 * libm::exp(-0.1 * f64::from(day)))).collect();
    assert!(near(says(Baseline::Decay, &falling, 12), 9_000.0 * libm::exp(-1.2)));
    let rising: Vec<Flow> = (0..6).map(|day| flow(day, day, 100.0 + 50.0 * f64::from(day))).collect();
    assert!(near(says(Baseline::Trend, &rising, 20), 1_100.0));
    // Ten times the wave: its peak, then what came ten days later.
    let wave = [flow(100, 100, 10_000.0), flow(110, 110, 5_000.0)];
    assert!(near(says(Baseline::Analogue, &wave, 120), 1_000.0));
    assert!(near(says(Baseline::Analogue, &wave, 115), 5_000.0 * 0.2_f64.sqrt()), "straight on the scale of logs");
    assert!(near(says(Baseline::Analogue, &wave, 400), 1_000.0), "no further than the wave is known");
}

#[test]
fn rivals_know_their_limits() {
    let rising = [flow(0, 0, 100.0), flow(1, 1, 300.0)];
    assert!(near(says(Baseline::Decay, &rising, 9), 300.0), "the peak is the last: persistence");
    let falling = [flow(0, 0, 300.0), flow(1, 1, 100.0)];
    assert!(near(says(Baseline::Trend, &falling, 9), FLOOR), "nobody is less than a household");
    assert!(Baseline::ALL.iter().all(|baseline| baseline.law(&[], 5, 5, &shape()).is_none()));
    assert!(near(says(Baseline::Trend, &rising[..1], 9), 100.0), "one count has no trend");
}
const FLOOR: f64 = baselines::FLOOR_PER_DAY;

/// Persistence on 100, 200, 100, 200: its errors are log 2 each; on a level series they are none, and the least holds.
#[test]
fn the_spread_of_a_rival_is_that_of_its_own_errors() {
    let sd = |flows: &[Flow]| Baseline::Persistence.law(flows, 50, 50, &shape()).unwrap().sd;
    let by_turns: Vec<Flow> = (0..4).map(|day| flow(day, day, if day % 2 == 0 { 100.0 } else { 200.0 })).collect();
    assert!(near(sd(&by_turns), libm::log(2.0)));
    assert_eq!(sd(&by_turns[..3]), baselines::UNKNOWN_SD, "two errors say nothing");
    let level: Vec<Flow> = (0..6).map(|day| flow(day, day, 800.0)).collect();
    assert_eq!(sd(&level), baselines::LEAST_SD);
}

fn window(crossing: Option<&str>, days: (i32, i32), value: f64) -> Window {
    Window {
        quantity: ObservedQuantity::Departures,
        crossing: crossing.map(str::to_owned),
        status: None,
        mode: None,
        from: days.0,
        to: days.1,
        value,
        bound: Bound::Exact,
        error_sd: 0.05,
        bias_sd: 0.0,
        series: String::new(),
        source: "me".to_owned(),
        label: "all".to_owned(),
    }
}

#[test]
fn what_was_not_counted_is_a_part_of_the_whole() {
    let known =
        [window(None, (0, 9), 10_000.0), window(None, (10, 10), 2_000.0), window(Some("chaman"), (8, 9), 1_000.0)];
    let of = |crossing| history(&window(Some(crossing), (20, 20), 1.0), &known);
    assert_eq!(of("chaman"), [flow(8, 9, 500.0)]);
    // Chaman has a quarter of the last flow of all.
    assert_eq!(of("torkham"), [flow(0, 9, 750.0), flow(10, 10, 1_500.0)]);
    let mut deported = window(None, (20, 20), 1.0);
    deported.mode = Some("deported".to_owned());
    assert_eq!(history(&deported, &known), [], "nobody had said how many");
    let mut share = window(None, (0, 9), 0.05);
    (share.quantity, share.mode) = (ObservedQuantity::DeparturesShare, deported.mode.clone());
    let with_share: Vec<Window> = known.iter().cloned().chain([share]).collect();
    assert_eq!(history(&deported, &with_share).last(), Some(&flow(10, 10, 100.0)));
    let mut bound = window(Some("torkham"), (11, 11), 99.0);
    bound.bound = Bound::AtLeast;
    let with_bound: Vec<Window> = known.iter().cloned().chain([bound]).collect();
    assert_eq!(history(&window(Some("torkham"), (20, 20), 1.0), &with_bound).len(), 2, "a bound is no flow");
}

/// The CRPS of the standard normal law at 0 is (sqrt 2 - 1) / sqrt pi; far away it is the distance less 1 / sqrt pi.
#[test]
fn laws_are_scored_by_closed_forms() {
    let law = Law { mean: 0.0, sd: 1.0 };
    let root_pi = std::f64::consts::PI.sqrt();
    assert!((Scores::of_law(law, 0.0).crps - (2f64.sqrt() - 1.0) / root_pi).abs() < 1e-12);
    assert!((Scores::of_law(law, 30.0).crps - (30.0 - 1.0 / root_pi)).abs() < 1e-9);
    // By hand: 0.4 (1 + 0.25 (1.349 + 4 x 1.3255) + 0.05 (3.29 + 20 x 0.3551)).
    let scores = Scores::of_law(law, 2.0);
    assert!(
        (scores.wis - 0.4 * (1.0 + 0.25 * (1.348_980 + 4.0 * 1.325_510) + 0.05 * (3.289_707 + 20.0 * 0.355_146))).abs()
            < 1e-5
    );
    assert_eq!((scores.in_half, scores.in_nine_in_ten), (false, false));
    let sample: Vec<f64> = (0..2_000).map(|i| crate::law::normal_quantile((f64::from(i) + 0.5) / 2_000.0)).collect();
    for value in [-1.0, 0.3, 2.0] {
        let (law, sample) = (Scores::of_law(law, value), Scores::of_sample(&sample, value));
        assert!((law.crps - sample.crps).abs() < 2e-3 && (law.wis - sample.wis).abs() < 5e-3, "{law:?} {sample:?}");
        assert_eq!((law.in_half, law.in_nine_in_ten), (sample.in_half, sample.in_nine_in_ten));
    }
}

/// In one dimension the energy score is the CRPS. By hand in two: draws (0, 0) and (3, 4) against (3, 0): mean distance
/// 3.5, distance between them 5.
#[test]
fn energy_scores_by_hand() {
    let line: Vec<Vec<f64>> = [4.0, 1.0, 2.0].map(|x| vec![x]).to_vec();
    assert!((fair_energy(&line, &[3.0]) - fair_crps(&[4.0, 1.0, 2.0], 3.0)).abs() < 1e-12);
    assert!((fair_energy(&[vec![0.0, 0.0], vec![3.0, 4.0]], &[3.0, 0.0]) - (3.5 - 2.5)).abs() < 1e-12);
}

/// Properness: values from a law are scored better on average by that law than by one that is moved, too narrow or too
/// wide; five standard errors of the paired differences over 400 values.
#[test]
fn nobody_gains_by_saying_other_than_the_truth() {
    let truth = [Law { mean: 0.0, sd: 1.0 }, Law { mean: 1.0, sd: 0.5 }];
    let values = energy::draws(&truth, 400, 7);
    let changed = |mean: f64, sd: f64| truth.map(|law| Law { mean: law.mean + mean, sd: law.sd * sd });
    let score = |laws: &[Law]| -> Vec<f64> {
        let sample = energy::draws(laws, 200, 8);
        values.iter().map(|value| fair_energy(&sample, value)).collect()
    };
    let own = score(&truth);
    for (mean_, sd) in [(0.7, 1.0), (0.0, 0.2), (0.0, 3.0)] {
        let loss: Vec<f64> = score(&changed(mean_, sd)).iter().zip(&own).map(|(other, own)| other - own).collect();
        let z = mean(&loss) / (variance(&loss) / loss.len() as f64).sqrt();
        assert!(z > 5.0, "moved by {mean_}, {sd} times as wide: {z}");
    }
}

/// Fair: over many samples of three draws the mean score does not depend on their number; five standard errors.
#[test]
fn few_draws_are_scored_fairly() {
    let laws = [Law { mean: 0.0, sd: 1.0 }; 2];
    let mut stream = Streams::new(3).stream(0, Purpose::Study, 94, 0);
    let value = [stream.uniform(), stream.uniform()];
    let large = fair_energy(&energy::draws(&laws, 2_000, 1), &value);
    let small: Vec<f64> = (0..4_000).map(|seed| fair_energy(&energy::draws(&laws, 3, 10 + seed), &value)).collect();
    let z = (mean(&small) - large) / (variance(&small) / 4_000.0 + 1.0 / 2_000.0).sqrt();
    assert!(z.abs() < 5.0, "{} {large}", mean(&small));
}

#[test]
fn horizons_are_classes_of_weeks() {
    assert_eq!([1, 7, 8, 14, 28, 29, 91, 182, 183].map(|days| horizon(100, 100 + days)), [0, 0, 1, 1, 2, 3, 4, 5, 6]);
    assert_eq!(horizon_in_words(0), "up to 1 week");
    assert_eq!(horizon_in_words(6), "more than 26 weeks");
}

/// Skill is against the best rival of a horizon, whichever that is, and windows without rivals do not count.
#[test]
fn skill_is_against_the_best() {
    let scores = |crps: f64| Scores { crps, wis: crps, in_half: true, in_nine_in_ten: true };
    let held = |horizon, own, rivals: Option<[f64; 4]>| Held {
        horizon,
        simulated: scores(own),
        rivals: rivals.map(|rivals| rivals.map(scores)),
    };
    let all = [
        held(0, 0.1, Some([0.4, 0.2, 0.3, 0.9])),
        held(0, 0.3, Some([0.4, 0.6, 0.3, 0.9])),
        held(2, 0.5, Some([0.4, 0.6, 0.7, 0.9])),
        held(3, 0.5, None),
    ];
    let pairs = pairs(&all);
    assert_eq!(pairs.len(), 2);
    assert_eq!((pairs[0].windows, pairs[0].best), (2, Baseline::Trend));
    assert!((pairs[0].skill - (1.0 - 0.2 / 0.3)).abs() < 1e-12, "{pairs:?}");
    assert_eq!(pairs[1].best, Baseline::Persistence);
    assert!((pairs[1].skill + 0.25).abs() < 1e-12);
}
