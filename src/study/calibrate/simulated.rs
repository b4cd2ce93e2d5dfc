//! Simulated records and what is learned from them: the material of [`super::ranks`].
//!
//! A record is one run with numbers drawn from their priors, seen with errors of counting and of the model; every count is taken for exact.
//! The wave is simulated once for all records, since it does not depend on them.
//!
//! The numbers of the records lie evenly in their priors (scrambled Sobol points, each of them uniform; other ones than the
//! wave's). Where a record says nothing about a number, its rank is its place in the prior, and independent numbers would
//! raise false alarms that say nothing of the calibrator.

use super::likelihood::{Record, Said};
use super::model::Model;
use super::normal::Cholesky;
use super::posterior::FIRST_LUCK;
use super::ranks::rank;
use super::sampler::{Sampler, Stopped};
use super::state::{Settings, State};
use crate::design::Cube;
use crate::law::normal_quantile;
use crate::rng::{Purpose, Stream, Streams};

/// Draws among which a true number is ranked: fewer than there are, because draws that follow one another in a chain, or
/// stem from the same particle, resemble one another.
pub const DRAWS: usize = 31;

/// Luck that is set apart for the means of each record.
const LUCK: u32 = 1 << 10;

/// Names the draws of errors.
const ITEM: u32 = 0x5300;

/// A simulated record and what was learned from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Where each true number lies in its prior law: `[number]`.
    pub truth: Vec<f64>,
    /// Its rank among [`DRAWS`] draws: `[number]`.
    pub ranks: Vec<usize>,
    /// Simulated histories that this took, without the wave.
    pub runs: u64,
}

/// Learns from so many simulated records, or from those before an interruption.
///
/// # Errors
/// If not even the wave could be made.
pub fn ranks(model: &Model, record: &Record, settings: &Settings, records: u32) -> Result<Vec<Known>, Stopped> {
    let counted_exactly =
        Record { said: record.said.iter().map(|said| Said::Exact(said.value())).collect(), ..record.clone() };
    let mut wave = State::new();
    let sampler = Sampler::new(&counted_exactly, model, *settings);
    while wave.is_in_wave(settings) {
        sampler.step(&mut wave)?;
    }
    let mut known = Vec::new();
    for number in 0..records {
        match learn(model, &counted_exactly, settings, &wave, number) {
            Ok(one) => known.extend(one),
            Err(Stopped::Interrupted) => break,
            Err(stopped) => return Err(stopped),
        }
    }
    Ok(known)
}

/// The record of a run with known numbers, as exact as another record; nothing if the run failed.
pub(super) fn record(
    model: &Model,
    like: &Record,
    truth: &[f64],
    luck: u32,
    errors: &mut Stream,
) -> Result<Option<Record>, Stopped> {
    let made = model.summaries(1, &|_| model.job(truth, luck, luck));
    if made.interrupted {
        return Err(Stopped::Interrupted);
    }
    let Some(Some(summaries)) = made.kept.into_iter().next() else { return Ok(None) };
    let standard: Vec<f64> = summaries.iter().map(|_| normal_quantile(errors.uniform())).collect();
    let error = Cholesky::of_nearly(&like.covariance, like.len()).times(&standard);
    let said = summaries.iter().zip(error).map(|(log, error)| Said::Exact(log + error)).collect();
    Ok(Some(Record { said, covariance: like.covariance.clone() }))
}

/// One record; nothing if its run failed.
fn learn(
    model: &Model,
    like: &Record,
    settings: &Settings,
    wave: &State,
    number: u32,
) -> Result<Option<Known>, Stopped> {
    let mut stream = Streams::new(settings.seed).stream(number.into(), Purpose::Study, 0, ITEM);
    let truth = Cube::new(model.unknowns.len(), settings.seed.wrapping_sub(1)).point(number.into());
    let Some(record) = record(model, like, &truth, FIRST_LUCK + number, &mut stream)? else { return Ok(None) };
    let settings = Settings { seed: settings.seed.wrapping_add(1 + u64::from(number)), ..*settings };
    let own = model.clone().with_luck((1 + number) * LUCK);
    let sampler = Sampler::new(&record, &own, settings);
    let mut state = wave.clone();
    let before = state.simulated;
    sampler.step(&mut state)?;
    sampler.refresh(&mut state)?;
    while !state.is_done() {
        sampler.step(&mut state)?;
    }
    let ranks = truth.iter().zip(state.places()).map(|(&truth, draws)| rank(truth, &draws, DRAWS)).collect();
    let runs = own.runs(state.simulated) - own.runs(before) + 1;
    Ok(Some(Known { truth, ranks, runs }))
}
