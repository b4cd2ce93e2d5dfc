//! Laws as scenario files write them: `{ log_uniform = [2e-5, 2.5e-4], source = "..." }`.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::keys::{self, Key};
use super::limits::MOST_LISTED;
use super::problem::{Place, Problem};
use super::read::{Reader, article};
use super::value::Number;
use crate::law::Law;

/// A way to write a number.
#[derive(Debug)]
pub struct Form {
    /// The key.
    pub key: &'static str,
    /// Its parameters, in order; empty for `value` (one number) and `choice` (a table of numbers).
    pub parameters: &'static [&'static str],
    /// What it says.
    pub meaning: &'static str,
}

const fn form(key: &'static str, parameters: &'static [&'static str], meaning: &'static str) -> Form {
    Form { key, parameters, meaning }
}

/// Every way to write a number as a table; the schema is made from this list too.
pub static FORMS: &[Form] = &[
    form("value", &[], "A known number, written as a table so that it can name its source."),
    form("uniform", &["low", "high"], "Anything between the two, equally likely."),
    form("log_uniform", &["low", "high"], "Anything between the two, the logarithm equally likely; both above 0."),
    form("normal", &["mean", "standard deviation"], "The bell curve."),
    form("lognormal", &["median", "standard deviation of the log"], "The logarithm follows a bell curve."),
    form("beta", &["a", "b"], "A share; mean a / (a + b), surer the larger a + b."),
    form("triangular", &["low", "most likely", "high"], "A most likely value between two ends."),
    form("choice", &[], "Numbers of sources that contradict one another, equally likely, each with a name."),
];

/// The least part that the low end of a log-uniform law may be of the high end: twelve powers of ten are no knowledge, and
/// far more than that is no number.
const NARROWEST: f64 = 1e-12;

/// Chance beyond which the tail of a law is out of sight: one draw in a million million.
const OUT_OF_SIGHT: f64 = 1e-12;

/// Reads the table of a number; `beside` are keys that may stand beside it, for advice.
pub(super) fn read(
    reader: &mut Reader<'_>,
    key: &Key,
    table: &DeTable<'_>,
    path: &str,
    at: &Place,
    beside: &[&'static str],
) -> Option<Number> {
    let mut number =
        Number { law: Law::Fixed(0.0), labels: Vec::new(), source: None, note: None, joint: false, at: at.clone() };
    let mut forms = Vec::new();
    let mut sound = true;
    for (field, value) in table {
        let name: &str = field.get_ref();
        match (name, value.get_ref()) {
            ("source", DeValue::String(text)) => number.source = Some(text.to_string()),
            ("note", DeValue::String(text)) => number.note = Some(text.to_string()),
            ("source" | "note", other) => {
                let message = format!("`{name}` of `{path}` is {}, where a text is expected", article(other));
                report(reader, value.span(), path, message, "a text in quotes");
                sound = false;
            }
            _ => match FORMS.iter().find(|form| form.key == name) {
                Some(form) => forms.push((form, field, value)),
                None => {
                    let known =
                        || FORMS.iter().map(|form| form.key).chain(["source", "note"]).chain(beside.iter().copied());
                    let names = known().collect::<Vec<_>>().join("`, `");
                    push(reader, field.span(), |place| {
                        let problem =
                            Problem::error(place, path, format!("unknown key `{name}` in the number `{path}`"))
                                .allowed(format!("known keys: `{names}`"));
                        match path.strip_prefix("claims.") {
                            Some(_) => {
                                problem.help("a key in a key needs quotes: `[claims.\"population.por.people\"]`")
                            }
                            None => problem.nearest(name, known()),
                        }
                    });
                    sound = false;
                }
            },
        }
    }
    match forms.as_slice() {
        [(form, _, value)] => {
            (number.law, number.labels) = law(reader, form, value, path)?;
            number.at = reader_place(at, value.span());
            (sound & in_range(reader, key, &number.law, path, value.span())).then_some(number)
        }
        [] => {
            if sound {
                let names = FORMS.iter().map(|form| form.key).collect::<Vec<_>>().join("`, `");
                let message = format!("`{path}` gives no number");
                report(reader, at.span.clone(), path, message, format!("one of `{names}`"));
            }
            None
        }
        [_, (form, field, _), ..] => {
            let message = format!("`{path}` has two numbers: `{}` beside `{}`", form.key, forms[0].0.key);
            report(reader, field.span(), path, message, "one of them");
            None
        }
    }
}

fn reader_place(at: &Place, span: Range<usize>) -> Place {
    Place { text: at.text.clone(), span }
}

/// The law that a form with its parameters states.
fn law(
    reader: &mut Reader<'_>,
    form: &Form,
    value: &toml::Spanned<DeValue<'_>>,
    path: &str,
) -> Option<(Law, Vec<String>)> {
    match (form.key, value.get_ref()) {
        ("value", _) => return Some((Law::Fixed(reader.float(value, path)?), Vec::new())),
        ("choice", DeValue::Table(table)) => return choice(reader, table, value.span(), path),
        ("choice", other) => {
            let message = format!("`choice` of `{path}` is {}", article(other));
            report(reader, value.span(), path, message, "for example `{ government = 1.73e6, unhcr = 1.3e6 }`");
            return None;
        }
        _ => {}
    }
    let parameters = form.parameters.join(", ");
    let list = match value.get_ref() {
        DeValue::Array(list) if list.len() == form.parameters.len() => list,
        other => {
            let message = format!("`{}` of `{path}` is {}", form.key, list_in_words(other));
            report(reader, value.span(), path, message, format!("a list of {}: [{parameters}]", form.parameters.len()));
            return None;
        }
    };
    let mut p = [0.0; 3];
    for (slot, item) in p.iter_mut().zip(list.iter()) {
        *slot = reader.float(item, path)?;
    }
    let [a, b, c] = p;
    let (law, broken) = match form.key {
        "uniform" => (Law::Uniform { low: a, high: b }, (a >= b).then_some("low must lie below high")),
        "log_uniform" => {
            let broken = (a <= 0.0)
                .then_some("both ends must be above 0")
                .or((a >= b).then_some("low must lie below high"))
                .or((a < b * NARROWEST).then_some("low must be at least a million-millionth of high"));
            (Law::LogUniform { low: a, high: b }, broken)
        }
        "normal" => (Law::Normal { mean: a, sd: b }, (b <= 0.0).then_some("the standard deviation must be above 0")),
        "lognormal" => {
            let broken = (a <= 0.0)
                .then_some("the median must be above 0")
                .or((b <= 0.0).then_some("the standard deviation must be above 0"));
            (Law::LogNormal { median: a, sd_log: b }, broken)
        }
        "beta" => {
            let fine = (0.01..=1e6).contains(&a) && (0.01..=1e6).contains(&b);
            (Law::Beta { a, b }, (!fine).then_some("both must lie between 0.01 and a million"))
        }
        _ => {
            let fine = a < c && (a..=c).contains(&b);
            (
                Law::Triangular { low: a, mode: b, high: c },
                (!fine).then_some("low <= most likely <= high, and low < high"),
            )
        }
    };
    if let Some(rule) = broken {
        let message = format!("`{}` of `{path}` is not a law", form.key);
        report(reader, value.span(), path, message, format!("[{parameters}]: {rule}"));
        return None;
    }
    Some((law, Vec::new()))
}

fn list_in_words(value: &DeValue<'_>) -> String {
    match value {
        DeValue::Array(list) => format!("a list of {}", list.len()),
        other => article(other),
    }
}

fn choice(reader: &mut Reader<'_>, table: &DeTable<'_>, span: Range<usize>, path: &str) -> Option<(Law, Vec<String>)> {
    // In the order of the file, which is the order that the author chose.
    let mut given: Vec<_> = table.iter().collect();
    given.sort_by_key(|(name, _)| name.span().start);
    let (mut values, mut labels) = (Vec::new(), Vec::new());
    for (name, value) in given {
        values.push(reader.float(value, path)?);
        labels.push(name.get_ref().to_string());
    }
    if values.is_empty() || values.len() > MOST_LISTED {
        let message = match values.len() {
            0 => format!("`choice` of `{path}` is empty"),
            many => format!("`choice` of `{path}` has {many} numbers"),
        };
        report(reader, span, path, message, format!("1 to {MOST_LISTED} named numbers"));
        return None;
    }
    Some((Law::Choice(values), labels))
}

/// Are all numbers that the law can give in the range of the key?
fn in_range(reader: &mut Reader<'_>, key: &Key, law: &Law, path: &str, span: Range<usize>) -> bool {
    let (least, most) = extent(law);
    let (low, high) = key.range;
    if least >= low && most <= high {
        return true;
    }
    let value = match law {
        Law::Fixed(value) => format!("is {}", keys::plain(*value)),
        _ => format!("may be {}", keys::plain(super::value::rounded(if least < low { least } else { most }))),
    };
    push(reader, span, |place| {
        let problem = Problem::error(place, path, format!("`{path}` {value}, outside its range"))
            .allowed(format!("allowed: {} ({})", key.range_in_words(), key.unit))
            .reason(key.reason);
        match law {
            Law::Normal { .. } | Law::LogNormal { .. } => {
                problem.help("bell curves have no ends: try `uniform`, `triangular` or, for a share, `beta`")
            }
            _ => problem,
        }
    });
    false
}

/// Least and greatest value that a law can give.
pub(super) fn extent(law: &Law) -> (f64, f64) {
    match law {
        Law::Fixed(value) => (*value, *value),
        Law::Uniform { low, high } | Law::LogUniform { low, high } | Law::Triangular { low, high, .. } => (*low, *high),
        Law::Beta { .. } => (0.0, 1.0),
        Law::Choice(values) => (
            values.iter().copied().fold(f64::INFINITY, f64::min),
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ),
        law => (law.quantile(OUT_OF_SIGHT), law.quantile(1.0 - OUT_OF_SIGHT)),
    }
}

fn report(reader: &mut Reader<'_>, span: Range<usize>, path: &str, message: String, allowed: impl Into<String>) {
    push(reader, span, |place| Problem::error(place, path, message).allowed(allowed));
}

fn push(reader: &mut Reader<'_>, span: Range<usize>, problem: impl FnOnce(&Place) -> Problem) {
    let place = reader.place(span);
    reader.push(problem(&place));
}
