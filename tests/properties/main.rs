//! Any text is a value or errors with places: properties of everything that reads what people write.
//!
//! Random bytes are refused at the door, so most texts here are shipped files with a few tokens changed: a value becomes
//! another of another type, a key is dropped, a line stands there twice. Whatever is accepted must make a plan that
//! simulates without a failed check, and must be written back as a file that gives the same plan. The seeds are fixed;
//! `CROSSINGS_CASES=20000 cargo test --release --test properties` looks further with others.

mod mutate;
mod pieces;
mod questions;
mod scenarios;
mod sizes;
mod tables;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// So many cases, the same each time; or as many as `CROSSINGS_CASES` says, from a seed of its own.
fn settings(cases: u32) -> ProptestConfig {
    let more = std::env::var("CROSSINGS_CASES").ok().and_then(|text| text.parse().ok());
    let seed = u64::from(more.unwrap_or(2023));
    ProptestConfig {
        cases: more.unwrap_or(cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}
