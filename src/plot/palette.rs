//! Colours, lettering and measures that all pictures share.
//!
//! Colours are those of Okabe and Ito (2008), told apart by people with any form of colour vision. No colour means
//! good or bad, and none carries a meaning alone: every line has its name at its end or in the heading of its panel.

use super::canvas::{Ink, Pen, Type};

pub(super) const BLUE: Ink = Ink::new(0x00, 0x72, 0xB2);
pub(super) const ORANGE: Ink = Ink::new(0xE6, 0x9F, 0x00);
pub(super) const GREEN: Ink = Ink::new(0x00, 0x9E, 0x73);
pub(super) const VERMILION: Ink = Ink::new(0xD5, 0x5E, 0x00);
pub(super) const PURPLE: Ink = Ink::new(0xCC, 0x79, 0xA7);
pub(super) const SKY: Ink = Ink::new(0x56, 0xB4, 0xE9);

/// For series that have no colour of their own, in order.
pub(super) const SERIES: [Ink; 6] = [BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY];

pub(super) const BLACK: Ink = Ink::new(0x1A, 0x1A, 0x1A);
pub(super) const TEXT: Ink = Ink::new(0x3A, 0x3A, 0x3A);
pub(super) const QUIET: Ink = Ink::new(0x66, 0x66, 0x66);
pub(super) const GRID: Ink = Ink::new(0xE2, 0xE2, 0xE2);
pub(super) const AXIS: Ink = Ink::new(0x8A, 0x8A, 0x8A);
pub(super) const WHITE: Ink = Ink::new(0xFF, 0xFF, 0xFF);

pub(super) const KICKER: Type = Type { size_px: 13.0, bold: true, ink: BLUE };
pub(super) const TITLE: Type = Type { size_px: 23.0, bold: true, ink: BLACK };
pub(super) const SUBTITLE: Type = Type { size_px: 14.5, bold: false, ink: TEXT };
pub(super) const FOOTNOTE: Type = Type { size_px: 11.0, bold: false, ink: QUIET };
pub(super) const AXIS_LABEL: Type = Type { size_px: 12.0, bold: false, ink: QUIET };
pub(super) const UNIT: Type = Type { size_px: 11.0, bold: false, ink: QUIET };
pub(super) const HEADING: Type = Type { size_px: 14.0, bold: true, ink: BLACK };
pub(super) const LABEL: Type = Type { size_px: 12.5, bold: false, ink: TEXT };
pub(super) const LABEL_BOLD: Type = Type { size_px: 12.5, bold: true, ink: TEXT };
pub(super) const SMALL: Type = Type { size_px: 11.5, bold: false, ink: TEXT };

pub(super) const GRID_LINE: Pen = Pen::solid(GRID, 1.0);
pub(super) const BASE_LINE: Pen = Pen::solid(AXIS, 1.0);

/// Width of every picture.
pub(super) const WIDTH_PX: f64 = 760.0;
/// Empty space at its sides.
pub(super) const MARGIN_PX: f64 = 22.0;

/// The same lettering in another colour, darkened where it would be hard to read.
pub(super) fn tinted(set: Type, ink: Ink) -> Type {
    Type { ink: ink.lettering(), ..set }
}
