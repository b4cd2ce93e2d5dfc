//! What gathered runs say: words, rows, pictures and the identity card.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Gathered;
use super::guessed::{Guesses, scored};
use crate::ensemble::Ensemble;
use crate::language::{Language, Texts};
use crate::observed::{self, Observation};
use crate::outcome::{Dimensions, Findings, Outcome, Range, Series, daily};
use crate::output::{Identity, Tables, answer, limits, track_record};
use crate::plot::{self, Story};
use crate::units::iso;

/// What is wanted, as JSON: `{"figures": ["cumulative"], "card": true, "days": true, "tables": false}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    /// Names of pictures.
    figures: Vec<String>,
    /// Is the identity card wanted? Its digests take some time.
    card: bool,
    /// Are the ranges of every day wanted, of the series that a page reads out?
    days: bool,
    /// Are the tables wanted, as CSV?
    tables: bool,
    /// Is the scenario wanted, resolved, as TOML?
    scenario: bool,
    /// Guesses to be scored.
    guesses: Option<Guesses>,
    /// Code of the language.
    language: Option<String>,
    /// Are local digits and dates wanted?
    local: bool,
}

impl Wanted {
    /// The texts of the language that is wanted.
    ///
    /// # Errors
    /// If there is no such language.
    pub(super) fn texts(&self) -> Result<&'static Texts, String> {
        let language = self.language.as_deref().map_or(Ok(Language::English), str::parse)?;
        Ok(Texts::of(language, self.local))
    }
}

/// The series that a page reads out day by day.
const READ_OUT: [(&str, &Outcome); 5] = [
    ("departures", &daily::DEPARTURES),
    ("departures_cumulative", &daily::DEPARTURES_CUMULATIVE),
    ("queue", &daily::QUEUE),
    ("documented_deported_cumulative", &daily::DOCUMENTED_DEPORTED_CUMULATIVE),
    ("remaining", &daily::REMAINING),
];

/// The picture that follows the hand, and the one daily series that it shows.
const FIRST_LOOK: (&str, &Outcome) = ("cumulative", &daily::DEPARTURES_CUMULATIVE);

impl Wanted {
    /// Is it the first look alone, in which one daily series is enough?
    fn first_look(&self) -> bool {
        let Wanted { figures, card, days, tables, guesses, .. } = self;
        figures.iter().all(|name| name == FIRST_LOOK.0) && !(*card || *days || *tables || guesses.is_some())
    }
}

impl Gathered {
    /// The ranges so far.
    ///
    /// # Errors
    /// If there is no run.
    pub(super) fn findings(&self) -> Result<Findings, String> {
        self.findings_of(&|_| true)
    }

    /// The same, of the daily series that are wanted.
    fn findings_of(&self, wanted: &dyn Fn(&Series) -> bool) -> Result<Findings, String> {
        let Ensemble { tally, failed, .. } = self.ensemble();
        let why = || failed.first().map_or("no run is made yet", |failed| failed.reason.as_str());
        tally.findings_of(wanted).ok_or_else(|| format!("no run went well: {}", why()))
    }

    /// What the runs say so far.
    ///
    /// # Errors
    /// If there is no run.
    pub fn tell(&self, wanted: &Wanted) -> Result<Value, String> {
        let texts = wanted.texts()?;
        let (opened, ensemble) = (&self.opened, self.ensemble());
        let (scenario, plan) = (&opened.scenario, &opened.prepared.plan);
        let findings = match wanted.first_look() {
            true => self.findings_of(&|series| series.outcome == FIRST_LOOK.1)?,
            false => self.findings()?,
        };
        let tables = (wanted.card || wanted.tables).then(|| Tables::of(&findings));
        let (engine, fidelity) = (opened.engine.name(), opened.engine.fidelity().words());
        let identity = tables
            .as_ref()
            .map(|tables| Identity::of(&findings, tables, engine, fidelity, opened.seed, &scenario.digest_text()));
        let track_record = track_record(texts, scenario);
        let parameters = scenario.parameter_set.in_words();
        let target_people = plan.target_people();
        let card = identity.as_ref().map_or_else(|| "first runs".to_owned(), Identity::to_string);
        let story = Story {
            findings: &findings,
            plan,
            title: &scenario.card.title,
            observed: observed(),
            fitted_until: scenario.parameter_set.fitted_until,
            target_people,
            not_in_range: limits::largest(texts),
            parameter_set: &parameters,
            track_record: track_record.as_deref(),
            engine: &opened.engine.in_words(texts),
            provenance: &card,
            texts,
        };
        let figures = wanted.figures.iter().filter_map(|name| plot::figure(&story, name)).map(|figure| {
            json!({
                "name": figure.name,
                "title": figure.title,
                "description": figure.description,
                "svg": figure.svg,
                "size": figure.size_px,
                "days": figure.days,
            })
        });
        let thresholds = answer::thresholds(texts, &findings, &answer::thresholds_as_said(texts, plan));
        Ok(json!({
            "runs": findings.runs,
            "failed": ensemble.failed.len(),
            "first_failure": ensemble.failed.first().map(|failed| format!("{}: {}", failed.run, failed.reason)),
            "sentence": answer::sentence(texts, &findings),
            "rows": answer::rows(texts, &findings),
            "target": answer::target(texts, &findings, target_people),
            "thresholds": thresholds,
            "not_in_range": limits::largest(texts),
            "parameters": parameters,
            "track_record": track_record,
            "monte_carlo": answer::monte_carlo(texts, &findings),
            "card": identity.as_ref().map(Identity::to_string),
            "identity": identity,
            "figures": figures.collect::<Vec<Value>>(),
            "days": wanted.days.then(|| days(&findings)),
            "daily_csv": tables.as_ref().filter(|_| wanted.tables).map(|tables| String::from_utf8_lossy(&tables.daily)),
            "totals_csv": tables.as_ref().filter(|_| wanted.tables).map(|tables| String::from_utf8_lossy(&tables.totals)),
            "marks": wanted.guesses.as_ref().map(|guesses| scored(guesses, &findings)),
            "scenario_toml": wanted.scenario.then(|| scenario.resolved_toml()),
        }))
    }
}

/// Published counts, read once.
fn observed() -> &'static [Observation] {
    static SHIPPED: OnceLock<Vec<Observation>> = OnceLock::new();
    SHIPPED.get_or_init(observed::shipped)
}

/// The ranges of every day: `series: [[half, nine in ten], ..]`, with the digits that they earned.
fn days(findings: &Findings) -> Value {
    let words = |range: &Range| {
        let span = |[low, high]: [String; 2]| if low == high { low } else { format!("{low} - {high}") };
        json!([span(range.half()), span(range.nine_in_ten())])
    };
    let mut all = json!({ "first": iso(findings.first_day) });
    for (name, outcome) in READ_OUT {
        if let Some(index) = findings.catalogue.daily_index(outcome, Dimensions::ALL) {
            all[name] = findings.daily[index].iter().map(words).collect();
        }
    }
    all
}
