//! What moves an outcome: first-order and total indices of every input, the largest first.
//!
//! The first-order index is the share of the variance that an input makes alone, the total index with all that it does
//! together with others (Sobol 1993; Homma and Saltelli 1996).

use super::super::canvas::{Anchor, Area, Canvas, Pen, Type};
use super::super::palette::{
    AXIS_LABEL, BASE_LINE, BLACK, BLUE, GRID_LINE, HEADING, LABEL_BOLD, SKY, SMALL, UNIT, WHITE,
};
use super::super::sheet::Page;
use super::{Caption, Extent, Figure, shares, words};
use crate::language::Texts;
use crate::units::listed;

const NAME_PX: f64 = 204.0;
const TOWARDS_PX: f64 = 156.0;
const HEAD_PX: f64 = 28.0;
const ROW_PX: f64 = 40.0;
const SCALE_PX: f64 = 38.0;
/// Inputs drawn; the others are near nothing and stand in the table.
const MOST_ROWS: usize = 14;
/// Inputs that a title names.
const MOST_NAMED: usize = 3;

/// An input.
#[derive(Clone, Debug)]
pub struct TornadoRow {
    /// In words.
    pub input: String,
    /// First-order index.
    pub first: Extent,
    /// Total index.
    pub total: Extent,
    /// Mean outcome where the input is low and where it is high, if known.
    pub towards: Option<(f64, f64)>,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct TornadoStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// What is measured: "people who cross".
    pub outcome: &'a str,
    /// What "low" and "high" of an input mean: "lowest and highest fifth".
    pub ends: &'a str,
    /// Inputs in any order.
    pub rows: Vec<TornadoRow>,
}

/// The figure `tornado`.
pub fn tornado(story: &TornadoStory) -> Figure {
    let mut rows: Vec<&TornadoRow> = story.rows.iter().collect();
    rows.sort_by(|a, b| b.total.value.total_cmp(&a.total.value));
    let table = table(&rows);
    let left_out = rows.split_off(rows.len().min(MOST_ROWS));
    let towards = rows.iter().any(|row| row.towards.is_some());
    let mut subtitle = format!(
        "Share of what uncertain inputs make {} vary. Dark bar: by this input alone. Light bar: alone and together with \
         others. Whiskers: the range of each estimate.",
        story.outcome
    );
    if towards {
        subtitle.push_str(&format!(" At the right: mean {} with the input in its {}.", story.outcome, story.ends));
    }
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "tornado".into(),
        title: title(story, &rows),
        subtitle,
        notes: story.caption.notes(notes(&rows, &left_out)),
        table,
        provenance: story.caption.provenance,
    };
    page.draw(HEAD_PX + ROW_PX * rows.len() as f64 + SCALE_PX, |canvas, area| {
        let right = if towards { area.right - TOWARDS_PX } else { area.right - 16.0 };
        let axis = Area::new(area.left + NAME_PX, area.top + HEAD_PX, right, area.bottom - SCALE_PX);
        let x = |share: f64| axis.left + axis.width() * share.clamp(0.0, 1.0);
        for tick in shares::TICKS {
            canvas.line(&[(x(tick), axis.top - 6.0), (x(tick), axis.bottom)], GRID_LINE);
            canvas.text(&shares::percent(tick), (x(tick), axis.bottom + 17.0), Anchor::Middle, AXIS_LABEL);
        }
        canvas.text("share of variance", (axis.right, axis.bottom + 33.0), Anchor::End, UNIT);
        canvas.line(&[(axis.left, axis.top - 6.0), (axis.left, axis.bottom)], BASE_LINE);
        if towards {
            canvas.text("low input to high input", (right + 18.0, area.top + 14.0), Anchor::Start, HEADING_SMALL);
        }
        for (place, row) in rows.iter().enumerate() {
            let top = axis.top + ROW_PX * place as f64;
            draw(canvas, row, Area::new(area.left, top, area.right, top + ROW_PX), &x, right);
        }
    })
}

const HEADING_SMALL: Type = Type { size_px: 12.0, ..HEADING };

fn draw(canvas: &Canvas, row: &TornadoRow, area: Area, x: &dyn Fn(f64) -> f64, right: f64) {
    let name = LABEL_BOLD.wrap_to(&row.input, NAME_PX - 20.0, 2);
    let lift = if name.len() > 1 { 6.0 } else { 13.0 };
    canvas.lines(&name, (area.left, area.top + 10.0 + lift), Anchor::Start, LABEL_BOLD, 15.0);
    let bars = [(row.total, area.top + 6.0, 11.0, SKY), (row.first, area.top + 20.0, 11.0, BLUE)];
    for (share, top, thick, ink) in bars {
        let middle = top + 0.5 * thick;
        canvas.rectangle(Area::new(x(0.0), top, x(share.value), top + thick), ink);
        let pen = Pen::solid(BLACK, 1.2);
        let (low, high) = (x(share.low), x(share.high));
        canvas.line(&[(low, middle), (high, middle)], pen);
        // An end beyond the scale has no cap.
        for (end, value) in [(low, share.low), (high, share.high)] {
            if (0.0..=1.0).contains(&value) {
                canvas.line(&[(end, middle - 3.0), (end, middle + 3.0)], pen);
            }
        }
        if share.value < 0.0 {
            shares::mark_below_zero(canvas, (x(0.0) - 2.0, middle));
        }
        let text = shares::with_range(share);
        let width = SMALL.width_px(&text);
        // Behind the whisker; before the bar is drawn over where there is no room left.
        let at = if high + 8.0 + width < right + 10.0 { high + 8.0 } else { (low - 8.0 - width).max(x(0.0) + 4.0) };
        if at < high {
            let ground = Area::new(at - 3.0, top, at + width + 3.0, top + thick);
            canvas.rectangle(ground, WHITE.alpha(0.85));
        }
        canvas.text(&text, (at, middle + 4.0), Anchor::Start, SMALL);
    }
    if let Some((low, high)) = row.towards {
        let text = format!("{} to {}", words::people(low), words::people(high));
        canvas.text(&text, (right + 18.0, area.top + 23.0), Anchor::Start, SMALL);
    }
}

/// The inputs that could be the largest: those whose range reaches that of the leading one.
fn title(story: &TornadoStory, rows: &[&TornadoRow]) -> String {
    let outcome = story.outcome;
    let Some(first) = rows.first().filter(|row| row.total.low > 0.0) else {
        return format!("No input is shown to move “{outcome}”");
    };
    let rivals: Vec<String> =
        rows.iter().filter(|row| row.total.high >= first.total.low).map(|row| row.input.clone()).collect();
    match rivals.len() {
        1..=MOST_NAMED => format!("What moves “{outcome}” most: {}", listed(&rivals)),
        many => format!("Any of {many} inputs could be the one that moves “{outcome}” most"),
    }
}

fn notes(rows: &[&TornadoRow], left_out: &[&TornadoRow]) -> Vec<String> {
    let indices = rows.iter().flat_map(|row| [(row, "alone", row.first), (row, "in all", row.total)]);
    let named: Vec<(String, Extent)> =
        indices.map(|(row, which, share)| (format!("{}, {which}", row.input), share)).collect();
    let mut notes = shares::below_zero("index", named.iter().map(|(name, share)| (name.as_str(), *share)));
    if !left_out.is_empty() {
        notes.push(format!(
            "Not drawn: {} inputs with smaller total indices, none above {}.",
            left_out.len(),
            shares::with_range(left_out[0].total)
        ));
    }
    notes
}

fn table(rows: &[&TornadoRow]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let [total, total_range] = shares::cells(row.total);
            let [first, first_range] = shares::cells(row.first);
            let towards = row
                .towards
                .map_or(String::new(), |(low, high)| format!("{} to {}", words::people(low), words::people(high)));
            vec![row.input.clone(), total, total_range, first, first_range, towards]
        })
        .collect();
    let head = ["Input", "In all", "Range", "Alone", "Range", "Outcome from low to high input"];
    words::table(&head, &rows)
}
