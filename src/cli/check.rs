//! `crossings check`: all problems at once, with their places; writes nothing.

use super::{Ending, ScenarioArguments, print, source};

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
}

pub(super) fn check(arguments: &Arguments) -> Ending {
    let Some(loaded) = source::load(&arguments.scenario) else { return Ending::WrongInput };
    let scenario = &loaded.scenario;
    let plan = scenario.plan();
    let uncertain = plan.numbers.laws.iter().filter(|law| law.is_uncertain()).count();
    let joint: usize = plan.numbers.joint.iter().map(|joint| joint.quantities.len()).sum();
    print(&format!(
        "{}: fine{}. {} to {}, {} days; {} uncertain inputs ({}); {} statuses in {} provinces, {} crossings.",
        scenario.path,
        match loaded.warnings.0.len() {
            0 => String::new(),
            odd => format!(", with {} to read", source::count(odd, "warning")),
        },
        crate::units::iso(scenario.first_day),
        crate::units::iso(scenario.last_day),
        plan.days,
        uncertain + joint,
        scenario.parameter_set.kind,
        plan.statuses(),
        plan.provinces(),
        plan.crossings.len(),
    ));
    for idle in scenario.idle_levers() {
        print(&format!("changes nothing: {idle}"));
    }
    Ending::Done
}
