//! What the uncertain inputs of a scenario are, in words: for sentences about them.
//!
//! The list of keys says what each number means in a sentence of its own; here is what it is called in the midst of
//! another. A test sees to it that no key is forgotten.

use crate::scenario::keys;
use crate::study::inputs::{JOINT, OTHERS, key_of_calendar};
use crate::units::{capital, rounded};

/// Key, and what it is called; names stand for the steps in angle brackets, in their order.
#[rustfmt::skip]
const PHRASES: &[(&str, &str)] = &[
    ("population.<status>.people", "the number of {} people"),
    ("population.<status>.province_share.<province>", "the share of {} people in {}"),
    ("places.travel.<province>.mean_days", "the days on the way from {}"),
    ("places.travel.<province>.lead_days", "how early people in {} act on a deadline"),
    ("places.travel.<province>.crossing_share.<crossing>", "the share of leavers from {} who go to {}"),
    ("places.travel.diversion", "the share of arrivals who turn to another crossing"),
    ("places.travel.diversion_wait_days", "the wait that turns people to another crossing"),
    ("places.crossings.<crossing>.capacity_per_day", "the capacity at {}"),
    ("places.crossings.<crossing>.open", "how far {} is open"),
    ("places.crossings.<crossing>.destination_share.<destination>", "the share of those at {} who go to {}"),
    ("behaviour.baseline_leave_per_day", "the hazard of leaving as before the plan"),
    ("behaviour.hostile_leave_per_day", "the hazard of leaving under the plan (evictions, lost jobs)"),
    ("behaviour.deadline_leave_per_day", "the hazard of leaving at a deadline"),
    ("behaviour.anticipation_days", "the days over which a coming deadline is felt"),
    ("behaviour.aftermath_days", "the days over which a passed deadline is felt"),
    ("behaviour.credibility_loss", "the credibility that a broken deadline costs"),
    ("behaviour.fear_per_arrest", "the fear that an arrest causes"),
    ("behaviour.fear_memory_days", "the days over which arrests are remembered"),
    ("behaviour.fear_slow_share", "the share of a slow memory of arrests"),
    ("behaviour.fear_slow_memory_days", "the days over which the slow memory keeps arrests"),
    ("behaviour.pressure_threshold_per_day", "the pressure below which few respond"),
    ("behaviour.media_share", "the weight of arrests elsewhere in what people fear"),
    ("behaviour.contagion_branching", "the departures that a departure causes"),
    ("behaviour.contagion_memory_days", "the days over which others' departures are felt"),
    ("behaviour.frailty_cv", "how much households differ"),
    ("behaviour.hiding_share", "the share who hide instead of leaving"),
    ("behaviour.hidden_leave_factor", "how easily people leave from hiding"),
    ("behaviour.hidden_arrest_factor", "how easily people in hiding are arrested"),
    ("behaviour.surfacing_per_day", "the hazard of coming out of hiding"),
    ("behaviour.protection_pass_through", "how far protection is felt"),
    ("behaviour.arrest_ceiling_per_day", "the highest hazard of arrest"),
    ("behaviour.companion_factor", "the companions taken with an arrest"),
    ("behaviour.detention_exit_per_day", "how fast detentions end"),
    ("behaviour.environment_sd", "the size of chance events in the country"),
    ("behaviour.environment_province_sd", "the size of chance events in a province"),
    ("behaviour.environment_correlation", "how long chance events last"),
    ("behaviour.give_up_per_day", "the hazard of turning back from a queue"),
    ("behaviour.give_up_after_days", "the wait after which people turn back"),
    ("behaviour.reentry_per_day", "the hazard of coming back from Afghanistan"),
    ("behaviour.scheme_ceiling_per_day", "the share that schemes can take in a day"),
    ("behaviour.spillover.<status>", "how far {} people feel targeted"),
    ("policy.deadlines.<deadline>.credibility", "how far the deadline {} is believed"),
    ("policy.plan_in_force.<province>", "how far the plan is in force in {}"),
    ("policy.felt_targeting.<status>", "how far {} people feel targeted by policy"),
    ("policy.arrests_per_day", "the arrests a day"),
    ("policy.arrest_share.<province>", "the share of arrests in {}"),
    ("policy.arrest_weight.<status>", "how much {} people are looked for"),
    ("policy.protection.<status>", "the protection of {} people from arrest"),
    ("policy.court_orders.<court order>.compliance", "how far the court order {} is obeyed"),
    ("policy.deported_share.<status>", "the share of detained {} people who are deported"),
    ("policy.card_valid.<status>", "the share of valid cards of {} people"),
    ("policy.moratorium", "the strength of the moratorium"),
    ("policy.departure_cost_factor", "the obstacles to leaving"),
    ("policy.assisted_leave_per_day.<status>", "the pull of assisted return on {} people"),
    ("policy.grant.<status>", "the repatriation grant of {} people"),
    ("policy.assistance_open", "how far assisted return is open"),
    ("policy.regularised_per_day.<status>", "the {} people given leave to remain a day"),
    ("policy.regularisation_places.<status>", "the places of regularisation for {} people"),
    ("policy.resettled_per_day.<status>", "the {} people resettled a day"),
    ("policy.exit_fee_factor", "the effect of exit fees on resettlement"),
    ("season.winter_reduction", "how much winter slows departures"),
    ("season.ramadan_reduction", "how much Ramadan slows departures"),
    ("season.weekday.<weekday>", "the departures on a {}"),
    ("reception.concentration", "how steady the choice of destinations is"),
    ("reception.beds.<destination>", "the beds in {}"),
    ("reception.stay_days", "the days in reception"),
    ("reception.need_share", "the share of arrivals who need a bed"),
    ("reception.cost_usd_per_person", "the cost of a returnee"),
    ("reception.cost_usd_per_night", "the cost of a night in reception"),
    ("outcomes.target_people", "the announced target"),
];

/// What an input is called: "the capacity at Torkham". A key that nobody knows is called by itself.
pub(super) fn phrase(key: &str) -> String {
    if key.starts_with(JOINT) {
        return "the fitted numbers together".to_owned();
    }
    if key == OTHERS {
        return "all other inputs together".to_owned();
    }
    let (path, entry) = (key_of_calendar(key), key.split_once('@').map(|(_, date)| date));
    let known = keys::find(path).and_then(|known| PHRASES.iter().find(|(pattern, _)| *pattern == known.path));
    let Some((pattern, phrase)) = known else { return format!("`{key}`") };
    let mut text = (*phrase).to_owned();
    for (step, pattern) in path.split('.').zip(pattern.split('.')) {
        if pattern.starts_with('<') {
            text = text.replacen("{}", &name(step), 1);
        }
    }
    match entry {
        Some(date) if date != "start" => format!("{text} from {date}"),
        _ => text,
    }
}

/// A name of the scenario in the midst of a sentence.
fn name(step: &str) -> String {
    match step {
        "acc" => "ACC".to_owned(),
        "por" => "PoR".to_owned(),
        "all" => "all".to_owned(),
        "undocumented" | "visa" => step.to_owned(),
        _ => step.split('_').map(capital).collect::<Vec<String>>().join(" "),
    }
}

/// The unit of an input as in the list of keys; empty for what is several numbers, or unknown.
pub(super) fn unit(key: &str) -> &'static str {
    keys::find(key_of_calendar(key)).map_or("", |key| key.unit)
}

/// A value of an input with its unit, rounded to what matters beside a spread: "5,800 people a day", "31 %". People stand
/// without a unit, since what they are a number of has been said.
pub(super) fn amount(key: &str, value: f64, spread: f64) -> String {
    let text = self::value(key, value, spread);
    match unit(key) {
        "people/day" => format!("{text} people a day"),
        "1/day" => format!("{text} a day"),
        "days" => format!("{text} days"),
        "USD" => format!("{text} US dollars"),
        _ => text,
    }
}

/// The same without its unit, but for per cents.
pub(super) fn value(key: &str, value: f64, spread: f64) -> String {
    let limit = (spread / 30.0).abs();
    match unit(key) {
        "share" => format!("{} %", rounded(100.0 * value, 100.0 * limit)),
        "people" | "people/day" | "USD" => large(value, limit),
        _ => rounded(value, limit),
    }
}

/// "1.40 million" where no one would read seven digits.
fn large(value: f64, limit: f64) -> String {
    if value.abs() >= 1e6 { format!("{} million", rounded(value / 1e6, limit / 1e6)) } else { rounded(value, limit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_format_has_a_name() {
        let missing: Vec<&str> = keys::KEYS
            .iter()
            .filter(|key| key.is_quantity() && !PHRASES.iter().any(|(pattern, _)| *pattern == key.path))
            .map(|key| key.path)
            .collect();
        assert!(missing.is_empty(), "no phrase for {missing:?}");
        for (pattern, phrase) in PHRASES {
            let names = pattern.split('.').filter(|step| step.starts_with('<')).count();
            assert!(keys::leaf(pattern).is_some(), "{pattern} is no key");
            assert_eq!(phrase.matches("{}").count(), names, "{pattern}");
        }
    }

    #[test]
    fn inputs_are_named_in_words() {
        for (key, words) in [
            ("parameters", "the fitted numbers together"),
            ("others", "all other inputs together"),
            ("population.acc.people", "the number of ACC people"),
            ("places.crossings.angoor_adda.capacity_per_day", "the capacity at Angoor Adda"),
            (
                "policy.deported_share.por@2023-11-01",
                "the share of detained PoR people who are deported from 2023-11-01",
            ),
            ("lab.7", "`lab.7`"),
        ] {
            assert_eq!(phrase(key), words);
        }
    }

    #[test]
    fn amounts_have_units_and_no_more_digits_than_matter() {
        assert_eq!(amount("places.crossings.chaman.capacity_per_day", 5_812.3, 4_800.0), "5,800 people a day");
        assert_eq!(amount("population.undocumented.people", 1_402_311.0, 800_000.0), "1.40 million");
        assert_eq!(value("places.crossings.chaman.capacity_per_day", 5_812.3, 4_800.0), "5,800");
        assert_eq!(amount("behaviour.hiding_share", 0.3123, 0.4), "31 %");
        assert_eq!(amount("behaviour.deadline_leave_per_day", 0.031_4, 0.09), "0.031 a day");
        assert_eq!(amount("behaviour.frailty_cv", 0.881, 1.4), "0.88");
    }
}
