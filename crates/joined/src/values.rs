//! Places, vehicles, phones, businesses and online names: one thing per normalised value, whoever wrote it.

use rayon::prelude::*;
use record::MentionKind;
use record::outputs::MentionIx;
use rustc_hash::FxHashMap;

use crate::intern::{Column, NONE, ValueId};
use crate::normalise::plate_near;
use crate::rows::{PLACE_PARTS, Rows, ThingRow};

/// Writes for every mention of a thing the first mention of the same value into `record_of`.
/// Mentions without a value stay alone.
pub(crate) fn same_values(rows: &Rows<'_>, record_of: &mut [MentionIx]) {
    let mut things: Vec<ThingRow> = rows.things.iter().filter(|thing| thing.value != NONE).copied().collect();
    things.par_sort_unstable_by_key(|thing| (thing.kind, thing.value, thing.mention));
    for group in things.chunk_by(|a, b| (a.kind, a.value) == (b.kind, b.value)) {
        group.iter().for_each(|thing| record_of[thing.mention as usize] = group[0].mention);
    }
}

/// Values that are possibly one: plates that differ only by letters taken for digits, and a place written without its
/// postcode where the records know exactly one place of these words.
///
/// Pairs of first mentions, the smaller first, in order.
pub(crate) fn near_values(rows: &Rows<'_>) -> Vec<(MentionIx, MentionIx)> {
    let mut pairs = near_plates(&rows.plates, &first_mentions(rows, MentionKind::Vehicle, rows.plates.len()));
    pairs.extend(near_places(&rows.places, &first_mentions(rows, MentionKind::Place, rows.places.len())));
    pairs.iter_mut().for_each(|pair| *pair = (pair.0.min(pair.1), pair.0.max(pair.1)));
    pairs.sort_unstable();
    pairs
}

/// The first mention of each value of a kind.
fn first_mentions(rows: &Rows<'_>, kind: MentionKind, values: usize) -> Vec<Option<MentionIx>> {
    let mut first = vec![None; values];
    for thing in rows.things.iter().filter(|thing| thing.kind == kind && thing.value != NONE) {
        let known: &mut Option<MentionIx> = &mut first[thing.value as usize];
        *known = Some(known.map_or(thing.mention, |known| known.min(thing.mention)));
    }
    first
}

fn near_plates(plates: &Column<'_>, first: &[Option<MentionIx>]) -> Vec<(MentionIx, MentionIx)> {
    let mut by_key: FxHashMap<String, MentionIx> = FxHashMap::default();
    let mut pairs = Vec::new();
    for id in 1..plates.len() as ValueId {
        let Some(mention) = first[id as usize] else {
            continue;
        };
        match by_key.entry(plate_near(plates.text(id))) {
            std::collections::hash_map::Entry::Occupied(known) => pairs.push((*known.get(), mention)),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(mention);
            }
        }
    }
    pairs
}

fn near_places(places: &Column<'_>, first: &[Option<MentionIx>]) -> Vec<(MentionIx, MentionIx)> {
    // Words of a place, to its places with a postcode: the first, and how many.
    let mut with_code: FxHashMap<&str, (MentionIx, u32)> = FxHashMap::default();
    let mut without = Vec::new();
    for id in 1..places.len() as ValueId {
        let (Some(mention), Some((words, code))) =
            (first[id as usize], places.text(id).split_once(PLACE_PARTS))
        else {
            continue;
        };
        if words.is_empty() {
            continue;
        }
        if code.is_empty() {
            without.push((words, mention));
        } else {
            with_code.entry(words).or_insert((mention, 0)).1 += 1;
        }
    }
    let only = |words: &str| with_code.get(words).filter(|known| known.1 == 1).map(|known| known.0);
    without.into_iter().filter_map(|(words, mention)| Some((only(words)?, mention))).collect()
}
