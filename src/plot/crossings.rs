//! Daily crossings, crossing by crossing, with the people who wait there.

use super::axes::{DATES_PX, Panel};
use super::canvas::{Anchor, Area, Canvas};
use super::fan::Track;
use super::marks::{self, Wanted};
use super::palette::{BLUE, HEADING, LABEL_BOLD, SMALL, VERMILION, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, words};
use crate::outcome::{Dimensions, Range, daily, total};

/// Crossings with a smaller share of the departures are named below instead of drawn.
const LEAST_SHARE: f64 = 0.005;
const MOST_ROWS: usize = 4;

const HEAD_PX: f64 = 24.0;
const HEADING_PX: f64 = 40.0;
const PANEL_PX: f64 = 122.0;
const ROW_GAP_PX: f64 = 12.0;
const SCALE_PX: f64 = 50.0;
/// Share of the width that the daily crossings take; the queue takes the rest.
const LEFT_SHARE: f64 = 0.60;

/// One crossing.
struct Row<'a> {
    name: &'a str,
    all: Range,
    daily: Track<'a>,
    queue: Track<'a>,
    peak: Range,
}

/// The figure `daily_crossings`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let (rows, small) = rows(story);
    if rows.is_empty() {
        return None;
    }
    let height = HEAD_PX + rows.len() as f64 * (HEADING_PX + PANEL_PX + DATES_PX + ROW_GAP_PX) - ROW_GAP_PX;
    let figure = Sheet {
        story,
        name: "daily_crossings",
        title: "Simulated daily crossings, and people waiting to cross".to_owned(),
        subtitle: subtitle(story),
        notes: notes(story, &small),
        table: table(story, &rows),
    }
    .draw(height, |canvas, area| {
        let split = area.left + LEFT_SHARE * area.width();
        let heads =
            [(area.left, BLUE, "People who cross, a day"), (split + 22.0, VERMILION, "People who wait at night")];
        for (x, ink, text) in heads {
            canvas.text(text, (x, area.top + 13.0), Anchor::Start, tinted(LABEL_BOLD, ink));
        }
        let highest = |track: fn(&Row) -> f64| rows.iter().map(track).fold(0.0, f64::max);
        let tops = [highest(|row| row.daily.top()), highest(|row| row.queue.top())];
        let mut top = area.top + HEAD_PX;
        for row in &rows {
            draw_row(
                canvas,
                Area::new(area.left, top, area.right, top + HEADING_PX + PANEL_PX),
                split,
                story,
                row,
                tops,
            );
            top += HEADING_PX + PANEL_PX + DATES_PX + ROW_GAP_PX;
        }
    });
    Some(figure)
}

fn draw_row(canvas: &Canvas, area: Area, split: f64, story: &Story, row: &Row, tops: [f64; 2]) {
    let top = area.top + HEADING_PX;
    let left = Area::new(area.left + SCALE_PX, top, split - 8.0, area.bottom);
    let right = Area::new(split + 22.0 + SCALE_PX, top, area.right - 4.0, area.bottom);
    canvas.text(&words::label(row.name), (area.left, area.top + 16.0), Anchor::Start, HEADING);
    let says = format!("{} in all, at most {} a day", words::nine_in_ten(&row.all), words::nine_in_ten(&row.peak));
    canvas.text(&says, (area.left, area.top + 32.0), Anchor::Start, SMALL);
    let says = format!("at most {}", words::nine_in_ten(&highest_over_days(story, row.name, &row.queue)));
    canvas.text(&says, (split + 22.0, area.top + 32.0), Anchor::Start, SMALL);

    let wanted = Wanted { crossing: Some(row.name), ..Wanted::default() };
    let own = story.panel(left, 1.0);
    let counts = wanted.daily(story.observed, &own);
    let seen = counts.iter().map(|o| o.value).fold(row.daily.top(), f64::max);
    let panel = story.panel(left, scale_top(seen, tops[0]));
    frame(canvas, &panel);
    row.daily.draw_bands(canvas, &panel, BLUE);
    marks::draw_daily(canvas, &panel, &counts);

    let panel = story.panel(right, scale_top(row.queue.top(), tops[1]));
    frame(canvas, &panel);
    row.queue.draw_runs(canvas, &panel, VERMILION);
    row.queue.draw_bands(canvas, &panel, VERMILION);
}

fn frame(canvas: &Canvas, panel: &Panel) {
    panel.scale(canvas, 3);
    panel.dates(canvas);
}

/// The scale of the largest crossing, unless the crossing would hardly be seen on it.
fn scale_top(own: f64, largest: f64) -> f64 {
    1.06 * if own < largest / 8.0 { own } else { largest.max(own) }
}

/// The highest queue of a run, as far as it is known: the total, or the highest day of the band.
fn highest_over_days(story: &Story, crossing: &str, queue: &Track) -> Range {
    let index = story.findings.names.crossings.iter().position(|name| name == crossing);
    let known = index.and_then(|index| story.total(&total::QUEUE_MAX, Dimensions::crossing(index)));
    let of_day = || queue.ranges.iter().copied().fold(Range::default(), |a, b| if b.q95 > a.q95 { b } else { a });
    known.copied().unwrap_or_else(of_day)
}

/// The crossings worth a row, largest first, and the names of the others.
fn rows<'a>(story: &Story<'a>) -> (Vec<Row<'a>>, Vec<String>) {
    let findings = story.findings;
    let mut rows: Vec<Row> = Vec::new();
    for (index, name) in findings.names.crossings.iter().enumerate() {
        let dimensions = Dimensions::crossing(index);
        let parts = (
            story.total(&total::DEPARTURES_TOTAL, dimensions),
            story.track(&daily::DEPARTURES, dimensions),
            story.track(&daily::QUEUE, dimensions),
        );
        if let (Some(all), Some(daily), Some(queue)) = parts {
            let peak = daily.ranges.iter().copied().fold(Range::default(), |a, b| if b.q95 > a.q95 { b } else { a });
            rows.push(Row { name, all: *all, daily, queue, peak });
        }
    }
    let sum: f64 = rows.iter().map(|row| row.all.mean).sum();
    rows.sort_by(|a, b| b.all.mean.total_cmp(&a.all.mean));
    let drawn = rows.iter().take(MOST_ROWS).take_while(|row| row.all.mean > LEAST_SHARE * sum).count();
    let small = rows.split_off(drawn).iter().map(|row| words::label(row.name)).collect();
    (rows, small)
}

fn subtitle(story: &Story) -> String {
    let marks = if story.observed.is_empty() {
        ""
    } else {
        " Black dots are published counts of a day, black bars means of several days, crosses contradict a better source."
    };
    format!("Dark band: half of runs. Light band: 9 in 10 runs. Each day by itself, so no run follows an edge.{marks}")
}

fn notes(story: &Story, small: &[String]) -> Vec<String> {
    let mut notes = Vec::new();
    if !small.is_empty() {
        notes.push(format!("Not drawn: {}, which together see few of the departures.", words::listed(small)));
    }
    let panel = story.panel(Area::new(0.0, 0.0, 1.0, 1.0), 1.0);
    let counts: Vec<_> = story
        .findings
        .names
        .crossings
        .iter()
        .flat_map(|name| Wanted { crossing: Some(name), ..Wanted::default() }.daily(story.observed, &panel))
        .collect();
    if !counts.is_empty() {
        notes.push(format!("Published counts: {}.", words::listed(&marks::sources(&counts))));
    }
    notes
}

fn table(story: &Story, rows: &[Row]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                words::label(row.name),
                words::nine_in_ten(&row.all),
                words::nine_in_ten(&row.peak),
                words::nine_in_ten(&highest_over_days(story, row.name, &row.queue)),
            ]
        })
        .collect();
    words::table(&["Crossing", "In all (9 in 10 runs)", "On the busiest day", "Longest queue"], &rows)
}
