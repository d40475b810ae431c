//! What is found by a keyed hash: the entry of a submission, of words to remember, the key of a subject.
//!
//! Keyed hashes come in no order, so each new one would dirty a page of its own wherever it belongs in a sorted table: three
//! pages of 4,096 bytes for a telling of 2,700. So a new one is first appended to the table `fresh`, and sorted into
//! `lookup` with thousands of others, many to a page. A lookup asks `lookup`, and what was read of `fresh`.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::Error;

/// Rows of `fresh` at which they are sorted into `lookup`: some 16,000 tellings.
pub(crate) const MANY: usize = 48 << 10;

/// What a keyed hash is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Of {
    /// A submission id; it finds the index of the telling.
    Submission = 1,
    /// Words to remember; they find the index of the telling.
    Words = 2,
    /// What a subject is known by; it finds the subject's number.
    Subject = 3,
}

/// The rows of `fresh`, in memory.
///
/// INVARIANT: no row is missing that was there when it was last brought up to date. Rows that were sorted away or erased
/// meanwhile may still stand in it: whoever finds something looks at what it points to.
#[derive(Debug)]
pub(crate) struct Fresh {
    rows: BTreeSet<([u8; 16], u8, i64)>,
    /// Number of the last row read.
    last: i64,
}

impl Default for Fresh {
    fn default() -> Self {
        // Row 0 is the first.
        Self { rows: BTreeSet::new(), last: -1 }
    }
}

impl Fresh {
    /// Reads what was appended since the last time, at first all of it; numbers only grow.
    pub(crate) fn catch_up(&mut self, connection: &Connection) -> Result<(), Error> {
        let mut query =
            connection.prepare_cached("SELECT n, hash, kind, at FROM fresh WHERE n > ?1 ORDER BY n")?;
        let mut rows = query.query(params![self.last])?;
        while let Some(row) = rows.next()? {
            self.last = row.get(0)?;
            self.rows.insert((row.get(1)?, row.get(2)?, row.get(3)?));
        }
        Ok(())
    }

    /// Appends one. `number` is larger than that of any before.
    pub(crate) fn put(
        &mut self,
        transaction: &Transaction<'_>,
        number: i64,
        of: Of,
        hash: &[u8; 16],
        at: i64,
    ) -> Result<(), Error> {
        transaction
            .prepare_cached("INSERT INTO fresh (n, hash, kind, at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![number, hash, of as u8, at])?;
        self.last = number;
        self.rows.insert((*hash, of as u8, at));
        Ok(())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Sorts the rows into `lookup`. Answers about how many bytes that wrote: a page of 4,096 for every two.
    pub(crate) fn sort_in(&mut self, connection: &mut Connection) -> Result<u64, Error> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // From the table and not from memory: what another process erased meanwhile must not come back.
        transaction.execute_batch(
            "INSERT OR IGNORE INTO lookup (hash, kind, at) SELECT hash, kind, at FROM fresh ORDER BY hash, kind, at;
             DELETE FROM fresh;",
        )?;
        transaction.commit()?;
        let rows = core::mem::take(&mut self.rows).len() as u64;
        Ok(rows / 2 * 4096)
    }

    /// What a hash points to, smallest first; each is to be looked at.
    pub(crate) fn find(&self, connection: &Connection, of: Of, hash: &[u8; 16]) -> Result<Vec<i64>, Error> {
        let mut query = connection.prepare_cached("SELECT at FROM lookup WHERE hash = ?1 AND kind = ?2")?;
        let mut found: Vec<i64> =
            query.query_map(params![hash, of as u8], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let kind = of as u8;
        found.extend(self.rows.range((*hash, kind, i64::MIN)..=(*hash, kind, i64::MAX)).map(|row| row.2));
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// Sorts one in at once.
pub(crate) fn put(transaction: &Transaction<'_>, of: Of, hash: &[u8; 16], at: i64) -> Result<(), Error> {
    transaction
        .prepare_cached("INSERT INTO lookup (hash, kind, at) VALUES (?1, ?2, ?3)")?
        .execute(params![hash, of as u8, at])?;
    Ok(())
}

/// Takes away the keyed hash of an erased telling's words, or of an erased subject, as long as its own row still holds it.
pub(crate) fn forget(transaction: &Transaction<'_>, of: Of, at: i64) -> Result<(), Error> {
    let own = match of {
        Of::Submission => "SELECT tag FROM submission WHERE position = ?1",
        Of::Words => "SELECT words FROM submission WHERE position = ?1",
        Of::Subject => "SELECT tag FROM subject WHERE id = ?1",
    };
    let hash: Option<Option<Vec<u8>>> =
        transaction.prepare_cached(own)?.query_row(params![at], |row| row.get(0)).optional()?;
    let Some(hash) = hash.flatten() else { return Ok(()) };
    for table in ["lookup", "fresh"] {
        transaction
            .prepare_cached(&format!("DELETE FROM {table} WHERE hash = ?1 AND kind = ?2 AND at = ?3"))?
            .execute(params![hash, of as u8, at])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use rusqlite::{Connection, params};

    use super::{Fresh, Of, forget};

    /// What may happen to two stores' worth of keyed hashes.
    #[derive(Clone, Debug)]
    enum Act {
        Tell(u8),
        SortIn,
        Erase(u8),
        Look(u8),
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let act = prop_oneof![
            4 => any::<u8>().prop_map(Act::Tell),
            1 => Just(Act::SortIn),
            2 => any::<u8>().prop_map(Act::Erase),
            4 => any::<u8>().prop_map(Act::Look),
        ];
        prop::collection::vec(act, 0..60)
    }

    fn hash(n: u8) -> [u8; 16] {
        // Few different ones, so that a subject is met again after it was erased.
        [n % 16; 16]
    }

    proptest! {
        /// However it is appended, sorted in and erased, writer and another reader find what is there, and nothing else.
        #[test]
        fn what_is_there_is_found(acts in acts()) {
            let mut connection = Connection::open_in_memory().expect("opens");
            crate::schema::create(&mut connection, &[]).expect("made");
            let (mut writer, mut reader) = (Fresh::default(), Fresh::default());
            let mut there: BTreeMap<i64, [u8; 16]> = BTreeMap::new();
            for (number, act) in (0i64..).zip(acts) {
                match act {
                    Act::Tell(n) => {
                        let transaction = connection.transaction().expect("begins");
                        transaction
                            .execute("INSERT INTO subject (id, tag) VALUES (?1, ?2)", params![number, hash(n)])
                            .expect("put");
                        writer.put(&transaction, number, Of::Subject, &hash(n), number).expect("put");
                        transaction.commit().expect("committed");
                        there.insert(number, hash(n));
                    }
                    Act::SortIn => drop(writer.sort_in(&mut connection).expect("sorted")),
                    Act::Erase(n) => {
                        let at = i64::from(n) % number.max(1);
                        let transaction = connection.transaction().expect("begins");
                        forget(&transaction, Of::Subject, at).expect("forgotten");
                        transaction
                            .execute("UPDATE subject SET tag = NULL WHERE id = ?1", params![at])
                            .expect("erased");
                        transaction.commit().expect("committed");
                        there.remove(&at);
                    }
                    Act::Look(n) => {
                        reader.catch_up(&connection).expect("read");
                        let wanted: Vec<i64> =
                            there.iter().filter(|(_, tag)| **tag == hash(n)).map(|(id, _)| *id).collect();
                        for fresh in [&writer, &reader] {
                            let mut found = fresh.find(&connection, Of::Subject, &hash(n)).expect("found");
                            // What was erased may still be pointed to: it is looked at.
                            found.retain(|id| there.contains_key(id));
                            prop_assert_eq!(&found, &wanted);
                        }
                    }
                }
                let rows: i64 = connection
                    .query_row("SELECT (SELECT count(*) FROM lookup) + (SELECT count(*) FROM fresh)", [], |row| row.get(0))
                    .expect("counted");
                prop_assert_eq!(rows as usize, there.len(), "a keyed hash outlives what it is of");
            }
        }
    }
}
