//! The log as files that any web server can serve, and checking such a folder: anybody's, not only candour's.

mod audit;
mod export;
mod files;

pub use audit::{StaticAudited, audit};
pub use export::{Exported, export, trust_policy};
