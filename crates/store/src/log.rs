//! The log in the database: appends in one transaction, signed before the commit and shown only after it.

use ledger::hash::{Hash, leaf_hash};
use ledger::{Checkpoint, Note, Signer};
use record::Logged;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::found::{self, Fresh, Of};
use crate::last_signed::SizeAndRoot;
use crate::sealed::{Group, NewRecord, Subject};
use crate::tail::Tail;
use crate::{Error, rows};

/// The log as its writer knows it.
///
/// INVARIANT: `tail` and `last_logged` are those of the last commit; after any failure the whole is thrown away and loaded
/// again from what the disk holds.
#[derive(Debug)]
pub(crate) struct Log {
    tail: Tail,
    last_logged: i64,
    fresh: Fresh,
}

/// What became of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is entry so and so.
    New(u64),
    /// It was there before; of a telling: as which entry.
    Known(Option<u64>),
}

impl Log {
    /// Reads the end of the log.
    pub(crate) fn load(connection: &Connection) -> Result<Self, Error> {
        Self::load_with(connection, Fresh::default())
    }

    /// Reads its end again after another process has appended; of the keyed hashes only what is new.
    pub(crate) fn load_again(&mut self, connection: &Connection) -> Result<(), Error> {
        let fresh = core::mem::take(&mut self.fresh);
        *self = Self::load_with(connection, fresh)?;
        Ok(())
    }

    fn load_with(connection: &Connection, mut fresh: Fresh) -> Result<Self, Error> {
        let size = rows::size(connection)?;
        let first = size & !0xFF;
        let mut leaves = Vec::new();
        rows::entries(connection, first, size, &mut |_, entry| {
            leaves.push(leaf_hash(entry));
            Ok(())
        })?;
        let tail = Tail::load(size, leaves, &mut |level, number| rows::tile(connection, level, number))?;
        let last_logged = connection
            .query_row("SELECT logged FROM event ORDER BY position DESC LIMIT 1", [], |row| row.get(0))
            .optional()?
            .unwrap_or(i64::MIN);
        fresh.catch_up(connection)?;
        Ok(Self { tail, last_logged, fresh })
    }

    pub(crate) fn size(&self) -> u64 {
        self.tail.size()
    }

    /// The root over the first `size` entries.
    pub(crate) fn root_at(&mut self, connection: &Connection, size: u64) -> Result<Hash, Error> {
        self.tail.root_at(size, &mut |level, number| rows::tile(connection, level, number))
    }

    pub(crate) fn inclusion(
        &mut self,
        connection: &Connection,
        index: u64,
        size: u64,
    ) -> Result<Vec<Hash>, Error> {
        self.tail.inclusion(index, size, &mut |level, number| rows::tile(connection, level, number))
    }

    /// Puts records into the open transaction. Nothing of it counts before the commit.
    pub(crate) fn put(
        &mut self,
        transaction: &Transaction<'_>,
        records: &mut [NewRecord],
        size: &mut u64,
    ) -> Result<Vec<Appended>, Error> {
        records.iter_mut().map(|record| self.put_one(transaction, record, size)).collect()
    }

    fn put_one(
        &mut self,
        transaction: &Transaction<'_>,
        record: &mut NewRecord,
        size: &mut u64,
    ) -> Result<Appended, Error> {
        if let Some(known) = self.known(transaction, record)? {
            return Ok(known);
        }
        all_there(transaction, record)?;
        let position = *size;
        stamp(record, self.last_logged);
        self.last_logged = record.logged.0;
        let entry = ledger::commitment::entry(&ledger::commitment::record_root(&record.commitments));
        put_event(transaction, position, record, &entry)?;
        for group in &record.groups {
            put_group(transaction, position, group)?;
        }
        let mut number = (position as i64) << 16;
        for subject in &record.subjects {
            // Tellings that arrive together about one person all carry the key: the first keeps it.
            if put_subject(transaction, subject, "INSERT OR IGNORE")?
                && let Some(tag) = &subject.tag
            {
                self.fresh.put(transaction, number, Of::Subject, tag, subject.id as i64)?;
                number += 1;
            }
        }
        if let Some(submission) = &record.submission {
            transaction
                .prepare_cached(
                    "INSERT INTO submission (position, tag, words, digest) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![position as i64, submission.tag, submission.words, submission.digest])?;
            self.fresh.put(transaction, number, Of::Submission, &submission.tag, position as i64)?;
            self.fresh.put(transaction, number + 1, Of::Words, &submission.words, position as i64)?;
        }
        if let Some(key) = &record.seen {
            transaction
                .prepare_cached("INSERT INTO seen (key, position) VALUES (?1, ?2)")?
                .execute(params![key, position as i64])?;
        }
        *size += 1;
        Ok(Appended::New(position))
    }

    /// Was it appended before? Imports are known by their row, tellings by the id their sender chose.
    fn known(&self, transaction: &Transaction<'_>, record: &NewRecord) -> Result<Option<Appended>, Error> {
        if let Some(submission) = &record.submission {
            for at in self.fresh.find(transaction, Of::Submission, &submission.tag)? {
                let there: Option<(Vec<u8>, Option<[u8; 16]>)> = transaction
                    .prepare_cached("SELECT digest, words FROM submission WHERE position = ?1 AND tag = ?2")?
                    .query_row(params![at, submission.tag], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                return match there {
                    Some((_, None)) => Err(Error::Erased(at as u64)),
                    Some((digest, _)) if digest == submission.digest.as_slice() => {
                        Ok(Some(Appended::Known(Some(at as u64))))
                    }
                    Some(_) => Err(Error::OtherTelling),
                    None => continue,
                };
            }
            return Ok(None);
        }
        let Some(key) = &record.seen else { return Ok(None) };
        let there: Option<i64> = transaction
            .prepare_cached("SELECT position FROM seen WHERE key = ?1")?
            .query_row(params![key], |row| row.get(0))
            .optional()?;
        Ok(there.map(|position| Appended::Known(Some(position as u64))))
    }

    /// Sorts the keyed hashes that came in since the last time, once they are many. Answers about how many bytes the
    /// database's own log grew by.
    pub(crate) fn sort_hashes(&mut self, connection: &mut Connection) -> Result<u64, Error> {
        if self.fresh.len() < found::MANY { Ok(0) } else { self.fresh.sort_in(connection) }
    }

    /// Recomputes the root from what the transaction has stored, signs it and puts the checkpoint beside it.
    pub(crate) fn sign(
        &mut self,
        transaction: &Transaction<'_>,
        signer: &Signer,
        size: u64,
    ) -> Result<(Note, SizeAndRoot), Error> {
        let before = self.tail.size();
        let mut leaves = Vec::with_capacity((size - before) as usize);
        rows::entries(transaction, before, size, &mut |position, entry| {
            if position != before + leaves.len() as u64 {
                return Err(Error::Log(format!("entry {position} stands where another should")));
            }
            leaves.push(leaf_hash(entry));
            Ok(())
        })?;
        if leaves.len() as u64 != size - before {
            return Err(Error::Log(format!("{} entries of {} were stored", leaves.len(), size - before)));
        }
        for leaf in leaves {
            self.tail
                .push(leaf, &mut |level, number, hashes| put_tile(transaction, level, number, hashes))?;
        }
        let root = self.root_at(transaction, size)?;
        let note = signed(signer, size, root)?;
        transaction
            .prepare_cached("INSERT OR REPLACE INTO checkpoint (size, note) VALUES (?1, ?2)")?
            .execute(params![size as i64, note.to_string()])?;
        Ok((note, SizeAndRoot { size, root }))
    }
}

/// A signed checkpoint.
pub(crate) fn signed(signer: &Signer, size: u64, root: Hash) -> Result<Note, Error> {
    let ledger = |cause: String| Error::Ledger(cause);
    let checkpoint = Checkpoint::new(signer.verifier_key().name(), size, root)
        .map_err(|cause| ledger(cause.to_string()))?;
    let mut note = Note::new(checkpoint.to_string()).map_err(|cause| ledger(cause.to_string()))?;
    let line = signer.sign(note.text());
    note.add(line).map_err(|cause| ledger(cause.to_string()))?;
    Ok(note)
}

/// Every key the record is sealed under is still there: under a destroyed one nobody could ever read it.
fn all_there(transaction: &Transaction<'_>, record: &NewRecord) -> Result<(), Error> {
    let mut met: Vec<u64> = record.subjects.iter().map(|subject| subject.id).collect();
    for id in record.groups.iter().flat_map(|group| &group.subjects) {
        if met.contains(id) {
            continue;
        }
        let there: Option<bool> = transaction
            .prepare_cached("SELECT wrapped IS NOT NULL FROM subject WHERE id = ?1")?
            .query_row(params![*id as i64], |row| row.get(0))
            .optional()?;
        match there {
            Some(true) => met.push(*id),
            Some(false) => return Err(Error::SubjectGone(*id)),
            // A subject that began with an earlier record of this import stands there already; a missing one is lost.
            None => return Err(Error::Log(format!("the key of subject {id} is missing"))),
        }
    }
    Ok(())
}

/// Times never run backwards in the log: a record that comes with an earlier one is stamped with the last entry's.
fn stamp(record: &mut NewRecord, last: i64) {
    if record.logged.0 >= last {
        return;
    }
    record.logged = Logged(last);
    let (place, label) = &record.logged_at;
    let seed = record.seeds.first_chunk::<32>().copied().unwrap_or_default();
    let commitment =
        ledger::commitment::GroupSeed(seed).committer().commit(label, &record.logged.0.to_be_bytes());
    if let Some(at) = record.commitments.get_mut(*place) {
        *at = commitment;
    }
}

fn put_event(
    transaction: &Transaction<'_>,
    position: u64,
    record: &NewRecord,
    entry: &[u8],
) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "INSERT INTO event (position, id, kind, logged, entry, concern, passes, seeds, open, hidden)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            position as i64,
            record.id.0.to_be_bytes(),
            record.kind,
            record.logged.0,
            entry,
            record.concern,
            record.passes,
            record.seeds,
            record.open,
            record.hidden,
        ])?;
    Ok(())
}

fn put_group(transaction: &Transaction<'_>, position: u64, group: &Group) -> Result<(), Error> {
    let subjects: Vec<u8> = group.subjects.iter().flat_map(|id| id.to_be_bytes()).collect();
    transaction
        .prepare_cached("INSERT INTO sealed (key, subjects, wrapped, sealed) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![rows::group_key(position, group.group), subjects, group.wrapped, group.sealed])?;
    Ok(())
}

/// Keeps a subject's key; `how` says what becomes of one whose number is taken. `false`: it was there.
pub(crate) fn put_subject(
    connection: &Connection,
    subject: &Subject,
    how: &'static str,
) -> Result<bool, Error> {
    let (epoch, wrapped) =
        subject.wrapped.as_ref().map_or((None, None), |(epoch, bytes)| (Some(*epoch), Some(bytes)));
    let put = connection
        .prepare_cached(&format!(
            "{how} INTO subject (id, tag, epoch, wrapped, erased_as) VALUES (?1, ?2, ?3, ?4, ?5)"
        ))?
        .execute(params![subject.id as i64, subject.tag, epoch, wrapped, subject.erased_as])?;
    Ok(put == 1)
}

fn put_tile(connection: &Connection, level: u8, number: u64, hashes: &[Hash]) -> Result<(), Error> {
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
    connection
        .prepare_cached("INSERT OR REPLACE INTO tile (key, hashes) VALUES (?1, ?2)")?
        .execute(params![rows::tile_key(level, number), bytes])?;
    Ok(())
}
