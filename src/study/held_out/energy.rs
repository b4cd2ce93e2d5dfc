//! The energy score: a proper score of a law of vectors (Gneiting and Raftery 2007).
//!
//! `ES = E|X - y| - E|X - X'| / 2` with the Euclidean distance; for one number it is the CRPS. It sees windows that are
//! missed together. As the CRPS of samples, in its fair form: unbiased for the law that the sample was drawn from.

use super::baselines::Law;
use crate::law::normal_quantile;
use crate::rng::{Purpose, Streams};

/// Names the draws of the laws of rivals.
const ITEM: u32 = 0x5400;

/// Fair energy score of a sample of vectors, `[draw][window]`.
///
/// # Panics
/// If there are fewer than two draws, or lengths differ.
pub fn fair_energy(sample: &[Vec<f64>], value: &[f64]) -> f64 {
    assert!(sample.len() > 1, "a fair score needs two draws");
    let n = sample.len() as f64;
    let to_value: f64 = sample.iter().map(|draw| distance(draw, value)).sum();
    let between: f64 =
        sample.iter().enumerate().map(|(i, a)| sample[..i].iter().map(|b| distance(a, b)).sum::<f64>()).sum();
    to_value / n - between / (n * (n - 1.0))
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len(), "vectors of the same windows");
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

/// Draws of the laws of several windows whose errors have nothing in common: `[draw][window]`.
pub fn draws(laws: &[Law], count: u64, seed: u64) -> Vec<Vec<f64>> {
    let streams = Streams::new(seed);
    let draw = |number: u64| {
        let mut stream = streams.stream(number, Purpose::Study, 0, ITEM);
        laws.iter().map(|law| law.mean + law.sd * normal_quantile(stream.uniform())).collect()
    };
    (0..count).map(draw).collect()
}
