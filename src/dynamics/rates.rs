//! Hazards of a day, by status and province, before frailty; and what they are made from.

use crate::network::{Network, Shape};
use crate::plan::{Cause, Deadline, Plan, Quantity, Schedule};
use crate::real::{Real, clear};

/// What hazards are made from: the numbers of the run, and what people remember.
#[derive(Clone, Debug)]
pub(super) struct Model<'a, R> {
    pub plan: &'a Plan,
    pub shape: Shape,
    /// `[quantity]`
    pub numbers: &'a [R],
    /// R_p, remembered arrests per person at risk, of the two memories together: `[province]`.
    pub fear: Vec<R>,
    /// The two memories, fast and slow: `[province]`.
    pub fear_fast: Vec<R>,
    pub fear_slow: Vec<R>,
    /// c, remembered departures per initial household: `[group]`.
    pub contagion: Vec<R>,
    /// People given leave to remain so far: `[status]`.
    pub regularised: Vec<R>,
}

impl<'a, R: Real> Model<'a, R> {
    /// Nothing to remember yet.
    pub fn new(plan: &'a Plan, shape: Shape, numbers: &'a [R]) -> Self {
        let zero = R::of(0.0);
        Model {
            plan,
            shape,
            numbers,
            fear: vec![zero; shape.provinces],
            fear_fast: vec![zero; shape.provinces],
            fear_slow: vec![zero; shape.provinces],
            contagion: vec![zero; shape.groups()],
            regularised: vec![zero; shape.statuses],
        }
    }

    /// The number of a quantity in this run.
    #[inline(always)]
    pub fn number(&self, quantity: Quantity) -> R {
        self.numbers[quantity.0 as usize]
    }

    /// The number of a schedule on a day.
    #[inline(always)]
    pub fn on(&self, schedule: &Schedule, day: usize) -> R {
        self.number(schedule.at(day))
    }
}

/// Hazards per day, frozen at midnight, and what else the day begins with.
#[derive(Clone, Debug)]
pub(super) struct Rates<R> {
    /// Self-organised departure, by cause: `[group][cause]`, to be multiplied by frailty.
    pub causes: Vec<R>,
    /// Assisted departure: `[group]`, to be multiplied by frailty.
    pub assisted: Vec<R>,
    /// Into hiding: `[group]`, to be multiplied by frailty.
    pub hide: Vec<R>,
    /// Arrest at home: `[group]`.
    pub arrest: Vec<R>,
    /// Leave to remain: `[status]`.
    pub regularise: Vec<R>,
    /// Resettlement: `[status]`.
    pub resettle: Vec<R>,
    /// People who feel at risk, each status as far as it feels targeted: `[province]`.
    pub at_risk: Vec<R>,
    /// People arrested on the day: `[province]`, filled in the evening.
    pub arrests: Vec<R>,
    /// Households that left on their own on the day: `[group]`, filled in the evening.
    pub left: Vec<R>,
    /// Share of arrivals that turn away from a crossing: `[crossing]`.
    pub turned: Vec<R>,
    /// Where those of one province arrive: `[crossing]`, filled for one province after another.
    pub crossing_shares: Vec<R>,
    /// People at home and in hiding at midnight: `[group]`.
    home: Vec<R>,
    hidden: Vec<R>,
    /// g_s, less the part of its protection that is felt, and that part alone: `[status]`.
    felt: Vec<R>,
    passed_on: Vec<R>,
    /// w~_s: `[status]`.
    weights: Vec<R>,
    /// A_sp(t) of one province, filled for one after another: `[status]`.
    pressure: Vec<R>,
}

impl<R: Real> Rates<R> {
    /// Room for the hazards of a day.
    pub fn new(shape: Shape) -> Self {
        let of = |length: usize| vec![R::of(0.0); length];
        Rates {
            causes: of(shape.groups() * Cause::ALL.len()),
            assisted: of(shape.groups()),
            hide: of(shape.groups()),
            arrest: of(shape.groups()),
            regularise: of(shape.statuses),
            resettle: of(shape.statuses),
            at_risk: of(shape.provinces),
            arrests: of(shape.provinces),
            left: of(shape.groups()),
            turned: of(shape.crossings),
            crossing_shares: of(shape.crossings),
            home: of(shape.groups()),
            hidden: of(shape.groups()),
            felt: of(shape.statuses),
            passed_on: of(shape.statuses),
            weights: of(shape.statuses),
            pressure: of(shape.statuses),
        }
    }

    /// The hazards of a day. `stock`: households at midnight `[stock]`; `environment`: `[province]`.
    #[inline(always)]
    pub fn fill(&mut self, model: &Model<R>, day: usize, network: &Network, stock: &[R], environment: &[R]) {
        self.count(model.shape, network, stock);
        self.fill_felt_targeting(model, day);
        self.fill_schemes(model, day);
        let season = season(model, day);
        let calm = R::of(1.0) - model.on(&model.plan.policy.moratorium, day);
        for province in 0..model.shape.provinces {
            let mut at_risk = R::of(0.0);
            for status in 0..model.shape.statuses {
                let group = model.shape.group(status, province);
                at_risk += self.felt[status] * (self.home[group] + self.hidden[group]);
            }
            self.at_risk[province] = at_risk;
            self.fill_arrest(model, day, province, calm);
            self.fill_pressure(model, day, province, calm);
            for status in 0..model.shape.statuses {
                self.fill_group(model, day, (status, province), environment[province], season, calm);
            }
        }
    }

    /// People at midnight.
    #[inline(always)]
    fn count(&mut self, shape: Shape, network: &Network, stock: &[R]) {
        for group in 0..shape.groups() {
            let (mut home, mut hidden) = (R::of(0.0), R::of(0.0));
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                let size = R::of(f64::from(network.size[cell]));
                home += stock[shape.home() + cell] * size;
                hidden += stock[shape.hidden() + cell] * size;
            }
            self.home[group] = home;
            self.hidden[group] = hidden;
        }
    }

    /// How far each status feels targeted, and how its weight in arrests comes out.
    #[inline(always)]
    fn fill_felt_targeting(&mut self, model: &Model<R>, day: usize) {
        let one = R::of(1.0);
        let policy = &model.plan.policy;
        let pass_through = model.number(model.plan.behaviour.protection_pass_through);
        for status in 0..model.shape.statuses {
            let protection = model.on(&policy.protection[status], day);
            self.passed_on[status] = one - pass_through * protection;
            self.felt[status] = model.on(&policy.felt_targeting[status], day) * self.passed_on[status];
            self.weights[status] = model.on(&policy.arrest_weight[status], day)
                * (one - protection)
                * (one - model.on(&policy.court_order[status], day));
        }
    }

    #[inline(always)]
    fn fill_group(
        &mut self,
        model: &Model<R>,
        day: usize,
        (status, province): (usize, usize),
        luck: R,
        season: R,
        calm: R,
    ) {
        let one = R::of(1.0);
        let (behaviour, policy) = (&model.plan.behaviour, &model.plan.policy);
        let group = model.shape.group(status, province);
        let felt = self.felt[status];
        let luck_and_cost = luck * model.on(&policy.departure_cost_factor, day);
        let hide = model.number(behaviour.hiding_share);
        let deadline = model.number(behaviour.deadline_leave_per_day) * self.pressure[status];
        let fear = model.number(behaviour.fear_per_arrest) * felt * model.fear[province];
        // Without a threshold the ratio is exactly one, and without pressure both are zero anyway.
        let acting = (deadline + fear).ratio(deadline + fear + model.number(behaviour.pressure_threshold_per_day));
        let (deadline, fear) = (deadline * acting, fear * acting);
        let plan = model.on(&policy.plan_in_force[province], day) * calm;
        let causes = &mut self.causes[group * Cause::ALL.len()..][..Cause::ALL.len()];
        causes[Cause::Baseline as usize] = model.number(behaviour.baseline_leave_per_day) * season * luck_and_cost;
        causes[Cause::HostileEnvironment as usize] =
            model.number(behaviour.hostile_leave_per_day) * felt * plan * season * luck_and_cost;
        causes[Cause::Deadline as usize] = deadline * (one - hide) * luck_and_cost;
        causes[Cause::Fear as usize] = fear * (one - hide) * season * luck_and_cost;
        causes[Cause::Social as usize] =
            model.number(behaviour.contagion_branching) * model.contagion[group] * luck_and_cost;
        self.hide[group] = hide * (deadline + fear) * luck;
        self.assisted[group] = model.number(policy.assisted_leave_per_day[status])
            * model.on(&policy.grant[status], day)
            * model.on(&policy.assistance_open, day)
            * season
            * luck;
    }

    /// Regularisation and resettlement: so many people a day of those at home, up to a ceiling, while places last.
    #[inline(always)]
    fn fill_schemes(&mut self, model: &Model<R>, day: usize) {
        let policy = &model.plan.policy;
        let ceiling = model.number(model.plan.behaviour.scheme_ceiling_per_day);
        for status in 0..model.shape.statuses {
            let mut waiting = R::of(0.0);
            for province in 0..model.shape.provinces {
                waiting += self.home[model.shape.group(status, province)];
            }
            let places =
                (model.number(policy.regularisation_places[status]) - model.regularised[status]).max(R::of(0.0));
            let regularised = model.on(&policy.regularised_per_day[status], day).min(places);
            let resettled = model.on(&policy.resettled_per_day[status], day) * model.on(&policy.exit_fee_factor, day);
            self.regularise[status] = taken(regularised, waiting, ceiling);
            self.resettle[status] = taken(resettled, waiting, ceiling);
        }
    }

    /// Arrest hazard of people at home. Capacity is shared by all who may be arrested, in proportion to their weight;
    /// the hidden count, and are found, less.
    #[inline(always)]
    fn fill_arrest(&mut self, model: &Model<R>, day: usize, province: usize, calm: R) {
        let shape = model.shape;
        let (behaviour, policy) = (&model.plan.behaviour, &model.plan.policy);
        let national = model.on(&policy.arrests_per_day, day) * model.number(behaviour.companion_factor) * calm;
        let safer = model.number(behaviour.hidden_arrest_factor);
        let mut pool = R::of(0.0);
        for status in 0..shape.statuses {
            let group = shape.group(status, province);
            pool += self.weights[status] * (self.home[group] + safer * self.hidden[group]);
        }
        let capacity = national * model.on(&policy.arrest_share[province], day);
        let hazard = taken(capacity, pool, model.number(behaviour.arrest_ceiling_per_day));
        for status in 0..shape.statuses {
            self.arrest[shape.group(status, province)] = self.weights[status] * hazard;
        }
    }

    /// A_sp(t): how strongly deadlines press on each status of a province.
    #[inline(always)]
    fn fill_pressure(&mut self, model: &Model<R>, day: usize, province: usize, calm: R) {
        clear(&mut self.pressure);
        for deadline in &model.plan.policy.deadlines {
            let stands = day as i32 >= deadline.announced && (day as i32) < deadline.ends;
            if !stands || !deadline.provinces[province] {
                continue;
            }
            let believed = credibility(model, deadline) * pulse(model, deadline, day, province);
            for status in 0..model.shape.statuses {
                let addressed = if deadline.addresses[status] { self.passed_on[status] } else { self.felt[status] };
                self.pressure[status] += believed * addressed;
            }
        }
        for status in 0..model.shape.statuses {
            self.pressure[status] = self.pressure[status] * calm;
        }
    }

    /// Where those of a province arrive who are on the way: each crossing loses those who turn away from it and gains
    /// from the others in proportion to its places.
    #[inline(always)]
    pub fn fill_crossing_shares(&mut self, model: &Model<R>, province: usize, places: &[R]) {
        let (zero, one) = (R::of(0.0), R::of(1.0));
        let weights = &model.plan.travel.crossing_share[province];
        let (mut whole, mut all_places) = (zero, zero);
        for crossing in 0..weights.len() {
            whole += model.number(weights[crossing]);
            all_places += places[crossing];
        }
        for crossing in 0..weights.len() {
            self.crossing_shares[crossing] = model.number(weights[crossing]) / whole * (one - self.turned[crossing]);
        }
        for from in 0..weights.len() {
            let away = model.number(weights[from]) / whole * self.turned[from];
            let elsewhere = all_places - places[from];
            for to in 0..weights.len() {
                if to != from {
                    self.crossing_shares[to] += away * places[to].ratio(elsewhere);
                }
            }
            // With every other crossing shut there is nowhere to turn to.
            self.crossing_shares[from] += away * (one - elsewhere.ratio(elsewhere));
        }
    }
}

/// Hazard at which a service that takes `per_day` people a day reaches each of `pool` people: `per_day / pool` while
/// the pool is large, `ceiling` when it is small.
#[inline(always)]
fn taken<R: Real>(per_day: R, pool: R, ceiling: R) -> R {
    per_day.ratio(per_day / ceiling + pool)
}

/// S(t).
#[inline(always)]
fn season<R: Real>(model: &Model<R>, day: usize) -> R {
    let season = &model.plan.season;
    let one = R::of(1.0);
    (one - model.number(season.winter_reduction) * R::of(season.winter_shape[day]))
        * (one - model.number(season.ramadan_reduction) * R::of(season.ramadan[day]))
        * model.number(season.weekday[day])
}

/// kappa_j, less what earlier broken deadlines have cost.
#[inline(always)]
fn credibility<R: Real>(model: &Model<R>, deadline: &Deadline) -> R {
    let kept = R::of(1.0) - model.number(model.plan.behaviour.credibility_loss);
    let mut credibility = model.number(deadline.credibility);
    for _ in 0..deadline.broken_before {
        credibility = credibility * kept;
    }
    credibility
}

/// K_j(t): a two-sided exponential around the day on which people of the province must set out.
#[inline(always)]
fn pulse<R: Real>(model: &Model<R>, deadline: &Deadline, day: usize, province: usize) -> R {
    let zero = R::of(0.0);
    let behaviour = &model.plan.behaviour;
    let days_left =
        R::of(f64::from(deadline.enforced_from) - day as f64) - model.number(model.plan.travel.lead_days[province]);
    let before = days_left.max(zero) / model.number(behaviour.anticipation_days);
    let after = (-days_left).max(zero) / model.number(behaviour.aftermath_days);
    let away = before + after;
    // What is smaller than 1e-260 would give hazards of which there is no reciprocal, and moves nobody.
    (-away).exp().zip(away, |pulse, away| if away < 600.0 { pulse } else { 0.0 })
}
