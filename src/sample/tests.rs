//! The samplers against the exact probability mass, and the paths against each other.
//!
//! Each chi-square test has a false-alarm rate of 1e-4 for a fresh seed; the seeds are fixed.

use std::collections::BTreeMap;

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::*;
use crate::rng::{Purpose, Stream, Streams};

const DRAWS: u32 = 1_000_000;
const ALPHA: f64 = 1e-4;

fn name(seed: u64) -> Name {
    Streams::new(seed).name(Purpose::Study, 20_000, 7)
}

fn numbers(seed: u64) -> Stream {
    Streams::new(seed).stream(0, Purpose::Study, 1, 1)
}

/// ln C(n, k)
fn ln_choose(n: f64, k: f64) -> f64 {
    libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
}

fn binomial_chance(n: f64, p: f64, k: f64) -> f64 {
    if p == 0.0 || p == 1.0 {
        return if k == n * p { 1.0 } else { 0.0 };
    }
    libm::exp(ln_choose(n, k) + k * libm::log(p) + (n - k) * libm::log1p(-p))
}

/// The p-value of Pearson's chi-square of counts against chances from `low` to `high`; neighbouring counts are pooled
/// until a cell expects 20 draws or a 200th of all. What lies outside counts to the end cells, as it should not occur.
fn p_value(counts: &BTreeMap<u64, u32>, low: u64, high: u64, chance: impl Fn(f64) -> f64) -> f64 {
    let draws = f64::from(counts.values().sum::<u32>());
    let enough = f64::max(20.0, draws / 200.0);
    let outside: u32 = counts.range(..low).chain(counts.range(high + 1..)).map(|(_, &count)| count).sum();
    assert_eq!(outside, 0, "draws outside {low}..={high}");
    let (mut statistic, mut cells) = (0.0, 0);
    let (mut expected, mut seen, mut expected_left) = (0.0, 0.0, draws);
    for k in low..=high {
        expected += draws * chance(k as f64);
        seen += f64::from(counts.get(&k).copied().unwrap_or(0));
        let rest = expected_left - expected;
        if (expected >= enough && rest >= enough) || k == high {
            // The last cell takes what is left, so that expectations add up.
            let expected_here = if k == high { expected_left } else { expected };
            statistic += (seen - expected_here) * (seen - expected_here) / expected_here;
            cells += 1;
            expected_left -= expected_here;
            (expected, seen) = (0.0, 0.0);
        }
    }
    if cells == 1 { 1.0 } else { ChiSquared::new(f64::from(cells - 1)).unwrap().sf(statistic) }
}

fn tally(draws: impl Iterator<Item = u64>) -> BTreeMap<u64, u32> {
    let mut counts = BTreeMap::new();
    for draw in draws {
        *counts.entry(draw).or_insert(0) += 1;
    }
    counts
}

/// Nine standard deviations and twenty around a mean, within 0..=most.
fn window(mean: f64, variance: f64, most: f64) -> (u64, u64) {
    let reach = 9.0 * variance.sqrt() + 20.0;
    ((mean - reach).max(0.0) as u64, (mean + reach).min(most) as u64)
}

/// Both sides of every switch (n p = 40, p = 1/2, `surely_none`, the squeeze) and the ends of the range.
const CASES: [(f64, f64); 24] = [
    (1.0, 0.3),
    (1.0, 0.999),
    (2.0, 0.5),
    (10.0, 0.5),
    (1e9, 1e-10),
    (1e9, 1e-8),
    (37.0, 0.2),
    (1e6, 8e-6),
    (79.0, 0.5),
    (80.0, 0.55),
    (1e9, 3.99e-8),
    (399.0, 0.1),
    (80.0, 0.5),
    (400.0, 0.1),
    (400.0, 0.9),
    (1e9, 4.01e-8),
    (150.0, 0.5),
    (1000.0, 0.1),
    (1000.0, 0.93),
    (1e6, 3e-4),
    (1e4, 0.3),
    (1e6, 0.999),
    (1e9, 1e-3),
    (1e9, 0.1),
];

#[test]
fn binomial_draws_follow_the_exact_law() {
    let runs: Vec<u32> = (0..DRAWS).collect();
    let mut out = vec![0.0; DRAWS as usize];
    for (case, (n, p)) in CASES.into_iter().enumerate() {
        let (trials, chances) = (vec![n; out.len()], vec![p; out.len()]);
        Sampler::new(Path::fastest()).binomial(&name(case as u64), 0, &runs, &trials, &chances, &mut out);
        let counts = tally(out.iter().map(|&count| count as u64));
        let (mean, variance) = (n * p, n * p * (1.0 - p));
        let (low, high) = window(mean, variance, n);
        let p_value = p_value(&counts, low, high, |k| binomial_chance(n, p, k));
        assert!(p_value > ALPHA, "n {n}, p {p}: p-value {p_value}");
        // The mean within 4.5 standard errors, the variance within 5: false alarms below 1e-5.
        let draws = f64::from(DRAWS);
        let seen_mean = out.iter().sum::<f64>() / draws;
        let seen_variance = out.iter().map(|&count| (count - mean) * (count - mean)).sum::<f64>() / draws;
        let excess = (1.0 - 6.0 * p * (1.0 - p)) / variance;
        assert!((seen_mean - mean).abs() < 4.5 * (variance / draws).sqrt(), "n {n}, p {p}: mean {seen_mean}");
        let error = variance * ((2.0 + excess) / draws).sqrt();
        assert!((seen_variance - variance).abs() < 5.0 * error + 1e-12, "n {n}, p {p}: variance {seen_variance}");
    }
}

/// Lanes of all kinds, as they may stand beside each other.
fn mixed(seed: u64, lanes: usize) -> (Vec<u32>, Vec<f64>, Vec<f64>) {
    let mut numbers = numbers(seed);
    let mut draw = || numbers.uniform();
    let runs = (0..lanes).map(|_| (draw() * 4.0e9) as u32).collect();
    let (mut n, mut p) = (Vec::new(), Vec::new());
    for _ in 0..lanes {
        let kind = (draw() * 10.0) as u32;
        let trials = if kind == 0 { (draw() * 12.0).floor() } else { libm::exp(draw() * 20.7).floor() };
        n.push(trials);
        p.push(match kind {
            1 => 0.0,
            2 => 1.0,
            3 => draw(),
            4 => 1.0 - (libm::exp(6.0 * draw()) - 1.0) / (trials + 1000.0),
            5 => (SWITCH_AROUND + draw()) / (trials + 40.0),
            _ => (libm::exp(9.0 * draw() - 3.0) / trials.max(1.0)).min(1.0),
        });
    }
    (runs, n, p)
}

const SWITCH_AROUND: f64 = binomial::SWITCH - 0.5;

#[test]
fn all_paths_give_the_bits_of_the_scalar_draw() {
    for (seed, lanes) in [1, 2, 3, 7, 8, 31, 33, 255, 256, 257, 512, 1000, 40_001].into_iter().enumerate() {
        let (runs, n, p) = mixed(seed as u64, lanes);
        let name = name(99);
        let draw = seed as u32;
        let scalar: Vec<f64> = (0..lanes).map(|i| binomial(&name, runs[i], draw, n[i] as u64, p[i]) as f64).collect();
        for path in Path::available() {
            let mut out = vec![-1.0; lanes];
            Sampler::new(path).binomial(&name, draw, &runs, &n, &p, &mut out);
            for i in 0..lanes {
                assert_eq!(out[i], scalar[i], "{path}, lane {i} of {lanes}: n {} p {}", n[i], p[i]);
                assert!((0.0..=n[i]).contains(&out[i]));
            }
        }
    }
}

#[test]
fn a_lane_does_not_see_its_neighbours() {
    let (mut runs, mut n, mut p) = mixed(5, 600);
    let name = name(1);
    let mut whole = vec![0.0; 600];
    for path in Path::available() {
        Sampler::new(path).binomial(&name, 3, &runs, &n, &p, &mut whole);
        let mut part = vec![0.0; 217];
        Sampler::new(path).binomial(&name, 3, &runs[100..317], &n[100..317], &p[100..317], &mut part);
        assert_eq!(part, whole[100..317]);
    }
    let before = whole.clone();
    runs.reverse();
    n.reverse();
    p.reverse();
    Sampler::new(Path::fastest()).binomial(&name, 3, &runs, &n, &p, &mut whole);
    whole.reverse();
    assert_eq!(before, whole);
}

#[test]
fn nothing_and_certainty() {
    let name = name(2);
    let cases = [(0, 0.0), (0, 0.4), (0, 1.0), (5, 0.0), (5, -1e-17), (1_000_000_000, 0.0), (7, f64::NAN)];
    for (n, p) in cases {
        assert_eq!(binomial(&name, 1, 0, n, p), 0, "{n} {p}");
    }
    for (n, p) in [(1, 1.0), (5, 1.0 + 1e-15), (1_000_000_000, 1.0)] {
        assert_eq!(binomial(&name, 1, 0, n, p), n, "{n} {p}");
    }
    for path in Path::available() {
        let mut out = [9.0; 5];
        let p = [0.0, 0.7, 1.0, f64::NAN, 1.0];
        Sampler::new(path).binomial(&name, 0, &[1; 5], &[8.0, 0.0, 8.0, 8.0, 1e9], &p, &mut out);
        assert_eq!(out, [0.0, 0.0, 8.0, 0.0, 1e9]);
        Sampler::new(path).binomial(&name, 0, &[], &[], &[], &mut []);
    }
}

#[test]
fn draws_of_a_name_are_independent_of_each_other() {
    // Correlation of neighbouring draws and of neighbouring runs: 4.5 standard errors.
    let lanes = 200_000;
    let runs: Vec<u32> = (0..lanes).collect();
    let (n, p) = (vec![100.0; lanes as usize], vec![0.1; lanes as usize]);
    let mut draws = [vec![0.0; lanes as usize], vec![0.0; lanes as usize]];
    for (draw, out) in draws.iter_mut().enumerate() {
        Sampler::new(Path::fastest()).binomial(&name(4), draw as u32, &runs, &n, &p, out);
    }
    let correlation = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - 10.0) * (b - 10.0)).sum::<f64>() / (9.0 * a.len() as f64)
    };
    let limit = 4.5 / f64::from(lanes).sqrt();
    assert!(correlation(&draws[0], &draws[1]).abs() < limit);
    assert!(correlation(&draws[0][1..], &draws[0][..lanes as usize - 1]).abs() < limit);
}
