//! What the disk under the store says and does.

use std::fs::File;
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
        _ => false,
    }
}

/// Drops what memory holds of the store's files, so that the next read shows what the disk has: after a failed write
/// the system may show bytes that never reached it.
pub(crate) fn forget_cached(path: &Path) {
    for ending in ["", "-wal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        if let Ok(file) = File::open(PathBuf::from(name)) {
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
