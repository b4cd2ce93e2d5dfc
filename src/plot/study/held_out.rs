//! Held-out counts beside what was simulated before they were known: a panel an origin, a row a window, in order of time.
//!
//! Drawn as the fitted windows are (`windows.rs`), in people a day on one logarithmic scale for all panels, because what is
//! scored is the logarithm of the mean daily flow. A tick is the median of the rival that was best at that window. Left out:
//! the spread of the rivals, and the other three.

use super::super::canvas::{Anchor, Area, Canvas, Pen};
use super::super::logarithmic::LogScale;
use super::super::palette::{AXIS_LABEL, GRID, GRID_LINE, HEADING, PURPLE, UNIT, WHITE};
use super::super::sheet::Page;
use super::windows::{Shape, band, legend, mark, name};
use super::{Caption, Figure, words};
use crate::language::Texts;
use crate::units::{listed, rounded};

const NAME_PX: f64 = 222.0;
const SIDE_PX: f64 = 98.0;
const LEGEND_PX: f64 = 52.0;
const HEAD_PX: f64 = 44.0;
const ROW_PX: f64 = 17.0;
const GAP_PX: f64 = 18.0;
/// Windows outside their band that the title names; the others are named in the drawing.
const MOST_NAMED: usize = 3;
/// Bands may reach to nobody; what is below is drawn here.
const LEAST_PER_DAY: f64 = 1.0;

/// A window that was held out.
#[derive(Clone, Debug)]
pub struct HeldOutRow {
    /// Whom, where and when: "Torkham, 8–11 Nov 2023".
    pub label: String,
    /// First and last day, in days since 1970-01-01.
    pub days: [i32; 2],
    /// Published people a day.
    pub per_day: f64,
    /// Standard error of its log.
    pub error_sd: f64,
    /// Simulated people a day, with the errors of counting and of the model, at 5, 25, 50, 75 and 95 %.
    pub range: [f64; 5],
    /// Does the nine-in-ten band hold what was published?
    pub held: bool,
    /// The rival that was best here, in words, and its median, people a day; nothing if there was none.
    pub rival: Option<(&'static str, f64)>,
}

/// What was simulated from an origin.
#[derive(Clone, Debug)]
pub struct HeldOutPanel {
    /// Days since 1970-01-01.
    pub origin: i32,
    /// In any order.
    pub rows: Vec<HeldOutRow>,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct HeldOutStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// Under which policy: "With the policy that came to pass".
    pub policy: &'a str,
    /// Whose numbers the runs have: "numbers learned from what had been counted by then".
    pub numbers: &'a str,
    /// From the first origin; those without windows are left out.
    pub panels: Vec<HeldOutPanel>,
}

/// The figure `held_out`. Nothing if there is no window.
pub fn held_out(story: &HeldOutStory) -> Option<Figure> {
    let mut panels: Vec<HeldOutPanel> = story.panels.iter().filter(|panel| !panel.rows.is_empty()).cloned().collect();
    panels.iter_mut().for_each(|panel| panel.rows.sort_by_key(|row| row.days));
    if panels.is_empty() {
        return None;
    }
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "held_out".into(),
        title: title(&panels),
        subtitle: format!(
            "{}: counts published for days after an origin, beside runs with {}. People a day, on one logarithmic scale; \
             equal steps are equal ratios.",
            story.policy, story.numbers
        ),
        notes: story.caption.notes(vec![
            "Thin lines: the error of counting, one standard error to each side; the bands include it and an error that \
             the model is granted. Of every ten counts about one should lie outside its 9-in-10 band; if far fewer do, bands are too wide. The best rival is chosen \
             afterwards, for each count: only its median is drawn."
                .to_owned(),
        ]),
        table: table(&panels),
        provenance: story.caption.provenance,
    };
    let height: f64 = panels.iter().map(|panel| panel.height_px() + GAP_PX).sum();
    Some(page.draw(LEGEND_PX + height - GAP_PX, |canvas, area| {
        legend(canvas, area, (6.0, "median of the best rival", &|canvas, x, y| tick(canvas, x + 3.0, y)));
        let ends = panels.iter().flat_map(|panel| panel.rows.iter().flat_map(HeldOutRow::values));
        let scale = LogScale::over(ends, area.left + NAME_PX, area.right - SIDE_PX);
        let mut top = area.top + LEGEND_PX;
        for panel in &panels {
            draw(canvas, panel, &scale, Area::new(area.left, top, area.right, top + panel.height_px()));
            top += panel.height_px() + GAP_PX;
        }
    }))
}

impl HeldOutPanel {
    fn height_px(&self) -> f64 {
        HEAD_PX + ROW_PX * self.rows.len() as f64
    }

    fn held(&self) -> usize {
        self.rows.iter().filter(|row| row.held).count()
    }
}

impl HeldOutRow {
    /// Ends of what was published, with its counting error: least, as published twice, most.
    fn published(&self) -> [f64; 4] {
        [-1.0, 0.0, 0.0, 1.0].map(|errors| self.per_day * libm::exp(errors * self.error_sd))
    }

    /// All that is drawn.
    fn values(&self) -> impl Iterator<Item = f64> {
        let rival = self.rival.map(|(_, median)| median);
        self.published().into_iter().chain(self.range).chain(rival).map(|value| value.max(LEAST_PER_DAY))
    }

    /// On which side of the band the count lies; nothing if the band holds it.
    fn outside(&self) -> Option<&'static str> {
        let above = self.per_day > self.range[2];
        (!self.held).then_some(if above { "above" } else { "below" })
    }
}

/// How many counts the band holds, and which it does not.
fn title(panels: &[HeldOutPanel]) -> String {
    let all: usize = panels.iter().map(|panel| panel.rows.len()).sum();
    let from = |panel: &HeldOutPanel| {
        if panels.len() > 1 { format!(" (from {})", words::day(panel.origin)) } else { String::new() }
    };
    let missed: Vec<String> = panels
        .iter()
        .flat_map(|panel| {
            panel.rows.iter().filter(|row| !row.held).map(move |row| format!("{}{}", row.label, from(panel)))
        })
        .collect();
    let held = format!(
        "The 9-in-10 band holds {} of {all} counts that were not seen (nine in ten would be {:.0})",
        all - missed.len(),
        0.9 * all as f64
    );
    match missed.len() {
        1..=MOST_NAMED => format!("{held}, not {}", listed(&missed)),
        _ => held,
    }
}

/// The median of a rival.
fn tick(canvas: &Canvas, x: f64, y: f64) {
    canvas.line(&[(x, y - 7.5), (x, y + 7.5)], Pen::solid(WHITE, 4.6));
    canvas.line(&[(x, y - 7.0), (x, y + 7.0)], Pen::solid(PURPLE, 2.6));
}

fn draw(canvas: &Canvas, panel: &HeldOutPanel, scale: &LogScale, area: Area) {
    let heading = format!("From {}: {} of {} held", words::day(panel.origin), panel.held(), panel.rows.len());
    canvas.text(&heading, (area.left, area.top + 14.0), Anchor::Start, HEADING);
    let axis = Area::new(area.left + NAME_PX, area.top + HEAD_PX, area.right - SIDE_PX, area.bottom);
    canvas.text("people a day", (area.right, axis.top - 10.0), Anchor::End, UNIT);
    for value in scale.ticks(7) {
        let x = scale.at(value);
        canvas.line(&[(x, axis.top - 5.0), (x, axis.bottom)], GRID_LINE);
        canvas.text(&rounded(value, value), (x, axis.top - 10.0), Anchor::Middle, AXIS_LABEL);
    }
    canvas.line(&[(axis.left, axis.top - 5.0), (axis.right, axis.top - 5.0)], Pen::solid(GRID, 1.0));
    let at = |value: f64| scale.at(value.max(LEAST_PER_DAY));
    for (place, row) in panel.rows.iter().enumerate() {
        let y = axis.top + ROW_PX * (place as f64 + 0.5);
        name(canvas, &row.label, y, axis, NAME_PX, row.outside());
        let [low, lower, _, upper, high] = row.range.map(at);
        band(canvas, [low, lower, upper, high], y);
        if let Some((_, median)) = row.rival {
            tick(canvas, at(median), y);
        }
        mark(canvas, row.published().map(at), y, Shape::Disc, row.held);
    }
}

fn table(panels: &[HeldOutPanel]) -> String {
    let mut rows = Vec::new();
    for panel in panels {
        for row in &panel.rows {
            let [q05, q25, _, q75, q95] = row.range;
            let text = |value: f64| rounded(value, (q95 - q05) / 20.0);
            let between = |low: f64, high: f64| format!("{} to {}", text(low), text(high));
            let rival =
                row.rival.map_or([String::new(), String::new()], |(rival, median)| [rival.to_owned(), text(median)]);
            let [rival, median] = rival;
            rows.push(vec![
                words::day(panel.origin),
                row.label.clone(),
                text(row.per_day),
                between(q25, q75),
                between(q05, q95),
                rival,
                median,
                row.outside().unwrap_or("inside").to_owned(),
            ]);
        }
    }
    let head = [
        "Origin",
        "Window",
        "Published, people a day",
        "Half of runs",
        "9 in 10 runs",
        "Best rival",
        "Its median",
        "Published count is",
    ];
    words::table(&head, &rows)
}
