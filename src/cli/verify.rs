//! `crossings verify DIR`: is a result folder what it claims to be?
//!
//! Four questions, each harder to fool than the one before: do the files have the digests that the manifest lists; are the
//! digests of the identity card those of the scenario and the tables in the folder; do the tables follow, to the byte, from the
//! exact sums and histograms in `state.bin`; and do runs that are picked at random come out again, when they are made anew by
//! this program? Of a study other than a run the first two are asked; `--whole` makes any result again, all of it, and compares
//! every file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::common::{quietly, wrong};
use super::{Command, Ending, print, resume, source, tell};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{self, Pairs, Request, Unwatched};
use crate::outcome::{Findings, from_steps};
use crate::output::{STATE, Tables, digest, is_complete, read_log, runs_csv};
use crate::rng::Streams;
use crate::scenario::Scenario;
use crate::units::grouped;

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of a result
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Runs to make again, picked at random
    #[arg(long, value_name = "N", default_value_t = 64, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=1_000_000))]
    sample: u64,
    /// Make the whole result again and compare every file
    #[arg(long)]
    whole: bool,
}

/// What was found.
#[derive(Default)]
struct Found {
    held: Vec<String>,
    broken: Vec<String>,
    /// What could not be asked.
    unasked: Vec<String>,
}

impl Found {
    /// Notes how a check went.
    fn check(&mut self, holds: bool, held: impl Into<String>, broken: impl Into<String>) {
        match holds {
            true => self.held.push(held.into()),
            false => self.broken.push(broken.into()),
        }
    }
}

pub(super) fn verify(arguments: &Arguments) -> Ending {
    let place = &arguments.folder;
    let Some(manifest) = resume::manifest(place).filter(|_| is_complete(place)) else {
        return wrong(format!(
            "`{}` holds no finished result: there is no manifest.json of this program",
            place.display()
        ));
    };
    let mut found = Found::default();
    files(place, &manifest, &mut found);
    card(place, &manifest, &mut found);
    if manifest["kind"].is_null() {
        match run(place, &manifest, arguments.sample, &mut found) {
            Ok(()) => {}
            Err(why) => found.unasked.push(why),
        }
    } else if !arguments.whole {
        found.unasked.push("no run was made again; --whole makes this study again and compares every file".to_owned());
    }
    if arguments.whole
        && let Err(ending) = whole(place, &manifest, &mut found)
    {
        return ending;
    }
    said(place, &found)
}

/// Says what was found.
fn said(place: &Path, found: &Found) -> Ending {
    let lines = |mark: &str, lines: &[String]| lines.iter().map(|line| format!("{mark} {line}")).collect::<Vec<_>>();
    let mut all = lines("holds:  ", &found.held);
    all.extend(lines("unasked:", &found.unasked));
    print(&all.join("\n"));
    found.broken.iter().for_each(|broken| tell(&format!("error: {broken}")));
    let shown = place.display();
    match found.broken.len() {
        0 => {
            print(&format!("`{shown}` is what it claims to be, as far as was asked"));
            Ending::Done
        }
        number => {
            tell(&format!("`{shown}` is not what it claims to be: {}", source::count(number, "check") + " failed"));
            Ending::Failed
        }
    }
}

/// Every file against the manifest.
fn files(place: &Path, manifest: &Value, found: &mut Found) {
    let mut listed = BTreeSet::new();
    let mut bad = Vec::new();
    for file in manifest["files"].as_array().into_iter().flatten() {
        let name = file["path"].as_str().unwrap_or_default();
        listed.insert(name.to_owned());
        match std::fs::read(place.join(name)) {
            Err(error) => bad.push(format!("{name}: {error}")),
            Ok(bytes) if file["bytes"] != bytes.len() as u64 => {
                bad.push(format!("{name} has {} bytes, not {}", bytes.len(), file["bytes"]));
            }
            Ok(bytes) if file["sha256"] != digest(&bytes) => {
                bad.push(format!("{name} has other content than was written"))
            }
            Ok(_) => {}
        }
    }
    let held = format!("{} files have the sizes and SHA-256 digests that the manifest lists", listed.len());
    if listed.is_empty() {
        bad.push("manifest.json lists no files".to_owned());
    }
    found.check(bad.is_empty(), held, bad.join("; "));
    let mut there = Vec::new();
    below(place, "", &mut there);
    let more: Vec<String> =
        there.into_iter().filter(|name| name != "manifest.json" && !listed.contains(name)).collect();
    if !more.is_empty() {
        found.unasked.push(format!("files that the manifest does not list: {}", more.join(", ")));
    }
}

/// The names of all files below a folder.
fn below(folder: &Path, before: &str, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => below(&entry.path(), &format!("{name}/"), names),
            false => names.push(name),
        }
    }
    names.sort();
}

/// The digests of the identity card against scenarios and tables.
fn card(place: &Path, manifest: &Value, found: &mut Found) {
    let is_run = manifest["kind"].is_null();
    let files = manifest["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str());
    // Tables of a study are written first, in the order of their digest.
    let tables: Vec<&str> = match is_run {
        true => vec!["daily.csv", "totals.csv"],
        false => files.take_while(|name| name.ends_with(".csv")).collect(),
    };
    let content: Vec<u8> = tables.iter().flat_map(|name| std::fs::read(place.join(name)).unwrap_or_default()).collect();
    found.check(
        manifest["identity"]["results_digest"] == digest(&content),
        format!("the results digest of the card is that of {}", tables.join(", ")),
        "the results digest of the card is not that of the tables",
    );
    if !is_run {
        return;
    }
    match scenario(place) {
        Ok(scenario) => found.check(
            manifest["identity"]["plan_digest"] == digest(scenario.digest_text().as_bytes()),
            "the plan digest of the card is that of scenario.toml",
            "the plan digest of the card is not that of scenario.toml",
        ),
        Err(why) => found.broken.push(why),
    }
}

/// The scenario of a run.
fn scenario(place: &Path) -> Result<Scenario, String> {
    let path = place.join("scenario.toml").display().to_string();
    let loaded = source::read_all(&path, &[]);
    loaded
        .map(|loaded| loaded.scenario)
        .map_err(|problems| format!("scenario.toml is no scenario: {}", problems.render(false)))
}

/// A run: tables against the state, and runs against what they are when they are made anew. Why not, if they cannot be asked.
fn run(place: &Path, manifest: &Value, sample: u64, found: &mut Found) -> Result<(), String> {
    let identity = &manifest["identity"];
    let version = env!("CARGO_PKG_VERSION");
    if identity["version"] != version {
        return Err(format!(
            "no run was made again: the result is of version {} and this is {version}",
            identity["version"]
        ));
    }
    let prepared = Prepared::new(scenario(place)?.plan());
    let engine: EngineKind = identity["engine"].as_str().unwrap_or_default().parse()?;
    let seed = identity["seed"].as_u64().ok_or("no run was made again: the card has no seed")?;
    let design = Design::new(&prepared.plan.numbers, seed);
    let job = |run: u64| design.job(run);
    let mut request = Request {
        prepared: &prepared,
        engine: engine.engine(),
        streams: Streams::new(seed),
        runs: 0..u64::MAX,
        job: &job,
        watch: &Unwatched,
    };
    let state = std::fs::read(place.join(STATE)).map_err(|_| format!("no run was made again: there is no {STATE}"))?;
    let read = read_log(&state).map_err(|damaged| format!("{STATE}: {damaged}"))?;
    let checkpoint = read.checkpoints.first().ok_or(format!("{STATE} is empty"))?;
    let pairs = super::kept::runs_of(std::slice::from_ref(&request), checkpoint);
    let Pairs { members, .. } = pairs.map_err(|damaged| format!("{STATE} cannot be read: {damaged}"))?;
    let Some(findings) = members[0].tally.findings() else { return Err(format!("{STATE} has no runs")) };
    let tables = Tables::of(&findings);
    let same = |name: &str, content: &[u8]| std::fs::read(place.join(name)).is_ok_and(|file| file == content);
    found.check(
        same("daily.csv", &tables.daily) && same("totals.csv", &tables.totals),
        format!(
            "daily.csv and totals.csv follow from the sums and histograms of {} runs",
            grouped(findings.runs as f64)
        ),
        format!("daily.csv and totals.csv do not follow from {STATE}"),
    );
    if !findings.totals_by_run.is_empty() {
        let holds = same("runs.csv", &runs_csv(&findings));
        found.check(holds, format!("runs.csv follows from {STATE}"), format!("runs.csv does not follow from {STATE}"));
    }
    again(&mut request, &findings, sample, found);
    Ok(())
}

/// Makes some runs again.
fn again(request: &mut Request, findings: &Findings, sample: u64, found: &mut Found) {
    let picked = picked(findings, sample);
    let mut different = Vec::new();
    for &place in &picked {
        let (run, totals) = match findings.totals_by_run.get(place) {
            Some((run, totals)) => (*run, Some(totals)),
            None => (findings.samples[place].run, None),
        };
        request.runs = run..run + 1;
        let made = quietly(|| ensemble::batch(request, run..run + 1)).pop();
        let units = |steps: &[i64]| steps.iter().map(|&steps| from_steps(steps)).collect::<Vec<f64>>();
        let whole = findings.samples.iter().find(|sample| sample.run == run);
        let same = made.is_some_and(|made| {
            made.is_ok_and(|made| {
                totals.is_none_or(|totals| *totals == units(&made.totals))
                    && whole.is_none_or(|whole| whole.daily == units(&made.daily))
            })
        });
        if !same {
            different.push(run.to_string());
        }
    }
    let what = if findings.totals_by_run.is_empty() {
        "of the first runs, the only ones kept"
    } else {
        "runs, picked at random"
    };
    found.check(
        different.is_empty(),
        format!("{} {what}, come out the same when they are made again", picked.len()),
        format!("{} of {} runs come out differently: {}", different.len(), picked.len(), different.join(", ")),
    );
}

/// Places of runs that are known one by one. They differ from one verification to the next, so that nobody can prepare for them.
fn picked(findings: &Findings, sample: u64) -> Vec<usize> {
    let known = if findings.totals_by_run.is_empty() { findings.samples.len() } else { findings.totals_by_run.len() };
    let moment = jiff::Timestamp::now().as_nanosecond() as u64;
    let mut picked = BTreeSet::new();
    let mut number = 0u64;
    while (picked.len() as u64) < sample.min(known as u64) {
        let dice = digest(&[moment.to_le_bytes(), number.to_le_bytes()].concat());
        let dice = u64::from_str_radix(&dice[..15], 16).unwrap_or(number);
        picked.insert((dice % known as u64) as usize);
        number += 1;
    }
    picked.into_iter().collect()
}

/// Makes the whole result again, beside, and compares every file.
fn whole(place: &Path, manifest: &Value, found: &mut Found) -> Result<(), Ending> {
    let words =
        manifest["arguments"].as_array().ok_or_else(|| wrong("the manifest does not say how the result was made"))?;
    let words: Vec<String> = words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let absolute = std::path::absolute(place).map_err(|error| wrong(error.to_string()))?;
    let name = absolute.file_name().unwrap_or_default().to_string_lossy();
    let beside = absolute.with_file_name(format!(".{name}.verify-{}", std::process::id()));
    let mut command: Command = resume::work_of(&words, "")?;
    let Some(common) = command.common() else { return Err(wrong("a result of this command cannot be made again")) };
    common.output = Some(beside.join(&*name));
    (common.force, common.quiet, common.json) = (true, true, false);
    let ended = super::done(command);
    if matches!(ended, Ending::Done) {
        let mut different = Vec::new();
        for file in manifest["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str()) {
            let read = |folder: &Path| std::fs::read(folder.join(file)).ok();
            if read(&absolute) != read(&beside.join(&*name)) {
                different.push(file);
            }
        }
        found.check(
            different.is_empty(),
            "the whole result comes out the same, file by file, when it is made again",
            format!("made again, these files are different: {}", different.join(", ")),
        );
    }
    let _ = std::fs::remove_dir_all(&beside);
    match ended {
        Ending::Done => Ok(()),
        other => Err(other),
    }
}
