//! Collapsing: mentions that one agency wrote under one number of its own are one record, if they agree.
//!
//! Agencies also write a family's or a case's number where a child's should stand. So a number alone is not enough:
//! rows whose forenames or birth dates clearly differ become records of their own, and rows that could belong to two
//! of them stay alone. Where an agency's numbers often stand with two forenames, all its numbers are held to be families'.

use std::cmp::Reverse;

use rayon::prelude::*;
use record::Day;
use record::mention::Sex;
use record::outputs::MentionIx;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::comparison::{clearly_other_birth_date, forenames};
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
    /// Clearly different birth dates.
    BirthDate,
    /// Clearly different forenames, or sexes.
    Forename,
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
pub(crate) fn by_local_number(rows: &Rows<'_>, record_of: &mut [MentionIx]) -> Vec<SplitPair> {
    let mut numbered: Vec<u32> =
        (0..rows.persons.len() as u32).filter(|&row| rows.persons[row as usize].local != NONE).collect();
    let key = |row: u32| {
        let row = &rows.persons[row as usize];
        (row.is_child, row.agency, row.local)
    };
    numbered.par_sort_unstable_by_key(|&row| (key(row), row));
    let groups = || numbered.chunk_by(|&a, &b| key(a) == key(b)).filter(|group| group.len() > 1);
    let family_numbers = agencies_with_family_numbers(rows, groups());
    let mut splits = Vec::new();
    for group in groups() {
        let agency = rows.persons[group[0] as usize].agency;
        let strict = family_numbers.contains(&agency);
        collapse_group(rows, group, strict, record_of, &mut splits);
    }
    splits.sort_unstable();
    splits
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

/// The rows of a number, equal ones together: those that say most first, then the most frequent, then by what they say.
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
        let given = tier(sort.row);
        (Reverse(given), Reverse(sort.mentions.len()), names, sort.row.born, sort.row.sex)
    });
    sorts
}

/// A forename that is more than an initial, a surname and a birth date.
fn is_whole(rows: &Rows<'_>, row: &PersonRow) -> bool {
    rows.forenames.text(row.forename).chars().nth(1).is_some() && row.surname != NONE && row.born.is_some()
}

fn tier(row: &PersonRow) -> u32 {
    u32::from(row.forename != NONE) + u32::from(row.born.is_some())
}

/// `strict`: the agency's numbers are often a family's; then only rows with equal names and birth date agree.
fn collapse_group(
    rows: &Rows<'_>,
    group: &[u32],
    strict: bool,
    record_of: &mut [MentionIx],
    splits: &mut Vec<SplitPair>,
) {
    let mut members: Vec<(Sayings, Vec<MentionIx>)> = Vec::new();
    let mut alone: Vec<(Vec<MentionIx>, usize)> = Vec::new();
    for Sort { row, mentions } in sorts(rows, group) {
        let agrees = |said: &Sayings| match strict {
            true => said.says_exactly(rows, row),
            false => disagreement(rows, said, row).is_none(),
        };
        let agreeing: Vec<usize> = (0..members.len()).filter(|&i| agrees(&members[i].0)).collect();
        match agreeing.as_slice() {
            [] if strict && !is_whole(rows, row) => alone.push((mentions, 0)),
            [] => members.push((Sayings::of(row), mentions)),
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

/// Each further record of a number beside the first, with the reason.
fn split_pairs(rows: &Rows<'_>, members: &[(Sayings, Vec<MentionIx>)]) -> Vec<SplitPair> {
    let Some(((said, mentions), others)) = members.split_first() else {
        return Vec::new();
    };
    let first = mentions.first().copied().unwrap_or_default();
    others
        .iter()
        .filter_map(|(other, other_mentions)| {
            let row_like = PersonLike { forename: other.forenames.first(), born: other.born.first() };
            let split = row_like.disagreement(rows, said).unwrap_or(Split::Ambiguous);
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

struct PersonLike<'s> {
    forename: Option<&'s ValueId>,
    born: Option<&'s Day>,
}

impl PersonLike<'_> {
    fn disagreement(&self, rows: &Rows<'_>, said: &Sayings) -> Option<Split> {
        let other_date = self.born.is_some_and(|&born| {
            !said.born.is_empty() && said.born.iter().all(|&other| clearly_other_birth_date(born, other))
        });
        let other_forename = self.forename.is_some_and(|&name| {
            !said.forenames.is_empty() && said.forenames.iter().all(|&other| are_different(rows, name, other))
        });
        if other_date {
            Some(Split::BirthDate)
        } else if other_forename {
            Some(Split::Forename)
        } else {
            None
        }
    }
}

/// Why the row cannot belong to the record; `None` if it agrees.
fn disagreement(rows: &Rows<'_>, said: &Sayings, row: &PersonRow) -> Option<Split> {
    let forename = Some(&row.forename).filter(|&&name| name != NONE);
    let like = PersonLike { forename, born: row.born.as_ref() };
    if let Some(split) = like.disagreement(rows, said) {
        return Some(split);
    }
    // A sex that differs is mostly a slip; it parts rows only where neither name nor date says they are one.
    let other_sex = row.sex.is_some_and(|sex| !said.sexes.is_empty() && !said.sexes.contains(&sex));
    let same_date = row.born.is_some_and(|born| said.born.contains(&born));
    let same_name = row.forename != NONE && said.forenames.contains(&row.forename);
    (other_sex && !same_date && !same_name).then_some(Split::Forename)
}

fn are_different(rows: &Rows<'_>, a: ValueId, b: ValueId) -> bool {
    a != b && forenames(rows.forenames.text(a), rows.forenames.text(b)) == Forename::Different
}
