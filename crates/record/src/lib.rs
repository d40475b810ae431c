//! The shared words of candour.
//!
//! Everything that happens is an [`event::Event`]: given by somebody, about children and about persons, places,
//! vehicles and phones as one source wrote them ([`mention::Mention`]), with two times: when the source claims
//! it happened ([`time::Claimed`]) and when candour took it ([`time::Logged`]). The stages `joined`, `answered`
//! and `counted` are functions of given events, a policy and a time; what they hand to each other is in
//! [`outputs`].
//!
//! This crate knows no input or output, no clock and no chance.

pub mod agency;
pub mod canonical;
pub mod event;
pub mod field;
pub mod finding;
pub mod fixed;
pub mod id;
pub mod mention;
pub mod outputs;
pub mod policy;
pub mod source;
pub mod stored;
pub mod time;

pub use agency::{Addressee, Rank};
pub use event::{Body, By, Event};
pub use field::{Audience, FieldClass};
pub use finding::{Finding, FindingKind};
pub use fixed::Fixed;
pub use id::{AgencyId, Code, ConcernRef, EventId, FileId, PostId};
pub use mention::{Mention, MentionKind};
pub use source::{Coverage, SourceFile, SourceRef};
pub use time::{Claimed, Day, Logged, Moment, Tri};
