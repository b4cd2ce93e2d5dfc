//! Where scenario files come from: the disk, or those shipped inside the binary.

use std::path::Path;

use super::{ScenarioArguments, colour, tell};
use crate::scenario::{self, Loaded};

/// Reads a scenario and says what is wrong or odd about it. `None` if it cannot be used; all problems have been told.
pub(super) fn load(arguments: &ScenarioArguments) -> Option<Loaded> {
    let path = locate(&arguments.scenario);
    match scenario::load(&path, &arguments.overrides, &read) {
        Ok(loaded) => {
            if !loaded.warnings.0.is_empty() {
                tell(&loaded.warnings.render(colour()));
            }
            Some(loaded)
        }
        Err(problems) => {
            tell(&problems.render(colour()));
            if !Path::new(&path).exists() && shipped(&path).is_none() {
                tell(&hint(&path));
            }
            tell(&format!("{} in `{path}`; nothing was run or written", count(problems.0.len(), "problem")));
            None
        }
    }
}

/// The nearest shipped scenario to a name that is neither a file nor one of them.
fn hint(named: &str) -> String {
    let names = scenario::shipped().iter().filter_map(|(path, _)| {
        let name = path.strip_prefix("scenarios/")?.strip_suffix(".toml")?;
        (!name.contains('/')).then_some(name)
    });
    match scenario::nearest(named.trim_end_matches(".toml"), names) {
        Some(name) => format!("help: did you mean `{name}`? `crossings list` shows all"),
        None => "help: `crossings list` shows the scenarios that there are".to_owned(),
    }
}

/// "1 problem", "5 problems".
pub(super) fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// A file on disk, or else a shipped scenario: `history` means `scenarios/history.toml`.
fn locate(named: &str) -> String {
    if Path::new(named).exists() {
        return named.to_owned();
    }
    let with_extension = if named.ends_with(".toml") { named.to_owned() } else { format!("{named}.toml") };
    let in_folder = format!("scenarios/{with_extension}");
    if Path::new(&in_folder).exists() || shipped(&in_folder).is_some() {
        return in_folder;
    }
    named.to_owned()
}

/// The text of a file: from disk, or shipped if there is none on disk.
pub(super) fn read(path: &str) -> Result<String, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            shipped(path).map(str::to_owned).ok_or_else(|| "there is no such file".to_owned())
        }
        Err(error) => Err(error.to_string()),
    }
}

/// A shipped file by the end of its path: `scenarios/base/people.toml` is also found as `my/folder/base/people.toml`.
fn shipped(path: &str) -> Option<&'static str> {
    let path = path.replace('\\', "/");
    scenario::shipped().iter().find_map(|(name, text)| {
        let short = name.strip_prefix("scenarios/").unwrap_or(name);
        (path == *name || path == short || path.ends_with(&format!("/{short}"))).then_some(*text)
    })
}
