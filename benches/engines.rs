//! How fast: each engine on the history scenario, in runs per second, and the cohort engine per binomial draw.
//!
//! `cargo bench` prints time per run (and runs per second as throughput); the group `draws` counts throughput in
//! draws, so that its "time / elements" is the cost of a draw with everything around it.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossings::design::Design;
use crossings::engine::{Cohort, EngineKind, Prepared};
use crossings::ensemble::{self, Request, Unwatched};
use crossings::outcome::Catalogue;
use crossings::plan::Job;
use crossings::rng::Streams;
use crossings::scenario;

const SEED: u64 = 1;

fn history() -> Prepared {
    let read = |path: &str| std::fs::read_to_string(path).map_err(|error| error.to_string());
    let loaded = scenario::load("scenarios/history.toml", &[], &read).expect("the history scenario is fine");
    Prepared::new(loaded.scenario.plan())
}

fn jobs(prepared: &Prepared, runs: u64) -> Vec<Job> {
    let design = Design::new(&prepared.plan.numbers, SEED);
    (0..runs).map(|run| design.job(run)).collect()
}

/// One run at a time on one thread.
fn engines(criterion: &mut Criterion) {
    let prepared = history();
    let streams = Streams::new(SEED);
    let jobs = jobs(&prepared, 16);
    let mut group = criterion.benchmark_group("run");
    group.throughput(Throughput::Elements(1)).sample_size(10);
    for kind in EngineKind::ALL {
        let mut next = 0;
        group.bench_function(BenchmarkId::from_parameter(kind), |bencher| {
            bencher.iter(|| {
                next += 1;
                black_box(kind.engine().run(&prepared, &jobs[next % jobs.len()..][..1], &streams))
            });
        });
    }
    group.finish();
    let draws = Cohort::draws(&prepared, &jobs[0], &streams);
    let mut group = criterion.benchmark_group("draws");
    group.throughput(Throughput::Elements(draws)).sample_size(10);
    group.bench_function(BenchmarkId::new("cohort", draws), |bencher| {
        bencher.iter(|| black_box(EngineKind::Cohort.engine().run(&prepared, &jobs[..1], &streams)));
    });
    group.finish();
}

/// An ensemble on one and on all threads, tallies included.
fn ensembles(criterion: &mut Criterion) {
    let prepared = history();
    let numbers = prepared.plan.numbers.clone();
    let design = Design::new(&numbers, SEED);
    let job = |run: u64| design.job(run);
    let runs = 64;
    let mut group = criterion.benchmark_group("ensemble");
    group.throughput(Throughput::Elements(runs)).sample_size(10);
    for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        group.bench_function(BenchmarkId::new("threads", threads), |bencher| {
            bencher.iter(|| {
                pool.install(|| {
                    black_box(ensemble::run(&Request {
                        prepared: &prepared,
                        engine: EngineKind::Cohort.engine(),
                        streams: Streams::new(SEED),
                        runs: 0..runs,
                        job: &job,
                        watch: &Unwatched,
                    }))
                })
            });
        });
    }
    group.finish();
}

/// What happens once: reading a scenario, drawing the numbers of a run, listing the series.
fn preparations(criterion: &mut Criterion) {
    let prepared = history();
    let design = Design::new(&prepared.plan.numbers, SEED);
    criterion.bench_function("scenario to plan", |bencher| bencher.iter(|| black_box(history())));
    criterion.bench_function("numbers of a run", |bencher| bencher.iter(|| black_box(design.job(7))));
    criterion.bench_function("catalogue", |bencher| bencher.iter(|| black_box(Catalogue::of(&prepared.plan))));
}

criterion_group!(benches, engines, ensembles, preparations);
criterion_main!(benches);
