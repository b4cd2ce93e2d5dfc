//! The pictures of a search: a box each, and the planning matrix.

use super::super::inputs;
use super::planned::two_digits;
use super::{Asked, found};
use crate::language::Texts;
use crate::output::limits;
use crate::plot::{BoxLimit, BoxStory, Caption, Extent, Figure, MatrixCell, MatrixRow, MatrixStory, boxes, matrix};
use crate::study::discover::Discovered;
use crate::study::earned::wilson;
use crate::study::estimate::Estimate;
use crate::study::planning::{LIKELIHOODS, Lasting};
use crate::study::prim::{Found, Limit};
use crate::units::grouped;

/// Futures that are drawn; more would make one black square.
const MOST_DRAWN: usize = 1_000;

/// Columns of the matrix that can be read.
const MOST_COLUMNS: usize = 10;

/// All of them.
pub(super) fn all(asked: &Asked, found: &Discovered, provenance: &str) -> Vec<Figure> {
    let kicker = format!("Simulated: {}", asked.scenario[0].card.title);
    let accepted = found.discovery.boxes.iter().enumerate();
    let mut figures: Vec<Figure> =
        accepted.map(|(place, box_)| of_box(asked, found, place, box_, &kicker, provenance)).collect();
    figures.extend(plan(asked, found, &kicker, provenance));
    figures
}

fn caption<'a>(asked: &Asked, found: &Discovered, kicker: &'a str, provenance: &'a str, more: &[&str]) -> Caption<'a> {
    let set = &asked.scenario[0].parameter_set;
    let mut notes: Vec<String> = more.iter().map(|&note| note.to_owned()).collect();
    notes.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
    notes.push(format!(
        "{} simulated runs. Engine: {}, {}. Parameters: {}: {}.",
        grouped(found.futures.len() as f64),
        asked.engine.name(),
        asked.engine.fidelity().words(),
        set.kind,
        set.name
    ));
    Caption { kicker, notes, provenance }
}

fn of_box(asked: &Asked, found: &Discovered, place: usize, box_: &Found, kicker: &str, provenance: &str) -> Figure {
    let mut limits: Vec<&Limit> = box_.limits.iter().collect();
    limits.sort_by(|a, b| a.held_back_p.total_cmp(&b.held_back_p));
    let held_back = (found.futures.len() - found.futures.len() / 2) as f64;
    let extent = |share: f64, of: f64| {
        let Estimate { value, low, high } = wilson(share, of);
        Extent { value, low, high }
    };
    let futures = match limits[..] {
        [] | [_] => Vec::new(),
        [first, second, ..] => found
            .futures
            .iter()
            .take(MOST_DRAWN)
            .map(|future| ([future.numbers[first.column], future.numbers[second.column]], future.bad))
            .collect(),
    };
    let drawn = format!("Drawn: the first {} futures.", grouped(futures.len() as f64));
    let mut notes = vec![
        "Shares are those of the half of the futures that was held back while the box was looked for; with 95 % ranges.",
    ];
    if futures.len() < found.futures.len() && !futures.is_empty() {
        notes.push(&drawn);
    }
    let story = BoxStory {
        caption: caption(asked, found, kicker, provenance, &notes),
        name: format!("box-{}", place + 1),
        bad: &asked.words,
        coverage: extent(box_.held_back.coverage, (found.discovery.rate * held_back).max(1.0)),
        density: extent(box_.held_back.density, box_.held_back.rows as f64),
        rate: extent(found.discovery.rate, held_back),
        limits: limits.iter().map(|limit| of_limit(asked, found, limit)).collect(),
        futures,
    };
    boxes(&story)
}

fn of_limit(asked: &Asked, found: &Discovered, limit: &Limit) -> BoxLimit {
    let key = asked.key(found.columns[limit.column]);
    let values = || found.futures.iter().map(|future| future.numbers[limit.column]);
    let whole = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let kept = (limit.low.unwrap_or(whole.0), limit.high.unwrap_or(whole.1));
    let spread = found::spread(found, limit.column);
    BoxLimit {
        words: found::in_words(asked, found, limit),
        input: with_unit(key),
        whole,
        kept,
        labels: [whole.0, whole.1, kept.0, kept.1].map(|value| inputs::value(key, value, spread)),
    }
}

/// "the capacity at Chaman, people/day"
fn with_unit(key: &str) -> String {
    match inputs::unit(key) {
        unit @ ("days" | "people/day" | "1/day" | "USD") => format!("{}, {unit}", inputs::phrase(key)),
        _ => inputs::phrase(key),
    }
}

/// The planning matrix: a column for the whole horizon and for each month, the busiest if there are many.
fn plan(asked: &Asked, found: &Discovered, kicker: &str, provenance: &str) -> Option<Figure> {
    let classes = &LIKELIHOODS[..LIKELIHOODS.len() - 1];
    let levels = |period: usize, lasting| asked.frame.levels(&found.peaks, period, 0, lasting).of_classes();
    let periods = 0..asked.frame.periods.len();
    let by_period: Vec<[Vec<f64>; 2]> =
        periods.clone().map(|period| Lasting::ALL.map(|lasting| levels(period, lasting))).collect();
    let most = by_period[0][0].iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    // The whole horizon is first and as busy as the busiest month.
    let mut shown: Vec<usize> = periods.collect();
    shown.sort_by(|&a, &b| by_period[b][0][2].total_cmp(&by_period[a][0][2]).then(a.cmp(&b)));
    shown.truncate(MOST_COLUMNS);
    shown.sort_unstable();
    let cell = |class: usize, period: usize| {
        let [day, week] = [0, 1].map(|lasting| by_period[period][lasting][class]);
        Some(MatrixCell { text: two_digits(day), range: two_digits(week), tint: day / most })
    };
    let row = |(class, likelihood): (usize, &crate::study::planning::Likelihood)| MatrixRow {
        likelihood: likelihood.name.to_owned(),
        meaning: likelihood.meaning.to_owned(),
        cells: shown.iter().map(|&period| cell(class, period)).collect(),
    };
    let month = |&period: &usize| asked.frame.periods[period].month.clone().unwrap_or_else(|| "all".to_owned());
    let left_out = "Only the busiest months are drawn; the others are in planning.csv.";
    let notes = if shown.len() < by_period.len() { &[left_out][..] } else { &[] };
    let [certain, unlikely] = [0, 4].map(|class| two_digits(by_period[0][0][class]));
    Some(matrix(&MatrixStory {
        caption: caption(asked, found, kicker, provenance, notes),
        title: format!(
            "At least {certain} people cross on the busiest day, almost certainly; more than {unlikely} are rare"
        ),
        subtitle:
            "Arrivals from Pakistan at all crossings, people a day, and how likely at least so many are. Large: on the \
                   busiest day of the month. Small: on seven days of it or more."
                .to_owned(),
        across: "month",
        columns: shown.iter().map(month).collect(),
        rows: classes.iter().enumerate().map(row).collect(),
    }))
}
