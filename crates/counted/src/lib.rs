//! What was done is counted here, and said in words that no figure outruns.
//!
//! Measures are pure functions of events, a versioned definition and a time: the same input gives the same bytes. Every
//! figure carries its interval, what was left out and why, and what is missing. Traces that gaming leaves are shown with
//! what would explain them innocently; "gaming" is never the verdict of a machine. Nothing here ranks a person.
//!
//! This crate knows no name, no input or output, no clock and no chance: a draw is made from a seed that is given.

pub mod attribution;
pub mod audits;
pub mod chart;
pub mod compare;
pub mod credit;
pub mod density;
pub mod facts;
pub mod fitness;
pub mod hypothesis;
pub mod ladder;
pub mod measure;
pub mod numbers;
pub mod worlds;
