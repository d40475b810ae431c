//! The schema and its versions.

use std::path::Path;

use rusqlite::Connection;

use crate::Error;

/// Marks the file as candour's, in SQLite's header: "CNDR".
const APPLICATION_ID: i64 = 0x434E_4452;
/// The schema version this program writes.
const VERSION: i64 = 1;

/// Creates the schema in an empty file; checks whose file it is and how old.
pub(crate) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let application: i64 = pragma(connection, "application_id")?;
    let version: i64 = pragma(connection, "user_version")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, version, tables) {
        (APPLICATION_ID, VERSION, _) => Ok(()),
        (APPLICATION_ID, found, _) => Err(Error::Newer { found, known: VERSION }),
        (0, 0, 0) => create(connection),
        _ => Err(Error::Foreign(path.to_owned())),
    }
}

fn create(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("schema.sql"))?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, Error> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}
