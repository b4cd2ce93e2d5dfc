//! Engines: how to draw. The dynamics say with what chance; an engine divides.
//!
//! | engine | how | fidelity |
//! |---|---|---|
//! | [`mod@reference`] | household by household, short and obvious: the judge | same law |
//! | [`mod@events`] | household by household, from event to event | same law |
//! | [`Cohort`] | stocks divided by exact binomial draws of this crate | same law |
//! | [`Plain`] | the same loop with the draws of a library: the baseline of speed ratios | same law |
//! | [`Normal`] | stocks divided by rounded normal draws | approximate |
//! | [`MeanField`] | the same loop with expected values | mean only |
//!
//! No engine knows a status, a province or a cause: they see a network of stocks and flows and queues.

mod aggregate;
mod audit;
mod draw;
pub mod events;
mod queue;
pub mod reference;

use std::fmt;
use std::str::FromStr;

use crate::dynamics::{Dynamics, gauss_gamma, start_households};
use crate::network::Network;
use crate::outcome::{Catalogue, Layout, RunSummary};
use crate::plan::{Job, Plan};
use crate::rng::{Stream, Streams};
use crate::sample::Path;

pub use draw::{Chance, Count, Draw, Expected, Library, Own, RoundedNormal, Sampler};

/// How far an engine can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// Draws from exactly the law of the model.
    SameLaw,
    /// Gives the mean while chances do not depend on the crowd; no spread from chance.
    MeanOnly,
    /// Replaces the law of a draw by another that is close for large groups.
    Approximate,
}

impl Fidelity {
    /// The fidelity in words, as every output states it.
    pub const fn words(self) -> &'static str {
        match self {
            Fidelity::SameLaw => "same law as the model",
            Fidelity::MeanOnly => "mean only: no spread from chance",
            Fidelity::Approximate => "approximate: wrong for small groups and tails",
        }
    }
}

/// The engines there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// Household by household.
    Reference,
    /// Household by household, from event to event.
    Events,
    /// Stocks divided by exact draws.
    Cohort,
    /// Stocks divided by exact draws of a library.
    Plain,
    /// Stocks divided by rounded normal draws.
    Normal,
    /// Stocks divided by expected values.
    MeanField,
}

impl EngineKind {
    /// All engines.
    pub const ALL: [EngineKind; 6] = [
        EngineKind::Reference,
        EngineKind::Events,
        EngineKind::Cohort,
        EngineKind::Plain,
        EngineKind::Normal,
        EngineKind::MeanField,
    ];

    /// The name on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            EngineKind::Reference => "reference",
            EngineKind::Events => "events",
            EngineKind::Cohort => "cohort",
            EngineKind::Plain => "plain",
            EngineKind::Normal => "normal",
            EngineKind::MeanField => "mean_field",
        }
    }

    /// What the engine claims.
    pub const fn fidelity(self) -> Fidelity {
        match self {
            EngineKind::Reference | EngineKind::Events | EngineKind::Cohort | EngineKind::Plain => Fidelity::SameLaw,
            EngineKind::Normal => Fidelity::Approximate,
            EngineKind::MeanField => Fidelity::MeanOnly,
        }
    }

    /// The engine itself.
    pub fn engine(self) -> &'static dyn Engine {
        match self {
            EngineKind::Reference => &reference::Reference,
            EngineKind::Events => &events::Events,
            EngineKind::Cohort => &Cohort,
            EngineKind::Plain => &Plain,
            EngineKind::Normal => &Normal,
            EngineKind::MeanField => &MeanField,
        }
    }
}

impl EngineKind {
    /// The engine with the instructions of a path: changes speed only, and only that of engines that draw many runs side
    /// by side.
    pub fn engine_on(self, _path: Path) -> &'static dyn Engine {
        self.engine()
    }
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for EngineKind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        EngineKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
            let names: Vec<&str> = EngineKind::ALL.iter().map(|kind| kind.name()).collect();
            format!("unknown engine `{name}`; engines are {}", names.join(", "))
        })
    }
}

/// Everything about a plan that its runs share, prepared once.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The plan.
    pub plan: Plan,
    /// Its stocks and flows.
    pub network: Network,
    /// Its series.
    pub catalogue: Catalogue,
    /// Where the blocks of series begin.
    pub layout: Layout,
}

impl Prepared {
    /// Prepares a plan.
    pub fn new(plan: Plan) -> Self {
        let network = Network::of(&plan);
        let catalogue = Catalogue::of(&plan);
        let layout = Layout::of(&catalogue);
        Prepared { plan, network, catalogue, layout }
    }
}

/// Simulates histories. Pure: the result of a job depends on the plan, the job and the seed of the streams only.
pub trait Engine: Send + Sync {
    /// Simulates every job, in order.
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary>;
}

/// Simulates every job with stocks divided by chance.
fn by_chance<S: Sampler>(prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
    jobs.iter().map(|job| aggregate::simulate(prepared, job, &mut Chance::<S>::new(*streams, job.run))).collect()
}

/// Stocks divided by exact draws.
#[derive(Clone, Copy, Debug)]
pub struct Cohort;

impl Engine for Cohort {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        by_chance::<Own>(prepared, jobs, streams)
    }
}

impl Cohort {
    /// How many binomial draws a run takes: the unit in which engines are compared.
    pub fn draws(prepared: &Prepared, job: &Job, streams: &Streams) -> u64 {
        let mut draw = Chance::<Own>::new(*streams, job.run);
        aggregate::simulate(prepared, job, &mut draw);
        draw.binomials()
    }
}

/// Stocks divided by exact draws of the `rand_distr` library: the baseline of speed ratios.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Engine for Plain {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        by_chance::<Library>(prepared, jobs, streams)
    }
}

/// Stocks divided by rounded normal draws: shows where the approximation fails.
#[derive(Clone, Copy, Debug)]
pub struct Normal;

impl Engine for Normal {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        by_chance::<RoundedNormal>(prepared, jobs, streams)
    }
}

/// Stocks divided by expected values.
#[derive(Clone, Copy, Debug)]
pub struct MeanField;

impl Engine for MeanField {
    fn run(&self, prepared: &Prepared, jobs: &[Job], _streams: &Streams) -> Vec<RunSummary> {
        jobs.iter().map(|job| aggregate::simulate(prepared, job, &mut Expected)).collect()
    }
}

/// The model and the households at the start of a run.
fn begin<'a>(prepared: &'a Prepared, job: &'a Job) -> (Dynamics<'a, f64>, Vec<u64>) {
    let plan = &prepared.plan;
    let households = start_households(plan, &job.numbers);
    let cv = job.numbers[plan.behaviour.frailty_cv.0 as usize];
    let (frailty, weight) = gauss_gamma(cv, plan.people.frailty_nodes);
    let counts: Vec<f64> = households.iter().map(|&count| count as f64).collect();
    (Dynamics::new(plan, &prepared.network, &job.numbers, frailty, &weight, &counts), households)
}

/// The mean shares of destinations of a crossing in a run: `[destination]`, adding up to one.
fn destination_means(plan: &Plan, numbers: &[f64], crossing: usize) -> Vec<f64> {
    let weights: Vec<f64> =
        plan.reception.destination_share[crossing].iter().map(|quantity| numbers[quantity.0 as usize]).collect();
    let whole: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / whole).collect()
}

/// The index of a share, with a uniform draw.
fn choose(share: &[f64], stream: &mut Stream) -> usize {
    let mut left = stream.uniform() * share.iter().sum::<f64>();
    for (index, &share) in share.iter().enumerate() {
        left -= share;
        if left < 0.0 {
            return index;
        }
    }
    share.iter().rposition(|&share| share > 0.0).expect("a stock that can be left has a flow")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenario_files_may_name_every_engine() {
        let names: Vec<&str> = EngineKind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(crate::scenario::keys::ENGINES, names);
        for kind in EngineKind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert!("cohrot".parse::<EngineKind>().unwrap_err().contains("cohort"));
    }
}
