//! The sign that each lever must have, by paired runs: both policies share their luck (common random numbers), so a
//! difference shows in a few hundred runs.
//!
//! A sign holds when the paired mean difference is more than four standard errors from zero: the chance that a lever
//! without effect passes is below 1e-4.

mod support;

use crossings::engine::{EngineKind, Prepared};
use crossings::outcome::{Dimensions, Outcome, RunSummary, daily, total};
use crossings::plan::Mode;
use support::lab::AMPLE;
use support::statistics::{mean, variance};
use support::{Lab, Size, days, on_day, run_many, totals};

const ALL: Dimensions = Dimensions::ALL;
const RUNS: u64 = 150;
const DAYS: usize = 60;

/// Winter exposure counts from this day on.
const WINTER: usize = 35;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Up,
    Down,
}
use Sign::{Down, Up};

/// Undocumented and documented people in two provinces; a plan in force, arrests, fear; winter in the last third.
fn base() -> Lab {
    let mut lab = Lab::of(&Size {
        statuses: 2,
        provinces: 2,
        crossings: 2,
        destinations: 2,
        households: vec![(7, 1.0)],
        frailty_nodes: 2,
        days: DAYS,
    });
    let people = 300.0 * 7.0 * 4.0;
    lab.households_per_group(300.0)
        .set(|plan| plan.behaviour.frailty_cv, 0.7)
        .set(|plan| plan.behaviour.environment_sd, 0.25)
        .set(|plan| plan.behaviour.baseline_leave_per_day, 0.004)
        .set(|plan| plan.behaviour.hostile_leave_per_day, 0.004)
        .set(|plan| plan.behaviour.deadline_leave_per_day, 0.06)
        .set(|plan| plan.behaviour.credibility_loss, 0.5)
        .set(|plan| plan.behaviour.hiding_share, 0.2)
        .set(|plan| plan.behaviour.surfacing_per_day, 0.05)
        .set(|plan| plan.behaviour.fear_per_arrest, 6.0)
        .set(|plan| plan.behaviour.contagion_branching, 0.2)
        .set(|plan| plan.policy.assisted_leave_per_day[1], 0.004)
        .set(|plan| plan.reception.concentration, 50.0)
        .set(|plan| plan.questions.target_people, 0.4 * people)
        .always(|plan| &mut plan.policy.arrests_per_day, 0.002 * people)
        .always(|plan| &mut plan.policy.arrest_weight[1], 0.5)
        .always(|plan| &mut plan.policy.deported_share[1], 0.6)
        .always(|plan| &mut plan.policy.felt_targeting[1], 0.3);
    for index in 0..2 {
        lab.always(|plan| &mut plan.policy.plan_in_force[index], 0.5)
            .always(|plan| &mut plan.policy.arrest_share[index], 0.5)
            .always(|plan| &mut plan.crossings[index].capacity_per_day, 0.012 * people)
            .always(|plan| &mut plan.reception.beds[index], 0.01 * people)
            .set(|plan| plan.travel.mean_days[index], 1.5);
    }
    lab.plan.season.winter_exposure[WINTER..].fill(true);
    lab
}

fn simulate(lab: &Lab) -> (Prepared, Vec<RunSummary>) {
    let prepared = lab.prepare();
    let runs = run_many(EngineKind::Cohort.engine(), &prepared, RUNS, 2023);
    (prepared, runs)
}

/// Paired difference of the means, in standard errors.
fn effect(before: &[f64], after: &[f64]) -> f64 {
    let differences: Vec<f64> = after.iter().zip(before).map(|(after, before)| after - before).collect();
    mean(&differences) / (variance(&differences) / differences.len() as f64).sqrt()
}

/// Pulls a lever on a laboratory and checks the sign of what follows.
#[track_caller]
fn pull(base: &Lab, lever: impl Fn(&mut Lab), expected: &[(Sign, &'static Outcome, Dimensions)]) {
    let mut other = base.clone();
    lever(&mut other);
    let ((one, before), (two, after)) = (simulate(base), simulate(&other));
    for &(sign, outcome, part) in expected {
        let (before, after) = (totals(&one, &before, outcome, part), totals(&two, &after, outcome, part));
        let z = effect(&before, &after);
        let holds = if sign == Up { z > 4.0 } else { z < -4.0 };
        assert!(holds, "{} {part:?} must go {sign:?}: {} to {}, z = {z}", outcome.name, mean(&before), mean(&after));
    }
}

const SELF_ORGANISED: Dimensions = Dimensions { mode: Some(Mode::SelfOrganised), ..ALL };
const ASSISTED: Dimensions = Dimensions { mode: Some(Mode::Assisted), ..ALL };
const DEPORTED: Dimensions = Dimensions { mode: Some(Mode::Deported), ..ALL };
const UNDOCUMENTED: Dimensions = Dimensions { status: Some(0), ..ALL };
const DOCUMENTED: Dimensions = Dimensions { status: Some(1), ..ALL };

#[test]
fn announcing_a_deadline_brings_a_peak_and_a_queue_and_fewer_on_the_road_in_winter() {
    let lever = |lab: &mut Lab| {
        lab.deadline(5, 15, 1.0);
    };
    pull(
        &base(),
        lever,
        &[
            (Up, &total::PEAK_DAILY_CROSSINGS, ALL),
            (Up, &total::QUEUE_MAX, ALL),
            (Up, &total::CAUSE_DEADLINE_TOTAL, ALL),
            (Down, &total::WINTER_EXPOSURE, ALL),
            (Down, &total::REMAINING_END, ALL),
        ],
    );
    // Some hide instead: more than without a deadline on its day, before they come out again.
    let mut told = base();
    lever(&mut told);
    let [without, with] =
        [base(), told].map(|lab| simulate(&lab)).map(|(p, runs)| on_day(&p, &runs, 15, &daily::HIDDEN, ALL));
    assert!(effect(&without, &with) > 4.0, "{} to {} hidden", mean(&without), mean(&with));
}

#[test]
fn postponing_a_deadline_moves_the_peak_and_costs_credibility() {
    let mut told = base();
    told.deadline(5, 15, 1.0)
        .always(|plan| &mut plan.crossings[0].capacity_per_day, AMPLE)
        .always(|plan| &mut plan.crossings[1].capacity_per_day, AMPLE);
    let postpone = |lab: &mut Lab| {
        lab.plan.policy.deadlines[0].ends = 12;
        lab.deadline(12, 40, 1.0);
        lab.plan.policy.deadlines[1].broken_before = 1;
    };
    pull(&told, postpone, &[(Down, &total::CAUSE_DEADLINE_TOTAL, ALL), (Up, &total::REMAINING_END, ALL)]);
    // Announced at once for the later day, and believed: the same peak, later.
    pull(&told, |lab| lab.plan.policy.deadlines[0].enforced_from = 40, &[(Up, &total::PEAK_DAY, ALL)]);
    let mut postponed = told.clone();
    postpone(&mut postponed);
    let trust = |lab: &mut Lab| {
        lab.set(|plan| plan.behaviour.credibility_loss, 0.0);
    };
    pull(&postponed, trust, &[(Up, &total::CAUSE_DEADLINE_TOTAL, ALL)]);
}

#[test]
fn revoking_a_deadline_keeps_people_home() {
    let mut told = base();
    told.deadline(5, 15, 1.0);
    pull(
        &told,
        |lab| lab.plan.policy.deadlines[0].ends = 10,
        &[(Down, &total::DEPARTURES_TOTAL, SELF_ORGANISED), (Up, &total::REMAINING_END, ALL)],
    );
}

#[test]
fn a_plan_in_force_makes_people_leave() {
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.plan_in_force[0], 1.0).always(|plan| &mut plan.policy.plan_in_force[1], 1.0);
    };
    let expected = [
        (Up, &total::CAUSE_HOSTILE_ENVIRONMENT_TOTAL, ALL),
        (Up, &total::DEPARTURES_TOTAL, SELF_ORGANISED),
        (Down, &total::REMAINING_END, ALL),
    ];
    pull(&base(), lever, &expected);
}

#[test]
fn more_enforcement_means_more_deported_more_fled_and_fewer_left() {
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.arrests_per_day, 50.0);
    };
    pull(
        &base(),
        lever,
        &[
            (Up, &total::DEPARTURES_TOTAL, DEPORTED),
            (Up, &total::DEPARTURES_TOTAL, SELF_ORGANISED),
            (Up, &total::DOCUMENTED_DEPORTED_TOTAL, ALL),
            (Up, &total::CAUSE_FEAR_TOTAL, ALL),
            (Up, &total::DETAINED_PERSON_DAYS, ALL),
            (Down, &total::REMAINING_END, ALL),
        ],
    );
    // In one province only, it is felt there.
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.arrest_share[1], 2.0);
    };
    pull(&base(), lever, &[(Up, &total::ARRESTS_TOTAL, ALL), (Up, &total::DEPARTURES_TOTAL, Dimensions::province(1))]);
}

#[test]
fn targeting_one_group_spares_the_other() {
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.arrest_weight[1], 2.0);
    };
    pull(&base(), lever, &[(Up, &total::ARRESTS_TOTAL, DOCUMENTED), (Down, &total::ARRESTS_TOTAL, UNDOCUMENTED)]);
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.felt_targeting[1], 1.0);
    };
    pull(&base(), lever, &[(Up, &total::DEPARTURES_TOTAL, DOCUMENTED), (Up, &total::HIDDEN_END, DOCUMENTED)]);
}

#[test]
fn protection_of_the_documented_ends_their_deportation() {
    let protect = |share: f64| {
        move |lab: &mut Lab| {
            lab.always(|plan| &mut plan.policy.protection[1], share);
        }
    };
    pull(
        &base(),
        protect(0.5),
        &[(Down, &total::DOCUMENTED_DEPORTED_TOTAL, ALL), (Up, &total::REMAINING_END, DOCUMENTED)],
    );
    let mut lab = base();
    protect(1.0)(&mut lab);
    let (prepared, runs) = simulate(&lab);
    let deported = totals(&prepared, &runs, &total::DOCUMENTED_DEPORTED_TOTAL, ALL);
    assert!(deported.iter().all(|&people| people == 0.0));
}

#[test]
fn a_court_order_counts_as_far_as_it_is_obeyed() {
    let order = |compliance: f64| {
        move |lab: &mut Lab| {
            lab.daily(|plan| &mut plan.policy.court_covers[1], |day| f64::from(u8::from(day >= 20)))
                .daily(|plan| &mut plan.policy.court_order[1], |day| if day >= 20 { compliance } else { 0.0 });
        }
    };
    pull(&base(), order(0.0), &[(Up, &total::DOCUMENTED_DEPORTED_COURT_TOTAL, ALL)]);
    let mut defied = base();
    order(0.0)(&mut defied);
    pull(
        &defied,
        order(0.5),
        &[
            (Down, &total::DOCUMENTED_DEPORTED_COURT_TOTAL, ALL),
            (Down, &total::ARRESTS_TOTAL, DOCUMENTED),
            (Up, &total::REMAINING_END, DOCUMENTED),
        ],
    );
    let mut obeyed = base();
    order(1.0)(&mut obeyed);
    let (prepared, runs) = simulate(&obeyed);
    for run in &runs {
        let arrests = days(&prepared, run, &daily::ARRESTS, DOCUMENTED);
        assert!(arrests[20..].iter().all(|&people| people == 0.0), "{arrests:?}");
        // Who was on the way to the border when the order came may still cross; nobody is handed over after.
        let deported = Dimensions { status: Some(1), ..DEPORTED };
        let crossed = days(&prepared, run, &daily::DEPARTURES, deported);
        assert!(crossed[45..].iter().all(|&people| people == 0.0), "{crossed:?}");
    }
}

#[test]
fn a_winter_moratorium_keeps_people_off_the_road_in_winter() {
    let mut told = base();
    told.deadline(30, 45, 1.0);
    let lever = |lab: &mut Lab| {
        lab.daily(|plan| &mut plan.policy.moratorium, |day| f64::from(u8::from(day >= WINTER)));
    };
    pull(
        &told,
        lever,
        &[
            (Down, &total::WINTER_EXPOSURE, ALL),
            (Down, &total::DEPARTURES_TOTAL, DEPORTED),
            (Down, &total::CAUSE_DEADLINE_TOTAL, ALL),
            (Down, &total::CAUSE_HOSTILE_ENVIRONMENT_TOTAL, ALL),
            (Up, &total::REMAINING_END, ALL),
        ],
    );
}

#[test]
fn a_wider_gate_moves_the_crowd_to_the_other_side() {
    let mut crowded = base();
    crowded.deadline(5, 15, 1.0);
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.crossings[0].capacity_per_day, AMPLE)
            .always(|plan| &mut plan.crossings[1].capacity_per_day, AMPLE);
    };
    pull(
        &crowded,
        lever,
        &[
            (Down, &total::QUEUE_MAX, ALL),
            (Down, &total::WAIT_MEAN, ALL),
            (Up, &total::RECEPTION_PEOPLE_MAX, ALL),
            (Up, &total::RECEPTION_SHORTFALL_MAX, ALL),
            (Up, &total::PEAK_DAILY_CROSSINGS, ALL),
        ],
    );
}

#[test]
fn shutting_a_crossing_makes_a_queue_and_turns_people_to_the_other() {
    let shut = |first: usize| {
        move |lab: &mut Lab| {
            let open = |day: usize| f64::from(u8::from(!(first..first + 20).contains(&day)));
            lab.daily(|plan| &mut plan.crossings[0].open, open);
        }
    };
    let expected =
        [(Up, &total::QUEUE_PERSON_DAYS, ALL), (Up, &total::WAIT_MAX, ALL), (Up, &total::WINTER_EXPOSURE, ALL)];
    pull(&base(), shut(20), &expected);
    // Shut for good, and those who wait are still there at the end.
    let expected = [(Down, &total::DEPARTURES_TOTAL, ALL), (Down, &total::DEPARTURES_TOTAL, Dimensions::crossing(0))];
    pull(&base(), shut(40), &expected);
    let hours = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.crossings[0].open, 0.4);
    };
    pull(&base(), hours, &[(Up, &total::QUEUE_PERSON_DAYS, Dimensions::crossing(0))]);
    let mut half = base();
    shut(10)(&mut half);
    let divert = |lab: &mut Lab| {
        lab.set(|plan| plan.travel.diversion, 0.8);
    };
    pull(
        &half,
        divert,
        &[(Up, &total::DEPARTURES_TOTAL, Dimensions::crossing(1)), (Down, &total::QUEUE_PERSON_DAYS, ALL)],
    );
}

#[test]
fn a_grant_brings_assisted_returns() {
    let grant = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.grant[1], 2.0);
    };
    pull(&base(), grant, &[(Up, &total::DEPARTURES_TOTAL, ASSISTED), (Down, &total::REMAINING_END, DOCUMENTED)]);
    let mut closed = base();
    closed.always(|plan| &mut plan.policy.assistance_open, 0.0);
    let (prepared, runs) = simulate(&closed);
    assert!(totals(&prepared, &runs, &total::DEPARTURES_TOTAL, ASSISTED).iter().all(|&people| people == 0.0));
}

#[test]
fn regularisation_takes_people_out_of_risk_while_places_last() {
    let regularise = |places: f64| {
        move |lab: &mut Lab| {
            lab.always(|plan| &mut plan.policy.regularised_per_day[0], 40.0)
                .set(|plan| plan.policy.regularisation_places[0], places);
        }
    };
    pull(
        &base(),
        regularise(AMPLE),
        &[
            (Up, &total::REGULARISED_TOTAL, ALL),
            (Down, &total::REMAINING_END, UNDOCUMENTED),
            (Down, &total::DEPARTURES_TOTAL, DEPORTED),
        ],
    );
    let mut scarce = base();
    regularise(420.0)(&mut scarce);
    pull(&scarce, regularise(1400.0), &[(Up, &total::REGULARISED_TOTAL, ALL)]);
    // The last places are given by chance: about as many as there are, never many more.
    let (prepared, runs) = simulate(&scarce);
    let regularised = totals(&prepared, &runs, &total::REGULARISED_TOTAL, ALL);
    assert!((mean(&regularised) / 420.0 - 1.0).abs() < 0.1, "{} of 420 places", mean(&regularised));
}

#[test]
fn resettlement_and_its_exit_fee() {
    let resettle = |factor: f64| {
        move |lab: &mut Lab| {
            lab.always(|plan| &mut plan.policy.resettled_per_day[1], 30.0)
                .always(|plan| &mut plan.policy.exit_fee_factor, factor);
        }
    };
    pull(&base(), resettle(1.0), &[(Up, &total::RESETTLED_TOTAL, ALL), (Down, &total::REMAINING_END, DOCUMENTED)]);
    let mut free = base();
    resettle(1.0)(&mut free);
    pull(&free, resettle(0.5), &[(Down, &total::RESETTLED_TOTAL, ALL), (Up, &total::REMAINING_END, DOCUMENTED)]);
}

#[test]
fn limits_on_cash_and_goods_keep_people_from_leaving() {
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.departure_cost_factor, 0.6);
    };
    let expected = [(Down, &total::DEPARTURES_TOTAL, SELF_ORGANISED), (Up, &total::REMAINING_END, ALL)];
    pull(&base(), lever, &expected);
}

#[test]
fn more_beds_mean_fewer_without() {
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.reception.beds[0], 200.0).always(|plan| &mut plan.reception.beds[1], 200.0);
    };
    let expected = [
        (Down, &total::RECEPTION_SHORTFALL_MAX, ALL),
        (Down, &total::RECEPTION_SHORTFALL_PERSON_DAYS, ALL),
        (Down, &total::WINTER_EXPOSURE, ALL),
    ];
    pull(&base(), lever, &expected);
}

#[test]
fn releasing_more_of_the_arrested_deports_fewer() {
    let lever = |lab: &mut Lab| {
        lab.always(|plan| &mut plan.policy.deported_share[1], 0.2);
    };
    let expected = [(Up, &total::RELEASED_TOTAL, ALL), (Down, &total::DOCUMENTED_DEPORTED_TOTAL, ALL)];
    pull(&base(), lever, &expected);
}

#[test]
fn a_slow_memory_spreads_the_fear_of_a_raid_over_later_weeks() {
    let mut raided = base();
    raided
        .daily(|plan| &mut plan.policy.arrests_per_day, |day| if day < 10 { 60.0 } else { 0.0 })
        .set(|plan| plan.behaviour.fear_memory_days, 5.0);
    let mut slower = raided.clone();
    slower.set(|plan| plan.behaviour.fear_slow_share, 0.6).set(|plan| plan.behaviour.fear_slow_memory_days, 60.0);
    let ((one, before), (two, after)) = (simulate(&raided), simulate(&slower));
    for (sign, day) in [(Down, 8), (Up, 30), (Up, 50)] {
        let [a, b] = [(&one, &before), (&two, &after)].map(|(p, runs)| on_day(p, runs, day, &daily::CAUSE_FEAR, ALL));
        let z = effect(&a, &b);
        let holds = if sign == Up { z > 4.0 } else { z < -4.0 };
        assert!(holds, "fear on day {day} must go {sign:?}: {} to {}, z = {z}", mean(&a), mean(&b));
    }
}

#[test]
fn a_threshold_keeps_people_from_answering_small_pressure() {
    let mut told = base();
    told.deadline(5, 15, 1.0);
    let lever = |lab: &mut Lab| {
        lab.set(|plan| plan.behaviour.pressure_threshold_per_day, 0.02);
    };
    let expected = [
        (Down, &total::CAUSE_DEADLINE_TOTAL, ALL),
        (Down, &total::CAUSE_FEAR_TOTAL, ALL),
        (Down, &total::DEPARTURES_TOTAL, SELF_ORGANISED),
        (Down, &total::HIDDEN_END, ALL),
        (Up, &total::REMAINING_END, ALL),
    ];
    pull(&told, lever, &expected);
}

#[test]
fn paired_runs_share_their_luck() {
    let mut other = base();
    other.always(|plan| &mut plan.policy.grant[1], 1.3);
    let ((one, before), (two, after)) = (simulate(&base()), simulate(&other));
    let [a, b] = [(&one, &before), (&two, &after)].map(|(p, runs)| totals(p, runs, &total::DEPARTURES_TOTAL, ALL));
    let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| b - a).collect();
    let unpaired = variance(&a) + variance(&b);
    assert!(variance(&differences) < 0.5 * unpaired, "{} against {unpaired}", variance(&differences));
}
