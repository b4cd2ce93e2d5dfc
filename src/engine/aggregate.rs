//! One run in stocks and flows: the loop of the cohort and the mean-field engine, which differ in the draw.
//!
//! Order of a day: chances from the counts at midnight; every stock is divided among its flows (each household moves at
//! most once); those on the way may arrive at a queue; households that have waited long may give up; queues serve;
//! destinations are drawn; memories are updated.

use super::audit::{Before, audit};
use super::draw::{Count, Draw};
use super::queue::Queue;
use super::{Prepared, begin, destination_means};
use crate::dynamics::{Chances, Dynamics};
use crate::network::{Day, Network, Target, Waited};
use crate::outcome::{Ledger, RunSummary};
use crate::plan::Job;

/// The state of a run and the movements of the day.
struct Run<'a, D: Draw> {
    network: &'a Network,
    draw: &'a mut D,
    stock: Vec<D::Count>,
    queues: Vec<Queue<D::Count>>,
    /// `[crossing][destination]`
    destination_share: Vec<Vec<f64>>,
    flow: Vec<D::Count>,
    /// `[crossing][class]`
    arrivals: Vec<D::Count>,
    served: Vec<D::Count>,
    gave_up: Vec<D::Count>,
    /// People: `[crossing][destination]`.
    landed: Vec<f64>,
    /// People: `[crossing]`.
    waiting: Vec<f64>,
    waits: Vec<Waited<f64>>,
}

/// Simulates one run.
pub(super) fn simulate<D: Draw>(prepared: &Prepared, job: &Job, draw: &mut D) -> RunSummary {
    let Prepared { plan, network, catalogue, layout } = prepared;
    let shape = network.shape;
    let (mut dynamics, households) = begin(prepared, job);
    let environment = draw.environment(plan, &job.numbers);
    let mut run = Run::new(prepared, job, draw, &households);
    let mut stock = real(&run.stock);
    let mut ledger = Ledger::new(plan, catalogue, layout, network, &job.numbers, &stock[..shape.cells()]);
    let everybody = run.people_by_origin();
    for day in 0..plan.days {
        let date = plan.first_day + day as i32;
        let luck = &environment[day * shape.provinces..][..shape.provinces];
        let chances = dynamics.morning(day, network, &stock, &run.waiting, luck);
        let before = run.waiting.clone();
        run.divide(date, chances);
        run.tire(day, date, chances);
        run.serve(day, date, chances);
        run.land(date);
        stock = real(&run.stock);
        run.close(day, &stock, &Before { everybody: &everybody, queue: &before }, &mut dynamics, &mut ledger);
    }
    ledger.finish(job.run)
}

fn real<C: Count>(counts: &[C]) -> Vec<f64> {
    counts.iter().map(|count| count.real()).collect()
}

impl<'a, D: Draw> Run<'a, D> {
    fn new(prepared: &'a Prepared, job: &Job, draw: &'a mut D, households: &[u64]) -> Self {
        let network = &prepared.network;
        let shape = network.shape;
        let zero = D::Count::default();
        let concentration = job.numbers[prepared.plan.reception.concentration.0 as usize];
        let destination_share = (0..shape.crossings)
            .map(|crossing| {
                draw.destinations(crossing, &destination_means(&prepared.plan, &job.numbers, crossing), concentration)
            })
            .collect();
        let mut stock = vec![zero; shape.stocks()];
        for (stock, &count) in stock.iter_mut().zip(households) {
            *stock = D::Count::of(count);
        }
        Run {
            network,
            draw,
            stock,
            queues: (0..shape.crossings).map(Queue::new).collect(),
            destination_share,
            flow: vec![zero; network.flows.len()],
            arrivals: vec![zero; shape.crossings * shape.classes()],
            served: vec![zero; shape.crossings * shape.classes()],
            gave_up: vec![zero; shape.crossings * shape.classes()],
            landed: vec![0.0; shape.crossings * shape.destinations],
            waiting: vec![0.0; shape.crossings],
            waits: Vec::new(),
        }
    }

    /// Divides every stock by its count at midnight, then moves the households.
    fn divide(&mut self, date: i32, chances: &Chances<f64>) {
        for stock in 0..self.stock.len() {
            let flows = self.network.flows_of(stock);
            if !flows.is_empty() {
                let (leave, share) = (chances.leave[stock], &chances.share[flows.clone()]);
                self.draw.divide(date, stock, self.stock[stock], leave, share, &mut self.flow[flows]);
            }
        }
        self.arrivals.fill(D::Count::default());
        for stock in 0..self.stock.len() {
            for flow in self.network.flows_of(stock) {
                let moved = self.flow[flow];
                self.stock[stock] -= moved;
                match self.network.flows[flow] {
                    Target::Stock(to) => self.stock[to as usize] += moved,
                    Target::Queue { crossing, class } => {
                        self.arrivals[crossing as usize * self.network.classes.len() + class as usize] += moved;
                    }
                }
            }
        }
    }

    /// Households that have waited long enough may give up and go home.
    fn tire(&mut self, day: usize, date: i32, chances: &Chances<f64>) {
        let classes = self.network.classes.len();
        self.gave_up.fill(D::Count::default());
        if chances.give_up.iter().all(|&chance| chance == 0.0) {
            return;
        }
        let mut back = vec![D::Count::default(); chances.return_share.len()];
        for (crossing, queue) in self.queues.iter_mut().enumerate() {
            for batch in queue.batches.iter_mut().filter(|batch| (day - batch.arrived) as f64 >= chances.patience_days)
            {
                for class in 0..classes {
                    let waiting = batch.households[class];
                    if waiting.real() == 0.0 || chances.give_up[class] == 0.0 {
                        continue;
                    }
                    let item = ((crossing * 4096 + batch.arrived % 4096) * classes + class) as u32;
                    self.draw.give_up(date, item, waiting, chances.give_up[class], &chances.return_share, &mut back);
                    for (frailty, &households) in back.iter().enumerate() {
                        batch.households[class] -= households;
                        self.gave_up[crossing * classes + class] += households;
                        self.stock[self.network.classes[class].returns as usize + frailty] += households;
                    }
                }
            }
        }
    }

    fn serve(&mut self, day: usize, date: i32, chances: &Chances<f64>) {
        let classes = self.network.classes.len();
        self.served.fill(D::Count::default());
        self.waits.clear();
        for (crossing, queue) in self.queues.iter_mut().enumerate() {
            let here = crossing * classes..(crossing + 1) * classes;
            queue.join(day, &self.arrivals[here.clone()]);
            let served = &mut self.served[here];
            let places = chances.places[crossing];
            queue.serve(self.draw, self.network, (day, date), places, served, &mut self.waits);
            self.waiting[crossing] = queue.people(self.network);
            for (class, &households) in self.network.classes.iter().zip(&*served) {
                self.stock[class.arrives as usize] += households;
            }
        }
    }

    /// Draws destinations, for each crossing and household size.
    fn land(&mut self, date: i32) {
        let shape = self.network.shape;
        let classes = self.network.classes.len();
        self.landed.fill(0.0);
        let mut out = vec![D::Count::default(); shape.destinations];
        let mut sizes: Vec<u32> = self.network.classes.iter().map(|class| class.size).collect();
        sizes.sort_unstable();
        sizes.dedup();
        for crossing in 0..shape.crossings {
            for (index, &size) in sizes.iter().enumerate() {
                let mut households = D::Count::default();
                for class in (0..classes).filter(|&class| self.network.classes[class].size == size) {
                    households += self.served[crossing * classes + class];
                }
                if households.real() == 0.0 {
                    continue;
                }
                let item = (index * shape.crossings + crossing) as u32;
                self.draw.land(date, item, households, &self.destination_share[crossing], &mut out);
                for (destination, &households) in out.iter().enumerate() {
                    self.landed[crossing * shape.destinations + destination] += households.real() * f64::from(size);
                }
            }
        }
    }

    /// People by (province of origin, size), wherever they are: `[origin]`.
    fn people_by_origin(&self) -> Vec<f64> {
        let mut people = vec![0.0; self.network.origins()];
        for (stock, &count) in self.stock.iter().enumerate() {
            people[self.network.origin[stock] as usize] += count.real() * f64::from(self.network.size[stock]);
        }
        for batch in self.queues.iter().flat_map(|queue| &queue.batches) {
            for (class, &count) in batch.households.iter().enumerate() {
                people[self.network.class_origin[class] as usize] +=
                    count.real() * f64::from(self.network.classes[class].size);
            }
        }
        people
    }

    /// Checks the day and hands it to the ledger and to the memories.
    fn close(&self, day: usize, stock: &[f64], before: &Before, dynamics: &mut Dynamics<f64>, ledger: &mut Ledger) {
        let flow = real(&self.flow);
        let served = real(&self.served);
        let gave_up = real(&self.gave_up);
        let causes = dynamics.causes().to_vec();
        let day = Day {
            day,
            stock,
            flow: &flow,
            served: &served,
            gave_up: &gave_up,
            landed: &self.landed,
            queue: &self.waiting,
            waits: &self.waits,
            causes: &causes,
        };
        audit(ledger, self.network, dynamics.chances(), before, &self.people_by_origin(), &day);
        ledger.record(self.network, &day);
        dynamics.evening(self.network, &day);
    }
}
