//! How fast: a run of the history scenario with each engine, at three sizes, and by hand.
//!
//! The group `run` holds everything that simulates: engines (`lanes` once for each kind of instructions that this
//! processor has) and [`by_hand`], whose page says what it leaves out. Sizes are those of `crossings bench`: a small town, the
//! scenario as it is, a large country. The time is that of one run on one thread, made in the batches in which an
//! ensemble makes them. What takes longer than [`LIMIT`] a run is left out, with a line that says so.
//!
//! The group `draw` gives the time of one binomial draw with everything around it.

mod by_hand;
mod common;

use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

use common::{SEED, history, jobs};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossings::bench::{Candidate, Size, scale};
use crossings::engine::BATCH;
use crossings::engine::{Cohort, EngineKind, Prepared};
use crossings::outcome::{Dimensions, from_steps, total};
use crossings::plan::{Job, Plan};
use crossings::rng::Streams;

/// The longest that a run may take.
const LIMIT: Duration = Duration::from_secs(1);

/// With how many times as many people a run is tried next, on the way to a size.
const STEP: f64 = 8.0;

/// Runs whose mean departures by hand are compared with the library's, and how far they may differ, as a share.
const COMPARED: u64 = 64;
const MAY_DIFFER: f64 = 0.05;

/// Something that simulates.
#[derive(Clone, Copy)]
enum Contestant {
    Engine(Candidate),
    ByHand,
}

impl fmt::Display for Contestant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Contestant::Engine(candidate) => candidate.fmt(f),
            Contestant::ByHand => f.pad("by hand"),
        }
    }
}

/// A plan as contestants need it.
struct Ready {
    prepared: Prepared,
    jobs: Vec<Job>,
    world: by_hand::World,
}

impl Ready {
    fn new(plan: Plan) -> Self {
        let world = by_hand::World::of(&plan, &centres(&plan));
        Ready { jobs: jobs(&plan, 4 * BATCH), world, prepared: Prepared::new(plan) }
    }
}

/// The central value of every number.
fn centres(plan: &Plan) -> Vec<f64> {
    plan.numbers.laws.iter().map(|law| law.centre()).collect()
}

impl Contestant {
    fn all() -> Vec<Contestant> {
        let candidates = EngineKind::ALL.into_iter().flat_map(Candidate::all_of);
        candidates.map(Contestant::Engine).chain([Contestant::ByHand]).collect()
    }

    /// Simulates so many runs, at most a batch, beginning at one of those that are ready.
    fn run(self, ready: &Ready, first: usize, runs: usize) {
        match self {
            Contestant::Engine(candidate) => {
                let jobs = &ready.jobs[first..first + runs];
                black_box(candidate.engine().run(&ready.prepared, jobs, &Streams::new(SEED)));
            }
            Contestant::ByHand => {
                for run in first..first + runs {
                    black_box(by_hand::simulate(&ready.world, run as u64));
                }
            }
        }
    }

    fn seconds(self, ready: &Ready, runs: usize) -> f64 {
        let clock = Instant::now();
        self.run(ready, 0, runs);
        clock.elapsed().as_secs_f64() / runs as f64
    }

    /// Seconds of a run, or why it is left out. Begins with few people and takes [`STEP`] times as many while even a time
    /// in proportion would stay within the limit, so that nothing is started that takes for ever.
    fn cost(self, plan: &Plan) -> Result<f64, String> {
        let whole = scale::households(plan, &jobs(plan, 1)[0]) as f64;
        let mut factor = (crossings::bench::SMALL_HOUSEHOLDS / whole).min(1.0);
        loop {
            let seconds = self.seconds(&Ready::new(scale::people(plan, factor)), 1);
            let next = (factor * STEP).min(1.0);
            if factor >= 1.0 && seconds <= LIMIT.as_secs_f64() {
                return Ok(seconds);
            }
            if seconds * next / factor > LIMIT.as_secs_f64() {
                let households = whole * factor;
                return Err(format!("a run takes {seconds:.2} s with {households:.0} of {whole:.0} households"));
            }
            factor = next;
        }
    }
}

/// By hand must simulate the same model: its mean departures, against the library's with the same numbers.
fn must_agree(ready: &Ready) {
    let prepared = &ready.prepared;
    let numbers = centres(&prepared.plan);
    let jobs: Vec<Job> = (0..COMPARED).map(|run| Job::new(run, numbers.clone())).collect();
    let index = prepared.catalogue.total_index(&total::DEPARTURES_TOTAL, Dimensions::ALL).expect("it is in every plan");
    let summaries = EngineKind::Lanes.engine().run(prepared, &jobs, &Streams::new(SEED));
    let library: f64 = summaries.iter().map(|run| from_steps(run.totals[index])).sum();
    let by_hand: f64 = (0..COMPARED).map(|run| by_hand::simulate(&ready.world, run).departures()).sum();
    let [library, by_hand] = [library, by_hand].map(|sum| sum / COMPARED as f64);
    assert!(
        (by_hand / library - 1.0).abs() <= MAY_DIFFER,
        "benches/by_hand no longer simulates the model of the library: over {COMPARED} runs {by_hand:.0} people leave by \
         hand and {library:.0} with an engine, more than {} % apart. Its time would compare different things.",
        100.0 * MAY_DIFFER
    );
    println!("departures, mean of {COMPARED} runs: {by_hand:.0} by hand, {library:.0} with the library");
}

fn runs(criterion: &mut Criterion) {
    let plan = history();
    must_agree(&Ready::new(plan.clone()));
    let mut group = criterion.benchmark_group("run");
    group.throughput(Throughput::Elements(1)).sample_size(10);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for size in Size::ALL {
        let plan = size.plan(&plan, SEED);
        let ready = Ready::new(plan.clone());
        for contestant in Contestant::all() {
            let seconds = match contestant.cost(&plan) {
                Ok(seconds) => seconds,
                Err(reason) => {
                    println!("run/{contestant}/{size}: left out, {reason}");
                    continue;
                }
            };
            // Engines that make several runs at once are fast only with whole batches; slow ones need no company.
            let batch = if seconds * BATCH as f64 <= LIMIT.as_secs_f64() { BATCH as usize } else { 1 };
            group.bench_function(BenchmarkId::new(contestant.to_string(), size), |bencher| {
                bencher.iter_custom(|iterations| {
                    let batches = (iterations as usize).div_ceil(batch);
                    let clock = Instant::now();
                    for number in 0..batches {
                        contestant.run(&ready, number * batch % ready.jobs.len(), batch);
                    }
                    clock.elapsed().mul_f64(iterations as f64 / (batches * batch) as f64)
                });
            });
        }
    }
    group.finish();
}

fn draws(criterion: &mut Criterion) {
    let ready = Ready::new(history());
    let (prepared, jobs) = (&ready.prepared, &ready.jobs[..1]);
    let mut group = criterion.benchmark_group("draw");
    group.throughput(Throughput::Elements(Cohort::draws(prepared, &jobs[0], &Streams::new(SEED)))).sample_size(10);
    group.bench_function("cohort", |bencher| {
        bencher.iter(|| black_box(EngineKind::Cohort.engine().run(prepared, jobs, &Streams::new(SEED))));
    });
    group.finish();
}

criterion_group!(benches, runs, draws);
criterion_main!(benches);
