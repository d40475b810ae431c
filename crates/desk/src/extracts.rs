//! Rows of several extracts compared: known ones are taken once, changed and vanished ones become events.
//!
//! Rows are compared only inside the days both extracts cover, by the table's natural key; everything else is
//! *not comparable* and nothing is concluded from it.

use std::collections::BTreeMap;

use record::event::{Assurance, Body, By, RowChange};
use record::source::Completeness;
use record::{AgencyId, Claimed, Code, Coverage, Event, EventId, FileId, Logged, SourceRef};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::{Short, event_hash, row_hash};
use crate::file_sink::{FileSink, RowSeen};

/// One file with what it gave.
#[derive(Debug)]
pub(crate) struct Extract {
    pub(crate) file: FileId,
    pub(crate) path: String,
    pub(crate) agency: AgencyId,
    pub(crate) covers: Option<Coverage>,
    pub(crate) completeness: Completeness,
    pub(crate) sink: FileSink,
    /// Rows all of whose events were known from an earlier file.
    pub(crate) repeated: u64,
}

/// An event with the hash of its content; `None` for events that are no row of an extract.
pub(crate) type Hashed = (Option<Short>, Event);

/// Takes the events of all extracts in their order, each content once, and adds what changed between them.
pub(crate) fn merge(extracts: &mut [Extract], secret: &[u8; 32], logged: Logged) -> Vec<Hashed> {
    let changes = changes(extracts, logged);
    let mut seen = FxHashSet::default();
    let mut events = Vec::with_capacity(extracts.iter().map(|extract| extract.sink.events.len()).sum());
    for extract in extracts.iter_mut() {
        take_new(extract, secret, &mut seen, &mut events);
    }
    events.extend(changes.into_iter().map(|event| (None, event)));
    events
}

/// Moves the events of one extract to the others, leaving out those whose content is known.
fn take_new(extract: &mut Extract, secret: &[u8; 32], seen: &mut FxHashSet<Short>, events: &mut Vec<Hashed>) {
    use rayon::prelude::*;
    let given = core::mem::take(&mut extract.sink.events);
    let rows = &extract.sink.rows;
    let hashes: Vec<Option<Short>> = given
        .par_iter()
        .enumerate()
        .map(|(place, event)| {
            let row = row_of(rows, place)?;
            let table = extract.sink.tables[usize::from(row.table)].clone();
            let key = record::source::RowKey { table, natural: row.natural.clone() };
            Some(event_hash(secret, &row_hash(secret, extract.agency.as_str(), &key), event))
        })
        .collect();
    let mut news = vec![false; rows.len()];
    let mut known = vec![false; rows.len()];
    for (place, (event, hash)) in given.into_iter().zip(hashes).enumerate() {
        let is_new = hash.is_none_or(|hash| seen.insert(hash));
        if let Some(row) = place_of_row(rows, place) {
            if is_new { news[row] = true } else { known[row] = true }
        }
        if is_new {
            events.push((hash, event));
        }
    }
    extract.repeated = news.iter().zip(&known).filter(|(new, known)| !**new && **known).count() as u64;
}

fn place_of_row(rows: &[RowSeen], event: usize) -> Option<usize> {
    rows.partition_point(|row| row.first_event as usize <= event).checked_sub(1)
}

fn row_of(rows: &[RowSeen], event: usize) -> Option<&RowSeen> {
    place_of_row(rows, event).map(|place| &rows[place])
}

/// What changed or vanished between each extract and the next comparable one of the same agency and table.
fn changes(extracts: &[Extract], logged: Logged) -> Vec<Event> {
    let mut by_table: BTreeMap<(&AgencyId, &Code), Vec<usize>> = BTreeMap::new();
    for (place, extract) in extracts.iter().enumerate() {
        if extract.covers.is_some() {
            for table in &extract.sink.tables {
                by_table.entry((&extract.agency, table)).or_default().push(place);
            }
        }
    }
    let mut changes = Vec::new();
    for ((_, table), mut places) in by_table {
        places.sort_by_key(|place| {
            let extract = &extracts[*place];
            (extract.covers.map(|covers| (covers.to, covers.from)), &extract.path)
        });
        for pair in places.windows(2) {
            compare(&extracts[pair[0]], &extracts[pair[1]], table, logged, &mut changes);
        }
    }
    changes
}

fn compare(earlier: &Extract, later: &Extract, table: &Code, logged: Logged, out: &mut Vec<Event>) {
    let shared = earlier.covers.zip(later.covers).and_then(|(a, b)| a.shared(b));
    let Some(shared) = shared else { return };
    let mut there: FxHashMap<&str, &RowSeen> = FxHashMap::default();
    for row in rows_of(later, table) {
        there.insert(&row.natural, row);
    }
    let mut last_line = (0, 0u16);
    for row in rows_of(earlier, table).filter(|row| inside(earlier, row, shared)) {
        let fields = match there.get(row.natural.as_str()) {
            Some(other) => match changed_fields(earlier, row, later, other) {
                fields if fields.is_empty() => continue,
                fields => Some(fields),
            },
            None if later.completeness == Completeness::Full => None,
            None => continue,
        };
        // Several rows of one line keep apart by their part, counted down from the top.
        last_line = if last_line.0 == row.line { (row.line, last_line.1 + 1) } else { (row.line, 0) };
        let source = SourceRef { file: earlier.file, line: row.line, part: u16::MAX - last_line.1.min(999) };
        let vanished = fields.is_none();
        let change = Box::new(RowChange {
            table: table.clone(),
            row: row.natural.clone(),
            fields: fields.unwrap_or_default(),
            earlier: earlier.file,
            later: later.file,
            event: None,
        });
        let body = if vanished { Body::Vanished(change) } else { Body::Changed(change) };
        let by =
            By { agency: later.agency.clone(), post: None, holder: None, assurance: Assurance::Imported };
        out.push(Event { id: EventId::UNSET, claimed: Claimed::UNKNOWN, logged, by, source, body });
    }
}

fn rows_of<'a>(extract: &'a Extract, table: &'a Code) -> impl Iterator<Item = &'a RowSeen> {
    let sink = &extract.sink;
    sink.rows.iter().filter(move |row| sink.tables[usize::from(row.table)] == *table)
}

/// The row's first event certainly happened on a day both extracts cover.
fn inside(extract: &Extract, row: &RowSeen, shared: Coverage) -> bool {
    let Some(event) = extract.sink.events.get(row.first_event as usize) else {
        return false;
    };
    let ends = event.claimed.earliest().zip(event.claimed.latest());
    ends.is_some_and(|(first, last)| first.day() >= shared.from && last.day() <= shared.to)
}

fn changed_fields(a: &Extract, row: &RowSeen, b: &Extract, other: &RowSeen) -> Vec<Code> {
    let named = |extract: &Extract, row: &RowSeen| -> BTreeMap<Code, u32> {
        let names = &extract.sink.names;
        row.fields.iter().map(|(name, value)| (Code::new(&names[usize::from(*name)]), *value)).collect()
    };
    let (before, after) = (named(a, row), named(b, other));
    let names: std::collections::BTreeSet<&Code> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}
