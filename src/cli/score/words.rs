//! What came out, in words, frankly.

use super::Made;
use super::simulate::{Scored, Track};
use super::tables::{held, tracks};
use crate::language::Texts;
use crate::output::limits;
use crate::study::held_out::{Baseline, Pair, horizon_in_words};
use crate::units::{in_words, listed, rounded};

/// Most losses that are named on a track.
const MOST_NAMED: usize = 8;

/// The answer, one line each.
pub fn answer(made: &Made) -> Vec<String> {
    let mut lines = Vec::new();
    for track in tracks(made) {
        let scored: Vec<&Scored> = made.scored.iter().filter(|scored| scored.track == track).collect();
        lines.push(coverage(track, &scored));
        lines.push(skill(&scored));
        lines.extend(lost(&scored));
        lines.extend(together(&scored));
        lines.push(String::new());
    }
    lines.extend(made.notes.iter().cloned());
    if !made.left.is_empty() {
        lines.push("Some counts could not be scored, or not against rivals: unused.csv says which and why.".to_owned());
    }
    lines.push(format!(
        "Windows that overlap and sources that copy one another make these numbers less independent than their count. A score \
         tells of the days that were counted and of no others. Not in the range: {}.",
        limits::largest(Texts::english())
    ));
    lines
}

fn coverage(track: Track, scored: &[&Scored]) -> String {
    let [windows, in_half, in_nine_in_ten] = held(scored.iter().copied());
    let origins = match scored.len() {
        1 => String::new(),
        origins => format!(" from {origins} origins"),
    };
    format!(
        "{}, on {windows} held-out windows{origins}: the nine-in-ten band held {in_nine_in_ten} (nine in ten would be {}), the half-of-runs band {in_half} (half would be {}).",
        track.words(),
        rounded(0.9 * windows as f64, 0.5),
        rounded(0.5 * windows as f64, 0.5),
    )
}

fn skill(scored: &[&Scored]) -> String {
    let pairs: Vec<&Pair> = scored.iter().flat_map(|scored| &scored.pairs).collect();
    if pairs.is_empty() {
        return "No rival: nothing had been counted that one could go by, so there is no skill to speak of.".to_owned();
    }
    let rivals = listed(&Baseline::ALL.map(|baseline| baseline.words().to_owned()));
    let better = pairs.iter().filter(|pair| pair.skill > 0.0).count();
    format!(
        "It was better than the best of {rivals} at {better} of {} pairs of origin and horizon (the best is chosen afterwards).",
        pairs.len()
    )
}

/// Where it lost, and to what; the worst first.
fn lost(scored: &[&Scored]) -> Option<String> {
    let mut losses: Vec<(i32, &Pair)> =
        scored.iter().flat_map(|scored| scored.pairs.iter().map(|pair| (scored.origin, pair))).collect();
    losses.retain(|(_, pair)| pair.skill <= 0.0);
    losses.sort_by(|a, b| a.1.skill.total_cmp(&b.1.skill));
    let named = losses.iter().take(MOST_NAMED).map(|(origin, pair)| {
        format!(
            "{}, {}, to {} (skill {})",
            in_words(*origin),
            horizon_in_words(pair.horizon),
            pair.best.words(),
            rounded(pair.skill, 0.05)
        )
    });
    let named: Vec<String> = named.collect();
    let more = if losses.len() > MOST_NAMED { "; and more, see skill.csv" } else { "" };
    (!named.is_empty()).then(|| format!("It lost at: {}{more}.", named.join("; ")))
}

/// All windows of an origin at once.
fn together(scored: &[&Scored]) -> Option<String> {
    let energies: Vec<_> = scored.iter().filter_map(|scored| scored.energy.as_ref()).collect();
    let better = energies.iter().filter(|energy| energy.skill > 0.0).count();
    (!energies.is_empty()).then(|| {
        format!(
            "Scored together (energy score), the windows of an origin were met better than by the best rival at {better} of {} origins.",
            energies.len()
        )
    })
}
