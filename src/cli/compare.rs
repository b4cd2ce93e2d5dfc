//! `crossings compare`: several policies in paired futures, with a verdict in words.

use super::as_of::AsOf;
use super::common::{Clock, CommonArguments, Study, all_or_told, load_all, quietly, tell_failed, wrong};
use super::comparable::comparable;
use super::kept::Kept;
use super::language::LanguageArguments;
use super::progress::Progress;
use super::until::{self, Held, UntilArguments};
use super::{Ending, ScenarioArguments, needs, print, rarely, report, shard, tell};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{Failed, Pairs, Request};
use crate::language::Texts;
use crate::outcome::Outcome;
use crate::output::{self, RunFolder, Table, limits};
use crate::plot::Figure;
use crate::rng::Streams;
use crate::scenario::Scenario;
use crate::study::compare::Comparison;
use crate::study::precision::Tolerance;
use crate::study::robust::{Requirement, Side};
use crate::study::{idle, verdict};
use crate::units;

pub(super) mod paired;
pub(super) mod pictures;
mod spread;
mod tables;
mod whose;

use spread::Spread;
use whose::Whose;

/// Most pairs of runs. Every one is kept; more would tell nothing that could be read.
const MOST_RUNS: u64 = crate::ensemble::KEPT_RUNS as u64;

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Two or more scenarios: files, or names of shipped ones; the first is the baseline
    #[arg(required = true, num_args = 2.., value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Override one key in every scenario, for example `policy.protection.por=1.0`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    overrides: Vec<String>,
    #[command(flatten)]
    known: AsOf,
    /// Number of paired futures [default: as the first scenario says]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=MOST_RUNS))]
    runs: Option<u64>,
    /// Not needed: a comparison has every pair.
    #[arg(long, hide = true)]
    every_run: bool,
    /// A level that an outcome must keep, for example `queue_max <= 20000`; may be given several times
    #[arg(long = "require", value_name = "OUTCOME<=LEVEL")]
    requirements: Vec<String>,
    /// Ask whether the comparison depends on whose number is right: every source of every contested number in turn
    #[arg(long)]
    whose_number: bool,
    /// Ask where the spread comes from: chance, inputs or policy
    #[arg(long)]
    spread: bool,
    /// Draws of the uncertain inputs for --spread
    #[arg(long, value_name = "M", requires = "spread", default_value_t = 64, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(8..=MOST_RUNS))]
    draws: u64,
    /// Runs of each draw and policy for --spread
    #[arg(long, value_name = "R", requires = "spread", default_value_t = 8, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(2..=1_000))]
    repeats: u64,
    #[command(flatten)]
    until: UntilArguments,
    /// Write a report, too: one file beside the folder, to be read, printed and sent on
    #[arg(long, conflicts_with = "shard")]
    report: bool,
    #[command(flatten)]
    language: LanguageArguments,
    #[command(flatten)]
    shard: shard::ShardArguments,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// A picture that is still to be drawn.
type Picture = Box<dyn FnOnce(&str) -> Figure>;

/// A further question that was asked of the same policies, answered.
#[derive(Default)]
struct Extra {
    words: Vec<String>,
    tables: Vec<Table>,
    /// A field of the answer for machines.
    json: Option<(&'static str, serde_json::Value)>,
    runs: u64,
    failed: Vec<Failed>,
    /// Draws its picture, with the card of the result inside.
    picture: Option<Picture>,
    /// What is left out because it was not finished.
    missing: Option<String>,
    interrupted: bool,
}

/// What was made of it.
struct Made {
    pairs: Pairs,
    held: Held,
    extras: Vec<Extra>,
}

/// A comparison, resolved.
struct Asked<'a> {
    /// The scenarios and overrides as they were typed.
    named: &'a [String],
    overrides: &'a [String],
    known: AsOf,
    scenarios: &'a [Scenario],
    plans: Vec<Prepared>,
    requirements: Vec<Requirement>,
    /// Tolerances that the differences must keep; then `runs` are the most.
    tolerances: Vec<Tolerance>,
    engine: EngineKind,
    seed: u64,
    runs: u64,
    /// The language of the pictures.
    texts: &'static Texts,
}

pub(super) fn compare(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    if arguments.every_run {
        return Err(wrong(format!(
            "--every-run is for `run`: a comparison has a row of every pair anyway, in pairs.csv, and {} pairs at most",
            units::grouped(MOST_RUNS as f64)
        )));
    }
    let scenarios = load_all(&arguments.scenarios, &arguments.overrides, arguments.known)?;
    let plans = comparable(&scenarios).map_err(wrong)?;
    let engine = common.engine(&scenarios[0])?;
    let requirement = |text: &str| Requirement::parse(text, &plans[0].catalogue, &plans[0].plan.names);
    let requirements = all_or_told(&arguments.requirements, requirement)?;
    let tolerances = arguments.until.tolerances(&plans[0])?;
    common.start_threads()?;
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let name = format!("compare-{}", names.join("-"));
    let asked = Asked {
        named: &arguments.scenarios,
        overrides: &arguments.overrides,
        known: arguments.known,
        seed: common.seed.unwrap_or(scenarios[0].run.seed),
        runs: match tolerances.is_empty() {
            true => arguments.runs.unwrap_or(scenarios[0].run.runs).min(MOST_RUNS),
            false => MOST_RUNS,
        },
        tolerances,
        scenarios: &scenarios,
        plans,
        requirements,
        engine,
        texts: arguments.language.texts(),
    };
    let whose = arguments.whose_number.then(|| Whose::of(&asked));
    if whose.as_ref().is_some_and(|whose| whose.contested.is_empty()) {
        tell(
            "warning: --whose-number: no number of these scenarios is contested; list sources as a `choice`, or as `claims` \
             beside the number",
        );
    }
    let whose = whose.filter(|whose| !whose.contested.is_empty());
    let spread = arguments.spread.then_some(Spread { draws: arguments.draws, repeats: arguments.repeats });
    let (folder, kept) = common.open(&name, asked.work(arguments), &arguments.shard)?;
    if !common.silent() {
        print(&asked.introduction());
    }
    let place = folder.target().to_owned();
    let ending = asked.simulate(common, folder, kept, whose.as_ref(), spread.as_ref());
    Ok(report::afterwards(arguments.report.then_some(arguments.language), ending, &place))
}

impl Asked<'_> {
    /// What decides the pairs; further questions are asked anew.
    fn work(&self, arguments: &Arguments) -> output::Asked {
        output::Asked {
            kind: "compare".to_owned(),
            engine: self.engine.name().to_owned(),
            seed: self.seed,
            first_run: 0,
            end_run: self.runs,
            conditions: arguments.until.conditions(),
            part: None,
            plans: self.scenarios.iter().map(|scenario| (scenario.name.clone(), scenario.digest_text())).collect(),
            every_run: false,
        }
    }

    fn introduction(&self) -> String {
        let mut lines = Vec::new();
        for (number, scenario) in self.scenarios.iter().enumerate() {
            let role = if number == 0 { " (baseline)" } else { "" };
            lines.push(format!("{}{role}: {}", scenario.name, scenario.card.title));
        }
        let sets: Vec<String> = self.scenarios.iter().map(|scenario| scenario.parameter_set.name.clone()).collect();
        if sets.iter().any(|set| *set != sets[0]) {
            lines.push(format!(
                "Their parameter sets differ ({}): what the sets draw is not paired.",
                units::listed(&sets)
            ));
        }
        lines.join("\n")
    }

    fn simulate(
        &self,
        common: &CommonArguments,
        mut folder: RunFolder,
        mut kept: Kept,
        whose: Option<&Whose>,
        spread: Option<&Spread>,
    ) -> Ending {
        let clock = Clock::start(self.known);
        let numbers: Vec<_> = self.plans.iter().map(|prepared| &prepared.plan.numbers).collect();
        let designs = Design::shared(&numbers, self.seed);
        let jobs: Vec<_> = designs.iter().map(|design| move |run: u64| design.job(run)).collect();
        let further = whose.map_or(0, |whose| whose.all_runs(self)) + spread.map_or(0, |spread| spread.all_runs(self));
        let progress = Progress::new(self.runs * self.plans.len() as u64 + further, common.silent());
        let requests: Vec<Request> = self
            .plans
            .iter()
            .zip(&jobs)
            .map(|(prepared, job)| Request {
                prepared,
                engine: common.on_path(self.engine),
                streams: Streams::new(self.seed),
                runs: 0..self.runs,
                job,
                watch: &progress,
            })
            .collect();
        let engine = common.on_path(self.engine);
        let silent = common.silent() || kept.part().is_some();
        if self.tolerances.is_empty()
            && let Err(ending) = needs::check(&requests, folder.target(), 0, silent)
        {
            return ending;
        }
        if kept.part().is_some() {
            return shard::make(&requests, folder, kept, &progress);
        }
        let made = quietly(|| {
            let (pairs, held) = until::make(&requests, &self.tolerances, &progress, &mut kept)?;
            kept.leave(&pairs, &mut folder)?;
            let whose = whose.map(|whose| whose.ask(self, engine, &progress));
            let spread = spread.map(|spread| spread.ask(self, engine, &progress));
            Ok(Made { pairs, held, extras: whose.into_iter().chain(spread).collect() })
        });
        progress.finish();
        let made = match made {
            Ok(made) => made,
            Err(ending) => return ending,
        };
        match paired::comparison(self.scenarios, &self.plans, &designs, &made.pairs) {
            Some(comparison) => self.tell(&comparison, made, common, folder, &clock),
            None => nothing(&made.pairs),
        }
    }

    fn tell(
        &self,
        comparison: &Comparison,
        Made { pairs, held, extras }: Made,
        common: &CommonArguments,
        folder: RunFolder,
        clock: &Clock,
    ) -> Ending {
        let names: Vec<String> = comparison.members.iter().map(|member| member.name.clone()).collect();
        let mut study = Study {
            kind: "compare",
            scenarios: self.scenarios,
            engine: self.engine,
            seed: self.seed,
            runs: comparison.runs() * comparison.members.len() as u64,
            title: format!("{} in paired futures", units::listed(&names)),
            answer: self.words(comparison, &held),
            others: Vec::new(),
            tables: tables::all(comparison, &self.requirements),
            json: tables::json(comparison, &self.requirements),
            interrupted: pairs.interrupted() || extras.iter().any(|extra| extra.interrupted),
        };
        let mut further = Vec::new();
        let mut failed = Vec::new();
        let mut drawn: Vec<Picture> = Vec::new();
        let missing: Vec<String> = extras.iter().filter_map(|extra| extra.missing.clone()).collect();
        for extra in extras {
            further.push(String::new());
            further.extend(extra.words);
            study.tables.extend(extra.tables);
            study.runs += extra.runs;
            failed.extend(extra.failed);
            drawn.extend(extra.picture);
            if let Some((name, json)) = extra.json {
                study.json[name] = json;
            }
        }
        // What the range leaves out has the last word.
        if !further.is_empty() {
            further.push(String::new());
        }
        let last = study.answer.len() - 1;
        study.answer.splice(last..last, further);
        let ending = study.finish(common, folder, clock, |card| {
            let mut figures = pictures::all(self.texts, comparison, self.scenarios, self.engine, card);
            figures.extend(drawn.into_iter().map(|draw| draw(card)));
            figures
        });
        for (name, member) in names.iter().zip(&pairs.members) {
            tell_failed(&member.failed, &format!("of {name} failed and its pairs do not count"));
        }
        tell_failed(&failed, "of the further questions failed and do not count");
        missing.iter().for_each(|what| tell(what));
        held.tell(pairs.interrupted());
        if pairs.interrupted() {
            let made = units::grouped(comparison.runs() as f64);
            tell(&format!("interrupted: {made} of {} pairs are complete", units::grouped(self.runs as f64)));
        }
        ending
    }

    fn words(&self, comparison: &Comparison, held: &Held) -> Vec<String> {
        let mut lines = Vec::new();
        for policy in 0..comparison.differences.len() {
            lines.push(String::new());
            lines.push(self.parting(comparison, policy));
            lines.extend(verdict::sentences(Texts::english(), comparison, policy));
        }
        lines.push(String::new());
        lines.push(tables::console(comparison));
        lines.push(String::new());
        lines.extend(tables::errors(comparison));
        lines.extend(held.words.iter().cloned());
        for requirement in &self.requirements {
            lines.push(tables::requirement(comparison, requirement));
            lines.extend(self.rare(comparison, requirement));
        }
        lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
        lines
    }

    /// How to learn more about levels that hardly any future breaks, or reaches.
    fn rare(&self, comparison: &Comparison, requirement: &Requirement) -> Vec<String> {
        let runs = comparison.runs() as f64;
        let event = requirement.event(&comparison.baseline().findings.catalogue);
        let of = |(named, kept): (&String, u64)| {
            let kept = kept as f64 / runs;
            let share = if requirement.side == Side::AtMost { 1.0 - kept } else { kept };
            let scenario =
                ScenarioArguments { scenario: named.clone(), overrides: self.overrides.to_vec(), known: self.known };
            rarely::hint(share, runs, &scenario, &event)
        };
        self.named.iter().zip(requirement.kept(comparison)).filter_map(of).collect()
    }

    /// When histories part, or why they never do.
    fn parting(&self, comparison: &Comparison, policy: usize) -> String {
        let (a, b) = (&self.scenarios[0], &self.scenarios[policy + 1]);
        match comparison.parted(policy) {
            Some(0) => format!("{} and {} differ from the first day.", a.name, b.name),
            Some(day) => format!(
                "{} and {} share every figure to the bit until {}.",
                a.name,
                b.name,
                units::in_words(a.first_day + day as i32 - 1)
            ),
            None if !comparison.same(policy) => format!("{} and {} differ in no figure of any day.", a.name, b.name),
            None => self.why_nothing(comparison, policy),
        }
    }

    /// Why a policy changes nothing.
    fn why_nothing(&self, comparison: &Comparison, policy: usize) -> String {
        let (a, b) = (&self.scenarios[0], &self.scenarios[policy + 1]);
        let mut lines =
            vec![format!("{} differs from {} by exactly zero, in every figure of every run.", b.name, a.name)];
        if a.digest_text() == b.digest_text() {
            lines.push("- the two scenarios say the same about the world".to_owned());
        }
        lines.extend(b.idle_levers().iter().chain(a.idle_levers()).map(|reason| format!("- {reason}")));
        let findings = &comparison.baseline().findings;
        let never = |outcome: &Outcome, dimensions| {
            findings.catalogue.total_index(outcome, dimensions).is_some_and(|total| findings.totals[total].max == 0.0)
        };
        let reasons = b.idle_beside(a).into_iter().chain(idle::reasons(&a.edits(b), &findings.names, never));
        lines.extend(reasons.map(|reason| format!("- {reason}")));
        if lines.len() == 1 {
            lines.push("- what differs between them acts on nobody on any day of these runs".to_owned());
        }
        lines.join("\n")
    }
}

/// No pair was completed: nothing is written.
fn nothing(pairs: &Pairs) -> Ending {
    if pairs.interrupted() {
        tell("interrupted before the first pair was complete; nothing was written");
        return Ending::Interrupted;
    }
    let failed = pairs.members.iter().find_map(|member| member.failed.first());
    let reason = failed.map_or(String::new(), |failed| format!("; run {}: {}", failed.run, failed.reason));
    tell(&format!("error: no pair of runs went well{reason}"));
    Ending::Failed
}
