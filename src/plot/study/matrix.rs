//! The planning matrix of relief agencies: how likely are how many arrivals a day.

use super::super::canvas::{Anchor, Area, Type};
use super::super::palette::{BLACK, BLUE, HEADING, LABEL_BOLD, SMALL};
use super::super::sheet::Page;
use super::{Caption, Figure, words};
use crate::language::Texts;

const NAME_PX: f64 = 168.0;
const HEAD_PX: f64 = 46.0;
const ROW_PX: f64 = 62.0;
const GAP_PX: f64 = 3.0;

/// A row: a likelihood.
#[derive(Clone, Debug)]
pub struct MatrixRow {
    /// "almost certain"
    pub likelihood: String,
    /// What it means: "at least 95 of 100 futures".
    pub meaning: String,
    /// `[column]`; nothing where the cell is empty.
    pub cells: Vec<Option<MatrixCell>>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct MatrixCell {
    /// The main line, for example the days on which it is so.
    pub text: String,
    /// A line below it, with the range.
    pub range: String,
    /// How deep its colour is, between 0 and 1; never so deep that black on it could not be read.
    pub tint: f64,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct MatrixStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// The finding.
    pub title: String,
    /// How to read it.
    pub subtitle: String,
    /// What columns are: "arrivals a day".
    pub across: &'a str,
    /// Heads of the columns: "5,000 to 10,000".
    pub columns: Vec<String>,
    /// Rows from the most likely.
    pub rows: Vec<MatrixRow>,
}

/// The figure `matrix`.
///
/// # Panics
/// If a row does not have a cell, empty or not, for every column.
pub fn matrix(story: &MatrixStory) -> Figure {
    let whole = story.rows.iter().all(|row| row.cells.len() == story.columns.len());
    assert!(whole, "every row has a cell for each column");
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "matrix".into(),
        title: story.title.clone(),
        subtitle: story.subtitle.clone(),
        notes: story.caption.notes(Vec::new()),
        table: table(story),
        provenance: story.caption.provenance,
    };
    page.draw(HEAD_PX + ROW_PX * story.rows.len() as f64, |canvas, area| {
        let width = (area.width() - NAME_PX) / story.columns.len().max(1) as f64;
        let left = |column: usize| area.left + NAME_PX + width * column as f64;
        canvas.text(story.across, (left(0), area.top + 14.0), Anchor::Start, HEADING);
        for (column, head) in story.columns.iter().enumerate() {
            let middle = left(column) + 0.5 * (width - GAP_PX);
            canvas.text(&LABEL_BOLD.cut(head, width - 6.0), (middle, area.top + 36.0), Anchor::Middle, LABEL_BOLD);
        }
        for (place, row) in story.rows.iter().enumerate() {
            let top = area.top + HEAD_PX + ROW_PX * place as f64;
            canvas.text(&row.likelihood, (area.left, top + 24.0), Anchor::Start, HEADING);
            let meaning = SMALL.wrap_to(&row.meaning, NAME_PX - 14.0, 2);
            canvas.lines(&meaning, (area.left, top + 40.0), Anchor::Start, SMALL, 13.0);
            for (column, cell) in row.cells.iter().enumerate() {
                let ground = Area::new(left(column), top, left(column) + width - GAP_PX, top + ROW_PX - GAP_PX);
                let depth = cell.as_ref().map_or(0.0, |cell| cell.tint.clamp(0.0, 1.0));
                canvas.rectangle(ground, BLUE.alpha(0.05 + 0.65 * depth));
                let Some(cell) = cell else { continue };
                let middle = 0.5 * (ground.left + ground.right);
                let lines = &LABEL_BOLD.wrap_to(&cell.text, ground.width() - 8.0, 2);
                let first = top + 25.0 - 7.0 * (lines.len() as f64 - 1.0);
                let next =
                    canvas.lines(lines, (middle, first), Anchor::Middle, Type { ink: BLACK, ..LABEL_BOLD }, 14.5);
                let set = Type { ink: BLACK, ..SMALL };
                canvas.text(&set.cut(&cell.range, ground.width() - 6.0), (middle, next + 2.0), Anchor::Middle, set);
            }
        }
    })
}

fn table(story: &MatrixStory) -> String {
    let mut head = vec!["Likelihood", "Meaning"];
    head.extend(story.columns.iter().map(String::as_str));
    let cell = |cell: &Option<MatrixCell>| {
        cell.as_ref().map_or(String::new(), |cell| format!("{} ({})", cell.text, cell.range))
    };
    let rows: Vec<Vec<String>> = story
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![row.likelihood.clone(), row.meaning.clone()];
            cells.extend(row.cells.iter().map(cell));
            cells
        })
        .collect();
    words::table(&head, &rows)
}
