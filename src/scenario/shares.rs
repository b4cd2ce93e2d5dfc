//! Shares add up: those of a whole to one, those of the police to one at most.

use super::build::Builder;
use super::keys;
use super::problem::Problem;
use super::value::{Number, Value, rounded};
use crate::plan::Schedule;
use crate::units;

impl Builder<'_, '_> {
    /// Shares under a prefix must add up to one. Those that are laws are divided by their sum in each run, so it is enough
    /// that they can add up to one, and never to nothing.
    pub(super) fn adds_up(&mut self, prefix: &str, names: &[String]) {
        let paths: Vec<String> = names.iter().map(|name| self.path_of(prefix, name)).collect();
        let given = paths.iter().filter_map(|path| match self.get(path).map(|setting| &setting.value) {
            Some(Value::Number(number)) => Some((path, number)),
            _ => None,
        });
        let (mut least, mut most, mut may_be_nothing) = (0.0, 0.0, true);
        for (path, number) in given {
            let ends = self.extent(path, number);
            (least, most) = (least + ends.0, most + ends.1);
            may_be_nothing &= match &number.law {
                law if number.joint || !law.is_continuous() => ends.0 == 0.0,
                _ => false,
            };
        }
        if !may_be_nothing && least - 0.01 < 1.0 && 1.0 < most + 0.01 {
            return;
        }
        if self.problems.iter().any(|problem| problem.key.starts_with("names.")) {
            // Without the right names no sum is right.
            return;
        }
        let Some(place) = self.last_place(prefix, names) else {
            self.need(&format!("{prefix}.{}", names.first().map_or("all", String::as_str)));
            return;
        };
        let shown = |sum| keys::plain(rounded(sum));
        let message = if least == most {
            format!("the shares of `{prefix}` add up to {}", shown(least))
        } else if may_be_nothing {
            format!("the shares of `{prefix}` may all be 0 in a run")
        } else {
            format!("the shares of `{prefix}` add up to {} to {}", shown(least), shown(most))
        };
        let problem = Problem::error(&place, prefix, message).allowed("they must add up to 1");
        self.problems.push(problem);
    }

    /// Least and greatest value of the number at a path.
    pub(super) fn extent(&self, path: &str, number: &Number) -> (f64, f64) {
        match self.joint.get(path).filter(|_| number.joint) {
            Some(draws) => {
                draws.iter().fold((f64::INFINITY, 0.0), |(least, most), &draw| (draw.min(least), draw.max(most)))
            }
            None => super::laws::extent(&number.law),
        }
    }

    /// Shares of the enforcement capacity: some may be left unused, but no more than all can be used.
    pub(super) fn arrest_shares(&mut self, provinces: &[String]) -> Vec<Schedule> {
        let prefix = "policy.arrest_share";
        let shares = self.schedules_of(prefix, provinces);
        let sum_on = |day: usize| -> f64 { shares.iter().map(|share| self.centre(share.at(day))).sum() };
        if let Some(day) = (0..self.days).find(|&day| sum_on(day) > 1.0 + 1e-9) {
            let sum = keys::plain(rounded(sum_on(day)));
            let date = units::iso(self.first_day + day as i32);
            if let Some(place) = self.last_place(prefix, provinces) {
                let message = format!("the shares of `{prefix}` add up to {sum} on {date}");
                let problem = Problem::error(&place, prefix, message).allowed("at most 1; what is left of 1 is unused");
                self.problems.push(problem);
            }
        }
        shares
    }
}
