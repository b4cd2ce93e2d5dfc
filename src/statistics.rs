//! Statistics for judging simulations: moments, quantiles, tests between two samples, equivalence, many tests at once.
//!
//! Permutation p-values break ties at random (Phipson and Smyth 2010, with the usual randomisation for discrete
//! statistics), so that under the null hypothesis they are exactly uniform although counts are discrete. Distribution
//! functions come from `statrs`, whose last digits depend on the platform: no simulated number does.

use crate::rng::{Purpose, Stream, Streams};
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};

/// A generator for resampling.
pub fn resampling(seed: u64) -> Stream {
    Streams::new(seed).stream(0, Purpose::Study, 0, 0)
}

/// Arithmetic mean.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Unbiased variance.
pub fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// Quantile of sorted values by linear interpolation between order statistics.
///
/// # Panics
/// If there are no values.
pub fn sorted_quantile(sorted: &[f64], share: f64) -> f64 {
    let position = share.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let (below, above) = (libm::floor(position), libm::ceil(position));
    let (from, to) = (sorted[below as usize], sorted[above as usize]);
    from + (to - from) * (position - below)
}

/// Quantile of values in any order, see [`sorted_quantile`].
///
/// # Panics
/// If there are no values.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted_quantile(&sorted, share)
}

/// The quantiles that every output shows: the ends of the nine-in-ten and of the half range, and the median.
pub const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Quantiles of values in any order at [`SHARES`].
///
/// # Panics
/// If there are no values.
pub fn quantiles(values: &[f64]) -> [f64; 5] {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    SHARES.map(|share| sorted_quantile(&sorted, share))
}

/// Two-sided p-value of a standard normal z.
pub fn p_of_z(z: f64) -> f64 {
    2.0 * Normal::standard().sf(z.abs())
}

/// The z whose two-sided p-value this is; at most some 38, where p-values end.
pub fn z_of_p(p: f64) -> f64 {
    Normal::standard().inverse_cdf(1.0 - p.max(1e-300) / 2.0).min(38.0)
}

/// p-value of "the mean is this", by Student's t.
pub fn p_mean(values: &[f64], expected: f64) -> f64 {
    let n = values.len() as f64;
    let t = (mean(values) - expected) / (variance(values) / n).sqrt();
    2.0 * StudentsT::new(0.0, 1.0, n - 1.0).expect("at least two values").sf(t.abs())
}

/// Standard errors on either side of a mean of so many values, at least two, that its 95 % interval reaches, by Student's t: 12.7
/// of two values, 2.4 of eight, 1.96 of very many.
pub fn t_95(values: usize) -> f64 {
    StudentsT::new(0.0, 1.0, values as f64 - 1.0).expect("at least two values").inverse_cdf(0.975)
}

/// Squared deviations from the mean, scaled so that their mean is the unbiased variance.
pub fn squared_deviations(values: &[f64]) -> Vec<f64> {
    let (centre, n) = (mean(values), values.len() as f64);
    values.iter().map(|value| (value - centre) * (value - centre) * n / (n - 1.0)).collect()
}

/// Welch's test that two means are equal, with a normal reference (samples are large).
pub fn p_welch(a: &[f64], b: &[f64]) -> f64 {
    p_of_z(z_welch(a, b))
}

/// The difference of the means in standard errors; infinite where both samples are constant and differ.
pub fn z_welch(a: &[f64], b: &[f64]) -> f64 {
    let error = (variance(a) / a.len() as f64 + variance(b) / b.len() as f64).sqrt();
    match mean(a) - mean(b) {
        0.0 => 0.0,
        difference => difference / error,
    }
}

/// Welch's test that two variances are equal, on squared deviations.
pub fn p_welch_variance(a: &[f64], b: &[f64]) -> f64 {
    p_welch(&squared_deviations(a), &squared_deviations(b))
}

/// Chi-square test that two samples follow one law: cells are the deciles of both together.
pub fn p_deciles(a: &[f64], b: &[f64]) -> f64 {
    let mut all: Vec<f64> = a.iter().chain(b).copied().collect();
    all.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = (1..10).map(|decile| all[all.len() * decile / 10]).collect();
    edges.dedup();
    let cell = |value: f64| edges.partition_point(|&edge| edge < value);
    let count = |sample: &[f64]| {
        let mut counts = vec![0.0; edges.len() + 1];
        sample.iter().for_each(|&value| counts[cell(value)] += 1.0);
        counts
    };
    let (in_a, in_b) = (count(a), count(b));
    let share = a.len() as f64 / all.len() as f64;
    let mut statistic = 0.0;
    let mut cells = 0;
    for (a, b) in in_a.iter().zip(&in_b) {
        if a + b > 0.0 {
            let (e_a, e_b) = ((a + b) * share, (a + b) * (1.0 - share));
            statistic += (a - e_a) * (a - e_a) / e_a + (b - e_b) * (b - e_b) / e_b;
            cells += 1;
        }
    }
    if cells < 2 {
        return 1.0;
    }
    ChiSquared::new(f64::from(cells - 1)).expect("positive degrees of freedom").sf(statistic)
}

/// Kolmogorov's test that values are uniform on (0, 1), with Stephens' correction for small samples.
pub fn p_uniform(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let distance = sorted
        .iter()
        .enumerate()
        .map(|(i, &value)| (value - i as f64 / n).max((i as f64 + 1.0) / n - value))
        .fold(0.0, f64::max);
    let x = distance * (n.sqrt() + 0.12 + 0.11 / n.sqrt());
    let series: f64 = (1..100)
        .map(f64::from)
        .map(|k| (if k % 2.0 == 1.0 { 2.0 } else { -2.0 }) * libm::exp(-2.0 * k * k * x * x))
        .sum();
    if x < 0.2 { 1.0 } else { series.clamp(0.0, 1.0) }
}

/// p-value of a statistic among its permutations, ties broken at random.
fn p_among(observed: f64, permuted: &[f64], stream: &mut Stream) -> f64 {
    let tolerance = 1e-9 * observed.abs().max(1e-300);
    let above = permuted.iter().filter(|&&value| value > observed + tolerance).count() as f64;
    let equal = permuted.iter().filter(|&&value| (value - observed).abs() <= tolerance).count() as f64;
    (above + stream.uniform() * (equal + 1.0)) / (permuted.len() as f64 + 1.0)
}

/// Puts items into random order, each equally likely (Fisher and Yates).
pub fn shuffle<T>(items: &mut [T], stream: &mut Stream) {
    for last in (1..items.len()).rev() {
        items.swap(last, stream.below(last as u32 + 1) as usize);
    }
}

/// Kolmogorov-Smirnov and Anderson-Darling tests of two samples, by permutation: right for counts.
pub fn p_ks_ad(a: &[f64], b: &[f64], permutations: usize, stream: &mut Stream) -> (f64, f64) {
    let mut pooled: Vec<(f64, bool)> = a.iter().map(|&v| (v, true)).chain(b.iter().map(|&v| (v, false))).collect();
    pooled.sort_by(|x, y| x.0.total_cmp(&y.0));
    // Ends of runs of equal values: the only places where the distribution functions can be compared.
    let ends: Vec<usize> =
        (0..pooled.len()).filter(|&i| i + 1 == pooled.len() || pooled[i].0 != pooled[i + 1].0).collect();
    let mut labels: Vec<bool> = pooled.iter().map(|item| item.1).collect();
    let observed = ks_ad(&labels, &ends, a.len());
    let permuted: Vec<(f64, f64)> = (0..permutations)
        .map(|_| {
            shuffle(&mut labels, stream);
            ks_ad(&labels, &ends, a.len())
        })
        .collect();
    let first: Vec<f64> = permuted.iter().map(|pair| pair.0).collect();
    let second: Vec<f64> = permuted.iter().map(|pair| pair.1).collect();
    (p_among(observed.0, &first, stream), p_among(observed.1, &second, stream))
}

fn ks_ad(labels: &[bool], ends: &[usize], in_a: usize) -> (f64, f64) {
    let (n, m) = (in_a as f64, (labels.len() - in_a) as f64);
    let all = labels.len() as f64;
    let (mut ks, mut ad) = (0.0f64, 0.0);
    let (mut a, mut start) = (0.0, 0);
    for &end in ends {
        a += labels[start..=end].iter().filter(|&&label| label).count() as f64;
        let below = (end + 1) as f64;
        let gap = a / n - (below - a) / m;
        ks = ks.max(gap.abs());
        if below < all {
            // The discrete form weights each step by the values that share it.
            ad += gap * gap / (below / all * (1.0 - below / all)) * (end + 1 - start) as f64;
        }
        start = end + 1;
    }
    (ks, ad)
}

/// Energy distance between two samples of vectors (each coordinate scaled by its pooled standard deviation), by
/// permutation: sees any difference between the joint laws.
pub fn p_energy(a: &[Vec<f64>], b: &[Vec<f64>], permutations: usize, stream: &mut Stream) -> f64 {
    let pooled: Vec<&Vec<f64>> = a.iter().chain(b).collect();
    let scale: Vec<f64> = (0..pooled[0].len())
        .map(|i| variance(&pooled.iter().map(|vector| vector[i]).collect::<Vec<f64>>()).sqrt())
        .map(|sd| if sd > 0.0 { 1.0 / sd } else { 0.0 })
        .collect();
    let n = pooled.len();
    let mut distance = vec![0.0f32; n * n];
    for i in 0..n {
        for j in 0..i {
            let squares: f64 = (0..scale.len()).map(|k| ((pooled[i][k] - pooled[j][k]) * scale[k]).powi(2)).sum();
            distance[i * n + j] = squares.sqrt() as f32;
            distance[j * n + i] = squares.sqrt() as f32;
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    let rows: Vec<f64> = distance.chunks(n).map(|row| row.iter().map(|&d| f64::from(d)).sum()).collect();
    let whole: f64 = rows.iter().sum();
    let (x, y) = (a.len() as f64, b.len() as f64);
    let statistic = |order: &[usize]| {
        let first = &order[..a.len()];
        let within = |i: usize| -> f64 { first.iter().map(|&j| f64::from(distance[i * n + j])).sum() };
        let within_first: f64 = first.iter().map(|&i| within(i)).sum();
        let between = first.iter().map(|&i| rows[i]).sum::<f64>() - within_first;
        let within_second = whole - within_first - 2.0 * between;
        2.0 * between / (x * y) - within_first / (x * x) - within_second / (y * y)
    };
    let observed = statistic(&order);
    let permuted: Vec<f64> = (0..permutations)
        .map(|_| {
            shuffle(&mut order, stream);
            statistic(&order)
        })
        .collect();
    p_among(observed, &permuted, stream)
}

/// Two one-sided tests: p-value of "the ratio of the means lies outside `1 +- margin`". Small means equivalent.
pub fn p_means_differ_by_more(a: &[f64], b: &[f64], margin: f64) -> f64 {
    let ratio = libm::log(mean(a) / mean(b));
    let error =
        (variance(a) / a.len() as f64 / mean(a).powi(2) + variance(b) / b.len() as f64 / mean(b).powi(2)).sqrt();
    two_one_sided(ratio, error, margin)
}

/// The same for the ratio of the standard deviations.
pub fn p_spreads_differ_by_more(a: &[f64], b: &[f64], margin: f64) -> f64 {
    let (in_a, in_b) = (squared_deviations(a), squared_deviations(b));
    let ratio = 0.5 * libm::log(mean(&in_a) / mean(&in_b));
    two_one_sided(ratio, 0.5 * (relative_variance(&in_a) + relative_variance(&in_b)).sqrt(), margin)
}

/// Standard error of the logarithm of a sample's standard deviation.
pub fn relative_error_of_spread(values: &[f64]) -> f64 {
    0.5 * relative_variance(&squared_deviations(values)).sqrt()
}

/// Squared standard error of the mean, relative to the mean.
fn relative_variance(values: &[f64]) -> f64 {
    variance(values) / values.len() as f64 / mean(values).powi(2)
}

/// The logarithm of the ratio of two means and its standard error, from pairs of values that may depend on one another
/// (the same run with two engines): what the two share does not blur their ratio.
pub fn paired_log_ratio(a: &[f64], b: &[f64]) -> (f64, f64) {
    let (in_a, in_b) = (mean(a), mean(b));
    let differences: Vec<f64> = a.iter().zip(b).map(|(x, y)| x / in_a - y / in_b).collect();
    (libm::log(in_a / in_b), (variance(&differences) / differences.len() as f64).sqrt())
}

/// Two one-sided tests: p-value of "the ratio with this logarithm, known with this error, lies outside `1 +- margin`".
pub fn two_one_sided(log_ratio: f64, error: f64, margin: f64) -> f64 {
    let bound = libm::log1p(margin);
    let normal = Normal::standard();
    normal.sf((log_ratio + bound) / error).max(normal.sf((bound - log_ratio) / error))
}

/// Holm's step-down (1979): every p-value adjusted for all of them, in their order.
pub fn after_holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut so_far = 0.0f64;
    for (rank, &index) in order.iter().enumerate() {
        so_far = so_far.max(p_values[index] * (p_values.len() - rank) as f64).min(1.0);
        adjusted[index] = so_far;
    }
    adjusted
}

/// Holm's step-down: the smallest p-value adjusted for all of them.
pub fn smallest_after_holm(p_values: &[f64]) -> f64 {
    let mut sorted = p_values.to_vec();
    sorted.sort_by(f64::total_cmp);
    // The adjusted p-values are running maxima, so the first is the smallest.
    sorted.first().map_or(1.0, |&p| (p * sorted.len() as f64).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(&[4.0, 1.0, 2.0, 3.0], 0.25), 1.75);
        assert_eq!(quantile(&[5.0], 0.75), 5.0);
    }
}
