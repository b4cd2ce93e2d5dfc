//! Structural variants: a second memory of arrests and a threshold of pressure. Off they are not there (the literal
//! numbers of `tests/reproducible.rs`); on they have endings that are known.

use crossings::engine::EngineKind;
use crossings::outcome::total;
use crossings::plan::Mode;

use super::support::statistics::p_law;
use super::support::town::town;
use super::support::{self, Lab, SAME_LAW, Size, mean_field, run_many, totals};
use super::{ALL, Dimensions, binomial, close, plausible};

#[test]
fn two_memories_of_one_length_are_one_memory_to_the_bit() {
    let run = |share: f64, fast_days: f64, slow_days: f64| {
        let mut lab = town(&Size::two_of_everything(20), 25.0, 0.6);
        lab.set(|plan| plan.behaviour.fear_slow_share, share)
            .set(|plan| plan.behaviour.fear_memory_days, fast_days)
            .set(|plan| plan.behaviour.fear_slow_memory_days, slow_days);
        run_many(EngineKind::Cohort.engine(), &lab.prepare(), 8, 131)
    };
    let one = run(0.0, 6.0, 60.0);
    assert!(run(0.5, 6.0, 6.0) == one, "half of either");
    assert!(run(1.0, 60.0, 6.0) == one, "the slow one alone");
    assert!(run(0.5, 6.0, 60.0) != one, "two of different length are another world");
}

/// A deadline presses for one day, beside a baseline of 0.2; a third of the response hides.
fn pressed(pressure: f64, threshold: f64) -> Lab {
    let mut lab = Lab::new(3);
    lab.households_per_group(60.0)
        .set(|plan| plan.behaviour.baseline_leave_per_day, 0.2)
        .set(|plan| plan.behaviour.deadline_leave_per_day, pressure)
        .set(|plan| plan.behaviour.pressure_threshold_per_day, threshold)
        .set(|plan| plan.behaviour.hiding_share, 1.0 / 3.0)
        .set(|plan| plan.behaviour.hidden_leave_factor, 0.0)
        .weekday(|day| if day == 0 { 1.0 } else { 0.0 })
        .deadline(0, 0, 1.0);
    lab.plan.policy.deadlines[0].ends = 1;
    lab
}

#[test]
fn a_threshold_lets_pressure_act_as_far_as_it_exceeds_it() {
    // Of 0.3 a day with a threshold of 0.1 three quarters act: 0.15 leave and 0.075 hide, beside 0.2 of baseline.
    let prepared = pressed(0.3, 0.1).prepare();
    let all: f64 = 0.2 + 0.15 + 0.075;
    let gone = -libm::expm1(-all);
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 132);
        let left = totals(&prepared, &runs, &total::DEPARTURES_TOTAL, Dimensions::mode(Mode::SelfOrganised));
        plausible(p_law(&left, &binomial(60, gone * 0.35 / all)), format!("{kind}, left"));
        let hidden = totals(&prepared, &runs, &total::HIDDEN_END, ALL);
        plausible(p_law(&hidden, &binomial(60, gone * 0.075 / all)), format!("{kind}, hidden"));
    }
    let run = mean_field(&prepared);
    let caused = support::total(&prepared, &run, &total::CAUSE_DEADLINE_TOTAL, ALL);
    close(caused, 60.0 * gone * 0.15 / all, 1e-3);
}

#[test]
fn below_the_threshold_half_the_pressure_moves_a_quarter_and_far_above_it_half() {
    let caused = |pressure: f64| {
        let mut lab = pressed(pressure, 0.05);
        lab.households_per_group(1e6).set(|plan| plan.behaviour.baseline_leave_per_day, 0.0);
        let prepared = lab.prepare();
        support::total(&prepared, &mean_field(&prepared), &total::CAUSE_DEADLINE_TOTAL, ALL)
    };
    // x x / (x + threshold), of which two thirds leave.
    for x in [1e-4_f64, 2e-4, 0.05, 0.5] {
        let response = x * x / (x + 0.05);
        close(caused(x), 1e6 * 2.0 / 3.0 * -libm::expm1(-response), 0.01);
    }
    close(caused(1e-4) / caused(2e-4), 0.25, 0.001);
}
