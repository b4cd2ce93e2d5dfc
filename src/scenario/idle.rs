//! Levers that change nothing, and why: a policy that does nothing says so.
//!
//! Two questions are asked of every lever that the scenario file itself sets. Is the plan the same without it? Then
//! it repeats what holds anyway, or its dates lie outside the horizon. And if the plan differs: does the lever act on
//! something that is there, or on a closed crossing, a status without people, a programme that is switched off?

use super::build::{self, Identity, Input};
use super::differ::lever_of;
use super::files::{self, Layer, Merged, Role};
use super::value::{Setting, Value};
use super::write;
use crate::law::Law;
use crate::plan::{Plan, Quantity, Schedule};
use crate::units;

/// The levers of the scenario file that change nothing, one sentence each.
pub(super) fn levers(layers: &[Layer], input: Input<'_>, plan: &Plan) -> Vec<String> {
    let build = |merged: &Merged| {
        let mut problems = Vec::new();
        let built = build::build(Input { merged, ..input }, Identity::Value, &mut problems);
        problems.is_empty().then_some(built.plan)
    };
    let mut sentences = Vec::new();
    let levers = own_levers(layers);
    let inherits = layers.iter().any(|layer| layer.role == Role::Inherited);
    let says_something =
        layers.iter().filter(|layer| layer.role.is_own()).flat_map(|layer| &layer.settings).any(write::matters);
    if inherits && !says_something {
        sentences.push("the scenario sets no lever: it is what it extends".to_owned());
    }
    let whole = build(input.merged);
    for lever in levers {
        let own = |setting: &Setting| within(&setting.path, &lever);
        let without = files::merge_where(layers, |role, setting| !role.is_own() || !own(setting));
        let same = whole.is_some() && build(&without) == whole;
        let reason = if same { repeats(&lever, layers, &without, plan) } else { acts_on_nothing(&lever, plan) };
        sentences.extend(reason.map(|reason| format!("`{lever}` changes nothing: {reason}")));
    }
    sentences
}

fn within(path: &str, lever: &str) -> bool {
    path.strip_prefix(lever).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Paths of the levers that the scenario file or `--set` states; a deadline or court order is one lever.
fn own_levers(layers: &[Layer]) -> Vec<String> {
    let mut levers: Vec<String> = Vec::new();
    // A file that extends nothing states a world, not levers.
    let inherits = layers.iter().any(|layer| layer.role == Role::Inherited);
    let asked = |layer: &&Layer| layer.role == Role::Argument || (inherits && layer.role == Role::Own);
    for setting in layers.iter().filter(asked).flat_map(|layer| &layer.settings) {
        let section = setting.path.split('.').next().unwrap_or("");
        if !matches!(section, "population" | "places" | "behaviour" | "policy" | "season" | "reception") {
            continue;
        }
        let lever = lever_of(&setting.path);
        if !levers.iter().any(|known| known == lever) {
            levers.push(lever.to_owned());
        }
    }
    levers
}

/// Why the plan is the same without the lever.
fn repeats(lever: &str, layers: &[Layer], without: &Merged, plan: &Plan) -> Option<String> {
    let own: Vec<&Setting> = layers
        .iter()
        .filter(|layer| layer.role.is_own())
        .flat_map(|layer| &layer.settings)
        .filter(|setting| within(&setting.path, lever))
        .collect();
    let horizon = (plan.first_day, plan.first_day + plan.days as i32 - 1);
    let inherited: Vec<&Setting> = without.values().filter(|setting| within(&setting.path, lever)).collect();
    // Most of a deadline may be inherited: it matters from its announcement on.
    let deadline = lever.starts_with("policy.deadlines.");
    let dated = own.iter().chain(inherited.iter().filter(|_| deadline)).copied();
    if let Some(outside) = outside(dated, horizon) {
        return Some(outside);
    }
    Some(match inherited.first() {
        Some(setting) => format!("{} says the same", setting.at.text.name),
        None => "it is what holds by default".to_owned(),
    })
}

/// Says that settings speak only of days outside the horizon, if they do.
pub(super) fn outside<'s>(settings: impl Iterator<Item = &'s Setting>, (first, last): (i32, i32)) -> Option<String> {
    let periods: Vec<(i32, i32)> = settings.filter_map(period).collect();
    (!periods.is_empty() && periods.iter().all(|&(from, to)| to < first || from > last))
        .then(|| format!("its dates lie outside the horizon ({} to {})", units::in_words(first), units::in_words(last)))
}

/// First and last day that a lever speaks of.
fn period(setting: &Setting) -> Option<(i32, i32)> {
    match &setting.value {
        Value::Calendar(calendar) if calendar.otherwise.is_none() && !calendar.entries.is_empty() => {
            let from = calendar.entries.iter().map(|entry| entry.from.unwrap_or(i32::MIN)).min()?;
            let to = calendar.entries.iter().map(|entry| entry.to.unwrap_or(i32::MAX)).max()?;
            Some((from, to))
        }
        Value::Date(day) if setting.path.ends_with(".from") || setting.path.ends_with(".announced") => {
            Some((*day, i32::MAX))
        }
        Value::Date(day) if setting.path.ends_with(".to") => Some((i32::MIN, *day)),
        _ => None,
    }
}

/// Why a lever that differs cannot act.
pub(super) fn acts_on_nothing(lever: &str, plan: &Plan) -> Option<String> {
    let steps: Vec<&str> = lever.split('.').collect();
    let zero = Zero { plan };
    let name = steps.last().copied().unwrap_or("");
    let status = plan.names.statuses.iter().position(|status| *status == name);
    let no_arrests = || zero.always(&plan.policy.arrests_per_day);
    let no_arrests_reason = "nobody is arrested on any day (`policy.arrests_per_day` is 0)".to_owned();
    if let (Some(status), "policy" | "population") = (status, steps[0])
        && zero.number(plan.people.stock[status])
    {
        return Some(format!("there are no people of status `{name}`"));
    }
    match (steps[0], steps.get(1).copied().unwrap_or("")) {
        ("policy", "protection") => {
            if no_arrests() {
                return Some(no_arrests_reason);
            }
            let unweighted = status.is_some_and(|status| zero.always(&plan.policy.arrest_weight[status]));
            unweighted.then(|| {
                let felt =
                    if zero.number(plan.behaviour.protection_pass_through) { "" } else { "; it only eases fear" };
                format!("nobody of status `{name}` is arrested anyway (`policy.arrest_weight.{name}` is 0){felt}")
            })
        }
        ("policy", "arrest_share" | "arrest_weight" | "deported_share" | "court_orders") => {
            no_arrests().then_some(no_arrests_reason)
        }
        ("policy", "grant" | "assistance_open") => {
            let off = plan.policy.assisted_leave_per_day.iter().all(|quantity| zero.number(*quantity));
            off.then(|| "there is no assisted return (`policy.assisted_leave_per_day` is 0)".to_owned())
        }
        ("policy", "exit_fee_factor") => {
            let off = plan.policy.resettled_per_day.iter().all(|schedule| zero.always(schedule));
            off.then(|| "nobody is resettled (`policy.resettled_per_day` is 0)".to_owned())
        }
        ("policy", "regularised_per_day") => {
            let full = status.is_some_and(|status| zero.number(plan.policy.regularisation_places[status]));
            full.then(|| format!("there are no places (`policy.regularisation_places.{name}` is 0)"))
        }
        ("policy", "regularisation_places") => {
            let off = status.is_some_and(|status| zero.always(&plan.policy.regularised_per_day[status]));
            off.then(|| format!("nobody is regularised (`policy.regularised_per_day.{name}` is 0)"))
        }
        ("policy", "plan_in_force") => zero
            .number(plan.behaviour.hostile_leave_per_day)
            .then(|| "`behaviour.hostile_leave_per_day` is 0".to_owned()),
        ("behaviour", "credibility_loss") => {
            let kept = plan.policy.deadlines.iter().all(|deadline| deadline.broken_before == 0);
            kept.then(|| "no deadline is put off or left unenforced before another".to_owned())
        }
        ("behaviour", "fear_slow_memory_days") => {
            zero.number(plan.behaviour.fear_slow_share).then(|| "`behaviour.fear_slow_share` is 0".to_owned())
        }
        ("behaviour", "give_up_after_days") => {
            zero.number(plan.behaviour.give_up_per_day).then(|| "`behaviour.give_up_per_day` is 0".to_owned())
        }
        ("season", "ramadan_reduction") => {
            plan.season.ramadan.iter().all(|day| *day == 0.0).then(|| "no day of the horizon is in Ramadan".to_owned())
        }
        ("reception", "beds" | "stay_days") => {
            zero.number(plan.reception.need_share).then(|| "`reception.need_share` is 0".to_owned())
        }
        ("places", "travel") if name == "diversion_wait_days" => {
            zero.number(plan.travel.diversion).then(|| "`places.travel.diversion` is 0".to_owned())
        }
        ("places", "crossings") => crossing(&steps, plan, &zero),
        _ => None,
    }
}

fn crossing(steps: &[&str], plan: &Plan, zero: &Zero<'_>) -> Option<String> {
    let [_, _, name, field, ..] = steps else { return None };
    let at = plan.names.crossings.iter().position(|crossing| crossing == name)?;
    let crossing = &plan.crossings[at];
    if plan.travel.crossing_share.iter().all(|shares| zero.number(shares[at])) {
        return Some(format!("nobody goes to `{name}`"));
    }
    match *field {
        "capacity_per_day" if zero.always(&crossing.open) => Some(format!("`{name}` is closed on every day")),
        "open" if zero.always(&crossing.capacity_per_day) => Some(format!("`{name}` has no capacity")),
        _ => None,
    }
}

/// Is a number of the plan zero in every run?
struct Zero<'p> {
    plan: &'p Plan,
}

impl Zero<'_> {
    fn number(&self, quantity: Quantity) -> bool {
        let drawn = self.plan.numbers.joint.iter().any(|joint| joint.quantities.contains(&quantity));
        !drawn && self.plan.numbers.laws[quantity.0 as usize] == Law::Fixed(0.0)
    }

    fn always(&self, schedule: &Schedule) -> bool {
        schedule.0.iter().all(|quantity| self.number(*quantity))
    }
}
