//! Hazards of a day, by status and province, before frailty.

use super::Dynamics;
use crate::network::{Network, Shape};
use crate::plan::{Cause, Deadline};
use crate::real::Real;

/// Hazards per day, frozen at midnight.
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
}

/// People at midnight: `[group]`.
struct Crowd<R> {
    home: Vec<R>,
    hidden: Vec<R>,
}

impl<R: Real> Crowd<R> {
    fn of(shape: Shape, network: &Network, stock: &[R]) -> Self {
        let people = |first: usize| {
            let of_group = |group: usize| {
                (shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0))
                    .fold(R::of(0.0), |sum, cell| sum + stock[first + cell] * R::of(f64::from(network.size[cell])))
            };
            (0..shape.groups()).map(of_group).collect()
        };
        Crowd { home: people(shape.home()), hidden: people(shape.hidden()) }
    }
}

impl<R: Real> Rates<R> {
    /// The hazards of a day. `stock`: households at midnight `[stock]`; `environment`: `[province]`.
    pub fn of_day(model: &Dynamics<R>, day: usize, network: &Network, stock: &[R], environment: &[R]) -> Self {
        let shape = model.shape;
        let zero = R::of(0.0);
        let crowd = Crowd::of(shape, network, stock);
        let felt = felt_targeting(model, day);
        let mut at_risk = vec![zero; shape.provinces];
        for group in 0..shape.groups() {
            at_risk[group % shape.provinces] +=
                felt[group / shape.provinces] * (crowd.home[group] + crowd.hidden[group]);
        }
        let mut rates = Rates {
            causes: vec![zero; shape.groups() * Cause::ALL.len()],
            assisted: vec![zero; shape.groups()],
            hide: vec![zero; shape.groups()],
            arrest: arrest(model, day, &crowd),
            regularise: Vec::with_capacity(shape.statuses),
            resettle: Vec::with_capacity(shape.statuses),
            at_risk,
        };
        rates.fill_schemes(model, day, &crowd);
        for status in 0..shape.statuses {
            for province in 0..shape.provinces {
                rates.fill_group(model, day, status, province, felt[status], environment[province]);
            }
        }
        rates
    }

    fn fill_group(&mut self, model: &Dynamics<R>, day: usize, status: usize, province: usize, felt: R, luck: R) {
        let one = R::of(1.0);
        let (behaviour, policy) = (&model.plan.behaviour, &model.plan.policy);
        let group = model.shape.group(status, province);
        let season = season(model, day);
        let cost = model.on(&policy.departure_cost_factor, day);
        let calm = one - model.on(&policy.moratorium, day);
        let hide = model.number(behaviour.hiding_share);
        let deadline = model.number(behaviour.deadline_leave_per_day) * pressure(model, day, status, province, felt);
        let fear = model.number(behaviour.fear_per_arrest) * felt * model.fear[province];
        let plan = model.on(&policy.plan_in_force[province], day) * calm;
        let causes = &mut self.causes[group * Cause::ALL.len()..][..Cause::ALL.len()];
        causes[Cause::Baseline as usize] = model.number(behaviour.baseline_leave_per_day) * season * luck * cost;
        causes[Cause::HostileEnvironment as usize] =
            model.number(behaviour.hostile_leave_per_day) * felt * plan * season * luck * cost;
        causes[Cause::Deadline as usize] = deadline * (one - hide) * luck * cost;
        causes[Cause::Fear as usize] = fear * (one - hide) * season * luck * cost;
        causes[Cause::Social as usize] =
            model.number(behaviour.contagion_branching) * model.contagion[group] * luck * cost;
        self.hide[group] = hide * (deadline + fear) * luck;
        self.assisted[group] = model.number(policy.assisted_leave_per_day[status])
            * model.on(&policy.grant[status], day)
            * model.on(&policy.assistance_open, day)
            * season
            * luck;
    }

    /// Regularisation and resettlement: so many people a day of those at home, up to a ceiling, while places last.
    fn fill_schemes(&mut self, model: &Dynamics<R>, day: usize, crowd: &Crowd<R>) {
        let policy = &model.plan.policy;
        let ceiling = model.number(model.plan.behaviour.scheme_ceiling_per_day);
        for status in 0..model.shape.statuses {
            let groups = model.shape.group(status, 0)..model.shape.group(status + 1, 0);
            let waiting = crowd.home[groups].iter().fold(R::of(0.0), |sum, &people| sum + people);
            let places =
                (model.number(policy.regularisation_places[status]) - model.regularised[status]).max(R::of(0.0));
            let regularised = model.on(&policy.regularised_per_day[status], day).min(places);
            let resettled = model.on(&policy.resettled_per_day[status], day) * model.on(&policy.exit_fee_factor, day);
            self.regularise.push(taken(regularised, waiting, ceiling));
            self.resettle.push(taken(resettled, waiting, ceiling));
        }
    }
}

/// Hazard at which a service that takes `per_day` people a day reaches each of `pool` people: `per_day / pool` while
/// the pool is large, `ceiling` when it is small.
fn taken<R: Real>(per_day: R, pool: R, ceiling: R) -> R {
    per_day.ratio(per_day / ceiling + pool)
}

/// g_s, how far each status feels targeted, less the part of its protection that is felt: `[status]`.
fn felt_targeting<R: Real>(model: &Dynamics<R>, day: usize) -> Vec<R> {
    let policy = &model.plan.policy;
    let pass_through = model.number(model.plan.behaviour.protection_pass_through);
    (0..model.shape.statuses)
        .map(|status| {
            model.on(&policy.felt_targeting[status], day)
                * (R::of(1.0) - pass_through * model.on(&policy.protection[status], day))
        })
        .collect()
}

/// S(t).
fn season<R: Real>(model: &Dynamics<R>, day: usize) -> R {
    let season = &model.plan.season;
    let one = R::of(1.0);
    (one - model.number(season.winter_reduction) * R::of(season.winter_shape[day]))
        * (one - model.number(season.ramadan_reduction) * R::of(season.ramadan[day]))
        * model.number(season.weekday[day])
}

/// Arrest hazard of people at home: `[group]`. Capacity is shared by all who may be arrested, in proportion to their
/// weight; the hidden count, and are found, less.
fn arrest<R: Real>(model: &Dynamics<R>, day: usize, crowd: &Crowd<R>) -> Vec<R> {
    let one = R::of(1.0);
    let shape = model.shape;
    let (behaviour, policy) = (&model.plan.behaviour, &model.plan.policy);
    let calm = one - model.on(&policy.moratorium, day);
    let national = model.on(&policy.arrests_per_day, day) * model.number(behaviour.companion_factor) * calm;
    let safer = model.number(behaviour.hidden_arrest_factor);
    let weights: Vec<R> = (0..shape.statuses)
        .map(|status| {
            model.on(&policy.arrest_weight[status], day)
                * (one - model.on(&policy.protection[status], day))
                * (one - model.on(&policy.court_order[status], day))
        })
        .collect();
    let mut hazards = vec![R::of(0.0); shape.groups()];
    for province in 0..shape.provinces {
        let pool = (0..shape.statuses).fold(R::of(0.0), |sum, status| {
            let group = shape.group(status, province);
            sum + weights[status] * (crowd.home[group] + safer * crowd.hidden[group])
        });
        let capacity = national * model.on(&policy.arrest_share[province], day);
        let hazard = taken(capacity, pool, model.number(behaviour.arrest_ceiling_per_day));
        for status in 0..shape.statuses {
            hazards[shape.group(status, province)] = weights[status] * hazard;
        }
    }
    hazards
}

/// A_sp(t): how strongly deadlines press on a status in a province.
fn pressure<R: Real>(model: &Dynamics<R>, day: usize, status: usize, province: usize, felt: R) -> R {
    let one = R::of(1.0);
    let (behaviour, policy) = (&model.plan.behaviour, &model.plan.policy);
    let passed_on = one - model.number(behaviour.protection_pass_through) * model.on(&policy.protection[status], day);
    let calm = one - model.on(&policy.moratorium, day);
    let stands = |deadline: &&Deadline| {
        (deadline.announced..deadline.ends).contains(&(day as i32)) && deadline.provinces[province]
    };
    policy.deadlines.iter().filter(stands).fold(R::of(0.0), |sum, deadline| {
        let addressed = if deadline.addresses[status] { passed_on } else { felt };
        sum + credibility(model, deadline) * addressed * pulse(model, deadline, day, province)
    }) * calm
}

/// kappa_j, less what earlier broken deadlines have cost.
fn credibility<R: Real>(model: &Dynamics<R>, deadline: &Deadline) -> R {
    let kept = R::of(1.0) - model.number(model.plan.behaviour.credibility_loss);
    (0..deadline.broken_before).fold(model.number(deadline.credibility), |credibility, _| credibility * kept)
}

/// K_j(t): a two-sided exponential around the day on which people of the province must set out.
fn pulse<R: Real>(model: &Dynamics<R>, deadline: &Deadline, day: usize, province: usize) -> R {
    let zero = R::of(0.0);
    let behaviour = &model.plan.behaviour;
    let days_left =
        R::of(f64::from(deadline.enforced_from) - day as f64) - model.number(model.plan.travel.lead_days[province]);
    let before = days_left.max(zero) / model.number(behaviour.anticipation_days);
    let after = (-days_left).max(zero) / model.number(behaviour.aftermath_days);
    (-(before + after)).exp()
}
