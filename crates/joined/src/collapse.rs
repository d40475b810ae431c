//! Collapsing: mentions that one agency wrote under one number of its own are one record, if they agree.
//!
//! Agencies also write a family's or a case's number where a child's should stand. So a number alone is not enough: rows
//! whose forenames differ at all (alike names and short forms are those of two children as often as of one), whose birth
//! dates or sexes differ, become records of their own. A row with an initial or no forename joins only if one forename
//! stands under the number; rows that could belong to two stay alone. Where an agency's numbers often stand with two
//! forenames, all its numbers are held to be families'.

use std::cmp::Reverse;

use rayon::prelude::*;
use record::Day;
use record::mention::Sex;
use record::outputs::MentionIx;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::cannot_link::Apart;
use crate::comparison::forenames;
use crate::comparison_level::Forename;
use crate::intern::{NONE, ValueId};
use crate::rows::{PersonRow, Rows};

/// An agency's numbers are a family's if at least this many stand with two different forenames …
const FAMILY_NUMBERS: u32 = 3;
/// … and these are more than one in this many.
const FAMILY_NUMBERS_IN: u32 = 20;

/// Why two rows under one number are not one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Split {
    /// Different birth dates.
    BirthDate,
    /// Different forenames, alike ones included.
    Forename,
    /// Different sexes.
    Sex,
    /// It agrees with several records of the number.
    Ambiguous,
}

/// Two records under one number, by their first mentions.
pub(crate) type SplitPair = (MentionIx, MentionIx, Split);

/// What the rows of one record say, as far as it matters for agreeing.
#[derive(Clone, Debug)]
struct Sayings {
    forenames: Vec<ValueId>,
    surnames: Vec<ValueId>,
    born: Vec<Day>,
    sexes: Vec<Sex>,
}

/// For every mention the first mention of its record, written into `record_of`; and the pairs that were split.
/// `listed`: pairs that one event lists as two persons.
pub(crate) fn by_local_number(
    rows: &Rows<'_>,
    listed: &[Apart],
    record_of: &mut [MentionIx],
) -> Vec<SplitPair> {
    let mut numbered: Vec<u32> =
        (0..rows.persons.len() as u32).filter(|&row| rows.persons[row as usize].local != NONE).collect();
    let key = |row: u32| {
        let row = &rows.persons[row as usize];
        (row.is_child, row.agency, row.local)
    };
    numbered.par_sort_unstable_by_key(|&row| (key(row), row));
    let groups = || numbered.chunk_by(|&a, &b| key(a) == key(b)).filter(|group| group.len() > 1);
    let family_numbers = agencies_with_family_numbers(rows, groups());
    let two_persons = numbers_of_two(rows, listed);
    let mut splits = Vec::new();
    for group in groups() {
        let (_, agency, local) = key(group[0]);
        let number = Number {
            of_two: two_persons.contains(&(agency, local)),
            strict: family_numbers.contains(&agency),
        };
        collapse_group(rows, group, number, record_of, &mut splits);
    }
    splits.sort_unstable();
    splits
}

/// What is known of a number before its rows are looked at.
#[derive(Clone, Copy, Debug)]
struct Number {
    /// An event lists two persons under it.
    of_two: bool,
    /// The agency's numbers are often a family's.
    strict: bool,
}

/// Numbers, with their agencies, under which one event lists two persons.
fn numbers_of_two(rows: &Rows<'_>, listed: &[Apart]) -> FxHashSet<(u32, ValueId)> {
    let number = |mention: MentionIx| {
        let ix = rows.persons.binary_search_by_key(&mention, |row| row.mention).ok()?;
        rows.persons.get(ix).map(|row| (row.agency, row.local)).filter(|number| number.1 != NONE)
    };
    let both = |&(a, b, _): &Apart| number(a).filter(|&found| number(b) == Some(found));
    listed.iter().filter_map(both).collect()
}

/// Agencies whose numbers often stand with two clearly different forenames: a family's or a case's number.
fn agencies_with_family_numbers<'g>(
    rows: &Rows<'_>,
    groups: impl Iterator<Item = &'g [u32]>,
) -> FxHashSet<u32> {
    let mut counts: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    for group in groups {
        let mut names =
            group.iter().map(|&row| rows.persons[row as usize].forename).filter(|&name| name != NONE);
        let Some(first) = names.next() else { continue };
        let Some(second) = names.next() else { continue };
        let contradicted = core::iter::once(second).chain(names).any(|name| are_different(rows, first, name));
        let count = counts.entry(rows.persons[group[0] as usize].agency).or_default();
        count.0 += 1;
        count.1 += u32::from(contradicted);
    }
    let often = |&(_, (groups, contradicted)): &(u32, (u32, u32))| {
        contradicted >= FAMILY_NUMBERS && contradicted * FAMILY_NUMBERS_IN > groups
    };
    counts.into_iter().filter(often).map(|(agency, _)| agency).collect()
}

/// Equal rows of one number.
struct Sort<'r> {
    row: &'r PersonRow,
    mentions: Vec<MentionIx>,
}

/// The rows of a number, equal ones together: those with a whole forename first, then those that say most, then the most frequent, then by what they say.
/// So the order of presentation decides nothing.
fn sorts<'r>(rows: &'r Rows<'_>, group: &[u32]) -> Vec<Sort<'r>> {
    let says = |row: &PersonRow| (row.forename, row.surname, row.born, row.sex);
    let mut members: Vec<&PersonRow> = group.iter().map(|&row| &rows.persons[row as usize]).collect();
    members.sort_by_key(|row| (says(row), row.mention));
    let mut sorts: Vec<Sort<'r>> = members
        .chunk_by(|a, b| says(a) == says(b))
        .map(|equal| Sort { row: equal[0], mentions: equal.iter().map(|row| row.mention).collect() })
        .collect();
    sorts.sort_by_cached_key(|sort| {
        let names = (rows.forenames.text(sort.row.forename), rows.surnames.text(sort.row.surname));
        let given = (has_whole_forename(rows, sort.row), tier(sort.row));
        (Reverse(given), Reverse(sort.mentions.len()), names, sort.row.born, sort.row.sex)
    });
    sorts
}

/// A forename that is more than an initial, a surname and a birth date.
fn is_whole(rows: &Rows<'_>, row: &PersonRow) -> bool {
    has_whole_forename(rows, row) && row.surname != NONE && row.born.is_some()
}

/// Is there more than initials?
fn has_whole_forename(rows: &Rows<'_>, row: &PersonRow) -> bool {
    let name = rows.forenames.text(row.forename);
    row.forename != NONE && forenames(name, name) == Forename::Exact
}

fn tier(row: &PersonRow) -> u32 {
    u32::from(row.forename != NONE) + u32::from(row.born.is_some())
}

fn collapse_group(
    rows: &Rows<'_>,
    group: &[u32],
    number: Number,
    record_of: &mut [MentionIx],
    splits: &mut Vec<SplitPair>,
) {
    let mut members: Vec<(Sayings, Vec<MentionIx>)> = Vec::new();
    let mut alone: Vec<(Vec<MentionIx>, usize)> = Vec::new();
    let sorts = sorts(rows, group);
    let several_names = number.of_two || names_more_than_one(rows, &sorts);
    for Sort { row, mentions } in sorts {
        let agrees = |said: &Sayings| {
            disagreement(rows, said, row).is_none() && (!number.strict || said.says_exactly(rows, row))
        };
        let agreeing: Vec<usize> = (0..members.len()).filter(|&i| agrees(&members[i].0)).collect();
        let could_be_any = several_names && !has_whole_forename(rows, row);
        match agreeing.as_slice() {
            [] if could_be_any || (number.strict && !is_whole(rows, row)) => alone.push((mentions, 0)),
            [] => members.push((Sayings::of(row), mentions)),
            [one, ..] if could_be_any => alone.push((mentions, *one)),
            [one] => {
                members[*one].0.add(row);
                members[*one].1.extend(mentions);
            }
            [one, ..] => alone.push((mentions, *one)),
        }
    }
    for (_, mentions) in &mut members {
        mentions.sort_unstable();
        let first = mentions.first().copied().unwrap_or_default();
        mentions.iter().for_each(|&mention| record_of[mention as usize] = first);
    }
    splits.extend(split_pairs(rows, &members));
    for (mentions, one) in alone {
        let Some(&other) = members.get(one).and_then(|member| member.1.first()) else {
            continue;
        };
        splits.extend(
            mentions.into_iter().map(|mention| (mention.min(other), mention.max(other), Split::Ambiguous)),
        );
    }
}

/// Do two different forenames stand under the number, or, where none is whole, two different initials?
fn names_more_than_one(rows: &Rows<'_>, sorts: &[Sort<'_>]) -> bool {
    // INVARIANT: whole forenames come first, so the first name is a whole one if any is.
    let mut named = sorts.iter().filter(|sort| sort.row.forename != NONE);
    let Some(first) = named.next() else { return false };
    let only_whole = has_whole_forename(rows, first.row);
    named
        .filter(|sort| !only_whole || has_whole_forename(rows, sort.row))
        .any(|sort| !agree(rows, sort.row.forename, first.row.forename))
}

/// Each further record of a number beside the first, with the reason.
fn split_pairs(rows: &Rows<'_>, members: &[(Sayings, Vec<MentionIx>)]) -> Vec<SplitPair> {
    let Some(((said, mentions), others)) = members.split_first() else {
        return Vec::new();
    };
    let first = mentions.first().copied().unwrap_or_default();
    others
        .iter()
        .filter_map(|(other, other_mentions)| {
            let split = said.against(rows, other).unwrap_or(Split::Ambiguous);
            let other = other_mentions.first().copied()?;
            Some((first.min(other), first.max(other), split))
        })
        .collect()
}

impl Sayings {
    fn of(row: &PersonRow) -> Self {
        let mut sayings =
            Self { forenames: Vec::new(), surnames: Vec::new(), born: Vec::new(), sexes: Vec::new() };
        sayings.add(row);
        sayings
    }

    fn says_exactly(&self, rows: &Rows<'_>, row: &PersonRow) -> bool {
        is_whole(rows, row)
            && self.forenames.contains(&row.forename)
            && self.surnames.contains(&row.surname)
            && row.born.is_some_and(|born| self.born.contains(&born))
    }

    /// Why the two are not one record; `None` if they agree in everything both say.
    fn against(&self, rows: &Rows<'_>, other: &Self) -> Option<Split> {
        let names_differ =
            self.forenames.iter().any(|&a| other.forenames.iter().any(|&b| !agree(rows, a, b)));
        if self.born.iter().any(|born| other.born.iter().any(|date| date != born)) {
            Some(Split::BirthDate)
        } else if names_differ {
            Some(Split::Forename)
        } else if self.sexes.iter().any(|sex| other.sexes.iter().any(|other| other != sex)) {
            Some(Split::Sex)
        } else {
            None
        }
    }

    fn add(&mut self, row: &PersonRow) {
        add_new(&mut self.forenames, Some(row.forename).filter(|&name| name != NONE));
        add_new(&mut self.surnames, Some(row.surname).filter(|&name| name != NONE));
        add_new(&mut self.born, row.born);
        add_new(&mut self.sexes, row.sex);
    }
}

fn add_new<T: PartialEq>(values: &mut Vec<T>, value: Option<T>) {
    if let Some(value) = value.filter(|value| !values.contains(value)) {
        values.push(value);
    }
}

/// Why the row cannot belong to the record; `None` if it agrees.
fn disagreement(rows: &Rows<'_>, said: &Sayings, row: &PersonRow) -> Option<Split> {
    said.against(rows, &Sayings::of(row))
}

/// Are these equal forenames, or one an initial of the other?
fn agree(rows: &Rows<'_>, a: ValueId, b: ValueId) -> bool {
    let level = || forenames(rows.forenames.text(a), rows.forenames.text(b));
    a == b || matches!(level(), Forename::Exact | Forename::Initial)
}

fn are_different(rows: &Rows<'_>, a: ValueId, b: ValueId) -> bool {
    a != b && forenames(rows.forenames.text(a), rows.forenames.text(b)) == Forename::Different
}
