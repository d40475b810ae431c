//! What is told: intake, sealing of personal fields, receipts, erasure.
//!
//! An event becomes a [`seal::SealedRecord`]: commitments for the log, open and coded fields that may lie open, and
//! encrypted groups of what is personal ([`fields`] says which). [`stored`] reads it back, with or without keys.
//!
//! No input or output, no clock, no chance: random bytes are passed in.

pub mod fields;
pub mod form;
pub mod key_file;
pub mod keys;
pub mod seal;
pub mod statement;
pub mod stored;
pub mod subjects;
pub mod submission;
pub mod telling;
pub mod words;

#[cfg(test)]
mod tests;
