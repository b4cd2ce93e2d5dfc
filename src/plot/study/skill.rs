//! Skill on counts that were not seen: a row an origin, a column a horizon, in each cell the number with its sign.
//!
//! Skill is `1 - score / score of the best rival`, of mean CRPS (Gneiting and Raftery 2007): blue with a plus where the
//! simulation was better, orange with a minus where it was worse. Colours are as deep as the ratio of the two scores is far
//! from one, up to a factor of [`DEEPEST_RATIO`], so that half the score and twice the score are equally deep.
//! Left out: how sure a cell is; it says of how many windows it is the mean.

use super::super::canvas::{Anchor, Area, Canvas, Ink, Type};
use super::super::palette::{BLACK, BLUE, GRID, HEADING, LABEL, LABEL_BOLD, ORANGE, SMALL, WHITE};
use super::super::sheet::Page;
use super::{Caption, Figure, words};
use crate::language::Texts;
use crate::units::{listed, rounded};

const NAME_PX: f64 = 96.0;
const LEGEND_PX: f64 = 40.0;
const HEAD_PX: f64 = 56.0;
const HEAD_LEADING_PX: f64 = 13.0;
const ROW_PX: f64 = 62.0;
const TRACK_GAP_PX: f64 = 20.0;
const GAP_PX: f64 = 3.0;
/// Ratio of two scores from which on colours are no deeper.
const DEEPEST_RATIO: f64 = 4.0;

/// The skill at an origin and a horizon.
#[derive(Clone, Copy, Debug)]
pub struct SkillCell {
    /// Place of its column.
    pub horizon: usize,
    /// At most 1; above 0 is better than the best rival.
    pub skill: f64,
    /// Windows of which it is the mean, at least one.
    pub windows: usize,
    /// The rival with the best score, in words: "persistence".
    pub rival: &'static str,
}

/// An origin.
#[derive(Clone, Debug)]
pub struct SkillRow {
    /// Days since 1970-01-01.
    pub origin: i32,
    /// In any order; horizons without windows are left out.
    pub cells: Vec<SkillCell>,
}

/// Origins under one policy.
#[derive(Clone, Debug)]
pub struct SkillTrack {
    /// Which: "With the policy that came to pass".
    pub heading: String,
    /// From the first.
    pub rows: Vec<SkillRow>,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct SkillStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// Heads of the columns: "up to 2 weeks".
    pub horizons: Vec<String>,
    /// The rivals, in words.
    pub rivals: Vec<String>,
    /// At least one.
    pub tracks: Vec<SkillTrack>,
}

/// The figure `skill`. Nothing if there is no cell.
///
/// # Panics
/// If a cell has a horizon that has no column.
pub fn skill(story: &SkillStory) -> Option<Figure> {
    let cells = || story.tracks.iter().flat_map(|track| track.rows.iter().flat_map(|row| &row.cells));
    assert!(cells().all(|cell| cell.horizon < story.horizons.len()), "every cell has a column");
    // Columns that nothing stands in say nothing.
    let columns: Vec<usize> =
        (0..story.horizons.len()).filter(|&horizon| cells().any(|cell| cell.horizon == horizon)).collect();
    if columns.is_empty() {
        return None;
    }
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "skill".into(),
        title: title(&story.tracks),
        subtitle: format!(
            "Skill on counts that were not seen: from an origin (row), for windows that end so much later (column). 0 is as \
             good as the best of {}; +0.50 is half its score, −1.00 twice its score. Small: the best rival, and how many \
             windows.",
            listed(&story.rivals)
        ),
        notes: story.caption.notes(vec![
            "The best rival is chosen afterwards, for each cell: a harder test than any one of them chosen beforehand. Few \
             windows say little, and windows that overlap say less than their number."
                .to_owned(),
        ]),
        table: table(story),
        provenance: story.caption.provenance,
    };
    let height = |track: &SkillTrack| HEAD_PX + ROW_PX * track.rows.len() as f64 + TRACK_GAP_PX;
    let all: f64 = story.tracks.iter().map(height).sum();
    Some(page.draw(LEGEND_PX + all - TRACK_GAP_PX, |canvas, area| {
        legend(canvas, area);
        let mut top = area.top + LEGEND_PX;
        for track in &story.tracks {
            draw(canvas, story, track, &columns, Area::new(area.left, top, area.right, top + height(track)));
            top += height(track);
        }
    }))
}

/// On how many cells of each track it was better.
fn title(tracks: &[SkillTrack]) -> String {
    let counted = |(track, what): (&SkillTrack, &str)| {
        let cells = || track.rows.iter().flat_map(|row| &row.cells);
        let better = cells().filter(|cell| cell.skill > 0.0).count();
        let mut letters = track.heading.chars();
        let heading: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
        format!("{better} of {}{what} {heading}", cells().count())
    };
    // What is counted is said once.
    let what = [" pairs of origin and horizon"].into_iter().chain(std::iter::repeat(""));
    format!("Better than the best rival at {}", listed(&tracks.iter().zip(what).map(counted).collect::<Vec<String>>()))
}

impl SkillCell {
    /// "+0.45": with its sign, and no more digits than are of use.
    fn in_words(&self) -> String {
        let text = rounded(self.skill, if self.skill.abs() < 9.995 { 0.01 } else { 1.0 });
        words::with_sign(self.skill, if text == "0.00" { "0" } else { &text })
    }

    fn ground(&self) -> Ink {
        // A fair score may lie a little below zero, and the ratio with it.
        let ratio = (1.0 - self.skill).max(1.0 / DEEPEST_RATIO);
        let depth = (libm::log(ratio).abs() / libm::log(DEEPEST_RATIO)).min(1.0);
        let ink = if self.skill > 0.0 { BLUE } else { ORANGE };
        ink.alpha((6.0 + 60.0 * depth).round() / 100.0)
    }
}

/// What the colours mean.
fn legend(canvas: &Canvas, area: Area) {
    let y = area.top + 8.0;
    let mut x = area.left;
    let swatch = |skill: f64| SkillCell { horizon: 0, skill, windows: 1, rival: "" }.ground();
    for (skills, text) in
        [([0.05, 0.5, 0.75], "+ better than the best rival"), ([-0.05, -1.0, -3.0], "− worse than the best rival")]
    {
        for skill in skills {
            canvas.rectangle(Area::new(x, y - 7.0, x + 16.0, y + 7.0), swatch(skill));
            x += 17.0;
        }
        canvas.text(text, (x + 5.0, y + 4.0), Anchor::Start, LABEL);
        x += 5.0 + LABEL.width_px(text) + 22.0;
    }
    frame(canvas, Area::new(x, y - 7.0, x + 16.0, y + 7.0));
    canvas.text("nothing to compare", (x + 22.0, y + 4.0), Anchor::Start, LABEL);
}

/// An empty cell.
fn frame(canvas: &Canvas, area: Area) {
    canvas.rectangle(area, GRID);
    canvas.rectangle(area.grown(-1.0), WHITE);
}

fn draw(canvas: &Canvas, story: &SkillStory, track: &SkillTrack, columns: &[usize], area: Area) {
    let width = (area.width() - NAME_PX) / columns.len() as f64;
    canvas.text(&track.heading, (area.left, area.top + 14.0), Anchor::Start, HEADING);
    for (place, &column) in columns.iter().enumerate() {
        let middle = area.left + NAME_PX + width * place as f64 + 0.5 * (width - GAP_PX);
        let head = SMALL.wrap_to(&story.horizons[column], width - 6.0, 2);
        let first = area.top + HEAD_PX - 8.0 - HEAD_LEADING_PX * (head.len() as f64 - 1.0);
        canvas.lines(&head, (middle, first), Anchor::Middle, SMALL, HEAD_LEADING_PX);
    }
    for (row, place) in track.rows.iter().zip(0..) {
        let top = area.top + HEAD_PX + ROW_PX * f64::from(place);
        let (day, year) = words::day(row.origin)
            .rsplit_once(' ')
            .map(|(day, year)| (day.to_owned(), year.to_owned()))
            .unwrap_or_default();
        canvas.text(&day, (area.left, top + 28.0), Anchor::Start, LABEL_BOLD);
        canvas.text(&year, (area.left, top + 43.0), Anchor::Start, SMALL);
        for (place, &column) in columns.iter().enumerate() {
            let left = area.left + NAME_PX + width * place as f64;
            let ground = Area::new(left, top, left + width - GAP_PX, top + ROW_PX - GAP_PX);
            match row.cells.iter().find(|cell| cell.horizon == column) {
                Some(cell) => fill(canvas, cell, ground),
                None => frame(canvas, ground),
            }
        }
    }
}

fn fill(canvas: &Canvas, cell: &SkillCell, ground: Area) {
    canvas.rectangle(ground, cell.ground());
    let middle = 0.5 * (ground.left + ground.right);
    let number = Type { ink: BLACK, ..HEADING };
    canvas.text(&cell.in_words(), (middle, ground.top + 22.0), Anchor::Middle, number);
    let small = Type { ink: BLACK, size_px: 10.5, ..SMALL };
    let room = ground.width() - 4.0;
    canvas.text(&small.cut(cell.rival, room), (middle, ground.top + 37.0), Anchor::Middle, small);
    canvas.text(&small.cut(&windows(cell.windows), room), (middle, ground.top + 51.0), Anchor::Middle, small);
}

fn windows(count: usize) -> String {
    if count == 1 { "1 window".to_owned() } else { format!("{count} windows") }
}

fn table(story: &SkillStory) -> String {
    let mut rows = Vec::new();
    for track in &story.tracks {
        for row in &track.rows {
            let mut cells = row.cells.clone();
            cells.sort_by_key(|cell| cell.horizon);
            rows.extend(cells.iter().map(|cell| {
                vec![
                    track.heading.clone(),
                    words::day(row.origin),
                    story.horizons[cell.horizon].clone(),
                    cell.in_words(),
                    cell.rival.to_owned(),
                    cell.windows.to_string(),
                ]
            }));
        }
    }
    words::table(&["Track", "Origin", "Horizon", "Skill", "Best rival", "Windows"], &rows)
}
