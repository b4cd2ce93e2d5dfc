//! The simulator behind a calibration: a plan, an engine, the numbers to be learned and the windows of the record.
//!
//! The mean of the summaries at a point is that of a few runs and their mirror images: the same household luck, good days and
//! bad days exchanged, so that what the environment does to first order cancels. The luck is the same at every point. Inputs
//! that are uncertain but not learned (whose census of card holders, the cost of a tent) stand in their middle there; how much
//! they move the summaries is part of the spread.

use super::sampler::{Mean, Point, Simulator};
use super::spread::Trial;
use super::targets::Targets;
use crate::design::Design;
use crate::engine::{Engine, Prepared};
use crate::ensemble::{Request, Watch};
use crate::law::Law;
use crate::plan::{Job, Numbers, Quantity};
use crate::rng::Streams;
use crate::study::each::{Made, each};

/// The luck of spreads is named from here on, above that of means.
const SPREAD_LUCK: u32 = 1 << 28;

/// Runs of a [`Trial`].
pub const TRIAL_RUNS: u64 = 5;

/// A number to be learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Its key in the scenario file.
    pub key: String,
    /// Where it stands in the table of numbers.
    pub quantity: Quantity,
    /// Its prior law, continuous.
    pub law: Law,
}

/// What can be learned of a table of numbers: those with a continuous law whose key is in a list (the parameter set's), or
/// speaks of behaviour, or is asked for; not those that are drawn jointly.
///
/// # Errors
/// If a key that is asked for is not one number with a continuous law.
pub fn unknowns(numbers: &Numbers, keys: &[&str], asked: &[String]) -> Result<Vec<Unknown>, String> {
    let in_joint_rows = |quantity| numbers.joint.iter().any(|set| set.quantities.contains(&quantity));
    let unknown = |(index, law): (usize, &Law)| {
        let quantity = Quantity(index as u32);
        let possible = law.is_continuous() && !in_joint_rows(quantity);
        possible.then(|| Unknown { key: numbers.keys[index].clone(), quantity, law: law.clone() })
    };
    let possible: Vec<Unknown> = numbers.laws.iter().enumerate().filter_map(unknown).collect();
    for key in asked {
        if !possible.iter().any(|unknown| unknown.key == *key) {
            let all: Vec<&str> = possible.iter().map(|unknown| unknown.key.as_str()).collect();
            let near = crate::units::nearest(key, all.iter().copied());
            let guess = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(format!("`{key}` cannot be learned: {} can{guess}", all.join(", ")));
        }
    }
    let learned = |unknown: &Unknown| {
        keys.contains(&unknown.key.as_str()) || unknown.key.starts_with("behaviour.") || asked.contains(&unknown.key)
    };
    Ok(possible.into_iter().filter(learned).collect())
}

/// A plan and what is to be learned of it.
#[derive(Clone)]
pub struct Model<'a> {
    prepared: &'a Prepared,
    engine: &'a dyn Engine,
    streams: Streams,
    /// For the inputs that are not learned.
    design: Design<'a>,
    /// Every input in its middle.
    middle: Vec<f64>,
    /// Names the luck of all means.
    luck: u32,
    /// Runs of a mean, each with its mirror image.
    pairs: u32,
    /// What is learned.
    pub unknowns: &'a [Unknown],
    /// What it is learned from.
    pub targets: &'a Targets,
    watch: &'a dyn Watch,
}

impl<'a> Model<'a> {
    /// The simulator of a plan; means are of so many pairs of runs.
    pub fn new(
        prepared: &'a Prepared,
        engine: &'a dyn Engine,
        seed: u64,
        pairs: u32,
        unknowns: &'a [Unknown],
        targets: &'a Targets,
        watch: &'a dyn Watch,
    ) -> Self {
        let numbers = &prepared.plan.numbers;
        Model {
            prepared,
            engine,
            streams: Streams::new(seed),
            design: Design::new(numbers, seed),
            middle: numbers.laws.iter().map(Law::centre).collect(),
            luck: 0,
            pairs,
            unknowns,
            targets,
            watch,
        }
    }

    /// The same simulator with other luck for its means.
    pub fn with_luck(self, luck: u32) -> Self {
        Model { luck, ..self }
    }

    /// Simulated histories for so many means and spreads.
    pub fn runs(&self, [means, spreads]: [u64; 2]) -> u64 {
        2 * u64::from(self.pairs) * means + TRIAL_RUNS * spreads
    }

    /// The numbers at a point, `[unknown]`, in the unit of each.
    pub fn values(&self, point: &[f64]) -> Vec<f64> {
        self.unknowns.iter().zip(point).map(|(unknown, &u)| unknown.law.quantile(u)).collect()
    }

    /// A history at a point with some luck; `inputs` names the luck that settles the inputs that are not learned.
    pub fn job(&self, point: &[f64], luck: u32, inputs: u32) -> Job {
        Job::new(luck.into(), self.with_values(point, self.design.job(inputs.into()).numbers))
    }

    /// The table of numbers with those at a point in their places.
    fn with_values(&self, point: &[f64], mut numbers: Vec<f64>) -> Vec<f64> {
        for (unknown, value) in self.unknowns.iter().zip(self.values(point)) {
            numbers[unknown.quantity.0 as usize] = value;
        }
        numbers
    }

    /// The summaries of jobs, in their order.
    pub fn summaries(&self, jobs: u64, job: &(dyn Fn(u64) -> Job + Sync)) -> Made<Vec<f64>> {
        let request = Request {
            prepared: self.prepared,
            engine: self.engine,
            streams: self.streams,
            runs: 0..jobs,
            job,
            watch: self.watch,
        };
        each(&request, |run| self.targets.summaries(run))
    }

    /// Variance of the log of the environment at a point.
    fn variance(&self, point: &[f64]) -> f64 {
        let behaviour = &self.prepared.plan.behaviour;
        let numbers = self.with_values(point, self.middle.clone());
        let sd = |quantity: Quantity| numbers[quantity.0 as usize];
        let (national, provincial) = (sd(behaviour.environment_sd), sd(behaviour.environment_province_sd));
        // Never zero, since spreads are divided by it.
        (national * national + provincial * provincial).max(1e-6)
    }
}

impl Simulator for Model<'_> {
    fn dimensions(&self) -> usize {
        self.unknowns.len()
    }

    fn means(&self, points: &[Point]) -> Option<Vec<Option<Mean>>> {
        let runs = 2 * u64::from(self.pairs);
        let made = self.summaries(runs * points.len() as u64, &|i| {
            let (point, run) = (&points[(i / runs) as usize], i % runs);
            let numbers = self.with_values(point, self.middle.clone());
            Job { mirrored: run % 2 == 1, ..Job::new(u64::from(self.luck) + run / 2, numbers) }
        });
        let mean = |(runs, point): (&[Option<Vec<f64>>], &Point)| {
            let all: Option<Vec<&Vec<f64>>> = runs.iter().map(Option::as_ref).collect();
            let mean = |j: usize, all: &[&Vec<f64>]| all.iter().map(|run| run[j]).sum::<f64>() / all.len() as f64;
            all.map(|all| ((0..self.targets.all.len()).map(|j| mean(j, &all)).collect(), self.variance(point)))
        };
        (!made.interrupted).then(|| made.kept.chunks(runs as usize).zip(points).map(mean).collect())
    }

    fn pairs(&self) -> f64 {
        self.pairs.into()
    }

    fn trials(&self, points: &[Point], first_luck: u32) -> Option<Vec<Option<Trial>>> {
        let made = self.summaries(TRIAL_RUNS * points.len() as u64, &|i| {
            let (place, run) = ((i / TRIAL_RUNS) as u32, i % TRIAL_RUNS);
            let luck = SPREAD_LUCK + first_luck + 2 * place;
            let own = |luck: u32, inputs: u32| self.job(&points[place as usize], luck, inputs);
            match run {
                0 => own(luck, luck),
                1 => own(luck + 1, luck),
                2 => Job { mirrored: true, ..own(luck, luck) },
                3 => Job { mirrored: true, ..own(luck + 1, luck) },
                _ => own(luck + 1, luck + 1),
            }
        });
        let trial = |(runs, point): (&[Option<Vec<f64>>], &Point)| {
            let [Some(a), Some(b), Some(a_mirrored), Some(b_mirrored), Some(other)] = runs else { return None };
            Some(Trial {
                variance: self.variance(point),
                runs: [a.clone(), b.clone()],
                mirrored: [a_mirrored.clone(), b_mirrored.clone()],
                other_inputs: other.clone(),
            })
        };
        (!made.interrupted).then(|| made.kept.chunks(TRIAL_RUNS as usize).zip(points).map(trial).collect())
    }
}
