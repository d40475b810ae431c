//! Why a backup, a restore or a migration is refused.

use std::path::PathBuf;

/// Keeping the store was refused; nothing was overwritten.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The place is one of the store's own.
    #[error("`{0}` is a part of the store itself; name another place for the backup, better on another disk")]
    OwnPlace(PathBuf),
    /// The place cannot be written into a table.
    #[error("`{0}` has a name that is not plain text; name the backup in plain letters")]
    Name(PathBuf),
    /// The place holds something else.
    #[error("`{path}` is there and is no candour backup ({why}); nothing was written, name another place")]
    NotABackup {
        /// The place.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The place holds a backup of another log.
    #[error("`{path}` is a backup of the log `{origin}`; nothing was written, name another place")]
    OtherLog {
        /// The place.
        path: PathBuf,
        /// Whose it is.
        origin: String,
    },
    /// The place holds a newer backup.
    #[error(
        "`{path}` holds {there} entries and the store {here}; the backup is newer and was left alone. Is this an old copy of the store? Run `candour health`"
    )]
    Newer {
        /// The place.
        path: PathBuf,
        /// Entries there.
        there: u64,
        /// Entries here.
        here: u64,
    },
    /// The backup does not hold together.
    #[error("backup `{path}` does not hold together and was not used: {why}; use another backup")]
    Unsound {
        /// The backup.
        path: PathBuf,
        /// What does not fit.
        why: String,
    },
    /// A store stands in the place.
    #[error("{why}; nothing was touched. `--keep-old FILE` moves what is there aside first")]
    Standing {
        /// What stands there.
        why: String,
    },
    /// The place the old store should be moved to is taken.
    #[error("`{0}` is there already; name a place that is free with `--keep-old` or `--keep`")]
    Taken(PathBuf),
    /// The backup is older than what was signed.
    #[error(
        "backup `{path}` holds {found} entries, and {signed} were signed: with it, entries that people hold receipts for would be lost. Bring back the newest copy of the store or a newer backup. If there is none, `--as-new-log ORIGIN` goes on under a new name and says openly what was lost"
    )]
    Behind {
        /// The backup.
        path: PathBuf,
        /// Entries in it.
        found: u64,
        /// Entries that were signed.
        signed: u64,
    },
    /// The backup's history is not the one that was signed.
    #[error(
        "the first {size} entries of backup `{path}` are not those that were signed; somebody changed them. Keep it as evidence and use another backup"
    )]
    Contradicts {
        /// The backup.
        path: PathBuf,
        /// The size that was signed.
        size: u64,
    },
    /// A new name is not needed.
    #[error(
        "backup `{0}` holds every entry that was signed: restore it without `--as-new-log`, nothing is lost"
    )]
    NotBehind(PathBuf),
    /// Without the second copy nobody can tell whether the backup is old.
    #[error(
        "`{0}`, the second copy of the last signed size, is not there, and without it nobody can tell whether this backup is old; bring it back or name it with `--last-signed`. If it is lost for good, renew it with `candour log audit --store sqlite:BACKUP --since FILE --renew` and any receipt or checkpoint from outside, or go on with `--as-new-log ORIGIN`"
    )]
    NoLastSigned(PathBuf),
    /// The new name is the old one.
    #[error("the log is called `{0}` already; give `--as-new-log` another name")]
    SameOrigin(String),
    /// Migrated events do not read back as they were.
    #[error(
        "event {0} did not read back as it was; the old store was left as it is. Keep it, and report this"
    )]
    NotEqual(u64),
}
