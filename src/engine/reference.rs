//! The reference engine: household by household, short and obvious. It judges the others.
//!
//! Every household is a record of where it is. Every day every household draws for itself. Nothing is aggregated but
//! the counts that the dynamics ask for, and no code of drawing or queueing is shared with the other engines.

use super::audit::{Before, audit};
use super::draw::dirichlet;
use super::{Engine, Prepared, begin, choose, destination_means};
use crate::dynamics::{Chances, environment};
use crate::network::{Day, Network, Target, Waited};
use crate::outcome::{Ledger, RunSummary};
use crate::plan::Job;
use crate::rng::{Purpose, Stream, Streams};

/// Household by household.
#[derive(Clone, Copy, Debug)]
pub struct Reference;

impl Engine for Reference {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        jobs.iter().map(|job| simulate(prepared, job, streams)).collect()
    }

    /// A run may take seconds.
    fn batch(&self) -> u64 {
        1
    }
}

/// Where a household is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Stock(usize),
    Queue { class: usize },
}

/// A household in a queue.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    household: usize,
    class: usize,
    since: usize,
}

/// Movements of a day, counted for the ledger. Shapes as in [`Day`].
struct Movements {
    flow: Vec<f64>,
    served: Vec<f64>,
    gave_up: Vec<f64>,
    landed: Vec<f64>,
    waits: Vec<Waited<f64>>,
}

struct Town<'a> {
    network: &'a Network,
    households: Vec<Place>,
    /// First come first, `[crossing]`.
    queues: Vec<Vec<Waiting>>,
    debit: Vec<f64>,
    destination_share: Vec<Vec<f64>>,
}

fn simulate(prepared: &Prepared, job: &Job, streams: &Streams) -> RunSummary {
    let Prepared { plan, network, catalogue, layout } = prepared;
    let shape = network.shape;
    let (mut dynamics, start) = begin(prepared, std::slice::from_ref(job), &job.numbers);
    let environment = environment(plan, &job.numbers, streams, std::slice::from_ref(job));
    let mut town = Town::new(prepared, job, streams, &start);
    let mut stock = town.count();
    let mut ledger = Ledger::new(plan, catalogue, layout, network, &job.numbers, &stock[..shape.cells()]);
    let mut waiting = vec![0.0; shape.crossings];
    let everybody = town.people_by_origin();
    let every_flow: Vec<u32> = (0..network.flows.len() as u32).collect();
    for day in 0..plan.days {
        let date = plan.first_day + day as i32;
        let mut stream = streams.stream(job.luck_on(date).into(), Purpose::Household, date, 0);
        let luck = &environment[day * shape.provinces..][..shape.provinces];
        let chances = dynamics.morning(day, network, &stock, &waiting, luck);
        let mut moved = Movements::none(network);
        let arrivals = town.everybody_draws(day, chances, &mut stream, &mut moved);
        town.some_give_up(day, chances, &mut stream, &mut moved);
        town.queues_serve(day, chances, arrivals, &mut stream, &mut moved);
        let before = std::mem::replace(&mut waiting, town.waiting());
        stock = town.count();
        let day = Day {
            day,
            stock: &stock,
            flow: &moved.flow,
            taken: &every_flow,
            served: &moved.served,
            gave_up: &moved.gave_up,
            landed: &moved.landed,
            queue: &waiting,
            waits: &moved.waits,
        };
        let before = Before { everybody: &everybody, queue: &before };
        audit(&mut ledger, network, dynamics.chances(), &before, &town.people_by_origin(), &day);
        ledger.record(network, &day, dynamics.causes());
        dynamics.evening(network, &day);
    }
    ledger.finish(std::slice::from_ref(job)).pop().expect("one job gives one summary")
}

impl Movements {
    fn none(network: &Network) -> Self {
        let shape = network.shape;
        Movements {
            flow: vec![0.0; network.flows.len()],
            served: vec![0.0; shape.crossings * shape.classes()],
            gave_up: vec![0.0; shape.crossings * shape.classes()],
            landed: vec![0.0; shape.crossings * shape.destinations],
            waits: Vec::new(),
        }
    }
}

impl<'a> Town<'a> {
    fn new(prepared: &'a Prepared, job: &Job, streams: &Streams, start: &[f64]) -> Self {
        let (plan, network) = (&prepared.plan, &prepared.network);
        let mut households = Vec::new();
        for (stock, &count) in start.iter().enumerate() {
            households.extend(std::iter::repeat_n(Place::Stock(stock), count as usize));
        }
        let concentration = job.numbers[plan.reception.concentration.0 as usize];
        let destination_share = (0..network.shape.crossings)
            .map(|crossing| {
                let mut stream = streams.stream(job.run, Purpose::Destinations, 0, crossing as u32);
                dirichlet(&destination_means(plan, &job.numbers, crossing), concentration, &mut stream)
            })
            .collect();
        Town {
            network,
            households,
            queues: vec![Vec::new(); network.shape.crossings],
            debit: vec![0.0; network.shape.crossings],
            destination_share,
        }
    }

    fn count(&self) -> Vec<f64> {
        let mut stock = vec![0.0; self.network.shape.stocks()];
        for place in &self.households {
            if let Place::Stock(index) = place {
                stock[*index] += 1.0;
            }
        }
        stock
    }

    /// People who wait: `[crossing]`.
    fn waiting(&self) -> Vec<f64> {
        let people = |w: &Waiting| f64::from(self.network.classes[w.class].size);
        self.queues.iter().map(|queue| queue.iter().map(people).sum()).collect()
    }

    /// People by (province of origin, size), wherever they are: `[origin]`.
    fn people_by_origin(&self) -> Vec<f64> {
        let network = self.network;
        let mut people = vec![0.0; network.origins()];
        for place in &self.households {
            let (origin, size) = match *place {
                Place::Stock(stock) => (network.origin[stock], network.size[stock]),
                Place::Queue { class } => (network.class_origin[class], network.classes[class].size),
            };
            people[origin as usize] += f64::from(size);
        }
        people
    }

    /// Every household that is not in a queue draws whether and where it moves. Returns who arrives at a crossing.
    fn everybody_draws(
        &mut self,
        day: usize,
        chances: &Chances<f64>,
        stream: &mut Stream,
        moved: &mut Movements,
    ) -> Vec<Vec<Waiting>> {
        let mut arrivals = vec![Vec::new(); self.queues.len()];
        for (household, place) in self.households.iter_mut().enumerate() {
            let Place::Stock(stock) = *place else { continue };
            let leave = chances.leave[stock];
            if leave == 0.0 || stream.uniform() >= leave {
                continue;
            }
            let flows = self.network.flows_of(stock);
            let flow = flows.start + choose(&chances.share[flows], stream);
            moved.flow[flow] += 1.0;
            match self.network.flows[flow] {
                Target::Stock(to) => *place = Place::Stock(to as usize),
                Target::Queue { crossing, class } => {
                    let class = class as usize;
                    *place = Place::Queue { class };
                    arrivals[crossing as usize].push(Waiting { household, class, since: day });
                }
            }
        }
        arrivals
    }

    fn some_give_up(&mut self, day: usize, chances: &Chances<f64>, stream: &mut Stream, moved: &mut Movements) {
        let classes = self.network.classes.len();
        for (crossing, queue) in self.queues.iter_mut().enumerate() {
            let households = &mut self.households;
            queue.retain(|waiting| {
                let chance = chances.give_up[waiting.class];
                let patient = ((day - waiting.since) as f64) < chances.patience_days;
                if patient || chance == 0.0 || stream.uniform() >= chance {
                    return true;
                }
                let home = self.network.classes[waiting.class].returns as usize;
                households[waiting.household] = Place::Stock(home + choose(&chances.return_share, stream));
                moved.gave_up[crossing * classes + waiting.class] += 1.0;
                false
            });
        }
    }

    fn queues_serve(
        &mut self,
        day: usize,
        chances: &Chances<f64>,
        arrivals: Vec<Vec<Waiting>>,
        stream: &mut Stream,
        moved: &mut Movements,
    ) {
        let (classes, destinations) = (self.network.classes.len(), self.network.shape.destinations);
        for (crossing, mut arrivals) in arrivals.into_iter().enumerate() {
            // Those of one day have no order among them.
            for last in (1..arrivals.len()).rev() {
                arrivals.swap(last, stream.below(last as u32 + 1) as usize);
            }
            self.queues[crossing].extend(arrivals);
            if chances.places[crossing] <= 0.0 {
                continue;
            }
            let mut left = chances.places[crossing] - self.debit[crossing];
            let mut served = 0;
            while let Some(waiting) = self.queues[crossing].get(served).filter(|_| left > 0.0) {
                let class = self.network.classes[waiting.class];
                let people = f64::from(class.size);
                left -= people;
                served += 1;
                let place = &mut self.households[waiting.household];
                debug_assert_eq!(*place, Place::Queue { class: waiting.class });
                *place = Place::Stock(class.arrives as usize);
                moved.served[crossing * classes + waiting.class] += 1.0;
                moved.waits.push(Waited { crossing, days: day - waiting.since, people });
                let destination = choose(&self.destination_share[crossing], stream);
                moved.landed[crossing * destinations + destination] += people;
            }
            self.debit[crossing] = (-left).max(0.0);
            self.queues[crossing].drain(..served);
        }
    }
}
