//! How a policy differs from the baseline, day by day and pair by pair.
//!
//! A fan of differences, not a difference of fans: every pair shares its numbers and its luck, so the band says how sure
//! the difference is, which two overlaid fans cannot.

use super::super::axes::{DATES_PX, Panel};
use super::super::canvas::{Anchor, Area, Canvas, Pen};
use super::super::fan::Track;
use super::super::palette::{BLACK, HEADING, SMALL, tinted};
use super::super::sheet::Page;
use super::{ComparisonStory, Figure, ink, words};
use crate::language::say;
use crate::outcome::{Dimensions, Outcome, Range, daily};
use crate::plan::Mode;

const COLUMNS: usize = 2;
const HEADING_PX: f64 = 70.0;
const PANEL_PX: f64 = 132.0;
const ROW_GAP_PX: f64 = 14.0;
const COLUMN_GAP_PX: f64 = 22.0;
const SCALE_PX: f64 = 60.0;
/// Single pairs drawn beneath the bands.
const SINGLE_PAIRS: usize = 12;

/// A series worth a panel.
struct Shown {
    outcome: &'static Outcome,
    dimensions: Dimensions,
    /// Key of its heading.
    heading: &'static str,
    /// Does it count from the first day on? Then its last day tells all; of others the day that differs most does.
    cumulative: bool,
}

const fn shown(outcome: &'static Outcome, heading: &'static str, cumulative: bool) -> Shown {
    Shown { outcome, dimensions: Dimensions::ALL, heading, cumulative }
}

static SHOWN: [Shown; 6] = [
    shown(&daily::DEPARTURES_CUMULATIVE, "difference-departures", true),
    Shown {
        dimensions: Dimensions { mode: Some(Mode::Deported), ..Dimensions::ALL },
        ..shown(&daily::DEPARTURES_CUMULATIVE, "difference-deported", true)
    },
    shown(&daily::DOCUMENTED_DEPORTED_CUMULATIVE, "difference-documented", true),
    shown(&daily::QUEUE, "difference-queue", false),
    shown(&daily::WINTER_EXPOSURE_DAILY, "difference-cold", false),
    shown(&daily::RECEPTION_SHORTFALL, "difference-beds", false),
];

/// A panel.
struct Facet<'a> {
    shown: &'static Shown,
    track: Track<'a>,
    /// The day that the words are about.
    day: usize,
}

/// The figure `difference`; nothing if no series differs.
pub(super) fn figure(story: &ComparisonStory, policy: usize, name: String) -> Option<Figure> {
    let facets: Vec<Facet> = SHOWN.iter().filter_map(|shown| facet(story, policy, shown)).collect();
    if facets.is_empty() {
        return None;
    }
    let texts = story.texts;
    let parted = story.comparison.parted(policy);
    let page = Page {
        texts,
        kicker: &story.kicker(&[policy]),
        name: name.into(),
        title: story.title(&[policy]),
        subtitle: format!(
            "{} {}",
            say!(texts, "difference-subtitle", policy = story.name(policy), baseline = story.baseline()),
            parting(story, parted)
        ),
        notes: story.notes(&[policy], notes(story, policy, &facets)),
        table: table(story, policy, &facets),
        provenance: story.provenance,
    };
    let columns = COLUMNS.min(facets.len());
    let row_px = HEADING_PX + PANEL_PX + DATES_PX + ROW_GAP_PX;
    Some(page.draw(facets.len().div_ceil(columns) as f64 * row_px - ROW_GAP_PX, |canvas, area| {
        let width = (area.width() - COLUMN_GAP_PX * (columns - 1) as f64) / columns as f64;
        for (place, facet) in facets.iter().enumerate() {
            let left = area.left + (place % columns) as f64 * (width + COLUMN_GAP_PX);
            let top = area.top + (place / columns) as f64 * row_px;
            let area = Area::new(left, top, left + width, top + HEADING_PX + PANEL_PX);
            facet.draw(canvas, area, story, policy, parted);
        }
    }))
}

fn facet<'a>(story: &ComparisonStory<'a>, policy: usize, shown: &'static Shown) -> Option<Facet<'a>> {
    let mut track = Track::of(&story.comparison.differences[policy], shown.outcome, shown.dimensions)?;
    track.runs.truncate(SINGLE_PAIRS);
    if track.ranges.iter().all(|range| range.min == 0.0 && range.max == 0.0) {
        return None;
    }
    let last = track.ranges.len() - 1;
    let size = |range: &Range| range.q95.abs().max(range.q05.abs());
    let widest =
        (0..=last).fold(0, |best, day| if size(&track.ranges[day]) > size(&track.ranges[best]) { day } else { best });
    // What a policy only puts off is gone on the last day.
    let lasts = size(&track.ranges[last]) > 0.0;
    Some(Facet { shown, day: if shown.cumulative && lasts { last } else { widest }, track })
}

impl Facet<'_> {
    fn draw(&self, canvas: &Canvas, area: Area, story: &ComparisonStory, policy: usize, parted: Option<usize>) {
        let ink = ink(policy + 1);
        canvas.text(
            canvas.texts.word(self.shown.heading),
            (area.left, area.top + 14.0),
            Anchor::Start,
            tinted(HEADING, ink),
        );
        canvas.lines(&self.says(story), (area.left, area.top + 31.0), Anchor::Start, SMALL, 15.0);

        let inner = Area::new(area.left + SCALE_PX, area.top + HEADING_PX, area.right - 6.0, area.bottom);
        let findings = &story.comparison.baseline().findings;
        let (low, high) = self.track.span();
        let room = 0.06 * (high - low).max(1.0);
        let panel = Panel {
            area: inner,
            first_day: findings.first_day,
            days: findings.days,
            bottom: low - room,
            top: high + room,
        };
        panel.scale(canvas, 4, canvas.texts.word("unit-people"));
        panel.dates(canvas);
        if let Some(day) = parted.filter(|day| *day > 0) {
            let x = panel.x(day as f64);
            canvas.line(&[(x, inner.top), (x, inner.bottom)], Pen::dashed(BLACK, 0.9, 3.0));
        }
        self.track.draw_runs(canvas, &panel, ink, SINGLE_PAIRS);
        self.track.draw_bands(canvas, &panel, ink);
        canvas.line(&[(inner.left, panel.y(0.0)), (inner.right, panel.y(0.0))], Pen::solid(BLACK, 1.3));
    }

    fn range(&self) -> &Range {
        &self.track.ranges[self.day]
    }

    /// "9 in 10 pairs: −4,100 to +200, until 30 Jun 2024", and "half of pairs: −3,000 to −900"
    fn says(&self, story: &ComparisonStory) -> Vec<String> {
        let texts = story.texts;
        let until = self.shown.cumulative && self.day + 1 == self.track.ranges.len();
        let day = texts.day(story.comparison.baseline().findings.first_day + self.day as i32);
        if story.comparison.runs() == 1 {
            let key = if until { "difference-one-until" } else { "difference-one-largest" };
            return vec![say!(texts, key, difference = words::signed(self.range().mean), day = day)];
        }
        let key = if until { "difference-until" } else { "difference-largest" };
        vec![
            say!(texts, key, range = words::signed_nine_in_ten(texts, self.range()), day = day),
            say!(texts, "difference-half", range = words::signed_half(texts, self.range())),
        ]
    }
}

/// When histories part, in words.
fn parting(story: &ComparisonStory, parted: Option<usize>) -> String {
    match parted {
        Some(day) if day > 0 => {
            let day = story.texts.day(story.comparison.baseline().findings.first_day + day as i32);
            say!(story.texts, "difference-parted", day = day.replace(' ', "\u{a0}"))
        }
        _ => story.texts.word("difference-at-once").to_owned(),
    }
}

fn notes(story: &ComparisonStory, policy: usize, facets: &[Facet]) -> Vec<String> {
    let texts = story.texts;
    let mut notes = vec![texts.word("difference-title-note").to_owned()];
    let catalogue = &story.comparison.baseline().findings.catalogue;
    if let Some(total) = catalogue.total_index(&crate::outcome::total::DEPARTURES_TOTAL, Dimensions::ALL) {
        let difference = story.comparison.paired(policy, total).difference;
        if difference.mc_error > 0.0 {
            let difference = words::with_error(difference.mean, difference.mc_error);
            notes.push(say!(texts, "difference-monte-carlo", difference = difference));
        }
    }
    let missing: Vec<String> = SHOWN
        .iter()
        .filter(|shown| facets.iter().all(|facet| !std::ptr::eq(facet.shown, *shown)))
        .map(|shown| texts.word(shown.heading).to_lowercase())
        .collect();
    if !missing.is_empty() {
        notes.push(say!(texts, "difference-left-out", names = texts.one_by_one(&missing)));
    }
    notes
}

fn table(story: &ComparisonStory, policy: usize, facets: &[Facet]) -> String {
    let texts = story.texts;
    let findings = &story.comparison.differences[policy];
    let last = findings.days - 1;
    let mut rows = Vec::new();
    for facet in facets {
        let mut days: Vec<usize> = (1..=4).map(|quarter| last * quarter / 4).chain([facet.day]).collect();
        days.sort_unstable();
        days.dedup();
        rows.extend(days.into_iter().map(|day| {
            let range = &facet.track.ranges[day];
            vec![
                texts.word(facet.shown.heading).to_owned(),
                texts.day(findings.first_day + day as i32),
                words::signed_half(texts, range),
                words::signed_nine_in_ten(texts, range),
            ]
        }));
    }
    let head = ["difference-in", "difference-on", "comparison-half-of-pairs", "comparison-nine-in-ten-pairs"];
    words::table(&head.map(|key| texts.word(key)), &rows)
}
