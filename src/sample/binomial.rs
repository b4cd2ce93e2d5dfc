//! The arithmetic of one binomial draw, without branches where lanes share it, and the scalar draw made of it.
//!
//! With n trials of chance p <= 1/2 (the other side by counting failures):
//!
//! - n p < [`SWITCH`]: inversion. A uniform number is consumed by the chances of 0, 1, 2, ... in order, each from the one
//!   before: f(k) = f(k - 1) ((n + 1) r / k - r), r = p / (1 - p), f(0) = (1 - p)^n.
//! - else BTRS, transformed rejection (Hörmann 1993, "The generation of binomial random variates", J. Stat. Comput.
//!   Simul. 46): k = floor(G(u)) with G(u) = (2a / (1/2 - |u|) + b) u + n p + 1/2, kept with a chance proportional to
//!   f(k) G'(u). A squeeze keeps most proposals without the value of f. Hörmann compares with f(mode); here the
//!   constant 1 / sqrt(2 pi n p (1 - p)) stands for it, which is larger by less than 1 / (12 n p (1 - p)), and f is
//!   computed by Loader's method (2000, "Fast and accurate computation of binomial probabilities"): no difference of
//!   large logarithms, so that it has ten digits also with 1e9 households. That hat and squeeze hold is a test.
//!
//! Exact here means: with uniform numbers of 52 bits and chances of double precision, whose relative error is below
//! 1e-12 wherever the chance itself is above 1e-16.

use crate::real::elementary::{exp, floor, ln_1p_both, ln_stay_and_odds, nearest, stirling_remainder};
use crate::rng::Name;

/// Inversion below this n p, rejection from it on. With AVX-512 rejection pays from about 40, in portable code from 30, one
/// run at a time from 10; and below 40 a count of 0, which the rejection takes as impossible, would not be.
pub(super) const SWITCH: f64 = 40.0;

/// No inversion takes more steps: the most that [`largest_count`] can be.
pub(super) const STEPS: usize = 30 + 2 * SWITCH as usize;

/// 1 / k, so that the search multiplies; some more than the steps, for lanes whose neighbours search on.
pub(super) const INVERSE: [f64; STEPS + 8] = {
    let mut inverse = [0.0; STEPS + 8];
    let mut k = 1;
    while k < inverse.len() {
        inverse[k] = 1.0 / k as f64;
        k += 1;
    }
    inverse
};

/// The chance of the rarer side, with which the draw is made.
#[inline(always)]
pub(super) fn rarer(p: f64) -> f64 {
    let other = 1.0 - p;
    let other = if other > 0.0 { other } else { 0.0 };
    if p > 0.5 { other } else { p }
}

/// The count of successes from the count of the rarer side.
#[inline(always)]
pub(super) fn successes(n: f64, p: f64, rarer: f64) -> f64 {
    if p > 0.5 { n - rarer } else { rarer }
}

/// What the search of an inversion multiplies with; `ln_none` is the logarithm of the chance of 0.
#[derive(Clone, Copy)]
pub(super) struct Recurrence {
    pub ln_none: f64,
    /// (n + 1) p / (1 - p)
    pub growth: f64,
    /// p / (1 - p)
    pub odds: f64,
}

impl Recurrence {
    /// For n p < [`SWITCH`], p <= 1/2.
    #[inline(always)]
    pub(super) fn new(n: f64, p: f64) -> Self {
        let (ln_stay, odds) = ln_stay_and_odds(p);
        Recurrence { ln_none: n * ln_stay, growth: (n + 1.0) * odds, odds }
    }
}

/// The largest count given out, beyond which less than 1e-17 of the chance lies: rounding may leave a rest.
#[inline(always)]
pub(super) fn largest_count(n: f64, mean: f64) -> f64 {
    let largest = 30.0 + nearest(2.0 * mean);
    if n < largest { n } else { largest }
}

/// Whether there may be anything to count: if `u` is below 1 - n p, it is below (1 - p)^n (Bernoulli's inequality), and the
/// count is 0.
#[inline(always)]
pub(super) fn maybe_some(mean: f64, u: f64) -> bool {
    u >= 1.0 - mean
}

/// The squeeze keeps a proposal of the middle if v <= 0.92 - 4.2 / b.
const SQUEEZE: [f64; 2] = [0.92, 4.2];

/// A proposal of the rejection, kept at once if `kept`.
#[derive(Clone, Copy)]
pub(super) struct Proposal {
    pub count: f64,
    pub kept: bool,
    /// The two sides of the exact test, but for the chance of the count; see [`holds`].
    pub left: f64,
    pub right: f64,
}

impl Proposal {
    /// The proposal of two uniform numbers, with n p = `mean` >= [`SWITCH`], p <= 1/2.
    #[inline(always)]
    pub(super) fn new(p: f64, mean: f64, u: f64, v: f64) -> Self {
        let b = 1.15 + 2.53 * (mean * (1.0 - p)).sqrt();
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let u = u - 0.5;
        let edge = 0.5 - u.abs();
        let count = floor((2.0 * a / edge + b) * u + (mean + 0.5));
        let kept = (edge >= 0.07) & ((SQUEEZE[0] - v) * b >= SQUEEZE[1]);
        let square = edge * edge;
        Proposal { count, kept, left: v * (2.83 * b + 5.1) * square, right: (a + b * square) * b }
    }
}

/// Whether a proposal that the squeeze did not keep is kept by the chance f of its count, given as `spread` and
/// `exponent`: v alpha / (a / edge^2 + b) <= f sqrt(2 pi n p (1 - p)), with Hörmann's
/// alpha = (2.83 + 5.1 / b) sqrt(n p (1 - p)). Both sides are multiplied out and squared, because divisions and roots are
/// what a vector waits for.
#[inline(always)]
pub(super) fn holds(n: f64, proposal: &Proposal, (spread, exponent): (f64, f64)) -> bool {
    let right = exp(exponent) * proposal.right;
    possible(n, proposal.count) & (proposal.left * proposal.left <= spread * (right * right))
}

/// Counts of 0 and n have chances below 1e-17 here, and the formula fails for them.
#[inline(always)]
fn possible(n: f64, count: f64) -> bool {
    (count >= 1.0) & (count <= n - 1.0)
}

/// The chance of a count between 1 and n - 1 with mean n p >= [`SWITCH`], p <= 1/2, as `spread` and `exponent`: the chance
/// is sqrt(spread / (2 pi)) e^exponent. For any other count, numbers without meaning.
#[inline(always)]
pub(super) fn chance(n: f64, mean: f64, count: f64) -> (f64, f64) {
    let count = if possible(n, count) { count } else { 1.0 };
    let other = n - count;
    let other_mean = n - mean;
    let away = count - mean;
    // One division for 1 / (count other), 1 / (mean other_mean) and 1 / n.
    let (counts, means) = (count * other, mean * other_mean);
    let inverse = 1.0 / (counts * means * n);
    let (by_counts, by_means, by_n) = (inverse * (means * n), inverse * (counts * n), inverse * (counts * means));
    let (ln_part, ln_other) = ln_1p_both(away * other_mean * by_means, -away * mean * by_means);
    // count ln(count / mean) + other ln(other / other mean)
    let deviance = count * ln_part + other * ln_other;
    let stirling =
        stirling_remainder(by_n) - stirling_remainder(other * by_counts) - stirling_remainder(count * by_counts);
    (n * by_counts, stirling - deviance)
}

/// A binomial draw: how many of `n` succeed, each with chance `p`. The same bits as
/// [`SideBySide`](super::SideBySide).
///
/// `n` is below 2^53; a `p` outside 0..=1 counts as the nearer end, and one that is not a number as 0. `draw`, below
/// 2^16, tells apart the draws under one name.
pub fn binomial(name: &Name, run: u32, draw: u32, n: u64, p: f64) -> u64 {
    let n = n as f64;
    let rare = rarer(p);
    let mean = n * rare;
    let count = if mean >= SWITCH {
        reject(name, run, draw, n, rare, mean)
    } else if mean > 0.0 {
        let [u, _] = name.pair(run, draw, 0);
        invert(n, rare, mean, u)
    } else {
        0.0
    };
    successes(n, p, count) as u64
}

fn invert(n: f64, p: f64, mean: f64, u: f64) -> f64 {
    if !maybe_some(mean, u) {
        return 0.0;
    }
    let Recurrence { ln_none, growth, odds } = Recurrence::new(n, p);
    let mut chance = exp(ln_none);
    let mut rest = u - chance;
    let largest = largest_count(n, mean) as usize;
    let mut count = 0;
    while rest >= 0.0 && count < largest {
        count += 1;
        chance *= growth * INVERSE[count] - odds;
        rest -= chance;
    }
    count as f64
}

fn reject(name: &Name, run: u32, draw: u32, n: f64, p: f64, mean: f64) -> f64 {
    let mut attempt = 0;
    loop {
        let [u, v] = name.pair(run, draw, attempt);
        let proposal = Proposal::new(p, mean, u, v);
        if proposal.kept || holds(n, &proposal, chance(n, mean, proposal.count)) {
            return proposal.count;
        }
        attempt += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chance(n: f64, mean: f64, count: f64) -> f64 {
        let (spread, exponent) = super::chance(n, mean, count);
        (spread / std::f64::consts::TAU).sqrt() * exp(exponent)
    }

    /// Exact chance by libm, for small numbers.
    fn exact(n: f64, p: f64, k: f64) -> f64 {
        let choose = libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
        libm::exp(choose + k * libm::log(p) + (n - k) * libm::log1p(-p))
    }

    #[test]
    fn chances_are_those_of_the_binomial_law() {
        for (n, p) in [(120.0, 0.5), (200.0, 0.3), (1000.0, 0.061), (3000.0, 0.4)] {
            for k in 1..n as u32 {
                let k = f64::from(k);
                let (got, wanted) = (chance(n, n * p, k), exact(n, p, k));
                assert!((got - wanted).abs() < 1e-10 * wanted + 1e-17, "{n} {p} {k}: {got} {wanted}");
            }
        }
    }

    #[test]
    fn chances_of_a_billion_households_add_up() {
        for (n, p) in [(1e9, 0.1), (1e9, 0.5), (1e9, 1e-6), (4e15, 1e-12)] {
            let mean: f64 = n * p;
            let reach = 9.0 * mean.sqrt();
            let (mut sum, mut k) = (0.0, floor(mean - reach));
            while k < mean + reach {
                sum += chance(n, mean, k);
                k += 1.0;
            }
            assert!((sum - 1.0).abs() < 1e-10, "{n} {p}: {sum}");
        }
    }

    /// The hat must cover the law everywhere, and the squeeze must keep nothing that the law would not.
    #[test]
    fn hat_and_squeeze_hold() {
        for mean in [SWITCH, 41.3, 60.0, 75.0, 100.0, 333.0, 1e3, 1e4, 1e8] {
            for p in [1e-9, 1e-3, 0.03, 0.1, 0.25, 0.4, 0.5] {
                let n = floor(mean / p) + 1.0;
                let mean = n * p;
                let b = 1.15 + 2.53 * (mean * (1.0 - p)).sqrt();
                let largest_squeezed = SQUEEZE[0] - SQUEEZE[1] / b - 1e-12;
                let holds = |proposal: &Proposal| holds(n, proposal, super::chance(n, mean, proposal.count));
                let parts = 40_000;
                for part in 1..parts {
                    let u = f64::from(part) / f64::from(parts);
                    let nearly_one = Proposal::new(p, mean, u, 1.0 - 1e-9);
                    assert!(!nearly_one.kept && !holds(&nearly_one), "the hat fails: n {n} p {p} u {u}");
                    let squeezed = Proposal::new(p, mean, u, largest_squeezed);
                    assert_eq!(squeezed.kept, 0.5 - (u - 0.5).abs() >= 0.07);
                    assert!(!squeezed.kept || holds(&squeezed), "the squeeze fails: n {n} p {p} u {u}");
                }
            }
        }
    }
}
