//! Elementary effects: which of many inputs can be left alone, from few points.
//!
//! From a base point, one input after the other is moved while the rest stay; the change of the outcome per unit of the
//! input's quantile is its elementary effect there (Morris 1991). Over many base points
//!
//! - `mu`, the mean, says in which direction the outcome goes;
//! - `mu*`, the mean of the absolute values (Campolongo, Cariboni and Saltelli 2007), says how much it matters, also
//!   where directions differ; it ranks inputs nearly as total Sobol indices do;
//! - `sigma`, the standard deviation, is large where the effect depends on the point: the input interacts, or acts in a
//!   curve.
//!
//! **Design**: radial (Campolongo, Saltelli and Cariboni 2011), `1 + inputs` points a base. Base points are scrambled
//! Sobol points, so every input takes all its range evenly. Every move is half of the range, `x + 1/2` modulo 1: the
//! moved point is as even as the base, and no effect is divided by a small step, which would blow up chance.
//!
//! **Dice**: all points of a base are simulated with the same dice, so chance that does not depend on the input
//! cancels, and an input that does nothing has effects of exactly 0. What remains of chance adds to `mu*` and `sigma`;
//! more runs a point make it smaller.
//!
//! Assumes independent inputs. Left out: which inputs interact with which, and steps other than half the range (a
//! steep but narrow response is seen at its average). The range of `mu*` is by [`super::estimate`].

use std::ops::Range;

use super::estimate::{Bootstrap, Estimate};
use crate::design::Cube;
use crate::statistics::{mean, variance};

/// How far an input is moved, in its quantile.
pub const STEP: f64 = 0.5;

/// A base point in the open unit cube and the points with one input moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Star {
    /// `[input]`
    pub base: Vec<f64>,
}

impl Star {
    /// The base with one input moved, up or down, whichever stays inside.
    pub fn moved(&self, input: usize) -> Vec<f64> {
        self.moved_in(input..input + 1)
    }

    /// The base with some coordinates moved: those of an input that is made of several numbers.
    pub fn moved_in(&self, places: Range<usize>) -> Vec<f64> {
        let mut point = self.base.clone();
        point[places].iter_mut().for_each(|quantile| *quantile += STEP * direction(*quantile));
        point
    }
}

fn direction(quantile: f64) -> f64 {
    if quantile < STEP { 1.0 } else { -1.0 }
}

/// The design: so many base points.
pub fn layout(inputs: usize, stars: u64, seed: u64) -> Vec<Star> {
    let cube = Cube::new(inputs, seed);
    (0..stars).map(|number| Star { base: cube.point(number) }).collect()
}

/// The elementary effects of one input, in the unit of the outcome per whole range of the input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    /// Mean.
    pub mu: f64,
    /// Mean of the absolute values.
    pub mu_star: Estimate,
    /// Standard deviation.
    pub sigma: f64,
}

/// The effects of all inputs, `[input]`, from one outcome at the base points, `base[star]`, and with each input moved,
/// `moved[input][star]`.
///
/// # Panics
/// If there are fewer than two base points, or the parts differ in how many they have.
pub fn effects(design: &[Star], base: &[f64], moved: &[Vec<f64>], seed: u64) -> Vec<Effects> {
    let alike = base.len() == design.len() && moved.iter().all(|values| values.len() == design.len());
    assert!(design.len() > 1 && alike, "effects need two base points, and all inputs moved at each");
    let effect =
        |input: usize, star: usize| (moved[input][star] - base[star]) / (STEP * direction(design[star].base[input]));
    let by_input: Vec<Vec<f64>> =
        (0..moved.len()).map(|input| (0..design.len()).map(|star| effect(input, star)).collect()).collect();
    let sizes = |star: usize| by_input.iter().map(|effects| effects[star].abs()).collect();
    let bootstrap = Bootstrap::of(&(0..design.len()).map(sizes).collect::<Vec<Vec<f64>>>(), seed);
    let summary = |(input, effects): (usize, &Vec<f64>)| Effects {
        mu: mean(effects),
        mu_star: bootstrap.estimate(|means| means[input]),
        sigma: variance(effects).sqrt(),
    };
    by_input.iter().enumerate().map(summary).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};

    fn study(inputs: usize, stars: u64, seed: u64, f: impl Fn(&[f64], f64) -> f64) -> Vec<Effects> {
        let design = layout(inputs, stars, seed);
        let die = |star: usize| Streams::new(seed).stream(star as u64, Purpose::Study, 98, 0).uniform();
        let base: Vec<f64> = design.iter().enumerate().map(|(star, points)| f(&points.base, die(star))).collect();
        let at =
            |input: usize| design.iter().enumerate().map(|(star, points)| f(&points.moved(input), die(star))).collect();
        effects(&design, &base, &(0..inputs).map(at).collect::<Vec<Vec<f64>>>(), seed)
    }

    /// f = 3 x - 2 y + 4 (x - 1/2) (z - 1/2), dice that add up, and an input that does nothing. The effect of x is 3 +
    /// 4 (z - 1/2), uniform on (1, 5); that of z is 4 (x - 1/2), uniform on (-2, 2).
    #[test]
    fn a_line_with_an_interaction() {
        let f = |x: &[f64], die: f64| 3.0 * x[0] - 2.0 * x[1] + 4.0 * (x[0] - 0.5) * (x[2] - 0.5) + 1e3 * die;
        let found = study(4, 256, 1, f);
        let spread = 4.0 / 12f64.sqrt();
        let expected = [(3.0, 3.0, spread), (-2.0, 2.0, 0.0), (0.0, 1.0, spread), (0.0, 0.0, 0.0)];
        for (input, (effects, (mu, mu_star, sigma))) in found.iter().zip(expected).enumerate() {
            // Base points are even: far nearer than the standard errors of chance, 0.07 and less.
            assert!((effects.mu - mu).abs() < 0.02, "{input}: {effects:?}");
            assert!((effects.mu_star.value - mu_star).abs() < 0.02, "{input}: {effects:?}");
            assert!((effects.sigma - sigma).abs() < 0.02, "{input}: {effects:?}");
            assert!(effects.mu_star.low - 1e-9 <= mu_star && mu_star <= effects.mu_star.high + 1e-9, "{effects:?}");
        }
        assert!(found[0].mu_star.high - found[0].mu_star.low > 0.1);
    }

    /// Half a period apart a wave has opposite signs: the mean effect vanishes, the absolute one does not.
    #[test]
    fn directions_that_differ_do_not_hide_an_input() {
        let found = study(1, 512, 2, |x, _| libm::sin(2.0 * std::f64::consts::PI * (x[0] + x[0])));
        assert!(
            found[0].mu_star.value < 1e-9,
            "with a period of half the range a step of half sees nothing: as stated"
        );
        let wave = study(2, 512, 2, |x, _| libm::cos(std::f64::consts::PI * x[0]) * (x[1] - 0.5));
        assert!(wave[0].mu.abs() < 0.01 && wave[0].mu_star.low > 0.3, "{wave:?}");
        assert!(wave[0].sigma > 0.5);
    }

    #[test]
    fn points_stay_inside_and_move_one_input_by_half() {
        for star in layout(5, 64, 3) {
            for input in 0..5 {
                let moved = star.moved(input);
                assert!(moved.iter().all(|u| 0.0 < *u && *u < 1.0));
                let changed: Vec<f64> =
                    moved.iter().zip(&star.base).map(|(a, b)| (a - b).abs()).filter(|d| *d > 0.0).collect();
                assert_eq!(changed, [0.5]);
            }
        }
    }
}
