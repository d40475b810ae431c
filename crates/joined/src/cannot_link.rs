//! Cannot-link evidence: who was listed beside whom in one event, as another person.

use rayon::prelude::*;
use record::outputs::{EventIx, MentionIx, MentionTable};
use record::policy::Policy;
use record::{Event, Mention, MentionKind};

use crate::intern::NONE;
use crate::reason;
use crate::rows::{PersonRow, Rows};

/// Two mentions, or records by their first mentions, that are different persons, with the reason.
/// The first is the smaller.
pub(crate) type Apart = (MentionIx, MentionIx, &'static str);

/// Lists of more persons than this are compared only with their neighbours by name.
const LONG_LIST: usize = 64;
/// How many neighbours.
const NEIGHBOURS: usize = 16;

/// Every pair of persons that one event lists as two, in order.
pub(crate) fn listed_together(
    events: &[Event],
    table: &MentionTable,
    policy: &Policy,
    rows: &Rows<'_>,
) -> Vec<Apart> {
    let mut pairs: Vec<Apart> = rows
        .persons
        .chunk_by(|a, b| a.event == b.event)
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter(|list| list.len() > 1)
        .flat_map_iter(|list| of_one_event(&events[list[0].event as usize], table, policy, list))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn of_one_event(event: &Event, table: &MentionTable, policy: &Policy, list: &[PersonRow]) -> Vec<Apart> {
    let mention = |row: &PersonRow| mention_of(event, table, row);
    let mut sorted: Vec<&PersonRow> = list.iter().collect();
    let reach = if list.len() > LONG_LIST {
        sorted.sort_by_key(|row| (row.surname, row.forename, row.mention));
        NEIGHBOURS
    } else {
        list.len()
    };
    let mut pairs = Vec::new();
    for (place, a) in sorted.iter().enumerate() {
        for b in sorted[place + 1..].iter().take(reach).filter(|b| b.is_child == a.is_child) {
            let (Some(first), Some(second)) = (mention(a), mention(b)) else {
                continue;
            };
            if let Some(reason) = by_role(policy, first, second).or_else(|| by_content(a, b)) {
                pairs.push((a.mention.min(b.mention), a.mention.max(b.mention), reason));
            }
        }
    }
    pairs
}

fn mention_of<'e>(event: &'e Event, table: &MentionTable, row: &PersonRow) -> Option<&'e Mention> {
    let first = table.index(row.event as EventIx, 0);
    event.mentions().get((row.mention - first) as usize)
}

/// A sibling or twin is another child than the one the event is about, whatever the rest says.
fn by_role(policy: &Policy, a: &Mention, b: &Mention) -> Option<&'static str> {
    if a.kind != MentionKind::Child {
        return None;
    }
    let (a, b) = (&a.role, &b.role);
    let one_is = |role: &str| (a.as_str() == role) != (b.as_str() == role);
    if one_is("twin") {
        return Some(reason::TWIN);
    }
    if one_is("sibling") {
        return Some(reason::SIBLING);
    }
    let household = |role| policy.roles.get(role).is_some_and(|role| role.household);
    let other_of_household = one_is("subject") && (household(a) || household(b));
    other_of_household.then_some(reason::LISTED_TOGETHER)
}

/// Two entries of one list that give different names, numbers or birth dates are two persons.
fn by_content(a: &PersonRow, b: &PersonRow) -> Option<&'static str> {
    let differ = |x: u32, y: u32| x != NONE && y != NONE && x != y;
    if a.local != NONE && a.local == b.local {
        return None;
    }
    let dates_differ = a.born.is_some() && b.born.is_some() && a.born != b.born;
    let apart = differ(a.forename, b.forename)
        || differ(a.local, b.local)
        || differ(a.upn, b.upn)
        || differ(a.nhs_number, b.nhs_number)
        || dates_differ;
    apart.then_some(reason::LISTED_TOGETHER)
}

/// Parts mentions that were collapsed into one record although a role says that they are two children: the later one
/// becomes a record of its own.
pub(crate) fn part_records(listed: &[Apart], record_of: &mut [MentionIx]) {
    for &(a, b, _) in listed {
        if record_of[a as usize] == record_of[b as usize] {
            record_of[b as usize] = b;
        }
    }
}

/// The pairs by the first mentions of their records, in order.
pub(crate) fn by_record(listed: &[Apart], record_of: &[MentionIx]) -> Vec<Apart> {
    let mut pairs: Vec<Apart> = listed
        .iter()
        .map(|&(a, b, reason)| (record_of[a as usize], record_of[b as usize], reason))
        .filter(|(a, b, _)| a != b)
        .map(|(a, b, reason)| (a.min(b), a.max(b), reason))
        .collect();
    pairs.par_sort_unstable();
    // One reason for a pair: a decision first, then the words of the roles, the list last.
    pairs.par_sort_by_key(|&(a, b, reason)| (a, b, weakness(reason)));
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    pairs
}

fn weakness(why: &str) -> u8 {
    match why {
        reason::PERSON => 0,
        reason::TWIN => 1,
        reason::SIBLING => 2,
        _ => 3,
    }
}
