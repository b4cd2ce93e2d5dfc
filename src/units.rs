//! Days: the calendar that scenario files speak and the day numbers that everything below the scenario counts in; and
//! whole numbers as people read them.
//!
//! A day is a whole number of days since 1970-01-01 in the proleptic Gregorian calendar. Only dates from year 1 to
//! 9999 exist here; times of day and time zones do not.

use jiff::civil::Date;

/// 1970-01-01.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Names of the weekdays in the order of [`weekday`].
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The years that scenarios and observations may speak of: from long before any record to as far as anybody asks.
pub const YEARS: std::ops::RangeInclusive<u16> = 1900..=2199;

/// The day number of a date, or nothing if there is no such date (30 February).
pub fn day(year: i16, month: i8, day: i8) -> Option<i32> {
    Date::new(year, month, day).ok().map(day_of)
}

/// Is it written as a date is here, `2023-11-01`, whether there is such a day or not?
pub fn is_written_as_date(text: &str) -> bool {
    text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }).eq("0000-00-00".bytes())
}

/// The day number of a date.
pub fn day_of(date: Date) -> i32 {
    date.since(EPOCH).expect("a span between two civil dates fits").get_days()
}

/// The date of a day number; numbers outside the years 1 to 9999 give the nearest date inside.
pub fn date_of(day: i32) -> Date {
    let days = jiff::Span::new().days(i64::from(day).clamp(-700_000, 2_900_000));
    EPOCH.saturating_add(days)
}

/// The day as written in scenario files and CSV: `2023-11-01`.
pub fn iso(day: i32) -> String {
    date_of(day).to_string()
}

/// The day as written in sentences: `1 November 2023`.
pub fn in_words(day: i32) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let date = date_of(day);
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}

/// A text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Several things as `a, b and c`.
pub fn listed(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Decimals of a number that is known exactly.
const MOST_DECIMALS: usize = 6;

/// A number with no more digits than are known: rounded to the largest power of ten that is at most `limit`, half away
/// from zero, with commas between thousands. At most six decimals; without trailing zeros where there are six.
/// `unknown` if the limit is not a finite number.
pub fn rounded(value: f64, limit: f64) -> String {
    if !limit.is_finite() || !value.is_finite() {
        return "unknown".to_owned();
    }
    let mut step = 1.0;
    while step * 10.0 <= limit {
        step *= 10.0;
    }
    let (mut decimals, mut parts) = (0, 1.0);
    while decimals < MOST_DECIMALS && limit * parts < 1.0 {
        decimals += 1;
        parts *= 10.0;
    }
    if decimals == 0 {
        return grouped((value / step).round() * step);
    }
    let scaled = (value.abs() * parts).round();
    let whole = libm::floor(scaled / parts);
    let fraction = format!("{:0decimals$.0}", scaled - whole * parts);
    let fraction = if decimals == MOST_DECIMALS { fraction.trim_end_matches('0') } else { &fraction };
    let sign = if value < 0.0 && scaled > 0.0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

/// A whole number with commas between thousands.
pub fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("-{text}") } else { text }
}

/// Index of the weekday of a day, Monday is 0.
pub fn weekday(day: i32) -> usize {
    // 1970-01-01 was a Thursday.
    (i64::from(day) + 3).rem_euclid(7) as usize
}

/// Characters of the longest word that can be a name, mistyped.
const LONGEST_NAME: usize = 200;

/// The nearest name to a mistyped word, if any is near: Damerau-Levenshtein distance of at most a third of the word,
/// or a name that begins with the word. A word longer than any name is near to none.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = word.to_lowercase();
    let length = wanted.chars().count();
    if length > LONGEST_NAME {
        return None;
    }
    let distance = |name: &str| {
        let whole = strsim::damerau_levenshtein(&wanted, &name.to_lowercase());
        let begins = length >= 3 && (name.starts_with(&wanted) || wanted.starts_with(name));
        if begins { whole.min(1) } else { whole }
    };
    names
        .into_iter()
        .map(|name| (distance(name), name))
        .filter(|&(distance, _)| distance <= (length / 3).max(1) && distance < length)
        .min_by_key(|&(distance, name)| (distance, name.chars().count().abs_diff(length)))
        .map(|(_, name)| name)
}

/// Bytes as letters that any text may hold: RFC 4648, section 4.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// Characters of a text that a message quotes.
const LONGEST_QUOTE: usize = 80;

/// The beginning of a text, as far as a message quotes it.
pub fn beginning(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Is it a character that a terminal obeys instead of showing it, or one that turns the order of others around?
pub fn is_obeyed(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The beginning of a text that anybody may have written, fit to be shown in one line: what is not for reading is written as
/// its number.
pub fn quotable(text: &str) -> String {
    let mut out = String::new();
    for letter in beginning(text).chars() {
        if is_obeyed(letter) { out.extend(letter.escape_unicode()) } else { out.push(letter) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_vectors_of_rfc_4648() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn days_and_dates_are_the_same_thing() {
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!(day(2023, 11, 1), Some(19_662));
        assert_eq!(iso(19_662), "2023-11-01");
        assert_eq!(in_words(19_662), "1 November 2023");
        assert_eq!(day(2023, 2, 29), None);
        for number in [-719_162, -1, 0, 19_662, 2_932_895] {
            assert_eq!(day_of(date_of(number)), number.clamp(-700_000, 2_900_000));
        }
    }

    #[test]
    fn thousands_are_grouped() {
        let found = [1_700_000.4, 999.5, 999.0, 0.2, -0.2, -1_234.0].map(grouped);
        assert_eq!(found, ["1,700,000", "1,000", "999", "0", "0", "-1,234"]);
    }

    #[test]
    fn rounding_keeps_what_is_known() {
        let cases = [
            (577_324.0, 4_155.0, "577,000"),
            (577_324.0, 1e9, "0"),
            (2.5, 1.0, "3"),
            (-2.5, 9.99, "-3"),
            (0.996, 0.01, "1.00"),
            (-1_234.567, 0.1, "-1,234.6"),
            (0.004, 0.05, "0.00"),
            (-0.004, 0.05, "0.00"),
            (0.25, 0.0, "0.25"),
            (1_200.0, 0.0, "1,200"),
            (1e-9, 0.0, "0"),
            (5.0, f64::NAN, "unknown"),
        ];
        for (value, limit, expected) in cases {
            assert_eq!(rounded(value, limit), expected, "{value} to {limit}");
        }
    }

    #[test]
    fn lists_read_as_sentences_do() {
        assert_eq!(listed(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
        assert_eq!((listed(&["a".to_owned()]), listed(&[])), ("a".to_owned(), String::new()));
    }

    #[test]
    fn the_deadline_of_2023_fell_on_a_wednesday() {
        assert_eq!(WEEKDAYS[weekday(day(2023, 11, 1).unwrap())], "wednesday");
        assert_eq!(WEEKDAYS[weekday(day(1969, 12, 31).unwrap())], "wednesday");
    }
}
