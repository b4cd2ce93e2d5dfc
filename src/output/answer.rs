//! The answer in words, on the console and in the page: a sentence in plain words, a small table with ranges, what is not in the range.

use std::path::Path;

use serde::Serialize;

use crate::language::{Texts, say};
use crate::outcome::{Dimensions, Findings, Outcome, Range, Unit, total};
use crate::plan::{Plan, Threshold};
use crate::study::earned::{rule_of_three, wilson};
use crate::study::estimate::Estimate;
use crate::units::{self, capital, grouped};

use super::{About, Identity, limits};

/// "between 410,000 and 570,000 people"; "nobody"; "512,344 people" where all runs agree or there is but one.
pub fn people(texts: &Texts, range: &Range) -> String {
    counted(texts, "people", range)
}

/// The same without saying what is counted.
fn amount(texts: &Texts, range: &Range) -> String {
    counted(texts, "amount", range)
}

fn counted(texts: &Texts, what: &str, range: &Range) -> String {
    let [low, high] = range.nine_in_ten();
    if range.max == 0.0 {
        texts.word("people-nobody").to_owned()
    } else if range.min == range.max {
        say!(texts, &format!("{what}-exact"), number = high)
    } else if low == high {
        say!(texts, &format!("{what}-about"), number = high)
    } else {
        say!(texts, &format!("{what}-between"), low = low, high = high)
    }
}

/// A total, if the scenario has it.
pub fn total_of<'a>(findings: &'a Findings, outcome: &Outcome, dimensions: Dimensions) -> Option<&'a Range> {
    findings.catalogue.total_index(outcome, dimensions).map(|index| &findings.totals[index])
}

/// The answer in a few sentences: how many cross, the busiest day, and what it costs people.
pub fn sentence(texts: &Texts, findings: &Findings) -> String {
    let all = |outcome| total_of(findings, outcome, Dimensions::ALL).expect("every plan has this total");
    let departures = all(&total::DEPARTURES_TOTAL);
    let (first, last) = (findings.first_day, findings.first_day + findings.days as i32 - 1);
    let (first, last) = (texts.long_day(first), texts.long_day(last));
    let mut sentences = vec![if departures.max == 0.0 {
        say!(texts, "answer-nobody", first = first, last = last)
    } else {
        let key = if findings.runs == 1 { "answer-crossings-one-run" } else { "answer-crossings" };
        let peak = amount(texts, all(&total::PEAK_DAILY_CROSSINGS));
        say!(texts, key, people = people(texts, departures), first = first, last = last, peak = peak)
    }];
    sentences.push(documented(texts, all(&total::DOCUMENTED_DEPORTED_TOTAL)));
    let winter = all(&total::WINTER_EXPOSURE);
    if winter.q95 > 0.0 {
        sentences.push(say!(texts, "answer-winter", days = amount(texts, winter)));
    }
    sentences.join(" ")
}

/// What happens to people who hold a card. That it is forbidden is said wherever it happens.
fn documented(texts: &Texts, deported: &Range) -> String {
    if deported.max == 0.0 {
        texts.word("answer-documented-nobody").to_owned()
    } else if deported.q95 == 0.0 {
        say!(texts, "answer-documented-seldom", most = grouped(deported.max))
    } else {
        say!(texts, "answer-documented", people = capital(&people(texts, deported)))
    }
}

/// The rows of the small table; each has its message `row-OUTCOME`.
const ROWS: [&Outcome; 14] = [
    &total::DEPARTURES_TOTAL,
    &total::PEAK_DAILY_CROSSINGS,
    &total::QUEUE_MAX,
    &total::WAIT_P95,
    &total::WINTER_EXPOSURE,
    &total::RECEPTION_SHORTFALL_MAX,
    &total::ARRESTS_TOTAL,
    &total::DOCUMENTED_DEPORTED_TOTAL,
    &total::DOCUMENTED_DEPORTED_VALID_TOTAL,
    &total::REGULARISED_TOTAL,
    &total::GAVE_UP_TOTAL,
    &total::HIDDEN_END,
    &total::REMAINING_END,
    &total::COST,
];

/// A row of the small table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Name of the outcome, as in `totals.csv`.
    pub outcome: &'static str,
    /// Of whom, if it is of one status.
    pub status: Option<String>,
    /// What it is, in words.
    pub label: String,
    /// Is it a part of the row above?
    pub part: bool,
    /// The range of half of the runs, and of nine in ten. With one run both are its value.
    pub ranges: [String; 2],
}

/// The rows of the small table: each outcome with its range, never a point alone, unless there is but one run. Rows that
/// are zero in every run are left out.
pub fn rows(texts: &Texts, findings: &Findings) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |outcome: &Outcome, status: Option<&String>, range: &Range| {
        let span = |[low, high]: [String; 2]| format!("{low} - {high}");
        let ranges = match findings.runs {
            1 => [grouped(range.mean), grouped(range.mean)],
            _ => [span(range.half()), span(range.nine_in_ten())],
        };
        let label = match status {
            Some(name) => texts.label(name),
            None => texts.word(&format!("row-{}", outcome.name.replace('_', "-"))).to_owned(),
        };
        rows.push(Row {
            outcome: outcome.name,
            status: status.cloned(),
            label,
            part: status.is_some() || outcome.name == total::DOCUMENTED_DEPORTED_VALID_TOTAL.name,
            ranges: ranges.map(|range| texts.digits(&range).into_owned()),
        });
    };
    for outcome in ROWS {
        let Some(range) = total_of(findings, outcome, Dimensions::ALL) else { continue };
        if range.max > 0.0 || outcome.name == total::DOCUMENTED_DEPORTED_TOTAL.name {
            row(outcome, None, &if outcome.unit == Unit::UsDollars { range.scaled(1e-6) } else { *range });
        }
        if outcome.name == total::DEPARTURES_TOTAL.name && range.max > 0.0 {
            for (status, name) in findings.names.statuses.iter().enumerate() {
                if let Some(range) = total_of(findings, outcome, Dimensions::status(status)) {
                    row(outcome, Some(name), range);
                }
            }
        }
    }
    rows
}

/// The small table, set in columns, for a console: English, statuses with the names that files give them.
pub fn table(findings: &Findings) -> String {
    let line = |label: &str, ranges: &[&str]| {
        let columns: String = ranges.iter().map(|range| format!(" {range:>23}")).collect();
        format!("{label:<36}{columns}")
    };
    let one_run = findings.runs == 1;
    let mut lines = vec![line("", if one_run { &["the one run"] } else { &["half of runs", "9 in 10 runs"] })];
    for Row { status, label, part, ranges, .. } in rows(Texts::english(), findings) {
        let name = format!("{}{}", if part { "  " } else { "" }, status.unwrap_or(label));
        lines.push(line(&name, &ranges.each_ref().map(String::as_str)[usize::from(one_run)..]));
    }
    lines.join("\n")
}

/// What a threshold of the scenario asks, with the names of files.
pub fn threshold_in_words(threshold: &Threshold, plan: &Plan) -> String {
    format!(
        "{} reaches {} by {}",
        threshold.measure.name(),
        grouped(threshold.at_least),
        units::iso(plan.first_day + threshold.by as i32)
    )
}

/// All that the scenario asks, with the names of files, in order.
pub fn thresholds_in_words(plan: &Plan) -> Vec<String> {
    plan.questions.thresholds.iter().map(|threshold| threshold_in_words(threshold, plan)).collect()
}

/// The same as people say it.
pub fn thresholds_as_said(texts: &Texts, plan: &Plan) -> Vec<String> {
    let said = |threshold: &Threshold| {
        let key = format!("threshold-{}", threshold.measure.name().replace('_', "-"));
        let day = texts.day(plan.first_day + threshold.by as i32);
        say!(texts, &key, people = grouped(threshold.at_least), day = day)
    };
    plan.questions.thresholds.iter().map(said).collect()
}

/// Probabilities that the scenario asks for, with Wilson intervals; "0 of n" prints as an upper bound.
pub fn thresholds(texts: &Texts, findings: &Findings, words: &[String]) -> Vec<String> {
    let n = findings.runs as f64;
    words
        .iter()
        .enumerate()
        .filter_map(|(index, words)| {
            let dimensions = Dimensions { threshold: Some(index), ..Dimensions::ALL };
            let share = total_of(findings, &total::THRESHOLD, dimensions)?.mean;
            Some(say!(texts, "threshold-often", asked = words, often = probability(texts, share, n)))
        })
        .collect()
}

/// The definitions of the announced target: key, how often it is reached, when.
const TARGETS: [(&str, &Outcome, &Outcome); 3] = [
    ("target-undocumented", &total::TARGET_REACHED_UNDOCUMENTED, &total::TARGET_DAYS_UNDOCUMENTED),
    ("target-all", &total::TARGET_REACHED_ALL, &total::TARGET_DAYS_ALL),
    ("target-net", &total::TARGET_REACHED_NET, &total::TARGET_DAYS_NET),
];

/// The announced target under its three definitions: how often it is reached and when, in the median run. All runs are
/// censored on the same day, so the Kaplan-Meier median is the median while more than half of the runs get there.
pub fn target(texts: &Texts, findings: &Findings, people: f64) -> String {
    let n = findings.runs as f64;
    let share = |outcome: &Outcome| total_of(findings, outcome, Dimensions::ALL).map_or(0.0, |range| range.mean);
    // Without returns to Pakistan the third definition is the first.
    let some_return = total_of(findings, &total::REENTERED_TOTAL, Dimensions::ALL).is_some_and(|range| range.max > 0.0);
    let counted = |(what, reached, days): &(&'static str, &'static Outcome, &'static Outcome)| {
        let (what, reached) = (texts.word(what), share(reached));
        let often = probability(texts, reached, n);
        let median = total_of(findings, days, Dimensions::ALL).map_or(0.0, |range| range.q50);
        match reached > 0.5 {
            true => {
                let day = units::iso(findings.first_day + median as i32);
                say!(texts, "target-counted-median", what = what, often = often, day = day)
            }
            false if reached > 0.0 => say!(texts, "target-counted-no-median", what = what, often = often),
            false => say!(texts, "target-counted", what = what, often = often),
        }
    };
    let counts = TARGETS[..if some_return { 3 } else { 2 }].iter().map(counted);
    let counts = counts.reduce(|first, next| say!(texts, "target-more", first = first, next = next));
    let mut text = say!(texts, "target", people = grouped(people), counts = counts.unwrap_or_default());
    let exceeds = share(&total::TARGET_EXCEEDS_POPULATION);
    if exceeds > 0.0 {
        text.push(' ');
        text.push_str(&say!(texts, "target-exceeds", often = probability(texts, exceeds, n)));
    }
    text
}

/// A share of `n` runs in words, with the Wilson interval at 95 %; "never" and "always" with the rule of three, which
/// says nothing about three runs or fewer.
pub fn probability(texts: &Texts, share: f64, n: f64) -> String {
    if n == 1.0 {
        return texts.word(if share > 0.0 { "chance-one-run" } else { "chance-not-one-run" }).to_owned();
    }
    let runs = grouped(n);
    let bound = rule_of_three(n).map(|bound| 100.0 * bound);
    if share <= 0.0 {
        return match bound {
            Some(bound) => say!(texts, "chance-never-below", runs = runs, bound = format!("{bound:.2}")),
            None => say!(texts, "chance-never", runs = runs),
        };
    }
    if share >= 1.0 {
        return match bound {
            Some(bound) => say!(texts, "chance-always-above", runs = runs, bound = format!("{:.2}", 100.0 - bound)),
            None => say!(texts, "chance-always", runs = runs),
        };
    }
    let Estimate { low, high, .. } = wilson(share, n);
    let [share, low, high] = [share, low, high].map(|share| format!("{:.0}", share * 100.0));
    say!(texts, "chance-some", share = share, low = low, high = high)
}

/// Below this number of runs the ends of a 9-in-10 range are those of a handful of runs.
const FEW_RUNS: u64 = 100;

/// Monte Carlo error of the mean of all crossings.
pub fn monte_carlo(texts: &Texts, findings: &Findings) -> String {
    let departures = total_of(findings, &total::DEPARTURES_TOTAL, Dimensions::ALL).expect("every plan has this total");
    if findings.runs == 1 {
        return texts.word("monte-carlo-one-run").to_owned();
    }
    let share = if departures.mean > 0.0 { departures.mc_error / departures.mean } else { 0.0 };
    let (people, share) = (grouped(departures.mc_error), format!("{:.2}", share * 100.0));
    let error = say!(texts, "monte-carlo", people = people, share = share, runs = grouped(findings.runs as f64));
    if findings.runs < FEW_RUNS { format!("{error} {}", texts.word("monte-carlo-few")) } else { error }
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
        "not_in_range": limits::largest(Texts::english()),
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
    use crate::language::Language;
    use crate::plan::Measure;

    #[test]
    fn never_and_always_are_bounds() {
        assert_eq!(probability(Texts::english(), 0.0, 1000.0), "in none of 1,000 runs (below 0.30 %)");
        assert_eq!(probability(Texts::english(), 1.0, 1000.0), "in all of 1,000 runs (above 99.70 %)");
        assert_eq!(probability(Texts::english(), 0.5, 100.0), "in 50 of 100 runs (40 to 60)");
    }

    #[test]
    fn a_few_runs_bound_nothing() {
        assert_eq!(probability(Texts::english(), 0.0, 3.0), "in none of 3 runs");
        assert_eq!(probability(Texts::english(), 1.0, 2.0), "in all of 2 runs");
        assert_eq!(probability(Texts::english(), 0.0, 1.0), "not in the one run");
        assert_eq!(probability(Texts::english(), 1.0, 1.0), "in the one run");
    }

    #[test]
    fn people_are_counted_in_words_that_fit_the_range() {
        let range = |min, q05, q95, max| Range { min, q05, q95, max, ..Range::default() };
        assert_eq!(people(Texts::english(), &range(0.0, 0.0, 0.0, 0.0)), "nobody");
        assert_eq!(people(Texts::english(), &range(512_344.0, 512_344.0, 512_344.0, 512_344.0)), "512,344 people");
        assert_eq!(people(Texts::english(), &range(6.0, 7.0, 7.0, 9.0)), "about 7 people");
        assert_eq!(people(Texts::english(), &range(6.0, 7.0, 21.0, 28.0)), "between 7 and 21 people");
        assert_eq!(
            documented(Texts::english(), &range(0.0, 0.0, 0.0, 0.0)),
            "In no run is anybody deported who holds a card."
        );
        let rare = documented(Texts::english(), &range(0.0, 0.0, 0.0, 14.0));
        assert!(rare.starts_with("In fewer than 1 run in 20 people, at most 14, are deported"), "{rare}");
    }

    #[test]
    fn every_row_target_and_threshold_is_said_in_every_language() {
        for texts in Language::ALL.map(|language| Texts::of(language, true)) {
            ROWS.iter().for_each(|row| _ = texts.word(&format!("row-{}", row.name.replace('_', "-"))));
            TARGETS.iter().for_each(|(what, ..)| _ = texts.word(what));
            for measure in Measure::ALL {
                let key = format!("threshold-{}", measure.name().replace('_', "-"));
                assert!(say!(texts, &key, people = "7,000", day = "2023-11-18").contains(&*texts.digits("7,000")));
            }
            for what in ["people", "amount"] {
                for [min, q05, max] in [[0.0; 3], [7.0; 3], [6.0, 7.0, 9.0], [1.0, 2.0, 90.0]] {
                    let range = Range { min, q05, q95: if q05 > 2.0 { q05 } else { 40.0 }, max, ..Range::default() };
                    assert!(!counted(texts, what, &range).is_empty());
                }
            }
            for (share, n) in [(0.0, 1.0), (1.0, 1.0), (0.0, 2.0), (0.0, 9.0), (1.0, 2.0), (1.0, 9.0), (0.5, 9.0)] {
                assert!(!probability(texts, share, n).is_empty());
            }
        }
    }
}
