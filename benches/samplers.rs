//! How fast: nanoseconds per exact binomial draw, by n p, for one run at a time, for lanes on each path that this processor
//! can take, and for `rand_distr`, from the same generator.
//!
//! `cargo bench --bench samplers` prints time per draw as "time / elements" of each group's throughput. Every lane has
//! its own n and p, as runs with their own parameters have.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossings::rng::{Name, Purpose, Streams};
use crossings::sample::{Lanes, Path, Sampler, binomial, hypergeometric};
use rand_distr::{Binomial, Distribution};

const LANES: usize = 512;

fn name() -> Name {
    Streams::new(1).name(Purpose::Divide, 20_000, 3)
}

/// n and p of each lane, with n p within 2 % of `mean`.
fn laws(mean: f64) -> (Vec<f64>, Vec<f64>) {
    let n: Vec<f64> = (0..LANES).map(|lane| 40_000.0 + 10.0 * lane as f64).collect();
    let p = n.iter().enumerate().map(|(lane, n)| mean / n * (1.0 + 0.02 * lane as f64 / LANES as f64)).collect();
    (n, p)
}

fn binomials(criterion: &mut Criterion) {
    let runs: Vec<u32> = (0..LANES as u32).collect();
    for mean in [0.001, 0.1, 1.0, 8.0, 30.0, 45.0, 100.0, 1000.0] {
        let (n, p) = laws(mean);
        let mut out = vec![0.0; LANES];
        let mut group = criterion.benchmark_group("binomial");
        group.throughput(Throughput::Elements(LANES as u64));
        for path in Path::available() {
            let mut sampler = Sampler::new(path);
            let mut draw = 0;
            group.bench_function(BenchmarkId::new(path.name(), mean), |bencher| {
                bencher.iter(|| {
                    draw = (draw + 1) & 0xffff;
                    sampler.binomial(&name(), draw, Lanes { runs: &runs, n: &n, p: &p }, black_box(&mut out));
                });
            });
        }
        let mut draw = 0;
        group.bench_function(BenchmarkId::new("scalar", mean), |bencher| {
            bencher.iter(|| {
                draw = (draw + 1) & 0xffff;
                let one = |lane: usize| binomial(&name(), runs[lane], draw, n[lane] as u64, p[lane]);
                black_box((0..LANES).map(one).sum::<u64>())
            });
        });
        group.bench_function(BenchmarkId::new("rand_distr", mean), |bencher| {
            bencher.iter(|| {
                draw = (draw + 1) & 0xffff;
                let one = |lane: usize| {
                    let law = Binomial::new(n[lane] as u64, p[lane]).expect("a chance is between 0 and 1");
                    law.sample(&mut name().stream(runs[lane], draw))
                };
                black_box((0..LANES).map(one).sum::<u64>())
            });
        });
        group.finish();
    }
}

fn hypergeometrics(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hypergeometric");
    group.throughput(Throughput::Elements(1));
    for (marked, unmarked, drawn) in [(20, 180, 50), (400, 3600, 300), (4000, 36_000, 10_000)] {
        let mut run = 0;
        group.bench_function(BenchmarkId::from_parameter(format!("{drawn} of {marked}+{unmarked}")), |bencher| {
            bencher.iter(|| {
                run += 1;
                hypergeometric(&name(), run, 0, black_box(marked), unmarked, drawn)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, binomials, hypergeometrics);
criterion_main!(benches);
