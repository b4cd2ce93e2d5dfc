//! The report, put together, in the order in which a reader should meet things: what is not in the range, the question, the
//! answer, the pictures, what was assumed, how good the model was, its card, and how to make it all again.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::html::{element, escaped, list, picture, table};
use super::markdown;
use crate::cli::explore;
use crate::cli::result::Finished;
use crate::cli::run::audits;
use crate::ensemble::Ensemble;
use crate::language::Texts;
use crate::outcome::Findings;
use crate::output::{About, Audited, Identity, ModelCard, answer, limits, model_card, track_record};
use crate::scenario::Scenario;
use crate::units::{base64, in_words};

const PAGE: &str = include_str!("../../../assets/report/report.html");
const STYLE: &str = include_str!("../../../assets/report/report.css");
const SCRIPT: &str = include_str!("../../../assets/report/report.js");

/// What the runs of a scenario came to.
struct Told {
    findings: Findings,
    failed: u64,
    audits: Vec<Audited>,
}

/// Words of a picture that stand in its file.
struct Words<'s> {
    title: &'s str,
    description: &'s str,
}

/// The report as a page, with the simulator inside if it is wanted.
///
/// # Errors
/// If the result has no run that went well.
pub fn html(found: &Finished, levers: bool) -> Result<String, String> {
    let texts = Texts::english();
    let told = |ensemble: &Ensemble| {
        let findings = ensemble.tally.findings().ok_or("no run of this result went well".to_owned())?;
        Ok(Told { findings, failed: ensemble.failed.len() as u64, audits: audits(ensemble, 0, 0) })
    };
    let told: Vec<Told> = found.ask(|_, pairs| pairs.members.iter().map(told).collect::<Result<_, String>>())??;
    let first = &found.scenarios[0];
    let title = match &found.scenarios[..] {
        [one] => one.card.title.clone(),
        _ => texts.word("report-comparison").to_owned(),
    };
    let mut body = element("h1", &title);
    for (scenario, told) in found.scenarios.iter().zip(&told) {
        body.push_str(&answered(texts, scenario, &told.findings, found.scenarios.len() > 1));
    }
    body.push_str(&comparison(texts, found));
    if levers {
        let words = escaped(&texts.word("report-try"));
        body.push_str(&format!("<p id=\"levers\" hidden><button id=\"try\">{words}</button></p>\n"));
    }
    body.push_str(&pictures(texts, &found.place));
    if let Some(record) = track_record(texts, first) {
        body.push_str(&element("h2", &texts.word("report-track-record")));
        body.push_str(&element("p", &record));
    }
    for (at, told) in told.iter().enumerate() {
        body.push_str(&card(found, at, told));
    }
    body.push_str(&again(texts, found));
    let simulator = if levers { simulator(found) } else { String::new() };
    let parts = [
        ("@TITLE@", escaped(&title)),
        ("@POLICY@", policy(levers)),
        ("@STYLE@", STYLE.to_owned()),
        ("@LIMITS@", escaped(&format!("{}: {}.", texts.word("report-limits"), limits::largest(texts)))),
        ("@BODY@", body),
        ("@SIMULATOR@", simulator),
        ("@SCRIPT@", SCRIPT.to_owned()),
    ];
    // In the order of the page, so that what a part holds is never taken for the place of another.
    let (mut html, mut rest) = (String::new(), PAGE);
    for (place, part) in parts {
        let (before, after) = rest.split_once(place).expect("the page has a place for every part");
        html.push_str(before);
        html.push_str(&part);
        rest = after;
    }
    Ok(html + rest)
}

/// Only what is named here runs. The page of the simulator, which opens from this one, is bound by this policy, too.
fn policy(levers: bool) -> String {
    let digest = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text)));
    let (scripts, styles) = if levers { explore::page::digests() } else { (String::new(), String::new()) };
    format!(
        "default-src 'none'; script-src {} {scripts} 'wasm-unsafe-eval'; style-src {} {styles}; img-src data: blob:; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    )
}

/// Question and answer of a scenario.
fn answered(texts: &Texts, scenario: &Scenario, findings: &Findings, heading: bool) -> String {
    let card = &scenario.card;
    let mut html = if heading { element("h2", &card.title) } else { String::new() };
    if !card.question.is_empty() {
        html.push_str(&format!("<p class=\"question\">{}</p>\n", escaped(&card.question)));
    }
    let last = findings.first_day + findings.days as i32 - 1;
    let sentence = answer::sentence(findings, &in_words(findings.first_day), &in_words(last));
    html.push_str(&format!("<p class=\"answer\">{}</p>\n", escaped(&sentence)));
    let head = ["", &texts.word("half-of-runs"), &texts.word("nine-in-ten")].map(escaped);
    let row =
        |(label, [half, all]): answer::Row| [escaped(&named(texts, &label)), escaped(&half), escaped(&all)].into();
    let rows: Vec<Vec<String>> = answer::rows(findings).into_iter().map(row).collect();
    html.push_str(&format!("<div class=\"ranges\">{}</div>\n", table(&head, &rows)));
    let plan = scenario.plan();
    let target = plan.numbers.laws[plan.questions.target_people.0 as usize].centre();
    html.push_str(&element("p", &answer::target(findings, target)));
    let thresholds = answer::thresholds(findings, &answer::thresholds_in_words(&plan));
    html.push_str(&list(&thresholds.iter().map(|words| asked(texts, words)).collect::<Vec<_>>()));
    html.push_str(&element("p", &answer::monte_carlo(findings)));
    html
}

/// What is asked, with the measure in words: `departures_cumulative reaches 374,600` are people who have crossed.
fn asked(texts: &Texts, words: &str) -> String {
    let Some((measure, rest)) = words.split_once(" reaches ") else { return words.to_owned() };
    let name = texts.known(&format!("series-{}", measure.replace('_', "-"))).unwrap_or(measure);
    format!("{name} reach {rest}")
}

/// A label of the small table; what is a part of the row above has a dash, and its name in words.
fn named(texts: &Texts, label: &str) -> String {
    let Some(part) = label.strip_prefix("  ") else { return label.to_owned() };
    format!("– {}", texts.known(&format!("name-{}", part.replace('_', "-"))).unwrap_or(part))
}

/// What a comparison says, as it was said on the console.
fn comparison(texts: &Texts, found: &Finished) -> String {
    let Ok(answer) = std::fs::read_to_string(found.place.join("answer.md")) else { return String::new() };
    let answer = answer.lines().skip_while(|line| line.starts_with("# ") || line.is_empty());
    let answer = answer.collect::<Vec<_>>().join("\n");
    format!("{}<pre>{}</pre>\n", element("h2", &texts.word("report-verdict")), escaped(answer.trim_end()))
}

/// The pictures of the folder, each with its words.
fn pictures(texts: &Texts, place: &Path) -> String {
    let mut names: Vec<_> = std::fs::read_dir(place.join("figures"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "svg"))
        .collect();
    // As in the manifest: the order in which a reader wants them.
    let manifest = std::fs::read_to_string(place.join("manifest.json")).unwrap_or_default();
    let rank = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        manifest.find(&format!("figures/{name}\"")).unwrap_or(usize::MAX)
    };
    names.sort_by_key(|path| (rank(path), path.clone()));
    let mut html = element("h2", &texts.word("report-pictures"));
    if names.is_empty() {
        html.push_str(&element("p", &texts.word("report-no-pictures")));
    }
    for path in names {
        let Ok(svg) = std::fs::read_to_string(&path) else { continue };
        let Words { title, description } = words(&svg);
        // In the file the words are escaped once.
        let plain = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        html.push_str(&format!(
            "<figure>{}<details><summary>{}</summary>\n{}</details></figure>\n",
            picture(&svg, &plain(title)),
            escaped(&texts.word("figure-words")),
            markdown::html(&plain(description), 2)
        ));
    }
    html
}

/// Title and description inside a picture file.
fn words(svg: &str) -> Words<'_> {
    let inside = |tag: &str| {
        let (_, after) = svg.split_once(&format!("<{tag} "))?;
        Some(after.split_once('>')?.1.split_once(&format!("</{tag}>"))?.0)
    };
    Words { title: inside("title").unwrap_or_default(), description: inside("desc").unwrap_or_default() }
}

/// The model card of a scenario, with all sources.
fn card(found: &Finished, at: usize, told: &Told) -> String {
    let (scenario, claim) = (&found.scenarios[at], &found.claim);
    let thresholds = answer::thresholds_in_words(&found.plans[at].plan);
    let record = track_record(Texts::english(), scenario);
    let about = About {
        name: &scenario.name,
        card: &scenario.card,
        parameters: &scenario.parameter_set,
        sources: &scenario.sources,
        thresholds: &thresholds,
        track_record: record.as_deref(),
    };
    let claimed = &claim.identity;
    let identity = Identity {
        version: claimed.version.clone(),
        engine: claimed.engine.clone(),
        fidelity: found.fidelity().to_owned(),
        seed: claimed.seed,
        runs: told.findings.runs,
        plan_digest: claimed.plan_digest.clone(),
        results_digest: claimed.results_digest.clone(),
    };
    markdown::html(
        &model_card(
            Texts::english(),
            &ModelCard {
                findings: &told.findings,
                about: &about,
                identity: &identity,
                completion: claim.complete,
                runs_asked: claim.runs_asked.unwrap_or(told.findings.runs),
                runs_failed: told.failed,
                audits: &told.audits,
            },
        ),
        1,
    )
}

/// How to make it again.
fn again(texts: &Texts, found: &Finished) -> String {
    let words = found.claim.words.iter().flatten().map(String::as_str);
    let command: Vec<String> = std::iter::once("crossings").chain(words).map(crate::cli::common::quoted).collect();
    [
        element("h2", &texts.word("report-again")),
        format!("<p><code>{}</code></p>\n", escaped(&found.claim.card)),
        element("p", &texts.word("report-again-hint")),
        format!("<pre>{}</pre>\n", escaped(&command.join(" "))),
    ]
    .concat()
}

/// The page of `crossings explore`, begun at the first scenario of the result, as a text in JSON.
fn simulator(found: &Finished) -> String {
    let path = |scenario: &Scenario| format!("scenarios/{}-as-reported.toml", scenario.name);
    let scenarios: Vec<_> = found
        .scenarios
        .iter()
        .map(|scenario| {
            let card = &scenario.card;
            serde_json::json!({
                "path": path(scenario), "name": scenario.name, "title": card.title, "question": card.question,
            })
        })
        .chain(crate::explorer::scenarios())
        .collect();
    let files: serde_json::Map<String, serde_json::Value> =
        found.scenarios.iter().map(|scenario| (path(scenario), scenario.resolved_toml().into())).collect();
    let data = serde_json::json!({
        "start": path(&found.scenarios[0]),
        "set": [],
        "files": files,
        "scenarios": scenarios,
        "questions": crate::explorer::questions(),
    });
    serde_json::Value::String(explore::page::html(&data)).to_string().replace('<', "\\u003c")
}
