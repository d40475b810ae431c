//! The store: one writer behind it, and a reader beside it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;

use ledger::Signer;
use record::Logged;
use record::policy::Policy;
use record::source::SourceFile;
use rusqlite::{Connection, Transaction, params};

use crate::connection::Synchronous;
use crate::found::{self, Of};
use crate::reader::Reader;
use crate::sealed::NewRecord;
use crate::writer::{Done, Job, More, Settings, Writer, fold};
use crate::{Address, Error, opening};

/// Subject numbers that one opening may give out.
const SUBJECTS: u64 = 1 << 24;
/// The first number of a subject that is a person or a concern; the few below are the store's own.
pub const FIRST_SUBJECT: u64 = 16;

/// An open store. It may be shared between threads: appends wait for one writer.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    last_signed: PathBuf,
    writer: Writer,
    reader: Mutex<Reader>,
    /// Next free subject number, and the end of the numbers reserved.
    subjects: Mutex<(u64, u64)>,
}

/// A file of an import, as the store keeps it.
#[derive(Clone, Debug)]
pub struct KeptFile {
    /// The file; its path is not kept in clear.
    pub file: SourceFile,
    /// Keyed hash of path and content.
    pub tag: [u8; 16],
    /// The path, sealed.
    pub path: Vec<u8>,
}

/// Where the second copy of the last signed size lies if nothing else is said: beside the store.
pub fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".last-signed");
    PathBuf::from(name)
}

impl Store {
    /// Opens a store for writing, creating it if the file is not there.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be used, is another log's, is older than what was signed, or was changed.
    pub fn open(address: &Address, signer: Signer, last_signed: &Path) -> Result<Self, Error> {
        Self::open_with(address, signer, last_signed, Synchronous::Full)
    }

    /// As [`Self::open`], with another safety setting: only for the proof that shows that it would notice.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with(
        address: &Address,
        signer: Signer,
        last_signed: &Path,
        synchronous: Synchronous,
    ) -> Result<Self, Error> {
        let path = address.0.clone();
        let last_signed = last_signed.to_owned();
        let settings = Settings { path: path.clone(), signer, last_signed: last_signed.clone(), synchronous };
        let mut opened = opening::open(&settings)?;
        // Numbers are reserved for this opening. The write also leaves the database's log begun, so that the first
        // receipt costs no more syncs than any other.
        let subjects = reserve(&mut opened.connection)?;
        let reader = Mutex::new(Reader::open(address)?);
        let writer = Writer::start(settings, opened.connection, opened.log, opened.last, opened.current);
        Ok(Self { path, last_signed, writer, reader, subjects: Mutex::new(subjects) })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The second copy of the last signed size.
    pub fn last_signed(&self) -> &Path {
        &self.last_signed
    }

    /// A fresh subject number.
    ///
    /// # Errors
    /// [`Error::Stopped`] when this opening has given out all of its numbers.
    pub fn next_subject(&self) -> Result<u64, Error> {
        // Numbers are only counted up: a panic elsewhere cannot leave them wrong.
        let mut subjects = self.subjects.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if subjects.0 == subjects.1 {
            return Err(Error::Stopped);
        }
        subjects.0 += 1;
        Ok(subjects.0 - 1)
    }

    /// Reads.
    ///
    /// # Errors
    /// Whatever `read` answers.
    pub fn read<T>(&self, read: impl FnOnce(&Reader) -> Result<T, Error>) -> Result<T, Error> {
        read(&self.reader.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Appends records and waits until they are durable, signed, and noted in the second place.
    ///
    /// # Errors
    /// [`Error`]: then nothing was answered as recorded.
    pub fn append(&self, records: Vec<NewRecord>, proofs: bool) -> Result<Done, Error> {
        self.send(records, None, proofs)
    }

    /// Appends records and does more in the same transaction.
    ///
    /// # Errors
    /// As [`Self::append`].
    pub fn append_and(
        &self,
        records: Vec<NewRecord>,
        more: impl FnOnce(&Extra<'_>) -> Result<(), Error> + Send + 'static,
    ) -> Result<Done, Error> {
        self.send(records, Some(Box::new(move |transaction| more(&Extra(transaction)))), false)
    }

    fn send(&self, records: Vec<NewRecord>, more: Option<More>, proofs: bool) -> Result<Done, Error> {
        let (reply, answer) = sync_channel(1);
        self.writer.send(Job::Append { records, more, proofs, reply })?;
        answer.recv().map_err(|_| Error::Stopped)?
    }

    /// Does something on the writer's connection, between batches.
    ///
    /// # Errors
    /// Whatever it answers.
    pub(crate) fn errand<T: Send + 'static>(
        &self,
        errand: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (result, got) = sync_channel(1);
        let (reply, answer) = sync_channel(1);
        let errand = Box::new(move |connection: &mut Connection| {
            let done = errand(connection)?;
            // The receiver waits just below.
            let _ = result.send(done);
            Ok(())
        });
        self.writer.send(Job::Errand(errand, reply))?;
        answer.recv().map_err(|_| Error::Stopped)??;
        got.recv().map_err(|_| Error::Stopped)
    }

    /// Keeps the cosignatures of witnesses for the checkpoint of a size. Who the witnesses are, the caller has checked.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn cosigned(&self, size: u64, lines: Vec<String>) -> Result<(), Error> {
        self.errand(move |connection| {
            let transaction = connection.transaction()?;
            for line in &lines {
                transaction
                    .prepare_cached("INSERT OR IGNORE INTO cosignature (size, line) VALUES (?1, ?2)")?
                    .execute(params![size as i64, line])?;
            }
            Ok(transaction.commit()?)
        })
    }

    /// Keeps in mind where a backup was written, so that an erasure can write it anew.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn register_backup(&self, path: &str, made: Logged, size: u64) -> Result<(), Error> {
        let path = path.to_owned();
        self.errand(move |connection| {
            connection.execute(
                "INSERT OR REPLACE INTO backup (path, made, size) VALUES (?1, ?2, ?3)",
                params![path, made.0, size as i64],
            )?;
            Ok(())
        })
    }

    /// Forgets a backup.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn forget_backup(&self, path: &str) -> Result<(), Error> {
        let path = path.to_owned();
        self.errand(move |connection| {
            connection.execute("DELETE FROM backup WHERE path = ?1", params![path])?;
            Ok(())
        })
    }

    /// Folds the database's own log back into the file and leaves none of its bytes behind.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn fold(&self) -> Result<(), Error> {
        self.errand(|connection| fold(connection, "TRUNCATE"))
    }
}

fn reserve(connection: &mut Connection) -> Result<(u64, u64), Error> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let next = opening::meta(&transaction, "next_subject")?.and_then(|text| text.parse().ok());
    let next: u64 = next.unwrap_or(FIRST_SUBJECT);
    opening::put_meta(&transaction, "next_subject", &(next + SUBJECTS).to_string())?;
    transaction.commit()?;
    Ok((next, next + SUBJECTS))
}

/// What else may be done in the transaction of an append.
#[derive(Debug)]
pub struct Extra<'a>(&'a Transaction<'a>);

impl Extra<'_> {
    /// Keeps a policy that was used.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn policy(&self, policy: &Policy) -> Result<(), Error> {
        let files: Vec<String> =
            policy.files.iter().map(|file| format!("{} {}", file.name, file.digest)).collect();
        self.0.execute(
            "INSERT OR IGNORE INTO policy (digest, files) VALUES (?1, ?2)",
            params![policy.digest.as_str(), files.join("\n")],
        )?;
        Ok(())
    }

    /// Keeps a policy of which only digest and file list are known.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn former_policy(&self, digest: &str, files: &str) -> Result<(), Error> {
        self.0.execute(
            "INSERT OR IGNORE INTO policy (digest, files) VALUES (?1, ?2)",
            params![digest, files],
        )?;
        Ok(())
    }

    /// Keeps the key of a row that was imported before the ledger: which event it became is not known.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn former_seen(&self, key: &[u8; 16]) -> Result<(), Error> {
        self.0
            .prepare_cached("INSERT OR IGNORE INTO seen (key, position) VALUES (?1, -1)")?
            .execute(params![key])?;
        Ok(())
    }

    /// Keeps a file; `whole` once every event of it is in the log.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn file(&self, kept: &KeptFile, whole: bool) -> Result<(), Error> {
        let file = &kept.file;
        self.0.execute(
            "INSERT INTO source_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT (tag) DO UPDATE SET whole = max(whole, excluded.whole)",
            params![
                file.id.0,
                kept.tag,
                kept.path,
                whole,
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

    /// Begins a subject.
    ///
    /// # Errors
    /// [`Error`] when SQLite says no.
    pub fn subject(&self, subject: &crate::sealed::Subject) -> Result<(), Error> {
        crate::log::put_subject(self.0, subject, "INSERT")?;
        subject.tag.map_or(Ok(()), |tag| found::put(self.0, Of::Subject, &tag, subject.id as i64))
    }
}
