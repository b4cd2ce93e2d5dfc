//! Which scenarios can be set beside one another, for every command that pairs their runs.

use crate::engine::Prepared;
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::units;

/// The plans of scenarios that can be compared: the same days and strata. The questions are those of the first.
pub(super) fn comparable(scenarios: &[Scenario]) -> Result<Vec<Prepared>, String> {
    let first = scenarios[0].plan();
    let mut problems = Vec::new();
    for (number, other) in scenarios.iter().enumerate().skip(1) {
        let plan = other.plan();
        let pair = (&scenarios[0], other);
        problems.extend(differences(pair, &first, &plan).into_iter().map(|what| {
            format!("`{}` and `{}` (scenario {}) cannot be compared: {what}", scenarios[0].name, other.name, number + 1)
        }));
    }
    if !problems.is_empty() {
        return Err(problems.join("\nerror: "));
    }
    let asked = |scenario: &Scenario| {
        let mut plan = scenario.plan();
        plan.questions.thresholds = first.questions.thresholds.clone();
        Prepared::new(plan)
    };
    Ok(scenarios.iter().map(asked).collect())
}

/// What makes two plans incomparable, each with what can be done.
fn differences((a, b): (&Scenario, &Scenario), first: &Plan, other: &Plan) -> Vec<String> {
    let mut problems = Vec::new();
    if (first.first_day, first.days) != (other.first_day, other.days) {
        let days =
            |scenario: &Scenario| format!("{} to {}", units::iso(scenario.first_day), units::iso(scenario.last_day));
        let (first_day, last_day) = (a.first_day.max(b.first_day), a.last_day.min(b.last_day));
        let hint = match first_day <= last_day {
            true => format!(
                "give both the same days, for example with `--set time.first_day={} --set time.last_day={}`",
                units::iso(first_day),
                units::iso(last_day)
            ),
            false => "they have no day in common".to_owned(),
        };
        problems.push(format!("their horizons differ, {} and {}; {hint}", days(a), days(b)));
    }
    let strata = [
        ("statuses", &first.names.statuses, &other.names.statuses),
        ("provinces", &first.names.provinces, &other.names.provinces),
        ("crossings", &first.names.crossings, &other.names.crossings),
        ("destinations", &first.names.destinations, &other.names.destinations),
    ];
    for (what, ours, theirs) in strata {
        if ours != theirs {
            let key = format!("names.{what}");
            problems.push(format!(
                "their {what} differ, {} and {}; give both the same `{key}`",
                units::listed(ours),
                units::listed(theirs)
            ));
        }
    }
    problems
}
