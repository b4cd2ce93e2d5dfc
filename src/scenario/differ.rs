//! In what two scenarios differ: lever by lever, whatever files they are made of.
//!
//! A deadline or a court order is one lever with all its keys; every other key is one of its own. A parameter set is one
//! lever, called `parameters`, because its numbers were chosen together: it holds all that the sets say differently, and
//! every number of a set that the other scenario states itself. Words, sources, questions and run settings do not count,
//! nor does how a value came about.

use std::collections::BTreeSet;

use super::idle;
use super::value::Setting;
use super::write::{self, Detail};
use super::{Merged, Scenario};
use crate::plan::Plan;

/// The lever that two different parameter sets are.
pub const PARAMETERS: &str = "parameters";

/// A lever in which two scenarios differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Its path: a key, the table of a deadline or court order, or [`PARAMETERS`].
    pub lever: String,
    /// What the first says, as in a scenario file; empty if nothing.
    pub before: String,
    /// What the second says; empty if nothing.
    pub after: String,
}

/// A lever in which two scenarios differ, with everything that belongs to it.
pub(super) struct Part {
    pub edit: Edit,
    /// The levers of the merged settings that it is made of.
    pub levers: Vec<String>,
}

impl Scenario {
    /// The levers in which another scenario differs from this one, in the order of their paths; parameter sets last.
    pub fn edits(&self, other: &Scenario) -> Vec<Edit> {
        self.parts(other).into_iter().map(|part| part.edit).collect()
    }

    /// The same with all that belongs to each.
    pub(super) fn parts(&self, other: &Scenario) -> Vec<Part> {
        let paths = |merged: &Merged| -> Vec<String> {
            merged.values().filter(|setting| acts(setting)).map(|setting| lever_of(&setting.path).to_owned()).collect()
        };
        let levers: BTreeSet<String> = [paths(&self.merged), paths(&other.merged)].concat().into_iter().collect();
        let sets = (!self.same_set(other)).then_some([self, other]);
        let (mut parts, mut of_sets) = (Vec::new(), Vec::new());
        for lever in levers {
            let [before, after] = [&self.merged, &other.merged].map(|merged| said(merged, &lever));
            let of_set = sets.is_some_and(|both| both.iter().any(|scenario| scenario.takes_from_set(&lever)));
            // Joint draws say nothing by themselves: two sets that draw a number jointly differ in it.
            let joint = || [self, other].iter().any(|scenario| is_joint(&scenario.merged, &lever));
            match of_set {
                true if before != after || joint() => of_sets.push(lever),
                true => {}
                false if before != after => {
                    let edit = Edit {
                        before: self.in_words(&lever, before),
                        after: other.in_words(&lever, after),
                        lever: lever.clone(),
                    };
                    parts.push(Part { edit, levers: vec![lever] });
                }
                false => {}
            }
        }
        if !of_sets.is_empty() {
            let [before, after] = [self, other].map(|scenario| scenario.parameter_set.in_words());
            let edit = Edit { lever: PARAMETERS.to_owned(), before, after };
            parts.push(Part { edit, levers: of_sets });
        }
        parts
    }

    /// What is said about a lever, for readers: joint draws have no text of their own.
    fn in_words(&self, lever: &str, said: String) -> String {
        match said.is_empty() && is_joint(&self.merged, lever) {
            true => format!("joint draws of the parameter set ({})", self.parameter_set.kind),
            false => said,
        }
    }

    /// Do the parameter sets say the same, whatever the scenarios have made of it?
    fn same_set(&self, other: &Scenario) -> bool {
        let says = |scenario: &Scenario| -> Vec<(String, Option<String>)> {
            let value = |setting: &Setting| (setting.path.clone(), write::value(setting, Detail::Plan));
            scenario.set.values().map(value).collect()
        };
        self.joint == other.joint && says(self) == says(other)
    }

    /// Does a number of the lever come from the parameter set?
    fn takes_from_set(&self, lever: &str) -> bool {
        within(&self.merged, lever).any(|setting| {
            let Some(given) = self.set.get(&setting.path) else { return false };
            let given = given.numbers();
            setting.numbers().iter().any(|number| given.iter().any(|given| given.at == number.at))
        })
    }

    /// Why levers in which this scenario differs from another act on nobody, one sentence each, as far as the two plans
    /// tell it: dates outside the horizon, groups without people, what is switched off.
    pub fn idle_beside(&self, other: &Scenario) -> Vec<String> {
        let reason = |edit: &Edit| {
            let reason = self.idle_lever(other, &edit.lever)?;
            Some(format!("`{}` changes nothing: {reason}", edit.lever))
        };
        other.edits(self).iter().filter_map(reason).collect()
    }

    /// Why a lever in which this scenario differs from another acts on nobody, if that is seen.
    pub fn idle_lever(&self, other: &Scenario, lever: &str) -> Option<String> {
        let horizon = (self.first_day, self.last_day);
        let plans: [&Plan; 2] = [&other.plan, &self.plan];
        let settings = [&other.merged, &self.merged].into_iter().flat_map(|merged| within(merged, lever));
        let reasons = || plans.iter().map(|plan| idle::acts_on_nothing(lever, plan)).collect::<Option<Vec<_>>>();
        idle::outside(settings, horizon).or_else(|| reasons()?.pop())
    }
}

/// Is the setting part of the world, not a word, a question or a run setting?
fn acts(setting: &Setting) -> bool {
    write::matters(setting) && !setting.path.starts_with("outcomes.")
}

/// Is a number of the lever drawn jointly?
fn is_joint(merged: &Merged, lever: &str) -> bool {
    within(merged, lever).any(|setting| setting.numbers().iter().any(|number| number.joint))
}

/// The lever that a key belongs to.
pub(super) fn lever_of(path: &str) -> &str {
    let whole = ["policy.deadlines.", "policy.court_orders."].iter().any(|group| path.starts_with(group));
    if whole { path.rsplit_once('.').map_or(path, |(lever, _)| lever) } else { path }
}

/// The settings of a lever.
pub(super) fn within<'m>(merged: &'m Merged, lever: &'m str) -> impl Iterator<Item = &'m Setting> {
    merged.values().filter(move |setting| lever_of(&setting.path) == lever)
}

/// What a scenario says about a lever, in one line.
fn said(merged: &Merged, lever: &str) -> String {
    let settings: Vec<String> = within(merged, lever)
        .filter_map(|setting| {
            let value = write::value(setting, Detail::Plan)?.replace(",\n]", "]").replace("\n", "").replace("[  ", "[");
            let name = setting.path.strip_prefix(lever).unwrap_or_default().trim_start_matches('.');
            Some(if name.is_empty() { value } else { format!("{name} = {value}") })
        })
        .collect();
    settings.join("; ")
}
