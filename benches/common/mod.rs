//! What the benches share: the history scenario as it ships, and runs of it.

use crossings::design::Design;
use crossings::plan::{Job, Plan};
use crossings::scenario;

/// The seed of everything.
pub const SEED: u64 = 1;

/// The plan of the history scenario: 3 statuses x 6 provinces, 3 crossings, 290 days.
pub fn history() -> Plan {
    let loaded = scenario::load("scenarios/history.toml", &[], &scenario::read_shipped);
    loaded.expect("the history scenario is shipped and fine").scenario.plan()
}

/// Some runs, each with its own numbers.
pub fn jobs(plan: &Plan, runs: u64) -> Vec<Job> {
    let design = Design::new(&plan.numbers, SEED);
    (0..runs).map(|run| design.job(run)).collect()
}
