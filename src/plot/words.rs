//! Numbers, dates and names as a reader expects them in a picture.

use crate::language::{Texts, say};
use crate::outcome::Range;
use crate::units::grouped;

/// A whole number with thousands separators and a proper minus.
pub(super) fn people(value: f64) -> String {
    grouped(value).replace('-', "−")
}

/// A whole number with its sign, of a difference.
pub(super) fn signed(value: f64) -> String {
    with_sign(value, &grouped(value))
}

/// A number that stands as text, with a sign before it and a proper minus.
pub(super) fn with_sign(value: f64, text: &str) -> String {
    let text = text.replace('-', "−");
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// The 9-in-10 range of a difference, with signs and no more digits than are known.
pub(super) fn signed_nine_in_ten(texts: &Texts, range: &Range) -> String {
    signed_between(texts, range, [range.q05, range.q95])
}

/// The range of the middle half of a difference, likewise.
pub(super) fn signed_half(texts: &Texts, range: &Range) -> String {
    signed_between(texts, range, [range.q25, range.q75])
}

/// "−130,700 ± 3,500": a difference and its standard error, which has two digits that count.
pub(super) fn with_error(value: f64, error: f64) -> String {
    let step = error_step(error);
    format!("{} ± {}", signed((value / step).round() * step), people(two_digits(error)))
}

/// A standard error of people with two digits that count; at least 1.
pub(super) fn two_digits(error: f64) -> f64 {
    let step = error_step(error);
    ((error / step).round() * step).max(1.0)
}

fn error_step(error: f64) -> f64 {
    let mut step = 1.0;
    while step * 100.0 <= error {
        step *= 10.0;
    }
    step
}

/// "−4,100 to +200".
fn signed_between(texts: &Texts, range: &Range, ends: [f64; 2]) -> String {
    let [low, high] = ends.map(|value| with_sign(value, &range.in_digits(value)));
    if low == high { low } else { say!(texts, "range-to", low = low, high = high) }
}

/// The 9-in-10 range, with no more digits than are known.
pub(super) fn nine_in_ten(range: &Range) -> String {
    between(range.nine_in_ten())
}

/// The range of the middle half, likewise.
pub(super) fn half(range: &Range) -> String {
    between(range.half())
}

fn between([low, high]: [String; 2]) -> String {
    if low == high { low } else { format!("{low}–{high}") }
}

/// A day as in "18 Nov 2023", in English.
pub(super) fn day(day: i32) -> String {
    Texts::english().day(day)
}

/// A table as text, one row a line, cells between bars: the twin of a picture for those who cannot see it.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for row in rows {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}

/// A table of the two ranges of several things; `of` is what they are.
pub(super) fn ranges(texts: &Texts, of: &str, rows: &[(&str, Range)]) -> String {
    let head = [of, texts.word("figure-half-of-runs"), texts.word("figure-nine-in-ten-runs")];
    let row = |(name, range): &(&str, Range)| vec![(*name).to_owned(), half(range), nine_in_ten(range)];
    table(&head, &rows.iter().map(row).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_separators_and_no_more_digits_than_they_earn() {
        assert_eq!(people(1_700_000.4), "1,700,000");
        assert_eq!((people(0.2), people(-1_234.0)), ("0".to_owned(), "−1,234".to_owned()));
        let range = Range { q05: 571_812.0, q25: 604_333.0, q75: 662_401.0, q95: 717_290.0, ..Range::default() };
        assert_eq!((nine_in_ten(&range).as_str(), half(&range).as_str()), ("572,000–717,000", "604,000–662,000"));
        assert_eq!((signed(12.0), signed(0.2), signed(-0.2)), ("+12".to_owned(), "0".to_owned(), "0".to_owned()));
        assert_eq!(with_error(-130_749.0, 3_466.0), "−130,700 ± 3,500");
        let fewer = Range { q05: -4_120.0, q95: 212.0, ..Range::default() };
        assert_eq!(signed_nine_in_ten(Texts::english(), &fewer), "−4,100 to +200");
        let same = Range { q05: 7.0, q95: 7.0, ..Range::default() };
        assert_eq!(nine_in_ten(&same), "7");
        let unsure = Range { mc_error: 6_000.0, ..range };
        assert_eq!(nine_in_ten(&unsure), "570,000–720,000");
    }

    #[test]
    fn days_read_well() {
        assert_eq!(day(19_679), "18 Nov 2023");
    }
}
