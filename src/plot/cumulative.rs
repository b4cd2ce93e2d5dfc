//! Departures since the first day, against the published counts.

use super::axes::DATES_PX;
use super::canvas::{Anchor, Area, Canvas, Pen};
use super::fan::{END_LABELS_PX, Track};
use super::labels::Taken;
use super::marks::{self, Wanted};
use super::palette::{BLACK, BLUE, SMALL, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, words};
use crate::observed::{Observation, Use};
use crate::outcome::{Dimensions, daily};

const HEIGHT_PX: f64 = 392.0;
const DATA_END: &str = "data used for fitting end here";

/// The figure `cumulative`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let track = story.track(&daily::DEPARTURES_CUMULATIVE, Dimensions::ALL)?;
    let everything = story.panel(Area::new(0.0, 0.0, 1.0, 1.0), 1.0);
    let counts = Wanted::default().cumulative(story.observed, &everything);
    let sheet = Sheet {
        story,
        name: "cumulative",
        title: "Simulated departures from Pakistan to Afghanistan, in all".to_owned(),
        subtitle: subtitle(story, &track, !counts.is_empty()),
        notes: notes(&counts).into_iter().chain(story.track_record.map(str::to_owned)).collect(),
        table: table(story, &track, &counts),
    };
    let highest = counts.iter().map(|o| o.value).fold(track.top(), f64::max);
    Some(sheet.draw(HEIGHT_PX, |canvas, area| {
        let inner = Area::new(area.left + 63.0, area.top + 16.0, area.right - END_LABELS_PX, area.bottom - DATES_PX);
        let panel = story.panel(inner, 1.06 * highest);
        panel.scale(canvas, 5, "people");
        panel.dates(canvas);
        track.draw_runs(canvas, &panel, BLUE, usize::MAX);
        track.draw_bands(canvas, &panel, BLUE);
        track.end_labels(canvas, &panel, BLUE);
        let mut taken = Taken::within(inner);
        for (day, range) in track.ranges.iter().enumerate().step_by(3) {
            let (x, half) = (panel.x(day as f64), panel.x(1.6) - panel.x(0.0));
            taken.add(Area::new(x - half, panel.y(range.q95) - 4.0, x + half, panel.y(range.q05) + 4.0), 2.2);
        }
        data_end(canvas, story, &panel, &mut taken);
        marks::draw_cumulative(canvas, &panel, &counts, &mut taken);
    }))
}

/// The rule where the record ends that the parameters were fitted to.
fn data_end(canvas: &Canvas, story: &Story, panel: &super::axes::Panel, taken: &mut Taken) {
    let Some(day) = story.fitted_until.filter(|day| panel.shows(*day) && story.last_day() - day > 6) else { return };
    let x = panel.x_of(day);
    canvas.line(&[(x, panel.area.top), (x, panel.area.bottom)], Pen::dashed(BLACK, 0.9, 3.0));
    let y = panel.area.bottom - 12.0;
    let set = tinted(SMALL, BLACK);
    let width = set.width_px(DATA_END);
    // Early in a long horizon the counts crowd on the left.
    let late = x - panel.area.left > 0.5 * panel.area.width();
    let left = if late { x - 6.0 - width } else { x + 6.0 };
    canvas.text(DATA_END, (left, y), Anchor::Start, set);
    taken.add(Area::new(left - 2.0, y - 12.0, left + width + 2.0, y + 4.0), 4.0);
}

fn subtitle(story: &Story, track: &Track, counts: bool) -> String {
    let last = track.last();
    let mut text = format!(
        "People who have crossed since {}. By {}, half of runs count {} and 9 in 10 count {}. Thin lines are {} single runs.",
        words::day(story.findings.first_day),
        words::day(story.last_day()),
        words::half(&last),
        words::nine_in_ten(&last),
        track.runs.len(),
    );
    if counts {
        text.push_str(" Black marks: what was counted.");
    }
    text
}

fn notes(counts: &[&Observation]) -> Vec<String> {
    if counts.is_empty() {
        return Vec::new();
    }
    let conflict = counts.iter().any(|o| o.use_ == Use::Conflict);
    let crosses = if conflict { " Crosses contradict a better source of the same date." } else { "" };
    vec![format!(
        "Published counts: {}; they differ in scope and start between mid-September and October 2023.{crosses} \
         Addresses in data/observed/pakistan-returns.csv.",
        crate::units::listed(&marks::sources(counts.iter().copied())),
    )]
}

fn table(story: &Story, track: &Track, counts: &[&Observation]) -> String {
    let first = story.findings.first_day;
    let published = |day: i32| {
        let of_day: Vec<String> = counts.iter().filter(|o| o.to == day).map(|o| marks::named(o)).collect();
        of_day.join("; ")
    };
    let mut days: Vec<i32> = counts.iter().map(|o| o.to).collect();
    let span = story.findings.days as i32 - 1;
    days.extend((1..=4).map(|quarter| first + span * quarter / 4));
    days.sort_unstable();
    days.dedup();
    let rows: Vec<Vec<String>> = days
        .into_iter()
        .map(|day| {
            let range = &track.ranges[(day - first) as usize];
            vec![words::day(day), words::half(range), words::nine_in_ten(range), published(day)]
        })
        .collect();
    words::table(&["Until", "Half of runs", "9 in 10 runs", "Published"], &rows)
}
