//! A tally as bytes, and tallies of different runs put together.

use rayon::prelude::*;

use super::{KEPT_RUNS, Piece, SAMPLES, Tally};
use crate::ensemble::block::Block;
use crate::ensemble::made::possible;
use crate::outcome::{Audit, RunSummary};
use crate::packed::{Damaged, Reader, Writer};

/// No value and no difference of two is larger than that, in steps.
pub(in crate::ensemble) const LARGEST: u64 = 1 << 53;

/// Blocks that are packed at a time, by all threads: few, so that they are not all there twice.
const TOGETHER: usize = 64;

impl Tally {
    /// The tally, of which no work is left, as bytes: the same for the same runs, however they came.
    pub(in crate::ensemble) fn pack(&self, writer: &mut Writer) {
        assert!(self.beyond.is_empty() && self.summed == self.pilot.len(), "all pieces of work are done");
        writer.number(self.runs);
        writer.number(self.room as u64);
        writer.number(self.samples.len() as u64);
        for (run, daily) in &self.samples {
            writer.number(*run);
            writer.course(daily);
        }
        writer.number(self.totals_by_run.len() as u64);
        for (run, totals) in &self.totals_by_run {
            writer.number(*run);
            totals.iter().for_each(|&total| writer.signed(total));
        }
        writer.number(self.pilot.len() as u64);
        for run in &self.pilot {
            writer.number(run.run);
            writer.course(&run.daily);
            writer.course(&run.totals);
        }
        writer.number(self.has_bins().into());
        for blocks in self.blocks.chunks(TOGETHER) {
            let blocks: Vec<Vec<u8>> = blocks.par_iter().map(|block| block.pack(self.runs)).collect();
            blocks.iter().for_each(|block| writer.block(block));
        }
    }

    /// Fills a new tally with what was packed.
    pub(in crate::ensemble) fn unpack(&mut self, reader: &mut Reader) -> Result<(), Damaged> {
        let (daily, totals) = (self.catalogue.daily.len() * self.days, self.catalogue.totals.len());
        self.runs = reader.at_most(u32::MAX as usize, "runs")? as u64;
        self.room = reader.at_most(SAMPLES, "samples")?;
        for _ in 0..reader.at_most(self.room, "samples")? {
            self.samples.push((reader.number()?, reader.course(daily)?));
        }
        let kept = if self.runs <= KEPT_RUNS as u64 { self.runs } else { 0 };
        reader.exactly(kept, "runs with totals")?;
        for _ in 0..kept {
            let run = reader.number()?;
            let totals = (0..totals).map(|_| reader.signed()).collect::<Result<Vec<i64>, Damaged>>()?;
            if totals.iter().any(|total| total.unsigned_abs() > LARGEST) {
                return Err(Damaged("a total that no run has".to_owned()));
            }
            self.totals_by_run.push((run, totals));
        }
        let pilot = reader.at_most(self.runs as usize, "runs of the pilot")?;
        for _ in 0..pilot {
            let run = RunSummary {
                run: reader.number()?,
                daily: reader.course(daily)?,
                totals: reader.course(totals)?,
                audit: Audit::default(),
            };
            possible(&run)?;
            self.pilot.push(run);
        }
        self.summed = pilot;
        let has_bins = reader.at_most(1, "kinds of histograms")? == 1;
        if (pilot as u64) != if has_bins { 0 } else { self.runs } {
            return Err(Damaged(format!("{pilot} runs of the pilot do not go with {} runs", self.runs)));
        }
        let bytes = self.blocks.iter().map(|_| reader.block()).collect::<Result<Vec<&[u8]>, Damaged>>()?;
        let runs = self.runs;
        let blocks = self.blocks.par_iter_mut().zip(bytes);
        blocks.map(|(block, bytes)| block.unpack(bytes, runs, has_bins)).collect()
    }

    /// Are there histograms?
    fn has_bins(&self) -> bool {
        self.blocks.iter().any(Block::has_bins)
    }

    /// Fixes the bins by the pilot, which is complete, and forgets its runs: a tally of runs beyond it begins.
    pub(in crate::ensemble) fn go_beyond(&mut self) {
        self.fix_bins();
        self.blocks.par_iter_mut().for_each(Block::forget);
        self.room -= self.samples.len();
        self.samples = Vec::new();
        self.totals_by_run = Vec::new();
        self.runs = 0;
    }

    /// The pilot is over.
    fn fix_bins(&mut self) {
        if !self.pilot.is_empty() {
            let pilot = std::mem::take(&mut self.pilot);
            self.summed = 0;
            self.blocks.par_iter_mut().for_each(|block| block.fix_bins(&pilot));
        }
    }

    /// Adds the runs of a tally that holds them whole, or that [went beyond](Self::go_beyond) the pilot of this one; all come
    /// after those that are here.
    ///
    /// # Errors
    /// If it has another pilot.
    pub(in crate::ensemble) fn join(&mut self, other: &Tally) -> Result<(), Damaged> {
        if other.runs == 0 {
            return Ok(());
        }
        if !other.has_bins() {
            self.take(other.pilot.clone());
            self.pieces().par_bridge().for_each(Piece::work);
            self.settle();
            return Ok(());
        }
        self.fix_bins();
        let runs = self.runs + other.runs;
        let blocks = self.blocks.par_iter_mut().zip(&other.blocks);
        blocks.map(|(block, other)| block.join(other, runs)).collect::<Result<(), Damaged>>()?;
        self.totals_by_run = match runs <= KEPT_RUNS as u64 {
            true => self.totals_by_run.iter().chain(&other.totals_by_run).cloned().collect(),
            false => Vec::new(),
        };
        let room = self.room - self.samples.len();
        self.samples.extend(other.samples.iter().take(room).cloned());
        self.runs = runs;
        Ok(())
    }
}
