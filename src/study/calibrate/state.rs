//! What a calibration knows between two steps: it can be written and read, so that an interrupted one goes on to the same
//! draws.

use serde::{Deserialize, Serialize};

use super::spread::Spread;
use super::stand_in::Seen;

/// How much work a calibration is, and how it is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Draws, 2 or more.
    pub particles: usize,
    /// Points of the wave.
    pub wave: usize,
    /// Moves of every particle in a stage.
    pub moves: usize,
    /// Moves of every particle at the end.
    pub last_moves: usize,
    /// Points from which the spread is estimated.
    pub spreads: usize,
    /// Inflation, kappa: the likelihood counts to the power `1 / kappa`.
    pub inflation: f64,
    /// May means be moved?
    pub robust: bool,
    /// Is it the end if no point of the wave explains the record?
    pub must_explain: bool,
    /// Names all random draws.
    pub seed: u64,
}

/// A set of numbers and what was simulated with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Particle {
    /// Logits of the prior quantiles: `[number]`.
    pub logit: Vec<f64>,
    /// Means of the summaries: `[summary]`.
    pub mean: Vec<f64>,
    /// Variance of the environment's log.
    pub variance: f64,
    /// Standard deviations by which the means are moved: `[summary]`; empty unless robust.
    pub shift: Vec<f64>,
    /// Under the spread of the state, as far as it counts.
    pub log_likelihood: f64,
}

/// A stage that is over.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Power of the likelihood.
    pub power: f64,
    /// Effective number of particles before they were resampled.
    pub effective: f64,
    /// Share of moves that were accepted.
    pub accepted: f64,
    /// Log evidence so far.
    pub log_evidence: f64,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Phase {
    Wave,
    Temper,
    Last { left: usize },
    Done,
}

/// All that is known between two steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(super) phase: Phase,
    /// Power of the likelihood.
    pub(super) power: f64,
    pub(super) log_evidence: f64,
    /// Points of the wave, then particles.
    pub particles: Vec<Particle>,
    /// Points that were simulated last: what the stand-in is fitted to.
    pub(super) seen: Vec<Seen>,
    /// Around simulated means.
    pub spread: Spread,
    pub(super) spreads_made: usize,
    /// Length of a step of the walks, in standard deviations of the particles.
    pub(super) scale: f64,
    /// Points of the wave that were asked for.
    pub(super) asked: usize,
    /// Luck of spreads was named below this.
    pub(super) next_luck: u32,
    /// Points that were simulated at all, and points whose spread was.
    pub simulated: [u64; 2],
    /// Points of the wave that explain the record.
    pub explained: usize,
    /// What happened.
    pub stages: Vec<Stage>,
    /// Moves of all particles so far, and how often they were resampled.
    pub(super) moves: usize,
    pub(super) resampled: usize,
}

impl State {
    /// The beginning.
    pub fn new() -> Self {
        State {
            phase: Phase::Wave,
            power: 0.0,
            log_evidence: 0.0,
            particles: Vec::new(),
            seen: Vec::new(),
            spread: Spread::none(0),
            spreads_made: 0,
            scale: 0.0,
            asked: 0,
            next_luck: 0,
            simulated: [0; 2],
            explained: 0,
            stages: Vec::new(),
            moves: 0,
            resampled: 0,
        }
    }

    /// Are the particles draws of the posterior?
    pub fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }

    /// Log of the probability of the record under prior and model; of the stages so far.
    pub fn log_evidence(&self) -> f64 {
        self.log_evidence
    }

    /// Where the numbers of each particle lie in their prior laws: `[particle][number]`.
    pub fn points(&self) -> Vec<Vec<f64>> {
        self.particles.iter().map(Particle::point).collect()
    }

    /// The same, number by number: `[number][particle]`; empty if there are no particles.
    pub fn places(&self) -> Vec<Vec<f64>> {
        let points = self.points();
        let numbers = points.first().map_or(0, Vec::len);
        (0..numbers).map(|number| points.iter().map(|point| point[number]).collect()).collect()
    }

    /// By how much each particle moves the means: `[particle][summary]`; of no summary unless robust.
    pub fn shifts(&self) -> Vec<&[f64]> {
        self.particles.iter().map(|particle| particle.shift.as_slice()).collect()
    }

    /// Are points of the wave still to be simulated?
    pub fn is_in_wave(&self, settings: &Settings) -> bool {
        self.phase == Phase::Wave && self.asked < settings.wave
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl Particle {
    /// Where each number lies in its prior law, 0 to 1.
    pub fn point(&self) -> Vec<f64> {
        self.logit.iter().map(|&z| logistic(z)).collect()
    }
}

/// The place in a law of a logit.
pub(super) fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}
