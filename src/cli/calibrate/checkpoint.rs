//! The state of a calibration beside the folder that it will fill: after an interruption, or a power cut, the same command
//! goes on from there. A file of another calibration, or a damaged one, is left out of account.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::tell;
use crate::output::digest;
use crate::study::calibrate::State;

/// Where the state of a calibration is kept.
pub struct File {
    path: PathBuf,
    /// SHA-256 of what decides its draws.
    identity: String,
}

#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    identity: Cow<'a, str>,
    state: Cow<'a, State>,
}

impl File {
    /// The file of the calibration with an identity, the `place`-th of those that fill the folder `target`.
    pub fn new(target: &Path, place: usize, identity: &str) -> Self {
        let name = target.file_name().map_or_else(|| "calibration".into(), |name| name.to_string_lossy());
        let path = target.with_file_name(format!(".{name}.checkpoint-{place}.json"));
        File { path, identity: digest(identity.as_bytes()) }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The state that was written down, if it is of this calibration.
    pub fn read(&self) -> Option<State> {
        let text = std::fs::read_to_string(&self.path).ok()?;
        let kept: Kept = serde_json::from_str(&text).ok()?;
        (kept.identity == self.identity).then(|| {
            tell(&format!("goes on from {}", self.path.display()));
            kept.state.into_owned()
        })
    }

    /// Writes a state down: beside, then renamed, so that there is never half of one. That it cannot be written is no reason
    /// to stop: only an interruption would be dearer.
    pub fn write(&self, state: &State) {
        let kept = Kept { identity: self.identity.as_str().into(), state: Cow::Borrowed(state) };
        let beside = self.path.with_extension("json.new");
        let text = serde_json::to_string(&kept).expect("numbers and texts");
        let _ = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, &self.path));
    }

    /// It is no longer needed.
    pub fn remove(&self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
