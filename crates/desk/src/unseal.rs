//! Reading events back out of the log: opened with the keys there are; what was erased reads as erased.

use rayon::prelude::*;
use record::Event;
use rustc_hash::FxHashMap;
use store::Row;
use told::fields::SUBMISSION;
use told::keys::Secret;
use told::seal::SealedGroup;
use told::stored::{GroupAndKeys, event};

use crate::archive::{subject_key, unreadable};
use crate::receipts::stored;
use crate::{Archive, Error, Progress, Reporter};

/// Rows that are opened together.
const CHUNK: usize = 8192;

/// The keys of subjects, and what stands for those that were erased.
#[derive(Debug, Default)]
pub(crate) struct SubjectKeys {
    keys: FxHashMap<u64, Secret>,
    erased: FxHashMap<u64, [u8; 16]>,
}

impl SubjectKeys {
    /// Every subject's.
    pub(crate) fn load(archive: &Archive) -> Result<Self, Error> {
        let mut all = Vec::new();
        archive.store().read(|reader| reader.subjects(&mut |subject| all.push(subject)))?;
        Self::of(archive, all)
    }

    pub(crate) fn of(archive: &Archive, subjects: Vec<store::Subject>) -> Result<Self, Error> {
        let mut loaded = Self::default();
        for subject in subjects {
            if let Some(key) = subject_key(&archive.chain, &subject)? {
                loaded.keys.insert(subject.id, key.key.clone());
            }
            if let Some(token) = subject.erased_as {
                loaded.erased.insert(subject.id, token);
            }
        }
        Ok(loaded)
    }

    /// Adds the key of a subject.
    pub(crate) fn insert(&mut self, id: u64, key: Secret) {
        self.keys.insert(id, key);
    }

    /// Adds what stands for an erased subject.
    pub(crate) fn erased(&mut self, id: u64, token: [u8; 16]) {
        self.erased.insert(id, token);
    }

    /// The keys that open a group; `None` where one was destroyed.
    pub(crate) fn circle(&self, group: &SealedGroup) -> Option<Vec<&Secret>> {
        if group.wrapped.is_empty() {
            return None;
        }
        group.subjects.iter().map(|id| self.keys.get(id)).collect()
    }

    /// Was the subject erased?
    pub(crate) fn is_erased(&self, id: u64) -> bool {
        self.erased.contains_key(&id)
    }

    fn erased_as(&self, group: &SealedGroup) -> Option<[u8; 16]> {
        group.subjects.iter().find_map(|id| self.erased.get(id)).copied()
    }
}

/// The groups of a row as `told` reads them; a destroyed one is empty.
pub(crate) fn groups(row: &Row) -> Vec<SealedGroup> {
    row.groups
        .iter()
        .map(|group| SealedGroup {
            group: group.group,
            subjects: group.subjects.clone(),
            wrapped: group.wrapped.clone().unwrap_or_default(),
            sealed: group.sealed.clone().unwrap_or_default(),
        })
        .collect()
}

/// One event.
pub(crate) fn open(row: &Row, subjects: &SubjectKeys) -> Result<Event, Error> {
    let sealed = groups(row);
    let with_keys: Vec<GroupAndKeys<'_>> = sealed
        .iter()
        .filter(|group| group.group != SUBMISSION)
        .map(|group| GroupAndKeys {
            group,
            keys: subjects.circle(group),
            erased_as: subjects.erased_as(group),
        })
        .collect();
    event(&stored(row), &with_keys).map_err(|cause| unreadable(row.id, &cause))
}

impl Archive {
    /// One row's event.
    pub(crate) fn event_of(&self, row: &Row) -> Result<Event, Error> {
        let mut ids: Vec<u64> = row.groups.iter().flat_map(|group| group.subjects.iter().copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut subjects = Vec::with_capacity(ids.len());
        for id in ids {
            subjects.extend(self.store().read(|reader| reader.subject(id))?);
        }
        open(row, &SubjectKeys::of(self, subjects)?)
    }

    /// Every event with its index in the log, in the order of the log.
    ///
    /// # Errors
    /// [`Error`] names the first event that does not read.
    pub fn events(&self, progress: &Reporter<'_>) -> Result<Vec<(u64, Event)>, Error> {
        let subjects = SubjectKeys::load(self)?;
        let of = self.store().read(store::Reader::size)?;
        let mut events = Vec::with_capacity(of as usize);
        let mut from = 0;
        while from < of {
            let to = (from + CHUNK as u64).min(of);
            let mut rows = Vec::with_capacity(CHUNK);
            self.store().read(|reader| {
                reader.records(from, to, &mut |row| {
                    rows.push(row);
                    Ok(())
                })
            })?;
            let opened: Result<Vec<_>, Error> =
                rows.par_iter().map(|row| Ok((row.position, open(row, &subjects)?))).collect();
            events.extend(opened?);
            progress(Progress { what: "opening the log", done: to, of });
            from = to;
        }
        Ok(events)
    }
}
