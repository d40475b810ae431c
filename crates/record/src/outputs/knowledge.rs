//! Knowledge: what may be said of what a post knew, and what shows it.

use super::mention_table::EventIx;
use crate::agency::Rank;
use crate::id::PostId;
use crate::time::Claimed;
use crate::{canonical_enum, output};

/// What may be said. Nothing that would have climbed is ever shown as known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KnowledgeState {
    /// Opened, by whom and when a record shows; answering or passing on shows it too.
    Opened,
    /// Delivered and not opened: counts against the office like opened. Only where candour delivered it.
    DeliveredUnopened,
    /// The source says it was sent or told to the post.
    Sent,
    /// No record in the files given.
    NoRecord,
    /// Records not held or not produced.
    NotHeld,
}

canonical_enum!(KnowledgeState {
    Opened = "opened",
    DeliveredUnopened = "delivered, unopened",
    Sent = "sent",
    NoRecord = "no record in the files given",
    NotHeld = "records not held or not produced",
});

output! {
    /// What one post knew of one concern.
    pub struct Knowledge {
        /// The post (a stand-in where the source names only an agency or a rank).
        post: PostId,
        /// Its rank.
        rank: Rank,
        /// The event that told of the concern.
        concern: EventIx,
        /// What may be said.
        state: KnowledgeState,
        /// Since when.
        at: Claimed,
        /// The event that shows it.
        shown_by: EventIx,
        /// The event that says who held the post that day, if the files do.
        holder: Option<EventIx>,
    }
}
