//! Policy: everything a partnership may set, as data with versions, digests and error places.
//!
//! England is embedded (`policies/england/`). A partnership's folder overlays it file by file.

mod england;
mod load;
mod model;
mod table;

pub use england::ENGLAND;
pub use load::PolicyError;
pub use model::{
    Activity, AgencyKind, ClockRule, CodeEntry, LanguageTerm, LinkageParameters, Outcome, Policy, PolicyFile,
    Role, Rung, Sign, Source, TellerKind, WorkloadRule,
};
