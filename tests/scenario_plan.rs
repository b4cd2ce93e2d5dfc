//! What a scenario file means: the plan that comes of it, number by number and day by day.

use crossings::law::Law;
use crossings::plan::{Plan, Quantity, Schedule};
use crossings::scenario::{self, Loaded};
use crossings::units;
use proptest::prelude::*;

fn try_load(text: &str, overrides: &[&str]) -> Result<Loaded, scenario::Problems> {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    scenario::load("scenarios/mine.toml", &overrides, &|path| {
        if path == "scenarios/mine.toml" { Ok(text.to_owned()) } else { scenario::read_shipped(path) }
    })
}

fn load(text: &str, overrides: &[&str]) -> Loaded {
    let text = format!("title = \"Mine\"\nextends = \"history.toml\"\n{text}");
    try_load(&text, overrides).unwrap_or_else(|problems| panic!("{problems}"))
}

fn plan(text: &str) -> Plan {
    load(text, &[]).scenario.plan()
}

fn fixed(plan: &Plan, quantity: Quantity) -> f64 {
    match plan.numbers.laws[quantity.0 as usize] {
        Law::Fixed(value) => value,
        ref law => panic!("{} is {law:?}", plan.numbers.keys[quantity.0 as usize]),
    }
}

fn on(plan: &Plan, schedule: &Schedule, date: (i16, i8, i8)) -> f64 {
    let day = units::day(date.0, date.1, date.2).unwrap() - plan.first_day;
    fixed(plan, schedule.at(day as usize))
}

fn status(plan: &Plan, name: &str) -> usize {
    plan.names.statuses.iter().position(|status| status == name).unwrap()
}

#[test]
fn history_says_what_was_decided_when() {
    let plan = plan("");
    assert_eq!((plan.days, units::iso(plan.first_day)), (290, "2023-09-15".to_owned()));
    assert_eq!(plan.names.statuses, ["undocumented", "acc", "por"]);
    assert_eq!((plan.statuses(), plan.provinces(), plan.crossings.len(), plan.destinations()), (3, 6, 3, 9));

    let arrests = &plan.policy.arrests_per_day;
    let levels: Vec<f64> = [(2023, 10, 2), (2023, 10, 3), (2023, 11, 1), (2023, 11, 20), (2023, 11, 21), (2024, 6, 30)]
        .map(|date| on(&plan, arrests, date))
        .to_vec();
    assert_eq!(levels, [15.0, 60.0, 950.0, 950.0, 420.0, 25.0]);
    let por = status(&plan, "por");
    assert_eq!(on(&plan, &plan.policy.card_valid[por], (2023, 11, 7)), 0.0);
    assert_eq!(on(&plan, &plan.policy.card_valid[por], (2023, 11, 8)), 1.0);
    assert_eq!(on(&plan, &plan.policy.card_valid[0], (2023, 11, 8)), 0.0);
    assert_eq!(on(&plan, &plan.crossings[0].open, (2023, 11, 24)), 0.0);
    assert_eq!(on(&plan, &plan.crossings[0].open, (2023, 11, 25)), 1.0);
    assert_eq!(on(&plan, &plan.policy.plan_in_force[0], (2023, 10, 2)), 0.0);
    assert_eq!(on(&plan, &plan.policy.plan_in_force[5], (2023, 10, 3)), 1.0);

    // The deadlines of 2025 are announced after the last day.
    let [deadline] = plan.policy.deadlines.as_slice() else { panic!("{:?}", plan.policy.deadlines) };
    assert_eq!((deadline.announced, deadline.enforced_from, deadline.ends), (18, 47, i32::MAX));
    assert_eq!((deadline.addresses.as_slice(), deadline.broken_before), ([true, false, false].as_slice(), 0));
}

#[test]
fn the_seasons_fall_on_their_days() {
    let plan = plan("season.weekday.friday = 0.5\n");
    let index = |year, month, day| (units::day(year, month, day).unwrap() - plan.first_day) as usize;
    let season = &plan.season;
    assert!((season.winter_shape[index(2024, 1, 20)] - 1.0).abs() < 1e-12);
    // One standard deviation, 26 days, on either side.
    assert!((season.winter_shape[index(2024, 2, 15)] - libm::exp(-0.5)).abs() < 1e-3);
    assert!((season.winter_shape[index(2023, 12, 25)] - libm::exp(-0.5)).abs() < 0.02);
    assert_eq!((season.ramadan[index(2024, 3, 10)], season.ramadan[index(2024, 3, 11)]), (0.0, 1.0));
    let exposed = |day: usize| season.winter_exposure[day];
    assert!(!exposed(index(2023, 11, 30)) && exposed(index(2023, 12, 1)));
    assert!(exposed(index(2024, 2, 28)) && !exposed(index(2024, 2, 29)));
    assert_eq!(fixed(&plan, season.weekday[index(2023, 11, 3)]), 0.5);
    assert_eq!(fixed(&plan, season.weekday[index(2023, 11, 4)]), 1.0);
}

#[test]
fn joint_draws_are_rows_in_the_units_of_their_keys() {
    let plan = plan("");
    let [joint] = plan.numbers.joint.as_slice() else { panic!("one set of draws") };
    assert_eq!((joint.rows.len(), joint.quantities.len()), (512, 17));
    let column = |key: &str| {
        let quantity = plan.numbers.keys.iter().position(|other| other == key).unwrap();
        joint.quantities.iter().position(|other| other.0 as usize == quantity).unwrap()
    };
    let first = &joint.rows[0];
    assert_eq!(first[column("population.undocumented.people")], 1_101_620.0);
    assert_eq!(first[column("places.crossings.torkham.capacity_per_day")], 32_177.8);
    assert_eq!(first[column("behaviour.spillover.por")], 0.0486501);
    assert_eq!(plan.behaviour.fear_per_arrest, joint.quantities[column("behaviour.fear_per_arrest")]);
    // The spill-over is what a status feels while nobody means it.
    assert_eq!(plan.policy.felt_targeting[2].at(100), joint.quantities[column("behaviour.spillover.por")]);

    // A column may have a unit of its own.
    let key = "key = \"population.undocumented.people\"";
    let in_pairs = scenario::load("scenarios/history.toml", &[], &|path| {
        Ok(scenario::read_shipped(path)?.replace(key, &format!("{key}, scale = 0.5")))
    });
    let numbers = in_pairs.unwrap_or_else(|problems| panic!("{problems}")).scenario.plan().numbers;
    let people = column("population.undocumented.people");
    assert_eq!(numbers.joint[0].rows[0][people], first[people] / 2.0);
}

#[test]
fn what_a_scenario_states_wins_over_the_set_and_an_argument_over_both() {
    let text = "behaviour.fear_per_arrest = { value = 7, note = \"to see\" }\n";
    let loaded = load(text, &[]);
    let plan = loaded.scenario.plan();
    assert_eq!(fixed(&plan, plan.behaviour.fear_per_arrest), 7.0);
    assert_eq!(plan.numbers.joint[0].quantities.len(), 16);

    let loaded = load(text, &["behaviour.fear_per_arrest = 8", "parameters = parameters/prior.toml"]);
    let plan = loaded.scenario.plan();
    assert_eq!(fixed(&plan, plan.behaviour.fear_per_arrest), 8.0);
    assert!(plan.numbers.joint.is_empty(), "the draws went away with their set");
    assert_eq!(loaded.scenario.parameter_set.kind, "prior");
    let memory = &plan.numbers.laws[plan.behaviour.fear_memory_days.0 as usize];
    assert_eq!(*memory, Law::LogUniform { low: 5.0, high: 60.0 });
}

#[test]
fn a_set_that_a_child_names_lies_under_what_its_parent_states() {
    let loaded = load("parameters = \"parameters/prior.toml\"\n", &[]);
    assert_eq!(loaded.scenario.parameter_set.kind, "prior");
    // phase-2 states its own stock; naming another set above it changes nothing about that.
    let text = "title = \"Mine\"\nextends = \"phase-2.toml\"\nparameters = \"parameters/prior.toml\"\n";
    let plan = try_load(text, &[]).unwrap().scenario.plan();
    assert_eq!(plan.numbers.laws[plan.people.stock[0].0 as usize], Law::Uniform { low: 450_000.0, high: 1_050_000.0 });
}

#[test]
fn calendars_replace_or_lie_on_top() {
    let replaced = plan(
        "policy.arrests_per_day = [{ from = 2023-11-01, to = 2023-11-05, value = 1 }, { from = 2023-12-01, value = 2 }]\n",
    );
    let arrests = &replaced.policy.arrests_per_day;
    assert_eq!(on(&replaced, arrests, (2023, 10, 31)), 0.0);
    assert_eq!(on(&replaced, arrests, (2023, 11, 5)), 1.0);
    assert_eq!(on(&replaced, arrests, (2023, 11, 6)), 0.0);
    assert_eq!(on(&replaced, arrests, (2024, 6, 30)), 2.0);

    let text =
        "policy.arrests_per_day = { append = true, entries = [{ from = 2023-11-10, to = 2023-11-12, value = 1 }] }\n";
    let on_top = plan(text);
    let arrests = &on_top.policy.arrests_per_day;
    assert_eq!([9, 10, 12, 13].map(|day| on(&on_top, arrests, (2023, 11, day))), [950.0, 1.0, 1.0, 950.0]);
    // Both stretches of the inherited entry are one number, drawn once.
    assert_eq!(arrests.at(55), arrests.at(59));

    let open_ended = plan(
        "policy.arrests_per_day = [{ to = 2023-10-31, value = 5 }, { from = 2023-11-01, value = 6 }, { from = 2024-01-01, value = 7 }]\n",
    );
    let arrests = &open_ended.policy.arrests_per_day;
    assert_eq!(on(&open_ended, arrests, (2023, 9, 15)), 5.0);
    assert_eq!(on(&open_ended, arrests, (2023, 12, 31)), 6.0);
    assert_eq!(on(&open_ended, arrests, (2024, 1, 1)), 7.0);

    let otherwise =
        plan("policy.grant.por = { otherwise = 2, entries = [{ from = 2023-11-01, to = 2023-11-30, value = 3 }] }\n");
    let grant = &otherwise.policy.grant[2];
    assert_eq!(on(&otherwise, grant, (2023, 10, 31)), 2.0);
    assert_eq!(on(&otherwise, grant, (2023, 11, 30)), 3.0);
}

#[test]
fn an_uncertain_capacity_stays_one_number_around_a_change() {
    let plan = plan(
        "places.crossings.torkham.capacity_per_day = { append = true, entries = [{ from = 2023-11-03, to = 2023-11-30, value = 40_000 }] }\n",
    );
    let capacity = &plan.crossings[0].capacity_per_day;
    assert_eq!(on(&plan, capacity, (2023, 11, 3)), 40_000.0);
    assert_eq!(capacity.at(0), capacity.at(289));
    assert!(plan.numbers.joint[0].quantities.contains(&capacity.at(0)), "still drawn with the others");
}

#[test]
fn all_stands_for_every_name() {
    let plan_a = plan("policy.plan_in_force = { all = 0.5, punjab = 1 }\n");
    let levels: Vec<f64> = plan_a.policy.plan_in_force.iter().map(|schedule| fixed(&plan_a, schedule.at(0))).collect();
    assert_eq!(levels, [0.5, 0.5, 1.0, 0.5, 0.5, 0.5]);
    // A later `all` takes the place of what names said before.
    let plan_b = plan("policy.arrest_share.all = 0.1\n");
    assert!(plan_b.policy.arrest_share.iter().all(|share| fixed(&plan_b, share.at(0)) == 0.1));
}

#[test]
fn a_deadline_that_is_put_off_loses_credibility() {
    let plan = plan(
        "[policy.deadlines.phase_1]
postponed = [{ on = 2023-10-25, to = 2024-01-15 }, { on = 2024-01-10, to = 2024-05-01 }]
enforced = false

[policy.deadlines.again]
announced = 2024-05-10
enforced_from = 2024-06-01
statuses = \"all\"
provinces = [\"sindh\", \"punjab\"]
revoked = 2024-05-20
credibility = 0.4
",
    );
    let day = |month: i8, day, year| units::day(year, month, day).unwrap() - plan.first_day;
    let stands: Vec<_> =
        plan.policy.deadlines.iter().map(|d| (d.announced, d.enforced_from, d.ends, d.broken_before)).collect();
    assert_eq!(
        stands,
        [
            (18, 47, day(10, 25, 2023), 0),
            (day(10, 25, 2023), day(1, 15, 2024), day(1, 10, 2024), 1),
            (day(1, 10, 2024), day(5, 1, 2024), i32::MAX, 2),
            (day(5, 10, 2024), day(6, 1, 2024), day(5, 20, 2024), 3),
        ]
    );
    let last = &plan.policy.deadlines[3];
    assert_eq!(last.addresses, [true, true, true]);
    assert_eq!(last.provinces, [false, false, true, true, false, false]);
    assert_eq!(fixed(&plan, last.credibility), 0.4);
}

#[test]
fn a_deadline_can_be_taken_away_and_brought_back() {
    assert!(plan("policy.deadlines.phase_1.remove = true\n").policy.deadlines.is_empty());
    let text = "title = \"Mine\"\nextends = \"no-deadline.toml\"\npolicy.deadlines.phase_1.remove = false\n";
    assert_eq!(try_load(text, &[]).unwrap().scenario.plan().policy.deadlines.len(), 1);
}

#[test]
fn a_court_order_covers_whom_it_names_while_it_stands() {
    let plan = plan(
        "[policy.court_orders.stay]
from = 2023-11-07
to = 2023-12-31
statuses = [\"acc\", \"por\"]
compliance = 0.5
",
    );
    let stopped = |status: usize, date| on(&plan, &plan.policy.court_order[status], date);
    assert_eq!(stopped(1, (2023, 11, 6)), 0.0);
    assert_eq!(stopped(1, (2023, 11, 7)), 0.5);
    assert_eq!(stopped(2, (2023, 12, 31)), 0.5);
    assert_eq!(stopped(2, (2024, 1, 1)), 0.0);
    assert_eq!(stopped(0, (2023, 11, 7)), 0.0);
    assert_eq!(on(&plan, &plan.policy.court_covers[2], (2023, 12, 31)), 1.0);
    let twice = "title = \"Mine\"\nextends = \"court-obeyed.toml\"\n[policy.court_orders.more]\nfrom = 2024-01-01\nstatuses = \"por\"\ncompliance = 1\n";
    let problems = try_load(twice, &[]).unwrap_err();
    assert!(problems.0[0].message.contains("two court orders"), "{problems}");
}

#[test]
fn a_new_status_needs_people_and_takes_defaults() {
    let loaded = scenario::load("scenarios/regularise-and-resettle.toml", &[], &scenario::read_shipped).unwrap();
    let plan = loaded.scenario.plan();
    let visa = status(&plan, "visa");
    assert_eq!(visa, 3);
    assert_eq!(fixed(&plan, plan.people.stock[visa]), 28_176.0);
    assert_eq!(fixed(&plan, plan.policy.resettled_per_day[visa].at(0)), 120.0);
    assert_eq!(fixed(&plan, plan.policy.protection[visa].at(0)), 0.0);
    assert_eq!(fixed(&plan, plan.policy.regularisation_places[visa]), 1e9);
    let without =
        try_load("title = \"Mine\"\nextends = \"history.toml\"\nnames.statuses = [\"undocumented\", \"visa\"]\n", &[]);
    let problems = without.unwrap_err().to_string();
    assert!(problems.contains("`population.visa.people`"), "{problems}");
    // A status that is no longer listed takes its inherited settings along.
    let fewer = load("names.statuses = [\"undocumented\", \"por\"]\ntime.last_day = 2025-04-30\n", &[]).scenario.plan();
    assert_eq!(fewer.policy.arrest_weight.len(), 2);
    let phase_2 = &fewer.policy.deadlines[1];
    assert_eq!(phase_2.addresses, [false, false], "nobody is left whom phase 2 addresses");
}

#[test]
fn thresholds_beyond_the_horizon_are_left_out() {
    let history = plan("");
    assert_eq!(history.questions.thresholds.len(), 4);
    assert_eq!((history.questions.thresholds[0].by, history.questions.thresholds[0].at_least), (64, 374_600.0));
    let short = plan("time.last_day = 2023-11-20\n");
    assert_eq!(short.questions.thresholds.len(), 1);
}

#[test]
fn the_digest_is_about_the_world_and_not_about_the_words() {
    let digest = |text: &str| load(text, &[]).scenario.digest_text();
    let history = digest("");
    assert_eq!(digest("question = \"Why?\"\n[run]\nruns = 200\nseed = 9\n").len(), history.len());
    assert!(digest("question = \"Why?\"\n[run]\nruns = 200\nseed = 9\n") == history);
    assert!(digest("policy.protection.por = { value = 0, source = \"x\" }\n") == history, "0 is the default");
    assert!(digest("policy.protection.por = 0.1\n") != history);
}

#[test]
fn numbers_of_the_table_have_different_keys() {
    for (path, _) in scenario::shipped().iter().filter(|(path, _)| path.matches('/').count() == 1) {
        let loaded = scenario::load(path, &[], &scenario::read_shipped).unwrap();
        let mut keys = loaded.scenario.plan().numbers.keys;
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to a scenario file, loading it ends in a plan or in problems, never in a panic.
    #[test]
    fn no_text_breaks_the_reader(
        which in 0..4usize,
        at in 0.0..1.0f64,
        length in 0..40usize,
        patch in "(\\PC{0,12}|[\\[\\]{}=\"'#\\n., 0-9a-z_-]{0,20}|= *(-?1e400|nan|\\{\\}|\\[\\[\\]\\]|0001-01-01|9999-12-31|99999999999999999999))",
    ) {
        let victims = ["scenarios/border-shut.toml", "scenarios/base/policy.toml", "scenarios/base/world.toml", "scenarios/parameters/hindsight.toml"];
        let victim = victims[which];
        let text = scenario::read_shipped(victim).unwrap();
        let begin = (0..=(at * text.len() as f64) as usize).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        let end = (begin..=text.len()).find(|&end| end >= begin + length && text.is_char_boundary(end)).unwrap_or(text.len());
        let broken = format!("{}{patch}{}", &text[..begin], &text[end..]);
        let read = |path: &str| if path == victim { Ok(broken.clone()) } else { scenario::read_shipped(path) };
        match scenario::load("scenarios/border-shut.toml", &[], &read) {
            Ok(loaded) => {
                let warnings = loaded.warnings.render(true);
                let found = loaded.warnings.0.is_empty();
                prop_assert_eq!(warnings.is_empty(), found);
            }
            Err(problems) => prop_assert!(!problems.render(true).is_empty()),
        }
    }

    /// The same for an argument of the command line.
    #[test]
    fn no_argument_breaks_the_reader(argument in "(policy|time|names|parameters|population|\\PC{0,5})[.a-z_]{0,20}=?\\PC{0,15}") {
        let loaded = scenario::load("scenarios/history.toml", &[argument], &scenario::read_shipped);
        if let Err(problems) = loaded {
            prop_assert!(!problems.render(false).is_empty());
        }
    }
}

/// On 7 November 2023 arrests were 950 a day, Torkham was open and nobody had heard of an ACC deadline; a plan that knows no
/// more stays there, and winter comes all the same.
#[test]
fn a_plan_as_it_stood_knows_nothing_of_later_decisions() {
    let known = load("", &["time.last_day=2025-06-30", "outcomes.thresholds=[]"]).scenario.plan();
    let stood = known.as_it_stood(units::day(2023, 11, 7).unwrap());
    let arrests = |plan: &Plan, date| on(plan, &plan.policy.arrests_per_day, date);
    assert_eq!(
        [(2023, 10, 2), (2023, 11, 1)].map(|date| arrests(&stood, date)),
        [15.0, 950.0],
        "the past is as it was"
    );
    assert_eq!([(2023, 12, 24), (2025, 6, 30)].map(|date| arrests(&stood, date)), [950.0, 950.0]);
    assert_eq!(on(&known, &known.crossings[0].open, (2023, 11, 24)), 0.0);
    assert_eq!(on(&stood, &stood.crossings[0].open, (2023, 11, 24)), 1.0);
    let acc = status(&stood, "acc");
    assert_eq!(on(&known, &known.policy.card_valid[acc], (2025, 4, 1)), 0.0);
    assert_eq!(on(&stood, &stood.policy.card_valid[acc], (2025, 4, 1)), 1.0);
    assert_eq!(
        on(&stood, &stood.policy.card_valid[status(&stood, "por")], (2024, 1, 1)),
        0.0,
        "lapsed until the next day"
    );
    assert_eq!((known.policy.deadlines.len(), stood.policy.deadlines.len()), (2, 1));
    assert_eq!(stood.season, known.season);
    assert_eq!(stood.numbers, known.numbers, "the same table, so that jobs of one fit the other");
    assert_eq!(known.as_it_stood(units::day(2025, 6, 30).unwrap()), known);
}

/// What was put off later stands on the day; what was put off by then does not.
#[test]
fn a_deadline_stands_until_it_is_put_off() {
    let put_off = "[policy.deadlines.phase_1]\npostponed = [{ on = 2023-10-20, to = 2023-12-01 }]\n";
    let known = plan(put_off);
    let days = |plan: &Plan| -> Vec<(i32, bool)> {
        plan.policy.deadlines.iter().map(|deadline| (deadline.enforced_from, deadline.ends == i32::MAX)).collect()
    };
    assert_eq!(days(&known), [(47, false), (77, true)]);
    assert_eq!(days(&known.as_it_stood(units::day(2023, 10, 19).unwrap())), [(47, true)]);
    assert_eq!(days(&known.as_it_stood(units::day(2023, 10, 20).unwrap())), [(47, false), (77, true)]);
    assert_eq!(days(&known.as_it_stood(units::day(2023, 9, 1).unwrap())), [], "announced on 3 October");
}
