//! Marks by which runs are known again: one for every [`MARKED`] runs that follow one another.
//!
//! The mark of a run is the first 64 bits of the SHA-256 of its number and its totals; that of several is their sum. So marks do
//! not depend on the order of runs, and parts of an ensemble add up. Somebody who has a result, however large, can pick a few
//! marks, make those runs again and compare. A forged total goes unnoticed in one of 2^64 cases.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::outcome::RunSummary;
use crate::packed::{Damaged, Reader, Writer};

/// Runs with a common mark.
pub const MARKED: u64 = 64;

/// The marks of some runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// By the number of the first run that a mark is for, over [`MARKED`].
    sums: BTreeMap<u64, u64>,
}

impl Marks {
    /// Of these runs.
    pub fn of<'r>(runs: impl IntoIterator<Item = &'r RunSummary>) -> Self {
        let mut marks = Marks::default();
        runs.into_iter().for_each(|run| marks.add(run));
        marks
    }

    /// Adds a run.
    pub(super) fn add(&mut self, run: &RunSummary) {
        let mut hash = Sha256::new();
        hash.update(run.run.to_le_bytes());
        run.totals.iter().for_each(|total| hash.update(total.to_le_bytes()));
        let digest = hash.finalize();
        let mark = u64::from_le_bytes(digest[..8].try_into().expect("a digest has 32 bytes"));
        let sum = self.sums.entry(run.run / MARKED).or_default();
        *sum = sum.wrapping_add(mark);
    }

    /// Adds other runs.
    pub(super) fn join(&mut self, other: &Marks) {
        for (&place, &mark) in &other.sums {
            let sum = self.sums.entry(place).or_default();
            *sum = sum.wrapping_add(mark);
        }
    }

    /// The first runs of all marks, and the marks, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u64, u64)> {
        self.sums.iter().map(|(&place, &mark)| (place * MARKED, mark))
    }

    pub(super) fn pack(&self, writer: &mut Writer) {
        writer.number(self.sums.len() as u64);
        for (&place, &mark) in &self.sums {
            writer.number(place);
            writer.bits(mark);
        }
    }

    pub(super) fn unpack(reader: &mut Reader) -> Result<Self, Damaged> {
        let mut sums = BTreeMap::new();
        // A place takes a byte at least and a mark eight.
        for _ in 0..reader.at_most(reader.left() / 9, "marks")? {
            let place = reader.number()?;
            if place > u64::MAX / MARKED || sums.last_key_value().is_some_and(|(&last, _)| last >= place) {
                return Err(Damaged("marks that are not in order".to_owned()));
            }
            sums.insert(place, reader.bits()?);
        }
        Ok(Marks { sums })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Audit;

    fn runs(numbers: std::ops::Range<u64>) -> Vec<RunSummary> {
        let run =
            |run: u64| RunSummary { run, daily: Vec::new(), totals: vec![run as i64 * 7, -3], audit: Audit::default() };
        numbers.map(run).collect()
    }

    #[test]
    fn marks_do_not_depend_on_order_or_parts_and_know_every_total() {
        let all = runs(0..200);
        let marks = Marks::of(&all);
        assert_eq!(marks.iter().map(|(first, _)| first).collect::<Vec<_>>(), [0, 64, 128, 192]);
        let mut parts = Marks::of(all[70..].iter().rev());
        parts.join(&Marks::of(&all[..70]));
        assert_eq!(parts, marks);
        for place in [0, 63, 64, 199] {
            let mut other = all.clone();
            other[place].totals[1] += 1;
            let other = Marks::of(&other);
            let changed: Vec<u64> =
                marks.iter().zip(other.iter()).filter(|(one, other)| one != other).map(|(one, _)| one.0).collect();
            assert_eq!(changed, [place as u64 / MARKED * MARKED]);
        }
        // Two runs that have changed places are not the same.
        let mut swapped = all.clone();
        swapped[3].totals = all[4].totals.clone();
        swapped[4].totals = all[3].totals.clone();
        assert_ne!(Marks::of(&swapped), marks);
    }

    #[test]
    fn marks_are_packed_and_any_bytes_are_read_or_refused() {
        let marks = Marks::of(&runs(1_000_000..1_000_300));
        let mut writer = Writer::default();
        marks.pack(&mut writer);
        let mut reader = Reader::new(&writer.bytes);
        assert_eq!(Marks::unpack(&mut reader), Ok(marks));
        assert_eq!(reader.left(), 0);
        for cut in 0..writer.bytes.len() {
            assert!(Marks::unpack(&mut Reader::new(&writer.bytes[..cut])).is_err());
        }
    }
}
