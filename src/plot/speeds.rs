//! How fast each engine is, at each size of a scenario, and whether it agrees with its judge.
//!
//! The verdict is a word and a shape at every speed, never a colour alone.

use super::canvas::{Anchor, Area, Canvas, Ink, Pen, Point};
use super::logarithmic::LogScale;
use super::palette::{AXIS_LABEL, BASE_LINE, BLUE, GRID_LINE, HEADING, LABEL, LABEL_BOLD, SMALL, VERMILION, WHITE};
use super::sheet::Page;
use super::{Figure, words};
use crate::language::Texts;

const NAME_PX: f64 = 128.0;
const VERDICT_PX: f64 = 252.0;
const ROW_PX: f64 = 23.0;
const HEADING_PX: f64 = 30.0;
const GAP_PX: f64 = 18.0;
const SCALE_PX: f64 = 40.0;

/// What the shape of a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictMark {
    /// The engine that judges: a ring around a dot.
    Judge,
    /// The same bits as another engine: a square.
    SameBits,
    /// No difference found: a disc.
    Agrees,
    /// A difference found: a cross.
    Differs,
    /// Not judged: a ring.
    NotJudged,
}

/// An engine at a size.
#[derive(Clone, Debug)]
pub struct SpeedRow {
    /// Name of the engine.
    pub engine: String,
    /// Runs a second: lower quartile, median, upper quartile over rounds; or why it was left out.
    pub runs_per_second: Result<[f64; 3], String>,
    /// The shape.
    pub mark: VerdictMark,
    /// The verdict and the ratio, in a few words.
    pub words: String,
}

/// All engines at a size.
#[derive(Clone, Debug)]
pub struct SpeedPanel {
    /// Which size, in words.
    pub heading: String,
    /// Engines from above.
    pub rows: Vec<SpeedRow>,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct SpeedStory<'a> {
    /// Title of the scenario.
    pub scenario: &'a str,
    /// Sizes from above.
    pub panels: Vec<SpeedPanel>,
    /// What a reader must know: machine, rounds, how verdicts are found.
    pub notes: Vec<String>,
    /// Put inside the file.
    pub provenance: String,
}

/// The figure `engines`.
pub fn speeds(story: &SpeedStory) -> Figure {
    let height = |panel: &SpeedPanel| HEADING_PX + ROW_PX * panel.rows.len() as f64;
    let gaps = GAP_PX * story.panels.len().saturating_sub(1) as f64;
    let page = Page {
        texts: Texts::english(),
        kicker: story.scenario,
        name: "engines".into(),
        title: "Simulated histories a second, by engine".to_owned(),
        subtitle: "One thread. Further right is faster; equal distances are equal ratios. The mark is the median \
                   over rounds, the bar through it holds half of the rounds. Filled disc: agrees with its judge. Square: the \
                   same bits as another engine. Cross: differs. Dot in a ring: is the judge. Empty ring: not judged."
            .to_owned(),
        notes: story.notes.clone(),
        table: table(story),
        provenance: &story.provenance,
    };
    page.draw(story.panels.iter().map(height).sum::<f64>() + gaps + SCALE_PX, |canvas, area| {
        let inner = Area::new(area.left + NAME_PX, area.top, area.right - VERDICT_PX, area.bottom - SCALE_PX);
        let measured =
            story.panels.iter().flat_map(|panel| &panel.rows).filter_map(|row| row.runs_per_second.as_ref().ok());
        let scale = LogScale::over(measured.flatten().copied(), inner.left, inner.right);
        let mut top = inner.top;
        for panel in &story.panels {
            let bottom = top + height(panel);
            draw_panel(canvas, panel, &scale, Area::new(area.left, top, area.right, bottom), inner);
            top = bottom + GAP_PX;
        }
        let bottom = top - GAP_PX;
        for tick in scale.ticks(8) {
            canvas.text(&rate(tick), (scale.at(tick), bottom + 18.0), Anchor::Middle, AXIS_LABEL);
        }
        canvas.text("runs a second", ((inner.left + inner.right) / 2.0, bottom + 36.0), Anchor::Middle, AXIS_LABEL);
    })
}

fn draw_panel(canvas: &Canvas, panel: &SpeedPanel, scale: &LogScale, area: Area, inner: Area) {
    canvas.text(&panel.heading, (area.left, area.top + 16.0), Anchor::Start, HEADING);
    for tick in scale.ticks(8) {
        canvas.line(&[(scale.at(tick), area.top + HEADING_PX - 4.0), (scale.at(tick), area.bottom)], GRID_LINE);
    }
    canvas.line(&[(inner.left, area.bottom), (inner.right, area.bottom)], BASE_LINE);
    for (place, row) in panel.rows.iter().enumerate() {
        let middle = area.top + HEADING_PX + ROW_PX * (place as f64 + 0.5);
        canvas.text(&row.engine, (inner.left - 10.0, middle + 4.5), Anchor::End, LABEL_BOLD);
        match &row.runs_per_second {
            Ok([low, median, high]) => {
                let bar = [(scale.at(*low), middle), (scale.at(*high), middle)];
                canvas.line(&bar, Pen::solid(ink(row.mark).alpha(0.45), 7.0));
                mark(canvas, (scale.at(*median), middle), row.mark);
                canvas.text(&row.words, (inner.right + 12.0, middle + 4.5), Anchor::Start, LABEL);
            }
            Err(reason) => {
                // From the start of the scale to the edge of the page.
                let room = area.right - inner.left - 8.0;
                let line = SMALL.wrap(&format!("left out: {reason}"), room).into_iter().next().unwrap_or_default();
                let ground =
                    Area::new(inner.left + 4.0, middle - 9.0, inner.left + 12.0 + SMALL.width_px(&line), middle + 8.0);
                canvas.rectangle(ground, WHITE);
                canvas.text(&line, (inner.left + 8.0, middle + 4.0), Anchor::Start, SMALL);
            }
        }
    }
}

fn ink(mark: VerdictMark) -> Ink {
    if mark == VerdictMark::Differs { VERMILION } else { BLUE }
}

fn mark(canvas: &Canvas, at: Point, mark: VerdictMark) {
    let ink = ink(mark);
    let (x, y) = at;
    match mark {
        VerdictMark::Agrees => canvas.disc(at, 5.5, ink),
        VerdictMark::SameBits => canvas.rectangle(Area::new(x - 5.0, y - 5.0, x + 5.0, y + 5.0), ink),
        VerdictMark::Differs => {
            let pen = Pen::solid(ink, 2.6);
            canvas.line(&[(x - 5.5, y - 5.5), (x + 5.5, y + 5.5)], pen);
            canvas.line(&[(x - 5.5, y + 5.5), (x + 5.5, y - 5.5)], pen);
        }
        VerdictMark::Judge | VerdictMark::NotJudged => {
            canvas.disc(at, 6.5, WHITE);
            canvas.ring(at, 6.5, Pen::solid(ink, 1.6));
            if mark == VerdictMark::Judge {
                canvas.disc(at, 2.6, ink);
            }
        }
    }
}

/// A rate on the scale: whole numbers, or tenths below one.
fn rate(value: f64) -> String {
    if value < 1.0 { value.to_string() } else { words::people(value) }
}

fn table(story: &SpeedStory) -> String {
    let digits = |value: f64| if value < 100.0 { format!("{value:.2}") } else { words::people(value) };
    let rows: Vec<Vec<String>> = story
        .panels
        .iter()
        .flat_map(|panel| panel.rows.iter().map(move |row| (panel, row)))
        .map(|(panel, row)| {
            let (median, half) = match &row.runs_per_second {
                Ok([low, median, high]) => (digits(*median), format!("{} to {}", digits(*low), digits(*high))),
                Err(reason) => ("left out".to_owned(), reason.clone()),
            };
            vec![panel.heading.clone(), row.engine.clone(), median, half, row.words.clone()]
        })
        .collect();
    words::table(&["Size", "Engine", "Runs a second", "Half of rounds", "Verdict"], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_has_its_verdict_in_words() {
        let row = |engine: &str, runs_per_second, mark, words: &str| SpeedRow {
            engine: engine.to_owned(),
            runs_per_second,
            mark,
            words: words.to_owned(),
        };
        let rows = vec![
            row("plain", Ok([90.0, 100.0, 101.0]), VerdictMark::Judge, "judge"),
            row("cohort", Ok([190.0, 200.0, 201.0]), VerdictMark::Agrees, "2.00 × plain · agrees"),
            row("normal", Ok([290.0, 300.0, 301.0]), VerdictMark::Differs, "3.00 × plain · differs"),
            row("reference", Err("it is slow".to_owned()), VerdictMark::NotJudged, "not judged"),
        ];
        let panels = vec![SpeedPanel { heading: "real: some households".to_owned(), rows }];
        let story = SpeedStory {
            scenario: "A town",
            panels,
            notes: vec!["On a machine.".to_owned()],
            provenance: "<seed 1>".to_owned(),
        };
        let figure = speeds(&story);
        for words in ["2.00 × plain · agrees", "left out: it is slow", "&lt;seed 1&gt;", "runs a second"] {
            assert!(figure.svg.contains(words), "`{words}` is missing");
        }
        assert!(
            figure.description.contains("| cohort | 200 | 190 to 201 | 2.00 × plain · agrees |"),
            "{}",
            figure.description
        );
    }
}
