//! The lanes engine: sixteen runs side by side (eight in WebAssembly), the same bits as the cohort engine.
//!
//! The loop is that of [`super::aggregate`], compiled over [`Wide`] numbers for each kind of processor; counts of a stock
//! in sixteen runs lie beside each other, and all draws of a day that do not wait for one another are made in one call of
//! the samplers. Runs that are too few to fill the lanes are simulated as `cohort` does, which gives the same bits.

use std::sync::OnceLock;

use super::draw::Chance;
use super::{Cohort, Engine, Prepared, aggregate};
use crate::outcome::RunSummary;
use crate::plan::Job;
use crate::real::{Real, Wide};
use crate::rng::Streams;
use crate::sample::{Kernel, Path, SideBySide};

/// Fewer runs than this are quicker one by one: all lanes together take as long as a third of so many runs alone.
const FEW: usize = Wide::LANES.div_ceil(3);

/// Sixteen runs side by side.
#[derive(Clone, Copy, Debug)]
pub struct Lanes {
    path: Path,
}

impl Lanes {
    /// With the instructions of a path.
    pub fn on(path: Path) -> &'static Lanes {
        static ALL: OnceLock<Vec<Lanes>> = OnceLock::new();
        let all = ALL.get_or_init(|| Path::available().into_iter().map(|path| Lanes { path }).collect());
        all.iter().find(|lanes| lanes.path == path).expect("every path that exists is available")
    }
}

impl Engine for Lanes {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        jobs.chunks(Wide::LANES)
            .flat_map(|jobs| {
                if jobs.len() < FEW {
                    Cohort.run(prepared, jobs, streams)
                } else {
                    self.path.work(Simulation { prepared, jobs, streams, path: self.path })
                }
            })
            .collect()
    }
}

/// Runs side by side, at most one a lane.
struct Simulation<'a> {
    prepared: &'a Prepared,
    jobs: &'a [Job],
    streams: &'a Streams,
    path: Path,
}

impl Kernel for Simulation<'_> {
    type Output = Vec<RunSummary>;

    #[inline(always)]
    fn work(self) -> Vec<RunSummary> {
        let mut jobs = self.jobs.to_vec();
        // Lanes without a job repeat the last one, for nobody.
        jobs.resize(Wide::LANES, self.jobs[self.jobs.len() - 1].clone());
        let runs = jobs.iter().map(|job| job.run as u32).collect();
        let mut draw = Chance::<Wide, _>::new(SideBySide::new(self.path), *self.streams, runs);
        let mut summaries = aggregate::simulate(self.prepared, &jobs, &mut draw);
        summaries.truncate(self.jobs.len());
        summaries
    }
}
