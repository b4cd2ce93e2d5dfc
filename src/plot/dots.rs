//! The total as fifty dots: one run in fifty each, so that a chance can be counted.
//!
//! A quantile dotplot (Kay et al. 2016): dot i stands at the (i - 1/2)/50 quantile of the runs.

use super::canvas::{Anchor, Area, Canvas, Pen, Point};
use super::palette::{AXIS_LABEL, BASE_LINE, BLACK, BLUE, GRID_LINE, LABEL, LABEL_BOLD, VERMILION, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, axes, words};
use crate::language::say;
use crate::outcome::{Dimensions, Range, total};

const DOTS: usize = 50;
const HEIGHT_PX: f64 = 330.0;
const MOST_DOT_PX: f64 = 17.0;

/// The figure `total_dots`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let index = story.findings.catalogue.total_index(&total::DEPARTURES_TOTAL, Dimensions::ALL)?;
    let all = &story.findings.totals[index];
    let dots = quantiles(story, index, all);
    let population = undocumented(story);
    let target = story.target_people;
    let reached = dots.iter().filter(|dot| **dot >= target).count();
    let sheet = Sheet {
        story,
        name: "total_dots",
        title: say!(story.texts, "dots-title", day = story.texts.day(story.last_day()), dots = DOTS),
        subtitle: subtitle(story, reached),
        notes: Vec::new(),
        table: table(story, all, population, reached),
    };
    Some(sheet.draw(HEIGHT_PX, |canvas, area| draw(canvas, area, &dots, all, target, population)))
}

fn subtitle(story: &Story, reached: usize) -> String {
    let texts = story.texts;
    let verdict = match reached {
        0 => "dots-none",
        DOTS => "dots-all",
        _ => "dots-some",
    };
    let target = words::people(story.target_people);
    let mut sentences = vec![
        say!(texts, "dots-subtitle", dots = DOTS),
        say!(texts, verdict, some = reached, dots = DOTS, target = target),
    ];
    sentences.extend(too_large(story));
    sentences.join(" ")
}

/// Says so when the target is larger than the undocumented population in some of the runs.
fn too_large(story: &Story) -> Option<String> {
    let share = story.total(&total::TARGET_EXCEEDS_POPULATION, Dimensions::ALL).map_or(0.0, |range| range.mean);
    match (100.0 * share).round() {
        hundreds if hundreds < 1.0 => None,
        hundreds if hundreds > 99.0 => Some(story.texts.word("dots-too-large").to_owned()),
        hundreds => Some(say!(story.texts, "dots-too-large-in-some", runs = hundreds)),
    }
}

fn draw(canvas: &Canvas, area: Area, dots: &[f64], all: &Range, target: f64, population: Option<&Range>) {
    let top = 1.07 * dots.iter().copied().chain([target, population.map_or(0.0, |p| p.q95)]).fold(1.0, f64::max);
    let axis = Area::new(area.left + 8.0, area.top + 92.0, area.right - 8.0, area.bottom - 38.0);
    let x = |value: f64| axis.left + axis.width() * value / top;
    for value in axes::ticks(top, 6) {
        canvas.line(&[(x(value), axis.top), (x(value), axis.bottom)], GRID_LINE);
        let anchor = if value == 0.0 { Anchor::Start } else { Anchor::Middle };
        canvas.text(&words::people(value), (x(value), axis.bottom + 17.0), anchor, AXIS_LABEL);
    }
    canvas.text(canvas.texts.word("unit-people"), (axis.right, axis.bottom + 34.0), Anchor::End, AXIS_LABEL);
    canvas.line(&[(axis.left, axis.bottom), (axis.right, axis.bottom)], BASE_LINE);

    let places: Vec<f64> = dots.iter().map(|dot| x(*dot)).collect();
    let (size, stacked) = stack(&places, axis.height() - 8.0);
    for (across, level) in &stacked {
        canvas.disc((*across, axis.bottom - size * (level + 0.5) - 1.0), 0.46 * size, BLUE);
    }
    let highest = stacked.iter().map(|(_, level)| level + 1.0).fold(0.0, f64::max);
    dots_label(canvas, (x(all.q50), axis.bottom - size * highest - 12.0), all, axis);
    target_line(canvas, x(target), axis, target);
    if let Some(range) = population {
        people_bar(canvas, [range.q05, range.q25, range.q75, range.q95].map(x), area.top, axis, range);
    }
}

fn dots_label(canvas: &Canvas, at: Point, all: &Range, axis: Area) {
    let lines = [(canvas.texts.word("dots-nine-in-ten"), tinted(LABEL_BOLD, BLUE)), (&words::nine_in_ten(all), LABEL)];
    let half = 0.5 * lines.iter().map(|(text, set)| set.width_px(text)).fold(0.0, f64::max);
    let across = at.0.clamp(axis.left + half, axis.right - half);
    for (place, (text, set)) in lines.iter().enumerate() {
        canvas.text(text, (across, at.1 - 16.0 * (1.0 - place as f64)), Anchor::Middle, *set);
    }
}

fn target_line(canvas: &Canvas, x: f64, axis: Area, target: f64) {
    canvas.line(&[(x, axis.top - 34.0), (x, axis.bottom)], Pen::dashed(BLACK, 1.6, 5.0));
    let words = [(canvas.texts.word("dots-target"), tinted(LABEL_BOLD, BLACK)), (&words::people(target), LABEL)];
    let (at, anchor) =
        if x > 0.5 * (axis.left + axis.right) { (x - 7.0, Anchor::End) } else { (x + 7.0, Anchor::Start) };
    for (line, (text, set)) in words.iter().enumerate() {
        canvas.text(text, (at, axis.top - 22.0 + 16.0 * line as f64), anchor, *set);
    }
}

/// How many undocumented people the runs assume at the start, above the dots on the same axis.
fn people_bar(canvas: &Canvas, [low, lower, upper, high]: [f64; 4], top: f64, axis: Area, range: &Range) {
    let y = top + 30.0;
    canvas.line(&[(low, y), (high.max(low + 1.0), y)], Pen::solid(VERMILION, 2.0));
    canvas.line(&[(lower, y), (upper.max(lower + 1.0), y)], Pen::solid(VERMILION, 8.0));
    let text = say!(canvas.texts, "dots-undocumented", people = words::nine_in_ten(range));
    let set = tinted(LABEL_BOLD, VERMILION);
    let half = 0.5 * set.width_px(&text);
    let centre = (0.5 * (low + high)).clamp(axis.left + half, axis.right - half);
    canvas.text(&text, (centre, y - 14.0), Anchor::Middle, set);
}

/// The largest dot with which the stacks fit, and where the dots stand: across, and levels from below.
fn stack(places: &[f64], height_px: f64) -> (f64, Vec<(f64, f64)>) {
    let mut size = MOST_DOT_PX;
    loop {
        let stacked = stack_at(places, size);
        let highest = stacked.iter().map(|(_, level)| level + 1.0).fold(0.0, f64::max);
        if highest * size <= height_px - 34.0 || size < 3.0 {
            return (size, stacked);
        }
        size -= 0.5;
    }
}

/// Dots that lie within one dot of the first of a stack join it and stand in its middle (after Wilkinson 1999).
fn stack_at(places: &[f64], size: f64) -> Vec<(f64, f64)> {
    let mut stacked = Vec::with_capacity(places.len());
    let mut rest = places;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|place| **place < first + size).count();
        stacked.extend((0..count).map(|level| (first + 0.5 * size, level as f64)));
        rest = &rest[count..];
    }
    stacked
}

/// Fifty quantiles: of the runs, or by straight lines between the kept quantiles when runs were too many to keep.
fn quantiles(story: &Story, index: usize, all: &Range) -> Vec<f64> {
    let share = |dot: usize| (dot as f64 + 0.5) / DOTS as f64;
    let mut values: Vec<f64> = story.findings.totals_by_run.iter().map(|(_, totals)| totals[index]).collect();
    if values.is_empty() {
        let known = [
            (0.0, all.min),
            (0.05, all.q05),
            (0.25, all.q25),
            (0.5, all.q50),
            (0.75, all.q75),
            (0.95, all.q95),
            (1.0, all.max),
        ];
        return (0..DOTS).map(|dot| interpolated(&known, share(dot))).collect();
    }
    values.sort_by(f64::total_cmp);
    (0..DOTS).map(|dot| values[(share(dot) * values.len() as f64) as usize]).collect()
}

fn interpolated(known: &[(f64, f64)], share: f64) -> f64 {
    let after = known.iter().position(|(at, _)| *at >= share).unwrap_or(known.len() - 1).max(1);
    let ((from, low), (to, high)) = (known[after - 1], known[after]);
    low + (high - low) * (share - from) / (to - from)
}

/// Undocumented people at the start.
fn undocumented<'a>(story: &Story<'a>) -> Option<&'a Range> {
    let index = story.plan.people.documented.iter().position(|documented| !documented)?;
    story.total(&total::POPULATION_START, Dimensions::status(index))
}

fn table(story: &Story, all: &Range, population: Option<&Range>, reached: usize) -> String {
    let texts = story.texts;
    let mut rows = vec![(texts.word("dots-crossed"), *all)];
    rows.extend(population.map(|range| (texts.word("dots-undocumented-start"), *range)));
    let target = words::people(story.target_people);
    let below = say!(texts, "dots-table-target", target = target, some = reached, dots = DOTS);
    format!("{}\n{below}", words::ranges(texts, "", &rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_dots_are_stacked_and_none_overlap() {
        let places: Vec<f64> = (0..50).map(|i| 200.0 + 0.9 * f64::from(i)).collect();
        let (size, stacked) = stack(&places, 200.0);
        assert_eq!(stacked.len(), 50);
        for (i, a) in stacked.iter().enumerate() {
            for b in &stacked[..i] {
                let distance = libm::hypot(a.0 - b.0, size * (a.1 - b.1));
                assert!(distance >= 0.99 * size, "{a:?} and {b:?} at size {size}");
            }
        }
    }

    #[test]
    fn quantiles_between_the_known_ones_lie_on_straight_lines() {
        let known = [(0.0, 0.0), (0.5, 10.0), (1.0, 30.0)];
        assert_eq!([0.0, 0.25, 0.5, 0.75, 1.0].map(|share| interpolated(&known, share)), [0.0, 5.0, 10.0, 20.0, 30.0]);
    }
}
