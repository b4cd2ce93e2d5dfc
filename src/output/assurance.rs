//! `assurance.json`: what was checked on the runs, how often, and how often it did not hold.

use serde::Serialize;

/// A check and how it went over all runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Audited {
    /// Its name, also in `failed.csv`.
    pub name: String,
    /// What it means, in a sentence.
    pub meaning: String,
    /// How often it was made.
    pub checked: u64,
    /// How often it did not hold.
    pub broken: u64,
    /// The first few failures, in words.
    pub examples: Vec<String>,
}

/// Did every check hold that was made, and was any made?
pub fn passed(audits: &[Audited]) -> bool {
    audits.iter().all(|audit| audit.broken == 0) && audits.iter().any(|audit| audit.checked > 0)
}

/// The text of `assurance.json`.
pub fn assurance(audits: &[Audited]) -> Vec<u8> {
    #[derive(Serialize)]
    struct Assurance<'a> {
        passed: bool,
        meaning: &'static str,
        audits: &'a [Audited],
    }
    super::json(&Assurance {
        passed: passed(audits),
        meaning: "Checks made by the program on its own runs, failed ones included. They show that the arithmetic \
                  holds, not that the model fits the world.",
        audits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_broken_check_is_enough_to_fail_and_none_made_is_no_pass() {
        let audit = |checked, broken| Audited {
            name: "people_conserved".into(),
            meaning: "Nobody vanishes.".into(),
            checked,
            broken,
            examples: Vec::new(),
        };
        assert!(passed(&[audit(10, 0), audit(0, 0)]));
        assert!(!passed(&[audit(10, 0), audit(10, 1)]));
        assert!(!passed(&[audit(0, 0)]));
        assert!(!passed(&[]));
        let text: serde_json::Value = serde_json::from_slice(&assurance(&[audit(10, 1)])).unwrap();
        assert_eq!((&text["passed"], &text["audits"][0]["broken"]), (&false.into(), &1.into()));
    }
}
