//! The record beside what fitted draws say of it: a row a window of published counts.
//!
//! The posterior predictive check (Gelman, Meng and Stern 1996): bands are runs with draws of the posterior, the error of
//! counting included; the mark is what was published. A window lasts from a day to a year, so counts of people are drawn as
//! people a day; logarithmic, because errors are relative. Left out: that windows of one series share a bias.

use super::super::canvas::{Anchor, Area, Canvas, Pen, Point, Type};
use super::super::logarithmic::LogScale;
use super::super::palette::{
    AXIS_LABEL, BLACK, BLUE, GRID, GRID_LINE, HEADING, LABEL, LABEL_BOLD, SKY, SMALL, UNIT, VERMILION, WHITE, tinted,
};
use super::super::sheet::Page;
use super::{Caption, Figure, words};
use crate::language::Texts;
use crate::study::calibrate::Said;
use crate::units::{listed, rounded};

const NAME_PX: f64 = 190.0;
const SIDE_PX: f64 = 102.0;
const LEGEND_PX: f64 = 52.0;
const HEAD_PX: f64 = 44.0;
const ROW_PX: f64 = 17.0;
const GAP_PX: f64 = 16.0;
/// Windows outside their band that a title names; the others are marked on the drawing.
const MOST_NAMED: usize = 3;

/// A window of the record.
#[derive(Clone, Debug)]
pub struct WindowRow {
    /// When, and whom where the heading does not say it: "8-11 Nov 2023".
    pub label: String,
    /// Its first day, in days since 1970-01-01.
    pub first_day: i32,
    /// Days that it lasts; 1 for a share.
    pub days: f64,
    /// What was published: logs of people in the window, or of a share.
    pub said: Said,
    /// Standard error of the log.
    pub error_sd: f64,
    /// What runs say, at 5, 25, 50, 75 and 95 %: people in the window, or a share.
    pub range: [f64; 5],
    /// Does the nine-in-ten band hold what was published?
    pub held: bool,
}

/// Windows of one kind.
#[derive(Clone, Debug)]
pub struct WindowGroup {
    /// Whom they are about: "At Torkham".
    pub heading: String,
    /// Are they shares rather than people?
    pub is_share: bool,
    /// In any order.
    pub rows: Vec<WindowRow>,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct WindowStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// Groups from above.
    pub groups: Vec<WindowGroup>,
}

/// The figure `windows`.
pub fn windows(story: &WindowStory) -> Figure {
    let mut groups = story.groups.clone();
    groups.iter_mut().for_each(|group| group.rows.sort_by_key(|row| row.first_day));
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "windows".into(),
        title: title(&groups),
        subtitle: "Published counts beside runs with the fitted numbers, in people a day: a row is a stretch of days for which \
                   somebody published a count. Scales are logarithmic, each group has its own; equal steps are equal ratios."
            .to_owned(),
        notes: story.caption.notes(vec![
            "Thin lines: the error of counting, one standard error to each side; the bands include it and an error that the \
             model is granted. Of every ten counts about one should lie outside its band. The numbers were fitted to these very counts: that runs agree with them shows what \
             the model can explain, not what it could have foretold."
                .to_owned(),
        ]),
        table: table(&groups),
        provenance: story.caption.provenance,
    };
    let height: f64 = groups.iter().map(|group| HEAD_PX + ROW_PX * group.rows.len() as f64 + GAP_PX).sum();
    page.draw(LEGEND_PX + height - GAP_PX, |canvas, area| {
        legend(
            canvas,
            area,
            (24.0, "published: at least so many", &|canvas, x, y| {
                mark(canvas, [x, x + 12.0, x + 12.0, x + 24.0], y, Shape::Right, true);
            }),
        );
        let mut top = area.top + LEGEND_PX;
        for group in &groups {
            let bottom = top + HEAD_PX + ROW_PX * group.rows.len() as f64;
            draw(canvas, group, Area::new(area.left, top, area.right, bottom));
            top = bottom + GAP_PX;
        }
    })
}

/// How many windows the band holds, and which it does not.
fn title(groups: &[WindowGroup]) -> String {
    let all: usize = groups.iter().map(|group| group.rows.len()).sum();
    let missed: Vec<String> = groups
        .iter()
        .flat_map(|group| group.rows.iter().filter(|row| !row.held).map(|row| named(group, row)))
        .collect();
    let held = format!("The 9-in-10 band of fitted runs holds {} of {all} published counts", all - missed.len());
    match missed.len() {
        0 => held,
        1..=MOST_NAMED => format!("{held}, not {}", listed(&missed)),
        _ => held,
    }
}

fn named(group: &WindowGroup, row: &WindowRow) -> String {
    if group.is_share { format!("the share of {}", row.label) } else { format!("{}, {}", group.heading, row.label) }
}

impl WindowRow {
    /// Ends of what was published, with its counting error, a day: least, least without the error, most without, most.
    fn published(&self) -> [f64; 4] {
        let (low, high) = match self.said {
            Said::Exact(value) | Said::AtLeast(value) | Said::AtMost(value) => (value, value),
            Said::Between { low, high } => (low, high),
        };
        [low - self.error_sd, low, high, high + self.error_sd].map(|log| libm::exp(log) / self.days)
    }

    /// What runs say, a day.
    fn simulated(&self) -> [f64; 5] {
        self.range.map(|value| value / self.days)
    }

    /// On which side of the band the count lies; nothing if the band holds it.
    fn outside(&self) -> Option<&'static str> {
        let above = self.published()[1] > self.simulated()[2];
        (!self.held).then_some(if above { "above" } else { "below" })
    }
}

/// An entry of a legend: how wide its mark is, what it means, and how it is drawn from a place and a height on.
pub(super) type Entry<'e> = (f64, &'e str, &'e dyn Fn(&Canvas, f64, f64));

/// What the marks mean: bands, published counts, one thing more, and counts outside the band.
pub(super) fn legend(canvas: &Canvas, area: Area, more: Entry) {
    let y = area.top + 8.0;
    let mut x = area.left;
    let entries: [Entry; 4] = [
        (30.0, "9 in 10 runs", &|canvas, x, y| band(canvas, [x, x, x, x + 30.0], y)),
        (30.0, "half of runs", &|canvas, x, y| band(canvas, [x, x, x + 30.0, x + 30.0], y)),
        (24.0, "published, with counting error", &|canvas, x, y| {
            mark(canvas, [x, x + 12.0, x + 12.0, x + 24.0], y, Shape::Disc, true);
        }),
        more,
    ];
    for (width, text, paint) in entries {
        paint(canvas, x, y);
        canvas.text(text, (x + width + 6.0, y + 4.0), Anchor::Start, LABEL);
        x += width + 6.0 + LABEL.width_px(text) + 20.0;
    }
    let y = y + 20.0;
    mark(canvas, [area.left + 12.0; 4], y, Shape::Disc, false);
    let set = tinted(LABEL_BOLD, VERMILION);
    canvas.text("published count outside the 9-in-10 band", (area.left + 30.0, y + 4.0), Anchor::Start, set);
}

/// The name of a row left of its axis, in the room there is; bold and in colour if the band does not hold its count, with
/// the side on which it lies outside to the right.
pub(super) fn name(canvas: &Canvas, label: &str, y: f64, axis: Area, room_px: f64, outside: Option<&str>) {
    let set: Type = if outside.is_none() { SMALL } else { tinted(Type { bold: true, ..SMALL }, VERMILION) };
    canvas.text(&set.cut(label, room_px - 12.0), (axis.left - 10.0, y + 4.0), Anchor::End, set);
    if let Some(side) = outside {
        canvas.text(&format!("{side} the band"), (axis.right + 10.0, y + 4.0), Anchor::Start, set);
    }
}

/// Half of runs within nine in ten, at four places from left to right.
pub(super) fn band(canvas: &Canvas, [low, lower, upper, high]: [f64; 4], y: f64) {
    canvas.rectangle(Area::new(low, y - 5.0, high, y + 5.0), SKY.alpha(0.38));
    if upper > lower {
        canvas.rectangle(Area::new(lower, y - 5.0, upper, y + 5.0), BLUE.alpha(0.62));
    }
}

/// The mark of a published count.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// It is this: a disc, or a diamond where the band does not hold it.
    Disc,
    /// At least this: a triangle that points to the right.
    Right,
    /// At most this.
    Left,
}

/// What was published, at one place or between two, over the line of its error; larger and in colour if it is not held.
pub(super) fn mark(canvas: &Canvas, [least, low, high, most]: [f64; 4], y: f64, shape: Shape, held: bool) {
    canvas.line(&[(least, y), (most, y)], Pen::solid(WHITE, 3.0));
    canvas.line(&[(least, y), (most, y)], Pen::solid(BLACK, 1.1));
    if high - low > 0.5 {
        canvas.line(&[(low, y), (high, y)], Pen::solid(BLACK, 3.0));
    }
    let (ink, size) = if held { (BLACK, 5.2) } else { (VERMILION, 6.2) };
    for x in [low, high] {
        let outline = |r: f64| -> Vec<Point> {
            match shape {
                Shape::Disc => vec![(x - r, y), (x, y - r), (x + r, y), (x, y + r)],
                Shape::Right => vec![(x - 0.2 * r, y - r), (x + 1.3 * r, y), (x - 0.2 * r, y + r)],
                Shape::Left => vec![(x + 0.2 * r, y - r), (x - 1.3 * r, y), (x + 0.2 * r, y + r)],
            }
        };
        if held && matches!(shape, Shape::Disc) {
            canvas.disc((x, y), 4.2, WHITE);
            canvas.disc((x, y), 3.2, BLACK);
        } else {
            canvas.polygon(&outline(size + 1.4), WHITE);
            canvas.polygon(&outline(size), ink);
        }
    }
}

fn draw(canvas: &Canvas, group: &WindowGroup, area: Area) {
    canvas.text(&group.heading, (area.left, area.top + 14.0), Anchor::Start, HEADING);
    let axis = Area::new(area.left + NAME_PX, area.top + HEAD_PX, area.right - SIDE_PX, area.bottom);
    let ends = group.rows.iter().flat_map(|row| {
        let ([least, .., most], [low, .., high]) = (row.published(), row.simulated());
        [least, most, low, high]
    });
    let scale = LogScale::over(ends, axis.left, axis.right);
    let unit = if group.is_share { "share of all who cross" } else { "people a day" };
    canvas.text(unit, (axis.right, area.top + 14.0), Anchor::End, UNIT);
    for tick in scale.ticks(7) {
        let x = scale.at(tick);
        canvas.line(&[(x, axis.top - 5.0), (x, axis.bottom)], GRID_LINE);
        canvas.text(&value(tick, 20.0 * tick, group.is_share), (x, axis.top - 10.0), Anchor::Middle, AXIS_LABEL);
    }
    canvas.line(&[(axis.left, axis.top - 5.0), (axis.right, axis.top - 5.0)], Pen::solid(GRID, 1.0));
    for (place, row) in group.rows.iter().enumerate() {
        let y = axis.top + ROW_PX * (place as f64 + 0.5);
        name(canvas, &row.label, y, axis, NAME_PX, row.outside());
        let [low, lower, _, upper, high] = row.simulated().map(|value| scale.at(value));
        band(canvas, [low, lower, upper, high], y);
        let published = row.published().map(|value| scale.at(value));
        let shape = match row.said {
            Said::AtLeast(_) => Shape::Right,
            Said::AtMost(_) => Shape::Left,
            Said::Exact(_) | Said::Between { .. } => Shape::Disc,
        };
        mark(canvas, published, y, shape, row.held);
    }
}

/// A rate or a share, no finer than matters beside a spread.
fn value(value: f64, spread: f64, is_share: bool) -> String {
    match is_share {
        true => format!("{} %", rounded(100.0 * value, 100.0 * spread / 20.0)),
        false => rounded(value, spread / 20.0),
    }
}

fn table(groups: &[WindowGroup]) -> String {
    let mut rows = Vec::new();
    for group in groups {
        for row in &group.rows {
            let [q05, q25, _, q75, q95] = row.simulated();
            let text = |number: f64| value(number, q95 - q05, group.is_share);
            let [_, low, high, _] = row.published().map(text);
            let published = match row.said {
                Said::Exact(_) => low,
                Said::AtLeast(_) => format!("at least {low}"),
                Said::AtMost(_) => format!("at most {low}"),
                Said::Between { .. } => format!("{low} to {high}"),
            };
            let between = |low: f64, high: f64| format!("{} to {}", text(low), text(high));
            let what = if group.is_share { "share" } else { "people a day" };
            rows.push(vec![
                group.heading.clone(),
                row.label.clone(),
                published,
                between(q25, q75),
                between(q05, q95),
                what.to_owned(),
                row.outside().unwrap_or("inside").to_owned(),
            ]);
        }
    }
    let head = ["Who or where", "When", "Published", "Half of runs", "9 in 10 runs", "Unit", "Published count is"];
    words::table(&head, &rows)
}
