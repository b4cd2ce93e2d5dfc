//! Numbers packed into bytes, and frames that know whether they are whole: the alphabet of checkpoints and shards.
//!
//! Integers take seven bits a byte, the low ones first (as LEB128), signed ones fold their sign into the lowest bit; counts that
//! lie close together take a Rice code (Rice and Plaunt 1971, *IEEE Transactions on Communication Technology* 19: 889-897). The
//! same values give the same bytes. A [`Reader`] takes any bytes: it gives a value or says what is wrong, and makes room for no
//! more than it has read.
//!
//! A frame is a mark, a kind, a length, that many bytes and the SHA-256 of all of it. Frames that follow one another make a log
//! that can be read although a part of it is damaged: [`frames`] finds the next mark behind whatever does not check.

use sha2::{Digest, Sha256};

/// What is wrong with some bytes, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Damaged(pub String);

impl Damaged {
    fn new(what: &str) -> Self {
        Damaged(what.to_owned())
    }
}

/// Packs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writer {
    /// What was packed.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// A number that is not negative.
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A long number that is not negative.
    pub fn wide(&mut self, mut value: u128) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A number.
    pub fn signed(&mut self, value: i64) {
        self.number((value << 1 ^ value >> 63) as u64);
    }

    /// A long number.
    pub fn signed_wide(&mut self, value: i128) {
        self.wide((value << 1 ^ value >> 127) as u128);
    }

    /// A floating-point number, to the bit.
    pub fn float(&mut self, value: f64) {
        self.bits(value.to_bits());
    }

    /// A number of any size in eight bytes: for those that are rarely small.
    pub fn bits(&mut self, value: u64) {
        self.bytes.extend(value.to_le_bytes());
    }

    /// Some bytes and how many they are.
    pub fn block(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.block(text.as_bytes());
    }

    /// A frame around what is packed inside: mark, kind, length, that many bytes and the SHA-256 of all of it.
    pub fn frame(&mut self, kind: u8, inside: impl FnOnce(&mut Writer)) {
        let start = self.bytes.len();
        self.bytes.extend(MARK);
        self.bytes.push(kind);
        let length_at = self.bytes.len();
        self.bits(0);
        let content_at = self.bytes.len();
        inside(self);
        let length = (self.bytes.len() - content_at) as u64;
        self.bytes[length_at..content_at].copy_from_slice(&length.to_le_bytes());
        let check = Sha256::digest(&self.bytes[start..]);
        self.bytes.extend(check);
    }

    /// Values that change little from one to the next; how many is not told.
    pub fn course(&mut self, values: &[i64]) {
        let mut before = 0;
        for &value in values {
            self.signed(value.wrapping_sub(before));
            before = value;
        }
    }

    /// Values as they stand, for who reads them at once: four bytes each where 256 that follow one another fit, else eight; how
    /// many is not told.
    pub fn values(&mut self, values: &[i64]) {
        self.bytes.reserve(size_of_val(values));
        for stretch in values.chunks(STRETCH) {
            let fits = stretch.iter().all(|&value| i64::from(value as i32) == value);
            self.bytes.push(if fits { 4 } else { 8 });
            if fits {
                stretch.iter().for_each(|&value| self.bytes.extend((value as i32).to_le_bytes()));
            } else {
                stretch.iter().for_each(|&value| self.bytes.extend(value.to_le_bytes()));
            }
        }
    }

    /// Counts, many of them zero at both ends; neither their number nor their sum is told.
    pub fn counts(&mut self, counts: &[u32]) {
        let Some(first) = counts.iter().position(|&count| count > 0) else { return self.number(0) };
        let last = counts.iter().rposition(|&count| count > 0).unwrap_or(first);
        let inside = &counts[first..=last];
        let sum: u64 = inside.iter().map(|&count| u64::from(count)).sum();
        self.number(inside.len() as u64);
        self.number(first as u64);
        // The best length of the low part is near the logarithm of the mean.
        let low = (sum / inside.len() as u64).checked_ilog2().unwrap_or(0);
        self.bytes.push(low as u8);
        let mut bits = Bits::default();
        for &count in inside {
            let high = count >> low;
            if high < ESCAPE {
                bits.push(1 << high, high + 1);
            } else {
                bits.push(1 << ESCAPE, ESCAPE + 1);
                bits.push(high.into(), 32);
            }
            bits.push((count & ((1 << low) - 1)).into(), low);
        }
        self.bytes.extend(bits.finish());
    }
}

/// Values of which all or none take four bytes.
const STRETCH: usize = 256;

/// High parts from here on are written out.
const ESCAPE: u32 = 20;

/// Bits, the low ones first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u64,
    number: u32,
}

impl Bits {
    /// The lowest bits of a value, 32 at most.
    fn push(&mut self, value: u64, bits: u32) {
        self.held |= value << self.number;
        self.number += bits;
        while self.number >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.number -= 8;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.number > 0 {
            self.bytes.push(self.held as u8);
        }
        self.bytes
    }
}

/// Unpacks.
#[derive(Clone, Debug)]
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Of these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Reader { rest: bytes }
    }

    fn byte(&mut self) -> Result<u8, Damaged> {
        let (&byte, rest) = self.rest.split_first().ok_or_else(|| Damaged::new("it ends too early"))?;
        self.rest = rest;
        Ok(byte)
    }

    /// So many bytes as they stand.
    fn take(&mut self, number: usize) -> Result<&'b [u8], Damaged> {
        let (taken, rest) = self.rest.split_at_checked(number).ok_or_else(|| Damaged::new("it ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    /// As [`Writer::number`].
    pub fn number(&mut self) -> Result<u64, Damaged> {
        // Nine bytes of seven bits fit; most numbers are that short, and wide arithmetic is slow.
        let mut value = 0;
        for (at, &byte) in self.rest.iter().take(9).enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * at);
            if byte < 0x80 {
                self.rest = &self.rest[at + 1..];
                return Ok(value);
            }
        }
        self.wide()?.try_into().map_err(|_| Damaged::new("a number is too long"))
    }

    /// A number that must not be above `most`: of things to come.
    pub fn at_most(&mut self, most: usize, what: &str) -> Result<usize, Damaged> {
        let number = self.number()?;
        let fits = usize::try_from(number).ok().filter(|&number| number <= most);
        fits.ok_or_else(|| Damaged(format!("{number} {what}, where there can be {most} at most")))
    }

    /// A number that must be this one.
    pub fn exactly(&mut self, expected: u64, what: &str) -> Result<(), Damaged> {
        match self.number()? {
            number if number == expected => Ok(()),
            number => Err(Damaged(format!("{number} {what}, not {expected}"))),
        }
    }

    /// As [`Writer::wide`].
    pub fn wide(&mut self) -> Result<u128, Damaged> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            let part = u128::from(byte & 0x7f);
            if shift >= 128 || part << shift >> shift != part {
                return Err(Damaged::new("a number is too long"));
            }
            value |= part << shift;
            if byte < 0x80 {
                return Ok(value);
            }
            shift += 7;
        }
    }

    /// As [`Writer::signed`].
    pub fn signed(&mut self) -> Result<i64, Damaged> {
        let folded = self.number()?;
        Ok((folded >> 1) as i64 ^ -((folded & 1) as i64))
    }

    /// As [`Writer::signed_wide`].
    pub fn signed_wide(&mut self) -> Result<i128, Damaged> {
        let folded = self.wide()?;
        Ok((folded >> 1) as i128 ^ -((folded & 1) as i128))
    }

    /// As [`Writer::float`].
    pub fn float(&mut self) -> Result<f64, Damaged> {
        self.bits().map(f64::from_bits)
    }

    /// As [`Writer::bits`].
    pub fn bits(&mut self) -> Result<u64, Damaged> {
        let bytes = self.take(8)?.try_into().map_err(|_| Damaged::new("it ends too early"))?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// As [`Writer::block`].
    pub fn block(&mut self) -> Result<&'b [u8], Damaged> {
        let length = self.number()?;
        self.take(usize::try_from(length).map_err(|_| Damaged::new("it ends too early"))?)
    }

    /// As [`Writer::text`].
    pub fn text(&mut self) -> Result<String, Damaged> {
        let bytes = self.block()?;
        String::from_utf8(bytes.to_vec()).map_err(|_| Damaged::new("a text is not in UTF-8"))
    }

    /// So many values, as [`Writer::course`].
    pub fn course(&mut self, number: usize) -> Result<Vec<i64>, Damaged> {
        // A value takes a byte at least.
        if number > self.rest.len() {
            return Err(Damaged::new("it ends too early"));
        }
        let mut before: i64 = 0;
        (0..number)
            .map(|_| {
                before = before.wrapping_add(self.signed()?);
                Ok(before)
            })
            .collect()
    }

    /// So many values, as [`Writer::values`].
    pub fn values(&mut self, number: usize) -> Result<Vec<i64>, Damaged> {
        // A value takes four bytes at least.
        if number > self.rest.len() / 4 {
            return Err(Damaged::new("it ends too early"));
        }
        let mut values = Vec::with_capacity(number);
        while values.len() < number {
            let stretch = STRETCH.min(number - values.len());
            match self.byte()? {
                4 => {
                    let bytes = self.take(4 * stretch)?.as_chunks().0;
                    values.extend(bytes.iter().map(|&bytes| i64::from(i32::from_le_bytes(bytes))));
                }
                8 => {
                    let bytes = self.take(8 * stretch)?.as_chunks().0;
                    values.extend(bytes.iter().map(|&bytes| i64::from_le_bytes(bytes)));
                }
                _ => return Err(Damaged::new("values of a length that there is not")),
            }
        }
        Ok(values)
    }

    /// As [`Writer::counts`], into counts that are all zero.
    pub fn counts(&mut self, counts: &mut [u32]) -> Result<(), Damaged> {
        let number = self.at_most(counts.len(), "bins")?;
        if number == 0 {
            return Ok(());
        }
        let first = self.at_most(counts.len() - number, "empty bins")?;
        let low = u32::from(self.byte()?);
        if low > 31 {
            return Err(Damaged::new("a count is too long"));
        }
        let mut bits = Unbits { reader: self, held: 0, number: 0 };
        for count in &mut counts[first..first + number] {
            let mut high = 0;
            while bits.pull(1)? == 0 {
                high += 1;
                if high > ESCAPE {
                    return Err(Damaged::new("a count has no end"));
                }
            }
            let high = if high == ESCAPE { bits.pull(32)? } else { high.into() };
            let whole = high << low | bits.pull(low)?;
            *count = u32::try_from(whole).map_err(|_| Damaged::new("a count is too long"))?;
        }
        Ok(())
    }

    /// Nothing may be left.
    pub fn end(&self) -> Result<(), Damaged> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(Damaged(format!("{left} bytes too many"))),
        }
    }

    /// All that is left, as it stands.
    pub fn rest(self) -> &'b [u8] {
        self.rest
    }

    /// Bytes that are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }
}

struct Unbits<'r, 'b> {
    reader: &'r mut Reader<'b>,
    held: u64,
    number: u32,
}

impl Unbits<'_, '_> {
    /// The next bits, 32 at most.
    fn pull(&mut self, bits: u32) -> Result<u64, Damaged> {
        while self.number < bits {
            self.held |= u64::from(self.reader.byte()?) << self.number;
            self.number += 8;
        }
        let value = self.held & ((1 << bits) - 1);
        self.held >>= bits;
        self.number -= bits;
        Ok(value)
    }
}

/// Begins every frame.
const MARK: [u8; 8] = *b"\xffCROSS\r\n";

/// Bytes of a frame before its content: mark, kind, length.
const BEFORE: usize = 8 + 1 + 8;

/// Bytes behind it.
const CHECK: usize = 32;

/// A frame: its kind and what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'b> {
    /// What its content is.
    pub kind: u8,
    /// The content.
    pub content: &'b [u8],
}

/// The bytes of a frame.
pub fn framed(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.frame(kind, |writer| writer.bytes.extend(content));
    writer.bytes
}

/// What some bytes hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frames<'b> {
    /// Frames that check, in order.
    pub whole: Vec<Frame<'b>>,
    /// Bytes before the end of the last of them.
    pub good: usize,
    /// Stretches between them that do not check: first byte and number.
    pub damaged: Vec<(usize, usize)>,
    /// Bytes behind the last of them: a frame that was not finished, or damage.
    pub tail: usize,
}

/// How often every byte may be looked at: marks that lie about their lengths must not cost more than that.
const LOOKS: usize = 16;

/// All frames that check, and where there is something else. Bytes that were made to mislead may hide what follows them.
pub fn frames(bytes: &[u8]) -> Frames<'_> {
    let mut found = Frames::default();
    let mut at = 0;
    let mut looks = LOOKS.saturating_mul(bytes.len());
    while at < bytes.len() {
        match frame_at(&bytes[at..], &mut looks) {
            Some(frame) => {
                if found.good < at {
                    found.damaged.push((found.good, at - found.good));
                }
                at += BEFORE + frame.content.len() + CHECK;
                found.good = at;
                found.whole.push(frame);
            }
            None => match bytes[at + 1..].windows(MARK.len()).position(|window| window == MARK) {
                Some(next) => at += 1 + next,
                None => break,
            },
        }
    }
    found.tail = bytes.len() - found.good;
    found
}

/// The frame with which some bytes begin, if it is whole and there are looks enough left to see that.
fn frame_at<'b>(bytes: &'b [u8], looks: &mut usize) -> Option<Frame<'b>> {
    let (before, rest) = bytes.split_at_checked(BEFORE)?;
    let (mark, [kind, length @ ..]) = before.split_first_chunk::<8>()? else { return None };
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let (content, behind) = rest.split_at_checked(length)?;
    let check = behind.get(..CHECK)?;
    if *mark != MARK {
        return None;
    }
    *looks = looks.checked_sub(BEFORE + length)?;
    (Sha256::digest(&bytes[..BEFORE + length])[..] == *check).then_some(Frame { kind: *kind, content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A megabyte of marks, each with a length that reaches to its end: 70,000 of them, and a whole frame before.
    #[test]
    fn marks_that_lie_cost_little() {
        const LENGTH: usize = 1 << 20;
        let mut bytes = framed(1, b"header");
        let before = bytes.len();
        while bytes.len() < LENGTH {
            let rest = LENGTH.saturating_sub(bytes.len() + BEFORE + CHECK);
            bytes.extend(MARK);
            bytes.push(2);
            bytes.extend((rest as u64).to_le_bytes());
        }
        let began = std::time::Instant::now();
        let found = frames(&bytes);
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
        assert_eq!((found.whole.len(), found.good), (1, before));
    }

    #[test]
    fn small_numbers_take_a_byte() {
        let mut writer = Writer::default();
        writer.number(127);
        writer.signed(-64);
        writer.wide(128);
        assert_eq!(writer.bytes, [127, 127, 0x80, 1]);
    }

    #[test]
    fn a_log_that_ends_in_the_middle_of_a_frame_keeps_those_before() {
        let whole = [framed(1, b"header"), framed(2, b"one"), framed(2, b"two")].concat();
        for end in 0..=whole.len() {
            let found = frames(&whole[..end]);
            assert_eq!(found.good + found.tail, end);
            assert!(found.damaged.is_empty());
            let expected = [framed(1, b"header").len(), whole.len() - framed(2, b"two").len(), whole.len()];
            assert_eq!(found.whole.len(), expected.iter().filter(|&&length| length <= end).count());
        }
    }

    #[test]
    fn any_damaged_byte_costs_its_frame_only() {
        let (first, second, third) = (framed(1, b"header"), framed(2, b"one"), framed(2, b"two"));
        let whole = [first.clone(), second.clone(), third].concat();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            let found = frames(&damaged);
            assert_eq!(found.whole.len(), 2, "byte {at}");
            let lost = [0, first.len(), first.len() + second.len()].iter().filter(|&&start| start <= at).count() - 1;
            match lost {
                0 => assert_eq!(found.damaged, [(0, first.len())]),
                1 => assert_eq!(found.damaged, [(first.len(), second.len())]),
                _ => assert_eq!((found.tail, found.damaged.len()), (whole.len() - first.len() - second.len(), 0)),
            }
        }
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out(
            number: u64, wide: u128, signed: i64, signed_wide: i128, float in any::<f64>(), text: String,
            course in prop::collection::vec(any::<i64>(), 0..20),
        ) {
            let mut writer = Writer::default();
            writer.number(number);
            writer.wide(wide);
            writer.signed(signed);
            writer.signed_wide(signed_wide);
            writer.float(float);
            writer.text(&text);
            writer.course(&course);
            let mut reader = Reader::new(&writer.bytes);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.wide(), Ok(wide));
            prop_assert_eq!(reader.signed(), Ok(signed));
            prop_assert_eq!(reader.signed_wide(), Ok(signed_wide));
            prop_assert_eq!(reader.float().unwrap().to_bits(), float.to_bits());
            prop_assert_eq!(reader.text(), Ok(text));
            prop_assert_eq!(reader.course(course.len()), Ok(course));
            prop_assert_eq!(reader.end(), Ok(()));
        }

        #[test]
        fn values_come_out(
            values in prop_oneof![
                prop::collection::vec(-3i64..3, 0..700),
                prop::collection::vec(i64::from(i32::MIN)..=i64::from(i32::MAX), 0..700),
                prop::collection::vec((1i64 << 31) - 2..1 << 32, 0..700),
                prop::collection::vec(-1i64 << 32..3 - (1 << 31), 0..700),
                prop::collection::vec(prop_oneof![3 => -3i64..3, 1 => any::<i64>()], 0..700),
            ],
        ) {
            let mut writer = Writer::default();
            writer.values(&values);
            let mut reader = Reader::new(&writer.bytes);
            prop_assert_eq!(reader.values(values.len()), Ok(values));
            prop_assert_eq!(reader.end(), Ok(()));
        }

        #[test]
        fn counts_come_out(
            counts in prop::collection::vec(prop_oneof![Just(0), 0u32..5, 0u32..2_000, any::<u32>()], 1..60),
        ) {
            let mut writer = Writer::default();
            writer.counts(&counts);
            let mut read = vec![0; counts.len()];
            let mut reader = Reader::new(&writer.bytes);
            prop_assert_eq!(reader.counts(&mut read), Ok(()));
            prop_assert_eq!(reader.end(), Ok(()));
            prop_assert_eq!(read, counts);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let reader = || Reader::new(&bytes);
            let _ = (reader().wide(), reader().signed(), reader().float(), reader().text(), reader().course(1 << 40));
            let _ = reader().counts(&mut [0; 40]);
            prop_assert_eq!(frames(&bytes).whole.len(), 0);
        }
    }
}
