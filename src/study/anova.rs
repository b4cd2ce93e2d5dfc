//! "Chance, inputs or policy?": where the variance of an outcome comes from.
//!
//! Values `y[policy][draw][run]` of one outcome: `P` policies, each with the same `M` draws of the uncertain inputs,
//! and for each draw `R` runs with the same luck under all policies (a crossed design with runs nested in draws). With
//! `g_p(x)` the mean over luck of the outcome of policy `p` with inputs `x`, and a policy picked at random from the
//! `P`, the variance of a run is
//!
//! - **policy**: variance of `E_x g_p(x)` over the policies, with divisor `P`, because they are all there are;
//! - **inputs**: mean over policies of the variance of `g_p(x)` over draws; of that,
//!   **interaction**: how much the difference that a policy makes depends on the inputs,
//!   the mean over policies of the variance of `g_p(x) - mean_q g_q(x)`;
//! - **chance**: mean over policies and draws of the variance of `y` given both.
//!
//! Policy, inputs and chance add up to the variance. What is seen are means of `R` runs, whose variance holds `1/R` of
//! the chance, so "between" is the variance of means less "within" divided by `R` (the classical estimator, Searle,
//! Casella and McCulloch 1992, "Variance components", chapter 4); likewise policies are compared by means over `M`
//! draws, whose squared error is taken off. Because policies share their luck, "within" is taken from the quantity
//! whose variance is corrected: the mean over policies of a run and the difference of a policy from it. So it is right
//! whether or not the luck is shared, and all four are unbiased.
//!
//! Such differences may come out negative where the truth is near zero. They are then 0, and [`Component::clipped`]
//! says so; shares are of the sum of what is left. Ranges come from drawing parameter draws again, see
//! [`super::estimate`].
//!
//! Assumes draws that are independent and alike, and luck that differs between draws. Left out: which input it is
//! ([`super::indices`]), and how many policies were worth listing: add one that changes much, and its share grows.

use super::estimate::{Bootstrap, Estimate};
use crate::statistics::{mean, variance};

/// A part of the variance of an outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// In the squared unit of the outcome.
    pub variance: Estimate,
    /// As a share of the whole.
    pub share: Estimate,
    /// The estimate was negative and is given as 0.
    pub clipped: bool,
}

/// Where the variance of an outcome comes from: `policy`, `inputs` and `chance` add up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anova {
    /// Differences between policies.
    pub policy: Component,
    /// Uncertain inputs, with their interaction.
    pub inputs: Component,
    /// The part of `inputs` that policies and inputs only make together.
    pub interaction: Component,
    /// Luck of a single run.
    pub chance: Component,
}

/// Components before they are clipped.
#[derive(Clone, Copy)]
struct Raw {
    policy: f64,
    inputs: f64,
    interaction: f64,
    chance: f64,
}

impl Raw {
    /// What part of the whole is this component?
    fn share(&self, component: f64) -> f64 {
        let whole = self.policy.max(0.0) + self.inputs.max(0.0) + self.chance;
        if whole > 0.0 { component.max(0.0) / whole } else { 0.0 }
    }
}

/// The components of one outcome, from `values[policy][draw][run]`.
///
/// # Panics
/// If there is no policy, if there are fewer than two draws or runs, or policies or draws differ in how many they have.
pub fn anova(values: &[Vec<Vec<f64>>], seed: u64) -> Anova {
    let (policies, draws) = (values.len(), values.first().expect("a policy").len());
    let runs = values[0].first().expect("a draw").len();
    assert!(draws > 1 && runs > 1, "variances need two draws and two runs, not {draws} and {runs}");
    let alike = |policy: &Vec<Vec<f64>>| policy.len() == draws && policy.iter().all(|draw| draw.len() == runs);
    assert!(values.iter().all(alike), "all policies have the same draws and runs");

    let centre = mean(&values[0][0]);
    let row = |draw| columns(values, draw, centre);
    let bootstrap = Bootstrap::of(&(0..draws).map(row).collect::<Vec<_>>(), seed);
    let raw = |means: &[f64]| components(means, policies as f64, draws as f64, runs as f64);
    let component = |pick: fn(&Raw) -> f64| {
        let share = bootstrap.estimate(|means| raw(means).share(pick(&raw(means))));
        let Estimate { value, low, high } = bootstrap.estimate(|means| pick(&raw(means)));
        let variance = Estimate { value: value.max(0.0), low: low.max(0.0), high: high.max(0.0) };
        Component { variance, share, clipped: value < 0.0 }
    };
    Anova {
        policy: component(|raw| raw.policy),
        inputs: component(|raw| raw.inputs),
        interaction: component(|raw| raw.interaction),
        chance: component(|raw| raw.chance),
    }
}

/// What a draw contributes: five numbers, and the deviation of each policy from the mean of all, `[policy]`.
fn columns(values: &[Vec<Vec<f64>>], draw: usize, centre: f64) -> Vec<f64> {
    let policies = values.len() as f64;
    let runs = 0..values[0][draw].len();
    let common: Vec<f64> =
        runs.map(|run| values.iter().map(|policy| policy[draw][run] - centre).sum::<f64>() / policies).collect();
    let (mut squares, mut within) = (0.0, 0.0);
    let mut deviations = Vec::with_capacity(values.len());
    for policy in values {
        let own: Vec<f64> = policy[draw].iter().zip(&common).map(|(value, common)| value - centre - common).collect();
        squares += mean(&own).powi(2) / policies;
        within += variance(&own) / policies;
        deviations.push(mean(&own));
    }
    let level = mean(&common);
    let mut columns = vec![level, level * level, variance(&common), squares, within];
    columns.extend(deviations);
    columns
}

/// The components from the means of the columns over draws.
fn components(means: &[f64], policies: f64, draws: f64, runs: f64) -> Raw {
    let [level, level_squares, level_within, squares, within] = means[..5] else { unreachable!("five columns") };
    let apart = means[5..].iter().map(|deviation| deviation * deviation).sum::<f64>() / policies;
    let unbiased = draws / (draws - 1.0);
    let common_between = (level_squares - level * level) * unbiased;
    let own_between = (squares - apart) * unbiased;
    let interaction = own_between - within / runs;
    Raw {
        policy: apart - own_between / draws,
        inputs: common_between - level_within / runs + interaction,
        interaction,
        // A run's mean over policies and the deviations from it are orthogonal: their variances add up.
        chance: level_within + within,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::normal_quantile;
    use crate::rng::{Purpose, Stream, Streams};

    fn normal(stream: &mut Stream) -> f64 {
        normal_quantile(stream.uniform())
    }

    /// How the values of a made-up outcome vary: standard deviations.
    struct Truth {
        policy: [f64; 3],
        inputs: f64,
        interaction: f64,
        shared_luck: f64,
        own_luck: f64,
    }

    /// Values `[policy][draw][run]` with these components; the interaction adds up to 0 over policies.
    fn simulate(truth: &Truth, draws: usize, runs: usize, seed: u64) -> Vec<Vec<Vec<f64>>> {
        let mut stream = Streams::new(seed).stream(0, Purpose::Study, 99, 1);
        let mut values = vec![vec![vec![0.0; runs]; draws]; 3];
        for draw in 0..draws {
            let level = 1e5 + truth.inputs * normal(&mut stream);
            let own: [f64; 3] = std::array::from_fn(|_| normal(&mut stream));
            let centre = own.iter().sum::<f64>() / 3.0;
            for run in 0..runs {
                let luck = truth.shared_luck * normal(&mut stream);
                for policy in 0..3 {
                    // Deviations from the mean of three have two thirds of the variance.
                    let both = truth.interaction * (own[policy] - centre) * 1.5f64.sqrt();
                    let own_luck = truth.own_luck * normal(&mut stream);
                    values[policy][draw][run] = truth.policy[policy] + level + both + luck + own_luck;
                }
            }
        }
        values
    }

    /// 100 made-up outcomes with variances 6, 4 + 2 and 9 + 1. A range of 95 % from 60 draws holds some 93 % of the
    /// time; fewer than 85 of 100 has a chance below 0.005. Means of the estimates lie within five standard errors.
    #[test]
    fn known_components_are_recovered() {
        let truth =
            Truth { policy: [-3.0, 0.0, 3.0], inputs: 2.0, interaction: 2f64.sqrt(), shared_luck: 3.0, own_luck: 1.0 };
        let expected = [6.0, 6.0, 2.0, 10.0];
        let mut held = [[0; 2]; 4];
        let mut found: [Vec<f64>; 4] = Default::default();
        for seed in 0..100 {
            let Anova { policy, inputs, interaction, chance } = anova(&simulate(&truth, 60, 4, seed), seed);
            for (part, component) in [policy, inputs, interaction, chance].into_iter().enumerate() {
                held[part][0] += usize::from(component.variance.holds(expected[part]));
                held[part][1] += usize::from(component.share.holds(expected[part] / 22.0));
                found[part].push(component.variance.value);
            }
            let whole = policy.share.value + inputs.share.value + chance.share.value;
            assert!((whole - 1.0).abs() < 1e-9);
        }
        for part in 0..4 {
            assert!(held[part].iter().all(|&times| times >= 85), "held {held:?} times of 100");
            let z = (mean(&found[part]) - expected[part]) / (variance(&found[part]) / 100.0).sqrt();
            assert!(z.abs() < 5.0, "component {part} is {} on average, not {}", mean(&found[part]), expected[part]);
        }
    }

    /// Without the correction, luck of a variance of 100 would make means of four runs vary by 25 over draws.
    #[test]
    fn luck_alone_is_called_luck() {
        let truth = Truth { policy: [0.0; 3], inputs: 0.0, interaction: 0.0, shared_luck: 0.0, own_luck: 10.0 };
        let mut clipped = 0;
        for seed in 0..20 {
            let found = anova(&simulate(&truth, 40, 4, seed), seed);
            assert!(found.chance.share.value > 0.85, "{found:?}");
            for component in [found.policy, found.inputs, found.interaction] {
                assert!(component.variance.value >= 0.0 && component.share.low >= 0.0);
                assert_eq!(component.clipped, component.variance.value == 0.0);
                clipped += usize::from(component.clipped);
            }
        }
        assert!(clipped > 10, "about half of 60 estimates of nothing are negative, not {clipped}");
    }

    #[test]
    fn a_single_policy_and_exact_values_by_hand() {
        // Means 1 and 5 over draws with variance 8, within 2 each: between = 8 - 2/2.
        let found = anova(&[vec![vec![0.0, 2.0], vec![4.0, 6.0]]], 1);
        assert_eq!(found.inputs.variance.value, 7.0);
        assert_eq!(found.chance.variance.value, 2.0);
        assert_eq!((found.policy.variance.value, found.interaction.variance.value), (0.0, 0.0));
        assert_eq!(found.inputs.share.value, 7.0 / 9.0);
        let same = anova(&vec![vec![vec![3.0; 2]; 2]; 2], 1);
        assert_eq!((same.chance.share.value, same.policy.share.value), (0.0, 0.0));
    }
}
