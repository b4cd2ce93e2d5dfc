//! Named streams: the only maker of random generators.
//!
//! Every random draw has a name, (seed, run, purpose, day, item), and the generator for that name needs no state from
//! any other. So nothing depends on the number of threads, the size of a batch or the order of arrival; two policies
//! that share a history share their luck; and any run can be replayed alone. The generator is Philox4x32-10
//! (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"), a counter-based generator: the
//! seed is the key, the name is the counter.

mod many;
mod philox;

use std::convert::Infallible;

use philox::{MULTIPLIERS, Word, philox};
use rand::TryRng;

/// What a draw is for. The number is part of the counter: never renumber, only add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Numbers whose law is not continuous, scrambling of the design.
    Design = 1,
    /// The random environment; item 0 is the nation, the others are provinces.
    Environment = 2,
    /// Dividing a stock among its flows; the item is the stock.
    Divide = 3,
    /// Which households of a batch are served; the item is the crossing.
    Admit = 4,
    /// Who gives up waiting; the item names crossing, batch and class.
    GiveUp = 5,
    /// Where the households of a crossing go; the item is the crossing.
    Land = 6,
    /// Shares of destinations in a run; the item is the crossing.
    Destinations = 7,
    /// One household after another, in the reference engine.
    Household = 8,
    /// Resampling and other needs of studies.
    Study = 9,
}

/// Maker of generators for one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    key: [u32; 2],
}

impl Streams {
    /// The streams of a seed.
    pub fn new(seed: u64) -> Self {
        Streams { key: [seed as u32, (seed >> 32) as u32] }
    }

    /// The generator with a name. `day` is days since 1970-01-01, so that scenarios with different first days share
    /// their luck; `item` is explained at each [`Purpose`].
    ///
    /// Runs are numbered below 2^32 and days lie within 2^23 of 1970 (a plan's checks see to both).
    #[inline]
    pub fn stream(&self, run: u64, purpose: Purpose, day: i32, item: u32) -> Stream {
        self.name(purpose, day, item).stream(run as u32, 0)
    }

    /// What many draws are for: what [`crate::sample`] draws under.
    #[inline]
    pub fn occasion(&self, purpose: Purpose, day: i32) -> Occasion {
        Occasion { key: self.key, name: ((purpose as u32) << 24) | (day as u32 & 0x00ff_ffff) }
    }

    /// A name shared by many runs.
    #[inline]
    pub fn name(&self, purpose: Purpose, day: i32, item: u32) -> Name {
        self.occasion(purpose, day).item(item)
    }
}

/// Blocks of the counter that belong to one draw of a name, as a power of two: draw `d` of a name uses the blocks
/// `d << 16` and following, one for each attempt. A stream uses the blocks of draw 0 and, if it is read for longer
/// than 2^18 words, those after them; so a name is either read as one stream or drawn from by number.
const BLOCKS_PER_DRAW_LOG2: u32 = 16;

/// What draws are for, and on which day; the item, the run and the number of the draw complete it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    key: [u32; 2],
    name: u32,
}

impl Occasion {
    /// The name of an item.
    #[inline]
    pub fn item(&self, item: u32) -> Name {
        Name { occasion: *self, item }
    }

    /// The two uniform numbers of an attempt at a draw about an item in a run. Draws and attempts are numbered below 2^16.
    #[inline(always)]
    pub fn pair(&self, item: u32, run: u32, draw: u32, attempt: u32) -> [f64; 2] {
        let block = (draw << BLOCKS_PER_DRAW_LOG2).wrapping_add(attempt);
        let words = philox(
            [u64::from(block), u64::from(run), u64::from(self.name), u64::from(item)],
            self.key,
            [u64::of(MULTIPLIERS[0]), u64::of(MULTIPLIERS[1])],
        );
        [open_unit(words[0], words[1]), open_unit(words[2], words[3])]
    }

    /// The same of many lanes. The slices are as long as `items`, but for `second` if it is not asked for.
    #[inline(always)]
    pub fn pairs<const SECOND: bool>(
        &self,
        (items, runs): (&[u32], &[u32]),
        (draw, attempt): (u32, u32),
        first: &mut [f64],
        second: &mut [f64],
    ) {
        let lanes = items.len();
        let (runs, first) = (&runs[..lanes], &mut first[..lanes]);
        let second = if SECOND { &mut second[..lanes] } else { second };
        let begin = many::pairs::<SECOND>(self, (items, runs), (draw, attempt), first, second);
        for i in begin..lanes {
            let pair = self.pair(items[i], runs[i], draw, attempt);
            first[i] = pair[0];
            if SECOND {
                second[i] = pair[1];
            }
        }
    }
}

/// What a draw is for, on which day, about which item; the run and the number of the draw complete it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    occasion: Occasion,
    item: u32,
}

impl Name {
    /// The two uniform numbers of an attempt at a draw, see [`Occasion::pair`].
    #[inline(always)]
    pub fn pair(&self, run: u32, draw: u32, attempt: u32) -> [f64; 2] {
        self.occasion.pair(self.item, run, draw, attempt)
    }

    /// The generator that begins at a draw of a run.
    #[inline]
    pub fn stream(&self, run: u32, draw: u32) -> Stream {
        let counter = [draw << BLOCKS_PER_DRAW_LOG2, run, self.occasion.name, self.item];
        Stream { key: self.occasion.key, counter, block: [0; 4], used: 4 }
    }
}

/// A generator: the sequence of random bits with one name.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u32; 2],
    counter: [u32; 4],
    block: [u32; 4],
    used: usize,
}

impl Stream {
    #[inline]
    fn word(&mut self) -> u32 {
        if self.used == 4 {
            self.block = philox4x32_10(self.counter, self.key);
            self.counter[0] = self.counter[0].wrapping_add(1);
            self.used = 0;
        }
        let word = self.block[self.used];
        self.used += 1;
        word
    }

    /// Uniform on the open interval (0, 1), with 52 bits: never 0 and never 1 (with 53 the largest would round to 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        let low = u64::from(self.word());
        open_unit(low, u64::from(self.word()))
    }

    /// Uniform on 0..n, by Lemire's multiplication with rejection: exactly uniform.
    ///
    /// # Panics
    /// If `n` is zero.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        assert!(n > 0, "a draw from nothing");
        let threshold = n.wrapping_neg() % n;
        loop {
            let product = u64::from(self.word()) * u64::from(n);
            if product as u32 >= threshold {
                return (product >> 32) as u32;
            }
        }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word())
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.word());
        Ok(u64::from(self.word()) << 32 | low)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            chunk.copy_from_slice(&self.word().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// The bits of 1, and half a part of 2^52 equal ones.
const ONE: u64 = 1.0f64.to_bits();
const HALF_A_PART: f64 = 1.0 / (1u64 << 53) as f64;

/// A number on the open interval (0, 1) from two words: the middle of one of 2^52 equal parts. Without a conversion of
/// integers, which processors lack for vectors: the bits become the fraction of a number in [1, 2), and the subtraction
/// is exact.
#[inline(always)]
fn open_unit(low: u64, high: u64) -> f64 {
    f64::from_bits(((high << 32 | low) >> 12) | ONE) - (1.0 - HALF_A_PART)
}

/// The Philox4x32-10 block function.
#[inline]
pub fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    philox(counter.map(u64::from), key, MULTIPLIERS.map(u64::of)).map(|word| word as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known-answer vectors of the Random123 distribution (`kat_vectors`, philox 4x32 10).
    #[test]
    fn philox_gives_the_published_answers() {
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox4x32_10([0xffff_ffff; 4], [0xffff_ffff; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox4x32_10([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn every_part_of_the_name_counts() {
        let streams = Streams::new(1);
        let first = |mut stream: Stream| stream.word();
        let base = first(streams.stream(5, Purpose::Divide, 19_000, 7));
        assert_eq!(base, first(streams.stream(5, Purpose::Divide, 19_000, 7)));
        for other in [
            first(Streams::new(2).stream(5, Purpose::Divide, 19_000, 7)),
            first(streams.stream(6, Purpose::Divide, 19_000, 7)),
            first(streams.stream(5, Purpose::Admit, 19_000, 7)),
            first(streams.stream(5, Purpose::Divide, 19_001, 7)),
            first(streams.stream(5, Purpose::Divide, 19_000, 8)),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn small_ranges_are_uniform() {
        // Chi-square with 6 degrees of freedom; 22.46 has a probability of 0.001. The seed is fixed.
        let mut stream = Streams::new(3).stream(0, Purpose::Study, 0, 0);
        let mut counts = [0u32; 7];
        let n = 70_000;
        for _ in 0..n {
            counts[stream.below(7) as usize] += 1;
        }
        let expected = f64::from(n) / 7.0;
        let chi_square: f64 = counts.iter().map(|&c| (f64::from(c) - expected).powi(2) / expected).sum();
        assert!(chi_square < 22.46, "chi-square {chi_square}");
    }
}
