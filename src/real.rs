//! The number type of the dynamics: one `f64`, or several runs side by side.
//!
//! The dynamics are written once, over [`Real`], so that the engine that simulates one run at a time and an engine
//! that simulates many side by side share every formula. Transcendental functions come from the `libm` crate, not
//! from the platform: the same bits on every machine.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A number, or several numbers that undergo the same arithmetic.
pub trait Real:
    Copy
    + Debug
    + Send
    + Sync
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
{
    /// The constant `value` (in every lane).
    fn of(value: f64) -> Self;
    /// `exp(self)`.
    fn exp(self) -> Self;
    /// `1 - exp(-self)`, accurate for small `self`: the chance that a hazard strikes within a day.
    fn chance(self) -> Self;
    /// The larger of the two.
    fn max(self, other: Self) -> Self;
    /// The smaller of the two.
    fn min(self, other: Self) -> Self;
    /// `self / divisor`, or zero where the divisor is not positive.
    fn ratio(self, divisor: Self) -> Self;
}

impl Real for f64 {
    #[inline]
    fn of(value: f64) -> Self {
        value
    }

    #[inline]
    fn exp(self) -> Self {
        libm::exp(self)
    }

    #[inline]
    fn chance(self) -> Self {
        -libm::expm1(-self)
    }

    #[inline]
    fn max(self, other: Self) -> Self {
        f64::max(self, other)
    }

    #[inline]
    fn min(self, other: Self) -> Self {
        f64::min(self, other)
    }

    #[inline]
    fn ratio(self, divisor: Self) -> Self {
        if divisor > 0.0 { self / divisor } else { 0.0 }
    }
}
