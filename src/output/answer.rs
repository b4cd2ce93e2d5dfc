//! The answer in words, on the console and in the page: a sentence in plain words, a small table with ranges, what is not in the range.

use std::path::Path;

use crate::outcome::{Dimensions, Findings, Outcome, Range, Unit, total};
use crate::plan::{Plan, Threshold};
use crate::study::earned::{rule_of_three, wilson};
use crate::study::estimate::Estimate;
use crate::units::{self, capital, grouped};

use super::{About, Identity, limits};

/// "between 410,000 and 570,000"; "nobody"; "512,344" where all runs agree or there is but one.
pub fn people(range: &Range) -> String {
    let [low, high] = range.nine_in_ten();
    if range.max == 0.0 {
        "nobody".to_owned()
    } else if range.min == range.max {
        format!("{high} people")
    } else if low == high {
        format!("about {high} people")
    } else {
        format!("between {low} and {high} people")
    }
}

/// A total, if the scenario has it.
pub fn total_of<'a>(findings: &'a Findings, outcome: &Outcome, dimensions: Dimensions) -> Option<&'a Range> {
    findings.catalogue.total_index(outcome, dimensions).map(|index| &findings.totals[index])
}

/// The answer in a few sentences: how many cross, the busiest day, and what it costs people.
pub fn sentence(findings: &Findings, from: &str, to: &str) -> String {
    let all = |outcome| total_of(findings, outcome, Dimensions::ALL).expect("every plan has this total");
    let departures = all(&total::DEPARTURES_TOTAL);
    let histories = if findings.runs == 1 { "In the one simulated history" } else { "In 9 of 10 simulated histories" };
    let mut text = if departures.max == 0.0 {
        format!("In no simulated history does anybody cross into Afghanistan from {from} to {to}.")
    } else {
        format!(
            "{histories} {} cross into Afghanistan from {from} to {to}, and on the busiest day {}.",
            people(departures),
            people(all(&total::PEAK_DAILY_CROSSINGS)).trim_end_matches(" people"),
        )
    };
    text.push_str(&documented(all(&total::DOCUMENTED_DEPORTED_TOTAL)));
    let winter = all(&total::WINTER_EXPOSURE);
    if winter.q95 > 0.0 {
        text.push_str(&format!(
            " Between December and February people spend {} days in queues, on the road or without a bed.",
            people(winter).trim_end_matches(" people")
        ));
    }
    text
}

/// What happens to people who hold a card. That it is forbidden is said wherever it happens.
fn documented(deported: &Range) -> String {
    const FORBIDDEN: &str = "returning people to a place where their life or freedom is threatened is refoulement, \
                             which international law forbids.";
    if deported.max == 0.0 {
        " In no run is anybody deported who holds a card.".to_owned()
    } else if deported.q95 == 0.0 {
        let most = grouped(deported.max);
        format!(
            " In fewer than 1 run in 20 people, at most {most}, are deported although they hold a card; {FORBIDDEN}"
        )
    } else {
        format!(" {} are deported although they hold a card; {FORBIDDEN}", capital(&people(deported)))
    }
}

/// The rows of the small table: label, outcome, dimensions.
const ROWS: [(&str, &Outcome); 14] = [
    ("people who cross", &total::DEPARTURES_TOTAL),
    ("on the busiest day", &total::PEAK_DAILY_CROSSINGS),
    ("longest queue, people", &total::QUEUE_MAX),
    ("wait of the slowest 1 in 20, days", &total::WAIT_P95),
    ("days in cold, Dec-Feb, person-days", &total::WINTER_EXPOSURE),
    ("people without a bed at worst", &total::RECEPTION_SHORTFALL_MAX),
    ("arrested, with families", &total::ARRESTS_TOTAL),
    ("deported although documented", &total::DOCUMENTED_DEPORTED_TOTAL),
    ("  of them while the card was valid", &total::DOCUMENTED_DEPORTED_VALID_TOTAL),
    ("given leave to remain", &total::REGULARISED_TOTAL),
    ("turned back from a queue", &total::GAVE_UP_TOTAL),
    ("in hiding on the last day", &total::HIDDEN_END),
    ("still in Pakistan on the last day", &total::REMAINING_END),
    ("humanitarian cost, million USD", &total::COST),
];

/// A row of the small table: what, the range of half of the runs, the range of nine in ten. With one run both are its value.
pub type Row = (String, [String; 2]);

/// The rows of the small table: each outcome with its range, never a point alone, unless there is but one run. Rows that
/// are zero in every run are left out. Two spaces before a label say that it is a part of the row above.
pub fn rows(findings: &Findings) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |label: &str, range: &Range| {
        let span = |[low, high]: [String; 2]| format!("{low} - {high}");
        let ranges = match findings.runs {
            1 => [grouped(range.mean), grouped(range.mean)],
            _ => [span(range.half()), span(range.nine_in_ten())],
        };
        rows.push((label.to_owned(), ranges));
    };
    for (label, outcome) in ROWS {
        let Some(range) = total_of(findings, outcome, Dimensions::ALL) else { continue };
        if range.max > 0.0 || label == "deported although documented" {
            row(label, &if outcome.unit == Unit::UsDollars { range.scaled(1e-6) } else { *range });
        }
        if outcome.name == total::DEPARTURES_TOTAL.name && range.max > 0.0 {
            for (status, name) in findings.names.statuses.iter().enumerate() {
                if let Some(range) = total_of(findings, outcome, Dimensions::status(status)) {
                    row(&format!("  {name}"), range);
                }
            }
        }
    }
    rows
}

/// The small table, set in columns.
pub fn table(findings: &Findings) -> String {
    let line = |label: &str, ranges: &[&str]| {
        let columns: String = ranges.iter().map(|range| format!(" {range:>23}")).collect();
        format!("{label:<36}{columns}")
    };
    let one_run = findings.runs == 1;
    let mut lines = vec![line("", if one_run { &["the one run"] } else { &["half of runs", "9 in 10 runs"] })];
    for (label, [half, nine_in_ten]) in rows(findings) {
        let both = [half.as_str(), nine_in_ten.as_str()];
        lines.push(line(&label, &both[usize::from(one_run)..]));
    }
    lines.join("\n")
}

/// What a threshold of the scenario asks, in words.
pub fn threshold_in_words(threshold: &Threshold, plan: &Plan) -> String {
    format!(
        "{} reaches {} by {}",
        threshold.measure.name(),
        grouped(threshold.at_least),
        units::iso(plan.first_day + threshold.by as i32)
    )
}

/// All that the scenario asks, in words and in order.
pub fn thresholds_in_words(plan: &Plan) -> Vec<String> {
    plan.questions.thresholds.iter().map(|threshold| threshold_in_words(threshold, plan)).collect()
}

/// Probabilities that the scenario asks for, with Wilson intervals; "0 of n" prints as an upper bound.
pub fn thresholds(findings: &Findings, words: &[String]) -> Vec<String> {
    let n = findings.runs as f64;
    words
        .iter()
        .enumerate()
        .filter_map(|(index, words)| {
            let dimensions = Dimensions { threshold: Some(index), ..Dimensions::ALL };
            let share = total_of(findings, &total::THRESHOLD, dimensions)?.mean;
            Some(format!("{words}: {}", probability(share, n)))
        })
        .collect()
}

/// The announced target under its three definitions: how often it is reached and when, in the median run. All runs are
/// censored on the same day, so the Kaplan-Meier median is the median while more than half of the runs get there.
pub fn target(findings: &Findings, people: f64) -> String {
    let n = findings.runs as f64;
    let share = |outcome| total_of(findings, outcome, Dimensions::ALL).map_or(0.0, |range| range.mean);
    let definitions = [
        ("undocumented people who crossed", &total::TARGET_REACHED_UNDOCUMENTED, &total::TARGET_DAYS_UNDOCUMENTED),
        ("all who crossed", &total::TARGET_REACHED_ALL, &total::TARGET_DAYS_ALL),
        ("undocumented people, less those who came back", &total::TARGET_REACHED_NET, &total::TARGET_DAYS_NET),
    ];
    // Without returns to Pakistan the third definition is the first.
    let some_return = total_of(findings, &total::REENTERED_TOTAL, Dimensions::ALL).is_some_and(|range| range.max > 0.0);
    let definitions = &definitions[..if some_return { 3 } else { 2 }];
    let mut text = format!("The announced target of {}, counted as", grouped(people));
    for (index, (words, reached, days)) in definitions.iter().enumerate() {
        let reached = share(reached);
        text.push_str(&format!("{} {words}: reached {}", if index == 0 { "" } else { ";" }, probability(reached, n)));
        let median = total_of(findings, days, Dimensions::ALL).map_or(0.0, |range| range.q50);
        match reached > 0.5 {
            true => text.push_str(&format!(", median on {}", units::iso(findings.first_day + median as i32))),
            false if reached > 0.0 => text.push_str(", median not reached"),
            false => {}
        }
    }
    text.push('.');
    let exceeds = share(&total::TARGET_EXCEEDS_POPULATION);
    if exceeds > 0.0 {
        text.push_str(&format!(" The target exceeds the assumed undocumented population {}.", probability(exceeds, n)));
    }
    text
}

/// A share of `n` runs in words, with the Wilson interval at 95 %; "never" and "always" with the rule of three, which
/// says nothing about three runs or fewer.
pub fn probability(share: f64, n: f64) -> String {
    if n == 1.0 {
        return if share > 0.0 { "in the one run".to_owned() } else { "not in the one run".to_owned() };
    }
    let bound = rule_of_three(n).map(|bound| 100.0 * bound);
    if share <= 0.0 {
        let below = bound.map_or(String::new(), |bound| format!(" (below {bound:.2} %)"));
        return format!("in none of {} runs{below}", grouped(n));
    }
    if share >= 1.0 {
        let above = bound.map_or(String::new(), |bound| format!(" (above {:.2} %)", 100.0 - bound));
        return format!("in all of {} runs{above}", grouped(n));
    }
    let Estimate { low, high, .. } = wilson(share, n);
    format!("in {:.0} of 100 runs ({:.0} to {:.0})", share * 100.0, low * 100.0, high * 100.0)
}

/// Below this number of runs the ends of a 9-in-10 range are those of a handful of runs.
const FEW_RUNS: u64 = 100;

/// Monte Carlo error of the mean of all crossings.
pub fn monte_carlo(findings: &Findings) -> String {
    let departures = total_of(findings, &total::DEPARTURES_TOTAL, Dimensions::ALL).expect("every plan has this total");
    if findings.runs == 1 {
        return "One run says nothing about the range.".to_owned();
    }
    let share = if departures.mean > 0.0 { departures.mc_error / departures.mean } else { 0.0 };
    let few = if findings.runs < FEW_RUNS { " The ends of the ranges are mostly luck with so few runs." } else { "" };
    format!(
        "Monte Carlo error of the mean of all crossings: {} people ({:.2} %), from {} runs.{few}",
        grouped(departures.mc_error),
        share * 100.0,
        grouped(findings.runs as f64)
    )
}

/// The answer for machines: every total with its range, and the identity of the result.
pub fn json(findings: &Findings, identity: &Identity, folder: &Path, about: &About) -> String {
    let totals: Vec<serde_json::Value> = findings
        .catalogue
        .totals
        .iter()
        .zip(&findings.totals)
        .map(|(series, range)| {
            serde_json::json!({
                "outcome": series.label(&findings.names),
                "unit": series.outcome.unit.name(),
                "mean": range.mean,
                "q05": range.q05,
                "q25": range.q25,
                "q50": range.q50,
                "q75": range.q75,
                "q95": range.q95,
                "mc_error": (findings.runs > 1).then_some(range.mc_error),
            })
        })
        .collect();
    let answer = serde_json::json!({
        "scenario": about.name,
        "title": about.card.title,
        "parameters": about.parameters.kind,
        "not_in_range": limits::largest(crate::language::Texts::english()),
        "track_record": about.track_record,
        "folder": folder.display().to_string(),
        "identity": identity,
        "totals": totals,
    });
    format!("{answer:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_and_always_are_bounds() {
        assert_eq!(probability(0.0, 1000.0), "in none of 1,000 runs (below 0.30 %)");
        assert_eq!(probability(1.0, 1000.0), "in all of 1,000 runs (above 99.70 %)");
        assert_eq!(probability(0.5, 100.0), "in 50 of 100 runs (40 to 60)");
    }

    #[test]
    fn a_few_runs_bound_nothing() {
        assert_eq!(probability(0.0, 3.0), "in none of 3 runs");
        assert_eq!(probability(1.0, 2.0), "in all of 2 runs");
        assert_eq!(probability(0.0, 1.0), "not in the one run");
        assert_eq!(probability(1.0, 1.0), "in the one run");
    }

    #[test]
    fn people_are_counted_in_words_that_fit_the_range() {
        let range = |min, q05, q95, max| Range { min, q05, q95, max, ..Range::default() };
        assert_eq!(people(&range(0.0, 0.0, 0.0, 0.0)), "nobody");
        assert_eq!(people(&range(512_344.0, 512_344.0, 512_344.0, 512_344.0)), "512,344 people");
        assert_eq!(people(&range(6.0, 7.0, 7.0, 9.0)), "about 7 people");
        assert_eq!(people(&range(6.0, 7.0, 21.0, 28.0)), "between 7 and 21 people");
        assert_eq!(documented(&range(0.0, 0.0, 0.0, 0.0)), " In no run is anybody deported who holds a card.");
        let rare = documented(&range(0.0, 0.0, 0.0, 14.0));
        assert!(rare.starts_with(" In fewer than 1 run in 20 people, at most 14, are deported"), "{rare}");
    }
}
