//! Published counts, for figures and tests: `data/observations.csv` as values.
//!
//! A simulated range means little without the record beside it. This module reads the one tidy table into which the
//! published figures of `data/` are brought (the rule is in `data/README.md`) and says of each count what it may be
//! used for. It leaves out stocks, needs and policy dates: those are inputs of scenarios, not outcomes. Sources that
//! contradict one another stay beside one another, marked [`Use::Conflict`]; nothing is averaged.

use jiff::civil::Date;
use thiserror::Error;

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObservedMeasure {
    /// People who crossed into Afghanistan since [`Observation::since`]: an outcome of the same name in `daily.csv`.
    DeparturesCumulative,
    /// People a day, on average from [`Observation::since`] to [`Observation::day`], both included.
    Departures,
}

impl ObservedMeasure {
    /// The name in the file, and of the outcome in `daily.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            ObservedMeasure::DeparturesCumulative => "departures_cumulative",
            ObservedMeasure::Departures => "departures",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [ObservedMeasure::DeparturesCumulative, ObservedMeasure::Departures].into_iter().find(|m| m.name() == text)
    }
}

/// How exact a published count is, in the words of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Printed to the last person.
    Exact,
    /// Printed to the hundred or thousand.
    Rounded,
    /// "About", "around".
    Approximate,
    /// "More than", "at least".
    LowerBound,
    /// "Fewer than", "up to".
    UpperBound,
    /// Our arithmetic on published figures (a difference of totals, a share of a total).
    Derived,
}

impl Precision {
    const ALL: [Precision; 6] = [
        Precision::Exact,
        Precision::Rounded,
        Precision::Approximate,
        Precision::LowerBound,
        Precision::UpperBound,
        Precision::Derived,
    ];

    /// The name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Precision::Exact => "exact",
            Precision::Rounded => "rounded",
            Precision::Approximate => "approximate",
            Precision::LowerBound => "lower_bound",
            Precision::UpperBound => "upper_bound",
            Precision::Derived => "derived",
        }
    }
}

/// What a count may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Good enough to fit parameters to.
    Fit,
    /// Shown beside the simulation, not fitted to: another scope, a weak date or a mere bound.
    Shown,
    /// Contradicts a better source of the same date; shown as a mark of its own.
    Conflict,
}

impl Use {
    const ALL: [Use; 3] = [Use::Fit, Use::Shown, Use::Conflict];

    /// The name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Use::Fit => "fit",
            Use::Shown => "shown",
            Use::Conflict => "conflict",
        }
    }
}

/// One published count.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Day that the count refers to (the last one, for a mean), in days since 1970-01-01.
    pub day: i32,
    /// First day that is counted, in days since 1970-01-01; `None` where the source does not say.
    pub since: Option<i32>,
    /// What is counted.
    pub measure: ObservedMeasure,
    /// Only this crossing, `torkham` or `chaman`; all of them otherwise.
    pub crossing: Option<String>,
    /// Only this status: `undocumented`, `acc`, `por`; all of them otherwise.
    pub status: Option<String>,
    /// Only this mode of departure: `deported`; all of them otherwise.
    pub mode: Option<String>,
    /// People, or people a day.
    pub value: f64,
    /// How exact it is.
    pub precision: Precision,
    /// What it may be used for.
    pub use_: Use,
    /// Who counted, as printed in figures.
    pub source: String,
    /// Where it was published.
    pub url: String,
}

/// A line of a table of observations that cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("line {line}: {what}")]
pub struct ObservationError {
    /// Line of the file, the header being line 1.
    pub line: u64,
    /// What is wrong, with the value given and what is allowed.
    pub what: String,
}

const COLUMNS: [&str; 11] =
    ["date", "since", "measure", "crossing", "status", "mode", "value", "precision", "use", "source", "url"];

/// Reads a table of observations.
///
/// # Errors
/// All lines that cannot be read, each with its number, the value given and what is allowed.
pub fn parse(text: &str) -> Result<Vec<Observation>, Vec<ObservationError>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| vec![unreadable(&error)])?;
    if header.iter().ne(COLUMNS) {
        let what = format!("the columns must be `{}`", COLUMNS.join(","));
        return Err(vec![ObservationError { line: 1, what }]);
    }
    let mut observations = Vec::new();
    let mut errors = Vec::new();
    for record in reader.records() {
        match record.map_err(|error| unreadable(&error)).and_then(|record| observation(&record)) {
            Ok(observation) => observations.push(observation),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(observations) } else { Err(errors) }
}

/// The table that ships with the program, `data/observations.csv`.
pub fn shipped() -> Vec<Observation> {
    parse(include_str!("../data/observations.csv")).expect("a test reads the shipped table")
}

fn unreadable(error: &csv::Error) -> ObservationError {
    ObservationError { line: error.position().map_or(1, csv::Position::line), what: error.to_string() }
}

fn observation(record: &csv::StringRecord) -> Result<Observation, ObservationError> {
    let line = record.position().map_or(0, csv::Position::line);
    let complain = |what: String| ObservationError { line, what };
    let optional = |column: usize| (!record[column].is_empty()).then(|| record[column].to_owned());
    let date = |column: usize| {
        days_since_epoch(&record[column])
            .ok_or_else(|| complain(format!("{} `{}` is not a date like 2023-11-18", COLUMNS[column], &record[column])))
    };
    let names = |allowed: Vec<&str>, column: usize| {
        complain(format!("{} `{}` is not one of {}", COLUMNS[column], &record[column], allowed.join(", ")))
    };
    let value: f64 = record[6]
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite() && *value >= 0.0)
        .ok_or_else(|| complain(format!("value `{}` is not a number of people (0 or more)", &record[6])))?;
    let day = date(0)?;
    let since = if record[1].is_empty() { None } else { Some(date(1)?) };
    if since.is_some_and(|since| since > day) {
        return Err(complain(format!("since `{}` lies after date `{}`", &record[1], &record[0])));
    }
    Ok(Observation {
        day,
        since,
        measure: ObservedMeasure::parse(&record[2])
            .ok_or_else(|| names(vec!["departures_cumulative", "departures"], 2))?,
        crossing: optional(3),
        status: optional(4),
        mode: optional(5),
        value,
        precision: Precision::ALL
            .into_iter()
            .find(|precision| precision.name() == &record[7])
            .ok_or_else(|| names(Precision::ALL.iter().map(|p| p.name()).collect(), 7))?,
        use_: Use::ALL
            .into_iter()
            .find(|use_| use_.name() == &record[8])
            .ok_or_else(|| names(Use::ALL.iter().map(|u| u.name()).collect(), 8))?,
        source: optional(9).ok_or_else(|| complain("source is empty: every count names who counted".to_owned()))?,
        url: record[10].to_owned(),
    })
}

fn days_since_epoch(text: &str) -> Option<i32> {
    let date: Date = text.parse().ok()?;
    Some(date.since(Date::constant(1970, 1, 1)).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "date,since,measure,crossing,status,mode,value,precision,use,source,url\n";

    fn day(text: &str) -> i32 {
        days_since_epoch(text).unwrap()
    }

    #[test]
    fn the_shipped_table_holds_the_anchors_of_the_record() {
        let observations = shipped();
        let anchor = |date: &str| {
            let found: Vec<f64> = observations
                .iter()
                .filter(|o| {
                    o.day == day(date)
                        && o.use_ == Use::Fit
                        && o.measure == ObservedMeasure::DeparturesCumulative
                        && (&o.crossing, &o.status, &o.mode) == (&None, &None, &None)
                })
                .map(|o| o.value)
                .collect();
            assert_eq!(found.len(), 1, "anchors on {date}");
            found[0]
        };
        for (date, value) in [
            ("2023-11-18", 374_600.0),
            ("2023-12-31", 491_260.0),
            ("2024-01-15", 501_242.0),
            ("2024-06-15", 632_000.0),
            ("2024-09-16", 722_000.0),
        ] {
            assert_eq!(anchor(date), value, "{date}");
        }
    }

    #[test]
    fn the_shipped_table_ends_with_2024_and_keeps_contradictions() {
        let observations = shipped();
        assert!(observations.iter().all(|o| o.day <= day("2024-12-31")), "an outcome after 31 December 2024");
        assert!(observations.iter().all(|o| o.url.starts_with("http")), "a count without an address");
        let conflicting: Vec<_> = observations.iter().filter(|o| o.use_ == Use::Conflict).collect();
        assert!(conflicting.iter().any(|o| o.value == 340_000.0 && o.source == "Border Consortium"));
        assert!(conflicting.iter().any(|o| o.value == 200.0), "the two figures for early October 2023");
    }

    #[test]
    fn every_count_of_the_shipped_table_stands_in_the_tables_it_was_made_from() {
        let sources = [
            include_str!("../data/un_series_reconciled.csv"),
            include_str!("../data/cumulative_returns.csv"),
            include_str!("../data/daily_returns.csv"),
        ];
        let mut published = std::collections::BTreeSet::new();
        for source in sources {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(source.as_bytes());
            for record in reader.records() {
                published.extend(
                    record.unwrap().iter().filter_map(|field| Some((field.parse::<f64>().ok()? * 10.0) as i64)),
                );
            }
        }
        for o in shipped() {
            let window_days = f64::from(o.day - o.since.unwrap_or(o.day) + 1);
            let in_all = |tolerance: f64| {
                let near = |v: &i64| ((*v as f64 / 10.0) - o.value * window_days).abs() <= tolerance;
                published.iter().any(near)
            };
            let found = published.contains(&((o.value * 10.0) as i64))
                || (o.measure == ObservedMeasure::Departures && in_all(0.05 * window_days))
                || (o.status.is_some()
                    && [0.88, 0.10, 0.02].iter().any(|share| (722_000.0 * share - o.value).abs() < 0.5));
            assert!(found, "{o:?} has no origin");
        }
    }

    #[test]
    fn all_errors_come_at_once_with_their_lines() {
        let text = format!(
            "{HEADER}2023-11-18,,departures_cumulative,,,,374600,rounded,fit,UNHCR and IOM,\n\
             2023-11-31,,departures,,,,5,exact,fit,x,\n\
             2023-11-18,,arrests,,,,5,exact,fit,x,\n\
             2023-11-18,,departures,,,,many,exact,fit,x,\n\
             2023-11-18,,departures,,,,5,exact,maybe,x,\n\
             2023-11-18,2023-11-19,departures,,,,5,exact,fit,x,\n"
        );
        let errors: Vec<String> = parse(&text).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "line 3: date `2023-11-31` is not a date like 2023-11-18",
                "line 4: measure `arrests` is not one of departures_cumulative, departures",
                "line 5: value `many` is not a number of people (0 or more)",
                "line 6: use `maybe` is not one of fit, shown, conflict",
                "line 7: since `2023-11-19` lies after date `2023-11-18`",
            ]
        );
        assert_eq!(parse("date,value\n").unwrap_err()[0].line, 1);
    }
}
