//! A queue at a crossing: first come, first served by day of arrival, without order among those of one day.
//!
//! A household is never split. When the last household of a day takes more places than were left, the overshoot is
//! carried to the next day as a debit, so that long-run throughput is exactly the capacity.

use std::collections::VecDeque;

use super::draw::{Count, Draw};
use crate::network::{Network, Waited};

/// Households that arrived on one day: `[class]`.
#[derive(Clone, Debug)]
pub(super) struct Batch<C> {
    pub arrived: usize,
    pub households: Vec<C>,
}

/// The queue at a crossing.
#[derive(Clone, Debug)]
pub(super) struct Queue<C> {
    crossing: usize,
    pub batches: VecDeque<Batch<C>>,
    /// Places already used by the last household of the day before, people.
    debit: f64,
    /// Emptied batches, kept for their memory.
    spare: Vec<Vec<C>>,
}

impl<C: Count> Queue<C> {
    pub fn new(crossing: usize) -> Self {
        Queue { crossing, batches: VecDeque::new(), debit: 0.0, spare: Vec::new() }
    }

    /// Adds the arrivals of a day: `[class]`.
    pub fn join(&mut self, day: usize, arrivals: &[C]) {
        if arrivals.iter().all(|arrivals| arrivals.real() == 0.0) {
            return;
        }
        let mut households = self.spare.pop().unwrap_or_default();
        households.clear();
        households.extend_from_slice(arrivals);
        self.batches.push_back(Batch { arrived: day, households });
    }

    /// People who wait.
    pub fn people(&self, network: &Network) -> f64 {
        self.batches.iter().map(|batch| people(&batch.households, network)).sum()
    }

    /// Serves the queue for a day with so many places; `served` is increased `[class]`.
    pub fn serve<D: Draw<Count = C>>(
        &mut self,
        draw: &mut D,
        network: &Network,
        (day, date): (usize, i32),
        places: f64,
        served: &mut [C],
        waits: &mut Vec<Waited<f64>>,
    ) {
        if places <= 0.0 {
            return;
        }
        let mut left = places - self.debit;
        while left > 0.0 {
            let Some(batch) = self.batches.front_mut() else { break };
            let waiting = people(&batch.households, network);
            let days = day - batch.arrived;
            let crossed = if waiting <= left {
                for (served, waiting) in served.iter_mut().zip(&batch.households) {
                    *served += *waiting;
                }
                let emptied = self.batches.pop_front().expect("the front batch exists");
                self.spare.push(emptied.households);
                waiting
            } else {
                let size = |class: usize| f64::from(network.classes[class].size);
                draw.admit(date, self.crossing, &mut batch.households, &size, left, served)
            };
            if crossed > 0.0 {
                waits.push(Waited { crossing: self.crossing, days, people: crossed });
            }
            left -= crossed;
        }
        self.debit = (-left).max(0.0);
        if self.batches.front().is_some_and(|batch| batch.households.iter().all(|count| count.real() == 0.0)) {
            self.batches.pop_front();
        }
    }
}

/// People in a batch.
fn people<C: Count>(households: &[C], network: &Network) -> f64 {
    households.iter().zip(&network.classes).map(|(count, class)| count.real() * f64::from(class.size)).sum()
}
