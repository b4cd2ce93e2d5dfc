//! What a run says about each window of the record: logs of increments.
//!
//! A summary is the log of how many people crossed in a window of days, of all, of a crossing, of a status or in a mode;
//! or of the share that a status or mode has in all who crossed. Increments, never levels: levels of one series share all
//! that came before and would be counted again and again.

use super::likelihood::{Record, Said};
use crate::engine::Prepared;
use crate::observed::{Bound, ObservedQuantity, Window};
use crate::outcome::{Dimensions, RunSummary, daily, from_steps};
use crate::plan::Mode;

/// The model is not the world: what it says of a window is off by so much, a standard deviation of logs, each window for
/// itself, even with the right numbers (a model discrepancy, Kennedy and O'Hagan 2001). A judgement, not an estimate.
/// Without it the size of chance events has to explain what the model has wrong, and everything else is the wider for it.
pub const DISCREPANCY_SD: f64 = 0.1;

/// A window of the record and where runs have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// In words: "Torkham, 8-11 Nov 2023".
    pub label: String,
    /// Who counted.
    pub source: String,
    /// How it was counted, and from when; windows of one series share a bias.
    pub series: String,
    /// First and last day, in days since 1970-01-01.
    pub days: [i32; 2],
    /// Is it a share of all, rather than people?
    pub is_share: bool,
    /// What was published of the log.
    pub said: Said,
    /// Standard error of the log.
    pub error_sd: f64,
    /// Standard deviation of the log of the series' bias.
    pub bias_sd: f64,
    /// Daily series of cumulative departures: of the window's people, and of all.
    pub cumulative: usize,
    /// See `cumulative`.
    pub cumulative_of_all: usize,
}

/// All windows, for runs of a horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct Targets {
    /// In the order of all arrays of summaries.
    pub all: Vec<Target>,
    /// First simulated day, in days since 1970-01-01.
    pub first_day: i32,
    /// Simulated days.
    pub days: usize,
}

impl Targets {
    /// Where the runs of a plan have the windows of a record.
    ///
    /// # Errors
    /// If a window is about somebody or a place that the plan does not have, or lies outside the horizon.
    pub fn of(windows: &[Window], prepared: &Prepared) -> Result<Self, String> {
        let (first_day, days) = (prepared.plan.first_day, prepared.plan.days);
        let last_day = first_day + days as i32 - 1;
        let target = |window: &Window| {
            if window.from < first_day || window.to > last_day {
                return Err(format!("the count `{}` lies outside the horizon", window.label));
            }
            let at = |dimensions| {
                let found = prepared.catalogue.daily_index(&daily::DEPARTURES_CUMULATIVE, dimensions);
                found.ok_or_else(|| format!("no run has the departures of `{}`", window.label))
            };
            let log = libm::log;
            Ok(Target {
                label: window.label.clone(),
                source: window.source.clone(),
                series: window.series.clone(),
                days: [window.from, window.to],
                is_share: window.quantity == ObservedQuantity::DeparturesShare,
                said: match window.bound {
                    Bound::Exact => Said::Exact(log(window.value)),
                    Bound::AtLeast => Said::AtLeast(log(window.value)),
                    Bound::AtMost => Said::AtMost(log(window.value)),
                    Bound::Between { low, high } => Said::Between { low: log(low), high: log(high) },
                },
                error_sd: window.error_sd,
                bias_sd: window.bias_sd,
                cumulative: at(dimensions(window, prepared)?)?,
                cumulative_of_all: at(Dimensions::ALL)?,
            })
        };
        Ok(Targets { all: windows.iter().map(target).collect::<Result<_, _>>()?, first_day, days })
    }

    /// What they say of a run: `[summary]`.
    pub fn summaries(&self, run: &RunSummary) -> Vec<f64> {
        self.all.iter().map(|target| libm::log(self.value(target, run))).collect()
    }

    /// People who crossed in the window, at least one; or their share.
    fn value(&self, target: &Target, run: &RunSummary) -> f64 {
        let people = self.people(run, target.cumulative, target.days).max(1.0);
        match target.is_share {
            false => people,
            true => people / self.people(run, target.cumulative_of_all, target.days).max(1.0),
        }
    }

    /// People of a cumulative series from the first to the last of two days.
    fn people(&self, run: &RunSummary, series: usize, days: [i32; 2]) -> f64 {
        let until = |date: i32| match usize::try_from(date - self.first_day) {
            Ok(day) => run.daily[series * self.days + day],
            Err(_) => 0,
        };
        from_steps(until(days[1]) - until(days[0] - 1))
    }

    /// What was published, and how exactly the model could say it.
    pub fn record(&self) -> Record {
        let n = self.all.len();
        let covariance = (0..n * n).map(|at| {
            let (a, b) = (&self.all[at / n], &self.all[at % n]);
            let own = if at / n == at % n { a.error_sd * a.error_sd + DISCREPANCY_SD * DISCREPANCY_SD } else { 0.0 };
            let shared = if a.series == b.series { a.bias_sd * b.bias_sd } else { 0.0 };
            // The bias of one series is in every count and cancels in its shares.
            own + if a.is_share || b.is_share { 0.0 } else { shared }
        });
        Record { said: self.all.iter().map(|target| target.said).collect(), covariance: covariance.collect() }
    }
}

/// The part of the departures that a window is about.
fn dimensions(window: &Window, prepared: &Prepared) -> Result<Dimensions, String> {
    let names = &prepared.plan.names;
    let place = |name: &Option<String>, among: &[String]| match name {
        None => Ok(None),
        Some(name) => among
            .iter()
            .position(|other| other == name)
            .map(Some)
            .ok_or_else(|| format!("`{name}`, of the count `{}`, is not in the scenario", window.label)),
    };
    let mode = window.mode.as_ref().and_then(|name| Mode::ALL.into_iter().find(|mode| mode.name() == name));
    Ok(Dimensions {
        crossing: place(&window.crossing, &names.crossings)?,
        status: place(&window.status, &names.statuses)?,
        mode,
        ..Dimensions::ALL
    })
}
