//! The robust variant: summaries that the model cannot explain may be moved, at a price.
//!
//! The mean of summary `j` is `mu_j + sd_j Gamma_j` with `Gamma_j` from a Laplace law of scale [`SCALE`] (Frazier and
//! Drovandi 2021, "robust mean adjustment"). Where model and record agree, the shift stays near its prior; where they
//! cannot be brought together, it takes up the gap and is [named](unusual).

use super::likelihood::{Errors, Record};
use crate::rng::Stream;

/// Scale of the Laplace prior of a shift, in standard deviations of the summary.
pub const SCALE: f64 = 0.5;

/// A step of the random walk of a shift, in standard deviations.
const STEP: f64 = 1.5;

/// Moves each shift once (Metropolis), under a power of the likelihood.
pub(super) fn sweep(
    record: &Record,
    mean: &[f64],
    errors: &Errors,
    power: f64,
    shift: &mut [f64],
    stream: &mut Stream,
) {
    for j in 0..shift.len() {
        let before = record.log_likelihood(mean, shift, errors);
        let old = shift[j];
        shift[j] = old + STEP * (2.0 * stream.uniform() - 1.0);
        let gain = power * (record.log_likelihood(mean, shift, errors) - before) - (shift[j].abs() - old.abs()) / SCALE;
        if libm::log(stream.uniform()) >= gain {
            shift[j] = old;
        }
    }
}

/// Which summaries had to be moved: those whose median shift lies where the prior has a chance of one in twenty, with that
/// median, in standard deviations. `shifts`: `[draw][summary]`
pub fn unusual(shifts: &[&[f64]]) -> Vec<(usize, f64)> {
    // P(|Gamma| > x) = exp(-x / scale).
    let limit = -SCALE * libm::log(0.05);
    let summaries = shifts.first().map_or(0, |shift| shift.len());
    let median =
        |j: usize| crate::statistics::quantile(&shifts.iter().map(|shift| shift[j]).collect::<Vec<f64>>(), 0.5);
    (0..summaries).map(|j| (j, median(j))).filter(|(_, median)| median.abs() > limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};
    use crate::study::calibrate::{Said, Spread};

    /// Without a likelihood (power 0) shifts follow their prior, whose mean size is its scale. 40,000 steps of a walk are worth
    /// some thousands of draws: a twentieth is more than five standard errors.
    #[test]
    fn shifts_have_their_price() {
        let record = Record { said: vec![Said::Exact(0.0)], covariance: vec![1.0] };
        let errors = record.errors(&Spread::none(1), 1.0);
        let mut stream = Streams::new(3).stream(0, Purpose::Study, 0, 0);
        let mut shift = vec![0.0];
        let sizes: Vec<f64> = (0..40_000)
            .map(|_| {
                sweep(&record, &[9.0], &errors, 0.0, &mut shift, &mut stream);
                shift[0].abs()
            })
            .collect();
        let mean = crate::statistics::mean(&sizes);
        assert!((mean - SCALE).abs() < SCALE / 20.0, "{mean}");
    }
}
