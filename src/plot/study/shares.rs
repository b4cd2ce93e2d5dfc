//! Shares between 0 and 1 with their ranges, in words, and what to say of estimates below zero.

use super::super::canvas::{Canvas, Ink, Point};
use super::super::palette::{BLACK, WHITE};
use super::Extent;
use crate::units::listed;

/// Estimates below zero whose intervals a footnote repeats; those of more stand beside their marks only.
const MOST_LISTED: usize = 3;

/// Marks of an axis of shares.
pub(super) const TICKS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// "61 %"; an estimate below zero is near zero.
pub(super) fn percent(share: f64) -> String {
    let hundreds = 100.0 * share.max(0.0);
    if hundreds > 0.0 && hundreds < 1.0 { "<1 %".to_owned() } else { format!("{hundreds:.0} %") }
}

/// "55–66 %"
pub(super) fn range(share: Extent) -> String {
    let [low, high] = [share.low, share.high].map(|end| format!("{:.0}", 100.0 * end).replace('-', "−"));
    let [low, high] = [low, high].map(|end| if end == "−0" { "0".to_owned() } else { end });
    if low.starts_with('−') { format!("{low} to {high} %") } else { format!("{low}–{high} %") }
}

/// "61 % (55–66 %)"; of an estimate below zero "near 0 (−4 to 3 %)".
pub(super) fn with_range(share: Extent) -> String {
    let value = if share.value < 0.0 { "near 0".to_owned() } else { percent(share.value) };
    format!("{value} ({})", range(share))
}

/// Estimate and range for a table.
pub(super) fn cells(share: Extent) -> [String; 2] {
    [if share.value < 0.0 { "near 0".to_owned() } else { percent(share.value) }, range(share)]
}

/// The footnote of estimates below zero, each an "index" or a "share"; none if there are none.
pub(super) fn below_zero<'n>(what: &str, shares: impl Iterator<Item = (&'n str, Extent)>) -> Vec<String> {
    let below: Vec<String> = shares
        .filter(|(_, share)| share.value < 0.0)
        .map(|(name, share)| format!("{} ({name})", range(share)))
        .collect();
    let intervals = match below.len() {
        0 => return Vec::new(),
        1..=MOST_LISTED => listed(&below),
        _ => "written beside its mark".to_owned(),
    };
    vec![format!(
        "Hollow triangles: an estimate below zero is {} {what} near zero seen through noise: its interval is {intervals}.",
        if what == "index" { "an" } else { "a" }
    )]
}

/// The mark of an estimate below zero: a hollow triangle whose base stands at `at` and that points to the left.
pub(super) fn mark_below_zero(canvas: &Canvas, (x, y): Point) {
    let triangle = |inset: f64, ink: Ink| {
        let height = 4.5 - 1.1 * inset;
        let corners = [(x - 7.0 + 1.6 * inset, y), (x - 0.8 * inset, y - height), (x - 0.8 * inset, y + height)];
        canvas.polygon(&corners, ink);
    };
    triangle(0.0, BLACK);
    triangle(1.6, WHITE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_below_zero_is_never_printed_bare() {
        let below = Extent { value: -0.01, low: -0.04, high: 0.03 };
        assert_eq!(with_range(below), "near 0 (−4 to 3 %)");
        assert_eq!(with_range(Extent { value: 0.61, low: 0.55, high: 0.66 }), "61 % (55–66 %)");
        assert_eq!(percent(0.004), "<1 %");
        let notes = below_zero("index", [("wages", below), ("fear", Extent::default())].into_iter());
        assert_eq!(notes.len(), 1);
        assert!(notes[0].contains("near zero seen through noise: its interval is −4 to 3 % (wages)"), "{}", notes[0]);
    }
}
