//! The posterior as a parameter set that scenarios can name.

use super::fit::Fitted;
use crate::output::{OtherFile, Table};
use crate::scenario::Scenario;
use crate::units;

/// Name of the file of a posterior, in its folder.
pub const FILE: &str = "posterior.toml";

/// Name of the table of its draws.
pub const DRAWS: &str = "posterior.csv";

/// The column of a key in the table of draws.
pub fn column(key: &str) -> String {
    key.replace('.', "_")
}

/// The parameter set, as a text: kind, name, where it comes from, and which column is which number.
pub fn set(scenario: &Scenario, fitted: &Fitted) -> OtherFile {
    let until = units::iso(fitted.last_day);
    let (draws, windows) = (fitted.draws.len(), fitted.targets.all.len());
    let prior = &scenario.parameter_set.name;
    let text = |text: String| toml::Value::String(text).to_string();
    let mut lines = vec![
        "# Numbers fitted to the record of the very events that are simulated. They say what would explain what happened,".to_owned(),
        "# not what anybody could have known before. Made by `crossings calibrate`.".to_owned(),
        String::new(),
        "[parameter_set]".to_owned(),
        "kind = \"hindsight\"".to_owned(),
        format!("name = {}", text(format!("fit to the record until {}", units::in_words(fitted.last_day)))),
        format!(
            "description = {}",
            text(format!(
                "{draws} joint draws of {} numbers, learned by `crossings calibrate` from {windows} windows of published counts until {until}, starting from \"{prior}\".",
                fitted.keys.len()
            ))
        ),
        format!("source = {}", text(format!("fitted to published counts until {until} by crossings {} (joint draws, hindsight)", env!("CARGO_PKG_VERSION")))),
        format!("fitted_until = {until}"),
        format!("draws = \"{DRAWS}\""),
        String::new(),
        "[parameter_set.columns]".to_owned(),
    ];
    lines.extend(fitted.keys.iter().map(|key| format!("{} = {{ key = \"{key}\" }}", column(key))));
    let meaning = "The posterior as a parameter set: a scenario names it with `parameters`.";
    OtherFile { name: FILE, meaning, content: (lines.join("\n") + "\n").into_bytes() }
}

/// The table of draws as Parquet, which also says which column is which key.
#[cfg(feature = "parquet")]
pub fn columnar(fitted: &Fitted, draws: &Table) -> Option<OtherFile> {
    let keys: serde_json::Map<String, serde_json::Value> =
        fitted.keys.iter().map(|key| (column(key), key.as_str().into())).collect();
    let content = crate::output::parquet::bytes(draws, &[("keys", serde_json::Value::from(keys).to_string())]);
    let meaning =
        "The draws of the posterior once more, as Apache Parquet; its metadata say which column is which key.";
    Some(OtherFile { name: "posterior.parquet", meaning, content })
}

/// This program was built without the feature `parquet`.
#[cfg(not(feature = "parquet"))]
pub fn columnar(_: &Fitted, _: &Table) -> Option<OtherFile> {
    None
}
