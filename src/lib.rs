//! Crossings: a simulator of refugee-flow policy scenarios.
pub mod dynamics;
pub mod engine;
pub mod ensemble;
pub mod law;
pub mod network;
pub mod outcome;
pub mod plan;
pub mod real;
pub mod rng;
