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
use crate::real::Real;
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
    active: Vec<u32>,
    /// How many: `[active]`.
    left: Vec<R>,
    /// The chance of a flow among itself and those after it in its group: `[flow]`.
    chance: Vec<R>,
    /// Whether anybody can take the flow: `[flow]`.
    open: Vec<bool>,
    /// Draws to be made together.
    batch: Batch,
    /// Draws so far, certainties not counted; in several runs, those made for any of them.
    made: u64,
}

impl<R: Real, B: Binomial> Divider<R, B> {
    /// For some runs, one a lane.
    ///
    /// # Panics
    /// If there are not as many runs as lanes.
    pub fn new(binomial: B, runs: Vec<u32>) -> Self {
        assert_eq!(runs.len(), R::LANES, "one run a lane");
        Divider {
            binomial,
            runs,
            active: Vec::new(),
            left: Vec::new(),
            chance: Vec::new(),
            open: Vec::new(),
            batch: Batch::default(),
            made: 0,
        }
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
        self.batch.provide(groups.n.len(), &self.runs);
        self.draw_leavers(occasion, &groups);
        self.find_chances(&groups);
        let mut flow = 0;
        while !self.active.is_empty() {
            self.draw_flow(occasion, &groups, flow, moved);
            flow += 1;
        }
    }

    #[inline(always)]
    fn draw_leavers(&mut self, occasion: &Occasion, groups: &Groups<R>) {
        self.active.clear();
        self.left.clear();
        for group in 0..groups.n.len() {
            let (n, leave) = (groups.n[group], groups.leave[group]);
            let mean = n * leave;
            if !mean.any_positive() || groups.flow_start[group] == groups.flow_start[group + 1] {
                continue;
            }
            if certain(n, leave) {
                self.active.push(group as u32);
                self.left.push(n);
            } else {
                self.push(group, groups.items[group], n, leave);
            }
        }
        self.draw(occasion, 0);
        for (draw, &group) in self.batch.of.iter().enumerate() {
            let leavers: R = self.batch.result(draw);
            if leavers.any_positive() {
                self.active.push(group);
                self.left.push(leavers);
            }
        }
    }

    #[inline(always)]
    fn find_chances(&mut self, groups: &Groups<R>) {
        if self.chance.len() < groups.share.len() {
            self.chance.resize(groups.share.len(), R::of(0.0));
            self.open.resize(groups.share.len(), false);
        }
        for &group in &self.active {
            let flows = groups.flow_start[group as usize] as usize..groups.flow_start[group as usize + 1] as usize;
            let (shares, chances) = (&groups.share[flows.clone()], &mut self.chance[flows.clone()]);
            let mut rest = R::of(0.0);
            for ((share, chance), open) in shares.iter().zip(chances).zip(&mut self.open[flows]).rev() {
                *open = share.any_positive();
                if *open {
                    rest += *share;
                    *chance = share.ratio(rest);
                }
            }
        }
    }

    /// Divides off the flow with a number in each group, and forgets groups that are done.
    #[inline(always)]
    fn draw_flow(&mut self, occasion: &Occasion, groups: &Groups<R>, number: u32, moved: &mut Moved<R>) {
        self.batch.of.clear();
        for index in 0..self.active.len() {
            let group = self.active[index] as usize;
            let flow = (groups.flow_start[group] + number) as usize;
            if !self.open[flow] {
                continue;
            }
            let (left, chance) = (self.left[index], self.chance[flow]);
            if certain(left, chance) {
                moved.note(flow, left);
                self.left[index] = R::of(0.0);
            } else if (left * chance).any_positive() {
                self.push(index, groups.items[group], left, chance);
            }
        }
        self.draw(occasion, 1 + number);
        for (draw, &index) in self.batch.of.iter().enumerate() {
            let taken: R = self.batch.result(draw);
            moved.note((groups.flow_start[self.active[index as usize] as usize] + number) as usize, taken);
            self.left[index as usize] -= taken;
        }
        let mut kept = 0;
        for index in 0..self.active.len() {
            let (group, left) = (self.active[index], self.left[index]);
            let last = groups.flow_start[group as usize] + number + 1 == groups.flow_start[group as usize + 1];
            self.active[kept] = group;
            self.left[kept] = left;
            kept += usize::from(!last && left.any_positive());
        }
        self.active.truncate(kept);
        self.left.truncate(kept);
    }

    /// Notes a draw to be made. `of` says what it is for.
    #[inline(always)]
    fn push(&mut self, of: usize, item: u32, n: R, p: R) {
        self.made += 1;
        let batch = &mut self.batch;
        let lanes = batch.of.len() * R::LANES;
        let lanes = lanes..lanes + R::LANES;
        batch.of.push(of as u32);
        batch.items[lanes.clone()].fill(item);
        n.store(&mut batch.n.slice_mut()[lanes.clone()]);
        p.store(&mut batch.p.slice_mut()[lanes]);
    }

    #[inline(always)]
    fn draw(&mut self, occasion: &Occasion, draw: u32) {
        let batch = &mut self.batch;
        let lanes = ..batch.of.len() * R::LANES;
        if lanes.end > 0 {
            let (items, runs) = (&batch.items[lanes], &batch.runs[lanes]);
            let (n, p) = (&batch.n.slice()[lanes], &batch.p.slice()[lanes]);
            self.binomial.binomial(occasion, draw, Lanes { items, runs, n, p }, &mut batch.out.slice_mut()[lanes]);
        }
    }
}

/// Do all go, wherever there is anybody?
#[inline(always)]
fn certain<R: Real>(n: R, chance: R) -> bool {
    // The first run is asked first, because chances are rarely one.
    chance.lane(0) >= 1.0 && !(n * (R::of(1.0) - chance)).any_positive()
}

/// Draws to be made together.
#[derive(Clone, Debug, Default)]
struct Batch {
    /// What each draw is for: `[draw]`. The rest is `[draw][lane]`.
    of: Vec<u32>,
    items: Vec<u32>,
    runs: Vec<u32>,
    n: Aligned,
    p: Aligned,
    out: Aligned,
}

impl Batch {
    /// Empties the batch and makes room for so many draws.
    #[inline(always)]
    fn provide(&mut self, draws: usize, runs: &[u32]) {
        self.of.clear();
        let lanes = draws * runs.len();
        if self.items.len() < lanes {
            self.items.resize(lanes, 0);
            self.runs = runs.iter().copied().cycle().take(lanes).collect();
            self.n = Aligned::new(lanes);
            self.p = Aligned::new(lanes);
            self.out = Aligned::new(lanes);
        }
    }

    #[inline(always)]
    fn result<R: Real>(&self, draw: usize) -> R {
        R::load(&self.out.slice()[draw * R::LANES..(draw + 1) * R::LANES])
    }
}

/// Numbers that begin on a cache line, so that no vector straddles two.
#[derive(Clone, Debug, Default)]
struct Aligned {
    numbers: Vec<f64>,
    from: usize,
}

impl Aligned {
    const LINE_BYTES: usize = 64;

    fn new(length: usize) -> Self {
        let room = Self::LINE_BYTES / size_of::<f64>();
        let numbers = vec![0.0; length + room];
        let from = numbers.as_ptr().align_offset(Self::LINE_BYTES).min(room);
        Aligned { numbers, from }
    }

    #[inline(always)]
    fn slice(&self) -> &[f64] {
        &self.numbers[self.from..]
    }

    #[inline(always)]
    fn slice_mut(&mut self) -> &mut [f64] {
        &mut self.numbers[self.from..]
    }
}
