//! How fast: exact binomial draws, by n p, for one run at a time, for lanes on each path that this processor can take, and
//! for `rand_distr`; counts divided among flows; hypergeometric draws.
//!
//! Time per draw (or per group that is divided) is "time / elements" of each group's throughput. Every lane has its own
//! n and p, as runs with their own parameters have. `rand_distr` is measured twice: `rand_distr` draws from a generator of
//! this crate with a name for each draw, as the engine `plain` does; `rand_distr, one generator` from one `SmallRng` for
//! all, the fastest way to use that library, without names. Both set up the law for each draw, since no two are alike.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossings::real::{Real, Wide};
use crossings::rng::{Name, Occasion, Purpose, Streams};
use crossings::sample::{self, Binomial as _, binomial, hypergeometric};
use crossings::sample::{Divider, Groups, Kernel, Lanes, Moved, Path, Scalar, SideBySide};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand_distr::{Binomial, Distribution};

const LANES: usize = 512;

const ITEM: u32 = 3;

fn occasion() -> Occasion {
    Streams::new(1).occasion(Purpose::Divide, 20_000)
}

fn name() -> Name {
    occasion().item(ITEM)
}

/// n and p of each lane, with n p within 2 % of `mean`.
fn laws(mean: f64) -> (Vec<f64>, Vec<f64>) {
    let n: Vec<f64> = (0..LANES).map(|lane| 40_000.0 + 10.0 * lane as f64).collect();
    let p = n.iter().enumerate().map(|(lane, n)| mean / n * (1.0 + 0.02 * lane as f64 / LANES as f64)).collect();
    (n, p)
}

fn binomials(criterion: &mut Criterion) {
    let runs: Vec<u32> = (0..LANES as u32).collect();
    let items = vec![ITEM; LANES];
    for mean in [0.001, 0.1, 1.0, 8.0, 30.0, 100.0, 1000.0] {
        let (n, p) = laws(mean);
        let mut out = vec![0.0; LANES];
        let mut group = criterion.benchmark_group("binomial");
        group.throughput(Throughput::Elements(LANES as u64));
        for path in Path::available() {
            let mut sampler = SideBySide::new(path);
            let mut draw = 0;
            group.bench_function(BenchmarkId::new(path.name(), mean), |bencher| {
                bencher.iter(|| {
                    draw = (draw + 1) & 0xffff;
                    let lanes = Lanes { items: &items, runs: &runs, n: &n, p: &p };
                    sampler.binomial(&occasion(), draw, lanes, black_box(&mut out));
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
        let mut generator = SmallRng::seed_from_u64(1);
        group.bench_function(BenchmarkId::new("rand_distr, one generator", mean), |bencher| {
            bencher.iter(|| {
                let mut one = |lane: usize| {
                    let law = Binomial::new(n[lane] as u64, p[lane]).expect("a chance is between 0 and 1");
                    law.sample(&mut generator)
                };
                black_box((0..LANES).map(&mut one).sum::<u64>())
            });
        });
        group.finish();
    }
}

/// Households of some groups, each divided among six flows, as homes are on a day: `mean` of a group leave.
struct Homes<R> {
    items: Vec<u32>,
    n: Vec<R>,
    leave: Vec<R>,
    flow_start: Vec<u32>,
    share: Vec<R>,
}

impl<R: Real> Homes<R> {
    const GROUPS: usize = 54;
    const SHARES: [f64; 6] = [0.7, 0.05, 0.15, 0.1, 0.0, 0.0];

    fn new(mean: f64) -> Self {
        let n = |group: usize| 4000.0 + 100.0 * group as f64;
        Homes {
            items: (0..Self::GROUPS as u32).collect(),
            n: (0..Self::GROUPS).map(|group| R::of(n(group))).collect(),
            leave: (0..Self::GROUPS).map(|group| R::of(mean / n(group))).collect(),
            flow_start: (0..=Self::GROUPS).map(|group| (group * Self::SHARES.len()) as u32).collect(),
            share: (0..Self::GROUPS).flat_map(|_| Self::SHARES.map(R::of)).collect(),
        }
    }

    fn groups(&self) -> Groups<'_, R> {
        let Homes { items, n, leave, flow_start, share } = self;
        Groups { items, n, leave, flow_start, share }
    }
}

/// A day's division, to be compiled for a path.
struct Division<'d, R, B> {
    divider: &'d mut Divider<R, B>,
    date: i32,
    groups: Groups<'d, R>,
    moved: &'d mut Moved<R>,
}

impl<R: Real, B: sample::Binomial> Kernel for Division<'_, R, B> {
    type Output = ();

    #[inline(always)]
    fn work(self) {
        self.divider.divide(&Streams::new(1).occasion(Purpose::Divide, self.date), self.groups, self.moved);
        black_box(&self.moved.count);
    }
}

fn divide<R: Real, B: sample::Binomial>(
    criterion: &mut Criterion,
    id: BenchmarkId,
    path: Path,
    binomial: B,
    mean: f64,
) {
    let homes = Homes::<R>::new(mean);
    let mut divider = Divider::new(binomial, (0..R::LANES as u32).collect());
    let mut moved = Moved::nobody(homes.share.len());
    let mut group = criterion.benchmark_group("division");
    group.throughput(Throughput::Elements((Homes::<R>::GROUPS * R::LANES) as u64));
    let mut date = 0;
    group.bench_function(id, |bencher| {
        bencher.iter(|| {
            date = (date + 1) & 0xffff;
            path.work(Division { divider: &mut divider, date, groups: homes.groups(), moved: &mut moved });
        });
    });
    group.finish();
}

fn divisions(criterion: &mut Criterion) {
    for mean in [0.1, 8.0, 100.0] {
        divide::<f64, _>(criterion, BenchmarkId::new("scalar", mean), Path::PORTABLE, Scalar, mean);
        for path in Path::available() {
            let id = BenchmarkId::new(path.name(), mean);
            divide::<Wide, _>(criterion, id, path, SideBySide::new(path), mean);
        }
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

criterion_group!(benches, binomials, divisions, hypergeometrics);
criterion_main!(benches);
