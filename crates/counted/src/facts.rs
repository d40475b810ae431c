//! Tables of what happened, made from events and from what the stages before found: the rows that measures count.
//!
//! Dates that are not known to the day leave a cell empty: a measure says how many such rows it could not place.

mod duties;
mod missing;
mod outcomes;
mod praise;
mod returns;
mod rows;
mod warnings;

use record::outputs::{Duty, EventIx};
use record::policy::Policy;
use record::{AgencyId, Day, Event};

use crate::measure::Table;

pub use outcomes::{matters, operations, particulars, rereads};
pub use praise::{Praise, Waiting, table as praise, waiting};

/// What the tables are made from.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Events in canonical order.
    pub events: &'a [Event],
    /// The policy: calendar, clocks, code sets.
    pub policy: &'a Policy,
    /// The end of what is looked at.
    pub as_of: Day,
    /// The child an event is about, by certain links; `None` where no one child is known.
    pub child_of: &'a dyn Fn(EventIx) -> Option<u32>,
    /// From when to when an agency's files say they cover.
    pub covers: &'a dyn Fn(&AgencyId) -> Option<(Day, Day)>,
}

/// Everything that measures of returns count: `referrals`, `closures`, `assessments`, `enquiries`, `conferences`, `plans`, `missing`.
pub fn of_returns(given: Given<'_>) -> Vec<Table> {
    let mut tables = returns::tables(given);
    tables.push(missing::table(given));
    tables
}

/// What measures of warnings count: `duties` and `warnings`.
pub fn of_warnings<'a>(given: Given<'a>, duties: impl Iterator<Item = &'a Duty>) -> Vec<Table> {
    vec![duties::table(given, duties), warnings::table(given)]
}
