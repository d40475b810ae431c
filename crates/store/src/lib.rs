//! Where events are kept: SQLite, one writer, plain append.
//!
//! The ledger takes its place here next: the `position` of an event will be its index in the log. No rule is known here.

mod address;
mod error;
mod schema;
mod sqlite;

pub use address::Address;
pub use error::Error;
pub use sqlite::{Appended, Store};
