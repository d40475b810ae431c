//! One full name in one log: a family or a small service writes the same child down again and again, by name alone.
//!
//! Within one chronology of one agency an identical full name is one record, unless anything written there speaks
//! against it. The same name in the files of others is worth a look at most, and only where one child alone bears it.

use record::event::Body;
use record::outputs::{Ground, MentionIx};
use record::{Event, FileId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::cannot_link::Apart;
use crate::cluster::{SAME_NAME, Tie};
use crate::intern::{NONE, ValueId};
use crate::rows::{PersonRow, Rows};
use crate::ties::Maybe;
use crate::union::Sets;

/// A chronology that names more children than this is no family's log: two of them may bear one name.
const MOST_CHILDREN: u32 = 100;

type Log = (FileId, u32);
type FullName = (ValueId, ValueId);

/// The mentions of one full name in one log that are held to be one.
pub(crate) struct Named {
    is_child: bool,
    agency: u32,
    name: FullName,
    /// No birth date and no number is written there.
    name_only: bool,
    /// The records, by first mention, in order.
    records: Vec<MentionIx>,
}

/// The mentions of one full name in each log, unless something speaks against their being one; in order.
pub(crate) fn in_one_log(
    events: &[Event],
    rows: &Rows<'_>,
    record_of: &[MentionIx],
    apart: &[Apart],
) -> Vec<Named> {
    let is_entry = |row: &&PersonRow| match &events[row.event as usize].body {
        Body::Recorded(entry) => entry.activity.as_str() == "chronology.entry",
        _ => false,
    };
    let log = |row: &PersonRow| -> Log { (events[row.event as usize].source.file, row.agency) };
    let key = |row: &PersonRow| (log(row), row.is_child, row.forename, row.surname);
    let named = rows.persons.iter().filter(|row| is_full_name(rows, row)).filter(is_entry);
    let mut named: Vec<&PersonRow> = named.collect();
    named.sort_unstable_by_key(|row| (key(row), row.mention));
    let groups = || named.chunk_by(|a, b| key(a) == key(b));
    let mut children: FxHashMap<Log, u32> = FxHashMap::default();
    groups()
        .filter(|group| group[0].is_child)
        .for_each(|group| *children.entry(log(group[0])).or_default() += 1);
    let small =
        |group: &&[&PersonRow]| children.get(&log(group[0])).is_none_or(|count| *count <= MOST_CHILDREN);
    groups().filter(small).filter_map(|group| one_person(group, record_of, apart)).collect()
}

/// The group, unless birth dates, sexes or numbers differ, one row lists the name twice, or somebody parted two of them.
fn one_person(group: &[&PersonRow], record_of: &[MentionIx], apart: &[Apart]) -> Option<Named> {
    let born = group.iter().filter_map(|row| row.born);
    let sexes = group.iter().filter_map(|row| row.sex);
    let numbers: [fn(&PersonRow) -> ValueId; 3] = [|row| row.local, |row| row.upn, |row| row.nhs_number];
    let of = |number: fn(&PersonRow) -> ValueId| {
        group.iter().map(move |row| number(row)).filter(|value| *value != NONE)
    };
    let listed_twice = group.windows(2).any(|two| two[0].event == two[1].event);
    if listed_twice
        || differ(born.clone())
        || differ(sexes)
        || numbers.iter().any(|number| differ(of(*number)))
    {
        return None;
    }
    let mut records: Vec<MentionIx> = group.iter().map(|row| record_of[row.mention as usize]).collect();
    records.sort_unstable();
    records.dedup();
    let within = |mention| records.binary_search(&mention).is_ok();
    let parted = records.iter().any(|record| {
        let from = apart.partition_point(|pair| pair.0 < *record);
        apart[from..].iter().take_while(|pair| pair.0 == *record).any(|pair| within(pair.1))
    });
    let first = group.first()?;
    (!parted).then_some(Named {
        is_child: first.is_child,
        agency: first.agency,
        name: (first.forename, first.surname),
        name_only: born.count() == 0 && numbers.iter().all(|number| of(*number).count() == 0),
        records,
    })
}

fn differ<T: PartialEq>(mut values: impl Iterator<Item = T>) -> bool {
    values.next().is_some_and(|first| values.any(|other| other != first))
}

fn is_full_name(rows: &Rows<'_>, row: &PersonRow) -> bool {
    let longer = |name: &str| name.chars().nth(1).is_some();
    row.forename != NONE
        && row.surname != NONE
        && longer(rows.forenames.text(row.forename))
        && longer(rows.surnames.text(row.surname))
}

/// The ties that hold the mentions of each name of a log together.
pub(crate) fn ties(named: &[Named]) -> impl Iterator<Item = Tie> {
    named
        .iter()
        .filter_map(|group| group.records.split_first())
        .flat_map(|(&a, others)| others.iter().map(move |&b| Tie { a, b, strength: SAME_NAME, scored: None }))
}

/// Children whom a log knows by name alone, each beside the only other child of that name, if another agency wrote it.
pub(crate) fn elsewhere(
    named: &[Named],
    rows: &Rows<'_>,
    record_of: &[MentionIx],
    apart: &[Apart],
    sets: &mut Sets,
) -> Vec<Maybe> {
    let by_name = |group: &&Named| group.is_child && group.name_only;
    let wanted: FxHashSet<FullName> = named.iter().filter(by_name).map(|group| group.name).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut bearers: FxHashMap<FullName, Vec<(u32, MentionIx, u32)>> = FxHashMap::default();
    for row in rows.persons.iter().filter(|row| row.is_child && wanted.contains(&(row.forename, row.surname)))
    {
        let record = record_of[row.mention as usize];
        let bearer = (sets.find(record), record, row.agency);
        bearers.entry((row.forename, row.surname)).or_default().push(bearer);
    }
    let parted: FxHashSet<(u32, u32)> = apart
        .iter()
        .map(|&(a, b, _)| (sets.find(a), sets.find(b)))
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .collect();
    let mut maybe = Vec::new();
    for group in named.iter().filter(by_name) {
        let Some(&own) = group.records.first() else { continue };
        let child = sets.find(own);
        let others = || bearers.get(&group.name).into_iter().flatten().filter(|other| other.0 != child);
        let written_by_another = || others().find(|other| other.2 != group.agency);
        if let Some(&(other, record, _)) = written_by_another()
            && others().all(|bearer| bearer.0 == other)
            && !parted.contains(&(child, other))
        {
            let (a, b) = (own.min(record), own.max(record));
            maybe.push(Maybe { a, b, ground: Ground::SameName, scored: None });
        }
    }
    maybe
}
