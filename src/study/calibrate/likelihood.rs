//! How well a set of numbers explains the record: a synthetic likelihood (Wood 2010; Price, Drovandi, Lee and Nott 2018).
//!
//! Summaries are logs of what was counted in windows of days. The record `y` is taken for a draw from
//! ```text
//! y ~ Normal(mu, Sigma_obs + s Sigma_day + Sigma_rest)
//! ```
//! with `mu` the mean of the simulated summaries; `Sigma_obs` what counting adds, every window for itself and each series
//! of a source together, and what the model has wrong; `s Sigma_day` what good and bad days add, of a [size](Spread::size) `s` that depends on the
//! numbers, so that the record says something about the environment; `Sigma_rest` what inputs add that are not learned.
//! The law of a run is not quite normal, so the sampler takes the likelihood to the power `1 / kappa`; this is what an
//! inflation of the covariance by `kappa` does for means, without making the learned size of chance events too small by it.
//!
//! A count that is a mere bound gives the probability of its side, by its own law alone: bounds are few, and that they are
//! correlated with the others is left out.

use super::normal::{Cholesky, log_below, log_between};
use super::spread::Spread;

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
    /// Sigma_obs, errors of counting and of the model: `[summary][summary]`, of logs.
    pub covariance: Vec<f64>,
}

/// The spread around the mean for a size of what days add, errors of counting and of the model included.
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

    /// Sigma_obs + s Sigma_day + Sigma_rest.
    pub fn errors(&self, spread: &Spread, size: f64) -> Errors {
        let n = self.len();
        let whole: Vec<f64> =
            (0..n * n).map(|at| self.covariance[at] + size * spread.day[at] + spread.rest[at]).collect();
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
        let errors = record.errors(&Spread::none(3), 1.0);
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
        let sums = Spread::fixed(record.covariance.clone(), record.covariance.iter().map(|c| 2.0 * c).collect());
        let errors = record.errors(&sums, 1.0);
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
        let errors = record.errors(&Spread::none(3), 1.0);
        assert_eq!(record.log_likelihood(&[f64::NAN, 2.0, 0.5], &[], &errors), IMPOSSIBLE);
        assert_eq!(record.log_likelihood(&[1e200, 2.0, 0.5], &[], &errors), IMPOSSIBLE);
    }
}
