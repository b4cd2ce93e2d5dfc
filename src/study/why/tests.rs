use proptest::prelude::*;

use super::*;
use crate::engine::EngineKind;
use crate::ensemble::Unwatched;
use crate::outcome::{Catalogue, Dimensions, total};
use crate::scenario::{self, PARAMETERS, Scenario, read_shipped};

/// History until soon after the deadline, with some keys changed.
fn history(overrides: &[&str]) -> Scenario {
    let overrides: Vec<String> =
        ["time.last_day=2023-11-12"].iter().chain(overrides).map(|text| (*text).to_owned()).collect();
    scenario::load("scenarios/history.toml", &overrides, &read_shipped).unwrap().scenario
}

/// All who cross, people arrested, the longest queue.
fn totals(catalogue: &Catalogue) -> Vec<usize> {
    [&total::DEPARTURES_TOTAL, &total::ARRESTS_TOTAL, &total::QUEUE_MAX]
        .map(|outcome| catalogue.total_index(outcome, Dimensions::ALL).unwrap())
        .to_vec()
}

fn answer(from: &Scenario, to: &Scenario, runs: u64) -> (Players, Answer) {
    let between = from.towards(to);
    let players = Players::of(&between, &Grouping::Each, MOST_PLAYERS).unwrap();
    let totals = totals(&Catalogue::of(&from.plan()));
    let question = Question {
        between: &between,
        players: &players,
        totals: &totals,
        engine: EngineKind::Lanes.engine(),
        seed: 1,
        runs,
        watch: &Unwatched,
    };
    let answer = ask(&question).unwrap();
    (players, answer)
}

/// Contributions of every run add up to the difference of the run, whatever the edits.
fn assert_adds_up(answer: &Answer) {
    for explained in &answer.explained {
        let sum: f64 = explained.shapley.edits.iter().map(|edit| edit.value).sum();
        let difference = explained.after.value - explained.before.value;
        let close =
            |a: f64, b: f64| (a - b).abs() <= 1e-9 * (1.0 + explained.before.value.abs() + explained.after.value.abs());
        assert!(close(sum, difference), "{sum} is not {difference}");
        assert!(close(explained.shapley.difference.value, difference));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn contributions_add_up_and_change_their_sign_with_the_direction(
        arrests in 0.2f64..3.0, open in 0.0f64..1.0, protection in 0.0f64..1.0, diversion in 0.0f64..0.9,
    ) {
        let edits = [
            format!("behaviour.companion_factor={}", 2.0 * arrests),
            format!("places.crossings.torkham.open={open}"),
            format!("policy.protection.acc={protection}"),
            format!("places.travel.diversion={diversion}"),
        ];
        let edits: Vec<&str> = edits.iter().map(String::as_str).collect();
        let (a, b) = (history(&[]), history(&edits));
        let (there, back) = (answer(&a, &b, 6).1, answer(&b, &a, 6).1);
        prop_assert_eq!(there.runs, 6);
        assert_adds_up(&there);
        for (there, back) in there.explained.iter().zip(&back.explained) {
            prop_assert_eq!((there.before, there.after), (back.after, back.before));
            for (there, back) in there.shapley.edits.iter().zip(&back.shapley.edits) {
                prop_assert!((there.value + back.value).abs() <= 1e-6 * (1.0 + there.value.abs()));
                prop_assert!((there.error - back.error).abs() <= 1e-6 * (1.0 + there.error));
            }
        }
    }
}

#[test]
fn an_edit_that_does_nothing_contributes_exactly_nothing() {
    // A protection that begins after the horizon, beside two edits that act through one another.
    let edits = [
        "policy.protection.por=[{ from = 2024-03-01, value = 1.0 }]",
        "policy.arrests_per_day=100",
        "behaviour.fear_per_arrest=20",
    ];
    let (players, answer) = answer(&history(&[]), &history(&edits), 20);
    let idle = players.players.iter().position(|player| player.name == "policy.protection.por").unwrap();
    for explained in &answer.explained {
        assert_eq!(explained.shapley.edits[idle], Contribution::default());
        assert!(explained.shapley.by_run[idle].iter().all(|value| *value == 0.0));
        assert!(explained.nothing[idle]);
        assert_eq!((explained.alone[idle].value, explained.last[idle].value), (0.0, 0.0));
    }
    assert_adds_up(&answer);
    let crossings = &answer.explained[0];
    assert_eq!(crossings.nothing, [false, false, true]);
    assert_ne!(crossings.alone[0].value, crossings.last[0].value, "fear multiplies arrests");
}

/// The difference is that of the paired runs of `compare`, to the bit.
#[test]
fn the_difference_is_the_paired_one() {
    let (a, b) = (history(&[]), history(&["policy.arrests_per_day=100", "population.undocumented.people=900_000"]));
    let (_, answer) = answer(&a, &b, 24);
    let prepared = [&a, &b].map(|scenario| Prepared::new(scenario.plan()));
    let numbers: Vec<_> = prepared.iter().map(|prepared| &prepared.plan.numbers).collect();
    let designs = Design::shared(&numbers, 1);
    let jobs: Vec<_> = designs.iter().map(|design| move |run: u64| design.job(run)).collect();
    let request = |at: usize| Request {
        prepared: &prepared[at],
        engine: EngineKind::Lanes.engine(),
        streams: Streams::new(1),
        runs: 0..24,
        job: &jobs[at],
        watch: &Unwatched,
    };
    let pairs = ensemble::pairs(&[request(0), request(1)]);
    let differences = pairs.differences[0].findings().unwrap();
    for explained in &answer.explained {
        let paired = &differences.totals[explained.total];
        let found = explained.shapley.difference;
        assert!((found.value - paired.mean).abs() < 1e-6 && (found.error - paired.mc_error).abs() < 1e-6);
    }
}

#[test]
fn a_parameter_set_is_one_player_and_leads_all_the_way() {
    let a = history(&[]);
    let b = history(&["parameters=\"parameters/prior.toml\"", "behaviour.hiding_share=0.3", "policy.moratorium=1"]);
    let between = a.towards(&b);
    let levers: Vec<&str> = between.edits().map(|edit| edit.lever.as_str()).collect();
    assert_eq!(levers, ["policy.moratorium", PARAMETERS]);
    assert_eq!(between.plan(&[false, false]).unwrap(), a.plan());
    assert_eq!(between.plan(&[true, true]).unwrap(), b.plan());
    assert_eq!(b.towards(&a).plan(&[true, true]).unwrap(), a.plan(), "joint draws come with the set");
    assert_eq!(between.plan(&[false, true]).unwrap().numbers.joint, b.plan().numbers.joint);
    assert_eq!(between.plan(&[true, false]).unwrap().numbers.joint, a.plan().numbers.joint);
}

#[test]
fn too_many_for_all_combinations_are_sampled_and_still_add_up() {
    let beds = ["nangarhar", "kabul", "kandahar", "kunduz", "laghman", "kunar", "helmand", "loya_paktia", "other"];
    let mut edits: Vec<String> = beds.iter().map(|name| format!("reception.beds.{name}=7")).collect();
    edits
        .extend(["policy.arrests_per_day=50", "policy.moratorium=0.2", "policy.protection.acc=0.5"].map(str::to_owned));
    edits.push("places.crossings.torkham.open=0.4".to_owned());
    let edits: Vec<&str> = edits.iter().map(String::as_str).collect();
    let (a, b) =
        (history(&["time.last_day=2023-09-20"]), history(&[&edits[..], &["time.last_day=2023-09-20"]].concat()));
    let (players, answer) = answer(&a, &b, 2);
    assert_eq!(players.players.len(), 13);
    assert_adds_up(&answer);
    let beds = players.players.iter().position(|player| player.name == "reception.beds.kabul").unwrap();
    assert!(answer.explained.iter().all(|explained| explained.nothing[beds]), "beds change no queue");
    assert!(answer.explained[0].shapley.edits.iter().any(|edit| edit.value != 0.0));
}

/// With all edits a mixture is the other scenario, for every pair that is shipped.
#[test]
fn all_edits_lead_to_the_other_scenario() {
    let load = |path: &str| scenario::load(path, &[], &read_shipped).unwrap().scenario;
    let shipped: Vec<Scenario> = scenario::shipped()
        .iter()
        .filter(|(path, _)| path.ends_with(".toml") && path.matches('/').count() == 1)
        .map(|(path, _)| load(path))
        .collect();
    let history = shipped.iter().find(|scenario| scenario.name == "history").unwrap();
    for other in shipped.iter().filter(|other| other.last_day == history.last_day) {
        let between = history.towards(other);
        let with = |chosen: bool| between.plan(&vec![chosen; between.edits().len()]).unwrap();
        assert_eq!(with(false), history.plan(), "{}", other.name);
        let (found, expected) = (with(true), other.plan());
        assert!(found.policy == expected.policy && found.people == expected.people, "{}", other.name);
        assert!(found.reception == expected.reception && found.numbers.keys == expected.numbers.keys, "{}", other.name);
    }
}
