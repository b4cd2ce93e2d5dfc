//! The pictures of a score, of made-up scores.

use super::*;

fn drawn(figure: Option<Figure>) -> Figure {
    let figure = figure.expect("there is something to draw");
    keep(std::slice::from_ref(&figure), "scored");
    check(std::slice::from_ref(&figure));
    figure
}

const HORIZONS: [&str; 4] = ["up to 1 week", "up to 2 weeks", "up to 4 weeks", "more than 26 weeks"];

fn skill_of(tracks: [&[&[(usize, f64)]]; 2]) -> Option<Figure> {
    let cell =
        |&(horizon, skill): &(usize, f64)| SkillCell { horizon, skill, windows: 1 + horizon, rival: "wave of 2016" };
    let row = |(cells, place): (&&[(usize, f64)], i32)| SkillRow {
        origin: 19_652 + 16 * place,
        cells: cells.iter().map(cell).collect(),
    };
    let track = |(heading, rows): (&str, &[&[(usize, f64)]])| SkillTrack {
        heading: heading.to_owned(),
        rows: rows.iter().zip(0..).map(row).collect(),
    };
    let headings = ["With the policy that came to pass", "With the policy as it stood on each origin"];
    skill(&SkillStory {
        caption: caption(),
        horizons: HORIZONS.map(str::to_owned).to_vec(),
        rivals: vec!["persistence".to_owned(), "exponential decay".to_owned()],
        tracks: headings.into_iter().zip(tracks).map(track).collect(),
    })
}

#[test]
fn skill_is_written_with_its_sign_and_coloured_by_the_ratio_of_the_scores() {
    let known: [&[(usize, f64)]; 2] = [&[(0, 0.5), (1, 0.004), (3, 1.02)], &[(0, -1.0)]];
    let stood: [&[(usize, f64)]; 2] = [&[(1, -0.25), (0, 0.0)], &[(0, -23.4)]];
    let figure = drawn(skill_of([&known, &stood]));
    let title = "Better than the best rival at 3 of 4 pairs of origin and horizon with the policy that came to pass and 0 of 3 \
                 with the policy as it stood on each origin";
    assert!(figure.title.ends_with(title), "{}", figure.title);
    for row in [
        "| With the policy that came to pass | 22 Oct 2023 | up to 1 week | +0.50 | wave of 2016 | 1 |",
        "| up to 2 weeks | 0 | wave of 2016 | 2 |",
        "| more than 26 weeks | +1.02 | wave of 2016 | 4 |",
        "| 7 Nov 2023 | up to 1 week | −1.00 |",
        // Sorted by horizon, whatever their order.
        "| up to 1 week | 0 | wave of 2016 | 1 |\n| With the policy as it stood on each origin | 22 Oct 2023 | up to 2 weeks | −0.25 |",
        "| −23 |",
    ] {
        assert!(figure.description.contains(row), "`{row}` is missing: {}", figure.description);
    }
    // Half the score and twice the score are equally deep, on either side; a factor of four is the deepest.
    for (colour, opacity) in [("0072B2", "0.36"), ("E69F00", "0.36"), ("0072B2", "0.66"), ("E69F00", "0.66")] {
        let cell = format!("opacity=\"{opacity}\" fill=\"#{colour}\"");
        assert!(figure.svg.contains(&cell), "`{cell}` is missing");
    }
    assert!(figure.svg.contains(">1 window<") && figure.svg.contains(">4 windows<"));
    // A horizon in which no window ends has no column.
    assert!(!figure.svg.contains(">up to 4 weeks<"));
}

#[test]
fn without_rivals_there_is_no_picture_of_skill() {
    assert!(skill_of([&[&[]], &[]]).is_none());
}

/// A count of 1,000 people a day; the band lies around `centre`.
fn row(label: &str, first_day: i32, centre: f64) -> HeldOutRow {
    let range = [0.5, 0.8, 1.0, 1.25, 2.0].map(|factor| factor * centre);
    let held = range[0] <= 1_000.0 && 1_000.0 <= range[4];
    HeldOutRow {
        label: label.to_owned(),
        days: [first_day, first_day + 6],
        per_day: 1_000.0,
        error_sd: 0.1,
        range,
        held,
        rival: Some(("persistence", 1_400.0)),
    }
}

fn held_out_of(panels: Vec<HeldOutPanel>) -> Option<Figure> {
    held_out(&HeldOutStory {
        caption: caption(),
        policy: "With the policy that came to pass",
        numbers: "numbers learned from what had been counted by then",
        panels,
    })
}

#[test]
fn held_out_counts_stand_in_order_of_time_and_those_outside_are_named_with_their_side() {
    let early = vec![
        row("Torkham, 12–18 Nov 2023", 19_673, 1_100.0),
        row("All who cross, 8–14 Nov 2023", 19_669, 4_000.0),
        // Nobody at the lower end of the band.
        HeldOutRow {
            range: [0.0, 700.0, 900.0, 1_200.0, 1_900.0],
            held: true,
            rival: None,
            ..row("Chaman, Dec 2023", 19_692, 0.0)
        },
    ];
    let late = vec![row("Torkham, Jan 2024", 19_723, 300.0)];
    let nothing = HeldOutPanel { origin: 19_660, rows: Vec::new() };
    let figure = drawn(held_out_of(vec![
        HeldOutPanel { origin: 19_668, rows: early },
        nothing,
        HeldOutPanel { origin: 19_720, rows: late },
    ]));
    let title = "holds 2 of 4 counts that were not seen (nine in ten would be 4), not All who cross, 8–14 Nov 2023 (from \
                 7 Nov 2023) and Torkham, Jan 2024 (from 29 Dec 2023)";
    assert!(figure.title.contains(title), "{}", figure.title);
    for part in [
        "| --- |\n| 7 Nov 2023 | All who cross, 8–14 Nov 2023 | 1,000 | 3,200 to 5,000 | 2,000 to 8,000 | persistence | 1,400 | below |\n\
         | 7 Nov 2023 | Torkham, 12–18 Nov 2023 |",
        "| Torkham, Jan 2024 | 1,000 | 240 to 380 | 150 to 600 | persistence | 1,400 | above |",
    ] {
        assert!(figure.description.contains(part), "`{part}` is missing: {}", figure.description);
    }
    assert!(figure.svg.contains(">below the band<") && figure.svg.contains(">above the band<"));
    assert!(figure.svg.contains(">From 7 Nov 2023: 2 of 3 held<"), "an origin without windows has no panel");
}

#[test]
fn without_held_out_counts_there_is_no_picture_of_them() {
    assert!(held_out_of(vec![HeldOutPanel { origin: 19_660, rows: Vec::new() }]).is_none());
}
