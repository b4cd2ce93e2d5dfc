//! The design: which numbers each run draws for its uncertain inputs.
//!
//! A run takes every fixed number as it is, every number with a continuous law through the inverse of its
//! distribution function at a coordinate of a scrambled Sobol point, and everything else by a named stream: one of
//! several contradicting sources (a [`Law::Choice`]), or one row of numbers that were fitted jointly
//! ([`crate::plan::JointDraws`]; a number in such a row takes the row's value, whatever its own law says; runs take the
//! rows in a random order, each once before any is taken again).
//!
//! The job of a run is a function of (numbers, seed, run) alone: not of how many runs there are, of their order or of
//! threads. Asking for more runs keeps those there are.
//!
//! **What moves a number's draws.** The i-th continuous number of the table takes dimension i, which settles both its
//! direction numbers and its scrambling: a new uncertain number behind all others changes nothing for them, one in
//! their midst shifts those behind it. Draws by named stream are named by the *key* of the number, so nothing shifts
//! them. Two scenarios with the same uncertain numbers therefore share their draws; a study that compares scenarios
//! with different ones makes one design for all ([`Design::shared`]), in which a number is known by its key.
//!
//! Numbers beyond the 256 dimensions of the table are drawn by named streams too: right in law, not more even than
//! chance. What is left out: dependence between numbers other than by joint rows.

mod sobol;

use crate::law::Law;
use crate::plan::{Job, JointDraws, Numbers, Quantity};
use crate::rng::{Purpose, Stream, Streams};
use sobol::Dimension;

/// Which numbers each run draws, see the [module](self).
#[derive(Clone, Debug)]
pub struct Design<'a> {
    streams: Streams,
    /// `[quantity]`: the fixed numbers; not a number where a run draws its own.
    fixed: Vec<f64>,
    drawn: Vec<Drawn<'a>>,
    joint: Vec<(u32, &'a JointDraws)>,
}

/// Points of the unit cube for studies that place their own: the scrambled Sobol points of a design with the same seed.
///
/// Coordinates beyond the 256 dimensions of the table are drawn by named streams: right in law, not more even than
/// chance.
#[derive(Clone, Debug)]
pub struct Cube {
    streams: Streams,
    even: Vec<Dimension>,
    dimensions: usize,
}

impl Cube {
    /// The cube with so many dimensions.
    pub fn new(dimensions: usize, seed: u64) -> Self {
        let even = Dimension::first(dimensions.min(sobol::DIMENSIONS));
        Cube { streams: Streams::new(seed), even, dimensions }
    }

    /// A point, `[dimension]`, inside the open cube; points are numbered below 2^32.
    pub fn point(&self, number: u64) -> Vec<f64> {
        let even = self.even.iter().map(|dimension| dimension.coordinate(number, &self.streams));
        let chance = (self.even.len()..self.dimensions).map(|dimension| {
            Draw::Beyond { point: number, dimension: dimension as u32 }.stream(&self.streams).uniform()
        });
        even.chain(chance).collect()
    }
}

/// A number that each run draws for itself.
#[derive(Clone, Debug)]
struct Drawn<'a> {
    quantity: usize,
    law: &'a Law,
    by: By,
}

/// How the uniform behind a number is found.
#[derive(Clone, Debug)]
enum By {
    Dimension(Dimension),
    Stream { name: u32 },
}

/// The names of the streams of a design, all with [`Purpose::Design`]. Its "day" is not a day but the kind of draw.
#[derive(Clone, Copy, Debug)]
enum Draw {
    /// The uniform of one number of a run; `name` comes from its key.
    Number { run: u64, name: u32 },
    /// The order in which the runs of a cycle take the rows of joint draws; `name` from the place of the set.
    Rows { cycle: u64, name: u32 },
    /// A coordinate of a point of the cube that has no dimension in the table.
    Beyond { point: u64, dimension: u32 },
    /// The coins of the scrambling tree below a node; `node` is made of the first `depth` digits of a point.
    Scramble { depth: u32, node: u32, dimension: u32 },
}

impl Draw {
    fn stream(self, streams: &Streams) -> Stream {
        match self {
            Draw::Number { run, name } => streams.stream(run, Purpose::Design, 0, name),
            Draw::Rows { cycle, name } => streams.stream(cycle, Purpose::Design, 1, name),
            Draw::Beyond { point, dimension } => streams.stream(point, Purpose::Design, 2, dimension),
            Draw::Scramble { depth, node, dimension } => {
                streams.stream(u64::from(node), Purpose::Design, 256 + depth as i32, dimension)
            }
        }
    }
}

impl<'a> Design<'a> {
    /// The design for a table of numbers.
    ///
    /// # Panics
    /// If a joint set has no rows, or names a quantity that the table does not have: a plan's checks see to both.
    pub fn new(numbers: &'a Numbers, seed: u64) -> Self {
        Self::shared(&[numbers], seed).pop().expect("one table has one design")
    }

    /// One design for several tables, so that their runs are paired: a number that several of them draw takes the same
    /// place of its law in each. The dimensions go to the numbers of the first table, as in [`Design::new`], then to those
    /// of the second that the first does not have, and so on.
    ///
    /// # Panics
    /// As [`Design::new`].
    pub fn shared(tables: &[&'a Numbers], seed: u64) -> Vec<Self> {
        let mut order: Vec<u32> = Vec::new();
        for numbers in tables {
            let names = uncertain(numbers).filter(|(_, law)| law.is_continuous()).map(|(q, _)| name_of(numbers, q));
            let new: Vec<u32> = names.filter(|name| !order.contains(name)).collect();
            order.extend(new);
        }
        let dimensions = Dimension::first(order.len().min(sobol::DIMENSIONS));
        let of = |numbers| Self::with_dimensions(numbers, seed, &order, &dimensions);
        tables.iter().map(|numbers| of(numbers)).collect()
    }

    /// The design of a table whose continuous numbers have the dimension at the place of their name in `order`.
    fn with_dimensions(numbers: &'a Numbers, seed: u64, order: &[u32], dimensions: &[Dimension]) -> Self {
        let value = |law: &Law| if let Law::Fixed(value) = *law { value } else { f64::NAN };
        let drawn = uncertain(numbers).map(|(quantity, law)| {
            let name = name_of(numbers, quantity);
            let place = order.iter().position(|other| *other == name).filter(|_| law.is_continuous());
            let dimension = place.and_then(|place| dimensions.get(place));
            Drawn { quantity, law, by: dimension.map_or(By::Stream { name }, |d| By::Dimension(d.clone())) }
        });
        Design {
            streams: Streams::new(seed),
            fixed: numbers.laws.iter().map(value).collect(),
            drawn: drawn.collect(),
            joint: numbers.joint.iter().enumerate().map(|(place, set)| (name_of_set(place), set)).collect(),
        }
    }

    /// The numbers of a run, below 2^32.
    pub fn job(&self, run: u64) -> Job {
        let mut numbers = self.fixed.clone();
        for Drawn { quantity, law, by } in &self.drawn {
            let uniform = match by {
                By::Dimension(dimension) => dimension.coordinate(run, &self.streams),
                By::Stream { name } => Draw::Number { run, name: *name }.stream(&self.streams).uniform(),
            };
            numbers[*quantity] = law.quantile(uniform);
        }
        for &(name, set) in &self.joint {
            let row = self.row(run, name, set);
            for (quantity, &value) in set.quantities.iter().zip(&set.rows[row]) {
                numbers[quantity.0 as usize] = value;
            }
        }
        Job::new(run, numbers)
    }

    /// Which row of a set of joint draws a run takes: each cycle of as many runs as there are rows takes every row once, in
    /// an order drawn for the cycle. So fitted numbers are covered evenly, as Sobol points cover the others.
    fn row(&self, run: u64, name: u32, set: &JointDraws) -> usize {
        let rows = set.rows.len() as u64;
        let (cycle, place) = (run / rows, (run % rows) as usize);
        let mut stream = Draw::Rows { cycle, name }.stream(&self.streams);
        let mut order: Vec<usize> = (0..set.rows.len()).collect();
        // The beginning of a shuffle (Fisher and Yates), as far as the run needs it.
        for at in 0..=place {
            order.swap(at, at + stream.below((set.rows.len() - at) as u32) as usize);
        }
        order[place]
    }

    /// The rows that a run takes, one of each set of joint draws.
    pub fn rows(&self, run: u64) -> Vec<usize> {
        self.joint.iter().map(|&(name, set)| self.row(run, name, set)).collect()
    }

    /// The numbers that differ from run to run, in the order of the table: what `failed.csv` must name.
    pub fn uncertain(&self) -> Vec<Quantity> {
        let joint = self.joint.iter().flat_map(|(_, set)| set.quantities.iter().copied());
        let mut all: Vec<Quantity> =
            self.drawn.iter().map(|drawn| Quantity(drawn.quantity as u32)).chain(joint).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The numbers that a run draws by themselves, not in a joint row, in the order of the table.
fn uncertain(numbers: &Numbers) -> impl Iterator<Item = (usize, &Law)> {
    let in_joint_rows =
        |quantity: usize| numbers.joint.iter().any(|set| set.quantities.contains(&Quantity(quantity as u32)));
    numbers.laws.iter().enumerate().filter(move |&(q, law)| law.is_uncertain() && !in_joint_rows(q))
}

/// The name of a number's stream: a hash of its key and of how many numbers before it have the same key (several
/// entries of a calendar, say).
fn name_of(numbers: &Numbers, quantity: usize) -> u32 {
    let key = &numbers.keys[quantity];
    let before = numbers.keys[..quantity].iter().filter(|other| *other == key).count();
    fnv_1a(&format!("{key}#{before}"))
}

/// The name of the streams that order the rows of a set: its place, so that two scenarios share the rows of a fitted set
/// although one of them states some of its numbers itself.
fn name_of_set(place: usize) -> u32 {
    fnv_1a(&format!("joint rows {place}"))
}

/// A hash that stays what it is (FNV-1a of Fowler, Noll and Vo), since names must not change with a compiler's
/// library. Two given keys have the same one with a chance of one in four thousand million.
fn fnv_1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests;
