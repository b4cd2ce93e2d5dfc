//! The samplers against the exact probability mass, and the paths against each other.
//!
//! Each chi-square test has a false-alarm rate of 1e-4 for a fresh seed; the seeds are fixed.

use std::collections::BTreeMap;

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::*;
use crate::real::{Real, Wide};
use crate::rng::{Name, Purpose, Stream, Streams};

const DRAWS: u32 = 1_000_000;
const ALPHA: f64 = 1e-4;

fn name(seed: u64) -> Name {
    Streams::new(seed).name(Purpose::Study, 20_000, ITEM)
}

/// The item of every draw here.
const ITEM: u32 = 7;

/// Draws about one item in many runs, on a path.
fn draw_on(path: Path, seed: u64, draw: u32, (runs, n, p): (&[u32], &[f64], &[f64]), out: &mut [f64]) {
    let items = vec![ITEM; runs.len()];
    let occasion = Streams::new(seed).occasion(Purpose::Study, 20_000);
    SideBySide::new(path).binomial(&occasion, draw, Lanes { items: &items, runs, n, p }, out);
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

/// Both sides of every switch (n p = 40, p = 1/2, `maybe_some`, the squeeze) and the ends of the range.
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
        draw_on(Path::fastest(), case as u64, 0, (&runs, &trials, &chances), &mut out);
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
            draw_on(path, 99, draw, (&runs, &n, &p), &mut out);
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
    let mut whole = vec![0.0; 600];
    for path in Path::available() {
        draw_on(path, 1, 3, (&runs, &n, &p), &mut whole);
        let mut part = vec![0.0; 217];
        draw_on(path, 1, 3, (&runs[100..317], &n[100..317], &p[100..317]), &mut part);
        assert_eq!(part, whole[100..317]);
    }
    let before = whole.clone();
    runs.reverse();
    n.reverse();
    p.reverse();
    draw_on(Path::fastest(), 1, 3, (&runs, &n, &p), &mut whole);
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
        draw_on(path, 2, 0, (&[1; 5], &[8.0, 0.0, 8.0, 8.0, 1e9], &p), &mut out);
        assert_eq!(out, [0.0, 0.0, 8.0, 0.0, 1e9]);
        draw_on(path, 2, 0, (&[], &[], &[]), &mut []);
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
        draw_on(Path::fastest(), 4, draw as u32, (&runs, &n, &p), out);
    }
    let correlation = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - 10.0) * (b - 10.0)).sum::<f64>() / (9.0 * a.len() as f64)
    };
    let limit = 4.5 / f64::from(lanes).sqrt();
    assert!(correlation(&draws[0], &draws[1]).abs() < limit);
    assert!(correlation(&draws[0][1..], &draws[0][..lanes as usize - 1]).abs() < limit);
}

/// Both sides of the switch, of half the urn drawn and of half the urn marked: marked, unmarked, drawn.
const URNS: [(u64, u64, u64); 13] = [
    (1, 9, 3),
    (5, 5, 5),
    (20, 30, 25),
    (60, 100, 130),
    (1000, 200, 400),
    (400, 40_000, 3000),
    (158, 158, 79),
    (162, 162, 81),
    (1000, 1000, 81),
    (3000, 500, 2500),
    (100_000, 900_000, 10_000),
    (900_000, 100_000, 700_000),
    (500_000_000, 500_000_000, 1_000_000),
];

#[test]
fn hypergeometric_draws_follow_the_exact_law() {
    for (case, (marked, unmarked, drawn)) in URNS.into_iter().enumerate() {
        let name = name(100 + case as u64);
        let counts = tally((0..DRAWS).map(|run| hypergeometric(&name, run, 0, marked, unmarked, drawn)));
        let (m, u, d) = (marked as f64, unmarked as f64, drawn as f64);
        let variance = d * m / (m + u) * u / (m + u) * (m + u - d) / (m + u - 1.0);
        let (low, high) = window(d * m / (m + u), variance, m.min(d));
        let low = low.max(drawn.saturating_sub(unmarked));
        let all = ln_choose(m + u, d);
        let p_value = p_value(&counts, low, high, |k| libm::exp(ln_choose(m, k) + ln_choose(u, d - k) - all));
        assert!(p_value > ALPHA, "{marked} {unmarked} {drawn}: p-value {p_value}");
    }
}

#[test]
fn an_urn_gives_no_more_than_it_has() {
    let name = name(3);
    for (marked, unmarked, drawn, count) in
        [(0, 5, 3, 0), (5, 0, 3, 3), (5, 5, 0, 0), (5, 5, 10, 5), (5, 5, 11, 5), (0, 0, 0, 0), (0, 0, 4, 0)]
    {
        assert_eq!(hypergeometric(&name, 0, 0, marked, unmarked, drawn), count, "{marked} {unmarked} {drawn}");
    }
    for run in 0..2000 {
        let (marked, unmarked, drawn) = (u64::from(run % 40), u64::from(run % 17), u64::from(run % 29));
        let count = hypergeometric(&name, run, 0, marked, unmarked, drawn);
        let drawn = drawn.min(marked + unmarked);
        assert!(count <= marked.min(drawn) && drawn - count <= unmarked);
    }
}

/// A division of one group in one run, by a way to draw: everybody leaves.
fn divide_all<B: Binomial>(binomial: B, seed: u64, run: u32, n: f64, share: &[f64]) -> Vec<f64> {
    let mut moved = Moved::nobody(share.len());
    let groups = Groups { items: &[ITEM], n: &[n], leave: &[1.0], flow_start: &[0, share.len() as u32], share };
    let occasion = Streams::new(seed).occasion(Purpose::Study, 20_000);
    Divider::<f64, B>::new(binomial, vec![run]).divide(&occasion, groups, &mut moved);
    let mut flows = moved.flows.clone();
    flows.sort_unstable();
    let taken: Vec<u32> = (0..share.len() as u32).filter(|&flow| moved.count[flow as usize] > 0.0).collect();
    assert_eq!(flows, taken, "flows that somebody took are noted once, the others are not");
    moved.count
}

#[test]
fn a_division_divides_everybody_by_the_shares() {
    let share = [0.2, 0.0, 3.0, 0.3, 1e-9, 1.5, 0.0];
    let whole: f64 = share.iter().sum();
    for n in [0u64, 1, 7, 200, 100_000] {
        let mut counts: Vec<BTreeMap<u64, u32>> = vec![BTreeMap::new(); share.len()];
        let draws = 200_000;
        for run in 0..draws {
            let out = divide_all(Scalar, n, run, n as f64, &share);
            assert_eq!(out.iter().sum::<f64>(), n as f64);
            for (counts, count) in counts.iter_mut().zip(out) {
                *counts.entry(count as u64).or_insert(0) += 1;
            }
        }
        // Each flow alone is binomial; the covariance shows in the sum, which is always n.
        for (flow, counts) in counts.iter().enumerate() {
            let (n, p) = (n as f64, share[flow] / whole);
            let (low, high) = window(n * p, n * p, n);
            let p_value = p_value(counts, low, high, |k| binomial_chance(n, p, k));
            assert!(p_value > ALPHA, "n {n}, flow {flow}: p-value {p_value}");
        }
    }
    assert_eq!(divide_all(Scalar, 0, 0, 5.0, &[0.0, 0.0]), [0.0, 0.0]);
}

/// Many groups with flows of all kinds, in as many runs as there are lanes: counts, chances and shares as they may stand
/// beside each other, all of them zero now and then.
#[test]
fn divisions_side_by_side_give_the_bits_of_each_run_alone() {
    let (groups, lanes) = (70, Wide::LANES);
    let mut stream = numbers(9);
    let mut draw = || stream.uniform();
    let flow_start: Vec<u32> = (0..=groups).map(|group| (group * 5 - group / 7) as u32).collect();
    let flows = flow_start[groups] as usize;
    let (runs, n, leave) = mixed(8, groups * lanes);
    let share: Vec<f64> = (0..flows * lanes).map(|_| if draw() < 0.3 { 0.0 } else { draw() }).collect();
    let items: Vec<u32> = (0..groups as u32).map(|group| 3 * group).collect();
    let [day_before, occasion] = [18_999, 19_000].map(|date| Streams::new(6).occasion(Purpose::Divide, date));
    let wide = |values: &[f64]| -> Vec<Wide> { values.chunks(lanes).map(Wide::load).collect() };
    let (wide_n, wide_leave, wide_share) = (wide(&n), wide(&leave), wide(&share));
    let all = Groups { items: &items, n: &wide_n, leave: &wide_leave, flow_start: &flow_start, share: &wide_share };
    for path in Path::available() {
        let mut together = Moved::nobody(flows);
        let mut divider = Divider::new(SideBySide::new(path), runs[..lanes].to_vec());
        // Into what is there of the day before, of which nothing may stay.
        divider.divide(&day_before, all, &mut together);
        divider.divide(&occasion, all, &mut together);
        let taken = |flow: &u32| together.count[*flow as usize].any_positive();
        let mut noted = together.flows.clone();
        noted.sort_unstable();
        assert_eq!(noted, (0..flows as u32).filter(taken).collect::<Vec<u32>>(), "flows are noted once");
        for lane in 0..lanes {
            let column = |values: &[f64]| -> Vec<f64> { values.iter().skip(lane).step_by(lanes).copied().collect() };
            let (n, leave, share) = (column(&n), column(&leave), column(&share));
            let mut alone = Moved::nobody(flows);
            let one = Groups { items: &items, n: &n, leave: &leave, flow_start: &flow_start, share: &share };
            Divider::new(Scalar, vec![runs[lane]]).divide(&occasion, one, &mut alone);
            for flow in 0..flows {
                assert_eq!(together.count[flow].lane(lane), alone.count[flow], "{path}, lane {lane}, flow {flow}");
            }
        }
    }
}

/// Value stability: these numbers may change only together with the version of the engines.
#[test]
fn draws_stay_what_they_are() {
    let name = Streams::new(2026).name(Purpose::Divide, 19_600, 11);
    let eight = |n: u64, p: f64| -> [u64; 8] { std::array::from_fn(|run| binomial(&name, run as u32, 1, n, p)) };
    let urn = |marked, unmarked, drawn| -> [u64; 8] {
        std::array::from_fn(|run| hypergeometric(&name, run as u32, 2, marked, unmarked, drawn))
    };
    assert_eq!(eight(40_000, 2.5e-6), [0; 8]);
    assert_eq!(eight(40_000, 2e-4), [8, 6, 5, 9, 10, 10, 6, 8]);
    assert_eq!(eight(50, 0.9), [45, 47, 47, 44, 44, 43, 47, 45]);
    assert_eq!(eight(1_000_000, 1e-4), [99, 91, 95, 106, 107, 109, 91, 101]);
    assert_eq!(
        eight(1_000_000_000, 0.7),
        [700001827, 700013112, 700017189, 699990990, 699990094, 699987311, 700012087, 699998887]
    );
    assert_eq!(urn(30, 50, 20), [6, 8, 6, 7, 8, 8, 6, 7]);
    assert_eq!(urn(3000, 5000, 7000), [2620, 2642, 2634, 2606, 2632, 2634, 2619, 2650]);
    let parts = divide_all(Scalar, 2026, 3, 10_000.0, &[0.1, 0.2, 0.3, 0.4]);
    assert_eq!(parts, [1035.0, 1954.0, 3021.0, 3990.0]);
}
