//! The log of work in progress: what was asked, then what is done so far, again and again.
//!
//! A file of frames (`packed`). The first says what the work is and which command began it; each of the others holds
//! everything that is done (a *checkpoint*), so that the last one is enough and an earlier one does if the last is damaged. A
//! checkpoint is appended and flushed to the disk. With more than [`KEPT`] of them the log is begun anew, beside and renamed,
//! so that it does not grow with the work. A frame that was being written when the program was killed does not check and is
//! dropped.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::OutputError;
use super::folder::flush_folder;
use super::identity::digest;
use crate::ensemble::KEPT_RUNS;
use crate::packed::{Damaged, Writer, framed, frames};

/// Most checkpoints in a log.
const KEPT: usize = 3;

/// Kinds of frames.
const HEADER: u8 = 1;
const CHECKPOINT: u8 = 2;

/// Which command began the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the program.
    pub version: String,
    /// The words of the command, without the name of the program.
    pub words: Vec<String>,
    /// The folder in which it was typed.
    pub directory: String,
    /// When: `2026-01-31T12:00:00Z`.
    pub started: String,
    /// What it asks, if the work can be continued.
    pub asked: Option<Asked>,
}

/// What decides the result of work. Work goes on only where all of it is the same, but for the number of runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The command: `run`.
    pub kind: String,
    /// Name of the engine.
    pub engine: String,
    /// Seed.
    pub seed: u64,
    /// First run.
    pub first_run: u64,
    /// The first run that is not wanted.
    pub end_run: u64,
    /// What else decides how many runs are made: tolerances.
    pub conditions: Vec<String>,
    /// The shard, counted from 1, and of how many, if the work is not the whole.
    pub part: Option<(u64, u64)>,
    /// Every plan: its name, and the text that its digest is of.
    pub plans: Vec<(String, String)>,
    /// Is a row of every run wanted, however many there are?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_run: bool,
}

/// Lines of a plan that are shown where two differ.
const SHOWN: usize = 6;

impl Asked {
    /// Are there rows of these runs, of every one: because they were asked for, or because there are few?
    fn has_rows(&self) -> bool {
        self.every_run || self.end_run - self.first_run.min(self.end_run) <= KEPT_RUNS as u64
    }

    /// With the digests of the plans in place of their texts.
    pub fn digested(&self) -> Asked {
        let digested = |(name, text): &(String, String)| (name.clone(), digest(text.as_bytes()));
        Asked { plans: self.plans.iter().map(digested).collect(), ..self.clone() }
    }
}

impl Header {
    /// In what work differs from the work that a log is about, in words; nothing if it can go on.
    pub fn differences(&self, now: &Header) -> Vec<String> {
        let mut differences = Vec::new();
        let mut differ = |what: &str, then: &str, now: &str| {
            if then != now {
                differences.push(format!("{what} was {then} and is {now}"));
            }
        };
        differ("the version of the program", &self.version, &now.version);
        let (Some(then), Some(now)) = (&self.asked, &now.asked) else {
            differ("the command", &self.words.join(" "), &now.words.join(" "));
            return differences;
        };
        differ("the command", &then.kind, &now.kind);
        differ("the engine", &then.engine, &now.engine);
        differ("the seed", &then.seed.to_string(), &now.seed.to_string());
        if now.end_run < then.end_run {
            let runs = |asked: &Asked| (asked.end_run - asked.first_run).to_string();
            differ("the number of runs", &runs(then), &format!("{}, which is less", runs(now)));
        }
        differ("the first run", &then.first_run.to_string(), &now.first_run.to_string());
        let conditions = |asked: &Asked| match asked.conditions.is_empty() {
            true => "nothing".to_owned(),
            false => asked.conditions.join("; "),
        };
        let part = |asked: &Asked| match asked.part {
            Some((number, of)) => format!("{number}/{of}"),
            None => "the whole".to_owned(),
        };
        differ("the shard", &part(then), &part(now));
        differ("what it asks besides", &conditions(then), &conditions(now));
        // Rows that there are must not get lost, and rows that there are not cannot be gone on with.
        if then.every_run != now.every_run && then.has_rows() != now.has_rows() {
            let rows = |asked: &Asked| if asked.has_rows() { "of every run" } else { "of none" };
            differ("what is written of runs one by one", rows(then), rows(now));
        }
        let names = |asked: &Asked| asked.plans.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        differ("the list of scenarios", &names(then), &names(now));
        if then.plans.len() == now.plans.len() {
            for ((name, then), (_, now)) in then.plans.iter().zip(&now.plans) {
                differences.extend(lines_that_differ(name, then, now));
            }
        }
        differences
    }
}

/// What was and is in a scenario.
fn lines_that_differ(name: &str, then: &str, now: &str) -> Vec<String> {
    let only = |these: &str, those: &str| {
        let those: std::collections::BTreeSet<&str> = those.lines().collect();
        these.lines().filter(|line| !those.contains(line)).map(shortened).collect::<Vec<String>>()
    };
    let (was, is) = (only(then, now), only(now, then));
    let mut lines: Vec<String> = was.iter().map(|line| format!("scenario {name} had: {line}")).collect();
    lines.extend(is.iter().map(|line| format!("scenario {name} has: {line}")));
    if lines.is_empty() && then != now {
        lines.push(format!("scenario {name} has the same lines in another order"));
    }
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("and {more} more lines of scenario {name}"));
    }
    lines
}

fn shortened(line: &str) -> String {
    const LONGEST: usize = 100;
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} ...", &line[..end]),
        None => line.to_owned(),
    }
}

/// An open log. Dropped, it stays where it is.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: File,
    header: Vec<u8>,
    /// Bytes that are whole.
    good: u64,
    checkpoints: usize,
}

/// What a log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// What the work is.
    pub header: Header,
    /// Checkpoints, the last one first.
    pub checkpoints: Vec<Vec<u8>>,
    /// What was found damaged in the midst of it, in words.
    pub damage: Vec<String>,
    /// Bytes at the end that were still being written when the work ended; they are dropped.
    pub torn: usize,
}

impl Read {
    /// Is there nothing but what was written?
    pub fn is_whole(&self) -> bool {
        self.damage.is_empty() && self.torn == 0
    }
}

impl Log {
    /// Begins a log in place of any other.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn create(path: &Path, header: &Header) -> Result<Self, OutputError> {
        Self::begin(path, header_frame(header), &[])
    }

    fn begin(path: &Path, header: Vec<u8>, more: &[u8]) -> Result<Self, OutputError> {
        let beside = path.with_extension("log.new");
        let made = (|| {
            let mut file = File::create(&beside)?;
            file.write_all(&header)?;
            file.write_all(more)?;
            file.sync_all()?;
            fs::rename(&beside, path)?;
            Ok(file)
        })();
        let file = made.map_err(|reason| {
            let _ = fs::remove_file(&beside);
            OutputError::system("write", path)(reason)
        })?;
        path.parent().into_iter().for_each(flush_folder);
        let good = (header.len() + more.len()) as u64;
        Ok(Log { path: path.to_owned(), file, header, good, checkpoints: usize::from(!more.is_empty()) })
    }

    /// Begins a log in place of any other, with a checkpoint in it.
    ///
    /// # Errors
    /// If the system refuses; then any other is as it was.
    pub fn create_with(path: &Path, header: &Header, checkpoint: &[u8]) -> Result<Self, OutputError> {
        Self::begin(path, header_frame(header), &framed(CHECKPOINT, checkpoint))
    }

    /// Opens a log to go on with it; what is damaged at its end is dropped with the next checkpoint.
    ///
    /// # Errors
    /// If the system refuses or nothing can be made of the log.
    pub fn open(path: &Path) -> Result<(Self, Read), OutputError> {
        let bytes = fs::read(path).map_err(OutputError::system("read", path))?;
        let read = read(&bytes).map_err(|damaged| OutputError::Damaged { path: path.to_owned(), damaged })?;
        let file = File::options().write(true).open(path).map_err(OutputError::system("write", path))?;
        let found = frames(&bytes);
        let header = framed(HEADER, found.whole[0].content);
        let log = Log {
            path: path.to_owned(),
            file,
            header,
            good: found.good as u64,
            // A log with damage in it is begun anew.
            checkpoints: if found.damaged.is_empty() { read.checkpoints.len() } else { KEPT },
        };
        Ok((log, read))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends a checkpoint, which is packed, and flushes it to the disk.
    ///
    /// # Errors
    /// If the system refuses; the checkpoints before are as they were.
    pub fn append(&mut self, checkpoint: impl FnOnce(&mut Writer)) -> Result<(), OutputError> {
        let mut writer = Writer::default();
        writer.frame(CHECKPOINT, checkpoint);
        let frame = writer.bytes;
        if self.checkpoints >= KEPT {
            *self = Self::begin(&self.path, self.header.clone(), &frame)?;
            return Ok(());
        }
        let appended = (|| {
            self.file.set_len(self.good)?;
            self.file.seek(SeekFrom::Start(self.good))?;
            self.file.write_all(&frame)?;
            self.file.sync_data()
        })();
        match appended {
            Ok(()) => {
                self.good += frame.len() as u64;
                self.checkpoints += 1;
                Ok(())
            }
            Err(reason) => {
                let _ = self.file.set_len(self.good);
                Err(OutputError::system("write", &self.path)(reason))
            }
        }
    }
}

fn header_frame(header: &Header) -> Vec<u8> {
    framed(HEADER, &serde_json::to_vec(header).expect("texts and numbers"))
}

/// The bytes of a log with one checkpoint, which is packed.
pub fn written(header: &Header, checkpoint: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer { bytes: header_frame(header) };
    writer.frame(CHECKPOINT, checkpoint);
    writer.bytes
}

/// What the bytes of a log say.
///
/// # Errors
/// If the header is damaged: then nothing is known about the rest.
pub fn read(bytes: &[u8]) -> Result<Read, Damaged> {
    let found = frames(bytes);
    let header =
        found.whole.first().filter(|frame| frame.kind == HEADER && found.damaged.first().is_none_or(|d| d.0 > 0));
    let Some(header) = header else { return Err(Damaged("its beginning is damaged".to_owned())) };
    let header = serde_json::from_slice(header.content)
        .map_err(|error| Damaged(format!("its beginning is of another version of the program ({error})")))?;
    let damage: Vec<String> = found
        .damaged
        .iter()
        .map(|(at, number)| format!("{number} bytes from byte {at} on are damaged, in the middle of what was written"))
        .collect();
    let checkpoints = found.whole.iter().rev().filter(|frame| frame.kind == CHECKPOINT);
    let checkpoints = checkpoints.map(|frame| frame.content.to_vec()).collect();
    Ok(Read { header, checkpoints, damage, torn: found.tail })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(seed: u64, plan: &str) -> Header {
        Header {
            version: "0.1.0".into(),
            words: vec!["run".into(), "my scenario".into()],
            directory: "/work".into(),
            started: "2026-01-31T12:00:00Z".into(),
            asked: Some(Asked {
                kind: "run".into(),
                engine: "lanes".into(),
                seed,
                first_run: 0,
                end_run: 1000,
                conditions: Vec::new(),
                part: None,
                plans: vec![("history".into(), plan.into())],
                every_run: false,
            }),
        }
    }

    #[test]
    fn the_last_checkpoint_comes_first_and_the_log_does_not_grow() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("run.log");
        let mut log = Log::create(&path, &header(1, "")).unwrap();
        for number in 0..20u8 {
            log.append(|writer| writer.bytes.extend([number; 1000])).unwrap();
            let (again, read) = Log::open(&path).unwrap();
            assert_eq!(read.header, header(1, ""));
            assert_eq!(read.checkpoints[0], [number; 1000]);
            assert!(read.checkpoints.len() <= KEPT && read.is_whole());
            log = again;
        }
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_damaged_end_is_dropped_and_a_damaged_middle_is_told() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("run.log");
        let mut log = Log::create(&path, &header(1, "")).unwrap();
        log.append(|writer| writer.bytes.extend(b"one")).unwrap();
        let first = log.good as usize;
        let second = fs::metadata(&path).unwrap().len() as usize;
        log.append(|writer| writer.bytes.extend(b"two")).unwrap();
        let whole = fs::read(&path).unwrap();

        fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        let (mut log, read) = Log::open(&path).unwrap();
        assert_eq!(read.torn, whole.len() - 1 - second, "all that was left of the second");
        assert_eq!((read.checkpoints, read.damage.len()), (vec![b"one".to_vec()], 0));
        log.append(|writer| writer.bytes.extend(b"two")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), whole, "done again, it is as it was");

        // Nothing of a longer one that was torn stays behind a shorter one.
        fs::write(&path, [&whole[..second], &[7; 1000]].concat()).unwrap();
        let (mut log, read) = Log::open(&path).unwrap();
        assert_eq!(read.torn, 1000);
        log.append(|writer| writer.bytes.extend(b"two")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), whole);

        let mut damaged = whole.clone();
        damaged[first - 40] ^= 1;
        fs::write(&path, &damaged).unwrap();
        let (mut log, read) = Log::open(&path).unwrap();
        assert_eq!(read.checkpoints, [b"two".to_vec()]);
        assert!(read.damage[0].ends_with("in the middle of what was written"), "{:?}", read.damage);
        log.append(|writer| writer.bytes.extend(b"three")).unwrap();
        assert!(Log::open(&path).unwrap().1.is_whole());

        let mut damaged = whole;
        damaged[20] ^= 1;
        fs::write(&path, &damaged).unwrap();
        assert!(Log::open(&path).unwrap_err().to_string().contains("its beginning is damaged"));
    }

    #[test]
    fn other_work_is_told_apart_in_words() {
        let then = header(1, "a = 1\nb = 2\n");
        assert!(then.differences(&then).is_empty());
        let mut more = then.clone();
        more.asked.as_mut().unwrap().end_run = 10_000;
        more.directory = "/elsewhere".into();
        assert!(then.differences(&more).is_empty(), "more runs are more of the same");
        let differences = then.differences(&header(2, "a = 1\nb = 3\n"));
        let expected = ["the seed was 1 and is 2", "scenario history had: b = 2", "scenario history has: b = 3"];
        assert_eq!(differences, expected);
        let other = Header { version: "0.2.0".into(), ..then.clone() };
        assert_eq!(then.differences(&other), ["the version of the program was 0.1.0 and is 0.2.0"]);
        let long: String = (0..20).map(|line| format!("c{line} = 1\n")).collect();
        assert_eq!(then.differences(&header(1, &long)).last().unwrap(), "and 16 more lines of scenario history");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let _ = read(&bytes);
            let _ = read(&[framed(HEADER, &bytes), framed(CHECKPOINT, &bytes)].concat());
        }
    }
}
