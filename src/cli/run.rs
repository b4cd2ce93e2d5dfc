//! `crossings run`: simulate a scenario, write tables and figures, answer in words.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;

use super::common::{Clock, CommonArguments, quietly, quoted};
use super::kept::Kept;
use super::language::LanguageArguments;
use super::pictures::{self, files};
use super::progress::Progress;
use super::until::{self, Held, UntilArguments};
use super::{Ending, ScenarioArguments, answer, needs, print, rarely, report, shard, source, tell};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{self, Ensemble, Request};
use crate::language::Texts;
use crate::outcome::{Check, Dimensions, Findings, total};
use crate::output::{
    self, About, Audited, Circumstances, Completion, FailedRun, Figure, Identity, OutputError, Results, RunFolder,
    Tables, limits, passed, track_record, write_run,
};
use crate::plan::{Measure, Plan, Threshold};
use crate::rng::Streams;
use crate::scenario::Scenario;
use crate::study::precision::Tolerance;
use crate::units;

/// Most runs that can be asked for, as in scenario files.
const MOST_RUNS: u64 = 10_000_000;

/// Runs on which a do-nothing lever is tried.
const NULL_POLICY_RUNS: u64 = 4;

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// Number of simulated histories
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=MOST_RUNS))]
    runs: Option<u64>,
    /// Make this run alone, as it was in the ensemble
    #[arg(long, value_name = "RUN", conflicts_with_all = ["runs", "shard"], allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(..MOST_RUNS))]
    only_run: Option<u64>,
    /// Write a row of every run to runs.csv, however many they are [default: only up to 20,000 runs]
    #[arg(long)]
    every_run: bool,
    #[command(flatten)]
    until: UntilArguments,
    /// Write a report, too: one file beside the folder, to be read, printed and sent on
    #[arg(long, conflicts_with_all = ["shard", "only_run"])]
    report: bool,
    #[command(flatten)]
    language: LanguageArguments,
    #[command(flatten)]
    shard: shard::ShardArguments,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// A run, resolved: what is asked, once and for all.
struct Asked<'a> {
    scenario: &'a Scenario,
    prepared: Prepared,
    engine: EngineKind,
    seed: u64,
    runs: std::ops::Range<u64>,
    /// Tolerances that must hold; then `runs` are the most.
    tolerances: Vec<Tolerance>,
}

pub(super) fn run(arguments: &Arguments) -> Ending {
    let Some(loaded) = source::load(&arguments.scenario) else { return Ending::WrongInput };
    let (scenario, common) = (&loaded.scenario, &arguments.common);
    let prepared = Prepared::new(scenario.plan());
    let ready = || {
        let engine = common.engine(scenario)?;
        let tolerances = arguments.until.tolerances(&prepared)?;
        common.start_threads()?;
        Ok((engine, tolerances))
    };
    let (engine, tolerances) = match ready() {
        Ok(ready) => ready,
        Err(ending) => return ending,
    };
    let runs = match arguments.only_run {
        Some(run) => run..run + 1,
        None if !tolerances.is_empty() => 0..MOST_RUNS,
        None => 0..arguments.runs.unwrap_or(scenario.run.runs),
    };
    let seed = common.seed.unwrap_or(scenario.run.seed);
    let asked = Asked { scenario, prepared, engine, seed, runs, tolerances };
    let (folder, kept) = match common.open(&scenario.name, asked.work(arguments), &arguments.shard) {
        Ok(open) => open,
        Err(ending) => return ending,
    };
    if !common.silent() {
        print(&introduction(&asked));
    }
    simulate(arguments, &asked, folder, kept)
}

impl Asked<'_> {
    /// What decides the result.
    fn work(&self, arguments: &Arguments) -> output::Asked {
        output::Asked {
            kind: "run".to_owned(),
            engine: self.engine.name().to_owned(),
            seed: self.seed,
            first_run: self.runs.start,
            end_run: self.runs.end,
            conditions: arguments.until.conditions(),
            part: None,
            plans: vec![(self.scenario.name.clone(), self.scenario.digest_text())],
            every_run: arguments.every_run,
        }
    }
}

/// What is asked, before the work begins.
fn introduction(asked: &Asked) -> String {
    let card = &asked.scenario.card;
    let mut text = card.title.clone();
    if !card.question.is_empty() {
        text.push_str(&format!("\n{}", card.question));
    }
    for idle in asked.scenario.idle_levers() {
        text.push_str(&format!("\nChanges nothing: {idle}"));
    }
    text
}

fn simulate(arguments: &Arguments, asked: &Asked, mut folder: RunFolder, mut kept: Kept) -> Ending {
    let clock = Clock::start(arguments.scenario.known);
    let prepared = &asked.prepared;
    let design = Design::new(&prepared.plan.numbers, asked.seed);
    let job = |run: u64| design.job(run);
    let progress = Progress::new(asked.runs.end - asked.runs.start, arguments.common.silent());
    let request = Request {
        prepared,
        engine: arguments.common.on_path(asked.engine),
        streams: Streams::new(asked.seed),
        runs: asked.runs.clone(),
        job: &job,
        watch: &progress,
    };
    let silent = arguments.common.silent() || kept.part().is_some();
    // What is there already needs no room any more.
    let rows = || needs::rows(&request, kept.runs().end - kept.runs().start).saturating_sub(folder.grown_bytes());
    let rows = if arguments.every_run { rows() } else { 0 };
    if asked.tolerances.is_empty()
        && let Err(ending) = needs::check(std::slice::from_ref(&request), folder.target(), rows, silent)
    {
        return ending;
    }
    if kept.part().is_some() {
        return shard::make(std::slice::from_ref(&request), folder, kept, &progress);
    }
    let made = quietly(|| {
        let (mut pairs, held) = until::make(std::slice::from_ref(&request), &asked.tolerances, &progress, &mut kept)?;
        kept.leave(&pairs, &mut folder)?;
        let ensemble = pairs.members.pop().expect("one request has one member");
        let null = if ensemble.interrupted { (0, 0) } else { null_policy(&request, &ensemble) };
        Ok((ensemble, held, null))
    });
    progress.finish();
    let (ensemble, held, (compared, differed)) = match made {
        Ok(made) => made,
        Err(ending) => return ending,
    };
    let seconds = clock.seconds();
    let Some(findings) = ensemble.tally.findings() else {
        return nothing_to_show(&ensemble);
    };
    let circumstances = clock.circumstances(seconds, ensemble.interrupted);
    let audits = audits(&ensemble, compared, differed);
    let thresholds = answer::thresholds_in_words(&prepared.plan);
    let track_record = track_record(Texts::english(), asked.scenario);
    let about = About {
        name: &asked.scenario.name,
        card: &asked.scenario.card,
        parameters: &asked.scenario.parameter_set,
        sources: &asked.scenario.sources,
        thresholds: &thresholds,
        track_record: track_record.as_deref(),
    };
    let told =
        Told { arguments, asked, held: &held, plan: &prepared.plan, findings: &findings, audits: &audits, about };
    match told.write(folder, &ensemble, &circumstances) {
        Ok((folder, identity)) => report::afterwards(
            arguments.report.then_some(arguments.language),
            told.answer(&folder, &identity, &ensemble, seconds),
            &folder,
        ),
        Err(error) => {
            tell(&format!("error: {error}"));
            Ending::Failed
        }
    }
}

/// Tries a do-nothing lever on a few runs that went well. If it makes one of them fail, it has changed something.
fn null_policy(request: &Request, ensemble: &Ensemble) -> (u64, u64) {
    let bad = |run: u64| ensemble.failed.iter().any(|failed| failed.run == run);
    let Some(first) = request.runs.clone().find(|&run| !bad(run)) else { return (0, 0) };
    let end = (first..request.runs.end.min(first + NULL_POLICY_RUNS)).find(|&run| bad(run));
    let runs = first..end.unwrap_or(request.runs.end.min(first + NULL_POLICY_RUNS));
    let number = runs.end - runs.start;
    let request = Request { runs, ..*request };
    std::panic::catch_unwind(AssertUnwindSafe(|| ensemble::null_policy(&request, number))).unwrap_or((number, number))
}

/// No run was completed: nothing is written.
fn nothing_to_show(ensemble: &Ensemble) -> Ending {
    match ensemble.failed.first() {
        Some(failed) => {
            tell(&format!(
                "error: all of the first {} runs failed, so the others were not tried; run {}: {}",
                ensemble.failed.len(),
                failed.run,
                failed.reason
            ));
            Ending::Failed
        }
        None => {
            tell("interrupted before the first run was complete; nothing was written");
            Ending::Interrupted
        }
    }
}

/// The checks of all runs, and the do-nothing lever.
pub(super) fn audits(ensemble: &Ensemble, compared: u64, differed: u64) -> Vec<Audited> {
    let mut audits: Vec<Audited> = Check::ALL
        .into_iter()
        .map(|check| Audited {
            name: check.name().to_owned(),
            meaning: check.meaning().to_owned(),
            checked: ensemble.audit.checked[check as usize],
            broken: ensemble.audit.broken[check as usize],
            examples: ensemble
                .failed
                .iter()
                .filter(|failed| failed.reason.contains(check.name()))
                .take(3)
                .map(|failed| format!("run {}, day {}", failed.run, failed.day.unwrap_or(0)))
                .collect(),
        })
        .collect();
    audits.push(Audited {
        name: "null_policy".to_owned(),
        meaning: "A deadline that nobody believes changes no figure, to the bit, in the first runs.".to_owned(),
        checked: compared,
        broken: differed,
        examples: Vec::new(),
    });
    audits
}

/// Everything that files and console tell.
struct Told<'a> {
    arguments: &'a Arguments,
    asked: &'a Asked<'a>,
    held: &'a Held,
    plan: &'a Plan,
    findings: &'a Findings,
    audits: &'a [Audited],
    about: About<'a>,
}

impl Told<'_> {
    /// Writes the run folder. Returns where it is, and the identity card.
    fn write(
        &self,
        folder: RunFolder,
        ensemble: &Ensemble,
        circumstances: &Circumstances,
    ) -> Result<(PathBuf, Identity), OutputError> {
        let (engine, fidelity) = (self.asked.engine.name(), self.asked.engine.fidelity().words());
        let (tables, (scenario_toml, plan)) = rayon::join(
            || Tables::of(self.findings),
            || rayon::join(|| self.asked.scenario.resolved_toml(), || self.asked.scenario.digest_text()),
        );
        let identity = Identity::of(self.findings, &tables, engine, fidelity, self.asked.seed, &plan);
        let keys = &self.plan.numbers.keys;
        let failed: Vec<FailedRun> = ensemble
            .failed
            .iter()
            .map(|failed| FailedRun {
                run: failed.run,
                reason: &failed.reason,
                day: failed.day,
                numbers: keys.iter().map(String::as_str).zip(failed.numbers.iter().copied()).collect(),
                replay: self.replay(failed.run),
            })
            .collect();
        let figures = if self.arguments.common.no_figures { Vec::new() } else { self.figures(&identity) };
        let results = Results {
            findings: self.findings,
            tables: &tables,
            about: &self.about,
            identity: &identity,
            scenario_toml: &scenario_toml,
            failed: &failed,
            audits: self.audits,
            figures: &figures,
            runs_asked: self.runs_asked(ensemble),
            completion: if ensemble.interrupted { Completion::Interrupted } else { Completion::Complete },
            circumstances,
        };
        Ok((write_run(folder, &results)?, identity))
    }

    /// How many runs were asked for: with tolerances, as many as it took.
    fn runs_asked(&self, ensemble: &Ensemble) -> u64 {
        match self.asked.tolerances.is_empty() {
            true => self.asked.runs.end - self.asked.runs.start,
            false => ensemble.tally.runs() + ensemble.failed.len() as u64,
        }
    }

    /// Draws every figure as SVG and PNG.
    fn figures(&self, identity: &Identity) -> Vec<Figure> {
        let observed = self.arguments.scenario.known.observed();
        let Asked { scenario, engine, .. } = self.asked;
        let told = (self.plan, self.findings);
        let texts = self.arguments.language.texts();
        files(pictures::of_run(texts, scenario, told, &observed, *engine, &identity.to_string()))
    }

    /// A command that makes one run of this ensemble alone.
    fn replay(&self, run: u64) -> String {
        let mut command = format!(
            "crossings run {} --seed {} --engine {} --only-run {run}",
            quoted(&self.asked.scenario.path),
            self.asked.seed,
            self.asked.engine
        );
        for setting in &self.arguments.scenario.overrides {
            command.push_str(&format!(" --set {}", quoted(setting)));
        }
        command.push_str(&self.arguments.scenario.known.typed());
        command.push_str(&format!(" -o {}", quoted(&format!("output/{}-run-{run}", self.asked.scenario.name))));
        command
    }

    fn answer(&self, folder: &std::path::Path, identity: &Identity, ensemble: &Ensemble, seconds: f64) -> Ending {
        if self.arguments.common.json {
            print(&answer::json(self.findings, identity, folder, &self.about));
        } else if self.arguments.common.quiet {
            print(&identity.to_string());
        } else {
            print(&self.in_words(folder, identity, seconds));
        }
        if !ensemble.failed.is_empty() {
            tell(&format!(
                "{} failed and do not count; each is a row of failed.csv with a command to replay it",
                source::count(ensemble.failed.len(), "run")
            ));
        }
        self.held.tell(ensemble.interrupted);
        if !passed(self.audits) && !ensemble.interrupted {
            tell("warning: a check did not hold; see assurance.json");
        }
        if ensemble.interrupted {
            tell(&format!(
                "interrupted: {} of {} runs are complete and were written",
                units::grouped(self.findings.runs as f64),
                units::grouped(self.runs_asked(ensemble) as f64)
            ));
            return Ending::Interrupted;
        }
        if ensemble.failed.len() as u64 > self.findings.runs {
            tell("error: most runs failed; what is told of the others is told of a selection");
            return Ending::Failed;
        }
        Ending::Done
    }

    /// How to learn more about thresholds that hardly any run reaches.
    fn rare_thresholds(&self) -> Vec<String> {
        let hint = |(index, threshold): (usize, &Threshold)| {
            let dimensions = Dimensions { threshold: Some(index), ..Dimensions::ALL };
            let share = answer::total_of(self.findings, &total::THRESHOLD, dimensions)?.mean;
            rarely::hint(share, self.findings.runs as f64, &self.arguments.scenario, &event(threshold, self.plan))
        };
        self.plan.questions.thresholds.iter().enumerate().filter_map(hint).collect()
    }

    fn in_words(&self, folder: &std::path::Path, identity: &Identity, seconds: f64) -> String {
        let findings = self.findings;
        let mut lines =
            vec![String::new(), answer::sentence(Texts::english(), findings), String::new(), answer::table(findings)];
        lines.push(String::new());
        lines.push(answer::target(Texts::english(), findings, self.plan.target_people()));
        lines.extend(answer::thresholds(Texts::english(), findings, self.about.thresholds));
        lines.extend(self.rare_thresholds());
        lines.push(String::new());
        lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
        lines.push(format!("Parameters: {}.", self.about.parameters.in_words()));
        lines.extend(self.about.track_record.map(str::to_owned));
        lines.extend(self.arguments.scenario.known.words());
        lines.extend(self.held.words.iter().cloned());
        lines.push(format!("{} {:.1} s.", answer::monte_carlo(Texts::english(), findings), seconds));
        let checked: u64 = self.audits.iter().map(|audit| audit.checked).sum();
        let broken: u64 = self.audits.iter().map(|audit| audit.broken).sum();
        lines.push(format!(
            "Checks: {} made, {} broken (assurance.json).",
            units::grouped(checked as f64),
            units::grouped(broken as f64)
        ));
        lines.push(identity.to_string());
        lines.push(format!("Files: {}", folder.display()));
        lines.join("\n")
    }
}

/// A threshold as an event of `crossings rare`: totals by a date are highest daily values up to it.
fn event(threshold: &Threshold, plan: &Plan) -> String {
    let label = match threshold.measure {
        Measure::DeparturesCumulative => total::DEPARTURES_TOTAL.name,
        Measure::Departures => total::PEAK_DAILY_CROSSINGS.name,
        Measure::DocumentedDeportedCumulative => total::DOCUMENTED_DEPORTED_TOTAL.name,
        Measure::Queue => total::QUEUE_MAX.name,
        Measure::ReceptionShortfall => total::RECEPTION_SHORTFALL_MAX.name,
    };
    format!("{label} >= {} by {}", threshold.at_least, units::iso(plan.first_day + threshold.by as i32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::ensemble::Unwatched;
    use crate::outcome::RunSummary;
    use crate::plan::Job;

    /// An engine whose runs below `weak` panic, with any plan or only with a plan that has a deadline more.
    struct Creaking {
        weak: u64,
        deadlines: usize,
    }

    impl Engine for Creaking {
        fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
            let weak = jobs.iter().any(|job| job.run < self.weak);
            assert!(!weak || prepared.plan.policy.deadlines.len() < self.deadlines, "a loose floorboard");
            EngineKind::MeanField.engine().run(prepared, jobs, streams)
        }
    }

    fn tried(weak: u64, deadlines: usize) -> (u64, u64) {
        let loaded = crate::scenario::load(
            "scenarios/history.toml",
            &["time.last_day=2023-10-05".to_owned()],
            &crate::scenario::read_shipped,
        );
        let prepared = Prepared::new(loaded.expect("the shipped scenario is fine").scenario.plan());
        let design = Design::new(&prepared.plan.numbers, 1);
        let engine = Creaking { weak, deadlines: deadlines + prepared.plan.policy.deadlines.len() };
        let request = Request {
            prepared: &prepared,
            engine: &engine,
            streams: Streams::new(1),
            runs: 0..6,
            job: &|run| design.job(run),
            watch: &Unwatched,
        };
        let ensemble = ensemble::run(&request);
        null_policy(&request, &ensemble)
    }

    #[test]
    fn a_do_nothing_lever_is_tried_on_runs_that_went_well() {
        assert_eq!(tried(0, 0), (4, 0), "all went well");
        assert_eq!(tried(3, 0), (3, 0), "three are left");
        assert_eq!(tried(6, 0), (0, 0), "none is left");
        assert_eq!(tried(6, 1), (4, 4), "the lever alone makes them fail");
    }
}
