//! Published counts as marks: solid, black, with the name of who counted beside them.
//!
//! A count that contradicts a better source is a cross with its own name and number; nothing is averaged away.

use super::axes::Panel;
use super::canvas::{Area, Canvas, Pen, Point, Type};
use super::labels::{Name, Taken};
use super::palette::{BLACK, LABEL_BOLD, SMALL, WHITE, tinted};
use super::words;
use crate::language::{Texts, say};
use crate::observed::{Observation, ObservedQuantity, Use};

/// A count of all who left since the plan began is comparable when it starts within so many days of the first simulated
/// day: there were a few hundred departures a day before the plan.
const START_TOLERANCE_DAYS: i32 = 20;

/// Counts of windows up to this length are drawn as flows; a mean over more days hides what happened in them.
const LONGEST_FLOW_DAYS: i32 = 28;

/// Is a window from one day to another, both included, short enough for a flow?
fn is_flow(from: i32, to: i32) -> bool {
    to - from < LONGEST_FLOW_DAYS
}

/// Which counts belong on a panel.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted<'a> {
    pub crossing: Option<&'a str>,
    pub status: Option<&'a str>,
    pub mode: Option<&'a str>,
}

impl Wanted<'_> {
    fn fits(&self, o: &Observation) -> bool {
        (o.crossing.as_deref(), o.status.as_deref(), o.mode.as_deref()) == (self.crossing, self.status, self.mode)
    }

    /// Counts since the plan began that may stand beside a simulation that starts on the first day of the panel: the days
    /// that they miss are few against those that they count. Shorter windows are flows.
    pub(super) fn cumulative<'o>(&self, observed: &'o [Observation], panel: &Panel) -> Vec<&'o Observation> {
        let comparable = |o: &Observation| {
            let from = o.from.unwrap_or(PLAN_START);
            o.quantity == ObservedQuantity::Departures
                && (from - panel.first_day).abs() <= START_TOLERANCE_DAYS
                && !o.from.is_some_and(|from| is_flow(from, o.to))
        };
        observed.iter().filter(|o| self.fits(o) && comparable(o) && panel.shows(o.to)).collect()
    }

    /// Flows within the horizon, each with its people a day.
    pub(super) fn daily<'o>(&self, observed: &'o [Observation], panel: &Panel) -> Vec<(&'o Observation, f64)> {
        let short =
            |o: &Observation| o.from.is_some_and(|from| panel.shows(from) && panel.shows(o.to) && is_flow(from, o.to));
        observed.iter().filter(|o| self.fits(o) && short(o)).filter_map(|o| Some((o, o.per_day()?))).collect()
    }
}

/// So many counts of a source are joined and share one name; fewer are named one by one.
const SERIES_FROM: usize = 3;

/// 15 September 2023, from which the UN counts; taken for counts that do not say where they start.
const PLAN_START: i32 = 19_615;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Disc,
    Square,
    Diamond,
    Triangle,
    TriangleDown,
    Cross,
}

impl Shape {
    /// Shapes of the sources, the best source first; the last serves all that follow.
    const OF_SOURCES: [Shape; 5] = [Shape::Disc, Shape::Square, Shape::Diamond, Shape::Triangle, Shape::TriangleDown];

    fn of_source(rank: usize) -> Shape {
        Shape::OF_SOURCES[rank.min(Shape::OF_SOURCES.len() - 1)]
    }
}

impl Shape {
    fn draw(self, canvas: &Canvas, at: Point) {
        let (x, y) = at;
        match self {
            Shape::Disc => {
                canvas.disc(at, 4.6, WHITE);
                canvas.disc(at, 3.6, BLACK);
            }
            Shape::Diamond => {
                let corners = |r: f64| [(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
                canvas.polygon(&corners(5.6), BLACK);
                canvas.polygon(&corners(3.4), WHITE);
            }
            Shape::Triangle | Shape::TriangleDown => {
                let up = if self == Shape::Triangle { 1.0 } else { -1.0 };
                let corners =
                    |r: f64| [(x, y - up * r), (x + 0.9 * r, y + up * 0.6 * r), (x - 0.9 * r, y + up * 0.6 * r)];
                canvas.polygon(&corners(6.4), BLACK);
                canvas.polygon(&corners(3.4), WHITE);
            }
            Shape::Square => {
                canvas.rectangle(Area::new(x - 4.0, y - 4.0, x + 4.0, y + 4.0), BLACK);
                canvas.rectangle(Area::new(x - 2.4, y - 2.4, x + 2.4, y + 2.4), WHITE);
            }
            Shape::Cross => {
                for (dx, dy) in [(4.0, 4.0), (4.0, -4.0)] {
                    canvas.line(&[(x - dx, y - dy), (x + dx, y + dy)], Pen::solid(WHITE, 4.0));
                    canvas.line(&[(x - dx, y - dy), (x + dx, y + dy)], Pen::solid(BLACK, 1.8));
                }
            }
        }
    }
}

/// Draws cumulative counts, joined source by source, with their names where they cover least.
pub(super) fn draw_cumulative(canvas: &Canvas, panel: &Panel, counts: &[&Observation], taken: &mut Taken) {
    let at = |o: &Observation| (panel.x_of(o.to), panel.y(o.value));
    for o in counts {
        taken.mark(at(o));
    }
    let series = by_source(counts.iter().copied().filter(|o| o.use_ != Use::Conflict));
    for (rank, (_, of_source)) in series.iter().enumerate() {
        let points: Vec<Point> = of_source.iter().map(|o| at(o)).collect();
        if points.len() >= SERIES_FROM {
            canvas.line(&points, Pen::solid(BLACK, 1.0));
        }
        for point in points {
            Shape::of_source(rank).draw(canvas, point);
        }
    }
    let (long, short): (Vec<_>, Vec<_>) =
        series.into_iter().enumerate().partition(|(_, (_, of_source))| of_source.len() >= SERIES_FROM);
    let mut single: Vec<&Observation> = short.into_iter().flat_map(|(_, (_, of_source))| of_source).collect();
    for o in counts.iter().filter(|o| o.use_ == Use::Conflict) {
        Shape::Cross.draw(canvas, at(o));
        single.push(o);
    }
    for (rank, (source, of_source)) in long {
        let near: Vec<Point> = of_source.iter().map(|o| at(o)).collect();
        let name = Name { lines: &[(source, tinted(LABEL_BOLD, BLACK))], near: &near, indent_px: 14.0 };
        if let Some((x, y)) = taken.write(canvas, &name) {
            Shape::of_source(rank).draw(canvas, (x + 6.0, y - 4.5));
        }
    }
    if panel.x(1.0) - panel.x(0.0) < LEAST_DAY_PX && single.len() > MOST_CROWDED {
        return;
    }
    single.sort_by(|a, b| b.value.total_cmp(&a.value));
    let values: Vec<String> = single.iter().map(|o| words::people(o.value)).collect();
    let points: Vec<[Point; 1]> = single.iter().map(|o| [at(o)]).collect();
    let lines: Vec<[(&str, Type); 2]> =
        single.iter().zip(&values).map(|(o, value)| [(o.source.as_str(), SMALL), (value.as_str(), SMALL)]).collect();
    let names: Vec<Name> =
        lines.iter().zip(&points).map(|(lines, near)| Name { lines, near, indent_px: 0.0 }).collect();
    taken.write_all(canvas, &names);
}

/// With narrower days more than [`MOST_CROWDED`] marks stand too close together for a name each.
const LEAST_DAY_PX: f64 = 1.0;
const MOST_CROWDED: usize = 2;

/// Draws flows: a dot for a day, a bar for the mean of several days, a cross for a contradiction.
pub(super) fn draw_daily(canvas: &Canvas, panel: &Panel, counts: &[(&Observation, f64)]) {
    for (o, per_day) in counts {
        let y = panel.y(*per_day);
        let from = o.from.unwrap_or(o.to);
        if from < o.to {
            canvas.line(&[(panel.x_of(from), y), (panel.x_of(o.to), y)], Pen::solid(BLACK, 2.0));
        } else if o.use_ == Use::Conflict {
            Shape::Cross.draw(canvas, (panel.x_of(o.to), y));
        } else {
            canvas.disc((panel.x_of(o.to), y), 3.2, WHITE);
            canvas.disc((panel.x_of(o.to), y), 2.4, BLACK);
        }
    }
}

/// Who counted what is drawn, in a sentence; nothing if nothing is drawn.
pub(super) fn counted_by(texts: &Texts, counts: &[&Observation]) -> Option<String> {
    let says = || say!(texts, "marks-counts", sources = texts.one_by_one(&sources(counts.iter().copied())));
    (!counts.is_empty()).then(says)
}

/// Who counted, and how many, of each count.
pub(super) fn named<'o>(texts: &Texts, counts: impl Iterator<Item = &'o Observation>) -> String {
    let named = |o: &Observation| say!(texts, "marks-count", source = o.source, people = words::people(o.value));
    let more = |all: String, next: String| say!(texts, "marks-more", first = all, next = next);
    counts.map(named).reduce(more).unwrap_or_default()
}

/// Who counted, each name once, in order of appearance.
pub(super) fn sources<'o>(counts: impl IntoIterator<Item = &'o Observation>) -> Vec<String> {
    by_source(counts.into_iter()).into_iter().map(|(source, _)| source.to_owned()).collect()
}

/// Counts of each source, the source with most counts good enough to fit to first.
fn by_source<'o>(counts: impl Iterator<Item = &'o Observation>) -> Vec<(&'o str, Vec<&'o Observation>)> {
    let mut series: Vec<(&str, Vec<&Observation>)> = Vec::new();
    for o in counts {
        match series.iter_mut().find(|(source, _)| *source == o.source) {
            Some((_, of_source)) => of_source.push(o),
            None => series.push((&o.source, vec![o])),
        }
    }
    let fit = |of_source: &[&Observation]| of_source.iter().filter(|o| o.use_ == Use::Fit).count();
    series.sort_by_key(|(_, of_source)| std::cmp::Reverse((fit(of_source), of_source.len())));
    series
}
