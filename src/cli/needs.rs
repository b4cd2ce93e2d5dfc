//! What a study will take, before it begins: memory, disk and time; what cannot fit is refused.
//!
//! Memory and disk are estimated from the plan (`ensemble::memory`). Time is that of a batch that is made for it, so it is said of
//! long studies only. What is there is asked of the system; where it does not tell, nothing is refused.

use std::path::Path;
use std::time::Instant;

use super::common::{quietly, wrong};
use super::{Ending, rows, tell};
use crate::ensemble::{self, Request, Unwatched};
use crate::units::grouped;

/// Runs from which the time is worth a word.
const LONG: u64 = 20_000;

/// A mebibyte.
const MIB: u64 = 1 << 20;

/// What ranges from resampled rows take besides, bytes: some 100 MiB were seen, whatever the number of rows.
const RESAMPLES: u64 = 128 * MIB;

/// Bytes of the rows of so many runs, at most, about: as long as the longest of a batch that is made for it.
pub(super) fn rows(request: &Request, runs: u64) -> u64 {
    let end = request.runs.end.min(request.runs.start + request.engine.batch());
    let batch = Request { watch: &Unwatched, runs: request.runs.clone(), ..*request };
    let made = quietly(|| ensemble::batch(&batch, request.runs.start..end));
    let format = rows::format(request);
    let longest = made.iter().flatten().map(|run| format.row(u64::MAX, &run.totals).len()).max().unwrap_or(0);
    format.header.len() as u64 + runs.saturating_mul(longest as u64)
}

/// Says what the requests will take in a folder, with `rows` bytes of rows besides, if it is much, and refuses what cannot fit.
pub(super) fn check(requests: &[Request], folder: &Path, rows: u64, silent: bool) -> Result<(), Ending> {
    let Some(first) = requests.first() else { return Ok(()) };
    let threads = rayon::current_num_threads();
    // A state, and tables of about its size.
    let disk = (2 * ensemble::state(requests)).saturating_add(rows);
    let taken = Taken { memory: ensemble::memory(requests, threads), disk };
    let runs = (first.runs.end - first.runs.start) * requests.len() as u64;
    taken.check(requests, runs, folder, silent)
}

/// The same of a study that keeps some values of every run and nothing else of it, `runs` in all.
pub(super) fn check_rows(
    request: &Request,
    runs: u64,
    values: usize,
    folder: &Path,
    silent: bool,
) -> Result<(), Ending> {
    let threads = rayon::current_num_threads();
    let at_once =
        request.runs.start..request.runs.end.min(request.runs.start + request.engine.batch() * threads as u64);
    let at_once = [Request { runs: at_once, ..*request }];
    // Rows in memory, and once more while they are packed; the log that keeps them, and tables of about its size.
    let rows = 2 * runs.saturating_mul(8 * values as u64);
    let memory = ensemble::memory(&at_once, threads).saturating_add(rows).saturating_add(RESAMPLES);
    Taken { memory, disk: rows }.check(&at_once, runs, folder, silent)
}

/// What a study takes, bytes.
struct Taken {
    memory: u64,
    disk: u64,
}

impl Taken {
    /// Refuses what cannot fit; says how much it is and how long so many runs take, if they are many.
    fn check(&self, requests: &[Request], runs: u64, folder: &Path, silent: bool) -> Result<(), Ending> {
        self.fits(folder)?;
        if !silent && runs >= LONG {
            self.tell(time(requests, runs, rayon::current_num_threads()));
        }
        Ok(())
    }

    /// Refuses what cannot fit.
    fn fits(&self, folder: &Path) -> Result<(), Ending> {
        if let Some(there) = memory_there().filter(|&there| there < self.memory) {
            return Err(wrong(format!(
                "it would take about {} of memory and {} are there; ask for fewer days or policies, or make it on another \
                 machine",
                mebibytes(self.memory),
                mebibytes(there)
            )));
        }
        if let Some(there) = disk_there(folder).filter(|&there| there < self.disk) {
            return Err(wrong(format!(
                "it would take about {} of the disk and {} are free there; make room, or choose another folder with -o",
                mebibytes(self.disk),
                mebibytes(there)
            )));
        }
        Ok(())
    }

    fn tell(&self, seconds: f64) {
        let (memory, disk) = (mebibytes(self.memory), mebibytes(self.disk));
        tell(&format!("It will take about {}, {memory} of memory and {disk} of disk at most.", in_words(seconds)));
    }
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

/// Memory that the process could have, as far as the system tells: what is free, what a shell allows (`ulimit -v`), and what the
/// control groups allow in which clusters and containers put it.
fn memory_there() -> Option<u64> {
    [memory_free(), address_space(), memory_of_groups()].into_iter().flatten().min()
}

fn memory_free() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

#[cfg(unix)]
fn address_space() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::As).current
}

#[cfg(not(unix))]
fn address_space() -> Option<u64> {
    None
}

/// The smallest limit of the control group of this process and those around it (cgroup v2).
fn memory_of_groups() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    let group = told.lines().find_map(|line| line.strip_prefix("0::/"))?;
    let limit = |group: &Path| {
        let told = std::fs::read_to_string(Path::new("/sys/fs/cgroup").join(group).join("memory.max")).ok()?;
        told.trim().parse::<u64>().ok()
    };
    Path::new(group).ancestors().filter_map(limit).min()
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
