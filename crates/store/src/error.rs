//! What can go wrong with a store.

use std::path::PathBuf;

use record::EventId;
use record::canonical::DecodeError;

/// An operation on the store failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is not one candour knows.
    #[error("store address `{0}` is not known; write `sqlite:FILE`")]
    Address(String),
    /// The file cannot be opened.
    #[error("store `{path}` cannot be opened: {cause}; check that the folder exists and may be written")]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The file cannot be made.
    #[error("store `{path}` cannot be made: {cause}; check that the folder exists and may be written")]
    Place {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        cause: std::io::Error,
    },
    /// A safety setting did not take.
    #[error(
        "store refuses to start: `{pragma}` is `{found}` and must be `{wanted}`; move the store to a local disk"
    )]
    Pragma {
        /// The setting.
        pragma: &'static str,
        /// What it must be.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
    /// The file was written by a newer candour.
    #[error("store has schema version {found}, this candour knows {known}; use the newer candour")]
    Newer {
        /// The file's version.
        found: i64,
        /// The version known.
        known: i64,
    },
    /// It is some other program's database.
    #[error("`{0}` is a database of another program; name another file")]
    Foreign(PathBuf),
    /// A stored event does not read.
    #[error("event {id} does not read: {cause}")]
    Damaged {
        /// The event.
        id: EventId,
        /// Why.
        cause: DecodeError,
    },
    /// SQLite says no: a full disk, a failed sync, a lock.
    #[error("store failed: {0}; nothing of this batch was kept, mend the cause and import again")]
    Sqlite(#[from] rusqlite::Error),
}
