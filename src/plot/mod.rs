//! Pictures: a figure is a function of finished data.
//!
//! Every picture says in its title that it is simulated, draws ranges and never a lone line, names its bands, series
//! and sources where they are, prints what lies outside its ranges, and carries its twin in words (title,
//! description, table) and the identity of the result inside the file. plotters draws SVG; PNG is made from that SVG.
//! No font, library or file of the machine is used.
//!
//! Assumptions: arrays of the findings follow their catalogue; names of statuses, provinces and places are keys such
//! as `khyber_pakhtunkhwa`. In languages that run from right to left texts begin at the right, and time goes by from left to
//! right all the same. Left out: interactive figures; pictures of bench, sensitivity, why, discover, calibrate and score in other
//! languages than English.
//!
//! Literature: Okabe and Ito (2008) for colours; Kay et al. (2016), "When (ish) is my bus?", for quantile dotplots;
//! Hullman et al. (2015) and Padilla et al. (2022) for showing single runs beside intervals.

mod axes;
mod canvas;
mod causes;
mod crossings;
mod cumulative;
mod dots;
mod facets;
mod fan;
mod font;
mod growth;
mod labels;
mod logarithmic;
mod map;
mod marks;
mod palette;
mod paths;
#[cfg(feature = "cli")]
mod png;
mod reception;
mod sheet;
mod speeds;
mod splits;
mod study;
#[cfg(test)]
mod synthetic;
mod words;

pub use font::style_sheet;
pub use growth::{GrowthPanel, GrowthStory, GrowthTrack, growth};
#[cfg(feature = "cli")]
pub use png::{PngError, png};
pub use speeds::{SpeedPanel, SpeedRow, SpeedStory, VerdictMark, speeds};
pub use study::{
    BoxLimit, BoxStory, CalibratorPanel, CalibratorStory, Caption, ComparisonStory, CornerNumber, CornerStory,
    EvidenceRow, EvidenceStory, Extent, HeldOutPanel, HeldOutRow, HeldOutStory, MatrixCell, MatrixRow, MatrixStory,
    MorrisPoint, MorrisStory, NumberRow, NumberStory, SkillCell, SkillRow, SkillStory, SkillTrack, SpreadRow,
    SpreadStory, TornadoRow, TornadoStory, WaterfallStep, WaterfallStory, WindowGroup, WindowRow, WindowStory, boxes,
    calibrator, comparison, corner, evidence, held_out, matrix, morris, numbers, skill, spread, tornado, waterfall,
    windows,
};

use std::borrow::Cow;

use crate::language::Texts;
use crate::observed::Observation;
use crate::outcome::{Dimensions, Findings, Outcome, Range};
use crate::plan::Plan;

/// Everything that pictures tell.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// What the runs found.
    pub findings: &'a Findings,
    /// The plan that was run: coordinates, beds and shares for the map.
    pub plan: &'a Plan,
    /// Title of the scenario.
    pub title: &'a str,
    /// Published counts to show; leave empty where a comparison would mislead.
    pub observed: &'a [Observation],
    /// Last day of the record that the parameters were fitted to, in days since 1970-01-01.
    pub fitted_until: Option<i32>,
    /// The announced target, people.
    pub target_people: f64,
    /// The largest thing that is not in the range, in words.
    pub not_in_range: &'a str,
    /// Which set of parameters, for example "hindsight: fitted to the record up to June 2024".
    pub parameter_set: &'a str,
    /// How good the model was on counts that it had not seen, in a sentence; nothing if nobody knows.
    pub track_record: Option<&'a str>,
    /// Engine and fidelity, for example "cohort, same law as the reference".
    pub engine: &'a str,
    /// The identity card of the result, put inside every picture file.
    pub provenance: &'a str,
    /// The language.
    pub texts: &'static Texts,
}

/// A rectangle of a picture along which days go by, in pixels from the left and from above.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct DaysOnPage {
    /// Where the first day is.
    pub left: f64,
    /// Where the last day is.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// First day, in days since 1970-01-01.
    pub first_day: i32,
    /// Number of days.
    pub days: usize,
}

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// File stem, for example `cumulative`.
    pub name: Cow<'static, str>,
    /// Scenario and what is shown.
    pub title: String,
    /// The picture in words and numbers, with a table; Markdown.
    pub description: String,
    /// The picture as an SVG file.
    pub svg: String,
    /// Its width and height in pixels.
    pub size_px: (f64, f64),
    /// Where a day may be pointed at.
    pub days: Vec<DaysOnPage>,
}

/// A picture of findings: its name and how it is drawn.
type Drawn = (&'static str, fn(&Story) -> Option<Figure>);

/// Every picture of a run, in the order in which a reader wants them.
const FIGURES: [Drawn; 10] = [
    ("cumulative", cumulative::figure),
    ("daily_crossings", crossings::figure),
    ("total_dots", dots::figure),
    ("status", splits::by_status),
    ("mode", splits::by_mode),
    ("causes", causes::figure),
    ("remaining", splits::remaining),
    ("documented_deported", splits::documented_deported),
    ("map", map::figure),
    ("reception", reception::figure),
];

/// All pictures that the findings allow, in the order in which a reader wants them.
pub fn figures(story: &Story) -> Vec<Figure> {
    FIGURES.iter().filter_map(|(_, draw)| draw(story)).collect()
}

/// The picture of this name, if there is one and the findings allow it.
pub fn figure(story: &Story, name: &str) -> Option<Figure> {
    FIGURES.iter().find(|(known, _)| *known == name).and_then(|(_, draw)| draw(story))
}

impl<'a> Story<'a> {
    /// A daily series, if there is one.
    fn track(&self, outcome: &Outcome, dimensions: Dimensions) -> Option<fan::Track<'a>> {
        fan::Track::of(self.findings, outcome, dimensions)
    }

    /// A total, if there is one.
    fn total(&self, outcome: &Outcome, dimensions: Dimensions) -> Option<&'a Range> {
        self.findings.catalogue.total_index(outcome, dimensions).map(|index| &self.findings.totals[index])
    }

    /// The last simulated day, in days since 1970-01-01.
    fn last_day(&self) -> i32 {
        self.findings.first_day + self.findings.days as i32 - 1
    }

    /// A panel over all days.
    fn panel(&self, area: canvas::Area, top: f64) -> axes::Panel {
        let findings = self.findings;
        axes::Panel { area, first_day: findings.first_day, days: findings.days, bottom: 0.0, top: top.max(1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::observed;
    use crate::outcome::total;

    fn story<'a>(plan: &'a Plan, findings: &'a Findings, observed: &'a [Observation]) -> Story<'a> {
        Story {
            findings,
            plan,
            title: "The 2023 deadline, as it happened",
            observed,
            fitted_until: Some(19_889),
            target_people: 1_700_000.0,
            not_in_range: "a change of policy; the runs hold enforcement to the calendar of the scenario",
            parameter_set: "hindsight: fitted to the record up to 15 June 2024",
            track_record: None,
            engine: "cohort, same law as the reference",
            provenance: "made-up numbers <for tests> & nothing else",
            texts: Texts::english(),
        }
    }

    fn check(figures: &[Figure]) {
        for figure in figures {
            assert!(figure.title.contains("Simulated"), "{}", figure.title);
            assert!(figure.description.contains("9 in 10"), "{} does not name its range", figure.name);
            assert!(figure.svg.contains("&lt;for tests&gt; &amp; nothing else"), "{}: provenance", figure.name);
            assert!(figure.svg.len() < 500_000, "{} has {} bytes", figure.name, figure.svg.len());
            assert!(!figure.description.contains("NaN"), "{}", figure.name);
        }
    }

    /// Set CROSSINGS_PICTURES to a folder to look at the pictures of made-up findings.
    pub(super) fn keep(figures: &[Figure], folder: &str) {
        let Some(root) = std::env::var_os("CROSSINGS_PICTURES") else { return };
        let folder = std::path::Path::new(&root).join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        for figure in figures {
            std::fs::write(folder.join(format!("{}.svg", figure.name)), &figure.svg).unwrap();
            std::fs::write(folder.join(format!("{}.md", figure.name)), &figure.description).unwrap();
            for (width_px, kind) in [(1_140, "png"), (400, "small.png")] {
                std::fs::write(folder.join(format!("{}.{kind}", figure.name)), png(&figure.svg, width_px).unwrap())
                    .unwrap();
            }
        }
    }

    const ALL: [&str; 10] = [
        "cumulative",
        "daily_crossings",
        "total_dots",
        "status",
        "mode",
        "causes",
        "remaining",
        "documented_deported",
        "map",
        "reception",
    ];

    #[test]
    fn every_figure_is_drawn_with_its_twin_in_words() {
        let (plan, findings) = synthetic::world();
        let observed = observed::shipped();
        let figures = figures(&story(&plan, &findings, &observed));
        assert_eq!(figures.iter().map(|figure| &*figure.name).collect::<Vec<_>>(), ALL);
        for name in ALL {
            let alone = figure(&story(&plan, &findings, &observed), name);
            assert_eq!(alone.as_ref(), figures.iter().find(|figure| figure.name == name), "{name}");
        }
        check(&figures);
        let twin = &figures[0].description;
        assert!(twin.contains("18 Nov 2023") && twin.contains("Border Consortium: 340,000"), "{twin}");
        assert!(figures[0].svg.contains(">UNHCR and IOM<"));
        keep(&figures, "history");
    }

    #[test]
    fn figures_are_the_same_text_each_time() {
        let (plan, findings) = synthetic::world();
        let story = story(&plan, &findings, &[]);
        assert_eq!(figures(&story), figures(&story));
    }

    /// Nobody moves, and no run is kept.
    fn empty(findings: &mut Findings) {
        for range in findings.daily.iter_mut().flatten().chain(&mut findings.totals) {
            *range = Range::default();
        }
        findings.samples.clear();
        findings.totals_by_run.clear();
    }

    /// Whatever the findings are, each language has the sentences for it, with all their variables.
    #[test]
    fn figures_are_drawn_in_every_language() {
        let (plan, mut findings) = synthetic::world();
        let observed = observed::shipped();
        let too_large = findings.catalogue.total_index(&total::TARGET_EXCEEDS_POPULATION, Dimensions::ALL).unwrap();
        let departures = findings.catalogue.total_index(&total::DEPARTURES_TOTAL, Dimensions::ALL).unwrap();
        let targets = [(0.0, 0.0), (0.5, findings.totals[departures].q50), (1.0, 1e9)];
        for texts in Language::ALL.map(|language| Texts::of(language, true)) {
            let told = |findings: &Findings, target_people: f64, names: &[&str]| {
                let story = Story { texts, target_people, ..story(&plan, findings, &observed) };
                let drawn: Vec<Figure> = names.iter().filter_map(|name| figure(&story, name)).collect();
                for figure in &drawn {
                    assert!(
                        !figure.svg.contains("{ $"),
                        "{:?}: {} has no value: {}",
                        texts.language(),
                        figure.name,
                        figure.description
                    );
                }
                drawn.len()
            };
            assert_eq!(told(&findings, 1_700_000.0, &ALL), ALL.len());
            for (share, target) in targets {
                findings.totals[too_large].mean = share;
                assert_eq!(told(&findings, target, &["total_dots"]), 1);
            }
            let mut still = findings.clone();
            empty(&mut still);
            assert_eq!(told(&still, 0.0, &ALL), ALL.len() - 1);
        }
    }

    /// A shut border, a single day, no runs kept: nothing may fail, and the map of no flows is left out.
    #[test]
    fn findings_without_movement_or_spread_can_be_drawn() {
        let (plan, mut findings) = synthetic::world();
        empty(&mut findings);
        let still = figures(&story(&plan, &findings, &[]));
        assert_eq!(still.len(), ALL.len() - 1);
        check(&still);
        keep(&still, "still");

        findings.days = 1;
        findings.daily.iter_mut().for_each(|days| days.truncate(1));
        let one_day = figures(&story(&plan, &findings, &[]));
        assert_eq!(one_day.len(), ALL.len() - 1);
        check(&one_day);
        keep(&one_day, "one_day");
    }
}
