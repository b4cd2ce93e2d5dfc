//! How many runs are enough: tolerances that must hold before the work ends.
//!
//! A tolerance is on the Monte Carlo error of a mean: the half width of its 95 % interval, 1.96 standard errors, in the
//! unit of the outcome or in per cent of the mean. Runs are doubled until every tolerance holds at two doublings in a row,
//! because one that holds once may hold by luck. It says nothing about how well the model fits the world.

use std::fmt;

use super::robust::total_named;
use crate::outcome::{Catalogue, Range, Unit};
use crate::plan::Names;
use crate::units::grouped;

/// Half width of a 95 % interval, in standard errors.
const Z: f64 = 1.96;

/// Runs of the first stage.
pub const FIRST_RUNS: u64 = 256;

/// How far off a mean may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// In the unit of the outcome.
    Absolute(f64),
    /// As a share of the mean, or of the baseline's mean for a difference.
    Relative(f64),
}

/// "1% departures_total".
#[derive(Clone, Debug, PartialEq)]
pub struct Tolerance {
    /// The outcome, by its label.
    pub label: String,
    /// Where it stands among the totals.
    pub total: usize,
    /// Half width of the 95 % interval of its mean.
    pub width: Width,
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.width {
            Width::Relative(share) => write!(f, "{} within {} %", self.label, share * 100.0),
            Width::Absolute(width) if width.fract() == 0.0 => write!(f, "{} within {}", self.label, grouped(width)),
            Width::Absolute(width) => write!(f, "{} within {width}", self.label),
        }
    }
}

impl Tolerance {
    /// Reads `WIDTH OUTCOME`, the width in the unit of the outcome or with a per cent sign.
    ///
    /// # Errors
    /// In words, with the choices.
    pub fn parse(text: &str, catalogue: &Catalogue, names: &Names) -> Result<Self, String> {
        let form = "a tolerance reads WIDTH OUTCOME, for example `1% departures_total` or `500 departures_total`";
        let Some((width, label)) = text.trim().split_once(char::is_whitespace) else {
            return Err(format!("`{text}` is no tolerance: {form}"));
        };
        let (number, relative) = width.strip_suffix('%').map_or((width, false), |number| (number, true));
        let number: Option<f64> = number.replace(['_', ','], "").parse().ok();
        let Some(number) = number.filter(|number| number.is_finite() && *number > 0.0) else {
            return Err(format!("`{width}` in `{text}` is no width above zero: {form}"));
        };
        let label = label.trim();
        let total = total_named(label, catalogue, names)?;
        if relative && catalogue.totals[total].outcome.unit == Unit::Share {
            return Err(format!("`{label}` is a share: state its width as one, for example `0.01 {label}`"));
        }
        let width = if relative { Width::Relative(number / 100.0) } else { Width::Absolute(number) };
        Ok(Tolerance { label: label.to_owned(), total, width })
    }

    /// How far the mean may be off, in the unit of the outcome. `scale` is the mean that per cents are of.
    fn allowed(&self, scale: f64) -> f64 {
        match self.width {
            Width::Absolute(width) => width,
            Width::Relative(share) => share * scale.abs(),
        }
    }

    /// The half width that `runs` runs have reached, over the one that is allowed: 1 or less is enough. A value that never
    /// differs is known exactly, except a share: one that is 0 or 1 in all of n runs may be 3/n off (the rule of three).
    pub fn reached(&self, range: &Range, scale: f64, unit: Unit, runs: u64) -> f64 {
        let half = match unit {
            Unit::Share if range.mc_error == 0.0 => 3.0 / runs as f64,
            _ => Z * range.mc_error,
        };
        // Of one run nothing is known about the error.
        if runs < 2 {
            f64::INFINITY
        } else if half == 0.0 {
            0.0
        } else {
            half / self.allowed(scale)
        }
    }

    /// The half width reached, in words: "0.8 %", "412".
    pub fn reached_in_words(&self, reached: f64) -> String {
        match self.width {
            Width::Relative(share) => format!("{:.2} %", reached * share * 100.0),
            Width::Absolute(width) if reached * width < 10.0 => format!("{:.4}", reached * width),
            Width::Absolute(width) => grouped(reached * width),
        }
    }
}

/// What to do after a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Every tolerance has held twice in a row.
    Enough,
    /// Make runs up to this number.
    Until(u64),
    /// The most runs were made and a tolerance does not hold.
    TooMany,
}

/// Doubles runs until tolerances hold.
#[derive(Clone, Copy, Debug)]
pub struct Doubling {
    /// Most runs.
    most: u64,
    /// Did all hold at the last stage?
    held: bool,
}

impl Doubling {
    /// With so many runs at most.
    pub fn new(most: u64) -> Self {
        Doubling { most, held: false }
    }

    /// Runs of the first stage.
    pub fn first(&self) -> u64 {
        FIRST_RUNS.min(self.most)
    }

    /// What to do after a stage of `runs` runs in which the worst tolerance reached `worst` (see [`Tolerance::reached`]).
    pub fn next(&mut self, runs: u64, worst: f64) -> Step {
        let holds = worst <= 1.0;
        if holds && self.held {
            return Step::Enough;
        }
        if runs >= self.most {
            return Step::TooMany;
        }
        self.held = holds;
        Step::Until((2 * runs).min(self.most))
    }

    /// About how many runs will be needed in all: errors fall with the square root of their number, and the stage at which
    /// the tolerances hold is doubled once more.
    pub fn expected(&self, runs: u64, worst: f64) -> u64 {
        if !worst.is_finite() {
            return self.most;
        }
        let needed = runs as f64 * worst * worst;
        let mut stage = if self.held { runs } else { runs.max(1) };
        while (stage as f64) < needed && stage < self.most {
            stage = (2 * stage).min(self.most);
        }
        (2 * stage).min(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(mean: f64, mc_error: f64) -> Range {
        Range { mean, mc_error, ..Range::default() }
    }

    fn tolerance(width: Width) -> Tolerance {
        Tolerance { label: "departures_total".into(), total: 0, width }
    }

    #[test]
    fn a_tolerance_is_a_half_width_of_95_per_cent() {
        let one_per_cent = tolerance(Width::Relative(0.01));
        let reached = |range: Range| one_per_cent.reached(&range, range.mean, Unit::People, 100);
        assert!((reached(range(1000.0, 5.0)) - 0.98).abs() < 1e-12);
        assert!((reached(range(-1000.0, 5.0)) - 0.98).abs() < 1e-12, "a negative mean has a size too");
        assert_eq!(reached(range(1000.0, 0.0)), 0.0, "known exactly");
        assert_eq!(reached(range(0.0, 5.0)), f64::INFINITY, "no share of nothing is ever reached");
        assert_eq!(one_per_cent.reached(&range(1000.0, 0.0), 1000.0, Unit::People, 1), f64::INFINITY);
        let share = tolerance(Width::Absolute(0.01));
        assert!((share.reached(&range(0.0, 0.0), 0.0, Unit::Share, 100) - 3.0).abs() < 1e-12, "the rule of three");
        assert_eq!(one_per_cent.reached_in_words(0.98), "0.98 %");
        assert_eq!(one_per_cent.to_string(), "departures_total within 1 %");
    }

    #[test]
    fn runs_double_until_all_hold_twice() {
        let mut doubling = Doubling::new(10_000);
        assert_eq!(doubling.first(), 256);
        assert_eq!(doubling.next(256, 1.5), Step::Until(512));
        assert_eq!(doubling.next(512, 0.9), Step::Until(1024), "once may be luck");
        assert_eq!(doubling.next(1024, 1.1), Step::Until(2048), "it was");
        assert_eq!(doubling.next(2048, 0.8), Step::Until(4096));
        assert_eq!(doubling.next(4096, 0.6), Step::Enough);
        let mut few = Doubling::new(300);
        assert_eq!(few.next(256, 3.0), Step::Until(300));
        assert_eq!(few.next(300, 2.8), Step::TooMany);
    }

    #[test]
    fn the_estimate_follows_the_square_root() {
        let doubling = Doubling::new(1_000_000);
        // 256 runs are off by twice the tolerance: 1,024 reach it, 2,048 confirm it.
        assert_eq!(doubling.expected(256, 2.0), 2048);
        assert_eq!(doubling.expected(256, 0.5), 512);
        assert_eq!(doubling.expected(2, f64::INFINITY), 1_000_000);
        assert_eq!(Doubling::new(700).expected(256, 2.0), 700);
    }
}
