//! Record linkage, entities and what children's records share; nothing of officials, duties or scores of people.

use record::Event;
use record::outputs::{AccountGroup, Entity, KeptApart, Link, MentionTable, Question};
use record::policy::Policy;

/// What joining found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The numbers of the mentions.
    pub mentions: MentionTable,
    /// Entities in the order of their first mentions; every mention belongs to exactly one.
    pub entities: Vec<Entity>,
    /// The entity of each mention.
    pub entity_of: Vec<u32>,
    /// Every link, in the order of (a, b): certain and clerical ones hold entities together, possible ones do not.
    pub links: Vec<Link>,
    /// Pairs that look alike and were kept apart, with the reason.
    pub kept_apart: Vec<KeptApart>,
    /// Shared things, most pressing first.
    pub questions: Vec<Question>,
    /// Entries that tell of one event.
    pub accounts: Vec<AccountGroup>,
}

/// Joins the mentions of canonically ordered events.
///
/// A pure function: the same events give the same result in any order of presentation, on one thread or many.
pub fn join(events: &[Event], policy: &Policy) -> Joined {
    let _ = policy;
    Joined {
        mentions: MentionTable::new(events),
        ..Joined::default()
    }
}
