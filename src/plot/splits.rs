//! The departures and the people who remain, split by status and by mode of departure, and documented people deported.

use super::canvas::{Anchor, Area, Canvas, Pen};
use super::facets::{self, Facet, Layout};
use super::marks::Wanted;
use super::palette::{BLACK, BLUE, GREEN, LABEL, SERIES, VERMILION, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, words};
use crate::outcome::{Dimensions, Outcome, daily};
use crate::plan::Mode;

const BANDS: &str = "Dark band: half of runs. Light band: 9 in 10 runs. Thin lines: single runs.";
const OWN_SCALES: &str = "Mind the scales: each panel has its own.";

/// The figure `status`.
pub(super) fn by_status(story: &Story) -> Option<Figure> {
    let facets = of_statuses(story, &daily::DEPARTURES_CUMULATIVE, "9 in 10 runs, in all:", true);
    let layout = Layout { columns: 3, panel_px: 190.0, shared_scale: false };
    panels(story, facets, layout, |facets| Sheet {
        story,
        name: "status",
        title: "Simulated departures by legal status".to_owned(),
        subtitle: format!(
            "People who have crossed since {}. {BANDS} {OWN_SCALES}",
            words::day(story.findings.first_day)
        ),
        notes: Vec::new(),
        table: facets::table("Status", facets),
    })
}

/// The figure `mode`.
pub(super) fn by_mode(story: &Story) -> Option<Figure> {
    let facet = |mode: Mode, ink| {
        Some(Facet {
            heading: words::label(mode.name()),
            remark: match mode {
                Mode::SelfOrganised => "Most cite fear of arrest. In all:",
                Mode::Assisted => "With UNHCR. In all:",
                Mode::Deported => "After arrest. In all:",
            },
            track: story.track(&daily::DEPARTURES_CUMULATIVE, Dimensions::mode(mode))?,
            ink,
            wanted: Some(Wanted { mode: Some(mode.name()), ..Wanted::default() }),
        })
    };
    let facets: Vec<Facet> =
        Mode::ALL.into_iter().zip([BLUE, GREEN, VERMILION]).filter_map(|(m, i)| facet(m, i)).collect();
    let layout = Layout { columns: 3, panel_px: 190.0, shared_scale: false };
    panels(story, facets, layout, |facets| {
        Sheet {
        story,
        name: "mode",
        title: "Simulated departures by how people leave".to_owned(),
        subtitle: format!("People who have crossed since {}. {BANDS} {OWN_SCALES}", words::day(story.findings.first_day)),
        notes: vec![
            "Self-organised is not the same as voluntary: in surveys 8 to 9 in 10 of those who return cite fear of arrest \
             (IOM and UNHCR, October 2023 and April–June 2024)."
                .to_owned(),
        ],
        table: facets::table("Mode of departure", facets),
    }
    })
}

/// The figure `remaining`.
pub(super) fn remaining(story: &Story) -> Option<Figure> {
    let facets = of_statuses(story, &daily::REMAINING, "9 in 10 runs, last day:", false);
    let layout = Layout { columns: 3, panel_px: 190.0, shared_scale: true };
    panels(story, facets, layout, |facets| {
        Sheet {
        story,
        name: "remaining",
        title: "Simulated: Afghans who remain in Pakistan, by legal status".to_owned(),
        subtitle: format!("People still in Pakistan, at home or in hiding, without those regularised or resettled; on one scale. {BANDS}"),
        notes: vec![
            "The number of people at the start is contested between sources; most of the width of these bands comes from \
             that. Births and deaths (2–3 % a year) are left out."
                .to_owned(),
        ],
        table: facets::table("Status", facets),
    }
    })
}

/// The figure `documented_deported`.
pub(super) fn documented_deported(story: &Story) -> Option<Figure> {
    let parts = [
        (&daily::DOCUMENTED_DEPORTED_CUMULATIVE, "All who hold a card", BLUE),
        (&daily::DOCUMENTED_DEPORTED_VALID_CUMULATIVE, "While the card was valid", VERMILION),
        (&daily::DOCUMENTED_DEPORTED_COURT_CUMULATIVE, "While a court order held", GREEN),
    ];
    let facets: Vec<Facet> = parts
        .into_iter()
        .filter_map(|(outcome, heading, ink)| {
            let track = story.track(outcome, Dimensions::ALL)?;
            let remark = "9 in 10 runs, in all:";
            Some(Facet { heading: heading.to_owned(), remark, track, ink, wanted: None })
        })
        .collect();
    let layout = Layout { columns: 3, panel_px: 180.0, shared_scale: true };
    panels_with_box(story, facets, layout, NON_REFOULEMENT, |facets| {
        Sheet {
        story,
        name: "documented_deported",
        title: "Simulated deportations of people who hold a card".to_owned(),
        subtitle: format!(
            "People deported since {} although they hold an Afghan Citizen Card or a Proof of Registration card, on one \
             scale. {BANDS}",
            words::day(story.findings.first_day)
        ),
        notes: vec![
            "Valid: valid or tolerated on that day under the government’s own rules. The second and third panel are parts \
             of the first and may overlap."
                .to_owned(),
        ],
        table: format!("{}\n{NON_REFOULEMENT}", facets::table("People deported", facets)),
    }
    })
}

const NON_REFOULEMENT: &str = "Non-refoulement: nobody may be returned to a place where they face a real risk of \
     persecution, torture or other serious harm, whatever papers they hold. For torture this is written in \
     article 3 of the Convention against Torture, to which Pakistan is a party.";

fn of_statuses<'a>(story: &Story<'a>, outcome: &Outcome, remark: &'static str, counted: bool) -> Vec<Facet<'a>> {
    let findings = story.findings;
    let facet = |(index, name): (usize, &'a String)| {
        Some(Facet {
            heading: words::label(name),
            remark,
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
    canvas.line(&[(area.left, area.top), (area.left, area.bottom)], Pen::solid(BLACK, 3.0));
    canvas.lines(lines, (area.left + 14.0, area.top + 20.0), Anchor::Start, tinted(LABEL, BLACK), 18.0);
}
