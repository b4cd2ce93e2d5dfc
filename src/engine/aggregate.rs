//! Runs in stocks and flows: the one loop of all engines but those that go household by household. They differ in the
//! draw, and in how many runs they simulate side by side ([`Real`]).
//!
//! Order of a day: chances from the counts at midnight; every stock is divided among its flows (each household moves at
//! most once); those on the way may arrive at a queue; households that have waited long may give up; queues serve;
//! destinations are drawn; memories are updated.

use super::audit::{Before, audit};
use super::draw::Draw;
use super::queue::Queue;
use super::{Prepared, begin, destination_means};
use crate::dynamics::{Chances, Dynamics};
use crate::network::{Day, Network, Target, Waited};
use crate::outcome::{Ledger, RunSummary};
use crate::plan::Job;
use crate::real::{Real, clear};
use crate::rng::Purpose;
use crate::sample::{Groups, Moved};

/// The state of the runs and the movements of the day.
struct Run<'a, R, D> {
    network: &'a Network,
    draw: &'a mut D,
    stock: Vec<R>,
    queues: Vec<Queue<R>>,
    moved: Moved<R>,
    /// `[crossing][class]`
    arrivals: Vec<R>,
    served: Vec<R>,
    /// `[crossing][class]`; empty if nobody gave up.
    gave_up: Vec<R>,
    /// People: `[crossing][destination]`.
    landed: Vec<R>,
    /// People: `[crossing]`.
    waiting: Vec<R>,
    /// People by (province of origin, size): `[origin]`.
    people: Vec<R>,
    waits: Vec<Waited<R>>,
    stocks: Vec<u32>,
    tired: Tired<R>,
    landing: Landing<R>,
}

/// Households that may give up, as groups to be divided among homes.
struct Tired<R> {
    /// Crossing, batch and class of each group.
    who: Vec<[usize; 3]>,
    items: Vec<u32>,
    n: Vec<R>,
    leave: Vec<R>,
    flow_start: Vec<u32>,
    share: Vec<R>,
    back: Moved<R>,
}

/// Households that crossed, as groups to be divided among destinations: `[crossing][size]`.
struct Landing<R> {
    /// Sizes of households that there are.
    sizes: Vec<u32>,
    items: Vec<u32>,
    n: Vec<R>,
    leave: Vec<R>,
    flow_start: Vec<u32>,
    /// `[crossing][size][destination]`
    share: Vec<R>,
    /// Which of the sizes the households of a class have: `[class]`.
    size_of: Vec<u32>,
    landed: Moved<R>,
}

/// Simulates runs side by side, one a lane: as many jobs as there are lanes.
///
/// # Panics
/// If there are more jobs or fewer.
#[inline(always)]
pub(super) fn simulate<R: Real, D: Draw<R>>(prepared: &Prepared, jobs: &[Job], draw: &mut D) -> Vec<RunSummary> {
    assert_eq!(jobs.len(), R::LANES, "one job a lane");
    let Prepared { plan, network, catalogue, layout } = prepared;
    let shape = network.shape;
    let numbers: Vec<R> = (0..jobs[0].numbers.len()).map(|q| of_lanes(|lane| jobs[lane].numbers[q])).collect();
    let (mut dynamics, households) = begin(prepared, jobs, &numbers);
    let environment = draw.environment(plan, &numbers, jobs);
    let mut run = Run::new(prepared, jobs, draw, &households);
    let mut ledger = Ledger::new(plan, catalogue, layout, network, &numbers, &households);
    let mut before = vec![R::of(0.0); shape.crossings];
    run.count_people();
    let everybody = run.people.clone();
    for day in 0..plan.days {
        let date = plan.first_day + day as i32;
        run.draw.begin(date, jobs);
        let luck = &environment[day * shape.provinces..][..shape.provinces];
        let chances = dynamics.morning(day, network, &run.stock, &run.waiting, luck);
        before.copy_from_slice(&run.waiting);
        run.divide(date, chances);
        run.tire(day, date, chances);
        run.serve(day, date, chances);
        run.land(date);
        run.count_people();
        run.close(day, &Before { everybody: &everybody, queue: &before }, &mut dynamics, &mut ledger);
    }
    ledger.finish(jobs)
}

/// A number of each lane.
pub(super) fn of_lanes<R: Real>(number: impl Fn(usize) -> f64) -> R {
    let mut all = R::of(0.0);
    for lane in 0..R::LANES {
        *all.lane_mut(lane) = number(lane);
    }
    all
}

impl<R: Real> Landing<R> {
    fn new<D: Draw<R>>(prepared: &Prepared, jobs: &[Job], draw: &mut D) -> Self {
        let shape = prepared.network.shape;
        let mut sizes: Vec<u32> = prepared.network.classes.iter().map(|class| class.size).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let groups = shape.crossings * sizes.len();
        let mut share = Vec::with_capacity(groups * shape.destinations);
        for crossing in 0..shape.crossings {
            let shares: Vec<Vec<f64>> = (jobs.iter().enumerate())
                .map(|(lane, job)| {
                    let concentration = job.numbers[prepared.plan.reception.concentration.0 as usize];
                    let mean = destination_means(&prepared.plan, &job.numbers, crossing);
                    draw.destinations(lane, crossing, &mean, concentration)
                })
                .collect();
            for _ in 0..sizes.len() {
                share.extend((0..shape.destinations).map(|to| of_lanes::<R>(|lane| shares[lane][to])));
            }
        }
        Landing {
            items: (0..groups).map(|group| item(group, sizes.len(), shape.crossings)).collect(),
            n: vec![R::of(0.0); groups],
            leave: vec![R::of(1.0); groups],
            flow_start: (0..=groups).map(|group| (group * shape.destinations) as u32).collect(),
            landed: Moved::nobody(share.len()),
            share,
            size_of: (prepared.network.classes.iter())
                .map(|class| sizes.binary_search(&class.size).expect("every size is listed") as u32)
                .collect(),
            sizes,
        }
    }
}

/// The name of those of a size who crossed at a crossing, `group` = `[crossing][size]`.
fn item(group: usize, sizes: usize, crossings: usize) -> u32 {
    (group % sizes * crossings + group / sizes) as u32
}

impl<'a, R: Real, D: Draw<R>> Run<'a, R, D> {
    fn new(prepared: &'a Prepared, jobs: &[Job], draw: &'a mut D, households: &[R]) -> Self {
        let network = &prepared.network;
        let shape = network.shape;
        let of = |length: usize| vec![R::of(0.0); length];
        let landing = Landing::new(prepared, jobs, draw);
        let mut stock = of(shape.stocks());
        stock[..households.len()].copy_from_slice(households);
        Run {
            network,
            draw,
            stock,
            queues: (0..shape.crossings).map(Queue::new).collect(),
            moved: Moved::nobody(network.flows.len()),
            arrivals: of(shape.crossings * shape.classes()),
            served: of(shape.crossings * shape.classes()),
            gave_up: Vec::new(),
            landed: of(shape.crossings * shape.destinations),
            waiting: of(shape.crossings),
            people: of(network.origins()),
            waits: Vec::new(),
            stocks: (0..shape.stocks() as u32).collect(),
            tired: Tired {
                who: Vec::new(),
                items: Vec::new(),
                n: Vec::new(),
                leave: Vec::new(),
                flow_start: Vec::new(),
                share: Vec::new(),
                back: Moved::nobody(0),
            },
            landing,
        }
    }

    /// Divides every stock by its count at midnight, then moves the households.
    #[inline(always)]
    fn divide(&mut self, date: i32, chances: &Chances<R>) {
        let network = self.network;
        let groups = Groups {
            items: &self.stocks,
            n: &self.stock,
            leave: &chances.leave,
            flow_start: &network.flow_start,
            share: &chances.share,
        };
        self.draw.divide(Purpose::Divide, date, groups, &mut self.moved);
        clear(&mut self.arrivals);
        for &flow in &self.moved.flows {
            let flow = flow as usize;
            let count = self.moved.count[flow];
            self.stock[network.flow_from[flow] as usize] -= count;
            match network.flows[flow] {
                Target::Stock(to) => self.stock[to as usize] += count,
                Target::Queue { crossing, class } => {
                    self.arrivals[crossing as usize * network.classes.len() + class as usize] += count;
                }
            }
        }
    }

    /// Households that have waited long enough may give up and go home.
    #[inline(always)]
    fn tire(&mut self, day: usize, date: i32, chances: &Chances<R>) {
        self.gave_up.clear();
        let mut anybody = R::of(0.0);
        for class in 0..chances.give_up.len() {
            anybody += chances.give_up[class];
        }
        if anybody.any_positive() {
            self.find_tired(day, chances);
            if !self.tired.who.is_empty() {
                self.send_home(date);
            }
        }
    }

    /// Who may give up today.
    fn find_tired(&mut self, day: usize, chances: &Chances<R>) {
        let classes = self.network.classes.len();
        let tired = &mut self.tired;
        tired.who.clear();
        tired.items.clear();
        tired.n.clear();
        tired.leave.clear();
        tired.share.clear();
        tired.flow_start.clear();
        tired.flow_start.push(0);
        for (crossing, queue) in self.queues.iter().enumerate() {
            for (index, batch) in queue.batches.iter().enumerate() {
                let waited = (day - batch.arrived) as f64;
                for class in 0..classes {
                    let patience = chances.patience_days;
                    let chance =
                        chances.give_up[class].zip(patience, |chance, days| if waited >= days { chance } else { 0.0 });
                    if (batch.households[class] * chance).any_positive() {
                        tired.who.push([crossing, index, class]);
                        tired.items.push(((crossing * 4096 + batch.arrived % 4096) * classes + class) as u32);
                        tired.n.push(batch.households[class]);
                        tired.leave.push(chance);
                        tired.share.extend_from_slice(&chances.return_share);
                        tired.flow_start.push(tired.share.len() as u32);
                    }
                }
            }
        }
    }

    fn send_home(&mut self, date: i32) {
        let classes = self.network.classes.len();
        let tired = &mut self.tired;
        self.gave_up.resize(self.network.shape.crossings * classes, R::of(0.0));
        let groups = Groups {
            items: &tired.items,
            n: &tired.n,
            leave: &tired.leave,
            flow_start: &tired.flow_start,
            share: &tired.share,
        };
        self.draw.divide(Purpose::GiveUp, date, groups, &mut tired.back);
        for (group, &[crossing, index, class]) in tired.who.iter().enumerate() {
            let batch = &mut self.queues[crossing].batches[index];
            let home = self.network.classes[class];
            let flows = tired.flow_start[group] as usize..tired.flow_start[group + 1] as usize;
            for (frailty, &households) in tired.back.count[flows].iter().enumerate() {
                batch.households[class] -= households;
                batch.people -= households * R::of(f64::from(home.size));
                self.gave_up[crossing * classes + class] += households;
                self.stock[home.returns as usize + frailty] += households;
            }
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn serve(&mut self, day: usize, date: i32, chances: &Chances<R>) {
        let network = self.network;
        let classes = network.classes.len();
        clear(&mut self.served);
        self.waits.clear();
        for crossing in 0..self.queues.len() {
            let queue = &mut self.queues[crossing];
            let here = crossing * classes..(crossing + 1) * classes;
            queue.join(day, network, &self.arrivals[here.clone()]);
            let served = &mut self.served[here];
            queue.serve(self.draw, network, (day, date), chances.places[crossing], served, &mut self.waits);
            self.waiting[crossing] = queue.people();
            for class in 0..classes {
                self.stock[network.classes[class].arrives as usize] += served[class];
            }
        }
    }

    /// Draws destinations, for each crossing and household size.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn land(&mut self, date: i32) {
        let shape = self.network.shape;
        let classes = self.network.classes.len();
        let landing = &mut self.landing;
        let sizes = landing.sizes.len();
        clear(&mut landing.n);
        for crossing in 0..shape.crossings {
            for class in 0..classes {
                landing.n[crossing * sizes + landing.size_of[class] as usize] +=
                    self.served[crossing * classes + class];
            }
        }
        let groups = Groups {
            items: &landing.items,
            n: &landing.n,
            leave: &landing.leave,
            flow_start: &landing.flow_start,
            share: &landing.share,
        };
        self.draw.divide(Purpose::Land, date, groups, &mut landing.landed);
        clear(&mut self.landed);
        for &flow in &landing.landed.flows {
            let (group, destination) = (flow as usize / shape.destinations, flow as usize % shape.destinations);
            let (crossing, people) = (group / sizes, R::of(f64::from(landing.sizes[group % sizes])));
            self.landed[crossing * shape.destinations + destination] += landing.landed.count[flow as usize] * people;
        }
    }

    /// Counts people by (province of origin, size), wherever they are.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn count_people(&mut self) {
        let network = self.network;
        clear(&mut self.people);
        for stock in 0..self.stock.len() {
            self.people[network.origin[stock] as usize] += self.stock[stock] * R::of(f64::from(network.size[stock]));
        }
        for queue in &self.queues {
            for batch in &queue.batches {
                for class in 0..network.classes.len() {
                    self.people[network.class_origin[class] as usize] +=
                        batch.households[class] * R::of(f64::from(network.classes[class].size));
                }
            }
        }
    }

    /// Checks the day and hands it to the ledger and to the memories.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn close(&self, day: usize, before: &Before<R>, dynamics: &mut Dynamics<R>, ledger: &mut Ledger<R>) {
        let network = self.network;
        let day = Day {
            day,
            stock: &self.stock,
            flow: &self.moved.count,
            taken: &self.moved.flows,
            served: &self.served,
            gave_up: &self.gave_up,
            landed: &self.landed,
            queue: &self.waiting,
            waits: &self.waits,
        };
        audit(ledger, network, dynamics.chances(), before, &self.people, &day);
        ledger.record(network, &day, dynamics.causes());
        dynamics.evening(network, &day);
    }
}
