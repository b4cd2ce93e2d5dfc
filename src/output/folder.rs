//! The folder of a run: written beside, then renamed into place, so that there is never half a run under its name.
//!
//! Until the end everything is in a hidden folder `.NAME.unfinished` next to the one asked for. It is made before the work
//! starts, so that a missing permission shows at once and not after hours. In it are
//!
//! - `lock`, held by the process that works here: two processes never write the same folder, and the system lets go of it
//!   when a process dies, however it dies;
//! - `run.log`, the [`Log`] of what is done so far: with a checkpoint in it the folder outlives the process, and the work
//!   can go on (`crossings resume`);
//! - `runs.csv`, if a row of every run is wanted: it grows while the work goes on ([`super::Grown`]);
//! - `files`, the result in the making. At the end `manifest.json` is written into it, every file is flushed to the disk, and
//!   the folder gets its name. A folder with a manifest that says `"complete": true` or `"complete": "interrupted"` is
//!   therefore whole.
//!
//! A finished run is replaced only by force or by more runs of the same, and only after the new one is whole: the old folder
//! steps aside to `.NAME.replaced-PID` and is deleted (with whatever else was put into it) when the new one stands. Between
//! the two renames the name is free for an instant; a program that is killed there leaves both runs whole under hidden names,
//! and the next to work here puts the old one back. A folder with anything else in it is never touched.

mod file;
mod growing;

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::claim::{Claim, is_complete};
use super::error::OutputError;
use super::identity::digest;
use super::lock::Lock;
use super::log::{Header, Log, Read};

/// The file that says that a folder is whole.
pub(super) const MANIFEST: &str = "manifest.json";

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRecord {
    /// Path in the folder, with forward slashes.
    pub path: String,
    /// One sentence for the data package.
    pub meaning: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
}

/// The folder of a run in the making. Dropped unfinished, it leaves nothing behind but a log with something in it.
#[derive(Debug)]
pub struct RunFolder {
    target: PathBuf,
    work: PathBuf,
    partial: PathBuf,
    force: bool,
    files: Vec<FileRecord>,
    /// Is the file that grows one of them?
    grown: bool,
    keep: bool,
    /// Held as long as this lives.
    _lock: Lock,
}

/// The log of work in progress in its hidden folder.
const LOG: &str = "run.log";

impl RunFolder {
    /// Checks that what stands at `folder` may be replaced, and makes nothing.
    ///
    /// # Errors
    /// If `folder` holds a finished run and `force` is not set; if it holds anything else, or is a file.
    pub fn check(folder: &Path, force: bool) -> Result<(), OutputError> {
        accept(&resolved(folder)?, force).map(drop)
    }

    /// Checks that the run can be written to `folder` and makes the hidden folder beside it (and its parents).
    ///
    /// # Errors
    /// If `folder` holds a finished run and `force` is not set; if it holds anything else, or is a file; if another process
    /// works on it; if the system refuses.
    pub fn prepare(folder: &Path, force: bool) -> Result<Self, OutputError> {
        let target = resolved(folder)?;
        let (parent, name) = parent_and_name(&target)?;
        // Nothing is made where nothing can be written in the end.
        let standing = accept(&target, force);
        let work = parent.join(hidden_name(&name));
        if !work.is_dir() {
            standing?;
        }
        fs::create_dir_all(&work).map_err(OutputError::system("make the folder", &work))?;
        let lock = Lock::take(&work, &target)?;
        put_back(&parent, &name, &target);
        let partial = work.join("files");
        let (files, grown, keep) = (Vec::new(), false, false);
        let folder = RunFolder { target, work, partial, force, files, grown, keep, _lock: lock };
        accept(&folder.target, force)?;
        folder.clear()?;
        Ok(folder)
    }

    /// An empty folder for the files.
    fn clear(&self) -> Result<(), OutputError> {
        self.put_grown_back();
        match fs::remove_dir_all(&self.partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir(&self.partial),
        }
        .map_err(OutputError::system("make the folder", &self.partial))
    }

    /// Begins a log of this work, in place of any other.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn begin_log(&self, header: &Header) -> Result<Log, OutputError> {
        Log::create(&self.work.join(LOG), header)
    }

    /// Begins a log with what another one has left.
    ///
    /// # Errors
    /// If the system refuses; then any other is as it was.
    pub fn go_on_log(&self, header: &Header, checkpoint: &[u8]) -> Result<Log, OutputError> {
        Log::create_with(&self.work.join(LOG), header, checkpoint)
    }

    /// The log that another process left, if there is one.
    ///
    /// # Errors
    /// If the system refuses or nothing can be made of it.
    pub fn left_log(&self) -> Result<Option<(Log, Read)>, OutputError> {
        let path = self.work.join(LOG);
        path.exists().then(|| Log::open(&path)).transpose()
    }

    /// Writes a file; `name` may have folders, with forward slashes.
    ///
    /// # Errors
    /// If the system refuses.
    ///
    /// # Panics
    /// If `name` leads out of the folder: names are ours, not the user's.
    pub fn write(&mut self, name: &str, meaning: &str, content: &[u8]) -> Result<(), OutputError> {
        assert!(Path::new(name).components().all(|part| matches!(part, Component::Normal(_))), "`{name}` leads out");
        let path = self.partial.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(OutputError::system("make the folder", parent))?;
        }
        let (written, sha256) = rayon::join(|| fs::write(&path, content), || digest(content));
        written.map_err(OutputError::system("write", &path))?;
        let bytes = content.len() as u64;
        self.files.push(FileRecord { path: name.to_owned(), meaning: meaning.to_owned(), bytes, sha256 });
        Ok(())
    }

    /// Where the files will be.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// What is to be done when the process must end at once: the same as when this is dropped.
    pub fn leaver(&self) -> impl Fn() + Send + 'static {
        let (work, target) = (self.work.clone(), self.target.clone());
        move || leave(&work, &target)
    }

    /// What was written so far, in that order.
    pub fn files(&self) -> &[FileRecord] {
        &self.files
    }

    /// Writes the manifest, flushes everything to the disk and gives the folder its name, which is returned.
    ///
    /// # Errors
    /// If the system refuses. If only the last step fails, the run is kept under its hidden name, which the error
    /// tells: work that is done is not thrown away.
    pub fn finish(mut self, manifest: &[u8]) -> Result<PathBuf, OutputError> {
        self.write(MANIFEST, "What was run, where and how long; says that the folder is whole.", manifest)?;
        self.move_grown()?;
        flush_to_disk(&self.partial)?;
        self.move_into_place().map_err(|because| {
            self.keep = true;
            let kept = self.set_aside().unwrap_or_else(|_| self.partial.clone());
            OutputError::Kept { path: self.target.clone(), kept, because: Box::new(because) }
        })?;
        // All is written; a log that cannot be deleted is no error, and is known as done with when it is found.
        let _ = fs::remove_dir_all(&self.work);
        self.keep = true;
        Ok(self.target.clone())
    }

    /// Gives the whole result a hidden name of its own, because it cannot have the one that it was made for.
    fn set_aside(&self) -> Result<PathBuf, OutputError> {
        let (parent, name) = parent_and_name(&self.target)?;
        let aside = make_beside(&parent, &format!(".{name}.kept-{}", std::process::id()))?.join(name);
        fs::rename(&self.partial, &aside).map_err(OutputError::system("write", &aside))?;
        Ok(aside)
    }

    fn move_into_place(&self) -> Result<(), OutputError> {
        let name_it = || fs::rename(&self.partial, &self.target).map_err(OutputError::system("write", &self.target));
        let (parent, name) = parent_and_name(&self.target)?;
        // Asked again: somebody may have written here while the runs were made.
        match accept(&self.target, self.force)? {
            Standing::Absent => name_it()?,
            Standing::Empty => {
                fs::remove_dir(&self.target).map_err(OutputError::system("replace", &self.target))?;
                name_it()?;
            }
            Standing::FinishedRun => {
                let aside = make_beside(&parent, &format!(".{name}.replaced-{}", std::process::id()))?;
                let old = aside.join(&name);
                fs::rename(&self.target, &old).map_err(OutputError::system("replace", &self.target))?;
                if let Err(error) = name_it() {
                    // Put it back; the first error is the one to report.
                    let _ = fs::rename(&old, &self.target);
                    let _ = fs::remove_dir(&aside);
                    return Err(error);
                }
                // The new run stands; what cannot be deleted of the old one says by its name what it is.
                let _ = fs::remove_dir_all(&aside);
            }
        }
        flush_folder(&parent);
        Ok(())
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        if self.keep {
            return;
        }
        self.put_grown_back();
        // An error here has nobody to go to, and the name says what the leftover is.
        let _ = fs::remove_dir_all(&self.partial);
        leave(&self.work, &self.target);
    }
}

/// Leaves a hidden folder: without a checkpoint in it, or one of the command's own beside it, it goes.
fn leave(work: &Path, target: &Path) {
    let beside = parent_and_name(target).is_ok_and(|(parent, name)| {
        let state = format!(".{name}.checkpoint-0.json");
        parent.join(state).exists()
    });
    if !beside && !is_worth_keeping(&work.join(LOG)) {
        let _ = fs::remove_dir_all(work);
    }
}

/// Is there a checkpoint in a log?
fn is_worth_keeping(log: &Path) -> bool {
    fs::read(log).is_ok_and(|bytes| super::log::read(&bytes).is_ok_and(|read| !read.checkpoints.is_empty()))
}

/// The hidden folder of work on a folder.
fn hidden_name(name: &str) -> String {
    format!(".{name}.unfinished")
}

/// The log of unfinished work on a folder, if there is any; nobody need be working on it.
///
/// # Errors
/// If the path names no folder, the system refuses, or nothing can be made of the log.
pub fn unfinished(folder: &Path) -> Result<Option<Read>, OutputError> {
    let target = resolved(folder)?;
    let (parent, name) = parent_and_name(&target)?;
    let path = parent.join(hidden_name(&name)).join(LOG);
    path.exists().then(|| Log::open(&path).map(|(_, read)| read)).transpose()
}

/// Puts a finished run back that stepped aside for one that never came.
fn put_back(parent: &Path, name: &str, target: &Path) {
    if target.exists() {
        return;
    }
    let Ok(entries) = fs::read_dir(parent) else { return };
    let before = format!(".{name}.replaced-");
    for aside in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(&before)) {
        let old = aside.path().join(name);
        if is_complete(&old) && fs::rename(&old, target).is_ok() {
            let _ = fs::remove_dir(aside.path());
            return;
        }
    }
}

/// What stands at a path where a run may go.
enum Standing {
    Absent,
    Empty,
    FinishedRun,
}

/// What stands there, if a run may take its place.
fn accept(target: &Path, force: bool) -> Result<Standing, OutputError> {
    let path = || target.to_owned();
    if fs::symlink_metadata(target).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(Standing::Absent);
    }
    if !target.is_dir() {
        return Err(OutputError::NotAFolder { path: path() });
    }
    let mut entries = fs::read_dir(target).map_err(OutputError::system("read", target))?;
    if entries.next().is_none() {
        return Ok(Standing::Empty);
    }
    let Ok(claim) = Claim::of(target) else { return Err(OutputError::Foreign { path: path() }) };
    if !force {
        return Err(OutputError::Exists { path: path() });
    }
    let strangers = strangers(target, &claim)?;
    if strangers.is_empty() {
        Ok(Standing::FinishedRun)
    } else {
        Err(OutputError::Strangers { path: path(), strangers })
    }
}

/// Strangers that are named; of more it is said that there are some.
const MOST_NAMED: usize = 5;

/// What lies in the folder of a finished run and does not belong to it. What file managers leave does not count.
fn strangers(target: &Path, claim: &Claim) -> Result<Vec<String>, OutputError> {
    let ours = |path: &Path| claim.files.iter().any(|file| Path::new(&file.path).starts_with(path));
    let is_ours = |path: &Path| path == Path::new(MANIFEST) || ours(path);
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(folder) = folders.pop() {
        let here = target.join(&folder);
        for entry in fs::read_dir(&here).map_err(OutputError::system("read", &here))? {
            let entry = entry.map_err(OutputError::system("read", &here))?;
            let path = folder.join(entry.file_name());
            let left_by_managers = [".DS_Store", "Thumbs.db", "desktop.ini"].iter().any(|name| path.ends_with(name));
            if !is_ours(&path) && !left_by_managers {
                found.push(format!("`{}`", path.display()));
            } else if entry.path().is_dir() {
                folders.push(path);
            }
        }
    }
    found.sort();
    if found.len() > MOST_NAMED {
        found.truncate(MOST_NAMED);
        found.push("…".to_owned());
    }
    Ok(found)
}

/// The path with links followed, so that a run goes where a link leads and the link stays.
fn resolved(folder: &Path) -> Result<PathBuf, OutputError> {
    if folder.file_name().is_none() {
        return Err(OutputError::Unnamed { path: folder.to_owned() });
    }
    match fs::canonicalize(folder) {
        Ok(path) => Ok(path),
        Err(_) => std::path::absolute(folder).map_err(OutputError::system("find", folder)),
    }
}

fn parent_and_name(target: &Path) -> Result<(PathBuf, String), OutputError> {
    match (target.parent(), target.file_name()) {
        (Some(parent), Some(name)) => Ok((parent.to_owned(), name.to_string_lossy().into_owned())),
        _ => Err(OutputError::Unnamed { path: target.to_owned() }),
    }
}

/// A new folder with this name, or with a number behind it if a program that was killed left one.
fn make_beside(parent: &Path, name: &str) -> Result<PathBuf, OutputError> {
    let (mut path, mut number) = (parent.join(name), 1);
    loop {
        match fs::create_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                number += 1;
                path = parent.join(format!("{name}-{number}"));
            }
            Err(error) => return Err(OutputError::system("make the folder", &path)(error)),
            Ok(()) => return Ok(path),
        }
    }
}

/// Flushes all files and folders below a folder, and itself. Several at a time: the disk gathers what comes together.
fn flush_to_disk(folder: &Path) -> Result<(), OutputError> {
    let entries: Vec<_> = fs::read_dir(folder).map_err(OutputError::system("read", folder))?.collect();
    entries.into_par_iter().try_for_each(|entry| {
        let path = entry.map_err(OutputError::system("read", folder))?.path();
        if path.is_dir() {
            return flush_to_disk(&path);
        }
        // Opened for writing, because Windows flushes nothing else.
        let file = File::options().write(true).open(&path).map_err(OutputError::system("write", &path))?;
        file.sync_all().map_err(OutputError::system("write", &path))
    })?;
    flush_folder(folder);
    Ok(())
}

/// Flushes the list of names of a folder, where the system can: Windows cannot and need not, and some network disks
/// refuse although the files are safe.
pub(super) fn flush_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|open| open.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = br#"{"program": "crossings", "complete": true,
        "files": [{"path": "figures/a.svg", "bytes": 1, "sha256": "00"}]}"#;

    fn run(folder: &Path, force: bool, content: &str) -> Result<PathBuf, OutputError> {
        let mut run = RunFolder::prepare(folder, force)?;
        run.write("figures/a.svg", "A figure.", content.as_bytes())?;
        run.finish(WHOLE)
    }

    /// All files and folders below, sorted.
    fn listing(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_run_appears_whole_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("deep/history");
        let mut run = RunFolder::prepare(&target, false).unwrap();
        run.write("daily.csv", "Days.", b"abc").unwrap();
        let hidden = listing(&place.path().join("deep"));
        assert_eq!(hidden, [".history.unfinished"]);
        assert_eq!(run.files()[0].bytes, 3);
        // The published SHA-256 of "abc" (FIPS 180-4).
        assert_eq!(run.files()[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        run.finish(WHOLE).unwrap();
        assert_eq!(listing(&place.path().join("deep")), ["history"]);
        assert_eq!(listing(&target), ["daily.csv", "manifest.json"]);
        assert!(is_complete(&target));
    }

    #[test]
    fn an_abandoned_run_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let mut run = RunFolder::prepare(&place.path().join("a"), false).unwrap();
        run.write("daily.csv", "Days.", b"x").unwrap();
        drop(run);
        assert!(listing(place.path()).is_empty());
    }

    #[test]
    fn a_finished_run_is_replaced_only_by_force_and_only_by_a_whole_one() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("a");
        run(&target, false, "old").unwrap();
        let error = run(&target, false, "new").unwrap_err().to_string();
        assert!(error.ends_with("add --force to replace it, or choose another folder with -o"), "{error}");
        drop(RunFolder::prepare(&target, true).unwrap());
        assert_eq!(fs::read_to_string(target.join("figures/a.svg")).unwrap(), "old");
        run(&target, true, "new").unwrap();
        assert_eq!(fs::read_to_string(target.join("figures/a.svg")).unwrap(), "new");
        assert_eq!(listing(place.path()), ["a"]);
    }

    #[test]
    fn what_is_not_ours_is_left_alone_even_by_force() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("letter.txt"), "dear").unwrap();
        for manifest in [&b"{}"[..], br#"{"program": "crossings"}"#, br#"{"complete": true}"#, b"not json"] {
            fs::write(place.path().join(MANIFEST), manifest).unwrap();
            let error = RunFolder::prepare(place.path(), true).unwrap_err();
            assert!(matches!(error, OutputError::Foreign { .. }), "{error}");
        }
        let error = RunFolder::prepare(&place.path().join("letter.txt"), true).unwrap_err();
        assert!(matches!(error, OutputError::NotAFolder { .. }), "{error}");
        let error = RunFolder::prepare(&place.path().join("letter.txt/run"), true).unwrap_err();
        assert!(error.to_string().contains("letter.txt"), "{error}");
        let error = RunFolder::prepare(Path::new(".."), true).unwrap_err();
        assert!(matches!(error, OutputError::Unnamed { .. }), "{error}");
        assert_eq!(listing(place.path()), ["letter.txt", "manifest.json"]);
    }

    #[test]
    fn files_that_somebody_put_beside_a_finished_run_are_not_lost() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("a");
        run(&target, false, "old").unwrap();
        for file in ["notes.txt", "figures/mine.svg", "analysis/a.py"] {
            let file = target.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, "precious").unwrap();
        }
        fs::write(target.join(".DS_Store"), "of no use").unwrap();
        let error = run(&target, true, "new").unwrap_err().to_string();
        assert!(error.contains("(`analysis`, `figures/mine.svg`, `notes.txt`)"), "{error}");
        assert_eq!(fs::read_to_string(target.join("figures/a.svg")).unwrap(), "old");
        fs::remove_file(target.join("notes.txt")).unwrap();
        fs::remove_file(target.join("figures/mine.svg")).unwrap();
        fs::remove_dir_all(target.join("analysis")).unwrap();
        run(&target, true, "new").unwrap();
        assert_eq!(fs::read_to_string(target.join("figures/a.svg")).unwrap(), "new");
    }

    #[test]
    fn an_empty_folder_and_an_interrupted_run_may_be_filled() {
        let place = tempfile::tempdir().unwrap();
        run(place.path().join("a").as_path(), false, "x").unwrap();
        fs::create_dir(place.path().join("b")).unwrap();
        run(&place.path().join("b"), false, "x").unwrap();
        let interrupted = String::from_utf8(WHOLE.to_vec()).unwrap().replace("true", "\"interrupted\"");
        fs::write(place.path().join("b").join(MANIFEST), interrupted).unwrap();
        assert!(is_complete(&place.path().join("b")));
        run(&place.path().join("b"), true, "y").unwrap();
    }

    #[test]
    fn work_is_kept_when_somebody_takes_the_name_meanwhile() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("a");
        let mut slow = RunFolder::prepare(&target, false).unwrap();
        slow.write("daily.csv", "Days.", b"slow").unwrap();
        run(&place.path().join("b"), false, "quick").unwrap();
        fs::rename(place.path().join("b"), &target).unwrap();
        let OutputError::Kept { kept, because, .. } = slow.finish(WHOLE).unwrap_err() else { panic!("kept") };
        assert!(matches!(*because, OutputError::Exists { .. }));
        assert!(is_complete(&kept));
        assert_eq!(fs::read_to_string(target.join("figures/a.svg")).unwrap(), "quick");
        // Whoever works here next lets it be.
        run(&target, true, "next").unwrap();
        let kept = format!(".a.kept-{}", std::process::id());
        assert_eq!(listing(place.path()), [kept.as_str(), "a"]);
        assert_eq!(fs::read_to_string(place.path().join(kept).join("a/daily.csv")).unwrap(), "slow");
    }

    #[test]
    fn two_never_work_on_the_same_folder() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("a");
        let first = RunFolder::prepare(&target, false).unwrap();
        let error = RunFolder::prepare(&target, true).unwrap_err().to_string();
        let pid = std::process::id().to_string();
        assert!(error.contains("is being worked on by another process") && error.contains(&pid), "{error}");
        drop(first);
        run(&target, false, "x").unwrap();
    }

    #[test]
    fn a_leftover_of_a_killed_program_is_no_obstacle() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir_all(place.path().join(".a.unfinished/files/figures")).unwrap();
        fs::write(place.path().join(".a.unfinished/files/daily.csv"), "half").unwrap();
        fs::write(place.path().join(".a.unfinished/lock"), "1").unwrap();
        run(&place.path().join("a"), false, "x").unwrap();
        assert_eq!(listing(place.path()), ["a"]);
        assert_eq!(listing(&place.path().join("a")), ["figures", "manifest.json"]);
    }

    /// Between the two renames.
    #[test]
    fn a_run_that_stepped_aside_for_one_that_never_came_is_put_back() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("a");
        run(&target, false, "old").unwrap();
        fs::create_dir(place.path().join(".a.replaced-7")).unwrap();
        fs::rename(&target, place.path().join(".a.replaced-7/a")).unwrap();
        assert!(matches!(RunFolder::prepare(&target, false), Err(OutputError::Exists { .. })));
        assert_eq!(listing(place.path()), ["a"]);
    }

    #[test]
    fn a_log_with_something_in_it_outlives_the_process() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("a");
        let header = Header {
            version: "0.1.0".into(),
            words: Vec::new(),
            directory: "/".into(),
            started: "2026-01-31T12:00:00Z".into(),
            asked: None,
        };
        let folder = RunFolder::prepare(&target, false).unwrap();
        let _ = folder.begin_log(&header).unwrap();
        drop(folder);
        assert!(listing(place.path()).is_empty(), "nothing was done yet");
        let folder = RunFolder::prepare(&target, false).unwrap();
        folder.begin_log(&header).unwrap().append(|writer| writer.bytes.extend(b"done")).unwrap();
        drop(folder);
        assert_eq!(unfinished(&target).unwrap().unwrap().checkpoints, [b"done".to_vec()]);
        let folder = RunFolder::prepare(&target, false).unwrap();
        assert_eq!(folder.left_log().unwrap().unwrap().1.header, header);
        folder.finish(WHOLE).unwrap();
        assert_eq!(listing(place.path()), ["a"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_run_goes_where_a_link_leads() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(place.path().join("elsewhere"), place.path().join("a")).unwrap();
        run(&place.path().join("a"), false, "x").unwrap();
        assert!(is_complete(&place.path().join("elsewhere")));
        assert!(fs::symlink_metadata(place.path().join("a")).unwrap().is_symlink());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_that_fills_up_is_reported_and_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let mut run = RunFolder::prepare(&place.path().join("a"), false).unwrap();
        // Everything that goes here fails as on a full disk, but only when the buffer is emptied.
        std::os::unix::fs::symlink("/dev/full", run.partial.join("daily.csv")).unwrap();
        let error = run.write("daily.csv", "Days.", b"small enough to stay in a buffer").unwrap_err();
        assert!(error.to_string().ends_with("daily.csv`: the disk is full"), "{error}");
        drop(run);
        assert!(listing(place.path()).is_empty(), "{:?}", listing(place.path()));
    }

    #[test]
    fn the_reasons_of_the_system_are_told_in_words() {
        let error = OutputError::system("write", Path::new("out/daily.csv"))(io::ErrorKind::StorageFull.into());
        assert_eq!(error.to_string(), "cannot write `out/daily.csv`: the disk is full");
        let error = OutputError::system("make the folder", Path::new("out"))(io::ErrorKind::PermissionDenied.into());
        assert_eq!(error.to_string(), "cannot make the folder `out`: permission is missing");
    }
}
