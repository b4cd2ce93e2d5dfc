use super::*;
use crate::statistics::{mean, variance};
use crate::study::calibrate::Said;

/// A case with a closed form: two numbers with standard normal priors, three summaries that are linear in them plus
/// simulated noise. `noise` is the standard deviation of a run; means of pairs have none of it left.
struct Linear {
    noise: f64,
}

const SLOPES: [[f64; 2]; 3] = [[1.0, 0.5], [0.0, 1.0], [1.0, -1.0]];
const ERROR: f64 = 0.5;

impl Linear {
    fn summaries(&self, point: &[f64]) -> Vec<f64> {
        let numbers: Vec<f64> = point.iter().map(|&u| normal_quantile(u)).collect();
        SLOPES.iter().map(|row| row.iter().zip(&numbers).map(|(slope, number)| slope * number).sum()).collect()
    }

    fn run(&self, point: &[f64], luck: u32) -> Vec<f64> {
        let mut stream = Streams::new(77).stream(luck.into(), Purpose::Study, 0, 0);
        self.summaries(point).iter().map(|mean| mean + self.noise * normal_quantile(stream.uniform())).collect()
    }
}

impl Simulator for Linear {
    fn dimensions(&self) -> usize {
        2
    }

    fn means(&self, points: &[Point]) -> Option<Vec<Option<Mean>>> {
        Some(points.iter().map(|point| Some((self.summaries(point), 1.0))).collect())
    }

    fn pairs(&self) -> f64 {
        f64::INFINITY
    }

    fn trials(&self, points: &[Point], first_luck: u32) -> Option<Vec<Option<Trial>>> {
        let trial = |(point, place): (&Point, u32)| {
            let [a, b] = [0, 1].map(|other| self.run(point, first_luck + 2 * place + other));
            Some(Trial { variance: 1.0, runs: [a.clone(), b.clone()], mirrored: [a, b.clone()], other_inputs: b })
        };
        Some(points.iter().zip(0..).map(trial).collect())
    }
}

const SETTINGS: Settings = Settings {
    particles: 1_000,
    wave: 1_024,
    moves: 3,
    last_moves: 20,
    spreads: 500,
    inflation: 1.0,
    robust: false,
    must_explain: true,
    seed: 5,
};

fn record(said: [f64; 3]) -> Record {
    let covariance = (0..9).map(|at| if at / 3 == at % 3 { ERROR * ERROR } else { 0.0 }).collect();
    Record { said: said.map(Said::Exact).to_vec(), covariance }
}

fn numbers(state: &State, number: usize) -> Vec<f64> {
    state.places()[number].iter().map(|&place| normal_quantile(place)).collect()
}

/// The posterior of a linear normal model is normal: precision `I + A'A / s^2`, mean `Sigma A' y / s^2`; the evidence is the
/// density of the record under `A A' + s^2 I`. Here `s^2` is error and noise together. A thousand draws with some 25 moves
/// behind them are worth several hundred; tolerances are five standard errors of 400.
#[test]
fn a_conjugate_case_has_its_closed_form() {
    let said = [1.2, -0.4, 0.9];
    let record = record(said);
    let simulator = Linear { noise: 0.3 };
    let state = Sampler::new(&record, &simulator, SETTINGS).run().unwrap();
    assert_eq!(state.particles.len(), 1_000);
    let total: f64 = ERROR * ERROR + 0.3 * 0.3;
    let gram = |i: usize, j: usize| SLOPES.iter().map(|row| row[i] * row[j]).sum::<f64>() / total;
    let precision = [1.0 + gram(0, 0), gram(0, 1), gram(1, 0), 1.0 + gram(1, 1)];
    let covariance = Cholesky::of(&precision, 2).unwrap().inverse();
    let pull = |i: usize| SLOPES.iter().zip(said).map(|(row, y)| row[i] * y).sum::<f64>() / total;
    for i in 0..2 {
        let expected = covariance[i * 2] * pull(0) + covariance[i * 2 + 1] * pull(1);
        let sd = covariance[i * 3].sqrt();
        let draws = numbers(&state, i);
        assert!((mean(&draws) - expected).abs() < 5.0 * sd / 20.0, "{i}: mean {} {expected}", mean(&draws));
        let ratio = libm::log(variance(&draws) / (sd * sd));
        assert!(ratio.abs() < 5.0 * (2.0f64 / 400.0).sqrt(), "{i}: variance {} {}", variance(&draws), sd * sd);
    }
    let marginal: Vec<f64> = (0..9)
        .map(|at| {
            let shared: f64 = SLOPES[at / 3].iter().zip(SLOPES[at % 3]).map(|(a, b)| a * b).sum();
            shared + if at / 3 == at % 3 { total } else { 0.0 }
        })
        .collect();
    let evidence = Cholesky::of(&marginal, 3).unwrap().log_density(&said);
    assert!((state.log_evidence() - evidence).abs() < 0.25, "{} {evidence}", state.log_evidence());
}

/// One number with a standard normal prior, and a summary that no polynomial of second order follows.
struct Bent;

impl Bent {
    fn summary(x: f64) -> f64 {
        x + 0.5 * libm::sin(12.0 * x)
    }
}

impl Simulator for Bent {
    fn dimensions(&self) -> usize {
        1
    }

    fn means(&self, points: &[Point]) -> Option<Vec<Option<Mean>>> {
        Some(points.iter().map(|point| Some((vec![Bent::summary(normal_quantile(point[0]))], 1.0))).collect())
    }

    fn pairs(&self) -> f64 {
        f64::INFINITY
    }

    fn trials(&self, points: &[Point], _first_luck: u32) -> Option<Vec<Option<Trial>>> {
        let none = || vec![0.0];
        let trial =
            || Trial { variance: 1.0, runs: [none(), none()], mirrored: [none(), none()], other_inputs: none() };
        Some(points.iter().map(|_| Some(trial())).collect())
    }
}

/// Where the stand-in is wrong the draws are not: quartiles and tails of the posterior, by summing its density, hold as many
/// draws as they should, within five standard errors of 400 draws, whatever the walks on the stand-in prefer.
#[test]
fn a_wrong_stand_in_bends_no_draw() {
    let record = Record { said: vec![Said::Exact(0.4)], covariance: vec![0.16] };
    let state = Sampler::new(&record, &Bent, SETTINGS).run().unwrap();
    let accepted = state.stages.last().unwrap().accepted;
    assert!(accepted < 0.7, "the stand-in is as good as the simulator: {accepted}");
    let density = |x: f64| {
        let off = (0.4 - Bent::summary(x)) / 0.4;
        libm::exp(-0.5 * (off * off + x * x))
    };
    let grid: Vec<f64> = (0..8_000).map(|i| -4.0 + f64::from(i) / 1_000.0).collect();
    let whole: f64 = grid.iter().map(|&x| density(x)).sum();
    let draws = numbers(&state, 0);
    for end in [-0.4, -0.2, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0] {
        let expected = grid.iter().filter(|&&x| x < end).map(|&x| density(x)).sum::<f64>() / whole;
        let found = draws.iter().filter(|&&x| x < end).count() as f64 / draws.len() as f64;
        let error = (expected * (1.0 - expected) / 400.0).sqrt();
        assert!((found - expected).abs() < 5.0 * error, "below {end}: {found}, not {expected}");
    }
}

/// What is known of the noise comes out, and the same seed gives the same draws; another does not.
#[test]
fn draws_have_a_name() {
    let record = record([1.0, 0.0, 0.0]);
    let settings = Settings { particles: 64, wave: 128, spreads: 64, last_moves: 2, ..SETTINGS };
    let run = |seed| Sampler::new(&record, &Linear { noise: 0.3 }, Settings { seed, ..settings }).run().unwrap();
    let (a, b, other) = (run(1), run(1), run(2));
    assert_eq!(a, b);
    assert_ne!(a.particles, other.particles);
    assert!((a.spread.day[0] - 0.09).abs() < 0.06 && a.spread.rest[0] == 0.0, "{}", a.spread.day[0]);
}

/// A state that was written down and read goes on to the same draws.
#[test]
fn a_state_can_be_written_down() {
    let record = record([1.0, 0.0, 0.0]);
    let settings = Settings { particles: 64, wave: 128, spreads: 64, last_moves: 2, ..SETTINGS };
    let simulator = Linear { noise: 0.3 };
    let sampler = Sampler::new(&record, &simulator, settings);
    let whole = sampler.run().unwrap();
    let mut state = State::new();
    while !state.is_done() {
        let text = serde_json::to_string(&state).unwrap();
        state = serde_json::from_str(&text).unwrap();
        sampler.step(&mut state).unwrap();
    }
    assert_eq!(state, whole);
}

/// Counts that no numbers can bring together: an answer, not draws; and the robust variant names the one that is off.
#[test]
fn a_record_that_contradicts_the_model_is_told() {
    // The second summary is the second number, which the third holds at zero when the first is zero too.
    let record = record([0.0, 0.0, 9.0]);
    let simulator = Linear { noise: 0.1 };
    let settings = Settings { particles: 256, wave: 512, spreads: 128, ..SETTINGS };
    match Sampler::new(&record, &simulator, settings).run() {
        Err(Stopped::Unexplained { off, nearest }) => {
            assert_eq!((off.len(), nearest.len()), (3, 2));
            assert!(off.iter().any(|&off| off > EXPLAINED));
        }
        other => panic!("{other:?}"),
    }
    let state =
        Sampler::new(&record, &simulator, Settings { robust: true, must_explain: false, ..settings }).run().unwrap();
    let moved = shifts::unusual(&state.shifts());
    assert!(moved.iter().any(|&(summary, by)| summary == 2 && by > 2.0), "{moved:?}");
}

/// Where model and record agree the robust variant moves nothing.
#[test]
fn nothing_is_moved_where_there_is_no_need() {
    let record = record([0.3, 0.1, 0.2]);
    let settings = Settings { particles: 256, wave: 512, spreads: 128, robust: true, ..SETTINGS };
    let state = Sampler::new(&record, &Linear { noise: 0.1 }, settings).run().unwrap();
    assert_eq!(shifts::unusual(&state.shifts()), []);
}
