//! Parts of an ensemble that processes make apart, put together to the same bits as one process would have made.
//!
//! The pilot fixes the bins of all histograms, so every part but the first makes the runs of the pilot, too, and forgets them:
//! [`PILOT`] runs for a part. What is left adds up in integers.

use std::ops::Range;

use super::{Ensemble, Marks, PILOT, Pairs, Request};
use crate::outcome::Audit;
use crate::packed::Damaged;

/// The runs of a part, counted from 0: the first has the pilot, and what lies beyond is divided evenly.
///
/// # Panics
/// If there is no such part.
pub fn part(runs: &Range<u64>, number: u64, parts: u64) -> Range<u64> {
    assert!(number < parts, "part {number} of {parts}");
    let beyond = runs.end.min(runs.start + PILOT);
    let share = |parts_before: u64| {
        let share = u128::from(runs.end - beyond) * u128::from(parts_before) / u128::from(parts);
        beyond + share as u64
    };
    let start = if number == 0 { runs.start } else { share(number) };
    start..share(number + 1)
}

impl Pairs {
    /// The beginning of a [`part`] of an ensemble: no runs yet, but the bins. Extend it to the end of the part. If the pilot
    /// fails as a whole, so does the part; if it was interrupted, so is the part, and its next run lies before its first.
    ///
    /// # Panics
    /// As [`super::pairs`].
    pub fn begin_part(requests: &[Request], runs: &Range<u64>) -> Self {
        let mut pairs = Pairs::none(requests);
        let start = requests[0].runs.start;
        if runs.start == start {
            return pairs;
        }
        if !runs.is_empty() {
            pairs.extend(requests, start + PILOT);
        }
        if pairs.interrupted() {
            return pairs;
        }
        let hopeless = pairs.members.iter().any(Ensemble::hopeless);
        pairs.go_beyond(if hopeless { runs.end } else { runs.start });
        pairs
    }

    /// Keeps the bins, which the runs of the pilot fix, and forgets all runs: what is left is the beginning of a part that
    /// goes on at this run.
    pub(in crate::ensemble) fn go_beyond(&mut self, next: u64) {
        for Ensemble { tally, failed, audit, marks, .. } in &mut self.members {
            tally.go_beyond();
            failed.clear();
            *audit = Audit::default();
            *marks = Marks::default();
        }
        self.differences.iter_mut().for_each(|tally| tally.go_beyond());
        self.next = next;
    }

    /// Adds the runs of a later part, which begins where this one ends.
    ///
    /// # Errors
    /// If it is a part of something else.
    pub fn join(&mut self, other: &Pairs) -> Result<(), Damaged> {
        for (member, other) in self.members.iter_mut().zip(&other.members) {
            member.tally.join(&other.tally)?;
            member.failed.extend(other.failed.iter().cloned());
            member.audit.add(&other.audit);
            member.marks.join(&other.marks);
        }
        self.differences.iter_mut().zip(&other.differences).try_for_each(|(tally, other)| tally.join(other))?;
        self.next = other.next;
        Ok(())
    }
}
