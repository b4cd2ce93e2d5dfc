//! The verdict against a pinned result: the same runs under both, difference by difference, as `crossings compare` tells it.

use serde_json::{Value, json};

use super::Gathered;
use crate::design::Design;
use crate::engine::Prepared;
use crate::ensemble::{PILOT, Tally};
use crate::language::Texts;
use crate::outcome::{Audit, RunSummary};
use crate::study::compare::{Comparison, Member, Rows};
use crate::study::verdict;

/// Runs whose numbers are looked at, to see whether two designs draw alike.
const LOOKED_AT: u64 = 16;

/// What differs between the pinned result and another, in paired futures; or why that cannot be said.
pub(super) fn verdict(texts: &Texts, pinned: &Pinned, other: &Gathered) -> Value {
    match compared(texts, pinned, other) {
        Ok((comparison, runs)) => json!({ "runs": runs, "sentences": verdict::sentences(texts, &comparison, 0) }),
        Err(why) => json!({ "why_not": why }),
    }
}

/// A result without its days.
#[derive(Debug)]
pub(super) struct Pinned {
    name: String,
    title: String,
    prepared: Prepared,
    seed: u64,
    totals: Vec<(u64, Vec<i64>)>,
    set: crate::scenario::ParameterSet,
}

impl Gathered {
    /// What a verdict needs later.
    pub(super) fn without_days(&self) -> Pinned {
        let scenario = &self.opened.scenario;
        Pinned {
            name: scenario.name.clone(),
            title: scenario.card.title.clone(),
            prepared: self.opened.prepared.clone(),
            seed: self.opened.seed,
            totals: self.ensemble().tally.totals_by_run().to_vec(),
            set: scenario.parameter_set.clone(),
        }
    }
}

fn compared(texts: &Texts, pinned: &Pinned, other: &Gathered) -> Result<(Comparison, usize), String> {
    let opened = &other.opened;
    let (first, second) = (&pinned.prepared, &opened.prepared);
    if first.catalogue != second.catalogue
        || (first.plan.first_day, first.plan.days) != (second.plan.first_day, second.plan.days)
    {
        return Err("the pinned scenario has other days, places or questions".to_owned());
    }
    if pinned.seed != opened.seed {
        return Err("the pinned result has another seed".to_owned());
    }
    // `crossings compare` gives the numbers of both one design; here each has its own, which is the same unless they draw
    // other numbers.
    let designs = Design::shared(&[&first.plan.numbers, &second.plan.numbers], pinned.seed);
    let own = Design::new(&second.plan.numbers, pinned.seed);
    if (0..LOOKED_AT).any(|run| designs[1].job(run) != own.job(run)) {
        return Err("the pinned scenario draws other uncertain numbers: `crossings compare` pairs them".to_owned());
    }
    let here = other.ensemble().tally.totals_by_run();
    let both: Vec<[RunSummary; 2]> = pinned
        .totals
        .iter()
        .filter_map(|(run, totals)| {
            let at = here.binary_search_by_key(run, |(run, _)| *run).ok()?;
            Some([totals, &here[at].1].map(|totals| summary(*run, totals)))
        })
        .collect();
    let runs = both.len();
    let nothing = || "no run is there under both".to_owned();
    let findings = |prepared: &Prepared, of: &dyn Fn(&[RunSummary; 2]) -> RunSummary| {
        let mut prepared = prepared.clone();
        prepared.catalogue.daily.clear();
        Tally::of(&prepared, PILOT, both.iter().map(of).collect()).findings().ok_or_else(nothing)
    };
    let members = vec![
        Member {
            name: pinned.name.clone(),
            title: pinned.title.clone(),
            findings: findings(first, &|[a, _]| a.clone())?,
        },
        Member {
            name: texts.word("comparison-this-policy").to_owned(),
            title: opened.scenario.card.title.clone(),
            findings: findings(second, &|[_, b]| b.clone())?,
        },
    ];
    let rows = rows(pinned, other, &designs[0], &members[0]);
    let differences = vec![findings(second, &|[a, b]| b.less(a))?];
    Ok((Comparison::new(members, differences, rows.as_ref()), runs))
}

fn summary(run: u64, totals: &[i64]) -> RunSummary {
    RunSummary { run, daily: Vec::new(), totals: totals.to_vec(), audit: Audit::default() }
}

/// Which rows of fitted numbers the runs took, if both scenarios take them from the same set.
fn rows(pinned: &Pinned, other: &Gathered, design: &Design, baseline: &Member) -> Option<Rows> {
    let sets = |prepared: &Prepared| prepared.plan.numbers.joint.iter().map(|set| set.rows.len()).collect::<Vec<_>>();
    let [number] = sets(&pinned.prepared)[..] else { return None };
    let same = sets(&other.opened.prepared) == [number] && pinned.set == other.opened.scenario.parameter_set;
    let runs = baseline.findings.totals_by_run.iter();
    same.then(|| Rows { number, of_run: runs.map(|(run, _)| design.rows(*run)[0]).collect() })
}
