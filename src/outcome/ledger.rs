//! From what happened on each day to the series of a run.
//!
//! An engine hands every [`Day`] to [`Ledger::record`]; the ledger knows which flow is an arrest and which stock is in
//! hiding. [`Ledger::finish`] adds up totals and turns everything into integers.

use super::summary::{Audit, Check, RunSummary, to_steps};
use super::totals;
use super::{Catalogue, Dimensions, Outcome, cause_daily, daily};
use crate::network::{Day, Network, Shape, from_detention, from_hiding, from_home};
use crate::plan::{Cause, Mode, Plan, Quantity};

/// Where the blocks of daily series begin. Within a block the order is that of the catalogue.
#[derive(Clone, Debug)]
pub struct Layout {
    departures: usize,
    departures_cumulative: usize,
    net: usize,
    causes: [usize; Cause::ALL.len()],
    queue: usize,
    in_transit: usize,
    wait: usize,
    arrests: usize,
    detained: usize,
    remaining: usize,
    hidden: usize,
    documented_deported: [usize; 3],
    reception: usize,
    shortfall: usize,
    winter_exposure: usize,
    regularised: usize,
    resettled: usize,
    gave_up: usize,
    reentered: usize,
}

impl Layout {
    /// The layout of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let at = |outcome: &Outcome| {
            catalogue.daily_index(outcome, Dimensions::ALL).expect("the catalogue lists every daily outcome")
        };
        Layout {
            departures: at(&daily::DEPARTURES),
            departures_cumulative: at(&daily::DEPARTURES_CUMULATIVE),
            net: at(&daily::DEPARTURES_NET_CUMULATIVE),
            causes: Cause::ALL.map(|cause| at(cause_daily(cause))),
            queue: at(&daily::QUEUE),
            in_transit: at(&daily::IN_TRANSIT),
            wait: at(&daily::WAIT),
            arrests: at(&daily::ARRESTS),
            detained: at(&daily::DETAINED),
            remaining: at(&daily::REMAINING),
            hidden: at(&daily::HIDDEN),
            documented_deported: [
                at(&daily::DOCUMENTED_DEPORTED_CUMULATIVE),
                at(&daily::DOCUMENTED_DEPORTED_VALID_CUMULATIVE),
                at(&daily::DOCUMENTED_DEPORTED_COURT_CUMULATIVE),
            ],
            reception: at(&daily::RECEPTION_PEOPLE),
            shortfall: at(&daily::RECEPTION_SHORTFALL),
            winter_exposure: at(&daily::WINTER_EXPOSURE_DAILY),
            regularised: at(&daily::REGULARISED_CUMULATIVE),
            resettled: at(&daily::RESETTLED_CUMULATIVE),
            gave_up: at(&daily::GAVE_UP_CUMULATIVE),
            reentered: at(&daily::REENTERED_CUMULATIVE),
        }
    }
}

/// Running sums that no daily series shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    /// People by days waited: `[days]`, over all crossings.
    pub waits: Vec<f64>,
    /// Person-days waited by those who crossed, and how many they were: `[crossing]`.
    pub waited: Vec<(f64, f64)>,
    /// People released from detention.
    pub released: f64,
    /// People deported from detention.
    pub deported: f64,
    /// People at home on the first day: `[status]`.
    pub start: Vec<f64>,
}

/// The series of a run, as they grow.
#[derive(Clone, Debug)]
pub struct Ledger<'a> {
    pub(super) plan: &'a Plan,
    pub(super) catalogue: &'a Catalogue,
    layout: &'a Layout,
    shape: Shape,
    pub(super) numbers: &'a [f64],
    /// `[daily series][day]`
    pub(super) daily: Vec<f64>,
    pub(super) sums: Sums,
    /// Values of the day: `[daily series]`.
    today: Vec<f64>,
    audit: Audit,
}

impl<'a> Ledger<'a> {
    /// An empty ledger. `numbers` is the table of the run, `start` households at home on the first day `[cell]`.
    pub fn new(
        plan: &'a Plan,
        catalogue: &'a Catalogue,
        layout: &'a Layout,
        network: &Network,
        numbers: &'a [f64],
        start: &[f64],
    ) -> Self {
        let shape = network.shape;
        let mut people = vec![0.0; shape.statuses];
        for group in 0..shape.groups() {
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                people[group / shape.provinces] += start[cell] * f64::from(network.size[cell]);
            }
        }
        Ledger {
            plan,
            catalogue,
            layout,
            shape,
            numbers,
            daily: vec![0.0; catalogue.daily.len() * plan.days],
            sums: Sums { waited: vec![(0.0, 0.0); shape.crossings], start: people, ..Sums::default() },
            today: vec![0.0; catalogue.daily.len()],
            audit: Audit::default(),
        }
    }

    /// Notes a check made by the engine.
    #[inline]
    pub fn check(&mut self, check: Check, day: usize, holds: bool) {
        self.audit.note(check, day, holds);
    }

    /// Takes down a day.
    pub fn record(&mut self, network: &Network, day: &Day<f64>) {
        self.today.fill(0.0);
        self.record_departures(network, day);
        self.record_people(network, day);
        self.record_arrests(network, day);
        self.record_waits(day);
        self.record_reception(day);
        self.accumulate(day.day);
        for (series, &value) in self.today.iter().enumerate() {
            self.daily[series * self.plan.days + day.day] = value;
        }
    }

    /// Crossings by status, mode, crossing, province, destination, and status with mode.
    fn record_departures(&mut self, network: &Network, day: &Day<f64>) {
        let shape = self.shape;
        let modes = Mode::ALL.len();
        let first = self.layout.departures;
        let by_status = first + 1;
        let by_mode = by_status + shape.statuses;
        let by_crossing = by_mode + modes;
        let by_province = by_crossing + shape.crossings;
        let by_destination = by_province + shape.provinces;
        let by_both = by_destination + shape.destinations;
        let policy = &self.plan.policy;
        for crossing in 0..shape.crossings {
            for class in 0..shape.classes() {
                let people = day.served[crossing * shape.classes() + class] * f64::from(network.classes[class].size);
                if people == 0.0 {
                    continue;
                }
                let (mode, group) = (class % modes, class / modes / shape.sizes);
                let (status, province) = (group / shape.provinces, group % shape.provinces);
                for series in [
                    first,
                    by_status + status,
                    by_mode + mode,
                    by_crossing + crossing,
                    by_province + province,
                    by_both + status * modes + mode,
                ] {
                    self.today[series] += people;
                }
                if mode == Mode::Deported as usize && self.plan.people.documented[status] {
                    let valid = self.number(policy.card_valid[status].at(day.day));
                    let covered = self.number(policy.court_covers[status].at(day.day));
                    for (series, share) in self.layout.documented_deported.into_iter().zip([1.0, valid, covered]) {
                        self.today[series] += people * share;
                    }
                }
            }
            for destination in 0..shape.destinations {
                self.today[by_destination + destination] += day.landed[crossing * shape.destinations + destination];
            }
        }
        let splits = [
            (by_status, shape.statuses),
            (by_mode, modes),
            (by_crossing, shape.crossings),
            (by_province, shape.provinces),
            (by_destination, shape.destinations),
        ];
        let whole = self.today[first];
        let adds_up =
            splits.iter().all(|&(start, length)| nearly(self.today[start..start + length].iter().sum(), whole));
        self.check(Check::DeparturesAddUp, day.day, adds_up);
    }

    /// Stocks: who is at home, hidden, on the way, waiting; and the slow exits.
    fn record_people(&mut self, network: &Network, day: &Day<f64>) {
        let shape = self.shape;
        let people = |stock: usize| day.stock[stock] * f64::from(network.size[stock]);
        for group in 0..shape.groups() {
            let status = group / shape.provinces;
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                let (home, hidden) = (people(shape.home() + cell), people(shape.hidden() + cell));
                self.today[self.layout.remaining] += home + hidden;
                self.today[self.layout.remaining + 1 + status] += home + hidden;
                self.today[self.layout.hidden] += hidden;
                self.today[self.layout.hidden + 1 + status] += hidden;
                self.today[self.layout.detained] += people(shape.detained() + cell);
            }
        }
        self.today[self.layout.in_transit] = (shape.transit()..shape.afghanistan()).map(people).sum();
        self.today[self.layout.regularised] = (shape.regularised()..shape.resettled()).map(people).sum();
        self.today[self.layout.resettled] = (shape.resettled()..shape.stocks()).map(people).sum();
        for (crossing, &waiting) in day.queue.iter().enumerate() {
            self.today[self.layout.queue] += waiting;
            self.today[self.layout.queue + 1 + crossing] = waiting;
        }
        for (index, &households) in day.gave_up.iter().enumerate() {
            let class = index % shape.classes();
            self.today[self.layout.gave_up] += households * f64::from(network.classes[class].size);
        }
        for stock in shape.afghanistan()..shape.regularised() {
            let back: f64 = network.flows_of(stock).map(|flow| day.flow[flow]).sum();
            self.today[self.layout.reentered] += back * f64::from(network.size[stock]);
        }
    }

    /// Arrests by status, causes of self-organised departures, ends of detention.
    fn record_arrests(&mut self, network: &Network, day: &Day<f64>) {
        let shape = self.shape;
        let mut self_organised = 0.0;
        for group in 0..shape.groups() {
            let mut left = 0.0;
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                let size = f64::from(network.size[cell]);
                let home = &day.flow[network.flows_of(shape.home() + cell)];
                let hidden = &day.flow[network.flows_of(shape.hidden() + cell)];
                let detained = &day.flow[network.flows_of(shape.detained() + cell)];
                let arrested = (home[from_home::ARREST] + hidden[from_hiding::ARREST]) * size;
                self.today[self.layout.arrests] += arrested;
                self.today[self.layout.arrests + 1 + group / shape.provinces] += arrested;
                left += (home[from_home::SELF_ORGANISED] + hidden[from_hiding::SELF_ORGANISED]) * size;
                self.sums.deported += detained[from_detention::DEPORT] * size;
                self.sums.released += detained[from_detention::RELEASE] * size;
            }
            self_organised += left;
            for (cause, &series) in self.layout.causes.iter().enumerate() {
                self.today[series] += left * day.causes[group * Cause::ALL.len() + cause];
            }
        }
        let explained: f64 = self.layout.causes.iter().map(|&series| self.today[series]).sum();
        self.check(Check::CausesAddUp, day.day, nearly(explained, self_organised));
    }

    fn record_waits(&mut self, day: &Day<f64>) {
        let mut person_days = vec![0.0; self.shape.crossings];
        let mut people = vec![0.0; self.shape.crossings];
        for waited in day.waits {
            if waited.days >= self.sums.waits.len() {
                self.sums.waits.resize(waited.days + 1, 0.0);
            }
            self.sums.waits[waited.days] += waited.people;
            person_days[waited.crossing] += waited.days as f64 * waited.people;
            people[waited.crossing] += waited.people;
        }
        let mean = |person_days: f64, people: f64| if people > 0.0 { person_days / people } else { 0.0 };
        self.today[self.layout.wait] = mean(person_days.iter().sum(), people.iter().sum());
        for crossing in 0..self.shape.crossings {
            self.today[self.layout.wait + 1 + crossing] = mean(person_days[crossing], people[crossing]);
            self.sums.waited[crossing].0 += person_days[crossing];
            self.sums.waited[crossing].1 += people[crossing];
        }
    }

    /// Who needs a bed, who has none, and who is out in the winter. Arrivals stay a fixed number of days; a fraction
    /// of a day counts as that share of a night.
    fn record_reception(&mut self, day: &Day<f64>) {
        let reception = &self.plan.reception;
        let (stay, need) = (self.number(reception.stay_days), self.number(reception.need_share));
        let by_destination = self.layout.departures
            + 1
            + self.shape.statuses
            + Mode::ALL.len()
            + self.shape.crossings
            + self.shape.provinces;
        for destination in 0..self.shape.destinations {
            let mut nights = stay;
            let mut people = self.today[by_destination + destination] * nights.min(1.0);
            for before in 1..=day.day {
                nights -= 1.0;
                if nights <= 0.0 {
                    break;
                }
                people +=
                    self.daily[(by_destination + destination) * self.plan.days + day.day - before] * nights.min(1.0);
            }
            people *= need;
            let short = (people - self.number(reception.beds[destination].at(day.day))).max(0.0);
            self.today[self.layout.reception] += people;
            self.today[self.layout.reception + 1 + destination] = people;
            self.today[self.layout.shortfall] += short;
            self.today[self.layout.shortfall + 1 + destination] = short;
        }
        if self.plan.season.winter_exposure[day.day] {
            self.today[self.layout.winter_exposure] =
                self.today[self.layout.queue] + self.today[self.layout.in_transit] + self.today[self.layout.shortfall];
        }
    }

    /// Adds yesterday to every series that counts since the first day.
    fn accumulate(&mut self, day: usize) {
        let layout = self.layout;
        let splits = layout.net - layout.departures_cumulative;
        for split in 0..splits {
            self.today[layout.departures_cumulative + split] = self.today[layout.departures + split];
        }
        if day > 0 {
            let since_start = (layout.departures_cumulative..layout.net)
                .chain(layout.documented_deported)
                .chain([layout.gave_up, layout.reentered]);
            for series in since_start {
                self.today[series] += self.daily[series * self.plan.days + day - 1];
            }
        }
        self.today[layout.net] = self.today[layout.departures_cumulative] - self.today[layout.reentered];
    }

    /// The finished summary of the run.
    pub fn finish(mut self, run: u64) -> RunSummary {
        let last = self.plan.days - 1;
        let arrested: f64 = self.row(&daily::ARRESTS, Dimensions::ALL).iter().sum();
        let detained = self.row(&daily::DETAINED, Dimensions::ALL)[last];
        let balance = nearly(self.sums.released + self.sums.deported + detained, arrested);
        self.check(Check::DetentionBalance, last, balance);
        let totals = totals::of(&self);
        RunSummary {
            run,
            daily: self.daily.iter().map(|&value| to_steps(value)).collect(),
            totals: totals.into_iter().map(to_steps).collect(),
            audit: self.audit,
        }
    }

    /// The number of a quantity in this run.
    #[inline]
    pub(super) fn number(&self, quantity: Quantity) -> f64 {
        self.numbers[quantity.0 as usize]
    }

    /// The days of a series.
    pub(super) fn row(&self, outcome: &Outcome, dimensions: Dimensions) -> &[f64] {
        let series = self.catalogue.daily_index(outcome, dimensions).expect("the series is in the catalogue");
        &self.daily[series * self.plan.days..][..self.plan.days]
    }
}

/// Equal but for rounding of the real-valued engines.
fn nearly(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}
