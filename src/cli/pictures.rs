//! Pictures as files, for every command that draws.

use rayon::prelude::*;

use super::tell;
use crate::output::Figure;
use crate::plot;

/// Width of the PNG pictures, pixels.
const WIDTH_PX: u32 = 1600;

/// Draws pictures as SVG and PNG, side by side; one that cannot be drawn is told and left out, since tables are worth more.
pub(super) fn files(figures: Vec<plot::Figure>) -> Vec<Figure> {
    let drawn: Vec<[Result<Figure, String>; 2]> = figures
        .into_par_iter()
        .map(|figure| {
            let (svg, png) = as_files(figure);
            [Ok(svg), png]
        })
        .collect();
    let told = |file: Result<Figure, String>| {
        file.inspect_err(|error| tell(&format!("warning: a picture could not be drawn: {error}"))).ok()
    };
    drawn.into_iter().flatten().filter_map(told).collect()
}

/// A picture as SVG, and as PNG or the reason why that cannot be made.
fn as_files(figure: plot::Figure) -> (Figure, Result<Figure, String>) {
    let file = |extension: &str, content: Vec<u8>| Figure {
        name: format!("{}.{extension}", figure.name),
        meaning: figure.title.clone(),
        content,
    };
    let png = plot::png(&figure.svg, WIDTH_PX).map(|content| file("png", content)).map_err(|error| error.to_string());
    (file("svg", figure.svg.clone().into_bytes()), png)
}
