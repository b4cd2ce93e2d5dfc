//! Exact samplers: binomial, multinomial, hypergeometric, for one run or for many side by side.
mod binomial;
mod dispatch;
mod elementary;
mod lanes;

pub use binomial::binomial;
pub use dispatch::Path;

use crate::rng::Name;

/// Draws in many runs side by side; keeps its working memory between calls.
#[derive(Clone, Debug)]
pub struct Sampler {
    path: Path,
    work: Box<lanes::Segment>,
}

impl Sampler {
    /// A sampler that takes a path; the numbers drawn do not depend on it.
    pub fn new(path: Path) -> Self {
        Sampler { path, work: Box::new(lanes::Segment::new()) }
    }

    /// Binomial draws under one name: `out[i]` of `n[i]` succeed in run `runs[i]`, each with chance `p[i]`; the same bits
    /// as [`binomial`].
    ///
    /// # Panics
    /// If the slices differ in length.
    pub fn binomial(&mut self, name: &Name, draw: u32, runs: &[u32], n: &[f64], p: &[f64], out: &mut [f64]) {
        let lanes = out.len();
        assert!(runs.len() == lanes && n.len() == lanes && p.len() == lanes, "one entry a lane");
        for from in (0..lanes).step_by(lanes::SEGMENT) {
            let here = from..lanes.min(from + lanes::SEGMENT);
            let (runs, n, p) = (&runs[here.clone()], &n[here.clone()], &p[here.clone()]);
            self.path.segment(name, draw, runs, n, p, &mut out[here], &mut self.work);
        }
    }
}

#[cfg(test)]
mod tests;
