//! The house has storeys: a module uses only those below it. What must be absent stays absent.
//!
//! Reads the sources as text, without comments and without test modules. `ARCHITECTURE.md` lists the same storeys.

use std::fs;
use std::path::{Path, PathBuf};

/// Every module and its layer.
const LAYERS: [(&str, u8); 25] = [
    ("units", 0),
    ("rng", 0),
    ("real", 0),
    ("law", 0),
    ("packed", 0),
    ("language", 1),
    ("sample", 1),
    ("statistics", 1),
    ("plan", 1),
    ("network", 1),
    ("dynamics", 2),
    ("outcome", 2),
    ("scenario", 2),
    ("observed", 2),
    ("engine", 3),
    ("design", 4),
    ("ensemble", 4),
    ("agreement", 5),
    ("study", 5),
    ("output", 6),
    ("plot", 6),
    ("bench", 7),
    ("report", 7),
    ("explorer", 7),
    ("cli", 8),
];

/// Layers up to this one touch no disk, clock or terminal.
const LAST_PURE_LAYER: u8 = 5;

const WORLD: [&str; 9] =
    ["std::fs", "std::time", "std::env", "std::process", "std::net", "println!", "print!", "eprint!", "dbg!"];

const GENERATORS: [&str; 8] =
    ["philox", "SmallRng", "StdRng", "ThreadRng", "thread_rng", "rand::rng", "SeedableRng", "impl TryRng"];

/// Words of the model that no engine may know.
const MODEL_WORDS: [&str; 12] = [
    "undocumented",
    "por",
    "acc",
    "balochistan",
    "punjab",
    "torkham",
    "chaman",
    "Cause",
    "Mode",
    "deadline",
    "arrest",
    "detention",
];

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

/// A source file: the module it belongs to, and its code.
struct Source {
    path: PathBuf,
    module: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut found = Vec::new();
    for path in files {
        let inside = path.strip_prefix(&root).expect("the file lies in src").to_path_buf();
        let first = inside.iter().next().expect("a file has a name").to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs").to_owned();
        let only_tests = inside.file_name().is_some_and(|name| name == "tests.rs");
        if !only_tests && module != "main" && module != "lib" {
            let code = code(&fs::read_to_string(&path).unwrap());
            found.push(Source { path: inside, module, code });
        }
    }
    assert!(found.len() > 20, "the sources were found");
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The code without comments, up to the test module at its end.
fn code(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let tests = line.trim() == "#[cfg(test)]";
        if tests && lines.peek().is_some_and(|next| next.trim_start().starts_with("mod ") && next.ends_with('{')) {
            break;
        }
        if tests {
            lines.next();
        } else if !line.trim_start().starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Modules named after `crate::`, in paths and in braces.
fn used(code: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut modules = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            modules.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for c in list.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => modules.push(word(std::mem::take(&mut item).trim())),
                _ => {}
            }
            if depth == 0 && c != ',' {
                item.push(c);
            }
        }
        modules.push(word(item.trim()));
    }
    modules.retain(|module| !module.is_empty());
    modules
}

/// Does the code contain the word, not as a part of a longer one?
fn says(code: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word)
        .any(|(at, _)| !part(code[..at].chars().next_back()) && !part(code[at + word.len()..].chars().next()))
}

/// What a module uses that does not lie below it.
fn upward(module: &str, code: &str) -> Vec<String> {
    let own = layer(module).unwrap_or_else(|| panic!("give the module `{module}` a layer in tests/layers.rs"));
    let below = |other: &String| other == module || layer(other).is_some_and(|layer| layer < own);
    // `plan` is the one module that others of its layer read: the network is made from it.
    let excused = |other: &String| module == "network" && other == "plan";
    used(code).into_iter().filter(|other| !below(other) && !excused(other)).collect()
}

#[test]
fn every_module_uses_only_those_below_it() {
    let broken: Vec<String> = sources()
        .iter()
        .flat_map(|source| {
            let path = source.path.display();
            upward(&source.module, &source.code)
                .into_iter()
                .map(|other| format!("{path} uses {other}"))
                .collect::<Vec<String>>()
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn one_module_makes_random_generators() {
    for source in sources().iter().filter(|source| source.module != "rng") {
        for maker in GENERATORS {
            assert!(!source.code.contains(maker), "{} makes a generator: {maker}", source.path.display());
        }
    }
}

#[test]
fn the_lower_storeys_touch_no_disk_clock_or_terminal() {
    for source in sources() {
        if layer(&source.module).is_some_and(|layer| layer <= LAST_PURE_LAYER) {
            for thing in WORLD {
                assert!(!source.code.contains(thing), "{} touches the world: {thing}", source.path.display());
            }
        }
    }
}

#[test]
fn engines_know_no_word_of_the_model() {
    for source in sources().iter().filter(|source| source.module == "engine") {
        for word in MODEL_WORDS {
            assert!(!says(&source.code, word), "{} knows `{word}`", source.path.display());
        }
    }
}

#[test]
fn the_architecture_says_the_same() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let mut rows = 0;
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, number, module, ..] = cells[..] else { continue };
        let Ok(number) = number.parse::<u8>() else { continue };
        let module = module.trim_matches('`');
        assert_eq!(layer(module), Some(number), "ARCHITECTURE.md puts `{module}` on layer {number}");
        rows += 1;
    }
    assert!(rows > 10, "the code map was found");
}

#[test]
fn this_test_can_fail() {
    let text = "//! use crate::cli;\nuse crate::plan::Plan;\nuse crate::{law::{Law, normal}, cli::run, rng};\n\
                fn f() { crate::engine::go() }\n#[cfg(test)]\nmod tests {\n use crate::output::x;\n}\n";
    assert_eq!(used(&code(text)), ["plan", "law", "cli", "rng", "engine"]);
    assert_eq!(upward("dynamics", &code(text)), ["cli", "engine"]);
    assert!(says("let por = 1;", "por") && !says("import", "por"));
}
