//! Binomial draws of many lanes (runs side by side), each with its own n and p.
//!
//! Lanes are worked off in segments of [`SEGMENT`], whose intermediate numbers stay in the nearest cache. In a segment
//! every step is one loop over its lanes, without branches, so that the compiler makes vector code of it; only the search
//! of the inversion goes round in blocks of `WIDTH` lanes until all of them have found their count. Proposals that the
//! squeeze does not keep are collected and finished together. What a lane gets depends on its own n, p, run and name:
//! not on its neighbours, and not on `WIDTH`.

use super::binomial::{
    INVERSE, Proposal, Recurrence, STEPS, SWITCH, chance, first_step, holds, largest_count, rarer, successes,
};
use super::elementary::small_integer;
use crate::rng::{Name, open_unit};

/// Lanes to draw in, all slices with one entry a lane.
#[derive(Clone, Copy, Debug)]
pub struct Lanes<'a> {
    /// The run of each lane.
    pub runs: &'a [u32],
    /// Its number of trials: whole, below 2^53.
    pub n: &'a [f64],
    /// The chance of each of its trials: outside 0..=1 it counts as the nearer end, not a number as 0.
    pub p: &'a [f64],
}

/// Lanes worked off at a time.
pub(super) const SEGMENT: usize = 256;

/// Steps of the search between two looks whether it has ended.
const STEPS_PER_LOOK: usize = 4;

/// Lanes of the widest vector; a divisor of [`SEGMENT`].
const FILL: usize = 8;

type Numbers = [f64; SEGMENT];

/// Intermediate numbers of a segment, one entry a lane.
#[derive(Clone, Debug)]
pub(super) struct Work {
    p: Numbers,
    mean: Numbers,
    u: Numbers,
    v: Numbers,
    rest: Numbers,
    chance: Numbers,
    growth: Numbers,
    odds: Numbers,
    count: Numbers,
    /// Whether the count is final: 1 or 0 (of the same width as the numbers, for vectors).
    done: [u64; SEGMENT],
    pending: Pending,
}

/// Lanes of a segment whose proposals were not kept, densely.
#[derive(Clone, Debug)]
struct Pending {
    lane: [u16; SEGMENT],
    run: [u32; SEGMENT],
    n: Numbers,
    p: Numbers,
    mean: Numbers,
    u: Numbers,
    v: Numbers,
    count: Numbers,
    left: Numbers,
    right: Numbers,
    spread: Numbers,
    exponent: Numbers,
    done: [u64; SEGMENT],
}

impl Work {
    pub(super) fn new() -> Self {
        let zero = [0.0; SEGMENT];
        Work {
            p: zero,
            mean: zero,
            u: zero,
            v: zero,
            rest: zero,
            chance: zero,
            growth: zero,
            odds: zero,
            count: zero,
            done: [0; SEGMENT],
            pending: Pending {
                lane: [0; SEGMENT],
                run: [0; SEGMENT],
                n: zero,
                p: zero,
                mean: zero,
                u: zero,
                v: zero,
                count: zero,
                left: zero,
                right: zero,
                spread: zero,
                exponent: zero,
                done: [0; SEGMENT],
            },
        }
    }
}

/// Draws a segment of at most [`SEGMENT`] lanes.
#[inline(always)]
pub(super) fn segment<const WIDTH: usize>(name: &Name, draw: u32, lanes: Lanes, out: &mut [f64], work: &mut Work) {
    let Lanes { runs, n, p } = lanes;
    let lanes = out.len();
    // Shows the compiler that no index is outside.
    assert!(lanes <= SEGMENT && runs.len() == lanes && n.len() == lanes && p.len() == lanes);
    // Counted, not remembered as `bool`, because the compiler makes vectors of sums.
    let (mut few, mut many) = (0u64, 0u64);
    for i in 0..lanes {
        work.p[i] = rarer(p[i]);
        let mean = n[i] * work.p[i];
        work.mean[i] = mean;
        few += u64::from((mean > 0.0) & (mean < SWITCH));
        many += u64::from(mean >= SWITCH);
        work.count[i] = 0.0;
    }
    if many != 0 {
        for i in 0..lanes {
            let [first, second, third, fourth] = name.block(runs[i], draw, 0);
            work.u[i] = open_unit(first, second);
            work.v[i] = open_unit(third, fourth);
        }
    } else if few != 0 {
        for i in 0..lanes {
            let [first, second, ..] = name.block(runs[i], draw, 0);
            work.u[i] = open_unit(first, second);
        }
    }
    if few != 0 {
        invert::<WIDTH>(n, lanes, work);
    }
    if many != 0 {
        reject(name, draw, runs, n, lanes, work);
    }
    for i in 0..lanes {
        out[i] = successes(n[i], p[i], work.count[i]);
    }
}

#[inline(always)]
fn ones(condition: bool) -> u64 {
    if condition { u64::MAX } else { 0 }
}

/// Inversion of the lanes below the switch; the others get a count without meaning.
#[inline(always)]
fn invert<const WIDTH: usize>(n: &[f64], lanes: usize, work: &mut Work) {
    // The smallest number of trials in a lane that searches. Numbers that are not negative are in the order of their
    // bits.
    let mut smallest = u64::MAX;
    for i in 0..lanes {
        let here = ones(work.u[i] >= 1.0 - work.mean[i]) & ones(work.mean[i] < SWITCH);
        smallest = smallest.min(n[i].to_bits() | !here);
    }
    if smallest == u64::MAX {
        return;
    }
    let smallest = f64::from_bits(smallest);
    for i in 0..lanes {
        let recurrence = Recurrence::new(n[i], work.p[i]);
        work.chance[i] = recurrence.ln_none;
        work.growth[i] = recurrence.growth;
        work.odds[i] = recurrence.odds;
    }
    for i in 0..lanes {
        let (chance, rest) = first_step(work.mean[i], work.u[i], work.chance[i]);
        let here = (work.mean[i] < SWITCH) & (rest >= 0.0);
        // A lane that does not search has no chance left to subtract.
        work.rest[i] = if here { rest } else { -1.0 };
        work.chance[i] = if here { chance } else { 0.0 };
    }
    for from in (0..lanes).step_by(WIDTH) {
        if from + WIDTH <= lanes {
            search::<WIDTH>(from, smallest, work);
        } else {
            for lane in from..lanes {
                search::<1>(lane, smallest, work);
            }
        }
    }
    for i in 0..lanes {
        let largest = largest_count(n[i], work.mean[i]);
        work.count[i] = if work.count[i] < largest { work.count[i] } else { largest };
    }
}

#[inline(always)]
fn block<const WIDTH: usize>(values: &Numbers, from: usize) -> [f64; WIDTH] {
    let mut block = [0.0; WIDTH];
    block.copy_from_slice(&values[from..from + WIDTH]);
    block
}

/// Counts up in `WIDTH` lanes until none has anything left of its uniform number.
#[inline(always)]
fn search<const WIDTH: usize>(from: usize, smallest: f64, work: &mut Work) {
    let (growth, odds) = (block::<WIDTH>(&work.growth, from), block::<WIDTH>(&work.odds, from));
    let (mut rest, mut chance) = (block::<WIDTH>(&work.rest, from), block::<WIDTH>(&work.chance, from));
    // Steps after the count was found: the sign of a negative rest.
    let mut idle = [0u64; WIDTH];
    // The first look comes when the lane with the largest mean has probably found its count; when to look decides about
    // time only.
    let mut largest = 0;
    for &mean in &work.mean[from..from + WIDTH] {
        largest = largest.max(mean.to_bits());
    }
    let mut look = 1 + (f64::from_bits(largest) as usize).min(SWITCH as usize);
    let mut k = 1;
    while k <= STEPS && rest.iter().any(|rest| rest.is_sign_positive()) {
        look = (look + STEPS_PER_LOOK).min(STEPS + 1);
        // Beyond n the factor, mathematically zero and then negative, must stay zero, so that a lane that has its count
        // keeps it while its neighbours search on. While all n are larger that costs nothing.
        if look as f64 <= smallest {
            while k < look {
                for i in 0..WIDTH {
                    idle[i] += rest[i].to_bits() >> 63;
                    chance[i] *= growth[i] * INVERSE[k] - odds[i];
                    rest[i] -= chance[i];
                }
                k += 1;
            }
        } else {
            while k < look {
                for i in 0..WIDTH {
                    let factor = growth[i] * INVERSE[k] - odds[i];
                    idle[i] += rest[i].to_bits() >> 63;
                    chance[i] *= if factor > 0.0 { factor } else { 0.0 };
                    rest[i] -= chance[i];
                }
                k += 1;
            }
        }
    }
    for i in 0..WIDTH {
        work.count[from + i] = small_integer(k as u64 - 1 - idle[i]);
    }
}

/// Rejection in the lanes from the switch on.
#[inline(always)]
fn reject(name: &Name, draw: u32, runs: &[u32], n: &[f64], lanes: usize, work: &mut Work) {
    for i in 0..lanes {
        let proposal = Proposal::new(work.p[i], work.mean[i], work.u[i], work.v[i]);
        let here = work.mean[i] >= SWITCH;
        work.count[i] = if here { proposal.count } else { work.count[i] };
        work.done[i] = if proposal.kept | !here { 1 } else { 0 };
    }
    let mut pending = 0;
    for i in 0..lanes {
        work.pending.lane[pending] = i as u16;
        pending += 1 - work.done[i] as usize;
    }
    let mut attempt = 0;
    while pending > 0 {
        pending = finish(name, draw, attempt, runs, n, pending, work);
        attempt += 1;
    }
}

/// An attempt of the pending lanes, judged by the chance itself; returns how many remain pending.
#[inline(always)]
fn finish(name: &Name, draw: u32, attempt: u32, runs: &[u32], n: &[f64], pending: usize, work: &mut Work) -> usize {
    let Work { p, mean, count, pending: here, .. } = work;
    for j in 0..pending {
        let lane = usize::from(here.lane[j]);
        here.run[j] = runs[lane];
        here.n[j] = n[lane];
        here.p[j] = p[lane];
        here.mean[j] = mean[lane];
    }
    // Vectors are filled up with copies of the last lane. The bound shows the compiler that no index is outside.
    let filled = pending.next_multiple_of(FILL).min(SEGMENT);
    for j in pending..filled {
        let last = pending - 1;
        (here.run[j], here.n[j], here.p[j], here.mean[j]) =
            (here.run[last], here.n[last], here.p[last], here.mean[last]);
    }
    // Several short loops: in a long one each operation waits for the one before.
    for j in 0..filled {
        let [first, second, third, fourth] = name.block(here.run[j], draw, attempt);
        here.u[j] = open_unit(first, second);
        here.v[j] = open_unit(third, fourth);
    }
    for j in 0..filled {
        let proposal = Proposal::new(here.p[j], here.mean[j], here.u[j], here.v[j]);
        here.count[j] = proposal.count;
        here.done[j] = u64::from(proposal.kept);
        here.left[j] = proposal.left;
        here.right[j] = proposal.right;
    }
    for j in 0..filled {
        (here.spread[j], here.exponent[j]) = chance(here.n[j], here.mean[j], here.count[j]);
    }
    for j in 0..filled {
        let proposal = Proposal { count: here.count[j], kept: false, left: here.left[j], right: here.right[j] };
        here.done[j] |= u64::from(holds(here.n[j], &proposal, (here.spread[j], here.exponent[j])));
    }
    let mut remaining = 0;
    for j in 0..pending {
        let lane = here.lane[j];
        count[usize::from(lane)] = here.count[j];
        here.lane[remaining] = lane;
        remaining += 1 - here.done[j] as usize;
    }
    remaining
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beyond n the factor is zero but for rounding, so that no draw is likely to show what happens there.
    #[test]
    fn a_lane_keeps_its_count_while_its_neighbours_search_beyond_its_n() {
        let mut work = Work::new();
        (work.rest[0], work.chance[0], work.growth[0], work.odds[0]) = (-1e-20, 1.0, 0.5, 1.0);
        (work.rest[1], work.chance[1], work.growth[1], work.odds[1]) = (0.9, 0.05, 5.0, 0.1);
        search::<2>(0, 0.0, &mut work);
        assert_eq!(work.count[0], 0.0);
        assert!(work.count[1] > 2.0);
    }
}
