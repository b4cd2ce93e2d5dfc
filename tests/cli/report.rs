//! `crossings report`: a result as one file. What it looks like, on paper too, is seen in `tests/browser`.

use crate::Desk;

const RUN: [&str; 4] = ["run", "history", "--runs", "40"];

#[test]
fn a_finished_run_becomes_one_page_that_needs_nothing() {
    let desk = Desk::new();
    desk.done(&[&RUN[..], &["--report"]].concat());
    let page = desk.read("output/history-report.html");
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    let body = page.split_once("<main>").expect("there is a body").1;
    assert!(body.trim_start().starts_with("<p class=\"limits\">Not in any range below: what the authorities do next."));
    let order = [
        "<h1>History: the deadline of 1 November 2023</h1>",
        "In 9 of 10 simulated histories",
        "deported although documented",
        "<svg ",
        "<h2>How good the model was",
        "<h2>Model card",
        "<h3>Words and care</h3>",
        "<h3>Numbers and their sources</h3>",
        "<h2>How to make this again</h2>",
        "crossings run history --runs 40 --report",
    ];
    let places: Vec<usize> = order.iter().map(|text| body.find(text).unwrap_or_else(|| panic!("no {text}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("output/history/manifest.json")).unwrap();
    assert!(body.contains(manifest["card"].as_str().unwrap()), "the card of the result");
    assert!(!page.contains("src=\"http") && !page.contains("href=\"http") && page.contains("id=\"try\""));
    // Without the simulator it is a third as large.
    desk.done(&["report", "output/history", "--no-levers", "-o", "bare.html"]);
    let bare = desk.read("bare.html");
    assert!(!bare.contains("id=\"try\"") && bare.len() < 500_000, "{} bytes", bare.len());
    // The same from the folder, at any time; the folder is as it was.
    desk.done(&["report", "output/history", "-o", "again.html"]);
    assert!(desk.read("again.html") == page, "the same page");
    assert!(desk.done(&["verify", "output/history"]).out.contains("is what it claims to be"));
    let over = desk.crossings(&["report", "output/history"]);
    assert!(over.code == 1 && over.err.contains("add --force"), "{}", over.err);
}

#[test]
fn a_scenario_is_run_first_and_its_words_are_no_markup() {
    let desk = Desk::new();
    let title = "</script><img src=x onerror=alert(1)>@BODY@";
    desk.write("evil.toml", format!("extends = \"history.toml\"\ntitle = '{title}'\nquestion = '{title}'\n"));
    desk.done(&["report", "evil.toml", "--runs", "8", "--set", "policy.protection.por=1.0", "-o", "e.html"]);
    let page = desk.read("e.html");
    assert!(!page.contains("<img src=x"), "a title is no markup");
    assert!(page.contains("<h1>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;@BODY@</h1>"));
    assert_eq!(page.matches("</script>").count(), 3, "nothing ends a script early");
    assert!(page.contains("id=\"try\"") && page.len() > 500_000, "the simulator is inside");
}

#[test]
fn a_comparison_is_reported_with_its_verdict() {
    let desk = Desk::new();
    // The third asks about other thresholds than the first, whose questions are those of the comparison.
    let three = ["history", "protect-documented", "border-shut"];
    desk.done(&[&["compare"], &three[..], &["--runs", "24", "--report", "-o", "three"]].concat());
    let page = desk.read("three-report.html");
    assert!(page.contains("<h2>What the comparison says</h2>") && page.contains("paired futures"));
    assert_eq!(page.matches("<h2>Model card").count(), 3, "one for each policy");
    assert!(desk.done(&["verify", "three"]).out.contains("24 runs, in 1 group picked at random, come out the same"));
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
}

#[test]
fn what_cannot_be_reported_is_told() {
    let desk = Desk::new();
    desk.write("empty/note.txt", "nothing");
    for (words, problem) in [
        (vec!["report", "empty"], "holds no finished result"),
        (vec!["report", "histroy"], "did you mean `history`?"),
        (vec!["report", "empty", "--runs", "5"], "are for a scenario"),
    ] {
        let ended = desk.crossings(&words);
        assert!(ended.code == 1 && ended.err.contains(problem), "{words:?}: {}", ended.err);
    }
    assert!(!desk.path("empty-report.html").exists());
}

#[test]
fn a_report_speaks_four_languages_and_the_result_stays_as_it_is() {
    let desk = Desk::new();
    desk.done(&RUN);
    let english = desk.read("output/history/figures/cumulative.svg");
    let mut pages = Vec::new();
    for (language, tag, title) in [("ur", "ur", "سیمولیشن"), ("prs", "fa-AF", "شبیه‌سازی"), ("ps", "ps", "شبیه‌سازي")]
    {
        let file = format!("{language}.html");
        desk.done(&["report", "output/history", "--lang", language, "--local", "-o", &file]);
        let page = desk.read(&file);
        assert!(page.contains(&format!("<html lang=\"{tag}\" dir=\"rtl\">")) && page.contains(title), "{language}");
        assert!(page.len() < 1_500_000, "{} bytes", page.len());
        // What is read; in the simulator behind it, which is packed, any letters stand side by side.
        let body = page.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
        assert!(body.contains('۵') && page.contains("Noto Sans Arabic"), "{language}: its own digits and letters");
        // No key stands for its message, and nothing is left open.
        assert!(!body.contains("{ $"), "{language}");
        pages.push(page);
    }
    assert!(pages[0] != pages[1] && pages[1] != pages[2]);
    assert_eq!(desk.read("output/history/figures/cumulative.svg"), english, "the folder is as it was");
    assert!(desk.done(&["verify", "output/history"]).out.contains("is what it claims to be"));
}

#[test]
fn pictures_of_a_run_and_of_a_comparison_are_drawn_in_the_language_that_is_asked_for() {
    let desk = Desk::new();
    desk.done(&["run", "history", "--runs", "12", "--lang", "ps", "-o", "run"]);
    desk.done(&["compare", "history", "protect-documented", "--runs", "12", "--lang", "ur", "--report", "-o", "both"]);
    for (picture, letters) in [("run/figures/map.svg", "تورخم"), ("both/figures/futures.svg", "\u{2067}")] {
        let svg = desk.read(picture);
        assert!(svg.contains(letters) && svg.contains("Noto Sans Arabic"), "{picture}");
        assert!(desk.path(&picture.replace(".svg", ".png")).exists());
    }
    // Tables, and what the command says, are those of any run.
    let english = desk.done(&["run", "history", "--runs", "12", "--no-figures", "-o", "english"]);
    assert!(english.out.contains("simulated histories"));
    for table in ["daily.csv", "totals.csv", "model_card.md"] {
        assert_eq!(desk.read(&format!("run/{table}")), desk.read(&format!("english/{table}")), "{table}");
    }
    let page = desk.read("both-report.html");
    assert!(page.contains("dir=\"rtl\"") && page.matches("<svg ").count() >= 3);
    let wrong = desk.crossings(&["run", "history", "--runs", "4", "--lang", "pst"]);
    assert!(wrong.code == 1 && wrong.err.contains("ps") && wrong.err.contains("prs"), "{} {}", wrong.code, wrong.err);
}
