//! Why two scenarios differ: from one total through what each edit contributes to the other.
//!
//! Contributions are Shapley values (Shapley 1953): what an edit adds, averaged over all orders in which edits could be
//! made. They add up to the whole difference; nothing is left over for "interaction".

use super::super::axes;
use super::super::canvas::{Anchor, Area, Canvas, Pen};
use super::super::palette::{
    AXIS, AXIS_LABEL, BASE_LINE, BLACK, BLUE, GRID_LINE, LABEL_BOLD, ORANGE, QUIET, SMALL, UNIT,
};
use super::super::sheet::Page;
use super::{Caption, Extent, Figure, words};
use crate::language::Texts;

const NAME_PX: f64 = 236.0;
const SAYS_PX: f64 = 138.0;
const ROW_PX: f64 = 36.0;
const SCALE_PX: f64 = 42.0;
const BAR_PX: f64 = 18.0;
/// Where all levels differ by less than this share of the highest, the scale does not begin at zero.
const CUT_SHARE: f64 = 0.4;

/// What an edit contributes.
#[derive(Clone, Debug)]
pub struct WaterfallStep {
    /// The edit in words.
    pub edit: String,
    /// Mean contribution with its range, in the unit of the outcome.
    pub contribution: Extent,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct WaterfallStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// What is measured: "people who cross".
    pub outcome: &'a str,
    /// Its unit.
    pub unit: &'a str,
    /// Name and mean total of the baseline, with its range.
    pub from: (&'a str, Extent),
    /// Name and mean total of the other scenario.
    pub to: (&'a str, Extent),
    /// Edits in the order in which they are to be read.
    pub steps: Vec<WaterfallStep>,
}

/// The figure `waterfall`.
pub fn waterfall(story: &WaterfallStory) -> Figure {
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "waterfall".into(),
        title: title(story),
        subtitle: format!(
            "From {} to {}: what each edit adds to the mean of {}, averaged over the orders in which edits can be made. Blue: \
             less. Orange: more. Whiskers: the range of each number.",
            story.from.0, story.to.0, story.outcome
        ),
        notes: story.caption.notes(notes(story)),
        table: table(story),
        provenance: story.caption.provenance,
    };
    let rows = story.steps.len() + 2;
    page.draw(ROW_PX * rows as f64 + SCALE_PX, |canvas, area| {
        let axis = Area::new(area.left + NAME_PX, area.top, area.right - SAYS_PX, area.bottom - SCALE_PX);
        let (low, high) = extent(story);
        let x = |value: f64| axis.left + axis.width() * (value - low) / (high - low);
        for value in axes::ticks_between(low, high, 4) {
            let pen = if value == 0.0 { BASE_LINE } else { GRID_LINE };
            canvas.line(&[(x(value), axis.top), (x(value), axis.bottom)], pen);
            canvas.text(&words::people(value), (x(value), axis.bottom + 16.0), Anchor::Middle, AXIS_LABEL);
        }
        canvas.text(story.unit, (axis.right, axis.bottom + 32.0), Anchor::End, UNIT);
        let top = |row: usize| axis.top + ROW_PX * row as f64;
        let edge = |value: f64, row: usize| {
            let y = top(row) + 0.5 * (ROW_PX + BAR_PX);
            canvas.line(&[(x(value), y), (x(value), y + ROW_PX - BAR_PX)], Pen::solid(AXIS, 0.9));
        };
        let whole = |row: usize, (name, total): (&str, Extent)| {
            // A bar that does not begin at zero would show a wrong size: a line then.
            let from = if low > 0.0 { x(total.value) - 3.0 } else { x(0.0) };
            let to = if low > 0.0 { x(total.value) + 3.0 } else { x(total.value) };
            bar(canvas, top(row), (from, to), QUIET);
            whisker(canvas, top(row), x(total.low), x(total.high));
            says(canvas, top(row), area, axis, name, value_and_range(total, words::people));
        };
        whole(0, story.from);
        let mut level = story.from.1.value;
        for (place, step) in story.steps.iter().enumerate() {
            let (row, to) = (place + 1, level + step.contribution.value);
            edge(level, row - 1);
            let ink = if step.contribution.value < 0.0 { BLUE } else { ORANGE };
            bar(canvas, top(row), (x(level), x(to)), ink);
            whisker(canvas, top(row), x(level + step.contribution.low), x(level + step.contribution.high));
            says(canvas, top(row), area, axis, &step.edit, value_and_range(step.contribution, words::signed));
            level = to;
        }
        edge(level, story.steps.len());
        whole(story.steps.len() + 1, story.to);
    })
}

fn bar(canvas: &Canvas, top: f64, (from, to): (f64, f64), ink: super::Ink) {
    let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 1.0));
    let top = top + 0.5 * (ROW_PX - BAR_PX);
    canvas.rectangle(Area::new(left, top, right, top + BAR_PX), ink);
}

fn whisker(canvas: &Canvas, top: f64, low: f64, high: f64) {
    let y = top + 0.5 * ROW_PX;
    canvas.line(&[(low, y), (high, y)], Pen::solid(BLACK, 1.2));
    for end in [low, high] {
        canvas.line(&[(end, y - 4.0), (end, y + 4.0)], Pen::solid(BLACK, 1.2));
    }
}

fn says(canvas: &Canvas, top: f64, area: Area, axis: Area, name: &str, number: [String; 2]) {
    let lines = &LABEL_BOLD.wrap_to(name, NAME_PX - 16.0, 2);
    let first = top + 0.5 * ROW_PX + 4.5 - 7.0 * (lines.len() as f64 - 1.0);
    canvas.lines(lines, (area.left, first), Anchor::Start, LABEL_BOLD, 14.0);
    let [value, range] = number;
    canvas.text(&value, (axis.right + 14.0, top + 15.0), Anchor::Start, LABEL_BOLD);
    canvas.text(&range, (axis.right + 14.0, top + 29.0), Anchor::Start, SMALL);
}

/// "−4,100" and "−4,500 to −3,700"
fn value_and_range(number: Extent, write: fn(f64) -> String) -> [String; 2] {
    let step = step(number);
    let [value, low, high] = [number.value, number.low, number.high].map(|end| write((end / step).round() * step));
    [value, format!("{low} to {high}")]
}

/// "−4,100 (−4,500 to −3,700)"
fn with_range(number: Extent, write: fn(f64) -> String) -> String {
    let [value, range] = value_and_range(number, write);
    format!("{value} ({range})")
}

/// The last digit worth printing: a power of ten, at most a tenth of the range.
fn step(number: Extent) -> f64 {
    let mut step = 1.0;
    while step * 100.0 <= number.high - number.low {
        step *= 10.0;
    }
    step
}

/// From where to where the scale goes: zero is not on it if the steps are small beside the totals.
fn extent(story: &WaterfallStory) -> (f64, f64) {
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    let mut take = |value: f64| {
        low = low.min(value);
        high = high.max(value);
    };
    let mut level = story.from.1.value;
    for total in [story.from.1, story.to.1] {
        [total.low, total.value, total.high].into_iter().for_each(&mut take);
    }
    for step in &story.steps {
        let Extent { value, low, high } = step.contribution;
        [level + low, level + high, level + value].into_iter().for_each(&mut take);
        level += value;
    }
    let room = 0.05 * (high - low).max(1.0);
    // What changes little would be slivers on a scale from zero.
    let cut = low > 0.0 && high - low < CUT_SHARE * high;
    let low = if cut { (low - room).max(0.0) } else { low.min(0.0) };
    (if low < 0.0 { low - room } else { low }, high + room)
}

fn notes(story: &WaterfallStory) -> Vec<String> {
    let mut notes = vec![
        "Contributions are of this model, these edits and these ranges of inputs; they add up to the whole difference."
            .to_owned(),
    ];
    if extent(story).0 > 0.0 {
        notes.push("The scale does not begin at zero, so both totals are lines, not bars.".to_owned());
    }
    notes
}

/// The edit that contributes most, if its range says on which side of zero.
fn title(story: &WaterfallStory) -> String {
    let size = |step: &WaterfallStep| step.contribution.value.abs();
    let most = story.steps.iter().fold(None, |best: Option<&WaterfallStep>, next| match best {
        Some(best) if size(best) >= size(next) => Some(best),
        _ => Some(next),
    });
    let clear = most.filter(|step| step.contribution.low > 0.0 || step.contribution.high < 0.0);
    match clear {
        Some(step) => format!("What does most to “{}”: {}", story.outcome, step.edit),
        None => format!("No edit is shown to move “{}”", story.outcome),
    }
}

fn table(story: &WaterfallStory) -> String {
    let mut rows = vec![vec![story.from.0.to_owned(), with_range(story.from.1, words::people)]];
    let steps = story.steps.iter();
    rows.extend(steps.map(|step| vec![step.edit.clone(), with_range(step.contribution, words::signed)]));
    rows.push(vec![story.to.0.to_owned(), with_range(story.to.1, words::people)]);
    words::table(&["", "Mean, or what is added to it (range)"], &rows)
}
