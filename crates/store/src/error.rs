//! What can go wrong with a store.

use std::path::PathBuf;

use record::EventId;

/// An operation on the store failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is not one candour knows.
    #[error("store address `{0}` is not known; write `sqlite:FILE`")]
    Address(String),
    /// The file is not there.
    #[error(
        "store `{0}` is not there or is empty; name it with `--store sqlite:FILE`, or make one with `candour import`"
    )]
    NotThere(PathBuf),
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
    #[error(
        "store has schema version {found}, this candour knows {known}; use the newer candour, nothing was touched"
    )]
    Newer {
        /// The file's version.
        found: i64,
        /// The version known.
        known: i64,
    },
    /// The file was written by an older candour, without a ledger.
    #[error(
        "store `{0}` was written before the ledger, its names lie open; run `candour migrate --store sqlite:FILE` once"
    )]
    Older(PathBuf),
    /// The file was written by an earlier candour that had a ledger.
    #[error(
        "store `{0}` was written by an earlier candour; run `candour migrate --store sqlite:FILE` once, which leaves its log as it is"
    )]
    Earlier(PathBuf),
    /// The store was migrated already.
    #[error("store `{0}` is of this version already; there is nothing to migrate")]
    Migrated(PathBuf),
    /// Another process has the store open.
    #[error("another program has store `{0}` open; stop it, then run this again")]
    InUse(PathBuf),
    /// It is some other program's database.
    #[error("`{0}` is a database of another program; name another file")]
    Foreign(PathBuf),
    /// The store is another log's.
    #[error(
        "the store is the log `{found}`, the key file is of `{wanted}`; name the key file that was made with this store with `--keys`"
    )]
    OtherLog {
        /// The store's origin.
        found: String,
        /// The key file's.
        wanted: String,
    },
    /// The signing key is not the one the log was begun with.
    #[error(
        "the log `{0}` was begun with another signing key; name the key file that was made with this store with `--keys`"
    )]
    OtherKey(String),
    /// A stored event does not read.
    #[error("event {id} does not read: {words}")]
    Damaged {
        /// The event.
        id: EventId,
        /// Why, and the remedy.
        words: String,
    },
    /// The log does not fit together.
    #[error("the log is damaged: {0}; run `candour log audit`, and restore the store from a backup")]
    Log(String),
    /// The store is older than what was signed.
    #[error(
        "store refuses to start: it holds {found} entries, and {signed} were signed; this is an old copy. Bring back the newest one, or `candour restore` a newer backup; whoever holds a receipt for a lost entry can prove it"
    )]
    Behind {
        /// Entries in the store.
        found: u64,
        /// Entries that were signed.
        signed: u64,
    },
    /// The store's history is not the one that was signed.
    #[error(
        "store refuses to start: its first {size} entries are not those that were signed; somebody changed them. Keep this copy as evidence, run `candour log audit`, and restore a backup"
    )]
    Contradicts {
        /// The size that was signed.
        size: u64,
    },
    /// There is no second copy of the last signed size.
    #[error(
        "store refuses to start: `{0}`, the second copy of the last signed size, is not there; bring it back, or name its place with `--last-signed`. If it is lost for good, `candour log audit --since FILE --renew` with any receipt or checkpoint from outside makes it anew"
    )]
    NoLastSigned(PathBuf),
    /// The second copy does not read.
    #[error(
        "`{0}`, the second copy of the last signed size, does not read; move it away and renew it with `candour log audit --since FILE --renew` and any receipt or checkpoint from outside"
    )]
    LastSignedDamaged(PathBuf),
    /// The second copy is another log's.
    #[error("`{path}` is the second copy of the log `{origin}`; name this log's with `--last-signed`")]
    LastSignedOther {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        origin: String,
    },
    /// The second copy cannot be written.
    #[error(
        "`{path}`, the second copy of the last signed size: {cause}; nothing was answered, mend the cause and send it again"
    )]
    LastSigned {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        cause: std::io::Error,
    },
    /// A write or sync failed.
    #[error(
        "the disk did not keep what was written: {0}; nothing of this was answered as recorded. Check the disk and the free space, then send it again: the same submission is recorded once"
    )]
    Disk(String),
    /// The disk is nearly full.
    #[error(
        "only {free_mb} MB are free beside the store and {wanted_mb} are kept in reserve; nothing was recorded, make room and send it again"
    )]
    Full {
        /// Megabytes free.
        free_mb: u64,
        /// Megabytes that must be free.
        wanted_mb: u64,
    },
    /// The submission id was used for something else.
    #[error(
        "this submission id was already used to tell something else; choose another id, both are kept apart"
    )]
    OtherTelling,
    /// What was told was erased since.
    #[error(
        "this was told and recorded as entry {0}, and its words were erased since; nothing was recorded again"
    )]
    Erased(u64),
    /// A key that was met before is gone: somebody was erased meanwhile.
    #[error(
        "the key of subject {0} was destroyed by an erasure meanwhile; nothing was recorded, send it again"
    )]
    SubjectGone(u64),
    /// Somebody reads the store, so that its log cannot be emptied.
    #[error(
        "another program reads the store, so that bytes of what was destroyed may still stand in its `-wal` file; let it end (an audit, a backup), then start any command on the store again"
    )]
    StillRead,
    /// The writer is gone.
    #[error("the store has stopped after a failure; start the command again")]
    Stopped,
    /// Something of the log's own formats.
    #[error("the log cannot be written: {0}")]
    Ledger(String),
    /// SQLite says no: a full disk, a failed sync, a lock.
    #[error("store failed: {0}; nothing of this batch was kept, mend the cause and try again")]
    Sqlite(#[from] rusqlite::Error),
}

impl From<ledger::proof::ProofError> for Error {
    fn from(cause: ledger::proof::ProofError) -> Self {
        Self::Log(cause.to_string())
    }
}
