//! What the same record says for and against other models: differences of log evidence.
//!
//! Positive speaks for a model, negative against it; the steps at which words change are those of Kass and Raftery (1995).
//! Left out: how much of a difference is made by the prior rather than by the fit.

use super::super::canvas::{Anchor, Area, Canvas, Pen};
use super::super::palette::{
    AXIS, AXIS_LABEL, BASE_LINE, BLACK, BLUE, GRID, LABEL, LABEL_BOLD, ORANGE, SMALL, UNIT, tinted,
};
use super::super::sheet::Page;
use super::super::words::with_sign;
use super::{Caption, Figure, words};
use crate::language::Texts;
use crate::units::{listed, rounded};

const NAME_PX: f64 = 214.0;
const SIDE_PX: f64 = 200.0;
const HEAD_PX: f64 = 34.0;
const ROW_PX: f64 = 50.0;
const SCALE_PX: f64 = 38.0;
/// Differences beyond this are drawn to the edge of the scale and carry an arrow.
const MOST: f64 = 30.0;

/// A model.
#[derive(Clone, Debug)]
pub struct EvidenceRow {
    /// Its title.
    pub name: String,
    /// Log evidence less that of the first model.
    pub gain: f64,
    /// What that means: "speaks strongly for it".
    pub verdict: String,
    /// Windows of the record that its nine-in-ten band holds, and all.
    pub held: [usize; 2],
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct EvidenceStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// The model that the others are compared with, and what its band holds.
    pub first: (String, [usize; 2]),
    /// The others.
    pub rows: Vec<EvidenceRow>,
    /// Differences at which the words change, the least first.
    pub steps: Vec<f64>,
    /// Standard error of a difference.
    pub error: f64,
}

/// The figure `evidence`.
pub fn evidence(story: &EvidenceStory) -> Figure {
    let mut rows: Vec<&EvidenceRow> = story.rows.iter().collect();
    rows.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    let (first, _) = &story.first;
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "evidence".into(),
        title: title(story, &rows),
        subtitle: format!(
            "Each bar compares a model with “{first}”, learned from the same counts: to the right the record speaks for it, to \
             the left against it. A difference of 3 of log evidence means that the record is 20 times as probable."
        ),
        notes: story.caption.notes(vec![notes(story)]),
        table: table(&rows),
        provenance: story.caption.provenance,
    };
    page.draw(HEAD_PX + ROW_PX * rows.len() as f64 + SCALE_PX, |canvas, area| {
        let axis = Area::new(area.left + NAME_PX, area.top + HEAD_PX, area.right - SIDE_PX, area.bottom - SCALE_PX);
        let largest = rows.iter().map(|row| row.gain.abs() + story.error).fold(6.0, f64::max).min(MOST + 1.0);
        let x = |gain: f64| centre(axis) + 0.5 * axis.width() * (gain / largest).clamp(-1.0, 1.0);
        for step in story.steps.iter().flat_map(|step| [-step, *step]) {
            canvas.line(&[(x(step), axis.top - 4.0), (x(step), axis.bottom)], Pen::dashed(GRID, 1.0, 3.0));
        }
        for tick in ticks(largest) {
            let text = with_sign(tick, &rounded(tick, 1.0));
            canvas.line(&[(x(tick), axis.bottom), (x(tick), axis.bottom + 4.0)], BASE_LINE);
            canvas.text(&text, (x(tick), axis.bottom + 17.0), Anchor::Middle, AXIS_LABEL);
        }
        canvas.line(&[(x(0.0), axis.top - 4.0), (x(0.0), axis.bottom)], Pen::solid(AXIS, 1.4));
        canvas.text("against it", (x(0.0) - 8.0, axis.top - 12.0), Anchor::End, tinted(LABEL_BOLD, ORANGE));
        canvas.text("for it", (x(0.0) + 8.0, axis.top - 12.0), Anchor::Start, tinted(LABEL_BOLD, BLUE));
        canvas.text("difference of log evidence", (axis.right, axis.bottom + 33.0), Anchor::End, UNIT);
        for (place, row) in rows.iter().enumerate() {
            let top = axis.top + ROW_PX * place as f64;
            draw(canvas, row, story.error, &x, Area::new(area.left, top, area.right, top + ROW_PX), axis.right);
        }
    })
}

fn notes(story: &EvidenceStory) -> String {
    let (first, [held, all]) = &story.first;
    let steps: Vec<String> = story.steps.iter().map(|step| rounded(*step, 1.0)).collect();
    format!(
        "Thin lines: what changes from one calibration to the next, about {} to each side. Dashed: {} to either side; below the \
         first the record hardly speaks, beyond the last very strongly. Evidence weighs priors as well as fit: a model with \
         wider priors pays for it. The 9-in-10 band of “{first}” holds {held} of {all} counts.",
        rounded(story.error, 0.1),
        listed(&steps)
    )
}

fn centre(axis: Area) -> f64 {
    0.5 * (axis.left + axis.right)
}

/// Zero and round numbers on both sides.
fn ticks(largest: f64) -> Vec<f64> {
    let step = [2.0, 5.0, 10.0].into_iter().find(|step| largest / step < 4.0).unwrap_or(10.0);
    let most = libm::floor(largest / step) as i32;
    (-most..=most).map(|tick| f64::from(tick) * step).collect()
}

fn draw(canvas: &Canvas, row: &EvidenceRow, error: f64, x: &dyn Fn(f64) -> f64, area: Area, right: f64) {
    let y = area.top + 0.5 * ROW_PX;
    let name = LABEL_BOLD.wrap_to(&row.name, NAME_PX - 18.0, 3);
    let first = y - 7.5 * (name.len() as f64 - 1.0) + 4.0;
    canvas.lines(&name, (area.left, first), Anchor::Start, LABEL_BOLD, 15.0);
    let ink = if row.gain < 0.0 { ORANGE } else { BLUE };
    let (from, to) = (x(0.0).min(x(row.gain)), x(0.0).max(x(row.gain)));
    canvas.rectangle(Area::new(from, y - 9.0, to, y + 9.0), ink);
    if row.gain.abs() > MOST {
        let (tip, side) = (x(row.gain), if row.gain < 0.0 { -1.0 } else { 1.0 });
        canvas.polygon(&[(tip + 9.0 * side, y), (tip, y - 12.0), (tip, y + 12.0)], ink);
    } else {
        let [low, high] = [row.gain - error, row.gain + error].map(x);
        canvas.line(&[(low, y), (high, y)], Pen::solid(BLACK, 1.4));
        for end in [low, high] {
            canvas.line(&[(end, y - 4.0), (end, y + 4.0)], Pen::solid(BLACK, 1.4));
        }
    }
    let says = format!("{}: {}", amount(row.gain), row.verdict);
    let lines = LABEL.wrap_to(&says, SIDE_PX - 18.0, 2);
    let next = canvas.lines(&lines, (right + 18.0, y - 3.0), Anchor::Start, LABEL, 14.0);
    let [held, all] = row.held;
    canvas.text(&format!("band holds {held} of {all} counts"), (right + 18.0, next), Anchor::Start, SMALL);
}

fn amount(gain: f64) -> String {
    with_sign(gain, &rounded(gain, 0.1))
}

fn title(story: &EvidenceStory, rows: &[&EvidenceRow]) -> String {
    let sure = story.steps.first().copied().unwrap_or(0.0).max(story.error);
    let (for_it, against): (Vec<&EvidenceRow>, Vec<&EvidenceRow>) =
        rows.iter().filter(|row| row.gain.abs() >= sure).partition(|row| row.gain > 0.0);
    let names = |rows: &[&EvidenceRow]| listed(&rows.iter().map(|row| format!("“{}”", row.name)).collect::<Vec<_>>());
    match (for_it.is_empty(), against.is_empty()) {
        (true, true) => "The record hardly tells these models apart".to_owned(),
        (false, _) => format!("The record speaks for {}, compared with “{}”", names(&for_it), story.first.0),
        (true, false) => format!("The record speaks for none of the others more than for “{}”", story.first.0),
    }
}

fn table(rows: &[&EvidenceRow]) -> String {
    let row = |row: &&EvidenceRow| {
        let held = format!("{} of {}", row.held[0], row.held[1]);
        vec![row.name.clone(), amount(row.gain), format!("the record {}", row.verdict), held]
    };
    let head = ["Model", "Difference of log evidence", "In words", "Counts in its 9-in-10 band"];
    words::table(&head, &rows.iter().map(row).collect::<Vec<_>>())
}
