//! Columns in the making, a row at a time.

use record::outputs::EventIx;
use record::{Claimed, Code, Day, Fixed};

use crate::measure::{Table, Values};

/// One cell.
pub(super) enum Put {
    Day(Option<Day>),
    Number(Option<i32>),
    Word(Option<Code>),
}

/// Rows of one table, gathered cell by cell.
///
/// INVARIANT: every row has the cells that the first one had, in that order.
pub(super) struct Rows {
    table: Table,
    names: &'static [&'static str],
    columns: Vec<Values>,
}

impl Rows {
    /// A table with these columns. `like`: one cell of each, for its kind.
    pub(super) fn new(name: &str, names: &'static [&'static str], like: &[Put]) -> Self {
        let columns = like
            .iter()
            .map(|put| match put {
                Put::Day(_) => Values::Days(Vec::new()),
                Put::Number(_) => Values::Numbers(Vec::new()),
                Put::Word(_) => Values::Words(Vec::new()),
            })
            .collect();
        Self { table: Table::new(name), names, columns }
    }

    /// Adds a row. A cell of another kind than its column's is left empty.
    pub(super) fn row(&mut self, unit: Code, event: EventIx, cells: Vec<Put>) {
        self.table.units.push(unit);
        self.table.events.push(event);
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Values::Days(days), Put::Day(day)) => days.push(day),
                (Values::Numbers(numbers), Put::Number(number)) => {
                    numbers.push(number.map(|number| Fixed::whole(i64::from(number))));
                }
                (Values::Words(words), Put::Word(word)) => words.push(word),
                (Values::Days(days), _) => days.push(None),
                (Values::Numbers(numbers), _) => numbers.push(None),
                (Values::Words(words), _) => words.push(None),
            }
        }
    }

    /// The table.
    pub(super) fn done(mut self) -> Table {
        for (name, values) in self.names.iter().zip(self.columns) {
            self.table.put(name, values);
        }
        self.table
    }
}

/// The one day a date names; `None` where it names none.
pub(super) fn the_day(claimed: Claimed) -> Option<Day> {
    claimed.single_day()
}
