//! Where scenario files come from: the disk, or those shipped inside the binary.

use std::io::ErrorKind;
use std::path::Path;

use super::{ScenarioArguments, colour, tell};
use crate::scenario::{self, Loaded};

/// Reads a scenario and says what is wrong or odd about it. `None` if it cannot be used; all problems have been told.
pub(super) fn load(arguments: &ScenarioArguments) -> Option<Loaded> {
    let path = locate(&arguments.scenario);
    let known = Path::new(&path).exists() || shipped(&path).is_some();
    // A wrong folder before a shipped name must not give the shipped scenario: only what a file extends is looked for
    // by the end of its path.
    let found = if known {
        scenario::load(&path, &arguments.overrides, &read)
    } else {
        scenario::load(&path, &arguments.overrides, &|_| Err(NO_SUCH_FILE.to_owned()))
    };
    match found {
        Ok(loaded) => {
            if !loaded.warnings.0.is_empty() {
                tell(&loaded.warnings.render(colour()));
            }
            Some(loaded)
        }
        Err(problems) => {
            tell(&problems.render(colour()));
            if !known {
                tell(&hint(&path));
            }
            tell(&format!("{} in `{path}`; nothing was run or written", count(problems.0.len(), "problem")));
            None
        }
    }
}

const NO_SUCH_FILE: &str = "there is no such file";

/// The nearest shipped scenario to a name that is neither a file nor one of them.
fn hint(named: &str) -> String {
    let names = scenario::shipped().iter().filter_map(|(path, _)| {
        let name = path.strip_prefix("scenarios/")?.strip_suffix(".toml")?;
        (!name.contains('/')).then_some(name)
    });
    let name = named.rsplit(['/', '\\']).next().unwrap_or(named);
    match scenario::nearest(name.trim_end_matches(".toml"), names) {
        Some(name) => format!("help: did you mean `{name}`? `crossings list` shows all"),
        None => "help: `crossings list` shows the scenarios that there are".to_owned(),
    }
}

/// "1 problem", "5 problems".
pub(super) fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// A file on disk, or else a shipped scenario: `history` means `scenarios/history.toml`. A folder of that name, perhaps
/// an earlier result, does not hide the scenario.
fn locate(named: &str) -> String {
    let is_file = |path: &str| Path::new(path).exists() && !Path::new(path).is_dir();
    let with_extension = if named.ends_with(".toml") { named.to_owned() } else { format!("{named}.toml") };
    let in_folder = format!("scenarios/{with_extension}");
    if !is_file(named) && (is_file(&in_folder) || shipped(&in_folder).is_some()) {
        return in_folder;
    }
    named.to_owned()
}

/// The text of a file: from disk, or shipped if there is none on disk. A scenario in a folder of its own finds the
/// shipped files that it extends by the end of their path: `base/world.toml` is also `my/folder/base/world.toml`.
pub(super) fn read(path: &str) -> Result<String, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) => match error.kind() {
            ErrorKind::NotFound => inherited(path).map(str::to_owned).ok_or_else(|| NO_SUCH_FILE.to_owned()),
            ErrorKind::IsADirectory => Err("it is a folder, not a file".to_owned()),
            ErrorKind::InvalidData => Err("it is not a text in UTF-8".to_owned()),
            ErrorKind::PermissionDenied => Err("permission is missing".to_owned()),
            _ => Err(error.to_string()),
        },
    }
}

/// A shipped file by its path.
pub(super) fn shipped(path: &str) -> Option<&'static str> {
    let path = path.replace('\\', "/");
    scenario::shipped().iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

/// A shipped file by the end of a path.
fn inherited(path: &str) -> Option<&'static str> {
    let path = path.replace('\\', "/");
    scenario::shipped().iter().find_map(|(name, text)| {
        let short = name.strip_prefix("scenarios/").unwrap_or(name);
        (path == short || path.ends_with(&format!("/{short}"))).then_some(*text)
    })
}
