//! Between whom a difference is divided: edits, alone or several as one.
//!
//! In the theory of games those who share a gain are players. A player here is one edit, or several that are made
//! together: because one of them cannot be made without the other (shares that add up to one), because the reader asked
//! for it, or because there are too many to try all combinations. Edits are put together by the table of the scenario
//! file that they stand in, the deepest tables first.

use std::collections::BTreeSet;

use crate::scenario::{Between, Edit, nearest};
use crate::units::listed;

/// Edits beyond this number are put together by their tables, unless each is asked for: 1,024 combinations.
pub const MOST_UNASKED: usize = 10;

/// How edits are put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By their tables, until there are no more than [`MOST_UNASKED`].
    Automatic,
    /// Only where one cannot be made without another.
    Each,
    /// All edits in each of these tables as one, the others alone.
    Tables(Vec<String>),
}

/// One edit, or several that are made together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// The lever; `policy.protection.*` for several of one table.
    pub name: String,
    /// Which edits, by their place in [`Between::edits`].
    pub edits: Vec<usize>,
    /// What the first scenario says, as in a scenario file; empty if nothing.
    pub before: String,
    /// What the second says.
    pub after: String,
}

/// Everybody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Players {
    /// In the order of the edits.
    pub players: Vec<Player>,
    /// Why edits were put together, one sentence each.
    pub notes: Vec<String>,
}

impl Players {
    /// Those of the way from one scenario to another.
    ///
    /// # Errors
    /// In words: a table that no edit stands in, edits that are too many to be told apart.
    pub fn of(between: &Between<'_>, grouping: &Grouping, most: usize) -> Result<Self, String> {
        let edits: Vec<Edit> = between.edits().cloned().collect();
        let mut groups = Groups { edits: &edits, tables: edits.iter().map(|edit| edit.lever.clone()).collect() };
        let mut notes = Vec::new();
        if let Grouping::Tables(tables) = grouping {
            groups.ask(tables)?;
        }
        groups.together_with_all();
        notes.extend(groups.that_stand(between));
        if *grouping == Grouping::Automatic && groups.count() > MOST_UNASKED {
            let before = groups.count();
            groups.fold(MOST_UNASKED);
            if groups.count() < before {
                notes.push(format!(
                    "There are {before} edits; those of one table are taken together. `--each` keeps them apart, `--group \
                     TABLE` puts together what you choose."
                ));
            }
        }
        if groups.count() > most {
            return Err(format!(
                "{} edits are too many to be told apart (at most {most}); put some together with `--group TABLE`, for \
                 example `--group {}`",
                groups.count(),
                groups.largest_table()
            ));
        }
        Ok(Players { players: groups.players(), notes })
    }

    /// Which edits are made when those players act whose bits are set.
    pub fn chosen(&self, subset: u32) -> Vec<bool> {
        let edits = self.players.iter().map(|player| player.edits.len()).sum();
        let mut chosen = vec![false; edits];
        for (number, player) in self.players.iter().enumerate() {
            player.edits.iter().for_each(|&edit| chosen[edit] = subset >> number & 1 == 1);
        }
        chosen
    }
}

/// Edits on their way to become players: those with the same table are one.
struct Groups<'e> {
    edits: &'e [Edit],
    /// `[edit]`: the lever itself while it is alone.
    tables: Vec<String>,
}

impl Groups<'_> {
    /// The tables, without repetition, in the order of their first edit.
    fn distinct(&self) -> Vec<&str> {
        let mut seen = Vec::new();
        for table in &self.tables {
            if !seen.contains(&table.as_str()) {
                seen.push(table.as_str());
            }
        }
        seen
    }

    fn count(&self) -> usize {
        self.distinct().len()
    }

    fn members(&self, table: &str) -> Vec<usize> {
        (0..self.tables.len()).filter(|&edit| self.tables[edit] == table).collect()
    }

    /// Puts the edits of some tables together.
    fn ask(&mut self, tables: &[String]) -> Result<(), String> {
        for table in tables {
            let table = table.trim_end_matches(".*").trim_end_matches('.');
            let inside: Vec<usize> =
                (0..self.edits.len()).filter(|&edit| lies_in(&self.edits[edit].lever, table)).collect();
            if inside.is_empty() {
                let choices: BTreeSet<&str> = self.edits.iter().flat_map(|edit| tables_of(&edit.lever)).collect();
                let guess = nearest(table, choices.iter().copied());
                let guess = guess.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                let choices: Vec<String> = choices.iter().map(|table| format!("`{table}`")).collect();
                return Err(match choices.is_empty() {
                    true => format!("no edit stands in a table `{table}`"),
                    false => format!("no edit stands in a table `{table}`{guess}\n  tables: {}", choices.join(", ")),
                });
            }
            inside.into_iter().for_each(|edit| self.tables[edit] = table.to_owned());
        }
        Ok(())
    }

    /// `all` stands for every name of its table: beside single names its meaning depends on them.
    fn together_with_all(&mut self) {
        let tables: Vec<String> =
            self.edits.iter().filter_map(|edit| edit.lever.strip_suffix(".all").map(str::to_owned)).collect();
        for table in tables {
            self.join(&table);
        }
    }

    /// Puts together what stands in a table, unless it already is part of something larger.
    fn join(&mut self, table: &str) {
        for (edit, lever) in self.edits.iter().enumerate() {
            if lies_in(&lever.lever, table) && !lies_in(table, &self.tables[edit]) {
                self.tables[edit] = table.to_owned();
            }
        }
    }

    /// Puts edits together until each player can act alone and can be the only one who does not. Says which.
    fn that_stand(&mut self, between: &Between<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        for widest in [false, true] {
            let failing = self.failing(between);
            let Some((_, reason)) = failing.first() else { break };
            let levers = |groups: &Groups<'_>| groups.count();
            let before = levers(self);
            if !widest {
                for (table, _) in &failing {
                    // Their own table: the edits beside them.
                    self.join(parent(table));
                }
            }
            // What no table brings together is made as one.
            if widest || self.count() == before {
                let tables: Vec<String> = failing.iter().map(|(table, _)| table.clone()).collect();
                let first = tables[0].clone();
                for edit in 0..self.tables.len() {
                    if tables.len() == 1 || tables.contains(&self.tables[edit]) {
                        self.tables[edit].clone_from(&first);
                    }
                }
            }
            let names: Vec<String> = failing.iter().map(|(table, _)| format!("`{}`", self.name(table))).collect();
            let together = match failing.len() {
                1 => format!("{} cannot be made alone and is taken together with others", names[0]),
                _ => format!("{} cannot be made one without the other and are taken together", listed(&names)),
            };
            notes.push(format!("{together}: {reason}."));
        }
        notes
    }

    /// Players who cannot act alone, or without whom the others cannot; with the reason.
    fn failing(&self, between: &Between<'_>) -> Vec<(String, String)> {
        let tables = self.distinct();
        if tables.len() < 2 {
            return Vec::new();
        }
        let problem = |chosen: Vec<bool>| between.plan(&chosen).err()?.0.first().map(|problem| problem.message.clone());
        let fails = |table: &str| {
            let alone: Vec<bool> = self.tables.iter().map(|other| other == table).collect();
            let without: Vec<bool> = alone.iter().map(|alone| !alone).collect();
            problem(alone).or_else(|| problem(without))
        };
        tables.into_iter().filter_map(|table| Some((table.to_owned(), fails(table)?))).collect()
    }

    /// Puts the edits of the deepest tables together until there are few enough players or only sections are left.
    fn fold(&mut self, most: usize) {
        while self.count() > most {
            let deepest = self.tables.iter().map(|table| table.split('.').count()).max().unwrap_or(0);
            if deepest < 2 {
                return;
            }
            for table in self.tables.iter_mut().filter(|table| table.split('.').count() == deepest) {
                *table = parent(table).to_owned();
            }
        }
    }

    /// The table with most edits, as an example.
    fn largest_table(&self) -> String {
        let tables: BTreeSet<&str> = self.edits.iter().map(|edit| parent(&edit.lever)).collect();
        let inside = |table: &str| self.edits.iter().filter(|edit| parent(&edit.lever) == table).count();
        tables.into_iter().max_by_key(|table| inside(table)).unwrap_or_default().to_owned()
    }

    /// What a group is called: its lever if it is one, otherwise the table that all its edits stand in.
    fn name(&self, table: &str) -> String {
        let members = self.members(table);
        match members.as_slice() {
            [] => table.to_owned(),
            [edit] => self.edits[*edit].lever.clone(),
            members if members.iter().all(|&edit| lies_in(&self.edits[edit].lever, table)) => format!("{table}.*"),
            members => members.iter().map(|&edit| self.edits[edit].lever.as_str()).collect::<Vec<_>>().join(" + "),
        }
    }

    fn players(&self) -> Vec<Player> {
        let player = |table: &str| {
            let edits = self.members(table);
            let said = |text: fn(&Edit) -> &String| -> String {
                let each = edits.iter().map(|&edit| (&self.edits[edit].lever, text(&self.edits[edit])));
                match edits.as_slice() {
                    [edit] => text(&self.edits[*edit]).clone(),
                    _ => each
                        .filter(|(_, text)| !text.is_empty())
                        .map(|(lever, text)| {
                            let name =
                                lever.strip_prefix(table).map_or(lever.as_str(), |rest| rest.trim_start_matches('.'));
                            format!("{name} = {text}")
                        })
                        .collect::<Vec<_>>()
                        .join("; "),
                }
            };
            Player {
                name: self.name(table),
                before: said(|edit| &edit.before),
                after: said(|edit| &edit.after),
                edits: edits.clone(),
            }
        };
        self.distinct().into_iter().map(player).collect()
    }
}

/// The table that a lever stands in; the lever itself at the top.
fn parent(lever: &str) -> &str {
    lever.rsplit_once('.').map_or(lever, |(table, _)| table)
}

/// All tables that a lever stands in.
fn tables_of(lever: &str) -> impl Iterator<Item = &str> {
    lever.match_indices('.').map(|(at, _)| &lever[..at])
}

fn lies_in(lever: &str, table: &str) -> bool {
    lever.strip_prefix(table).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{self, Scenario, read_shipped};

    fn history(overrides: &[&str]) -> Scenario {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        scenario::load("scenarios/history.toml", &overrides, &read_shipped).unwrap().scenario
    }

    fn names(from: &[&str], to: &[&str], grouping: &Grouping) -> Vec<String> {
        let (from, to) = (history(from), history(to));
        let players = Players::of(&from.towards(&to), grouping, 32).unwrap();
        players.players.into_iter().map(|player| player.name).collect()
    }

    const BEDS: [&str; 5] = [
        "reception.beds.kabul=1",
        "reception.beds.nangarhar=1",
        "reception.beds.kandahar=2",
        "policy.moratorium=1",
        "policy.protection.por=1",
    ];

    #[test]
    fn a_few_edits_stand_alone_unless_asked() {
        let alone = names(&[], &BEDS, &Grouping::Automatic);
        assert_eq!(
            alone,
            [
                "policy.moratorium",
                "policy.protection.por",
                "reception.beds.kabul",
                "reception.beds.kandahar",
                "reception.beds.nangarhar"
            ]
        );
        let asked = names(&[], &BEDS, &Grouping::Tables(vec!["reception.beds".to_owned()]));
        assert_eq!(asked, ["policy.moratorium", "policy.protection.por", "reception.beds.*"]);
    }

    #[test]
    fn a_table_without_edits_is_refused_with_the_choices() {
        let (from, to) = (history(&[]), history(&BEDS));
        let asked = Grouping::Tables(vec!["reception.bed".to_owned()]);
        let error = Players::of(&from.towards(&to), &asked, 32).unwrap_err();
        assert!(error.contains("did you mean `reception.beds`") && error.contains("`policy.protection`"), "{error}");
    }

    #[test]
    fn many_edits_are_put_together_by_their_tables_the_deepest_first() {
        let many = [
            "reception.beds.kabul=1",
            "reception.beds.nangarhar=1",
            "reception.stay_days=3",
            "policy.moratorium=1",
            "policy.protection.por=1",
            "policy.protection.acc=1",
            "places.crossings.torkham.open=0.5",
            "places.crossings.torkham.capacity_per_day=1",
            "places.crossings.chaman.open=0.5",
            "places.crossings.chaman.capacity_per_day=1",
            "behaviour.hiding_share=0.5",
        ];
        let found = names(&[], &many, &Grouping::Automatic);
        assert_eq!(
            found,
            [
                "behaviour.hiding_share",
                "places.crossings.chaman.*",
                "places.crossings.torkham.*",
                "policy.moratorium",
                "policy.protection.acc",
                "policy.protection.por",
                "reception.beds.kabul",
                "reception.beds.nangarhar",
                "reception.stay_days",
            ]
        );
        assert_eq!(names(&[], &many, &Grouping::Each).len(), 11);
    }

    #[test]
    fn shares_that_add_up_are_one_player_even_if_each_is_asked_for() {
        let shares = [
            "places.travel.punjab.crossing_share.torkham=0.3",
            "places.travel.punjab.crossing_share.chaman=0.7",
            "policy.moratorium=1",
        ];
        for grouping in [Grouping::Automatic, Grouping::Each] {
            let (from, to) = (history(&[]), history(&shares));
            let players = Players::of(&from.towards(&to), &grouping, 32).unwrap();
            let found: Vec<&str> = players.players.iter().map(|player| player.name.as_str()).collect();
            assert_eq!(found, ["places.travel.punjab.crossing_share.*", "policy.moratorium"]);
            assert!(players.notes[0].contains("add up to"), "{:?}", players.notes);
        }
    }

    #[test]
    fn all_and_single_names_are_one_player() {
        let found = names(&["policy.protection.por=0.5"], &["policy.protection.all=1"], &Grouping::Each);
        assert_eq!(found, ["policy.protection.*"]);
    }
}
