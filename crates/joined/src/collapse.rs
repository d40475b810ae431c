//! Collapsing: mentions that one agency wrote under one number of its own are one record, if they agree.
//!
//! Agencies also write a family's or a case's number where a child's should stand. So a number alone is not enough:
//! rows whose forenames or birth dates clearly differ become records of their own, and rows that could belong to two
//! of them stay alone.

use record::Day;
use record::mention::Sex;
use record::outputs::MentionIx;
use rayon::prelude::*;

use crate::comparison::{clearly_other_birth_date, forenames};
use crate::comparison_level::Forename;
use crate::intern::{NONE, ValueId};
use crate::rows::{PersonRow, Rows};

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
    first: MentionIx,
    forenames: Vec<ValueId>,
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
    let mut splits = Vec::new();
    for group in numbered.chunk_by(|&a, &b| key(a) == key(b)) {
        collapse_group(rows, group, record_of, &mut splits);
    }
    splits.sort_unstable();
    splits
}

/// First the rows that say most, then the others, so that the order of the rows matters little.
fn collapse_group(rows: &Rows<'_>, group: &[u32], record_of: &mut [MentionIx], splits: &mut Vec<SplitPair>) {
    if group.len() < 2 {
        return;
    }
    let says = |row: &PersonRow| u32::from(row.forename != NONE) + u32::from(row.born.is_some());
    let mut members: Vec<(Sayings, Vec<MentionIx>)> = Vec::new();
    let mut alone: Vec<(MentionIx, usize)> = Vec::new();
    for wanted in [2, 1, 0] {
        for row in group.iter().map(|&row| &rows.persons[row as usize]).filter(|row| says(row) == wanted) {
            let agreeing: Vec<usize> = (0..members.len()).filter(|&i| disagreement(rows, &members[i].0, row).is_none()).collect();
            match agreeing.as_slice() {
                [] => members.push((Sayings::of(row), vec![row.mention])),
                [one] => {
                    members[*one].0.add(row);
                    members[*one].1.push(row.mention);
                }
                [one, ..] if wanted == 2 => {
                    // Fully written and agreeing with two records: those two were one slip apart from each other.
                    members[*one].0.add(row);
                    members[*one].1.push(row.mention);
                }
                [one, ..] => alone.push((row.mention, *one)),
            }
        }
    }
    for (_, mentions) in &mut members {
        mentions.sort_unstable();
        let first = mentions.first().copied().unwrap_or_default();
        mentions.iter().for_each(|&mention| record_of[mention as usize] = first);
    }
    splits.extend(split_pairs(rows, &members));
    for (mention, one) in alone {
        let other = members[one].1.first().copied().unwrap_or_default();
        splits.push((mention.min(other), mention.max(other), Split::Ambiguous));
    }
}

/// Each further record of a number beside the first, with the reason.
fn split_pairs(rows: &Rows<'_>, members: &[(Sayings, Vec<MentionIx>)]) -> Vec<SplitPair> {
    let Some(((said, mentions), others)) = members.split_first() else { return Vec::new() };
    let first = mentions.first().copied().unwrap_or_default();
    others
        .iter()
        .filter_map(|(other, other_mentions)| {
            let row_like = PersonLike { forename: other.forenames.first(), born: other.born.first() };
            let split = row_like.disagreement(rows, said).unwrap_or(Split::Forename);
            let other = other_mentions.first().copied()?;
            Some((first.min(other), first.max(other), split))
        })
        .collect()
}

impl Sayings {
    fn of(row: &PersonRow) -> Self {
        let mut sayings = Self { first: row.mention, forenames: Vec::new(), born: Vec::new(), sexes: Vec::new() };
        sayings.add(row);
        sayings
    }

    fn add(&mut self, row: &PersonRow) {
        self.first = self.first.min(row.mention);
        add_new(&mut self.forenames, Some(row.forename).filter(|&name| name != NONE));
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
