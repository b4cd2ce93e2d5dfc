//! The pictures of a score: skill at each origin and horizon, and every held-out count beside what was simulated.

use super::simulate::{Scored, ScoredWindow, Track};
use super::{Asked, Made, tables};
use crate::cli::calibrate::pictures::heading;
use crate::language::Texts;
use crate::output::limits;
use crate::plot::{
    Caption, Figure, HeldOutPanel, HeldOutRow, HeldOutStory, SkillCell, SkillRow, SkillStory, SkillTrack,
    held_out as held_out_figure, skill as skill_figure,
};
use crate::scenario::Scenario;
use crate::study::held_out::{Baseline, HORIZON_WEEKS, Pair, against_best, horizon_in_words};
use crate::units::grouped;

/// All pictures that the scores allow.
pub fn all(asked: &Asked, scenario: &Scenario, made: &Made, card: &str) -> Vec<Figure> {
    let kicker = format!("Simulated: {}", scenario.card.title);
    let caption = || Caption { kicker: &kicker, notes: notes(asked, scenario, made), provenance: card };
    [skill(caption(), made), held_out(caption(), made)].into_iter().flatten().collect()
}

/// What a reader must know of both.
fn notes(asked: &Asked, scenario: &Scenario, made: &Made) -> Vec<String> {
    let mut notes = made.notes.clone();
    notes.push(format!(
        "A score tells of the days that were counted and of no others. Not in the range: {}.",
        limits::largest(Texts::english())
    ));
    notes.push(format!(
        "{} simulated runs. Engine: {}, {}. {}: {}.",
        grouped(made.runs as f64),
        asked.engine.name(),
        asked.engine.fidelity().words(),
        if asked.arguments.whole() { "Numbers" } else { "Before any count" },
        scenario.parameter_set.name
    ));
    notes
}

fn skill(caption: Caption, made: &Made) -> Option<Figure> {
    let cell = |pair: &Pair| SkillCell {
        horizon: pair.horizon,
        skill: pair.skill,
        windows: pair.windows,
        rival: short(pair.best),
    };
    let row = |scored: &Scored| SkillRow { origin: scored.origin, cells: scored.pairs.iter().map(cell).collect() };
    let track = |track: Track| SkillTrack {
        heading: track.words().to_owned(),
        rows: of(made, track).filter(|scored| !scored.pairs.is_empty()).map(row).collect(),
    };
    skill_figure(&SkillStory {
        caption,
        horizons: (0..=HORIZON_WEEKS.len()).map(horizon_in_words).collect(),
        rivals: Baseline::ALL.map(|rival| rival.words().to_owned()).to_vec(),
        tracks: tables::tracks(made).into_iter().map(track).collect(),
    })
}

/// A rival in the few letters that a cell has room for.
fn short(rival: Baseline) -> &'static str {
    match rival {
        Baseline::Persistence => "persistence",
        Baseline::Decay => "decay",
        Baseline::Trend => "linear trend",
        Baseline::Analogue => "wave of 2016",
    }
}

/// The first track, which judges the model alone: the policy that came to pass, or that of the scenario.
fn held_out(caption: Caption, made: &Made) -> Option<Figure> {
    let track = *tables::tracks(made).first()?;
    let numbers = match track {
        Track::OfScenario => "the numbers of the scenario",
        Track::Known | Track::AsItStood => "numbers learned from what had been counted by then",
    };
    let panel =
        |scored: &Scored| HeldOutPanel { origin: scored.origin, rows: scored.windows.iter().map(window).collect() };
    let panels = of(made, track).map(panel).collect();
    held_out_figure(&HeldOutStory { caption, policy: track.words(), numbers, panels })
}

fn of(made: &Made, track: Track) -> impl Iterator<Item = &Scored> {
    made.scored.iter().filter(move |scored| scored.track == track)
}

fn window(of: &ScoredWindow) -> HeldOutRow {
    let ScoredWindow { window, held, .. } = of;
    let (whom, when) = window.label.rsplit_once(", ").unwrap_or(("all", &window.label));
    HeldOutRow {
        label: format!("{}, {}", heading(whom), when.replace('-', "–")),
        days: [window.from, window.to],
        per_day: of.per_day,
        error_sd: libm::hypot(window.error_sd, window.bias_sd),
        range: of.range,
        held: held.simulated.in_nine_in_ten,
        rival: held.rivals.zip(of.rivals).map(|(scores, laws)| {
            let (best, _) = against_best(held.simulated.crps, &scores.map(|rival| rival.crps));
            (best.words(), libm::exp(laws[best as usize].mean))
        }),
    }
}
