//! The page that all pictures share: scenario, title, subtitle, the drawing itself, and what a reader must know.

use std::borrow::Cow;

use super::canvas::{self, Anchor, Area, Canvas, Pen, Twin, Type};
use super::palette::{BLUE, FOOTNOTE, GRID, KICKER, MARGIN_PX, SUBTITLE, TITLE, WIDTH_PX};
use super::{Figure, Story, words};
use crate::language::{Texts, say};

const TITLE_LEADING_PX: f64 = 29.0;
const SUBTITLE_LEADING_PX: f64 = 20.0;
const FOOTNOTE_LEADING_PX: f64 = 15.0;
/// The coloured mark at the top.
const MARK_PX: f64 = 44.0;

/// What stands around a drawing, and its twin in words.
pub(super) struct Sheet<'a> {
    pub story: &'a Story<'a>,
    /// File stem.
    pub name: &'static str,
    /// What is shown; begins with "Simulated".
    pub title: String,
    /// What the bands and marks are, in words.
    pub subtitle: String,
    /// What this drawing in particular leaves out or assumes.
    pub notes: Vec<String>,
    /// The numbers of the drawing as a table.
    pub table: String,
}

/// What stands on any page, whatever the drawing is about.
pub(super) struct Page<'a> {
    /// What it belongs to, in small letters at the top.
    pub kicker: &'a str,
    /// File stem.
    pub name: Cow<'static, str>,
    /// What is shown.
    pub title: String,
    /// How to read it.
    pub subtitle: String,
    /// What a reader must know besides.
    pub notes: Vec<String>,
    /// The numbers of the drawing as a table.
    pub table: String,
    /// Put inside the file.
    pub provenance: &'a str,
    /// Its language.
    pub texts: &'static Texts,
}

impl Sheet<'_> {
    /// Draws the page around a drawing that is `height_px` high.
    pub(super) fn draw(self, height_px: f64, paint: impl FnOnce(&Canvas, Area)) -> Figure {
        let notes = self.footnotes();
        let page = Page {
            kicker: self.story.texts.of_scenario(self.story.title),
            name: self.name.into(),
            title: self.title,
            subtitle: self.subtitle,
            notes,
            table: self.table,
            provenance: self.story.provenance,
            texts: self.story.texts,
        };
        page.draw(height_px, paint)
    }

    fn footnotes(&self) -> Vec<String> {
        let story = self.story;
        let mut notes = self.notes.clone();
        notes.push(say!(story.texts, "sheet-outside", what = story.texts.ended(story.not_in_range)));
        notes.push(say!(
            story.texts,
            "sheet-runs",
            runs = words::people(story.findings.runs as f64),
            engine = story.texts.ended(story.engine),
            set = story.texts.ended(story.parameter_set),
        ));
        notes
    }
}

impl Page<'_> {
    /// Draws the page around a drawing that is `height_px` high.
    pub(super) fn draw(self, height_px: f64, paint: impl FnOnce(&Canvas, Area)) -> Figure {
        let text_width = WIDTH_PX - 2.0 * MARGIN_PX;
        let wrapped = |set: Type, text: &str| set.wrap(&kept_together(self.texts, text), text_width);
        let title = wrapped(TITLE, &self.title);
        let subtitle = wrapped(SUBTITLE, &self.subtitle);
        let notes: Vec<String> = self.notes.iter().flat_map(|note| wrapped(FOOTNOTE, note)).collect();

        let title_top = 58.0;
        let subtitle_top = title_top + TITLE_LEADING_PX * (title.len() as f64 - 1.0) + 25.0;
        let body_top = subtitle_top + SUBTITLE_LEADING_PX * (subtitle.len() as f64 - 1.0) + 20.0;
        let rule = body_top + height_px + 12.0;
        let height = rule + 20.0 + FOOTNOTE_LEADING_PX * (notes.len() as f64 - 1.0) + 14.0;

        // A text begins where its reader begins.
        let (start, anchor) = match self.texts.is_right_to_left() {
            true => (WIDTH_PX - MARGIN_PX, Anchor::End),
            false => (MARGIN_PX, Anchor::Start),
        };
        let (raw, days) = canvas::draw((WIDTH_PX, height), self.texts, |canvas| {
            let mark = start.min(WIDTH_PX - MARGIN_PX - MARK_PX);
            canvas.rectangle(Area::new(mark, 0.0, mark + MARK_PX, 6.0), BLUE);
            let kicker = KICKER.wrap(self.kicker, text_width);
            canvas.lines(&kicker[..kicker.len().min(1)], (start, 30.0), anchor, KICKER, 0.0);
            canvas.lines(&title, (start, title_top), anchor, TITLE, TITLE_LEADING_PX);
            canvas.lines(&subtitle, (start, subtitle_top), anchor, SUBTITLE, SUBTITLE_LEADING_PX);
            paint(canvas, Area::new(MARGIN_PX, body_top, WIDTH_PX - MARGIN_PX, body_top + height_px));
            canvas.line(&[(MARGIN_PX, rule), (WIDTH_PX - MARGIN_PX, rule)], Pen::solid(GRID, 1.0));
            canvas.lines(&notes, (start, rule + 20.0), anchor, FOOTNOTE, FOOTNOTE_LEADING_PX);
        });
        let full_title = format!("{} {}", self.texts.ended(self.kicker), self.title);
        let description = format!("{full_title}. {}\n\n{}\n\n{}", self.subtitle, self.table, self.notes.join("\n"));
        let description = self.texts.digits(&description).into_owned();
        let twin = Twin {
            name: &self.name,
            title: &full_title,
            description: &description,
            provenance: self.provenance,
            texts: self.texts,
        };
        let svg = canvas::finish(&raw, (WIDTH_PX, height), &twin);
        Figure { name: self.name, title: full_title, description, svg, size_px: (WIDTH_PX, height), days }
    }
}

/// The text with "9 in 10", as the language says it, on one line.
fn kept_together(texts: &Texts, text: &str) -> String {
    let phrase = texts.word("figure-kept-together");
    text.replace(phrase, &phrase.replace(' ', "\u{a0}"))
}
