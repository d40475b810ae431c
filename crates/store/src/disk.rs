//! What the disk under the store says and does.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::Error;

/// Megabytes that stay free beside the store: a full disk must never meet a half-written log.
pub const RESERVE_MB: u64 = 64;

/// Refuses early when the disk is nearly full.
pub(crate) fn reserve(path: &Path) -> Result<(), Error> {
    let free_mb = free_mb(path).unwrap_or(u64::MAX);
    if free_mb < RESERVE_MB { Err(Error::Full { free_mb, wanted_mb: RESERVE_MB }) } else { Ok(()) }
}

/// Megabytes free beside a file, if the system says.
pub fn free_mb(path: &Path) -> Option<u64> {
    let told = rustix::fs::statvfs(path).ok()?;
    Some(told.f_bavail.saturating_mul(told.f_frsize) >> 20)
}

/// Did a sync fail? Then what memory shows may not be on the disk, and nothing more is written by this process.
pub(crate) fn is_sync_failure(cause: &Error) -> bool {
    use rusqlite::ffi;
    match cause {
        Error::Sqlite(rusqlite::Error::SqliteFailure(code, _)) => {
            matches!(code.extended_code, ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC)
        }
        Error::Disk(_) => true,
        _ => false,
    }
}

/// Brings the store's files to the disk as they are read now.
pub(crate) fn sync(path: &Path) -> Result<(), Error> {
    for name in files(path) {
        match File::open(&name) {
            Ok(file) => file.sync_all().map_err(|cause| Error::Disk(cause.to_string()))?,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(Error::Disk(cause.to_string())),
        }
    }
    Ok(())
}

/// The database and its own log.
fn files(path: &Path) -> [PathBuf; 2] {
    ["", "-wal"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

/// Makes a file that only its owner may read, whole or not at all: after a power cut it is there with all its bytes, or
/// not there. One that is there already is never touched.
///
/// # Errors
/// When it is there already, or cannot be made.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(format!(".partial-{}", std::process::id()));
    let partial = PathBuf::from(partial);
    // One of the same name was left by a process that is gone.
    let _ = std::fs::remove_file(&partial);
    write(&partial, bytes)?;
    let linked = match std::fs::hard_link(&partial, path) {
        // A stick or share that knows no second names: there only the order of writing helps.
        Err(cause)
            if matches!(cause.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported) =>
        {
            write(path, bytes)
        }
        other => other,
    };
    std::fs::remove_file(&partial)?;
    linked.and_then(|()| sync_folder(path))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a new file's name durable.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}

/// Drops what memory holds of the store's files, so that the next read shows what the disk has: after a failed write
/// the system may show bytes that never reached it.
pub(crate) fn forget_cached(path: &Path) {
    for name in files(path) {
        if let Ok(file) = File::open(name) {
            // Advice only: where it is not taken, nothing is worse than before.
            let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        }
    }
}

/// Do two files lie on the same file system, if the system says?
pub fn same_disk(a: &Path, b: &Path) -> Option<bool> {
    use std::os::unix::fs::MetadataExt;
    Some(std::fs::metadata(a).ok()?.dev() == std::fs::metadata(b).ok()?.dev())
}
