//! Stores of version 1, from before the ledger: names lay open in them. They are only read, to be migrated.

use std::path::{Path, PathBuf};

use record::source::{Completeness, SourceFile};
use record::{AgencyId, Code, Coverage, Day, Event, EventId, FileId, Logged};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::schema::Is;
use crate::{Error, files, schema};

/// An open store of version 1. While it is open nobody else writes to it.
#[derive(Debug)]
pub struct First {
    connection: Connection,
    path: PathBuf,
}

impl First {
    /// Opens the store and keeps others from writing.
    ///
    /// # Errors
    /// [`Error`] when it is not there, is not candour's, or is of another version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Error::NotThere(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|cause| Error::Open { path: path.to_owned(), cause })?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        connection.pragma_update(None, "temp_store", "MEMORY").map_err(|cause| foreign(path, cause))?;
        match schema::look(&connection, path)? {
            Is::First => {}
            Is::Current | Is::Second => return Err(Error::Migrated(path.to_owned())),
            Is::Empty => return Err(Error::NotThere(path.to_owned())),
        }
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// The secret that keyed the hashes of imported rows; `None`: nothing was ever imported.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn secret(&self) -> Result<Option<[u8; 32]>, Error> {
        let query = "SELECT value FROM secret WHERE name = 'import_key'";
        Ok(self.connection.query_row(query, [], |row| row.get(0)).optional()?)
    }

    /// How many events there are.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn size(&self) -> Result<u64, Error> {
        let query = "SELECT count(*) FROM event";
        Ok(self.connection.query_row(query, [], |row| row.get::<_, i64>(0))? as u64)
    }

    /// Events in the order they were appended: the first behind `after`, at most `most`; with the position of the last.
    ///
    /// # Errors
    /// [`Error::Damaged`] names the first event that does not read.
    pub fn events(&self, after: i64, most: usize) -> Result<(i64, Vec<Event>), Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT position, id, kind, logged, header, fields FROM event WHERE position > ?1
             ORDER BY position LIMIT ?2",
        )?;
        let mut rows = query.query(params![after, most as i64])?;
        let (mut last, mut events) = (after, Vec::with_capacity(most));
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            let id: [u8; 16] = row.get(1)?;
            let id = EventId(u128::from_be_bytes(id));
            let (header, fields): (Vec<u8>, Vec<u8>) = (row.get(4)?, row.get(5)?);
            let event = record::stored::event(id, row.get(2)?, Logged(row.get(3)?), &header, &fields)
                .map_err(|cause| Error::Damaged { id, words: cause.to_string() })?;
            events.push(event);
        }
        Ok((last, events))
    }

    /// Every file with the SHA-256 of its bytes, by number.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn files(&self) -> Result<Vec<(SourceFile, [u8; 32])>, Error> {
        let mut query = self.connection.prepare(
            "SELECT id, path, digest, format, agency, covers_from, covers_to, completeness, read, skipped,
                    repaired, repeated, children, bytes FROM source_file ORDER BY id",
        )?;
        Ok(query.query_map([], file)?.collect::<Result<_, _>>()?)
    }

    /// Every policy that was used: digest, and its files a line each.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn policies(&self) -> Result<Vec<(String, String)>, Error> {
        let mut query = self.connection.prepare("SELECT digest, files FROM policy ORDER BY digest")?;
        Ok(query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// The keys that make a second import change nothing.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn seen(&self) -> Result<Vec<[u8; 16]>, Error> {
        let mut query = self.connection.prepare("SELECT key FROM seen ORDER BY key")?;
        Ok(query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Closes the store with all of it in its one file; the bytes of its own log are overwritten, names lay open in it too.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no, or another program has the store open.
    pub fn close(self) -> Result<(), Error> {
        self.connection.execute_batch("ROLLBACK")?;
        self.connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(()))?;
        let [wal, _] = files::companions(&self.path);
        let held = std::fs::OpenOptions::new().write(true).open(wal);
        let mode: String = self
            .connection
            .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
            .map_err(|cause| match cause.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DatabaseBusy) => Error::InUse(self.path.clone()),
                _ => Error::Sqlite(cause),
            })?;
        if mode != "delete" {
            return Err(Error::InUse(self.path));
        }
        drop(self.connection);
        held.map_or(Ok(()), |mut wal| files::overwrite(&mut wal))
            .map_err(|cause| Error::Place { path: self.path, cause })
    }
}

fn foreign(path: &Path, cause: rusqlite::Error) -> Error {
    match cause.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
        _ => Error::Sqlite(cause),
    }
}

fn file(row: &rusqlite::Row<'_>) -> Result<(SourceFile, [u8; 32]), rusqlite::Error> {
    let (from, to): (Option<i32>, Option<i32>) = (row.get(5)?, row.get(6)?);
    let completeness: String = row.get(7)?;
    let count = |column: usize| row.get::<_, i64>(column).map(|n| n.max(0) as u64);
    let file = SourceFile {
        id: FileId(row.get(0)?),
        path: row.get(1)?,
        format: Code::new(row.get::<_, String>(3)?),
        agency: AgencyId::new(row.get::<_, String>(4)?),
        covers: from.zip(to).map(|(from, to)| Coverage { from: Day(from), to: Day(to) }),
        completeness: Completeness::from_word(&completeness).unwrap_or(Completeness::NotStated),
        read: count(8)?,
        skipped: count(9)?,
        repaired: count(10)?,
        repeated: count(11)?,
        children: count(12)?,
        bytes: count(13)?,
    };
    Ok((file, row.get(2)?))
}
