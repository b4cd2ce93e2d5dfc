//! Binomial draws of many lanes (runs side by side), each with its own n and p.
//!
//! Lanes are worked off in segments of [`SEGMENT`], whose intermediate numbers stay in the nearest cache. In a segment
//! every step is one loop over lanes, without branches, so that the compiler makes vector code of it. In most lanes the
//! first uniform number shows that there is nothing to count; the others are moved together, lane by lane, and worked off
//! without gaps. The search of the inversion goes round in a block until all of its lanes have found their count; in the
//! rejection, proposals that are not kept are moved together and tried again. What a lane gets depends on its own n, p,
//! run and name: not on its neighbours.

use std::ops::{Deref, DerefMut};

use super::binomial::{
    INVERSE, Proposal, Recurrence, STEPS, SWITCH, chance, holds, largest_count, maybe_some, rarer, successes,
};
use crate::real::elementary::{exp, small_integer};
use crate::rng::Occasion;

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

/// Lanes worked off at a time: as many as a byte can tell apart, so that no index of a listed lane can be outside.
pub(super) const SEGMENT: usize = 1 << u8::BITS;

/// Steps of the search between two looks whether it has ended.
const STEPS_PER_LOOK: usize = 4;

/// Lanes that are searched together, and that the rejection is filled up to; a divisor of [`SEGMENT`].
const BLOCK: usize = 8;

/// Room for the numbers of a segment, and for a block of copies after them.
const ROOM: usize = SEGMENT + BLOCK;

/// Numbers of a segment, beginning on a cache line, so that no vector straddles two.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Numbers([f64; ROOM]);

impl Deref for Numbers {
    type Target = [f64; ROOM];

    #[inline(always)]
    fn deref(&self) -> &[f64; ROOM] {
        &self.0
    }
}

impl DerefMut for Numbers {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f64; ROOM] {
        &mut self.0
    }
}

/// Intermediate numbers of a segment.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// One entry a lane.
    n: Numbers,
    p: Numbers,
    mean: Numbers,
    u: Numbers,
    /// The second uniform number, in segments in which there is a rejection.
    v: Numbers,
    /// Whether it is a lane of the inversion in which there may be something to count, and whether it is one of the
    /// rejection: 1 or 0 (of the same width as the numbers, for vectors).
    few: [u64; SEGMENT],
    many: [u64; SEGMENT],
    dense: Dense,
}

/// Some lanes of a segment, one after another without gaps.
#[derive(Clone, Debug)]
struct Dense {
    lane: [u8; SEGMENT],
    /// Numbers of lanes that are not done.
    undone: [u8; SEGMENT],
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
    /// The count of successes.
    result: Numbers,
    /// Whether the count is final: 1 or 0.
    done: [u64; SEGMENT],
}

impl Work {
    pub(super) fn new() -> Self {
        let zero = Numbers([0.0; ROOM]);
        Work {
            n: zero,
            p: zero,
            mean: zero,
            u: zero,
            v: zero,
            few: [0; SEGMENT],
            many: [0; SEGMENT],
            dense: Dense {
                lane: [0; SEGMENT],
                undone: [0; SEGMENT],
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
                result: zero,
                done: [0; SEGMENT],
            },
        }
    }
}

/// Draws a segment of at most [`SEGMENT`] lanes.
#[inline(always)]
pub(super) fn segment(occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64], work: &mut Work) {
    let Lanes { items, runs, n, p } = lanes;
    let count = out.len();
    // Shows the compiler that no index is outside.
    assert!(count <= SEGMENT && items.len() == count && runs.len() == count && n.len() == count && p.len() == count);
    let mut any_many = 0;
    for i in 0..count {
        let mean = n[i] * rarer(p[i]);
        (work.n[i], work.p[i], work.mean[i]) = (n[i], p[i], mean);
        work.many[i] = u64::from(mean >= SWITCH);
        any_many |= work.many[i];
        out[i] = successes(n[i], p[i], 0.0);
    }
    if any_many > 0 {
        first_numbers::<true>(occasion, draw, items, runs, work);
    } else {
        first_numbers::<false>(occasion, draw, items, runs, work);
    }
    // Beyond the last lane there is nothing to count.
    let filled = count.next_multiple_of(BLOCK).min(SEGMENT);
    for i in count..filled {
        (work.few[i], work.many[i]) = (0, 0);
    }
    let Work { n, p, u, v, few, many, dense, .. } = work;
    let to = [&mut dense.n, &mut dense.p, &mut dense.u];
    let few = gather(few, filled, [n, p, u], to, &mut dense.lane);
    if few > 0 {
        invert(few, out, dense);
    }
    if any_many > 0 {
        let to = [&mut dense.n, &mut dense.p, &mut dense.u, &mut dense.v];
        let many = gather(many, filled, [n, p, u, v], to, &mut dense.lane);
        reject(occasion, draw, (items, runs), many, out, dense);
    }
}

/// The uniform numbers of the first attempt, the second of them only if it is asked for.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn first_numbers<const SECOND: bool>(occasion: &Occasion, draw: u32, items: &[u32], runs: &[u32], work: &mut Work) {
    let Work { u, v, .. } = work;
    occasion.pairs::<SECOND>((items, runs), (draw, 0), &mut u[..items.len()], &mut v[..items.len()]);
    for i in 0..items.len().min(SEGMENT) {
        let mean = work.mean[i];
        work.few[i] = u64::from(maybe_some(mean, work.u[i]) & (mean < SWITCH));
    }
}

/// Moves the numbers of the lanes that are marked together, `from` one entry a lane `to` dense ones, and lists the lanes;
/// returns how many they are.
#[inline(always)]
fn gather<const N: usize>(
    marked: &[u64; SEGMENT],
    lanes: usize,
    from: [&Numbers; N],
    to: [&mut Numbers; N],
    list: &mut [u8; SEGMENT],
) -> usize {
    let mut count = 0;
    for (block, marked) in marked.as_chunks::<BLOCK>().0[..lanes / BLOCK].iter().enumerate() {
        // Blocks without any are many.
        let mut any = 0;
        for i in 0..BLOCK {
            any |= marked[i];
        }
        if any == 0 {
            continue;
        }
        for i in 0..BLOCK {
            // The remainder changes nothing, but shows the compiler that no index is outside.
            let (lane, next) = ((block * BLOCK + i) % SEGMENT, count % SEGMENT);
            list[next] = lane as u8;
            for number in 0..N {
                to[number][next] = from[number][lane];
            }
            count += marked[i] as usize;
        }
    }
    count
}

/// Fills up the last block of the moved lanes with copies of the last lane, and finds the means; returns how many there are
/// with the copies.
#[inline(always)]
fn fill_up(count: usize, dense: &mut Dense) -> usize {
    let filled = count.next_multiple_of(BLOCK).min(SEGMENT);
    let count = count.min(SEGMENT);
    let (n, p, u) = (dense.n[count - 1], dense.p[count - 1], dense.u[count - 1]);
    // A whole block, because a processor cannot foresee how many there are missing.
    for j in count..count + BLOCK {
        (dense.n[j], dense.p[j], dense.u[j]) = (n, p, u);
    }
    for j in 0..filled {
        dense.mean[j] = dense.n[j] * rarer(dense.p[j]);
    }
    filled
}

/// Inversion in the lanes that were moved together.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn invert(few: usize, out: &mut [f64], dense: &mut Dense) {
    let filled = fill_up(few, dense);
    for j in 0..filled {
        let recurrence = Recurrence::new(dense.n[j], rarer(dense.p[j]));
        dense.chance[j] = recurrence.ln_none;
        dense.growth[j] = recurrence.growth;
        dense.odds[j] = recurrence.odds;
    }
    for j in 0..filled {
        dense.chance[j] = exp(dense.chance[j]);
        dense.rest[j] = dense.u[j] - dense.chance[j];
    }
    // Has any lane so few trials? A loop of its own, which compilers make vectors of.
    let mut few_trials = 0;
    for j in 0..filled {
        few_trials |= u64::from(dense.n[j] < STEPS as f64);
    }
    for from in (0..filled).step_by(BLOCK) {
        if few_trials > 0 {
            search::<BLOCK, true>(from, dense);
        } else {
            search::<BLOCK, false>(from, dense);
        }
    }
    for j in 0..filled {
        let largest = largest_count(dense.n[j], dense.mean[j]);
        let count = if dense.count[j] < largest { dense.count[j] } else { largest };
        dense.count[j] = successes(dense.n[j], dense.p[j], count);
    }
    for j in 0..few.min(SEGMENT) {
        out[usize::from(dense.lane[j])] = dense.count[j];
    }
}

#[inline(always)]
fn block<const WIDTH: usize>(values: &Numbers, from: usize) -> [f64; WIDTH] {
    let mut block = [0.0; WIDTH];
    block.copy_from_slice(&values[from..from + WIDTH]);
    block
}

/// Counts up in `WIDTH` lanes until none has anything left of its uniform number. Beyond n the factor, mathematically zero
/// and then negative, must stay zero, so that a lane that has its count keeps it while its neighbours search on; where no n
/// is as small (`BEYOND_N` is false) that need not be seen to.
#[inline(always)]
fn search<const WIDTH: usize, const BEYOND_N: bool>(from: usize, work: &mut Dense) {
    let (growth, odds) = (block::<WIDTH>(&work.growth, from), block::<WIDTH>(&work.odds, from));
    let (mut rest, mut chance) = (block::<WIDTH>(&work.rest, from), block::<WIDTH>(&work.chance, from));
    // Steps after the count was found: the sign of a negative rest.
    let mut idle = [0u64; WIDTH];
    // The first look comes when the first lane has probably found its count; when to look decides about time only.
    let look = (work.mean[from] as usize).min(STEPS);
    let mut k = 1;
    loop {
        for k in k..k + STEPS_PER_LOOK {
            for i in 0..WIDTH {
                let factor = growth[i] * INVERSE[k] - odds[i];
                idle[i] += rest[i].to_bits() >> 63;
                chance[i] *= if factor > 0.0 || !BEYOND_N { factor } else { 0.0 };
                rest[i] -= chance[i];
            }
        }
        k += STEPS_PER_LOOK;
        if k < look {
            continue;
        }
        let mut found = u64::MAX;
        for i in 0..WIDTH {
            found &= rest[i].to_bits();
        }
        if found >> 63 == 1 || k > STEPS {
            break;
        }
    }
    for i in 0..WIDTH {
        work.count[from + i] = small_integer(k as u64 - 1 - idle[i]);
    }
}

/// Rejection in the lanes that were moved together: those whose proposal the squeeze does not keep are judged by the chance
/// itself, and those whose proposal that does not keep try again.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn reject(
    occasion: &Occasion,
    draw: u32,
    (items, runs): (&[u32], &[u32]),
    many: usize,
    out: &mut [f64],
    dense: &mut Dense,
) {
    fill_up(many, dense);
    for j in 0..many.min(SEGMENT) {
        let lane = usize::from(dense.lane[j]);
        (dense.item[j], dense.run[j]) = (items[lane], runs[lane]);
    }
    let (mut pending, mut attempt) = (many, 0);
    loop {
        propose(pending.next_multiple_of(BLOCK).min(SEGMENT), dense);
        let in_doubt = keep(pending, out, dense);
        judge(in_doubt.next_multiple_of(BLOCK).min(SEGMENT), dense);
        pending = keep(in_doubt, out, dense);
        if pending == 0 {
            return;
        }
        attempt += 1;
        let again = ..pending.next_multiple_of(BLOCK).min(SEGMENT);
        let Dense { item, run, u, v, .. } = &mut *dense;
        occasion.pairs::<true>((&item[again], &run[again]), (draw, attempt), &mut u[again], &mut v[again]);
    }
}

/// A proposal for each of the first lanes.
#[inline(always)]
fn propose(lanes: usize, dense: &mut Dense) {
    for j in 0..lanes {
        let proposal = Proposal::new(rarer(dense.p[j]), dense.mean[j], dense.u[j], dense.v[j]);
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
fn keep(lanes: usize, out: &mut [f64], dense: &mut Dense) -> usize {
    let lanes = lanes.min(SEGMENT);
    let mut undone = 0;
    for j in 0..lanes {
        dense.undone[undone % SEGMENT] = j as u8;
        undone += 1 - dense.done[j] as usize;
    }
    for j in 0..lanes {
        dense.result[j] = successes(dense.n[j], dense.p[j], dense.count[j]);
    }
    for j in 0..lanes {
        out[usize::from(dense.lane[j])] = dense.result[j];
    }
    for to in 0..undone.min(SEGMENT) {
        let from = usize::from(dense.undone[to]);
        dense.lane[to] = dense.lane[from];
        (dense.item[to], dense.run[to]) = (dense.item[from], dense.run[from]);
        (dense.n[to], dense.p[to], dense.mean[to]) = (dense.n[from], dense.p[from], dense.mean[from]);
        (dense.count[to], dense.left[to], dense.right[to]) = (dense.count[from], dense.left[from], dense.right[from]);
    }
    undone
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
        search::<2, true>(0, &mut work);
        assert_eq!(work.count[0], 0.0);
        assert!(work.count[1] > 2.0);
    }
}
