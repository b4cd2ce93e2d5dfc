//! How the cost of a run grows: a panel for each thing that is varied, both scales logarithmic.

use super::canvas::{Anchor, Area, Canvas, Pen, Point};
use super::logarithmic::LogScale;
use super::palette::{AXIS_LABEL, BASE_LINE, GRID_LINE, HEADING, LABEL_BOLD, SERIES, SMALL, UNIT, WHITE, tinted};
use super::sheet::Page;
use super::{Figure, words};
use crate::language::Texts;

const COLUMNS: usize = 2;
const PANEL_PX: f64 = 170.0;
const HEADING_PX: f64 = 76.0;
const SCALE_PX: f64 = 44.0;
const GAP_PX: f64 = 22.0;
const LEFT_PX: f64 = 52.0;
const END_PX: f64 = 58.0;

/// An engine in a panel.
#[derive(Clone, Debug)]
pub struct GrowthTrack {
    /// Name of the engine.
    pub engine: String,
    /// Amounts and seconds a run: lower quartile, median, upper quartile.
    pub points: Vec<(f64, [f64; 3])>,
}

/// What is varied.
#[derive(Clone, Debug)]
pub struct GrowthPanel {
    /// What is varied.
    pub heading: String,
    /// What it comes to, in words: one line for each engine.
    pub words: Vec<String>,
    /// Unit of the amounts.
    pub unit: String,
    /// The power of a dashed line to compare with: 1 for "twice the time for twice as much", -1 for "half the time".
    pub compared_power: f64,
    /// Engines.
    pub tracks: Vec<GrowthTrack>,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct GrowthStory<'a> {
    /// Title of the scenario.
    pub scenario: &'a str,
    /// Panels, row by row.
    pub panels: Vec<GrowthPanel>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// Put inside the file.
    pub provenance: String,
}

/// The figure `growth`.
pub fn growth(story: &GrowthStory) -> Figure {
    let page = Page {
        texts: Texts::english(),
        kicker: story.scenario,
        name: "growth".into(),
        title: "How the time of a simulated history grows".to_owned(),
        subtitle: "One thing is varied in each panel, the rest is as in the scenario. Both scales grow by ratios: a level line \
                   means that a run takes as long whatever is varied, and a line with the slope of the dashed one means \
                   twice the time for twice as much (with threads: half the time for twice as many). Bars hold half of \
                   the rounds."
            .to_owned(),
        notes: story.notes.clone(),
        table: table(story),
        provenance: &story.provenance,
    };
    let rows = story.panels.len().div_ceil(COLUMNS);
    let row_px = HEADING_PX + PANEL_PX + SCALE_PX;
    page.draw(rows as f64 * row_px + GAP_PX * rows.saturating_sub(1) as f64, |canvas, area| {
        let width = (area.width() - GAP_PX) / COLUMNS as f64;
        for (place, panel) in story.panels.iter().enumerate() {
            let left = area.left + (place % COLUMNS) as f64 * (width + GAP_PX);
            let top = area.top + (place / COLUMNS) as f64 * (row_px + GAP_PX);
            draw_panel(canvas, panel, Area::new(left, top, left + width, top + HEADING_PX + PANEL_PX));
        }
    })
}

fn draw_panel(canvas: &Canvas, panel: &GrowthPanel, area: Area) {
    canvas.text(&panel.heading, (area.left, area.top + 14.0), Anchor::Start, HEADING);
    let lines: Vec<String> = panel.words.iter().flat_map(|line| SMALL.wrap(line, area.width())).take(3).collect();
    canvas.lines(&lines, (area.left, area.top + 31.0), Anchor::Start, SMALL, 14.0);

    let inner = Area::new(area.left + LEFT_PX, area.top + HEADING_PX, area.right - END_PX, area.bottom);
    let amounts = panel.tracks.iter().flat_map(|track| track.points.iter().map(|point| point.0));
    let times = panel.tracks.iter().flat_map(|track| track.points.iter().flat_map(|point| point.1));
    let across = LogScale::over(amounts, inner.left, inner.right);
    let up = LogScale::over(times, inner.bottom, inner.top);
    canvas.text("time a run", (inner.left - 7.0, inner.top - 6.0), Anchor::Middle, UNIT);
    for tick in up.ticks(5) {
        canvas.line(&[(inner.left, up.at(tick)), (inner.right, up.at(tick))], GRID_LINE);
        canvas.text(&duration(tick), (inner.left - 7.0, up.at(tick) + 4.0), Anchor::End, AXIS_LABEL);
    }
    canvas.line(&[(inner.left, inner.bottom), (inner.right, inner.bottom)], BASE_LINE);
    for tick in across.ticks(4) {
        canvas.line(&[(across.at(tick), inner.bottom), (across.at(tick), inner.bottom + 4.0)], BASE_LINE);
        canvas.text(&amount(tick), (across.at(tick), inner.bottom + 17.0), Anchor::Middle, AXIS_LABEL);
    }
    canvas.text(&panel.unit, ((inner.left + inner.right) / 2.0, inner.bottom + 33.0), Anchor::Middle, UNIT);
    compared(canvas, panel, &across, &up, inner);
    let mut ends: Vec<f64> = Vec::new();
    for (index, track) in panel.tracks.iter().enumerate() {
        draw_track(canvas, track, index, &across, &up);
        let Some((last, [_, median, _])) = track.points.last() else { continue };
        let mut y = up.at(*median) + 4.0;
        // Names keep a line's distance from those above and below.
        while ends.iter().any(|other| (other - y).abs() < 13.0) {
            y += 2.0;
        }
        ends.push(y);
        let set = tinted(LABEL_BOLD, SERIES[index % SERIES.len()]);
        canvas.text(&track.engine, (across.at(*last) + 9.0, y), Anchor::Start, set);
    }
}

/// The line to compare with, through the start of the first track, as far as the panel goes.
fn compared(canvas: &Canvas, panel: &GrowthPanel, across: &LogScale, up: &LogScale, inner: Area) {
    let Some(&(amount, [_, seconds, _])) = panel.tracks.first().and_then(|track| track.points.first()) else { return };
    let steps = (0..=200).map(|step| libm::pow(10.0, f64::from(step) * 0.04));
    let points: Vec<Point> = steps
        .map(|factor| (across.at(amount * factor), up.at(seconds * libm::pow(factor, panel.compared_power))))
        .take_while(|(x, y)| *x <= inner.right && (inner.top..=inner.bottom).contains(y))
        .collect();
    canvas.line(&points, Pen::dashed(super::palette::AXIS, 1.0, 3.0));
}

/// A line with a mark of its own at every point: a disc, a square, a ring.
fn draw_track(canvas: &Canvas, track: &GrowthTrack, index: usize, across: &LogScale, up: &LogScale) {
    let ink = SERIES[index % SERIES.len()];
    let points: Vec<Point> = track.points.iter().map(|(x, [_, y, _])| (across.at(*x), up.at(*y))).collect();
    canvas.line(&points, Pen::solid(ink, 1.8));
    for (&(x, y), (_, [low, _, high])) in points.iter().zip(&track.points) {
        canvas.line(&[(x, up.at(*low)), (x, up.at(*high))], Pen::solid(ink.alpha(0.5), 4.0));
        match index % 3 {
            0 => canvas.disc((x, y), 4.0, ink),
            1 => canvas.rectangle(Area::new(x - 3.6, y - 3.6, x + 3.6, y + 3.6), ink),
            _ => {
                canvas.disc((x, y), 4.4, WHITE);
                canvas.ring((x, y), 4.4, Pen::solid(ink, 1.6));
            }
        }
    }
}

fn amount(value: f64) -> String {
    if value < 1.0 { value.to_string() } else { words::people(value) }
}

fn duration(seconds: f64) -> String {
    // Round values only: those of the scale.
    let tidy = |value: f64| format!("{value:.3}").trim_end_matches('0').trim_end_matches('.').to_owned();
    if seconds < 0.99e-3 {
        format!("{} µs", tidy(seconds * 1e6))
    } else if seconds < 0.99 {
        format!("{} ms", tidy(seconds * 1e3))
    } else {
        format!("{} s", tidy(seconds))
    }
}

fn table(story: &GrowthStory) -> String {
    let mut rows = Vec::new();
    for panel in &story.panels {
        for track in &panel.tracks {
            for (x, [low, median, high]) in &track.points {
                let milliseconds = |seconds: f64| format!("{:.3} ms", seconds * 1e3);
                rows.push(vec![
                    panel.heading.clone(),
                    track.engine.clone(),
                    format!("{} {}", amount(*x), panel.unit),
                    milliseconds(*median),
                    format!("{} to {}", milliseconds(*low), milliseconds(*high)),
                ]);
            }
        }
    }
    let sentences: Vec<String> = story
        .panels
        .iter()
        .flat_map(|panel| panel.words.iter().map(|line| format!("{}: {line}", panel.heading)))
        .collect();
    let head = ["Varied", "Engine", "Amount", "Time a run", "Half of rounds"];
    format!("{}\n{}", words::table(&head, &rows), sentences.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_track_has_its_name_and_its_words() {
        let points = vec![(1.0, [0.9e-3, 1e-3, 1.1e-3]), (10.0, [9e-3, 10e-3, 11e-3])];
        let tracks = vec![GrowthTrack { engine: "cohort".to_owned(), points }];
        let panel = GrowthPanel {
            heading: "Cells".to_owned(),
            words: vec!["cohort: to the power 1.00 ± 0.01".to_owned()],
            unit: "cells".to_owned(),
            compared_power: 1.0,
            tracks,
        };
        let story = GrowthStory {
            scenario: "A town",
            panels: vec![panel],
            notes: vec!["Here.".to_owned()],
            provenance: "me".to_owned(),
        };
        let figure = growth(&story);
        for words in [">cohort<", "to the power 1.00 ± 0.01", ">10 ms<", ">cells<"] {
            assert!(figure.svg.contains(words), "`{words}` is missing");
        }
        assert!(figure.description.contains("| Cells | cohort | 10 cells | 10.000 ms | 9.000 ms to 11.000 ms |"));
    }

    #[test]
    fn times_are_round() {
        assert_eq!(
            [5e-6, 1e-3, 0.02, 0.5, 1.0, 20.0].map(duration),
            ["5 µs", "1 ms", "20 ms", "500 ms", "1 s", "20 s"]
        );
    }
}
