//! `compare --spread`: chance, inputs or policy?

use serde_json::json;

use super::{Asked, Extra};
use crate::ensemble::Watch;
use crate::language::Texts;
use crate::output::columns::{Kind, column};
use crate::output::{Table, limits, number};
use crate::plot::{Caption, Extent, SpreadRow, SpreadStory, spread};
use crate::study::anova::{Anova, Component};
use crate::study::spread::{Answer, Question, ask};
use crate::study::verdict::{SUBJECTS, Subject};
use crate::units::{grouped, listed};

/// The question of a comparison, resolved.
#[derive(Clone, Copy)]
pub(super) struct Spread {
    /// Draws of the inputs.
    pub draws: u64,
    /// Runs of each draw and policy.
    pub repeats: u64,
}

impl Spread {
    /// Runs in all.
    pub fn all_runs(&self, asked: &Asked<'_>) -> u64 {
        self.draws * self.repeats * asked.plans.len() as u64
    }

    pub fn ask(&self, asked: &Asked<'_>, engine: &dyn crate::engine::Engine, watch: &dyn Watch) -> Extra {
        let catalogue = &asked.plans[0].catalogue;
        let place =
            |subject: &'static Subject| Some((subject, catalogue.total_index(subject.outcome, subject.dimensions)?));
        let (subjects, totals): (Vec<&Subject>, Vec<usize>) = SUBJECTS.iter().filter_map(place).unzip();
        let question = Question {
            plans: &asked.plans,
            totals: &totals,
            engine,
            seed: asked.seed,
            draws: self.draws,
            repeats: self.repeats,
            watch,
        };
        let answer = ask(&question);
        if answer.outcomes.is_empty() {
            let what = "what the spread comes from was not finished and is left out";
            return Extra { missing: Some(what.to_owned()), interrupted: answer.interrupted, ..Extra::default() };
        }
        let told = Told { asked, spread: *self, answer: &answer, subjects: &subjects, totals: &totals };
        Extra {
            words: told.words(),
            tables: vec![told.table()],
            json: Some(("spread", told.json())),
            runs: question.all_runs(),
            failed: answer.failed.clone(),
            picture: Some(told.picture()),
            ..Extra::default()
        }
    }
}

struct Told<'a> {
    asked: &'a Asked<'a>,
    spread: Spread,
    answer: &'a Answer,
    subjects: &'a [&'a Subject],
    totals: &'a [usize],
}

/// Names and components, in the order of the table.
fn components(anova: &Anova) -> [(&'static str, &Component); 4] {
    [
        ("policy", &anova.policy),
        ("inputs", &anova.inputs),
        ("interaction", &anova.interaction),
        ("chance", &anova.chance),
    ]
}

impl Told<'_> {
    fn label(&self, outcome: usize) -> String {
        let prepared = &self.asked.plans[0];
        prepared.catalogue.totals[self.totals[outcome]].label(&prepared.plan.names)
    }

    /// `spread.csv`
    fn table(&self) -> Table {
        const SIMULATED: &str = "simulated by crossings: draws of inputs by luck by policies; not observed";
        const CATALOGUE: &str = "catalogue of outcomes of crossings";
        let at = |name, unit, meaning| column(name, Kind::Number, unit, meaning, SIMULATED);
        let squared = "square of the unit in column `unit`";
        let columns = vec![
            column("outcome", Kind::Text, "", "What is measured.", CATALOGUE),
            column("unit", Kind::Text, "", "What the outcome counts.", CATALOGUE),
            column(
                "component",
                Kind::Text,
                "",
                "`policy`: which of the policies; `inputs`: what is not known about the numbers; `chance`: luck; these three \
                 add up. `interaction`: the part of `inputs` by which the difference between policies depends on the numbers.",
                "crossings",
            ),
            at("variance", squared, "Variance that the component makes."),
            at("variance_low", squared, "Lower end of its 95 % range."),
            at("variance_high", squared, "Upper end of its 95 % range."),
            at("share", "share", "Share of the variance of a run of a policy picked at random."),
            at("share_low", "share", "Lower end of its 95 % range, from drawing draws of the inputs again."),
            at("share_high", "share", "Upper end of its 95 % range."),
            column("clipped", Kind::Whole, "", "1 if the estimate was below zero and is given as 0.", SIMULATED),
        ];
        let mut table =
            Table::new("spread.csv", "Where the spread of each outcome comes from: policy, inputs or chance.", columns);
        for (outcome, anova) in self.answer.outcomes.iter().enumerate() {
            let unit = self.subjects[outcome].outcome.unit.name();
            for (name, component) in components(anova) {
                let mut row = vec![self.label(outcome), unit.to_owned(), name.to_owned()];
                let (variance, share) = (&component.variance, &component.share);
                row.extend(
                    [variance.value, variance.low, variance.high, share.value, share.low, share.high].map(number),
                );
                row.push(u8::from(component.clipped).to_string());
                table.push(row);
            }
        }
        table
    }

    fn words(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "Chance, inputs or policy? {} draws of the inputs, {} runs of each, under {} policies:",
            grouped(self.answer.draws as f64),
            self.spread.repeats,
            self.asked.plans.len()
        )];
        let mut still = Vec::new();
        for (subject, anova) in self.subjects.iter().zip(&self.answer.outcomes) {
            match sentence(subject, anova) {
                Some(sentence) => lines.push(sentence),
                None => still.push(subject.name(Texts::english())),
            }
        }
        if !still.is_empty() {
            lines.push(format!("The same in every run of every policy: {}.", still.join(", ")));
        }
        lines.push(
            "The part of policy is that of these policies: a list of others has another. Ranges hold 19 of 20 times."
                .to_owned(),
        );
        lines
    }

    /// Bars of the parts, for the outcomes that vary.
    fn picture(&self) -> super::Picture {
        let extent = |part: &Component| {
            let share = &part.share;
            Extent { value: share.value, low: share.low, high: share.high }
        };
        let row = |(subject, anova): (&&Subject, &Anova)| {
            let parts = [("policy", &anova.policy), ("inputs", &anova.inputs), ("chance", &anova.chance)];
            let varies = parts.iter().any(|(_, part)| part.variance.value > 0.0);
            varies.then(|| SpreadRow {
                outcome: subject.name(Texts::english()).to_owned(),
                parts: parts.map(|(name, part)| (name.to_owned(), extent(part))).to_vec(),
            })
        };
        let rows: Vec<SpreadRow> = self.subjects.iter().zip(&self.answer.outcomes).filter_map(row).collect();
        let names: Vec<String> = self.asked.scenarios.iter().map(|scenario| scenario.name.clone()).collect();
        let kicker = format!("Simulated: {}", listed(&names));
        let notes = vec![
            format!(
                "Ranges hold 19 of 20 times. {} draws of the inputs, {} runs of each under every policy. Engine: {}, {}.",
                grouped(self.answer.draws as f64),
                self.spread.repeats,
                self.asked.engine.name(),
                self.asked.engine.fidelity().words()
            ),
            "The part of policy is that of these policies: a list of others has another.".to_owned(),
            format!("Not in the range: {}.", limits::largest(Texts::english())),
        ];
        Box::new(move |provenance| {
            spread(&SpreadStory { caption: Caption { kicker: &kicker, notes, provenance }, rows })
        })
    }

    fn json(&self) -> serde_json::Value {
        let component = |component: &Component| {
            let estimate =
                |e: &crate::study::estimate::Estimate| json!({ "value": e.value, "low": e.low, "high": e.high });
            json!({
                "variance": estimate(&component.variance),
                "share": estimate(&component.share),
                "clipped": component.clipped,
            })
        };
        let outcome = |(outcome, anova): (usize, &Anova)| {
            let mut entry = json!({ "outcome": self.label(outcome) });
            for (name, part) in components(anova) {
                entry[name] = component(part);
            }
            entry
        };
        json!({
            "draws": self.answer.draws,
            "repeats": self.spread.repeats,
            "outcomes": self.answer.outcomes.iter().enumerate().map(outcome).collect::<Vec<_>>(),
            "words": self.words(),
        })
    }
}

/// "Of the spread of days in the cold, 61 % (55 to 67) is what is not known about the inputs, ..."; nothing where there is no
/// spread.
fn sentence(subject: &Subject, anova: &Anova) -> Option<String> {
    let mut parts = [
        ("what is not known about the inputs", &anova.inputs),
        ("which policy", &anova.policy),
        ("chance", &anova.chance),
    ];
    if parts.iter().all(|(_, component)| component.variance.value == 0.0) {
        return None;
    }
    parts.sort_by(|(_, a), (_, b)| b.share.value.total_cmp(&a.share.value));
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let words: Vec<String> = parts
        .iter()
        .map(|(name, component)| {
            let share = &component.share;
            let range = format!("({} to {})", percent(share.low), percent(share.high));
            format!("{} % {range} is {name}", percent(share.value))
        })
        .collect();
    let mut text = format!("Of the spread of {}, {}.", subject.name(Texts::english()), words.join(", "));
    let depends = &anova.interaction.share;
    if depends.low > 0.0 && depends.value >= 0.05 {
        text.push_str(&format!(
            " {} % is that what a policy changes depends on the inputs (part of theirs).",
            percent(depends.value)
        ));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::estimate::Estimate;

    #[test]
    fn the_largest_part_comes_first_with_its_range() {
        let part = |value: f64| {
            let share = Estimate { value, low: value - 0.05, high: value + 0.06 };
            Component { variance: share, share, clipped: false }
        };
        let anova = Anova { policy: part(0.3), inputs: part(0.61), interaction: part(0.12), chance: part(0.09) };
        let subject = SUBJECTS.iter().find(|subject| subject.name(Texts::english()) == "days in the cold").unwrap();
        assert_eq!(
            sentence(subject, &anova).unwrap(),
            "Of the spread of days in the cold, 61 % (56 to 67) is what is not known about the inputs, 30 % (25 to 36) is \
             which policy, 9 % (4 to 15) is chance. 12 % is that what a policy changes depends on the inputs (part of theirs)."
        );
        let none = part(0.0);
        let none = Component { variance: Estimate::default(), share: Estimate::default(), ..none };
        assert_eq!(sentence(subject, &Anova { policy: none, inputs: none, interaction: none, chance: none }), None);
    }
}
