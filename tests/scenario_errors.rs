//! What a person is told about a broken or odd scenario: every mistake at once, with its place and what is allowed.

use crossings::scenario::{self, Loaded, Problems, Severity};

/// Loads `scenarios/mine.toml` with this text beside the shipped files, and further files.
fn load_with(text: &str, files: &[(&str, &str)], overrides: &[&str]) -> Result<Loaded, Problems> {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    scenario::load("scenarios/mine.toml", &overrides, &|path| {
        let own = (path == "scenarios/mine.toml").then_some(text);
        let more = files.iter().find(|(name, _)| *name == path).map(|(_, text)| *text);
        own.or(more).map_or_else(|| scenario::read_shipped(path), |text| Ok(text.to_owned()))
    })
}

fn problems(text: &str) -> String {
    load_with(text, &[], &[]).map(|_| "no problem").unwrap_err().to_string()
}

fn mine(text: &str) -> String {
    format!("title = \"Mine\"\nextends = \"history.toml\"\n\n{text}")
}

fn warnings(text: &str) -> String {
    load_with(&mine(text), &[], &[]).unwrap_or_else(|problems| panic!("{problems}")).warnings.to_string()
}

fn idle(text: &str) -> String {
    let loaded = load_with(&mine(text), &[], &[]).unwrap_or_else(|problems| panic!("{problems}"));
    loaded.scenario.idle_levers().join("\n")
}

#[test]
fn five_mistakes_give_five_messages_with_places() {
    let text = mine(
        r#"[time]
last_day = 2023-02-27

[policy.protecton]
por = 1.0

[policy.protection]
por = 1.4
poor = 0.5

[behaviour]
media_share = "0,3"
"#,
    );
    let found = load_with(&text, &[], &[]).unwrap_err();
    assert_eq!(found.0.len(), 5);
    let places: Vec<(usize, usize)> = found.0.iter().map(|problem| (problem.line(), problem.column())).collect();
    assert_eq!(places, [(5, 12), (7, 9), (11, 7), (12, 1), (15, 15)]);
    assert!(found.0.iter().all(|problem| problem.file_name() == "scenarios/mine.toml"));
    assert_eq!(found.0[2].key, "policy.protection.por");
    assert_eq!(found.0[2].value(), "1.4");
    insta::assert_snapshot!(found);
}

#[test]
fn what_is_not_toml_is_reported_beside_the_rest() {
    insta::assert_snapshot!(problems(&mine(
        "[time]\nlast_day = 2023-02-30\nfirst_day = 2023-09-15 12:00:00\n\n[policy]\nmoratorium = \nexit_fee_factor = 11\nmoratorium = 1\n",
    )));
}

#[test]
fn files_in_a_circle_are_refused_with_the_chain() {
    let files = [
        ("scenarios/a.toml", "title = \"A\"\nextends = \"b.toml\"\n"),
        ("scenarios/b.toml", "extends = [\"history.toml\", \"sub/../a.toml\"]\n"),
    ];
    let text = "title = \"Mine\"\nextends = \"a.toml\"\n";
    insta::assert_snapshot!(load_with(text, &files, &[]).unwrap_err());
}

#[test]
fn missing_files_and_missing_keys() {
    insta::assert_snapshot!("file", problems("title = \"Mine\"\nextends = \"hystory.toml\"\n"));
    insta::assert_snapshot!("keys", problems("[time]\nfirst_day = 2023-09-15\nlast_day = 2023-12-31\n"));
    let without_set = r#"extends = ["base/world.toml", "base/behaviour.toml", "base/policy.toml"]
[time]
first_day = 2023-09-15
last_day = 2023-12-31
"#;
    insta::assert_snapshot!("set", problems(&format!("title = \"Mine\"\n{without_set}")));
    insta::assert_snapshot!("title", problems("extends = \"history.toml\"\n"));
    let nothing = scenario::load("scenarios/none.toml", &[], &scenario::read_shipped).unwrap_err();
    insta::assert_snapshot!("nothing", nothing);
}

#[test]
fn laws_that_are_none() {
    insta::assert_snapshot!(problems(&mine(
        r#"[reception]
need_share = { uniform = [0.6, 0.25] }
stay_days = { log_uniform = [0, 5] }
concentration = { normal = [20, 0] }
cost_usd_per_night = { triangular = [1, 9, 5] }
cost_usd_per_person = { uniform = [80], source = "me" }

[behaviour]
media_share = { normal = [0.5, 0.3] }
hiding_share = { beta = [0, 2] }
environment_sd = { lognormal = [0.2, 1.0] }
give_up_per_day = { choice = {} }
reentry_per_day = { choice = { ministry = 2.0, unhcr = 0.001 } }
companion_factor = { source = "nobody knows" }
frailty_cv = { value = 1, uniform = [0, 1] }
fear_memory_days = { value = "long" }
fear_per_arrest = inf
baseline_leave_per_day = nan
anticipation_days = 1e999
aftermath_days = 0
"#
    )));
}

#[test]
fn calendars_that_do_not_fit() {
    insta::assert_snapshot!(problems(&mine(
        r#"[policy]
arrests_per_day = [
  { from = 2023-11-01, to = 2023-11-20, value = 950 },
  { from = 2023-11-20, to = 2023-11-30, value = 420 },
]
moratorium = [{ from = 2024-03-01, to = 2023-12-01, value = 1 }]
departure_cost_factor = [{ from = "1 November", value = 1 }]
assistance_open = [{ form = 2023-11-01, value = 1 }]
exit_fee_factor = { entries = [], appendd = true }

[policy.grant]
por = [1.0, 2.0]
acc = [{ from = 2023-11-01 }]

[places.crossings.torkham]
open = { append = "yes", entries = [] }
"#
    )));
}

#[test]
fn names_shares_and_dates_that_do_not_fit() {
    insta::assert_snapshot!(problems(&mine(
        r#"[time]
last_day = 2199-01-01

[population]
reentry_status = "undocumentd"
household = [{ size = 0, share = 0.5 }, { size = 7, share = 0.4 }, { sise = 3, share = 0.1 }]

[population.por.province_share]
punjab = 0.9

[places.travel.punjb]
mean_days = 2

[places.crossings.torkam]
capacity_per_day = 20_000

[season.weekday]
freitag = 0.5

[policy.deadlines.phase_1]
postponed = [{ on = 2023-12-01, to = 2023-11-15 }]
revoked = 2023-10-01

[policy.deadlines.phse_2]
revoked = 2025-03-01

[policy.deadlines.other]
announced = 2024-02-01
enforced_from = 2024-01-01
statuses = ["por", "accs"]

[policy.court_orders.one]
from = 2023-11-01
statuses = "por"
compliance = 1

[policy.court_orders.two]
from = 2023-12-01
to = 2023-11-30
statuses = "all"
compliance = 1

[outcomes]
thresholds = [{ outcome = "departure", at_least = 1, by = 2023-11-01 }, { outcome = "queue", at_least = 1 }]
"#
    )));
    insta::assert_snapshot!("household", problems(&mine("population.household = [{ size = 7, share = 0.4 }]\n")));
    insta::assert_snapshot!("arrest_share", problems(&mine("policy.arrest_share.punjab = 0.9\n")));
    insta::assert_snapshot!(
        "names",
        problems(&mine("names.statuses = [\"undocumented\", \"por\", \"por\", \"all\", \"A B\"]\n"))
    );
}

#[test]
fn kinds_that_do_not_fit() {
    insta::assert_snapshot!(problems(&mine(
        r#"question = 7
levers = ["one", 2]

[run]
runs = 0
seed = 1.5
engine = "cohor"

[policy]
protection = 1
deadlines = "none"

[population.undocumented]
documented = "no"
people = 2e9

[time]
first_day = "2023-09-15"
"#
    )));
}

#[test]
fn arguments_are_checked_as_files_are() {
    let sets = [
        "policy.protection.por=1.4",
        "policy.protektion.por=1",
        "run.engine=lattice",
        "run.runs",
        "time.last_day=tomorrow",
        "extends=\"history.toml\"",
    ];
    insta::assert_snapshot!(load_with(&mine(""), &[], &sets).unwrap_err());
}

#[test]
fn parameter_sets_that_do_not_fit() {
    let set = |rest: &str| {
        format!("[parameter_set]\nkind = \"hindsight\"\nname = \"mine\"\nsource = \"me\"\ndraws = \"mine.csv\"\n{rest}")
    };
    let columns = "[parameter_set.columns]\na = { key = \"behaviour.media_share\", scale = 0.1 }\nb = { key = \"behaviour.media_shar\" }\n";
    let check = |set: &str, csv: &str| {
        let files = [("scenarios/set.toml", set), ("scenarios/mine.csv", csv)];
        load_with(&mine("parameters = \"set.toml\"\n"), &files, &[]).unwrap_err().to_string()
    };
    // `parameters` stands after a table in `mine`, so it is written at the top here.
    insta::assert_snapshot!("columns", check(&set(columns), "a,c\n1,2\n"));
    let one = "[parameter_set.columns]\na = { key = \"behaviour.media_share\", scale = 0.1 }\n";
    insta::assert_snapshot!("cell", check(&set(one), "a\n1\nx\n3\n"));
    insta::assert_snapshot!("range", check(&set(one), "a\n1\n11\n3\n"));
    insta::assert_snapshot!("ragged", check(&set(one), "a\n1\n1,2\n"));
    insta::assert_snapshot!("empty", check(&set(one), "a\n"));
    insta::assert_snapshot!("no_draws", {
        let files =
            [("scenarios/set.toml", "title = \"Set\"\n[parameter_set]\nkind = \"hindsite\"\ndraws = \"no.csv\"\n")];
        load_with(&mine("parameters = \"set.toml\"\n"), &files, &[]).unwrap_err().to_string()
    });
}

#[test]
fn odd_values_are_compared_with_the_record() {
    insta::assert_snapshot!(warnings(
        r#"[behaviour]
hostile_leave_per_day = 0.01
contagion_branching = { uniform = [0.8, 0.95] }

[population]
household = [{ size = 14, share = 1 }]

[population.acc]
people = 5_000_000

[policy]
arrests_per_day = [{ from = 2023-11-01, to = 2023-11-30, value = 5_000 }]
moratorium = [{ from = 2023-12-01, to = 2024-02-29, value = 1 }, { from = 2024-12-01, value = 1 }]

[outcomes]
thresholds = [{ outcome = "queue", at_least = 1, by = 2026-01-01 }]

[run]
runs = 50
"#
    ));
}

#[test]
fn a_note_says_that_an_odd_value_is_meant() {
    let noted = warnings("[behaviour]\nhostile_leave_per_day = { value = 0.01, note = \"a thought experiment\" }\n");
    assert_eq!(noted, "");
    // Without the note there are two: it is odd, and it is taken out of the joint draws.
    let loaded = load_with(&mine("[behaviour]\nhostile_leave_per_day = 0.01\n"), &[], &[]).unwrap();
    assert_eq!(loaded.warnings.0.len(), 2);
    assert!(loaded.warnings.0.iter().all(|problem| problem.severity == Severity::Warning));
}

#[test]
fn levers_that_change_nothing_say_why() {
    insta::assert_snapshot!(idle(
        r#"[policy]
exit_fee_factor = 0.5
moratorium = [{ from = 2024-12-01, to = 2025-02-28, value = 1 }]
departure_cost_factor = 1
arrests_per_day = { append = true, entries = [{ from = 2023-11-01, to = 2023-11-20, value = 950 }] }

[policy.arrest_weight]
por = 0

[policy.protection]
por = 1
acc = 1

[policy.regularisation_places]
por = 1_000

[policy.court_orders.late]
from = 2025-01-01
statuses = ["por"]
compliance = 1

[policy.deadlines.phase_1]
credibility = 1.0

[policy.deadlines.phase_3]
remove = true

[behaviour]
credibility_loss = 0.7
give_up_after_days = 10

[places.crossings.angoor_adda]
open = 0
capacity_per_day = 9_000

[season.weekday]
friday = 1.0
"#
    ));
    insta::assert_snapshot!("no_people", idle("population.acc.people = 0\npolicy.protection.acc = 1\n"));
    insta::assert_snapshot!(
        "no_arrests",
        idle("policy.arrests_per_day = 0\npolicy.protection.acc = 1\npolicy.arrest_share.punjab = 0.1\n")
    );
    insta::assert_snapshot!("no_lever", idle("run.runs = 2000\n"));
}

#[test]
fn colour_adds_escapes_and_nothing_else() {
    let found = load_with(&mine("policy.protection.por = 2\n"), &[], &[]).unwrap_err();
    let (plain, coloured) = (found.render(false), found.render(true));
    assert!(coloured.contains('\u{1b}') && !plain.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn columns_count_characters_and_lines_end_in_any_way() {
    let text = mine("question = \"د افغانانو لپاره\"\r\nsurprise = \"é\" # ü\r\npolicy.protection = { por = 2 }\r\n");
    let found = load_with(&text, &[], &[]).unwrap_err();
    assert_eq!((found.0[0].line(), found.0[0].column()), (6, 29));
    assert_eq!(found.0[0].value(), "2");
}
