//! Any manifest.
#![no_main]

use crossings::output::Claim;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match Claim::read(bytes) {
        Ok(claim) => {
            for file in &claim.files {
                assert!(!file.path.contains("..") || file.path.split('/').all(|part| part != ".."), "{}", file.path);
                assert!(!file.path.starts_with('/') && !file.path.is_empty());
            }
        }
        Err(why) => assert!(!why.to_string().is_empty()),
    }
});
