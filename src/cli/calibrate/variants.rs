//! Evidence for other models of the same record.

use super::fit::Fitted;
use crate::output::columns::{Kind, column};
use crate::output::{Table, number};
use crate::scenario::Scenario;
use crate::units::rounded;

/// Differences of log evidence at which the words change.
pub const STEPS: [f64; 3] = [1.0, 3.0, 5.0];

/// Standard error of log evidence from one calibration to the next, about.
pub const ERROR: f64 = 1.0;

const LEARNED: &str = "learned by crossings from published counts";

/// Log evidence of each scenario.
pub fn table(scenarios: &[Scenario], fitted: &[Fitted]) -> Table {
    let columns = vec![
        column("scenario", Kind::Text, "", "Name of the scenario.", "names of scenarios"),
        column(
            "log_evidence",
            Kind::Number,
            "",
            "Log of the probability of the record under prior and model.",
            LEARNED,
        ),
        column(
            "against_first",
            Kind::Number,
            "",
            "The same, less that of the first scenario: positive if the record speaks for this one.",
            LEARNED,
        ),
        column("numbers", Kind::Whole, "", "How many numbers are learned.", LEARNED),
        column("windows_in_nine_in_ten", Kind::Whole, "", "Windows that the nine-in-ten band holds.", LEARNED),
    ];
    let mut table = Table::new("evidence.csv", "How well each model explains the same record.", columns);
    for (scenario, fitted_one) in scenarios.iter().zip(fitted) {
        let evidence = fitted_one.state.log_evidence();
        table.push(vec![
            scenario.name.clone(),
            number(evidence),
            number(evidence - fitted[0].state.log_evidence()),
            fitted_one.keys.len().to_string(),
            fitted_one.held().to_string(),
        ]);
    }
    table
}

/// The same in words: differences of log evidence as Jeffreys and Kass and Raftery (1995) read them.
pub fn words(scenarios: &[Scenario], fitted: &[Fitted]) -> Vec<String> {
    let first = fitted[0].state.log_evidence();
    let sentence = |(scenario, fitted): (&Scenario, &Fitted)| {
        let gain = fitted.state.log_evidence() - first;
        format!("  {}: the record {} (log evidence {})", scenario.card.title, verdict(gain), signed(gain))
    };
    let mut lines = vec![String::new(), format!("Compared with \"{}\":", scenarios[0].card.title)];
    lines.extend(scenarios.iter().zip(fitted).skip(1).map(sentence));
    lines.push(format!("Evidence weighs priors as well as fit, and has an error of its own of about {} from run to run of the calibration.", rounded(ERROR, 0.1)));
    lines
}

/// What a difference of log evidence says of a model, after "the record".
pub fn verdict(gain: f64) -> String {
    let strength = match STEPS.iter().filter(|step| gain.abs() >= **step).count() {
        0 => "hardly speaks",
        1 => "speaks",
        2 => "speaks strongly",
        _ => "speaks very strongly",
    };
    format!("{strength} {} it", if gain < 0.0 { "against" } else { "for" })
}

fn signed(value: f64) -> String {
    let text = rounded(value, 0.1);
    if value > 0.0 { format!("+{text}") } else { text }
}
