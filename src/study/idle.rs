//! Levers that change nothing although they could: what the runs tell about them.

use crate::outcome::{Dimensions, Findings, daily, total};
use crate::scenario::Edit;

/// Why levers changed nothing in these runs of the baseline, one sentence for each whose reason is seen: places that
/// nobody was short of.
pub fn reasons(edits: &[Edit], findings: &Findings) -> Vec<String> {
    let reason = |edit: &Edit| {
        let steps: Vec<&str> = edit.lever.split('.').collect();
        let reason = match steps[..] {
            ["places", "crossings", name, "capacity_per_day"] => {
                let crossing = findings.names.crossings.iter().position(|crossing| crossing == name)?;
                let queue = findings.catalogue.daily_index(&daily::QUEUE, Dimensions::crossing(crossing))?;
                let never = findings.daily[queue].iter().all(|range| range.max == 0.0);
                never.then(|| format!("nobody ever waits at `{name}`: the capacity is never reached"))?
            }
            ["reception", "beds", ..] => {
                let shortfall = findings.catalogue.total_index(&total::RECEPTION_SHORTFALL_MAX, Dimensions::ALL)?;
                (findings.totals[shortfall].max == 0.0).then(|| "nobody ever lacks a bed".to_owned())?
            }
            ["behaviour", "give_up_per_day" | "give_up_after_days"]
            | ["places", "travel", "diversion" | "diversion_wait_days"] => {
                let queue = findings.catalogue.total_index(&total::QUEUE_MAX, Dimensions::ALL)?;
                (findings.totals[queue].max == 0.0).then(|| "nobody ever waits at a crossing".to_owned())?
            }
            _ => return None,
        };
        Some(format!("`{}` changes nothing: {reason}", edit.lever))
    };
    edits.iter().filter_map(reason).collect()
}
