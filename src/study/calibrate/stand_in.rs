//! A quick stand-in for the simulator: what the sampler asks while it looks for a place worth simulating.
//!
//! Logs of counts are smooth functions of the logits of the numbers when all points share their luck. So a polynomial of
//! second order, fitted by least squares to the points that were simulated last, tells a mean in microseconds where the
//! simulator takes milliseconds. The spread around means is that of the nearest of a few sizes. Both are wrong, and
//! may be: the sampler mends that exactly ([`super::sampler`], delayed acceptance). A poor stand-in costs time, never truth.

use serde::{Deserialize, Serialize};

use super::likelihood::{Errors, Record};
use super::normal::{Cholesky, dot};
use super::spread::Spread;

/// Points that are remembered, at most.
pub const REMEMBERED: usize = 1_024;

/// Points for every coefficient that a polynomial of second order needs; with fewer it is of first order.
const POINTS_FOR_A_COEFFICIENT: usize = 3;

/// Beyond so many standard deviations of the points it was fitted to the polynomial stays what it is there.
const FAR: f64 = 3.0;

/// Coefficients are pulled to zero as if by so many points that say nothing.
const PULL: f64 = 0.1;

/// Sizes of what days add for which the spread is worked out.
const SIZES: usize = 64;

/// A point that was simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Logits of the prior quantiles: `[number]`.
    pub logit: Vec<f64>,
    /// Means of the summaries: `[summary]`.
    pub mean: Vec<f64>,
    /// Variance of the environment's log.
    pub variance: f64,
}

/// The fitted polynomial.
pub struct StandIn {
    /// Of the logits of the points: `[number](mean, standard deviation)`.
    places: Vec<(f64, f64)>,
    second_order: bool,
    /// `[summary, and the log of the size of what days add][term]`
    coefficients: Vec<Vec<f64>>,
    /// The least log of a size, and the distance from one to the next.
    sizes: (f64, f64),
    /// `[size]`
    errors: Vec<Errors>,
}

impl StandIn {
    /// Fitted to points that were simulated, for a record and the spread around means.
    ///
    /// # Panics
    /// If there are none.
    pub fn of(seen: &[Seen], record: &Record, spread: &Spread) -> Self {
        let (dimensions, count) = (seen[0].logit.len(), seen.len() as f64);
        let place = |i: usize| {
            let mean = seen.iter().map(|seen| seen.logit[i]).sum::<f64>() / count;
            let variance = seen.iter().map(|seen| (seen.logit[i] - mean) * (seen.logit[i] - mean)).sum::<f64>() / count;
            (mean, variance.sqrt().max(1e-6))
        };
        let terms = (dimensions + 1) * (dimensions + 2) / 2;
        let mut stand_in = StandIn {
            places: (0..dimensions).map(place).collect(),
            second_order: seen.len() >= POINTS_FOR_A_COEFFICIENT * terms,
            coefficients: Vec::new(),
            sizes: (0.0, 0.0),
            errors: Vec::new(),
        };
        // Columns of the design, so that sums over points run along memory.
        let rows: Vec<Vec<f64>> = seen.iter().map(|seen| stand_in.terms(&seen.logit)).collect();
        let column = |term: usize| rows.iter().map(|row| row[term]).collect::<Vec<f64>>();
        let columns: Vec<Vec<f64>> = (0..rows[0].len()).map(column).collect();
        let size = columns.len();
        let mut square = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                square[i * size + j] = dot(&columns[i], &columns[j]);
                square[j * size + i] = square[i * size + j];
            }
            square[i * size + i] += PULL;
        }
        let factor = Cholesky::of_nearly(&square, size);
        let fit =
            |values: Vec<f64>| factor.solved(&columns.iter().map(|column| dot(column, &values)).collect::<Vec<_>>());
        let summaries = seen[0].mean.len();
        stand_in.coefficients =
            (0..summaries).map(|summary| fit(seen.iter().map(|seen| seen.mean[summary]).collect())).collect();
        let logs: Vec<f64> = seen.iter().map(|seen| libm::log(spread.size(&seen.logit, seen.variance))).collect();
        let (low, high) = logs.iter().fold((f64::MAX, f64::MIN), |(low, high), &log| (low.min(log), high.max(log)));
        let step = ((high - low) / (SIZES - 1) as f64).max(1e-9);
        stand_in.sizes = (low, step);
        stand_in.errors = (0..SIZES).map(|i| record.errors(spread, libm::exp(low + i as f64 * step))).collect();
        stand_in.coefficients.push(fit(logs));
        stand_in
    }

    /// What the simulator would say, about: the means of the summaries, and the spread around them.
    pub fn at(&self, logit: &[f64]) -> (Vec<f64>, &Errors) {
        let terms = self.terms(logit);
        let mut values: Vec<f64> = self.coefficients.iter().map(|coefficients| dot(coefficients, &terms)).collect();
        let log_size = values.pop().expect("the size is the last");
        let (low, step) = self.sizes;
        let nearest = ((log_size - low) / step).round().clamp(0.0, (SIZES - 1) as f64);
        (values, &self.errors[nearest as usize])
    }

    /// One, every number, and every product of two.
    fn terms(&self, logit: &[f64]) -> Vec<f64> {
        let near = |(z, (mean, sd)): (&f64, &(f64, f64))| ((z - mean) / sd).clamp(-FAR, FAR);
        let numbers: Vec<f64> = logit.iter().zip(&self.places).map(near).collect();
        let mut terms = vec![1.0];
        terms.extend(&numbers);
        if self.second_order {
            for (i, a) in numbers.iter().enumerate() {
                terms.extend(numbers[i..].iter().map(|b| a * b));
            }
        }
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};
    use crate::study::calibrate::likelihood::Said;

    fn points(count: usize, of: impl Fn(&[f64]) -> f64) -> Vec<Seen> {
        let mut stream = Streams::new(4).stream(0, Purpose::Study, 0, 0);
        let mut point = || {
            let logit: Vec<f64> = (0..3).map(|_| 4.0 * stream.uniform() - 2.0).collect();
            Seen { mean: vec![of(&logit)], variance: libm::exp(0.5 * logit[1]), logit }
        };
        (0..count).map(|_| point()).collect()
    }

    fn record() -> Record {
        Record { said: vec![Said::Exact(0.0)], covariance: vec![0.0] }
    }

    /// A spread that is the variance itself.
    fn spread() -> Spread {
        Spread::fixed(vec![1.0], vec![0.0])
    }

    fn stand_in(seen: &[Seen]) -> StandIn {
        StandIn::of(seen, &record(), &spread())
    }

    fn curved(z: &[f64]) -> f64 {
        1.0 + 2.0 * z[0] - z[1] + 0.5 * z[0] * z[2] - 0.3 * z[1] * z[1]
    }

    /// A polynomial of second order is found, but for the pull to zero; beyond the points it stays bounded. The spread is
    /// that of the nearest of 64 sizes.
    #[test]
    fn a_polynomial_is_found() {
        let stand_in = stand_in(&points(200, curved));
        let log_likelihood = |errors: &Errors| record().log_likelihood(&[0.0], &[], errors);
        for at in [[0.0, 0.0, 0.0], [1.0, -1.5, 0.7], [-1.9, 1.9, 1.9]] {
            let (mean, errors) = stand_in.at(&at);
            assert!((mean[0] - curved(&at)).abs() < 0.02, "{} {}", mean[0], curved(&at));
            let exact = log_likelihood(&record().errors(&spread(), libm::exp(0.5 * at[1])));
            assert!((log_likelihood(errors) - exact).abs() < 0.02);
        }
        assert_eq!(stand_in.at(&[1e9, 0.0, 0.0]).0, stand_in.at(&[1e3, 0.0, 0.0]).0);
    }

    /// Few points: a plane, which is found where there is one.
    #[test]
    fn few_points_give_a_plane() {
        let plane = |z: &[f64]| 1.0 + 2.0 * z[0] - z[1];
        let few = stand_in(&points(20, plane));
        assert!(!few.second_order && stand_in(&points(30, plane)).second_order);
        assert!((few.at(&[1.0, 1.0, 1.0]).0[0] - 2.0).abs() < 0.05);
    }
}
