//! What a calibration is about, and what came out, in words.

use super::checkpoint;
use super::fit::{Fitted, Question};
use crate::cli::inputs::{amount, phrase};
use crate::cli::{Ending, tell};
use crate::language::Texts;
use crate::output::limits;
use crate::study::calibrate::posterior::{Learned, Says};
use crate::study::calibrate::sampler::EXPLAINED;
use crate::study::calibrate::{Settings, Stopped, shifts};
use crate::units::{self, grouped, listed, rounded};

/// Correlations below this are not worth a word.
const TOGETHER: f64 = 0.6;

/// Most windows that are named.
const MOST_NAMED: usize = 6;

/// What is asked.
pub fn question(question: &Question, settings: &Settings) -> String {
    format!(
        "{}\nWhat do {} windows of published counts, until {}, say about {} of its numbers?\n{} draws; {} before.\n",
        question.scenario.card.title,
        question.targets.all.len(),
        units::in_words(question.last_day),
        question.unknowns.len(),
        grouped(settings.particles as f64),
        question.scenario.parameter_set.name,
    )
}

/// What came out.
pub fn answer(fitted: &Fitted, settings: &Settings) -> Vec<String> {
    let mut lines = vec![explained(fitted, settings), held(fitted), String::new()];
    for says in [Says::Much, Says::Something, Says::Little, Says::AlmostNothing] {
        let those: Vec<&Learned> = fitted.learned.iter().filter(|learned| learned.says() == says).collect();
        if !those.is_empty() {
            lines.push(format!("The record says {} about", says.words()));
            lines.extend(those.iter().map(|learned| format!("  {}", number(learned))));
        }
    }
    lines.extend(together(fitted));
    if settings.robust {
        lines.push(moved(fitted));
    }
    lines.push(String::new());
    lines.push(format!(
        "Ranges hold 9 of 10 draws. They are what explains this record in this model, starting from what was thought possible; \
         they are no measurement, and other models may explain it as well. Not in the range: {}.",
        limits::largest(Texts::english())
    ));
    lines.push(format!(
        "Use them: parameters = \"{}\" in a scenario, with the path of the folder before it.",
        super::parameters::FILE
    ));
    lines
}

fn explained(fitted: &Fitted, settings: &Settings) -> String {
    let points = grouped(settings.wave as f64);
    match fitted.state.explained {
        0 => format!("None of {points} points comes within {EXPLAINED} standard deviations of every count."),
        explained => format!(
            "The model can explain the record: {} of {points} points come within {EXPLAINED} standard deviations of every count.",
            grouped(explained as f64)
        ),
    }
}

/// How many windows the bands hold, and which they do not.
fn held(fitted: &Fitted) -> String {
    let nine = fitted.held();
    let half = fitted.predicted.iter().filter(|predicted| predicted.in_half).count();
    let all = fitted.predicted.len();
    let missed: Vec<String> = (fitted.targets.all.iter().zip(&fitted.predicted))
        .filter(|(_, predicted)| !predicted.in_nine_in_ten)
        .map(|(target, _)| target.label.clone())
        .collect();
    let mut text = format!(
        "What the draws say holds {nine} of {all} windows in its nine-in-ten band and {half} in its half-of-runs band"
    );
    if !missed.is_empty() {
        let named: Vec<String> = missed.iter().take(MOST_NAMED).cloned().collect();
        let more = if missed.len() > MOST_NAMED { ", among others" } else { "" };
        text += &format!("; it misses {}{more}", listed(&named));
    }
    text + "."
}

/// "the capacity at Torkham: 24,000 to 31,000 people a day (before: 20,700 to 33,300)".
fn number(learned: &Learned) -> String {
    let [low, .., high] = learned.posterior;
    let [prior_low, .., prior_high] = learned.prior;
    let spread = high - low;
    let value = |value: f64| crate::cli::inputs::value(&learned.key, value, spread);
    format!(
        "{}: {} to {} (before: {} to {})",
        phrase(&learned.key),
        value(low),
        amount(&learned.key, high, spread),
        value(prior_low),
        value(prior_high)
    )
}

/// Which numbers cannot be told apart.
fn together(fitted: &Fitted) -> Option<String> {
    let pairs: Vec<String> = (fitted.learned.iter().enumerate())
        .filter_map(|(i, learned)| learned.partner.map(|(j, r)| (i, j, r)))
        // Each pair once, though each may be the other's partner.
        .filter(|&(i, j, r)| r.abs() > TOGETHER && (i < j || fitted.learned[j].partner.is_none_or(|(k, _)| k != i)))
        .map(|(i, j, r)| {
            let names = [i, j].map(|i| phrase(&fitted.keys[i]));
            format!("{} and {} ({})", names[0], names[1], rounded(r, 0.05))
        })
        .collect();
    (!pairs.is_empty()).then(|| format!("Known together rather than one by one (correlation): {}.", pairs.join("; ")))
}

/// Which windows had to be moved.
fn moved(fitted: &Fitted) -> String {
    let named: Vec<String> = shifts::unusual(&fitted.state.shifts())
        .into_iter()
        .map(|(j, by)| format!("{} (by {} standard deviations)", fitted.targets.all[j].label, rounded(by, 0.05)))
        .collect();
    match named.is_empty() {
        true => "No count had to be moved to be explained.".to_owned(),
        false => format!("What the model says had to be moved for {}.", listed(&named)),
    }
}

/// Why there are no draws.
pub fn stopped(stopped: &Stopped, question: &Question, file: &checkpoint::File) -> Ending {
    match stopped {
        Stopped::Interrupted => {
            let kept = file.path().display();
            tell(&format!(
                "interrupted; what was done is kept in {kept}, and the same command goes on from there to the same draws"
            ));
            Ending::Interrupted
        }
        Stopped::NoRun => {
            tell("error: every run failed, so there is nothing to compare with the record");
            Ending::Failed
        }
        Stopped::Unexplained { off, nearest } => {
            tell(&unexplained(off, nearest, question));
            Ending::Failed
        }
    }
}

/// What the model cannot explain, and where it comes nearest.
fn unexplained(off: &[f64], nearest: &[f64], question: &Question) -> String {
    let mut worst: Vec<(f64, &str)> =
        off.iter().zip(&question.targets.all).map(|(&off, target)| (off, target.label.as_str())).collect();
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    let missed = worst.iter().take_while(|(off, _)| *off > EXPLAINED).take(MOST_NAMED);
    let missed: Vec<String> =
        missed.map(|(off, label)| format!("{label} ({} standard deviations off)", rounded(*off, 0.5))).collect();
    let mut lines = vec![
        format!(
            "the model cannot explain these data: no point comes within {EXPLAINED} standard deviations of every count, under these priors"
        ),
        format!("Missed at the nearest point: {}", listed(&missed)),
        "there:".to_owned(),
    ];
    lines.extend(question.unknowns.iter().zip(nearest).map(|(unknown, &u)| {
        let value = unknown.law.quantile(u);
        format!("  {}: {}", phrase(&unknown.key), amount(&unknown.key, value, value))
    }));
    lines.push("nothing was written; --robust learns nevertheless and names what it had to move, more points (--wave) look closer".to_owned());
    lines.join("\n")
}
