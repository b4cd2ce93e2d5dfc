//! The history scenario as one would write it without this library: the baseline that shows what the architecture costs.
//!
//! The same model with the same numbers: 3 statuses x 6 provinces x 3 frailty groups of households at home, in hiding,
//! in detention and on the way; the same hazards (baseline, hostile environment, deadlines, fear, social, assisted
//! return, hiding, arrest), the same memories and environment, three crossings with queues and places, destinations. Exact
//! binomial draws of `rand_distr`, a small fast generator of `rand`, the platform's mathematics, plain loops over
//! vectors.
//!
//! To read a ratio of times honestly, what is left out and what an engine of the library does on top:
//!
//! - **No series.** A handful of totals, where the ledger fills every daily series and total of the catalogue.
//! - **No audits.** The library checks conservation, capacities, queues and chances on every day.
//! - **No named streams.** One generator, drawn from in the order of the program: two policies do not share their luck, and a
//!   run is not the same in another order or beside other runs. The results differ from the library's by chance, in
//!   law they are the same.
//! - **No levers that history does not pull**: protection, court orders, moratorium, regularisation, resettlement, costs,
//!   turning to another crossing, giving up, coming back. One household size, and in the queues no provinces.
//! - **No uncertainty**: one set of numbers for all runs, no draw of the shares of destinations.
//!
//! And what it does worse: of a day's arrivals that do not all fit, those who cross are drawn household by household
//! ([`some_of`]), which with a thousand times the people takes most of the time.
#![allow(clippy::disallowed_methods, reason = "a program without the library would use the platform's mathematics")]

mod world;

use std::collections::VecDeque;

use rand::rngs::SmallRng;
use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution, StandardNormal};
pub use world::World;

/// Ways to leave, in the order of arrays: on their own, assisted, deported.
const MODES: usize = 3;
const SELF_ORGANISED: usize = 0;
const ASSISTED: usize = 1;
const DEPORTED: usize = 2;

/// What a run leaves, in people.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Crossed: `[status][mode]`.
    pub crossed: Vec<f64>,
    /// Arrested.
    pub arrested: f64,
    /// The longest queue, all crossings together.
    pub most_waiting: f64,
    /// Arrived: `[destination]`.
    pub landed: Vec<f64>,
}

impl Totals {
    /// All who crossed.
    pub fn departures(&self) -> f64 {
        self.crossed.iter().sum()
    }
}

/// Households that came to a crossing on one day: `[status][mode]`.
type Batch = Vec<u64>;

/// The queue at a crossing: first come, first served by day.
#[derive(Clone, Debug, Default)]
struct Queue {
    batches: VecDeque<Batch>,
    /// Places that the last household took from the next day, people.
    debit: f64,
}

/// The state of a run. A cell is `[status][province][frailty]`.
struct Run<'a> {
    world: &'a World,
    rng: SmallRng,
    home: Vec<u64>,
    hidden: Vec<u64>,
    detained: Vec<u64>,
    /// `[status][province][mode]`
    transit: Vec<u64>,
    queues: Vec<Queue>,
    /// Remembered arrests per person at risk: `[province]`.
    fear: Vec<f64>,
    /// Remembered departures per household: `[status][province]`.
    contagion: Vec<f64>,
    /// Of the nation, then of each province.
    weather: Vec<f64>,
    totals: Totals,
}

/// Simulates a run.
pub fn simulate(world: &World, seed: u64) -> Totals {
    let cells = world.households.len();
    let groups = world.statuses * world.provinces;
    let mut run = Run {
        world,
        rng: SmallRng::seed_from_u64(seed),
        home: world.households.clone(),
        hidden: vec![0; cells],
        detained: vec![0; cells],
        transit: vec![0; groups * MODES],
        queues: vec![Queue::default(); world.crossings],
        fear: vec![0.0; world.provinces],
        contagion: vec![0.0; groups],
        weather: vec![0.0; 1 + world.provinces],
        totals: Totals {
            crossed: vec![0.0; world.statuses * MODES],
            landed: vec![0.0; world.destination_share[0].len()],
            ..Totals::default()
        },
    };
    for day in 0..world.days {
        run.change_weather(day);
        run.travel();
        run.live(day);
        run.cross(day);
    }
    run.totals
}

impl Run<'_> {
    /// AR(1) of the nation and of each province.
    fn change_weather(&mut self, day: usize) {
        let correlation = if day == 0 { 0.0 } else { self.world.environment_correlation };
        let innovation = (1.0 - correlation * correlation).sqrt();
        for state in &mut self.weather {
            let shock: f64 = StandardNormal.sample(&mut self.rng);
            *state = correlation * *state + innovation * shock;
        }
    }

    /// Those on the way may arrive; they join the queue of a crossing as today's batch.
    fn travel(&mut self) {
        let world = self.world;
        for queue in &mut self.queues {
            queue.batches.push_back(vec![0; world.statuses * MODES]);
        }
        for (class, travellers) in self.transit.iter_mut().enumerate() {
            let (group, mode) = (class / MODES, class % MODES);
            let (status, province) = (group / world.provinces, group % world.provinces);
            let arrived = binomial(&mut self.rng, *travellers, 1.0 / world.travel_days[province]);
            *travellers -= arrived;
            divide(&mut self.rng, arrived, &world.crossing_share[province], |crossing, households| {
                let batch = self.queues[crossing].batches.back_mut().expect("today's batch was just added");
                batch[status * MODES + mode] += households;
            });
        }
    }

    /// Whether to leave, hide, be arrested or be let go; and what is remembered of it in the evening.
    fn live(&mut self, day: usize) {
        let world = self.world;
        let today = &world.each_day[day];
        let mut arrested = vec![0.0; world.provinces];
        let mut at_risk = vec![0.0; world.provinces];
        for province in 0..world.provinces {
            let mut pool = 0.0;
            for status in 0..world.statuses {
                let cells = world.cells(status, province);
                let home = self.home[cells.clone()].iter().sum::<u64>() as f64 * world.household_size;
                let hidden = self.hidden[cells].iter().sum::<u64>() as f64 * world.household_size;
                at_risk[province] += today.felt_targeting[status] * (home + hidden);
                pool += today.arrest_weight[status] * (home + world.hidden_arrest_factor * hidden);
            }
            let capacity = today.arrests * world.arrest_share[province];
            let arrest = if capacity > 0.0 { capacity / (capacity / world.arrest_ceiling + pool) } else { 0.0 };
            let luck = (world.environment_sd * self.weather[0]
                + world.environment_province_sd * self.weather[1 + province]
                - 0.5 * (world.environment_sd.powi(2) + world.environment_province_sd.powi(2)))
            .exp();
            for status in 0..world.statuses {
                let (felt, seasonal) = (today.felt_targeting[status], today.season * luck);
                let pressure: f64 = (world.deadlines.iter())
                    .filter(|deadline| deadline.stands(day) && deadline.provinces[province])
                    .map(|deadline| {
                        let days_left = deadline.day - day as f64 - world.lead_days[province];
                        let scale = if days_left > 0.0 { world.anticipation_days } else { world.aftermath_days };
                        let reach = if deadline.statuses[status] { 1.0 } else { felt };
                        deadline.credibility * reach * (-days_left.abs() / scale).exp()
                    })
                    .sum();
                let group = status * world.provinces + province;
                let deadline = world.deadline_leave * pressure;
                let fear = world.fear_per_arrest * felt * self.fear[province];
                let leave = (world.baseline_leave + world.hostile_leave * felt * today.plan[province]) * seasonal
                    + (1.0 - world.hiding_share) * (deadline * luck + fear * seasonal)
                    + world.contagion_branching * self.contagion[group] * luck;
                let hazards = Hazards {
                    leave,
                    assisted: today.assisted[status] * seasonal,
                    hide: world.hiding_share * (deadline + fear) * luck,
                    arrest: today.arrest_weight[status] * arrest,
                };
                let moved = self.live_group(status, province, &hazards, today.deported_share[status]);
                arrested[province] += moved.arrested as f64 * world.household_size;
                let initial: u64 = world.households[world.cells(status, province)].iter().sum();
                let left = if initial > 0 { moved.left as f64 / initial as f64 } else { 0.0 };
                self.contagion[group] += (left - self.contagion[group]) / world.contagion_memory_days;
            }
        }
        let national: f64 = arrested.iter().sum();
        self.totals.arrested += national;
        let everywhere: f64 = at_risk.iter().sum();
        for province in 0..world.provinces {
            let seen = if at_risk[province] > 0.0 { arrested[province] / at_risk[province] } else { 0.0 };
            let heard = if everywhere > 0.0 { national / everywhere } else { 0.0 };
            let news = (1.0 - world.media_share) * seen + world.media_share * heard;
            self.fear[province] += (news - self.fear[province]) / world.fear_memory_days;
        }
    }

    /// A day of the households of a status in a province; each moves at most once.
    fn live_group(&mut self, status: usize, province: usize, hazards: &Hazards, deported_share: f64) -> MovedToday {
        let world = self.world;
        let rng = &mut self.rng;
        let travellers = (status * world.provinces + province) * MODES;
        let mut moved = MovedToday::default();
        for (nu, cell) in world.frailty.iter().zip(world.cells(status, province)) {
            let home = [nu * hazards.leave, nu * hazards.assisted, nu * hazards.hide, hazards.arrest];
            let hidden = [
                nu * hazards.leave * world.hidden_leave_factor,
                world.surfacing,
                hazards.arrest * world.hidden_arrest_factor,
            ];
            let [left, assisted, hid, arrested] = leave(rng, self.home[cell], &home);
            let [left_hiding, surfaced, found] = leave(rng, self.hidden[cell], &hidden);
            let ended = binomial(rng, self.detained[cell], world.detention_exit);
            let deported = binomial(rng, ended, deported_share);
            self.home[cell] += surfaced + ended - deported;
            self.home[cell] -= left + assisted + hid + arrested;
            self.hidden[cell] += hid;
            self.hidden[cell] -= left_hiding + surfaced + found;
            self.detained[cell] += arrested + found;
            self.detained[cell] -= ended;
            self.transit[travellers + SELF_ORGANISED] += left + left_hiding;
            self.transit[travellers + ASSISTED] += assisted;
            self.transit[travellers + DEPORTED] += deported;
            moved.left += left + left_hiding;
            moved.arrested += arrested + found;
        }
        moved
    }

    /// The queues are served and those who crossed go to their destinations.
    fn cross(&mut self, day: usize) {
        let world = self.world;
        let mut waiting = 0.0;
        for (crossing, queue) in self.queues.iter_mut().enumerate() {
            let mut served = vec![0; world.statuses * MODES];
            queue.serve(&mut self.rng, world.each_day[day].places[crossing], world.household_size, &mut served);
            for (crossed, &households) in self.totals.crossed.iter_mut().zip(&served) {
                *crossed += households as f64 * world.household_size;
            }
            let households = served.iter().sum();
            divide(&mut self.rng, households, &world.destination_share[crossing], |destination, households| {
                self.totals.landed[destination] += households as f64 * world.household_size;
            });
            waiting += queue.batches.iter().flatten().sum::<u64>() as f64 * world.household_size;
        }
        self.totals.most_waiting = self.totals.most_waiting.max(waiting);
    }
}

/// Hazards per day of a status in a province, before frailty.
struct Hazards {
    leave: f64,
    assisted: f64,
    hide: f64,
    arrest: f64,
}

/// Households that left on their own or were arrested.
#[derive(Default)]
struct MovedToday {
    left: u64,
    arrested: u64,
}

impl Queue {
    /// Serves so many people; of the batch that does not fit, a random part. The last household crosses whole and takes its
    /// places from the next day.
    fn serve(&mut self, rng: &mut impl Rng, places: f64, household_size: f64, served: &mut [u64]) {
        if places <= 0.0 {
            return;
        }
        let mut left = places - self.debit;
        while left > 0.0 {
            let Some(batch) = self.batches.front_mut() else { break };
            let mut households: u64 = batch.iter().sum();
            let mut fit = households.min((left / household_size).ceil() as u64);
            left -= fit as f64 * household_size;
            let everybody = fit == households;
            for (waiting, served) in batch.iter_mut().zip(served.iter_mut()) {
                let crossing = if fit == households { *waiting } else { some_of(rng, households, *waiting, fit) };
                households -= *waiting;
                fit -= crossing;
                *waiting -= crossing;
                *served += crossing;
            }
            if everybody {
                self.batches.pop_front();
            }
        }
        self.debit = (-left).max(0.0);
    }
}

/// How many of `marked` among `all` are in a sample of `drawn`: one after the other of the fewer of the two. The
/// hypergeometric law of `rand_distr` refuses populations as large as these where few are marked.
fn some_of(rng: &mut impl Rng, all: u64, marked: u64, drawn: u64) -> u64 {
    let (fewer, more) = (marked.min(drawn), marked.max(drawn));
    let mut found = 0;
    for tried in 0..fewer {
        found += u64::from(rng.random::<f64>() * ((all - tried) as f64) < (more - found) as f64);
    }
    found
}

fn binomial(rng: &mut impl Rng, n: u64, p: f64) -> u64 {
    if n == 0 || p <= 0.0 {
        0
    } else if p >= 1.0 {
        n
    } else {
        Binomial::new(n, p).expect("a chance is between 0 and 1").sample(rng)
    }
}

/// Competing risks: how many of `n` households take each flow within a day.
fn leave<const FLOWS: usize>(rng: &mut impl Rng, n: u64, hazards: &[f64; FLOWS]) -> [u64; FLOWS] {
    let all: f64 = hazards.iter().sum();
    let leavers = binomial(rng, n, -(-all).exp_m1());
    let mut taken = [0; FLOWS];
    divide(rng, leavers, hazards, |flow, households| taken[flow] = households);
    taken
}

/// Divides households in proportion to shares that need not add up to one.
fn divide(rng: &mut impl Rng, households: u64, shares: &[f64], mut give: impl FnMut(usize, u64)) {
    let mut left = households;
    let mut whole: f64 = shares.iter().sum();
    let last = shares.iter().rposition(|&share| share > 0.0);
    for (index, &share) in shares.iter().enumerate() {
        if left == 0 {
            break;
        }
        let part = if Some(index) == last { left } else { binomial(rng, left, (share / whole).min(1.0)) };
        whole -= share;
        left -= part;
        give(index, part);
    }
}
