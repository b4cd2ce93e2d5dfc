//! A hundred dots for every outcome and policy: in how many paired futures there is less, and in how many more.
//!
//! Shares that can be counted are understood better than percentages (Gigerenzer and Hoffrage 1995; icon arrays). Fewer
//! than a hundred pairs have a dot each, no more.

use super::super::canvas::{Anchor, Area, Canvas, Ink, Pen, Point};
use super::super::palette::{BLUE, GRID_LINE, HEADING, LABEL_BOLD, ORANGE, QUIET, SMALL, tinted};
use super::super::sheet::Page;
use super::{Change, ComparisonStory, Figure, MOST_COLUMNS, words};
use crate::language::{Texts, say};
use crate::study::compare::Paired;
use crate::study::verdict::{SUBJECTS, Subject};

const DOTS: u64 = 100;
/// Dots in a column of an array.
const HIGH: usize = 5;
const PITCH_PX: f64 = 8.4;
const NAME_PX: f64 = 152.0;
const HEAD_PX: f64 = 26.0;
const ROW_PX: f64 = 92.0;
/// With one policy there is room for the words beside the dots.
const LOW_ROW_PX: f64 = 63.0;
const COUNT_GAP_PX: f64 = 9.0;

const LESS: Ink = BLUE;
const SAME: Ink = QUIET;
const MORE: Ink = ORANGE;

/// The figure `futures`; nothing if nothing differs.
pub(super) fn figure(story: &ComparisonStory) -> Option<Figure> {
    let policies: Vec<usize> = (0..story.comparison.differences.len().min(MOST_COLUMNS)).collect();
    let (rows, same): (Vec<Row>, Vec<Row>) =
        SUBJECTS.iter().filter_map(|subject| row(story, &policies, subject)).partition(|row| row.differs());
    if rows.is_empty() {
        return None;
    }
    let texts = story.texts;
    let subtitle = match story.comparison.runs() {
        1 => "futures-subtitle-one",
        runs if runs < DOTS => "futures-subtitle-few",
        _ => "futures-subtitle",
    };
    let page = Page {
        texts,
        kicker: &story.kicker(&policies),
        name: "futures".into(),
        title: story.title(&policies),
        subtitle: say!(texts, subtitle, marks = DOTS, baseline = story.baseline()),
        notes: story.notes(&policies, notes(story, &same)),
        table: table(story, &rows),
        provenance: story.provenance,
    };
    let row_px = if policies.len() == 1 { LOW_ROW_PX } else { ROW_PX };
    Some(page.draw(HEAD_PX + row_px * rows.len() as f64 - 8.0, |canvas, area| {
        let width = (area.width() - NAME_PX) / policies.len() as f64;
        let left = |column: usize| area.left + NAME_PX + column as f64 * width;
        for (column, policy) in policies.iter().enumerate() {
            let head = HEADING.cut(story.name(*policy), width - 8.0);
            canvas.text(&head, (left(column), area.top + 12.0), Anchor::Start, HEADING);
        }
        for (place, row) in rows.iter().enumerate() {
            let top = area.top + HEAD_PX + row_px * place as f64;
            canvas.line(&[(area.left, top - 4.0), (area.right, top - 4.0)], GRID_LINE);
            let name = LABEL_BOLD.wrap(row.subject.name(texts), NAME_PX - 16.0);
            let next = canvas.lines(&name, (area.left, top + 15.0), Anchor::Start, LABEL_BOLD, 16.0);
            canvas.text(row.subject.unit(texts), (area.left, next), Anchor::Start, SMALL);
            for (column, change) in row.changes.iter().enumerate() {
                draw(canvas, (left(column), top + 4.0), width - 8.0, change, policies.len() == 1);
            }
        }
    }))
}

struct Row {
    subject: &'static Subject,
    /// `[policy]`
    changes: Vec<Change>,
}

impl Row {
    fn differs(&self) -> bool {
        !self.changes.iter().all(Change::nothing)
    }
}

fn row(story: &ComparisonStory, policies: &[usize], subject: &'static Subject) -> Option<Row> {
    let changes = policies.iter().map(|policy| story.change(*policy, subject)).collect::<Option<_>>()?;
    Some(Row { subject, changes })
}

/// The array of a subject under a policy, and its words.
fn draw(canvas: &Canvas, (left, top): Point, width: f64, change: &Change, beside: bool) {
    let [less, same, _] = dots(&change.paired);
    let radius = 0.41 * PITCH_PX;
    for dot in 0..dots(&change.paired).iter().sum() {
        let x = left + PITCH_PX * ((dot / HIGH) as f64 + 0.5);
        let y = top + PITCH_PX * ((dot % HIGH) as f64 + 0.5);
        if dot < less {
            canvas.disc((x, y), radius, LESS);
        } else if dot < less + same {
            canvas.ring((x, y), radius - 0.8, Pen::solid(SAME.alpha(0.75), 0.9));
        } else {
            let half = 0.86 * radius;
            canvas.rectangle(Area::new(x - half, y - half, x + half, y + half), MORE);
        }
    }
    let (start, baseline) = match beside {
        true => {
            (left + PITCH_PX * (dots(&change.paired).iter().sum::<usize>().div_ceil(HIGH)) as f64 + 16.0, top + 18.0)
        }
        false => (left, top + PITCH_PX * HIGH as f64 + 17.0),
    };
    let mut x = start;
    for (text, ink) in counts(canvas.texts, &change.paired) {
        let set = tinted(LABEL_BOLD, ink);
        canvas.text(&text, (x, baseline), Anchor::Start, set);
        x += set.width_px(&text) + COUNT_GAP_PX;
    }
    let says = SMALL.cut(&how_much(canvas.texts, change), width);
    canvas.text(&says, (start, baseline + 15.0), Anchor::Start, SMALL);
}

/// Dots for less, the same and more. They add up to a hundred, or to the pairs if these are fewer; whatever happens at
/// all has a dot (largest remainders for the rest).
fn dots(paired: &Paired) -> [usize; 3] {
    let counts = [paired.less, paired.same, paired.more];
    let (runs, all) = (paired.runs(), paired.runs().min(DOTS));
    let mut dots = counts.map(|count| (count * all / runs).max(count.min(1)));
    let short = |dots: &[u64; 3], place: usize| counts[place] as f64 * all as f64 / runs as f64 - dots[place] as f64;
    while dots.iter().sum::<u64>() < all {
        let most = (0..3).fold(0, |best, next| if short(&dots, next) > short(&dots, best) { next } else { best });
        dots[most] += 1;
    }
    while dots.iter().sum::<u64>() > all {
        let most = (0..3).fold(0, |best, next| if dots[next] > dots[best] { next } else { best });
        dots[most] -= 1;
    }
    dots.map(|count| count as usize)
}

/// "93 less", "7 more": those that there are.
fn counts(texts: &Texts, paired: &Paired) -> Vec<(String, Ink)> {
    let runs = paired.runs();
    let number = |count: u64| {
        let share = count as f64 * 100.0 / runs as f64;
        match count {
            _ if runs < DOTS => count.to_string(),
            1.. if share < 1.0 => "<1".to_owned(),
            count if count < runs && share > 99.0 => ">99".to_owned(),
            _ => format!("{share:.0}"),
        }
    };
    [(paired.less, "futures-less", LESS), (paired.same, "futures-same", SAME), (paired.more, "futures-more", MORE)]
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, way, ink)| (say!(texts, way, count = number(count)), ink))
        .collect()
}

fn how_much(texts: &Texts, change: &Change) -> String {
    match change.nothing() {
        true => texts.word("futures-no-difference").to_owned(),
        false if change.paired.runs() == 1 => words::signed(change.paired.difference.mean),
        false => words::signed_nine_in_ten(texts, &change.paired.difference),
    }
}

fn notes(story: &ComparisonStory, same: &[Row]) -> Vec<String> {
    let texts = story.texts;
    let mut notes = Vec::new();
    let all = story.comparison.differences.len();
    if all > MOST_COLUMNS {
        notes.push(say!(texts, "futures-first", shown = MOST_COLUMNS, all = all));
    }
    if !same.is_empty() {
        let names: Vec<String> = same.iter().map(|row| row.subject.name(texts).to_owned()).collect();
        notes.push(say!(texts, "futures-left-out", names = texts.one_by_one(&names)));
    }
    let runs = story.comparison.runs();
    if runs > DOTS {
        // The largest standard error of a share: that of one half.
        let error = format!("{:.1}", 50.0 / libm::sqrt(runs as f64));
        notes.push(say!(texts, "futures-monte-carlo", error = error));
    }
    notes
}

fn table(story: &ComparisonStory, rows: &[Row]) -> String {
    let texts = story.texts;
    let cells = |change: &Change| {
        let counts: Vec<String> = counts(texts, &change.paired).into_iter().map(|(text, _)| text).collect();
        vec![
            change.subject.name(texts).to_owned(),
            story.name(change.policy).to_owned(),
            texts.one_by_one(&counts),
            format!("{} {}", how_much(texts, change), change.subject.unit(texts)),
        ]
    };
    let rows: Vec<Vec<String>> = rows.iter().flat_map(|row| row.changes.iter().map(cells)).collect();
    let of = if story.comparison.runs() < DOTS { "futures-pairs" } else { "futures-of-100" };
    let head = ["comparison-outcome", "comparison-policy", of, "futures-difference"].map(|key| texts.word(key));
    words::table(&head, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Range;

    fn paired(less: u64, same: u64, more: u64) -> Paired {
        Paired { difference: Range::default(), unpaired_error: 0.0, less, same, more }
    }

    #[test]
    fn dots_add_up_and_nothing_that_happens_is_hidden() {
        assert_eq!(dots(&paired(930, 0, 70)), [93, 0, 7]);
        assert_eq!(dots(&paired(999, 0, 1)), [99, 0, 1]);
        assert_eq!(dots(&paired(334, 333, 333)), [34, 33, 33]);
        assert_eq!(dots(&paired(6, 0, 1)), [6, 0, 1]);
        assert_eq!(dots(&paired(0, 1, 0)), [0, 1, 0]);
        assert_eq!(dots(&paired(1, 998, 1)), [1, 98, 1]);
    }

    #[test]
    fn few_pairs_are_counted_and_many_are_shares() {
        let text = |paired: &Paired| {
            counts(Texts::english(), paired).into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(text(&paired(6, 0, 1)), "6 less, 1 more");
        assert_eq!(text(&paired(996, 4, 0)), ">99 less, <1 same");
        assert_eq!(text(&paired(0, 0, 1_000)), "100 more");
    }
}
