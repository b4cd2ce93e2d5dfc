//! Robustness: how a policy does across uncertain inputs, not on average.
//!
//! *Regret against the best*: in each paired future, how much more harm there is under a policy than under the best of all
//! policies in that future; zero where it is the best (Savage 1951, "The theory of statistical decision"). *Regret against
//! the baseline*: how much more harm than under one's own baseline, zero where there is less. *A requirement* is a level
//! that an outcome must keep; what counts is the share of futures in which it does.
//!
//! Harm is what fewer of is better for people: deportations of documented people, arrests, queues, cold, missing beds.
//! Departures are neither good nor bad here, so they have no regret; and no requirement may ask for more deportations or
//! arrests.

use std::cmp::Ordering;
use std::fmt;

use super::compare::Comparison;
use super::earned::mean_error;
use crate::outcome::{Catalogue, Outcome, Unit, total};
use crate::plan::{Mode, Names};
use crate::scenario::nearest;
use crate::statistics::mean;
use crate::units::grouped;

/// Outcomes of which less is better for people.
pub static HARMS: [&Outcome; 9] = [
    &total::DOCUMENTED_DEPORTED_TOTAL,
    &total::DOCUMENTED_DEPORTED_VALID_TOTAL,
    &total::ARRESTS_TOTAL,
    &total::DETAINED_PERSON_DAYS,
    &total::QUEUE_MAX,
    &total::WAIT_P95,
    &total::WINTER_EXPOSURE,
    &total::RECEPTION_SHORTFALL_MAX,
    &total::HIDDEN_END,
];

/// How a policy does on one harm across paired futures, in the unit of the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Mean regret against the best policy of each future.
    pub mean: f64,
    /// Standard error of that mean.
    pub mc_error: f64,
    /// Regret that 95 futures in 100 do not exceed.
    pub q95: f64,
    /// Largest regret of any future.
    pub max: f64,
    /// Share of futures in which no policy is better.
    pub best_share: f64,
    /// Mean regret against the baseline.
    pub baseline_mean: f64,
    /// Regret against the baseline that 95 futures in 100 do not exceed.
    pub baseline_q95: f64,
}

/// Regret of every policy on one total: `[policy]`, the baseline first.
///
/// # Panics
/// If the totals of the runs were not kept, or there is no run.
pub fn regrets(comparison: &Comparison, total: usize) -> Vec<Regret> {
    let values: Vec<Vec<f64>> = comparison
        .members
        .iter()
        .map(|member| member.findings.totals_by_run.iter().map(|(_, totals)| totals[total]).collect())
        .collect();
    let runs = values[0].len();
    assert!(runs > 0 && runs as u64 == comparison.runs(), "the totals of all runs were kept");
    let best: Vec<f64> =
        (0..runs).map(|run| values.iter().map(|policy| policy[run]).fold(f64::INFINITY, f64::min)).collect();
    values
        .iter()
        .map(|policy| {
            let against = |other: &[f64]| -> Vec<f64> {
                let mut regrets: Vec<f64> =
                    policy.iter().zip(other).map(|(value, other)| (value - other).max(0.0)).collect();
                regrets.sort_by(f64::total_cmp);
                regrets
            };
            let (of_best, of_baseline) = (against(&best), against(&values[0]));
            let q95 = |sorted: &[f64]| sorted[((runs as f64 * 0.95).ceil() as usize).clamp(1, runs) - 1];
            Regret {
                mean: mean(&of_best),
                mc_error: if runs > 1 { mean_error(&of_best) } else { 0.0 },
                q95: q95(&of_best),
                max: of_best[runs - 1],
                best_share: of_best.iter().filter(|regret| **regret == 0.0).count() as f64 / runs as f64,
                baseline_mean: mean(&of_baseline),
                baseline_q95: q95(&of_baseline),
            }
        })
        .collect()
}

/// Which side of a level is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
}

impl Side {
    /// "at most", "at least".
    pub const fn words(self) -> &'static str {
        match self {
            Side::AtMost => "at most",
            Side::AtLeast => "at least",
        }
    }
}

/// "queue_max <= 20000": a level that a total must keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The outcome as it was named: a label of the totals, see [`crate::outcome::Series::label`].
    pub label: String,
    /// Where it stands among the totals.
    pub total: usize,
    /// Which side.
    pub side: Side,
    /// The level, in the unit of the outcome.
    pub level: f64,
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.label, self.side.words(), self.level_in_words())
    }
}

impl Requirement {
    /// Reads `OUTCOME <= LEVEL` or `OUTCOME >= LEVEL`; levels may have underscores between thousands.
    ///
    /// # Errors
    /// In words, with the choices: what is no requirement, an unknown outcome, a level that is no number, a requirement
    /// that rewards removals.
    pub fn parse(text: &str, catalogue: &Catalogue, names: &Names) -> Result<Self, String> {
        let requirement = Self::read(text, "a requirement", "queue_max <= 20000", catalogue, names)?;
        if requirement.is_of_removals(catalogue) && requirement.side == Side::AtLeast {
            let label = &requirement.label;
            return Err(format!(
                "`{text}` asks for more removals; a requirement may ask for fewer (`{label} <= ...`), never for more"
            ));
        }
        Ok(requirement)
    }

    /// Reads the level at which an outcome is a bad one, in the same form: `queue_max >= 20000`.
    ///
    /// # Errors
    /// As [`Requirement::parse`], but for what calls *few* removals bad.
    pub fn parse_bad(text: &str, catalogue: &Catalogue, names: &Names) -> Result<Self, String> {
        let bad = Self::read(text, "a bad outcome", "queue_max >= 20000", catalogue, names)?;
        if bad.is_of_removals(catalogue) && bad.side == Side::AtMost {
            let label = &bad.label;
            return Err(format!(
                "`{text}` calls it bad that few people are removed; ask when many are (`{label} >= ...`), which is a harm"
            ));
        }
        Ok(bad)
    }

    /// Reads what may happen, `OUTCOME >= LEVEL`; anything may.
    ///
    /// # Errors
    /// As [`Requirement::parse`], and for `<=`.
    pub fn parse_event(text: &str, catalogue: &Catalogue, names: &Names) -> Result<Self, String> {
        let example = "queue_max >= 60000 by 2023-12-31";
        if !text.contains(">=") {
            return Err(format!("`{text}` is no event: it reads OUTCOME >= LEVEL, for example `{example}`"));
        }
        Self::read(text, "an event", example, catalogue, names)
    }

    /// The level, with commas between thousands.
    pub fn level_in_words(&self) -> String {
        if self.level.fract() == 0.0 { grouped(self.level) } else { self.level.to_string() }
    }

    /// Does the outcome count arrests or deportations?
    fn is_of_removals(&self, catalogue: &Catalogue) -> bool {
        let series = &catalogue.totals[self.total];
        series.outcome.name == total::ARRESTS_TOTAL.name
            || series.outcome.name.starts_with("documented_deported")
            || series.dimensions.mode == Some(Mode::Deported)
    }

    fn read(text: &str, what: &str, example: &str, catalogue: &Catalogue, names: &Names) -> Result<Self, String> {
        let form = format!("{what} reads OUTCOME <= LEVEL or OUTCOME >= LEVEL, for example `{example}`");
        let (label, side, level) = if let Some((label, level)) = text.split_once("<=") {
            (label.trim(), Side::AtMost, level.trim())
        } else if let Some((label, level)) = text.split_once(">=") {
            (label.trim(), Side::AtLeast, level.trim())
        } else {
            let what = what.trim_start_matches("an ").trim_start_matches("a ");
            return Err(format!("`{text}` is no {what}: {form}"));
        };
        let total = total_named(label, catalogue, names)?;
        let number: Option<f64> = level.replace(['_', ','], "").parse().ok().filter(|level: &f64| level.is_finite());
        let Some(level) = number else {
            return Err(format!("`{level}` in `{text}` is no number: {form}"));
        };
        if catalogue.totals[total].outcome.unit == Unit::Share && !(0.0..=1.0).contains(&level) {
            return Err(format!("`{label}` is a share: its level lies between 0 and 1, not at {level}"));
        }
        Ok(Requirement { label: label.to_owned(), total, side, level })
    }

    /// What `crossings rare` can be asked about it, `OUTCOME >= LEVEL`: that a level which may not be exceeded is, or that
    /// one which must be reached is. People come whole, so more than 20,000 are 20,001.
    pub fn event(&self, catalogue: &Catalogue) -> String {
        let whole = matches!(catalogue.totals[self.total].outcome.unit, Unit::People | Unit::PeoplePerDay);
        let level = match self.side {
            Side::AtMost if whole => libm::floor(self.level) + 1.0,
            _ => self.level,
        };
        format!("{} >= {level}", self.label)
    }

    /// Is it kept at a value?
    pub fn holds(&self, value: f64) -> bool {
        match self.side {
            Side::AtMost => value <= self.level,
            Side::AtLeast => value >= self.level,
        }
    }

    /// In how many futures each policy keeps it: `[policy]`.
    pub fn kept(&self, comparison: &Comparison) -> Vec<u64> {
        let kept =
            |values: &[(u64, Vec<f64>)]| values.iter().filter(|(_, totals)| self.holds(totals[self.total])).count();
        comparison.members.iter().map(|member| kept(&member.findings.totals_by_run) as u64).collect()
    }
}

/// Finds a total by its label, for example `departures_total` or `queue_max:torkham`.
///
/// # Errors
/// In words, with the nearest name and the choices.
pub fn total_named(label: &str, catalogue: &Catalogue, names: &Names) -> Result<usize, String> {
    let labels: Vec<String> = catalogue.totals.iter().map(|series| series.label(names)).collect();
    if let Some(index) = labels.iter().position(|known| known == label) {
        return Ok(index);
    }
    let near = nearest(label, labels.iter().map(String::as_str));
    let guess = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    let plain: Vec<&str> = labels.iter().map(String::as_str).filter(|label| !label.contains(':')).collect();
    Err(format!(
        "there is no outcome `{label}`{guess}\n  outcomes: {}\n  parts of an outcome follow a colon, for example `{}`",
        plain.join(", "),
        labels.iter().find(|label| label.contains(':')).map_or("departures_total:por", String::as_str)
    ))
}

/// Policies from the least harm to the most by their median: `[place]` is the number of the policy. Equal medians keep the
/// order of the policies.
pub fn ranking(medians: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..medians.len()).collect();
    order.sort_by(|&a, &b| medians[a].partial_cmp(&medians[b]).unwrap_or(Ordering::Equal));
    order
}
