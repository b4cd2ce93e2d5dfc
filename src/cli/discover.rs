//! `crossings discover`: in which futures it goes badly, and how many arrivals a day to plan for.

use super::common::{Clock, CommonArguments, Study, no_run, quietly, tell_failed, wrong};
use super::kept::Kept;
use super::progress::Progress;
use super::shard::ShardArguments;
use super::{Ending, ScenarioArguments, needs, print, source, tell};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{KEPT_RUNS, Request};
use crate::language::Texts;
use crate::outcome::total;
use crate::output::{self, RunFolder};
use crate::rng::Streams;
use crate::scenario::Scenario;
use crate::study::discover::{self, Discovered, Question};
use crate::study::planning::Frame;
use crate::study::robust::Requirement;
use crate::study::verdict::SUBJECTS;
use crate::units::grouped;

mod found;
mod pictures;
mod planned;

/// Most futures: every one is kept, with its numbers.
const MOST_RUNS: u64 = KEPT_RUNS as u64;

/// Arguments of `discover`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// When a future is a bad one, for example `queue_max >= 20000`
    #[arg(long, value_name = "OUTCOME>=LEVEL", required = true)]
    bad: String,
    /// Number of futures
    #[arg(long, value_name = "N", default_value_t = 4_000, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(40..=MOST_RUNS))]
    runs: u64,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// A search, resolved.
struct Asked<'a> {
    arguments: &'a Arguments,
    scenario: &'a [Scenario; 1],
    prepared: &'a Prepared,
    bad: Requirement,
    /// "the longest queue is at least 20,000 people"
    words: String,
    frame: Frame,
    engine: EngineKind,
    seed: u64,
}

pub(super) fn discover(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    let scenario = [source::load(&arguments.scenario).ok_or(Ending::WrongInput)?.scenario];
    let prepared = Prepared::new(scenario[0].plan());
    let engine = common.engine(&scenario[0])?;
    let bad = Requirement::parse_bad(&arguments.bad, &prepared.catalogue, &prepared.plan.names).map_err(wrong)?;
    common.start_threads()?;
    let asked = Asked {
        arguments,
        seed: common.seed.unwrap_or(scenario[0].run.seed),
        words: in_words(&bad, &prepared),
        frame: Frame::of(&prepared.plan, &prepared.catalogue),
        scenario: &scenario,
        prepared: &prepared,
        bad,
        engine,
    };
    let (folder, kept) =
        common.open(&format!("discover-{}", scenario[0].name), asked.work(), &ShardArguments::default())?;
    if !common.silent() {
        let title = &scenario[0].card.title;
        print(&format!(
            "{title}\nIn which of {} futures is it so that {}?\n",
            grouped(arguments.runs as f64),
            asked.words
        ));
    }
    Ok(asked.simulate(folder, kept))
}

/// "the longest queue is at least 20,000 people"; by its label where there are no words for it.
fn in_words(bad: &Requirement, prepared: &Prepared) -> String {
    let series = &prepared.catalogue.totals[bad.total];
    let (side, level) = (bad.side.words(), bad.level_in_words());
    match SUBJECTS.iter().find(|subject| subject.is(series)) {
        Some(subject) if subject.outcome.name == total::QUEUE_MAX.name => {
            format!("the longest queue is {side} {level} people")
        }
        Some(subject) => format!("{} are {side} {level}", subject.name(Texts::english())),
        None => format!("{} is {side} {level} {}", bad.label, series.outcome.unit.name()),
    }
}

impl Asked<'_> {
    /// The name of a number.
    fn key(&self, quantity: crate::plan::Quantity) -> &str {
        &self.prepared.plan.numbers.keys[quantity.0 as usize]
    }

    /// What decides the futures.
    fn work(&self) -> output::Asked {
        output::Asked {
            kind: "discover".to_owned(),
            engine: self.engine.name().to_owned(),
            seed: self.seed,
            first_run: 0,
            end_run: self.arguments.runs,
            conditions: vec![format!("a bad future has {}", self.arguments.bad)],
            part: None,
            plans: vec![(self.scenario[0].name.clone(), self.scenario[0].digest_text())],
            every_run: false,
        }
    }

    fn simulate(&self, mut folder: RunFolder, mut kept: Kept) -> Ending {
        let common = &self.arguments.common;
        let clock = Clock::start(self.arguments.scenario.known);
        let design = Design::new(&self.prepared.plan.numbers, self.seed);
        let job = |run: u64| design.job(run);
        let progress = Progress::new(self.arguments.runs, common.silent());
        let request = Request {
            prepared: self.prepared,
            engine: common.on_path(self.engine),
            streams: Streams::new(self.seed),
            runs: 0..self.arguments.runs,
            job: &job,
            watch: &progress,
        };
        let values = self.prepared.catalogue.totals.len();
        if let Err(ending) = needs::check_rows(&request, self.arguments.runs, values, folder.target(), common.silent())
        {
            return ending;
        }
        let question = Question { columns: &design.uncertain(), bad: &self.bad, frame: &self.frame, seed: self.seed };
        let found = quietly(|| discover::discover(&request, &question, kept.begin_jobs(), &mut kept));
        progress.finish();
        if found.futures.is_empty() {
            return no_run(&found.failed);
        }
        if let Err(ending) = kept.leave_jobs(&mut folder) {
            return ending;
        }
        self.tell(&found, folder, &clock)
    }

    fn tell(&self, found: &Discovered, folder: RunFolder, clock: &Clock) -> Ending {
        let mut answer = found::words(self, found);
        answer.extend(planned::words(self, found));
        let study = Study {
            kind: "discover",
            scenarios: self.scenario,
            engine: self.engine,
            seed: self.seed,
            runs: found.futures.len() as u64,
            title: format!("{}: when is it so that {}?", self.scenario[0].card.title, self.words),
            answer,
            others: Vec::new(),
            tables: vec![found::boxes(self, found), found::futures(self, found), planned::table(self, found)],
            json: found::json(self, found),
            interrupted: found.interrupted,
        };
        let ending = study.finish(&self.arguments.common, folder, clock, |card| pictures::all(self, found, card));
        tell_failed(&found.failed, "failed and do not count");
        if found.interrupted {
            let [made, asked] = [found.futures.len() as f64, self.arguments.runs as f64].map(grouped);
            tell(&format!("interrupted: {made} of {asked} futures are complete"));
        }
        ending
    }
}
