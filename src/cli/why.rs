//! `crossings why`: the difference between two scenarios, divided between the edits that lead from one to the other.

use super::as_of::AsOf;
use super::common::{Clock, CommonArguments, Study, load_all, quietly, tell_failed, totals, wrong};
use super::comparable::comparable;
use super::progress::Progress;
use super::{Ending, print, tell};
use crate::engine::{EngineKind, Prepared};
use crate::output::RunFolder;
use crate::scenario::{Between, Scenario};
use crate::study::why::{self, Answer, Grouping, MOST_PLAYERS, Players, Question};
use crate::units::grouped;

mod pictures;
mod tables;
mod words;

/// Most runs of each combination.
const MOST_RUNS: u64 = crate::ensemble::KEPT_RUNS as u64;

/// Runs over all combinations, unless the number is asked for: some minutes on a laptop.
const RUNS_IN_ALL: u64 = 65_536;

/// Runs of each combination that are made even if there are many.
const FEWEST_RUNS: u64 = 100;

/// Arguments of `why`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The scenario to start from: a file, or the name of a shipped one
    #[arg(value_name = "A")]
    from: String,
    /// The scenario whose difference is asked about
    #[arg(value_name = "B")]
    to: String,
    /// Override one key in both scenarios, for example `population.undocumented.people=1_300_000`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    overrides: Vec<String>,
    #[command(flatten)]
    known: AsOf,
    /// An outcome to explain, for example `departures_total:por`; may be given several times [default: the nine of `compare`]
    #[arg(long = "outcome", value_name = "OUTCOME")]
    outcomes: Vec<String>,
    /// Number of paired futures of each combination of edits [default: as A says, fewer if there are many combinations]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=MOST_RUNS))]
    runs: Option<u64>,
    /// Take the edits in a table as one, for example `reception.beds`; may be given several times
    #[arg(long = "group", value_name = "TABLE")]
    groups: Vec<String>,
    /// Tell every edit apart, also where there are many
    #[arg(long, conflicts_with = "groups")]
    each: bool,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// The question, resolved.
struct Asked<'a> {
    scenarios: &'a [Scenario],
    between: &'a Between<'a>,
    players: Players,
    first: Prepared,
    totals: Vec<usize>,
    engine: EngineKind,
    seed: u64,
    runs: u64,
    known: AsOf,
}

pub(super) fn why(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    let scenarios = load_all(&[arguments.from.clone(), arguments.to.clone()], &arguments.overrides, arguments.known)?;
    let first = comparable(&scenarios).map_err(wrong)?.swap_remove(0);
    let between = scenarios[0].towards(&scenarios[1]);
    let engine = common.engine(&scenarios[0])?;
    let totals = totals(&arguments.outcomes, &first)?;
    let grouping = match arguments.groups.as_slice() {
        [] if arguments.each => Grouping::Each,
        [] => Grouping::Automatic,
        tables => Grouping::Tables(tables.to_vec()),
    };
    let players = Players::of(&between, &grouping, MOST_PLAYERS).map_err(wrong)?;
    if players.players.is_empty() {
        return Ok(nothing_differs(common, &scenarios));
    }
    let seed = common.seed.unwrap_or(scenarios[0].run.seed);
    let combinations = why::combinations(players.players.len(), seed).len() as u64;
    let affordable = (RUNS_IN_ALL / combinations).max(FEWEST_RUNS);
    common.start_threads()?;
    let folder = common.folder(&format!("why-{}-{}", scenarios[0].name, scenarios[1].name))?;
    let runs = arguments.runs.unwrap_or(scenarios[0].run.runs.min(affordable)).min(MOST_RUNS);
    let asked = Asked {
        scenarios: &scenarios,
        between: &between,
        players,
        first,
        totals,
        engine,
        seed,
        runs,
        known: arguments.known,
    };
    if !common.silent() {
        print(&words::introduction(&asked, combinations));
    }
    Ok(asked.simulate(common, folder, combinations))
}

/// There is nothing to divide, and nothing to write.
fn nothing_differs(common: &CommonArguments, scenarios: &[Scenario]) -> Ending {
    let (a, b) = (&scenarios[0].name, &scenarios[1].name);
    let text =
        format!("{a} and {b} say the same about the world: no edit leads from one to the other, so nothing differs.");
    if common.json {
        print(&format!("{:#}", serde_json::json!({ "study": "why", "edits": [], "words": text })));
    } else {
        print(&text);
    }
    Ending::Done
}

impl Asked<'_> {
    fn simulate(&self, common: &CommonArguments, folder: RunFolder, combinations: u64) -> Ending {
        let clock = Clock::start(self.known);
        let progress = Progress::new(self.runs * combinations, common.silent());
        let question = Question {
            between: self.between,
            players: &self.players,
            totals: &self.totals,
            engine: common.on_path(self.engine),
            seed: self.seed,
            runs: self.runs,
            watch: &progress,
        };
        let answer = quietly(|| why::ask(&question));
        progress.finish();
        match answer {
            Err(problem) => wrong(problem),
            Ok(answer) if answer.explained.is_empty() => nothing_made(&answer),
            Ok(answer) => self.tell(&answer, common, folder, &clock, combinations),
        }
    }

    fn tell(
        &self,
        answer: &Answer,
        common: &CommonArguments,
        folder: RunFolder,
        clock: &Clock,
        combinations: u64,
    ) -> Ending {
        let study = Study {
            kind: "why",
            scenarios: self.scenarios,
            engine: self.engine,
            seed: self.seed,
            runs: answer.runs * combinations,
            title: format!("Why {} differs from {}", self.scenarios[1].name, self.scenarios[0].name),
            answer: words::answer(self, answer),
            others: Vec::new(),
            tables: vec![tables::table(self, answer)],
            json: tables::json(self, answer),
            interrupted: answer.interrupted,
        };
        let ending = study.finish(common, folder, clock, |card| pictures::all(self, answer, card));
        tell_failed(&answer.failed, "failed under some combination of edits and do not count");
        if answer.interrupted {
            tell(&format!(
                "interrupted: {} of {} runs are complete under every combination of edits",
                grouped(answer.runs as f64),
                grouped(self.runs as f64)
            ));
        }
        ending
    }

    /// The scenario whose difference is asked about.
    fn to(&self) -> &Scenario {
        &self.scenarios[1]
    }

    /// Where the answer starts.
    fn from(&self) -> &Scenario {
        &self.scenarios[0]
    }
}

/// No run was made under every combination: nothing is written.
fn nothing_made(answer: &Answer) -> Ending {
    if answer.interrupted {
        tell("interrupted before a run was complete under every combination of edits; nothing was written");
        return Ending::Interrupted;
    }
    let failed = answer.failed.first();
    let reason = failed.map_or(String::new(), |failed| format!("; run {}: {}", failed.run, failed.reason));
    tell(&format!("error: no run went well under every combination of edits{reason}"));
    Ending::Failed
}
