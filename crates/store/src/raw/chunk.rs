//! A run of events with all that belongs to them, in one piece of memory.

use rusqlite::Row;

use super::{Ahead, Broken, blob, optional};

/// A place in a chunk's bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: u32,
    end: u32,
}

/// An event as it stands in the file.
#[derive(Clone, Debug, Default)]
pub struct RawEvent {
    /// Index in the log, as stored.
    pub position: i64,
    /// Its id.
    pub id: Option<[u8; 16]>,
    /// Number of its kind.
    pub kind: i64,
    /// When candour took it.
    pub logged: i64,
    /// The entry of the log.
    pub entry: Option<Span>,
    /// What stands for the concern; the outer `None`: of another type.
    pub concern: Option<Option<Span>>,
    /// The same of the concern passed on.
    pub passes: Option<Option<Span>>,
    /// Seeds.
    pub seeds: Option<Span>,
    /// Open fields.
    pub open: Option<Span>,
    /// Hidden hashes.
    pub hidden: Option<Span>,
    /// Its groups: where they stand in the chunk's list.
    pub groups: (usize, usize),
}

/// An encrypted group as it stands in the file.
#[derive(Clone, Debug)]
pub struct RawGroup {
    /// Which group.
    pub group: u16,
    /// Its subjects, 8 bytes each.
    pub subjects: Option<Span>,
    /// The wrapped data key; the outer `None`: of another type.
    pub wrapped: Option<Option<Span>>,
    /// The encrypted fields.
    pub sealed: Option<Option<Span>>,
}

/// A run of events.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Entries up to here came before.
    pub from: u64,
    /// One behind the last of these.
    pub to: u64,
    /// The events, in the order of their positions.
    pub events: Vec<RawEvent>,
    /// Their groups.
    pub groups: Vec<RawGroup>,
    /// The rows of `sealed` that stopped answering: groups that are not here may be there.
    pub groups_broken: bool,
    /// Rows of `sealed` that belong to no entry, and the key of the first.
    pub stray: u64,
    /// See `stray`.
    pub first_stray: Option<i64>,
    /// Size and note of the checkpoints that end among these.
    pub checkpoints: Vec<(i64, Option<String>)>,
    /// Key and bytes of the full tiles that end among these.
    pub tiles: Vec<(i64, Vec<u8>)>,
    /// Tables that stopped answering here.
    pub broken: Vec<Broken>,
    /// Nothing comes after.
    pub last: bool,
    pub(super) bytes: Vec<u8>,
}

impl Chunk {
    /// The bytes of a place.
    pub fn bytes(&self, span: Span) -> &[u8] {
        self.bytes.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The groups of an event.
    pub fn groups_of(&self, event: &RawEvent) -> &[RawGroup] {
        self.groups.get(event.groups.0..event.groups.1).unwrap_or_default()
    }

    fn put(&mut self, bytes: &[u8]) -> Span {
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(bytes);
        Span { start, end: self.bytes.len() as u32 }
    }

    pub(super) fn event(&mut self, row: &Row<'_>) -> RawEvent {
        let groups = self.groups.len();
        let number = |column: usize| row.get::<_, i64>(column).ok();
        let mut must = |column: usize| blob(row, column).map(|bytes| self.put(bytes));
        let (entry, seeds, open, hidden) = (must(4), must(7), must(8), must(9));
        let mut may = |column: usize| optional(row, column).map(|bytes| bytes.map(|bytes| self.put(bytes)));
        let (concern, passes) = (may(5), may(6));
        RawEvent {
            // A position is the row's own key: it is always a number.
            position: number(0).unwrap_or(-1),
            id: blob(row, 1).and_then(|bytes| bytes.try_into().ok()),
            kind: number(2).unwrap_or(-1),
            logged: number(3).unwrap_or(i64::MIN),
            entry,
            concern,
            passes,
            seeds,
            open,
            hidden,
            groups: (groups, groups),
        }
    }

    pub(super) fn close(&mut self, event: RawEvent) {
        let groups = (event.groups.0, self.groups.len());
        self.events.push(RawEvent { groups, ..event });
    }

    pub(super) fn group(&mut self, key: i64, row: &Row<'_>) {
        let subjects = blob(row, 1).map(|bytes| self.put(bytes));
        let mut may = |column: usize| optional(row, column).map(|bytes| bytes.map(|bytes| self.put(bytes)));
        let (wrapped, sealed) = (may(2), may(3));
        self.groups.push(RawGroup { group: (key & 0xFFFF) as u16, subjects, wrapped, sealed });
    }

    pub(super) fn ahead(&mut self, ahead: &Ahead) {
        let subjects = ahead.subjects.as_deref().map(|bytes| self.put(bytes));
        let mut may = |bytes: &Option<Option<Vec<u8>>>| {
            bytes.as_ref().map(|bytes| bytes.as_deref().map(|bytes| self.put(bytes)))
        };
        let (wrapped, sealed) = (may(&ahead.wrapped), may(&ahead.sealed));
        self.groups.push(RawGroup { group: (ahead.key & 0xFFFF) as u16, subjects, wrapped, sealed });
    }
}
