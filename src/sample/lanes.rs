//! Binomial draws of many lanes (runs side by side), each with its own n and p.
//!
//! Lanes are worked off in segments of [`SEGMENT`], whose intermediate numbers stay in the nearest cache. In a segment
//! every step is one loop over lanes, without branches, so that the compiler makes vector code of it. Lanes that have
//! surely nothing to count are done after the first uniform number; blocks with others are worked off without gaps. The
//! search of the inversion goes round in a block until all of its lanes have found their count; in the rejection,
//! proposals that are not kept are moved together and tried again. What a lane gets depends on its own n, p, run and name:
//! not on its neighbours.

use std::ops::{Deref, DerefMut};

use super::binomial::{
    INVERSE, Proposal, Recurrence, STEPS, SWITCH, chance, first_step, holds, largest_count, rarer, successes,
};
use crate::real::elementary::small_integer;
use crate::rng::{Occasion, open_unit};

/// Lanes to draw in, all slices with one entry a lane.
#[derive(Clone, Copy, Debug)]
pub struct Lanes<'a> {
    /// What each lane is about.
    pub items: &'a [u32],
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

/// Lanes that are searched together, and that the rejection is filled up to; a divisor of [`SEGMENT`].
const BLOCK: usize = 8;

/// Numbers of a segment, beginning on a cache line, so that no vector straddles two.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Numbers([f64; SEGMENT]);

impl Deref for Numbers {
    type Target = [f64; SEGMENT];

    #[inline(always)]
    fn deref(&self) -> &[f64; SEGMENT] {
        &self.0
    }
}

impl DerefMut for Numbers {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f64; SEGMENT] {
        &mut self.0
    }
}

/// Intermediate numbers of a segment.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// One entry a lane.
    p: Numbers,
    mean: Numbers,
    u: Numbers,
    count: Numbers,
    /// The first lanes of the blocks in which some lane must search.
    blocks: [u16; SEGMENT / BLOCK + 1],
    dense: Dense,
}

/// Some lanes of a segment, one after another without gaps.
#[derive(Clone, Debug)]
struct Dense {
    lane: [u16; SEGMENT],
    item: [u32; SEGMENT],
    run: [u32; SEGMENT],
    n: Numbers,
    p: Numbers,
    mean: Numbers,
    u: Numbers,
    v: Numbers,
    count: Numbers,
    /// In the search: what is left of the uniform number, the chance of the count, and what it is multiplied with.
    rest: Numbers,
    chance: Numbers,
    growth: Numbers,
    odds: Numbers,
    /// In the rejection: the sides of the exact test.
    left: Numbers,
    right: Numbers,
    spread: Numbers,
    exponent: Numbers,
    /// Whether the count is final: 1 or 0 (of the same width as the numbers, for vectors).
    done: [u64; SEGMENT],
}

impl Work {
    pub(super) fn new() -> Self {
        let zero = Numbers([0.0; SEGMENT]);
        Work {
            p: zero,
            mean: zero,
            u: zero,
            count: zero,
            blocks: [0; SEGMENT / BLOCK + 1],
            dense: Dense {
                lane: [0; SEGMENT],
                item: [0; SEGMENT],
                run: [0; SEGMENT],
                n: zero,
                p: zero,
                mean: zero,
                u: zero,
                v: zero,
                count: zero,
                rest: zero,
                chance: zero,
                growth: zero,
                odds: zero,
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
pub(super) fn segment(occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64], work: &mut Work) {
    let Lanes { items, runs, n, p } = lanes;
    let lanes = out.len();
    // Shows the compiler that no index is outside.
    assert!(lanes <= SEGMENT && items.len() == lanes && runs.len() == lanes && n.len() == lanes && p.len() == lanes);
    for i in 0..lanes {
        work.p[i] = rarer(p[i]);
        work.mean[i] = n[i] * work.p[i];
        work.count[i] = 0.0;
    }
    for i in 0..lanes {
        let [first, second, ..] = occasion.block(items[i], runs[i], draw, 0);
        work.u[i] = open_unit(first, second);
    }
    let (few, many) = list_blocks(lanes, work);
    if few > 0 {
        invert(few, n, work);
    }
    if many > 0 {
        reject(occasion, draw, (items, runs), n, work);
    }
    for i in 0..lanes {
        out[i] = successes(n[i], p[i], work.count[i]);
    }
}

/// Lists the blocks in which some lane must search: in most lanes the mean is small and there is surely nothing to count.
/// Returns how many blocks they are, and in how many lanes there is a proposal to be made.
#[inline(always)]
fn list_blocks(lanes: usize, work: &mut Work) -> (usize, u64) {
    let (mut few, mut many) = (0, 0);
    // Beyond the last lane of the segment nothing is counted.
    let filled = lanes.next_multiple_of(BLOCK).min(SEGMENT);
    work.mean[lanes..filled].fill(0.0);
    work.u[lanes..filled].fill(0.0);
    for from in (0..filled).step_by(BLOCK) {
        let mut searching = 0u64;
        for i in from..from + BLOCK {
            let (mean, u) = (work.mean[i], work.u[i]);
            searching |= u64::from((u >= 1.0 - mean) & (mean < SWITCH));
            many += u64::from(mean >= SWITCH);
        }
        work.blocks[few] = from as u16;
        few += searching as usize;
    }
    (few, many)
}

/// Inversion in the listed blocks, worked off one after another without gaps.
#[inline(always)]
fn invert(blocks: usize, n: &[f64], work: &mut Work) {
    let Work { p, mean, u, count, blocks: list, dense, .. } = work;
    let list = &list[..blocks];
    // The smallest number of trials in a lane that searches. Numbers that are not negative are in the order of their
    // bits.
    let mut smallest = u64::MAX;
    for (block, &from) in list.iter().enumerate() {
        let (from, to) = (usize::from(from), block * BLOCK);
        let (n_here, lanes) = (n.len().min(from + BLOCK) - from, dense.n.len());
        assert!(to + BLOCK <= lanes);
        dense.n[to..to + n_here].copy_from_slice(&n[from..from + n_here]);
        dense.p[to..to + BLOCK].copy_from_slice(&p[from..from + BLOCK]);
        dense.mean[to..to + BLOCK].copy_from_slice(&mean[from..from + BLOCK]);
        dense.u[to..to + BLOCK].copy_from_slice(&u[from..from + BLOCK]);
    }
    let lanes = (blocks * BLOCK).min(SEGMENT);
    for j in 0..lanes {
        let recurrence = Recurrence::new(dense.n[j], dense.p[j]);
        dense.chance[j] = recurrence.ln_none;
        dense.growth[j] = recurrence.growth;
        dense.odds[j] = recurrence.odds;
    }
    for j in 0..lanes {
        let (chance, rest) = first_step(dense.mean[j], dense.u[j], dense.chance[j]);
        let here = (dense.mean[j] < SWITCH) & (rest >= 0.0);
        // A lane that does not search has no chance left to subtract.
        dense.rest[j] = if here { rest } else { -1.0 };
        dense.chance[j] = if here { chance } else { 0.0 };
        smallest = smallest.min(dense.n[j].to_bits() | if here { 0 } else { u64::MAX });
    }
    for from in (0..lanes).step_by(BLOCK) {
        search::<BLOCK>(from, f64::from_bits(smallest), dense);
    }
    for j in 0..lanes {
        let largest = largest_count(dense.n[j], dense.mean[j]);
        dense.count[j] = if dense.count[j] < largest { dense.count[j] } else { largest };
    }
    for (block, &from) in list.iter().enumerate() {
        let (from, to) = (usize::from(from), block * BLOCK);
        count[from..from + BLOCK].copy_from_slice(&dense.count[to..to + BLOCK]);
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
fn search<const WIDTH: usize>(from: usize, smallest: f64, work: &mut Dense) {
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

/// Takes the n, p and mean of the listed lanes together, and fills up the last block with copies of the last lane;
/// returns how many there are with these. The bound shows the compiler that no index is outside.
#[inline(always)]
fn gather(n: &[f64], count: usize, work: &mut Work) -> usize {
    let Work { p, mean, dense, .. } = work;
    let filled = count.next_multiple_of(BLOCK).min(SEGMENT);
    let last = dense.lane[count - 1];
    dense.lane[count..filled].fill(last);
    for j in 0..filled {
        let lane = usize::from(dense.lane[j]);
        dense.n[j] = n[lane];
        dense.p[j] = p[lane];
        dense.mean[j] = mean[lane];
    }
    filled
}

/// Rejection in the lanes from the switch on: those whose proposal the squeeze does not keep are judged by the chance itself, and those
/// whose proposal that does not keep try again.
#[inline(always)]
fn reject(occasion: &Occasion, draw: u32, (items, runs): (&[u32], &[u32]), n: &[f64], work: &mut Work) {
    let mut many = 0;
    for i in 0..n.len().min(SEGMENT) {
        work.dense.lane[many] = i as u16;
        many += usize::from(work.mean[i] >= SWITCH);
    }
    let filled = gather(n, many, work);
    let Work { count, dense, .. } = work;
    for j in 0..filled {
        let lane = usize::from(dense.lane[j]);
        (dense.item[j], dense.run[j]) = (items[lane], runs[lane]);
    }
    let (mut pending, mut attempt) = (many, 0);
    while pending > 0 {
        propose(occasion, (draw, attempt), pending.next_multiple_of(BLOCK).min(SEGMENT), dense);
        let in_doubt = keep(pending, count, dense);
        judge(in_doubt.next_multiple_of(BLOCK).min(SEGMENT), dense);
        pending = keep(in_doubt, count, dense);
        attempt += 1;
    }
}

/// A proposal for each of the first lanes. Several short loops: in a long one each operation waits for the one before.
#[inline(always)]
fn propose(occasion: &Occasion, (draw, attempt): (u32, u32), lanes: usize, dense: &mut Dense) {
    for j in 0..lanes {
        let [first, second, third, fourth] = occasion.block(dense.item[j], dense.run[j], draw, attempt);
        dense.u[j] = open_unit(first, second);
        dense.v[j] = open_unit(third, fourth);
    }
    for j in 0..lanes {
        let proposal = Proposal::new(dense.p[j], dense.mean[j], dense.u[j], dense.v[j]);
        dense.count[j] = proposal.count;
        dense.done[j] = u64::from(proposal.kept);
        dense.left[j] = proposal.left;
        dense.right[j] = proposal.right;
    }
}

/// The exact test of the proposals of the first lanes.
#[inline(always)]
fn judge(lanes: usize, dense: &mut Dense) {
    for j in 0..lanes {
        (dense.spread[j], dense.exponent[j]) = chance(dense.n[j], dense.mean[j], dense.count[j]);
    }
    for j in 0..lanes {
        let proposal = Proposal { count: dense.count[j], kept: false, left: dense.left[j], right: dense.right[j] };
        dense.done[j] = u64::from(holds(dense.n[j], &proposal, (dense.spread[j], dense.exponent[j])));
    }
}

/// Takes down the counts of the first lanes and moves together those that are not done; returns how many they are.
#[inline(always)]
fn keep(lanes: usize, count: &mut Numbers, dense: &mut Dense) -> usize {
    let mut remaining = 0;
    for j in 0..lanes {
        count[usize::from(dense.lane[j])] = dense.count[j];
        dense.lane[remaining] = dense.lane[j];
        (dense.item[remaining], dense.run[remaining]) = (dense.item[j], dense.run[j]);
        (dense.n[remaining], dense.p[remaining], dense.mean[remaining]) = (dense.n[j], dense.p[j], dense.mean[j]);
        (dense.count[remaining], dense.left[remaining], dense.right[remaining]) =
            (dense.count[j], dense.left[j], dense.right[j]);
        remaining += 1 - dense.done[j] as usize;
    }
    remaining
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beyond n the factor is zero but for rounding, so that no draw is likely to show what happens there.
    #[test]
    fn a_lane_keeps_its_count_while_its_neighbours_search_beyond_its_n() {
        let mut work = Work::new().dense;
        (work.rest[0], work.chance[0], work.growth[0], work.odds[0]) = (-1e-20, 1.0, 0.5, 1.0);
        (work.rest[1], work.chance[1], work.growth[1], work.odds[1]) = (0.9, 0.05, 5.0, 0.1);
        search::<2>(0, 0.0, &mut work);
        assert_eq!(work.count[0], 0.0);
        assert!(work.count[1] > 2.0);
    }
}
