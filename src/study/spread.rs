//! Chance, inputs or policy? The runs behind [`super::anova`].
//!
//! Draws of the uncertain inputs, each made several times with different luck, under every policy: `M` draws by `R` runs by
//! `P` policies. Run `d R + r` has the inputs of draw `d` and luck of its own, the same under all policies; so luck differs
//! between draws, as the analysis assumes. Draw `d` has the inputs that run `d` of the ensemble has.

use super::anova::{Anova, anova};
use crate::design::Design;
use crate::engine::{Engine, Prepared};
use crate::ensemble::{self, Failed, Request, Totals, Watch};
use crate::plan::Job;
use crate::rng::Streams;

/// What is asked.
pub struct Question<'a> {
    /// The policies.
    pub plans: &'a [Prepared],
    /// Which totals, by their place in the catalogue.
    pub totals: &'a [usize],
    /// How to draw.
    pub engine: &'a dyn Engine,
    /// Names the random draws.
    pub seed: u64,
    /// Draws of the inputs, two or more.
    pub draws: u64,
    /// Runs of each draw and policy, two or more.
    pub repeats: u64,
    /// Who watches.
    pub watch: &'a dyn Watch,
}

impl Question<'_> {
    /// Runs in all.
    pub fn all_runs(&self) -> u64 {
        self.draws * self.repeats * self.plans.len() as u64
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// One for each total that was asked about; empty if fewer than two draws went well.
    pub outcomes: Vec<Anova>,
    /// Draws all runs of which went well under every policy.
    pub draws: u64,
    /// Runs that failed.
    pub failed: Vec<Failed>,
    /// Did somebody interrupt? Then there is no outcome.
    pub interrupted: bool,
}

/// Makes the runs and takes their spread apart.
pub fn ask(question: &Question<'_>) -> Answer {
    let numbers: Vec<_> = question.plans.iter().map(|prepared| &prepared.plan.numbers).collect();
    let designs = Design::shared(&numbers, question.seed);
    let repeats = question.repeats;
    let jobs: Vec<_> =
        designs.iter().map(|design| move |run: u64| -> Job { Job { run, ..design.job(run / repeats) } }).collect();
    let requests: Vec<Request<'_>> = question
        .plans
        .iter()
        .zip(&jobs)
        .map(|(prepared, job)| Request {
            prepared,
            engine: question.engine,
            streams: Streams::new(question.seed),
            runs: 0..question.draws * repeats,
            job,
            watch: question.watch,
        })
        .collect();
    let Some(made) = ensemble::totals(&requests) else {
        return Answer { outcomes: Vec::new(), draws: 0, failed: Vec::new(), interrupted: true };
    };
    let runs_of = |draw: usize| draw * repeats as usize..(draw + 1) * repeats as usize;
    let well = |draw: &usize| made.iter().all(|policy| policy.by_run[runs_of(*draw)].iter().all(Option::is_some));
    let draws: Vec<usize> = (0..question.draws as usize).filter(well).collect();
    let of_draw = |policy: &Totals, draw: usize, total: usize| -> Vec<f64> {
        policy.by_run[runs_of(draw)].iter().flatten().map(|totals| totals[total]).collect()
    };
    let outcome = |&total: &usize| {
        let values: Vec<Vec<Vec<f64>>> =
            made.iter().map(|policy| draws.iter().map(|&draw| of_draw(policy, draw, total)).collect()).collect();
        anova(&values, question.seed)
    };
    Answer {
        outcomes: if draws.len() > 1 { question.totals.iter().map(outcome).collect() } else { Vec::new() },
        draws: draws.len() as u64,
        failed: made.into_iter().flat_map(|totals| totals.failed).collect(),
        interrupted: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::EngineKind;
    use crate::ensemble::Unwatched;
    use crate::outcome::{Dimensions, total};
    use crate::scenario::{self, Scenario, read_shipped};

    fn history(overrides: &[&str]) -> Scenario {
        let overrides: Vec<String> =
            ["time.last_day=2023-10-20"].iter().chain(overrides).map(|text| (*text).to_owned()).collect();
        scenario::load("scenarios/history.toml", &overrides, &read_shipped).unwrap().scenario
    }

    fn answer(scenarios: &[&Scenario], engine: EngineKind) -> Vec<Anova> {
        let plans: Vec<Prepared> = scenarios.iter().map(|scenario| Prepared::new(scenario.plan())).collect();
        let totals = [&total::DEPARTURES_TOTAL, &total::POPULATION_START]
            .map(|outcome| plans[0].catalogue.total_index(outcome, Dimensions::ALL).unwrap());
        let question = Question {
            plans: &plans,
            totals: &totals,
            engine: engine.engine(),
            seed: 1,
            draws: 12,
            repeats: 3,
            watch: &Unwatched,
        };
        let answer = ask(&question);
        assert_eq!((answer.draws, answer.failed.len()), (12, 0));
        answer.outcomes
    }

    #[test]
    fn what_cannot_vary_has_no_part() {
        let (a, b) = (history(&[]), history(&["policy.arrests_per_day=3000"]));
        let [crossings, people] = answer(&[&a, &b], EngineKind::Lanes)[..] else { panic!("two outcomes") };
        assert!(crossings.inputs.share.value > 0.0 && crossings.chance.share.value > 0.0);
        // How many people there are is an input, and neither luck nor policy.
        assert_eq!((people.inputs.share.value, people.chance.share.value), (1.0, 0.0));
        // The same policy twice makes no difference; expected values have no luck.
        let [crossings, _] = answer(&[&a, &a], EngineKind::MeanField)[..] else { panic!("two outcomes") };
        assert_eq!((crossings.inputs.share.value, crossings.policy.share.value), (1.0, 0.0));
        // But for the rounding of a mean of three equal numbers.
        let chance = crossings.chance.variance.value;
        assert!(chance <= 1e-24 * crossings.inputs.variance.value.max(1.0), "{chance}");
    }
}
