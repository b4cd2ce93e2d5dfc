//! Laws and calendars, each against what it says in words.

use crossings::law::Law;
use crossings::scenario::{self, Loaded, Problems, keys};
use crossings::units;
use proptest::prelude::*;

use crate::scenarios::well_told;
use crate::settings;

fn history(argument: &str) -> Result<Loaded, Problems> {
    let overrides = [argument.to_owned(), "time.last_day=2023-12-31".to_owned()];
    scenario::load("scenarios/history.toml", &overrides, &scenario::read_shipped)
}

/// Numbers of all sizes, and some that are none.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (0..1000u32).prop_map(|n| f64::from(n) / 1000.0),
        2 => (-330..310i32, -9.9..9.9f64).prop_map(|(power, digits)| format!("{digits}e{power}").parse().unwrap()),
        1 => prop::sample::select(vec![0.0, -0.0, 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 5e-324, f64::MAX, 1e6, 0.01]),
        2 => 0.0..1e5f64,
    ]
}

fn toml(value: f64) -> String {
    // TOML wants a digit behind the point of a float, and knows `nan` and `inf`.
    if value.is_nan() { "nan".to_owned() } else { format!("{value:?}").replace("NaN", "nan") }
}

proptest! {
    #![proptest_config(settings(300))]

    #[test]
    fn a_law_that_is_accepted_gives_only_what_is_allowed(
        form in 0..7usize,
        key in 0..5usize,
        parameters in prop::collection::vec(number(), 1..4),
    ) {
        let name = ["uniform", "log_uniform", "normal", "lognormal", "beta", "triangular", "choice"][form];
        let path = ["behaviour.media_share", "behaviour.fear_memory_days", "population.por.people", "reception.concentration", "behaviour.baseline_leave_per_day"][key];
        let wanted = [2, 2, 2, 2, 2, 3, parameters.len()][form];
        let mut given: Vec<String> = parameters.iter().cycle().take(wanted).copied().map(toml).collect();
        if form != 6 && parameters.len() == 2 {
            // In order more often than by chance.
            let mut sorted = parameters.clone();
            sorted.sort_by(f64::total_cmp);
            given = sorted.iter().cycle().take(wanted).copied().map(toml).collect();
        }
        let law = if form == 6 {
            let named: Vec<String> = given.iter().enumerate().map(|(at, value)| format!("s{at} = {value}")).collect();
            format!("{{ choice = {{ {} }} }}", named.join(", "))
        } else {
            format!("{{ {name} = [{}] }}", given.join(", "))
        };
        match history(&format!("{path} = {law}")) {
            Err(problems) => well_told(&problems)?,
            Ok(loaded) => {
                let plan = loaded.scenario.plan();
                let at = plan.numbers.keys.iter().position(|key| key == path).expect("the plan has the number");
                let law: &Law = &plan.numbers.laws[at];
                let (low, high) = keys::find(path).unwrap().range;
                let mut before = f64::NEG_INFINITY;
                for step in 0..=200 {
                    let u = [1e-12, 1e-9, 1e-6, 1.0 - 1e-6, 1.0 - 1e-9].get(step).copied().unwrap_or(step as f64 / 201.0);
                    let value = law.quantile(u);
                    let edge = 1e-9 * high.abs();
                    prop_assert!((low - edge..=high + edge).contains(&value), "{law:?} gives {value} at {u}");
                    if step > 5 && !matches!(law, Law::Choice(_)) {
                        prop_assert!(value >= before - 1e-9 * value.abs(), "{law:?} falls at {u}: {before} to {value}");
                        before = value;
                    }
                }
                prop_assert!(law.centre().is_finite());
            }
        }
    }

    #[test]
    fn a_calendar_that_is_accepted_says_on_each_day_what_its_entries_say(
        entries in prop::collection::vec((any::<bool>(), 0..120i32, any::<bool>(), -5..60i32), 0..6),
        later_wins in any::<bool>(),
        otherwise in any::<bool>(),
    ) {
        let first = units::day(2023, 9, 1).unwrap();
        let dated: Vec<(Option<i32>, Option<i32>)> = entries
            .iter()
            .map(|&(has_from, from, has_to, days)| (has_from.then_some(first + from), has_to.then_some(first + from + days)))
            .collect();
        let texts: Vec<String> = dated
            .iter()
            .enumerate()
            .map(|(at, (from, to))| {
                let date = |name: &str, day: &Option<i32>| day.map_or(String::new(), |day| format!("{name} = {}, ", units::iso(day)));
                format!("{{ {}{}value = {} }}", date("from", from), date("to", to), 0.1 + at as f64 / 10.0)
            })
            .collect();
        let rest = if otherwise { ", otherwise = 0.05" } else { "" };
        let text = format!("policy.moratorium = {{ entries = [{}], later_wins = {later_wins}{rest} }}", texts.join(", "));
        let reversed = dated.iter().any(|(from, to)| from.zip(*to).is_some_and(|(from, to)| from > to));
        // In order, an entry without an end lasts until the next begins.
        let mut sorted: Vec<(usize, Option<i32>, Option<i32>)> = dated.iter().enumerate().map(|(at, &(from, to))| (at, from, to)).collect();
        if !later_wins {
            sorted.sort_by_key(|(_, from, _)| *from);
            for at in 1..sorted.len() {
                if sorted[at - 1].2.is_none() && sorted[at - 1].1 < sorted[at].1 {
                    sorted[at - 1].2 = sorted[at].1.map(|day| day - 1);
                }
            }
        }
        let covers = |from: Option<i32>, to: Option<i32>, day: i32| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
        let all_days = first - 40..first + 200;
        let overlap = !later_wins && all_days.clone().any(|day| sorted.iter().filter(|(_, from, to)| covers(*from, *to, day)).count() > 1);
        match history(&text) {
            Err(problems) => {
                well_told(&problems)?;
                prop_assert!(reversed || overlap, "{text} is refused: {problems}");
            }
            Ok(loaded) => {
                prop_assert!(!reversed && !overlap, "{text} is accepted");
                let plan = loaded.scenario.plan();
                for day in 0..plan.days {
                    let date = plan.first_day + day as i32;
                    let entry = sorted.iter().rev().find(|(_, from, to)| covers(*from, *to, date));
                    let expected = entry.map_or(if otherwise { 0.05 } else { 0.0 }, |(at, ..)| 0.1 + *at as f64 / 10.0);
                    let law = &plan.numbers.laws[plan.policy.moratorium.at(day).0 as usize];
                    prop_assert_eq!(law, &Law::Fixed(expected), "{} on {}", text, units::iso(date));
                }
            }
        }
    }
}
