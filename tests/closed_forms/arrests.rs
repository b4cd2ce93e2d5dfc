//! T7, T12 and T13: arrests, what they leave behind, and every hazard of a morning.

use crossings::dynamics::{Dynamics, gauss_gamma};
use crossings::engine::EngineKind;
use crossings::network::{Day, from_detention, from_hiding, from_home};
use crossings::outcome::{daily, total};
use crossings::plan::Mode;
use statrs::distribution::{Discrete, Poisson};

use super::support::lab::{AMPLE, CERTAIN};
use super::support::statistics::p_law;
use super::support::{self, Lab, SAME_LAW, Size, days, mean_field, on_day, run_many, totals};
use super::{ALL, Dimensions, binomial, close, convolve, plausible};

#[test]
fn t7_fear_fills_up_like_a_leaky_memory() {
    // With one memory, and with a second one that is slow.
    for slow_share in [0.0, 0.4] {
        fear_fills_up(slow_share);
    }
}

fn fear_fills_up(slow_share: f64) {
    let (memory, slow_memory, media) = (10.0_f64, 45.0_f64, 0.3);
    let mut lab = Lab::of(&Size { provinces: 2, households: vec![(2, 1.0)], ..Size::of_days(30) });
    lab.set(|plan| plan.behaviour.fear_slow_share, slow_share)
        .set(|plan| plan.behaviour.fear_slow_memory_days, slow_memory);
    let prepared = lab.prepare();
    let (network, numbers) = (&prepared.network, support::job(&prepared, 0).numbers);
    let shape = network.shape;
    let mut stock = vec![0.0; shape.stocks()];
    stock[..2].fill(100.0);
    let mut dynamics = Dynamics::new(&prepared.plan, network, &numbers, vec![1.0], &[1.0], &stock[..2]);
    let mut flow = vec![0.0; network.flows.len()];
    flow[network.flow_start[shape.home()] as usize + from_home::ARREST] = 5.0;
    let taken = [network.flow_start[shape.home()] + from_home::ARREST as u32];
    let none = vec![0.0; 64];
    let (here, there) = (10.0 / 200.0, 10.0 / 400.0);
    for day in 0..30 {
        dynamics.morning(day, network, &stock, &[0.0], &[1.0, 1.0]);
        let arrested = Day {
            day,
            stock: &stock,
            flow: &flow,
            taken: &taken,
            served: &none,
            gave_up: &none,
            landed: &none,
            queue: &[0.0],
            waits: &[],
        };
        dynamics.evening(network, &arrested);
        let [fast, slow] = [memory, slow_memory].map(|days| 1.0 - (1.0 - 1.0 / days).powi(day as i32 + 1));
        let filled = (1.0 - slow_share) * fast + slow_share * slow;
        close(dynamics.fear()[0], ((1.0 - media) * here + media * there) * filled, 1e-14);
        close(dynamics.fear()[1], media * there * filled, 1e-14);
    }
}

#[test]
fn t7_fear_drives_departures_day_by_day() {
    let (per_arrest, ceiling, memory, horizon) = (6.0, 0.02, 8.0, 25);
    let mut lab = Lab::of(&Size { households: vec![(3, 1.0)], ..Size::of_days(horizon) });
    lab.households_per_group(500.0)
        .set(|plan| plan.behaviour.fear_per_arrest, per_arrest)
        .set(|plan| plan.behaviour.fear_memory_days, memory)
        .set(|plan| plan.behaviour.arrest_ceiling_per_day, ceiling)
        .set(|plan| plan.behaviour.detention_exit_per_day, 0.0)
        .always(|plan| &mut plan.policy.arrests_per_day, AMPLE);
    let prepared = lab.prepare();
    let (mut home, mut fear, mut fled) = (500.0, 0.0, 0.0);
    for _ in 0..horizon {
        let all = ceiling + per_arrest * fear;
        let gone = -libm::expm1(-all);
        fled += home * gone * (1.0 - ceiling / all);
        fear += (gone * ceiling / all - fear) / memory;
        home *= 1.0 - gone;
    }
    let run = mean_field(&prepared);
    close(support::total(&prepared, &run, &total::REMAINING_END, ALL), 3.0 * home, 0.01);
    close(support::total(&prepared, &run, &total::CAUSE_FEAR_TOTAL, ALL), 3.0 * fled, 0.01);
}

/// Arrests on day 0 of two statuses, weights 1 and 0.5, in two provinces with shares 0.75 and 0.25 of a capacity.
fn raids(households: f64, capacity: f64, ceiling: f64) -> Lab {
    let mut lab = Lab::of(&Size { statuses: 2, provinces: 2, ..Size::of_days(1) });
    lab.households_per_group(households)
        .set(|plan| plan.behaviour.arrest_ceiling_per_day, ceiling)
        .always(|plan| &mut plan.policy.arrest_weight[1], 0.5)
        .always(|plan| &mut plan.policy.arrest_share[0], 0.75)
        .always(|plan| &mut plan.policy.arrest_share[1], 0.25)
        .always(|plan| &mut plan.policy.arrests_per_day, capacity);
    lab
}

#[test]
fn t12_arrests_reach_the_ceiling_when_capacity_is_ample() {
    let prepared = raids(40.0, AMPLE, 0.3).prepare();
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 118);
        for (status, weight) in [(0, 1.0), (1, 0.5)] {
            let arrests = on_day(&prepared, &runs, 0, &daily::ARRESTS, Dimensions::status(status));
            let law = binomial(80, -libm::expm1(-0.3 * weight));
            plausible(p_law(&arrests, &law), format!("{kind}, status {status}"));
        }
    }
}

#[test]
fn t12_arrests_share_a_limited_capacity_by_weight_as_it_stood_at_midnight() {
    let prepared = raids(40.0, 40.0, 0.5).prepare();
    let hazard = |share: f64| 40.0 * share / (40.0 * share / 0.5 + 40.0 + 0.5 * 40.0);
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 4000, 119);
        for (status, weight) in [(0, 1.0), (1, 0.5)] {
            let arrests = on_day(&prepared, &runs, 0, &daily::ARRESTS, Dimensions::status(status));
            let [first, second] = [0.75, 0.25].map(|share| binomial(40, -libm::expm1(-hazard(share) * weight)));
            plausible(p_law(&arrests, &convolve(&first, &second)), format!("{kind}, status {status}"));
        }
    }
}

#[test]
fn t12_arrests_reach_the_capacity_when_the_pool_is_ample() {
    let prepared = raids(1e8, 40.0, 0.5).prepare();
    let runs = run_many(EngineKind::Cohort.engine(), &prepared, 4000, 120);
    let law = Poisson::new(40.0).unwrap();
    let mass: Vec<f64> = (0..120).map(|k| law.pmf(k)).collect();
    plausible(p_law(&on_day(&prepared, &runs, 0, &daily::ARRESTS, ALL), &mass), "cohort");
    let arrests = days(&prepared, &mean_field(&prepared), &daily::ARRESTS, ALL);
    close(arrests[0], 40.0, 1e-3);
}

#[test]
fn t13_released_deported_and_held_add_up_to_arrested() {
    let (households, exit, deported, horizon) = (80, 1.0 / 3.0, 0.7, 6);
    let mut lab = Lab::of(&Size { households: vec![(4, 1.0)], ..Size::of_days(horizon) });
    lab.households_per_group(f64::from(households))
        .set(|plan| plan.behaviour.arrest_ceiling_per_day, CERTAIN)
        .set(|plan| plan.behaviour.detention_exit_per_day, exit)
        .always(|plan| &mut plan.policy.deported_share[0], deported)
        .daily(|plan| &mut plan.policy.arrests_per_day, |day| if day == 0 { AMPLE } else { 0.0 });
    let prepared = lab.prepare();
    let held_after = |nights: usize| (1.0 - exit).powi(nights as i32);
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 121);
        let held: Vec<f64> = on_day(&prepared, &runs, 5, &daily::DETAINED, ALL).iter().map(|p| p / 4.0).collect();
        plausible(p_law(&held, &binomial(80, held_after(5))), format!("{kind}, held"));
        let released: Vec<f64> =
            totals(&prepared, &runs, &total::RELEASED_TOTAL, ALL).iter().map(|p| p / 4.0).collect();
        plausible(p_law(&released, &binomial(80, 0.3 * (1.0 - held_after(5)))), format!("{kind}, released"));
        let crossed: Vec<f64> = totals(&prepared, &runs, &total::DEPARTURES_TOTAL, Dimensions::mode(Mode::Deported))
            .iter()
            .map(|p| p / 4.0)
            .collect();
        plausible(p_law(&crossed, &binomial(80, 0.7 * (1.0 - held_after(4)))), format!("{kind}, deported"));
        for (index, run) in runs.iter().enumerate() {
            // Those deported on the last day are still on the way.
            let on_the_way = days(&prepared, run, &daily::IN_TRANSIT, ALL)[5] / 4.0;
            assert_eq!(held[index] + released[index] + crossed[index] + on_the_way, 80.0);
            assert_eq!(support::total(&prepared, run, &total::ARRESTS_TOTAL, ALL), 320.0);
        }
    }
}

/// Two statuses, two provinces, two frailty nodes, and everything on: what [`a_morning_is_as_the_equations_say`] knows.
fn everything_on() -> Lab {
    let mut lab = Lab::of(&Size { statuses: 2, provinces: 2, frailty_nodes: 2, ..Size::of_days(6) });
    lab.households_per_group(100.0)
        .set(|plan| plan.behaviour.frailty_cv, 0.8)
        .set(|plan| plan.behaviour.baseline_leave_per_day, 0.01)
        .set(|plan| plan.behaviour.hostile_leave_per_day, 0.02)
        .set(|plan| plan.behaviour.deadline_leave_per_day, 0.05)
        .set(|plan| plan.behaviour.fear_per_arrest, 7.0)
        .set(|plan| plan.behaviour.fear_slow_share, 0.3)
        .set(|plan| plan.behaviour.pressure_threshold_per_day, 0.02)
        .set(|plan| plan.behaviour.contagion_branching, 0.4)
        .set(|plan| plan.behaviour.hiding_share, 0.25)
        .set(|plan| plan.behaviour.surfacing_per_day, 0.02)
        .set(|plan| plan.behaviour.companion_factor, 1.5)
        .set(|plan| plan.season.winter_reduction, 0.4)
        .set(|plan| plan.season.ramadan_reduction, 0.2)
        .weekday(|_| 1.1)
        .set(|plan| plan.travel.lead_days[1], 1.0)
        .set(|plan| plan.policy.assisted_leave_per_day[1], 0.03)
        .always(|plan| &mut plan.policy.plan_in_force[0], 0.6)
        .always(|plan| &mut plan.policy.plan_in_force[1], 0.9)
        .always(|plan| &mut plan.policy.felt_targeting[1], 0.3)
        .always(|plan| &mut plan.policy.arrest_weight[1], 0.7)
        .always(|plan| &mut plan.policy.protection[0], 0.2)
        .always(|plan| &mut plan.policy.protection[1], 0.5)
        .always(|plan| &mut plan.policy.court_order[1], 0.3)
        .always(|plan| &mut plan.policy.grant[1], 1.5)
        .always(|plan| &mut plan.policy.assistance_open, 0.8)
        .always(|plan| &mut plan.policy.arrests_per_day, 12.0)
        .always(|plan| &mut plan.policy.arrest_share[1], 0.4)
        .always(|plan| &mut plan.policy.departure_cost_factor, 0.9)
        .always(|plan| &mut plan.policy.moratorium, 0.1)
        .always(|plan| &mut plan.policy.regularised_per_day[1], 4.0)
        .always(|plan| &mut plan.policy.resettled_per_day[1], 6.0)
        .always(|plan| &mut plan.policy.exit_fee_factor, 0.5)
        .deadline(0, 7, 0.9);
    lab.plan.policy.deadlines[0].addresses = vec![true, false];
    lab.plan.season.winter_shape.fill(0.5);
    lab.plan.season.ramadan.fill(1.0);
    lab
}

#[test]
fn a_morning_is_as_the_equations_say() {
    let prepared = everything_on().prepare();
    let (network, numbers) = (&prepared.network, support::job(&prepared, 0).numbers);
    let shape = network.shape;
    let (nodes, weights) = gauss_gamma(0.8, 2);
    let mut stock = vec![0.0; shape.stocks()];
    stock[..shape.cells()].fill(50.0);
    stock[shape.hidden()..shape.hidden() + shape.cells()].fill(5.0);
    let start = stock[..shape.cells()].to_vec();
    let mut dynamics = Dynamics::new(&prepared.plan, network, &numbers, nodes.clone(), &weights, &start);
    // A day before, on which 6 were arrested and 8 left in every home and hiding place.
    dynamics.morning(0, network, &stock, &[0.0], &[1.0, 1.0]);
    let mut flow = vec![0.0; network.flows.len()];
    for cell in 0..shape.cells() {
        let (home, hidden) = (network.flows_of(cell).start, network.flows_of(shape.hidden() + cell).start);
        (flow[home + from_home::SELF_ORGANISED], flow[home + from_home::ARREST]) = (6.0, 5.0);
        (flow[hidden + from_hiding::SELF_ORGANISED], flow[hidden + from_hiding::ARREST]) = (2.0, 1.0);
    }
    let none = vec![0.0; 64];
    let every_flow: Vec<u32> = (0..network.flows.len() as u32).collect();
    let day = Day {
        day: 0,
        stock: &stock,
        flow: &flow,
        taken: &every_flow,
        served: &none,
        gave_up: &none,
        landed: &none,
        queue: &[0.0],
        waits: &[],
    };
    dynamics.evening(network, &day);
    let luck = [0.8, 1.3];
    let chances = dynamics.morning(2, network, &stock, &[0.0], &luck);

    // All of it again, by hand.
    let felt = [1.0 - 0.5 * 0.2, 0.3 * (1.0 - 0.5 * 0.5)];
    let fear = 24.0 / (110.0 * (felt[0] + felt[1])) * (0.7 / 10.0 + 0.3 / 60.0);
    let others = 16.0 / 100.0 / 4.0;
    let season = (1.0 - 0.4 * 0.5) * (1.0 - 0.2) * 1.1;
    let weight = [1.0 - 0.2, 0.7 * 0.5 * 0.7];
    let crowd = 100.0 + 0.4 * 10.0;
    let schemes = [0.0, 4.0 / (4.0 / 0.05 + 200.0) + 3.0 / (3.0 / 0.05 + 200.0)];
    for province in 0..2 {
        let z = luck[province];
        let capacity = 12.0 * [1.0, 0.4][province] * 1.5 * 0.9;
        let raid = capacity / (capacity / 0.05 + crowd * (weight[0] + weight[1]));
        let left = [5.0, 4.0][province];
        for status in 0..2 {
            let deadline = 0.05 * 0.9 * felt[status] * libm::exp(-left / 3.0) * 0.9;
            let afraid = 7.0 * felt[status] * fear;
            let acting = (deadline + afraid) / (deadline + afraid + 0.02);
            let (deadline, afraid) = (deadline * acting, afraid * acting);
            let leave = (0.01 * season * z
                + 0.02 * felt[status] * [0.6, 0.9][province] * 0.9 * season * z
                + deadline * 0.75 * z
                + afraid * 0.75 * season * z
                + 0.4 * others * z)
                * 0.9;
            let assisted = [0.0, 0.03][status] * 1.5 * 0.8 * season * z;
            let hide = 0.25 * (deadline + afraid) * z;
            let arrest = weight[status] * raid;
            for (k, nu) in nodes.iter().enumerate() {
                let cell = shape.cell(shape.group(status, province), 0, k);
                let all = nu * (leave + assisted + hide) + arrest + schemes[status];
                close(chances.leave[cell], -libm::expm1(-all), 1e-14);
                let share = &chances.share[network.flows_of(cell)];
                close(share[from_home::SELF_ORGANISED], nu * leave / all, 1e-14);
                close(share[from_home::ASSISTED], nu * assisted / all, 1e-14);
                close(share[from_home::HIDE], nu * hide / all, 1e-14);
                close(share[from_home::ARREST], arrest / all, 1e-14);
                let hidden = nu * leave * 0.3 + 0.02 + 0.4 * arrest;
                close(chances.leave[shape.hidden() + cell], -libm::expm1(-hidden), 1e-14);
                let share = &chances.share[network.flows_of(shape.hidden() + cell)];
                close(share[from_hiding::ARREST], 0.4 * arrest / hidden, 1e-14);
                let share = &chances.share[network.flows_of(shape.detained() + cell)];
                close(share[from_detention::DEPORT], 0.9 * [1.0, 0.7][status], 1e-14);
            }
        }
    }
}
