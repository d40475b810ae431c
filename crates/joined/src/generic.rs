//! Generic values: a phone, postcode or home shared by many children is no evidence of who somebody is.

use rayon::prelude::*;

use crate::hash::mix;
use crate::intern::ValueId;
use crate::rows::{PersonRow, Rows};

/// Which values of a column are generic, by their number.
#[derive(Clone, Debug)]
pub(crate) struct Generic(Vec<bool>);

impl Generic {
    /// The values that more than `limit` differently named children have.
    pub(crate) fn new(
        rows: &Rows<'_>,
        limit: u32,
        values: usize,
        value_of: impl Fn(&PersonRow) -> ValueId + Sync,
    ) -> Self {
        let mut pairs: Vec<(ValueId, u64)> = rows
            .persons
            .par_iter()
            .filter(|row| row.is_child && value_of(row) != crate::intern::NONE)
            .map(|row| (value_of(row), whom(row)))
            .collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let mut generic = vec![false; values];
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            generic[group[0].0 as usize] = group.len() > limit as usize;
        }
        Self(generic)
    }

    /// Is this value generic?
    pub(crate) fn contains(&self, value: ValueId) -> bool {
        self.0.get(value as usize).copied().unwrap_or(false)
    }
}

/// Who the row seems to be about: its name, or its number where it has no name.
fn whom(row: &PersonRow) -> u64 {
    let name = mix(u64::from(row.forename), u64::from(row.surname));
    if row.forename == 0 && row.surname == 0 {
        mix(u64::from(row.agency) | 1 << 40, u64::from(row.local))
    } else {
        name
    }
}
