//! Deadlines and court orders: the levers that are more than a calendar.
//!
//! A deadline that was put off becomes several entries of the plan: the first ends on the day on which it was put
//! off, and the next is announced on that day and has one broken promise before it. Each entry's credibility is
//! multiplied by `1 - credibility_loss` for every deadline that was put off or passed unenforced up to its
//! announcement.

use super::build::Builder;
use super::keys::Group;
use super::problem::{Place, Problem};
use super::value::Value;
use crate::plan::{Deadline, Quantity, Schedule};
use crate::units;

/// A time at which a deadline stood, in days since 1970-01-01.
struct Stand {
    announced: i32,
    enforced_from: i32,
    ends: Option<i32>,
}

impl Builder<'_, '_> {
    pub(super) fn deadlines(&mut self) -> Vec<Deadline> {
        let mut deadlines = Vec::new();
        let mut broken: Vec<i32> = Vec::new();
        for name in self.names_under("policy.deadlines.") {
            let key = |field: &str| format!("policy.deadlines.{name}.{field}");
            let addresses = self.chosen(&key("statuses"), Group::Status);
            let provinces = match self.get(&key("provinces")) {
                Some(_) => self.chosen(&key("provinces"), Group::Province),
                None => vec![true; self.names.provinces.len()],
            };
            let credibility = self.number(&key("credibility"));
            let stands = self.stands(&name);
            broken.extend(stands.iter().skip(1).map(|stand| stand.announced));
            if self.flag(&key("enforced")) == Some(false) {
                broken.extend(stands.last().map(|stand| stand.enforced_from));
            }
            for stand in stands {
                deadlines.push((stand, credibility, addresses.clone(), provinces.clone()));
            }
        }
        deadlines.sort_by_key(|(stand, ..)| (stand.announced, stand.enforced_from));
        // What nobody knows of within the horizon moves nobody.
        let (first_day, last_day) = (self.first_day, self.first_day + self.days as i32 - 1);
        deadlines.retain(|(stand, ..)| stand.announced <= last_day && stand.ends.is_none_or(|ends| ends > first_day));
        deadlines
            .into_iter()
            .map(|(stand, credibility, addresses, provinces)| Deadline {
                announced: stand.announced - self.first_day,
                enforced_from: stand.enforced_from - self.first_day,
                ends: stand.ends.map_or(i32::MAX, |day| day - self.first_day),
                credibility,
                broken_before: broken.iter().filter(|day| **day <= stand.announced).count() as u32,
                addresses,
                provinces,
            })
            .collect()
    }

    /// The times at which a deadline stood: once, and once more for each time that it was put off.
    fn stands(&mut self, name: &str) -> Vec<Stand> {
        let key = |field: &str| format!("policy.deadlines.{name}.{field}");
        let announced = self.date(&key("announced"));
        let enforced_from = self.date(&key("enforced_from"));
        let (Some(announced), Some(enforced_from)) = (announced, enforced_from) else { return Vec::new() };
        if announced > enforced_from {
            // Of the two days the one that the later file says is the one that was changed.
            let [first, second] = [key("announced"), key("enforced_from")];
            let (at, allowed) = match self.is_after(&second, &first) {
                true => (second, "a day from `announced` on"),
                false => (first, "a day up to `enforced_from`"),
            };
            self.misplaced(&at, None, "a deadline is announced after it is enforced", allowed);
        }
        let mut stands = vec![Stand { announced, enforced_from, ends: None }];
        let mut moves: Vec<(i32, i32, Place)> = Vec::new();
        if let Some(Value::Records(records)) = self.get(&key("postponed")).map(|setting| &setting.value) {
            for record in records {
                if let (Some(on), Some(to)) = (record.get("on"), record.get("to"))
                    && let (Value::Date(on_day), Value::Date(to_day)) = (&on.value, &to.value)
                {
                    moves.push((*on_day, *to_day, on.at.clone()));
                }
            }
        }
        moves.sort_by_key(|(on, ..)| *on);
        for (on, to, place) in moves {
            let last = stands.last_mut().expect("there is a first stand");
            if on <= last.announced || on > last.enforced_from || to <= last.enforced_from {
                let allowed = format!(
                    "`on` between {} and {}, `to` after that",
                    units::iso(last.announced + 1),
                    units::iso(last.enforced_from)
                );
                self.misplaced(&key("postponed"), Some(place), "this postponement does not fit the deadline", &allowed);
            } else {
                last.ends = Some(on);
                stands.push(Stand { announced: on, enforced_from: to, ends: None });
            }
        }
        if let Some(revoked) = self.date_if_given(&key("revoked")) {
            let last = stands.last_mut().expect("there is a first stand");
            last.ends = Some(revoked);
            if revoked <= last.announced {
                let allowed = format!("a day after {}", units::iso(last.announced));
                self.misplaced(&key("revoked"), None, "a deadline is withdrawn before it is announced", &allowed);
            }
        }
        stands
    }

    fn misplaced(&mut self, path: &str, place: Option<Place>, message: &str, allowed: &str) {
        if let Some(place) = place.or_else(|| self.get(path).map(|setting| setting.at.clone())) {
            self.problems.push(Problem::error(&place, path, format!("`{path}`: {message}")).allowed(allowed));
        }
    }

    /// `[status]`: share of arrests that court orders stop, and whether one covers the status.
    pub(super) fn court_orders(&mut self) -> (Vec<Schedule>, Vec<Schedule>) {
        let (none, covered) = (self.constant(0.0), self.constant(1.0));
        let statuses = self.names.statuses.len();
        let mut stopped = vec![Schedule(vec![none; self.days]); statuses];
        let mut covers = stopped.clone();
        for name in self.names_under("policy.court_orders.") {
            let key = |field: &str| format!("policy.court_orders.{name}.{field}");
            let compliance: Quantity = self.number(&key("compliance"));
            let chosen = self.chosen(&key("statuses"), Group::Status);
            let Some(from) = self.date(&key("from")) else { continue };
            let to = self.date_if_given(&key("to"));
            if to.is_some_and(|to| to < from) {
                self.misplaced(&key("to"), None, "a court order ends before it begins", "a day from `from` on");
            }
            let mut overlaps = false;
            for day in 0..self.days {
                let date = self.first_day + day as i32;
                if date < from || to.is_some_and(|to| date > to) {
                    continue;
                }
                for status in (0..statuses).filter(|&status| chosen[status]) {
                    overlaps |= covers[status].0[day] == covered;
                    stopped[status].0[day] = compliance;
                    covers[status].0[day] = covered;
                }
            }
            if overlaps {
                self.misplaced(
                    &key("from"),
                    None,
                    "two court orders cover a status on the same day",
                    "one order at a time for a status",
                );
            }
        }
        (stopped, covers)
    }
}
