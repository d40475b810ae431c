//! Columns in the making, a row at a time.

use record::outputs::EventIx;
use record::{Claimed, Code, Day, Fixed};

use crate::measure::{Table, Values};

/// What the cells of a column are.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Day,
    Number,
    Word,
}

/// One cell.
pub(super) enum Put {
    Day(Option<Day>),
    Number(Option<i32>),
    Word(Option<Code>),
}

impl Put {
    /// A child's number: what stands for nobody outside one table.
    pub(super) fn child(child: Option<u32>) -> Self {
        Self::Number(child.and_then(|child| i32::try_from(child).ok()))
    }

    /// `yes` or `no`.
    pub(super) fn yes(yes: bool) -> Self {
        Self::maybe(Some(yes))
    }

    /// The same where it is known.
    pub(super) fn maybe(yes: Option<bool>) -> Self {
        Self::Word(yes.map(|yes| Code::new(if yes { "yes" } else { "no" })))
    }
}

/// Rows of one table, gathered cell by cell.
///
/// INVARIANT: every row has the cells that the first one had, in that order.
pub(super) struct Rows {
    table: Table,
    names: Vec<&'static str>,
    columns: Vec<Values>,
}

impl Rows {
    /// A table with these columns.
    pub(super) fn new(name: &str, columns: &[(&'static str, Kind)]) -> Self {
        let empty = |(_, kind): &(&str, Kind)| match kind {
            Kind::Day => Values::Days(Vec::new()),
            Kind::Number => Values::Numbers(Vec::new()),
            Kind::Word => Values::Words(Vec::new()),
        };
        Self {
            table: Table::new(name),
            names: columns.iter().map(|(name, _)| *name).collect(),
            columns: columns.iter().map(empty).collect(),
        }
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
