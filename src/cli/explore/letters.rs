//! Bytes as text for a page, an eighth longer than they are: base64 makes it a third.
//!
//! Seven bits are a letter. What HTML changes (a zero byte, a carriage return), what could end the element (`<`) and what a terminal
//! obeys is held back: such seven bits become, with the next seven, a letter that UTF-8 writes in two bytes. So every seven bits
//! take a byte, after Albertson's base122 (2016). The file may be copied, sent and served as any text; a line feed that became a
//! carriage return and a line feed on the way is one line feed again for a reader of HTML. `assets/explorer/letters.js` reads it.

/// The seven bits that are held back. Which one it is stands in a letter above the seven bits that follow, from 2 on: some letters
/// below U+0100 are obeyed, too.
const HELD: [u8; 14] = [0x00, 0x04, 0x05, 0x07, 0x08, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x1a, 0x1b, 0x3c, 0x7f];

/// The letter for the first that is held back, if nothing follows it.
const ALONE: u32 = 0xb0;

/// The text.
pub(in crate::cli) fn letters(bytes: &[u8]) -> String {
    let mut sevens = sevens(bytes);
    let mut text = String::with_capacity(bytes.len() / 7 * 8 + 16);
    while let Some(seven) = sevens.next() {
        let held = HELD.iter().position(|&held| held == seven).map(|which| which as u32);
        let letter = match held.map(|which| (which, sevens.next())) {
            Some((which, Some(next))) => (which + 2) << 7 | u32::from(next),
            Some((which, None)) => ALONE + which,
            None => u32::from(seven),
        };
        text.push(char::from_u32(letter).expect("all numbers below 2,048 are letters"));
    }
    text
}

/// The bits of the bytes in sevens, the first at the top; the last are filled up with zeros.
fn sevens(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    (0..(bytes.len() * 8).div_ceil(7)).map(|number| {
        let (at, bit) = (number * 7 / 8, number * 7 % 8);
        let both = u16::from(bytes[at]) << 8 | u16::from(bytes.get(at + 1).copied().unwrap_or(0));
        (both >> (9 - bit)) as u8 & 0x7f
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the page reads it.
    fn read(text: &str) -> Vec<u8> {
        let mut bits = Vec::new();
        let mut take = |seven: u32| bits.extend((0..7).rev().map(|bit| (seven >> bit & 1) as u8));
        let held = |which: u32| u32::from(HELD[which as usize]);
        for letter in text.chars().map(u32::from) {
            match letter {
                0..0x80 => take(letter),
                0x80..0x100 => take(held(letter - ALONE)),
                _ => [held((letter >> 7) - 2), letter & 0x7f].into_iter().for_each(&mut take),
            }
        }
        bits.chunks_exact(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
    }

    #[test]
    fn bytes_come_back_and_are_an_eighth_longer() {
        let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        // All ends of all lengths.
        for end in 0..=255 {
            (1..=7).for_each(|length| assert_eq!(read(&letters(&vec![end; length])), vec![end; length]));
        }
        let many: Vec<u8> = (0..100_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bytes in [&[][..], &[0], &[0, 0], &[0x3c; 9], &[255; 13], &all, &all[..101], &many] {
            let text = letters(bytes);
            assert_eq!(read(&text), bytes);
            assert!(text.len() <= bytes.len() * 8 / 7 + 3, "{} of {}", text.len(), bytes.len());
        }
    }

    #[test]
    fn no_letter_is_changed_by_html_or_obeyed_by_a_terminal() {
        let all: Vec<u8> = (0..=255).flat_map(|a| (0..=255).flat_map(move |b| [a, b, 60, 0])).collect();
        let text = letters(&all);
        assert!(text.chars().all(|letter| !"\0\r<\x1b\x07".contains(letter) && !('\x7f'..='\u{9f}').contains(&letter)));
    }

    #[test]
    fn the_page_holds_back_the_same() {
        let held = HELD.map(|held| format!("\\x{held:02x}")).concat();
        assert!(include_str!("../../../assets/explorer/letters.js").contains(&format!("const HELD = \"{held}\";")));
    }
}
