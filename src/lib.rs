//! Crossings: a simulator of refugee-flow policy scenarios.
pub mod law;
pub mod observed;
pub mod outcome;
pub mod plan;
pub mod plot;
pub mod real;
