//! What was destroyed must be what erasures say, no less and no more.

use std::collections::{BTreeMap, BTreeSet};

use record::AgencyId;
use store::raw::Raw;

use super::Findings;
use super::subjects::Subjects;

/// What an erasure says.
#[derive(Clone, Debug)]
pub(super) struct Erasure {
    pub(super) subjects: Vec<u64>,
    pub(super) erased_as: Vec<[u8; 16]>,
    pub(super) places: Vec<(u64, u16)>,
    pub(super) concerns: Vec<(u64, Token)>,
    pub(super) passes: Vec<(u64, Token)>,
}

/// What stands for an erased concern number: random bytes and the agency.
type Token = ([u8; 16], AgencyId);

/// All erasures, and all that seems to have been erased. Memory grows with what was erased only.
#[derive(Debug, Default)]
pub(super) struct Erasures {
    /// For each subject: the erasure's entry, and what stands for the subject.
    subjects: BTreeMap<u64, (u64, Option<[u8; 16]>)>,
    places: BTreeMap<(u64, u16), u64>,
    /// For each entry: the erasure's entry, and what stands for the concern and the concern passed on.
    concerns: BTreeMap<u64, (u64, Option<Token>, Option<Token>)>,
    destroyed: BTreeSet<(u64, u16)>,
    replaced: BTreeSet<u64>,
    /// Subjects erased by the journal alone.
    allowed: BTreeSet<u64>,
}

impl From<record::event::Erasure> for Erasure {
    fn from(body: record::event::Erasure) -> Self {
        Self {
            subjects: body.subjects,
            erased_as: body.erased_as,
            places: body.places,
            concerns: body.concerns,
            passes: body.passes,
        }
    }
}

impl Erasures {
    pub(super) fn pending(&mut self, destroyed: Vec<(u64, u16)>, replaced: Option<u64>) {
        self.destroyed.extend(destroyed);
        self.replaced.extend(replaced);
    }

    pub(super) fn add(&mut self, by: u64, erasure: Erasure) {
        for (place, id) in erasure.subjects.iter().enumerate() {
            self.subjects.insert(*id, (by, erasure.erased_as.get(place).copied()));
        }
        for place in erasure.places {
            self.places.entry(place).or_insert(by);
        }
        for (entry, token) in erasure.concerns {
            let there = self.concerns.entry(entry).or_insert((by, None, None));
            (there.0, there.1) = (by, Some(token));
        }
        for (entry, token) in erasure.passes {
            let there = self.concerns.entry(entry).or_insert((by, None, None));
            (there.0, there.2) = (by, Some(token));
        }
    }

    /// Does the entry erase the subject?
    pub(super) fn is_by(&self, entry: u64, subject: Option<u64>) -> bool {
        subject.is_none_or(|id| self.subjects.get(&id).is_some_and(|(by, _)| *by >= entry))
    }

    /// An erasure that the log does not hold, because it was restored from before it: it may have destroyed.
    pub(super) fn allow(&mut self, erasure: Erasure, size: u64) {
        let there = |place: &u64| *place < size;
        for place in erasure.places.iter().filter(|(entry, _)| there(entry)) {
            if self.destroyed.contains(place) {
                self.places.entry(*place).or_insert(u64::MAX);
            }
        }
        for (entry, _) in erasure.concerns.iter().chain(&erasure.passes).filter(|(entry, _)| there(entry)) {
            self.replaced.remove(entry);
        }
        self.allowed.extend(erasure.subjects);
    }

    pub(super) fn finish(&self, raw: &Raw, subjects: &Subjects, size: u64, findings: &mut Findings) {
        for (entry, group) in self.destroyed.iter().filter(|place| !self.places.contains_key(place)) {
            let words = format!("its sealed group {group} was destroyed, and no erasure says so");
            findings.entry(*entry, "destroyed", words);
        }
        for ((entry, group), by) in &self.places {
            if *entry >= size {
                let words = format!("erases in entry {entry}, which is not there");
                findings.entry(*by, "erasure", words);
            } else if !self.destroyed.contains(&(*entry, *group))
                && raw.ciphertext(*entry, *group) != Some(false)
            {
                let words = format!(
                    "its sealed group {group} was erased by entry {by} and is still there; a restored backup, or an erasure that did not end: start any command that opens the store"
                );
                findings.entry(*entry, "not_erased", words);
            }
        }
        self.subjects(subjects, findings);
        self.concerns(raw, findings);
    }

    fn subjects(&self, subjects: &Subjects, findings: &mut Findings) {
        for (id, token) in subjects.erased() {
            match self.subjects.get(id) {
                None if self.allowed.contains(id) => {}
                None => findings.store(
                    "destroyed",
                    format!("the key of subject {id} was destroyed, and no erasure says so"),
                ),
                Some((by, said)) if said.is_some() && said != token => findings.store(
                    "subject",
                    format!("what stands for subject {id} is not what the erasure in entry {by} says"),
                ),
                Some(_) => {}
            }
        }
        for (id, (by, _)) in &self.subjects {
            if subjects.destroyed(*id) != Some(true) {
                let words = format!("the key of subject {id} was erased by entry {by} and is still there");
                findings.store("not_erased", words);
            }
        }
    }

    fn concerns(&self, raw: &Raw, findings: &mut Findings) {
        for entry in self.replaced.iter().filter(|entry| !self.concerns.contains_key(entry)) {
            let words = "the hash of its concern was replaced, and no erasure says so".into();
            findings.entry(*entry, "concern", words);
        }
        for (entry, (by, concern, passes)) in &self.concerns {
            let stored = raw.concerns(*entry).unwrap_or_default();
            let applied = |said: &Option<Token>, stored: &Option<Vec<u8>>| {
                let wanted =
                    said.as_ref().map(|(token, agency)| [token, agency.as_str().as_bytes()].concat());
                wanted.is_none_or(|wanted| stored.as_ref() == Some(&wanted))
            };
            if !applied(concern, &stored.0) || !applied(passes, &stored.1) {
                let words =
                    format!("its concern number was erased by entry {by}, and the hash of it is still there");
                findings.entry(*entry, "not_erased", words);
            }
        }
    }
}
