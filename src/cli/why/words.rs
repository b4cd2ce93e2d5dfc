//! The answer of `why` in words.

use super::Asked;
use super::tables::{can_be_told, half_width, share_of};
use crate::language::Texts;
use crate::outcome::{Series, Unit};
use crate::output::limits;
use crate::scenario::PARAMETERS;
use crate::study::earned::digits;
use crate::study::estimate::Z_95;
use crate::study::idle;
use crate::study::shapley::Contribution;
use crate::study::verdict::SUBJECTS;
use crate::study::why::{Answer, Explained, Player};
use crate::units::{grouped, listed};

/// What an attribution is not.
pub(super) const NOT_CAUSAL: &str = "This divides what the model does with the two files, fairly between the edits \
                                     (Shapley values); it is no estimate of what such measures caused in the world.";

/// Characters of a value beyond which it is cut in words; `why.csv` has it whole.
const LONGEST_VALUE: usize = 60;

/// What is asked, before the work begins.
pub(super) fn introduction(asked: &Asked<'_>, combinations: u64) -> String {
    let (a, b) = (asked.from(), asked.to());
    let mut lines = vec![format!("{}: {}", a.name, a.card.title), format!("{}: {}", b.name, b.card.title)];
    let players = asked.players.players.len();
    lines.push(format!(
        "{} {} from one to the other; {} combinations of them, {} paired futures each.",
        if players == 1 { "One edit".to_owned() } else { format!("{players} edits or groups of edits") },
        if players == 1 { "leads" } else { "lead" },
        grouped(combinations as f64),
        grouped(asked.runs as f64)
    ));
    lines.extend(asked.players.players.iter().map(edit));
    lines.extend(asked.players.notes.iter().cloned());
    lines.join("\n")
}

/// "- `policy.moratorium`: nothing -> 1.0"
fn edit(player: &Player) -> String {
    let said = |text: &str| -> String {
        match text.chars().count() {
            0 => "nothing".to_owned(),
            length if length > LONGEST_VALUE => text.chars().take(LONGEST_VALUE - 3).chain("...".chars()).collect(),
            _ => text.to_owned(),
        }
    };
    format!("- `{}`: {} -> {}", player.name, said(&player.before), said(&player.after))
}

/// The answer, one line each.
pub(super) fn answer(asked: &Asked<'_>, answer: &Answer) -> Vec<String> {
    let mut lines = Vec::new();
    let mut same = Vec::new();
    for explained in &answer.explained {
        match explained.nothing.iter().all(|nothing| *nothing) {
            true => same.push(name(asked, explained)),
            false => {
                lines.push(String::new());
                lines.extend(outcome(asked, explained));
            }
        }
    }
    lines.push(String::new());
    if !same.is_empty() {
        lines.push(format!("Nothing changes in any run about: {}.", same.join(", ")));
    }
    lines.extend(nothing(asked, answer));
    lines.extend(asked.players.notes.iter().cloned());
    if asked.players.players.iter().any(|player| player.name == PARAMETERS) {
        lines.push("The two parameter sets draw apart: what is due to `parameters` is not paired.".to_owned());
    }
    lines.push(format!(
        "Contributions add up to the difference in every run. ± is {Z_95} standard errors, from {} paired futures{}.",
        grouped(answer.runs as f64),
        if sampled(answer) { " and from having tried some orders of the edits only" } else { "" }
    ));
    lines.push(NOT_CAUSAL.to_owned());
    lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
    lines
}

fn sampled(answer: &Answer) -> bool {
    answer.explained.iter().any(|explained| explained.shapley.edits.iter().any(|edit| edit.order_error > 0.0))
}

pub(super) fn series<'a>(asked: &'a Asked<'_>, explained: &Explained) -> &'a Series {
    &asked.first.catalogue.totals[explained.total]
}

/// "people who cross", or the label of an outcome that verdicts do not speak of.
pub(super) fn name(asked: &Asked<'_>, explained: &Explained) -> String {
    let series = series(asked, explained);
    let subject = SUBJECTS.iter().find(|subject| subject.is(series));
    subject.map_or_else(|| series.label(&asked.first.plan.names), |subject| subject.name(Texts::english()).to_owned())
}

/// A number and its range without signs: "41,000 ± 300".
fn amount(contribution: &Contribution, unit: Unit) -> String {
    // People are whole, whatever a mean of them is.
    let least = if matches!(unit, Unit::Share | Unit::Days) { 0.0 } else { 0.5 };
    // Beside its range a number may have one digit more than alone.
    let error = (libm::hypot(contribution.error, contribution.order_error) / 4.0).max(least);
    let [value, half] = [contribution.value.abs(), half_width(contribution)].map(|value| digits(value, error));
    format!("{value} ± {half}")
}

/// The answer about one outcome: a sentence, and a line for each edit, the largest contribution first.
fn outcome(asked: &Asked<'_>, explained: &Explained) -> Vec<String> {
    let unit = series(asked, explained).outcome.unit;
    let whole = &explained.shapley.difference;
    let fewer = if matches!(unit, Unit::People | Unit::PeoplePerDay | Unit::PersonDays) { "fewer" } else { "less" };
    let way = |value: f64| if value < 0.0 { fewer } else { "more" };
    // That people are counted, the name of the outcome says.
    let unit_name = match unit {
        Unit::People | Unit::PeoplePerDay => String::new(),
        unit => format!(" {}", unit.name()),
    };
    let mut lines = vec![match can_be_told(whole) {
        true => format!(
            "{}: {}{unit_name} {} under {} than under {}, on average. Of these",
            name(asked, explained),
            amount(whole, unit),
            way(whole.value),
            asked.to().name,
            asked.from().name
        ),
        false => format!(
            "{}: no difference that these runs can tell ({}{unit_name} {}). Of it",
            name(asked, explained),
            amount(whole, unit),
            way(whole.value)
        ),
    }];
    let mut order: Vec<usize> = (0..asked.players.players.len()).filter(|&player| !explained.nothing[player]).collect();
    let size = |player: &usize| explained.shapley.edits[*player].value.abs();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)));
    for player in order {
        let contribution = &explained.shapley.edits[player];
        let (lever, amount) = (&asked.players.players[player].name, amount(contribution, unit));
        let with = contribution.value * whole.value > 0.0;
        let share = share_of(explained, player).map_or(String::new(), |share| format!(" ({:.0} %)", share * 100.0));
        let mut line = match (can_be_told(contribution), can_be_told(whole)) {
            (false, _) => {
                format!("- `{lever}`: nothing that these runs can tell ({amount} {})", way(contribution.value))
            }
            (true, true) if with => format!("- {amount}{share} are due to `{lever}`"),
            (true, true) => format!("- `{lever}` works the other way: {amount} {}", way(contribution.value)),
            (true, false) => format!("- {amount} {} are due to `{lever}`", way(contribution.value)),
        };
        line.push_str(&order_matters(explained, player, unit));
        lines.push(line);
    }
    let without: Vec<String> = (asked.players.players.iter().zip(&explained.nothing))
        .filter(|(_, nothing)| **nothing)
        .map(|(player, _)| format!("`{}`", player.name))
        .collect();
    if !without.is_empty() {
        lines.push(format!(
            "- exactly 0 in every run {} due to {}",
            if without.len() == 1 { "is" } else { "are" },
            listed(&without)
        ));
    }
    lines
}

/// Says what an edit does alone and as the last, where that is not the same.
fn order_matters(explained: &Explained, player: usize, unit: Unit) -> String {
    let (alone, last) = (&explained.alone[player], &explained.last[player]);
    let gap = (alone.value - last.value).abs();
    let largest = alone.value.abs().max(last.value.abs());
    if gap <= Z_95 * libm::hypot(alone.error, last.error) || gap < 0.1 * largest {
        return String::new();
    }
    let signed = |c: &Contribution| format!("{}{}", if c.value < 0.0 { "-" } else { "+" }, amount(c, unit));
    format!("; alone {}, on top of all others {}", signed(alone), signed(last))
}

/// Edits that contribute nothing to anything, each with the reason.
fn nothing(asked: &Asked<'_>, answer: &Answer) -> Vec<String> {
    let names = &asked.first.plan.names;
    let never = |outcome: &crate::outcome::Outcome, dimensions| {
        let total = asked.first.catalogue.total_index(outcome, dimensions);
        total.is_some_and(|total| answer.largest[total] == 0.0)
    };
    let edits: Vec<_> = asked.between.edits().collect();
    let mut lines = Vec::new();
    for (at, player) in asked.players.players.iter().enumerate() {
        if !answer.explained.iter().all(|explained| explained.nothing[at]) {
            continue;
        }
        let reason = |lever: &str| {
            let seen = asked.to().idle_lever(asked.from(), lever).or_else(|| idle::reason(lever, names, &never));
            seen.unwrap_or_else(|| "it acts on nobody whom these outcomes count".to_owned())
        };
        let reasons: Vec<String> = match player.edits.as_slice() {
            [edit] => vec![reason(&edits[*edit].lever)],
            several => {
                several.iter().map(|&edit| format!("`{}`: {}", edits[edit].lever, reason(&edits[edit].lever))).collect()
            }
        };
        lines.push(format!("`{}` contributes exactly 0 to all of this: {}.", player.name, reasons.join("; ")));
    }
    lines
}
