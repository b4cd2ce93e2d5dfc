//! Policies in paired futures: the same runs, with the same numbers and the same luck, under each of them.
//!
//! The differences of a run share everything but the policy, so they are far less noisy than either policy: with n pairs
//! the standard error of the mean difference is `sd(B - A) / sqrt(n)`, where two separate ensembles would give
//! `sqrt((var A + var B) / n)`. Both are reported; their ratio squared is how many times the runs would be needed.
//!
//! Fitted numbers come in joint rows, and each row is taken once before any is taken again ([`crate::design`]), so the mean
//! over rows is known better than chance alone would make it. [`Rows`] tells by how much; both errors count it.
//!
//! What pairing leaves out: two policies draw the same uniforms for the same stock on the same day, but a stock that
//! differs in size turns them into different counts. So once histories have parted, luck is shared in kind, not to the
//! household.

use crate::outcome::{Findings, Range};
use crate::statistics::variance;

/// A policy and what came out under it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Short name, as in tables: the file of the scenario.
    pub name: String,
    /// Title of the scenario.
    pub title: String,
    /// What its runs say.
    pub findings: Findings,
}

/// Several policies and how each differs from the first.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The policies; the first is the baseline.
    pub members: Vec<Member>,
    /// Differences to the baseline, run by run: `[policy after the first]`.
    pub differences: Vec<Findings>,
    /// How each total differs: `[policy after the first][total]`.
    paired: Vec<Vec<Paired>>,
}

/// The rows of a set of joint draws that runs took.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Rows of the set.
    pub number: usize,
    /// The row of each run: `[run in order]`.
    pub of_run: Vec<usize>,
}

impl Rows {
    /// Standard error of the mean of some values, one a run, when every row is taken once before any is taken again.
    ///
    /// With k runs in each of R rows and one more in m of them, the mean has the variance
    /// `within / n + between m (1 - m/R) / n^2`: whole cycles leave nothing to the luck of which rows were taken, the last,
    /// part of one, is a sample without replacement (Cochran 1977, "Sampling techniques", chapters 2 and 5). `within` comes
    /// from runs that share a row, `between` is what it leaves of the variance of all. With no more runs than rows there is
    /// none that shares one, and the error is the plain one, which is too large then.
    pub fn error(&self, values: &[f64]) -> f64 {
        let n = values.len();
        if n < 2 {
            return 0.0;
        }
        let all = variance(values);
        let mut by_row: Vec<Vec<f64>> = vec![Vec::new(); self.number];
        self.of_run.iter().zip(values).for_each(|(&row, &value)| by_row[row].push(value));
        let shared: Vec<&Vec<f64>> = by_row.iter().filter(|values| values.len() > 1).collect();
        let freedom: usize = shared.iter().map(|values| values.len() - 1).sum();
        if freedom < MOST_UNSURE {
            return libm::sqrt(all / n as f64);
        }
        let squares = |values: &Vec<f64>| variance(values) * (values.len() - 1) as f64;
        let within = shared.iter().map(|values| squares(values)).sum::<f64>() / freedom as f64;
        let between = (all - within).max(0.0);
        let extra = (n % self.number) as f64;
        let n = n as f64;
        libm::sqrt(within / n + between * extra * (1.0 - extra / self.number as f64) / (n * n))
    }
}

/// Standard error of the mean of a total.
fn error(findings: &Findings, total: usize, rows: Option<&Rows>) -> f64 {
    let Some(rows) = rows else { return findings.totals[total].mc_error };
    rows.error(&findings.totals_by_run.iter().map(|(_, totals)| totals[total]).collect::<Vec<_>>())
}

/// With fewer pairs of runs that share a row, the variance within rows is not known well enough.
const MOST_UNSURE: usize = 100;

/// How one total differs between a policy and the baseline, in the unit of its outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// Spread of the difference, policy less baseline, over runs; its `mc_error` is the paired one.
    pub difference: Range,
    /// Standard error of the mean difference if the policies had been run apart.
    pub unpaired_error: f64,
    /// Runs in which the policy has less.
    pub less: u64,
    /// Runs in which both have the same.
    pub same: u64,
    /// Runs in which the policy has more.
    pub more: u64,
}

impl Paired {
    /// A total of the differences, with its own standard error and those of the two policies.
    fn of(differences: &Findings, total: usize, mc_error: f64, [a, b]: [f64; 2]) -> Self {
        assert_eq!(differences.totals_by_run.len() as u64, differences.runs, "the totals of all runs were kept");
        let count = |is: fn(f64) -> bool| {
            differences.totals_by_run.iter().filter(|(_, totals)| is(totals[total])).count() as u64
        };
        Paired {
            difference: Range { mc_error, ..differences.totals[total] },
            unpaired_error: libm::sqrt(a * a + b * b),
            less: count(|value| value < 0.0),
            same: count(|value| value == 0.0),
            more: count(|value| value > 0.0),
        }
    }

    /// All runs.
    pub fn runs(&self) -> u64 {
        self.less + self.same + self.more
    }

    /// How many times smaller the paired error is; nothing if the paired one is zero.
    pub fn times_smaller(&self) -> Option<f64> {
        (self.difference.mc_error > 0.0).then(|| self.unpaired_error / self.difference.mc_error)
    }
}

impl Comparison {
    /// Sets policies beside the first of them. `rows` says which row of jointly fitted numbers each run took, if all
    /// policies take them from one set.
    ///
    /// # Panics
    /// If the runs were too many to keep their totals.
    pub fn new(members: Vec<Member>, differences: Vec<Findings>, rows: Option<&Rows>) -> Self {
        let errors = |findings: &Findings| -> Vec<f64> {
            (0..findings.totals.len()).map(|total| error(findings, total, rows)).collect()
        };
        let baseline = errors(&members[0].findings);
        let of_policy = |(member, differences): (&Member, &Findings)| {
            let (own, paired) = (errors(&member.findings), errors(differences));
            let total = |total: usize| Paired::of(differences, total, paired[total], [baseline[total], own[total]]);
            (0..paired.len()).map(total).collect()
        };
        let paired = members[1..].iter().zip(&differences).map(of_policy).collect();
        Comparison { members, differences, paired }
    }

    /// The baseline.
    pub fn baseline(&self) -> &Member {
        &self.members[0]
    }

    /// Pairs of runs.
    pub fn runs(&self) -> u64 {
        self.baseline().findings.runs
    }

    /// How a total differs between a policy after the first (0 is the second of the members) and the baseline.
    pub fn paired(&self, policy: usize, total: usize) -> &Paired {
        &self.paired[policy][total]
    }

    /// The first day on which any series differs in any run, counted from the first day: until then the histories are
    /// the same to the bit. Nothing if they never part.
    pub fn parted(&self, policy: usize) -> Option<usize> {
        let differences = &self.differences[policy];
        let differs =
            |day: &usize| differences.daily.iter().any(|series| series[*day].min != 0.0 || series[*day].max != 0.0);
        (0..differences.days).find(differs)
    }

    /// Does no figure differ in any run?
    pub fn same(&self, policy: usize) -> bool {
        let nothing = |range: &Range| range.min == 0.0 && range.max == 0.0;
        self.parted(policy).is_none() && self.differences[policy].totals.iter().all(nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::normal_quantile;
    use crate::rng::{Purpose, Streams};
    use crate::statistics::shuffle;

    /// The error against the spread of the mean over many repetitions, with rows that matter more than luck.
    #[test]
    fn the_error_is_the_spread_of_the_mean() {
        let (number, runs, repetitions) = (60, 160, 1_500);
        let row_value = |row: usize| 10.0 * libm::sin(row as f64);
        let (mut means, mut errors) = (Vec::new(), Vec::new());
        for repetition in 0..repetitions {
            let mut stream = Streams::new(repetition).stream(0, Purpose::Study, 0, 0);
            let mut of_run = Vec::new();
            while of_run.len() < runs {
                let mut order: Vec<usize> = (0..number).collect();
                shuffle(&mut order, &mut stream);
                of_run.extend(order);
            }
            of_run.truncate(runs);
            let values: Vec<f64> =
                of_run.iter().map(|&row| row_value(row) + 2.0 * normal_quantile(stream.uniform())).collect();
            means.push(values.iter().sum::<f64>() / runs as f64);
            errors.push(Rows { number, of_run }.error(&values));
        }
        let n = repetitions as f64;
        let mean = means.iter().sum::<f64>() / n;
        let spread = libm::sqrt(means.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0));
        let error = libm::sqrt(errors.iter().map(|error| error * error).sum::<f64>() / n);
        // A standard deviation from 1,500 means is known to 2 %: four of its own.
        assert!((error / spread - 1.0).abs() < 0.08, "{error} is not {spread}");
        let plain = libm::sqrt((50.0 + 4.0) / runs as f64);
        assert!(error < 0.6 * plain, "taking rows in turn is worth something: {error} of {plain}");
    }

    #[test]
    fn with_fewer_runs_than_rows_the_error_is_the_plain_one() {
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        let rows = Rows { number: 600, of_run: (0..50).collect() };
        let plain = libm::sqrt((50.0 * 50.0 - 1.0) / 12.0 * 50.0 / 49.0 / 50.0);
        assert!((rows.error(&values) - plain).abs() < 1e-12);
        assert_eq!(rows.error(&[3.0]), 0.0);
    }
}
