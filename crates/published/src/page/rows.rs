//! Which rows of the chronology stand on the page.

use std::cell::RefCell;
use std::collections::BTreeSet;

use record::outputs::EventIx;

/// The most rows of the chronology on the page.
pub(crate) const MOST: usize = 2_000;

/// The allowance of rows: what sections point to comes first, in the order in which they are made.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    granted: RefCell<BTreeSet<EventIx>>,
}

impl Rows {
    /// Asks for a row; true if it stands on the page.
    pub(crate) fn ask(&self, row: EventIx) -> bool {
        let mut granted = self.granted.borrow_mut();
        granted.contains(&row) || (granted.len() < MOST && granted.insert(row))
    }

    /// The rows on the page, in order.
    pub(crate) fn granted(&self) -> Vec<EventIx> {
        self.granted.borrow().iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Rows};

    #[test]
    fn a_row_once_promised_stays_and_none_is_added_beyond_the_allowance() {
        let rows = Rows::default();
        assert!((0..MOST as u32).rev().all(|row| rows.ask(row)));
        assert!(!rows.ask(9_999));
        assert!(rows.ask(7));
        assert_eq!(rows.granted().len(), MOST);
        assert_eq!(rows.granted().first(), Some(&0));
    }
}
