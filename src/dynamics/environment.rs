//! The random environment: good and bad days that all households share.
//!
//! `Z[p,t] = exp(sigma_e x[t] + sigma_p x[p,t] - (sigma_e^2 + sigma_p^2)/2)` with stationary AR(1) processes x of
//! variance one and correlation phi from day to day, so that `E Z = 1` every day. Without it ranges are about ten times
//! too narrow: chance among independent households averages out, weather, rumours and offices do not.

use crate::law::{CENTRAL, normal_quantile, normal_quantile_central};
use crate::plan::{Job, Plan, Quantity};
use crate::real::Real;
use crate::rng::{Purpose, Streams};
use crate::sample::uniform;

/// The environment of some histories, one a lane: `[day][province]`, a factor with mean one.
#[inline(always)]
pub fn environment<R: Real>(plan: &Plan, numbers: &[R], streams: &Streams, jobs: &[Job]) -> Vec<R> {
    let provinces = plan.provinces();
    let behaviour = &plan.behaviour;
    let number = |quantity: Quantity| numbers[quantity.0 as usize];
    let (national, provincial) = (number(behaviour.environment_sd), number(behaviour.environment_province_sd));
    let correlation = number(behaviour.environment_correlation);
    let innovation = (R::of(1.0) - correlation * correlation).map(f64::sqrt);
    let mean = R::of(0.5) * (national * national + provincial * provincial);
    // One state of the nation (item 0) and one of each province.
    let states = provinces + 1;
    let items: Vec<u32> = (0..states * R::LANES).map(|i| (i / R::LANES) as u32).collect();
    let mut runs = vec![0; items.len()];
    let mut luck = vec![0.0; items.len()];
    let mut state = vec![R::of(0.0); states];
    let mut factors = Vec::with_capacity(plan.days * provinces);
    for day in 0..plan.days {
        let date = plan.first_day + day as i32;
        let occasion = streams.occasion(Purpose::Environment, date);
        if day == 0 || jobs.iter().any(|job| !job.branches.is_empty()) {
            runs.iter_mut().enumerate().for_each(|(i, run)| *run = jobs[i % R::LANES].luck_on(date));
        }
        uniform(&occasion, &items, &runs, &mut luck);
        if jobs.iter().any(|job| job.mirrored) {
            mirror(jobs, &mut luck);
        }
        for item in 0..states {
            let shock = shock::<R>(&luck[item * R::LANES..]);
            state[item] = if day == 0 { shock } else { correlation * state[item] + innovation * shock };
        }
        for province in 0..provinces {
            factors.push((national * state[0] + provincial * state[province + 1] - mean).exp());
        }
    }
    factors
}

/// Turns the luck of mirrored jobs round: `[state][lane]`. Exact, so a pair of shocks adds up to zero.
fn mirror(jobs: &[Job], luck: &mut [f64]) {
    for lanes in luck.chunks_mut(jobs.len()) {
        lanes.iter_mut().zip(jobs).filter(|(_, job)| job.mirrored).for_each(|(luck, _)| *luck = 1.0 - *luck);
    }
}

/// Standard normal numbers from uniform ones: the middle of the law in all lanes at once, its tails one by one.
#[inline(always)]
fn shock<R: Real>(uniform: &[f64]) -> R {
    let from_median = R::load(uniform) - R::of(0.5);
    let mut shock = from_median.map(normal_quantile_central);
    if from_median.abs().beyond(R::of(CENTRAL)).any_positive() {
        for lane in 0..R::LANES {
            if from_median.lane(lane).abs() > CENTRAL {
                *shock.lane_mut(lane) = normal_quantile(uniform[lane]);
            }
        }
    }
    shock
}

/// The environment without chance: one everywhere, the mean.
pub fn mean_environment<R: Real>(plan: &Plan) -> Vec<R> {
    vec![R::of(1.0); plan.days * plan.provinces()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{EngineKind, Prepared};

    /// A run and its mirror image: the logs of their environments add up to twice the mean of a log, every day everywhere.
    /// The image of the image is the run, and engines that go alone or side by side see the same.
    #[test]
    fn good_days_of_a_run_are_bad_days_of_its_mirror_image() {
        let scenario = crate::scenario::load(
            "scenarios/history.toml",
            &["time.last_day=2023-10-20".to_owned(), "parameters=parameters/prior.toml".to_owned()],
            &crate::scenario::read_shipped,
        )
        .unwrap()
        .scenario;
        let prepared = Prepared::new(scenario.plan());
        let plan = &prepared.plan;
        let numbers: Vec<f64> = plan.numbers.laws.iter().map(crate::law::Law::centre).collect();
        let job = Job::new(7, numbers.clone());
        let mirrored = Job { mirrored: true, ..job.clone() };
        let streams = Streams::new(3);
        let of = |job: &Job| environment::<f64>(plan, &numbers, &streams, std::slice::from_ref(job));
        let sd = |quantity: Quantity| numbers[quantity.0 as usize];
        let variance = sd(plan.behaviour.environment_sd).powi(2) + sd(plan.behaviour.environment_province_sd).powi(2);
        for (there, here) in of(&job).into_iter().zip(of(&mirrored)) {
            assert!((libm::log(there) + libm::log(here) + variance).abs() < 1e-12, "{there} {here}");
        }
        let runs = |kind: EngineKind| kind.engine().run(&prepared, &[job.clone(), mirrored.clone()], &streams);
        let (alone, together) = (runs(EngineKind::Cohort), runs(EngineKind::Lanes));
        assert!(alone == together, "one by one and side by side");
        assert_ne!(alone[0].totals, alone[1].totals);
    }
}
