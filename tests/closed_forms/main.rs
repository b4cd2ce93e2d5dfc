//! Closed forms: stories with known endings, T1 to T13 of the model's specification and some more.
//!
//! T14, the quadrature of frailty, is tested beside its code in `dynamics/frailty.rs`. Every stochastic assertion has
//! an error rate of [`ALPHA`]; seeds are fixed. Engines of the same law must show the whole law; the mean-field engine
//! must show the mean where it claims it.

#[path = "../support/mod.rs"]
mod support;

mod arrests;
mod border;
mod leaving;
mod variants;

use crossings::outcome::Dimensions;
use statrs::distribution::{Binomial, Discrete};
use support::lab::CERTAIN;
use support::statistics::{p_law, p_mean, p_variance, tally};
use support::{ALPHA, Lab};

const ALL: Dimensions = Dimensions::ALL;

fn binomial(n: u64, p: f64) -> Vec<f64> {
    let law = Binomial::new(p, n).unwrap();
    (0..=n).map(|k| law.pmf(k)).collect()
}

#[track_caller]
fn close(value: f64, expected: f64, tolerance: f64) {
    assert!((value - expected).abs() <= tolerance, "{value}, expected {expected} within {tolerance}");
}

#[track_caller]
fn plausible(p: f64, what: impl std::fmt::Display) {
    assert!(p > ALPHA, "{what}: p = {p:e}");
}

/// Everybody leaves on day 0, and nobody after.
fn all_leave_at_once(lab: &mut Lab) {
    lab.set(|plan| plan.behaviour.baseline_leave_per_day, CERTAIN).weekday(|day| if day == 0 { 1.0 } else { 0.0 });
}

fn convolve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; a.len() + b.len() - 1];
    for (i, a) in a.iter().enumerate() {
        for (j, b) in b.iter().enumerate() {
            sum[i + j] += a * b;
        }
    }
    sum
}

#[test]
fn the_statistics_tell_a_wrong_law_from_a_right_one() {
    let mut stream = support::statistics::resampling(125);
    let dice: Vec<f64> = (0..60_000).map(|_| f64::from(stream.below(6))).collect();
    assert!(p_law(&dice, &[1.0 / 6.0; 6]) > ALPHA);
    assert!(p_law(&dice, &[0.19, 0.17, 0.16, 0.16, 0.16, 0.16]) < ALPHA);
    assert_eq!(tally(&[0.0, 2.0, 2.0], 2), [1.0, 0.0, 2.0]);
    assert!(p_mean(&dice, 2.5) > ALPHA && p_mean(&dice, 2.6) < ALPHA);
    assert!(p_variance(&dice, 35.0 / 12.0) > ALPHA && p_variance(&dice, 3.2) < ALPHA);
}
