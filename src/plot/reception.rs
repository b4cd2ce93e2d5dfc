//! People who need a bed on the other side, the beds there are, and who is left without.

use super::axes::{DATES_PX, Panel};
use super::canvas::{Anchor, Area, Canvas, Pen};
use super::fan::END_LABELS_PX;
use super::fan::FEW_RUNS;
use super::palette::{BLACK, BLUE, HEADING, LABEL, LABEL_BOLD, SMALL, VERMILION, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, words};
use crate::language::{Texts, say};
use crate::outcome::{Dimensions, Range, daily, total};

const PANEL_PX: f64 = 150.0;
const HEADING_PX: f64 = 44.0;
const GAP_PX: f64 = 16.0;
const SCALE_PX: f64 = 56.0;

/// The figure `reception`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let people = story.track(&daily::RECEPTION_PEOPLE, Dimensions::ALL)?;
    let without = story.track(&daily::RECEPTION_SHORTFALL, Dimensions::ALL)?;
    let most = |outcome| story.total(outcome, Dimensions::ALL).copied().unwrap_or_default();
    let most_people = most(&total::RECEPTION_PEOPLE_MAX);
    let most_without = most(&total::RECEPTION_SHORTFALL_MAX);
    let (texts, beds) = (story.texts, beds(story));
    let sheet = Sheet {
        story,
        name: "reception",
        title: texts.word("reception-title").to_owned(),
        subtitle: texts.word("reception-subtitle").to_owned(),
        notes: vec![texts.word("reception-note").to_owned()],
        table: table(texts, &most_people, &most_without, &beds),
    };
    let height = 2.0 * (HEADING_PX + PANEL_PX + DATES_PX) + GAP_PX;
    let figure = sheet.draw(height, |canvas, area| {
        let inner = |top: f64| Area::new(area.left + SCALE_PX, top, area.right - END_LABELS_PX, top + PANEL_PX);
        let highest = beds.iter().copied().fold(people.top(), f64::max);
        let panel = story.panel(inner(area.top + HEADING_PX), 1.06 * highest);
        let says = say!(texts, "reception-need-says", people = words::nine_in_ten(&most_people));
        heading(canvas, &panel, area, ("reception-need", BLUE), &says);
        people.draw_runs(canvas, &panel, BLUE, FEW_RUNS);
        people.draw_bands(canvas, &panel, BLUE);
        beds_line(canvas, &panel, &beds);

        let panel = story.panel(inner(panel.area.bottom + DATES_PX + GAP_PX + HEADING_PX), 1.06 * highest);
        let says = say!(texts, "reception-without-says", people = words::nine_in_ten(&most_without));
        heading(canvas, &panel, area, ("reception-without", VERMILION), &says);
        without.draw_runs(canvas, &panel, VERMILION, FEW_RUNS);
        without.draw_bands(canvas, &panel, VERMILION);
    });
    Some(figure)
}

fn heading(canvas: &Canvas, panel: &Panel, area: Area, (key, ink): (&str, super::canvas::Ink), says: &str) {
    let top = panel.area.top - HEADING_PX;
    canvas.text(canvas.texts.word(key), (area.left, top + 14.0), Anchor::Start, tinted(HEADING, ink));
    canvas.text(says, (area.left, top + 31.0), Anchor::Start, SMALL);
    panel.scale(canvas, 4, canvas.texts.word("unit-people"));
    panel.dates(canvas);
}

fn beds_line(canvas: &Canvas, panel: &Panel, beds: &[f64]) {
    canvas.line(&panel.points(beds.iter().copied()), Pen::dashed(BLACK, 1.6, 5.0));
    let last = beds.last().copied().unwrap_or_default();
    let (x, y) = (panel.area.right + 8.0, panel.y(last));
    canvas.text(canvas.texts.word("reception-beds"), (x, y - 1.0), Anchor::Start, tinted(LABEL_BOLD, BLACK));
    canvas.text(&words::people(last), (x, y + 15.0), Anchor::Start, LABEL);
}

/// Beds of all destinations on every day, at the central value of their law.
fn beds(story: &Story) -> Vec<f64> {
    let plan = story.plan;
    let central = |quantity: crate::plan::Quantity| plan.numbers.laws[quantity.0 as usize].centre();
    let of_day = |day: usize| plan.reception.beds.iter().map(|beds| central(beds.at(day))).sum();
    (0..story.findings.days.min(plan.days)).map(of_day).collect()
}

fn table(texts: &Texts, people: &Range, without: &Range, beds: &[f64]) -> String {
    let rows = [(texts.word("reception-need-most"), *people), (texts.word("reception-without-most"), *without)];
    let last = words::people(beds.last().copied().unwrap_or_default());
    format!("{}\n{}", words::ranges(texts, "", &rows), say!(texts, "reception-table-beds", beds = last))
}
