//! What stands beside simulated ranges about how good they were on counts that had not been seen.
//!
//! `crossings score history` writes the file `track-record.json`; the one in `data/` is inside the program. It speaks of
//! the model with the policy that came to pass, learned anew at each origin from what had been counted by then, and of
//! nothing else: so it is said only of scenarios with a fitted parameter set, the first day and the people that were scored.
//! As long as there is no such file, nothing is said.

use serde::{Deserialize, Serialize};

use super::identity::digest;
use crate::language::{Texts, say};
use crate::scenario::Scenario;

const SHIPPED: &str = include_str!("../../data/track-record.json");

/// Counts of a score, with what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackRecord {
    /// Name of the scenario.
    pub scenario: String,
    /// Its first day.
    pub first_day: String,
    /// SHA-256 of who was there, without what a parameter set says.
    pub population: String,
    /// Kind of the set that was learned from: only `foresight` knows nothing of what came after the origins.
    pub prior: String,
    /// Origins, in order.
    pub origins: Vec<String>,
    /// Held-out windows, over all origins.
    pub windows: usize,
    /// How many of them the half-of-runs band held.
    pub in_half: usize,
    /// How many the nine-in-ten band held.
    pub in_nine_in_ten: usize,
    /// Pairs of origin and horizon with rivals.
    pub pairs: usize,
    /// Pairs at which the simulation was better than the best rival.
    pub pairs_with_skill: usize,
    /// Version of this program.
    pub version: String,
    /// Engine.
    pub engine: String,
    /// Seed.
    pub seed: u64,
    /// Draws at each origin.
    pub particles: u32,
    /// SHA-256 of the tables of the score.
    pub results_digest: String,
}

impl TrackRecord {
    /// The one in the program, if there is one.
    pub fn shipped() -> Option<Self> {
        serde_json::from_str(SHIPPED).ok()
    }

    /// The file.
    pub fn json(&self) -> String {
        format!("{}\n", serde_json::to_string_pretty(self).expect("numbers and texts"))
    }

    /// Digest of who is there on the first day of a scenario, without the numbers of its parameter set.
    pub fn population(scenario: &Scenario) -> String {
        let set = scenario.set_keys();
        let ours = |key: &str| key.starts_with("population.") && !set.contains(&key);
        let rows = scenario.sources.iter().filter(|row| ours(&row.key));
        digest(rows.map(|row| format!("{} {}\n", row.key, row.value)).collect::<String>().as_bytes())
    }

    /// May it be said of this scenario?
    fn speaks_of(&self, scenario: &Scenario) -> bool {
        self.windows > 0
            && self.prior == "foresight"
            && scenario.parameter_set.kind == "hindsight"
            && self.first_day == crate::units::iso(scenario.first_day)
            && self.population == Self::population(scenario)
    }

    /// In a sentence.
    fn words(&self, texts: &Texts) -> String {
        let Self { windows, in_nine_in_ten, in_half, pairs, pairs_with_skill, .. } = self;
        say!(
            texts,
            "track-record",
            nine = in_nine_in_ten,
            windows = windows,
            half = in_half,
            better = pairs_with_skill,
            pairs = pairs
        )
    }
}

/// What is said beside the ranges of a scenario; nothing if nothing is known about it.
pub fn track_record(texts: &Texts, scenario: &Scenario) -> Option<String> {
    TrackRecord::shipped().filter(|record| record.speaks_of(scenario)).map(|record| record.words(texts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{load, read_shipped};

    fn scenario(path: &str, overrides: &[&str]) -> Scenario {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        load(path, &overrides, &|path| read_shipped(path)).unwrap_or_else(|problems| panic!("{problems}")).scenario
    }

    fn record() -> TrackRecord {
        TrackRecord {
            scenario: "history".to_owned(),
            first_day: "2023-09-15".to_owned(),
            population: TrackRecord::population(&scenario(
                "scenarios/history.toml",
                &["parameters=\"parameters/foresight.toml\""],
            )),
            prior: "foresight".to_owned(),
            origins: vec!["2023-11-07".to_owned()],
            windows: 52,
            in_half: 20,
            in_nine_in_ten: 41,
            pairs: 10,
            pairs_with_skill: 6,
            version: "0.1.0".to_owned(),
            engine: "lanes".to_owned(),
            seed: 1,
            particles: 256,
            results_digest: String::new(),
        }
    }

    /// Said of history and of what changes its policy; not of other people, other years or numbers that were not fitted.
    #[test]
    fn it_is_said_only_of_what_was_scored() {
        let says = |path: &str, overrides: &[&str]| record().speaks_of(&scenario(path, overrides));
        assert!(says("scenarios/history.toml", &[]));
        assert!(says("scenarios/no-deadline.toml", &[]));
        assert!(!says("scenarios/history.toml", &["population.por.people=1"]));
        assert!(!says("scenarios/history.toml", &["parameters=\"parameters/prior.toml\""]));
        assert!(!says("scenarios/return-wave-2016.toml", &[]));
        assert!(!says("scenarios/phase-2.toml", &[]));
        let flattered = TrackRecord { prior: "prior".to_owned(), ..record() };
        assert!(!flattered.speaks_of(&scenario("scenarios/history.toml", &[])));
        let words = record().words(Texts::english());
        assert!(words.contains("the nine-in-ten band held 41 of 52"), "{words}");
        assert!(
            words.ends_with(
                "better than the best simple rival at 6 of 10 pairs of origin and horizon (crossings score)."
            )
        );
    }

    #[test]
    fn the_file_is_read_as_it_is_written() {
        assert_eq!(serde_json::from_str::<TrackRecord>(&record().json()).unwrap(), record());
    }
}
