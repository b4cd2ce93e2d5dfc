//! What must hold in every run of every plan, on plans drawn at random (proptest, fixed seed).
//!
//! A plan is a shape and a list of dials, each the strength of a mechanism; a failing plan shrinks towards one status,
//! one province, and dials at zero. Nothing here is a matter of chance: a property that fails is a bug.

mod support;

use crossings::engine::{EngineKind, Prepared};
use crossings::outcome::{Check, Dimensions, Outcome, RunSummary, daily, total};
use crossings::plan::{Mode, Plan, Schedule};
use crossings::rng::Streams;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::statistics::p_welch;
use support::town::{Dials, town, town_with};
use support::{ALPHA, Lab, Size, days, job, run_many, totals};

const ALL: Dimensions = Dimensions::ALL;

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(2023), ..ProptestConfig::default() }
}

/// A shape, households in a group, and dials.
#[derive(Clone, Debug)]
struct Draft {
    size: Size,
    households: f64,
    dials: Vec<f64>,
}

impl Draft {
    fn lab(&self) -> Lab {
        let mut next = self.dials.iter().copied().cycle();
        town_with(&self.size, self.households, &mut Dials(&mut || next.next().expect("dials repeat")))
    }
}

fn draft() -> impl Strategy<Value = Draft> {
    let sizes = prop_oneof![
        Just(vec![(1, 1.0)]),
        Just(vec![(7, 1.0)]),
        Just(vec![(2, 0.4), (5, 0.35), (8, 0.25)]),
        Just(vec![(3, 0.5), (12, 0.5)]),
    ];
    let shape = (1..4usize, 1..4usize, 1..4usize, 1..4usize, sizes, 1..4usize, 4..30usize);
    // A dial is off in every third case.
    let dial = prop_oneof![1 => Just(0.0), 2 => 0.0..1.0f64];
    (shape, 0.0..40.0f64, prop::collection::vec(dial, 61)).prop_map(|(shape, households, dials)| {
        let (statuses, provinces, crossings, destinations, sizes, frailty_nodes, days) = shape;
        let size = Size { statuses, provinces, crossings, destinations, households: sizes, frailty_nodes, days };
        Draft { size, households: households.round(), dials }
    })
}

/// One run of every engine.
fn one_of_each(prepared: &Prepared, seed: u64) -> Vec<(EngineKind, RunSummary)> {
    EngineKind::ALL
        .into_iter()
        .map(|kind| {
            let run = kind.engine().run(prepared, &[job(prepared, seed)], &Streams::new(seed)).pop();
            (kind, run.expect("one job gives one run"))
        })
        .collect()
}

/// Equal but for the thousandths to which every term is rounded.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.02 + 1e-9 * a.abs()
}

/// Everybody is somewhere, on every day, and every split adds up to its whole.
fn people_are_conserved(prepared: &Prepared, run: &RunSummary) -> Result<(), TestCaseError> {
    let row = |outcome: &'static Outcome, dimensions| days(prepared, run, outcome, dimensions);
    let everybody = support::total(prepared, run, &total::POPULATION_START, ALL);
    let places = [
        &daily::REMAINING,
        &daily::DETAINED,
        &daily::IN_TRANSIT,
        &daily::QUEUE,
        &daily::REGULARISED_CUMULATIVE,
        &daily::RESETTLED_CUMULATIVE,
        &daily::DEPARTURES_NET_CUMULATIVE,
    ];
    let rows: Vec<Vec<f64>> = places.iter().map(|outcome| row(outcome, ALL)).collect();
    for day in 0..prepared.plan.days {
        let people: f64 = rows.iter().map(|row| row[day]).sum();
        prop_assert!(same(people, everybody), "day {day}: {people} of {everybody}");
    }
    let plan = &prepared.plan;
    let modes = Mode::ALL.map(Dimensions::mode).to_vec();
    let splits: [(Vec<Dimensions>, &[&'static Outcome]); 5] = [
        (modes, &[&daily::DEPARTURES, &daily::DEPARTURES_CUMULATIVE]),
        (
            (0..plan.statuses()).map(Dimensions::status).collect(),
            &[&daily::DEPARTURES, &daily::ARRESTS, &daily::REMAINING, &daily::HIDDEN],
        ),
        ((0..plan.crossings.len()).map(Dimensions::crossing).collect(), &[&daily::DEPARTURES, &daily::QUEUE]),
        ((0..plan.provinces()).map(Dimensions::province).collect(), &[&daily::DEPARTURES]),
        (
            (0..plan.destinations()).map(Dimensions::destination).collect(),
            &[&daily::DEPARTURES, &daily::RECEPTION_PEOPLE, &daily::RECEPTION_SHORTFALL],
        ),
    ];
    for (parts, outcomes) in &splits {
        for outcome in *outcomes {
            let whole = row(outcome, ALL);
            let parts: Vec<Vec<f64>> = parts.iter().map(|&part| row(outcome, part)).collect();
            for day in 0..plan.days {
                let sum: f64 = parts.iter().map(|part| part[day]).sum();
                prop_assert!(same(sum, whole[day]), "{} on day {day}: {sum} of {}", outcome.name, whole[day]);
            }
        }
    }
    Ok(())
}

/// No crossing serves more than its places, over any stretch of days, but for one household; none while shut.
fn capacity_is_kept(prepared: &Prepared, run: &RunSummary) -> Result<(), TestCaseError> {
    let plan = &prepared.plan;
    let numbers = job(prepared, 0).numbers;
    let number = |schedule: &Schedule, day: usize| numbers[schedule.at(day).0 as usize];
    let household = f64::from(*plan.people.household_size.iter().max().expect("a size"));
    for (index, crossing) in plan.crossings.iter().enumerate() {
        let served = days(prepared, run, &daily::DEPARTURES, Dimensions::crossing(index));
        let places: Vec<f64> =
            (0..plan.days).map(|day| number(&crossing.capacity_per_day, day) * number(&crossing.open, day)).collect();
        for first in 0..plan.days {
            let (mut crossed, mut could) = (0.0, 0.0);
            for day in first..plan.days {
                crossed += served[day];
                could += places[day];
                prop_assert!(crossed < could + household + 0.01, "days {first} to {day}: {crossed} over {could}");
            }
            prop_assert!(places[first] > 0.0 || served[first] == 0.0, "day {first}: served while shut");
        }
    }
    Ok(())
}

/// Sums that a reader would check by hand.
fn totals_agree(prepared: &Prepared, run: &RunSummary) -> Result<(), TestCaseError> {
    let of = |outcome: &'static Outcome, dimensions| support::total(prepared, run, outcome, dimensions);
    let causes = [
        &total::CAUSE_BASELINE_TOTAL,
        &total::CAUSE_HOSTILE_ENVIRONMENT_TOTAL,
        &total::CAUSE_DEADLINE_TOTAL,
        &total::CAUSE_FEAR_TOTAL,
        &total::CAUSE_SOCIAL_TOTAL,
    ];
    let set_out: f64 = causes.iter().map(|cause| of(cause, ALL)).sum();
    let crossed = of(&total::DEPARTURES_TOTAL, Dimensions::mode(Mode::SelfOrganised));
    let arrested = of(&total::ARRESTS_TOTAL, ALL);
    let deported = of(&total::DEPARTURES_TOTAL, Dimensions::mode(Mode::Deported));
    let documented = of(&total::DOCUMENTED_DEPORTED_TOTAL, ALL);
    prop_assert!(crossed <= set_out + 0.02, "{crossed} crossed of {set_out} who set out");
    prop_assert!(deported + of(&total::RELEASED_TOTAL, ALL) <= arrested + 0.02);
    prop_assert!(documented <= deported + 0.02);
    prop_assert!(of(&total::DOCUMENTED_DEPORTED_VALID_TOTAL, ALL) <= documented + 0.02);
    prop_assert!(of(&total::DOCUMENTED_DEPORTED_COURT_TOTAL, ALL) <= documented + 0.02);
    prop_assert!(of(&total::WAIT_MEAN, ALL) <= of(&total::WAIT_MAX, ALL) + 0.002);
    prop_assert!(of(&total::WAIT_P95, ALL) <= of(&total::WAIT_MAX, ALL));
    prop_assert!(of(&total::PEAK_7_DAY_MEAN, ALL) <= of(&total::PEAK_DAILY_CROSSINGS, ALL) + 0.002);
    prop_assert!(run.daily.iter().all(|&steps| steps >= -1), "nothing is negative");
    Ok(())
}

proptest! {
    #![proptest_config(settings(256))]

    #[test]
    fn every_run_of_every_plan_keeps_the_books(draft in draft(), seed in 0..1000u64) {
        let prepared = draft.lab().prepare();
        for (kind, run) in one_of_each(&prepared, seed) {
            prop_assert_eq!(run.audit.first, None, "{} breaks a check", kind);
            people_are_conserved(&prepared, &run)?;
            capacity_is_kept(&prepared, &run)?;
            totals_agree(&prepared, &run)?;
        }
    }

    #[test]
    fn full_protection_and_a_court_order_that_is_obeyed_mean_no_arrest(
        draft in draft(), day in 0..30usize, seed in 0..1000u64, by_court: bool,
    ) {
        let mut lab = draft.lab();
        let status = draft.size.statuses - 1;
        let from = |today: usize| if today >= day { 1.0 } else { 0.0 };
        if by_court {
            lab.daily(|plan| &mut plan.policy.court_order[status], from);
        } else {
            lab.daily(|plan| &mut plan.policy.protection[status], from);
        }
        let prepared = lab.prepare();
        for (kind, run) in one_of_each(&prepared, seed) {
            let arrests = days(&prepared, &run, &daily::ARRESTS, Dimensions::status(status));
            prop_assert!(arrests.iter().skip(day).all(|&people| people == 0.0), "{kind}: {arrests:?}");
        }
    }

    #[test]
    fn a_lever_changes_nothing_before_its_day(
        draft in draft(), day in 0..30usize, seed in 0..1000u64, lever in 0..LEVERS,
    ) {
        let lab = draft.lab();
        let mut other = lab.clone();
        pull(&mut other, lever, day);
        let (before, after) = (lab.prepare(), other.prepare());
        for ((kind, one), (_, two)) in one_of_each(&before, seed).into_iter().zip(one_of_each(&after, seed)) {
            for (one, two) in one.daily.chunks(lab.plan.days).zip(two.daily.chunks(lab.plan.days)) {
                let same = day.min(lab.plan.days);
                prop_assert_eq!(&one[..same], &two[..same], "{}, lever {}", kind, lever);
            }
        }
    }

    #[test]
    fn a_lever_that_does_nothing_changes_nothing(draft in draft(), seed in 0..1000u64) {
        let lab = draft.lab();
        let mut other = lab.clone();
        pull_nothing(&mut other);
        let (plain, nothing) = (lab.prepare(), other.prepare());
        for ((kind, one), (_, two)) in one_of_each(&plain, seed).into_iter().zip(one_of_each(&nothing, seed)) {
            prop_assert_eq!(one, two, "{}", kind);
        }
    }

    #[test]
    fn without_announcement_plan_and_enforcement_there_is_only_the_baseline(draft in draft(), seed in 0..1000u64) {
        let mut lab = draft.lab();
        lab.plan.policy.deadlines.clear();
        lab.always(|plan| &mut plan.policy.arrests_per_day, 0.0);
        for province in 0..draft.size.provinces {
            lab.always(|plan| &mut plan.policy.plan_in_force[province], 0.0);
        }
        // The baseline: people who would not react to any of it.
        let mut calm = lab.clone();
        calm.set(|plan| plan.behaviour.hostile_leave_per_day, 0.0)
            .set(|plan| plan.behaviour.deadline_leave_per_day, 0.0)
            .set(|plan| plan.behaviour.fear_per_arrest, 0.0)
            .set(|plan| plan.behaviour.hiding_share, 0.0);
        let (plain, calm) = (lab.prepare(), calm.prepare());
        for ((kind, one), (_, two)) in one_of_each(&plain, seed).into_iter().zip(one_of_each(&calm, seed)) {
            prop_assert_eq!(&one, &two, "{}", kind);
            let none = |outcome| days(&plain, &one, outcome, ALL).iter().all(|&people| people == 0.0);
            prop_assert!(none(&daily::ARRESTS) && none(&daily::CAUSE_FEAR) && none(&daily::CAUSE_DEADLINE));
        }
    }

    #[test]
    fn names_and_order_do_not_matter(draft in draft()) {
        let lab = draft.lab();
        let mut renamed = lab.clone();
        renamed.plan.names.statuses.reverse();
        renamed.plan.names.provinces.iter_mut().for_each(|name| name.push('x'));
        let mut turned = lab.clone();
        turn_around(&mut turned.plan);
        let [plain, renamed, turned] = [lab, renamed, turned].map(|lab| lab.prepare());
        for ((kind, one), (_, two)) in one_of_each(&plain, 1).into_iter().zip(one_of_each(&renamed, 1)) {
            prop_assert_eq!(one, two, "{}", kind);
        }
        let engine = EngineKind::MeanField.engine();
        let [one, two] = [&plain, &turned].map(|prepared| run_many(engine, prepared, 1, 1).remove(0));
        for (series, row) in plain.catalogue.daily.iter().zip(one.daily.chunks(plain.plan.days)) {
            let other = turned.catalogue.daily_index(series.outcome, opposite(&plain, series.dimensions));
            let other = &two.daily[other.expect("both plans have the same shape") * plain.plan.days..];
            for (day, (&a, &b)) in row.iter().zip(other).enumerate() {
                let near = (a - b).abs() <= 2 + a.abs() / 1_000_000;
                prop_assert!(near, "{} on day {day}: {a} and {b} thousandths", series.label(&plain.plan.names));
            }
        }
    }
}

/// Number of levers that [`pull`] knows.
const LEVERS: usize = 19;

/// Pulls a lever hard, from a day on.
fn pull(lab: &mut Lab, lever: usize, from: usize) {
    let old = lab.plan.clone();
    let change = |schedule: Schedule, value: f64| {
        let numbers = old.numbers.laws.clone();
        move |day: usize| if day < from { numbers[schedule.at(day).0 as usize].centre() } else { value }
    };
    let s = old.statuses() - 1;
    let (policy, crossing) = (&old.policy, &old.crossings[0]);
    match lever {
        0 => lab.daily(|plan| &mut plan.crossings[0].capacity_per_day, change(crossing.capacity_per_day.clone(), 3.0)),
        1 => lab.daily(|plan| &mut plan.crossings[0].open, change(crossing.open.clone(), 0.0)),
        2 => lab.daily(|plan| &mut plan.policy.arrests_per_day, change(policy.arrests_per_day.clone(), 50.0)),
        3 => lab.daily(|plan| &mut plan.policy.arrest_weight[s], change(policy.arrest_weight[s].clone(), 5.0)),
        4 => lab.daily(|plan| &mut plan.policy.protection[s], change(policy.protection[s].clone(), 1.0)),
        5 => lab.daily(|plan| &mut plan.policy.court_order[s], change(policy.court_order[s].clone(), 1.0)),
        6 => lab.daily(|plan| &mut plan.policy.deported_share[s], change(policy.deported_share[s].clone(), 0.0)),
        7 => lab.daily(|plan| &mut plan.policy.moratorium, change(policy.moratorium.clone(), 1.0)),
        8 => {
            lab.daily(|plan| &mut plan.policy.departure_cost_factor, change(policy.departure_cost_factor.clone(), 0.1))
        }
        9 => lab.daily(|plan| &mut plan.policy.grant[s], change(policy.grant[s].clone(), 9.0)),
        10 => lab.daily(|plan| &mut plan.policy.assistance_open, change(policy.assistance_open.clone(), 0.0)),
        11 => lab
            .daily(|plan| &mut plan.policy.regularised_per_day[s], change(policy.regularised_per_day[s].clone(), 80.0)),
        12 => {
            lab.daily(|plan| &mut plan.policy.resettled_per_day[s], change(policy.resettled_per_day[s].clone(), 80.0))
        }
        13 => lab.daily(|plan| &mut plan.policy.exit_fee_factor, change(policy.exit_fee_factor.clone(), 0.0)),
        14 => lab.daily(|plan| &mut plan.reception.beds[0], change(old.reception.beds[0].clone(), 0.0)),
        15 => lab.daily(|plan| &mut plan.policy.plan_in_force[0], change(policy.plan_in_force[0].clone(), 0.0)),
        16 => lab.daily(|plan| &mut plan.policy.felt_targeting[s], change(policy.felt_targeting[s].clone(), 1.0)),
        17 => lab.daily(|plan| &mut plan.policy.arrest_share[0], change(policy.arrest_share[0].clone(), 3.0)),
        18 => lab.deadline(from as i32, from as i32 + 5, 1.0),
        _ => unreachable!("there are {LEVERS} levers"),
    };
}

/// Adds levers that do nothing.
fn pull_nothing(lab: &mut Lab) {
    let old = lab.plan.clone();
    let numbers = old.numbers.laws.clone();
    // The same calendar, written with other numbers of the same value.
    let again = |schedule: &Schedule| {
        let (schedule, numbers) = (schedule.clone(), numbers.clone());
        move |day: usize| numbers[schedule.at(day).0 as usize].centre()
    };
    lab.deadline(0, 3, 0.0)
        .deadline(old.days as i32 + 1, old.days as i32 + 5, 1.0)
        .daily(|plan| &mut plan.policy.arrests_per_day, again(&old.policy.arrests_per_day))
        .daily(|plan| &mut plan.crossings[0].open, again(&old.crossings[0].open))
        .daily(|plan| &mut plan.policy.moratorium, again(&old.policy.moratorium));
    lab.plan.policy.deadlines.last_mut().expect("just added").ends = i32::MAX;
}

/// Statuses, provinces and crossings in the opposite order.
fn turn_around(plan: &mut Plan) {
    plan.people.stock.reverse();
    plan.people.province_share.reverse();
    plan.people.province_share.iter_mut().for_each(|shares| shares.reverse());
    plan.people.documented.reverse();
    plan.people.reentry_status = plan.people.documented.len() - 1 - plan.people.reentry_status;
    let policy = &mut plan.policy;
    for deadline in &mut policy.deadlines {
        deadline.addresses.reverse();
        deadline.provinces.reverse();
    }
    for schedules in [
        &mut policy.plan_in_force,
        &mut policy.felt_targeting,
        &mut policy.arrest_share,
        &mut policy.arrest_weight,
        &mut policy.protection,
        &mut policy.court_order,
        &mut policy.court_covers,
        &mut policy.deported_share,
        &mut policy.card_valid,
        &mut policy.grant,
        &mut policy.regularised_per_day,
        &mut policy.resettled_per_day,
    ] {
        schedules.reverse();
    }
    policy.assisted_leave_per_day.reverse();
    policy.regularisation_places.reverse();
    plan.travel.mean_days.reverse();
    plan.travel.lead_days.reverse();
    plan.travel.crossing_share.reverse();
    plan.travel.crossing_share.iter_mut().for_each(|shares| shares.reverse());
    plan.crossings.reverse();
    plan.reception.destination_share.reverse();
}

/// Where a part of an outcome stands after [`turn_around`].
fn opposite(prepared: &Prepared, part: Dimensions) -> Dimensions {
    let plan = &prepared.plan;
    Dimensions {
        status: part.status.map(|status| plan.statuses() - 1 - status),
        crossing: part.crossing.map(|crossing| plan.crossings.len() - 1 - crossing),
        province: part.province.map(|province| plan.provinces() - 1 - province),
        ..part
    }
}

#[test]
fn every_engine_makes_every_check_on_every_day() {
    let size = Size { crossings: 2, households: vec![(2, 0.5), (7, 0.5)], ..Size::of_days(12) };
    let prepared = town(&size, 40.0, 0.5).prepare();
    for (kind, run) in one_of_each(&prepared, 1) {
        for check in Check::ALL {
            let least = match check {
                Check::DetentionBalance => 1,
                Check::ClosedStaysClosed => 6,
                Check::CapacityKept | Check::QueueBalance => 24,
                _ => 12,
            };
            let made = run.audit.checked[check as usize];
            assert_eq!(made, least, "{kind} checks {} {made} times", check.name());
        }
    }
}

#[test]
fn order_does_not_matter_in_law() {
    let size = Size::two_of_everything(24);
    let plain = town(&size, 15.0, 0.6);
    let mut turned = plain.clone();
    turn_around(&mut turned.plan);
    let (plain, turned) = (plain.prepare(), turned.prepare());
    let outcomes = [
        &total::DEPARTURES_TOTAL,
        &total::QUEUE_PERSON_DAYS,
        &total::ARRESTS_TOTAL,
        &total::REMAINING_END,
        &total::HIDDEN_END,
    ];
    for kind in support::SAME_LAW {
        let one = run_many(kind.engine(), &plain, 600, 31);
        let two = run_many(kind.engine(), &turned, 600, 32);
        for outcome in outcomes {
            let p = p_welch(&totals(&plain, &one, outcome, ALL), &totals(&turned, &two, outcome, ALL));
            assert!(p > ALPHA, "{kind}, {}: p = {p:e}", outcome.name);
        }
    }
}
