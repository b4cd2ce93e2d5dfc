//! How well a set of numbers explains the record: a synthetic likelihood (Wood 2010; Price, Drovandi, Lee and Nott 2018).
//!
//! Summaries are logs of what was counted in windows of days. The record `y` is taken for a draw from
//! ```text
//! y ~ Normal(mu, kappa [Sigma_obs + v Sigma_day + Sigma_rest])
//! ```
//! with `mu` the mean of the simulated summaries; `Sigma_obs` what counting adds, every window for itself and each series
//! of a source together; `v Sigma_day` what good and bad days add, in proportion to the variance `v` of the environment
//! that the numbers state, so that the record says something about it; `Sigma_rest` what inputs add that are not learned.
//! The inflation `kappa` makes up for a normal law that is not quite right and for means of few runs.
//!
//! A count that is a mere bound gives the probability of its side, by its own law alone: bounds are few, and that they are
//! correlated with the others is left out.

use serde::{Deserialize, Serialize};

use super::normal::{Cholesky, log_below, log_between};

/// Log-likelihood of what cannot be: finite, so that it can be written, multiplied and compared.
pub const IMPOSSIBLE: f64 = -1e300;

/// What a published count says of the log of what was counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// It is this, but for errors.
    Exact(f64),
    /// It is this or more.
    AtLeast(f64),
    /// It is this or less.
    AtMost(f64),
    /// It is between the two.
    #[allow(missing_docs, reason = "the ends say what they are")]
    Between { low: f64, high: f64 },
}

impl Said {
    /// A central value.
    pub fn value(self) -> f64 {
        match self {
            Said::Exact(value) | Said::AtLeast(value) | Said::AtMost(value) => value,
            Said::Between { low, high } => 0.5 * (low + high),
        }
    }

    /// How far a simulated log lies outside of what was said; zero inside a bound.
    pub fn miss(self, simulated: f64) -> f64 {
        match self {
            Said::Exact(value) => simulated - value,
            Said::AtLeast(value) => (simulated - value).min(0.0),
            Said::AtMost(value) => (simulated - value).max(0.0),
            Said::Between { low, high } => (simulated - high).max(0.0) + (simulated - low).min(0.0),
        }
    }
}

/// The record: what was said of each summary, and how exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `[summary]`
    pub said: Vec<Said>,
    /// Sigma_obs: `[summary][summary]`, of logs.
    pub covariance: Vec<f64>,
}

/// What the spread of simulated summaries is made of: `[summary][summary]`, of logs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Sigma_day: for an environment whose log has variance one.
    pub day: Vec<f64>,
    /// Sigma_rest: from inputs that are not learned.
    pub rest: Vec<f64>,
}

/// The spread around the mean for a variance of the environment, errors of counting included and inflated.
#[derive(Clone, Debug)]
pub struct Errors {
    /// Places of the exact summaries.
    exact: Vec<usize>,
    factor: Cholesky,
    /// `[summary]`
    sd: Vec<f64>,
}

impl Record {
    /// How many summaries there are.
    pub fn len(&self) -> usize {
        self.said.len()
    }

    /// Is there nothing to learn from?
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// kappa (Sigma_obs + v Sigma_day + Sigma_rest).
    pub fn errors(&self, spread: &Spread, variance: f64, inflation: f64) -> Errors {
        let n = self.len();
        let whole: Vec<f64> = (0..n * n)
            .map(|at| inflation * (self.covariance[at] + variance * spread.day[at] + spread.rest[at]))
            .collect();
        let exact: Vec<usize> = (0..n).filter(|&i| matches!(self.said[i], Said::Exact(_))).collect();
        let block: Vec<f64> =
            exact.iter().flat_map(|&i| exact.iter().map(move |&j| (i, j))).map(|(i, j)| whole[i * n + j]).collect();
        let sd = (0..n).map(|i| whole[i * n + i].sqrt()).collect();
        Errors { factor: Cholesky::of_nearly(&block, exact.len()), exact, sd }
    }

    /// Log-likelihood of simulated means, each moved by so many standard deviations (`shift`, empty for none).
    pub fn log_likelihood(&self, mean: &[f64], shift: &[f64], errors: &Errors) -> f64 {
        let at = |i: usize| mean[i] + shift.get(i).map_or(0.0, |shift| shift * errors.sd[i]);
        let residual: Vec<f64> = errors.exact.iter().map(|&i| self.said[i].value() - at(i)).collect();
        let mut sum = errors.factor.log_density(&residual);
        for (i, said) in self.said.iter().enumerate() {
            let z = |value: f64| (value - at(i)) / errors.sd[i];
            sum += match *said {
                Said::Exact(_) => 0.0,
                Said::AtLeast(value) => log_below(-z(value)),
                Said::AtMost(value) => log_below(z(value)),
                Said::Between { low, high } => log_between(z(low), z(high)),
            };
        }
        if sum.is_finite() { sum.max(IMPOSSIBLE) } else { IMPOSSIBLE }
    }

    /// How many standard deviations the simulated mean of each summary lies outside of what was said: `[summary]`.
    pub fn implausibility(&self, mean: &[f64], errors: &Errors) -> Vec<f64> {
        (0..self.len()).map(|i| self.said[i].miss(mean[i]).abs() / errors.sd[i]).collect()
    }
}

impl Spread {
    /// No spread of so many summaries.
    pub fn none(summaries: usize) -> Self {
        Spread { day: vec![0.0; summaries * summaries], rest: vec![0.0; summaries * summaries] }
    }

    /// From three runs of each of several sets of numbers: the first two differ in their luck, the last two in the inputs
    /// that are not learned. `[set](v, [a, b, c])`
    ///
    /// # Panics
    /// If there are no sets.
    pub fn of(sets: &[(f64, [Vec<f64>; 3])]) -> Self {
        let n = sets[0].1[0].len();
        let mut spread = Spread::none(n);
        let weight = 0.5 / sets.len() as f64;
        for (variance, [a, b, c]) in sets {
            for i in 0..n {
                for j in 0..n {
                    spread.day[i * n + j] += weight / variance * (a[i] - b[i]) * (a[j] - b[j]);
                    spread.rest[i * n + j] += weight * (b[i] - c[i]) * (b[j] - c[j]);
                }
            }
        }
        spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            said: vec![Said::Exact(1.0), Said::AtLeast(2.0), Said::Exact(0.5)],
            covariance: vec![0.04, 0.0, 0.01, 0.0, 0.09, 0.0, 0.01, 0.0, 0.04],
        }
    }

    /// The exact pair by the density of two correlated numbers, the bound by its tail: by hand.
    #[test]
    fn likelihood_by_hand() {
        let record = record();
        let errors = record.errors(&Spread::none(3), 1.0, 1.0);
        let (x, y) = (0.1, -0.2);
        let determinant: f64 = 0.04 * 0.04 - 0.01 * 0.01;
        let square = (0.04 * x * x - 2.0 * 0.01 * x * y + 0.04 * y * y) / determinant;
        let density = -0.5 * square - 0.5 * libm::log(determinant) - libm::log(2.0 * std::f64::consts::PI);
        let tail = log_below((2.3 - 2.0) / 0.3);
        let found = record.log_likelihood(&[1.0 - x, 2.3, 0.5 - y], &[], &errors);
        assert!((found - density - tail).abs() < 1e-12);
        // Moving the means by as much as they miss gives the density at zero.
        let shifted = record.log_likelihood(&[1.0 - x, 2.3, 0.5 - y], &[x / 0.2, 0.0, y / 0.2], &errors);
        assert!((shifted - (density + 0.5 * square) - tail).abs() < 1e-12);
    }

    #[test]
    fn a_bound_is_missed_on_one_side_only() {
        let record = record();
        let errors = record.errors(&Spread::none(3), 1.0, 4.0);
        assert_eq!(errors.sd, [0.4, 0.6, 0.4]);
        let implausible = record.implausibility(&[1.4, 5.0, 0.5], &errors);
        assert!((implausible[0] - 1.0).abs() < 1e-12);
        assert_eq!(implausible[1..], [0.0, 0.0]);
        assert!((record.implausibility(&[1.0, 1.4, 0.5], &errors)[1] - 1.0).abs() < 1e-12);
        assert_eq!(Said::Between { low: 1.0, high: 2.0 }.miss(2.5), 0.5);
        assert_eq!(Said::AtMost(1.0).miss(0.5), 0.0);
    }

    #[test]
    fn what_cannot_be_is_finite() {
        let record = record();
        let errors = record.errors(&Spread::none(3), 1.0, 1.0);
        assert_eq!(record.log_likelihood(&[f64::NAN, 2.0, 0.5], &[], &errors), IMPOSSIBLE);
        assert_eq!(record.log_likelihood(&[1e200, 2.0, 0.5], &[], &errors), IMPOSSIBLE);
    }

    /// Runs whose luck has variance v and whose other inputs have variance w: both are found, whatever v is; 4,000 sets,
    /// five standard errors.
    #[test]
    fn spread_is_split_into_days_and_inputs() {
        use crate::law::normal_quantile;
        let mut stream = crate::rng::Streams::new(1).stream(0, crate::rng::Purpose::Study, 0, 0);
        let mut draw = || normal_quantile(stream.uniform());
        let sets: Vec<(f64, [Vec<f64>; 3])> = (0..4_000)
            .map(|i| {
                let v: f64 = if i % 2 == 0 { 0.01 } else { 0.25 };
                let (luck, input) = ([draw(), draw()], [draw(), draw()]);
                let run = |luck: f64, input: f64| vec![v.sqrt() * 2.0 * luck, v.sqrt() * luck + 0.3 * input];
                (v, [run(luck[0], input[0]), run(luck[1], input[0]), run(luck[1], input[1])])
            })
            .collect();
        let spread = Spread::of(&sets);
        for (found, expected) in
            [(spread.day[0], 4.0), (spread.day[1], 2.0), (spread.day[3], 1.0), (spread.rest[3], 0.09)]
        {
            assert!((found - expected).abs() < 5.0 * expected * (2.0f64 / 4_000.0).sqrt(), "{found} {expected}");
        }
        assert_eq!(spread.rest[0], 0.0);
    }
}
