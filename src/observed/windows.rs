//! The windows that a fit or a score uses: increments between dates of publication, each counted once.
//!
//! Cumulative levels share all their past; fitted as they are, the first days would be counted as often as there are
//! levels. So each series becomes increments. A row that counts from `a` to `b` says how far the running total rises
//! from the evening of `a - 1` to that of `b`: it joins two evenings. The rows of a series with the same crossing, status
//! and mode, the shortest first, are taken as long as they join what was not joined before, which leaves out a row that
//! repeats another or is the sum of finer ones. What is joined has one running total, and each step of it from an evening
//! to the next is a window. A level whose source does not say since when joins an unknown evening that all such levels of
//! its series share.
//!
//! Bounds stay bounds: the running total is taken off as far as it is known, and a bound on a window that a value of the
//! series tells already is dropped.
//!
//! Errors: a window is off by the reliability of its rows, the worst of those it follows from, times its own people, and
//! by the rounding of each of these rows (in people, in quadrature), and by the hours at its ends ([`ENDS_SD_DAYS`]). What rows of a series have in common is its bias.
//!
//! Left out, with the reason: windows in which nobody crossed (a closure is an input, and zero has no logarithm), falls,
//! and windows that a row of the series marks `shown` or `conflict`.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::label;
use super::{Exactness, Observation, ObservedQuantity, Reliability, Use, quadrature};
use crate::units;

/// At which hour a day's count is taken is not told: standard deviation, in days, of how long a window really is. For
/// Torkham on 1 November 2023 there are 24,000 (Reuters), 24,629 (from the totals of the Home Department) and 28,000 (AFP),
/// and the totals of 6 and 7 November give 9,816 and 5,085 where the days around had some 6,000: a sixth of a day.
pub const ENDS_SD_DAYS: f64 = 0.15;

/// How a window binds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The value, give or take its error.
    Exact,
    /// At least the value.
    AtLeast,
    /// At most the value.
    AtMost,
    /// Between two values, in the unit of the value.
    Between {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
}

/// A count or a share to fit to.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// What is counted.
    pub quantity: ObservedQuantity,
    /// Only this crossing; all of them otherwise.
    pub crossing: Option<String>,
    /// Only this status; all of them otherwise.
    pub status: Option<String>,
    /// Only this mode; all of them otherwise.
    pub mode: Option<String>,
    /// First day, in days since 1970-01-01.
    pub from: i32,
    /// Last day, in days since 1970-01-01.
    pub to: i32,
    /// People, more than 0, or a share.
    pub value: f64,
    /// How it binds.
    pub bound: Bound,
    /// Standard deviation of the error of its logarithm, its own.
    pub error_sd: f64,
    /// Standard deviation of the log of the bias that all windows of the series share; 0 for a single figure.
    pub bias_sd: f64,
    /// Name of the series; empty for a single figure.
    pub series: String,
    /// Who counted; several, if the rows differ.
    pub source: String,
    /// For tables and figures: `Torkham, 8-11 Nov 2023`.
    pub label: String,
}

/// A row or an increment that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Line of the row, or of the later row of a difference.
    pub line: u64,
    /// For tables: `all, 15 Sep-2 Oct 2023`.
    pub label: String,
    /// Why it is not used.
    pub reason: String,
}

/// What a table gives to fit to, and what not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Windows {
    /// Used, by quantity, crossing, status, mode and first day.
    pub used: Vec<Window>,
    /// Rows marked `fit` and increments of them that are not used, by line.
    pub unused: Vec<Unused>,
}

/// The windows that a fit or a score uses, by quantity, crossing, status, mode and first day.
pub fn windows(observations: &[Observation]) -> Vec<Window> {
    windows_and_unused(observations).used
}

/// Windows that lie within a horizon, its first and last day included (days since 1970-01-01).
pub fn within(windows: &[Window], first: i32, last: i32) -> Vec<Window> {
    windows.iter().filter(|window| first <= window.from && window.to <= last).cloned().collect()
}

/// The windows of a table, and what is marked `fit` but not used.
pub fn windows_and_unused(observations: &[Observation]) -> Windows {
    let mut windows = Windows::default();
    let mut groups: BTreeMap<_, Vec<&Observation>> = BTreeMap::new();
    for o in observations.iter().filter(|o| o.use_ == Use::Fit) {
        let single = o.series.is_empty() || o.quantity == ObservedQuantity::DeparturesShare;
        let alone = if single { o.line } else { 0 };
        groups.entry((o.quantity, o.dimensions(), &o.series, alone)).or_default().push(o);
    }
    for rows in groups.values() {
        let alike = |o: &&Observation| {
            (o.quantity, o.dimensions(), &o.series) == (rows[0].quantity, rows[0].dimensions(), &rows[0].series)
        };
        let others: Vec<&Observation> = observations.iter().filter(alike).filter(|o| o.use_ != Use::Fit).collect();
        let bias_sd = bias_sd(observations, &rows[0].series);
        Series { rows, others: &others, bias_sd }.windows(&mut windows);
    }
    let order = |w: &Window| (w.quantity, w.crossing.clone(), w.status.clone(), w.mode.clone(), w.from, w.to);
    windows.used.sort_by_key(order);
    windows.unused.sort_by_key(|unused| unused.line);
    windows
}

/// The bias of a series goes by the least reliable of its rows that are fitted to.
fn bias_sd(observations: &[Observation], series: &str) -> f64 {
    let rows = observations.iter().filter(|o| !series.is_empty() && o.series == series && o.use_ == Use::Fit);
    rows.map(|o| o.reliability).max().map_or(0.0, Reliability::bias_sd)
}

/// The evening of a day (days since 1970-01-01), or that before an unknown first day.
type Evening = Option<i32>;

/// Rows that are counted in the same way.
struct Series<'a> {
    rows: &'a [&'a Observation],
    /// Rows of the series that are not fitted to.
    others: &'a [&'a Observation],
    bias_sd: f64,
}

/// A running total: each evening with its total, and the rows that it follows from.
struct Joined<'a> {
    evenings: BTreeSet<Evening>,
    rows: Vec<&'a Observation>,
}

fn ends(o: &Observation) -> [Evening; 2] {
    [o.from.map(|from| from - 1), Some(o.to)]
}

/// Rows that lead from one evening to another, each with its sign.
type Path<'a> = Vec<(&'a Observation, f64)>;

impl<'a> Joined<'a> {
    /// The rows from one evening to another, if both are joined. Rows form a tree, so there is one way.
    fn path(&self, start: Evening, end: Evening) -> Option<Path<'a>> {
        let mut ways: Vec<(Evening, Path)> = vec![(start, Vec::new())];
        while let Some((at, way)) = ways.pop() {
            if at == end {
                return Some(way);
            }
            for row in &self.rows {
                let [before, after] = ends(row);
                let (next, sign) = match at {
                    _ if way.last().is_some_and(|(last, _)| std::ptr::eq(*last, *row)) => continue,
                    _ if at == before => (after, 1.0),
                    _ if at == after => (before, -1.0),
                    _ => continue,
                };
                let mut longer = way.clone();
                longer.push((row, sign));
                ways.push((next, longer));
            }
        }
        None
    }
}

impl<'a> Series<'a> {
    fn windows(&self, windows: &mut Windows) {
        let joined = self.join(windows);
        for joined in &joined {
            let days: Vec<i32> = joined.evenings.iter().copied().flatten().collect();
            for pair in days.windows(2) {
                let path = joined.path(Some(pair[0]), Some(pair[1])).expect("they are joined");
                self.increment(pair[0] + 1, pair[1], &path, windows);
            }
            if days.len() < 2 {
                let reason = "the source does not say since when, and no other count of its series can be taken off";
                windows.unused.extend(joined.rows.iter().map(|row| unused(row, reason)));
            }
        }
        for row in self.rows.iter().filter(|row| !row.kind.is_value()) {
            self.bound(row, &joined, windows);
        }
    }

    /// Joins the evenings of the rows that are values, the shortest windows first.
    fn join(&self, windows: &mut Windows) -> Vec<Joined<'a>> {
        let mut rows: Vec<&Observation> = self.rows.iter().copied().filter(|o| o.kind.is_value()).collect();
        rows.sort_by_key(|o| (o.from.map_or(i32::MAX, |from| o.to - from), o.line));
        let mut all: Vec<Joined> = Vec::new();
        for row in rows {
            let [before, after] = ends(row);
            let of = |evening: Evening| all.iter().position(|joined| joined.evenings.contains(&evening));
            match (of(before), of(after)) {
                (Some(one), Some(other)) if one == other => {
                    windows.unused.push(unused(row, "finer counts of its series tell the same"));
                    continue;
                }
                (Some(one), Some(other)) => {
                    let joined = all.swap_remove(one.max(other));
                    let into = &mut all[one.min(other)];
                    into.evenings.extend(joined.evenings);
                    into.rows.extend(joined.rows);
                    into.rows.push(row);
                }
                (Some(one), None) | (None, Some(one)) => {
                    all[one].evenings.extend([before, after]);
                    all[one].rows.push(row);
                }
                (None, None) => all.push(Joined { evenings: BTreeSet::from([before, after]), rows: vec![row] }),
            }
        }
        all
    }

    fn increment(&self, from: i32, to: i32, path: &Path, windows: &mut Windows) {
        let (row, _) = path.iter().max_by_key(|(row, _)| (row.to, row.line)).expect("a path has rows");
        let value: f64 = path.iter().map(|(row, sign)| sign * row.value).sum();
        let refuse = |reason: String| Unused { line: row.line, label: label(row, Some(from), to), reason };
        if let Some(other) = self.others.iter().find(|o| (o.from, o.to) == (Some(from), to)) {
            windows.unused.push(refuse(format!("line {} marks these days `{}`", other.line, other.use_.name())));
        } else if value == 0.0 {
            windows.unused.push(refuse("nobody crossed: a closure is an input, not an outcome".to_owned()));
        } else if value < 0.0 {
            windows.unused.push(refuse(format!("the count falls by {}", units::grouped(-value))));
        } else {
            windows.used.push(self.window(from, to, value, Bound::Exact, path));
        }
    }

    /// A bound, less what is known of its window.
    fn bound(&self, row: &'a Observation, joined: &[Joined<'a>], windows: &mut Windows) {
        let [before, after] = ends(row);
        let level =
            |o: &&&Observation| (o.from, o.to) == (row.from, row.to) && o.kind.is_value() && o.use_ == Use::Shown;
        let home = joined.iter().find(|joined| joined.evenings.contains(&before));
        let last = home.and_then(|home| home.evenings.range(..=after).next_back().copied()).unwrap_or(before);
        if last == after || self.others.iter().any(|o| level(&o)) {
            windows.unused.push(unused(row, "a value of its series tells the same days"));
            return;
        }
        let Some(start) = last else {
            let reason = "the source does not say since when, and no earlier count of its series can be taken off";
            windows.unused.push(unused(row, reason));
            return;
        };
        let mut path = home.and_then(|home| home.path(before, last)).unwrap_or_default();
        let known: f64 = path.iter().map(|(row, sign)| sign * row.value).sum();
        path.push((row, 1.0));
        let (low, high) = (row.range.0 - known, row.range.1 - known);
        let bound = match row.kind {
            Exactness::LowerBound => Bound::AtLeast,
            Exactness::UpperBound => Bound::AtMost,
            _ => Bound::Between { low: low.max(0.0), high },
        };
        let value = row.value - known;
        if value <= 0.0 || high <= 0.0 {
            let reason = format!("finer counts of its series give {} by {}", units::grouped(known), units::iso(start));
            windows.unused.push(unused(row, &reason));
            return;
        }
        windows.used.push(self.window(start + 1, row.to, value, bound, &path));
    }

    fn window(&self, from: i32, to: i32, value: f64, bound: Bound, path: &Path) -> Window {
        let first = path[0].0;
        let reliability = path.iter().map(|(row, _)| row.reliability).max().expect("a path has rows");
        let people = |row: &Observation| if row.kind == Exactness::Range { 0.0 } else { row.rounding_sd() };
        let rounding = path.iter().fold(0.0_f64, |sd, (row, _)| quadrature(&[sd, people(row)]));
        // Of a share, both parts are counted at the same hours.
        let hours = if first.quantity == ObservedQuantity::Departures { ENDS_SD_DAYS } else { 0.0 };
        let mut sources: Vec<String> = Vec::new();
        for (row, _) in path {
            if !sources.contains(&row.source) {
                sources.push(row.source.clone());
            }
        }
        Window {
            quantity: first.quantity,
            crossing: first.crossing.clone(),
            status: first.status.clone(),
            mode: first.mode.clone(),
            from,
            to,
            value,
            bound,
            error_sd: quadrature(&[reliability.error_sd(), rounding / value, hours / f64::from(to - from + 1)]),
            bias_sd: self.bias_sd,
            series: first.series.clone(),
            source: units::listed(&sources),
            label: label(first, Some(from), to),
        }
    }
}

fn unused(row: &Observation, reason: &str) -> Unused {
    Unused { line: row.line, label: label(row, row.from, row.to), reason: reason.to_owned() }
}
