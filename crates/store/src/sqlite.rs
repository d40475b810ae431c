//! The SQLite store: durable appends, and everything read back.

use std::path::{Path, PathBuf};

use record::policy::Policy;
use record::source::{Completeness, SourceFile};
use record::{AgencyId, Code, Coverage, Day, Event, EventId, FileId, Logged, stored};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use crate::{Address, Error, schema};

/// Pragmas that the promises rest on, with the value each must read back.
/// `synchronous=FULL` (2): NORMAL loses acknowledged commits when the power fails.
const PRAGMAS: [(&str, &str, &str); 4] = [
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("secure_delete", "ON", "1"),
    ("foreign_keys", "ON", "1"),
];

/// An open store. One connection writes; appends of a batch are one transaction.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// What a batch added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Events added.
    pub added: u64,
    /// Events that were already there.
    pub known: u64,
}

impl Store {
    /// Opens a store, creating it if the file is not there.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be opened, is not candour's, is newer, or a safety setting does not take.
    pub fn open(address: &Address) -> Result<Self, Error> {
        let path = address.0.clone();
        private(&path).map_err(|cause| Error::Place { path: path.clone(), cause })?;
        let mut connection =
            Connection::open(&path).map_err(|cause| Error::Open { path: path.clone(), cause })?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        for (name, value, wanted) in PRAGMAS {
            connection.pragma_update(None, name, value).map_err(|cause| match cause.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.clone()),
                _ => Error::Sqlite(cause),
            })?;
            let found = connection.pragma_query_value(None, name, text_of)?;
            if found != wanted {
                return Err(Error::Pragma { pragma: name, wanted, found });
            }
        }
        schema::prepare(&mut connection, &path)?;
        Ok(Self { connection, path })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The secret that keys the hashes of imported rows; `fresh` gives its bytes the first time.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn import_secret(&mut self, fresh: [u8; 32]) -> Result<[u8; 32], Error> {
        self.connection.execute(
            "INSERT OR IGNORE INTO secret (name, value) VALUES ('import_key', ?1)",
            params![fresh],
        )?;
        Ok(self
            .connection
            .query_row("SELECT value FROM secret WHERE name = 'import_key'", [], |row| row.get(0))?)
    }

    /// The number of a file by path and content; a new one if it was never imported.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn file_number(&self, path: &str, digest: &[u8; 32]) -> Result<Option<FileId>, Error> {
        let query = "SELECT id FROM source_file WHERE path = ?1 AND digest = ?2";
        Ok(self
            .connection
            .query_row(query, params![path, digest], |row| row.get(0).map(FileId))
            .optional()?)
    }

    /// The next number for a file that was never imported.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn next_file_number(&self) -> Result<FileId, Error> {
        let query = "SELECT coalesce(max(id) + 1, 0) FROM source_file";
        Ok(self.connection.query_row(query, [], |row| row.get(0).map(FileId))?)
    }

    /// Appends the files and events of one import in one transaction, leaving out events whose key is known.
    /// `keyed` gives each event with the keyed hash that makes a second import change nothing; `None` always appends.
    ///
    /// # Errors
    /// [`Error`]: then nothing of the batch was kept.
    pub fn append(
        &mut self,
        policy: &Policy,
        files: &[(SourceFile, [u8; 32])],
        keyed: &mut dyn Iterator<Item = (Option<[u8; 16]>, &Event)>,
    ) -> Result<Appended, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut appended = Appended::default();
        {
            keep_policy(&transaction, policy)?;
            for (file, digest) in files {
                keep_file(&transaction, file, digest)?;
            }
            let mut see = transaction.prepare("INSERT OR IGNORE INTO seen (key) VALUES (?1)")?;
            let mut append = transaction.prepare(
                "INSERT INTO event (id, kind, logged, header, fields) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for (key, event) in keyed {
                if let Some(key) = key
                    && see.execute(params![key])? == 0
                {
                    appended.known += 1;
                    continue;
                }
                append.execute(params![
                    event.id.0.to_be_bytes(),
                    event.body.number(),
                    event.logged.0,
                    stored::header_bytes(event),
                    stored::field_bytes(&event.body),
                ])?;
                appended.added += 1;
            }
        }
        transaction.commit()?;
        Ok(appended)
    }

    /// Every event in the order of appending.
    ///
    /// # Errors
    /// [`Error::Damaged`] names the first event that does not read.
    pub fn events(&self) -> Result<Vec<Event>, Error> {
        let mut query = self
            .connection
            .prepare("SELECT id, kind, logged, header, fields FROM event ORDER BY position")?;
        let mut rows = query.query([])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let id = EventId(u128::from_be_bytes(row.get(0)?));
            let (kind, logged): (u8, i64) = (row.get(1)?, row.get(2)?);
            let (header, fields) = (row.get_ref(3)?.as_blob().ok(), row.get_ref(4)?.as_blob().ok());
            let event = stored::event(
                id,
                kind,
                Logged(logged),
                header.unwrap_or_default(),
                fields.unwrap_or_default(),
            );
            events.push(event.map_err(|cause| Error::Damaged { id, cause })?);
        }
        Ok(events)
    }

    /// Every file ever imported, by number.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn files(&self) -> Result<Vec<SourceFile>, Error> {
        let mut query = self.connection.prepare(
            "SELECT id, path, format, agency, covers_from, covers_to, completeness, read, skipped, repaired,
                    repeated, children, bytes FROM source_file ORDER BY id",
        )?;
        let files = query.query_map([], source_file)?.collect::<Result<_, _>>()?;
        Ok(files)
    }
}

/// Makes the file readable by its owner only, if it is not there yet: it holds names.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::AlreadyExists => Err(cause),
        _ => Ok(()),
    }
}

fn keep_policy(transaction: &Connection, policy: &Policy) -> Result<(), Error> {
    let files: Vec<String> =
        policy.files.iter().map(|file| format!("{} {}", file.name, file.digest)).collect();
    transaction.execute(
        "INSERT OR IGNORE INTO policy (digest, files) VALUES (?1, ?2)",
        params![policy.digest.as_str(), files.join("\n")],
    )?;
    Ok(())
}

fn keep_file(transaction: &Connection, file: &SourceFile, digest: &[u8; 32]) -> Result<(), Error> {
    transaction.execute(
        "INSERT OR IGNORE INTO source_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            file.id.0,
            file.path,
            digest,
            file.format.as_str(),
            file.agency.as_str(),
            file.covers.map(|covers| covers.from.0),
            file.covers.map(|covers| covers.to.0),
            file.completeness.word(),
            file.read as i64,
            file.skipped as i64,
            file.repaired as i64,
            file.repeated as i64,
            file.children as i64,
            file.bytes as i64,
        ],
    )?;
    Ok(())
}

fn source_file(row: &Row<'_>) -> Result<SourceFile, rusqlite::Error> {
    let (from, to): (Option<i32>, Option<i32>) = (row.get(4)?, row.get(5)?);
    let completeness: String = row.get(6)?;
    let count = |column: usize| row.get::<_, i64>(column).map(|n| n.max(0) as u64);
    Ok(SourceFile {
        id: FileId(row.get(0)?),
        path: row.get(1)?,
        format: Code::new(row.get::<_, String>(2)?),
        agency: AgencyId::new(row.get::<_, String>(3)?),
        covers: from.zip(to).map(|(from, to)| Coverage { from: Day(from), to: Day(to) }),
        completeness: Completeness::from_word(&completeness).unwrap_or(Completeness::NotStated),
        read: count(7)?,
        skipped: count(8)?,
        repaired: count(9)?,
        repeated: count(10)?,
        children: count(11)?,
        bytes: count(12)?,
    })
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
