//! Verdicts in words: what is less or more under a policy, in how many paired futures, and by how much.

use super::compare::{Comparison, Paired};
use crate::language::{Texts, say};
use crate::outcome::{Dimensions, Outcome, Series, Unit, total};
use crate::plan::Mode;
use crate::units::grouped;

/// An outcome that verdicts speak of.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// What is measured.
    pub outcome: &'static Outcome,
    /// Of whom.
    pub dimensions: Dimensions,
    /// Its messages are `subject-KEY`, `subject-KEY-less` and `subject-KEY-more`.
    key: &'static str,
}

const fn subject(key: &'static str, outcome: &'static Outcome) -> Subject {
    Subject { outcome, dimensions: Dimensions::ALL, key }
}

/// What verdicts speak of, human outcomes beside the flow: nine, as many as there are small multiples.
pub static SUBJECTS: [Subject; 9] = [
    subject("departures", &total::DEPARTURES_TOTAL),
    Subject {
        dimensions: Dimensions { mode: Some(Mode::Deported), ..Dimensions::ALL },
        ..subject("deported", &total::DEPARTURES_TOTAL)
    },
    subject("documented", &total::DOCUMENTED_DEPORTED_TOTAL),
    subject("busiest", &total::PEAK_DAILY_CROSSINGS),
    subject("queue", &total::QUEUE_MAX),
    subject("cold", &total::WINTER_EXPOSURE),
    subject("beds", &total::RECEPTION_SHORTFALL_MAX),
    subject("arrested", &total::ARRESTS_TOTAL),
    subject("remaining", &total::REMAINING_END),
];

impl Subject {
    /// Heading of tables and panels: "documented people deported".
    pub fn name<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.word(&format!("subject-{}", self.key))
    }

    /// "fewer documented people are deported"
    pub fn less<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.word(&format!("subject-{}-less", self.key))
    }

    /// "more documented people are deported"
    pub fn more<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.word(&format!("subject-{}-more", self.key))
    }

    /// Unit of "typically by 4,100 people".
    pub fn unit<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.word(if self.outcome.unit == Unit::PersonDays { "unit-person-days" } else { "unit-people" })
    }

    /// Is a series this subject?
    pub fn is(&self, series: &Series) -> bool {
        series.outcome.name == self.outcome.name && series.dimensions == self.dimensions
    }
}

/// Paired futures that go one way before a direction is named, in 100.
pub(super) const CLEAR: f64 = 60.0;

/// "Under B fewer documented people are deported in 93 of 100 paired futures, typically by 4,100 people; in 7 the order
/// flips."
pub fn sentence(texts: &Texts, policy: &str, subject: &Subject, paired: &Paired) -> String {
    let (runs, name) = (paired.runs(), subject.name(texts));
    let pairs = grouped(runs as f64);
    let share = |count| of_100(texts, count, runs);
    if paired.same == runs {
        return no_difference(texts, policy, name, runs);
    }
    let [less, more] = [paired.less, paired.more].map(share);
    if paired.same * 2 >= runs {
        let key = match (paired.less, paired.more) {
            (_, 0) => "verdict-mostly-same-less",
            (0, _) => "verdict-mostly-same-more",
            _ => "verdict-mostly-same",
        };
        return say!(texts, key, policy = policy, subject = name, share = share(paired.same), less = less, more = more);
    }
    let (what, often, seldom) = match paired.less >= paired.more {
        true => (subject.less(texts), paired.less, paired.more),
        false => (subject.more(texts), paired.more, paired.less),
    };
    if (often as f64 * 100.0 / runs as f64) < CLEAR && seldom > 0 {
        return say!(texts, "verdict-unclear", policy = policy, subject = name, less = less, more = more);
    }
    let said = match often == runs {
        true if runs == 1 => say!(texts, "verdict-one", policy = policy, what = what),
        true => say!(texts, "verdict-all", policy = policy, what = what, pairs = pairs),
        false => say!(texts, "verdict-some", policy = policy, what = what, share = share(often)),
    };
    let mut said = say!(texts, "verdict-typically", said = said, amount = typical(paired), unit = subject.unit(texts));
    if seldom > 0 {
        said = say!(texts, "verdict-flips", said = said, share = share(seldom));
    }
    if paired.same > 0 {
        said = say!(texts, "verdict-same-in", said = said, share = share(paired.same));
    }
    say!(texts, "verdict-end", said = said)
}

/// The median difference without its sign, with the digits that the spread of differences earns.
fn typical(paired: &Paired) -> String {
    paired.difference.in_digits(paired.difference.q50.abs())
}

fn no_difference(texts: &Texts, policy: &str, subject: &str, runs: u64) -> String {
    let key = if runs == 1 { "verdict-no-difference-one" } else { "verdict-no-difference" };
    say!(texts, key, policy = policy, subject = subject, pairs = grouped(runs as f64))
}

/// A count as a number of 100, but never 0 or 100 when it is neither none nor all.
pub fn of_100(texts: &Texts, count: u64, runs: u64) -> String {
    let share = count as f64 * 100.0 / runs as f64;
    if count > 0 && share < 1.0 {
        texts.word("share-below").to_owned()
    } else if count < runs && share > 99.0 {
        texts.word("share-above").to_owned()
    } else {
        format!("{share:.0}")
    }
}

/// Verdicts on every subject that differs under a policy after the first (0 is the second of the members); and, in one
/// sentence, those on which the policies agree; nothing of a policy that changes nothing.
pub fn sentences(texts: &Texts, comparison: &Comparison, policy: usize) -> Vec<String> {
    let catalogue = &comparison.baseline().findings.catalogue;
    let name = &comparison.members[policy + 1].name;
    let (mut sentences, mut same) = (Vec::new(), Vec::new());
    for subject in &SUBJECTS {
        let Some(total) = catalogue.total_index(subject.outcome, subject.dimensions) else { continue };
        let paired = comparison.paired(policy, total);
        if paired.same == paired.runs() {
            same.push(subject.name(texts).to_owned());
        } else {
            sentences.push(sentence(texts, name, subject, paired));
        }
    }
    let all_same = texts.one_by_one(&same);
    // Of a policy that changes nothing at all it is said elsewhere why not.
    if !same.is_empty() && !comparison.same(policy) {
        sentences.push(match sentences.is_empty() {
            true => no_difference(texts, name, &all_same, comparison.runs()),
            false => say!(texts, "verdict-nothing-about", subjects = all_same),
        });
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Range;

    fn paired(less: u64, same: u64, more: u64, q50: f64) -> Paired {
        let difference = Range { q05: q50 - 3000.0, q50, q95: q50 + 3000.0, mc_error: 40.0, ..Range::default() };
        Paired { difference, unpaired_error: 900.0, less, same, more }
    }

    #[test]
    fn a_verdict_says_how_often_and_by_how_much_and_when_not() {
        let deported = &SUBJECTS[2];
        assert_eq!(
            sentence(Texts::english(), "B", deported, &paired(930, 0, 70, -4123.0)),
            "Under B fewer documented people are deported in 93 of 100 paired futures, typically by 4,100 people; \
             in 7 the order flips."
        );
        assert_eq!(
            sentence(Texts::english(), "B", deported, &paired(0, 0, 1000, 4123.0)),
            "Under B more documented people are deported in all 1,000 paired futures, typically by 4,100 people."
        );
        assert_eq!(
            sentence(Texts::english(), "B", deported, &paired(996, 4, 0, -4123.0)),
            "Under B fewer documented people are deported in more than 99 of 100 paired futures, typically by 4,100 \
             people; in fewer than 1 nothing changes."
        );
        assert_eq!(
            sentence(Texts::english(), "B", deported, &paired(0, 1000, 0, 0.0)),
            "Under B, documented people deported: no difference in all 1,000 paired futures."
        );
        assert_eq!(
            sentence(Texts::english(), "B", deported, &paired(30, 950, 20, 0.0)),
            "Under B, documented people deported: no difference in 95 of 100 paired futures, less in 3 and more in 2."
        );
        assert_eq!(
            sentence(Texts::english(), "B", deported, &paired(520, 0, 480, -3.0)),
            "Under B, documented people deported: no clear direction, less in 52 and more in 48 of 100 paired futures."
        );
        assert_eq!(
            sentence(Texts::english(), "B", deported, &paired(1, 0, 0, -4123.0)),
            "Under B fewer documented people are deported in the one paired future, typically by 4,100 people."
        );
    }
}
