//! A result that is one file: made in a hidden folder of its own, with lock and log, and renamed into place.

use std::fs;
use std::path::{Path, PathBuf};

use super::{OutputError, RunFolder, flush_folder, flush_to_disk, hidden_name, parent_and_name};
use crate::output::lock::Lock;

impl RunFolder {
    /// Makes the hidden folder beside a file that is to be written (and its parents). What stands there is not looked at.
    ///
    /// # Errors
    /// If another process works on it; if the system refuses.
    pub fn prepare_file(file: &Path) -> Result<Self, OutputError> {
        let target = std::path::absolute(file).map_err(OutputError::system("find", file))?;
        let (parent, name) = parent_and_name(&target)?;
        let work = parent.join(hidden_name(&name));
        fs::create_dir_all(&work).map_err(OutputError::system("make the folder", &work))?;
        let lock = Lock::take(&work, &target)?;
        let partial = work.join("files");
        let (force, files, grown, keep) = (true, Vec::new(), false, false);
        let folder = RunFolder { target, work, partial, force, files, grown, keep, _lock: lock };
        folder.clear()?;
        Ok(folder)
    }

    /// Writes the file, flushes it to the disk and gives it its name, which is returned; before that, the file that has grown
    /// gets the name `beside`, so that it is there where the other is.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn finish_file(mut self, content: &[u8], beside: Option<&Path>) -> Result<PathBuf, OutputError> {
        self.write("content", "The file.", content)?;
        flush_to_disk(&self.partial)?;
        beside.map_or(Ok(()), |beside| self.name_grown(beside))?;
        let made = self.partial.join("content");
        fs::rename(&made, &self.target).map_err(OutputError::system("write", &self.target))?;
        self.target.parent().into_iter().for_each(flush_folder);
        let _ = fs::remove_dir_all(&self.work);
        self.keep = true;
        Ok(self.target.clone())
    }
}
