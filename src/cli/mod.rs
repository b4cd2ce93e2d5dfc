//! The command line: one file per command. `main` calls [`main`] and nothing else.
//!
//! Exit codes: 0 done, 1 wrong input, 2 failed while working, 130 interrupted.

mod as_of;
mod bench;
mod calibrate;
mod check;
mod checkpoint;
mod cluster;
mod common;
mod comparable;
mod compare;
mod discover;
mod explore;
mod guess;
mod inputs;
mod kept;
mod language;
mod list;
mod merge;
mod needs;
mod new;
mod pictures;
mod progress;
mod rare;
mod rarely;
mod report;
mod result;
mod resume;
mod rows;
mod run;
mod score;
mod sensitivity;
mod shard;
mod source;
mod until;
mod verify;
mod why;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{CommandFactory, Parser, Subcommand};

use crate::output::answer;
use crate::scenario;

/// Simulates policy scenarios of refugee flows: thousands of histories per question, with honest ranges.
#[derive(Debug, Parser)]
#[command(name = "crossings", version, about, long_about = None, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Simulate a scenario and write tables and figures
    Run(run::Arguments),
    /// Compare policies in paired futures: the same numbers and the same luck under each
    Compare(compare::Arguments),
    /// Say why two scenarios differ: the difference divided between the edits that lead from one to the other
    Why(why::Arguments),
    /// Say which uncertain inputs matter for which outcome, and how much is chance
    Sensitivity(sensitivity::Arguments),
    /// Say in which futures an outcome is bad, and how many arrivals a day to plan for
    Discover(discover::Arguments),
    /// Estimate how likely an event is that hardly any run shows
    Rare(rare::Arguments),
    /// Learn the numbers of a scenario from published counts, and say what they do not tell
    Calibrate(calibrate::Arguments),
    /// Score a scenario on counts that it has not seen, beside simple rivals
    Score(score::Arguments),
    /// Write the simulator as one page for a browser: turn levers, see the range of futures, send it on
    Explore(explore::Arguments),
    /// Write a finished result, or a scenario run now, as one file to be read, printed and sent on
    Report(report::Arguments),
    /// Guess first, then simulate, then score: how near are your ranges to the simulated ones?
    Guess(guess::Arguments),
    /// Go on with work that was interrupted or killed, to the same result as if nothing had happened
    Resume(resume::Arguments),
    /// Put shards together to the result that one process would have made
    Merge(merge::Arguments),
    /// Spread a study over a cluster with Slurm: submit, status, fetch
    Cluster(cluster::Arguments),
    /// Say whether a result folder is what it claims to be: files, digests, and some runs made again
    Verify(verify::Arguments),
    /// Measure how fast each engine is on a scenario, and test whether their answers agree
    Bench(bench::Arguments),
    /// Measure the memory of one engine; `bench` starts it
    #[command(hide = true)]
    BenchMemory(bench::MemoryArguments),
    /// Check a scenario file: all problems at once, with their places; writes nothing
    Check(check::Arguments),
    /// List the scenarios that there are
    List,
    /// Start a scenario file of your own
    New(new::Arguments),
    /// Print the JSON Schema of scenario files, for editors
    Schema,
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// What a scenario argument means, for every command that takes one.
#[derive(Clone, Debug, clap::Args)]
struct ScenarioArguments {
    /// A scenario file, or the name of a shipped scenario (see `crossings list`)
    #[arg(default_value = "scenarios/history.toml")]
    scenario: String,
    /// Override one key of the scenario, for example `policy.protection.por=1.0`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    overrides: Vec<String>,
    #[command(flatten)]
    known: as_of::AsOf,
}

/// How a command ended.
enum Ending {
    Done,
    WrongInput,
    Failed,
    Interrupted,
}

impl Ending {
    /// What is done but could not be said has failed.
    fn said(self) -> Self {
        match self {
            Ending::Done if UNSAID.load(Ordering::Relaxed) => Ending::Failed,
            ending => ending,
        }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        ExitCode::from(match ending {
            Ending::Done => 0,
            Ending::WrongInput => 1,
            Ending::Failed => 2,
            Ending::Interrupted => 130,
        })
    }
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let command = match Cli::try_parse() {
        Ok(cli) => cli.command,
        Err(error) => {
            let wrong = error.use_stderr();
            // Nowhere to complain to if even this cannot be printed.
            let _ = error.print();
            return if wrong { Ending::WrongInput } else { Ending::Done }.into();
        }
    };
    done(command).said().into()
}

impl Command {
    /// What all commands that simulate take, if it is one of them.
    fn common(&mut self) -> Option<&mut common::CommonArguments> {
        match self {
            Command::Run(arguments) => Some(&mut arguments.common),
            Command::Compare(arguments) => Some(&mut arguments.common),
            Command::Why(arguments) => Some(&mut arguments.common),
            Command::Sensitivity(arguments) => Some(&mut arguments.common),
            Command::Discover(arguments) => Some(&mut arguments.common),
            Command::Rare(arguments) => Some(&mut arguments.common),
            Command::Calibrate(arguments) => Some(&mut arguments.common),
            Command::Score(arguments) => Some(&mut arguments.common),
            Command::Guess(arguments) => Some(&mut arguments.common),
            _ => None,
        }
    }
}

/// Does what a command says.
fn done(command: Command) -> Ending {
    match command {
        Command::Resume(arguments) => match resume::command(&arguments) {
            Ok(command) => done(command),
            Err(ending) => ending,
        },
        Command::Merge(arguments) => match merge::command(&arguments) {
            Ok(command) => done(command),
            Err(ending) => ending,
        },
        Command::Cluster(arguments) => match cluster::command(&arguments) {
            Ok(command) => done(command),
            Err(ending) => ending,
        },
        Command::Verify(arguments) => verify::verify(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Why(arguments) => why::why(&arguments),
        Command::Sensitivity(arguments) => sensitivity::sensitivity(&arguments),
        Command::Discover(arguments) => discover::discover(&arguments),
        Command::Rare(arguments) => rare::rare(&arguments),
        Command::Calibrate(arguments) => calibrate::calibrate(&arguments),
        Command::Score(arguments) => score::score(&arguments),
        Command::Explore(arguments) => explore::explore(&arguments),
        Command::Report(arguments) => report::report(&arguments),
        Command::Guess(arguments) => guess::guess(&arguments),
        Command::Bench(arguments) => bench::bench(&arguments),
        Command::BenchMemory(arguments) => bench::bench_memory(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::List => list::list(),
        Command::New(arguments) => new::new(&arguments),
        Command::Schema => {
            print(&format!("{:#}", scenario::schema()));
            Ending::Done
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "crossings", &mut script);
            print(String::from_utf8_lossy(&script).trim_end());
            Ending::Done
        }
    }
}

/// Was there something that standard output did not take?
static UNSAID: AtomicBool = AtomicBool::new(false);

/// Prints a line to standard output. A reader that went away is no error; a full disk is.
fn print(text: &str) {
    use std::io::Write;
    let mut out = anstream::stdout();
    if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush())
        && error.kind() != std::io::ErrorKind::BrokenPipe
        && !UNSAID.swap(true, Ordering::Relaxed)
    {
        tell(&format!("error: cannot write to standard output: {error}"));
    }
}

/// Prints a line to standard error.
fn tell(text: &str) {
    use std::io::Write;
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Is colour wanted on standard error?
fn colour() -> bool {
    anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
}

/// The folder that a run of a scenario goes to, unless said otherwise.
fn default_folder(name: &str) -> PathBuf {
    PathBuf::from("output").join(name)
}
