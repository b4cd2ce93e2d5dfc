//! The face of all pictures, carried inside the program: Noto Sans, cut down to Latin letters and punctuation.
//!
//! Pictures must look the same on a machine without a single font. So the face (SIL Open Font License, see
//! `assets/fonts/OFL.txt`) is compiled in twice: as TrueType for measuring and for PNG, and as WOFF2, a quarter of
//! the size and fewer characters, to be put inside every SVG file, where browsers find it.

use std::borrow::Cow;
use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, ScaleFont};

use crate::units::base64;

/// Name of the face.
pub(super) const FACE: &str = "Noto Sans";

/// What browsers use that ignore embedded faces: the nearest in width first.
pub(super) const FAMILIES: &str = "Noto Sans, Open Sans, Segoe UI, Helvetica Neue, Arial, sans-serif";

/// TrueType, for the renderer of PNG files: regular and bold.
pub(super) const TRUETYPE: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/NotoSans-Regular.subset.ttf"),
    include_bytes!("../../assets/fonts/NotoSans-Bold.subset.ttf"),
];

const WOFF2: [(&str, &[u8]); 2] = [
    ("400", include_bytes!("../../assets/fonts/NotoSans-Regular.subset.woff2")),
    ("700", include_bytes!("../../assets/fonts/NotoSans-Bold.subset.woff2")),
];

/// Ascent less descent of the face, in ems. ab_glyph takes a size to be this height, not the em.
const HEIGHT_EM: f32 = 1.362;

/// The text as the face can write it: the face has no minus (U+2212), and a number must not lose its sign. The en dash is
/// as wide and as high.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    if text.contains('−') { Cow::Owned(text.replace('−', "–")) } else { Cow::Borrowed(text) }
}

/// Width of a text in pixels, at a size in pixels. Measured here and not by plotters, which asks the browser when it runs
/// in one: pictures are the same wherever they are drawn.
pub(super) fn width_px(text: &str, size_px: f64, bold: bool) -> f64 {
    static FACES: LazyLock<[FontRef<'static>; 2]> =
        LazyLock::new(|| TRUETYPE.map(|bytes| FontRef::try_from_slice(bytes).expect("the shipped face is a font")));
    let face = FACES[usize::from(bold)].as_scaled(1_000.0 * HEIGHT_EM);
    let mut thousandths = 0.0;
    let mut before = None;
    for letter in written(text).chars() {
        let glyph = face.glyph_id(letter);
        thousandths += face.h_advance(glyph);
        if let Some(before) = before.replace(glyph) {
            thousandths += face.kern(before, glyph);
        }
    }
    f64::from(thousandths.trunc()) * size_px / 1_000.0
}

/// The style sheet that brings the face into an SVG file.
pub(super) fn style_sheet() -> String {
    let faces = WOFF2.map(|(weight, bytes)| {
        format!(
            "@font-face{{font-family:'{FACE}';font-weight:{weight};\
             src:url(data:font/woff2;base64,{}) format('woff2')}}",
            base64(bytes)
        )
    });
    faces.concat()
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
