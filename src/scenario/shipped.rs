//! The scenarios, base files and parameter sets that come with the program, inside it: one file works anywhere.

macro_rules! shipped {
    ($($path:literal),+ $(,)?) => {
        &[$((concat!("scenarios/", $path), include_str!(concat!("../../scenarios/", $path)))),+]
    };
}

static SHIPPED: &[(&str, &str)] = shipped![
    "announced-target.toml",
    "base/behaviour.toml",
    "base/policy.toml",
    "base/world.toml",
    "border-shut.toml",
    "court-half-obeyed.toml",
    "court-ignored.toml",
    "court-obeyed.toml",
    "history-to-september-2024.toml",
    "history.toml",
    "no-deadline.toml",
    "parameters/foresight.toml",
    "parameters/hindsight.csv",
    "parameters/hindsight.toml",
    "parameters/prior.toml",
    "phase-2.toml",
    "phase-3.toml",
    "protect-documented.toml",
    "regularise-and-resettle.toml",
    "return-wave-2016.toml",
    "six-month-schedule.toml",
    "variants/capacity-free.toml",
    "variants/no-contagion.toml",
    "variants/threshold.toml",
    "variants/two-memories.toml",
    "winter-moratorium.toml",
];

/// Path and text of every shipped file, by path.
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    SHIPPED
}

/// The text of a shipped file: a [`super::ReadFile`] for a machine without the files.
///
/// # Errors
/// If no shipped file has this path; the message lists the scenarios.
pub fn read_shipped(path: &str) -> Result<String, String> {
    match SHIPPED.iter().find(|(shipped, _)| *shipped == path) {
        Some((_, text)) => Ok((*text).to_owned()),
        None => Err("there is no such file, and none of this name comes with the program".to_owned()),
    }
}
