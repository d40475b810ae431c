//! The second copy of the last signed size and root, in a file of its own, better on another file system.
//!
//! A restored old database is whole and consistent in itself: only something outside it can tell that it is old. Two
//! slots of 4,096 bytes are written in turn, so that a torn write always leaves the one before. Each slot is text:
//!
//! ```text
//! candour last signed v1
//! westbrook.example/candour
//! 109482
//! sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
//! <SHA-256 of the lines above, base64>
//! ```

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use ledger::hash::Hash;
use sha2::{Digest, Sha256};

use crate::{Error, disk};

const FIRST: &str = "candour last signed v1";
const SLOT: u64 = 4096;

/// A size and its root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeAndRoot {
    /// How many entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

/// The file.
#[derive(Debug)]
pub struct LastSigned {
    path: PathBuf,
    origin: String,
    file: File,
}

impl LastSigned {
    /// Makes the file for a log that is only beginning.
    ///
    /// # Errors
    /// [`Error::LastSigned`] when it is there already or cannot be made.
    pub fn create(path: &Path, origin: &str) -> Result<Self, Error> {
        Self::make(path, origin, SizeAndRoot { size: 0, root: Hash::EMPTY_TREE })
    }

    /// Makes the file anew for a log that was audited from outside.
    ///
    /// # Errors
    /// [`Error::LastSigned`] when it is there already or cannot be made.
    pub fn make(path: &Path, origin: &str, is: SizeAndRoot) -> Result<Self, Error> {
        let wrong = |cause| Error::LastSigned { path: path.to_owned(), cause };
        disk::write_new(path, &slot(origin, is)).map_err(wrong)?;
        Self::open(path, origin)
    }

    /// Opens the file.
    ///
    /// # Errors
    /// [`Error::NoLastSigned`] when it is not there.
    pub fn open(path: &Path, origin: &str) -> Result<Self, Error> {
        match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => Ok(Self { path: path.to_owned(), origin: origin.to_owned(), file }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                Err(Error::NoLastSigned(path.to_owned()))
            }
            Err(cause) => Err(Error::LastSigned { path: path.to_owned(), cause }),
        }
    }

    /// Whose it is and what it says, without the right to write.
    ///
    /// # Errors
    /// [`Error::NoLastSigned`] when it is not there, [`Error::LastSignedDamaged`] when neither slot is whole.
    pub fn look(path: &Path) -> Result<(String, SizeAndRoot), Error> {
        let file = File::open(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => Error::NoLastSigned(path.to_owned()),
            _ => Error::LastSigned { path: path.to_owned(), cause },
        })?;
        let last = Self { path: path.to_owned(), origin: String::new(), file };
        let slots = [last.slot(0), last.slot(1)];
        let whole = slots.into_iter().flatten().max_by_key(|(_, is)| is.size);
        whole.ok_or_else(|| Error::LastSignedDamaged(path.to_owned()))
    }

    /// What it says: the larger of the slots that are whole.
    ///
    /// # Errors
    /// [`Error::LastSignedDamaged`] when neither slot is whole, or it is another log's.
    pub fn read(&self) -> Result<SizeAndRoot, Error> {
        let slots = [self.slot(0), self.slot(1)];
        let whole = slots.iter().flatten().max_by_key(|(_, is)| is.size);
        match whole {
            Some((origin, is)) if *origin == self.origin => Ok(*is),
            Some((origin, _)) => {
                Err(Error::LastSignedOther { path: self.path.clone(), origin: origin.clone() })
            }
            None => Err(Error::LastSignedDamaged(self.path.clone())),
        }
    }

    /// Writes a larger size and syncs. What another process wrote meanwhile is never made smaller.
    ///
    /// # Errors
    /// [`Error::LastSigned`]: then nothing may be answered.
    pub fn advance(&self, to: SizeAndRoot) -> Result<(), Error> {
        let wrong = |cause| Error::LastSigned { path: self.path.clone(), cause };
        self.file.lock().map_err(wrong)?;
        let done = self.advance_locked(to);
        self.file.unlock().map_err(wrong)?;
        done
    }

    fn advance_locked(&self, to: SizeAndRoot) -> Result<(), Error> {
        let slots = [self.slot(0), self.slot(1)];
        let size = |n: usize| slots[n].as_ref().map(|(_, is)| is.size);
        if size(0).max(size(1)).is_some_and(|there| there >= to.size) {
            return Ok(());
        }
        let older = u64::from(size(0) >= size(1));
        self.put(older, to)
            .and_then(|()| self.file.sync_data())
            .map_err(|cause| Error::LastSigned { path: self.path.clone(), cause })
    }

    fn put(&self, place: u64, is: SizeAndRoot) -> io::Result<()> {
        self.file.write_all_at(&slot(&self.origin, is), place * SLOT)
    }

    fn slot(&self, slot: u64) -> Option<(String, SizeAndRoot)> {
        let mut bytes = vec![0; SLOT as usize];
        self.file.read_exact_at(&mut bytes, slot * SLOT).ok()?;
        let text = core::str::from_utf8(&bytes).ok()?;
        let mut lines = text.split('\n');
        let (first, origin, size, root, digest) =
            (lines.next()?, lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let head = format!("{first}\n{origin}\n{size}\n{root}\n");
        let whole = Hash(Sha256::digest(head.as_bytes()).into()).to_base64() == digest && first == FIRST;
        let is = SizeAndRoot { size: size.parse().ok()?, root: Hash::from_base64(root)? };
        whole.then(|| (origin.to_owned(), is))
    }
}

/// The bytes of a slot.
fn slot(origin: &str, is: SizeAndRoot) -> Vec<u8> {
    let lines = format!("{FIRST}\n{origin}\n{}\n{}\n", is.size, is.root);
    let digest = Hash(Sha256::digest(lines.as_bytes()).into());
    let mut bytes = format!("{lines}{digest}\n").into_bytes();
    bytes.resize(SLOT as usize, b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use ledger::hash::Hash;

    use super::{LastSigned, SizeAndRoot};

    #[test]
    fn it_only_grows_and_survives_a_torn_slot() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("last");
        let last = LastSigned::create(&path, "a.example").expect("made");
        for size in 1..=5u8 {
            last.advance(SizeAndRoot { size: size.into(), root: Hash([size; 32]) }).expect("kept");
        }
        last.advance(SizeAndRoot { size: 3, root: Hash([9; 32]) }).expect("left alone");
        let opened = LastSigned::open(&path, "a.example").expect("opens");
        assert_eq!(opened.read().expect("reads"), SizeAndRoot { size: 5, root: Hash([5; 32]) });
        let bytes = std::fs::read(&path).expect("read");
        for torn in [10, 4096 + 10] {
            let mut bytes = bytes.clone();
            bytes[torn] ^= 1;
            std::fs::write(&path, &bytes).expect("written");
            let size = LastSigned::open(&path, "a.example").expect("opens").read().expect("reads").size;
            assert!(size >= 4, "the other slot is whole");
        }
        assert!(LastSigned::open(&path, "b.example").expect("opens").read().is_err(), "another log's");
    }
}
