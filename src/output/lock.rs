//! Who works on a folder: a file that the process holds locked. The system lets go of it when the process ends, however it
//! ends, so a lock is never left behind.

use std::fs::{File, Metadata};
use std::io::{Read, Write};
use std::path::Path;

use super::error::OutputError;

/// Its file in the hidden folder.
const NAME: &str = "lock";

/// Tries to take a lock that others are just giving up.
const TRIES: usize = 20;

/// A lock that is held.
#[derive(Debug)]
pub(super) struct Lock {
    /// Closed, it lets go.
    _file: File,
}

impl Lock {
    /// Takes the lock of the work in a hidden folder, which fills the folder `target`.
    ///
    /// # Errors
    /// If another process has it, or the system refuses.
    pub fn take(work: &Path, target: &Path) -> Result<Self, OutputError> {
        let path = work.join(NAME);
        let system = |reason| OutputError::system("lock", &path)(reason);
        for _ in 0..TRIES {
            std::fs::create_dir_all(work).map_err(OutputError::system("make the folder", work))?;
            let mut file =
                File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(system)?;
            match try_lock(&file) {
                Ok(true) => {}
                Ok(false) => return Err(OutputError::Busy { path: target.to_owned(), who: told(&mut file) }),
                // Some network disks have no locks; then nobody is kept out, as before there were any.
                Err(error) if error.kind() == std::io::ErrorKind::Unsupported => {}
                Err(error) => return Err(system(error)),
            }
            // Another process may have finished and deleted the file between the two steps.
            let (Ok(held), Ok(there)) = (file.metadata(), std::fs::metadata(&path)) else { continue };
            if is_same(&held, &there) {
                let _ = file.set_len(0);
                let _ = write!(file, "process {} on {}", std::process::id(), host());
                return Ok(Lock { _file: file });
            }
        }
        Err(OutputError::Busy { path: target.to_owned(), who: String::new() })
    }
}

/// Locks a file unless another process has.
#[cfg(not(target_family = "wasm"))]
fn try_lock(file: &File) -> std::io::Result<bool> {
    use std::fs::TryLockError;
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A page has no files, and the compiler of the page (`.ci/page`) is older than their locks.
#[cfg(target_family = "wasm")]
fn try_lock(_file: &File) -> std::io::Result<bool> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// What the holder has written about itself.
fn told(file: &mut File) -> String {
    const LONGEST: u64 = 200;
    let mut text = String::new();
    match file.take(LONGEST).read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => format!(" ({})", text.trim()),
        _ => String::new(),
    }
}

/// The name of this computer, if it tells.
fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    if name.trim().is_empty() { "this computer".to_owned() } else { name.trim().to_owned() }
}
