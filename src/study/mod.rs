//! Questions asked of many runs: what a lever changes, which inputs matter, when something happens, why two scenarios
//! differ, how exact a number is. Functions of plans, jobs and findings, without disk, clock or terminal.
//!
//! The mathematics knows no engine: it takes values of runs and gives estimates with ranges.

pub mod anova;
pub mod compare;
pub mod earned;
pub mod estimate;
pub mod idle;
pub mod indices;
pub mod robust;
pub mod shapley;
pub mod spread;
pub mod verdict;
pub mod whose;
pub mod why;
