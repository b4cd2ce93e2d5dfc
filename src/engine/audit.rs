//! What every engine checks on every day of every run.

use super::queue::people;
use crate::dynamics::Chances;
use crate::network::{Day, Network, Target};
use crate::outcome::{Check, Ledger};
use crate::real::Real;

/// What a day began with, against which it is checked.
pub(super) struct Before<'a, R> {
    /// People by (province of origin, size) on the first morning: `[origin]`.
    pub everybody: &'a [R],
    /// People who waited at midnight: `[crossing]`.
    pub queue: &'a [R],
}

/// Notes the checks of a day. `now`: people by (province of origin, size) in the evening, `[origin]`.
#[inline(always)]
pub(super) fn audit<R: Real>(
    ledger: &mut Ledger<R>,
    network: &Network,
    chances: &Chances<R>,
    before: &Before<R>,
    now: &[R],
    day: &Day<R>,
) {
    let zero = R::of(0.0);
    let mut fails = zero;
    for origin in 0..now.len() {
        fails += apart(now[origin], before.everybody[origin]);
    }
    ledger.check(Check::PeopleConserved, day.day, fails);
    ledger.check(Check::ChancesAreChances, day.day, no_chances(network, chances));
    let largest = R::of(f64::from(network.largest_household));
    let classes = network.shape.classes();
    let arrived = arrivals(network, day);
    for crossing in 0..network.shape.crossings {
        let places = chances.places[crossing];
        let here = crossing * classes..(crossing + 1) * classes;
        let served = people(&day.served[here.clone()], network);
        // Empty if nobody gave up.
        let gave_up = people(day.gave_up.get(here).unwrap_or_default(), network);
        // Less than a household above the places.
        let room_left = (places + largest - served).zip(zero, |room, _| if room > 0.0 { 0.0 } else { 1.0 });
        ledger.check(Check::CapacityKept, day.day, room_left);
        let shut = places.zip(zero, |places, _| if places == 0.0 { 1.0 } else { 0.0 });
        ledger.check_where(shut, Check::ClosedStaysClosed, day.day, served.abs().beyond(zero));
        let came = before.queue[crossing] + arrived[crossing];
        ledger.check(Check::QueueBalance, day.day, apart(day.queue[crossing] + gave_up + served, came));
    }
}

/// 0 where two numbers are equal but for rounding of the real-valued engine, else 1.
#[inline(always)]
fn apart<R: Real>(a: R, b: R) -> R {
    (a - b).abs().beyond(R::of(1e-9) * (R::of(1.0) + a.abs()))
}

/// People who came to each crossing on the day: `[crossing]`.
#[inline(always)]
fn arrivals<R: Real>(network: &Network, day: &Day<R>) -> Vec<R> {
    let mut arrived = vec![R::of(0.0); network.shape.crossings];
    for &flow in day.taken {
        if let Target::Queue { crossing, class } = network.flows[flow as usize] {
            arrived[crossing as usize] +=
                day.flow[flow as usize] * R::of(f64::from(network.classes[class as usize].size));
        }
    }
    arrived
}

/// 0 if chances are chances: all between 0 and 1, shares not negative and those of a stock that can be left adding up to
/// one, no crossing with fewer places than none. Else more.
#[inline(always)]
fn no_chances<R: Real>(network: &Network, chances: &Chances<R>) -> R {
    let (zero, one) = (R::of(0.0), R::of(1.0));
    // A sum, because what is not a number stays in it, also when multiplied with zero; not so in an extreme.
    let mut wrong = zero;
    let (mut least, mut most) = (zero, one);
    for stock in 0..chances.leave.len() {
        let share = &chances.share[network.flows_of(stock)];
        let mut whole = zero;
        for flow in 0..share.len() {
            whole += share[flow];
            least = least.min(share[flow]);
        }
        // Whether shares add up matters as far as the stock can be left.
        wrong += (whole - one).abs() * chances.leave[stock];
    }
    for stock in 0..chances.leave.len() {
        least = least.min(chances.leave[stock]);
        most = most.max(chances.leave[stock]);
    }
    for &give_up in &chances.give_up {
        wrong += give_up * zero;
        least = least.min(give_up);
        most = most.max(give_up);
    }
    for &places in &chances.places {
        wrong += places * zero;
        least = least.min(places);
    }
    (wrong + (most - one) - least).beyond(R::of(1e-9))
}
