mod fitted;
mod scored;

use super::super::{Figure, synthetic, tests::keep};
use super::*;
use crate::language::Texts;

fn story<'a>(comparison: &'a Comparison) -> ComparisonStory<'a> {
    ComparisonStory {
        comparison,
        not_in_range: "a change of policy; the runs hold enforcement to the calendar of the scenario",
        parameter_set: "hindsight: fitted to the record up to 15 June 2024",
        engine: "lanes, same law as the reference",
        provenance: "made-up numbers <for tests> & nothing else",
        texts: Texts::english(),
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
    assert!(figures.iter().all(|figure| figure.title.contains("Nothing differs in any pair")));
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
        let (raw, _) = super::super::canvas::draw((60.0, 60.0), Texts::english(), |canvas| {
            let set = super::super::palette::TITLE;
            canvas.text(text, (30.0, 40.0), super::super::canvas::Anchor::Start, set);
        });
        let twin = super::super::canvas::Twin {
            name: "a",
            title: "",
            description: "",
            provenance: "",
            texts: Texts::english(),
        };
        super::super::png(&super::super::canvas::finish(&raw, (60.0, 60.0), &twin), 60).unwrap()
    };
    assert_ne!(text("−"), text(" "));
}

fn caption() -> Caption<'static> {
    Caption {
        kicker: "Simulated: the deadline of 1 November 2023, people who cross",
        notes: vec!["4,096 simulated runs. Engine: lanes, same law as the reference.".to_owned()],
        provenance: "made-up numbers <for tests> & nothing else",
    }
}

fn extent(value: f64, half: f64) -> Extent {
    Extent { value, low: value - half, high: value + half }
}

const INPUTS: [&str; 18] = [
    "undocumented people on the first day",
    "how fast fear of arrest fades",
    "people who leave before a deadline, per day and person",
    "share of households that hide",
    "leaving because others left",
    "days on the road from Sindh",
    "credibility lost with every deadline that passes",
    "arrests a day",
    "share of departures that are deportations",
    "companions of the arrested",
    "capacity at Torkham",
    "capacity at Chaman",
    "winter slows departures",
    "weekday pattern",
    "beds in Nangarhar",
    "stay in reception",
    "cost of a night",
    "share who need a bed",
];

#[test]
fn the_spread_is_cut_into_parts_that_are_named_with_their_ranges() {
    let parts = |shares: [f64; 4]| {
        let names = ["policy", "inputs", "policy and inputs together", "chance"];
        names.iter().zip(shares).map(|(name, share)| ((*name).to_owned(), extent(share, 0.03))).collect()
    };
    let rows = vec![
        SpreadRow { outcome: "people who cross".to_owned(), parts: parts([0.12, 0.80, 0.05, 0.03]) },
        SpreadRow { outcome: "documented people deported".to_owned(), parts: parts([0.66, 0.22, 0.10, 0.02]) },
        SpreadRow { outcome: "people on the busiest day".to_owned(), parts: parts([0.02, 0.95, -0.01, 0.04]) },
        SpreadRow { outcome: "longest queue".to_owned(), parts: parts([0.30, 0.32, 0.20, 0.18]) },
    ];
    let figure = spread(&SpreadStory { caption: caption(), rows });
    keep(std::slice::from_ref(&figure), "studies");
    check(std::slice::from_ref(&figure));
    assert!(figure.title.contains("Inputs make most of how 2 of 4 outcomes vary"), "{}", figure.title);
    for words in ["near 0", "its interval is", "−4 to 2 %"] {
        assert!(figure.description.to_lowercase().contains(words), "`{words}` is missing: {}", figure.description);
    }
}

fn tornado_rows(of: impl Fn(usize) -> (Extent, Extent)) -> Vec<TornadoRow> {
    let row = |(place, input): (usize, &&str)| {
        let (first, total) = of(place);
        let towards = (place != 3).then_some((600_000.0 - 8_000.0 * place as f64, 640_000.0 + 900.0 * place as f64));
        TornadoRow { input: (*input).to_owned(), first, total, towards }
    };
    INPUTS.iter().enumerate().map(row).collect()
}

#[test]
fn a_tornado_sorts_inputs_and_never_prints_an_estimate_below_zero_bare() {
    let of = |place: usize| {
        let total = 0.72 * libm::pow(0.55, place as f64) - 0.006;
        (extent(0.8 * total - 0.004, 0.03), extent(total, 0.04))
    };
    let mut rows = tornado_rows(of);
    rows.reverse();
    let story =
        TornadoStory { caption: caption(), outcome: "people who cross", ends: "lowest and highest fifth", rows };
    let figure = tornado(&story);
    keep(std::slice::from_ref(&figure), "studies");
    check(std::slice::from_ref(&figure));
    assert!(
        figure.title.contains("What moves “people who cross” most: undocumented people on the first day"),
        "{}",
        figure.title
    );
    assert!(figure.description.contains("an estimate below zero is an index near zero seen through noise"));
    let mut below = figure.description.split(" | ").filter(|cell| cell.starts_with('−'));
    assert!(below.all(|cell| cell.contains(" to ")), "a bare estimate below zero: {}", figure.description);
    assert!(figure.description.contains("Not drawn: 4 inputs"));
}

#[test]
fn a_tornado_of_noise_names_no_input() {
    let rows = tornado_rows(|_| (extent(0.0, 0.2), extent(0.1, 0.2)));
    let story = TornadoStory { caption: caption(), outcome: "people who cross", ends: "ends", rows };
    let figure = Figure { name: "tornado_of_noise".into(), ..tornado(&story) };
    keep(std::slice::from_ref(&figure), "studies");
    check(std::slice::from_ref(&figure));
    assert!(figure.title.contains("No input is shown to move “people who cross”"));
}

#[test]
fn screening_names_its_inputs() {
    let points = INPUTS
        .iter()
        .enumerate()
        .map(|(place, input)| MorrisPoint {
            input: (*input).to_owned(),
            mu_star: extent(310_000.0 * libm::pow(0.66, place as f64), 9_000.0 / (1.0 + place as f64)),
            sigma: 140_000.0 * libm::pow(0.7, place as f64) * [0.4, 1.3, 0.8][place % 3],
        })
        .collect();
    let figure = morris(&MorrisStory { caption: caption(), outcome: "people who cross", unit: "people", points });
    keep(std::slice::from_ref(&figure), "studies");
    check(std::slice::from_ref(&figure));
    assert!(figure.title.contains("What moves “people who cross” furthest: undocumented people on the first day"));
    assert!(figure.svg.contains(">leaving because others left<") && !figure.svg.contains(">cost of a night<"));
}

fn limit(words: &str, input: &str, whole: (f64, f64), kept: (f64, f64)) -> BoxLimit {
    let labels = [whole.0, whole.1, kept.0, kept.1].map(|value| format!("{value:.2}"));
    BoxLimit { words: words.to_owned(), input: input.to_owned(), whole, kept, labels }
}

#[test]
fn a_box_is_drawn_with_its_limits_and_futures() {
    let future = |number: usize| {
        let a = 0.5 + 0.5 * libm::sin(12.9898 * number as f64 + 1.0);
        let b = 2.0 + libm::cos(78.233 * number as f64);
        ([a, b], a > 0.55 && b < 2.4 && !number.is_multiple_of(5) || number.is_multiple_of(17))
    };
    let story = |limits: Vec<BoxLimit>, name: &str| {
        let futures = (0..400).map(future).collect();
        boxes(&BoxStory {
            caption: caption(),
            name: name.to_owned(),
            bad: "the longest queue exceeds 20,000 people",
            coverage: extent(0.81, 0.06),
            density: extent(0.77, 0.05),
            rate: extent(0.24, 0.04),
            limits,
            futures,
        })
    };
    let first =
        limit("capacity at Torkham is above 55 in 100 of what it was", "capacity at Torkham", (0.0, 1.0), (0.55, 1.0));
    let second = limit("fear of arrest fades within 2.4 weeks", "weeks until fear fades", (1.0, 3.0), (1.0, 2.4));
    let third = limit("wages stay between 14.80 and 15.20", "wages", (10.0, 20.0), (14.8, 15.2));
    let figures = [story(vec![first.clone(), second, third], "box-1"), story(vec![first], "box-2")];
    keep(&figures, "studies");
    check(&figures);
    assert!(figures[0].title.contains("Bad futures gather where capacity at Torkham is above 55 in 100"));
    assert!(figures[0].description.contains("(72–82 %)"), "density with its range: {}", figures[0].description);
}

#[test]
fn a_planning_matrix_has_text_in_every_cell_that_is_not_empty() {
    let likelihoods = [
        ("almost certain", "at least 95 of 100 futures"),
        ("likely", "60 to 95 of 100"),
        ("possible", "25 to 60 of 100"),
        ("unlikely", "5 to 25 of 100"),
        ("rare", "fewer than 5 of 100"),
    ];
    let columns = ["below 1,000", "1,000 to 5,000", "5,000 to 10,000", "10,000 to 20,000", "above 20,000"];
    let cell = |row: usize, column: usize| {
        let tint = ((row + column) as f64 / 8.0).min(1.0);
        let text = format!("{} days", 120 / (1 + row + column * column));
        (row + column > 0 && row < 5 - column / 4).then(|| MatrixCell { text, range: "12 to 34 days".to_owned(), tint })
    };
    let rows = likelihoods.iter().enumerate().map(|(row, (likelihood, meaning))| MatrixRow {
        likelihood: (*likelihood).to_owned(),
        meaning: (*meaning).to_owned(),
        cells: (0..columns.len()).map(|column| cell(row, column)).collect(),
    });
    let figure = matrix(&MatrixStory {
        caption: caption(),
        title: "More than 10,000 arrivals a day are possible on 24 days".to_owned(),
        subtitle: "How many days have at least so many arrivals, by how likely it is. Deeper: to be planned for first."
            .to_owned(),
        across: "Arrivals a day",
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    });
    keep(std::slice::from_ref(&figure), "studies");
    check(std::slice::from_ref(&figure));
    assert!(
        figure.description.contains("| almost certain | at least 95 of 100 futures |  | 60 days (12 to 34 days) |")
    );
}

#[test]
fn a_waterfall_goes_from_one_total_to_the_other() {
    let step = |edit: &str, value: f64| WaterfallStep { edit: edit.to_owned(), contribution: extent(value, 2_400.0) };
    let steps = vec![
        step("no arrests from 1 December to 28 February", -41_200.0),
        step("money for reception: 20,000 beds more in Nangarhar and Kandahar", 150.0),
        step("the deadline is a month later", -120_500.0),
        step("court orders cover those who hold a card", 22_800.0),
    ];
    let story = |to: f64, steps: Vec<WaterfallStep>, from: f64| WaterfallStory {
        caption: caption(),
        outcome: "people who cross",
        unit: "people",
        from: ("history", extent(from, 5_000.0)),
        to: ("winter-moratorium", extent(to, 5_000.0)),
        steps,
    };
    let figure = waterfall(&story(638_000.0 - 138_750.0, steps, 638_000.0));
    let below = vec![step("arrests", -9_000.0), step("beds", 4_000.0)];
    let net = Figure { name: "waterfall_below_zero".into(), ..waterfall(&story(-2_000.0, below, 3_000.0)) };
    let figures = [figure, net];
    keep(&figures, "studies");
    check(&figures);
    assert!(figures[0].title.contains("What does most to “people who cross”: the deadline is a month later"));
    assert!(figures[0].description.contains("−120,500 (−122,900 to −118,100)"), "{}", figures[0].description);
}
