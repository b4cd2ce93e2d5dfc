//! docs/evidence.md says what its files say.
//!
//! A table of the page stands between two comments: the first names a file of docs/evidence, the rows that are shown and
//! the columns (`<!-- skill.csv [track=known]: origin, skill -->`), the second is `<!-- end -->`. The files are made by
//! `.ci/evidence`. With `CROSSINGS_UPDATE=1` the page is written anew.

use std::fs;

const PAGE: &str = "docs/evidence.md";

/// A table of the page, as Markdown.
fn table(description: &str) -> String {
    let (source, columns) = description.split_once(':').expect("a file, a colon, columns");
    let (file, filter) = match source.split_once('[') {
        Some((file, filter)) => (file.trim(), filter.trim().strip_suffix(']').expect("a bracket is closed")),
        None => (source.trim(), ""),
    };
    let mut reader = csv::Reader::from_path(format!("docs/evidence/{file}"))
        .unwrap_or_else(|error| panic!("{file}, which the page shows: {error}"));
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| {
        header.iter().position(|other| other == name).unwrap_or_else(|| panic!("{file} has no column `{name}`"))
    };
    let columns: Vec<&str> = columns.split(',').map(str::trim).collect();
    let conditions: Vec<(usize, &str)> = filter
        .split(',')
        .filter(|condition| !condition.is_empty())
        .map(|condition| condition.split_once('=').expect("column=value"))
        .map(|(name, value)| (place(name.trim()), value.trim()))
        .collect();
    let mut lines = vec![
        format!("| {} |", columns.iter().map(|name| name.replace('_', " ")).collect::<Vec<_>>().join(" | ")),
        format!("|{}", "---|".repeat(columns.len())),
    ];
    for record in reader.records() {
        let record = record.unwrap();
        if conditions.iter().all(|&(at, value)| &record[at] == value) {
            let cells: Vec<String> = columns.iter().map(|name| readable(&record[place(name)])).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        }
    }
    assert!(lines.len() > 2, "{file} has no row with {filter}");
    lines.join("\n")
}

/// A number with the digits that a reader needs; anything else as it is.
fn readable(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(value) if value.fract() != 0.0 && value.abs() >= 1000.0 => format!("{value:.0}"),
        Ok(value) if value.fract() != 0.0 && value.abs() >= 0.01 => format!("{value:.2}"),
        _ => cell.to_owned(),
    }
}

#[test]
fn the_page_of_evidence_says_what_its_files_say() {
    let page = fs::read_to_string(PAGE).unwrap();
    let mut written = String::new();
    let mut rest = page.as_str();
    let mut tables = 0;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (description, after) = after.split_once(" -->").expect("a comment ends");
        let (_, after) = after.split_once("<!-- end -->").unwrap_or_else(|| panic!("`{description}` has no end"));
        written += &format!("{before}<!-- {description} -->\n{}\n<!-- end -->", table(description));
        rest = after;
        tables += 1;
    }
    written += rest;
    assert!(tables >= 5, "the page shows {tables} tables: its comments are not found");
    if std::env::var_os("CROSSINGS_UPDATE").is_some() {
        fs::write(PAGE, &written).unwrap();
    } else {
        assert!(page == written, "{PAGE} differs from its files: CROSSINGS_UPDATE=1 cargo test --test evidence");
    }
}
