//! Whose number is right, and does the comparison of policies depend on it?
//!
//! For every contested number each of its sources is right in turn: the number holds in every run of every policy, while
//! all else is drawn as it was, with the same luck. What is asked of the result is not how the outcomes move but whether the
//! *comparison* does: which policy has less of an outcome than the baseline, and how policies rank on a harm.
//!
//! A direction counts when at least 60 of 100 pairs go one way, as in [`super::verdict`]; so two policies that are nearly the same
//! never seem to change places by chance. One number is held at a time: two that are wrong together are left out. Where a
//! number is part of joint draws the others of its row stay what they were fitted to be, beside another value of it.

use super::verdict::CLEAR;
use crate::design::Design;
use crate::engine::{Engine, Prepared};
use crate::ensemble::{self, Failed, Request, Watch};
use crate::plan::Job;
use crate::rng::Streams;
use crate::scenario::Contested;
use crate::statistics::quantile;

/// What is asked.
pub struct Question<'a> {
    /// The policies, the baseline first.
    pub plans: &'a [Prepared],
    /// The numbers.
    pub contested: &'a [Contested],
    /// Which totals, by their place in the catalogue.
    pub totals: &'a [usize],
    /// How to draw.
    pub engine: &'a dyn Engine,
    /// Names the random draws.
    pub seed: u64,
    /// Runs of each policy with each source.
    pub runs: u64,
    /// Who watches.
    pub watch: &'a dyn Watch,
}

impl Question<'_> {
    /// Runs in all.
    pub fn all_runs(&self) -> u64 {
        let sources: usize = self.contested.iter().map(|number| number.claims.len()).sum();
        self.runs * (sources * self.plans.len()) as u64
    }
}

/// What came out while one source was right.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Which number, by its place in the question.
    pub number: usize,
    /// Which of its claims.
    pub claim: usize,
    /// `[policy][outcome][run]`: paired runs that went well under every policy.
    pub values: Vec<Vec<Vec<f64>>>,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// One for each source, in the order of the numbers.
    pub held: Vec<Held>,
    /// Runs that failed.
    pub failed: Vec<Failed>,
    /// Did somebody interrupt? Then nothing is held.
    pub interrupted: bool,
}

/// Makes the runs of every policy with every source.
pub fn ask(question: &Question<'_>) -> Answer {
    let numbers: Vec<_> = question.plans.iter().map(|prepared| &prepared.plan.numbers).collect();
    let designs = Design::shared(&numbers, question.seed);
    let mut answer = Answer { held: Vec::new(), failed: Vec::new(), interrupted: false };
    for (number, contested) in question.contested.iter().enumerate() {
        for (claim, claimed) in contested.claims.iter().enumerate() {
            let jobs: Vec<_> = designs
                .iter()
                .zip(&numbers)
                .map(|(design, numbers)| {
                    let place = numbers.keys.iter().position(|key| *key == contested.key);
                    move |run: u64| -> Job {
                        let mut job = design.job(run);
                        if let Some(place) = place {
                            job.numbers[place] = claimed.value;
                        }
                        job
                    }
                })
                .collect();
            let request = |(prepared, job)| Request {
                prepared,
                engine: question.engine,
                streams: Streams::new(question.seed),
                runs: 0..question.runs,
                job,
                watch: question.watch,
            };
            let jobs = jobs.iter().map(|job| -> &(dyn Fn(u64) -> Job + Sync) { job });
            let requests: Vec<Request<'_>> = question.plans.iter().zip(jobs).map(request).collect();
            let Some(made) = ensemble::totals(&requests) else {
                return Answer { held: Vec::new(), interrupted: true, ..answer };
            };
            let values = paired(&made, question.totals);
            answer.failed.extend(made.into_iter().flat_map(|totals| totals.failed));
            answer.held.push(Held { number, claim, values });
        }
    }
    answer
}

/// The values of some totals in the runs that went well under every policy: `[policy][outcome][run]`.
fn paired(made: &[ensemble::Totals], totals: &[usize]) -> Vec<Vec<Vec<f64>>> {
    let runs = 0..made[0].by_run.len();
    let good: Vec<usize> = runs.filter(|&run| made.iter().all(|policy| policy.by_run[run].is_some())).collect();
    let value = |policy: &ensemble::Totals, total: usize, run: usize| -> f64 {
        policy.by_run[run].as_ref().expect("only good runs are asked")[total]
    };
    made.iter()
        .map(|policy| totals.iter().map(|&total| good.iter().map(|&run| value(policy, total, run)).collect()).collect())
        .collect()
}

/// Which way pairs go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Less in at least 60 of 100 pairs.
    Less,
    /// More in at least 60 of 100 pairs.
    More,
    /// The same in every pair.
    Same,
    /// Neither.
    Unclear,
}

/// Which way the pairs of two policies go: the first less the second.
pub fn direction(policy: &[f64], other: &[f64]) -> Direction {
    let count = |is: fn(&f64, &f64) -> bool| policy.iter().zip(other).filter(|(a, b)| is(a, b)).count();
    let (less, more) = (count(|a, b| a < b), count(|a, b| a > b));
    let clear = |count: usize| count as f64 * 100.0 >= CLEAR * policy.len() as f64;
    match (less, more) {
        (0, 0) => Direction::Same,
        (less, _) if clear(less) => Direction::Less,
        (_, more) if clear(more) => Direction::More,
        _ => Direction::Unclear,
    }
}

/// What a comparison says when one source after the other is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// The same with every source.
    Always(Direction),
    /// Less with one, more with another.
    Depends,
    /// Clear with some sources only, and never the other way.
    NotAlways,
}

/// Sums up the directions that sources give.
pub fn across(directions: &[Direction]) -> Across {
    match directions {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => Across::Always(*first),
        all if all.contains(&Direction::Less) && all.contains(&Direction::More) => Across::Depends,
        _ => Across::NotAlways,
    }
}

/// How the policies rank on one outcome while different sources are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// From least to most, by the medians with the first source.
    pub order: Vec<usize>,
    /// `[place after the first]`: is the policy before it less with every source?
    pub clear: Vec<bool>,
    /// Pairs that change places: less with one source, more with another.
    pub flips: Vec<(usize, usize)>,
}

/// The ranking on an outcome, from what came out with each source.
///
/// # Panics
/// If there is no source, or a source without runs.
pub fn ranking(held: &[&Held], outcome: usize) -> Ranking {
    let values = |held: &Held, policy: usize| -> Vec<f64> { held.values[policy][outcome].clone() };
    let policies = held[0].values.len();
    let between = |a: usize, b: usize| -> Across {
        let each: Vec<Direction> = held.iter().map(|held| direction(&values(held, a), &values(held, b))).collect();
        across(&each)
    };
    let medians: Vec<f64> = (0..policies).map(|policy| quantile(&values(held[0], policy), 0.5)).collect();
    let order = super::robust::ranking(&medians);
    let clear = order.windows(2).map(|pair| between(pair[0], pair[1]) == Across::Always(Direction::Less)).collect();
    let pairs = (0..policies).flat_map(|a| (a + 1..policies).map(move |b| (a, b)));
    let flips = pairs.filter(|&(a, b)| between(a, b) == Across::Depends).collect();
    Ranking { order, clear, flips }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::EngineKind;
    use crate::ensemble::Unwatched;
    use crate::outcome::{Dimensions, total};
    use crate::scenario::{self, Scenario, read_shipped};

    fn held(values: &[&[f64]]) -> Held {
        Held { number: 0, claim: 0, values: values.iter().map(|runs| vec![runs.to_vec()]).collect() }
    }

    #[test]
    fn a_direction_needs_sixty_of_a_hundred_pairs() {
        let of = |less: usize, more: usize, same: usize| {
            let pairs: Vec<f64> = [vec![-1.0; less], vec![1.0; more], vec![0.0; same]].concat();
            direction(&pairs, &vec![0.0; pairs.len()])
        };
        assert_eq!(of(60, 40, 0), Direction::Less);
        assert_eq!(of(59, 41, 0), Direction::Unclear);
        assert_eq!(of(10, 60, 30), Direction::More);
        assert_eq!(of(0, 0, 5), Direction::Same);
    }

    #[test]
    fn a_ranking_depends_on_whose_number_is_right_only_where_policies_change_places() {
        let first = held(&[&[1.0, 1.0, 1.0], &[2.0, 2.0, 2.0], &[3.0, 1.0, 4.0]]);
        let second = held(&[&[1.0, 1.0, 1.0], &[2.0, 2.0, 2.0], &[0.0, 0.0, 1.5]]);
        let found = ranking(&[&first, &second], 0);
        assert_eq!(found.order, [0, 1, 2]);
        assert_eq!(found.flips, [(0, 2), (1, 2)]);
        assert_eq!(found.clear, [true, false]);
        assert!(ranking(&[&first, &first], 0).flips.is_empty());
    }

    fn history(overrides: &[&str]) -> Scenario {
        let overrides: Vec<String> =
            ["time.last_day=2023-10-01"].iter().chain(overrides).map(|text| (*text).to_owned()).collect();
        scenario::load("scenarios/history.toml", &overrides, &read_shipped).unwrap().scenario
    }

    /// Every contested number of history; while a source is right its number of people is there in every run.
    #[test]
    fn the_number_of_the_source_holds_in_every_run() {
        let (a, b) = (history(&[]), history(&["policy.moratorium=1"]));
        let contested = a.contested();
        let keys: Vec<&str> = contested.iter().map(|number| number.key.as_str()).collect();
        assert_eq!(keys, ["population.acc.people", "population.por.people", "population.undocumented.people"]);
        assert_eq!(contested.iter().map(|number| number.joint).collect::<Vec<_>>(), [false, false, true]);
        let plans = [&a, &b].map(|scenario| Prepared::new(scenario.plan()));
        let total =
            |status| plans[0].catalogue.total_index(&total::POPULATION_START, Dimensions::status(status)).unwrap();
        let status = |name: &str| a.plan().names.statuses.iter().position(|status| status == name).unwrap();
        let totals = ["acc", "por", "undocumented"].map(|name| total(status(name)));
        let question = Question {
            plans: &plans,
            contested: &contested,
            totals: &totals,
            engine: EngineKind::Lanes.engine(),
            seed: 1,
            runs: 4,
            watch: &Unwatched,
        };
        let answer = ask(&question);
        assert_eq!(answer.held.len(), 3 + 4 + 3);
        assert!(answer.failed.is_empty());
        for held in &answer.held {
            let claimed = contested[held.number].claims[held.claim].value;
            for policy in &held.values {
                assert_eq!(policy[held.number].len(), 4);
                // Whole households of seven.
                assert!(policy[held.number].iter().all(|people| (people - claimed).abs() <= 7.0 * 6.0), "{policy:?}");
            }
        }
        // The other numbers are drawn as before: the same whoever is right about this one.
        let of_acc: Vec<&Held> = answer.held.iter().filter(|held| held.number == 0).collect();
        assert!(of_acc.windows(2).all(|pair| pair[0].values[0][2] == pair[1].values[0][2]));
    }
}
