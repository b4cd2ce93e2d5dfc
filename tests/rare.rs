//! Branches of a history, and how likely rare events are: splitting against brute force.

mod support;

use crossings::engine::{EngineKind, Prepared};
use crossings::ensemble::Unwatched;
use crossings::outcome::{Dimensions, daily, from_steps};
use crossings::plan::{Branch, Job};
use crossings::rng::Streams;
use crossings::study::splitting::{Event, Measure, Request, Stopped, estimate};
use support::town::town;
use support::{Size, job, run_many};

const DAYS: usize = 30;

fn prepared() -> Prepared {
    let size = Size::two_of_everything(DAYS);
    town(&size, 25.0, 0.5).prepare()
}

#[test]
fn a_branch_shares_the_days_before_it_and_goes_on_as_another_run_in_all_engines() {
    let prepared = prepared();
    let streams = Streams::new(5);
    let from = 12;
    for kind in EngineKind::ALL {
        let branch = |run: u64, other: u64| {
            let mut job = job(&prepared, run);
            job.branches.push(Branch { from: prepared.plan.first_day + from as i32, run: other });
            job
        };
        // Sixteen, so that runs side by side differ in where they branch.
        let jobs: Vec<Job> =
            (0..16).map(|run| if run < 3 { branch(7, 100 + run) } else { job(&prepared, run) }).collect();
        let runs = kind.engine().run(&prepared, &jobs, &streams);
        let series = |run: usize, days: std::ops::Range<usize>| -> Vec<i64> {
            runs[run].daily.chunks(DAYS).flat_map(|series| series[days.clone()].to_vec()).collect()
        };
        for child in 0..3 {
            assert_eq!(runs[child].audit.first, None);
            assert_eq!(series(child, 0..from), series(7, 0..from), "{kind}");
        }
        if kind != EngineKind::MeanField {
            assert_ne!(series(0, from..DAYS), series(7, from..DAYS), "{kind}");
            assert_ne!(series(0, from..DAYS), series(1, from..DAYS), "{kind}");
        }
    }
}

#[test]
fn branches_are_the_same_bits_side_by_side_and_alone() {
    let prepared = prepared();
    let jobs: Vec<Job> = (0..16)
        .map(|run| {
            let mut job = job(&prepared, run / 2);
            let from = |day: i32| prepared.plan.first_day + day;
            job.branches.push(Branch { from: from(run as i32), run: 50 + run });
            job.branches.push(Branch { from: from(run as i32 + 9), run: 90 + run });
            job
        })
        .collect();
    let [cohort, lanes] =
        [EngineKind::Cohort, EngineKind::Lanes].map(|kind| kind.engine().run(&prepared, &jobs, &Streams::new(5)));
    assert!(cohort == lanes);
}

/// The event that the queue reaches a level, with that probability by brute force, and its standard error.
fn brute(prepared: &Prepared, runs: u64, share: f64) -> (Event, f64, f64) {
    let queue = prepared.catalogue.daily_index(&daily::QUEUE, Dimensions::ALL).unwrap();
    let mut highest: Vec<f64> = run_many(EngineKind::Lanes.engine(), prepared, runs, 11)
        .iter()
        .map(|run| run.daily[queue * DAYS..][..DAYS].iter().map(|&steps| from_steps(steps)).fold(0.0, f64::max))
        .collect();
    highest.sort_by(f64::total_cmp);
    let level = highest[((1.0 - share) * runs as f64) as usize];
    let p = highest.iter().filter(|value| **value >= level).count() as f64 / runs as f64;
    (
        Event { measure: Measure::Highest { daily: queue, days: DAYS }, level },
        p,
        libm::sqrt(p * (1.0 - p) / runs as f64),
    )
}

fn request<'a>(prepared: &'a Prepared, event: Event, job: &'a (dyn Fn(u64) -> Job + Sync), seed: u64) -> Request<'a> {
    Request {
        prepared,
        engine: EngineKind::Lanes.engine(),
        streams: Streams::new(seed),
        job,
        event,
        effort: 96,
        repetitions: 10,
        watch: &Unwatched,
    }
}

/// Estimates and brute force differ by less than four standard errors of their difference, which a true estimate fails
/// once in 16,000 times; and splitting needs far fewer runs.
#[test]
fn splitting_agrees_with_brute_force() {
    let prepared = prepared();
    let job = |run: u64| job(&prepared, run);
    let runs = 24_000;
    for share in [0.05, 0.001] {
        let (event, p, error) = brute(&prepared, runs, share);
        let rare = estimate(&request(&prepared, event, &job, 23)).unwrap();
        let off = (rare.probability - p) / libm::hypot(rare.error, error);
        assert!(off.abs() < 4.0, "{} +- {} is not {p} +- {error}", rare.probability, rare.error);
        assert!(rare.error < rare.probability, "{rare:?}");
        assert_eq!(*rare.levels.last().unwrap(), event.level);
        let product: f64 = rare.passed.iter().product();
        assert!((product / rare.probability - 1.0).abs() < 0.5, "the shares multiply to about the probability");
        assert_eq!(estimate(&request(&prepared, event, &job, 23)).unwrap(), rare, "the same again");
    }
}

#[test]
fn what_cannot_happen_is_said_to_be_out_of_reach() {
    let prepared = prepared();
    let job = |run: u64| job(&prepared, run);
    let queue = prepared.catalogue.daily_index(&daily::QUEUE, Dimensions::ALL).unwrap();
    let event = Event { measure: Measure::Highest { daily: queue, days: DAYS }, level: 1e9 };
    let stopped = estimate(&request(&prepared, event, &job, 3)).unwrap_err();
    assert!(matches!(stopped, Stopped::Stuck { highest } if highest > 0), "{stopped:?}");
}
