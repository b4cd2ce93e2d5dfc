//! Crossings: a simulator of refugee-flow policy scenarios.
pub mod law;
pub mod outcome;
pub mod plan;
pub mod real;
pub mod scenario;
pub mod units;
