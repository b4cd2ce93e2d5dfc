//! What one run leaves: its series in thousandths, as integers, and its audit.
//!
//! Integers make results add up to the same bits in any order, on any number of threads or machines. A thousandth of a
//! person, a day or a dollar is finer than any figure is read.

/// Steps per unit in which values are kept.
pub const STEPS_PER_UNIT: f64 = 1000.0;

/// Adding it rounds a number below 2^51 in size to an integer, in the lowest bits: a conversion that all processors have
/// for vectors.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// A value in steps. Values beyond two million millions stay there.
#[inline(always)]
pub(super) fn to_steps(value: f64) -> i64 {
    steps(in_steps(value))
}

/// The first half of [`to_steps`]: a number whose bits are the integer, so that vectors of numbers can be made of it.
#[inline(always)]
pub(super) fn in_steps(value: f64) -> f64 {
    const LARGEST: f64 = (1u64 << 51) as f64 - 1.0;
    let steps = value * STEPS_PER_UNIT;
    let steps = if steps < LARGEST { steps } else { LARGEST };
    let rounded = ROUNDER + if steps > -LARGEST { steps } else { -LARGEST };
    f64::from_bits(rounded.to_bits().wrapping_sub(ROUNDER.to_bits()))
}

/// The second half: the integer.
#[inline(always)]
pub(super) fn steps(in_steps: f64) -> i64 {
    in_steps.to_bits() as i64
}

/// A value from steps.
#[inline]
pub fn from_steps(steps: i64) -> f64 {
    steps as f64 / STEPS_PER_UNIT
}

/// What is checked on every day of every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Nobody appears or vanishes: people of each province of origin and household size.
    PeopleConserved,
    /// No more people cross than there are places, but for one household.
    CapacityKept,
    /// Nobody crosses where the crossing is shut.
    ClosedStaysClosed,
    /// What is in a queue is what was in it, plus arrivals, less those who crossed or gave up.
    QueueBalance,
    /// Departures by status, mode, province and destination add up to departures by crossing.
    DeparturesAddUp,
    /// Chances lie between 0 and 1 and shares add up to one.
    ChancesAreChances,
    /// Causes add up to self-organised departures.
    CausesAddUp,
    /// Released, deported and still detained add up to arrested.
    DetentionBalance,
}

impl Check {
    /// All checks, in the order of arrays.
    pub const ALL: [Check; 8] = [
        Check::PeopleConserved,
        Check::CapacityKept,
        Check::ClosedStaysClosed,
        Check::QueueBalance,
        Check::DeparturesAddUp,
        Check::ChancesAreChances,
        Check::CausesAddUp,
        Check::DetentionBalance,
    ];

    /// Name in `assurance.json` and `failed.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Check::PeopleConserved => "people_conserved",
            Check::CapacityKept => "capacity_kept",
            Check::ClosedStaysClosed => "closed_stays_closed",
            Check::QueueBalance => "queue_balance",
            Check::DeparturesAddUp => "departures_add_up",
            Check::ChancesAreChances => "chances_are_chances",
            Check::CausesAddUp => "causes_add_up",
            Check::DetentionBalance => "detention_balance",
        }
    }

    /// What it means, in words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Check::PeopleConserved => {
                "Nobody appears or vanishes: people of each province of origin and household size, every day."
            }
            Check::CapacityKept => {
                "No more people cross in a day than there are places, but for the rest of one household."
            }
            Check::ClosedStaysClosed => "Nobody crosses where a crossing is shut.",
            Check::QueueBalance => {
                "A queue holds what it held, plus arrivals, less those who crossed or gave up, every day."
            }
            Check::DeparturesAddUp => {
                "Departures by status, mode, province and destination each add up to departures by crossing, every day."
            }
            Check::ChancesAreChances => "Every chance lies between 0 and 1 and the shares of a stock add up to one.",
            Check::CausesAddUp => "Causes add up to self-organised departures from home, every day.",
            Check::DetentionBalance => "Released, deported and still detained add up to arrested.",
        }
    }
}

/// How often each check was made in a run, and where it first failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// How often: `[check]`.
    pub checked: [u64; Check::ALL.len()],
    /// How often it failed: `[check]`.
    pub broken: [u64; Check::ALL.len()],
    /// The first failure: which check, on which day.
    pub first: Option<(Check, usize)>,
}

impl Audit {
    /// Notes that a check failed.
    pub fn note_broken(&mut self, check: Check, day: usize) {
        self.broken[check as usize] += 1;
        self.first.get_or_insert((check, day));
    }
}

/// What one run leaves. Values in steps, see [`STEPS_PER_UNIT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSummary {
    /// Run number.
    pub run: u64,
    /// `[daily series][day]`, row after row.
    pub daily: Vec<i64>,
    /// `[total]`
    pub totals: Vec<i64>,
    /// Every check of every day.
    pub audit: Audit,
}

impl RunSummary {
    /// How much this run has more than another, value by value; without checks, which belong to runs.
    pub fn less(&self, other: &RunSummary) -> RunSummary {
        let differences =
            |ours: &[i64], theirs: &[i64]| ours.iter().zip(theirs).map(|(our, their)| our - their).collect();
        RunSummary {
            run: self.run,
            daily: differences(&self.daily, &other.daily),
            totals: differences(&self.totals, &other.totals),
            audit: Audit::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_rounded_to_the_nearest_step() {
        let cases = [
            (0.0, 0),
            (-0.0, 0),
            (1.0004, 1000),
            (1.0006, 1001),
            (-7.2, -7200),
            (0.0005, 0),
            (0.0015, 2),
            (1e9, 1_000_000_000_000),
            (2e11 + 0.001, 200_000_000_000_001),
            (2e12, 2_000_000_000_000_000),
        ];
        for (value, steps) in cases {
            assert_eq!(to_steps(value), steps, "{value}");
        }
        let largest = (1 << 51) - 1;
        assert_eq!([1e13, f64::INFINITY, -1e13].map(to_steps), [largest, largest, -largest]);
    }
}
