//! How exact is a number that comes from finitely many runs, and how many of its digits are earned?
//!
//! - The mean of `n` runs, or of `n` differences of runs that share their luck, has the standard error `sd / sqrt(n)`.
//! - A quantile lies between the order statistics at `n p -+ 1.96 sqrt(n p (1 - p))` in 19 samples of 20 (Conover 1999,
//!   "Practical nonparametric statistics", section 3.2), whatever the law.
//! - A probability has Wilson's interval (1927); "in none of n runs" means below `3/n` (Hanley and Lippman-Hand 1983,
//!   "If nothing goes wrong, is everything all right?").
//! - A number is rounded to a power of ten no larger than twice its standard error: the last digit printed is one that
//!   another seed could move.
//!
//! Assumes independent runs. Points of a scrambled Sobol design are more even, so errors are then overstated. Left
//! out: whatever the model has wrong, which no number of runs reveals.

use super::estimate::{Estimate, Z_95};
use crate::statistics::{mean, variance};
use crate::units::rounded;

/// Standard errors in the last digit that is printed.
const ERRORS_PER_DIGIT: f64 = 2.0;

/// Mean of values, or of differences of pairs, with its 95 % range. One value has no range: its ends are infinite.
pub fn mean_with_range(values: &[f64]) -> Estimate {
    let value = mean(values);
    let half = if values.len() > 1 { Z_95 * mean_error(values) } else { f64::INFINITY };
    Estimate { value, low: value - half, high: value + half }
}

/// Monte Carlo standard error of the mean of values, or of differences of pairs.
pub fn mean_error(values: &[f64]) -> f64 {
    (variance(values) / values.len() as f64).sqrt()
}

/// The 95 % range of a quantile: two of the sorted values; infinite where no value lies as far out as it would need.
pub fn quantile_range(sorted: &[f64], share: f64) -> [f64; 2] {
    let n = sorted.len() as f64;
    let half = Z_95 * (n * share * (1.0 - share)).sqrt();
    // Ranks count from 1: the quantile lies above the value of rank r if at least r values lie below it.
    let (low, high) = (libm::floor(n * share - half), libm::ceil(n * share + half) + 1.0);
    let low = if low < 1.0 { f64::NEG_INFINITY } else { sorted[low as usize - 1] };
    let high = if high > n { f64::INFINITY } else { sorted[high as usize - 1] };
    [low, high]
}

/// A share of `n` runs with Wilson's 95 % interval.
pub fn wilson(share: f64, n: f64) -> Estimate {
    let z = Z_95;
    let centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * libm::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    Estimate { value: share, low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

/// Below which probability something lies that happened in none of `n` runs, with 95 % confidence; nothing for three
/// runs or fewer, which say nothing.
pub fn rule_of_three(n: f64) -> Option<f64> {
    (n > 3.0).then_some(3.0 / n)
}

/// A number with the digits that its standard error supports, commas between thousands.
pub fn digits(value: f64, error: f64) -> String {
    rounded(value, ERRORS_PER_DIGIT * error)
}

/// A share of `n` runs in per cent, with the digits that it earned: `37 %`, `< 0.3 %` for none, `> 99.7 %` for all;
/// `none of 3` and `all of 3` where that is all that can be said.
pub fn percent(share: f64, n: f64) -> String {
    let happened = share > 0.0;
    let always = share >= 1.0;
    match (happened && !always, rule_of_three(n)) {
        (true, _) => {
            // Wilson's interval is never of no width, as share (1 - share) / n may be nearly.
            let Estimate { low, high, .. } = wilson(share, n);
            format!("{} %", digits(100.0 * share, 100.0 * (high - low) / (2.0 * Z_95)))
        }
        (false, Some(below)) if always => format!("> {} %", rounded(100.0 - outward(below), outward(below))),
        (false, Some(below)) => format!("< {} %", rounded(outward(below), outward(below))),
        (false, None) => format!("{} of {n:.0}", if always { "all" } else { "none" }),
    }
}

/// A bound in per cent with one digit, no smaller than it is.
fn outward(bound: f64) -> f64 {
    let mut step = 100.0;
    while step > 100.0 * bound {
        step /= 10.0;
    }
    // 3/1,000 is 0.3 % although 100 * 0.003 / 0.1 is a little more than 3.
    libm::ceil(100.0 * bound / step - 1e-9) * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};
    use crate::statistics::sorted_quantile;
    use statrs::distribution::{Binomial, DiscreteCDF};

    #[test]
    fn no_more_digits_than_the_error_supports() {
        let print = |value, error| digits(value, error);
        assert_eq!(print(646_812.0, 1_203.0), "647,000");
        assert_eq!(print(646_812.0, 60.0), "646,800");
        assert_eq!(print(646_812.0, 400_000.0), "600,000");
        assert_eq!(print(-3.216_8, 0.04), "-3.22");
        assert_eq!(print(12_345.678, 0.3), "12,345.7");
        assert_eq!(print(7.0, 0.0), "7");
        assert_eq!(print(-0.3, 4.0), "0");
        assert_eq!(print(12.0, f64::INFINITY), "unknown");
        assert_eq!(print(12.0, f64::NAN), "unknown");
    }

    #[test]
    fn probabilities_in_per_cent() {
        assert_eq!(percent(0.372, 1_000.0), "37 %");
        assert_eq!(percent(0.372_4, 100_000.0), "37.2 %");
        assert_eq!(percent(0.0, 1_000.0), "< 0.3 %");
        assert_eq!(percent(1.0, 1_000.0), "> 99.7 %");
        assert_eq!(percent(0.0, 4_096.0), "< 0.08 %");
        assert_eq!(percent(1.0, 3.0), "all of 3");
        assert_eq!(percent(0.0, 2.0), "none of 2");
        assert_eq!(percent(0.000_1, 10_000.0), "0.01 %");
    }

    /// Newcombe (1998, "Two-sided confidence intervals for the single proportion"), table I: 81 of 263, 15 of 148, 0 of
    /// 20, 1 of 29.
    #[test]
    fn wilson_as_published() {
        let cases = [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ];
        for (times, n, low, high) in cases {
            let found = wilson(times / n, n);
            assert!((found.low - low).abs() < 1e-4 && (found.high - high).abs() < 1e-4, "{times} of {n}: {found:?}");
        }
    }

    /// The chance that so many runs never show it is 5 %, nearly.
    #[test]
    fn three_over_n() {
        for n in [30.0, 1_000.0] {
            let never = libm::pow(1.0 - rule_of_three(n).unwrap(), n);
            assert!((0.04..=0.05).contains(&never), "{never}");
        }
        assert_eq!(rule_of_three(3.0), None);
    }

    /// The chance that the range holds the quantile is known from the binomial law: at least 93.5 %, for 50 values or
    /// more.
    #[test]
    fn ranges_of_quantiles_hold_them() {
        for n in [50u64, 200, 1_000] {
            let ranks: Vec<f64> = (1..=n).map(|rank| rank as f64).collect();
            for share in [0.05, 0.25, 0.5, 0.95] {
                let [low, high] = quantile_range(&ranks, share);
                let below = Binomial::new(share, n).unwrap();
                let at_least =
                    |rank: f64| if rank.is_finite() { below.sf(rank as u64 - 1) } else { f64::from(rank < 0.0) };
                let holds = at_least(low) - at_least(high);
                assert!((0.935..1.0).contains(&holds), "{n} at {share}: [{low}, {high}] holds {holds}");
                let middle = sorted_quantile(&ranks, share);
                assert!(low <= middle && middle <= high);
            }
        }
    }

    #[test]
    fn means_are_held_by_their_ranges() {
        let mut held = 0;
        for seed in 0..400 {
            let mut stream = Streams::new(seed).stream(0, Purpose::Study, 94, 0);
            let values: Vec<f64> = (0..200).map(|_| stream.uniform()).collect();
            held += usize::from(mean_with_range(&values).holds(0.5));
        }
        // Binomial with n = 400 and p = 0.95: four standard deviations.
        assert!((363..=397).contains(&held), "{held} of 400");
        assert_eq!(mean_with_range(&[2.0]).high, f64::INFINITY);
    }
}
