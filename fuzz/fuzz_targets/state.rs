//! Any checkpoint, behind its checksum: of one plan, of two, and of the jobs of a study.
#![no_main]
mod common;

use std::sync::LazyLock;

use crossings::design::Design;
use crossings::engine::{EngineKind, Prepared};
use crossings::ensemble::{Pairs, Request, Unwatched};
use crossings::rng::Streams;
use crossings::study::each::Made;

static WORLD: LazyLock<Prepared> = LazyLock::new(|| {
    // Two days, so that a state has a few thousand bytes.
    let text = "title = \"Mine\"\nextends = \"world.toml\"\n[time]\nlast_day = 2023-10-02\n";
    Prepared::new(common::load(text, &[]).expect("it is fine").scenario.plan())
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let design = Design::new(&WORLD.plan.numbers, 1);
    let job = |run: u64| design.job(run);
    let engine = EngineKind::MeanField.engine();
    let request = || Request {
        prepared: &WORLD,
        engine,
        streams: Streams::new(1),
        runs: 0..1000,
        job: &job,
        watch: &Unwatched,
    };
    for requests in [vec![request()], vec![request(), request()]] {
        if let Ok(pairs) = Pairs::unpack(&requests, bytes) {
            // What was read can be used: asked, written and read again.
            let packed = pairs.packed();
            for member in &pairs.members {
                let _ = member.tally.findings();
            }
            assert_eq!(Pairs::unpack(&requests, &packed).expect("it was packed").packed(), packed);
        }
    }
    if let Ok(made) = Made::unpack(1000, bytes) {
        let packed = made.pack();
        assert_eq!(Made::unpack(1000, &packed).expect("it was packed").pack(), packed);
    }
});
