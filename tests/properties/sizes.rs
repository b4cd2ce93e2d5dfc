//! What is as large as anything that is accepted is right: nothing overflows, nothing stays at an end.

use crossings::design::Design;
use crossings::engine::{EngineKind, Prepared};
use crossings::outcome::{Dimensions, RunSummary, from_steps, total};
use crossings::rng::Streams;
use crossings::scenario;

const WORLD: &str = include_str!("world.toml");

/// The largest value in thousandths; what is beyond stays there.
const END: i64 = (1 << 51) - 1;

fn run(overrides: &[&str]) -> (Prepared, RunSummary) {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    let loaded = scenario::load("world.toml", &overrides, &|_| Ok(WORLD.to_owned()));
    let loaded = loaded.unwrap_or_else(|problems| panic!("{overrides:?}: {problems}"));
    let prepared = Prepared::new(loaded.scenario.plan());
    let job = Design::new(&prepared.plan.numbers, 1).job(0);
    let run = EngineKind::Cohort.engine().run(&prepared, &[job], &Streams::new(1)).pop().unwrap();
    assert_eq!(run.audit.first, None, "{overrides:?}");
    let values = run.totals.iter().chain(&run.daily);
    assert!(values.clone().all(|value| value.abs() < END), "{overrides:?}: {:?}", values.max());
    (prepared, run)
}

fn total(prepared: &Prepared, run: &RunSummary, outcome: &crossings::outcome::Outcome) -> f64 {
    from_steps(run.totals[prepared.catalogue.total_index(outcome, Dimensions::ALL).unwrap()])
}

#[test]
fn a_hundred_million_people_are_counted_one_by_one() {
    let (prepared, run) = run(&[
        "population.a.people=99_990_000",
        "population.household=[{size=1,share=1}]",
        "places.crossings.east.capacity_per_day=1_000_000",
        "places.crossings.west.capacity_per_day=1_000_000",
        "policy.arrests_per_day=1_000_000",
        "reception.cost_usd_per_person=10_000",
    ]);
    assert_eq!(total(&prepared, &run, &total::POPULATION_START), 99_997_000.0);
    assert!(total(&prepared, &run, &total::DEPARTURES_TOTAL) > 1e7);
}

#[test]
fn a_hundred_years_are_simulated_day_by_day() {
    let (prepared, run) = run(&["time.last_day=2123-09-30", "behaviour.reentry_per_day=0.01"]);
    assert_eq!(prepared.plan.days, 36_524);
    assert!(total(&prepared, &run, &total::REENTERED_TOTAL) > 0.0);
    assert_eq!(total(&prepared, &run, &total::POPULATION_START), 14_000.0);
}

#[test]
fn twenty_years_of_waiting_by_a_great_people_stay_below_what_is_counted_exactly() {
    let (prepared, run) = run(&[
        "time.last_day=2043-09-30",
        "population.household=[{size=50,share=1}]",
        "population.a.people=99_990_000",
        "places.crossings.east.open=0",
        "places.crossings.west.open=0",
    ]);
    // Nobody crosses, so that nearly all wait for twenty years.
    assert_eq!(total(&prepared, &run, &total::DEPARTURES_TOTAL), 0.0);
    assert!(total(&prepared, &run, &total::QUEUE_PERSON_DAYS) > 1e11);
}
