//! What pairs of runs say, made or read back.

use crate::design::Design;
use crate::engine::Prepared;
use crate::ensemble::{Ensemble, Pairs};
use crate::scenario::Scenario;
use crate::study::compare::{Comparison, Member, Rows};

/// The comparison of scenarios, the first the baseline; nothing if there is no pair.
pub(in crate::cli) fn comparison(
    scenarios: &[Scenario],
    plans: &[Prepared],
    designs: &[Design],
    pairs: &Pairs,
) -> Option<Comparison> {
    let member = |(scenario, ensemble): (&Scenario, &Ensemble)| {
        let findings = ensemble.tally.findings()?;
        Some(Member { name: scenario.name.clone(), title: scenario.card.title.clone(), findings })
    };
    let members: Vec<Member> = scenarios.iter().zip(&pairs.members).map(member).collect::<Option<_>>()?;
    let differences = pairs.differences.iter().map(|tally| tally.findings()).collect::<Option<_>>()?;
    let rows = rows(scenarios, plans, designs, &members[0]);
    Some(Comparison::new(members, differences, rows.as_ref()))
}

/// Which rows of fitted numbers the runs took, if all scenarios take them from the same set.
fn rows(scenarios: &[Scenario], plans: &[Prepared], designs: &[Design], baseline: &Member) -> Option<Rows> {
    let rows = |prepared: &Prepared| prepared.plan.numbers.joint.iter().map(|set| set.rows.len()).collect::<Vec<_>>();
    let [number] = rows(&plans[0])[..] else { return None };
    let same = plans.iter().all(|prepared| rows(prepared) == [number])
        && scenarios.iter().all(|scenario| scenario.parameter_set == scenarios[0].parameter_set);
    let runs = baseline.findings.totals_by_run.iter();
    same.then(|| Rows { number, of_run: runs.map(|(run, _)| designs[0].rows(*run)[0]).collect() })
}
