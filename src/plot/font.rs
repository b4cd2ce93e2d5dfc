//! The faces of all pictures, carried inside the program: Noto Sans and Noto Sans Arabic, cut down to the letters and
//! punctuation that the languages of pictures need.
//!
//! Pictures must look the same on a machine without a single font. So the faces (SIL Open Font License, see
//! `assets/fonts/OFL.txt`) are compiled in twice: as TrueType for PNG, and as WOFF2, a quarter of the size and fewer
//! characters, to be put inside every SVG file, where browsers find it. Texts are measured by a table of the widths of
//! letters (`assets/fonts/widths.txt`), without kerning. Without the feature `faces` a picture says where its faces belong
//! ([`style_sheet`]): the page of the explorer has them already, once for all pictures, and puts them in.
//!
//! Letters of the Arabic script are measured as nine tenths of what each takes alone: when they join they take less (of the texts of
//! the catalogues, 0.78 in the median and 0.93 in 95 of 100), so lines break a little early and hardly anything overlaps.
//! Browsers and the renderer of PNG files join them.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::language::{Texts, is_arabic, is_mark};
#[cfg(feature = "faces")]
use crate::units::base64;

/// Name of the face.
pub(super) const FACE: &str = "Noto Sans";

/// Name of the face for Arabic letters.
#[cfg(any(feature = "faces", feature = "cli"))]
pub(super) const ARABIC_FACE: &str = "Noto Sans Arabic";

/// What browsers use: after the face of the letters those nearest in width, for browsers that ignore embedded faces.
pub(super) fn families(texts: &Texts) -> &'static str {
    match texts.is_right_to_left() {
        true => "Noto Sans, Noto Sans Arabic, Noto Naskh Arabic, Segoe UI, Tahoma, Arial, sans-serif",
        false => "Noto Sans, Open Sans, Segoe UI, Helvetica Neue, Arial, sans-serif",
    }
}

/// TrueType, for the renderer of PNG files, which wants all letters of a line in one face: Latin, regular and bold; Latin and
/// Arabic, regular and bold.
#[cfg(any(feature = "cli", test))]
pub(super) const TRUETYPE: [&[u8]; 4] = [
    include_bytes!("../../assets/fonts/NotoSans-Regular.subset.ttf"),
    include_bytes!("../../assets/fonts/NotoSans-Bold.subset.ttf"),
    include_bytes!("../../assets/fonts/NotoSansBoth-Regular.subset.ttf"),
    include_bytes!("../../assets/fonts/NotoSansBoth-Bold.subset.ttf"),
];

/// Family, weight, file.
#[cfg(feature = "faces")]
type Woff2 = (&'static str, &'static str, &'static [u8]);

#[cfg(feature = "faces")]
const LATIN: [Woff2; 2] = [
    (FACE, "400", include_bytes!("../../assets/fonts/NotoSans-Regular.subset.woff2")),
    (FACE, "700", include_bytes!("../../assets/fonts/NotoSans-Bold.subset.woff2")),
];

#[cfg(feature = "faces")]
const ARABIC: [Woff2; 2] = [
    (ARABIC_FACE, "400", include_bytes!("../../assets/fonts/NotoSansArabic-Regular.subset.woff2")),
    (ARABIC_FACE, "700", include_bytes!("../../assets/fonts/NotoSansArabic-Bold.subset.woff2")),
];

/// What each letter takes in the faces, in thousandths of an em: its number in Unicode, regular, bold; the first line is for all
/// others.
const WIDTHS: &str = include_str!("../../assets/fonts/widths.txt");

/// Width of a letter in a word, as a share of its width alone.
const JOINED: [f32; 2] = [1.0, 0.9];

/// The text as the face can write it: the face has no minus (U+2212), and a number must not lose its sign. The en dash is
/// as wide and as high.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    if text.contains('−') { Cow::Owned(text.replace('−', "–")) } else { Cow::Borrowed(text) }
}

/// Width of a text in pixels, at a size in pixels. Measured here and not by plotters, which asks the browser when it runs
/// in one: pictures are the same wherever they are drawn.
pub(super) fn width_px(text: &str, size_px: f64, bold: bool) -> f64 {
    static TABLE: LazyLock<Vec<(u32, [u16; 2])>> = LazyLock::new(|| WIDTHS.lines().map(letter).collect());
    let mut thousandths = 0.0;
    for letter in written(text).chars().filter(|letter| !is_mark(*letter)) {
        let script = usize::from(is_arabic(letter));
        let found = TABLE.binary_search_by_key(&u32::from(letter), |&(letter, _)| letter).unwrap_or(0);
        thousandths += JOINED[script] * f32::from(TABLE[found].1[usize::from(bold)]);
    }
    f64::from(thousandths.trunc()) * size_px / 1_000.0
}

/// A line of the table.
fn letter(line: &str) -> (u32, [u16; 2]) {
    let mut numbers = line.split(' ').map(|number| u32::from_str_radix(number, 16).expect("a test reads the table"));
    let mut next = || numbers.next().expect("a test reads the table");
    (next(), [next() as u16, next() as u16])
}

/// The style sheet that brings the faces of a language into a file.
#[cfg(feature = "faces")]
pub fn style_sheet(texts: &Texts) -> String {
    let face = |(face, weight, bytes): &Woff2| {
        format!(
            "@font-face{{font-family:'{face}';font-weight:{weight};\
             src:url(data:font/woff2;base64,{}) format('woff2')}}",
            base64(bytes)
        )
    };
    let arabic: &[Woff2] = if texts.is_right_to_left() { &ARABIC } else { &[] };
    LATIN.iter().chain(arabic).map(face).collect()
}

/// Where the style sheet belongs that would bring the faces of a language into a file: whoever shows the file puts it there.
#[cfg(not(feature = "faces"))]
pub fn style_sheet(texts: &Texts) -> String {
    let faces = if texts.is_right_to_left() { "all" } else { "latin" };
    format!("/*faces:{faces}*/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table, from the faces.
    fn measured() -> String {
        use ab_glyph::{Font, FontRef};
        let faces = TRUETYPE.map(|bytes| FontRef::try_from_slice(bytes).expect("the shipped face is a font"));
        let line = |letter: char| {
            let width = |bold: usize| {
                let face = &faces[bold + 2 * usize::from(is_arabic(letter))];
                assert_eq!(face.units_per_em(), Some(1_000.0));
                (face.glyph_id(letter), face.h_advance_unscaled(face.glyph_id(letter)))
            };
            let [(glyph, regular), (_, bold)] = [width(0), width(1)];
            let known = glyph.0 > 0 || letter == '\0';
            (known && !is_mark(letter)).then(|| format!("{:x} {:x} {:x}\n", letter as u32, regular as u32, bold as u32))
        };
        ('\0'..'\u{3000}').filter_map(line).collect()
    }

    #[test]
    fn the_table_of_widths_is_that_of_the_faces() {
        let measured = measured();
        if std::env::var_os("CROSSINGS_UPDATE").is_some() {
            std::fs::write("assets/fonts/widths.txt", &measured).unwrap();
            return;
        }
        assert!(measured == WIDTHS, "run CROSSINGS_UPDATE=1 cargo test --lib plot::font");
        assert!(WIDTHS.lines().map(letter).is_sorted() && letter(WIDTHS.lines().next().unwrap()).0 == 0);
    }

    #[test]
    fn widths_are_those_of_the_face() {
        // Advance widths from the face's own table, in thousandths of an em: digits 572, m 935.
        assert!((width_px("0123456789", 100.0, false) - 572.0).abs() < 2.0);
        assert!((width_px("m", 1_000.0, false) - 935.0).abs() < 3.0);
        assert!(width_px("departures", 14.0, true) > width_px("departures", 14.0, false));
    }
}
