//! The identity card of a result: what it was made from, and a digest by which two results can be compared.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::tables::Tables;
use crate::outcome::Findings;
use crate::units::grouped;

/// What a result was made from, and what it is. Two results with equal cards are the same to the last digit printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// Version of this program.
    pub version: String,
    /// Name of the engine.
    pub engine: String,
    /// How far the engine can be trusted, in words.
    pub fidelity: String,
    /// Seed.
    pub seed: u64,
    /// Number of runs in the result.
    pub runs: u64,
    /// SHA-256 of what the scenario says about the world, without its words, sources and run settings, see [`digest`].
    pub plan_digest: String,
    /// SHA-256 of `daily.csv` and `totals.csv`, see [`results_digest`].
    pub results_digest: String,
}

impl Identity {
    /// The card of some findings and their tables, with the version of this program. `plan` is the text that the plan's
    /// digest is of.
    pub fn of(findings: &Findings, tables: &Tables, engine: &str, fidelity: &str, seed: u64, plan: &str) -> Self {
        Identity {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine: engine.to_owned(),
            fidelity: fidelity.to_owned(),
            seed,
            runs: findings.runs,
            plan_digest: digest(plan.as_bytes()),
            results_digest: results_digest(tables),
        }
    }
}

impl fmt::Display for Identity {
    /// One line, digests cut to eight digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |digest: &str| digest.chars().take(8).collect::<String>();
        write!(
            f,
            "crossings {} · {} ({}) · seed {} · {} {} · plan {}… · results {}…",
            self.version,
            self.engine,
            self.fidelity,
            self.seed,
            grouped(self.runs as f64),
            if self.runs == 1 { "run" } else { "runs" },
            short(&self.plan_digest),
            short(&self.results_digest)
        )
    }
}

/// SHA-256 in hexadecimal.
pub fn digest(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

/// The same of a file, which may be larger than memory.
///
/// # Errors
/// If the system refuses.
pub fn digest_of(file: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(file)?;
    let mut chunk = vec![0; 1 << 20];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hexadecimal(&hash.finalize())),
            read => hash.update(&chunk[..read]),
        }
    }
}

/// SHA-256, in hexadecimal, of the bytes of `daily.csv` followed by those of `totals.csv`.
pub fn results_digest(tables: &Tables) -> String {
    hexadecimal(&Sha256::new().chain_update(&tables.daily).chain_update(&tables.totals).finalize())
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn the_card_is_one_line() {
        let card = Identity {
            version: "0.1.0".into(),
            engine: "cohort".into(),
            fidelity: "same law".into(),
            seed: 1,
            runs: 1000,
            plan_digest: digest(b"abc"),
            results_digest: digest(b""),
        };
        let expected = "crossings 0.1.0 · cohort (same law) · seed 1 · 1,000 runs · plan ba7816bf… · results e3b0c442…";
        assert_eq!(card.to_string(), expected);
    }

    #[test]
    fn the_digest_is_that_of_both_files_and_moves_with_any_printed_digit() {
        let findings = example::findings();
        let tables = Tables::of(&findings);
        let files = [tables.daily.as_slice(), &tables.totals].concat();
        assert_eq!(results_digest(&tables), digest(&files));
        let mut other = findings.clone();
        other.totals[0].q95 += 1.0;
        assert_ne!(results_digest(&Tables::of(&other)), digest(&files));
    }
}
