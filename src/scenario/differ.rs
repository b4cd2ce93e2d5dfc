//! In what two scenarios differ: lever by lever, whatever files they are made of.
//!
//! A deadline or a court order is one lever with all its keys; every other key is one of its own. Words, sources and run
//! settings do not count, nor does how a value came about.

use std::collections::BTreeSet;

use super::idle;
use super::write::{self, Detail};
use super::{Merged, Scenario};
use crate::plan::Plan;

/// A lever in which two scenarios differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Its path: a key, or the table of a deadline or court order.
    pub lever: String,
    /// What the first says, as in a scenario file; empty if nothing.
    pub before: String,
    /// What the second says; empty if nothing.
    pub after: String,
}

impl Scenario {
    /// The levers in which another scenario differs from this one, in the order of their paths.
    pub fn edits(&self, other: &Scenario) -> Vec<Edit> {
        let paths = |merged: &Merged| -> Vec<String> {
            merged
                .values()
                .filter(|setting| write::matters(setting))
                .map(|setting| lever_of(&setting.path).to_owned())
                .collect()
        };
        let levers: BTreeSet<String> = [paths(&self.merged), paths(&other.merged)].concat().into_iter().collect();
        let edit = |lever: String| {
            let [before, after] = [&self.merged, &other.merged].map(|merged| said(merged, &lever));
            (before != after).then_some(Edit { lever, before, after })
        };
        levers.into_iter().filter_map(edit).collect()
    }

    /// Why levers in which this scenario differs from another act on nobody, one sentence each, as far as the two plans
    /// tell it: dates outside the horizon, groups without people, what is switched off.
    pub fn idle_beside(&self, other: &Scenario) -> Vec<String> {
        let horizon = (self.first_day, self.last_day);
        let plans: [&Plan; 2] = [&other.plan, &self.plan];
        let reason = |edit: &Edit| {
            let settings = [&other.merged, &self.merged].into_iter().flat_map(|merged| within(merged, &edit.lever));
            let outside = idle::outside(settings, horizon);
            let reasons =
                || plans.iter().map(|plan| idle::acts_on_nothing(&edit.lever, plan)).collect::<Option<Vec<_>>>();
            let reason = outside.or_else(|| reasons()?.pop())?;
            Some(format!("`{}` changes nothing: {reason}", edit.lever))
        };
        other.edits(self).iter().filter_map(reason).collect()
    }
}

/// The lever that a key belongs to.
pub(super) fn lever_of(path: &str) -> &str {
    let whole = ["policy.deadlines.", "policy.court_orders."].iter().any(|group| path.starts_with(group));
    if whole { path.rsplit_once('.').map_or(path, |(lever, _)| lever) } else { path }
}

/// The settings of a lever.
fn within<'m>(merged: &'m Merged, lever: &'m str) -> impl Iterator<Item = &'m super::value::Setting> {
    merged.values().filter(move |setting| lever_of(&setting.path) == lever)
}

/// What a scenario says about a lever.
fn said(merged: &Merged, lever: &str) -> String {
    let settings: Vec<String> = within(merged, lever)
        .filter_map(|setting| {
            let value = write::value(setting, Detail::Plan)?;
            let name = setting.path.strip_prefix(lever).unwrap_or_default().trim_start_matches('.');
            Some(if name.is_empty() { value } else { format!("{name} = {value}") })
        })
        .collect();
    settings.join("; ")
}
