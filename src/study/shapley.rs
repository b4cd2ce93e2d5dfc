//! Why do two scenarios differ? Shapley values over the edits that lead from one to the other.
//!
//! A scenario B is A with `n` edits. Making them one after the other ascribes to each the change that it brings, which
//! depends on the order wherever edits interact. The Shapley value (1953) is the mean over all `n!` orders: the only
//! attribution that adds up to the difference, treats edits alike that act alike, gives nothing to one that changes
//! nothing, and is linear in the outcome. Over subsets `S` without edit `i`, with `v(S)` the outcome with the edits in
//! `S`,
//!
//! `phi_i = sum_S |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))`
//!
//! Outcomes are vectors over runs that share their luck and their inputs, and everything is linear, so each run has its
//! own Shapley values; their spread gives the Monte Carlo error, which is that of paired differences. Up to
//! [`MOST_EXACT`] edits all `2^n` subsets are simulated; beyond, orders are drawn at random in pairs, each with its
//! reverse (Castro, Gomez and Tejada 2009; Mitchell et al. 2022 for the reverse), and the error of that is given beside
//! the other.
//!
//! They add up to the difference up to the rounding of floating-point sums. Left out: interactions of pairs, and edits
//! that cannot be made alone (the caller must merge those into one).

use super::estimate::Draw;
use crate::statistics::{mean, shuffle, variance};

/// The most edits for which all subsets are asked: 4,096 of them.
pub const MOST_EXACT: usize = 12;

/// The most edits whose subsets a number can name.
pub const MOST: usize = 32;

/// What one edit contributes, in the unit of the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contribution {
    /// Mean over runs.
    pub value: f64,
    /// Standard error of the mean over runs.
    pub error: f64,
    /// Standard error of having drawn some orders only; 0 where all were asked.
    pub order_error: f64,
}

/// The difference between two scenarios and what each edit contributes to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Outcome with all edits less outcome with none.
    pub difference: Contribution,
    /// `[edit]`
    pub edits: Vec<Contribution>,
    /// `[edit][run]`: the Shapley values of each run.
    pub by_run: Vec<Vec<f64>>,
}

/// The attribution from all subsets. `value` gives the outcome of every run, `[run]`, with the edits whose bits are
/// set; it is called once for each of the `2^edits` subsets, in the order of their numbers.
///
/// # Panics
/// If there are no edits or more than [`MOST_EXACT`], or subsets differ in their number of runs.
pub fn exact(edits: usize, mut value: impl FnMut(u32) -> Vec<f64>) -> Attribution {
    assert!((1..=MOST_EXACT).contains(&edits), "{edits} edits, not 1 to {MOST_EXACT}");
    let weights = weights(edits);
    let everything = (1u32 << edits) - 1;
    let without = value(0);
    // Values less those without edits: the weights of an edit add up to 0, and small numbers keep their digits.
    let mut by_run = vec![vec![0.0; without.len()]; edits];
    let mut difference = Vec::new();
    for subset in 1..=everything {
        let gains = less(value(subset), &without);
        let size = subset.count_ones() as usize;
        for (edit, sums) in by_run.iter_mut().enumerate() {
            let weight = if subset >> edit & 1 == 1 { weights[size - 1] } else { -weights[size] };
            sums.iter_mut().zip(&gains).for_each(|(sum, gain)| *sum += weight * gain);
        }
        difference = gains;
    }
    let edits = by_run.iter().map(|values| contribution(values, 0.0)).collect();
    Attribution { difference: contribution(&difference, 0.0), edits, by_run }
}

/// The attribution from random orders, in `pairs` of an order and its reverse. `value` as in [`exact`], called
/// `2 (edits - 1)` times for each pair and twice more.
///
/// # Panics
/// If there are no edits or more than [`MOST`], fewer than two pairs, or subsets differ in their number of runs.
pub fn sampled(edits: usize, pairs: usize, seed: u64, mut value: impl FnMut(u32) -> Vec<f64>) -> Attribution {
    assert!((1..=MOST).contains(&edits), "{edits} edits, not 1 to {MOST}");
    assert!(pairs > 1, "an error needs two pairs of orders");
    let without = value(0);
    let everything = u32::MAX >> (32 - edits);
    let difference = less(value(everything), &without);
    let mut by_run = vec![vec![0.0; without.len()]; edits];
    // [edit][pair]: means over runs.
    let mut by_pair = vec![vec![0.0; pairs]; edits];
    for pair in 0..pairs {
        let mut order: Vec<usize> = (0..edits).collect();
        shuffle(&mut order, &mut Draw::Order { number: pair as u64 }.stream(seed));
        for _ in 0..2 {
            let mut subset = 0;
            let mut before = vec![0.0; without.len()];
            for &edit in &order {
                subset |= 1 << edit;
                let after = if subset == everything { difference.clone() } else { less(value(subset), &without) };
                let gains = less(after.clone(), &before);
                by_pair[edit][pair] += mean(&gains) / 2.0;
                by_run[edit].iter_mut().zip(&gains).for_each(|(sum, gain)| *sum += gain / (2 * pairs) as f64);
                before = after;
            }
            order.reverse();
        }
    }
    let order_error = |edit: usize| (variance(&by_pair[edit]) / pairs as f64).sqrt();
    let edits = by_run.iter().enumerate().map(|(edit, values)| contribution(values, order_error(edit))).collect();
    Attribution { difference: contribution(&difference, 0.0), edits, by_run }
}

/// `[size]`: size! (n - size - 1)! / n!, the weight of a subset of this size without the edit.
fn weights(edits: usize) -> Vec<f64> {
    let mut weights = vec![1.0 / edits as f64];
    for size in 1..edits {
        weights.push(weights[size - 1] * size as f64 / (edits - size) as f64);
    }
    weights
}

fn less(mut values: Vec<f64>, others: &[f64]) -> Vec<f64> {
    assert_eq!(values.len(), others.len(), "all subsets have the same runs");
    values.iter_mut().zip(others).for_each(|(value, other)| *value -= other);
    values
}

/// One run has no error: it is given as 0.
pub(super) fn contribution(values: &[f64], order_error: f64) -> Contribution {
    let error = if values.len() > 1 { (variance(values) / values.len() as f64).sqrt() } else { 0.0 };
    Contribution { value: mean(values), error, order_error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};

    fn has(subset: u32, edit: usize) -> bool {
        subset >> edit & 1 == 1
    }

    fn values(attribution: &Attribution) -> Vec<f64> {
        attribution.edits.iter().map(|edit| edit.value).collect()
    }

    fn assert_near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}, not {expected:?}");
    }

    /// One left glove and two right ones; a pair is worth 1. The left one gets 2/3 (Shapley 1953).
    #[test]
    fn gloves() {
        let pair = |subset: u32| vec![f64::from(has(subset, 0) && (has(subset, 1) || has(subset, 2)))];
        assert_near(&values(&exact(3, pair)), &[2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]);
    }

    /// Edits that act alone get what they do, whatever the others; the errors are those of the runs.
    #[test]
    fn what_adds_up_is_taken_apart() {
        let effects = [[3.0, 5.0], [-2.0, -2.0], [0.0, 0.0]];
        let value = |subset: u32| -> Vec<f64> {
            let gain =
                |run: usize| (0..3).filter(|&edit| has(subset, edit)).map(|edit| effects[edit][run]).sum::<f64>();
            vec![1e6 + gain(0), 2e6 + gain(1)]
        };
        let found = exact(3, value);
        assert_near(&values(&found), &[4.0, -2.0, 0.0]);
        assert_near(&found.by_run[0], &[3.0, 5.0]);
        assert_near(&[found.edits[0].error, found.edits[1].error, found.difference.value], &[1.0, 0.0, 2.0]);
    }

    /// Any game: values drawn by chance for every subset. Shares add up run by run, dummies get nothing, twins the
    /// same.
    #[test]
    fn the_axioms_hold_for_any_game() {
        // The last edit does nothing; those before it are twins: only how many of the two are made counts.
        let game = |subset: u32| -> Vec<f64> {
            let twins = (subset >> 3 & 1) + (subset >> 4 & 1);
            let mut stream = Streams::new(8).stream(u64::from(subset & 7 | twins << 3), Purpose::Study, 96, 0);
            (0..4).map(|_| stream.uniform()).collect()
        };
        let found = exact(6, game);
        let (all, none) = (game(0b11_1111), game(0));
        for run in 0..4 {
            let sum: f64 = found.by_run.iter().map(|values| values[run]).sum();
            assert!((sum - (all[run] - none[run])).abs() < 1e-12);
            assert!((found.by_run[3][run] - found.by_run[4][run]).abs() < 1e-12);
            assert!(found.by_run[5][run].abs() < 1e-12);
        }
    }

    /// The definition: the mean over all 24 orders.
    #[test]
    fn subsets_give_what_all_orders_give() {
        let game = |subset: u32| vec![Streams::new(9).stream(u64::from(subset), Purpose::Study, 95, 0).uniform()];
        let mut sums = [0.0; 4];
        for code in 0..24 {
            let mut left = vec![0, 1, 2, 3];
            let order = [left.remove(code / 6), left.remove(code / 2 % 3), left.remove(code % 2), left.remove(0)];
            let mut subset = 0;
            for edit in order {
                sums[edit] += (game(subset | 1 << edit)[0] - game(subset)[0]) / 24.0;
                subset |= 1 << edit;
            }
        }
        assert_near(&values(&exact(4, game)), &sums);
    }

    /// 14 edits of which neighbours help one another: each gets 1 for itself and half of each bond. Orders in reverse
    /// share every bond exactly; the bond of three does not, and stays within five standard errors.
    #[test]
    fn random_orders_come_near() {
        let value = |subset: u32| {
            let alone = f64::from(subset.count_ones());
            let bonds = f64::from((subset & subset >> 1 & 0b1_1111_1111_1111).count_ones());
            let three = f64::from(has(subset, 0) && has(subset, 5) && has(subset, 9));
            vec![alone + 4.0 * bonds + 30.0 * three; 2]
        };
        let found = sampled(14, 200, 3, value);
        let sum: f64 = values(&found).iter().sum();
        assert!((sum - found.difference.value).abs() < 1e-9 && (sum - 96.0).abs() < 1e-9);
        for (edit, contribution) in found.edits.iter().enumerate() {
            let bonds = if edit == 0 || edit == 13 { 1.0 } else { 2.0 };
            let three = if [0, 5, 9].contains(&edit) { 10.0 } else { 0.0 };
            let away = (contribution.value - (1.0 + 2.0 * bonds + three)).abs();
            assert!(away <= 5.0 * contribution.order_error + 1e-9, "edit {edit}: {contribution:?}");
            assert_eq!(contribution.order_error > 1e-9, three > 0.0);
            assert_eq!(contribution.error, 0.0);
        }
    }

    #[test]
    fn a_single_edit_gets_everything() {
        let value = |subset: u32| vec![f64::from(subset) * 5.0, f64::from(subset) * 7.0];
        for found in [exact(1, value), sampled(1, 2, 1, value)] {
            assert_near(&[found.edits[0].value, found.edits[0].error], &[6.0, 1.0]);
        }
        sampled(32, 2, 1, |subset| vec![f64::from(subset.count_ones())]);
    }
}
