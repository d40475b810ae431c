//! Conflicts of interest: a post whose holder a concern names, and which must neither hold nor see it.

use super::entity::EntityIx;
use super::mention_table::EventIx;
use crate::id::{Code, PostId};
use crate::output;
use crate::time::Day;

output! {
    /// A post that a concern is not to be with, or of which somebody outside should check whether it may be.
    ///
    /// It is about a post and a concern. That a concern names somebody says nothing of whether it is true.
    pub struct ConflictOfInterest {
        /// The first event of the concern in these files.
        concern: EventIx,
        /// The post.
        post: PostId,
        /// Certain: the post steps aside. Else only a namesake may be meant: nothing moves, and somebody outside is to check.
        certain: bool,
        /// Why: `named_and_works_there`, `named_in_another_concern`, `named_alike`, `declared`.
        ground: Code,
        /// The first day on which the person may hold the post; `None`: from the beginning, or always.
        first: Option<Day>,
        /// The last day; `None`: still.
        last: Option<Day>,
        /// The events that name the person or declare the conflict, in order.
        named_in: Vec<EventIx>,
        /// Acts of the post, or of one that answers to it, that therefore end nothing, in order.
        acts_set_aside: Vec<EventIx>,
    }
}

output! {
    /// Somebody who interprets or mediates in a concern, and whom a record names as one who may have done harm.
    ///
    /// Whoever is so named is to be given nothing of the concern until somebody has checked who is meant.
    pub struct HelperNamed {
        /// The event in which the person helps.
        event: EventIx,
        /// The person, as that event names it.
        helper: EntityIx,
        /// As what: a code of `roles.csv`.
        role: Code,
        /// Certain: joining says that it is one person. Else only the full name is the same.
        certain: bool,
        /// The events that name the person as one of concern, in order; at most eight.
        named_in: Vec<EventIx>,
    }
}
