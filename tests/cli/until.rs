//! `--until`: runs double until what was asked holds, and give what as many runs give.

use super::Desk;

const SHORT: [&str; 3] = ["--no-figures", "--set", "time.last_day=2023-11-10"];

#[test]
fn runs_double_until_a_tolerance_holds_twice() {
    let desk = Desk::new();
    let until = ["--until", "1% departures_total", "--until", "2_000 queue_max"];
    let ended = desk.done(&[&["run", "history"], &until[..], &SHORT].concat());
    assert!(ended.out.contains("Asked: departures_total within 1 %. Reached: 0."), "{}", ended.out);
    assert!(ended.out.contains("Asked: queue_max within 2,000. Reached: "), "{}", ended.out);
    let manifest = desk.json("output/history/manifest.json");
    let runs = manifest["runs_completed"].as_u64().unwrap();
    assert!(runs.is_power_of_two() && runs >= 512, "{runs}");
    assert_eq!(manifest["runs_asked"], manifest["runs_completed"]);
    assert_eq!(manifest["complete"], true);
    // The mean is as exact as was asked, and the stage before was too.
    let table = desk.table("output/history/totals.csv");
    let at = |name: &str| table.header.iter().position(|header| header == name).unwrap();
    let row = table.rows.iter().find(|row| row[0] == "departures_total").unwrap();
    let [mean, error] = ["mean", "mc_error"].map(|name| row[at(name)].parse::<f64>().unwrap());
    assert!(1.96 * error < 0.01 * mean && 1.96 * error * 2.0_f64.sqrt() < 0.012 * mean, "{error} of {mean}");
    // As many runs asked for at once give the same bytes.
    let number = runs.to_string();
    desk.done(&[&["run", "history", "--runs", &number, "-o", "at-once"], &SHORT[..]].concat());
    for name in ["daily.csv", "totals.csv", "runs.csv"] {
        assert!(desk.read(&format!("output/history/{name}")) == desk.read(&format!("at-once/{name}")), "{name}");
    }
}

#[test]
fn a_comparison_can_ask_for_the_precision_of_its_differences() {
    let desk = Desk::new();
    let until = ["--until", "50 documented_deported_total"];
    let ended = desk.done(&[&["compare", "history", "protect-documented"], &until[..], &SHORT].concat());
    assert!(ended.out.contains("Asked: documented_deported_total within 50. Reached: "), "{}", ended.out);
}

#[test]
fn bad_tolerances_name_the_choices() {
    let desk = Desk::new();
    for (tolerance, expected) in [
        ("departures_total", "a tolerance reads WIDTH OUTCOME"),
        ("1% departure_total", "did you mean `departures_total`?"),
        ("0 departures_total", "`0` in `0 departures_total` is no width above zero"),
        ("much departures_total", "is no width above zero"),
        ("1% target_reached_all", "is a share: state its width as one"),
    ] {
        let ended = desk.refused(&["run", "history", "--until", tolerance]);
        assert!(ended.err.contains(expected), "{tolerance}: {}", ended.err);
    }
    let both = desk.crossings(&["run", "history", "--runs", "10", "--until", "1% departures_total"]);
    assert_eq!(both.code, 1);
    assert!(desk.listing().is_empty());
}
