//! The same code for three kinds of processor, chosen when the program runs.
//!
//! A [`Kernel`] is ordinary Rust, compiled three times: for any processor, for AVX2 and for AVX-512. Its source is the
//! same and Rust reorders or merges no floating-point operation, so the three give the same bits (tested); they differ
//! in how many lanes an instruction covers. This module is the only one with `unsafe`: calling a function that was
//! compiled for more than the baseline is sound on a processor that has what it needs, and a [`Path`] is the proof.
#![allow(unsafe_code)]

use std::fmt;
use std::str::FromStr;

use super::lanes::{self, Lanes, Work};
use crate::rng::Occasion;

/// Which instructions the samplers use; never which numbers come out. Only paths that this processor can take exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Path {
    /// What every processor can do.
    pub const PORTABLE: Path = Path(Kind::Portable);

    /// All that this processor can do, the fastest last.
    pub fn available() -> Vec<Path> {
        #[cfg_attr(not(target_arch = "x86_64"), allow(unused_mut, reason = "nothing is added"))]
        let mut paths = vec![Path::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("popcnt")
            {
                paths.push(Path(Kind::Avx2));
            }
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl");
            if avx512 {
                paths.push(Path(Kind::Avx512));
            }
        }
        paths
    }

    /// The fastest that this processor can do.
    pub fn fastest() -> Path {
        Path::available().pop().unwrap_or(Path::PORTABLE)
    }

    /// The path with a name (`portable`, `avx2`, `avx512`), if this processor can take it.
    pub fn named(name: &str) -> Option<Path> {
        Path::available().into_iter().find(|path| path.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }

    /// Works with the instructions of this path.
    #[inline]
    pub fn work<K: Kernel>(self, kernel: K) -> K::Output {
        match self.0 {
            Kind::Portable => kernel.work(),
            // SAFETY: a path of this kind is made only where the processor has been seen to have AVX2.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { work_avx2(kernel) },
            // SAFETY: a path of this kind is made only where the processor has been seen to have these parts of AVX-512.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { work_avx512(kernel) },
        }
    }

    /// Draws a segment of lanes.
    pub(super) fn segment(self, occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64], work: &mut Work) {
        match self.0 {
            Kind::Portable => lanes::segment(occasion, draw, lanes, out, work),
            // SAFETY: a path of this kind is made only where the processor has been seen to have AVX2.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { segment_avx2(occasion, draw, lanes, out, work) },
            // SAFETY: a path of this kind is made only where the processor has been seen to have these parts of AVX-512.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { segment_avx512(occasion, draw, lanes, out, work) },
        }
    }
}

impl FromStr for Path {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Path::named(name).ok_or_else(|| {
            let names: Vec<&str> = Path::available().into_iter().map(Path::name).collect();
            format!("this processor has no instructions `{name}`; it has {}", names.join(", "))
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// Work that is compiled once for each path.
pub trait Kernel {
    /// What the work gives.
    type Output;

    /// Does the work. Must be `#[inline(always)]`, and so must what it calls on the way of every day: only what is
    /// inlined here is compiled with the instructions of the path.
    fn work(self) -> Self::Output;
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,popcnt")]
fn work_avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,popcnt")]
fn work_avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,popcnt")]
fn segment_avx2(occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64], work: &mut Work) {
    lanes::segment(occasion, draw, lanes, out, work);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,popcnt")]
fn segment_avx512(occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64], work: &mut Work) {
    lanes::segment(occasion, draw, lanes, out, work);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_a_name_and_exists_only_where_it_can_be_taken() {
        for path in Path::available() {
            assert_eq!(Path::named(path.name()), Some(path));
        }
        assert_eq!(Path::named("sse9"), None);
        assert_eq!(Path::available()[0], Path::PORTABLE);
        #[cfg(target_arch = "x86_64")]
        assert_eq!(Path::named("avx2").is_some(), is_x86_feature_detected!("avx2"));
    }
}
