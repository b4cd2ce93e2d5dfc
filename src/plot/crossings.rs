//! Daily crossings, crossing by crossing, with the people who wait there.
//!
//! When most of the movement falls into a few weeks, only these weeks are drawn, and the picture says so.

use super::axes::{DATES_PX, Panel};
use super::canvas::{Anchor, Area, Canvas};
use super::fan::{FEW_RUNS, Track};
use super::marks::{self, Wanted};
use super::palette::{BLUE, HEADING, LABEL_BOLD, SMALL, VERMILION, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, words};
use crate::language::{Texts, say};
use crate::observed::Observation;
use crate::outcome::{Dimensions, Range, daily, total};

/// Crossings with a smaller share of all who cross or wait are named below instead of drawn.
const LEAST_SHARE: f64 = 0.01;
const MOST_ROWS: usize = 4;
/// Days below this share of the busiest day are quiet.
const QUIET_SHARE: f64 = 0.12;
/// So many quiet days in a row end the busy time.
const MOST_QUIET_DAYS: usize = 5;
/// The horizon is cut only if more than this share of all crossings remains.
const MOVED_SHARE: f64 = 0.55;
/// The horizon is cut only if less than this share of it remains.
const WINDOW_SHARE: f64 = 0.7;

const HEAD_PX: f64 = 24.0;
const HEADING_PX: f64 = 56.0;
const PANEL_PX: f64 = 128.0;
const ROW_GAP_PX: f64 = 10.0;
const SCALE_PX: f64 = 50.0;
/// Share of the width that the daily crossings take; the queue takes the rest.
const LEFT_SHARE: f64 = 0.58;

/// One crossing.
struct Row<'a> {
    name: &'a str,
    all: Range,
    /// The busiest day.
    peak: Range,
    /// The longest queue of a run.
    longest: Range,
    daily: Track<'a>,
    queue: Track<'a>,
}

impl Row<'_> {
    /// The published counts that belong here.
    fn wanted(&self) -> Wanted<'_> {
        Wanted { crossing: Some(self.name), ..Wanted::default() }
    }

    /// What is said of those who cross, who may have a scale of their own, and of those who wait.
    fn says(&self, texts: &Texts, own_scale: bool) -> [String; 2] {
        let [busiest, all, longest] = [&self.peak, &self.all, &self.longest].map(words::nine_in_ten);
        let crossing = if own_scale { "crossings-says-own-scale" } else { "crossings-says" };
        let queue = self.longest.max > 0.0;
        [
            say!(texts, crossing, busiest = busiest, all = all),
            say!(texts, if queue { "crossings-longest-queue" } else { "crossings-no-queue" }, people = longest),
        ]
    }
}

/// The figure `daily_crossings`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let window = window(&story.track(&daily::DEPARTURES, Dimensions::ALL)?);
    let (rows, small) = rows(story, &window);
    if rows.is_empty() {
        return None;
    }
    let height = HEAD_PX + rows.len() as f64 * (HEADING_PX + PANEL_PX + DATES_PX + ROW_GAP_PX) - ROW_GAP_PX;
    let counts: Vec<&Observation> = rows
        .iter()
        .flat_map(|row| row.wanted().daily(story.observed, &panel(story, &window, Area::new(0.0, 0.0, 1.0, 1.0), 1.0)))
        .map(|(count, _)| count)
        .collect();
    let figure = Sheet {
        story,
        name: "daily_crossings",
        title: story.texts.word("crossings-title").to_owned(),
        subtitle: subtitle(story, &counts),
        notes: notes(story, &small, &window, &counts),
        table: table(story.texts, &rows),
    }
    .draw(height, |canvas, area| {
        let split = area.left + LEFT_SHARE * area.width();
        let heads = [(area.left, BLUE, "crossings-cross"), (split + 22.0, VERMILION, "crossings-wait")];
        for (x, ink, key) in heads {
            canvas.text(canvas.texts.word(key), (x, area.top + 13.0), Anchor::Start, tinted(LABEL_BOLD, ink));
        }
        let highest = |track: fn(&Row) -> f64| rows.iter().map(track).fold(0.0, f64::max);
        let tops = [highest(|row| row.daily.top()), highest(|row| row.queue.top())];
        let mut top = area.top + HEAD_PX;
        for row in &rows {
            let area = Area::new(area.left, top, area.right, top + HEADING_PX + PANEL_PX);
            draw_row(canvas, area, split, story, row, &window, tops);
            top += HEADING_PX + PANEL_PX + DATES_PX + ROW_GAP_PX;
        }
    });
    Some(figure)
}

/// The days to draw: around the busiest day while the days stay busy, if that is most of the movement; else all.
fn window(all: &Track) -> std::ops::Range<usize> {
    let days = all.ranges.len();
    let busy = |day: &usize| all.ranges[*day].q95 > QUIET_SHARE * all.band_top();
    let busiest = (0..days).fold(0, |best, day| if all.ranges[day].q95 > all.ranges[best].q95 { day } else { best });
    let mut first = busiest;
    while let Some(day) = (first.saturating_sub(MOST_QUIET_DAYS)..first).find(busy) {
        first = day;
    }
    let mut last = busiest;
    while let Some(day) = (last + 1..days.min(last + 1 + MOST_QUIET_DAYS)).rfind(busy) {
        last = day;
    }
    let margin = (last - first) / 4 + 10;
    let window = first.saturating_sub(margin)..(last + margin + 1).min(days);
    let moved = |days: std::ops::Range<usize>| all.ranges[days].iter().map(|range| range.mean).sum::<f64>();
    let most = moved(window.clone()) > MOVED_SHARE * moved(0..days);
    if most && (window.len() as f64) < WINDOW_SHARE * days as f64 { window } else { 0..days }
}

fn draw_row(
    canvas: &Canvas,
    area: Area,
    split: f64,
    story: &Story,
    row: &Row,
    window: &std::ops::Range<usize>,
    tops: [f64; 2],
) {
    let top = area.top + HEADING_PX;
    let left = Area::new(area.left + SCALE_PX, top, split - 8.0, area.bottom);
    let right = Area::new(split + 22.0 + SCALE_PX, top, area.right - 4.0, area.bottom);
    let panel = |area: Area, top: f64| panel(story, window, area, top);
    let counts = row.wanted().daily(story.observed, &panel(left, 1.0));
    let highest = counts.iter().map(|(_, per_day)| *per_day).fold(row.daily.top(), f64::max);

    canvas.text(&story.texts.label(row.name), (area.left, area.top + 15.0), Anchor::Start, HEADING);
    let left = panel(left, scale_top(highest, tops[0]));
    let [passing, waiting] = row.says(story.texts, left.top < tops[0]);
    canvas.text(&passing, (area.left, area.top + 31.0), Anchor::Start, SMALL);
    canvas.text(&waiting, (split + 22.0, area.top + 31.0), Anchor::Start, SMALL);

    left.scale(canvas, 4, story.texts.word("axes-a-day"));
    left.dates(canvas);
    row.daily.draw_runs(canvas, &left, BLUE, FEW_RUNS);
    row.daily.draw_bands(canvas, &left, BLUE);
    marks::draw_daily(canvas, &left, &counts);

    if row.longest.max > 0.0 {
        let right = panel(right, scale_top(row.queue.top(), tops[1]));
        right.scale(canvas, 4, story.texts.word("unit-people"));
        right.dates(canvas);
        row.queue.draw_runs(canvas, &right, VERMILION, FEW_RUNS);
        row.queue.draw_bands(canvas, &right, VERMILION);
    }
}

/// The days that are drawn, up to so many people.
fn panel(story: &Story, window: &std::ops::Range<usize>, area: Area, top: f64) -> Panel {
    let first_day = story.findings.first_day + window.start as i32;
    Panel { area, first_day, days: window.len(), bottom: 0.0, top: top.max(1.0) }
}

/// The scale of the largest crossing, unless the crossing would hardly be seen on it.
fn scale_top(own: f64, largest: f64) -> f64 {
    1.06 * if own > 0.0 && own < largest / 8.0 { own } else { largest.max(own) }
}

/// The crossings worth a row, largest first, and the names of the others.
fn rows<'a>(story: &Story<'a>, window: &std::ops::Range<usize>) -> (Vec<Row<'a>>, Vec<String>) {
    let findings = story.findings;
    let row = |(index, name): (usize, &'a String)| {
        let dimensions = Dimensions::crossing(index);
        let daily = story.track(&daily::DEPARTURES, dimensions)?;
        let queue = story.track(&daily::QUEUE, dimensions)?;
        Some(Row {
            name,
            all: *story.total(&total::DEPARTURES_TOTAL, dimensions)?,
            peak: daily.busiest(),
            longest: *story.total(&total::QUEUE_MAX, dimensions)?,
            daily: daily.window(window),
            queue: queue.window(window),
        })
    };
    let mut rows: Vec<Row> = findings.names.crossings.iter().enumerate().filter_map(row).collect();
    let size = |row: &Row| row.all.mean + row.longest.mean;
    let sum: f64 = rows.iter().map(size).sum();
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let drawn = rows.iter().take(MOST_ROWS).take_while(|row| size(row) >= LEAST_SHARE * sum).count();
    let small = rows.split_off(drawn).iter().map(|row| story.texts.label(row.name)).collect();
    (rows, small)
}

fn subtitle(story: &Story, counts: &[&Observation]) -> String {
    let says = story.texts.word("crossings-subtitle");
    if counts.is_empty() {
        return says.to_owned();
    }
    format!("{says} {}", story.texts.word("crossings-subtitle-marks"))
}

fn notes(story: &Story, small: &[String], window: &std::ops::Range<usize>, counts: &[&Observation]) -> Vec<String> {
    let mut notes = Vec::new();
    let (texts, first) = (story.texts, story.findings.first_day);
    if window.len() < story.findings.days {
        notes.push(say!(
            texts,
            "crossings-window",
            first = texts.day(first + window.start as i32),
            last = texts.day(first + window.end as i32 - 1),
            begin = texts.day(first),
            end = texts.day(story.last_day()),
        ));
    }
    if !small.is_empty() {
        notes.push(say!(texts, "crossings-small", names = texts.listed(small)));
    }
    notes.extend(marks::counted_by(texts, counts));
    notes
}

fn table(texts: &Texts, rows: &[Row]) -> String {
    let row = |row: &Row| {
        let mut cells = vec![texts.label(row.name)];
        cells.extend([row.all, row.peak, row.longest].iter().map(words::nine_in_ten));
        cells
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    let head = ["crossings-crossing", "crossings-in-all", "crossings-busiest-day", "crossings-longest"];
    words::table(&head.map(|key| texts.word(key)), &rows)
}
