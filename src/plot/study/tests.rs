use super::super::{Figure, synthetic, tests::keep};
use super::*;

fn story<'a>(comparison: &'a Comparison) -> ComparisonStory<'a> {
    ComparisonStory {
        comparison,
        not_in_range: "a change of policy; the runs hold enforcement to the calendar of the scenario",
        parameter_set: "hindsight: fitted to the record up to 15 June 2024",
        engine: "lanes, same law as the reference",
        provenance: "made-up numbers <for tests> & nothing else",
    }
}

/// What every picture of a study has.
fn check(figures: &[Figure]) {
    for figure in figures {
        assert!(figure.title.starts_with("Simulated"), "{}", figure.title);
        assert!(figure.description.contains("| --- |"), "{} has no table", figure.name);
        assert!(figure.svg.contains("&lt;for tests&gt; &amp; nothing else"), "{}: provenance", figure.name);
        assert!(figure.svg.len() < 900_000, "{} has {} bytes", figure.name, figure.svg.len());
        // Behind the face, whose letters mean nothing.
        let drawing = figure.svg.rsplit_once("</style>").expect("every picture has a style sheet").1;
        for text in [drawing, &figure.description] {
            assert!(!text.contains("NaN") && !text.contains("inf ") && !text.contains(">inf"), "{}", figure.name);
        }
    }
}

fn names(figures: &[Figure]) -> Vec<&str> {
    figures.iter().map(|figure| &*figure.name).collect()
}

#[test]
fn a_comparison_is_drawn_with_its_twin_in_words() {
    let comparison = synthetic::comparison(&[("winter-moratorium", -0.2), ("protect documented", 0.03)], 200);
    let figures = super::comparison(&story(&comparison));
    assert_eq!(
        names(&figures),
        ["futures", "difference-winter-moratorium", "difference-protect-documented", "overlaid", "multiples"]
    );
    keep(&figures, "comparison");
    check(&figures);
    for words in ["winter-moratorium less history", "Dashed: 14\u{a0}Nov\u{a0}2023", "9 in 10 pairs", "| −"] {
        assert!(figures[1].description.contains(words), "`{words}` is missing: {}", figures[1].description);
    }
    assert!(figures[1].title.contains("Under winter-moratorium fewer"), "{}", figures[1].title);
}

#[test]
fn many_policies_are_cut_to_what_can_be_read() {
    let policies = [("a", -0.2), ("b", 0.1), ("c", 0.0), ("a-policy-with-a-name-that-does-not-end", 0.4), ("e", -1.0)];
    let comparison = synthetic::comparison(&policies, 200);
    let figures = super::comparison(&story(&comparison));
    // The third of them changes nothing and has no differences to draw.
    assert_eq!(names(&figures), ["futures", "difference-a", "difference-b", "overlaid", "multiples"]);
    check(&figures);
    assert!(figures[0].description.contains("The first 3 of 5 policies"));
    keep(&figures, "many_policies");
}

#[test]
fn a_policy_that_changes_nothing_has_no_differences() {
    let comparison = synthetic::comparison(&[("the-same", 0.0)], 200);
    let figures = super::comparison(&story(&comparison));
    assert_eq!(names(&figures), ["overlaid", "multiples"]);
    check(&figures);
    keep(&figures, "nothing");
}

#[test]
fn one_pair_and_a_few_pairs_are_counted_not_shared() {
    for (runs, words) in [(1, "in the one paired future"), (7, "7 paired futures")] {
        let comparison = synthetic::comparison(&[("b", -0.2)], runs);
        let figures = super::comparison(&story(&comparison));
        assert_eq!(names(&figures), ["futures", "difference", "overlaid", "multiples"]);
        check(&figures);
        assert!(figures[0].title.contains(words), "{}", figures[0].title);
        keep(&figures, &format!("{runs}_pairs"));
    }
}

/// The face has no minus: what stands for it must leave ink, or a number loses its sign.
#[test]
fn a_minus_can_be_seen() {
    let text = |text: &str| {
        let raw = super::super::canvas::draw(60.0, 60.0, |canvas| {
            let set = super::super::palette::TITLE;
            canvas.text(text, (30.0, 40.0), super::super::canvas::Anchor::Start, set);
        });
        let twin = super::super::canvas::Twin { name: "a", title: "", description: "", provenance: "" };
        super::super::png(&super::super::canvas::finish(&raw, (60.0, 60.0), &twin), 60).unwrap()
    };
    assert_ne!(text("−"), text(" "));
}
