//! How much an ensemble will hold and leave, before it begins.
//!
//! What is counted is what grows with the plan: cells (series on days, and totals) times runs that are kept. Everything else, the
//! program and what an engine needs for itself, is a constant that was measured.

use super::block::RECENT;
use super::quantiles::BINS;
use super::{BATCHES_PER_THREAD, KEPT_RUNS, MARKED, PILOT, Request, SAMPLES};

/// The program, its tables and an engine, in bytes.
const REST: u64 = 40 << 20;

/// Bytes of a cell beside its histogram: sums, bins, what finds them, and the bins of runs that are not counted yet.
const CELL: u64 = 48 + 24 + 32 + 2 * RECENT as u64;

/// Bytes that a cell takes in a state, at most, about: sums, and a histogram in a Rice code.
const PACKED_CELL: u64 = 450;

/// Bytes of a mark in a state.
const PACKED_MARK: u64 = 12;

/// Bytes of a cell in the findings of a tally.
const FOUND_CELL: u64 = 900;

/// Bytes of memory that the ensemble of these requests will take at most, about.
pub fn memory(requests: &[Request], threads: usize) -> u64 {
    let Some(first) = requests.first() else { return 0 };
    let runs = first.runs.end - first.runs.start;
    let plans = requests.len() as u64;
    let (tallies, cells, totals) = (2 * plans - 1, cells(first), first.prepared.catalogue.totals.len() as u64);
    // Two bytes a bin, and two more when they could be needed.
    let histogram = if runs > u64::from(u16::MAX) { 4 } else { 2 } * BINS as u64;
    let wave = (first.engine.batch() * BATCHES_PER_THREAD * threads as u64).min(PILOT);
    let whole_runs = runs.min(PILOT) + runs.min(SAMPLES as u64) + 2 * wave;
    let kept = runs.min(KEPT_RUNS as u64) * (totals * 8 + 64);
    // Several tallies are there with the findings of all, and the table of pairs.
    let found = if plans > 1 { tallies * (cells * FOUND_CELL + kept) + plans * kept } else { 0 };
    REST + tallies * (cells * (CELL + histogram + whole_runs * 8) + kept) + found + state(requests)
}

/// Bytes of the state of the ensemble of these requests, at most, about.
pub fn state(requests: &[Request]) -> u64 {
    let Some(first) = requests.first() else { return 0 };
    let runs = first.runs.end - first.runs.start;
    let totals = runs.min(KEPT_RUNS as u64) * first.prepared.catalogue.totals.len() as u64 * 4;
    let plans = requests.len() as u64;
    (2 * plans - 1) * (cells(first) * PACKED_CELL + totals) + plans * (runs / MARKED + 1) * PACKED_MARK
}

fn cells(request: &Request) -> u64 {
    let catalogue = &request.prepared.catalogue;
    (catalogue.daily.len() * request.prepared.plan.days + catalogue.totals.len()) as u64
}
