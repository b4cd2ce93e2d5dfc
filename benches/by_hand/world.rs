//! The numbers of the simulation by hand: central values of a plan, looked up once.

use crossings::dynamics::{gauss_gamma, start_households};
use crossings::plan::{Plan, Quantity, Schedule};

/// Everything that runs share. Hazards are per day.
pub struct World {
    pub days: usize,
    pub statuses: usize,
    pub provinces: usize,
    pub crossings: usize,
    /// People.
    pub household_size: f64,
    /// At home on the first day: `[status][province][frailty]`.
    pub households: Vec<u64>,
    /// nu: `[frailty]`.
    pub frailty: Vec<f64>,
    pub baseline_leave: f64,
    pub hostile_leave: f64,
    pub deadline_leave: f64,
    pub anticipation_days: f64,
    pub aftermath_days: f64,
    pub fear_per_arrest: f64,
    pub fear_memory_days: f64,
    pub media_share: f64,
    pub contagion_branching: f64,
    pub contagion_memory_days: f64,
    pub hiding_share: f64,
    pub hidden_leave_factor: f64,
    pub hidden_arrest_factor: f64,
    pub surfacing: f64,
    pub arrest_ceiling: f64,
    /// Chance a day.
    pub detention_exit: f64,
    pub environment_sd: f64,
    pub environment_province_sd: f64,
    pub environment_correlation: f64,
    /// `[province]`
    pub arrest_share: Vec<f64>,
    /// `[province]`
    pub travel_days: Vec<f64>,
    /// `[province]`
    pub lead_days: Vec<f64>,
    /// `[province][crossing]`
    pub crossing_share: Vec<Vec<f64>>,
    /// `[crossing][destination]`
    pub destination_share: Vec<Vec<f64>>,
    pub deadlines: Vec<Deadline>,
    pub each_day: Vec<Today>,
}

/// A deadline and whom it addresses.
pub struct Deadline {
    announced: f64,
    ends: f64,
    pub day: f64,
    pub credibility: f64,
    /// `[status]`
    pub statuses: Vec<bool>,
    /// `[province]`
    pub provinces: Vec<bool>,
}

impl Deadline {
    /// Is it known and not revoked?
    pub fn stands(&self, day: usize) -> bool {
        (self.announced..self.ends).contains(&(day as f64))
    }
}

/// The calendars on a day.
pub struct Today {
    pub season: f64,
    /// People that can be arrested in the country.
    pub arrests: f64,
    /// `[status]`
    pub felt_targeting: Vec<f64>,
    /// `[status]`
    pub arrest_weight: Vec<f64>,
    /// `[status]`
    pub deported_share: Vec<f64>,
    /// Hazard: `[status]`.
    pub assisted: Vec<f64>,
    /// `[province]`
    pub plan: Vec<f64>,
    /// People: `[crossing]`.
    pub places: Vec<f64>,
}

impl World {
    /// The world of a plan with these numbers, `[quantity]`.
    ///
    /// # Panics
    /// If households differ in size.
    pub fn of(plan: &Plan, numbers: &[f64]) -> World {
        assert_eq!(plan.sizes(), 1, "by hand there is one household size");
        let number = |quantity: Quantity| numbers[quantity.0 as usize];
        let all = |quantities: &[Quantity]| quantities.iter().map(|&quantity| number(quantity)).collect::<Vec<f64>>();
        let (behaviour, policy) = (&plan.behaviour, &plan.policy);
        World {
            days: plan.days,
            statuses: plan.statuses(),
            provinces: plan.provinces(),
            crossings: plan.crossings.len(),
            household_size: f64::from(plan.people.household_size[0]),
            households: start_households(plan, numbers),
            frailty: gauss_gamma(number(behaviour.frailty_cv), plan.people.frailty_nodes).0,
            baseline_leave: number(behaviour.baseline_leave_per_day),
            hostile_leave: number(behaviour.hostile_leave_per_day),
            deadline_leave: number(behaviour.deadline_leave_per_day),
            anticipation_days: number(behaviour.anticipation_days),
            aftermath_days: number(behaviour.aftermath_days),
            fear_per_arrest: number(behaviour.fear_per_arrest),
            fear_memory_days: number(behaviour.fear_memory_days),
            media_share: number(behaviour.media_share),
            contagion_branching: number(behaviour.contagion_branching),
            contagion_memory_days: number(behaviour.contagion_memory_days),
            hiding_share: number(behaviour.hiding_share),
            hidden_leave_factor: number(behaviour.hidden_leave_factor),
            hidden_arrest_factor: number(behaviour.hidden_arrest_factor),
            surfacing: number(behaviour.surfacing_per_day),
            arrest_ceiling: number(behaviour.arrest_ceiling_per_day),
            detention_exit: number(behaviour.detention_exit_per_day),
            environment_sd: number(behaviour.environment_sd),
            environment_province_sd: number(behaviour.environment_province_sd),
            environment_correlation: number(behaviour.environment_correlation),
            arrest_share: policy.arrest_share.iter().map(|share| number(share.at(0))).collect(),
            travel_days: all(&plan.travel.mean_days),
            lead_days: all(&plan.travel.lead_days),
            crossing_share: plan.travel.crossing_share.iter().map(|shares| all(shares)).collect(),
            destination_share: plan.reception.destination_share.iter().map(|shares| all(shares)).collect(),
            deadlines: (policy.deadlines.iter())
                .map(|deadline| Deadline {
                    announced: f64::from(deadline.announced),
                    ends: f64::from(deadline.ends),
                    day: f64::from(deadline.enforced_from),
                    credibility: number(deadline.credibility)
                        * (1.0 - number(behaviour.credibility_loss)).powi(deadline.broken_before as i32),
                    statuses: deadline.addresses.clone(),
                    provinces: deadline.provinces.clone(),
                })
                .collect(),
            each_day: (0..plan.days).map(|day| Today::of(plan, day, &number)).collect(),
        }
    }

    /// The cells of a status in a province.
    pub fn cells(&self, status: usize, province: usize) -> std::ops::Range<usize> {
        let first = (status * self.provinces + province) * self.frailty.len();
        first..first + self.frailty.len()
    }
}

impl Today {
    fn of(plan: &Plan, day: usize, number: &impl Fn(Quantity) -> f64) -> Today {
        let (policy, season) = (&plan.policy, &plan.season);
        let on = |schedule: &Schedule| number(schedule.at(day));
        let each = |schedules: &[Schedule]| schedules.iter().map(on).collect::<Vec<f64>>();
        Today {
            season: (1.0 - number(season.winter_reduction) * season.winter_shape[day])
                * (1.0 - number(season.ramadan_reduction) * season.ramadan[day])
                * number(season.weekday[day]),
            arrests: on(&policy.arrests_per_day) * number(plan.behaviour.companion_factor),
            felt_targeting: each(&policy.felt_targeting),
            arrest_weight: each(&policy.arrest_weight),
            deported_share: each(&policy.deported_share),
            assisted: (policy.assisted_leave_per_day.iter().zip(&policy.grant))
                .map(|(&hazard, grant)| number(hazard) * on(grant) * on(&policy.assistance_open))
                .collect(),
            plan: each(&policy.plan_in_force),
            places: (plan.crossings.iter())
                .map(|crossing| on(&crossing.capacity_per_day) * on(&crossing.open))
                .collect(),
        }
    }
}
