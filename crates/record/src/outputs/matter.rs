//! Strategic matters, and the checks that a withdrawal opens.

use super::duty::Duty;
use super::entity::EntityIx;
use super::mention_table::EventIx;
use crate::agency::Rank;
use crate::id::{AgencyId, Code, PostId};
use crate::output;

output! {
    /// One strategic matter: a record that itself names a group, or a pattern across children, with all that belongs to it.
    ///
    /// Whatever shares a child, person, place, vehicle or phone of concern with it joins it. Nothing here is a score.
    pub struct Matter {
        /// What opened it: `group_record` or `pattern`.
        ground: Code,
        /// The records that themselves name a group, in order.
        group_records: Vec<EventIx>,
        /// What ties it together: persons, places and things of concern, in order.
        shared: Vec<EntityIx>,
        /// The children, by certain links alone, in order.
        children: Vec<EntityIx>,
        /// Further children only if possible links are true, in order; they move nothing.
        children_possible: Vec<EntityIx>,
        /// The records it rests on, in order.
        events: Vec<EventIx>,
        /// The agencies whose records they are.
        agencies: Vec<AgencyId>,
        /// Earlier tellings that name the same child or thing and had been answered or decided: they come up again.
        resurfaced: Vec<EventIx>,
        /// The other agencies with a record in it.
        partners: Vec<Partner>,
        /// The duty of the lead post. A further one only where a record came after an answer had ended the one before.
        duties: Vec<Duty>,
    }
}

output! {
    /// Another agency with a record in a matter.
    pub struct Partner {
        /// The agency.
        agency: AgencyId,
        /// The post there that would have been shown the matter, or a stand-in.
        post: PostId,
        /// Its rank.
        rank: Rank,
        /// The record by which the files say that a group-naming record was sent to the agency; `None`: they do not say so, and it
        /// would have been opened.
        told: Option<EventIx>,
    }
}

output! {
    /// The check whether somebody was pressed to withdraw. Never shown to a teller.
    pub struct InterferenceCheck {
        /// The withdrawal.
        withdrawal: EventIx,
        /// Where it starts: the adults and things of concern that the concern names, in order. Never the child.
        adults: Vec<EntityIx>,
        /// And the records: of the concern, and others that name one of them, in order.
        records: Vec<EventIx>,
        /// The duty of the post that checks.
        duty: Duty,
    }
}

output! {
    /// A decision not to act that one post signed alone, drawn to be read again by a post of another agency.
    pub struct Reread {
        /// The answer.
        answer: EventIx,
        /// One in so many such answers is drawn.
        one_in: u32,
        /// The duty of the post that reads it again.
        duty: Duty,
    }
}
