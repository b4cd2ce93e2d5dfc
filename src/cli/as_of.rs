//! `--as-of`: work with what was known on a day.
//!
//! Counts of later days are hidden wherever observations are read, and parameters that were fitted to later days are
//! refused, so that nobody takes hindsight for foresight. What was known is told by the days that are counted; when a
//! count was published is not known of all.

use crate::observed::{self, Observation};
use crate::scenario::ParameterSet;
use crate::units;

/// The argument, for every command that takes scenarios.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct AsOf {
    /// Work with what was known on a day: later counts are hidden, parameters fitted to them are refused
    #[arg(long = "as-of", value_name = "DATE", value_parser = date)]
    pub as_of: Option<i32>,
}

/// A day, in days since 1970-01-01.
fn date(text: &str) -> Result<i32, String> {
    text.parse().map(units::day_of).map_err(|_| "it is not a date like 2023-11-18".to_owned())
}

impl AsOf {
    /// As it stands in a manifest; nothing if it is no date.
    pub fn on(day: Option<&str>) -> Self {
        AsOf { as_of: day.and_then(|day| date(day).ok()) }
    }

    /// Published counts that were known.
    pub fn observed(self) -> Vec<Observation> {
        self.of(observed::shipped())
    }

    /// Those of some counts that were known.
    pub fn of(self, all: Vec<Observation>) -> Vec<Observation> {
        match self.as_of {
            None => all,
            Some(day) => observed::as_of(&all, day),
        }
    }

    /// The day, as in `2023-11-18`.
    pub fn iso(self) -> Option<String> {
        self.as_of.map(units::iso)
    }

    /// What is to be typed to ask again; empty, or with a space before it.
    pub fn typed(self) -> String {
        self.iso().map_or(String::new(), |day| format!(" --as-of {day}"))
    }

    /// For the answer in words.
    pub fn words(self) -> Option<String> {
        self.as_of.map(|day| format!("As of {}: later counts are hidden.", units::in_words(day)))
    }

    /// Could the parameters have been known?
    ///
    /// # Errors
    /// Why not, and which could.
    pub fn allows(self, parameters: &ParameterSet) -> Result<(), String> {
        let Some(day) = self.as_of else { return Ok(()) };
        let seen = match parameters.fitted_until {
            Some(until) if until > day => format!("was fitted to the record until {}", units::iso(until)),
            None if parameters.kind == "hindsight" => "was fitted in hindsight and does not say until when".to_owned(),
            _ => return Ok(()),
        };
        let (name, day) = (&parameters.name, units::iso(day));
        Err(format!(
            "the parameter set `{name}` {seen}, but --as-of asks for what was known on {day}\n\
             allowed: a set with `fitted_until` no later than {day}, or one of kind `foresight` or `prior`, for example \
             --set 'parameters=\"parameters/prior.toml\"'"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(kind: &str, fitted_until: Option<i32>) -> ParameterSet {
        ParameterSet { kind: kind.into(), name: "a set".into(), fitted_until, ..ParameterSet::default() }
    }

    #[test]
    fn only_what_could_have_been_known_is_allowed() {
        let day = date("2023-11-18").unwrap();
        let known = AsOf { as_of: Some(day) };
        assert!(known.allows(&set("hindsight", Some(day))).is_ok(), "fitted until that very day");
        let refused = known.allows(&set("hindsight", Some(day + 1))).unwrap_err();
        assert!(refused.contains("until 2023-11-19") && refused.contains("known on 2023-11-18"), "{refused}");
        assert!(known.allows(&set("hindsight", None)).unwrap_err().contains("does not say until when"));
        for kind in ["foresight", "prior", "own"] {
            assert!(known.allows(&set(kind, None)).is_ok(), "{kind}");
        }
        assert!(AsOf::default().allows(&set("hindsight", Some(day))).is_ok());
    }

    #[test]
    fn later_counts_are_hidden() {
        let day = date("2023-11-18").unwrap();
        let known = AsOf { as_of: Some(day) }.observed();
        assert!(!known.is_empty() && known.iter().all(|o| o.to <= day));
        assert_eq!(AsOf::default().observed(), observed::shipped());
    }
}
