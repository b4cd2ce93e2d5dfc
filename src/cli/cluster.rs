//! `crossings cluster`: the shards of a study as a job array of Slurm, and a job that merges them.
//!
//! Nothing is linked against Slurm: two scripts are written and handed to `sbatch`. A task that is told to end (a time limit is
//! near, a node is needed by others) writes a checkpoint and queues itself again; one that was killed, or whose node died, is
//! queued again, too. Each goes on from its last checkpoint. The shards are in `DIR-shards` beside the result, on a disk that all
//! nodes see.

use std::path::{Path, PathBuf};
use std::process;

use clap::Parser;
use serde::{Deserialize, Serialize};

use super::common::{quoted, wrong};
use super::{Cli, Command, Ending, merge, print, shard, tell};
use crate::output::is_complete;

/// Seconds before a time limit at which a task is told to end.
const NOTICE: u32 = 60;

/// Most times that a task queues itself again.
const RESTARTS: u32 = 100;

/// What is known of the jobs of a study, beside its shards.
const JOBS: &str = "cluster.json";

/// Arguments of `cluster`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Submit a study as a job array of shards, and a job that merges them
    Submit(Submit),
    /// Say how far a study is
    Status(Place),
    /// Merge what is there if the merging job has not done so, and say where the result is
    Fetch(Place),
}

#[derive(Debug, clap::Args)]
struct Submit {
    /// Tasks of the job array
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=10_000))]
    shards: u64,
    /// Folder for the result, on a disk that all nodes see
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// An option for sbatch, for example `--sbatch=--time=2:00:00`; may be given several times
    #[arg(long = "sbatch", value_name = "OPTION", allow_hyphen_values = true)]
    options: Vec<String>,
    /// Write the scripts and submit nothing
    #[arg(long)]
    dry_run: bool,
    /// The command, after `--`: run or compare with its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    words: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct Place {
    /// The folder for the result, as it was submitted
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What was submitted.
#[derive(Serialize, Deserialize)]
struct Jobs {
    shards: u64,
    command: Vec<String>,
    /// Numbers of the job array and of the merging job.
    array: String,
    merge: String,
}

/// The next command, if there is one: the work of `fetch` is that of `merge`.
pub(super) fn command(arguments: &Arguments) -> Result<Command, Ending> {
    match &arguments.action {
        Action::Submit(arguments) => Err(submit(arguments).unwrap_or_else(|ending| ending)),
        Action::Status(place) => Err(status(place).unwrap_or_else(|ending| ending)),
        Action::Fetch(place) => fetch(place),
    }
}

/// The folder of the shards of a result.
fn shards_of(folder: &Path) -> Result<PathBuf, Ending> {
    let folder = std::path::absolute(folder).map_err(|error| wrong(error.to_string()))?;
    let name = folder.file_name().ok_or_else(|| wrong(format!("`{}` names no folder", folder.display())))?;
    Ok(folder.with_file_name(format!("{}-shards", name.to_string_lossy())))
}

fn submit(arguments: &Submit) -> Result<Ending, Ending> {
    let words = std::iter::once("crossings").chain(arguments.words.iter().map(String::as_str));
    let mut command = Cli::try_parse_from(words)
        .map_err(|error| wrong(format!("the command after `--` is not understood: {error}")))?
        .command;
    if !matches!(command, Command::Run(_) | Command::Compare(_)) {
        return Err(wrong("only `run` and `compare` can be made in shards"));
    }
    let is_shard = |word: &String| word == "--shard" || word.starts_with("--shard=");
    if command.common().is_some_and(|common| common.output.is_some()) || arguments.words.iter().any(is_shard) {
        return Err(wrong("give -o before `--`, and no --shard: every task gets its own"));
    }
    let shards = shards_of(&arguments.output)?;
    let result = std::path::absolute(&arguments.output).map_err(|error| wrong(error.to_string()))?;
    if result.exists() {
        return Err(wrong(format!("`{}` is there already; choose another folder with -o", result.display())));
    }
    let system = |error: std::io::Error| wrong(format!("cannot write `{}`: {error}", shards.display()));
    std::fs::create_dir_all(&shards).map_err(system)?;
    let program = std::env::current_exe().map_err(system)?.display().to_string();
    let (array, merge) = (shards.join("array.sh"), shards.join("merge.sh"));
    std::fs::write(&array, array_script(arguments, &program, &shards)).map_err(system)?;
    std::fs::write(&merge, merge_script(arguments, &program, &shards, &result)).map_err(system)?;
    if arguments.dry_run {
        print(&format!("{}\n{}", array.display(), merge.display()));
        return Ok(Ending::Done);
    }
    let array = sbatch(&[&array.display().to_string()])?;
    let merge = sbatch(&[&format!("--dependency=afterok:{array}"), &merge.display().to_string()])?;
    let jobs = Jobs { shards: arguments.shards, command: arguments.words.clone(), array, merge };
    std::fs::write(shards.join(JOBS), serde_json::to_vec_pretty(&jobs).expect("texts and numbers")).map_err(system)?;
    let place = quoted(&arguments.output.display().to_string());
    print(&format!(
        "submitted: job array {} of {} shards, and job {} that merges them\n`crossings cluster status {place}` says how far it is",
        jobs.array, jobs.shards, jobs.merge
    ));
    Ok(Ending::Done)
}

/// Lines for sbatch that both jobs have.
fn head(arguments: &Submit, name: &str, shards: &Path, log: &str) -> String {
    let log = quoted(&shards.join(log).display().to_string());
    let mut text =
        format!("#!/bin/sh\n#SBATCH --job-name=crossings-{name}\n#SBATCH --open-mode=append\n#SBATCH --output={log}\n");
    text.push_str("#SBATCH --requeue\n");
    arguments.options.iter().for_each(|option| text.push_str(&format!("#SBATCH {option}\n")));
    text
}

/// Goes to where the command was typed.
fn gone() -> String {
    format!("cd {} || exit 1\n", quoted(&super::kept::directory()))
}

/// The script of a task. What tells the script to end is handed on; a task that has ended early is queued again.
fn array_script(arguments: &Submit, program: &str, shards: &Path) -> String {
    let head = head(arguments, "shards", shards, "%a.log");
    let words: Vec<String> = arguments.words.iter().map(|word| quoted(word)).collect();
    let (program, gone, shards) = (quoted(program), gone(), quoted(&shards.display().to_string()));
    format!(
        "{head}#SBATCH --array=1-{number}\n#SBATCH --signal=B:TERM@{NOTICE}\n{gone}\
         {program} {words} --shard auto/{number} -o {shards} &\n\
         task=$!\n\
         trap 'kill -TERM \"$task\"' TERM INT\n\
         wait \"$task\"; code=$?\n\
         while kill -0 \"$task\" 2>/dev/null; do wait \"$task\"; code=$?; done\n\
         case $code in 130|137|143)\n\
         \x20   if [ \"${{SLURM_RESTART_COUNT:-0}}\" -lt {RESTARTS} ]; then\n\
         \x20       scontrol requeue \"${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}\"\n\
         \x20   fi;;\n\
         esac\n\
         exit $code\n",
        number = arguments.shards,
        words = words.join(" "),
    )
}

fn merge_script(arguments: &Submit, program: &str, shards: &Path, result: &Path) -> String {
    let head = head(arguments, "merge", shards, "merge.log");
    let (shards, result) = (quoted(&shards.display().to_string()), quoted(&result.display().to_string()));
    format!("{head}#SBATCH --kill-on-invalid-dep=yes\n{}exec {} merge {shards} -o {result}\n", gone(), quoted(program))
}

/// Submits a script; the number of the job.
fn sbatch(words: &[&str]) -> Result<String, Ending> {
    let made = process::Command::new("sbatch").arg("--parsable").args(words).output();
    let made = made.map_err(|error| wrong(format!("cannot start sbatch: {error}; is this a machine with Slurm?")))?;
    if !made.status.success() {
        return Err(wrong(format!("sbatch refused: {}", String::from_utf8_lossy(&made.stderr).trim())));
    }
    let told = String::from_utf8_lossy(&made.stdout);
    // The number, and behind a semicolon the cluster.
    Ok(told.trim().split(';').next().unwrap_or_default().to_owned())
}

/// What was submitted for a folder, and where its shards are.
fn submitted(place: &Place) -> Result<(Jobs, PathBuf), Ending> {
    let shards = shards_of(&place.folder)?;
    let path = shards.join(JOBS);
    let text = std::fs::read(&path).map_err(|error| {
        wrong(format!(
            "nothing was submitted for `{}`: cannot read `{}`: {error}",
            place.folder.display(),
            path.display()
        ))
    })?;
    let jobs =
        serde_json::from_slice(&text).map_err(|error| wrong(format!("`{}` is damaged: {error}", path.display())))?;
    Ok((jobs, shards))
}

/// Shards that are there.
fn made(jobs: &Jobs, shards: &Path) -> u64 {
    (1..=jobs.shards).filter(|&number| shards.join(shard::file_name((number, jobs.shards))).exists()).count() as u64
}

fn status(place: &Place) -> Result<Ending, Ending> {
    let (jobs, shards) = submitted(place)?;
    let mut lines = vec![format!("{} of {} shards are made", made(&jobs, &shards), jobs.shards)];
    lines.push(match is_complete(&place.folder) {
        true => format!("merged: {}", place.folder.display()),
        false => "not merged yet".to_owned(),
    });
    let numbers = format!("{},{}", jobs.array, jobs.merge);
    let queue = process::Command::new("squeue").args(["--noheader", "--format=%i %T %R", "--jobs", &numbers]).output();
    match queue {
        Ok(queue) if queue.status.success() => {
            lines.extend(String::from_utf8_lossy(&queue.stdout).lines().map(|line| format!("job {line}")));
        }
        // Jobs that ended long ago are forgotten.
        _ => lines.push("the queue does not know the jobs any more".to_owned()),
    }
    print(&lines.join("\n"));
    Ok(Ending::Done)
}

fn fetch(place: &Place) -> Result<Command, Ending> {
    let (jobs, shards) = submitted(place)?;
    if is_complete(&place.folder) {
        print(&format!("Files: {}", place.folder.display()));
        return Err(Ending::Done);
    }
    let there = made(&jobs, &shards);
    if there < jobs.shards {
        tell(&format!("{there} of {} shards are made; `crossings cluster status` says more", jobs.shards));
    }
    merge::command(&merge::Arguments::of(&shards, &place.folder))
}
