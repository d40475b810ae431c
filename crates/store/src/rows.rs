//! Reading rows back.

use ledger::hash::Hash;
use record::{EventId, Logged};
use rusqlite::{Connection, OptionalExtension, params};

use crate::Error;
use crate::sealed::{Group, Row, Subject};

/// Takes an entry of the log: its index and its bytes.
pub type TakeEntry<'a> = dyn FnMut(u64, &[u8]) -> Result<(), Error> + 'a;

/// Key of a sealed group: records stand together, groups in order.
pub(crate) fn group_key(position: u64, group: u16) -> i64 {
    (position as i64) << 16 | i64::from(group)
}

/// Key of a full tile.
pub(crate) fn tile_key(level: u8, number: u64) -> i64 {
    i64::from(level) << 56 | number as i64
}

/// How many entries the log has.
pub(crate) fn size(connection: &Connection) -> Result<u64, Error> {
    let query = "SELECT coalesce(max(position) + 1, 0) FROM event";
    Ok(connection.prepare_cached(query)?.query_row([], |row| row.get::<_, i64>(0))? as u64)
}

/// The entries from `from` up to `to`, in order.
pub(crate) fn entries(
    connection: &Connection,
    from: u64,
    to: u64,
    take: &mut TakeEntry<'_>,
) -> Result<(), Error> {
    let mut query = connection.prepare_cached(
        "SELECT position, entry FROM event WHERE position >= ?1 AND position < ?2 ORDER BY position",
    )?;
    let mut rows = query.query(params![from as i64, to as i64])?;
    while let Some(row) = rows.next()? {
        let position: i64 = row.get(0)?;
        take(position as u64, row.get_ref(1)?.as_blob().unwrap_or_default())?;
    }
    Ok(())
}

/// The hashes of a full tile.
pub(crate) fn tile(connection: &Connection, level: u8, number: u64) -> Result<Vec<Hash>, Error> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached("SELECT hashes FROM tile WHERE key = ?1")?
        .query_row(params![tile_key(level, number)], |row| row.get(0))
        .optional()?;
    let hashes = bytes.as_deref().map(|bytes| bytes.as_chunks::<32>().0).unwrap_or_default();
    if hashes.len() != crate::tail::FULL {
        return Err(Error::Log(format!("tile {number} of level {level} is missing or too short")));
    }
    Ok(hashes.iter().map(|hash| Hash(*hash)).collect())
}

/// The records from `from` up to `to`, in order, with their groups. Rows that stand in no order are not joined: two
/// walks side by side keep memory constant.
pub(crate) fn records(
    connection: &Connection,
    from: u64,
    to: u64,
    take: &mut dyn FnMut(Row) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut events = connection.prepare_cached(
        "SELECT position, id, kind, logged, entry, concern, passes, seeds, open, hidden FROM event
         WHERE position >= ?1 AND position < ?2 ORDER BY position",
    )?;
    let mut sealed = connection.prepare_cached(
        "SELECT key, subjects, wrapped, sealed FROM sealed WHERE key >= ?1 AND key < ?2 ORDER BY key",
    )?;
    let mut events = events.query(params![from as i64, to as i64])?;
    let mut sealed = sealed.query(params![group_key(from, 0), group_key(to, 0)])?;
    let mut next = next_group(&mut sealed)?;
    while let Some(row) = events.next()? {
        let position = row.get::<_, i64>(0)? as u64;
        let mut groups = Vec::new();
        while let Some((at, _)) = &next
            && *at <= position
        {
            if let Some((at, group)) = next.take()
                && at == position
            {
                groups.push(group);
            }
            next = next_group(&mut sealed)?;
        }
        let blob = |column: usize| -> Result<Vec<u8>, rusqlite::Error> {
            Ok(row.get_ref(column)?.as_blob_or_null().ok().flatten().unwrap_or_default().to_vec())
        };
        let id: [u8; 16] = blob(1)?.try_into().unwrap_or_default();
        take(Row {
            position,
            id: EventId(u128::from_be_bytes(id)),
            kind: u8::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
            logged: Logged(row.get(3)?),
            entry: blob(4)?,
            concern: row.get(5)?,
            passes: row.get(6)?,
            seeds: blob(7)?,
            open: blob(8)?,
            hidden: blob(9)?,
            groups,
        })?;
    }
    Ok(())
}

fn next_group(rows: &mut rusqlite::Rows<'_>) -> Result<Option<(u64, Group)>, Error> {
    let Some(row) = rows.next()? else { return Ok(None) };
    let key: i64 = row.get(0)?;
    let subjects = row.get_ref(1)?.as_blob_or_null().ok().flatten().unwrap_or_default();
    let group = Group {
        group: (key & 0xFFFF) as u16,
        subjects: subjects.as_chunks::<8>().0.iter().map(|id| u64::from_be_bytes(*id)).collect(),
        wrapped: row.get(2)?,
        sealed: row.get(3)?,
    };
    Ok(Some(((key >> 16) as u64, group)))
}

/// Every subject.
pub(crate) fn subjects(connection: &Connection, take: &mut dyn FnMut(Subject)) -> Result<(), Error> {
    let mut query =
        connection.prepare_cached("SELECT id, tag, epoch, wrapped, erased_as FROM subject ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        take(subject(row)?);
    }
    Ok(())
}

/// The subject of a number.
pub(crate) fn subject_of(connection: &Connection, id: u64) -> Result<Option<Subject>, Error> {
    Ok(connection
        .prepare_cached("SELECT id, tag, epoch, wrapped, erased_as FROM subject WHERE id = ?1")?
        .query_row(params![id as i64], subject)
        .optional()?)
}

fn subject(row: &rusqlite::Row<'_>) -> Result<Subject, rusqlite::Error> {
    let (epoch, wrapped): (Option<u32>, Option<Vec<u8>>) = (row.get(2)?, row.get(3)?);
    Ok(Subject {
        id: row.get::<_, i64>(0)? as u64,
        tag: row.get(1)?,
        wrapped: epoch.zip(wrapped),
        erased_as: row.get(4)?,
    })
}
