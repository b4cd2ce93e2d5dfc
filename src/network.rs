//! The stock-and-flow network of a plan: what an engine divides, without knowing what any of it means.
//!
//! Integer *stocks* of households, *flows* grouped by the stock they leave, and *queues* at crossings in which
//! households wait by class and day of arrival. Engines move households along flows and serve queues; only the
//! dynamics and the outcomes know that a stock is "undocumented, at home, in Balochistan".
//!
//! A cell is (status, province, household size, frailty). Households keep their cell at home, in hiding and in
//! detention. On the road the frailty is forgotten, because nothing depends on it there; who gives up waiting or comes
//! back across the border draws it anew, with the weights of those who leave (`w_k nu_k`). A traveller class is
//! (status, province, household size, mode).

use crate::plan::{Mode, Plan};

/// Where a flow leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into a stock.
    Stock(u32),
    /// To the end of the queue at a crossing, as a household of a class.
    Queue {
        /// Index of the crossing.
        crossing: u32,
        /// Index of the traveller class.
        class: u32,
    },
}

/// What is behind the indices of cells. `[status][province][size][frailty]`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Number of statuses.
    pub statuses: usize,
    /// Number of provinces.
    pub provinces: usize,
    /// Number of household sizes.
    pub sizes: usize,
    /// Number of frailty nodes.
    pub frailties: usize,
    /// Number of crossings.
    pub crossings: usize,
    /// Number of destinations.
    pub destinations: usize,
}

impl Shape {
    /// The shape of a plan.
    pub fn of(plan: &Plan) -> Self {
        Shape {
            statuses: plan.statuses(),
            provinces: plan.provinces(),
            sizes: plan.sizes(),
            frailties: plan.people.frailty_nodes,
            crossings: plan.crossings.len(),
            destinations: plan.destinations(),
        }
    }

    /// Index of a (status, province) pair.
    #[inline]
    pub fn group(&self, status: usize, province: usize) -> usize {
        status * self.provinces + province
    }

    /// Number of (status, province) pairs.
    #[inline]
    pub fn groups(&self) -> usize {
        self.statuses * self.provinces
    }

    /// Index of a cell.
    #[inline]
    pub fn cell(&self, group: usize, size: usize, frailty: usize) -> usize {
        (group * self.sizes + size) * self.frailties + frailty
    }

    /// Number of cells.
    #[inline]
    pub fn cells(&self) -> usize {
        self.groups() * self.sizes * self.frailties
    }

    /// Index of a traveller class.
    #[inline]
    pub fn class(&self, group: usize, size: usize, mode: Mode) -> usize {
        (group * self.sizes + size) * Mode::ALL.len() + mode as usize
    }

    /// Number of traveller classes.
    #[inline]
    pub fn classes(&self) -> usize {
        self.groups() * self.sizes * Mode::ALL.len()
    }

    /// First stock at home; cells follow one another.
    #[inline]
    pub fn home(&self) -> usize {
        0
    }

    /// First stock in hiding.
    #[inline]
    pub fn hidden(&self) -> usize {
        self.cells()
    }

    /// First stock in detention.
    #[inline]
    pub fn detained(&self) -> usize {
        2 * self.cells()
    }

    /// First stock on the way; classes follow one another.
    #[inline]
    pub fn transit(&self) -> usize {
        3 * self.cells()
    }

    /// First stock in Afghanistan; (province of origin, size) follow one another.
    #[inline]
    pub fn afghanistan(&self) -> usize {
        self.transit() + self.classes()
    }

    /// First stock of people with leave to remain; (status, province, size) follow one another.
    #[inline]
    pub fn regularised(&self) -> usize {
        self.afghanistan() + self.provinces * self.sizes
    }

    /// First stock of people resettled to third countries; (status, province, size) follow one another.
    #[inline]
    pub fn resettled(&self) -> usize {
        self.regularised() + self.groups() * self.sizes
    }

    /// Number of stocks.
    #[inline]
    pub fn stocks(&self) -> usize {
        self.resettled() + self.groups() * self.sizes
    }
}

/// Flows out of a home stock, in order.
pub mod from_home {
    /// Self-organised departure.
    pub const SELF_ORGANISED: usize = 0;
    /// Assisted departure.
    pub const ASSISTED: usize = 1;
    /// Into hiding.
    pub const HIDE: usize = 2;
    /// Into detention.
    pub const ARREST: usize = 3;
    /// Leave to remain.
    pub const REGULARISE: usize = 4;
    /// To a third country.
    pub const RESETTLE: usize = 5;
    /// Number of flows.
    pub const COUNT: usize = 6;
}

/// Flows out of a hidden stock, in order.
pub mod from_hiding {
    /// Self-organised departure.
    pub const SELF_ORGANISED: usize = 0;
    /// Back home.
    pub const SURFACE: usize = 1;
    /// Into detention.
    pub const ARREST: usize = 2;
    /// Number of flows.
    pub const COUNT: usize = 3;
}

/// Flows out of a detained stock, in order.
pub mod from_detention {
    /// Deported.
    pub const DEPORT: usize = 0;
    /// Released, home.
    pub const RELEASE: usize = 1;
    /// Number of flows.
    pub const COUNT: usize = 2;
}

/// What it means to take a flow. Engines do not look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Self-organised departure, from home or from hiding.
    SelfOrganised,
    /// Arrest, at home or in hiding.
    Arrest,
    /// Leave to remain.
    Regularise,
    /// Deportation from detention.
    Deport,
    /// Release from detention.
    Release,
    /// Coming back across the border.
    Reenter,
    /// Anything else.
    Other,
}

/// A traveller class, as an engine needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// People in a household.
    pub size: u32,
    /// The stock in Afghanistan that it joins when served.
    pub arrives: u32,
    /// First of the home stocks (one for each frailty) that it joins when it gives up.
    pub returns: u32,
}

/// The network of a plan.
#[derive(Clone, Debug)]
pub struct Network {
    /// What is behind the indices.
    pub shape: Shape,
    /// People in a household: `[stock]`.
    pub size: Vec<u32>,
    /// Flows of stock i are `flow_start[i]..flow_start[i + 1]`: `[stock + 1]`.
    pub flow_start: Vec<u32>,
    /// Where each flow leads: `[flow]`.
    pub flows: Vec<Target>,
    /// The stock that each flow leaves: `[flow]`.
    pub flow_from: Vec<u32>,
    /// What it means to take a flow, for those who know: `[flow]`.
    pub role: Vec<Role>,
    /// Traveller classes: `[class]`.
    pub classes: Vec<Class>,
    /// People in the largest household.
    pub largest_household: u32,
    /// (status, province) of the households of a stock; of those who crossed, the status they would come back with:
    /// `[stock]`.
    group: Vec<u32>,
    /// (province, size) of the households of a stock, for the audit of conservation: `[stock]`.
    pub origin: Vec<u32>,
    /// The same for classes: `[class]`.
    pub class_origin: Vec<u32>,
}

impl Network {
    /// The network of a plan.
    pub fn of(plan: &Plan) -> Self {
        let shape = Shape::of(plan);
        let household = &plan.people.household_size;
        let mut network = Network {
            shape,
            size: Vec::with_capacity(shape.stocks()),
            flow_start: vec![0],
            flows: Vec::new(),
            flow_from: Vec::new(),
            role: Vec::new(),
            classes: Vec::new(),
            largest_household: household.iter().copied().max().unwrap_or(0),
            group: Vec::new(),
            origin: Vec::new(),
            class_origin: Vec::new(),
        };
        let stock = |index: usize| Target::Stock(index as u32);
        let cells = |visit: &mut dyn FnMut(usize, usize, usize)| {
            for group in 0..shape.groups() {
                for size in 0..shape.sizes {
                    for frailty in 0..shape.frailties {
                        visit(group, size, frailty);
                    }
                }
            }
        };
        let travel = |group, size, mode| stock(shape.transit() + shape.class(group, size, mode));
        let settled = |first: usize, group: usize, size: usize| stock(first + group * shape.sizes + size);
        cells(&mut |group, size, frailty| {
            let cell = shape.cell(group, size, frailty);
            let flows = [
                travel(group, size, Mode::SelfOrganised),
                travel(group, size, Mode::Assisted),
                stock(shape.hidden() + cell),
                stock(shape.detained() + cell),
                settled(shape.regularised(), group, size),
                settled(shape.resettled(), group, size),
            ];
            network.push_stock(household[size], group, size, &flows);
        });
        cells(&mut |group, size, frailty| {
            let cell = shape.cell(group, size, frailty);
            let flows =
                [travel(group, size, Mode::SelfOrganised), stock(shape.home() + cell), stock(shape.detained() + cell)];
            network.push_stock(household[size], group, size, &flows);
        });
        cells(&mut |group, size, frailty| {
            let cell = shape.cell(group, size, frailty);
            let flows = [travel(group, size, Mode::Deported), stock(shape.home() + cell)];
            network.push_stock(household[size], group, size, &flows);
        });
        network.push_travellers(household);
        for province in 0..shape.provinces {
            let back = shape.group(plan.people.reentry_status, province);
            for (size, &people) in household.iter().enumerate() {
                let flows: Vec<Target> =
                    (0..shape.frailties).map(|k| stock(shape.hidden() + shape.cell(back, size, k))).collect();
                network.push_stock(people, back, size, &flows);
            }
        }
        for _ in 0..2 {
            for group in 0..shape.groups() {
                for (size, &people) in household.iter().enumerate() {
                    network.push_stock(people, group, size, &[]);
                }
            }
        }
        network.role = (0..network.flows.len()).map(|flow| network.role_of(flow)).collect();
        network
    }

    /// What it means to take a flow.
    fn role_of(&self, flow: usize) -> Role {
        let shape = self.shape;
        let stock = self.flow_from[flow] as usize;
        let number = flow - self.flow_start[stock] as usize;
        if stock < shape.hidden() {
            match number {
                from_home::SELF_ORGANISED => Role::SelfOrganised,
                from_home::ARREST => Role::Arrest,
                from_home::REGULARISE => Role::Regularise,
                _ => Role::Other,
            }
        } else if stock < shape.detained() {
            match number {
                from_hiding::SELF_ORGANISED => Role::SelfOrganised,
                from_hiding::ARREST => Role::Arrest,
                _ => Role::Other,
            }
        } else if stock < shape.transit() {
            if number == from_detention::DEPORT { Role::Deport } else { Role::Release }
        } else if stock >= shape.afghanistan() {
            Role::Reenter
        } else {
            Role::Other
        }
    }

    /// The (status, province) pair of the households of a stock at home, in hiding or in detention.
    #[inline(always)]
    pub fn group_of(&self, stock: usize) -> usize {
        self.group[stock] as usize
    }

    fn push_stock(&mut self, people: u32, group: usize, size: usize, flows: &[Target]) {
        self.size.push(people);
        self.group.push(group as u32);
        self.origin.push(self.origin_of(group, size));
        self.flows.extend_from_slice(flows);
        self.flow_from.resize(self.flows.len(), self.size.len() as u32 - 1);
        self.flow_start.push(self.flows.len() as u32);
    }

    fn push_travellers(&mut self, household: &[u32]) {
        let shape = self.shape;
        for group in 0..shape.groups() {
            for (size, &people) in household.iter().enumerate() {
                for mode in Mode::ALL {
                    let class = shape.class(group, size, mode) as u32;
                    let flows: Vec<Target> =
                        (0..shape.crossings as u32).map(|crossing| Target::Queue { crossing, class }).collect();
                    self.push_stock(people, group, size, &flows);
                    let origin = self.origin_of(group, size);
                    self.class_origin.push(origin);
                    self.classes.push(Class {
                        size: people,
                        arrives: shape.afghanistan() as u32 + origin,
                        returns: (shape.home() + shape.cell(group, size, 0)) as u32,
                    });
                }
            }
        }
    }

    fn origin_of(&self, group: usize, size: usize) -> u32 {
        ((group % self.shape.provinces) * self.shape.sizes + size) as u32
    }

    /// The flows of a stock.
    #[inline(always)]
    pub fn flows_of(&self, stock: usize) -> std::ops::Range<usize> {
        self.flow_start[stock] as usize..self.flow_start[stock + 1] as usize
    }

    /// Number of (province, size) pairs.
    pub fn origins(&self) -> usize {
        self.shape.provinces * self.shape.sizes
    }
}

/// What happened on a day, as an engine hands it on. Counts are households unless said otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a, R> {
    /// The simulated day, 0 = first.
    pub day: usize,
    /// At the end of the day: `[stock]`.
    pub stock: &'a [R],
    /// Moved on the day: `[flow]`.
    pub flow: &'a [R],
    /// The flows along which somebody moved, each once; others may be among them.
    pub taken: &'a [u32],
    /// Crossed on the day: `[crossing][class]`.
    pub served: &'a [R],
    /// Gave up waiting on the day: `[crossing][class]`; empty if nobody did.
    pub gave_up: &'a [R],
    /// People who went to each destination: `[crossing][destination]`.
    pub landed: &'a [R],
    /// People who wait at the end of the day: `[crossing]`.
    pub queue: &'a [R],
    /// Those who crossed on the day, by how long they had waited.
    pub waits: &'a [Waited<R>],
}

/// People who crossed at a crossing after the same wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waited<R> {
    /// Index of the crossing.
    pub crossing: usize,
    /// Days between arrival at the crossing and the crossing.
    pub days: usize,
    /// How many people.
    pub people: R,
}
