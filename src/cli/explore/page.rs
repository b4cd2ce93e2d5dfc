//! The page, put together: markup, style, texts, data, engine and script in one text.
//!
//! Its content security policy names the digests of its two style sheets, of which one brings the faces, and of its one script,
//! so nothing else can run, and nothing can be fetched or sent: what a scenario or a link brings in stays text.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::letters::letters;
use crate::cli::language::LanguageArguments;
use crate::explorer;
use crate::language::{Language, Texts};
use crate::plot;
use crate::units::base64;

const PAGE: &str = include_str!("../../../assets/explorer/page.html");
const WORKER: &str = include_str!("../../../assets/explorer/worker.js");
const ENGINE: &[u8] = include_bytes!("../../../assets/explorer/engine.wasm.lzma");
const SCRIPTS: [&str; 8] = [
    include_str!("../../../assets/explorer/text.js"),
    include_str!("../../../assets/explorer/letters.js"),
    include_str!("../../../assets/explorer/lzma.js"),
    include_str!("../../../assets/explorer/engine.js"),
    include_str!("../../../assets/explorer/timeline.js"),
    include_str!("../../../assets/explorer/levers.js"),
    include_str!("../../../assets/explorer/figures.js"),
    include_str!("../../../assets/explorer/main.js"),
];

/// The one script.
pub(in crate::cli) fn script() -> String {
    format!("\"use strict\";(() => {{\n{}}})();\n", SCRIPTS.concat())
}

/// The style sheet.
pub(in crate::cli) const STYLE: &str = include_str!("../../../assets/explorer/style.css");

/// The faces of all languages, for the page and for its pictures: many machines have no Arabic letters.
pub(in crate::cli) fn faces() -> String {
    plot::style_sheet(Texts::of(Language::Urdu, false))
}

/// What the page knows of languages.
fn languages() -> Value {
    let language = |language: Language| {
        serde_json::json!({
            "code": language.code(),
            "tag": language.tag(),
            "name": language.own_name(),
            "right_to_left": language.is_right_to_left(),
        })
    };
    Language::ALL.map(language).into_iter().collect()
}

/// The messages of the page, language by language.
fn catalogues() -> String {
    let catalogue = |language: Language| {
        let messages = language.page().into_iter().map(without_comments).collect::<String>();
        format!("<script type=\"text/plain\" id=\"catalogue-{}\">{messages}</script>\n", language.code())
    };
    Language::ALL.map(catalogue).concat()
}

fn without_comments(file: &str) -> String {
    file.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect()
}

/// What the page begins with: the first of its scenarios, the levers that are turned, the files that are not shipped, and the language.
pub(in crate::cli) fn data(
    start: &Value,
    set: &[String],
    files: &BTreeMap<String, String>,
    scenarios: Vec<Value>,
    language: LanguageArguments,
) -> Value {
    serde_json::json!({
        "start": start["path"],
        "set": set,
        "files": files,
        "scenarios": scenarios,
        "questions": explorer::questions(),
        "language": language.lang.code(),
        "local": language.local,
        "languages": languages(),
    })
}

/// The content security policy of a page with these scripts and style sheets.
pub(in crate::cli) fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let digests = |texts: &[&str]| -> String {
        let digest = |text: &&str| format!("'sha256-{}'", base64(&Sha256::digest(text)));
        texts.iter().map(digest).collect::<Vec<_>>().join(" ")
    };
    let (scripts, styles) = (digests(scripts), digests(styles));
    format!(
        "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {styles}; font-src data:; \
         img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
}

/// The page in pieces: what stands before its faces, between them and the engine, and after it. Who has faces and engine already,
/// or wants them elsewhere, joins it.
pub(in crate::cli) fn pieces(data: &Value) -> [String; 3] {
    let script = script();
    // A text in JSON may hold "</script>".
    let data = data.to_string().replace('<', "\\u003c");
    let (before, rest) = PAGE.split_once("@FACES@").expect("the page has faces");
    let (between, after) = rest.split_once("@ENGINE@").expect("the page has an engine");
    let texts = [
        ("@STYLE@", STYLE.to_owned()),
        ("@CATALOGUES@", catalogues()),
        ("@DATA@", data),
        ("@WORKER@", WORKER.to_owned()),
    ];
    let policy = policy(&[&script], &[&faces(), STYLE]);
    [filled(before, &[("@POLICY@", policy)]), filled(between, &texts), filled(after, &[("@SCRIPT@", script)])]
}

/// The page with its data.
pub(in crate::cli) fn html(data: &Value) -> String {
    let [before, between, after] = pieces(data);
    [before, faces(), between, engine(), after].concat()
}

/// The engine, as text.
pub(in crate::cli) fn engine() -> String {
    letters(ENGINE)
}

/// A page with its parts in their places. They come in the order of the page, so that what a part holds is never taken for the
/// place of another.
pub(in crate::cli) fn filled(page: &str, parts: &[(&str, String)]) -> String {
    let (mut html, mut rest) = (String::new(), page);
    for (place, part) in parts {
        let (before, after) = rest.split_once(place).expect("the page has a place for every part");
        html.push_str(before);
        html.push_str(part);
        rest = after;
    }
    html + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Catalogue;
    use std::collections::BTreeSet;

    /// Keys that the page, its scripts and its catalogue name.
    fn keys_of(text: &str, before: &str, after: char) -> BTreeSet<String> {
        let key = |rest: &str| rest.split_once(after).map(|(key, _)| key.to_owned());
        text.split(before).skip(1).filter_map(key).filter(|key| !key.contains('$')).collect()
    }

    /// What the report and the engine's names ask for; names of the model and groups of levers are put together.
    const REPORT: &str = include_str!("../report/page.rs");
    const TOGETHER: [&str; 6] = ["name-", "series-", "group-", "deadline-", "question-", "guess-"];

    #[test]
    fn every_text_is_in_the_catalogue_and_none_is_there_for_nothing() {
        let own = Catalogue::read(&Language::English.page()[..1]);
        let catalogue = Catalogue::read(&Language::English.page());
        let known: BTreeSet<&str> = catalogue.keys().map(|(key, _)| key).collect();
        let mut asked = keys_of(PAGE, "data-t=\"", '"');
        for script in SCRIPTS {
            // `t("key")`, and not the end of another name.
            let calls = script.replace("(t(\"", " t(\"").replace("[t(\"", " t(\"").replace("{t(\"", " t(\"");
            asked.extend(keys_of(&calls, " t(\"", '"'));
        }
        asked.extend(keys_of(REPORT, ".word(\"", '"'));
        assert!(asked.len() > 60, "{}", asked.len());
        let missing: Vec<&String> = asked.iter().filter(|key| !known.contains(key.as_str())).collect();
        assert!(missing.is_empty(), "no text for {missing:?}");
        let together = |key: &str| TOGETHER.iter().any(|beginning| key.starts_with(beginning));
        // Keys that a script chooses between.
        let chosen = |key: &str| [PAGE].iter().chain(&SCRIPTS).any(|text| text.contains(&format!("\"{key}\"")));
        let unused: Vec<&str> = own
            .keys()
            .map(|(key, _)| key)
            .filter(|key| !asked.contains(*key) && !together(key) && !chosen(key))
            .collect();
        assert!(unused.is_empty(), "nobody asks for {unused:?}");
    }

    /// The page asks what the command `guess` asks, in the same words.
    #[test]
    fn what_is_guessed_on_the_page_is_what_the_command_asks() {
        let catalogue = Catalogue::read(&Language::English.page());
        for question in &crate::study::guess::QUESTIONS {
            let key = format!("question-{}", question.outcome.name.replace('_', "-"));
            assert_eq!(catalogue.plain(&key), Some(question.name));
            assert_eq!(catalogue.plain(&format!("{key}-hint")), Some(question.hint));
        }
    }

    #[test]
    fn nothing_in_the_page_ends_it_early_and_it_is_small() {
        let title = "</script><img src=x onerror=alert(1)>@SCRIPT@";
        let html = html(&serde_json::json!({ "start": title }));
        assert_eq!(html.matches("</script>").count(), 4 + Language::ALL.len(), "one end for each part");
        assert!(!html.contains("<img"), "what data hold is no markup");
        assert!(html.len() < 2_000_000, "{} bytes", html.len());
        for script in SCRIPTS.iter().chain(&[WORKER]) {
            assert!(!script.contains("</script") && !script.contains("innerHTML"), "scripts set text, never markup");
        }
        for part in [STYLE, WORKER].iter().chain(&SCRIPTS) {
            assert!(!part.contains("http://") && !part.contains("https://"), "nothing is fetched");
        }
    }
}
