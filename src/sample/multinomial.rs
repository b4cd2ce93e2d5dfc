//! Dividing a count by shares: conditional binomial draws, one flow after another.
//!
//! Flow j takes a binomial part of what flows before it have left, with chance share j / (share j + share j+1 + ...).
//! The sums are formed from the last flow backwards, so that the last flow with a share has a chance of exactly one and
//! takes all that is left, whatever the rounding.

use super::{Lanes, Sampler, binomial};
use crate::rng::Name;

/// The chance of a flow among itself and those after it, of which `rest` is the sum of shares.
#[inline(always)]
fn conditional(share: f64, rest: f64) -> f64 {
    if rest > 0.0 { share / rest } else { 0.0 }
}

/// Divides `n` among flows by `share`, which need not add up to one; no share is negative, and if all are zero nobody
/// moves. Flow j uses the draw `first_draw + j`.
///
/// # Panics
/// If `share` and `out` differ in length.
pub fn multinomial(name: &Name, run: u32, first_draw: u32, n: u64, share: &[f64], out: &mut [u64]) {
    assert_eq!(share.len(), out.len(), "one share a flow");
    out.fill(0);
    let mut left = n;
    for flow in 0..share.len() {
        if left == 0 {
            return;
        }
        if share[flow] > 0.0 {
            let rest = share[flow..].iter().rev().fold(0.0, |sum, &share| sum + share);
            out[flow] = binomial(name, run, first_draw + flow as u32, left, conditional(share[flow], rest));
            left -= out[flow];
        }
    }
}

/// Working memory of a division of many lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct Division {
    left: Vec<f64>,
    chance: Vec<f64>,
    /// `[flow][lane]`
    rest: Vec<f64>,
}

impl Sampler {
    /// Divides `n[i]` of run `runs[i]` among flows; `share` and `out` are `[flow][lane]`. The same bits as [`multinomial`].
    ///
    /// # Panics
    /// If the slices do not fit together.
    pub fn multinomial(
        &mut self,
        name: &Name,
        first_draw: u32,
        runs: &[u32],
        n: &[f64],
        share: &[f64],
        out: &mut [f64],
    ) {
        let lanes = n.len();
        assert!(
            share.len() == out.len() && (lanes == 0 || share.len().is_multiple_of(lanes)),
            "one share a lane and flow"
        );
        if lanes == 0 {
            return;
        }
        let mut division = std::mem::take(&mut self.division);
        let Division { left, chance, rest } = &mut division;
        left.clear();
        left.extend_from_slice(n);
        chance.resize(lanes, 0.0);
        rest.clear();
        rest.resize(share.len(), 0.0);
        let flows = share.len() / lanes;
        for flow in (0..flows).rev() {
            let (here, after) = rest[flow * lanes..].split_at_mut(lanes);
            for lane in 0..lanes {
                here[lane] = after.get(lane).copied().unwrap_or(0.0) + share[flow * lanes + lane];
            }
        }
        for flow in 0..flows {
            let here = flow * lanes..(flow + 1) * lanes;
            for ((chance, &share), &rest) in chance.iter_mut().zip(&share[here.clone()]).zip(&rest[here.clone()]) {
                *chance = conditional(share, rest);
            }
            let out = &mut out[here];
            self.binomial(name, first_draw + flow as u32, Lanes { runs, n: left, p: chance }, out);
            for (left, &taken) in left.iter_mut().zip(&*out) {
                *left -= taken;
            }
        }
        self.division = division;
    }
}
