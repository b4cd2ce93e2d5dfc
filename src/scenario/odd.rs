//! Legal but odd: values that may be meant, with a reason to doubt them and a comparison from the record.
//!
//! A `note` beside a number says that it is meant; then nothing is said about it.

use std::collections::BTreeMap;

use super::files::{Layer, Merged};
use super::keys::plain;
use super::problem::Problem;
use super::value::{Calendar, Number, Setting, Value, rounded};
use crate::law::Law;
use crate::units;

/// A rule about the numbers of a key.
struct Rule {
    /// Path of the key in the list of keys.
    key: &'static str,
    /// Odd above this.
    above: f64,
    /// What it would mean.
    meaning: fn(f64) -> String,
    /// A comparison from the record.
    comparison: &'static str,
}

const FASTEST_MONTH: &str = "the fastest month on record, November 2023, took about a quarter of a million people, \
    some 17 % of the 1.3 million undocumented people that UNHCR counted";

static RULES: &[Rule] = &[
    Rule { key: "behaviour.baseline_leave_per_day", above: 0.005, meaning: emptied, comparison: FASTEST_MONTH },
    Rule { key: "behaviour.hostile_leave_per_day", above: 0.005, meaning: emptied, comparison: FASTEST_MONTH },
    Rule { key: "policy.assisted_leave_per_day.<status>", above: 0.005, meaning: emptied, comparison: FASTEST_MONTH },
    Rule {
        key: "behaviour.deadline_leave_per_day",
        above: 0.3,
        meaning: |value| {
            format!("on the day of a deadline {} % of a group would leave", percent(1.0 - libm::exp(-value)))
        },
        comparison: "on 1 November 2023, the busiest day on record, some 30,000 people crossed, about 2 % of the undocumented",
    },
    Rule {
        key: "behaviour.fear_per_arrest",
        above: 50.0,
        meaning: |value| format!("every arrest would make about {} people leave", plain(rounded(value))),
        comparison: "in November 2023 about ten people left for each person arrested",
    },
    Rule {
        key: "behaviour.fear_memory_days",
        above: 365.0,
        meaning: |value| format!("arrests would be feared for {} years", plain(rounded(value / 365.25))),
        comparison: "departures fell back within weeks after the arrests of November 2023",
    },
    Rule {
        key: "behaviour.contagion_branching",
        above: 0.8,
        meaning: |value| {
            format!("each departure would cause {} more in the end", plain(rounded(value / (1.0 - value))))
        },
        comparison: "the fitted range is 0.1 to 0.55, and the record cannot tell contagion from fear",
    },
    Rule {
        key: "behaviour.frailty_cv",
        above: 2.0,
        meaning: |_| "a few households would do nearly all the leaving".to_owned(),
        comparison: "the fitted range is 0.2 to 1.4",
    },
    Rule {
        key: "policy.arrests_per_day",
        above: 3_000.0,
        meaning: |value| format!("that is {} arrests a month", plain(rounded(30.0 * value))),
        comparison: "over 23,000 people were detained in November 2023, the hardest month of phase 1",
    },
    Rule {
        key: "places.crossings.<crossing>.capacity_per_day",
        above: 60_000.0,
        meaning: |value| format!("that is {} people a minute, day and night", plain(rounded(value / 1_440.0))),
        comparison: "the busiest day on record at one crossing is 24,000 to 28,000 people (Torkham, 1 November 2023)",
    },
    Rule {
        key: "population.<status>.people",
        above: 4_400_000.0,
        meaning: |_| "that is more than all Afghans in Pakistan".to_owned(),
        comparison: "the highest claim for all of them is 4.4 million (Interior Minister, 3 October 2023)",
    },
    Rule {
        key: "places.travel.<province>.mean_days",
        above: 14.0,
        meaning: |value| format!("the journey to the border would take {} days", plain(rounded(value))),
        comparison: "a family told Reuters in November 2023 of six days from door to door, three of them in the queue",
    },
    Rule {
        key: "reception.stay_days",
        above: 60.0,
        meaning: |_| "reception would be housing, not transit".to_owned(),
        comparison: "transit centres are planned for days",
    },
];

fn emptied(per_day: f64) -> String {
    let months = std::f64::consts::LN_10 / per_day / 30.0;
    format!(
        "{} a month leaves a tenth of the group after {} months",
        plain(rounded(30.0 * per_day)),
        plain(rounded(months))
    )
}

fn percent(share: f64) -> String {
    plain(rounded(100.0 * share))
}

/// All warnings about a scenario whose plan is sound.
pub(super) fn warnings(
    merged: &Merged,
    layers: &[Layer],
    joint: &BTreeMap<String, Vec<f64>>,
    (first_day, last_day): (i32, i32),
) -> Vec<Problem> {
    let mut warnings = Vec::new();
    for setting in merged.values() {
        for rule in RULES.iter().filter(|rule| rule.key == setting.key.path) {
            for number in setting.numbers() {
                if number.law.centre() > rule.above && number.note.is_none() && !number.joint {
                    warnings.push(odd(rule, setting, number));
                }
            }
        }
    }
    warnings.extend(households(merged));
    warnings.extend(few_runs(merged));
    warnings.extend(broken_columns(merged, joint));
    warnings.extend(uncovered_days(merged, first_day, last_day));
    // A list that another replaces asks for nothing.
    let replaced = |setting: &&Setting| {
        let kept = merged.get(&setting.path);
        matches!(setting.value, Value::Records(_)) && kept.is_some_and(|kept| kept.at != setting.at)
    };
    let own = layers.iter().filter(|layer| layer.role.is_own()).flat_map(|layer| &layer.settings);
    for setting in own.filter(|setting| !replaced(setting)) {
        warnings.extend(outside(setting, first_day, last_day));
    }
    warnings
}

fn odd(rule: &Rule, setting: &Setting, number: &Number) -> Problem {
    let value = plain(rounded(number.law.centre()));
    let about = if matches!(number.law, Law::Fixed(_)) { "is" } else { "is about" };
    Problem::warning(&number.at, &setting.path, format!("`{}` {about} {value}, which is odd", setting.path))
        .allowed((rule.meaning)(number.law.centre()))
        .reason(rule.comparison)
        .help("if it is meant, say why: `{ value = ..., note = \"...\" }`")
}

fn households(merged: &Merged) -> Option<Problem> {
    let setting = merged.get("population.household")?;
    let Value::Records(records) = &setting.value else { return None };
    let mut mean = 0.0;
    for record in records {
        if let (Value::Whole(size), Value::Plain(share)) = (&record.get("size")?.value, &record.get("share")?.value) {
            mean += *size as f64 * share;
        }
    }
    (mean > 12.0).then(|| {
        let message = format!("households have {} members on average, which is odd", plain(rounded(mean)));
        Problem::warning(&setting.at, &setting.path, message)
            .allowed("large households move fewer at a time, and chance weighs more")
            .reason("UNHCR's survey of 2024 found 8.9 members; families at Torkham in 2023 had 12.5 at most")
    })
}

fn few_runs(merged: &Merged) -> Option<Problem> {
    let setting = merged.get("run.runs")?;
    let Value::Whole(runs) = setting.value else { return None };
    (runs < 100).then(|| {
        Problem::warning(&setting.at, &setting.path, format!("`run.runs` is {runs}, which is few"))
            .allowed("the edges of a range rest on one run in twenty")
            .reason("with fewer than 100 runs they are mostly luck; 1,000 take seconds")
    })
}

/// Joint draws of which the scenario replaces a column.
fn broken_columns(merged: &Merged, joint: &BTreeMap<String, Vec<f64>>) -> Vec<Problem> {
    let replaced =
        |key: &&String| merged.get(*key).is_some_and(|setting| setting.numbers().iter().all(|number| !number.joint));
    joint
        .keys()
        .filter(replaced)
        .filter_map(|key| merged.get(key))
        .filter(|setting| setting.numbers().iter().any(|number| number.note.is_none()))
        .map(|setting| {
            let others = joint.len() - 1;
            let message = format!("`{}` is taken out of the joint draws of the parameter set", setting.path);
            Problem::warning(&setting.at, &setting.path, message)
                .allowed(format!("it was fitted together with {others} others, which still take the fitted values"))
                .reason("fitted numbers make up for one another: changed alone, one may contradict the record that the others fit")
                .help("if it is meant, say why: `{ value = ..., note = \"...\" }`")
        })
        .collect()
}

/// Days of the horizon for which nobody says how many people are arrested.
fn uncovered_days(merged: &Merged, first_day: i32, last_day: i32) -> Option<Problem> {
    let setting = merged.get("policy.arrests_per_day")?;
    let Value::Calendar(calendar) = &setting.value else { return None };
    let days = (first_day..=last_day).zip(calendar.by_day(first_day, (last_day - first_day + 1) as usize));
    let silent: Vec<i32> = days.filter(|(_, number)| number.is_none()).map(|(day, _)| day).collect();
    let (from, to) = (*silent.first()?, *silent.last()?);
    let message = format!(
        "`policy.arrests_per_day` says nothing about {} days between {} and {}",
        silent.len(),
        units::iso(from),
        units::iso(to)
    );
    Some(
        Problem::warning(&setting.at, &setting.path, message)
            .allowed("nobody is arrested on these days")
            .reason("the calendar of history runs from 15 September 2023 to 8 November 2025")
            .help(
                "state the level for the time after it: `{ append = true, entries = [{ from = ..., value = ... }] }`",
            ),
    )
}

/// Dates of the scenario file that lie outside its horizon, beside others that do not.
fn outside(setting: &Setting, first_day: i32, last_day: i32) -> Vec<Problem> {
    let horizon = format!("the horizon is {} to {}", units::iso(first_day), units::iso(last_day));
    let mut warnings = Vec::new();
    if let Value::Calendar(Calendar { entries, .. }) = &setting.value {
        let beyond = |from: Option<i32>, to: Option<i32>| {
            from.is_some_and(|from| from > last_day) || to.is_some_and(|to| to < first_day)
        };
        let out: Vec<_> = entries.iter().filter(|entry| beyond(entry.from, entry.to)).collect();
        // If all lie outside, the lever is idle, and that is said as such.
        if out.len() < entries.len() {
            warnings.extend(out.into_iter().map(|entry| {
                let message = format!("an entry of `{}` lies outside the horizon", setting.path);
                Problem::warning(&entry.value.at, &setting.path, message).allowed(horizon.clone())
            }));
        }
    }
    if let (Value::Records(records), "outcomes.thresholds") = (&setting.value, setting.path.as_str()) {
        for by in records.iter().filter_map(|record| record.get("by")) {
            if let Value::Date(day) = by.value
                && !(first_day..=last_day).contains(&day)
            {
                let message = format!("a threshold asks about {}, outside the horizon", units::iso(day));
                warnings.push(Problem::warning(&by.at, &setting.path, message).allowed(horizon.clone()));
            }
        }
    }
    warnings
}
