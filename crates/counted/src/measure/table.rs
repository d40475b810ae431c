//! One kind of thing, a row each, in columns.

use record::outputs::EventIx;
use record::{Code, Day, Fixed};

/// Rows of one kind in columns of equal length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What a row is: `referrals`, `assessments`, …
    pub name: Code,
    /// By row: the agency, team or area whose figure it is in. Never a person.
    pub units: Vec<Code>,
    /// The columns.
    pub columns: Vec<Column>,
    /// By row: the first event it comes from; empty for a file of cases, whose rows are their own source.
    pub events: Vec<EventIx>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, as definitions call it.
    pub name: Code,
    /// Its cells; `None` where the source says nothing.
    pub values: Values,
}

/// The cells of a column, all of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Days.
    Days(Vec<Option<Day>>),
    /// Numbers.
    Numbers(Vec<Option<Fixed>>),
    /// Words: `yes`, `no`, a code.
    Words(Vec<Option<Code>>),
}

/// One cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// A day.
    Day(Day),
    /// A number.
    Number(Fixed),
    /// A word.
    Word(&'a Code),
}

impl Table {
    /// A table without rows or columns.
    pub fn new(name: &str) -> Self {
        Self { name: Code::new(name), units: Vec::new(), columns: Vec::new(), events: Vec::new() }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// It has none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The column of a name.
    pub fn column(&self, name: &Code) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == *name)
    }

    /// Adds a column. Its cells stand in the order of the rows.
    pub fn put(&mut self, name: &str, values: Values) {
        self.columns.push(Column { name: Code::new(name), values });
    }
}

impl Column {
    /// The cell of a row; `None` where it is empty.
    pub fn cell(&self, row: usize) -> Option<Cell<'_>> {
        match &self.values {
            Values::Days(cells) => cells.get(row).copied().flatten().map(Cell::Day),
            Values::Numbers(cells) => cells.get(row).copied().flatten().map(Cell::Number),
            Values::Words(cells) => cells.get(row)?.as_ref().map(Cell::Word),
        }
    }

    /// The day of a row; `None` where the cell is empty or no day.
    pub fn day(&self, row: usize) -> Option<Day> {
        match self.cell(row) {
            Some(Cell::Day(day)) => Some(day),
            _ => None,
        }
    }
}
