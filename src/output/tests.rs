use std::fs;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::language::Language;
use crate::scenario::ParameterSet;

fn text(table: Vec<u8>) -> String {
    String::from_utf8(table).unwrap()
}

#[test]
fn tables_are_tidy() {
    let findings = example::findings();
    insta::assert_snapshot!(text(daily_csv(&findings)), @r#"
    date,outcome,status,mode,crossing,province,destination,unit,mean,q05,q25,q50,q75,q95,mc_error
    2023-10-31,departures,,,,,,people/day,0,0,0,0,0,0,0
    2023-11-01,departures,,,,,,people/day,12120,8400,10800,12000,13200,16800,24
    2023-11-02,departures,,,,,,people/day,24240,16800,21600,24000,26400,33600,48
    2023-10-31,departures,,,torkham,,,people/day,0,0,0,0,0,0,0
    2023-11-01,departures,,,torkham,,,people/day,9090.4,6300.3,8100.4,9000.4,9900.4,12600.6,18
    2023-11-02,departures,,,torkham,,,people/day,18180.8,12600.6,16200.7,18000.8,19800.9,25201.1,36
    2023-10-31,wait_days,,,,,"other, ""elsewhere""",days,0,0,0,0,0,0,0
    2023-11-01,wait_days,,,,,"other, ""elsewhere""",days,0.05,0.03,0.05,0.05,0.06,0.07,0.0001
    2023-11-02,wait_days,,,,,"other, ""elsewhere""",days,0.1,0.07,0.09,0.1,0.11,0.14,0.0002
    "#);
    insta::assert_snapshot!(text(totals_csv(&findings)), @r#"
    outcome,status,mode,crossing,province,destination,unit,mean,q05,q25,q50,q75,q95,mc_error
    departures_total,,,,,,people,378346,262220,337140,374600,412060,524440,749.2
    departures_total,por,deported,,,,people,21210,14700,18900,21000,23100,29400,42
    documented_deported_total,,,,,,people,30300,21000,27000,30000,33000,42000,60
    documented_deported_court_covered_total,,,,,,people,0,0,0,0,0,0,0
    threshold_2,,,,,,share,0.505,0.35,0.45,0.5,0.55,0.7,0.001
    humanitarian_cost,,,,sindh,,USD,101000000,70000000,90000000,100000000,110000000,140000000,200000
    "#);
    insta::assert_snapshot!(text(runs_csv(&findings)), @r#"
    run,departures_total,departures_total:por:deported,documented_deported_total,documented_deported_court_covered_total,threshold_2,humanitarian_cost:sindh
    0,374600,21000,30000,0,1,100000000
    1,360000.3,2,3,0,0,0
    "#);
}

#[test]
fn a_failed_run_is_a_row_from_which_it_can_be_made_again() {
    let failed = [
        FailedRun {
            run: 17,
            reason: "people_conserved broken, by 1",
            day: Some(1),
            numbers: vec![("behaviour.fear_per_arrest", 0.1 + 0.2), ("people.undocumented", 1.3e6)],
            replay: "crossings run history --seed 1 --only-run 17".into(),
        },
        FailedRun { run: 18, reason: "said \"no\"", day: None, numbers: Vec::new(), replay: "x".into() },
    ];
    insta::assert_snapshot!(text(failed_csv(&failed, 19_661)), @r#"
    run,reason,date,numbers,replay
    17,"people_conserved broken, by 1",2023-11-01,behaviour.fear_per_arrest=0.30000000000000004; people.undocumented=1300000,crossings run history --seed 1 --only-run 17
    18,"said ""no""",,,x
    "#);
}

/// Series by series in parallel, they are the bytes of one writer that goes through all cells in order.
#[test]
fn a_table_is_the_same_however_many_threads_make_it() {
    let mut findings = example::findings();
    for copies in 1..40 {
        let series = copies % 3;
        findings.catalogue.daily.push(findings.catalogue.daily[series]);
        let days = findings.daily[series].iter().map(|range| range.scaled(copies as f64 / 7.0)).collect();
        findings.daily.push(days);
    }
    let mut serial = csv::Writer::from_writer(Vec::new());
    serial.write_record(columns::daily().iter().map(|column| column.name.as_bytes())).unwrap();
    let named = |index: Option<usize>, names: &[String]| index.map_or(String::new(), |index| names[index].clone());
    for (series, days) in findings.catalogue.daily.iter().zip(&findings.daily) {
        for (day, range) in days.iter().enumerate() {
            let unit = series.outcome.unit;
            let mut row = vec![crate::units::iso(findings.first_day + day as i32), series.outcome.name.to_owned()];
            row.extend([String::new(), String::new(), named(series.dimensions.crossing, &findings.names.crossings)]);
            row.extend([String::new(), named(series.dimensions.destination, &findings.names.destinations)]);
            row.push(unit.name().to_owned());
            let values = [range.mean, range.q05, range.q25, range.q50, range.q75, range.q95];
            let decimals = words::decimals(unit);
            let error = (range.mc_error, words::error_decimals(unit, range.mc_error));
            for (value, decimals) in values.map(|value| (value, decimals)).into_iter().chain([error]) {
                let mut cell = Vec::new();
                words::push_decimal(&mut cell, value, decimals);
                row.push(text(cell));
            }
            serial.write_record(row).unwrap();
        }
    }
    let serial = text(serial.into_inner().unwrap());
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(text(pool.install(|| daily_csv(&findings))), serial, "{threads} threads");
    }
}

/// All files below a folder with their content, sorted.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            all.extend(contents(&path).into_iter().map(|(inner, content)| (format!("{name}/{inner}"), content)));
        } else {
            all.push((name, fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}

fn written(folder: &Path, findings: &Findings, seconds: f64, completion: Completion) -> Vec<(String, Vec<u8>)> {
    let figures =
        [Figure { name: "departures.svg".into(), meaning: "Departures.".into(), content: b"<svg/>".to_vec() }];
    let audits = [Audited {
        name: "people_conserved".into(),
        meaning: "Nobody vanishes.".into(),
        checked: 3_000,
        broken: 0,
        examples: Vec::new(),
    }];
    let words = example::words();
    let results = Results {
        findings,
        tables: &Tables::of(findings),
        about: &words.about(),
        identity: &example::identity(findings),
        scenario_toml: "title = \"x\"\n",
        failed: &[],
        audits: &audits,
        figures: &figures,
        runs_asked: 1_000,
        completion,
        circumstances: &example::circumstances(seconds),
    };
    let folder = write_run(RunFolder::prepare(folder, false).unwrap(), &results).unwrap();
    contents(&folder)
}

fn file<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a [u8] {
    &files.iter().find(|(other, _)| other == name).unwrap_or_else(|| panic!("no {name}")).1
}

fn parsed(files: &[(String, Vec<u8>)], name: &str) -> Value {
    serde_json::from_slice(file(files, name)).unwrap()
}

#[test]
fn two_runs_of_the_same_thing_differ_in_the_manifest_alone() {
    let place = tempfile::tempdir().unwrap();
    let findings = example::findings();
    let one = written(&place.path().join("one"), &findings, 1.5, Completion::Complete);
    let two = written(&place.path().join("two"), &findings, 2.5, Completion::Complete);
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "assurance.json",
            "daily.csv",
            "datapackage.json",
            "failed.csv",
            "figures/departures.svg",
            "manifest.json",
            "model_card.md",
            "runs.csv",
            "scenario.toml",
            "totals.csv"
        ]
    );
    for (one, two) in one.iter().zip(&two) {
        assert_eq!(one == two, one.0 != "manifest.json", "{}", one.0);
    }
}

#[test]
fn the_manifest_lists_every_file_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let files = written(&place.path().join("a"), &example::findings(), 1.5, Completion::Interrupted);
    let manifest = parsed(&files, "manifest.json");
    assert_eq!(manifest["complete"], "interrupted");
    assert_eq!(manifest["duration_seconds"], 1.5);
    assert_eq!(manifest["parameter_set"], "hindsight");
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len() + 1, files.len(), "all but the manifest itself");
    for entry in listed {
        let content = file(&files, entry["path"].as_str().unwrap());
        assert_eq!(entry["bytes"], content.len());
        assert_eq!(entry["sha256"], digest(content));
    }
}

#[test]
fn the_data_package_describes_every_column_of_every_table() {
    let place = tempfile::tempdir().unwrap();
    let files = written(&place.path().join("a"), &example::findings(), 1.5, Completion::Complete);
    let package = parsed(&files, "datapackage.json");
    assert_eq!(package["name"], "history-2023");
    assert_eq!(package["sources"].as_array().unwrap().len(), 2, "each source once");
    let mut tables = 0;
    for resource in package["resources"].as_array().unwrap() {
        let content = file(&files, resource["path"].as_str().unwrap());
        assert_eq!(resource["hash"], format!("sha256:{}", digest(content)));
        if resource["type"] != "table" {
            continue;
        }
        tables += 1;
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let mut reader = csv::Reader::from_reader(content);
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let described: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(header, described);
        for row in reader.records() {
            for (cell, field) in row.unwrap().iter().zip(fields) {
                let fits = match field["type"].as_str().unwrap() {
                    "number" => cell.parse::<f64>().is_ok_and(f64::is_finite),
                    "integer" => cell.parse::<i64>().is_ok(),
                    "date" => cell.parse::<jiff::civil::Date>().is_ok(),
                    "string" => true,
                    other => panic!("{other}"),
                };
                let known = field["categories"].as_array().is_none_or(|all| all.iter().any(|c| c["value"] == cell));
                assert!(cell.is_empty() || (fits && known), "`{cell}` in {}", field["name"]);
            }
        }
        for field in fields {
            for key in ["description", "source"] {
                assert!(field[key].as_str().is_some_and(|text| text.len() > 5), "{key} of {}", field["name"]);
            }
            assert_eq!(field["type"] == "number", field["unit"].is_string(), "unit of {}", field["name"]);
        }
    }
    assert_eq!(tables, 4);
    let threshold = package["outcomes"].as_array().unwrap().iter().find(|o| o["name"] == "threshold_2").unwrap();
    assert!(threshold["meaning"].as_str().unwrap().ends_with("Here: departures at least 9 by 2023-11-02."));
}

/// The card of some runs, in a language and with what changes a sentence.
fn card_of(texts: &Texts, findings: &Findings, kind: &str, broken: u64, track_record: Option<&str>) -> String {
    let audits = [Audited {
        name: "people_conserved".into(),
        meaning: "Nobody vanishes.".into(),
        checked: 3_000,
        broken,
        examples: Vec::new(),
    }];
    let words = example::words();
    let about = words.about();
    let parameters = ParameterSet { kind: kind.into(), ..about.parameters.clone() };
    model_card(
        texts,
        &ModelCard {
            findings,
            about: &About { parameters: &parameters, track_record, ..about },
            identity: &example::identity(findings),
            completion: Completion::Interrupted,
            runs_asked: 2_000,
            runs_failed: 3,
            audits: &audits,
        },
    )
}

fn card(findings: &Findings) -> String {
    card_of(Texts::english(), findings, "hindsight", 0, None)
}

/// Whatever there is to say, and in every language: the same parts in the same order, nothing left in braces, the words of
/// the scenario as they are.
#[test]
fn the_model_card_has_the_same_parts_in_every_language() {
    let found = example::findings();
    let mut nobody = example::findings();
    nobody.totals[2] = crate::outcome::Range::default();
    let cases = [
        (&found, "hindsight", 0, None),
        (&found, "foresight", 1, Some("It held 41 of 52.")),
        (&nobody, "prior", 0, None),
        (&nobody, "own", 0, None),
    ];
    // What a line begins with says what it is: a title, a point, a row, a paragraph.
    let shape = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.chars().take_while(|letter| "#-| ".contains(*letter)).collect()).collect()
    };
    for (findings, kind, broken, record) in cases {
        let english = card_of(Texts::english(), findings, kind, broken, record);
        for (language, local) in Language::ALL.into_iter().flat_map(|language| [(language, false), (language, true)]) {
            let text = card_of(Texts::of(language, local), findings, kind, broken, record);
            assert_eq!(shape(&text), shape(&english), "{language:?} {local} {kind}");
            assert!(!text.contains(['{', '}']), "{language:?}: {text}");
            for kept in
                ["The deadline of 1 November 2023", "5 to 60 days", "`failed.csv`", "cohort", record.unwrap_or("")]
            {
                assert!(text.contains(kept), "no `{kept}` in {language:?}\n{text}");
            }
        }
    }
}

#[test]
fn the_model_card_says_what_a_reader_must_know() {
    let text = card(&example::findings());
    for expected in [
        "# Model card: The deadline of 1 November 2023",
        "**Levers:** none; policy as it was\n",
        "What it is: Draws of a fit to UN totals.\n",
        "| `behaviour.fear_memory_days` | 5 to 60 days | not stated |\n",
        "| `behaviour.credibility` | 1 | UNHCR |\n",
        "Parameter set: `hindsight`.",
        "no proof of foresight",
        "1,000 of 2,000 runs were made",
        "3 runs failed",
        "Births and deaths",
        "people are deported although they hold a card: 21,000 to 42,000 people in 9 runs of 10.**\n",
        "3,000 checks on the runs: all held",
        "| `people.undocumented` | 1,700,000 people | Government of Pakistan \\| 3 October 2023 |",
    ] {
        assert!(text.contains(expected), "no `{expected}` in\n{text}");
    }
    for word in ["illegal", "forecasts", "\n\n\n"] {
        assert!(!text.contains(word), "`{word}` in the model card");
    }
}

#[test]
fn the_model_card_says_when_nobody_with_a_card_is_deported() {
    let mut findings = example::findings();
    findings.totals[2] = crate::outcome::Range::default();
    let text = card(&findings);
    assert!(text.contains("Non-refoulement"));
    assert!(text.contains("In no run of this scenario is anybody deported who holds a card."));
}

#[test]
fn without_runs_kept_there_is_no_table_of_runs() {
    let place = tempfile::tempdir().unwrap();
    let mut findings = example::findings();
    findings.totals_by_run.clear();
    let files = written(&place.path().join("a"), &findings, 1.0, Completion::Complete);
    assert!(files.iter().all(|(name, _)| name != "runs.csv"));
}
