//! All tests between two samples.

use rayon::prelude::*;

use super::{EQUIVALENCE_ALPHA, Sample};
use crate::engine::{Fidelity, Prepared};
use crate::outcome::{Dimensions, Outcome, Series, total};
use crate::plan::Mode;
use crate::statistics::{
    after_holm, mean, p_deciles, p_energy, p_ks_ad, p_means_differ_by_more, p_spreads_differ_by_more, p_uniform,
    p_welch, p_welch_variance, paired_log_ratio, relative_error_of_spread, resampling, squared_deviations,
    two_one_sided, variance,
};

/// Means are called equal within this ratio.
pub const MEANS_WITHIN: f64 = 0.01;

/// Standard deviations are called equal within this ratio.
pub const SPREADS_WITHIN: f64 = 0.05;

/// Standard errors that must fit into a margin before it is worth asking: equal laws are then shown to be equal with a
/// chance of 95 % (1.645 for the one-sided tests, and 1.96 for the distance found).
const ERRORS_IN_MARGIN: f64 = 1.645 + 1.96;

/// Runs of the judge that must differ from its most frequent value before its mean is held against an expected value: an
/// outcome that hardly ever happens has a mean whose error nobody knows (none of 200 runs may have what 1 in 300 has).
const FEWEST_OFF_THE_MODE: usize = 20;

/// Blocks that it takes to ask whether their p-values are uniform.
const BLOCKS: usize = 20;

/// What a test compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Means, by Welch's test.
    Means,
    /// Variances, by Welch's test on squared deviations.
    Spreads,
    /// The law, by chi-square on pooled deciles.
    Law,
    /// The law, by its largest distance, with permutations.
    KolmogorovSmirnov,
    /// The law, by its weighted distance, with permutations.
    AndersonDarling,
    /// The joint law of the telling outcomes, by its energy distance, with permutations.
    Energy,
    /// Whether p-values of independent blocks of runs are uniform.
    Blocks,
}

impl Test {
    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Test::Means => "means",
            Test::Spreads => "spreads",
            Test::Law => "law",
            Test::KolmogorovSmirnov => "kolmogorov_smirnov",
            Test::AndersonDarling => "anderson_darling",
            Test::Energy => "energy_distance",
            Test::Blocks => "uniform_p_of_blocks",
        }
    }

    /// What differs if the test says so, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Test::Means => "the mean",
            Test::Spreads => "the spread",
            Test::Law | Test::KolmogorovSmirnov | Test::AndersonDarling => "the law",
            Test::Energy => "the joint law",
            Test::Blocks => "the p-values of blocks",
        }
    }
}

/// An outcome in both samples.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Which.
    pub series: Series,
    /// Its values with the judge, in its unit: `[run]`.
    pub judge: Vec<f64>,
    /// Its values with the other engine: `[run]`.
    pub other: Vec<f64>,
}

impl Pair {
    /// How far the other's mean (or standard deviation) is from the judge's, as a ratio less one.
    pub fn off_by(&self, property: Property) -> f64 {
        let of = |values: &[f64]| match property {
            Property::Means => mean(values),
            Property::Spreads => variance(values).sqrt(),
        };
        of(&self.other) / of(&self.judge) - 1.0
    }
}

/// A test that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// Of which outcome; none for several together.
    pub series: Option<Series>,
    /// Which test.
    pub test: Test,
    /// p-value.
    pub p: f64,
    /// p-value adjusted for all tests.
    pub adjusted: f64,
}

/// What may be shown to be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Means, within [`MEANS_WITHIN`].
    Means,
    /// Standard deviations, within [`SPREADS_WITHIN`].
    Spreads,
}

/// Whether an outcome was shown to be equal.
#[derive(Clone, Debug, PartialEq)]
pub struct Equivalence {
    /// Of which outcome.
    pub series: Series,
    /// What of it.
    pub property: Property,
    /// Standard error of the log ratio if both engines have the judge's law; not a number where there is no ratio.
    pub error: f64,
    /// Were there runs enough to ask?
    pub asked: bool,
    /// p-value of "they differ by more than the margin".
    pub p: f64,
}

impl Equivalence {
    /// Is it shown?
    pub fn shown(&self) -> bool {
        self.asked && self.p < EQUIVALENCE_ALPHA
    }
}

/// How much work a comparison may make of itself.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Permutations of each test that needs them.
    pub permutations: usize,
    /// Runs of each sample for these tests, at most.
    pub permuted_runs: usize,
    /// Runs of each sample for the joint law, at most: the work grows with the square.
    pub joint_runs: usize,
    /// Runs in a block.
    pub block_runs: usize,
    /// Names the permutations of blocks.
    pub seed: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { permutations: 10_000, permuted_runs: 600, joint_runs: 200, block_runs: 50, seed: 0 }
    }
}

/// What a comparison found.
#[derive(Clone, Debug)]
pub struct Report {
    /// Every outcome that varies in one sample or differs between the two.
    pub pairs: Vec<Pair>,
    /// Every test.
    pub tests: Vec<Tested>,
    /// Every question whether something is equal.
    pub equivalences: Vec<Equivalence>,
}

/// Compares two samples as [`compare`] does, but asks whether means and spreads are equal of runs of both engines with the
/// same seed. What the two engines share in a run, above all the environment, then does not blur their ratio, and much more
/// can be shown with as many runs. `paired` are runs of the other engine with the judge's seed.
pub fn compare_paired(
    prepared: &Prepared,
    judge: &Sample,
    other: &Sample,
    paired: &Sample,
    fidelity: Fidelity,
    effort: &Effort,
) -> Report {
    let mut report = compare(prepared, judge, other, fidelity, effort);
    let compared: Vec<Series> = report.pairs.iter().map(|pair| pair.series).collect();
    let both = pairs(prepared, judge, paired, &compared);
    for row in &mut report.equivalences {
        if let Some(pair) = both.iter().find(|pair| pair.series == row.series) {
            *row = paired_equivalence(pair, row.property);
        }
    }
    report
}

/// Compares two samples as far as the fidelity of the other engine promises: all of the law, or means only.
pub fn compare(prepared: &Prepared, judge: &Sample, other: &Sample, fidelity: Fidelity, effort: &Effort) -> Report {
    let mut everything = pairs(prepared, judge, other, &comparable(prepared));
    if fidelity == Fidelity::MeanOnly {
        everything.retain(|pair| runs_off_the_mode(&pair.judge) >= FEWEST_OFF_THE_MODE);
        let tests = adjusted(means(&everything), Vec::new());
        let equivalences = everything.iter().map(|pair| equivalence(pair, Property::Means)).collect();
        return Report { pairs: everything, tests, equivalences };
    }
    let most_telling = pairs(prepared, judge, other, &telling());
    let mut slow = permuted(&most_telling, effort);
    let blocks = p_values_of_blocks(&most_telling, effort);
    if blocks.len() >= BLOCKS {
        slow.push((None, Test::Blocks, p_uniform(&blocks)));
    }
    let tests = adjusted(quick(&everything), slow);
    let equivalences = [Property::Means, Property::Spreads]
        .into_iter()
        .flat_map(|property| everything.iter().map(move |pair| equivalence(pair, property)))
        .collect();
    Report { pairs: everything, tests, equivalences }
}

/// Outcomes that are compared: all but those that follow from the numbers alone, and the day of the peak, which jumps.
pub fn comparable(prepared: &Prepared) -> Vec<Series> {
    let skip = ["population_start", "target_exceeds_population", "peak_day"];
    prepared.catalogue.totals.iter().filter(|series| !skip.contains(&series.outcome.name)).copied().collect()
}

/// Those that are compared by permutation too: what each mechanism shows itself in.
pub fn telling() -> Vec<Series> {
    let series = |outcome: &'static Outcome, dimensions| Series { outcome, dimensions };
    vec![
        series(&total::DEPARTURES_TOTAL, Dimensions::ALL),
        series(&total::DEPARTURES_TOTAL, Dimensions::province(0)),
        series(&total::DEPARTURES_TOTAL, Dimensions::mode(Mode::Deported)),
        series(&total::QUEUE_PERSON_DAYS, Dimensions::ALL),
        series(&total::HIDDEN_END, Dimensions::ALL),
    ]
}

/// Values of outcomes in both samples; without those that are constant and equal, which have no law to compare.
pub fn pairs(prepared: &Prepared, judge: &Sample, other: &Sample, list: &[Series]) -> Vec<Pair> {
    let constant = |values: &[f64]| values.iter().all(|&value| value == values[0]);
    list.iter()
        .filter_map(|&series| {
            let index = prepared.catalogue.total_index(series.outcome, series.dimensions)?;
            Some(Pair { series, judge: judge.values(index), other: other.values(index) })
        })
        .filter(|Pair { judge, other, .. }| !(constant(judge) && constant(other) && judge[0] == other[0]))
        .collect()
}

/// How many values differ from the most frequent one.
fn runs_off_the_mode(values: &[f64]) -> usize {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let most = sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).max().unwrap_or_default();
    values.len() - most
}

/// A p-value that is not yet adjusted.
type Raw = (Option<Series>, Test, f64);

fn means(pairs: &[Pair]) -> Vec<Raw> {
    pairs.iter().map(|pair| (Some(pair.series), Test::Means, p_welch(&pair.judge, &pair.other))).collect()
}

/// Tests whose p-values can be as small as they like.
pub fn quick(pairs: &[Pair]) -> Vec<Raw> {
    let mut table = Vec::new();
    for Pair { series, judge, other } in pairs {
        table.push((Some(*series), Test::Means, p_welch(judge, other)));
        table.push((Some(*series), Test::Spreads, p_welch_variance(judge, other)));
        table.push((Some(*series), Test::Law, p_deciles(judge, other)));
    }
    table
}

/// Tests by permutation, on the first runs of both samples; their p-values are at least 1 in the number of permutations.
pub fn permuted(pairs: &[Pair], effort: &Effort) -> Vec<Raw> {
    let first = |values: &[f64], most: usize| values[..values.len().min(most)].to_vec();
    let mut table: Vec<Raw> = pairs
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, Pair { series, judge, other })| {
            let (a, b) = (first(judge, effort.permuted_runs), first(other, effort.permuted_runs));
            let (ks, ad) = p_ks_ad(&a, &b, effort.permutations, &mut resampling(900 + index as u64));
            [(Some(*series), Test::KolmogorovSmirnov, ks), (Some(*series), Test::AndersonDarling, ad)]
        })
        .collect();
    if pairs.len() > 1 {
        let vectors = |of: fn(&Pair) -> &Vec<f64>| -> Vec<Vec<f64>> {
            let runs = of(&pairs[0]).len().min(effort.joint_runs);
            (0..runs).map(|run| pairs.iter().map(|pair| of(pair)[run]).collect()).collect()
        };
        let (a, b) = (vectors(|pair| &pair.judge), vectors(|pair| &pair.other));
        table.push((None, Test::Energy, p_energy(&a, &b, effort.permutations, &mut resampling(899))));
    }
    table
}

/// One p-value from each block of runs, in turn of another kind and another outcome: independent of one another.
pub fn p_values_of_blocks(pairs: &[Pair], effort: &Effort) -> Vec<f64> {
    let mut stream = resampling(effort.seed);
    let Some(first) = pairs.first() else { return Vec::new() };
    let runs = first.judge.len().min(first.other.len());
    (0..runs / effort.block_runs)
        .map(|block| {
            let Pair { judge, other, .. } = &pairs[block % pairs.len()];
            let here = block * effort.block_runs..(block + 1) * effort.block_runs;
            let (a, b) = (&judge[here.clone()], &other[here]);
            match block % 4 {
                0 => p_ks_ad(a, b, 400, &mut stream).0,
                1 => p_welch(a, b),
                2 => p_ks_ad(a, b, 400, &mut stream).1,
                _ => p_welch_variance(a, b),
            }
        })
        .collect()
}

/// Adjusts p-values for all tests: Holm's step-down among the quick ones and among those by permutation, and half of
/// the chance of a false alarm for each of the two. In one family a test by permutation could never speak: its smallest
/// p-value is 1 in the number of permutations, whatever it sees.
fn adjusted(quick: Vec<Raw>, slow: Vec<Raw>) -> Vec<Tested> {
    let families = if slow.is_empty() { 1.0 } else { 2.0 };
    let mut tests = Vec::with_capacity(quick.len() + slow.len());
    for family in [quick, slow] {
        let p_values: Vec<f64> = family.iter().map(|raw| raw.2).collect();
        for ((series, test, p), adjusted) in family.into_iter().zip(after_holm(&p_values)) {
            tests.push(Tested { series, test, p, adjusted: (families * adjusted).min(1.0) });
        }
    }
    tests
}

fn equivalence(pair: &Pair, property: Property) -> Equivalence {
    let Pair { series, judge, other } = pair;
    // As it is if the other engine has the judge's law: whether to ask must not depend on the answer.
    let runs = 1.0 / judge.len() as f64 + 1.0 / other.len() as f64;
    let (error, margin, p) = match property {
        Property::Means => {
            let error = (variance(judge) * runs).sqrt() / mean(judge).abs();
            (error, MEANS_WITHIN, p_means_differ_by_more(judge, other, MEANS_WITHIN))
        }
        Property::Spreads => {
            let error = relative_error_of_spread(judge) * (runs * judge.len() as f64).sqrt();
            (error, SPREADS_WITHIN, p_spreads_differ_by_more(judge, other, SPREADS_WITHIN))
        }
    };
    let asked = error * ERRORS_IN_MARGIN < libm::log1p(margin) && p.is_finite();
    Equivalence { series: *series, property, error, asked, p }
}

fn paired_equivalence(pair: &Pair, property: Property) -> Equivalence {
    let runs = pair.judge.len().min(pair.other.len());
    let (judge, other) = (&pair.judge[..runs], &pair.other[..runs]);
    let ((log_ratio, error), margin) = match property {
        Property::Means => (paired_log_ratio(judge, other), MEANS_WITHIN),
        Property::Spreads => {
            let (log_ratio, error) = paired_log_ratio(&squared_deviations(judge), &squared_deviations(other));
            ((0.5 * log_ratio, 0.5 * error), SPREADS_WITHIN)
        }
    };
    let p = two_one_sided(log_ratio, error, margin);
    let asked = error * ERRORS_IN_MARGIN < libm::log1p(margin) && p.is_finite();
    Equivalence { series: pair.series, property, error, asked, p }
}
