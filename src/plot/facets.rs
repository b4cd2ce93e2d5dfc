//! Small multiples: one panel for each of several series, side by side.

use super::axes::DATES_PX;
use super::canvas::{Anchor, Area, Canvas, Ink};
use super::fan::Track;
use super::labels::Taken;
use super::marks::{self, Wanted};
use super::palette::{HEADING, SMALL, tinted};
use super::{Story, words};
use crate::language::Texts;
use crate::observed::Observation;

/// One panel of small multiples.
pub(super) struct Facet<'a> {
    pub heading: String,
    /// Said below the heading, before the range of the last day.
    pub remark: &'static str,
    pub track: Track<'a>,
    pub ink: Ink,
    /// Published counts that belong here, if any.
    pub wanted: Option<Wanted<'a>>,
}

/// How the panels share a page.
pub(super) struct Layout {
    pub columns: usize,
    pub panel_px: f64,
    /// One scale for all panels, or one for each.
    pub shared_scale: bool,
}

const HEADING_PX: f64 = 70.0;
const ROW_GAP_PX: f64 = 18.0;
const SCALE_PX: f64 = 63.0;

impl Layout {
    /// Height of so many panels.
    pub(super) fn height_px(&self, facets: usize) -> f64 {
        let rows = facets.div_ceil(self.columns) as f64;
        rows * (HEADING_PX + self.panel_px + DATES_PX) + (rows - 1.0) * ROW_GAP_PX
    }

    /// Draws the panels row by row.
    pub(super) fn draw(&self, canvas: &Canvas, area: Area, story: &Story, facets: &[Facet]) {
        let shared = facets.iter().map(|facet| facet.top(story)).fold(0.0, f64::max);
        let columns = facets.len().min(self.columns).max(1);
        let gap = 16.0;
        let width = (area.width() - gap * (columns as f64 - 1.0)) / columns as f64;
        for (place, facet) in facets.iter().enumerate() {
            let left = area.left + (place % self.columns) as f64 * (width + gap);
            let row_px = HEADING_PX + self.panel_px + DATES_PX + ROW_GAP_PX;
            let top = area.top + (place / self.columns) as f64 * row_px;
            let own = facet.top(story);
            let highest = if self.shared_scale || own == 0.0 { shared } else { own };
            facet.draw(canvas, Area::new(left, top, left + width, top + HEADING_PX + self.panel_px), story, highest);
        }
    }
}

impl Facet<'_> {
    /// Published counts that are drawn.
    pub(super) fn counts<'o>(&self, story: &Story<'o>) -> Vec<&'o Observation> {
        let panel = story.panel(Area::new(0.0, 0.0, 1.0, 1.0), 1.0);
        self.wanted.map_or(Vec::new(), |wanted| wanted.cumulative(story.observed, &panel))
    }

    fn top(&self, story: &Story) -> f64 {
        1.06 * self.counts(story).iter().map(|o| o.value).fold(self.track.top(), f64::max)
    }

    fn draw(&self, canvas: &Canvas, area: Area, story: &Story, top: f64) {
        let heading = tinted(HEADING, self.ink);
        canvas.text(&self.heading, (area.left, area.top + 14.0), Anchor::Start, heading);
        canvas.text(self.remark, (area.left, area.top + 31.0), Anchor::Start, SMALL);
        let last = self.track.last();
        let says = match last.max > 0.0 {
            true => words::nine_in_ten(&last),
            false => story.texts.word("facets-none").to_owned(),
        };
        canvas.text(&says, (area.left, area.top + 47.0), Anchor::Start, SMALL);
        let inner = Area::new(area.left + SCALE_PX, area.top + HEADING_PX, area.right - 6.0, area.bottom);
        let panel = story.panel(inner, top);
        panel.scale(canvas, 4, story.texts.word("unit-people"));
        panel.dates(canvas);
        self.track.draw_runs(canvas, &panel, self.ink, usize::MAX);
        self.track.draw_bands(canvas, &panel, self.ink);
        if let Some(wanted) = self.wanted {
            let counts = wanted.cumulative(story.observed, &panel);
            marks::draw_cumulative(canvas, &panel, &counts, &mut Taken::within(inner));
        }
    }
}

/// The last day of every panel as a table; `of` is the key of what panels are.
pub(super) fn table(texts: &Texts, of: &str, facets: &[Facet]) -> String {
    let rows: Vec<_> = facets.iter().map(|facet| (facet.heading.as_str(), facet.track.last())).collect();
    words::ranges(texts, texts.word(of), &rows)
}
