//! How fast: the chances of a day, for one run and for as many side by side as [`Wide`] holds, on each path that this
//! processor can take.
//!
//! "time / elements" is the time of a day of one run: hazards and chances of every stock from the counts at midnight, without
//! draws, queues and ledger. Counts stay as on the first day; the days go round, so that calendars and deadlines are
//! met in their proportion.

mod common;

use std::hint::black_box;

use common::{history, jobs};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossings::dynamics::{Dynamics, gauss_gamma, start_households};
use crossings::engine::Prepared;
use crossings::plan::{Job, Plan};
use crossings::real::{Real, Wide};
use crossings::sample::{Kernel, Path};

/// A number of each run.
fn of_runs<R: Real>(number: impl Fn(usize) -> f64) -> R {
    let numbers: Vec<f64> = (0..R::LANES).map(number).collect();
    R::load(&numbers)
}

/// The numbers of some runs: `[quantity]`.
fn numbers<R: Real>(jobs: &[Job]) -> Vec<R> {
    (0..jobs[0].numbers.len()).map(|quantity| of_runs(|run| jobs[run].numbers[quantity])).collect()
}

/// The model in some runs, and the stocks on the first day.
fn begin<'a, R: Real>(prepared: &'a Prepared, jobs: &[Job], numbers: &'a [R]) -> (Dynamics<'a, R>, Vec<R>) {
    let plan = &prepared.plan;
    let starts: Vec<Vec<u64>> = jobs.iter().map(|job| start_households(plan, &job.numbers)).collect();
    let households: Vec<R> = (0..starts[0].len()).map(|cell| of_runs(|run| starts[run][cell] as f64)).collect();
    let nodes = plan.people.frailty_nodes;
    let frailties: Vec<(Vec<f64>, Vec<f64>)> =
        jobs.iter().map(|job| gauss_gamma(frailty_cv(plan, job), nodes)).collect();
    let frailty = (0..nodes).map(|node| of_runs(|run| frailties[run].0[node])).collect();
    let weight: Vec<R> = (0..nodes).map(|node| of_runs(|run| frailties[run].1[node])).collect();
    let mut stock = vec![R::of(0.0); prepared.network.shape.stocks()];
    stock[..households.len()].copy_from_slice(&households);
    (Dynamics::new(plan, &prepared.network, numbers, frailty, &weight, &households), stock)
}

fn frailty_cv(plan: &Plan, job: &Job) -> f64 {
    job.numbers[plan.behaviour.frailty_cv.0 as usize]
}

/// A morning.
struct Morning<'m, 'p, R> {
    dynamics: &'m mut Dynamics<'p, R>,
    prepared: &'p Prepared,
    day: usize,
    stock: &'m [R],
    queue: &'m [R],
    environment: &'m [R],
}

impl<R: Real> Kernel for Morning<'_, '_, R> {
    type Output = ();

    #[inline(always)]
    fn work(self) {
        let Morning { dynamics, prepared, day, stock, queue, environment } = self;
        black_box(dynamics.morning(day, &prepared.network, stock, queue, environment));
    }
}

/// Mornings of some runs on a path.
fn mornings<R: Real>(criterion: &mut Criterion, name: &str, path: Path) {
    let prepared = Prepared::new(history());
    let jobs = jobs(&prepared.plan, R::LANES as u64);
    let numbers = numbers::<R>(&jobs);
    let (mut dynamics, stock) = begin(&prepared, &jobs, &numbers);
    let shape = prepared.network.shape;
    // Somebody waits, and the day is neither good nor bad.
    let (queue, environment) = (vec![R::of(1000.0); shape.crossings], vec![R::of(1.0); shape.provinces]);
    let mut group = criterion.benchmark_group("morning");
    group.throughput(Throughput::Elements(R::LANES as u64));
    let mut day = 0;
    group.bench_function(BenchmarkId::new(name, path), |bencher| {
        bencher.iter(|| {
            day = (day + 1) % prepared.plan.days;
            path.work(Morning {
                dynamics: &mut dynamics,
                prepared: &prepared,
                day,
                stock: &stock,
                queue: &queue,
                environment: &environment,
            });
        });
    });
    group.finish();
}

fn dynamics(criterion: &mut Criterion) {
    mornings::<f64>(criterion, "one run", Path::PORTABLE);
    for path in Path::available() {
        mornings::<Wide>(criterion, "side by side", path);
    }
}

criterion_group!(benches, dynamics);
criterion_main!(benches);
