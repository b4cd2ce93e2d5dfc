//! The JSON Schema of scenario files, made from the list of keys, so that editors complete and check them.
//!
//! Dates of TOML appear to schema tools as texts of format `date`. Tables that are keyed by names list the names of
//! the shipped scenarios for completion, and allow others, because a scenario may define its own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value as Json, json};

use super::keys::{self, Absence, Group, Key, Kind};
use super::laws;
use crate::units;

/// The schema of scenario files and parameter sets.
///
/// # Panics
/// Never: the shipped scenarios load, as a test makes sure.
pub fn schema() -> Json {
    let generator = SchemaSettings::draft07().into_generator();
    let mut root = generator.into_root_schema_for::<ScenarioFile>().to_value();
    root["title"] = json!("Scenario of the crossings simulator");
    state_once(&mut root);
    root
}

/// Parts shorter than this, in characters, are repeated rather than referred to.
const SHORT: usize = 300;

/// Moves every part that stands in several places to the definitions: the tables of names repeat each calendar for
/// each status, province and crossing, and an editor should not read a megabyte for that.
fn state_once(root: &mut Json) {
    let mut places = BTreeMap::new();
    count_parts(&root["properties"], &mut places);
    let mut definitions = Map::new();
    let mut names = BTreeMap::new();
    refer(&mut root["properties"], &places, &mut names, &mut definitions);
    if let Some(all) = root["definitions"].as_object_mut() {
        all.append(&mut definitions);
    }
}

/// Is this a schema, and not a table of schemas by name?
fn is_schema(part: &Json) -> bool {
    part["type"].is_string() || part["anyOf"].is_array()
}

fn count_parts(part: &Json, places: &mut BTreeMap<String, usize>) {
    if is_schema(part) {
        *places.entry(part.to_string()).or_default() += 1;
    }
    match part {
        Json::Object(fields) => fields.values().for_each(|field| count_parts(field, places)),
        Json::Array(items) => items.iter().for_each(|item| count_parts(item, places)),
        _ => {}
    }
}

/// Replaces what stands in several places by a reference, the largest parts first.
fn refer(
    part: &mut Json,
    places: &BTreeMap<String, usize>,
    names: &mut BTreeMap<String, String>,
    definitions: &mut Map<String, Json>,
) {
    let text = part.to_string();
    let repeated = is_schema(part) && text.len() > SHORT && places.get(&text).is_some_and(|&count| count > 1);
    if repeated && let Some(name) = names.get(&text) {
        *part = json!({ "$ref": format!("#/definitions/{name}") });
        return;
    }
    match part {
        Json::Object(fields) => fields.values_mut().for_each(|field| refer(field, places, names, definitions)),
        Json::Array(items) => items.iter_mut().for_each(|item| refer(item, places, names, definitions)),
        _ => {}
    }
    if repeated {
        let name = format!("part_{}", names.len() + 1);
        let reference = json!({ "$ref": format!("#/definitions/{name}") });
        definitions.insert(name.clone(), std::mem::replace(part, reference));
        names.insert(text, name);
    }
}

/// A scenario file as a type, for the schema.
struct ScenarioFile;

impl JsonSchema for ScenarioFile {
    fn schema_name() -> Cow<'static, str> {
        "ScenarioFile".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let names = Shipped::names();
        table("", &names, generator)
    }
}

/// A number written as a table: a law, or a value with its source.
struct LawTable;

impl JsonSchema for LawTable {
    fn schema_name() -> Cow<'static, str> {
        "law".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = number_table(Map::new());
        schema.insert(
            "description".to_owned(),
            json!("A law, or a number with its source. Every run draws its own value."),
        );
        schema
    }
}

/// The table of a number with further fields.
fn number_table(mut properties: Map<String, Json>) -> Schema {
    let mut one_of = Vec::new();
    for form in laws::FORMS {
        let mut property = match (form.key, form.parameters.len()) {
            ("value", _) => json!({ "type": "number" }),
            ("choice", _) => {
                json!({ "type": "object", "minProperties": 1, "additionalProperties": { "type": "number" } })
            }
            (_, count) => {
                json!({ "type": "array", "items": { "type": "number" }, "minItems": count, "maxItems": count })
            }
        };
        let parameters =
            if form.parameters.is_empty() { String::new() } else { format!(" [{}]", form.parameters.join(", ")) };
        property["description"] = json!(format!("{}{parameters}", form.meaning));
        properties.insert(form.key.to_owned(), property);
        one_of.push(json!({ "required": [form.key] }));
    }
    properties.insert("source".to_owned(), json!({ "type": "string", "description": SOURCE }));
    properties.insert("note".to_owned(), json!({ "type": "string", "description": NOTE }));
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false, "oneOf": one_of })
}

const SOURCE: &str = "Who says so, or `assumption` with the reason.";
const NOTE: &str = "A remark; it also says that an odd value is meant.";

/// Names of the shipped scenarios, for completion.
struct Shipped {
    names: crate::plan::Names,
    deadlines: Vec<String>,
}

impl Shipped {
    fn names() -> Shipped {
        let loaded =
            super::load("scenarios/history.toml", &[], &super::read_shipped).expect("the shipped history loads");
        let deadline = |path: &String| Some(path.strip_prefix("policy.deadlines.")?.split('.').next()?.to_owned());
        let mut deadlines: Vec<String> = loaded.scenario.merged.keys().filter_map(deadline).collect();
        deadlines.dedup();
        Shipped { names: loaded.scenario.plan.names, deadlines }
    }

    fn of(&self, group: Group) -> Vec<String> {
        let mut names = match group {
            Group::Status => self.names.statuses.clone(),
            Group::Province => self.names.provinces.clone(),
            Group::Crossing => self.names.crossings.clone(),
            Group::Destination => self.names.destinations.clone(),
            Group::Weekday => units::WEEKDAYS.map(str::to_owned).to_vec(),
            Group::Deadline => self.deadlines.clone(),
            Group::CourtOrder | Group::Column | Group::Key | Group::Claim => Vec::new(),
        };
        if group == Group::Status {
            names.push("visa".to_owned());
        }
        names
    }
}

/// The table at a pattern such as `policy.protection`.
fn table(pattern: &str, names: &Shipped, generator: &mut SchemaGenerator) -> Schema {
    let mut properties = Map::new();
    let mut schema = json_schema!({ "type": "object", "additionalProperties": false });
    for step in keys::steps_after(pattern) {
        let below = if pattern.is_empty() { step.to_owned() } else { format!("{pattern}.{step}") };
        let leaf = keys::leaf(&below);
        let inner = match leaf {
            Some(key) => value(key, generator),
            None => table(&below, names, generator),
        };
        match Group::of_step(step) {
            None => {
                properties.insert(step.to_owned(), inner.to_value());
            }
            Some(group) => {
                let all = leaf.filter(|_| group.has_all()).map(|_| "all".to_owned());
                for name in names.of(group).into_iter().chain(all) {
                    properties.entry(name).or_insert_with(|| inner.clone().to_value());
                }
                schema.insert("additionalProperties".to_owned(), inner.to_value());
            }
        }
    }
    if !pattern.is_empty() && !properties.contains_key("source") {
        let meaning = "Source of every value of this table that names no other.";
        properties.insert("source".to_owned(), json!({ "type": "string", "description": meaning }));
    }
    schema.insert("properties".to_owned(), Json::Object(properties));
    schema
}

/// What may stand at a key, with its meaning.
fn value(key: &Key, generator: &mut SchemaGenerator) -> Schema {
    let mut schema = bare_value(key, generator);
    schema.insert("description".to_owned(), json!(describe(key)));
    if let Absence::Number(value) = key.default {
        schema.insert("default".to_owned(), json!(value));
    }
    schema
}

/// Meaning, unit, range and reason of a key, in one paragraph.
fn describe(key: &Key) -> String {
    let mut text = key.meaning.to_owned();
    if !key.unit.is_empty() {
        text += &format!(" Unit: {}. Range: {}: {}.", key.unit, key.range_in_words(), key.reason);
    }
    text
}

fn bare_value(key: &Key, generator: &mut SchemaGenerator) -> Schema {
    let (low, high) = key.range;
    let number = json!({ "type": "number", "minimum": low, "maximum": high });
    let date = json!({ "type": "string", "format": "date" });
    match key.kind {
        Kind::Text | Kind::Name(_) => json_schema!({ "type": "string" }),
        Kind::Texts | Kind::Names(_) => {
            json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
        }
        Kind::Date => json_schema!({ "type": "string", "format": "date" }),
        Kind::Flag => json_schema!({ "type": "boolean" }),
        Kind::Whole => json_schema!({ "type": "integer", "minimum": low, "maximum": high }),
        Kind::Plain => json_schema!({ "type": "number", "minimum": low, "maximum": high }),
        Kind::Plains => json_schema!({ "type": "array", "items": { "type": "number" } }),
        Kind::Word(words) => json_schema!({ "type": "string", "enum": words }),
        Kind::Number => json_schema!({ "anyOf": [number, generator.subschema_for::<LawTable>()] }),
        Kind::Records(fields) => {
            let record = record(fields, generator);
            json_schema!({ "type": "array", "items": record })
        }
        Kind::Calendar => {
            let number_or_law = json!({ "anyOf": [number, generator.subschema_for::<LawTable>()] });
            let mut entry = Map::new();
            entry.insert("from".to_owned(), date.clone());
            entry.insert("to".to_owned(), date);
            let mut entry = number_table(entry);
            entry.ensure_object();
            if let Some(properties) = entry.get_mut("properties") {
                properties["value"] = number_or_law.clone();
                for field in keys::ENTRY {
                    properties[field.path]["description"] = json!(field.meaning);
                }
            }
            let entries = json!({ "type": "array", "items": entry });
            let mut calendar = Map::new();
            for field in keys::CALENDAR {
                let mut value = match field.kind {
                    Kind::Records(_) => entries.clone(),
                    Kind::Flag => json!({ "type": "boolean" }),
                    Kind::Text => json!({ "type": "string" }),
                    _ => number_or_law.clone(),
                };
                value["description"] = json!(field.meaning);
                calendar.insert(field.path.to_owned(), value);
            }
            json_schema!({ "anyOf": [
                number,
                generator.subschema_for::<LawTable>(),
                entries,
                { "type": "object", "properties": calendar, "additionalProperties": false },
            ] })
        }
    }
}

fn record(fields: &[Key], generator: &mut SchemaGenerator) -> Json {
    let mut properties = Map::new();
    for field in fields {
        properties.insert(field.path.to_owned(), value(field, generator).to_value());
    }
    let required: Vec<&str> =
        fields.iter().filter(|field| field.default == Absence::Required).map(|field| field.path).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}
