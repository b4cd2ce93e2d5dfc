//! Questions asked of many runs: what a policy changes, which inputs matter, when something happens, why two scenarios
//! differ, how exact a number is, how good a guess was.
//!
//! Functions of plans, jobs, findings and values of runs, without disk, clock or terminal. `pairs` of runs come from
//! [`crate::ensemble`], runs that are reduced to a few numbers from [`each`]; the mathematics of the others knows no engine.

pub mod anova;
pub mod calibrate;
pub mod compare;
pub mod discover;
pub mod each;
pub mod earned;
pub mod estimate;
pub mod guess;
pub mod held_out;
pub mod idle;
pub mod indices;
pub mod inputs;
pub mod morris;
pub mod planning;
pub mod precision;
pub mod prim;
pub mod robust;
pub mod score;
pub mod sensitivity;
pub mod shapley;
pub mod splitting;
pub mod spread;
pub mod verdict;
pub mod whose;
pub mod why;
