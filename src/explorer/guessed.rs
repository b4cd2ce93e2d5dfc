//! Ranges that somebody guessed before seeing the simulated ones, scored as `crossings guess` scores them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::outcome::Findings;
use crate::study::guess::{NUMBER, QUESTIONS, Sheet, guess, marks, range, simulated};

/// The half range and the nine-in-ten range of each outcome that was guessed, as people write them: `12k to 1.2M`.
pub(super) type Guesses = BTreeMap<String, [String; 2]>;

/// How the guesses did; or what is wrong with each that cannot be read.
pub(super) fn scored(guesses: &Guesses, findings: &Findings) -> Value {
    if findings.totals_by_run.len() as u64 != findings.runs {
        return json!({ "problems": { "": "too many runs to score guesses" } });
    }
    let read = |[half, nine_in_ten]: &[String; 2]| guess(range(half)?, range(nine_in_ten)?, None);
    let mut problems = BTreeMap::new();
    let mut sheet = Sheet { name: String::new(), guesses: [const { None }; NUMBER] };
    for (outcome, texts) in guesses {
        match (QUESTIONS.iter().position(|question| question.outcome.name == outcome), read(texts)) {
            (Some(at), Ok(guess)) => sheet.guesses[at] = Some(guess),
            (Some(_), Err(problem)) => _ = problems.insert(outcome.as_str(), problem),
            (None, _) => _ = problems.insert(outcome.as_str(), "this is not asked".to_owned()),
        }
    }
    if !problems.is_empty() {
        return json!({ "problems": problems });
    }
    let simulated = simulated(findings);
    let marks = marks(&sheet, &simulated);
    let rows: Vec<Value> = QUESTIONS
        .iter()
        .zip(&simulated)
        .zip(&marks.marks)
        .map(|((question, said), mark)| {
            json!({
                "outcome": question.outcome.name,
                "simulated": said.range.nine_in_ten(),
                "held": mark.as_ref().map(|mark| mark.held[1]),
                "points": mark.as_ref().and_then(|mark| mark.points),
                "verdict": mark.as_ref().map(|mark| mark.verdict.name().replace(' ', "-")),
            })
        })
        .collect();
    json!({ "points": marks.points, "rows": rows })
}
