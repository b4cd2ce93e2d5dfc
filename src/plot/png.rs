//! PNG files, made from the SVG of a figure with the face that the program carries.

use super::font;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use std::sync::{Arc, LazyLock};
use thiserror::Error;

/// Why no PNG could be made.
#[derive(Debug, Error)]
pub enum PngError {
    /// The text is not SVG.
    #[error("the picture cannot be read as SVG: {0}")]
    Svg(#[from] usvg::Error),
    /// Width 0, or larger than memory allows.
    #[error("no picture can be {width_px} pixels wide and {height_px} high")]
    Size {
        /// Width asked for.
        width_px: u32,
        /// Height that follows from it.
        height_px: u32,
    },
    /// The file could not be put together.
    #[error("the picture cannot be encoded: {0}")]
    Encode(String),
}

/// Renders an SVG figure, `width_px` wide. The metadata of the SVG go into the file as text.
///
/// # Errors
/// If the text is not SVG or the size is impossible.
pub fn png(svg: &str, width_px: u32) -> Result<Vec<u8>, PngError> {
    static LATIN: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| faces(&font::TRUETYPE[..2]));
    static BOTH: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| faces(&font::TRUETYPE[2..]));
    let faces = if svg.contains(font::ARABIC_FACE) { &BOTH } else { &LATIN };
    let options =
        usvg::Options { fontdb: Arc::clone(faces), font_family: font::FACE.to_owned(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options)?;
    let scale = width_px as f32 / tree.size().width();
    let height_px = (tree.size().height() * scale).round() as u32;
    let mut pixmap = Pixmap::new(width_px, height_px).ok_or(PngError::Size { width_px, height_px })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let file = pixmap.encode_png().map_err(|error| PngError::Encode(error.to_string()))?;
    Ok(with_text(file, "Source", metadata(svg)))
}

fn faces(files: &[&[u8]]) -> Arc<fontdb::Database> {
    let mut database = fontdb::Database::new();
    for face in files {
        database.load_font_data(face.to_vec());
    }
    database.set_sans_serif_family(font::FACE);
    Arc::new(database)
}

/// What stands in the metadata element of a figure.
fn metadata(svg: &str) -> String {
    let inner = svg.split_once("<metadata>").and_then(|(_, rest)| rest.split_once("</metadata>"));
    inner.map_or(String::new(), |(text, _)| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

/// Puts a text chunk behind the header of a PNG file (PNG specification, third edition, section 11.3.3.4, iTXt).
fn with_text(mut file: Vec<u8>, keyword: &str, text: String) -> Vec<u8> {
    /// Signature (8) and header chunk (25).
    const AFTER_HEADER: usize = 33;
    if text.is_empty() {
        return file;
    }
    let mut chunk = b"iTXt".to_vec();
    chunk.extend_from_slice(keyword.as_bytes());
    chunk.extend_from_slice(&[0; 5]);
    chunk.extend_from_slice(text.as_bytes());
    let length = (chunk.len() - 4) as u32;
    let check = crc32(&chunk);
    let whole: Vec<u8> = [length.to_be_bytes().as_slice(), &chunk, &check.to_be_bytes()].concat();
    file.splice(AFTER_HEADER..AFTER_HEADER, whole);
    file
}

/// The cyclic redundancy check of PNG (annex D of the specification).
fn crc32(bytes: &[u8]) -> u32 {
    let mut check = u32::MAX;
    for &byte in bytes {
        check ^= u32::from(byte);
        for _ in 0..8 {
            check = if check & 1 == 1 { 0xEDB8_8320 ^ (check >> 1) } else { check >> 1 };
        }
    }
    !check
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">\
         <metadata>run 1 &lt;&amp;&gt; é</metadata><rect width=\"20\" height=\"10\" fill=\"#0072B2\"/></svg>";

    #[test]
    fn the_check_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b"IEND"), 0xAE42_6082);
    }

    #[test]
    fn a_png_has_the_asked_size_the_colour_and_its_provenance() {
        let file = png(TINY, 40).unwrap();
        let pixmap = Pixmap::decode_png(&file).unwrap();
        assert_eq!((pixmap.width(), pixmap.height()), (40, 20));
        let middle = pixmap.pixel(20, 10).unwrap();
        assert_eq!((middle.red(), middle.green(), middle.blue()), (0x00, 0x72, 0xB2));
        let text = "Source\0\0\0\0\0run 1 <&> é".as_bytes();
        assert!(file.windows(text.len()).any(|window| window == text));
    }

    #[test]
    fn a_text_that_is_not_svg_and_an_impossible_size_are_refused() {
        assert!(matches!(png("no picture", 40), Err(PngError::Svg(_))));
        assert!(matches!(png(TINY, 0), Err(PngError::Size { width_px: 0, .. })));
    }
}
