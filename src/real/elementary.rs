//! Exponential, logarithm and Stirling's remainder without branches: the same operations in the same order in scalar
//! and in vector code, so the same bits.
//!
//! `libm` is as portable, but its functions branch and look up tables, and a compiler cannot make vectors of them.
//! Rust never merges a multiplication and an addition by itself, so that these functions give the same bits wherever
//! they are compiled. Errors are below 4 units in the last place (ulp) against `libm` (tested); the polynomials
//! interpolate at Chebyshev's points, with relative errors of 2e-17 (exp) and 5e-16 of a term that contributes at most a
//! hundredth (ln).

/// Adding it rounds a number below 2^51 in size to an integer, in the lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// 2^52: a number at least that large has no fraction.
pub(super) const TWO_52: f64 = 4_503_599_627_370_496.0;

/// Logarithm of 2: the upper part ends in zeros, so that products with small integers are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// exp on (-ln 2 / 2, ln 2 / 2).
const EXP: [f64; 12] = [
    1.0,
    1.0,
    0.500_000_000_000_001_9,
    0.166_666_666_666_666_8,
    0.041_666_666_666_487_95,
    0.008_333_333_333_319_589,
    0.001_388_888_895_235_286_3,
    0.000_198_412_698_900_764_03,
    2.480_148_544_156_131_3e-5,
    2.755_724_088_722_987e-6,
    2.763_265_472_252_779e-7,
    2.511_004_920_481_865_8e-8,
];

/// (exp(x) - 1) / x there.
const EXP_LESS_ONE: [f64; 11] =
    [EXP[1], EXP[2], EXP[3], EXP[4], EXP[5], EXP[6], EXP[7], EXP[8], EXP[9], EXP[10], EXP[11]];

/// (2 artanh(z) / z - 2) / z^2 as a polynomial in z^2, for ln 1 + x = 2 artanh(z), z = x / (2 + x), x between
/// sqrt(1/2) - 1 and sqrt(2) - 1.
const ARTANH: [f64; 7] = [
    0.666_666_666_666_667,
    0.399_999_999_998_994_44,
    0.285_714_286_260_032_7,
    0.222_222_111_302_598_78,
    0.181_828_894_556_749_47,
    0.153_317_106_182_107_73,
    0.146_165_854_248_886_23,
];

/// Stirling's series: B(2j) / (2j (2j - 1)), for j = 1, 2, ...
const STIRLING: [f64; 5] = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];

/// A polynomial as two chains, even and odd powers, so that half as many operations wait for each other.
#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let square = x * x;
    let (mut last, mut but_one) = (coefficients[N - 1], coefficients[N - 2]);
    let mut j = N - 2;
    while j >= 2 {
        last = last * square + coefficients[j - 1];
        but_one = but_one * square + coefficients[j - 2];
        j -= 2;
    }
    if N.is_multiple_of(2) { last * x + but_one } else { (last * square + coefficients[0]) + but_one * x }
}

/// The nearest integer of a number below 2^51 in size.
#[inline(always)]
pub(crate) fn nearest(x: f64) -> f64 {
    (x + ROUNDER) - ROUNDER
}

/// The integer below a number below 2^51 in size.
#[inline(always)]
pub(crate) fn floor(x: f64) -> f64 {
    let nearest = nearest(x);
    nearest - if nearest > x { 1.0 } else { 0.0 }
}

/// An integer below 2^52 as a number, without the conversion that processors lack for vectors.
#[inline(always)]
pub(crate) fn small_integer(integer: u64) -> f64 {
    f64::from_bits(TWO_52.to_bits() | integer) - TWO_52
}

/// An integer below 2^51 in size as a number, likewise.
#[inline(always)]
pub(crate) fn signed_integer(integer: i64) -> f64 {
    f64::from_bits(ROUNDER.to_bits().wrapping_add(integer as u64)) - ROUNDER
}

/// A number that is an integer from 0 to 2^52 - 1, as an integer.
#[inline(always)]
pub(crate) fn integer(small: f64) -> u64 {
    (small + TWO_52).to_bits() ^ TWO_52.to_bits()
}

/// e^x for x up to 700; below -700 it stays at e^-700.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    let x = if x > -700.0 { x } else { -700.0 };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let twos = shifted - ROUNDER;
    let rest = (x - twos * LN_2_HIGH) - twos * LN_2_LOW;
    // The integer stands in the lowest bits of `shifted`: it becomes the exponent.
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    polynomial(rest, &EXP) * scale
}

/// 1 - e^-x, exact in the relative sense also near zero, for x >= 0: the chance that a hazard strikes within a day.
#[inline(always)]
pub(crate) fn chance(x: f64) -> f64 {
    let x = if x < 700.0 { x } else { 700.0 };
    let shifted = ROUNDER - x * std::f64::consts::LOG2_E;
    let twos = shifted - ROUNDER;
    let rest = (-x - twos * LN_2_HIGH) - twos * LN_2_LOW;
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    // e^-x = scale (1 + less), and 1 - scale is exact.
    let less = rest * polynomial(rest, &EXP_LESS_ONE);
    (1.0 - scale) - scale * less
}

/// 2 artanh(z) = ln((1 + z) / (1 - z)) for |z| up to 0.1716.
#[inline(always)]
fn twice_artanh(z: f64) -> f64 {
    let square = z * z;
    z * (square * polynomial(square, &ARTANH)) + 2.0 * z
}

/// ln(1 + x) and ln(1 + y) with one division, exact in the relative sense also near zero, for x, y > -1 (elsewhere numbers
/// without meaning).
#[inline(always)]
pub(crate) fn ln_1p_both(x: f64, y: f64) -> (f64, f64) {
    let ((x_twos, x), (y_twos, y)) = (twos_and_part(x), twos_and_part(y));
    let inverse = 1.0 / ((2.0 + x) * (2.0 + y));
    let ln = |twos: f64, z: f64| twos * LN_2_HIGH + (twice_artanh(z) + twos * LN_2_LOW);
    (ln(x_twos, x * (2.0 + y) * inverse), ln(y_twos, y * (2.0 + x) * inverse))
}

/// 1 + x = 2^twos (1 + part), with 1 + part between sqrt(1/2) and sqrt(2).
#[inline(always)]
fn twos_and_part(x: f64) -> (f64, f64) {
    const ONE: u64 = 1.0f64.to_bits();
    const ROOT_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
    const EXPONENT_BIAS: u64 = 1023;
    let whole = (1.0 + x).to_bits();
    let exponent = whole.wrapping_add(ONE - ROOT_HALF) >> 52;
    let mantissa = f64::from_bits(whole.wrapping_sub(exponent.wrapping_sub(EXPONENT_BIAS) << 52));
    // Where the exponent is zero, x itself knows more digits than the mantissa.
    let part = if exponent == EXPONENT_BIAS { x } else { mantissa - 1.0 };
    (small_integer(exponent) - EXPONENT_BIAS as f64, part)
}

/// ln(1 - p) and the odds p / (1 - p), for p between 0 and 1/2, with one division.
#[inline(always)]
pub(crate) fn ln_stay_and_odds(p: f64) -> (f64, f64) {
    let stay = 1.0 - p;
    // 1 - p, or 2 (1 - p), lies between sqrt(1/2) and sqrt(2).
    let doubled = if p > 1.0 - std::f64::consts::FRAC_1_SQRT_2 { 1.0 } else { 0.0 };
    let part = doubled - (1.0 + doubled) * p;
    let two_and_part = 2.0 + part;
    let inverse = 1.0 / (stay * two_and_part);
    let ln_stay = twice_artanh(part * stay * inverse) - doubled * std::f64::consts::LN_2;
    (ln_stay, p * two_and_part * inverse)
}

/// Stirling's remainder ln k! - ((k + 1/2) ln k - k + ln(2 pi) / 2), from 1 / k. Its error is below 0.002 / k^11: 2e-16
/// at k = 15, 2e-13 at 8.
#[inline(always)]
pub(crate) fn stirling_remainder(inverse: f64) -> f64 {
    inverse * polynomial(inverse * inverse, &STIRLING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};

    fn ulps(got: f64, wanted: f64) -> f64 {
        (got - wanted).abs() / (wanted.abs() * f64::EPSILON)
    }

    #[test]
    fn exponential_and_logarithm_agree_with_libm() {
        let mut stream = Streams::new(1).stream(0, Purpose::Study, 0, 0);
        let mut worst = [0.0f64; 5];
        for _ in 0..300_000 {
            let x = -90.0 * stream.uniform();
            worst[0] = worst[0].max(ulps(exp(x), libm::exp(x)));
            let tiny_to_huge = libm::exp(60.0 * stream.uniform() - 40.0);
            let above_minus_one = -stream.uniform();
            let (first, second) = ln_1p_both(tiny_to_huge, above_minus_one);
            worst[1] = worst[1].max(ulps(first, libm::log1p(tiny_to_huge)));
            worst[1] = worst[1].max(ulps(second, libm::log1p(above_minus_one)));
            let p =
                if stream.uniform() < 0.5 { 0.5 * stream.uniform() } else { libm::exp(-30.0 * stream.uniform() - 0.7) };
            let (ln_stay, odds) = ln_stay_and_odds(p);
            worst[2] = worst[2].max(ulps(ln_stay, libm::log1p(-p)));
            worst[3] = worst[3].max(ulps(odds, p / (1.0 - p)));
            let hazard = libm::exp(50.0 * stream.uniform() - 44.0);
            worst[4] = worst[4].max(ulps(chance(hazard), -libm::expm1(-hazard)));
        }
        assert!(worst[0] < 2.0 && worst[1] < 3.5 && worst[2] < 3.5 && worst[3] < 3.0 && worst[4] < 3.0, "{worst:?}");
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(ln_1p_both(0.0, 0.0), (0.0, 0.0));
        assert_eq!(ln_stay_and_odds(0.0), (0.0, 0.0));
        assert!(exp(-1e9) < 1e-300);
        assert_eq!((chance(0.0), chance(1e3), chance(f64::INFINITY)), (0.0, 1.0, 1.0));
    }

    #[test]
    fn integers_around_a_number() {
        for (x, below, near) in
            [(2.5, 2.0, 2.0), (-2.5, -3.0, -2.0), (3.0, 3.0, 3.0), (-0.1, -1.0, 0.0), (7.9, 7.0, 8.0)]
        {
            assert_eq!((floor(x), nearest(x)), (below, near), "{x}");
        }
        for number in [0, 1, -1, 1000, -77, (1 << 51) - 1, 1 - (1 << 51)] {
            assert_eq!(signed_integer(number), number as f64);
            assert!(number < 0 || integer(number as f64) == number as u64, "{number}");
        }
    }

    #[test]
    fn stirling_s_remainder_completes_the_factorial() {
        for k in 1..170 {
            let k = f64::from(k);
            let rest = libm::lgamma(k + 1.0) - ((k + 0.5) * libm::log(k) - k + 0.918_938_533_204_672_8);
            let tolerance = 0.002 * libm::pow(k, -11.0) + 1e-15 * libm::lgamma(k + 1.0).max(8.0);
            assert!((stirling_remainder(1.0 / k) - rest).abs() < tolerance, "{k}");
        }
    }
}
