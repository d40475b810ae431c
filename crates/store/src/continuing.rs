//! A log that lost entries for good goes on under a new name: nobody may take it for the one that promised them.

use std::path::Path;

use ledger::{Note, SignatureLine, Signer};
use rusqlite::{Transaction, params};

use crate::connection::{self, Synchronous};
use crate::last_signed::SizeAndRoot;
use crate::log::{Log, signed};
use crate::schema::Is;
use crate::{Error, opening, schema};

/// Signs every entry of the store under a new name and key, in one transaction. The former checkpoints are kept apart, so
/// that an old receipt can still be shown to be of the former log.
///
/// # Errors
/// [`Error`] when the store is none of this version or SQLite says no; then nothing was changed.
pub fn continue_as(path: &Path, signer: &Signer) -> Result<SizeAndRoot, Error> {
    let mut connection = connection::writing(path, Synchronous::Full)?;
    match schema::look(&connection, path)? {
        Is::Current => {}
        Is::Second => schema::upgrade(&mut connection)?,
        Is::First | Is::Empty => return Err(Error::Older(path.to_owned())),
    }
    let transaction = connection.transaction()?;
    let former = opening::meta(&transaction, "origin")?.unwrap_or_default();
    keep_former(&transaction, &former)?;
    let mut log = Log::load(&transaction)?;
    let size = log.size();
    let root = log.root_at(&transaction, size)?;
    if size > 0 {
        let note = signed(signer, size, root)?;
        transaction.execute(
            "INSERT INTO checkpoint (size, note) VALUES (?1, ?2)",
            params![size as i64, note.to_string()],
        )?;
    }
    opening::put_meta(&transaction, "origin", signer.verifier_key().name())?;
    opening::put_meta(&transaction, "key", &signer.verifier_key().to_string())?;
    transaction.commit()?;
    Ok(SizeAndRoot { size, root })
}

/// Moves the checkpoints, each with its cosignatures, to those of former logs.
fn keep_former(transaction: &Transaction<'_>, origin: &str) -> Result<(), Error> {
    let mut checkpoints = transaction.prepare("SELECT size, note FROM checkpoint ORDER BY size")?;
    let mut lines = transaction.prepare("SELECT line FROM cosignature WHERE size = ?1")?;
    let mut keep = transaction.prepare("INSERT INTO former_checkpoint VALUES (?1, ?2, ?3)")?;
    let mut rows = checkpoints.query([])?;
    while let Some(row) = rows.next()? {
        let (size, text): (i64, String) = (row.get(0)?, row.get(1)?);
        let mut cosignatures = lines.query(params![size])?;
        let mut note = None;
        while let Some(line) = cosignatures.next()? {
            let note = note.get_or_insert(Note::parse(text.as_bytes()));
            if let (Ok(note), Some(line)) = (note, SignatureLine::parse(&line.get::<_, String>(0)?)) {
                // A note has room for so many signatures; the log's own stands first.
                let _ = note.add(line);
            }
        }
        let text = match note {
            Some(Ok(note)) => note.to_string(),
            _ => text,
        };
        keep.execute(params![origin, size, text])?;
    }
    transaction.execute_batch("DELETE FROM checkpoint; DELETE FROM cosignature;")?;
    Ok(())
}
