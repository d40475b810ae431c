//! Adults without a birth date: the same name beside the same thing.
//!
//! Agencies seldom know the birth date of an adult they warn about. The same full name written beside the same vehicle,
//! phone, place or business is worth a look: a possible link, never a certain one. Things that many children are
//! named beside say nothing.

use rayon::prelude::*;
use record::outputs::{EventIx, MentionIx};
use record::{Fixed, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::hash::mix;
use crate::intern::{NONE, ValueId};
use crate::profile::PersonRecord;
use crate::rows::{PersonRow, Rows};
use crate::score::{Memo, Scored, Scorer};

/// What a shared thing adds. Unit: bits. Of the adults of one full name in an area, few are written beside one thing.
const SHARED_THING_BITS: i64 = 4;

/// A kind and a value, as one key.
type Thing = u64;

/// Pairs of records of adults with one full name beside one thing, with the explanation; in order.
pub(crate) fn named_beside_one_thing(
    rows: &Rows<'_>,
    record_of: &[MentionIx],
    records: &[PersonRecord],
    scorer: &Scorer<'_, '_>,
    generic_children: u32,
) -> Vec<(MentionIx, MentionIx, Scored)> {
    let things = things_of_events(rows);
    let generic = generic(rows, &things, generic_children);
    let adults = rows.persons.par_iter().filter(|row| !row.is_child && is_full_name(rows, row));
    let mut named: Vec<(ValueId, ValueId, Thing, MentionIx)> = adults
        .flat_map_iter(|row| {
            let beside = beside(&things, row.event).iter().filter(|thing| !generic.contains(&thing.1));
            beside.map(|thing| (row.forename, row.surname, thing.1, record_of[row.mention as usize]))
        })
        .collect();
    named.par_sort_unstable();
    named.dedup();
    let mut memo = Memo::default();
    let mut pairs = Vec::new();
    for group in named.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        let Some((first, others)) = group.split_first() else {
            continue;
        };
        pairs.extend(others.iter().filter_map(|other| pair(records, scorer, &mut memo, first.3, other.3)));
    }
    pairs.sort_unstable_by_key(|pair| (pair.0, pair.1));
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    pairs
}

fn pair(
    records: &[PersonRecord],
    scorer: &Scorer<'_, '_>,
    memo: &mut Memo,
    a: MentionIx,
    b: MentionIx,
) -> Option<(MentionIx, MentionIx, Scored)> {
    let (a, b) = (a.min(b), a.max(b));
    let profile = |mention: MentionIx| {
        let ix = records.binary_search_by_key(&mention, |record| record.first).ok()?;
        records.get(ix).map(|record| record.profile)
    };
    let (one, other) = (profile(a)?, profile(b)?);
    let fits = a != b && scorer.contradiction(memo, one, other).is_none();
    let scored = scorer.beside(memo, one, other, Fixed::whole(SHARED_THING_BITS));
    (fits && scorer.is_possible(&scored)).then_some((a, b, scored))
}

fn is_full_name(rows: &Rows<'_>, row: &PersonRow) -> bool {
    let longer = |name: &str| name.chars().nth(1).is_some();
    longer(rows.forenames.text(row.forename)) && longer(rows.surnames.text(row.surname))
}

/// The things of each event, in the order of the events.
fn things_of_events(rows: &Rows<'_>) -> Vec<(EventIx, Thing)> {
    let with_value =
        rows.things.iter().filter(|thing| thing.value != NONE && thing.kind != MentionKind::Person);
    with_value.map(|thing| (thing.event, (thing.kind as u64) << 32 | u64::from(thing.value))).collect()
}

fn beside(things: &[(EventIx, Thing)], event: EventIx) -> &[(EventIx, Thing)] {
    let from = things.partition_point(|thing| thing.0 < event);
    let length = things[from..].partition_point(|thing| thing.0 == event);
    &things[from..from + length]
}

/// Things beside which more differently named children stand than `limit`.
fn generic(rows: &Rows<'_>, things: &[(EventIx, Thing)], limit: u32) -> FxHashSet<Thing> {
    let mut pairs: Vec<(Thing, u64)> = rows
        .persons
        .par_iter()
        .filter(|row| row.is_child)
        .flat_map_iter(|row| {
            let name = mix(u64::from(row.forename), u64::from(row.surname));
            beside(things, row.event).iter().map(move |thing| (thing.1, name))
        })
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let mut counts: FxHashMap<Thing, u32> = FxHashMap::default();
    pairs.iter().for_each(|pair| *counts.entry(pair.0).or_default() += 1);
    counts.into_iter().filter(|count| count.1 > limit).map(|count| count.0).collect()
}
