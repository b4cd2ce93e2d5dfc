use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use proptest::prelude::*;

use crate::engine::{Engine, Prepared};
use crate::ensemble::made::{pack, unpack};
use crate::ensemble::{KEPT_RUNS, PILOT, Pairs, Request, Unwatched, Watch, batch, part};
use crate::outcome::{Audit, Check, RunSummary};
use crate::packed::{Reader, Writer};
use crate::plan::Job;
use crate::rng::Streams;
use crate::scenario::{load, read_shipped};

/// Some of the runs: values of every size, a run in fifty breaks a check, one in seventy panics.
struct Dice {
    /// Other dice for every plan.
    salt: u64,
    fails: bool,
}

impl Engine for Dice {
    fn run(&self, prepared: &Prepared, jobs: &[Job], _: &Streams) -> Vec<RunSummary> {
        let (daily, totals) = (prepared.catalogue.daily.len() * prepared.plan.days, prepared.catalogue.totals.len());
        let one = |job: &Job| {
            let (run, fails) = (job.run + self.salt, self.fails);
            assert!(!fails || run % 70 != 11, "a loose floorboard");
            let value = |place: usize| {
                let noise = (run * 73 + place as u64 % 97).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
                (noise as i64 - (1 << 22)) * [0, 1, 1000, 1_000_000][place % 4] / 7
            };
            let mut audit = Audit { checked: [1; Check::ALL.len()], ..Audit::default() };
            if fails && run % 50 == 3 {
                audit.note_broken(Check::QueueBalance, 5);
            }
            RunSummary {
                run: job.run,
                daily: (0..daily).map(value).collect(),
                totals: (daily..daily + totals).map(value).collect(),
                audit,
            }
        };
        jobs.iter().map(one).collect()
    }
}

const ENGINES: [Dice; 2] = [Dice { salt: 0, fails: true }, Dice { salt: 9, fails: false }];

/// A plan of two days.
static TOWN: LazyLock<Prepared> = LazyLock::new(|| {
    let days = ["time.last_day=2023-09-16".to_owned(), "outcomes.thresholds=[]".to_owned()];
    Prepared::new(load("scenarios/history.toml", &days, &read_shipped).expect("it is fine").scenario.plan())
});

fn with_requests<T>(engines: &[Dice], runs: u64, watch: &dyn Watch, ask: impl FnOnce(&[Request]) -> T) -> T {
    let job = |run| Job::new(run, vec![run as f64]);
    let requests: Vec<Request> = engines
        .iter()
        .map(|engine| Request { prepared: &TOWN, engine, streams: Streams::new(1), runs: 0..runs, job: &job, watch })
        .collect();
    ask(&requests)
}

fn whole(engines: &[Dice], runs: u64) -> Pairs {
    with_requests(engines, runs, &Unwatched, crate::ensemble::pairs)
}

/// The same runs, the same words, the same bytes.
fn assert_same(found: &Pairs, expected: &Pairs, what: &str) {
    assert_eq!(found.next, expected.next, "{what}");
    let (found_tallies, expected_tallies) = (found.clone(), expected.clone());
    for (found, expected) in found.members.iter().zip(&expected.members) {
        assert_eq!(found.failed, expected.failed, "{what}");
        assert_eq!(found.audit, expected.audit, "{what}");
    }
    let findings = |mut pairs: Pairs| {
        let findings =
            pairs.tallies().map(|tally| tally.findings().map(|found| (found.daily, found.totals, found.samples)));
        findings.collect::<Vec<_>>()
    };
    assert!(findings(found_tallies) == findings(expected_tallies), "{what}: other findings");
    assert!(found.packed() == expected.packed(), "{what}: other bytes");
}

#[test]
fn an_ensemble_goes_on_in_another_process_to_the_same_bits() {
    for (engines, runs) in [(&ENGINES[..1], 700), (&ENGINES[..], 300)] {
        let expected = whole(engines, runs);
        for at in [0, 1, 100, PILOT, PILOT + 1, 290] {
            with_requests(engines, runs, &Unwatched, |requests| {
                let mut first = Pairs::none(requests);
                first.extend(requests, at);
                let bytes = first.packed();
                let mut second = Pairs::unpack(requests, &bytes).expect("it is whole");
                assert!(second.packed() == bytes, "at {at}");
                second.extend(requests, runs);
                assert_same(&second, &expected, &format!("{} plans, interrupted after {at}", engines.len()));
            });
        }
    }
}

/// Runs that travel whole, among them such as break a check and such as panic; and what is read of any other bytes.
#[test]
fn runs_that_were_made_elsewhere_are_taken_to_the_same_bits() {
    let expected = whole(&ENGINES[..1], 300);
    with_requests(&ENGINES[..1], 300, &Unwatched, |requests| {
        let request = &requests[0];
        let mut pairs = Pairs::none(requests);
        for (from, to) in [(0, 3), (3, 100), (100, 131), (131, 300)] {
            let mut writer = Writer::default();
            pack(&batch(request, from..to), &mut writer);
            let read = |bytes: &[u8], first| {
                let mut reader = Reader::new(bytes);
                let results = unpack(request.prepared, first, &mut reader)?;
                reader.end().map(|()| results)
            };
            assert_eq!(
                read(&writer.bytes, from + 1).unwrap_err().0,
                format!("run {from}, where run {} should be", from + 1)
            );
            for cut in (0..writer.bytes.len()).step_by(997) {
                assert!(read(&writer.bytes[..cut], from).is_err(), "cut after {cut} bytes");
            }
            pairs.take_made(request, read(&writer.bytes, from).expect("they are whole"));
        }
        assert_same(&pairs, &expected, "made elsewhere");
    });
}

/// Somebody who interrupts after some batches.
struct Impatient(AtomicI64);

impl Watch for Impatient {
    fn advanced(&self, _: u64) {}

    fn interrupted(&self) -> bool {
        self.0.fetch_sub(1, Ordering::SeqCst) <= 0
    }
}

#[test]
fn what_an_interruption_left_goes_on_to_the_same_bits() {
    let expected = whole(&ENGINES[..1], 400);
    for batches in 0..20 {
        let watch = Impatient(AtomicI64::new(batches));
        let bytes = with_requests(&ENGINES[..1], 400, &watch, |requests| {
            let pairs = crate::ensemble::pairs(requests);
            let made = pairs.members[0].tally.runs() + pairs.members[0].failed.len() as u64;
            assert_eq!(pairs.next, made, "no run is lost or made twice");
            pairs.packed()
        });
        with_requests(&ENGINES[..1], 400, &Unwatched, |requests| {
            let mut pairs = Pairs::unpack(requests, &bytes).expect("it is whole");
            pairs.extend(requests, 400);
            assert_same(&pairs, &expected, &format!("interrupted after {batches} batches"));
        });
    }
}

#[test]
fn parts_cover_every_run_once() {
    for runs in [0..1, 0..127, 0..128, 0..129, 0..1000, 5..300] {
        for parts in [1, 2, 3, 64, 2000] {
            let mut next = runs.start;
            for number in 0..parts {
                let part = part(&runs, number, parts);
                assert_eq!(part.start, next, "part {number} of {parts} of {runs:?}");
                next = part.end;
            }
            assert_eq!(next, runs.end);
        }
    }
}

#[test]
fn parts_make_the_same_whole_however_many_they_are() {
    for (engines, runs) in [(&ENGINES[..1], 600), (&ENGINES[..], 300), (&ENGINES[..1], 100)] {
        let expected = whole(engines, runs);
        for parts in [1, 2, 5, 64] {
            with_requests(engines, runs, &Unwatched, |requests| {
                let made = |number: u64| {
                    let range = part(&(0..runs), number, parts);
                    let mut pairs = Pairs::begin_part(requests, &range);
                    pairs.extend(requests, range.end);
                    assert_eq!(pairs.next, range.end);
                    pairs.packed()
                };
                let unpacked = |number| Pairs::unpack(requests, &made(number)).expect("it is whole");
                let mut whole = unpacked(0);
                (1..parts).for_each(|number| whole.join(&unpacked(number)).expect("they go together"));
                assert_same(&whole, &expected, &format!("{runs} runs in {parts} parts"));
            });
        }
    }
}

#[test]
fn parts_of_something_else_are_refused() {
    let range = part(&(0..400), 1, 2);
    let other = with_requests(&[Dice { salt: 77, fails: false }], 400, &Unwatched, |requests| {
        let mut pairs = Pairs::begin_part(requests, &range);
        pairs.extend(requests, range.end);
        pairs
    });
    let mut first = whole(&ENGINES[..1], range.start);
    assert_eq!(first.join(&other).unwrap_err().to_string(), "histograms with other bins");
}

/// More runs than are kept, and than two bytes count.
#[test]
fn large_parts_go_together_too() {
    let runs = 66_000;
    assert!(runs > KEPT_RUNS as u64);
    let engines = [Dice { salt: 0, fails: false }];
    let expected = whole(&engines, runs);
    with_requests(&engines, runs, &Unwatched, |requests| {
        let mut joined = Pairs::none(requests);
        for number in 0..4 {
            let range = part(&(0..runs), number, 4);
            let mut pairs = Pairs::begin_part(requests, &range);
            pairs.extend(requests, range.end);
            match number {
                0 => joined = pairs,
                _ => joined.join(&pairs).expect("they go together"),
            }
        }
        assert_same(&joined, &expected, "four parts");
        let again = Pairs::unpack(requests, &joined.packed()).expect("it is whole");
        assert_same(&again, &expected, "unpacked");
    });
}

/// A state before the end of the pilot and one after it.
static STATES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| [20, 200].map(|runs| whole(&ENGINES[..1], runs).packed()));

/// Reads a state and uses it; whether it was refused.
fn refused(bytes: &[u8]) -> bool {
    with_requests(&ENGINES[..1], 210, &Unwatched, |requests| match Pairs::unpack(requests, bytes) {
        Err(damaged) => !damaged.to_string().is_empty(),
        Ok(mut pairs) => {
            let _ = pairs.members[0].tally.findings();
            pairs.next = pairs.next.min(210);
            pairs.extend(requests, 210);
            false
        }
    })
}

#[test]
fn a_state_that_was_cut_or_is_of_other_plans_is_refused() {
    for state in STATES.iter() {
        assert!(!refused(state));
        for end in (0..state.len()).step_by(state.len() / 40) {
            assert!(refused(&state[..end]), "cut after {end} bytes");
        }
    }
    with_requests(&ENGINES, 210, &Unwatched, |requests| {
        let damaged = Pairs::unpack(requests, &STATES[0]).unwrap_err();
        assert_eq!(damaged.to_string(), "1 plans, not 2");
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// The frame's checksum would refuse them before.
    #[test]
    fn damaged_states_are_refused_or_used_but_never_panic(
        which in 0usize..2,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        early: bool,
    ) {
        let mut bytes = STATES[which].clone();
        for (at, value) in changes {
            // The first bytes say how much follows.
            let at = if early { at.index(300.min(bytes.len())) } else { at.index(bytes.len()) };
            bytes[at] = value;
        }
        refused(&bytes);
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(refused(&bytes));
        let mut later = vec![1, 1];
        later.extend(&bytes);
        prop_assert!(refused(&later));
    }
}
