//! The days of all series, turned into integers and laid out row after row, for runs side by side.
//!
//! The days come one by one with all series of all runs; a run wants each series with its days in a row. Blocks of days
//! are turned at once, so that each row is written a cache line at a time.

use super::summary::{in_steps, steps};
use crate::real::Real;

/// Days that are turned together: a cache line of a row.
const BLOCK_DAYS: usize = 8;

/// The rows of some runs side by side, as they grow.
#[derive(Clone, Debug)]
pub(super) struct Rows<R> {
    days: usize,
    /// Days that wait to be turned, in steps, as [`in_steps`] leaves them: `[series][day of the block]`.
    recent: Vec<R>,
    /// `[series][day]` of each run, in steps.
    rows: Vec<Vec<i64>>,
}

impl<R: Real> Rows<R> {
    pub fn new(series: usize, days: usize) -> Self {
        // One by one, because copies of a vector of zeros would be written twice.
        let rows = (0..R::LANES).map(|_| vec![0; series * days]).collect();
        Rows { days, recent: vec![R::of(0.0); series * BLOCK_DAYS], rows }
    }

    /// Takes down a day: `[series]`. Days come in order.
    #[inline(always)]
    pub fn add(&mut self, day: usize, values: &[R]) {
        let in_block = day % BLOCK_DAYS;
        for series in 0..values.len() {
            self.recent[series * BLOCK_DAYS + in_block] = values[series].map(in_steps);
        }
        if in_block + 1 == BLOCK_DAYS || day + 1 == self.days {
            self.turn(day - in_block, in_block + 1);
        }
    }

    /// Writes so many days of the block, of which the first is `from`, into the rows.
    #[inline(always)]
    fn turn(&mut self, from: usize, days: usize) {
        for (series, block) in self.recent.chunks_exact(BLOCK_DAYS).enumerate() {
            for (lane, rows) in self.rows.iter_mut().enumerate() {
                let row = &mut rows[series * self.days + from..][..days];
                if let Ok(whole) = <&mut [i64; BLOCK_DAYS]>::try_from(&mut *row) {
                    for day in 0..BLOCK_DAYS {
                        whole[day] = steps(block[day].lane(lane));
                    }
                } else {
                    for day in 0..days {
                        row[day] = steps(block[day].lane(lane));
                    }
                }
            }
        }
    }

    /// The finished rows, one for each run.
    pub fn finish(self) -> Vec<Vec<i64>> {
        self.rows
    }
}
