//! What was learned, and what was not.
//!
//! - How much narrower each number is than before, and which others it cannot be told apart from.
//! - What the draws say about each window of the record: the *posterior predictive*, with the errors of counting and of the model on top, so
//!   that nine in ten published counts should lie in the nine-in-ten band.

use super::likelihood::{Record, Said};
use super::model::Model;
use super::normal::Cholesky;
use super::state::State;
use crate::law::normal_quantile;
use crate::plan::Job;
use crate::rng::{Purpose, Streams};
use crate::statistics::{SHARES, mean, quantiles, variance};

/// Standard deviation of a number that is uniform between 0 and 1.
const SD_OF_UNIFORM: f64 = 0.288_675_134_594_812_9;

/// Names the draws of the predictive's errors.
const ITEM: u32 = 0x5100;

/// Luck of the predictive's runs is named from here on, far above that of any calibration.
pub const FIRST_LUCK: u32 = 1 << 30;

/// What the record says about a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Its key.
    pub key: String,
    /// Prior at [`SHARES`].
    pub prior: [f64; 5],
    /// Posterior at [`SHARES`].
    pub posterior: [f64; 5],
    /// Standard deviation of the posterior in that of the prior, both of the place in the prior law: 1 where the record says
    /// nothing.
    pub width: f64,
    /// The number with which it goes together most, and the rank correlation.
    pub partner: Option<(usize, f64)>,
}

/// How much the record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// The posterior is as wide as the prior.
    AlmostNothing,
    /// Down to 70 %.
    Little,
    /// Down to 35 %.
    Something,
    /// Below that.
    Much,
}

impl Says {
    /// In words, after "the record says".
    pub const fn words(self) -> &'static str {
        match self {
            Says::AlmostNothing => "almost nothing",
            Says::Little => "little",
            Says::Something => "something",
            Says::Much => "much",
        }
    }
}

impl Learned {
    /// How much the record says about it.
    pub fn says(&self) -> Says {
        match self.width {
            width if width > 0.9 => Says::AlmostNothing,
            width if width > 0.7 => Says::Little,
            width if width > 0.35 => Says::Something,
            _ => Says::Much,
        }
    }
}

/// What the draws say about each number: `[number]`.
pub fn learned(model: &Model, state: &State) -> Vec<Learned> {
    let columns = state.places();
    let at = |i: usize, share: f64| model.unknowns[i].law.quantile(share);
    (0..columns.len())
        .map(|i| {
            let others = (0..columns.len()).filter(|&j| j != i).map(|j| (j, correlation(&columns[i], &columns[j])));
            Learned {
                key: model.unknowns[i].key.clone(),
                prior: SHARES.map(|share| at(i, share)),
                // Laws rise, so quantiles of the place are places of the quantiles.
                posterior: quantiles(&columns[i]).map(|share| at(i, share)),
                width: variance(&columns[i]).sqrt() / SD_OF_UNIFORM,
                partner: others.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())),
            }
        })
        .collect()
}

/// Correlation of two columns of places in a law.
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let covariance: f64 =
        a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>() / (a.len() as f64 - 1.0);
    let product = variance(a) * variance(b);
    if product > 0.0 { covariance / product.sqrt() } else { 0.0 }
}

/// What the draws say about a window, beside what was published; people or shares, not logs.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// At [`SHARES`], with the errors of counting and of the model.
    pub range: [f64; 5],
    /// Does the half-of-runs band hold what was published?
    pub in_half: bool,
    /// Does the nine-in-ten band?
    pub in_nine_in_ten: bool,
}

/// The posterior predictive, from so many runs for each draw: `[window]`. Nothing if somebody interrupted.
pub fn predictive(
    model: &Model,
    record: &Record,
    state: &State,
    runs_per_draw: u64,
    seed: u64,
) -> Option<Vec<Predicted>> {
    let points = state.points();
    let runs = points.len() as u64 * runs_per_draw;
    let counted = counted(model, record, runs, seed, &|i| {
        let luck = FIRST_LUCK + i as u32;
        model.job(&points[i as usize % points.len()], luck, luck)
    })?;
    Some(
        (0..record.len())
            .map(|j| predicted(record.said[j], &counted.iter().map(|run| run[j]).collect::<Vec<f64>>()))
            .collect(),
    )
}

/// What would have been counted in simulated histories: their summaries with errors of counting and of the model, `[run][window]`, without
/// runs that failed. Nothing if somebody interrupted.
pub fn counted(
    model: &Model,
    record: &Record,
    runs: u64,
    seed: u64,
    job: &(dyn Fn(u64) -> Job + Sync),
) -> Option<Vec<Vec<f64>>> {
    let made = model.summaries(runs, job);
    if made.interrupted {
        return None;
    }
    let factor = Cholesky::of_nearly(&record.covariance, record.len());
    let streams = Streams::new(seed);
    let with_errors = |(summaries, run): (Vec<f64>, u64)| {
        let mut stream = streams.stream(run, Purpose::Study, 0, ITEM);
        let error = factor.times(&(0..record.len()).map(|_| normal_quantile(stream.uniform())).collect::<Vec<f64>>());
        summaries.iter().zip(error).map(|(log, error)| log + error).collect()
    };
    Some(made.kept.into_iter().flatten().zip(0..).map(with_errors).collect())
}

/// The ranges of a window from the logs of its runs.
fn predicted(said: Said, logs: &[f64]) -> Predicted {
    let range = quantiles(logs);
    let holds = |low: f64, high: f64| match said {
        Said::Exact(value) => low <= value && value <= high,
        // A bound is held if the band reaches its side.
        Said::AtLeast(value) => high >= value,
        Said::AtMost(value) => low <= value,
        Said::Between { low: least, high: most } => high >= least && low <= most,
    };
    Predicted {
        range: range.map(libm::exp),
        in_half: holds(range[1], range[3]),
        in_nine_in_ten: holds(range[0], range[4]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_holds_what_lies_in_it() {
        let logs: Vec<f64> = (0..=100).map(|i| f64::from(i) / 100.0).collect();
        let within = |said| {
            let predicted = predicted(said, &logs);
            (predicted.in_half, predicted.in_nine_in_ten)
        };
        assert_eq!(within(Said::Exact(0.5)), (true, true));
        assert_eq!(within(Said::Exact(0.9)), (false, true));
        assert_eq!(within(Said::Exact(0.97)), (false, false));
        assert_eq!(within(Said::AtLeast(0.9)), (false, true));
        assert_eq!(within(Said::AtLeast(0.2)), (true, true));
        assert_eq!(within(Said::AtMost(0.02)), (false, false));
        assert_eq!(within(Said::Between { low: 0.96, high: 2.0 }), (false, false));
        assert!((predicted(Said::Exact(0.5), &logs).range[2] - libm::exp(0.5)).abs() < 1e-12);
    }

    #[test]
    fn what_the_record_says_has_words() {
        let learned =
            |width| Learned { key: String::new(), prior: [0.0; 5], posterior: [0.0; 5], width, partner: None };
        for (width, words) in [(1.05, "almost nothing"), (0.8, "little"), (0.5, "something"), (0.1, "much")] {
            assert_eq!(learned(width).says().words(), words);
        }
        assert!((correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]) - 1.0).abs() < 1e-12);
        assert_eq!(correlation(&[1.0, 1.0], &[2.0, 4.0]), 0.0);
    }
}
