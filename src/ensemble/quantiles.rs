//! Quantiles of many values in bounded memory, merged exactly in any order.
//!
//! Every cell (a series on a day, or a total) has a histogram of [`BINS`] equal bins that the pilot fixed. While the
//! pilot's values lie close together every bin holds one value and quantiles are exact; else they are interpolated
//! within a bin, an error of less than a bin: some 0.01 standard deviations. Counts are integers, so histograms of any
//! parts of the work add up to the same whole.

use crate::real::elementary::{integer, nearest, signed_integer};

/// Bins of a histogram.
pub(super) const BINS: usize = 512;

/// The widest that bins may be, beyond all that is simulated: so that the index of a value is exact.
const WIDEST: i64 = (1 << 40) - 1;

/// The bins of a cell, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bins {
    low: i64,
    width: i64,
    /// Does every bin hold one possible value only?
    exact: bool,
}

/// What finds the bin of a value, see [`Finder::index`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Finder {
    pub low: f64,
    /// The last value of the last bin, above `low`.
    pub last: f64,
    pub bins_per_step: f64,
    /// Half a step, less half a bin, in bins.
    pub middle: f64,
}

impl Finder {
    /// The bin of a value; what lies outside counts in the first or last.
    ///
    /// A multiplication by the reciprocal of the width, which vectors have. It gives the same bin as a division of integers:
    /// the middle of a step lies at least half a step from the edge of a bin, which is more than 2^-42 bins, and rounding
    /// moves it by less than 2^-42 of the at most 2^9 bins.
    #[inline(always)]
    pub fn index(&self, value: i64) -> u64 {
        let above = signed_integer(value) - self.low;
        let above = if above > 0.0 { above } else { 0.0 };
        let above = if above < self.last { above } else { self.last };
        integer(nearest(above * self.bins_per_step + self.middle))
    }
}

impl Bins {
    /// Bins for values like those of the pilot, which lie between `least` and `most`, all `whole` units or not: half their
    /// range of room on both sides.
    pub fn from_pilot(least: i64, most: i64, whole: bool) -> Self {
        if least > most {
            return Bins::new(0, 1000, false);
        }
        let grain = if whole { 1000 } else { 1 };
        let room = ((most - least) / 2).max(32 * grain);
        let first = (least - room).max(if least >= 0 { 0 } else { i64::MIN }).div_euclid(grain) * grain;
        let range = most + room - first;
        let width = ((range / BINS as i64) / grain + 1) * grain;
        Bins::new(first, width, width == grain)
    }

    fn new(low: i64, width: i64, exact: bool) -> Self {
        Bins { low, width: width.clamp(1, WIDEST), exact }
    }

    /// Lower end, width, and whether every bin holds one possible value only.
    pub fn parts(&self) -> (i64, i64, bool) {
        (self.low, self.width, self.exact)
    }

    /// Bins with such parts, if there can be any.
    pub fn of_parts(low: i64, width: i64, exact: bool) -> Option<Self> {
        (1..=WIDEST).contains(&width).then_some(Bins { low, width, exact })
    }

    /// What finds the bin of a value.
    pub fn finder(&self) -> Finder {
        let bins_per_step = 1.0 / self.width as f64;
        Finder {
            low: self.low as f64,
            last: (BINS as i64 * self.width - 1) as f64,
            bins_per_step,
            middle: 0.5 * bins_per_step - 0.5,
        }
    }

    /// Quantiles by linear interpolation between order statistics, as exact as the bins allow. `least` and `most` are
    /// the extremes of all values that were counted.
    pub fn quantiles<const N: usize>(&self, counts: &[u32; BINS], shares: [f64; N], least: i64, most: i64) -> [f64; N] {
        let mut runs = 0;
        let up_to = counts.map(|count| {
            runs += count;
            runs
        });
        let at = |rank| self.order_statistic(&up_to, rank, least, most);
        shares.map(|share| {
            let position = share * f64::from(runs - 1);
            let (below, above) = (at(libm::floor(position)), at(libm::ceil(position)));
            below + (above - below) * (position - libm::floor(position))
        })
    }

    /// The value at a rank (0 = least). `up_to` is how many runs lie in a bin and in those before it: `[bin]`.
    fn order_statistic(&self, up_to: &[u32; BINS], rank: f64, least: i64, most: i64) -> f64 {
        let bin = up_to.partition_point(|&runs| f64::from(runs) <= rank);
        if bin == BINS {
            return most as f64;
        }
        let before = if bin == 0 { 0.0 } else { f64::from(up_to[bin - 1]) };
        let count = f64::from(up_to[bin]) - before;
        let (mut start, mut end) = (self.low + bin as i64 * self.width, self.low + (bin as i64 + 1) * self.width);
        let overflows = (bin == 0 && least < start) || (bin == BINS - 1 && most >= end);
        if bin == 0 {
            start = start.min(least);
        }
        if bin == BINS - 1 {
            end = end.max(most);
        }
        let inside = if self.exact && !overflows {
            start as f64
        } else {
            start as f64 + (end - start) as f64 * (rank - before + 0.5) / count
        };
        inside.clamp(least as f64, most as f64)
    }
}

/// Quantile of sorted values by linear interpolation between order statistics.
pub(super) fn sorted_quantile(sorted: &[i64], share: f64) -> f64 {
    let position = share * (sorted.len() - 1) as f64;
    let (below, above) = (libm::floor(position) as usize, libm::ceil(position) as usize);
    sorted[below] as f64 + (sorted[above] - sorted[below]) as f64 * (position - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::normal_quantile;

    fn bins_of(pilot: &[i64]) -> Bins {
        let whole = pilot.iter().all(|value| value % 1000 == 0);
        Bins::from_pilot(*pilot.iter().min().unwrap(), *pilot.iter().max().unwrap(), whole)
    }

    fn tally(bins: Bins, values: &[i64]) -> [u32; BINS] {
        let mut counts = [0; BINS];
        values.iter().for_each(|&value| counts[bins.finder().index(value) as usize] += 1);
        counts
    }

    #[test]
    fn small_whole_numbers_have_exact_quantiles() {
        let values: Vec<i64> = (0..1000).map(|i| (i * 7 % 40) * 1000).collect();
        let bins = bins_of(&values[..256]);
        let counts = tally(bins, &values);
        let mut sorted = values.clone();
        sorted.sort_unstable();
        for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
            let [quantile] = bins.quantiles(&counts, [share], 0, 39_000);
            assert_eq!(quantile, sorted_quantile(&sorted, share), "at {share}");
        }
    }

    #[test]
    fn wide_laws_are_right_to_a_hundredth_of_a_standard_deviation() {
        // A grid of normal quantiles in an order that mixes early and late values, so that the pilot sees both.
        let value = |i: i64| (1e8 + 1e7 * normal_quantile((i as f64 + 0.5) / 10_000.0)) as i64;
        let values: Vec<i64> = (0..10_000).map(|i| value(i * 3_571 % 10_000)).collect();
        let bins = bins_of(&values[..256]);
        let counts = tally(bins, &values);
        let mut sorted = values.clone();
        sorted.sort_unstable();
        for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
            let [quantile] = bins.quantiles(&counts, [share], sorted[0], sorted[9_999]);
            let exact = sorted_quantile(&sorted, share);
            assert!((quantile - exact).abs() < 0.01 * 1e7, "at {share}: {quantile} against {exact}");
        }
    }

    #[test]
    fn values_beyond_the_pilot_still_count() {
        let bins = bins_of(&[0, 1000]);
        let values = [0, 1000, 5_000_000, 6_000_000];
        let counts = tally(bins, &values);
        assert_eq!(counts.iter().sum::<u32>(), 4);
        let [first, last] = bins.quantiles(&counts, [0.0, 1.0], 0, 6_000_000);
        assert_eq!(first, 0.0);
        assert!(last > 3_000_000.0);
    }

    /// The index by its definition.
    fn by_division(bins: Bins, value: i64) -> usize {
        ((i128::from(value) - i128::from(bins.low)) / i128::from(bins.width)).clamp(0, BINS as i128 - 1) as usize
    }

    #[test]
    fn the_ends_of_every_bin_are_where_division_puts_them() {
        let powers = (0..40).flat_map(|power| [(1 << power) - 1, 1 << power, (1 << power) + 1]);
        for width in powers.chain([1000, 3_000, 7_919_000, 999_999_999_989, WIDEST]).filter(|&width| width > 0) {
            for low in [0, -5_000_017, 1_700_000_000] {
                let bins = Bins::new(low, width, false);
                for bin in -2..=BINS as i64 + 1 {
                    for value in [low + bin * width - 1, low + bin * width, low + bin * width + width / 2] {
                        assert_eq!(
                            bins.finder().index(value) as usize,
                            by_division(bins, value),
                            "{value} in {bins:?}"
                        );
                    }
                }
                for value in [1 - (1 << 51), (1 << 51) - 1] {
                    assert_eq!(bins.finder().index(value) as usize, by_division(bins, value), "{value} in {bins:?}");
                }
            }
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]
        #[test]
        fn bins_are_found_as_by_division(low in -1i64 << 50..1 << 50, bits in 0u32..40, digits: i64, share in -0.1..1.1) {
            let bins = Bins::new(low, (digits & ((1 << bits) - 1)) | 1 << bits, false);
            let value = low + (share * BINS as f64 * bins.width as f64) as i64;
            for value in value - 1..=value + 1 {
                proptest::prop_assert_eq!(bins.finder().index(value) as usize, by_division(bins, value));
            }
        }

        #[test]
        fn quantiles_are_those_of_a_walk(
            values in proptest::collection::vec(-3_000_000i64..3_000_000, 1..60),
            shares: [f64; 4],
        ) {
            let bins = bins_of(&values[..values.len().div_ceil(3)]);
            let (least, most) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
            let shares = shares.map(|share| share.abs().fract());
            let found = bins.quantiles(&tally(bins, &values), shares, least, most);
            proptest::prop_assert_eq!(found, shares.map(|share| by_walk(bins, &values, share)));
        }
    }

    /// A quantile by its definition: the value at a rank lies in the first bin that more runs reach.
    fn by_walk(bins: Bins, values: &[i64], share: f64) -> f64 {
        let (least, most) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
        let at = |rank: f64| {
            let mut before = 0.0;
            for bin in 0..BINS {
                let count = values.iter().filter(|&&value| by_division(bins, value) == bin).count() as f64;
                if rank < before + count {
                    let mut start = bins.low + bin as i64 * bins.width;
                    let mut end = start + bins.width;
                    let overflows = (bin == 0 && least < start) || (bin == BINS - 1 && most >= end);
                    start = if bin == 0 { start.min(least) } else { start };
                    end = if bin == BINS - 1 { end.max(most) } else { end };
                    let within = (end - start) as f64 * (rank - before + 0.5) / count;
                    let value = if bins.exact && !overflows { start as f64 } else { start as f64 + within };
                    return value.clamp(least as f64, most as f64);
                }
                before += count;
            }
            unreachable!("a rank below the number of values")
        };
        let position = share * (values.len() - 1) as f64;
        let (below, above) = (at(position.floor()), at(position.ceil()));
        below + (above - below) * (position - position.floor())
    }
}
