//! Why do two scenarios differ? The difference of every outcome, divided between the edits that lead from one to the other.
//!
//! Every combination of edits is a plan of its own and makes the same runs, with the same numbers and the same luck
//! ([`Design::shared`]). With `v(S)` the outcome of a run with the edits in `S`, its Shapley values ([`super::shapley`]) add up
//! to `v(all) - v(none)`; means over runs are what is told, their spread is the error. Beside them stands what an
//! edit does alone (`v(i) - v(none)`) and as the last one (`v(all) - v(all but i)`): where the two differ, edits work through
//! one another and any division between them is a convention.
//!
//! Asked the other way round, from the second to the first, every contribution has the other sign; exactly so if both draw
//! the same uncertain numbers, otherwise within the error, because the first scenario settles the places in the design.
//!
//! An attribution tells what the *model* does with two files. It is no estimate of what a policy did in the world.

mod players;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::shapley::{self, Attribution, Contribution, MOST_EXACT};
use crate::design::Design;
use crate::engine::{Engine, Prepared};
use crate::ensemble::{self, Failed, Request, Watch};
use crate::plan::{Job, Plan};
use crate::rng::Streams;
use crate::scenario::Between;

pub use players::{Grouping, MOST_UNASKED, Player, Players};

/// The most players that can be told apart.
pub const MOST_PLAYERS: usize = shapley::MOST;

/// Orders that are drawn, in pairs, where there are too many players for all combinations.
pub const ORDER_PAIRS: usize = 32;

/// Runs of every combination that are made before the next ones: what an interruption loses.
const BLOCK: u64 = 128;

/// Combinations whose plans are in memory at the same time.
const WAVE: usize = 16;

/// What is asked.
pub struct Question<'a> {
    /// From which scenario to which.
    pub between: &'a Between<'a>,
    /// Who shares the difference; at least one.
    pub players: &'a Players,
    /// Which totals, by their place in the catalogue.
    pub totals: &'a [usize],
    /// How to draw.
    pub engine: &'a dyn Engine,
    /// Names the random draws.
    pub seed: u64,
    /// Runs of each combination.
    pub runs: u64,
    /// Who watches.
    pub watch: &'a dyn Watch,
}

/// The answer about one outcome, in its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// Which total.
    pub total: usize,
    /// Mean of the first scenario.
    pub before: Contribution,
    /// Mean of the second.
    pub after: Contribution,
    /// The difference and what each player contributes; they add up.
    pub shapley: Attribution,
    /// `[player]`: what it does alone.
    pub alone: Vec<Contribution>,
    /// `[player]`: what it does when all others have acted.
    pub last: Vec<Contribution>,
    /// `[player]`: it changed nothing, in no run and beside no combination of others that was tried.
    pub nothing: Vec<bool>,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// One for each total that was asked about; empty if no run was made under every combination.
    pub explained: Vec<Explained>,
    /// The largest value of each total, asked about or not, under any combination: `[total]`.
    pub largest: Vec<f64>,
    /// Runs that were made, and went well, under every combination.
    pub runs: u64,
    /// The runs that failed under some combination, each once.
    pub failed: Vec<Failed>,
    /// Did somebody interrupt?
    pub interrupted: bool,
}

/// The combinations that are simulated, by the bits of their players.
pub fn combinations(players: usize, seed: u64) -> Vec<u32> {
    let mut asked = BTreeSet::new();
    if players <= MOST_EXACT {
        asked.extend(0..1 << players);
    } else {
        // What the mathematics will ask for depends on the seed, not on values.
        shapley::sampled(players, ORDER_PAIRS, seed, |subset| {
            asked.insert(subset);
            vec![0.0]
        });
        let all = everybody(players);
        asked.extend((0..players).flat_map(|player| [1 << player, all & !(1 << player)]));
    }
    asked.into_iter().collect()
}

fn everybody(players: usize) -> u32 {
    u32::MAX >> (32 - players)
}

/// Simulates every combination and divides the differences.
///
/// # Errors
/// In words: a combination that contradicts itself although each of its edits stands alone.
pub fn ask(question: &Question<'_>) -> Result<Answer, String> {
    let combinations = combinations(question.players.players.len(), question.seed);
    let mut values = Values::new(&combinations, question.totals);
    let mut next = 0;
    while next < question.runs && !values.interrupted {
        let block = next..question.runs.min(next + BLOCK);
        next = block.end;
        question.block(&combinations, block, &mut values)?;
    }
    Ok(values.answer(question))
}

impl Question<'_> {
    fn plan(&self, subset: u32) -> Result<Plan, String> {
        self.between.plan(&self.players.chosen(subset)).map_err(|problems| {
            let made: Vec<&str> = (self.players.players.iter().enumerate())
                .filter(|(player, _)| subset >> player & 1 == 1)
                .map(|(_, player)| player.name.as_str())
                .collect();
            let problem = problems.0.first().map_or(String::new(), |problem| format!(": {}", problem.message));
            format!(
                "`{}` cannot be made without the other edits{problem}; put together what belongs together with `--group TABLE`",
                made.join("`, `")
            )
        })
    }

    /// Makes a block of runs under every combination.
    fn block(&self, combinations: &[u32], runs: Range<u64>, values: &mut Values<'_>) -> Result<(), String> {
        let [first, last] = [0, everybody(self.players.players.len())].map(|subset| self.plan(subset));
        let (first, last) = (first?, last?);
        let mut made: Vec<Vec<Option<Vec<f64>>>> = Vec::new();
        for wave in combinations.chunks(WAVE) {
            let plans =
                wave.iter().map(|&subset| Ok(Prepared::new(self.plan(subset)?))).collect::<Result<Vec<_>, String>>()?;
            // The numbers of a mixture are those of the two, so their places in the design do not depend on the mixture.
            let design = |prepared| -> Design<'_> {
                let prepared: &Prepared = prepared;
                let tables = [&first.numbers, &last.numbers, &prepared.plan.numbers];
                Design::shared(&tables, self.seed).pop().expect("three tables have three designs")
            };
            let designs: Vec<Design<'_>> = plans.iter().map(design).collect();
            let jobs: Vec<_> = designs.iter().map(|design| move |run: u64| -> Job { design.job(run) }).collect();
            let requests: Vec<Request<'_>> = plans
                .iter()
                .zip(&jobs)
                .map(|(prepared, job)| Request {
                    prepared,
                    engine: self.engine,
                    streams: Streams::new(self.seed),
                    runs: runs.clone(),
                    job,
                    watch: self.watch,
                })
                .collect();
            let Some(totals) = ensemble::totals(&requests) else {
                values.interrupted = true;
                return Ok(());
            };
            for totals in totals {
                values.note(totals.failed);
                made.push(totals.by_run);
            }
        }
        values.take(&made);
        Ok(())
    }
}

/// What the combinations gave.
struct Values<'q> {
    combinations: &'q [u32],
    totals: &'q [usize],
    /// `[combination][outcome][run]`
    values: Vec<Vec<Vec<f64>>>,
    largest: Vec<f64>,
    failed: Vec<Failed>,
    interrupted: bool,
}

impl<'q> Values<'q> {
    fn new(combinations: &'q [u32], totals: &'q [usize]) -> Self {
        let values = vec![vec![Vec::new(); totals.len()]; combinations.len()];
        Values { combinations, totals, values, largest: Vec::new(), failed: Vec::new(), interrupted: false }
    }

    fn note(&mut self, failed: Vec<Failed>) {
        let new = failed.into_iter().filter(|new| !self.failed.iter().any(|known| known.run == new.run));
        let new: Vec<Failed> = new.collect();
        self.failed.extend(new);
    }

    /// Keeps the runs of a block, `[combination][run]`, that went well under every combination.
    fn take(&mut self, made: &[Vec<Option<Vec<f64>>>]) {
        for run in 0..made[0].len() {
            let Some(of_all) = made.iter().map(|runs| runs[run].as_ref()).collect::<Option<Vec<_>>>() else { continue };
            for (kept, totals) in self.values.iter_mut().zip(of_all) {
                self.largest.resize(totals.len(), 0.0);
                self.largest.iter_mut().zip(totals).for_each(|(most, value)| *most = most.max(*value));
                kept.iter_mut().zip(self.totals).for_each(|(kept, &total)| kept.push(totals[total]));
            }
        }
    }

    fn answer(self, question: &Question<'_>) -> Answer {
        let runs = self.values[0].first().map_or(0, Vec::len);
        let by_subset: BTreeMap<u32, &Vec<Vec<f64>>> = self.combinations.iter().copied().zip(&self.values).collect();
        let explain = |outcome: usize| explain(question, self.totals[outcome], |subset| &by_subset[&subset][outcome]);
        Answer {
            explained: if runs > 0 { (0..self.totals.len()).map(explain).collect() } else { Vec::new() },
            largest: self.largest,
            runs: runs as u64,
            failed: self.failed,
            interrupted: self.interrupted,
        }
    }
}

fn explain<'v>(question: &Question<'_>, total: usize, value: impl Fn(u32) -> &'v Vec<f64>) -> Explained {
    let players = question.players.players.len();
    let all = everybody(players);
    let mut nothing = vec![true; players];
    for &subset in &combinations(players, question.seed) {
        for (player, nothing) in nothing.iter_mut().enumerate() {
            let with = subset | 1 << player;
            // Where orders are drawn not every neighbour was asked; each order asks for enough.
            let known = players <= MOST_EXACT || subset == 0 || with == all;
            *nothing &= !known || subset == with || value(subset) == value(with);
        }
    }
    let mut attribution = match players <= MOST_EXACT {
        true => shapley::exact(players, |subset| value(subset).clone()),
        false => shapley::sampled(players, ORDER_PAIRS, question.seed, |subset| value(subset).clone()),
    };
    for player in 0..players {
        nothing[player] &= attribution.by_run[player].iter().all(|value| value.abs() < 1e-6);
        if nothing[player] {
            // Sums of what cancels leave the rounding of the last digit.
            attribution.by_run[player].fill(0.0);
            attribution.edits[player] = Contribution::default();
        }
    }
    let difference = |to: u32, from: u32| -> Contribution {
        let differences: Vec<f64> = value(to).iter().zip(value(from)).map(|(to, from)| to - from).collect();
        shapley::contribution(&differences, 0.0)
    };
    Explained {
        total,
        before: shapley::contribution(value(0), 0.0),
        after: shapley::contribution(value(all), 0.0),
        alone: (0..players).map(|player| difference(1 << player, 0)).collect(),
        last: (0..players).map(|player| difference(all, all & !(1 << player))).collect(),
        shapley: attribution,
        nothing,
    }
}

#[cfg(test)]
mod tests;
