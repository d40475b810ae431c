//! The subjects there are: which numbers, and whose keys were destroyed.

use std::collections::BTreeMap;

use store::raw::{Raw, RawSubject};
use told::keys::WRAPPED;

use super::Findings;

/// Subjects as runs of numbers that follow each other: an import of millions is one run.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    /// First number, how many, destroyed.
    runs: Vec<(u64, u64, bool)>,
    /// What stands for those that were erased.
    tokens: BTreeMap<u64, Option<[u8; 16]>>,
}

impl Subjects {
    pub(super) fn load(raw: &Raw, findings: &mut Findings) -> Self {
        let mut subjects = Self::default();
        let walked = raw.subjects(&mut |row| subjects.add(&row, findings));
        if let Err(cause) = walked {
            findings.store("unreadable", format!("table `subject` cannot be read further: {}", cause.cause));
        }
        subjects
    }

    fn add(&mut self, row: &RawSubject, findings: &mut Findings) {
        let Ok(id) = u64::try_from(row.id) else {
            return findings
                .store("subject", format!("a subject has the number `{}`, which is none", row.id));
        };
        let mut wrong = |words: &str| findings.store("subject", format!("subject {id}: {words}"));
        let destroyed = match &row.wrapped {
            None => {
                wrong("its key is of another type than bytes");
                false
            }
            Some(None) => true,
            Some(Some(bytes)) => {
                if bytes.len() != WRAPPED {
                    wrong("its wrapped key has another length than keys have");
                }
                false
            }
        };
        if destroyed != row.epoch.is_none() || row.epoch.is_some_and(|epoch| u32::try_from(epoch).is_err()) {
            wrong("its key and the epoch of its key do not belong together");
        }
        if row.tag.is_none() {
            wrong("the keyed hash it is known by has another length than hashes have");
        }
        match row.erased_as {
            None => wrong("what stands for it after erasure has another length than it should"),
            Some(token) if destroyed || token.is_some() => {
                if !destroyed {
                    wrong("something stands for it as if it were erased, and its key is still there");
                }
                self.tokens.insert(id, token);
            }
            Some(_) => {}
        }
        match self.runs.last_mut() {
            Some((first, count, same)) if *first + *count == id && *same == destroyed => *count += 1,
            _ => self.runs.push((id, 1, destroyed)),
        }
    }

    /// Is the subject's key destroyed? `None`: there is no such subject.
    pub(super) fn destroyed(&self, id: u64) -> Option<bool> {
        let at = self.runs.partition_point(|(first, _, _)| *first <= id).checked_sub(1)?;
        let (first, count, destroyed) = self.runs.get(at)?;
        (id - first < *count).then_some(*destroyed)
    }

    /// The erased subjects, and what stands for each.
    pub(super) fn erased(&self) -> &BTreeMap<u64, Option<[u8; 16]>> {
        &self.tokens
    }
}
