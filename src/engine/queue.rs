//! A queue at a crossing: first come, first served by day of arrival, without order among those of one day.
//!
//! A household is never split. When the last household of a day takes more places than were left, the overshoot is
//! carried to the next day as a debit, so that long-run throughput is exactly the capacity.
//!
//! Runs side by side ([`Real`]) share the days of arrival but not how far they have been served. On a day on which
//! everybody crosses in every run they are served together, else one run after another.

use std::collections::VecDeque;

use super::draw::Draw;
use crate::network::{Network, Waited};
use crate::real::Real;

/// Households that arrived on one day.
#[derive(Clone, Debug)]
pub(super) struct Batch<R> {
    pub arrived: usize,
    /// `[class]`
    pub households: Vec<R>,
    /// How many people they are.
    pub people: R,
    /// How many of them cross today.
    crossing_today: R,
}

/// The queue at a crossing.
#[derive(Clone, Debug)]
pub(super) struct Queue<R> {
    crossing: usize,
    pub batches: VecDeque<Batch<R>>,
    /// Places already used by the last household of the day before, people.
    debit: R,
    /// Emptied batches, kept for their memory.
    spare: Vec<Vec<R>>,
}

impl<R: Real> Queue<R> {
    pub fn new(crossing: usize) -> Self {
        Queue { crossing, batches: VecDeque::new(), debit: R::of(0.0), spare: Vec::new() }
    }

    /// Adds the arrivals of a day: `[class]`.
    #[inline(always)]
    pub fn join(&mut self, day: usize, network: &Network, arrivals: &[R]) {
        let people = people(arrivals, network);
        if people.any_positive() {
            let mut households = self.spare.pop().unwrap_or_default();
            households.clear();
            households.extend_from_slice(arrivals);
            self.batches.push_back(Batch { arrived: day, households, people, crossing_today: R::of(0.0) });
        }
    }

    /// People who wait.
    #[inline(always)]
    pub fn people(&self) -> R {
        let mut people = R::of(0.0);
        for batch in &self.batches {
            people += batch.people;
        }
        people
    }

    /// Serves the queue for a day with so many places; `served` is increased `[class]`.
    #[inline(always)]
    pub fn serve<D: Draw<R>>(
        &mut self,
        draw: &mut D,
        network: &Network,
        (day, date): (usize, i32),
        places: R,
        served: &mut [R],
        waits: &mut Vec<Waited<R>>,
    ) {
        let zero = R::of(0.0);
        let left = places - self.debit;
        let too_many = self.people().beyond(left);
        // Matters to expected values only, whose rounding may leave a trace of people to a shut crossing.
        let shut = places.zip(zero, |places, _| if places > 0.0 { 0.0 } else { 1.0 });
        if (too_many + shut).any_positive() {
            for lane in 0..R::LANES {
                self.serve_lane(lane, draw, date, network, places.lane(lane), served);
            }
        } else {
            for batch in &mut self.batches {
                for class in 0..served.len() {
                    served[class] += batch.households[class];
                }
                batch.crossing_today = batch.people;
                batch.people = zero;
            }
            self.debit = zero;
        }
        for batch in &mut self.batches {
            if batch.crossing_today.any_positive() {
                waits.push(Waited { crossing: self.crossing, days: day - batch.arrived, people: batch.crossing_today });
                batch.crossing_today = zero;
            }
        }
        while self.batches.front().is_some_and(|batch| !batch.people.any_positive()) {
            let emptied = self.batches.pop_front().expect("the front batch exists");
            self.spare.push(emptied.households);
        }
    }

    /// Serves the queue of one run.
    fn serve_lane<D: Draw<R>>(
        &mut self,
        lane: usize,
        draw: &mut D,
        date: i32,
        network: &Network,
        places: f64,
        served: &mut [R],
    ) {
        if places <= 0.0 {
            return;
        }
        let mut left = places - self.debit.lane(lane);
        for batch in self.batches.iter_mut() {
            if left <= 0.0 {
                break;
            }
            let waiting = batch.people.lane(lane);
            if waiting <= 0.0 {
                continue;
            }
            let crossed = if waiting <= left {
                for (served, waiting) in served.iter_mut().zip(&mut batch.households) {
                    *served.lane_mut(lane) += waiting.lane(lane);
                    *waiting.lane_mut(lane) = 0.0;
                }
                waiting
            } else {
                draw.admit(lane, date, self.crossing, network, &mut batch.households, left, served)
            };
            *batch.people.lane_mut(lane) = waiting - crossed;
            *batch.crossing_today.lane_mut(lane) = crossed;
            left -= crossed;
        }
        *self.debit.lane_mut(lane) = if left < 0.0 { -left } else { 0.0 };
    }
}

/// People in some households: `[class]`.
#[inline(always)]
pub(super) fn people<R: Real>(households: &[R], network: &Network) -> R {
    let mut people = R::of(0.0);
    for class in 0..households.len() {
        people += households[class] * R::of(f64::from(network.classes[class].size));
    }
    people
}
