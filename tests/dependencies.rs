//! What the program is built from is what the software bill of materials says: `.ci/sbom` makes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

type Packages = BTreeSet<(String, String)>;

/// Name and version of every component.
fn listed() -> Packages {
    let bill = fs::read("crossings.cdx.json").unwrap();
    let bill: serde_json::Value = serde_json::from_slice(&bill).unwrap();
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let components = bill["components"].as_array().unwrap().iter();
    components
        .map(|component| {
            let licensed = component["licenses"].as_array().is_some_and(|licenses| !licenses.is_empty());
            assert!(licensed, "{} has no licence", component["name"]);
            (text(&component["name"]), text(&component["version"]))
        })
        .collect()
}

/// Every package that the program and its build scripts need on this machine.
fn needed() -> Packages {
    let mut tree = Command::new(env!("CARGO"));
    tree.args(["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}", "--locked", "--offline"]);
    let told = tree.output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told = String::from_utf8(told.stdout).unwrap();
    let package = |line: &str| {
        let mut words = line.split(' ');
        Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
    };
    told.lines().filter_map(package).filter(|(name, _)| name != "crossings").collect()
}

/// Every package of Cargo.lock.
fn locked() -> Packages {
    let lock: toml::Table = fs::read_to_string("Cargo.lock").unwrap().parse().unwrap();
    let text = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
    lock["package"].as_array().unwrap().iter().map(|one| (text(one, "name"), text(one, "version"))).collect()
}

#[test]
fn the_bill_of_materials_lists_what_the_program_is_built_from() {
    let listed = listed();
    let missing: Vec<_> = needed().difference(&listed).cloned().collect();
    assert!(missing.is_empty(), "{missing:?} are not in crossings.cdx.json: `.ci/sbom` makes it anew");
    let unknown: Vec<_> = listed.difference(&locked()).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?} are not in Cargo.lock: `.ci/sbom` makes it anew");
}
