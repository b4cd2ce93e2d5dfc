//! What a finished folder says of itself: `manifest.json`, read again with the suspicion that any file deserves.
//!
//! A claim may be of an earlier version, so what this program would have written and did not find is empty. Names of files
//! lead nowhere but into the folder: a claim with another name is refused, and nothing outside is ever read for it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

use serde::Deserialize;

use super::folder::MANIFEST;
use super::manifest::Completion;
use crate::packed::Damaged;

/// Most bytes of a manifest; those that this program writes have a few thousand.
const MOST_BYTES: u64 = 16 << 20;

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Claim {
    program: String,
    /// Were all runs made that were asked for?
    pub complete: Completion,
    /// The command: `compare`; nothing for a run.
    #[serde(default)]
    pub kind: Option<String>,
    /// The identity card, as it was printed.
    #[serde(default)]
    pub card: String,
    /// What is printed on the identity card.
    #[serde(default)]
    pub identity: ClaimedIdentity,
    /// Runs that were asked for, of a run.
    #[serde(default)]
    pub runs_asked: Option<u64>,
    /// The words of the command, without the name of the program; nothing if the version did not note them.
    #[serde(default, rename = "arguments")]
    pub words: Option<Vec<String>>,
    /// The folder in which it was typed, if the work is not finished.
    #[serde(default)]
    pub directory: Option<String>,
    /// The last day whose counts were known to the work, if one was asked for.
    #[serde(default)]
    pub as_of: Option<String>,
    /// Every file but the manifest, as it was written.
    #[serde(default)]
    pub files: Vec<ClaimedFile>,
}

/// Who the result claims to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ClaimedIdentity {
    /// Version of the program.
    pub version: String,
    /// Name of the engine.
    pub engine: String,
    /// Seed.
    pub seed: u64,
    /// Runs that count.
    pub runs: u64,
    /// SHA-256 of the plan.
    pub plan_digest: String,
    /// SHA-256 of the tables.
    pub results_digest: String,
}

/// A file that is claimed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ClaimedFile {
    /// Path in the folder, with forward slashes.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
}

impl Claim {
    /// Reads the bytes of a manifest.
    ///
    /// # Errors
    /// If it is no manifest of this program, or names a file that is not in its folder.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let claim: Claim = serde_json::from_slice(bytes)
            .map_err(|error| Damaged(format!("{MANIFEST} is not one of this program: {error}")))?;
        if claim.program != "crossings" {
            return Err(Damaged(format!("{MANIFEST} is of another program")));
        }
        let mut names = BTreeSet::new();
        for file in &claim.files {
            let plain = |part| matches!(part, Component::Normal(_));
            if file.path.is_empty() || !Path::new(&file.path).components().all(plain) {
                return Err(Damaged(format!("{MANIFEST} lists {:?}, which is not in its folder", file.path)));
            }
            if !names.insert(&file.path) {
                return Err(Damaged(format!("{MANIFEST} lists {} twice", file.path)));
            }
        }
        Ok(claim)
    }

    /// Reads the manifest of a folder.
    ///
    /// # Errors
    /// As [`Claim::read`]; and if there is none.
    pub fn of(folder: &Path) -> Result<Self, Damaged> {
        let path = folder.join(MANIFEST);
        let there = fs::metadata(&path).map_err(|error| Damaged(format!("there is no {MANIFEST}: {error}")))?;
        if !there.is_file() || there.len() > MOST_BYTES {
            return Err(Damaged(format!("{MANIFEST} is no file, or larger than any that this program writes")));
        }
        let bytes = fs::read(&path).map_err(|error| Damaged(format!("{MANIFEST} cannot be read: {error}")))?;
        Claim::read(&bytes)
    }

    /// Did somebody stop it?
    pub fn is_interrupted(&self) -> bool {
        self.complete == Completion::Interrupted
    }
}

/// Does the folder hold a finished result of this program?
pub fn is_complete(folder: &Path) -> bool {
    Claim::of(folder).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(complete: &str, files: &str) -> Vec<u8> {
        format!(r#"{{"program": "crossings", "complete": {complete}, "identity": {{"version": "0.1.0"}}, "files": [{files}]}}"#)
            .into()
    }

    fn file(path: &str) -> String {
        format!(r#"{{"path": {path:?}, "bytes": 1, "sha256": "00"}}"#)
    }

    #[test]
    fn a_claim_is_whole_or_interrupted_and_of_this_program() {
        let claim = Claim::read(&manifest("true", &file("figures/fan.svg"))).unwrap();
        assert!(!claim.is_interrupted() && claim.kind.is_none() && claim.words.is_none());
        assert_eq!((claim.identity.version.as_str(), claim.files.len()), ("0.1.0", 1));
        assert!(Claim::read(&manifest("\"interrupted\"", "")).unwrap().is_interrupted());
        for complete in ["false", "\"yes\"", "1", "null"] {
            let error = Claim::read(&manifest(complete, "")).unwrap_err().to_string();
            assert!(error.contains("`true` or `\"interrupted\"`"), "{complete}: {error}");
        }
        let other = String::from_utf8(manifest("true", "")).unwrap().replace("crossings", "others");
        assert!(Claim::read(other.as_bytes()).unwrap_err().to_string().contains("another program"));
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for path in ["../daily.csv", "/etc/hostname", "", "figures/../../x", "."] {
            let error = Claim::read(&manifest("true", &file(path))).unwrap_err().to_string();
            assert!(error.contains("not in its folder"), "{path}: {error}");
        }
        let twice = [file("a.csv"), file("a.csv")].join(",");
        assert!(Claim::read(&manifest("true", &twice)).unwrap_err().to_string().contains("twice"));
    }
}
