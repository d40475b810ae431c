//! Tables behind a claim of credit: people before and after, or units over time; and the definition that says what they are.
//!
//! Documented in `docs/credit.md`.

mod definition;
mod rows;
mod suggest;

pub use definition::{Chosen, Claim, Definition, Kind, Role, read_definition};
pub use rows::{Content, PersonRow, PointRow, read};
pub use suggest::{guess, suggest};

/// Most rows of one table.
pub const ROWS: usize = 1_000_000;
