//! Pictures of studies: several policies in paired futures, what moves an outcome, what it is made of; what a
//! record says about the numbers of a scenario, and how good they were on counts that they had not seen.
//!
//! Each is a function of a story of plain data. Titles begin with the finding where there is one; the small line above
//! them says that it is simulated and of what. Colours never mean good or bad: in `futures` blue is less and orange is
//! more, and their marks differ in shape too.
//!
//! Left out: testing whether a finding is one. Stories bring the ranges of their estimates.

mod boxes;
mod calibrator;
mod corner;
mod difference;
mod evidence;
mod futures;
mod held_out;
mod matrix;
mod morris;
mod multiples;
mod numbers;
mod overlaid;
mod shares;
mod skill;
mod spread;
#[cfg(test)]
mod tests;
mod tornado;
mod waterfall;
mod windows;

pub use boxes::{BoxLimit, BoxStory, boxes};
pub use calibrator::{CalibratorPanel, CalibratorStory, calibrator};
pub use corner::{CornerNumber, CornerStory, corner};
pub use evidence::{EvidenceRow, EvidenceStory, evidence};
pub use held_out::{HeldOutPanel, HeldOutRow, HeldOutStory, held_out};
pub use matrix::{MatrixCell, MatrixRow, MatrixStory, matrix};
pub use morris::{MorrisPoint, MorrisStory, morris};
pub use numbers::{NumberRow, NumberStory, numbers};
pub use skill::{SkillCell, SkillRow, SkillStory, SkillTrack, skill};
pub use spread::{SpreadRow, SpreadStory, spread};
pub use tornado::{TornadoRow, TornadoStory, tornado};
pub use waterfall::{WaterfallStep, WaterfallStory, waterfall};
pub use windows::{WindowGroup, WindowRow, WindowStory, windows};

use super::canvas::Ink;
use super::palette::{GREEN, ORANGE, PURPLE, SKY, VERMILION};
use super::{Figure, palette, words};
use crate::language::{Texts, say};
use crate::study::compare::{Comparison, Paired};
use crate::study::verdict::{SUBJECTS, Subject, of_100};

/// Policies after the baseline that stand side by side; more would be too small to read.
const MOST_COLUMNS: usize = 3;

/// What stands around the picture of a study.
#[derive(Clone, Debug, Default)]
pub struct Caption<'a> {
    /// The small line above the title: "Simulated: " and what of.
    pub kicker: &'a str,
    /// What a reader must know: what is left out, what ranges are, the number of runs, engine, parameter set.
    pub notes: Vec<String>,
    /// The identity card of the result, put inside the file.
    pub provenance: &'a str,
}

impl Caption<'_> {
    /// The notes, after what the drawing itself says.
    fn notes(&self, mut own: Vec<String>) -> Vec<String> {
        own.extend(self.notes.iter().cloned());
        own
    }
}

/// A number with its range, all in the unit of the number. Which range it is stands in the notes of the caption.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// The number.
    pub value: f64,
    /// Lower end of its range.
    pub low: f64,
    /// Upper end of its range.
    pub high: f64,
}

/// Everything that the pictures of a comparison tell.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonStory<'a> {
    /// What the paired runs found.
    pub comparison: &'a Comparison,
    /// The largest thing that is not in the range, in words.
    pub not_in_range: &'a str,
    /// Which sets of parameters, in words.
    pub parameter_set: &'a str,
    /// Engine and fidelity, for example "lanes, same law as the reference".
    pub engine: &'a str,
    /// The identity card of the result, put inside every picture file.
    pub provenance: &'a str,
    /// The language.
    pub texts: &'static Texts,
}

/// All pictures of a comparison, in the order in which a reader wants them. Policies that change nothing have none of
/// those that show differences.
pub fn comparison(story: &ComparisonStory) -> Vec<Figure> {
    let mut figures = Vec::new();
    figures.extend(futures::figure(story));
    let policies = story.comparison.differences.len();
    for policy in 0..policies.min(MOST_COLUMNS) {
        figures.extend(difference::figure(story, policy, stem(story, policy)));
    }
    figures.extend(overlaid::figure(story));
    figures.extend(multiples::figure(story));
    figures
}

/// `difference`, or `difference-NAME` where there are several policies. Names come from file names: letters that would
/// be awkward in a file or an identifier give way to `-`, and a number follows where that makes two names alike.
fn stem(story: &ComparisonStory, policy: usize) -> String {
    let plain = |policy: usize| -> String {
        let keep = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
        story.name(policy).chars().map(keep).collect()
    };
    let own = plain(policy);
    match (0..story.comparison.differences.len()).any(|other| other != policy && plain(other) == own) {
        _ if story.comparison.differences.len() == 1 => "difference".to_owned(),
        true => format!("difference-{own}-{}", policy + 1),
        false => format!("difference-{own}"),
    }
}

impl<'a> ComparisonStory<'a> {
    /// Name of a policy after the first: 0 is the second of the members.
    fn name(&self, policy: usize) -> &'a str {
        &self.comparison.members[policy + 1].name
    }

    fn baseline(&self) -> &'a str {
        &self.comparison.baseline().name
    }

    /// The small line above the title.
    fn kicker(&self, policies: &[usize]) -> String {
        let names: Vec<String> = policies.iter().map(|policy| self.name(*policy).to_owned()).collect();
        say!(self.texts, "comparison-kicker", policies = self.texts.listed(&names), baseline = self.baseline())
    }

    /// What a subject does under a policy; nothing if the plan does not have it.
    fn change(&self, policy: usize, subject: &'static Subject) -> Option<Change> {
        let catalogue = &self.comparison.baseline().findings.catalogue;
        let total = catalogue.total_index(subject.outcome, subject.dimensions)?;
        let median = |member: usize| self.comparison.members[member].findings.totals[total].q50.abs();
        let paired = self.comparison.paired(policy, total).clone();
        let level = median(0).max(median(policy + 1));
        let relative = if level > 0.0 { paired.difference.q50.abs() / level } else { 0.0 };
        Some(Change { policy, subject, paired, relative })
    }

    /// The largest change, for its level, among those with a clear direction, sure ones first; the first subject of
    /// several equals.
    fn largest(&self, policies: &[usize]) -> Option<Change> {
        let changes = policies.iter().flat_map(|policy| SUBJECTS.iter().map(move |subject| (*policy, subject)));
        let clear = changes.filter_map(|(policy, subject)| self.change(policy, subject)).filter(Change::clear);
        let rank = |change: &Change| (change.sure(), change.relative);
        clear.fold(None, |best: Option<Change>, next| match best {
            Some(best) if rank(&best) >= rank(&next) => Some(best),
            _ => Some(next),
        })
    }

    /// A title that begins with the largest change.
    fn title(&self, policies: &[usize]) -> String {
        match self.largest(policies) {
            Some(change) => change.in_words(self.texts, self.name(change.policy)),
            None => self.texts.word("comparison-unclear").to_owned(),
        }
    }

    /// What a reader must know of the baseline and some policies, after what the drawing itself says.
    fn notes(&self, policies: &[usize], mut notes: Vec<String>) -> Vec<String> {
        let comparison = self.comparison;
        let shown = policies.iter().map(|policy| &comparison.members[policy + 1]);
        let titles: Vec<String> = std::iter::once(comparison.baseline())
            .chain(shown)
            .map(|member| format!("{}: {}", member.name, self.texts.ended(self.texts.of_scenario(&member.title))))
            .collect();
        notes.push(titles.join(" "));
        let pairs = comparison.runs();
        let key = match pairs {
            1 => "comparison-one-pair",
            2..100 => "comparison-few-pairs",
            _ => "comparison-pairs",
        };
        let what = self.texts.ended(self.not_in_range);
        notes.push(say!(self.texts, key, pairs = words::people(pairs as f64), what = what));
        notes.push(say!(
            self.texts,
            "sheet-runs",
            runs = words::people((pairs * comparison.members.len() as u64) as f64),
            engine = self.texts.ended(self.engine),
            set = self.texts.ended(self.parameter_set)
        ));
        notes
    }
}

/// How a subject changes under a policy.
#[derive(Clone, Debug)]
struct Change {
    policy: usize,
    subject: &'static Subject,
    paired: Paired,
    /// Median difference as a share of the larger of both medians.
    relative: f64,
}

/// Futures that go one way before a title names a direction, in 100: as in the verdicts.
const CLEAR_SHARE: f64 = 0.6;
/// Futures that go one way before a title prefers the change to a larger one that is less sure, in 100.
const SURE_SHARE: f64 = 0.9;

impl Change {
    fn nothing(&self) -> bool {
        self.paired.same == self.paired.runs()
    }

    fn clear(&self) -> bool {
        self.share() >= CLEAR_SHARE
    }

    fn sure(&self) -> bool {
        self.share() >= SURE_SHARE
    }

    /// Share of the pairs that go the more frequent way.
    fn share(&self) -> f64 {
        self.paired.less.max(self.paired.more) as f64 / self.paired.runs() as f64
    }

    /// "Under B fewer documented people are deported in 93 of 100 paired futures"; of fewer than a hundred pairs their very
    /// number.
    fn in_words(&self, texts: &Texts, policy: &str) -> String {
        let Paired { less, more, .. } = self.paired;
        let (what, count) =
            if less >= more { (self.subject.less(texts), less) } else { (self.subject.more(texts), more) };
        let (runs, pairs) = (self.paired.runs(), words::people(self.paired.runs() as f64));
        match count == runs {
            true if runs == 1 => say!(texts, "verdict-one", policy = policy, what = what),
            true => say!(texts, "verdict-all", policy = policy, what = what, pairs = pairs),
            false if runs < 100 => {
                say!(texts, "verdict-counted", policy = policy, what = what, count = count, pairs = pairs)
            }
            false => {
                say!(texts, "verdict-some", policy = policy, what = what, share = of_100(texts, count, runs))
            }
        }
    }
}

/// Colour of a member: the baseline is grey.
fn ink(member: usize) -> Ink {
    match member {
        0 => palette::QUIET,
        policy => [palette::BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY][(policy - 1) % 6],
    }
}
