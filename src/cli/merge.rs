//! `crossings merge`: shards together give the result that one process would have made, to the byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::common::{quoted, wrong};
use super::{Command, Ending, checkpoint, kept, resume, shard, tell};
use crate::output::{Asked, Header, digest, read_log};

/// Arguments of `merge`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Shards, or folders with shards in them
    #[arg(required = true, value_name = "DIR|FILE")]
    shards: Vec<PathBuf>,
    /// Folder for the result [default: below output/]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Threads to use; changes no result [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Write no pictures
    #[arg(long)]
    no_figures: bool,
    /// Replace a finished result
    #[arg(long)]
    force: bool,
    /// Print the identity of the result only
    #[arg(long, short)]
    quiet: bool,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// All shards of a folder to a result.
    pub fn of(shards: &Path, output: &Path) -> Self {
        let (shards, output) = (vec![shards.to_owned()], Some(output.to_owned()));
        Arguments { shards, output, threads: None, no_figures: false, force: false, quiet: false, json: false }
    }
}

/// A shard that is whole.
struct Shard {
    path: PathBuf,
    header: Header,
    /// Which one, counted from 1, and of how many.
    part: (u64, u64),
    /// SHA-256 of what was done.
    digest: String,
}

impl Shard {
    /// The header of the whole.
    fn whole(&self) -> Header {
        let asked = self.header.asked.clone().map(|asked| Asked { part: None, ..asked });
        Header { asked, ..self.header.clone() }
    }

    fn has_rows(&self) -> bool {
        self.header.asked.as_ref().is_some_and(|asked| asked.every_run)
    }

    /// What it is a part of: equal for shards that go together.
    fn work(&self) -> String {
        let asked = self.header.asked.as_ref();
        let asked =
            asked.map(|a| (&a.kind, &a.engine, a.seed, a.first_run, a.end_run, &a.conditions, &a.plans, a.every_run));
        format!("{} {} {asked:?}", self.header.version, self.part.1)
    }
}

/// The command that writes the result.
pub(super) fn command(arguments: &Arguments) -> Result<Command, Ending> {
    let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let paths = files(&arguments.shards)?;
    let mut problems = Vec::new();
    let mut shards: Vec<Shard> = Vec::new();
    for path in paths {
        match read(&path) {
            Ok(shard) => shards.push(shard),
            Err(problem) => problems.push(format!("`{}` {problem}", path.display())),
        }
    }
    let shards = complete(shards, &mut problems);
    if !problems.is_empty() {
        problems.iter().for_each(|problem| tell(&format!("error: {problem}")));
        tell("nothing was merged or written");
        return Err(Ending::WrongInput);
    }
    let Some(first) = shards.first() else { return Err(wrong("there are no shards to merge")) };
    let output = arguments.output.as_ref().map(absolute);
    let files = shards.iter().map(|shard| absolute(&shard.path)).collect();
    let mut words = without_shard(&first.header.words);
    // What the result will say of how it was made.
    if arguments.no_figures && !words.iter().any(|word| word == "--no-figures") {
        words.push("--no-figures".to_owned());
    }
    let mut command = resume::work_of(&words, &first.header.directory)?;
    let Some(common) = command.common() else { return Err(wrong("these are shards of a command that has none")) };
    common.output = output;
    common.shards = files;
    common.threads = arguments.threads;
    common.no_figures |= arguments.no_figures;
    (common.force, common.quiet, common.json) = (arguments.force, arguments.quiet, arguments.json);
    kept::work_on(words);
    Ok(command)
}

/// All files that are meant, in the order of their names.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Ending> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path);
        let entries = entries.map_err(|error| wrong(format!("cannot read `{}`: {error}", path.display())))?;
        let inside = entries.flatten().map(|entry| entry.path());
        let is_shard = |path: &PathBuf| path.extension().is_some_and(|extension| extension == shard::EXTENSION);
        files.extend(inside.filter(is_shard));
    }
    files.sort();
    if files.is_empty() {
        return Err(wrong("there are no shards to merge: no file ends in .shard"));
    }
    Ok(files)
}

/// A shard, or what is wrong with it.
fn read(path: &Path) -> Result<Shard, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    let read = read_log(&bytes).map_err(|damaged| format!("is no whole shard: {damaged}"))?;
    let (Some(checkpoint), true) = (read.checkpoints.first(), read.is_whole()) else {
        let torn = (read.torn > 0).then(|| format!("the last {} bytes are not whole", read.torn));
        let damage: Vec<String> = read.damage.into_iter().chain(torn).collect();
        return Err(format!("is damaged: {}", damage.join("; ")));
    };
    if let Some(problem) = checkpoint::rows_missing(path, &read) {
        return Err(format!("is whole, but {problem}"));
    }
    let digest = digest(checkpoint);
    match read.header.asked.as_ref().and_then(|asked| asked.part) {
        Some(part) => Ok(Shard { path: path.to_owned(), header: read.header, part, digest }),
        None => Err("is no shard, but the state of a whole result".to_owned()),
    }
}

/// Every shard of the same work once, in order; what is missing, foreign or contradicts another is added to the problems.
fn complete(shards: Vec<Shard>, problems: &mut Vec<String>) -> Vec<Shard> {
    // Most shards are of the work that is meant.
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    shards.iter().for_each(|shard| *alike.entry(shard.work()).or_default() += 1);
    let Some(meant) = shards.iter().rev().max_by_key(|shard| alike[&shard.work()]) else { return shards };
    let (work, header, of) = (meant.work(), meant.whole(), meant.part.1);
    let meant_has_rows = meant.has_rows();
    let mut by_number: BTreeMap<u64, Shard> = BTreeMap::new();
    let example = meant.path.display().to_string();
    for shard in shards {
        let shown = shard.path.display().to_string();
        if shard.work() != work {
            let mut differences = shard.whole().differences(&header);
            if shard.part.1 != of {
                differences.push(format!("it is one of {} shards and not of {of}", shard.part.1));
            }
            if differences.is_empty() && shard.has_rows() != meant_has_rows {
                differences.push("one of them has rows of its runs and the other has none (--every-run)".to_owned());
            }
            if differences.is_empty() {
                differences.push("it has fewer runs".to_owned());
            }
            problems
                .push(format!("`{shown}` is a shard of something else than `{example}`: {}", differences.join("; ")));
            continue;
        }
        match by_number.get(&shard.part.0) {
            None => drop(by_number.insert(shard.part.0, shard)),
            Some(other) if other.digest == shard.digest => {
                tell(&format!("`{shown}` is the same as `{}` and counts once", other.path.display()));
            }
            Some(other) => problems.push(format!(
                "`{shown}` and `{}` are the same shard with different content: one of them is wrong; make it again",
                other.path.display()
            )),
        }
    }
    let missing: Vec<u64> = (1..=of).filter(|number| !by_number.contains_key(number)).collect();
    if let Some(one) = missing.first() {
        let command = without_shard(&header.words).iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ");
        problems.push(format!(
            "{} of {of} shards {} missing: {}; make them, for example with: crossings {command} --shard {one}/{of}",
            missing.len(),
            if missing.len() == 1 { "is" } else { "are" },
            ranges(&missing)
        ));
    }
    by_number.into_values().collect()
}

/// "3, 7-9".
fn ranges(numbers: &[u64]) -> String {
    let groups = numbers.chunk_by(|one, next| one + 1 == *next);
    let text = |group: &[u64]| match group {
        [one] => one.to_string(),
        _ => format!("{}-{}", group[0], group[group.len() - 1]),
    };
    groups.map(text).collect::<Vec<_>>().join(", ")
}

/// The words of a command without those that say which shard it is.
fn without_shard(words: &[String]) -> Vec<String> {
    let mut rest = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--shard" {
            words.next();
        } else if !word.starts_with("--shard=") {
            rest.push(word.clone());
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_ranges() {
        assert_eq!(ranges(&[3, 7, 8, 9, 12]), "3, 7-9, 12");
    }

    #[test]
    fn a_command_is_that_of_the_whole() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(without_shard(&words("run history --shard 3/4 --runs 10")), words("run history --runs 10"));
        assert_eq!(without_shard(&words("run history --shard=auto")), words("run history"));
    }
}
