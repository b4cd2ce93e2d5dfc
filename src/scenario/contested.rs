//! Numbers about which sources contradict one another: who says what.
//!
//! Two ways to write them. A `choice` is a law: every run takes one of the sources. A table of `claims` is beside the law:
//! runs draw as they did, from a range or from joint draws, and the claims stand ready for the question whose number is
//! right. A key may have both.

use super::Scenario;
use super::build::entry_key;
use super::files::Merged;
use super::keys;
use super::problem::Problem;
use super::value::{Number, Setting, Value, in_words};
use crate::law::Law;

/// What one source says.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The name that the scenario gives it: `unhcr_june_2023`.
    pub name: String,
    /// The number, in the unit of the key.
    pub value: f64,
    /// Who says so, in words; empty if the file does not say.
    pub source: String,
}

/// A number with several claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Contested {
    /// Its key, as in the table of numbers of the plan.
    pub key: String,
    /// Its unit.
    pub unit: String,
    /// Two or more, in the order of the file.
    pub claims: Vec<Claim>,
    /// Runs take it from joint draws, together with numbers that were fitted to it.
    pub joint: bool,
}

impl Scenario {
    /// All numbers about which the scenario gives two or more sources, in the order of their keys.
    pub fn contested(&self) -> Vec<Contested> {
        let mut all: Vec<Contested> = Vec::new();
        for setting in self.merged.values().filter(|setting| setting.key.is_quantity()) {
            for (key, number) in numbers(setting) {
                let mut claims = of_choice(number);
                claims.extend(beside(&self.merged, &key));
                if claims.len() > 1 && self.plan.numbers.keys.contains(&key) {
                    all.push(Contested { key, unit: setting.key.unit.to_owned(), claims, joint: number.joint });
                }
            }
        }
        all
    }
}

/// The numbers of a setting with their keys in the plan.
fn numbers(setting: &Setting) -> Vec<(String, &Number)> {
    let path = || setting.path.clone();
    match &setting.value {
        Value::Number(number) => vec![(path(), number)],
        Value::Calendar(calendar) => {
            let entry = |(at, entry)| {
                let _: &super::value::Entry = entry;
                (entry_key(&setting.path, calendar, at), &entry.value)
            };
            let otherwise = calendar.otherwise.iter().map(|number| (path(), number));
            otherwise.chain(calendar.entries.iter().enumerate().map(entry)).collect()
        }
        _ => Vec::new(),
    }
}

fn of_choice(number: &Number) -> Vec<Claim> {
    let Law::Choice(values) = &number.law else { return Vec::new() };
    let source = number.source.clone().unwrap_or_default();
    let claim = |(name, value): (&String, &f64)| Claim { name: name.clone(), value: *value, source: source.clone() };
    number.labels.iter().zip(values).map(claim).collect()
}

/// The settings of claims, in the order of the files: the key that they are about, the name, the setting.
fn claims(merged: &Merged) -> impl Iterator<Item = (&str, &str, &Setting)> {
    merged.values().filter_map(|setting| match setting.names.as_slice() {
        [(keys::Group::Key, key, _), (keys::Group::Claim, name, _)] => Some((key.as_str(), name.as_str(), setting)),
        _ => None,
    })
}

/// The claims about a key, the least first.
fn beside(merged: &Merged, key: &str) -> Vec<Claim> {
    let claim = |(about, name, setting): (&str, &str, &Setting)| match &setting.value {
        Value::Number(Number { law: Law::Fixed(value), source, .. }) if about == key => {
            Some(Claim { name: name.to_owned(), value: *value, source: source.clone().unwrap_or_default() })
        }
        _ => None,
    };
    let mut all: Vec<Claim> = claims(merged).filter_map(claim).collect();
    all.sort_by(|a, b| a.value.total_cmp(&b.value));
    all
}

/// Every claim must be one number about a number that there is, within its range.
pub(super) fn check(merged: &Merged, complete: bool, problems: &mut Vec<Problem>) {
    for (key, name, setting) in claims(merged) {
        let Value::Number(number) = &setting.value else { continue };
        // What is wrong with the number is said once, not for every claim.
        let (table, table_at) = (format!("claims.\"{key}\""), &setting.names[0].2);
        let Some(about) = keys::find(key).filter(|key| key.is_quantity()) else {
            let candidates =
                merged.values().filter(|setting| setting.key.is_quantity()).map(|setting| setting.path.as_str());
            problems.push(
                Problem::error(table_at, &table, format!("`{key}` is not the key of a number"))
                    .allowed("claims are about a number of the scenario, for example `population.undocumented.people`")
                    .nearest(key, candidates),
            );
            continue;
        };
        let one = match merged.get(key).map(|setting| &setting.value) {
            Some(Value::Calendar(calendar)) => calendar.entries.is_empty(),
            Some(_) => true,
            // What is missing because a file could not be read, or as a number that every scenario needs, has been reported.
            None if !complete || problems.iter().any(|problem| problem.message.contains(&format!("`{key}`"))) => {
                continue;
            }
            None => {
                let candidates =
                    merged.values().filter(|other| std::ptr::eq(other.key, about)).map(|other| other.path.as_str());
                problems.push(
                    Problem::error(table_at, &table, format!("the scenario states no number `{key}`"))
                        .allowed("claims are about a number of the scenario")
                        .nearest(key, candidates),
                );
                continue;
            }
        };
        if !one {
            problems.push(
                Problem::error(table_at, &table, format!("`{key}` changes with the days"))
                    .allowed("claims are about one number; the entries of a calendar may be a `choice`"),
            );
            continue;
        }
        match number.law {
            Law::Fixed(value) if (about.range.0..=about.range.1).contains(&value) => {}
            Law::Fixed(value) => problems.push(
                Problem::error(
                    &number.at,
                    &setting.path,
                    format!("the claim `{name}` is {}, outside the range of `{key}`", keys::plain(value)),
                )
                .allowed(format!("allowed: {} ({})", about.range_in_words(), about.unit))
                .reason(about.reason),
            ),
            _ => problems.push(
                Problem::error(
                    &number.at,
                    &setting.path,
                    format!("the claim `{name}` is {}, not one number", in_words(number)),
                )
                .allowed("one number; the two ends of a range can be two claims"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{load, read_shipped};

    fn names(path: &str, overrides: &[&str], key: &str) -> Vec<String> {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        let scenario = load(path, &overrides, &read_shipped).unwrap().scenario;
        let found = scenario.contested().into_iter().find(|number| number.key == key);
        found.map_or(Vec::new(), |number| number.claims.into_iter().map(|claim| claim.name).collect())
    }

    #[test]
    fn who_speaks_of_a_number_anew_replaces_what_was_claimed() {
        let key = "population.undocumented.people";
        let inherited = names("scenarios/winter-moratorium.toml", &[], key);
        assert_eq!(inherited, ["unhcr_table_june_2023", "unhcr_november_2023", "government_october_2023"]);
        let own = names("scenarios/phase-2.toml", &[], key);
        assert_eq!(own, ["unhcr_2023_less_departures", "government_2023_less_departures"]);
        // Claims about one number leave those about others, and the law that runs draw from, as they were.
        let mine = ["claims.\"population.por.people\".me=1_000_000"];
        assert_eq!(names("scenarios/history.toml", &mine, key), inherited);
        assert_eq!(names("scenarios/history.toml", &mine, "population.por.people").len(), 4 + 1);
        let digest = |overrides: &[String]| {
            load("scenarios/history.toml", overrides, &read_shipped).unwrap().scenario.digest_text()
        };
        assert_eq!(digest(&[]), digest(&[mine[0].to_owned()]));
    }
}
