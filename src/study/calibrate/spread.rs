//! How much simulated summaries scatter around their means, and how that depends on the numbers.
//!
//! What good and bad days add stands in proportion to the variance of the environment that the numbers state, and to a size
//! that the other numbers decide: where departures cause departures, every good day counts twice. The size is a log-linear
//! function of the logits, fitted by least squares to the scatter of single runs (a regression on log squares, Harvey 1976);
//! the shape, the covariance for size one, is pooled over all sets of numbers. The means that a likelihood compares the
//! record with are of a few runs, too, so their own scatter, estimated from pairs of mirror images, is added.

use serde::{Deserialize, Serialize};

use super::normal::{Cholesky, dot};

/// Slopes of the size are pulled to zero as if by so many sets of numbers that show none.
const PULL: f64 = 2.0;

/// Log of the size, at most, in either direction.
const LARGEST: f64 = 2.0;

/// What the spread of simulated summaries is made of: `[summary][summary]`, of logs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Sigma_day: what days add, for an environment whose log has variance one, with what they add to means.
    pub day: Vec<f64>,
    /// Sigma_rest: from inputs that are not learned.
    pub rest: Vec<f64>,
    /// Logits at which the size is one: `[number]`.
    centre: Vec<f64>,
    /// Of the log of the size in each logit: `[number]`.
    slopes: Vec<f64>,
}

/// Runs with one set of numbers that differ in luck: `[summary]` each.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Variance of the log of the environment.
    pub variance: f64,
    /// A run, and one with other luck.
    pub runs: [Vec<f64>; 2],
    /// Their mirror images.
    pub mirrored: [Vec<f64>; 2],
    /// The second run with other inputs that are not learned.
    pub other_inputs: Vec<f64>,
}

fn differences(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// Adds a weighted square of a vector to a matrix.
fn add_square(sum: &mut [f64], weight: f64, x: &[f64]) {
    for (row, a) in sum.chunks_mut(x.len()).zip(x) {
        row.iter_mut().zip(x).for_each(|(sum, b)| *sum += weight * a * b);
    }
}

impl Spread {
    /// What days and inputs add, the same for all numbers but for the variance of the environment.
    pub fn fixed(day: Vec<f64>, rest: Vec<f64>) -> Self {
        Spread { day, rest, centre: Vec::new(), slopes: Vec::new() }
    }

    /// No spread of so many summaries.
    pub fn none(summaries: usize) -> Self {
        Spread::fixed(vec![0.0; summaries * summaries], vec![0.0; summaries * summaries])
    }

    /// From trials at several sets of numbers, told by their logits; `pairs` is of how many pairs of runs a mean is made.
    ///
    /// # Panics
    /// If there are no trials.
    pub fn of(trials: &[(Vec<f64>, Trial)], pairs: f64) -> Self {
        let (count, dimensions) = (trials.len() as f64, trials[0].0.len());
        let centre = (0..dimensions).map(|i| trials.iter().map(|(logit, _)| logit[i]).sum::<f64>() / count).collect();
        let mut spread = Spread { centre, slopes: vec![0.0; dimensions], ..Spread::none(trials[0].1.runs[0].len()) };
        spread.pool(trials, pairs);
        spread.fit_slopes(trials);
        spread.pool(trials, pairs);
        spread
    }

    /// By how much more days move the summaries at some logits than in an environment of variance one at the centre.
    pub fn size(&self, logit: &[f64], variance: f64) -> f64 {
        let log = dot(&self.slopes, &differences(logit, &self.centre));
        variance * libm::exp(log.clamp(-LARGEST, LARGEST))
    }

    /// The shapes, for the sizes as they are.
    fn pool(&mut self, trials: &[(Vec<f64>, Trial)], pairs: f64) {
        let (mut day, mut rest) = (vec![0.0; self.day.len()], vec![0.0; self.rest.len()]);
        let weight = 1.0 / trials.len() as f64;
        for (logit, trial) in trials {
            let ([a, b], [a_mirrored, b_mirrored]) = (&trial.runs, &trial.mirrored);
            let (run, mirrored) = (differences(a, b), differences(a_mirrored, b_mirrored));
            let of_means: Vec<f64> = run.iter().zip(&mirrored).map(|(run, mirrored)| 0.5 * (run + mirrored)).collect();
            // The variance of a difference is twice that of a run, or of a mean of two.
            let weight_of_size = weight / self.size(logit, trial.variance);
            add_square(&mut day, 0.25 * weight_of_size, &run);
            add_square(&mut day, 0.25 * weight_of_size, &mirrored);
            add_square(&mut day, 0.5 * weight_of_size / pairs, &of_means);
            add_square(&mut rest, 0.5 * weight, &differences(b, &trial.other_inputs));
        }
        (self.day, self.rest) = (day, rest);
    }

    /// The slopes, for the shape as it is.
    fn fit_slopes(&mut self, trials: &[(Vec<f64>, Trial)]) {
        let (dimensions, summaries) = (self.centre.len(), trials[0].1.runs[0].len());
        let square = |(a, b): (&Vec<f64>, &Vec<f64>)| -> f64 {
            let parts = differences(a, b).into_iter().enumerate();
            parts.map(|(j, d)| if d == 0.0 { 0.0 } else { d * d / self.day[j * summaries + j] }).sum()
        };
        let log_size = |trial: &Trial| {
            let [runs, mirrored] = [&trial.runs, &trial.mirrored].map(|[a, b]| square((a, b)));
            libm::log((runs + mirrored).max(1e-12) / trial.variance)
        };
        let logs: Vec<f64> = trials.iter().map(|(_, trial)| log_size(trial)).collect();
        let mean = crate::statistics::mean(&logs);
        let (mut normal, mut right) = (vec![0.0; dimensions * dimensions], vec![0.0; dimensions]);
        for ((logit, _), log) in trials.iter().zip(&logs) {
            let place = differences(logit, &self.centre);
            add_square(&mut normal, 1.0, &place);
            right.iter_mut().zip(&place).for_each(|(sum, place)| *sum += (log - mean) * place);
        }
        for i in 0..dimensions {
            normal[i * dimensions + i] *= 1.0 + PULL / trials.len() as f64;
        }
        self.slopes = Cholesky::of_nearly(&normal, dimensions).solved(&right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::normal_quantile;
    use crate::rng::{Purpose, Streams};

    /// Runs whose luck has variance v, times a size that grows with the first of two numbers, and whose other inputs have
    /// variance w; mirror images undo most of the luck. All are found: 4,000 sets, five standard errors.
    #[test]
    fn spread_is_split_into_days_means_and_inputs() {
        let mut stream = Streams::new(1).stream(0, Purpose::Study, 0, 0);
        let mut draw = || normal_quantile(stream.uniform());
        let mut trial = |i: usize| {
            let logit = vec![draw(), 3.0 + draw()];
            let variance: f64 = if i.is_multiple_of(2) { 0.01 } else { 0.25 };
            let sd = (variance * libm::exp(0.6 * logit[0])).sqrt();
            let (luck, own, input) = ([draw(), draw()], [draw(), draw()], [draw(), draw()]);
            let run = |sign: f64, luck: f64, own: f64, input: f64| {
                vec![sd * (2.0 * sign * luck + 0.5 * own), sd * sign * luck + 0.3 * input]
            };
            let [a, b] = [0, 1].map(|k| run(1.0, luck[k], own[k], input[0]));
            let mirrored = [0, 1].map(|k| run(-1.0, luck[k], own[k], input[0]));
            (logit, Trial { variance, runs: [a, b], mirrored, other_inputs: run(1.0, luck[1], own[1], input[1]) })
        };
        let trials: Vec<(Vec<f64>, Trial)> = (0..4_000).map(&mut trial).collect();
        let spread = Spread::of(&trials, 2.0);
        assert!((spread.slopes[0] - 0.6).abs() < 0.1 && spread.slopes[1].abs() < 0.1, "{:?}", spread.slopes);
        // A run has 4 + 1/4; a mean of two pairs has half of what mirror images do not undo, 1/8.
        for (found, expected) in
            [(spread.day[0], 4.375), (spread.day[1], 2.0), (spread.day[3], 1.0), (spread.rest[3], 0.09)]
        {
            assert!((found - expected).abs() < 5.0 * expected * (2.0f64 / 4_000.0).sqrt(), "{found} {expected}");
        }
        assert_eq!(spread.rest[0], 0.0);
        let size = spread.size(&[1.0, 3.0], 0.04) / spread.size(&[0.0, 3.0], 0.01);
        assert!((libm::log(size) - libm::log(4.0) - 0.6).abs() < 0.1);
    }

    /// Far from where it was fitted the size stays bounded, and of no trials' logits it does not depend.
    #[test]
    fn sizes_are_bounded() {
        let spread = Spread { centre: vec![0.0], slopes: vec![1.0], ..Spread::none(1) };
        assert_eq!(spread.size(&[1e6], 1.0), libm::exp(LARGEST));
        assert_eq!(Spread::none(1).size(&[5.0], 0.3), 0.3);
    }
}
