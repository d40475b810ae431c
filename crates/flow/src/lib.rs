//! The one wiring of the stages: `(events, policy, time) -> outcome`. Batch review, live service and simulation run this.

mod corrections;

use record::policy::Policy;
use record::{Day, Event};

pub use answered::notices::{self, Noticed};
pub use answered::{
    About, Answers, Around, FileCover, Handle, KnowledgeAnswer, Live, RankWeeks, Spread, Strategic, answer,
    by_post_and_week, is_several, knew,
};
pub use corrections::apply_corrections;
pub use joined::Joined;

/// What the stages found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Linkage, entities, questions, accounts.
    pub joined: Joined,
    /// Duties, knowledge, workload.
    pub answers: Answers,
    /// What facts and wording of records should make somebody look at again. Of it answering is told only where an age rule is met.
    pub noticed: Noticed,
    /// Strategic matters and interference checks, which need both.
    pub strategic: Strategic,
}

/// Brings events into the canonical order ([`Event::compare`]).
pub fn order(events: &mut [Event]) {
    events.sort_by(Event::compare);
}

/// Runs the stages over canonically ordered events as of the end of a day.
///
/// Joining comes first: a decision not to act needs a second post where a sign was ever recorded for the same child, and
/// only joining knows who is the same. Answering is told so much and no more, in `record`'s types.
pub fn run(events: &[Event], policy: &Policy, as_of: Day) -> Outcome {
    let joined = joined::join(events, policy);
    let people = notices::People { mentions: &joined.mentions, entity_of: &joined.entity_of };
    let noticed = notices::notices(events, people, policy, as_of);
    let ties = answered::Ties {
        mentions: &joined.mentions,
        entities: &joined.entities,
        entity_of: &joined.entity_of,
        households: &joined.households,
        links: &joined.links,
        questions: &joined.questions,
    };
    let around = answered::Around::new(events, policy, as_of, ties, &noticed.notices);
    let answers = answered::answer(events, policy, as_of, &around);
    let strategic = answered::strategic(events, policy, as_of, ties, &answers.duties);
    Outcome { joined, answers, noticed, strategic }
}
