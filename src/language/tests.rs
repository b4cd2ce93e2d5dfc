use super::*;
use crate::units;

fn day(year: i16, month: i8, of_month: i8) -> i32 {
    units::day(year, month, of_month).unwrap()
}

#[test]
fn english_days_lists_and_names_read_well() {
    let texts = Texts::english();
    assert_eq!(texts.day(19_679), "18 Nov 2023");
    assert_eq!(texts.long_day(day(2023, 11, 1)), units::in_words(day(2023, 11, 1)));
    let things = ["a", "b", "c"].map(str::to_owned);
    for number in 0..=3 {
        assert_eq!(texts.listed(&things[..number]), units::listed(&things[..number]));
    }
    assert_eq!((texts.label("por"), texts.label("made_up")), ("Proof of Registration card".into(), "Made Up".into()));
    assert_eq!(texts.digits("1,234.5 %"), "1,234.5 %", "English has no other digits");
}

#[test]
fn local_digits_leave_names_alone() {
    let texts = Texts::of(Language::Dari, true);
    assert_eq!(texts.digits("۱ نفر 1,234.5 % 2023-11-01"), "۱ نفر ۱٬۲۳۴٫۵ ٪ ۲۰۲۳-۱۱-۰۱");
    assert_eq!(texts.digits("1,234–5,678"), "۱٬۲۳۴–۵٬۶۷۸");
    assert_eq!(texts.digits("History: 1 November 2023, q05"), "History: 1 November 2023, q05");
    assert_eq!(texts.digits("| UNHCR 7 | 12 | نفر 12 |"), "| UNHCR 7 | ۱۲ | نفر ۱۲ |");
    assert_eq!(Texts::of(Language::Dari, false).digits("12"), "12");
}

#[test]
fn what_is_put_into_a_text_keeps_its_direction() {
    let texts = Texts::of(Language::Urdu, false);
    let said = say!(texts, "range-to", low = "-4,100", high = "+200");
    assert!(said.contains("\u{2066}-4,100\u{2069}") && said.contains("\u{2066}+200\u{2069}"), "{said}");
    assert_eq!(texts.line("1,000"), "\u{2066}1,000\u{2069}");
    assert_eq!(texts.line("5–7"), "\u{2067}\u{2066}5\u{2069}–\u{2066}7\u{2069}\u{2069}", "a range begins at the right");
    assert_eq!(texts.line("لوگ 5"), "\u{2067}لوگ 5\u{2069}");
    assert_eq!(texts.line("UNHCR 5"), "UNHCR 5");
    assert_eq!(Texts::english().line("people 5"), "people 5");
}

/// A clause that is put into a sentence and broken in the middle would end the direction of its line too early.
#[test]
fn lines_of_one_text_are_whole_in_themselves() {
    let (right, end) = (RIGHT_TO_LEFT, END_OF_DIRECTION);
    let lines = vec![format!("a {right}b"), "c".to_owned(), format!("d{end} e {LEFT_TO_RIGHT}7{end}")];
    let whole =
        [format!("a {right}b{end}"), format!("{right}c{end}"), format!("{right}d{end} e {LEFT_TO_RIGHT}7{end}")];
    assert_eq!(whole_lines(lines), whole);
    assert_eq!(whole_lines(vec!["plain".to_owned()]), ["plain"]);
}

#[test]
fn every_language_says_everything_with_the_same_variables() {
    let english = Catalogue::read(Language::English.files());
    let sorted = |catalogue: &Catalogue| -> Vec<(String, Vec<String>)> {
        let own = |names: Vec<&str>| {
            let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            names.sort();
            names.dedup();
            names
        };
        catalogue.keys().map(|(key, names)| (key.to_owned(), own(names))).collect()
    };
    for language in Language::ALL {
        let other = Catalogue::read(language.files());
        for ((key, names), (other_key, other_names)) in sorted(&english).iter().zip(sorted(&other)) {
            assert_eq!((key, names), (&other_key, &other_names), "{}: every key, with its variables", language.code());
        }
        assert_eq!(english.keys().count(), other.keys().count(), "{}", language.code());
    }
}

/// The parser of the Fluent project reads the same messages with the same variables.
#[test]
fn the_files_are_fluent() {
    use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

    let element = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => value.replace('\n', " "),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
            format!("<{}>", id.name)
        }
        other => panic!("only variables are put in: {other:?}"),
    };
    for (language, file) in
        Language::ALL.into_iter().flat_map(|language| language.files().iter().map(move |file| (language, file)))
    {
        let code = language.code();
        let resource = fluent_syntax::parser::parse(*file).unwrap_or_else(|(_, errors)| panic!("{code}: {errors:?}"));
        let ours = Catalogue::read(&[file]);
        let mut read = 0;
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let text: String = message.value.iter().flat_map(|pattern| &pattern.elements).map(element).collect();
            let key = message.id.name;
            assert_eq!(ours.filled(key, |name| Some(format!("<{name}>"))).as_deref(), Some(&*text), "{code}: {key}");
            read += 1;
        }
        assert_eq!(read, ours.keys().count(), "{code}: every message once");
    }
}

/// Messages that nobody says are left to translate in vain. Keys stand in the sources as they are, or begin with one of these.
#[test]
fn every_message_is_said_somewhere() {
    const TOGETHER: [&str; 10] = [
        "month-short-",
        "month-long-",
        "solar-month-",
        "label-",
        "row-",
        "threshold-",
        "subject-",
        "people-",
        "amount-",
        "shipped-",
    ];
    let mut sources = String::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|extension| extension == "rs") => {
                    sources.push_str(&std::fs::read_to_string(path).unwrap());
                }
                false => {}
            }
        }
    }
    // The page has its own test.
    let files = &Language::English.files()[usize::from(cfg!(feature = "cli"))..];
    let catalogue = Catalogue::read(files);
    let said = |key: &str| {
        TOGETHER.iter().any(|beginning| key.starts_with(beginning)) || sources.contains(&format!("\"{key}\""))
    };
    let unsaid: Vec<&str> = catalogue.keys().map(|(key, _)| key).filter(|key| !said(key)).collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
}

/// Otherwise somebody changed a title or a question and not its translations.
#[test]
fn shipped_scenarios_say_what_they_are_about_in_every_language() {
    let shipped = crate::scenario::shipped().iter().map(|(path, _)| *path);
    let mut keys = 0;
    for path in shipped.filter(|path| path.starts_with("scenarios/") && path.ends_with(".toml")) {
        let stem = path.trim_start_matches("scenarios/").trim_end_matches(".toml");
        if stem.contains('/') {
            continue;
        }
        let card = crate::scenario::load(path, &[], &crate::scenario::read_shipped).unwrap().scenario.card;
        for (what, words) in [("title", card.title), ("question", card.question)] {
            let key = format!("shipped-{stem}-{what}");
            assert_eq!(Texts::english().known(&key), Some(words.as_str()), "{path}");
            for language in Language::ALL {
                let texts = Texts::of(language, false);
                assert_eq!(Some(texts.of_scenario(&words)), texts.known(&key));
                assert_eq!(texts.of_scenario(&words) == words, language == Language::English, "{key}");
            }
            keys += 1;
        }
    }
    let english = Catalogue::read(Language::English.files());
    assert_eq!(english.keys().filter(|(key, _)| key.starts_with("shipped-")).count(), keys, "of no scenario");
    assert_eq!(Texts::of(Language::Urdu, false).of_scenario("My own scenario"), "My own scenario");
}
