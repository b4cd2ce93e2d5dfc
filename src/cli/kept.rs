//! Work that is never lost: checkpoints while runs are made, and going on from what an earlier process left.
//!
//! A command whose runs can be continued opens its folder with [`CommonArguments::open`], begins with [`Kept::begin`] (or
//! [`Kept::begin_jobs`]), has what is done written down while runs are made, and ends with [`Kept::leave`]. Where the runs come
//! from makes no difference to what comes out:
//!
//! - from the log of a process that was killed, if it is about the same work;
//! - from a finished or interrupted folder with fewer runs of the same work (its `state.bin`);
//! - from nowhere.
//!
//! Checkpoints are as far apart as keeps their cost below [`SHARE`] of the time, and [`LEAST`] seconds at least.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::checkpoint::{self, Unpacked, joined, unpacked};
use super::common::{CommonArguments, quoted, wrong};
use super::rows::{Places, Rows};
use super::shard::{self, ShardArguments};
use super::{Ending, progress, tell};
use crate::ensemble::{self, Keep, Pairs, Request};
use crate::outcome::RunSummary;
use crate::output::{
    Asked, Claim, Extent, Header, Log, OutputError, RUNS_MEANING, Read, RunFolder, STATE, is_complete, log_of, read_log,
};
use crate::packed::{Damaged, Writer};
use crate::study::each::Made;
use crate::units::grouped;

/// Most of the time that checkpoints may take.
const SHARE: f64 = 0.01;

/// Seconds between checkpoints at least: less than that is quickly done again.
const LEAST: f64 = 5.0;

/// What [`STATE`] is, for the data dictionary.
const STATE_MEANING: &str = "Everything that is needed to make more runs of the same, for this program only; delete it and nothing else is lost.";

/// The words of the command that is worked on, where they are not those that were typed: those that `resume` has found.
static FOUND_WORDS: OnceLock<Vec<String>> = OnceLock::new();

/// From now on the work is that of another command.
pub(super) fn work_on(words: Vec<String>) {
    let _ = FOUND_WORDS.set(words);
}

/// The words of the command that is worked on, without the name of the program.
pub(super) fn words() -> Vec<String> {
    let typed = || std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    FOUND_WORDS.get().cloned().unwrap_or_else(typed)
}

/// The folder in which it was typed.
pub(super) fn directory() -> String {
    std::env::current_dir().map_or(String::new(), |folder| folder.display().to_string())
}

/// The header of a log of this work.
fn header(asked: Option<Asked>) -> Header {
    Header {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        words: words(),
        directory: directory(),
        started: jiff::Timestamp::now().to_string(),
        asked,
    }
}

/// What an earlier process has left of the work, and where more is written down.
pub(super) struct Kept {
    log: Option<Log>,
    asked: Asked,
    /// Checkpoints that may be gone on from, the best first, each with where it is.
    found: Vec<(String, Vec<u8>)>,
    /// Files that hold all runs together.
    shards: Vec<PathBuf>,
    notes: Vec<f64>,
    /// Where rows of the runs may be, if a row of every run is wanted.
    places: Option<Places>,
    rows: Option<Rows>,
    /// How far the rows reached when they were flushed last.
    extent: Option<Extent>,
    /// Could rows not be written? Then the work has ended.
    failed: bool,
    /// Bytes of a state of the ensemble, at most, about.
    room: usize,
    /// When the last checkpoint was done.
    last: Instant,
    /// What it cost.
    cost: Duration,
    /// Seconds between checkpoints, if they were asked for.
    asked_seconds: Option<f64>,
    warned: bool,
    /// What was written down last of the jobs of a study, and the first that was not made.
    jobs: Option<(u64, Vec<u8>)>,
}

impl CommonArguments {
    /// Prepares the folder of work that cannot be continued from a checkpoint of its own, and listens for Ctrl-C.
    pub fn folder(&self, name: &str) -> Result<RunFolder, Ending> {
        let place = self.place(name);
        let force = self.force || self.resumed && is_interrupted(&place);
        let folder = RunFolder::prepare(&place, force).map_err(wrong)?;
        let header = header(None);
        if !self.anew() {
            match folder.left_log().map_err(wrong)? {
                Some((_, read)) if !read.checkpoints.is_empty() => return Err(self.other_work(&place, &read, &header)),
                _ => {}
            }
        }
        folder.begin_log(&header).map_err(wrong)?;
        progress::listen(&folder);
        Ok(folder)
    }

    /// Prepares the folder of work that may have been begun before, and listens for Ctrl-C.
    pub fn open(&self, name: &str, mut asked: Asked, shard: &ShardArguments) -> Result<(RunFolder, Kept), Ending> {
        asked.part = if self.shards.is_empty() { shard.part().map_err(wrong)? } else { None };
        let place = match asked.part {
            Some(part) => self.place(&format!("{name}-shards")).join(shard::file_name(part)),
            None => self.place(name),
        };
        let earlier = if self.anew() { None } else { finished_part(&place, &asked) };
        let folder = match asked.part {
            Some(_) => shard::prepare(&place, &header(Some(asked.clone())), self.force)?,
            None => RunFolder::prepare(&place, self.force || earlier.is_some()).map_err(wrong)?,
        };
        let header = header(Some(asked.clone()));
        let mut found = Vec::new();
        let left = if self.anew() { None } else { folder.left_log().map_err(wrong)? };
        if let Some((log, read)) = left.filter(|(_, read)| !read.checkpoints.is_empty()) {
            if !read.header.differences(&header).is_empty() {
                return Err(self.other_work(&place, &read, &header));
            }
            let path = log.path().display().to_string();
            read.damage.iter().for_each(|damage| tell(&format!("warning: {path}: {damage}")));
            if read.torn > 0 {
                tell(&format!("{path}: the checkpoint that was being written ({} bytes) is dropped", read.torn));
            }
            found.extend(read.checkpoints.into_iter().map(|checkpoint| (path.clone(), checkpoint)));
        }
        let own = !found.is_empty();
        found.extend(earlier.map(|checkpoint| (place.join(STATE).display().to_string(), checkpoint)));
        let log = match found.first().filter(|_| own) {
            Some((_, checkpoint)) => folder.go_on_log(&header, checkpoint),
            None => folder.begin_log(&header),
        };
        let log = Some(log.map_err(wrong)?);
        progress::listen(&folder);
        let (last, cost, asked_seconds) = (Instant::now(), Duration::ZERO, self.checkpoint_seconds);
        let places = asked.every_run.then(|| Places::of(&folder, asked.part.is_some()));
        let kept = Kept {
            log,
            asked,
            found,
            shards: self.shards.clone(),
            notes: Vec::new(),
            places,
            rows: None,
            extent: None,
            failed: false,
            room: 0,
            last,
            cost,
            asked_seconds,
            warned: false,
            jobs: None,
        };
        Ok((folder, kept))
    }

    /// Must what is there be thrown away?
    fn anew(&self) -> bool {
        self.force && !self.resumed
    }

    /// Says that there is unfinished work of something else.
    fn other_work(&self, place: &Path, read: &Read, now: &Header) -> Ending {
        let mut lines = vec![format!("`{}` has unfinished work of something else:", place.display())];
        lines.extend(read.header.differences(now).iter().map(|difference| format!("  {difference}")));
        lines.push(match self.resumed {
            true => {
                "help: put it back as it was, or throw the work away with the command itself and --force".to_owned()
            }
            false => format!(
                "help: `crossings resume {}` finishes it; --force throws it away; or choose another folder with -o",
                quoted(&place.display().to_string())
            ),
        });
        wrong(lines.join("\n"))
    }
}

/// The state in a folder with fewer runs of the same work: finished, or interrupted.
fn finished_part(place: &Path, asked: &Asked) -> Option<Vec<u8>> {
    if !is_complete(place) {
        return None;
    }
    let read = read_log(&std::fs::read(place.join(STATE)).ok()?).ok()?;
    let header = Header { asked: Some(asked.digested()), ..header(None) };
    let made = read.header.asked.as_ref()?.end_run;
    let more = made < asked.end_run && (asked.conditions.is_empty() || is_interrupted(place));
    (more && read.header.differences(&header).is_empty()).then(|| read.checkpoints.into_iter().next()).flatten()
}

/// Does the folder hold an interrupted result?
pub(super) fn is_interrupted(place: &Path) -> bool {
    Claim::of(place).is_ok_and(|claim| claim.is_interrupted())
}

impl Kept {
    /// The shard, counted from 1, and of how many, if the work is not the whole.
    pub fn part(&self) -> Option<(u64, u64)> {
        self.asked.part
    }

    /// Which runs are wanted.
    pub fn runs(&self) -> Range<u64> {
        let all = self.asked.first_run..self.asked.end_run;
        self.part().map_or(all.clone(), |(number, of)| ensemble::part(&all, number - 1, of))
    }

    /// What an earlier process has made, or nothing yet. All problems have been told.
    pub fn begin(&mut self, requests: &[Request]) -> Result<Pairs, Ending> {
        self.room = usize::try_from(ensemble::state(requests)).unwrap_or(0);
        let places = self.places.take();
        if !self.shards.is_empty() {
            self.rows = places.map(|places| Rows::begin(&places, requests)).transpose().map_err(failed)?;
            return joined(requests, &self.shards, self.rows.as_mut());
        }
        let Range { start, end } = self.runs();
        let found = self.best(|checkpoint| {
            let Unpacked { notes, extent, pairs } = unpacked(requests, checkpoint)?;
            if !(start..=end).contains(&pairs.next()) {
                return Err(Damaged("it has other runs than are asked for".to_owned()));
            }
            let rows = places.as_ref().map(|places| Rows::of(places, requests, extent.as_ref(), &pairs));
            match rows.map(Result::transpose) {
                Some(None) => Err(Damaged("the rows of its runs are not there any more as it knows them".to_owned())),
                rows => Ok((pairs.next() - start, (notes, pairs, rows.flatten()))),
            }
        });
        let (notes, pairs, rows) = found.unwrap_or_else(|| {
            let rows = places.as_ref().map(|places| Rows::begin(places, requests));
            (Vec::new(), Pairs::begin_part(requests, &(start..end)), rows)
        });
        (self.notes, self.rows) = (notes, rows.transpose().map_err(failed)?);
        Ok(pairs)
    }

    /// Flushes the rows to the disk, if there are any. Whether they are whole.
    fn flush_rows(&mut self) -> bool {
        match self.rows.as_mut().map(Rows::flush).transpose() {
            Ok(extent) => self.extent = extent,
            Err(error) => self.fail(&error),
        }
        !self.failed
    }

    /// Rows cannot be written: the work ends, and can go on from its last checkpoint.
    fn fail(&mut self, error: &OutputError) {
        if !std::mem::replace(&mut self.failed, true) {
            tell(&format!(
                "error: {error}; the work ends here, and `crossings resume` goes on from its last checkpoint"
            ));
        }
        self.rows = None;
        progress::end();
    }

    /// Were all rows written? That they were not has been told.
    pub fn has_not_failed(&self) -> Result<(), Ending> {
        if self.failed { Err(Ending::Failed) } else { Ok(()) }
    }

    /// What an earlier process has made of the jobs of a study, or nothing yet.
    pub fn begin_jobs(&mut self) -> Made {
        let Range { start, end } = self.runs();
        self.best(|checkpoint| {
            let made = Made::unpack(end - start, checkpoint)?;
            Ok((made.kept.len() as u64, made))
        })
        .unwrap_or_default()
    }

    /// The best of the checkpoints that can be read; `read` gives how many runs it has, too.
    fn best<T>(&mut self, read: impl Fn(&[u8]) -> Result<(u64, T), Damaged>) -> Option<T> {
        for (place, checkpoint) in std::mem::take(&mut self.found) {
            match read(&checkpoint) {
                Ok((made, found)) => {
                    tell(&format!("goes on from {place}: {} runs are there", grouped(made as f64)));
                    return Some(found);
                }
                Err(damaged) => tell(&format!("warning: a checkpoint in {place} cannot be used: {damaged}")),
            }
        }
        None
    }

    /// What was noted before the work was left.
    pub fn notes(&self) -> &[f64] {
        &self.notes
    }

    /// Notes something that the way on depends on.
    pub fn note(&mut self, note: f64) {
        self.notes.push(note);
    }

    /// Writes down what is done at the end, if it would take a while to do it again; or at once, if the work is interrupted and
    /// leaves nothing else.
    pub fn done(&mut self, pairs: &Pairs) {
        let Range { start, end } = self.runs();
        let shard = self.part().is_some() && pairs.interrupted() && pairs.next() > start;
        if pairs.next() < start || pairs.next() > end {
            return;
        }
        if shard || self.last.elapsed().as_secs_f64() >= self.asked_seconds.unwrap_or(LEAST) {
            Keep::keep(self, pairs);
        }
    }

    fn pack(&self, pairs: &Pairs, writer: &mut Writer) {
        // All at once, so that the bytes are not moved again and again while they grow.
        writer.bytes.reserve_exact(self.room);
        checkpoint::pack(writer, &self.notes, self.extent.as_ref(), pairs);
    }

    /// Puts the rows into the folder, if a row of every run is wanted, and [`STATE`], from which more runs can be made: the same bytes for the same work, wherever and however it
    /// was done; but not if these runs do not begin at the first.
    pub fn leave(&mut self, pairs: &Pairs, folder: &mut RunFolder) -> Result<(), Ending> {
        self.flush_rows();
        self.has_not_failed()?;
        if self.asked.first_run == 0 {
            self.leave_state(folder, pairs.next(), |writer| self.pack(pairs, writer))?;
        }
        self.rows = None;
        self.extent.iter().for_each(|extent| folder.take_grown(RUNS_MEANING, extent));
        Ok(())
    }

    /// The same for the jobs of a study, if it was interrupted.
    pub fn leave_jobs(&self, folder: &mut RunFolder) -> Result<(), Ending> {
        let Some((next, checkpoint)) = &self.jobs else { return Ok(()) };
        self.leave_state(folder, *next, |writer| writer.bytes.extend(checkpoint))
    }

    fn leave_state(
        &self,
        folder: &mut RunFolder,
        next: u64,
        checkpoint: impl FnOnce(&mut Writer),
    ) -> Result<(), Ending> {
        let header = Header {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            words: Vec::new(),
            directory: String::new(),
            started: String::new(),
            asked: Some(Asked { end_run: next, ..self.asked.digested() }),
        };
        folder.write(STATE, STATE_MEANING, &log_of(&header, checkpoint)).map_err(|error| {
            tell(&format!("error: {error}"));
            Ending::Failed
        })
    }

    /// Writes a checkpoint, which began then. That it cannot be written is no reason to stop: only an interruption would be
    /// dearer.
    fn write(&mut self, began: Instant, checkpoint: impl FnOnce(&Self, &mut Writer)) {
        if let Some(mut log) = self.log.take() {
            let written = log.append(|writer| checkpoint(self, writer));
            self.log = Some(log);
            if let Err(error) = written
                && !std::mem::replace(&mut self.warned, true)
            {
                tell(&format!("warning: {error}; the work goes on without a checkpoint"));
            }
        }
        self.last = Instant::now();
        self.cost = self.last - began;
    }

    fn is_time(&self) -> bool {
        let apart = self.asked_seconds.unwrap_or_else(|| LEAST.max(self.cost.as_secs_f64() / SHARE));
        self.log.is_some() && self.last.elapsed().as_secs_f64() >= apart
    }

    /// The content of the file of a shard, and whether rows go beside it: they are flushed and closed.
    pub fn shard(&mut self, pairs: &Pairs) -> Result<(Vec<u8>, bool), Ending> {
        self.flush_rows();
        self.has_not_failed()?;
        self.rows = None;
        let content = log_of(&header(Some(self.asked.digested())), |writer| self.pack(pairs, writer));
        Ok((content, self.extent.is_some()))
    }
}

impl Keep for Kept {
    fn is_due(&self) -> bool {
        self.is_time()
    }

    fn keep(&mut self, pairs: &Pairs) {
        // A checkpoint knows of no row that is not on the disk.
        let began = Instant::now();
        if self.flush_rows() {
            self.write(began, |kept, writer| kept.pack(pairs, writer));
        }
    }

    fn hear(&mut self, runs: &[Vec<RunSummary>]) {
        if let Some(Err(error)) = self.rows.as_mut().map(|rows| rows.add(&runs[0])) {
            self.fail(&error);
        }
    }
}

impl Keep<Made> for Kept {
    fn is_due(&self) -> bool {
        self.is_time()
    }

    fn keep(&mut self, made: &Made) {
        let checkpoint = made.pack();
        self.write(Instant::now(), |_, writer| writer.bytes.extend(&checkpoint));
        let next = self.runs().start + made.kept.len() as u64;
        self.jobs = made.interrupted.then_some((next, checkpoint));
    }
}

/// Says that the system refused.
pub(super) fn failed(error: OutputError) -> Ending {
    tell(&format!("error: {error}"));
    Ending::Failed
}
