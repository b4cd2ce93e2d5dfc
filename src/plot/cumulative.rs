//! Departures since the first day, against the published counts.

use super::axes::DATES_PX;
use super::canvas::{Anchor, Area, Canvas, Pen};
use super::fan::{END_LABELS_PX, Track};
use super::labels::Taken;
use super::marks::{self, Wanted};
use super::palette::{BLACK, BLUE, SMALL, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, words};
use crate::language::say;
use crate::observed::{Observation, Use};
use crate::outcome::{Dimensions, daily};

const HEIGHT_PX: f64 = 392.0;

/// The figure `cumulative`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let track = story.track(&daily::DEPARTURES_CUMULATIVE, Dimensions::ALL)?;
    let everything = story.panel(Area::new(0.0, 0.0, 1.0, 1.0), 1.0);
    let counts = Wanted::default().cumulative(story.observed, &everything);
    let sheet = Sheet {
        story,
        name: "cumulative",
        title: story.texts.word("cumulative-title").to_owned(),
        subtitle: subtitle(story, &track, !counts.is_empty()),
        notes: notes(story, &counts).into_iter().chain(story.track_record.map(str::to_owned)).collect(),
        table: table(story, &track, &counts),
    };
    let highest = counts.iter().map(|o| o.value).fold(track.top(), f64::max);
    Some(sheet.draw(HEIGHT_PX, |canvas, area| {
        let inner = Area::new(area.left + 63.0, area.top + 16.0, area.right - END_LABELS_PX, area.bottom - DATES_PX);
        let panel = story.panel(inner, 1.06 * highest);
        panel.scale(canvas, 5, canvas.texts.word("unit-people"));
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
    let says = canvas.texts.word("cumulative-data-end");
    let width = set.width_px(says);
    // Early in a long horizon the counts crowd on the left.
    let late = x - panel.area.left > 0.5 * panel.area.width();
    let left = if late { x - 6.0 - width } else { x + 6.0 };
    canvas.text(says, (left, y), Anchor::Start, set);
    taken.add(Area::new(left - 2.0, y - 12.0, left + width + 2.0, y + 4.0), 4.0);
}

fn subtitle(story: &Story, track: &Track, counts: bool) -> String {
    let (texts, last) = (story.texts, track.last());
    let says = say!(
        texts,
        "cumulative-subtitle",
        first = texts.day(story.findings.first_day),
        last = texts.day(story.last_day()),
        half = words::half(&last),
        nine = words::nine_in_ten(&last),
        runs = track.runs.len(),
    );
    if counts { format!("{says} {}", texts.word("cumulative-subtitle-marks")) } else { says }
}

fn notes(story: &Story, counts: &[&Observation]) -> Vec<String> {
    if counts.is_empty() {
        return Vec::new();
    }
    let texts = story.texts;
    let sources = texts.listed(&marks::sources(counts.iter().copied()));
    let mut sentences = vec![say!(texts, "cumulative-counts", sources = sources)];
    if counts.iter().any(|o| o.use_ == Use::Conflict) {
        sentences.push(texts.word("cumulative-crosses").to_owned());
    }
    sentences.push(texts.word("cumulative-addresses").to_owned());
    vec![sentences.join(" ")]
}

fn table(story: &Story, track: &Track, counts: &[&Observation]) -> String {
    let (texts, first) = (story.texts, story.findings.first_day);
    let published = |day: i32| marks::named(texts, counts.iter().copied().filter(|o| o.to == day));
    let mut days: Vec<i32> = counts.iter().map(|o| o.to).collect();
    let span = story.findings.days as i32 - 1;
    days.extend((1..=4).map(|quarter| first + span * quarter / 4));
    days.sort_unstable();
    days.dedup();
    let rows: Vec<Vec<String>> = days
        .into_iter()
        .map(|day| {
            let range = &track.ranges[(day - first) as usize];
            vec![texts.day(day), words::half(range), words::nine_in_ten(range), published(day)]
        })
        .collect();
    let head = ["cumulative-until", "figure-half-of-runs", "figure-nine-in-ten-runs", "cumulative-published"];
    words::table(&head.map(|key| texts.word(key)), &rows)
}
