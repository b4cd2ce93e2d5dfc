//! Whether each engine agrees with a judge, at one size.
//!
//! All runs have the numbers of run 0 of the design, so that what differs is chance alone: with numbers of their own most
//! of the spread would be theirs, and few differences between engines would show. The judge draws from one seed and all
//! others from the next, so that samples are independent; whether means and spreads are equal is asked of runs with the same
//! seed, pair by pair.

use rayon::prelude::*;

use super::{Candidate, Cost, Interrupted, Settings, Size, Watch, go_on, same_numbers};
use crate::agreement::{Effort, Report, Sample, Verdict, compare, compare_paired};
use crate::design::Design;
use crate::engine::BATCH;
use crate::engine::{EngineKind, Fidelity, Prepared};
use crate::plan::Job;
use crate::rng::Streams;

/// Runs of each sample without which there is no verdict.
const FEWEST_RUNS: usize = 100;

/// How much of the time of each engine and size its verdict may take, in multiples of the time for its speed.
const TIMES_SECONDS: f64 = 4.0;

/// Runs that are compared with the judge's own, bit by bit.
const SAME_SEED_RUNS: usize = 64;

/// Verdicts in the order of the candidates.
pub(super) struct Judged {
    pub judge: Option<Candidate>,
    pub verdicts: Vec<(Verdict, Option<Report>)>,
}

/// Engines of the same law that may judge although nobody asked to measure them.
pub(super) fn possible_judges(candidates: &[Candidate]) -> Vec<Candidate> {
    let same_law = EngineKind::ALL.into_iter().filter(|kind| kind.fidelity() == Fidelity::SameLaw);
    let unasked = same_law.filter(|&kind| !candidates.iter().any(|candidate| candidate.kind == kind));
    unasked.map(Candidate::as_used).collect()
}

/// Judges the candidates, which are the first of the costs; the others may only judge.
pub(super) fn judge(
    prepared: &Prepared,
    size: Size,
    costs: &[(Candidate, Cost)],
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Judged, Interrupted> {
    let budget = TIMES_SECONDS * settings.seconds * rayon::current_num_threads() as f64;
    let job = Design::new(&prepared.plan.numbers, settings.seed).job(0);
    let court = Court { prepared, job, settings, size, watch };
    let candidates = &costs[..settings.candidates.len()];
    let Some((judge, judge_runs)) = choose(size, costs, settings.runs, budget) else {
        let why = "no engine of the same law makes runs enough in the time given";
        let verdicts = candidates.iter().map(|_| (Verdict::NotJudged(why.to_owned()), None)).collect();
        return Ok(Judged { judge: None, verdicts });
    };
    let standard = match court.sample(judge, judge_runs, settings.seed)? {
        Ok(sample) => sample,
        Err(broken) => {
            let verdicts =
                candidates.iter().map(|_| (Verdict::NotJudged(format!("{judge}: {broken}")), None)).collect();
            return Ok(Judged { judge: Some(judge), verdicts });
        }
    };
    let mut seen = Vec::new();
    let mut verdicts = Vec::new();
    for (candidate, cost) in candidates {
        let runs = cost.runs_within(budget).min(settings.runs);
        let verdict = match cost.seconds() {
            None => (Verdict::NotJudged("it was left out".to_owned()), None),
            Some(_) if *candidate == judge => (Verdict::Judge { runs: standard.runs() }, None),
            Some(_) if runs < FEWEST_RUNS.min(settings.runs) => {
                (Verdict::NotJudged(format!("{runs} runs fit into the time given, too few")), None)
            }
            Some(_) => court.hear(*candidate, runs, judge, &standard, &mut seen)?,
        };
        verdicts.push(verdict);
    }
    Ok(Judged { judge: Some(judge), verdicts })
}

/// The judge and its number of runs: `reference` in a small town; else the slowest engine of the same law that makes all
/// runs in the time given; if none does, the fastest.
fn choose(size: Size, costs: &[(Candidate, Cost)], runs: usize, budget: f64) -> Option<(Candidate, usize)> {
    let mut able: Vec<(Candidate, f64)> = costs
        .iter()
        .filter(|(candidate, _)| candidate.kind.fidelity() == Fidelity::SameLaw)
        .filter_map(|(candidate, cost)| Some((*candidate, cost.seconds()?)))
        .collect();
    able.sort_by(|a, b| b.1.total_cmp(&a.1));
    let affordable = |cost: f64| ((budget / cost) as usize).min(runs);
    let enough = |cost: f64| affordable(cost) >= FEWEST_RUNS.min(runs);
    let reference = able
        .iter()
        .find(|(candidate, cost)| size == Size::Small && candidate.kind == EngineKind::Reference && enough(*cost));
    let slowest = able.iter().find(|(_, cost)| affordable(*cost) == runs);
    let fastest = able.last().filter(|(_, cost)| enough(*cost));
    let &(candidate, cost) = reference.or(slowest).or(fastest)?;
    Some((candidate, affordable(cost)))
}

/// Where engines are judged.
struct Court<'a> {
    prepared: &'a Prepared,
    job: Job,
    settings: &'a Settings,
    size: Size,
    watch: &'a dyn Watch,
}

impl Court<'_> {
    /// Judges one engine.
    fn hear(
        &self,
        candidate: Candidate,
        runs: usize,
        judge: Candidate,
        standard: &Sample,
        seen: &mut Vec<(Candidate, Sample)>,
    ) -> Result<(Verdict, Option<Report>), Interrupted> {
        let fidelity = candidate.kind.fidelity();
        let seed = self.settings.seed;
        if fidelity == Fidelity::SameLaw {
            match self.sample(candidate, runs.min(SAME_SEED_RUNS), seed)? {
                Ok(own) if own.same_bits(standard) => {
                    let runs = own.runs().min(standard.runs());
                    return Ok((Verdict::SameBits { with: judge.to_string(), runs }, None));
                }
                Ok(_) => {}
                Err(broken) => return Ok((Verdict::NotJudged(broken), None)),
            }
        }
        // Every run of an engine of expected values is the same.
        let runs = if fidelity == Fidelity::MeanOnly { BATCH as usize } else { runs };
        let sample = match self.sample(candidate, runs, seed.wrapping_add(1))? {
            Ok(sample) => sample,
            Err(broken) => return Ok((Verdict::NotJudged(broken), None)),
        };
        if let Some((with, other)) = seen.iter().find(|(_, other)| other.same_bits(&sample)) {
            let runs = sample.runs().min(other.runs());
            return Ok((Verdict::SameBits { with: with.to_string(), runs }, None));
        }
        self.watch.doing(&format!("{}: comparing {candidate} with {judge}", self.size));
        // Nothing that happens to an engine of expected values is shared with a run of the judge.
        let effort = Effort::default();
        let report = if fidelity == Fidelity::MeanOnly {
            compare(self.prepared, standard, &sample, fidelity, &effort)
        } else {
            match self.sample(candidate, runs.min(standard.runs()), seed)? {
                Ok(paired) => compare_paired(self.prepared, standard, &sample, &paired, fidelity, &effort),
                Err(broken) => return Ok((Verdict::NotJudged(broken), None)),
            }
        };
        let verdict = Verdict::of(&report, standard, &sample, fidelity);
        seen.push((candidate, sample));
        Ok((verdict, Some(report)))
    }

    /// Runs of an engine on all threads, or which check the first bad one breaks.
    fn sample(&self, candidate: Candidate, runs: usize, seed: u64) -> Result<Result<Sample, String>, Interrupted> {
        let streams = Streams::new(seed);
        let batch = BATCH as usize;
        let mut sample = Sample::default();
        while sample.runs() < runs {
            go_on(self.watch)?;
            self.watch.doing(&format!("{}: {candidate}, run {} of {runs} for the verdict", self.size, sample.runs()));
            let end = runs.min(sample.runs() + 4 * batch * rayon::current_num_threads());
            let starts: Vec<usize> = (sample.runs()..end).step_by(batch).collect();
            let made: Vec<_> = starts
                .into_par_iter()
                .map(|start| {
                    let runs = start..end.min(start + batch);
                    let jobs: Vec<Job> = runs.map(|run| same_numbers(&self.job, run as u64)).collect();
                    candidate.engine().run(self.prepared, &jobs, &streams)
                })
                .collect();
            for runs in made {
                if let Some((run, (check, _))) = runs.iter().find_map(|run| Some((run.run, run.audit.first?))) {
                    return Ok(Err(format!("run {run} breaks the check {}", check.name())));
                }
                sample.add(&runs);
            }
        }
        Ok(Ok(sample))
    }
}
