//! Hypergeometric draws: how many marked households are among those drawn from an urn without replacement.
//!
//! Counted on the smaller side both of the urn and of the draw, so that the mean is at most a quarter of the urn:
//!
//! - mean < [`SWITCH`]: inversion from 0. The chance of 0 is a product of as many factors as there are marked or drawn
//!   households, whichever are fewer; where these are many it comes from Stirling's formula.
//! - else ratio of uniforms (Stadlober 1990, "The ratio of uniforms approach for generating discrete random variates",
//!   J. Comput. Appl. Math. 31: HRUA without its squeezes): k = floor(mean + 1/2 + h (v - 1/2) / u), kept if
//!   u^2 <= f(k) / f(mode). The law is that of a binomial count among the marked, given the sum with another one
//!   among the unmarked, so that f needs no difference of large factorials. That h suffices is a test.

use super::binomial::{SWITCH, chance};
use crate::real::elementary::{exp, floor, stirling_remainder};
use crate::rng::Name;

/// 2 sqrt(2 / e) and 3 - 2 sqrt(3 / e): the width h is the first times sqrt(variance + 1/2), plus the second.
const WIDTH: [f64; 2] = [1.715_527_769_921_413_5, 0.898_916_162_058_898_8];

/// A hypergeometric draw: how many of `drawn` households, taken without replacement from `marked` and `unmarked` ones,
/// are marked. Numbers are below 2^53 together; if more are drawn than there are, all are. `draw` as for
/// [`binomial`](super::binomial).
pub fn hypergeometric(name: &Name, run: u32, draw: u32, marked: u64, unmarked: u64, drawn: u64) -> u64 {
    let all = marked + unmarked;
    if drawn >= all {
        return marked;
    }
    if drawn > all / 2 {
        return marked - few_drawn(name, run, draw, marked, unmarked, all - drawn);
    }
    few_drawn(name, run, draw, marked, unmarked, drawn)
}

/// At most half of the urn is drawn.
fn few_drawn(name: &Name, run: u32, draw: u32, marked: u64, unmarked: u64, drawn: u64) -> u64 {
    if marked > unmarked {
        return drawn - few_drawn(name, run, draw, unmarked, marked, drawn);
    }
    if marked == 0 || drawn == 0 {
        return 0;
    }
    let urn = Urn::new(marked, unmarked, drawn);
    if urn.mean < SWITCH {
        let [u, _] = name.pair(run, draw, 0);
        return urn.invert(u);
    }
    let (width, mode) = (urn.width(), urn.chance(urn.mode()));
    let mut attempt = 0;
    loop {
        let [u, v] = name.pair(run, draw, attempt);
        let count = floor(urn.mean + 0.5 + width * (v - 0.5) / u);
        if urn.possible(count) && u * u <= urn.ratio(count, mode) {
            return count as u64;
        }
        attempt += 1;
    }
}

/// Up to so many factors the chance of 0 is multiplied up.
const FEW: f64 = 100.0;

/// The chance that none of `fewer` falls among `more` of `all`, one after another.
fn none_of_few(fewer: f64, more: f64, all: f64) -> f64 {
    let mut chance = 1.0;
    let mut i = 0.0;
    while i < fewer {
        chance *= (all - more - i) / (all - i);
        i += 1.0;
    }
    chance
}

/// The same by Stirling's formula: (all - fewer)! (all - more)! / (all! (all - fewer - more)!), its logarithms put together
/// so that none is larger than the mean and no digits are lost. The mean is below [`SWITCH`] and there are more than
/// [`FEW`], so that well over [`FEW`] are in neither.
fn none_of_many(fewer: f64, more: f64, all: f64) -> f64 {
    let neither = all - fewer - more;
    let logarithm = (neither + 0.5) * libm::log1p(fewer * more / (all * neither))
        + fewer * libm::log1p(-more / all)
        + more * libm::log1p(-fewer / all);
    let stirling = stirling_remainder(1.0 / (all - fewer)) + stirling_remainder(1.0 / (all - more))
        - stirling_remainder(1.0 / all)
        - stirling_remainder(1.0 / neither);
    exp(logarithm + stirling)
}

/// An urn of which at most half is marked and at most half is drawn.
struct Urn {
    marked: f64,
    unmarked: f64,
    drawn: f64,
    mean: f64,
}

impl Urn {
    fn new(marked: u64, unmarked: u64, drawn: u64) -> Self {
        let (marked, unmarked, drawn) = (marked as f64, unmarked as f64, drawn as f64);
        Urn { marked, unmarked, drawn, mean: marked / (marked + unmarked) * drawn }
    }

    fn invert(&self, u: f64) -> u64 {
        let Urn { marked, unmarked, drawn, .. } = *self;
        let (fewer, more) = if marked < drawn { (marked, drawn) } else { (drawn, marked) };
        let all = marked + unmarked;
        let mut chance = if fewer > FEW { none_of_many(fewer, more, all) } else { none_of_few(fewer, more, all) };
        let mut rest = u - chance;
        let mut count = 0.0;
        while rest >= 0.0 && count < fewer {
            chance *= (marked - count) * (drawn - count) / ((count + 1.0) * (unmarked - drawn + count + 1.0));
            count += 1.0;
            rest -= chance;
        }
        count as u64
    }

    fn mode(&self) -> f64 {
        floor((self.marked + 1.0) * ((self.drawn + 1.0) / (self.marked + self.unmarked + 2.0)))
    }

    fn width(&self) -> f64 {
        let all = self.marked + self.unmarked;
        let variance = self.mean * (self.unmarked / all) * ((all - self.drawn) / (all - 1.0));
        WIDTH[0] * (variance + 0.5).sqrt() + WIDTH[1]
    }

    /// Whether none of the four parts of the urn is empty; from the switch on, empty ones have chances below 1e-17.
    fn possible(&self, count: f64) -> bool {
        count >= 1.0 && count <= self.marked - 1.0 && count <= self.drawn - 1.0
    }

    /// The chance of a count but for a constant factor: sqrt(spread) e^exponent.
    fn chance(&self, count: f64) -> (f64, f64) {
        let (spread, exponent) = chance(self.marked, self.mean, count);
        let (other_spread, other_exponent) = chance(self.unmarked, self.drawn - self.mean, self.drawn - count);
        (spread * other_spread, exponent + other_exponent)
    }

    /// The chance of a count relative to that of the mode.
    fn ratio(&self, count: f64, mode: (f64, f64)) -> f64 {
        let (spread, exponent) = self.chance(count);
        (spread / mode.0).sqrt() * exp(exponent - mode.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_of_many_has_the_chance_that_is_multiplied_up() {
        for (fewer, more, all) in [
            (101.0, 101.0, 300.0),
            (101.0, 150.0, 400.0),
            (1000.0, 2000.0, 60_000.0),
            (3000.0, 3000.0, 9e6),
            (5000.0, 7e6, 1e9),
        ] {
            let (quick, slow) = (none_of_many(fewer, more, all), none_of_few(fewer, more, all));
            assert!((quick / slow - 1.0).abs() < 2e-12, "{fewer} {more} {all}: {quick} {slow}");
        }
    }

    #[test]
    fn the_width_covers_the_law() {
        for (marked, unmarked, drawn) in [
            (80, 80, 80),
            (82, 82, 81),
            (100, 100, 90),
            (1000, 1000, 81),
            (500, 100_000, 9000),
            (1_000_000, 1_000_000, 1_000_000),
            (50, 1_000_000_000, 900_000_000),
            (300_000_000, 700_000_000, 200_000_000),
        ] {
            let drawn = drawn.min((marked + unmarked) / 2);
            let urn = Urn::new(marked, unmarked, drawn);
            if urn.mean < SWITCH {
                continue;
            }
            let (mode, half) = (urn.chance(urn.mode()), urn.width() / 2.0);
            let reach = 40.0 * half;
            let step = (reach / 50_000.0).ceil();
            let mut count = floor(urn.mean - reach);
            while count < urn.mean + reach {
                if urn.possible(count) {
                    let ratio = urn.ratio(count, mode);
                    assert!(ratio <= 1.0 + 1e-9, "{count} is likelier than the mode");
                    let centre = urn.mean + 0.5;
                    let away = (count + 1.0 - centre).abs().max((count - centre).abs());
                    assert!(ratio.sqrt() * away <= half * (1.0 + 1e-12), "{marked} {unmarked} {drawn}: {count}");
                }
                count += step;
            }
        }
    }
}
