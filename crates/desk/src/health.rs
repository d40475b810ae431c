//! How a store is: looked at without its passphrase, and without writing anything.

mod backups;
mod findings;

use std::path::{Path, PathBuf};

use record::Logged;
use store::last_signed::LastSigned;
use store::{Counted, Reader, files};

pub use self::backups::BackupHealth;
pub use self::findings::HealthFinding;
use crate::{Error, Place};

/// What the second copy of the last signed size says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecondCopy {
    /// It says what the store says.
    Agrees,
    /// It is of so many entries, fewer than the store holds: a stop between two syncs, mended at the next start.
    Behind(u64),
    /// The store is older than what was signed.
    StoreBehind(u64),
    /// The store holds another history than was signed.
    Contradicts(u64),
    /// It is not there.
    Missing,
    /// It does not read, or is another log's.
    Unreadable(String),
}

/// How a store is.
#[derive(Clone, Debug)]
pub struct Health {
    /// The store.
    pub store: PathBuf,
    /// The log's name.
    pub origin: String,
    /// Version of its schema.
    pub schema: i64,
    /// Entries.
    pub size: u64,
    /// Size of the newest checkpoint; `None`: there is none.
    pub checkpoint: Option<u64>,
    /// When the last entry was logged.
    pub last_logged: Option<Logged>,
    /// The second copy.
    pub second_copy: SecondCopy,
    /// Is the second copy on the same disk as the store?
    pub same_disk: Option<bool>,
    /// Bytes of the database, and of its own log.
    pub bytes: (u64, u64),
    /// Megabytes free beside the store.
    pub free_mb: Option<u64>,
    /// What SQLite says of the file; `None`: nothing is wrong.
    pub damage: Option<String>,
    /// The backups the store knows.
    pub backups: Vec<BackupHealth>,
    /// Rights of the store and of the key file; `None`: not there.
    pub modes: (Option<u32>, Option<u32>),
    /// Tellings with a receipt, subjects that were erased.
    pub counts: (u64, u64),
    /// What should be mended.
    pub findings: Vec<HealthFinding>,
}

/// Looks at a store.
///
/// # Errors
/// [`Error`] when it cannot be read at all.
pub fn health(place: &Place, now: Logged) -> Result<Health, Error> {
    let path = &place.address.0;
    let reader = Reader::open(&place.address)?;
    let size = reader.size()?;
    let origin = reader.meta("origin")?.unwrap_or_default();
    let mut checkpoint = None;
    reader.checkpoints(size, &mut |size, _| {
        checkpoint = Some(size);
        Ok(())
    })?;
    let mut health = Health {
        store: path.clone(),
        schema: store::VERSION,
        size,
        checkpoint,
        last_logged: reader.last_logged()?,
        second_copy: second_copy(&reader, &place.last_signed, &origin)?,
        same_disk: store::same_disk(path, &place.last_signed),
        bytes: (length(path), length(&files::with_ending(path, "-wal"))),
        free_mb: store::free_mb(path),
        damage: reader.quick_integrity()?,
        backups: backups::look(&reader, &origin, size, now)?,
        modes: (mode(path), mode(&place.keys)),
        counts: (reader.count(Counted::Submissions)?, reader.count(Counted::ErasedSubjects)?),
        findings: Vec::new(),
        origin,
    };
    health.findings = findings::of(&health, now);
    Ok(health)
}

fn second_copy(reader: &Reader, path: &Path, origin: &str) -> Result<SecondCopy, Error> {
    let (whose, signed) = match LastSigned::look(path) {
        Ok(found) => found,
        Err(store::Error::NoLastSigned(_)) => return Ok(SecondCopy::Missing),
        Err(other) => return Ok(SecondCopy::Unreadable(other.to_string())),
    };
    if whose != origin {
        return Ok(SecondCopy::Unreadable(format!("it is of the log `{whose}`")));
    }
    // The store may have grown since its size was first read: what counts is that it holds what was signed.
    let size = reader.size()?;
    if signed.size > size {
        return Ok(SecondCopy::StoreBehind(signed.size));
    }
    Ok(match reader.root_at(signed.size) {
        Ok(root) if root != signed.root => SecondCopy::Contradicts(signed.size),
        Ok(_) if signed.size < size => SecondCopy::Behind(signed.size),
        Ok(_) => SecondCopy::Agrees,
        Err(_) => SecondCopy::Contradicts(signed.size),
    })
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(std::fs::metadata(path).ok()?.permissions().mode() & 0o777)
}
