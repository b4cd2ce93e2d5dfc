//! Statistics that only tests need: tests of a law and of its moments. The others are the library's, which uses them to
//! judge engines.

pub use crossings::statistics::*;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// p-value of "the variance is this", through the mean of squared deviations: right for any law with four moments.
pub fn p_variance(values: &[f64], expected: f64) -> f64 {
    p_mean(&squared_deviations(values), expected)
}

/// Pearson's chi-square of counts against their expectations, neighbours pooled until each cell expects at least 8;
/// `lost` degrees of freedom besides. The expectations need not add up to the counts: the remainder is a cell.
pub fn p_chi_square(observed: &[f64], expected: &[f64], lost: usize) -> f64 {
    let mut cells: Vec<(f64, f64)> = Vec::new();
    let (mut o, mut e) = (0.0, 0.0);
    for (&observed, &expected) in observed.iter().zip(expected) {
        o += observed;
        e += expected;
        if e >= 8.0 {
            cells.push((o, e));
            (o, e) = (0.0, 0.0);
        }
    }
    match cells.last_mut() {
        Some(last) => {
            last.0 += o;
            last.1 += e;
        }
        None => return 1.0,
    }
    let statistic: f64 = cells.iter().map(|(o, e)| (o - e) * (o - e) / e).sum();
    let freedom = cells.len() - 1 - lost;
    assert!(freedom > 0, "a chi-square test needs cells");
    ChiSquared::new(freedom as f64).expect("positive degrees of freedom").sf(statistic)
}

/// How many values are each whole number from 0 to `most`.
pub fn tally(values: &[f64], most: usize) -> Vec<f64> {
    let mut counts = vec![0.0; most + 1];
    for &value in values {
        assert!(value == value.round() && value >= 0.0 && value as usize <= most, "{value} is no count");
        counts[value as usize] += 1.0;
    }
    counts
}

/// p-value of "these whole numbers follow this law", `mass[k]` the probability of k.
pub fn p_law(values: &[f64], mass: &[f64]) -> f64 {
    let n = values.len() as f64;
    let expected: Vec<f64> = mass.iter().map(|mass| mass * n).collect();
    p_chi_square(&tally(values, mass.len() - 1), &expected, 0)
}
