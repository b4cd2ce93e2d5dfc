//! Rivals: what anybody could say from the counts alone, each a normal law of the log of the mean daily flow.
//!
//! With flows `y_1 .. y_n` (people a day, in the order of their last days; `m_i` the middle of window i):
//!
//! - **Persistence**: `y_n`.
//! - **Exponential decay**: the line through `(m_i, log y_i)` from the highest flow on, by least squares, its slope at most
//!   0, continued and averaged over the days of the window; persistence if the highest is the last.
//! - **Linear trend**: the line through the last [`TREND_FLOWS`] of `(m_i, y_i)`, at the middle of the window.
//! - **Scaled analogue**: `y_n S(m - p) / S(m_n - p)`, where `S` is the wave of 2016 since its peak, `m` the middle of the
//!   window and `p` that of the highest flow.
//!
//! No rival says less than [`FLOOR_PER_DAY`], a household a day.
//!
//! The spread: each rival is asked for every earlier flow from those that ended before it began. The root mean square of
//! its errors (in logs) is its standard deviation, kept between [`LEAST_SD`] and [`MOST_SD`]; with fewer than
//! [`ENOUGH_ERRORS`] errors it is [`UNKNOWN_SD`]. Left out: that errors grow with the horizon.

use super::history::Flow;

/// Flows that the trend goes through.
pub const TREND_FLOWS: usize = 4;

/// A household of seven a day.
pub const FLOOR_PER_DAY: f64 = 7.0;

/// Least standard deviation of the log.
pub const LEAST_SD: f64 = 0.2;

/// Most.
pub const MOST_SD: f64 = 1.5;

/// Fewer errors say nothing.
pub const ENOUGH_ERRORS: usize = 3;

/// A factor of 1.6 either way where a rival has no record of its own.
pub const UNKNOWN_SD: f64 = 0.5;

/// A normal law of a log of people a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    /// Mean of the log.
    pub mean: f64,
    /// Standard deviation of the log, more than 0.
    pub sd: f64,
}

/// A rival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Baseline {
    /// As last counted.
    Persistence,
    /// As it has fallen since the peak.
    Decay,
    /// As the last counts lead on.
    Trend,
    /// As the wave of 2016 fell.
    Analogue,
}

impl Baseline {
    /// All, in the order of arrays.
    pub const ALL: [Baseline; 4] = [Baseline::Persistence, Baseline::Decay, Baseline::Trend, Baseline::Analogue];

    /// The name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Baseline::Persistence => "persistence",
            Baseline::Decay => "decay",
            Baseline::Trend => "trend",
            Baseline::Analogue => "analogue",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Baseline::Persistence => "persistence",
            Baseline::Decay => "exponential decay",
            Baseline::Trend => "a linear trend",
            Baseline::Analogue => "the wave of 2016, scaled",
        }
    }

    /// What it says of the days from `from` to `to` after these flows. Nothing if there are none.
    pub fn law(self, flows: &[Flow], from: i32, to: i32, shape: &Shape) -> Option<Law> {
        let mean = self.log_flow(flows, from, to, shape)?;
        let errors: Vec<f64> = (flows.iter())
            .filter_map(|flow| {
                let before: Vec<Flow> = flows.iter().copied().filter(|other| other.to < flow.from).collect();
                let said = self.log_flow(&before, flow.from, flow.to, shape)?;
                Some(libm::log(flow.per_day.max(FLOOR_PER_DAY)) - said)
            })
            .collect();
        let square = errors.iter().map(|error| error * error).sum::<f64>() / errors.len() as f64;
        let sd = if errors.len() < ENOUGH_ERRORS { UNKNOWN_SD } else { square.sqrt().clamp(LEAST_SD, MOST_SD) };
        Some(Law { mean, sd })
    }

    fn log_flow(self, flows: &[Flow], from: i32, to: i32, shape: &Shape) -> Option<f64> {
        let last = flows.last()?;
        let middle = 0.5 * (f64::from(from) + f64::from(to));
        // Of equal ones the later.
        let peak = flows.iter().enumerate().max_by(|a, b| a.1.per_day.total_cmp(&b.1.per_day)).map_or(0, |(i, _)| i);
        let log = |flow: &Flow| libm::log(flow.per_day.max(FLOOR_PER_DAY));
        let people = match self {
            Baseline::Persistence => last.per_day,
            Baseline::Decay => {
                let points: Vec<(f64, f64)> = flows[peak..].iter().map(|flow| (flow.middle(), log(flow))).collect();
                match line(&points) {
                    None => last.per_day,
                    Some((level, slope)) => {
                        let slope = slope.min(0.0);
                        let centre = points.iter().map(|(x, _)| x).sum::<f64>() / points.len() as f64;
                        let day = |day: i32| libm::exp(level + slope * (f64::from(day) - centre));
                        (from..=to).map(day).sum::<f64>() / f64::from(to - from + 1)
                    }
                }
            }
            Baseline::Trend => {
                let points: Vec<(f64, f64)> = flows[flows.len().saturating_sub(TREND_FLOWS)..]
                    .iter()
                    .map(|flow| (flow.middle(), flow.per_day))
                    .collect();
                let centre = points.iter().map(|(x, _)| x).sum::<f64>() / points.len() as f64;
                line(&points).map_or(last.per_day, |(level, slope)| level + slope * (middle - centre))
            }
            Baseline::Analogue => {
                let since = |day: f64| shape.at(day - flows[peak].middle());
                last.per_day * since(middle) / since(last.middle())
            }
        };
        Some(libm::log(people.max(FLOOR_PER_DAY)))
    }
}

/// The line through points by least squares: its height above their mean place, and its slope. Nothing if all points
/// stand on one place.
fn line(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    let n = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / n, y + point.1 / n));
    let square: f64 = points.iter().map(|point| (point.0 - x) * (point.0 - x)).sum();
    let product: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    (square > 0.0).then(|| (y, product / square))
}

/// How an earlier wave fell: flow in that of its peak, by days since its peak.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Days since the peak, rising from 0, and log of the flow in that of the peak.
    points: Vec<(f64, f64)>,
}

impl Shape {
    /// Of the flows of a wave, in order of time; straight between their middles on the scale of logs, level before the peak
    /// and after the end.
    ///
    /// # Panics
    /// If there are no flows.
    pub fn of(flows: &[Flow]) -> Self {
        let (at, peak) =
            flows.iter().enumerate().max_by(|a, b| a.1.per_day.total_cmp(&b.1.per_day)).expect("a wave has flows");
        let point = |flow: &Flow| (flow.middle() - peak.middle(), libm::log(flow.per_day / peak.per_day));
        let mut points: Vec<(f64, f64)> = flows[at..].iter().map(point).collect();
        points.dedup_by_key(|point| point.0);
        Shape { points }
    }

    /// Flow in that of the peak, so many days since the peak.
    fn at(&self, days: f64) -> f64 {
        let after = self.points.partition_point(|point| point.0 <= days);
        let log = match (after.checked_sub(1).map(|i| self.points[i]), self.points.get(after)) {
            (None, _) => 0.0,
            (Some(last), None) => last.1,
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (days - a.0) / (b.0 - a.0),
        };
        libm::exp(log)
    }
}
