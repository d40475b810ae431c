//! Policy: everything a partnership may set, as data with versions, digests and error places.
//!
//! England is embedded (`policies/england/`). A partnership's folder overlays it file by file.
//! The files are described in `docs/formats/policy.md`.

mod activities;
mod age_facts;
mod audits;
mod beneath;
mod calendar;
mod check;
mod clocks;
mod closing;
mod england;
mod gaming;
mod ladders;
mod linkage;
mod load;
mod lookup;
mod matters;
mod measures;
mod model;
mod nearest;
mod organised;
mod pattern;
mod posts;
mod problem;
mod settings;
mod table;
#[cfg(test)]
mod tests;
mod thresholds;
mod words;

pub use audits::{AuditEntry, AuditRules};
pub use beneath::Beneath;
pub use england::ENGLAND;
pub use gaming::{
    CopiedAnswers, Floods, GamingRules, HandOvers, HollowAnswers, SigningPairs, TacticalNaming, Unopened,
};
pub use lookup::{Unavailable, nth};
pub use measures::{Better, Condition, ExclusionRule, MeasureRule, Measures, Test};
pub use model::{
    Activity, AgeFact, AgeRule, AgencyKind, BundledBy, ClockRule, ClosingRule, CodeEntry, Ground,
    LanguageTerm, LinkageParameters, MatterRules, Outcome, Policy, PolicyFile, Power, RankRule, Role, Rung,
    Sign, Source, TellerKind, WorkloadRule,
};
pub use organised::{OrganisedRules, Reason};
pub use problem::PolicyError;
pub use table::UNITS;
pub use thresholds::Threshold;

/// Kind of a clock whose law is passed but not known to have begun: it is in force on no day until its row says from when.
const NOT_KNOWN_IN_FORCE: &str = "act_not_known_in_force";
