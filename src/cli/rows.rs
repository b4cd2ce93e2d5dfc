//! A row of every run, written while the runs are made: `--every-run`.
//!
//! Up to [`ensemble::KEPT_RUNS`](crate::ensemble::KEPT_RUNS) runs are kept in memory, and `runs.csv` is made of them at the end.
//! Beyond, rows go to the disk wave by wave and are forgotten. Every checkpoint knows how far they reached ([`Extent`]).

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::ensemble::{Pairs, Request};
use crate::outcome::RunSummary;
use crate::output::{Extent, Grown, OutputError, RUNS, RunFolder, RunRows};

/// Where the rows of a shard are: beside it.
pub(super) fn beside(shard: &Path) -> PathBuf {
    shard.with_extension("csv")
}

/// Where rows of the work may be.
pub(super) struct Places {
    /// Where they grow.
    growing: PathBuf,
    /// Where those of a finished result are.
    finished: PathBuf,
}

impl Places {
    /// Of the work on a folder, or on a shard.
    pub fn of(folder: &RunFolder, shard: bool) -> Self {
        let target = folder.target();
        let finished = if shard { beside(target) } else { target.join(RUNS) };
        Places { growing: folder.growing(), finished }
    }
}

/// The rows.
pub(super) struct Rows {
    format: RunRows,
    file: Grown,
}

impl Rows {
    /// No rows yet, but their header.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn begin(places: &Places, requests: &[Request]) -> Result<Self, OutputError> {
        let mut rows = Rows { format: format(&requests[0]), file: Grown::begin(&places.growing)? };
        rows.file.write(&rows.format.header)?;
        Ok(rows)
    }

    /// The rows of runs that an earlier process has made: those that its checkpoint knows of, or as they are kept with the runs.
    /// Nothing if they are lost.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn of(
        places: &Places,
        requests: &[Request],
        known: Option<&Extent>,
        pairs: &Pairs,
    ) -> Result<Option<Self>, OutputError> {
        if let Some(known) = known {
            if let Some(file) = Grown::go_on(&places.growing, known)? {
                return Ok(Some(Rows { format: format(&requests[0]), file }));
            }
            // A finished result stays as it is until there is another.
            if Grown::is_in(&places.finished, known)? {
                let mut rows = Rows::begin(places, requests)?;
                return Ok(rows.append(&places.finished, known)?.then_some(rows));
            }
        }
        if !are_kept(pairs) {
            return Ok(None);
        }
        let mut rows = Rows::begin(places, requests)?;
        rows.add_kept(pairs)?;
        Ok(Some(rows))
    }

    /// Adds the rows of a part, in their file. Whether they are there.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn append(&mut self, part: &Path, known: &Extent) -> Result<bool, OutputError> {
        self.file.append(part, known, &self.format.header)
    }

    /// Adds the rows of runs that are kept one by one. Whether they are.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn add_kept(&mut self, pairs: &Pairs) -> Result<bool, OutputError> {
        let runs = pairs.members[0].tally.totals_by_run().iter();
        let rows: Vec<u8> = runs.flat_map(|(run, totals)| self.format.row(*run, totals)).collect();
        self.file.write(&rows)?;
        Ok(are_kept(pairs))
    }

    /// Adds the rows of a wave.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn add(&mut self, runs: &[RunSummary]) -> Result<(), OutputError> {
        let rows: Vec<Vec<u8>> = runs.par_iter().map(|run| self.format.row(run.run, &run.totals)).collect();
        self.file.write(&rows.concat())
    }

    /// Flushes them to the disk: how far they reach.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn flush(&mut self) -> Result<Extent, OutputError> {
        self.file.flush()
    }
}

/// Are all runs kept one by one?
fn are_kept(pairs: &Pairs) -> bool {
    let tally = &pairs.members[0].tally;
    tally.totals_by_run().len() as u64 == tally.runs()
}

/// How the runs of a request become rows.
pub(super) fn format(request: &Request) -> RunRows {
    RunRows::of(&request.prepared.catalogue, &request.prepared.plan.names)
}
