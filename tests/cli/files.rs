//! What a run leaves, and that it is the same for the same question.

use std::fs;

use crossings::sample::Path;

use crate::{Desk, FILES, SAME_BYTES};

/// A small run into a folder.
fn run(desk: &Desk, folder: &str, more: &[&str]) {
    let arguments = ["run", "history", "--runs", "40", "--no-figures", "--quiet", "-o", folder];
    desk.done(&[&arguments[..], more].concat());
}

fn assert_same(desk: &Desk, one: &str, other: &str, files: &[&str]) {
    for file in files {
        let read = |folder: &str| fs::read(desk.path(folder).join(file)).unwrap();
        assert!(read(one) == read(other), "{file} differs between {one} and {other}");
    }
}

#[test]
fn a_run_leaves_the_documented_files_and_is_replaced_only_by_force() {
    let desk = Desk::new();
    run(&desk, "a", &[]);
    assert_eq!(desk.listing_of("a"), FILES);
    let page = fs::read_to_string("docs/output.md").unwrap();
    for file in FILES {
        assert!(page.contains(&format!("`{file}`")), "docs/output.md does not tell of {file}");
    }
    let before: Vec<Vec<u8>> = FILES.iter().map(|file| fs::read(desk.path("a").join(file)).unwrap()).collect();
    let again = desk.refused(&["run", "history", "--runs", "40", "--seed", "9", "--no-figures", "-o", "a"]);
    assert!(again.err.contains("already holds a finished run; add --force"), "{}", again.err);
    assert_eq!(again.out, "");
    for (file, before) in FILES.iter().zip(before) {
        assert!(fs::read(desk.path("a").join(file)).unwrap() == before, "{file} was touched");
    }
    run(&desk, "a", &["--seed", "9", "--force"]);
    assert_eq!(desk.json("a/manifest.json")["identity"]["seed"], 9);
    assert_eq!(desk.listing_of("a"), FILES);
    assert_eq!(desk.listing().len(), FILES.len() + 1, "nothing is left beside it: {:?}", desk.listing());
}

#[test]
fn the_same_question_gives_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new();
    run(&desk, "a", &["--threads", "1"]);
    run(&desk, "b", &["--threads", "1"]);
    run(&desk, "c", &["--threads", "2"]);
    assert_same(&desk, "a", "b", &SAME_BYTES);
    assert_same(&desk, "a", "c", &SAME_BYTES);
    let card = |folder: &str| desk.json(&format!("{folder}/manifest.json"))["card"].clone();
    assert_eq!(card("a"), card("c"));
    run(&desk, "d", &["--seed", "2"]);
    for file in ["daily.csv", "totals.csv", "runs.csv"] {
        assert_ne!(desk.read(&format!("a/{file}")), desk.read(&format!("d/{file}")), "{file} ignores the seed");
    }
    let digests = |folder: &str| {
        let identity = desk.json(&format!("{folder}/manifest.json"))["identity"].clone();
        (identity["plan_digest"].clone(), identity["results_digest"].clone())
    };
    assert_eq!(digests("a").0, digests("d").0, "the same plan");
    assert_ne!(digests("a").1, digests("d").1, "other results");
}

#[test]
fn the_manifest_knows_the_digest_of_every_file() {
    let desk = Desk::new();
    run(&desk, "a", &[]);
    let manifest = desk.json("a/manifest.json");
    assert_eq!(manifest["complete"], true);
    assert_eq!(manifest["runs_completed"], 40);
    assert_eq!(manifest["assurance_passed"], true);
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), FILES.len() - 1, "all but itself");
    for file in listed {
        let content = fs::read(desk.path("a").join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(file["bytes"], content.len() as u64, "{file}");
        assert_eq!(file["sha256"], crossings::output::digest(&content), "{file}");
    }
    let both = desk.read("a/daily.csv") + &desk.read("a/totals.csv");
    assert_eq!(manifest["identity"]["results_digest"], crossings::output::digest(both.as_bytes()));
}

#[test]
fn the_figures_are_ten_in_two_forms() {
    let desk = Desk::new();
    desk.done(&["run", "history", "--runs", "40", "--quiet", "-o", "a"]);
    let figures = desk.listing_of("a/figures");
    let of = |extension: &str| figures.iter().filter(|name| name.ends_with(extension)).count();
    assert_eq!((of(".svg"), of(".png"), figures.len()), (10, 10, 20), "{figures:?}");
    for name in &figures {
        let content = fs::read(desk.path("a/figures").join(name)).unwrap();
        if name.ends_with(".png") {
            assert_eq!(&content[..8], b"\x89PNG\r\n\x1a\n", "{name}");
            let side = |at: usize| u32::from_be_bytes(content[at..at + 4].try_into().unwrap());
            assert!(side(16) == 1600 && side(20) > 500, "{name}: {} x {}", side(16), side(20));
        } else {
            let text = String::from_utf8(content).unwrap();
            let svg = resvg::usvg::roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            for child in ["title", "desc"] {
                let words = svg.root_element().children().find(|node| node.has_tag_name(child));
                let words = words.and_then(|node| node.text()).unwrap_or_default();
                assert!(words.len() > 10, "{name}: the {child} is `{words}`");
            }
        }
    }
    let resources = desk.json("a/datapackage.json")["resources"].as_array().unwrap().len();
    assert_eq!(resources, 20 + FILES.len() - 2, "all files but manifest and package itself");
}

#[test]
fn a_run_alone_is_the_run_that_it_was_in_the_ensemble() {
    let desk = Desk::new();
    run(&desk, "all", &[]);
    desk.done(&["run", "history", "--only-run", "23", "--no-figures", "--quiet", "-o", "one"]);
    let all = desk.table("all/runs.csv");
    let one = desk.table("one/runs.csv");
    assert_eq!(one.header, all.header);
    assert_eq!(one.rows, [all.rows[23].clone()]);
    // In totals.csv the run stands in every column, and one run has no Monte Carlo error.
    let totals = desk.table("one/totals.csv");
    for (row, value) in totals.rows.iter().zip(&one.rows[0][1..]) {
        for quantile in ["mean", "q05", "q50", "q95"] {
            assert_eq!(&row[totals.column(quantile)], value, "{row:?}");
        }
        assert_eq!(row[totals.column("mc_error")], "", "{row:?}");
    }
}

#[test]
fn each_engine_says_how_far_it_can_be_trusted() {
    let desk = Desk::new();
    for (engine, words) in [("mean_field", "mean only"), ("cohort", "same law"), ("normal", "approxim")] {
        let folder = format!("{engine} run");
        let arguments = ["run", "history", "--engine", engine, "--runs", "4", "--no-figures", "-o", &folder];
        let ended = desk.done(&arguments);
        let identity = desk.json(&format!("{folder}/manifest.json"))["identity"].clone();
        assert_eq!(identity["engine"], engine);
        assert!(identity["fidelity"].as_str().unwrap().contains(words), "{identity}");
        assert!(ended.out.contains(identity["fidelity"].as_str().unwrap()), "{}", ended.out);
        assert!(desk.read(&format!("{folder}/model_card.md")).contains(identity["fidelity"].as_str().unwrap()));
    }
}

/// 20 runs: more than the lanes, and no multiple of them.
#[test]
fn instructions_change_no_byte_and_lanes_are_cohort_to_the_bit() {
    let desk = Desk::new();
    let run = |folder: &str, more: &[&str]| {
        desk.done(&[&["run", "history", "--runs", "20", "--no-figures", "-o", folder], more].concat());
        ["daily.csv", "totals.csv", "runs.csv"].map(|file| desk.read(&format!("{folder}/{file}")))
    };
    let fastest = run("fastest", &[]);
    assert_eq!(desk.json("fastest/manifest.json")["identity"]["engine"], "lanes");
    for path in Path::available() {
        assert!(run(path.name(), &["--instructions", path.name()]) == fastest, "{path}");
    }
    assert!(run("cohort", &["--engine", "cohort"]) == fastest, "cohort");
    let ended = desk.refused(&["run", "history", "--instructions", "avx3", "-o", "b"]);
    assert!(ended.err.contains("no instructions `avx3`; it has portable"), "{}", ended.err);
    assert!(!desk.path("b").exists());
}

#[test]
fn numbers_in_the_tables_are_ranges_in_order() {
    let desk = Desk::new();
    run(&desk, "a", &[]);
    for file in ["a/daily.csv", "a/totals.csv"] {
        let table = desk.table(file);
        assert!(table.rows.len() > 90);
        let columns = ["q05", "q25", "q50", "q75", "q95"].map(|name| table.column(name));
        for row in &table.rows {
            let values = columns.map(|column| row[column].parse::<f64>().unwrap_or_else(|_| panic!("{row:?}")));
            assert!(values.is_sorted(), "{row:?}");
            assert!(row[table.column("mc_error")].parse::<f64>().unwrap() >= 0.0, "{row:?}");
        }
    }
    let runs = desk.table("a/runs.csv");
    let numbers: Vec<usize> = runs.rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers, (0..40).collect::<Vec<_>>());
    assert_eq!(desk.table("a/failed.csv").rows.len(), 0);
}

#[test]
fn paths_may_hold_spaces_and_letters_of_any_script() {
    let desk = Desk::new();
    let folder = "نتائج پناہ/run à 1";
    run(&desk, folder, &[]);
    assert_eq!(desk.listing_of(folder), FILES);
    desk.write("میرا منظر/میرا.toml", "extends = \"history.toml\"\ntitle = \"میرا\"\n");
    desk.done(&["run", "میرا منظر/میرا.toml", "--runs", "8", "--no-figures"]);
    assert_eq!(desk.json("output/میرا/manifest.json")["scenario"], "میرا");
}

#[test]
fn an_empty_horizon_an_empty_country_and_closed_gates_are_answers() {
    let desk = Desk::new();
    let cases: [(&str, &[&str]); 4] = [
        ("one day", &["time.last_day=2023-09-15"]),
        ("nobody", &["population.undocumented.people=0", "population.acc.people=0", "population.por.people=0"]),
        (
            "no way out",
            &[
                "places.crossings.torkham.capacity_per_day=0",
                "places.crossings.chaman.capacity_per_day=0",
                "places.crossings.angoor_adda.capacity_per_day=0",
            ],
        ),
        ("sizes", &["population.household=[{size=1,share=0.2},{size=5,share=0.5},{size=12,share=0.3}]"]),
    ];
    for (folder, settings) in cases {
        let mut arguments = vec!["run", "history", "--runs", "9", "-o", folder];
        arguments.extend(settings.iter().flat_map(|setting| ["--set", setting]));
        let ended = desk.done(&arguments);
        assert!(ended.out.contains("simulated histor"), "{}", ended.out);
        for nonsense in ["NaN", "inf ", "-0", "between 0 and 0", "0 in nearly"] {
            assert!(!ended.out.contains(nonsense), "{folder}: {}", ended.out);
        }
        assert_eq!(desk.json(&format!("{folder}/manifest.json"))["runs_completed"], 9, "{folder}");
        assert_eq!(desk.json(&format!("{folder}/assurance.json"))["passed"], true, "{folder}");
    }
}

#[test]
fn a_result_can_be_made_again_from_its_own_scenario_file() {
    let desk = Desk::new();
    run(&desk, "a", &["--set", "policy.protection.por=0.5"]);
    desk.done(&["run", "a/scenario.toml", "--runs", "40", "--no-figures", "--quiet", "-o", "b"]);
    assert_same(&desk, "a", "b", &["daily.csv", "totals.csv", "runs.csv"]);
    assert_eq!(desk.json("a/manifest.json")["identity"], desk.json("b/manifest.json")["identity"]);
}

#[test]
fn the_page_on_output_tells_of_every_column_and_every_outcome() {
    let desk = Desk::new();
    run(&desk, "a", &[]);
    let page = fs::read_to_string("docs/output.md").unwrap();
    let tells = |name: &str, of: &str| assert!(page.contains(&format!("`{name}`")), "`{name}` of {of} is missing");
    for file in ["daily.csv", "totals.csv", "failed.csv"] {
        let table = desk.table(&format!("a/{file}"));
        table.header.iter().for_each(|column| tells(column, file));
        if file != "failed.csv" {
            let outcome = table.column("outcome");
            let numbered = |name: &str| name.starts_with("threshold_") && name > "threshold_2";
            let outcomes = table.rows.iter().map(|row| row[outcome].as_str());
            outcomes.filter(|name| !numbered(name)).for_each(|name| tells(name, file));
        }
    }
}
