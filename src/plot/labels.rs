//! Finding an empty place for a name.

use std::cell::OnceCell;

use super::canvas::{Anchor, Area, Canvas, Ink, Pen, Point, Type, length};
use super::palette::AXIS;

/// What a name must not cover.
#[derive(Clone)]
pub(super) struct Taken {
    areas: Vec<(Area, f64)>,
    marks: Vec<Point>,
    names: Vec<Area>,
    leaders: Vec<(Point, Point)>,
    bounds: Area,
    backing: Option<Ink>,
}

/// A name to be placed.
pub(super) struct Name<'a> {
    /// Lines of text.
    pub lines: &'a [(&'a str, Type)],
    /// Points that it may stand near; earlier is better.
    pub near: &'a [Point],
    /// Empty space kept before the first line, for a mark.
    pub indent_px: f64,
}

/// A place that a name may go to.
struct Candidate {
    area: Area,
    point: Point,
    /// Pixels between the two.
    distance: f64,
    /// Which of the points that the name may stand near.
    rank: usize,
    /// What it covers of the areas that were taken when it was thought of, as soon as it is asked for.
    covered: OnceCell<f64>,
}

/// Where a name goes.
struct Place {
    cost: f64,
    area: Area,
    point: Point,
}

/// Heights for labels that want to stand at `wanted`, at least `gap` apart and in the same order, between `top` and
/// `bottom` if there is room for all: `[label]`.
pub(super) fn apart(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    // Labels that touch form a block around the middle of what they want: its upper edge and its labels.
    let mut blocks: Vec<(f64, Vec<usize>)> = Vec::new();
    for label in order {
        let mut block = (wanted[label], vec![label]);
        while let Some(above) = blocks.pop_if(|above| above.0 + gap * above.1.len() as f64 > block.0) {
            let (a, b) = (above.1.len() as f64, block.1.len() as f64);
            let edge = (above.0 * a + (block.0 - gap * a) * b) / (a + b);
            block = (edge, [above.1, block.1].concat());
        }
        blocks.push(block);
    }
    let mut places = wanted.to_vec();
    let mut least = top;
    for (edge, labels) in blocks {
        for (place, label) in labels.into_iter().enumerate() {
            places[label] = (edge + gap * place as f64).max(least);
            least = places[label] + gap;
        }
    }
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[b].total_cmp(&places[a]));
    let mut most = bottom;
    for label in order {
        places[label] = places[label].min(most);
        most = places[label] - gap;
    }
    places
}

/// Share of the size of letters from line to line.
const LEADING: f64 = 1.22;
/// So much nearer is clearly nearer.
const CLEARLY_PX: f64 = 4.0;
/// Share of the size of letters below the baseline.
const BELOW: f64 = 0.28;

impl Taken {
    /// Nothing taken yet; names stay within `bounds`.
    pub(super) fn within(bounds: Area) -> Self {
        Taken { areas: Vec::new(), marks: Vec::new(), names: Vec::new(), leaders: Vec::new(), bounds, backing: None }
    }

    /// Names stand on a ground of this ink, where they must cross lines.
    pub(super) fn backed(self, ink: Ink) -> Self {
        Taken { backing: Some(ink), ..self }
    }

    /// A mark that has, or shares, a name.
    pub(super) fn mark(&mut self, at: Point) {
        self.marks.push(at);
        self.add(Area::new(at.0, at.1, at.0, at.1).grown(5.0), 4.0);
    }

    /// Marks an area; `weight` says how bad it is to cover it (4 for a mark, less for a band).
    pub(super) fn add(&mut self, area: Area, weight: f64) {
        self.areas.push((area, weight));
    }

    /// Writes a name where it covers least, with a thin line to its point when it stands apart from it. Returns the
    /// start of the baseline of the first line, before the indent.
    pub(super) fn write(&mut self, canvas: &Canvas, name: &Name) -> Option<Point> {
        let place = self.place(&candidates(name), self.areas.len())?;
        if let Some((from, to)) = leader(&place.area, place.point) {
            canvas.line(&[from, to], Pen::solid(AXIS, 0.7));
        }
        if let Some(ink) = self.backing {
            canvas.rectangle(place.area, ink);
        }
        Some(set_lines(canvas, name, &place))
    }

    /// Writes several names. An early name may take the only good place of a later one, so some orders are tried.
    pub(super) fn write_all(&mut self, canvas: &Canvas, names: &[Name]) {
        let forth: Vec<usize> = (0..names.len()).collect();
        let back: Vec<usize> = forth.iter().rev().copied().collect();
        let turned = |order: &[usize], by: usize| [&order[by..], &order[..by]].concat();
        let orders = (0..names.len()).flat_map(|by| [turned(&forth, by), turned(&back, by)]);
        let candidates: Vec<Vec<Candidate>> = names.iter().map(candidates).collect();
        let known = self.areas.len();
        let mut best = (f64::INFINITY, Vec::new());
        for order in orders {
            let mut trial = self.clone();
            let mut cost = 0.0;
            for &index in &order {
                cost += trial.place(&candidates[index], known).map_or(0.0, |place| place.cost);
                // No cost is negative: this order cannot be the best any more.
                if cost >= best.0 {
                    break;
                }
            }
            if cost < best.0 {
                best = (cost, order);
            }
        }
        for index in best.1 {
            self.write(canvas, &names[index]);
        }
    }

    /// Takes the best of some places, which were thought of when the first `known` areas were taken.
    fn place(&mut self, candidates: &[Candidate], known: usize) -> Option<Place> {
        let mut best: Option<Place> = None;
        for candidate in candidates {
            let Candidate { area, point, distance, rank, .. } = candidate;
            // No part of the cost is negative, so that a sum of some parts tells when the rest cannot help.
            let least = |covered: f64| covered + 2.5 * distance + 2.0 * *rank as f64;
            let beaten = |cost: f64| best.as_ref().is_some_and(|best| cost >= best.cost);
            if beaten(least(0.0)) {
                continue;
            }
            let covered = self.cost(candidate, known);
            if beaten(least(covered)) {
                continue;
            }
            let cost = least(covered + self.leader_cost(area, *point) + self.mistaken_cost(area, *point));
            if !beaten(cost) {
                best = Some(Place { cost, area: *area, point: *point });
            }
        }
        let place = best?;
        self.leaders.extend(leader(&place.area, place.point));
        self.names.push(place.area);
        self.areas.push((place.area, 4.0));
        Some(place)
    }

    fn cost(&self, candidate: &Candidate, known: usize) -> f64 {
        let area = &candidate.area.grown(2.0);
        let (before, since) = self.areas.split_at(known);
        let add = |sum, areas: &[(Area, f64)]| {
            areas.iter().fold(sum, |sum, (taken, weight)| sum + weight * area.overlap(taken))
        };
        let covered = add(*candidate.covered.get_or_init(|| add(0.0, before)), since);
        let outside = area.width() * area.height() - area.overlap(&self.bounds);
        let struck = self.leaders.iter().filter(|(from, to)| runs_through(*from, *to, area)).count();
        covered + 30.0 * outside + 400.0 * struck as f64
    }

    /// A name should stand clearly nearer to its own mark than to that of another.
    fn mistaken_cost(&self, area: &Area, point: Point) -> f64 {
        let distance = |mark: Point| {
            let nearest = (mark.0.clamp(area.left, area.right), mark.1.clamp(area.top, area.bottom));
            length((nearest.0 - mark.0, nearest.1 - mark.1))
        };
        let own = distance(point);
        let nearer = |mark: &&Point| **mark != point && distance(**mark) < (own + CLEARLY_PX).min(24.0);
        150.0 * self.marks.iter().filter(nearer).count() as f64
    }

    /// Lines should cross neither one another nor names.
    fn leader_cost(&self, area: &Area, point: Point) -> f64 {
        let Some((from, to)) = leader(area, point) else { return 0.0 };
        let crossed = self.leaders.iter().filter(|other| crosses((from, to), **other)).count();
        let covered = self.names.iter().filter(|name| runs_through(from, to, name)).count();
        let across: f64 = self
            .areas
            .iter()
            .filter(|(_, weight)| *weight >= 4.0)
            .filter(|(mark, _)| runs_through(from, to, mark))
            .map(|_| 30.0)
            .sum();
        400.0 * (crossed + covered) as f64 + across
    }
}

fn set_lines(canvas: &Canvas, name: &Name, Place { area, point, .. }: &Place) -> Point {
    let to_the_left = 0.5 * (area.left + area.right) < point.0 - 1.0;
    let (x, anchor) = if to_the_left && name.indent_px == 0.0 {
        (area.right, Anchor::End)
    } else {
        (area.left + name.indent_px, Anchor::Start)
    };
    let mut baseline = area.top;
    for (text, set) in name.lines {
        baseline += LEADING * set.size_px;
        canvas.text(text, (x, baseline - BELOW * set.size_px), anchor, *set);
    }
    let first = name.lines.first().map_or(0.0, |(_, set)| (LEADING - BELOW) * set.size_px);
    (area.left, area.top + first)
}

/// The places that a name may go to.
fn candidates(name: &Name) -> Vec<Candidate> {
    let width = name.lines.iter().map(|(text, set)| set.width_px(text)).fold(0.0, f64::max) + name.indent_px;
    let height: f64 = name.lines.iter().map(|(_, set)| LEADING * set.size_px).sum();
    let near = name.near.iter().enumerate();
    near.flat_map(|(rank, &point)| {
        places(point, width, height).into_iter().map(move |(area, distance)| {
            let covered = OnceCell::new();
            Candidate { area, point, distance, rank, covered }
        })
    })
    .collect()
}

/// Places around a point, each with its distance.
fn places(point: Point, width: f64, height: f64) -> Vec<(Area, f64)> {
    const DIRECTIONS: [(f64, f64); 12] = [
        (1.0, 0.0),
        (-1.0, 0.0),
        (0.87, -0.5),
        (0.87, 0.5),
        (-0.87, -0.5),
        (-0.87, 0.5),
        (0.5, -0.87),
        (0.5, 0.87),
        (-0.5, -0.87),
        (-0.5, 0.87),
        (0.0, -1.0),
        (0.0, 1.0),
    ];
    let mut places = Vec::new();
    for distance in [8.0, 13.0, 20.0, 30.0, 44.0, 60.0, 80.0, 105.0, 135.0] {
        for (right, down) in DIRECTIONS {
            // The nearest point of the box lies at the distance in the direction.
            let centre = (
                point.0 + right * distance + 0.5 * width * f64::from(sign(right)),
                point.1 + down * distance + 0.5 * height * down,
            );
            let area = Area::new(
                centre.0 - 0.5 * width,
                centre.1 - 0.5 * height,
                centre.0 + 0.5 * width,
                centre.1 + 0.5 * height,
            );
            places.push((area, distance));
        }
    }
    places
}

fn sign(value: f64) -> i8 {
    i8::from(value > 0.01) - i8::from(value < -0.01)
}

/// The line from a point to its name; none when they are close.
fn leader(area: &Area, point: Point) -> Option<(Point, Point)> {
    let end = (point.0.clamp(area.left, area.right), point.1.clamp(area.top + 3.0, area.bottom - 3.0));
    let way = (end.0 - point.0, end.1 - point.1);
    let length = length(way);
    let along = |px: f64| (point.0 + way.0 * px / length, point.1 + way.1 * px / length);
    (length > 16.0).then(|| (along(6.0), along(length - 3.0)))
}

fn runs_through(from: Point, to: Point, area: &Area) -> bool {
    // Most lines are far away; a pixel is more than rounding.
    let beside = |a: f64, b: f64, low: f64, high: f64| a.max(b) < low - 1.0 || a.min(b) > high + 1.0;
    if beside(from.0, to.0, area.left, area.right) || beside(from.1, to.1, area.top, area.bottom) {
        return false;
    }
    (0..=24).map(|step| f64::from(step) / 24.0).any(|t| {
        let (x, y) = (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1));
        (area.left..area.right).contains(&x) && (area.top..area.bottom).contains(&y)
    })
}

fn crosses((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_do_not_cover_their_point() {
        for (area, distance) in places((100.0, 50.0), 60.0, 14.0) {
            assert_eq!(area.overlap(&Area::new(99.0, 49.0, 101.0, 51.0)), 0.0, "at {distance}: {area:?}");
        }
    }

    #[test]
    fn labels_keep_their_order_and_their_distance() {
        assert_eq!(apart(&[50.0, 48.0, 10.0], 12.0, 0.0, 100.0), [55.0, 43.0, 10.0]);
        assert_eq!(apart(&[99.0, 99.0, 5.0], 12.0, 0.0, 100.0), [88.0, 100.0, 5.0]);
        assert_eq!(apart(&[1.0, 1.0], 12.0, 0.0, 100.0), [0.0, 12.0]);
    }

    #[test]
    fn covering_leaving_the_bounds_and_crossing_cost() {
        let mut taken = Taken::within(Area::new(0.0, 0.0, 100.0, 100.0));
        let place = Area::new(10.0, 10.0, 30.0, 20.0);
        // Names keep two pixels of distance.
        let at = |area: &Area| Candidate {
            area: area.grown(-2.0),
            point: (0.0, 0.0),
            distance: 0.0,
            rank: 0,
            covered: OnceCell::new(),
        };
        assert_eq!(taken.cost(&at(&place), 0), 0.0);
        taken.add(Area::new(20.0, 10.0, 40.0, 20.0), 1.0);
        let thought_of = at(&place);
        assert_eq!(taken.cost(&thought_of, 1), 100.0);
        assert_eq!(taken.cost(&at(&Area::new(90.0, 50.0, 110.0, 60.0)), 1), 30.0 * 100.0);
        taken.add(Area::new(10.0, 10.0, 11.0, 20.0), 4.0);
        assert_eq!(taken.cost(&thought_of, 1), 140.0);
        assert_eq!(taken.leader_cost(&place, (20.0, 60.0)), 0.0);
        taken.leaders.push(((0.0, 40.0), (50.0, 40.0)));
        taken.names.push(Area::new(15.0, 25.0, 25.0, 35.0));
        assert_eq!(taken.leader_cost(&place, (20.0, 60.0)), 800.0);
    }
}
