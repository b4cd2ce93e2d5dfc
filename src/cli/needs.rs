//! What a study will take, before it begins: memory, disk and time; what cannot fit is refused.
//!
//! Memory and disk are estimated from the plan (`ensemble::memory`). Time is that of a batch that is made for it, so it is said of
//! long studies only. What is there is asked of the system; where it does not tell, nothing is refused.

use std::path::Path;
use std::time::Instant;

use super::common::{quietly, wrong};
use super::{Ending, tell};
use crate::ensemble::{self, Request, Unwatched};
use crate::units::grouped;

/// Runs from which the time is worth a word.
const LONG: u64 = 20_000;

/// A mebibyte.
const MIB: u64 = 1 << 20;

/// Says what the requests will take in a folder, if it is much, and refuses what cannot fit.
pub(super) fn check(requests: &[Request], folder: &Path, silent: bool) -> Result<(), Ending> {
    let Some(first) = requests.first() else { return Ok(()) };
    let threads = rayon::current_num_threads();
    let (memory, state) = (ensemble::memory(requests, threads), ensemble::state(requests));
    if let Some(there) = memory_there().filter(|&there| there < memory) {
        return Err(wrong(format!(
            "it would take about {} of memory and {} are there; ask for fewer days or policies, or make it on another machine",
            mebibytes(memory),
            mebibytes(there)
        )));
    }
    // A state, and tables of about its size.
    let disk = 2 * state;
    if let Some(there) = disk_there(folder).filter(|&there| there < disk) {
        return Err(wrong(format!(
            "it would take about {} of the disk and {} are free there; make room, or choose another folder with -o",
            mebibytes(disk),
            mebibytes(there)
        )));
    }
    let runs = (first.runs.end - first.runs.start) * requests.len() as u64;
    if !silent && runs >= LONG {
        let (seconds, memory, disk) = (time(requests, runs, threads), mebibytes(memory), mebibytes(disk));
        tell(&format!("It will take about {}, {memory} of memory and {disk} of disk at most.", in_words(seconds)));
    }
    Ok(())
}

/// Seconds that so many runs take, about: of a batch of every plan.
fn time(requests: &[Request], runs: u64, threads: usize) -> f64 {
    let began = Instant::now();
    let mut made = 0;
    quietly(|| {
        for request in requests {
            let end = request.runs.end.min(request.runs.start + request.engine.batch());
            made += end - request.runs.start;
            ensemble::batch(
                &Request { watch: &Unwatched, runs: request.runs.clone(), ..*request },
                request.runs.start..end,
            );
        }
    });
    began.elapsed().as_secs_f64() * runs as f64 / (made.max(1) as f64 * threads as f64)
}

fn in_words(seconds: f64) -> String {
    match seconds {
        ..100.0 => format!("{} seconds", grouped(libm::ceil(seconds))),
        ..6000.0 => format!("{} minutes", grouped(libm::ceil(seconds / 60.0))),
        _ => format!("{} hours", grouped(libm::ceil(seconds / 3600.0))),
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", grouped(bytes.div_ceil(MIB) as f64))
}

/// Memory that the system could give, as far as it tells.
fn memory_there() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// Bytes that are free where a folder will be, as far as the system tells.
#[cfg(unix)]
fn disk_there(folder: &Path) -> Option<u64> {
    let folder = folder.ancestors().find(|folder| folder.is_dir())?;
    let told = rustix::fs::statvfs(folder).ok()?;
    Some(told.f_bavail * told.f_frsize)
}

#[cfg(not(unix))]
fn disk_there(_: &Path) -> Option<u64> {
    None
}
