//! The schema and its versions.

use std::path::Path;

use rusqlite::Connection;

use crate::Error;

/// Marks the file as candour's, in SQLite's header: "CNDR".
const APPLICATION_ID: i64 = 0x434E_4452;
/// The schema version this program writes.
pub const VERSION: i64 = 2;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    /// Empty.
    Empty,
    /// Of the version this program writes.
    Current,
    /// Of version 1, before the ledger.
    First,
}

/// Looks whose file it is and how old.
pub(crate) fn look(connection: &Connection, path: &Path) -> Result<Is, Error> {
    let application: i64 = pragma(connection, "application_id").map_err(|cause| match cause {
        Error::Sqlite(cause) if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            Error::Foreign(path.to_owned())
        }
        other => other,
    })?;
    let version: i64 = pragma(connection, "user_version")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, version, tables) {
        (APPLICATION_ID, VERSION, _) => Ok(Is::Current),
        (APPLICATION_ID, 1, _) => Ok(Is::First),
        (APPLICATION_ID, found, _) => Err(Error::Newer { found, known: VERSION }),
        (0, 0, 0) => Ok(Is::Empty),
        _ => Err(Error::Foreign(path.to_owned())),
    }
}

/// Creates the schema in an empty file.
pub(crate) fn create(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("schema/2.sql"))?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, Error> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}
