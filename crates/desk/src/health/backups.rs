//! The backups a store knows: each reachable, how old, how far behind?

use std::path::{Path, PathBuf};

use record::Logged;
use store::Reader;

use crate::Error;

/// How a backup is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupHealth {
    /// Where it was written.
    pub path: PathBuf,
    /// When.
    pub made: Logged,
    /// Whole days since.
    pub days_old: i64,
    /// Entries that came since, by what the file itself holds or, where it is out of reach, by what was written down.
    pub behind: u64,
    /// `None`: it can be read and is of this log, or of one that this log goes on from.
    pub out_of_reach: Option<String>,
}

pub(super) fn look(
    reader: &Reader,
    origin: &str,
    size: u64,
    now: Logged,
) -> Result<Vec<BackupHealth>, Error> {
    let mut backups = Vec::new();
    let former = reader.former_checkpoints()?;
    let ours = |whose: &str| whose == origin || former.iter().any(|(former, _, _)| former == whose);
    for (path, made, noted) in reader.backups()? {
        let found = held(Path::new(&path), &ours);
        backups.push(BackupHealth {
            path: path.into(),
            made: Logged(made),
            days_old: now.0.saturating_sub(made).max(0) / 86_400_000_000,
            behind: size.saturating_sub(*found.as_ref().unwrap_or(&noted)),
            out_of_reach: found.err(),
        });
    }
    Ok(backups)
}

fn held(path: &Path, ours: &dyn Fn(&str) -> bool) -> Result<u64, String> {
    let backup = Reader::untouched(path).map_err(|cause| cause.to_string())?;
    let whose = backup.meta("origin").map_err(|cause| cause.to_string())?.unwrap_or_default();
    if !ours(&whose) {
        return Err(format!("it is of the log `{whose}`"));
    }
    backup.size().map_err(|cause| cause.to_string())
}
