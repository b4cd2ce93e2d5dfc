//! The number type of the dynamics: one `f64`, or several runs side by side.
//!
//! The dynamics, the ledger and the loop over days are written once, over [`Real`], so that an engine that simulates one
//! run at a time and an engine that simulates [`Wide`] many share every formula. Nothing here calls the platform's
//! mathematics: exponentials are our own (`elementary`), the same operations in the same order in every lane, so a run
//! has the same bits whoever simulates it and with whatever instructions.
//!
//! Functions over [`Real`] that lie on the way of every day are `#[inline(always)]` and written with plain loops: the
//! whole day is compiled once for each kind of processor, and only what is inlined there profits from its vectors. In
//! WebAssembly, which has one kind, the larger parts of a day are functions of their own (`inline(never)`): a browser compiles
//! small functions sooner, and some keep the numbers of a large one out of registers.

pub(crate) mod elementary;

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A number, or several numbers that undergo the same arithmetic.
pub trait Real:
    Copy
    + Debug
    + Default
    + PartialEq
    + Send
    + Sync
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
{
    /// How many numbers it is.
    const LANES: usize;

    /// The constant `value` (in every lane).
    fn of(value: f64) -> Self;
    /// The first numbers of a slice, one a lane.
    fn load(from: &[f64]) -> Self;
    /// Writes the numbers to the beginning of a slice, one a lane.
    fn store(self, to: &mut [f64]);
    /// The number in a lane.
    fn lane(&self, lane: usize) -> f64;
    /// The number in a lane, to be changed.
    fn lane_mut(&mut self, lane: usize) -> &mut f64;
    /// A function of each number.
    fn map(self, function: impl Fn(f64) -> f64) -> Self;
    /// A function of each number and its like in `other`.
    fn zip(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self;
    /// Is any number positive?
    fn any_positive(self) -> bool;
    /// Which numbers are positive: one bit a lane, that of the first lane the lowest.
    fn positive(self) -> u32;

    /// `exp(self)`, for numbers up to 700; below -700 it stays at exp(-700).
    #[inline(always)]
    fn exp(self) -> Self {
        self.map(elementary::exp)
    }

    /// `1 - exp(-self)`, accurate for small `self`: the chance that a hazard strikes within a day.
    #[inline(always)]
    fn chance(self) -> Self {
        self.map(elementary::chance)
    }

    /// The size of the number.
    #[inline(always)]
    fn abs(self) -> Self {
        self.map(f64::abs)
    }

    /// The larger of the two.
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }

    /// The smaller of the two.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.zip(other, |a, b| if a < b { a } else { b })
    }

    /// `self / divisor`, or zero where the divisor is not positive.
    #[inline(always)]
    fn ratio(self, divisor: Self) -> Self {
        self.zip(divisor, |a, b| if b > 0.0 { a / b } else { 0.0 })
    }

    /// 0 where `self` is at most `limit`; 1 where it is more, or either is not a number.
    #[inline(always)]
    fn beyond(self, limit: Self) -> Self {
        self.zip(limit, |a, b| if a <= b { 0.0 } else { 1.0 })
    }
}

/// Sets all numbers to zero, as `fill` does, but inlined for certain.
#[inline(always)]
pub fn clear<R: Real>(numbers: &mut [R]) {
    for number in numbers {
        *number = R::of(0.0);
    }
}

impl Real for f64 {
    const LANES: usize = 1;

    #[inline(always)]
    fn of(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn load(from: &[f64]) -> Self {
        from[0]
    }

    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        to[0] = self;
    }

    #[inline(always)]
    fn lane(&self, _lane: usize) -> f64 {
        *self
    }

    #[inline(always)]
    fn lane_mut(&mut self, _lane: usize) -> &mut f64 {
        self
    }

    #[inline(always)]
    fn map(self, function: impl Fn(f64) -> f64) -> Self {
        function(self)
    }

    #[inline(always)]
    fn zip(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        function(self, other)
    }

    #[inline(always)]
    fn any_positive(self) -> bool {
        self > 0.0
    }

    #[inline(always)]
    fn positive(self) -> u32 {
        u32::from(self > 0.0)
    }
}

/// Lanes of [`Wide`]: two vectors of AVX-512, four of AVX2, eight of what every 64-bit processor has. More of them share
/// the work that is not arithmetic, fewer of them leave more room in the nearest cache; and in WebAssembly, whose compilers
/// run out of registers early, half as many are faster.
const WIDTH: usize = if cfg!(target_arch = "wasm32") { 8 } else { 16 };

/// Runs side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(64))]
pub struct Wide([f64; WIDTH]);

macro_rules! lanewise {
    ($($operation:ident $function:ident $symbol:tt),+) => {
        $(impl $operation for Wide {
            type Output = Wide;

            #[inline(always)]
            fn $function(self, other: Wide) -> Wide {
                self.zip(other, |a, b| a $symbol b)
            }
        })+
    };
}

lanewise!(Add add +, Sub sub -, Mul mul *, Div div /);

impl Neg for Wide {
    type Output = Wide;

    #[inline(always)]
    fn neg(self) -> Wide {
        self.map(|a| -a)
    }
}

impl AddAssign for Wide {
    #[inline(always)]
    fn add_assign(&mut self, other: Wide) {
        *self = *self + other;
    }
}

impl SubAssign for Wide {
    #[inline(always)]
    fn sub_assign(&mut self, other: Wide) {
        *self = *self - other;
    }
}

impl Real for Wide {
    const LANES: usize = WIDTH;

    #[inline(always)]
    fn of(value: f64) -> Self {
        Wide([value; WIDTH])
    }

    #[inline(always)]
    fn load(from: &[f64]) -> Self {
        Wide(*from.first_chunk().expect("a number for each lane"))
    }

    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        to[..WIDTH].copy_from_slice(&self.0);
    }

    #[inline(always)]
    fn lane(&self, lane: usize) -> f64 {
        self.0[lane]
    }

    #[inline(always)]
    fn lane_mut(&mut self, lane: usize) -> &mut f64 {
        &mut self.0[lane]
    }

    #[inline(always)]
    fn map(mut self, function: impl Fn(f64) -> f64) -> Self {
        for lane in 0..WIDTH {
            self.0[lane] = function(self.0[lane]);
        }
        self
    }

    #[inline(always)]
    fn zip(mut self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        for lane in 0..WIDTH {
            self.0[lane] = function(self.0[lane], other.0[lane]);
        }
        self
    }

    #[inline(always)]
    fn any_positive(self) -> bool {
        // The greatest of each of eight columns, zero at least: vectors of it are made as in `positive`.
        let mut greatest = [0.0; 8];
        for lane in 0..WIDTH {
            let column = lane % 8;
            greatest[column] = if self.0[lane] > greatest[column] { self.0[lane] } else { greatest[column] };
        }
        let mut bits = 0;
        for column in 0..8 {
            bits |= greatest[column].to_bits();
        }
        bits != 0
    }

    #[inline(always)]
    fn positive(self) -> u32 {
        // The bits are added up as numbers in eight columns, to 2^52, where the last bit of a number counts ones. Compilers
        // make vectors of as many lanes as there are of that, because they know the disjunction of integers at its end.
        let mut columns = [elementary::TWO_52; 8];
        for lane in 0..WIDTH {
            columns[lane % 8] += if self.0[lane] > 0.0 { f64::from(1u32 << lane) } else { 0.0 };
        }
        let mut which = 0;
        for column in 0..8 {
            which |= columns[column].to_bits();
        }
        which as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOME: [f64; WIDTH] =
        [0.0, -0.0, 1.5, -2.0, 1e-9, 700.0, f64::NAN, 3.25, 0.1, -0.3, 1e5, 8.0, 0.0, -1.0, 17.0, 2e-300];

    #[test]
    fn every_lane_has_the_bits_of_a_number_alone() {
        let other: [f64; WIDTH] = std::array::from_fn(|lane| SOME[(lane * 3 + 1) % WIDTH]);
        let (a, b) = (Wide::load(&SOME), Wide::load(&other));
        let check = |wide: Wide, alone: &dyn Fn(f64, f64) -> f64| {
            for lane in 0..WIDTH {
                assert_eq!(wide.lane(lane).to_bits(), alone(SOME[lane], other[lane]).to_bits(), "lane {lane}");
            }
        };
        check(a + b, &|a, b| a + b);
        check(a - b, &|a, b| a - b);
        check(a * b, &|a, b| a * b);
        check(-a, &|a, _| -a);
        check(a.max(b), &|a, b| Real::max(a, b));
        check(a.min(b), &|a, b| Real::min(a, b));
        check(a.ratio(b), &|a, b| Real::ratio(a, b));
        check(a.beyond(b), &|a, b| Real::beyond(a, b));
        check(a.abs().chance(), &|a, _| Real::chance(Real::abs(a)));
        check((-a.abs()).exp(), &|a, _| Real::exp(-Real::abs(a)));
    }

    #[test]
    fn what_is_not_a_number_is_beyond_every_limit() {
        assert_eq!(Real::beyond(f64::NAN, 1.0), 1.0);
        assert_eq!(Real::beyond(1.0, f64::NAN), 1.0);
        assert_eq!(Real::beyond(1.0, 1.0), 0.0);
        assert!(Wide::load(&SOME).any_positive() && !Wide::of(0.0).any_positive());
    }

    #[test]
    fn each_lane_has_a_bit() {
        assert_eq!(Wide::load(&SOME).positive(), 0b1100_1101_1011_0100);
        assert_eq!((Real::positive(2.0), Real::positive(-1.0)), (1, 0));
    }
}
