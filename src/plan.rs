//! What an engine needs: names already indices, calendars already days, numbers already in a table.
//!
//! A [`Plan`] is made from a scenario and holds no file, no default and no optional thing. Every input that a
//! scenario may state as a number *or as a law* is a [`Quantity`], an index into the table of numbers that each run
//! draws for itself; calendars are [`Schedule`]s, one quantity for every simulated day. So one plan serves all runs,
//! and a run is fully described by its [`Job`]: a run number and a table of numbers.
//!
//! Shapes are written `[status][province]` and so on; the last index moves fastest.

use crate::law::Law;

mod stood;

/// Index of a number in the table of numbers of a run, see [`Numbers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quantity(pub u32);

/// A calendar: one quantity for every simulated day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule(pub Vec<Quantity>);

impl Schedule {
    /// The quantity that holds on a simulated day (0 = first day).
    ///
    /// # Panics
    /// If `day` lies beyond the horizon.
    #[inline]
    pub fn at(&self, day: usize) -> Quantity {
        self.0[day]
    }
}

/// How people leave Pakistan. Three modes, in the order of all arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// On their own; the UN prints "spontaneous". Most cite fear of arrest.
    SelfOrganised,
    /// With the UNHCR repatriation programme.
    Assisted,
    /// Deported after arrest.
    Deported,
}

impl Mode {
    /// All modes, in the order of arrays.
    pub const ALL: [Mode; 3] = [Mode::SelfOrganised, Mode::Assisted, Mode::Deported];

    /// The name in CSV files and figures.
    pub const fn name(self) -> &'static str {
        match self {
            Mode::SelfOrganised => "self_organised",
            Mode::Assisted => "assisted",
            Mode::Deported => "deported",
        }
    }
}

/// Why a self-organised departure happens. Hazards add over causes, so causes add up to the departures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// As before the plan.
    Baseline,
    /// Evictions, job loss, rent bans while the plan is in force.
    HostileEnvironment,
    /// A deadline draws near or has just passed.
    Deadline,
    /// Remembered arrests.
    Fear,
    /// Others left.
    Social,
}

impl Cause {
    /// All causes, in the order of arrays.
    pub const ALL: [Cause; 5] =
        [Cause::Baseline, Cause::HostileEnvironment, Cause::Deadline, Cause::Fear, Cause::Social];

    /// The name in CSV files and figures.
    pub const fn name(self) -> &'static str {
        match self {
            Cause::Baseline => "baseline",
            Cause::HostileEnvironment => "hostile_environment",
            Cause::Deadline => "deadline",
            Cause::Fear => "fear",
            Cause::Social => "social",
        }
    }
}

/// Everything that the runs of one scenario share.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// First simulated day, in days since 1970-01-01.
    pub first_day: i32,
    /// Number of simulated days; the last day is `first_day + days - 1`.
    pub days: usize,
    /// Labels for output; engines and dynamics never look at them.
    pub names: Names,
    /// The law of every number.
    pub numbers: Numbers,
    /// Who there is at the start.
    pub people: People,
    /// How people decide.
    pub behaviour: Behaviour,
    /// What governments and agencies do, day by day.
    pub policy: Policy,
    /// The season, day by day.
    pub season: Season,
    /// The way to the border. `[province]`, `[province][crossing]`.
    pub travel: Travel,
    /// The border. `[crossing]`
    pub crossings: Vec<Crossing>,
    /// The other side.
    pub reception: Reception,
    /// What the scenario asks.
    pub questions: Questions,
}

/// Labels, in the order of the indices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// `[status]`, for example `undocumented`, `acc`, `por`.
    pub statuses: Vec<String>,
    /// `[province]`, for example `khyber_pakhtunkhwa`.
    pub provinces: Vec<String>,
    /// `[crossing]`, for example `torkham`.
    pub crossings: Vec<String>,
    /// `[destination]`, Afghan provinces and `other`.
    pub destinations: Vec<String>,
}

/// The table of numbers: the law of each, and where several were drawn together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// `[quantity]`: its key in the scenario file, for example `behaviour.fear_per_arrest`; written to
    /// `failed.csv` and used to order the dimensions of the design.
    pub keys: Vec<String>,
    /// `[quantity]`: its law; most are [`Law::Fixed`].
    pub laws: Vec<Law>,
    /// Sets of rows drawn jointly (a fitted posterior); one row is taken for all its quantities at once.
    pub joint: Vec<JointDraws>,
}

/// Joint draws of several quantities: correlated, so only whole rows are meaningful.
#[derive(Clone, Debug, PartialEq)]
pub struct JointDraws {
    /// The columns.
    pub quantities: Vec<Quantity>,
    /// `[row][column]`, in the unit of each quantity.
    pub rows: Vec<Vec<f64>>,
}

/// People and households at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// People by status: `[status]`.
    pub stock: Vec<Quantity>,
    /// Where they live: `[status][province]`, relative weights (normalised by the dynamics).
    pub province_share: Vec<Vec<Quantity>>,
    /// Household sizes (people): `[size class]`, at least one.
    pub household_size: Vec<u32>,
    /// Share of households of each size: `[size class]`, adds up to one.
    pub household_share: Vec<f64>,
    /// Number of frailty nodes K, at least one; 1 switches frailty off.
    pub frailty_nodes: usize,
    /// Does the status come with a card? `[status]`: false for undocumented people.
    pub documented: Vec<bool>,
    /// Index of the status that people have who come back across the border: undocumented.
    pub reentry_status: usize,
}

/// How people decide: model parameters, each one number per run. Units as in the names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Behaviour {
    /// b, hazard per day of leaving as before the plan.
    pub baseline_leave_per_day: Quantity,
    /// b_pl, hazard per day while the plan is in force.
    pub hostile_leave_per_day: Quantity,
    /// alpha, hazard per day on the day of a fully credible deadline.
    pub deadline_leave_per_day: Quantity,
    /// tau_a, days over which a coming deadline is felt.
    pub anticipation_days: Quantity,
    /// tau_r, days over which a passed deadline is felt.
    pub aftermath_days: Quantity,
    /// delta, share of credibility lost by each deadline that is postponed or not enforced.
    pub credibility_loss: Quantity,
    /// rho, hazard of leaving per remembered arrest hazard.
    pub fear_per_arrest: Quantity,
    /// tau_m, days.
    pub fear_memory_days: Quantity,
    /// s, share of a second, slow memory in what is remembered of arrests; 0 is one memory.
    pub fear_slow_share: Quantity,
    /// Time scale of the slow memory, days.
    pub fear_slow_memory_days: Quantity,
    /// Response to deadline and fear at which half of it acts, per day; 0 is none, and the two simply add.
    pub pressure_threshold_per_day: Quantity,
    /// omega, weight of national against local arrests in what people fear.
    pub media_share: Quantity,
    /// beta_c, branching ratio below one.
    pub contagion_branching: Quantity,
    /// tau_c, days.
    pub contagion_memory_days: Quantity,
    /// sigma_nu, coefficient of variation of frailty.
    pub frailty_cv: Quantity,
    /// chi, share of the deadline and fear response that hides instead of leaving.
    pub hiding_share: Quantity,
    /// Self-organised departure from hiding, relative to home.
    pub hidden_leave_factor: Quantity,
    /// Arrest weight of hidden people, relative to home.
    pub hidden_arrest_factor: Quantity,
    /// Hazard per day of leaving the hiding place for home.
    pub surfacing_per_day: Quantity,
    /// Share of visible protection that is felt: protection reduces the feeling of being targeted by this share.
    pub protection_pass_through: Quantity,
    /// q, highest arrest hazard per day.
    pub arrest_ceiling_per_day: Quantity,
    /// People taken per place in the enforcement capacity (1 = capacity counts all members of a household).
    pub companion_factor: Quantity,
    /// Chance per day that a detention ends.
    pub detention_exit_per_day: Quantity,
    /// sigma_e, national environment, standard deviation of the log.
    pub environment_sd: Quantity,
    /// sigma_p, provincial environment, standard deviation of the log.
    pub environment_province_sd: Quantity,
    /// phi, correlation of the environment from day to day.
    pub environment_correlation: Quantity,
    /// Hazard per day of giving up, for households that have waited at least `give_up_after_days` in a queue.
    pub give_up_per_day: Quantity,
    /// See `give_up_per_day`.
    pub give_up_after_days: Quantity,
    /// Hazard per day of coming back from Afghanistan as undocumented.
    pub reentry_per_day: Quantity,
    /// Highest share per day of those waiting that regularisation or resettlement can take.
    pub scheme_ceiling_per_day: Quantity,
}

/// A deadline: leave by `enforced_from`, or else.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadline {
    /// First simulated day on which it is known; may be negative (announced before the first day).
    pub announced: i32,
    /// d, day of the horizon on which it is enforced; may lie outside the horizon.
    pub enforced_from: i32,
    /// First day on which it no longer stands (revoked, or moved: the moved deadline is another entry);
    /// `i32::MAX` if it stands.
    pub ends: i32,
    /// kappa, how far it is believed.
    pub credibility: Quantity,
    /// How many earlier deadlines were postponed or not enforced: credibility is multiplied by
    /// `(1 - credibility_loss)` to this power.
    pub broken_before: u32,
    /// Which statuses it addresses, `[status]`; the others feel it as far as they feel targeted.
    pub addresses: Vec<bool>,
    /// Which provinces it addresses, `[province]`.
    pub provinces: Vec<bool>,
}

/// What governments and agencies do. Schedules; default is history.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// All deadlines.
    pub deadlines: Vec<Deadline>,
    /// plan(t), 0 to 1: is the plan in force? `[province]`
    pub plan_in_force: Vec<Schedule>,
    /// g_s(t), 0 to 1, how far a status feels targeted: `[status]`.
    pub felt_targeting: Vec<Schedule>,
    /// Enforcement capacity in the country, people a day.
    pub arrests_per_day: Schedule,
    /// Share of the enforcement capacity: `[province]`; not normalised, so that a scenario may leave some unused.
    pub arrest_share: Vec<Schedule>,
    /// w_s(t), targeting weight: `[status]`.
    pub arrest_weight: Vec<Schedule>,
    /// pi_s(t), protection from arrest, 0 to 1: `[status]`.
    pub protection: Vec<Schedule>,
    /// J_s(t) times compliance, 0 to 1: share of arrests and deportations that a court order stops, `[status]`.
    pub court_order: Vec<Schedule>,
    /// Whether a court order covers the status that day (1) whatever the compliance: `[status]`.
    pub court_covers: Vec<Schedule>,
    /// phi_s, share of detained people who are deported: `[status]`.
    pub deported_share: Vec<Schedule>,
    /// Share of cards that are valid (or tolerated) under the government's own rules: `[status]`.
    pub card_valid: Vec<Schedule>,
    /// Depth of a winter moratorium, 0 to 1: enforcement, plan and deadlines are reduced by this share.
    pub moratorium: Schedule,
    /// Multiplier on self-organised departures (limits on cash and goods, fees).
    pub departure_cost_factor: Schedule,
    /// a_s, hazard per day of assisted return at grant 1: `[status]`.
    pub assisted_leave_per_day: Vec<Quantity>,
    /// grant(t), relative to the grant of 2023: `[status]`.
    pub grant: Vec<Schedule>,
    /// open(t), 0 to 1: are the repatriation centres open?
    pub assistance_open: Schedule,
    /// Regularisation, people a day: `[status]`.
    pub regularised_per_day: Vec<Schedule>,
    /// Regularisation places in all, people: `[status]`.
    pub regularisation_places: Vec<Quantity>,
    /// Resettlement to third countries, people a day: `[status]`.
    pub resettled_per_day: Vec<Schedule>,
    /// Multiplier on resettlement (exit fee).
    pub exit_fee_factor: Schedule,
}

/// The season, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// w, share by which midwinter lowers departures.
    pub winter_reduction: Quantity,
    /// W(t), 0 to 1, the shape of winter: `[day]`.
    pub winter_shape: Vec<f64>,
    /// r, share by which Ramadan lowers departures.
    pub ramadan_reduction: Quantity,
    /// Ramadan that day (1) or not (0): `[day]`.
    pub ramadan: Vec<f64>,
    /// Factor of the weekday: `[day]`.
    pub weekday: Vec<Quantity>,
    /// Days that count for winter exposure (1 December to 28 February): `[day]`.
    pub winter_exposure: Vec<bool>,
}

/// The way to the border.
#[derive(Clone, Debug, PartialEq)]
pub struct Travel {
    /// Mean days on the way: `[province]`, at least 1.
    pub mean_days: Vec<Quantity>,
    /// l_p, days before a deadline that people of the province act on it: `[province]`.
    pub lead_days: Vec<Quantity>,
    /// M, relative weight of each crossing: `[province][crossing]`.
    pub crossing_share: Vec<Vec<Quantity>>,
    /// Share of arrivals that turn to other crossings when the wait is long, 0 to 1.
    pub diversion: Quantity,
    /// Wait in days at which diversion reaches `1 - 1/e` of its full share.
    pub diversion_wait_days: Quantity,
}

/// A crossing.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// People a day when open.
    pub capacity_per_day: Schedule,
    /// Open share of the day, 0 to 1 (hours, closures).
    pub open: Schedule,
    /// Degrees north, east; for the map only.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// The other side.
#[derive(Clone, Debug, PartialEq)]
pub struct Reception {
    /// Relative weight of each destination: `[crossing][destination]`.
    pub destination_share: Vec<Vec<Quantity>>,
    /// Concentration of the Dirichlet law around these shares; low, because sources disagree.
    pub concentration: Quantity,
    /// Beds (or tents): `[destination]`.
    pub beds: Vec<Schedule>,
    /// Days in reception.
    pub stay_days: Quantity,
    /// Share of arrivals who need a bed.
    pub need_share: Quantity,
    /// Humanitarian cost, US dollars a person.
    pub cost_usd_per_person: Quantity,
    /// Cost of a night in reception, US dollars.
    pub cost_usd_per_night: Quantity,
    /// Degrees north, east of each destination; for the map only.
    pub places: Vec<(f64, f64)>,
}

/// What the scenario asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// The announced target, people.
    pub target_people: Quantity,
    /// Probability of reaching a level by a date.
    pub thresholds: Vec<Threshold>,
}

/// "Do `measure` reach `at_least` by day `by`?"
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// What is measured.
    pub measure: Measure,
    /// Level, in the unit of the measure.
    pub at_least: f64,
    /// Last day of the horizon that counts.
    pub by: usize,
}

/// A daily figure that a threshold may ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Departures since the first day, people.
    DeparturesCumulative,
    /// Departures of a day, people.
    Departures,
    /// Documented people deported since the first day.
    DocumentedDeportedCumulative,
    /// People waiting at all crossings.
    Queue,
    /// People without a bed.
    ReceptionShortfall,
}

impl Measure {
    /// All measures.
    pub const ALL: [Measure; 5] = [
        Measure::DeparturesCumulative,
        Measure::Departures,
        Measure::DocumentedDeportedCumulative,
        Measure::Queue,
        Measure::ReceptionShortfall,
    ];

    /// The name of the outcome in `daily.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::DeparturesCumulative => "departures_cumulative",
            Measure::Departures => "departures",
            Measure::DocumentedDeportedCumulative => "documented_deported_cumulative",
            Measure::Queue => "queue",
            Measure::ReceptionShortfall => "reception_shortfall",
        }
    }
}

/// One simulated history to come: a run number and the numbers drawn for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Run number; with the seed it names every random draw of the run.
    pub run: u64,
    /// `[quantity]`, in the unit of each.
    pub numbers: Vec<f64>,
    /// Where the luck of other runs takes over, in the order of days; empty for all but the branches of a history.
    pub branches: Vec<Branch>,
    /// Good days are bad and bad days good: the other half of an antithetic pair, whose mean has less chance in it.
    pub mirrored: bool,
}

/// A point where a history goes another way: from a day on, its draws are those of another run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// First day, in days since 1970-01-01.
    pub from: i32,
    /// The run that names the draws from then on.
    pub run: u64,
}

impl Job {
    /// A history with the luck of its own number from beginning to end.
    pub fn new(run: u64, numbers: Vec<f64>) -> Self {
        Job { run, numbers, branches: Vec::new(), mirrored: false }
    }

    /// The run that names the draws of a day (runs are numbered below 2^32).
    #[inline]
    pub fn luck_on(&self, date: i32) -> u32 {
        let begun = self.branches.partition_point(|branch| branch.from <= date);
        self.branches[..begun].last().map_or(self.run, |branch| branch.run) as u32
    }
}

impl Plan {
    /// The announced target, people; the centre of its law if it is contested.
    pub fn target_people(&self) -> f64 {
        self.numbers.laws[self.questions.target_people.0 as usize].centre()
    }

    /// Number of statuses.
    pub fn statuses(&self) -> usize {
        self.people.documented.len()
    }

    /// Number of provinces.
    pub fn provinces(&self) -> usize {
        self.travel.mean_days.len()
    }

    /// Number of household-size classes.
    pub fn sizes(&self) -> usize {
        self.people.household_size.len()
    }

    /// Number of destinations.
    pub fn destinations(&self) -> usize {
        self.reception.beds.len()
    }
}
