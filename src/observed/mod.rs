//! Published counts, for figures, fits and scores: a tidy, sourced table as values.
//!
//! A simulated range means little without the record beside it. A table of observations has one row for each published
//! count or share, with the window of days it counts, how exact it is, who counted and where it was printed;
//! [`COLUMNS`] lists the columns and `data/README.md` tells how the shipped table was made. Rows that are counted in the
//! same way form a *series*, so that the difference of two of its levels is a count too: [`windows`] makes the windows
//! that a fit or a score uses. Stocks, needs and policy dates are left out: they are inputs of scenarios, not outcomes.
//! Sources that contradict one another stay beside one another, marked [`Use::Conflict`]; nothing is averaged.

mod checks;
mod columns;
mod labels;
mod parse;
mod windows;

pub use columns::{COLUMNS, Column};
pub use parse::{Allowed, MOST_ERRORS, ObservationError, parse};
pub use windows::{Bound, ENDS_SD_DAYS, Unused, Window, Windows, windows, windows_and_unused, within};

/// What a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObservedQuantity {
    /// People who crossed into Afghanistan from [`Observation::from`] to [`Observation::to`], both included.
    Departures,
    /// Share (0 to 1) of one status or mode in all departures of the window.
    DeparturesShare,
}

impl ObservedQuantity {
    /// All quantities.
    pub const ALL: [ObservedQuantity; 2] = [ObservedQuantity::Departures, ObservedQuantity::DeparturesShare];

    /// The name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            ObservedQuantity::Departures => "departures",
            ObservedQuantity::DeparturesShare => "departures_share",
        }
    }
}

/// How exact a published count is, in the words of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// Printed to the last person.
    Exact,
    /// Printed to the hundred or thousand; a share to the percent.
    Rounded,
    /// "About", "around".
    Approximate,
    /// Our arithmetic on published figures (a difference of totals, a mean a day times its days).
    Derived,
    /// "More than", "at least".
    LowerBound,
    /// "Fewer than", "up to".
    UpperBound,
    /// Between two figures.
    Range,
}

impl Exactness {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Exactness; 7] = [
        Exactness::Exact,
        Exactness::Rounded,
        Exactness::Approximate,
        Exactness::Derived,
        Exactness::LowerBound,
        Exactness::UpperBound,
        Exactness::Range,
    ];

    /// The name in the file, column `kind`.
    pub const fn name(self) -> &'static str {
        match self {
            Exactness::Exact => "exact",
            Exactness::Rounded => "rounded",
            Exactness::Approximate => "approximate",
            Exactness::Derived => "derived",
            Exactness::LowerBound => "lower_bound",
            Exactness::UpperBound => "upper_bound",
            Exactness::Range => "range",
        }
    }

    /// Is it a value, be it a rough one, and not only a bound?
    pub const fn is_value(self) -> bool {
        !matches!(self, Exactness::LowerBound | Exactness::UpperBound | Exactness::Range)
    }
}

/// How far a count may be trusted.
///
/// The sources that count the same days differ by 1 to 15 % (model.md, section 3): UN agencies among themselves by 1 to
/// 2 %, the government and the UN by 1 to 8 %, the province at Torkham and the UN by 15 %. What is shared by all counts
/// of a source (its scope, its definition of a return) is a bias of the series; the rest (who was missed on a day, to
/// which day a night belongs) is an error of each row.
///
/// | reliability | error of a row | bias of a series | for example |
/// |---|---|---|---|
/// | high | 0.03 | 0.02 | a register at the border that another agency confirms |
/// | medium | 0.07 | 0.05 | an official count as a newspaper prints it; a survey |
/// | low | 0.15 | 0.15 | an official's round number; a date or scope that is not clear |
///
/// Both are standard deviations of the logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reliability {
    /// Confirmed by another count.
    High,
    /// Official, but only one source prints it.
    Medium,
    /// Round, second-hand, or of unclear date or scope.
    Low,
}

impl Reliability {
    /// All, the best first.
    pub const ALL: [Reliability; 3] = [Reliability::High, Reliability::Medium, Reliability::Low];

    /// The name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Reliability::High => "high",
            Reliability::Medium => "medium",
            Reliability::Low => "low",
        }
    }

    /// Standard deviation of the log of a count, by itself.
    pub const fn error_sd(self) -> f64 {
        match self {
            Reliability::High => 0.03,
            Reliability::Medium => 0.07,
            Reliability::Low => 0.15,
        }
    }

    /// Standard deviation of the log of the bias that all counts of a series share, for the least reliable of them.
    pub const fn bias_sd(self) -> f64 {
        match self {
            Reliability::High => 0.02,
            Reliability::Medium => 0.05,
            Reliability::Low => 0.15,
        }
    }
}

/// What a count may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Good enough to fit parameters to.
    Fit,
    /// Shown beside the simulation, not fitted to: another scope, a weak date or a mere bound.
    Shown,
    /// Contradicts a better source of the same date; shown as a mark of its own.
    Conflict,
}

impl Use {
    /// All uses.
    pub const ALL: [Use; 3] = [Use::Fit, Use::Shown, Use::Conflict];

    /// The name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Use::Fit => "fit",
            Use::Shown => "shown",
            Use::Conflict => "conflict",
        }
    }
}

/// One published count: a row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Line of the file, the header being line 1.
    pub line: u64,
    /// What is counted.
    pub quantity: ObservedQuantity,
    /// Only this crossing; all of them otherwise.
    pub crossing: Option<String>,
    /// Only this status; all of them otherwise.
    pub status: Option<String>,
    /// Only this mode of departure, a name of [`crate::plan::Mode`]; all of them otherwise.
    pub mode: Option<String>,
    /// First day that is counted, in days since 1970-01-01; `None` where the source does not say.
    pub from: Option<i32>,
    /// Last day that is counted, in days since 1970-01-01.
    pub to: i32,
    /// People, or a share; of a range without a central value its middle.
    pub value: f64,
    /// Ends of a range, in the unit of the value; both are the value for every other kind.
    pub range: (f64, f64),
    /// How exact it is.
    pub kind: Exactness,
    /// Name of the series that it belongs to, whose rows are counted in the same way; empty for a single figure.
    pub series: String,
    /// Who counted, as printed in figures.
    pub source: String,
    /// How far it may be trusted.
    pub reliability: Reliability,
    /// What it may be used for.
    pub use_: Use,
    /// Where it was published.
    pub url: String,
    /// What a reader should know.
    pub note: String,
}

impl Observation {
    /// People a day, on average over the window; `None` for a share and where the source does not say since when.
    pub fn per_day(&self) -> Option<f64> {
        let from = self.from.filter(|_| self.quantity == ObservedQuantity::Departures)?;
        Some(self.value / f64::from(self.to - from + 1))
    }

    /// Crossing, status and mode.
    fn dimensions(&self) -> [Option<&str>; 3] {
        [self.crossing.as_deref(), self.status.as_deref(), self.mode.as_deref()]
    }

    /// Standard deviation of what rounding does to the value, in its unit.
    ///
    /// A figure rounded to units of u is uniform within u/2: u / sqrt(12). "About" is taken for at least 1 %.
    fn rounding_sd(&self) -> f64 {
        let unit = match self.quantity {
            ObservedQuantity::Departures => last_digit(self.value),
            // Shares are printed as whole percent.
            ObservedQuantity::DeparturesShare => 0.01,
        };
        match self.kind {
            Exactness::Rounded => unit / 12.0_f64.sqrt(),
            Exactness::Approximate => (unit / 2.0).max(0.01 * self.value),
            Exactness::Range => (self.range.1 - self.range.0) / 12.0_f64.sqrt(),
            Exactness::Exact | Exactness::Derived | Exactness::LowerBound | Exactness::UpperBound => 0.0,
        }
    }
}

/// Standard deviations of independent errors, added.
fn quadrature(parts: &[f64]) -> f64 {
    parts.iter().map(|part| part * part).sum::<f64>().sqrt()
}

/// The unit of the last digit that is not a zero: 100 for 327,400.
fn last_digit(value: f64) -> f64 {
    let mut unit = 1.0;
    while value >= 10.0 * unit && value % (10.0 * unit) == 0.0 {
        unit *= 10.0;
    }
    unit
}

/// The table that ships with the program, `data/observed/pakistan-returns.csv`.
pub fn shipped() -> Vec<Observation> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let allowed = Allowed {
        crossings: names(&["torkham", "chaman"]),
        statuses: names(&["undocumented", "acc", "por"]),
        horizon: None,
    };
    parse(include_str!("../../data/observed/pakistan-returns.csv"), &allowed).expect("a test reads the shipped table")
}

/// The counts of the wave of return of 2016, `data/observed/return-wave-2016.csv`; all its rows are marked `shown` or
/// `conflict`.
pub fn wave_of_2016() -> Vec<Observation> {
    let statuses = ["undocumented", "por"].map(str::to_owned).to_vec();
    let allowed = Allowed { crossings: Vec::new(), statuses, horizon: None };
    parse(include_str!("../../data/observed/return-wave-2016.csv"), &allowed).expect("a test reads the shipped table")
}

/// Rows that are merely shown are made good enough to count: for scores of a scenario whose record is no better, and for
/// what anybody could read in the papers. Contradictions stay what they are.
pub fn with_shown(observations: &[Observation]) -> Vec<Observation> {
    let counts = |o: &Observation| if o.use_ == Use::Shown { Use::Fit } else { o.use_ };
    observations.iter().map(|o| Observation { use_: counts(o), ..o.clone() }).collect()
}

/// What was counted until a day (days since 1970-01-01): rows whose window ends later are left out.
///
/// It goes by the days that are counted. When a count was published is not known of all rows, so that a figure of a past
/// month may have been printed some weeks after the day asked for.
pub fn as_of(observations: &[Observation], day: i32) -> Vec<Observation> {
    observations.iter().filter(|o| o.to <= day).cloned().collect()
}

#[cfg(test)]
mod tests;
