//! The tables of guesses, and the answer for machines.

use serde_json::json;

use super::Scored;
use crate::output::columns::{Column, Kind, column};
use crate::output::{Table, number};
use crate::study::guess::{Mark, QUESTIONS};

const SIMULATED: &str = "simulated by crossings over all runs; not observed";
const GUESSED: &str = "guessed, before the runs were made";
const SCORED: &str = "the guess against the simulated histories";
const CATALOGUE: &str = "catalogue of outcomes of crossings";
const UNIT: &str = "as in column `unit`";

/// All tables of the folder.
pub(super) fn all(scored: &Scored) -> Vec<Table> {
    vec![guesses(scored), ranking(scored), simulated(scored)]
}

fn name() -> Column {
    column("name", Kind::Text, "", "Who guessed: as in the guess file, or its file name.", GUESSED)
}

fn of_what() -> [Column; 2] {
    [
        column("outcome", Kind::Text, "", "What is measured.", CATALOGUE),
        column("unit", Kind::Text, "", "What the numbers of the row count.", CATALOGUE),
    ]
}

/// `guesses.csv`: every guess on every outcome, with how it did.
fn guesses(scored: &Scored) -> Table {
    let guessed = |name, meaning| column(name, Kind::Number, UNIT, meaning, GUESSED);
    let share = |name, meaning| column(name, Kind::Number, "share", meaning, SCORED);
    let score = |name, meaning| column(name, Kind::Number, "log(1 + value)", meaning, SCORED);
    let mut columns = vec![name()];
    columns.extend(of_what());
    columns.extend([
        guessed("half_low", "Lower end of the half range; empty if the outcome was left out."),
        guessed("half_high", "Upper end of the half range."),
        guessed("nine_in_ten_low", "Lower end of the 9-in-10 range."),
        guessed("nine_in_ten_high", "Upper end of the 9-in-10 range."),
        guessed("median", "The middle; that of the half range if none was stated."),
        share("held_half", "Share of simulated histories in the half range; it claims 0.5."),
        share("held_nine_in_ten", "Share of simulated histories in the 9-in-10 range; it claims 0.9."),
        share("below", "Share of simulated histories below the 9-in-10 range."),
        share("above", "Share of simulated histories above the 9-in-10 range."),
        score("score", "Weighted interval score of logarithms, mean over histories; smaller is better."),
        score("score_width", "What of it is for the width of the ranges."),
        score("score_too_high", "What of it is for guessing more than was simulated."),
        score("score_too_low", "What of it is for guessing less than was simulated."),
        column(
            "points",
            Kind::Number,
            "points",
            "100 for the simulation's own ranges, 0 for \"somewhere between nobody and everybody\" and for what was left out.",
            SCORED,
        ),
        column(
            "verdict",
            Kind::Text,
            "",
            "well judged; too wide (more than twice as wide as simulated, on logarithms); too low, too high or too narrow (held fewer than 8 in 10 histories); left out.",
            SCORED,
        ),
    ]);
    let mut table = Table::new("guesses.csv", "Every guess on every outcome, and how it did.", columns);
    for (sheet, marks) in scored.sheets.iter().zip(scored.marks) {
        for (at, question) in QUESTIONS.iter().enumerate() {
            let unit = question.outcome.unit.name();
            let mut row = vec![sheet.name.clone(), question.outcome.name.to_owned(), unit.to_owned()];
            if let (Some(guess), Some(mark)) = (&sheet.guesses[at], &marks.marks[at]) {
                let [half, nine] = [guess.ranges[0], guess.ranges[1]];
                row.extend([half.low, half.high, nine.low, nine.high, guess.median].map(|value| value.to_string()));
                row.extend(cells(mark));
            } else {
                row.extend(std::iter::repeat_n(String::new(), 9));
                row.extend([number(scored.simulated[at].vague), String::new(), String::new(), String::new()]);
                row.extend(["0".to_owned(), "left out".to_owned()]);
            }
            table.push(row);
        }
    }
    table
}

fn cells(mark: &Mark) -> Vec<String> {
    let Mark { held, missed, score, points, verdict } = mark;
    let numbers = [
        held[0],
        held[1],
        missed[0],
        missed[1],
        score.total(),
        score.spread,
        score.overprediction,
        score.underprediction,
        points.unwrap_or(f64::NAN),
    ];
    numbers.map(number).into_iter().chain([verdict.name().to_owned()]).collect()
}

/// `ranking.csv`: who came near the model, over all outcomes.
fn ranking(scored: &Scored) -> Table {
    let columns = vec![
        column("rank", Kind::Whole, "", "Place by points; equal points share a place.", SCORED),
        name(),
        column(
            "points",
            Kind::Number,
            "points",
            "Points of the sums of scores over all outcomes; what was left out counts as \"somewhere between nobody and everybody\".",
            SCORED,
        ),
        column("outcomes_guessed", Kind::Whole, "outcomes", "How many outcomes were guessed.", GUESSED),
        column("held_nine_in_ten", Kind::Number, "share", "Share of histories in the 9-in-10 ranges, mean.", SCORED),
        column("ranges_missed", Kind::Whole, "outcomes", "9-in-10 ranges too low, too high or too narrow.", SCORED),
    ];
    let mut table = Table::new("ranking.csv", "Everybody who guessed, by points.", columns);
    let mut order: Vec<usize> = (0..scored.sheets.len()).collect();
    order.sort_by_key(|&at| scored.ranks[at]);
    for at in order {
        let marks = &scored.marks[at];
        let given: Vec<&Mark> = marks.marks.iter().flatten().collect();
        let held = given.iter().map(|mark| mark.held[1]).sum::<f64>() / given.len() as f64;
        table.push(vec![
            scored.ranks[at].to_string(),
            scored.sheets[at].name.clone(),
            number(marks.points.unwrap_or(f64::NAN)),
            given.len().to_string(),
            number(held),
            given.iter().filter(|mark| mark.verdict.missed()).count().to_string(),
        ]);
    }
    table
}

/// `simulated.csv`: what was simulated of each outcome.
fn simulated(scored: &Scored) -> Table {
    let at = |name, meaning| column(name, Kind::Number, UNIT, meaning, SIMULATED);
    let score = |name, meaning| column(name, Kind::Number, "log(1 + value)", meaning, SCORED);
    let mut columns = of_what().to_vec();
    columns.extend([
        at("q05", "1 history in 20 lies below."),
        at("q25", "1 history in 4 lies below."),
        at("q50", "Median."),
        at("q75", "1 history in 4 lies above."),
        at("q95", "1 history in 20 lies above."),
        score("score_own", "Score of these ranges themselves: 100 points."),
        score("score_vague", "Score of \"somewhere between nobody and everybody\": 0 points."),
    ]);
    let mut table = Table::new("simulated.csv", "What was simulated of each outcome that is guessed.", columns);
    for (question, said) in QUESTIONS.iter().zip(scored.simulated) {
        let r = &said.range;
        let mut row = vec![question.outcome.name.to_owned(), question.outcome.unit.name().to_owned()];
        row.extend([r.q05, r.q25, r.q50, r.q75, r.q95, said.own, said.vague].map(number));
        table.push(row);
    }
    table
}

/// The answer for machines.
pub(super) fn json(scored: &Scored) -> serde_json::Value {
    let simulated: Vec<_> = QUESTIONS
        .iter()
        .zip(scored.simulated)
        .map(|(question, said)| {
            let r = &said.range;
            json!({
                "outcome": question.outcome.name,
                "unit": question.outcome.unit.name(),
                "q05": r.q05, "q25": r.q25, "q50": r.q50, "q75": r.q75, "q95": r.q95,
                "score_own": said.own,
                "score_vague": said.vague,
            })
        })
        .collect();
    let guess = |at: usize| {
        let (sheet, marks) = (&scored.sheets[at], &scored.marks[at]);
        let outcomes: Vec<_> = QUESTIONS
            .iter()
            .enumerate()
            .filter_map(|(at, question)| {
                let (guess, mark) = (sheet.guesses[at].as_ref()?, marks.marks[at]?);
                let range = |place: usize| [guess.ranges[place].low, guess.ranges[place].high];
                Some(json!({
                    "outcome": question.outcome.name,
                    "half": range(0), "nine_in_ten": range(1), "median": guess.median,
                    "held_half": mark.held[0], "held_nine_in_ten": mark.held[1],
                    "below": mark.missed[0], "above": mark.missed[1],
                    "score": mark.score.total(), "points": mark.points, "verdict": mark.verdict.name(),
                }))
            })
            .collect();
        json!({ "name": sheet.name, "rank": scored.ranks[at], "points": marks.points, "outcomes": outcomes })
    };
    json!({
        "histories": scored.runs,
        "simulated": simulated,
        "guesses": (0..scored.sheets.len()).map(guess).collect::<Vec<_>>(),
        "points_of_class_medians": scored.class_points,
    })
}
