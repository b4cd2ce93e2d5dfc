//! What many runs say: for every series a mean, a range and the Monte Carlo error.

use super::Catalogue;
use crate::plan::Names;
use crate::units::rounded;

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

impl Range {
    /// The ends of the 9-in-10 range, with no more digits than are known.
    pub fn nine_in_ten(&self) -> [String; 2] {
        self.rounded([self.q05, self.q95])
    }

    /// The ends of the range of the middle half, with no more digits than are known.
    pub fn half(&self) -> [String; 2] {
        self.rounded([self.q25, self.q75])
    }

    /// The same range in another unit.
    pub fn scaled(&self, factor: f64) -> Range {
        Range {
            mean: self.mean * factor,
            sd: self.sd * factor,
            q05: self.q05 * factor,
            q25: self.q25 * factor,
            q50: self.q50 * factor,
            q75: self.q75 * factor,
            q95: self.q95 * factor,
            min: self.min * factor,
            max: self.max * factor,
            mc_error: self.mc_error * factor,
        }
    }

    fn rounded(&self, ends: [f64; 2]) -> [String; 2] {
        ends.map(|value| self.in_digits(value))
    }

    /// A value of this range with the digits that it earned: whole, rounded to a power of ten that is at most a thirtieth
    /// of the 9-in-10 range or twice the standard error of the mean, whichever is larger.
    pub fn in_digits(&self, value: f64) -> String {
        let limit = ((self.q95 - self.q05) / 30.0).max(2.0 * self.mc_error);
        rounded(value, limit.max(1.0))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_printed_with_the_digits_that_it_earned() {
        let range = Range {
            q05: 577_324.0,
            q25: 611_432.0,
            q75: 662_911.0,
            q95: 701_983.0,
            mc_error: 1203.0,
            ..Range::default()
        };
        assert_eq!(range.nine_in_ten(), ["577,000", "702,000"]);
        assert_eq!(range.half(), ["611,000", "663,000"]);
        let few = Range { q05: 2.0, q95: 31.0, mc_error: 0.4, ..Range::default() };
        assert_eq!(few.nine_in_ten(), ["2", "31"]);
        let unsure = Range { q05: 1_000.0, q95: 1_900.0, mc_error: 60.0, ..Range::default() };
        assert_eq!(unsure.nine_in_ten(), ["1,000", "1,900"]);
    }
}
