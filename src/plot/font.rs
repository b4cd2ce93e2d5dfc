//! The faces of all pictures, carried inside the program: Noto Sans and Noto Sans Arabic, cut down to the letters and
//! punctuation that the languages of pictures need.
//!
//! Pictures must look the same on a machine without a single font. So the faces (SIL Open Font License, see
//! `assets/fonts/OFL.txt`) are compiled in twice: as TrueType for measuring and for PNG, and as WOFF2, a quarter of
//! the size and fewer characters, to be put inside every SVG file, where browsers find it.
//!
//! Letters of the Arabic script are measured as nine tenths of what each takes alone: when they join they take less (of the texts of
//! the catalogues, 0.78 in the median and 0.93 in 95 of 100), so lines break a little early and hardly anything overlaps.
//! Browsers and the renderer of PNG files join them.

use std::borrow::Cow;
use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, ScaleFont};

use crate::language::{Texts, is_arabic, is_mark};
use crate::units::base64;

/// Name of the face.
pub(super) const FACE: &str = "Noto Sans";

/// Name of the face for Arabic letters.
pub(super) const ARABIC_FACE: &str = "Noto Sans Arabic";

/// What browsers use: after the face of the letters those nearest in width, for browsers that ignore embedded faces.
pub(super) fn families(texts: &Texts) -> &'static str {
    match texts.is_right_to_left() {
        true => "Noto Sans, Noto Sans Arabic, Noto Naskh Arabic, Segoe UI, Tahoma, Arial, sans-serif",
        false => "Noto Sans, Open Sans, Segoe UI, Helvetica Neue, Arial, sans-serif",
    }
}

/// TrueType, for measuring and for the renderer of PNG files, which wants all letters of a line in one face: Latin, regular and bold;
/// Latin and Arabic, regular and bold.
pub(super) const TRUETYPE: [&[u8]; 4] = [
    include_bytes!("../../assets/fonts/NotoSans-Regular.subset.ttf"),
    include_bytes!("../../assets/fonts/NotoSans-Bold.subset.ttf"),
    include_bytes!("../../assets/fonts/NotoSansBoth-Regular.subset.ttf"),
    include_bytes!("../../assets/fonts/NotoSansBoth-Bold.subset.ttf"),
];

/// Family, weight, file.
type Woff2 = (&'static str, &'static str, &'static [u8]);

const LATIN: [Woff2; 2] = [
    (FACE, "400", include_bytes!("../../assets/fonts/NotoSans-Regular.subset.woff2")),
    (FACE, "700", include_bytes!("../../assets/fonts/NotoSans-Bold.subset.woff2")),
];

const ARABIC: [Woff2; 2] = [
    (ARABIC_FACE, "400", include_bytes!("../../assets/fonts/NotoSansArabic-Regular.subset.woff2")),
    (ARABIC_FACE, "700", include_bytes!("../../assets/fonts/NotoSansArabic-Bold.subset.woff2")),
];

/// Ascent less descent of the faces, in ems. ab_glyph takes a size to be this height, not the em.
const HEIGHT_EM: [f32; 2] = [1.362, 2.112];

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
    static FACES: LazyLock<[FontRef<'static>; 4]> =
        LazyLock::new(|| TRUETYPE.map(|bytes| FontRef::try_from_slice(bytes).expect("the shipped face is a font")));
    let face = |script: usize| FACES[usize::from(bold) + 2 * script].as_scaled(1_000.0 * HEIGHT_EM[script]);
    let faces = [face(0), face(1)];
    let mut thousandths = 0.0;
    let mut before = None;
    for letter in written(text).chars().filter(|letter| !is_mark(*letter)) {
        let script = usize::from(is_arabic(letter));
        let glyph = faces[script].glyph_id(letter);
        thousandths += JOINED[script] * faces[script].h_advance(glyph);
        if let Some((_, before)) = before.replace((script, glyph)).filter(|(before, _)| *before == script) {
            thousandths += faces[script].kern(before, glyph);
        }
    }
    f64::from(thousandths.trunc()) * size_px / 1_000.0
}

/// The style sheet that brings the faces of a language into a file.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_face() {
        // Advance widths from the face's own table, in thousandths of an em: digits 572, m 935.
        assert!((width_px("0123456789", 100.0, false) - 572.0).abs() < 2.0);
        assert!((width_px("m", 1_000.0, false) - 935.0).abs() < 3.0);
        assert!(width_px("departures", 14.0, true) > width_px("departures", 14.0, false));
    }
}
