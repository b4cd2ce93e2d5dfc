//! Agreement: do two engines have the same law?
//!
//! Two samples of runs, with the same numbers but other luck, are held against each other: one of an engine that is
//! trusted (the judge) and one of another. For every outcome the means (Welch), the spreads (Welch on squared
//! deviations) and the whole law (chi-square on pooled deciles) are compared; for some telling ones also by
//! Kolmogorov-Smirnov and Anderson-Darling with permutation p-values, because counts are discrete; the vector of these
//! by its energy distance; and p-values of independent blocks of runs must be uniform, or the tests themselves are wrong.
//! Holm's correction keeps the chance of a false alarm over all tests below [`ALPHA`].
//!
//! "Not shown to differ" is not "equal". So two one-sided tests ask whether means are shown to lie within 1 % of each other
//! and standard deviations within 5 %, where there are runs enough to ask. What comes out is a [`Verdict`], as data and
//! as a sentence.
//!
//! Assumptions: runs of a sample are independent and alike, so all have the same [`crate::plan::Job::numbers`], and the
//! two samples have different seeds. Left out: days (totals of a run are compared) and dependence between outcomes
//! other than the telling ones.
//!
//! Literature: Welch (1947); Holm (1979); Schuirmann (1987) for two one-sided tests; Phipson and Smyth (2010) for
//! permutation p-values; Szekely and Rizzo (2013) for the energy distance.

mod compare;
mod sample;
#[cfg(test)]
mod tests;
mod verdict;

pub use compare::{
    Effort, Equivalence, MEANS_WITHIN, Pair, Property, Report, SPREADS_WITHIN, Test, Tested, comparable, compare,
    compare_paired, p_values_of_blocks, pairs, permuted, quick, telling,
};
pub use sample::Sample;
pub use verdict::{Evidence, Verdict, Worst};

/// Chance that an engine of the same law is said to differ, over all tests of it.
pub const ALPHA: f64 = 0.005;

/// Chance of calling two engines equal in an outcome when they just differ by the margin.
pub const EQUIVALENCE_ALPHA: f64 = 0.05;
