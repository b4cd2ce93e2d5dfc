//! `crossings verify DIR`: is a result folder what it claims to be?
//!
//! Four questions, each harder to fool than the one before: do the files have the digests that the manifest lists; are the
//! digests of the identity card those of the scenario and the tables in the folder; do the tables follow, to the byte, from the
//! exact sums and histograms in `state.bin`, and the rows of runs from what it notes of them; and do groups of runs that are picked at random come out again, when they are made
//! anew by this program? The third is asked of a run, the last of a run and a comparison; of other studies the first two.
//! `--whole` makes any result again, all of it, and compares every file.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::common::{quietly, wrong};
use super::result::{Finished, scenario};
use super::{Command, Ending, print, resume, source, tell};
use crate::ensemble::{self, MARKED, Pairs, Request};
use crate::outcome::{Findings, from_steps};
use crate::output::{Claim, ClaimedIdentity, RUNS, STATE, Tables, digest, digest_of, runs_csv};
use crate::units::grouped;

/// Of the first runs, whose days are kept, so many are compared day by day.
const DAYS_OF: usize = 4;

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of a result
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Runs to make again, in groups of 64 picked at random
    #[arg(long, value_name = "N", default_value_t = 256, allow_negative_numbers = true)]
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
    let claim = match Claim::of(place) {
        Ok(claim) => claim,
        Err(why) => return wrong(format!("`{}` holds no finished result: {why}", place.display())),
    };
    let mut found = Found::default();
    files(place, &claim, &mut found);
    card(place, &claim, &mut found);
    let asked = match claim.kind.as_deref() {
        None | Some("compare") => runs(place, &claim, arguments.sample, &mut found),
        Some(_) if arguments.whole => Ok(()),
        Some(_) => Err("no run was made again; --whole makes this study again and compares every file".to_owned()),
    };
    found.unasked.extend(asked.err());
    if arguments.whole
        && let Err(ending) = whole(place, &claim, &mut found)
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
fn files(place: &Path, claim: &Claim, found: &mut Found) {
    let mut bad = Vec::new();
    for file in &claim.files {
        let (name, path) = (&file.path, place.join(&file.path));
        // The size first: what is too long is not read.
        match std::fs::metadata(&path).map(|there| there.len()) {
            Err(error) => bad.push(format!("{name}: {error}")),
            Ok(bytes) if bytes != file.bytes => bad.push(format!("{name} has {bytes} bytes, not {}", file.bytes)),
            Ok(_) => match digest_of(&path) {
                Err(error) => bad.push(format!("{name}: {error}")),
                Ok(digest) if digest != file.sha256 => {
                    bad.push(format!("{name} has other content than was written"));
                }
                Ok(_) => {}
            },
        }
    }
    let held = format!("{} files have the sizes and SHA-256 digests that the manifest lists", claim.files.len());
    if claim.files.is_empty() {
        bad.push("manifest.json lists no files".to_owned());
    }
    found.check(bad.is_empty(), held, bad.join("; "));
    let listed: BTreeSet<&str> = claim.files.iter().map(|file| file.path.as_str()).collect();
    let mut there = Vec::new();
    below(place, "", &mut there);
    there.retain(|name| name != "manifest.json" && !listed.contains(name.as_str()));
    if !there.is_empty() {
        found.unasked.push(format!("files that the manifest does not list: {}", there.join(", ")));
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
fn card(place: &Path, claim: &Claim, found: &mut Found) {
    let files = claim.files.iter().map(|file| file.path.as_str());
    // Behind the state come the tables of a study, in the order of their digest.
    let tables: Vec<&str> = match claim.kind {
        None => vec!["daily.csv", "totals.csv"],
        Some(_) => files.skip_while(|&name| name == STATE).take_while(|name| name.ends_with(".csv")).collect(),
    };
    if claim.identity == ClaimedIdentity::default() {
        found.unasked.push(
            "the manifest has no identity card: what this command measures is of one machine and one hour".to_owned(),
        );
        return;
    }
    let content: Vec<u8> = tables.iter().flat_map(|name| std::fs::read(place.join(name)).unwrap_or_default()).collect();
    found.check(
        claim.identity.results_digest == digest(&content),
        format!("the results digest of the card is that of {}", tables.join(", ")),
        "the results digest of the card is not that of the tables",
    );
    if claim.kind.is_some() {
        return;
    }
    match scenario(place, "scenario.toml") {
        Ok(scenario) => found.check(
            claim.identity.plan_digest == digest(scenario.digest_text().as_bytes()),
            "the plan digest of the card is that of scenario.toml",
            "the plan digest of the card is not that of scenario.toml",
        ),
        Err(why) => found.broken.push(why),
    }
}

/// Runs and comparisons: tables against the state, and runs against what they are when they are made anew. Why not, if they
/// cannot be asked.
fn runs(place: &Path, claim: &Claim, sample: u64, found: &mut Found) -> Result<(), String> {
    let unasked = |why: String| format!("no run was made again: {why}");
    let result = Finished::read(place, claim.clone()).map_err(unasked)?;
    found.check(
        result.is_of_its_state(),
        format!("{STATE} is of the scenarios, the engine and the seed of the card"),
        format!("{STATE} is of another scenario, engine or seed than the card says"),
    );
    let asked = result.ask(|requests, _, pairs| {
        let findings = pairs.members[0].tally.findings().ok_or_else(|| format!("{STATE} has no runs"))?;
        if claim.kind.is_none() {
            tables(place, claim, &findings, found);
        }
        let made = again(requests, pairs, sample, found);
        if let Some(extent) = &result.rows {
            rows::check(&place.join(RUNS), &requests[0], pairs, extent, &made, found);
        }
        if claim.kind.is_none() {
            days_again(&requests[0], &findings, found);
        }
        Ok(())
    });
    asked.map_err(unasked)?
}

/// Do the tables of a run follow from its state?
fn tables(place: &Path, claim: &Claim, findings: &Findings, found: &mut Found) {
    let tables = Tables::of(findings);
    let same = |name: &str, content: &[u8]| std::fs::read(place.join(name)).is_ok_and(|file| file == content);
    found.check(
        same("daily.csv", &tables.daily) && same("totals.csv", &tables.totals),
        format!(
            "daily.csv and totals.csv follow from the sums and histograms of {} runs",
            grouped(findings.runs as f64)
        ),
        format!("daily.csv and totals.csv do not follow from {STATE}"),
    );
    let [claimed, made] = [claim.identity.runs, findings.runs];
    found.check(
        claimed == made,
        "the card says how many runs there are",
        format!("the card says {} runs, {STATE} has {}", grouped(claimed as f64), grouped(made as f64)),
    );
    if !findings.totals_by_run.is_empty() {
        let holds = same("runs.csv", &runs_csv(findings));
        found.check(holds, format!("runs.csv follows from {STATE}"), format!("runs.csv does not follow from {STATE}"));
    }
}

/// Makes some groups of runs again, under every plan, and compares their marks. Gives the totals of these runs under the first.
fn again(requests: &[Request], pairs: &Pairs, sample: u64, found: &mut Found) -> BTreeMap<u64, Vec<i64>> {
    let marks = |pairs: &Pairs| -> Vec<Vec<(u64, u64)>> {
        pairs.members.iter().map(|member| member.marks.iter().collect()).collect()
    };
    let all = marks(pairs);
    let (mut made, mut different, mut totals) = (0, Vec::new(), BTreeMap::new());
    let picked = picked(all[0].len(), sample.div_ceil(MARKED));
    for &place in &picked {
        let first = all[0][place].0;
        let runs = first..pairs.next().min(first + MARKED);
        let requests: Vec<Request> =
            requests.iter().map(|request| Request { runs: runs.clone(), ..*request }).collect();
        let again = quietly(|| ensemble::pairs(&requests));
        totals.extend(again.members[0].tally.totals_by_run().iter().cloned());
        let again = marks(&again);
        made += runs.end.saturating_sub(runs.start);
        if !again.iter().zip(&all).all(|(again, all)| again[..] == all[place..=place]) {
            different.push(format!("{first}-{}", runs.end - 1));
        }
    }
    let made = grouped(made as f64);
    let groups = source::count(picked.len(), "group");
    found.check(
        different.is_empty(),
        format!("{made} runs, in {groups} picked at random, come out the same when they are made again"),
        format!("of {made} runs in {groups} made again, these come out differently: {}", different.join(", ")),
    );
    totals
}

/// Makes some of the first runs again, whose days are kept, and compares every day.
fn days_again(request: &Request, findings: &Findings, found: &mut Found) {
    let picked = picked(findings.samples.len(), DAYS_OF as u64);
    let same = |&place: &usize| {
        let sample = &findings.samples[place];
        let made = quietly(|| ensemble::batch(request, sample.run..sample.run + 1)).pop();
        let days = |steps: &[i64]| steps.iter().map(|&steps| from_steps(steps)).collect::<Vec<f64>>();
        made.is_some_and(|made| made.is_ok_and(|made| days(&made.daily) == sample.daily))
    };
    found.check(
        picked.iter().all(same),
        format!("{} of the first runs come out the same on every day", picked.len()),
        "of the first runs some come out differently on some day",
    );
}

/// Some of so many places, at random. They differ from one verification to the next, so that nobody can prepare for them.
fn picked(known: usize, wanted: u64) -> Vec<usize> {
    let moment = jiff::Timestamp::now().as_nanosecond() as u64;
    let mut picked = BTreeSet::new();
    let mut number = 0u64;
    while (picked.len() as u64) < wanted.min(known as u64) {
        let dice = digest(&[moment.to_le_bytes(), number.to_le_bytes()].concat());
        let dice = u64::from_str_radix(&dice[..15], 16).unwrap_or(number);
        picked.insert((dice % known as u64) as usize);
        number += 1;
    }
    picked.into_iter().collect()
}

/// Do two files have the same content? They may be larger than memory.
fn are_same(one: &Path, other: &Path) -> bool {
    let same = || -> std::io::Result<bool> {
        let mut one = BufReader::with_capacity(1 << 16, File::open(one)?);
        let mut other = BufReader::with_capacity(1 << 16, File::open(other)?);
        loop {
            let (a, b) = (one.fill_buf()?, other.fill_buf()?);
            let common = a.len().min(b.len());
            if common == 0 {
                return Ok(a.is_empty() && b.is_empty());
            }
            if a[..common] != b[..common] {
                return Ok(false);
            }
            one.consume(common);
            other.consume(common);
        }
    };
    same().unwrap_or(false)
}

/// Makes the whole result again, beside, and compares every file.
fn whole(place: &Path, claim: &Claim, found: &mut Found) -> Result<(), Ending> {
    if claim.is_interrupted() {
        let why = "the whole was not made again: the work was interrupted, and made anew it would go on to its end";
        found.unasked.push(format!("{why}; `crossings resume {}` completes it", place.display()));
        return Ok(());
    }
    let words = claim.words.as_ref().ok_or_else(|| wrong("the manifest does not say how the result was made"))?;
    let absolute = std::path::absolute(place).map_err(|error| wrong(error.to_string()))?;
    let name = absolute.file_name().unwrap_or_default().to_string_lossy();
    let beside = absolute.with_file_name(format!(".{name}.verify-{}", std::process::id()));
    let mut command: Command = resume::work_of(words, "")?;
    let Some(common) = command.common() else { return Err(wrong("a result of this command cannot be made again")) };
    common.output = Some(beside.join(&*name));
    // The threads of this process are started already, and no result depends on their number.
    (common.force, common.quiet, common.json, common.threads) = (true, true, false, None);
    let ended = super::done(command);
    if matches!(ended, Ending::Done) {
        let mut different = Vec::new();
        for file in claim.files.iter().map(|file| file.path.as_str()) {
            if !are_same(&absolute.join(file), &beside.join(&*name).join(file)) {
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
