//! Intake, sealing, receipts, erasure.

pub mod words;
