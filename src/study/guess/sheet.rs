//! Guess files: TOML with a table for each outcome, read with all problems at once.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{NUMBER, QUESTIONS, Sheet, amount, guess};
use crate::scenario::{Place, Problem, Problems, Text};
use crate::study::score::Guess;

/// Bytes of the longest guess file.
const LONGEST: usize = 1 << 16;

/// What a guess file may have beside outcomes.
const WORDS: [&str; 2] = ["name", "scenario"];

/// What is guessed of an outcome.
const KEYS: [&str; 3] = ["half", "nine_in_ten", "median"];

/// An empty guess file for a scenario: its name, title, first and last day in words.
pub fn template(scenario: &str, title: &str, days: [String; 2]) -> String {
    let mut text = format!(
        "# Guess first: what will the simulation say about\n#   {title}\n#   ({} to {})?\n#\n\
         # For each outcome two ranges, the smaller end first:\n\
         #   half         one history in four lies below it, one in four above\n\
         #   nine_in_ten  one history in twenty lies below it, one in twenty above: the wider of the two\n\
         # Leave both empty to leave an outcome out. A line `median = ...` may be added; without it the middle of the half\n\
         # range is taken. Amounts: 12_000, or in quotes \"12,000\", \"12k\", \"1.2M\".\n\n\
         name = \"\"\nscenario = {}\n",
        days[0],
        days[1],
        toml::Value::String(scenario.to_owned()),
    );
    for question in &QUESTIONS {
        text.push_str(&format!(
            "\n# {}\n# Unit: {}.\n[{}]\nhalf = []\nnine_in_ten = []\n",
            question.hint,
            question.outcome.unit.name(),
            question.outcome.name
        ));
    }
    text
}

/// Reads a guess file on a scenario. Who does not give a name has that of the file.
///
/// # Errors
/// All problems at once.
pub fn read(path: &str, text: &str, scenario: &str) -> Result<Sheet, Problems> {
    if text.len() > LONGEST {
        let message = format!("a guess file of {} bytes is none", text.len());
        return Err(Problems(vec![Problem::file(path, message).allowed(format!("at most {LONGEST} bytes"))]));
    }
    let text = Arc::new(Text { name: path.to_owned(), text: text.to_owned() });
    let (document, errors) = DeTable::parse_recoverable(&text.text);
    let mut reader = Reader { text: Arc::clone(&text), problems: Vec::new() };
    let sheet = reader.sheet(document.get_ref(), scenario);
    let syntax: Vec<Problem> = errors
        .iter()
        .map(|error| {
            let place = reader.place(error.span().unwrap_or(0..0));
            Problem::error(&place, "", format!("this is not TOML: {}", error.message()))
        })
        .collect();
    // What is read from a broken line is a guess of ours: only the syntax error is reported there.
    let broken: Vec<usize> = syntax.iter().map(Problem::line).collect();
    let mut problems = reader.problems;
    problems.retain(|problem| !broken.contains(&problem.line()));
    problems.extend(syntax);
    if problems.is_empty() && sheet.guesses.iter().all(Option::is_none) {
        let nothing = Problem::file(path, "no outcome is guessed, so there is nothing to score");
        problems.push(nothing.allowed(format!("tables with `half` and `nine_in_ten`, one of `[{}]`", names("]`, `["))));
    }
    if problems.is_empty() { Ok(sheet) } else { Err(Problems::sorted(problems)) }
}

/// The names of all outcomes that can be guessed.
fn names(between: &str) -> String {
    QUESTIONS.each_ref().map(|question| question.outcome.name).join(between)
}

struct Reader {
    text: Arc<Text>,
    problems: Vec<Problem>,
}

impl Reader {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place { text: Arc::clone(&self.text), span }
    }

    fn wrong(&mut self, span: std::ops::Range<usize>, key: &str, message: impl Into<String>, allowed: &str) {
        let place = self.place(span);
        self.problems.push(Problem::error(&place, key, message).allowed(allowed));
    }

    fn sheet(&mut self, document: &DeTable<'_>, scenario: &str) -> Sheet {
        let mut sheet = Sheet { name: stem(&self.text.name), guesses: [const { None }; NUMBER] };
        for (key, value) in document {
            let name: &str = key.get_ref();
            match (name, value.get_ref()) {
                ("name", DeValue::String(text)) if text.trim().is_empty() => {}
                ("name", DeValue::String(text)) => sheet.name = one_line(text),
                ("scenario", DeValue::String(text)) if stem(text) == scenario => {}
                ("scenario", DeValue::String(text)) => {
                    let message = format!("this guess is about `{text}`, and `{scenario}` is asked for");
                    let help = format!("`crossings guess {text} --from {}`", self.text.name);
                    let place = self.place(value.span());
                    self.problems.push(Problem::error(&place, name, message).help(help));
                }
                ("name" | "scenario", other) => {
                    let message = format!("`{name}` is of type {}, where a text is expected", other.type_str());
                    self.wrong(value.span(), name, message, "a text in quotes");
                }
                (name, value_of) => match (QUESTIONS.iter().position(|it| it.outcome.name == name), value_of) {
                    (Some(at), DeValue::Table(table)) => sheet.guesses[at] = self.guess(name, key.span(), table),
                    (Some(_), other) => {
                        let message = format!("`{name}` is of type {}, where a table is expected", other.type_str());
                        self.wrong(value.span(), name, message, "a table with `half` and `nine_in_ten`");
                    }
                    (None, _) => {
                        let known = QUESTIONS.iter().map(|question| question.outcome.name).chain(WORDS);
                        let place = self.place(key.span());
                        let problem = Problem::error(&place, name, format!("unknown key `{name}` in a guess file"));
                        let allowed = format!("known: `{}`, `{}`", WORDS.join("`, `"), names("`, `"));
                        self.problems.push(problem.allowed(allowed).nearest(name, known));
                    }
                },
            }
        }
        sheet
    }

    /// The guess on an outcome; nothing if it is left out, or wrong.
    fn guess(&mut self, outcome: &str, at: std::ops::Range<usize>, table: &DeTable<'_>) -> Option<Guess> {
        let before = self.problems.len();
        let (mut half, mut nine_in_ten, mut median) = (None, None, None);
        for (key, value) in table {
            let name: &str = key.get_ref();
            let path = format!("{outcome}.{name}");
            match name {
                "half" => half = self.range(&path, value),
                "nine_in_ten" => nine_in_ten = self.range(&path, value),
                "median" => median = self.amount(&path, value),
                _ => {
                    let place = self.place(key.span());
                    let problem = Problem::error(&place, &path, format!("unknown key `{name}` in `{outcome}`"));
                    self.problems.push(problem.allowed(format!("known: `{}`", KEYS.join("`, `"))).nearest(name, KEYS));
                }
            }
        }
        if self.problems.len() > before {
            return None;
        }
        let guessed = match (half, nine_in_ten) {
            (Some(half), Some(nine_in_ten)) => guess(half, nine_in_ten, median),
            (None, None) if median.is_none() => return None,
            (Some(_), None) => Err(format!("`{outcome}` has a half range, and no `nine_in_ten`")),
            (None, Some(_)) => Err(format!("`{outcome}` has a 9-in-10 range, and no `half`")),
            (None, None) => Err(format!("`{outcome}` has a median, and neither `half` nor `nine_in_ten`")),
        };
        guessed.map_err(|message| self.wrong(at, outcome, message, "")).ok()
    }

    /// Two amounts; nothing for an empty list.
    fn range(&mut self, path: &str, value: &Spanned<DeValue<'_>>) -> Option<[f64; 2]> {
        const ALLOWED: &str = "two amounts, [smaller, larger], or [] to leave the outcome out";
        let DeValue::Array(list) = value.get_ref() else {
            let message = format!("`{path}` is of type {}, where a list is expected", value.get_ref().type_str());
            self.wrong(value.span(), path, message, ALLOWED);
            return None;
        };
        let ends: Vec<Option<f64>> = list.iter().map(|item| self.amount(path, item)).collect();
        match ends[..] {
            [] => None,
            [Some(low), Some(high)] if low > high => {
                self.wrong(value.span(), path, format!("`{path}` goes down: the smaller end comes first"), ALLOWED);
                None
            }
            [low, high] => Some([low?, high?]),
            _ => {
                self.wrong(value.span(), path, format!("`{path}` lists {} amounts", ends.len()), ALLOWED);
                None
            }
        }
    }

    fn amount(&mut self, path: &str, value: &Spanned<DeValue<'_>>) -> Option<f64> {
        let place = self.place(value.span());
        let read = match value.get_ref() {
            DeValue::String(text) => amount(text),
            // As it is written: what could be misread there is refused as it is where people type.
            DeValue::Integer(_) | DeValue::Float(_) => amount(place.excerpt()),
            other => Err(format!("`{path}` holds a value of type {}, where an amount is expected", other.type_str())),
        };
        read.map_err(|message| self.wrong(place.span, path, message, "a whole number, or a text such as \"12k\"")).ok()
    }
}

/// The name of a file without folder and extension.
fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".toml").unwrap_or(file).to_owned()
}

/// A name as it stands in tables: without line feeds and other things that are not to be seen.
fn one_line(name: &str) -> String {
    name.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(usize, usize, String, String)> {
        let problems = read("anna.toml", text, "history").unwrap_err();
        problems.0.iter().map(|p| (p.line(), p.column(), p.message.clone(), p.help.clone())).collect()
    }

    #[test]
    fn a_file_is_a_sheet() {
        let text = "name = \" Anna \"\nscenario = \"scenarios/history.toml\"\n[queue_max]\nhalf = [1_000, \"3k\"]\n\
                    nine_in_ten = [500, 9000]\nmedian = 1_500\n[winter_exposure]\nhalf = []\nnine_in_ten = []\n";
        let sheet = read("x.toml", text, "history").unwrap();
        assert_eq!(sheet.name, "Anna");
        assert_eq!(sheet.guesses[3], guess([1e3, 3e3], [500.0, 9e3], Some(1_500.0)).ok());
        assert_eq!(sheet.guesses.iter().flatten().count(), 1);
        let unnamed = read("class/anna.toml", &text.replace("name = \" Anna \"\n", ""), "history").unwrap();
        assert_eq!(unnamed.name, "anna");
    }

    /// A template is right as it is, but for having nothing to score.
    #[test]
    fn a_template_can_be_filled_in() {
        let empty = template("history", "History", ["1 May 2023", "2 May 2023"].map(str::to_owned));
        let told = problems(&empty);
        assert_eq!(told.len(), 1);
        assert!(told[0].2.contains("no outcome is guessed"), "{told:?}");
        let filled = empty.replace("half = []", "half = [2, 3]").replace("nine_in_ten = []", "nine_in_ten = [1, 4]");
        assert_eq!(read("a.toml", &filled, "history").unwrap().guesses.iter().flatten().count(), NUMBER);
    }

    #[test]
    fn all_problems_are_told_at_once_with_their_places() {
        let text = "name = 3\nscenario = \"no-deadline\"\n[queue_mx]\nhalf = [1, 2]\n[queue_max]\nhalf = [3, 2]\n\
                    nine_in_ten = [1]\nmedian = 1.5\n[remaining_end]\nhalff = [1, 2]\n[departures_total]\nhalf = [1, 2]\n\
                    [peak_daily_crossings]\nhalf = [1, 5]\nnine_in_ten = [2, 9]\n";
        let told = problems(text);
        let expected = [
            (1, 8, "`name` is of type integer", ""),
            (2, 12, "this guess is about `no-deadline`", "`crossings guess no-deadline --from anna.toml`"),
            (3, 2, "unknown key `queue_mx`", "did you mean `queue_max`?"),
            (6, 8, "`queue_max.half` goes down", ""),
            (7, 15, "`queue_max.nine_in_ten` lists 1 amounts", ""),
            (8, 10, "`1.5` has a point", ""),
            (10, 1, "unknown key `halff`", "did you mean `half`?"),
            (11, 2, "`departures_total` has a half range, and no `nine_in_ten`", ""),
            (13, 2, "the 9-in-10 range, 2 to 9, must hold the half range, 1 to 5", ""),
        ];
        assert_eq!(told.len(), expected.len(), "{told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            assert_eq!((told.0, told.1), (expected.0, expected.1), "{told:?}");
            assert!(told.2.contains(expected.2) && told.3 == expected.3, "{told:?}");
        }
        let broken = problems("name = \"x\n[queue_max]\nhalf = [1, \n");
        assert!(broken.iter().all(|problem| problem.2.contains("this is not TOML")), "{broken:?}");
    }
}
