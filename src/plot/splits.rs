//! The departures and the people who remain, split by status and by mode of departure, and documented people deported.

use super::canvas::{Anchor, Area, Canvas, Pen};
use super::facets::{self, Facet, Layout};
use super::marks::{self, Wanted};
use super::palette::{BLACK, BLUE, GREEN, LABEL, SERIES, VERMILION, tinted};
use super::sheet::Sheet;
use super::{Figure, Story};
use crate::language::say;
use crate::observed::Use;
use crate::outcome::{Dimensions, Outcome, daily};
use crate::plan::Mode;

/// The figure `status`.
pub(super) fn by_status(story: &Story) -> Option<Figure> {
    let facets = of_statuses(story, &daily::DEPARTURES_CUMULATIVE, "splits-in-all", true);
    let layout = Layout { columns: 3, panel_px: 190.0, shared_scale: false };
    panels(story, facets, layout, |facets| Sheet {
        story,
        name: "status",
        title: story.texts.word("status-title").to_owned(),
        subtitle: crossed_since(story, facets),
        notes: about_counts(story, facets).into_iter().collect(),
        table: facets::table(story.texts, "status-status", facets),
    })
}

/// The figure `mode`.
pub(super) fn by_mode(story: &Story) -> Option<Figure> {
    let facet = |mode: Mode, ink| {
        Some(Facet {
            heading: story.texts.label(mode.name()),
            remark: story.texts.word(match mode {
                Mode::SelfOrganised => "mode-self-organised",
                Mode::Assisted => "mode-assisted",
                Mode::Deported => "mode-deported",
            }),
            track: story.track(&daily::DEPARTURES_CUMULATIVE, Dimensions::mode(mode))?,
            ink,
            wanted: Some(Wanted { mode: Some(mode.name()), ..Wanted::default() }),
        })
    };
    let facets: Vec<Facet> =
        Mode::ALL.into_iter().zip([BLUE, GREEN, VERMILION]).filter_map(|(m, i)| facet(m, i)).collect();
    let layout = Layout { columns: 3, panel_px: 190.0, shared_scale: false };
    panels(story, facets, layout, |facets| Sheet {
        story,
        name: "mode",
        title: story.texts.word("mode-title").to_owned(),
        subtitle: crossed_since(story, facets),
        notes: [story.texts.word("mode-note").to_owned()].into_iter().chain(about_counts(story, facets)).collect(),
        table: facets::table(story.texts, "mode-mode", facets),
    })
}

/// What panels of departures show, each on its own scale.
fn crossed_since(story: &Story, facets: &[Facet]) -> String {
    let texts = story.texts;
    let crossed = say!(texts, "splits-crossed", day = texts.day(story.findings.first_day));
    let mut says = vec![crossed.as_str(), texts.word("splits-bands"), texts.word("splits-own-scales")];
    if facets.iter().any(|facet| !facet.counts(story).is_empty()) {
        says.push(texts.word("cumulative-subtitle-marks"));
    }
    says.join(" ")
}

/// Who counted what is drawn in the panels, and what crosses mean.
fn about_counts(story: &Story, facets: &[Facet]) -> Option<String> {
    let counts: Vec<_> = facets.iter().flat_map(|facet| facet.counts(story)).collect();
    let says = marks::counted_by(story.texts, &counts)?;
    let crosses = counts.iter().any(|o| o.use_ == Use::Conflict);
    Some(if crosses { format!("{says} {}", story.texts.word("cumulative-crosses")) } else { says })
}

/// The figure `remaining`.
pub(super) fn remaining(story: &Story) -> Option<Figure> {
    let facets = of_statuses(story, &daily::REMAINING, "splits-last-day", false);
    let layout = Layout { columns: 3, panel_px: 190.0, shared_scale: true };
    let texts = story.texts;
    panels(story, facets, layout, |facets| Sheet {
        story,
        name: "remaining",
        title: texts.word("remaining-title").to_owned(),
        subtitle: [texts.word("remaining-subtitle"), texts.word("splits-bands")].join(" "),
        notes: vec![texts.word("remaining-note").to_owned()],
        table: facets::table(texts, "status-status", facets),
    })
}

/// The figure `documented_deported`.
pub(super) fn documented_deported(story: &Story) -> Option<Figure> {
    let texts = story.texts;
    let parts = [
        (&daily::DOCUMENTED_DEPORTED_CUMULATIVE, "documented-all", BLUE),
        (&daily::DOCUMENTED_DEPORTED_VALID_CUMULATIVE, "documented-valid", VERMILION),
        (&daily::DOCUMENTED_DEPORTED_COURT_CUMULATIVE, "documented-court", GREEN),
    ];
    let facets: Vec<Facet> = parts
        .into_iter()
        .filter_map(|(outcome, heading, ink)| {
            let track = story.track(outcome, Dimensions::ALL)?;
            let remark = texts.word("splits-in-all");
            Some(Facet { heading: texts.word(heading).to_owned(), remark, track, ink, wanted: None })
        })
        .collect();
    let layout = Layout { columns: 3, panel_px: 180.0, shared_scale: true };
    let since = say!(texts, "documented-subtitle", day = texts.day(story.findings.first_day));
    let statement = texts.word("documented-non-refoulement");
    panels_with_box(story, facets, layout, statement, |facets| Sheet {
        story,
        name: "documented_deported",
        title: texts.word("documented-title").to_owned(),
        subtitle: [&since, texts.word("splits-bands")].join(" "),
        notes: vec![texts.word("documented-note").to_owned()],
        table: format!("{}\n{statement}", facets::table(texts, "documented-deported", facets)),
    })
}

/// A panel for each status; `remark` is the key of what is said below the headings.
fn of_statuses<'a>(story: &Story<'a>, outcome: &Outcome, remark: &str, counted: bool) -> Vec<Facet<'a>> {
    let findings = story.findings;
    let facet = |(index, name): (usize, &'a String)| {
        Some(Facet {
            heading: story.texts.label(name),
            remark: story.texts.word(remark),
            track: story.track(outcome, Dimensions::status(index))?,
            ink: SERIES[index % SERIES.len()],
            wanted: counted.then(|| Wanted { status: Some(name), ..Wanted::default() }),
        })
    };
    findings.names.statuses.iter().enumerate().filter_map(facet).collect()
}

fn panels<'a>(
    story: &Story,
    facets: Vec<Facet>,
    layout: Layout,
    sheet: impl FnOnce(&[Facet]) -> Sheet<'a>,
) -> Option<Figure> {
    panels_with_box(story, facets, layout, "", sheet)
}

/// Panels with a statement below them.
fn panels_with_box<'a>(
    story: &Story,
    facets: Vec<Facet>,
    layout: Layout,
    statement: &str,
    sheet: impl FnOnce(&[Facet]) -> Sheet<'a>,
) -> Option<Figure> {
    if facets.is_empty() {
        return None;
    }
    let panels_px = layout.height_px(facets.len());
    let lines = LABEL.wrap(statement, super::palette::WIDTH_PX - 2.0 * super::palette::MARGIN_PX - 28.0);
    let box_px = if lines.is_empty() { 0.0 } else { 30.0 + 18.0 * lines.len() as f64 };
    let figure = sheet(&facets).draw(panels_px + box_px, |canvas, area| {
        layout.draw(canvas, area, story, &facets);
        if !lines.is_empty() {
            stated(canvas, Area::new(area.left, area.bottom - box_px + 14.0, area.right, area.bottom), &lines);
        }
    });
    Some(figure)
}

fn stated(canvas: &Canvas, area: Area, lines: &[String]) {
    canvas.rectangle(area, BLACK.alpha(0.05));
    let (bar, start, anchor) = match canvas.texts.is_right_to_left() {
        true => (area.right, area.right - 14.0, Anchor::End),
        false => (area.left, area.left + 14.0, Anchor::Start),
    };
    canvas.line(&[(bar, area.top), (bar, area.bottom)], Pen::solid(BLACK, 3.0));
    canvas.lines(lines, (start, area.top + 20.0), anchor, tinted(LABEL, BLACK), 18.0);
}
