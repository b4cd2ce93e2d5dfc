//! Screening: how far each input moves an outcome, and how much that depends on the others.
//!
//! Elementary effects (Morris 1991; Campolongo, Cariboni and Saltelli 2007): mu* is the mean of their sizes, sigma their
//! standard deviation. An input far to the right matters; one far up, beyond the diagonal, bends or interacts.

use super::super::axes;
use super::super::canvas::{Anchor, Area, Canvas, Pen, Point};
use super::super::labels::{Name, Taken};
use super::super::palette::{AXIS, AXIS_LABEL, BASE_LINE, BLUE, GRID_LINE, LABEL, QUIET, SMALL, UNIT, tinted};
use super::super::sheet::Page;
use super::{Caption, Extent, Figure, words};
use crate::language::Texts;
use crate::units::listed;

const HEIGHT_PX: f64 = 430.0;
const SCALE_PX: f64 = 63.0;
/// Inputs with a name on the drawing; the others stand in a footnote.
const MOST_NAMES: usize = 10;
/// Inputs whose effects are smaller than this share of the largest are named in a footnote too.
const LEAST_NAMED_SHARE: f64 = 0.04;
/// Inputs that a title names.
const MOST_NAMED: usize = 3;

/// An input.
#[derive(Clone, Debug)]
pub struct MorrisPoint {
    /// In words.
    pub input: String,
    /// Mean size of its elementary effects, in the unit of the outcome.
    pub mu_star: Extent,
    /// Their standard deviation.
    pub sigma: f64,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct MorrisStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// What is measured: "people who cross".
    pub outcome: &'a str,
    /// Unit of the effects.
    pub unit: &'a str,
    /// Inputs in any order.
    pub points: Vec<MorrisPoint>,
}

/// The figure `morris`.
pub fn morris(story: &MorrisStory) -> Figure {
    let mut points: Vec<&MorrisPoint> = story.points.iter().collect();
    points.sort_by(|a, b| b.mu_star.value.total_cmp(&a.mu_star.value));
    let mut notes = vec![
        "A wide line to the right means few trials, not a large effect. Screening says which inputs may be left alone; it \
         does not say how much of the variance the others make."
            .to_owned(),
    ];
    let named = named(&points);
    if points.len() > named {
        let others: Vec<String> = points[named..].iter().map(|point| point.input.clone()).collect();
        notes.push(format!("Grey marks, from the largest: {}.", listed(&others)));
    }
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "morris".into(),
        title: title(story, &points),
        subtitle: format!(
            "Further right: moving the input through its range moves {} further (with its range, a thin line). Further up: how \
             far depends on the other inputs, or on where it starts; above the dashed line it depends more than it moves.",
            story.outcome
        ),
        notes: story.caption.notes(notes),
        table: table(&points),
        provenance: story.caption.provenance,
    };
    page.draw(HEIGHT_PX, |canvas, area| {
        let axis = Area::new(area.left + SCALE_PX, area.top + 24.0, area.right - 14.0, area.bottom - 44.0);
        let right = 1.06 * points.iter().map(|point| point.mu_star.high.max(point.mu_star.value)).fold(1.0, f64::max);
        let top = 1.10 * points.iter().map(|point| point.sigma).fold(1.0, f64::max);
        let at = |mu_star: f64, sigma: f64| -> Point {
            (axis.left + axis.width() * mu_star.max(0.0) / right, axis.bottom - axis.height() * sigma / top)
        };
        scales(canvas, axis, right, top, story.unit);
        let reach = right.min(top);
        canvas.line(&[at(0.0, 0.0), at(reach, reach)], Pen::dashed(AXIS, 1.0, 4.0));
        let mut taken = Taken::within(axis.grown(2.0));
        for (place, point) in points.iter().enumerate() {
            let ink = if place < named { BLUE } else { QUIET };
            let centre = at(point.mu_star.value, point.sigma);
            let ends = [at(point.mu_star.low, point.sigma), at(point.mu_star.high, point.sigma)];
            canvas.line(&ends, Pen::solid(ink.alpha(0.45), 1.4));
            canvas.disc(centre, 4.2, ink);
            taken.mark(centre);
            taken.add(Area::new(ends[0].0, centre.1 - 2.0, ends[1].0, centre.1 + 2.0), 1.5);
        }
        let near: Vec<[Point; 1]> =
            points.iter().map(|point| [at(point.mu_star.value, point.sigma)]).take(named).collect();
        let lines: Vec<[(&str, _); 1]> = points.iter().map(|point| [(point.input.as_str(), LABEL)]).collect();
        let names: Vec<Name> =
            lines.iter().zip(&near).map(|(lines, near)| Name { lines, near, indent_px: 0.0 }).collect();
        taken.write_all(canvas, &names);
    })
}

fn scales(canvas: &Canvas, axis: Area, right: f64, top: f64, unit: &str) {
    for value in axes::ticks(right, 5) {
        let x = axis.left + axis.width() * value / right;
        canvas.line(&[(x, axis.top), (x, axis.bottom)], GRID_LINE);
        canvas.text(&words::people(value), (x, axis.bottom + 17.0), Anchor::Middle, AXIS_LABEL);
    }
    for value in axes::ticks(top, 5) {
        let y = axis.bottom - axis.height() * value / top;
        canvas.line(&[(axis.left, y), (axis.right, y)], if value == 0.0 { BASE_LINE } else { GRID_LINE });
        canvas.text(&words::people(value), (axis.left - 7.0, y + 4.0), Anchor::End, AXIS_LABEL);
    }
    let set = tinted(SMALL, QUIET);
    canvas.text(&format!("mean size of effects (mu*), {unit}"), (axis.right, axis.bottom + 36.0), Anchor::End, set);
    canvas.text("how much effects differ (sigma)", (axis.left - SCALE_PX, axis.top - 10.0), Anchor::Start, UNIT);
}

/// The inputs that could be the largest: those whose range reaches that of the leading one.
fn title(story: &MorrisStory, points: &[&MorrisPoint]) -> String {
    let outcome = story.outcome;
    let Some(first) = points.first().filter(|point| point.mu_star.value > 0.0) else {
        return format!("No input moves “{outcome}”");
    };
    let rivals: Vec<String> = points
        .iter()
        .filter(|point| point.mu_star.high >= first.mu_star.low)
        .map(|point| point.input.clone())
        .collect();
    match rivals.len() {
        1..=MOST_NAMED => format!("What moves “{outcome}” furthest: {}", listed(&rivals)),
        many => format!("Any of {many} inputs could be the one that moves “{outcome}” furthest"),
    }
}

/// How many inputs have a name on the drawing: those near the origin would cover one another.
fn named(points: &[&MorrisPoint]) -> usize {
    let most = points.first().map_or(0.0, |point| point.mu_star.value);
    let far = points.iter().take(MOST_NAMES).take_while(|point| point.mu_star.value >= LEAST_NAMED_SHARE * most);
    far.count()
}

fn table(points: &[&MorrisPoint]) -> String {
    let rows: Vec<Vec<String>> = points
        .iter()
        .map(|point| {
            vec![
                point.input.clone(),
                words::people(point.mu_star.value),
                format!("{} to {}", words::people(point.mu_star.low), words::people(point.mu_star.high)),
                words::people(point.sigma),
            ]
        })
        .collect();
    words::table(&["Input", "mu*", "Range", "sigma"], &rows)
}
