//! Any law of a share, of days, of people.
#![no_main]
mod common;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mine = |key: &str| format!("title = \"Mine\"\nextends = \"world.toml\"\n{key} = {text}\n");
    for key in ["behaviour.media_share", "behaviour.fear_memory_days", "population.a.people"] {
        common::holds(common::load(&mine(key), &[]));
    }
});
