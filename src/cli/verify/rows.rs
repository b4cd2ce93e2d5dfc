//! The rows of a result that has more of them than memory holds: read once from the first to the last.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::Found;
use crate::cli::rows;
use crate::ensemble::{Pairs, Request};
use crate::output::{Extent, Grown, RUNS, RunRows, STATE};
use crate::units::grouped;

/// Are they what the state notes of them, one for every run that it counts, and those of runs that were made again what these
/// came to?
pub(super) fn check(
    path: &Path,
    request: &Request,
    pairs: &Pairs,
    noted: &Extent,
    made: &BTreeMap<u64, Vec<i64>>,
    found: &mut Found,
) {
    let same_length = std::fs::metadata(path).is_ok_and(|there| there.len() == noted.bytes);
    let holds = same_length && Grown::is_in(path, noted).unwrap_or(false);
    found.check(
        holds,
        format!("{RUNS} has the length and the digest that {STATE} notes of it"),
        format!("{RUNS} does not have the length or the digest that {STATE} notes of it"),
    );
    let format = rows::format(request);
    let ensemble = &pairs.members[0];
    let failed: BTreeSet<u64> = ensemble.failed.iter().map(|failed| failed.run).collect();
    let runs = (0..pairs.next()).filter(|run| !failed.contains(run));
    let rows = grouped(ensemble.tally.runs() as f64);
    match read(path, &format, runs, made) {
        Err(error) => found.broken.push(format!("{RUNS}: {error}")),
        Ok(None) => found.held.push(format!(
            "{RUNS} has a row of each of the {rows} runs that count; those of {} runs that were made again are right",
            grouped(made.len() as f64)
        )),
        Ok(Some(problem)) => found.broken.push(format!("{RUNS} does not have the rows of its {rows} runs: {problem}")),
    }
}

/// What is wrong with the rows, if anything is.
fn read(
    path: &Path,
    format: &RunRows,
    mut runs: impl Iterator<Item = u64>,
    made: &BTreeMap<u64, Vec<i64>>,
) -> io::Result<Option<String>> {
    // Longer than any row.
    let longest = 32 * (format.header.len() as u64 + 1);
    let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut line = Vec::new();
    let mut next = |line: &mut Vec<u8>| {
        line.clear();
        io::Read::take(&mut file, longest).read_until(b'\n', line)
    };
    next(&mut line)?;
    if line != format.header {
        return Ok(Some("its first line is another".to_owned()));
    }
    loop {
        next(&mut line)?;
        let run = runs.next();
        let (Some(run), false) = (run, line.is_empty()) else {
            return Ok(match (run, line.is_empty()) {
                (Some(run), _) => Some(format!("it ends before run {run}")),
                (None, false) => Some("there are more".to_owned()),
                (None, true) => None,
            });
        };
        let number = line.split(|&byte| byte == b',').next().unwrap_or_default();
        if number != run.to_string().as_bytes() {
            return Ok(Some(format!("where run {run} should be is another")));
        }
        if made.get(&run).is_some_and(|totals| format.row(run, totals) != line) {
            return Ok(Some(format!("run {run} came to something else when it was made again")));
        }
    }
}
