//! Where events are kept: a transparency log in SQLite, one writer.
//!
//! Every event is an entry of the log. What an append answers is durable, signed over a root recomputed from what was
//! stored, and noted in a second place ([`last_signed`]); a store that is older than its second copy refuses to start.
//! Personal fields come and go as sealed bytes: no rule and no name is known here.

mod address;
mod connection;
mod continuing;
mod copying;
mod disk;
mod erasing;
mod error;
pub mod files;
mod found;
pub mod last_signed;
mod log;
mod opening;
pub mod raw;
mod reader;
mod rows;
mod schema;
mod sealed;
mod store;
mod tail;
mod upgrading;
pub mod version_1;
mod wholeness;
mod writer;

pub use address::Address;
pub use connection::Synchronous;
pub use continuing::continue_as;
pub use copying::{alone, copy};
pub use disk::{RESERVE_MB, free_mb, same_disk, write_new};
pub use erasing::Destruction;
pub use error::Error;
pub use log::Appended;
pub use reader::{Counted, Reader, StoredFile};
pub use rows::TakeEntry;
pub use schema::VERSION;
pub use sealed::{Group, NewRecord, Row, Subject, Submission};
pub use store::{Extra, FIRST_SUBJECT, KeptFile, Store, beside};
pub use upgrading::upgrade;
pub use wholeness::{Whole, whole};
pub use writer::Done;
