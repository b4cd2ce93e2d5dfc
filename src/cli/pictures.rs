//! Pictures as files, for every command that draws.

use rayon::prelude::*;

use super::tell;
use crate::engine::EngineKind;
use crate::language::Texts;
use crate::observed::Observation;
use crate::outcome::Findings;
use crate::output::{Figure, limits, track_record};
use crate::plan::Plan;
use crate::plot::{self, Story};
use crate::scenario::Scenario;

/// Width of the PNG pictures, pixels.
const WIDTH_PX: u32 = 1600;

/// The pictures of a run, in a language, with the card of the result inside.
pub(super) fn of_run(
    texts: &'static Texts,
    scenario: &Scenario,
    (plan, findings): (&Plan, &Findings),
    observed: &[Observation],
    engine: EngineKind,
    card: &str,
) -> Vec<plot::Figure> {
    let set = &scenario.parameter_set;
    plot::figures(&Story {
        findings,
        plan,
        title: &scenario.card.title,
        observed,
        fitted_until: set.fitted_until,
        target_people: plan.target_people(),
        not_in_range: limits::largest(texts),
        parameter_set: &set.in_words(),
        track_record: track_record(texts, scenario).as_deref(),
        engine: &engine.in_words(texts),
        provenance: card,
        texts,
    })
}

/// Draws pictures as SVG and PNG, side by side; one that cannot be drawn is told and left out, since tables are worth more.
pub(super) fn files(figures: Vec<plot::Figure>) -> Vec<Figure> {
    let drawn: Vec<[Result<Figure, String>; 2]> = figures
        .into_par_iter()
        .map(|figure| {
            let (svg, png) = as_files(figure);
            [Ok(svg), png]
        })
        .collect();
    let told = |file: Result<Figure, String>| {
        file.inspect_err(|error| tell(&format!("warning: a picture could not be drawn: {error}"))).ok()
    };
    drawn.into_iter().flatten().filter_map(told).collect()
}

/// A picture as SVG, and as PNG or the reason why that cannot be made.
fn as_files(figure: plot::Figure) -> (Figure, Result<Figure, String>) {
    let file = |extension: &str, content: Vec<u8>| Figure {
        name: format!("{}.{extension}", figure.name),
        meaning: figure.title.clone(),
        content,
    };
    let png = plot::png(&figure.svg, WIDTH_PX).map(|content| file("png", content)).map_err(|error| error.to_string());
    (file("svg", figure.svg.clone().into_bytes()), png)
}
