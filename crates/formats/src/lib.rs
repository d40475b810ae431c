//! The file formats of agencies, read and written.
//!
//! A reader always returns what it could read *and* the findings: one bad row never stops a file, and no value is
//! repaired or left out in silence. What is done with the events is not known here.

pub mod access_log;
pub mod agency_toml;
pub mod bands;
pub mod cases;
pub mod check;
pub mod chronology;
pub mod cin;
mod codes;
pub mod concerns;
pub mod credit;
pub mod csv_table;
pub mod dates;
pub mod emit;
pub mod figures;
pub mod fitness;
pub mod input;
pub mod nearest;
pub mod posts;
pub mod read;
pub mod recognise;
pub mod replay;
pub mod report;
pub mod rule_changes;
pub mod safe;
pub mod said;
pub mod signs;
pub mod ssda903;
pub mod tally;
pub mod upn;
mod values;
mod when;
mod write_error;

pub use read::{Context, ReadError, Seen, Sink, read};
pub use recognise::{Format, Recognised, recognise};
pub use write_error::WriteError;
