//! Amounts as people write them: `12_000`, `12,000`, `12k`, `1.2M`, `3 lakh`; and ranges of two of them.

/// Larger than any amount that can be meant.
const MOST: f64 = 1e12;

/// How amounts are written, for messages.
const SYNTAX: &str = "write 12_000, 12,000, 12k or 1.2M";

/// Reads an amount: a whole number that is not negative.
///
/// # Errors
/// In words, with what is accepted.
pub fn amount(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let wrong = |why: &str| Err(format!("`{text}` {why}: {SYNTAX}"));
    if text.starts_with(['-', '−']) {
        return Err(format!("`{text}` is below zero, and nothing that is asked for can be"));
    }
    let word_at = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (number, word) = (text[..word_at].trim_end(), text[word_at..].to_lowercase());
    let factor = match word.as_str() {
        "" => 1.0,
        "k" | "thousand" => 1e3,
        "lakh" => 1e5,
        "m" | "million" => 1e6,
        "crore" => 1e7,
        _ => return wrong("is no number"),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    if fraction.contains('.') || (number.contains('.') && word.is_empty()) {
        // 400.000 is four hundred to one reader and four hundred thousand to another.
        return wrong("has a point, which could mean thousands or decimals");
    }
    if !grouped_well(whole) {
        return wrong("has a comma that does not stand between thousands; decimals follow a point");
    }
    let bare: String = whole.chars().filter(|letter| !",_".contains(*letter)).collect();
    if !digits(&bare) || (number.contains('.') && !digits(fraction)) {
        return wrong("is no number");
    }
    let value: f64 = format!("{bare}.{fraction}0").parse().expect("digits, a point and digits");
    let value = value * factor;
    let whole = value.round();
    if (value - whole).abs() > 1e-6 {
        return wrong("is no whole number");
    }
    if whole > MOST {
        return Err(format!("`{text}` is more than there can be"));
    }
    Ok(whole)
}

/// Do commas stand between groups of three digits, or of two and three as in South Asia (12,34,567)?
fn grouped_well(whole: &str) -> bool {
    let groups: Vec<&str> = whole.split(',').collect();
    let [first, middle @ .., last] = &groups[..] else { return true };
    (1..=3).contains(&first.len()) && last.len() == 3 && middle.iter().all(|group| (2..=3).contains(&group.len()))
}

/// Reads a range: two amounts, the smaller first, with a space, `to`, `and` or a dash between them.
///
/// # Errors
/// In words.
pub fn range(text: &str) -> Result<[f64; 2], String> {
    let bare = text.trim().trim_start_matches('[').trim_end_matches(']').trim();
    if bare.starts_with(['-', '−']) {
        return Err(format!("`{bare}` begins below zero, and nothing that is asked for can be"));
    }
    let parts: Vec<String> = match [" to ", " and ", "–", "—", "..", ";", "-"].iter().find(|mark| bare.contains(**mark))
    {
        Some(mark) => bare.split(mark).map(str::to_owned).collect(),
        None => spaced(bare),
    };
    let [low, high] = &parts[..] else {
        return Err(format!("`{bare}` is not two amounts: write the smaller and the larger, for example `12k 34k`"));
    };
    let ends = [amount(low)?, amount(high)?];
    if ends[0] > ends[1] {
        return Err(format!("`{}` is more than `{}`: the smaller end comes first", low.trim(), high.trim()));
    }
    Ok(ends)
}

/// Amounts with spaces between them; a word such as `lakh` belongs to the number before it, a comma at the end to nobody.
fn spaced(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_end_matches(',');
        match parts.last_mut() {
            Some(last) if word.chars().all(char::is_alphabetic) => last.push_str(word),
            _ => parts.push(word.to_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("0", 0.0),
            ("12000", 12e3),
            ("12_000", 12e3),
            ("12,000", 12e3),
            ("1,234,567", 1_234_567.0),
            ("12,34,567", 1_234_567.0),
            (" 12k ", 12e3),
            ("12 K", 12e3),
            ("1.2M", 1.2e6),
            ("1.1 million", 1.1e6),
            ("3 lakh", 3e5),
            ("1.5crore", 1.5e7),
        ] {
            assert_eq!(amount(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_could_be_misread_is_refused() {
        for (text, expected) in [
            ("400.000", "has a point, which could mean thousands or decimals"),
            ("1.700.000", "has a point"),
            ("1,2M", "has a comma that does not stand between thousands"),
            ("12,00", "has a comma"),
            ("1.2345k", "is no whole number"),
            ("-5", "is below zero"),
            ("many", "is no number"),
            ("12x", "is no number"),
            ("", "is no number"),
            (".5M", "is no number"),
            ("9999999M", "is more than there can be"),
        ] {
            let told = amount(text).unwrap_err();
            assert!(told.contains(expected), "{text}: {told}");
        }
    }

    #[test]
    fn ranges_are_two_amounts() {
        for text in ["12k 34k", "12,000 34,000", "12_000, 34_000", "12k to 34k", "12k-34k", "12k – 34k", "[12k, 34k]"]
        {
            assert_eq!(range(text), Ok([12e3, 34e3]), "{text}");
        }
        assert_eq!(range("1 lakh 2 lakh"), Ok([1e5, 2e5]));
        for (text, expected) in [
            ("12k", "is not two amounts"),
            ("1 2 3", "is not two amounts"),
            ("34k 12k", "the smaller end comes first"),
            ("-5 10", "below zero"),
            ("few many", "is not two amounts"),
            ("1 to many", "`many` is no number"),
        ] {
            let told = range(text).unwrap_err();
            assert!(told.contains(expected), "{text}: {told}");
        }
    }
}
