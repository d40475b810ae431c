//! One number for all that the stages found: two runs of one version that give it found the same, row for row.

use core::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};

use crate::Outcome;

/// SHA-256 over every row of an outcome, in order, in hexadecimal.
///
/// Links, entities, questions, accounts, duties, knowledge, workload, notices, matters, checks and what organisations did are
/// in it; what they say of events they say by number, so no name is. It is no format: another version may give another digest for the same
/// rows. Numbers enter in the byte order of the machine where they stand in lists, so machines of one byte order agree.
pub fn digest(outcome: &Outcome) -> String {
    let mut rows = Rows(Sha256::new());
    let joined = &outcome.joined;
    (&joined.entities, &joined.entity_of, &joined.households).hash(&mut rows);
    (&joined.links, &joined.kept_apart, &joined.questions, &joined.accounts).hash(&mut rows);
    let answers = &outcome.answers;
    (&answers.duties, &answers.knowledge, &answers.refusals, &answers.alarms, &outcome.workload)
        .hash(&mut rows);
    outcome.noticed.notices.hash(&mut rows);
    (
        &outcome.strategic.matters,
        &outcome.strategic.checks,
        &outcome.strategic.rereads,
        &outcome.strategic.repeat_missing,
    )
        .hash(&mut rows);
    let organised = &outcome.organised;
    (&organised.circulated, &organised.records_lost, &organised.recommendations).hash(&mut rows);
    (&organised.challenges, &organised.told_back, &organised.operations, &organised.cuts).hash(&mut rows);
    (&organised.supervisions, &organised.unsupervised, &organised.refusals).hash(&mut rows);
    (&organised.powers, &organised.child_only).hash(&mut rows);
    (&outcome.conflicts, &outcome.helpers, &outcome.gaming).hash(&mut rows);
    // Where no rule changes there is nothing to tell apart, and figures from before there were such rows stay comparable.
    if !outcome.rule_changes.is_empty() {
        outcome.rule_changes.hash(&mut rows);
    }
    rows.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What `Hash` writes, into SHA-256.
struct Rows(Sha256);

impl Hasher for Rows {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_usize(&mut self, number: usize) {
        // Lengths are the same number on machines of every width.
        self.write(&(number as u64).to_le_bytes());
    }

    fn write_isize(&mut self, number: isize) {
        // Which of an enum's variants it is.
        self.write(&(number as i64).to_le_bytes());
    }

    fn finish(&self) -> u64 {
        // Asked by nobody: the digest is taken whole.
        0
    }
}
