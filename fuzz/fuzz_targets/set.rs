//! Any `--set` argument, and two of them.
#![no_main]
mod common;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mine = "title = \"Mine\"\nextends = \"world.toml\"\n";
    let overrides: Vec<String> = text.split('\u{1}').map(str::to_owned).collect();
    common::holds(common::load(mine, &overrides));
});
