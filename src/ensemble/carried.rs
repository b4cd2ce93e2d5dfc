//! Results of runs as bytes, to be carried from where they were made to where they are tallied.
//!
//! Integers in little-endian order, one run after the other; what is read is what was written, to the bit. Nothing marks
//! the version: both ends are the same program.

use super::Failed;
use crate::outcome::{Audit, Check, RunSummary};

/// The result of a run.
pub type Made = Result<RunSummary, Failed>;

/// Stands for "none" where a place in a list is written.
const NONE: u64 = u64::MAX;

/// Writes results.
pub fn write(results: &[Made]) -> Vec<u8> {
    let longest = results.iter().flatten().map(|run| run.daily.len() + run.totals.len()).max().unwrap_or(0);
    let mut out = Out(Vec::with_capacity(64 + results.len() * 8 * (longest + 32)));
    out.number(results.len() as u64);
    for result in results {
        match result {
            Ok(run) => {
                out.number(1);
                out.number(run.run);
                out.steps(&run.daily);
                out.steps(&run.totals);
                run.audit.checked.iter().chain(&run.audit.broken).for_each(|&count| out.number(count));
                out.number(run.audit.first.map_or(NONE, |(check, _)| check as u64));
                out.number(run.audit.first.map_or(NONE, |(_, day)| day as u64));
            }
            Err(failed) => {
                out.number(0);
                out.number(failed.run);
                out.number(failed.day.map_or(NONE, |day| day as u64));
                out.number(failed.reason.len() as u64);
                out.0.extend_from_slice(failed.reason.as_bytes());
                out.number(failed.numbers.len() as u64);
                failed.numbers.iter().for_each(|number| out.number(number.to_bits()));
            }
        }
    }
    out.0
}

/// Reads what [`write`] wrote; nothing if the bytes are damaged.
pub fn read(bytes: &[u8]) -> Option<Vec<Made>> {
    let mut bytes = In(bytes);
    let runs = bytes.length(16)?;
    let results: Option<Vec<Made>> = (0..runs).map(|_| result(&mut bytes)).collect();
    results.filter(|_| bytes.0.is_empty())
}

fn result(bytes: &mut In) -> Option<Made> {
    let place = |number: u64| (number != NONE).then_some(number as usize);
    if bytes.number()? == 1 {
        let (run, daily, totals) = (bytes.number()?, bytes.steps()?, bytes.steps()?);
        let mut audit = Audit::default();
        for count in audit.checked.iter_mut().chain(&mut audit.broken) {
            *count = bytes.number()?;
        }
        let (check, day) = (place(bytes.number()?), place(bytes.number()?));
        audit.first = match check {
            Some(check) => Some((*Check::ALL.get(check)?, day?)),
            None => None,
        };
        return Some(Ok(RunSummary { run, daily, totals, audit }));
    }
    let (run, day) = (bytes.number()?, place(bytes.number()?));
    let length = bytes.length(1)?;
    let reason = String::from_utf8(bytes.take(length)?.to_vec()).ok()?;
    let numbers = (0..bytes.length(8)?).map(|_| bytes.number().map(f64::from_bits)).collect::<Option<_>>()?;
    Some(Err(Failed { run, reason, day, numbers }))
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn steps(&mut self, steps: &[i64]) {
        self.number(steps.len() as u64);
        self.0.extend(steps.iter().flat_map(|step| step.to_le_bytes()));
    }
}

/// What is left to read.
struct In<'b>(&'b [u8]);

impl In<'_> {
    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// A length that the rest can hold, if each thing takes so many bytes: damaged bytes reserve no memory.
    fn length(&mut self, bytes_each: usize) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.0.len() / bytes_each).then_some(length)
    }

    fn steps(&mut self) -> Option<Vec<i64>> {
        let length = self.length(8)?;
        let taken = self.take(8 * length)?;
        Some(taken.chunks_exact(8).map(|step| i64::from_le_bytes(step.try_into().expect("eight bytes"))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results() -> Vec<Made> {
        let audit = Audit { first: Some((Check::QueueBalance, 3)), ..Audit::default() };
        let run = |run, audit| Ok(RunSummary { run, daily: vec![-5, i64::MAX, 0], totals: vec![i64::MIN], audit });
        let failed = Failed { run: 9, reason: "a day of 25 hours — ".into(), day: None, numbers: vec![0.1, -0.0] };
        vec![run(7, audit), run(8, Audit::default()), Err(failed)]
    }

    #[test]
    fn what_is_read_is_what_was_written() {
        assert_eq!(read(&write(&results())), Some(results()));
        assert_eq!(read(&write(&[])), Some(Vec::new()));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = write(&results());
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length]), None, "the first {length} bytes");
        }
        assert_eq!(read(&[&bytes[..], &[0]].concat()), None, "a byte too many");
        for at in [0, 8, 24] {
            let mut other = bytes.clone();
            other[at + 6] = 0xff;
            assert_eq!(read(&other), None, "a length out of bounds at {at}");
        }
    }
}
