//! Any calendar.
#![no_main]
mod common;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mine = format!("title = \"Mine\"\nextends = \"world.toml\"\npolicy.moratorium = {text}\n");
    common::holds(common::load(&mine, &[]));
});
