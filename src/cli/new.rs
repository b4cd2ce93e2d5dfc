//! `crossings new`: starts a scenario file of your own, which states only what differs.

use std::path::Path;

use super::as_of::AsOf;
use super::common::write_new;
use super::{Ending, ScenarioArguments, print, source, tell};

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name of the scenario; the file is scenarios/NAME.toml
    name: String,
    /// The scenario to start from
    #[arg(long, default_value = "history")]
    extends: String,
}

pub(super) fn new(arguments: &Arguments) -> Ending {
    let name = arguments.name.strip_suffix(".toml").unwrap_or(&arguments.name);
    if name.is_empty() || !name.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter)) {
        tell(&format!("error: `{name}` is not a name for a file: use letters, digits, `-` and `_`"));
        return Ending::WrongInput;
    }
    let path = format!("scenarios/{name}.toml");
    // A file of this name would hide the shipped one, and could not extend it.
    if source::shipped(&path).is_some() {
        tell(&format!("error: `{name}` is the name of a shipped scenario; choose another name"));
        return Ending::WrongInput;
    }
    let parent =
        ScenarioArguments { scenario: arguments.extends.clone(), overrides: Vec::new(), known: AsOf::default() };
    let Some(parent) = source::load(&parent) else { return Ending::WrongInput };
    let text = text(name, &parent_seen_from_scenarios(&parent.scenario.path));
    let created = std::fs::create_dir_all("scenarios").and_then(|()| write_new(Path::new(&path), &text));
    match created {
        Ok(()) => {
            print(&format!(
                "{path} extends {}. Edit it, then:\n  crossings check {path}\n  crossings run {path}",
                parent.scenario.name
            ));
            Ending::Done
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            tell(&format!("error: `{path}` exists already; choose another name"));
            Ending::WrongInput
        }
        Err(error) => {
            tell(&format!("error: `{path}` cannot be written: {error}"));
            Ending::Failed
        }
    }
}

/// The path of the parent as a file in `scenarios/` must write it.
fn parent_seen_from_scenarios(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    match path.strip_prefix("scenarios/") {
        Some(beside) => beside.to_owned(),
        None if std::path::Path::new(path).is_absolute() => path.to_owned(),
        None => format!("../{path}"),
    }
}

fn text(name: &str, parent: &str) -> String {
    let parent = toml::Value::String(parent.to_owned());
    format!(
        r#"#:schema scenario.schema.json
# State only what differs from the scenario that this one extends.
extends = {parent}
title = "{name}"
question = "What if ...?"
levers = ["what you change, in words"]

# Examples, each to be uncommented. `crossings check scenarios/{name}.toml` says what is allowed.
#
# Nobody with a card is arrested:
# [policy.protection]
# acc = 1.0
# por = 1.0
#
# A crossing is shut for two weeks:
# [places.crossings.torkham]
# open = [{{ from = 2023-11-10, to = 2023-11-24, value = 0.0 }}]
"#
    )
}
