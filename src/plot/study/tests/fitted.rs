//! The pictures of a calibration, of made-up draws.

use super::*;
use crate::study::calibrate::Said;

fn drawn(figure: Figure) -> Figure {
    keep(std::slice::from_ref(&figure), "fitted");
    check(std::slice::from_ref(&figure));
    figure
}

fn log(value: f64) -> f64 {
    libm::log(value)
}

/// A window whose band lies between 0.8 and 1.25 times some people.
fn window(label: &str, days: f64, said: Said, people: f64, held: bool) -> WindowRow {
    let range = [0.8, 0.9, 1.0, 1.11, 1.25].map(|factor| factor * people);
    WindowRow { label: label.to_owned(), first_day: 19_600, days, said, error_sd: 0.16, range, held }
}

fn group(heading: &str, is_share: bool, rows: Vec<WindowRow>) -> WindowGroup {
    WindowGroup { heading: heading.to_owned(), is_share, rows }
}

#[test]
fn windows_are_rates_and_those_outside_are_named_with_their_side() {
    let bounds = vec![
        window("8–11 Nov 2023", 4.0, Said::Exact(log(13_700.0)), 14_000.0, true),
        window("3 Nov 2023", 1.0, Said::AtLeast(log(5_000.0)), 6_200.0, true),
        window("4 Nov 2023", 1.0, Said::AtMost(log(7_000.0)), 6_200.0, true),
        window("5 Nov 2023", 1.0, Said::Between { low: log(5_800.0), high: log(7_000.0) }, 6_200.0, true),
        WindowRow { first_day: 19_500, ..window("30 Oct 2023", 1.0, Said::Exact(log(12_000.0)), 6_200.0, false) },
    ];
    let shares = vec![window("ACC, Apr–Jun 2024", 1.0, Said::Exact(log(0.02)), 0.037, false)];
    let story = |groups| WindowStory { caption: caption(), groups };
    let figure = drawn(windows(&story(vec![group("Torkham", false, bounds), group("Shares", true, shares)])));
    let title = "holds 4 of 6 published counts, not Torkham, 30 Oct 2023 and the share of ACC, Apr–Jun 2024";
    assert!(figure.title.contains(title), "{}", figure.title);
    for row in [
        // 13,700 people in four days; the day before all others comes first.
        "| --- |\n| Torkham | 30 Oct 2023 | 12,000 |",
        "| Torkham | 8–11 Nov 2023 | 3,420 | 3,150 to 3,890 | 2,800 to 4,380 | people a day | inside |",
        "| at least 5,000 | 5,600 to 6,900 |",
        "| at most 7,000 |",
        "| 5,800 to 7,000 |",
        "| people a day | above |",
        "| 2.00 % | 3.33 % to 4.11 % | 2.96 % to 4.63 % | share | below |",
    ] {
        assert!(figure.description.contains(row), "`{row}` is missing: {}", figure.description);
    }
    assert!(figure.svg.contains(">above the band<") && figure.svg.contains(">below the band<"));
}

#[test]
fn many_windows_outside_are_counted_in_the_title() {
    let rows = (0..5).map(|_| window("5 Nov 2023", 1.0, Said::Exact(log(9_000.0)), 6_200.0, false)).collect();
    let story = WindowStory { caption: caption(), groups: vec![group("Torkham", false, rows)] };
    let figure = windows(&story);
    assert!(figure.title.ends_with("holds 0 of 5 published counts"), "{}", figure.title);
}

/// So many draws around a place, within a half width.
fn places(draws: usize, centre: f64, half: f64) -> Vec<f64> {
    (0..draws).map(|i| centre + half * libm::sin(12.989_8 * i as f64 + centre)).collect()
}

fn number(place: usize, says: &'static str, width: f64) -> NumberRow {
    let centre = 0.3 + 0.02 * place as f64;
    NumberRow {
        name: INPUTS[place].to_owned(),
        says,
        width,
        places: places(512, centre, 0.5 * width * 0.6),
        range: [-0.3, -0.15, 0.0, 0.15, 0.3].map(|step| centre + step * width),
        before: ["850,000".to_owned(), "1.66 million".to_owned()],
        after: ["23.1 %".to_owned(), "26.3 %".to_owned()],
        unit: ["people a day", ""][place % 2].to_owned(),
    }
}

#[test]
fn numbers_stand_by_how_much_the_record_says() {
    let rows = vec![number(0, "almost nothing", 0.95), number(1, "much", 0.2), number(2, "much", 0.1)];
    let figure = drawn(numbers(&NumberStory { caption: caption(), rows }));
    assert!(
        figure.title.contains("The record says much about 2 of 3 numbers, and almost nothing about 1"),
        "{}",
        figure.title
    );
    let at = |input: &str| figure.description.find(input).expect("every number is in the table");
    assert!(at(INPUTS[2]) < at(INPUTS[1]) && at(INPUTS[1]) < at(INPUTS[0]), "{}", figure.description);
    // A unit that both ends carry stands once.
    assert!(figure.description.contains("| 850,000–1.66 million | 23.1–26.3 % |"), "{}", figure.description);
    let alike = numbers(&NumberStory { caption: caption(), rows: vec![number(0, "little", 0.8)] });
    assert!(alike.title.contains("The record says little about any of 1 number"), "{}", alike.title);
}

fn corner_of(all: usize, draws: usize, strong: &[(usize, usize, f64)]) -> Option<Figure> {
    let numbers = (0..all).map(|place| CornerNumber {
        name: INPUTS[place].to_owned(),
        places: places(draws, 0.1 + 0.8 * place as f64 / all as f64, 0.09),
        width: 0.1 * (1 + place) as f64,
        before: ["0.000023".to_owned(), "0.00022".to_owned()],
    });
    let mut correlations = vec![vec![0.1; all]; all];
    for &(a, b, r) in strong {
        (correlations[a][b], correlations[b][a]) = (r, r);
    }
    corner(&CornerStory { caption: caption(), numbers: numbers.collect(), correlations })
}

/// The narrowest four, and the strongest pairs though the record says little about either alone.
#[test]
fn a_corner_shows_what_is_narrow_and_what_goes_together() {
    let figure = corner_of(12, 512, &[(9, 11, -0.83), (7, 8, 0.71), (0, 5, 0.4)]);
    let figure = drawn(figure.expect("there are enough numbers"));
    let together = format!("{} and {}", INPUTS[9], INPUTS[11]);
    assert!(figure.title.ends_with(&together), "{}", figure.title);
    for place in [0, 1, 2, 3, 7, 8, 9, 11] {
        assert!(figure.description.contains(&format!(": {} |", INPUTS[place])), "{place}: {}", figure.description);
    }
    assert!(figure.description.contains("−0.8") && figure.description.contains("8 of 12 numbers"));
    let apart = corner_of(2, 40, &[]).expect("two are enough");
    assert!(apart.title.contains("No two of the numbers drawn"), "{}", apart.title);
    assert!(corner_of(1, 40, &[]).is_none());
}

fn calibrator_of(shares: impl Fn(f64) -> f64, wrong: bool) -> Figure {
    let band: Vec<(f64, f64, f64)> =
        (1..32).map(|i| f64::from(i) / 32.0).map(|z| (z, (z - 0.15).max(0.0), (z + 0.15).min(1.0))).collect();
    let right = |place: usize| CalibratorPanel {
        name: INPUTS[place].to_owned(),
        shares: band.iter().map(|(z, ..)| z + 0.3 * z * (1.0 - z) * libm::sin(9.0 * z + place as f64)).collect(),
        p: 1.0,
        wrong: false,
    };
    let mut panels: Vec<CalibratorPanel> = (0..6).map(right).collect();
    panels[4].shares = band.iter().map(|(z, ..)| shares(*z)).collect();
    (panels[4].p, panels[4].wrong) = (if wrong { 0.0002 } else { 0.2 }, wrong);
    calibrator(&CalibratorStory { caption: caption(), records: 60, band, level: 0.95, panels })
}

#[test]
fn a_calibrator_that_is_wrong_about_a_number_is_said_to_be() {
    let figure = drawn(calibrator_of(|z| 0.5 + 4.0 * libm::pow(z - 0.5, 3.0), true));
    assert!(figure.title.contains(&format!("Draws are not right for {}", INPUTS[4])), "{}", figure.title);
    assert!(figure.svg.contains(">not right: p below 0.001<"));
    assert!(figure.description.contains("| leaves it | below 0.001 | not right |"), "{}", figure.description);
    assert!(figure.description.contains("1 of 20 right ones leaves it too: 1 of 6 do"));
    // Leaving a band is not enough: of many bands one is left by chance.
    let chance = calibrator_of(|z| (z + 0.16).min(1.0), false);
    assert!(chance.title.contains("as far as this test can see: 6 numbers"), "{}", chance.title);
    assert!(chance.svg.contains(">leaves its band, may be chance<"));
}

#[test]
fn evidence_is_said_for_and_against() {
    let row = |name: &str, gain: f64, verdict: &str| EvidenceRow {
        name: name.to_owned(),
        gain,
        verdict: verdict.to_owned(),
        held: [38, 44],
    };
    let story = |rows| EvidenceStory {
        caption: caption(),
        first: ("History".to_owned(), [41, 44]),
        rows,
        steps: vec![1.0, 3.0, 5.0],
        error: 1.0,
    };
    let figure = drawn(evidence(&story(vec![
        row("No contagion", -12.34, "speaks very strongly against it"),
        row("A threshold of pressure", 3.21, "speaks strongly for it"),
        row("Two memories", 0.4, "hardly speaks for it"),
        row("A capacity that nobody has ever seen at any crossing", -480.0, "speaks very strongly against it"),
    ])));
    let title = "The record speaks for “A threshold of pressure”, compared with “History”";
    assert!(figure.title.ends_with(title), "{}", figure.title);
    let row_in_words = "| No contagion | −12.3 | the record speaks very strongly against it | 38 of 44 |";
    assert!(figure.description.contains(row_in_words), "{}", figure.description);
    let one = evidence(&story(vec![row("Two memories", -0.4, "hardly speaks against it")]));
    assert!(one.title.ends_with("The record hardly tells these models apart"), "{}", one.title);
}
