//! The pictures of a study of inputs: one for each outcome.

use super::{Asked, Named};
use crate::language::Texts;
use crate::output::limits;
use crate::plot::{Caption, Extent, Figure, MorrisPoint, MorrisStory, TornadoRow, TornadoStory, morris, tornado};
use crate::study::estimate::Estimate;
use crate::study::morris::Effects;
use crate::study::sensitivity::{Direction, Explained, Study};
use crate::units::grouped;

/// A tornado for each outcome that varies with inputs.
pub(super) fn tornados(asked: &Asked, study: &Study<Explained>, provenance: &str) -> Vec<Figure> {
    let of = |(named, outcome): (&Named, &Explained)| {
        let inputs = outcome.indices.inputs.as_ref()?;
        let row = |(place, index): (usize, &crate::study::indices::Index)| TornadoRow {
            input: asked.phrase(place),
            first: extent(index.first),
            total: extent(index.total),
            towards: outcome.directions[place].map(|Direction { outcome: [low, high], .. }| (low, high)),
        };
        let kicker = kicker(asked, named);
        let story = TornadoStory {
            caption: caption(asked, &kicker, study.runs, provenance),
            outcome: &named.heading,
            ends: "lowest and highest fifth",
            rows: inputs.iter().enumerate().map(row).collect(),
        };
        Some(named_after(tornado(&story), named))
    };
    asked.outcomes.iter().zip(&study.outcomes).filter_map(of).collect()
}

/// A plane of effects for each outcome that an input changes.
pub(super) fn screenings(asked: &Asked, study: &Study<Vec<Effects>>, provenance: &str) -> Vec<Figure> {
    let of = |(named, effects): (&Named, &Vec<Effects>)| {
        let point = |(place, effects): (usize, &Effects)| MorrisPoint {
            input: asked.phrase(place),
            mu_star: extent(effects.mu_star),
            sigma: effects.sigma,
        };
        let kicker = kicker(asked, named);
        let story = MorrisStory {
            caption: caption(asked, &kicker, study.runs, provenance),
            outcome: &named.heading,
            unit: named.unit,
            points: effects.iter().enumerate().map(point).collect(),
        };
        effects.iter().any(|effects| effects.mu_star.value > 0.0).then(|| named_after(morris(&story), named))
    };
    asked.outcomes.iter().zip(&study.outcomes).filter_map(of).collect()
}

fn extent(Estimate { value, low, high }: Estimate) -> Extent {
    Extent { value, low, high }
}

/// `tornado-queue_max`
fn named_after(mut figure: Figure, named: &Named) -> Figure {
    figure.name = format!("{}-{}", figure.name, named.label.replace(':', "-")).into();
    figure
}

fn kicker(asked: &Asked, named: &Named) -> String {
    format!("Simulated: {}, {}", asked.scenario[0].card.title, named.heading)
}

fn caption<'a>(asked: &Asked, kicker: &'a str, runs: u64, provenance: &'a str) -> Caption<'a> {
    let set = &asked.scenario[0].parameter_set;
    let notes = vec![
        "Under the ranges that were assumed: an input with a wider range matters more. Whiskers are 95 % ranges."
            .to_owned(),
        format!("Not in the range: {}.", limits::largest(Texts::english())),
        format!(
            "{} simulated runs. Engine: {}, {}. Parameters: {}: {}.",
            grouped(runs as f64),
            asked.engine.name(),
            asked.engine.fidelity().words(),
            set.kind,
            set.name
        ),
    ];
    Caption { kicker, notes, provenance }
}
