//! The same scenario with more or fewer people, days or cells.
//!
//! [`people`] multiplies everything that is counted in people: stocks at the start, arrests a day, regularisation and
//! resettlement a day and in all, capacities of crossings, beds, the announced target and the levels of thresholds. Hazards,
//! shares, durations and costs stay: a town a thousandth the size behaves like the country, but for chance.

use std::collections::{BTreeMap, BTreeSet};

use crate::dynamics::start_households;
use crate::law::Law;
use crate::plan::{Job, Plan, Quantity, Schedule};

/// Households on the first day.
pub fn households(plan: &Plan, job: &Job) -> u64 {
    start_households(plan, &job.numbers).iter().sum()
}

/// The plan with `factor` times as many people.
pub fn people(plan: &Plan, factor: f64) -> Plan {
    let mut scaled = plan.clone();
    if factor == 1.0 {
        return scaled;
    }
    let joint: BTreeSet<Quantity> = plan.numbers.joint.iter().flat_map(|set| set.quantities.iter().copied()).collect();
    let mut seen = BTreeMap::new();
    let mut places: Vec<Quantity> = Vec::new();
    each_count(&mut scaled, &mut |quantity| places.push(*quantity));
    for old in places {
        let law = times(&plan.numbers.laws[old.0 as usize], factor);
        // A fixed number may stand for something else too (a constant that happens to be equal), so it gets a double; an
        // uncertain one has a key of its own and keeps its place, and with it its dimension of the design.
        let fixed = !law.is_uncertain() && !joint.contains(&old);
        let new = *seen.entry(old).or_insert_with(|| {
            if !fixed {
                return old;
            }
            scaled.numbers.keys.push(format!("{} (scaled)", plan.numbers.keys[old.0 as usize]));
            scaled.numbers.laws.push(law.clone());
            Quantity(scaled.numbers.laws.len() as u32 - 1)
        });
        if !fixed {
            scaled.numbers.laws[old.0 as usize] = law;
        }
        debug_assert!(fixed || new == old);
    }
    each_count(&mut scaled, &mut |quantity| *quantity = seen[quantity]);
    for set in &mut scaled.numbers.joint {
        for (column, quantity) in set.quantities.iter().enumerate().filter(|(_, quantity)| seen.contains_key(quantity))
        {
            debug_assert_eq!(seen[quantity], *quantity);
            set.rows.iter_mut().for_each(|row| row[column] *= factor);
        }
    }
    for threshold in &mut scaled.questions.thresholds {
        threshold.at_least *= factor;
    }
    scaled
}

/// Everything in a plan that is counted in people, but for thresholds.
fn each_count(plan: &mut Plan, visit: &mut dyn FnMut(&mut Quantity)) {
    let policy = &mut plan.policy;
    plan.people.stock.iter_mut().chain(&mut policy.regularisation_places).for_each(&mut *visit);
    visit(&mut plan.questions.target_people);
    let crossings = plan.crossings.iter_mut().map(|crossing| &mut crossing.capacity_per_day);
    let schedules = std::iter::once(&mut policy.arrests_per_day)
        .chain(&mut policy.regularised_per_day)
        .chain(&mut policy.resettled_per_day)
        .chain(&mut plan.reception.beds)
        .chain(crossings);
    schedules.flat_map(|schedule| &mut schedule.0).for_each(visit);
}

fn times(law: &Law, factor: f64) -> Law {
    match *law {
        Law::Fixed(value) => Law::Fixed(value * factor),
        Law::Uniform { low, high } => Law::Uniform { low: low * factor, high: high * factor },
        Law::LogUniform { low, high } => Law::LogUniform { low: low * factor, high: high * factor },
        Law::Normal { mean, sd } => Law::Normal { mean: mean * factor, sd: sd * factor },
        Law::LogNormal { median, sd_log } => Law::LogNormal { median: median * factor, sd_log },
        Law::Triangular { low, mode, high } => {
            Law::Triangular { low: low * factor, mode: mode * factor, high: high * factor }
        }
        Law::Choice(ref values) => Law::Choice(values.iter().map(|value| value * factor).collect()),
        // Between 0 and 1: it counts nobody.
        Law::Beta { .. } => law.clone(),
    }
}

/// The plan over another number of days. Beyond its own horizon calendars and seasons begin again; deadlines are not
/// repeated.
pub fn horizon(plan: &Plan, days: usize) -> Plan {
    let mut other = plan.clone();
    other.days = days;
    let policy = &mut other.policy;
    let crossings =
        other.crossings.iter_mut().flat_map(|crossing| [&mut crossing.capacity_per_day, &mut crossing.open]);
    let of_statuses = [
        &mut policy.felt_targeting,
        &mut policy.arrest_weight,
        &mut policy.protection,
        &mut policy.court_order,
        &mut policy.court_covers,
        &mut policy.deported_share,
        &mut policy.card_valid,
        &mut policy.grant,
        &mut policy.regularised_per_day,
        &mut policy.resettled_per_day,
        &mut policy.plan_in_force,
        &mut policy.arrest_share,
        &mut other.reception.beds,
    ];
    let schedules = [
        &mut policy.arrests_per_day,
        &mut policy.moratorium,
        &mut policy.departure_cost_factor,
        &mut policy.assistance_open,
        &mut policy.exit_fee_factor,
    ];
    let schedules = schedules.into_iter().chain(crossings).chain(of_statuses.into_iter().flatten());
    schedules.for_each(|Schedule(list)| repeated(list, days));
    repeated(&mut other.season.winter_shape, days);
    repeated(&mut other.season.ramadan, days);
    repeated(&mut other.season.weekday, days);
    repeated(&mut other.season.winter_exposure, days);
    for threshold in &mut other.questions.thresholds {
        threshold.by = threshold.by.min(days - 1);
    }
    other
}

fn repeated<T: Clone>(list: &mut Vec<T>, days: usize) {
    let once = list.clone();
    *list = once.into_iter().cycle().take(days).collect();
}

/// The plan with other numbers of frailty groups and of household sizes, hence of cells; sizes lie evenly around the mean
/// size of the plan. `None` if there are no so many different sizes.
pub fn cells(plan: &Plan, frailty_nodes: usize, sizes: usize) -> Option<Plan> {
    let mut other = plan.clone();
    other.people.frailty_nodes = frailty_nodes;
    if sizes != plan.sizes() {
        let people = &plan.people;
        let classes = people.household_size.iter().zip(&people.household_share);
        let mean: f64 = classes.map(|(&size, share)| f64::from(size) * share).sum();
        let middle = |class: usize| (mean * (2 * class + 1) as f64 / sizes as f64).round().max(1.0) as u32;
        other.people.household_size = (0..sizes).map(middle).collect();
        other.people.household_share = vec![1.0 / sizes as f64; sizes];
        if other.people.household_size.windows(2).any(|pair| pair[0] == pair[1]) {
            return None;
        }
    }
    Some(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Design;
    use crate::engine::{EngineKind, Prepared};
    use crate::outcome::{Dimensions, from_steps, total};
    use crate::rng::Streams;

    fn plan(name: &str) -> Plan {
        let path = format!("scenarios/{name}.toml");
        crate::scenario::load(&path, &[], &crate::scenario::read_shipped).expect("it is shipped").scenario.plan()
    }

    fn departures(plan: &Plan) -> f64 {
        let prepared = Prepared::new(plan.clone());
        let job = Design::new(&plan.numbers, 1).job(0);
        let run = EngineKind::MeanField.engine().run(&prepared, &[job], &Streams::new(1)).remove(0);
        from_steps(run.totals[prepared.catalogue.total_index(&total::DEPARTURES_TOTAL, Dimensions::ALL).unwrap()])
    }

    /// With a law that scales, twice the people must give twice the departures: a forgotten capacity or arrest would show.
    #[test]
    fn everything_that_counts_people_is_scaled() {
        for name in ["history", "border-shut", "regularise-and-resettle", "six-month-schedule"] {
            let plan = plan(name);
            let once = departures(&plan);
            for factor in [0.01, 1000.0] {
                let ratio = departures(&people(&plan, factor)) / once / factor;
                assert!((ratio - 1.0).abs() < 0.002, "{name} times {factor}: {ratio}");
            }
        }
    }

    #[test]
    fn the_same_numbers_are_drawn_at_any_size() {
        let plan = plan("history");
        let small = people(&plan, 0.001);
        let (whole, part) = (Design::new(&plan.numbers, 1).job(5), Design::new(&small.numbers, 1).job(5));
        let ratio = households(&small, &part) as f64 / households(&plan, &whole) as f64;
        assert!((ratio - 0.001).abs() < 5e-5, "{ratio}");
        for (quantity, &value) in whole.numbers.iter().enumerate() {
            let ratio = part.numbers[quantity] / value;
            assert!(
                value == 0.0 || (ratio - 1.0).abs() < 1e-12 || (ratio - 0.001).abs() < 1e-12,
                "{quantity}: {ratio}"
            );
        }
        assert_eq!(people(&plan, 1.0), plan);
    }

    #[test]
    fn a_horizon_may_be_cut_and_repeated() {
        let plan = plan("history");
        assert_eq!(horizon(&plan, plan.days), plan);
        let whole = departures(&plan);
        assert!(departures(&horizon(&plan, plan.days / 4)) < whole);
        assert!(departures(&horizon(&plan, plan.days * 4)) > whole);
    }

    #[test]
    fn cells_are_as_many_as_asked() {
        let plan = plan("history");
        for (nodes, sizes) in [(1, 1), (5, 2), (3, 4)] {
            let other = cells(&plan, nodes, sizes).unwrap();
            assert_eq!((other.people.frailty_nodes, other.sizes()), (nodes, sizes));
            let ratio = departures(&other) / departures(&cells(&plan, nodes, 1).unwrap());
            assert!((ratio - 1.0).abs() < 0.1, "{nodes} x {sizes}: {ratio}");
        }
        assert!(cells(&plan, 1, 40).is_none());
    }
}
