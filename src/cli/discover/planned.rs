//! The planning matrix, in words and in a table.

use super::Asked;
use crate::language::Texts;
use crate::output::columns::{Kind, column};
use crate::output::{Table, limits, number};
use crate::study::discover::Discovered;
use crate::study::planning::{LIKELIHOODS, Lasting, Levels, likelihood, round_levels};
use crate::units::{grouped, rounded};

const SIMULATED: &str = "simulated by crossings over all runs; not observed";
const SCENARIO: &str = "names of the scenario";
const LEVEL: &str = "people/day";

/// What to plan for, in words.
pub(super) fn words(asked: &Asked, found: &Discovered) -> Vec<String> {
    let classes = &LIKELIHOODS[..LIKELIHOODS.len() - 1];
    let mut lines = vec![
        String::new(),
        "To plan for: arrivals from Pakistan at all crossings on the busiest day, people, and how likely at least so many are"
            .to_owned(),
    ];
    let heads: Vec<String> = classes.iter().map(|class| format!("{:>15}", class.name)).collect();
    lines.push(format!("{:<14}{}", "", heads.join("")));
    for (period, of) in asked.frame.periods.iter().enumerate() {
        let name = of.month.as_deref().unwrap_or("whole horizon");
        let levels = asked.frame.levels(&found.peaks, period, 0, Lasting::OneDay).of_classes();
        let cells: Vec<String> = levels.iter().map(|level| format!("{:>15}", two_digits(*level))).collect();
        lines.push(format!("{name:<14}{}", cells.join("")));
    }
    let meanings: Vec<String> = classes.iter().map(|class| format!("{}: {}", class.name, class.meaning)).collect();
    lines.push(format!("({}; what is higher still is rare.)", meanings.join("; ")));
    let all = asked.frame.levels(&found.peaks, 0, 0, Lasting::OneDay);
    let said: Vec<String> = round_levels(all.reached_by(0.05)).into_iter().map(|level| said(level, &all)).collect();
    if !said.is_empty() {
        lines.push(format!("At least so many on some day: {}.", said.join("; ")));
    }
    lines.push("Each crossing, and levels that last seven days or more: planning.csv.".to_owned());
    lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
    lines
}

/// "10,000 almost certain (99 of 100)"
fn said(level: f64, levels: &Levels) -> String {
    let share = levels.share(level);
    format!("{} {} ({:.0} of 100)", grouped(level), likelihood(share).name, 100.0 * share)
}

/// Nobody plans for more than two digits of a flow.
pub(super) fn two_digits(level: f64) -> String {
    let step = libm::pow(10.0, libm::floor(libm::log10(level.max(1.0)) + 1e-9) - 1.0);
    rounded(level, step.max(1.0))
}

/// `planning.csv`: for each period, crossing and duration, the levels of all likelihoods.
pub(super) fn table(asked: &Asked, found: &Discovered) -> Table {
    let level = |name, meaning| column(name, Kind::Number, LEVEL, meaning, SIMULATED);
    let columns = vec![
        column(
            "month",
            Kind::Text,
            "",
            "Calendar month, perhaps cut by the horizon; empty: the whole horizon.",
            SCENARIO,
        ),
        column("crossing", Kind::Text, "", "Border crossing; empty: all together.", SCENARIO),
        column(
            "lasting_days",
            Kind::Whole,
            "days",
            "Days of the period on which the level is reached, in a row or not: 1 is the busiest day.",
            "crossings",
        ),
        level("almost_certain", "Reached in at least 95 of 100 futures."),
        level("very_likely", "Reached in at least 80 of 100 futures."),
        level("likely", "Reached in at least 50 of 100 futures."),
        level("possible", "Reached in at least 20 of 100 futures."),
        level("unlikely", "Reached in at least 5 of 100 futures; more than this is rare."),
        level("highest", "Highest of all simulated futures: not a bound."),
    ];
    let meaning = "The planning matrix: how many people a day arrive at the crossings, by month and likelihood.";
    let mut table = Table::new("planning.csv", meaning, columns);
    for (period, of) in asked.frame.periods.iter().enumerate() {
        for place in 0..asked.frame.places() {
            let crossing = place.checked_sub(1).map_or("", |crossing| &asked.prepared.plan.names.crossings[crossing]);
            for lasting in Lasting::ALL {
                let mut row =
                    vec![of.month.clone().unwrap_or_default(), crossing.to_owned(), lasting.days().to_string()];
                let levels = asked.frame.levels(&found.peaks, period, place, lasting);
                row.extend(levels.of_classes().into_iter().map(number));
                row.push(number(levels.reached_by(0.0)));
                table.push(row);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::two_digits;

    #[test]
    fn flows_are_planned_with_two_digits() {
        assert_eq!([0.0, 7.0, 83.0, 1_482.0, 27_630.0].map(two_digits), ["0", "7", "83", "1,500", "28,000"]);
    }
}
