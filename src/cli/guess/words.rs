//! The answer: a guess beside the simulated ranges, or the table of a class.

use super::Scored;
use crate::language::Texts;
use crate::output::limits;
use crate::study::guess::{Mark, NUMBER, QUESTIONS, Verdict, held_by_all};
use crate::study::score::Guess;
use crate::units::{capital, grouped};

/// All lines of the answer.
pub(super) fn answer(scored: &Scored) -> Vec<String> {
    let mut lines = match scored.sheets {
        [_] => alone(scored),
        _ => class(scored),
    };
    lines.push(String::new());
    lines.push(
        "100 points is what the simulation's own ranges score, 0 what \"somewhere between nobody and everybody\" scores; an \
         outcome that is left out counts 0. Misses count as factors: twice too many is as far off as half."
            .to_owned(),
    );
    lines.push(format!(
        "The simulation is no truth. Points say how near a guess is to this model{}, not to the world: where you and the model \
         differ, ask which of you has the better reason.",
        match scored.scenario.parameter_set.kind.as_str() {
            "hindsight" => ", which was fitted to what happened",
            _ => "",
        }
    ));
    if !scored.scenario.card.surprise.is_empty() {
        lines.push(format!("What most people would not have guessed: {}", scored.scenario.card.surprise));
    }
    lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
    lines
}

/// A single guess, side by side with what was simulated.
fn alone(scored: &Scored) -> Vec<String> {
    let (sheet, marks) = (&scored.sheets[0], &scored.marks[0]);
    let who = sheet.name.as_str();
    let wide = who.chars().count().max("simulated".len());
    let row = |label: &str, who: &str, [half, held, nine, held_nine, points]: [&str; 5]| {
        let line = format!("{label:<33} {who:>wide$} {half:>21} {held:>7} {nine:>23} {held_nine:>7} {points:>7}");
        line.trim_end().to_owned()
    };
    let heads = ["half of histories", "held", "9 in 10 histories", "held", "points"];
    let mut lines = vec![String::new(), row("", "", heads)];
    for (at, question) in QUESTIONS.iter().enumerate() {
        let mine = match (&sheet.guesses[at], &marks.marks[at]) {
            (Some(guess), Some(mark)) => {
                let [half, nine] = [0, 1].map(|place| span(ends(guess, place)));
                let [held, held_nine] = mark.held.map(percent);
                [half, held, nine, held_nine, points(mark.points)]
            }
            _ => ["-", "", "-", "", "0"].map(str::to_owned),
        };
        lines.push(row(question.name, who, mine.each_ref().map(String::as_str)));
        let range = &scored.simulated[at].range;
        let [half, nine] = [range.half(), range.nine_in_ten()].map(span);
        lines.push(row("", "simulated", [&half, "", &nine, "", ""]));
    }
    lines.push(row("all six", who, ["", "", "", "", &points(marks.points)]));
    lines.push(String::new());
    for (question, mark) in QUESTIONS.iter().zip(&marks.marks) {
        lines.extend(mark.as_ref().map(|mark| sentence(question.name, mark, scored.runs)));
    }
    lines
}

fn span([low, high]: [String; 2]) -> String {
    format!("{low} - {high}")
}

/// "People who cross: your 9-in-10 range held 7 of 100 simulated histories: too narrow."
fn sentence(name: &str, mark: &Mark, runs: u64) -> String {
    let name = capital(name);
    let held = match mark.held[1] {
        0.0 => format!("none of {} simulated histories", grouped(runs as f64)),
        1.0 => format!("all {} simulated histories", grouped(runs as f64)),
        share => format!("{} of 100 simulated histories", of_100(share)),
    };
    format!("{name}: your 9-in-10 range held {held}: {}.", mark.verdict.words())
}

/// A class: who guessed how, and what most got wrong.
fn class(scored: &Scored) -> Vec<String> {
    let longest = scored.sheets.iter().map(|sheet| sheet.name.chars().count()).max().unwrap_or(0);
    let wide = longest.max("medians of the class".len());
    let columns: String = QUESTIONS.iter().map(|question| format!(" {:>8}", question.short)).collect();
    let mut lines = vec![String::new(), format!("rank  {:<wide$}{columns} {:>8}", "points", "all six")];
    let mut order: Vec<usize> = (0..scored.sheets.len()).collect();
    order.sort_by_key(|&at| scored.ranks[at]);
    for at in order {
        let marks = &scored.marks[at];
        let cell = |mark: &Option<Mark>| mark.map_or("-".to_owned(), |mark| points(mark.points));
        let cells: String = marks.marks.iter().map(|mark| format!(" {:>8}", cell(mark))).collect();
        let name = &scored.sheets[at].name;
        lines.push(format!("{:>4}  {name:<wide$}{cells} {:>8}", scored.ranks[at], points(marks.points)));
    }
    if let Some(class) = scored.class_points {
        let gap = " ".repeat(9 * NUMBER);
        lines.push(format!("      {:<wide$}{gap} {:>8}", "medians of the class", points(Some(class))));
    }
    lines.push(String::new());
    lines.push(format!("{:<33} {:>24} {:>24}", "simulated", "half of histories", "9 in 10 histories"));
    for (question, said) in QUESTIONS.iter().zip(scored.simulated) {
        let [half, nine] = [said.range.half(), said.range.nine_in_ten()].map(span);
        lines.push(format!("{:<33} {half:>24} {nine:>24}", question.name));
    }
    lines.push(String::new());
    lines.extend(mistakes(scored));
    lines
}

/// What most got wrong, outcome by outcome, and how sure they were in all.
fn mistakes(scored: &Scored) -> Vec<String> {
    const ALL: [Verdict; 5] =
        [Verdict::TooLow, Verdict::TooHigh, Verdict::TooNarrow, Verdict::TooWide, Verdict::WellJudged];
    let mut lines = Vec::new();
    for (at, question) in QUESTIONS.iter().enumerate() {
        let verdicts: Vec<Verdict> =
            scored.marks.iter().filter_map(|marks| Some(marks.marks[at].as_ref()?.verdict)).collect();
        let counted: Vec<String> = ALL
            .iter()
            .map(|verdict| (verdicts.iter().filter(|other| *other == verdict).count(), verdict.name()))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
        let counted = if counted.is_empty() { "nobody guessed".to_owned() } else { counted.join(", ") };
        lines.push(format!("{}: {counted}.", capital(question.name)));
    }
    if let Some(held) = held_by_all(scored.marks) {
        let marks = || scored.marks.iter().flat_map(|marks| marks.marks.iter().flatten());
        let missed = marks().filter(|mark| mark.verdict.missed()).count();
        lines.push(format!(
            "All 9-in-10 ranges together held {} of 100 simulated histories; {missed} of {} were too narrow for what their \
             authors knew.",
            of_100(held),
            marks().count()
        ));
    }
    lines
}

/// The ends of a range of a guess.
fn ends(guess: &Guess, place: usize) -> [String; 2] {
    [guess.ranges[place].low, guess.ranges[place].high].map(grouped)
}

/// A share in 100, but never 0 or 100 when it is neither none nor all.
fn of_100(share: f64) -> String {
    match share * 100.0 {
        some if some > 0.0 && some < 1.0 => "fewer than 1".to_owned(),
        some if some < 100.0 && some > 99.0 => "more than 99".to_owned(),
        some => format!("{some:.0}"),
    }
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        some if some > 0.0 && some < 1.0 => "< 1 %".to_owned(),
        some if some < 100.0 && some > 99.0 => "> 99 %".to_owned(),
        some => format!("{some:.0} %"),
    }
}

fn points(points: Option<f64>) -> String {
    points.map_or("-".to_owned(), grouped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::score::Score;

    #[test]
    fn a_sentence_is_kind_and_says_how_many() {
        let mark = |held, verdict| Mark {
            held: [0.1, held],
            missed: [1.0 - held, 0.0],
            score: Score::default(),
            points: Some(12.3),
            verdict,
        };
        assert_eq!(
            sentence("people who cross", &mark(0.071, Verdict::TooNarrow), 1_000),
            "People who cross: your 9-in-10 range held 7 of 100 simulated histories: too narrow."
        );
        assert_eq!(
            sentence("longest queue", &mark(0.0, Verdict::TooHigh), 1_000),
            "Longest queue: your 9-in-10 range held none of 1,000 simulated histories: too high, and too narrow to make up for it."
        );
        assert_eq!(
            sentence("longest queue", &mark(0.999, Verdict::TooWide), 1_000),
            "Longest queue: your 9-in-10 range held more than 99 of 100 simulated histories: safe, and more than twice as wide \
             as it had to be."
        );
    }
}
