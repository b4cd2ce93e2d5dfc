//! A town: a laboratory in which everything happens at once, each mechanism as strongly as its dial says.

use super::{Lab, Size};

/// What the dials are handed to, one after another; each lies between 0 (off) and 1 (strong).
pub struct Dials<'a>(pub &'a mut dyn FnMut() -> f64);

impl Dials<'_> {
    fn turn(&mut self, strongest: f64) -> f64 {
        (self.0)() * strongest
    }
}

/// Everything on, at the same strength.
pub fn town(size: &Size, households_per_group: f64, strength: f64) -> Lab {
    town_with(size, households_per_group, &mut Dials(&mut || strength))
}

/// Everything on, by dials.
pub fn town_with(size: &Size, households_per_group: f64, dials: &mut Dials) -> Lab {
    let mut lab = Lab::of(size);
    lab.households_per_group(households_per_group);
    let mean_size: f64 = size.households.iter().map(|&(size, share)| f64::from(size) * share).sum();
    let people = households_per_group * mean_size * (size.statuses * size.provinces) as f64;
    behaviour(&mut lab, dials);
    enforcement(&mut lab, size, people, dials);
    alternatives(&mut lab, size, people, dials);
    border(&mut lab, size, people, dials);
    season(&mut lab, size, dials);
    lab
}

fn behaviour(lab: &mut Lab, dials: &mut Dials) {
    let days = lab.plan.days as i32;
    lab.set(|plan| plan.behaviour.baseline_leave_per_day, dials.turn(0.02))
        .set(|plan| plan.behaviour.hostile_leave_per_day, dials.turn(0.03))
        .set(|plan| plan.behaviour.deadline_leave_per_day, dials.turn(0.3))
        .set(|plan| plan.behaviour.credibility_loss, dials.turn(0.5))
        .set(|plan| plan.behaviour.hiding_share, dials.turn(0.5))
        .set(|plan| plan.behaviour.surfacing_per_day, dials.turn(0.1))
        .set(|plan| plan.behaviour.fear_per_arrest, dials.turn(12.0))
        .set(|plan| plan.behaviour.fear_memory_days, 6.0)
        .set(|plan| plan.behaviour.contagion_branching, dials.turn(0.8))
        .set(|plan| plan.behaviour.frailty_cv, dials.turn(1.5))
        .set(|plan| plan.behaviour.environment_sd, dials.turn(0.4))
        .set(|plan| plan.behaviour.environment_province_sd, dials.turn(0.3))
        .set(|plan| plan.behaviour.give_up_per_day, dials.turn(0.2))
        .set(|plan| plan.behaviour.give_up_after_days, 2.0)
        .set(|plan| plan.behaviour.reentry_per_day, dials.turn(0.02))
        .deadline(days / 4, days / 2, 0.9)
        .deadline(days / 2, 3 * days / 4, 0.7);
    lab.plan.policy.deadlines[0].ends = days / 2 + 3;
    lab.plan.policy.deadlines[1].broken_before = 1;
    lab.plan.policy.deadlines[1].addresses[0] = false;
}

fn enforcement(lab: &mut Lab, size: &Size, people: f64, dials: &mut Dials) {
    let days = size.days;
    let from = move |day: usize, start: usize, value: f64| if day >= start { value } else { 0.0 };
    let capacity = dials.turn(0.02) * people;
    lab.daily(|plan| &mut plan.policy.arrests_per_day, |day| from(day, days / 5, capacity));
    let calm = dials.turn(0.9);
    lab.daily(|plan| &mut plan.policy.moratorium, |day| if day % 20 > 16 { calm } else { 0.0 });
    let cost = 1.0 - dials.turn(0.4);
    lab.daily(|plan| &mut plan.policy.departure_cost_factor, |day| if day > days / 2 { cost } else { 1.0 });
    for province in 0..size.provinces {
        lab.always(|plan| &mut plan.policy.arrest_share[province], 1.0 / (1.0 + province as f64))
            .daily(|plan| &mut plan.policy.plan_in_force[province], |day| from(day, days / 4 + province, 0.9));
    }
    for status in 0..size.statuses {
        let rank = 1.0 / (1.0 + 2.0 * status as f64);
        lab.always(|plan| &mut plan.policy.felt_targeting[status], rank)
            .always(|plan| &mut plan.policy.arrest_weight[status], rank)
            .always(|plan| &mut plan.policy.deported_share[status], 0.9 * rank);
        if status > 0 {
            let (protection, order) = (dials.turn(0.9), dials.turn(1.0));
            lab.daily(|plan| &mut plan.policy.protection[status], |day| from(day, days / 3, protection))
                .daily(|plan| &mut plan.policy.court_order[status], |day| from(day, days / 2, order))
                .daily(|plan| &mut plan.policy.court_covers[status], |day| from(day, days / 2, 1.0))
                .daily(|plan| &mut plan.policy.card_valid[status], |day| if day < days / 2 { 1.0 } else { 0.4 });
        }
    }
}

fn alternatives(lab: &mut Lab, size: &Size, people: f64, dials: &mut Dials) {
    for status in 0..size.statuses {
        let (assisted, regularised) = (dials.turn(0.03), dials.turn(0.004) * people);
        let (places, resettled) = (dials.turn(0.04) * people, dials.turn(0.003) * people);
        lab.set(|plan| plan.policy.assisted_leave_per_day[status], assisted)
            .daily(|plan| &mut plan.policy.grant[status], |day| if day % 10 < 5 { 1.0 } else { 1.7 })
            .always(|plan| &mut plan.policy.regularised_per_day[status], regularised)
            .set(|plan| plan.policy.regularisation_places[status], places)
            .always(|plan| &mut plan.policy.resettled_per_day[status], resettled);
    }
    lab.always(|plan| &mut plan.policy.exit_fee_factor, 0.8)
        .daily(|plan| &mut plan.policy.assistance_open, |day| if day % 7 == 6 { 0.0 } else { 1.0 });
}

fn border(lab: &mut Lab, size: &Size, people: f64, dials: &mut Dials) {
    for province in 0..size.provinces {
        let (mean_days, lead) = (1.0 + dials.turn(2.0), dials.turn(3.0));
        lab.set(|plan| plan.travel.mean_days[province], mean_days).set(|plan| plan.travel.lead_days[province], lead);
        for crossing in 0..size.crossings {
            let weight = if province % size.crossings == crossing { 3.0 } else { 1.0 };
            lab.set(|plan| plan.travel.crossing_share[province][crossing], weight);
        }
    }
    let diversion = dials.turn(0.7);
    lab.set(|plan| plan.travel.diversion, diversion).set(|plan| plan.travel.diversion_wait_days, 2.0);
    for crossing in 0..size.crossings {
        let capacity = (0.06 - dials.turn(0.05)) * people / size.crossings as f64;
        let shut = size.days / 2 + 3 * crossing..size.days / 2 + 3 * crossing + 3;
        lab.always(|plan| &mut plan.crossings[crossing].capacity_per_day, capacity).daily(
            |plan| &mut plan.crossings[crossing].open,
            |day| {
                if shut.contains(&day) {
                    0.0
                } else if day % 5 == 4 {
                    0.5
                } else {
                    1.0
                }
            },
        );
        for destination in 0..size.destinations {
            lab.set(
                |plan| plan.reception.destination_share[crossing][destination],
                1.0 + (crossing + destination) as f64,
            );
        }
    }
    let beds = dials.turn(0.05) * people / size.destinations as f64;
    for destination in 0..size.destinations {
        lab.always(|plan| &mut plan.reception.beds[destination], beds);
    }
    let (concentration, stay) = (1.0 + dials.turn(20.0), 0.5 + dials.turn(9.0));
    lab.set(|plan| plan.reception.concentration, concentration)
        .set(|plan| plan.reception.stay_days, stay)
        .set(|plan| plan.reception.need_share, 0.8)
        .set(|plan| plan.questions.target_people, 0.3 * people);
}

fn season(lab: &mut Lab, size: &Size, dials: &mut Dials) {
    let days = size.days as f64;
    lab.set(|plan| plan.season.winter_reduction, dials.turn(0.8))
        .set(|plan| plan.season.ramadan_reduction, dials.turn(0.5))
        .weekday(|day| if day % 7 == 4 { 0.7 } else { 1.05 });
    for day in 0..size.days {
        lab.plan.season.winter_shape[day] = 0.5 - 0.5 * libm::cos(2.0 * std::f64::consts::PI * day as f64 / days);
        lab.plan.season.ramadan[day] = f64::from(u8::from(day > 3 * size.days / 4));
        lab.plan.season.winter_exposure[day] = day > size.days / 3;
    }
}
