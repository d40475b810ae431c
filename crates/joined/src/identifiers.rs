//! Identifiers of a register that all agencies share: unique pupil number and NHS number.
//!
//! Local numbers are never compared between agencies: the same value means nothing there.

use std::cmp::Reverse;

use record::outputs::MentionIx;
use rustc_hash::FxHashMap;

use crate::intern::{NONE, ValueId};
use crate::profile::{PersonRecord, ProfileIx};
use crate::reason;
use crate::score::{Memo, Scorer};

/// Most others under one number that a record is said to be possibly one with.
const MOST_NAMED: usize = 8;

/// What shared identifiers say.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Records that are one person, by first mention; the first of a pair is the smaller.
    pub(crate) certain: Vec<(MentionIx, MentionIx)>,
    /// Records that share an identifier, but contradict each other or could be two others; with the reason, if any.
    pub(crate) possible: Vec<(MentionIx, MentionIx, Option<&'static str>)>,
}

/// Ties the records that share an identifier. Each joins those it agrees with, all of them; one that agrees with several
/// that are not one stays alone.
pub(crate) fn shared(records: &[PersonRecord], scorer: &Scorer<'_, '_>) -> Shared {
    let mut shared = Shared::default();
    let mut memo = Memo::default();
    let registers: [fn(&PersonRecord) -> &[ValueId]; 2] =
        [|record| &record.upns, |record| &record.nhs_numbers];
    for numbers_of in registers {
        let mut bearers: Vec<(ValueId, u32)> = records
            .iter()
            .enumerate()
            .flat_map(|(ix, record)| numbers_of(record).iter().map(move |&number| (number, ix as u32)))
            .collect();
        bearers.sort_unstable();
        for group in bearers.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            tie_group(records, scorer, &mut memo, group, &mut shared);
        }
    }
    shared.certain.sort_unstable();
    shared.certain.dedup();
    shared.possible.sort_unstable();
    shared.possible.dedup();
    shared
}

fn tie_group(
    records: &[PersonRecord],
    scorer: &Scorer<'_, '_>,
    memo: &mut Memo,
    group: &[(ValueId, u32)],
    shared: &mut Shared,
) {
    // Those who bear the number, each with one record of every profile, the first standing for it.
    let mut persons: Vec<Vec<&PersonRecord>> = Vec::new();
    let mut bearers: Vec<&PersonRecord> = group.iter().map(|&(_, ix)| &records[ix as usize]).collect();
    // Those that say most first, then what is said most often: what says little, or says it once, must not decide which
    // of two that contradict each other it joins.
    let mut often: FxHashMap<ProfileIx, u32> = FxHashMap::default();
    bearers.iter().for_each(|record| *often.entry(record.profile).or_default() += 1);
    if often.len() > 1 {
        bearers.sort_by_cached_key(|record| {
            let profile = record.profile;
            (
                Reverse(scorer.says(profile)),
                Reverse(often.get(&profile).copied()),
                scorer.content(profile),
                record.first,
            )
        });
    }
    for record in bearers {
        let agreeing: Vec<usize> = (0..persons.len())
            .filter(|&person| {
                persons[person].iter().all(|other: &&PersonRecord| {
                    scorer.against_one_number(memo, other.profile, record.profile).is_none()
                })
            })
            .collect();
        match agreeing.as_slice() {
            [] => {
                for person in persons.iter().take(MOST_NAMED) {
                    let why = person
                        .iter()
                        .find_map(|other| scorer.against_one_number(memo, other.profile, record.profile));
                    shared.possible.push(ordered(person[0], record, why));
                }
                persons.push(vec![record]);
            }
            [one] => {
                let person = &mut persons[*one];
                let first = person[0].first;
                shared.certain.push((first.min(record.first), first.max(record.first)));
                if person.iter().all(|other| other.profile != record.profile) {
                    person.push(record);
                }
            }
            several => several
                .iter()
                .take(MOST_NAMED)
                .for_each(|&one| shared.possible.push(ordered(persons[one][0], record, None))),
        }
    }
}

fn ordered(
    a: &PersonRecord,
    b: &PersonRecord,
    why: Option<&'static str>,
) -> (MentionIx, MentionIx, Option<&'static str>) {
    (a.first.min(b.first), a.first.max(b.first), why)
}

/// Do two records bear two numbers of one register, and none in common?
pub(crate) fn contradict(a: &PersonRecord, b: &PersonRecord) -> Option<&'static str> {
    let share = |x: &[ValueId], y: &[ValueId]| x.iter().any(|number| y.contains(number));
    if share(&a.upns, &b.upns) || share(&a.nhs_numbers, &b.nhs_numbers) {
        return None;
    }
    let differ = |x: &[ValueId], y: &[ValueId]| !x.is_empty() && !y.is_empty();
    let locals = a.agency == b.agency && a.local != NONE && b.local != NONE && a.local != b.local;
    (locals || differ(&a.upns, &b.upns) || differ(&a.nhs_numbers, &b.nhs_numbers))
        .then_some(reason::OTHER_IDENTIFIER)
}
