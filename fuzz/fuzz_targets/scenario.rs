//! Any scenario file.
#![no_main]
mod common;

libfuzzer_sys::fuzz_target!(|text: &str| common::holds(common::load(text, &[])));
