//! Engines: how to draw. The dynamics say with what chance; an engine divides.
//!
//! | engine | how | fidelity |
//! |---|---|---|
//! | [`reference`] | household by household, short and obvious: the judge | same law |
//! | [`cohort`] | stocks divided by exact binomial draws | same law |
//! | [`mean_field`] | the same loop with expected values | mean only |
//!
//! No engine knows a status, a province or a cause: they see a network of stocks and flows and queues.

mod aggregate;
mod draw;
mod queue;
pub mod reference;

use std::fmt;
use std::str::FromStr;

use crate::dynamics::{Dynamics, gauss_gamma, start_households};
use crate::network::Network;
use crate::outcome::{Catalogue, Layout, RunSummary};
use crate::plan::{Job, Plan};
use crate::rng::Streams;

pub use draw::{Count, Draw, Exact, Expected};

/// How far an engine can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// Draws from exactly the law of the model.
    SameLaw,
    /// Gives the mean while chances do not depend on the crowd; no spread from chance.
    MeanOnly,
}

impl Fidelity {
    /// The fidelity in words, as every output states it.
    pub const fn words(self) -> &'static str {
        match self {
            Fidelity::SameLaw => "same law as the model",
            Fidelity::MeanOnly => "mean only: no spread from chance",
        }
    }
}

/// The engines there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// Household by household.
    Reference,
    /// Stocks divided by exact draws.
    Cohort,
    /// Stocks divided by expected values.
    MeanField,
}

impl EngineKind {
    /// All engines.
    pub const ALL: [EngineKind; 3] = [EngineKind::Reference, EngineKind::Cohort, EngineKind::MeanField];

    /// The name on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            EngineKind::Reference => "reference",
            EngineKind::Cohort => "cohort",
            EngineKind::MeanField => "mean_field",
        }
    }

    /// What the engine claims.
    pub const fn fidelity(self) -> Fidelity {
        match self {
            EngineKind::Reference | EngineKind::Cohort => Fidelity::SameLaw,
            EngineKind::MeanField => Fidelity::MeanOnly,
        }
    }

    /// The engine itself.
    pub fn engine(self) -> &'static dyn Engine {
        match self {
            EngineKind::Reference => &reference::Reference,
            EngineKind::Cohort => &Cohort,
            EngineKind::MeanField => &MeanField,
        }
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

/// Stocks divided by exact draws.
#[derive(Clone, Copy, Debug)]
pub struct Cohort;

impl Engine for Cohort {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        jobs.iter().map(|job| aggregate::simulate(prepared, job, &mut Exact::new(*streams, job.run))).collect()
    }
}

impl Cohort {
    /// How many binomial draws a run takes: the unit in which engines are compared.
    pub fn draws(prepared: &Prepared, job: &Job, streams: &Streams) -> u64 {
        let mut draw = Exact::new(*streams, job.run);
        aggregate::simulate(prepared, job, &mut draw);
        draw.binomials()
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
