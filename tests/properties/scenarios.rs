//! Scenario files, parameter sets, draws and `--set`.

use crossings::design::Design;
use crossings::engine::{EngineKind, Prepared};
use crossings::plan::Plan;
use crossings::rng::Streams;
use crossings::scenario::{self, Loaded, MOST_PROBLEMS, Problems};
use crossings::units;
use proptest::prelude::*;

use crate::mutate::{TROUBLE, changes, mutate};
use crate::settings;

/// Days that are simulated of a plan that was accepted.
const DAYS: i32 = 30;

/// Loads a scenario of the shipped files, of which one has another text.
fn load_with(main: &str, changed: &str, text: &str, overrides: &[String]) -> Result<Loaded, Problems> {
    scenario::load(main, overrides, &|path| {
        if path == changed { Ok(text.to_owned()) } else { scenario::read_shipped(path) }
    })
}

/// Problems are few, short, and lead into the text that they are about.
pub fn well_told(problems: &Problems) -> Result<(), TestCaseError> {
    prop_assert!(!problems.0.is_empty() && problems.0.len() <= MOST_PROBLEMS, "{} problems", problems.0.len());
    for problem in &problems.0 {
        let text = &problem.place.text.text;
        let (line, column) = (problem.line(), problem.column());
        prop_assert!(problem.place.span.start <= text.len(), "{problem:?} of {} bytes", text.len());
        let width = text.split('\n').nth(line - 1).map(|line| line.chars().count());
        prop_assert!(width.is_some_and(|width| column <= width + 1), "{problem:?} of {text:?}");
        prop_assert!(!problem.message.is_empty());
        for words in [&problem.message, &problem.allowed, &problem.reason, &problem.help] {
            prop_assert!(words.chars().count() < 4_100, "{} characters", words.chars().count());
            prop_assert!(!words.contains(|c: char| c.is_control() && c != '\n'), "{words:?}");
        }
        prop_assert!(!problem.render(false).is_empty());
    }
    Ok(())
}

/// Two runs of a plan keep all checks.
fn simulates(plan: Plan) -> Result<(), TestCaseError> {
    let prepared = Prepared::new(plan);
    let design = Design::new(&prepared.plan.numbers, 7);
    let jobs = [design.job(0), design.job(1)];
    for job in &jobs {
        prop_assert!(job.numbers.iter().all(|number| number.is_finite()), "{:?}", job.numbers);
    }
    for run in EngineKind::Lanes.engine().run(&prepared, &jobs, &Streams::new(7)) {
        prop_assert_eq!(run.audit.first, None);
    }
    Ok(())
}

/// What was loaded is refused in words, or is sound: it simulates, and its resolved file says the same.
fn holds(load: impl Fn(&[String]) -> Result<Loaded, Problems>) -> Result<(), TestCaseError> {
    let loaded = match load(&[]) {
        Ok(loaded) => loaded,
        Err(problems) => return well_told(&problems),
    };
    if !loaded.warnings.0.is_empty() {
        well_told(&loaded.warnings)?;
    }
    let resolved = loaded.scenario.resolved_toml();
    let again = scenario::load("resolved.toml", &[], &|_| Ok(resolved.clone()));
    match again {
        Ok(again) => prop_assert_eq!(again.scenario.digest_text(), loaded.scenario.digest_text()),
        Err(problems) => prop_assert!(false, "its own resolved file is refused: {}", problems),
    }
    let (first, last) = (loaded.scenario.first_day, loaded.scenario.last_day);
    if last - first < 2 * DAYS {
        return simulates(loaded.scenario.plan());
    }
    // From the days on which most happens, if they are in it.
    let busy = units::day(2023, 10, 15).unwrap().clamp(first, last - DAYS);
    let shorter =
        [format!("time.first_day={}", units::iso(busy)), format!("time.last_day={}", units::iso(busy + DAYS))];
    match load(&shorter) {
        Ok(loaded) => simulates(loaded.scenario.plan()),
        Err(problems) => well_told(&problems),
    }
}

/// The shipped files that are TOML, each with a scenario that reads it.
fn files() -> Vec<(&'static str, &'static str, &'static str)> {
    let reader = |path: &'static str| match path {
        "scenarios/parameters/prior.toml" | "scenarios/parameters/foresight.toml" => "scenarios/no-deadline.toml",
        path if path.matches('/').count() > 1 => "scenarios/history.toml",
        path => path,
    };
    let toml = scenario::shipped().iter().filter(|(path, _)| path.ends_with(".toml"));
    toml.map(|&(path, text)| (path, reader(path), text)).collect()
}

proptest! {
    #![proptest_config(settings(160))]

    #[test]
    fn a_changed_scenario_is_sound_or_refused(file in 0..1000usize, changes in changes()) {
        let files = files();
        let (path, main, text) = files[file % files.len()];
        let text = mutate(text, &changes);
        // Parameter sets that history does not take are read through an argument.
        let set = path.strip_prefix("scenarios/").filter(|_| main == "scenarios/no-deadline.toml" && path != main);
        holds(|overrides| {
            let mut overrides = overrides.to_vec();
            overrides.extend(set.map(|set| format!("parameters={set}")));
            load_with(main, path, &text, &overrides)
        })?;
    }

    #[test]
    fn changed_draws_are_sound_or_refused(rows in 1..12usize, changes in changes()) {
        let draws = scenario::read_shipped("scenarios/parameters/hindsight.csv").unwrap();
        let few: Vec<&str> = draws.split_inclusive('\n').take(rows + 1).collect();
        let text = mutate(&few.concat(), &changes);
        holds(|overrides| load_with("scenarios/history.toml", "scenarios/parameters/hindsight.csv", &text, overrides))?;
    }
}

proptest! {
    #![proptest_config(settings(120))]

    #[test]
    fn any_number_is_sound_or_refused(key in any::<usize>(), value in any::<usize>(), second in any::<usize>()) {
        // Every key of the format that holds numbers, at a name that there is.
        let keys: Vec<String> = scenario::keys::KEYS
            .iter()
            .filter(|key| key.is_quantity() || matches!(key.kind, scenario::keys::Kind::Plain | scenario::keys::Kind::Whole))
            .map(|key| {
                let names = [("<status>", "por"), ("<province>", "punjab"), ("<crossing>", "chaman"), ("<destination>", "kabul"), ("<weekday>", "friday"), ("<court order>", "mine")];
                names.iter().fold(key.path.to_owned(), |path, (group, name)| path.replace(group, name))
            })
            .filter(|path| !path.contains('<'))
            .collect();
        let value = [TROUBLE[value % TROUBLE.len()], TROUBLE[second % 30]][usize::from(second % 3 == 0)];
        let argument = format!("{}={value}", keys[key % keys.len()]);
        holds(|overrides| {
            let mut overrides = overrides.to_vec();
            overrides.push(argument.clone());
            load_with("scenarios/history.toml", "", "", &overrides)
        })?;
    }

    #[test]
    fn any_argument_is_sound_or_refused(text in "\\PC{0,40}", changes in changes(), known in any::<usize>()) {
        let known = ["policy.protection.por=1", "time.last_day=2023-12-31", "policy.moratorium=[{from=2023-12-01,value=1}]", "population.household=[{size=5,share=0.5},{size=9,share=0.5}]",
            "policy.deadlines.phase_1.postponed=[{on=2023-10-20,to=2023-12-01}]", "behaviour.media_share={uniform=[0.1,0.5]}", "run.engine=cohort", "claims.\"population.por.people\".me=1000000",
            "policy.court_orders.a={from=2023-11-01,statuses=[\"por\"],compliance=1}", "outcomes.thresholds=[{outcome=\"queue\",at_least=1,by=2023-12-01}]", "season.ramadan=[{from=2024-03-11,to=2024-04-09}]"]
            .get(known % 14).copied();
        let argument = known.map_or(text, |known| mutate(known, &changes));
        holds(|overrides| {
            let mut overrides = overrides.to_vec();
            overrides.insert(0, argument.clone());
            load_with("scenarios/history.toml", "", "", &overrides)
        })?;
    }
}

/// Found by the properties: its resolved file did not mention it, and so had another digest.
#[test]
fn a_calendar_without_entries_takes_the_place_of_another() {
    holds(|overrides| {
        let mut overrides = overrides.to_vec();
        overrides.push("policy.arrests_per_day=[]".to_owned());
        load_with("scenarios/history.toml", "", "", &overrides)
    })
    .unwrap();
}

proptest! {
    #![proptest_config(settings(400))]

    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[\\[\\]{}=\".,#\n\r\t_a-z0-9-]){0,200}") {
        let main = "scenarios/mine.toml";
        let loaded = load_with(main, main, &text, &[]);
        prop_assert!(loaded.is_err());
        well_told(&loaded.unwrap_err())?;
    }
}
