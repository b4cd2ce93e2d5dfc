//! Runs that were made elsewhere, as bytes: whole, and quickly read rather than short, because somebody waits for them.
//!
//! A process that makes runs for another one [packs](pack) what [`batch`](super::batch) gives; the other [takes](Pairs::take_made)
//! them in the order of their numbers. Reading takes any bytes: it gives runs of the shape of a plan, or says what is wrong.

use super::tally::LARGEST;
use super::{Failed, Pairs, Request, Unkept};
use crate::engine::Prepared;
use crate::outcome::{Audit, RunSummary};
use crate::packed::{Damaged, Reader, Writer};

/// Packs the results of runs that follow one another.
pub fn pack(results: &[Result<RunSummary, Failed>], writer: &mut Writer) {
    writer.number(results.len() as u64);
    for result in results {
        match result {
            Ok(RunSummary { run, daily, totals, audit }) => {
                writer.number(1);
                writer.number(*run);
                writer.values(daily);
                writer.values(totals);
                audit.pack(writer);
            }
            Err(failed) => {
                writer.number(0);
                failed.pack(writer);
            }
        }
    }
}

/// The results that were packed of runs of a plan from `first` on.
///
/// # Errors
/// If the bytes are damaged, or of other runs or of another plan.
pub fn unpack(
    prepared: &Prepared,
    first: u64,
    reader: &mut Reader,
) -> Result<Vec<Result<RunSummary, Failed>>, Damaged> {
    let daily = prepared.catalogue.daily.len() * prepared.plan.days;
    let totals = prepared.catalogue.totals.len();
    let results = reader.at_most(reader.left(), "runs")? as u64;
    (first..first + results)
        .map(|run| {
            let went_well = reader.at_most(1, "as the end of a run")? == 1;
            if !went_well {
                let failed = Failed::unpack(reader)?;
                return if failed.run == run { Ok(Err(failed)) } else { Err(other_run(failed.run, run)) };
            }
            let number = reader.number()?;
            if number != run {
                return Err(other_run(number, run));
            }
            let summary = RunSummary {
                run,
                daily: reader.values(daily)?,
                totals: reader.values(totals)?,
                audit: Audit::unpack(reader)?,
            };
            possible(&summary)?;
            Ok(Ok(summary))
        })
        .collect()
}

/// Refuses values that no run has.
pub(super) fn possible(run: &RunSummary) -> Result<(), Damaged> {
    match run.daily.iter().chain(&run.totals).any(|value| value.unsigned_abs() > LARGEST) {
        true => Err(Damaged("a value that no run has".to_owned())),
        false => Ok(()),
    }
}

fn other_run(found: u64, expected: u64) -> Damaged {
    Damaged(format!("run {found}, where run {expected} should be"))
}

impl Pairs {
    /// Takes the next runs of the one plan there is, which somebody else has made.
    ///
    /// # Panics
    /// If there are several plans.
    pub fn take_made(&mut self, request: &Request, results: Vec<Result<RunSummary, Failed>>) {
        assert_eq!(self.members.len(), 1, "runs of one plan");
        self.take(std::slice::from_ref(request), vec![vec![Some(results)]], &mut Unkept);
        self.catch_up();
    }
}
