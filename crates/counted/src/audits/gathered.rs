//! What one pass over the cases gathered: audits, pretend dates and charts read it and never the cases again.

use rayon::prelude::*;

use super::cases::Cases;
use super::scene::Totals;
use super::tally::{Tally, tally};

/// The tallies of all units.
#[derive(Clone, Debug)]
pub struct Gathered<'a> {
    pub(super) tallies: Vec<Tally<'a>>,
    pub(super) all: Totals,
}

impl<'a> Gathered<'a> {
    /// One pass, unit by unit. `period`: its days. The same on any number of threads.
    pub fn of(cases: &'a Cases, period: i32) -> Self {
        let tallies: Vec<Tally<'a>> =
            (0..cases.units()).into_par_iter().map(|unit| tally(cases, unit, period)).collect();
        Self { all: Totals::of(&tallies), tallies }
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.tallies.len()
    }
}
