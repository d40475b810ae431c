//! The transparency log as bytes.

pub mod commitment;
pub mod hash;
pub mod opening;
