//! `crossings sensitivity`: what it writes, what it says, what it refuses.

use super::Desk;

/// A short horizon and a small design, so that the tests are quick.
const SHORT: [&str; 5] = ["--no-figures", "--set", "time.last_day=2023-11-05", "--base", "32"];

const PRIOR: [&str; 2] = ["--set", "parameters=\"parameters/prior.toml\""];

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["sensitivity", "history"], more, &SHORT].concat()
}

#[test]
fn every_outcome_has_every_input_and_chance() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&[]));
    assert!(ended.out.contains("What matters most: the fitted numbers together (for "), "{}", ended.out);
    assert!(ended.out.contains("The spread of people on the busiest day: "), "{}", ended.out);
    assert!(ended.out.contains("under the ranges that were assumed"), "{}", ended.out);
    assert!(!ended.out.contains("-0 %") && !ended.out.contains(" -"), "a share below nothing in {}", ended.out);
    let folder = "output/sensitivity-history";
    let files = [
        "answer.md",
        "chance.csv",
        "datapackage.json",
        "manifest.json",
        "scenarios/",
        "scenarios/history.toml",
        "sensitivity.csv",
    ];
    assert_eq!(desk.listing_of(folder), files);
    desk.assert_described(folder, &["sensitivity.csv", "chance.csv"]);
    let table = desk.table(&format!("{folder}/sensitivity.csv"));
    let [outcome, input, first, total, low] =
        ["outcome", "input", "first", "total", "outcome_if_low"].map(|name| table.column(name));
    let inputs = table.rows.iter().filter(|row| row[outcome] == "queue_max").count();
    assert_eq!(table.rows.len(), 9 * inputs);
    // The fitted numbers come in rows: they are one input, and there is no more or less of it.
    let of = |outcome_: &str, input_: &str| {
        table.rows.iter().find(|row| row[outcome] == outcome_ && row[input] == input_).unwrap()
    };
    let fitted = of("departures_total", "parameters");
    assert!(fitted[first].parse::<f64>().unwrap() > 0.7 && fitted[low].is_empty(), "{fitted:?}");
    // Costs decide nothing but costs: with common dice that is exactly nothing.
    let cost = of("departures_total", "reception.cost_usd_per_night");
    assert_eq!(cost[total], "0");
    assert!(!cost[low].is_empty());
    // Nobody is in the cold before December: nothing to share out, and the words say so.
    assert!(of("winter_exposure", "parameters")[first].is_empty());
    assert!(ended.out.contains("The spread of days in the cold: none, it is the same in every run."), "{}", ended.out);
}

#[test]
fn independent_inputs_have_directions_and_may_be_chosen() {
    let desk = Desk::new();
    let chosen = "places.crossings.torkham.capacity_per_day,behaviour.deadline_leave_per_day";
    let more = [&["--inputs", chosen, "--outcome", "peak_daily_crossings", "--json"][..], &PRIOR].concat();
    let ended = desk.done(&arguments(&more));
    let answer: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    let outcomes = answer["answer"]["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 1);
    let inputs = outcomes[0]["inputs"].as_array().unwrap();
    let keys: Vec<&str> = inputs.iter().map(|input| input["input"].as_str().unwrap()).collect();
    assert_eq!(
        keys,
        ["behaviour.deadline_leave_per_day", "places.crossings.torkham.capacity_per_day", "others"],
        "in the order of the scenario's table"
    );
    let deadline = &inputs[0]["direction"];
    assert!(deadline["outcome_if_low"].as_f64() < deadline["outcome_if_high"].as_f64(), "{deadline}");
    assert!(inputs[2]["direction"].is_null());
    assert_eq!(inputs[2]["in_words"], "all other inputs together");
}

#[test]
fn a_study_is_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new();
    for more in [&["--quiet"][..], &["--quiet", "--morris"]] {
        let card = |threads: &str| {
            let more = [more, &PRIOR, &["--force", "--outcome", "queue_max", "--threads", threads]].concat();
            desk.done(&arguments(&more)).out
        };
        assert_eq!(card("1"), card("3"));
    }
}

#[test]
fn a_screening_ranks_inputs() {
    let desk = Desk::new();
    let ended = desk.done(&arguments(&[&["--morris", "--outcome", "peak_daily_crossings"][..], &PRIOR].concat()));
    assert!(ended.out.contains("people on the busiest day, people/day: changed most by "), "{}", ended.out);
    assert!(ended.out.contains("Can be left alone"), "{}", ended.out);
    let table = desk.table("output/sensitivity-history/morris.csv");
    assert!(table.rows.len() > 17);
    let of = |key: &str| {
        let row = table.rows.iter().find(|row| row[table.column("input")] == key).unwrap();
        row[table.column("mu_star")].parse::<f64>().unwrap()
    };
    assert_eq!(of("reception.cost_usd_per_night"), 0.0);
    assert!(of("behaviour.deadline_leave_per_day") > 1_000.0);
}

#[test]
fn bad_questions_name_the_choices() {
    let desk = Desk::new();
    for (more, expected) in [
        (&["--outcome", "queu_max"][..], "did you mean `queue_max`?"),
        (&["--inputs", "behaviour.fear_per_arest"], "there is no uncertain input `behaviour.fear_per_arest`"),
        (&["--inputs", "behaviour.fear_per_arrest"], "ask for `parameters`"),
        (&["--inputs", "behaviour.media_share"], "is a known number in this scenario"),
        (&["--inner", "3"], "cannot be halved"),
    ] {
        let ended = desk.refused(&[&["sensitivity", "history"], more].concat());
        assert!(ended.err.contains(expected), "{more:?}: {}", ended.err);
    }
    let ended = desk.refused(&["sensitivity", "history", "--inputs", "nonsense"]);
    assert!(ended.err.contains("uncertain inputs: parameters, population.acc.people"), "{}", ended.err);
    assert!(desk.listing().is_empty(), "nothing is left: {:?}", desk.listing());
}

#[test]
fn a_scenario_without_uncertain_inputs_is_told_so() {
    let desk = Desk::new();
    // Everything that the shipped scenario leaves uncertain, made known.
    let known = [
        "behaviour.baseline_leave_per_day=3e-5",
        "behaviour.hostile_leave_per_day=1e-3",
        "behaviour.deadline_leave_per_day=0.04",
        "behaviour.anticipation_days=3",
        "behaviour.aftermath_days=2",
        "behaviour.fear_per_arrest=7",
        "behaviour.fear_memory_days=18",
        "behaviour.contagion_branching=0.4",
        "behaviour.frailty_cv=0.9",
        "behaviour.hiding_share=0.2",
        "behaviour.environment_sd=0.28",
        "behaviour.spillover.acc=0.005",
        "behaviour.spillover.por=0.04",
        "season.winter_reduction=0.7",
        "places.crossings.torkham.capacity_per_day=28000",
        "places.crossings.chaman.capacity_per_day=6300",
        "population.undocumented.people=1400000",
        "population.acc.people=850000",
        "population.por.people=1330000",
        "reception.need_share=0.4",
        "reception.cost_usd_per_person=150",
        "reception.cost_usd_per_night=5",
        "policy.deported_share.por=0.6",
        "policy.assisted_leave_per_day.por=5e-6",
    ];
    let mut more = vec!["sensitivity", "history"];
    more.extend(known.iter().flat_map(|setting| ["--set", setting]));
    let ended = desk.refused(&more);
    assert!(ended.err.contains("the scenario has no uncertain input"), "{}", ended.err);
}
