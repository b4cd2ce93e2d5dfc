//! Pictures as files, for every command that draws.

use crate::output::Figure;
use crate::plot;

/// Width of the PNG pictures, pixels.
const WIDTH_PX: u32 = 1600;

/// A picture as SVG, and as PNG or the reason why that cannot be made.
pub(super) fn as_files(figure: plot::Figure) -> (Figure, Result<Figure, String>) {
    let file = |extension: &str, content: Vec<u8>| Figure {
        name: format!("{}.{extension}", figure.name),
        meaning: figure.title.clone(),
        content,
    };
    let png = plot::png(&figure.svg, WIDTH_PX).map(|content| file("png", content)).map_err(|error| error.to_string());
    (file("svg", figure.svg.clone().into_bytes()), png)
}
