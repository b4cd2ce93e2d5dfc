//! Policies in paired futures: the same runs, with the same numbers and the same luck, under each of them.
//!
//! The differences of a run share everything but the policy, so they are far less noisy than either policy: with n pairs
//! the standard error of the mean difference is `sd(B - A) / sqrt(n)`, where two separate ensembles would give
//! `sqrt((var A + var B) / n)`. Both are reported; their ratio squared is how many times the runs would be needed.
//!
//! What pairing leaves out: two policies draw the same uniforms for the same stock on the same day, but a stock that
//! differs in size turns them into different counts. So once histories have parted, luck is shared in kind, not to the
//! household.

use crate::outcome::{Findings, Range};

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
}

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
    /// The baseline.
    pub fn baseline(&self) -> &Member {
        &self.members[0]
    }

    /// Pairs of runs.
    pub fn runs(&self) -> u64 {
        self.baseline().findings.runs
    }

    /// How a total differs between a policy after the first (0 is the second of the members) and the baseline.
    ///
    /// # Panics
    /// If the runs were too many to keep their totals.
    pub fn paired(&self, policy: usize, total: usize) -> Paired {
        let differences = &self.differences[policy];
        assert_eq!(differences.totals_by_run.len() as u64, differences.runs, "the totals of all runs were kept");
        let count = |is: fn(f64) -> bool| {
            differences.totals_by_run.iter().filter(|(_, totals)| is(totals[total])).count() as u64
        };
        let [a, b] = [0, policy + 1].map(|member| self.members[member].findings.totals[total].mc_error);
        Paired {
            difference: differences.totals[total],
            unpaired_error: libm::sqrt(a * a + b * b),
            less: count(|value| value < 0.0),
            same: count(|value| value == 0.0),
            more: count(|value| value > 0.0),
        }
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
