//! Findings made by hand, in the shape of real ones, for the tests of the pictures.
//!
//! Not a simulation: smooth curves with a pulse around 1 November 2023 and a full queue at Chaman, spread by a hash.

use crate::law::Law;
use crate::outcome::{Catalogue, Findings, Range, Sample, Series};
use crate::plan::*;
use crate::study::compare::{Comparison, Member};
use jiff::civil::Date;

const DAYS: usize = 290;
const RUNS: usize = 200;
const SAMPLES: usize = 30;

/// A plan and findings for it.
pub(super) fn world() -> (Plan, Findings) {
    let plan = plan();
    let histories = histories(&plan, RUNS);
    let findings = findings(&plan, &histories);
    (plan, findings)
}

/// Runs of a plan: `[run][daily series][day]` and `[run][total]`.
struct Histories {
    rows: Vec<Vec<Vec<f64>>>,
    totals: Vec<Vec<f64>>,
}

fn histories(plan: &Plan, runs: usize) -> Histories {
    let catalogue = Catalogue::of(plan);
    let runs: Vec<Run> = (0..runs).map(Run::new).collect();
    Histories {
        rows: runs.iter().map(|run| catalogue.daily.iter().map(|series| run.series(series)).collect()).collect(),
        totals: runs.iter().map(|run| catalogue.totals.iter().map(|series| run.total(series)).collect()).collect(),
    }
}

/// A baseline, `history`, and policies that have so much more or less of everything from day 60 on: a share, give or
/// take half of it or more.
pub(super) fn comparison(policies: &[(&str, f64)], runs: usize) -> Comparison {
    let plan = plan();
    let base = histories(&plan, runs);
    let member = |name: &str, histories: &Histories| Member {
        name: name.to_owned(),
        title: format!("What {name} is about"),
        findings: findings(&plan, histories),
    };
    let mut members = vec![member("history", &base)];
    let mut differences = Vec::new();
    for (place, (name, share)) in policies.iter().enumerate() {
        let share = |run: usize, series: usize| {
            // Some outcomes hardly move, some only in some runs, some either way.
            let own = share * (1.0 + [0.5, 1.1, 2.5][series % 3] * noise(run, 40_000 + 1_000 * place + series));
            if series % 5 == 4 && !run.is_multiple_of(3) { 0.0 } else { own.max(-1.0) }
        };
        let change = |histories: &Histories, scale: &dyn Fn(f64, f64) -> f64| Histories {
            rows: histories
                .rows
                .iter()
                .enumerate()
                .map(|(run, rows)| {
                    let days = |(series, days): (usize, &Vec<f64>)| {
                        let since = |(day, value): (usize, &f64)| {
                            scale(*value, if day < 60 { 0.0 } else { share(run, series) })
                        };
                        days.iter().enumerate().map(since).collect()
                    };
                    rows.iter().enumerate().map(days).collect()
                })
                .collect(),
            totals: histories
                .totals
                .iter()
                .enumerate()
                .map(|(run, totals)| {
                    totals.iter().enumerate().map(|(total, value)| scale(*value, share(run, 500 + total))).collect()
                })
                .collect(),
        };
        members.push(member(name, &change(&base, &|value, share| value * (1.0 + share))));
        differences.push(findings(&plan, &change(&base, &|value, share| value * share)));
    }
    Comparison::new(members, differences, None)
}

fn findings(plan: &Plan, Histories { rows, totals }: &Histories) -> Findings {
    let catalogue = Catalogue::of(plan);
    let daily = (0..catalogue.daily.len())
        .map(|s| (0..DAYS).map(|day| range(rows.iter().map(|run| run[s][day]).collect())).collect())
        .collect();
    Findings {
        names: plan.names.clone(),
        first_day: plan.first_day,
        days: DAYS,
        runs: rows.len() as u64,
        daily,
        totals: (0..catalogue.totals.len()).map(|s| range(totals.iter().map(|run| run[s]).collect())).collect(),
        totals_by_run: totals.iter().cloned().enumerate().map(|(run, totals)| (run as u64, totals)).collect(),
        samples: rows
            .iter()
            .take(SAMPLES)
            .enumerate()
            .map(|(run, rows)| Sample { run: run as u64, daily: rows.concat() })
            .collect(),
        catalogue,
    }
}

fn range(mut values: Vec<f64>) -> Range {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    let at = |p: f64| values[((p * n as f64) as usize).min(n - 1)];
    let mean = values.iter().sum::<f64>() / n as f64;
    let sd = libm::sqrt(values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n as f64);
    Range {
        mean,
        sd,
        q05: at(0.05),
        q25: at(0.25),
        q50: at(0.5),
        q75: at(0.75),
        q95: at(0.95),
        min: values[0],
        max: values[n - 1],
        mc_error: sd / libm::sqrt(n as f64),
    }
}

/// A number in -1..1 that looks random (splitmix64 finaliser).
fn noise(run: usize, key: usize) -> f64 {
    let mut z = (run as u64 * 1_000_003 + key as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

const STATUS: [f64; 3] = [0.88, 0.02, 0.10];
const MODE: [f64; 3] = [0.84, 0.11, 0.05];
const PROVINCE: [f64; 6] = [0.42, 0.27, 0.17, 0.10, 0.035, 0.005];
const DESTINATION: [f64; 8] = [0.31, 0.20, 0.17, 0.08, 0.07, 0.05, 0.04, 0.08];

/// One made-up history.
struct Run {
    run: usize,
    /// `[crossing][day]`
    crossings: Vec<Vec<f64>>,
    /// `[crossing][day]`
    queue: Vec<Vec<f64>>,
    undocumented: f64,
}

impl Run {
    fn new(run: usize) -> Self {
        let scale = 1.0 + 0.18 * noise(run, 1);
        let days = 0..DAYS;
        let wave = |day: usize, key: usize| 1.0 + 0.2 * noise(run, 1_000 * key + day);
        let pulse = |day: usize| {
            let t = day as f64 - 47.0;
            if t < 0.0 { libm::exp(t / 4.2) } else { libm::exp(-t / (3.0 + noise(run, 2))) }
        };
        let quiet = |day: usize| {
            if day < 18 {
                0.3
            } else {
                1.0 + 3.0 * libm::exp(-((day as f64 - 68.0) / 25.0) * ((day as f64 - 68.0) / 25.0))
            }
        };
        let torkham: Vec<f64> =
            days.clone().map(|day| scale * wave(day, 3) * (24_000.0 * pulse(day) + 520.0 * quiet(day))).collect();
        let mut waiting = 0.0;
        let (mut chaman, mut queue) = (Vec::new(), Vec::new());
        for day in days.clone() {
            let arrive = scale * wave(day, 4) * (13_000.0 * pulse(day) + 390.0 * quiet(day));
            let served = (waiting + arrive).min(6_000.0 * (1.0 + 0.1 * noise(run, 5)));
            waiting += arrive - served;
            chaman.push(served);
            queue.push(waiting);
        }
        let small: Vec<f64> = days.map(|day| scale * wave(day, 6) * (450.0 * pulse(day) + 18.0)).collect();
        let crossings = vec![torkham.clone(), chaman, small];
        let queue = vec![torkham.iter().map(|v| (v - 21_000.0).max(0.0)).collect(), queue, vec![0.0; DAYS]];
        Run { run, crossings, queue, undocumented: 1_300_000.0 + 350_000.0 * noise(run, 7) }
    }

    fn share(&self, series: &Series) -> f64 {
        let d = &series.dimensions;
        let wobble = |key: usize, share: f64| share * (1.0 + 0.25 * noise(self.run, 100 + key));
        let mut share = 1.0;
        share *= d.status.map_or(1.0, |i| wobble(i, STATUS[i]));
        share *= d.mode.map_or(1.0, |m| wobble(10 + m as usize, MODE[m as usize]));
        share *= d.province.map_or(1.0, |i| wobble(20 + i, PROVINCE[i]));
        share * d.destination.map_or(1.0, |i| wobble(30 + i, DESTINATION[i]))
    }

    fn departures(&self, series: &Series) -> Vec<f64> {
        let of = |day: usize| match series.dimensions.crossing {
            Some(crossing) => self.crossings[crossing][day],
            None => self.crossings.iter().map(|row| row[day]).sum(),
        };
        (0..DAYS).map(|day| of(day) * self.share(series)).collect()
    }

    fn series(&self, series: &Series) -> Vec<f64> {
        let departures = self.departures(series);
        let cumulative = |values: &[f64]| -> Vec<f64> {
            values
                .iter()
                .scan(0.0, |sum, v| {
                    *sum += v;
                    Some(*sum)
                })
                .collect()
        };
        let times = |factor: f64| departures.iter().map(|v| v * factor).collect::<Vec<f64>>();
        let wobble = |key: usize| 1.0 + 0.4 * noise(self.run, 50 + key);
        let after = |from: f64, to: f64| -> Vec<f64> {
            departures
                .iter()
                .enumerate()
                .map(|(day, v)| if (from..to).contains(&(day as f64)) { *v } else { 0.05 * v })
                .collect()
        };
        match series.outcome.name {
            "departures" => departures,
            "departures_cumulative" | "departures_net_cumulative" => cumulative(&departures),
            "queue" => match series.dimensions.crossing {
                Some(crossing) => self.queue[crossing].clone(),
                None => (0..DAYS).map(|day| self.queue.iter().map(|row| row[day]).sum()).collect(),
            },
            "remaining" => {
                let start = self.start(series);
                cumulative(&departures).iter().map(|left| start - left).collect()
            }
            "cause_baseline" => (0..DAYS).map(|_| 180.0 * wobble(1)).collect(),
            "cause_hostile_environment" => (0..DAYS)
                .map(
                    |day| {
                        if day < 18 { 0.0 } else { 1_000.0 * wobble(2) * (1.0 + 0.15 * noise(self.run, 7_000 + day)) }
                    },
                )
                .collect(),
            "cause_deadline" => after(18.0, 52.0).iter().map(|v| 0.55 * wobble(3) * v).collect(),
            "cause_fear" => after(47.0, 110.0).iter().map(|v| 0.4 * wobble(4) * v).collect(),
            "cause_social" => times(0.15 * wobble(5)),
            "documented_deported_cumulative" => cumulative(&times(0.004 * wobble(6))),
            "documented_deported_card_valid_cumulative" => cumulative(&times(0.0022 * wobble(6))),
            "documented_deported_court_covered_cumulative" => vec![0.0; DAYS],
            "reception_people" => {
                (0..DAYS).map(|day| departures[day.saturating_sub(4)..=day].iter().sum::<f64>() * 0.5).collect()
            }
            "reception_shortfall" => (0..DAYS)
                .map(|day| (departures[day.saturating_sub(4)..=day].iter().sum::<f64>() * 0.5 - 24_000.0).max(0.0))
                .collect(),
            _ => times(0.01),
        }
    }

    fn start(&self, series: &Series) -> f64 {
        match series.dimensions.status {
            Some(0) => self.undocumented,
            Some(1) => 810_000.0 + 80_000.0 * noise(self.run, 8),
            Some(_) => 1_340_000.0 + 60_000.0 * noise(self.run, 9),
            None => self.undocumented + 2_150_000.0,
        }
    }

    fn total(&self, series: &Series) -> f64 {
        let daily = |outcome| self.series(&Series { outcome, dimensions: series.dimensions });
        let most = |values: Vec<f64>| values.into_iter().fold(0.0, f64::max);
        use crate::outcome::daily as d;
        match series.outcome.name {
            "departures_total" => self.departures(series).iter().sum(),
            "target_exceeds_population" => f64::from(u8::from(self.undocumented < 1.7e6)),
            "queue_max" => most(daily(&d::QUEUE)),
            "population_start" => self.start(series),
            "reception_people_max" => most(daily(&d::RECEPTION_PEOPLE)),
            "reception_shortfall_max" => most(daily(&d::RECEPTION_SHORTFALL)),
            name => match Cause::ALL.iter().find(|cause| name == format!("cause_{}_total", cause.name())) {
                Some(cause) => daily(crate::outcome::cause_daily(*cause)).iter().sum(),
                None => 1_000.0 * (1.0 + 0.1 * noise(self.run, 99)),
            },
        }
    }
}

/// Numbers of the plan as they are added.
#[derive(Default)]
struct Table(Numbers);

impl Table {
    fn add(&mut self, value: f64) -> Quantity {
        self.0.keys.push(format!("number_{}", self.0.laws.len()));
        self.0.laws.push(Law::Fixed(value));
        Quantity(self.0.laws.len() as u32 - 1)
    }

    fn row(&mut self, values: &[f64]) -> Vec<Quantity> {
        values.iter().map(|value| self.add(*value)).collect()
    }

    fn schedule(&mut self, value: f64) -> Schedule {
        Schedule(vec![self.add(value); DAYS])
    }

    fn schedules(&mut self, count: usize, value: f64) -> Vec<Schedule> {
        (0..count).map(|_| self.schedule(value)).collect()
    }
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

fn plan() -> Plan {
    let mut t = Table::default();
    let names = Names {
        statuses: names(&["undocumented", "acc", "por"]),
        provinces: names(&[
            "khyber_pakhtunkhwa",
            "balochistan",
            "punjab",
            "sindh",
            "islamabad",
            "azad_kashmir_gilgit_baltistan",
        ]),
        crossings: names(&["torkham", "chaman", "ghulam_khan"]),
        destinations: names(&["nangarhar", "kandahar", "kabul", "kunduz", "laghman", "kunar", "helmand", "other"]),
    };
    let places = vec![
        (34.2, 70.4),
        (31.6, 65.7),
        (34.5, 69.2),
        (36.7, 68.9),
        (34.8, 70.1),
        (35.0, 71.2),
        (31.4, 64.3),
        (34.0, 66.0),
    ];
    let crossing = |t: &mut Table, capacity: f64, latitude: f64, longitude: f64| Crossing {
        capacity_per_day: t.schedule(capacity),
        open: t.schedule(1.0),
        latitude,
        longitude,
    };
    let crossing_rows =
        [[0.96, 0.02, 0.02], [0.02, 0.98, 0.0], [0.9, 0.1, 0.0], [0.3, 0.7, 0.0], [0.9, 0.1, 0.0], [0.9, 0.1, 0.0]];
    let torkham = [0.5, 0.02, 0.25, 0.08, 0.1, 0.08, 0.01, 0.05];
    let chaman = [0.02, 0.55, 0.15, 0.03, 0.01, 0.01, 0.12, 0.12];
    Plan {
        first_day: crate::units::day_of(Date::constant(2023, 9, 15)),
        days: DAYS,
        people: People {
            stock: t.row(&[1.3e6, 8.1e5, 1.34e6]),
            province_share: (0..3).map(|_| t.row(&PROVINCE)).collect(),
            household_size: vec![7],
            household_share: vec![1.0],
            frailty_nodes: 1,
            documented: vec![false, true, true],
            reentry_status: 0,
        },
        behaviour: behaviour(t.add(0.1)),
        policy: policy(&mut t),
        season: Season {
            winter_reduction: t.add(0.5),
            winter_shape: vec![0.0; DAYS],
            ramadan_reduction: t.add(0.0),
            ramadan: vec![0.0; DAYS],
            weekday: vec![t.add(1.0); DAYS],
            winter_exposure: vec![false; DAYS],
        },
        travel: Travel {
            mean_days: t.row(&[1.15, 1.15, 2.0, 3.5, 2.0, 2.0]),
            lead_days: t.row(&[1.0; 6]),
            crossing_share: crossing_rows.iter().map(|row| t.row(row)).collect(),
            diversion: t.add(0.0),
            diversion_wait_days: t.add(3.0),
        },
        crossings: vec![
            crossing(&mut t, 28_000.0, 34.11, 71.08),
            crossing(&mut t, 6_300.0, 30.92, 66.44),
            crossing(&mut t, 1_000.0, 33.15, 70.03),
        ],
        reception: Reception {
            destination_share: [torkham, chaman, torkham].iter().map(|row| t.row(row)).collect(),
            concentration: t.add(20.0),
            beds: (0..8).map(|_| t.schedule(3_000.0)).collect(),
            stay_days: t.add(5.0),
            need_share: t.add(0.5),
            cost_usd_per_person: t.add(150.0),
            cost_usd_per_night: t.add(5.0),
            places,
        },
        questions: Questions { target_people: t.add(1.7e6), thresholds: Vec::new() },
        names,
        numbers: t.0,
    }
}

fn behaviour(any: Quantity) -> Behaviour {
    Behaviour {
        baseline_leave_per_day: any,
        hostile_leave_per_day: any,
        deadline_leave_per_day: any,
        anticipation_days: any,
        aftermath_days: any,
        credibility_loss: any,
        fear_per_arrest: any,
        fear_memory_days: any,
        fear_slow_share: any,
        fear_slow_memory_days: any,
        pressure_threshold_per_day: any,
        media_share: any,
        contagion_branching: any,
        contagion_memory_days: any,
        frailty_cv: any,
        hiding_share: any,
        hidden_leave_factor: any,
        hidden_arrest_factor: any,
        surfacing_per_day: any,
        protection_pass_through: any,
        arrest_ceiling_per_day: any,
        companion_factor: any,
        detention_exit_per_day: any,
        environment_sd: any,
        environment_province_sd: any,
        environment_correlation: any,
        give_up_per_day: any,
        give_up_after_days: any,
        reentry_per_day: any,
        scheme_ceiling_per_day: any,
    }
}

fn policy(t: &mut Table) -> Policy {
    Policy {
        deadlines: Vec::new(),
        plan_in_force: t.schedules(6, 1.0),
        felt_targeting: t.schedules(3, 1.0),
        arrests_per_day: t.schedule(60.0),
        arrest_share: t.schedules(6, 0.2),
        arrest_weight: t.schedules(3, 1.0),
        protection: t.schedules(3, 0.0),
        court_order: t.schedules(3, 0.0),
        court_covers: t.schedules(3, 0.0),
        deported_share: t.schedules(3, 0.9),
        card_valid: t.schedules(3, 1.0),
        moratorium: t.schedule(0.0),
        departure_cost_factor: t.schedule(1.0),
        assisted_leave_per_day: t.row(&[0.0; 3]),
        grant: t.schedules(3, 1.0),
        assistance_open: t.schedule(1.0),
        regularised_per_day: t.schedules(3, 0.0),
        regularisation_places: t.row(&[0.0; 3]),
        resettled_per_day: t.schedules(3, 0.0),
        exit_fee_factor: t.schedule(1.0),
    }
}
