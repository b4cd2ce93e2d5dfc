//! Which inputs matter: the designs of [`super::indices`] and [`super::morris`], simulated.
//!
//! A row of a design is a few points that differ in one input. All points of a row are simulated with the same runs, that
//! is, the same dice under other numbers; every row has runs of its own. With `inner` runs a point, row `r` takes the run
//! numbers `r inner` to `r inner + inner - 1`; the first half of them are dice 1 of the indices, the second dice 2.
//!
//! A row with a run that failed is left out, and counted: at its point there is no value. If somebody interrupts, the rows
//! that are whole are what a smaller design would have had.
//!
//! Directions ("more of this, more of that") are means over the points A and B in which the input lies in its lowest and
//! in its highest fifth, the others as they come. An input that is not one number (joint rows, entries of a calendar) has
//! none.

use rayon::prelude::*;

use super::each::Made;
use super::indices::{self, Evaluations, Halves, Indices};
use super::inputs::Inputs;
use super::morris::{self, Effects, Star};
use crate::engine::{Engine, Prepared};
use crate::ensemble::{self, Failed, Keep, Watch};
use crate::outcome::from_steps;
use crate::plan::Job;
use crate::rng::Streams;
use crate::statistics::{mean, sorted_quantile, variance};

/// What to study, and with how much work.
pub struct Request<'a> {
    /// The plan.
    pub prepared: &'a Prepared,
    /// How to draw.
    pub engine: &'a dyn Engine,
    /// Names the design, the dice and the resampling.
    pub seed: u64,
    /// The inputs.
    pub inputs: &'a Inputs<'a>,
    /// The outcomes: places among the totals.
    pub totals: &'a [usize],
    /// Rows of the design.
    pub rows: u64,
    /// Runs at each point; even for indices.
    pub inner: u64,
    /// Who watches.
    pub watch: &'a dyn Watch,
}

/// What came out, for each outcome.
#[derive(Clone, Debug)]
pub struct Study<T> {
    /// `[outcome]`
    pub outcomes: Vec<T>,
    /// Rows of the design that are whole.
    pub rows: u64,
    /// Runs that were made.
    pub runs: u64,
    /// Runs that failed; their rows are left out.
    pub failed: Vec<Failed>,
    /// Did somebody interrupt?
    pub interrupted: bool,
}

/// What inputs and chance explain of an outcome.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Mean over runs at the points A and B.
    pub mean: f64,
    /// Standard deviation of a single run.
    pub sd: f64,
    /// Indices of the inputs.
    pub indices: Indices,
    /// `[input]`: nothing for an input that is not one number.
    pub directions: Vec<Option<Direction>>,
}

/// How an outcome goes with an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Direction {
    /// The value of the input below which a fifth of the points lie, and that above which a fifth lie.
    pub input: [f64; 2],
    /// Mean outcome in its lowest and in its highest fifth.
    pub outcome: [f64; 2],
}

/// The share of points at each end that a direction is taken from.
const FIFTH: f64 = 0.2;

/// Runs that a study of indices takes.
pub const fn runs_of_indices(inputs: usize, rows: u64, inner: u64) -> u64 {
    (inputs as u64 + 2) * rows * inner
}

/// Runs that a screening takes.
pub const fn runs_of_screening(inputs: usize, rows: u64, inner: u64) -> u64 {
    (inputs as u64 + 1) * rows * inner
}

/// Sobol indices of every outcome, going on from what was made. Nothing if fewer than two rows are whole; then the failed runs and whether somebody
/// interrupted are all that there is to say, see [`Study`].
///
/// # Panics
/// If `inner` is odd or zero.
pub fn explain(request: &Request, made: Made, journal: &mut dyn Keep<Made>) -> Study<Explained> {
    let Request { inputs, rows, inner, seed, totals, .. } = *request;
    assert!(inner > 0 && inner.is_multiple_of(2), "a point has two halves");
    let design = indices::layout(inputs.dimensions(), rows, seed);
    let count = inputs.list.len();
    let at = |row: usize, point: usize| match point {
        0 => design[row].a.clone(),
        1 => design[row].b.clone(),
        _ => design[row].ab_of(inputs.places(point - 2)),
    };
    let simulated = simulate(request, count + 2, &at, made, journal);
    let explain = |outcome: usize| {
        let halves =
            |point: usize| -> Vec<Halves> { simulated.whole.iter().map(|row| row.halves(point, outcome)).collect() };
        let evaluations = Evaluations {
            a: halves(0),
            b: halves(1),
            ab: (0..count).map(|input| halves(input + 2)).collect(),
            runs_per_half: (inner / 2) as u32,
        };
        let both: Vec<f64> =
            simulated.whole.iter().flat_map(|row| (0..2).flat_map(|point| row.runs(point, outcome))).collect();
        let direction = |input: usize| {
            let law = inputs.law(inputs.list[input].number()?);
            let place = inputs.places(input).start;
            let points: Vec<(f64, f64)> = simulated
                .whole
                .iter()
                .zip(&evaluations.a)
                .flat_map(|(row, a)| {
                    let (design, b) = (&design[row.number], row.halves(1, outcome));
                    [(design.a[place], *a), (design.b[place], b)]
                })
                .map(|(u, halves)| (law.quantile(u), 0.5 * (halves[0] + halves[1])))
                .collect();
            Some(direction(&points))
        };
        Explained {
            mean: mean(&both),
            sd: variance(&both).max(0.0).sqrt(),
            indices: indices::indices(&evaluations, seed),
            directions: (0..count).map(direction).collect(),
        }
    };
    simulated.study(totals, explain)
}

/// The mean outcome where the input is low and where it is high, from (input, outcome) at some points.
fn direction(points: &[(f64, f64)]) -> Direction {
    let mut values: Vec<f64> = points.iter().map(|point| point.0).collect();
    values.sort_by(f64::total_cmp);
    let [low, high] = [FIFTH, 1.0 - FIFTH].map(|share| sorted_quantile(&values, share));
    let mean_where = |is: &dyn Fn(f64) -> bool| {
        let outcomes: Vec<f64> = points.iter().filter(|point| is(point.0)).map(|point| point.1).collect();
        mean(&outcomes)
    };
    Direction { input: [low, high], outcome: [mean_where(&|value| value <= low), mean_where(&|value| value >= high)] }
}

/// Elementary effects of every input on every outcome, going on from what was made: `[outcome][input]`.
pub fn screen(request: &Request, made: Made, journal: &mut dyn Keep<Made>) -> Study<Vec<Effects>> {
    let Request { inputs, rows, seed, totals, .. } = *request;
    let design = morris::layout(inputs.dimensions(), rows, seed);
    let count = inputs.list.len();
    let at = |row: usize, point: usize| match point {
        0 => design[row].base.clone(),
        _ => design[row].moved_in(inputs.places(point - 1)),
    };
    let simulated = simulate(request, count + 1, &at, made, journal);
    // An input of several numbers goes up when its first does.
    let first = |row: &Row| (0..count).map(|input| design[row.number].base[inputs.places(input).start]).collect();
    let stars: Vec<Star> = simulated.whole.iter().map(|row| Star { base: first(row) }).collect();
    let screen = |outcome: usize| {
        let means = |point: usize| -> Vec<f64> {
            simulated.whole.iter().map(|row| mean(&row.runs(point, outcome).collect::<Vec<f64>>())).collect()
        };
        let moved: Vec<Vec<f64>> = (0..count).map(|input| means(input + 1)).collect();
        morris::effects(&stars, &means(0), &moved, seed)
    };
    simulated.study(totals, screen)
}

/// A row of the design, simulated.
struct Row {
    /// Its place in the design.
    number: usize,
    /// Values of each run: `[point][run]`, `[outcome]`.
    values: Vec<Vec<f64>>,
    /// Runs at a point.
    inner: usize,
}

impl Row {
    /// An outcome in the runs at a point.
    fn runs(&self, point: usize, outcome: usize) -> impl Iterator<Item = f64> {
        self.values[point * self.inner..(point + 1) * self.inner].iter().map(move |values| values[outcome])
    }

    /// The means of the first half of the runs at a point and of the second.
    fn halves(&self, point: usize, outcome: usize) -> Halves {
        let half = self.inner / 2;
        let mean = |from: usize| self.runs(point, outcome).skip(from).take(half).sum::<f64>() / half as f64;
        [mean(0), mean(half)]
    }
}

/// The rows that are whole.
struct Simulated {
    whole: Vec<Row>,
    runs: u64,
    failed: Vec<Failed>,
    interrupted: bool,
}

impl Simulated {
    fn study<T: Send>(&self, totals: &[usize], of: impl Fn(usize) -> T + Send + Sync) -> Study<T> {
        let enough = self.whole.len() > 1;
        Study {
            outcomes: if enough { (0..totals.len()).into_par_iter().map(of).collect() } else { Vec::new() },
            rows: self.whole.len() as u64,
            runs: self.runs,
            failed: self.failed.clone(),
            interrupted: self.interrupted,
        }
    }
}

/// Simulates what was not made yet of the rows of a design with so many points a row; `at` gives a point of the cube.
fn simulate(
    request: &Request,
    points: usize,
    at: &(dyn Fn(usize, usize) -> Vec<f64> + Sync),
    mut made: Made,
    journal: &mut dyn Keep<Made>,
) -> Simulated {
    let Request { prepared, inputs, totals, rows, inner, .. } = *request;
    let per_row = points as u64 * inner;
    let job = |number: u64| {
        let (row, in_row) = (number / per_row, number % per_row);
        let (point, die) = (in_row / inner, in_row % inner);
        Job::new(row * inner + die, inputs.table(&at(row as usize, point as usize)))
    };
    let jobs = ensemble::Request {
        prepared,
        engine: request.engine,
        streams: Streams::new(request.seed),
        runs: 0..rows * per_row,
        job: &job,
        watch: request.watch,
    };
    made.extend(&jobs, |run| totals.iter().map(|&total| from_steps(run.totals[total])).collect(), journal);
    let Made { kept, failed, interrupted } = made;
    let runs = kept.len() as u64;
    let mut kept = kept.into_iter();
    let mut whole = Vec::new();
    for number in 0..rows as usize {
        // Every value of the row is taken, whole or not.
        let values: Vec<Option<Vec<f64>>> = kept.by_ref().take(per_row as usize).collect();
        let all_made = values.len() as u64 == per_row;
        match values.into_iter().collect::<Option<Vec<Vec<f64>>>>() {
            Some(values) if all_made => whole.push(Row { number, values, inner: inner as usize }),
            _ => {}
        }
    }
    Simulated { whole, runs, failed, interrupted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::{Unkept, Unwatched};
    use crate::law::Law;
    use crate::outcome::{Audit, RunSummary};
    use crate::plan::{JointDraws, Numbers, Quantity};
    use crate::rng::Purpose;
    use crate::scenario::{load, read_shipped};

    /// Any plan: the engines here do not look at it.
    fn prepared() -> Prepared {
        Prepared::new(load("scenarios/history.toml", &[], &read_shipped).unwrap().scenario.plan())
    }

    /// `x` and `y` uniform on (0, 1), a column of joint rows that is 0 or 1, and a number that nothing depends on.
    fn numbers() -> Numbers {
        let uniform = Law::Uniform { low: 0.0, high: 1.0 };
        let rows = (0..8).map(|row| vec![f64::from(row % 2)]).collect();
        Numbers {
            keys: ["x", "y", "z", "idle"].map(String::from).into(),
            laws: vec![uniform.clone(), uniform, Law::Fixed(0.5), Law::Choice(vec![9.0, 5.0, 7.0])],
            joint: vec![JointDraws { quantities: vec![Quantity(2)], rows }],
        }
    }

    /// Outcomes whose indices are known: `x` alone and a die of the same variance; `12 (x - 1/2) (y - 1/2)`; the joint
    /// row; a die alone; nothing.
    struct Known {
        /// The run whose second use of many panics.
        weak: Option<u64>,
    }

    impl Engine for Known {
        fn run(&self, _: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
            let run = |job: &Job| {
                assert_ne!(Some(job.run), self.weak, "a weak run");
                let die = streams.stream(job.run, Purpose::Study, 91, 0).uniform();
                let [x, y, z, _] = job.numbers[..] else { panic!("four numbers") };
                let values = [x + die, 12.0 * (x - 0.5) * (y - 0.5), z, die, 1.0];
                let totals = values.map(|value| (value * 1e6) as i64 * 1000).to_vec();
                RunSummary { run: job.run, daily: Vec::new(), totals, audit: Audit::default() }
            };
            jobs.iter().map(run).collect()
        }
    }

    fn study(weak: Option<u64>, rows: u64, inner: u64) -> (Study<Explained>, Study<Vec<Effects>>) {
        let (prepared, numbers) = (prepared(), numbers());
        let inputs = Inputs::of(&numbers);
        let request = Request {
            prepared: &prepared,
            engine: &Known { weak },
            seed: 3,
            inputs: &inputs,
            totals: &[0, 1, 2, 3, 4],
            rows,
            inner,
            watch: &Unwatched,
        };
        let nothing = Made::default;
        (explain(&request, nothing(), &mut Unkept), screen(&request, nothing(), &mut Unkept))
    }

    /// The order of inputs: joint rows, x, y, idle.
    const ROWS: usize = 0;
    const X: usize = 1;
    const Y: usize = 2;
    const IDLE: usize = 3;

    #[test]
    fn what_decides_all_has_all_and_what_decides_nothing_has_nothing() {
        let (study, _) = study(None, 512, 2);
        assert_eq!((study.rows, study.runs), (512, runs_of_indices(4, 512, 2)));
        let of = |outcome: usize| study.outcomes[outcome].indices.inputs.as_ref().unwrap();
        let near = |estimate: crate::study::estimate::Estimate, truth: f64, by: f64| {
            assert!((estimate.value - truth).abs() < by, "{estimate:?} is not {truth}");
        };
        // x alone, half of the spread; the die the other half.
        let first = of(0);
        near(first[X].first, 1.0, 0.02);
        near(first[X].total, 1.0, 0.05);
        near(first[X].of_spread, 0.5, 0.05);
        near(study.outcomes[0].indices.chance, 0.5, 0.05);
        for input in [ROWS, Y, IDLE] {
            // Nothing depends on them and the dice of a row are common: the total is exactly nothing.
            assert_eq!(first[input].total.value, 0.0);
            assert!(first[input].first.holds(0.0), "{:?}", first[input]);
        }
        // An interaction: nothing alone, all together.
        let product = of(1);
        for input in [X, Y] {
            near(product[input].first, 0.0, 0.1);
            near(product[input].total, 1.0, 0.1);
        }
        near(study.outcomes[1].indices.together.unwrap(), 1.0, 0.15);
        near(study.outcomes[1].indices.chance, 0.0, 1e-9);
        // Joint rows decide.
        near(of(2)[ROWS].first, 1.0, 0.01);
        near(of(2)[ROWS].total, 1.0, 0.1);
        // A die alone, and nothing: no shares of nothing.
        assert_eq!(study.outcomes[3].indices.inputs, None);
        assert_eq!(study.outcomes[3].indices.chance.value, 1.0);
        assert_eq!(study.outcomes[4].indices.inputs, None);
        assert_eq!(study.outcomes[4].sd, 0.0);
    }

    #[test]
    fn directions_are_those_of_fifths() {
        let (study, _) = study(None, 512, 2);
        let directions = &study.outcomes[0].directions;
        assert_eq!(directions[ROWS], None);
        let x = directions[X].unwrap();
        // The lowest fifth of x is 0.1 on average, the highest 0.9, and the die 0.5.
        assert!((x.outcome[0] - 0.6e6).abs() < 0.03e6 && (x.outcome[1] - 1.4e6).abs() < 0.03e6, "{x:?}");
        assert!((x.input[0] - 0.2).abs() < 0.01 && (x.input[1] - 0.8).abs() < 0.01, "{x:?}");
        let idle = directions[IDLE].unwrap();
        assert_eq!(idle.input, [5.0, 9.0], "a choice by its numbers, not by the order of its sources");
        assert!((idle.outcome[0] - idle.outcome[1]).abs() < 0.06e6, "{idle:?}");
    }

    #[test]
    fn a_screening_ranks_the_same_inputs() {
        let (_, study) = study(None, 64, 2);
        assert_eq!(study.runs, runs_of_screening(4, 64, 2));
        let sizes = study.outcomes[0].iter().map(|effects| effects.mu_star.value).collect::<Vec<f64>>();
        assert!((sizes[X] / 1e6 - 1.0).abs() < 1e-5, "{sizes:?}");
        assert_eq!([sizes[ROWS], sizes[Y], sizes[IDLE]], [0.0; 3]);
        assert!(study.outcomes[1][X].sigma > 1e6 && study.outcomes[1][X].mu.abs() < 0.2e6);
    }

    #[test]
    fn a_run_that_fails_takes_its_row_with_it() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let (study, _) = study(Some(6), 32, 2);
        std::panic::set_hook(hook);
        assert_eq!(study.rows, 31);
        // Run 6 is the first die of the fourth row, at all of its six points.
        assert_eq!(study.failed.len(), 6);
        assert!(study.failed[0].reason.contains("a weak run"));
        assert!(study.outcomes[0].indices.inputs.is_some());
    }
}
