//! Binomial draws of many lanes (runs side by side), each with its own n and p.
//!
//! Lanes are worked off in segments of [`SEGMENT`], whose intermediate numbers stay in the nearest cache. In a segment
//! every step is one loop over its lanes, without branches, so that the compiler makes vector code of it; only the search
//! of the inversion goes round in blocks of `WIDTH` lanes until all of them have found their count. Proposals that the
//! squeeze does not keep are collected and finished together. What a lane gets depends on its own n, p, run and name:
//! not on its neighbours, and not on `WIDTH`.

use super::binomial::{INVERSE, Inversion, Proposal, STEPS, SWITCH, rarer, successes, surely_none};
use crate::rng::{Name, open_unit};

/// Lanes worked off at a time.
pub(super) const SEGMENT: usize = 256;

/// Steps of the search between two looks whether it has ended.
const STEPS_PER_LOOK: usize = 4;

type Lanes = [f64; SEGMENT];

/// Intermediate numbers of a segment, one entry a lane.
pub(super) struct Segment {
    p: Lanes,
    mean: Lanes,
    u: Lanes,
    v: Lanes,
    rest: Lanes,
    chance: Lanes,
    growth: Lanes,
    odds: Lanes,
    limit: Lanes,
    count: Lanes,
    kept: [bool; SEGMENT],
    pending: [u16; SEGMENT],
}

impl Segment {
    pub(super) fn new() -> Self {
        let zero = [0.0; SEGMENT];
        Segment {
            p: zero,
            mean: zero,
            u: zero,
            v: zero,
            rest: zero,
            chance: zero,
            growth: zero,
            odds: zero,
            limit: zero,
            count: zero,
            kept: [false; SEGMENT],
            pending: [0; SEGMENT],
        }
    }
}

/// Draws a segment of at most [`SEGMENT`] lanes.
#[inline(always)]
pub(super) fn segment<const WIDTH: usize>(
    name: &Name,
    draw: u32,
    runs: &[u32],
    n: &[f64],
    p: &[f64],
    out: &mut [f64],
    work: &mut Segment,
) {
    let lanes = out.len();
    assert!(lanes <= SEGMENT && runs.len() == lanes && n.len() == lanes && p.len() == lanes);
    let (mut some, mut few, mut many) = (false, false, false);
    for i in 0..lanes {
        work.p[i] = rarer(p[i]);
        work.mean[i] = n[i] * work.p[i];
        some |= work.mean[i] > 0.0;
        few |= (work.mean[i] > 0.0) & (work.mean[i] < SWITCH);
        many |= work.mean[i] >= SWITCH;
        work.count[i] = 0.0;
    }
    if some {
        for i in 0..lanes {
            let [first, second, third, fourth] = name.block(runs[i], draw, 0);
            work.u[i] = open_unit(first, second);
            work.v[i] = open_unit(third, fourth);
        }
    }
    if few {
        invert::<WIDTH>(n, lanes, work);
    }
    if many {
        reject(name, draw, runs, n, lanes, work);
    }
    for i in 0..lanes {
        out[i] = successes(n[i], p[i], work.count[i]);
    }
}

/// Inversion of the lanes below the switch; the others get a count without meaning.
#[inline(always)]
fn invert<const WIDTH: usize>(n: &[f64], lanes: usize, work: &mut Segment) {
    let mut searching = false;
    for i in 0..lanes {
        searching |= !surely_none(work.mean[i], work.u[i]) & (work.mean[i] < SWITCH);
    }
    if !searching {
        return;
    }
    for i in 0..lanes {
        let (n, mean) = (n[i], work.mean[i]);
        let start = Inversion::start(n, work.p[i], mean, work.u[i]);
        let found = start.rest < 0.0;
        let here = (mean < SWITCH) & !found;
        // A lane that does not search has no chance left to subtract, and no limit of its own.
        work.rest[i] = if here { start.rest } else { -1.0 };
        work.chance[i] = if here { start.chance } else { 0.0 };
        work.growth[i] = start.growth;
        work.odds[i] = start.odds;
        work.limit[i] = if here { n } else { f64::MAX };
        work.count[i] = 0.0;
    }
    for from in (0..lanes).step_by(WIDTH) {
        if from + WIDTH <= lanes {
            search::<WIDTH>(from, work);
        } else {
            for lane in from..lanes {
                search::<1>(lane, work);
            }
        }
    }
    for i in 0..lanes {
        let last = Inversion::last(n[i], work.mean[i]);
        work.count[i] = if work.count[i] < last { work.count[i] } else { last };
    }
}

/// Counts up in `WIDTH` lanes until none has anything left of its uniform number.
#[inline(always)]
fn search<const WIDTH: usize>(from: usize, work: &mut Segment) {
    let lanes = |values: &Lanes| -> [f64; WIDTH] { std::array::from_fn(|i| values[from + i]) };
    let (growth, odds, limit) = (lanes(&work.growth), lanes(&work.odds), lanes(&work.limit));
    let (mut rest, mut chance) = (lanes(&work.rest), lanes(&work.chance));
    let mut count = [0.0; WIDTH];
    let mut smallest = f64::MAX;
    for i in 0..WIDTH {
        smallest = if limit[i] < smallest { limit[i] } else { smallest };
    }
    let mut k = 1;
    while k <= STEPS && rest.iter().fold(false, |left, &rest| left | (rest >= 0.0)) {
        let end = (k + STEPS_PER_LOOK).min(STEPS + 1);
        // Beyond n the factor, mathematically zero and then negative, must stay zero, so that a lane that has its count
        // keeps it while its neighbours search on. While all n are larger that costs nothing.
        if end as f64 <= smallest {
            while k < end {
                for i in 0..WIDTH {
                    count[i] += if rest[i] >= 0.0 { 1.0 } else { 0.0 };
                    chance[i] *= growth[i] * INVERSE[k] - odds[i];
                    rest[i] -= chance[i];
                }
                k += 1;
            }
        } else {
            while k < end {
                for i in 0..WIDTH {
                    let factor = growth[i] * INVERSE[k] - odds[i];
                    count[i] += if rest[i] >= 0.0 { 1.0 } else { 0.0 };
                    chance[i] *= if factor > 0.0 { factor } else { 0.0 };
                    rest[i] -= chance[i];
                }
                k += 1;
            }
        }
    }
    work.count[from..from + WIDTH].copy_from_slice(&count);
}

/// Rejection in the lanes from the switch on.
#[inline(always)]
fn reject(name: &Name, draw: u32, runs: &[u32], n: &[f64], lanes: usize, work: &mut Segment) {
    for i in 0..lanes {
        let proposal = Proposal::new(work.p[i], work.mean[i], work.u[i], work.v[i]);
        let here = work.mean[i] >= SWITCH;
        work.count[i] = if here { proposal.count } else { work.count[i] };
        work.kept[i] = proposal.kept | !here;
    }
    let mut pending = 0;
    for i in 0..lanes {
        work.pending[pending] = i as u16;
        pending += usize::from(!work.kept[i]);
    }
    let mut attempt = 0;
    while pending > 0 {
        pending = finish(name, draw, attempt, runs, n, pending, work);
        attempt += 1;
    }
}

/// An attempt of the pending lanes, judged by the chance itself; returns how many remain pending.
#[inline(always)]
fn finish(name: &Name, draw: u32, attempt: u32, runs: &[u32], n: &[f64], pending: usize, work: &mut Segment) -> usize {
    let (mut run, mut trials, mut p, mut mean) = ([0; SEGMENT], [0.0; SEGMENT], [0.0; SEGMENT], [0.0; SEGMENT]);
    let (mut count, mut kept) = ([0.0; SEGMENT], [false; SEGMENT]);
    for j in 0..pending {
        let lane = usize::from(work.pending[j]);
        (run[j], trials[j], p[j], mean[j]) = (runs[lane], n[lane], work.p[lane], work.mean[lane]);
    }
    for j in 0..pending {
        let [first, second, third, fourth] = name.block(run[j], draw, attempt);
        let proposal = Proposal::new(p[j], mean[j], open_unit(first, second), open_unit(third, fourth));
        count[j] = proposal.count;
        kept[j] = proposal.kept | proposal.holds(trials[j], mean[j]);
    }
    let mut remaining = 0;
    for j in 0..pending {
        let lane = work.pending[j];
        work.count[usize::from(lane)] = count[j];
        work.pending[remaining] = lane;
        remaining += usize::from(!kept[j]);
    }
    remaining
}
