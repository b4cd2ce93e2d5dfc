//! Paired futures: policies share their history to the bit until they differ, and differences are those of each run.

mod support;

use crossings::engine::{BATCH, Engine, EngineKind, Prepared};
use crossings::ensemble::{self, PILOT, Pairs, Request, Unwatched};
use crossings::outcome::RunSummary;
use crossings::plan::Job;
use crossings::rng::Streams;
use crossings::study::compare::{Comparison, Member};
use support::town::town;
use support::{Lab, Size, job, run_many};

const DAYS: usize = 56;

/// The day from which the policies of a pair differ.
const LEVER: usize = 41;

fn lab() -> Lab {
    let size = Size::two_of_everything(DAYS);
    town(&size, 25.0, 0.4)
}

/// Levers that act from one day on, with numbers behind all others.
fn levers() -> Vec<(&'static str, Prepared)> {
    let from = |value: f64, before: f64| move |day: usize| if day >= LEVER { value } else { before };
    let changed = |change: &dyn Fn(&mut Lab)| {
        let mut lab = lab();
        change(&mut lab);
        lab.prepare()
    };
    vec![
        ("a border that is shut", changed(&|lab| _ = lab.daily(|plan| &mut plan.crossings[0].open, from(0.0, 1.0)))),
        ("a moratorium", changed(&|lab| _ = lab.daily(|plan| &mut plan.policy.moratorium, from(1.0, 0.0)))),
        ("a deadline", changed(&|lab| _ = lab.deadline(LEVER as i32, LEVER as i32 + 6, 1.0))),
    ]
}

/// The same lab without the levers, as each of them begins: what holds before the lever is set there too.
fn without(name: &str) -> Prepared {
    let mut lab = lab();
    match name {
        "a border that is shut" => _ = lab.always(|plan| &mut plan.crossings[0].open, 1.0),
        "a moratorium" => _ = lab.always(|plan| &mut plan.policy.moratorium, 0.0),
        _ => {}
    }
    lab.prepare()
}

fn day(prepared: &Prepared, run: &RunSummary, day: usize) -> Vec<i64> {
    run.daily.chunks(prepared.plan.days).map(|series| series[day]).collect()
}

#[test]
fn a_lever_leaves_the_days_before_it_equal_to_the_bit_in_all_engines() {
    for (name, with) in levers() {
        let without = without(name);
        for kind in EngineKind::ALL {
            let [a, b] = [&without, &with].map(|prepared| run_many(kind.engine(), prepared, 5, 3));
            for (a, b) in a.iter().zip(&b) {
                for before in 0..LEVER {
                    assert_eq!(day(&without, a, before), day(&with, b, before), "{kind}, {name}, day {before}");
                }
            }
            assert!(a.iter().zip(&b).any(|(a, b)| a.daily != b.daily), "{kind}: {name} acts");
        }
    }
}

fn pairs(plans: &[&Prepared], engine: &dyn Engine, runs: u64) -> Pairs {
    let jobs: Vec<_> = plans.iter().map(|prepared| move |run: u64| job(prepared, run)).collect();
    let requests: Vec<Request> = plans
        .iter()
        .zip(&jobs)
        .map(|(prepared, job)| Request {
            prepared,
            engine,
            streams: Streams::new(7),
            runs: 0..runs,
            job,
            watch: &Unwatched,
        })
        .collect();
    ensemble::pairs(&requests)
}

fn comparison(pairs: &Pairs) -> Comparison {
    let member = |name: &str, findings| Member { name: name.to_owned(), title: String::new(), findings };
    Comparison::new(
        pairs.members.iter().map(|ensemble| member("", ensemble.tally.findings().unwrap())).collect(),
        pairs.differences.iter().map(|tally| tally.findings().unwrap()).collect(),
        None,
    )
}

/// Results are integers in thousandths; their differences as numbers are not quite.
fn in_thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[test]
fn pairs_are_the_ensembles_and_their_differences_run_by_run() {
    let (_, with) = levers().remove(1);
    let without = without("a moratorium");
    // More than the pilot, so that histograms are in play, and no multiple of a batch.
    let runs = PILOT + 2 * BATCH + 3;
    let engine = EngineKind::Lanes.engine();
    let pairs = pairs(&[&without, &with], engine, runs);
    for (prepared, member) in [&without, &with].into_iter().zip(&pairs.members) {
        let job = |run: u64| job(prepared, run);
        let request =
            Request { prepared, engine, streams: Streams::new(7), runs: 0..runs, job: &job, watch: &Unwatched };
        let alone = ensemble::run(&request);
        assert_eq!(format!("{:?}", alone.tally.findings()), format!("{:?}", member.tally.findings()));
        assert_eq!(alone.audit, member.audit);
    }
    let comparison = comparison(&pairs);
    let [a, b] = [0, 1].map(|member| &comparison.members[member].findings.totals_by_run);
    let differences = &comparison.differences[0];
    for (total, range) in differences.totals.iter().enumerate() {
        let values: Vec<f64> = a.iter().zip(b).map(|((_, a), (_, b))| in_thousandths(b[total] - a[total])).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        assert!((range.mean - mean).abs() <= 1e-9 * (1.0 + mean.abs()), "{total}: {} is not {mean}", range.mean);
        assert_eq!(range.min, values.iter().copied().fold(f64::INFINITY, f64::min));
        let paired = comparison.paired(0, total);
        assert_eq!(paired.runs(), runs);
        assert_eq!(paired.less, values.iter().filter(|value| **value < 0.0).count() as u64);
    }
    assert_eq!(comparison.parted(0), Some(LEVER), "they part on the day of the lever");
    assert!(!comparison.same(0));
}

#[test]
fn a_policy_is_no_different_from_itself() {
    let prepared = without("");
    let comparison = comparison(&pairs(&[&prepared, &prepared], EngineKind::Lanes.engine(), 40));
    assert!(comparison.same(0));
    assert_eq!(comparison.parted(0), None);
    assert_eq!(comparison.paired(0, 0).times_smaller(), None, "an error of zero is no divisor");
}

/// Runs that fail under one plan.
struct Creaking(f64);

impl Engine for Creaking {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        let stock = prepared.plan.people.stock[0].0 as usize;
        assert!(jobs.iter().all(|job| job.numbers[stock] != self.0 || job.run != 4), "a loose floorboard");
        EngineKind::MeanField.engine().run(prepared, jobs, streams)
    }
}

#[test]
fn a_run_that_fails_under_one_policy_counts_under_none() {
    let plain = lab().prepare();
    let mut lab = lab();
    lab.set(|plan| plan.people.stock[0], 77.0);
    let pairs = pairs(&[&plain, &lab.prepare()], &Creaking(77.0), 9);
    assert_eq!(pairs.members.iter().map(|member| member.failed.len()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(pairs.members[1].failed[0].run, 4);
    for tally in [&pairs.members[0].tally, &pairs.members[1].tally, &pairs.differences[0]] {
        let runs: Vec<u64> = tally.findings().unwrap().totals_by_run.iter().map(|(run, _)| *run).collect();
        assert_eq!(runs, [0, 1, 2, 3, 5, 6, 7, 8]);
    }
}

#[test]
#[should_panic(expected = "pairs have the same series")]
fn plans_with_other_strata_are_no_pair() {
    let size = Size { statuses: 1, provinces: 1, crossings: 1, ..Size::of_days(DAYS) };
    pairs(&[&lab().prepare(), &town(&size, 25.0, 0.4).prepare()], EngineKind::MeanField.engine(), 2);
}
