//! Numbers as files and sentences print them.
//!
//! No exponents, no locale, a point for decimals; a value that rounds to zero has no sign. Rounding is half away from
//! zero on the value scaled by a power of ten: integer arithmetic, the same on every machine.

use crate::language::{Texts, say};
use crate::outcome::{Range, Unit};

/// Decimals with which values of a unit are written, trailing zeros dropped. Results are kept in thousandths, and no
/// reader needs a hundredth of a person.
pub(super) fn decimals(unit: Unit) -> usize {
    match unit {
        Unit::UsDollars => 0,
        Unit::People | Unit::PeoplePerDay | Unit::PersonDays => 1,
        Unit::Days => 2,
        Unit::Share => 4,
    }
}

/// Decimals for a standard error: enough for two digits that count, at least those of the unit.
pub(super) fn error_decimals(unit: Unit, error: f64) -> usize {
    let enough = |decimals: &usize| error * POWERS[*decimals] as f64 >= 10.0;
    if error > 0.0 { (decimals(unit)..6).find(enough).unwrap_or(6) } else { 0 }
}

const POWERS: [u64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// Appends a number with at most so many decimals (six or fewer), trailing zeros dropped; nothing if it is not a
/// number or not finite.
pub(super) fn push_decimal(text: &mut Vec<u8>, value: f64, decimals: usize) {
    if !value.is_finite() {
        return;
    }
    let scale = POWERS[decimals];
    let scaled = (value.abs() * scale as f64).round();
    if scaled >= 9e15 {
        // Beyond the integers that an f64 holds: the value does not have so many decimals.
        match decimals {
            0 => text.extend_from_slice(format!("{value:.0}").as_bytes()),
            _ => push_decimal(text, value, decimals - 1),
        }
        return;
    }
    let scaled = scaled as u64;
    if value < 0.0 && scaled > 0 {
        text.push(b'-');
    }
    push_digits(text, scaled / scale, 1);
    let fraction = scaled % scale;
    if fraction > 0 {
        text.push(b'.');
        push_digits(text, fraction, decimals);
        while text.ends_with(b"0") {
            text.pop();
        }
    }
}

/// Appends an integer, with zeros before it up to `width` digits.
fn push_digits(text: &mut Vec<u8>, mut value: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    while value > 0 || digits.len() - first < width {
        first -= 1;
        digits[first] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    text.extend_from_slice(&digits[first..]);
}

/// The 9-in-10 range, with no more digits than are known.
pub(super) fn nine_in_ten(texts: &Texts, range: &Range) -> String {
    let [low, high] = range.nine_in_ten();
    if low == high { low } else { say!(texts, "range-to", low = low, high = high) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: f64, decimals: usize) -> String {
        let mut text = Vec::new();
        push_decimal(&mut text, value, decimals);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn numbers_are_plain() {
        let cases = [
            (374_600.0, 1, "374600"),
            (0.04, 1, "0"),
            (-0.04, 1, "0"),
            (-0.0, 1, "0"),
            (-12.35, 1, "-12.4"),
            (0.25, 1, "0.3"),
            (9.999, 2, "10"),
            (1.05, 2, "1.05"),
            (0.0007, 4, "0.0007"),
            (1e21, 1, "1000000000000000000000"),
            (-9.1e15, 4, "-9100000000000000"),
            (f64::NAN, 1, ""),
            (f64::INFINITY, 1, ""),
        ];
        for (value, decimals, expected) in cases {
            assert_eq!(decimal(value, decimals), expected, "{value} with {decimals}");
        }
    }

    proptest::proptest! {
        /// What is printed can be read again and lies within half of the last decimal.
        #[test]
        fn printed_numbers_are_near(value in -1e12f64..1e12, decimals in 0usize..=6) {
            let text = decimal(value, decimals);
            let read: f64 = text.parse().unwrap();
            let half = 0.5 / POWERS[decimals] as f64;
            // The value itself is known to 2^-53 of its size, before and after scaling, and huge ones lose decimals.
            proptest::prop_assert!((read - value).abs() <= half + value.abs() * 8e-16, "{} as {}", value, text);
            proptest::prop_assert!(text.split_once('.').is_none_or(|(_, f)| f.len() <= decimals && !f.ends_with('0')));
        }
    }

    #[test]
    fn errors_keep_two_digits() {
        let print = |error| decimal(error, error_decimals(Unit::People, error));
        let found = [135.34, 4.06, 0.0412, 0.000_001_2, 0.0].map(print);
        assert_eq!(found, ["135.3", "4.1", "0.041", "0.000001", "0"]);
    }

    #[test]
    fn sentences_are_kind_to_readers() {
        let range = Range { q05: 571_812.0, q95: 717_290.0, ..Range::default() };
        assert_eq!(nine_in_ten(Texts::english(), &range), "572,000 to 717,000");
        let sure = Range { q05: 7.0, q95: 7.0, ..Range::default() };
        assert_eq!(nine_in_ten(Texts::english(), &sure), "7");
    }
}
