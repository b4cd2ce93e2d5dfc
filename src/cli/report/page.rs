//! The report, put together, in the order in which a reader should meet things: what is not in the range, the question, the
//! answer, the pictures, what was assumed, how good the model was, its card, and how to make it all again.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::{Compression, write::DeflateEncoder};

use super::html::{element, escaped, list, table};
use super::{Wanted, markdown};
use crate::cli::as_of::AsOf;
use crate::cli::compare::{self, paired};
use crate::cli::explore;
use crate::cli::result::Finished;
use crate::cli::run::audits;
use crate::ensemble::Ensemble;
use crate::explorer;
use crate::language::Texts;
use crate::outcome::Findings;
use crate::output::{About, Audited, Identity, ModelCard, answer, limits, model_card, track_record};
use crate::plot;
use crate::scenario::{self, Scenario};
use crate::study::compare::Comparison;
use crate::study::verdict;

/// Memory.
const TAKES_ALL: &str = "a vector takes all bytes";

const PAGE: &str = include_str!("../../../assets/report/report.html");
const STYLE: &str = include_str!("../../../assets/report/report.css");
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("../../../assets/explorer/letters.js"),
    include_str!("../../../assets/report/report.js")
);

/// What the runs of a scenario came to.
struct Told {
    findings: Findings,
    failed: u64,
    audits: Vec<Audited>,
}

/// The report as a page.
///
/// # Errors
/// If the result has no run that went well.
pub(super) fn html(found: &Finished, wanted: Wanted) -> Result<String, String> {
    let texts = wanted.language.texts();
    let told = |ensemble: &Ensemble| {
        let findings = ensemble.tally.findings().ok_or("no run of this result went well".to_owned())?;
        Ok(Told { findings, failed: ensemble.failed.len() as u64, audits: audits(ensemble, 0, 0) })
    };
    let (told, compared) = found.ask(|_, designs, pairs| {
        let told = pairs.members.iter().map(told).collect::<Result<Vec<Told>, String>>()?;
        let several = found.scenarios.len() > 1;
        let compared = several.then(|| paired::comparison(&found.scenarios, &found.plans, designs, pairs)).flatten();
        Ok::<_, String>((told, compared))
    })??;
    let title = match &found.scenarios[..] {
        [one] => texts.of_scenario(&one.card.title).to_owned(),
        _ => texts.word("report-comparison").to_owned(),
    };
    let mut body = element("h1", &title);
    if texts.is_right_to_left() {
        let hints = [texts.word("awaits-review"), texts.word("report-scenario-english")].map(escaped);
        body.push_str(&format!("<p class=\"hint\">{}</p>\n", hints.join(" ")));
    }
    for (at, told) in told.iter().enumerate() {
        body.push_str(&answered(texts, found, at, &told.findings));
    }
    body.push_str(&comparison(texts, found, &told, compared.as_ref()));
    if wanted.levers {
        let words = escaped(texts.word("report-try"));
        body.push_str(&format!("<p id=\"levers\" hidden><button id=\"try\">{words}</button></p>\n"));
    }
    body.push_str(&pictures(texts, &drawn(texts, found, &told[0].findings, compared.as_ref())));
    if let Some(record) = track_record(texts, &found.scenarios[0]) {
        body.push_str(&element("h2", texts.word("report-track-record")));
        body.push_str(&element("p", &record));
    }
    for (at, told) in told.iter().enumerate() {
        body.push_str(&card(texts, found, at, told));
    }
    body.push_str(&again(texts, found));
    let direction = if texts.is_right_to_left() { "rtl" } else { "ltr" };
    // The simulator has the faces of this page.
    let faces = if wanted.levers { explore::page::faces() } else { plot::style_sheet(texts) };
    let (simulator, engine) = match wanted.levers {
        true => (simulator(found, wanted), explore::page::engine()),
        false => Default::default(),
    };
    let parts = [
        ("@LANGUAGE@", texts.language().tag().to_owned()),
        ("@DIRECTION@", direction.to_owned()),
        ("@TITLE@", escaped(&title)),
        ("@POLICY@", policy(&faces, wanted.levers)),
        ("@FACES@", faces),
        ("@STYLE@", STYLE.to_owned()),
        ("@LIMITS@", escaped(&format!("{}: {}.", texts.word("report-limits"), limits::largest(texts)))),
        ("@BODY@", body),
        ("@SIMULATOR@", simulator),
        ("@ENGINE@", engine),
        ("@SCRIPT@", SCRIPT.to_owned()),
    ];
    Ok(explore::page::filled(PAGE, &parts))
}

/// The pictures of the result.
fn drawn(
    texts: &'static Texts,
    found: &Finished,
    findings: &Findings,
    comparison: Option<&Comparison>,
) -> Vec<plot::Figure> {
    let (engine, card) = (found.engine, &found.claim.card);
    match comparison {
        Some(comparison) => compare::pictures::all(texts, comparison, &found.scenarios, engine, card),
        None => {
            let observed = AsOf::on(found.claim.as_of.as_deref()).observed();
            let told = (&found.plans[0].plan, findings);
            crate::cli::pictures::of_run(texts, &found.scenarios[0], told, &observed, engine, card)
        }
    }
}

/// Only what is named here runs. The page of the simulator, which opens from this one, is bound by this policy, too.
fn policy(faces: &str, levers: bool) -> String {
    let script = explore::page::script();
    match levers {
        true => explore::page::policy(&[SCRIPT, &script], &[faces, STYLE, explore::page::STYLE]),
        false => explore::page::policy(&[SCRIPT], &[faces, STYLE]),
    }
}

/// Question and answer of a scenario.
fn answered(texts: &Texts, found: &Finished, at: usize, findings: &Findings) -> String {
    let (card, plan) = (&found.scenarios[at].card, &found.plans[at].plan);
    let mut html =
        if found.scenarios.len() > 1 { element("h2", texts.of_scenario(&card.title)) } else { String::new() };
    if !card.question.is_empty() {
        html.push_str(&format!("<p class=\"question\">{}</p>\n", escaped(texts.of_scenario(&card.question))));
    }
    html.push_str(&format!("<p class=\"answer\">{}</p>\n", escaped(&answer::sentence(texts, findings))));
    let head = ["", texts.word("half-of-runs"), texts.word("nine-in-ten")].map(escaped);
    let row = |row: &answer::Row| -> Vec<String> {
        std::iter::once(named(row)).chain(row.ranges.iter().map(|range| escaped(range))).collect()
    };
    let rows: Vec<Vec<String>> = answer::rows(texts, findings).iter().map(row).collect();
    html.push_str(&format!("<div class=\"ranges\">{}</div>\n", table(&head, &rows)));
    html.push_str(&element("p", &answer::target(texts, findings, plan.target_people())));
    html.push_str(&list(&answer::thresholds(texts, findings, &answer::thresholds_as_said(texts, plan))));
    html.push_str(&element("p", &answer::monte_carlo(texts, findings)));
    html
}

/// The label of a row; what is a part of the row above has a dash.
fn named(row: &answer::Row) -> String {
    format!("{}{}", if row.part { "– " } else { "" }, escaped(&row.label))
}

/// What a comparison says: the verdicts, all policies side by side, and what the command said besides.
fn comparison(texts: &Texts, found: &Finished, told: &[Told], comparison: Option<&Comparison>) -> String {
    let Some(comparison) = comparison else { return String::new() };
    let mut html = element("h2", texts.word("report-verdict"));
    for policy in 0..comparison.differences.len() {
        html.push_str(&list(&verdict::sentences(texts, comparison, policy)));
    }
    let rows: Vec<Vec<answer::Row>> = told.iter().map(|told| answer::rows(texts, &told.findings)).collect();
    let same = |one: &answer::Row, other: &answer::Row| (one.outcome, &one.status) == (other.outcome, &other.status);
    // Whatever any policy has.
    let mut all: Vec<&answer::Row> = Vec::new();
    for row in rows.iter().flatten() {
        if !all.iter().any(|other| same(row, other)) {
            all.push(row);
        }
    }
    let cell = |rows: &Vec<answer::Row>, row: &answer::Row| {
        rows.iter().find(|other| same(row, other)).map_or_else(|| "–".to_owned(), |found| escaped(&found.ranges[1]))
    };
    let row = |row: &&answer::Row| -> Vec<String> {
        std::iter::once(named(row)).chain(rows.iter().map(|rows| cell(rows, row))).collect()
    };
    let names = found.scenarios.iter().map(|scenario| escaped(&scenario.name));
    let head: Vec<String> = std::iter::once(escaped(texts.word("nine-in-ten"))).chain(names).collect();
    let body: Vec<Vec<String>> = all.iter().map(row).collect();
    html.push_str(&format!("<div class=\"ranges\">{}</div>\n", table(&head, &body)));
    let answer = std::fs::read_to_string(found.place.join("answer.md")).unwrap_or_default();
    let answer: Vec<&str> = answer.lines().skip_while(|line| line.starts_with("# ") || line.is_empty()).collect();
    html + &format!(
        "<details><summary>{}</summary><pre>{}</pre></details>\n",
        escaped(texts.word("report-verdict-full")),
        escaped(answer.join("\n").trim_end())
    )
}

/// The pictures, each with its words.
fn pictures(texts: &Texts, figures: &[plot::Figure]) -> String {
    let figure = |figure: &plot::Figure| {
        format!(
            "<figure>{}<details><summary>{}</summary>\n{}</details></figure>\n",
            without_faces(&figure.svg),
            escaped(texts.word("figure-words")),
            markdown::html(&figure.description, 2)
        )
    };
    element("h2", texts.word("report-pictures")) + &figures.iter().map(figure).collect::<String>()
}

/// A picture that stands in the page, which has the faces already.
fn without_faces(svg: &str) -> String {
    let Some((before, style)) = svg.split_once("<style>") else { return svg.to_owned() };
    let (_, after) = style.split_once("</style>").unwrap_or_default();
    format!("{before}{after}")
}

/// The model card of a scenario, with all sources.
fn card(texts: &'static Texts, found: &Finished, at: usize, told: &Told) -> String {
    let (scenario, claim) = (&found.scenarios[at], &found.claim);
    let thresholds = answer::thresholds_as_said(texts, &found.plans[at].plan);
    let record = track_record(texts, scenario);
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
        fidelity: found.engine.fidelity().words().to_owned(),
        seed: claimed.seed,
        runs: told.findings.runs,
        plan_digest: claimed.plan_digest.clone(),
        results_digest: claimed.results_digest.clone(),
    };
    markdown::html(
        &model_card(
            texts,
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
        element("h2", texts.word("report-again")),
        format!("<p><code>{}</code></p>\n", escaped(&found.claim.card)),
        element("p", texts.word("report-again-hint")),
        format!("<pre>{}</pre>\n", escaped(&command.join(" "))),
    ]
    .concat()
}

/// The page of `crossings explore`, begun at the first scenario of the result: its pieces in JSON, between which faces and engine
/// of the report belong, packed as browsers unpack it.
fn simulator(found: &Finished, wanted: Wanted) -> String {
    let mut files = BTreeMap::new();
    let mut scenarios = explorer::scenarios();
    for scenario in found.scenarios.iter().rev() {
        let resolved = scenario.resolved_toml();
        let path = shipped_as(scenario, &resolved).unwrap_or_else(|| {
            let path = format!("scenarios/{}-as-reported.toml", scenario.name);
            files.insert(path.clone(), resolved);
            path
        });
        scenarios.retain(|other| other["path"] != path.as_str());
        scenarios.insert(0, explorer::introduced(&path, scenario));
    }
    let data = explore::page::data(&scenarios[0].clone(), &[], &files, scenarios, wanted.language);
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(serde_json::json!(explore::page::pieces(&data)).to_string().as_bytes()).expect(TAKES_ALL);
    explore::letters(&packed.finish().expect(TAKES_ALL))
}

/// The path of the shipped scenario that is the same one, if there is one: the engine has it, and a whole scenario is a tenth of a
/// report.
fn shipped_as(wanted: &Scenario, resolved: &str) -> Option<String> {
    let path = format!("scenarios/{}.toml", wanted.name);
    let loaded = scenario::load(&path, &[], &scenario::read_shipped).ok()?;
    // The first line says of which files it was made.
    let said = |text: &str| text.split_once('\n').map(|(_, said)| said.to_owned());
    (said(&loaded.scenario.resolved_toml()) == said(resolved)).then_some(path)
}
