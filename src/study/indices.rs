//! Sobol indices of the conditional mean: which inputs matter, once chance is averaged away.
//!
//! For independent inputs `x` and dice `w`, an outcome is `f(x, w)`; what inputs explain is `g(x) = E[f | x]`. The
//! first-order index of input `i` is the share of `Var g` that would go if `i` alone were known; the total index is the
//! share that would stay if all others were known (Sobol 1993; Homma and Saltelli 1996).
//!
//! **Design** (Saltelli et al. 2010): rows of two independent points A and B, and for each input the point AB_i, which
//! is A with input `i` of B: `2 + inputs` points a row, made by [`layout`].
//!
//! **Dice.** Each point is simulated twice, with dice 1 and dice 2; within a row all points have the same two, and rows
//! have different ones. Given the points, the halves are independent, so a product *across* the halves has the product
//! of conditional means as its expectation, however few runs a half has: no bias from dice, which plain estimators
//! would report as interactions of everything with everything. The common dice within a row make differences steady.
//! With `D_h(x, y) = f_h(x) - f_h(y)` of half `h`:
//!
//! - `Var g      = E[D_1(A, B) D_2(A, B)] / 2`
//! - `total_i    = E[D_1(A, AB_i) D_2(A, AB_i)] / 2 / Var g`, Jansen's (1999), since A and AB_i differ in `i` alone
//! - `first_i    = E[f_1(B) D_2(AB_i, A)] / Var g`, Saltelli's (2010), made symmetric in the halves, or
//!   `first_i = 1 - E[D_1(B, AB_i) D_2(B, AB_i)] / 2 / Var g`, Jansen's, since B and AB_i share `i` alone.
//!
//! Multiplied out, Jansen's first order is Saltelli's plus `K = (f_1(A) f_2(A) - f_1(AB_i) f_2(AB_i)) / 2`, whose
//! expectation is 0: both are Saltelli's with a control variate, times 0 or times 1. Saltelli's is the better for an
//! input of little influence, where AB_i is nearly A and everything cancels; Jansen's for one that explains nearly all,
//! where AB_i is nearly B. So neither is chosen: the multiple of `K` is found for each input by regression over rows,
//! of the part of a row that is not yet explained, `S - first_i V`. (Values are first centred, or Saltelli's form would
//! multiply the mean into its error.) A test shows that this is as good as the better of the two.
//!
//! **Chance** is `Var f - Var g`, from the differences between the halves.
//!
//! Assumes independent inputs: numbers drawn as joint rows are one input. Left out: indices of pairs. An index near 0
//! may come out below 0, by as much as its range says.
//!
//! Ranges: see [`super::estimate`]; the multiple of `K` is kept while rows are drawn again.

use std::ops::Range;

use super::estimate::{Bootstrap, Estimate};
use crate::design::Cube;
use crate::statistics::mean;

/// Values of one outcome at one point: the mean of the runs with dice 1, and of those with dice 2.
pub type Halves = [f64; 2];

/// A row of the design, points of the open unit cube: `[input]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One point.
    pub a: Vec<f64>,
    /// Another.
    pub b: Vec<f64>,
}

impl Row {
    /// The first point, with one input of the second.
    pub fn ab(&self, input: usize) -> Vec<f64> {
        self.ab_of(input..input + 1)
    }

    /// The first point, with some coordinates of the second: those of an input that is made of several numbers.
    pub fn ab_of(&self, places: Range<usize>) -> Vec<f64> {
        let mut point = self.a.clone();
        point[places.clone()].copy_from_slice(&self.b[places]);
        point
    }
}

/// Saltelli's design: rows from scrambled Sobol points of twice as many dimensions as there are inputs. The first
/// points are those of a run's own design with the same seed. Best if the number of rows is a power of two; beyond 128
/// inputs the later coordinates are drawn by chance, see [`Cube`].
pub fn layout(inputs: usize, rows: u64, seed: u64) -> Vec<Row> {
    let cube = Cube::new(2 * inputs, seed);
    let split = |mut point: Vec<f64>| {
        let b = point.split_off(inputs);
        Row { a: point, b }
    };
    (0..rows).map(|row| split(cube.point(row))).collect()
}

/// The values of one outcome at all points of a design.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluations {
    /// `[row]`: at A.
    pub a: Vec<Halves>,
    /// `[row]`: at B.
    pub b: Vec<Halves>,
    /// `[input][row]`: at AB_i.
    pub ab: Vec<Vec<Halves>>,
    /// Runs of which each half is the mean.
    pub runs_per_half: u32,
}

/// How much an input matters, as shares of the variance of the conditional mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// What the input explains alone.
    pub first: Estimate,
    /// What it explains alone and together with others.
    pub total: Estimate,
    /// What it explains alone, as a share of the variance of a single run, of which chance is a part too.
    pub of_spread: Estimate,
}

/// What inputs and chance explain of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Variance of the conditional mean: what inputs do, in the squared unit of the outcome.
    pub variance: Estimate,
    /// Share of the variance of a single run that is chance.
    pub chance: Estimate,
    /// Share of the variance of a single run that is inputs acting together: what no input explains alone. Nothing where the
    /// range of the variance reaches 0: then inputs are not shown to do anything, and shares of it mean nothing.
    pub together: Option<Estimate>,
    /// `[input]`; nothing as for `together`.
    pub inputs: Option<Vec<Index>>,
}

/// Columns of the rows that are drawn again: variance, chance, then two for each input.
const VARIANCE: usize = 0;
const CHANCE: usize = 1;
const fn first(input: usize) -> usize {
    2 + 2 * input
}
const fn total(input: usize) -> usize {
    3 + 2 * input
}

/// The indices of all inputs, see the [module](self).
///
/// # Panics
/// If there are fewer than two rows, or the parts of `evaluations` have different numbers of rows.
pub fn indices(evaluations: &Evaluations, seed: u64) -> Indices {
    let Centred { a, b, ab } = centred(evaluations);
    let rows = a.len();
    let variance: Vec<f64> = (0..rows).map(|row| half_product(a[row], b[row])).collect();
    let spread = |halves: Halves| (halves[0] - halves[1]) * (halves[0] - halves[1]);
    let runs = f64::from(evaluations.runs_per_half);
    let mut table: Vec<Vec<f64>> =
        (0..rows).map(|row| vec![variance[row], runs * (spread(a[row]) + spread(b[row])) / 4.0]).collect();
    for ab in &ab {
        let firsts = first_order(&a, &b, ab, &variance);
        for row in 0..rows {
            table[row].extend([firsts[row], half_product(a[row], ab[row])]);
        }
    }
    let bootstrap = Bootstrap::of(&table, seed);
    let share = |column: usize| bootstrap.estimate(|means| means[column] / means[VARIANCE]);
    let of_spread = |part: f64, means: &[f64]| {
        let whole = means[VARIANCE] + means[CHANCE];
        if whole > 0.0 { part / whole } else { 0.0 }
    };
    let variance = bootstrap.estimate(|means| means[VARIANCE]);
    let inputs = (0..ab.len()).map(|input| Index {
        first: share(first(input)),
        total: share(total(input)),
        of_spread: bootstrap.estimate(|means| of_spread(means[first(input)], means)),
    });
    let alone = |means: &[f64]| (0..ab.len()).map(|input| means[first(input)]).sum::<f64>();
    let together = || bootstrap.estimate(|means| of_spread(means[VARIANCE] - alone(means), means));
    Indices {
        variance,
        together: (variance.low > 0.0).then(together),
        chance: bootstrap.estimate(|means| share_of_chance(means[VARIANCE], means[CHANCE])),
        inputs: (variance.low > 0.0).then(|| inputs.collect()),
    }
}

/// An outcome that is always the same has no chance in it.
fn share_of_chance(inputs: f64, chance: f64) -> f64 {
    if chance > 0.0 { chance / (inputs.max(0.0) + chance) } else { 0.0 }
}

/// Half the product of the differences of two points, across the halves.
fn half_product(x: Halves, y: Halves) -> f64 {
    0.5 * (x[0] - y[0]) * (x[1] - y[1])
}

/// Times that the multiple of the control variate is found anew.
const ROUNDS: usize = 3;

/// `[row]`: terms whose mean is the variance that an input explains alone.
fn first_order(a: &[Halves], b: &[Halves], ab: &[Halves], variance: &[f64]) -> Vec<f64> {
    let rows = 0..a.len();
    let saltelli = |row: usize| 0.5 * (b[row][0] * (ab[row][1] - a[row][1]) + b[row][1] * (ab[row][0] - a[row][0]));
    let control = |row: usize| 0.5 * (a[row][0] * a[row][1] - ab[row][0] * ab[row][1]);
    let saltelli: Vec<f64> = rows.clone().map(saltelli).collect();
    let control: Vec<f64> = rows.map(control).collect();
    // The multiple depends on the index and the index on the multiple: a few rounds settle both.
    let mut terms = saltelli.clone();
    for _ in 0..ROUNDS {
        let share = mean(&terms) / mean(variance);
        let share = if share.is_finite() { share } else { 0.0 };
        let open: Vec<f64> = saltelli.iter().zip(variance).map(|(s, v)| s - share * v).collect();
        let multiple = -slope(&control, &open);
        terms = saltelli.iter().zip(&control).map(|(s, k)| s + multiple * k).collect();
    }
    terms
}

/// Slope of the regression of `y` on `x`; 0 where `x` does not vary.
fn slope(x: &[f64], y: &[f64]) -> f64 {
    let (mean_x, mean_y) = (mean(x), mean(y));
    let product: f64 = x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let square: f64 = x.iter().map(|x| (x - mean_x) * (x - mean_x)).sum();
    if square > 0.0 { product / square } else { 0.0 }
}

/// Evaluations less the mean of A and B.
struct Centred {
    a: Vec<Halves>,
    b: Vec<Halves>,
    ab: Vec<Vec<Halves>>,
}

fn centred(evaluations: &Evaluations) -> Centred {
    let Evaluations { a, b, ab, .. } = evaluations;
    let alike = b.len() == a.len() && ab.iter().all(|ab| ab.len() == a.len());
    assert!(a.len() > 1 && alike, "indices need two rows, and the same rows at every point");
    let centre = mean(&a.iter().chain(b).map(|halves| 0.5 * (halves[0] + halves[1])).collect::<Vec<f64>>());
    let less = |values: &Vec<Halves>| values.iter().map(|halves| halves.map(|value| value - centre)).collect();
    Centred { a: less(a), b: less(b), ab: ab.iter().map(less).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};
    use crate::statistics::variance;
    use std::f64::consts::PI;

    /// Evaluations of a function of a point and of a die for (row, half).
    fn evaluate(rows: &[Row], seed: u64, f: impl Fn(&[f64], f64) -> f64) -> Evaluations {
        let halves = |row: usize, point: &[f64]| {
            [0, 1].map(|half| f(point, Streams::new(seed).stream(row as u64, Purpose::Study, 98, half).uniform()))
        };
        let at = |point: &dyn Fn(&Row) -> Vec<f64>| -> Vec<Halves> {
            rows.iter().enumerate().map(|(row, points)| halves(row, &point(points))).collect()
        };
        Evaluations {
            a: at(&|row| row.a.clone()),
            b: at(&|row| row.b.clone()),
            ab: (0..rows[0].a.len()).map(|input| at(&|row| row.ab(input))).collect(),
            runs_per_half: 1,
        }
    }

    /// Rows drawn by chance.
    fn random_rows(inputs: usize, rows: u64, seed: u64) -> Vec<Row> {
        let row = |row| {
            let mut stream = Streams::new(seed).stream(row, Purpose::Study, 97, 0);
            let mut point = || (0..inputs).map(|_| stream.uniform()).collect();
            Row { a: point(), b: point() }
        };
        (0..rows).map(row).collect()
    }

    /// Ishigami and Homma (1990), with a = 7 and b = 0.1.
    fn ishigami(x: &[f64]) -> f64 {
        let [x, y, z] = [x[0], x[1], x[2]].map(|u| PI * (2.0 * u - 1.0));
        libm::sin(x) + 7.0 * libm::sin(y).powi(2) + 0.1 * z.powi(4) * libm::sin(x)
    }

    /// Variance, first-order and total indices of Ishigami's function in closed form.
    fn ishigami_truth() -> (f64, [f64; 3], [f64; 3]) {
        let (alone, both) = (0.5 * (1.0 + 0.1 * PI.powi(4) / 5.0).powi(2), 8.0 * 0.01 * PI.powi(8) / 225.0);
        let second = 49.0 / 8.0;
        let all = alone + second + both;
        (all, [alone / all, second / all, 0.0], [(alone + both) / all, second / all, both / all])
    }

    /// Sobol's g-function with a = 0, 0.5, 3, 9, 99, 99.
    const G: [f64; 6] = [0.0, 0.5, 3.0, 9.0, 99.0, 99.0];

    fn g_function(x: &[f64]) -> f64 {
        x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    }

    /// First-order and total indices of the g-function in closed form.
    fn g_truth() -> ([f64; 6], [f64; 6]) {
        let alone = G.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let whole: f64 = alone.iter().map(|v| 1.0 + v).product();
        (alone.map(|v| v / (whole - 1.0)), alone.map(|v| v / (1.0 + v) * whole / (whole - 1.0)))
    }

    #[test]
    fn ishigami_is_held_by_the_ranges_in_93_of_100_repetitions() {
        let (_, firsts, totals) = ishigami_truth();
        let mut held = [[0; 2]; 3];
        for seed in 0..100 {
            let found = indices(&evaluate(&layout(3, 256, seed), seed, |x, _| ishigami(x)), seed);
            assert_eq!(found.chance.value, 0.0);
            for (input, index) in found.inputs.unwrap().iter().enumerate() {
                held[input][0] += usize::from(index.first.holds(firsts[input]));
                held[input][1] += usize::from(index.total.holds(totals[input]));
            }
        }
        assert!(held.as_flattened().iter().all(|&times| times >= 93), "held {held:?} times of 100");
    }

    #[test]
    fn the_g_function_has_its_indices() {
        let (firsts, totals) = g_truth();
        let found = indices(&evaluate(&layout(6, 1 << 13, 5), 5, |x, _| g_function(x)), 5).inputs.unwrap();
        for (input, index) in found.iter().enumerate() {
            assert!((index.first.value - firsts[input]).abs() < 0.01, "first of {input}: {index:?} {firsts:?}");
            assert!((index.total.value - totals[input]).abs() < 0.01, "total of {input}: {index:?} {totals:?}");
        }
    }

    /// The multiple of the control variate in [`first_order`] is worth its line: over 200 random designs its squared
    /// error is at most a tenth above that of the better form, both for an input that explains nearly all, where
    /// Saltelli's form has 1,500 times the squared error of Jansen's, and for one of nearly no influence.
    #[test]
    fn regression_is_as_good_as_the_better_of_two_forms() {
        let truth = [0.99, 0.01];
        let f = |x: &[f64]| libm::sqrt(0.99) * (x[0] - 0.5) + 0.1 * (x[1] - 0.5);
        // [input][form]: Saltelli, Jansen, regression.
        let mut squares = [[0.0; 3]; 2];
        for seed in 0..200 {
            let evaluations = evaluate(&random_rows(2, 128, seed), seed, |x, _| f(x));
            let Centred { a, b, ab } = centred(&evaluations);
            let average = |term: &dyn Fn(usize) -> f64| (0..a.len()).map(term).sum::<f64>() / a.len() as f64;
            let all: Vec<f64> = (0..a.len()).map(|row| half_product(a[row], b[row])).collect();
            for input in 0..2 {
                let ab = &ab[input];
                let forms = [
                    average(&|row| b[row][0] * (ab[row][1] - a[row][1])) / mean(&all),
                    1.0 - average(&|row| half_product(b[row], ab[row])) / mean(&all),
                    mean(&first_order(&a, &b, ab, &all)) / mean(&all),
                ];
                for (square, form) in squares[input].iter_mut().zip(forms) {
                    *square += (form - truth[input]).powi(2);
                }
            }
        }
        for [saltelli, jansen, regression] in squares {
            assert!(regression < 1.1 * saltelli.min(jansen), "{saltelli} {jansen} {regression}");
        }
    }

    /// Dice that act differently at every point, so that common dice do not cancel them.
    fn noisy(x: &[f64], die: f64) -> f64 {
        ishigami(x) + 5.0 * libm::cos(2.0 * PI * (die + x[0] + 2.0 * x[1] + 3.0 * x[2]))
    }

    /// Alarms at five standard errors of the mean of 60 repetitions: less than one false alarm in 10,000 seeds.
    #[test]
    fn dice_do_not_pollute_the_indices() {
        let (all, firsts, totals) = ishigami_truth();
        // Not of ratios, which are a little biased whatever the dice: of the variances that they are made of.
        let mut found = vec![Vec::new(); 6];
        let mut naive = Vec::new();
        let mut chance = Vec::new();
        for seed in 0..60 {
            let evaluations = evaluate(&random_rows(3, 512, seed), seed, noisy);
            let Indices { variance, inputs, chance: share, .. } = indices(&evaluations, seed);
            for (input, index) in inputs.unwrap().iter().enumerate() {
                found[input].push(index.first.value * variance.value - firsts[input] * all);
                found[3 + input].push(index.total.value * variance.value - totals[input] * all);
            }
            chance.push(share.value);
            // The last input by Jansen's total index from one half only.
            let (a, ab) = (&evaluations.a, &evaluations.ab[2]);
            let squares = a.iter().zip(ab).map(|(x, y)| 0.5 * (x[0] - y[0]).powi(2));
            naive.push(squares.sum::<f64>() / a.len() as f64 - totals[2] * all);
        }
        let z = |values: &[f64]| mean(values) / (variance(values) / values.len() as f64).sqrt();
        for values in &found {
            assert!(z(values).abs() < 5.0, "{values:?}");
        }
        assert!(z(&naive) > 20.0, "a naive index takes dice for interactions");
        // 12.5 is the variance of the dice.
        assert!((mean(&chance) - 12.5 / (12.5 + all)).abs() < 0.01, "{}", mean(&chance));
    }

    #[test]
    fn pure_noise_has_no_indices() {
        let found = indices(&evaluate(&layout(2, 256, 1), 1, |_, die| die), 1);
        assert_eq!(found.inputs, None);
        assert_eq!((found.variance.value, found.chance.value), (0.0, 1.0));
        let constant = indices(&evaluate(&layout(2, 16, 1), 1, |_, _| 7.0), 1);
        assert_eq!((constant.inputs, constant.chance.value), (None, 0.0));
    }

    #[test]
    fn rows_of_the_layout_are_even_and_exchange_one_input() {
        let rows = layout(3, 64, 9);
        for input in 0..3 {
            let mut parts: Vec<usize> = rows.iter().map(|row| (row.a[input] * 64.0) as usize).collect();
            parts.sort_unstable();
            assert!(parts.into_iter().eq(0..64));
        }
        assert_eq!(rows[3].ab(1), [rows[3].a[0], rows[3].b[1], rows[3].a[2]]);
        assert_eq!(layout(200, 2, 9)[1].b.len(), 200);
    }
}
