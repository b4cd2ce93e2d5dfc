//! `crossings report`: a finished result as one file to be read, printed and sent on.
//!
//! The report is made from a result folder and from nothing else: words and pictures follow from the sums in `state.bin`, in any
//! language, and the identity card is that of its manifest. It reads well without scripts. It carries the simulator along (unless
//! `--no-levers`): "try it" opens the page of `crossings explore` on that very scenario.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::common::{quoted, wrong};
use super::language::LanguageArguments;
use super::result::Finished;
use super::{Cli, Ending, default_folder, kept, print, source, tell};
use crate::output::Claim;

mod html;
mod markdown;
mod page;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of a result of `run` or `compare`; or a scenario, which is run first
    #[arg(value_name = "DIR-OR-SCENARIO")]
    what: String,
    /// Override one key of the scenario, for example `policy.protection.por=1.0`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    overrides: Vec<String>,
    /// Number of simulated histories of a scenario
    #[arg(long, value_name = "N")]
    runs: Option<u64>,
    /// The file to write [default: beside the folder, as output/history-report.html]
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave the simulator out (0.9 MB), with which "try it" turns the levers of this very scenario
    #[arg(long)]
    no_levers: bool,
    /// Replace the file, and a finished result of the scenario
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    language: LanguageArguments,
}

/// What a report should be like.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    language: LanguageArguments,
    levers: bool,
}

pub(super) fn report(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let place = PathBuf::from(&arguments.what);
    if place.is_dir() && (!arguments.overrides.is_empty() || arguments.runs.is_some()) {
        return Err(wrong("--set and --runs are for a scenario; a finished result is reported as it is"));
    }
    let place = if place.is_dir() { place } else { simulated(arguments)? };
    let wanted = Wanted { language: arguments.language, levers: !arguments.no_levers };
    print(&write(&place, arguments.output.as_deref(), wanted, arguments.force)?);
    Ok(Ending::Done)
}

/// Runs a scenario; gives its folder.
fn simulated(arguments: &Arguments) -> Result<PathBuf, Ending> {
    let known = super::ScenarioArguments {
        scenario: arguments.what.clone(),
        overrides: arguments.overrides.clone(),
        known: super::as_of::AsOf::default(),
    };
    // Whatever is wrong is told once, by the run.
    let name = source::load_again(&known).ok_or(Ending::WrongInput)?.scenario.name;
    let place = default_folder(&name);
    let mut words = vec!["crossings".to_owned(), "run".to_owned(), arguments.what.clone()];
    arguments.overrides.iter().for_each(|setting| words.extend(["--set".to_owned(), setting.clone()]));
    words.extend(arguments.runs.into_iter().flat_map(|runs| ["--runs".to_owned(), runs.to_string()]));
    words.extend(["-o".to_owned(), place.display().to_string()]);
    if arguments.force {
        words.push("--force".to_owned());
    }
    let cli = Cli::try_parse_from(&words).map_err(wrong)?;
    kept::work_on(words[1..].to_vec());
    match super::done(cli.command) {
        Ending::Done => Ok(place),
        ending => Err(ending),
    }
}

/// Writes the report of a finished result beside its folder, or where it is wanted. Gives what was done, in words.
fn write(place: &Path, output: Option<&Path>, wanted: Wanted, force: bool) -> Result<String, Ending> {
    let shown = place.display();
    let claim = Claim::of(place).map_err(|why| wrong(format!("`{shown}` holds no finished result: {why}")))?;
    let found = Finished::read(place, claim).map_err(|why| wrong(format!("`{shown}` cannot be reported: {why}")))?;
    let html = page::html(&found, wanted).map_err(wrong)?;
    let path = output.map_or_else(|| beside(place), Path::to_path_buf);
    super::explore::write(&path, force, &html)?;
    let (shown, size) = (path.display(), html.len() / 1000);
    Ok(format!("{shown} is written: {size} kB in one file, to be read, printed and sent on"))
}

/// `output/history` has its report in `output/history-report.html`: nothing is added to the folder.
fn beside(place: &Path) -> PathBuf {
    let name = place.canonicalize().ok().and_then(|place| place.file_name().map(|name| name.to_owned()));
    let name = name.map_or_else(|| "result".to_owned(), |name| name.to_string_lossy().into_owned());
    place.parent().unwrap_or(Path::new("")).join(format!("{name}-report.html"))
}

/// After a run or a comparison that went well: its report too, if it was asked for.
pub(super) fn afterwards(wanted: Option<LanguageArguments>, ending: Ending, place: &Path) -> Ending {
    match (wanted, &ending) {
        (Some(language), Ending::Done) => match write(place, None, Wanted { language, levers: true }, true) {
            // Not on standard output, which may be read by a machine.
            Ok(done) => {
                tell(&done);
                ending
            }
            Err(ending) => ending,
        },
        (Some(_), _) => {
            tell(&format!("no report was written of {}", quoted(&place.display().to_string())));
            ending
        }
        (None, _) => ending,
    }
}
