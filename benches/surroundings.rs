//! How fast: what happens once, before and after the runs. Reading a scenario, preparing it, drawing pictures.

mod common;

use std::hint::black_box;

use common::{SEED, history, jobs};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crossings::design::Design;
use crossings::engine::{EngineKind, Prepared};
use crossings::ensemble::{self, Request, Unwatched};
use crossings::outcome::{Catalogue, Findings};
use crossings::plan::Plan;
use crossings::plot::{self, Story};
use crossings::rng::Streams;
use crossings::scenario;

/// Width of a picture in pixels.
const WIDTH_PX: u32 = 1600;

/// Runs that the pictures show.
const RUNS: u64 = 64;

/// TOML to plan: the scenario with its three base files, parameter set and joint draws. No disk: the files are in the program.
fn reading(criterion: &mut Criterion) {
    let load = || scenario::load("scenarios/history.toml", &[], &scenario::read_shipped);
    let scenario = load().expect("the history scenario is shipped and fine").scenario;
    let mut group = criterion.benchmark_group("scenario");
    group.bench_function("parse and check", |bencher| bencher.iter(|| black_box(load().is_ok())));
    group.bench_function("plan", |bencher| bencher.iter(|| black_box(scenario.plan())));
    group.bench_function("resolved text", |bencher| bencher.iter(|| black_box(scenario.resolved_toml())));
    group.finish();
}

fn preparing(criterion: &mut Criterion) {
    let plan = history();
    let design = Design::new(&plan.numbers, SEED);
    let mut group = criterion.benchmark_group("plan");
    group.bench_function("prepare", |bencher| bencher.iter(|| black_box(Prepared::new(plan.clone()))));
    group.bench_function("catalogue", |bencher| bencher.iter(|| black_box(Catalogue::of(&plan))));
    group.bench_function("design", |bencher| bencher.iter(|| black_box(Design::new(&plan.numbers, SEED))));
    let mut run = 0;
    group.bench_function("numbers of a run", |bencher| {
        bencher.iter(|| {
            run += 1;
            black_box(design.job(run))
        });
    });
    group.finish();
}

/// What a few runs find.
fn findings(plan: &Plan) -> Findings {
    let jobs = jobs(plan, RUNS);
    let job = |run: u64| jobs[run as usize].clone();
    let ensemble = ensemble::run(&Request {
        prepared: &Prepared::new(plan.clone()),
        engine: EngineKind::Lanes.engine(),
        streams: Streams::new(SEED),
        runs: 0..RUNS,
        job: &job,
        watch: &Unwatched,
    });
    ensemble.tally.findings().expect("there were runs")
}

/// All pictures of a result to SVG, per picture; and the first of them to PNG.
fn drawing(criterion: &mut Criterion) {
    let plan = history();
    let findings = findings(&plan);
    let story = Story {
        findings: &findings,
        plan: &plan,
        title: "History",
        observed: &[],
        fitted_until: None,
        target_people: 1_700_000.0,
        not_in_range: "what the model leaves out",
        parameter_set: "hindsight",
        track_record: None,
        engine: "lanes",
        provenance: "",
        texts: crossings::language::Texts::english(),
    };
    let figures = plot::figures(&story);
    let mut group = criterion.benchmark_group("figure");
    group.sample_size(10);
    group.throughput(Throughput::Elements(figures.len() as u64));
    group.bench_function("findings to SVG", |bencher| bencher.iter(|| black_box(plot::figures(&story))));
    let first = &figures[0];
    group.throughput(Throughput::Elements(1));
    group.bench_function(format!("{} to PNG", first.name), |bencher| {
        bencher.iter(|| black_box(plot::png(&first.svg, WIDTH_PX).expect("the program's own SVG can be read")));
    });
    group.finish();
}

criterion_group!(benches, reading, preparing, drawing);
criterion_main!(benches);
