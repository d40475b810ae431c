//! What the stages hand to each other: entities, questions, accounts, duties, knowledge, workload.
//!
//! Outputs point at events and mentions by their place in the canonically ordered slice of events, never by content.
//! Which of their fields may leave, and for whom, is declared in `crates/published/audience.toml`; a test compares
//! that declaration with these types in both directions.

mod account;
mod duty;
mod entity;
mod knowledge;
mod matter;
mod mention_table;
mod notice;
mod question;
mod refusal;

pub use account::{AccountGroup, Disagreement, DisagreementKind, Said, Side};
pub use duty::{Alarm, Duty, Standing, Workload, WouldClimb};
pub use entity::{Certainty, Entity, EntityIx, Ground, KeptApart, Link, WeightPart};
pub use knowledge::{Knowledge, KnowledgeState};
pub use matter::{InterferenceCheck, Matter, Partner, Reread};
pub use mention_table::{EventIx, MentionIx, MentionTable};
pub use notice::Notice;
pub use question::Question;
pub use refusal::{Refusal, RefusalRule};

/// A stage's output type with its field names, for comparison with the audience declaration.
pub trait Output {
    /// The type's name.
    const NAME: &'static str;
    /// Its fields, in order.
    const FIELDS: &'static [&'static str];
}

/// Name and fields of every output type: what the audience declaration must list.
pub const ALL: &[(&str, &[&str])] = &[
    (AccountGroup::NAME, AccountGroup::FIELDS),
    (Alarm::NAME, Alarm::FIELDS),
    (Disagreement::NAME, Disagreement::FIELDS),
    (Duty::NAME, Duty::FIELDS),
    (Entity::NAME, Entity::FIELDS),
    (InterferenceCheck::NAME, InterferenceCheck::FIELDS),
    (KeptApart::NAME, KeptApart::FIELDS),
    (Knowledge::NAME, Knowledge::FIELDS),
    (Link::NAME, Link::FIELDS),
    (Notice::NAME, Notice::FIELDS),
    (Matter::NAME, Matter::FIELDS),
    (Partner::NAME, Partner::FIELDS),
    (Question::NAME, Question::FIELDS),
    (Refusal::NAME, Refusal::FIELDS),
    (Reread::NAME, Reread::FIELDS),
    (Side::NAME, Side::FIELDS),
    (WeightPart::NAME, WeightPart::FIELDS),
    (Workload::NAME, Workload::FIELDS),
    (WouldClimb::NAME, WouldClimb::FIELDS),
];
