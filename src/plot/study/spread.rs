//! Chance, inputs or policy: of what the spread of an outcome is made.

use super::super::canvas::{Anchor, Area, Canvas, Pen, Type};
use super::super::palette::{
    AXIS_LABEL, BASE_LINE, BLACK, BLUE, GRID_LINE, HEADING, LABEL_BOLD, ORANGE, PURPLE, QUIET, SKY, SMALL, WHITE,
    tinted,
};
use super::super::sheet::Page;
use super::{Caption, Extent, Figure, Ink, shares, words};
use crate::language::Texts;
use crate::units::capital;

const ROW_PX: f64 = 102.0;
const NAME_PX: f64 = 150.0;
const BAR_PX: f64 = 26.0;
const LANE_PX: f64 = 6.0;
const SCALE_PX: f64 = 24.0;

/// Blue, sky, orange, grey: as dark as they are far from chance, so that they part in grey print too.
const INKS: [Ink; 5] = [BLUE, SKY, ORANGE, QUIET, PURPLE];

/// An outcome and its parts, which add up to 1.
#[derive(Clone, Debug)]
pub struct SpreadRow {
    /// What is measured, in words.
    pub outcome: String,
    /// Name and share of every part, in the same order in every row: policy, inputs, policy and inputs together, chance.
    pub parts: Vec<(String, Extent)>,
}

/// Everything that the picture tells.
#[derive(Clone, Debug)]
pub struct SpreadStory<'a> {
    /// What stands around it.
    pub caption: Caption<'a>,
    /// Outcomes from above.
    pub rows: Vec<SpreadRow>,
}

/// The figure `spread`.
pub fn spread(story: &SpreadStory) -> Figure {
    let parts = story.rows.iter().flat_map(|row| &row.parts);
    let page = Page {
        texts: Texts::english(),
        kicker: story.caption.kicker,
        name: "spread".into(),
        title: title(story),
        subtitle: "Each bar is all that an outcome varies between runs, cut into its parts. The thin line below a part is the \
                   range of that share, drawn from where the part begins; the dot is the estimate."
            .to_owned(),
        notes: story.caption.notes(shares::below_zero("share", parts.map(|(name, share)| (name.as_str(), *share)))),
        table: table(story),
        provenance: story.caption.provenance,
    };
    page.draw(ROW_PX * story.rows.len() as f64 + SCALE_PX, |canvas, area| {
        let axis = Area::new(area.left + NAME_PX, area.top, area.right - 30.0, area.bottom - SCALE_PX);
        // Estimates need not add up to 1 exactly.
        let whole = story.rows.iter().map(|row| row.parts.iter().map(|(_, share)| share.value.max(0.0)).sum());
        let whole = whole.fold(1.0, f64::max);
        let x = |share: f64| axis.left + axis.width() * share / whole;
        for tick in shares::TICKS {
            canvas.line(&[(x(tick), axis.top), (x(tick), axis.bottom)], GRID_LINE);
            canvas.text(&shares::percent(tick), (x(tick), axis.bottom + 17.0), Anchor::Middle, AXIS_LABEL);
        }
        canvas.line(&[(axis.left, axis.top), (axis.left, axis.bottom)], BASE_LINE);
        for (place, row) in story.rows.iter().enumerate() {
            let top = axis.top + ROW_PX * place as f64;
            let name = HEADING.wrap_to(&row.outcome, NAME_PX - 14.0, 4);
            canvas.lines(&name, (area.left, top + 22.0), Anchor::Start, HEADING, 17.0);
            draw(canvas, row, top + 4.0, Area::new(axis.left, top, area.right, top + ROW_PX), &x);
        }
    })
}

fn draw(canvas: &Canvas, row: &SpreadRow, top: f64, area: Area, x: &dyn Fn(f64) -> f64) {
    let mut from = 0.0;
    let mut named = area.left + 4.0;
    let mut line = top + BAR_PX + LANE_PX * row.parts.len() as f64 + 17.0;
    for (place, (name, share)) in row.parts.iter().enumerate() {
        let ink = INKS[place % INKS.len()];
        let to = from + share.value.max(0.0);
        canvas.rectangle(Area::new(x(from), top, x(to).max(x(from) + 0.5), top + BAR_PX), ink);
        canvas.line(&[(x(to), top), (x(to), top + BAR_PX)], Pen::solid(WHITE, 1.2));
        let inside = shares::percent(share.value);
        if x(to) - x(from) > LABEL_BOLD.width_px(&inside) + 10.0 {
            let light = ink == SKY || ink == ORANGE;
            let set = Type { ink: if light { BLACK } else { WHITE }, ..LABEL_BOLD };
            canvas.text(&inside, (0.5 * (x(from) + x(to)), top + 0.5 * BAR_PX + 4.5), Anchor::Middle, set);
        }
        let lane = top + BAR_PX + LANE_PX * (place as f64 + 1.0);
        let [low, high] = [share.low, share.high].map(|end| x((from + end).max(0.0)).min(area.right));
        canvas.line(&[(low, lane), (high, lane)], Pen::solid(ink, 1.6));
        match share.value < 0.0 {
            true => shares::mark_below_zero(canvas, (x(to), lane)),
            false => canvas.disc((x(to), lane), 2.4, ink),
        }

        let text = format!("{name} {}", shares::with_range(*share));
        let set = tinted(SMALL, ink);
        if named + set.width_px(&text) > area.right {
            (named, line) = (area.left + 4.0, line + 14.0);
        }
        canvas.text(&text, (named, line), Anchor::Start, set);
        named += set.width_px(&text) + 14.0;
        from = to;
    }
}

/// What makes most of the first outcome, and of how many others.
fn title(story: &SpreadStory) -> String {
    let leading = |row: &SpreadRow| {
        let most = row.parts.iter().max_by(|a, b| a.1.value.total_cmp(&b.1.value))?;
        // Named only where no other part could be as large.
        let sure = row.parts.iter().filter(|part| part.0 != most.0).all(|part| part.1.high < most.1.low);
        sure.then(|| most.0.clone())
    };
    let first = story.rows.first().and_then(leading);
    let Some(name) = first else { return "Chance, inputs or policy: no part clearly leads".to_owned() };
    let alike = story.rows.iter().filter(|row| leading(row).as_ref() == Some(&name)).count();
    // Parts come as "policy" or "inputs": one of them ends in s.
    let makes = if name.ends_with('s') { "make" } else { "makes" };
    capital(&match (alike == story.rows.len(), story.rows.len()) {
        (true, 1) => format!("{name} {makes} most of how {} varies", story.rows[0].outcome),
        (true, _) => format!("{name} {makes} most of how all {} outcomes vary", story.rows.len()),
        (false, all) => format!("{name} {makes} most of how {} of {all} outcomes vary", alike),
    })
}

fn table(story: &SpreadStory) -> String {
    let rows: Vec<Vec<String>> = story
        .rows
        .iter()
        .flat_map(|row| row.parts.iter().map(move |part| (row, part)))
        .map(|(row, (name, share))| {
            let [value, range] = shares::cells(*share);
            vec![row.outcome.clone(), name.clone(), value, range]
        })
        .collect();
    words::table(&["Outcome", "Part", "Share", "Range"], &rows)
}
