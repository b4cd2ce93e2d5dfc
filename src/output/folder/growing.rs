//! A file that grows beside the log while the work goes on, and becomes one of the result at its end.
//!
//! It is moved among the files of the result when all of these are written, and back if the result is not finished then: what
//! a checkpoint knows of it is never thrown away before the result stands.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FileRecord, OutputError, RunFolder, flush_folder};
use crate::output::Extent;

/// The file that grows.
const GROWING: &str = crate::output::RUNS;

impl RunFolder {
    /// Where it grows.
    pub fn growing(&self) -> PathBuf {
        self.work.join(GROWING)
    }

    /// How long it is by now, bytes; also what was written behind the last checkpoint of a process that was killed.
    pub fn grown_bytes(&self) -> u64 {
        fs::metadata(self.growing()).map_or(0, |there| there.len())
    }

    /// It is whole, flushed to the disk, closed, and one of the files of the result.
    pub fn take_grown(&mut self, meaning: &str, extent: &Extent) {
        let (path, meaning, sha256) = (GROWING.to_owned(), meaning.to_owned(), extent.digest());
        self.files.push(FileRecord { path, meaning, bytes: extent.bytes, sha256 });
        self.grown = true;
    }

    /// Moves it among the other files.
    pub(super) fn move_grown(&self) -> Result<(), OutputError> {
        let to = self.partial.join(GROWING);
        match self.grown {
            true => fs::rename(self.growing(), &to).map_err(OutputError::system("write", &to)),
            false => Ok(()),
        }
    }

    /// Gives it a name of its own beside a result that is one file.
    pub(super) fn name_grown(&self, to: &Path) -> Result<(), OutputError> {
        fs::rename(self.growing(), to).map_err(OutputError::system("write", to))?;
        to.parent().into_iter().for_each(flush_folder);
        Ok(())
    }

    /// Moves it back, if a result was not finished then.
    pub(super) fn put_grown_back(&self) {
        let moved = self.partial.join(GROWING);
        if moved.is_file() && !self.growing().exists() {
            // What cannot be moved is made again.
            let _ = fs::rename(moved, self.growing());
        }
    }
}
