//! The uncertain inputs of a plan, as studies of them see it: independent, each with a place in the unit cube.
//!
//! An input is a number with a law; several numbers of one calendar, which share a key but for the date, are one input
//! with a coordinate for each; and a set of rows that were fitted jointly is one input with one coordinate, which chooses
//! the row: its columns depend on one another, and no index can divide what it cannot vary apart. A choice of contested
//! sources is an input as any other number, its coordinate chooses the source.
//!
//! Whoever asks for some inputs only gets the others together as one more input ([`OTHERS`]). To hold them at their
//! centres would answer another question, in a world in which they are known; to count them as dice would call ignorance
//! chance. As one input they stay uncertain, and shares still add up to the whole.

use std::ops::Range;

use crate::law::Law;
use crate::plan::{Numbers, Quantity};
use crate::scenario::nearest;

/// Key of the input that is a set of joint rows: the key under which a scenario names the file of its parameter set.
pub const JOINT: &str = "parameters";

/// Key of all inputs that were not asked for, together.
pub const OTHERS: &str = "others";

/// What a coordinate of the cube decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value of a number, through its law; by its place in the table.
    Number(usize),
    /// The row of a joint set; by the place of the set.
    Rows(usize),
}

/// An uncertain input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Key in the scenario file, without the date of a calendar's entry; [`JOINT`] or [`OTHERS`].
    pub key: String,
    /// What it is made of, one coordinate each.
    pub parts: Vec<Part>,
}

impl Input {
    /// The number that the input is, if it is one number with a law: only then there is more and less of it.
    pub fn number(&self) -> Option<usize> {
        match self.parts[..] {
            [Part::Number(quantity)] => Some(quantity),
            _ => None,
        }
    }
}

/// The inputs of a table of numbers. Their coordinates follow one another in the order of the list.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    numbers: &'a Numbers,
    /// The inputs.
    pub list: Vec<Input>,
}

/// The key of a number without the date of an entry: `policy.arrests_per_day@2023-10-03` is one of
/// `policy.arrests_per_day`.
pub fn key_of_calendar(key: &str) -> &str {
    key.split_once('@').map_or(key, |(path, _)| path)
}

impl<'a> Inputs<'a> {
    /// All inputs: joint sets first, then numbers in the order of the table.
    pub fn of(numbers: &'a Numbers) -> Self {
        let mut list: Vec<Input> = Vec::new();
        for set in 0..numbers.joint.len() {
            let key = if set == 0 { JOINT.to_owned() } else { format!("{JOINT}-{}", set + 1) };
            list.push(Input { key, parts: vec![Part::Rows(set)] });
        }
        for (quantity, law) in numbers.laws.iter().enumerate() {
            if !law.is_uncertain() || set_of(numbers, quantity).is_some() {
                continue;
            }
            let key = key_of_calendar(&numbers.keys[quantity]);
            match list.iter_mut().find(|input| input.key == key) {
                Some(input) => input.parts.push(Part::Number(quantity)),
                None => list.push(Input { key: key.to_owned(), parts: vec![Part::Number(quantity)] }),
            }
        }
        Inputs { numbers, list }
    }

    /// The named inputs, and all others as one.
    ///
    /// # Errors
    /// In words, with the choices: a name that is no input; a number that is known, or drawn with others.
    pub fn only(mut self, keys: &[String]) -> Result<Self, String> {
        for key in keys {
            if !self.list.iter().any(|input| input.key == *key) {
                return Err(self.no_input(key));
            }
        }
        let (asked, others): (Vec<Input>, Vec<Input>) =
            self.list.into_iter().partition(|input| keys.contains(&input.key));
        self.list = asked;
        if !others.is_empty() {
            let parts = others.into_iter().flat_map(|input| input.parts).collect();
            self.list.push(Input { key: OTHERS.to_owned(), parts });
        }
        Ok(self)
    }

    fn no_input(&self, key: &str) -> String {
        let keys: Vec<&str> = self.list.iter().map(|input| input.key.as_str()).collect();
        let place = |(quantity, known): (usize, &String)| (key_of_calendar(known) == key).then_some(quantity);
        let mut text = match self.numbers.keys.iter().enumerate().find_map(place) {
            Some(quantity) if set_of(self.numbers, quantity).is_some() => format!(
                "`{key}` is one of the numbers that were fitted together and is drawn with them: ask for `{JOINT}`, or take a \
                 parameter set with a range for each number, `--set 'parameters=\"parameters/prior.toml\"'`"
            ),
            Some(_) => format!("`{key}` is a known number in this scenario, not an uncertain one"),
            None => {
                let near = nearest(key, keys.iter().copied());
                let guess = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                format!("there is no uncertain input `{key}`{guess}")
            }
        };
        text.push_str(&format!("\n  uncertain inputs: {}", keys.join(", ")));
        text
    }

    /// Coordinates of all inputs.
    pub fn dimensions(&self) -> usize {
        self.list.iter().map(|input| input.parts.len()).sum()
    }

    /// The coordinates of an input.
    pub fn places(&self, input: usize) -> Range<usize> {
        let from = self.list[..input].iter().map(|input| input.parts.len()).sum();
        from..from + self.list[input].parts.len()
    }

    /// The law of a number.
    pub fn law(&self, quantity: usize) -> &Law {
        &self.numbers.laws[quantity]
    }

    /// The table of numbers at a point of the cube, `[coordinate]`.
    pub fn table(&self, point: &[f64]) -> Vec<f64> {
        // An uncertain number gets its value below, alone or with a row.
        let mut table: Vec<f64> = self.numbers.laws.iter().map(Law::centre).collect();
        let parts = self.list.iter().flat_map(|input| &input.parts);
        for (part, &u) in parts.zip(point) {
            match *part {
                Part::Number(quantity) => table[quantity] = self.numbers.laws[quantity].quantile(u),
                Part::Rows(set) => {
                    let set = &self.numbers.joint[set];
                    let row = ((u * set.rows.len() as f64) as usize).min(set.rows.len() - 1);
                    for (quantity, &value) in set.quantities.iter().zip(&set.rows[row]) {
                        table[quantity.0 as usize] = value;
                    }
                }
            }
        }
        table
    }
}

/// The joint set that a number is drawn with.
fn set_of(numbers: &Numbers, quantity: usize) -> Option<usize> {
    numbers.joint.iter().position(|set| set.quantities.contains(&Quantity(quantity as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::JointDraws;

    /// Two numbers of a calendar, a choice, a known number, and two columns of joint rows.
    fn numbers() -> Numbers {
        let uniform = Law::Uniform { low: 0.0, high: 10.0 };
        Numbers {
            keys: ["fitted.a", "beds@start", "arrests", "fitted.b", "beds@2023-11-01", "people"]
                .map(String::from)
                .into(),
            laws: vec![
                uniform.clone(),
                uniform.clone(),
                Law::Fixed(7.0),
                Law::Fixed(5.0),
                uniform,
                Law::Choice(vec![3.0, 1.0, 2.0]),
            ],
            joint: vec![JointDraws {
                quantities: vec![Quantity(0), Quantity(3)],
                rows: vec![vec![1.0, 10.0], vec![2.0, 20.0], vec![3.0, 30.0], vec![4.0, 40.0]],
            }],
        }
    }

    #[test]
    fn inputs_are_what_varies_independently() {
        let numbers = numbers();
        let inputs = Inputs::of(&numbers);
        let keys: Vec<&str> = inputs.list.iter().map(|input| input.key.as_str()).collect();
        assert_eq!(keys, ["parameters", "beds", "people"]);
        assert_eq!((inputs.dimensions(), inputs.places(1)), (4, 1..3));
        assert_eq!(inputs.table(&[0.6, 0.1, 0.9, 0.4]), [3.0, 1.0, 7.0, 30.0, 9.0, 1.0]);
        assert_eq!(inputs.table(&[0.999, 0.5, 0.5, 0.999])[0], 4.0);
        assert_eq!([0, 1, 2].map(|input| inputs.list[input].number()), [None, None, Some(5)]);
    }

    #[test]
    fn who_asks_for_some_gets_the_others_together() {
        let numbers = numbers();
        let inputs = Inputs::of(&numbers).only(&["people".to_owned()]).unwrap();
        let keys: Vec<&str> = inputs.list.iter().map(|input| input.key.as_str()).collect();
        assert_eq!(keys, ["people", "others"]);
        assert_eq!(inputs.table(&[0.4, 0.6, 0.1, 0.9]), [3.0, 1.0, 7.0, 30.0, 9.0, 1.0]);
        let all = ["parameters", "beds", "people"].map(String::from);
        assert_eq!(Inputs::of(&numbers).only(&all).unwrap().list.len(), 3);
        for (key, expected) in [
            ("peopel", "did you mean `people`?\n  uncertain inputs: parameters, beds, people"),
            ("arrests", "is a known number"),
            ("fitted.b", "fitted together and is drawn with them: ask for `parameters`"),
        ] {
            let problem = Inputs::of(&numbers).only(&[key.to_owned()]).unwrap_err();
            assert!(problem.contains(expected), "{problem}");
        }
    }
}
