//! The uniform numbers of many lanes, where a compiler does not make good vectors of a loop over them.

pub(super) use path::pairs;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod path {
    use crate::rng::Occasion;

    /// The first numbers of no lane: begin with the first.
    #[inline(always)]
    pub(in crate::rng) fn pairs<const SECOND: bool>(
        _occasion: &Occasion,
        _who: (&[u32], &[u32]),
        _what: (u32, u32),
        _first: &mut [f64],
        _second: &mut [f64],
    ) -> usize {
        0
    }
}

/// Four words a vector: WebAssembly has a product of 32 bits by 32 bits, but compilers use its product of 64 bits, which common
/// processors make of three.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod path {
    use std::arch::wasm32::{
        f64x2, f64x2_extract_lane, f64x2_sub, u32x4, u32x4_shuffle, u32x4_splat, u64x2_extmul_high_u32x4,
        u64x2_extmul_low_u32x4, u64x2_shr, u64x2_splat, v128, v128_or, v128_xor,
    };
    use std::hint::black_box;

    use crate::rng::philox::{MULTIPLIERS, Word, philox};
    use crate::rng::{BLOCKS_PER_DRAW_LOG2, HALF_A_PART, ONE, Occasion};

    #[derive(Clone, Copy)]
    struct Four(v128);

    impl Word for Four {
        #[inline(always)]
        fn of(word: u32) -> Self {
            Four(u32x4_splat(word))
        }

        #[inline(always)]
        fn xor(self, other: Self) -> Self {
            Four(v128_xor(self.0, other.0))
        }

        #[inline(always)]
        fn product(self, factor: Self) -> [Self; 2] {
            let (low, high) = (u64x2_extmul_low_u32x4(self.0, factor.0), u64x2_extmul_high_u32x4(self.0, factor.0));
            [Four(u32x4_shuffle::<0, 2, 4, 6>(low, high)), Four(u32x4_shuffle::<1, 3, 5, 7>(low, high))]
        }

        #[inline(always)]
        fn clean(self) -> Self {
            self
        }
    }

    /// [`crate::rng::open_unit`] of two lanes, whose words stand one after the other.
    #[inline(always)]
    fn open_unit(words: v128) -> v128 {
        let fraction = v128_or(u64x2_shr(words, 12), u64x2_splat(ONE));
        f64x2_sub(fraction, f64x2(1.0 - HALF_A_PART, 1.0 - HALF_A_PART))
    }

    /// Four numbers from their lower and upper words.
    #[inline(always)]
    fn store(low: Four, high: Four, to: &mut [f64]) {
        let (two, others) = (u32x4_shuffle::<0, 4, 1, 5>(low.0, high.0), u32x4_shuffle::<2, 6, 3, 7>(low.0, high.0));
        let (two, others) = (open_unit(two), open_unit(others));
        to[0] = f64x2_extract_lane::<0>(two);
        to[1] = f64x2_extract_lane::<1>(two);
        to[2] = f64x2_extract_lane::<0>(others);
        to[3] = f64x2_extract_lane::<1>(others);
    }

    /// The numbers of all lanes but less than four; gives the first lane that is left.
    #[inline(always)]
    pub(in crate::rng) fn pairs<const SECOND: bool>(
        occasion: &Occasion,
        (items, runs): (&[u32], &[u32]),
        (draw, attempt): (u32, u32),
        first: &mut [f64],
        second: &mut [f64],
    ) -> usize {
        let block = (draw << BLOCKS_PER_DRAW_LOG2).wrapping_add(attempt);
        let (items, runs) = (items.as_chunks::<4>().0, runs.as_chunks::<4>().0);
        let (first, second) = (first.as_chunks_mut::<4>().0, second.as_chunks_mut::<4>().0);
        // A compiler that knows the factors, or that they stay the same, takes the product of 64 bits: zero is kept from it.
        let zero = Four(black_box(u32x4_splat(0)));
        let mut multipliers = [Four::of(MULTIPLIERS[0]), Four::of(MULTIPLIERS[1])];
        for at in 0..items.len() {
            multipliers = [multipliers[0].xor(zero), multipliers[1].xor(zero)];
            let four = |words: &[u32; 4]| Four(u32x4(words[0], words[1], words[2], words[3]));
            let counter = [Four::of(block), four(&runs[at]), Four::of(occasion.name), four(&items[at])];
            let words = philox(counter, occasion.key, multipliers);
            store(words[0], words[1], &mut first[at]);
            if SECOND {
                store(words[2], words[3], &mut second[at]);
            }
        }
        4 * items.len()
    }
}
