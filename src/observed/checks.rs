//! Rows that repeat or contradict one another: what can only be seen in the whole table.
//!
//! Rows marked `conflict` contradict on purpose and are not compared. Tolerances are those of the rows: three standard
//! deviations of what rounding and reliability allow.

use super::labels::window_in_words;
use super::{Allowed, Exactness, Observation, ObservationError, ObservedQuantity, Use, quadrature};
use crate::plan::Mode;
use crate::units;

/// So many standard deviations apart, two figures contradict one another.
const TOLERANCE_SDS: f64 = 3.0;

/// What rounding to whole percent can take from or add to a share.
const SHARE_ROUNDING: f64 = 0.005;

/// Finds what contradicts.
pub(super) fn whole(observations: &[Observation], allowed: &Allowed, errors: &mut Vec<ObservationError>) {
    let mut complain = |line: u64, what: String| errors.push(ObservationError { line, what });
    let rows: Vec<&Observation> = observations.iter().filter(|o| o.use_ != Use::Conflict).collect();
    for (at, row) in observations.iter().enumerate() {
        if let Some(other) = observations[..at].iter().find(|other| same_row(other, row)) {
            complain(row.line, format!("it repeats line {}", other.line));
        }
    }
    for (at, row) in rows.iter().enumerate() {
        for other in &rows[..at] {
            levels(other, row, &mut complain);
            same_window(other, row, &mut complain);
        }
        if row.quantity == ObservedQuantity::Departures && row.kind != Exactness::LowerBound {
            parts(row, &rows, &mut complain);
        }
        if row.quantity == ObservedQuantity::DeparturesShare {
            shares(row, &rows, allowed, &mut complain);
        }
    }
}

fn same_row(a: &Observation, b: &Observation) -> bool {
    (a.quantity, a.dimensions(), a.from, a.to, &a.series, &a.source, a.kind)
        == (b.quantity, b.dimensions(), b.from, b.to, &b.series, &b.source, b.kind)
        && a.value == b.value
}

/// A count since the same day cannot fall.
fn levels(a: &Observation, b: &Observation, complain: &mut impl FnMut(u64, String)) {
    let counted_alike = !a.series.is_empty()
        && (a.quantity, a.dimensions(), &a.series, a.from) == (b.quantity, b.dimensions(), &b.series, b.from);
    if a.quantity != ObservedQuantity::Departures || !counted_alike || a.to == b.to {
        return;
    }
    let (early, late) = if a.to < b.to { (a, b) } else { (b, a) };
    let least = early.kind.is_value() || early.kind == Exactness::LowerBound;
    let most = late.kind.is_value() || late.kind == Exactness::UpperBound;
    let tolerance = TOLERANCE_SDS * quadrature(&[early.rounding_sd(), late.rounding_sd()]);
    if least && most && early.value > late.value + tolerance {
        let [value, before] = [late.value, early.value].map(units::grouped);
        let (series, date) = (&late.series, units::iso(early.to));
        complain(
            late.line,
            format!(
                "the level {value} of the series `{series}` is less than {before} on {date} (line {}); a count since \
                 the same day cannot fall",
                early.line
            ),
        );
    }
}

/// Two values to fit to, of the same people in the same days, must agree as far as their errors allow.
fn same_window(a: &Observation, b: &Observation, complain: &mut impl FnMut(u64, String)) {
    let same = (a.quantity, a.dimensions(), a.from, a.to) == (b.quantity, b.dimensions(), b.from, b.to);
    let fitted = a.use_ == Use::Fit && b.use_ == Use::Fit && a.kind.is_value() && b.kind.is_value();
    if !same || !fitted || a.from.is_none() || a.value == b.value {
        return;
    }
    let apart = if a.series == b.series { 0.0 } else { a.value.max(b.value) };
    let of_row = |o: &Observation| {
        quadrature(&[o.value * o.reliability.error_sd(), apart * o.reliability.bias_sd(), o.rounding_sd()])
    };
    let tolerance = TOLERANCE_SDS * quadrature(&[of_row(a), of_row(b)]);
    if (a.value - b.value).abs() > tolerance {
        complain(
            b.line,
            format!(
                "value {} contradicts {} of line {}, the same window ({}), by more than their errors allow; mark the \
                 worse one `conflict` or `shown`",
                plain(b),
                plain(a),
                a.line,
                window_in_words(b.from, b.to)
            ),
        );
    }
}

/// Parts by crossing, status or mode may not exceed the total that the same source gives for the same days.
fn parts(total: &Observation, rows: &[&Observation], complain: &mut impl FnMut(u64, String)) {
    for (dimension, what) in ["crossing", "status", "mode"].into_iter().enumerate() {
        let is_part = |o: &&&Observation| {
            let mut wanted = total.dimensions();
            wanted[dimension] = o.dimensions()[dimension];
            (o.quantity, &o.source, o.from, o.to) == (total.quantity, &total.source, total.from, total.to)
                && total.dimensions()[dimension].is_none()
                && o.dimensions()[dimension].is_some()
                && o.dimensions() == wanted
                && o.kind != Exactness::UpperBound
        };
        let parts: Vec<&&Observation> = rows.iter().filter(is_part).collect();
        let sum: f64 = parts.iter().map(|o| o.range.0).sum();
        let rounding = parts.iter().fold(total.rounding_sd(), |sd, o| quadrature(&[sd, o.rounding_sd()]));
        if sum > total.range.1 + TOLERANCE_SDS * rounding {
            let lines: Vec<String> = parts.iter().map(|o| o.line.to_string()).collect();
            let [sum, all] = [sum, total.range.1].map(units::grouped);
            let lines = units::listed(&lines);
            complain(
                total.line,
                format!(
                    "the parts by {what} (line {lines}) add up to {sum}, more than {all}, the total of the same window \
                     and source"
                ),
            );
        }
    }
}

/// Shares of statuses, or of modes, add up to 1 if there is one of each, and never to more. Told once, at the last row.
fn shares(row: &Observation, rows: &[&Observation], allowed: &Allowed, complain: &mut impl FnMut(u64, String)) {
    let modes = Mode::ALL.map(|mode| mode.name().to_owned());
    for (dimension, names, what) in [(1, allowed.statuses.as_slice(), "statuses"), (2, modes.as_slice(), "modes")] {
        let alike = |o: &&&Observation| {
            let mut wanted = row.dimensions();
            wanted[dimension] = o.dimensions()[dimension];
            (o.quantity, &o.source, o.from, o.to) == (row.quantity, &row.source, row.from, row.to)
                && o.dimensions()[dimension].is_some()
                && o.dimensions() == wanted
        };
        if row.dimensions()[dimension].is_none() {
            continue;
        }
        let set: Vec<&&Observation> = rows.iter().filter(alike).collect();
        if set.iter().any(|o| o.line > row.line) {
            continue;
        }
        let present = |name: &String| set.iter().any(|o| o.dimensions()[dimension] == Some(name));
        let complete = names.iter().all(present);
        let sum: f64 = set.iter().map(|o| o.value).sum();
        let tolerance = SHARE_ROUNDING * set.len() as f64 + 1e-9;
        if sum > 1.0 + tolerance || (complete && sum < 1.0 - tolerance) {
            let lines: Vec<String> = set.iter().map(|o| o.line.to_string()).collect();
            let lines = units::listed(&lines);
            complain(row.line, format!("the shares of the {what} (lines {lines}) add up to {sum:.3}, not to 1"));
        }
    }
}

fn plain(o: &Observation) -> String {
    match o.quantity {
        ObservedQuantity::Departures => units::grouped(o.value),
        ObservedQuantity::DeparturesShare => o.value.to_string(),
    }
}
