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
        /// What that post owes besides: to ask the lead or to answer, once a duty of the lead ran out in silence.
        asks: Vec<Duty>,
    }
}

impl Matter {
    /// Every duty of the matter: of the post that leads, and of the others where it stayed silent.
    pub fn all_duties(&self) -> impl Iterator<Item = &Duty> + Clone {
        self.duties.iter().chain(self.partners.iter().flat_map(|partner| &partner.asks))
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

output! {
    /// A child missing so often that its episodes are to be looked at together.
    pub struct RepeatMissing {
        /// The child, by certain links.
        child: EntityIx,
        /// The episodes, each once, in the order of their starts: those that opened it, and those while it was owed.
        episodes: Vec<EventIx>,
        /// The duty of the post that looks at them.
        duty: Duty,
    }
}

impl RepeatMissing {
    /// The remark where an agency's files say of no such review at all.
    pub const NOT_HELD: &'static str = "reviews_of_missing_not_held";

    /// The agency's files could show it: of some child they do, or it was answered.
    pub fn is_held(&self) -> bool {
        !self.duty.remarks.iter().any(|word| word.as_str() == Self::NOT_HELD)
    }
}
