//! Engines: how to draw. The dynamics say with what chance; an engine divides.
//!
//! | engine | how | fidelity |
//! |---|---|---|
//! | [`mod@reference`] | household by household, short and obvious: the judge | same law |
//! | [`mod@events`] | household by household, from event to event | same law |
//! | [`Cohort`] | stocks divided by exact binomial draws of this crate | same law |
//! | [`Lanes`] | the same loop and the same draws in sixteen runs side by side: the same bits | same law |
//! | [`Plain`] | the same loop with the draws of a library: the baseline of speed ratios | same law |
//! | [`Normal`] | stocks divided by rounded normal draws | approximate |
//! | [`MeanField`] | the same loop with expected values | mean only |
//!
//! No engine knows a status, a province or a cause: they see a network of stocks and flows and queues.

mod aggregate;
mod audit;
mod draw;
pub mod events;
mod lanes;
mod queue;
pub mod reference;

use std::fmt;
use std::str::FromStr;

use crate::dynamics::{Dynamics, gauss_gamma, start_households};
use crate::language::{Texts, say};
use crate::network::Network;
use crate::outcome::{Catalogue, Layout, RunSummary};
use crate::plan::{Job, Plan};
use crate::real::{Real, Wide};
use crate::rng::{Stream, Streams};
use crate::sample::{Binomial, Path, Scalar};
use draw::{Chance, Draw, Expected, Library, RoundedNormal};

pub use lanes::Lanes;

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
    /// All of them.
    pub const ALL: [Fidelity; 3] = [Fidelity::SameLaw, Fidelity::MeanOnly, Fidelity::Approximate];

    /// Key of its message in the catalogues of languages.
    pub const fn key(self) -> &'static str {
        match self {
            Fidelity::SameLaw => "fidelity-same-law",
            Fidelity::MeanOnly => "fidelity-mean-only",
            Fidelity::Approximate => "fidelity-approximate",
        }
    }

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
    /// Stocks divided by exact draws, sixteen runs side by side.
    Lanes,
    /// Stocks divided by exact draws of a library.
    Plain,
    /// Stocks divided by rounded normal draws.
    Normal,
    /// Stocks divided by expected values.
    MeanField,
}

impl EngineKind {
    /// All engines.
    pub const ALL: [EngineKind; 7] = [
        EngineKind::Reference,
        EngineKind::Events,
        EngineKind::Cohort,
        EngineKind::Lanes,
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
            EngineKind::Lanes => "lanes",
            EngineKind::Plain => "plain",
            EngineKind::Normal => "normal",
            EngineKind::MeanField => "mean_field",
        }
    }

    /// Its name and how far it can be trusted, in a language.
    pub fn in_words(self, texts: &Texts) -> String {
        say!(texts, "list-more", first = self.name(), next = texts.word(self.fidelity().key()))
    }

    /// What the engine claims.
    pub const fn fidelity(self) -> Fidelity {
        match self {
            EngineKind::Reference | EngineKind::Events | EngineKind::Cohort | EngineKind::Lanes | EngineKind::Plain => {
                Fidelity::SameLaw
            }
            EngineKind::Normal => Fidelity::Approximate,
            EngineKind::MeanField => Fidelity::MeanOnly,
        }
    }

    /// The engine itself, with the fastest instructions that this processor has.
    pub fn engine(self) -> &'static dyn Engine {
        self.engine_on(Path::fastest())
    }

    /// The engine with the instructions of a path: changes the speed only, and only that of engines that draw in many runs
    /// side by side ([`EngineKind::has_paths`]).
    pub fn engine_on(self, path: Path) -> &'static dyn Engine {
        match self {
            EngineKind::Reference => &reference::Reference,
            EngineKind::Events => &events::Events,
            EngineKind::Cohort => &Cohort,
            EngineKind::Lanes => Lanes::on(path),
            EngineKind::Plain => &Plain,
            EngineKind::Normal => &Normal,
            EngineKind::MeanField => &MeanField,
        }
    }

    /// Does the engine have a path for each kind of processor?
    pub const fn has_paths(self) -> bool {
        matches!(self, EngineKind::Lanes)
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
        let layout = Layout::of(&catalogue, &plan);
        Prepared { plan, network, catalogue, layout }
    }
}

/// Simulates histories. Pure: the result of a job depends on the plan, the job and the seed of the streams only.
pub trait Engine: Send + Sync {
    /// Simulates every job, in order.
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary>;

    /// How many jobs are best handed over at once: what an interruption has to wait for. No result depends on it.
    fn batch(&self) -> u64 {
        BATCH
    }
}

/// Jobs that are handed over at once, unless an engine says otherwise: all lanes of the engine that has the most.
pub const BATCH: u64 = Wide::LANES as u64;

/// Simulates every job alone, with stocks divided by chance.
fn one_by_one(prepared: &Prepared, jobs: &[Job], streams: &Streams, binomial: &mut dyn Binomial) -> Vec<RunSummary> {
    jobs.iter().map(|job| by_chance(prepared, job, streams, binomial).0).collect()
}

/// A run with stocks divided by chance, and how many binomial draws it took. One piece of code for all ways to draw.
fn by_chance(prepared: &Prepared, job: &Job, streams: &Streams, binomial: &mut dyn Binomial) -> (RunSummary, u64) {
    let mut draw = Chance::<f64, _>::new(binomial, *streams, vec![job.run as u32]);
    let summary = alone(prepared, job, &mut draw);
    (summary, draw.draws())
}

/// A run by itself.
fn alone<D: Draw<f64>>(prepared: &Prepared, job: &Job, draw: &mut D) -> RunSummary {
    let mut summaries = aggregate::simulate::<f64, D>(prepared, std::slice::from_ref(job), draw);
    summaries.pop().expect("one job gives one summary")
}

/// Stocks divided by exact draws.
#[derive(Clone, Copy, Debug)]
pub struct Cohort;

impl Engine for Cohort {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        one_by_one(prepared, jobs, streams, &mut Scalar)
    }
}

impl Cohort {
    /// How many binomial draws a run takes: the unit in which engines are compared.
    pub fn draws(prepared: &Prepared, job: &Job, streams: &Streams) -> u64 {
        by_chance(prepared, job, streams, &mut Scalar).1
    }
}

/// Stocks divided by exact draws of the `rand_distr` library: the baseline of speed ratios.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Engine for Plain {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        one_by_one(prepared, jobs, streams, &mut Library)
    }
}

/// Stocks divided by rounded normal draws: shows where the approximation fails.
#[derive(Clone, Copy, Debug)]
pub struct Normal;

impl Engine for Normal {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        one_by_one(prepared, jobs, streams, &mut RoundedNormal)
    }
}

/// Stocks divided by expected values.
#[derive(Clone, Copy, Debug)]
pub struct MeanField;

impl Engine for MeanField {
    fn run(&self, prepared: &Prepared, jobs: &[Job], _streams: &Streams) -> Vec<RunSummary> {
        jobs.iter().map(|job| alone(prepared, job, &mut Expected)).collect()
    }
}

/// The model and the households at the start of some runs, one a lane: `[cell]`. `numbers` are those of the jobs.
fn begin<'a, R: Real>(prepared: &'a Prepared, jobs: &[Job], numbers: &'a [R]) -> (Dynamics<'a, R>, Vec<R>) {
    let plan = &prepared.plan;
    let starts: Vec<Vec<u64>> = jobs.iter().map(|job| start_households(plan, &job.numbers)).collect();
    let households: Vec<R> =
        (0..starts[0].len()).map(|cell| aggregate::of_lanes(|lane| starts[lane][cell] as f64)).collect();
    let frailties: Vec<(Vec<f64>, Vec<f64>)> = jobs
        .iter()
        .map(|job| gauss_gamma(job.numbers[plan.behaviour.frailty_cv.0 as usize], plan.people.frailty_nodes))
        .collect();
    let nodes = 0..plan.people.frailty_nodes;
    let frailty = nodes.clone().map(|k| aggregate::of_lanes(|lane| frailties[lane].0[k])).collect();
    let weight: Vec<R> = nodes.map(|k| aggregate::of_lanes(|lane| frailties[lane].1[k])).collect();
    (Dynamics::new(plan, &prepared.network, numbers, frailty, &weight, &households), households)
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
