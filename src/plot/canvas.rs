//! A canvas in pixels with tenths, on which plotters draws SVG.
//!
//! plotters has whole-pixel coordinates. So everything is drawn ten times too large and the view box shrinks it:
//! coordinates then have one decimal, and files stay small. The output of plotters is tidied afterwards: what every
//! element repeats moves to the root, transparency is said of the fill or the stroke rather than of the element
//! (which would make renderers paint each line on a sheet of its own), and the text twin and the provenance go in.

use super::DaysOnPage;
use super::{font, paths};
use crate::language::{Texts, whole_lines};
use plotters::coord::Shift;
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use std::cell::RefCell;

/// Canvas units in a pixel.
const FINE: f64 = 10.0;

/// plotters writes 1/1.24 of the size that it is given.
const PLOTTERS_SIZE: f64 = 1.24;

/// plotters hangs text 0.76 em below the given height.
const PLOTTERS_DROP_EM: f64 = 0.76;

/// A point, in pixels from the upper left corner.
pub(super) type Point = (f64, f64);

/// A colour and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink {
    pub rgb: (u8, u8, u8),
    /// 0 (nothing) to 1.
    pub alpha: f64,
}

impl Ink {
    pub(super) const fn new(red: u8, green: u8, blue: u8) -> Self {
        Ink { rgb: (red, green, blue), alpha: 1.0 }
    }

    /// The same colour, thinner.
    pub(super) const fn alpha(self, alpha: f64) -> Self {
        Ink { rgb: self.rgb, alpha }
    }

    /// The same colour, dark enough to be read as lettering on white: at most a third of the light of white.
    pub(super) fn lettering(self) -> Self {
        let (red, green, blue) = self.rgb;
        let light = 0.3 * f64::from(red) + 0.59 * f64::from(green) + 0.11 * f64::from(blue);
        let factor = (118.0 / light.max(1.0)).min(1.0);
        let darker = |part: u8| (f64::from(part) * factor) as u8;
        Ink { rgb: (darker(red), darker(green), darker(blue)), alpha: self.alpha }
    }

    fn colour(self) -> RGBAColor {
        RGBAColor(self.rgb.0, self.rgb.1, self.rgb.2, self.alpha)
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pen {
    pub ink: Ink,
    pub width_px: f64,
    /// Length of dashes and of the gaps between them; 0 for a solid line.
    pub dash_px: f64,
}

impl Pen {
    pub(super) const fn solid(ink: Ink, width_px: f64) -> Self {
        Pen { ink, width_px, dash_px: 0.0 }
    }

    pub(super) const fn dashed(ink: Ink, width_px: f64, dash_px: f64) -> Self {
        Pen { ink, width_px, dash_px }
    }

    fn style(self) -> ShapeStyle {
        self.ink.colour().stroke_width(fine(self.width_px).max(1) as u32)
    }
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    pub size_px: f64,
    pub bold: bool,
    pub ink: Ink,
}

impl Type {
    pub(super) fn width_px(self, text: &str) -> f64 {
        font::width_px(text, self.size_px, self.bold)
    }

    /// The text, or its beginning and an ellipsis where it is wider than `width_px`.
    pub(super) fn cut(self, text: &str, width_px: f64) -> String {
        if self.width_px(text) <= width_px {
            return text.to_owned();
        }
        let mut kept = text.to_owned();
        while kept.pop().is_some() && self.width_px(&format!("{kept}…")) > width_px {}
        format!("{}…", kept.trim_end())
    }

    /// The text broken into at most so many lines; an ellipsis ends the last where there is more.
    pub(super) fn wrap_to(self, text: &str, width_px: f64, most: usize) -> Vec<String> {
        let mut lines = self.wrap(text, width_px);
        if lines.len() > most {
            let rest = lines[most - 1..].join(" ");
            lines.truncate(most - 1);
            lines.push(self.cut(&rest, width_px));
        }
        lines
    }

    /// The text broken into lines that are at most `width_px` wide; a longer word stands alone. "9 in 10" stays whole (in
    /// other languages the page sees to it).
    pub(super) fn wrap(self, text: &str, width_px: f64) -> Vec<String> {
        let text = text.replace("9 in 10", "9\u{a0}in\u{a0}10").replace(" %", "\u{a0}%").replace(" ٪", "\u{a0}٪");
        let mut lines: Vec<String> = Vec::new();
        for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
            match lines.last_mut() {
                Some(line) if self.width_px(&format!("{line} {word}")) <= width_px => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        whole_lines(lines)
    }
}

/// Which end of a text stands at the given point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A rectangle, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub(super) const fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Area { left, top, right, bottom }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The part that both cover, in square pixels.
    pub(super) fn overlap(&self, other: &Area) -> f64 {
        // Most areas are far from one another.
        if self.right <= other.left || other.right <= self.left || self.bottom <= other.top || other.bottom <= self.top
        {
            return 0.0;
        }
        let (smaller, larger) = (|a, b| if a < b { a } else { b }, |a, b| if a > b { a } else { b });
        let width: f64 = smaller(self.right, other.right) - larger(self.left, other.left);
        let height: f64 = smaller(self.bottom, other.bottom) - larger(self.top, other.top);
        width * height
    }

    /// Wider and higher by `by_px` on every side.
    pub(super) fn grown(&self, by_px: f64) -> Area {
        Area::new(self.left - by_px, self.top - by_px, self.right + by_px, self.bottom + by_px)
    }
}

/// A picture being drawn.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    /// The language of the picture.
    pub texts: &'static Texts,
    /// Rectangles with days on them, as they were drawn.
    days: RefCell<Vec<DaysOnPage>>,
}

const NEVER_FAILS: &str = "drawing into a string cannot fail";

/// Draws a picture of the given size; the result is the raw text of plotters, see [`finish`], and where there are days.
pub(super) fn draw(
    (width_px, height_px): (f64, f64),
    texts: &'static Texts,
    paint: impl FnOnce(&Canvas),
) -> (String, Vec<DaysOnPage>) {
    let mut text = String::new();
    let size = (fine(width_px) as u32, fine(height_px) as u32);
    let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
    let canvas = Canvas { area, texts, days: RefCell::new(Vec::new()) };
    canvas.rectangle(Area::new(0.0, 0.0, width_px, height_px), Ink::new(255, 255, 255));
    paint(&canvas);
    canvas.area.present().expect(NEVER_FAILS);
    let days = canvas.days.take();
    drop(canvas);
    (text, days)
}

impl Canvas<'_> {
    /// Notes that a rectangle shows days.
    pub(super) fn note_days(&self, days: DaysOnPage) {
        self.days.borrow_mut().push(days);
    }

    /// A line through the points; points that hardly bend it are left out.
    pub(super) fn line(&self, points: &[Point], pen: Pen) {
        let points: Vec<(i32, i32)> = simplified(points, 0.15).into_iter().map(finely).collect();
        if points.len() < 2 {
            return;
        }
        if pen.dash_px > 0.0 {
            let dash = fine(pen.dash_px);
            self.area.draw(&DashedPathElement::new(points, dash, dash, pen.style())).expect(NEVER_FAILS);
        } else {
            self.area.draw(&PathElement::new(points, pen.style())).expect(NEVER_FAILS);
        }
    }

    /// The area between an upper and a lower line.
    pub(super) fn between(&self, upper: &[Point], lower: &[Point], ink: Ink) {
        let mut outline = simplified(upper, 0.15);
        outline.extend(simplified(lower, 0.15).into_iter().rev());
        self.polygon(&outline, ink);
    }

    /// A filled polygon.
    pub(super) fn polygon(&self, points: &[Point], ink: Ink) {
        let points: Vec<(i32, i32)> = points.iter().copied().map(finely).collect();
        self.area.draw(&Polygon::new(points, ink.colour().filled())).expect(NEVER_FAILS);
    }

    /// A filled rectangle.
    pub(super) fn rectangle(&self, area: Area, ink: Ink) {
        let corners = [finely((area.left, area.top)), finely((area.right, area.bottom))];
        self.area.draw(&Rectangle::new(corners, ink.colour().filled())).expect(NEVER_FAILS);
    }

    /// A filled circle.
    pub(super) fn disc(&self, centre: Point, radius_px: f64, ink: Ink) {
        self.area.draw(&Circle::new(finely(centre), fine(radius_px), ink.colour().filled())).expect(NEVER_FAILS);
    }

    /// The outline of a circle.
    pub(super) fn ring(&self, centre: Point, radius_px: f64, pen: Pen) {
        self.area.draw(&Circle::new(finely(centre), fine(radius_px), pen.style())).expect(NEVER_FAILS);
    }

    /// A line of text; `at` lies on its baseline.
    pub(super) fn text(&self, text: &str, at: Point, anchor: Anchor, set: Type) {
        let style = if set.bold { FontStyle::Bold } else { FontStyle::Normal };
        let size = set.size_px * FINE * PLOTTERS_SIZE;
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let colour = set.ink.colour();
        let style = TextStyle::from(FontDesc::new(FontFamily::Name(font::FACE), size, style))
            .color(&colour)
            .pos(Pos::new(h_pos, VPos::Top));
        let top = (at.0, at.1 - PLOTTERS_DROP_EM * set.size_px);
        let line = self.texts.line(text);
        self.area.draw(&Text::new(&*font::written(&line), finely(top), style)).expect(NEVER_FAILS);
    }

    /// Lines of text, the first with its baseline at `at`; returns the baseline that a next line would have.
    pub(super) fn lines(&self, lines: &[String], at: Point, anchor: Anchor, set: Type, leading_px: f64) -> f64 {
        let mut baseline = at.1;
        for line in lines {
            self.text(line, (at.0, baseline), anchor, set);
            baseline += leading_px;
        }
        baseline
    }
}

fn fine(px: f64) -> i32 {
    (px * FINE).round() as i32
}

fn finely(point: Point) -> (i32, i32) {
    (fine(point.0), fine(point.1))
}

/// Leaves out points closer than `tolerance_px` to the line that remains (Douglas and Peucker 1973).
pub(super) fn simplified(points: &[Point], tolerance_px: f64) -> Vec<Point> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let mut kept = vec![false; points.len()];
    kept[0] = true;
    kept[points.len() - 1] = true;
    let mut pieces = vec![(0, points.len() - 1)];
    while let Some((first, last)) = pieces.pop() {
        let distances = (first + 1..last).map(|i| (i, distance_from_chord(points[i], points[first], points[last])));
        let farthest = distances.fold((first, tolerance_px), |best, next| if next.1 > best.1 { next } else { best });
        if farthest.0 != first {
            kept[farthest.0] = true;
            pieces.push((first, farthest.0));
            pieces.push((farthest.0, last));
        }
    }
    points.iter().zip(kept).filter_map(|(&point, kept)| kept.then_some(point)).collect()
}

fn distance_from_chord(point: Point, from: Point, to: Point) -> f64 {
    let chord = (to.0 - from.0, to.1 - from.1);
    let way = (point.0 - from.0, point.1 - from.1);
    let squared = chord.0 * chord.0 + chord.1 * chord.1;
    let along = if squared > 0.0 { ((way.0 * chord.0 + way.1 * chord.1) / squared).clamp(0.0, 1.0) } else { 0.0 };
    length((way.0 - along * chord.0, way.1 - along * chord.1))
}

/// How long a way is, in pixels: without the care of `hypot` for numbers of any size, which takes its time.
pub(super) fn length(way: Point) -> f64 {
    (way.0 * way.0 + way.1 * way.1).sqrt()
}

/// What a picture file holds beside the picture.
pub(super) struct Twin<'a> {
    /// Marks the title and the description, so that several pictures can stand on one page.
    pub name: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    pub provenance: &'a str,
    pub texts: &'static Texts,
}

/// Turns the text of plotters into a finished file: title, description, provenance and face inside.
pub(super) fn finish(raw: &str, size_px: (f64, f64), twin: &Twin) -> String {
    let body = raw.split_once('>').expect("plotters begins with the root element").1;
    let body = body
        .replace(" opacity=\"1\"", "")
        .replace("fill=\"none\" opacity=", "fill=\"none\" stroke-opacity=")
        .replace("<polygon opacity=", "<polygon fill-opacity=")
        .replace("<line opacity=", "<line stroke-opacity=")
        .replace(" stroke=\"none\"", "")
        .replace(" stroke-width=\"1\"/>", "/>")
        .replace(" text-anchor=\"start\"", "")
        .replace(&format!(" font-family=\"{}\"", font::FACE), "")
        .replace(" \"/>", "\"/>")
        .replace("\n</text>", "</text>");
    // plotters breaks the line before a text, which some readers show as a space.
    let body: String =
        body.split_inclusive('\n').map(|l| if l.starts_with("<text") { l.trim_end() } else { l }).collect();
    let (width, height) = size_px;
    let name = twin.name;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" font-family=\"{}\" \
         stroke-linejoin=\"round\">\n\
         <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-desc\">{}</desc>\n<metadata>{}</metadata>\n\
         <style>{}</style>{}",
        fine(width),
        fine(height),
        font::families(twin.texts),
        escaped(twin.title),
        escaped(twin.description),
        escaped(twin.provenance),
        font::style_sheet(twin.texts),
        paths::short(&body),
    )
}

/// Text as it may stand between tags; without the characters that XML does not know.
pub(super) fn escaped(text: &str) -> String {
    let known = |letter: &char| !letter.is_control() || ['\t', '\n', '\r'].contains(letter);
    let text: String = text.chars().filter(known).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simplifying_keeps_corners_and_drops_what_lies_on_the_way() {
        let straight: Vec<Point> = (0..100).map(|i| (f64::from(i), 2.0 * f64::from(i))).collect();
        assert_eq!(simplified(&straight, 0.1), [(0.0, 0.0), (99.0, 198.0)]);
        let corner = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 8.0)];
        assert_eq!(simplified(&corner, 0.1), [(0.0, 0.0), (10.0, 0.0), (10.0, 8.0)]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let set = Type { size_px: 14.0, bold: false, ink: Ink::new(0, 0, 0) };
        let lines = set.wrap_to("people who leave before a deadline, per day and person", 150.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && lines.iter().all(|line| set.width_px(line) <= 150.0), "{lines:?}");
        assert_eq!(set.wrap_to("people who leave", 150.0, 2), set.wrap("people who leave", 150.0));
    }

    #[test]
    fn lines_break_between_words_within_the_width() {
        let set = Type { size_px: 14.0, bold: false, ink: Ink::new(0, 0, 0) };
        let lines = set.wrap("half of runs lie in the dark band, 9 in 10 in the light one", 150.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| set.width_px(line) <= 150.0), "{lines:?}");
        assert_eq!(
            lines.join(" ").replace('\u{a0}', " "),
            "half of runs lie in the dark band, 9 in 10 in the light one"
        );
    }
}
