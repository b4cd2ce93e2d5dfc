//! `compare --whose-number`: does the comparison depend on whose number is right?

use serde_json::json;

use super::{Asked, Extra};
use crate::ensemble::Watch;
use crate::language::Texts;
use crate::outcome::{Dimensions, Series};
use crate::output::columns::{Kind, column};
use crate::output::{Table, number};
use crate::scenario::{Contested, keys::plain};
use crate::statistics::quantile;
use crate::study::robust::HARMS;
use crate::study::verdict::{SUBJECTS, of_100};
use crate::study::whose::{Across, Answer, Direction, Held, Question, across, ask, direction, ranking};
use crate::units::{grouped, listed};

/// The question of a comparison, resolved.
pub(super) struct Whose {
    pub contested: Vec<Contested>,
    /// Totals that are told: what verdicts speak of, then the other harms.
    pub totals: Vec<usize>,
    /// Runs of each policy with each source.
    pub runs: u64,
}

impl Whose {
    /// The contested numbers of all scenarios; where two contest the same number, the sources of the first count.
    pub fn of(asked: &Asked<'_>) -> Self {
        let mut contested: Vec<Contested> = Vec::new();
        for number in asked.scenarios.iter().flat_map(|scenario| scenario.contested()) {
            if !contested.iter().any(|known| known.key == number.key) {
                contested.push(number);
            }
        }
        let catalogue = &asked.plans[0].catalogue;
        let subjects = SUBJECTS.iter().filter_map(|subject| catalogue.total_index(subject.outcome, subject.dimensions));
        let harms = HARMS.iter().filter_map(|outcome| catalogue.total_index(outcome, Dimensions::ALL));
        let mut totals: Vec<usize> = Vec::new();
        for total in subjects.chain(harms) {
            if !totals.contains(&total) {
                totals.push(total);
            }
        }
        // A quarter of the runs for each source, but enough to see a direction if there are enough.
        // Where runs double until a tolerance holds, how many there will be is not known.
        let all = if asked.tolerances.is_empty() { asked.runs } else { asked.scenarios[0].run.runs };
        let runs = (all / 4).max(all.min(100));
        Whose { contested, totals, runs }
    }

    /// Runs in all.
    pub fn all_runs(&self, asked: &Asked<'_>) -> u64 {
        let sources: usize = self.contested.iter().map(|number| number.claims.len()).sum();
        self.runs * (sources * asked.plans.len()) as u64
    }

    pub fn ask(&self, asked: &Asked<'_>, engine: &dyn crate::engine::Engine, watch: &dyn Watch) -> Extra {
        let question = Question {
            plans: &asked.plans,
            contested: &self.contested,
            totals: &self.totals,
            engine,
            seed: asked.seed,
            runs: self.runs,
            watch,
        };
        let answer = ask(&question);
        let told = Told { asked, whose: self, answer: &answer };
        if answer.interrupted || answer.held.iter().any(|held| held.values[0][0].is_empty()) {
            let what = "whose number is right was not finished and is left out";
            return Extra { missing: Some(what.to_owned()), interrupted: answer.interrupted, ..Extra::default() };
        }
        Extra {
            words: told.words(),
            tables: vec![told.table()],
            json: Some(("whose_number", told.json())),
            runs: question.all_runs(),
            failed: answer.failed.clone(),
            ..Extra::default()
        }
    }
}

struct Told<'a> {
    asked: &'a Asked<'a>,
    whose: &'a Whose,
    answer: &'a Answer,
}

impl Told<'_> {
    fn series(&self, outcome: usize) -> &Series {
        &self.asked.plans[0].catalogue.totals[self.whose.totals[outcome]]
    }

    fn label(&self, outcome: usize) -> String {
        self.series(outcome).label(&self.asked.plans[0].plan.names)
    }

    /// "days in the cold", or the label of an outcome that verdicts do not speak of.
    fn name(&self, outcome: usize) -> String {
        let subject = SUBJECTS.iter().find(|subject| subject.is(self.series(outcome)));
        subject
            .map_or_else(|| format!("`{}`", self.label(outcome)), |subject| subject.name(Texts::english()).to_owned())
    }

    fn policy(&self, policy: usize) -> &str {
        &self.asked.scenarios[policy].name
    }

    fn of_number(&self, number: usize) -> Vec<&Held> {
        self.answer.held.iter().filter(|held| held.number == number).collect()
    }

    /// `whose_number.csv`
    fn table(&self) -> Table {
        const SIMULATED: &str = "simulated by crossings with the number held; not observed";
        const SCENARIO: &str = "the scenario files";
        let text = |name, meaning| column(name, Kind::Text, "", meaning, SCENARIO);
        let at = |name, meaning| column(name, Kind::Number, "as in column `unit`", meaning, SIMULATED);
        let count = |name, meaning| column(name, Kind::Whole, "pairs", meaning, SIMULATED);
        let columns = vec![
            text("key", "The contested number."),
            text("source", "Whose number is right."),
            column("value", Kind::Number, "as in column `key_unit`", "What the number is in every run.", SCENARIO),
            text("key_unit", "Unit of `value`."),
            text("said_by", "Where the claim comes from."),
            column("outcome", Kind::Text, "", "What is measured.", "catalogue of outcomes of crossings"),
            column("unit", Kind::Text, "", "What the numbers of the row count.", "catalogue of outcomes of crossings"),
            text("scenario", "The policy."),
            at("median", "Median under the policy while the source is right."),
            at("q05", "1 run in 20 lies below."),
            at("q95", "1 run in 20 lies above."),
            column("rank", Kind::Whole, "", "Place among the policies by the median, 1 for the least.", SIMULATED),
            at("paired_median_difference", "Median difference to the baseline, pair by pair; empty for the baseline."),
            count("pairs_less", "Pairs in which the policy has less than the baseline; empty for the baseline."),
            count("pairs_same", "Pairs in which both have the same."),
            count("pairs_more", "Pairs in which the policy has more."),
        ];
        let meaning = "Every policy while one source after the other is right about a contested number.";
        let mut table = Table::new("whose_number.csv", meaning, columns);
        for held in &self.answer.held {
            let contested = &self.whose.contested[held.number];
            let claim = &contested.claims[held.claim];
            for outcome in 0..self.whose.totals.len() {
                let medians: Vec<f64> = held.values.iter().map(|policy| quantile(&policy[outcome], 0.5)).collect();
                for (policy, values) in held.values.iter().map(|policy| &policy[outcome]).enumerate() {
                    // Equal medians share the better place.
                    let rank = 1 + medians.iter().filter(|other| **other < medians[policy]).count();
                    let mut row = vec![
                        contested.key.clone(),
                        claim.name.clone(),
                        number(claim.value),
                        contested.unit.clone(),
                        claim.source.clone(),
                        self.label(outcome),
                        self.series(outcome).outcome.unit.name().to_owned(),
                        self.policy(policy).to_owned(),
                    ];
                    row.extend([medians[policy], quantile(values, 0.05), quantile(values, 0.95)].map(number));
                    row.push(rank.to_string());
                    row.extend(paired_cells(values, &held.values[0][outcome], policy == 0));
                    table.push(row);
                }
            }
        }
        table
    }

    fn words(&self) -> Vec<String> {
        let runs = grouped(self.whose.runs as f64);
        let mut lines = vec![format!("Whose number is right? Each source in turn, in {runs} paired futures.")];
        for (number, contested) in self.whose.contested.iter().enumerate() {
            let held = self.of_number(number);
            let values = contested.claims.iter().map(|claim| claim.value);
            let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
            let mut turns = Vec::new();
            let mut holds = Vec::new();
            for policy in 1..self.asked.plans.len() {
                let (depends, always) = self.against_baseline(&held, policy);
                turns.extend(depends);
                holds.extend(always);
            }
            if self.asked.plans.len() > 2 {
                let (depends, always) = self.rankings(&held);
                turns.extend(depends);
                holds.extend(always);
            }
            let verdict = match turns.is_empty() {
                true => "whoever is right, no direction and no ranking turns round",
                false => "the comparison depends on whose number is right",
            };
            lines.push(String::new());
            lines.push(format!(
                "`{}`, {} to {} {}: {verdict}.",
                contested.key,
                plain(least),
                plain(most),
                contested.unit
            ));
            lines.extend(turns.into_iter().chain(holds));
            if contested.joint {
                lines.push(
                    "- This number is part of joint draws: the others of a row stay what they were fitted to be, beside \
                     another value of it."
                        .to_owned(),
                );
            }
        }
        lines
    }

    /// What of a policy beside the baseline depends on whose number is right; and what holds whoever is.
    fn against_baseline(&self, held: &[&Held], policy: usize) -> (Vec<String>, Vec<String>) {
        let (mut always, mut same, mut unclear, mut depends) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for outcome in 0..self.whose.totals.len() {
            let subject = SUBJECTS.iter().find(|subject| subject.is(self.series(outcome)));
            let phrase = |less: bool| match (subject, less) {
                (Some(subject), true) => subject.less(Texts::english()).to_owned(),
                (Some(subject), false) => subject.more(Texts::english()).to_owned(),
                (None, true) => format!("`{}` is lower", self.label(outcome)),
                (None, false) => format!("`{}` is higher", self.label(outcome)),
            };
            let way = |held: &&Held| direction(&held.values[policy][outcome], &held.values[0][outcome]);
            let directions: Vec<Direction> = held.iter().map(way).collect();
            match across(&directions) {
                Across::Always(Direction::Less) => always.push(phrase(true)),
                Across::Always(Direction::More) => always.push(phrase(false)),
                Across::Always(Direction::Same) => same.push(self.name(outcome)),
                Across::Always(Direction::Unclear) | Across::NotAlways => unclear.push(self.name(outcome)),
                Across::Depends => depends.push(self.depends(held, policy, outcome, &directions)),
            }
        }
        let (name, baseline) = (self.policy(policy), self.policy(0));
        let mut holds = Vec::new();
        if !always.is_empty() {
            holds.push(format!("- Whoever is right, under {name} {} than under {baseline}.", listed(&always)));
        }
        if !unclear.is_empty() {
            holds.push(format!("- Under {name} not clear with every source: {}.", unclear.join(", ")));
        }
        if !same.is_empty() {
            holds.push(format!("- Under {name} the same as under {baseline}, whoever is right: {}.", same.join(", ")));
        }
        (depends, holds)
    }

    fn depends(&self, held: &[&Held], policy: usize, outcome: usize, directions: &[Direction]) -> String {
        let with = |wanted: Direction| {
            let which = held.iter().zip(directions).filter(|(_, direction)| **direction == wanted);
            let words = which.map(|(held, _)| {
                let (values, baseline) = (&held.values[policy][outcome], &held.values[0][outcome]);
                let is = |a: f64, b: f64| if wanted == Direction::Less { a < b } else { a > b };
                let often = values.iter().zip(baseline).filter(|(a, b)| is(**a, **b)).count() as u64;
                let claim = &self.whose.contested[held.number].claims[held.claim];
                let often = of_100(Texts::english(), often, values.len() as u64);
                format!("{} ({}; in {often} of 100 pairs)", claim.name, plain(claim.value))
            });
            listed(&words.collect::<Vec<_>>())
        };
        format!(
            "- It depends on whose number is right whether {} under {} is less or more than under {}: less with {}, more with \
             {}.",
            self.name(outcome),
            self.policy(policy),
            self.policy(0),
            with(Direction::Less),
            with(Direction::More)
        )
    }

    /// Rankings that depend on whose number is right; and those that hold whoever is.
    fn rankings(&self, held: &[&Held]) -> (Vec<String>, Vec<String>) {
        let (mut depends, mut orders) = (Vec::new(), Vec::new());
        let catalogue = &self.asked.plans[0].catalogue;
        for harm in HARMS {
            let total = catalogue.total_index(harm, Dimensions::ALL);
            let Some(outcome) = self.whose.totals.iter().position(|known| Some(*known) == total) else { continue };
            if held.iter().all(|held| held.values.iter().all(|policy| policy[outcome] == held.values[0][outcome])) {
                continue;
            }
            let found = ranking(held, outcome);
            let mut order = self.policy(found.order[0]).to_owned();
            for (clear, policy) in found.clear.iter().zip(&found.order[1..]) {
                order.push_str(&format!(" {} {}", if *clear { "<" } else { "~" }, self.policy(*policy)));
            }
            let swap = |&(a, b): &(usize, usize)| format!("{} and {}", self.policy(a), self.policy(b));
            match found.flips.as_slice() {
                [] => orders.push(format!("{} {order}", self.name(outcome))),
                flips => depends.push(format!(
                    "- The ranking on {} depends on whose number is right: {} change places.",
                    self.name(outcome),
                    flips.iter().map(swap).collect::<Vec<_>>().join(", ")
                )),
            }
        }
        let mut holds = Vec::new();
        if !orders.is_empty() {
            holds.push(format!(
                "- The ranking is the same whoever is right (`<`: less in 60 of 100 pairs or more with every source, `~`: no \
                 clear order): {}.",
                orders.join("; ")
            ));
        }
        (depends, holds)
    }

    fn json(&self) -> serde_json::Value {
        let word = |direction: Direction| match direction {
            Direction::Less => "less",
            Direction::More => "more",
            Direction::Same => "same",
            Direction::Unclear => "unclear",
        };
        let outcome = |held: &Held, policy: usize, outcome: usize| {
            let (values, baseline) = (&held.values[policy][outcome], &held.values[0][outcome]);
            json!({
                "scenario": self.policy(policy),
                "outcome": self.label(outcome),
                "median": quantile(values, 0.5),
                "direction": (policy > 0).then(|| word(direction(values, baseline))),
            })
        };
        let source = |held: &&Held| {
            let claim = &self.whose.contested[held.number].claims[held.claim];
            let policies = 0..held.values.len();
            let all = policies.flat_map(|policy| (0..self.whose.totals.len()).map(move |total| (policy, total)));
            json!({
                "source": claim.name,
                "value": claim.value,
                "said_by": claim.source,
                "outcomes": all.map(|(policy, total)| outcome(held, policy, total)).collect::<Vec<_>>(),
            })
        };
        let key = |(number, contested): (usize, &Contested)| {
            let sources: Vec<_> = self.of_number(number).iter().map(source).collect();
            json!({ "key": contested.key, "unit": contested.unit, "sources": sources })
        };
        let keys: Vec<_> = self.whose.contested.iter().enumerate().map(key).collect();
        json!({ "runs": self.whose.runs, "numbers": keys, "words": self.words() })
    }
}

/// The cells that compare with the baseline.
fn paired_cells(values: &[f64], baseline: &[f64], is_baseline: bool) -> [String; 4] {
    if is_baseline {
        return Default::default();
    }
    let differences: Vec<f64> = values.iter().zip(baseline).map(|(value, base)| value - base).collect();
    let count = |is: fn(&f64) -> bool| differences.iter().filter(|value| is(value)).count().to_string();
    [number(quantile(&differences, 0.5)), count(|v| *v < 0.0), count(|v| *v == 0.0), count(|v| *v > 0.0)]
}
