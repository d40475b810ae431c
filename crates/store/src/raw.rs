//! Reading a store as it is, damage and all: for the audit. Nothing here trusts a length, a type or an order.

use std::path::PathBuf;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Rows, params};

use crate::rows::{group_key, tile_key};
use crate::{Address, Error, connection, schema};

mod chunk;
mod tables;

pub use chunk::{Chunk, RawEvent, RawGroup, Span};
pub use tables::{RawCosignature, RawFile, RawLookup, RawSeen, RawSubject, RawSubmission};

/// Events of one chunk.
const EVENTS: usize = 1024;
/// Bytes after which a chunk ends early: large records must not make it grow.
const BYTES: usize = 8 << 20;
/// Tile levels that any log can have.
const LEVELS: u8 = 8;

/// A store seen at one moment: what is written meanwhile is not seen.
#[derive(Debug)]
pub struct Raw {
    connection: Connection,
    path: PathBuf,
}

/// The database stopped answering.
#[derive(Debug)]
pub struct Broken {
    /// Of which table.
    pub table: &'static str,
    /// What SQLite says.
    pub cause: String,
}

impl Raw {
    /// Opens a file and holds on to what it shows now.
    ///
    /// # Errors
    /// [`Error`] when there is no file, or nothing of it can be read.
    pub fn open(address: &Address) -> Result<Self, Error> {
        let connection = connection::reading(&address.0)?;
        // A moment begins with the first read.
        connection.execute_batch("BEGIN")?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(Self { connection, path: address.0.clone() })
    }

    /// What is odd about the file's header and its tables, in words; empty: nothing.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn shape(&self) -> Result<Vec<String>, Error> {
        let mut odd = schema::oddities(&self.connection)?;
        let page: u64 =
            self.connection.pragma_query_value(None, "page_size", |row| row.get::<_, i64>(0))? as u64;
        if std::fs::metadata(&self.path).is_ok_and(|file| page == 0 || file.len() % page != 0) {
            odd.push(
                "the file ends in the middle of a page: it was cut off, or something was added to it".into(),
            );
        }
        Ok(odd)
    }

    /// A word about the store; `None` if it is not there or cannot be read.
    pub fn meta(&self, name: &str) -> Option<String> {
        crate::opening::meta(&self.connection, name).ok().flatten()
    }

    /// How many entries there seem to be.
    pub fn size(&self) -> u64 {
        crate::rows::size(&self.connection).unwrap_or(0)
    }

    /// What SQLite itself finds wrong with the file, at most a few words of it; empty: nothing.
    pub fn integrity(&self) -> Vec<String> {
        let mut found = Vec::new();
        let asked = self.connection.prepare("PRAGMA integrity_check(5)").and_then(|mut query| {
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                found.push(row.get::<_, String>(0)?);
            }
            Ok(())
        });
        found.retain(|line| line != "ok");
        if let Err(cause) = asked {
            found.push(cause.to_string());
        }
        found
    }

    /// The hashes of a full tile as they are stored.
    pub fn tile(&self, level: u8, number: u64) -> Option<Vec<u8>> {
        let query = "SELECT hashes FROM tile WHERE key = ?1";
        let found =
            self.connection.query_row(query, params![tile_key(level, number)], |row| row.get(0)).optional();
        found.ok().flatten()
    }

    /// The newest signed note at or above a size, as text.
    pub fn note_from(&self, size: u64) -> Option<(u64, String)> {
        let query = "SELECT size, note FROM checkpoint WHERE size >= ?1 ORDER BY size DESC LIMIT 1";
        let size = i64::try_from(size).ok()?;
        let found = self
            .connection
            .query_row(query, params![size], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))
            .optional();
        found.ok().flatten()
    }

    /// Is the ciphertext of a group still there? `None`: there is no row, or it cannot be read.
    pub fn ciphertext(&self, position: u64, group: u16) -> Option<bool> {
        let query = "SELECT wrapped IS NOT NULL OR sealed IS NOT NULL FROM sealed WHERE key = ?1";
        let key = params![group_key(position, group)];
        self.connection.prepare_cached(query).ok()?.query_row(key, |row| row.get(0)).optional().ok().flatten()
    }

    /// The stored hashes that stand for the concern of an entry and the concern it passes on.
    pub fn concerns(&self, position: u64) -> Option<[Option<Vec<u8>>; 2]> {
        let query = "SELECT concern, passes FROM event WHERE position = ?1";
        self.connection
            .prepare_cached(query)
            .ok()?
            .query_row(params![position as i64], |row| Ok([row.get(0)?, row.get(1)?]))
            .optional()
            .ok()
            .flatten()
    }

    /// Keys of tiles that no log of this size has: (level, number); at most `most`.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn tiles_beyond(&self, size: u64, most: usize) -> Result<Vec<(u8, u64)>, Broken> {
        let broken = |cause: rusqlite::Error| Broken { table: "tile", cause: cause.to_string() };
        let mut found = Vec::new();
        let mut query =
            self.connection.prepare_cached("SELECT key FROM tile ORDER BY key").map_err(broken)?;
        let mut rows = query.query([]).map_err(broken)?;
        while let Some(row) = rows.next().map_err(broken)? {
            let key: i64 = row.get(0).map_err(broken)?;
            let (level, number) = ((key >> 56) as u8, (key & ((1 << 56) - 1)) as u64);
            let full = size.checked_shr(8 * (u32::from(level) + 1)).unwrap_or(0);
            if number >= full && found.len() < most {
                found.push((level, number));
            }
        }
        Ok(found)
    }

    /// Walks through all entries in order, with their groups, and with the checkpoints and tiles that end among them.
    /// `take` answers whether to go on.
    ///
    /// # Errors
    /// [`Broken`]: what came before was handed over.
    pub fn walk(&self, take: &mut dyn FnMut(Chunk) -> bool) -> Result<(), Broken> {
        let broken = |cause: rusqlite::Error| Broken { table: "event", cause: cause.to_string() };
        let mut events = self
            .connection
            .prepare(
                "SELECT position, id, kind, logged, entry, concern, passes, seeds, open, hidden FROM event
                 ORDER BY position",
            )
            .map_err(broken)?;
        let mut events = events.query([]).map_err(broken)?;
        let sealed =
            self.connection.prepare("SELECT key, subjects, wrapped, sealed FROM sealed ORDER BY key");
        let mut sealed = sealed.map_err(|cause| Broken { table: "sealed", cause: cause.to_string() })?;
        let mut groups = Groups { rows: sealed.query([]).ok(), next: None };
        let mut from = 0u64;
        loop {
            let mut chunk = Chunk { from, to: from, ..Chunk::default() };
            let mut ended = Ok(true);
            while chunk.events.len() < EVENTS && chunk.bytes.len() < BYTES {
                match events.next() {
                    Ok(Some(row)) => {
                        let event = chunk.event(row);
                        chunk.to = chunk.to.max(u64::try_from(event.position).map_or(0, |at| at + 1));
                        groups.of(event.position, &mut chunk);
                        chunk.close(event);
                    }
                    Ok(None) => ended = Ok(false),
                    Err(cause) => ended = Err(broken(cause)),
                }
                if !matches!(ended, Ok(true)) {
                    break;
                }
            }
            if !matches!(ended, Ok(true)) {
                if ended.is_ok() {
                    groups.of(i64::MAX, &mut chunk);
                }
                chunk.last = true;
            }
            self.beside(&mut chunk);
            (from, chunk.groups_broken) = (chunk.to, groups.rows.is_none());
            let last = chunk.last;
            if !take(chunk) {
                return Ok(());
            }
            if last {
                return ended.map(|_| ());
            }
        }
    }

    /// The checkpoints and the full tiles that end within the chunk.
    fn beside(&self, chunk: &mut Chunk) {
        let query = "SELECT size, note FROM checkpoint WHERE size > ?1 AND size <= ?2 ORDER BY size";
        // Behind the last entry there must be none: whatever stands there is handed over too. Size 0 and below likewise.
        let from = if chunk.from == 0 { i64::MIN } else { chunk.from.min(i64::MAX as u64) as i64 };
        let to = if chunk.last { i64::MAX } else { chunk.to as i64 };
        let read = |chunk: &mut Chunk| -> Result<(), rusqlite::Error> {
            let mut query = self.connection.prepare_cached(query)?;
            let mut rows = query.query(params![from, to])?;
            while let Some(row) = rows.next()? {
                let note = row.get_ref(1)?.as_str().ok().map(str::to_owned);
                chunk.checkpoints.push((row.get(0)?, note));
            }
            Ok(())
        };
        if let Err(cause) = read(chunk) {
            chunk.broken.push(Broken { table: "checkpoint", cause: cause.to_string() });
        }
        let read = |chunk: &mut Chunk| -> Result<(), rusqlite::Error> {
            let mut query = self
                .connection
                .prepare_cached("SELECT key, hashes FROM tile WHERE key >= ?1 AND key < ?2 ORDER BY key")?;
            for level in 0..LEVELS {
                let number = |size: u64| size.checked_shr(8 * (u32::from(level) + 1)).unwrap_or(0);
                let (first, end) = (number(chunk.from), number(chunk.to));
                if first == end {
                    continue;
                }
                let mut rows = query.query(params![tile_key(level, first), tile_key(level, end)])?;
                while let Some(row) = rows.next()? {
                    let bytes = row.get_ref(1)?.as_blob().unwrap_or_default().to_vec();
                    chunk.tiles.push((row.get(0)?, bytes));
                }
            }
            Ok(())
        };
        if let Err(cause) = read(chunk) {
            chunk.broken.push(Broken { table: "tile", cause: cause.to_string() });
        }
    }
}

/// The rows of `sealed`, walked beside the events.
struct Groups<'a> {
    /// `None`: they stopped answering.
    rows: Option<Rows<'a>>,
    /// A group read ahead, with its bytes.
    next: Option<Ahead>,
}

struct Ahead {
    key: i64,
    subjects: Option<Vec<u8>>,
    wrapped: Option<Option<Vec<u8>>>,
    sealed: Option<Option<Vec<u8>>>,
}

impl Groups<'_> {
    /// Puts the groups of an entry into the chunk, and whatever stands before it and belongs to no entry.
    fn of(&mut self, position: i64, chunk: &mut Chunk) {
        loop {
            if let Some(ahead) = self.next.take() {
                let at = ahead.key >> 16;
                if at > position {
                    self.next = Some(ahead);
                    return;
                }
                if at == position {
                    chunk.ahead(&ahead);
                } else {
                    chunk.stray += 1;
                    chunk.first_stray.get_or_insert(ahead.key);
                }
            }
            let Some(rows) = &mut self.rows else { return };
            match rows.next() {
                Ok(Some(row)) => {
                    let Ok(key) = row.get::<_, i64>(0) else { continue };
                    // The usual case is the group of this very entry: no detour over its own copy.
                    if key >> 16 == position {
                        chunk.group(key, row);
                    } else {
                        self.next = Some(Ahead {
                            key,
                            subjects: blob(row, 1).map(<[u8]>::to_vec),
                            wrapped: optional(row, 2).map(|bytes| bytes.map(<[u8]>::to_vec)),
                            sealed: optional(row, 3).map(|bytes| bytes.map(<[u8]>::to_vec)),
                        });
                    }
                }
                Ok(None) => return,
                Err(cause) => {
                    chunk.broken.push(Broken { table: "sealed", cause: cause.to_string() });
                    self.rows = None;
                    return;
                }
            }
        }
    }
}

/// A blob that must be there; `None`: it is not, or it is of another type.
fn blob<'r>(row: &'r Row<'_>, column: usize) -> Option<&'r [u8]> {
    match row.get_ref(column) {
        Ok(ValueRef::Blob(bytes)) => Some(bytes),
        _ => None,
    }
}

/// A blob that may be NULL; the outer `None`: it is of another type.
fn optional<'r>(row: &'r Row<'_>, column: usize) -> Option<Option<&'r [u8]>> {
    match row.get_ref(column) {
        Ok(ValueRef::Blob(bytes)) => Some(Some(bytes)),
        Ok(ValueRef::Null) => Some(None),
        _ => None,
    }
}
