//! What a comparison comes to, as data and as a sentence that claims no more than was shown.

use super::compare::{Property, Report, Test, Tested};
use super::{ALPHA, Sample};
use crate::engine::Fidelity;
use crate::outcome::Series;
use crate::plan::Names;
use crate::statistics;
use crate::units::{grouped, listed};

/// Does an engine agree with its judge?
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is the judge.
    Judge {
        /// Runs that others are held against.
        runs: usize,
    },
    /// Every figure of every run is the same, to the bit, as with another engine and the same seed.
    SameBits {
        /// The other engine.
        with: String,
        /// Runs that were compared.
        runs: usize,
    },
    /// No difference was found.
    Agrees(Evidence),
    /// A difference was found.
    Differs(Evidence, Worst),
    /// Nothing was compared, because of this.
    NotJudged(String),
}

/// What was asked and what was shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What the engine claims.
    pub fidelity: Fidelity,
    /// Runs of the judge and of the engine.
    pub runs: [usize; 2],
    /// Tests made.
    pub tests: usize,
    /// Tests that found a difference.
    pub found: usize,
    /// Smallest p-value adjusted for all tests.
    pub smallest: f64,
    /// Outcomes compared.
    pub outcomes: usize,
    /// Outcomes whose means are shown to be equal, and outcomes of which there were runs enough to ask.
    pub means: [usize; 2],
    /// The same for standard deviations.
    pub spreads: [usize; 2],
}

/// Where a difference is largest.
#[derive(Clone, Debug, PartialEq)]
pub struct Worst {
    /// In which outcome; none for several together.
    pub series: Option<Series>,
    /// By which test.
    pub test: Test,
    /// The ratio to the judge less one, of means or of standard deviations, whichever the test is about.
    pub off_by: Option<f64>,
    /// The adjusted p-value.
    pub adjusted: f64,
}

impl Verdict {
    /// The verdict on a sample.
    pub fn of(report: &Report, judge: &Sample, other: &Sample, fidelity: Fidelity) -> Self {
        let rejected: Vec<&Tested> = report.tests.iter().filter(|test| test.adjusted < ALPHA).collect();
        let count = |property: Property, yes: fn(&super::Equivalence) -> bool| {
            report.equivalences.iter().filter(|row| row.property == property && yes(row)).count()
        };
        let both = |property| [count(property, |row| row.shown()), count(property, |row| row.asked)];
        let evidence = Evidence {
            fidelity,
            runs: [judge.runs(), other.runs()],
            tests: report.tests.len(),
            found: rejected.len(),
            smallest: report.tests.iter().map(|test| test.adjusted).fold(1.0, f64::min),
            outcomes: report.pairs.len(),
            means: both(Property::Means),
            spreads: both(Property::Spreads),
        };
        match worst(report, &rejected) {
            Some(worst) => Verdict::Differs(evidence, worst),
            None => Verdict::Agrees(evidence),
        }
    }

    /// One or two words for tables and figures.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Judge { .. } => "judge",
            Verdict::SameBits { .. } => "same bits",
            Verdict::Agrees(_) => "agrees",
            Verdict::Differs(..) => "differs",
            Verdict::NotJudged(_) => "not judged",
        }
    }

    /// The verdict in a few words that know what the engine promises.
    pub fn brief(&self) -> String {
        match self {
            Verdict::SameBits { with, .. } => format!("same bits as {with}"),
            Verdict::Agrees(evidence) if evidence.fidelity == Fidelity::MeanOnly => "means agree".to_owned(),
            Verdict::Differs(evidence, _) => match evidence.fidelity {
                Fidelity::SameLaw => "differs".to_owned(),
                Fidelity::MeanOnly => "means differ".to_owned(),
                Fidelity::Approximate => "differs, approximate".to_owned(),
            },
            _ => self.word().to_owned(),
        }
    }

    /// The verdict in words.
    pub fn sentence(&self, names: &Names) -> String {
        match self {
            Verdict::Judge { runs } => format!("the judge, with {} runs", grouped(*runs as f64)),
            Verdict::SameBits { with, runs } => {
                format!("the same bits as {with} in all figures of {} runs", grouped(*runs as f64))
            }
            Verdict::Agrees(evidence) => format!(
                "no difference found in {} (smallest Holm-adjusted p {}); {}",
                evidence.asked(),
                p_in_words(evidence.smallest),
                evidence.shown()
            ),
            Verdict::Differs(evidence, worst) => format!(
                "differs in {} of {}, most in {}{}; {}",
                grouped(evidence.found as f64),
                evidence.asked(),
                worst.words(names),
                match evidence.fidelity {
                    Fidelity::SameLaw => ", which an engine of the same law must not",
                    Fidelity::MeanOnly => ", as it may where chances depend on the crowd",
                    Fidelity::Approximate => ", as an approximation does",
                },
                evidence.shown()
            ),
            Verdict::NotJudged(why) => format!("not judged: {why}"),
        }
    }
}

/// The test that speaks loudest. Many p-values may be nought at once: then the one furthest off in standard errors.
fn worst(report: &Report, rejected: &[&Tested]) -> Option<Worst> {
    let loudness = |tested: &Tested| {
        let pair = report.pairs.iter().find(|pair| Some(pair.series) == tested.series);
        match (tested.test, pair) {
            (Test::Means, Some(pair)) => statistics::z_welch(&pair.judge, &pair.other).abs(),
            (Test::Spreads, Some(pair)) => {
                let squares = [&pair.judge, &pair.other].map(|values| statistics::squared_deviations(values));
                statistics::z_welch(&squares[0], &squares[1]).abs()
            }
            // The z that has this p-value; beyond it, nothing can be told.
            _ => statistics::z_of_p(tested.p),
        }
    };
    let loudest = rejected.iter().max_by(|a, b| loudness(a).total_cmp(&loudness(b)))?;
    let pair = report.pairs.iter().find(|pair| Some(pair.series) == loudest.series);
    let off_by = match loudest.test {
        Test::Means => pair.map(|pair| pair.off_by(Property::Means)),
        Test::Spreads => pair.map(|pair| pair.off_by(Property::Spreads)),
        _ => None,
    };
    let off_by = off_by.filter(|off_by| off_by.is_finite());
    Some(Worst { series: loudest.series, test: loudest.test, off_by, adjusted: loudest.adjusted })
}

impl Worst {
    /// "the mean of queue_max:torkham (3.1 % higher; adjusted p 0.0004)".
    fn words(&self, names: &Names) -> String {
        let mut text = self.test.words().to_owned();
        if let Some(series) = &self.series {
            text.push_str(&format!(" of {}", series.label(names)));
        }
        text.push_str(" (");
        if let Some(off_by) = self.off_by {
            let direction = if off_by < 0.0 { "lower" } else { "higher" };
            text.push_str(&format!("{:.2} % {direction}; ", 100.0 * off_by.abs()));
        }
        text.push_str(&format!("adjusted p {})", p_in_words(self.adjusted)));
        text
    }
}

impl Evidence {
    fn asked(&self) -> String {
        let tests = if self.tests == 1 { "test" } else { "tests" };
        let of = if self.fidelity == Fidelity::MeanOnly { " of means, which is all that it promises" } else { "" };
        format!("{} {tests}{of}", grouped(self.tests as f64))
    }

    fn shown(&self) -> String {
        let Evidence { outcomes, means: [means, asked], spreads: [spreads, spreads_asked], .. } = *self;
        let mut text = format!("means shown equal within 1 % for {means} of {outcomes} outcomes");
        if self.fidelity != Fidelity::MeanOnly {
            text.push_str(&format!(", spreads within 5 % for {spreads}"));
        }
        let of_spreads = if self.fidelity == Fidelity::MeanOnly { 0 } else { outcomes - spreads_asked };
        let unasked: Vec<String> = [("means", outcomes - asked), ("spreads", of_spreads)]
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .map(|(what, number)| format!("of the {what} of {number}"))
            .collect();
        if !unasked.is_empty() {
            text.push_str(&format!(" (not asked {}: too few runs)", listed(&unasked)));
        }
        text
    }
}

/// A p-value with two digits; what is too small to mean a number is "below".
pub(super) fn p_in_words(p: f64) -> String {
    match p {
        p if p < 1e-12 => "below 1e-12".to_owned(),
        p if p < 0.001 => format!("{p:.0e}"),
        p if p < 0.1 => format!("{p:.3}"),
        p => format!("{p:.2}"),
    }
}
