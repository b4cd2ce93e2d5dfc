//! What a run leaves on the disk: one folder, whole or not at all.
//!
//! | file | what |
//! |---|---|
//! | `scenario.toml` | the scenario as it was run, resolved, with sources |
//! | `daily.csv`, `totals.csv` | every series with its range |
//! | `runs.csv` | the totals of every run, unless there were too many and nobody asked for them |
//! | `failed.csv` | runs that failed: numbers and a command to replay each |
//! | `figures/` | pictures |
//! | `model_card.md` | what the model is, is for, leaves out |
//! | `state.bin` | from which more runs can be made |
//! | `assurance.json` | what was checked on every run |
//! | `datapackage.json` | every file and column: type, unit, meaning, source, digest |
//! | `manifest.json` | identity card, machine, duration; written last |
//!
//! All files but the manifest are the same bytes for the same (scenario, seed, runs, engine, version).
//!
//! The folder is [prepared](RunFolder::prepare) before the work and [written](write_run) after it.

mod about;
pub mod answer;
mod assurance;
mod claim;
pub mod columns;
mod datapackage;
mod error;
#[cfg(test)]
mod example;
mod folder;
mod grown;
mod identity;
pub mod limits;
mod lock;
mod log;
mod manifest;
mod model_card;
#[cfg(feature = "parquet")]
pub mod parquet;
mod study;
mod tables;
#[cfg(test)]
mod tests;
mod track_record;
mod words;

use std::path::PathBuf;

use serde::Serialize;

use crate::language::Texts;
use crate::outcome::Findings;

pub use about::About;
pub use assurance::{Audited, assurance, passed};
pub use claim::{Claim, ClaimedFile, ClaimedIdentity, is_complete};
pub use datapackage::datapackage;
pub use error::OutputError;
pub use folder::{FileRecord, RunFolder, unfinished};
pub use grown::{Extent, Grown};
pub use identity::{Identity, digest, digest_of, results_digest};
pub use log::{Asked, Header, Log, Read, read as read_log, written as log_of};
pub use manifest::{Circumstances, Completion, Machine};
pub use model_card::{ModelCard, model_card};
pub use study::{OtherFile, StudyIdentity, StudyResults, Table, TableFile, number, write_study};
pub use tables::{FailedRun, RunRows, Tables, daily_csv, failed_csv, runs_csv, series_cells, totals_csv};
pub use track_record::{TrackRecord, track_record};

/// The file from which more runs can be made.
pub const STATE: &str = "state.bin";

/// The file with a row of every run.
pub const RUNS: &str = "runs.csv";

/// What [`RUNS`] is, for the data dictionary.
pub const RUNS_MEANING: &str = "Outcomes with one value in a run, run by run.";

/// A picture, drawn and ready.
#[derive(Clone, Debug)]
pub struct Figure {
    /// File name without a folder: `departures.svg`.
    pub name: String,
    /// What it shows, in a sentence.
    pub meaning: String,
    /// The content of the file.
    pub content: Vec<u8>,
}

/// All that is written about a run.
#[derive(Clone, Copy, Debug)]
pub struct Results<'a> {
    /// What came out.
    pub findings: &'a Findings,
    /// Its tables.
    pub tables: &'a Tables,
    /// What the scenario says about itself.
    pub about: &'a About<'a>,
    /// What the result was made from.
    pub identity: &'a Identity,
    /// The resolved scenario.
    pub scenario_toml: &'a str,
    /// Runs that failed.
    pub failed: &'a [FailedRun<'a>],
    /// What was checked.
    pub audits: &'a [Audited],
    /// Pictures.
    pub figures: &'a [Figure],
    /// How many runs were asked for.
    pub runs_asked: u64,
    /// Whether they were all made.
    pub completion: Completion,
    /// Command, machine, time.
    pub circumstances: &'a Circumstances,
}

/// Writes everything and gives the folder its name, which is returned.
///
/// # Errors
/// If the system refuses; then nothing is left, or the error says where the run is kept.
pub fn write_run(mut folder: RunFolder, results: &Results) -> Result<PathBuf, OutputError> {
    let Results { findings, about, identity, failed, audits, .. } = *results;
    folder.write(
        "scenario.toml",
        "The scenario as it was run: everything resolved, with sources.",
        results.scenario_toml.as_bytes(),
    )?;
    folder.write("daily.csv", "Every outcome on every day: mean and range over runs.", &results.tables.daily)?;
    let meaning = "Every outcome with one value in a run: mean and range over runs.";
    folder.write("totals.csv", meaning, &results.tables.totals)?;
    let there = folder.files().iter().any(|file| file.path == RUNS);
    if !there && !findings.totals_by_run.is_empty() {
        folder.write(RUNS, RUNS_MEANING, &runs_csv(findings))?;
    }
    let meaning = "Runs that failed and are not in the ranges; no rows if none did.";
    folder.write("failed.csv", meaning, &failed_csv(failed, findings.first_day))?;
    for figure in results.figures {
        folder.write(&format!("figures/{}", figure.name), &figure.meaning, &figure.content)?;
    }
    let card = ModelCard {
        findings,
        about,
        identity,
        completion: results.completion,
        runs_asked: results.runs_asked,
        runs_failed: failed.len() as u64,
        audits,
    };
    let meaning = "What the model is, what it is for and not for, and what its range leaves out.";
    folder.write("model_card.md", meaning, model_card(Texts::english(), &card).as_bytes())?;
    folder.write("assurance.json", "What was checked on the runs.", &assurance(audits))?;
    let package = datapackage(findings, about, identity, folder.files());
    folder.write("datapackage.json", "The data dictionary.", &package)?;
    let manifest = json(&manifest::Manifest {
        program: "crossings",
        complete: results.completion,
        scenario: about.name,
        card: identity.to_string(),
        identity,
        parameter_set: &about.parameters.kind,
        runs_asked: results.runs_asked,
        runs_completed: findings.runs,
        runs_failed: failed.len() as u64,
        assurance_passed: passed(audits),
        circumstances: results.circumstances,
        files: manifest::Listed::all(folder.files()),
    });
    folder.finish(&manifest)
}

/// JSON for people: indented, with a line feed at the end.
fn json(value: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).expect("names are texts and numbers are finite");
    text.push(b'\n');
    text
}
