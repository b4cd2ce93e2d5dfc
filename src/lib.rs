//! Crossings: thousands of simulated histories for a policy question about Afghans in Pakistan, with honest ranges.
//!
//! One way down: a scenario becomes a [`plan`], a plan runs in an [`engine`], runs become summaries, summaries become
//! findings ([`outcome`]), findings become files and figures. `ARCHITECTURE.md` is the map.

pub mod agreement;
#[cfg(feature = "cli")]
pub mod bench;
#[cfg(feature = "cli")]
pub mod cli;
pub mod design;
pub mod dynamics;
pub mod engine;
pub mod ensemble;
pub mod explorer;
pub mod language;
pub mod law;
pub mod network;
pub mod observed;
pub mod outcome;
pub mod output;
pub mod packed;
pub mod plan;
pub mod plot;
pub mod real;
pub mod rng;
pub mod sample;
pub mod scenario;
pub mod statistics;
pub mod study;
pub mod units;
