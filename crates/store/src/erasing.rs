//! Destroying what an erasure names, so that no byte of it stays in the database or its log.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::found::{self, Of};
use crate::sealed::Subject;
use crate::writer::fold;
use crate::{Error, Store, rows};

/// What is destroyed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destruction {
    /// Subjects whose keys go, with what stands for them from then on.
    pub subjects: Vec<(u64, [u8; 16])>,
    /// Encrypted groups that go: index in the log and group.
    pub places: Vec<(u64, u16)>,
    /// What stands in the place of a concern's keyed hash: index, and the bytes.
    pub concerns: Vec<(u64, Vec<u8>)>,
    /// The same for a concern passed on.
    pub passes: Vec<(u64, Vec<u8>)>,
}

impl Store {
    /// Destroys. Doing it again changes nothing, so a stop halfway is finished by doing it once more.
    ///
    /// # Errors
    /// [`Error`]: then nothing of it was done, or only the folding of the database's log is left.
    pub fn destroy(&self, what: Destruction) -> Result<(), Error> {
        self.errand(move |connection| destroy(connection, &what))
    }

    /// Wraps every subject's key anew, in one transaction; then no byte of the old wraps is left.
    ///
    /// # Errors
    /// [`Error`], or what `wrap` answers: then all wraps are as before.
    pub fn rewrap(
        &self,
        mut wrap: impl FnMut(&Subject) -> Result<Option<(u32, Vec<u8>)>, Error> + Send + 'static,
    ) -> Result<u64, Error> {
        self.errand(move |connection| {
            let mut all = Vec::new();
            rows::subjects(connection, &mut |subject| all.push(subject))?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut count = 0;
            for subject in all.iter().filter(|subject| subject.wrapped.is_some()) {
                if let Some((epoch, wrapped)) = wrap(subject)? {
                    transaction
                        .prepare_cached("UPDATE subject SET epoch = ?2, wrapped = ?3 WHERE id = ?1")?
                        .execute(params![subject.id as i64, epoch, wrapped])?;
                    count += 1;
                }
            }
            transaction.commit()?;
            fold(connection, "TRUNCATE")?;
            Ok(count)
        })
    }
}

fn destroy(connection: &mut Connection, what: &Destruction) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (id, token) in &what.subjects {
        found::forget(&transaction, Of::Subject, *id as i64)?;
        transaction
            .prepare_cached(
                "UPDATE subject SET tag = NULL, epoch = NULL, wrapped = NULL, erased_as = ?2 WHERE id = ?1",
            )?
            .execute(params![*id as i64, token])?;
    }
    for (position, group) in &what.places {
        transaction
            .prepare_cached("UPDATE sealed SET wrapped = NULL, sealed = NULL WHERE key = ?1")?
            .execute(params![rows::group_key(*position, *group)])?;
        forget_keys(&transaction, *position)?;
    }
    for (position, bytes) in &what.concerns {
        transaction
            .prepare_cached("UPDATE event SET concern = ?2 WHERE position = ?1")?
            .execute(params![*position as i64, bytes])?;
    }
    for (position, bytes) in &what.passes {
        transaction
            .prepare_cached("UPDATE event SET passes = ?2 WHERE position = ?1")?
            .execute(params![*position as i64, bytes])?;
    }
    transaction.commit()?;
    // Only folded back and truncated is the database's own log free of what was overwritten.
    fold(connection, "TRUNCATE")
}

/// The keyed hashes by which the entry's content could be recognised: they die with the subject.
fn forget_keys(transaction: &Transaction<'_>, position: u64) -> Result<(), Error> {
    let position = position as i64;
    transaction.prepare_cached("DELETE FROM seen WHERE position = ?1")?.execute(params![position])?;
    found::forget(transaction, Of::Words, position)?;
    transaction
        .prepare_cached("UPDATE submission SET words = NULL, digest = x'' WHERE position = ?1")?
        .execute(params![position])?;
    Ok(())
}
