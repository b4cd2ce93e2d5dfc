//! How to divide: by chance, exactly or nearly; or as expected.

use std::marker::PhantomData;

use rand_distr::{Binomial, Distribution, Gamma};

use crate::dynamics::{environment, mean_environment};
use crate::law::normal_quantile;
use crate::plan::Plan;
use crate::rng::{Name, Purpose, Stream, Streams};
use crate::sample;

/// A number of households: whole where chance divides them, real where expectations do.
pub trait Count: Copy + Default + std::ops::Add<Output = Self> + std::ops::AddAssign + std::ops::SubAssign {
    /// From whole households.
    fn of(households: u64) -> Self;
    /// As a real number.
    fn real(self) -> f64;
}

impl Count for u64 {
    fn of(households: u64) -> Self {
        households
    }

    fn real(self) -> f64 {
        self as f64
    }
}

impl Count for f64 {
    fn of(households: u64) -> Self {
        households as f64
    }

    fn real(self) -> f64 {
        self
    }
}

/// A way to draw. Days are simulated days; every draw is named by what it is for.
pub trait Draw {
    /// What households are counted in.
    type Count: Count;

    /// The environment of the run: `[day][province]`.
    fn environment(&mut self, plan: &Plan, numbers: &[f64]) -> Vec<f64>;

    /// The shares of destinations of a crossing in this run: Dirichlet around `mean` (adding up to one) with a
    /// concentration.
    fn destinations(&mut self, crossing: usize, mean: &[f64], concentration: f64) -> Vec<f64>;

    /// Divides the households of a stock: each leaves with chance `leave`, leavers choose flows by `share`.
    fn divide(
        &mut self,
        date: i32,
        stock: usize,
        households: Self::Count,
        leave: f64,
        share: &[f64],
        flows: &mut [Self::Count],
    );

    /// Serves households of a batch, without order among them, until `places` people have crossed; the last household
    /// crosses whole. `batch` is reduced, `served` increased, both `[class]`; returns people served.
    fn admit(
        &mut self,
        date: i32,
        crossing: usize,
        batch: &mut [Self::Count],
        size: &dyn Fn(usize) -> f64,
        places: f64,
        served: &mut [Self::Count],
    ) -> f64;

    /// Households of a class in a batch that give up with a chance, divided by `share`.
    fn give_up(
        &mut self,
        date: i32,
        item: u32,
        households: Self::Count,
        chance: f64,
        share: &[f64],
        out: &mut [Self::Count],
    );

    /// Divides the households of a size that cross among destinations.
    fn land(&mut self, date: i32, item: u32, households: Self::Count, share: &[f64], out: &mut [Self::Count]);
}

/// How a binomial number is drawn: `draw` numbers the draws under one name.
pub trait Sampler {
    /// How many of `n` succeed with chance `0 < p < 1`.
    fn binomial(name: &Name, run: u32, draw: u32, n: u64, p: f64) -> u64;
}

/// Exact draws of this crate, the same bits for one run and for many side by side.
#[derive(Clone, Copy, Debug)]
pub struct Own;

impl Sampler for Own {
    fn binomial(name: &Name, run: u32, draw: u32, n: u64, p: f64) -> u64 {
        sample::binomial(name, run, draw, n, p)
    }
}

/// Exact draws of the `rand_distr` library.
#[derive(Clone, Copy, Debug)]
pub struct Library;

impl Sampler for Library {
    fn binomial(name: &Name, run: u32, draw: u32, n: u64, p: f64) -> u64 {
        Binomial::new(n, p).expect("0 < p < 1").sample(&mut name.stream(run, draw))
    }
}

/// A normal draw with the mean and variance of the binomial, rounded and kept within 0 and n.
#[derive(Clone, Copy, Debug)]
pub struct RoundedNormal;

impl Sampler for RoundedNormal {
    fn binomial(name: &Name, run: u32, draw: u32, n: u64, p: f64) -> u64 {
        let mean = n as f64 * p;
        let z = normal_quantile(name.stream(run, draw).uniform());
        libm::round(mean + libm::sqrt(mean * (1.0 - p)) * z).clamp(0.0, n as f64) as u64
    }
}

/// Divides by chance, each draw with its own name.
#[derive(Clone, Debug)]
pub struct Chance<S> {
    streams: Streams,
    run: u64,
    /// Classes of the households of a batch, one entry each.
    urn: Vec<u32>,
    binomials: u64,
    sampler: PhantomData<S>,
}

impl<S: Sampler> Chance<S> {
    /// The draws of a run.
    pub fn new(streams: Streams, run: u64) -> Self {
        Chance { streams, run, urn: Vec::new(), binomials: 0, sampler: PhantomData }
    }

    /// Binomial draws so far.
    pub fn binomials(&self) -> u64 {
        self.binomials
    }

    /// One binomial draw; certainties cost nothing.
    fn binomial(&mut self, name: &Name, draw: u32, n: u64, p: f64) -> u64 {
        if n == 0 || p <= 0.0 {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        self.binomials += 1;
        S::binomial(name, self.run as u32, draw, n, p)
    }

    /// Divides leavers by conditional binomials, one draw for each flow but the last, numbered from 1; flows without a
    /// share cost nothing. Draw 0 belongs to the leavers themselves.
    fn multinomial(&mut self, name: &Name, mut leavers: u64, share: &[f64], out: &mut [u64]) {
        out.fill(0);
        let mut rest = 1.0;
        let last = share.iter().rposition(|&share| share > 0.0);
        for (flow, &share) in share.iter().enumerate() {
            if leavers == 0 {
                return;
            }
            if share > 0.0 {
                let draw = 1 + flow as u32;
                let taken = if Some(flow) == last { leavers } else { self.binomial(name, draw, leavers, share / rest) };
                out[flow] = taken;
                leavers -= taken;
                rest -= share;
            }
        }
    }
}

impl<S: Sampler> Draw for Chance<S> {
    type Count = u64;

    fn environment(&mut self, plan: &Plan, numbers: &[f64]) -> Vec<f64> {
        environment(plan, numbers, &self.streams, self.run)
    }

    fn destinations(&mut self, crossing: usize, mean: &[f64], concentration: f64) -> Vec<f64> {
        let mut stream = self.streams.stream(self.run, Purpose::Destinations, 0, crossing as u32);
        dirichlet(mean, concentration, &mut stream)
    }

    fn divide(&mut self, date: i32, stock: usize, households: u64, leave: f64, share: &[f64], flows: &mut [u64]) {
        if households == 0 || leave <= 0.0 {
            flows.fill(0);
            return;
        }
        let name = self.streams.name(Purpose::Divide, date, stock as u32);
        let leavers = self.binomial(&name, 0, households, leave);
        self.multinomial(&name, leavers, share, flows);
    }

    /// Households are drawn from an urn, one after another without replacement: exact for any mix of sizes.
    fn admit(
        &mut self,
        date: i32,
        crossing: usize,
        batch: &mut [u64],
        size: &dyn Fn(usize) -> f64,
        places: f64,
        served: &mut [u64],
    ) -> f64 {
        self.urn.clear();
        for (class, &households) in batch.iter().enumerate() {
            self.urn.extend(std::iter::repeat_n(class as u32, households as usize));
        }
        let mut stream = self.streams.stream(self.run, Purpose::Admit, date, crossing as u32);
        let mut people = 0.0;
        while people < places && !self.urn.is_empty() {
            let drawn = stream.below(self.urn.len() as u32) as usize;
            let class = self.urn.swap_remove(drawn) as usize;
            batch[class] -= 1;
            served[class] += 1;
            people += size(class);
        }
        people
    }

    fn give_up(&mut self, date: i32, item: u32, households: u64, chance: f64, share: &[f64], out: &mut [u64]) {
        let name = self.streams.name(Purpose::GiveUp, date, item);
        let tired = self.binomial(&name, 0, households, chance);
        self.multinomial(&name, tired, share, out);
    }

    fn land(&mut self, date: i32, item: u32, households: u64, share: &[f64], out: &mut [u64]) {
        let name = self.streams.name(Purpose::Land, date, item);
        self.multinomial(&name, households, share, out);
    }
}

/// Shares from the Dirichlet law around `mean`, by normalised Gamma draws.
pub(super) fn dirichlet(mean: &[f64], concentration: f64, stream: &mut Stream) -> Vec<f64> {
    let mut shares: Vec<f64> = mean
        .iter()
        .map(|&share| {
            let shape = share * concentration;
            if shape > 0.0 { Gamma::new(shape, 1.0).expect("the shape is positive").sample(stream) } else { 0.0 }
        })
        .collect();
    let whole: f64 = shares.iter().sum();
    if whole <= 0.0 {
        return mean.to_vec();
    }
    shares.iter_mut().for_each(|share| *share /= whole);
    shares
}

/// Divides as expected: real-valued households and no chance.
#[derive(Clone, Copy, Debug)]
pub struct Expected;

impl Draw for Expected {
    type Count = f64;

    fn environment(&mut self, plan: &Plan, _numbers: &[f64]) -> Vec<f64> {
        mean_environment(plan)
    }

    fn destinations(&mut self, _crossing: usize, mean: &[f64], _concentration: f64) -> Vec<f64> {
        mean.to_vec()
    }

    fn divide(&mut self, _date: i32, _stock: usize, households: f64, leave: f64, share: &[f64], flows: &mut [f64]) {
        spread(households * leave, share, flows);
    }

    fn admit(
        &mut self,
        _date: i32,
        _crossing: usize,
        batch: &mut [f64],
        size: &dyn Fn(usize) -> f64,
        places: f64,
        served: &mut [f64],
    ) -> f64 {
        let people: f64 = batch.iter().enumerate().map(|(class, &households)| households * size(class)).sum();
        let part = places / people;
        for (waiting, served) in batch.iter_mut().zip(served) {
            *served += *waiting * part;
            *waiting -= *waiting * part;
        }
        places
    }

    fn give_up(&mut self, _date: i32, _item: u32, households: f64, chance: f64, share: &[f64], out: &mut [f64]) {
        spread(households * chance, share, out);
    }

    fn land(&mut self, _date: i32, _item: u32, households: f64, share: &[f64], out: &mut [f64]) {
        spread(households, share, out);
    }
}

fn spread(households: f64, share: &[f64], out: &mut [f64]) {
    for (out, &share) in out.iter_mut().zip(share) {
        *out = households * share;
    }
}
