//! What every engine checks on every day of every run.

use crate::dynamics::Chances;
use crate::network::{Day, Network, Target};
use crate::outcome::{Check, Ledger};

/// What a day began with, against which it is checked.
pub(super) struct Before<'a> {
    /// People by (province of origin, size) on the first morning: `[origin]`.
    pub everybody: &'a [f64],
    /// People who waited at midnight: `[crossing]`.
    pub queue: &'a [f64],
}

/// Notes the checks of a day. `now`: people by (province of origin, size) in the evening, `[origin]`.
pub(super) fn audit(
    ledger: &mut Ledger,
    network: &Network,
    chances: &Chances<f64>,
    before: &Before,
    now: &[f64],
    day: &Day<f64>,
) {
    let conserved = now.iter().zip(before.everybody).all(|(&now, &start)| same(now, start));
    ledger.check(Check::PeopleConserved, day.day, conserved);
    ledger.check(Check::ChancesAreChances, day.day, chances_are_chances(network, chances));
    let arrived = arrivals(network, day.flow);
    let largest = network.classes.iter().map(|class| class.size).max().unwrap_or(0);
    let classes = network.shape.classes();
    for (crossing, &places) in chances.places.iter().enumerate() {
        let people = |households: &[f64]| -> f64 {
            let here = &households[crossing * classes..(crossing + 1) * classes];
            here.iter().zip(&network.classes).map(|(count, class)| count * f64::from(class.size)).sum()
        };
        let (served, gave_up) = (people(day.served), people(day.gave_up));
        ledger.check(Check::CapacityKept, day.day, served < places + f64::from(largest));
        if places == 0.0 {
            ledger.check(Check::ClosedStaysClosed, day.day, served == 0.0);
        }
        let expected = before.queue[crossing] + arrived[crossing] - gave_up - served;
        ledger.check(Check::QueueBalance, day.day, same(day.queue[crossing], expected));
    }
}

/// Equal but for rounding of the real-valued engine.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs())
}

/// People who came to each crossing on the day: `[crossing]`. Only stocks on the way lead to queues.
fn arrivals(network: &Network, flow: &[f64]) -> Vec<f64> {
    let shape = network.shape;
    let mut arrived = vec![0.0; shape.crossings];
    for stock in shape.transit()..shape.afghanistan() {
        for flow_index in network.flows_of(stock) {
            if let Target::Queue { crossing, .. } = network.flows[flow_index] {
                arrived[crossing as usize] += flow[flow_index] * f64::from(network.size[stock]);
            }
        }
    }
    arrived
}

/// Every chance between 0 and 1, shares of a stock that can be left adding up to one.
fn chances_are_chances(network: &Network, chances: &Chances<f64>) -> bool {
    let unit = |value: f64| (0.0..=1.0).contains(&value);
    (0..chances.leave.len()).all(|stock| {
        let share = &chances.share[network.flows_of(stock)];
        unit(chances.leave[stock])
            && (chances.leave[stock] == 0.0
                || (share.iter().all(|&s| unit(s)) && (share.iter().sum::<f64>() - 1.0).abs() < 1e-9))
    }) && chances.give_up.iter().all(|&chance| unit(chance))
        && chances.places.iter().all(|&places| places >= 0.0)
}
