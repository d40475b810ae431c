//! Files of a static log: read whole, written whole, synced.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// No file of a log is larger: 256 entries of the greatest length.
const LARGEST: u64 = 32 << 20;

/// The newest checkpoint.
pub(super) const CHECKPOINT: &str = "checkpoint";

/// Reads a file; `None`: it is not there.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Writes files so that each is there whole or not at all, and remembers the folders to sync.
#[derive(Debug)]
pub(super) struct Writer {
    root: PathBuf,
    folders: BTreeSet<PathBuf>,
    pub(super) written: u64,
}

impl Writer {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), folders: BTreeSet::new(), written: 0 }
    }

    /// Writes a file beside its place, syncs it, and puts it there. One that is there with these bytes stays.
    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let place = self.root.join(path);
        if read(&place).ok().flatten().is_some_and(|there| there == bytes) {
            return Ok(());
        }
        let folder = place.parent().unwrap_or(&self.root).to_owned();
        fs::create_dir_all(&folder)?;
        let mut partial = place.clone().into_os_string();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&partial, &place)?;
        self.written += 1;
        for above in folder.ancestors() {
            if !self.folders.insert(above.to_owned()) || above == self.root {
                break;
            }
        }
        Ok(())
    }

    /// Makes every name durable that was put so far.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        for folder in core::mem::take(&mut self.folders) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}
