//! Which files a scenario is made of, and how their values lie on top of one another.
//!
//! Every text is a layer of settings. Parents lie under their children; the parameter set lies where it was first
//! named, and a file that names another set puts the other one in the same place, so that whatever a scenario states
//! itself wins over any set; `--set` lies on top. Merging is by key: a later layer replaces a value, except that a
//! calendar with `append = true` is put on top of the inherited one, and that `all` takes the place of all names, and
//! that claims about a number take the place of all inherited ones.
//!
//! A scenario may come from anybody, so the files that it names are few, short and of the right kind: whatever does not
//! end in `.toml` (or `.csv` for draws) is not opened.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keys::Group;
use super::limits::{LONGEST_TEXT, MOST_FILES};
use super::problem::{Place, Problem, Text};
use super::read;
use super::sets::{self, Set};
use super::shipped::shipped;
use super::value::{Setting, Value};
use crate::units::grouped;

/// Hands over the text of a file, by its name.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// What a layer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A file that the scenario extends.
    Inherited,
    /// A parameter set.
    Set,
    /// The scenario file itself.
    Own,
    /// A `--set` argument.
    Argument,
}

impl Role {
    /// Stated for this scenario, not inherited.
    pub fn is_own(self) -> bool {
        matches!(self, Role::Own | Role::Argument)
    }
}

/// The settings of one text.
pub(super) struct Layer {
    pub role: Role,
    pub settings: Vec<Setting>,
}

/// All layers of a scenario, lowest first.
pub(super) struct Layers {
    pub layers: Vec<Layer>,
    /// Names of the files, in the order of reading, parents first.
    pub files: Vec<String>,
    pub set: Set,
    /// Could the parameter set be read?
    pub complete: bool,
}

/// The words of a scenario.
const CARD: [&str; 5] = ["title", "question", "levers", "surprise", "caveat"];

/// Merged settings by path.
pub(super) type Merged = BTreeMap<String, Setting>;

struct Loader<'r, 'p> {
    read: ReadFile<'r>,
    problems: &'p mut Vec<Problem>,
    layers: Vec<Layer>,
    files: Vec<String>,
    set: Set,
    set_at: Option<usize>,
    complete: bool,
    /// Files that were asked for, whether they could be read or not.
    asked: usize,
}

/// Reads a scenario file, everything that it extends, its parameter set, and the `--set` arguments.
pub(super) fn load(path: &str, overrides: &[String], read: ReadFile<'_>, problems: &mut Vec<Problem>) -> Layers {
    let mut loader = Loader {
        read,
        problems,
        layers: Vec::new(),
        files: Vec::new(),
        set: Set::default(),
        set_at: None,
        complete: true,
        asked: 0,
    };
    loader.scenario(&tidy(path), None, &mut Vec::new());
    for argument in overrides {
        loader.argument(argument, path);
    }
    Layers { layers: loader.layers, files: loader.files, set: loader.set, complete: loader.complete }
}

impl Loader<'_, '_> {
    fn text(&mut self, path: &str, named_at: Option<&Place>) -> Option<Arc<Text>> {
        self.asked += 1;
        let text = match (self.read)(path) {
            Ok(text) if text.len() > LONGEST_TEXT => Err(format!("it has {} bytes", grouped(text.len() as f64))),
            read => read,
        };
        let reason = match text {
            Ok(text) => {
                // Some editors put a mark before the text, which is no character of it.
                let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
                return Some(Arc::new(Text { name: path.to_owned(), text }));
            }
            Err(reason) => reason,
        };
        let message = format!("cannot read `{path}`: {reason}");
        self.problems.push(match named_at {
            Some(place) => Problem::error(place, Problem::UNREADABLE, message)
                .allowed("paths are relative to this file")
                .nearest(file_of(path), shipped().iter().map(|(name, _)| file_of(name))),
            None => Problem::file(path, message).key(Problem::UNREADABLE),
        });
        None
    }

    /// May a file that a file names be opened? If not, it is reported.
    fn is_named_well(&mut self, named: &str, ending: &str, place: &Place) -> bool {
        let error = |message| Problem::error(place, Problem::UNREADABLE, message);
        let problem = if !named.ends_with(ending) {
            let kind = if ending == ".csv" { "a table of draws" } else { "a scenario file" };
            let problem = error(format!("`{named}` is not the name of {kind}"));
            let with_ending = format!("{named}{ending}");
            let known = shipped().iter().map(|(name, _)| file_of(name)).find(|name| *name == file_of(&with_ending));
            let problem = problem.allowed(format!("its name ends in `{ending}`"));
            if known.is_some() { problem.help(format!("did you mean `{with_ending}`?")) } else { problem }
        } else if self.asked >= MOST_FILES {
            error(format!("the scenario is made of more than {MOST_FILES} files"))
                .allowed(format!("at most {MOST_FILES}"))
        } else {
            return true;
        };
        self.problems.push(problem);
        false
    }

    fn scenario(&mut self, path: &str, named_at: Option<&Place>, chain: &mut Vec<String>) {
        if let (Some(begin), Some(place)) = (chain.iter().position(|file| file == path), named_at) {
            let mut circle = chain[begin..].to_vec();
            circle.push(path.to_owned());
            let message = format!("files extend one another in a circle: {}", circle.join(" -> "));
            self.problems.push(Problem::error(place, Problem::UNREADABLE, message).allowed("remove this"));
            return;
        }
        if self.files.iter().any(|file| file == path) {
            return;
        }
        let Some(text) = self.text(path, named_at) else { return };
        let settings = read::read(text, self.problems);
        chain.push(path.to_owned());
        for (parent, place) in texts(&settings, "extends") {
            if self.is_named_well(&parent, ".toml", &place) {
                self.scenario(&beside(path, &parent), Some(&place), chain);
            } else if self.asked >= MOST_FILES {
                break;
            }
        }
        chain.pop();
        let role = if chain.is_empty() { Role::Own } else { Role::Inherited };
        self.layer(path, settings, role);
        self.files.push(path.to_owned());
    }

    /// A `--set` argument: `key=value`, read as a TOML text of one line.
    fn argument(&mut self, argument: &str, main: &str) {
        let mut text = Text { name: "--set".to_owned(), text: argument.to_owned() };
        // Shells take away quotes: `run.engine=cohort` means the word.
        if toml::de::DeTable::parse(argument).is_err()
            && let Some((key, value)) = argument.split_once('=')
        {
            let quoted = format!("{}={}", key, toml::Value::String(value.trim().to_owned()));
            if toml::de::DeTable::parse(&quoted).is_ok() {
                text.text = quoted;
            }
        }
        if !argument.contains('=') {
            let place = Place { span: 0..argument.len(), text: Arc::new(text) };
            let problem = Problem::error(&place, argument, format!("`--set {argument}` gives no value"));
            self.problems.push(problem.allowed("for example `--set policy.protection.por=1.0`"));
            return;
        }
        let settings = read::read(Arc::new(text), self.problems);
        for (_, place) in texts(&settings, "extends") {
            self.problems.push(Problem::error(&place, "extends", "`--set` cannot change what a file extends"));
        }
        self.layer(&tidy(main), settings, Role::Argument);
    }

    /// Puts a parameter set that the settings name in its place, and the other settings on top.
    fn layer(&mut self, path: &str, mut settings: Vec<Setting>, role: Role) {
        for (file, place) in texts(&settings, "parameters") {
            // `posterior/name` is the name of a set, and of its file but for the ending.
            let file = if file.ends_with(".toml") { file } else { file + ".toml" };
            let file = beside(path, &file);
            let before = self.problems.len();
            if self.is_named_well(&file, ".toml", &place)
                && let Some(text) = self.text(&file, Some(&place))
            {
                let set = read::read(text, self.problems);
                self.files.push(file.clone());
                if is_a_scenario(&set) {
                    let problem = Problem::error(&place, Problem::UNREADABLE, format!("`{file}` is a scenario"));
                    self.problems.push(problem.allowed("a parameter set has a table `[parameter_set]`"));
                    continue;
                }
                let draws = texts(&set, "parameter_set.draws").into_iter().next();
                let csv = draws
                    .filter(|(name, place)| self.is_named_well(name, ".csv", place))
                    .and_then(|(name, place)| self.text(&beside(&file, &name), Some(&place)));
                let (set, settings) = sets::read(&file, set, csv, self.problems);
                self.put_set(set, settings);
            }
            self.complete &= self.problems.len() == before;
        }
        if settings.iter().any(|setting| setting.path.starts_with("parameter_set.")) {
            let (inline, rest): (Vec<_>, Vec<_>) =
                settings.into_iter().partition(|setting| setting.path.starts_with("parameter_set."));
            settings = rest;
            let before = self.problems.len();
            let (set, numbers) = sets::read(path, inline, None, self.problems);
            self.put_set(set, numbers);
            self.complete &= self.problems.len() == before;
        }
        settings.retain(|setting| !matches!(setting.path.as_str(), "extends" | "parameters"));
        if role == Role::Inherited {
            // What a scenario is about is said by the scenario alone.
            settings.retain(|setting| !CARD.contains(&setting.path.as_str()));
        }
        self.layers.push(Layer { role, settings });
    }

    fn put_set(&mut self, set: Set, settings: Vec<Setting>) {
        let layer = Layer { role: Role::Set, settings };
        match self.set_at {
            Some(at) => self.layers[at] = layer,
            None => {
                self.set_at = Some(self.layers.len());
                self.layers.push(layer);
            }
        }
        self.set = set;
    }
}

/// Is what was named as a parameter set a scenario?
fn is_a_scenario(settings: &[Setting]) -> bool {
    let has = |beginning: &str| settings.iter().any(|setting| setting.path.starts_with(beginning));
    !has("parameter_set.") && (has("title") || has("extends"))
}

/// The last step of a path.
fn file_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The texts that a file gives at a key.
fn texts(settings: &[Setting], path: &str) -> Vec<(String, Place)> {
    match settings.iter().find(|setting| setting.path == path) {
        Some(Setting { value: Value::Texts(texts), .. }) => texts.clone(),
        Some(Setting { value: Value::Text(text), at, .. }) => vec![(text.clone(), at.clone())],
        _ => Vec::new(),
    }
}

/// A path named in a file, seen from where the file's own path is seen from.
fn beside(file: &str, named: &str) -> String {
    let absolute = named.starts_with('/') || named.as_bytes().get(1) == Some(&b':');
    match file.rfind(['/', '\\']) {
        Some(end) if !absolute => tidy(&format!("{}{named}", &file[..=end])),
        _ => tidy(named),
    }
}

/// The path without `.` and `a/..`, so that one file has one name.
fn tidy(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match (step, steps.last()) {
            (".", _) => {}
            ("..", Some(&last)) if !last.is_empty() && last != ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}

/// Merges the layers, lowest first.
pub(super) fn merge(layers: &[Layer]) -> Merged {
    merge_where(layers, |_, _| true)
}

/// Merges those settings of the layers that are wanted, lowest first.
pub(super) fn merge_where(layers: &[Layer], wanted: impl Fn(Role, &Setting) -> bool) -> Merged {
    let mut merged = Merged::new();
    for layer in layers {
        for setting in layer.settings.iter().filter(|setting| wanted(layer.role, setting)) {
            put(&mut merged, setting.clone());
        }
    }
    for group in ["policy.deadlines.", "policy.court_orders."] {
        let removed: Vec<String> = merged
            .values()
            .filter(|setting| setting.path.starts_with(group) && setting.value == Value::Flag(true))
            .filter_map(|setting| setting.path.strip_suffix("remove").map(str::to_owned))
            .collect();
        merged.retain(|path, _| !removed.iter().any(|prefix| path.starts_with(prefix.as_str())));
    }
    merged
}

fn put(merged: &mut Merged, setting: Setting) {
    if setting.names.last().is_some_and(|(group, name, _)| group.has_all() && name == "all")
        && let Some(prefix) = setting.path.strip_suffix("all")
    {
        merged.retain(|path, other| !(path.starts_with(prefix) && std::ptr::eq(other.key, setting.key)));
    }
    if let [(Group::Key, key, _), (Group::Claim, ..)] = setting.names.as_slice() {
        // Who speaks of a number anew speaks of another day: what was claimed in the files below no longer holds.
        merged.retain(|_, other| {
            let about = matches!(other.names.as_slice(), [(_, other, _), (Group::Claim, ..)] if other == key);
            !about || other.at.text.name == setting.at.text.name
        });
    }
    if let Value::Calendar(calendar) = &setting.value
        && calendar.append
        && let Some(Setting { value: Value::Calendar(inherited), .. }) = merged.get(&setting.path)
    {
        let mut sum = inherited.clone();
        sum.append(calendar.clone());
        let mut setting = setting;
        setting.value = Value::Calendar(sum);
        merged.insert(setting.path.clone(), setting);
        return;
    }
    merged.insert(setting.path.clone(), setting);
}
