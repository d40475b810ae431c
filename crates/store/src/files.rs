//! Whole files put in place of others, and bytes that must not stay behind.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use crate::disk::sync_folder;

/// The same path with an ending behind its name.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The database's own files beside it: its log and the log's index.
pub fn companions(path: &Path) -> [PathBuf; 2] {
    [with_ending(path, "-wal"), with_ending(path, "-shm")]
}

/// Makes an empty file that only its owner may read.
///
/// # Errors
/// What the operating system says; also when the file is there.
pub fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes what was written durable and puts it in the place of another file, so that a stop leaves the one or the other.
///
/// # Errors
/// What the operating system says.
pub fn put_in_place(from: &Path, to: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    std::fs::rename(from, to)?;
    sync_folder(to)
}

/// As [`put_in_place`], and overwrites the bytes of the file that stood there, unless it has another name still.
///
/// # Errors
/// What the operating system says.
pub fn put_in_place_of(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let replaced = OpenOptions::new().write(true).open(to);
    put_in_place(from, to)?;
    match replaced {
        Ok(mut replaced) if replaced.metadata()?.nlink() == 0 => overwrite(&mut replaced),
        _ => Ok(()),
    }
}

/// Removes a file if it is there.
///
/// # Errors
/// What the operating system says.
pub fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

/// Removes a database with its companions, if they are there.
///
/// # Errors
/// What the operating system says.
pub fn remove_database(path: &Path) -> io::Result<()> {
    remove(path)?;
    companions(path).iter().try_for_each(|path| remove(path))
}

/// Overwrites a file's bytes, then removes it. A disk that writes elsewhere than where it read (flash, snapshots) may
/// still hold the old ones: only encryption under a key that is gone helps there.
///
/// # Errors
/// What the operating system says.
pub fn wipe(path: &Path) -> io::Result<()> {
    overwrite(&mut OpenOptions::new().write(true).open(path)?)?;
    std::fs::remove_file(path)?;
    sync_folder(path)
}

/// Overwrites the bytes of an open file, whatever name it still has.
///
/// # Errors
/// What the operating system says.
pub fn overwrite(file: &mut File) -> io::Result<()> {
    use std::io::Seek;
    file.rewind()?;
    let mut left = file.metadata()?.len();
    let zeros = vec![0; 1 << 16];
    while left > 0 {
        let length = left.min(zeros.len() as u64);
        file.write_all(&zeros[..length as usize])?;
        left -= length;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    #[test]
    fn a_wiped_file_is_gone_and_its_bytes_are_zero() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("old");
        std::fs::write(&path, vec![7; 200_000]).expect("written");
        let mut held = std::fs::File::open(&path).expect("opens");
        super::wipe(&path).expect("wiped");
        let mut bytes = Vec::new();
        held.read_to_end(&mut bytes).expect("reads");
        assert!(!path.exists() && bytes.len() == 200_000 && bytes.iter().all(|byte| *byte == 0));
    }
}
