//! Finding an empty place for a name.

use super::canvas::{Anchor, Area, Canvas, Pen, Point, Type};
use super::palette::AXIS;

/// What a name must not cover.
#[derive(Default)]
pub(super) struct Taken {
    areas: Vec<(Area, f64)>,
    bounds: Option<Area>,
}

impl Taken {
    /// Nothing taken yet; names stay within `bounds`.
    pub(super) fn within(bounds: Area) -> Self {
        Taken { areas: Vec::new(), bounds: Some(bounds) }
    }

    /// Marks an area; `weight` says how bad it is to cover it (1 for a mark, less for a band).
    pub(super) fn add(&mut self, area: Area, weight: f64) {
        self.areas.push((area, weight));
    }

    fn cost(&self, area: &Area) -> f64 {
        let covered: f64 = self.areas.iter().map(|(taken, weight)| weight * area.overlap(taken)).sum();
        let outside = self.bounds.map_or(0.0, |bounds| area.width() * area.height() - area.overlap(&bounds));
        covered + 20.0 * outside
    }

    /// Writes lines of text near one of the points, where they cover least, with a thin line to the point when they
    /// stand apart from it. Nearer is better; earlier points are better.
    pub(super) fn write(&mut self, canvas: &Canvas, lines: &[(&str, Type)], near: &[Point]) {
        let width = lines.iter().map(|(text, set)| set.width_px(text)).fold(0.0, f64::max);
        let height: f64 = lines.iter().map(|(_, set)| 1.2 * set.size_px).sum();
        let mut best: Option<(f64, Area, Point)> = None;
        for (rank, &point) in near.iter().enumerate() {
            for (area, distance) in places(point, width, height) {
                let cost = self.cost(&area.grown(2.0)) + 2.5 * distance + 4.0 * rank as f64;
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, area, point));
                }
            }
        }
        let Some((_, area, point)) = best else { return };
        self.add(area, 3.0);
        leader(canvas, &area, point);
        let (x, anchor) = if 0.5 * (area.left + area.right) < point.0 - 1.0 {
            (area.right, Anchor::End)
        } else {
            (area.left, Anchor::Start)
        };
        let mut baseline = area.top;
        for (text, set) in lines {
            baseline += 1.2 * set.size_px;
            canvas.text(text, (x, baseline - 0.28 * set.size_px), anchor, *set);
        }
    }
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
    for distance in [8.0, 14.0, 24.0, 38.0, 56.0, 80.0, 110.0] {
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

fn leader(canvas: &Canvas, area: &Area, point: Point) {
    let end = (point.0.clamp(area.left, area.right), point.1.clamp(area.top + 3.0, area.bottom - 3.0));
    let way = (end.0 - point.0, end.1 - point.1);
    let length = libm::hypot(way.0, way.1);
    if length > 16.0 {
        let start = (point.0 + way.0 * 6.0 / length, point.1 + way.1 * 6.0 / length);
        let end = (end.0 - way.0 * 3.0 / length, end.1 - way.1 * 3.0 / length);
        canvas.line(&[start, end], Pen::solid(AXIS, 0.7));
    }
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
    fn covering_or_leaving_the_bounds_costs() {
        let mut taken = Taken::within(Area::new(0.0, 0.0, 100.0, 100.0));
        let place = Area::new(10.0, 10.0, 30.0, 20.0);
        assert_eq!(taken.cost(&place), 0.0);
        taken.add(Area::new(20.0, 10.0, 40.0, 20.0), 1.0);
        assert_eq!(taken.cost(&place), 100.0);
        assert_eq!(taken.cost(&Area::new(90.0, 50.0, 110.0, 60.0)), 20.0 * 100.0);
    }
}
