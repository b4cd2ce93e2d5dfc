//! Scrambled Sobol points: numbers that fill the cube more evenly than chance would.
//!
//! The point of run `n` in one dimension is the exclusive-or of the direction numbers at the set bits of `n` (Sobol
//! 1967), with the direction numbers "new-joe-kuo-6" of Joe and Kuo (2008), whose two-dimensional projections are
//! good in low dimensions. The licence of that table stands in `joe_kuo.txt`.
//!
//! The points are scrambled as by Owen (1995, "Randomly permuted (t, m, s)-nets and (t, s)-sequences"): the binary
//! digits of a point are followed down a tree, and at each node a coin, the same for all points that pass, says
//! whether the next digit flips. The coins are not stored but read from a named stream whose name is the node. One
//! block of 128 random bits holds the coins of the 127 nodes of a tree of seven levels, so five blocks serve the 32
//! digits exactly, with no approximation of the kind that Laine and Karras (2011) and Burley (2020) make for speed.
//! Below 32 digits every point is alone in its cell, and there Owen's scrambling is a uniform draw: 20 more digits
//! come from a stream named after the cell. A coordinate thus has 52 digits and lies at the middle of its smallest
//! cell, so it is never 0 and never 1.
//!
//! Every coordinate is uniform by itself; the first `2^k` points of a dimension lie one in each of the `2^k` equal
//! parts of (0, 1); and means of smooth functions converge nearly as `n^(-3/2)` (Owen 1997) instead of `n^(-1/2)`.
//! All this is best when the number of runs is a power of two (Owen 2020, "On dropping the first Sobol' point").

use rand::Rng;

use super::Draw;
use crate::rng::Streams;

/// Number of dimensions in the table.
pub(super) const DIMENSIONS: usize = 256;

/// Binary digits of a point before the last, uniform ones.
const DIGITS: u32 = 32;

/// Levels of the tree of coins that one block of 128 random bits serves: 1 + 2 + .. + 64 nodes.
const LEVELS_PER_BLOCK: u32 = 7;

const TABLE: &str = include_str!("joe_kuo.txt");

/// One dimension of the sequence: direction numbers `[bit of the run number]`, and which coins scramble it.
#[derive(Clone, Debug)]
pub(super) struct Dimension {
    index: u32,
    directions: [u32; DIGITS as usize],
}

impl Dimension {
    /// The first `count` dimensions.
    ///
    /// # Panics
    /// If `count` exceeds [`DIMENSIONS`].
    pub(super) fn first(count: usize) -> Vec<Dimension> {
        assert!(count <= DIMENSIONS, "{count} dimensions asked of a table with {DIMENSIONS}");
        let van_der_corput = std::array::from_fn(|bit| 1 << (DIGITS as usize - 1 - bit));
        let others = TABLE.lines().filter(|line| !line.starts_with('#')).map(directions);
        let of = |(index, directions)| Dimension { index, directions };
        (0..).zip(std::iter::once(van_der_corput).chain(others)).map(of).take(count).collect()
    }

    /// The coordinate of a run, in the open interval (0, 1).
    pub(super) fn coordinate(&self, run: u64, streams: &Streams) -> f64 {
        let point = self.point(run as u32);
        let scrambled = u64::from(point ^ self.flips(point, streams));
        let cell = Draw::Scramble { depth: DIGITS, node: point, dimension: self.index };
        let digits = scrambled << 20 | cell.stream(streams).next_u64() >> 44;
        (digits as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }

    /// The digits of the point before scrambling, the first at the top.
    fn point(&self, run: u32) -> u32 {
        (0..DIGITS).filter(|bit| run >> bit & 1 == 1).fold(0, |sum, bit| sum ^ self.directions[bit as usize])
    }

    /// Which digits of a point the coins on its way flip.
    fn flips(&self, point: u32, streams: &Streams) -> u32 {
        let mut flips = 0;
        for depth in (0..DIGITS).step_by(LEVELS_PER_BLOCK as usize) {
            let node = point.checked_shr(DIGITS - depth).unwrap_or(0);
            let mut stream = Draw::Scramble { depth, node, dimension: self.index }.stream(streams);
            let coins = u128::from(stream.next_u64()) << 64 | u128::from(stream.next_u64());
            // Nodes of the small tree are numbered from its root, 1; the children of i are 2 i and 2 i + 1.
            let mut node = 1;
            for level in depth..DIGITS.min(depth + LEVELS_PER_BLOCK) {
                let shift = DIGITS - 1 - level;
                flips |= ((coins >> node & 1) as u32) << shift;
                node = 2 * node + (point >> shift & 1);
            }
        }
        flips
    }
}

/// Direction numbers from a line of the table: `d s a m_1 .. m_s`; the recurrence is equation (2) of Joe and Kuo
/// (2008), with all numbers shifted to the top of the word.
fn directions(line: &str) -> [u32; DIGITS as usize] {
    let fields: Vec<u32> =
        line.split(' ').map(|field| field.parse().expect("the table is part of the program")).collect();
    let (degree, inner, initial) = (fields[1] as usize, fields[2], &fields[3..]);
    let mut v = [0; DIGITS as usize];
    for i in 0..v.len() {
        v[i] = if i < degree {
            initial[i] << (DIGITS as usize - 1 - i)
        } else {
            let inner_terms =
                (1..degree).filter(|k| inner >> (degree - 1 - k) & 1 == 1).fold(0, |sum, k| sum ^ v[i - k]);
            inner_terms ^ v[i - degree] ^ v[i - degree] >> degree
        };
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Coordinates of the unscrambled points of an independent implementation (crate `sobol` 1.0.2, which numbers
    /// points by the Gray code: its 777th point is our number 653).
    #[test]
    fn unscrambled_points_are_those_of_an_independent_library() {
        let dimensions = Dimension::first(DIMENSIONS);
        assert_eq!(dimensions.len(), DIMENSIONS);
        let coordinate = |run, dimension: usize| f64::from(dimensions[dimension - 1].point(run)) / 4_294_967_296.0;
        let check = |run, expected: [f64; 9]| {
            let found = [1, 2, 3, 4, 10, 64, 100, 200, 256].map(|dimension| coordinate(run, dimension));
            assert_eq!(found, expected, "point {run}");
        };
        check(1, [0.5; 9]);
        check(3, [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.75]);
        check(6, [0.375, 0.375, 0.625, 0.875, 0.625, 0.125, 0.875, 0.875, 0.375]);
        check(12, [0.1875, 0.3125, 0.9375, 0.4375, 0.3125, 0.6875, 0.9375, 0.0625, 0.4375]);
        let expected = [
            0.6923828125,
            0.9365234375,
            0.1630859375,
            0.2744140625,
            0.3232421875,
            0.4267578125,
            0.5107421875,
            0.1435546875,
            0.6357421875,
        ];
        check(653, expected);
    }

    /// The coins of all levels, found by the definition: two points share the flips of the digits up to and including
    /// the first in which they differ, and no more than chance would have it after that.
    #[test]
    fn points_share_coins_as_far_as_they_share_digits() {
        let streams = Streams::new(4);
        let dimension = Dimension { index: 9, directions: [0; 32] };
        let (mut below, mut equal_below) = (0u32, 0u32);
        for trial in 0..400u32 {
            let first = trial.wrapping_mul(0x9e37_79b9) ^ 0x55aa_1234;
            for level in 0..32 {
                let second = first ^ (1 << (31 - level));
                let difference = dimension.flips(first, &streams) ^ dimension.flips(second, &streams);
                assert_eq!(
                    difference.checked_shr(31 - level).unwrap_or(0),
                    0,
                    "digit {level} of {first:x}, {second:x}"
                );
                below += 31 - level;
                equal_below += 31 - level - difference.count_ones();
            }
        }
        // Binomial with n = 198,400 and p = 1/2: five standard deviations; the seed is fixed.
        let share = f64::from(equal_below) / f64::from(below);
        assert!((share - 0.5).abs() < 5.0 * 0.5 / f64::from(below).sqrt(), "{share} of the later coins are equal");
    }
}
