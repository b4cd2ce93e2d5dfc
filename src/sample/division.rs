//! Dividing counts among flows: a binomial draw of those who leave, then conditional binomial draws, one flow after
//! another.
//!
//! Flow j takes a binomial part of what flows before it have left, with chance share j / (share j + share j+1 + ...).
//! The sums are formed from the last flow backwards, so that the last flow with a share has a chance of exactly one and
//! takes all that is left, whatever the rounding.
//!
//! Many groups are divided at once, each in one run or in several side by side ([`Real`]): all leavers are drawn
//! together, then all first flows, and so on. Groups in which nothing can happen cost nothing. A group gets the
//! same counts whatever is divided beside it.

use super::{Binomial, Lanes};
use crate::real::{Real, Wide};
use crate::rng::Occasion;

/// What is to be divided.
#[derive(Clone, Copy, Debug)]
pub struct Groups<'a, R> {
    /// What each group is about: `[group]`.
    pub items: &'a [u32],
    /// How many there are, whole numbers: `[group]`.
    pub n: &'a [R],
    /// The chance of each to leave: `[group]`.
    pub leave: &'a [R],
    /// Flows of group i are `flow_start[i]..flow_start[i + 1]`: `[group + 1]`.
    pub flow_start: &'a [u32],
    /// How leavers divide among flows, not negative; need not add up to one: `[flow]`. If all are zero nobody moves.
    pub share: &'a [R],
}

/// Who moved: counts by flow, and which of them are not zero in some run.
#[derive(Clone, Debug)]
pub struct Moved<R> {
    /// `[flow]`
    pub count: Vec<R>,
    /// Indices of the flows that somebody took, each once, in no order that means anything.
    pub flows: Vec<u32>,
}

impl<R: Real> Moved<R> {
    /// Nobody, along so many flows.
    pub fn nobody(flows: usize) -> Self {
        Moved { count: vec![R::of(0.0); flows], flows: Vec::new() }
    }

    /// Forgets who moved, and provides for so many flows.
    #[inline(always)]
    pub fn clear(&mut self, flows: usize) {
        for &flow in &self.flows {
            self.count[flow as usize] = R::of(0.0);
        }
        self.flows.clear();
        if self.count.len() != flows {
            self.count.resize(flows, R::of(0.0));
        }
    }

    /// Notes how many took a flow, none or some, for the first time.
    #[inline(always)]
    pub fn note(&mut self, flow: usize, count: R) {
        if count.any_positive() {
            self.count[flow] = count;
            self.flows.push(flow as u32);
        }
    }
}

/// Divides by chance; keeps its working memory between calls.
#[derive(Clone, Debug)]
pub struct Divider<R, B> {
    binomial: B,
    /// `[lane]`
    runs: Vec<u32>,
    /// Groups that still have somebody to divide.
    active: Vec<Active<R>>,
    /// The chance of a flow among itself and those after it in its group: `[flow]`.
    chance: Vec<R>,
    /// Draws to be made together.
    batch: Batch,
    /// Draws so far, certainties not counted; in several runs, those made for any of them.
    made: u64,
}

/// A group that still has somebody to divide.
#[derive(Clone, Copy, Debug)]
struct Active<R> {
    /// How many.
    left: R,
    group: u32,
    /// The number of the last flow that anybody can take: all who are left there take it.
    last: u32,
}

impl<R: Real> Active<R> {
    /// The last flow is found later.
    #[inline(always)]
    fn new(group: u32, left: R) -> Self {
        Active { left, group, last: 0 }
    }
}

impl<R: Real, B: Binomial> Divider<R, B> {
    /// For some runs, one a lane.
    ///
    /// # Panics
    /// If there are not as many runs as lanes.
    pub fn new(binomial: B, runs: Vec<u32>) -> Self {
        assert_eq!(runs.len(), R::LANES, "one run a lane");
        Divider { binomial, runs, active: Vec::new(), chance: Vec::new(), batch: Batch::default(), made: 0 }
    }

    /// The runs, one a lane.
    pub fn runs(&self) -> &[u32] {
        &self.runs
    }

    /// The runs, to be changed between divisions.
    pub fn runs_mut(&mut self) -> &mut [u32] {
        &mut self.runs
    }

    /// Binomial draws so far, certainties not counted; with several runs, those made for any of them.
    pub fn draws(&self) -> u64 {
        self.made
    }

    /// Divides every group. The leavers are draw 0 of their item, flow j is draw 1 + j.
    #[inline(always)]
    pub fn divide(&mut self, occasion: &Occasion, groups: Groups<R>, moved: &mut Moved<R>) {
        moved.clear(groups.share.len());
        self.batch.provide(groups.n.len(), R::LANES);
        self.draw_leavers(occasion, &groups);
        self.find_chances(&groups);
        let mut flow = 0;
        while !self.active.is_empty() {
            self.draw_flow(occasion, &groups, flow, moved);
            flow += 1;
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn draw_leavers(&mut self, occasion: &Occasion, groups: &Groups<R>) {
        self.active.clear();
        for group in 0..groups.n.len() {
            if groups.flow_start[group] == groups.flow_start[group + 1] {
                continue;
            }
            let (n, leave) = (&groups.n[group], &groups.leave[group]);
            let runs = (*n * *leave).positive();
            if runs == 0 {
                continue;
            }
            if certain(n, leave) {
                self.active.push(Active::new(group as u32, *n));
            } else {
                self.made += 1;
                let draw = Noted { of: group as u32, runs };
                self.batch.push(draw, groups.items[group], &self.runs, n, leave);
            }
        }
        self.draw(occasion, 0);
        let mut at = 0;
        for &draw in &self.batch.draws {
            let leavers: R;
            (leavers, at) = self.batch.result(draw, at);
            if leavers.any_positive() {
                self.active.push(Active::new(draw.of, leavers));
            }
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn find_chances(&mut self, groups: &Groups<R>) {
        if self.chance.len() < groups.share.len() {
            self.chance.resize(groups.share.len(), R::of(0.0));
        }
        for active in &mut self.active {
            let group = active.group as usize;
            let flows = groups.flow_start[group] as usize..groups.flow_start[group + 1] as usize;
            let (share, chance) = (&groups.share[flows.clone()], &mut self.chance[flows]);
            let mut last = share.len() - 1;
            while last > 0 && !share[last].any_positive() {
                last -= 1;
            }
            active.last = last as u32;
            let mut rest = share[last];
            for flow in (0..last).rev() {
                rest += share[flow];
                chance[flow] = share[flow].ratio(rest);
            }
        }
    }

    /// Divides off the flow with a number in each group, and forgets groups that are done.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn draw_flow(&mut self, occasion: &Occasion, groups: &Groups<R>, number: u32, moved: &mut Moved<R>) {
        self.batch.clear();
        for index in 0..self.active.len() {
            let Active { left, group, last } = &self.active[index];
            let flow = (groups.flow_start[*group as usize] + number) as usize;
            if number == *last {
                moved.note(flow, left.zip(groups.share[flow], |left, share| if share > 0.0 { left } else { 0.0 }));
                continue;
            }
            let chance = &self.chance[flow];
            let runs = (*left * *chance).positive();
            if runs > 0 {
                self.made += 1;
                let draw = Noted { of: index as u32, runs };
                self.batch.push(draw, groups.items[*group as usize], &self.runs, left, chance);
            }
        }
        self.draw(occasion, 1 + number);
        let mut at = 0;
        for &draw in &self.batch.draws {
            let taken: R;
            (taken, at) = self.batch.result(draw, at);
            let active = &mut self.active[draw.of as usize];
            moved.note((groups.flow_start[active.group as usize] + number) as usize, taken);
            active.left -= taken;
        }
        let mut kept = 0;
        for index in 0..self.active.len() {
            let active = &self.active[index];
            if number < active.last && active.left.any_positive() {
                if kept < index {
                    self.active[kept] = *active;
                }
                kept += 1;
            }
        }
        self.active.truncate(kept);
    }

    #[inline(always)]
    fn draw(&mut self, occasion: &Occasion, draw: u32) {
        let batch = &mut self.batch;
        let lanes = ..batch.fill_up(R::LANES);
        if lanes.end > 0 {
            let (items, runs) = (&batch.items[lanes], &batch.runs[lanes]);
            let (n, p) = (&batch.n[lanes], &batch.p[lanes]);
            self.binomial.binomial(occasion, draw, Lanes { items, runs, n, p }, &mut batch.out[lanes]);
        }
    }
}

/// Do all go, wherever there is anybody?
#[inline(always)]
fn certain<R: Real>(n: &R, chance: &R) -> bool {
    // The first run is asked first, because chances are rarely one.
    chance.lane(0) >= 1.0 && !(*n * (R::of(1.0) - *chance)).any_positive()
}

/// Runs in which a draw is made if no more need it, instead of all: a quarter of them. A fixed number, because a processor
/// cannot foresee how often a loop goes round that goes round more or less often each time, and loses more by that than the
/// samplers gain.
const FEW: usize = Wide::LANES / 4;

/// Draws to be made together. A draw that is to be made in most runs is made in all of them; one to be made in [`FEW`] at
/// most, in these alone, so that the samplers have less to do.
#[derive(Clone, Debug, Default)]
struct Batch {
    draws: Vec<Noted>,
    /// Lanes of the draws, one after another: so many.
    lanes: usize,
    /// `[lane]`
    items: Vec<u32>,
    runs: Vec<u32>,
    n: Vec<f64>,
    p: Vec<f64>,
    out: Vec<f64>,
}

/// A draw to be made.
#[derive(Clone, Copy, Debug)]
struct Noted {
    /// What it is for.
    of: u32,
    /// The runs in which it is to be made, one bit each.
    runs: u32,
}

impl Noted {
    /// Is it made in a few runs only?
    #[inline(always)]
    fn in_few<R: Real>(&self) -> bool {
        R::LANES > FEW && self.runs.count_ones() as usize <= FEW
    }

    /// The few runs, and whether each is needed; one that is not is the first run, in which then nobody is drawn.
    #[inline(always)]
    fn few<R: Real>(&self) -> [(usize, bool); FEW] {
        let mut few = [(0, false); FEW];
        let mut rest = self.runs;
        for at in 0..FEW {
            few[at] = (rest.trailing_zeros() as usize % R::LANES, rest > 0);
            rest &= rest.wrapping_sub(1);
        }
        few
    }
}

impl Batch {
    /// Empties the batch and makes room for so many draws.
    #[inline(always)]
    fn provide(&mut self, draws: usize, runs: usize) {
        self.clear();
        // One more, so that as many lanes as there are runs may be written and read beside the last that is drawn.
        let lanes = (draws + 1) * runs;
        if self.items.len() < lanes {
            self.items.resize(lanes, 0);
            self.runs.resize(lanes, 0);
            self.n.resize(lanes, 0.0);
            self.p.resize(lanes, 0.0);
            self.out.resize(lanes, 0.0);
        }
    }

    #[inline(always)]
    fn clear(&mut self) {
        self.draws.clear();
        self.lanes = 0;
    }

    /// Notes a draw of some `n` with some chance `p`. They are looked at lane by lane where they are, because a copy of which
    /// single lanes are read cannot stay in registers.
    #[inline(always)]
    fn push<R: Real>(&mut self, draw: Noted, item: u32, runs: &[u32], n: &R, p: &R) {
        self.draws.push(draw);
        let here = self.lanes..self.lanes + R::LANES;
        let (items_here, runs_here) = (&mut self.items[here.clone()], &mut self.runs[here.clone()]);
        let (n_here, p_here) = (&mut self.n[here.clone()], &mut self.p[here]);
        items_here.fill(item);
        if draw.in_few::<R>() {
            for (at, (lane, needed)) in draw.few::<R>().into_iter().enumerate() {
                runs_here[at] = runs[lane];
                n_here[at] = if needed { n.lane(lane) } else { 0.0 };
                p_here[at] = p.lane(lane);
            }
            self.lanes += FEW;
        } else {
            runs_here.copy_from_slice(&runs[..R::LANES]);
            n.store(n_here);
            p.store(p_here);
            self.lanes += R::LANES;
        }
    }

    /// Fills up the lanes to a multiple with some in which nobody is, so that the samplers have none left over that do not
    /// fill a vector; returns how many there are with these.
    #[inline(always)]
    fn fill_up(&mut self, multiple: usize) -> usize {
        let filled = self.lanes.next_multiple_of(multiple);
        self.n[self.lanes..filled].fill(0.0);
        filled
    }

    /// What came out of a draw, whose first lane is `at`, and the first lane of the next.
    #[inline(always)]
    fn result<R: Real>(&self, draw: Noted, at: usize) -> (R, usize) {
        let out = &self.out[at..at + R::LANES];
        if !draw.in_few::<R>() {
            return (R::load(out), at + R::LANES);
        }
        let mut result = R::of(0.0);
        for (at, (lane, _)) in draw.few::<R>().into_iter().enumerate() {
            *result.lane_mut(lane) += out[at];
        }
        (result, at + FEW)
    }
}
