//! The events engine: household by household, but a household costs work only when something happens to it.
//!
//! Hazards are frozen from midnight to midnight, so within a day the households of a stock are alike and independent.
//! The number of households passed over before the next one that leaves is geometric; the engine jumps from leaver to
//! leaver instead of asking everybody (Devroye 1986, "Non-uniform random variate generation", section X.2: the gaps
//! between successes). Exactly the law of the reference engine, at a cost that grows with events, not with people.
//! Households keep their identity, as in the reference.

use std::collections::VecDeque;

use super::audit::{Before, audit};
use super::draw::dirichlet;
use super::{Engine, Prepared, begin, choose, destination_means};
use crate::dynamics::{Chances, environment};
use crate::network::{Day, Network, Target, Waited};
use crate::outcome::{Ledger, RunSummary};
use crate::plan::Job;
use crate::rng::{Purpose, Stream, Streams};

/// From event to event.
#[derive(Clone, Copy, Debug)]
pub struct Events;

impl Engine for Events {
    fn run(&self, prepared: &Prepared, jobs: &[Job], streams: &Streams) -> Vec<RunSummary> {
        jobs.iter().map(|job| simulate(prepared, job, streams)).collect()
    }
}

/// A household at a crossing.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    household: u32,
    class: usize,
    since: usize,
}

/// A household on the move.
#[derive(Clone, Copy, Debug)]
struct Move {
    household: u32,
    to: Target,
}

/// Movements of a day, counted for the ledger. Shapes as in [`Day`].
struct Counts {
    flow: Vec<f64>,
    served: Vec<f64>,
    gave_up: Vec<f64>,
    landed: Vec<f64>,
    waits: Vec<Waited<f64>>,
}

struct Town<'a> {
    network: &'a Network,
    streams: &'a Streams,
    job: &'a Job,
    /// Who is in each stock: `[stock]`, in no order.
    residents: Vec<Vec<u32>>,
    /// First come first: `[crossing]`.
    queues: Vec<VecDeque<Waiting>>,
    debit: Vec<f64>,
    destination_share: Vec<Vec<f64>>,
    moves: Vec<Move>,
    counts: Counts,
}

fn simulate(prepared: &Prepared, job: &Job, streams: &Streams) -> RunSummary {
    let Prepared { plan, network, catalogue, layout } = prepared;
    let shape = network.shape;
    let (mut dynamics, start) = begin(prepared, std::slice::from_ref(job), &job.numbers);
    let environment = environment(plan, &job.numbers, streams, std::slice::from_ref(job));
    let mut town = Town::new(prepared, job, streams, &start);
    let mut stock = town.stock();
    let mut ledger = Ledger::new(plan, catalogue, layout, network, &job.numbers, &stock[..shape.cells()]);
    let mut waiting = vec![0.0; shape.crossings];
    let everybody = town.people_by_origin();
    let every_flow: Vec<u32> = (0..network.flows.len() as u32).collect();
    for day in 0..plan.days {
        let date = plan.first_day + day as i32;
        let luck = &environment[day * shape.provinces..][..shape.provinces];
        let chances = dynamics.morning(day, network, &stock, &waiting, luck);
        town.counts.clear();
        town.draw_leavers(date, chances);
        let arrivals = town.move_leavers(day);
        town.give_up(day, date, chances);
        let before = waiting.clone();
        for (crossing, arrivals) in arrivals.into_iter().enumerate() {
            town.serve(crossing, (day, date), chances.places[crossing], arrivals);
            waiting[crossing] =
                town.queues[crossing].iter().map(|waiting| f64::from(network.classes[waiting.class].size)).sum();
        }
        stock = town.stock();
        let day = Day {
            day,
            stock: &stock,
            flow: &town.counts.flow,
            taken: &every_flow,
            served: &town.counts.served,
            gave_up: &town.counts.gave_up,
            landed: &town.counts.landed,
            queue: &waiting,
            waits: &town.counts.waits,
        };
        let before = Before { everybody: &everybody, queue: &before };
        audit(&mut ledger, network, dynamics.chances(), &before, &town.people_by_origin(), &day);
        ledger.record(network, &day, dynamics.causes());
        dynamics.evening(network, &day);
    }
    ledger.finish(std::slice::from_ref(job)).pop().expect("one job gives one summary")
}

impl Counts {
    fn of(network: &Network) -> Self {
        let shape = network.shape;
        Counts {
            flow: vec![0.0; network.flows.len()],
            served: vec![0.0; shape.crossings * shape.classes()],
            gave_up: vec![0.0; shape.crossings * shape.classes()],
            landed: vec![0.0; shape.crossings * shape.destinations],
            waits: Vec::new(),
        }
    }

    fn clear(&mut self) {
        for counts in [&mut self.flow, &mut self.served, &mut self.gave_up, &mut self.landed] {
            counts.fill(0.0);
        }
        self.waits.clear();
    }
}

impl<'a> Town<'a> {
    fn new(prepared: &'a Prepared, job: &'a Job, streams: &'a Streams, start: &[f64]) -> Self {
        let network = &prepared.network;
        let shape = network.shape;
        let mut residents = vec![Vec::new(); shape.stocks()];
        let mut next = 0;
        for (stock, &count) in start.iter().enumerate() {
            residents[stock] = (next..next + count as u32).collect();
            next += count as u32;
        }
        let concentration = job.numbers[prepared.plan.reception.concentration.0 as usize];
        let destination_share = (0..shape.crossings)
            .map(|crossing| {
                let mut stream = streams.stream(job.run, Purpose::Destinations, 0, crossing as u32);
                dirichlet(&destination_means(&prepared.plan, &job.numbers, crossing), concentration, &mut stream)
            })
            .collect();
        Town {
            network,
            streams,
            job,
            residents,
            queues: vec![VecDeque::new(); shape.crossings],
            debit: vec![0.0; shape.crossings],
            destination_share,
            moves: Vec::new(),
            counts: Counts::of(network),
        }
    }

    /// Households in each stock.
    fn stock(&self) -> Vec<f64> {
        self.residents.iter().map(|residents| residents.len() as f64).collect()
    }

    /// People by (province of origin, size), wherever they are: `[origin]`.
    fn people_by_origin(&self) -> Vec<f64> {
        let mut people = vec![0.0; self.network.origins()];
        for (stock, residents) in self.residents.iter().enumerate() {
            people[self.network.origin[stock] as usize] += residents.len() as f64 * f64::from(self.network.size[stock]);
        }
        for waiting in self.queues.iter().flatten() {
            let class = waiting.class;
            people[self.network.class_origin[class] as usize] += f64::from(self.network.classes[class].size);
        }
        people
    }

    /// A stream of this engine: `item` names a stock, or what comes after the last stock.
    fn stream(&self, date: i32, item: usize) -> Stream {
        // Item 0 belongs to the reference engine.
        self.streams.stream(self.job.luck_on(date).into(), Purpose::Household, date, 1 + item as u32)
    }

    /// Takes the leavers out of every stock, jumping from one to the next. Nobody moves twice, because nobody is put
    /// anywhere before all stocks have been drawn.
    fn draw_leavers(&mut self, date: i32, chances: &Chances<f64>) {
        self.moves.clear();
        let mut leavers = Vec::new();
        for stock in 0..self.residents.len() {
            let (leave, flows) = (chances.leave[stock], self.network.flows_of(stock));
            if leave <= 0.0 || self.residents[stock].is_empty() {
                continue;
            }
            let mut stream = self.stream(date, stock);
            leavers.clear();
            successes(self.residents[stock].len(), leave, &mut stream, &mut leavers);
            // From the back, so that the places of the others still hold.
            for &place in leavers.iter().rev() {
                let household = self.residents[stock].swap_remove(place);
                let flow = flows.start + choose(&chances.share[flows.clone()], &mut stream);
                self.counts.flow[flow] += 1.0;
                self.moves.push(Move { household, to: self.network.flows[flow] });
            }
        }
    }

    /// Puts the leavers where they go. Returns who arrives at each crossing.
    fn move_leavers(&mut self, day: usize) -> Vec<Vec<Waiting>> {
        let mut arrivals = vec![Vec::new(); self.queues.len()];
        for &Move { household, to } in &self.moves {
            match to {
                Target::Stock(stock) => self.residents[stock as usize].push(household),
                Target::Queue { crossing, class } => {
                    arrivals[crossing as usize].push(Waiting { household, class: class as usize, since: day });
                }
            }
        }
        arrivals
    }

    fn give_up(&mut self, day: usize, date: i32, chances: &Chances<f64>) {
        if chances.give_up.iter().all(|&chance| chance <= 0.0) {
            return;
        }
        let classes = self.network.classes.len();
        let mut stream = self.stream(date, self.residents.len());
        for crossing in 0..self.queues.len() {
            let mut staying = VecDeque::with_capacity(self.queues[crossing].len());
            for waiting in std::mem::take(&mut self.queues[crossing]) {
                let chance = chances.give_up[waiting.class];
                let tired = (day - waiting.since) as f64 >= chances.patience_days;
                if tired && chance > 0.0 && stream.uniform() < chance {
                    let home = self.network.classes[waiting.class].returns as usize;
                    self.residents[home + choose(&chances.return_share, &mut stream)].push(waiting.household);
                    self.counts.gave_up[crossing * classes + waiting.class] += 1.0;
                } else {
                    staying.push_back(waiting);
                }
            }
            self.queues[crossing] = staying;
        }
    }

    /// Serves a queue for a day.
    fn serve(&mut self, crossing: usize, (day, date): (usize, i32), places: f64, mut arrivals: Vec<Waiting>) {
        let (classes, destinations) = (self.network.classes.len(), self.network.shape.destinations);
        let mut stream = self.stream(date, self.residents.len() + 1 + crossing);
        for last in (1..arrivals.len()).rev() {
            arrivals.swap(last, stream.below(last as u32 + 1) as usize);
        }
        self.queues[crossing].extend(arrivals);
        if places <= 0.0 {
            return;
        }
        let mut left = places - self.debit[crossing];
        while left > 0.0 {
            let Some(waiting) = self.queues[crossing].pop_front() else { break };
            let class = self.network.classes[waiting.class];
            let people = f64::from(class.size);
            left -= people;
            self.residents[class.arrives as usize].push(waiting.household);
            self.counts.served[crossing * classes + waiting.class] += 1.0;
            self.counts.waits.push(Waited { crossing, days: day - waiting.since, people });
            let destination = choose(&self.destination_share[crossing], &mut stream);
            self.counts.landed[crossing * destinations + destination] += people;
        }
        self.debit[crossing] = (-left).max(0.0);
    }
}

/// Places of the successes in `n` independent trials with a chance, ascending, appended to `out`.
fn successes(n: usize, chance: f64, stream: &mut Stream, out: &mut Vec<usize>) {
    if chance >= 1.0 {
        out.extend(0..n);
        return;
    }
    let stay = libm::log1p(-chance);
    let mut next = 0.0;
    loop {
        next += libm::floor(libm::log(stream.uniform()) / stay);
        if next >= n as f64 {
            return;
        }
        out.push(next as usize);
        next += 1.0;
    }
}
