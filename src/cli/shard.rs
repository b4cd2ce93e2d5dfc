//! `--shard 3/64`: a part of the runs, as one file that describes and checks itself; `crossings merge` puts the parts together.
//!
//! Shards are counted from 1. Any process can make any of them, in any order and more than once, on any machine: the file is
//! the log of the shard with everything that was done, see [`Kept::shard`]. It is renamed into place when it is whole.

use std::path::Path;
use std::time::Duration;

use super::common::{quietly, wrong};
use super::kept::Kept;
use super::progress::Progress;
use super::{Ending, checkpoint, rows, tell};
use crate::ensemble::{Pairs, Request};
use crate::output::{Header, OutputError, Read, RunFolder, read_log};
use crate::units::grouped;

/// Most shards of a study.
const MOST: u64 = 100_000;

/// How the name of a shard ends.
pub(super) const EXTENSION: &str = "shard";

/// Arguments of commands whose runs can be made in parts.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ShardArguments {
    /// Make a part of the runs only, for example 3/64, counted from 1; `auto` asks Slurm, an MPI launcher or Kubernetes which
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
}

/// Variables in which launchers tell a process its number, counted from 0, and how many there are. Kubernetes does not say how
/// many: `JOB_COMPLETIONS` is for those who set it.
const LAUNCHERS: [(&str, &str); 5] = [
    ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
    ("PMI_RANK", "PMI_SIZE"),
    ("PALS_RANKID", "PALS_SIZE"),
    ("SLURM_PROCID", "SLURM_NTASKS"),
    ("JOB_COMPLETION_INDEX", "JOB_COMPLETIONS"),
];

impl ShardArguments {
    /// The shard, counted from 1, and of how many.
    ///
    /// # Errors
    /// In words.
    pub fn part(&self) -> Result<Option<(u64, u64)>, String> {
        self.shard.as_deref().map(|text| part(text, &|name| std::env::var(name).ok())).transpose()
    }
}

/// Reads `3/64`, `auto` or `auto/64`.
fn part(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<(u64, u64), String> {
    let form = "a shard reads I/N, for example 1/64 to 64/64, or `auto`, or `auto/64`";
    let number = |text: &str| text.parse::<u64>().map_err(|_| format!("`{text}` is no number: {form}"));
    let (which, of) = match text.split_once('/') {
        Some((which, of)) => (which, Some(number(of)?)),
        None => (text, None),
    };
    let (which, of) = match (which, of) {
        ("auto", of) => {
            let (which, told) = by_launcher(variable)?;
            let unknown = || "the launcher does not say how many shards there are: use `auto/N`".to_owned();
            (which, of.or(told).ok_or_else(unknown)?)
        }
        (which, Some(of)) => (number(which)?, of),
        (_, None) => return Err(format!("`{text}` is no shard: {form}")),
    };
    match (1..=MOST).contains(&of) && (1..=of).contains(&which) {
        true => Ok((which, of)),
        false => Err(format!("there is no shard {which} of {of}: {form}, of {MOST} at most")),
    }
}

/// Which shard a launcher wants, counted from 1, and of how many if it says.
fn by_launcher(variable: &dyn Fn(&str) -> Option<String>) -> Result<(u64, Option<u64>), String> {
    let number = |name: &str| {
        let parsed = |text: String| text.trim().parse::<u64>().map_err(|_| format!("{name}={text} is no number"));
        variable(name).map(parsed).transpose()
    };
    // A job array counts from where its owner wants, in steps.
    if let Some(task) = number("SLURM_ARRAY_TASK_ID")? {
        let first = number("SLURM_ARRAY_TASK_MIN")?.unwrap_or(1);
        let step = number("SLURM_ARRAY_TASK_STEP")?.unwrap_or(1).max(1);
        return Ok((task.saturating_sub(first) / step + 1, number("SLURM_ARRAY_TASK_COUNT")?));
    }
    for (rank, size) in LAUNCHERS {
        if let Some(rank) = number(rank)? {
            return Ok((rank.saturating_add(1), number(size)?));
        }
    }
    let names: Vec<&str> = LAUNCHERS.iter().map(|launcher| launcher.0).collect();
    Err(format!("`auto` finds none of SLURM_ARRAY_TASK_ID, {} in the environment", names.join(", ")))
}

/// The name of the file of a shard.
pub(super) fn file_name((number, of): (u64, u64)) -> String {
    let digits = of.to_string().len();
    format!("{number:0digits$}-of-{of}.{EXTENSION}")
}

/// How long to wait until another process that makes the same shard is asked again.
const WAIT: Duration = Duration::from_secs(1);

/// Prepares for a shard. If another process makes it, that one is waited for: a scheduler that has lost sight of a process starts
/// another, and both must come to a good end.
pub(super) fn prepare(file: &Path, wanted: &Header, force: bool) -> Result<RunFolder, Ending> {
    let mut told = false;
    loop {
        check(file, wanted, force)?;
        match RunFolder::prepare_file(file) {
            Err(OutputError::Busy { who, .. }) => {
                if !std::mem::replace(&mut told, true) {
                    tell(&format!("waits for another process that makes `{}`{who}", file.display()));
                }
                std::thread::sleep(WAIT);
            }
            // It may have been finished just now.
            Ok(folder) => return check(file, wanted, force).map(|()| folder),
            Err(error) => return Err(wrong(error)),
        }
    }
}

/// Is a shard there already? Then there is nothing to do; one of something else is replaced by force only.
fn check(file: &Path, wanted: &Header, force: bool) -> Result<(), Ending> {
    if force || !file.exists() {
        return Ok(());
    }
    let shown = file.display();
    let digested = Header { asked: wanted.asked.as_ref().map(|asked| asked.digested()), ..wanted.clone() };
    let bytes = std::fs::read(file).map_err(|error| wrong(format!("cannot read `{shown}`: {error}")))?;
    let is_done = |read: &Read| read.is_whole() && !read.checkpoints.is_empty();
    match read_log(&bytes) {
        Ok(read) if is_done(&read) && read.header.asked == digested.asked => {
            if let Some(problem) = checkpoint::rows_missing(file, &read) {
                return Err(wrong(format!("`{shown}` is there, but {problem}; --force makes both again")));
            }
            tell(&format!("`{shown}` is there already: nothing is left to do"));
            Err(Ending::Done)
        }
        Ok(read) if is_done(&read) => Err(wrong(format!(
            "`{shown}` is a shard of something else: {}; --force replaces it",
            read.header.differences(&digested).join("; ")
        ))),
        _ => Err(wrong(format!("`{shown}` is no whole shard; --force replaces it"))),
    }
}

/// Makes a shard.
pub(super) fn make(requests: &[Request], folder: RunFolder, mut kept: Kept, progress: &Progress) -> Ending {
    let runs = kept.runs();
    progress.expect((runs.end - runs.start) * requests.len() as u64, "");
    let made = quietly(|| {
        let mut pairs: Pairs = kept.begin(requests)?;
        if !pairs.interrupted() {
            pairs.extend_kept(requests, runs.end, &mut kept);
        }
        kept.done(&pairs);
        kept.has_not_failed()?;
        Ok(pairs)
    });
    progress.finish();
    let pairs = match made {
        Ok(pairs) => pairs,
        Err(ending) => return ending,
    };
    let made = grouped(pairs.next().saturating_sub(runs.start) as f64);
    if pairs.interrupted() {
        tell(&format!("interrupted: {made} of {} runs of the shard are done", grouped((runs.end - runs.start) as f64)));
        return Ending::Interrupted;
    }
    let (content, has_rows) = match kept.shard(&pairs) {
        Ok(shard) => shard,
        Err(ending) => return ending,
    };
    let beside = has_rows.then(|| rows::beside(folder.target()));
    match folder.finish_file(&content, beside.as_deref()) {
        Ok(file) => {
            tell(&format!("{}: {made} runs", file.display()));
            Ending::Done
        }
        Err(error) => {
            tell(&format!("error: {error}"));
            Ending::Failed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)], text: &str) -> Result<(u64, u64), String> {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        part(text, &variable)
    }

    #[test]
    fn shards_are_counted_from_one() {
        assert_eq!(with(&[], "1/1"), Ok((1, 1)));
        assert_eq!(with(&[], "3/64"), Ok((3, 64)));
        for wrong in ["0/4", "5/4", "3", "/", "a/4", "1/0", "-1/4", "1/100001", ""] {
            assert!(with(&[], wrong).is_err(), "{wrong}");
        }
        assert_eq!(file_name((3, 64)), "03-of-64.shard");
    }

    #[test]
    fn launchers_tell_which_shard_it_is() {
        let array = [("SLURM_ARRAY_TASK_ID", "7"), ("SLURM_ARRAY_TASK_MIN", "1"), ("SLURM_ARRAY_TASK_COUNT", "8")];
        assert_eq!(with(&array, "auto"), Ok((7, 8)));
        let steps = [
            ("SLURM_ARRAY_TASK_ID", "30"),
            ("SLURM_ARRAY_TASK_MIN", "10"),
            ("SLURM_ARRAY_TASK_STEP", "10"),
            ("SLURM_ARRAY_TASK_COUNT", "3"),
        ];
        assert_eq!(with(&steps, "auto"), Ok((3, 3)));
        assert_eq!(with(&[("OMPI_COMM_WORLD_RANK", "0"), ("OMPI_COMM_WORLD_SIZE", "4")], "auto"), Ok((1, 4)));
        assert_eq!(with(&[("PMI_RANK", "3"), ("PMI_SIZE", "4")], "auto"), Ok((4, 4)));
        assert_eq!(with(&[("JOB_COMPLETION_INDEX", "2")], "auto/5"), Ok((3, 5)));
        let error = with(&[("JOB_COMPLETION_INDEX", "2")], "auto").unwrap_err();
        assert!(error.contains("auto/N"), "{error}");
        let error = with(&[], "auto").unwrap_err();
        assert!(error.contains("SLURM_ARRAY_TASK_ID") && error.contains("JOB_COMPLETION_INDEX"), "{error}");
        assert!(with(&[("PMI_RANK", "x")], "auto").unwrap_err().contains("PMI_RANK=x is no number"));
    }
}
