//! Where bad futures lie: the limits of a box, and futures in the plane of its two most important limits.
//!
//! Boxes of the patient rule induction method (Friedman and Fisher 1999), as in scenario discovery (Bryant and Lempert
//! 2010): coverage is the share of all bad futures that the box holds, density the share of its futures that are bad.

use super::super::canvas::{Anchor, Area, Canvas, Pen, Point, Type};
use super::super::palette::{
    AXIS_LABEL, BASE_LINE, BLACK, GRID, GRID_LINE, HEADING, LABEL, LABEL_BOLD, ORANGE, QUIET, SMALL, UNIT, VERMILION,
    tinted,
};
use super::super::sheet::Page;
use super::{Caption, Extent, Figure, shares, words};
use crate::language::Texts;
use crate::study::discover::is_weak;

const ROW_PX: f64 = 46.0;
const NAME_PX: f64 = 216.0;
const HEAD_PX: f64 = 30.0;
const PLANE_PX: f64 = 330.0;
const GAP_PX: f64 = 20.0;
const SCALE_PX: f64 = 63.0;

/// A limit of the box on one input.
#[derive(Clone, Debug)]
pub struct BoxLimit {
    /// The limit in words: "wages fall by more than a fifth".
    pub words: String,
    /// The input in words, for axes.
    pub input: String,
    /// Least and largest value of any future, in the unit of the input.
    pub whole: (f64, f64),
    /// Least and largest value inside the box.
    pub kept: (f64, f64),
    /// The values as a reader knows them: `[least, largest, kept least, kept largest]`.
    pub labels: [String; 4],
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct BoxStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// File stem, for example `box-1`.
    pub name: String,
    /// What a bad future is: "the queue exceeds 20,000 people".
    pub bad: &'a str,
    /// Share of all bad futures that the box holds.
    pub coverage: Extent,
    /// Share of the futures in the box that are bad.
    pub density: Extent,
    /// Share of all futures that are bad.
    pub rate: Extent,
    /// Limits, the most important first.
    pub limits: Vec<BoxLimit>,
    /// Values of the first two limited inputs (of the first alone, any second value) and whether the future is bad.
    pub futures: Vec<([f64; 2], bool)>,
}

/// The figure of a box.
pub fn boxes(story: &BoxStory) -> Figure {
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: story.name.clone().into(),
        title: title(story),
        subtitle: format!(
            "Bad: {}. Of all futures {} are bad, of those in the box {} (density); it holds {} of all bad ones (coverage). \
             Orange: what the box allows of the whole range of each input, in grey. All limits hold at once.",
            story.bad,
            shares::with_range(story.rate),
            shares::with_range(story.density),
            shares::with_range(story.coverage)
        ),
        notes: story.caption.notes(vec![
            "A box says where bad futures lie, not why: inputs that it leaves free may matter as well.".to_owned(),
        ]),
        table: table(story),
        provenance: story.caption.provenance,
    };
    let limits_px = HEAD_PX + ROW_PX * story.limits.len() as f64;
    let plane = story.limits.len() > 1 && !story.futures.is_empty();
    page.draw(if plane { limits_px + GAP_PX + PLANE_PX } else { limits_px }, |canvas, area| {
        let heading = format!(
            "The limits: density {}, coverage {}",
            shares::with_range(story.density),
            shares::with_range(story.coverage)
        );
        canvas.text(&heading, (area.left, area.top + 14.0), Anchor::Start, HEADING);
        for (place, limit) in story.limits.iter().enumerate() {
            let top = area.top + HEAD_PX + ROW_PX * place as f64;
            draw_limit(canvas, limit, Area::new(area.left, top, area.right, top + ROW_PX));
        }
        if plane {
            draw_plane(canvas, story, Area::new(area.left, area.top + limits_px + GAP_PX, area.right, area.bottom));
        }
    })
}

/// Where bad futures gather: the first limits in words.
fn title(story: &BoxStory) -> String {
    let words: Vec<String> = story.limits.iter().take(2).map(|limit| limit.words.clone()).collect();
    let more = match story.limits.len() {
        0..=2 => String::new(),
        3 => ", and one limit more".to_owned(),
        all => format!(", and {} limits more", all - 2),
    };
    match words.is_empty() {
        true => "No box holds more bad futures than chance".to_owned(),
        false if is_weak(story.density.value, story.rate.value) => {
            "Little tells bad futures from others: the best box is a weak one".to_owned()
        }
        false => format!("Bad futures gather where {}{more}", words.join(" and ")),
    }
}

fn draw_limit(canvas: &Canvas, limit: &BoxLimit, area: Area) {
    let name = LABEL_BOLD.wrap_to(&limit.input, NAME_PX - 18.0, 2);
    canvas.lines(&name, (area.left, area.top + 16.0), Anchor::Start, LABEL_BOLD, 15.5);
    let (left, right) = (area.left + NAME_PX, area.right - 4.0);
    let span = (limit.whole.1 - limit.whole.0).max(f64::MIN_POSITIVE);
    let x = |value: f64| left + (right - left) * ((value - limit.whole.0) / span).clamp(0.0, 1.0);
    let (low, high) = (x(limit.kept.0), x(limit.kept.1));
    canvas.rectangle(Area::new(left, area.top + 9.0, right, area.top + 15.0), GRID);
    canvas.rectangle(Area::new(low, area.top + 5.0, high.max(low + 2.0), area.top + 19.0), ORANGE);
    // Limits that are the ends of the range are none, and their numbers would stand twice.
    let [least, largest, kept_least, kept_largest] = &limit.labels;
    let mut ends = vec![(left, Anchor::Start, least, AXIS_LABEL), (right, Anchor::End, largest, AXIS_LABEL)];
    let bold = tinted(LABEL_BOLD, ORANGE);
    if limit.kept.0 > limit.whole.0 {
        ends.push((low, Anchor::Middle, kept_least, bold));
    }
    if limit.kept.1 < limit.whole.1 {
        ends.push((high, Anchor::Middle, kept_largest, bold));
    }
    let place = |(at, anchor, text, set): &(f64, Anchor, &String, Type)| {
        let width = set.width_px(text);
        match anchor {
            Anchor::Start => (*at, *at + width),
            Anchor::Middle => (*at - 0.5 * width, *at + 0.5 * width),
            Anchor::End => (*at - width, *at),
        }
    };
    let clear = |a: (f64, f64), b: (f64, f64)| a.1 + 6.0 < b.0 || b.1 + 6.0 < a.0;
    // The limits first: an end of the range that would touch them is left out.
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for end in ends.iter().rev() {
        let mut span = place(end);
        let shift = (left - span.0).max(0.0) - (span.1 - right).max(0.0);
        span = (span.0 + shift, span.1 + shift);
        if taken.iter().all(|other| clear(*other, span)) {
            canvas.text(end.2, (span.0, area.top + 35.0), Anchor::Start, end.3);
            taken.push(span);
        } else if end.1 == Anchor::Middle {
            // Two limits close to one another: the lower one moves to the left of the upper.
            let other = taken[0];
            let width = span.1 - span.0;
            span = (other.0 - 10.0 - width, other.0 - 10.0);
            canvas.text(end.2, (span.0, area.top + 35.0), Anchor::Start, end.3);
            taken.push(span);
        }
    }
}

fn draw_plane(canvas: &Canvas, story: &BoxStory, area: Area) {
    let [across, up] = [&story.limits[0], &story.limits[1]];
    canvas.text("Futures in the plane of the first two limits", (area.left, area.top + 14.0), Anchor::Start, HEADING);
    legend(canvas, (area.left, area.top + 33.0));
    let axis = Area::new(area.left + SCALE_PX, area.top + 66.0, area.right - 8.0, area.bottom - 36.0);
    let scale = |limit: &BoxLimit, low: f64, high: f64| {
        let (least, span) = (limit.whole.0, (limit.whole.1 - limit.whole.0).max(f64::MIN_POSITIVE));
        move |value: f64| low + (high - low) * (0.02 + 0.96 * ((value - least) / span).clamp(0.0, 1.0))
    };
    let (x, y) = (scale(across, axis.left, axis.right), scale(up, axis.bottom, axis.top));
    canvas.line(&[(axis.left, axis.top), (axis.left, axis.bottom)], BASE_LINE);
    canvas.line(&[(axis.left, axis.bottom), (axis.right, axis.bottom)], BASE_LINE);
    // Only the ends of both ranges: how an input is written is for the story to say.
    for (value, text) in [(across.whole.0, &across.labels[0]), (across.whole.1, &across.labels[1])] {
        let anchor = if value == across.whole.0 { Anchor::Start } else { Anchor::End };
        canvas.text(text, (x(value), axis.bottom + 17.0), anchor, AXIS_LABEL);
    }
    canvas.text(&across.input, (0.5 * (axis.left + axis.right), axis.bottom + 17.0), Anchor::Middle, UNIT);
    for (value, text) in [(up.whole.0, &up.labels[0]), (up.whole.1, &up.labels[1])] {
        canvas.line(&[(axis.left, y(value)), (axis.right, y(value))], GRID_LINE);
        canvas.text(text, (axis.left - 7.0, y(value) + 4.0), Anchor::End, AXIS_LABEL);
    }
    canvas.text(&up.input, (axis.left - SCALE_PX, axis.top - 12.0), Anchor::Start, UNIT);
    let inside = Area::new(x(across.kept.0), y(up.kept.1), x(across.kept.1), y(up.kept.0)).grown(3.0);
    canvas.rectangle(inside, ORANGE.alpha(0.16));
    // Bad ones last, so that none is hidden.
    for bad in [false, true] {
        for ([a, b], _) in story.futures.iter().filter(|future| future.1 == bad) {
            mark(canvas, (x(*a), y(*b)), bad);
        }
    }
    let corners = [
        (inside.left, inside.top),
        (inside.right, inside.top),
        (inside.right, inside.bottom),
        (inside.left, inside.bottom),
        (inside.left, inside.top),
    ];
    canvas.line(&corners, Pen::solid(BLACK, 1.4));
}

/// A filled disc for a bad future, a small ring for another.
fn mark(canvas: &Canvas, at: Point, bad: bool) {
    match bad {
        true => canvas.disc(at, 2.8, VERMILION.alpha(0.8)),
        false => canvas.ring(at, 2.2, Pen::solid(QUIET.alpha(0.55), 0.9)),
    }
}

fn legend(canvas: &Canvas, at: Point) {
    let mut x = at.0;
    for (bad, text) in [(true, "bad future"), (false, "other future")] {
        mark(canvas, (x + 4.0, at.1 - 4.0), bad);
        canvas.text(text, (x + 13.0, at.1), Anchor::Start, LABEL);
        x += LABEL.width_px(text) + 34.0;
    }
    let frame = Area::new(x, at.1 - 11.0, x + 16.0, at.1 + 1.0);
    canvas.rectangle(frame, ORANGE.alpha(0.3));
    canvas.text("the box, as far as these two limits show it", (x + 22.0, at.1), Anchor::Start, SMALL);
}

fn table(story: &BoxStory) -> String {
    let rows: Vec<Vec<String>> = story
        .limits
        .iter()
        .map(|limit| {
            let [least, largest, kept_least, kept_largest] = &limit.labels;
            vec![
                limit.input.clone(),
                limit.words.clone(),
                format!("{kept_least} to {kept_largest}"),
                format!("{least} to {largest}"),
            ]
        })
        .collect();
    let bad = story.futures.iter().filter(|future| future.1).count();
    format!(
        "{}\nFutures drawn: {}, of which {bad} are bad.",
        words::table(&["Input", "Limit", "In the box", "Whole range"], &rows),
        story.futures.len()
    )
}
