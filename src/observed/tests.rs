//! The shipped table, and small tables with known endings.

use std::collections::BTreeSet;

use super::*;
use crate::units;

const HEADER: &str =
    "quantity,crossing,status,mode,from,to,value,low,high,kind,series,source,reliability,use,url,note\n";

fn day(text: &str) -> i32 {
    units::day_of(text.parse().unwrap())
}

fn allowed() -> Allowed {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Allowed {
        crossings: names(&["torkham", "chaman"]),
        statuses: names(&["undocumented", "acc", "por"]),
        horizon: None,
    }
}

/// A table of rows `from,to,value,kind,series,use`, all departures at all crossings, of high reliability.
fn table(rows: &[&str]) -> String {
    let row = |row: &&str| {
        let fields: Vec<&str> = row.split(',').collect();
        let [from, to, value, kind, series, use_] = fields[..] else { panic!("{row}") };
        format!("departures,,,,{from},{to},{value},,,{kind},{series},UN,high,{use_},,\n")
    };
    format!("{HEADER}{}", rows.iter().map(row).collect::<String>())
}

fn read(rows: &[&str]) -> Vec<Observation> {
    parse(&table(rows), &allowed()).unwrap()
}

fn complaints(text: &str) -> Vec<String> {
    parse(text, &allowed()).unwrap_err().iter().map(ToString::to_string).collect()
}

/// Label and value of each window.
fn told(windows: &[Window]) -> Vec<(&str, f64, Bound)> {
    windows.iter().map(|window| (window.label.as_str(), window.value, window.bound)).collect()
}

#[test]
fn however_many_problems_there_are_a_hundred_are_told() {
    let columns: Vec<String> = (0..300).map(|number| format!("column{number}")).collect();
    let told = complaints(&columns.join(","));
    assert_eq!(told.len(), MOST_ERRORS);
    assert!(told[99].ends_with("more, from here on; mend these first"), "{}", told[99]);
    let told = complaints("\u{202e}abc\u{7},b\n");
    assert!(told[0].contains("`\\u{202e}abc\\u{7}`"), "{}", told[0]);
}

#[test]
fn the_shipped_table_holds_the_anchors_of_the_record() {
    let observations = shipped();
    for (date, value) in [
        ("2023-11-18", 374_600.0),
        ("2023-12-31", 491_260.0),
        ("2024-01-15", 501_242.0),
        ("2024-05-31", 610_000.0),
        ("2024-09-16", 722_000.0),
    ] {
        let level = |o: &&Observation| {
            (o.quantity, o.dimensions(), o.from, o.to, o.use_)
                == (ObservedQuantity::Departures, [None; 3], Some(day("2023-09-15")), day(date), Use::Fit)
        };
        let found: Vec<f64> = observations.iter().filter(level).map(|o| o.value).collect();
        assert_eq!(found, [value], "levels on {date}");
    }
}

#[test]
fn the_shipped_table_ends_with_2024_and_keeps_contradictions() {
    let observations = shipped();
    assert!(observations.iter().all(|o| o.to <= day("2024-12-31")), "an outcome after 31 December 2024");
    assert!(observations.iter().all(|o| o.url.starts_with("http")), "a count without an address");
    let conflicting: Vec<_> = observations.iter().filter(|o| o.use_ == Use::Conflict).collect();
    assert!(conflicting.iter().any(|o| o.value == 340_000.0 && o.source == "Border Consortium"));
    assert!(conflicting.iter().any(|o| o.per_day() == Some(200.0)), "the two figures for early October 2023");
}

/// Every value must stand in one of the collected tables, or follow from them by arithmetic that is repeated here.
#[test]
fn every_count_of_the_shipped_table_stands_in_the_tables_it_was_made_from() {
    let sources = [
        include_str!("../../data/un_series_reconciled.csv"),
        include_str!("../../data/cumulative_returns.csv"),
        include_str!("../../data/daily_returns.csv"),
        include_str!("../../data/status_split.csv"),
    ];
    let thousandths = |value: f64| (value * 1000.0).round() as i64;
    let mut published = BTreeSet::new();
    for source in sources {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(source.as_bytes());
        for record in reader.records() {
            published.extend(record.unwrap().iter().filter_map(|field| Some(thousandths(field.parse::<f64>().ok()?))));
        }
    }
    let first_weeks = 18.0 * 800.0;
    let of_2024 = 6_800.0 - 830.0 - 270.0;
    let arithmetic = [
        first_weeks,
        327_400.0 - first_weeks,
        93_700.0 - 14_000.0,
        33_400.0 - of_2024,
        // In the notes of `cumulative_returns.csv`.
        970.0,
        580.0,
        830.0,
    ];
    for o in shipped() {
        let found = published.contains(&thousandths(o.value)) || arithmetic.contains(&o.value);
        assert!(found, "{o:?} has no origin");
    }
}

#[test]
fn the_names_of_the_shipped_table_are_those_of_the_shipped_scenario() {
    let plan = crate::scenario::load("scenarios/history.toml", &[], &crate::scenario::read_shipped).unwrap();
    let names = &plan.scenario.plan().names;
    for name in allowed().crossings {
        assert!(names.crossings.contains(&name), "{name}");
    }
    for name in allowed().statuses {
        assert!(names.statuses.contains(&name), "{name}");
    }
}

#[test]
fn the_shipped_table_gives_windows_to_fit_to() {
    let found = windows_and_unused(&shipped());
    assert!((26..=45).contains(&found.used.len()), "{} windows", found.used.len());
    let window =
        |label: &str| found.used.iter().find(|window| window.label == label).unwrap_or_else(|| panic!("{label}"));
    for (label, value) in [
        ("all, 3 Oct-11 Nov 2023", 313_000.0),
        ("all, 12-18 Nov 2023", 374_600.0 - 327_400.0),
        ("all, Apr 2024", 102_353.0 - 2.0 * 38_000.0),
        ("all, Oct 2024", 24_000.0),
        ("Torkham, 31 Oct 2023", 104_000.0 - 82_500.0),
        ("Torkham, 6 Nov 2023", 14_901.0 - 5_085.0),
        ("Torkham, 8-11 Nov 2023", 13_716.0),
        ("Chaman, 27 Oct-11 Nov 2023", 79_700.0),
        ("deported, Apr-Jun 2024", 2_622.0),
        ("share of por, Apr-Jun 2024", 0.18),
    ] {
        assert_eq!(window(label).value, value, "{label}");
        assert_eq!(window(label).bound, Bound::Exact, "{label}");
    }
    // Of Chaman until 3 November only "more than 50,000" is known, after "about 14,000" until 26 October.
    let bound = window("Chaman, 27 Oct-3 Nov 2023");
    assert_eq!((bound.value, bound.bound), (36_000.0, Bound::AtLeast));
    // The first two counts of KP are of low reliability, which weighs on the bias of its whole series.
    let day = window("Torkham, 2 Nov 2023");
    assert_eq!((day.error_sd, day.bias_sd), (quadrature(&[0.07, ENDS_SD_DAYS]), 0.15));
    // Each day of a series with the same dimensions is counted once by values.
    for a in found
        .used
        .iter()
        .filter(|window| window.bound == Bound::Exact && window.quantity == ObservedQuantity::Departures)
    {
        assert!(a.value > 0.0 && a.error_sd >= 0.03 && a.error_sd < 0.25, "{a:?}");
        for b in &found.used {
            let alike =
                (&a.series, &a.crossing, &a.mode) == (&b.series, &b.crossing, &b.mode) && b.bound == Bound::Exact;
            let nested = a.mode.is_some() && (a.from, a.to) != (b.from, b.to);
            assert!(
                !alike || std::ptr::eq(a, b) || nested || a.to < b.from || b.to < a.from,
                "{} and {}",
                a.label,
                b.label
            );
        }
    }
    let reason =
        |label: &str| found.unused.iter().find(|unused| unused.label == label).map(|unused| unused.reason.as_str());
    assert_eq!(reason("Torkham, 24 Nov 2023"), Some("nobody crossed: a closure is an input, not an outcome"));
    assert_eq!(reason("all, 15 Sep 2023-16 Sep 2024"), Some("a value of its series tells the same days"));
    assert_eq!(reason("all, 15 Sep-2 Oct 2023"), Some("line 3 marks these days `shown`"));
}

#[test]
fn levels_become_increments_and_never_count_a_day_twice() {
    let series = read(&[
        "2023-10-01,2023-10-10,1000,exact,s,fit",
        "2023-10-01,2023-10-20,3000,exact,s,fit",
        "2023-10-01,2023-10-31,3600,exact,s,fit",
        "2023-10-11,2023-10-20,2000,exact,s,fit",
        "2023-10-21,2023-10-25,450,exact,s,fit",
    ]);
    let found = windows_and_unused(&series);
    let expected = [
        ("all, 1-10 Oct 2023", 1000.0, Bound::Exact),
        ("all, 11-20 Oct 2023", 2000.0, Bound::Exact),
        ("all, 21-25 Oct 2023", 450.0, Bound::Exact),
        ("all, 26-31 Oct 2023", 150.0, Bound::Exact),
    ];
    assert_eq!(told(&found.used), expected);
    assert_eq!(found.unused.len(), 1);
    for window in &found.used {
        let hours = ENDS_SD_DAYS / f64::from(window.to - window.from + 1);
        assert_eq!((window.bias_sd, window.error_sd), (0.02, quadrature(&[0.03, hours])), "{window:?}");
    }
    assert_eq!(told(&within(&found.used, day("2023-10-11"), day("2023-10-25"))), expected[1..3]);
    assert_eq!(told(&within(&found.used, day("2023-10-12"), day("2023-10-30"))), expected[2..3], "wholly within");
}

#[test]
fn where_finer_counts_do_not_add_up_they_win() {
    let series = read(&[
        "2023-10-01,2023-10-20,1600,exact,s,fit",
        "2023-10-01,2023-10-10,1000,exact,s,fit",
        "2023-10-11,2023-10-20,500,exact,s,fit",
    ]);
    let found = windows_and_unused(&series);
    assert_eq!(
        told(&found.used),
        [("all, 1-10 Oct 2023", 1000.0, Bound::Exact), ("all, 11-20 Oct 2023", 500.0, Bound::Exact)]
    );
    assert_eq!(found.unused[0].reason, "finer counts of its series tell the same");
}

#[test]
fn a_closure_is_not_fitted_to_and_an_unknown_start_cancels() {
    let series = read(&[
        ",2023-10-10,1000,exact,s,fit",
        ",2023-10-11,1000,exact,s,fit",
        ",2023-10-12,1600,exact,s,fit",
        "2023-10-01,2023-10-12,2000,exact,,fit",
    ]);
    let found = windows_and_unused(&series);
    assert_eq!(
        told(&found.used),
        [("all, 1-12 Oct 2023", 2000.0, Bound::Exact), ("all, 12 Oct 2023", 600.0, Bound::Exact)]
    );
    assert_eq!(found.used[0].bias_sd, 0.0, "a single figure has no series to share a bias with");
    assert_eq!(found.unused.len(), 1);
    assert_eq!(found.unused[0].label, "all, 11 Oct 2023");
}

#[test]
fn bounds_stay_bounds() {
    let series = read(&[
        "2023-10-01,2023-10-10,1000,exact,s,fit",
        "2023-10-01,2023-10-10,900,lower_bound,s,fit",
        "2023-10-01,2023-10-15,1800,lower_bound,s,fit",
        "2023-10-01,2023-10-20,3000,upper_bound,s,fit",
        "2023-10-01,2023-10-21,950,lower_bound,s,fit",
    ]);
    let found = windows_and_unused(&series);
    assert_eq!(
        told(&found.used),
        [
            ("all, 1-10 Oct 2023", 1000.0, Bound::Exact),
            ("all, 11-15 Oct 2023", 800.0, Bound::AtLeast),
            ("all, 11-20 Oct 2023", 2000.0, Bound::AtMost),
        ]
    );
    let reasons: Vec<&str> = found.unused.iter().map(|unused| unused.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["a value of its series tells the same days", "finer counts of its series give 1,000 by 2023-10-10"]
    );
    let range = format!(
        "{HEADER}departures,,,,2023-10-01,2023-10-10,1000,,,exact,s,UN,high,fit,,\n\
         departures,,,,2023-10-01,2023-10-20,,1500,1700,range,s,UN,high,fit,,\n"
    );
    let window = &windows(&parse(&range, &allowed()).unwrap())[1];
    assert_eq!((window.value, window.bound), (600.0, Bound::Between { low: 500.0, high: 700.0 }));
}

/// A difference of rounded levels is as uncertain as they are: sqrt(2) 1,000 / sqrt(12) on 2,000 people, and 3 %, and the
/// hour at which a day of counting ends.
#[test]
fn rounding_of_levels_weighs_on_small_differences() {
    let series = read(&["2023-10-01,2023-10-10,401000,rounded,s,fit", "2023-10-01,2023-10-11,403000,rounded,s,fit"]);
    let error_sd = windows(&series)[1].error_sd;
    let expected: f64 = (2.0 / 12.0 * 0.25_f64 + 0.03 * 0.03 + 0.15 * 0.15).sqrt();
    assert!((error_sd - expected).abs() < 1e-12, "{error_sd} {expected}");
}

#[test]
fn what_was_counted_later_is_hidden() {
    let observations = shipped();
    let early = as_of(&observations, day("2023-11-18"));
    assert!(early.len() > 30 && early.iter().all(|o| o.to <= day("2023-11-18")));
    let latest = windows(&early).iter().map(|window| window.to).max();
    assert_eq!(latest, Some(day("2023-11-18")));
    assert_eq!(as_of(&observations, day("2024-12-31")), observations);
}

#[test]
fn all_errors_of_all_lines_come_at_once() {
    let text = format!(
        "{HEADER}departures,,,,2023-09-15,2023-11-18,374600,,,rounded,un,UN,high,fit,,\n\
         departure,,,,2023-09-15,2023-11-31,many,,,exakt,,,hihg,maybe,,\n\
         departures,torkam,PoR,deportd,2023-11-19,2023-11-18,5,,,exact,,UN,high,fit,,\n\
         departures_share,,,,2023-11-19,2023-11-20,1.5,,,exact,,UN,high,fit,,\n\
         departures,,,,,2023-11-20,,,,exact,,UN,high,fit,,\n\
         departures,,,,2023-11-19,2023-11-20,5,1,2,exact,,UN,high,fit,,\n\
         departures,,,,2023-11-19,2023-11-20,5,6,9,range,,UN,high,fit,,\n\
         departures,,,,2023-11-19,2023-11-20,,6,6,range,,UN,high,fit,,\n\
         departures,,,,2023-11-19\n"
    );
    let expected = [
        "line 3: quantity `departure` is not one of departures, departures_share; did you mean `departures`?",
        "line 3: kind `exakt` is not one of exact, rounded, approximate, derived, lower_bound, upper_bound, range; did \
         you mean `exact`?",
        "line 3: reliability `hihg` is not one of high, medium, low; did you mean `high`?",
        "line 3: use `maybe` is not one of fit, shown, conflict",
        "line 3: to `2023-11-31` is not a date like 2023-11-18",
        "line 3: source is empty: every count names who counted",
        "line 4: crossing `torkam` is not one of torkham, chaman; did you mean `torkham`?; empty means all",
        "line 4: status `PoR` is not one of undocumented, acc, por; did you mean `por`?; empty means all",
        "line 4: mode `deportd` is not one of self_organised, assisted, deported; did you mean `deported`?; empty means all",
        "line 4: from `2023-11-19` lies after to `2023-11-18`",
        "line 5: value `1.5` is not a share (0 to 1)",
        "line 5: a departures_share needs a status or a mode, whose share it is",
        "line 6: value is empty; only a range may do without",
        "line 6: from is empty in a single figure with use `fit`: without a first day or a series, in which it can be \
         taken from another count, nothing can be fitted to it",
        "line 7: low and high belong to the kind range, not to exact",
        "line 8: the range 6 to 9 must rise, and hold its value, 5",
        "line 9: the range 6 to 6 must rise, and hold its value, 6",
        "line 10: it has 5 fields, the header has 16",
    ];
    assert_eq!(complaints(&text), expected);
}

#[test]
fn a_header_is_judged_as_a_whole() {
    assert_eq!(
        complaints("quantity,from,til,value,kind,source,reliabilty,use,use\n"),
        [
            "line 1: column `til` is not one of quantity, crossing, status, mode, from, to, value, low, high, kind, \
             series, source, reliability, use, url, note",
            "line 1: column `reliabilty` is not one of quantity, crossing, status, mode, from, to, value, low, high, \
             kind, series, source, reliability, use, url, note; did you mean `reliability`?",
            "line 1: column `use` stands there twice",
            "line 1: column `to` is missing: last day that is counted",
            "line 1: column `reliability` is missing: high, medium or low",
        ]
    );
    // Any order will do, and what is not required may be left out.
    let text =
        "to,from,value,quantity,kind,source,reliability,use\n2023-11-18,2023-11-18,2367,departures,exact,KP,high,fit\n";
    assert_eq!(parse(text, &allowed()).unwrap()[0].value, 2367.0);
    assert_eq!(complaints("").len(), COLUMNS.iter().filter(|column| column.required).count());
}

#[test]
fn dates_stay_within_a_horizon_if_there_is_one() {
    let allowed = Allowed { horizon: Some((day("2023-10-01"), day("2023-10-31"))), ..allowed() };
    let text = table(&["2023-09-15,2023-10-31,5,exact,,fit", "2023-10-01,2023-11-01,5,exact,,fit"]);
    let errors: Vec<String> = parse(&text, &allowed).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "line 2: from `2023-09-15` lies outside the horizon, 2023-10-01 to 2023-10-31",
            "line 3: to `2023-11-01` lies outside the horizon, 2023-10-01 to 2023-10-31",
        ]
    );
}

#[test]
fn rows_that_contradict_one_another_are_found() {
    let text = table(&[
        "2023-10-01,2023-10-10,1000,exact,s,fit",
        "2023-10-01,2023-10-20,900,exact,s,fit",
        "2023-10-01,2023-10-10,1300,exact,t,fit",
        "2023-10-01,2023-10-10,1000,exact,s,fit",
        "2023-10-01,2023-10-10,2000,exact,u,conflict",
        "2023-10-01,2023-10-25,100,exact,s,conflict",
    ]);
    assert_eq!(
        complaints(&text),
        [
            "line 3: the level 900 of the series `s` is less than 1,000 on 2023-10-10 (line 2); a count since the same \
             day cannot fall",
            "line 3: the level 900 of the series `s` is less than 1,000 on 2023-10-10 (line 5); a count since the same \
             day cannot fall",
            "line 4: value 1,300 contradicts 1,000 of line 2, the same window (1-10 Oct 2023), by more than their \
             errors allow; mark the worse one `conflict` or `shown`",
            "line 5: it repeats line 2",
            "line 5: value 1,000 contradicts 1,300 of line 4, the same window (1-10 Oct 2023), by more than their \
             errors allow; mark the worse one `conflict` or `shown`",
        ]
    );
}

#[test]
fn parts_may_not_exceed_their_total_and_shares_add_up() {
    let row = |dimensions: &str, value: &str| {
        let quantity = if value.contains('.') { "departures_share" } else { "departures" };
        format!("{quantity},{dimensions},2023-10-01,2023-10-10,{value},,,exact,,UN,high,fit,,\n")
    };
    let parts = [row(",,", "1000"), row("torkham,,", "700"), row("chaman,,", "301")].concat();
    assert_eq!(
        complaints(&format!("{HEADER}{parts}")),
        [
            "line 2: the parts by crossing (line 3 and 4) add up to 1,001, more than 1,000, the total of the same window \
          and source"
        ]
    );
    let shares = [row(",undocumented,", "0.88"), row(",por,", "0.10"), row(",acc,", "0.05")].concat();
    assert_eq!(
        complaints(&format!("{HEADER}{shares}")),
        ["line 4: the shares of the statuses (lines 2, 3 and 4) add up to 1.030, not to 1"]
    );
    let complete = [row(",undocumented,", "0.80"), row(",por,", "0.10"), row(",acc,", "0.02")].concat();
    assert_eq!(complaints(&format!("{HEADER}{complete}")).len(), 1);
    let some = [row(",undocumented,", "0.80"), row(",por,", "0.10")].concat();
    assert!(parse(&format!("{HEADER}{some}"), &allowed()).is_ok(), "shares of some statuses may be less than 1");
}

#[test]
fn the_published_schema_is_that_of_the_reader() {
    let package: serde_json::Value =
        serde_json::from_str(include_str!("../../data/observed/datapackage.json")).unwrap();
    let resource = &package["resources"][0];
    assert_eq!(resource["path"], "pakistan-returns.csv");
    let fields = resource["schema"]["fields"].as_array().unwrap();
    let published: Vec<(&str, &str, &str, bool)> = fields
        .iter()
        .map(|field| {
            let text = |key: &str| field[key].as_str().unwrap();
            let required = field["constraints"]["required"].as_bool().unwrap_or(false);
            (text("name"), text("type"), text("description"), required)
        })
        .collect();
    // A required column may be empty in a row: `from` where it is not known, `value` of a range.
    let never_empty = |name: &str| !matches!(name, "from" | "value");
    let ours: Vec<(&str, &str, &str, bool)> =
        COLUMNS.iter().map(|c| (c.name, c.kind, c.meaning, c.required && never_empty(c.name))).collect();
    assert_eq!(published, ours);
    let header = include_str!("../../data/observed/pakistan-returns.csv").lines().next().unwrap();
    assert_eq!(header, HEADER.trim_end());
    for (column, words) in [
        ("quantity", ObservedQuantity::ALL.map(ObservedQuantity::name).to_vec()),
        ("kind", Exactness::ALL.map(Exactness::name).to_vec()),
        ("reliability", Reliability::ALL.map(Reliability::name).to_vec()),
        ("use", Use::ALL.map(Use::name).to_vec()),
    ] {
        let field = fields.iter().find(|field| field["name"] == column).unwrap();
        let published: Vec<&str> =
            field["constraints"]["enum"].as_array().unwrap().iter().filter_map(|word| word.as_str()).collect();
        assert_eq!(published, words, "{column}");
    }
}
