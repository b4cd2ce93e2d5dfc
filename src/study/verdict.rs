//! Verdicts in words: what is less or more under a policy, in how many paired futures, and by how much.

use super::compare::{Comparison, Paired};
use crate::outcome::{Dimensions, Outcome, Series, total};
use crate::plan::Mode;
use crate::units::grouped;

/// An outcome that verdicts speak of, in words.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// What is measured.
    pub outcome: &'static Outcome,
    /// Of whom.
    pub dimensions: Dimensions,
    /// Heading of tables and panels: "documented people deported".
    pub name: &'static str,
    /// "fewer documented people are deported"
    pub less: &'static str,
    /// "more documented people are deported"
    pub more: &'static str,
    /// Unit of "typically by 4,100 people".
    pub unit: &'static str,
}

const fn subject(
    outcome: &'static Outcome,
    name: &'static str,
    less: &'static str,
    more: &'static str,
    unit: &'static str,
) -> Subject {
    Subject { outcome, dimensions: Dimensions::ALL, name, less, more, unit }
}

/// What verdicts speak of, human outcomes beside the flow: nine, as many as there are small multiples.
pub static SUBJECTS: [Subject; 9] = [
    subject(
        &total::DEPARTURES_TOTAL,
        "people who cross",
        "fewer people cross into Afghanistan",
        "more people cross into Afghanistan",
        "people",
    ),
    Subject {
        outcome: &total::DEPARTURES_TOTAL,
        dimensions: Dimensions { mode: Some(Mode::Deported), ..Dimensions::ALL },
        name: "people deported",
        less: "fewer people are deported",
        more: "more people are deported",
        unit: "people",
    },
    subject(
        &total::DOCUMENTED_DEPORTED_TOTAL,
        "documented people deported",
        "fewer documented people are deported",
        "more documented people are deported",
        "people",
    ),
    subject(
        &total::PEAK_DAILY_CROSSINGS,
        "people on the busiest day",
        "fewer people cross on the busiest day",
        "more people cross on the busiest day",
        "people",
    ),
    subject(
        &total::QUEUE_MAX,
        "longest queue",
        "the longest queue is shorter",
        "the longest queue is longer",
        "people",
    ),
    subject(
        &total::WINTER_EXPOSURE,
        "days in the cold",
        "people spend fewer winter days in queues, on the road or without a bed",
        "people spend more winter days in queues, on the road or without a bed",
        "person-days",
    ),
    subject(
        &total::RECEPTION_SHORTFALL_MAX,
        "people without a bed at worst",
        "fewer people lack a bed at worst",
        "more people lack a bed at worst",
        "people",
    ),
    subject(
        &total::ARRESTS_TOTAL,
        "people arrested",
        "fewer people are arrested",
        "more people are arrested",
        "people",
    ),
    subject(
        &total::REMAINING_END,
        "still in Pakistan at the end",
        "fewer people are still in Pakistan on the last day",
        "more people are still in Pakistan on the last day",
        "people",
    ),
];

impl Subject {
    /// Is a series this subject?
    pub fn is(&self, series: &Series) -> bool {
        series.outcome.name == self.outcome.name && series.dimensions == self.dimensions
    }
}

/// Paired futures that go one way before a direction is named, in 100.
pub(super) const CLEAR: f64 = 60.0;

/// "Under B fewer documented people are deported in 93 of 100 paired futures, typically by 4,100 people; in 7 the order
/// flips."
pub fn sentence(policy: &str, subject: &Subject, paired: &Paired) -> String {
    let runs = paired.runs();
    if paired.same == runs {
        let all = if runs == 1 {
            "the one paired future".to_owned()
        } else {
            format!("all {} paired futures", grouped(runs as f64))
        };
        return format!("Under {policy}, {}: no difference in {all}.", subject.name);
    }
    if paired.same * 2 >= runs {
        let ways = [(paired.less, "less"), (paired.more, "more")];
        let ways: Vec<String> = ways
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, way)| format!("{way} in {}", of_100(*count, runs)))
            .collect();
        return format!(
            "Under {policy}, {}: no difference in {} of 100 paired futures, {}.",
            subject.name,
            of_100(paired.same, runs),
            ways.join(" and ")
        );
    }
    let (words, often, seldom) = match paired.less >= paired.more {
        true => (subject.less, paired.less, paired.more),
        false => (subject.more, paired.more, paired.less),
    };
    let share = often as f64 * 100.0 / runs as f64;
    if share < CLEAR && seldom > 0 {
        let [less, more] = [paired.less, paired.more].map(|count| of_100(count, runs));
        return format!(
            "Under {policy}, {}: no clear direction, less in {less} and more in {more} of 100 paired futures.",
            subject.name
        );
    }
    let mut text = match often == runs {
        true if runs == 1 => format!("Under {policy} {words} in the one paired future"),
        true => format!("Under {policy} {words} in all {} paired futures", grouped(runs as f64)),
        false => format!("Under {policy} {words} in {} of 100 paired futures", of_100(often, runs)),
    };
    text.push_str(&format!(", typically by {} {}", typical(paired), subject.unit));
    if seldom > 0 {
        text.push_str(&format!("; in {} the order flips", of_100(seldom, runs)));
    }
    if paired.same > 0 {
        text.push_str(&format!("; in {} nothing changes", of_100(paired.same, runs)));
    }
    text.push('.');
    text
}

/// The median difference without its sign, with the digits that the spread of differences earns.
fn typical(paired: &Paired) -> String {
    paired.difference.in_digits(paired.difference.q50.abs())
}

/// A count as a number of 100, but never 0 or 100 when it is neither none nor all.
pub fn of_100(count: u64, runs: u64) -> String {
    let share = count as f64 * 100.0 / runs as f64;
    if count > 0 && share < 1.0 {
        "fewer than 1".to_owned()
    } else if count < runs && share > 99.0 {
        "more than 99".to_owned()
    } else {
        format!("{share:.0}")
    }
}

/// Verdicts on every subject that differs under a policy after the first (0 is the second of the members); and, in one
/// sentence, those on which the policies agree.
pub fn sentences(comparison: &Comparison, policy: usize) -> Vec<String> {
    let catalogue = &comparison.baseline().findings.catalogue;
    let name = &comparison.members[policy + 1].name;
    let (mut sentences, mut same) = (Vec::new(), Vec::new());
    for subject in &SUBJECTS {
        let Some(total) = catalogue.total_index(subject.outcome, subject.dimensions) else { continue };
        let paired = comparison.paired(policy, total);
        if paired.same == paired.runs() {
            same.push(subject.name.to_owned());
        } else {
            sentences.push(sentence(name, subject, paired));
        }
    }
    if !same.is_empty() && !sentences.is_empty() {
        sentences.push(format!("Nothing changes in any of them about: {}.", same.join(", ")));
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
            sentence("B", deported, &paired(930, 0, 70, -4123.0)),
            "Under B fewer documented people are deported in 93 of 100 paired futures, typically by 4,100 people; \
             in 7 the order flips."
        );
        assert_eq!(
            sentence("B", deported, &paired(0, 0, 1000, 4123.0)),
            "Under B more documented people are deported in all 1,000 paired futures, typically by 4,100 people."
        );
        assert_eq!(
            sentence("B", deported, &paired(996, 4, 0, -4123.0)),
            "Under B fewer documented people are deported in more than 99 of 100 paired futures, typically by 4,100 \
             people; in fewer than 1 nothing changes."
        );
        assert_eq!(
            sentence("B", deported, &paired(0, 1000, 0, 0.0)),
            "Under B, documented people deported: no difference in all 1,000 paired futures."
        );
        assert_eq!(
            sentence("B", deported, &paired(30, 950, 20, 0.0)),
            "Under B, documented people deported: no difference in 95 of 100 paired futures, less in 3 and more in 2."
        );
        assert_eq!(
            sentence("B", deported, &paired(520, 0, 480, -3.0)),
            "Under B, documented people deported: no clear direction, less in 52 and more in 48 of 100 paired futures."
        );
        assert_eq!(
            sentence("B", deported, &paired(1, 0, 0, -4123.0)),
            "Under B fewer documented people are deported in the one paired future, typically by 4,100 people."
        );
    }
}
