//! Quantiles of many values in bounded memory, merged exactly in any order.
//!
//! Every cell (a series on a day, or a total) has a histogram of [`BINS`] equal bins that the pilot fixed. While the
//! pilot's values lie close together every bin holds one value and quantiles are exact; else they are interpolated
//! within a bin, an error of less than a bin: some 0.01 standard deviations. Counts are integers, so histograms of any
//! parts of the work add up to the same whole.

/// Bins of a histogram.
pub(super) const BINS: usize = 512;

/// The bins of a cell, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bins {
    low: i64,
    width: i64,
    /// Does every bin hold one possible value only?
    exact: bool,
}

impl Bins {
    /// Bins for values like those of the pilot: half their range of room on both sides.
    pub fn from_pilot(values: impl Iterator<Item = i64> + Clone) -> Self {
        if values.clone().next().is_none() {
            return Bins { low: 0, width: 1000, exact: false };
        }
        let (low, high) = values.clone().fold((i64::MAX, i64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let grain = if values.clone().all(|value| value % 1000 == 0) { 1000 } else { 1 };
        let room = ((high - low) / 2).max(32 * grain);
        let first = (low - room).max(if low >= 0 { 0 } else { i64::MIN }).div_euclid(grain) * grain;
        let range = high + room - first;
        let width = ((range / BINS as i64) / grain + 1) * grain;
        Bins { low: first, width, exact: width == grain }
    }

    /// The bin of a value; what lies outside counts in the first or last.
    #[inline]
    pub fn index(&self, value: i64) -> usize {
        ((value - self.low) / self.width).clamp(0, BINS as i64 - 1) as usize
    }

    /// Quantile by linear interpolation between order statistics, as exact as the bins allow. `counts` adds up to
    /// `n`; `least` and `most` are the extremes of all values.
    pub fn quantile(&self, counts: &[u32], n: u64, share: f64, least: i64, most: i64) -> f64 {
        let position = share * (n - 1) as f64;
        let below = self.order_statistic(counts, libm::floor(position), least, most);
        let above = self.order_statistic(counts, libm::ceil(position), least, most);
        below + (above - below) * (position - libm::floor(position))
    }

    /// The value at a rank (0 = least).
    fn order_statistic(&self, counts: &[u32], rank: f64, least: i64, most: i64) -> f64 {
        let mut before = 0.0;
        for (bin, &count) in counts.iter().enumerate() {
            let count = f64::from(count);
            if rank < before + count {
                let (mut start, mut end) =
                    (self.low + bin as i64 * self.width, self.low + (bin as i64 + 1) * self.width);
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
                return inside.clamp(least as f64, most as f64);
            }
            before += count;
        }
        most as f64
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

    fn tally(bins: Bins, values: &[i64]) -> Vec<u32> {
        let mut counts = vec![0; BINS];
        values.iter().for_each(|&value| counts[bins.index(value)] += 1);
        counts
    }

    #[test]
    fn small_whole_numbers_have_exact_quantiles() {
        let values: Vec<i64> = (0..1000).map(|i| (i * 7 % 40) * 1000).collect();
        let bins = Bins::from_pilot(values[..256].iter().copied());
        let counts = tally(bins, &values);
        let mut sorted = values.clone();
        sorted.sort_unstable();
        for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
            let quantile = bins.quantile(&counts, 1000, share, 0, 39_000);
            assert_eq!(quantile, sorted_quantile(&sorted, share), "at {share}");
        }
    }

    #[test]
    fn wide_laws_are_right_to_a_hundredth_of_a_standard_deviation() {
        // A grid of normal quantiles in an order that mixes early and late values, so that the pilot sees both.
        let value = |i: i64| (1e8 + 1e7 * normal_quantile((i as f64 + 0.5) / 10_000.0)) as i64;
        let values: Vec<i64> = (0..10_000).map(|i| value(i * 3_571 % 10_000)).collect();
        let bins = Bins::from_pilot(values[..256].iter().copied());
        let counts = tally(bins, &values);
        let mut sorted = values.clone();
        sorted.sort_unstable();
        for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
            let quantile = bins.quantile(&counts, 10_000, share, sorted[0], sorted[9_999]);
            let exact = sorted_quantile(&sorted, share);
            assert!((quantile - exact).abs() < 0.01 * 1e7, "at {share}: {quantile} against {exact}");
        }
    }

    #[test]
    fn values_beyond_the_pilot_still_count() {
        let bins = Bins::from_pilot([0, 1000].into_iter());
        let values = [0, 1000, 5_000_000, 6_000_000];
        let counts = tally(bins, &values);
        assert_eq!(counts.iter().sum::<u32>(), 4);
        assert_eq!(bins.quantile(&counts, 4, 0.0, 0, 6_000_000), 0.0);
        assert!(bins.quantile(&counts, 4, 1.0, 0, 6_000_000) > 3_000_000.0);
    }
}
