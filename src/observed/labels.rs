//! Windows in words: `8-11 Nov 2023`, `Apr-Jun 2024`, `Torkham, 12 Nov 2023`.

use super::{Observation, ObservedQuantity};
use crate::units;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What is counted, and when: `deported, Apr-Jun 2024`, `share of por, 15 Sep 2023-16 Sep 2024`.
pub(super) fn label(o: &Observation, from: Option<i32>, to: i32) -> String {
    let crossing = o.crossing.as_deref().map(units::capital);
    let parts: Vec<String> = [o.status.clone(), o.mode.as_ref().map(|mode| mode.replace('_', "-")), crossing]
        .into_iter()
        .flatten()
        .collect();
    let who = if parts.is_empty() { "all".to_owned() } else { parts.join(", ") };
    let of = match o.quantity {
        ObservedQuantity::Departures => "",
        ObservedQuantity::DeparturesShare => "share of ",
    };
    format!("{of}{who}, {}", window_in_words(from, to))
}

/// The days of a window, as short as can be.
pub(super) fn window_in_words(from: Option<i32>, to: i32) -> String {
    let last = units::date_of(to);
    let day = |date: jiff::civil::Date| format!("{} {}", date.day(), month(date));
    let Some(from) = from else { return format!("until {} {}", day(last), last.year()) };
    let first = units::date_of(from);
    let (same_year, same_month) = (first.year() == last.year(), first.month() == last.month());
    if first.day() == 1 && last == last.last_of_month() {
        return match (same_year, same_month) {
            (true, true) => format!("{} {}", month(last), last.year()),
            (true, false) => format!("{}-{} {}", month(first), month(last), last.year()),
            (false, _) => format!("{} {}-{} {}", month(first), first.year(), month(last), last.year()),
        };
    }
    match (same_year, same_month) {
        _ if first == last => format!("{} {}", day(last), last.year()),
        (true, true) => format!("{}-{} {}", first.day(), day(last), last.year()),
        (true, false) => format!("{}-{} {}", day(first), day(last), last.year()),
        (false, _) => format!("{} {}-{} {}", day(first), first.year(), day(last), last.year()),
    }
}

fn month(date: jiff::civil::Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}
