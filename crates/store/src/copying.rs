//! A consistent copy of a store, taken while others read and append.
//!
//! `VACUUM INTO` builds the copy from what the tables hold: no free page, and so no erased byte, comes along. A copy page
//! by page would bring them, as far as they were not overwritten.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};

use crate::{Error, files};

/// Copies the store at `from` into a new file that only its owner may read, and syncs it.
///
/// # Errors
/// [`Error`] when the copy cannot be made; what was begun of it is removed.
pub fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let place = |cause| Error::Place { path: to.to_owned(), cause };
    let file = files::create_private(to).map_err(place)?;
    let copied = into(from, to).and_then(|()| file.sync_all().map_err(place));
    if copied.is_err() {
        // The copy is of no use; that it stays is the smaller trouble.
        let _ = files::remove_database(to);
    }
    copied
}

fn into(from: &Path, to: &Path) -> Result<(), Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(from, flags)
        .map_err(|cause| Error::Open { path: from.to_owned(), cause })?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    let place = to.to_str().ok_or_else(|| Error::Place {
        path: to.to_owned(),
        cause: std::io::Error::other("the name is not plain text"),
    })?;
    connection.execute("VACUUM INTO ?1", params![place])?;
    Ok(())
}

/// Folds the database's own log into the file and makes sure that nobody else has the store open.
///
/// # Errors
/// [`Error::InUse`] when another program has.
pub fn alone(path: &Path) -> Result<(), Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|cause| Error::Open { path: path.to_owned(), cause })?;
    connection.busy_timeout(std::time::Duration::from_secs(2))?;
    let mode = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0));
    match mode {
        Ok(mode) if mode == "delete" => Ok(()),
        Err(cause) if cause.sqlite_error_code() != Some(rusqlite::ErrorCode::DatabaseBusy) => {
            Err(cause.into())
        }
        _ => Err(Error::InUse(path.to_owned())),
    }
}
