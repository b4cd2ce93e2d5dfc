//! Joint draws of the numbers that matter most: each alone on the diagonal, each with each other below it.
//!
//! Axes are places in the prior law, on which the prior fills every square evenly: where a square is empty, the record has
//! ruled something out, and a slanted cloud means that the two numbers are known together rather than one by one. Drawn
//! are half of the numbers for how narrow they have become, and the others for how strongly they go together with another.

use super::super::canvas::{Anchor, Area, Canvas, Pen, Type};
use super::super::palette::{
    AXIS, AXIS_LABEL, BLACK, BLUE, GRID, HEADING, LABEL_BOLD, ORANGE, SKY, SMALL, UNIT, tinted,
};
use super::super::sheet::Page;
use super::{Caption, Figure, words};
use crate::language::Texts;
use crate::units::{capital, listed, rounded};

/// Numbers drawn; more panels would be too small to read.
const MOST: usize = 8;
/// Draws in a panel.
const MOST_DRAWS: usize = 150;
const BINS: usize = 20;
const NAME_PX: f64 = 158.0;
const GAP_PX: f64 = 5.0;
const TOP_PX: f64 = 24.0;
const SCALE_PX: f64 = 52.0;
/// A correlation that deserves a word.
const STRONG: f64 = 0.6;

/// A number.
#[derive(Clone, Debug)]
pub struct CornerNumber {
    /// In words.
    pub name: String,
    /// Draws of the posterior: places in the prior law, 0 to 1, in the same order for all numbers.
    pub places: Vec<f64>,
    /// Standard deviation of the places in that of the prior.
    pub width: f64,
    /// Values below which and above which one in twenty of the prior lies, the unit at the second.
    pub before: [String; 2],
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct CornerStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// In any order.
    pub numbers: Vec<CornerNumber>,
    /// Correlations of their places: `[number][number]`.
    pub correlations: Vec<Vec<f64>>,
}

/// The figure `corner`; nothing of fewer than two numbers.
pub fn corner(story: &CornerStory) -> Option<Figure> {
    let chosen = chosen(story);
    if chosen.len() < 2 {
        return None;
    }
    let (all, draws) = (story.numbers.len(), story.numbers[chosen[0]].places.len());
    let left_out = match all - chosen.len() {
        0 => String::new(),
        left_out => format!("Drawn are {} of {all} numbers; the other {left_out} are in numbers.csv. ", chosen.len()),
    };
    let few =
        if draws > MOST_DRAWS { format!(" {MOST_DRAWS} of {draws} draws are drawn below it.") } else { String::new() };
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "corner".into(),
        title: title(story, &chosen),
        subtitle: "Below the diagonal: a dot a draw, two numbers at a time. Before, dots would fill every square evenly; a slanted \
                   cloud means that the record knows the two together better than one by one. On it: where the draws of one \
                   number lie. Above it: the correlation."
            .to_owned(),
        notes: story.caption.notes(vec![format!(
            "{left_out}Axes: the place in what was thought possible before, 0 to 100 %; the values are those at 5 % and 95 % \
             (ticks).{few} The dashed line in a histogram is what was thought possible before. Correlations between −1 and 1 \
             are those of the places; those of {STRONG} or more are shaded, those below {} may be noise of the draws."
            , rounded(2.0 / (draws as f64).sqrt(), 0.1)
        )]),
        table: table(story, &chosen),
        provenance: story.caption.provenance,
    };
    let panel =
        (super::super::palette::WIDTH_PX - 2.0 * super::super::palette::MARGIN_PX - NAME_PX) / chosen.len() as f64;
    let panel = panel.min(150.0);
    Some(page.draw(TOP_PX + panel * chosen.len() as f64 + SCALE_PX, |canvas, area| {
        let left = area.left + NAME_PX;
        let at = |row: usize, column: usize| {
            let (x, y) = (left + panel * column as f64, area.top + TOP_PX + panel * row as f64);
            Area::new(x, y, x + panel - GAP_PX, y + panel - GAP_PX)
        };
        for (row, &a) in chosen.iter().enumerate() {
            name(canvas, row, &story.numbers[a], Area::new(area.left, at(row, 0).top, left - 12.0, at(row, 0).bottom));
            canvas.text(&letter(row), (centre(at(0, row)), area.top + 12.0), Anchor::Middle, HEADING);
            values(canvas, row, &story.numbers[a], at(chosen.len() - 1, row));
            for (column, &b) in chosen.iter().enumerate() {
                let place = at(row, column);
                match row.cmp(&column) {
                    std::cmp::Ordering::Less => correlation(canvas, story.correlations[a][b], place),
                    std::cmp::Ordering::Equal => histogram(canvas, &story.numbers[a].places, place),
                    std::cmp::Ordering::Greater => {
                        scatter(canvas, &story.numbers[b].places, &story.numbers[a].places, place);
                    }
                }
            }
        }
    }))
}

/// Half of them the narrowest, the others from the strongest pairs; the narrowest first.
fn chosen(story: &CornerStory) -> Vec<usize> {
    let all = story.numbers.len();
    let mut by_width: Vec<usize> = (0..all).collect();
    by_width.sort_by(|&a, &b| story.numbers[a].width.total_cmp(&story.numbers[b].width));
    let mut chosen: Vec<usize> = by_width.iter().copied().take(if all <= MOST { all } else { MOST / 2 }).collect();
    let mut pairs: Vec<(usize, usize)> = (0..all).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let strength = |&(a, b): &(usize, usize)| story.correlations[a][b].abs();
    pairs.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
    for (a, b) in pairs {
        let new: Vec<usize> = [a, b].into_iter().filter(|number| !chosen.contains(number)).collect();
        if chosen.len() + new.len() <= MOST {
            chosen.extend(new);
        }
    }
    chosen.sort_by_key(|number| by_width.iter().position(|other| other == number));
    chosen
}

fn letter(place: usize) -> String {
    char::from(b'A' + place as u8).to_string()
}

/// The pairs that go together most.
fn title(story: &CornerStory, chosen: &[usize]) -> String {
    let mut pairs: Vec<(f64, usize, usize)> = (0..chosen.len())
        .flat_map(|a| (0..a).map(move |b| (b, a)))
        .map(|(a, b)| (story.correlations[chosen[a]][chosen[b]], a, b))
        .filter(|(r, ..)| is_strong(*r))
        .collect();
    pairs.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let named = |&(_, a, b): &(f64, usize, usize)| {
        format!("{} and {}", story.numbers[chosen[a]].name, story.numbers[chosen[b]].name)
    };
    match pairs.first() {
        None => "No two of the numbers drawn are known only together".to_owned(),
        Some(first) => format!("Known together rather than one by one, above all: {}", named(first)),
    }
}

fn centre(area: Area) -> f64 {
    0.5 * (area.left + area.right)
}

fn name(canvas: &Canvas, place: usize, number: &CornerNumber, area: Area) {
    let lines = SMALL.wrap_to(&capital(&number.name), area.width() - 20.0, 4);
    let first = 0.5 * (area.top + area.bottom) - 6.5 * (lines.len() as f64 - 1.0) + 4.0;
    canvas.text(&letter(place), (area.left, first), Anchor::Start, HEADING);
    canvas.lines(&lines, (area.left + 20.0, first), Anchor::Start, SMALL, 13.0);
}

/// Values of a column, below its lowest panel.
fn values(canvas: &Canvas, place: usize, number: &CornerNumber, area: Area) {
    let set = Type { size_px: 10.5, ..AXIS_LABEL };
    for (share, text, drop) in [(0.05, &number.before[0], 14.0), (0.95, &number.before[1], 27.0)] {
        let x = area.left + area.width() * share;
        canvas.line(&[(x, area.bottom), (x, area.bottom + 4.0)], Pen::solid(AXIS, 1.0));
        let anchor = if share < 0.5 { Anchor::Start } else { Anchor::End };
        let at = if share < 0.5 { area.left } else { area.right };
        canvas.text(text, (at, area.bottom + drop), anchor, set);
    }
    canvas.text(&letter(place), (centre(area), area.bottom + 44.0), Anchor::Middle, HEADING);
}

fn frame(canvas: &Canvas, area: Area) {
    let (l, t, r, b) = (area.left, area.top, area.right, area.bottom);
    canvas.line(&[(l, t), (r, t), (r, b), (l, b), (l, t)], Pen::solid(GRID, 1.0));
}

fn scatter(canvas: &Canvas, across: &[f64], up: &[f64], area: Area) {
    frame(canvas, area);
    let every = across.len().div_ceil(MOST_DRAWS).max(1);
    for (x, y) in across.iter().zip(up).step_by(every) {
        let at = (area.left + area.width() * x.clamp(0.0, 1.0), area.bottom - area.height() * y.clamp(0.0, 1.0));
        canvas.disc(at, 1.3, BLUE.alpha(0.55));
    }
}

fn histogram(canvas: &Canvas, places: &[f64], area: Area) {
    let mut counts = [0_usize; BINS];
    places.iter().for_each(|place| counts[((place * BINS as f64) as usize).min(BINS - 1)] += 1);
    let even = places.len() as f64 / BINS as f64;
    let top = 1.05 * counts.iter().map(|&count| count as f64).fold(even, f64::max);
    let width = area.width() / BINS as f64;
    for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let left = area.left + width * bin as f64;
        let high = area.bottom - area.height() * count as f64 / top;
        canvas.rectangle(Area::new(left, high, left + width, area.bottom), SKY);
    }
    let before = area.bottom - area.height() * even / top;
    canvas.line(&[(area.left, before), (area.right, before)], Pen::dashed(BLACK, 1.0, 3.0));
    frame(canvas, area);
}

/// The number, with a shade where it is strong: blue with a plus, orange with a minus.
fn correlation(canvas: &Canvas, r: f64, area: Area) {
    let strong = is_strong(r);
    if strong {
        let ink = if r > 0.0 { SKY } else { ORANGE };
        canvas.rectangle(area, ink.alpha(0.3));
    }
    frame(canvas, area);
    let set = if strong { Type { ink: BLACK, size_px: 14.0, ..LABEL_BOLD } } else { tinted(UNIT, AXIS) };
    let text = signed(r);
    let y = 0.5 * (area.top + area.bottom) + 4.5;
    canvas.text(&text, (centre(area), y), Anchor::Middle, set);
}

/// As it is written, so that what reads as strong is shaded.
fn is_strong(r: f64) -> bool {
    (10.0 * r.abs()).round() >= 10.0 * STRONG
}

/// "+0.7", "−0.3"; "0" of less than half a tenth.
fn signed(r: f64) -> String {
    let tenths = (10.0 * r.abs()).round() / 10.0;
    match (tenths > 0.0, r > 0.0) {
        (false, _) => "0".to_owned(),
        (true, true) => format!("+{tenths:.1}"),
        (true, false) => format!("−{tenths:.1}"),
    }
}

fn table(story: &CornerStory, chosen: &[usize]) -> String {
    let mut head = vec!["Number".to_owned()];
    head.extend((0..chosen.len()).map(letter));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let row = |(place, &a): (usize, &usize)| {
        let mut cells = vec![format!("{}: {}", letter(place), story.numbers[a].name)];
        cells.extend(chosen.iter().map(|&b| if a == b { "1".to_owned() } else { signed(story.correlations[a][b]) }));
        cells
    };
    let names: Vec<String> = chosen
        .iter()
        .map(|&a| {
            format!("{} ({} to {})", story.numbers[a].name, story.numbers[a].before[0], story.numbers[a].before[1])
        })
        .collect();
    format!(
        "Correlations:\n\n{}\nWhat was thought possible before, 9 in 10: {}.",
        words::table(&head, &chosen.iter().enumerate().map(row).collect::<Vec<_>>()),
        listed(&names)
    )
}
