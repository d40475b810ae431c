//! Accounts: entries of several agencies that tell of one event, and where they disagree.

use super::mention_table::EventIx;
use crate::agency::Addressee;
use crate::id::Code;
use crate::time::Claimed;
use crate::{canonical_enum, output};

output! {
    /// Entries that tell of one event: same child, near date, same kind, different sources.
    pub struct AccountGroup {
        /// The entries, in order.
        events: Vec<EventIx>,
        /// Why they are grouped: `same_child_near_date_same_kind`, `decided_by_a_person`.
        ground: Code,
        /// Where they disagree. Never resolved by the machine.
        disagreements: Vec<Disagreement>,
    }
}

/// What accounts disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisagreementKind {
    /// When it happened.
    Date,
    /// Who was told.
    ToldTo,
    /// What was said: the signs.
    Signs,
    /// What came of it.
    Outcome,
}

canonical_enum!(DisagreementKind {
    Date = "date",
    ToldTo = "who was told",
    Signs = "what was said",
    Outcome = "what came of it",
});

output! {
    /// One point on which accounts of one event disagree.
    pub struct Disagreement {
        /// The point.
        about: DisagreementKind,
        /// What each entry says, in the order of the entries; entries that say nothing of it are left out.
        sides: Vec<Side>,
    }
}

output! {
    /// What one entry says.
    pub struct Side {
        /// The entry.
        event: EventIx,
        /// What it says.
        said: Said,
    }
}

/// What an entry says about one point.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Said {
    /// A date.
    Date(Claimed),
    /// An addressee.
    ToldTo(Addressee),
    /// Codes.
    Codes(Vec<Code>),
}
