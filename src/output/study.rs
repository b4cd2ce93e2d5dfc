//! What a study leaves on the disk: tables that describe themselves, pictures, the scenarios that were asked about.
//!
//! A study is any question asked of many runs: a comparison, a sensitivity analysis, an explanation. Each makes its own
//! [`Table`]s; everything around them is written here, once: `datapackage.json` with every column, `answer.md` with the
//! words of the console, `manifest.json` with the identity card, written last.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;
use serde_json::{Value, json};

use super::columns::Column;
use super::datapackage::{field, package_name, plain_resource, schema};
use super::folder::{FileRecord, RunFolder};
use super::identity::{digest, hexadecimal};
use super::manifest::{Circumstances, Completion, Listed};
use super::{Figure, OutputError};
use crate::units::{grouped, listed};

use sha2::{Digest, Sha256};

/// A table with its data dictionary. Cells are texts as they stand in the file; numbers come from [`number`].
#[derive(Clone, Debug)]
pub struct Table {
    /// File name: `pairs.csv`.
    pub name: &'static str,
    /// What it tells, in a sentence.
    pub meaning: String,
    /// Its columns; owned, because some are named by the scenario.
    pub columns: Vec<Column>,
    /// `[row][column]`
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new(name: &'static str, meaning: &str, columns: Vec<Column>) -> Self {
        Table { name, meaning: meaning.to_owned(), columns, rows: Vec::new() }
    }

    /// Appends a row.
    ///
    /// # Panics
    /// If it does not have a cell for every column.
    pub fn push(&mut self, row: Vec<String>) {
        assert_eq!(row.len(), self.columns.len(), "a cell for every column of {}", self.name);
        self.rows.push(row);
    }

    /// Is this file the table, as CSV or as Parquet?
    fn is_in(&self, path: &str) -> bool {
        let columnar = path.strip_suffix(".parquet");
        self.name == path || columnar.is_some_and(|stem| self.name.strip_suffix(".csv") == Some(stem))
    }

    /// The file: comma-separated as in RFC 4180 with a bare line feed.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = self.columns.iter().map(|column| column.name.as_bytes());
        writer.write_record(header).expect("a vector takes every byte");
        for row in &self.rows {
            writer.write_record(row).expect("a vector takes every byte");
        }
        writer.into_inner().expect("a vector takes every byte")
    }
}

/// A table as it stands in a folder: hashed and written are the same bytes, made once.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// What it is.
    pub table: Table,
    /// Its content.
    pub csv: Vec<u8>,
}

/// A file that a study leaves beside its tables.
#[derive(Clone, Debug)]
pub struct OtherFile {
    /// File name.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub meaning: &'static str,
    /// Its content.
    pub content: Vec<u8>,
}

impl From<Table> for TableFile {
    fn from(table: Table) -> Self {
        TableFile { csv: table.csv(), table }
    }
}

/// A number of a table: six digits that count, no exponent for common sizes; empty if it is not finite.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let value: f64 = format!("{value:.5e}").parse().expect("it was a number");
    // Minus zero is zero.
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

/// What a study was made from, and what came out. Two studies with equal cards have the same tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StudyIdentity {
    /// Version of this program.
    pub version: String,
    /// `compare`, `sensitivity` ..: the command.
    pub study: &'static str,
    /// Names of the scenarios.
    pub scenarios: Vec<String>,
    /// Name of the engine.
    pub engine: String,
    /// How far the engine can be trusted, in words.
    pub fidelity: String,
    /// Seed.
    pub seed: u64,
    /// Simulated histories in all.
    pub runs: u64,
    /// SHA-256 of what the scenarios say about the world, in their order.
    pub plan_digest: String,
    /// SHA-256 of all tables, in their order.
    pub results_digest: String,
}

impl StudyIdentity {
    /// SHA-256 of the plans of some scenarios, see [`StudyIdentity::plan_digest`].
    pub fn plans<'p>(plans: impl IntoIterator<Item = &'p str>) -> String {
        let digests: Vec<String> = plans.into_iter().map(|plan| digest(plan.as_bytes())).collect();
        digest(digests.join("\n").as_bytes())
    }

    /// SHA-256 of some tables, see [`StudyIdentity::results_digest`].
    pub fn results(tables: &[TableFile]) -> String {
        hexadecimal(&tables.iter().fold(Sha256::new(), |hash, file| hash.chain_update(&file.csv)).finalize())
    }
}

impl fmt::Display for StudyIdentity {
    /// One line, digests cut to eight digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = grouped(self.runs as f64);
        let [plan, results] = [&self.plan_digest, &self.results_digest].map(|digest| digest.get(..8).unwrap_or(digest));
        write!(
            f,
            "crossings {} · {} of {} · {} ({}) · seed {} · {runs} runs · plan {plan}… · results {results}…",
            self.version,
            self.study,
            listed(&self.scenarios),
            self.engine,
            self.fidelity,
            self.seed,
        )
    }
}

/// All that is written about a study.
#[derive(Clone, Copy, Debug)]
pub struct StudyResults<'a> {
    /// The card.
    pub identity: &'a StudyIdentity,
    /// Title of the data package.
    pub title: &'a str,
    /// The answer in words, as Markdown.
    pub answer: &'a str,
    /// Resolved scenarios: name and text.
    pub scenarios: &'a [(String, String)],
    /// What is neither table nor picture.
    pub others: &'a [OtherFile],
    /// Tables.
    pub tables: &'a [TableFile],
    /// Pictures.
    pub figures: &'a [Figure],
    /// Whether all runs were made.
    pub completion: Completion,
    /// Command, machine, time.
    pub circumstances: &'a Circumstances,
}

/// Writes everything and gives the folder its name, which is returned.
///
/// # Errors
/// If the system refuses; then nothing is left, or the error says where the study is kept.
pub fn write_study(mut folder: RunFolder, results: &StudyResults) -> Result<PathBuf, OutputError> {
    for TableFile { table, csv } in results.tables {
        folder.write(table.name, &table.meaning, csv)?;
    }
    for (name, text) in results.scenarios {
        let meaning = "A scenario as it was run: everything resolved, with sources.";
        folder.write(&format!("scenarios/{name}.toml"), meaning, text.as_bytes())?;
    }
    for OtherFile { name, meaning, content } in results.others {
        folder.write(name, meaning, content)?;
    }
    for figure in results.figures {
        folder.write(&format!("figures/{}", figure.name), &figure.meaning, &figure.content)?;
    }
    folder.write("answer.md", "The answer in words.", results.answer.as_bytes())?;
    let package = package(results, folder.files());
    folder.write("datapackage.json", "The data dictionary.", &super::json(&package))?;
    let mut manifest = json!({
        "program": "crossings",
        "complete": results.completion,
        "kind": results.identity.study,
        "card": results.identity.to_string(),
        "identity": results.identity,
    });
    let circumstances = serde_json::to_value(results.circumstances).expect("texts and numbers");
    for part in [circumstances, json!({ "files": Listed::all(folder.files()) })] {
        let (Some(whole), Value::Object(part)) = (manifest.as_object_mut(), part) else { continue };
        whole.extend(part);
    }
    folder.finish(&super::json(&manifest))
}

fn package(results: &StudyResults, files: &[FileRecord]) -> Value {
    let identity = results.identity;
    let resource = |file: &FileRecord| {
        let mut resource = plain_resource(file);
        if let Some(TableFile { table, .. }) = results.tables.iter().find(|other| other.table.is_in(&file.path)) {
            resource["type"] = "table".into();
            resource["schema"] = schema(table.columns.iter().map(field).collect(), &[]);
        }
        resource
    };
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package_name(&format!("{}-{}", identity.study, identity.scenarios.join("-"))),
        "id": format!("sha256:{}", identity.results_digest),
        "title": results.title,
        "description": format!(
            "Made by `crossings {}` {}: {} simulated histories. Scenario ranges, not observations and not a prediction.",
            identity.study,
            identity.version,
            grouped(identity.runs as f64)
        ),
        "version": identity.version,
        "card": identity.to_string(),
        "resources": files.iter().map(resource).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::columns::{Kind, column};
    use super::*;

    fn table() -> Table {
        let columns = vec![
            column("scenario", Kind::Text, "", "Name.", "test"),
            column("mean", Kind::Number, "people", "Mean.", "test"),
        ];
        let mut table = Table::new("pairs.csv", "Pairs.", columns);
        table.push(vec!["a, b".to_owned(), number(-1.0 / 3.0)]);
        table
    }

    #[test]
    fn a_table_is_a_file() {
        assert_eq!(String::from_utf8(table().csv()).unwrap(), "scenario,mean\n\"a, b\",-0.333333\n");
    }

    #[test]
    #[should_panic(expected = "a cell for every column")]
    fn a_row_has_a_cell_for_every_column() {
        table().push(vec![String::new()]);
    }

    #[test]
    fn numbers_have_six_digits() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1_234_567.0, "1234570"),
            (0.000_012_345_678, "0.0000123457"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn a_study_is_a_whole_folder_with_a_dictionary() {
        let place = tempfile::tempdir().unwrap();
        let folder = RunFolder::prepare(&place.path().join("study"), false).unwrap();
        let tables = [TableFile::from(table())];
        let identity = StudyIdentity {
            version: "0.1.0".into(),
            study: "compare",
            scenarios: vec!["history".into(), "other".into()],
            engine: "lanes".into(),
            fidelity: "same law".into(),
            seed: 1,
            runs: 2000,
            plan_digest: StudyIdentity::plans(["a", "b"]),
            results_digest: StudyIdentity::results(&tables),
        };
        let circumstances = Circumstances {
            command: "crossings compare".into(),
            words: Vec::new(),
            directory: None,
            started: "2026-01-31T12:00:00Z".into(),
            as_of: None,
            duration_seconds: 1.0,
            machine: super::super::Machine::here(1),
        };
        let results = StudyResults {
            identity: &identity,
            title: "Two",
            answer: "Less.",
            scenarios: &[("history".to_owned(), "title = \"\"".to_owned())],
            // The same table in another form is described by the same columns.
            others: &[OtherFile { name: "pairs.parquet", meaning: "Pairs.", content: b"PAR1\xff".to_vec() }],
            tables: &tables,
            figures: &[],
            completion: Completion::Complete,
            circumstances: &circumstances,
        };
        let folder = write_study(folder, &results).unwrap();
        assert!(super::super::is_complete(&folder));
        let package: Value = serde_json::from_slice(&std::fs::read(folder.join("datapackage.json")).unwrap()).unwrap();
        assert_eq!(package["resources"][0]["schema"]["fields"][1]["unit"], "people");
        assert_eq!(package["resources"][0]["hash"], format!("sha256:{}", digest(&tables[0].csv)));
        let columnar = package["resources"].as_array().unwrap().iter().find(|file| file["path"] == "pairs.parquet");
        let columnar = columnar.expect("it is listed");
        assert_eq!(columnar["schema"], package["resources"][0]["schema"]);
        assert_eq!(columnar["mediatype"], "application/vnd.apache.parquet");
        assert!(columnar["encoding"].is_null(), "bytes are no text");
        let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
        assert_eq!(manifest["kind"], "compare");
        let line = identity.to_string();
        assert!(
            line.starts_with("crossings 0.1.0 · compare of history and other · lanes (same law) · seed 1 · 2,000 runs")
        );
    }
}
