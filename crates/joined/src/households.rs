//! Households, first form: children whom a record calls brother, sister or twin of each other, and children of one
//! surname at one home, postcode or family phone. A household counts as one child.

use rayon::prelude::*;
use record::outputs::{EntityIx, MentionTable};
use record::{Event, MentionKind};

use crate::generic::Generic;
use crate::intern::NONE;
use crate::rows::{PersonRow, Rows};
use crate::union::Sets;

/// One field of a row.
type ValueOf = fn(&PersonRow) -> u32;

/// The household of each entity: the smallest entity of it. Entities that are no children are alone.
pub(crate) fn households(
    events: &[Event],
    table: &MentionTable,
    rows: &Rows<'_>,
    entities: usize,
    entity_of: &[EntityIx],
    generic_children: u32,
) -> Vec<EntityIx> {
    let mut sets = Sets::new(entities);
    by_role(events, table, entity_of, &mut sets);
    let fields: [(usize, ValueOf); 3] = [
        (rows.places.len(), |row| row.home),
        (rows.postcodes.len(), |row| row.postcode),
        (rows.phones.len(), |row| row.phone),
    ];
    for (values, value_of) in fields {
        // A care home's address, or a tower's postcode, makes no household.
        let generic = Generic::new(rows, generic_children, values, value_of);
        by_surname_and(rows, entity_of, &generic, value_of, &mut sets);
    }
    (0..entities as EntityIx).map(|entity| sets.find(entity)).collect()
}

fn by_role(events: &[Event], table: &MentionTable, entity_of: &[EntityIx], sets: &mut Sets) {
    for (ix, event) in events.iter().enumerate() {
        let is = |role: &str, wanted: &[&str]| wanted.contains(&role);
        let children = || {
            let mentions = event.mentions().iter().zip(table.of(ix as u32));
            mentions.filter(|(mention, _)| mention.kind == MentionKind::Child)
        };
        if !children().any(|(mention, _)| is(mention.role.as_str(), &["sibling", "twin"])) {
            continue;
        }
        let mut family =
            children().filter(|(mention, _)| is(mention.role.as_str(), &["subject", "sibling", "twin"]));
        let Some((_, first)) = family.next() else { continue };
        for (_, other) in family {
            sets.join(entity_of[first as usize], entity_of[other as usize]);
        }
    }
}

fn by_surname_and(
    rows: &Rows<'_>,
    entity_of: &[EntityIx],
    generic: &Generic,
    value_of: ValueOf,
    sets: &mut Sets,
) {
    let mut shared: Vec<(u32, u32, EntityIx)> = rows
        .persons
        .par_iter()
        .filter(|row| {
            row.is_child && row.surname != NONE && value_of(row) != NONE && !generic.contains(value_of(row))
        })
        .map(|row| (value_of(row), row.surname, entity_of[row.mention as usize]))
        .collect();
    shared.par_sort_unstable();
    shared.dedup();
    for pair in shared.windows(2) {
        if (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1) {
            sets.join(pair[0].2, pair[1].2);
        }
    }
}
