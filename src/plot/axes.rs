//! A panel with a date axis below and a scale of people at its left, which may reach below zero.

use super::DaysOnPage;
use super::canvas::{Anchor, Area, Canvas, Point};
use super::palette::{AXIS_LABEL, BASE_LINE, GRID_LINE, UNIT};
use super::words;
use crate::language::{Texts, say};

/// Where days and values lie in a rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel {
    pub area: Area,
    /// First day, in days since 1970-01-01.
    pub first_day: i32,
    /// Number of days, at least one.
    pub days: usize,
    /// Value at the lower edge: zero, or less where differences are drawn.
    pub bottom: f64,
    /// Value at the upper edge.
    pub top: f64,
}

impl Panel {
    /// Horizontal place of a day of the horizon (0 = first), which may lie outside it.
    pub(super) fn x(&self, day: f64) -> f64 {
        let last = (self.days.max(2) - 1) as f64;
        self.area.left + self.area.width() * day / last
    }

    /// Horizontal place of a day since 1970-01-01.
    pub(super) fn x_of(&self, day: i32) -> f64 {
        self.x(f64::from(day - self.first_day))
    }

    /// Vertical place of a value.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.area.bottom - self.area.height() * (value - self.bottom) / (self.top - self.bottom)
    }

    /// A daily series as points.
    pub(super) fn points(&self, values: impl Iterator<Item = f64>) -> Vec<Point> {
        values.enumerate().map(|(day, value)| (self.x(day as f64), self.y(value))).collect()
    }

    /// Is the day, in days since 1970-01-01, on the axis?
    pub(super) fn shows(&self, day: i32) -> bool {
        (self.first_day..self.first_day + self.days as i32).contains(&day)
    }

    /// Horizontal lines and their numbers, some `about` of them, and the unit above the highest. Where the scale reaches
    /// below zero, numbers carry their sign.
    pub(super) fn scale(&self, canvas: &Canvas, about: usize, unit: &str) {
        let values = ticks_between(self.bottom, self.top, about);
        let number = if self.bottom < 0.0 { words::signed } else { words::people };
        let highest = self.y(values.last().copied().unwrap_or_default());
        canvas.text(unit, (self.area.left - 7.0, highest - 11.0), Anchor::End, UNIT);
        for value in values {
            let y = self.y(value);
            let pen = if value == 0.0 { BASE_LINE } else { GRID_LINE };
            canvas.line(&[(self.area.left, y), (self.area.right, y)], pen);
            canvas.text(&number(value), (self.area.left - 7.0, y + 4.0), Anchor::End, AXIS_LABEL);
        }
    }

    /// Months, or days when there are few, below the panel; the year under the first label and every January.
    pub(super) fn dates(&self, canvas: &Canvas) {
        let Area { left, right, top, bottom } = self.area;
        canvas.note_days(DaysOnPage { left, right, top, bottom, first_day: self.first_day, days: self.days });
        let last_day = self.first_day + self.days as i32 - 1;
        let room = 38.0;
        let mut year = None;
        for (day, text) in date_ticks(canvas.texts, self.first_day, last_day, (self.area.width() / room) as usize) {
            let x = self.x_of(day);
            let bottom = self.area.bottom;
            canvas.line(&[(x, bottom), (x, bottom + 4.0)], BASE_LINE);
            canvas.text(&text, (x, bottom + 17.0), Anchor::Middle, AXIS_LABEL);
            let (this_year, _, _) = canvas.texts.date(day);
            if year != Some(this_year) {
                canvas.text(&this_year.to_string(), (x, bottom + 31.0), Anchor::Middle, AXIS_LABEL);
                year = Some(this_year);
            }
        }
    }
}

/// Height of the labels that [`Panel::dates`] writes below a panel.
pub(super) const DATES_PX: f64 = 36.0;

/// Round values from 0 to `top`, some `about` of them.
pub(super) fn ticks(top: f64, about: usize) -> Vec<f64> {
    ticks_between(0.0, top, about)
}

/// Round values from `bottom` to `top`, some `about` of them; zero is one of them if it lies between.
pub(super) fn ticks_between(bottom: f64, top: f64, about: usize) -> Vec<f64> {
    let span = top - bottom;
    let mut unit = 1.0;
    while unit * 10.0 * about as f64 <= span {
        unit *= 10.0;
    }
    let step = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0]
        .map(|factor| factor * unit)
        .into_iter()
        .find(|step| (step.fract() == 0.0) && span / step <= about as f64)
        .unwrap_or(50.0 * unit);
    let first = (bottom / step).ceil() as i32;
    (first..).map(|i| f64::from(i) * step).take_while(|value| *value <= top).collect()
}

/// Days to label between two days, at most `most` of them.
fn date_ticks(texts: &Texts, first_day: i32, last_day: i32, most: usize) -> Vec<(i32, String)> {
    let most = most.max(2);
    let days = (last_day - first_day + 1) as usize;
    if days <= 75 {
        let step = [1, 2, 7, 14, 28].into_iter().find(|step| days / step < most).unwrap_or(56);
        return (first_day..=last_day)
            .step_by(step)
            .map(|day| {
                let (_, month, of_month) = texts.date(day);
                (day, say!(texts, "date-axis", day = of_month, month = texts.month(month, true)))
            })
            .collect();
    }
    let step = [1, 2, 3, 6, 12, 24].into_iter().find(|step| days / (30 * *step as usize) < most).unwrap_or(60);
    let begins = |day: i32| {
        let (year, month, of_month) = texts.date(day);
        let is_labelled = of_month == 1 && (year * 12 + month - 1).rem_euclid(step) == 0;
        is_labelled.then(|| (day, texts.month(month, true).to_owned()))
    };
    (first_day..=last_day).filter_map(begins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(780_000.0, 5), [0.0, 200_000.0, 400_000.0, 600_000.0]);
        assert_eq!(ticks(28_000.0, 4), [0.0, 10_000.0, 20_000.0]);
        assert_eq!(ticks(3.0, 4), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks_between(-5_200.0, 900.0, 4), [-4_000.0, -2_000.0, 0.0]);
        assert_eq!(ticks_between(-300.0, -90.0, 4), [-300.0, -200.0, -100.0]);
    }

    #[test]
    fn months_are_labelled_on_their_first_day() {
        let first = crate::units::day_of(Date::constant(2023, 9, 15));
        let labels = date_ticks(Texts::english(), first, first + 289, 12);
        assert_eq!(labels.len(), 9);
        assert_eq!(labels[0], (crate::units::day_of(Date::constant(2023, 10, 1)), "Oct".to_owned()));
        let short = date_ticks(Texts::english(), first, first + 20, 5);
        assert_eq!(short.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["15 Sep", "22 Sep", "29 Sep"]);
    }
}
