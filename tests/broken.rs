//! Bad input never gets in: a corpus of broken scenarios, each with the message that a person reads.
//!
//! Every file in `tests/broken/` is one mistake, named for it, with the whole message beside it (`.txt`): place, reason,
//! what is allowed, the nearest guess. Files that cannot lie in a repository (pipes, devices, 100 MB) are made here. Each
//! must be refused, without a panic, in less than a second and in bounded memory, and the message must lead into the text.
//!
//! `CROSSINGS_UPDATE=1 cargo test --test broken` writes the messages anew; read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crossings::observed::{self, Allowed};
use crossings::scenario::{self, Loaded, MOST_PROBLEMS, Problems};
use crossings::study::guess;

/// The longest that a refusal may take.
const LONGEST: Duration = Duration::from_secs(1);

/// Bytes of the longest message.
const MOST_WORDS: usize = 200_000;

/// A text of the repository, or a shipped file beside it, as the command reads them.
fn read(path: &str) -> Result<String, String> {
    let bytes = match fs::metadata(path) {
        Ok(about) if about.is_file() => fs::read(path).map_err(|error| error.to_string())?,
        Ok(_) => return Err("it is a folder, not a file".to_owned()),
        Err(_) => return scenario::read_shipped(&path.replace("tests/broken/", "scenarios/")),
    };
    String::from_utf8(bytes).map_err(|_| "it is not a text in UTF-8".to_owned())
}

fn load(path: &str, overrides: &[&str]) -> Result<Loaded, Problems> {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    scenario::load(path, &overrides, &read)
}

/// Does it in less than a second? On a busy machine in three tries, and as much later as a sound scenario is: one takes
/// some 15 milliseconds.
fn soon<T>(what: &str, mut act: impl FnMut() -> T) -> T {
    fn time<T>(act: impl FnOnce() -> T) -> (Duration, T) {
        let begin = Instant::now();
        let value = act();
        (begin.elapsed(), value)
    }
    for _ in 0..3 {
        let (took, value) = time(&mut act);
        if took < LONGEST || took < 60 * time(|| load("scenarios/history.toml", &[]).is_ok()).0 {
            return value;
        }
    }
    panic!("{what} takes more than {LONGEST:?}");
}

/// Every problem leads into the text that it is about, and is told in bounded words.
fn is_well_told(what: &str, problems: &Problems) {
    assert!(!problems.0.is_empty() && problems.0.len() <= MOST_PROBLEMS, "{what}: {} problems", problems.0.len());
    for problem in &problems.0 {
        let text = &problem.place.text.text;
        assert!(!problem.message.is_empty(), "{what}");
        assert!(problem.place.span.start <= text.len(), "{what}: {problem:?}");
        assert!(problem.line() <= text.lines().count() + 1, "{what}: {problem:?}");
    }
    let told = problems.to_string();
    assert!(told.len() < MOST_WORDS, "{what}: {} bytes", told.len());
    let obeyed = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!told.contains(obeyed), "{what}: a terminal would obey\n{told:?}");
}

/// The files with an ending in a folder, sorted.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut all: Vec<String> = entries
        .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap()))
        .filter(|name| name.ends_with(ending))
        .collect();
    all.sort();
    all
}

/// What was told of each file must be what is written beside it.
fn compare(told: &BTreeMap<String, String>) {
    let mut different = Vec::new();
    for (file, told) in told {
        let beside = Path::new(file).with_extension("txt");
        let told = format!("{told}\n");
        if std::env::var_os("CROSSINGS_UPDATE").is_some() {
            fs::write(&beside, &told).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if expected != told {
            different.push(format!("---- {file}\n{told}---- expected\n{expected}"));
        }
    }
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
}

#[test]
fn every_broken_scenario_is_refused_with_its_message() {
    let all = files("tests/broken", ".toml");
    assert!(all.len() >= 150, "{}", all.len());
    let mut accepted = Vec::new();
    let mut told = BTreeMap::new();
    for file in all {
        match soon(&file, || load(&file, &[])) {
            Ok(_) => accepted.push(file),
            Err(problems) => {
                is_well_told(&file, &problems);
                told.insert(file, problems.to_string());
            }
        }
    }
    assert!(accepted.is_empty(), "accepted: {accepted:#?}");
    compare(&told);
}

#[test]
fn every_broken_argument_is_refused() {
    let cases = [
        ("policy.protection.por", "gives no value"),
        ("", "gives no value"),
        ("=", "this is not TOML"),
        ("=1", "this is not TOML"),
        ("policy.protection.por=", "where a number"),
        ("policy.protection.por=1.4", "0 to 1"),
        ("policy.protection.por=nan", "not a finite number"),
        ("policy.protection.por=1 2", "the text \"1 2\""),
        ("policy.protection.pro=1", "did you mean `por`?"),
        ("policy.protektion.por=1", "did you mean `protection`?"),
        ("policy=1", "where a table is expected"),
        ("policy.protection={por=2}", "0 to 1"),
        ("time.last_day=tomorrow", "a date without quotes"),
        ("time.last_day=2023-02-30", "there is no such day"),
        ("time.last_day=9999-12-31", "1900 to 2199"),
        ("time.last_day=2022-01-01", "lies before the first"),
        ("run.runs=1e18", "10,000,000"),
        ("run.engine=cohrot", "did you mean `cohort`?"),
        ("extends=\"no-deadline.toml\"", "cannot change what a file extends"),
        ("parameters=nothing", "cannot read"),
        ("parameters=../../../etc/passwd", "cannot read"),
        ("title=3", "a text in quotes"),
        ("population.por.people=1e12", "100 million"),
        ("behaviour.media_share={uniform=[1,0]}", "low must lie below high"),
        ("behaviour.media_share=[[[[[[[[[[[[", "a number or a law"),
        ("policy.moratorium=[{from=2023-11-01,value=1},{from=2023-11-01,value=1}]", "overlaps"),
        ("names.statuses=[]", "names"),
        ("\u{1b}[31m=1", "this is not TOML"),
        ("policy.protection.por=1\npolicy.protection.acc=7", "0 to 1"),
        ("policy.protection.por=1\0", "the text \"1\\u{0}\""),
    ];
    for (argument, expected) in cases {
        let problems = soon(argument, || load("tests/broken/../../scenarios/history.toml", &[argument]))
            .map(|_| "accepted")
            .unwrap_err();
        is_well_told(argument, &problems);
        let told = problems.to_string();
        assert!(told.contains(expected), "`{argument}` should be told `{expected}`, not\n{told}");
    }
}

#[test]
fn every_broken_table_of_observations_is_refused_with_its_messages() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let allowed = Allowed {
        crossings: names(&["torkham", "chaman"]),
        statuses: names(&["undocumented", "acc", "por"]),
        horizon: Some((19_600, 20_000)),
    };
    let all = files("tests/broken/observed", ".csv");
    assert!(all.len() >= 20, "{}", all.len());
    let mut told = BTreeMap::new();
    for file in all {
        let text = fs::read_to_string(&file).unwrap();
        let errors =
            soon(&file, || observed::parse(&text, &allowed)).map(|_| format!("{file} is accepted")).unwrap_err();
        let lines = text.lines().count().max(1) as u64;
        assert!(errors.iter().all(|error| (1..=lines).contains(&error.line)), "{file}: {errors:?}");
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        told.insert(file, lines.join("\n"));
    }
    compare(&told);
}

#[test]
fn every_broken_guess_is_refused_with_its_message() {
    let all = files("tests/broken/guesses", ".toml");
    assert!(all.len() >= 10, "{}", all.len());
    let mut told = BTreeMap::new();
    for file in all {
        let text = fs::read_to_string(&file).unwrap();
        let problems =
            soon(&file, || guess::read(&file, &text, "history")).map(|_| format!("{file} is accepted")).unwrap_err();
        is_well_told(&file, &problems);
        told.insert(file, problems.to_string());
    }
    compare(&told);
}

/// Texts too long for a repository, each with a word of its message.
fn endless() -> Vec<(&'static str, String, &'static str)> {
    let mine = |rest: &str| format!("title = \"Broken\"\nextends = \"history.toml\"\n{rest}");
    let many = |n: usize, one: &dyn Fn(usize) -> String| (0..n).map(one).collect::<String>();
    let deadline = |i| {
        format!(
            "[policy.deadlines.d{i}]\nannounced = 2023-10-03\nenforced_from = 2023-11-01\nstatuses = \"por\"\ncredibility = 1\n"
        )
    };
    let order = |i| format!("[policy.court_orders.o{i}]\nfrom = 2023-10-03\nstatuses = \"por\"\ncompliance = 1\n");
    let entry = |i| format!("{{from={}-{:02}-{:02},value=1}},", 1900 + i / 336, i / 28 % 12 + 1, i % 28 + 1);
    vec![
        ("deep-lists", mine(&format!("levers = {}{}", "[".repeat(300_000), "]".repeat(300_000))), "recursion"),
        ("deep-tables", mine(&format!("policy = {}1{}", "{a=".repeat(100_000), "}".repeat(100_000))), "recursion"),
        ("deep-key", mine(&format!("{}a = 1\n", "a.".repeat(300_000))), ":3:1"),
        ("deep-header", mine(&format!("[policy{}]\n", ".a".repeat(300_000))), "nested too deeply"),
        ("long-key", mine(&format!("{} = 1\n", "q".repeat(1_000_000))), "unknown key"),
        ("long-value", mine(&format!("run.engine = \"{}\"\n", "z".repeat(1_000_000))), "lanes"),
        ("long-line", mine(&format!("levers = [{}]\n", "\"a\",".repeat(200_000))), "200,000 texts"),
        ("long-number", mine(&format!("behaviour.media_share = {}\n", "9".repeat(1_000_000))), "behaviour.media_share"),
        ("many-unknown-keys", mine(&many(100_000, &|i| format!("q{i} = 1\n"))), "at most 1000"),
        ("many-wrong-values", mine(&many(900, &|i| format!("season.weekday.w{i} = \"x\"\n"))), "problems more"),
        ("many-broken-lines", mine(&"= 1\n".repeat(30_000)), "problems more"),
        ("many-more-broken-lines", mine(&"=\n".repeat(500_000)), "mine.toml:3:1"),
        (
            "many-statuses",
            mine(&format!("names.statuses = [{}]", many(5_000, &|i| format!("\"s{i}\",")))),
            "5000 texts",
        ),
        (
            "many-of-all-names",
            {
                let list = |n| many(200, &|i| format!("\"{n}{i}\","));
                let names = ["statuses", "provinces", "crossings", "destinations"];
                let names: Vec<String> = names.iter().map(|name| format!("{name} = [{}]\n", list(name))).collect();
                mine(&format!("[names]\n{}", names.concat()))
            },
            "too large",
        ),
        ("many-deadlines", mine(&many(20_000, &deadline)), "20,000 keys"),
        ("many-court-orders", mine(&many(20_000, &order)), "20,000 keys"),
        (
            "many-claims",
            mine(&format!("[claims.\"population.por.people\"]\n{}", many(50_000, &|i| format!("c{i} = {i}\n")))),
            "at most 100",
        ),
        ("many-entries", mine(&format!("policy.moratorium = [{}]", many(80_000, &entry))), "at most 4000"),
        (
            "many-entries-that-overlap",
            mine(&format!("policy.moratorium = [{}]", "{ value = 1 },".repeat(4_000))),
            "problems more",
        ),
        (
            "many-thresholds",
            mine(&format!(
                "outcomes.thresholds = [{}]",
                "{outcome=\"queue\",at_least=1,by=2023-12-01},".repeat(50_000)
            )),
            "50,000 tables",
        ),
        (
            "many-parents",
            format!("title = \"Broken\"\nextends = [{}]", many(190, &|i| format!("\"p{i}.toml\","))),
            "more than 32 files",
        ),
        (
            "many-postponements",
            mine(&format!(
                "policy.deadlines.phase_1.postponed = [{}]",
                "{on=2023-10-20,to=2023-12-01},".repeat(50_000)
            )),
            "50,000 tables",
        ),
        ("five-megabytes", mine(&format!("# {}", "x".repeat(5 << 20))), "bytes"),
    ]
}

#[test]
fn what_has_no_end_is_refused_at_once() {
    for (name, text, expected) in endless() {
        let read = |path: &str| match path {
            "scenarios/mine.toml" => Ok(text.clone()),
            path => scenario::read_shipped(path),
        };
        let problems = soon(name, || scenario::load("scenarios/mine.toml", &[], &read))
            .map(|_| format!("{name} is accepted"))
            .unwrap_err();
        is_well_told(name, &problems);
        let told = soon(name, || problems.to_string());
        assert!(told.contains(expected), "{name} should be told `{expected}`, not\n{}", &told[..told.len().min(3_000)]);
    }
}

/// Files that extend one another, made as they are asked for.
#[test]
fn chains_and_trees_of_files_are_cut() {
    let chain = |path: &str| {
        let number: usize = path.rsplit('/').next().unwrap().trim_end_matches(".toml").parse().unwrap();
        Ok(format!("extends = \"{}.toml\"\n", number + 1))
    };
    let tree = |path: &str| {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".toml");
        Ok(format!("extends = [{}]\n", (0..9).map(|i| format!("\"{name}{i}.toml\",")).collect::<String>()))
    };
    // The same folder under ever longer names, as through a link to itself.
    let folders = |_: &str| Ok("extends = \"loop/mine.toml\"\n".to_owned());
    let set = |path: &str| match path {
        "1.toml" => Ok("title = \"Broken\"\nparameters = \"1.toml\"\n".to_owned()),
        _ => Err("there is no such file".to_owned()),
    };
    let cases: [(&str, scenario::ReadFile<'_>, &str); 4] = [
        ("chain", &chain, "more than 32 files"),
        ("tree", &tree, "more than 32 files"),
        ("folders", &folders, "more than 32 files"),
        ("set", &set, "is a scenario"),
    ];
    for (name, read, expected) in cases {
        let problems = soon(name, || scenario::load("1.toml", &[], read)).map(|_| "accepted").unwrap_err();
        is_well_told(name, &problems);
        assert!(problems.to_string().contains(expected), "{name}: {problems}");
    }
}

/// The command in a folder, with a gigabyte of memory and, as machines may be busy, a second of processor time.
fn crossings(folder: &Path, arguments: &[&str]) -> Output {
    let program = assert_cmd::cargo::cargo_bin!("crossings");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 1000000; ulimit -t 1; exec \"$0\" \"$@\""]).arg(program);
        shell
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE").output().expect("the program starts")
}

/// The command must refuse it with code 1 and in words.
fn refused(what: &str, folder: &Path, arguments: &[&str], expected: &str) {
    let output = crossings(folder, arguments);
    let told = String::from_utf8(output.stderr).expect("what is told is a text");
    assert_eq!(output.status.code(), Some(1), "{what}: {told}");
    assert!(output.stdout.is_empty() && !told.contains("panicked"), "{what}: {told}");
    assert!(told.contains(expected), "{what} should be told `{expected}`, not\n{}", &told[..told.len().min(3_000)]);
}

#[test]
fn the_command_tells_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in files("tests/broken", ".toml").into_iter().step_by(8) {
        let expected = fs::read_to_string(Path::new(&file).with_extension("txt")).unwrap();
        // A command knows more about a missing file, and says it.
        if !expected.contains("cannot read") {
            refused(&file, root, &["check", &file], expected.trim_end());
        }
    }
}

#[test]
fn the_command_refuses_what_has_no_end() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, expected) in endless() {
        fs::write(folder.path().join("mine.toml"), text).unwrap();
        refused(name, folder.path(), &["check", "mine.toml"], expected);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    let utf_16: Vec<u8> = "\u{feff}title = \"Broken\"\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &str); 6] = [
        (b"title = \"Broken\"\nquestion = \"caf\xe9\"\n", "not a text in UTF-8: line 2 has the byte 0xe9"),
        (&utf_16, "it is a text in UTF-16; save it as UTF-8"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0", "this is not TOML"),
        (b"\x89PNG\r\n\x1a\n", "line 1 has the byte 0x89"),
        (b"PK\x03\x04\x14\0\x08\0", "this is not TOML"),
        (b"title = \"\xed\xa0\x80\"\n", "line 1 has the byte 0xed"),
    ];
    for (bytes, expected) in cases {
        fs::write(folder.path().join("mine.toml"), bytes).unwrap();
        refused(expected, folder.path(), &["check", "mine.toml"], expected);
    }
    fs::write(folder.path().join("mine.toml"), "title = \"Broken\"\nextends = [\"history.toml\", \"parent.toml\"]\n")
        .unwrap();
    fs::write(folder.path().join("parent.toml"), b"# \xff\n").unwrap();
    refused("parent", folder.path(), &["check", "mine.toml"], "mine.toml:2:28");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let made = Command::new("mkfifo").arg(at("pipe.toml")).status().expect("mkfifo is there");
    assert!(made.success());
    symlink("/dev/zero", at("zero.toml")).unwrap();
    symlink("/dev/tty", at("terminal.toml")).unwrap();
    symlink("/proc/self/mem", at("memory.toml")).unwrap();
    symlink("round.toml", at("round.toml")).unwrap();
    symlink("nowhere.toml", at("dangling.toml")).unwrap();
    symlink(".", at("loop")).unwrap();
    symlink("/etc/passwd", at("passwords.toml")).unwrap();
    fs::create_dir(at("folder.toml")).unwrap();
    // A hundred megabytes, of which the disk holds none.
    fs::File::create(at("large.toml")).unwrap().set_len(100_000_000).unwrap();
    let cases = [
        ("pipe", "a device or a pipe, not a file"),
        ("zero", "a device or a pipe, not a file"),
        ("terminal", "cannot read"),
        ("memory", "cannot read"),
        ("round", "cannot read"),
        ("dangling", "there is no such file"),
        ("folder", "a folder, not a file"),
        ("large", "it has 100,000,000 bytes"),
        ("passwords", "this is not TOML"),
        ("loop/mine", "more than 32 files"),
    ];
    for (name, expected) in cases {
        fs::write(at("mine.toml"), format!("title = \"Broken\"\nextends = \"{name}.toml\"\n")).unwrap();
        refused(name, folder.path(), &["check", "mine.toml"], expected);
        if !matches!(name, "loop/mine" | "dangling") {
            // Named on the command line, as a parameter set, and as a guess.
            let file = format!("{name}.toml");
            refused(name, folder.path(), &["check", &file], expected);
            let set = format!("parameters={}", at(name).display());
            refused(name, folder.path(), &["check", "history", "--set", &set], expected);
            if name != "passwords" {
                refused(name, folder.path(), &["guess", "history", "--from", &file], "read");
            }
        }
    }
}
