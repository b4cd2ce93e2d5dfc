//! The boxes, in words and in tables.

use serde_json::json;

use super::super::{answer, inputs, rarely};
use super::Asked;
use crate::language::Texts;
use crate::output::columns::{Column, Kind, column};
use crate::output::{Table, limits, number};
use crate::statistics::sorted_quantile;
use crate::study::discover::{Discovered, Future, is_weak};
use crate::study::earned::wilson;
use crate::study::prim::{Found, Limit, Quality};
use crate::study::robust::Side;
use crate::units::{grouped, listed};

const SIMULATED: &str = "simulated by crossings; not observed";
const SCENARIO: &str = "keys of the scenario";

/// A share of bad futures below which plain runs have too few of them.
const RARE: f64 = 0.01;

/// Limits that chance would do as well as on the futures held back, with this probability or more, are said to be unsure.
const UNSURE: f64 = 0.05;

/// What was found, in words.
pub(super) fn words(asked: &Asked, found: &Discovered) -> Vec<String> {
    let (bad, all) = (found.bad(), found.futures.len());
    let (share, n) = (bad as f64 / all as f64, all as f64);
    let mut lines = vec![format!("That {}: {}.", asked.words, answer::probability(Texts::english(), share, n))];
    if share < RARE {
        lines.push(rare(asked, bad));
    }
    if bad == all {
        lines.push(
            "All futures are bad, so nothing tells them apart: ask for a level that is harder to meet.".to_owned(),
        );
        return lines;
    }
    if found.columns.is_empty() {
        lines.push(
            "No number is uncertain in this scenario: what makes a future bad is chance, and no box can say when."
                .to_owned(),
        );
        return lines;
    }
    if bad > 0 {
        lines.push(String::new());
    }
    lines.extend(found.discovery.boxes.iter().enumerate().map(|(place, _)| sentence(asked, found, place)));
    if found.discovery.boxes.is_empty() && bad > 0 {
        lines.push(no_box(asked, found));
    }
    if !found.discovery.boxes.is_empty() {
        let outside = found.outside();
        lines.push(format!("Outside {}: {} futures are bad.", the_boxes(found), of_ten(outside)));
        lines.push(format!(
            "Boxes were looked for in one half of the futures and are judged by the other half: shares are those of the {} \
             futures held back. What came out of all {} is in boxes.csv and futures.csv.",
            grouped((all - all / 2) as f64),
            grouped(n)
        ));
        if !asked.prepared.plan.numbers.joint.is_empty() {
            lines.push(
                "Fitted numbers come in rows and go together: a limit on one of them may stand in for another."
                    .to_owned(),
            );
        }
        lines.push(
            "A box says under which assumptions of this model the outcome is frequent, not what causes it, and not what will \
             happen."
                .to_owned(),
        );
    }
    lines
}

/// Too few bad futures for boxes.
fn rare(asked: &Asked, bad: usize) -> String {
    let what = match bad {
        0 => "No future is bad, so there is nothing to look for".to_owned(),
        1 => "Only 1 future is bad, too few to look for boxes with success".to_owned(),
        _ => format!("Only {bad} futures are bad, too few to look for boxes with success"),
    };
    let more = match asked.bad.side {
        Side::AtLeast => {
            let event = asked.arguments.bad.replacen(">=", " >= ", 1);
            let event = event.split_whitespace().collect::<Vec<&str>>().join(" ");
            format!("`{}` estimates how rare it is", rarely::command(&asked.arguments.scenario, &event))
        }
        Side::AtMost => "more --runs show more of them".to_owned(),
    };
    format!("{what}. Ask for a level that is met more often; or {more}.")
}

fn the_boxes(found: &Discovered) -> &'static str {
    if found.discovery.boxes.len() == 1 { "this box" } else { "these boxes" }
}

/// "When the capacity at Chaman is at most 5,800 people a day and the number of undocumented people at least 1.40 million,
/// the longest queue is at least 20,000 people in 8 of 10 futures (83 of 100, 78 to 87) ..."
fn sentence(asked: &Asked, found: &Discovered, place: usize) -> String {
    let box_ = &found.discovery.boxes[place];
    let limits: Vec<String> = box_.limits.iter().map(|limit| in_words(asked, found, limit)).collect();
    let Quality { rows, coverage, density, .. } = box_.held_back;
    let range = wilson(density, rows as f64);
    let beside = if place == 0 { "" } else { " of those outside the boxes before" };
    let mut text = format!(
        "When {}, {} in {} futures{beside} ({:.0} to {:.0} of 100); this holds {:.0} of 100 bad futures. {}",
        listed(&limits),
        asked.words,
        of_ten(density),
        100.0 * range.low,
        100.0 * range.high,
        100.0 * coverage,
        by_luck(box_.p)
    );
    if is_weak(density, found.discovery.rate) {
        text.push_str(" A weak box: bad futures are hardly more frequent in it than in all.");
    }
    let unsure = box_.limits.iter().filter(|limit| limit.held_back_p > UNSURE);
    let unsure: Vec<String> = unsure.map(|limit| inputs::phrase(asked.key(found.columns[limit.column]))).collect();
    if !unsure.is_empty() {
        text.push_str(&format!(" Unsure by itself, by the futures held back: the limit on {}.", listed(&unsure)));
    }
    text
}

/// "As good a box by luck: less than 1 in 10,000."
fn by_luck(p: f64) -> String {
    let odds = [1_000_000.0, 100_000.0, 10_000.0, 1_000.0, 100.0, 20.0].into_iter().find(|odds| p < 1.0 / odds);
    match odds {
        Some(odds) => format!("As good a box by luck: less than 1 in {}.", grouped(odds)),
        None => format!("As good a box by luck: {:.0} in 100.", 100.0 * p),
    }
}

/// "8 of 10"; of 100 where that says more.
fn of_ten(share: f64) -> String {
    let tenths = (10.0 * share).round();
    match share {
        s if s <= 0.0 => "none of the".to_owned(),
        s if s >= 1.0 => "all".to_owned(),
        s if s < 0.005 => "fewer than 1 of 100".to_owned(),
        s if s > 0.995 => "more than 99 of 100".to_owned(),
        s if !(0.075..=0.925).contains(&s) => format!("{:.0} of 100", 100.0 * s),
        _ => format!("{tenths:.0} of 10"),
    }
}

/// A limit in words.
pub(super) fn in_words(asked: &Asked, found: &Discovered, limit: &Limit) -> String {
    let key = asked.key(found.columns[limit.column]);
    let [low, high] =
        [limit.low, limit.high].map(|end| end.map(|value| inputs::amount(key, value, spread(found, limit.column))));
    let phrase = inputs::phrase(key);
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{phrase} is {low}"),
        (Some(low), Some(high)) => format!("{phrase} is between {low} and {high}"),
        (Some(low), None) => format!("{phrase} is at least {low}"),
        (None, Some(high)) => format!("{phrase} is at most {high}"),
        (None, None) => format!("{phrase} is anything"),
    }
}

/// How far apart values of a column are: nine in ten of them lie so close.
pub(super) fn spread(found: &Discovered, column: usize) -> f64 {
    let mut values: Vec<f64> = found.futures.iter().map(|future| future.numbers[column]).collect();
    values.sort_by(f64::total_cmp);
    sorted_quantile(&values, 0.95) - sorted_quantile(&values, 0.05)
}

/// That there is no box, and what the best one was like.
fn no_box(asked: &Asked, found: &Discovered) -> String {
    let plain = "No box is better than chance: bad futures are spread over the whole range of the uncertain numbers, or too few \
                 to tell.";
    match &found.discovery.refused {
        Some(refused) => {
            let limits: Vec<String> = refused.limits.iter().map(|limit| in_words(asked, found, limit)).collect();
            format!(
                "{plain} The best one ({}) looked good in the half that it was looked for in, with {:.0} of 100 futures bad; in \
                 the half held back it were {:.0} of 100, as luck would have it {:.0} times in 100.",
                listed(&limits),
                100.0 * refused.learnt.density,
                100.0 * refused.held_back.density,
                100.0 * refused.p
            )
        }
        None => plain.to_owned(),
    }
}

/// `boxes.csv`: every limit of every box.
pub(super) fn boxes(asked: &Asked, found: &Discovered) -> Table {
    let share = |name, meaning| column(name, Kind::Number, "share", meaning, SIMULATED);
    let columns = vec![
        column("box", Kind::Whole, "", "Number of the box, in the order in which they were found.", "crossings"),
        column(
            "accepted",
            Kind::Whole,
            "",
            "1: better than chance on the futures held back; 0: not, and the search ended.",
            "crossings",
        ),
        column("input", Kind::Text, "", "Key of the number that is limited.", SCENARIO),
        column("limit_in_words", Kind::Text, "", "The limit, rounded.", "crossings"),
        column(
            "low",
            Kind::Number,
            "as in column `input_unit`",
            "Least value inside the box; empty: no limit.",
            SIMULATED,
        ),
        column(
            "high",
            Kind::Number,
            "as in column `input_unit`",
            "Largest value inside the box; empty: no limit.",
            SIMULATED,
        ),
        column("input_unit", Kind::Text, "", "Unit of the limits.", SCENARIO),
        share(
            "limit_p",
            "Chance of as many bad futures in the box, among those held back, if this limit did not matter.",
        ),
        column("futures", Kind::Whole, "futures", "Futures held back that lie in the box.", SIMULATED),
        column("bad_futures", Kind::Whole, "futures", "Of them, the bad ones.", SIMULATED),
        share("density", "Share of the futures in the box that are bad, among those held back."),
        share("density_low", "Lower end of its 95 % range."),
        share("density_high", "Upper end."),
        share("coverage", "Share of all bad futures held back that lie in the box and in none before."),
        share("support", "Share of all futures held back that lie in the box and in none before."),
        share("p", "Chance that as many futures held back, drawn at random, would hold as many bad ones."),
        share("density_learnt", "Density in the half in which the box was looked for: flattering."),
    ];
    let meaning = "Boxes of uncertain numbers in which bad futures are frequent, a row for each limit.";
    let mut table = Table::new("boxes.csv", meaning, columns);
    let accepted = found.discovery.boxes.iter().map(|found| (found, true));
    let refused = found.discovery.refused.iter().map(|found| (found, false));
    for (place, (box_, accepted)) in accepted.chain(refused).enumerate() {
        for limit in &box_.limits {
            table.push(row(asked, found, place, box_, accepted, limit));
        }
    }
    table
}

fn row(asked: &Asked, found: &Discovered, place: usize, box_: &Found, accepted: bool, limit: &Limit) -> Vec<String> {
    let key = asked.key(found.columns[limit.column]);
    let end = |end: Option<f64>| end.map_or(String::new(), number);
    let Quality { rows, cases, coverage, density, support } = box_.held_back;
    let range = wilson(density, rows as f64);
    vec![
        (place + 1).to_string(),
        u8::from(accepted).to_string(),
        key.to_owned(),
        in_words(asked, found, limit),
        end(limit.low),
        end(limit.high),
        inputs::unit(key).to_owned(),
        number(limit.held_back_p),
        rows.to_string(),
        cases.to_string(),
        number(density),
        number(range.low),
        number(range.high),
        number(coverage),
        number(support),
        number(box_.p),
        number(box_.learnt.density),
    ]
}

/// `futures.csv`: every run, what it drew, what came of it.
pub(super) fn futures(asked: &Asked, found: &Discovered) -> Table {
    let series = &asked.prepared.catalogue.totals[asked.bad.total];
    let mut columns = vec![column(
        "run",
        Kind::Whole,
        "",
        "Number of the run; with the seed it names every random draw.",
        "crossings",
    )];
    columns.extend(found.columns.iter().map(|&quantity| {
        let key = asked.key(quantity);
        Column {
            name: key.to_owned().into(),
            kind: Kind::Number,
            unit: inputs::unit(key),
            meaning: "What the run drew for this uncertain number.",
            source: SCENARIO,
        }
    }));
    columns.push(Column {
        name: asked.bad.label.clone().into(),
        kind: Kind::Number,
        unit: series.outcome.unit.name(),
        meaning: series.outcome.meaning,
        source: "simulated by crossings in one run; not observed",
    });
    columns.push(column("bad", Kind::Whole, "", "1: a bad future.", SIMULATED));
    columns.push(column("box", Kind::Whole, "", "Number of the first box that it lies in; 0: in none.", SIMULATED));
    let meaning = "Every future: the numbers it drew, the outcome, whether it is bad, and in which box it lies.";
    let mut table = Table::new("futures.csv", meaning, columns);
    for future in &found.futures {
        let Future { run, numbers, outcome, bad } = future;
        let mut row = vec![run.to_string()];
        row.extend(numbers.iter().map(|value| number(*value)));
        row.push(number(*outcome));
        row.push(u8::from(*bad).to_string());
        row.push(found.box_of(future).map_or(0, |place| place + 1).to_string());
        table.push(row);
    }
    table
}

/// The answer for machines.
pub(super) fn json(asked: &Asked, found: &Discovered) -> serde_json::Value {
    let (bad, all) = (found.bad(), found.futures.len());
    let range = wilson(bad as f64 / all as f64, all as f64);
    let quality = |quality: &Quality| {
        json!({
            "futures": quality.rows, "bad_futures": quality.cases, "coverage": quality.coverage,
            "density": quality.density, "support": quality.support,
        })
    };
    let of = |box_: &Found| {
        let limit = |limit: &Limit| {
            let key = asked.key(found.columns[limit.column]);
            json!({
                "input": key, "in_words": in_words(asked, found, limit), "low": limit.low, "high": limit.high,
                "unit": inputs::unit(key), "p": limit.held_back_p,
            })
        };
        json!({
            "limits": box_.limits.iter().map(limit).collect::<Vec<_>>(),
            "held_back": quality(&box_.held_back),
            "learnt": quality(&box_.learnt),
            "p": box_.p,
        })
    };
    json!({
        "bad": asked.bad.to_string(),
        "futures": all,
        "bad_futures": bad,
        "share": { "value": range.value, "low": range.low, "high": range.high },
        "boxes": found.discovery.boxes.iter().map(of).collect::<Vec<_>>(),
        "refused": found.discovery.refused.as_ref().map(of),
        "outside": found.outside(),
        "not_in_range": limits::largest(Texts::english()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_of_ten_or_of_a_hundred() {
        let told = [0.0, 0.002, 0.03, 0.1, 0.83, 0.94, 0.999, 1.0].map(of_ten);
        let expected = ["none of the", "fewer than 1 of 100", "3 of 100", "1 of 10", "8 of 10", "94 of 100"];
        assert_eq!(told[..6], expected);
        assert_eq!(told[6..], ["more than 99 of 100", "all"]);
        assert_eq!(by_luck(3e-7), "As good a box by luck: less than 1 in 1,000,000.");
        assert_eq!(by_luck(0.03), "As good a box by luck: less than 1 in 20.");
        assert_eq!(by_luck(0.12), "As good a box by luck: 12 in 100.");
    }
}
