//! A scenario with its own parameter set, scored on a file of counts.

use super::held::{self, Left};
use super::simulate::{Simulation, Track};
use super::{Asked, Made};
use crate::cli::Ending;
use crate::cli::common::wrong;
use crate::cli::progress::Progress;
use crate::engine::Prepared;
use crate::observed::{self, Observation, Window};
use crate::plan::Mode;
use crate::scenario::Scenario;
use crate::units;

/// What is scored on what.
pub struct Question {
    pub scenario: Scenario,
    prepared: Prepared,
    held: Vec<Window>,
    known: Vec<Window>,
    left: Vec<Left>,
    runs: u64,
}

impl Question {
    /// Windows of the file within the horizon are scored; rivals know what was counted before the first day, in the file
    /// or in the shipped record.
    pub fn new(asked: &Asked, scenario: Scenario) -> Result<Self, Ending> {
        let prepared = Prepared::new(scenario.plan());
        let origin = scenario.first_day - 1;
        let all = observed::windows_and_unused(&observed::with_shown(&asked.observations));
        let mut left: Vec<Left> = held::rows(&all).collect();
        let held = held::held_out(&all, origin, &prepared, &mut left);
        if held.is_empty() {
            let (first, last) = (units::iso(scenario.first_day), units::iso(scenario.last_day));
            return Err(wrong(format!(
                "there is nothing to score: the file has no flow whose window lies within the horizon, {first} to {last}"
            )));
        }
        let before: Vec<Observation> = observed::as_of(&asked.observations, origin);
        let before = if before.is_empty() { observed::as_of(&observed::shipped(), origin) } else { before };
        let known = observed::windows(&observed::with_shown(&before));
        let runs = asked.arguments.runs.unwrap_or(scenario.run.runs).max(2);
        Ok(Question { scenario, prepared, held, known, left, runs })
    }

    /// Histories that it takes.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    pub fn score(&self, asked: &Asked, progress: &Progress) -> Result<Made, Ending> {
        let simulation = Simulation {
            origin: self.scenario.first_day - 1,
            track: Track::OfScenario,
            prepared: &self.prepared,
            unknowns: &[],
            points: None,
            runs: self.runs,
            held: &self.held,
            known: &self.known,
        };
        let mut left = self.left.clone();
        let scored = simulation.score(asked, progress, &mut left)?;
        let set = &self.scenario.parameter_set;
        let mut notes = vec![format!("The numbers are those of the scenario: {} ({}).", set.name, set.kind)];
        // What the scenario says about itself: some have seen a part of what they are scored on.
        notes.extend(Some(self.scenario.card.caveat.clone()).filter(|caveat| !caveat.is_empty()));
        if let Some(day) = set.fitted_until.filter(|&day| self.held.iter().any(|window| window.from <= day)) {
            notes.push(format!(
                "They were fitted to counts until {}: windows that begin before then are no test of foresight.",
                units::in_words(day)
            ));
        }
        if self.held.iter().any(|window| window.mode.as_deref() == Some(Mode::Deported.name())) {
            let text = "Deportations follow from the arrests that the scenario states: where these come from the same reports, \
                        they are no test.";
            notes.push(text.to_owned());
        }
        Ok(Made { scored: vec![scored], left, notes, runs: self.runs })
    }
}
