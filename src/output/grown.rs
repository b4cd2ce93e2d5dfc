//! A file of rows that grows while the work goes on, and that a checkpoint knows a part of.
//!
//! What was made is appended wave by wave and forgotten, so that memory does not grow with it. A checkpoint notes how long the
//! file is and the SHA-256 of that much of it ([`Extent`]), after it was flushed to the disk. So whoever goes on knows which part
//! of a file belongs to the checkpoint: what is behind was written by a process that was killed, and is cut off; a file that is
//! shorter or has other content is not gone on with.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::OutputError;
use super::folder::flush_folder;
use super::identity::hexadecimal;
use crate::packed::{Damaged, Reader, Writer};

/// Bytes that are read at a time.
const CHUNK: usize = 1 << 20;

/// The beginning of a file: how long, and its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Bytes.
    pub bytes: u64,
    /// SHA-256.
    pub sha256: [u8; 32],
}

impl Extent {
    /// The digest in hexadecimal.
    pub fn digest(&self) -> String {
        hexadecimal(&self.sha256)
    }

    /// As bytes.
    pub fn pack(&self, writer: &mut Writer) {
        writer.number(self.bytes);
        writer.block(&self.sha256);
    }

    /// What was packed.
    ///
    /// # Errors
    /// If it was something else.
    pub fn unpack(reader: &mut Reader) -> Result<Self, Damaged> {
        let bytes = reader.number()?;
        let sha256 = reader.block()?.try_into().map_err(|_| Damaged("a digest of another length".to_owned()))?;
        Ok(Extent { bytes, sha256 })
    }
}

/// The file, open at its end.
#[derive(Debug)]
pub struct Grown {
    path: PathBuf,
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl Grown {
    /// Begins a file in place of any other.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn begin(path: &Path) -> Result<Self, OutputError> {
        let file = File::options().read(true).write(true).create(true).truncate(true).open(path);
        let file = file.map_err(OutputError::system("write", path))?;
        // Its name is there before any checkpoint knows of it.
        path.parent().into_iter().for_each(flush_folder);
        Ok(Grown { path: path.to_owned(), file, hash: Sha256::new(), bytes: 0 })
    }

    /// Goes on behind the first part of a file, and cuts off what is behind that; nothing if it has no such part.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn go_on(path: &Path, extent: &Extent) -> Result<Option<Self>, OutputError> {
        let system = || OutputError::system("write", path);
        let mut file = match File::options().read(true).write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(system())?,
        };
        let Some(hash) = hashed(&mut file, extent).map_err(system())? else { return Ok(None) };
        file.set_len(extent.bytes).and_then(|()| file.seek(SeekFrom::Start(extent.bytes))).map_err(system())?;
        Ok(Some(Grown { path: path.to_owned(), file, hash, bytes: extent.bytes }))
    }

    /// Has a file such a first part?
    ///
    /// # Errors
    /// If the system refuses.
    pub fn is_in(path: &Path, extent: &Extent) -> Result<bool, OutputError> {
        match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            opened => opened.and_then(|mut file| hashed(&mut file, extent)),
        }
        .map(|hash| hash.is_some())
        .map_err(OutputError::system("read", path))
    }

    /// Appends the first part of another file, without its first bytes, which must be these; nothing happens to the other.
    /// Whether it has such a part: if not, what was appended is of no use.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn append(&mut self, other: &Path, extent: &Extent, without: &[u8]) -> Result<bool, OutputError> {
        let mut from = match File::open(other) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            opened => opened.map_err(OutputError::system("read", other))?,
        };
        let mut first = vec![0; without.len()];
        if extent.bytes < first.len() as u64 || from.read_exact(&mut first).is_err() || first != without {
            return Ok(false);
        }
        let mut hash = Sha256::new_with_prefix(&first);
        let there = each_chunk(&mut from, extent.bytes - first.len() as u64, |chunk| {
            hash.update(chunk);
            self.put(chunk)
        });
        let there = there.map_err(OutputError::system("write", &self.path))?;
        Ok(there && hash.finalize()[..] == extent.sha256)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Appends some bytes.
    ///
    /// # Errors
    /// If the system refuses; then what is there is of no use but for what a checkpoint knows.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.put(bytes).map_err(OutputError::system("write", &self.path))
    }

    /// Flushes all of it to the disk.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn flush(&mut self) -> Result<Extent, OutputError> {
        self.file.sync_data().map_err(OutputError::system("write", &self.path))?;
        Ok(Extent { bytes: self.bytes, sha256: self.hash.clone().finalize().into() })
    }
}

/// The hash of the first part of a file, if it is that one.
fn hashed(file: &mut File, extent: &Extent) -> io::Result<Option<Sha256>> {
    let mut hash = Sha256::new();
    let there = each_chunk(file, extent.bytes, |chunk| {
        hash.update(chunk);
        Ok(())
    })?;
    Ok((there && hash.clone().finalize()[..] == extent.sha256).then_some(hash))
}

/// Does something with so many bytes of a file, piece by piece. Whether there are so many.
fn each_chunk(file: &mut File, bytes: u64, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<bool> {
    let mut chunk = vec![0; CHUNK];
    let mut left = bytes;
    while left > 0 {
        let wanted = left.min(CHUNK as u64) as usize;
        match file.read(&mut chunk[..wanted])? {
            0 => return Ok(false),
            read => {
                each(&chunk[..read])?;
                left -= read as u64;
            }
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_cut_to_what_a_checkpoint_knows_and_goes_on_to_the_same_bytes() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("runs.csv");
        let mut grown = Grown::begin(&path).unwrap();
        grown.write(b"run\n1\n2\n").unwrap();
        let known = grown.flush().unwrap();
        grown.write(b"3\n4").unwrap();
        drop(grown);
        let mut grown = Grown::go_on(&path, &known).unwrap().unwrap();
        grown.write(b"3\n").unwrap();
        let all = grown.flush().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"run\n1\n2\n3\n");
        assert_eq!((all.bytes, all.digest()), (10, super::super::digest(b"run\n1\n2\n3\n")));
        // Nothing is known of a file that is shorter, was changed, or is not there; it is left alone.
        for content in [&b"run\n1\n2\n3"[..], b"run\n1\n7\n3\n", b""] {
            fs::write(&path, content).unwrap();
            assert!(Grown::go_on(&path, &all).unwrap().is_none());
            assert_eq!(fs::read(&path).unwrap(), content);
        }
        fs::remove_file(&path).unwrap();
        assert!(Grown::go_on(&path, &all).unwrap().is_none());
    }

    #[test]
    fn parts_go_together_without_their_headers() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        let part = |name: &str, content: &[u8]| {
            let mut grown = Grown::begin(&path(name)).unwrap();
            grown.write(content).unwrap();
            grown.flush().unwrap()
        };
        let (one, two) = (part("one", b"run\n1\n"), part("two", b"run\n2\n"));
        let mut whole = Grown::begin(&path("whole")).unwrap();
        whole.write(b"run\n").unwrap();
        assert!(whole.append(&path("one"), &one, b"run\n").unwrap());
        assert!(whole.append(&path("two"), &two, b"run\n").unwrap());
        assert_eq!(whole.flush().unwrap(), part("other", b"run\n1\n2\n"));
        assert!(!whole.append(&path("one"), &two, b"run\n").unwrap(), "of another digest");
        assert!(!whole.append(&path("one"), &one, b"day\n").unwrap(), "with another header");
        assert!(!whole.append(&path("three"), &one, b"run\n").unwrap(), "that is not there");
    }

    #[test]
    fn what_is_known_is_packed() {
        let extent = Extent { bytes: 1 << 40, sha256: [7; 32] };
        let mut writer = Writer::default();
        extent.pack(&mut writer);
        assert_eq!(Extent::unpack(&mut Reader::new(&writer.bytes)), Ok(extent));
        for cut in 0..writer.bytes.len() {
            assert!(Extent::unpack(&mut Reader::new(&writer.bytes[..cut])).is_err());
        }
    }
}
