//! Lines and areas of a picture, written short: each point as its step from the one before, and what several in a row look like
//! once for all of them. The picture is the same to the dot, since points are whole numbers, and its file a third smaller.

use std::fmt::Write;

/// What never fails.
const TAKES_EVERY_TEXT: &str = "a string takes every text";

/// A line or an area: what it looks like, and its way.
struct Drawn<'a> {
    look: &'a str,
    way: String,
}

/// The body of a picture in which every `polyline` and `polygon` is a path.
pub(super) fn short(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut group: Vec<Drawn> = Vec::new();
    for line in body.split_inclusive('\n') {
        let found = drawn(line.trim_end());
        if found.as_ref().is_none_or(|found| group.first().is_some_and(|first| first.look != found.look)) {
            put(&mut text, &mut group);
        }
        match found {
            Some(found) => group.push(found),
            None => text.push_str(line),
        }
    }
    put(&mut text, &mut group);
    text
}

/// Writes lines and areas that look the same.
fn put(text: &mut String, group: &mut Vec<Drawn>) {
    match &group[..] {
        [] => {}
        [one] => writeln!(text, "<path {} d=\"{}\"/>", one.look, one.way).expect(TAKES_EVERY_TEXT),
        several => {
            writeln!(text, "<g {}>", several[0].look).expect(TAKES_EVERY_TEXT);
            several.iter().for_each(|one| writeln!(text, "<path d=\"{}\"/>", one.way).expect(TAKES_EVERY_TEXT));
            text.push_str("</g>\n");
        }
    }
    group.clear();
}

/// A line of the file that is a line or an area of the picture.
fn drawn(line: &str) -> Option<Drawn<'_>> {
    let (rest, closed) = match line.strip_prefix("<polyline ") {
        Some(rest) => (rest, false),
        None => (line.strip_prefix("<polygon ")?, true),
    };
    let (look, points) = rest.strip_suffix("\"/>")?.split_once(" points=\"")?;
    let point = |text: &str| {
        let (x, y) = text.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    };
    let points: Vec<(i32, i32)> = points.split_ascii_whitespace().map(point).collect::<Option<_>>()?;
    Some(Drawn { look, way: way(&points, closed)? })
}

/// The way along points: `h` steps aside, `v` up or down, `l` both.
fn way(points: &[(i32, i32)], closed: bool) -> Option<String> {
    let (&(mut x, mut y), others) = points.split_first()?;
    let mut way = format!("M{x}");
    number(&mut way, y);
    let mut last = ' ';
    for &(to_x, to_y) in others {
        let (aside, down) = (to_x - x, to_y - y);
        (x, y) = (to_x, to_y);
        let (command, steps): (char, &[i32]) = match (aside, down) {
            // No step, but for a line that is a dot.
            (0, 0) if points.len() > 2 => continue,
            (_, 0) => ('h', &[aside]),
            (0, _) => ('v', &[down]),
            _ => ('l', &[aside, down]),
        };
        if command != last {
            way.push(command);
        }
        for (at, &step) in steps.iter().enumerate() {
            match command != last && at == 0 {
                true => write!(way, "{step}").expect(TAKES_EVERY_TEXT),
                false => number(&mut way, step),
            }
        }
        last = command;
    }
    if closed {
        way.push('z');
    }
    Some(way)
}

/// A number after another one, which a minus parts from it, too.
fn number(way: &mut String, number: i32) {
    let between = if number < 0 { "" } else { " " };
    write!(way, "{between}{number}").expect(TAKES_EVERY_TEXT);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_the_same_line_in_steps() {
        let body = "<rect x=\"0\"/>\n<polyline fill=\"none\" stroke=\"#000000\" points=\"850,3830 949,3824 955,3821 955,3800 900,3800\"/>\n";
        let short = short(body);
        assert_eq!(
            short,
            "<rect x=\"0\"/>\n<path fill=\"none\" stroke=\"#000000\" d=\"M850 3830l99-6 6-3v-21h-55\"/>\n"
        );
    }

    #[test]
    fn what_looks_the_same_in_a_row_says_so_once_and_keeps_its_place() {
        let line = |look: &str| format!("<polyline {look} points=\"0,0 5,-5\"/>\n");
        let body = [line("a"), line("a"), "<text>t</text>\n".to_owned(), line("a"), line("b")].concat();
        let one = "M0 0l5-5";
        assert_eq!(
            short(&body),
            format!(
                "<g a>\n<path d=\"{one}\"/>\n<path d=\"{one}\"/>\n</g>\n<text>t</text>\n<path a d=\"{one}\"/>\n<path b d=\"{one}\"/>\n"
            )
        );
    }

    #[test]
    fn an_area_is_closed_and_what_is_no_line_stays_as_it_is() {
        assert_eq!(
            short("<polygon fill=\"#0072B2\" points=\"0,0 10,0 10,10\"/>\n"),
            "<path fill=\"#0072B2\" d=\"M0 0h10v10z\"/>\n"
        );
        for odd in [
            "<polyline points=\"1,2\"/>\n",
            "<polyline a points=\"1.5,2 3,4\"/>\n",
            "<polyline a points=\"\"/>\n",
            "plain",
        ] {
            assert_eq!(short(odd), odd);
        }
    }
}
