//! Two bands and some thirty single runs: how every uncertain course is drawn.
//!
//! The outer band holds 9 in 10 runs, the inner one half of them; single runs lie beneath as thin lines, because no
//! run looks like the edge of a band. There is never a line in the middle: a reader would take it for the answer.

use super::axes::Panel;
use super::canvas::{Anchor, Canvas, Ink, Pen};
use super::palette::{LABEL, LABEL_BOLD, tinted};
use super::words;
use crate::outcome::{Dimensions, Findings, Outcome, Range};

/// Room that [`Track::end_labels`] takes to the right of a panel.
pub(super) const END_LABELS_PX: f64 = 128.0;

/// Single runs drawn where many would hide the bands.
pub(super) const FEW_RUNS: usize = 8;

/// One daily series: its ranges and its single runs.
pub(super) struct Track<'a> {
    /// `[day]`
    pub ranges: &'a [Range],
    /// `[run][day]`
    pub runs: Vec<&'a [f64]>,
}

impl<'a> Track<'a> {
    /// The series, if the findings have it.
    pub(super) fn of(findings: &'a Findings, outcome: &Outcome, dimensions: Dimensions) -> Option<Self> {
        let index = findings.catalogue.daily_index(outcome, dimensions)?;
        let row = index * findings.days..(index + 1) * findings.days;
        let runs = findings.samples.iter().map(|sample| &sample.daily[row.clone()]).collect();
        Some(Track { ranges: &findings.daily[index], runs })
    }

    /// Only the days of a window, `first..end` of the horizon.
    pub(super) fn window(&self, days: &std::ops::Range<usize>) -> Track<'a> {
        Track { ranges: &self.ranges[days.clone()], runs: self.runs.iter().map(|run| &run[days.clone()]).collect() }
    }

    /// The range of the day whose outer band is highest.
    pub(super) fn busiest(&self) -> Range {
        self.ranges.iter().copied().fold(Range::default(), |a, b| if b.q95 > a.q95 { b } else { a })
    }

    /// The highest value of the bands and the single runs.
    pub(super) fn top(&self) -> f64 {
        let bands = self.ranges.iter().map(|range| range.q95);
        let runs = self.runs.iter().flat_map(|run| run.iter().copied());
        bands.chain(runs).fold(0.0, f64::max)
    }

    /// The highest value of the outer band.
    pub(super) fn band_top(&self) -> f64 {
        self.ranges.iter().map(|range| range.q95).fold(0.0, f64::max)
    }

    /// From the lowest to the highest value of the bands, the single runs and zero.
    pub(super) fn span(&self) -> (f64, f64) {
        let bands = self.ranges.iter().flat_map(|range| [range.q05, range.q95]);
        let runs = self.runs.iter().flat_map(|run| run.iter().copied());
        bands.chain(runs).fold((0.0, 0.0), |(low, high), value| (low.min(value), high.max(value)))
    }

    /// The range of the last day.
    pub(super) fn last(&self) -> Range {
        self.ranges.last().copied().unwrap_or_default()
    }

    /// The first single runs, thin: all that there are beneath a smooth course, a few where runs jump from day to day.
    pub(super) fn draw_runs(&self, canvas: &Canvas, panel: &Panel, ink: Ink, runs: usize) {
        for run in self.runs.iter().take(runs) {
            canvas.line(&panel.points(run.iter().copied()), Pen::solid(ink.alpha(0.28), 0.7));
        }
    }

    /// Both bands; a thin edge keeps them visible where they are narrow.
    pub(super) fn draw_bands(&self, canvas: &Canvas, panel: &Panel, ink: Ink) {
        let edge = |quantile: fn(&Range) -> f64| panel.points(self.ranges.iter().map(quantile));
        let (low, high) = (edge(|r| r.q05), edge(|r| r.q95));
        canvas.between(&high, &low, ink.alpha(0.20));
        canvas.line(&low, Pen::solid(ink.alpha(0.45), 0.7));
        canvas.line(&high, Pen::solid(ink.alpha(0.45), 0.7));
        canvas.between(&edge(|r| r.q75), &edge(|r| r.q25), ink.alpha(0.42));
    }

    /// Brackets at the end of the bands that say what they are and what they span.
    pub(super) fn end_labels(&self, canvas: &Canvas, panel: &Panel, ink: Ink) {
        let last = self.last();
        let x = panel.area.right;
        let bracket = |from: f64, to: f64, at: f64, width: f64| {
            canvas.line(&[(at, panel.y(from)), (at, panel.y(to))], Pen::solid(ink, width));
        };
        bracket(last.q05, last.q95, x + 5.0, 1.4);
        bracket(last.q25, last.q75, x + 5.0, 5.0);
        let inner = 0.5 * (panel.y(last.q25) + panel.y(last.q75));
        let outer = panel.y(last.q95).min(inner - 40.0).max(panel.area.top + 10.0);
        let inner = inner.max(outer + 40.0);
        let text = x + 15.0;
        for (y, from, key, range) in [
            (outer, last.q95, "fan-nine-in-ten", words::nine_in_ten(&last)),
            (inner, 0.5 * (last.q25 + last.q75), "fan-half", words::half(&last)),
        ] {
            canvas.line(&[(x + 7.0, panel.y(from)), (text - 2.0, y - 3.0)], Pen::solid(ink.alpha(0.6), 0.8));
            canvas.text(canvas.texts.word(key), (text, y), Anchor::Start, tinted(LABEL_BOLD, ink));
            canvas.text(&range, (text, y + 16.0), Anchor::Start, LABEL);
        }
    }
}
