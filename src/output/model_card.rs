//! `model_card.md`: what the model is, what it is for and not for, and what its range leaves out.
//!
//! After Mitchell et al. (2019), "Model cards for model reporting". The text is plain Markdown, wrapped by the reader. The
//! file is in English; the report shows the card in its own language. What a scenario says stays as it is in any language.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use super::about::{About, parameters_meaning, source};
use super::assurance::{Audited, passed};
use super::identity::Identity;
use super::limits;
use super::manifest::Completion;
use super::words::nine_in_ten;
use crate::engine::Fidelity;
use crate::language::{Texts, say};
use crate::outcome::{Dimensions, Findings, Outcome, Range, total};
use crate::units::{grouped, iso};

/// What a model card is written from.
#[derive(Clone, Copy, Debug)]
pub struct ModelCard<'a> {
    /// What came out.
    pub findings: &'a Findings,
    /// What the scenario says about itself.
    pub about: &'a About<'a>,
    /// What the result was made from.
    pub identity: &'a Identity,
    /// Whether all runs were made.
    pub completion: Completion,
    /// How many runs were asked for.
    pub runs_asked: u64,
    /// How many failed.
    pub runs_failed: u64,
    /// What was checked.
    pub audits: &'a [Audited],
}

/// The text of `model_card.md`, or of the card in a report in another language.
pub fn model_card(texts: &Texts, card: &ModelCard) -> String {
    let mut text = String::new();
    let sections: [fn(&Texts, &mut String, &ModelCard); 12] = [
        heading,
        what_it_is,
        numbers_used,
        the_range,
        not_in_range,
        known_misses,
        purpose,
        return_by_force,
        security,
        ethics,
        checks,
        sources,
    ];
    for section in sections {
        section(texts, &mut text, card);
    }
    text
}

/// Appends a paragraph.
fn paragraph(text: &mut String, paragraph: impl Display) {
    writeln!(text, "{paragraph}\n").expect("a string takes every text");
}

/// Appends the title of a section.
fn title(text: &mut String, title: &str) {
    paragraph(text, format_args!("## {title}"));
}

/// Appends a list.
fn list<P: Display>(text: &mut String, points: impl IntoIterator<Item = P>) {
    for point in points {
        writeln!(text, "- {point}").expect("a string takes every text");
    }
    text.push('\n');
}

/// Appends what a scenario says under a label, if it says anything.
fn labelled(texts: &Texts, text: &mut String, label: &str, said: &str) {
    if !said.is_empty() {
        paragraph(text, format_args!("{} {}", texts.word(label), texts.quoted(said)));
    }
}

fn heading(texts: &Texts, text: &mut String, card: &ModelCard) {
    let about = card.about.card;
    paragraph(
        text,
        format_args!("# {} {}", texts.word("model-card-title"), texts.quoted(texts.of_scenario(&about.title))),
    );
    paragraph(text, format_args!("`{}`", card.identity));
    labelled(texts, text, "model-card-question", texts.of_scenario(&about.question));
    labelled(texts, text, "model-card-levers", &about.levers.join("; "));
    labelled(texts, text, "model-card-surprise", &about.surprise);
    labelled(texts, text, "model-card-caveat", &about.caveat);
}

fn what_it_is(texts: &Texts, text: &mut String, card: &ModelCard) {
    let Findings { names, first_day, days, runs, .. } = card.findings;
    let runs = grouped(*runs as f64);
    title(text, texts.word("model-card-what-title"));
    paragraph(text, texts.word("model-card-what"));
    let result = say!(
        texts,
        "model-card-result",
        runs = runs,
        first = iso(*first_day),
        last = iso(first_day + *days as i32 - 1),
        statuses = texts.listed(&names.statuses),
        crossings = texts.listed(&names.crossings),
        engine = card.identity.engine,
        fidelity = fidelity(texts, &card.identity.fidelity),
    );
    paragraph(text, result);
    if card.completion == Completion::Interrupted {
        let asked = grouped(card.runs_asked as f64);
        paragraph(text, say!(texts, "model-card-interrupted", runs = runs, asked = asked));
    }
    if card.runs_failed > 0 {
        paragraph(text, say!(texts, "model-card-failed", failed = grouped(card.runs_failed as f64)));
    }
}

/// How far an engine can be trusted; words that no engine of this program has stay as they are.
fn fidelity<'t>(texts: &'t Texts, words: &'t str) -> Cow<'t, str> {
    let known = Fidelity::ALL.into_iter().find(|fidelity| fidelity.words() == words);
    known.map_or_else(|| texts.quoted(words), |fidelity| texts.word(fidelity.key()).into())
}

fn numbers_used(texts: &Texts, text: &mut String, card: &ModelCard) {
    let set = card.about.parameters;
    title(text, texts.word("model-card-numbers-title"));
    let kind = say!(texts, "model-card-set", kind = set.kind);
    paragraph(text, format_args!("{kind} {}", parameters_meaning(texts, &set.kind)));
    labelled(texts, text, "model-card-set-name", &set.name);
    labelled(texts, text, "model-card-set-description", &set.description);
    labelled(texts, text, "model-card-set-source", &set.source);
    paragraph(text, texts.word("model-card-contested"));
}

fn the_range(texts: &Texts, text: &mut String, _: &ModelCard) {
    title(text, texts.word("model-card-ranges-title"));
    paragraph(text, texts.word("model-card-ranges"));
}

fn not_in_range(texts: &Texts, text: &mut String, _: &ModelCard) {
    title(text, texts.word("model-card-limits-title"));
    list(text, [limits::policy(texts)]);
    list(text, limits::not_in_range(texts));
}

fn known_misses(texts: &Texts, text: &mut String, _: &ModelCard) {
    title(text, texts.word("model-card-misses-title"));
    paragraph(text, texts.word("model-card-misses"));
    list(text, limits::known_misses(texts));
}

fn purpose(texts: &Texts, text: &mut String, card: &ModelCard) {
    title(text, texts.word("model-card-purpose-title"));
    paragraph(text, texts.word("model-card-purpose"));
    list(
        text,
        [
            texts.word("model-card-not-targeting"),
            texts.word("model-card-not-removals"),
            &not_a_forecast(texts, card.about),
            texts.word("model-card-not-evidence"),
        ],
    );
}

/// The word stands only beside a score, or the lack of one.
fn not_a_forecast(texts: &Texts, about: &About) -> String {
    match about.track_record {
        None => texts.word("model-card-no-forecast").to_owned(),
        Some(record) => {
            format!("{} {record} {}", texts.word("model-card-scored"), texts.word("model-card-scored-knowing"))
        }
    }
}

/// Non-refoulement is stated wherever documented people are deported.
fn return_by_force(texts: &Texts, text: &mut String, card: &ModelCard) {
    title(text, texts.word("model-card-force-title"));
    paragraph(text, texts.word("model-card-force"));
    let of = |outcome: &Outcome| -> Option<&Range> {
        let index = card.findings.catalogue.total_index(outcome, Dimensions::ALL)?;
        card.findings.totals.get(index).filter(|range| range.max > 0.0)
    };
    let said = |(outcome, key): (&Outcome, &str)| -> Option<String> {
        Some(say!(texts, key, range = nine_in_ten(texts, of(outcome)?)))
    };
    let Some(documented) = said((&total::DOCUMENTED_DEPORTED_TOTAL, "model-card-force-documented")) else {
        paragraph(text, texts.word("model-card-force-none"));
        return;
    };
    let cases = [
        (&total::DOCUMENTED_DEPORTED_VALID_TOTAL, "model-card-force-valid"),
        (&total::DOCUMENTED_DEPORTED_COURT_TOTAL, "model-card-force-court"),
    ];
    let sentences: Vec<String> = std::iter::once(documented).chain(cases.into_iter().filter_map(said)).collect();
    paragraph(text, sentences.join(" "));
}

fn security(texts: &Texts, text: &mut String, _: &ModelCard) {
    title(text, texts.word("model-card-security-title"));
    paragraph(text, texts.word("model-card-security"));
}

fn ethics(texts: &Texts, text: &mut String, _: &ModelCard) {
    title(text, texts.word("model-card-care-title"));
    let points =
        ["model-card-care-words", "model-card-care-counts", "model-card-care-sources", "model-card-care-people"];
    list(text, points.map(|key| texts.word(key)));
}

fn checks(texts: &Texts, text: &mut String, card: &ModelCard) {
    title(text, texts.word("model-card-checks-title"));
    let made: u64 = card.audits.iter().map(|audit| audit.checked).sum();
    let key = if passed(card.audits) { "model-card-checks-held" } else { "model-card-checks-broken" };
    paragraph(text, say!(texts, key, count = grouped(made as f64)));
}

fn sources(texts: &Texts, text: &mut String, card: &ModelCard) {
    title(text, texts.word("model-card-sources-title"));
    let [number, value, head] = ["model-card-sources-number", "model-card-sources-value", "model-card-sources-source"]
        .map(|key| texts.word(key));
    writeln!(text, "| {number} | {value} | {head} |\n|---|---|---|").expect("a string takes every text");
    for row in card.about.sources {
        let value = format!("{} {}", row.value, row.unit);
        let [key, value, source] = [&row.key, &value, source(texts, row)].map(in_cell);
        writeln!(text, "| `{key}` | {} | {source} |", value.trim_end()).expect("a string takes every text");
    }
}

/// Text that does not break a row of a Markdown table.
fn in_cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
