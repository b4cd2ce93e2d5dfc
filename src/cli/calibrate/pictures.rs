//! The pictures of a calibration: the record beside the draws, before and after, joint draws, evidence, and the calibrator
//! itself.

use super::fit::Fitted;
use super::simulated::{ALPHA, BAND, Judged};
use super::variants;
use crate::cli::inputs::{amount, phrase, value};
use crate::engine::EngineKind;
use crate::language::Texts;
use crate::output::limits;
use crate::plot::{
    CalibratorPanel, CalibratorStory, Caption, CornerNumber, CornerStory, EvidenceRow, EvidenceStory, Figure,
    NumberRow, NumberStory, WindowGroup, WindowRow, WindowStory, calibrator as calibrator_figure, corner, evidence,
    numbers, windows,
};
use crate::scenario::Scenario;
use crate::statistics::quantiles;
use crate::study::calibrate::posterior::{Learned, correlation};
use crate::study::calibrate::simulated::DRAWS;
use crate::study::calibrate::{Settings, Target, shifts};
use crate::units::{capital, grouped, in_words, listed, rounded};

/// All pictures of what was learned under the first scenario, and of the evidence if there are several.
pub fn all(scenarios: &[Scenario], fitted: &[Fitted], engine: EngineKind, card: &str) -> Vec<Figure> {
    let (scenario, first) = (&scenarios[0], &fitted[0]);
    let kicker = format!("Simulated: {}", scenario.card.title);
    let caption = |more: Vec<String>| Caption {
        kicker: &kicker,
        notes: more.into_iter().chain(notes(scenario, first, engine)).collect(),
        provenance: card,
    };
    let places = first.state.places();
    let mut figures = vec![
        windows(&WindowStory { caption: caption(moved(first)), groups: groups(first) }),
        numbers(&NumberStory { caption: caption(Vec::new()), rows: rows(first, &places) }),
    ];
    figures.extend(corner(&corner_story(caption(Vec::new()), first, &places)));
    if fitted.len() > 1 {
        figures.push(evidence(&evidence_story(caption(Vec::new()), scenarios, fitted)));
    }
    figures
}

/// What a reader must know of every picture.
fn notes(scenario: &Scenario, fitted: &Fitted, engine: EngineKind) -> [String; 2] {
    [
        format!(
            "Fitted numbers explain this record in this model, starting from what was thought possible; they are no \
             measurement, and other models may explain it as well. Not in the range: {}.",
            limits::largest(Texts::english())
        ),
        format!(
            "{} draws, from {} simulated runs and counts until {}. Engine: {}, {}. Before: {}.",
            grouped(fitted.draws.len() as f64),
            grouped(fitted.runs as f64),
            in_words(fitted.last_day),
            engine.name(),
            engine.fidelity().words(),
            scenario.parameter_set.name
        ),
    ]
}

/// Which windows had to be moved to be explained, if they could be.
fn moved(fitted: &Fitted) -> Vec<String> {
    let named = |(j, by): (usize, f64)| {
        format!("{} (by {} standard deviations)", fitted.targets.all[j].label, rounded(by, 0.05).replace('-', "−"))
    };
    let unusual: Vec<String> = shifts::unusual(&fitted.state.shifts()).into_iter().map(named).collect();
    match unusual.is_empty() {
        true => Vec::new(),
        false => vec![format!(
            "The fit let the model miss counts at a price; it had to for {}. The bands are without that help.",
            listed(&unusual)
        )],
    }
}

/// Windows by what they are about, as the record has them; shares last, together.
fn groups(fitted: &Fitted) -> Vec<WindowGroup> {
    let mut groups: Vec<WindowGroup> = Vec::new();
    for (target, predicted) in fitted.targets.all.iter().zip(&fitted.predicted) {
        let (whom, when) = target.label.rsplit_once(", ").unwrap_or(("", &target.label));
        let (heading, label) = match target.is_share {
            true => ("Shares of those who cross".to_owned(), format!("{}, {when}", short(whom))),
            false => (heading(whom), when.to_owned()),
        };
        let row = WindowRow {
            label: label.replace('-', "–"),
            first_day: target.days[0],
            days: if target.is_share { 1.0 } else { days(target) },
            said: target.said,
            error_sd: libm::hypot(target.error_sd, target.bias_sd),
            range: predicted.range,
            held: predicted.in_nine_in_ten,
        };
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.rows.push(row),
            None => groups.push(WindowGroup { heading, is_share: target.is_share, rows: vec![row] }),
        }
    }
    groups.sort_by_key(|group| group.is_share);
    groups
}

fn days(target: &Target) -> f64 {
    f64::from(target.days[1] - target.days[0] + 1)
}

/// "All who cross", "Deported", "Torkham", of the first part of the label of a window.
pub fn heading(whom: &str) -> String {
    if whom == "all" { "All who cross".to_owned() } else { capital(whom) }
}

/// "ACC" of "share of acc"; statuses that are abbreviations have three letters.
fn short(whom: &str) -> String {
    let whom = whom.strip_prefix("share of ").unwrap_or(whom);
    match whom {
        "acc" => "ACC".to_owned(),
        "por" => "PoR".to_owned(),
        _ => whom.to_owned(),
    }
}

fn rows(fitted: &Fitted, places: &[Vec<f64>]) -> Vec<NumberRow> {
    let row = |(learned, places): (&Learned, &Vec<f64>)| {
        let [low, .., high] = learned.posterior;
        let unit = unit(&learned.key, high, high - low);
        NumberRow {
            name: phrase(&learned.key),
            says: learned.says().words(),
            width: learned.width,
            places: places.clone(),
            range: quantiles(places),
            before: before(learned),
            after: [low, high].map(|end| value(&learned.key, end, high - low)),
            unit,
        }
    };
    fitted.learned.iter().zip(places).map(row).collect()
}

/// Ends of the prior, of which nine in ten lie between.
fn before(learned: &Learned) -> [String; 2] {
    let [low, .., high] = learned.prior;
    [low, high].map(|end| value(&learned.key, end, high - low))
}

/// "people a day": what an amount says behind its value.
fn unit(key: &str, number: f64, spread: f64) -> String {
    let (amount, value) = (amount(key, number, spread), value(key, number, spread));
    amount.strip_prefix(&value).unwrap_or_default().trim().to_owned()
}

fn corner_story<'a>(caption: Caption<'a>, fitted: &Fitted, places: &[Vec<f64>]) -> CornerStory<'a> {
    let number = |(learned, places): (&Learned, &Vec<f64>)| CornerNumber {
        name: phrase(&learned.key),
        places: places.clone(),
        width: learned.width,
        before: before(learned),
    };
    CornerStory {
        caption,
        numbers: fitted.learned.iter().zip(places).map(number).collect(),
        correlations: places.iter().map(|a| places.iter().map(|b| correlation(a, b)).collect()).collect(),
    }
}

fn evidence_story<'a>(caption: Caption<'a>, scenarios: &[Scenario], fitted: &[Fitted]) -> EvidenceStory<'a> {
    let held = |fitted: &Fitted| [fitted.held(), fitted.predicted.len()];
    let row = |(scenario, other): (&Scenario, &Fitted)| {
        let gain = other.state.log_evidence() - fitted[0].state.log_evidence();
        EvidenceRow { name: scenario.card.title.clone(), gain, verdict: variants::verdict(gain), held: held(other) }
    };
    EvidenceStory {
        caption,
        first: (scenarios[0].card.title.clone(), held(&fitted[0])),
        rows: scenarios.iter().zip(fitted).skip(1).map(row).collect(),
        steps: variants::STEPS.to_vec(),
        // Each of the two has its own.
        error: variants::ERROR * std::f64::consts::SQRT_2,
    }
}

/// The picture of a test of the calibrator.
pub fn calibrator(
    scenario: &Scenario,
    judged: &Judged,
    settings: &Settings,
    engine: EngineKind,
    card: &str,
) -> Vec<Figure> {
    let kicker = format!("Simulated: {}, records with known numbers", scenario.card.title);
    let notes = vec![
        "The records are the model's own: this tests the method, not whether the model is right.".to_owned(),
        format!(
            "Ranks among {DRAWS} of {} draws each; inflation {}. Engine: {}, {}. Numbers from: {}.",
            grouped(settings.particles as f64),
            settings.inflation,
            engine.name(),
            engine.fidelity().words(),
            scenario.parameter_set.name
        ),
    ];
    let panel = |((key, ranks), &p): ((&String, &Vec<usize>), &f64)| CalibratorPanel {
        name: phrase(key),
        shares: judged.judge.cumulative(ranks),
        p,
        wrong: p < ALPHA,
    };
    vec![calibrator_figure(&CalibratorStory {
        caption: Caption { kicker: &kicker, notes, provenance: card },
        records: judged.all.first().map_or(0, Vec::len),
        band: judged.judge.band(BAND),
        level: BAND,
        panels: judged.keys.iter().zip(&judged.all).zip(&judged.after).map(panel).collect(),
    })]
}
