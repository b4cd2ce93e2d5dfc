//! Where scenario files come from: the disk, or those shipped inside the binary.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::{ScenarioArguments, colour, tell};
use crate::scenario::{self, LONGEST_TEXT, Loaded, MOST_PROBLEMS, Problems};
use crate::units::grouped;

/// Reads a scenario and says what is wrong or odd about it. `None` if it cannot be used; all problems have been told.
pub(super) fn load(arguments: &ScenarioArguments) -> Option<Loaded> {
    let loaded = load_again(arguments)?;
    if !loaded.warnings.0.is_empty() {
        tell(&loaded.warnings.render(colour()));
    }
    Some(loaded)
}

/// The same for a scenario that was read before, with other overrides: what is odd about it has been told.
pub(super) fn load_again(arguments: &ScenarioArguments) -> Option<Loaded> {
    let path = locate(&arguments.scenario);
    let known = Path::new(&path).exists() || shipped(&path).is_some();
    match read_all(&path, &arguments.overrides) {
        Ok(loaded) => match arguments.known.allows(&loaded.scenario.parameter_set) {
            Ok(()) => Some(loaded),
            Err(why) => {
                tell(&format!("error: {path}: {why}"));
                None
            }
        },
        Err(problems) => {
            tell(&problems.render(colour()));
            if !known {
                tell(&hint(&path));
            }
            let told = problems.0.len();
            let more = if told < MOST_PROBLEMS { "" } else { "more than " };
            tell(&format!("{more}{} in `{path}`; nothing was run or written", count(told, "problem")));
            None
        }
    }
}

/// Reads a scenario and all files that it is made of. A file that is not on disk may be one of those shipped, also
/// beside a file that was read: `history.toml` in `my/folder` if `my/folder/mine.toml` extends it. A wrong folder gives
/// no shipped file.
///
/// # Errors
/// All problems of all files.
pub(super) fn read_all(path: &str, overrides: &[String]) -> Result<Loaded, Problems> {
    read_all_seen(path, overrides, &|_, _| {})
}

/// The same, with somebody who sees the path and text of every file that is read.
///
/// # Errors
/// All problems of all files.
pub(super) fn read_all_seen(path: &str, overrides: &[String], see: &dyn Fn(&str, &str)) -> Result<Loaded, Problems> {
    let folders = RefCell::new(BTreeSet::new());
    let read = |path: &str| {
        let text = read(path).or_else(|error| {
            let beside =
                |(folder, text): (&str, &'static str)| folders.borrow().contains(folder).then(|| text.to_owned());
            inherited(path).into_iter().find_map(beside).ok_or(error)
        })?;
        folders.borrow_mut().insert(folder(path).to_owned());
        see(path, &text);
        Ok(text)
    };
    scenario::load(path, overrides, &read)
}

/// The path up to its last slash.
fn folder(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |slash| slash + 1)]
}

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

/// The text of a file: from disk, or shipped if there is none on disk. Only a text of a file is read: a pipe or a
/// terminal would wait for ever, a device has no end, and a file that is too long is not opened.
pub(super) fn read(path: &str) -> Result<String, String> {
    bytes(path).map_or_else(
        |error| match error.kind() {
            ErrorKind::NotFound => shipped(path).map(str::to_owned).ok_or_else(|| "there is no such file".to_owned()),
            ErrorKind::IsADirectory => Err("it is a folder, not a file".to_owned()),
            ErrorKind::PermissionDenied => Err("permission is missing".to_owned()),
            ErrorKind::InvalidInput => Err("this cannot be the name of a file".to_owned()),
            _ => Err(error.to_string()),
        },
        text,
    )
}

fn bytes(path: &str) -> std::io::Result<Vec<u8>> {
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(std::io::Error::other("it is a device or a pipe, not a file"));
    }
    let too_long = |bytes: u64| {
        let [bytes, most] = [bytes as f64, LONGEST_TEXT as f64].map(grouped);
        std::io::Error::other(format!("it has {bytes} bytes; at most {most} are read"))
    };
    if about.len() > LONGEST_TEXT as u64 {
        return Err(too_long(about.len()));
    }
    // It may have grown meanwhile.
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST_TEXT as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LONGEST_TEXT { Err(too_long(bytes.len() as u64)) } else { Ok(bytes) }
}

/// Bytes as a text, or where they are none.
fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let (end, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return "it is a text in UTF-16; save it as UTF-8".to_owned();
        }
        let line = bytes[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("it is not a text in UTF-8: line {line} has the byte {:#04x}", bytes[end])
    })
}

/// A shipped file by its path.
pub(super) fn shipped(path: &str) -> Option<&'static str> {
    let path = path.replace('\\', "/");
    scenario::shipped().iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

/// Shipped files whose path in `scenarios/` is the end of this path, each with the folder before it.
fn inherited(path: &str) -> impl Iterator<Item = (&str, &'static str)> {
    scenario::shipped().iter().filter_map(move |(name, text)| {
        let folder = path.strip_suffix(name.strip_prefix("scenarios/")?)?;
        (folder.is_empty() || folder.ends_with('/')).then_some((folder, *text))
    })
}
