//! Charts and comparisons against vectors of other programs and against printed examples.
//!
//! The vectors that may be carried stand in `tests/vectors/`. `CANDOUR_VECTORS=DIR` runs every file of a folder in a known format
//! too, and names the files it does not know.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests, which say what they skip"
)]

mod control;
mod drift;
mod folder;
mod funnels;
mod hostile;
mod infections;
mod intervals;
mod lines;
mod order;
mod phe;
mod qic;
mod refused;
mod rows;
mod rules;
mod textbook;
mod value;
mod xmr;
