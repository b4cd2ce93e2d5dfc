//! Guess first: ranges that somebody commits to before the runs are made, scored against them.
//!
//! A guess on an outcome is a median, a half range (half of the histories lie in it) and a nine-in-ten range. Its score
//! is the weighted interval score ([`super::score`]) of `log(1 + value)`, mean over the simulated histories: on logarithms
//! misses count as factors, so that outcomes of hundreds and of millions can be added up (Bosse et al. 2023, "Scoring
//! epidemiological forecasts on transformed scales").
//!
//! A score says little alone, so it is told in points between two that everybody understands: 100 for the simulation's own
//! ranges, 0 for the guess "somewhere between nobody and everybody", which spreads evenly over the logarithms from 0 to
//! all people of the scenario (for person-days: all of them on all days). An outcome that was left out counts as that
//! guess. Points of several outcomes are those of the sums of their scores. They may be negative.
//!
//! What is scored is closeness to the model. That the model is close to the world is nowhere assumed, and not shown.

mod amount;
mod sheet;

pub use amount::{amount, range};
pub use sheet::{read, template};

use super::score::{CentralRange, Guess, Score, weighted_interval_score_of_sample};
use crate::outcome::{Dimensions, Findings, Outcome, Range, Unit, total};
use crate::statistics::{mean, sorted_quantile};
use crate::units::grouped;

/// Levels of the two ranges of a guess.
pub const LEVELS: [f64; 2] = [0.5, 0.9];

/// Histories that a nine-in-ten range should hold at least, as a share, not to be called too narrow.
const ENOUGH: f64 = 0.8;

/// Times as wide as the simulated range, on logarithms, from which a range is called wide.
const WIDE: f64 = 2.0;

/// Share of the histories missed that lie on one side, from which a range is called too low or too high.
const ONE_SIDED: f64 = 0.9;

/// An outcome that is guessed.
#[derive(Debug)]
pub struct Question {
    /// What is measured; its name is the table of a guess file.
    pub outcome: &'static Outcome,
    /// As in sentences: "people who cross".
    pub name: &'static str,
    /// Heading of a narrow column.
    pub short: &'static str,
    /// What it means, for somebody who has never seen it.
    pub hint: &'static str,
}

/// How many outcomes are guessed.
pub const NUMBER: usize = 6;

/// What is guessed, in the order in which it is asked. No example of a size is near a simulated one: it would be copied.
pub static QUESTIONS: [Question; NUMBER] = [
    Question {
        outcome: &total::DEPARTURES_TOTAL,
        name: "people who cross",
        short: "cross",
        hint: "All people who cross into Afghanistan from the first to the last day, on their own, assisted or deported.",
    },
    Question {
        outcome: &total::PEAK_DAILY_CROSSINGS,
        name: "people on the busiest day",
        short: "busiest",
        hint: "People who cross on the one day on which most people cross, all crossings together.",
    },
    Question {
        outcome: &total::DOCUMENTED_DEPORTED_TOTAL,
        name: "deported although documented",
        short: "deported",
        hint: "People deported after an arrest although they hold an Afghan Citizen Card or a Proof of Registration.",
    },
    Question {
        outcome: &total::QUEUE_MAX,
        name: "longest queue",
        short: "queue",
        hint: "People who wait at the crossings in the evening of the worst day, all crossings together.",
    },
    Question {
        outcome: &total::WINTER_EXPOSURE,
        name: "days in the cold",
        short: "cold",
        hint: "From December to February: days in a queue, on the road or without a bed, each person counted each day.",
    },
    Question {
        outcome: &total::REMAINING_END,
        name: "still in Pakistan on the last day",
        short: "remain",
        hint: "Afghans of every status, without leave to remain, in Pakistan on the last evening, at home or in hiding.",
    },
];

/// What somebody guessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Who.
    pub name: String,
    /// On each question; nothing where it was left out.
    pub guesses: [Option<Guess>; NUMBER],
}

/// A guess from its ranges, if these are in order. Without a median it is the middle of the half range.
///
/// # Errors
/// In words.
pub fn guess(half: [f64; 2], nine_in_ten: [f64; 2], median: Option<f64>) -> Result<Guess, String> {
    let words = |[low, high]: [f64; 2]| format!("{} to {}", grouped(low), grouped(high));
    if nine_in_ten[0] > half[0] || nine_in_ten[1] < half[1] {
        return Err(format!(
            "the 9-in-10 range, {}, must hold the half range, {}: it is the wider of the two",
            words(nine_in_ten),
            words(half)
        ));
    }
    let median = median.unwrap_or_else(|| f64::midpoint(half[0], half[1]));
    if !(half[0]..=half[1]).contains(&median) {
        return Err(format!("the median, {}, must lie in the half range, {}", grouped(median), words(half)));
    }
    let range = |level, [low, high]: [f64; 2]| CentralRange { level, low, high };
    Ok(Guess { median, ranges: vec![range(LEVELS[0], half), range(LEVELS[1], nine_in_ten)] })
}

/// What the simulation says about a question.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// Its spread over runs, in the unit of the outcome.
    pub range: Range,
    /// Score of the simulation's own ranges.
    pub own: f64,
    /// Score of "somewhere between nobody and everybody".
    pub vague: f64,
    /// Value of each run.
    values: Vec<f64>,
    /// The same as logarithms.
    logarithms: Vec<f64>,
    /// Width of the nine-in-ten range of the logarithms.
    width: f64,
}

/// How a nine-in-ten range did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It held about as many histories as it claimed, and was not much wider than it had to be.
    WellJudged,
    /// It held them, and was more than twice as wide as the simulated one.
    TooWide,
    /// It missed histories on both sides.
    TooNarrow,
    /// It missed histories, nearly all of them above.
    TooLow,
    /// It missed histories, nearly all of them below.
    TooHigh,
}

impl Verdict {
    /// In a word or two, as in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::WellJudged => "well judged",
            Verdict::TooWide => "too wide",
            Verdict::TooNarrow => "too narrow",
            Verdict::TooLow => "too low",
            Verdict::TooHigh => "too high",
        }
    }

    /// Did the range hold fewer histories than it should?
    pub const fn missed(self) -> bool {
        matches!(self, Verdict::TooNarrow | Verdict::TooLow | Verdict::TooHigh)
    }

    /// What follows "your 9-in-10 range held 7 of 100 simulated histories: ".
    pub const fn words(self) -> &'static str {
        match self {
            Verdict::WellJudged => "well judged",
            Verdict::TooWide => "safe, and more than twice as wide as it had to be",
            Verdict::TooNarrow => "too narrow",
            Verdict::TooLow => "too low, and too narrow to make up for it",
            Verdict::TooHigh => "too high, and too narrow to make up for it",
        }
    }
}

/// How a guess on one question did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Share of the histories that each range held, in the order of [`LEVELS`].
    pub held: [f64; 2],
    /// Share of the histories below and above the nine-in-ten range.
    pub missed: [f64; 2],
    /// Weighted interval score of logarithms.
    pub score: Score,
    /// 100 is the simulation's own, 0 is vague; nothing if those two are the same.
    pub points: Option<f64>,
    /// About the nine-in-ten range.
    pub verdict: Verdict,
}

/// How all guesses of somebody did.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    /// On each question; nothing where it was left out.
    pub marks: [Option<Mark>; NUMBER],
    /// Over all questions, those left out included as vague guesses.
    pub points: Option<f64>,
}

fn logarithm(value: f64) -> f64 {
    libm::log1p(value.max(0.0))
}

/// Where a score lies between the vague one, 0, and the simulation's own, 100.
fn points(score: f64, own: f64, vague: f64) -> Option<f64> {
    (vague > own).then(|| 100.0 * (vague - score) / (vague - own))
}

/// What the runs say about each question.
///
/// # Panics
/// If the totals of the runs were not kept, or there is no run.
pub fn simulated(findings: &Findings) -> [Simulated; NUMBER] {
    let place = |outcome| findings.catalogue.total_index(outcome, Dimensions::ALL).expect("every plan has this total");
    let everybody = findings.totals[place(&total::POPULATION_START)].mean;
    std::array::from_fn(|at| {
        let outcome = QUESTIONS[at].outcome;
        let total = place(outcome);
        let values: Vec<f64> = findings.totals_by_run.iter().map(|(_, totals)| totals[total]).collect();
        assert_eq!(values.len() as u64, findings.runs, "the totals of all runs were kept");
        let most = if outcome.unit == Unit::PersonDays { everybody * findings.days as f64 } else { everybody };
        Simulated::new(findings.totals[total], values, most)
    })
}

impl Simulated {
    fn new(range: Range, values: Vec<f64>, most: f64) -> Self {
        let logarithms: Vec<f64> = values.iter().copied().map(logarithm).collect();
        let own = Guess::of_sample(&logarithms, &LEVELS);
        let all = logarithm(most);
        let even = |level: f64| CentralRange { level, low: all * (1.0 - level) / 2.0, high: all * (1.0 + level) / 2.0 };
        let vague = Guess { median: all / 2.0, ranges: LEVELS.map(even).to_vec() };
        let score = |guess: &Guess| weighted_interval_score_of_sample(guess, &logarithms).total();
        let width = own.ranges[1].high - own.ranges[1].low;
        Simulated { range, own: score(&own), vague: score(&vague), values, logarithms, width }
    }

    /// How a guess did.
    fn mark(&self, guess: &Guess) -> Mark {
        let share = |is: &dyn Fn(f64) -> bool| {
            self.values.iter().filter(|value| is(**value)).count() as f64 / self.values.len() as f64
        };
        let [half, nine_in_ten] = [0, 1].map(|at: usize| guess.ranges[at]);
        let held = [half, nine_in_ten].map(|range| share(&|value| range.holds(value)));
        let missed = [share(&|value| value < nine_in_ten.low), share(&|value| value > nine_in_ten.high)];
        let as_logarithms = Guess {
            median: logarithm(guess.median),
            ranges: guess
                .ranges
                .iter()
                .map(|range| CentralRange { low: logarithm(range.low), high: logarithm(range.high), ..*range })
                .collect(),
        };
        let score = weighted_interval_score_of_sample(&as_logarithms, &self.logarithms);
        let width = as_logarithms.ranges[1].high - as_logarithms.ranges[1].low;
        let [below, above] = missed;
        let verdict = if held[1] >= ENOUGH {
            if width > WIDE * self.width { Verdict::TooWide } else { Verdict::WellJudged }
        } else if above >= ONE_SIDED * (below + above) {
            Verdict::TooLow
        } else if below >= ONE_SIDED * (below + above) {
            Verdict::TooHigh
        } else {
            Verdict::TooNarrow
        };
        Mark { held, missed, score, points: points(score.total(), self.own, self.vague), verdict }
    }
}

/// How a sheet did.
pub fn marks(sheet: &Sheet, simulated: &[Simulated; NUMBER]) -> Marks {
    let marks: [Option<Mark>; NUMBER] =
        std::array::from_fn(|at| sheet.guesses[at].as_ref().map(|guess| simulated[at].mark(guess)));
    let scores = marks.iter().zip(simulated);
    let score: f64 = scores.map(|(mark, said)| mark.map_or(said.vague, |mark| mark.score.total())).sum();
    let [own, vague] =
        [|said: &Simulated| said.own, |said: &Simulated| said.vague].map(|of| simulated.iter().map(of).sum::<f64>());
    Marks { marks, points: points(score, own, vague) }
}

/// Ranks by points, the best first: 1, 2, 2, 4.
pub fn ranks(all: &[Marks]) -> Vec<usize> {
    let points = |marks: &Marks| marks.points.unwrap_or(0.0);
    all.iter().map(|marks| 1 + all.iter().filter(|other| points(other) > points(marks)).count()).collect()
}

/// The guess of a class: on each question the medians of what its members guessed. Nothing for fewer than three.
pub fn of_class(sheets: &[Sheet]) -> Option<Sheet> {
    if sheets.len() < 3 {
        return None;
    }
    let middle = |guesses: &[&Guess], of: &dyn Fn(&Guess) -> f64| {
        let mut values: Vec<f64> = guesses.iter().map(|guess| of(guess)).collect();
        values.sort_by(f64::total_cmp);
        sorted_quantile(&values, 0.5)
    };
    let guesses = std::array::from_fn(|at| {
        let guesses: Vec<&Guess> = sheets.iter().filter_map(|sheet| sheet.guesses[at].as_ref()).collect();
        let range = |place: usize| CentralRange {
            level: LEVELS[place],
            low: middle(&guesses, &|guess| guess.ranges[place].low),
            high: middle(&guesses, &|guess| guess.ranges[place].high),
        };
        (!guesses.is_empty())
            .then(|| Guess { median: middle(&guesses, &|guess| guess.median), ranges: vec![range(0), range(1)] })
    });
    Some(Sheet { name: "medians of the class".to_owned(), guesses })
}

/// Share of the histories that nine-in-ten ranges held, over all guesses; nothing if there is none.
pub fn held_by_all(all: &[Marks]) -> Option<f64> {
    let held: Vec<f64> = all.iter().flat_map(|marks| marks.marks.iter().flatten()).map(|mark| mark.held[1]).collect();
    (!held.is_empty()).then(|| mean(&held))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 101 histories from 1,000 to 2,000 in equal steps, in a world of a million people.
    fn said() -> Simulated {
        let values = (0..=100).map(|at| 1_000.0 + 10.0 * f64::from(at)).collect();
        Simulated::new(Range::default(), values, 1e6)
    }

    fn marked(half: [f64; 2], nine_in_ten: [f64; 2]) -> Mark {
        said().mark(&guess(half, nine_in_ten, None).unwrap())
    }

    #[test]
    fn the_simulation_has_a_hundred_points_and_a_vague_guess_none() {
        let said = said();
        let own = marked([1_250.0, 1_750.0], [1_050.0, 1_950.0]);
        assert_eq!(own.verdict, Verdict::WellJudged);
        assert!((own.points.unwrap() - 100.0).abs() < 0.5, "{own:?}");
        assert!((own.held[0] - 51.0 / 101.0).abs() < 1e-12 && (own.held[1] - 91.0 / 101.0).abs() < 1e-12);
        let at = |share: f64| libm::expm1(share * libm::log1p(1e6));
        let vague = guess([at(0.25), at(0.75)], [at(0.05), at(0.95)], Some(at(0.5))).unwrap();
        let vague = said.mark(&vague);
        assert!(vague.points.unwrap().abs() < 1e-9 && vague.verdict == Verdict::TooWide, "{vague:?}");
    }

    /// By hand: all histories are e - 1, so their logarithm is 1. The guess is 0 (logarithm 0) without width, so the score
    /// is the distance: (1/2 + 1/4 x 4 + 1/20 x 20) / 2.5 = 1. The vague guess of e^4 - 1 people has ranges 1 to 3 and 0.2
    /// to 3.8 around 2: (1/2 + 2/4 + 3.6/20) / 2.5 = 0.472. Its own score is 0.
    #[test]
    fn points_by_hand() {
        let e = std::f64::consts::E;
        let said = Simulated::new(Range::default(), vec![e - 1.0; 5], libm::expm1(4.0));
        let mark = said.mark(&guess([0.0, 0.0], [0.0, 0.0], None).unwrap());
        assert!((mark.score.total() - 1.0).abs() < 1e-12 && (mark.score.underprediction - 1.0).abs() < 1e-12);
        assert!((said.vague - 0.472).abs() < 1e-12 && said.own.abs() < 1e-12);
        assert!((mark.points.unwrap() - 100.0 * (0.472 - 1.0) / 0.472).abs() < 1e-9);
        assert_eq!(mark.verdict, Verdict::TooLow);
    }

    #[test]
    fn verdicts_say_which_way() {
        assert_eq!(marked([100.0, 200.0], [50.0, 1_100.0]).verdict, Verdict::TooLow);
        assert_eq!(marked([3_000.0, 4_000.0], [1_900.0, 9_000.0]).verdict, Verdict::TooHigh);
        assert_eq!(marked([1_450.0, 1_550.0], [1_400.0, 1_600.0]).verdict, Verdict::TooNarrow);
        assert_eq!(marked([1_000.0, 2_000.0], [100.0, 20_000.0]).verdict, Verdict::TooWide);
        let narrow = marked([1_450.0, 1_550.0], [1_400.0, 1_600.0]);
        assert!((narrow.missed[0] - 40.0 / 101.0).abs() < 1e-12 && (narrow.missed[1] - 40.0 / 101.0).abs() < 1e-12);
    }

    #[test]
    fn ranges_out_of_order_are_refused_in_words() {
        let wide = guess([10.0, 50.0], [20.0, 90.0], None).unwrap_err();
        assert_eq!(wide, "the 9-in-10 range, 20 to 90, must hold the half range, 10 to 50: it is the wider of the two");
        let outside = guess([10.0, 50.0], [5.0, 90.0], Some(60.0)).unwrap_err();
        assert_eq!(outside, "the median, 60, must lie in the half range, 10 to 50");
        assert_eq!(guess([10.0, 50.0], [5.0, 90.0], None).unwrap().median, 30.0);
    }

    #[test]
    fn what_is_left_out_counts_as_vague_and_a_class_has_a_middle() {
        let all: [Simulated; NUMBER] = std::array::from_fn(|_| said());
        let own = guess([1_250.0, 1_750.0], [1_050.0, 1_950.0], None).unwrap();
        let sheet = |guesses| Sheet { name: "x".to_owned(), guesses };
        let nothing = marks(&sheet([const { None }; NUMBER]), &all);
        assert_eq!(nothing.points.unwrap(), 0.0);
        let mut one = [const { None }; NUMBER];
        one[2] = Some(own.clone());
        let one = marks(&sheet(one), &all);
        let whole = marks(&sheet(std::array::from_fn(|_| Some(own.clone()))), &all);
        assert!((one.points.unwrap() - whole.points.unwrap() / 6.0).abs() < 1e-9);
        assert_eq!(ranks(&[nothing.clone(), whole.clone(), nothing.clone(), one]), [3, 1, 3, 2]);
        assert_eq!(held_by_all(std::slice::from_ref(&nothing)), None);
        let low = guess([10.0, 20.0], [5.0, 30.0], None).unwrap();
        let high = guess([10_000.0, 20_000.0], [5_000.0, 30_000.0], None).unwrap();
        let class: Vec<Sheet> =
            [low, own.clone(), high].map(|guess| sheet(std::array::from_fn(|_| Some(guess.clone())))).to_vec();
        assert_eq!(of_class(&class).unwrap().guesses[0], Some(own));
        assert_eq!(of_class(&class[..2]), None);
    }
}
