//! Every shipped scenario loads without a problem and without a warning.

use crossings::scenario;

fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

#[test]
fn every_shipped_scenario_loads_without_problems_or_warnings() {
    for entry in std::fs::read_dir("scenarios").unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_str().unwrap();
        if !name.ends_with(".toml") {
            continue;
        }
        match scenario::load(name, &[], &read) {
            Ok(loaded) => assert_eq!(loaded.warnings.render(false), "", "{name}"),
            Err(problems) => panic!("{name}:\n{problems}"),
        }
    }
}
