//! Comparison between units: is this one different from the rest, or may chance and ordinary differences explain it?
//!
//! There is no ranking. A unit beyond a limit is a question, never a verdict; how many would lie beyond by chance alone is said in
//! the same place. Units are teams, areas or agencies, never a person.
//!
//! # Source
//! Spiegelhalter (2005), Statistics in Medicine 24:1185, and Quality and Safety in Health Care 14:347.

mod error;
mod funnel;
mod intervals;
mod limits;
mod measure;
mod spread;

pub use error::Error;
pub use funnel::{Funnel, LEAST_EVENTS, LEAST_UNITS, Place, Placed, Rule, funnel};
pub use intervals::{Interval, byar, clopper_pearson, count_interval, exact_poisson, wilson};
pub use limits::{ASK, Band, LOOK, Limits, expected_at};
pub use measure::Measure;
pub use spread::{Spread, Trim, spread};
