//! What many runs say: for every series a mean, a range and the Monte Carlo error.

use super::Catalogue;
use crate::plan::Names;

/// The spread of one value over runs, in the unit of its outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// Mean over runs.
    pub mean: f64,
    /// Standard deviation over runs.
    pub sd: f64,
    /// 5 % quantile: 1 run in 20 lies below.
    pub q05: f64,
    /// 25 % quantile.
    pub q25: f64,
    /// Median.
    pub q50: f64,
    /// 75 % quantile.
    pub q75: f64,
    /// 95 % quantile: 1 run in 20 lies above.
    pub q95: f64,
    /// Smallest value of any run.
    pub min: f64,
    /// Largest value of any run.
    pub max: f64,
    /// Monte Carlo standard error of the mean.
    pub mc_error: f64,
}

/// One simulated history, kept whole for the figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Run number.
    pub run: u64,
    /// `[daily series][day]`, row after row, in the unit of each outcome.
    pub daily: Vec<f64>,
}

/// What an ensemble found. Arrays follow the order of the [`Catalogue`].
#[derive(Clone, Debug)]
pub struct Findings {
    /// Which series.
    pub catalogue: Catalogue,
    /// Labels of the dimensions.
    pub names: Names,
    /// First day, in days since 1970-01-01.
    pub first_day: i32,
    /// Number of days.
    pub days: usize,
    /// Number of runs that were completed.
    pub runs: u64,
    /// `[daily series][day]`
    pub daily: Vec<Vec<Range>>,
    /// `[total]`
    pub totals: Vec<Range>,
    /// Values of every run, `[run in order][total]`; empty when there were too many runs to keep them.
    pub totals_by_run: Vec<(u64, Vec<f64>)>,
    /// The first runs, whole.
    pub samples: Vec<Sample>,
}
