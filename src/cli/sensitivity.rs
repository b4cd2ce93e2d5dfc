//! `crossings sensitivity`: which uncertain inputs matter, and what is chance.

use super::common::{Clock, CommonArguments, Study, quietly, tell_failed, totals, wrong};
use super::kept::Kept;
use super::progress::Progress;
use super::shard::ShardArguments;
use super::{Ending, ScenarioArguments, inputs, needs, print, source, tell};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{self, Failed, Unwatched};
use crate::language::Texts;
use crate::output::{self, RunFolder};
use crate::plot;
use crate::rng::Streams;
use crate::scenario::Scenario;
use crate::study::inputs::Inputs;
use crate::study::sensitivity::{self, Request, explain, runs_of_indices, runs_of_screening, screen};
use crate::study::verdict::SUBJECTS;
use crate::units::grouped;

mod pictures;
mod screening;
mod shares;

/// Rows of the design of Sobol indices, unless said otherwise.
const ROWS: u64 = 1_024;

/// Base points of a screening, unless said otherwise.
const STARS: u64 = 64;

/// Below this number of rows no range is to be trusted.
const FEW_ROWS: u64 = 20;

/// Arguments of `sensitivity`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// An outcome, for example `queue_max` or `departures_total:por`; may be given several times [default: those of
    /// `compare`]
    #[arg(long = "outcome", value_name = "LABEL")]
    outcomes: Vec<String>,
    /// Look at these inputs one by one, by key; all others together are one more [default: every uncertain input]
    #[arg(long, value_name = "KEY,..", value_delimiter = ',')]
    inputs: Vec<String>,
    /// Rows of the design, best a power of two [default: 1024, or 64 with --morris]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(8..=1 << 14))]
    base: Option<u64>,
    /// Runs at each point of the design; even, unless with --morris
    #[arg(long, value_name = "R", default_value_t = 2, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=256))]
    inner: u64,
    /// Screen only: rank the inputs by their elementary effects, with few runs
    #[arg(long)]
    morris: bool,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// An outcome in words.
struct Named {
    /// Its label: `queue_max`.
    label: String,
    /// What tables and pictures call it: "longest queue".
    heading: String,
    /// What sentences call it: "the longest queue".
    words: String,
    /// Unit of its values.
    unit: &'static str,
}

/// A study, resolved.
struct Asked<'a> {
    arguments: &'a Arguments,
    scenario: &'a [Scenario; 1],
    prepared: &'a Prepared,
    inputs: &'a Inputs<'a>,
    /// Places of the outcomes among the totals.
    totals: Vec<usize>,
    outcomes: Vec<Named>,
    engine: EngineKind,
    seed: u64,
    rows: u64,
}

pub(super) fn sensitivity(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    if !arguments.morris && arguments.inner % 2 == 1 {
        return Err(wrong(format!(
            "--inner {} cannot be halved: chance is told from inputs by two halves of the runs of a point, so take an even \
             number",
            arguments.inner
        )));
    }
    let scenario = [source::load(&arguments.scenario).ok_or(Ending::WrongInput)?.scenario];
    let prepared = Prepared::new(scenario[0].plan());
    let engine = common.engine(&scenario[0])?;
    let inputs = asked_inputs(arguments, &prepared)?;
    let (totals, outcomes) = asked_outcomes(&arguments.outcomes, &prepared)?;
    common.start_threads()?;
    let asked = Asked {
        arguments,
        seed: common.seed.unwrap_or(scenario[0].run.seed),
        rows: arguments.base.unwrap_or(if arguments.morris { STARS } else { ROWS }),
        scenario: &scenario,
        prepared: &prepared,
        inputs: &inputs,
        totals,
        outcomes,
        engine,
    };
    let (folder, kept) =
        common.open(&format!("sensitivity-{}", scenario[0].name), asked.work(), &ShardArguments::default())?;
    if !common.silent() {
        print(&asked.introduction());
    }
    Ok(asked.simulate(folder, kept))
}

/// The inputs that are asked for, or why there are none.
fn asked_inputs<'a>(arguments: &Arguments, prepared: &'a Prepared) -> Result<Inputs<'a>, Ending> {
    let all = Inputs::of(&prepared.plan.numbers);
    if all.list.is_empty() {
        return Err(wrong(
            "the scenario has no uncertain input: every number is known, so whatever differs between runs is chance; \
             `crossings run` shows how much that is",
        ));
    }
    if arguments.inputs.is_empty() { Ok(all) } else { all.only(&arguments.inputs).map_err(wrong) }
}

/// The outcomes that are asked for; all problems have been told.
fn asked_outcomes(labels: &[String], prepared: &Prepared) -> Result<(Vec<usize>, Vec<Named>), Ending> {
    let (catalogue, names) = (&prepared.catalogue, &prepared.plan.names);
    let totals = totals(labels, prepared)?;
    let named = |&total: &usize| {
        let series = &catalogue.totals[total];
        let label = series.label(names);
        let subject = SUBJECTS.iter().find(|subject| subject.is(series));
        let heading = subject.map_or_else(|| label.clone(), |subject| subject.name(Texts::english()).to_owned());
        let words = in_a_sentence(&heading);
        Named { label, heading, words, unit: series.outcome.unit.name() }
    };
    let outcomes = totals.iter().map(named).collect();
    Ok((totals, outcomes))
}

/// The heading of an outcome, in the midst of a sentence.
fn in_a_sentence(name: &str) -> String {
    match name {
        "longest queue" => "the longest queue".to_owned(),
        _ if name.starts_with("still ") => format!("people {name}"),
        _ => name.to_owned(),
    }
}

impl Asked<'_> {
    /// Runs that will be made.
    fn runs(&self) -> u64 {
        let (inputs, inner) = (self.inputs.list.len(), self.arguments.inner);
        match self.arguments.morris {
            true => runs_of_screening(inputs, self.rows, inner),
            false => runs_of_indices(inputs, self.rows, inner),
        }
    }

    /// What decides the values at the points of the design.
    fn work(&self) -> output::Asked {
        let labels: Vec<&str> = self.outcomes.iter().map(|outcome| outcome.label.as_str()).collect();
        let keys: Vec<&str> = self.inputs.list.iter().map(|input| input.key.as_str()).collect();
        let design = if self.arguments.morris { "screening" } else { "indices" };
        output::Asked {
            kind: "sensitivity".to_owned(),
            engine: self.engine.name().to_owned(),
            seed: self.seed,
            first_run: 0,
            end_run: self.runs(),
            conditions: vec![
                format!("{design} of {} rows with {} runs at a point", self.rows, self.arguments.inner),
                format!("outcomes {}", labels.join(", ")),
                format!("inputs {}", keys.join(", ")),
            ],
            part: None,
            plans: vec![(self.scenario[0].name.clone(), self.scenario[0].digest_text())],
            every_run: false,
        }
    }

    fn introduction(&self) -> String {
        let scenario = &self.scenario[0];
        format!(
            "{}\n{}, parameters {}; {} runs.\n",
            scenario.card.title,
            source::count(self.inputs.list.len(), "uncertain input"),
            scenario.parameter_set.kind,
            grouped(self.runs() as f64)
        )
    }

    /// What an input is called.
    fn phrase(&self, input: usize) -> String {
        inputs::phrase(&self.inputs.list[input].key)
    }

    /// Unit of an input; empty for what is not one number.
    fn input_unit(&self, input: usize) -> &'static str {
        let input = &self.inputs.list[input];
        if input.number().is_some() { inputs::unit(&input.key) } else { "" }
    }

    fn simulate(&self, folder: RunFolder, mut kept: Kept) -> Ending {
        let common = &self.arguments.common;
        let clock = Clock::start(self.arguments.scenario.known);
        let progress = Progress::new(self.runs(), common.silent());
        let request = Request {
            prepared: self.prepared,
            engine: common.on_path(self.engine),
            seed: self.seed,
            inputs: self.inputs,
            totals: &self.totals,
            rows: self.rows,
            inner: self.arguments.inner,
            watch: &progress,
        };
        if let Err(ending) = self.fits(&folder) {
            return ending;
        }
        if self.arguments.morris {
            let study = quietly(|| screen(&request, kept.begin_jobs(), &mut kept));
            progress.finish();
            let written = |study: &sensitivity::Study<_>| Written {
                answer: screening::words(self, study),
                tables: vec![screening::table(self, study)],
                json: screening::json(self, study),
            };
            let draw = |study: &_, card: &str| pictures::screenings(self, study, card);
            self.finish(&study, written, draw, (folder, &kept), &clock)
        } else {
            let study = quietly(|| explain(&request, kept.begin_jobs(), &mut kept));
            progress.finish();
            let written = |study: &sensitivity::Study<_>| Written {
                answer: shares::words(self, study),
                tables: vec![shares::table(self, study), shares::chance(self, study)],
                json: shares::json(self, study),
            };
            let draw = |study: &_, card: &str| pictures::tornados(self, study, card);
            self.finish(&study, written, draw, (folder, &kept), &clock)
        }
    }

    /// Refuses what cannot fit, and says what is much.
    fn fits(&self, folder: &RunFolder) -> Result<(), Ending> {
        let common = &self.arguments.common;
        let design = Design::new(&self.prepared.plan.numbers, self.seed);
        let job = |run: u64| design.job(run);
        let request = ensemble::Request {
            prepared: self.prepared,
            engine: common.on_path(self.engine),
            streams: Streams::new(self.seed),
            runs: 0..self.runs(),
            job: &job,
            watch: &Unwatched,
        };
        needs::check_rows(&request, self.runs(), self.totals.len(), folder.target(), common.silent())
    }

    fn finish<T>(
        &self,
        study: &sensitivity::Study<T>,
        write: impl FnOnce(&sensitivity::Study<T>) -> Written,
        draw: impl FnOnce(&sensitivity::Study<T>, &str) -> Vec<plot::Figure>,
        (mut folder, kept): (RunFolder, &Kept),
        clock: &Clock,
    ) -> Ending {
        if study.outcomes.is_empty() {
            return nothing(study.interrupted, &study.failed);
        }
        if let Err(ending) = kept.leave_jobs(&mut folder) {
            return ending;
        }
        let Written { answer, tables, json } = write(study);
        let what = if self.arguments.morris { "which inputs matter (screening)" } else { "which inputs matter" };
        let whole = Study {
            kind: "sensitivity",
            scenarios: self.scenario,
            engine: self.engine,
            seed: self.seed,
            runs: study.runs,
            title: format!("{}: {what}", self.scenario[0].card.title),
            answer,
            others: Vec::new(),
            tables,
            json,
            interrupted: study.interrupted,
        };
        let ending = whole.finish(&self.arguments.common, folder, clock, |card| draw(study, card));
        self.tell_what_is_missing(study);
        ending
    }

    fn tell_what_is_missing<T>(&self, study: &sensitivity::Study<T>) {
        tell_failed(&study.failed, "failed and the rows that they belong to do not count");
        if study.interrupted {
            let [whole, all] = [study.rows, self.rows].map(|rows| grouped(rows as f64));
            tell(&format!("interrupted: {whole} of {all} rows of the design are complete"));
        }
        if study.rows < FEW_ROWS {
            tell(&format!("warning: ranges from {} rows are not to be trusted", study.rows));
        }
    }
}

/// What a study leaves.
struct Written {
    answer: Vec<String>,
    tables: Vec<crate::output::Table>,
    json: serde_json::Value,
}

/// Too little was made: nothing is written.
fn nothing(interrupted: bool, failed: &[Failed]) -> Ending {
    if interrupted {
        tell("interrupted before two rows of the design were complete; nothing was written");
        return Ending::Interrupted;
    }
    let reason = failed.first().map_or(String::new(), |run| format!("; run {}: {}", run.run, run.reason));
    tell(&format!("error: hardly any row of the design went well{reason}"));
    Ending::Failed
}
