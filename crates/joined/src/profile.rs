//! Profiles: what a record says, once for all records that say the same.
//!
//! A record that was written many times has every name, birth date, postcode and phone it ever had. Records with equal
//! profiles are compared once.

use rayon::prelude::*;
use record::Day;
use record::mention::Sex;
use record::outputs::MentionIx;
use rustc_hash::FxHashMap;

use crate::generic::Generic;
use crate::hash::mix;
use crate::intern::{NONE, ValueId};
use crate::rows::{PersonRow, Rows};

/// Number of a profile.
pub(crate) type ProfileIx = u32;

/// Different values of one field that a record keeps.
const KEPT: usize = 6;

const FIELDS: usize = 7;

/// One record to link: mentions of one agency under one number of its own, or a single mention.
#[derive(Clone, Debug)]
pub(crate) struct PersonRecord {
    /// Its first mention, which stands for it.
    pub(crate) first: MentionIx,
    /// The agency.
    pub(crate) agency: u32,
    /// The agency's own number, or none.
    pub(crate) local: ValueId,
    /// Unique pupil numbers, former ones included, in order.
    pub(crate) upns: Box<[ValueId]>,
    /// NHS numbers, in order.
    pub(crate) nhs_numbers: Box<[ValueId]>,
    /// What it says.
    pub(crate) profile: ProfileIx,
}

#[derive(Clone, Copy, Debug)]
struct Profile {
    is_child: bool,
    start: u32,
    ends: [u8; FIELDS],
}

/// All different profiles.
#[derive(Debug, Default)]
pub(crate) struct Profiles {
    profiles: Vec<Profile>,
    values: Vec<u32>,
}

/// Values of one record while it is put together.
#[derive(Default)]
struct Draft {
    fields: [Vec<u32>; FIELDS],
    upns: Vec<u32>,
    nhs_numbers: Vec<u32>,
    /// All fields behind each other.
    values: Vec<u32>,
}

impl Profiles {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.profiles.len()
    }

    /// Is it a child's?
    pub(crate) fn is_child(&self, profile: ProfileIx) -> bool {
        self.profiles[profile as usize].is_child
    }

    fn field(&self, profile: ProfileIx, field: usize) -> &[u32] {
        let Profile { start, ends, .. } = self.profiles[profile as usize];
        let from = if field == 0 { 0 } else { ends[field - 1] };
        &self.values[start as usize + from as usize..start as usize + ends[field] as usize]
    }

    /// Its forenames, other names it is known by included.
    pub(crate) fn forenames(&self, profile: ProfileIx) -> &[ValueId] {
        self.field(profile, 0)
    }

    /// Its surnames.
    pub(crate) fn surnames(&self, profile: ProfileIx) -> &[ValueId] {
        self.field(profile, 1)
    }

    /// Its birth dates.
    pub(crate) fn born(&self, profile: ProfileIx) -> impl Iterator<Item = Day> + Clone + '_ {
        self.field(profile, 2).iter().map(|&day| Day(day as i32))
    }

    /// Its postcodes, generic ones left out.
    pub(crate) fn postcodes(&self, profile: ProfileIx) -> &[ValueId] {
        self.field(profile, 3)
    }

    /// Its phones, generic ones left out.
    pub(crate) fn phones(&self, profile: ProfileIx) -> &[ValueId] {
        self.field(profile, 4)
    }

    /// Its sexes: 0 male, 1 female.
    pub(crate) fn sexes(&self, profile: ProfileIx) -> &[u32] {
        self.field(profile, 5)
    }

    /// Its given forenames: those written as its name, without the other names it is known by.
    pub(crate) fn given(&self, profile: ProfileIx) -> &[ValueId] {
        self.field(profile, 6)
    }

    /// The number of the profile that says this; a new one if none does.
    fn number(
        &mut self,
        known: &mut FxHashMap<u64, ProfileIx>,
        is_child: bool,
        values: &[u32],
        ends: [u8; FIELDS],
    ) -> ProfileIx {
        let ends_key = ends.iter().fold(u64::from(is_child), |key, &end| mix(key, u64::from(end)));
        let mut key = values.iter().fold(ends_key, |key, &value| mix(key, u64::from(value)));
        // A key that another profile has by chance is mixed on until it is free.
        while let Some(&profile) = known.get(&key) {
            if self.is(profile, is_child, values, ends) {
                return profile;
            }
            key = mix(key, 1);
        }
        let profile = self.profiles.len() as ProfileIx;
        known.insert(key, profile);
        self.profiles.push(Profile { is_child, start: self.values.len() as u32, ends });
        self.values.extend_from_slice(values);
        profile
    }

    fn is(&self, profile: ProfileIx, is_child: bool, values: &[u32], ends: [u8; FIELDS]) -> bool {
        let known = self.profiles[profile as usize];
        known.is_child == is_child
            && known.ends == ends
            && self.values[known.start as usize..known.start as usize + values.len()] == *values
    }
}

/// Puts the records together, in the order of their first mentions, and finds their profiles.
pub(crate) fn build(
    rows: &Rows<'_>,
    record_of: &[MentionIx],
    generic_postcodes: &Generic,
    generic_phones: &Generic,
) -> (Vec<PersonRecord>, Profiles) {
    let record = |row: u32| record_of[rows.persons[row as usize].mention as usize];
    let mut order: Vec<(MentionIx, u32)> =
        (0..rows.persons.len() as u32).map(|row| (record(row), row)).collect();
    order.par_sort_unstable();
    let mut profiles = Profiles::default();
    let mut known: FxHashMap<u64, ProfileIx> = FxHashMap::default();
    let mut records = Vec::new();
    let mut draft = Draft::default();
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        draft.clear();
        for &(_, row) in group {
            let person = &rows.persons[row as usize];
            draft.add(person, generic_postcodes, generic_phones);
            let from = rows.aliases.partition_point(|alias| alias.0 < row);
            for alias in rows.aliases[from..].iter().take_while(|alias| alias.0 == row) {
                keep(&mut draft.fields[0], alias.1);
                keep(&mut draft.fields[1], alias.2);
            }
        }
        let first = &rows.persons[group[0].1 as usize];
        let ends = draft.encode();
        let profile = profiles.number(&mut known, first.is_child, &draft.values, ends);
        records.push(PersonRecord {
            first: first.mention,
            agency: first.agency,
            local: first.local,
            upns: draft.upns.as_slice().into(),
            nhs_numbers: draft.nhs_numbers.as_slice().into(),
            profile,
        });
    }
    (records, profiles)
}

impl Draft {
    fn clear(&mut self) {
        self.fields.iter_mut().for_each(Vec::clear);
        self.upns.clear();
        self.nhs_numbers.clear();
    }

    fn add(&mut self, row: &PersonRow, generic_postcodes: &Generic, generic_phones: &Generic) {
        let unless = |generic: &Generic, value| if generic.contains(value) { NONE } else { value };
        keep(&mut self.fields[0], row.forename);
        keep(&mut self.fields[6], row.forename);
        keep(&mut self.fields[1], row.surname);
        keep_some(&mut self.fields[2], row.born.map(|day| day.0 as u32));
        keep(&mut self.fields[3], unless(generic_postcodes, row.postcode));
        keep(&mut self.fields[4], unless(generic_phones, row.phone));
        keep_some(&mut self.fields[5], row.sex.map(|sex| u32::from(sex == Sex::Female)));
        keep(&mut self.upns, row.upn);
        keep(&mut self.upns, row.former_upn);
        keep(&mut self.nhs_numbers, row.nhs_number);
    }

    /// Writes the values, sorted within each field, and returns where each field ends.
    fn encode(&mut self) -> [u8; FIELDS] {
        self.upns.sort_unstable();
        self.nhs_numbers.sort_unstable();
        self.values.clear();
        let mut ends = [0; FIELDS];
        for (field, end) in self.fields.iter_mut().zip(&mut ends) {
            field.sort_unstable();
            self.values.extend_from_slice(field);
            *end = self.values.len() as u8;
        }
        ends
    }
}

fn keep(values: &mut Vec<u32>, value: ValueId) {
    keep_some(values, Some(value).filter(|&value| value != NONE));
}

fn keep_some(values: &mut Vec<u32>, value: Option<u32>) {
    if let Some(value) = value.filter(|value| values.len() < KEPT && !values.contains(value)) {
        values.push(value);
    }
}
