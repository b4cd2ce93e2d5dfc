//! A laboratory: a plan in which all numbers are fixed and nothing happens unless a test asks for it.
//!
//! Nobody leaves, hides or is arrested; crossings have room for everybody; the way to the border takes a day; every
//! household has one member; there is no winter, no chance in the environment and no frailty. Every input has its own
//! number, so that a test can set it alone.

use crossings::engine::Prepared;
use crossings::law::Law;
use crossings::plan::{
    Behaviour, Crossing, Deadline, Names, Numbers, People, Plan, Policy, Quantity, Questions, Reception, Schedule,
    Season, Travel,
};

/// How large a laboratory is.
#[derive(Clone, Debug)]
pub struct Size {
    pub statuses: usize,
    pub provinces: usize,
    pub crossings: usize,
    pub destinations: usize,
    /// People in a household, share of households.
    pub households: Vec<(u32, f64)>,
    pub frailty_nodes: usize,
    pub days: usize,
}

impl Size {
    /// One of everything.
    pub fn of_days(days: usize) -> Self {
        Size {
            statuses: 1,
            provinces: 1,
            crossings: 1,
            destinations: 1,
            households: vec![(1, 1.0)],
            frailty_nodes: 1,
            days,
        }
    }

    /// Two of everything, households of two sizes too.
    pub fn two_of_everything(days: usize) -> Self {
        Size {
            statuses: 2,
            provinces: 2,
            crossings: 2,
            destinations: 2,
            households: vec![(2, 0.5), (7, 0.5)],
            frailty_nodes: 2,
            days,
        }
    }
}

/// A number without end, where a limit must never bind.
pub const AMPLE: f64 = 1e12;

/// A hazard that strikes for certain.
pub const CERTAIN: f64 = 1e3;

/// The laboratory.
#[derive(Clone, Debug)]
pub struct Lab {
    pub plan: Plan,
}

/// Hands out the numbers of a plan.
struct Bench(Numbers, usize);

impl Bench {
    fn number(&mut self, value: f64) -> Quantity {
        self.0.keys.push(format!("lab.{}", self.0.laws.len()));
        self.0.laws.push(Law::Fixed(value));
        Quantity(self.0.laws.len() as u32 - 1)
    }

    fn numbers(&mut self, count: usize, value: f64) -> Vec<Quantity> {
        (0..count).map(|_| self.number(value)).collect()
    }

    fn always(&mut self, value: f64) -> Schedule {
        let quantity = self.number(value);
        Schedule(vec![quantity; self.1])
    }

    fn all_always(&mut self, count: usize, value: f64) -> Vec<Schedule> {
        (0..count).map(|_| self.always(value)).collect()
    }
}

impl Lab {
    /// One status, province, crossing and destination, for some days.
    pub fn new(days: usize) -> Self {
        Lab::of(&Size::of_days(days))
    }

    /// A laboratory of a size.
    pub fn of(size: &Size) -> Self {
        let names = |word: &str, count: usize| (0..count).map(|index| format!("{word}_{index}")).collect();
        let mut bench = Bench(Numbers::default(), size.days);
        let people = people(&mut bench, size);
        let behaviour = behaviour(&mut bench);
        let policy = policy(&mut bench, size);
        let season = Season {
            winter_reduction: bench.number(0.0),
            winter_shape: vec![0.0; size.days],
            ramadan_reduction: bench.number(0.0),
            ramadan: vec![0.0; size.days],
            weekday: bench.numbers(size.days, 1.0),
            winter_exposure: vec![false; size.days],
        };
        let travel = Travel {
            mean_days: bench.numbers(size.provinces, 1.0),
            lead_days: bench.numbers(size.provinces, 0.0),
            crossing_share: (0..size.provinces).map(|_| bench.numbers(size.crossings, 1.0)).collect(),
            diversion: bench.number(0.0),
            diversion_wait_days: bench.number(3.0),
        };
        let crossings = (0..size.crossings)
            .map(|_| Crossing {
                capacity_per_day: bench.always(AMPLE),
                open: bench.always(1.0),
                latitude: 34.0,
                longitude: 71.0,
            })
            .collect();
        let reception = reception(&mut bench, size);
        let questions = Questions { target_people: bench.number(AMPLE), thresholds: Vec::new() };
        let plan = Plan {
            first_day: 19_600,
            days: size.days,
            names: Names {
                statuses: names("status", size.statuses),
                provinces: names("province", size.provinces),
                crossings: names("crossing", size.crossings),
                destinations: names("destination", size.destinations),
            },
            numbers: bench.0,
            people,
            behaviour,
            policy,
            season,
            travel,
            crossings,
            reception,
            questions,
        };
        Lab { plan }
    }

    /// Fixes a number, wherever it is used.
    pub fn set(&mut self, which: impl Fn(&Plan) -> Quantity, value: f64) -> &mut Self {
        let quantity = which(&self.plan);
        self.plan.numbers.laws[quantity.0 as usize] = Law::Fixed(value);
        self
    }

    /// A new number.
    pub fn number(&mut self, value: f64) -> Quantity {
        let mut bench = Bench(std::mem::take(&mut self.plan.numbers), self.plan.days);
        let quantity = bench.number(value);
        self.plan.numbers = bench.0;
        quantity
    }

    /// Fixes a calendar at one value.
    pub fn always(&mut self, which: impl Fn(&mut Plan) -> &mut Schedule, value: f64) -> &mut Self {
        self.daily(which, |_| value)
    }

    /// Fixes a calendar day by day. Equal values share a number.
    pub fn daily(&mut self, which: impl Fn(&mut Plan) -> &mut Schedule, value: impl Fn(usize) -> f64) -> &mut Self {
        let mut known: Vec<(f64, Quantity)> = Vec::new();
        let mut schedule = Vec::with_capacity(self.plan.days);
        for day in 0..self.plan.days {
            let value = value(day);
            let quantity = known.iter().find(|known| known.0 == value).map(|known| known.1);
            let quantity = quantity.unwrap_or_else(|| {
                let quantity = self.number(value);
                known.push((value, quantity));
                quantity
            });
            schedule.push(quantity);
        }
        *which(&mut self.plan) = Schedule(schedule);
        self
    }

    /// Multiplies departures of a day by a factor of the weekday.
    pub fn weekday(&mut self, factor: impl Fn(usize) -> f64) -> &mut Self {
        for day in 0..self.plan.days {
            let quantity = self.number(factor(day));
            self.plan.season.weekday[day] = quantity;
        }
        self
    }

    /// So many households of every status, in every province.
    pub fn households_per_group(&mut self, households: f64) -> &mut Self {
        let plan = &self.plan;
        let mean_size: f64 = plan
            .people
            .household_size
            .iter()
            .zip(&plan.people.household_share)
            .map(|(&size, share)| f64::from(size) * share)
            .sum();
        let people = households * mean_size * plan.provinces() as f64;
        for status in 0..self.plan.statuses() {
            self.set(|plan| plan.people.stock[status], people);
        }
        self
    }

    /// Adds a deadline, enforced from a day, that addresses everybody and is fully believed.
    pub fn deadline(&mut self, announced: i32, enforced_from: i32, credibility: f64) -> &mut Self {
        let credibility = self.number(credibility);
        let deadline = Deadline {
            announced,
            enforced_from,
            ends: i32::MAX,
            credibility,
            broken_before: 0,
            addresses: vec![true; self.plan.statuses()],
            provinces: vec![true; self.plan.provinces()],
        };
        self.plan.policy.deadlines.push(deadline);
        self
    }

    /// Ready for engines.
    pub fn prepare(&self) -> Prepared {
        Prepared::new(self.plan.clone())
    }
}

fn people(bench: &mut Bench, size: &Size) -> People {
    People {
        stock: bench.numbers(size.statuses, 1000.0),
        province_share: (0..size.statuses).map(|_| bench.numbers(size.provinces, 1.0)).collect(),
        household_size: size.households.iter().map(|household| household.0).collect(),
        household_share: size.households.iter().map(|household| household.1).collect(),
        frailty_nodes: size.frailty_nodes,
        documented: (0..size.statuses).map(|status| status > 0).collect(),
        reentry_status: 0,
    }
}

fn behaviour(bench: &mut Bench) -> Behaviour {
    Behaviour {
        baseline_leave_per_day: bench.number(0.0),
        hostile_leave_per_day: bench.number(0.0),
        deadline_leave_per_day: bench.number(0.0),
        anticipation_days: bench.number(3.0),
        aftermath_days: bench.number(2.0),
        credibility_loss: bench.number(0.0),
        fear_per_arrest: bench.number(0.0),
        fear_memory_days: bench.number(10.0),
        fear_slow_share: bench.number(0.0),
        fear_slow_memory_days: bench.number(60.0),
        pressure_threshold_per_day: bench.number(0.0),
        media_share: bench.number(0.3),
        contagion_branching: bench.number(0.0),
        contagion_memory_days: bench.number(4.0),
        frailty_cv: bench.number(0.0),
        hiding_share: bench.number(0.0),
        hidden_leave_factor: bench.number(0.3),
        hidden_arrest_factor: bench.number(0.4),
        surfacing_per_day: bench.number(0.0),
        protection_pass_through: bench.number(0.5),
        arrest_ceiling_per_day: bench.number(0.05),
        companion_factor: bench.number(1.0),
        detention_exit_per_day: bench.number(1.0 / 3.0),
        environment_sd: bench.number(0.0),
        environment_province_sd: bench.number(0.0),
        environment_correlation: bench.number(0.5),
        give_up_per_day: bench.number(0.0),
        give_up_after_days: bench.number(3.0),
        reentry_per_day: bench.number(0.0),
        scheme_ceiling_per_day: bench.number(0.05),
    }
}

fn policy(bench: &mut Bench, size: &Size) -> Policy {
    Policy {
        deadlines: Vec::new(),
        plan_in_force: bench.all_always(size.provinces, 0.0),
        felt_targeting: bench.all_always(size.statuses, 1.0),
        arrests_per_day: bench.always(0.0),
        arrest_share: bench.all_always(size.provinces, 1.0),
        arrest_weight: bench.all_always(size.statuses, 1.0),
        protection: bench.all_always(size.statuses, 0.0),
        court_order: bench.all_always(size.statuses, 0.0),
        court_covers: bench.all_always(size.statuses, 0.0),
        deported_share: bench.all_always(size.statuses, 0.9),
        card_valid: bench.all_always(size.statuses, 1.0),
        moratorium: bench.always(0.0),
        departure_cost_factor: bench.always(1.0),
        assisted_leave_per_day: bench.numbers(size.statuses, 0.0),
        grant: bench.all_always(size.statuses, 1.0),
        assistance_open: bench.always(1.0),
        regularised_per_day: bench.all_always(size.statuses, 0.0),
        regularisation_places: bench.numbers(size.statuses, AMPLE),
        resettled_per_day: bench.all_always(size.statuses, 0.0),
        exit_fee_factor: bench.always(1.0),
    }
}

fn reception(bench: &mut Bench, size: &Size) -> Reception {
    Reception {
        destination_share: (0..size.crossings).map(|_| bench.numbers(size.destinations, 1.0)).collect(),
        concentration: bench.number(10.0),
        beds: bench.all_always(size.destinations, AMPLE),
        stay_days: bench.number(5.0),
        need_share: bench.number(1.0),
        cost_usd_per_person: bench.number(100.0),
        cost_usd_per_night: bench.number(5.0),
        places: vec![(34.5, 69.2); size.destinations],
    }
}
