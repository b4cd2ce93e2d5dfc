//! Logarithmic scales: equal steps are equal ratios.

/// Where values lie between two places.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogScale {
    low: f64,
    high: f64,
    from_px: f64,
    to_px: f64,
}

impl LogScale {
    /// A scale that holds all (positive) values, from one place to another, with a little room at both ends.
    pub(super) fn over(values: impl Iterator<Item = f64>, from_px: f64, to_px: f64) -> Self {
        let (low, high) = values.fold((f64::MAX, f64::MIN_POSITIVE), |ends, v| (ends.0.min(v), ends.1.max(v)));
        let (low, high) = if low > high { (1.0, 10.0) } else { (low, high) };
        // Values that are all alike get a scale of a factor of two to both sides.
        let room = libm::pow(high / low, 0.06).max(if high / low < 2.0 { 2.0 } else { 1.0 });
        LogScale { low: low / room, high: high * room, from_px, to_px }
    }

    /// The place of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = libm::log(value / self.low) / libm::log(self.high / self.low);
        self.from_px + (self.to_px - self.from_px) * share
    }

    /// Round values on the scale, at most `most`: powers of ten, or 1, 2 and 5 times these where there are few.
    pub(super) fn ticks(&self, most: usize) -> Vec<f64> {
        let first = libm::floor(libm::log10(self.low)) as i32;
        let last = libm::ceil(libm::log10(self.high)) as i32;
        let within = |factors: &[f64], every: usize| -> Vec<f64> {
            (first..=last)
                .filter(|power| power.rem_euclid(every as i32) == 0)
                .flat_map(|power| factors.iter().map(move |factor| round_power(*factor, power)))
                .filter(|value| (self.low..=self.high).contains(value))
                .collect()
        };
        let ways = [within(&[1.0, 2.0, 5.0], 1), within(&[1.0, 3.0], 1), within(&[1.0], 1), within(&[1.0], 2)];
        ways.into_iter().find(|ticks| ticks.len() <= most).unwrap_or_else(|| within(&[1.0], 3))
    }
}

/// `factor` times ten to a power, without the crumbs of a floating-point product.
fn round_power(factor: f64, power: i32) -> f64 {
    let ten = libm::pow(10.0, f64::from(power.abs()));
    if power < 0 { factor / ten } else { factor * ten }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_steps() {
        let scale = LogScale::over([1.0, 1000.0].into_iter(), 0.0, 300.0);
        let step = scale.at(10.0) - scale.at(1.0);
        assert!((scale.at(100.0) - scale.at(10.0) - step).abs() < 1e-9);
        assert!(scale.at(1.0) > 0.0 && scale.at(1000.0) < 300.0, "room at both ends");
    }

    #[test]
    fn ticks_are_round_and_few() {
        let ticks = |low: f64, high: f64, most| LogScale::over([low, high].into_iter(), 0.0, 1.0).ticks(most);
        assert_eq!(ticks(1.0, 1000.0, 5), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(ticks(0.003, 0.01, 6), [0.005, 0.01]);
        assert_eq!(ticks(5.0, 5.0, 6), [5.0, 10.0]);
        assert!(ticks(1e-3, 1e6, 5).len() <= 5);
    }
}
