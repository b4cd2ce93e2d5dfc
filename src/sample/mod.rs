//! Exact samplers: binomial, multinomial and hypergeometric counts, for one run or for many side by side, with the same
//! bits.
//!
//! Every draw has a name ([`Name`]), a run and a number; its random block is a function of those (see
//! [`crate::rng`]), and the count is a function of the block and of the law's parameters. Nothing is remembered
//! between draws and nothing depends on what is drawn beside: one run at a time ([`binomial`]), many at a time
//! ([`Sampler`]), in any grouping and with any instructions ([`Path`]), the same run gets the same counts. No count is
//! rounded from a normal draw; how exact "exact" is stands in `binomial.rs`.
//!
//! - `binomial`: the arithmetic of one draw; `lanes`: many of them; `dispatch`: for which processor.
//! - `hypergeometric`: without replacement.
//! - `elementary`: exponential and logarithm that are the same bits in vectors.

mod binomial;
mod dispatch;
mod elementary;
mod hypergeometric;
mod lanes;
mod multinomial;
#[cfg(test)]
mod tests;

pub use binomial::binomial;
pub use dispatch::Path;
pub use hypergeometric::hypergeometric;
pub use lanes::Lanes;
pub use multinomial::multinomial;

use crate::rng::Name;

/// Draws in many runs side by side; keeps its working memory between calls.
#[derive(Clone, Debug)]
pub struct Sampler {
    path: Path,
    work: Box<lanes::Work>,
    division: multinomial::Division,
}

impl Sampler {
    /// A sampler that takes a path; the numbers drawn do not depend on it.
    pub fn new(path: Path) -> Self {
        Sampler { path, work: Box::new(lanes::Work::new()), division: multinomial::Division::default() }
    }

    /// The path it takes.
    pub fn path(&self) -> Path {
        self.path
    }

    /// Binomial draws under one name, one in each lane: `out[i]` of `lanes.n[i]` succeed, each with chance `lanes.p[i]`, in
    /// run `lanes.runs[i]`; the same bits as [`binomial`].
    ///
    /// # Panics
    /// If the slices differ in length.
    pub fn binomial(&mut self, name: &Name, draw: u32, lanes: Lanes, out: &mut [f64]) {
        let Lanes { runs, n, p } = lanes;
        let count = out.len();
        assert!(runs.len() == count && n.len() == count && p.len() == count, "one entry a lane");
        for from in (0..count).step_by(lanes::SEGMENT) {
            let here = from..count.min(from + lanes::SEGMENT);
            let lanes = Lanes { runs: &runs[here.clone()], n: &n[here.clone()], p: &p[here.clone()] };
            self.path.segment(name, draw, lanes, &mut out[here], &mut self.work);
        }
    }
}
