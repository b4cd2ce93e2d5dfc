//! What hardly any run shows: where `crossings rare` tells more.

use super::ScenarioArguments;
use super::common::quoted;

/// Below this probability plain runs say little: their interval is as wide as the number.
const RARE: f64 = 1e-3;

/// A hint if a share of runs is too small to be told by runs alone: never seen, or less than 1 in 1,000. A single run
/// shows nothing about probabilities.
pub(super) fn hint(share: f64, runs: f64, scenario: &ScenarioArguments, event: &str) -> Option<String> {
    let seen = if share > 0.0 { "Less than 1 in 1,000" } else { "Never seen" };
    (share < RARE && runs > 1.0)
        .then(|| format!("  {seen} in these runs; how rare it is, `{}` estimates.", command(scenario, event)))
}

/// The command that estimates how rare an event is.
pub(super) fn command(scenario: &ScenarioArguments, event: &str) -> String {
    let mut command = format!("crossings rare {}", quoted(&scenario.scenario));
    for setting in &scenario.overrides {
        command.push_str(&format!(" --set {}", quoted(setting)));
    }
    command.push_str(&scenario.known.typed());
    command.push_str(&format!(" --event {}", quoted(event)));
    command
}

#[cfg(test)]
mod tests {
    use super::super::as_of::AsOf;
    use super::*;

    #[test]
    fn only_what_is_rare_is_pointed_at() {
        let scenario = ScenarioArguments {
            scenario: "history".into(),
            overrides: vec!["run.seed=3".into()],
            known: AsOf::default(),
        };
        let hint = |share, runs| hint(share, runs, &scenario, "queue_max >= 60000");
        assert_eq!(
            hint(0.0, 40.0).unwrap(),
            "  Never seen in these runs; how rare it is, `crossings rare history --set run.seed=3 --event 'queue_max >= \
             60000'` estimates."
        );
        assert!(hint(0.0005, 4_000.0).unwrap().contains("Less than 1 in 1,000"));
        assert_eq!((hint(0.001, 1_000.0), hint(0.0, 1.0)), (None, None));
    }
}
