//! Laws: what an uncertain number may be.
//!
//! A scenario may state any number as a law; each run draws its own value through the inverse of the distribution
//! function, so that low-discrepancy designs and common random numbers work on every law. All functions come from
//! `libm`, for the same bits on every machine.

/// The law of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    /// Known.
    Fixed(f64),
    /// Anything between the two ends.
    #[allow(missing_docs, reason = "the ends say what they are")]
    Uniform { low: f64, high: f64 },
    /// The logarithm is uniform; both ends positive.
    #[allow(missing_docs, reason = "the ends say what they are")]
    LogUniform { low: f64, high: f64 },
    /// Normal with mean and standard deviation.
    #[allow(missing_docs, reason = "as the law is usually written")]
    Normal { mean: f64, sd: f64 },
    /// The logarithm is normal: median, and standard deviation of the log.
    #[allow(missing_docs, reason = "explained above")]
    LogNormal { median: f64, sd_log: f64 },
    /// Beta with its two shape parameters.
    #[allow(missing_docs, reason = "as the law is usually written")]
    Beta { a: f64, b: f64 },
    /// Triangular: both ends and the most likely value.
    #[allow(missing_docs, reason = "the ends say what they are")]
    Triangular { low: f64, mode: f64, high: f64 },
    /// One of several, equally likely: the numbers of named sources that contradict one another.
    Choice(Vec<f64>),
}

impl Law {
    /// The value below which a share `u` of the law lies, `0 <= u < 1`.
    pub fn quantile(&self, u: f64) -> f64 {
        match *self {
            Law::Fixed(value) => value,
            Law::Uniform { low, high } => low + (high - low) * u,
            Law::LogUniform { low, high } => low * libm::exp(libm::log(high / low) * u),
            Law::Normal { mean, sd } => mean + sd * normal_quantile(u),
            Law::LogNormal { median, sd_log } => median * libm::exp(sd_log * normal_quantile(u)),
            Law::Beta { a, b } => beta_quantile(u, a, b),
            Law::Triangular { low, mode, high } => {
                let rising = (mode - low) / (high - low);
                if u < rising {
                    low + libm::sqrt(u * (high - low) * (mode - low))
                } else {
                    high - libm::sqrt((1.0 - u) * (high - low) * (high - mode))
                }
            }
            Law::Choice(ref values) => values[((u * values.len() as f64) as usize).min(values.len() - 1)],
        }
    }

    /// Does the value differ from run to run?
    pub fn is_uncertain(&self) -> bool {
        !matches!(self, Law::Fixed(_))
    }

    /// Is the distribution function continuous, so that a low-discrepancy design makes sense?
    pub fn is_continuous(&self) -> bool {
        !matches!(self, Law::Fixed(_) | Law::Choice(_))
    }

    /// A central value, for messages: the median (for a choice, the middle one of its sorted values).
    pub fn centre(&self) -> f64 {
        match self {
            Law::Choice(values) => {
                let mut sorted = values.clone();
                sorted.sort_by(f64::total_cmp);
                sorted[(sorted.len() - 1) / 2]
            }
            law => law.quantile(0.5),
        }
    }
}

/// How far from the median [`normal_quantile_central`] is right.
pub const CENTRAL: f64 = 0.425;

#[inline(always)]
fn polynomial(x: f64, coefficients: [f64; 8]) -> f64 {
    let mut sum = 0.0;
    let mut power = 8;
    while power > 0 {
        power -= 1;
        sum = sum * x + coefficients[power];
    }
    sum
}

/// Quantile of the standard normal law at 1/2 + q, for q up to [`CENTRAL`] in size (elsewhere a number without meaning):
/// the part of algorithm AS 241 that has no branches.
#[inline(always)]
pub fn normal_quantile_central(q: f64) -> f64 {
    let r = 0.180_625 - q * q;
    q * polynomial(
        r,
        [
            3.387_132_872_796_366_5,
            133.141_667_891_784_38,
            1_971.590_950_306_551_3,
            13_731.693_765_509_46,
            45_921.953_931_549_87,
            67_265.770_927_008_7,
            33_430.575_583_588_13,
            2_509.080_928_730_122_7,
        ],
    ) / polynomial(
        r,
        [
            1.0,
            42.313_330_701_600_91,
            687.187_007_492_057_9,
            5_394.196_021_424_751,
            21_213.794_301_586_597,
            39_307.895_800_092_71,
            28_729.085_735_721_943,
            5_226.495_278_852_854,
        ],
    )
}

/// Quantile of the standard normal law: algorithm AS 241 (Wichura 1988), relative error about 1e-16.
///
/// `p` of 0 and 1 are pulled in by 1e-300 and 1e-17, so that the result is finite.
pub fn normal_quantile(p: f64) -> f64 {
    let p = p.clamp(1e-300, 1.0 - 1.2e-16);
    let q = p - 0.5;
    if q.abs() <= CENTRAL {
        return normal_quantile_central(q);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let value = if r <= 5.0 {
        polynomial(
            r - 1.6,
            [
                1.423_437_110_749_683_5,
                4.630_337_846_156_546,
                5.769_497_221_460_691,
                3.647_848_324_763_204_5,
                1.270_458_252_452_368_4,
                0.241_780_725_177_450_6,
                0.022_723_844_989_269_184,
                7.745_450_142_783_414e-4,
            ],
        ) / polynomial(
            r - 1.6,
            [
                1.0,
                2.053_191_626_637_759,
                1.676_384_830_183_803_8,
                0.689_767_334_985_1,
                0.148_103_976_427_480_08,
                0.015_198_666_563_616_457,
                5.475_938_084_995_345e-4,
                1.050_750_071_644_416_9e-9,
            ],
        )
    } else {
        polynomial(
            r - 5.0,
            [
                6.657_904_643_501_103,
                5.463_784_911_164_114,
                1.784_826_539_917_291_3,
                0.296_560_571_828_504_87,
                0.026_532_189_526_576_124,
                0.001_242_660_947_388_078_4,
                2.711_555_568_743_487_6e-5,
                2.010_334_399_292_288_1e-7,
            ],
        ) / polynomial(
            r - 5.0,
            [
                1.0,
                0.599_832_206_555_888,
                0.136_929_880_922_735_8,
                0.014_875_361_290_850_615,
                7.868_691_311_456_133e-4,
                1.846_318_317_510_054_8e-5,
                1.421_511_758_316_446e-7,
                2.044_263_103_389_939_8e-15,
            ],
        )
    };
    if q < 0.0 { -value } else { value }
}

/// Quantile of the beta law by bisection on the distribution function; absolute error below 1e-14.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if beta_distribution(middle, a, b) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Distribution function of the beta law: the regularised incomplete beta function by Lentz's continued fraction
/// (Press et al., Numerical Recipes, section 6.4).
pub fn beta_distribution(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_distribution(1.0 - x, b, a);
    }
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..400 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for numerator in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + numerator * d);
            c = away_from_zero(1.0 + numerator / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    let front =
        libm::exp(libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x));
    front * fraction / a
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Beta, ContinuousCDF, Normal};

    #[test]
    fn quantiles_invert_the_distribution_functions_of_an_independent_library() {
        let normal = Normal::standard();
        for p in [1e-12, 1e-6, 0.01, 0.07, 0.3, 0.5, 0.8, 0.99, 1.0 - 1e-6] {
            assert!((normal.cdf(normal_quantile(p)) / p - 1.0).abs() < 1e-9, "normal at {p}");
        }
        for (a, b) in [(0.5, 0.5), (1.0, 1.0), (2.0, 5.0), (30.0, 2.0), (200.0, 300.0)] {
            let beta = Beta::new(a, b).unwrap();
            for p in [0.001, 0.05, 0.5, 0.9, 0.999] {
                let x = beta_quantile(p, a, b);
                assert!((beta.cdf(x) - p).abs() < 1e-9, "beta({a}, {b}) at {p}: {x}");
            }
        }
    }

    #[test]
    fn a_law_spans_its_range_and_keeps_its_centre() {
        let log_uniform = Law::LogUniform { low: 2e-5, high: 2.5e-4 };
        assert_eq!(log_uniform.quantile(0.0), 2e-5);
        assert!((log_uniform.centre() - (2e-5f64 * 2.5e-4).sqrt()).abs() < 1e-12);
        let triangular = Law::Triangular { low: 1.0, mode: 2.0, high: 5.0 };
        assert!((triangular.quantile(0.25) - 2.0).abs() < 1e-12);
        let choice = Law::Choice(vec![1.73e6, 1.3e6, 7.75e5]);
        assert_eq!(choice.centre(), 1.3e6);
        assert_eq!(choice.quantile(0.999_999), 7.75e5);
    }
}
