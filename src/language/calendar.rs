//! The solar Hijri calendar, as Afghanistan counts days.
//!
//! Twelve months of 31 days (six), 30 (five) and 29 or 30. Leap years by the rule of 33 years, which agrees with the
//! astronomical calendar for 1178 to 1633 (1799 to 2254): Borkowski (1996), "The Persian calendar for 3000 years", *Earth, Moon, and
//! Planets* 74: 223-230.

/// 1 Hamal 1402, 21 March 2023, in days since 1970-01-01.
const ANCHOR_DAY: i32 = 19_437;
const ANCHOR_YEAR: i32 = 1402;

fn is_leap(year: i32) -> bool {
    matches!(year.rem_euclid(33), 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

/// Year, month and day of a day since 1970-01-01.
pub(super) fn solar(day: i32) -> (i32, i32, i32) {
    let (mut year, mut left) = (ANCHOR_YEAR, day - ANCHOR_DAY);
    let days = |year: i32| 365 + i32::from(is_leap(year));
    while left < 0 {
        year -= 1;
        left += days(year);
    }
    while left >= days(year) {
        left -= days(year);
        year += 1;
    }
    match left {
        0..186 => (year, left / 31 + 1, left % 31 + 1),
        _ => (year, (left - 186) / 30 + 7, (left - 186) % 30 + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units;

    #[test]
    fn days_are_those_of_published_calendars() {
        // New years, the announcement, the deadline and a leap day.
        let cases = [
            ((2023, 3, 21), (1402, 1, 1)),
            ((2024, 3, 20), (1403, 1, 1)),
            ((2025, 3, 21), (1404, 1, 1)),
            ((2021, 3, 21), (1400, 1, 1)),
            ((2021, 3, 20), (1399, 12, 30)),
            ((2023, 10, 3), (1402, 7, 11)),
            ((2023, 11, 1), (1402, 8, 10)),
            ((2016, 9, 22), (1395, 7, 1)),
            ((1970, 1, 1), (1348, 10, 11)),
            ((2023, 9, 22), (1402, 6, 31)),
        ];
        for ((year, month, day), expected) in cases {
            assert_eq!(solar(units::day(year, month, day).unwrap()), expected, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut before = solar(-30_000);
        for day in -29_999..80_000 {
            let (year, month, of_month) = solar(day);
            let next = match before {
                (y, m, d) if (y, m, d + 1) == (year, month, of_month) => true,
                (y, m, 29..=31) => of_month == 1 && ((y, m + 1) == (year, month) || (y + 1, m, 1) == (year, 12, month)),
                _ => false,
            };
            assert!(next, "{before:?} then {year}-{month}-{of_month}");
            before = (year, month, of_month);
        }
    }
}
