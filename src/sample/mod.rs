//! Exact samplers: binomial, multinomial, hypergeometric, for one run or for many side by side.
mod binomial;
mod dispatch;
mod elementary;
mod lanes;

pub use binomial::binomial;
pub use dispatch::Path;

use crate::rng::Name;

/// Binomial draws of many runs under one name: `out[i]` of `n[i]` succeed in run `runs[i]`, each with chance `p[i]`.
pub fn binomial_lanes(path: Path, name: &Name, draw: u32, runs: &[u32], n: &[f64], p: &[f64], out: &mut [f64]) {
    let mut work = lanes::Segment::new();
    for from in (0..out.len()).step_by(lanes::SEGMENT) {
        let here = from..out.len().min(from + lanes::SEGMENT);
        let (runs, n, p) = (&runs[here.clone()], &n[here.clone()], &p[here.clone()]);
        path.segment(name, draw, runs, n, p, &mut out[here], &mut work);
    }
}

#[cfg(test)]
mod tests;
