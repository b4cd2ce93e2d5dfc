//! T8 to T11: the way, the gate, the other side.

use crossings::dynamics::Dynamics;
use crossings::engine::EngineKind;
use crossings::outcome::{daily, total};
use crossings::plan::{Measure, Threshold};
use statrs::distribution::{Discrete, Hypergeometric, Poisson};

use super::leaving::two_nodes;
use super::support::lab::{AMPLE, CERTAIN};
use super::support::statistics::{p_chi_square, p_law, p_mean, p_variance};
use super::support::{self, Lab, SAME_LAW, Size, days, mean_field, on_day, run_many, totals};
use super::{ALL, Dimensions, all_leave_at_once, binomial, close, convolve, plausible};

#[test]
fn t3_two_origins_share_two_crossings() {
    let mut lab = Lab::of(&Size { provinces: 2, crossings: 2, ..Size::of_days(3) });
    let shares = [[0.7, 0.3], [0.1, 0.9]];
    lab.households_per_group(50.0);
    for province in 0..2 {
        for crossing in 0..2 {
            lab.set(|plan| plan.travel.crossing_share[province][crossing], 5.0 * shares[province][crossing]);
        }
    }
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    let law = convolve(&binomial(50, 0.7), &binomial(50, 0.1));
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 104);
        let first = totals(&prepared, &runs, &total::DEPARTURES_TOTAL, Dimensions::crossing(0));
        plausible(p_law(&first, &law), kind);
    }
}

#[test]
fn t8_travel_is_geometric() {
    let mean_days = 2.5;
    let mut lab = Lab::new(20);
    lab.households_per_group(50.0).set(|plan| plan.travel.mean_days[0], mean_days);
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    let arrives: f64 = 1.0 / mean_days;
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 1000, 109);
        let mut by_day = [0.0; 20];
        for run in &runs {
            let departures = days(&prepared, run, &daily::DEPARTURES, ALL);
            by_day.iter_mut().zip(departures).for_each(|(sum, people)| *sum += people);
        }
        let expected: Vec<f64> = (1..20).map(|day| 50_000.0 * arrives * (1.0 - arrives).powi(day - 1)).collect();
        assert_eq!(by_day[0], 0.0);
        plausible(p_chi_square(&by_day[1..], &expected, 0), kind);
    }
    // In a steady state, the stock on the way is the rate times the mean time.
    let mut lab = Lab::new(60);
    lab.households_per_group(1e10)
        .set(|plan| plan.behaviour.baseline_leave_per_day, 1e-7)
        .set(|plan| plan.travel.mean_days[0], mean_days);
    let prepared = lab.prepare();
    let on_the_way = days(&prepared, &mean_field(&prepared), &daily::IN_TRANSIT, ALL)[59];
    close(on_the_way / (1000.0 * mean_days), 1.0, 1e-5);
}

#[test]
fn t9_a_deterministic_queue_fills_and_drains() {
    let (many, few, capacity) = (1000.0, 200.0, 600.0);
    let mut lab = Lab::new(30);
    lab.households_per_group(1e12)
        .set(|plan| plan.behaviour.baseline_leave_per_day, many / 1e12)
        .weekday(|day| if day < 10 { 1.0 } else { few / many })
        .always(|plan| &mut plan.crossings[0].capacity_per_day, capacity);
    let prepared = lab.prepare();
    let run = mean_field(&prepared);
    let queue = days(&prepared, &run, &daily::QUEUE, ALL);
    for (day, &queue) in queue.iter().enumerate() {
        let filled = (many - capacity) * day.min(10) as f64;
        let drained = (capacity - few) * day.saturating_sub(10) as f64;
        close(queue, (filled - drained).max(0.0), 0.01);
    }
    close(support::total(&prepared, &run, &total::QUEUE_MAX, ALL), 4000.0, 0.01);
}

#[test]
fn t9_little_law_holds_in_every_run() {
    let mut lab = Lab::of(&Size { households: vec![(2, 0.5), (5, 0.5)], provinces: 2, ..Size::of_days(60) });
    lab.households_per_group(60.0)
        .set(|plan| plan.behaviour.baseline_leave_per_day, 0.4)
        .set(|plan| plan.travel.mean_days[1], 2.0)
        .weekday(|day| if day < 25 { 1.0 } else { 0.0 })
        .daily(|plan| &mut plan.crossings[0].open, |day| if day % 5 == 3 { 0.0 } else { 1.0 })
        .always(|plan| &mut plan.crossings[0].capacity_per_day, 23.0);
    let prepared = lab.prepare();
    for kind in EngineKind::ALL {
        for run in run_many(kind.engine(), &prepared, 50, 110) {
            let of = |outcome| support::total(&prepared, &run, outcome, ALL);
            assert_eq!(days(&prepared, &run, &daily::QUEUE, ALL)[59], 0.0, "the queue has drained");
            let crossed = of(&total::DEPARTURES_TOTAL);
            close(of(&total::WAIT_MEAN) * crossed, of(&total::QUEUE_PERSON_DAYS), 0.001 * crossed);
        }
    }
}

#[test]
fn t9_a_crowd_at_a_narrow_gate_waits_as_long_as_arithmetic_says() {
    let mut lab = Lab::new(20);
    lab.households_per_group(100.0).always(|plan| &mut plan.crossings[0].capacity_per_day, 7.0);
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    for kind in SAME_LAW {
        for run in run_many(kind.engine(), &prepared, 20, 111) {
            let queue = days(&prepared, &run, &daily::QUEUE, ALL);
            (1..20).for_each(|day| assert_eq!(queue[day], (100.0 - 7.0 * day as f64).max(0.0), "{kind}, day {day}"));
            let of = |outcome| support::total(&prepared, &run, outcome, ALL);
            assert_eq!(of(&total::WAIT_MAX), 14.0);
            assert_eq!(of(&total::WAIT_P95), 13.0);
        }
    }
}

/// Two hundred people at a gate that lets through so many a day, in a horizon of thirteen days.
fn by_the_day(statuses: usize) -> Lab {
    let gate = [0.0, 10.0, 30.0, 30.0, 30.0, 5.0, 20.0, 20.0, 20.0, 25.0, 0.0, 0.0, 10.0];
    let mut lab = Lab::of(&Size { statuses, ..Size::of_days(gate.len()) });
    lab.households_per_group(200.0 / statuses as f64)
        .daily(|plan| &mut plan.crossings[0].capacity_per_day, |day| gate[day]);
    all_leave_at_once(&mut lab);
    lab
}

#[test]
fn peaks_targets_thresholds_and_waits_are_those_of_a_story_told_by_hand() {
    let mut lab = by_the_day(2);
    let questions = [
        (Measure::DeparturesCumulative, 100.0, 3, 0.0),
        (Measure::DeparturesCumulative, 100.0, 4, 1.0),
        (Measure::DeparturesCumulative, 101.0, 4, 0.0),
        (Measure::Departures, 30.0, 1, 0.0),
        (Measure::Departures, 30.0, 2, 1.0),
        (Measure::Queue, 190.0, 0, 0.0),
        (Measure::Queue, 190.0, 1, 1.0),
    ];
    lab.plan.questions.thresholds =
        questions.iter().map(|&(measure, at_least, by, _)| Threshold { measure, at_least, by }).collect();
    // A target that is reached on the day on which it is exactly met, the last of them by the last to cross.
    for (target, day, exceeds) in [(100.0, 4.0, 0.0), (101.0, 5.0, 1.0), (200.0, 12.0, 1.0)] {
        lab.set(|plan| plan.questions.target_people, target);
        let prepared = lab.prepare();
        for kind in SAME_LAW {
            for run in run_many(kind.engine(), &prepared, 3, 113) {
                let of = |outcome| support::total(&prepared, &run, outcome, ALL);
                assert_eq!((of(&total::PEAK_DAILY_CROSSINGS), of(&total::PEAK_DAY)), (30.0, 2.0), "{kind}");
                close(of(&total::PEAK_7_DAY_MEAN), 155.0 / 7.0, 0.001);
                assert_eq!((of(&total::TARGET_DAYS_ALL), of(&total::TARGET_REACHED_ALL)), (day, 1.0), "{kind}");
                assert_eq!(of(&total::TARGET_EXCEEDS_POPULATION), exceeds, "{kind}");
                // Of all who cross, exactly 19 in 20 have crossed on day 9.
                assert_eq!((of(&total::WAIT_P95), of(&total::WAIT_MAX)), (8.0, 11.0), "{kind}");
                for (index, (.., reached)) in questions.into_iter().enumerate() {
                    let threshold = Dimensions { threshold: Some(index), ..ALL };
                    let answer = support::total(&prepared, &run, &total::THRESHOLD, threshold);
                    assert_eq!(answer, reached, "{kind}: {:?}", questions[index]);
                }
            }
        }
    }
}

/// Everybody comes back on the day after, so that those who crossed today are the net of all crossings.
#[test]
fn a_net_target_is_met_by_those_who_stay_away() {
    let mut lab = by_the_day(1);
    lab.set(|plan| plan.behaviour.reentry_per_day, CERTAIN);
    for (target, reached, net) in [(100.0, (4.0, 1.0), (13.0, 0.0)), (30.0, (2.0, 1.0), (2.0, 1.0))] {
        lab.set(|plan| plan.questions.target_people, target);
        let prepared = lab.prepare();
        for kind in SAME_LAW {
            let run = &run_many(kind.engine(), &prepared, 1, 114)[0];
            let of = |outcome| support::total(&prepared, run, outcome, ALL);
            let undocumented = (of(&total::TARGET_DAYS_UNDOCUMENTED), of(&total::TARGET_REACHED_UNDOCUMENTED));
            assert_eq!(undocumented, reached, "{kind}");
            assert_eq!((of(&total::TARGET_DAYS_NET), of(&total::TARGET_REACHED_NET)), net, "{kind}");
        }
    }
}

#[test]
fn throughput_is_exactly_the_capacity_although_households_stay_whole() {
    let mut lab = Lab::of(&Size { households: vec![(7, 1.0)], ..Size::of_days(40) });
    // What the last household took too much is not forgotten while the gate is shut.
    let open = |day: usize| if day % 4 == 2 { 0.0 } else { 1.0 };
    lab.households_per_group(100.0)
        .always(|plan| &mut plan.crossings[0].capacity_per_day, 10.0)
        .daily(|plan| &mut plan.crossings[0].open, open);
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    for kind in SAME_LAW {
        let run = &run_many(kind.engine(), &prepared, 1, 112)[0];
        let crossed = days(&prepared, run, &daily::DEPARTURES_CUMULATIVE, ALL);
        for day in 0..40 {
            let places: f64 = (1..=day).map(|day| 10.0 * open(day)).sum();
            assert_eq!(crossed[day], 7.0 * (places / 7.0).ceil(), "{kind}, day {day}");
        }
    }
}

#[test]
fn first_come_is_first_served() {
    let mut lab = Lab::of(&Size { provinces: 2, ..Size::of_days(14) });
    lab.households_per_group(50.0)
        .set(|plan| plan.behaviour.hostile_leave_per_day, CERTAIN)
        .daily(|plan| &mut plan.policy.plan_in_force[0], |day| f64::from(u8::from(day == 1)))
        .daily(|plan| &mut plan.policy.plan_in_force[1], |day| f64::from(u8::from(day == 0)))
        .always(|plan| &mut plan.crossings[0].capacity_per_day, 10.0);
    let prepared = lab.prepare();
    for kind in SAME_LAW {
        for run in run_many(kind.engine(), &prepared, 10, 113) {
            let departures = |province| days(&prepared, &run, &daily::DEPARTURES, Dimensions::province(province));
            for day in 0..14 {
                assert_eq!(departures(1)[day], if (1..6).contains(&day) { 10.0 } else { 0.0 }, "{kind}, day {day}");
                assert_eq!(departures(0)[day], if (6..11).contains(&day) { 10.0 } else { 0.0 }, "{kind}, day {day}");
            }
        }
    }
}

#[test]
fn two_origins_that_compete_for_one_gate_are_served_without_favour() {
    let mut lab = Lab::of(&Size { provinces: 2, ..Size::of_days(3) });
    lab.set(|plan| plan.people.stock[0], 50.0)
        .set(|plan| plan.people.province_share[0][0], 0.6)
        .set(|plan| plan.people.province_share[0][1], 0.4)
        .always(|plan| &mut plan.crossings[0].capacity_per_day, 20.0);
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    let law = Hypergeometric::new(50, 30, 20).unwrap();
    let mass: Vec<f64> = (0..=20).map(|k| law.pmf(k)).collect();
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 4000, 114);
        plausible(p_law(&on_day(&prepared, &runs, 1, &daily::DEPARTURES, Dimensions::province(0)), &mass), kind);
        // After two days forty have crossed, whoever they were.
        let law = Hypergeometric::new(50, 30, 40).unwrap();
        let mass: Vec<f64> = (0..=30).map(|k| law.pmf(k)).collect();
        let first = on_day(&prepared, &runs, 2, &daily::DEPARTURES_CUMULATIVE, Dimensions::province(0));
        plausible(p_law(&first, &mass), format!("{kind}, two days"));
    }
}

/// The law of a queue with one place a day, after days with Poisson arrivals of some rates.
fn one_place_queue(rates: impl Iterator<Item = f64>) -> Vec<f64> {
    let most = 60;
    let mut queue = vec![0.0; most];
    queue[0] = 1.0;
    for rate in rates {
        let arrivals = Poisson::new(rate).unwrap();
        let mut next = vec![0.0; most];
        for (waiting, &mass) in queue.iter().enumerate() {
            for come in 0..most - waiting {
                next[(waiting + come).saturating_sub(1)] += mass * arrivals.pmf(come as u64);
            }
        }
        queue = next;
    }
    queue
}

#[test]
fn t10_a_slotted_queue_of_capacity_one() {
    let rate = 0.6;
    let law = one_place_queue((0..199).map(|_| rate));
    let expected: f64 = law.iter().enumerate().map(|(k, mass)| k as f64 * mass).sum();
    close(expected, rate * rate / (2.0 * (1.0 - rate)), 1e-6);
    let lab = |households: f64, days: usize| {
        let mut lab = Lab::new(days);
        lab.households_per_group(households)
            .set(|plan| plan.behaviour.baseline_leave_per_day, rate / households)
            .always(|plan| &mut plan.crossings[0].capacity_per_day, 1.0);
        lab.prepare()
    };
    // So many households that arrivals are Poisson, for the engine that does not mind; and 2,000 for the other.
    let prepared = lab(1e9, 200);
    let runs = run_many(EngineKind::Cohort.engine(), &prepared, 3000, 115);
    plausible(p_law(&on_day(&prepared, &runs, 199, &daily::QUEUE, ALL), &law), "cohort");
    let prepared = lab(2000.0, 41);
    let law = one_place_queue((0..40).map(|day| rate * libm::exp(-rate / 2000.0 * f64::from(day))));
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 116);
        plausible(p_law(&on_day(&prepared, &runs, 40, &daily::QUEUE, ALL), &law), kind);
    }
}

#[test]
fn t11_destinations_are_dirichlet_multinomial() {
    let (households, shares, concentration) = (60.0, [0.5, 0.3, 0.2], 4.0);
    let mut lab = Lab::of(&Size { destinations: 3, households: vec![(3, 1.0)], ..Size::of_days(3) });
    lab.households_per_group(households).set(|plan| plan.reception.concentration, concentration);
    for (destination, share) in shares.into_iter().enumerate() {
        lab.set(|plan| plan.reception.destination_share[0][destination], 7.0 * share);
    }
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 4000, 117);
        for (destination, share) in shares.into_iter().enumerate() {
            let people = totals(&prepared, &runs, &total::DEPARTURES_TOTAL, Dimensions::destination(destination));
            let spread =
                households * share * (1.0 - share) * (households + concentration) / (1.0 + concentration) * 9.0;
            plausible(p_mean(&people, 3.0 * households * share), format!("{kind}, mean of {destination}"));
            plausible(p_variance(&people, spread), format!("{kind}, variance of {destination}"));
        }
    }
}

#[test]
fn waiting_has_an_end_for_those_who_give_up_and_they_go_home() {
    // Everybody waits at a shut gate from day 1; from the third day of waiting on, each gives up with hazard 0.5.
    let mut lab = Lab::of(&Size { frailty_nodes: 2, ..Size::of_days(8) });
    lab.households_per_group(60.0)
        .set(|plan| plan.behaviour.frailty_cv, 1.0)
        .set(|plan| plan.behaviour.give_up_per_day, 0.5)
        .set(|plan| plan.behaviour.give_up_after_days, 3.0)
        .always(|plan| &mut plan.crossings[0].open, 0.0);
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 123);
        for (day, chances) in [(3, 0), (4, 1), (7, 4)] {
            let waiting = on_day(&prepared, &runs, day, &daily::QUEUE, ALL);
            if chances == 0 {
                assert!(waiting.iter().all(|&people| people == 60.0), "nobody gives up before the third day");
                continue;
            }
            let stays = libm::exp(-0.5 * f64::from(chances));
            plausible(p_law(&waiting, &binomial(60, stays)), format!("{kind}, day {day}"));
            let home = on_day(&prepared, &runs, day, &daily::REMAINING, ALL);
            assert!(home.iter().zip(&waiting).all(|(home, waiting)| home + waiting == 60.0));
        }
    }
}

#[test]
fn who_goes_home_has_the_frailty_of_those_who_left() {
    // Everybody leaves on day 0, stands before a shut gate on day 1 and goes home on day 2; from day 3 on they leave
    // again, at a rate that tells who they are: node k is there with the weight `w_k nu_k`.
    let (hazard, cv) = (0.15, 1.0);
    let mut lab = Lab::of(&Size { frailty_nodes: 2, ..Size::of_days(8) });
    lab.households_per_group(100.0)
        .set(|plan| plan.behaviour.frailty_cv, cv)
        .set(|plan| plan.behaviour.baseline_leave_per_day, hazard)
        .set(|plan| plan.behaviour.hostile_leave_per_day, CERTAIN)
        .set(|plan| plan.behaviour.give_up_per_day, CERTAIN)
        .set(|plan| plan.behaviour.give_up_after_days, 1.0)
        .weekday(|day| if day == 0 || day >= 3 { 1.0 } else { 0.0 })
        .daily(|plan| &mut plan.policy.plan_in_force[0], |day| if day == 0 { 1.0 } else { 0.0 })
        .daily(|plan| &mut plan.crossings[0].open, |day| if day < 3 { 0.0 } else { 1.0 });
    let prepared = lab.prepare();
    let stays: f64 = two_nodes(cv).iter().map(|(nu, weight)| weight * nu * libm::exp(-5.0 * nu * hazard)).sum();
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 125);
        assert!(on_day(&prepared, &runs, 2, &daily::REMAINING, ALL).iter().all(|&home| home == 100.0));
        plausible(p_law(&totals(&prepared, &runs, &total::REMAINING_END, ALL), &binomial(100, stays)), kind);
    }
    close(totals(&prepared, &[mean_field(&prepared)], &total::REMAINING_END, ALL)[0], 100.0 * stays, 1e-3);
}

#[test]
fn the_deported_cannot_turn_back() {
    let mut lab = Lab::new(8);
    lab.set(|plan| plan.behaviour.arrest_ceiling_per_day, CERTAIN)
        .set(|plan| plan.behaviour.detention_exit_per_day, 1.0)
        .set(|plan| plan.behaviour.give_up_per_day, CERTAIN)
        .set(|plan| plan.behaviour.give_up_after_days, 1.0)
        .always(|plan| &mut plan.policy.deported_share[0], 1.0)
        .always(|plan| &mut plan.policy.arrests_per_day, AMPLE)
        .always(|plan| &mut plan.crossings[0].open, 0.0);
    let prepared = lab.prepare();
    for kind in EngineKind::ALL {
        let run = run_many(kind.engine(), &prepared, 1, 126).remove(0);
        assert_eq!(days(&prepared, &run, &daily::QUEUE, ALL)[7], 1000.0, "{kind}");
    }
}

#[test]
fn those_who_would_wait_long_turn_to_other_gates() {
    // Three gates with 10, 30 and no places, 40, 0 and 5 people before them; shares 0.5, 0.3 and 0.2.
    let mut lab = Lab::of(&Size { crossings: 3, ..Size::of_days(1) });
    for (gate, (share, places)) in [(0.5, 10.0), (0.3, 30.0), (0.2, 0.0)].into_iter().enumerate() {
        lab.set(|plan| plan.travel.crossing_share[0][gate], share)
            .always(|plan| &mut plan.crossings[gate].capacity_per_day, places);
    }
    lab.set(|plan| plan.travel.diversion, 0.8).set(|plan| plan.travel.diversion_wait_days, 2.0);
    let prepared = lab.prepare();
    let (network, numbers) = (&prepared.network, support::job(&prepared, 0).numbers);
    let stock = vec![0.0; network.shape.stocks()];
    let mut dynamics = Dynamics::new(&prepared.plan, network, &numbers, vec![1.0], &[1.0], &[0.0]);
    let chances = dynamics.morning(0, network, &stock, &[40.0, 0.0, 5.0], &[1.0]);
    // A wait of 4 days at the first gate; at the shut one, a day for each person.
    let turned = [0.8 * (1.0 - libm::exp(-2.0)), 0.0, 0.8 * (1.0 - libm::exp(-2.5))];
    let expected = [
        0.5 * (1.0 - turned[0]) + 0.2 * turned[2] * 0.25,
        0.3 + 0.5 * turned[0] + 0.2 * turned[2] * 0.75,
        0.2 * (1.0 - turned[2]),
    ];
    let share = &chances.share[network.flows_of(network.shape.transit())];
    share.iter().zip(expected).for_each(|(&share, expected)| close(share, expected, 1e-14));
    assert_eq!(chances.places, [10.0, 30.0, 0.0]);
}

#[test]
fn who_crossed_may_come_back_into_hiding() {
    // Everybody crosses on day 1; each comes back with hazard 0.5 from day 2 on, into hiding.
    let mut lab = Lab::new(5);
    lab.households_per_group(60.0).set(|plan| plan.behaviour.reentry_per_day, 0.5);
    all_leave_at_once(&mut lab);
    let prepared = lab.prepare();
    for kind in SAME_LAW {
        let runs = run_many(kind.engine(), &prepared, 3000, 124);
        let back = totals(&prepared, &runs, &total::REENTERED_TOTAL, ALL);
        plausible(p_law(&back, &binomial(60, -libm::expm1(-1.5))), kind);
        assert_eq!(back, totals(&prepared, &runs, &total::HIDDEN_END, ALL));
    }
}
