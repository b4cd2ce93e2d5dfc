//! Scores on counts that a model had not seen: held-out windows, simple rivals, proper scores.
//!
//! From an *origin*, a day up to which everything is known, somebody says how many people will cross in each window of
//! days that begins later. What is scored is the logarithm of the mean daily flow, because flows span orders of magnitude
//! and a miss by half should weigh the same at 500 a day as at 20,000.
//!
//! - [`Scores`]: fair CRPS, weighted interval score of the half and the nine-in-ten range, and whether each held.
//! - [`energy`]: all windows of an origin at once.
//! - [`baselines`]: rivals that anybody could compute from the counts alone.
//! - [`pairs`]: skill for each origin and horizon, `1 - score / score of the best rival`. The best is chosen afterwards,
//!   among several: a harder test than any one of them chosen beforehand.
//!
//! Assumes exact counts with a known error; bounds and shares are left out, since no proper score takes a bound.

pub mod baselines;
pub mod energy;
pub mod history;

pub use baselines::{Baseline, Law, Shape};
pub use energy::fair_energy;
pub use history::{Flow, history};

use super::score::{Guess, fair_crps, weighted_interval_score};
use crate::law::normal_quantile;
use crate::statistics::mean;

/// Levels of the ranges that are scored.
const LEVELS: [f64; 2] = [0.5, 0.9];

/// Longest horizons of each class, weeks; the last class is longer.
pub const HORIZON_WEEKS: [i32; 6] = [1, 2, 4, 8, 13, 26];

/// The class of a window that ends on a day: 0 for up to a week after the origin, and so on; 6 for more than 26 weeks.
pub fn horizon(origin: i32, to: i32) -> usize {
    HORIZON_WEEKS.iter().position(|weeks| to - origin <= 7 * weeks).unwrap_or(HORIZON_WEEKS.len())
}

/// A class of horizons in words: "up to 2 weeks".
pub fn horizon_in_words(class: usize) -> String {
    match HORIZON_WEEKS.get(class) {
        Some(1) => "up to 1 week".to_owned(),
        Some(weeks) => format!("up to {weeks} weeks"),
        None => "more than 26 weeks".to_owned(),
    }
}

/// How good a law was, on the log of a flow; smaller is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// Continuous ranked probability score; of a sample the fair one, which may be a little below zero.
    pub crps: f64,
    /// Weighted interval score of the half and the nine-in-ten range.
    pub wis: f64,
    /// Did the half range hold the value?
    pub in_half: bool,
    /// Did the nine-in-ten range?
    pub in_nine_in_ten: bool,
}

impl Scores {
    /// Of a sample of logs.
    ///
    /// # Panics
    /// If the sample has fewer than two values.
    pub fn of_sample(logs: &[f64], value: f64) -> Self {
        Self::of(&Guess::of_sample(logs, &LEVELS), fair_crps(logs, value), value)
    }

    /// Of a normal law. Its CRPS is `sd (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi))` with `z = (value - mean) / sd`
    /// (Gneiting, Raftery, Westveld and Goldman 2005).
    pub fn of_law(law: Law, value: f64) -> Self {
        let z = (value - law.mean) / law.sd;
        let within = libm::erf(z * std::f64::consts::FRAC_1_SQRT_2);
        let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
        let crps = law.sd * (z * within + 2.0 * density - 1.0 / std::f64::consts::PI.sqrt());
        let range = |level: f64| {
            let half = law.sd * normal_quantile(0.5 + 0.5 * level);
            super::score::CentralRange { level, low: law.mean - half, high: law.mean + half }
        };
        Self::of(&Guess { median: law.mean, ranges: LEVELS.map(range).to_vec() }, crps, value)
    }

    fn of(guess: &Guess, crps: f64, value: f64) -> Self {
        let wis = weighted_interval_score(guess, value).total();
        let [in_half, in_nine_in_ten] = [0, 1].map(|range| guess.ranges[range].holds(value));
        Scores { crps, wis, in_half, in_nine_in_ten }
    }
}

/// A held-out window with its scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Class of its horizon.
    pub horizon: usize,
    /// Of the simulation.
    pub simulated: Scores,
    /// Of each rival, in the order of [`Baseline::ALL`]; nothing where no count was known to build them from.
    pub rivals: Option<[Scores; Baseline::ALL.len()]>,
}

/// Skill at one horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Class of the horizon.
    pub horizon: usize,
    /// Windows that count, at least one.
    pub windows: usize,
    /// Mean CRPS of the simulation.
    pub crps: f64,
    /// Mean CRPS of each rival, in the order of [`Baseline::ALL`].
    pub rivals: [f64; Baseline::ALL.len()],
    /// The rival with the smallest.
    pub best: Baseline,
    /// `1 - score / score of the best rival`: 0 is as good as the best, 1 is perfect, below 0 is worse.
    pub skill: f64,
}

/// Skill of an origin at each horizon that has windows with rivals, the nearest first.
pub fn pairs(held: &[Held]) -> Vec<Pair> {
    (0..=HORIZON_WEEKS.len()).filter_map(|horizon| pair(horizon, held)).collect()
}

fn pair(horizon: usize, held: &[Held]) -> Option<Pair> {
    let here: Vec<(f64, [f64; 4])> = held
        .iter()
        .filter(|held| held.horizon == horizon)
        .filter_map(|held| Some((held.simulated.crps, held.rivals?.map(|rival| rival.crps))))
        .collect();
    if here.is_empty() {
        return None;
    }
    let crps = mean(&here.iter().map(|(own, _)| *own).collect::<Vec<f64>>());
    let rivals: [f64; 4] =
        std::array::from_fn(|i| mean(&here.iter().map(|(_, rivals)| rivals[i]).collect::<Vec<f64>>()));
    let (best, skill) = against_best(crps, &rivals);
    Some(Pair { horizon, windows: here.len(), crps, rivals, best, skill })
}

/// The best rival, and the skill against it.
pub fn against_best(own: f64, rivals: &[f64; Baseline::ALL.len()]) -> (Baseline, f64) {
    let best = (0..rivals.len()).min_by(|&a, &b| rivals[a].total_cmp(&rivals[b])).expect("there are rivals");
    (Baseline::ALL[best], 1.0 - own / rivals[best])
}

#[cfg(test)]
mod tests;
