//! The command as people meet it: what it writes, what it says, how it ends.
//!
//! Every test has a folder of its own with nothing in it: the scenarios are inside the program.

mod as_of;
mod bench;
mod calibrate;
mod compare;
mod discover;
mod explore;
#[cfg(unix)]
mod faults;
mod files;
mod further;
mod guess;
#[cfg(unix)]
mod interruption;
mod rare;
#[cfg(unix)]
mod report;
mod resume;
#[cfg(unix)]
mod rows;
mod score;
mod sensitivity;
#[cfg(unix)]
mod shard;
mod until;
mod verify;
#[cfg(unix)]
mod why;
mod words;
mod wrong;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder to work in, and the command.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Desk(tempfile::tempdir().expect("the system has a place for temporary files"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The command, in the folder, with an environment that asks for nothing.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("crossings"));
        command.args(arguments).current_dir(self.0.path());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RAYON_NUM_THREADS"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the command to its end.
    pub(crate) fn crossings(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(arguments).output().expect("the program starts"))
    }

    /// Runs the command; it must end well.
    pub(crate) fn done(&self, arguments: &[&str]) -> Ended {
        let ended = self.crossings(arguments);
        assert_eq!(ended.code, 0, "crossings {arguments:?}: {}", ended.err);
        ended
    }

    /// Runs the command; it must refuse what it was given, in words, without a word about its insides.
    pub(crate) fn refused(&self, arguments: &[&str]) -> Ended {
        let ended = self.crossings(arguments);
        assert_eq!(ended.code, 1, "crossings {arguments:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains("error:"), "crossings {arguments:?}: {}", ended.err);
        assert!(!ended.err.contains("panicked"), "crossings {arguments:?}: {}", ended.err);
        ended
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A table: header and rows.
    pub(crate) fn table(&self, name: &str) -> Table {
        let mut reader = csv::Reader::from_path(self.path(name)).unwrap();
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = cells(reader.headers().unwrap());
        let rows = reader.records().map(|record| cells(&record.unwrap())).collect();
        Table { header, rows }
    }

    /// Every column of these tables of a result is in its data dictionary, in order and with a meaning.
    pub(crate) fn assert_described(&self, folder: &str, tables: &[&str]) {
        let package = self.json(&format!("{folder}/datapackage.json"));
        for &name in tables {
            let table = self.table(&format!("{folder}/{name}"));
            let resources = package["resources"].as_array().unwrap();
            let resource = resources.iter().find(|resource| resource["path"] == name).unwrap();
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(table.header, names, "{name}");
            assert!(fields.iter().all(|field| !field["description"].as_str().unwrap().is_empty()), "{name}");
            assert!(!table.rows.is_empty(), "{name}");
        }
    }

    /// All files below the folder, hidden ones too, with forward slashes, sorted.
    pub(crate) fn listing(&self) -> Vec<String> {
        files_below(self.0.path(), "")
    }

    /// The same for a folder in it.
    pub(crate) fn listing_of(&self, name: &str) -> Vec<String> {
        files_below(&self.path(name), "")
    }
}

fn files_below(folder: &Path, before: &str) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{before}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            names.push(format!("{name}/"));
            names.extend(files_below(&entry.path(), &format!("{name}/")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

/// How the command ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
        // No code: killed by a signal.
        Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// A CSV file.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn column(&self, name: &str) -> usize {
        self.header.iter().position(|header| header == name).unwrap_or_else(|| panic!("no column {name}"))
    }
}

/// Files that two runs of the same thing have in common, to the byte: all but the manifest.
pub(crate) const SAME_BYTES: [&str; 9] = [
    "assurance.json",
    "daily.csv",
    "datapackage.json",
    "failed.csv",
    "model_card.md",
    "runs.csv",
    "scenario.toml",
    "state.bin",
    "totals.csv",
];

/// Files of a run without figures.
pub(crate) const FILES: [&str; 10] = [
    "assurance.json",
    "daily.csv",
    "datapackage.json",
    "failed.csv",
    "manifest.json",
    "model_card.md",
    "runs.csv",
    "scenario.toml",
    "state.bin",
    "totals.csv",
];
