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
//! Two structural variants, off by default, ask whether the record needs more than this. Two memories of arrests:
//! `R_p = (1 - s) R_fast + s R_slow`, the same recursion with two time scales. And a threshold: the response
//! `x = alpha A_sp + rho g_s R_p` becomes `x x / (x + threshold)`, divided between deadline, fear and hiding in the
//! proportions of x, so causes still add up.
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

use crate::network::{Day, Network, Role, from_detention, from_hiding, from_home};
use crate::plan::{Cause, Mode, Plan, Quantity};
use crate::real::{Real, clear};
use rates::{Model, Rates};

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
    model: Model<'a, R>,
    rates: Rates<R>,
    /// nu: `[frailty]`.
    frailty: Vec<R>,
    /// Households at the start: `[group]`.
    initial: Vec<R>,
    /// Share of each cause in the day's self-organised departures: `[group][cause]`.
    causes: Vec<R>,
    chances: Chances<R>,
    /// What stands in the chances from the days before: most of it is the same day after day.
    standing: Standing,
}

/// Which chances need not be filled again.
#[derive(Clone, Debug)]
struct Standing {
    /// The court order and the share deported that detention was filled with: `[status]`.
    detention: Vec<Option<[Quantity; 2]>>,
    /// Is it known where people of each province arrive, whatever the waits?
    arrivals: bool,
    /// Are there shares of regularisation and resettlement?
    schemes: bool,
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
            model: Model::new(plan, shape, numbers),
            rates: Rates::new(shape),
            frailty,
            initial,
            causes: vec![zero; shape.groups() * Cause::ALL.len()],
            chances: Chances {
                leave: vec![zero; shape.stocks()],
                share: vec![zero; network.flows.len()],
                places: vec![zero; shape.crossings],
                give_up: vec![zero; shape.classes()],
                patience_days: zero,
                return_share,
            },
            standing: Standing { detention: vec![None; shape.statuses], arrivals: false, schemes: false },
        };
        dynamics.fill_what_never_changes(network);
        dynamics
    }

    /// Share of each cause in the day's self-organised departures: `[group][cause]`.
    #[inline(always)]
    pub fn causes(&self) -> &[R] {
        &self.causes
    }

    /// The chances of the day, as [`Dynamics::morning`] gave them.
    #[inline(always)]
    pub fn chances(&self) -> &Chances<R> {
        &self.chances
    }

    /// Remembered arrests per person at risk: `[province]`. For tests and explanations.
    pub fn fear(&self) -> &[R] {
        &self.model.fear
    }

    /// The chances of the day, from the counts at midnight.
    ///
    /// `stock`: households `[stock]`; `queue`: people who wait `[crossing]`; `environment`: `[province]`.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn morning(
        &mut self,
        day: usize,
        network: &Network,
        stock: &[R],
        queue: &[R],
        environment: &[R],
    ) -> &Chances<R> {
        self.rates.fill(&self.model, day, network, stock, environment);
        self.fill_home_and_hiding();
        self.fill_detention(day);
        self.fill_border(day, queue);
        &self.chances
    }

    /// Takes note of the day's arrests and departures in the memories.
    #[inline(always)]
    pub fn evening(&mut self, network: &Network, day: &Day<R>) {
        let model = &mut self.model;
        let shape = model.shape;
        let zero = R::of(0.0);
        let behaviour = &model.plan.behaviour;
        let media = model.number(behaviour.media_share);
        let (fast_memory, slow_memory) =
            (model.number(behaviour.fear_memory_days), model.number(behaviour.fear_slow_memory_days));
        let slow_share = model.number(behaviour.fear_slow_share);
        let contagion_memory = model.number(behaviour.contagion_memory_days);
        let rates = &mut self.rates;
        clear(&mut rates.arrests);
        clear(&mut rates.left);
        for &flow in day.taken {
            let flow = flow as usize;
            let stock = network.flow_from[flow] as usize;
            let households = day.flow[flow];
            match network.role[flow] {
                Role::SelfOrganised => rates.left[network.group_of(stock)] += households,
                Role::Arrest => {
                    rates.arrests[network.group_of(stock) % shape.provinces] +=
                        households * R::of(f64::from(network.size[stock]));
                }
                Role::Regularise => {
                    model.regularised[network.group_of(stock) / shape.provinces] +=
                        households * R::of(f64::from(network.size[stock]));
                }
                _ => {}
            }
        }
        for group in 0..shape.groups() {
            let memory = &mut model.contagion[group];
            *memory += (rates.left[group].ratio(self.initial[group]) - *memory) / contagion_memory;
        }
        let (mut national, mut at_risk) = (zero, zero);
        for province in 0..shape.provinces {
            national += rates.arrests[province];
            at_risk += rates.at_risk[province];
        }
        let heard = media * national.ratio(at_risk);
        for province in 0..shape.provinces {
            let seen = rates.arrests[province].ratio(rates.at_risk[province]);
            let learnt = (R::of(1.0) - media) * seen + heard;
            let (fast, slow) = (&mut model.fear_fast[province], &mut model.fear_slow[province]);
            *fast += (learnt - *fast) / fast_memory;
            *slow += (learnt - *slow) / slow_memory;
            model.fear[province] = (R::of(1.0) - slow_share) * *fast + slow_share * *slow;
        }
    }

    /// Chances that are the same every day: surfacing rates aside, the way back across the border.
    fn fill_what_never_changes(&mut self, network: &Network) {
        let model = &self.model;
        let back = model.number(model.plan.behaviour.reentry_per_day).chance();
        for stock in model.shape.afghanistan()..model.shape.regularised() {
            self.chances.leave[stock] = back;
            self.chances.share[network.flows_of(stock)].copy_from_slice(&self.chances.return_share);
        }
        let tired = model.number(model.plan.behaviour.give_up_per_day).chance();
        for (class, chance) in self.chances.give_up.iter_mut().enumerate() {
            let deported = class % Mode::ALL.len() == Mode::Deported as usize;
            *chance = if deported { R::of(0.0) } else { tired };
        }
        self.chances.patience_days = model.number(model.plan.behaviour.give_up_after_days);
        for stock in model.shape.transit()..model.shape.afghanistan() {
            let province = network.group_of(stock) % model.shape.provinces;
            self.chances.leave[stock] = R::of(1.0) / model.number(model.plan.travel.mean_days[province]);
        }
    }

    #[inline(always)]
    fn fill_home_and_hiding(&mut self) {
        let (model, rates) = (&self.model, &self.rates);
        let shape = model.shape;
        let zero = R::of(0.0);
        let surfacing = model.number(model.plan.behaviour.surfacing_per_day);
        let slower = model.number(model.plan.behaviour.hidden_leave_factor);
        let safer = model.number(model.plan.behaviour.hidden_arrest_factor);
        let mut offered = zero;
        for status in 0..shape.statuses {
            offered += rates.regularise[status] + rates.resettle[status];
        }
        let schemes = offered.any_positive();
        let fill_schemes = schemes || self.standing.schemes;
        self.standing.schemes = schemes;
        for group in 0..shape.groups() {
            let by_cause = &rates.causes[group * Cause::ALL.len()..][..Cause::ALL.len()];
            let mut leave = zero;
            for cause in 0..Cause::ALL.len() {
                leave += by_cause[cause];
            }
            let inverse = R::of(1.0).ratio(leave);
            for cause in 0..Cause::ALL.len() {
                self.causes[group * Cause::ALL.len() + cause] = by_cause[cause] * inverse;
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
                    if fill_schemes {
                        self.chances.fill(shape.home() + cell, cell * from_home::COUNT, &home);
                    } else {
                        // Schemes are the last flows, and their shares are zero as they stand.
                        let others: &[R; from_home::REGULARISE] =
                            home.first_chunk().expect("schemes are not the first");
                        self.chances.fill(shape.home() + cell, cell * from_home::COUNT, others);
                    }
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
    #[inline(always)]
    fn fill_detention(&mut self, day: usize) {
        let model = &self.model;
        let shape = model.shape;
        let policy = &model.plan.policy;
        let first_flow = shape.cells() * (from_home::COUNT + from_hiding::COUNT);
        let exit = model.number(model.plan.behaviour.detention_exit_per_day);
        for status in 0..shape.statuses {
            let filled_with = [policy.court_order[status].at(day), policy.deported_share[status].at(day)];
            if self.standing.detention[status].replace(filled_with) == Some(filled_with) {
                continue;
            }
            let stayed = model.on(&policy.court_order[status], day);
            let deported = model.on(&policy.deported_share[status], day) * (R::of(1.0) - stayed);
            let cells = shape.cell(shape.group(status, 0), 0, 0)..shape.cell(shape.group(status + 1, 0), 0, 0);
            for cell in cells {
                let flow = first_flow + cell * from_detention::COUNT;
                self.chances.leave[shape.detained() + cell] = exit;
                self.chances.share[flow + from_detention::DEPORT] = deported;
                self.chances.share[flow + from_detention::RELEASE] = R::of(1.0) - deported;
            }
        }
    }

    /// The way to the border and the places at the crossings. Travel takes a geometric number of days; when the wait
    /// at a crossing grows, a share of those who arrive turns to the others, in proportion to their places.
    #[inline(always)]
    fn fill_border(&mut self, day: usize, queue: &[R]) {
        let (model, rates) = (&self.model, &mut self.rates);
        let one = R::of(1.0);
        let shape = model.shape;
        let travel = &model.plan.travel;
        for (crossing, border) in model.plan.crossings.iter().enumerate() {
            let places = model.on(&border.capacity_per_day, day) * model.on(&border.open, day);
            self.chances.places[crossing] = places;
            // A day's places at least: a closed crossing counts as a wait of as many days as it has people.
            let wait = queue[crossing] / places.max(one);
            rates.turned[crossing] =
                model.number(travel.diversion) * (wait / model.number(travel.diversion_wait_days)).chance();
        }
        if self.standing.arrivals {
            return;
        }
        self.standing.arrivals = !model.number(travel.diversion).any_positive();
        let first_flow = shape.cells() * (from_home::COUNT + from_hiding::COUNT + from_detention::COUNT);
        for province in 0..shape.provinces {
            rates.fill_crossing_shares(model, province, &self.chances.places);
            for status in 0..shape.statuses {
                let group = shape.group(status, province);
                for class in shape.class(group, 0, Mode::SelfOrganised)..shape.class(group + 1, 0, Mode::SelfOrganised)
                {
                    self.chances.share[first_flow + class * shape.crossings..][..shape.crossings]
                        .copy_from_slice(&rates.crossing_shares);
                }
            }
        }
    }
}

impl<R: Real> Chances<R> {
    /// Chance of leaving a stock and shares of its flows, from the hazards of the flows.
    #[inline(always)]
    fn fill<const FLOWS: usize>(&mut self, stock: usize, first_flow: usize, hazards: &[R; FLOWS]) {
        let share: &mut [R; FLOWS] =
            (&mut self.share[first_flow..first_flow + FLOWS]).try_into().expect("a slice of that length");
        let mut all = R::of(0.0);
        for flow in 0..FLOWS {
            all += hazards[flow];
        }
        self.leave[stock] = all.chance();
        let inverse = R::of(1.0).ratio(all);
        for flow in 0..FLOWS {
            share[flow] = hazards[flow] * inverse;
        }
    }
}
