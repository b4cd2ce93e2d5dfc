//! Estimates with a range: resampling of rows.
//!
//! Every study here works on independent rows (points of a design, draws of the parameters, trajectories), and what it
//! estimates is a function of the means of some columns over rows. So one bootstrap serves all (Efron 1979): draw as
//! many rows as there are, with replacement, 1,000 times, and apply the function to their means. The range is the
//! bias-corrected percentile interval (Efron 1981, "Nonparametric standard errors and confidence intervals"): with
//! `z0` the normal quantile of the share of resampled values below the estimate, its ends are the resampled quantiles
//! at `Phi(2 z0 - 1.96)` and `Phi(2 z0 + 1.96)`. The correction matters for variances and for absolute values, whose
//! resampled values lie to one side of the estimate.
//!
//! Assumes rows that are independent and alike. Rows of a scrambled Sobol design are more even than that, so their
//! ranges are too wide rather than too narrow. Below some 20 rows no bootstrap is to be trusted.

use crate::law::normal_quantile;
use crate::rng::{Purpose, Stream, Streams};
use crate::statistics::sorted_quantile;

/// Times that the rows are drawn again.
pub const RESAMPLES: usize = 1_000;

/// Half the width of a 95 % range, in standard errors.
pub const Z_95: f64 = 1.96;

/// A number with its 95 % range, all in the unit of the number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the 95 % range.
    pub low: f64,
    /// Upper end of the 95 % range.
    pub high: f64,
}

impl Estimate {
    /// Does the range hold the value?
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// The names of the streams of studies, all with [`Purpose::Study`]. Its "day" is not a day but the kind of draw; kind
/// 0 is the permutation tests of [`crate::statistics`].
#[derive(Clone, Copy, Debug)]
pub(super) enum Draw {
    /// Which rows a resample is made of.
    Resample { resample: u64 },
    /// The order in which edits are made.
    Order { number: u64 },
    /// Which rows are held back.
    Split,
}

impl Draw {
    pub(super) fn stream(self, seed: u64) -> Stream {
        let (run, kind) = match self {
            Draw::Resample { resample } => (resample, 1),
            Draw::Order { number } => (number, 2),
            Draw::Split => (0, 3),
        };
        Streams::new(seed).stream(run, Purpose::Study, kind, 0)
    }
}

/// Means of columns over rows, and over rows drawn again.
#[derive(Clone, Debug)]
pub(super) struct Bootstrap {
    /// `[column]`
    means: Vec<f64>,
    /// `[resample][column]`
    resampled: Vec<Vec<f64>>,
}

impl Bootstrap {
    /// Of rows with equally many columns.
    ///
    /// # Panics
    /// If there is no row.
    pub(super) fn of(rows: &[Vec<f64>], seed: u64) -> Self {
        let columns = rows.first().expect("a study has rows").len();
        let mean_of = |chosen: &mut dyn Iterator<Item = usize>| {
            let mut sums = vec![0.0; columns];
            for row in chosen {
                sums.iter_mut().zip(&rows[row]).for_each(|(sum, value)| *sum += value);
            }
            sums.iter_mut().for_each(|sum| *sum /= rows.len() as f64);
            sums
        };
        let resampled = (0..RESAMPLES as u64).map(|resample| {
            let mut stream = Draw::Resample { resample }.stream(seed);
            mean_of(&mut rows.iter().map(|_| stream.below(rows.len() as u32) as usize))
        });
        Bootstrap { means: mean_of(&mut (0..rows.len())), resampled: resampled.collect() }
    }

    /// A function of the means of the columns, with its range.
    pub(super) fn estimate(&self, function: impl Fn(&[f64]) -> f64) -> Estimate {
        let value = function(&self.means);
        let mut again: Vec<f64> = self.resampled.iter().map(|means| function(means)).collect();
        again.sort_by(f64::total_cmp);
        let count = again.len() as f64;
        let below = again.partition_point(|&other| other < value) as f64;
        let equal = again.partition_point(|&other| other <= value) as f64 - below;
        let z0 = normal_quantile(((below + 0.5 * equal) / count).clamp(1.0 / count, 1.0 - 1.0 / count));
        let end = |z: f64| sorted_quantile(&again, normal_share_below(2.0 * z0 + z));
        Estimate { value, low: end(-Z_95), high: end(Z_95) }
    }
}

/// Distribution function of the standard normal law.
fn normal_share_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normals(rows: usize, seed: u64) -> Vec<Vec<f64>> {
        let mut stream = Streams::new(seed).stream(0, Purpose::Study, 99, 0);
        let mut normal = || normal_quantile(stream.uniform());
        (0..rows)
            .map(|_| {
                let value = 3.0 + 2.0 * normal();
                vec![value, value * value]
            })
            .collect()
    }

    /// 400 samples of 100 normal values: the share of ranges that hold the truth is 95 %, less the percent or two that
    /// a bootstrap of 100 rows is known to lack. Five standard errors of the share are 0.054.
    #[test]
    fn ranges_hold_the_truth_as_often_as_they_say() {
        let (mut mean, mut variance) = (0, 0);
        for seed in 0..400 {
            let bootstrap = Bootstrap::of(&normals(100, seed), seed);
            mean += usize::from(bootstrap.estimate(|means| means[0]).holds(3.0));
            let of = |means: &[f64]| (means[1] - means[0] * means[0]) * 100.0 / 99.0;
            variance += usize::from(bootstrap.estimate(of).holds(4.0));
        }
        assert!((0.89..=0.99).contains(&(mean as f64 / 400.0)), "mean held {mean} times of 400");
        assert!((0.89..=0.99).contains(&(variance as f64 / 400.0)), "variance held {variance} times of 400");
    }

    #[test]
    fn what_does_not_vary_has_no_width() {
        let estimate = Bootstrap::of(&vec![vec![2.5]; 10], 1).estimate(|means| means[0]);
        assert_eq!(estimate, Estimate { value: 2.5, low: 2.5, high: 2.5 });
    }
}
