//! Asks for a guess, one range after the other, and asks again when an answer cannot be read.

use std::io::BufRead;

use crate::study::guess::{NUMBER, QUESTIONS, Question, Sheet, amount, guess, range};
use crate::study::score::Guess;
use crate::units::{capital, grouped};

/// Who is asked has no other name.
const NAME: &str = "you";

/// What is asked, and how to answer.
pub(super) fn introduction(title: &str, question: &str, days: [String; 2]) -> String {
    let question = if question.is_empty() { String::new() } else { format!("{question}\n") };
    format!(
        "{title}\n{question}From {} to {}.\n\n\
         Guess first. For each of {NUMBER} outcomes two ranges are asked for:\n\
         - half: you would as soon bet that a simulated history lies inside as outside;\n\
         - 9 in 10: you would be surprised, once in ten, to see one outside. It is the wider of the two.\n\
         Amounts: 12_000, 12,000, 12k, 1.2M. A range: two amounts, the smaller first. Enter alone skips an outcome.\n",
        days[0], days[1]
    )
}

/// What somebody answers; nothing if the input ends before the last question.
pub(super) fn ask(input: &mut impl BufRead, say: &mut impl FnMut(&str)) -> Option<Sheet> {
    let mut sheet = Sheet { name: NAME.to_owned(), guesses: [const { None }; NUMBER] };
    for (at, question) in QUESTIONS.iter().enumerate() {
        say(&heading(at, question));
        sheet.guesses[at] = one(input, say)?;
    }
    Some(sheet)
}

fn heading(at: usize, question: &Question) -> String {
    let name = capital(question.name);
    let unit = question.outcome.unit.name();
    format!("\n{} of {NUMBER}  {name} ({unit})\n        {}\n", at + 1, question.hint)
}

/// The guess on one outcome, `Some(None)` if it is skipped; nothing at the end of the input.
fn one(input: &mut impl BufRead, say: &mut impl FnMut(&str)) -> Option<Option<Guess>> {
    loop {
        let Some(half) = line(input, say, "  half, from and to: ", range)? else { return Some(None) };
        let Some(nine_in_ten) = line(input, say, "  9 in 10, from and to: ", range)? else { return Some(None) };
        let middle = grouped(f64::midpoint(half[0], half[1]));
        let median = line(input, say, &format!("  middle [{middle}]: "), amount)?;
        match guess(half, nine_in_ten, median) {
            Ok(guess) => return Some(Some(guess)),
            Err(problem) => say(&format!("  Once more, please: {problem}.\n")),
        }
    }
}

/// An answer that can be read, `Some(None)` if it is empty; nothing at the end of the input.
fn line<T>(
    input: &mut impl BufRead,
    say: &mut impl FnMut(&str),
    prompt: &str,
    read: fn(&str) -> Result<T, String>,
) -> Option<Option<T>> {
    loop {
        say(prompt);
        let mut bytes = Vec::new();
        if input.read_until(b'\n', &mut bytes).ok()? == 0 {
            return None;
        }
        let answer = String::from_utf8_lossy(&bytes);
        if answer.trim().is_empty() {
            return Some(None);
        }
        match read(&answer) {
            Ok(value) => return Some(Some(value)),
            Err(problem) => say(&format!("  Once more, please: {problem}.\n")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(answers: &str) -> (Option<Sheet>, String) {
        let mut said = String::new();
        let sheet = ask(&mut answers.as_bytes(), &mut |text| said.push_str(text));
        (sheet, said)
    }

    #[test]
    fn answers_make_a_sheet() {
        let (sheet, said) = asked("12k 34k\n10k 50k\n\n\n1 to 3\n0-9\n2\n\n\n\n");
        let sheet = sheet.unwrap();
        assert_eq!(sheet.guesses[0], guess([12e3, 34e3], [10e3, 50e3], None).ok());
        assert_eq!(sheet.guesses[2], guess([1.0, 3.0], [0.0, 9.0], Some(2.0)).ok());
        assert_eq!(sheet.guesses.iter().flatten().count(), 2);
        assert!(said.contains("1 of 6  People who cross (people)"), "{said}");
        assert!(said.contains("  middle [23,000]: "), "{said}");
        assert!(!said.contains("Once more"), "{said}");
    }

    #[test]
    fn what_cannot_be_read_is_asked_again() {
        let (sheet, said) = asked("many\n34k 12k\n12k 34k\n20k 30k\n\n12k 34k\n2k 60k\nx\n\n\n\n\n\n\n");
        assert_eq!(sheet.unwrap().guesses[0], guess([12e3, 34e3], [2e3, 60e3], None).ok());
        for problem in
            ["is not two amounts", "the smaller end comes first", "must hold the half range", "`x` is no number"]
        {
            assert!(said.contains(problem), "{problem}: {said}");
        }
    }

    #[test]
    fn an_input_that_ends_gives_nothing() {
        assert_eq!(asked("").0, None);
        assert_eq!(asked("12k 34k\n10k 50k\n").0, None);
        assert_eq!(asked("\n\n\n\n\n").0, None);
    }
}
