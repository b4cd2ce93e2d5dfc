//! What the engines that follow households check on every day; the aggregate engines check the same in their loop.

use super::aggregate::chances_are_chances;
use crate::dynamics::Chances;
use crate::network::{Day, Network, Target};
use crate::outcome::{Check, Ledger};

/// Notes whether chances are chances, and hands back the places at the crossings for [`crossings`].
pub(super) fn morning(ledger: &mut Ledger, network: &Network, day: usize, chances: &Chances<f64>) -> Vec<f64> {
    ledger.check(Check::ChancesAreChances, day, chances_are_chances(network, chances));
    chances.places.clone()
}

/// Notes whether queues balance and capacity is kept. `places`: people who could cross, `before`: people who waited at
/// midnight, both `[crossing]`.
pub(super) fn crossings(ledger: &mut Ledger, network: &Network, day: &Day<f64>, places: &[f64], before: &[f64]) {
    let classes = network.shape.classes();
    let largest = network.classes.iter().map(|class| class.size).max().unwrap_or(0);
    let mut arrived = vec![0.0; places.len()];
    for (flow, target) in network.flows.iter().enumerate() {
        if let Target::Queue { crossing, class } = *target {
            arrived[crossing as usize] += day.flow[flow] * f64::from(network.classes[class as usize].size);
        }
    }
    for (crossing, &places) in places.iter().enumerate() {
        let people = |households: &[f64]| -> f64 {
            let here = &households[crossing * classes..(crossing + 1) * classes];
            here.iter().zip(&network.classes).map(|(n, class)| n * f64::from(class.size)).sum()
        };
        let (served, gave_up) = (people(day.served), people(day.gave_up));
        ledger.check(Check::CapacityKept, day.day, served < places + f64::from(largest));
        if places == 0.0 {
            ledger.check(Check::ClosedStaysClosed, day.day, served == 0.0);
        }
        let expected = before[crossing] + arrived[crossing] - gave_up - served;
        ledger.check(Check::QueueBalance, day.day, day.queue[crossing] == expected);
    }
}
