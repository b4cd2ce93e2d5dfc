//! What a checkpoint of `run` and `compare` holds: notes, how far the rows of the runs reach if they are written while the runs
//! are made, and the runs; and the checkpoints of shards, put together.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use super::Ending;
use super::common::wrong;
use super::kept::failed;
use super::rows::{self, Rows};
use crate::ensemble::{Pairs, Request};
use crate::output::{Extent, Read, read_log};
use crate::packed::{Damaged, Reader, Writer};

/// Added to the number of notes of a checkpoint that knows of rows.
const WITH_ROWS: u64 = 1 << 32;

/// What is in a checkpoint.
pub(super) struct Unpacked {
    pub notes: Vec<f64>,
    pub extent: Option<Extent>,
    pub pairs: Pairs,
}

/// Packs a checkpoint.
pub(super) fn pack(writer: &mut Writer, notes: &[f64], extent: Option<&Extent>, pairs: &Pairs) {
    writer.number(notes.len() as u64 | if extent.is_some() { WITH_ROWS } else { 0 });
    notes.iter().for_each(|&note| writer.float(note));
    extent.into_iter().for_each(|extent| extent.pack(writer));
    pairs.pack(writer);
}

/// The runs of all shards, in their order, and their rows.
pub(super) fn joined(requests: &[Request], shards: &[PathBuf], mut rows: Option<&mut Rows>) -> Result<Pairs, Ending> {
    let mut whole: Option<Pairs> = None;
    let mut lost = Vec::new();
    for path in shards {
        let problem =
            |problem: &dyn Display| wrong(format!("the shard `{}` cannot be used: {problem}", path.display()));
        let bytes = std::fs::read(path).map_err(|error| problem(&error))?;
        let read = read_log(&bytes).map_err(|damaged| problem(&damaged))?;
        let checkpoint = read.checkpoints.first().ok_or_else(|| problem(&"it is empty"))?;
        let Unpacked { extent, pairs, .. } = unpacked(requests, checkpoint).map_err(|damaged| problem(&damaged))?;
        if let Some(rows) = &mut rows {
            let added = match &extent {
                Some(extent) => rows.append(&rows::beside(path), extent),
                None => rows.add_kept(&pairs),
            };
            if !added.map_err(failed)? {
                lost.push(rows::beside(path).display().to_string());
            }
        }
        match &mut whole {
            None => whole = Some(pairs),
            Some(whole) => whole.join(&pairs).map_err(|damaged| problem(&damaged))?,
        }
    }
    match lost.is_empty() {
        true => whole.ok_or_else(|| wrong("there are no shards")),
        false => Err(wrong(format!(
            "these files do not have the rows that their shards know of: {}; make the shards again with --force",
            lost.join(", ")
        ))),
    }
}

/// The runs of a checkpoint.
pub(super) fn runs_of(requests: &[Request], checkpoint: &[u8]) -> Result<Pairs, Damaged> {
    unpacked(requests, checkpoint).map(|unpacked| unpacked.pairs)
}

/// How far the rows of a checkpoint reach, if it knows of any.
pub(super) fn extent_of(checkpoint: &[u8]) -> Option<Extent> {
    opened(checkpoint).ok()?.1
}

/// In what the rows beside a shard are not those that it knows of, as far as their length tells.
pub(super) fn rows_missing(shard: &Path, read: &Read) -> Option<String> {
    let (rows, bytes) = (rows::beside(shard), extent_of(read.checkpoints.first()?)?.bytes);
    match std::fs::metadata(&rows) {
        Ok(there) if there.len() == bytes => None,
        Ok(there) => Some(format!("`{}` has {} bytes of rows, not {bytes}", rows.display(), there.len())),
        Err(error) => Some(format!("its rows in `{}` cannot be read: {error}", rows.display())),
    }
}

/// What was packed.
///
/// # Errors
/// If the bytes are damaged or of other requests.
pub(super) fn unpacked(requests: &[Request], checkpoint: &[u8]) -> Result<Unpacked, Damaged> {
    let (notes, extent, reader) = opened(checkpoint)?;
    Ok(Unpacked { notes, extent, pairs: Pairs::unpack(requests, reader.rest())? })
}

/// What is before the runs in a checkpoint.
fn opened(checkpoint: &[u8]) -> Result<(Vec<f64>, Option<Extent>, Reader<'_>), Damaged> {
    let mut reader = Reader::new(checkpoint);
    let number = reader.number()?;
    let (with_rows, notes) = (number & WITH_ROWS != 0, number & !WITH_ROWS);
    if notes > (reader.left() / size_of::<f64>()) as u64 {
        return Err(Damaged("more notes than it has room for".to_owned()));
    }
    let notes = (0..notes).map(|_| reader.float()).collect::<Result<_, _>>()?;
    let extent = with_rows.then(|| Extent::unpack(&mut reader)).transpose()?;
    Ok((notes, extent, reader))
}
