//! `model_card.md`: what the model is, what it is for and not for, and what its range leaves out.
//!
//! After Mitchell et al. (2019), "Model cards for model reporting". The text is plain Markdown, wrapped by the reader.

use std::fmt::Write;

use super::about::{About, parameters_meaning, source};
use super::assurance::{Audited, passed};
use super::identity::Identity;
use super::limits;
use super::manifest::Completion;
use super::words::nine_in_ten;
use crate::outcome::{Dimensions, Findings, Outcome, Range, total};
use crate::units::{grouped, iso, listed};

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

/// The text of `model_card.md`.
pub fn model_card(card: &ModelCard) -> String {
    let mut text = String::new();
    let sections: [fn(&mut String, &ModelCard); 11] = [
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
    ];
    for section in sections {
        section(&mut text, card);
    }
    sources(&mut text, card.about);
    text
}

/// Appends a paragraph.
fn paragraph(text: &mut String, paragraph: &str) {
    writeln!(text, "{paragraph}\n").expect("a string takes every text");
}

/// Appends a list.
fn list(text: &mut String, points: &[&str]) {
    for point in points {
        writeln!(text, "- {point}").expect("a string takes every text");
    }
    text.push('\n');
}

fn heading(text: &mut String, card: &ModelCard) {
    let about = card.about.card;
    paragraph(text, &format!("# Model card: {}", about.title));
    paragraph(text, &format!("`{}`", card.identity));
    let levers = about.levers.join("; ");
    for (label, sentence) in [
        ("Question", &about.question),
        ("Levers", &levers),
        ("What may surprise", &about.surprise),
        ("Bear in mind", &about.caveat),
    ] {
        if !sentence.is_empty() {
            paragraph(text, &format!("**{label}:** {sentence}"));
        }
    }
}

fn what_it_is(text: &mut String, card: &ModelCard) {
    let Findings { names, first_day, days, runs, .. } = card.findings;
    paragraph(text, "## What it is");
    paragraph(
        text,
        "Crossings simulates how Afghans in Pakistan come to leave, or not, under a policy, day by day, with chance in \
         it. It is a discrete-time (daily) competing-risk Markov chain on households, kept as stocks and flows: at home, \
         hidden, detained, on the way, waiting at a crossing, across. Each cause of leaving adds a hazard: the time \
         before the plan, the hostile environment of the plan, deadlines, fear of arrest, the example of others. \
         Crossings and reception have limited capacity.",
    );
    paragraph(
        text,
        &format!(
            "This result: {} simulated histories from {} to {}; statuses {}; crossings {}. Engine `{}` ({}).",
            grouped(*runs as f64),
            iso(*first_day),
            iso(first_day + *days as i32 - 1),
            listed(&names.statuses),
            listed(&names.crossings),
            card.identity.engine,
            card.identity.fidelity
        ),
    );
    if card.completion == Completion::Interrupted {
        let asked = grouped(card.runs_asked as f64);
        paragraph(text, &format!("**The run was interrupted**: {} of {asked} runs were made.", grouped(*runs as f64)));
    }
    if card.runs_failed > 0 {
        let failed = grouped(card.runs_failed as f64);
        paragraph(text, &format!("**{failed} runs failed** and are not in the ranges; `failed.csv` lists them."));
    }
}

fn numbers_used(text: &mut String, card: &ModelCard) {
    let set = card.about.parameters;
    paragraph(text, "## Which numbers it used");
    paragraph(text, &format!("**Parameter set: `{}`.** {}", set.kind, parameters_meaning(&set.kind)));
    for (label, sentence) in [("Name", &set.name), ("What it is", &set.description), ("Source", &set.source)] {
        if !sentence.is_empty() {
            paragraph(text, &format!("{label}: {sentence}"));
        }
    }
    paragraph(
        text,
        "How many people live in Pakistan without leave to remain is contested: published figures differ by a factor \
         of two and more. Such numbers are inputs, with their sources below, not results.",
    );
}

fn the_range(text: &mut String, _: &ModelCard) {
    paragraph(text, "## How to read the ranges");
    paragraph(
        text,
        "Every run draws its own value for each uncertain number and its own luck. `q05` to `q95` holds 9 runs in 10, \
         `q25` to `q75` half of them. 1 run in 10 falls outside, and the world can fall outside them all. `mc_error` is \
         only the error of having made so many runs and no more. These are simulated ranges under the assumptions of \
         one scenario. They are not a prediction.",
    );
}

fn not_in_range(text: &mut String, _: &ModelCard) {
    paragraph(text, "## What is not in the range");
    paragraph(
        text,
        &format!("- **Policy**: {}. Compare scenarios; do not read one as what will happen.", limits::LARGEST),
    );
    list(text, &limits::NOT_IN_RANGE);
}

fn known_misses(text: &mut String, _: &ModelCard) {
    paragraph(text, "## Known misses");
    paragraph(text, "Against the published record of 2023 and 2024, where a scenario covers it:");
    list(text, &limits::KNOWN_MISSES);
}

fn purpose(text: &mut String, card: &ModelCard) {
    paragraph(text, "## What it is for, and what not");
    paragraph(
        text,
        "It is for protection, for teaching, and for comparing assumptions and policies: how much reception, shelter \
         and safe passage would be needed; what a deadline in winter would mean; how much depends on a contested number.",
    );
    list(
        text,
        &[
            "Not for finding, targeting or ranking households, districts or ethnic groups. It knows provinces only, no \
             ethnicity and no person.",
            "Not for making removals larger or faster. Read human outcomes beside every throughput.",
            &not_a_forecast(card.about),
            "Not a head count, not legal advice, and no evidence in any person's case.",
        ],
    );
}

/// The word stands only beside a score, or the lack of one.
fn not_a_forecast(about: &About) -> String {
    match about.track_record {
        None => "Not a forecast: it has no score on events that it has not seen.".to_owned(),
        Some(record) => format!(
            "Not a forecast of what comes next. {record} The form of the model was chosen by people who knew that record, \
             and what comes next may be of another kind."
        ),
    }
}

/// Non-refoulement is stated wherever documented people are deported.
fn return_by_force(text: &mut String, card: &ModelCard) {
    paragraph(text, "## Return by force");
    paragraph(
        text,
        "*Non-refoulement*: nobody may be returned to a place where they face torture, persecution or other serious \
         harm. The rule is part of customary international law and of the Convention against Torture, which Pakistan \
         has ratified; it does not depend on holding a card. UNHCR has asked all states not to return Afghans by force. \
         That a flow is simulated here does not mean that it is lawful.",
    );
    let of = |outcome: &Outcome| -> Option<&Range> {
        let index = card.findings.catalogue.total_index(outcome, Dimensions::ALL)?;
        card.findings.totals.get(index).filter(|range| range.max > 0.0)
    };
    let Some(documented) = of(&total::DOCUMENTED_DEPORTED_TOTAL) else {
        paragraph(text, "In no run of this scenario is anybody deported who holds a card.");
        return;
    };
    let mut sentence = format!(
        "**In this scenario people are deported although they hold a card: {} people in 9 runs of 10.**",
        nine_in_ten(documented)
    );
    let cases = [
        (
            &total::DOCUMENTED_DEPORTED_VALID_TOTAL,
            "while the card was valid or tolerated under the government's own rules",
        ),
        (&total::DOCUMENTED_DEPORTED_COURT_TOTAL, "while a court order covered them"),
    ];
    for (outcome, case) in cases {
        if let Some(range) = of(outcome) {
            write!(sentence, " Of these, {} {case}.", nine_in_ten(range)).expect("a string takes every text");
        }
    }
    paragraph(text, &sentence);
}

fn security(text: &mut String, _: &ModelCard) {
    paragraph(text, "## Security");
    paragraph(
        text,
        "There is no link from people to attacks anywhere in this model. Whether the policy lowers or raises violence \
         is not identified by the public record: with no effect at all, a three-month comparison before and after \
         would show a \"benefit\" in two histories of three, because the announcement followed a spike.",
    );
}

fn ethics(text: &mut String, _: &ModelCard) {
    paragraph(text, "## Words and care");
    list(
        text,
        &[
            "People without papers are called undocumented. Departures are self-organised, assisted or deported; \
             surveyed people who left on their own mostly cite fear of arrest, so no departure is called voluntary here.",
            "Results are for whole provinces and statuses. Before numbers leave your hands, leave out counts below 10.",
            "Every number below names its source or says that it is an assumption; contradicting sources stand side \
             by side.",
            "The people simulated are real. Where it can be done, show results to those whom they concern first.",
        ],
    );
}

fn checks(text: &mut String, card: &ModelCard) {
    paragraph(text, "## What was checked");
    let made: u64 = card.audits.iter().map(|audit| audit.checked).sum();
    let verdict = if passed(card.audits) { "all held" } else { "**not all held**" };
    let sentence = format!(
        "{} checks on the runs: {verdict}. `assurance.json` has them one by one. They show that the arithmetic holds, \
         not that the model fits the world.",
        grouped(made as f64)
    );
    paragraph(text, &sentence);
}

fn sources(text: &mut String, about: &About) {
    paragraph(text, "## Numbers and their sources");
    text.push_str("| number | value | source |\n|---|---|---|\n");
    for row in about.sources {
        let [key, value, source] = [&row.key, &format!("{} {}", row.value, row.unit), source(row)].map(in_cell);
        writeln!(text, "| `{key}` | {} | {source} |", value.trim_end()).expect("a string takes every text");
    }
}

/// Text that does not break a row of a Markdown table.
fn in_cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
