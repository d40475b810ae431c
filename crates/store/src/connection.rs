//! Connections with the settings that the promises rest on, read back.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};

use crate::Error;
use crate::schema::{self, Is};

/// Pragmas that the promises rest on, with the value each must read back.
/// `synchronous=FULL` (2): NORMAL loses acknowledged commits when the power fails.
/// `temp_store=MEMORY` (2): no temporary file ever holds a name. `wal_autocheckpoint=0`: the writer bounds the log itself,
/// between batches, so that no receipt waits for it.
const PRAGMAS: [(&str, &str, &str); 6] = [
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("secure_delete", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("wal_autocheckpoint", "0", "0"),
];

/// How surely a commit is on the disk when it returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Synchronous {
    /// Always: what every store uses.
    #[default]
    Full,
    /// Perhaps not: only for the proof that shows that it would notice.
    Normal,
}

/// A connection that may write.
pub(crate) fn writing(path: &Path, synchronous: Synchronous) -> Result<Connection, Error> {
    let connection = Connection::open(path).map_err(|cause| Error::Open { path: path.to_owned(), cause })?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    // Whose file it is comes first: a setting such as the journal's would be written into another program's file.
    if schema::look(&connection, path)? == Is::First {
        return Err(Error::Older(path.to_owned()));
    }
    for (name, value, wanted) in PRAGMAS {
        connection.pragma_update(None, name, value)?;
        let found = connection.pragma_query_value(None, name, text_of)?;
        if found != wanted {
            return Err(Error::Pragma { pragma: name, wanted, found });
        }
    }
    if synchronous == Synchronous::Normal {
        connection.pragma_update(None, "synchronous", "NORMAL")?;
    }
    Ok(connection)
}

/// A connection that only reads.
pub(crate) fn reading(path: &Path) -> Result<Connection, Error> {
    if !path.is_file() {
        return Err(Error::NotThere(path.to_owned()));
    }
    let open = |flags| {
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|cause| Error::Open { path: path.to_owned(), cause })
    };
    // A log file that an earlier run left must be gone through first, which needs the right to write.
    let connection =
        open(OpenFlags::SQLITE_OPEN_READ_WRITE).or_else(|_| open(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "query_only", "ON").map_err(|cause| match cause.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
        _ => Error::Sqlite(cause),
    })?;
    Ok(connection)
}

/// A pragma's value as text, whatever type SQLite gives it.
fn text_of(row: &Row<'_>) -> Result<String, rusqlite::Error> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(0)? {
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        other => format!("{other:?}"),
    })
}

/// A connection to a file that nobody writes, such as a backup: nothing is made beside it, and no right to write is needed.
/// A file that has a log of its own beside it is gone through as a store is.
pub(crate) fn untouched(path: &Path) -> Result<Connection, Error> {
    if !path.is_file() {
        return Err(Error::NotThere(path.to_owned()));
    }
    let [wal, _] = crate::files::companions(path);
    if std::fs::metadata(wal).is_ok_and(|wal| wal.len() > 0) {
        return reading(path);
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(format!("file:{}?immutable=1", escaped(path)), flags)
        .map_err(|cause| Error::Open { path: path.to_owned(), cause })?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}

/// A path as it stands in an address.
fn escaped(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut out = String::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                out.push(char::from(*byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{PRAGMAS, Synchronous, text_of, untouched, writing};
    use crate::Error;

    #[test]
    fn every_safety_setting_reads_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let connection = writing(&folder.path().join("a.db"), Synchronous::Full).expect("opens");
        for (name, _, wanted) in PRAGMAS {
            assert_eq!(connection.pragma_query_value(None, name, text_of).expect("reads"), wanted, "{name}");
        }
    }

    #[test]
    fn a_setting_that_does_not_take_stops_the_start() {
        // A database in memory cannot have a log of its own.
        let refused = writing(Path::new(":memory:"), Synchronous::Full).expect_err("refused");
        assert!(matches!(refused, Error::Pragma { pragma: "journal_mode", .. }), "{refused}");
    }

    #[test]
    fn a_file_of_any_name_is_read_without_touching_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a b?c#d%25é.db");
        drop(writing(&path, Synchronous::Full).expect("opens"));
        untouched(&path).expect("opens");
        let count = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(count, 1, "nothing stands beside it");
    }
}
