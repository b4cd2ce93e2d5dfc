//! Rolling origins: learn what was known by then, and be scored on what came later.

use std::path::Path;

use super::held::{self, Left};
use super::simulate::{Simulation, Track};
use super::{Asked, Made, RUNS_PER_DRAW};
use crate::cli::calibrate::{checkpoint, fit};
use crate::cli::common::{quietly, wrong};
use crate::cli::progress::Progress;
use crate::cli::{Ending, source, tell};
use crate::design::Cube;
use crate::engine::Prepared;
use crate::observed::{self, Window};
use crate::scenario::Scenario;
use crate::study::calibrate::{Stopped, Unknown, unknowns};
use crate::units;

/// What a score from rolling origins cannot show.
const LIMITS: [&str; 2] = [
    "Only numbers are held out: the form of the model was chosen by people who knew this record.",
    "The policy that came to pass is an input, arrests a day among it; they come from the reports that count the deported.",
];

/// An origin.
struct Origin {
    day: i32,
    /// What can be learned by then; nothing if nothing.
    question: Option<fit::Question>,
    held: Vec<Window>,
    /// What rivals know.
    known: Vec<Window>,
}

/// What is scored on what.
pub struct Question {
    /// Under the prior, to the last day that was counted.
    pub scenario: Scenario,
    prepared: Prepared,
    unknowns: Vec<Unknown>,
    origins: Vec<Origin>,
    left: Vec<Left>,
}

impl Question {
    /// Reads everything, for a scenario under the prior. All problems have been told.
    pub fn new(asked: &Asked, scenario: Scenario, origins: &[i32]) -> Result<Self, Ending> {
        let arguments = asked.arguments;
        let all = observed::windows_and_unused(&asked.observations);
        let last = all.used.iter().map(|window| window.to).max();
        let Some(last_day) = last.filter(|&last| last > scenario.first_day) else {
            return Err(wrong(
                "there is nothing to score: no count that is marked `fit` lies after the first day of the scenario",
            ));
        };
        let mut long = fit::under(&arguments.scenario, &arguments.prior);
        long.overrides.push(format!("time.last_day={}", units::iso(last_day)));
        long.overrides.push("outcomes.thresholds=[]".to_owned());
        let whole = source::load(&long).ok_or(Ending::WrongInput)?.scenario;
        let prepared = Prepared::new(whole.plan());
        let unknowns = unknowns(&prepared.plan.numbers, &whole.set_keys(), &[]).map_err(wrong)?;
        let mut left: Vec<Left> = held::rows(&all).collect();
        let mut made = Vec::new();
        for &day in origins {
            let held = held::held_out(&all, day, &prepared, &mut left);
            if held.is_empty() {
                let reason = "no flow was counted that begins after this origin".to_owned();
                left.push(Left { origin: Some(day), label: String::new(), reason });
                continue;
            }
            let by_then = observed::as_of(&asked.observations, day);
            let windows = observed::windows(&by_then);
            let question = fit::Question::of_windows(&arguments.scenario, &scenario, &windows, &arguments.prior, &[])?;
            made.push(Origin { day, question, held, known: observed::windows(&observed::with_shown(&by_then)) });
        }
        if made.is_empty() {
            let last = units::iso(last_day);
            return Err(wrong(format!(
                "there is nothing to score: no flow begins after any origin, and the last count is of {last}"
            )));
        }
        Ok(Question { scenario: whole, prepared, unknowns, origins: made, left })
    }

    /// Histories that it takes, about.
    pub fn runs(&self, asked: &Asked) -> u64 {
        let settings = asked.arguments.settings(asked.seed);
        let fits = self.origins.iter().filter(|origin| origin.question.is_some()).count() as u64;
        fits * fit::expected_runs(&settings) + self.origins.len() as u64 * 2 * RUNS_PER_DRAW * settings.particles as u64
    }

    pub fn score(&self, asked: &Asked, progress: &Progress, folder: &Path) -> Result<Made, Ending> {
        let mut made = Made { scored: Vec::new(), left: self.left.clone(), notes: Vec::new(), runs: 0 };
        made.notes.extend(self.about_the_prior());
        let mut files = Vec::new();
        for (place, origin) in self.origins.iter().enumerate() {
            let points = self.draws(origin, place, asked, progress, folder, &mut files, &mut made)?;
            let stood = Prepared::new(self.prepared.plan.as_it_stood(origin.day));
            for (track, prepared) in [(Track::Known, &self.prepared), (Track::AsItStood, &stood)] {
                let held = held::not_given(&origin.held, origin.day, track, &mut made.left);
                let simulation = Simulation {
                    origin: origin.day,
                    track,
                    prepared,
                    unknowns: &self.unknowns,
                    points: Some(&points),
                    runs: 0,
                    held: &held,
                    known: &origin.known,
                };
                made.runs += simulation.runs();
                made.scored.push(simulation.score(asked, progress, &mut made.left)?);
            }
        }
        files.iter().for_each(checkpoint::File::remove);
        made.notes.extend(LIMITS.map(str::to_owned));
        Ok(made)
    }

    /// Draws at an origin, as places in the prior laws of the numbers of the long plan: `[draw][unknown]`.
    #[allow(clippy::too_many_arguments, reason = "what is made is handed on")]
    fn draws(
        &self,
        origin: &Origin,
        place: usize,
        asked: &Asked,
        progress: &Progress,
        folder: &Path,
        files: &mut Vec<checkpoint::File>,
        made: &mut Made,
    ) -> Result<Vec<Vec<f64>>, Ending> {
        let settings = asked.arguments.settings(asked.seed);
        let prior = Cube::new(self.unknowns.len(), asked.seed);
        let mut points: Vec<Vec<f64>> = (0..settings.particles as u64).map(|draw| prior.point(draw)).collect();
        let Some(question) = &origin.question else {
            made.notes.push(format!(
                "By {} nothing had been counted that can be learned from: the numbers are those of the prior.",
                units::in_words(origin.day)
            ));
            return Ok(points);
        };
        let file = checkpoint::File::new(folder, place, &question.identity(&settings, asked.engine));
        let engine = asked.arguments.common.on_path(asked.engine);
        let fitted = quietly(|| fit::fit(question, engine, &settings, progress, &file))
            .map_err(|stopped| refused(&stopped, origin.day, &file))?;
        files.push(file);
        if fitted.state.explained == 0 {
            made.notes.push(format!(
                "At {} none of {} points of the prior comes near every count; the numbers are those that come nearest.",
                units::in_words(origin.day),
                units::grouped(settings.wave as f64)
            ));
        }
        made.runs += fitted.runs;
        // What was not learned by then keeps its prior.
        for (point, particle) in points.iter_mut().zip(&fitted.state.particles) {
            for (unknown, u) in question.unknowns.iter().zip(particle.point()) {
                if let Some(at) = self.unknowns.iter().position(|other| other.key == unknown.key) {
                    point[at] = u;
                }
            }
        }
        Ok(points)
    }

    /// May the prior know what came later?
    fn about_the_prior(&self) -> Option<String> {
        let set = &self.scenario.parameter_set;
        (set.kind != "foresight").then(|| {
            format!(
                "The prior ({}) is of kind {}, not foresight: it may know what came after the origins, and the scores flatter.",
                set.name, set.kind
            )
        })
    }
}

fn refused(stopped: &Stopped, origin: i32, file: &checkpoint::File) -> Ending {
    match stopped {
        Stopped::Interrupted => {
            tell(&format!(
                "interrupted; what was learned at {} so far is kept in {}, and the same command goes on from there",
                units::in_words(origin),
                file.path().display()
            ));
            Ending::Interrupted
        }
        Stopped::NoRun | Stopped::Unexplained { .. } => {
            tell(&format!("error: every run of the calibration at {} failed", units::in_words(origin)));
            Ending::Failed
        }
    }
}
