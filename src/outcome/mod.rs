//! Outcomes: the one list from which CSV headers, data dictionary and figure labels come, and what runs leave.
//!
//! An [`Outcome`] is a name with unit and meaning. A [`Series`] is an outcome with its dimensions filled in
//! (`departures` of status `por`, say). [`Catalogue`] lists all series of a plan, daily ones and totals, in the order
//! of every array that holds results. A [`Ledger`] turns the days of a run into a [`RunSummary`]; [`Findings`] is
//! what many runs say.

mod catalogue;
mod findings;
mod ledger;
mod rows;
mod summary;
mod totals;

pub use catalogue::{Catalogue, Dimensions, Outcome, Series, Unit, cause_daily, cause_total, daily, total};
pub use findings::{Findings, Range, Sample};
pub use ledger::{Layout, Ledger};
pub use summary::{Audit, Check, RunSummary, STEPS_PER_UNIT, from_steps};
