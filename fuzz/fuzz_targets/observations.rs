//! Any table of observations.
#![no_main]

use crossings::observed::{self, Allowed, MOST_ERRORS};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let allowed = Allowed { crossings: names(&["torkham", "chaman"]), statuses: names(&["acc", "por"]), horizon: None };
    match observed::parse(text, &allowed) {
        Ok(rows) => {
            for window in observed::windows(&rows) {
                assert!(window.from <= window.to && window.value.is_finite() && window.error_sd.is_finite());
            }
        }
        Err(errors) => {
            assert!(!errors.is_empty() && errors.len() <= MOST_ERRORS);
            let lines = text.split('\n').count() as u64 + 1;
            assert!(errors.iter().all(|error| error.line <= lines && error.what.len() < 2_000));
        }
    }
});
