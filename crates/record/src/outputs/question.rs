//! Questions: things that several children's records share. A question is no alarm.

use super::entity::EntityIx;
use super::mention_table::EventIx;
use crate::id::{AgencyId, Code, PostId};
use crate::mention::MentionKind;
use crate::output;
use crate::time::Claimed;

output! {
    /// One person, place, vehicle, phone, business or online name that records about several children share.
    pub struct Question {
        /// What is shared.
        shared: EntityIx,
        /// Its kind.
        kind: MentionKind,
        /// The children tied to it by certain links, in order.
        children_certain: Vec<EntityIx>,
        /// Further children tied to it only if possible links are true, in order.
        children_possible: Vec<EntityIx>,
        /// How many households the certain children are, as far as the records tell: a household counts as one child.
        households: u32,
        /// The events that say so, in order.
        events: Vec<EventIx>,
        /// The agencies whose records they are.
        agencies: Vec<AgencyId>,
        /// The earliest of them.
        first: Claimed,
        /// The posts that were told at least one of them.
        told_to: Vec<PostId>,
        /// Recorded roles that explain the tie innocently (home, school, parent, GP …) and how often each is recorded.
        innocent_roles: Vec<(Code, u32)>,
        /// All children of the area or file that name this thing at all, hubs included: how busy it is anyway.
        busy: u32,
        /// Above 0 the more pressing: an order for reading, made of unanswered records and agencies, not a score of anybody.
        unanswered: u32,
    }
}
