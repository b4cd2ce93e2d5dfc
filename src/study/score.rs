//! How good was a guess? Proper scores of ranges and of samples against what happened.
//!
//! - **Interval score** of a central range `[l, u]` of level `1 - alpha` (Gneiting and Raftery 2007): its width, and
//!   `2 / alpha` for every unit by which the value lies outside.
//! - **Weighted interval score** of a median and `K` ranges (Bracher, Ray, Gneiting and Reich 2021):
//!   `WIS = (|y - m| / 2 + sum_k alpha_k / 2 IS_k) / (K + 1/2)`. It approaches the CRPS as ranges are added, and is the
//!   absolute error where there is none. It splits into spread, overprediction and underprediction.
//! - **CRPS** of a sample, `E|X - y| - E|X - X'| / 2`, for the empirical law of the sample; and the *fair* one (Ferro
//!   2014), which a sample of any size from the true law has in expectation. Compare samples of different size only by
//!   the latter.
//! - **Coverage**: the share of values inside their range; should be near the level.
//!
//! All scores but coverage are in the unit of the value, and smaller is better. For flows over orders of magnitude,
//! score logarithms. Against a sample of values (what a simulation says) a score is the mean over it.
//!
//! Assumes ranges that lie around their median and inside one another. Left out: scores of several values jointly.

use crate::statistics::{mean, sorted_quantile};

/// A central range of a guess.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CentralRange {
    /// Probability that it claims, between 0 and 1: 0.9 for "9 in 10".
    pub level: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl CentralRange {
    /// Does the range hold the value? Its ends belong to it.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Interval score, split.
    fn score(&self, value: f64) -> Score {
        let penalty = 2.0 / (1.0 - self.level);
        Score {
            spread: self.high - self.low,
            overprediction: penalty * (self.low - value).max(0.0),
            underprediction: penalty * (value - self.high).max(0.0),
        }
    }
}

/// What somebody expected: a median and central ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// As likely below as above.
    pub median: f64,
    /// Any number, of different levels.
    pub ranges: Vec<CentralRange>,
}

impl Guess {
    /// What a sample says, with ranges of these levels.
    ///
    /// # Panics
    /// If the sample is empty.
    pub fn of_sample(sample: &[f64], levels: &[f64]) -> Guess {
        let sorted = sorted(sample);
        let range = |&level: &f64| {
            let tail = (1.0 - level) / 2.0;
            CentralRange { level, low: sorted_quantile(&sorted, tail), high: sorted_quantile(&sorted, 1.0 - tail) }
        };
        Guess { median: sorted_quantile(&sorted, 0.5), ranges: levels.iter().map(range).collect() }
    }
}

/// A score and what it is made of, in the unit of the value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// For the width of the ranges.
    pub spread: f64,
    /// For having expected more than happened.
    pub overprediction: f64,
    /// For having expected less.
    pub underprediction: f64,
}

impl Score {
    /// The score; smaller is better.
    pub fn total(&self) -> f64 {
        self.spread + self.overprediction + self.underprediction
    }

    fn plus(self, other: Score, weight: f64) -> Score {
        Score {
            spread: self.spread + weight * other.spread,
            overprediction: self.overprediction + weight * other.overprediction,
            underprediction: self.underprediction + weight * other.underprediction,
        }
    }
}

/// Weighted interval score of a guess against what happened.
pub fn weighted_interval_score(guess: &Guess, value: f64) -> Score {
    let weight = 1.0 / (guess.ranges.len() as f64 + 0.5);
    let miss = Score {
        spread: 0.0,
        overprediction: (guess.median - value).max(0.0),
        underprediction: (value - guess.median).max(0.0),
    };
    let start = Score::default().plus(miss, 0.5 * weight);
    guess.ranges.iter().fold(start, |sum, range| sum.plus(range.score(value), weight * (1.0 - range.level) / 2.0))
}

/// The mean weighted interval score of a guess against each of a sample of values.
///
/// # Panics
/// If there are no values.
pub fn weighted_interval_score_of_sample(guess: &Guess, values: &[f64]) -> Score {
    assert!(!values.is_empty(), "a guess is scored against values");
    let weight = 1.0 / values.len() as f64;
    values.iter().fold(Score::default(), |sum, &value| sum.plus(weighted_interval_score(guess, value), weight))
}

/// Continuous ranked probability score of the empirical law of a sample.
///
/// # Panics
/// If the sample is empty.
pub fn crps(sample: &[f64], value: f64) -> f64 {
    let n = sample.len() as f64;
    mean_distance(sample, value) - half_mean_difference(sample) / (n * n)
}

/// The fair score of a sample: unbiased for that of the law it was drawn from.
///
/// # Panics
/// If the sample has fewer than two values.
pub fn fair_crps(sample: &[f64], value: f64) -> f64 {
    assert!(sample.len() > 1, "a fair score needs two values");
    let n = sample.len() as f64;
    mean_distance(sample, value) - half_mean_difference(sample) / (n * (n - 1.0))
}

/// The share of values that lie in their range; not a number if there are none.
pub fn coverage(ranges: &[CentralRange], values: &[f64]) -> f64 {
    ranges.iter().zip(values).filter(|(range, value)| range.holds(**value)).count() as f64 / values.len() as f64
}

fn mean_distance(sample: &[f64], value: f64) -> f64 {
    mean(&sample.iter().map(|x| (x - value).abs()).collect::<Vec<f64>>())
}

/// Half the sum of |x_i - x_j| over all pairs (i, j), both orders: sorted, x_i is above i others and below n - 1 - i.
fn half_mean_difference(sample: &[f64]) -> f64 {
    let n = sample.len() as f64;
    sorted(sample).iter().enumerate().map(|(rank, x)| x * (2.0 * rank as f64 + 1.0 - n)).sum()
}

fn sorted(sample: &[f64]) -> Vec<f64> {
    assert!(!sample.is_empty(), "a sample has values");
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::normal_quantile;
    use crate::rng::{Purpose, Streams};

    const HALF: CentralRange = CentralRange { level: 0.5, low: 8.0, high: 12.0 };
    const NINE_IN_TEN: CentralRange = CentralRange { level: 0.9, low: 5.0, high: 20.0 };

    fn guess() -> Guess {
        Guess { median: 10.0, ranges: vec![HALF, NINE_IN_TEN] }
    }

    /// By hand: 0.4 times (|y - 10| / 2, 0.25 times the score of the half, 0.05 times that of 9 in 10).
    #[test]
    fn weighted_interval_scores_by_hand() {
        let inside = weighted_interval_score(&guess(), 11.0);
        // 0.4 (0.5 + 0.25 x 4 + 0.05 x 15) = 0.4 x 2.25.
        assert!((inside.total() - 0.9).abs() < 1e-12);
        assert!((inside.spread - 0.7).abs() < 1e-12 && (inside.underprediction - 0.2).abs() < 1e-12);
        assert_eq!(inside.overprediction, 0.0);
        let below = weighted_interval_score(&guess(), 4.0);
        // 0.4 (3 + 0.25 (4 + 4 x 4) + 0.05 (15 + 20 x 1)) = 0.4 x 9.75.
        assert!((below.total() - 3.9).abs() < 1e-12);
        assert!((below.overprediction - 3.2).abs() < 1e-12);
        let point = Guess { median: 10.0, ranges: Vec::new() };
        assert!((weighted_interval_score(&point, 7.0).total() - 3.0).abs() < 1e-12, "the absolute error");
        let both = weighted_interval_score_of_sample(&guess(), &[11.0, 4.0]);
        assert!((both.total() - 2.4).abs() < 1e-12);
    }

    /// By hand: sample 1, 2, 4 against 3: mean distance 4/3, sum of differences over ordered pairs 12.
    #[test]
    fn crps_by_hand() {
        assert!((crps(&[4.0, 1.0, 2.0], 3.0) - (4.0 / 3.0 - 12.0 / 18.0)).abs() < 1e-12);
        assert!((fair_crps(&[4.0, 1.0, 2.0], 3.0) - (4.0 / 3.0 - 12.0 / 12.0)).abs() < 1e-12);
        assert_eq!(crps(&[5.0], 3.0), 2.0);
    }

    /// The CRPS of the standard normal law at 0 is (sqrt 2 - 1) / sqrt pi; a weighted score of 99 ranges comes near.
    #[test]
    fn many_ranges_and_large_samples_come_near_the_closed_form() {
        let sample: Vec<f64> = (0..10_000).map(|i| normal_quantile((f64::from(i) + 0.5) / 10_000.0)).collect();
        let closed = (2f64.sqrt() - 1.0) / std::f64::consts::PI.sqrt();
        assert!((crps(&sample, 0.0) - closed).abs() < 1e-3);
        let levels: Vec<f64> = (1..100).map(|level| f64::from(level) / 100.0).collect();
        let score = weighted_interval_score(&Guess::of_sample(&sample, &levels), 0.0).total();
        assert!((score - closed).abs() < 0.01, "{score} {closed}");
    }

    /// Over samples of three, the fair score is right on average and the other is not; five standard errors.
    #[test]
    fn small_samples_are_scored_fairly() {
        let closed = (2f64.sqrt() - 1.0) / std::f64::consts::PI.sqrt();
        let mut stream = Streams::new(4).stream(0, Purpose::Study, 93, 0);
        let mut draw = || normal_quantile(stream.uniform());
        let samples: Vec<[f64; 3]> = (0..20_000).map(|_| std::array::from_fn(|_| draw())).collect();
        let z = |score: fn(&[f64], f64) -> f64| {
            let scores: Vec<f64> = samples.iter().map(|sample| score(sample, 0.0)).collect();
            (mean(&scores) - closed) / (crate::statistics::variance(&scores) / 20_000.0).sqrt()
        };
        assert!(z(fair_crps).abs() < 5.0);
        assert!(z(crps) > 20.0);
    }

    #[test]
    fn coverage_counts_what_is_inside() {
        assert_eq!(coverage(&[HALF; 4], &[8.0, 12.0, 12.1, 3.0]), 0.5);
        let sample: Vec<f64> = (0..=100).map(f64::from).collect();
        let guess = Guess::of_sample(&sample, &[0.5]);
        assert_eq!((guess.median, guess.ranges[0].low, guess.ranges[0].high), (50.0, 25.0, 75.0));
    }
}
