//! An ensemble in progress as bytes, so that it can go on in another process.
//!
//! What is packed is everything between two waves: tallies, failed runs, checks and the next run. The same runs give the same
//! bytes, however they came: in one step or in several, on any number of threads, before or after an interruption. Unpacking
//! takes any bytes and gives an ensemble that can go on, or says what is wrong; it makes room for no more than plans and bytes
//! ask for. The bytes carry no checksum: they stand in a frame that does (`packed::framed`).

use super::{Ensemble, Failed, Marks, Pairs, Request};
use crate::outcome::{Audit, Check};
use crate::packed::{Damaged, Reader, Writer};

/// Of what is packed; another one cannot be read.
const VERSION: u64 = 2;

impl Pairs {
    /// The first run that was not made yet.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Everything, as bytes.
    pub fn packed(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.pack(&mut writer);
        writer.bytes
    }

    /// The same, behind what is packed already.
    pub fn pack(&self, writer: &mut Writer) {
        writer.number(VERSION);
        writer.number(self.members.len() as u64);
        writer.number(self.next);
        for Ensemble { tally, failed, audit, marks, .. } in &self.members {
            tally.pack(writer);
            writer.number(failed.len() as u64);
            failed.iter().for_each(|failed| failed.pack(writer));
            audit.pack(writer);
            marks.pack(writer);
        }
        self.differences.iter().for_each(|tally| tally.pack(writer));
    }

    /// The ensemble of some requests that was packed. Nobody has interrupted it.
    ///
    /// # Errors
    /// If the bytes are damaged or of other requests.
    ///
    /// # Panics
    /// As [`super::pairs`].
    pub fn unpack(requests: &[Request], bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader::new(bytes);
        reader.exactly(VERSION, "as the version of the state")?;
        reader.exactly(requests.len() as u64, "plans")?;
        let mut pairs = Pairs::none(requests);
        pairs.next = reader.number()?;
        for Ensemble { tally, failed, audit, marks, .. } in &mut pairs.members {
            tally.unpack(&mut reader)?;
            for _ in 0..reader.number()? {
                failed.push(Failed::unpack(&mut reader)?);
            }
            *audit = Audit::unpack(&mut reader)?;
            *marks = Marks::unpack(&mut reader)?;
        }
        pairs.differences.iter_mut().try_for_each(|tally| tally.unpack(&mut reader))?;
        reader.end()?;
        let runs = pairs.members[0].tally.runs();
        let equal = pairs.tallies().all(|tally| tally.runs() == runs);
        match equal {
            true => Ok(pairs),
            false => Err(Damaged("plans with different numbers of runs".to_owned())),
        }
    }
}

impl Failed {
    pub(crate) fn pack(&self, writer: &mut Writer) {
        writer.number(self.run);
        writer.text(&self.reason);
        writer.number(self.day.map_or(0, |day| day as u64 + 1));
        writer.number(self.numbers.len() as u64);
        self.numbers.iter().for_each(|&number| writer.float(number));
    }

    pub(crate) fn unpack(reader: &mut Reader) -> Result<Self, Damaged> {
        let (run, reason, day) = (reader.number()?, reader.text()?, reader.number()?);
        let numbers = reader.at_most(reader.left() / size_of::<f64>(), "numbers of a run")?;
        let numbers = (0..numbers).map(|_| reader.float()).collect::<Result<_, _>>()?;
        Ok(Failed { run, reason, day: day.checked_sub(1).map(|day| day as usize), numbers })
    }
}

impl Audit {
    pub(super) fn pack(&self, writer: &mut Writer) {
        self.checked.iter().chain(&self.broken).for_each(|&number| writer.number(number));
        writer.number(self.first.map_or(0, |(check, _)| check as u64 + 1));
        writer.number(self.first.map_or(0, |(_, day)| day as u64));
    }

    pub(super) fn unpack(reader: &mut Reader) -> Result<Self, Damaged> {
        let mut audit = Audit::default();
        for number in audit.checked.iter_mut().chain(&mut audit.broken) {
            *number = reader.number()?;
        }
        let (check, day) = (reader.at_most(Check::ALL.len(), "as a check")?, reader.number()? as usize);
        audit.first = check.checked_sub(1).map(|check| (Check::ALL[check], day));
        Ok(audit)
    }
}

#[cfg(test)]
mod tests;
