//! What the stages hand to each other: entities, questions, accounts, duties, knowledge, workload.
//!
//! Outputs point at events and mentions by their place in the canonically ordered slice of events, never by content.
//! Which of their fields may leave, and for whom, is declared in `crates/published/audience.toml`; a test compares
//! that declaration with these types in both directions.

mod account;
mod conflict;
mod duty;
mod entity;
mod gaming;
mod knowledge;
mod matter;
mod mention_table;
mod notice;
mod organised;
mod question;
mod refusal;
mod rule_change;

pub use account::{AccountGroup, Disagreement, DisagreementKind, Said, Side};
pub use conflict::{ConflictOfInterest, HelperNamed};
pub use duty::{Alarm, Duty, Hand, InHand, Standing, Workload, WouldClimb};
pub use entity::{Certainty, Entity, EntityIx, Ground, KeptApart, Link, WeightPart};
pub use gaming::GamingTrace;
pub use knowledge::{Knowledge, KnowledgeState};
pub use matter::{InterferenceCheck, Matter, Partner, RepeatMissing, Reread};
pub use mention_table::{EventIx, MentionIx, MentionTable};
pub use notice::Notice;
pub use organised::{
    Challenge, ChildOnly, Circulated, OperationEnd, PowerAct, Recipient, Recommendation, RecordsLost,
    Rerouted, SharingRefused, Supervision, TeamCut, ToldBack, Unsupervised,
};
pub use question::Question;
pub use refusal::{Refusal, RefusalRule};
pub use rule_change::RuleChange;

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
    (Challenge::NAME, Challenge::FIELDS),
    (ChildOnly::NAME, ChildOnly::FIELDS),
    (Circulated::NAME, Circulated::FIELDS),
    (ConflictOfInterest::NAME, ConflictOfInterest::FIELDS),
    (Disagreement::NAME, Disagreement::FIELDS),
    (Duty::NAME, Duty::FIELDS),
    (Entity::NAME, Entity::FIELDS),
    (GamingTrace::NAME, GamingTrace::FIELDS),
    (Hand::NAME, Hand::FIELDS),
    (HelperNamed::NAME, HelperNamed::FIELDS),
    (InterferenceCheck::NAME, InterferenceCheck::FIELDS),
    (KeptApart::NAME, KeptApart::FIELDS),
    (Knowledge::NAME, Knowledge::FIELDS),
    (Link::NAME, Link::FIELDS),
    (Matter::NAME, Matter::FIELDS),
    (Notice::NAME, Notice::FIELDS),
    (OperationEnd::NAME, OperationEnd::FIELDS),
    (Partner::NAME, Partner::FIELDS),
    (RepeatMissing::NAME, RepeatMissing::FIELDS),
    (PowerAct::NAME, PowerAct::FIELDS),
    (Question::NAME, Question::FIELDS),
    (Recipient::NAME, Recipient::FIELDS),
    (Recommendation::NAME, Recommendation::FIELDS),
    (RecordsLost::NAME, RecordsLost::FIELDS),
    (Refusal::NAME, Refusal::FIELDS),
    (Rerouted::NAME, Rerouted::FIELDS),
    (Reread::NAME, Reread::FIELDS),
    (RuleChange::NAME, RuleChange::FIELDS),
    (SharingRefused::NAME, SharingRefused::FIELDS),
    (Side::NAME, Side::FIELDS),
    (Supervision::NAME, Supervision::FIELDS),
    (TeamCut::NAME, TeamCut::FIELDS),
    (ToldBack::NAME, ToldBack::FIELDS),
    (Unsupervised::NAME, Unsupervised::FIELDS),
    (WeightPart::NAME, WeightPart::FIELDS),
    (Workload::NAME, Workload::FIELDS),
    (WouldClimb::NAME, WouldClimb::FIELDS),
];
