//! Who is where on the first day.

use super::frailty::gauss_gamma;
use crate::network::Shape;
use crate::plan::{Plan, Quantity};

/// Households at home on the first day, by cell: `[status][province][size][frailty]`.
///
/// The people of a status are divided among provinces by the shares of the plan, among household sizes by the shares
/// of households, and among frailty groups by the weights of the quadrature; whole households by largest remainder, so
/// that a group's total is right to half a household.
pub fn start_households(plan: &Plan, numbers: &[f64]) -> Vec<u64> {
    let shape = Shape::of(plan);
    let number = |quantity: Quantity| numbers[quantity.0 as usize];
    let (_, frailty_weights) = gauss_gamma(number(plan.behaviour.frailty_cv), shape.frailties);
    let mean_size: f64 = plan
        .people
        .household_size
        .iter()
        .zip(&plan.people.household_share)
        .map(|(&size, &share)| f64::from(size) * share)
        .sum();
    let weights: Vec<f64> = plan
        .people
        .household_share
        .iter()
        .flat_map(|&share| frailty_weights.iter().map(move |&weight| share * weight))
        .collect();
    let mut households = Vec::with_capacity(shape.cells());
    for status in 0..shape.statuses {
        let shares: Vec<f64> = plan.people.province_share[status].iter().map(|&q| number(q)).collect();
        let whole: f64 = shares.iter().sum();
        for share in shares {
            let people = if whole > 0.0 { number(plan.people.stock[status]) * share / whole } else { 0.0 };
            households.extend(apportion(libm::round(people / mean_size) as u64, &weights));
        }
    }
    households
}

/// Divides a whole number in proportion to weights by the method of the largest remainder; ties go to the first.
pub fn apportion(total: u64, weights: &[f64]) -> Vec<u64> {
    let whole: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * weight / whole).collect();
    let mut parts: Vec<u64> = exact.iter().map(|&part| libm::floor(part) as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| (exact[b] - libm::floor(exact[b])).total_cmp(&(exact[a] - libm::floor(exact[a]))));
    let missing = total - parts.iter().sum::<u64>();
    for &index in order.iter().cycle().take(missing as usize) {
        parts[index] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apportioning_keeps_the_total_and_the_proportions() {
        assert_eq!(apportion(10, &[0.5, 0.25, 0.25]), [5, 3, 2]);
        assert_eq!(apportion(0, &[1.0, 2.0]), [0, 0]);
        assert_eq!(apportion(7, &[1.0, 1.0, 1.0]).iter().sum::<u64>(), 7);
    }
}
