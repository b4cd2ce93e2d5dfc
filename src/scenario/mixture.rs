//! What lies between two scenarios: the first with some of the edits that lead to the second.
//!
//! Each lever is taken whole from one or the other, after both have been merged from their files. So a mixture is what a
//! student would get who edits one file lever by lever; it may contradict itself (shares that no longer add up to one),
//! and is then refused with the problems that such a file would have.

use super::build::{self, Identity, Input};
use super::differ::{Edit, PARAMETERS, Part, lever_of, within};
use super::{Problems, Scenario, Severity};
use crate::plan::Plan;

/// Two scenarios and all that lies between them.
pub struct Between<'s> {
    from: &'s Scenario,
    to: &'s Scenario,
    parts: Vec<Part>,
}

impl Scenario {
    /// What lies between this scenario and another.
    pub fn towards<'s>(&'s self, other: &'s Scenario) -> Between<'s> {
        Between { from: self, to: other, parts: self.parts(other) }
    }
}

impl Between<'_> {
    /// The edits that lead from one to the other, in the order of [`Scenario::edits`].
    pub fn edits(&self) -> impl ExactSizeIterator<Item = &Edit> {
        self.parts.iter().map(|part| &part.edit)
    }

    /// The plan of the first scenario with the edits that are chosen. With none it is its own plan, with all that of the
    /// second; the questions stay those of the first.
    ///
    /// # Errors
    /// What does not fit together in the mixture, with the places in the files of both.
    ///
    /// # Panics
    /// If there is not one choice for each edit.
    pub fn plan(&self, chosen: &[bool]) -> Result<Plan, Problems> {
        assert_eq!(self.parts.len(), chosen.len(), "one choice for each edit");
        let mut merged = self.from.merged.clone();
        let mut joint = &self.from.joint;
        for (part, _) in self.parts.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            for lever in &part.levers {
                merged.retain(|path, _| lever_of(path) != lever);
                merged.extend(within(&self.to.merged, lever).map(|setting| (setting.path.clone(), setting.clone())));
            }
            if part.edit.lever == PARAMETERS {
                joint = &self.to.joint;
            }
        }
        let mut problems = Vec::new();
        let input = Input { merged: &merged, files: &self.from.files, joint, complete: true };
        let built = build::build(input, Identity::Key, &mut problems);
        match problems.iter().any(|problem| problem.severity == Severity::Error) {
            true => Err(Problems::sorted(problems)),
            false => Ok(built.plan),
        }
    }
}
