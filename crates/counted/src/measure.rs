//! Measures: what is counted, out of what, with everything left out and why, computed from tables by definitions that are data.
//!
//! A [`Table`] holds one kind of thing, a row each: referrals, assessments, duties, or the cases of an analyst's own file. A
//! definition ([`record::policy::MeasureRule`]) names its columns. [`figures`] counts, by unit and period; [`Figure::opens`] gives
//! the rows behind a number again.

mod condition;
mod error;
mod figure;
mod period;
mod said;
mod table;

pub use error::Error;
pub use figure::{Figure, LeftOut, Opened, figures, opens};
pub use period::{Period, Periods};
pub use said::{Beside, Claim, Verdict, beside};
pub use table::{Cell, Column, Table, Values};
