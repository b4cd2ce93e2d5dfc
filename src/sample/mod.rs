//! Exact samplers: binomial, multinomial and hypergeometric counts, for one run or for many side by side, with the same
//! bits.
//!
//! Every draw has a name ([`crate::rng::Name`]), a run and a number; its random block is a function of those (see
//! [`crate::rng`]), and the count is a function of the block and of the law's parameters. Nothing is remembered
//! between draws and nothing depends on what is drawn beside: one draw after another ([`Scalar`]), many side by side
//! ([`SideBySide`]), in any grouping and with any instructions ([`Path`]), the same run gets the same counts. No count is
//! rounded from a normal draw; how exact "exact" is stands in `binomial.rs`.
//!
//! - `binomial`: the arithmetic of one draw; `lanes`: many of them; `dispatch`: for which processor.
//! - `hypergeometric`: without replacement.
//! - `division`: counts divided among flows, by conditional binomial draws.
//!
//! Exponential and logarithm are those of [`crate::real`], the same bits in vectors.

mod binomial;
mod dispatch;
mod division;
mod hypergeometric;
mod lanes;
#[cfg(test)]
mod tests;

pub use binomial::binomial;
pub use dispatch::{Kernel, Path};
pub use division::{Divider, Groups, Moved};
pub use hypergeometric::hypergeometric;
pub use lanes::Lanes;

use crate::rng::Occasion;

/// A way to draw binomial counts.
pub trait Binomial {
    /// A draw in each lane: `out[i]` of `lanes.n[i]` succeed, each with chance `lanes.p[i]`, about `lanes.items[i]` in run
    /// `lanes.runs[i]`. `draw`, below 2^16, tells apart the draws under one name.
    ///
    /// # Panics
    /// If the slices differ in length.
    fn binomial(&mut self, occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64]);
}

impl Binomial for &mut dyn Binomial {
    fn binomial(&mut self, occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64]) {
        (**self).binomial(occasion, draw, lanes, out);
    }
}

/// One draw after another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scalar;

impl Binomial for Scalar {
    fn binomial(&mut self, occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64]) {
        for (i, out) in out.iter_mut().enumerate() {
            let name = occasion.item(lanes.items[i]);
            *out = binomial(&name, lanes.runs[i], draw, lanes.n[i] as u64, lanes.p[i]) as f64;
        }
    }
}

/// Many draws side by side, the same bits as [`Scalar`]; keeps its working memory between calls.
#[derive(Clone, Debug)]
pub struct SideBySide {
    path: Path,
    work: Box<lanes::Work>,
}

impl SideBySide {
    /// With the instructions of a path; the numbers drawn do not depend on it.
    pub fn new(path: Path) -> Self {
        SideBySide { path, work: Box::new(lanes::Work::new()) }
    }
}

impl Binomial for SideBySide {
    fn binomial(&mut self, occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64]) {
        let Lanes { items, runs, n, p } = lanes;
        let count = out.len();
        assert!([items.len(), runs.len(), n.len(), p.len()] == [count; 4], "one entry a lane");
        for from in (0..count).step_by(lanes::SEGMENT) {
            let here = from..count.min(from + lanes::SEGMENT);
            let (items, runs) = (&items[here.clone()], &runs[here.clone()]);
            let lanes = Lanes { items, runs, n: &n[here.clone()], p: &p[here.clone()] };
            self.path.segment(occasion, draw, lanes, &mut out[here], &mut self.work);
        }
    }
}

/// Uniform numbers on (0, 1), one for each item and run: the first of the stream with that name.
#[inline(always)]
pub fn uniform(occasion: &Occasion, items: &[u32], runs: &[u32], out: &mut [f64]) {
    let count = out.len();
    occasion.pairs::<false>((&items[..count], &runs[..count]), (0, 0), out, &mut []);
}
