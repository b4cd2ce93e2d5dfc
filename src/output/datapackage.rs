//! `datapackage.json`: the data dictionary, as a Data Package (version 2 of the standard, <https://datapackage.org>).
//!
//! Every file is a resource with size and digest; every column of every table has type, unit, meaning and source.
//! `unit` and `source` of a column and `outcomes` of the package are our additions, which the standard permits.

use serde_json::{Value, json};

use super::about::About;
use super::columns::{self, Column, Kind};
use super::folder::FileRecord;
use super::identity::Identity;
use super::tables::outcome_name;
use crate::outcome::{Findings, Outcome, Series};
use crate::plan::Mode;
use crate::units::{iso, listed};

/// The text of `datapackage.json` for the files written so far.
pub fn datapackage(findings: &Findings, about: &About, identity: &Identity, files: &[FileRecord]) -> Vec<u8> {
    let last_day = findings.first_day + findings.days as i32 - 1;
    let description = format!(
        "{} Simulated by crossings {}: {} runs of {} to {}. Scenario ranges, not observations and not a prediction; \
         read model_card.md first.",
        about.card.question,
        identity.version,
        identity.runs,
        iso(findings.first_day),
        iso(last_day)
    );
    super::json(&json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package_name(about.name),
        "id": format!("sha256:{}", identity.results_digest),
        "title": about.card.title,
        "description": description.trim(),
        "version": identity.version,
        "keywords": ["simulation", "scenario", "migration", "Afghanistan", "Pakistan"],
        "sources": sources(about),
        "card": identity.to_string(),
        "parameter_set": about.parameters.kind,
        "outcomes": outcomes(findings, about),
        "resources": files.iter().map(|file| resource(file, findings, about)).collect::<Vec<_>>(),
    }))
}

/// Lower case letters, digits, dots, dashes and underscores, as the standard wants names.
pub(super) fn package_name(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    name.to_ascii_lowercase().chars().map(|c| if allowed(c) { c } else { '-' }).collect()
}

/// The sources of the scenario's numbers, each once; an assumption has none.
fn sources(about: &About) -> Vec<Value> {
    let mut titles: Vec<&str> = Vec::new();
    for title in about.sources.iter().map(|row| row.source.as_str()) {
        let none = title.is_empty() || title.starts_with("assumption");
        if !none && !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.into_iter().map(|title| json!({ "title": title })).collect()
}

/// Name, unit and meaning of every outcome that occurs.
fn outcomes(findings: &Findings, about: &About) -> Vec<Value> {
    let of = |series: &[Series], table: &str| {
        distinct(series)
            .into_iter()
            .map(|(name, series)| {
                let meaning = meaning(series, about);
                json!({ "name": name, "table": table, "unit": series.outcome.unit.name(), "meaning": meaning })
            })
            .collect::<Vec<_>>()
    };
    let catalogue = &findings.catalogue;
    [of(&catalogue.daily, "daily.csv"), of(&catalogue.totals, "totals.csv")].concat()
}

/// What stands in column `outcome`, each once, with a series that has it.
fn distinct(series: &[Series]) -> Vec<(String, &Series)> {
    let mut all: Vec<(String, &Series)> = Vec::new();
    for series in series {
        let name = outcome_name(series);
        if all.iter().all(|(other, _)| *other != name) {
            all.push((name, series));
        }
    }
    all
}

fn meaning(series: &Series, about: &About) -> String {
    let Outcome { meaning, .. } = series.outcome;
    match series.dimensions.threshold.and_then(|index| about.thresholds.get(index)) {
        Some(threshold) => format!("{meaning} Here: {threshold}."),
        None => (*meaning).to_owned(),
    }
}

/// Extension and media type of a file.
fn media_type(path: &str) -> (&str, &'static str) {
    let extension = path.rsplit('.').next().unwrap_or_default();
    let media_type = match extension {
        "csv" => "text/csv",
        "json" => "application/json",
        "md" => "text/markdown",
        "toml" => "application/toml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    };
    (extension, media_type)
}

/// What the package says of any file.
pub(super) fn plain_resource(file: &FileRecord) -> Value {
    let (extension, media_type) = media_type(&file.path);
    let mut resource = json!({
        "name": package_name(&file.path),
        "path": file.path,
        "description": file.meaning,
        "format": extension,
        "mediatype": media_type,
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
    });
    if !["png", "parquet", "bin"].contains(&extension) {
        resource["encoding"] = "utf-8".into();
    }
    resource
}

fn resource(file: &FileRecord, findings: &Findings, about: &About) -> Value {
    let mut resource = plain_resource(file);
    let catalogue = &findings.catalogue;
    let schema = match file.path.as_str() {
        "daily.csv" => series_schema(&columns::daily(), &catalogue.daily, findings, about),
        "totals.csv" => series_schema(&columns::totals(), &catalogue.totals, findings, about),
        "runs.csv" => runs_schema(findings, about),
        "failed.csv" => schema(columns::failed().iter().map(field).collect(), &["run"]),
        _ => return resource,
    };
    resource["type"] = "table".into();
    resource["schema"] = schema;
    resource
}

pub(super) fn schema(fields: Vec<Value>, primary_key: &[&str]) -> Value {
    json!({ "fields": fields, "missingValues": [""], "primaryKey": primary_key })
}

pub(super) fn field(column: &Column) -> Value {
    let mut field = json!({
        "name": column.name,
        "type": column.kind.name(),
        "description": column.meaning,
        "source": column.source,
    });
    if !column.unit.is_empty() {
        field["unit"] = column.unit.into();
    }
    field
}

/// The schema of `daily.csv` and `totals.csv`: columns of names list the names that occur.
fn series_schema(columns: &[Column], series: &[Series], findings: &Findings, about: &About) -> Value {
    let plain = |names: &[String]| names.iter().map(|name| json!({ "value": name, "label": name })).collect();
    let fields: Vec<Value> = columns
        .iter()
        .map(|column| {
            let mut field = field(column);
            let categories: Vec<Value> = match &*column.name {
                "outcome" => distinct(series)
                    .into_iter()
                    .map(|(name, series)| json!({ "value": name, "label": meaning(series, about) }))
                    .collect(),
                "mode" => {
                    Mode::ALL.map(|mode| json!({ "value": mode.name(), "label": columns::mode_meaning(mode) })).to_vec()
                }
                "status" => plain(&findings.names.statuses),
                "crossing" => plain(&findings.names.crossings),
                "province" => plain(&findings.names.provinces),
                "destination" => plain(&findings.names.destinations),
                _ => return field,
            };
            field["categories"] = categories.into();
            field
        })
        .collect();
    // Cells that are empty for "all" are no keys in the sense of the standard, which forbids missing values there.
    json!({ "fields": fields, "missingValues": [""] })
}

/// The schema of `runs.csv`: a column for every total.
fn runs_schema(findings: &Findings, about: &About) -> Value {
    let total = |series: &Series| {
        let d = &series.dimensions;
        let names = &findings.names;
        let parts: Vec<String> = [
            d.status.map(|i| format!("status {}", names.statuses[i])),
            d.mode.map(|mode| format!("mode {}", mode.name())),
            d.crossing.map(|i| format!("crossing {}", names.crossings[i])),
            d.province.map(|i| format!("province {}", names.provinces[i])),
            d.destination.map(|i| format!("destination {}", names.destinations[i])),
        ]
        .into_iter()
        .flatten()
        .collect();
        let only = if parts.is_empty() { String::new() } else { format!(" Only {}.", listed(&parts)) };
        json!({
            "name": series.label(names),
            "type": Kind::Number.name(),
            "description": format!("{}{only}", meaning(series, about)),
            "source": "simulated by crossings in one run; not observed",
            "unit": series.outcome.unit.name(),
        })
    };
    let fields = std::iter::once(field(&columns::RUN)).chain(findings.catalogue.totals.iter().map(total)).collect();
    schema(fields, &["run"])
}
