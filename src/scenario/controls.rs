//! What a scenario says at the keys that somebody may turn, for controls on a screen.
//!
//! A control is a key of the format with its value, unit, range and meaning. To turn it is to override the key, with the
//! same text as after `--set`: so nothing can be turned that a scenario file could not say, and the checks are the same.

use serde::Serialize;

use super::keys::{self, Kind};
use super::value::{Calendar, Entry, Number, Setting, Value};
use super::{Scenario, value};
use crate::law::Law;
use crate::units::iso;

/// A key that may be turned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Control {
    /// Its path with names: `policy.protection.por`.
    pub key: String,
    /// Unit of its numbers; empty for anything else.
    pub unit: &'static str,
    /// Lowest and highest number allowed.
    pub range: (f64, f64),
    /// One sentence.
    pub meaning: &'static str,
    /// What the scenario says.
    pub value: Said,
}

/// A number, or the law that it is drawn from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Amount {
    /// The number; of a law its centre.
    pub value: f64,
    /// The law in words, if it is uncertain.
    pub law: Option<String>,
}

/// A number for some days, as in `2023-11-01`; days that are not named are since ever and for good.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// What holds.
    pub amount: Amount,
}

/// What stands at a key.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// A date, as in `2023-11-01`.
    Date(String),
    /// Yes or no.
    Flag(bool),
    /// Names.
    Names(Vec<String>),
    /// One number for all days.
    Number(Amount),
    /// A number for some days, and for the others.
    Calendar {
        /// The periods; where several cover a day the last holds.
        periods: Vec<Period>,
        /// What holds on other days; nothing if that is the default of the key.
        otherwise: Option<Amount>,
    },
}

impl Scenario {
    /// The controls at all keys that begin so and that the scenario gives a value or a default, in the order of the paths.
    pub fn controls(&self, beginnings: &[&str]) -> Vec<Control> {
        let wanted = |path: &str| beginnings.iter().any(|beginning| path.starts_with(beginning));
        let control = |path: &str, key: &keys::Key, value: Said| Control {
            key: path.to_owned(),
            unit: key.unit,
            range: key.range,
            meaning: key.meaning,
            value,
        };
        let said = self.merged.values().filter(|setting| wanted(&setting.path));
        let mut controls: Vec<Control> =
            said.filter_map(|setting| Some(control(&setting.path, setting.key, said_by(setting)?))).collect();
        for (path, value) in self.defaults.iter().filter(|(path, _)| wanted(path)) {
            let Some(key) = keys::find(path) else { continue };
            if !controls.iter().any(|control| control.key == *path) {
                let amount = Amount { value: *value, law: None };
                controls.push(control(
                    path,
                    key,
                    match key.kind {
                        Kind::Calendar => Said::Calendar { periods: Vec::new(), otherwise: Some(amount) },
                        _ => Said::Number(amount),
                    },
                ));
            }
        }
        controls.sort_by(|a, b| a.key.cmp(&b.key));
        controls
    }
}

fn said_by(setting: &Setting) -> Option<Said> {
    Some(match &setting.value {
        Value::Date(day) => Said::Date(iso(*day)),
        Value::Flag(flag) => Said::Flag(*flag),
        Value::Texts(texts) => Said::Names(texts.iter().map(|(text, _)| text.clone()).collect()),
        Value::Number(number) => Said::Number(amount(number)),
        Value::Calendar(Calendar { entries, otherwise, .. }) => {
            Said::Calendar { periods: entries.iter().map(period).collect(), otherwise: otherwise.as_ref().map(amount) }
        }
        _ => return None,
    })
}

fn period(entry: &Entry) -> Period {
    Period { from: entry.from.map(iso), to: entry.to.map(iso), amount: amount(&entry.value) }
}

fn amount(number: &Number) -> Amount {
    let uncertain = number.joint || !matches!(number.law, Law::Fixed(_));
    Amount { value: number.law.centre(), law: uncertain.then(|| value::in_words(number)) }
}

#[cfg(test)]
mod tests {
    use super::super::{load, read_shipped};
    use super::*;

    fn control(overrides: &[&str], key: &str) -> Control {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        let loaded = load("scenarios/history.toml", &overrides, &|path| read_shipped(path)).expect("it is right");
        let mut found = loaded.scenario.controls(&[key]);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn controls_show_what_the_scenario_says() {
        let date = control(&[], "policy.deadlines.phase_1.enforced_from");
        assert_eq!(date.value, Said::Date("2023-11-01".into()));
        let turned = control(&["policy.protection.por=0.5"], "policy.protection.por");
        assert_eq!((turned.unit, turned.range), ("share", (0.0, 1.0)));
        let otherwise = Some(Amount { value: 0.5, law: None });
        assert_eq!(turned.value, Said::Calendar { periods: Vec::new(), otherwise });
        let share = control(&[], "policy.deported_share.por");
        let Said::Calendar { otherwise: Some(amount), .. } = share.value else { panic!("{share:?}") };
        assert_eq!((amount.value, amount.law.as_deref()), (0.65, Some("uniform 0.5 to 0.8")));
        let Said::Calendar { periods, .. } = control(&[], "policy.arrests_per_day").value else { panic!() };
        assert_eq!((periods[0].from.as_deref(), periods[0].amount.value), (Some("2023-09-15"), 15.0));
    }

    #[test]
    fn what_no_file_says_is_shown_with_its_default() {
        let protection = control(&[], "policy.protection.por");
        let otherwise = Some(Amount { value: 0.0, law: None });
        assert_eq!(protection.value, Said::Calendar { periods: Vec::new(), otherwise });
    }
}
