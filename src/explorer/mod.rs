//! The engine behind a page: a scenario with levers turned, runs made in pieces by several workers, and what they say.
//!
//! The page of `crossings explore` runs this in a browser, compiled to WebAssembly; it is the program of the command, not a
//! copy of it. A worker [opens](Explorer::open) a scenario with the levers as `--set` texts and [makes](Explorer::make)
//! pieces of its runs; one of them [gathers](Explorer::gather) all pieces and
//! [tells](Explorer::tell) what they say: words, rows, pictures, and the identity card, which is that of `crossings run`
//! with the same scenario, seed and number of runs, to the bit.
//!
//! What comes in is JSON from a page, perhaps from a link that somebody sent: it goes through the checks of a scenario file
//! and is [bounded](Limits) in size and number of runs. What goes out is JSON, and text in it may hold anything that a
//! scenario file may hold, so a page must show it as text.
//!
//! Left out: runs that panic end the worker, because WebAssembly cannot catch them; the command sets them aside.

mod asked;
mod described;
mod gathered;
mod guessed;
mod paired;
mod told;

pub use asked::{Asked, Limits, Opened};
pub use described::{introduced, questions, scenarios};
pub use gathered::Gathered;

use serde::Deserialize;

use crate::language::Texts;
use crate::output::answer;
use told::Wanted;

/// Results that can be kept to compare others with: with the one on the screen, four.
pub const PINS: usize = 3;

/// The state of a worker.
#[derive(Debug, Default)]
pub struct Explorer {
    current: Option<Gathered>,
    pinned: [Option<paired::Pinned>; PINS],
}

/// What can be asked of an [`Explorer`], by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// [`Explorer::open`]
    Open,
    /// [`Explorer::simulate`]
    Simulate,
    /// [`Explorer::gather`]
    Gather,
    /// [`Explorer::tell`]
    Tell,
    /// [`Explorer::pin`]
    Pin,
    /// [`Explorer::make`]
    Make,
    /// [`Explorer::unpin`]
    Unpin,
}

impl Method {
    /// All of them, in the order of their numbers.
    pub const ALL: [Method; 7] =
        [Method::Open, Method::Simulate, Method::Gather, Method::Tell, Method::Pin, Method::Make, Method::Unpin];
}

/// Runs from one number to the one before another.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    from: u64,
    to: u64,
}

/// Nothing has been opened yet.
const NOTHING_OPEN: &str = "no scenario is open";

impl Explorer {
    /// Answers. What goes in and out is described at the methods.
    ///
    /// # Errors
    /// In words, if the input is not what the method takes.
    pub fn answer(&mut self, method: Method, input: &[u8]) -> Result<Vec<u8>, String> {
        match method {
            Method::Open => self.open(input).map(|answer| text(&answer)),
            Method::Simulate => self.simulate(input).map(|answer| text(&answer)),
            Method::Make => self.make(input),
            Method::Gather => self.gather(input).map(|answer| text(&answer)),
            Method::Tell => self.tell(input).map(|answer| text(&answer)),
            Method::Pin => self.pin(input).map(|answer| text(&answer)),
            Method::Unpin => self.unpin(input).map(|()| Vec::new()),
        }
    }

    /// Opens a scenario, see [`Asked`]; gives what it says about itself, its controls and what is odd about it, or all
    /// problems.
    ///
    /// # Errors
    /// If the input is no question at all. Problems of the scenario are an answer, and what was open stays open.
    pub fn open(&mut self, input: &[u8]) -> Result<serde_json::Value, String> {
        let asked = Asked::read(input)?;
        Ok(match Opened::of(&asked) {
            Ok(opened) => {
                let answer = opened.about();
                self.current = Some(Gathered::new(opened));
                answer
            }
            Err(problems) => problems,
        })
    }

    /// Makes the next runs, `{"from": 0, "to": 16}`, and keeps them. Gives the number of runs that are in the result.
    ///
    /// # Errors
    /// If they are not the next ones.
    pub fn simulate(&mut self, input: &[u8]) -> Result<serde_json::Value, String> {
        let current = self.current()?;
        let Piece { from, to } = current.piece(input)?;
        current.extend(from, to)?;
        Ok(serde_json::json!({ "runs": current.next() }))
    }

    /// Makes any runs, `{"from": 16, "to": 32}`, for the worker that [gathers](Self::gather) them, and forgets them.
    ///
    /// # Errors
    /// If there are no such runs.
    pub fn make(&mut self, input: &[u8]) -> Result<Vec<u8>, String> {
        let current = self.current()?;
        let Piece { from, to } = current.piece(input)?;
        Ok(current.make(from, to))
    }

    /// Takes runs that some worker [made](Self::make), in any order. Gives the number of runs that are in the result.
    ///
    /// # Errors
    /// If the bytes are damaged or the runs were taken before.
    pub fn gather(&mut self, input: &[u8]) -> Result<serde_json::Value, String> {
        let current = self.current()?;
        current.take(input)?;
        Ok(serde_json::json!({ "runs": current.next() }))
    }

    fn current(&mut self) -> Result<&mut Gathered, String> {
        self.current.as_mut().ok_or_else(|| NOTHING_OPEN.to_owned())
    }

    /// Keeps what is there, to compare later results with, in one of [`PINS`] places: `{"place": 0}`. Gives its ranges.
    ///
    /// # Errors
    /// If there is no such place or no run.
    pub fn pin(&mut self, input: &[u8]) -> Result<serde_json::Value, String> {
        let place = place(input)?;
        let current = self.current()?;
        let rows = current.findings().map(|findings| answer::rows(Texts::english(), &findings))?;
        let (runs, pinned) = (current.next(), current.without_days());
        self.pinned[place] = Some(pinned);
        Ok(serde_json::json!({ "runs": runs, "rows": rows }))
    }

    /// Forgets what is kept in a place.
    ///
    /// # Errors
    /// If there is no such place.
    pub fn unpin(&mut self, input: &[u8]) -> Result<(), String> {
        self.pinned[place(input)?] = None;
        Ok(())
    }

    /// What the runs say so far, see `Wanted`, and how they differ from what is kept: `"verdicts": [place]`.
    ///
    /// # Errors
    /// If there is no run.
    pub fn tell(&self, input: &[u8]) -> Result<serde_json::Value, String> {
        let current = self.current.as_ref().ok_or(NOTHING_OPEN)?;
        let wanted: Wanted = json(input)?;
        let (texts, mut answer) = (wanted.texts()?, current.tell(&wanted)?);
        let verdicts =
            self.pinned.iter().map(|pinned| pinned.as_ref().map(|pinned| paired::verdict(texts, pinned, current)));
        answer["verdicts"] = verdicts.collect();
        Ok(answer)
    }
}

impl Gathered {
    /// Some of the runs.
    fn piece(&self, input: &[u8]) -> Result<Piece, String> {
        let Piece { from, to } = json(input)?;
        let exists = from < to && to <= self.opened.runs;
        exists.then_some(Piece { from, to }).ok_or_else(|| format!("there are no runs {from} to {to}"))
    }
}

/// A place for a pinned result.
fn place(input: &[u8]) -> Result<usize, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Place {
        place: usize,
    }
    let Place { place } = json(input)?;
    (place < PINS).then_some(place).ok_or_else(|| format!("there is no place {place}; there are {PINS}"))
}

fn json<'i, T: Deserialize<'i>>(input: &'i [u8]) -> Result<T, String> {
    serde_json::from_slice(input).map_err(|error| format!("it is not what is asked for: {error}"))
}

fn text(value: &serde_json::Value) -> Vec<u8> {
    serde_json::to_vec(value).expect("names are texts")
}

#[cfg(test)]
mod tests;
