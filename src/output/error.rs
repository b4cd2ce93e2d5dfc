//! What can go wrong with the folder of a run, in words that say what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::packed::Damaged;

/// Why the folder of a run was not written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// There is a finished run already.
    #[error(
        "`{}` already holds a finished run; add --force to replace it, or choose another folder with -o",
        path.display()
    )]
    Exists {
        /// The folder asked for.
        path: PathBuf,
    },
    /// There is something that this program did not write.
    #[error(
        "`{}` holds files that are not those of a finished run, so it is left alone, even with --force; \
         choose another folder with -o",
        path.display()
    )]
    Foreign {
        /// The folder asked for.
        path: PathBuf,
    },
    /// Somebody has put files of their own beside those of a finished run.
    #[error(
        "`{}` holds a finished run and files that do not belong to it ({}), which would be lost, so it is left alone, even with \
         --force; move them, or choose another folder with -o",
        path.display(),
        strangers.join(", ")
    )]
    Strangers {
        /// The folder asked for.
        path: PathBuf,
        /// Some of the files, as a reader of the folder sees them.
        strangers: Vec<String>,
    },
    /// The name is that of a file.
    #[error("`{}` is not a folder; choose a folder with -o", path.display())]
    NotAFolder {
        /// The path asked for.
        path: PathBuf,
    },
    /// The path ends in `..` or is the root, so nothing can be renamed to it.
    #[error("`{}` does not name a folder that could be made; choose one with -o, for example output/my-run", path.display())]
    Unnamed {
        /// The path asked for.
        path: PathBuf,
    },
    /// Somebody else is at it.
    #[error(
        "`{}` is being worked on by another process{who}; wait for it, stop it, or choose another folder with -o",
        path.display()
    )]
    Busy {
        /// The folder asked for.
        path: PathBuf,
        /// Who that is, as far as it is known.
        who: String,
    },
    /// What an earlier process left cannot be read.
    #[error("`{}` cannot be used: {damaged}; --force throws it away and begins anew", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        damaged: Damaged,
    },
    /// The operating system refused.
    #[error("cannot {doing} `{}`: {}", path.display(), in_words(reason))]
    System {
        /// What was tried: a verb.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        reason: io::Error,
    },
    /// All is written, but the folder did not get its name; nothing is lost.
    #[error("the run is complete but cannot be moved to `{}` ({because}); it is kept in `{}`", path.display(), kept.display())]
    Kept {
        /// The folder asked for.
        path: PathBuf,
        /// Where the run is now.
        kept: PathBuf,
        /// Why.
        because: Box<OutputError>,
    },
}

impl OutputError {
    /// For `map_err`: what was tried with which path.
    pub(super) fn system(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
        let path = path.to_owned();
        move |reason| OutputError::System { doing, path, reason }
    }
}

fn in_words(reason: &io::Error) -> String {
    match reason.kind() {
        io::ErrorKind::PermissionDenied => "permission is missing".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::FileTooLarge => "the file would be larger than is allowed".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_owned(),
        _ => reason.to_string(),
    }
}
