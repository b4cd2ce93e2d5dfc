//! What the model attributes self-organised departures to.

use super::axes::DATES_PX;
use super::canvas::{Anchor, Area, Canvas, Ink, Pen};
use super::fan::Track;
use super::palette::{AXIS_LABEL, BASE_LINE, GRID_LINE, LABEL, LABEL_BOLD, SERIES, SMALL};
use super::sheet::Sheet;
use super::{Figure, Story, axes, words};
use crate::language::{Texts, say};
use crate::outcome::{Dimensions, Range, cause_daily, cause_total};
use crate::plan::Cause;

const ROW_PX: f64 = 62.0;
const HEAD_PX: f64 = 26.0;
const NAMES_PX: f64 = 206.0;
const COURSE_PX: f64 = 212.0;

struct Row<'a> {
    name: String,
    ink: Ink,
    course: Track<'a>,
    all: Range,
}

/// The figure `causes`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let texts = story.texts;
    let row = |(cause, ink): (Cause, Ink)| {
        Some(Row {
            name: texts.label(cause.name()),
            ink,
            course: story.track(cause_daily(cause), Dimensions::ALL)?,
            all: *story.total(cause_total(cause), Dimensions::ALL)?,
        })
    };
    let mut rows: Vec<Row> = Cause::ALL.into_iter().zip(SERIES).filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|a, b| b.all.q50.total_cmp(&a.all.q50));
    let figure = Sheet {
        story,
        name: "causes",
        title: texts.word("causes-title").to_owned(),
        subtitle: texts.word("causes-subtitle").to_owned(),
        notes: vec![texts.word("causes-note").to_owned()],
        table: table(texts, &rows),
    }
    .draw(HEAD_PX + ROW_PX * rows.len() as f64 + DATES_PX, |canvas, area| draw(canvas, area, story, &rows));
    Some(figure)
}

fn draw(canvas: &Canvas, area: Area, story: &Story, rows: &[Row]) {
    let course =
        Area::new(area.left + NAMES_PX, area.top + HEAD_PX, area.left + NAMES_PX + COURSE_PX, area.bottom - DATES_PX);
    let bars = Area::new(course.right + 34.0, course.top, area.right - 24.0, course.bottom);
    let texts = story.texts;
    canvas.text(texts.word("causes-when"), (course.left, area.top + 12.0), Anchor::Start, LABEL_BOLD);
    canvas.text(texts.word("causes-how-many"), (bars.left, area.top + 12.0), Anchor::Start, LABEL_BOLD);

    let top = 1.06 * rows.iter().map(|row| row.all.q95).fold(1.0, f64::max);
    let x = |value: f64| bars.left + bars.width() * value / top;
    for value in axes::ticks(top, 4) {
        let pen = if value == 0.0 { BASE_LINE } else { GRID_LINE };
        canvas.line(&[(x(value), bars.top), (x(value), bars.bottom)], pen);
        canvas.text(&words::people(value), (x(value), bars.bottom + 17.0), Anchor::Middle, AXIS_LABEL);
    }
    canvas.text(texts.word("unit-people"), (bars.right + 24.0, bars.bottom + 31.0), Anchor::End, AXIS_LABEL);

    for (place, row) in rows.iter().enumerate() {
        let top = course.top + ROW_PX * place as f64;
        let middle = top + 0.5 * ROW_PX + 4.0;
        canvas.text(&row.name, (area.left, middle - 4.0), Anchor::Start, LABEL_BOLD);
        let most = say!(texts, "causes-busiest-day", people = words::nine_in_ten(&row.course.busiest()));
        canvas.text(&most, (area.left, middle + 13.0), Anchor::Start, SMALL);

        let panel =
            story.panel(Area::new(course.left, top + 10.0, course.right, top + ROW_PX - 4.0), row.course.band_top());
        canvas.line(&[(course.left, panel.area.bottom), (course.right, panel.area.bottom)], BASE_LINE);
        row.course.draw_bands(canvas, &panel, row.ink);
        if place + 1 == rows.len() {
            panel.dates(canvas);
        }
        for (from, to, width) in [(row.all.q05, row.all.q95, 2.0), (row.all.q25, row.all.q75, 9.0)] {
            canvas.line(&[(x(from), middle), (x(to).max(x(from) + 1.0), middle)], Pen::solid(row.ink, width));
        }
        let text = words::nine_in_ten(&row.all);
        let centre = 0.5 * (x(row.all.q05) + x(row.all.q95));
        let half = 0.5 * LABEL.width_px(&text);
        let centre = centre.clamp(bars.left + half + 4.0, (bars.right + 24.0 - half).max(bars.left + half + 4.0));
        canvas.text(&text, (centre, middle - 11.0), Anchor::Middle, LABEL);
    }
}

fn table(texts: &Texts, rows: &[Row]) -> String {
    let row = |row: &Row| {
        vec![
            row.name.clone(),
            words::half(&row.all),
            words::nine_in_ten(&row.all),
            words::nine_in_ten(&row.course.busiest()),
        ]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    let head = ["causes-cause", "figure-half-of-runs", "figure-nine-in-ten-runs", "causes-busiest"];
    words::table(&head.map(|key| texts.word(key)), &rows)
}
