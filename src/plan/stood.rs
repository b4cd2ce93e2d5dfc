//! The policy as it stood on a day: what somebody could assume who knew nothing of what was decided later.
//!
//! For scores there are two tracks. Under *policy known* the calendars are those that came to pass, so that only the model
//! is judged. Under *policy as it stood* every calendar of a government, an agency or a crossing keeps, from a day on, the
//! value of that day; deadlines that were announced later vanish, and those that were put off or withdrawn later stand. The
//! calendars of nature and habit (winter, Ramadan, weekdays) go on, because they were known.
//!
//! Assumes that a value goes on unless somebody says otherwise: an end that was announced beforehand (the last day of a
//! moratorium) is not known to a plan, and a gate that is shut on that very day stays shut. Left out: what a well-informed
//! observer expected.

use super::{Plan, Policy, Schedule};

impl Plan {
    /// The plan with the policy as it stood on a day, in days since 1970-01-01. A day before the first is taken for the
    /// first; nothing changes if the day is the last or later.
    pub fn as_it_stood(&self, day: i32) -> Plan {
        let mut plan = self.clone();
        let Some(last) = plan.days.checked_sub(1) else { return plan };
        let known = (day - plan.first_day).max(0);
        let at = (known as usize).min(last);
        let of_crossings =
            plan.crossings.iter_mut().flat_map(|crossing| [&mut crossing.capacity_per_day, &mut crossing.open]);
        for schedule in plan.policy.schedules().into_iter().chain(of_crossings).chain(&mut plan.reception.beds) {
            let value = schedule.at(at);
            schedule.0[at..].fill(value);
        }
        plan.policy.deadlines.retain(|deadline| deadline.announced <= known);
        for deadline in plan.policy.deadlines.iter_mut().filter(|deadline| deadline.ends > known) {
            deadline.ends = i32::MAX;
        }
        plan
    }
}

impl Policy {
    /// All calendars. Whoever adds a field is told here that it needs a place.
    fn schedules(&mut self) -> Vec<&mut Schedule> {
        let Policy {
            deadlines: _,
            plan_in_force,
            felt_targeting,
            arrests_per_day,
            arrest_share,
            arrest_weight,
            protection,
            court_order,
            court_covers,
            deported_share,
            card_valid,
            moratorium,
            departure_cost_factor,
            assisted_leave_per_day: _,
            grant,
            assistance_open,
            regularised_per_day,
            regularisation_places: _,
            resettled_per_day,
            exit_fee_factor,
        } = self;
        let lists = [
            plan_in_force,
            felt_targeting,
            arrest_share,
            arrest_weight,
            protection,
            court_order,
            court_covers,
            deported_share,
            card_valid,
            grant,
            regularised_per_day,
            resettled_per_day,
        ];
        let single = [arrests_per_day, moratorium, departure_cost_factor, assistance_open, exit_fee_factor];
        lists.into_iter().flatten().chain(single).collect()
    }
}
