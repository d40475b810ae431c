//! The schema and its versions.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// Marks the file as candour's, in SQLite's header: "CNDR".
const APPLICATION_ID: i64 = 0x434E_4452;
/// The schema version this program writes.
pub const VERSION: i64 = 3;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    /// Empty.
    Empty,
    /// Of the version this program writes.
    Current,
    /// Of version 2: it reads but for what is found by a keyed hash, and is brought to this version when it is opened to write.
    Second,
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
        (APPLICATION_ID, 2, _) => Ok(Is::Second),
        (APPLICATION_ID, 1, _) => Ok(Is::First),
        (APPLICATION_ID, found, _) => Err(Error::Newer { found, known: VERSION }),
        (0, 0, 0) => Ok(Is::Empty),
        _ => Err(Error::Foreign(path.to_owned())),
    }
}

/// Creates the schema in an empty file, and says whose it is: in one transaction, so that no store is without a log's name.
pub(crate) fn create(connection: &mut Connection, whose: &[(&str, &str)]) -> Result<(), Error> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("schema/3.sql"))?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    for (name, value) in whose {
        crate::opening::put_meta(&transaction, name, value)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Brings a file of version 2 to this version, in one transaction. Nothing of the log is touched.
pub(crate) fn upgrade(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker.
    if pragma(&transaction, "user_version")? == 2 {
        transaction.execute_batch(include_str!("schema/2_to_3.sql"))?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    Ok(transaction.commit()?)
}

/// What is odd about a file's header and tables, in words: every table, column and index must be exactly as it was made.
pub(crate) fn oddities(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut odd = Vec::new();
    let (application, version) = (pragma(connection, "application_id")?, pragma(connection, "user_version")?);
    if application != APPLICATION_ID {
        odd.push(format!(
            "the file's header does not say that it is candour's: its mark is `{application:#x}`"
        ));
    }
    if version != VERSION {
        let remedy = if version == 2 { ": run `candour migrate`, then this again" } else { "" };
        odd.push(format!(
            "the file's header says schema version `{version}`, and this candour knows `{VERSION}`{remedy}"
        ));
    }
    let mut blank = Connection::open_in_memory()?;
    create(&mut blank, &[])?;
    let (wanted, found) = (parts(&blank)?, parts(connection)?);
    for (name, sql) in &wanted {
        match found.get(name) {
            None => odd.push(format!("{name} is missing")),
            Some(other) if other != sql => odd.push(format!("{name} is not as candour makes it")),
            Some(_) => {}
        }
    }
    for name in found.keys().filter(|name| !wanted.contains_key(*name)) {
        odd.push(format!("{name} is none of candour's"));
    }
    Ok(odd)
}

/// Every table, index, view and trigger with the words that made it, spaces and remarks apart.
fn parts(connection: &Connection) -> Result<BTreeMap<String, String>, Error> {
    let mut query = connection.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")?;
    let text = |row: &rusqlite::Row<'_>, column: usize| -> Result<String, rusqlite::Error> {
        Ok(String::from_utf8_lossy(row.get_ref(column)?.as_bytes().unwrap_or_default()).into_owned())
    };
    let found = query.query_map([], |row| {
        let name: String = text(row, 1)?.chars().filter(|c| !c.is_control()).take(80).collect();
        Ok((format!("{} `{name}`", text(row, 0)?), plain(&text(row, 2)?)))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn plain(sql: &str) -> String {
    let without_remarks = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    without_remarks.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, Error> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}
