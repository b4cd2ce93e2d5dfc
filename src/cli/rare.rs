//! `crossings rare`: how likely is what hardly any run shows?

use jiff::civil::Date;

use super::common::{Clock, CommonArguments, Study, quietly, wrong};
use super::progress::Progress;
use super::{Ending, ScenarioArguments, print, source, tell};
use crate::design::Design;
use crate::engine::Prepared;
use crate::language::Texts;
use crate::outcome::Series;
use crate::output::columns::{Kind, column};
use crate::output::{Table, limits, number};
use crate::rng::Streams;
use crate::scenario::Scenario;
use crate::statistics::t_95;
use crate::study::robust::Requirement;
use crate::study::splitting::{Event, Measure, Rare, Request, Stopped, estimate, series_of};
use crate::units::{self, grouped};

/// Arguments of `rare`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// What may happen, for example `queue_max >= 60000` or `departures_total >= 900000 by 2023-12-31`
    #[arg(long, value_name = "OUTCOME>=LEVEL", required = true)]
    event: String,
    /// Histories of each stage
    #[arg(long, value_name = "N", default_value_t = 192, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(32..=100_000))]
    effort: u64,
    /// Independent repetitions, from which the error comes
    #[arg(long, value_name = "N", default_value_t = 8, allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u64).range(2..=1_000))]
    repetitions: u64,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

pub(super) fn rare(arguments: &Arguments) -> Ending {
    match begin(arguments) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn begin(arguments: &Arguments) -> Result<Ending, Ending> {
    let common = &arguments.common;
    let loaded = source::load(&arguments.scenario).ok_or(Ending::WrongInput)?;
    let scenario = loaded.scenario;
    let prepared = Prepared::new(scenario.plan());
    let engine = common.engine(&scenario)?;
    let (event, words) = event(&arguments.event, &prepared).map_err(wrong)?;
    common.start_threads()?;
    let folder = common.folder(&format!("rare-{}", scenario.name))?;
    let clock = Clock::start(arguments.scenario.known);
    let seed = common.seed.unwrap_or(scenario.run.seed);
    let design = Design::new(&prepared.plan.numbers, seed);
    // How many stages there will be is not known: three of them, each with its moves, to begin with.
    let expected = arguments.effort * 15 * (1 + arguments.repetitions);
    let progress = Progress::new(expected, common.silent());
    let request = Request {
        prepared: &prepared,
        engine: common.on_path(engine),
        streams: Streams::new(seed),
        job: &|run| design.job(run),
        event,
        effort: arguments.effort,
        repetitions: arguments.repetitions,
        watch: &progress,
    };
    if !common.silent() {
        print(&format!("{}\nHow likely is it that {words}?\n", scenario.card.title));
    }
    let estimated = quietly(|| estimate(&request));
    progress.finish();
    let rare = match estimated {
        Ok(rare) => rare,
        Err(Stopped::Interrupted) => {
            tell("interrupted; nothing was written");
            return Err(Ending::Interrupted);
        }
        Err(Stopped::Stuck { highest }) => {
            tell(&format!(
                "no history gets near: the highest level seen is {}; the event may be impossible under this scenario, or too \
                 rare for --effort {}",
                grouped(highest as f64),
                arguments.effort
            ));
            return Err(Ending::Failed);
        }
    };
    let scenarios: [Scenario; 1] = [scenario];
    let study = Study {
        kind: "rare",
        scenarios: &scenarios,
        engine,
        seed,
        runs: rare.runs,
        title: format!("{}: how likely is it that {words}?", scenarios[0].card.title),
        answer: answer(&rare, &words),
        others: Vec::new(),
        tables: vec![levels(&rare), repetitions(&rare)],
        json: serde_json::json!({
            "event": arguments.event,
            "probability": rare.probability,
            "error": rare.error,
            "levels": rare.levels,
            "passed": rare.passed,
        }),
        interrupted: false,
    };
    Ok(study.finish(common, folder, &clock, |_| Vec::new()))
}

/// Reads `OUTCOME >= LEVEL [by DATE]`; also gives it in words.
fn event(text: &str, prepared: &Prepared) -> Result<(Event, String), String> {
    let plan = &prepared.plan;
    let last = plan.first_day + plan.days as i32 - 1;
    let (wanted, by, dated) = match text.rsplit_once(" by ") {
        None => (text, last, false),
        Some((wanted, date)) => {
            let day: Date =
                date.trim().parse().map_err(|_| format!("`{}` is no date such as 2023-12-31", date.trim()))?;
            let day = units::day_of(day);
            if day < plan.first_day || day > last {
                let (first, last) = (units::iso(plan.first_day), units::iso(last));
                return Err(format!("{} lies outside the horizon, {first} to {last}", date.trim()));
            }
            (wanted, day, true)
        }
    };
    let asked = Requirement::parse_event(wanted, &prepared.catalogue, &plan.names)?;
    let series = &prepared.catalogue.totals[asked.total];
    let measure = match dated {
        false => Measure::Total(asked.total),
        true => {
            let daily = series_of(series)
                .and_then(|(outcome, dimensions)| prepared.catalogue.daily_index(outcome, dimensions))
                .ok_or_else(|| undated(&asked.label, prepared))?;
            Measure::Highest { daily, days: (by - plan.first_day + 1) as usize }
        }
    };
    let words = format!("{} reaches {} by {}", asked.label, asked.level_in_words(), units::in_words(by));
    Ok((Event { measure, level: asked.level }, words))
}

/// Why an outcome cannot have a date, and which can.
fn undated(label: &str, prepared: &Prepared) -> String {
    let dated = |series: &&Series| {
        series_of(series).is_some_and(|(outcome, d)| prepared.catalogue.daily_index(outcome, d).is_some())
    };
    let possible = prepared.catalogue.totals.iter().filter(dated);
    let labels: Vec<String> = possible.map(|series| series.label(&prepared.plan.names)).collect();
    format!(
        "`{label}` is known at the end only, so it cannot be asked for by a date; leave out the date, or take one of\n  {}",
        labels.join(", ")
    )
}

fn answer(rare: &Rare, words: &str) -> Vec<String> {
    let Rare { probability, error, .. } = *rare;
    let mut lines = Vec::new();
    if probability == 0.0 {
        lines.push(format!(
            "No repetition got through: it is rarer than these {} runs can tell. More --effort sees further.",
            grouped(rare.runs as f64)
        ));
    } else {
        // Errors of splitting multiply, level by level, so that the interval is one of factors.
        let reach = t_95(rare.repetitions.len()) * error;
        let factor = libm::exp(reach / probability);
        if error > 0.0 {
            lines.push(format!(
                "That {words}: about {} (95 % interval {} to {}).",
                one_in(probability),
                one_in(probability / factor),
                one_in((probability * factor).min(1.0))
            ));
        } else {
            lines.push(format!(
                "That {words}: about {}. All {} repetitions say the same, which tells nothing of the error.",
                one_in(probability),
                rare.repetitions.len()
            ));
        }
        if reach > probability {
            lines.push(
                "The repetitions disagree: read this as an order of magnitude, or ask for more --effort.".to_owned(),
            );
        }
        let brute = 1.0 / probability;
        if brute > 100.0 {
            lines.push(format!(
                "By plain runs one would meet it once in some {}; splitting took {} runs in all.",
                grouped(two_digits(brute)),
                grouped(rare.runs as f64)
            ));
        } else {
            lines.push("That is not rare: `crossings run` and a threshold in the scenario tell it as well.".to_owned());
        }
    }
    lines.push(String::new());
    lines.push("level                 share of histories that reach it".to_owned());
    for (level, passed) in rare.levels.iter().zip(&rare.passed) {
        // Whole numbers with commas, others as they are.
        let level = if level.fract() == 0.0 { grouped(*level) } else { number(*level) };
        lines.push(format!("{level:>15} {:>21.1} %", passed * 100.0));
    }
    lines.push(String::new());
    lines.push(format!(
        "{:.0} of 100 moves were kept: histories that reach a level were varied in luck and numbers without leaving it.",
        rare.kept * 100.0
    ));
    lines.push(
        "Multilevel splitting: each row is the share of those that reached the row above. The tail of a model is its least \
         tested part: read it as what the assumptions imply, not as what will happen."
            .to_owned(),
    );
    lines.push(format!("Not in the range: {}.", limits::largest(Texts::english())));
    lines
}

/// "1 in 2,400".
fn one_in(probability: f64) -> String {
    match probability {
        p if p <= 0.0 => "0".to_owned(),
        p if p > 0.1 => format!("{:.0} in 100", p * 100.0),
        p => format!("1 in {}", grouped(two_digits(1.0 / p))),
    }
}

/// Two digits that count.
fn two_digits(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

fn levels(rare: &Rare) -> Table {
    let simulated = "simulated by crossings; not observed";
    let columns = vec![
        column(
            "level",
            Kind::Number,
            "as the outcome",
            "A level on the way to the event; the last is the event.",
            "pilot",
        ),
        column(
            "share",
            Kind::Number,
            "share",
            "Share of the histories of the stage that reach it, mean over repetitions.",
            simulated,
        ),
    ];
    let mut table =
        Table::new("levels.csv", "The levels of the splitting, and how many histories reach each.", columns);
    rare.levels.iter().zip(&rare.passed).for_each(|(level, share)| table.push(vec![number(*level), number(*share)]));
    table
}

fn repetitions(rare: &Rare) -> Table {
    let meaning = "Probability of the event in this repetition: the product of the shares that got through.";
    let columns = vec![
        column("repetition", Kind::Whole, "", "Number of the repetition.", "crossings"),
        column("probability", Kind::Number, "share", meaning, "simulated by crossings; not observed"),
    ];
    let meaning = "The estimate of each independent repetition; their mean is the answer, their spread its error.";
    let mut table = Table::new("repetitions.csv", meaning, columns);
    (1..).zip(&rare.repetitions).for_each(|(at, p): (u32, &f64)| table.push(vec![at.to_string(), number(*p)]));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_told_as_odds() {
        let told = [0.0, 0.000_413, 0.05, 0.25].map(one_in);
        assert_eq!(told, ["0", "1 in 2,400", "1 in 20", "25 in 100"]);
    }
}
