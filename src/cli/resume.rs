//! `crossings resume DIR`: goes on with the work that was to fill a folder, to the same bytes as if nothing had happened.
//!
//! The folder, or the hidden one beside it, knows the command that began the work and where it was typed; that command is
//! worked on. It finds what is done by itself and refuses if something has changed since.

use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::Value;

use super::common::{quoted, wrong};
use super::{Cli, Command, Ending, kept, print, tell};
use crate::output::{is_complete, unfinished};

/// Arguments of `resume`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the result that was not finished
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Threads to use; changes no result [default: as before]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Print the identity of the result only
    #[arg(long, short)]
    quiet: bool,
}

/// What was typed, and where.
struct Begun {
    words: Vec<String>,
    directory: String,
    /// Is it a shard? Then the folder is the one in which it is.
    shard: bool,
}

/// The command to work on.
pub(super) fn command(arguments: &Arguments) -> Result<Command, Ending> {
    let place = std::path::absolute(&arguments.folder).map_err(|error| wrong(format!("no folder: {error}")))?;
    let begun = begun(&place)?;
    let mut command = work_of(&begun.words, &begun.directory)?;
    tell(&format!("works on: crossings {}", begun.words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")));
    kept::work_on(begun.words);
    let Some(common) = command.common() else {
        return Err(wrong("the command that began the work cannot be resumed; type it again"));
    };
    common.output = if begun.shard { place.parent().map(Path::to_owned) } else { Some(place) };
    common.resumed = true;
    common.threads = arguments.threads.or(common.threads);
    common.quiet |= arguments.quiet;
    Ok(command)
}

/// The command with some words, typed in a folder, which is gone to if it is there.
pub(super) fn work_of(words: &[String], directory: &str) -> Result<Command, Ending> {
    if !directory.is_empty() && std::env::set_current_dir(directory).is_err() {
        tell(&format!(
            "warning: `{directory}`, where the work began, is not there; files that it names are looked for from here"
        ));
    }
    let words = std::iter::once("crossings").chain(words.iter().map(String::as_str));
    let cli = Cli::try_parse_from(words)
        .map_err(|error| wrong(format!("the command that began the work is not understood any more: {error}")))?;
    Ok(cli.command)
}

/// What was typed to fill a folder that is not finished.
fn begun(place: &Path) -> Result<Begun, Ending> {
    if let Some(read) = unfinished(place).map_err(wrong)? {
        let shard = read.header.asked.is_some_and(|asked| asked.part.is_some());
        return Ok(Begun { words: read.header.words, directory: read.header.directory, shard });
    }
    let shown = place.display();
    let Some(manifest) = manifest(place).filter(|_| is_complete(place)) else {
        return Err(wrong(format!("there is no unfinished work for `{shown}`")));
    };
    if manifest["complete"] == true {
        print(&format!("`{shown}` is finished: nothing is left to do"));
        return Err(Ending::Done);
    }
    let words = manifest["arguments"].as_array().map(|words| {
        let word = |word: &Value| word.as_str().unwrap_or_default().to_owned();
        words.iter().map(word).collect()
    });
    let directory = manifest["directory"].as_str().unwrap_or_default().to_owned();
    match words {
        Some(words) => Ok(Begun { words, directory, shard: false }),
        None => Err(wrong(format!("`{shown}` is of an earlier version, which did not note how to go on"))),
    }
}

/// The manifest of a folder, if it can be read.
pub(super) fn manifest(place: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(place.join("manifest.json")).ok()?).ok()
}
