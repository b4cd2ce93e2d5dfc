//! How the cost of a run grows: one thing is varied, all others stay as they are in the scenario.
//!
//! | axis | from to | what is timed |
//! |---|---|---|
//! | runs | 10 to 1,000,000 by decades | an ensemble with its tallies, on one thread |
//! | days | a quarter to four times the horizon | an engine on one thread |
//! | cells | frailty groups 1, 2, 3, 5, 8; household sizes 1, 2, 4 | the same |
//! | population | a thousandth to a thousand times the people | the same |
//! | threads | 1 to all, by doubling | an ensemble with its tallies |
//!
//! A curve ends where the next point would take longer than the time given, and says so. The power with which the time
//! grows is the slope of a straight line through the logarithms, by least squares.

use std::time::Instant;

use super::race::jobs;
use super::{Interrupted, Settings, Watch, go_on, scale};
use crate::design::Design;
use crate::engine::{BATCH, EngineKind, Fidelity, Prepared};
use crate::ensemble::{self, Request};
use crate::plan::Plan;
use crate::rng::Streams;
use crate::statistics::quantile;

/// Rounds in which the points of a curve take turns.
const ROUNDS: usize = 5;

/// Runs of an ensemble whose threads are counted, at most: some waves for every thread.
const RUNS_FOR_THREADS: u64 = 256;

/// The same, at least: a batch for each of two threads.
const FEWEST_FOR_THREADS: u64 = 2 * BATCH;

/// What is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// How many runs an ensemble has.
    Runs,
    /// How many days a run has.
    Days,
    /// How many groups of alike households there are.
    Cells,
    /// How many people there are, in multiples of the scenario.
    Population,
    /// How many threads share the work.
    Threads,
}

impl Axis {
    /// All axes.
    pub const ALL: [Axis; 5] = [Axis::Runs, Axis::Days, Axis::Cells, Axis::Population, Axis::Threads];

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Axis::Runs => "runs",
            Axis::Days => "days",
            Axis::Cells => "cells",
            Axis::Population => "population",
            Axis::Threads => "threads",
        }
    }

    /// What an amount counts.
    pub const fn unit(self) -> &'static str {
        match self {
            Axis::Runs => "runs",
            Axis::Days => "days",
            Axis::Cells => "cells",
            Axis::Population => "times the people of the scenario",
            Axis::Threads => "threads",
        }
    }

    /// "the number of cells".
    pub const fn words(self) -> &'static str {
        match self {
            Axis::Runs => "the number of runs",
            Axis::Days => "the number of days",
            Axis::Cells => "the number of cells",
            Axis::Population => "the population",
            Axis::Threads => "the number of threads",
        }
    }
}

/// What was measured at one amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// How much of what is varied.
    pub amount: f64,
    /// Seconds for a run: `[round]`.
    pub seconds_per_run: Vec<f64>,
    /// Processor time of all threads for a run; not known where too short to be told.
    pub cpu_seconds_per_run: Option<f64>,
    /// Peak of the resident memory of the process, MiB, where the system tells.
    pub peak_memory_mib: Option<f64>,
}

impl Point {
    /// A quantile over rounds.
    pub fn quantile(&self, q: f64) -> f64 {
        quantile(&self.seconds_per_run, q)
    }
}

/// How the time of a run of an engine grows with something.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What is varied.
    pub axis: Axis,
    /// Which engine.
    pub engine: EngineKind,
    /// Amounts ascending.
    pub points: Vec<Point>,
    /// Why there are no more points, if some are missing.
    pub ended_early: Option<String>,
}

impl Curve {
    /// The power of the amount with which the median time for a run grows, and its standard error; `None` for fewer than
    /// three amounts.
    pub fn power(&self) -> Option<(f64, f64)> {
        let points: Vec<(f64, f64)> =
            self.points.iter().map(|point| (libm::log(point.amount), libm::log(point.quantile(0.5)))).collect();
        let n = points.len() as f64;
        if n < 3.0 {
            return None;
        }
        let (x, y) = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0 / n, sum.1 + point.1 / n));
        let xx: f64 = points.iter().map(|point| (point.0 - x) * (point.0 - x)).sum();
        let power = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>() / xx;
        let residual = |point: &(f64, f64)| point.1 - y - power * (point.0 - x);
        let left: f64 = points.iter().map(|point| residual(point) * residual(point)).sum();
        Some((power, (left / (n - 2.0) / xx).sqrt()))
    }

    /// The power between the last two amounts.
    pub fn power_at_the_end(&self) -> Option<f64> {
        let [.., before, last] = self.points.as_slice() else { return None };
        let ratio = last.quantile(0.5) / before.quantile(0.5);
        Some(libm::log(ratio) / libm::log(last.amount / before.amount))
    }
}

/// Engines whose growth is shown: `cohort`, those that draw many runs side by side, and `events`.
pub fn engines() -> Vec<EngineKind> {
    let shown = |kind: &EngineKind| matches!(kind, EngineKind::Cohort | EngineKind::Events) || kind.has_paths();
    EngineKind::ALL.into_iter().filter(|kind| kind.fidelity() == Fidelity::SameLaw).filter(shown).collect()
}

/// Something to time: how often it makes a run, and how.
struct Work<'a> {
    amount: f64,
    runs: u64,
    make: Box<dyn Fn() + 'a>,
}

/// Measures all curves.
///
/// # Errors
/// If somebody interrupts.
pub fn grow(plan: &Plan, settings: &Settings, watch: &dyn Watch) -> Result<Vec<Curve>, Interrupted> {
    let mut curves = Vec::new();
    for axis in Axis::ALL {
        for engine in engines() {
            curves.push(match axis {
                Axis::Runs | Axis::Threads => ensembles(axis, engine, plan, settings, watch)?,
                Axis::Days | Axis::Cells | Axis::Population => plans(axis, engine, plan, settings, watch)?,
            });
        }
    }
    curves.retain(|curve| !curve.points.is_empty());
    Ok(curves)
}

/// The plans of an axis, by amount.
fn variants(axis: Axis, plan: &Plan) -> Vec<(f64, Plan)> {
    match axis {
        Axis::Days => [0.25, 0.5, 1.0, 2.0, 4.0]
            .map(|factor| ((plan.days as f64 * factor) as usize).max(1))
            .map(|days| (days as f64, scale::horizon(plan, days)))
            .into(),
        Axis::Cells => {
            let own = plan.sizes();
            let nodes = [1, 2, 3, 5, 8].map(|nodes| (nodes, own));
            let sizes = [1, 2, 4].map(|sizes| (plan.people.frailty_nodes, sizes));
            let mut found: Vec<(f64, Plan)> = nodes
                .into_iter()
                .chain(sizes)
                .filter_map(|(nodes, sizes)| scale::cells(plan, nodes, sizes))
                .map(|plan| (crate::network::Shape::of(&plan).cells() as f64, plan))
                .collect();
            found.sort_by(|a, b| a.0.total_cmp(&b.0));
            found.dedup_by(|a, b| a.0 == b.0);
            found
        }
        _ => (-3..=3).map(|power| libm::pow(10.0, f64::from(power))).map(|f| (f, scale::people(plan, f))).collect(),
    }
}

/// A curve over plans, run by run on this thread.
fn plans(
    axis: Axis,
    engine: EngineKind,
    plan: &Plan,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Curve, Interrupted> {
    let variants: Vec<(f64, Prepared)> =
        variants(axis, plan).into_iter().map(|(amount, plan)| (amount, Prepared::new(plan))).collect();
    let streams = Streams::new(settings.seed);
    let works = variants.iter().map(|(amount, prepared)| {
        let jobs = jobs(prepared, settings.seed);
        let batch = BATCH as usize;
        let make = move || {
            std::hint::black_box(engine.engine().run(prepared, &jobs[..batch], &streams));
        };
        Work { amount: *amount, runs: BATCH, make: Box::new(make) }
    });
    follow(axis, engine, works, settings, watch)
}

/// A curve over ensembles with more runs, or with more threads.
fn ensembles(
    axis: Axis,
    engine: EngineKind,
    plan: &Plan,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Curve, Interrupted> {
    let prepared = Prepared::new(plan.clone());
    let design = Design::new(&prepared.plan.numbers, settings.seed);
    let amounts: Vec<u64> = match axis {
        Axis::Runs => (1..=6).map(|decade| 10u64.pow(decade)).collect(),
        _ => thread_counts(std::thread::available_parallelism().map_or(1, usize::from) as u64),
    };
    let for_threads = if axis == Axis::Threads { runs_for_threads(engine, &prepared, settings) } else { 0 };
    let works = amounts.into_iter().filter_map(|amount| {
        let (runs, threads) = if axis == Axis::Runs { (amount, 1) } else { (for_threads, amount as usize) };
        // Where the system gives no threads there is no point.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()?;
        let (prepared, design) = (&prepared, &design);
        let make = move || {
            let watch = Relayed(watch);
            let request = Request {
                prepared,
                engine: engine.engine(),
                streams: Streams::new(settings.seed),
                runs: 0..runs,
                job: &|run| design.job(run),
                watch: &watch,
            };
            pool.install(|| std::hint::black_box(ensemble::run(&request)));
        };
        Some(Work { amount: amount as f64, runs, make: Box::new(make) })
    });
    follow(axis, engine, works, settings, watch)
}

/// So many runs that three rounds fit into the time given, on one thread.
fn runs_for_threads(engine: EngineKind, prepared: &Prepared, settings: &Settings) -> u64 {
    let jobs = jobs(prepared, settings.seed);
    let batch = BATCH as usize;
    let clock = Instant::now();
    std::hint::black_box(engine.engine().run(prepared, &jobs[..batch], &Streams::new(settings.seed)));
    let seconds_per_run = clock.elapsed().as_secs_f64() / batch as f64;
    ((settings.seconds / 3.0 / seconds_per_run) as u64)
        .clamp(FEWEST_FOR_THREADS, RUNS_FOR_THREADS.max(FEWEST_FOR_THREADS))
}

/// Tells an ensemble of Ctrl-C.
struct Relayed<'a>(&'a dyn Watch);

impl ensemble::Watch for Relayed<'_> {
    fn advanced(&self, _runs: u64) {}

    fn interrupted(&self) -> bool {
        self.0.interrupted()
    }
}

/// 1, 2, 4 and so on, and all.
fn thread_counts(all: u64) -> Vec<u64> {
    let mut counts: Vec<u64> = (0..).map(|power| 1 << power).take_while(|&count| count < all).collect();
    counts.push(all);
    counts
}

/// Times works of growing amount until the next would take too long; then in rounds, in which they take turns.
fn follow<'a>(
    axis: Axis,
    engine: EngineKind,
    works: impl Iterator<Item = Work<'a>>,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Curve, Interrupted> {
    let mut curve = Curve { axis, engine, points: Vec::new(), ended_early: None };
    let mut made: Vec<(Work, f64)> = Vec::new();
    for work in works {
        watch.doing(&format!("{} {}, {engine}", crate::units::grouped(work.amount), axis.unit()));
        // More threads take no longer, and the first has been given what fits.
        let expected = made.last().map_or(0.0, |(_, seconds)| match axis {
            Axis::Threads => 0.0,
            _ => expected(&curve, work.amount, work.runs).unwrap_or(*seconds),
        });
        if expected > settings.seconds {
            curve.ended_early = Some(format!(
                "{} {} would take some {}, more than the {} given",
                amount_in_words(work.amount),
                axis.unit(),
                super::cost::duration(expected),
                super::cost::duration(settings.seconds)
            ));
            break;
        }
        super::memory::forget_peak();
        let (clock, cpu) = (Instant::now(), super::memory::cpu_seconds());
        (work.make)();
        let seconds = clock.elapsed().as_secs_f64();
        go_on(watch)?;
        curve.points.push(Point {
            amount: work.amount,
            seconds_per_run: vec![seconds / work.runs as f64],
            // Told in hundredths of a second, so of no use for less than a quarter.
            cpu_seconds_per_run: (seconds > 0.25)
                .then(|| Some((super::memory::cpu_seconds()? - cpu?) / work.runs as f64))
                .flatten(),
            peak_memory_mib: super::memory::peak_mib().ok(),
        });
        made.push((work, seconds));
    }
    for round in 1..ROUNDS {
        for (point, (work, seconds)) in curve.points.iter_mut().zip(&made) {
            // The first time is one round; the others must fit into the time given.
            if seconds * round as f64 > settings.seconds {
                continue;
            }
            watch.doing(&format!("{axis:?}, {engine}: round {} of {ROUNDS}", round + 1));
            let clock = Instant::now();
            (work.make)();
            point.seconds_per_run.push(clock.elapsed().as_secs_f64() / work.runs as f64);
            go_on(watch)?;
        }
    }
    Ok(curve)
}

/// Seconds that the next amount takes, if the time for a run goes on growing as it did between the last two amounts; in
/// proportion to the amount if there is but one.
fn expected(curve: &Curve, amount: f64, runs: u64) -> Option<f64> {
    let last = curve.points.last()?;
    let power = match curve.points.len() {
        1 if curve.axis == Axis::Runs => 0.0,
        1 => 1.0,
        _ => curve.power_at_the_end()?,
    };
    Some(last.quantile(0.5) * libm::pow(amount / last.amount, power.clamp(0.0, 1.0)) * runs as f64)
}

/// An amount with as many digits as it needs.
pub fn amount_in_words(amount: f64) -> String {
    if amount < 1.0 { amount.to_string() } else { crate::units::grouped(amount) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(points: &[(f64, f64)]) -> Curve {
        let point = |&(amount, seconds): &(f64, f64)| Point {
            amount,
            seconds_per_run: vec![seconds],
            cpu_seconds_per_run: None,
            peak_memory_mib: None,
        };
        let points = points.iter().map(point).collect();
        Curve { axis: Axis::Cells, engine: EngineKind::Cohort, points, ended_early: None }
    }

    #[test]
    fn the_power_is_the_slope_of_the_logarithms() {
        let (power, error) = curve(&[(1.0, 3.0), (10.0, 30.0), (100.0, 300.0)]).power().unwrap();
        assert!((power - 1.0).abs() < 1e-12 && error < 1e-12);
        let (power, error) = curve(&[(1.0, 1.0), (4.0, 2.1), (16.0, 3.9), (64.0, 8.0)]).power().unwrap();
        assert!((power - 0.5).abs() < 0.03 && error > 1e-3 && error < 0.05, "{power} ± {error}");
        assert_eq!(curve(&[(1.0, 1.0), (2.0, 2.0)]).power(), None);
    }

    #[test]
    fn what_the_next_amount_takes_follows_the_last_two() {
        let linear = curve(&[(1.0, 1.0), (10.0, 10.0)]);
        assert!((expected(&linear, 100.0, 1).unwrap() - 100.0).abs() < 1e-9);
        let flat = curve(&[(1.0, 1.0), (10.0, 1.0)]);
        assert!((expected(&flat, 100.0, 8).unwrap() - 8.0).abs() < 1e-9);
    }

    #[test]
    fn threads_double_up_to_all() {
        assert_eq!(thread_counts(1), [1]);
        assert_eq!(thread_counts(2), [1, 2]);
        assert_eq!(thread_counts(6), [1, 2, 4, 6]);
    }
}
