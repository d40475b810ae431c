//! Intake, sealing, receipts, erasure.
