//! A block as bytes, and blocks of different runs put together.

use super::{BINS, Block, NOTHING, RECENT, Sums};
use crate::ensemble::quantiles::Bins;
use crate::packed::{Damaged, Reader, Writer};

/// No value and no difference of two is larger than that, in steps.
const LARGEST: i64 = 1 << 53;

impl Block {
    /// The block after so many runs, all of which have been counted: first its sums, then its histograms if there are any.
    /// However the runs came, the bytes are the same.
    pub fn pack(&self, runs: u64) -> Vec<u8> {
        let mut writer = Writer::default();
        for Sums { sum, squares, least, most } in self.sums.iter().filter(|_| runs > 0) {
            writer.signed_wide(*sum);
            writer.wide(*squares as u128);
            writer.signed(*least);
            writer.number(most.abs_diff(*least));
        }
        for (cell, bins) in self.bins.iter().enumerate() {
            bins.pack(&mut writer);
            writer.counts(&self.counts_of(cell));
        }
        writer.bytes
    }

    /// Fills a new block with what was packed after so many runs, with histograms or without.
    pub fn unpack(&mut self, bytes: &[u8], runs: u64, has_bins: bool) -> Result<(), Damaged> {
        let mut reader = Reader::new(bytes);
        for sums in self.sums.iter_mut().filter(|_| runs > 0) {
            *sums = read_sums(&mut reader, runs)?;
        }
        if has_bins {
            let cells = self.sums.len();
            let bins = vec![0u32; BINS];
            let mut counts = vec![bins; cells];
            let mut bins = Vec::with_capacity(cells);
            for counts in &mut counts {
                bins.push(Bins::unpack(&mut reader)?);
                reader.counts(counts)?;
                let counted: u64 = counts.iter().map(|&count| u64::from(count)).sum();
                if counted != runs {
                    return Err(Damaged(format!("a histogram counts {counted} runs, not {runs}")));
                }
            }
            self.set_bins(bins);
            self.set_counts(counts.iter().flatten().copied(), runs);
        }
        reader.end()
    }

    /// Keeps the bins and forgets what was counted.
    pub fn forget(&mut self) {
        self.sums.fill(NOTHING);
        self.recent.clear();
        self.counted_runs = 0;
        (self.counts, self.carries) = (Vec::new(), Vec::new());
    }

    /// Adds what a block with the same bins has counted of other runs, after which there are so many.
    ///
    /// # Errors
    /// If the bins differ.
    pub fn join(&mut self, other: &Block, runs: u64) -> Result<(), Damaged> {
        if self.bins != other.bins {
            return Err(Damaged("histograms with other bins".to_owned()));
        }
        self.sums.iter_mut().zip(&other.sums).for_each(|(sums, &other)| sums.add(other));
        if self.has_bins() && runs <= u64::from(u16::MAX) {
            // Two bytes hold every count.
            if self.recent.len() + other.recent.len() > RECENT {
                self.empty_recent();
            }
            self.recent.extend_from_slice(&other.recent);
            if !other.counts.is_empty() {
                self.provide_counts();
                self.counts.iter_mut().zip(&other.counts).for_each(|(ours, theirs)| *ours += theirs);
            }
            self.counted_runs += other.counted_runs;
        } else if self.has_bins() {
            let both = |cell| {
                let (ours, theirs) = (self.counts_of(cell), other.counts_of(cell));
                ours.into_iter().zip(theirs).map(|(ours, theirs)| ours + theirs)
            };
            let counts: Vec<u32> = (0..self.sums.len()).flat_map(both).collect();
            self.set_counts(counts.into_iter(), runs);
        }
        Ok(())
    }

    /// Sets `[cell][bin]` after so many runs.
    fn set_counts(&mut self, counts: impl Iterator<Item = u32> + Clone, runs: u64) {
        self.recent.clear();
        self.counted_runs = runs as usize;
        self.carries = match runs > u64::from(u16::MAX) {
            true => counts.clone().map(|count| (count >> 16) as u16).collect(),
            false => Vec::new(),
        };
        self.counts = counts.map(|count| count as u16).collect();
    }
}

/// The sums of a cell, such as so many runs can have.
fn read_sums(reader: &mut Reader, runs: u64) -> Result<Sums, Damaged> {
    let (sum, squares) = (reader.signed_wide()?, reader.wide()?);
    let (least, more) = (reader.signed()?, reader.number()?);
    let most = least.checked_add_unsigned(more).filter(|&most| least >= -LARGEST && most <= LARGEST);
    let variance = || {
        let squares = i128::try_from(squares).ok()?.checked_mul(runs.into())?;
        squares.checked_sub(sum.checked_mul(sum)?).filter(|&spread| spread >= 0)
    };
    match (most, variance()) {
        (Some(most), Some(_)) => Ok(Sums { sum, squares: squares as i128, least, most }),
        _ => Err(Damaged("sums that no values have".to_owned())),
    }
}

impl Bins {
    fn pack(&self, writer: &mut Writer) {
        let (low, width, exact) = self.parts();
        writer.signed(low);
        writer.number(width as u64 * 2 + u64::from(exact));
    }

    fn unpack(reader: &mut Reader) -> Result<Self, Damaged> {
        let (low, packed) = (reader.signed()?, reader.number()?);
        let fits = (-LARGEST..=LARGEST).contains(&low);
        let bins = fits.then(|| Bins::of_parts(low, (packed / 2) as i64, packed % 2 == 1)).flatten();
        bins.ok_or_else(|| Damaged("a histogram with bins that there cannot be".to_owned()))
    }
}
