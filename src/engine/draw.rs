//! How to divide: by chance, exactly or nearly; or as expected.

use rand_distr::{Distribution, Gamma};

use crate::dynamics::{environment, mean_environment};
use crate::law::normal_quantile;
use crate::network::Network;
use crate::plan::{Job, Plan};
use crate::real::Real;
use crate::rng::{Occasion, Purpose, Stream, Streams};
use crate::sample::{Binomial, Divider, Groups, Lanes, Moved, hypergeometric};

/// A way to draw in runs side by side, one a lane. Dates are days since 1970-01-01; every draw is named by what it is
/// for. Counts are whole households where chance divides them and real-valued where expectations do.
pub trait Draw<R: Real> {
    /// The environment of the runs: `[day][province]`.
    fn environment(&mut self, plan: &Plan, numbers: &[R], jobs: &[Job]) -> Vec<R>;

    /// A day begins: from here on the luck is that of the day.
    fn begin(&mut self, date: i32, jobs: &[Job]);

    /// The shares of destinations of a crossing in one run: Dirichlet around `mean` (adding up to one) with a
    /// concentration.
    fn destinations(&mut self, lane: usize, crossing: usize, mean: &[f64], concentration: f64) -> Vec<f64>;

    /// Divides groups of households: each household leaves with the chance of its group, leavers choose flows by share.
    fn divide(&mut self, purpose: Purpose, date: i32, groups: Groups<R>, moved: &mut Moved<R>);

    /// Serves households of a batch in one run, without order among them, until `places` people have crossed; the last
    /// household crosses whole. There are more people than places. `batch` is reduced, `served` increased, both
    /// `[class]`; returns people served.
    #[allow(clippy::too_many_arguments, reason = "where, when, who and how many")]
    fn admit(
        &mut self,
        lane: usize,
        date: i32,
        crossing: usize,
        network: &Network,
        batch: &mut [R],
        places: f64,
        served: &mut [R],
    ) -> f64;
}

/// Draws of the `rand_distr` library.
#[derive(Clone, Copy, Debug, Default)]
pub struct Library;

impl Binomial for Library {
    fn binomial(&mut self, occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64]) {
        for (i, out) in out.iter_mut().enumerate() {
            let (n, p) = (lanes.n[i], lanes.p[i]);
            *out = if n > 0.0 && p > 0.0 && p < 1.0 {
                let law = rand_distr::Binomial::new(n as u64, p).expect("0 < p < 1");
                law.sample(&mut occasion.item(lanes.items[i]).stream(lanes.runs[i], draw)) as f64
            } else {
                certainty(n, p)
            };
        }
    }
}

/// Normal draws with the mean and variance of the binomial, rounded and kept within 0 and n.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoundedNormal;

impl Binomial for RoundedNormal {
    fn binomial(&mut self, occasion: &Occasion, draw: u32, lanes: Lanes, out: &mut [f64]) {
        for (i, out) in out.iter_mut().enumerate() {
            let (n, p) = (lanes.n[i], lanes.p[i]);
            *out = if n > 0.0 && p > 0.0 && p < 1.0 {
                let z = normal_quantile(occasion.item(lanes.items[i]).stream(lanes.runs[i], draw).uniform());
                libm::rint(n * p + libm::sqrt(n * p * (1.0 - p)) * z).clamp(0.0, n)
            } else {
                certainty(n, p)
            };
        }
    }
}

/// What comes out where chance has no say.
fn certainty(n: f64, p: f64) -> f64 {
    if p >= 1.0 { n } else { 0.0 }
}

/// Divides by chance, each draw with its own name.
#[derive(Clone, Debug)]
pub struct Chance<R, B> {
    streams: Streams,
    divider: Divider<R, B>,
}

impl<R: Real, B: Binomial> Chance<R, B> {
    /// The draws of some runs, one a lane.
    pub fn new(binomial: B, streams: Streams, runs: Vec<u32>) -> Self {
        Chance { streams, divider: Divider::new(binomial, runs) }
    }

    /// Binomial draws so far.
    pub fn draws(&self) -> u64 {
        self.divider.draws()
    }
}

impl<R: Real, B: Binomial> Draw<R> for Chance<R, B> {
    #[inline(always)]
    fn environment(&mut self, plan: &Plan, numbers: &[R], jobs: &[Job]) -> Vec<R> {
        environment(plan, numbers, &self.streams, jobs)
    }

    #[inline(always)]
    fn begin(&mut self, date: i32, jobs: &[Job]) {
        for (run, job) in self.divider.runs_mut().iter_mut().zip(jobs) {
            *run = job.luck_on(date);
        }
    }

    fn destinations(&mut self, lane: usize, crossing: usize, mean: &[f64], concentration: f64) -> Vec<f64> {
        let run = u64::from(self.divider.runs()[lane]);
        let mut stream = self.streams.stream(run, Purpose::Destinations, 0, crossing as u32);
        dirichlet(mean, concentration, &mut stream)
    }

    #[inline(always)]
    fn divide(&mut self, purpose: Purpose, date: i32, groups: Groups<R>, moved: &mut Moved<R>) {
        self.divider.divide(&self.streams.occasion(purpose, date), groups, moved);
    }

    /// As many households as surely find a place, whatever their sizes, are drawn without replacement at once; and again,
    /// until no place is left. Exact, because the first of a random order are a random subset.
    fn admit(
        &mut self,
        lane: usize,
        date: i32,
        crossing: usize,
        network: &Network,
        batch: &mut [R],
        places: f64,
        served: &mut [R],
    ) -> f64 {
        let run = self.divider.runs()[lane];
        let largest = f64::from(network.largest_household);
        let mut people = 0.0;
        let mut round = 0;
        let mut waiting: u64 = batch.iter().map(|households| households.lane(lane) as u64).sum();
        while people < places && waiting > 0 {
            let name = self.streams.name(Purpose::Admit, date, crossing as u32 | round << 8);
            let surely = libm::floor((places - people) / largest) as u64;
            let mut drawn = surely.clamp(1, waiting);
            waiting -= drawn;
            let mut others = waiting + drawn;
            for class in 0..batch.len() {
                let here = batch[class].lane(lane) as u64;
                if drawn == 0 || here == 0 {
                    continue;
                }
                others -= here;
                let taken = hypergeometric(&name, run, class as u32, here, others, drawn);
                drawn -= taken;
                *batch[class].lane_mut(lane) -= taken as f64;
                *served[class].lane_mut(lane) += taken as f64;
                people += taken as f64 * f64::from(network.classes[class].size);
            }
            round += 1;
        }
        people
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

impl<R: Real> Draw<R> for Expected {
    fn environment(&mut self, plan: &Plan, _numbers: &[R], _jobs: &[Job]) -> Vec<R> {
        mean_environment(plan)
    }

    fn begin(&mut self, _date: i32, _jobs: &[Job]) {}

    fn destinations(&mut self, _lane: usize, _crossing: usize, mean: &[f64], _concentration: f64) -> Vec<f64> {
        mean.to_vec()
    }

    #[inline(always)]
    fn divide(&mut self, _purpose: Purpose, _date: i32, groups: Groups<R>, moved: &mut Moved<R>) {
        moved.clear(groups.share.len());
        for group in 0..groups.n.len() {
            let leavers = groups.n[group] * groups.leave[group];
            for flow in groups.flow_start[group] as usize..groups.flow_start[group + 1] as usize {
                moved.note(flow, leavers * groups.share[flow]);
            }
        }
    }

    fn admit(
        &mut self,
        lane: usize,
        _date: i32,
        _crossing: usize,
        network: &Network,
        batch: &mut [R],
        places: f64,
        served: &mut [R],
    ) -> f64 {
        let people: f64 =
            batch.iter().zip(&network.classes).map(|(count, class)| count.lane(lane) * f64::from(class.size)).sum();
        let part = places / people;
        for (waiting, served) in batch.iter_mut().zip(served) {
            let crosses = waiting.lane(lane) * part;
            *served.lane_mut(lane) += crosses;
            *waiting.lane_mut(lane) -= crosses;
        }
        places
    }
}
