//! Reading a store: no key is needed for anything here, and nothing is written.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use ledger::hash::Hash;
use ledger::{Note, proof};
use record::source::{Completeness, SourceFile};
use record::{AgencyId, Code, Coverage, Day, FileId, Logged};
use rusqlite::{Connection, OptionalExtension, params};

use crate::found::{self, Fresh, Of};
use crate::schema::Is;
use crate::sealed::{Row, Subject};
use crate::tail::root_of;
use crate::{Address, Error, connection, opening, rows, schema};

/// A connection that only reads.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
    path: PathBuf,
    fresh: RefCell<Fresh>,
}

/// A file ever imported, with its path still sealed.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// The file, its path empty.
    pub file: SourceFile,
    /// The path, sealed.
    pub path: Vec<u8>,
}

impl Reader {
    /// Opens a store to read it.
    ///
    /// # Errors
    /// [`Error`] when the file is not there, is not candour's, or is newer or older.
    pub fn open(address: &Address) -> Result<Self, Error> {
        let path = address.0.clone();
        let connection = connection::reading(&path)?;
        match schema::look(&connection, &path)? {
            Is::Current => Ok(Self::over(connection, path)),
            Is::Second => Err(Error::Earlier(path)),
            Is::First => Err(Error::Older(path)),
            Is::Empty => Err(Error::NotThere(path)),
        }
    }

    /// Opens a file that nobody writes, such as a backup: nothing is made beside it and no right to write is needed.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn untouched(path: &Path) -> Result<Self, Error> {
        let connection = connection::untouched(path)?;
        match schema::look(&connection, path)? {
            // What a backup is read for is the same in both.
            Is::Current | Is::Second => Ok(Self::over(connection, path.to_owned())),
            Is::First => Err(Error::Older(path.to_owned())),
            Is::Empty => Err(Error::NotThere(path.to_owned())),
        }
    }

    fn over(connection: Connection, path: PathBuf) -> Self {
        Self { connection, path, fresh: RefCell::default() }
    }

    /// What a keyed hash points to; each is to be looked at.
    fn find(&self, of: Of, hash: &[u8; 16]) -> Result<Vec<i64>, Error> {
        let mut fresh = self.fresh.borrow_mut();
        if fresh.len() > 2 * found::MANY {
            *fresh = Fresh::default();
        }
        fresh.catch_up(&self.connection)?;
        fresh.find(&self.connection, of, hash)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A word about the store: `origin`, `key`.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn meta(&self, name: &str) -> Result<Option<String>, Error> {
        opening::meta(&self.connection, name)
    }

    /// How many entries the log has.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn size(&self) -> Result<u64, Error> {
        rows::size(&self.connection)
    }

    /// The signed checkpoint of a size, with the cosignatures that came in since.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no or the note does not read.
    pub fn checkpoint(&self, size: u64) -> Result<Option<Note>, Error> {
        let text: Option<String> = self
            .connection
            .query_row("SELECT note FROM checkpoint WHERE size = ?1", params![size as i64], |row| row.get(0))
            .optional()?;
        let Some(text) = text else { return Ok(None) };
        let wrong = |cause: String| Error::Log(format!("the checkpoint of size {size}: {cause}"));
        let mut note = Note::parse(text.as_bytes()).map_err(|cause| wrong(cause.to_string()))?;
        let mut query = self.connection.prepare_cached("SELECT line FROM cosignature WHERE size = ?1")?;
        let mut lines = query.query(params![size as i64])?;
        while let Some(row) = lines.next()? {
            let line: String = row.get(0)?;
            let line = ledger::SignatureLine::parse(&line)
                .ok_or_else(|| wrong("a cosignature does not read".into()))?;
            note.add(line).map_err(|cause| wrong(cause.to_string()))?;
        }
        Ok(Some(note))
    }

    /// The size of the checkpoint that says most of an entry: the newest that a witness has signed, else the newest.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn best_checkpoint(&self, index: u64) -> Result<u64, Error> {
        let query = "SELECT max(size) FROM cosignature WHERE size > ?1";
        let witnessed: Option<i64> =
            self.connection.prepare_cached(query)?.query_row(params![index as i64], |row| row.get(0))?;
        witnessed.map_or_else(|| self.size(), |size| Ok(size as u64))
    }

    /// The sizes at which a checkpoint was signed, from `from` on, in order.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no, or what `take` answers.
    pub fn checkpoints(
        &self,
        from: u64,
        take: &mut dyn FnMut(u64, &str) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut query = self
            .connection
            .prepare_cached("SELECT size, note FROM checkpoint WHERE size >= ?1 ORDER BY size")?;
        let mut rows = query.query(params![from as i64])?;
        while let Some(row) = rows.next()? {
            take(row.get::<_, i64>(0)? as u64, row.get_ref(1)?.as_str().unwrap_or_default())?;
        }
        Ok(())
    }

    /// The entries from `from` up to `to`, in order.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no, or what `take` answers.
    pub fn entries(&self, from: u64, to: u64, take: &mut rows::TakeEntry<'_>) -> Result<(), Error> {
        rows::entries(&self.connection, from, to, take)
    }

    /// The records from `from` up to `to`, in order; memory does not grow with their number.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no, or what `take` answers.
    pub fn records(
        &self,
        from: u64,
        to: u64,
        take: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        rows::records(&self.connection, from, to, take)
    }

    /// One record.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn record(&self, position: u64) -> Result<Option<Row>, Error> {
        let mut found = None;
        rows::records(&self.connection, position, position + 1, &mut |row| {
            found = Some(row);
            Ok(())
        })?;
        Ok(found)
    }

    /// The positions of erasures and holds, in order.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn rulings(&self) -> Result<Vec<u64>, Error> {
        let mut query = self
            .connection
            .prepare_cached("SELECT position FROM event WHERE kind IN (22, 23) ORDER BY position")?;
        let found =
            query.query_map([], |row| row.get::<_, i64>(0).map(|n| n as u64))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// Hands over every subject.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn subjects(&self, take: &mut dyn FnMut(Subject)) -> Result<(), Error> {
        rows::subjects(&self.connection, take)
    }

    /// The subjects known by a keyed hash.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn subjects_by_tag(&self, tag: &[u8; 16]) -> Result<Vec<Subject>, Error> {
        let mut subjects = Vec::new();
        for id in self.find(Of::Subject, tag)? {
            subjects.extend(rows::subject_of(&self.connection, id as u64)?);
        }
        subjects.retain(|subject| subject.tag == Some(*tag));
        Ok(subjects)
    }

    /// The subject of a number.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn subject(&self, id: u64) -> Result<Option<Subject>, Error> {
        rows::subject_of(&self.connection, id)
    }

    /// The hashes of a full tile as stored.
    ///
    /// # Errors
    /// [`Error::Log`] when it is not there.
    pub fn tile(&self, level: u8, number: u64) -> Result<Vec<Hash>, Error> {
        rows::tile(&self.connection, level, number)
    }

    /// The root of a perfect subtree, from full tiles and the entries behind them.
    ///
    /// # Errors
    /// [`Error`] when the log is damaged.
    pub fn node(&self, level: u8, index: u64) -> Result<Hash, Error> {
        let (tile_level, height) = (level / 8, level % 8);
        let first = index << height;
        if let Ok(hashes) = self.tile(tile_level, first >> 8) {
            let place = (first & 0xFF) as usize;
            return Ok(root_of(&hashes[place..place + (1 << height)]));
        }
        let mut hashes = Vec::with_capacity(1 << height);
        if tile_level == 0 {
            self.entries(first, first + (1 << height), &mut |_, entry| {
                hashes.push(ledger::leaf_hash(entry));
                Ok(())
            })?;
        } else {
            for tile in first..first + (1 << height) {
                hashes.push(root_of(&self.tile(tile_level - 1, tile)?));
            }
        }
        if hashes.len() == 1 << height {
            Ok(root_of(&hashes))
        } else {
            Err(Error::Log(format!("node {index} of level {level} is not there")))
        }
    }

    /// The inclusion proof of an entry in the tree of the first `size` entries.
    ///
    /// # Errors
    /// [`Error`] when the log is damaged or shorter.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, Error> {
        proof::inclusion(index, size, &mut |level, index| self.node(level, index))
    }

    /// The consistency proof between two sizes.
    ///
    /// # Errors
    /// [`Error`] when the log is damaged or shorter.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, Error> {
        proof::consistency(old, new, &mut |level, index| self.node(level, index))
    }

    /// The root over the first `size` entries.
    ///
    /// # Errors
    /// [`Error`] when the log is damaged or shorter.
    pub fn root_at(&self, size: u64) -> Result<Hash, Error> {
        proof::root_at(size, &mut |level, index| self.node(level, index))
    }

    /// The entry of a submission, by the keyed hash of its id; its words' hash is gone after erasure.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn submission(&self, tag: &[u8; 16]) -> Result<Option<u64>, Error> {
        self.position(Of::Submission, "SELECT tag FROM submission WHERE position = ?1", tag)
    }

    /// The entry of a telling, by the keyed hash of its words to remember.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn by_words(&self, words: &[u8; 16]) -> Result<Option<u64>, Error> {
        self.position(Of::Words, "SELECT words FROM submission WHERE position = ?1", words)
    }

    fn position(&self, of: Of, query: &str, hash: &[u8; 16]) -> Result<Option<u64>, Error> {
        for at in self.find(of, hash)? {
            let there: Option<Option<Vec<u8>>> =
                self.connection.prepare_cached(query)?.query_row(params![at], |row| row.get(0)).optional()?;
            if there.flatten().is_some_and(|there| there == hash) {
                return Ok(Some(at as u64));
            }
        }
        Ok(None)
    }

    /// The number of a file by the keyed hash of path and content, and whether all of it is in the log.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn file_number(&self, tag: &[u8; 16]) -> Result<Option<(FileId, bool)>, Error> {
        let query = "SELECT id, whole FROM source_file WHERE tag = ?1";
        let found =
            self.connection.query_row(query, params![tag], |row| Ok((FileId(row.get(0)?), row.get(1)?)));
        Ok(found.optional()?)
    }

    /// The next number for a file that was never imported.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn next_file_number(&self) -> Result<FileId, Error> {
        let query = "SELECT coalesce(max(id) + 1, 0) FROM source_file";
        Ok(self.connection.query_row(query, [], |row| row.get(0).map(FileId))?)
    }

    /// Every file ever imported, by number.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn files(&self) -> Result<Vec<StoredFile>, Error> {
        let mut query = self.connection.prepare(
            "SELECT id, path, format, agency, covers_from, covers_to, completeness, read, skipped, repaired,
                    repeated, children, bytes FROM source_file ORDER BY id",
        )?;
        let files = query.query_map([], stored_file)?.collect::<Result<_, _>>()?;
        Ok(files)
    }

    /// What SQLite itself says of the file; `None`: nothing is wrong.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn integrity(&self) -> Result<Option<String>, Error> {
        let answer: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok((answer != "ok").then_some(answer))
    }

    /// As [`Self::integrity`], without looking whether indexes agree with their tables: quick enough for every day.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn quick_integrity(&self) -> Result<Option<String>, Error> {
        let answer: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        Ok((answer != "ok").then_some(answer))
    }

    /// When the last entry was logged; `None`: there is none.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn last_logged(&self) -> Result<Option<Logged>, Error> {
        let query = "SELECT logged FROM event ORDER BY position DESC LIMIT 1";
        Ok(self.connection.query_row(query, [], |row| row.get(0).map(Logged)).optional()?)
    }

    /// The checkpoints of former logs that this one goes on from: origin, size and signed note.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn former_checkpoints(&self) -> Result<Vec<(String, u64, String)>, Error> {
        let query = "SELECT origin, size, note FROM former_checkpoint ORDER BY origin, size";
        let mut query = self.connection.prepare(query)?;
        let found = query
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// A count over one of the store's tables.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn count(&self, of: Counted) -> Result<u64, Error> {
        let query = match of {
            Counted::Submissions => "SELECT count(*) FROM submission",
            Counted::Subjects => "SELECT count(*) FROM subject",
            Counted::ErasedSubjects => "SELECT count(*) FROM subject WHERE erased_as IS NOT NULL",
            Counted::Checkpoints => "SELECT count(*) FROM checkpoint",
            Counted::Seen => "SELECT count(*) FROM seen",
        };
        Ok(self.connection.query_row(query, [], |row| row.get::<_, i64>(0))? as u64)
    }

    /// Positions that the table of submissions names, with the keyed hashes: for the audit.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn submissions(&self) -> Result<Vec<u64>, Error> {
        let mut query = self.connection.prepare("SELECT position FROM submission ORDER BY position")?;
        let found =
            query.query_map([], |row| row.get::<_, i64>(0).map(|n| n as u64))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// The full tiles that are stored, in order: (level, number).
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn tiles(&self) -> Result<Vec<(u8, u64)>, Error> {
        let mut query = self.connection.prepare("SELECT key FROM tile ORDER BY key")?;
        let split = |key: i64| ((key >> 56) as u8, (key & ((1 << 56) - 1)) as u64);
        let found = query.query_map([], |row| row.get(0).map(split))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// The backups the store knows: path and size of the log in it.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn backups(&self) -> Result<Vec<(String, i64, u64)>, Error> {
        let mut query = self.connection.prepare("SELECT path, made, size FROM backup ORDER BY path")?;
        let found = query
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? as u64)))?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }
}

/// What may be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Tellings with a receipt.
    Submissions,
    /// Subjects.
    Subjects,
    /// Subjects that were erased.
    ErasedSubjects,
    /// Signed checkpoints.
    Checkpoints,
    /// Keys of imported rows.
    Seen,
}

fn stored_file(row: &rusqlite::Row<'_>) -> Result<StoredFile, rusqlite::Error> {
    let (from, to): (Option<i32>, Option<i32>) = (row.get(4)?, row.get(5)?);
    let completeness: String = row.get(6)?;
    let count = |column: usize| row.get::<_, i64>(column).map(|n| n.max(0) as u64);
    let file = SourceFile {
        id: FileId(row.get(0)?),
        path: String::new(),
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
    };
    Ok(StoredFile { file, path: row.get(1)? })
}
