//! The Philox4x32-10 block function (Salmon, Moraes, Dror, Shaw 2011), written once over the words it is made of.

/// A word of 32 bits, or several that undergo the same.
pub(super) trait Word: Copy {
    fn of(word: u32) -> Self;
    fn xor(self, other: Self) -> Self;
    /// The lower and the upper word of the product.
    fn product(self, factor: Self) -> [Self; 2];
    /// The word without what may stand beside it.
    fn clean(self) -> Self;
}

/// What words are multiplied with.
pub(super) const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];

/// The Philox4x32-10 block function, of as many counters as words hold.
#[inline(always)]
pub(super) fn philox<W: Word>(counter: [W; 4], key: [u32; 2], multipliers: [W; 2]) -> [W; 4] {
    let round = |(counter, key): ([W; 4], [u32; 2])| {
        let [first, second] = [counter[0].product(multipliers[0]), counter[2].product(multipliers[1])];
        let counter = [
            second[1].xor(counter[1]).xor(W::of(key[0])),
            second[0],
            first[1].xor(counter[3]).xor(W::of(key[1])),
            first[0],
        ];
        (counter, [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)])
    };
    // Written out, as compilers do not always do: a loop or `map` would cost vectors.
    let half = round(round(round(round(round((counter, key))))));
    let (counter, _) = round(round(round(round(round(half)))));
    [counter[0].clean(), counter[1].clean(), counter[2].clean(), counter[3].clean()]
}

/// The lower half of 64 bits: many lanes of it become vector code, because the product of two words stays in its lane. What
/// the upper half holds of a lower word is cut off when it is multiplied or handed out.
impl Word for u64 {
    #[inline(always)]
    fn of(word: u32) -> Self {
        u64::from(word)
    }

    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        self ^ other
    }

    #[inline(always)]
    fn product(self, factor: Self) -> [Self; 2] {
        let product = factor * self.clean();
        [product, product >> 32]
    }

    #[inline(always)]
    fn clean(self) -> Self {
        self & 0xffff_ffff
    }
}
