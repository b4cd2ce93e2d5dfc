//! Is the calibrator right? Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018).
//!
//! Numbers are drawn from the prior, a record is simulated with them, and the calibration of that record gives draws. If
//! everything is right, the rank of the true number among `L` independent draws is uniform on 0..=L, whatever the model.
//! Uniformity of the ranks of many records is judged by their cumulative distribution (Säilynoja, Bürkner and Vehtari
//! 2022): at each of the points `z = i / (L + 1)` the number of ranks below `i` is binomial, and the smallest of all these
//! tail probabilities is compared with what uniform ranks give. Bands and p-values hold for all points together.

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::rng::{Purpose, Streams};
use crate::statistics::quantile;

/// Sets of uniform ranks that the null distribution is made of.
const NULL_SETS: u64 = 4_000;

/// Names their draws.
const ITEM: u32 = 0x5200;

/// Judge of the ranks of so many records among so many draws.
pub struct Judge {
    records: usize,
    draws: usize,
    /// Two-sided tail probability of `k` ranks below `i + 1`: `[i][k]`.
    tail: Vec<Vec<f64>>,
    /// The statistic of uniform ranks, sorted.
    null: Vec<f64>,
}

impl Judge {
    /// A judge; the null distribution is simulated with a seed.
    ///
    /// # Panics
    /// If there are no records or no draws.
    pub fn new(records: usize, draws: usize, seed: u64) -> Self {
        assert!(records > 0 && draws > 0, "ranks of something among something");
        let tail = (1..=draws)
            .map(|i| {
                let law =
                    Binomial::new(i as f64 / (draws + 1) as f64, records as u64).expect("a share between 0 and 1");
                let below = |k: usize| if k == 0 { 0.0 } else { law.cdf(k as u64 - 1) };
                (0..=records).map(|k| 2.0 * law.cdf(k as u64).min(1.0 - below(k))).collect()
            })
            .collect();
        let mut judge = Judge { records, draws, tail, null: Vec::new() };
        let streams = Streams::new(seed);
        let statistic = |set: u64| {
            let mut stream = streams.stream(set, Purpose::Study, 0, ITEM);
            let ranks: Vec<usize> = (0..records).map(|_| stream.below(draws as u32 + 1) as usize).collect();
            judge.statistic(&ranks)
        };
        let mut null: Vec<f64> = (0..NULL_SETS).map(statistic).collect();
        null.sort_by(f64::total_cmp);
        judge.null = null;
        judge
    }

    /// The smallest tail probability over all points.
    fn statistic(&self, ranks: &[usize]) -> f64 {
        let below = counts_below(ranks, self.draws);
        below.iter().zip(&self.tail).map(|(&k, tail)| tail[k]).fold(1.0, f64::min)
    }

    /// The chance that uniform ranks look at least as odd.
    ///
    /// # Panics
    /// If there are more or fewer ranks than records.
    pub fn p_value(&self, ranks: &[usize]) -> f64 {
        assert_eq!(ranks.len(), self.records, "a rank for each record");
        let statistic = self.statistic(ranks);
        let as_odd = self.null.partition_point(|null| *null <= statistic);
        (as_odd + 1) as f64 / (self.null.len() + 1) as f64
    }

    /// The band that holds the whole cumulative distribution of uniform ranks with a probability: at each point `z`, the
    /// lowest and highest share of ranks below it. `[point](z, low, high)`
    pub fn band(&self, level: f64) -> Vec<(f64, f64, f64)> {
        let limit = quantile(&self.null, 1.0 - level);
        let share = |k: usize| k as f64 / self.records as f64;
        (self.tail.iter().zip(1..))
            .map(|(tail, i)| {
                let inside = |k: &usize| tail[*k] >= limit;
                let low = (0..=self.records).find(inside).map_or(0.0, share);
                let high = (0..=self.records).rev().find(inside).map_or(1.0, share);
                (f64::from(i) / (self.draws + 1) as f64, low, high)
            })
            .collect()
    }

    /// The share of ranks below each point of the band.
    pub fn cumulative(&self, ranks: &[usize]) -> Vec<f64> {
        counts_below(ranks, self.draws).iter().map(|&k| k as f64 / ranks.len() as f64).collect()
    }
}

/// How many ranks are below 1, 2, .. up to the number of draws.
fn counts_below(ranks: &[usize], draws: usize) -> Vec<usize> {
    let mut counts = vec![0; draws + 1];
    ranks.iter().for_each(|&rank| counts[rank] += 1);
    let mut sum = 0;
    counts[..draws]
        .iter()
        .map(|count| {
            sum += count;
            sum
        })
        .collect()
}

/// The rank of a number among so many of the draws, evenly taken.
pub fn rank(truth: f64, draws: &[f64], taken: usize) -> usize {
    let step = (draws.len() / taken).max(1);
    draws.iter().step_by(step).take(taken).filter(|&&draw| draw < truth).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::p_uniform;

    fn uniform_ranks(records: usize, draws: u32, set: u64) -> Vec<usize> {
        let mut stream = Streams::new(9).stream(set, Purpose::Study, 1, ITEM);
        (0..records).map(|_| stream.below(draws + 1) as usize).collect()
    }

    /// p-values of uniform ranks are uniform (500 sets; a false alarm once in a thousand), and the band of nine in ten holds
    /// nine in ten of their curves, within five standard errors.
    #[test]
    fn uniform_ranks_are_found_uniform() {
        let judge = Judge::new(60, 31, 1);
        let sets: Vec<Vec<usize>> = (0..500).map(|set| uniform_ranks(60, 31, set)).collect();
        let p: Vec<f64> = sets.iter().map(|ranks| judge.p_value(ranks)).collect();
        assert!(p_uniform(&p) > 0.001, "{}", p_uniform(&p));
        let band = judge.band(0.9);
        let held = |ranks: &Vec<usize>| {
            judge.cumulative(ranks).iter().zip(&band).all(|(share, (_, low, high))| low <= share && share <= high)
        };
        let share = sets.iter().filter(|ranks| held(ranks)).count() as f64 / 500.0;
        assert!((share - 0.9).abs() < 5.0 * (0.09f64 / 500.0).sqrt(), "{share}");
    }

    /// Draws that are too narrow put the truth at the ends, too wide in the middle, biased on one side.
    #[test]
    fn wrong_draws_are_found() {
        let judge = Judge::new(200, 31, 1);
        let ends: Vec<usize> = (0..200).map(|i| if i % 3 == 0 { i % 32 } else { (i % 2) * 31 }).collect();
        let middle: Vec<usize> = (0..200).map(|i| 10 + i % 12).collect();
        let low: Vec<usize> = (0..200).map(|i| i % 26).collect();
        for wrong in [ends, middle, low] {
            assert!(judge.p_value(&wrong) < 0.002);
        }
    }

    #[test]
    fn ranks_count_draws_below() {
        let draws: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(rank(50.0, &draws, 10), 5);
        assert_eq!((rank(-1.0, &draws, 10), rank(1_000.0, &draws, 10)), (0, 10));
    }
}
