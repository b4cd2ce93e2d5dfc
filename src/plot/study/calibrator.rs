//! Is the calibrator right? A panel a number: where the true numbers of simulated records rank among the draws.
//!
//! The cumulative distribution of the ranks less that of uniform ranks, with the band that holds the whole curve of uniform
//! ranks (Talts et al. 2018; Säilynoja, Bürkner and Vehtari 2022). Left out: whether the model is right; the records are
//! its own.

use super::super::canvas::{Anchor, Area, Canvas, Pen, Point};
use super::super::palette::{
    AXIS_LABEL, BASE_LINE, BLUE, GRID_LINE, LABEL, LABEL_BOLD, SKY, SMALL, UNIT, VERMILION, tinted,
};
use super::super::sheet::Page;
use super::{Caption, Figure, words};
use crate::language::Texts;
use crate::units::{capital, grouped, listed, rounded};

const COLUMNS: usize = 4;
const HEAD_PX: f64 = 62.0;
const PANEL_PX: f64 = 92.0;
const SCALE_PX: f64 = 22.0;
const COLUMN_GAP_PX: f64 = 14.0;
const ROW_GAP_PX: f64 = 14.0;
const AXIS_PX: f64 = 34.0;
const LEGEND_PX: f64 = 34.0;

/// A number.
#[derive(Clone, Debug)]
pub struct CalibratorPanel {
    /// In words.
    pub name: String,
    /// Share of true numbers that rank below each point of the band.
    pub shares: Vec<f64>,
    /// Chance that uniform ranks look at least as odd, over all numbers together.
    pub p: f64,
    /// Is that too small to be chance?
    pub wrong: bool,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct CalibratorStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// Simulated records.
    pub records: usize,
    /// The band of uniform ranks, the same for all: the share of the draws, the lowest and the highest share of records.
    pub band: Vec<(f64, f64, f64)>,
    /// Share of curves of uniform ranks that lie in it.
    pub level: f64,
    /// In any order.
    pub panels: Vec<CalibratorPanel>,
}

impl CalibratorStory<'_> {
    /// Does a curve leave the band?
    fn leaves(&self, panel: &CalibratorPanel) -> bool {
        panel.shares.iter().zip(&self.band).any(|(share, (_, low, high))| share < low || share > high)
    }
}

/// The figure `calibrator`.
pub fn calibrator(story: &CalibratorStory) -> Figure {
    let percent = grouped(100.0 * story.level);
    let outside = story.panels.iter().filter(|panel| story.leaves(panel)).count();
    let one_in = grouped((1.0 / (1.0 - story.level)).round());
    let mut notes = vec![format!(
        "A line that begins above zero and ends above it: true numbers rank low, so draws are too large; below: too small. \
         First above, then below zero: draws are too narrow; the other way round: too wide. Each band holds {percent} % of \
         lines that come from right draws, so that 1 of {one_in} right ones leaves it too: {outside} of {} do. The verdict in \
         the title allows for that (Holm).",
        story.panels.len()
    )];
    if story.records < 100 {
        notes.push("So few records find only gross errors.".to_owned());
    }
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "calibrator".into(),
        title: title(story),
        subtitle: format!(
            "{} records were simulated with known numbers and learned from. If ranges hold the truth as often as they say, every \
             rank of the truth among the draws is equally frequent, and the line stays in the band.",
            grouped(story.records as f64)
        ),
        notes: story.caption.notes(notes),
        table: table(story),
        provenance: story.caption.provenance,
    };
    let rows = story.panels.len().div_ceil(COLUMNS) as f64;
    let row_px = HEAD_PX + PANEL_PX + SCALE_PX + ROW_GAP_PX;
    page.draw(LEGEND_PX + rows * row_px - ROW_GAP_PX + 16.0, |canvas, area| {
        legend(canvas, area);
        let width = (area.width() - COLUMN_GAP_PX * (COLUMNS - 1) as f64) / COLUMNS as f64;
        let span = span(story);
        for (place, panel) in story.panels.iter().enumerate() {
            let left = area.left + (place % COLUMNS) as f64 * (width + COLUMN_GAP_PX);
            let top = area.top + LEGEND_PX + (place / COLUMNS) as f64 * row_px;
            draw(canvas, story, panel, span, Area::new(left, top, left + width, top + row_px - ROW_GAP_PX));
        }
        let unit = "across: where the truth ranks among the draws; up: share of records that rank below, less what it should be";
        canvas.text(unit, (area.right, area.bottom), Anchor::End, UNIT);
    })
}

/// Half the height of every panel, in shares.
fn span(story: &CalibratorStory) -> f64 {
    let band = story.band.iter().flat_map(|(z, low, high)| [z - low, high - z]);
    let lines =
        story.panels.iter().flat_map(|panel| panel.shares.iter().zip(&story.band).map(|(s, (z, ..))| (s - z).abs()));
    1.08 * band.chain(lines).fold(0.05, f64::max)
}

/// Which numbers have ranks that are not uniform.
fn title(story: &CalibratorStory) -> String {
    let wrong: Vec<String> = story.panels.iter().filter(|panel| panel.wrong).map(|panel| panel.name.clone()).collect();
    let all = grouped(story.panels.len() as f64);
    match wrong.len() {
        0 => format!("Ranges hold the truth as often as they say, as far as this test can see: {all} numbers"),
        1..=3 => format!("Draws are not right for {}", listed(&wrong)),
        wrong => format!("Draws are not right for {} of {all} numbers", grouped(wrong as f64)),
    }
}

fn legend(canvas: &Canvas, area: Area) {
    let y = area.top + 8.0;
    let mut x = area.left;
    let mut entry = |text: &str, paint: &dyn Fn(f64)| {
        paint(x);
        canvas.text(text, (x + 34.0, y + 4.0), Anchor::Start, LABEL);
        x += 34.0 + LABEL.width_px(text) + 24.0;
    };
    entry("band of right draws", &|x| canvas.rectangle(Area::new(x, y - 6.0, x + 27.0, y + 6.0), SKY.alpha(0.35)));
    entry("these draws", &|x| canvas.line(&[(x, y), (x + 27.0, y)], Pen::solid(BLUE, 2.0)));
    entry("these draws, which leave the band", &|x| {
        canvas.line(&[(x, y), (x + 27.0, y)], Pen::dashed(VERMILION, 2.2, 5.0))
    });
}

fn draw(canvas: &Canvas, story: &CalibratorStory, panel: &CalibratorPanel, span: f64, area: Area) {
    let leaves = story.leaves(panel);
    let set = if leaves { tinted(LABEL_BOLD, VERMILION) } else { LABEL_BOLD };
    let name = set.wrap_to(&capital(&panel.name), area.width(), 3);
    canvas.lines(&name, (area.left, area.top + 11.0), Anchor::Start, set, 14.0);
    let verdict = match (panel.wrong, leaves) {
        (true, _) => format!("not right: p {}", p_value(panel.p)),
        (false, true) => "leaves its band, may be chance".to_owned(),
        (false, false) => "inside".to_owned(),
    };
    canvas.text(&verdict, (area.left, area.top + 11.0 + 14.0 * name.len() as f64), Anchor::Start, SMALL);
    let axis = Area::new(area.left + AXIS_PX, area.top + HEAD_PX, area.right - 4.0, area.top + HEAD_PX + PANEL_PX);
    let at = |z: f64, gap: f64| -> Point {
        (axis.left + axis.width() * z, 0.5 * (axis.top + axis.bottom) - 0.5 * axis.height() * gap / span)
    };
    let band: Vec<(f64, f64, f64)> = closed(&story.band);
    let edge = |of: &dyn Fn(&(f64, f64, f64)) -> f64| -> Vec<Point> {
        band.iter().map(|point| at(point.0, of(point) - point.0)).collect()
    };
    canvas.between(&edge(&|point| point.2), &edge(&|point| point.1), SKY.alpha(0.35));
    let tick = nice(span);
    for value in [-tick, 0.0, tick] {
        let pen = if value == 0.0 { BASE_LINE } else { GRID_LINE };
        canvas.line(&[at(0.0, value), at(1.0, value)], pen);
        let text = words::with_sign(value, &rounded(value, tick.min(0.1)));
        canvas.text(&text, (axis.left - 5.0, at(0.0, value).1 + 4.0), Anchor::End, AXIS_LABEL);
    }
    for (z, text, anchor) in [(0.0, "lowest", Anchor::Start), (1.0, "highest", Anchor::End)] {
        canvas.text(text, (at(z, 0.0).0, axis.bottom + 15.0), anchor, AXIS_LABEL);
    }
    let line = std::iter::once((0.0, 0.0))
        .chain(panel.shares.iter().zip(&story.band).map(|(share, (z, ..))| (*z, share - z)))
        .chain([(1.0, 0.0)]);
    let points: Vec<Point> = line.map(|(z, gap)| at(z, gap)).collect();
    canvas.line(&points, if leaves { Pen::dashed(VERMILION, 2.2, 5.0) } else { Pen::solid(BLUE, 1.8) });
}

/// The band from one end to the other, where it closes.
fn closed(band: &[(f64, f64, f64)]) -> Vec<(f64, f64, f64)> {
    std::iter::once((0.0, 0.0, 0.0)).chain(band.iter().copied()).chain([(1.0, 1.0, 1.0)]).collect()
}

/// No finer than a null distribution of some thousand sets can tell.
fn p_value(p: f64) -> String {
    if p < 0.001 { "below 0.001".to_owned() } else { rounded(p, 0.001) }
}

/// A round number below a span.
fn nice(span: f64) -> f64 {
    [0.5, 0.2, 0.1, 0.05, 0.02].into_iter().find(|tick| *tick <= 0.85 * span).unwrap_or(0.02)
}

fn table(story: &CalibratorStory) -> String {
    let row = |panel: &CalibratorPanel| {
        let inside = if story.leaves(panel) { "leaves it" } else { "inside" };
        let verdict = if panel.wrong { "not right" } else { "right, as far as this test can see" };
        vec![panel.name.clone(), inside.to_owned(), p_value(panel.p), verdict.to_owned()]
    };
    words::table(
        &["Number", "Band", "p, all numbers together", "Draws are"],
        &story.panels.iter().map(row).collect::<Vec<_>>(),
    )
}
