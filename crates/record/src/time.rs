//! Two times: what a source claims, which may be imprecise, and when candour took it, which never is.
//!
//! Claimed time is civil time in the policy's zone; clocks run on it in reviews. Logged time is UTC.

mod calendar;
mod claimed;
mod day;
mod logged;
mod tri;

pub use calendar::{Calendar, Convention, Unit};
pub use claimed::{Claimed, Precision};
pub use day::{Day, Moment, Weekday, month_of_name};
pub use logged::Logged;
pub use tri::Tri;
