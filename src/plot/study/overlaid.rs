//! Crossings under several policies on one scale: 9-in-10 bands, each with its median.
//!
//! The only picture with a line in the middle of its bands: bands of several policies overlap, and the line says which
//! belongs to which. How sure the difference is stands in `difference`, not here.

use super::super::axes::{DATES_PX, Panel};
use super::super::canvas::{Anchor, Area, Canvas, Pen, Point};
use super::super::fan::Track;
use super::super::labels::{Name, Taken, apart};
use super::super::palette::{HEADING, LABEL_BOLD, SMALL, WHITE, tinted};
use super::super::sheet::Page;
use super::{ComparisonStory, Figure, ink, words};
use crate::language::say;
use crate::outcome::{Dimensions, Outcome, Range, daily, total};
use crate::study::verdict::SUBJECTS;

/// Scenarios drawn; more bands on one another could not be told apart.
const MOST: usize = 4;
const PANEL_PX: f64 = 205.0;
const HEADING_PX: f64 = 40.0;
const GAP_PX: f64 = 14.0;
const SCALE_PX: f64 = 63.0;
const NAMES_PX: f64 = 170.0;

/// The figure `overlaid`.
pub(super) fn figure(story: &ComparisonStory) -> Option<Figure> {
    let members = story.comparison.members.len().min(MOST);
    let [a_day, in_all] =
        [&daily::DEPARTURES, &daily::DEPARTURES_CUMULATIVE].map(|outcome| tracks(story, members, outcome));
    let (a_day, in_all) = (a_day?, in_all?);
    let policies: Vec<usize> = (0..members - 1).collect();
    let texts = story.texts;
    let page = Page {
        texts,
        kicker: &story.kicker(&policies),
        name: "overlaid".into(),
        title: title(story, &policies),
        subtitle: texts.word("overlaid-subtitle").to_owned(),
        notes: story.notes(&policies, notes(story)),
        table: table(story, &in_all, &busiest(story, members)),
        provenance: story.provenance,
    };
    let panel_px = HEADING_PX + PANEL_PX + DATES_PX;
    Some(page.draw(2.0 * panel_px + GAP_PX, |canvas, area| {
        let body = |top: f64| {
            Area::new(area.left + SCALE_PX, top + HEADING_PX, area.right - NAMES_PX, top + HEADING_PX + PANEL_PX)
        };
        canvas.text(texts.word("overlaid-each-day"), (area.left, area.top + 14.0), Anchor::Start, HEADING);
        daily_panel(canvas, story, body(area.top), &a_day, &busiest(story, members));
        let top = area.top + panel_px + GAP_PX;
        canvas.text(texts.word("overlaid-since"), (area.left, top + 14.0), Anchor::Start, HEADING);
        cumulative_panel(canvas, story, body(top), &in_all);
    }))
}

fn tracks<'a>(story: &ComparisonStory<'a>, members: usize, outcome: &Outcome) -> Option<Vec<Track<'a>>> {
    let members = &story.comparison.members[..members];
    members.iter().map(|member| Track::of(&member.findings, outcome, Dimensions::ALL)).collect()
}

/// Crossings of the busiest day of each run.
fn busiest(story: &ComparisonStory, members: usize) -> Vec<Range> {
    let members = &story.comparison.members[..members];
    let range = |findings: &crate::outcome::Findings| {
        let index = findings.catalogue.total_index(&total::PEAK_DAILY_CROSSINGS, Dimensions::ALL);
        index.map_or(Range::default(), |index| findings.totals[index])
    };
    members.iter().map(|member| range(&member.findings)).collect()
}

fn title(story: &ComparisonStory, policies: &[usize]) -> String {
    let cross = &SUBJECTS[0];
    let changes = policies.iter().filter_map(|policy| story.change(*policy, cross)).filter(|change| change.clear());
    let largest = changes.fold(None, |best: Option<super::Change>, next| match best {
        Some(best) if best.relative >= next.relative => Some(best),
        _ => Some(next),
    });
    let same = |policy: &usize| story.comparison.same(*policy);
    match largest {
        None if policies.iter().all(same) => story.texts.word("overlaid-nothing").to_owned(),
        Some(change) => change.in_words(story.texts, story.name(change.policy)),
        None => story.texts.word("overlaid-unclear").to_owned(),
    }
}

fn panel(story: &ComparisonStory, area: Area, tracks: &[Track]) -> Panel {
    let findings = &story.comparison.baseline().findings;
    let top = 1.06 * tracks.iter().map(Track::band_top).fold(1.0, f64::max);
    Panel { area, first_day: findings.first_day, days: findings.days, bottom: 0.0, top }
}

/// All bands first, then all medians, so that no band hides a line.
fn draw_tracks(canvas: &Canvas, panel: &Panel, tracks: &[Track]) {
    for (member, track) in tracks.iter().enumerate() {
        let edge = |quantile: fn(&Range) -> f64| panel.points(track.ranges.iter().map(quantile));
        canvas.between(&edge(|r| r.q95), &edge(|r| r.q05), ink(member).alpha(0.17));
        for points in [edge(|r| r.q95), edge(|r| r.q05)] {
            canvas.line(&points, Pen::solid(ink(member).alpha(0.4), 0.7));
        }
    }
    for (member, track) in tracks.iter().enumerate() {
        canvas.line(&median(panel, track), pen(member));
    }
}

fn median(panel: &Panel, track: &Track) -> Vec<Point> {
    panel.points(track.ranges.iter().map(|range| range.q50))
}

/// Lines differ in their dashes too; two that run on one another are both seen.
fn pen(member: usize) -> Pen {
    match member {
        0 => Pen::solid(ink(0), 2.4),
        _ => Pen::dashed(ink(member), 2.0, [6.0, 3.0, 10.0][(member - 1) % 3]),
    }
}

fn daily_panel(canvas: &Canvas, story: &ComparisonStory, area: Area, tracks: &[Track], busiest: &[Range]) {
    let panel = panel(story, area, tracks);
    panel.scale(canvas, 4, canvas.texts.word("axes-a-day"));
    panel.dates(canvas);
    draw_tracks(canvas, &panel, tracks);

    let mut taken = Taken::within(area).backed(WHITE.alpha(0.75));
    for track in tracks {
        for points in median(&panel, track).windows(2) {
            let (top, bottom) = (points[0].1.min(points[1].1), points[0].1.max(points[1].1));
            taken.add(Area::new(points[0].0, top - 2.0, points[1].0, bottom + 2.0), 2.5);
        }
        for (day, range) in track.ranges.iter().enumerate().step_by(3) {
            let (x, half) = (panel.x(day as f64), panel.x(1.5) - panel.x(0.0));
            taken.add(Area::new(x - half, panel.y(range.q95), x + half, panel.y(range.q05)), 0.15);
        }
    }
    let names: Vec<String> = cut_names(story, tracks.len());
    let near: Vec<Vec<Point>> = (0..tracks.len()).map(|member| apart_days(&panel, tracks, member)).collect();
    let lines: Vec<[(&str, _); 1]> =
        names.iter().enumerate().map(|(member, name)| [(name.as_str(), tinted(LABEL_BOLD, ink(member)))]).collect();
    let names: Vec<Name> = lines.iter().zip(&near).map(|(lines, near)| Name { lines, near, indent_px: 0.0 }).collect();
    taken.write_all(canvas, &names);

    let x = area.right + 14.0;
    let mut y = area.top + 4.0;
    canvas.text(canvas.texts.word("overlaid-busiest"), (x, y), Anchor::Start, SMALL);
    for (member, range) in busiest.iter().enumerate() {
        y += 32.0;
        let name = &cut_names(story, tracks.len())[member];
        canvas.text(name, (x, y - 8.0), Anchor::Start, tinted(LABEL_BOLD, ink(member)));
        canvas.text(&words::nine_in_ten(range), (x, y + 7.0), Anchor::Start, SMALL);
    }
}

/// Where a median is high and far from the others: three days, the best first.
fn apart_days(panel: &Panel, tracks: &[Track], member: usize) -> Vec<Point> {
    let own = &tracks[member];
    let score = |day: usize| {
        let value = own.ranges[day].q50;
        let others = tracks.iter().enumerate().filter(|(other, _)| *other != member);
        let nearest = others.map(|(_, track)| (track.ranges[day].q50 - value).abs()).fold(panel.top, f64::min);
        nearest + 0.3 * value
    };
    let mut days: Vec<usize> = (0..own.ranges.len()).collect();
    days.sort_by(|a, b| score(*b).total_cmp(&score(*a)));
    let mut chosen: Vec<usize> = Vec::new();
    for day in days {
        if chosen.iter().all(|other| other.abs_diff(day) > own.ranges.len() / 25) {
            chosen.push(day);
        }
        if chosen.len() == 3 {
            break;
        }
    }
    chosen.into_iter().map(|day| (panel.x(day as f64), panel.y(own.ranges[day].q50))).collect()
}

/// Names end where the bands do, with the range of the last day.
fn cumulative_panel(canvas: &Canvas, story: &ComparisonStory, area: Area, tracks: &[Track]) {
    let panel = panel(story, area, tracks);
    panel.scale(canvas, 4, canvas.texts.word("unit-people"));
    panel.dates(canvas);
    draw_tracks(canvas, &panel, tracks);
    let ends: Vec<f64> = tracks.iter().map(|track| panel.y(track.last().q50)).collect();
    let names = cut_names(story, tracks.len());
    for (member, y) in apart(&ends, 33.0, area.top + 4.0, area.bottom - 8.0).into_iter().enumerate() {
        let (x, last) = (area.right, tracks[member].last());
        let step = x + 3.0 + 3.5 * member as f64;
        canvas.line(&[(step, panel.y(last.q05)), (step, panel.y(last.q95))], Pen::solid(ink(member), 2.2));
        canvas.line(&[(step, ends[member]), (x + 22.0, y - 2.0)], Pen::solid(ink(member).alpha(0.6), 0.8));
        canvas.text(&names[member], (x + 25.0, y), Anchor::Start, tinted(LABEL_BOLD, ink(member)));
        canvas.text(&words::nine_in_ten(&last), (x + 25.0, y + 15.0), Anchor::Start, SMALL);
    }
}

fn cut_names(story: &ComparisonStory, members: usize) -> Vec<String> {
    let members = &story.comparison.members[..members];
    members.iter().map(|member| LABEL_BOLD.cut(&member.name, NAMES_PX - 26.0)).collect()
}

fn notes(story: &ComparisonStory) -> Vec<String> {
    let all = story.comparison.members.len();
    let mut notes = Vec::new();
    if all > MOST {
        notes.push(say!(story.texts, "overlaid-first", shown = MOST, all = all));
    }
    let findings = &story.comparison.baseline().findings;
    if let Some(index) = findings.catalogue.total_index(&total::DEPARTURES_TOTAL, Dimensions::ALL) {
        let error = findings.totals[index].mc_error;
        if error > 0.0 {
            let people = words::people(words::two_digits(error));
            notes.push(say!(story.texts, "overlaid-monte-carlo", baseline = story.baseline(), people = people));
        }
    }
    notes
}

fn table(story: &ComparisonStory, in_all: &[Track], busiest: &[Range]) -> String {
    let rows: Vec<Vec<String>> = story
        .comparison
        .members
        .iter()
        .zip(in_all.iter().zip(busiest))
        .map(|(member, (track, busiest))| {
            let last = track.last();
            vec![member.name.clone(), words::half(&last), words::nine_in_ten(&last), words::nine_in_ten(busiest)]
        })
        .collect();
    let head = ["comparison-scenario", "overlaid-half", "overlaid-nine-in-ten", "overlaid-busiest-nine-in-ten"];
    words::table(&head.map(|key| story.texts.word(key)), &rows)
}
