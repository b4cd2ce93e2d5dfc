//! Simulated histories against held-out windows, beside the rivals.

use super::held::Left;
use super::{Asked, RUNS_PER_DRAW};
use crate::cli::Ending;
use crate::cli::common::{quietly, wrong};
use crate::cli::tell;
use crate::engine::Prepared;
use crate::ensemble::Watch;
use crate::observed::Window;
use crate::statistics::quantiles;
use crate::study::calibrate::posterior::{FIRST_LUCK, counted};
use crate::study::calibrate::{Model, Targets, Unknown};
use crate::study::held_out::{
    Baseline, Flow, Held, Law, Pair, Scores, against_best, energy, fair_energy, history, horizon, pairs,
};

/// Fewest simulated histories that can be scored.
const FEWEST: usize = 2;

/// Under which policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Track {
    /// As it came to pass: only the model is judged.
    Known,
    /// As it stood on the origin.
    AsItStood,
    /// As the scenario says.
    OfScenario,
}

impl Track {
    /// The name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Track::Known => "policy_known",
            Track::AsItStood => "policy_as_it_stood",
            Track::OfScenario => "policy_of_scenario",
        }
    }

    /// In words, at the beginning of a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Track::Known => "With the policy that came to pass",
            Track::AsItStood => "With the policy as it stood on each origin",
            Track::OfScenario => "With the policy of the scenario",
        }
    }
}

/// A held-out window and what was said of it.
#[derive(Clone, Debug)]
pub struct ScoredWindow {
    /// What was published.
    pub window: Window,
    /// People a day, as published.
    pub per_day: f64,
    /// Simulated people a day, with the errors of counting and of the model, at [`crate::statistics::SHARES`].
    pub range: [f64; 5],
    /// What the rivals say, in the order of [`Baseline::ALL`]; nothing where no count was known to build them from.
    pub rivals: Option<[Law; 4]>,
    /// Scores.
    pub held: Held,
}

/// The windows of an origin at once.
#[derive(Clone, Debug)]
pub struct Energy {
    /// How many, those with rivals.
    pub windows: usize,
    /// Of the simulation.
    pub own: f64,
    /// Of each rival.
    pub rivals: [f64; 4],
    /// The best of them.
    pub best: Baseline,
    /// Skill against it.
    pub skill: f64,
}

/// An origin on a track.
#[derive(Clone, Debug)]
pub struct Scored {
    /// Days since 1970-01-01.
    pub origin: i32,
    pub track: Track,
    pub windows: Vec<ScoredWindow>,
    pub pairs: Vec<Pair>,
    pub energy: Option<Energy>,
}

/// What is simulated at an origin.
pub struct Simulation<'a> {
    pub origin: i32,
    pub track: Track,
    pub prepared: &'a Prepared,
    pub unknowns: &'a [Unknown],
    /// Places of the draws in their prior laws, `[draw][unknown]`; nothing if the scenario keeps its own numbers.
    pub points: Option<&'a [Vec<f64>]>,
    /// Histories, if it does.
    pub runs: u64,
    /// What is scored.
    pub held: &'a [Window],
    /// What rivals know.
    pub known: &'a [Window],
}

impl Simulation<'_> {
    /// Histories that it takes.
    pub fn runs(&self) -> u64 {
        self.points.map_or(self.runs, |points| RUNS_PER_DRAW * points.len() as u64)
    }

    /// Simulates and scores; windows without rivals are told.
    pub fn score(&self, asked: &Asked, watch: &dyn Watch, left: &mut Vec<Left>) -> Result<Scored, Ending> {
        let logs = self.logs(asked, watch)?;
        let windows: Vec<ScoredWindow> = (self.held.iter().enumerate())
            .map(|(j, window)| {
                let own: Vec<f64> = logs.iter().map(|run| run[j]).collect();
                scored(window, self.origin, &own, self.rivals(asked, window))
            })
            .collect();
        // Windows of both tracks are told once; the policy as it stood has them all.
        if self.track != Track::Known {
            let without = windows.iter().filter(|window| window.rivals.is_none());
            left.extend(without.map(|scored| {
                Left {
                    origin: Some(self.origin),
                    label: scored.window.label.clone(),
                    reason:
                        "scored, but without skill: by the origin nothing had been counted that a rival could go by"
                            .to_owned(),
                }
            }));
        }
        let held: Vec<Held> = windows.iter().map(|window| window.held.clone()).collect();
        let energy = self.energy(asked, &logs, &windows);
        Ok(Scored { origin: self.origin, track: self.track, windows, pairs: pairs(&held), energy })
    }

    /// Logs of mean daily flows with the errors of counting and of the model: `[run][window]`.
    fn logs(&self, asked: &Asked, watch: &dyn Watch) -> Result<Vec<Vec<f64>>, Ending> {
        let targets = Targets::of(self.held, self.prepared).map_err(wrong)?;
        let record = targets.record();
        let engine = asked.arguments.common.on_path(asked.engine);
        let model = Model::new(self.prepared, engine, asked.seed, 1, self.unknowns, &targets, watch);
        let made = quietly(|| {
            counted(&model, &record, self.runs(), asked.seed, &|i| match self.points {
                // Both tracks have the same luck.
                Some(points) => {
                    let luck = FIRST_LUCK + i as u32;
                    model.job(&points[i as usize % points.len()], luck, luck)
                }
                // The histories that `run` makes.
                None => model.job(&[], i as u32, i as u32),
            })
        });
        let Some(mut logs) = made else {
            tell("interrupted; no score was written");
            return Err(Ending::Interrupted);
        };
        if logs.len() < FEWEST {
            tell("error: fewer than two runs went well, so there is nothing to score");
            return Err(Ending::Failed);
        }
        let log_days: Vec<f64> = self.held.iter().map(|w| libm::log(f64::from(w.to - w.from + 1))).collect();
        for run in &mut logs {
            run.iter_mut().zip(&log_days).for_each(|(log, days)| *log -= days);
        }
        Ok(logs)
    }

    fn rivals(&self, asked: &Asked, window: &Window) -> Option<[Law; 4]> {
        let flows = history(window, self.known);
        let law = |baseline: Baseline| baseline.law(&flows, window.from, window.to, &asked.shape);
        let laws: Vec<Law> = Baseline::ALL.into_iter().map(law).collect::<Option<_>>()?;
        laws.try_into().ok()
    }

    fn energy(&self, asked: &Asked, logs: &[Vec<f64>], windows: &[ScoredWindow]) -> Option<Energy> {
        let with: Vec<(usize, [Law; 4])> =
            windows.iter().enumerate().filter_map(|(j, window)| Some((j, window.rivals?))).collect();
        if with.is_empty() {
            return None;
        }
        let value: Vec<f64> = with.iter().map(|&(j, _)| libm::log(windows[j].per_day)).collect();
        let sample: Vec<Vec<f64>> = logs.iter().map(|run| with.iter().map(|&(j, _)| run[j]).collect()).collect();
        let rivals: [f64; 4] = std::array::from_fn(|i| {
            let laws: Vec<Law> = with.iter().map(|(_, laws)| laws[i]).collect();
            fair_energy(&energy::draws(&laws, logs.len() as u64, asked.seed), &value)
        });
        let own = fair_energy(&sample, &value);
        let (best, skill) = against_best(own, &rivals);
        Some(Energy { windows: with.len(), own, rivals, best, skill })
    }
}

fn scored(window: &Window, origin: i32, logs: &[f64], rivals: Option<[Law; 4]>) -> ScoredWindow {
    let per_day = Flow::of(window).per_day;
    let value = libm::log(per_day);
    let held = Held {
        horizon: horizon(origin, window.to),
        simulated: Scores::of_sample(logs, value),
        rivals: rivals.map(|laws| laws.map(|law| Scores::of_law(law, value))),
    };
    ScoredWindow { window: window.clone(), per_day, range: quantiles(logs).map(libm::exp), rivals, held }
}
