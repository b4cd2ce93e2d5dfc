//! Before and after: how far a record narrows each number of a scenario down.
//!
//! The common axis is the place in the prior law: 20 % is the value below which one fifth of the prior lies. On it every
//! prior is the same bar, and how much shorter the posterior is shows how much the record says. Left out: which numbers are
//! known only together, see `corner`.

use super::super::canvas::{Anchor, Area, Canvas, Pen, Type};
use super::super::palette::{
    AXIS, AXIS_LABEL, BLUE, GRID, GRID_LINE, HEADING, LABEL, LABEL_BOLD, SMALL, UNIT, WHITE, tinted,
};
use super::super::sheet::Page;
use super::{Caption, Figure, shares, words};
use crate::language::Texts;
use crate::units::{capital, grouped};

const NAME_PX: f64 = 222.0;
const LOW_PX: f64 = 66.0;
const HIGH_PX: f64 = 78.0;
const AFTER_PX: f64 = 138.0;
const LEGEND_PX: f64 = 32.0;
const TOP_PX: f64 = 22.0;
const HEAD_PX: f64 = 30.0;
const ROW_PX: f64 = 36.0;
const SCALE_PX: f64 = 40.0;
/// Draws shown as ticks; more would make one black bar.
const MOST_TICKS: usize = 60;

/// A number.
#[derive(Clone, Debug)]
pub struct NumberRow {
    /// In words.
    pub name: String,
    /// How much the record says about it, in words: "much".
    pub says: &'static str,
    /// Standard deviation of the places in that of the prior: 1 where the record says nothing.
    pub width: f64,
    /// Draws of the posterior: places in the prior law, 0 to 1.
    pub places: Vec<f64>,
    /// The same at 5, 25, 50, 75 and 95 %.
    pub range: [f64; 5],
    /// Values below which and above which one in twenty of the prior lies.
    pub before: [String; 2],
    /// The same of the posterior.
    pub after: [String; 2],
    /// "people a day", or nothing.
    pub unit: String,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct NumberStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// In any order.
    pub rows: Vec<NumberRow>,
}

/// The figure `numbers`.
pub fn numbers(story: &NumberStory) -> Figure {
    let mut rows: Vec<&NumberRow> = story.rows.iter().collect();
    rows.sort_by(|a, b| a.width.total_cmp(&b.width));
    let groups: Vec<&[&NumberRow]> = rows.chunk_by(|a, b| a.says == b.says).collect();
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "numbers".into(),
        title: title(&rows),
        subtitle: "Grey: what was thought possible before. Blue: which of it explains the record. The axis is the place in what \
                   was thought possible: at 20 % one fifth of it is smaller. A blue bar as long as the grey one means that \
                   nothing was learned."
            .to_owned(),
        notes: story.caption.notes(vec![
            "Values left and right of a bar: 1 in 20 of what was thought possible is smaller than the left one (first tick of \
             the grey bar), and 1 in 20 larger than the right one (second tick). Ticks under a bar: single draws."
                .to_owned(),
        ]),
        table: table(&rows),
        provenance: story.caption.provenance,
    };
    let height = LEGEND_PX + TOP_PX + HEAD_PX * groups.len() as f64 + ROW_PX * rows.len() as f64 + SCALE_PX;
    page.draw(height, |canvas, area| {
        let axis = Area::new(
            area.left + NAME_PX + LOW_PX,
            area.top + LEGEND_PX + TOP_PX,
            area.right - HIGH_PX - AFTER_PX,
            area.bottom - SCALE_PX,
        );
        legend(canvas, area);
        frame(canvas, area, axis);
        let mut top = axis.top;
        for group in groups {
            let heading = format!("The record says {} about", group[0].says);
            canvas.text(&heading, (area.left, top + 20.0), Anchor::Start, HEADING);
            top += HEAD_PX;
            for row in group {
                draw(canvas, row, Area::new(area.left, top, area.right, top + ROW_PX), axis);
                top += ROW_PX;
            }
        }
    })
}

/// About how many numbers the record says most, and about how many least.
fn title(rows: &[&NumberRow]) -> String {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return "Nothing was to be learned".to_owned();
    };
    let alike = |says: &str| rows.iter().filter(|row| row.says == says).count();
    let of = |count: usize| grouped(count as f64);
    let all = of(rows.len());
    match first.says == last.says {
        true => format!(
            "The record says {} about any of {all} number{}",
            first.says,
            if rows.len() == 1 { "" } else { "s" }
        ),
        false => format!(
            "The record says {} about {} of {all} numbers, and {} about {}",
            first.says,
            of(alike(first.says)),
            last.says,
            of(alike(last.says))
        ),
    }
}

fn legend(canvas: &Canvas, area: Area) {
    let y = area.top + 8.0;
    let mut x = area.left;
    let mut entry = |text: &str, paint: &dyn Fn(f64)| {
        paint(x);
        canvas.text(text, (x + 42.0, y + 4.0), Anchor::Start, LABEL);
        x += 42.0 + LABEL.width_px(text) + 26.0;
    };
    entry("before", &|x| canvas.rectangle(Area::new(x, y - 7.0, x + 34.0, y + 7.0), GRID));
    entry("after: half of draws, notch at the median", &|x| {
        canvas.line(&[(x, y), (x + 34.0, y)], Pen::solid(BLUE, 8.0));
        canvas.line(&[(x + 17.0, y - 4.0), (x + 17.0, y + 4.0)], Pen::solid(WHITE, 1.8));
    });
    entry("after: 9 in 10 draws", &|x| canvas.line(&[(x, y), (x + 34.0, y)], Pen::solid(BLUE, 2.0)));
}

/// Headings of the columns and the axis.
fn frame(canvas: &Canvas, area: Area, axis: Area) {
    let y = axis.top - 4.0;
    let heading = Type { size_px: 12.0, ..HEADING };
    canvas.text("before: 9 in 10 lie between the two values", (axis.right + HIGH_PX - 4.0, y), Anchor::End, UNIT);
    let after = tinted(heading, BLUE);
    canvas.text("after: 9 in 10 draws", (area.right - AFTER_PX + 10.0, y), Anchor::Start, after);
    for tick in shares::TICKS {
        let x = axis.left + axis.width() * tick;
        canvas.line(&[(x, axis.top + HEAD_PX), (x, axis.bottom)], GRID_LINE);
        canvas.text(&shares::percent(tick), (x, axis.bottom + 16.0), Anchor::Middle, AXIS_LABEL);
    }
    canvas.text("place in what was thought possible before", (axis.right, axis.bottom + 32.0), Anchor::End, UNIT);
}

fn draw(canvas: &Canvas, row: &NumberRow, area: Area, axis: Area) {
    let y = area.top + 13.0;
    let name = LABEL_BOLD.wrap_to(&capital(&row.name), NAME_PX - 14.0, 2);
    let first = if name.len() > 1 { y - 3.0 } else { y + 4.0 };
    canvas.lines(&name, (area.left, first), Anchor::Start, LABEL_BOLD, 14.5);
    let x = |share: f64| axis.left + axis.width() * share.clamp(0.0, 1.0);
    canvas.rectangle(Area::new(axis.left, y - 8.0, axis.right, y + 8.0), GRID);
    for share in [0.05, 0.95] {
        canvas.line(&[(x(share), y - 8.0), (x(share), y + 8.0)], Pen::solid(AXIS, 1.0));
    }
    canvas.text(&row.before[0], (axis.left - 8.0, y + 4.0), Anchor::End, SMALL);
    canvas.text(&row.before[1], (axis.right + 8.0, y + 4.0), Anchor::Start, SMALL);
    let [low, lower, median, upper, high] = row.range.map(x);
    canvas.line(&[(low - 0.5, y), (high + 0.5, y)], Pen::solid(BLUE, 2.0));
    canvas.line(&[(lower - 0.5, y), (upper + 0.5, y)], Pen::solid(BLUE, 8.0));
    if upper - lower > 5.0 {
        canvas.line(&[(median, y - 4.0), (median, y + 4.0)], Pen::solid(WHITE, 1.8));
    }
    let every = row.places.len().div_ceil(MOST_TICKS).max(1);
    for &place in row.places.iter().step_by(every) {
        canvas.line(&[(x(place), y + 10.0), (x(place), y + 15.0)], Pen::solid(BLUE.alpha(0.45), 1.0));
    }
    let left = area.right - AFTER_PX + 10.0;
    let set = tinted(LABEL_BOLD, BLUE);
    let lines = if row.unit.is_empty() { 4.0 } else { -3.0 };
    canvas.text(&between(&row.after), (left, y + lines), Anchor::Start, set);
    canvas.text(&row.unit, (left, y + 11.0), Anchor::Start, tinted(SMALL, BLUE));
}

/// "23,300–31,800"; a unit that both carry stands once.
fn between([low, high]: &[String; 2]) -> String {
    let low = [" %", " million"]
        .iter()
        .find_map(|unit| low.strip_suffix(unit).filter(|_| high.ends_with(unit)))
        .unwrap_or(low);
    format!("{low}–{high}")
}

fn table(rows: &[&NumberRow]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.name.clone(),
                row.says.to_owned(),
                between(&row.before),
                between(&row.after),
                row.unit.clone(),
                format!("{} to {}", shares::percent(row.range[0]), shares::percent(row.range[4])),
            ]
        })
        .collect();
    let head = ["Number", "The record says", "9 in 10 before", "9 in 10 after", "Unit", "Place in the prior, 9 in 10"];
    words::table(&head, &rows)
}
