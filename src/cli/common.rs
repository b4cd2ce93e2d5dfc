//! What every command that simulates takes and does: engine, seed, threads, folder, interruption, the files of a study.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;

use super::as_of::AsOf;
use super::pictures::files;
use super::{Ending, default_folder, kept, print, source, tell};
use crate::bench::memory;
use crate::engine::{Engine, EngineKind, Prepared};
use crate::ensemble::Failed;
use crate::output::{
    Circumstances, Completion, Machine, OtherFile, RunFolder, StudyIdentity, StudyResults, Table, TableFile,
    write_study,
};
use crate::plot;
use crate::sample::Path;
use crate::scenario::Scenario;
use crate::study::robust::total_named;
use crate::study::verdict::SUBJECTS;

/// Most threads that can be asked for; far more than that and the machine does nothing but change between them.
const MOST_THREADS: i64 = 1024;

/// Arguments of every command that simulates.
#[derive(Debug, clap::Args)]
pub(super) struct CommonArguments {
    /// Folder for the results [default: below output/]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Names the random draws: the same seed gives the same results
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(..1 << 53))]
    pub seed: Option<u64>,
    /// Threads to use; changes no result [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=MOST_THREADS))]
    pub threads: Option<u16>,
    /// How to draw: lanes, cohort, plain, events, reference, normal or mean_field [default: lanes]
    #[arg(long)]
    pub engine: Option<EngineKind>,
    /// Instructions for the engine lanes: portable, avx2 or avx512; changes no result [default: the fastest there are]
    #[arg(long, value_name = "PATH")]
    pub instructions: Option<Path>,
    /// Seconds between checkpoints, from which a killed command goes on [default: so many that they cost less than 1 %]
    #[arg(long = "checkpoint", value_name = "SECONDS", hide_short_help = true, value_parser = seconds)]
    pub checkpoint_seconds: Option<f64>,
    /// Shards that hold all runs: nothing is simulated anew.
    #[arg(skip)]
    pub shards: Vec<PathBuf>,
    /// Is this the work of an earlier command, which goes on?
    #[arg(skip)]
    pub resumed: bool,
    /// Write no pictures
    #[arg(long)]
    pub no_figures: bool,
    /// Replace a finished result
    #[arg(long)]
    pub force: bool,
    /// Print the identity of the result only
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub json: bool,
}

impl CommonArguments {
    /// The engine that was asked for, or that of the scenario. All problems have been told.
    pub fn engine(&self, scenario: &Scenario) -> Result<EngineKind, Ending> {
        self.engine.map_or_else(|| scenario.run.engine.parse(), Ok).map_err(wrong)
    }

    /// The engine on the instructions that were asked for.
    pub fn on_path(&self, engine: EngineKind) -> &'static dyn Engine {
        engine.engine_on(self.instructions.unwrap_or_else(Path::fastest))
    }

    /// Starts as many threads as were asked for.
    pub fn start_threads(&self) -> Result<(), Ending> {
        let Some(threads) = self.threads else { return Ok(()) };
        rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global().map_err(|error| {
            tell(&format!("error: {threads} threads cannot be started: {error}"));
            Ending::Failed
        })
    }

    /// The folder that was asked for, or that of the name.
    pub fn place(&self, name: &str) -> PathBuf {
        self.output.clone().unwrap_or_else(|| default_folder(name))
    }

    /// Could the folder be prepared, as far as can be seen without making anything?
    pub fn check_folder(&self, name: &str) -> Result<(), Ending> {
        RunFolder::check(&self.place(name), self.force).map_err(wrong)
    }

    /// Is nothing said but the identity, or JSON?
    pub fn silent(&self) -> bool {
        self.quiet || self.json
    }
}

/// A number of seconds, not negative.
fn seconds(text: &str) -> Result<f64, String> {
    let seconds: Option<f64> = text.parse().ok();
    let allowed = seconds.filter(|seconds| (0.0..=1e6).contains(seconds));
    allowed.ok_or_else(|| "it must be a number of seconds from 0 to 1000000".to_owned())
}

/// Simulates without messages of panics: a panic in a run is a failed run, not a message in the middle of the progress bar.
pub(super) fn quietly<T>(simulate: impl FnOnce() -> T) -> T {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let made = simulate();
    std::panic::set_hook(hook);
    made
}

/// Writes a file that is not there yet: all of it, or nothing.
pub(super) fn write_new(path: &std::path::Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| _ = fs::remove_file(path))
}

/// Writes a file in place of one that may be there, which stays as it is if that fails.
pub(super) fn write_over(path: &std::path::Path, text: &str) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".unfinished-{}", std::process::id()));
    let beside = PathBuf::from(beside);
    write_new(&beside, text)?;
    fs::rename(&beside, path).inspect_err(|_| _ = fs::remove_file(&beside))
}

/// Tells what is wrong with the input.
pub(super) fn wrong(message: impl std::fmt::Display) -> Ending {
    tell(&format!("error: {message}"));
    Ending::WrongInput
}

/// All that texts of the command line ask for; or all that is wrong with them has been told.
pub(super) fn all_or_told<'t, T>(
    texts: impl IntoIterator<Item = &'t String>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, Ending> {
    let (mut good, mut ending) = (Vec::new(), None);
    for text in texts {
        match read(text) {
            Ok(value) => good.push(value),
            Err(problem) => ending = Some(wrong(problem)),
        }
    }
    ending.map_or(Ok(good), Err)
}

/// Places of the totals with these labels, each once; those of the nine subjects if there is no label. All problems have
/// been told.
pub(super) fn totals(labels: &[String], prepared: &Prepared) -> Result<Vec<usize>, Ending> {
    let (catalogue, names) = (&prepared.catalogue, &prepared.plan.names);
    if labels.is_empty() {
        let place = SUBJECTS.iter().filter_map(|subject| catalogue.total_index(subject.outcome, subject.dimensions));
        return Ok(place.collect());
    }
    let mut totals: Vec<usize> = Vec::new();
    for total in all_or_told(labels, |label| total_named(label.trim(), catalogue, names))? {
        if !totals.contains(&total) {
            totals.push(total);
        }
    }
    Ok(totals)
}

/// Tells of runs that failed, if any did; `what` follows their number: "failed and do not count".
pub(super) fn tell_failed(failed: &[Failed], what: &str) {
    if let Some(first) = failed.first() {
        let number = source::count(failed.len(), "run");
        tell(&format!("{number} {what}; the first, run {}: {}", first.run, first.reason));
    }
}

/// No run was completed: nothing is written.
pub(super) fn no_run(failed: &[Failed]) -> Ending {
    match failed.first() {
        Some(failed) => {
            tell(&format!("error: no run went well; run {}: {}", failed.run, failed.reason));
            Ending::Failed
        }
        None => {
            tell("interrupted before the first run was complete; nothing was written");
            Ending::Interrupted
        }
    }
}

/// The second of two equal names gets a number.
pub(super) fn tell_apart<T>(named: &mut [T], name: impl Fn(&mut T) -> &mut String) {
    for at in 1..named.len() {
        let (before, [own, ..]) = named.split_at_mut(at) else { continue };
        let taken: Vec<String> = before.iter_mut().map(|other| name(other).clone()).collect();
        let own = name(own);
        if taken.contains(own) {
            let free = (2..).map(|number| format!("{own}-{number}")).find(|name| !taken.contains(name));
            *own = free.expect("numbers do not end");
        }
    }
}

/// When a command began.
pub(super) struct Clock {
    /// As `2026-01-31T12:00:00Z`.
    pub started: String,
    began: Instant,
    /// What the work may know.
    known: AsOf,
}

impl Clock {
    pub fn start(known: AsOf) -> Self {
        Clock { started: jiff::Timestamp::now().to_string(), began: Instant::now(), known }
    }

    /// Seconds since then.
    pub fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    /// Command, machine and time.
    pub fn circumstances(&self, duration_seconds: f64, interrupted: bool) -> Circumstances {
        let words = kept::words();
        let program = std::env::args_os().take(1).map(|word| word.to_string_lossy().into_owned());
        Circumstances {
            command: program.chain(words.iter().cloned()).map(|word| quoted(&word)).collect::<Vec<_>>().join(" "),
            words,
            directory: interrupted.then(kept::directory),
            started: self.started.clone(),
            as_of: self.known.iso(),
            duration_seconds,
            peak_memory_mib: memory::peak_mib().ok(),
            machine: Machine::here(rayon::current_num_threads()),
        }
    }
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./=:,+@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Reads several scenarios with the same overrides; the problems of all have been told if there is any.
pub(super) fn load_all(named: &[String], overrides: &[String], known: AsOf) -> Result<Vec<Scenario>, Ending> {
    let load = |scenario: &String| {
        let arguments = super::ScenarioArguments { scenario: scenario.clone(), overrides: overrides.to_vec(), known };
        source::load(&arguments).map(|loaded| loaded.scenario)
    };
    // Every one is read, so that the problems of all are told at once.
    let loaded: Vec<Option<Scenario>> = named.iter().map(load).collect();
    let mut scenarios = loaded.into_iter().collect::<Option<Vec<_>>>().ok_or(Ending::WrongInput)?;
    // For the names of tables and folders: two files of the same name.
    tell_apart(&mut scenarios, |scenario| &mut scenario.name);
    Ok(scenarios)
}

/// A study that is done: what goes into its folder.
pub(super) struct Study<'a> {
    /// The command: `compare`.
    pub kind: &'static str,
    pub scenarios: &'a [Scenario],
    pub engine: EngineKind,
    pub seed: u64,
    /// Simulated histories in all.
    pub runs: u64,
    pub title: String,
    /// The answer in words, one line each.
    pub answer: Vec<String>,
    pub tables: Vec<Table>,
    /// What stands beside them.
    pub others: Vec<OtherFile>,
    /// The answer for machines.
    pub json: serde_json::Value,
    pub interrupted: bool,
}

impl Study<'_> {
    /// Its card.
    fn identity(&self, tables: &[TableFile]) -> StudyIdentity {
        let digests: Vec<String> = self.scenarios.iter().map(Scenario::digest_text).collect();
        StudyIdentity {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            study: self.kind,
            scenarios: self.scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
            engine: self.engine.name().to_owned(),
            fidelity: self.engine.fidelity().words().to_owned(),
            seed: self.seed,
            runs: self.runs,
            plan_digest: StudyIdentity::plans(digests.iter().map(String::as_str)),
            results_digest: StudyIdentity::results(tables),
        }
    }

    /// Writes the folder and says the answer. `draw` makes the pictures and is given the card that goes into them.
    pub fn finish(
        mut self,
        arguments: &CommonArguments,
        folder: RunFolder,
        clock: &Clock,
        draw: impl FnOnce(&str) -> Vec<plot::Figure>,
    ) -> Ending {
        let seconds = clock.seconds();
        let tables: Vec<TableFile> = std::mem::take(&mut self.tables).into_par_iter().map(TableFile::from).collect();
        let identity = self.identity(&tables);
        let figures = if arguments.no_figures { Vec::new() } else { files(draw(&identity.to_string())) };
        let scenarios: Vec<(String, String)> =
            self.scenarios.iter().map(|scenario| (scenario.name.clone(), scenario.resolved_toml())).collect();
        let answer = format!("# {}\n\n{}\n\n{identity}\n", self.title, self.answer.join("\n"));
        let results = StudyResults {
            identity: &identity,
            title: &self.title,
            answer: &answer,
            scenarios: &scenarios,
            others: &self.others,
            tables: &tables,
            figures: &figures,
            completion: if self.interrupted { Completion::Interrupted } else { Completion::Complete },
            circumstances: &clock.circumstances(seconds, self.interrupted),
        };
        let place = match write_study(folder, &results) {
            Ok(place) => place,
            Err(error) => {
                tell(&format!("error: {error}"));
                return Ending::Failed;
            }
        };
        if arguments.json {
            let whole = serde_json::json!({
                "study": self.kind,
                "folder": place.display().to_string(),
                "identity": identity,
                "interrupted": self.interrupted,
                "answer": self.json,
            });
            print(&format!("{whole:#}"));
        } else if arguments.quiet {
            print(&identity.to_string());
        } else {
            print(&format!("{}\n\n{seconds:.1} s. {identity}\nFiles: {}", self.answer.join("\n"), place.display()));
        }
        match self.interrupted {
            true => Ending::Interrupted,
            false => Ending::Done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_pasted_into_a_shell() {
        assert_eq!(quoted("policy.protection.por=1.0"), "policy.protection.por=1.0");
        assert_eq!(quoted("my scenario.toml"), "'my scenario.toml'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
