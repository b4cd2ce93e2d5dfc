//! The face of all pictures, carried inside the program: Noto Sans, cut down to Latin letters and punctuation.
//!
//! Pictures must look the same on a machine without a single font. So the face (SIL Open Font License, see
//! `assets/fonts/OFL.txt`) is compiled in twice: as TrueType for measuring and for PNG, and as WOFF2, a quarter of
//! the size and fewer characters, to be put inside every SVG file, where browsers find it.

use std::borrow::Cow;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use std::sync::Once;

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

/// Ascent less descent of the face, in ems. The metrics of plotters take a size to be this height, not the em.
const HEIGHT_EM: f64 = 1.362;

/// Makes the face known to plotters; any number of times.
pub(super) fn register() {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        for (style, bytes) in [FontStyle::Normal, FontStyle::Bold].into_iter().zip(TRUETYPE) {
            assert!(register_font(FACE, style, bytes).is_ok(), "the shipped face is a font");
        }
    });
}

/// The text as the face can write it: the face has no minus (U+2212), and a number must not lose its sign. The en dash is
/// as wide and as high.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    if text.contains('−') { Cow::Owned(text.replace('−', "–")) } else { Cow::Borrowed(text) }
}

/// Width of a text in pixels, at a size in pixels.
pub(super) fn width_px(text: &str, size_px: f64, bold: bool) -> f64 {
    register();
    let text = &written(text);
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    // Measured large, since plotters counts whole pixels.
    let large = FontDesc::new(FontFamily::Name(FACE), 1_000.0 * HEIGHT_EM, style);
    let (width, _) = large.box_size(text).expect("the face is registered");
    f64::from(width) * size_px / 1_000.0
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

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_vectors_of_rfc_4648() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn widths_are_those_of_the_face() {
        // Advance widths from the face's own table, in thousandths of an em: digits 572, m 935.
        assert!((width_px("0123456789", 100.0, false) - 572.0).abs() < 2.0);
        assert!((width_px("m", 1_000.0, false) - 935.0).abs() < 3.0);
        assert!(width_px("departures", 14.0, true) > width_px("departures", 14.0, false));
    }
}
