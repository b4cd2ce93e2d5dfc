//! `crossings calibrate --simulated N`: is the calibrator right? Records are simulated with numbers that are known.

use super::fit::{PAIRS, Question, expected_runs};
use crate::cli::common::{Clock, CommonArguments, Study, quietly};
use crate::cli::inputs::phrase;
use crate::cli::progress::Progress;
use crate::cli::{Ending, print, tell};
use crate::engine::EngineKind;
use crate::output::columns::{Kind, column};
use crate::output::{RunFolder, Table, number};
use crate::statistics::after_holm;
use crate::study::calibrate::ranks::Judge;
use crate::study::calibrate::simulated::{DRAWS, Known, ranks};
use crate::study::calibrate::{Settings, Stopped};
use crate::units::{capital, grouped, listed};

/// A p-value below this, over all numbers together, says that the calibrator is wrong.
pub const ALPHA: f64 = 0.05;

/// Share of curves of uniform ranks that lie inside the band everywhere.
pub const BAND: f64 = 0.95;

const JUDGED: &str = "simulation-based calibration by crossings";

/// Tests the calibrator and writes what came out.
pub fn test(
    question: &Question,
    settings: &Settings,
    records: u32,
    common: &CommonArguments,
    engine: EngineKind,
    folder: RunFolder,
    clock: &Clock,
) -> Result<Ending, Ending> {
    if !common.silent() {
        print(&format!(
            "{}\nAre the draws of a calibration right? {} records are simulated with numbers drawn from \"{}\", and each is learned from.\n",
            question.scenario.card.title,
            grouped(records.into()),
            question.scenario.parameter_set.name
        ));
    }
    let wave = 2 * u64::from(PAIRS) * settings.wave as u64;
    let progress = Progress::new(wave + u64::from(records) * (expected_runs(settings) - wave), common.silent());
    let model = question.model(common.on_path(engine), settings.seed, &progress);
    let made = quietly(|| ranks(&model, &question.record, settings, records));
    progress.finish();
    let known = match made {
        Ok(known) if known.len() > 1 => known,
        Ok(_) | Err(Stopped::Interrupted) => {
            tell("interrupted before two records were learned from; nothing was written");
            return Err(Ending::Interrupted);
        }
        Err(_) => {
            tell("error: every run failed");
            return Err(Ending::Failed);
        }
    };
    let judge = Judge::new(known.len(), DRAWS, settings.seed);
    let of = |i: usize| known.iter().map(|record| record.ranks[i]).collect::<Vec<usize>>();
    let all: Vec<Vec<usize>> = (0..question.unknowns.len()).map(of).collect();
    let p: Vec<f64> = all.iter().map(|ranks| judge.p_value(ranks)).collect();
    let keys: Vec<String> = question.unknowns.iter().map(|unknown| unknown.key.clone()).collect();
    let judged = Judged { keys, after: after_holm(&p), p, all, judge };
    let scenarios = std::slice::from_ref(&question.scenario);
    let study = Study {
        kind: "calibrator",
        engine,
        seed: settings.seed,
        runs: known.iter().map(|record| record.runs).sum::<u64>() + wave,
        title: format!("{}: is the calibrator right?", question.scenario.card.title),
        answer: judged.words(known.len(), settings),
        others: Vec::new(),
        tables: vec![judged.table(), judged.curves(), judged.ranks(&known)],
        json: serde_json::json!({
            "records": known.len(),
            "numbers": judged.keys.iter().zip(&judged.after).map(|(key, p)| serde_json::json!({"key": key, "p_after_holm": p})).collect::<Vec<_>>(),
        }),
        interrupted: known.len() < records as usize,
        scenarios,
    };
    Ok(study.finish(common, folder, clock, |card| {
        super::pictures::calibrator(&question.scenario, &judged, settings, engine, card)
    }))
}

/// The verdict on each number.
pub struct Judged {
    pub keys: Vec<String>,
    p: Vec<f64>,
    /// Over all numbers together (Holm).
    pub after: Vec<f64>,
    /// `[number][record]`
    pub all: Vec<Vec<usize>>,
    pub judge: Judge,
}

impl Judged {
    fn words(&self, records: usize, settings: &Settings) -> Vec<String> {
        let wrong: Vec<String> =
            self.keys.iter().zip(&self.after).filter(|(_, p)| **p < ALPHA).map(|(key, _)| phrase(key)).collect();
        let smallest = self.after.iter().copied().fold(1.0, f64::min);
        let verdict = match wrong.is_empty() {
            true => format!(
                "The ranks of all {} true numbers are as uniform as they should be (smallest p-value {}, after Holm).",
                self.keys.len(),
                number(smallest)
            ),
            false => format!("{}: the ranks of the true numbers are not uniform.", capital(&listed(&wrong))),
        };
        vec![
            verdict,
            format!(
                "{records} simulated records, {DRAWS} of {} draws each, inflation {}. Uniform ranks mean that ranges hold the truth as often as they say, for records that this model made.",
                settings.particles, settings.inflation
            ),
        ]
    }

    fn table(&self) -> Table {
        let columns = vec![
            column("key", Kind::Text, "", "The number, by its key.", "keys of the scenario"),
            column("p", Kind::Number, "", "Chance that uniform ranks look at least as odd.", JUDGED),
            column("p_after_holm", Kind::Number, "", "The same for all numbers together.", JUDGED),
            column(
                "mean_rank",
                Kind::Number,
                "share",
                "Mean rank of the truth; one half if draws are not biased.",
                JUDGED,
            ),
        ];
        let mut table =
            Table::new("calibrator.csv", "Is the rank of the true number among its draws uniform?", columns);
        for (i, key) in self.keys.iter().enumerate() {
            let ranks: Vec<f64> = self.all[i].iter().map(|&rank| rank as f64 / DRAWS as f64).collect();
            let mean = crate::statistics::mean(&ranks);
            table.push(vec![key.clone(), number(self.p[i]), number(self.after[i]), number(mean)]);
        }
        table
    }

    /// The cumulative distribution of the ranks of each number, and the band.
    fn curves(&self) -> Table {
        let columns = vec![
            column("key", Kind::Text, "", "The number, by its key.", "keys of the scenario"),
            column("rank", Kind::Number, "share", "Share of the draws.", JUDGED),
            column("share", Kind::Number, "share", "Share of records whose true number ranks below.", JUDGED),
            column(
                "low",
                Kind::Number,
                "share",
                "Lower end of the band of uniform ranks, 95 % for the whole curve.",
                JUDGED,
            ),
            column("high", Kind::Number, "share", "Upper end.", JUDGED),
        ];
        let mut table = Table::new("curves.csv", "Cumulative ranks of the true numbers.", columns);
        let band = self.judge.band(BAND);
        for (key, ranks) in self.keys.iter().zip(&self.all) {
            for (share, (at, low, high)) in self.judge.cumulative(ranks).into_iter().zip(&band) {
                table.push(vec![key.clone(), number(*at), number(share), number(*low), number(*high)]);
            }
        }
        table
    }

    fn ranks(&self, known: &[Known]) -> Table {
        let columns = vec![
            column("record", Kind::Whole, "", "The simulated record.", JUDGED),
            column("key", Kind::Text, "", "The number, by its key.", "keys of the scenario"),
            column("truth", Kind::Number, "share", "Where the true number lies in its prior law.", JUDGED),
            column("rank", Kind::Whole, "", "How many draws are below it.", JUDGED),
        ];
        let mut table = Table::new("ranks.csv", "The rank of every true number among its draws.", columns);
        for (place, record) in known.iter().enumerate() {
            for (i, key) in self.keys.iter().enumerate() {
                let rank = record.ranks[i].to_string();
                table.push(vec![place.to_string(), key.clone(), number(record.truth[i]), rank]);
            }
        }
        table
    }
}
