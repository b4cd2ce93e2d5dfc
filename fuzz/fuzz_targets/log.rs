//! Any log of work or shard file: raw, as the header of a log that checks, and damaged in the middle.
#![no_main]

use crossings::output::{Read, read_log};
use crossings::packed::framed;

/// What was read is in the bytes, and nothing is made of nothing.
fn holds(bytes: &[u8]) {
    if let Ok(Read { header, checkpoints, torn, .. }) = read_log(bytes) {
        assert!(torn <= bytes.len());
        assert!(checkpoints.iter().map(Vec::len).sum::<usize>() <= bytes.len());
        assert!(header.differences(&header).is_empty());
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    holds(bytes);
    let log = [framed(1, bytes), framed(2, bytes)].concat();
    holds(&log);
    let damaged = bytes.first().map_or(0, |&first| usize::from(first) * log.len() / 256);
    holds(&[&log[..damaged], bytes, &log[damaged..]].concat());
});
