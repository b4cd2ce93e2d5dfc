//! The tables of a comparison, on the console and in files.

use serde_json::json;

use super::super::answer;
use crate::language::Texts;
use crate::outcome::{Findings, Series};
use crate::output::columns::{self, Column, Kind, column};
use crate::output::{Table, number, series_cells};
use crate::study::compare::Comparison;
use crate::study::robust::{HARMS, Requirement, regrets};
use crate::study::verdict::{SUBJECTS, of_100};
use crate::units::{grouped, iso};

const SIMULATED: &str = "simulated by crossings over all pairs of runs; not observed";
const SCENARIO: &str = "names of the scenarios";
const CATALOGUE: &str = "catalogue of outcomes of crossings";
const UNIT: &str = "as in column `unit`";

/// All tables of the folder.
pub(super) fn all(comparison: &Comparison, requirements: &[Requirement]) -> Vec<Table> {
    let mut tables = vec![paired(comparison), daily(comparison), pairs(comparison), robustness(comparison)];
    if !requirements.is_empty() {
        tables.push(required(comparison, requirements));
    }
    tables
}

/// Columns that say whose difference a row is about, and of what.
fn of_what() -> Vec<Column> {
    let mut columns = vec![
        column("scenario", Kind::Text, "", "The policy.", SCENARIO),
        column("baseline", Kind::Text, "", "What it is compared with.", SCENARIO),
    ];
    columns.extend(columns::of_series());
    columns
}

fn cells(comparison: &Comparison, policy: usize, series: &Series) -> Vec<String> {
    let names = [&comparison.members[policy + 1].name, &comparison.baseline().name].map(String::clone);
    let cells = series_cells(series, &comparison.baseline().findings.names);
    names.into_iter().chain(cells.map(Into::into)).collect()
}

fn range_columns() -> [Column; 7] {
    let at = |name, meaning| column(name, Kind::Number, UNIT, meaning, SIMULATED);
    [
        at("mean", "Mean difference over pairs: scenario less baseline."),
        at("q05", "1 pair in 20 has a smaller difference."),
        at("q25", "1 pair in 4 has a smaller difference."),
        at("q50", "Median difference."),
        at("q75", "1 pair in 4 has a larger difference."),
        at("q95", "1 pair in 20 has a larger difference."),
        at("paired_error", "Standard error of the mean difference, from pairs."),
    ]
}

/// `comparison.csv`: the difference of every total.
fn paired(comparison: &Comparison) -> Table {
    let mut columns = of_what();
    let at = |name, meaning| column(name, Kind::Number, UNIT, meaning, SIMULATED);
    columns.push(at("baseline_median", "Median of the baseline."));
    columns.push(at("scenario_median", "Median of the scenario."));
    columns.extend(range_columns());
    columns.push(at("unpaired_error", "Standard error of the mean difference if the scenarios had been run apart."));
    for (name, meaning) in [
        ("pairs_less", "Pairs in which the scenario has less than the baseline."),
        ("pairs_same", "Pairs in which both have exactly the same."),
        ("pairs_more", "Pairs in which the scenario has more than the baseline."),
    ] {
        columns.push(column(name, Kind::Whole, "pairs", meaning, SIMULATED));
    }
    let mut table =
        Table::new("comparison.csv", "How every total differs from the baseline, in paired futures.", columns);
    for policy in 0..comparison.differences.len() {
        for (total, series) in comparison.baseline().findings.catalogue.totals.iter().enumerate() {
            let paired = comparison.paired(policy, total);
            let d = &paired.difference;
            let mut row = cells(comparison, policy, series);
            let median = |member: usize| comparison.members[member].findings.totals[total].q50;
            row.extend([median(0), median(policy + 1), d.mean, d.q05, d.q25, d.q50, d.q75, d.q95].map(number));
            row.push(number(d.mc_error));
            row.push(number(paired.unpaired_error));
            row.extend([paired.less, paired.same, paired.more].map(|count| count.to_string()));
            table.push(row);
        }
    }
    table
}

/// `daily_differences.csv`: the difference of every series that is not split, day by day.
fn daily(comparison: &Comparison) -> Table {
    let mut columns = vec![column("date", Kind::Date, "", "Simulated day.", SCENARIO)];
    columns.extend(of_what());
    columns.extend(range_columns());
    let meaning = "How every daily outcome differs from the baseline, in paired futures; splits are left out.";
    let mut table = Table::new("daily_differences.csv", meaning, columns);
    for (policy, differences) in comparison.differences.iter().enumerate() {
        for (series, days) in differences.catalogue.daily.iter().zip(&differences.daily) {
            if series.dimensions != crate::outcome::Dimensions::ALL {
                continue;
            }
            let cells = cells(comparison, policy, series);
            for (day, d) in days.iter().enumerate() {
                let mut row = vec![iso(differences.first_day + day as i32)];
                row.extend(cells.iter().cloned());
                row.extend([d.mean, d.q05, d.q25, d.q50, d.q75, d.q95, d.mc_error].map(number));
                table.push(row);
            }
        }
    }
    table
}

/// `pairs.csv`: the totals of every run under every policy, a row for each pair and policy.
fn pairs(comparison: &Comparison) -> Table {
    let findings = &comparison.baseline().findings;
    let mut columns = vec![
        column("run", Kind::Whole, "", "Number of the run; with the seed it names every random draw.", "crossings"),
        column("scenario", Kind::Text, "", "The policy.", SCENARIO),
    ];
    for series in &findings.catalogue.totals {
        columns.push(Column {
            name: series.label(&findings.names).into(),
            kind: Kind::Number,
            unit: series.outcome.unit.name(),
            meaning: series.outcome.meaning,
            source: "simulated by crossings in one run; not observed",
        });
    }
    let meaning = "Every total of every run under every policy: rows with the same run are one paired future.";
    let mut table = Table::new("pairs.csv", meaning, columns);
    for at in 0..findings.totals_by_run.len() {
        for member in &comparison.members {
            let (run, totals) = &member.findings.totals_by_run[at];
            let mut row = vec![run.to_string(), member.name.clone()];
            row.extend(totals.iter().map(|value| value.to_string()));
            table.push(row);
        }
    }
    table
}

/// The harms that a comparison has, each with the label and place of its total.
fn harms(findings: &Findings) -> Vec<(&'static str, usize)> {
    let place = |outcome| findings.catalogue.total_index(outcome, crate::outcome::Dimensions::ALL);
    HARMS.iter().filter_map(|outcome| Some((outcome.name, place(outcome)?))).collect()
}

/// `robustness.csv`: regret of every policy on every harm.
fn robustness(comparison: &Comparison) -> Table {
    let at = |name, meaning| column(name, Kind::Number, UNIT, meaning, SIMULATED);
    let columns = vec![
        column("outcome", Kind::Text, "", "A harm: less of it is better for people.", CATALOGUE),
        column("unit", Kind::Text, "", "What the numbers of the row count.", CATALOGUE),
        column("scenario", Kind::Text, "", "The policy.", SCENARIO),
        at("median", "Median of the harm under the policy."),
        at("regret_mean", "Mean over futures of the harm beyond that of the best policy of each future."),
        at("regret_error", "Standard error of that mean."),
        at("regret_q95", "Regret that 95 futures in 100 do not exceed."),
        at("regret_max", "Largest regret of any future."),
        column("best_share", Kind::Number, "share", "Share of futures in which no policy has less.", SIMULATED),
        at(
            "baseline_regret_mean",
            "Mean over futures of the harm beyond that of the baseline, zero where there is less.",
        ),
        at("baseline_regret_q95", "The same, not exceeded in 95 futures of 100."),
    ];
    let meaning =
        "How each policy does on each harm across paired futures: regret against the best and against the baseline.";
    let mut table = Table::new("robustness.csv", meaning, columns);
    let findings = &comparison.baseline().findings;
    for (name, total) in harms(findings) {
        for (member, regret) in comparison.members.iter().zip(regrets(comparison, total)) {
            let unit = findings.catalogue.totals[total].outcome.unit.name();
            let mut row = vec![name.to_owned(), unit.to_owned(), member.name.clone()];
            let numbers = [
                member.findings.totals[total].q50,
                regret.mean,
                regret.mc_error,
                regret.q95,
                regret.max,
                regret.best_share,
                regret.baseline_mean,
                regret.baseline_q95,
            ];
            row.extend(numbers.map(number));
            table.push(row);
        }
    }
    table
}

/// `requirements.csv`: the share of futures in which each requirement is kept.
fn required(comparison: &Comparison, requirements: &[Requirement]) -> Table {
    let columns = vec![
        column("requirement", Kind::Text, "", "The level that an outcome must keep.", "asked for"),
        column("scenario", Kind::Text, "", "The policy.", SCENARIO),
        column("pairs_kept", Kind::Whole, "pairs", "Futures in which it is kept.", SIMULATED),
        column("pairs", Kind::Whole, "pairs", "All futures.", SIMULATED),
        column("share", Kind::Number, "share", "Share of futures in which it is kept.", SIMULATED),
    ];
    let mut table = Table::new("requirements.csv", "In how many futures each policy keeps each requirement.", columns);
    for requirement in requirements {
        for (member, kept) in comparison.members.iter().zip(requirement.kept(comparison)) {
            let runs = comparison.runs();
            let share = number(kept as f64 / runs as f64);
            table.push(vec![requirement.to_string(), member.name.clone(), kept.to_string(), runs.to_string(), share]);
        }
    }
    table
}

/// The small table of the console: medians of each policy and the range of paired differences.
pub(super) fn console(comparison: &Comparison) -> String {
    let findings = &comparison.baseline().findings;
    let mut lines = Vec::new();
    let width = comparison.members.iter().map(|member| member.name.chars().count()).max().unwrap_or(0).max(8) + 2;
    for (policy, member) in comparison.members.iter().enumerate().skip(1) {
        lines.push(format!(
            "{:<30} {:>width$} {:>width$} {:>25} {:>11}",
            "medians; difference in 9 of 10",
            comparison.baseline().name,
            member.name,
            "difference",
            "less in 100"
        ));
        for subject in &SUBJECTS {
            let Some(total) = findings.catalogue.total_index(subject.outcome, subject.dimensions) else { continue };
            let paired = comparison.paired(policy - 1, total);
            let [before, after] = [0, policy].map(|member| {
                let range = &comparison.members[member].findings.totals[total];
                range.in_digits(range.q50)
            });
            let [low, high] = paired.difference.nine_in_ten();
            let difference =
                if paired.same == paired.runs() { "exactly 0".to_owned() } else { format!("{low} to {high}") };
            let less = if paired.less == paired.runs() {
                "all".to_owned()
            } else {
                of_100(Texts::english(), paired.less, paired.runs())
            };
            lines.push(format!(
                "{:<30} {before:>width$} {after:>width$} {difference:>25} {less:>11}",
                subject.name(Texts::english())
            ));
        }
        lines.push(String::new());
    }
    lines.pop();
    lines.join("\n")
}

/// What pairing is worth, for all who cross: one sentence for each policy that differs.
pub(super) fn errors(comparison: &Comparison) -> Vec<String> {
    let findings = &comparison.baseline().findings;
    let outcome = &crate::outcome::total::DEPARTURES_TOTAL;
    let total =
        findings.catalogue.total_index(outcome, crate::outcome::Dimensions::ALL).expect("every plan has this total");
    let sentence = |policy: usize| {
        let paired = comparison.paired(policy, total);
        let times = paired.times_smaller()?;
        Some(format!(
            "Standard error of the mean difference in all who cross, {} less {}: {} people in {} pairs; unpaired it would be \
             {} people, {} times as much.",
            comparison.members[policy + 1].name,
            comparison.baseline().name,
            short(paired.difference.mc_error),
            grouped(comparison.runs() as f64),
            short(paired.unpaired_error),
            short(times)
        ))
    };
    (0..comparison.differences.len()).filter_map(sentence).collect()
}

/// Two digits that count.
fn short(value: f64) -> String {
    if value >= 10.0 { grouped(value) } else { format!("{value:.1}") }
}

/// In how many futures each policy keeps a requirement, in words.
pub(super) fn requirement(comparison: &Comparison, requirement: &Requirement) -> String {
    let runs = comparison.runs() as f64;
    let shares: Vec<String> = comparison
        .members
        .iter()
        .zip(requirement.kept(comparison))
        .map(|(member, kept)| {
            format!("{}: {}", member.name, answer::probability(Texts::english(), kept as f64 / runs, runs))
        })
        .collect();
    format!("{requirement}: {}.", shares.join("; "))
}

/// The answer for machines.
pub(super) fn json(comparison: &Comparison, requirements: &[Requirement]) -> serde_json::Value {
    let findings = &comparison.baseline().findings;
    let policy = |policy: usize| {
        let totals: Vec<_> = findings
            .catalogue
            .totals
            .iter()
            .enumerate()
            .map(|(total, series)| {
                let paired = comparison.paired(policy, total);
                let d = &paired.difference;
                json!({
                    "outcome": series.label(&findings.names),
                    "unit": series.outcome.unit.name(),
                    "mean": d.mean, "q05": d.q05, "q25": d.q25, "q50": d.q50, "q75": d.q75, "q95": d.q95,
                    "paired_error": d.mc_error,
                    "unpaired_error": paired.unpaired_error,
                    "pairs_less": paired.less, "pairs_same": paired.same, "pairs_more": paired.more,
                })
            })
            .collect();
        let parted = comparison.parted(policy).map(|day| iso(findings.first_day + day as i32));
        json!({
            "scenario": comparison.members[policy + 1].name,
            "baseline": comparison.baseline().name,
            "first_day_that_differs": parted,
            "verdicts": crate::study::verdict::sentences(Texts::english(), comparison, policy),
            "differences": totals,
        })
    };
    let kept: Vec<_> = requirements
        .iter()
        .map(
            |requirement| json!({ "requirement": requirement.to_string(), "pairs_kept": requirement.kept(comparison) }),
        )
        .collect();
    json!({
        "pairs": comparison.runs(),
        "comparisons": (0..comparison.differences.len()).map(policy).collect::<Vec<_>>(),
        "requirements": kept,
    })
}
