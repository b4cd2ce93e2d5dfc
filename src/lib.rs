//! Crossings: a simulator of refugee-flow policy scenarios.
pub mod design;
pub mod law;
pub mod outcome;
pub mod plan;
pub mod real;
pub mod rng;
