//! The counts of the wave of 2016 stand in, or follow from, the collection of analogues; and the scenario holds the year.

use std::collections::BTreeSet;

use crossings::scenario;

/// Rows of a file of `data/`, as fields by the names of its header.
fn rows(path: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| names.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn field<'r>(row: &'r [(String, String)], name: &str) -> &'r str {
    &row.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no column {name}")).1
}

#[test]
fn every_count_of_2016_follows_from_the_collection() {
    let origins = rows("data/analogues_2016_18.csv");
    let counts = rows("data/observed/return-wave-2016.csv");
    let printed: BTreeSet<&str> = origins.iter().map(|row| field(row, "value")).collect();
    let urls: BTreeSet<&str> = origins.iter().map(|row| field(row, "url")).collect();
    assert_eq!(counts.len(), 11);
    for row in &counts {
        let (value, kind) = (field(row, "value"), field(row, "kind"));
        let people: f64 = value.parse().unwrap();
        match kind {
            "exact" | "rounded" | "approximate" => assert!(printed.contains(value), "{value} is not in the collection"),
            "derived" => {
                // So many a day over eight days; or 10 to 15 families of seven a day over the first half of the year.
                let a_day = (people / 8.0).to_string();
                let families = people / 7.0 / 182.0;
                assert!(printed.contains(a_day.as_str()) || (10.0..=15.0).contains(&families), "{value}");
            }
            other => panic!("{value} is {other}"),
        }
        assert!(urls.contains(field(row, "url")), "{value}: {}", field(row, "url"));
        assert_eq!(field(row, "quantity"), "departures");
        assert!(["undocumented", "por"].contains(&field(row, "status")));
        let [from, to] = ["from", "to"].map(|name| field(row, name));
        assert!("2016-01-01" <= from && from < to && to <= "2016-12-31", "{from} to {to}");
        // None of these may be fitted to: the scenario is frozen.
        assert!(["shown", "conflict"].contains(&field(row, "use")), "{value}");
    }
}

#[test]
fn the_year_has_no_afghan_citizen_cards_and_an_end_of_cards_that_is_put_off_twice() {
    let loaded = scenario::load("scenarios/return-wave-2016.toml", &[], &scenario::read_shipped)
        .unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(loaded.scenario.parameter_set.kind, "foresight");
    let plan = loaded.scenario.plan();
    assert_eq!(plan.days, 366);
    let acc = plan.names.statuses.iter().position(|status| status == "acc").unwrap();
    assert_eq!(plan.numbers.laws[plan.people.stock[acc].0 as usize], crossings::law::Law::Fixed(0.0));
    let stands: Vec<(i32, i32, u32)> =
        plan.policy.deadlines.iter().map(|one| (one.enforced_from, one.ends, one.broken_before)).collect();
    // 30 June, put off on 29 June to 31 December, put off on 9 September to 31 March 2017.
    assert_eq!(stands, [(182, 180, 0), (366, 252, 1), (456, i32::MAX, 2)]);
}
