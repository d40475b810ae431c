//! Erased subjects: mentions that keep nothing but one value for all mentions of one subject.
//!
//! The value was given when the subject was erased, to what was one child then. So it is taken as given, like the number
//! of a shared register, but with no cross-check: the names and birth dates that could speak against it are gone.

use record::MentionKind;
use record::outputs::MentionIx;
use rustc_hash::FxHashMap;

use crate::rows::Rows;

/// Which mention is of which erased subject.
#[derive(Debug, Default)]
pub(crate) struct Erased<'a> {
    subject_of: FxHashMap<MentionIx, (MentionKind, &'a str)>,
}

impl<'a> Erased<'a> {
    /// The erased mentions of these rows.
    pub(crate) fn new(rows: &Rows<'a>) -> Self {
        let subject_of = rows.erased.iter().map(|row| (row.mention, (row.kind, row.subject))).collect();
        Self { subject_of }
    }

    /// Two different subjects, one of them erased: nothing makes them one, for nobody could check it any more.
    pub(crate) fn are_two(&self, a: MentionIx, b: MentionIx) -> bool {
        self.subject_of.get(&a) != self.subject_of.get(&b)
    }
}

/// Makes the mentions of each erased subject one record, written into `record_of`.
pub(crate) fn one_subject(rows: &Rows<'_>, record_of: &mut [MentionIx]) {
    let mut first: FxHashMap<(MentionKind, &str), MentionIx> = FxHashMap::default();
    for row in &rows.erased {
        record_of[row.mention as usize] = *first.entry((row.kind, row.subject)).or_insert(row.mention);
    }
}
