//! A schematic map: provinces of origin, crossings and destinations, joined by flows.
//!
//! Places stand roughly where they are, pushed apart where they would cover one another; no border is drawn and none
//! is meant. The widths of the flows follow the median departures by province, by crossing and by destination. The
//! simulation does not keep who crossed where *and* went where, so the split between pairs starts from the scenario's
//! shares and is scaled until its sums agree with the medians (iterative proportional fitting; Deming and Stephan
//! 1940).

use super::canvas::{Anchor, Area, Canvas, Ink, Pen, Point, Type};
use super::labels::{Name, Taken};
use super::palette::{AXIS, BLACK, BLUE, GREEN, GRID, ORANGE, PURPLE, SMALL, TEXT, VERMILION, WHITE, tinted};
use super::sheet::Sheet;
use super::{Figure, Story, words};
use crate::outcome::{Dimensions, Range, total};
use crate::plan::{Plan, Quantity};

const HEIGHT_PX: f64 = 520.0;
const WIDEST_FLOW_PX: f64 = 30.0;
/// Flows that would be thinner are not drawn, but for the largest to and from each crossing.
const THINNEST_FLOW_PX: f64 = 0.9;
/// Empty space kept between places, and between a crossing and the others.
const ROOM_PX: f64 = 30.0;
const CROSSING_ROOM_PX: f64 = 52.0;

/// Rough centres of where people live, degrees north and east; for the picture only.
const PROVINCES: [(&str, f64, f64); 7] = [
    ("khyber_pakhtunkhwa", 33.6, 71.9),
    ("kp", 33.6, 71.9),
    ("balochistan", 29.3, 66.8),
    ("punjab", 31.0, 72.8),
    ("sindh", 25.6, 68.2),
    ("islamabad", 33.5, 73.4),
    ("azad_kashmir_gilgit_baltistan", 35.3, 74.4),
];

/// Where destinations stand that are not named one by one.
const ELSEWHERE: (f64, f64) = (35.6, 64.6);

/// Where provinces stand that the table does not know.
const MIDDLE: (f64, f64) = (30.5, 70.5);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Province,
    Crossing,
    Destination,
}

/// A place on the map.
struct Place {
    kind: Kind,
    name: String,
    /// Degrees north and east at first, then pixels.
    at: Point,
    radius_px: f64,
    ink: Ink,
    people: Range,
}

/// A flow between two places, by index.
struct Flow {
    from: usize,
    to: usize,
    width_px: f64,
    ink: Ink,
}

/// The figure `map`.
pub(super) fn figure(story: &Story) -> Option<Figure> {
    let names = &story.findings.names;
    let totals = |count: usize, dimensions: fn(usize) -> Dimensions| -> Option<Vec<Range>> {
        (0..count).map(|index| story.total(&total::DEPARTURES_TOTAL, dimensions(index)).copied()).collect()
    };
    let provinces = totals(names.provinces.len(), Dimensions::province)?;
    let crossings = totals(names.crossings.len(), Dimensions::crossing)?;
    let destinations = totals(names.destinations.len(), Dimensions::destination)?;
    if crossings.iter().all(|range| range.q50 <= 0.0) {
        return None;
    }
    let sheet = Sheet {
        story,
        name: "map",
        title: story.texts.word("map-title").to_owned(),
        subtitle: story.texts.word("map-subtitle").to_owned(),
        notes: vec![story.texts.word("map-note").to_owned()],
        table: table(story, &provinces, &crossings, &destinations),
    };
    Some(sheet.draw(HEIGHT_PX, |canvas, area| {
        let mut places = places(story, area, [&provinces, &crossings, &destinations]);
        spread(&mut places, area);
        let flows = flows(story.plan, [&provinces, &crossings, &destinations], &places);
        draw(canvas, area, &places, &flows);
    }))
}

const CROSSING_INKS: [Ink; 5] = [BLUE, VERMILION, GREEN, PURPLE, ORANGE];

/// All places, in the order provinces, crossings, destinations.
fn places(story: &Story, area: Area, people: [&[Range]; 3]) -> Vec<Place> {
    let names = &story.findings.names;
    let plan = story.plan;
    let place = |kind: Kind, name: &String, degrees: (f64, f64), ink: Ink, people: &Range| Place {
        kind,
        name: story.texts.label(name),
        at: degrees,
        radius_px: 0.0,
        ink,
        people: *people,
    };
    let mut places = Vec::new();
    for (name, range) in names.provinces.iter().zip(people[0]) {
        let known = PROVINCES.iter().find(|(key, ..)| *key == name.to_lowercase());
        let degrees = known.map_or(MIDDLE, |&(_, north, east)| (north, east));
        places.push(place(Kind::Province, name, degrees, TEXT, range));
    }
    for (index, (name, range)) in names.crossings.iter().zip(people[1]).enumerate() {
        let degrees = (plan.crossings[index].latitude, plan.crossings[index].longitude);
        places.push(place(Kind::Crossing, name, degrees, CROSSING_INKS[index % CROSSING_INKS.len()], range));
    }
    for (index, (name, range)) in names.destinations.iter().zip(people[2]).enumerate() {
        let stated = plan.reception.places[index];
        let real = stated.0.is_finite() && stated.1.is_finite() && stated != (0.0, 0.0);
        let degrees = if real && name != "other" { stated } else { ELSEWHERE };
        places.push(place(Kind::Destination, name, degrees, TEXT, range));
    }
    let most = places.iter().map(|place| place.people.q50).fold(1.0, f64::max);
    let project = projection(area, &places.iter().map(|place| place.at).collect::<Vec<_>>());
    for place in &mut places {
        place.at = project(place.at);
        place.radius_px = match place.kind {
            Kind::Crossing => 7.0,
            Kind::Province | Kind::Destination => 4.0 + 18.0 * libm::sqrt(place.people.q50.max(0.0) / most),
        };
    }
    places
}

/// Degrees to pixels: everything in the area, with room for names at the sides.
fn projection(area: Area, places: &[(f64, f64)]) -> impl Fn((f64, f64)) -> Point + use<> {
    let (mut south, mut north, mut west, mut east) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
    for &(latitude, longitude) in places {
        (south, north) = (south.min(latitude), north.max(latitude));
        (west, east) = (west.min(longitude), east.max(longitude));
    }
    let inner = Area::new(area.left + 60.0, area.top + 46.0, area.right - 60.0, area.bottom - 46.0);
    move |(latitude, longitude)| {
        let across = (longitude - west) / (east - west).max(1e-9);
        let down = (north - latitude) / (north - south).max(1e-9);
        (inner.left + across * inner.width(), inner.top + down * inner.height())
    }
}

/// Pushes places apart until none covers another; crossings stay where they are unless they meet one another.
fn spread(places: &mut [Place], area: Area) {
    let home: Vec<Point> = places.iter().map(|place| place.at).collect();
    for _ in 0..400 {
        for i in 0..places.len() {
            for j in 0..i {
                let way = (places[i].at.0 - places[j].at.0, places[i].at.1 - places[j].at.1);
                let length = libm::hypot(way.0, way.1).max(0.01);
                let at_crossing = (places[i].kind == Kind::Crossing) != (places[j].kind == Kind::Crossing);
                let room = if at_crossing { CROSSING_ROOM_PX } else { ROOM_PX };
                let gap = places[i].radius_px + places[j].radius_px + room - length;
                if gap <= 0.0 {
                    continue;
                }
                let heavy = |kind: Kind| if kind == Kind::Crossing { 0.15 } else { 1.0 };
                let (mine, other) = (heavy(places[i].kind), heavy(places[j].kind));
                let push = 0.25 * gap / length / (mine + other);
                places[i].at.0 += way.0 * push * mine;
                places[i].at.1 += way.1 * push * mine;
                places[j].at.0 -= way.0 * push * other;
                places[j].at.1 -= way.1 * push * other;
            }
        }
        for (place, home) in places.iter_mut().zip(&home) {
            place.at.0 = (place.at.0 + 0.02 * (home.0 - place.at.0)).clamp(area.left + 24.0, area.right - 24.0);
            place.at.1 = (place.at.1 + 0.02 * (home.1 - place.at.1)).clamp(area.top + 24.0, area.bottom - 24.0);
        }
    }
}

/// The flows from provinces to crossings and on to destinations, narrow ones last.
fn flows(plan: &Plan, [provinces, crossings, destinations]: [&[Range]; 3], places: &[Place]) -> Vec<Flow> {
    let medians = |ranges: &[Range]| ranges.iter().map(|range| range.q50.max(0.0)).collect::<Vec<f64>>();
    let central = |quantities: &Vec<Quantity>| -> Vec<f64> {
        quantities.iter().map(|q| plan.numbers.laws[q.0 as usize].centre().max(0.0)).collect()
    };
    let ways_in =
        fitted(plan.travel.crossing_share.iter().map(central).collect(), &medians(provinces), &medians(crossings));
    let ways_on = fitted(
        plan.reception.destination_share.iter().map(central).collect(),
        &medians(crossings),
        &medians(destinations),
    );
    let first_crossing = provinces.len();
    let first_destination = first_crossing + crossings.len();
    let most = crossings.iter().map(|range| range.q50).fold(1.0, f64::max);
    let mut flows = Vec::new();
    for crossing in 0..crossings.len() {
        let at = first_crossing + crossing;
        let ways_in = ways_in.iter().enumerate().map(|(province, row)| (province, at, row[crossing]));
        let ways_on =
            ways_on[crossing].iter().enumerate().map(|(place, people)| (at, first_destination + place, *people));
        for ways in [ways_in.collect::<Vec<_>>(), ways_on.collect()] {
            let largest = ways.iter().map(|(.., people)| *people).fold(0.0, f64::max);
            for (from, to, people) in ways {
                let width_px = WIDEST_FLOW_PX * people / most;
                if people > 0.0 && (width_px > THINNEST_FLOW_PX || people == largest) {
                    flows.push(Flow { from, to, width_px, ink: places[at].ink });
                }
            }
        }
    }
    flows.sort_by(|a, b| b.width_px.total_cmp(&a.width_px));
    flows
}

/// Scales a table by rows and columns until its sums are the given ones.
fn fitted(mut table: Vec<Vec<f64>>, rows: &[f64], columns: &[f64]) -> Vec<Vec<f64>> {
    let (all_rows, all_columns) = (rows.iter().sum::<f64>(), columns.iter().sum::<f64>().max(1e-9));
    for _ in 0..100 {
        for (row, wanted) in table.iter_mut().zip(rows) {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|cell| *cell *= if sum > 0.0 { wanted / sum } else { 0.0 });
        }
        for (column, wanted) in columns.iter().enumerate() {
            let sum: f64 = table.iter().map(|row| row[column]).sum();
            let factor = if sum > 0.0 { wanted * all_rows / all_columns / sum } else { 0.0 };
            table.iter_mut().for_each(|row| row[column] *= factor);
        }
    }
    table
}

fn draw(canvas: &Canvas, area: Area, places: &[Place], flows: &[Flow]) {
    let country = Type { size_px: 17.0, bold: true, ink: Ink::new(0xC4, 0xC4, 0xC4) };
    canvas.text(canvas.texts.word("map-afghanistan"), (area.left + 4.0, area.top + 22.0), Anchor::Start, country);
    canvas.text(canvas.texts.word("map-pakistan"), (area.right - 4.0, area.bottom - 14.0), Anchor::End, country);
    let mut taken = Taken::within(area).backed(WHITE.alpha(0.72));
    for flow in flows {
        let course = course(places[flow.from].at, places[flow.to].at);
        canvas.line(&course, Pen::solid(flow.ink.alpha(0.5), flow.width_px.max(0.6)));
        for point in course.iter().step_by(2) {
            let half = 0.5 * flow.width_px.max(3.0);
            taken.add(Area::new(point.0, point.1, point.0, point.1).grown(half), 1.2);
        }
    }
    for flow in flows.iter().filter(|flow| flow.width_px > 5.0) {
        chevron(canvas, &course(places[flow.from].at, places[flow.to].at), 0.32 * flow.width_px.min(18.0));
    }
    for place in places {
        draw_place(canvas, place);
        taken.add(Area::new(place.at.0, place.at.1, place.at.0, place.at.1).grown(place.radius_px), 4.0);
    }
    for place in places {
        let name = if place.kind == Kind::Crossing { tinted(SMALL, place.ink) } else { tinted(SMALL, BLACK) };
        let lines = [(place.name.as_str(), Type { bold: true, ..name }), (&words::nine_in_ten(&place.people), SMALL)];
        let edge = |dx: f64, dy: f64| (place.at.0 + dx * place.radius_px, place.at.1 + dy * place.radius_px);
        let near = [edge(1.0, 0.0), edge(-1.0, 0.0), edge(0.0, -1.0), edge(0.0, 1.0)];
        taken.write(canvas, &Name { lines: &lines, near: &near, indent_px: 0.0 });
    }
}

fn draw_place(canvas: &Canvas, place: &Place) {
    let (x, y) = place.at;
    match place.kind {
        Kind::Province => {
            canvas.disc(place.at, place.radius_px, WHITE);
            canvas.disc(place.at, place.radius_px, AXIS.alpha(0.9));
        }
        Kind::Destination => {
            canvas.disc(place.at, place.radius_px, WHITE);
            canvas.disc(place.at, place.radius_px, GRID.alpha(0.6));
            canvas.ring(place.at, place.radius_px, Pen::solid(TEXT, 1.4));
        }
        Kind::Crossing => {
            for (r, ink) in [(10.0, WHITE), (8.0, place.ink)] {
                canvas.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], ink);
            }
        }
    }
}

/// A gentle bow from one place to another.
fn course(from: Point, to: Point) -> Vec<Point> {
    let way = (to.0 - from.0, to.1 - from.1);
    let bend = (0.5 * (from.0 + to.0) - 0.14 * way.1, 0.5 * (from.1 + to.1) + 0.14 * way.0);
    let at = |t: f64| {
        let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
        (a * from.0 + b * bend.0 + c * to.0, a * from.1 + b * bend.1 + c * to.1)
    };
    (0..=24).map(|step| at(f64::from(step) / 24.0)).collect()
}

/// A small white arrow on the middle of a flow.
fn chevron(canvas: &Canvas, course: &[Point], size: f64) {
    let middle = course.len() / 2;
    let (at, next) = (course[middle], course[middle + 1]);
    let length = libm::hypot(next.0 - at.0, next.1 - at.1).max(1e-9);
    let (along, across) = ((next.0 - at.0) / length, (next.1 - at.1) / length);
    let point = |forward: f64, side: f64| {
        (at.0 + size * (forward * along - side * across), at.1 + size * (forward * across + side * along))
    };
    canvas.polygon(&[point(1.2, 0.0), point(-0.8, 0.9), point(-0.3, 0.0), point(-0.8, -0.9)], WHITE);
}

fn table(story: &Story, provinces: &[Range], crossings: &[Range], destinations: &[Range]) -> String {
    let (texts, names) = (story.texts, &story.findings.names);
    let rows = |kind: &str, names: &[String], ranges: &[Range]| -> Vec<Vec<String>> {
        let row = |(name, range): (&String, &Range)| {
            vec![texts.word(kind).to_owned(), texts.label(name), words::half(range), words::nine_in_ten(range)]
        };
        names.iter().zip(ranges).map(row).collect()
    };
    let all = [
        rows("map-from", &names.provinces, provinces),
        rows("map-through", &names.crossings, crossings),
        rows("map-to", &names.destinations, destinations),
    ];
    let [place, half, nine] =
        ["map-place", "figure-half-of-runs", "figure-nine-in-ten-runs"].map(|key| texts.word(key));
    words::table(&["", place, half, nine], &all.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting_reaches_both_margins_and_keeps_zeros() {
        let table = fitted(vec![vec![0.9, 0.1], vec![0.2, 0.8], vec![1.0, 0.0]], &[60.0, 30.0, 10.0], &[55.0, 45.0]);
        for (row, wanted) in table.iter().zip([60.0, 30.0, 10.0]) {
            assert!((row.iter().sum::<f64>() - wanted).abs() < 0.01, "{table:?}");
        }
        let first: f64 = table.iter().map(|row| row[0]).sum();
        assert!((first - 55.0).abs() < 0.01 && table[2][1] == 0.0, "{table:?}");
    }
}
