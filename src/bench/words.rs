//! What a benchmark found, as a table and in sentences.

use super::cost::duration;
use super::files::ns_per_household_day;
use super::growth::{Axis, Curve, amount_in_words};
use super::{BASELINE, Found, Row};
use crate::units::grouped;

/// A power below this is "does not grow": half of it is a factor of 1.4 over a thousandfold.
const HARDLY: f64 = 0.1;

/// Powers further apart than this are worth two numbers.
const BENT: f64 = 0.3;

/// A number with three digits; below a thousandth, with two.
pub fn short(value: f64) -> String {
    match value.abs() {
        v if v >= 999.5 => grouped(value),
        v if v >= 99.95 => format!("{value:.0}"),
        v if v >= 9.995 => format!("{value:.1}"),
        v if v >= 0.9995 => format!("{value:.2}"),
        v if v >= 0.001 => format!("{value:.4}"),
        _ => format!("{value:.1e}"),
    }
}

/// A ratio with as many digits as its error allows, and the error.
pub fn with_error(value: f64, error: f64) -> String {
    let digits = if error > 0.0 { (1.0 - libm::floor(libm::log10(error))).clamp(0.0, 4.0) as usize } else { 2 };
    // One digit of the error is enough when it is large, two when it is small and begins with a 1.
    let digits =
        if error > 0.0 && error * libm::pow(10.0, digits as f64) >= 19.5 { digits.saturating_sub(1) } else { digits };
    format!("{value:.digits$} ± {error:.digits$}")
}

/// The table of one size, under a line that says what was timed.
pub fn table(found: &Found) -> String {
    let head = ["", "runs/s", "half of rounds", "ns/household-day", "ns/draw", "memory", "as fast as plain", "verdict"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(found.rows.iter().map(|row| cells(found, row)));
    let widths: Vec<usize> = (0..head.len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default())
        .collect();
    let mut lines = vec![heading(found)];
    for row in rows {
        let mut line = String::from(" ");
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let left = column == 0 || column + 1 == head.len();
            line.push_str(&if left { format!(" {cell:<width$} ") } else { format!(" {cell:>width$} ") });
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

fn heading(found: &Found) -> String {
    let judge = match found.judge {
        Some(judge) => format!("judged by {judge}"),
        None => "not judged".to_owned(),
    };
    format!(
        "{}: {} households, {} days, {} cells; one thread; {judge}",
        found.size,
        grouped(found.households),
        grouped(found.prepared.plan.days as f64),
        grouped(found.prepared.network.shape.cells() as f64)
    )
}

fn cells(found: &Found, row: &Row) -> Vec<String> {
    let name = row.candidate.to_string();
    let nothing = "-".to_owned();
    let Ok(speed) = &row.speed else {
        let mut cells = vec![nothing; 8];
        cells[0] = name;
        cells[7] = "left out".to_owned();
        return cells;
    };
    let [low, median, high] = speed.runs_per_second();
    let seconds = speed.seconds();
    let draws = found.draws_of(row.candidate.kind);
    vec![
        name,
        short(median),
        format!("{} to {}", short(low), short(high)),
        short(ns_per_household_day(found, seconds)),
        draws.map_or(nothing.clone(), |draws| short(seconds * 1e9 / draws)),
        row.memory_mib.as_ref().map_or(nothing.clone(), |mib| format!("{mib:.0} MiB")),
        match speed.ratio {
            Some(_) if row.candidate.kind == BASELINE => "baseline".to_owned(),
            Some((ratio, error)) => with_error(ratio, error),
            None => nothing,
        },
        row.verdict.brief(),
    ]
}

/// One sentence for each engine: how fast, and whether it agrees.
pub fn speed_sentences(found: &Found) -> Vec<String> {
    let names = &found.prepared.plan.names;
    found
        .rows
        .iter()
        .map(|row| {
            let name = row.candidate;
            let mut text = match &row.speed {
                Err(reason) => return format!("{name} was left out: {reason}."),
                Ok(speed) => match speed.ratio {
                    Some((ratio, error)) if name.kind != BASELINE => {
                        format!("{name} ran {} times as fast as {BASELINE}", with_error(ratio, error))
                    }
                    _ => format!("{name} ran {} runs a second", short(speed.runs_per_second()[1])),
                },
            };
            text.push_str(&format!("; {}.", row.verdict.sentence(names)));
            if let Err(reason) = &row.memory_mib {
                text.push_str(&format!(" Its memory is not known: {reason}."));
            }
            text
        })
        .collect()
}

/// What the curves say, in sentences.
pub fn growth_sentences(curves: &[Curve]) -> Vec<String> {
    curves.iter().map(sentence).collect()
}

fn sentence(curve: &Curve) -> String {
    let (engine, words) = (curve.engine, curve.axis.words());
    let mut text = match (curve.power(), curve.points.as_slice()) {
        (None, points) => two_points(curve, points),
        (Some((power, error)), _) if power.abs() < HARDLY => {
            format!("{engine}: time per run does not grow with {words} (power {})", with_error(power, error))
        }
        (Some((power, error)), _) => {
            let verb = if power > 0.0 { "grows" } else { "falls" };
            format!(
                "{engine}: time per run {verb} with {words} to the power {}{}",
                with_error(power, error),
                bent(curve)
            )
        }
    };
    if let Some(reason) = &curve.ended_early {
        text.push_str(&format!("; ended early: {reason}"));
    }
    text.push('.');
    text
}

/// What a single power hides: that the line is bent.
fn bent(curve: &Curve) -> String {
    match (curve.power(), curve.power_at_the_end()) {
        (Some((power, _)), Some(end)) if (power - end).abs() > BENT => format!(", at the end {end:.1}"),
        _ => String::new(),
    }
}

/// The same in a few words, for a picture.
pub fn growth_in_brief(curve: &Curve) -> String {
    match curve.power() {
        Some((power, error)) if power.abs() < HARDLY => {
            format!("{}: does not grow (power {})", curve.engine, with_error(power, error))
        }
        Some((power, error)) => {
            let verb = if power > 0.0 { "grows" } else { "falls" };
            format!("{}: {verb} to the power {}{}", curve.engine, with_error(power, error), bent(curve))
        }
        None => two_points(curve, &curve.points),
    }
}

/// Too few points for a power: a ratio, or a time.
fn two_points(curve: &Curve, points: &[super::growth::Point]) -> String {
    let (engine, unit) = (curve.engine, curve.axis.unit());
    match points {
        [first, .., last] => {
            let ratio = first.quantile(0.5) / last.quantile(0.5);
            let amount = |amount: f64| amount_in_words(amount);
            if curve.axis == Axis::Threads {
                let (most, one) = (amount(last.amount), amount(first.amount));
                format!("{engine}: {most} threads are {ratio:.2} times as fast as {one}")
            } else {
                let (most, least) = (amount(last.amount), amount(first.amount));
                format!("{engine}: a run takes {:.2} times as long with {most} {unit} as with {least}", 1.0 / ratio)
            }
        }
        [only] => {
            let unit = if only.amount == 1.0 { unit.trim_end_matches('s') } else { unit };
            format!("{engine}: {} a run with {} {unit}", duration(only.quantile(0.5)), amount_in_words(only.amount))
        }
        [] => format!("{engine}: nothing was timed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_they_earned() {
        assert_eq!(
            [12_345.6, 163.24, 16.32, 1.632, 0.0326, 3.2e-5].map(short),
            ["12,346", "163", "16.3", "1.63", "0.0326", "3.2e-5"]
        );
        assert_eq!(with_error(11.234, 0.31), "11.2 ± 0.3");
        assert_eq!(with_error(1.8342, 0.0124), "1.834 ± 0.012");
        assert_eq!(with_error(523.4, 12.0), "523 ± 12");
        assert_eq!(with_error(1.0, 0.0), "1.00 ± 0.00");
    }
}
