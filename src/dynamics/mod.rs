//! THE model: how households come to leave, or not, day by day. Written once, over [`Real`], for every engine.
//!
//! A discrete-time competing-risk Markov chain on households. At midnight the dynamics see the counts and give, for
//! every stock, the chance that a household leaves it on the coming day and how leavers divide among the flows
//! ([`Dynamics::morning`]); an engine draws; in the evening the dynamics take note of arrests and departures in their
//! memories ([`Dynamics::evening`]). Hazards are per day, frozen from midnight to midnight, and additive over causes,
//! so every departure has a cause and causes add up.
//!
//! From home, with frailty `nu_k`, environment Z, season S and the cost factor C:
//! ```text
//! baseline = nu_k b                       S Z C
//! hostile  = nu_k b_pl g_s plan           S Z C
//! deadline = nu_k alpha A_sp (1 - chi)      Z C
//! fear     = nu_k rho g_s R_p (1 - chi)   S Z C
//! social   = nu_k beta_c c_sp               Z C
//! assisted = nu_k a_s grant open          S Z
//! hide     = nu_k chi (alpha A_sp + rho g_s R_p) Z
//! arrest   = w_s kappa_p / (kappa_p / q + pool_p)
//! ```
//! with `A_sp = sum_j kappa_j g_sj K_j(t)`, a two-sided exponential pulse around every deadline. What is remembered of
//! arrests, `R_p`, is arrests per person who feels at risk (`sum_s g_s people_sp`), so that a status to which fear
//! spills over fears what happens to those targeted, in proportion to `g_s`.
//!
//! Left out: births and deaths (2 to 3 % a year), movement between provinces other than to the border, splitting of
//! households, and any link from people to violence.

mod environment;
mod frailty;
mod rates;
mod start;

pub use environment::{environment, mean_environment};
pub use frailty::gauss_gamma;
pub use start::{apportion, start_households};

use crate::network::{Day, Network, Shape, from_detention, from_hiding, from_home};
use crate::plan::{Cause, Mode, Plan, Quantity, Schedule};
use crate::real::Real;
use rates::Rates;

/// What an engine draws with: chances of the coming day.
#[derive(Clone, Debug)]
pub struct Chances<R> {
    /// Chance that a household leaves its stock on the day: `[stock]`.
    pub leave: Vec<R>,
    /// How leavers divide: `[flow]`, adding up to one over the flows of a stock that can be left.
    pub share: Vec<R>,
    /// People who can cross on the day: `[crossing]`.
    pub places: Vec<R>,
    /// Chance of giving up on the day, for households that have waited long enough: `[class]`.
    pub give_up: Vec<R>,
    /// Days after which a household may give up.
    pub patience_days: R,
    /// How those who give up divide among frailty groups: `[frailty]`, adding up to one.
    pub return_share: Vec<R>,
}

/// The model in a run (or in several runs side by side): numbers, memories, and the chances of the day.
#[derive(Clone, Debug)]
pub struct Dynamics<'a, R> {
    plan: &'a Plan,
    shape: Shape,
    numbers: &'a [R],
    /// nu: `[frailty]`.
    frailty: Vec<R>,
    /// Households at the start: `[group]`.
    initial: Vec<R>,
    /// R_p, remembered arrests per person at risk: `[province]`.
    fear: Vec<R>,
    /// c, remembered departures per initial household: `[group]`.
    contagion: Vec<R>,
    /// People given leave to remain so far: `[status]`.
    regularised: Vec<R>,
    /// People who felt at risk at midnight: `[province]`.
    at_risk: Vec<R>,
    /// Share of each cause in the day's self-organised departures: `[group][cause]`.
    causes: Vec<R>,
    chances: Chances<R>,
}

impl<'a, R: Real> Dynamics<'a, R> {
    /// The model at the start of a run.
    ///
    /// `frailty` and `frailty_weight` are the nodes `[frailty]` of [`gauss_gamma`], `households` the cells of
    /// [`start_households`], `numbers` the table `[quantity]` of the run.
    pub fn new(
        plan: &'a Plan,
        network: &Network,
        numbers: &'a [R],
        frailty: Vec<R>,
        frailty_weight: &[R],
        households: &[R],
    ) -> Self {
        let shape = network.shape;
        let zero = R::of(0.0);
        let mut initial = vec![zero; shape.groups()];
        for (group, sum) in initial.iter_mut().enumerate() {
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                *sum += households[cell];
            }
        }
        let mut return_share: Vec<R> = frailty.iter().zip(frailty_weight).map(|(&nu, &w)| nu * w).collect();
        let whole = return_share.iter().fold(zero, |sum, &share| sum + share);
        return_share.iter_mut().for_each(|share| *share = *share / whole);
        let mut dynamics = Dynamics {
            plan,
            shape,
            numbers,
            frailty,
            initial,
            fear: vec![zero; shape.provinces],
            contagion: vec![zero; shape.groups()],
            regularised: vec![zero; shape.statuses],
            at_risk: vec![zero; shape.provinces],
            causes: vec![zero; shape.groups() * Cause::ALL.len()],
            chances: Chances {
                leave: vec![zero; shape.stocks()],
                share: vec![zero; network.flows.len()],
                places: vec![zero; shape.crossings],
                give_up: vec![zero; shape.classes()],
                patience_days: zero,
                return_share,
            },
        };
        dynamics.fill_what_never_changes(network);
        dynamics
    }

    /// The number of a quantity in this run.
    #[inline]
    fn number(&self, quantity: Quantity) -> R {
        self.numbers[quantity.0 as usize]
    }

    /// The number of a schedule on a day.
    #[inline]
    fn on(&self, schedule: &Schedule, day: usize) -> R {
        self.number(schedule.at(day))
    }

    /// Share of each cause in the day's self-organised departures: `[group][cause]`.
    pub fn causes(&self) -> &[R] {
        &self.causes
    }

    /// The chances of the day, as [`Dynamics::morning`] gave them.
    pub fn chances(&self) -> &Chances<R> {
        &self.chances
    }

    /// Remembered arrests per person at risk: `[province]`. For tests and explanations.
    pub fn fear(&self) -> &[R] {
        &self.fear
    }

    /// The chances of the day, from the counts at midnight.
    ///
    /// `stock`: households `[stock]`; `queue`: people who wait `[crossing]`; `environment`: `[province]`.
    pub fn morning(
        &mut self,
        day: usize,
        network: &Network,
        stock: &[R],
        queue: &[R],
        environment: &[R],
    ) -> &Chances<R> {
        let rates = Rates::of_day(self, day, network, stock, environment);
        self.at_risk.copy_from_slice(&rates.at_risk);
        self.fill_home_and_hiding(&rates);
        self.fill_detention(day);
        self.fill_border(day, queue);
        &self.chances
    }

    /// Takes note of the day's arrests and departures in the memories.
    pub fn evening(&mut self, network: &Network, day: &Day<R>) {
        let shape = self.shape;
        let (memory, media) =
            (self.number(self.plan.behaviour.fear_memory_days), self.number(self.plan.behaviour.media_share));
        let contagion_memory = self.number(self.plan.behaviour.contagion_memory_days);
        let mut arrests = vec![R::of(0.0); shape.provinces];
        for group in 0..shape.groups() {
            let mut left = R::of(0.0);
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                let size = R::of(f64::from(network.size[cell]));
                let home = network.flow_start[shape.home() + cell] as usize;
                let hidden = network.flow_start[shape.hidden() + cell] as usize;
                left += day.flow[home + from_home::SELF_ORGANISED] + day.flow[hidden + from_hiding::SELF_ORGANISED];
                arrests[group % shape.provinces] +=
                    (day.flow[home + from_home::ARREST] + day.flow[hidden + from_hiding::ARREST]) * size;
                self.regularised[group / shape.provinces] += day.flow[home + from_home::REGULARISE] * size;
            }
            let memory = &mut self.contagion[group];
            *memory += (left.ratio(self.initial[group]) - *memory) / contagion_memory;
        }
        let national = arrests.iter().fold(R::of(0.0), |sum, &a| sum + a);
        let at_risk = self.at_risk.iter().fold(R::of(0.0), |sum, &a| sum + a);
        let heard = national.ratio(at_risk);
        for province in 0..shape.provinces {
            let seen = arrests[province].ratio(self.at_risk[province]);
            let fear = &mut self.fear[province];
            *fear += ((R::of(1.0) - media) * seen + media * heard - *fear) / memory;
        }
    }

    /// Chances that are the same every day: surfacing rates aside, the way back across the border.
    fn fill_what_never_changes(&mut self, network: &Network) {
        let shape = self.shape;
        let back = self.number(self.plan.behaviour.reentry_per_day).chance();
        for stock in shape.afghanistan()..shape.regularised() {
            self.chances.leave[stock] = back;
            self.chances.share[network.flows_of(stock)].copy_from_slice(&self.chances.return_share);
        }
        let tired = self.number(self.plan.behaviour.give_up_per_day).chance();
        for (class, chance) in self.chances.give_up.iter_mut().enumerate() {
            let deported = class % Mode::ALL.len() == Mode::Deported as usize;
            *chance = if deported { R::of(0.0) } else { tired };
        }
        self.chances.patience_days = self.number(self.plan.behaviour.give_up_after_days);
    }

    fn fill_home_and_hiding(&mut self, rates: &Rates<R>) {
        let shape = self.shape;
        let zero = R::of(0.0);
        let surfacing = self.number(self.plan.behaviour.surfacing_per_day);
        let slower = self.number(self.plan.behaviour.hidden_leave_factor);
        let safer = self.number(self.plan.behaviour.hidden_arrest_factor);
        for group in 0..shape.groups() {
            let by_cause = &rates.causes[group * Cause::ALL.len()..][..Cause::ALL.len()];
            let leave = by_cause.iter().fold(zero, |sum, &rate| sum + rate);
            for (cause, &rate) in by_cause.iter().enumerate() {
                self.causes[group * Cause::ALL.len() + cause] = rate.ratio(leave);
            }
            for size in 0..shape.sizes {
                for k in 0..shape.frailties {
                    let nu = self.frailty[k];
                    let cell = shape.cell(group, size, k);
                    let mut home = [zero; from_home::COUNT];
                    home[from_home::SELF_ORGANISED] = nu * leave;
                    home[from_home::ASSISTED] = nu * rates.assisted[group];
                    home[from_home::HIDE] = nu * rates.hide[group];
                    home[from_home::ARREST] = rates.arrest[group];
                    home[from_home::REGULARISE] = rates.regularise[group / shape.provinces];
                    home[from_home::RESETTLE] = rates.resettle[group / shape.provinces];
                    self.chances.fill(shape.home() + cell, cell * from_home::COUNT, &home);
                    let mut hidden = [zero; from_hiding::COUNT];
                    hidden[from_hiding::SELF_ORGANISED] = nu * leave * slower;
                    hidden[from_hiding::SURFACE] = surfacing;
                    hidden[from_hiding::ARREST] = rates.arrest[group] * safer;
                    let first = shape.cells() * from_home::COUNT + cell * from_hiding::COUNT;
                    self.chances.fill(shape.hidden() + cell, first, &hidden);
                }
            }
        }
    }

    /// Detention ends with the same chance every day; a court order that covers the detained keeps them from being
    /// deported as far as it is complied with.
    fn fill_detention(&mut self, day: usize) {
        let shape = self.shape;
        let policy = &self.plan.policy;
        let first_flow = shape.cells() * (from_home::COUNT + from_hiding::COUNT);
        let exit = self.number(self.plan.behaviour.detention_exit_per_day);
        for group in 0..shape.groups() {
            let status = group / shape.provinces;
            let stayed = self.on(&policy.court_order[status], day);
            let deported = self.on(&policy.deported_share[status], day) * (R::of(1.0) - stayed);
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                let flow = first_flow + cell * from_detention::COUNT;
                self.chances.leave[shape.detained() + cell] = exit;
                self.chances.share[flow + from_detention::DEPORT] = deported;
                self.chances.share[flow + from_detention::RELEASE] = R::of(1.0) - deported;
            }
        }
    }

    /// The way to the border and the places at the crossings. Travel takes a geometric number of days; when the wait
    /// at a crossing grows, a share of those who arrive turns to the others, in proportion to their places.
    fn fill_border(&mut self, day: usize, queue: &[R]) {
        let (zero, one) = (R::of(0.0), R::of(1.0));
        let shape = self.shape;
        let travel = &self.plan.travel;
        let mut turned = vec![zero; shape.crossings];
        for (crossing, border) in self.plan.crossings.iter().enumerate() {
            let places = self.on(&border.capacity_per_day, day) * self.on(&border.open, day);
            self.chances.places[crossing] = places;
            // A day's places at least: a closed crossing counts as a wait of as many days as it has people.
            let wait = queue[crossing] / places.max(one);
            turned[crossing] =
                self.number(travel.diversion) * (wait / self.number(travel.diversion_wait_days)).chance();
        }
        let first_flow = shape.cells() * (from_home::COUNT + from_hiding::COUNT + from_detention::COUNT);
        for province in 0..shape.provinces {
            let leave = one / self.number(travel.mean_days[province]);
            let shares = self.crossing_shares(province, &turned);
            for status in 0..shape.statuses {
                let group = shape.group(status, province);
                for class in shape.class(group, 0, Mode::SelfOrganised)..shape.class(group + 1, 0, Mode::SelfOrganised)
                {
                    self.chances.leave[shape.transit() + class] = leave;
                    self.chances.share[first_flow + class * shape.crossings..][..shape.crossings]
                        .copy_from_slice(&shares);
                }
            }
        }
    }

    fn crossing_shares(&self, province: usize, turned: &[R]) -> Vec<R> {
        let (zero, one) = (R::of(0.0), R::of(1.0));
        let weights: Vec<R> =
            self.plan.travel.crossing_share[province].iter().map(|&quantity| self.number(quantity)).collect();
        let whole = weights.iter().fold(zero, |sum, &weight| sum + weight);
        let places = &self.chances.places;
        let all_places = places.iter().fold(zero, |sum, &p| sum + p);
        let mut shares: Vec<R> = weights.iter().zip(turned).map(|(&w, &t)| w / whole * (one - t)).collect();
        for (from, &weight) in weights.iter().enumerate() {
            let away = weight / whole * turned[from];
            let elsewhere = all_places - places[from];
            for (to, share) in shares.iter_mut().enumerate() {
                if to != from {
                    *share += away * places[to].ratio(elsewhere);
                }
            }
            // With every other crossing shut there is nowhere to turn to.
            shares[from] += away * (one - elsewhere.ratio(elsewhere));
        }
        shares
    }
}

impl<R: Real> Chances<R> {
    /// Chance of leaving a stock and shares of its flows, from the hazards of the flows.
    #[inline]
    fn fill(&mut self, stock: usize, first_flow: usize, hazards: &[R]) {
        let all = hazards.iter().fold(R::of(0.0), |sum, &hazard| sum + hazard);
        self.leave[stock] = all.chance();
        for (share, &hazard) in self.share[first_flow..first_flow + hazards.len()].iter_mut().zip(hazards) {
            *share = hazard.ratio(all);
        }
    }
}
