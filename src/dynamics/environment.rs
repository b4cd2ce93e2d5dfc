//! The random environment: good and bad days that all households share.
//!
//! `Z[p,t] = exp(sigma_e x[t] + sigma_p x[p,t] - (sigma_e^2 + sigma_p^2)/2)` with stationary AR(1) processes x of
//! variance one and correlation phi from day to day, so that `E Z = 1` every day. Without it ranges are about ten times
//! too narrow: chance among independent households averages out, weather, rumours and offices do not.

use crate::law::normal_quantile;
use crate::plan::Plan;
use crate::rng::{Purpose, Streams};

/// The environment of a run: `[day][province]`, a factor with mean one.
pub fn environment(plan: &Plan, numbers: &[f64], streams: &Streams, run: u64) -> Vec<f64> {
    let provinces = plan.provinces();
    let behaviour = &plan.behaviour;
    let number = |quantity: crate::plan::Quantity| numbers[quantity.0 as usize];
    let (national, provincial) = (number(behaviour.environment_sd), number(behaviour.environment_province_sd));
    let correlation = number(behaviour.environment_correlation);
    let innovation = libm::sqrt(1.0 - correlation * correlation);
    let mean = 0.5 * (national * national + provincial * provincial);
    let mut state = vec![0.0; provinces + 1];
    let mut factors = Vec::with_capacity(plan.days * provinces);
    for day in 0..plan.days {
        let date = plan.first_day + day as i32;
        for (item, x) in state.iter_mut().enumerate() {
            let shock = normal_quantile(streams.stream(run, Purpose::Environment, date, item as u32).uniform());
            *x = if day == 0 { shock } else { correlation * *x + innovation * shock };
        }
        for province in 0..provinces {
            factors.push(libm::exp(national * state[0] + provincial * state[province + 1] - mean));
        }
    }
    factors
}

/// The environment without chance: one everywhere, the mean.
pub fn mean_environment(plan: &Plan) -> Vec<f64> {
    vec![1.0; plan.days * plan.provinces()]
}
