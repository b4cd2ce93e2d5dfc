//! A finished result of `run` or `compare`, read back from its folder: scenarios, plans, and what the runs came to.

use std::path::{Path, PathBuf};

use super::comparable::comparable;
use super::{checkpoint, source};
use crate::design::Design;
use crate::engine::{EngineKind, Prepared};
use crate::ensemble::{Pairs, Request, Unwatched};
use crate::output::{Asked, Claim, Extent, STATE, digest, read_log};
use crate::rng::Streams;
use crate::scenario::Scenario;

/// A result, read back.
pub(super) struct Finished {
    pub place: PathBuf,
    pub claim: Claim,
    /// What the state says that it was made of.
    pub asked: Asked,
    /// With the names that the result gives them, the first the baseline.
    pub scenarios: Vec<Scenario>,
    pub plans: Vec<Prepared>,
    pub engine: EngineKind,
    /// How far the rows of its runs reach, if they were written while the runs were made.
    pub rows: Option<Extent>,
    checkpoint: Vec<u8>,
}

impl Finished {
    /// Reads the folder.
    ///
    /// # Errors
    /// If it is the result of another command or of another version of this program, or its state cannot be read.
    pub fn read(place: &Path, claim: Claim) -> Result<Self, String> {
        if let Some(kind) = claim.kind.as_deref().filter(|kind| *kind != "compare") {
            return Err(format!("it is a result of `{kind}`, not of `run` or `compare`"));
        }
        let (made, version) = (&claim.identity.version, env!("CARGO_PKG_VERSION"));
        if made != version {
            return Err(format!("the result is of version {made} and this is {version}"));
        }
        let state = std::fs::read(place.join(STATE)).map_err(|error| format!("there is no {STATE} ({error})"))?;
        let read = read_log(&state).map_err(|damaged| format!("{STATE}: {damaged}"))?;
        let (Some(asked), Some(checkpoint)) = (read.header.asked, read.checkpoints.into_iter().next()) else {
            return Err(format!("{STATE} is empty"));
        };
        let file = |name: &str| match claim.kind {
            None => "scenario.toml".to_owned(),
            Some(_) => format!("scenarios/{name}.toml"),
        };
        let named = |(name, _): &(String, String)| {
            let mut found = scenario(place, &file(name))?;
            found.name.clone_from(name);
            Ok(found)
        };
        let scenarios: Vec<Scenario> = asked.plans.iter().map(named).collect::<Result<_, String>>()?;
        let plans = comparable(&scenarios)?;
        let engine = claim.identity.engine.parse()?;
        let rows = checkpoint::extent_of(&checkpoint);
        Ok(Finished { place: place.to_owned(), claim, asked, scenarios, plans, engine, rows, checkpoint })
    }

    /// Are scenarios, engine and seed of the state those of the folder?
    pub fn is_of_its_state(&self) -> bool {
        let plans = self.scenarios.iter().map(|scenario| digest(scenario.digest_text().as_bytes()));
        let identity = &self.claim.identity;
        self.asked.plans.iter().map(|(_, plan)| plan.clone()).eq(plans)
            && (&self.asked.engine, self.asked.seed) == (&identity.engine, identity.seed)
    }

    /// Asks something of the requests that made the result, the designs of their numbers, and what the runs came to.
    ///
    /// # Errors
    /// If the state cannot be read as runs of these requests.
    pub fn ask<T>(&self, question: impl FnOnce(&[Request], &[Design], &Pairs) -> T) -> Result<T, String> {
        let seed = self.claim.identity.seed;
        let numbers: Vec<_> = self.plans.iter().map(|prepared| &prepared.plan.numbers).collect();
        let designs = Design::shared(&numbers, seed);
        let jobs: Vec<_> = designs.iter().map(|design| move |run: u64| design.job(run)).collect();
        let request = |(prepared, job)| Request {
            prepared,
            engine: self.engine.engine(),
            streams: Streams::new(seed),
            runs: 0..u64::MAX,
            job,
            watch: &Unwatched,
        };
        let jobs = jobs.iter().map(|job| job as &(dyn Fn(u64) -> _ + Sync));
        let requests: Vec<Request> = self.plans.iter().zip(jobs).map(request).collect();
        let pairs = checkpoint::runs_of(&requests, &self.checkpoint);
        let pairs = pairs.map_err(|damaged| format!("{STATE} cannot be read: {damaged}"))?;
        Ok(question(&requests, &designs, &pairs))
    }
}

/// A scenario in a result folder.
///
/// # Errors
/// If it is none.
pub(super) fn scenario(place: &Path, name: &str) -> Result<Scenario, String> {
    let path = place.join(name).display().to_string();
    let loaded = source::read_all(&path, &[]);
    loaded
        .map(|loaded| loaded.scenario)
        .map_err(|problems| format!("{name} is no scenario: {}", problems.render(false)))
}
