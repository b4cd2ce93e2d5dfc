//! From what happened on each day to the series of a run.
//!
//! An engine hands every [`Day`] to [`Ledger::record`], of one run or of several side by side; the ledger knows which
//! flow is an arrest and which stock is in hiding. [`Ledger::finish`] adds up totals and turns everything into integers.

use super::rows::Rows;
use super::summary::{Audit, Check, RunSummary, to_steps};
use super::totals::{Ends, Recipe, Totals};
use super::{Catalogue, Dimensions, Outcome, cause_daily, daily};
use crate::network::{Day, Network, Role, Shape};
use crate::plan::{Cause, Job, Mode, Plan, Quantity};
use crate::real::{Real, clear};

/// Where the blocks of daily series begin, and how each total is made. Within a block the order is that of the catalogue.
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
    /// `[total]`
    totals: Vec<Recipe>,
}

impl Layout {
    /// The layout of a plan's catalogue.
    pub fn of(catalogue: &Catalogue, plan: &Plan) -> Self {
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
            totals: catalogue.totals.iter().map(|series| Recipe::of(series, catalogue, plan)).collect(),
        }
    }
}

/// The series of some runs side by side, as they grow.
#[derive(Clone, Debug)]
pub struct Ledger<'a, R> {
    plan: &'a Plan,
    layout: &'a Layout,
    shape: Shape,
    numbers: &'a [R],
    rows: Rows<R>,
    totals: Totals<'a, R>,
    ends: Ends<R>,
    /// People deported from detention, and arrested, so far.
    deported: R,
    arrested: R,
    /// Values of the day: `[daily series]`.
    today: Vec<R>,
    /// Values of the day before: `[daily series]`.
    yesterday: Vec<R>,
    /// People who went to each destination: `[day][destination]`.
    landed: Vec<R>,
    /// Self-organised departures of the day, people: `[group]`.
    left: Vec<R>,
    /// How often each check was made: `[check]`.
    checked: [R; Check::ALL.len()],
    /// Checks that failed; how often they were made comes in when the runs end.
    audits: Vec<Audit>,
    /// People in a household: `[cell]`, and `[class]` of travellers.
    household: Vec<R>,
    travellers: Vec<R>,
}

impl<'a, R: Real> Ledger<'a, R> {
    /// An empty ledger. `numbers` is the table of the runs, `start` households at home on the first day `[cell]`.
    pub fn new(
        plan: &'a Plan,
        catalogue: &Catalogue,
        layout: &'a Layout,
        network: &Network,
        numbers: &'a [R],
        start: &[R],
    ) -> Self {
        let shape = network.shape;
        let zero = R::of(0.0);
        let people = |size: u32| R::of(f64::from(size));
        let household: Vec<R> = network.size[..shape.cells()].iter().map(|&size| people(size)).collect();
        let mut at_home = vec![zero; shape.statuses];
        for group in 0..shape.groups() {
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                at_home[group / shape.provinces] += start[cell] * household[cell];
            }
        }
        let series = catalogue.daily.len();
        Ledger {
            plan,
            layout,
            shape,
            numbers,
            rows: Rows::new(series, plan.days),
            totals: Totals::new(plan, &layout.totals, numbers),
            ends: Ends {
                waits: Vec::new(),
                waited: vec![zero; shape.crossings],
                crossed: vec![zero; shape.crossings],
                released: zero,
                start: at_home,
            },
            deported: zero,
            arrested: zero,
            today: vec![zero; series],
            yesterday: vec![zero; series],
            landed: vec![zero; plan.days * shape.destinations],
            left: vec![zero; shape.groups()],
            checked: [zero; Check::ALL.len()],
            audits: vec![Audit::default(); R::LANES],
            household,
            travellers: network.classes.iter().map(|class| people(class.size)).collect(),
        }
    }

    /// Notes a check made in every run: broken where `fails` is positive.
    #[inline(always)]
    pub fn check(&mut self, check: Check, day: usize, fails: R) {
        self.check_where(R::of(1.0), check, day, fails);
    }

    /// Notes a check made in the runs where `applies` is one, not where it is zero.
    #[inline(always)]
    pub fn check_where(&mut self, applies: R, check: Check, day: usize, fails: R) {
        self.checked[check as usize] += applies;
        let fails = fails * applies;
        if fails.any_positive() {
            for (lane, audit) in self.audits.iter_mut().enumerate() {
                if fails.lane(lane) > 0.0 {
                    audit.note_broken(check, day);
                }
            }
        }
    }

    /// Takes down a day. `causes`: the share of each cause in the day's self-organised departures, `[group][cause]`.
    #[inline(always)]
    pub fn record(&mut self, network: &Network, day: &Day<R>, causes: &[R]) {
        std::mem::swap(&mut self.today, &mut self.yesterday);
        clear(&mut self.today);
        self.record_departures(day);
        self.record_people(network, day);
        self.record_movements(network, day, causes);
        self.record_waits(day);
        self.record_reception(day);
        self.accumulate();
        self.totals.add(day.day, &self.today);
        self.rows.add(day.day, &self.today);
    }

    /// Crossings by status, mode, crossing, province, destination, and status with mode.
    #[inline(always)]
    fn record_departures(&mut self, day: &Day<R>) {
        let shape = self.shape;
        let modes = Mode::ALL.len();
        let first = self.layout.departures;
        let by_status = first + 1;
        let by_mode = by_status + shape.statuses;
        let by_crossing = by_mode + modes;
        let by_province = by_crossing + shape.crossings;
        let by_destination = self.by_destination();
        let by_both = by_destination + shape.destinations;
        let policy = &self.plan.policy;
        for class in 0..shape.classes() {
            let mut people = R::of(0.0);
            for crossing in 0..shape.crossings {
                let here = day.served[crossing * shape.classes() + class] * self.travellers[class];
                self.today[by_crossing + crossing] += here;
                people += here;
            }
            if !people.any_positive() {
                continue;
            }
            let (mode, group) = (class % modes, class / modes / shape.sizes);
            let (status, province) = (group / shape.provinces, group % shape.provinces);
            self.today[first] += people;
            self.today[by_status + status] += people;
            self.today[by_mode + mode] += people;
            self.today[by_province + province] += people;
            self.today[by_both + status * modes + mode] += people;
            if mode == Mode::Deported as usize && self.plan.people.documented[status] {
                let [any, valid, covered] = self.layout.documented_deported;
                let share_valid = self.number(policy.card_valid[status].at(day.day));
                let share_covered = self.number(policy.court_covers[status].at(day.day));
                self.today[any] += people;
                self.today[valid] += people * share_valid;
                self.today[covered] += people * share_covered;
            }
        }
        for crossing in 0..shape.crossings {
            for destination in 0..shape.destinations {
                self.today[by_destination + destination] += day.landed[crossing * shape.destinations + destination];
            }
        }
        let landed = &self.today[by_destination..by_both];
        self.landed[day.day * shape.destinations..][..shape.destinations].copy_from_slice(landed);
        let whole = self.today[first];
        let mut fails = R::of(0.0);
        for (start, length) in [
            (by_status, shape.statuses),
            (by_mode, modes),
            (by_crossing, shape.crossings),
            (by_province, shape.provinces),
            (by_destination, shape.destinations),
        ] {
            let mut sum = R::of(0.0);
            for series in start..start + length {
                sum += self.today[series];
            }
            fails += apart(sum, whole);
        }
        self.check(Check::DeparturesAddUp, day.day, fails);
    }

    /// First of the daily series of departures by destination.
    #[inline(always)]
    fn by_destination(&self) -> usize {
        let shape = self.shape;
        self.layout.departures + 1 + shape.statuses + Mode::ALL.len() + shape.crossings + shape.provinces
    }

    /// Stocks: who is at home, hidden, on the way, waiting; and the slow exits.
    #[inline(always)]
    fn record_people(&mut self, network: &Network, day: &Day<R>) {
        let shape = self.shape;
        let layout = self.layout;
        for group in 0..shape.groups() {
            let status = group / shape.provinces;
            let (mut home, mut hidden, mut detained) = (R::of(0.0), R::of(0.0), R::of(0.0));
            for cell in shape.cell(group, 0, 0)..shape.cell(group + 1, 0, 0) {
                let size = self.household[cell];
                home += day.stock[shape.home() + cell] * size;
                hidden += day.stock[shape.hidden() + cell] * size;
                detained += day.stock[shape.detained() + cell] * size;
            }
            self.today[layout.remaining] += home + hidden;
            self.today[layout.remaining + 1 + status] += home + hidden;
            self.today[layout.hidden] += hidden;
            self.today[layout.hidden + 1 + status] += hidden;
            self.today[layout.detained] += detained;
        }
        self.today[layout.in_transit] = people(network, day, shape.transit()..shape.afghanistan());
        self.today[layout.regularised] = people(network, day, shape.regularised()..shape.resettled());
        self.today[layout.resettled] = people(network, day, shape.resettled()..shape.stocks());
        for crossing in 0..shape.crossings {
            let waiting = day.queue[crossing];
            self.today[layout.queue] += waiting;
            self.today[layout.queue + 1 + crossing] = waiting;
        }
        for index in 0..day.gave_up.len() {
            self.today[layout.gave_up] += day.gave_up[index] * self.travellers[index % shape.classes()];
        }
    }

    /// Arrests by status, causes of self-organised departures, ends of detention, who came back.
    #[inline(always)]
    fn record_movements(&mut self, network: &Network, day: &Day<R>, causes: &[R]) {
        let layout = self.layout;
        clear(&mut self.left);
        for &flow in day.taken {
            let flow = flow as usize;
            let stock = network.flow_from[flow] as usize;
            let people = day.flow[flow] * R::of(f64::from(network.size[stock]));
            match network.role[flow] {
                Role::SelfOrganised => self.left[network.group_of(stock)] += people,
                Role::Arrest => {
                    let status = network.group_of(stock) / self.shape.provinces;
                    self.today[layout.arrests + 1 + status] += people;
                    self.today[layout.arrests] += people;
                }
                Role::Deport => self.deported += people,
                Role::Release => self.ends.released += people,
                Role::Reenter => self.today[layout.reentered] += people,
                Role::Regularise | Role::Other => {}
            }
        }
        self.arrested += self.today[layout.arrests];
        let (mut explained, mut self_organised) = (R::of(0.0), R::of(0.0));
        for group in 0..self.shape.groups() {
            self_organised += self.left[group];
        }
        for cause in 0..Cause::ALL.len() {
            let mut people = R::of(0.0);
            for group in 0..self.shape.groups() {
                people += self.left[group] * causes[group * Cause::ALL.len() + cause];
            }
            self.today[layout.causes[cause]] = people;
            explained += people;
        }
        self.check(Check::CausesAddUp, day.day, apart(explained, self_organised));
    }

    #[inline(always)]
    fn record_waits(&mut self, day: &Day<R>) {
        let zero = R::of(0.0);
        let wait = self.layout.wait;
        let (mut all_days, mut all_people) = (zero, zero);
        for crossing in 0..self.shape.crossings {
            let (mut person_days, mut people) = (zero, zero);
            for waited in day.waits.iter().filter(|waited| waited.crossing == crossing) {
                if waited.days >= self.ends.waits.len() {
                    self.ends.waits.resize(waited.days + 1, zero);
                }
                self.ends.waits[waited.days] += waited.people;
                person_days += R::of(waited.days as f64) * waited.people;
                people += waited.people;
            }
            self.today[wait + 1 + crossing] = person_days.ratio(people);
            self.ends.waited[crossing] += person_days;
            self.ends.crossed[crossing] += people;
            all_days += person_days;
            all_people += people;
        }
        self.today[wait] = all_days.ratio(all_people);
    }

    /// Who needs a bed, who has none, and who is out in the winter. Arrivals stay a fixed number of days; a fraction
    /// of a day counts as that share of a night.
    #[inline(always)]
    fn record_reception(&mut self, day: &Day<R>) {
        let reception = &self.plan.reception;
        let (zero, one) = (R::of(0.0), R::of(1.0));
        let (stay, need) = (self.number(reception.stay_days), self.number(reception.need_share));
        for destination in 0..self.shape.destinations {
            let mut nights = stay;
            let mut people = zero;
            for arrived in (0..=day.day).rev() {
                people += self.landed[arrived * self.shape.destinations + destination] * nights.max(zero).min(one);
                nights -= one;
                if !nights.any_positive() {
                    break;
                }
            }
            people = people * need;
            let short = (people - self.number(reception.beds[destination].at(day.day))).max(zero);
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
    #[inline(always)]
    fn accumulate(&mut self) {
        let layout = self.layout;
        for split in 0..layout.net - layout.departures_cumulative {
            let series = layout.departures_cumulative + split;
            self.today[series] = self.today[layout.departures + split] + self.yesterday[series];
        }
        for series in layout.documented_deported {
            self.today[series] += self.yesterday[series];
        }
        for series in [layout.gave_up, layout.reentered] {
            self.today[series] += self.yesterday[series];
        }
        self.today[layout.net] = self.today[layout.departures_cumulative] - self.today[layout.reentered];
    }

    /// The finished summaries, one of each job; lanes beyond the jobs are forgotten.
    pub fn finish(mut self, jobs: &[Job]) -> Vec<RunSummary> {
        let last = self.plan.days - 1;
        let held = self.today[self.layout.detained];
        let balance = apart(self.ends.released + self.deported + held, self.arrested);
        self.check(Check::DetentionBalance, last, balance);
        let totals = self.totals.finish(&self.today, &self.ends);
        let summaries = jobs.iter().zip(self.rows.finish()).zip(self.audits).enumerate();
        summaries
            .map(|(lane, ((job, daily), mut audit))| {
                for (checked, times) in audit.checked.iter_mut().zip(&self.checked) {
                    *checked = times.lane(lane) as u64;
                }
                let totals = totals.iter().map(|total| to_steps(total.lane(lane))).collect();
                RunSummary { run: job.run, daily, totals, audit }
            })
            .collect()
    }

    /// The number of a quantity in these runs.
    #[inline(always)]
    fn number(&self, quantity: Quantity) -> R {
        self.numbers[quantity.0 as usize]
    }
}

/// People in some stocks in the evening.
#[inline(always)]
fn people<R: Real>(network: &Network, day: &Day<R>, stocks: std::ops::Range<usize>) -> R {
    let mut people = R::of(0.0);
    for stock in stocks {
        people += day.stock[stock] * R::of(f64::from(network.size[stock]));
    }
    people
}

/// 0 where two numbers are equal but for the rounding of real-valued engines, else 1.
#[inline(always)]
fn apart<R: Real>(a: R, b: R) -> R {
    (a - b).abs().beyond(R::of(1e-9) * (R::of(1.0) + a.abs().max(b.abs())))
}
