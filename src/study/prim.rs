//! When does it happen? Boxes of inputs in which an event is much more frequent: the patient rule induction method.
//!
//! PRIM (Friedman and Fisher 1999; Bryant and Lempert 2010 for scenario discovery) looks for limits on a few inputs,
//! such as "hazard above 0.02 and crossing shut before March", that hold many of the cases (*coverage*) and few other
//! runs (*density*, the share of cases inside).
//!
//! 1. **Peel.** From all rows, cut off a thin slice (a twentieth of the rows) at one end of one column, again and
//!    again. The cut that raises the density most for each row it costs is made: for columns of many values that is the
//!    classical rule; one of few values can only lose all rows of its lowest or highest value, and must earn a bigger
//!    loss. Peeling ends before less than the least support is left.
//! 2. **Choose** the box for which two rates, one inside and one outside, explain the cases best: the largest logarithm
//!    of the likelihood ratio against a single rate, where the rate inside is the higher (Kulldorff's scan statistic,
//!    1997). It weighs coverage against density with no number to set, and for a box with two rates it is the
//!    maximum-likelihood estimate. The simpler excess of cases over those expected at the rate of all rows (weighted
//!    relative accuracy) was tried: rows beyond an edge cost it little, and edges strayed to 0.05 in the first test
//!    below, where these stay within 0.025.
//! 3. **Paste.** Move a limit out again by as thin a slice while that increases the ratio.
//! 4. **Drop limits that do not matter.** The quasi-p-value of a column's limits is the binomial chance of at least as
//!    many cases in the box, were the density that of the box without these limits. The column with the largest goes
//!    while that is above [`Settings::alpha`]. "Quasi", because the limits were chosen to look good.
//! 5. **Cover.** Take the rows of the box away and look for another, up to [`Settings::most_boxes`].
//!
//! All this uses one half of the rows, drawn by chance. The other half is **held back**: it alone says how good a box
//! is, by its coverage and density there and by the hypergeometric chance that as many rows drawn at random would hold
//! as many cases. A box that is not better than chance by this test is not reported as found, and the search ends;
//! since a box is only asked for when those before it were found, the chance of any false one is at most
//! [`Settings::alpha`].
//!
//! Assumes rows that are independent, and columns whose values are ordered. The search is greedy: two boxes at opposite
//! ends of one column can hide that column from one another, and a wider, less dense box is found first. Left out:
//! boxes that are not parallel to the inputs; contradicting sources without an order are taken in the order of their
//! numbers.

use statrs::distribution::{Binomial, DiscreteCDF, Hypergeometric};

use super::estimate::Draw;
use crate::statistics::shuffle;

/// How to search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Share of the rows in a box that a peel cuts off, usually 0.05 to 0.1.
    pub peel: f64,
    /// The least share of all rows that a box may hold.
    pub least_support: f64,
    /// The most boxes that are looked for.
    pub most_boxes: usize,
    /// Chance of a limit, and of a box, that is none.
    pub alpha: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { peel: 0.05, least_support: 0.05, most_boxes: 3, alpha: 0.05 }
    }
}

/// The limits of a box on one column; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Index of the column.
    pub column: usize,
    /// The least value inside, in the unit of the column.
    pub low: Option<f64>,
    /// The largest value inside.
    pub high: Option<f64>,
    /// Quasi-p-value on the rows that were used: too small, because the limits were chosen to look good.
    pub quasi_p: f64,
    /// The same on the rows that were held back: an honest one.
    pub held_back_p: f64,
}

/// How good a box is on a set of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Rows inside.
    pub rows: usize,
    /// Cases inside.
    pub cases: usize,
    /// Share of all cases that lie inside, not counting what earlier boxes hold.
    pub coverage: f64,
    /// Share of the rows inside that are cases.
    pub density: f64,
    /// Share of all rows that lie inside.
    pub support: f64,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// By column.
    pub limits: Vec<Limit>,
    /// On the rows that were used: flattering.
    pub learnt: Quality,
    /// On the rows that were held back.
    pub held_back: Quality,
    /// Chance that as many rows held back, drawn at random, would hold as many cases.
    pub p: f64,
    /// The boxes of the peeling, from all rows to the least, on the rows that were used.
    pub trajectory: Vec<Quality>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discovery {
    /// Share of cases among the rows held back.
    pub rate: f64,
    /// Boxes that are better than chance, in the order in which they were found.
    pub boxes: Vec<Found>,
    /// The box that was no better than chance and ended the search, if that is how it ended.
    pub refused: Option<Found>,
}

/// Looks for boxes of `rows`, `[row][column]`, in which `cases`, `[row]`, are frequent.
///
/// # Panics
/// If there are not as many `cases` as rows, or rows differ in their number of columns.
pub fn discover(rows: &[Vec<f64>], cases: &[bool], settings: &Settings, seed: u64) -> Discovery {
    assert_eq!(rows.len(), cases.len(), "every row is a case or not");
    let mut order: Vec<usize> = (0..rows.len()).collect();
    shuffle(&mut order, &mut Draw::Split.stream(seed));
    let (mut learn, mut hold) = {
        let (learn, hold) = order.split_at(rows.len() / 2);
        (Part::new(rows, cases, learn), Part::new(rows, cases, hold))
    };
    let mut discovery = Discovery { rate: hold.all_rate(), ..Discovery::default() };
    while discovery.boxes.len() < settings.most_boxes {
        let Some(found) = search(&learn, &hold, settings) else { break };
        if found.1.p > settings.alpha {
            discovery.refused = Some(found.1);
            break;
        }
        let (limits, found) = found;
        learn.left.retain(|&row| !limits.holds(&rows[row]));
        hold.left.retain(|&row| !limits.holds(&rows[row]));
        discovery.boxes.push(found);
    }
    discovery
}

/// A half of the rows, or what earlier boxes have left of it.
struct Part<'a> {
    rows: &'a [Vec<f64>],
    cases: &'a [bool],
    /// Numbers of the rows that are left.
    left: Vec<usize>,
    /// Rows and cases of the whole half.
    all: [usize; 2],
}

impl<'a> Part<'a> {
    fn new(rows: &'a [Vec<f64>], cases: &'a [bool], chosen: &[usize]) -> Self {
        let all = [chosen.len(), count(cases, chosen)];
        Part { rows, cases, left: chosen.to_vec(), all }
    }

    fn all_rate(&self) -> f64 {
        share(self.all[1], self.all[0])
    }

    /// The rows that are left and lie inside limits.
    fn inside(&self, limits: &Limits) -> Vec<usize> {
        self.left.iter().copied().filter(|&row| limits.holds(&self.rows[row])).collect()
    }

    fn quality(&self, inside: &[usize]) -> Quality {
        let (rows, cases) = (inside.len(), count(self.cases, inside));
        let [all_rows, all_cases] = self.all;
        Quality {
            rows,
            cases,
            coverage: share(cases, all_cases),
            density: share(cases, rows),
            support: share(rows, all_rows),
        }
    }

    /// Logarithm of the likelihood ratio of two rates, inside and outside, against one; 0 if the inside is not the
    /// higher.
    fn evidence(&self, inside: &[usize]) -> f64 {
        let [rows, cases] = [self.left.len(), count(self.cases, &self.left)];
        let (rows_inside, cases_inside) = (inside.len(), count(self.cases, inside));
        let (rows_outside, cases_outside) = (rows - rows_inside, cases - cases_inside);
        if share(cases_inside, rows_inside) <= share(cases_outside, rows_outside) {
            return 0.0;
        }
        likelihood(cases_inside, rows_inside) + likelihood(cases_outside, rows_outside) - likelihood(cases, rows)
    }

    /// The quasi-p-value of the limits on a column.
    fn quasi_p(&self, limits: &Limits, column: usize) -> f64 {
        let without = self.quality(&self.inside(&limits.without(column)));
        let within = self.quality(&self.inside(limits));
        if within.cases == 0 {
            return 1.0;
        }
        let law = Binomial::new(without.density, within.rows as u64).expect("a density is a probability");
        law.sf(within.cases as u64 - 1)
    }

    /// The chance that as many of the rows that are left, drawn at random, would hold as many cases.
    fn p(&self, inside: &[usize]) -> f64 {
        let cases = count(self.cases, inside);
        if cases == 0 {
            return 1.0;
        }
        let [rows, all_cases, drawn] = [self.left.len(), count(self.cases, &self.left), inside.len()];
        let law = Hypergeometric::new(rows as u64, all_cases as u64, drawn as u64).expect("a part of the rows");
        law.sf(cases as u64 - 1)
    }
}

fn count(cases: &[bool], rows: &[usize]) -> usize {
    rows.iter().filter(|&&row| cases[row]).count()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Logarithm of the largest likelihood of so many cases among rows with one rate.
fn likelihood(cases: usize, rows: usize) -> f64 {
    let term = |part: usize| if part == 0 { 0.0 } else { part as f64 * libm::log(share(part, rows)) };
    term(cases) + term(rows - cases)
}

/// Limits on all columns, infinite where there is none.
#[derive(Clone, Debug, PartialEq)]
struct Limits {
    low: Vec<f64>,
    high: Vec<f64>,
}

/// An end of a column.
#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

impl Limits {
    fn none(columns: usize) -> Self {
        Limits { low: vec![f64::NEG_INFINITY; columns], high: vec![f64::INFINITY; columns] }
    }

    fn holds(&self, row: &[f64]) -> bool {
        row.iter().zip(self.low.iter().zip(&self.high)).all(|(value, (low, high))| low <= value && value <= high)
    }

    fn limited(&self, column: usize) -> bool {
        self.low[column].is_finite() || self.high[column].is_finite()
    }

    fn without(&self, column: usize) -> Limits {
        self.with(column, End::Low, f64::NEG_INFINITY).with(column, End::High, f64::INFINITY)
    }

    fn with(&self, column: usize, end: End, value: f64) -> Limits {
        let mut limits = self.clone();
        match end {
            End::Low => limits.low[column] = value,
            End::High => limits.high[column] = value,
        }
        limits
    }
}

/// All ends of all columns.
fn ends(columns: usize) -> impl Iterator<Item = (usize, End)> {
    (0..columns).flat_map(|column| [(column, End::Low), (column, End::High)])
}

/// The best box of what is left, or nothing if no limit matters.
fn search(learn: &Part, hold: &Part, settings: &Settings) -> Option<(Limits, Found)> {
    let trajectory = peel(learn, settings);
    let best = trajectory.iter().max_by(|a, b| learn.evidence(&a.1).total_cmp(&learn.evidence(&b.1)))?;
    let limits = drop_limits(learn, paste(learn, best.0.clone(), settings), settings);
    let columns: Vec<usize> = (0..limits.low.len()).filter(|&column| limits.limited(column)).collect();
    if columns.is_empty() {
        return None;
    }
    let limit = |&column: &usize| Limit {
        column,
        low: Some(limits.low[column]).filter(|low| low.is_finite()),
        high: Some(limits.high[column]).filter(|high| high.is_finite()),
        quasi_p: learn.quasi_p(&limits, column),
        held_back_p: hold.quasi_p(&limits, column),
    };
    let held = hold.inside(&limits);
    let found = Found {
        limits: columns.iter().map(limit).collect(),
        learnt: learn.quality(&learn.inside(&limits)),
        held_back: hold.quality(&held),
        p: hold.p(&held),
        trajectory: trajectory.iter().map(|(_, inside)| learn.quality(inside)).collect(),
    };
    Some((limits, found))
}

/// Boxes from all that is left to the least allowed, each with its rows.
fn peel(part: &Part, settings: &Settings) -> Vec<(Limits, Vec<usize>)> {
    let Some(&first) = part.left.first() else { return Vec::new() };
    let columns = part.rows[first].len();
    let least = (settings.least_support * part.all[0] as f64).max(1.0);
    let mut trajectory = vec![(Limits::none(columns), part.left.clone())];
    loop {
        let (limits, inside) = trajectory.last().expect("it begins with all rows");
        let density = share(count(part.cases, inside), inside.len());
        let mut best: Option<(f64, Limits, Vec<usize>)> = None;
        for (column, end) in ends(columns) {
            let Some(value) = peeled(part.rows, inside, column, end, settings.peel) else { continue };
            let peeled = limits.with(column, end, value);
            let rest: Vec<usize> = inside.iter().copied().filter(|&row| peeled.holds(&part.rows[row])).collect();
            if (rest.len() as f64) < least {
                continue;
            }
            let gain = (share(count(part.cases, &rest), rest.len()) - density) / (inside.len() - rest.len()) as f64;
            if best.as_ref().is_none_or(|best| gain > best.0) {
                best = Some((gain, peeled, rest));
            }
        }
        match best {
            Some((_, limits, rest)) => trajectory.push((limits, rest)),
            None => return trajectory,
        }
    }
}

/// The limit that cuts off a thin slice, at least the rows of one value; nothing if all rows have the same.
fn peeled(rows: &[Vec<f64>], inside: &[usize], column: usize, end: End, peel: f64) -> Option<f64> {
    let mut values: Vec<f64> = inside.iter().map(|&row| rows[row][column]).collect();
    values.sort_by(f64::total_cmp);
    if let End::High = end {
        values.reverse();
    }
    let slice = slice(values.len(), peel);
    let beyond_first = || values.iter().copied().find(|value| *value != values[0]);
    values.get(slice).copied().filter(|value| *value != values[0]).or_else(beyond_first)
}

/// Rows in a thin slice of a box.
fn slice(rows: usize, peel: f64) -> usize {
    ((rows as f64 * peel) as usize).max(1)
}

/// Moves limits out while that adds to the evidence.
fn paste(part: &Part, mut limits: Limits, settings: &Settings) -> Limits {
    let columns = limits.low.len();
    let mut evidence = part.evidence(&part.inside(&limits));
    loop {
        let mut best = None;
        for (column, end) in ends(columns) {
            let Some(wider) = pasted(part, &limits, column, end, settings.peel) else { continue };
            let found = part.evidence(&part.inside(&wider));
            if found > evidence {
                evidence = found;
                best = Some(wider);
            }
        }
        match best {
            Some(wider) => limits = wider,
            None => return limits,
        }
    }
}

/// The limits with one end moved out by a thin slice, to infinity where nothing is left beyond; nothing if it has no
/// limit.
fn pasted(part: &Part, limits: &Limits, column: usize, end: End, peel: f64) -> Option<Limits> {
    let (limit, open) = match end {
        End::Low => (limits.low[column], f64::NEG_INFINITY),
        End::High => (limits.high[column], f64::INFINITY),
    };
    if limit.is_infinite() {
        return None;
    }
    let mut beyond: Vec<f64> = part
        .inside(&limits.with(column, end, open))
        .into_iter()
        .map(|row| part.rows[row][column])
        .filter(|value| match end {
            End::Low => *value < limit,
            End::High => *value > limit,
        })
        .collect();
    // The nearest first.
    beyond.sort_by(|a, b| (a - limit).abs().total_cmp(&(b - limit).abs()));
    let slice = slice(part.inside(limits).len(), peel);
    Some(limits.with(column, end, if slice < beyond.len() { beyond[slice - 1] } else { open }))
}

/// Drops the limits of the column that matters least while chance would do as well.
fn drop_limits(part: &Part, mut limits: Limits, settings: &Settings) -> Limits {
    loop {
        let limited = (0..limits.low.len()).filter(|&column| limits.limited(column));
        let worst = limited
            .map(|column| (part.quasi_p(&limits, column), column))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(p, _)| *p > settings.alpha);
        match worst {
            Some((_, column)) => limits = limits.without(column),
            None => return limits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Streams};

    /// Rows of uniform columns; a row is a case with the chance that `chance` gives it.
    fn plant(rows: u64, columns: usize, seed: u64, chance: impl Fn(&[f64]) -> f64) -> (Vec<Vec<f64>>, Vec<bool>) {
        let row = |row| {
            let mut stream = Streams::new(seed).stream(row, Purpose::Study, 92, 0);
            let values: Vec<f64> = (0..columns).map(|_| stream.uniform()).collect();
            let case = stream.uniform() < chance(&values);
            (values, case)
        };
        (0..rows).map(row).unzip()
    }

    fn columns(found: &Found) -> Vec<usize> {
        found.limits.iter().map(|limit| limit.column).collect()
    }

    /// A box of 0.4 x 0.3 with 0.9 inside and 0.1 outside: 1 in 5 rows is a case, and 0.55 of the cases lie inside.
    #[test]
    fn a_planted_box_is_found() {
        let planted = |x: &[f64]| if x[0] > 0.6 && (0.2..0.5).contains(&x[3]) { 0.9 } else { 0.1 };
        let mut exact = 0;
        for seed in 0..10 {
            let (rows, cases) = plant(4_000, 5, seed, planted);
            let found = discover(&rows, &cases, &Settings::default(), seed);
            let best = &found.boxes[0];
            let [first, second] = best.limits[..] else { panic!("seed {seed}: {best:?}") };
            assert_eq!((first.column, second.column), (0, 3));
            assert!((first.low.unwrap() - 0.6).abs() < 0.04 && first.high.is_none_or(|high| high > 0.96), "{first:?}");
            assert!((second.low.unwrap() - 0.2).abs() < 0.04 && (second.high.unwrap() - 0.5).abs() < 0.04);
            assert!(first.quasi_p < 1e-6 && first.held_back_p < 1e-6);
            // Some 240 rows inside: five standard errors are 0.1.
            assert!((best.held_back.density - 0.88).abs() < 0.1, "{best:?}");
            assert!((best.held_back.coverage - 0.55).abs() < 0.13);
            assert!(best.p < 1e-12 && best.trajectory.len() > 20);
            exact += usize::from(found.boxes.len() == 1);
        }
        // What is left is noise: a second box is found by mistake with a chance of 0.05 each.
        assert!(exact >= 7, "{exact} of 10 ended with one box");
    }

    /// A column of four values and one of two, among real ones.
    #[test]
    fn few_values_are_peeled_whole() {
        let (mut rows, cases) = plant(3_000, 4, 7, |x| if x[1] > 0.75 && x[2] < 0.5 && x[0] > 0.3 { 0.8 } else { 0.1 });
        for row in &mut rows {
            row[1] = libm::ceil(4.0 * row[1]);
            row[2] = libm::ceil(2.0 * row[2]);
        }
        let found = discover(&rows, &cases, &Settings::default(), 7);
        assert_eq!(columns(&found.boxes[0]), [0, 1, 2]);
        let [real, four, two] = found.boxes[0].limits[..] else { unreachable!() };
        assert!((real.low.unwrap() - 0.3).abs() < 0.06);
        assert_eq!((four.low, four.high), (Some(4.0), None));
        assert_eq!((two.low, two.high), (None, Some(1.0)));
    }

    /// A limit that was cut too far in goes back to where cases become rare, and one that cuts off nothing of a kind
    /// goes.
    #[test]
    fn pasting_moves_limits_out_again() {
        let (rows, cases) = plant(2_000, 2, 5, |x| if x[0] > 0.5 { 0.9 } else { 0.1 });
        let order: Vec<usize> = (0..2_000).collect();
        let part = Part::new(&rows, &cases, &order);
        let limits = Limits::none(2).with(0, End::Low, 0.7).with(1, End::High, 0.8);
        let pasted = paste(&part, limits, &Settings::default());
        assert!((pasted.low[0] - 0.5).abs() < 0.03, "{pasted:?}");
        assert_eq!((pasted.high[0], pasted.low[1], pasted.high[1]), (f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn two_boxes_are_covered_one_after_the_other() {
        let chance = |x: &[f64]| if (x[0] < 0.3 && x[1] < 0.3) || (x[2] > 0.7 && x[3] > 0.7) { 0.9 } else { 0.05 };
        let (rows, cases) = plant(6_000, 4, 3, chance);
        let found = discover(&rows, &cases, &Settings::default(), 3);
        let mut pairs: Vec<Vec<usize>> = found.boxes[..2].iter().map(columns).collect();
        pairs.sort();
        assert_eq!(pairs, [[0, 1], [2, 3]]);
        let coverage: f64 = found.boxes.iter().map(|found| found.held_back.coverage).sum();
        assert!(coverage > 0.7 && coverage <= 1.0, "{coverage}");
    }

    /// Noise: a box is found by mistake in at most 5 of 100 searches on average; more than 13 has a chance below 0.001.
    /// In most searches no limit passes the binomial test; where one does, the rows held back refuse the box.
    #[test]
    fn no_box_is_better_than_chance_in_noise() {
        let (mut mistakes, mut refused) = (0, 0);
        for seed in 0..100 {
            let (rows, cases) = plant(400, 6, seed, |_| 0.3);
            let found = discover(&rows, &cases, &Settings::default(), seed);
            mistakes += usize::from(!found.boxes.is_empty());
            refused += usize::from(found.refused.is_some());
        }
        assert!(mistakes <= 13 && refused > 0, "{mistakes} mistakes and {refused} refused of 100");
    }

    /// The box with the most evidence in noise looks good on the half that was used, nearly always; on the other half
    /// no more often than chance has it (more than 13 of 100 has a chance below 0.001).
    #[test]
    fn only_rows_held_back_tell_the_truth() {
        let (mut flattering, mut honest) = (0, 0);
        for seed in 0..100 {
            let (rows, cases) = plant(400, 6, seed, |_| 0.3);
            let order: Vec<usize> = (0..400).collect();
            let (learn, hold) = (Part::new(&rows, &cases, &order[..200]), Part::new(&rows, &cases, &order[200..]));
            let trajectory = peel(&learn, &Settings::default());
            let best = trajectory.iter().max_by(|a, b| learn.evidence(&a.1).total_cmp(&learn.evidence(&b.1))).unwrap();
            flattering += usize::from(learn.p(&best.1) < 0.05);
            honest += usize::from(hold.p(&hold.inside(&best.0)) < 0.05);
        }
        assert!(flattering > 80 && honest <= 13, "{flattering} and {honest} of 100");
    }

    #[test]
    fn nothing_to_find() {
        let (rows, _) = plant(200, 3, 1, |_| 0.5);
        for cases in [vec![false; 200], vec![true; 200]] {
            let found = discover(&rows, &cases, &Settings::default(), 1);
            assert!(found.boxes.is_empty() && found.refused.is_none());
        }
        assert_eq!(discover(&[], &[], &Settings::default(), 1), Discovery::default());
        let same = vec![vec![1.0, 2.0]; 50];
        let cases: Vec<bool> = (0..50).map(|row| row % 3 == 0).collect();
        assert!(discover(&same, &cases, &Settings::default(), 1).boxes.is_empty());
    }
}
