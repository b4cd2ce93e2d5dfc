//! The tables of a score.

use serde_json::{Value, json};

use super::Made;
use super::simulate::{Scored, ScoredWindow};
use crate::output::columns::{Column, Kind, column};
use crate::output::{Table, number};
use crate::study::held_out::{Baseline, horizon_in_words};
use crate::units::iso;

const ASKED: &str = "the command";
const RECORD: &str = "published counts, see data/observed";
const SIMULATED: &str = "simulated by crossings; not observed";
const RIVALS: &str = "made from published counts up to the origin";
const SCORE: &str = "crossings";
const PER_DAY: &str = "people/day";
const OF_LOG: &str = "log of people/day";

/// All tables, in the order of the folder.
pub fn all(made: &Made) -> Vec<Table> {
    vec![scores(made), skill(made), coverage(made), energy(made), unused(made)]
}

fn origin() -> Column {
    column("origin", Kind::Date, "", "Up to this day everything was known; empty: all origins.", ASKED)
}

fn track() -> Column {
    let meaning = "policy_known (as it came to pass), policy_as_it_stood (on the origin) or policy_of_scenario.";
    column("track", Kind::Text, "", meaning, ASKED)
}

fn horizon() -> Column {
    column("horizon", Kind::Text, "", "Class of the days from the origin to the end of the window.", SCORE)
}

/// A column of a score for each rival.
fn of_rivals() -> [Column; Baseline::ALL.len()] {
    const MEANINGS: [&str; Baseline::ALL.len()] = [
        "Score of persistence: the last known flow goes on.",
        "Score of exponential decay since the peak.",
        "Score of a linear trend through the last flows.",
        "Score of the wave of 2016 since its peak, scaled to the last known flow.",
    ];
    std::array::from_fn(|i| column(Baseline::ALL[i].name(), Kind::Number, OF_LOG, MEANINGS[i], RIVALS))
}

fn best() -> Column {
    column("best_rival", Kind::Text, "", "The rival with the smallest score; empty if there was none.", RIVALS)
}

fn skill_column() -> Column {
    column("skill", Kind::Number, "", "1 - score / score of the best rival: below 0 is worse than it.", SCORE)
}

fn scores(made: &Made) -> Table {
    let quantile = |name, meaning| column(name, Kind::Number, PER_DAY, meaning, SIMULATED);
    let mut columns = vec![
        origin(),
        track(),
        column("window", Kind::Text, "", "Whom, where and when.", RECORD),
        column("from", Kind::Date, "", "First day.", RECORD),
        column("to", Kind::Date, "", "Last day.", RECORD),
        horizon(),
        column("source", Kind::Text, "", "Who counted.", RECORD),
        column("published", Kind::Number, PER_DAY, "Mean daily flow of the window, as published.", RECORD),
        column("error", Kind::Number, "share", "Standard error of the count, relative.", RECORD),
        quantile("q05", "One run in twenty below, with the errors of counting and of the model."),
        quantile("q25", "One run in four below."),
        quantile("q50", "Median."),
        quantile("q75", "One run in four above."),
        quantile("q95", "One run in twenty above."),
        column("crps", Kind::Number, OF_LOG, "Continuous ranked probability score of the simulation, fair.", SCORE),
        column("wis", Kind::Number, OF_LOG, "Weighted interval score of the half and nine-in-ten bands.", SCORE),
        column("in_half", Kind::Whole, "", "1 if the half-of-runs band holds the count, else 0.", SCORE),
        column("in_nine_in_ten", Kind::Whole, "", "1 if the nine-in-ten band holds it, else 0.", SCORE),
    ];
    columns.extend(of_rivals());
    columns.extend([best(), skill_column()]);
    let meaning =
        "Every held-out window: what was published, what was simulated, and scores (CRPS) beside simple rivals.";
    let mut table = Table::new("scores.csv", meaning, columns);
    for scored in &made.scored {
        scored.windows.iter().for_each(|window| table.push(row(scored, window)));
    }
    table
}

fn row(scored: &Scored, of: &ScoredWindow) -> Vec<String> {
    let ScoredWindow { window, held, .. } = of;
    let mut row = vec![
        iso(scored.origin),
        scored.track.name().to_owned(),
        window.label.clone(),
        iso(window.from),
        iso(window.to),
        horizon_in_words(held.horizon),
        window.source.clone(),
        number(of.per_day),
        number(libm::hypot(window.error_sd, window.bias_sd)),
    ];
    row.extend(of.range.map(number));
    row.extend([held.simulated.crps, held.simulated.wis].map(number));
    row.extend([held.simulated.in_half, held.simulated.in_nine_in_ten].map(|inside| u8::from(inside).to_string()));
    match held.rivals.map(|rivals| rivals.map(|rival| rival.crps)) {
        None => row.extend(std::iter::repeat_n(String::new(), Baseline::ALL.len() + 2)),
        Some(rivals) => {
            let (best, skill) = crate::study::held_out::against_best(held.simulated.crps, &rivals);
            row.extend(rivals.map(number));
            row.extend([best.name().to_owned(), number(skill)]);
        }
    }
    row
}

fn skill(made: &Made) -> Table {
    let mut columns = vec![
        origin(),
        track(),
        horizon(),
        column("windows", Kind::Whole, "windows", "How many count.", SCORE),
        column("crps", Kind::Number, OF_LOG, "Mean CRPS of the simulation.", SCORE),
    ];
    columns.extend(of_rivals());
    columns.extend([best(), skill_column()]);
    let meaning =
        "Skill against the best of four simple rivals, chosen afterwards, for each origin, track and horizon.";
    let mut table = Table::new("skill.csv", meaning, columns);
    for scored in &made.scored {
        for pair in &scored.pairs {
            let mut row = vec![
                iso(scored.origin),
                scored.track.name().to_owned(),
                horizon_in_words(pair.horizon),
                pair.windows.to_string(),
                number(pair.crps),
            ];
            row.extend(pair.rivals.map(number));
            row.extend([pair.best.name().to_owned(), number(pair.skill)]);
            table.push(row);
        }
    }
    table
}

/// Windows, and how many the bands hold.
pub fn held<'s>(scored: impl IntoIterator<Item = &'s Scored>) -> [usize; 3] {
    let mut counts = [0; 3];
    for window in scored.into_iter().flat_map(|scored| &scored.windows) {
        let scores = window.held.simulated;
        counts[0] += 1;
        counts[1] += usize::from(scores.in_half);
        counts[2] += usize::from(scores.in_nine_in_ten);
    }
    counts
}

/// The tracks, in the order in which they were scored.
pub fn tracks(made: &Made) -> Vec<super::simulate::Track> {
    let mut tracks: Vec<_> = made.scored.iter().map(|scored| scored.track).collect();
    tracks.sort_unstable();
    tracks.dedup();
    tracks
}

fn coverage(made: &Made) -> Table {
    let columns = vec![
        origin(),
        track(),
        column("windows", Kind::Whole, "windows", "Held-out windows.", SCORE),
        column("in_half", Kind::Whole, "windows", "How many the half-of-runs band holds; half would be right.", SCORE),
        column(
            "in_nine_in_ten",
            Kind::Whole,
            "windows",
            "How many the nine-in-ten band holds; nine in ten would be right.",
            SCORE,
        ),
    ];
    let mut table = Table::new("coverage.csv", "How many held-out windows the simulated bands hold.", columns);
    for scored in &made.scored {
        let mut row = vec![iso(scored.origin), scored.track.name().to_owned()];
        row.extend(held([scored]).map(|count| count.to_string()));
        table.push(row);
    }
    for track in tracks(made) {
        let mut row = vec![String::new(), track.name().to_owned()];
        row.extend(held(made.scored.iter().filter(|scored| scored.track == track)).map(|count| count.to_string()));
        table.push(row);
    }
    table
}

fn energy(made: &Made) -> Table {
    let mut columns = vec![
        origin(),
        track(),
        column("windows", Kind::Whole, "windows", "How many are scored together: those with rivals.", SCORE),
        column("energy", Kind::Number, OF_LOG, "Energy score of the simulation, fair.", SCORE),
    ];
    columns.extend(of_rivals());
    columns.extend([best(), skill_column()]);
    let meaning =
        "All held-out windows of an origin at once: energy scores; the errors of a rival have nothing in common.";
    let mut table = Table::new("energy.csv", meaning, columns);
    for scored in &made.scored {
        let Some(energy) = &scored.energy else { continue };
        let mut row =
            vec![iso(scored.origin), scored.track.name().to_owned(), energy.windows.to_string(), number(energy.own)];
        row.extend(energy.rivals.map(number));
        row.extend([energy.best.name().to_owned(), number(energy.skill)]);
        table.push(row);
    }
    table
}

fn unused(made: &Made) -> Table {
    let columns = vec![
        column("origin", Kind::Date, "", "At this origin; empty: at none.", ASKED),
        column("window", Kind::Text, "", "Whom, where and when.", RECORD),
        column("reason", Kind::Text, "", "Why it was not scored, or not against rivals.", SCORE),
    ];
    let mut table = Table::new("unused.csv", "Counts that could not be scored, and why.", columns);
    for left in &made.left {
        table.push(vec![left.origin.map_or_else(String::new, iso), left.label.clone(), left.reason.clone()]);
    }
    table
}

/// The answer for machines.
pub fn json(made: &Made) -> Value {
    let track = |track: super::simulate::Track| {
        let scored: Vec<&Scored> = made.scored.iter().filter(|scored| scored.track == track).collect();
        let [windows, in_half, in_nine_in_ten] = held(scored.iter().copied());
        let pairs = || scored.iter().flat_map(|scored| &scored.pairs);
        json!({
            "track": track.name(),
            "windows": windows,
            "in_half": in_half,
            "in_nine_in_ten": in_nine_in_ten,
            "pairs": pairs().count(),
            "pairs_with_skill": pairs().filter(|pair| pair.skill > 0.0).count(),
        })
    };
    json!({
        "tracks": tracks(made).into_iter().map(track).collect::<Vec<_>>(),
        "not_scored": made.left.len(),
        "notes": made.notes,
    })
}
