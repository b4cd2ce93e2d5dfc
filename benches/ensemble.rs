//! How fast: an ensemble on one thread and on all, and its tallies alone.
//!
//! The group `ensemble` simulates with `lanes` and tallies. In the group `tally` the engine hands out summaries that were
//! made before, so that only the tally is timed, and a copy of each summary; `copies alone` says what these cost.
//! `findings` makes ranges of the tally, once for an ensemble.

mod common;

use std::hint::black_box;

use common::{SEED, history, jobs};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossings::design::Design;
use crossings::engine::BATCH;
use crossings::engine::{Engine, EngineKind, Prepared};
use crossings::ensemble::{self, Ensemble, PILOT, Request, Unwatched};
use crossings::outcome::RunSummary;
use crossings::plan::Job;
use crossings::rng::Streams;

/// Runs that are simulated: whole waves for up to four threads.
const SIMULATED: u64 = PILOT;

/// Runs that are tallied: the bins are fixed by the first [`PILOT`] of them, the others are counted.
const TALLIED: u64 = 8 * PILOT;

/// Summaries that were made before, handed out in turn.
struct Ready(Vec<RunSummary>);

impl Engine for Ready {
    fn run(&self, _prepared: &Prepared, jobs: &[Job], _streams: &Streams) -> Vec<RunSummary> {
        let of = |job: &Job| RunSummary { run: job.run, ..self.0[job.run as usize % self.0.len()].clone() };
        jobs.iter().map(of).collect()
    }
}

/// An ensemble on the threads of the pool in which it is called.
fn run(prepared: &Prepared, engine: &dyn Engine, runs: u64, job: &(dyn Fn(u64) -> Job + Sync)) -> Ensemble {
    ensemble::run(&Request { prepared, engine, streams: Streams::new(SEED), runs: 0..runs, job, watch: &Unwatched })
}

/// Pools of one thread and of all.
fn pools() -> Vec<rayon::ThreadPool> {
    let mut threads = vec![1, std::thread::available_parallelism().map_or(1, usize::from)];
    threads.dedup();
    let pool = |&threads: &usize| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    threads.iter().map(|threads| pool(threads).expect("threads can be started")).collect()
}

fn ensembles(criterion: &mut Criterion) {
    let prepared = Prepared::new(history());
    let design = Design::new(&prepared.plan.numbers, SEED);
    let mut group = criterion.benchmark_group("ensemble");
    group.throughput(Throughput::Elements(SIMULATED)).sample_size(10);
    for pool in pools() {
        group.bench_function(BenchmarkId::new("threads", pool.current_num_threads()), |bencher| {
            let lanes = EngineKind::Lanes.engine();
            bencher.iter(|| pool.install(|| black_box(run(&prepared, lanes, SIMULATED, &|run| design.job(run)))));
        });
    }
    group.finish();
}

fn tallies(criterion: &mut Criterion) {
    let prepared = Prepared::new(history());
    let made = jobs(&prepared.plan, 2 * BATCH);
    let ready = Ready(EngineKind::Lanes.engine().run(&prepared, &made, &Streams::new(SEED)));
    // Numbers are not looked at, so that none are drawn.
    let job = |run: u64| Job::new(run, Vec::new());
    let mut group = criterion.benchmark_group("tally");
    group.throughput(Throughput::Elements(TALLIED)).sample_size(10);
    for pool in pools() {
        group.bench_function(BenchmarkId::new("threads", pool.current_num_threads()), |bencher| {
            bencher.iter(|| pool.install(|| black_box(run(&prepared, &ready, TALLIED, &job))));
        });
    }
    group.bench_function("copies alone", |bencher| {
        bencher.iter(|| {
            for batch in 0..TALLIED / BATCH {
                let jobs: Vec<Job> = (batch * BATCH..(batch + 1) * BATCH).map(job).collect();
                black_box(ready.run(&prepared, &jobs, &Streams::new(SEED)));
            }
        });
    });
    group.finish();
    let ensemble = run(&prepared, &ready, TALLIED, &job);
    criterion.bench_function("findings", |bencher| bencher.iter(|| black_box(ensemble.tally.findings())));
}

criterion_group!(benches, ensembles, tallies);
criterion_main!(benches);
