//! Nine outcomes under every policy: small multiples of ranges, the baseline first.

use super::super::axes;
use super::super::canvas::{Anchor, Area, Canvas, Pen};
use super::super::palette::{AXIS_LABEL, BASE_LINE, GRID_LINE, HEADING, SMALL, UNIT, WHITE, tinted};
use super::super::sheet::Page;
use super::{ComparisonStory, Figure, ink, words};
use crate::language::say;
use crate::outcome::Range;
use crate::study::verdict::{SUBJECTS, Subject};
use crate::units::capital;

const COLUMNS: usize = 3;
const HEADING_PX: f64 = 26.0;
const ROW_PX: f64 = 31.0;
const SCALE_PX: f64 = 36.0;
const GAP_PX: f64 = 24.0;
const ROW_GAP_PX: f64 = 16.0;

/// The figure `multiples`.
pub(super) fn figure(story: &ComparisonStory) -> Option<Figure> {
    let catalogue = &story.comparison.baseline().findings.catalogue;
    let panels: Vec<Multiple> = SUBJECTS
        .iter()
        .filter_map(|subject| {
            let total = catalogue.total_index(subject.outcome, subject.dimensions)?;
            let ranges = story.comparison.members.iter().map(|member| member.findings.totals[total]).collect();
            Some(Multiple { subject, ranges })
        })
        .collect();
    let policies: Vec<usize> = (0..story.comparison.differences.len()).collect();
    let page = Page {
        texts: story.texts,
        kicker: &story.kicker(&policies),
        name: "multiples".into(),
        title: title(story, &policies),
        subtitle: story.texts.word("multiples-subtitle").to_owned(),
        notes: story.notes(&policies, Vec::new()),
        table: table(story, &panels),
        provenance: story.provenance,
    };
    let panel_px = HEADING_PX + ROW_PX * story.comparison.members.len() as f64 + SCALE_PX;
    let rows = panels.len().div_ceil(COLUMNS) as f64;
    Some(page.draw(rows * panel_px + (rows - 1.0) * ROW_GAP_PX, |canvas, area| {
        let width = (area.width() - GAP_PX * (COLUMNS - 1) as f64) / COLUMNS as f64;
        for (place, panel) in panels.iter().enumerate() {
            let left = area.left + (place % COLUMNS) as f64 * (width + GAP_PX);
            let top = area.top + (place / COLUMNS) as f64 * (panel_px + ROW_GAP_PX);
            panel.draw(canvas, Area::new(left, top, left + width, top + panel_px), story);
        }
    }))
}

/// A panel.
struct Multiple {
    subject: &'static Subject,
    /// `[member]`
    ranges: Vec<Range>,
}

impl Multiple {
    fn draw(&self, canvas: &Canvas, area: Area, story: &ComparisonStory) {
        canvas.text(&capital(self.subject.name(canvas.texts)), (area.left, area.top + 14.0), Anchor::Start, HEADING);
        let axis = Area::new(area.left + 4.0, area.top + HEADING_PX, area.right - 8.0, area.bottom - SCALE_PX);
        let top = 1.04 * self.ranges.iter().map(|range| range.q95).fold(1.0, f64::max);
        let x = |value: f64| axis.left + axis.width() * value / top;
        for value in axes::ticks(top, 3) {
            canvas.line(&[(x(value), axis.top), (x(value), axis.bottom)], GRID_LINE);
            let anchor = if value == 0.0 { Anchor::Start } else { Anchor::Middle };
            canvas.text(&words::people(value), (x(value), axis.bottom + 15.0), anchor, AXIS_LABEL);
        }
        canvas.line(&[(axis.left, axis.top), (axis.left, axis.bottom)], BASE_LINE);
        canvas.text(self.subject.unit(canvas.texts), (axis.right, axis.bottom + 30.0), Anchor::End, UNIT);
        for (member, range) in self.ranges.iter().enumerate() {
            let top = axis.top + ROW_PX * member as f64;
            let set = tinted(SMALL, ink(member));
            let says = words::nine_in_ten(range);
            let room = axis.width() - set.width_px(&says) - 14.0;
            let name = set.cut(&story.comparison.members[member].name, room);
            for (text, at, anchor) in [(&name, axis.left + 4.0, Anchor::Start), (&says, axis.right, Anchor::End)] {
                let (width, right) = (set.width_px(text), anchor == Anchor::End);
                let left = if right { at - width } else { at };
                canvas.rectangle(Area::new(left - 2.0, top + 1.0, left + width + 2.0, top + 16.0), WHITE);
                canvas.text(text, (at, top + 12.0), anchor, set);
            }
            bar(canvas, [range.q05, range.q25, range.q50, range.q75, range.q95].map(x), top + 21.0, member);
        }
    }
}

fn bar(canvas: &Canvas, [low, lower, median, upper, high]: [f64; 5], y: f64, member: usize) {
    let ink = ink(member);
    canvas.line(&[(low - 0.5, y), (high + 0.5, y)], Pen::solid(ink, 2.0));
    canvas.line(&[(lower - 0.5, y), (upper + 0.5, y)], Pen::solid(ink, 7.5));
    if upper - lower > 4.0 {
        canvas.line(&[(median, y - 3.75), (median, y + 3.75)], Pen::solid(WHITE, 1.6));
    }
}

fn title(story: &ComparisonStory, policies: &[usize]) -> String {
    match story.largest(policies) {
        Some(change) => {
            let (subject, policy) = (change.subject.name(story.texts), story.name(change.policy));
            say!(story.texts, "multiples-title", subject = subject, policy = policy)
        }
        None if policies.iter().all(|policy| story.comparison.same(*policy)) => {
            story.texts.word("multiples-nothing").to_owned()
        }
        None => story.texts.word("multiples-unclear").to_owned(),
    }
}

fn table(story: &ComparisonStory, panels: &[Multiple]) -> String {
    let mut rows = Vec::new();
    for panel in panels {
        for (member, range) in story.comparison.members.iter().zip(&panel.ranges) {
            rows.push(vec![
                panel.subject.name(story.texts).to_owned(),
                member.name.clone(),
                words::half(range),
                words::nine_in_ten(range),
                panel.subject.unit(story.texts).to_owned(),
            ]);
        }
    }
    let head = [
        "comparison-outcome",
        "comparison-scenario",
        "figure-half-of-runs",
        "figure-nine-in-ten-runs",
        "comparison-unit",
    ];
    words::table(&head.map(|key| story.texts.word(key)), &rows)
}
