//! Questions asked of many runs: what a lever changes, which inputs matter, when something happens, why two scenarios
//! differ, how exact a number is, how good a guess was.
//!
//! Mathematics that knows no engine: it takes values of runs and gives estimates with ranges.

pub mod anova;
pub mod earned;
pub mod estimate;
pub mod indices;
pub mod morris;
pub mod prim;
pub mod score;
pub mod shapley;
