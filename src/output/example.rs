//! A small result for the tests: two statuses, one crossing, three days, 1,000 runs of which two were kept.

use super::{About, Circumstances, Identity, Machine, Tables};
use crate::outcome::{Catalogue, Dimensions, Findings, Outcome, Range, Sample, Series, daily, total};
use crate::plan::{Mode, Names};
use crate::scenario::{Card, ParameterSet, SourceRow};

pub(super) fn findings() -> Findings {
    let series = |outcome: &'static Outcome, dimensions| Series { outcome, dimensions };
    let por_deported = Dimensions { status: Some(1), mode: Some(Mode::Deported), ..Dimensions::ALL };
    let catalogue = Catalogue {
        daily: vec![
            series(&daily::DEPARTURES, Dimensions::ALL),
            series(&daily::DEPARTURES, Dimensions::crossing(0)),
            series(&daily::WAIT, Dimensions::destination(1)),
        ],
        totals: vec![
            series(&total::DEPARTURES_TOTAL, Dimensions::ALL),
            series(&total::DEPARTURES_TOTAL, por_deported),
            series(&total::DOCUMENTED_DEPORTED_TOTAL, Dimensions::ALL),
            series(&total::DOCUMENTED_DEPORTED_COURT_TOTAL, Dimensions::ALL),
            series(&total::THRESHOLD, Dimensions { threshold: Some(1), ..Dimensions::ALL }),
            series(&total::COST, Dimensions::province(0)),
        ],
    };
    let range = |middle: f64| Range {
        mean: middle * 1.01,
        sd: middle / 5.0,
        q05: middle * 0.7,
        q25: middle * 0.9,
        q50: middle,
        q75: middle * 1.1,
        q95: middle * 1.4,
        min: middle * 0.5,
        max: middle * 2.0,
        mc_error: middle / 500.0,
    };
    let days = |middle: f64| [0.0, 1.0, 2.0].map(|day| range(middle * day)).to_vec();
    Findings {
        catalogue,
        names: Names {
            statuses: vec!["undocumented".into(), "por".into()],
            provinces: vec!["sindh".into()],
            crossings: vec!["torkham".into()],
            destinations: vec!["nangarhar".into(), "other, \"elsewhere\"".into()],
        },
        first_day: 19_661,
        days: 3,
        runs: 1_000,
        daily: vec![days(12_000.0), days(9_000.4), days(0.05)],
        totals: [374_600.0, 21_000.0, 30_000.0, 0.0, 0.5, 1e8].map(range).to_vec(),
        totals_by_run: vec![
            (0, vec![374_600.0, 21_000.0, 30_000.0, 0.0, 1.0, 1e8]),
            (1, vec![360_000.25, 2.0, 3.0, 0.0, 0.0, 0.0]),
        ],
        samples: vec![Sample { run: 0, daily: vec![0.0; 9] }],
    }
}

/// What [`About`] borrows.
pub(super) struct Words {
    card: Card,
    parameters: ParameterSet,
    sources: Vec<SourceRow>,
    thresholds: Vec<String>,
}

pub(super) fn words() -> Words {
    let source = |key: &str, value: &str, unit: &str, source: &str| SourceRow {
        key: key.into(),
        value: value.into(),
        unit: unit.into(),
        source: source.into(),
        file: "history.toml".into(),
    };
    Words {
        card: Card {
            title: "The deadline of 1 November 2023".into(),
            question: "How many people leave, when and how?".into(),
            levers: vec!["none".into(), "policy as it was".into()],
            surprise: String::new(),
            caveat: "One winter is little evidence.".into(),
        },
        parameters: ParameterSet {
            kind: "hindsight".into(),
            name: "a fit".into(),
            description: "Draws of a fit to UN totals.".into(),
            source: "UN totals".into(),
            fitted_until: None,
        },
        sources: vec![
            source("people.undocumented", "1,700,000", "people", "Government of Pakistan | 3 October 2023"),
            source("people.undocumented", "1,300,000", "people", "UNHCR"),
            source("behaviour.media_share", "0.3", "share", "assumption: nobody knows"),
            source("behaviour.fear_memory_days", "5 to 60", "days", ""),
            source("behaviour.credibility", "1", "", "UNHCR"),
        ],
        thresholds: vec!["queue at least 10 by 2023-11-02".into(), "departures at least 9 by 2023-11-02".into()],
    }
}

impl Words {
    pub(super) fn about(&self) -> About<'_> {
        let Words { card, parameters, sources, thresholds } = self;
        About { name: "History 2023", card, parameters, sources, thresholds, track_record: None }
    }
}

pub(super) fn identity(findings: &Findings) -> Identity {
    Identity::of(findings, &Tables::of(findings), "cohort", "same law as the model", 1, "title = \"x\"\n")
}

pub(super) fn circumstances(seconds: f64) -> Circumstances {
    Circumstances {
        command: "crossings run history".into(),
        words: Vec::new(),
        directory: None,
        started: "2026-01-31T12:00:00Z".into(),
        as_of: None,
        duration_seconds: seconds,
        machine: Machine::here(2),
    }
}
