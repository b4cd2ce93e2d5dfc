//! T1 to T6: how many leave, and why.

use crossings::dynamics::{Dynamics, environment};
use crossings::network::{Day, from_home};
use crossings::outcome::{RunSummary, daily, total};
use crossings::plan::Mode;
use crossings::rng::Streams;

use super::support::lab::AMPLE;
use super::support::statistics::{mean, p_chi_square, p_law, p_mean, p_variance, variance};
use super::support::{self, Lab, SAME_LAW, Size, days, mean_field, run_many, totals};
use super::{ALL, Dimensions, binomial, close, plausible};

#[test]
fn t1_one_hazard_is_binomial() {
    let (households, hazard, horizon) = (200, 0.3, 5);
    let mut lab = Lab::new(horizon);
    lab.households_per_group(households as f64).set(|plan| plan.behaviour.baseline_leave_per_day, hazard);
    let prepared = lab.prepare();
    let stays = libm::exp(-hazard * horizon as f64);
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 101);
        let remaining = totals(&prepared, &runs, &total::REMAINING_END, ALL);
        plausible(p_law(&remaining, &binomial(households, stays)), kind);
    }
    let remaining = totals(&prepared, &[mean_field(&prepared)], &total::REMAINING_END, ALL);
    close(remaining[0], households as f64 * stays, 1e-3);
}

/// The two-point Gauss rule of Gamma(mean 1, cv) in closed form: roots of `x^2 - 2(1+c^2)x + (1+c^2)`.
pub fn two_nodes(cv: f64) -> [(f64, f64); 2] {
    let middle = 1.0 + cv * cv;
    let half = cv * middle.sqrt();
    let (low, high) = (middle - half, middle + half);
    let share_low = (high - 1.0) / (high - low);
    [(low, share_low), (high, 1.0 - share_low)]
}

#[test]
fn t2_frailty_is_a_mixture_of_exponentials() {
    let (households, hazard, horizon, cv) = (600.0, 0.08, 10, 0.9);
    let mut lab = Lab::of(&Size { frailty_nodes: 2, ..Size::of_days(horizon) });
    lab.households_per_group(households)
        .set(|plan| plan.behaviour.baseline_leave_per_day, hazard)
        .set(|plan| plan.behaviour.frailty_cv, cv);
    let prepared = lab.prepare();
    let groups =
        two_nodes(cv).map(|(nu, share)| ((households * share).round(), libm::exp(-nu * hazard * horizon as f64)));
    let expected: f64 = groups.iter().map(|(n, p)| n * p).sum();
    let spread: f64 = groups.iter().map(|(n, p)| n * p * (1.0 - p)).sum();
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 102);
        let remaining = totals(&prepared, &runs, &total::REMAINING_END, ALL);
        plausible(p_mean(&remaining, expected), format!("{kind}, mean {} for {expected}", mean(&remaining)));
        plausible(p_variance(&remaining, spread), format!("{kind}, variance"));
    }
    let remaining = totals(&prepared, &[mean_field(&prepared)], &total::REMAINING_END, ALL);
    close(remaining[0], expected, 1e-3);
}

#[test]
fn t2_many_nodes_reach_the_gamma_limit() {
    let (households, hazard, horizon, cv) = (1e8, 0.05, 30, 0.9);
    let mut lab = Lab::of(&Size { frailty_nodes: 12, ..Size::of_days(horizon) });
    lab.households_per_group(households)
        .set(|plan| plan.behaviour.baseline_leave_per_day, hazard)
        .set(|plan| plan.behaviour.frailty_cv, cv);
    let prepared = lab.prepare();
    let remaining = totals(&prepared, &[mean_field(&prepared)], &total::REMAINING_END, ALL);
    let square = cv * cv;
    let limit = libm::pow(1.0 + square * hazard * horizon as f64, -1.0 / square);
    close(remaining[0] / households, limit, 1e-6);
}

/// A laboratory where two causes of self-organised departure, assisted departure and hiding compete for `days` days:
/// hazards 0.2 (baseline) and 0.2 (deadline), 0.3, and 0.1.
fn competing(days: usize) -> Lab {
    let mut lab = Lab::new(days + 2);
    lab.households_per_group(60.0)
        .set(|plan| plan.behaviour.baseline_leave_per_day, 0.2)
        .set(|plan| plan.policy.assisted_leave_per_day[0], 0.3)
        .set(|plan| plan.behaviour.deadline_leave_per_day, 0.3)
        .set(|plan| plan.behaviour.hiding_share, 1.0 / 3.0)
        .set(|plan| plan.behaviour.hidden_leave_factor, 0.0)
        .set(|plan| plan.behaviour.anticipation_days, AMPLE)
        .weekday(|day| if day < days { 1.0 } else { 0.0 })
        .deadline(0, 1000, 1.0);
    lab.plan.policy.deadlines[0].ends = days as i32;
    lab
}

#[test]
fn t3_competing_causes_are_multinomial() {
    let horizon = 3;
    let prepared = competing(horizon).prepare();
    let households = 60.0;
    let leave = 1.0 - libm::exp(-0.8 * horizon as f64);
    let shares = [0.5 * leave, 0.375 * leave, 0.125 * leave, 1.0 - leave];
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 103);
        let counts = [
            totals(&prepared, &runs, &total::DEPARTURES_TOTAL, Dimensions::mode(Mode::SelfOrganised)),
            totals(&prepared, &runs, &total::DEPARTURES_TOTAL, Dimensions::mode(Mode::Assisted)),
            totals(&prepared, &runs, &total::HIDDEN_END, ALL),
        ];
        let sums = counts.each_ref().map(|counts| counts.iter().sum::<f64>());
        let all = households * runs.len() as f64;
        let observed = [sums[0], sums[1], sums[2], all - sums.iter().sum::<f64>()];
        plausible(p_chi_square(&observed, &shares.map(|share| share * all), 0), format!("{kind}, shares"));
        for (counts, share) in counts.iter().zip(shares) {
            plausible(p_law(counts, &binomial(60, share)), format!("{kind}, share {share}"));
        }
        // A multinomial is negatively correlated: the variance of a sum tells.
        let both: Vec<f64> = counts[0].iter().zip(&counts[1]).map(|(a, b)| a + b).collect();
        plausible(p_law(&both, &binomial(60, shares[0] + shares[1])), format!("{kind}, two together"));
        for run in &runs {
            let cause = |outcome| support::total(&prepared, run, outcome, ALL);
            close(cause(&total::CAUSE_BASELINE_TOTAL), cause(&total::CAUSE_DEADLINE_TOTAL), 2e-3);
        }
    }
    let run = [mean_field(&prepared)];
    let expected = totals(&prepared, &run, &total::HIDDEN_END, ALL);
    close(expected[0], households * shares[2], 1e-3);
}

#[test]
fn t4_whole_households_move() {
    let (hazard, horizon) = (0.1, 6);
    let sizes = vec![(2, 0.5), (5, 0.3), (8, 0.2)];
    let mut lab = Lab::of(&Size { households: sizes.clone(), ..Size::of_days(horizon) });
    lab.households_per_group(200.0).set(|plan| plan.behaviour.baseline_leave_per_day, hazard);
    let prepared = lab.prepare();
    let stays = libm::exp(-hazard * horizon as f64);
    let sum =
        |power: i32| -> f64 { sizes.iter().map(|&(size, share)| 200.0 * share * f64::from(size).powi(power)).sum() };
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 105);
        let people = totals(&prepared, &runs, &total::REMAINING_END, ALL);
        plausible(p_mean(&people, stays * sum(1)), format!("{kind}, mean"));
        plausible(p_variance(&people, stays * (1.0 - stays) * sum(2)), format!("{kind}, variance"));
    }
}

/// Mean of a function of a standard normal, by the trapezoidal rule (exact to rounding for smooth functions).
fn normal_mean(function: impl Fn(f64) -> f64) -> f64 {
    let step = 0.05;
    let density = |x: f64| libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt();
    (-200..=200).map(|i| f64::from(i) * step).map(|x| function(x) * density(x) * step).sum()
}

#[test]
fn t5_lognormal_environment_has_mean_one_and_is_shared() {
    let (households, hazard, horizon) = (100.0, 0.2, 5);
    let (national, provincial) = (0.4, 0.3);
    let mut lab = Lab::of(&Size { provinces: 2, ..Size::of_days(horizon) });
    lab.households_per_group(households)
        .set(|plan| plan.behaviour.baseline_leave_per_day, hazard)
        .set(|plan| plan.behaviour.environment_sd, national)
        .set(|plan| plan.behaviour.environment_province_sd, provincial)
        .set(|plan| plan.behaviour.environment_correlation, 0.0);
    let prepared = lab.prepare();
    let shift = 0.5 * (national * national + provincial * provincial);
    let stays =
        |times: f64, x: f64, y: f64| libm::exp(-times * hazard * libm::exp(national * x + provincial * y - shift));
    let over_days = |daily: f64| libm::pow(daily, horizon as f64);
    let m1 = over_days(normal_mean(|x| normal_mean(|y| stays(1.0, x, y))));
    let m2 = over_days(normal_mean(|x| normal_mean(|y| stays(2.0, x, y))));
    let joint = over_days(normal_mean(|x| {
        let one = normal_mean(|y| stays(1.0, x, y));
        one * one
    }));
    let expected = 2.0 * households * m1;
    let of_one = households * (m1 - m2) + households * households * (m2 - m1 * m1);
    let spread = 2.0 * of_one + 2.0 * households * households * (joint - m1 * m1);
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 6000, 106);
        let remaining = totals(&prepared, &runs, &total::REMAINING_END, ALL);
        plausible(p_mean(&remaining, expected), format!("{kind}, mean {} for {expected}", mean(&remaining)));
        plausible(p_variance(&remaining, spread), format!("{kind}, variance {} for {spread}", variance(&remaining)));
    }
}

#[test]
fn t5_the_environment_is_stationary_with_the_correlation_asked_for() {
    let (national, provincial, correlation) = (0.35, 0.2, 0.6);
    let mut lab = Lab::of(&Size { provinces: 2, ..Size::of_days(12) });
    lab.set(|plan| plan.behaviour.environment_sd, national)
        .set(|plan| plan.behaviour.environment_province_sd, provincial)
        .set(|plan| plan.behaviour.environment_correlation, correlation);
    let prepared = lab.prepare();
    let runs: Vec<Vec<f64>> = (0..8000)
        .map(|run| {
            let job = support::job(&prepared, run);
            environment(&prepared.plan, &job.numbers, &Streams::new(107), std::slice::from_ref(&job))
        })
        .collect();
    let square = national * national + provincial * provincial;
    let logs = |index: usize| -> Vec<f64> { runs.iter().map(|z| libm::log(z[index]) + 0.5 * square).collect() };
    let product = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a * b).collect() };
    for day in [0, 1, 11] {
        let here: Vec<f64> = runs.iter().map(|z| z[day * 2]).collect();
        plausible(p_mean(&here, 1.0), format!("mean on day {day}"));
        plausible(p_variance(&logs(day * 2), square), format!("variance on day {day}"));
        let across = product(&logs(day * 2), &logs(day * 2 + 1));
        plausible(p_mean(&across, national * national), format!("between provinces on day {day}"));
    }
    for lag in 1..4 {
        let along = product(&logs(8), &logs(8 + 2 * lag));
        let expected = square * correlation.powi(lag as i32);
        plausible(p_mean(&along, expected), format!("after {lag} days"));
    }
}

#[test]
fn t6_contagion_multiplies_by_one_over_one_minus_the_branching_ratio() {
    let (hazard, branching, memory) = (1e-4, 0.5, 4.0);
    let mut lab = Lab::new(60);
    lab.households_per_group(1e6)
        .set(|plan| plan.behaviour.baseline_leave_per_day, hazard)
        .set(|plan| plan.behaviour.contagion_branching, branching)
        .set(|plan| plan.behaviour.contagion_memory_days, memory);
    let prepared = lab.prepare();
    let remaining = days(&prepared, &mean_field(&prepared), &daily::REMAINING, ALL);
    let rate = (remaining[58] - remaining[59]) / remaining[58];
    close(rate / (hazard / (1.0 - branching)), 1.0, 0.02);

    // By chance: the mean of the recursion, household by household and in stocks.
    let (households, hazard, horizon) = (4000.0, 0.004, 20);
    let mut lab = Lab::new(horizon);
    lab.households_per_group(households)
        .set(|plan| plan.behaviour.baseline_leave_per_day, hazard)
        .set(|plan| plan.behaviour.contagion_branching, branching)
        .set(|plan| plan.behaviour.contagion_memory_days, memory);
    let prepared = lab.prepare();
    let (mut home, mut remembered) = (households, 0.0);
    for _ in 0..horizon {
        let left = home * -libm::expm1(-(hazard + branching * remembered));
        remembered += (left / households - remembered) / memory;
        home -= left;
    }
    close(totals(&prepared, &[mean_field(&prepared)], &total::REMAINING_END, ALL)[0], home, 2e-3);
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 400, 108);
        plausible(p_mean(&totals(&prepared, &runs, &total::REMAINING_END, ALL), home), kind);
    }
}

#[test]
fn a_deadline_is_a_two_sided_pulse_on_its_days() {
    let (alpha, before, after, horizon) = (0.25, 3.0, 2.0, 20);
    let mut lab = Lab::new(horizon);
    lab.households_per_group(100.0)
        .set(|plan| plan.behaviour.deadline_leave_per_day, alpha)
        .set(|plan| plan.behaviour.anticipation_days, before)
        .set(|plan| plan.behaviour.aftermath_days, after)
        .set(|plan| plan.behaviour.credibility_loss, 0.1)
        .set(|plan| plan.travel.lead_days[0], 1.5)
        .deadline(4, 11, 0.8);
    lab.plan.policy.deadlines[0].ends = 16;
    lab.plan.policy.deadlines[0].broken_before = 2;
    let prepared = lab.prepare();
    let mut home = 1.0;
    let expected: Vec<f64> = (0..horizon)
        .map(|day| {
            let left = 9.5 - day as f64;
            let pulse = if left > 0.0 { libm::exp(-left / before) } else { libm::exp(left / after) };
            let stands = if (4..16).contains(&day) { 1.0 } else { 0.0 };
            let leave = -libm::expm1(-alpha * 0.8 * 0.81 * pulse * stands);
            home *= 1.0 - leave;
            home / (1.0 - leave) * leave
        })
        .collect();
    let set_out = |run: &RunSummary| days(&prepared, run, &daily::CAUSE_DEADLINE, ALL);
    for (day, people) in set_out(&mean_field(&prepared)).into_iter().enumerate() {
        close(people, 100.0 * expected[day], 1e-3);
    }
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 1000, 122);
        let mut by_day = vec![0.0; horizon];
        for run in &runs {
            by_day.iter_mut().zip(set_out(run)).for_each(|(sum, people)| *sum += people);
        }
        let all = 100.0 * runs.len() as f64;
        let mut observed: Vec<f64> = by_day[4..16].to_vec();
        let mut wanted: Vec<f64> = expected[4..16].iter().map(|share| share * all).collect();
        observed.push(all - observed.iter().sum::<f64>());
        wanted.push(all * home);
        plausible(p_chi_square(&observed, &wanted, 0), kind);
    }
}

#[test]
fn t6_contagion_meets_good_and_bad_days_as_every_cause_does() {
    let mut lab = Lab::new(2);
    lab.households_per_group(100.0)
        .set(|plan| plan.behaviour.contagion_branching, 0.5)
        .set(|plan| plan.behaviour.contagion_memory_days, 4.0);
    let prepared = lab.prepare();
    let (network, numbers) = (&prepared.network, support::job(&prepared, 0).numbers);
    let mut stock = vec![0.0; network.shape.stocks()];
    stock[0] = 100.0;
    let mut dynamics = Dynamics::new(&prepared.plan, network, &numbers, vec![1.0], &[1.0], &[100.0]);
    dynamics.morning(0, network, &stock, &[0.0], &[1.0]);
    let mut flow = vec![0.0; network.flows.len()];
    flow[from_home::SELF_ORGANISED] = 20.0;
    let none = [0.0; 8];
    let queue = [0.0];
    let day = Day {
        day: 0,
        stock: &stock,
        flow: &flow,
        taken: &[from_home::SELF_ORGANISED as u32],
        served: &none,
        gave_up: &none,
        landed: &none,
        queue: &queue,
        waits: &[],
    };
    dynamics.evening(network, &day);
    let luck = 1.7;
    let chances = dynamics.morning(1, network, &stock, &[0.0], &[luck]);
    close(chances.leave[0], -libm::expm1(-0.5 * (0.2 / 4.0) * luck), 1e-15);
}
