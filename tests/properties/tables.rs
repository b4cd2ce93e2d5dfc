//! Tables of observations and guess files.

use crossings::observed::{self, Allowed, MOST_ERRORS, windows_and_unused};
use crossings::study::guess;
use proptest::prelude::*;

use crate::mutate::{changes, mutate};
use crate::scenarios::well_told;
use crate::settings;

/// Words that are trouble in a cell.
const CELLS: &[&str] = &[
    "",
    "0",
    "-1",
    "1e9",
    "1e30",
    "nan",
    "inf",
    "0.5",
    "1",
    "1.0001",
    "2023-11-01",
    "2023-02-30",
    "1900-01-01",
    "2199-12-31",
    "9999-12-31",
    "fit",
    "shown",
    "conflict",
    "range",
    "exact",
    "upper_bound",
    "lower_bound",
    "rounded",
    "approximate",
    "departures",
    "departures_share",
    "torkham",
    "chaman",
    "por",
    "deported",
    "high",
    "low",
    "un_returns",
    "\"",
    "\"a\"\"b\"",
    "\u{feff}",
    "\u{1b}[31m",
    "د",
    "\n",
    "\r\n",
    ",",
    "99999999999999999999999999",
];

fn allowed() -> Allowed {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Allowed {
        crossings: names(&["torkham", "chaman"]),
        statuses: names(&["undocumented", "acc", "por"]),
        horizon: None,
    }
}

/// A table is read, and gives windows; or every error has a line of the text.
fn reads_or_refuses(text: &str) -> Result<(), TestCaseError> {
    match observed::parse(text, &allowed()) {
        Ok(rows) => {
            let windows = windows_and_unused(&rows);
            for window in &windows.used {
                let sound = window.from <= window.to && window.value.is_finite() && window.value >= 0.0;
                prop_assert!(sound && window.error_sd.is_finite() && window.bias_sd.is_finite(), "{window:?}");
            }
        }
        Err(errors) => {
            prop_assert!(!errors.is_empty() && errors.len() <= MOST_ERRORS);
            let lines = text.split('\n').count() as u64 + 1;
            for error in &errors {
                prop_assert!((1..=lines).contains(&error.line), "{error:?} of {lines} lines");
                prop_assert!(!error.what.is_empty() && error.what.len() < 2_000, "{error:?}");
                prop_assert!(!error.what.contains(|c: char| c.is_control()), "{error:?}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(settings(300))]

    #[test]
    fn a_table_with_other_cells_is_read_or_refused(
        rows in 1..40usize,
        cells in prop::collection::vec((any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>()), 1..5),
    ) {
        let table = include_str!("../../data/observed/pakistan-returns.csv");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        let mut all: Vec<Vec<String>> =
            reader.records().take(rows + 1).map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        for (row, column, with, other) in cells {
            let (height, width) = (all.len(), all[0].len());
            let (row, column, with) = (row as usize % height, column as usize % width, with as usize);
            // Another cell of the same column, or trouble.
            let cell = if other { all[with % height][column].clone() } else { CELLS[with % CELLS.len()].to_owned() };
            all[row][column] = cell;
        }
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &all {
            writer.write_record(row).unwrap();
        }
        reads_or_refuses(&String::from_utf8(writer.into_inner().unwrap()).unwrap())?;
    }

    #[test]
    fn a_table_with_other_tokens_is_read_or_refused(rows in 0..40usize, changes in changes()) {
        let table = include_str!("../../data/observed/pakistan-returns.csv");
        let few: Vec<&str> = table.split_inclusive('\n').take(rows + 1).collect();
        reads_or_refuses(&mutate(&few.concat(), &changes))?;
    }

    #[test]
    fn any_text_is_a_table_or_is_refused(text in "(\\PC|[\",\n\r]){0,200}") {
        reads_or_refuses(&text)?;
        let header = observed::COLUMNS.map(|column| column.name).join(",");
        reads_or_refuses(&format!("{header}\n{text}"))?;
    }

    #[test]
    fn a_guess_is_read_or_refused(changes in changes(), text in "\\PC{0,60}", any in any::<bool>()) {
        let template = guess::template("history", "A title", ["1 May".to_owned(), "2 May".to_owned()]);
        let filled = template.replace("half = []", "half = [1_000, \"12k\"]").replace("nine_in_ten = []", "nine_in_ten = [0, \"1.2M\"]");
        let text = if any { text } else { mutate(&filled, &changes) };
        if let Err(problems) = guess::read("mine.toml", &text, "history") {
            well_told(&problems)?;
        }
    }

    #[test]
    fn an_amount_is_read_or_refused(text in "[0-9.,_ kKmM-]{0,12}|\\PC{0,12}|[0-9]{300,400}") {
        if let Ok(amount) = guess::amount(&text) {
            prop_assert!((0.0..=1e12).contains(&amount) && amount.fract() == 0.0, "{text:?} is {amount}");
        }
        if let Ok([low, high]) = guess::range(&text) {
            prop_assert!(low <= high, "{text:?}");
        }
    }
}
