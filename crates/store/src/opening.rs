//! Opening a log for writing: every promise is looked at before anything is signed again.

use std::sync::Arc;

use ledger::hash::Hash;
use ledger::{Checkpoint, Note, Signer, VerifierKey};
use rusqlite::{Connection, OptionalExtension, params};

use crate::last_signed::{LastSigned, SizeAndRoot};
use crate::log::{Log, signed};
use crate::schema::Is;
use crate::writer::{Current, Settings};
use crate::{Error, connection, disk, schema};

/// An opened log.
pub(crate) struct Opened {
    pub(crate) connection: Connection,
    pub(crate) log: Log,
    pub(crate) last: LastSigned,
    pub(crate) current: Current,
}

/// Opens the file; makes it and the second copy if neither is there.
pub(crate) fn open(settings: &Settings) -> Result<Opened, Error> {
    let path = &settings.path;
    private(path).map_err(|cause| Error::Place { path: path.clone(), cause })?;
    if left_unclean(path) {
        disk::forget_cached(path);
    }
    let mut connection = connection::writing(path, settings.synchronous)?;
    let key = settings.signer.verifier_key();
    let last = match schema::look(&connection, path)? {
        Is::First => return Err(Error::Older(path.clone())),
        found @ (Is::Current | Is::Second) => {
            same_log(&connection, key)?;
            if found == Is::Second {
                schema::upgrade(&mut connection)?;
            }
            LastSigned::open(&settings.last_signed, key.name())?
        }
        Is::Empty => begin(&mut connection, settings)?,
    };
    // First what was signed, then the log: another process may append meanwhile, and a log only grows.
    let signed = last.read()?;
    let mut log = Log::load(&connection)?;
    against_last_signed(&connection, &mut log, signed)?;
    let current = current(&connection, &mut log, &settings.signer)?;
    if current.is.size > signed.size {
        // It stopped between the two syncs, or before the first: what is read here may be in memory only. The second
        // copy must never be ahead of the disk.
        disk::sync(path)?;
        last.advance(current.is)?;
    }
    Ok(Opened { connection, log, last, current })
}

/// A new log. The second copy is made first: a store without one refuses to start, a second copy without store does not.
fn begin(connection: &mut Connection, settings: &Settings) -> Result<LastSigned, Error> {
    let key = settings.signer.verifier_key();
    let last = match LastSigned::open(&settings.last_signed, key.name()) {
        Ok(last) => {
            let size = last.read()?.size;
            if size > 0 {
                return Err(Error::Behind { found: 0, signed: size });
            }
            last
        }
        Err(Error::NoLastSigned(path)) => LastSigned::create(&path, key.name())?,
        Err(other) => return Err(other),
    };
    schema::create(connection, &[("origin", key.name()), ("key", &key.to_string())])?;
    disk::sync_folder(&settings.path).map_err(|cause| Error::Place { path: settings.path.clone(), cause })?;
    Ok(last)
}

fn same_log(connection: &Connection, key: &VerifierKey) -> Result<(), Error> {
    let found = meta(connection, "origin")?.unwrap_or_default();
    if found != key.name() {
        return Err(Error::OtherLog { found, wanted: key.name().to_owned() });
    }
    let same = meta(connection, "key")?.is_some_and(|stored| stored == key.to_string());
    if same { Ok(()) } else { Err(Error::OtherKey(found)) }
}

/// The store holds at least what was signed, and that unchanged.
fn against_last_signed(connection: &Connection, log: &mut Log, signed: SizeAndRoot) -> Result<(), Error> {
    if log.size() < signed.size {
        return Err(Error::Behind { found: log.size(), signed: signed.size });
    }
    let root = log.root_at(connection, signed.size)?;
    if root == signed.root { Ok(()) } else { Err(Error::Contradicts { size: signed.size }) }
}

/// The checkpoint of the whole log: the stored one, which must be of the root that the entries give.
pub(crate) fn current(connection: &Connection, log: &mut Log, signer: &Signer) -> Result<Current, Error> {
    let size = log.size();
    if size == 0 {
        let is = SizeAndRoot { size, root: Hash::EMPTY_TREE };
        return Ok(Current { note: Arc::new(signed(signer, size, is.root)?), is });
    }
    let note: Option<String> = connection
        .query_row("SELECT note FROM checkpoint WHERE size = ?1", params![size as i64], |row| row.get(0))
        .optional()?;
    let note = note.and_then(|text| Note::parse(text.as_bytes()).ok());
    let Some(note) = note else {
        return Err(Error::Log(format!("the checkpoint of size {size} is missing or does not read")));
    };
    let root = log.root_at(connection, size)?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|cause| Error::Log(cause.to_string()))?;
    if (checkpoint.size(), checkpoint.root()) != (size, root) {
        return Err(Error::Contradicts { size });
    }
    note.verify([signer.verifier_key()]).map_err(|cause| Error::Log(cause.to_string()))?;
    Ok(Current { note: Arc::new(note), is: SizeAndRoot { size, root } })
}

/// One word about the store.
pub(crate) fn meta(connection: &Connection, name: &str) -> Result<Option<String>, Error> {
    let query = "SELECT value FROM meta WHERE name = ?1";
    Ok(connection.query_row(query, params![name], |row| row.get(0)).optional()?)
}

pub(crate) fn put_meta(connection: &Connection, name: &str, value: &str) -> Result<(), Error> {
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", params![name, value])?;
    Ok(())
}

/// Makes the file readable by its owner only, if it is not there yet.
fn private(path: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::AlreadyExists => Err(cause),
        _ => Ok(()),
    }
}

/// Did the last run end without folding its log back?
fn left_unclean(path: &std::path::Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(name).is_ok_and(|wal| wal.len() > 0)
}
