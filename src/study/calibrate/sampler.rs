//! Draws of the numbers that explain the record: a wave of history matching, then tempered sequential Monte Carlo (Del
//! Moral, Doucet and Jasra 2006).
//!
//! 1. A *wave*: points of the cube of prior quantiles, spread evenly. If none of them comes within four standard
//!    deviations of every count, the model cannot explain the record, and that is the answer.
//! 2. *Tempering*: the likelihood is raised to a power that grows from 0 to 1, each time as far as half of the particles
//!    still count (effective sample size); then they are resampled and moved. A move is a random walk of many steps on the
//!    logits of the cube, with the covariance of the particles, that asks a [`StandIn`]; only where it ends the simulator is
//!    asked, and what the stand-in had wrong decides whether the particle goes there.
//! 3. The spread around simulated means is estimated anew from the particles when the power passes [`SPREADS_AT`], and the
//!    weights are mended by what that changes.
//! 4. Many moves at the end.
//!
//! All means are simulated with the same luck, so that the likelihood is one smooth function of the numbers: with luck of its
//! own each point would be chosen for its luck as much as for its numbers (seen here: the log-likelihood of the survivors
//! stood 5 to 10 above that of the same numbers with new luck). What is left is an error that all points share, a small part
//! of the spread. The product of the mean weights is the evidence of the model: the probability of the record under prior
//! and model together.
//!
//! Moves are *delayed acceptance* (Christen and Fox 2005; in this setting Bon, Lee and Drovandi 2021): the walk leaves the
//! posterior of the stand-in, `pi*`, as it is and is reversible, so going from `x` to `y` with probability
//! `min(1, pi(y) pi*(x) / (pi(x) pi*(y)))` leaves the posterior `pi` as it is. Whether the stand-in is good decides how often
//! a move is accepted, not where the draws end. A few of the walks are short, for places where it is poor.
//!
//! With [`Settings::robust`] the mean of every summary may be moved by a few of its standard deviations, at a price
//! (Frazier and Drovandi 2021: a Laplace prior): summaries that the model cannot explain are moved and named, and no longer
//! bend all others.
//!
//! The sampler knows no engine and no plan: it asks a [`Simulator`]. A [`State`] is all there is between two steps.

use rayon::prelude::*;

use super::likelihood::{Errors, IMPOSSIBLE, Record};
use super::normal::{Cholesky, covariance};
use super::shifts;
use super::spread::{Spread, Trial};
use super::stand_in::{REMEMBERED, Seen, StandIn};
use super::state::{Particle, Phase, Settings, Stage, State, logistic};
use crate::design::Cube;
use crate::law::normal_quantile;
use crate::rng::{Purpose, Streams};

/// Powers of the likelihood after which the spread is estimated anew.
pub const SPREADS_AT: [f64; 3] = [0.05, 0.3, 1.0];

/// Within so many standard deviations of every count a point explains the record.
pub const EXPLAINED: f64 = 4.0;

/// Points of the wave that are simulated in one step.
const WAVE_STEP: usize = 512;

/// Acceptance at which random walks in many dimensions go furthest.
const ACCEPTANCE: f64 = 0.25;

/// Steps of a walk on the stand-in: each of these as often.
const STEPS: [usize; 4] = [8, 32, 128, 128];

/// A point of the cube: where each number lies in its prior law, 0 to 1.
pub type Point = Vec<f64>;

/// Simulated means of the summaries at a point, and the variance of the environment's log there.
pub type Mean = (Vec<f64>, f64);

/// What simulates. Nothing where a run failed; nothing at all if somebody interrupted.
pub trait Simulator: Sync {
    /// How many numbers are learned.
    fn dimensions(&self) -> usize;
    /// Means of the summaries at each point, all with the same luck.
    fn means(&self, points: &[Point]) -> Option<Vec<Option<Mean>>>;
    /// Of how many pairs of runs a mean is made; infinite if means are exact.
    fn pairs(&self) -> f64;
    /// Runs at each point; their luck is named by two numbers for each point, from the first one on.
    fn trials(&self, points: &[Point], first_luck: u32) -> Option<Vec<Option<Trial>>>;
}

/// Why there are no draws.
#[derive(Clone, Debug, PartialEq)]
pub enum Stopped {
    /// Somebody interrupted; the state is as before the step.
    Interrupted,
    /// Every run of the wave failed.
    NoRun,
    /// No point of the wave comes near the record everywhere.
    Unexplained {
        /// The point that comes nearest: where each number lies in its prior law.
        nearest: Vec<f64>,
        /// How many standard deviations each summary is off there: `[summary]`.
        off: Vec<f64>,
    },
}

/// A calibration: a record, what simulates, and how.
pub struct Sampler<'a> {
    record: &'a Record,
    simulator: &'a dyn Simulator,
    settings: Settings,
    streams: Streams,
}

/// What a stream is for; its "day" is the number of the move, or of the resampling.
#[derive(Clone, Copy)]
enum Item {
    Resample = 0x5000,
    Propose,
    Accept,
    Shift,
}

/// Where a walk on the stand-in ended.
struct Proposal {
    logit: Vec<f64>,
    /// Log of `pi*(x) / pi*(y)`: by how much the walk preferred its beginning.
    mend: f64,
    /// Share of its steps that were taken.
    taken: f64,
}

fn logit(u: f64) -> f64 {
    libm::log(u / (1.0 - u))
}

/// Log density of the logits of uniform numbers.
fn log_prior(logits: &[f64]) -> f64 {
    logits.iter().map(|z| -z.abs() - 2.0 * libm::log1p(libm::exp(-z.abs()))).sum()
}

impl<'a> Sampler<'a> {
    /// A calibration that has not begun.
    pub fn new(record: &'a Record, simulator: &'a dyn Simulator, settings: Settings) -> Self {
        Sampler { record, simulator, settings, streams: Streams::new(settings.seed) }
    }

    /// All steps to the end.
    ///
    /// # Errors
    /// If there is no posterior, or somebody interrupted.
    pub fn run(&self) -> Result<State, Stopped> {
        let mut state = State::new();
        while !state.is_done() {
            self.step(&mut state)?;
        }
        Ok(state)
    }

    /// One step further: a part of the wave, a stage, or a move at the end.
    ///
    /// # Errors
    /// As [`Sampler::run`]. After an interruption the state can go on.
    pub fn step(&self, state: &mut State) -> Result<(), Stopped> {
        let mut next = state.clone();
        match next.phase {
            Phase::Wave if next.is_in_wave(&self.settings) => self.wave(&mut next)?,
            Phase::Wave => self.begin(&mut next)?,
            Phase::Temper => self.stage(&mut next)?,
            Phase::Last { left: 0 } => next.phase = Phase::Done,
            Phase::Last { left } => {
                let accepted = self.moves(&mut next, 1)?;
                let log_evidence = next.log_evidence;
                next.stages.push(Stage {
                    power: 1.0,
                    effective: self.settings.particles as f64,
                    accepted,
                    log_evidence,
                });
                next.phase = if left == 1 { Phase::Done } else { Phase::Last { left: left - 1 } };
            }
            Phase::Done => {}
        }
        *state = next;
        Ok(())
    }

    /// Simulated points of the wave, some of them.
    fn wave(&self, state: &mut State) -> Result<(), Stopped> {
        let cube = Cube::new(self.simulator.dimensions(), self.settings.seed);
        let numbers = state.asked..(state.asked + WAVE_STEP).min(self.settings.wave);
        state.asked = numbers.end;
        let points: Vec<Point> = numbers.map(|number| cube.point(number as u64)).collect();
        let means = self.means(state, &points)?;
        for (point, mean) in points.iter().zip(means) {
            let Some((mean, variance)) = mean else { continue };
            let logit = point.iter().map(|&u| logit(u)).collect();
            state.particles.push(Particle { logit, mean, variance, shift: Vec::new(), log_likelihood: IMPOSSIBLE });
        }
        Ok(())
    }

    /// Simulated means at some points.
    fn means(&self, state: &mut State, points: &[Point]) -> Result<Vec<Option<Mean>>, Stopped> {
        state.simulated[0] += points.len() as u64;
        self.simulator.means(points).ok_or(Stopped::Interrupted)
    }

    /// Simulates the means of all particles anew: for a simulator that has other luck than the one before.
    ///
    /// # Errors
    /// If somebody interrupted.
    pub fn refresh(&self, state: &mut State) -> Result<(), Stopped> {
        let points = state.points();
        let means = self.means(state, &points)?;
        for (particle, mean) in state.particles.iter_mut().zip(means) {
            let Some((mean, variance)) = mean else { continue };
            let errors = self.errors(&state.spread, &particle.logit, variance);
            let log_likelihood = self.log_likelihood(&mean, &particle.shift, &errors);
            *particle = Particle { mean, variance, log_likelihood, ..particle.clone() };
        }
        Ok(())
    }

    /// From the points of the wave to the first particles.
    fn begin(&self, state: &mut State) -> Result<(), Stopped> {
        if state.particles.is_empty() {
            return Err(Stopped::NoRun);
        }
        // The spread near the record is what counts, not that of all that was thought possible.
        let n = self.record.len();
        let rough = Spread::fixed(vec![0.0; n * n], diagonal(n, 0.09));
        let errors = self.record.errors(&rough, 0.0);
        let distance = |particle: &Particle| -> f64 {
            self.record.implausibility(&particle.mean, &errors).iter().map(|z| z * z).sum()
        };
        let mut nearest: Vec<(f64, usize)> =
            state.particles.iter().enumerate().map(|(i, particle)| (distance(particle), i)).collect();
        nearest.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let chosen: Vec<usize> = nearest.iter().take(self.settings.spreads).map(|&(_, i)| i).collect();
        self.estimate_spread(state, &chosen)?;
        self.judge(state, &nearest)?;
        let seen = |&(_, i): &(f64, usize)| {
            let Particle { logit, mean, variance, .. } = state.particles[i].clone();
            Seen { logit, mean, variance }
        };
        state.seen = nearest.iter().take(REMEMBERED).map(seen).collect();
        let wanted = self.settings.particles as f64;
        state.scale = 2.38 / (self.simulator.dimensions() as f64).sqrt();
        self.temper(state, wanted.min(0.5 * state.particles.len() as f64))?;
        state.phase = Phase::Temper;
        self.finish_stage(state)
    }

    /// Does any point of the wave explain the record?
    fn judge(&self, state: &mut State, nearest: &[(f64, usize)]) -> Result<(), Stopped> {
        let off = |particle: &Particle| {
            let errors = self.errors(&state.spread, &particle.logit, particle.variance);
            let off = self.record.implausibility(&particle.mean, &errors);
            off.into_iter().map(|off| off / self.settings.inflation.sqrt()).collect::<Vec<f64>>()
        };
        let worst = |off: &[f64]| off.iter().copied().fold(0.0, f64::max);
        let all: Vec<f64> = state.particles.iter().map(|particle| worst(&off(particle))).collect();
        state.explained = all.iter().filter(|&&worst| worst <= EXPLAINED).count();
        if state.explained > 0 || !self.settings.must_explain {
            return Ok(());
        }
        let best =
            nearest.iter().map(|&(_, i)| i).min_by(|&a, &b| all[a].total_cmp(&all[b])).expect("there are points");
        let particle = &state.particles[best];
        Err(Stopped::Unexplained { nearest: particle.point(), off: off(particle) })
    }

    /// A stage: a higher power, and moves.
    fn stage(&self, state: &mut State) -> Result<(), Stopped> {
        self.temper(state, 0.5 * self.settings.particles as f64)?;
        self.finish_stage(state)
    }

    /// Raises the power as far as so many particles still count, and resamples.
    fn temper(&self, state: &mut State, wanted: f64) -> Result<(), Stopped> {
        let before = state.power;
        let logs =
            |power: f64| state.particles.iter().map(|p| (power - before) * p.log_likelihood).collect::<Vec<f64>>();
        let effective = |power: f64| effective_size(&weights(&logs(power)).0);
        let mut power = 1.0;
        if effective(power) < wanted {
            let (mut low, mut high) = (before, 1.0);
            for _ in 0..60 {
                power = 0.5 * (low + high);
                if effective(power) < wanted { high = power } else { low = power }
            }
            power = low.max(before + 1e-9);
        }
        state.power = power;
        let effective = self.resample(state, &logs(power));
        let log_evidence = state.log_evidence;
        state.stages.push(Stage { power, effective, accepted: 0.0, log_evidence });
        Ok(())
    }

    /// Resamples by log weights, adds their mean to the evidence, and says how many particles counted.
    fn resample(&self, state: &mut State, logs: &[f64]) -> f64 {
        let (weights, log_mean) = weights(logs);
        state.log_evidence += log_mean;
        let count = self.settings.particles;
        let mut stream = self.streams.stream(0, Purpose::Study, state.resampled as i32, Item::Resample as u32);
        state.resampled += 1;
        let start = stream.uniform();
        let (mut sum, mut at) = (weights[0], 0);
        let mut chosen = Vec::with_capacity(count);
        for place in 0..count {
            let wanted = (place as f64 + start) / count as f64;
            while sum < wanted && at + 1 < weights.len() {
                at += 1;
                sum += weights[at];
            }
            chosen.push(state.particles[at].clone());
        }
        state.particles = chosen;
        effective_size(&weights)
    }

    /// Moves, and what follows when a power has been passed.
    fn finish_stage(&self, state: &mut State) -> Result<(), Stopped> {
        if self.settings.robust && state.particles.iter().any(|particle| particle.shift.is_empty()) {
            state.particles.iter_mut().for_each(|particle| particle.shift = vec![0.0; self.record.len()]);
        }
        let accepted = self.moves(state, self.settings.moves)?;
        state.stages.last_mut().expect("a stage has begun").accepted = accepted;
        let passed = SPREADS_AT.iter().filter(|&&power| state.power >= power).count();
        if state.spreads_made < passed {
            state.spreads_made = passed;
            let before: Vec<f64> = state.particles.iter().map(|particle| particle.log_likelihood).collect();
            // Particles are in the order of resampling, so any stretch of them is as good as another; evenly spaced.
            let step = (self.settings.particles / self.settings.spreads).max(1);
            let chosen: Vec<usize> = (0..self.settings.particles).step_by(step).collect();
            self.estimate_spread(state, &chosen)?;
            let logs: Vec<f64> = (state.particles.iter().zip(before))
                .map(|(particle, before)| state.power * (particle.log_likelihood - before))
                .collect();
            self.resample(state, &logs);
        }
        if state.power >= 1.0 {
            state.phase = Phase::Last { left: self.settings.last_moves };
        }
        Ok(())
    }

    /// Estimates the spread at some of the particles, and the likelihood of all under it.
    fn estimate_spread(&self, state: &mut State, chosen: &[usize]) -> Result<(), Stopped> {
        let points: Vec<Point> = chosen.iter().map(|&i| state.particles[i].point()).collect();
        let trials = self.simulator.trials(&points, state.next_luck).ok_or(Stopped::Interrupted)?;
        state.next_luck += 2 * points.len() as u32;
        state.simulated[1] += points.len() as u64;
        let logits = chosen.iter().map(|&i| state.particles[i].logit.clone());
        let trials: Vec<(Vec<f64>, Trial)> =
            logits.zip(trials).filter_map(|(logit, trial)| Some((logit, trial?))).collect();
        if trials.is_empty() {
            return Err(Stopped::NoRun);
        }
        state.spread = Spread::of(&trials, self.simulator.pairs());
        for particle in &mut state.particles {
            let errors = self.errors(&state.spread, &particle.logit, particle.variance);
            particle.log_likelihood = self.log_likelihood(&particle.mean, &particle.shift, &errors);
        }
        Ok(())
    }

    /// The spread around the means at some logits.
    fn errors(&self, spread: &Spread, logit: &[f64], variance: f64) -> Errors {
        self.record.errors(spread, spread.size(logit, variance))
    }

    /// The log-likelihood as far as it counts.
    fn log_likelihood(&self, mean: &[f64], shift: &[f64], errors: &Errors) -> f64 {
        self.record.log_likelihood(mean, shift, errors) / self.settings.inflation
    }

    /// Moves every particle so many times. Gives the share of moves that were accepted.
    fn moves(&self, state: &mut State, times: usize) -> Result<f64, Stopped> {
        let mut accepted = 0;
        for _ in 0..times {
            let rows: Vec<&[f64]> = state.particles.iter().map(|particle| particle.logit.as_slice()).collect();
            let factor = Cholesky::of_nearly(&covariance(&rows), self.simulator.dimensions());
            let stand_in = StandIn::of(&state.seen, self.record, &state.spread);
            let walk = |i: usize| self.walk(state, i, &factor, &stand_in);
            let proposed: Vec<Proposal> = (0..state.particles.len()).into_par_iter().map(walk).collect();
            let point = |proposal: &Proposal| proposal.logit.iter().map(|&z| logistic(z)).collect();
            let points: Vec<Point> = proposed.iter().map(point).collect();
            let means = self.means(state, &points)?;
            let taken = proposed.iter().map(|proposal| proposal.taken).sum::<f64>() / proposed.len() as f64;
            state.scale *= libm::exp(taken - ACCEPTANCE);
            for (i, (proposal, mean)) in proposed.into_iter().zip(means).enumerate() {
                let uniform = self.stream(state, i, Item::Accept).uniform();
                accepted += usize::from(mean.is_some_and(|mean| self.accept(state, i, proposal, mean, uniform)));
            }
            let forgotten = state.seen.len().saturating_sub(REMEMBERED);
            state.seen.drain(..forgotten);
            if self.settings.robust {
                self.shift(state);
            }
            state.moves += 1;
        }
        Ok(accepted as f64 / (times * self.settings.particles) as f64)
    }

    /// A walk on the stand-in from where a particle is.
    fn walk(&self, state: &State, i: usize, factor: &Cholesky, stand_in: &StandIn) -> Proposal {
        let particle = &state.particles[i];
        let mut stream = self.stream(state, i, Item::Propose);
        let log_density = |logit: &[f64]| {
            let (mean, errors) = stand_in.at(logit);
            state.power * self.log_likelihood(&mean, &particle.shift, errors) + log_prior(logit)
        };
        let start = log_density(&particle.logit);
        let (mut at, mut here, mut taken) = (particle.logit.clone(), start, 0);
        let steps = STEPS[stream.below(STEPS.len() as u32) as usize];
        for _ in 0..steps {
            let step: Vec<f64> = at.iter().map(|_| normal_quantile(stream.uniform())).collect();
            let next: Vec<f64> = at.iter().zip(factor.times(&step)).map(|(z, step)| z + state.scale * step).collect();
            let there = log_density(&next);
            if libm::log(stream.uniform()) < there - here {
                (at, here, taken) = (next, there, taken + 1);
            }
        }
        Proposal { logit: at, mend: start - here, taken: f64::from(taken) / steps as f64 }
    }

    /// Takes a proposal, or not (Metropolis). Was it taken?
    fn accept(&self, state: &mut State, i: usize, proposal: Proposal, (mean, variance): Mean, uniform: f64) -> bool {
        let (particle, logit) = (&state.particles[i], proposal.logit);
        let errors = self.errors(&state.spread, &logit, variance);
        let log_likelihood = self.log_likelihood(&mean, &particle.shift, &errors);
        let gain = state.power * (log_likelihood - particle.log_likelihood) + log_prior(&logit)
            - log_prior(&particle.logit)
            + proposal.mend;
        state.seen.push(Seen { logit: logit.clone(), mean: mean.clone(), variance });
        let taken = libm::log(uniform) < gain;
        if taken {
            let shift = particle.shift.clone();
            state.particles[i] = Particle { logit, mean, variance, shift, log_likelihood };
        }
        taken
    }

    /// Moves the shifts of all particles: nothing has to be simulated for that.
    fn shift(&self, state: &mut State) {
        let power = state.power / self.settings.inflation;
        for i in 0..state.particles.len() {
            let mut stream = self.stream(state, i, Item::Shift);
            let particle = &state.particles[i];
            let errors = self.errors(&state.spread, &particle.logit, particle.variance);
            let mut shift = particle.shift.clone();
            shifts::sweep(self.record, &particle.mean, &errors, power, &mut shift, &mut stream);
            let log_likelihood = self.log_likelihood(&particle.mean, &shift, &errors);
            let particle = &mut state.particles[i];
            (particle.shift, particle.log_likelihood) = (shift, log_likelihood);
        }
    }

    /// The stream of a particle in a move.
    fn stream(&self, state: &State, particle: usize, item: Item) -> crate::rng::Stream {
        self.streams.stream(particle as u64, Purpose::Study, state.moves as i32, item as u32)
    }
}

fn diagonal(size: usize, value: f64) -> Vec<f64> {
    (0..size * size).map(|at| if at / size == at % size { value } else { 0.0 }).collect()
}

/// Weights that add up to one, and the log of the mean of what they were made from.
fn weights(logs: &[f64]) -> (Vec<f64>, f64) {
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| libm::exp(log - largest)).collect();
    let sum: f64 = weights.iter().sum();
    let log_mean = largest + libm::log(sum / logs.len() as f64);
    (weights.iter().map(|weight| weight / sum).collect(), log_mean)
}

/// How many equal weights are worth as much as these (Kong 1992).
fn effective_size(weights: &[f64]) -> f64 {
    1.0 / weights.iter().map(|weight| weight * weight).sum::<f64>()
}

#[cfg(test)]
mod tests;
