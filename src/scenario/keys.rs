//! Every key of a scenario file: name, kind, unit, range with its reason, default, meaning.
//!
//! This is the one list. The reader accepts what is here and nothing else; the JSON Schema and the reference in
//! `docs/scenario-format.md` are made from it. A step of a path in angle brackets stands for a name:
//! `policy.protection.<status>`.

use crate::plan::Measure;

/// A key of the format.
#[derive(Debug)]
pub struct Key {
    /// Steps joined by dots, names in angle brackets.
    pub path: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// Unit of a number; empty for anything else.
    pub unit: &'static str,
    /// Lowest and highest number allowed.
    pub range: (f64, f64),
    /// Why this range.
    pub reason: &'static str,
    /// What holds when the key is absent, and on the days that a calendar leaves out.
    pub default: Absence,
    /// One sentence for the schema and the reference.
    pub meaning: &'static str,
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A sentence.
    Text,
    /// One or several sentences, names or files.
    Texts,
    /// A date.
    Date,
    /// `true` or `false`.
    Flag,
    /// A whole number, never a law.
    Whole,
    /// A number, never a law.
    Plain,
    /// A list of numbers.
    Plains,
    /// A number or a law.
    Number,
    /// A number, a law, or a calendar of either.
    Calendar,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The name of a status, province, ...
    Name(Group),
    /// Several such names.
    Names(Group),
    /// A list of tables with these keys.
    Records(&'static [Key]),
}

/// A group of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// `names.statuses`
    Status,
    /// `names.provinces`
    Province,
    /// `names.crossings`
    Crossing,
    /// `names.destinations`
    Destination,
    /// Monday to Sunday.
    Weekday,
    /// Any name: a deadline that the scenario defines.
    Deadline,
    /// Any name: a court order that the scenario defines.
    CourtOrder,
    /// A column of the draws of a parameter set.
    Column,
    /// A key of this format, in quotes.
    Key,
    /// Any name: somebody who says what a contested number is.
    Claim,
}

impl Group {
    const ALL: [Group; 10] = [
        Group::Status,
        Group::Province,
        Group::Crossing,
        Group::Destination,
        Group::Weekday,
        Group::Deadline,
        Group::CourtOrder,
        Group::Column,
        Group::Key,
        Group::Claim,
    ];

    /// The word in angle brackets.
    pub const fn word(self) -> &'static str {
        match self {
            Group::Status => "status",
            Group::Province => "province",
            Group::Crossing => "crossing",
            Group::Destination => "destination",
            Group::Weekday => "weekday",
            Group::Deadline => "deadline",
            Group::CourtOrder => "court order",
            Group::Column => "column",
            Group::Key => "key",
            Group::Claim => "claim",
        }
    }

    /// The group that a step of a path stands for, if it is in angle brackets.
    pub fn of_step(step: &str) -> Option<Group> {
        let word = step.strip_prefix('<')?.strip_suffix('>')?;
        Group::ALL.into_iter().find(|group| group.word() == word)
    }

    /// May `all` stand for every name of the group?
    pub fn has_all(self) -> bool {
        matches!(self, Group::Status | Group::Province | Group::Crossing | Group::Destination | Group::Weekday)
    }
}

/// What holds when a key is absent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absence {
    /// It must be given.
    Required,
    /// Nothing.
    Nothing,
    /// This number.
    Number(f64),
    /// See the meaning.
    Described(&'static str),
}

const fn key(path: &'static str, kind: Kind, default: Absence, meaning: &'static str) -> Key {
    Key { path, kind, unit: "", range: (f64::NEG_INFINITY, f64::INFINITY), reason: "", default, meaning }
}

const fn number(
    path: &'static str,
    kind: Kind,
    unit: &'static str,
    (range, reason): ((f64, f64), &'static str),
    default: Absence,
    meaning: &'static str,
) -> Key {
    Key { path, kind, unit, range, reason, default, meaning }
}

use Absence::{Described, Nothing as Absent, Number as By, Required};
use Kind::{Calendar, Date, Flag, Name, Names, Number, Plain, Plains, Records, Text, Texts, Whole, Word};

type Bounds = ((f64, f64), &'static str);
const SHARE: Bounds = ((0.0, 1.0), "a share lies between 0 (none) and 1 (all)");
const HAZARD: Bounds = ((0.0, 1.0), "a hazard per day above 1 would empty a group within days");
const PEOPLE: Bounds = ((0.0, 1e8), "no more than 100 million people");
const PEOPLE_PER_DAY: Bounds = ((0.0, 1e6), "people cannot be negative, and a million a day is beyond any border");
const DAYS: Bounds = ((0.1, 3_650.0), "a time scale must be positive, and ten years is beyond any memory");
const MEMORY: Bounds = ((1.0, 3_650.0), "a memory takes in a whole day at once, and ten years is beyond any memory");
const FACTOR: Bounds = ((0.0, 10.0), "a multiplier: 1 changes nothing, 10 is beyond anything on record");
const LATITUDE: Bounds = ((-90.0, 90.0), "degrees north");
const LONGITUDE: Bounds = ((-180.0, 180.0), "degrees east");
const USD: Bounds = ((0.0, 100_000.0), "US dollars cannot be negative");

/// The fields of `from` and `to`, wherever a period is written.
static PERIOD: &[Key] = &[
    key("from", Date, Required, "First day of the period."),
    key("to", Date, Required, "Last day of the period."),
    key("source", Text, Absent, "Who says so, or `assumption` with the reason."),
];

static HOUSEHOLD: &[Key] = &[
    number("size", Whole, "people", ((1.0, 50.0), "a household has 1 to 50 members"), Required, "Members."),
    number("share", Plain, "share", SHARE, Required, "Share of all households; the shares add up to 1."),
];

static POSTPONED: &[Key] = &[
    key("on", Date, Required, "The day on which it is put off."),
    key("to", Date, Required, "The new day of enforcement."),
];

static THRESHOLD: &[Key] = &[
    key("outcome", Word(&MEASURES), Required, "What is measured."),
    number(
        "at_least",
        Plain,
        "people",
        ((0.0, 1e9), "people cannot be negative"),
        Required,
        "Level to be reached on any day up to `by`.",
    ),
    key("by", Date, Required, "Last day that counts."),
];

/// Names of the outcomes that a threshold may ask about.
static MEASURES: [&str; Measure::ALL.len()] = {
    let mut names = [""; Measure::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Measure::ALL[at].name();
        at += 1;
    }
    names
};

/// Names of the engines, as in `run.engine`.
pub static ENGINES: &[&str] = &["reference", "events", "cohort", "lanes", "plain", "normal", "mean_field"];

/// Kinds of parameter sets.
pub static SET_KINDS: &[&str] = &["foresight", "prior", "hindsight"];

/// The fields of a calendar entry, apart from the number.
pub static ENTRY: &[Key] = &[
    key("from", Date, Absent, "First day; absent: since ever."),
    key("to", Date, Absent, "Last day; absent: until the next entry begins, or for good."),
    key("value", Number, Required, "A number or a law."),
    key("source", Text, Absent, "Who says so, or `assumption` with the reason."),
    key("note", Text, Absent, "A remark; it also says that an odd value is meant."),
];

/// The fields of a calendar written as a table.
pub static CALENDAR: &[Key] = &[
    key("entries", Records(ENTRY), Absent, "The entries; they may not overlap."),
    key("otherwise", Number, Absent, "What holds on the days that no entry covers."),
    key("append", Flag, Absent, "`true`: on top of the calendar that the file extends; the new entries win."),
    key("later_wins", Flag, Absent, "`true`: entries may overlap, and the later in the list wins."),
    key("source", Text, Absent, "Source of every entry that names no other."),
];

/// Every key, in the order of the reference.
#[rustfmt::skip]
pub static KEYS: &[Key] = &[
    key("title", Text, Required, "The name of the scenario, as in figures."),
    key("question", Text, Absent, "What it asks, in one sentence."),
    key("levers", Texts, Absent, "What is different from history, in words."),
    key("surprise", Text, Absent, "What most people would not have guessed."),
    key("caveat", Text, Absent, "What it cannot tell."),
    key("extends", Texts, Absent, "The file or files whose values hold where this one says nothing; paths are relative to this file."),
    key("parameters", Text, Absent, "File of a parameter set. It fills in what the files under it leave open; what a scenario file states itself wins over it."),

    key("names.statuses", Texts, Required, "Names of the statuses, in the order of all tables."),
    key("names.provinces", Texts, Required, "Names of the provinces of Pakistan."),
    key("names.crossings", Texts, Required, "Names of the crossings."),
    key("names.destinations", Texts, Required, "Names of the provinces of Afghanistan."),

    key("time.first_day", Date, Required, "First simulated day."),
    key("time.last_day", Date, Required, "Last simulated day."),

    number("population.<status>.people", Number, "people", PEOPLE, Required, "People of this status on the first day. Contested: sources may be listed as a `choice`."),
    key("population.<status>.documented", Flag, Required, "Does the status come with a card?"),
    number("population.<status>.province_share.<province>", Number, "share", SHARE, By(0.0), "Share of them who live in the province; shares add up to 1."),
    key("population.household", Records(HOUSEHOLD), Required, "Sizes of households. Households move, not single people."),
    number("population.frailty_nodes", Whole, "classes", ((1.0, 16.0), "1 switches differences between households off; above 16 nothing changes but the time"), By(3.0), "Classes that stand for differences between households in how easily they leave."),
    key("population.reentry_status", Name(Group::Status), Required, "Status of people who come back across the border."),

    number("places.travel.<province>.mean_days", Number, "days", ((1.0, 60.0), "a journey takes a day or more"), Required, "Mean days on the way to the crossing."),
    number("places.travel.<province>.lead_days", Number, "days", ((0.0, 60.0), "people act at most two months before they must"), By(0.0), "Days before a deadline on which people of the province feel it as those at the border do on the day."),
    number("places.travel.<province>.crossing_share.<crossing>", Number, "share", SHARE, By(0.0), "Share of leavers who go to this crossing; shares add up to 1."),
    number("places.travel.diversion", Number, "share", SHARE, By(0.0), "Share of arrivals who turn to another crossing when the wait is long."),
    number("places.travel.diversion_wait_days", Number, "days", DAYS, By(3.0), "Wait at which diversion reaches 63 % of its full share."),
    number("places.crossings.<crossing>.latitude", Plain, "degrees", LATITUDE, Required, "Degrees north; for the map only."),
    number("places.crossings.<crossing>.longitude", Plain, "degrees", LONGITUDE, Required, "Degrees east; for the map only."),
    number("places.crossings.<crossing>.capacity_per_day", Calendar, "people/day", PEOPLE_PER_DAY, Required, "People who can cross on a fully open day."),
    number("places.crossings.<crossing>.open", Calendar, "share", SHARE, By(1.0), "Open share of the day: 0 is closed."),
    number("places.crossings.<crossing>.destination_share.<destination>", Number, "share", SHARE, By(0.0), "Share of those who cross here who go to this province; shares add up to 1."),
    number("places.destinations.<destination>.latitude", Plain, "degrees", LATITUDE, Required, "Degrees north; for the map only."),
    number("places.destinations.<destination>.longitude", Plain, "degrees", LONGITUDE, Required, "Degrees east; for the map only."),

    number("behaviour.baseline_leave_per_day", Number, "1/day", HAZARD, Required, "Hazard of leaving as before the plan."),
    number("behaviour.hostile_leave_per_day", Number, "1/day", HAZARD, Required, "Hazard of leaving while the plan is in force: evictions, job loss, rent bans."),
    number("behaviour.deadline_leave_per_day", Number, "1/day", HAZARD, Required, "Hazard of leaving on the day of a fully credible deadline."),
    number("behaviour.anticipation_days", Number, "days", DAYS, Required, "Days over which a coming deadline is felt."),
    number("behaviour.aftermath_days", Number, "days", DAYS, Required, "Days over which a passed deadline is felt."),
    number("behaviour.credibility_loss", Number, "share", SHARE, Required, "Share of credibility that each postponed or unenforced deadline costs the next."),
    number("behaviour.fear_per_arrest", Number, "ratio", ((0.0, 1_000.0), "people who flee per person arrested; the record of November 2023 suggests about ten"), Required, "Hazard of leaving per remembered hazard of arrest."),
    number("behaviour.fear_memory_days", Number, "days", MEMORY, Required, "Days over which arrests are remembered."),
    number("behaviour.fear_slow_share", Number, "share", SHARE, By(0.0), "Share of a second, slow memory in what is remembered of arrests; 0 is one memory."),
    number("behaviour.fear_slow_memory_days", Number, "days", MEMORY, By(60.0), "Days over which the slow memory keeps arrests."),
    number("behaviour.pressure_threshold_per_day", Number, "1/day", HAZARD, By(0.0), "Pressure of deadline and arrests together at which half of it acts; 0 is none: all pressure acts, however small."),
    number("behaviour.media_share", Number, "share", SHARE, Required, "Weight of national against local arrests in what people fear."),
    number("behaviour.contagion_branching", Number, "ratio", ((0.0, 0.95), "at 1 every departure would cause another, for ever"), Required, "Further departures that one departure causes, directly."),
    number("behaviour.contagion_memory_days", Number, "days", MEMORY, Required, "Days over which the departures of others are felt."),
    number("behaviour.frailty_cv", Number, "ratio", ((0.0, 3.0), "coefficient of variation; above 3 the few classes cannot follow"), Required, "How much households differ in how easily they leave; 0 is not at all."),
    number("behaviour.hiding_share", Number, "share", SHARE, Required, "Share of the response to deadlines and arrests that hides instead of leaving."),
    number("behaviour.hidden_leave_factor", Number, "factor", FACTOR, Required, "Self-organised departure from hiding, relative to home."),
    number("behaviour.hidden_arrest_factor", Number, "factor", FACTOR, Required, "Weight of hidden people in arrests, relative to home."),
    number("behaviour.surfacing_per_day", Number, "1/day", HAZARD, Required, "Hazard of leaving the hiding place for home."),
    number("behaviour.protection_pass_through", Number, "share", SHARE, Required, "Share of visible protection that is felt as such."),
    number("behaviour.arrest_ceiling_per_day", Number, "1/day", HAZARD, Required, "Highest hazard of arrest, whatever the capacity."),
    number("behaviour.companion_factor", Number, "factor", ((0.1, 50.0), "people taken per place; a household has at most 50 members"), Required, "People taken per place of enforcement capacity; 1 means that capacity counts all members of a household."),
    number("behaviour.detention_exit_per_day", Number, "1/day", ((0.001, 1.0), "a chance per day; at 0 nobody would ever come out"), Required, "Chance per day that a detention ends, in deportation or release."),
    number("behaviour.environment_sd", Number, "log", ((0.0, 2.0), "standard deviation of a log; 2 already means days that differ fiftyfold"), Required, "Chance events of a day that touch the whole country."),
    number("behaviour.environment_province_sd", Number, "log", ((0.0, 2.0), "standard deviation of a log; 2 already means days that differ fiftyfold"), Required, "Chance events of a day that touch one province."),
    number("behaviour.environment_correlation", Number, "ratio", ((0.0, 0.99), "correlation from day to day, below 1"), Required, "How far such events last from one day to the next."),
    number("behaviour.give_up_per_day", Number, "1/day", HAZARD, Required, "Hazard of turning back, for households that have waited long."),
    number("behaviour.give_up_after_days", Number, "days", ((0.0, 3_650.0), "days cannot be negative"), Required, "Days in a queue after which households may turn back."),
    number("behaviour.reentry_per_day", Number, "1/day", HAZARD, Required, "Hazard of coming back from Afghanistan."),
    number("behaviour.scheme_ceiling_per_day", Number, "1/day", HAZARD, Required, "Highest share per day of those waiting that regularisation or resettlement can take."),
    number("behaviour.spillover.<status>", Number, "share", SHARE, By(0.0), "How far the status feels targeted on days for which `policy.felt_targeting` says nothing."),

    key("policy.deadlines.<deadline>.announced", Date, Required, "The day on which it became known."),
    key("policy.deadlines.<deadline>.enforced_from", Date, Required, "The first day on which it is enforced."),
    number("policy.deadlines.<deadline>.credibility", Number, "share", SHARE, By(1.0), "How far it is believed."),
    key("policy.deadlines.<deadline>.statuses", Names(Group::Status), Required, "Whom it addresses; others feel it as far as they feel targeted."),
    key("policy.deadlines.<deadline>.provinces", Names(Group::Province), Described("all"), "Where it holds."),
    key("policy.deadlines.<deadline>.revoked", Date, Absent, "The day on which it was withdrawn."),
    key("policy.deadlines.<deadline>.postponed", Records(POSTPONED), Absent, "Each time that it was put off. It loses credibility."),
    key("policy.deadlines.<deadline>.enforced", Flag, Described("true"), "`false`: it passed without enforcement, and the next one is believed less."),
    key("policy.deadlines.<deadline>.remove", Flag, Absent, "`true`: as if it had never been announced, although the file that this one extends says so."),
    number("policy.plan_in_force.<province>", Calendar, "share", SHARE, By(0.0), "Is the plan in force? 1: evictions, job loss and rent bans as in 2023."),
    number("policy.felt_targeting.<status>", Calendar, "share", SHARE, Described("`behaviour.spillover` of the status"), "How far a status feels targeted: 1 for those whom the policy addresses."),
    number("policy.arrests_per_day", Calendar, "people/day", PEOPLE_PER_DAY, By(0.0), "Enforcement capacity of the country."),
    number("policy.arrest_share.<province>", Calendar, "share", SHARE, By(0.0), "Share of the enforcement capacity that is used in the province; what is left of 1 is unused."),
    number("policy.arrest_weight.<status>", Calendar, "weight", ((0.0, 100.0), "relative to the status most looked for, usually 1"), By(0.0), "How much the police look for this status; at 0 nobody of it is arrested."),
    number("policy.protection.<status>", Calendar, "share", SHARE, By(0.0), "Share of arrests that protection prevents; at 1 nobody of the status is arrested."),
    key("policy.court_orders.<court order>.from", Date, Required, "First day on which it covers people."),
    key("policy.court_orders.<court order>.to", Date, Absent, "Last day; absent: until further notice."),
    key("policy.court_orders.<court order>.statuses", Names(Group::Status), Required, "Whom it covers."),
    number("policy.court_orders.<court order>.compliance", Number, "share", SHARE, Required, "Share of the arrests and deportations of those covered that it stops."),
    key("policy.court_orders.<court order>.remove", Flag, Absent, "`true`: as if it had never been made, although the file that this one extends says so."),
    number("policy.deported_share.<status>", Calendar, "share", SHARE, By(1.0), "Share of detained people who are deported; the others are released."),
    number("policy.card_valid.<status>", Calendar, "share", SHARE, Described("1 for statuses with a card, 0 for others"), "Share of cards that are valid, or tolerated, under the government's own rules."),
    number("policy.moratorium", Calendar, "share", SHARE, By(0.0), "Share by which a winter moratorium reduces enforcement, plan and deadlines."),
    number("policy.departure_cost_factor", Calendar, "factor", FACTOR, By(1.0), "Multiplier on self-organised departures: limits on cash and goods, fees."),
    number("policy.assisted_leave_per_day.<status>", Number, "1/day", HAZARD, By(0.0), "Hazard of leaving with the repatriation programme, at the grant of 2023."),
    number("policy.grant.<status>", Calendar, "factor", FACTOR, By(1.0), "Repatriation grant relative to that of 2023 (USD 375 a person)."),
    number("policy.assistance_open", Calendar, "share", SHARE, By(1.0), "Are the repatriation centres open?"),
    number("policy.regularised_per_day.<status>", Calendar, "people/day", PEOPLE_PER_DAY, By(0.0), "People a day who are given leave to remain."),
    number("policy.regularisation_places.<status>", Number, "people", ((0.0, 1e9), "people cannot be negative"), By(1e9), "Places in all; the default is no limit."),
    number("policy.resettled_per_day.<status>", Calendar, "people/day", PEOPLE_PER_DAY, By(0.0), "People a day who leave for third countries."),
    number("policy.exit_fee_factor", Calendar, "factor", FACTOR, By(1.0), "Multiplier on resettlement: below 1 an exit fee holds people back."),

    number("season.winter_reduction", Number, "share", SHARE, Required, "Share by which midwinter lowers departures."),
    number("season.winter_peak_day_of_year", Plain, "day", ((1.0, 366.0), "1 January is 1"), By(20.0), "Coldest day of the year; 20 is 20 January."),
    number("season.winter_sd_days", Plain, "days", ((1.0, 180.0), "a season lasts days to months"), By(26.0), "Width of the winter: standard deviation of its bell shape."),
    number("season.ramadan_reduction", Number, "share", SHARE, By(0.0), "Share by which Ramadan lowers departures."),
    key("season.ramadan", Records(PERIOD), Absent, "Dates of Ramadan."),
    number("season.weekday.<weekday>", Number, "factor", FACTOR, By(1.0), "Factor of the weekday on departures."),

    number("reception.concentration", Number, "people", ((0.01, 1e6), "concentration of a Dirichlet law: low means shares that differ much from run to run"), Required, "How sure the shares of destinations are; low, because sources disagree."),
    number("reception.beds.<destination>", Calendar, "people", PEOPLE, By(0.0), "Beds or places in tents."),
    number("reception.stay_days", Number, "days", DAYS, Required, "Days that people stay in reception."),
    number("reception.need_share", Number, "share", SHARE, Required, "Share of arrivals who need a bed."),
    number("reception.cost_usd_per_person", Number, "USD", USD, Required, "Humanitarian cost of one returnee."),
    number("reception.cost_usd_per_night", Number, "USD", USD, Required, "Cost of a night in reception."),

    number("outcomes.target_people", Number, "people", PEOPLE, Required, "The announced target."),
    key("outcomes.thresholds", Records(THRESHOLD), Absent, "Levels whose probability is asked for; those beyond the last day are left out."),

    number("claims.<key>.<claim>", Number, "as the key", ((-1e12, 1e12), "a number that fits; the key has its own range"), Absent, "What somebody says about a contested number, with the source. Runs do not draw from claims; `crossings compare --whose-number` lets each be right in turn."),

    number("run.runs", Whole, "runs", ((1.0, 1e7), "one run to ten million"), By(1_000.0), "Simulated histories."),
    number("run.seed", Whole, "", ((0.0, 9_007_199_254_740_991.0), "a whole number up to 2^53 - 1, so that every tool can hold it"), By(1.0), "Names the random draws; the same seed gives the same result."),
    key("run.engine", Word(ENGINES), Described("lanes"), "How to draw; see the engines in README.md."),

    key("parameter_set.kind", Word(SET_KINDS), Absent, "`foresight`: only what was known beforehand; `prior`: weak ranges; `hindsight`: fitted to the record of the same events."),
    key("parameter_set.name", Text, Absent, "Name of the set."),
    key("parameter_set.description", Text, Absent, "What it is, in a sentence or two."),
    key("parameter_set.source", Text, Absent, "Where its numbers come from; holds for every value of the set that names no other."),
    key("parameter_set.fitted_until", Date, Absent, "Last day of the record that the set was fitted to; figures mark it."),
    key("parameter_set.draws", Text, Absent, "CSV file of joint draws, one row a draw; rows are used whole, because parameters are correlated."),
    key("parameter_set.columns.<column>.key", Text, Required, "The key that a column of the CSV file is for."),
    number("parameter_set.columns.<column>.scale", Plain, "factor", ((-1e12, 1e12), "a number that fits"), By(1.0), "Multiplier from the unit of the column to the unit of the key."),
    key("parameter_set.joint.<key>", Plains, Absent, "Joint draws written into the file, one list for each key; resolved scenarios have them."),
];

impl Key {
    /// The steps of the path.
    pub fn steps(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('.')
    }

    /// Does the key hold numbers of the model, which a parameter set may give?
    pub fn is_quantity(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Calendar) && !self.path.starts_with("claims.")
    }

    /// The range in words: `0 to 1`.
    pub fn range_in_words(&self) -> String {
        let (low, high) = self.range;
        format!("{} to {}", plain(low), plain(high))
    }
}

/// A number as people write it: no exponent between a thousandth and a billion, thousands grouped.
pub fn plain(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !(1e-3..1e16).contains(&value.abs()) {
        return format!("{value:e}");
    }
    let text = format!("{value}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 && digits.len() > 4 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction}") }
}

/// The key that a concrete path such as `policy.protection.por` is an instance of.
pub fn find(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| is_instance(path, key.path))
}

/// Does the path have the steps of the pattern, with any name where the pattern has a group?
fn is_instance(path: &str, pattern: &str) -> bool {
    let (mut steps, mut patterns) = (path.split('.'), pattern.split('.'));
    loop {
        match (steps.next(), patterns.next()) {
            (None, None) => return true,
            (Some(step), Some(pattern))
                if step == pattern || (!step.is_empty() && Group::of_step(pattern).is_some()) => {}
            _ => return false,
        }
    }
}

/// The steps that may follow a pattern such as `policy.protection`, in the order of the list; empty for a leaf.
pub fn steps_after(pattern: &str) -> Vec<&'static str> {
    let mut steps: Vec<&'static str> = Vec::new();
    for key in KEYS {
        let rest = if pattern.is_empty() {
            Some(key.path)
        } else {
            key.path.strip_prefix(pattern).and_then(|rest| rest.strip_prefix('.'))
        };
        if let Some(step) = rest.and_then(|rest| rest.split('.').next())
            && !steps.contains(&step)
        {
            steps.push(step);
        }
    }
    steps
}

/// The key at exactly this pattern.
pub fn leaf(pattern: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path == pattern)
}

/// The names of some fields, for messages.
pub fn names(fields: &[Key]) -> String {
    fields.iter().map(|key| key.path).collect::<Vec<_>>().join("`, `")
}
