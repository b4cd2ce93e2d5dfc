//! `crossings explore`: one file that is the simulator, to be opened in a browser, sent on, and run without a network.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::as_of::AsOf;
use super::common::wrong;
use super::language::LanguageArguments;
use super::{Ending, ScenarioArguments, print, source, tell};
use crate::explorer;

mod letters;
pub(super) mod page;

pub(super) use letters::letters;

/// Arguments of `explore`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Scenario files, or names of shipped ones, to be in the page beside the shipped ones; the page begins with the first
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Begin with a lever turned, for example `policy.protection.por=1.0`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    overrides: Vec<String>,
    /// The file to write
    #[arg(short = 'o', long = "output", value_name = "FILE", default_value = "output/explorer.html")]
    output: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    /// Write the file and do not open it
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    language: LanguageArguments,
}

/// A scenario for the page, and the files that it is made of and that are not shipped.
struct Found {
    card: serde_json::Value,
    files: BTreeMap<String, String>,
}

pub(super) fn explore(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let named: Vec<String> = match arguments.scenarios.is_empty() {
        true => vec!["history".to_owned()],
        false => arguments.scenarios.clone(),
    };
    let mut found = Vec::new();
    for (number, scenario) in named.iter().enumerate() {
        // The levers are those of the first.
        let overrides = if number == 0 { arguments.overrides.as_slice() } else { &[] };
        found.push(find(scenario, overrides));
    }
    let found: Vec<Found> = found.into_iter().collect::<Option<_>>().ok_or(Ending::WrongInput)?;
    let mut scenarios = explorer::scenarios();
    let mut files = BTreeMap::new();
    for Found { card, files: own } in found.iter().rev() {
        scenarios.retain(|other| other["path"] != card["path"]);
        scenarios.insert(0, card.clone());
        files.extend(own.clone());
    }
    let bytes: usize = files.values().map(String::len).sum();
    if bytes > explorer::Limits::BYTES {
        return Err(wrong(format!("the files have {bytes} bytes; a page takes {} at most", explorer::Limits::BYTES)));
    }
    let data = page::data(&found[0].card, &arguments.overrides, &files, scenarios, arguments.language);
    write(&arguments.output, arguments.force, &page::html(&data))?;
    let place = arguments.output.display();
    let opened = !arguments.no_open && open(&arguments.output);
    print(&match opened {
        true => format!("{place} is open in your browser. It needs no network and may be sent on."),
        false => format!("{place} is written. Open it in a browser: it needs no network and may be sent on."),
    });
    Ok(Ending::Done)
}

/// Reads a scenario as every command does, and keeps the texts that a page does not have.
fn find(named: &str, overrides: &[String]) -> Option<Found> {
    let arguments =
        ScenarioArguments { scenario: named.to_owned(), overrides: overrides.to_vec(), known: AsOf::default() };
    let loaded = source::load(&arguments)?;
    let path = loaded.scenario.path.clone();
    let texts = RefCell::new(BTreeMap::new());
    let see = |path: &str, text: &str| {
        if source::shipped(path) != Some(text) {
            texts.borrow_mut().insert(path.to_owned(), text.to_owned());
        }
    };
    // Once more, to see which files it takes; it was right a moment ago.
    if let Err(problems) = source::read_all_seen(&path, overrides, &see) {
        tell(&problems.render(false));
        return None;
    }
    Some(Found { card: explorer::introduced(&path, &loaded.scenario), files: texts.into_inner() })
}

/// Writes a page, whole or not at all.
pub(super) fn write(path: &Path, force: bool, html: &str) -> Result<(), Ending> {
    if path.is_dir() {
        return Err(wrong(format!("`{}` is a folder; name a file, for example with -o page.html", path.display())));
    }
    if !force && path.exists() {
        return Err(wrong(format!(
            "`{}` exists already; add --force to replace it, or choose another name with -o",
            path.display()
        )));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = folder.join(format!(".page.partial-{}", std::process::id()));
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::File::create(&beside))
        .and_then(|mut file| file.write_all(html.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        tell(&format!("error: `{}` cannot be written: {error}", path.display()));
        Ending::Failed
    })
}

/// Opens a file with whatever this system opens pages with. Without a screen nothing is tried.
fn open(path: &Path) -> bool {
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let (program, first): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ if screen => ("xdg-open", &[]),
        _ => return false,
    };
    let quiet = Command::new(program)
        .args(first)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}
