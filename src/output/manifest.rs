//! `manifest.json`: what was run, where, how long, and which files there are. The only file that differs between two
//! runs of the same thing, because it knows the machine and the clock.

use serde::{Serialize, Serializer};

use super::folder::FileRecord;
use super::identity::Identity;

/// Did the run make all the runs that it was asked for?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Yes.
    Complete,
    /// Somebody stopped it; what it had is whole.
    Interrupted,
}

impl Serialize for Completion {
    /// `true` or `"interrupted"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Completion::Complete => serializer.serialize_bool(true),
            Completion::Interrupted => serializer.serialize_str("interrupted"),
        }
    }
}

/// The computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Machine {
    /// Operating system.
    pub os: String,
    /// Processor family.
    pub arch: String,
    /// Threads that the machine can run at once.
    pub cores: usize,
    /// Threads that were used.
    pub threads: usize,
}

impl Machine {
    /// This computer.
    pub fn here(threads: usize) -> Self {
        Machine {
            os: std::env::consts::OS.to_owned(),
            arch: std::env::consts::ARCH.to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            threads,
        }
    }
}

/// The circumstances of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Circumstances {
    /// The command that was typed.
    pub command: String,
    /// Its words, without the name of the program: what `resume` works on.
    #[serde(rename = "arguments")]
    pub words: Vec<String>,
    /// The folder in which it was typed, for work that is not finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
    /// When it started: `2026-01-31T12:00:00Z`.
    pub started: String,
    /// The last day whose counts were known to the work, `2023-11-18`, if one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// How long the simulation took, seconds.
    pub duration_seconds: f64,
    /// The computer.
    pub machine: Machine,
}

/// What `manifest.json` says.
#[derive(Debug, Serialize)]
pub(super) struct Manifest<'a> {
    /// Always `crossings`: how a folder of ours is known.
    pub program: &'static str,
    pub complete: Completion,
    pub scenario: &'a str,
    pub card: String,
    pub identity: &'a Identity,
    pub parameter_set: &'a str,
    pub runs_asked: u64,
    pub runs_completed: u64,
    pub runs_failed: u64,
    pub assurance_passed: bool,
    #[serde(flatten)]
    pub circumstances: &'a Circumstances,
    pub files: Vec<Listed<'a>>,
}

/// A file in the manifest.
#[derive(Debug, Serialize)]
pub(super) struct Listed<'a> {
    path: &'a str,
    bytes: u64,
    sha256: &'a str,
}

impl<'a> Listed<'a> {
    pub(super) fn all(files: &'a [FileRecord]) -> Vec<Self> {
        files.iter().map(|f| Listed { path: &f.path, bytes: f.bytes, sha256: &f.sha256 }).collect()
    }
}
