//! `--until`: as many runs as it takes for the asked tolerances to hold.

use super::common::all_or_told;
use super::kept::Kept;
use super::progress::Progress;
use super::{Ending, tell};
use crate::engine::Prepared;
use crate::ensemble::{Pairs, Request};
use crate::study::precision::{Doubling, Step, Tolerance};
use crate::units::grouped;

/// Arguments of commands that can go on until tolerances hold.
#[derive(Debug, clap::Args)]
pub(super) struct UntilArguments {
    /// Double the runs until the mean of an outcome is known so well, for example `1% departures_total`; may be given
    /// several times
    #[arg(long = "until", value_name = "WIDTH OUTCOME", conflicts_with_all = ["runs", "shard"])]
    until: Vec<String>,
}

impl UntilArguments {
    /// They as they decide how many runs are made.
    pub fn conditions(&self) -> Vec<String> {
        self.until.iter().map(|text| format!("--until {text}")).collect()
    }

    /// All tolerances; or all that is wrong with them has been told.
    pub fn tolerances(&self, prepared: &Prepared) -> Result<Vec<Tolerance>, Ending> {
        all_or_told(&self.until, |text| Tolerance::parse(text, &prepared.catalogue, &prepared.plan.names))
    }
}

/// What came of the tolerances.
pub(super) struct Held {
    /// A sentence for each.
    pub words: Vec<String>,
    /// Do all of them hold?
    pub all: bool,
}

impl Held {
    /// Says so if a tolerance does not hold although nobody interrupted.
    pub fn tell(&self, interrupted: bool) {
        if !self.all && !interrupted {
            tell("warning: the most runs that are possible were made and a tolerance that was asked for does not hold");
        }
    }
}

/// Makes all runs that are asked for; or, if there are tolerances, doubles them until these hold, for single plans on the
/// mean, for pairs on the mean of every difference (per cents are then of the baseline's mean).
/// Goes on from what an earlier process has left. All problems have been told.
pub(super) fn make(
    requests: &[Request],
    tolerances: &[Tolerance],
    progress: &Progress,
    kept: &mut Kept,
) -> Result<(Pairs, Held), Ending> {
    let mut pairs = kept.begin(requests)?;
    progress.already((pairs.next() - requests[0].runs.start) * requests.len() as u64);
    let most = requests[0].runs.end;
    let made = match tolerances.is_empty() {
        true => {
            pairs.extend_kept(requests, most, kept);
            Held { words: Vec::new(), all: true }
        }
        false => double(&mut pairs, requests, tolerances, progress, kept),
    };
    kept.done(&pairs);
    kept.has_not_failed()?;
    Ok((pairs, made))
}

/// Doubles the runs until the tolerances hold.
fn double(
    pairs: &mut Pairs,
    requests: &[Request],
    tolerances: &[Tolerance],
    progress: &Progress,
    kept: &mut Kept,
) -> Held {
    let mut doubling = Doubling::new(requests[0].runs.end);
    let mut end = doubling.first();
    // The stages that were done before.
    for &worst in kept.notes() {
        if let Step::Until(more) = doubling.next(end, worst) {
            end = more;
        }
    }
    loop {
        pairs.extend_kept(requests, end, kept);
        let reached = reached(pairs, tolerances);
        let worst = reached.iter().copied().fold(0.0, f64::max);
        let made = pairs.members[0].tally.runs();
        // Nothing to measure, or nobody to go on for.
        let stopped = pairs.interrupted() || made == 0 || pairs.members.iter().any(|member| member.hopeless());
        let step = if stopped { Step::TooMany } else { doubling.next(end, worst) };
        match step {
            Step::Until(more) => {
                kept.note(worst);
                end = more;
                let expected = doubling.expected(end / 2, worst);
                let worst = worst_in_words(tolerances, &reached);
                progress.expect(expected * requests.len() as u64, &format!(" to {worst}"));
            }
            Step::Enough | Step::TooMany => {
                return Held { words: words(tolerances, &reached, made, step), all: step == Step::Enough };
            }
        }
    }
}

/// What each tolerance has reached: the worst of all differences, or the mean itself if there is one plan.
fn reached(pairs: &Pairs, tolerances: &[Tolerance]) -> Vec<f64> {
    let baseline = pairs.members[0].tally.findings();
    let differences: Vec<_> = pairs.differences.iter().map(|tally| tally.findings()).collect();
    let of = |tolerance: &Tolerance| {
        let Some(baseline) = &baseline else { return f64::INFINITY };
        let unit = baseline.catalogue.totals[tolerance.total].outcome.unit;
        let scale = baseline.totals[tolerance.total].mean;
        let measured: Vec<_> = match differences.is_empty() {
            true => vec![baseline],
            false => differences.iter().flatten().collect(),
        };
        let reached = measured
            .iter()
            .map(|findings| tolerance.reached(&findings.totals[tolerance.total], scale, unit, findings.runs));
        reached.fold(0.0, f64::max)
    };
    tolerances.iter().map(of).collect()
}

fn worst_in_words(tolerances: &[Tolerance], reached: &[f64]) -> String {
    let worst = tolerances.iter().zip(reached).max_by(|a, b| a.1.total_cmp(b.1));
    worst.map_or(String::new(), |(tolerance, reached)| {
        format!("{}: now {}", tolerance, tolerance.reached_in_words(*reached))
    })
}

fn words(tolerances: &[Tolerance], reached: &[f64], runs: u64, step: Step) -> Vec<String> {
    let runs = grouped(runs as f64);
    let word = |(tolerance, reached): (&Tolerance, &f64)| {
        let now = tolerance.reached_in_words(*reached);
        match (step, *reached <= 1.0) {
            (Step::Enough, _) => {
                format!("Asked: {tolerance}. Reached: {now} with {runs} runs, and held at the doubling before.")
            }
            (_, true) => {
                format!("Asked: {tolerance}. Reached: {now} with {runs} runs, not confirmed by another doubling.")
            }
            (_, false) if reached.is_infinite() => format!("Asked: {tolerance}. Not reached with {runs} runs."),
            (_, false) => format!("Asked: {tolerance}. Not reached: {now} with {runs} runs."),
        }
    };
    tolerances.iter().zip(reached).map(word).collect()
}
