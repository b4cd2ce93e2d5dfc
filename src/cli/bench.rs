//! `crossings bench`: how fast each engine is on a scenario, and whether it agrees; or, with `--growth`, how cost grows.

use std::path::{Path as FilePath, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use super::common::{Clock, wrong};
use super::pictures::files;
use super::progress::{self, Steps};
use super::{Ending, ScenarioArguments, default_folder, print, source, tell};
use crate::agreement::Verdict;
use crate::bench::growth::{Axis, Curve, grow};
use crate::bench::{
    self, BASELINE, Candidate, Found, Settings, Size, agreement_csv, engine_named, engines_csv, growth_csv, memory,
};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::output::{Machine, OutputError, RunFolder, digest};
use crate::plan::Job;
use crate::plot::{self, GrowthPanel, GrowthStory, GrowthTrack, SpeedPanel, SpeedRow, SpeedStory, VerdictMark};
use crate::rng::Streams;
use crate::sample::Path;
use crate::scenario::Scenario;
use crate::units;

/// Runs for a verdict, unless said otherwise.
const RUNS: u64 = 1000;

/// Seconds for each engine and size, unless said otherwise.
const SECONDS: f64 = 3.0;

/// Arguments of `bench`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// Folder for the results [default: output/bench-NAME]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Engines to measure: `all`, or names with commas between
    #[arg(long, value_name = "NAMES", default_value = "all")]
    engines: String,
    /// Sizes of the scenario: small (some hundred households), real, large (a thousand times the people)
    #[arg(long, value_name = "SIZES", default_value = "small,real,large")]
    sizes: String,
    /// Seconds for each engine and size
    #[arg(long, value_name = "S", default_value_t = SECONDS, allow_negative_numbers = true, value_parser = seconds)]
    seconds: f64,
    /// Runs of each engine for the verdict
    #[arg(long, value_name = "N", default_value_t = RUNS, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
    runs: u64,
    /// Names the random draws [default: that of the scenario]
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(..1 << 53))]
    seed: Option<u64>,
    /// Show how the time of a run grows with runs, days, cells, people and threads
    #[arg(long, conflicts_with_all = ["engines", "sizes", "runs"])]
    growth: bool,
    /// Write no pictures
    #[arg(long)]
    no_figures: bool,
    /// Replace a finished result
    #[arg(long)]
    force: bool,
    /// Print nothing but where the files are
    #[arg(long, short)]
    quiet: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// Arguments of the process in which the memory of one engine is measured.
#[derive(Debug, clap::Args)]
pub(super) struct MemoryArguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    #[arg(long)]
    engine: EngineKind,
    #[arg(long)]
    path: Option<String>,
    #[arg(long)]
    size: Size,
    #[arg(long)]
    runs: u64,
    #[arg(long)]
    seed: u64,
}

/// A number of seconds: a tenth at least, a day at most.
fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("`{text}` is no number of seconds"))?;
    let range = 0.1..=86_400.0;
    if range.contains(&seconds) { Ok(seconds) } else { Err("it lies between 0.1 and 86400".to_owned()) }
}

pub(super) fn bench(arguments: &Arguments) -> Ending {
    let lists = (engines(&arguments.engines), sizes(&arguments.sizes));
    let Some(loaded) = source::load(&arguments.scenario) else { return Ending::WrongInput };
    let (candidates, sizes) = match lists {
        (Ok(candidates), Ok(sizes)) => (candidates, sizes),
        (candidates, sizes) => {
            for message in [candidates.err(), sizes.err()].into_iter().flatten() {
                tell(&format!("error: {message}"));
            }
            return Ending::WrongInput;
        }
    };
    let scenario = &loaded.scenario;
    let settings = Settings {
        candidates,
        seconds: arguments.seconds,
        runs: arguments.runs as usize,
        seed: arguments.seed.unwrap_or(scenario.run.seed),
    };
    let folder = arguments.output.clone().unwrap_or_else(|| default_folder(&format!("bench-{}", scenario.name)));
    let folder = match RunFolder::prepare(&folder, arguments.force) {
        Ok(folder) => folder,
        Err(error) => return wrong(error),
    };
    progress::listen(&folder);
    let measured = Measured { arguments, scenario, settings: &settings, clock: Clock::start(arguments.scenario.known) };
    let ended = if arguments.growth { measured.growth(folder) } else { measured.speeds(&sizes, folder) };
    match ended {
        Ok(ending) => ending,
        Err(error) => {
            tell(&format!("error: {error}"));
            Ending::Failed
        }
    }
}

/// The engines of a list, and always the baseline.
fn engines(list: &str) -> Result<Vec<Candidate>, String> {
    let mut kinds: Vec<EngineKind> = match list {
        "all" => EngineKind::ALL.to_vec(),
        names => names.split(',').map(|name| engine_named(name.trim())).collect::<Result<_, _>>()?,
    };
    kinds.push(BASELINE);
    let asked = EngineKind::ALL.into_iter().filter(|kind| kinds.contains(kind));
    Ok(asked.flat_map(Candidate::all_of).collect())
}

fn sizes(list: &str) -> Result<Vec<Size>, String> {
    let asked: Vec<Size> = list.split(',').map(|name| name.trim().parse()).collect::<Result<_, _>>()?;
    Ok(Size::ALL.into_iter().filter(|size| asked.contains(size)).collect())
}

/// A benchmark, resolved.
struct Measured<'a> {
    arguments: &'a Arguments,
    scenario: &'a Scenario,
    settings: &'a Settings,
    clock: Clock,
}

impl Measured<'_> {
    fn speeds(&self, sizes: &[Size], folder: RunFolder) -> Result<Ending, OutputError> {
        let plan = self.scenario.plan();
        let steps = Steps::new(self.silent());
        let memory =
            |candidate, size, runs| ask_memory(&self.arguments.scenario, candidate, size, runs, self.settings.seed);
        let mut found = Vec::new();
        for &size in sizes {
            match bench::measure(&plan, size, self.settings, &memory, &steps) {
                Ok(one) => {
                    steps.pause(|| self.say(&format!("{}\n", bench::table(&one))));
                    found.push(one);
                }
                Err(bench::Interrupted) => return Ok(interrupted(&steps)),
            }
        }
        steps.finish();
        self.say(&found.iter().map(sentences).collect::<Vec<_>>().join("\n\n"));
        let figure = (!self.arguments.no_figures).then(|| plot::speeds(&self.speed_story(&found)));
        let place = self.write(folder, figure, |folder| {
            let meaning = "How fast each engine is at each size, its memory, and whether it agrees with its judge.";
            folder.write("engines.csv", meaning, &engines_csv(&found))?;
            let meaning = "Every test of agreement between an engine and its judge.";
            folder.write("agreement.csv", meaning, &agreement_csv(&found))
        })?;
        self.tell_place(&place, || found.iter().map(json_of).collect());
        Ok(Ending::Done)
    }

    fn growth(&self, folder: RunFolder) -> Result<Ending, OutputError> {
        let steps = Steps::new(self.silent());
        let curves = match grow(&self.scenario.plan(), self.settings, &steps) {
            Ok(curves) => curves,
            Err(bench::Interrupted) => return Ok(interrupted(&steps)),
        };
        steps.finish();
        self.say(&bench::growth_sentences(&curves).join("\n"));
        let figure = (!self.arguments.no_figures).then(|| plot::growth(&self.growth_story(&curves)));
        let place = self.write(folder, figure, |folder| {
            let meaning = "How the time of a run grows with runs, days, cells, people and threads.";
            folder.write("growth.csv", meaning, &growth_csv(&curves))
        })?;
        self.tell_place(&place, || bench::growth_sentences(&curves).into_iter().map(|line| json!(line)).collect());
        Ok(Ending::Done)
    }

    fn silent(&self) -> bool {
        self.arguments.quiet || self.arguments.json
    }

    fn say(&self, text: &str) {
        if !self.silent() {
            print(text);
        }
    }

    fn tell_place(&self, place: &FilePath, results: impl FnOnce() -> Vec<serde_json::Value>) {
        if self.arguments.json {
            print(&format!("{:#}", json!({ "folder": place, "results": results() })));
        } else {
            print(&format!("{}Files: {}", if self.arguments.quiet { "" } else { "\n" }, place.display()));
        }
    }

    /// Writes tables, picture and manifest, and gives the folder its name.
    fn write(
        &self,
        mut folder: RunFolder,
        figure: Option<plot::Figure>,
        tables: impl FnOnce(&mut RunFolder) -> Result<(), OutputError>,
    ) -> Result<PathBuf, OutputError> {
        tables(&mut folder)?;
        let meaning = "The scenario as it was measured: everything resolved, with sources.";
        folder.write("scenario.toml", meaning, self.scenario.resolved_toml().as_bytes())?;
        for file in files(figure.into_iter().collect()) {
            folder.write(&format!("figures/{}", file.name), &file.meaning, &file.content)?;
        }
        let circumstances = self.clock.circumstances(self.clock.seconds(), false);
        let listed: Vec<_> = folder
            .files()
            .iter()
            .map(|file| json!({ "path": file.path, "bytes": file.bytes, "sha256": file.sha256, "meaning": file.meaning }))
            .collect();
        let mut manifest = json!({
            "program": "crossings",
            "complete": true,
            "kind": if self.arguments.growth { "growth" } else { "bench" },
            "version": env!("CARGO_PKG_VERSION"),
            "scenario": self.scenario.name,
            "plan_digest": digest(self.scenario.digest_text().as_bytes()),
            "seed": self.settings.seed,
            "seconds": self.settings.seconds,
            "runs_for_verdict": self.settings.runs,
            "instructions": Path::available().iter().map(|path| path.name()).collect::<Vec<_>>(),
        });
        let circumstances = serde_json::to_value(circumstances).expect("texts and numbers");
        for part in [circumstances, json!({ "files": listed })] {
            let (Some(whole), serde_json::Value::Object(part)) = (manifest.as_object_mut(), part) else { continue };
            whole.extend(part);
        }
        folder.finish(format!("{manifest:#}\n").as_bytes())
    }

    fn provenance(&self) -> String {
        format!(
            "crossings {} · bench of {} · seed {} · {} s for each · {}",
            env!("CARGO_PKG_VERSION"),
            self.scenario.name,
            self.settings.seed,
            self.settings.seconds,
            self.clock.started
        )
    }

    fn machine(&self) -> String {
        let paths: Vec<String> = Path::available().iter().map(|path| path.name().to_owned()).collect();
        let Machine { os, arch, cores, .. } = Machine::here(1);
        format!(
            "Measured on {} with crossings {}: {os}, {arch}, {cores} threads, instructions {}. Seed {}. Another machine gives \
             other speeds; ratios travel better.",
            &self.clock.started[..10],
            env!("CARGO_PKG_VERSION"),
            units::listed(&paths),
            self.settings.seed
        )
    }

    fn speed_story<'a>(&'a self, found: &[Found]) -> SpeedStory<'a> {
        let panels = found
            .iter()
            .map(|found| SpeedPanel { heading: heading(found), rows: found.rows.iter().map(speed_row).collect() });
        let mut notes = vec![self.machine()];
        notes.push(format!(
            "Engines take turns in rounds on the same runs. \"× plain\": how many times as fast as the engine {BASELINE}, which \
             draws with a library. Verdicts come from tests of all outcomes, each engine against the judge of its size; at most \
             1 verdict in 200 says \"differs\" of an engine that has the same law."
        ));
        SpeedStory {
            scenario: &self.scenario.card.title,
            panels: panels.collect(),
            notes,
            provenance: self.provenance(),
        }
    }

    fn growth_story<'a>(&'a self, curves: &[Curve]) -> GrowthStory<'a> {
        let panel = |axis: Axis| {
            let of_axis: Vec<&Curve> = curves.iter().filter(|curve| curve.axis == axis).collect();
            let track = |curve: &&Curve| GrowthTrack {
                engine: curve.engine.to_string(),
                points: curve.points.iter().map(|p| (p.amount, [0.25, 0.5, 0.75].map(|q| p.quantile(q)))).collect(),
            };
            GrowthPanel {
                heading: units::capital(axis.words().trim_start_matches("the ")),
                words: of_axis.iter().map(|curve| bench::growth_in_brief(curve)).collect(),
                unit: axis.unit().to_owned(),
                compared_power: if axis == Axis::Threads { -1.0 } else { 1.0 },
                tracks: of_axis.iter().map(track).collect(),
            }
        };
        let panels = Axis::ALL.into_iter().map(panel).filter(|panel| !panel.tracks.is_empty()).collect();
        let mut notes = vec![self.machine()];
        let early = curves.iter().filter_map(|curve| {
            Some(format!("{}, {}: {}", curve.engine, curve.axis.name(), curve.ended_early.as_ref()?))
        });
        let early: Vec<String> = early.collect();
        if !early.is_empty() {
            notes.push(format!("Ended early. {}.", early.join("; ")));
        }
        GrowthStory { scenario: &self.scenario.card.title, panels, notes, provenance: self.provenance() }
    }
}

/// Nothing was written.
fn interrupted(steps: &Steps) -> Ending {
    steps.finish();
    tell("interrupted; nothing was written");
    Ending::Interrupted
}

fn heading(found: &Found) -> String {
    let judge = found.judge.map_or("not judged".to_owned(), |judge| format!("judge: {judge}"));
    let [households, days] = [found.households, found.prepared.plan.days as f64].map(units::grouped);
    format!("{}: {households} households, {days} days; {judge}", units::capital(found.size.name()))
}

fn speed_row(row: &bench::Row) -> SpeedRow {
    let mark = match row.verdict {
        Verdict::Judge { .. } => VerdictMark::Judge,
        Verdict::SameBits { .. } => VerdictMark::SameBits,
        Verdict::Agrees(_) => VerdictMark::Agrees,
        Verdict::Differs(..) => VerdictMark::Differs,
        Verdict::NotJudged(_) => VerdictMark::NotJudged,
    };
    let ratio = match row.speed.as_ref().ok().and_then(|speed| speed.ratio) {
        Some(_) if row.candidate.kind == BASELINE => "baseline · ".to_owned(),
        // Far below one, its size says all.
        Some((ratio, _)) if ratio < 0.1 => format!("{} × plain · ", bench::short(ratio)),
        Some((ratio, error)) => format!("{} × plain · ", bench::with_error(ratio, error)),
        None => String::new(),
    };
    SpeedRow {
        engine: row.candidate.to_string(),
        // The table has the whole reason; a picture has room for its first half.
        runs_per_second: row
            .speed
            .as_ref()
            .map(bench::Speed::runs_per_second)
            .map_err(|reason| reason.split(" (").next().unwrap_or_default().to_owned()),
        mark,
        words: format!("{ratio}{}", row.verdict.brief()),
    }
}

fn sentences(found: &Found) -> String {
    let mut lines = vec![format!("At the size {}:", found.size)];
    lines.extend(bench::speed_sentences(found).into_iter().map(|line| format!("- {line}")));
    lines.join("\n")
}

fn json_of(found: &Found) -> serde_json::Value {
    let engines: Vec<_> = found
        .rows
        .iter()
        .map(|row| {
            let speed = row.speed.as_ref().ok();
            let [low, median, high] = speed.map_or([None; 3], |speed| speed.runs_per_second().map(Some));
            json!({
                "engine": row.candidate.kind.name(),
                "instructions": row.candidate.path.map(Path::name),
                "runs_per_second": median,
                "runs_per_second_half_of_rounds": [low, high],
                "times_as_fast_as_plain": speed.and_then(|speed| speed.ratio).map(|ratio| ratio.0),
                "times_as_fast_error": speed.and_then(|speed| speed.ratio).map(|ratio| ratio.1),
                "peak_memory_mib": row.memory_mib.as_ref().ok(),
                "verdict": row.verdict.word(),
                "verdict_in_words": row.verdict.sentence(&found.prepared.plan.names),
                "left_out_because": row.speed.as_ref().err(),
            })
        })
        .collect();
    json!({
        "size": found.size.name(),
        "households": found.households,
        "days": found.prepared.plan.days,
        "cells": found.prepared.network.shape.cells(),
        "judge": found.judge.map(|judge| judge.to_string()),
        "engines": engines,
    })
}

/// Starts this program again, for one engine, and asks for its peak memory.
fn ask_memory(
    scenario: &ScenarioArguments,
    candidate: Candidate,
    size: Size,
    runs: usize,
    seed: u64,
) -> Result<f64, String> {
    memory::peak_mib()?;
    let program = std::env::current_exe().map_err(|error| format!("this program does not find itself: {error}"))?;
    let mut command = Command::new(program);
    command.args(["bench-memory", &scenario.scenario, "--engine", candidate.kind.name(), "--size", size.name()]);
    command.args(["--runs", &runs.to_string(), "--seed", &seed.to_string()]);
    if let Some(path) = candidate.path {
        command.args(["--path", path.name()]);
    }
    for setting in &scenario.overrides {
        command.args(["--set", setting]);
    }
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| format!("it cannot be started alone: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.trim().parse() {
        Ok(mib) if output.status.success() => Ok(mib),
        _ => Err("the process that was to tell ended without an answer".to_owned()),
    }
}

/// `crossings bench-memory`: makes some runs and prints the peak of the resident memory, MiB.
pub(super) fn bench_memory(arguments: &MemoryArguments) -> Ending {
    let Some(loaded) = source::load(&arguments.scenario) else { return Ending::WrongInput };
    let prepared = Prepared::new(arguments.size.plan(&loaded.scenario.plan(), arguments.seed));
    let design = Design::new(&prepared.plan.numbers, arguments.seed);
    let jobs: Vec<Job> = (0..arguments.runs).map(|run| design.job(run)).collect();
    let path = arguments.path.as_deref().and_then(Path::named);
    let engine = Candidate { kind: arguments.engine, path }.engine();
    std::hint::black_box(engine.run(&prepared, &jobs, &Streams::new(arguments.seed)));
    match memory::peak_mib() {
        Ok(mib) => {
            print(&mib.to_string());
            Ending::Done
        }
        Err(reason) => {
            tell(&format!("error: {reason}"));
            Ending::Failed
        }
    }
}
